//! What a pack declares: sources, types, facts, lists, tables, parameters, defines, what stands for facts, readings.

use super::{Clauses, DateAt, Expr, Name, Path, Text};
use crate::logic::{LeapBirthday, MonthEnd};
use crate::source::Span;

/// `use "path" as NAME`
#[derive(Debug, Clone, PartialEq)]
pub struct Use {
    /// The folder, as written.
    pub path: Text,
    /// The qualifier, if given.
    pub alias: Option<Name>,
}

/// The keyword of a calendar, which stands for its name among [`File::broken`](super::File::broken).
pub const CALENDAR: &str = "calendar";

/// `calendar` with its lines: how the pack counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    /// `leap birthdays on 1 March`
    pub leap_birthdays: Option<Counted<LeapBirthday>>,
    /// `months end on the last day`
    pub month_ends: Option<Counted<MonthEnd>>,
    /// Its clauses.
    pub clauses: Clauses,
}

/// A way of counting, or the reading that it is left to.
#[derive(Debug, Clone, PartialEq)]
pub enum Counted<T> {
    /// The way.
    As(T),
    /// `by NAME`
    By(Path),
}

/// What kind of authority a source has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the words of the language")]
pub enum Authority {
    Constitution,
    Treaty,
    Statute,
    Regulation,
    Case,
    Policy,
    Guidance,
    Statement,
}

/// `source ID "title" authority … at "url" dated DATE`
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The identifier.
    pub name: Name,
    /// The title.
    pub title: Text,
    /// Its authority.
    pub authority: Option<Authority>,
    /// Where it can be read.
    pub at: Option<Text>,
    /// Its date.
    pub dated: Option<DateAt>,
}

/// A name with a label: an option of a choice or a reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Labelled {
    /// The name.
    pub name: Name,
    /// The label.
    pub label: Option<Text>,
    /// `default` (readings only).
    pub default: bool,
}

/// `choice NAME: a "label", b "label"`
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The type's name.
    pub name: Name,
    /// The options.
    pub options: Vec<Labelled>,
}

/// A type as written.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeExpr {
    /// The type.
    pub kind: TypeKind,
    /// `or none` stands behind it.
    pub or_none: bool,
    /// Where.
    pub span: Span,
}

/// The types.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeKind {
    /// `yes/no`
    YesNo,
    /// `number`
    Number,
    /// `whole number`
    WholeNumber,
    /// `money`, `money in USD`
    Money(Option<Name>),
    /// `date`
    Date,
    /// `period`
    Period,
    /// `text`
    Text,
    /// `country`
    Country,
    /// `set of T`
    Set(Box<TypeExpr>),
    /// `list of RECORD`
    List(Path),
    /// A choice or a record, by name.
    Named(Path),
}

/// `record NAME "label"` with its fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The type's name.
    pub name: Name,
    /// What one is called.
    pub label: Option<Text>,
    /// The fields.
    pub fields: Vec<Field>,
    /// What no real record contradicts.
    pub constraints: Vec<Constraint>,
}

/// `constraint EXPR "label"`
#[derive(Debug, Clone, PartialEq)]
pub struct Constraint {
    /// What holds of every real record.
    pub condition: Expr,
    /// In words.
    pub label: Text,
    /// The line.
    pub span: Span,
}

/// One fact that a record may hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The name.
    pub name: Name,
    /// The type.
    pub ty: TypeExpr,
    /// What the fact is called on a page.
    pub label: Option<Text>,
    /// `from A to B`: bounds, both included.
    pub bounds: Option<(Expr, Expr)>,
    /// `only when EXPR`
    pub only_when: Option<Expr>,
    /// `sensitive`
    pub sensitive: bool,
    /// `always known`
    pub always_known: bool,
    /// `immutable`
    pub immutable: bool,
    /// `asked "question"`
    pub asked: Option<Text>,
    /// `decided by "authority"`
    pub decided_by: Option<Text>,
    /// `assessment by "who" standard "which"`
    pub assessment: Option<Assessment>,
}

/// `assessment by "who" standard "which"`: the value is a person's judgement.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// Who makes it.
    pub by: Text,
    /// Under which standard.
    pub standard: Option<Text>,
    /// Where.
    pub span: Span,
}

/// `list NAME of TYPE "label"` with its versions.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// The name.
    pub name: Name,
    /// The members' type; only an amendment may leave it out.
    pub ty: Option<TypeExpr>,
    /// The label.
    pub label: Option<Text>,
    /// `from DATE: v, v` each.
    pub versions: Vec<ListVersion>,
    /// Its clauses.
    pub clauses: Clauses,
}

