//! The example records: what is committed is what the generator writes, and it is as varied as it claims.

#[path = "../../examples/generate/cases.rs"]
mod cases;
#[path = "../../examples/generate/random.rs"]
mod random;
#[path = "../../examples/generate/record.rs"]
mod record;
#[path = "../../examples/generate/rejects.rs"]
mod rejects;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use whereas::plan::Plan;
use whereas::policy::{NormKind, QuestionId};
use whereas::records::{Data, ReadRecord, Reader, Reason, RecordError};
use whereas::{check, date, eval};

const RENEW: &str = "run `cargo run --example generate`";

#[test]
fn committed_files_are_what_the_generator_writes() {
    let lines = cases::committed();
    assert!(std::fs::read_to_string("examples/cases.ndjson").unwrap() == record::ndjson(&lines), "{RENEW}");
    assert!(std::fs::read_to_string("examples/cases.csv").unwrap() == record::csv(&lines), "{RENEW}");
}

#[test]
fn no_two_records_differ_in_id_and_name_only() {
    let lines = cases::committed();
    assert!(lines.len() >= 200);
    let mut seen = BTreeSet::new();
    for line in &lines {
        let mut case = line.case.clone();
        case.forget("id");
        case.forget("name");
        case.forget("remarks");
        assert!(seen.insert(case.json()), "{} stands there twice", line.case.json());
    }
}

#[test]
fn clean_records_are_json_with_each_key_once() {
    let mut count = 0;
    cases::clean(1_000, 0, |case| {
        let read: BTreeMap<String, serde_json::Value> = serde_json::from_str(&case.json()).unwrap();
        assert_eq!(read.get("id").unwrap(), &format!("ETS112-{:09}", count + 1));
        count += 1;
        Ok(())
    })
    .unwrap();
    assert_eq!(count, 1_000);
}

/// All names in the example are invented and say so.
#[test]
fn names_are_plainly_fictitious() {
    for line in cases::committed() {
        assert!(line.case.text_of("name").starts_with("Test Person "));
    }
}

/// The Convention enters into force for a later party on the first day of a month; only a succession falls on another.
#[test]
fn parties_enter_on_the_first_of_a_month() {
    for file in ["rules/ets112/ets112_parties.csv", "rules/ets112/ets167_parties.csv"] {
        let text = std::fs::read_to_string(file).unwrap();
        let mut states = BTreeSet::new();
        for row in text.lines().skip(1) {
            let mut cells = row.split(',');
            let (state, date) = (cells.next().unwrap(), cells.next().unwrap());
            assert!(date.ends_with("-01") || (state == "ME" && date == "2006-06-06"), "{file}: {row}");
            assert!(states.insert(state), "{file}: {state} stands there twice");
        }
    }
}

/// The checked rules, and a reader of their cases.
fn reader() -> Reader {
    let policy = check::check(&super::rules::sources(), "rules/ets112").policy.unwrap();
    let question = policy.questions.iter().find(|question| &*question.name == "transfer").unwrap();
    Reader::new(&policy, question.record)
}

/// Each line of the NDJSON file: the record, or the reasons against it.
fn from_json() -> Vec<Result<ReadRecord, Vec<Reason>>> {
    let reader = reader();
    let text = std::fs::read_to_string("examples/cases.ndjson").unwrap();
    let read = text.lines().map(|line| match Data::parse(line) {
        Ok(data) => reader.read(&data).map_err(|errors| errors.iter().map(RecordError::reason).collect()),
        Err(error) => Err(vec![error.reason()]),
    });
    read.collect()
}

/// Each row of the spreadsheet, likewise.
fn from_csv() -> Vec<Result<ReadRecord, Vec<Reason>>> {
    let reader = reader();
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_path("examples/cases.csv").unwrap();
    let columns = reader.columns(rows.headers().unwrap()).unwrap();
    let read = rows.records().map(|row| {
        let cells = reader.read_cells(&columns, &row.unwrap());
        cells.map_err(|errors| errors.iter().map(RecordError::reason).collect())
    });
    read.collect()
}

