//! The syntax tree: what an author wrote, with places, nothing resolved.
//!
//! Read [`Item`] and [`Expr`] first. Every node has its span; comments and quoted law are kept.

mod cases;
mod declared;
mod expr;
mod law;

use crate::logic::Date;
use crate::source::{FileId, Span};
pub use cases::{Entry, Example, Expectation, NoteStatus, PowerStatus, Test};
pub use declared::{
    Assessment, Authority, CALENDAR, Calendar, Choice, Constraint, Counted, DecisionRow, DecisionTable, Deem, Define, DefineBody,
    Field, Labelled, List, ListVersion, Parameter, ParameterVersion, Presume, Reading, Record, Source, Table, TableRow,
    TableRows, TypeExpr, TypeKind, Use,
};
pub use expr::{
    AggregateKind, ArithOp, AskedVerdict, CompareOp, CountKind, DaysOf, Expr, ExprKind, Extreme, Inside, Loop, QuantifierKind,
    Unit,
};
pub use law::{May, Norm, NormKind, NormStatus, Note, Power, Question, Report, Targets, VerdictWord};

/// One file: the items that could be read, in order, and its comments.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// Which file.
    pub id: FileId,
    /// The items that could be read.
    pub items: Vec<Item>,
    /// Every comment, without its `#` and the blank after it.
    pub comments: Vec<Text>,
    /// Names of items that could not be read: nothing that names them is reported on top.
    pub broken: Vec<String>,
}

/// A name where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// Text where it stands: a string (joined, without quotes), a line of quoted law, a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// Names joined by dots: `party.state`, `ets112.transfer`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// At least one.
    pub names: Vec<Name>,
    /// From the first to the last.
    pub span: Span,
}

/// A date where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateAt {
    /// The date.
    pub date: Date,
    /// Where.
    pub span: Span,
}

/// One item with the law quoted above it.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// From the keyword to the last clause, the quotation not included.
    pub span: Span,
    /// Lines of `>` above the item, a line each, without the `>` and the blank after it.
    pub quotes: Vec<Text>,
    /// `amends`: a later version of what stands elsewhere in the pack, whose start ends the former version.
    pub amends: Option<Span>,
    /// What it is.
    pub kind: ItemKind,
}

/// What an item is.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemKind {
    /// `use "path" as NAME`
    Use(Use),
    /// `calendar`
    Calendar(Calendar),
    /// `source ID "title"`
    Source(Source),
    /// `choice NAME: a "label", …`
    Choice(Choice),
    /// `record NAME`
    Record(Record),
    /// `list NAME of TYPE`
    List(List),
    /// `table NAME of RECORD`
    Table(Table),
    /// `parameter NAME: TYPE`
    Parameter(Parameter),
    /// `define NAME for RECORD: TYPE`
    Define(Define),
    /// `presume FIELD is VALUE when …`
    Presume(Presume),
    /// `deem FIELD is VALUE when …`
    Deem(Deem),
    /// `reading NAME "question"`
    Reading(Reading),
    /// `question NAME for RECORD`
    Question(Box<Question>),
    /// `requirement NAME of QUESTION`, `bar NAME of QUESTION`, `exception NAME to TARGET`
    Norm(Box<Norm>),
    /// `power NAME of QUESTION`
    Power(Box<Power>),
    /// `note NAME of QUESTION`
    Note(Note),
    /// `report NAME of QUESTION: TYPE`
    Report(Report),
    /// `example NAME of RECORD`
    Example(Example),
    /// `test "name" of QUESTION asked on DATE`
    Test(Box<Test>),
}

/// The clauses that items share; the checker says which may stand where.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Clauses {
    /// `cites SOURCE "pinpoint"`
    pub cites: Vec<Cite>,
    /// `sensitive fact used because "…"`
    pub sensitive_because: Option<Text>,
    /// `rests on assessment`
    pub rests_on_assessment: Option<Span>,
    /// `in force from DATE until DATE`
    pub in_force: Option<InForce>,
    /// `repealed from DATE`
    pub repealed_from: Option<DateAt>,
    /// `curable "…"`
    pub curable: Option<Text>,
}

/// `cites SOURCE "pinpoint"`
#[derive(Debug, Clone, PartialEq)]
pub struct Cite {
    /// The source.
    pub source: Path,
    /// The pinpoint.
    pub pinpoint: Option<Text>,
}

/// `in force from DATE until DATE known from DATE`; `until` is exclusive.
#[derive(Debug, Clone, PartialEq)]
pub struct InForce {
    /// First day.
    pub from: Option<DateAt>,
    /// First day on which it no longer applies.
    pub until: Option<DateAt>,
    /// Enacted later, with effect for days before.
    pub known_from: Option<DateAt>,
    /// The clause.
    pub span: Span,
}
