//! What is handed out of comparisons, of values and of faults: no more than is known, and all of it.

use serde_json::{Value, json};
use whereas::eval::{EvaluateError, Step};
use whereas::{Explanation, VerdictError};

use super::compile::pack;
use super::{ask, evaluate};

const PACK: &str = r#"
record Stay "stay"
  entered: date
  left: date
  term: period
  size: whole number from 0 to 5
  minor: yes/no
  age: number
  states: set of country
  over: yes/no
  ended: date only when over

record Case "case"
  a: yes/no
  d: date
  e: date
  n: number
  m: number
  term: period
  limit: period
  state: country
  states: set of country
  maybe: date only when a
  stays: list of Stay
  b: yes/no

presume b is yes when a "b is presumed" in presumed
question presumed for Case "a presumption inside a loop"
requirement r of presumed "requirement"
  met when some s in stays where (b and s.minor)

question days for Case "days"
requirement r of days "requirement"
  met when days of stays from entered to ended inside (d to e) at least 1

question compared for Case "what is compared"
requirement dates of compared "dates"
  met when d before e
requirement numbers of compared "numbers"
  met when n at most m
requirement periods of compared "periods"
  met when term at least limit
requirement equal of compared "equal periods"
  met when term is limit
requirement early of compared "some stay begins early"
  met when some s in stays where (s.entered before d)
requirement small of compared "some stay is small"
  met when some s in stays where (s.size less than n)
requirement long of compared "some stay is long"
  met when some s in stays where (s.term at least limit)

question barred for Case "barred, whatever cannot be reckoned"
bar a of barred "bar"
  bars when a
requirement dates of barred "beyond the calendar"
  met when d before (e plus 9000 years)
requirement numbers of barred "by zero"
  met when n at least n / m
requirement turned of barred "by zero, on the left"
  met when n / m at least n

question barred_too for Case "barred, whatever cannot be reckoned"
bar a of barred_too "bar"
  bars when a
requirement sought of barred_too "exactly one"
  met when (the age of s in stays where (s.minor)) at least n
requirement stretches of barred_too "no year has passed"
  met when number of y in periods of 1 year from d to (e plus 9000 years) is 0
requirement asks of barred_too "asks for a day beyond the calendar"
  met when faulty_sum is eligible

question scoped for Case "compared in the scope only"
  covers cases where some s in stays where (s.size less than n)
requirement a of scoped "requirement"
  met when a

question existing for Case "whether there is one"
requirement there of existing "there is one"
  met when maybe exists

presume a is yes when b "a is presumed" in existing_presumed
question existing_presumed for Case "whether there is one, where that hangs on what is presumed"
requirement there of existing_presumed "there is one"
  met when maybe exists

question faulty for Case "a choice of one"
requirement sought of faulty "exactly one"
  met when (the age of s in stays where (s.minor)) at least n
question faulty_sum for Case "a sum of days"
requirement beyond of faulty_sum "within the calendar"
  met when (d plus 9000 years) after e

question reported for Case "what is reported"
requirement always_so of reported "always"
  met when 1 is 1
report Day of reported: date "day"
  as d
report Number of reported: number "number"
  as n
report Period of reported: period "period"
  as term
report Code of reported: country "country"
  as state
report Set of reported: set of country "countries"
  as states
report One of reported: set of country "countries of the one"
  as the states of s in stays where (s.minor)
report Truth of reported: yes/no "yes or no"
  as a
"#;

fn explain(question: &str, record: &Value) -> Explanation {
    evaluate(&ask(&pack(PACK), question), &record.to_string()).unwrap().explain()
}

