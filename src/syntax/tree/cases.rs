//! Examples and tests.

use super::{DateAt, Expr, Name, Path, Text, VerdictWord};
use crate::source::Span;

/// `example NAME of RECORD` with its facts.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The name.
    pub name: Name,
    /// The record type.
    pub record: Path,
    /// `with` another example's facts.
    pub base: Option<Name>,
    /// The facts.
    pub entries: Vec<Entry>,
}

/// `field: value` in an example, a test or a record literal.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The field, dotted where nested.
    pub field: Path,
    /// Its value: a constant; may be `unknown`, a list or a partial date.
    pub value: Expr,
}

/// `test "name" of QUESTION asked on DATE under READING is a`
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// What it stands for.
    pub name: Text,
    /// The question.
    pub question: Path,
    /// `today` of the test.
    pub asked_on: DateAt,
    /// Readings fixed: name and option.
    pub under: Vec<(Path, Name)>,
    /// `given EXAMPLE with …`
    pub base: Option<Path>,
    /// The facts.
    pub entries: Vec<Entry>,
    /// The verdict expected.
    pub verdict: (VerdictWord, Span),
    /// What else is expected.
    pub expects: Vec<Expectation>,
}

/// One expectation behind the verdict.
#[derive(Debug, Clone, PartialEq)]
pub enum Expectation {
    /// `because RULE, …`: the norms of the grounds, exactly.
    Because(Vec<Path>),
    /// `missing FIELD, …`: exactly, or at least these.
    Missing {
        /// `at least`
        at_least: bool,
        /// The facts.
        fields: Vec<Path>,
    },
    /// `waived RULE by EXCEPTION` (for a bar: lifted)
    Waived {
        /// The norm.
        norm: Path,
        /// The exception.
        by: Path,
    },
    /// `power NAME`, `power NAME is open`, …
    Power(Path, PowerStatus),
    /// `not required RULE, …`
    NotRequired(Vec<Path>),
    /// `note NAME`, `note NAME is not shown`, …
    Note(Path, NoteStatus),
    /// `report NAME is VALUE`
    Report(Path, Expr),
    /// `contested by READING, …`
    Contested(Vec<Path>),
    /// `open by READING, …`
    OpenBy(Vec<Path>),
}

/// Whether a note is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoteStatus {
    /// `is shown`; a test that says nothing expects this.
    Shown,
    /// `may apply`
    MayApply,
    /// `is not shown`
    NotShown,
}

/// What became of a power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PowerStatus {
    /// `is open`; a test that says nothing expects this.
    OpenTo,
    /// `may be open`
    MayBeOpen,
    /// `is not open`
    NotOpen,
    /// `is exercised`
    Exercised,
    /// `is refused`
    Refused,
}
