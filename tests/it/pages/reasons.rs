//! Which norms a page names as its reasons: all that the verdict rests on, and none that makes no difference.

use serde_json::{Value, json};
use whereas::verdict::Explanation;

use super::told::{assert_has, explain};

/// A page of the usual length on one line, so that its breaks do not matter.
fn words(explanation: &Explanation) -> String {
    explanation.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

const CONSENT: &str = r#"
record Case
  consent: yes/no
  ill: yes/no
  fled: yes/no
  back: yes/no

question q for Case "The person is transferred"

requirement consent of q "The person consents"
  met when consent

exception ill to consent of q "The person is ill"
  when ill

exception fled to ill of consent of q "The person fled"
  when fled

exception back to fled of ill of consent of q "The person came back"
  when back
"#;

#[test]
fn the_exception_that_decides_is_shown_with_its_reasons() {
    // Whether the person is ill is open, and does not matter since the person fled.
    let page = words(&explain(CONSENT, &json!({"consent": false, "fled": true, "back": false})));
    assert_has(
        &page,
        &[
            "The exception does not hold: “The person is ill”",
            "Why: Its own condition may be fulfilled, but this holds: “The person fled”",
            "The exception holds: “The person fled” Test: ‘fled’ Record: Fled: yes",
            "The exception does not hold: “The person came back” Test: ‘back’ Record: Back: no",
        ],
    );
    let page = words(&explain(CONSENT, &json!({"consent": false, "ill": true, "fled": true, "back": false})));
    assert_has(&page, &["Why: Its own condition is fulfilled, but this holds: “The person fled”"]);
    // One whose own condition fails needs nothing that undoes it.
    let page = words(&explain(CONSENT, &json!({"consent": false, "ill": false, "fled": true, "back": false})));
    assert_has(&page, &["The exception does not hold: “The person is ill” Test: ‘ill’ Record: Ill: no"]);
    assert!(!page.contains("Record: Fled"), "{page}");
}

const FINES: &str = r#"
record Case
  request: date "day of the request"
  born: date "day of birth"
  fine: number
  paid: yes/no

question q for Case "The person is released"
  law as at request

bar fine of q "The fine is high"
  in force from 2019-01-01
  bars when fine more than 10

exception paid to fine of q "The fine is paid"
  in force from 2019-07-01 until 2019-08-01
  when paid
"#;

#[test]
fn what_makes_no_difference_is_neither_a_reason_nor_undecided() {
    let view = explain(FINES, &json!({"fine": 0}));
    assert!(view.undecided.is_empty(), "{:?}", view.undecided);
    let page = words(&view);
    assert_has(
        &page,
        &["What is settled", "The bar makes no difference: “The fine is high", "The exception makes no difference: “The"],
    );
    assert!(!page.contains("cannot be decided yet: “The fine"), "{page}");
    // With a fine, both make the difference.
    let view = explain(FINES, &json!({"fine": 11, "paid": true, "request": "2019"}));
    assert_eq!(view.undecided.len(), 2, "{:?}", view.undecided);
}

const BY_BIRTH: &str = r#"
record Case
  request: date "day of the request"
  born: date "day of birth"
  n: number

question q for Case "The person is released"
  law as at request

requirement r of q "It is one"
  in force from 2018-06-01
  met when n is 1

bar b of q "It is two"
  law as at born
  in force from 1999-07-01
  bars when n is 2
"#;

/// What became of the scope, and the facts that it rests on.
fn scope(view: &Explanation) -> (String, Vec<String>) {
    let scope = serde_json::to_value(&view.scope).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (text(&scope["status"]), scope["facts"].as_array().unwrap().iter().map(|fact| text(&fact["path"])).collect())
}

#[test]
fn the_dates_by_which_nothing_is_law_are_shown_and_stand_with_the_scope() {
    let view = explain(BY_BIRTH, &json!({"request": "2018-05-22", "born": "1999-01-15", "n": 2}));
    assert_eq!(scope(&view), ("not_in_force".to_owned(), vec!["born".to_owned()]));
    assert_has(&words(&view), &["Law as at: 15 January 1999 (day of birth) Record: Day of birth: 15 January 1999"]);
    // Where that day is open, so is whether anything is law.
    let view = explain(BY_BIRTH, &json!({"request": "2018-05-22", "n": 2}));
    assert_eq!(scope(&view), ("open".to_owned(), vec!["born".to_owned()]));
    // Where a rule is law anyway, no clock matters to the scope.
    assert!(explain(BY_BIRTH, &json!({"request": "2018-07-01", "born": "1999-01-15", "n": 2})).scope.is_none());
}
