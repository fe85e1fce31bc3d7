//! Pages, columns and JSON of verdicts, as a lawyer reads them.

mod asked;
mod calendar;
mod cases;
mod examples;
mod reasons;
mod schema;
mod settled;
mod told;
mod versions;

use std::sync::LazyLock;

use serde_json::{Value, json};
use whereas::verdict::{Explanation, Level};
use whereas::{Outcome, Policy, Question, Sources, date};

use crate::rules;

/// The question about the transfer of a sentenced person, asked on 4 February 2025.
fn transfer() -> Question {
    static QUESTION: LazyLock<Question> = LazyLock::new(|| {
        let policy = Policy::compile(&rules::sources(), "rules/ets112").unwrap();
        policy.question("transfer").unwrap().as_of(date(2025, 2, 4))
    });
    QUESTION.clone()
}

/// A German national, sentenced in the United Kingdom, six months and 19 days before release: all conditions are met.
fn base_case() -> Value {
    json!({
        "sending_state": "GB",
        "receiving_state": "DE",
        "nationalities": {"value": ["DE"], "source": "passport, p. 2", "recorded": "2024-08-05", "by": "J. Roe"},
        "requested_by": "sentencing_state",
        "request_received": {"value": "2024-08-01", "source": "letter of the Ministry of Invention, no. 17"},
        "judgment_final": true,
        "sentence_kind": "determinate",
        "release_date": {"value": "2025-02-20", "source": "judgment of the Court of Testville, 10 January 2020, p. 3"},
        "earliest_release_date": "none",
        "offences": [{"punishable": true}],
        "consent_given": true,
        "representative": {"necessary": false},
        "exceptional_agreement": false,
        "decisions": {"sending_state_agrees": true, "receiving_state_agrees": true},
        "fled": false,
        "expulsion_order": false,
        "opinion_considered": false,
        "extradition_requested": false,
        "pending_charges": false,
        "ill_treatment_alleged": false
    })
}

/// The base case with other facts; null forgets one.
fn base_case_with(facts: Value) -> Value {
    let mut case = base_case();
    for (name, value) in facts.as_object().unwrap() {
        case[name] = value.clone();
    }
    case
}

fn explain(question: &Question, record: &Value) -> Explanation {
    let mut explanation = question.evaluate(record).unwrap().explain();
    explanation.case = Some("ETS112-0042".to_owned());
    for fact in explanation.norms.iter_mut().flat_map(|norm| &mut norm.facts) {
        if fact.path == "release_date" {
            fact.place = Some("cases.ndjson, line 42".to_owned());
        }
    }
    explanation
}

fn ineligible() -> Explanation {
    explain(&transfer(), &base_case_with(json!({"release_date": "2024-12-12", "consent_given": false, "fled": false})))
}

fn undetermined() -> Explanation {
    let facts = json!({"release_date": "2025-01", "exceptional_agreement": null, "consent_given": null, "offences": null});
    explain(&transfer(), &base_case_with(facts))
}

fn waived() -> Explanation {
    let facts = json!({"consent_given": false, "expulsion_order": true, "opinion_considered": true});
    explain(&transfer(), &base_case_with(facts))
}

fn not_applicable() -> Explanation {
    explain(&transfer(), &base_case_with(json!({"sending_state": "US", "receiving_state": "SV", "nationalities": ["SV"]})))
}

fn contested() -> Explanation {
    explain(&transfer(), &base_case_with(json!({"release_date": "2026-02-20", "earliest_release_date": "2024-11-01"})))
}

/// The Additional Protocol entered into force within the year of which no more than the year is known.
fn law_open() -> Explanation {
    let facts = json!({
        "sending_state": "EE", "receiving_state": "MK", "nationalities": ["MK"], "request_received": "2000",
        "release_date": "2003-01-01", "consent_given": false, "expulsion_order": true, "opinion_considered": false,
    });
    explain(&transfer(), &base_case_with(facts))
}

/// Requirements, bars lifted and not, presumptions and an open question of law, in a pack of its own.
const LIBRARY: &str = r#"
source RULES "Rules of the Library of Testville" authority regulation

record Reader "reader"
  residents: whole number "years of residence in Testville"
  fee_paid: yes/no "the fee has been paid" asked "Has the fee been paid?"
  books_overdue: whole number "books overdue"
  overdue_excused: yes/no "the librarian has excused the delay" decided by "the librarian"
  student: yes/no "student" asked "Is the reader a student?"

reading residence "Does residence count from registration?"
  option registration "from registration"
  option arrival "from arrival"
  cites RULES "s. 2"

