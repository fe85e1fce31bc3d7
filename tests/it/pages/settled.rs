//! What a page says of what is open and cannot change the result, and of what cannot be answered or changed.

use serde_json::{Value, json};
use whereas::verdict::Explanation;
use whereas::{Interview, Policy, Sources, date};

use super::told::{assert_has, explain};

/// A page of the usual length on one line, so that its breaks do not matter.
fn words(explanation: &Explanation) -> String {
    explanation.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

const CONDITIONS: &str = r#"
record Case
  consent: yes/no "the person consents"
  paid: yes/no "the fee is paid"
  banned: yes/no "is banned"
  pardoned: yes/no "is pardoned"

question q for Case "The person may go"
requirement consent of q "The person consents"
  met when consent
requirement paid of q "The fee is paid"
  met when paid
bar banned of q "The person is banned"
  bars when banned
exception pardoned to banned of q "The person is pardoned"
  when pardoned
"#;

/// The law asks for it; that it is open is not that it is not needed.
#[test]
fn an_open_norm_of_a_decided_case_is_not_said_to_be_unneeded() {
    let page = words(&explain(CONDITIONS, &json!({"consent": false})));
    assert_has(
        &page,
        &[
            "The requirement is open; it cannot change this result: “The fee is paid”",
            "The bar is open; it cannot change this result: “The person is banned”",
            "The exception is open; it cannot change this result: “The person is pardoned”",
        ],
    );
    // An exception to what does not stand against the person is not needed.
    let page = words(&explain(CONDITIONS, &json!({"consent": false, "banned": false})));
    assert_has(&page, &["The exception is not needed: “The person is pardoned”"]);
}

const CONSTRAINED: &str = r#"
record Case
  filed: date "filed"
  local: yes/no "is local"
  ruled: date or none "ruled"
  appealed: date or none "appealed"
  constraint ruled is none or ruled on or after filed "ruled after filing"
  constraint local or ruled exists "who is not local has a ruling"

question q for Case "The person is entitled"
  in force from 2020-01-01
  law as at filed
  covers cases where local or not local
requirement a of q "A ruling was made"
  met when ruled exists and ruled before 2024-01-01
requirement b of q "There is an appeal"
  met when appealed exists and appealed before 2024-01-01
"#;

#[test]
fn that_the_question_does_not_apply_is_said_where_only_the_cases_together_say_so() {
    let view = explain(CONSTRAINED, &json!({"ruled": "2019-03-01"}));
    let says = "Whether the question covers this case is settled either way: it does not apply on any day that is possible";
    assert_has(&words(&view), &[&format!("1. {says}.")]);
    assert!(view.reasons().starts_with(says), "{}", view.reasons());
    // With the day known the law says so by itself.
    let view = explain(CONSTRAINED, &json!({"filed": "2019-03-01"}));
    assert_has(&words(&view), &["1. No requirement or bar of the question was law on the governing date."]);
}

#[test]
fn that_there_is_none_is_wanted_only_where_the_record_allows_it() {
    let missing = |record: Value| {
        let found = explain(CONSTRAINED, &record).missing;
        assert!(found.iter().all(|missing| missing.answer.ends_with("none") == missing.may_be_none));
        let one = |path: &str| found.iter().find(|missing| missing.path == path).map(|missing| missing.answer.clone());
        (one("ruled").unwrap(), one("appealed").unwrap())
    };
    let (day, day_or_none) = ("the day".to_owned(), "the day, or that there is none".to_owned());
    assert_eq!(missing(json!({"filed": "2021-03-01", "local": false})), (day, day_or_none.clone()));
    assert_eq!(missing(json!({"filed": "2021-03-01", "local": true})), (day_or_none.clone(), day_or_none));
}

#[test]
fn an_interview_offers_none_only_where_the_record_allows_it() {
    let mut sources = Sources::new();
    sources.add("p/rules.whereas", CONSTRAINED);
    let question = Policy::compile(&sources, "p").unwrap().question("q").unwrap().as_of(date(2025, 2, 4));
    for local in [false, true] {
        let record = json!({"filed": "2021-03-01", "local": local, "appealed": "2022-01-01"});
        let ask = Interview::with_record(question.clone(), &record).unwrap().next().unwrap();
        assert_eq!((&*ask.path, ask.may_be_none, ask.answer.ends_with(", or none")), ("ruled", local, local));
    }
}

const LISTS: &str = r#"
record Conviction
  violent: yes/no "violent" immutable

record Case
  convictions: list of Conviction "convictions"

question q for Case "The person may go"
requirement peaceful of q "No violent conviction"
  met when no c in convictions where (c.violent)
"#;

#[test]
fn where_nothing_recorded_suffices_the_page_names_what_is_perhaps_not_all() {
    let list = |complete: bool| json!({"convictions": {"items": [{"violent": true}], "complete": complete}});
    let view = explain(LISTS, &list(false));
    assert_has(
        &words(&view),
        &[
            "What would change the result Nothing that is recorded suffices to change it. There may be more than the record holds \
           of: - Convictions.",
        ],
    );
    assert_eq!(view.would_change_more.iter().map(|fact| &*fact.path).collect::<Vec<_>>(), ["convictions"]);
    let view = explain(LISTS, &list(true));
    assert!(view.would_change_more.is_empty() && !words(&view).contains("Nothing that is recorded"), "{view}");
}