/// The facts that a norm consulted, sorted.
fn facts(question: &str, norm: &str, record: &Value) -> String {
    let page = explain(question, record);
    let norm = page.norms.iter().find(|view| view.id.ends_with(norm)).unwrap();
    let mut paths: Vec<&str> = norm.every_fact().map(|fact| fact.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    paths.join(", ")
}

/// `norm: left, right (element)`
fn comparisons(question: &str, record: &Value) -> Vec<String> {
    let page = explain(question, record);
    let all = page.norms.iter().flat_map(|norm| norm.comparisons.iter().map(move |found| (norm, found)));
    let text = all.map(|(norm, found)| {
        let name = norm.id.rsplit('.').next().unwrap();
        let of = found.of.as_ref().map(|of| format!(" ({of})")).unwrap_or_default();
        format!("{name}: {}, {}{of}", found.left, found.right)
    });
    text.collect()
}

#[test]
fn comparisons_of_each_sort_are_shown() {
    let known = json!({"d": "2020-01-02", "e": "2021-01-01", "n": 3, "m": 4, "term": "P7M", "limit": "P6M",
        "stays": [{"entered": "2019-05-05", "size": 2, "term": "P9M"}]});
    assert_eq!(
        comparisons("compared", &known),
        [
            "dates: 2 January 2020, 1 January 2021",
            "numbers: 3, 4",
            "periods: 7 months, 6 months",
            "equal: 7 months, 6 months",
            "early: 5 May 2019, 2 January 2020 (stays 1)",
            "small: 2, 3 (stays 1)",
            "long: 9 months, 6 months (stays 1)",
        ]
    );
}

/// An element that decides although its own value is known in part only: what is compared in it would say less than the rule.
#[test]
fn comparisons_that_are_known_in_part_are_not_shown_of_elements() {
    let part = json!({"d": "2020-01-02", "n": 6, "limit": "P6M", "stays": [{"entered": "2019"}]});
    assert_eq!(comparisons("compared", &part), [""; 0]);
    let other = json!({"d": "2020", "n": 6, "limit": "P6M", "stays": [{"entered": "2019-05-05"}]});
    assert_eq!(comparisons("compared", &other), [""; 0]);
}

/// A side that has no value is not shown beside one that has.
#[test]
fn comparisons_without_a_value_are_not_shown() {
    let record = json!({"a": true, "d": "2020-01-02", "e": "2020-01-02", "n": 1, "m": 0});
    assert_eq!(comparisons("barred", &record), [""; 0]);
}

/// What cannot be reckoned rests on facts where another norm decides the verdict, as anything else.
#[test]
fn a_fault_that_does_not_matter_has_its_facts() {
    let record = json!({"a": true, "d": "2020-01-02", "e": "2020-01-02", "n": 1, "m": 0, "stays": [{"minor": true, "age": 1}, {"minor": true}]});
    let facts = |question: &str, norm: &str| facts(question, norm, &record);
    assert_eq!(facts("barred", ".dates"), "d, e");
    assert_eq!(facts("barred", ".numbers"), "m, n");
    assert_eq!(facts("barred_too", ".sought"), "n, stays, stays[0].age, stays[0].minor, stays[1].age, stays[1].minor");
    assert_eq!(facts("barred_too", ".stretches"), "d, e");
    assert_eq!(facts("barred_too", ".asks"), "d, e");
}

/// What the scope compared is no comparison of a norm.
#[test]
fn comparisons_of_the_scope_stay_there() {
    let record = json!({"a": true, "n": 3, "stays": [{"size": 2}]});
    assert_eq!(comparisons("scoped", &record), [""; 0]);
}

#[test]
fn that_a_fact_has_a_value_is_enough_to_know_that_it_exists() {
    let facts = |record: &Value| facts("existing", ".there", record);
    assert_eq!(facts(&json!({"a": true, "maybe": "2020-01-01"})), "maybe");
    assert_eq!(facts(&json!({"a": true})), "a, maybe");
    assert_eq!(crate::evaluation::shown::facts("existing_presumed", ".there", &json!({"b": true})), "a, b, maybe");
}

/// That an element has no end rests on what it would have to be for one.
#[test]
fn days_rest_on_why_there_is_no_end() {
    let record = json!({"d": "2020-01-01", "e": "2021-01-01", "stays": [{"entered": "2020-03-01", "over": false}]});
    assert_eq!(facts("days", ".r", &record), "d, e, stays, stays[0].ended, stays[0].entered, stays[0].over");
}

/// A presumed fact of the case is read inside a loop as outside it.
#[test]
fn a_loop_rests_on_a_presumption_and_on_its_elements() {
    assert_eq!(facts("presumed", ".r", &json!({"a": true, "stays": [{"minor": true}]})), "a, b, stays[0].minor");
}

/// The places of the facts that a fault rests on, as fields of the case and elements of a list.
fn fault(question: &str, record: &Value) -> Vec<String> {
    let error = evaluate(&ask(&pack(PACK), question), &record.to_string()).unwrap_err();
    let VerdictError::Evaluate(EvaluateError::Fault { facts, .. }) = &error else { panic!("{error}") };
    let step = |step: &Step| match step {
        Step::Field(at) => format!(".{at}"),
        Step::Element(at) => format!("[{at}]"),
    };
    facts.iter().map(|fact| fact.of_case().unwrap().iter().map(step).collect()).collect()
}

#[test]
fn a_value_where_there_can_be_none_is_named() {
    let record = json!({"a": false, "maybe": "2020-01-01"}).to_string();
    let error = evaluate(&ask(&pack(PACK), "existing"), &record).unwrap_err();
    let VerdictError::Evaluate(EvaluateError::NotAdmissible { fact }) = &error else { panic!("{error}") };
    assert_eq!(fact, &[Step::Field(9)]);
}

#[test]
fn a_fault_rests_on_the_facts_that_it_was_reckoned_from() {
    assert_eq!(fault("faulty_sum", &json!({"d": "2020-01-01", "e": "2020-01-01"})), [".1", ".2"]);
    // That there are two rests on what was sought, not on what the one would have been compared with.
    let two = json!({"n": 3, "stays": [{"minor": true, "age": 1}, {"minor": true, "age": 2}]});
    assert_eq!(fault("faulty", &two), [".10", ".10[0].4", ".10[1].4"]);
}

#[test]
fn reports_hand_out_what_is_known() {
    let values = |record: &Value| {
        let page = explain("reported", record);
        page.reports.iter().map(|report| (report.value.clone(), report.text.clone())).collect::<Vec<_>>()
    };
    let known = json!({"a": false, "d": "2020-01-02", "n": 3, "term": "P6M", "state": "DE", "states": ["FR", "DE"],
        "stays": [{"minor": true, "states": ["DE"]}]});
    let json_values: Vec<Value> = values(&known).into_iter().map(|(value, _)| value).collect();
    assert_eq!(
        json_values,
        [json!("2020-01-02"), json!(3), json!("P6M"), json!("DE"), json!(["DE", "FR"]), json!(["DE"]), json!(false)]
    );
    let part = json!({"d": "2020", "states": {"items": ["DE"], "complete": false}, "stays": []});
    for (value, text) in values(&part) {
        assert_eq!(value, Value::Null, "{text}");
    }
}
