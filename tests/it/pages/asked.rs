//! Questions that ask others: whose norms decided, by what words, and what stands beside them.

use serde_json::{Value, json};
use whereas::verdict::{Explanation, Level};
use whereas::{Policy, date};

use super::told::{assert_has, explain};
use crate::rules;

fn page(explanation: &Explanation) -> String {
    explanation.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn assert_has_not(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(!text.contains(part), "`{part}` is in\n{text}");
    }
}

const REMOVAL: &str = r#"
source ACT "Release Act 2020" authority statute
record Case
  citizen: yes/no "is a citizen"
  serving: yes/no "serves a sentence"
  ordered: yes/no "was ordered removed"
  fit: yes/no "is fit" assessment by "a doctor"

question inner_one for Case "The person may be removed"
  cites ACT "s. 1"
bar citizen of inner_one "The person is a citizen"
  cites ACT "s. 1(1)"
  bars when citizen
bar serving of inner_one "The person serves a sentence"
  cites ACT "s. 1(2)"
  bars when serving
  curable "by serving the sentence"
requirement ordered of inner_one "The person was ordered removed"
  cites ACT "s. 1(3)"
  met when ordered
requirement fit of inner_one "The person is fit"
  rests on assessment
  met when fit
power attorney of inner_one "The Attorney General may lift the bar"
  cites ACT "s. 2"
  held by "the Attorney General"
  may lift serving

question middle for Case "There is a path"
  cites ACT "s. 3"
requirement path of middle "The person may be removed"
  cites ACT "s. 3"
  rests on assessment
  met when inner_one is eligible

question q for Case "There is a path after all"
requirement any of q "There is a path"
  rests on assessment
  met when middle is eligible
bar out of q "The Act does not speak of the person"
  rests on assessment
  bars when inner_one does not apply
"#;

/// The norm that decided is told with its law, through every question between, and its facts alone.
#[test]
fn the_norm_of_the_question_asked_that_decided_is_told() {
    let barred = explain(
        REMOVAL,
        &json!({"citizen": true, "serving": false, "ordered": true,
        "fit": {"value": true, "by": "Dr. Roe", "recorded": "2025-01-01"}}),
    );
    let text = page(&barred);
    assert_has(
        &text,
        &[
            "Test: ‘There is a path’ is eligible",
            "Asked: “There is a path”: ineligible.",
            "- The requirement is not met: “The person may be removed” (Release Act 2020, s. 3).",
            "“The person may be removed”: ineligible. - This bars: “The person is a citizen” (Release Act 2020, s. 1(1)). Is a citizen: yes",
        ],
    );
    assert_has_not(&text, &["Serves a sentence", "Was ordered removed", "s. 1(2)", "Rests on assessments", "Is fit", "Dr. Roe"]);
    let asked = &barred.norms[0].asked[0];
    assert_eq!((asked.question.as_str(), asked.norms[0].id.as_str()), ("p.middle", "p.middle.path"));
    let inner = &asked.norms[0].asked[0];
    assert_eq!(inner.norms.iter().map(|norm| norm.id.as_str()).collect::<Vec<_>>(), ["p.inner_one.citizen"]);
    assert!(barred.norms[0].facts.is_empty(), "{:?}", barred.norms[0].facts);
}

#[test]
fn powers_and_cures_of_a_question_asked_are_told_under_its_name() {
    let text = page(&explain(
        REMOVAL,
        &json!({"citizen": false, "serving": true, "ordered": true,
        "fit": {"value": true, "by": "Dr. Roe", "recorded": "2025-01-01"}}),
    ));
    assert_has(
        &text,
        &[
            "This bars: “The person serves a sentence” (Release Act 2020, s. 1(2)). Serves a sentence: yes Cure: By serving the sentence.",
            "- The Attorney General may lift the bar “The person serves a sentence” Question: Asked: The person may be removed.",
        ],
    );
    assert_has_not(&text, &["Rests on assessments"]);
}

