//! What no real record contradicts.

use super::compile::pack;
use super::{ask, check, evaluate};
use whereas::VerdictError;
use whereas::eval::EvaluateError;

const PACK: &str = r#"
record Spell "spell"
  began: date
  ended: date or none
  constraint ended is none or ended on or after began "a spell ends after it began"

record Person "person"
  born: date
  died: date or none
  spells: list of Spell
  constraint died is none or born on or before died "nobody dies before birth"
  constraint born on or before today "nobody is born in the future"

record Case "case"
  convicted: date
  count: number
  share: number
  kind: yes/no
  person: Person
  spells: list of Spell
  constraint person.born before convicted "born before convicted"
  constraint share / count at least 1 "a share of the count"
  constraint every s in spells satisfies (s.began after 1900-01-01) "no spell is that old"

question q for Case "s"
requirement r of q "requirement"
  met when kind

requirement spell of q "a spell"
  met when number of s in spells where (s.began after 1950-01-01) at least 0
"#;

#[test]
fn a_record_that_contradicts_one_has_no_verdict() {
    check(
        &pack(PACK),
        r#"
        nothing is known [constraint]              | q | {} | EI | r: open | kind
        it holds [constraint]                      | q | {"kind": true, "convicted": "2000-01-01", "person": {"born": "1980-01-01"}} | E | r: met |
        it certainly does not [constraint]         | q | {"kind": true, "convicted": "1970-01-01", "person": {"born": "1980-01-01"}} | reject | |
        on the same day [constraint]               | q | {"kind": true, "convicted": "1980-01-01", "person": {"born": "1980-01-01"}} | reject | |
        one of both is unknown [constraint]        | q | {"kind": true, "convicted": "1970-01-01"} | E | r: met |
        a partial date leaves it open [constraint] | q | {"kind": true, "convicted": "1980-06-01", "person": {"born": "1980"}} | E | r: met |
        a partial date that cannot be [constraint] | q | {"kind": true, "convicted": "1980-06-01", "person": {"born": "1981"}} | reject | |
        inside a nested record [constraint]        | q | {"kind": true, "person": {"born": "1980-01-01", "died": "1979-01-01"}} | reject | |
        none [constraint]                          | q | {"kind": true, "person": {"born": "1980-01-01", "died": "none"}} | E | r: met |
        today [constraint]                         | q on 1979-12-31 | {"kind": true, "person": {"born": "1980-01-01"}} | reject | |
        on the day itself [constraint]             | q on 1980-01-01 | {"kind": true, "person": {"born": "1980-01-01"}} | E | r: met |
        an element of a list [constraint]          | q | {"kind": true, "spells": [{"began": "1990-01-01", "ended": "1989-01-01"}]} | reject | |
        an element of an incomplete list [constraint] | q | {"kind": true, "spells": {"items": [{"began": "1990-01-01", "ended": "1989-01-01"}], "complete": false}} | reject | |
        an element of a nested list [constraint]   | q | {"kind": true, "person": {"spells": [{"began": "1990-01-01", "ended": "1989-01-01"}]}} | reject | |
        an element of which little is known [constraint] | q | {"kind": true, "spells": [{"ended": "1989-01-01"}, {"began": "1990-01-01"}]} | E | r: met |
        a loop [constraint]                        | q | {"kind": true, "spells": [{"began": "1899-01-01", "ended": "none"}]} | reject | |
        a fault counts as unknown [constraint, faults] | q | {"kind": true, "count": 0, "share": 1} | E | r: met |
        a quotient [constraint]                    | q | {"kind": true, "count": 2, "share": 1} | reject | |
        "#,
    );
}