presume fee_paid is yes when student "A student's fee is presumed to have been paid by the school"
  cites RULES "s. 4"

question card for Reader "The reader may have a card"
  cites RULES "s. 1"
  in force from 2000-01-01

> A reader must have lived in the town for two years.
requirement resident of card "The reader has lived in Testville long enough"
  cites RULES "s. 2"
  met when (residence is registration and residents at least 2) or (residence is arrival and residents at least 1)

requirement fee of card "The fee has been paid"
  cites RULES "s. 3"
  met when fee_paid

bar overdue of card "More than five books are overdue"
  cites RULES "s. 5"
  bars when books_overdue more than 5

exception excused to overdue of card "The librarian has excused the delay"
  cites RULES "s. 5(2)"
  when overdue_excused
"#;

fn library(record: Value) -> Explanation {
    let mut sources = Sources::new();
    sources.add("library/rules.whereas", LIBRARY);
    let policy = Policy::compile(&sources, "library");
    let policy = policy.unwrap_or_else(|error| panic!("{:#?}", error.diagnostics()));
    policy.question("card").unwrap().as_of(date(2025, 2, 4)).evaluate(&record).unwrap().explain()
}

fn library_lifted() -> Explanation {
    library(json!({"residents": 3, "student": true, "books_overdue": 7, "overdue_excused": true}))
}

fn library_barred() -> Explanation {
    library(json!({"residents": 0, "student": false, "fee_paid": true, "books_overdue": 7, "overdue_excused": false}))
}

fn library_open_question() -> Explanation {
    library(json!({"residents": 1, "student": false, "fee_paid": true, "books_overdue": 7}))
}

/// A requirement that is asked for in some cases only, and powers.
const CLUB: &str = r#"
source STATUTES "Statutes of the Club of Testville" authority regulation

record Member "member"
  minor: yes/no "minor"
  guardian_agrees: yes/no "the guardian agrees"
  debts: money in USD "debts to the club"
  abroad: yes/no "lives abroad"
  belief: yes/no "belief" sensitive
  bar_lifted: yes/no "the board has lifted the bar" decided by "the board"

question admission for Member "The person may be admitted"
  cites STATUTES "s. 1"

> 2  Of a minor the guardian must agree.
requirement guardian of admission "The guardian agrees"
  cites STATUTES "s. 2"
  required when minor
  met when guardian_agrees

> 3  Nobody is admitted whose debts exceed 100 dollars.
bar debts of admission "The debts exceed 100 dollars"
  cites STATUTES "s. 3"
  bars when debts more than 100 USD

> 4  The board may lift the bar for those who live abroad.
power board of admission "The board may lift the bar for those who live abroad"
  cites STATUTES "s. 4"
  held by "the board"
  may lift debts
  when abroad
  exercised when bar_lifted

power president of admission "The president may refuse whom the club does not want"
  cites STATUTES "s. 5"
  sensitive fact used because "the statutes say so"
  held by "the president"
  may refuse
  when belief
"#;

fn club(record: Value) -> Explanation {
    let mut sources = Sources::new();
    sources.add("club/rules.whereas", CLUB);
    let policy = Policy::compile(&sources, "club");
    let policy = policy.unwrap_or_else(|error| panic!("{:#?}", error.diagnostics()));
    policy.question("admission").unwrap().as_of(date(2025, 2, 4)).evaluate(&record).unwrap().explain()
}

fn club_barred() -> Explanation {
    club(json!({"minor": false, "debts": 200, "abroad": true, "bar_lifted": false, "belief": true}))
}

fn club_refusable() -> Explanation {
    club(json!({"minor": false, "debts": 50, "belief": true}))
}

/// Every explanation here, with its verdict.
fn all() -> Vec<(Outcome, Explanation)> {
    vec![
        (Outcome::Eligible, explain(&transfer(), &base_case())),
        (Outcome::Eligible, waived()),
        (Outcome::Ineligible, ineligible()),
        (Outcome::Undetermined, undetermined()),
        (Outcome::NotApplicable, not_applicable()),
        (Outcome::Eligible, contested()),
        (Outcome::Ineligible, law_open()),
        (Outcome::Eligible, library_lifted()),
        (Outcome::Ineligible, library_barred()),
        (Outcome::Undetermined, library_open_question()),
        (Outcome::Ineligible, club_barred()),
        (Outcome::Eligible, club_refusable()),
    ]
}