/// What decided an eligible answer, or keeps one open, is told too; an assessment only where it decides.
#[test]
fn an_eligible_and_an_open_answer_have_their_reasons_too() {
    let eligible = page(&explain(
        REMOVAL,
        &json!({"citizen": false, "serving": false, "ordered": true,
        "fit": {"value": true, "by": "Dr. Roe", "recorded": "2025-01-01"}}),
    ));
    assert_has(
        &eligible,
        &[
            "“The person may be removed”: eligible.",
            "The requirement is met: “The person is fit” Is fit: yes (an assessment)",
            "Rests on assessments",
        ],
    );
    assert_has(&eligible, &["“The person may be removed”: eligible; why stands above."]);
    let open = page(&explain(
        REMOVAL,
        &json!({"citizen": false, "serving": false,
        "fit": {"value": true, "by": "Dr. Roe", "recorded": "2025-01-01"}}),
    ));
    assert_has(
        &open,
        &[
            "“The person may be removed”: undetermined. - The requirement cannot be decided yet: “The person was ordered removed” (Release Act 2020, s. 1(3)). Was ordered removed: not known",
        ],
    );
    assert_has_not(&open, &["Is fit"]);
}

/// The source is named once where one norm after another is of it.
#[test]
fn the_places_of_one_source_follow_each_other() {
    let both = page(&explain(REMOVAL, &json!({"citizen": true, "serving": true, "ordered": true})));
    assert_has(
        &both,
        &[
            "This bars: “The person is a citizen” (Release Act 2020, s. 1(1)).",
            "This bars: “The person serves a sentence” (s. 1(2)).",
        ],
    );
}

/// Whoever asks what was offered never reads that somebody is eligible.
#[test]
fn no_page_of_the_offer_says_eligible() {
    let policy = Policy::compile(&rules::sources(), "rules/offer").unwrap();
    let examples = std::fs::read_to_string("examples/offer.ndjson").unwrap();
    for name in ["reported_offer", "prison_outsourcing", "criminal_migrants", "own_citizens"] {
        let question = policy.question(name).unwrap().as_of(date(2025, 2, 10));
        for record in examples.lines() {
            let page = question.evaluate(&serde_json::from_str::<Value>(record).unwrap()).unwrap().explain().page(Level::Full);
            let (above, _) = page.split_once("\nBasis\n").unwrap();
            assert_has_not(above, &["ligible", "not applicable", "undetermined"]);
        }
    }
}

/// An advisory question never has the words of a verdict of law.
#[test]
fn an_advisory_question_is_told_in_its_own_words() {
    let rules = r#"
source RUMOUR "Statement of a mayor" authority statement
record Case
  tall: yes/no "is tall"
  gone: yes/no "the offer is gone"
question inner for Case "The person falls within the offer"
  cites RUMOUR
  advisory
  covers cases where not gone
  says eligible "The person falls within the offer", ineligible "The person does not fall within the offer",
       undetermined "It cannot be said whether the person falls within the offer", not applicable "The offer does not speak of this"
requirement tall of inner "The person is tall"
  cites RUMOUR
  met when tall
presume gone is no when yes "An offer stands" burden on "whoever says it is gone"
question q for Case "The person falls within some offer"
  cites RUMOUR
  advisory
  says eligible "The person falls within some offer", ineligible "The person falls within no offer",
       undetermined "It cannot be said whether the person falls within some offer", not applicable "No offer speaks of this"
requirement made of q "Some offer was made to the person"
  cites RUMOUR
  met when inner is eligible or tall
bar silent of q "The offer does not speak of the person"
  cites RUMOUR
  bars when inner does not apply
"#;
    for record in [json!({"tall": true}), json!({"tall": false}), json!({}), json!({"gone": true, "tall": false})] {
        let explanation = explain(rules, &record);
        let text = explanation.page(Level::Full);
        let above = text.split("\nBasis\n").next().unwrap();
        assert_has_not(above, &["ligible", "not applicable", "undetermined", "Verdict:"]);
        let cells = [explanation.rests_on(), explanation.contested_text(), explanation.open_questions_text()];
        assert_has_not(&cells.concat(), &["ligible"]);
    }
    assert_has(
        &page(&explain(rules, &json!({}))),
        &[
            "Answer: It cannot be said whether the person falls within some offer",
            "Possible: “The person falls within some offer” or “The person falls within no offer”",
            "Test: ‘The person falls within the offer’ or ‘is tall’",
            "Asked: “It cannot be said whether the person falls within the offer” - The requirement cannot be decided yet: “The person is tall”",
        ],
    );
}

