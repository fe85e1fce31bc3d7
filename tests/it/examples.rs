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
    cases::clean(1_000, |case| {
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
