//! Two verdicts side by side, and a verdict beside the one that is wanted.

use serde::Serialize;

use super::{ChangeView, Explanation, FactNameView, NormChangeView, Outcome};

/// The version of [`WhatIf`].
pub const WHAT_IF: &str = "whereas.what-if/1";
/// The version of [`WhyNot`].
pub const WHY_NOT: &str = "whereas.why-not/1";

/// The verdict as it is, and as it would be were facts otherwise.
#[derive(Debug, Clone, Serialize)]
pub struct WhatIf {
    /// [`WHAT_IF`]
    pub format: &'static str,
    /// The facts that are supposed.
    pub supposed: Vec<SupposedView>,
    /// The norms that become something else, first those that fail now or would fail then.
    pub norms: Vec<NormChangeView>,
    /// The verdict as it is.
    pub before: Explanation,
    /// The verdict as it would be.
    pub after: Explanation,
}

/// A fact that is supposed to be otherwise.
#[derive(Debug, Clone, Serialize)]
pub struct SupposedView {
    /// Dotted, elements from 0.
    pub path: String,
    /// What it is called.
    pub label: String,
    /// What it is, in words.
    pub now: String,
    /// What it is supposed to be, in words.
    pub supposed: String,
}

/// What stands between a case and a verdict.
#[derive(Debug, Clone, Serialize)]
pub struct WhyNot {
    /// [`WHY_NOT`]
    pub format: &'static str,
    /// The verdict that is asked about.
    pub wanted: Outcome,
    /// The smallest changes of recorded facts that lead there.
    pub would_change: Vec<ChangeView>,
    /// There may be others than these.
    pub would_change_cut: bool,
    /// Facts that the verdict rests on and that nobody can change.
    pub immutable: Vec<FactNameView>,
    /// The verdict as it is: its grounds stand in the way; what is missing of an undetermined one.
    pub verdict: Explanation,
}