#[test]
fn an_option_is_told_by_its_label() {
    let rules = r#"
choice NonRecognition: statute_barred "statute-barred", immunity "immunity"
record Case "case"
  grounds_invoked: set of NonRecognition "grounds that were invoked"
question q for Case "The judgment must be recognised"
bar refused of q "Enforcement is statute-barred"
  bars when NonRecognition.statute_barred in grounds_invoked
"#;
    let text = page(&explain(rules, &json!({"grounds_invoked": ["statute_barred"]})));
    assert_has(&text, &["Test: ‘statute-barred’ in ‘grounds that were invoked’"]);
}

/// Of a governing date that is one day or another, the one that was taken is told.
#[test]
fn the_date_taken_is_told() {
    let rules = r#"
record Person "person"
  applied: date or none "day of the application"
  adult: yes/no "is of age"
  late: yes/no "applied late"
question q for Person "The person may be registered"
  law as at (if applied exists then applied otherwise today)
requirement adult of q "The person is of age"
  in force from 2000-01-01
  law as at (if late then today otherwise 2016-01-01)
  met when adult
"#;
    let applied = page(&explain(rules, &json!({"applied": "2016-09-01", "adult": true, "late": true})));
    assert_has(&applied, &["Law as at: 1 September 2016 (day of the application)", "Law as at: 4 February 2025, the day asked"]);
    let not_applied = page(&explain(rules, &json!({"applied": "none", "adult": true, "late": false})));
    assert_has(&not_applied, &["Law as at: 4 February 2025, the day asked", "Law as at: 1 January 2016"]);
    let unknown = page(&explain(rules, &json!({"adult": true})));
    assert_has(&unknown, &["(if ‘day of the application’ exists then ‘day of the application’ otherwise today)"]);
    assert_has_not(&unknown, &["((if", "today))"]);
}

/// What is computed of a case of which the question does not speak is of no use.
#[test]
fn nothing_is_handed_out_where_the_question_does_not_apply() {
    let rules = r#"
record Case "household"
  hawaii: yes/no "lives in Hawaii"
question q for Case "The household meets the income standard"
  covers cases where not hawaii
requirement here of q "The household is there"
  met when yes
report standard of q: money in USD "Income standard"
  as 1_305 USD
"#;
    assert!(explain(rules, &json!({"hawaii": true})).reports.is_empty());
    assert_eq!(explain(rules, &json!({"hawaii": false})).reports.len(), 1);
    assert_eq!(explain(rules, &json!({})).reports.len(), 1);
}

/// A note is decided where its question is law: the day that is missing cannot say that it is none.
#[test]
fn a_note_on_a_missing_governing_date_is_shown() {
    let rules = r#"
record Case "case"
  request_made: date "day of the request"
  consent: yes/no "the person consents"
question q for Case "The person may be transferred"
  in force from 1996-04-12
  law as at request_made
requirement consent of q "The person consents"
  met when consent
note day_missing of q "The day of the request is missing"
  shown when request_made is unknown
note later of q "The newer law is not settled"
  in force from 2010-01-01
  shown when request_made is unknown
"#;
    let notes = |record| explain(rules, &record).notes.iter().map(|note| note.certain).collect::<Vec<_>>();
    assert_eq!(notes(json!({"consent": true})), [true, false]);
    assert_eq!(notes(json!({"consent": true, "request_made": "2020-01-01"})), [false; 0]);
    assert_eq!(notes(json!({"consent": true, "request_made": "1990-01-01"})), [false; 0]);
}

/// Quoted law that stands in quotation marks of its own is not given a second pair.
#[test]
fn quoted_law_has_one_pair_of_quotation_marks() {
    let rules = |quote: &str| {
        format!(
            "record Case\n  a: yes/no\nquestion q for Case \"It is so\"\n\n> {quote}\nrequirement r of q \"a\"\n  met when a\n"
        )
    };
    let told = |quote: &str| page(&explain(&rules(quote), &json!({"a": true})));
    assert_has(&told("“Whoever asks, is answered.”"), &["Law: “Whoever asks, is answered.” Test:"]);
    assert_has(&told("Whoever “asks” is answered."), &["Law: “Whoever “asks” is answered.” Test:"]);
    assert_has(&told("“Asking” and “answering”"), &["Law: ““Asking” and “answering”” Test:"]);
}
