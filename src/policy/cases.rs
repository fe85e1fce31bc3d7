//! Tests of the rules.

use std::sync::Arc;

use super::{Datum, NormId, NoteStatus, PackId, PowerStatus, QuestionId, ReadingId, Record, VerdictWord};
use crate::logic::Date;
use crate::source::Span;

/// A test of a question, typed.
#[derive(Debug)]
pub struct Test {
    /// Its pack.
    pub pack: PackId,
    /// What it stands for.
    pub name: Arc<str>,
    /// The question.
    pub question: QuestionId,
    /// `today`.
    pub asked_on: Date,
    /// Readings fixed.
    pub under: Vec<(ReadingId, usize)>,
    /// The record, examples merged in.
    pub given: Record,
    /// The verdict expected.
    pub verdict: VerdictWord,
    /// What else is expected.
    pub expects: Vec<Expectation>,
    /// Where it stands.
    pub span: Span,
}

/// One expectation behind the verdict.
#[derive(Debug)]
pub enum Expectation {
    /// The norms of all grounds, exactly.
    Because(Vec<NormId>),
    /// The missing facts.
    Missing {
        /// `at least`
        at_least: bool,
        /// The facts, from the case record.
        fields: Vec<Vec<usize>>,
    },
    /// A norm waived or lifted by an exception.
    Waived {
        /// The norm.
        norm: NormId,
        /// The exception.
        by: NormId,
    },
    /// The power of that index of the question has that status.
    Power(usize, PowerStatus),
    /// The requirements are not required.
    NotRequired(Vec<NormId>),
    /// The note of that index of the question is shown, or not, or may apply.
    Note(usize, NoteStatus),
    /// The report of that index has that value.
    Report(usize, Datum),
    /// The readings that it is contested by, exactly.
    Contested(Vec<ReadingId>),
    /// The readings that keep the verdict open, exactly; where no facts are expected to be missing, none are.
    OpenBy(Vec<ReadingId>),
}