/// `from DATE known from DATE: v, v, v`
#[derive(Debug, Clone, PartialEq)]
pub struct ListVersion {
    /// First day.
    pub from: DateAt,
    /// Enacted later, with effect for days before.
    pub known_from: Option<DateAt>,
    /// The members.
    pub values: Vec<Expr>,
}

/// `table NAME of RECORD from "file.csv"`, or with rows in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The name.
    pub name: Name,
    /// The record type of a row.
    pub record: Path,
    /// The label.
    pub label: Option<Text>,
    /// The rows.
    pub rows: TableRows,
    /// Its clauses.
    pub clauses: Clauses,
}

/// Where a table's rows are.
#[derive(Debug, Clone, PartialEq)]
pub enum TableRows {
    /// `from "file.csv"`, beside the rule file.
    File(Text),
    /// Lines of `| cell | cell |`, the heading first.
    Inline(Vec<TableRow>),
}

/// One line of a table: the cells, trimmed.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRow {
    /// The cells.
    pub cells: Vec<Text>,
    /// The line.
    pub span: Span,
}

/// `parameter NAME: TYPE "label"` with its dated values.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// The name.
    pub name: Name,
    /// The type; only an amendment may leave it out.
    pub ty: Option<TypeExpr>,
    /// The label.
    pub label: Option<Text>,
    /// `from DATE: VALUE` each.
    pub versions: Vec<ParameterVersion>,
    /// Its clauses.
    pub clauses: Clauses,
}

/// `from DATE known from DATE: VALUE`
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterVersion {
    /// First day.
    pub from: DateAt,
    /// Enacted later, with effect for days before.
    pub known_from: Option<DateAt>,
    /// The value.
    pub value: Expr,
}

/// `define NAME for RECORD: TYPE "label"`
#[derive(Debug, Clone, PartialEq)]
pub struct Define {
    /// The name.
    pub name: Name,
    /// `for RECORD`
    pub record: Option<Path>,
    /// The type.
    pub ty: TypeExpr,
    /// The label.
    pub label: Option<Text>,
    /// What it is.
    pub body: DefineBody,
    /// Its clauses.
    pub clauses: Clauses,
}

/// What a define is.
#[derive(Debug, Clone, PartialEq)]
pub enum DefineBody {
    /// `as EXPR`
    As(Expr),
    /// `is VALUE when EXPR` lines, first that holds, and the last `otherwise VALUE`.
    Cases {
        /// Value and condition, in order.
        cases: Vec<(Expr, Expr)>,
        /// The last line.
        otherwise: Box<Expr>,
    },
    /// `by table` with its rows.
    Table(Box<DecisionTable>),
}

/// A decision table: the value of the first row that fits, or of the one row that does.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionTable {
    /// What each column but the last looks at.
    pub columns: Vec<Expr>,
    /// The rows below the heading.
    pub rows: Vec<DecisionRow>,
    /// `one match`, else `first match`.
    pub one: bool,
    /// From `by` to `match`.
    pub span: Span,
}

/// A row of a decision table.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionRow {
    /// What each column must be, as a yes/no expression with the column's expression written in; none: `-`. Where what a column
    /// looks at is none, it fits `-`, `none` and nothing else.
    pub conditions: Vec<Option<Expr>>,
    /// The value.
    pub value: Expr,
    /// The line.
    pub span: Span,
}

/// `presume FIELD is VALUE when EXPR "sentence"`
#[derive(Debug, Clone, PartialEq)]
pub struct Presume {
    /// The fact.
    pub field: Path,
    /// What is presumed.
    pub value: Expr,
    /// When.
    pub when: Expr,
    /// In words.
    pub sentence: Text,
    /// `in Q1, Q2`; empty: all questions of its pack.
    pub questions: Vec<Path>,
    /// `burden on "who"`: who has to show otherwise.
    pub burden: Option<Text>,
    /// Its clauses.
    pub clauses: Clauses,
}

/// `deem FIELD is VALUE when EXPR "sentence" in Q1, Q2`
#[derive(Debug, Clone, PartialEq)]
pub struct Deem {
    /// The fact.
    pub field: Path,
    /// What it is deemed to be.
    pub value: Expr,
    /// When.
    pub when: Expr,
    /// In words.
    pub sentence: Text,
    /// `in Q1, Q2`: at least one.
    pub questions: Vec<Path>,
    /// Its clauses.
    pub clauses: Clauses,
}

/// `reading NAME "question"` with its options.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The name.
    pub name: Name,
    /// What is open.
    pub question: Text,
    /// The options.
    pub options: Vec<Labelled>,
    /// Its clauses.
    pub clauses: Clauses,
}
