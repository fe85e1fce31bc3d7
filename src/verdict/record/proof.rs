//! What tells why a verdict is the same in every case.

use serde::Serialize;

use super::FactView;

/// Cases, one of which is so whatever is unknown, and what decides in each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SplitView {
    /// The norm that decides in every case; none: several do, or the scope.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub norm: Option<String>,
    /// The cases.
    pub cases: Vec<CaseView>,
    /// There are more.
    pub cut: bool,
}

/// A case, and what decides in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseView {
    /// The answers that make it: all of them.
    pub given: Vec<GivenView>,
    /// The norm that decides; none: the scope.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub norm: Option<String>,
    /// What decides, in words.
    pub because: String,
}

/// An answer about an unknown fact, or the choice of an open reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GivenView {
    /// The path of the fact, or `pack.reading`.
    pub path: String,
    /// What the fact is called, or what the reading asks.
    pub label: String,
    /// The answers of which each makes the case, in words.
    pub answer: String,
}

/// A rule that every record obeys, on which a verdict rests.
#[derive(Debug, Clone, Serialize)]
pub struct RestsOnView {
    /// The rule in words.
    pub says: String,
    /// The facts that it looks at.
    pub facts: Vec<FactView>,
}
