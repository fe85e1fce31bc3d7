//! Readings, fixed and open; questions about questions; notes and reports.

use super::compile::pack;
use super::{ask, check, evaluate};
use whereas::Policy;

const READINGS: &str = r#"
record Case "case"
  x: yes/no
  y: yes/no

reading wide "Is it read widely?"
  option wide_one "widely"
  option narrow_one "narrowly"

reading fixed "Which of two?"
  option first "the first" default
  option second "the second"

question q for Case "an open reading"
requirement r of q "requirement"
  met when if wide is wide_one then x otherwise y

question d for Case "a reading with a default"
requirement r of d "requirement"
  met when (fixed is first and x) or (fixed is second and y)

question both for Case "an open reading beside a fixed one"
requirement r of both "requirement"
  met when if wide is wide_one then x otherwise y
bar z of both "bar"
  bars when fixed is second
"#;

#[test]
fn readings_fixed_and_open() {
    check(
        &pack(READINGS),
        r#"
        open, the same under each [readings]            | q | {"x": true, "y": true} | E | r: met |
        open, they differ: no fact is missing [readings] | q | {"x": true, "y": false} | EI | r: open |
        open, failing under each [readings]             | q | {"x": false, "y": false} | I | r: not_met |
        open, and a fact missing under one [readings]   | q | {"x": true} | EI | r: open | y
        chosen [readings]                               | q under wide is wide_one | {"x": true, "y": false} | E | r: met |
        chosen, the other way [readings]                | q under wide is narrow_one | {"x": true, "y": false} | I | r: not_met |
        chosen: the other's facts are idle [missing]    | q under wide is wide_one | {} | EI | r: open | x
        by default [readings]                           | d | {"x": true, "y": false} | E | r: met |
        the default is departed from [readings]         | d under fixed is second | {"x": true, "y": false} | I | r: not_met |
        the default leaves a fact missing [missing]     | d | {"y": true} | EI | r: open | x
        an open one beside a fixed one [readings]       | both | {"x": true, "y": true} | E | r: met, z: clear |
        the fixed one decides [readings]                | both under fixed is second | {"x": true, "y": false} | I | z: applies |
        "#,
    );
}

/// `open: reading` for open questions of law, `contested: reading -> option and …` for switches.
pub(super) fn law_open(policy: &Policy, question: &str, record: &str) -> String {
    let page = evaluate(&ask(policy, question), record).unwrap().explain();
    let open = page.open_questions.iter().map(|view| {
        let options: Vec<String> =
            view.options.iter().map(|(option, outcomes)| format!("{} {outcomes:?}", option.name)).collect();
        format!("open: {}: {}", view.reading, options.join(", "))
    });
    let contested = page.contested.iter().map(|view| {
        let switches = view.switches.iter().map(|switch| format!("{} -> {}", switch.reading, switch.other.name));
        format!("contested: {} {:?}", switches.collect::<Vec<_>>().join(" and "), view.possible)
    });
    open.chain(contested).collect::<Vec<_>>().join("; ")
}