/// Digests change with every word of a rule file, the version with every release: no reader looks at them here.
fn stable(page: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in page.lines() {
        match line.split_once("digest ") {
            Some((before, _)) => lines.push(format!("{before}digest …")),
            None => lines.push(line.replace(concat!("whereas ", env!("CARGO_PKG_VERSION")), "whereas VERSION")),
        }
    }
    lines.join("\n")
}

#[test]
fn eligible_page() {
    insta::assert_snapshot!(stable(&explain(&transfer(), &base_case()).to_string()));
}

#[test]
fn pages_with_powers() {
    insta::assert_snapshot!("power_open_page", stable(&club_barred().to_string()));
    insta::assert_snapshot!("power_to_refuse_page", stable(&club_refusable().to_string()));
    assert_eq!(
        club_barred().in_short(),
        "barred: “The debts exceed 100 dollars”; the board may lift the bar “The debts exceed 100 dollars”"
    );
    assert_eq!(club_refusable().in_short(), "nothing is required in this case; no bar applies; the president may refuse");
    assert_eq!(club_barred().powers_text(), "the board may lift the bar “The debts exceed 100 dollars”");
}

#[test]
fn waived_page() {
    insta::assert_snapshot!(stable(&waived().to_string()));
}

#[test]
fn ineligible_page() {
    insta::assert_snapshot!(stable(&ineligible().to_string()));
}

#[test]
fn undetermined_page() {
    insta::assert_snapshot!(stable(&undetermined().to_string()));
}

#[test]
fn not_applicable_page() {
    insta::assert_snapshot!(stable(&not_applicable().to_string()));
}

#[test]
fn contested_page() {
    insta::assert_snapshot!(stable(&contested().to_string()));
}

#[test]
fn law_open_and_settled_either_way_page() {
    insta::assert_snapshot!(stable(&law_open().to_string()));
}

#[test]
fn bar_lifted_and_fact_presumed_page() {
    insta::assert_snapshot!(stable(&library_lifted().to_string()));
}

#[test]
fn two_grounds_page() {
    insta::assert_snapshot!(stable(&library_barred().to_string()));
}

#[test]
fn open_question_of_law_page() {
    insta::assert_snapshot!(stable(&library_open_question().to_string()));
}

#[test]
fn summary_page() {
    insta::assert_snapshot!(undetermined().page(Level::Summary));
}

#[test]
fn full_page() {
    insta::assert_snapshot!(stable(&ineligible().page(Level::Full)));
}

#[test]
fn columns_of_a_batch() {
    let cells = all().into_iter().map(|(_, explanation)| {
        let columns = [
            ("says", explanation.says.clone()),
            ("in short", explanation.in_short()),
            ("reasons", explanation.reasons()),
            ("citations", explanation.citations()),
            ("missing", explanation.missing.iter().map(|fact| fact.path.as_str()).collect::<Vec<_>>().join("; ")),
            ("rests_on", explanation.rests_on()),
            ("open_questions", explanation.open_questions_text()),
            ("contested", explanation.contested_text()),
            ("notes", explanation.notes_text()),
            ("reports", explanation.reports_text()),
        ];
        columns
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| format!("{name}: {text}\n"))
            .collect::<String>()
    });
    insta::assert_snapshot!(cells.collect::<Vec<_>>().join("\n"));
}

#[test]
fn verdicts_are_as_the_pages_say() {
    for (verdict, explanation) in all() {
        assert_eq!(explanation.verdict, verdict, "{explanation}");
    }
}

#[test]
fn no_line_is_longer_than_a_hundred_columns() {
    for (_, explanation) in all() {
        for line in explanation.page(Level::Full).lines() {
            assert!(line.chars().count() <= 100, "{line}");
        }
    }
}

#[test]
fn no_name_of_the_rules_stands_above_the_basis() {
    for (_, explanation) in all() {
        assert_words_of_the_law(&explanation);
    }
}

/// Up to the basis a page calls things as people do, and what is not known is never "false".
fn assert_words_of_the_law(explanation: &Explanation) {
    let page = explanation.to_string();
    let (above, _) = page.split_once("\nBasis\n").unwrap();
    let ids = explanation.norms.iter().map(|norm| &norm.id);
    for id in ids.chain([&explanation.question.id]) {
        assert!(!above.contains(id), "{id}");
    }
    assert!(!above.contains('_'), "{above}");
    assert!(!above.contains("false"), "{above}");
}

#[test]
fn each_page_ends_with_the_closing_words() {
    for (_, explanation) in all() {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert!(words(&explanation.to_string()).ends_with(&words(&explanation.closing.join(" "))));
    }
}
