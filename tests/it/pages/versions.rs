//! A norm of which several versions may apply: all of them are told, each with its dates and what it says.

use serde_json::{Value, json};
use whereas::verdict::Explanation;

use super::told::{assert_has, explain};

/// A page of the usual length on one line, so that its breaks do not matter.
fn words(explanation: &Explanation) -> String {
    explanation.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

const FEES: &str = r#"
source OLD "Fees Act 2010" authority statute
source NEW "Fees Act 2020" authority statute

record Case
  request: date "day of the request"
  born: date "day of birth"
  paid: number "sum paid"

parameter lower: number "lower fee"
  from 2000-01-01: 10

parameter higher: number "higher fee"
  from 2000-01-01: 20

question q for Case "The person is admitted"
  law as at request

requirement fee of q "The lower fee is paid"
  in force from 2010-01-01 until 2020-07-01
  met when paid at least lower
  cites OLD "s. 1"
  curable "pay the lower fee"

> The higher fee shall be paid.
requirement fee of q "The higher fee is paid"
  in force from 2020-07-01
  met when paid at least higher
  cites NEW "s. 2"
  curable "pay the higher fee"

bar early of q "Nothing at all is paid"
  law as at born
  in force from 2000-01-01 until 2001-01-01
  bars when paid is 0

bar early of q "Hardly anything is paid"
  law as at born
  in force from 2001-01-01 until 2002-01-01
  bars when paid at most 1
"#;

fn versions(view: &Explanation, id: &str) -> Vec<Value> {
    let norm = view.norms.iter().find(|norm| norm.id == id).unwrap();
    let versions = serde_json::to_value(norm).unwrap()["versions"].clone();
    versions.as_array().cloned().unwrap_or_default()
}

#[test]
fn each_version_that_may_apply_is_told_with_its_dates() {
    // Which fee has to be paid hangs on a day of which only the year is known.
    let view = explain(FEES, &json!({"request": "2020", "born": "1990-01-01", "paid": 15}));
    let fee = versions(&view, "p.q.fee");
    let told: Vec<_> =
        fee.iter().map(|version| (&version["sentence"], &version["in_force_from"], &version["in_force_until"])).collect();
    let (from, day, none) = (json!("2010-01-01"), json!("2020-07-01"), Value::Null);
    assert_eq!(told, [(&json!("The lower fee is paid"), &from, &day), (&json!("The higher fee is paid"), &day, &none)]);
    assert_has(
        &words(&view),
        &[
            "“The lower fee is paid” or “The higher fee is paid”",
            "Version: In force from 1 January 2010 until 1 July 2020 (that day not included): “The lower fee is paid” \
             Law: Fees Act 2010, s. 1 Test: ‘sum paid’ at least ‘lower fee’",
            "Version: In force from 1 July 2020: “The higher fee is paid” \
             Law: Fees Act 2020, s. 2 “The higher fee shall be paid.” Test: ‘sum paid’ at least ‘higher fee’ Record:",
            "By law: Lower fee: 10 Higher fee: 20",
        ],
    );
    // Where both fail, both cures are told.
    let view = explain(FEES, &json!({"request": "2020", "born": "1990-01-01", "paid": 5}));
    assert_has(
        &words(&view),
        &["“The lower fee is paid” or “The higher fee is paid”", "Cure: Pay the lower fee; pay the higher fee."],
    );
}

#[test]
fn one_version_that_may_apply_is_told_alone() {
    let view = explain(FEES, &json!({"request": "2019", "born": "1990-01-01", "paid": 15}));
    assert!(versions(&view, "p.q.fee").is_empty());
    let page = words(&view);
    assert!(!page.contains("Version:") && !page.contains("The higher fee"), "{page}");
    // That there may be no law at all is said in one line with its dates.
    let view = explain(FEES, &json!({"request": "2010", "born": "2001-12", "paid": 0}));
    assert!(versions(&view, "p.q.early").is_empty());
    assert_has(&words(&view), &["“Hardly anything is paid”"]);
}

#[test]
fn versions_by_a_clock_of_the_norm_are_told_too() {
    let view = explain(FEES, &json!({"request": "2021-01-01", "paid": 1, "born": "2001"}));
    assert!(versions(&view, "p.q.early").is_empty());
    let view = explain(FEES, &json!({"request": "2021-01-01", "paid": 20}));
    assert_eq!(versions(&view, "p.q.early").len(), 2);
    let view = explain(FEES, &json!({"request": "2021-01-01", "paid": 1}));
    assert_has(
        &view.page(whereas::verdict::Level::Full).split_whitespace().collect::<Vec<_>>().join(" "),
        &[
            "“Nothing at all is paid” or “Hardly anything is paid”",
            "whether any of them was law on the governing date is not settled",
        ],
    );
}
