//! Requirements that are asked for in some cases only.

use super::compile::pack;
use super::{ask, check, evaluate};

const RULES: &str = r#"
record Case "case"
  a: yes/no
  b: yes/no
  c: yes/no
  d: yes/no
  end: date or none
  n: number

question q for Case "question"

requirement r of q "asked for where a holds"
  required when a
  met when b

exception e to r of q "lifts it"
  when c

question ends for Case "question"

requirement end_is_near of ends "what exists is near"
  required when end exists
  met when end before 2025-06-01

question scoped for Case "question"
  covers cases where d

requirement s of scoped "asked for where a holds"
  required when a
  met when b

question small for Case "question"

requirement enough of small "asked for above ten"
  required when n more than 10
  met when n at least 20
"#;

/// What a norm names as its facts: why it is required, or why not, and its condition where that counts.
#[test]
fn the_facts_of_a_requirement() {
    let policy = pack(RULES);
    let facts = |record: &str| {
        let page = evaluate(&ask(&policy, "q"), record).unwrap().explain();
        page.norms[0].facts.iter().map(|fact| fact.path.clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(facts(r#"{"a": false, "b": false, "c": false}"#), "a");
    assert_eq!(facts(r#"{"a": false, "b": true}"#), "a b");
    assert_eq!(facts(r#"{"a": true, "b": true}"#), "b");
    assert_eq!(facts(r#"{"b": true}"#), "b");
    assert_eq!(facts(r#"{"a": true, "b": false, "c": false}"#), "a b");
    let page = evaluate(&ask(&policy, "q"), r#"{"a": false, "b": true}"#).unwrap().explain();
    assert_eq!((page.norms[0].required, page.norms[0].condition), (Some(false), Some(true)));
    assert_eq!(page.norms[0].required_when.as_deref(), Some("‘a’"));
    assert_eq!(page.grounds[0].norms, ["p.q.r"]);
}

#[test]
fn asked_for_in_some_cases() {
    check(
        &pack(RULES),
        r#"
        not required: nothing else matters [statuses]            | q | {"a": false} | E | r: not_required, e: open |
        not required although not met [statuses]                 | q | {"a": false, "b": false, "c": false} | E | r: not_required |
        not required comes before met [statuses]                 | q | {"a": false, "b": true} | E | r: not_required |
        not required comes before waived [statuses]              | q | {"a": false, "b": false, "c": true} | E | r: not_required, e: holds |
        required and met [statuses]                              | q | {"a": true, "b": true} | E | r: met |
        required and not met [statuses]                          | q | {"a": true, "b": false, "c": false} | I | r: not_met |
        required and waived [statuses]                           | q | {"a": true, "b": false, "c": true} | E | r: waived |
        met, whether required or not [statuses]                  | q | {"b": true} | E | r: met |
        waived, whether required or not [statuses]               | q | {"b": false, "c": true} | E | r: waived |
        waived, whatever becomes of the rest [statuses]          | q | {"c": true} | E | r: waived |
        whether it is required is open [missing]                 | q | {"b": false, "c": false} | EI | r: open | a
        whether it is met is open [missing]                      | q | {"a": true, "c": false} | EI | r: open | b
        both are open [missing]                                  | q | {"c": false} | EI | r: open | a, b
        the exception is open [missing]                          | q | {"a": true, "b": false} | EI | r: open, e: open | c
        nothing known [missing]                                  | q | {} | EI | r: open | a, b, c

        none: there is nothing to ask for [none]                 | ends | {"end": "none"} | E | end_is_near: not_required |
        there is one, and it is met [none]                       | ends | {"end": "2025-05-31"} | E | end_is_near: met |
        there is one, and it is not met [none]                   | ends | {"end": "2025-06-01"} | I | end_is_near: not_met |
        whether there is one is unknown [missing]                | ends | {} | EI | end_is_near: open | end
        a month before: met [partial]                            | ends | {"end": "2025-05"} | E | end_is_near: met |
        a year around the day [partial]                          | ends | {"end": "2025"} | EI | end_is_near: open | end (day)
        a month after: not met [partial]                         | ends | {"end": "2025-06"} | I | end_is_near: not_met |

        the scope fails: not looked at [statuses]                | scoped | {"d": false, "a": false} | N | s: not_looked_at |
        the scope is open, it is not required [verdict]          | scoped | {"a": false} | EN | s: not_required | d
        the scope is open, it is not met [verdict]               | scoped | {"a": true, "b": false} | IN | s: not_met | d
        the scope holds, nothing else is known [missing]         | scoped | {"d": true} | EI | s: open | a, b

        not required at the threshold [statuses]                 | small | {"n": 10} | E | enough: not_required |
        required just above [statuses]                           | small | {"n": "10.1"} | I | enough: not_met |
        met at its own threshold [statuses]                      | small | {"n": 20} | E | enough: met |
        intervals see no connection between the two [intervals]  | small | {} | EI | enough: open | n
        "#,
    );
}