#[test]
fn each_reason_against_a_record_occurs_three_times() {
    for lines in [from_json(), from_csv()] {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for reason in lines.iter().filter_map(|line| line.as_ref().err()).flatten() {
            *counts.entry(reason.code()).or_default() += 1;
        }
        assert!(counts.len() >= 12, "{counts:?}");
        assert!(counts.values().all(|count| *count >= 3), "{counts:?}");
    }
}

#[test]
fn spreadsheet_holds_the_same_records() {
    let (json, csv) = (from_json(), from_csv());
    assert_eq!(json.len(), csv.len());
    for (at, pair) in json.iter().zip(&csv).enumerate() {
        match pair {
            (Ok(json), Ok(csv)) => assert_eq!((&json.record, &json.id), (&csv.record, &csv.id), "record {}", at + 1),
            (Err(json), Err(csv)) if json.contains(&Reason::NotJson) => assert_eq!(csv, &[Reason::WrongCellCount]),
            // A cell is text: a number for a date, a word for a list.
            (Err(json), Err(csv)) if json == &[Reason::WrongType] => {
                assert!(matches!(csv[..], [Reason::WrongType | Reason::BadDate | Reason::NotJson]), "record {}", at + 1);
            }
            (Err(json), Err(csv)) => assert_eq!(json, csv, "record {}", at + 1),
            // What a spreadsheet cannot say: a key twice, a key that a nested record does not have, a text without letters.
            (Err(json), Ok(_)) => {
                let only_json = [Reason::DuplicateKey, Reason::UnknownFieldInsideValue, Reason::EmptyText];
                assert!(json.iter().all(|reason| only_json.contains(reason)), "record {}: {json:?}", at + 1);
            }
            (Ok(_), Err(csv)) => panic!("record {}: {csv:?}", at + 1),
        }
    }
}

#[test]
fn each_verdict_and_each_outcome_of_each_norm_occurs_three_times() {
    let policy = Arc::new(check::check(&super::rules::sources(), "rules/ets112").policy.unwrap());
    let at = policy.questions.iter().position(|question| &*question.name == "transfer").unwrap();
    let plan = Plan::new(&policy, QuestionId(u32::try_from(at).unwrap())).unwrap();
    let options: Vec<Option<u16>> =
        policy.readings.iter().map(|reading| reading.default.map(|option| u16::try_from(option).unwrap())).collect();
    let mut verdicts: BTreeMap<String, u32> = BTreeMap::new();
    let mut outcomes: BTreeMap<(String, String), u32> = BTreeMap::new();
    for read in from_json().into_iter().flatten() {
        let evaluation = eval::evaluate(&plan, &read.record, date(2025, 2, 4), &options).unwrap();
        *verdicts.entry(format!("{:?}", evaluation.possible.verdict())).or_default() += 1;
        for (norm, status) in &evaluation.statuses {
            let name = policy.norms[norm.index()].name.to_string();
            *outcomes.entry((name, format!("{status:?}"))).or_default() += 1;
        }
    }
    assert_eq!(verdicts.len(), 4, "{verdicts:?}");
    assert!(verdicts.values().all(|count| *count >= 3), "{verdicts:?}");
    for norm in &policy.norms {
        let lifted = !norm.exceptions.is_empty();
        let expected: &[&str] = match norm.kind {
            NormKind::Requirement if lifted => &["Met", "NotMet", "Waived", "Open", "NotInForce", "NotLookedAt"],
            NormKind::Requirement => &["Met", "NotMet", "Open", "NotInForce", "NotLookedAt"],
            NormKind::Bar if lifted => &["Clear", "Applies", "Lifted", "Open", "NotInForce", "NotLookedAt"],
            NormKind::Bar => &["Clear", "Applies", "Open", "NotInForce", "NotLookedAt"],
            NormKind::Exception => &["Holds", "DoesNotHold", "Open", "NotInForce", "NotLookedAt"],
        };
        let name = norm.name.to_string();
        for outcome in expected {
            let count = outcomes.get(&(name.clone(), (*outcome).to_owned())).copied().unwrap_or(0);
            assert!(count >= 3, "{name} is {outcome} in {count} records");
        }
    }
}
