//! Rebuttable presumptions: where they stand for a fact, where they do not, whether a verdict rests on them.

use super::compile::pack;
use super::{ask, check, evaluate, possible};
use whereas::Policy;

const PACK: &str = r#"
choice Color: red "red", blue "blue"

record Case "case"
  a: yes/no
  b: yes/no
  c: yes/no
  d: yes/no
  x: yes/no
  y: yes/no
  z: yes/no
  f: yes/no
  state: country
  color: Color
  filed: date
  day: date

presume a is yes when b "a is presumed from b"
presume c is yes when a "c is presumed from a"
presume state is DE when x "a State is presumed from x"
presume state is DE when y "the same State is presumed from y"
presume color is red when x "red is presumed from x"
presume color is blue when z "blue is presumed from z"
presume d is yes when b "d is presumed in one question" in limited
presume f is yes when b "f is presumed under later law"
  in force from 2010-01-01
presume day is 2020-05-15 when b "a day is presumed"

question plain for Case "plain"
requirement r of plain "requirement"
  met when a

question idle for Case "where the fact may not matter"
requirement r of idle "requirement"
  met when a or d

question chain for Case "a presumption from a presumption"
requirement r of chain "requirement"
  met when c

question state for Case "two that agree"
requirement r of state "requirement"
  met when state is DE

question color for Case "two that conflict"
requirement r of color "requirement"
  met when color is red

question limited for Case "a presumption for this question only"
requirement r of limited "requirement"
  met when d

question dated for Case "a presumption with dates in force"
  law as at filed
requirement r of dated "requirement"
  in force from 2000-01-01
  met when f

question day for Case "a presumed day"
requirement r of day "requirement"
  met when day after 2020-05-01
"#;

#[test]
fn presumptions_stand_for_facts() {
    check(
        &pack(PACK),
        r#"
        a known fact is never presumed [presume]        | plain | {"a": false, "b": true} | I | r: not_met |
        presumed [presume]                              | plain | {"b": true} | E | r: met |
        no ground for it [presume]                      | plain | {"b": false} | EI | r: open | a
        from a presumed fact [presume]                  | chain | {"b": true} | E | r: met |
        the first of the chain is known [presume]       | chain | {"a": true} | E | r: met |
        the first of the chain is rebutted [presume]    | chain | {"a": false, "b": true} | EI | r: open | c
        the last is known [presume]                     | chain | {"b": true, "c": false} | I | r: not_met |
        two that agree [presume]                        | state | {"x": true, "y": true} | E | r: met |
        one of them [presume]                           | state | {"x": true, "y": false} | E | r: met |
        one of them, the other not known [presume]      | state | {"x": true} | E | r: met |
        neither [presume]                               | state | {"x": false, "y": false} | EI | r: open | state
        two that conflict leave it unknown [presume]    | color | {"x": true, "z": true} | EI | r: open | color
        a known value beside the conflict [presume]     | color | {"x": true, "z": true, "color": "blue"} | I | r: not_met |
        only one of the two [presume]                   | color | {"x": true, "z": false} | E | r: met |
        only the other [presume]                        | color | {"x": false, "z": true} | I | r: not_met |
        in the question that it names [presume]         | limited | {"b": true} | E | r: met |
        and in no other [presume]                       | idle | {"a": false, "b": true} | EI | r: open | d
        before it is law [presume, law]                 | dated | {"b": true, "filed": "2009-12-31"} | EI | r: open | f
        when it is law [presume, law]                   | dated | {"b": true, "filed": "2010-01-01"} | E | r: met |
        a date that is partly known has a value [presume] | day | {"b": true, "day": "2020-05"} | EI | r: open | day (day)
        a date that is not known [presume]              | day | {"b": true} | E | r: met |
        "#,
    );
}

/// The condition is unknown: the fact is not presumed. (Which of both is asked for first is another matter.)
#[test]
fn an_unknown_condition_presumes_nothing() {
    let policy = pack(PACK);
    let verdict = evaluate(&ask(&policy, "plain"), "{}").unwrap();
    assert_eq!(possible(&verdict), "EI");
    assert!(verdict.explain().missing.iter().any(|missing| missing.path == "a"));
}

/// Red is presumed, and blue may be: were red taken, learning that blue is presumed too would add a possible verdict.
#[test]
fn a_conflict_that_is_not_excluded_presumes_nothing() {
    let policy = pack(PACK);
    let verdict = evaluate(&ask(&policy, "color"), r#"{"x": true}"#).unwrap();
    assert_eq!(possible(&verdict), "EI");
}

/// The presumptions that stand, as `fact used: possible verdicts left open`.
fn stand(policy: &Policy, question: &str, record: &str) -> String {
    let verdict = evaluate(&ask(policy, question), record).unwrap();
    let views = verdict.explain().presumptions;
    let views = views.iter().map(|view| {
        let kind = if view.conflicting {
            "conflicting"
        } else if view.used {
            "used"
        } else {
            "not used"
        };
        format!("{} {kind} {:?}", view.fact.path, view.left_open)
    });
    views.collect::<Vec<_>>().join("; ")
}

#[test]
fn a_verdict_says_whether_it_rests_on_them() {
    let policy = pack(PACK);
    assert_eq!(stand(&policy, "plain", r#"{"b": true}"#), "a used [Eligible, Ineligible]");
    assert_eq!(stand(&policy, "plain", r#"{"a": true, "b": true}"#), "", "a known fact is not presumed");
    assert_eq!(stand(&policy, "plain", r#"{"b": false}"#), "");
    assert_eq!(stand(&policy, "idle", r#"{"b": true, "d": true}"#), "a not used [Eligible]", "d decides alone");
    assert_eq!(stand(&policy, "idle", r#"{"b": true, "d": false}"#), "a used [Eligible, Ineligible]");
    let chain = stand(&policy, "chain", r#"{"b": true}"#);
    assert!(chain.contains("c used [Eligible, Ineligible]") && chain.contains("a used [Eligible, Ineligible]"), "{chain}");
    let both = stand(&policy, "state", r#"{"x": true, "y": true}"#);
    assert!(!both.is_empty() && both.split("; ").all(|one| one == "state used [Eligible, Ineligible]"), "{both}");
    let conflict = stand(&policy, "color", r#"{"x": true, "z": true}"#);
    assert_eq!(conflict.matches("color conflicting").count(), 2, "both are named: {conflict}");
}

/// Learning a fact adds no possible verdict; learning one that was presumed may.
#[test]
fn a_presumed_fact_may_add_a_verdict_when_it_is_learnt() {
    let question = ask(&pack(PACK), "plain");
    assert_eq!(possible(&evaluate(&question, r#"{"b": true}"#).unwrap()), "E");
    assert_eq!(possible(&evaluate(&question, r#"{"b": true, "a": false}"#).unwrap()), "I");
}
