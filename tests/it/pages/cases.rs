//! Verdicts that only telling cases apart decides: the cases, what decides in each, and the rules of records they rest on.

use serde_json::{Value, json};
use whereas::{Policy, Sources, date};

const RULES: &str = r#"
record Case
  consented: yes/no
  expelled: yes/no
  age: whole number from 0 to 130
  born: date
  found: date
  constraint born on or before found "nobody is found before birth"

question transfer for Case "the person may be transferred"

requirement consent of transfer "The person consented"
  met when consented

exception expelled to consent of transfer "The person is expelled"
  when expelled and not consented

exception stays to consent of transfer "The person stays"
  when not expelled

question ages for Case "the person is of both ages"

requirement adult of ages "The person is an adult"
  met when age at least 18

requirement child of ages "The person is a child"
  met when age less than 18

question late for Case "the person was born late"

requirement late of late "The person was born after commencement"
  met when born on or after 1983-01-01
"#;

fn page(question: &str, record: Value) -> String {
    let mut sources = Sources::new();
    sources.add("p/p.whereas", RULES);
    let policy = Policy::compile(&sources, "p").unwrap();
    let question = policy.question(question).unwrap().as_of(date(2025, 2, 4));
    let explanation = question.evaluate(&record).unwrap().explain();
    assert_eq!(super::schema::Schema::committed().finds(&serde_json::to_value(&explanation).unwrap()), None);
    explanation.to_string()
}

#[test]
fn exceptions_that_cover_all_cases_page() {
    insta::assert_snapshot!(super::stable(&page("transfer", json!({}))));
}

#[test]
fn one_of_two_norms_fails_in_each_case_page() {
    insta::assert_snapshot!(super::stable(&page("ages", json!({}))));
}

#[test]
fn verdict_that_rests_on_a_constraint_page() {
    insta::assert_snapshot!(super::stable(&page("late", json!({"found": "1982-12-31"}))));
}
