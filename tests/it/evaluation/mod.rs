//! What a verdict means: tables of records written by hand, with the possible verdicts, statuses and missing facts that
//! the language reference gives them. The expected side was written from the reference, before anything ran.
//!
//! Read [`Row`] first. In square brackets behind each row stands the part of the language reference that it comes from:
//! `values`, `calendar` (types and values); `expressions`; `verdict`, `statuses`, `intervals`, `faults`, `law`,
//! `questions`, `missing`, `readings` (what a verdict means); `presume`, `define`, `only when`, `exception` (the items).

mod beside;
mod calendars;
mod changes;
mod clocks;
pub(crate) mod compile;
mod conditions;
mod constraints;
mod deemings;
mod elements;
mod faults;
mod grounds;
mod law;
mod norms;
mod presumptions;
mod properties;
mod readings;
mod required;
mod settled;
mod shown;
mod standing;
mod tables;
mod time;
mod together;

use std::sync::Arc;

use serde_json::Value;
use whereas::records::Data;
use whereas::{Explanation, Policy, Question, Verdict, VerdictError};

/// A row of a table: what it stands for, the question (with the day on which it is asked and readings, if they matter),
/// the record, the possible verdicts, statuses of norms, missing facts and whatever else the verdict must say.
///
/// Possible verdicts: `E` eligible, `I` ineligible, `N` not applicable; or `reject`.
pub(crate) struct Row<'a> {
    about: &'a str,
    question: &'a str,
    record: &'a str,
    possible: &'a str,
    statuses: &'a str,
    missing: &'a str,
}

/// Reads the lines `about | question | record | possible | statuses | missing`; blank lines and lines with `#` are left out.
pub(crate) fn rows(table: &str) -> Vec<Row<'_>> {
    let lines = table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let rows = lines.map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [about, question, record, possible, statuses, missing] = cells[..] else { panic!("six cells: {line}") };
        assert!(about.contains('['), "which part of the reference? {line}");
        Row { about, question, record, possible, statuses, missing }
    });
    rows.collect()
}

/// Evaluates each row and compares; all differences are reported together.
pub(crate) fn check(policy: &Policy, table: &str) {
    let rows = rows(table);
    let wrong: Vec<String> = rows.iter().filter_map(|row| difference(policy, row)).collect();
    assert!(wrong.is_empty(), "{} of {} rows differ:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

fn difference(policy: &Policy, row: &Row<'_>) -> Option<String> {
    let question = ask(policy, row.question);
    let mut wrong = Vec::new();
    match evaluate(&question, row.record) {
        Err(error) if row.possible != "reject" => wrong.push(format!("rejected: {error}")),
        Err(_) => {}
        Ok(verdict) => {
            let page = verdict.explain();
            differ(&mut wrong, "possible", row.possible, &possible(&verdict));
            differ(&mut wrong, "missing", &sorted(row.missing), &missing(&page));
            for expected in row.statuses.split(',').map(str::trim).filter(|text| !text.is_empty()) {
                let (norm, status) = expected.split_once(':').unwrap_or_else(|| panic!("norm: status, not {expected}"));
                let found = status_of(&page, norm.trim());
                differ(&mut wrong, norm, status.trim(), &found);
            }
        }
    }
    let Row { about, question, record, .. } = row;
    (!wrong.is_empty()).then(|| format!("  {about} | {question} | {record}\n      {}", wrong.join("\n      ")))
}

fn differ(wrong: &mut Vec<String>, what: &str, expected: &str, found: &str) {
    if expected != found {
        wrong.push(format!("{what}: `{expected}` expected, `{found}` found"));
    }
}

/// `q on 2020-01-01 under wide is a, day is b`; without a day 2025-01-01.
pub(crate) fn ask(policy: &Policy, text: &str) -> Question {
    let (text, readings) = text.split_once(" under ").unwrap_or((text, ""));
    let (name, today) = text.split_once(" on ").unwrap_or((text, "2025-01-01"));
    let question = policy.question(name).unwrap().as_of(today.parse().unwrap());
    readings
        .split(',')
        .filter_map(|reading| reading.split_once(" is "))
        .fold(question, |question, (reading, option)| question.with_reading(reading.trim(), option.trim()).unwrap())
}

/// The verdict on a record. On the way: the fast path agrees, and the same record gives the same bytes.
pub(crate) fn evaluate(question: &Question, record: &str) -> Result<Verdict, VerdictError> {
    let data = Data::parse(record).unwrap_or_else(|error| panic!("{record}: {error}"));
    let read = Arc::new(question.reader().read(&data).map_err(VerdictError::Record)?.record);
    let fast = question.possible(&read)?;
    let verdict = question.evaluate_record(Arc::clone(&read))?;
    assert_eq!(fast, verdict.evaluation().possible, "the fast way differs: {record}");
    let page = || serde_json::to_string(&question.evaluate_record(Arc::clone(&read)).unwrap().explain()).unwrap();
    assert_eq!(page(), page(), "not the same bytes twice: {record}");
    Ok(verdict)
}

/// The possible verdicts as letters.
pub(crate) fn possible(verdict: &Verdict) -> String {
    let letters = verdict.possible().into_iter().map(|outcome| match outcome {
        whereas::Outcome::Eligible => 'E',
        whereas::Outcome::Ineligible => 'I',
        whereas::Outcome::NotApplicable => 'N',
        whereas::Outcome::Undetermined => panic!("undetermined is several possible verdicts, not one of them"),
    });
    letters.collect()
}

fn missing(page: &Explanation) -> String {
    let word = |value: Value| value.as_str().unwrap_or_default().to_owned();
    let entries = page.missing.iter().map(|entry| match word(serde_json::to_value(entry.wanted).unwrap()).as_str() {
        "value" => entry.path.clone(),
        wanted => format!("{} ({wanted})", entry.path),
    });
    sorted(&entries.collect::<Vec<_>>().join(", "))
}

fn sorted(list: &str) -> String {
    let mut parts: Vec<&str> = list.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.sort_unstable();
    parts.join(", ")
}

/// Of several versions of a norm the one in force counts.
fn status_of(page: &Explanation, norm: &str) -> String {
    let named = page.norms.iter().filter(|view| view.id.rsplit('.').next() == Some(norm));
    let word =
        |view: &whereas::verdict::record::NormView| serde_json::to_value(view.status).unwrap().as_str().unwrap().to_owned();
    let mut statuses: Vec<String> = named.map(word).collect();
    statuses.dedup();
    if statuses.len() > 1 {
        statuses.retain(|status| status != "not_in_force");
    }
    statuses.join(" and ")
}
