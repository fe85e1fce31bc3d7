//! What a person is called, where he or she was born and in which order facts are written down changes no verdict.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Map, Value, json};
use whereas::{Outcome, Policy, Question, date};

use crate::rules::PACKS;

/// The files of examples that hold records of a pack, as the table of their README has it: file, question.
pub(super) fn examples() -> Vec<(String, Question)> {
    let page = fs::read_to_string("examples/README.md").unwrap();
    let mut found = Vec::new();
    for row in page.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [files, pack, questions, asked_on] = cells.as_slice() else { panic!("{row}") };
        let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
        let pack = names(pack)[0].trim_start_matches("rules/").to_owned();
        let policy: &Policy = &PACKS.iter().find(|(name, _)| *name == pack).unwrap().1;
        let days: Vec<&str> = asked_on.split('-').collect();
        let asked_on = date(days[0].parse().unwrap(), days[1].parse().unwrap(), days[2].parse().unwrap());
        for file in names(files).into_iter().filter(|file| file.ends_with(".ndjson")) {
            found.extend(names(questions).iter().map(|name| (file.clone(), policy.question(name).unwrap().as_of(asked_on))));
        }
    }
    found
}

pub(super) fn records(file: &str) -> Vec<Map<String, Value>> {
    let text = fs::read_to_string(format!("examples/{file}")).unwrap();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// The possible verdicts and the status of each norm; none if there is no verdict.
fn answer(question: &Question, record: &Map<String, Value>) -> Option<(Vec<Outcome>, BTreeMap<String, String>)> {
    let verdict = question.evaluate(record).ok()?;
    let ids = &question.plan().ids;
    let statuses = verdict.evaluation().statuses.iter().map(|(norm, status)| (ids[norm].clone(), format!("{status:?}")));
    Some((verdict.possible(), statuses.collect()))
}

/// Somebody else of whom the record says the same.
fn renamed(question: &Question, record: &Map<String, Value>) -> Map<String, Value> {
    let mut record = record.clone();
    let plan = question.plan();
    let facts = &plan.policy.records[plan.question_data().record.index()].fields;
    for (key, value) in [
        ("name", "Another Invented Person"),
        ("about", "another"),
        ("birthplace", "Elsewhere, Fictitious Province"),
        ("ethnicity", "invented"),
        ("language", "invented"),
        ("religion", "invented"),
    ] {
        if !facts.iter().any(|fact| &*fact.name == key) {
            record.insert(key.to_owned(), json!(value));
        }
    }
    record
}

/// The same with lists and sets in the opposite order.
fn turned(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().rev().map(turned).collect()),
        Value::Object(fields) => Value::Object(fields.iter().map(|(key, value)| (key.clone(), turned(value))).collect()),
        other => other.clone(),
    }
}

#[test]
fn no_pack_knows_names_or_where_people_come_from() {
    for (pack, policy) in PACKS.iter() {
        for field in policy.data().records.iter().flat_map(|record| &record.fields) {
            let forbidden = ["name", "first_name", "last_name", "ethnicity", "race", "religion", "language", "mother_tongue"];
            assert!(!forbidden.contains(&&*field.name), "{pack} knows `{}`", field.name);
            // Where the law itself asks, only the place counts, and the pack says that it is sensitive.
            assert!(&*field.name != "birthplace" || (pack == "bna1981" && field.sensitive), "{pack} knows `{}`", field.name);
        }
    }
}

#[test]
fn another_name_or_birthplace_or_order_of_nationalities_gives_the_same_verdict() {
    let examples = examples();
    let mut reordered = 0;
    for (file, question) in &examples {
        let mut answered = 0;
        for record in records(file) {
            let Some(expected) = answer(question, &record) else { continue };
            assert_eq!(answer(question, &renamed(question, &record)).as_ref(), Some(&expected), "{file}: {record:?}");
            let order = turned(&Value::Object(record.clone()));
            assert_eq!(answer(question, order.as_object().unwrap()).as_ref(), Some(&expected), "{file}: {record:?}");
            reordered += u32::from(order != Value::Object(record));
            answered += 1;
        }
        assert!(answered >= 8, "{file}: {answered} records");
    }
    assert!(examples.len() >= PACKS.len() - 1 && reordered > 60, "{} files, {reordered} in another order", examples.len());
}