#[test]
fn it_names_the_constraint_and_the_facts() {
    let policy = pack(PACK);
    let refused = |record: &str| {
        let refused = evaluate(&ask(&policy, "q"), record).unwrap_err();
        let VerdictError::Evaluate(EvaluateError::Contradicts { label, facts }) = refused else { panic!("{refused}") };
        let path =
            |steps: &Vec<_>| whereas::verdict::words::path(policy.data(), ask(&policy, "q").plan().question_data().record, steps);
        format!("{label}: {}", facts.iter().map(path).collect::<Vec<_>>().join(", "))
    };
    assert_eq!(
        refused(r#"{"convicted": "1970-01-01", "person": {"born": "1980-01-01"}}"#),
        "born before convicted: person.born, convicted"
    );
    assert_eq!(
        refused(r#"{"spells": [{"began": "1950-01-01"}, {"began": "1990-01-01", "ended": "1989-01-01"}]}"#),
        "a spell ends after it began: spells[1].ended, spells[1].began"
    );
    assert_eq!(
        refused(r#"{"spells": [{"began": "1950-01-01"}, {"began": "1899-01-01"}]}"#),
        "no spell is that old: spells[1].began"
    );
    assert_eq!(
        refused(r#"{"person": {"born": "1980-01-01", "died": "1979-01-01"}}"#),
        "nobody dies before birth: person.died, person.born"
    );
}

#[test]
fn a_test_whose_record_contradicts_one_fails() {
    let text = "record Case\n  a: number\n  b: number\n  constraint a less than b \"a below b\"\n\nquestion q for Case \"s\"\n\nrequirement r of q \"s\"\n  met when a at least 1\n\ntest \"t\" of q asked on 2025-01-01\n  given a: 2, b: 1\n  expect eligible\n";
    let run = whereas::testing::run(&pack(text), |_| true);
    let found = &run.tests[0].mismatches[0];
    assert_eq!((found.about, &*found.found), ("verdict", "none: no real record can say this: it contradicts `a below b`"));
}

#[test]
fn rows_of_tables_are_held_to_it_when_the_rules_are_read() {
    let pack = |row: &str| {
        let text = format!(
            "record Row\n  name: text\n  begins: date\n  ends: date or none\n  constraint ends is none or ends after begins \"it ends after it begins\"\n  constraint begins before today \"it has begun\"\n\nrecord Case\n  name: text\n\ntable rows of Row\n  | name | begins | ends |\n  | a | 1990-01-01 | 1991-01-01 |\n  | b | {row} |\n\nquestion q for Case \"s\"\n\nrequirement r of q \"s\"\n  met when some entry in rows where (entry.name is name)\n"
        );
        let mut sources = whereas::Sources::new();
        sources.add("demo/demo.whereas", text);
        whereas::Policy::compile(&sources, "demo").map(|_| ()).map_err(|error| error.to_string())
    };
    assert_eq!(pack("1990-01-01 |"), Ok(()));
    assert_eq!(pack("2090-01-01 |"), Ok(()), "what speaks of today says nothing of rows");
    let error = pack("1990-01-01 | 1990-01-01").unwrap_err();
    assert!(
        error.contains("demo/demo.whereas:14:3: E165 row 2 of the table `rows` contradicts `it ends after it begins`"),
        "{error}"
    );
}

/// What is said of every record of one type says nothing of the rows of a table of another.
#[test]
fn rows_are_held_to_the_constraints_of_their_own_record() {
    let rules = r#"
record Small "small"
  size: number
  constraint size at most 5 "small things are small"
record Large "large"
  size: number
  constraint size at least 1 "large things have a size"
table larges of Large "larges"
  | size |
  | 50   |
record Case
  small: Small
  n: number
question q for Case "question"
requirement r of q "requirement"
  met when some l in larges where (l.size at most n)
"#;
    let policy = super::compile::pack(rules);
    let verdict = super::evaluate(&super::ask(&policy, "q"), r#"{"n": 50, "small": {"size": 4}}"#).unwrap();
    assert_eq!(super::possible(&verdict), "E");
}

#[test]
fn what_is_recorded_can_exist() {
    check(
        &pack(
            "record Case\n  married: yes/no\n  spouse_lives: yes/no only when married\nquestion q for Case \"s\"\n\
             requirement r of q \"s\"\n  met when married\n",
        ),
        r#"
        nothing is recorded [only when]                      | q | {} | EI | r: open | married
        what is recorded exists only where it may [only when] | q | {"spouse_lives": false} | E | r: open |
        it contradicts the record [only when]                | q | {"spouse_lives": false, "married": false} | reject | |
        "#,
    );
}
