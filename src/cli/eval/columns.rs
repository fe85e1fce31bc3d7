//! The columns that a verdict adds to a case.

use std::io::{self, Write};

use crate::verdict::Explanation;
use crate::verdict::record::LawAsAt;

/// Their names, in order.
pub(super) const ADDED: [&str; 17] = [
    "verdict",
    "says",
    "possible",
    "reasons",
    "citations",
    "missing",
    "ask_first",
    "no_longer_matters",
    "proven",
    "rests_on",
    "powers",
    "open_questions",
    "contested",
    "notes",
    "reports",
    "asked_on",
    "law_as_at",
];

/// What stands in one of them.
#[derive(Debug)]
pub(super) enum Cell {
    Text(String),
    /// An array in JSON; in a cell joined by `; `.
    List(Vec<String>),
}

/// What stands in them, in the order of [`ADDED`].
pub(super) fn cells(explanation: &Explanation) -> [Cell; 17] {
    let possible = explanation.possible.iter().map(|outcome| outcome.as_str().to_owned()).collect();
    let missing: Vec<String> = explanation.missing.iter().map(|missing| missing.path.clone()).collect();
    let ask_first = missing.first().cloned().unwrap_or_default();
    let idle = explanation.no_longer_matters.iter().map(|fact| fact.path.clone()).collect();
    let proven = explanation.not_proven.as_ref().map_or("yes".to_owned(), |why| format!("no: {why}"));
    [
        Cell::Text(explanation.verdict.as_str().to_owned()),
        Cell::Text(explanation.says.clone()),
        Cell::List(possible),
        Cell::Text(explanation.reasons()),
        Cell::Text(explanation.citations()),
        Cell::List(missing),
        Cell::Text(ask_first),
        Cell::List(idle),
        Cell::Text(proven),
        Cell::Text(explanation.rests_on()),
        Cell::Text(explanation.powers_text()),
        Cell::Text(explanation.open_questions_text()),
        Cell::Text(explanation.contested_text()),
        Cell::Text(explanation.notes_text()),
        Cell::Text(explanation.reports_text()),
        Cell::Text(explanation.asked_on.clone()),
        Cell::Text(law_as_at(&explanation.law_as_at)),
    ]
}

/// A day, or the first and last day that it may be as ISO 8601 writes them; empty if nothing is known.
fn law_as_at(law: &LawAsAt) -> String {
    match (&law.from, &law.to) {
        (None, None) => String::new(),
        (Some(from), Some(to)) if from == to => from.clone(),
        (from, to) => format!("{}/{}", from.as_deref().unwrap_or(".."), to.as_deref().unwrap_or("..")),
    }
}

impl Cell {
    /// As a value of JSON.
    pub(super) fn json(&self, out: &mut impl Write) -> io::Result<()> {
        match self {
            Cell::Text(text) => Ok(serde_json::to_writer(out, text)?),
            Cell::List(list) => Ok(serde_json::to_writer(out, list)?),
        }
    }

    /// As a cell of a table.
    pub(super) fn into_text(self) -> String {
        match self {
            Cell::Text(text) => text,
            Cell::List(list) => list.join("; "),
        }
    }
}
