//! Norms in the record: what became of each, and what it looked at.

use indexmap::IndexSet;
use serde::Serialize;

use super::{AskedView, CiteView, FactView, LawAsAt};
use crate::verdict::words::quoted_all;

/// A requirement, bar or exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the words of the language")]
pub enum NormKindView {
    Requirement,
    Bar,
    Exception,
}

/// What became of a norm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the words of the language")]
pub enum StatusView {
    NotInForce,
    NotLookedAt,
    NotRequired,
    Met,
    Waived,
    NotMet,
    Clear,
    Lifted,
    Applies,
    Holds,
    DoesNotHold,
    Open,
}

/// A norm and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct NormView {
    /// `pack.question.norm` or `pack.question.norm.exception`
    pub id: String,
    /// Requirement, bar or exception.
    pub kind: NormKindView,
    /// What became of it.
    pub status: StatusView,
    /// In words: the positive statement of the test.
    pub sentence: String,
    /// What the law asks, in the words of the rules, with names replaced by what things are called.
    pub asks: String,
    /// Of a requirement that is asked for in some cases only: in which, in the words of the rules.
    pub required_when: Option<String>,
    /// Whether it is required; none: open or not looked at. Yes for all that do not say when.
    pub required: Option<bool>,
    /// Whether its own condition holds; none: open or not looked at.
    pub condition: Option<bool>,
    /// The facts that it consulted itself.
    pub facts: Vec<FactView>,
    /// The questions that it asks, as far as they count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<AskedView>,
    /// Comparisons whose sides are known, or known in part.
    pub comparisons: Vec<ComparisonView>,
    /// The parameters that it reads, with their values on the governing date.
    pub parameters: Vec<ParameterView>,
    /// The derived facts that it reads, as far as they have citations of their own or a row of a table decided them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub derived: Vec<DerivedView>,
    /// Citations.
    pub cites: Vec<CiteView>,
    /// The quoted law, lines joined by a newline.
    pub quote: Option<String>,
    /// What would cure it.
    pub curable: Option<String>,
    /// Why a sensitive fact may be used.
    pub sensitive_because: Option<String>,
    /// It rests on somebody's assessment.
    pub rests_on_assessment: bool,
    /// Whether it was law on the governing date; none: that hangs on the day.
    pub in_force: Option<bool>,
    /// First day in force (ISO).
    pub in_force_from: Option<String>,
    /// First day no longer in force (ISO).
    pub in_force_until: Option<String>,
    /// The day on which it became known, if that is later than its first day (ISO).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_from: Option<String>,
    /// The versions that may be law, by their dates, where there are several. What is said above is what the first of them says, but for
    /// what was looked at, the parameters and derived facts, the cure and the reasons, which are those of all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<VersionView>,
    /// The date whose law it is, if it has a clock of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub law_as_at: Option<LawAsAt>,
    /// Ids of what an exception lifts.
    pub lifts: Vec<String>,
    /// Ids of its exceptions.
    pub exceptions: Vec<String>,
}

impl NormView {
    /// The sentence in quotation marks; where several versions may be law, those of all: `“A” or “B”`.
    #[must_use]
    pub fn quoted(&self) -> String {
        let versions = self.versions.iter().map(|version| &*version.sentence);
        quoted_all(std::iter::once(&*self.sentence).chain(versions))
    }

    /// The facts that it consulted, and those that decided the questions that it asks.
    pub fn every_fact(&self) -> impl Iterator<Item = &FactView> {
        self.facts.iter().chain(self.asked.iter().flat_map(AskedView::every_fact))
    }

    /// The same, to say more of each.
    pub fn every_fact_mut(&mut self) -> impl Iterator<Item = &mut FactView> {
        self.facts.iter_mut().chain(self.asked.iter_mut().flat_map(AskedView::every_fact_mut))
    }

    /// The citations of all versions that may be law.
    pub(in crate::verdict) fn all_cites(&self) -> Vec<CiteView> {
        let all: IndexSet<&CiteView> = self.cites.iter().chain(self.versions.iter().flat_map(|version| &version.cites)).collect();
        all.into_iter().cloned().collect()
    }
}

/// A version of a norm that may be law.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct VersionView {
    /// In words: the positive statement of the test.
    pub sentence: String,
    /// What the law asks, as in [`NormView::asks`].
    pub asks: String,
    /// As in [`NormView::required_when`].
    pub required_when: Option<String>,
    /// Citations.
    pub cites: Vec<CiteView>,
    /// The quoted law, lines joined by a newline.
    pub quote: Option<String>,
    /// First day in force (ISO).
    pub in_force_from: Option<String>,
    /// First day no longer in force (ISO).
    pub in_force_until: Option<String>,
    /// The day on which it became known, if that is later than its first day (ISO).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_from: Option<String>,
}

/// A comparison whose sides are known, or of which the record says between what they lie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparisonView {
    /// In the words of the rules.
    pub asks: String,
    /// The left side in words.
    pub left: String,
    /// The right side in words.
    pub right: String,
    /// Whether it holds; none: open.
    pub holds: Option<bool>,
    /// How far the left side is from the right: `51 days before`, `0.5 more`; none if they are the same or known in part.
    pub difference: Option<String>,
    /// The element of a list, or the period of time, that decided by this comparison; none: it is not about one of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}

/// A parameter with its value.
#[derive(Debug, Clone, Serialize)]
pub struct ParameterView {
    /// The name.
    pub name: String,
    /// The label.
    pub label: String,
    /// The value in words.
    pub text: String,
    /// Citations.
    pub cites: Vec<CiteView>,
}

/// A derived fact that a norm reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DerivedView {
    /// The name.
    pub name: String,
    /// The label.
    pub label: String,
    /// The row of its decision table that decided; several: those that may.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<RowView>,
    /// Citations.
    pub cites: Vec<CiteView>,
}

/// A row of a decision table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowView {
    /// Its number, the first below the heading being 1.
    pub row: usize,
    /// Its cells as they are written, each after what its column looks at.
    pub text: String,
}
