//! Each ground with its facts, all else unknown, gives the same verdict: the facts that a norm consulted are all named.

use super::compile::pack;
use super::{ask, evaluate};

const PACK: &str = r#"
record Child "child"
  minor: yes/no

record Case "case"
  a: yes/no
  b: yes/no
  end: date
  children: list of Child

question family for Case "the condition of a loop reads nothing of the element"
bar r of family "bar"
  bars when no x in children where (a)

question dated for Case "another question under a law of its own"
  law as at end
requirement r of dated "requirement"
  in force from 2010-01-01
  met when a
question asking for Case "asks it"
requirement r of asking "requirement"
  met when dated does not apply

reading wide "how wide"
  option widely "widely"
  option narrowly "narrowly"
question read for Case "met under one reading, waived under the other"
requirement r of read "requirement"
  met when wide is widely
exception e to r of read "exception"
  when a
exception u to e of r of read "what would undo the exception"
  when end before 2010-01-01

question clocked for Case "which law a norm falls under hangs on a date of its own"
requirement r of clocked "requirement"
  law as at end
  repealed from 2010-01-01
  met when a
requirement s of clocked "requirement"
  met when b

question lapsed for Case "no rule is law, by its own date"
requirement r of lapsed "requirement"
  law as at end
  repealed from 2010-01-01
  met when a

question asking_lapsed for Case "asks it"
requirement r of asking_lapsed "requirement"
  met when lapsed does not apply

question clocked_exception for Case "an exception has a date of its own, the scope fails"
  covers cases where a
requirement r of clocked_exception "requirement"
  met when b
exception e to r of clocked_exception "exception"
  law as at end
  in force from 2010-01-01
  when a
question asking_uncovered for Case "asks it"
requirement r of asking_uncovered "requirement"
  met when clocked_exception does not apply

question undone for Case "barred under either reading: one lifts nothing, under the other what lifts it is undone"
bar r of undone "bar"
  bars when a
exception e to r of undone "exception"
  when wide is widely
exception u to e of r of undone "what undoes the exception"
  when wide is widely
exception v to u of e of r of undone "what would undo that"
  when end before 2010-01-01
"#;

/// The norms of the only ground.
fn ground(question: &str, record: &str) -> String {
    let page = evaluate(&ask(&pack(PACK), question), record).unwrap().explain();
    assert_eq!(page.grounds.len(), 1);
    let names: Vec<&str> = page.grounds[0].norms.iter().filter_map(|id| id.rsplit('.').next()).collect();
    names.join(", ")
}

/// The facts of the one norm, sorted.
fn facts(question: &str, record: &str) -> String {
    let page = evaluate(&ask(&pack(PACK), question), record).unwrap().explain();
    let mut paths: Vec<&str> = page.norms[0].every_fact().map(|fact| fact.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    paths.join(", ")
}

#[test]
fn that_there_is_an_element_is_a_fact() {
    assert_eq!(facts("family", r#"{"a": true, "children": [{}]}"#), "a, children");
}

#[test]
fn what_no_further_element_can_change_rests_on_facts_of_the_case() {
    assert_eq!(facts("family", r#"{"a": false}"#), "a, children");
}

#[test]
fn another_question_rests_on_its_governing_date() {
    assert_eq!(facts("asking", r#"{"end": "2009-12-31"}"#), "end");
}

#[test]
fn another_question_rests_on_the_dates_of_its_own_rules() {
    assert_eq!(facts("asking_lapsed", r#"{"end": "2020-01-01"}"#), "end");
    assert_eq!(facts("asking_uncovered", r#"{"a": false, "end": "2020-01-01"}"#), "a", "an exception is not looked at");
}

#[test]
fn what_stands_under_either_reading_rests_on_why_each_exception_does() {
    assert_eq!(ground("read", r#"{"a": true, "end": "2020-01-01"}"#), "r, e, u");
    assert_eq!(ground("undone", r#"{"a": true, "end": "2020-01-01"}"#), "r, e, u, v");
}

#[test]
fn that_a_norm_was_not_law_by_its_own_date_is_part_of_the_ground() {
    assert_eq!(ground("clocked", r#"{"b": true, "end": "2020-01-01"}"#), "r, s");
    assert_eq!(ground("lapsed", r#"{"end": "2020-01-01"}"#), "r");
}