#[test]
fn open_questions_of_law_and_contested_verdicts() {
    let policy = pack(READINGS);
    let says = |question: &str, record: &str| law_open(&policy, question, record);
    assert_eq!(says("q", r#"{"x": true, "y": true}"#), "", "open, but irrelevant");
    assert_eq!(says("q", r#"{"x": true, "y": false}"#), "open: p.wide: wide_one [Eligible], narrow_one [Ineligible]");
    assert_eq!(says("q", r#"{"x": true}"#), "open: p.wide: wide_one [Eligible], narrow_one [Eligible, Ineligible]");
    assert_eq!(says("q under wide is wide_one", r#"{"x": true, "y": false}"#), "contested: p.wide -> narrow_one [Ineligible]");
    assert_eq!(says("d", r#"{"x": true, "y": true}"#), "", "the same under each option");
    assert_eq!(says("d", r#"{"x": true, "y": false}"#), "contested: p.fixed -> second [Ineligible]");
    assert_eq!(says("d", r#"{"x": true}"#), "contested: p.fixed -> second [Eligible, Ineligible]");
    assert_eq!(says("d under fixed is second", r#"{"x": true, "y": false}"#), "contested: p.fixed -> first [Eligible]");
}

const QUESTIONS: &str = r#"
record Case "case"
  a: yes/no
  b: yes/no
  s: yes/no
  filed: date
  n: whole number

parameter limit: whole number "limit"
  from 2000-01-01: 10
  from 2010-07-01: 20

question inner for Case "another question under its own law"
  in force from 2000-01-01
  law as at filed
  covers cases where s
requirement r of inner "requirement"
  met when a
requirement size of inner "size"
  met when n at least limit

question needs for Case "needs the other"
requirement r of needs "eligible there"
  met when inner is eligible

question barred for Case "is barred by the other"
bar x of barred "ineligible there"
  bars when inner is ineligible

question outside for Case "needs that the other does not apply"
requirement r of outside "does not apply"
  met when inner does not apply

question combined for Case "knows a fact, too"
requirement r of combined "eligible there or b"
  met when inner is eligible or b

note unknown_inner of combined "the other cannot be said yet"
  shown when inner is undetermined
note unknown_b of combined "b is not known"
  shown when b is unknown
note known_b of combined "b is known"
  shown when b is known
note plain of combined "b holds"
  shown when b
report doubled of combined: whole number "twice n"
  as n * 2
"#;

#[test]
fn questions_about_questions() {
    check(
        &pack(QUESTIONS),
        r#"
        eligible there [questions]                     | needs | {"s": true, "a": true, "filed": "2005", "n": 10} | E | r: met |
        ineligible there [questions]                   | needs | {"s": true, "a": false, "filed": "2005", "n": 10} | I | r: not_met |
        not applicable is not eligible [questions]     | needs | {"s": false} | I | r: not_met |
        perhaps eligible there [questions, missing]    | needs | {"s": true, "filed": "2005", "n": 10} | EI | r: open | a
        whether it applies is open [questions, missing] | needs | {"a": true, "filed": "2005", "n": 10} | EI | r: open | s
        its own law, not the day of asking [questions] | needs on 2020-01-01 | {"s": true, "a": true, "filed": "2005", "n": 10} | E | r: met |
        under its later law [questions]                | needs on 2001-01-01 | {"s": true, "a": true, "filed": "2015", "n": 10} | I | r: not_met |
        its law is open [questions, missing]           | needs | {"s": true, "a": true, "filed": "2010", "n": 10} | EI | r: open | filed (day)
        its law is open and does not matter [questions] | needs | {"s": true, "a": true, "filed": "2010", "n": 20} | E | r: met |
        never eligible there [questions]               | needs | {"a": false} | I | r: not_met |
        ineligible there bars [questions]              | barred | {"s": true, "a": false, "filed": "2005"} | I | x: applies |
        not applicable does not bar [questions]        | barred | {"s": false, "a": false} | E | x: clear |
        ineligible is not possible there [questions]   | barred | {"a": true, "filed": "2005", "n": 10} | E | x: clear |
        ineligible is possible there [questions]       | barred | {"a": false, "filed": "2005"} | EI | x: open | s
        no law there: does not apply [questions]       | outside | {"filed": "1999"} | E | r: met |
        outside its scope [questions]                  | outside | {"s": false} | E | r: met |
        it applies [questions]                         | outside | {"s": true, "filed": "2005"} | I | r: not_met |
        whether it applies is open [questions]         | outside | {"filed": "2005"} | EI | r: open | s
        settled without the other question [missing]   | combined | {"b": true} | E | r: met |
        "#,
    );
}

#[test]
fn notes_and_reports_know_what_is_unknown() {
    let policy = pack(QUESTIONS);
    let beside = |record: &str| {
        let page = evaluate(&ask(&policy, "combined"), record).unwrap().explain();
        let notes = page.notes.iter().map(|note| {
            let name = note.id.rsplit('.').next().unwrap_or_default();
            if note.certain { name.to_owned() } else { format!("{name}?") }
        });
        let reports =
            page.reports.iter().map(|report| format!("{}={}", report.id.rsplit('.').next().unwrap_or_default(), report.value));
        notes.chain(reports).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(beside(r#"{"b": true, "s": false, "n": 4}"#), "known_b plain doubled=8");
    assert_eq!(beside(r#"{"s": true, "a": true, "filed": "2005", "n": 10}"#), "unknown_b plain? doubled=20");
    assert_eq!(beside(r#"{"b": false}"#), "unknown_inner known_b doubled=null");
}
