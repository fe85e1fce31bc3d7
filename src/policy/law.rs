//! Questions, their norms, and what stands beside a verdict.

use std::sync::Arc;

use super::{Cite, Expr, InForce, NormId, PackId, QuestionId, RecordId, Type, VerdictWord};
use crate::source::Span;

/// What a pack answers.
#[derive(Debug)]
pub struct Question {
    /// Its pack.
    pub pack: PackId,
    /// The name.
    pub name: Arc<str>,
    /// The record type that it is about.
    pub record: RecordId,
    /// What an eligible verdict says.
    pub sentence: Arc<str>,
    /// `covers cases where`
    pub covers: Option<Expr>,
    /// The governing date; `today` if nothing was written.
    pub law_as_at: Expr,
    /// Reports a statement or policy that binds nobody.
    pub advisory: bool,
    /// A phrase for each verdict that has one.
    pub says: Vec<(VerdictWord, Arc<str>)>,
    /// When.
    pub in_force: InForce,
    /// Citations.
    pub cites: Vec<Cite>,
    /// The quoted law.
    pub quote: Option<Arc<str>>,
    /// Its requirements and bars, in order of file and position.
    pub rules: Vec<NormId>,
    /// Its powers.
    pub powers: Vec<Power>,
    /// Its notes.
    pub notes: Vec<Note>,
    /// Its reports.
    pub reports: Vec<Report>,
    /// Where it stands.
    pub span: Span,
}

/// Which norm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NormKind {
    /// A condition that must be met.
    Requirement,
    /// A condition that excludes.
    Bar,
    /// Lifts other norms.
    Exception,
}

/// A requirement, bar or exception with its versions.
#[derive(Debug)]
pub struct Norm {
    /// Its pack.
    pub pack: PackId,
    /// The question that it belongs to.
    pub question: QuestionId,
    /// Which.
    pub kind: NormKind,
    /// The name.
    pub name: Arc<str>,
    /// Ascending.
    pub versions: Vec<NormVersion>,
    /// A clock of its own: the date whose law it is. None: the governing date of its question.
    pub law_as_at: Option<Expr>,
    /// The exceptions that lift it, in order of file and position.
    pub exceptions: Vec<NormId>,
    /// For an exception: what it lifts.
    pub lifts: Vec<NormId>,
}

/// A version of a norm.
#[derive(Debug)]
pub struct NormVersion {
    /// When; within the question's, if it has no clock of its own.
    pub in_force: InForce,
    /// In words.
    pub sentence: Arc<str>,
    /// `required when`; none: always, or no requirement.
    pub required: Option<Expr>,
    /// The condition.
    pub condition: Expr,
    /// Citations.
    pub cites: Vec<Cite>,
    /// The quoted law, lines joined by `\n`.
    pub quote: Option<Arc<str>>,
    /// `curable "…"`
    pub curable: Option<Arc<str>>,
    /// `sensitive fact used because "…"`
    pub sensitive_because: Option<Arc<str>>,
    /// `rests on assessment`
    pub rests_on_assessment: bool,
    /// Where it stands.
    pub span: Span,
}

impl NormVersion {
    /// What decides it: when it is required, and its condition.
    pub fn conditions(&self) -> impl Iterator<Item = &Expr> {
        self.required.iter().chain([&self.condition])
    }
}

/// Discretion that stands beside the verdict, with its versions.
#[derive(Debug)]
pub struct Power {
    /// The name.
    pub name: Arc<str>,
    /// Ascending.
    pub versions: Vec<PowerVersion>,
}

/// A version of a power.
#[derive(Debug)]
pub struct PowerVersion {
    /// When; within the question's.
    pub in_force: InForce,
    /// In words.
    pub sentence: Arc<str>,
    /// Who holds it.
    pub held_by: Arc<str>,
    /// What it can do.
    pub may: May,
    /// When it is given; none: in every case.
    pub when: Option<Expr>,
    /// When it was used.
    pub exercised: Option<Expr>,
    /// When its holder decided not to use it.
    pub refused: Option<Expr>,
    /// Citations.
    pub cites: Vec<Cite>,
    /// The quoted law.
    pub quote: Option<Arc<str>>,
    /// `sensitive fact used because "…"`
    pub sensitive_because: Option<Arc<str>>,
    /// `rests on assessment`
    pub rests_on_assessment: bool,
    /// Where it stands.
    pub span: Span,
}

impl PowerVersion {
    /// What it reads.
    pub fn conditions(&self) -> impl Iterator<Item = &Expr> {
        [&self.when, &self.exercised, &self.refused].into_iter().flatten()
    }
}

/// What a power can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum May {
    /// Lift one of these requirements and bars.
    Lift(Vec<NormId>),
    /// Refuse a person who is eligible.
    Refuse,
}

/// A warning to the reader, with its versions.
#[derive(Debug)]
pub struct Note {
    /// The name.
    pub name: Arc<str>,
    /// Ascending.
    pub versions: Vec<NoteVersion>,
}

/// A version of a note.
#[derive(Debug)]
pub struct NoteVersion {
    /// In words.
    pub sentence: Arc<str>,
    /// When it is shown.
    pub shown: Expr,
    /// `sensitive fact used because "…"`
    pub sensitive_because: Option<Arc<str>>,
    /// When.
    pub in_force: InForce,
    /// Citations.
    pub cites: Vec<Cite>,
    /// The quoted law.
    pub quote: Option<Arc<str>>,
}

/// A value handed out with the verdict, with its versions.
#[derive(Debug)]
pub struct Report {
    /// The name.
    pub name: Arc<str>,
    /// The type.
    pub ty: Type,
    /// Ascending.
    pub versions: Vec<ReportVersion>,
}

/// A version of a report.
#[derive(Debug)]
pub struct ReportVersion {
    /// The label.
    pub label: Arc<str>,
    /// The value; its type stands on it.
    pub value: Expr,
    /// `sensitive fact used because "…"`
    pub sensitive_because: Option<Arc<str>>,
    /// When.
    pub in_force: InForce,
    /// Citations.
    pub cites: Vec<Cite>,
}
