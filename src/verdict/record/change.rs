//! What would change a verdict, in the record.

use serde::Serialize;

use super::{CiteView, Outcome, StatusView};

/// A smallest set of facts whose change gives another verdict.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    /// The facts that would all have to be different.
    pub facts: Vec<ChangedFactView>,
    /// The verdict then.
    pub leads_to: Outcome,
    /// One of the facts is presumed: the change would rebut a presumption.
    pub rebuts: bool,
    /// What would become of norms, with one choice of the values; first the norms that decide now or would decide then.
    pub norms: Vec<NormChangeView>,
    /// The law that changes the verdict, in one line.
    pub law: String,
}

/// A fact that would have to be different.
#[derive(Debug, Clone, Serialize)]
pub struct ChangedFactView {
    /// Dotted, elements from 0.
    pub path: String,
    /// What it is called.
    pub label: String,
    /// What it is now, in words.
    pub now: String,
    /// What it would have to be, in words: one of these.
    pub to: Vec<String>,
    /// How far it is from that, where it is a number or date: `49 days later`.
    pub difference: Option<String>,
    /// It is presumed, not recorded.
    pub presumed: bool,
    /// One of the values, as JSON data has it.
    pub example: serde_json::Value,
}

/// What became of a norm before and after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NormChangeView {
    /// Its id.
    pub id: String,
    /// What it says.
    pub sentence: String,
    /// Its status as it is.
    pub before: StatusView,
    /// Its status then.
    pub after: StatusView,
    /// Citations.
    pub cites: Vec<CiteView>,
}
