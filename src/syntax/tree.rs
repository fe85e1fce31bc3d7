//! The syntax tree: what an author wrote, with places, nothing resolved.
//!
//! Read [`Item`] and [`Expr`] first. Every node has its span; comments and quoted law are kept.

use crate::logic::{Date, Decimal, LeapBirthday, MonthEnd, Period, Rounding};
use crate::source::{FileId, Span};

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

/// `use "path" as NAME`
#[derive(Debug, Clone, PartialEq)]
pub struct Use {
    /// The folder, as written.
    pub path: Text,
    /// The qualifier, if given.
    pub alias: Option<Name>,
}

/// The keyword of a calendar, which stands for its name among [`File::broken`].
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

/// A verdict as a word of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the words of the language")]
pub enum VerdictWord {
    Eligible,
    Ineligible,
    Undetermined,
    NotApplicable,
}

/// `question NAME for RECORD "sentence"`
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The name.
    pub name: Name,
    /// The record type that it is about.
    pub record: Path,
    /// What an eligible verdict says.
    pub sentence: Text,
    /// `covers cases where EXPR`
    pub covers: Option<Expr>,
    /// `law as at EXPR`
    pub law_as_at: Option<Expr>,
    /// `advisory`
    pub advisory: bool,
    /// `says eligible "…", …`
    pub says: Vec<(VerdictWord, Text)>,
    /// Its clauses.
    pub clauses: Clauses,
}

/// Which norm.
#[derive(Debug, Clone, PartialEq)]
pub enum NormKind {
    /// `met when`
    Requirement,
    /// `bars when`
    Bar,
    /// `when`, with what it lifts.
    Exception(Targets),
}

/// A requirement, bar or exception.
#[derive(Debug, Clone, PartialEq)]
pub struct Norm {
    /// Which, and for an exception what it lifts.
    pub kind: NormKind,
    /// The name.
    pub name: Name,
    /// `of QUESTION`; none for an exception, whose targets name it.
    pub question: Option<Path>,
    /// In words.
    pub sentence: Text,
    /// `required when EXPR` (requirements only); none: always.
    pub required: Option<Expr>,
    /// The condition.
    pub condition: Expr,
    /// `law as at EXPR`: a clock of its own.
    pub law_as_at: Option<Expr>,
    /// Its clauses.
    pub clauses: Clauses,
}

/// What an exception lifts.
#[derive(Debug, Clone, PartialEq)]
pub enum Targets {
    /// `to a, b of Q`, `to EXCEPTION of RULE of QUESTION`: each a chain of names, the innermost norm first, the question last.
    /// `to a, b of Q` gives two chains that share `Q`.
    Named(Vec<Vec<Path>>),
    /// `to every requirement of Q except c` or `to every bar of Q`.
    Every {
        /// Bars, else requirements.
        bars: bool,
        /// The question.
        question: Path,
        /// Those left out.
        except: Vec<Name>,
    },
}

/// `power NAME of QUESTION "sentence"`
#[derive(Debug, Clone, PartialEq)]
pub struct Power {
    /// The name.
    pub name: Name,
    /// The question.
    pub question: Path,
    /// In words.
    pub sentence: Text,
    /// `held by "who"`
    pub held_by: Text,
    /// What it can do.
    pub may: May,
    /// `when EXPR`; none: in every case.
    pub when: Option<Expr>,
    /// `exercised when EXPR`
    pub exercised: Option<Expr>,
    /// `refused when EXPR`
    pub refused: Option<Expr>,
    /// Its clauses.
    pub clauses: Clauses,
}

/// What a power can do.
#[derive(Debug, Clone, PartialEq)]
pub enum May {
    /// `may lift RULE, RULE`
    Lift(Vec<Path>),
    /// `may refuse`
    Refuse,
}

/// `note NAME of QUESTION "sentence" shown when EXPR`
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// The name.
    pub name: Name,
    /// The question.
    pub question: Path,
    /// In words.
    pub sentence: Text,
    /// When it is shown.
    pub shown: Expr,
    /// Its clauses.
    pub clauses: Clauses,
}

/// `report NAME of QUESTION: TYPE "label" as EXPR`
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The name.
    pub name: Name,
    /// The question.
    pub question: Path,
    /// The type.
    pub ty: TypeExpr,
    /// The label.
    pub label: Option<Text>,
    /// The value.
    pub value: Expr,
    /// Its clauses.
    pub clauses: Clauses,
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

/// What a note or report asks of a norm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the words of the language")]
pub enum NormStatus {
    Met,
    NotMet,
    Waived,
    NotRequired,
    Clear,
    Lifted,
    Applies,
    Holds,
    DoesNotHold,
    Open,
    InForce,
    NotInForce,
}

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where, brackets included.
    pub span: Span,
}

/// Comparison words; symbols are read as these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompareOp {
    /// `is`
    Is,
    /// `is not`
    IsNot,
    /// `at least`, `>=`
    AtLeast,
    /// `at most`, `<=`
    AtMost,
    /// `more than`, `>`
    MoreThan,
    /// `less than`, `<`
    LessThan,
    /// `before`
    Before,
    /// `after`
    After,
    /// `on or before`
    OnOrBefore,
    /// `on or after`
    OnOrAfter,
    /// `in`
    In,
    /// `not in`
    NotIn,
    /// `overlaps`
    Overlaps,
    /// `only in`
    OnlyIn,
}

/// Arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArithOp {
    /// `+`, `plus`
    Plus,
    /// `-`, `minus`
    Minus,
    /// `*`
    Times,
    /// `/`
    DividedBy,
}

/// `all of`, `any of`, `none of`, `at least N of`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CountKind {
    /// `all of`
    All,
    /// `any of`
    Any,
    /// `none of`
    None,
    /// `at least N of`
    AtLeast(u32),
}

/// Months or years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// `completed months`
    Months,
    /// `completed years`
    Years,
}

/// `earlier of`, `later of`, `smaller of`, `larger of`; and over lists `earliest of`, …
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extreme {
    /// Dates, the lower.
    Earliest,
    /// Dates, the upper.
    Latest,
    /// Numbers, money, periods: the lower.
    Smallest,
    /// Numbers, money, periods: the upper.
    Largest,
}

/// What is added up or picked over a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AggregateKind {
    /// `sum of`
    Sum,
    /// `earliest of` and the like.
    Pick(Extreme),
}

/// `some`, `no`, `every`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuantifierKind {
    /// `some x in L where (…)`
    Some,
    /// `no x in L where (…)`
    No,
    /// `every x in L satisfies (…)`
    Every,
}

/// `is eligible`, `is ineligible`, `is undetermined`, `does not apply`
pub type AskedVerdict = VerdictWord;

/// What an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// `yes`, `no`
    YesNo(bool),
    /// `12`, `0.35`; `20%` is 0.2
    Number(Decimal),
    /// `20_000 USD`
    Money(Decimal, Name),
    /// `2025-02-03`, and in tests `2025-02`, `2025`: first and last day.
    Date(Date, Date),
    /// `1 year and 1 day`
    Period(Period),
    /// `"…"`
    Text(String),
    /// `none`
    None,
    /// `unknown` (tests and examples)
    Unknown,
    /// `today`
    Today,
    /// A name: a field, variable, define, parameter, option, country, …
    Path(Path),
    /// `{a, b}`; in tests `incomplete {a}` is written `{a, unknown}`.
    Set(Vec<Expr>),
    /// `[{…}, {…}]` (tests); `[{…}, unknown]` is incomplete.
    List(Vec<Expr>),
    /// `{field: value, …}` (tests)
    RecordLiteral(Vec<Entry>),
    /// `not A`
    Not(Box<Expr>),
    /// `A and B and C`
    And(Vec<Expr>),
    /// `A or B or C`
    Or(Vec<Expr>),
    /// `if A then B otherwise C`
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `all of (…)` and the like
    Count(CountKind, Vec<Expr>),
    /// `A at least B`, `A in B`, …
    Compare(CompareOp, Box<Expr>, Box<Expr>),
    /// `A between B and C`, both included
    Between(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `A is from B until C`: B included, C not
    FromUntil(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `A is one of (…)`; `true`: `is not one of`
    OneOf(bool, Box<Expr>, Vec<Expr>),
    /// `A exists` (`true`), `A is none` (`false`)
    Exists(bool, Box<Expr>),
    /// `A is known` (`true`), `A is unknown` (`false`): notes and reports only
    Known(bool, Box<Expr>),
    /// `Q is eligible`, `Q does not apply`, …; with a path: `Q for x is eligible`
    Asks(Path, Option<Box<Path>>, AskedVerdict),
    /// `consent is met`, `serving applies`, `ill does not hold`, `consent is in force`: notes and reports only. Three more are
    /// comparisons with a name, which may be an option too: `is clear`, `is lifted`, `is open`.
    NormIs(Path, NormStatus),
    /// Arithmetic
    Arith(ArithOp, Box<Expr>, Box<Expr>),
    /// `days from D to E`; `true`: `through` (both counted)
    Days(bool, Box<Expr>, Box<Expr>),
    /// `completed months from D to E`
    Completed(Unit, Box<Expr>, Box<Expr>),
    /// `age of D on E`
    AgeOf(Box<Expr>, Box<Expr>),
    /// `X rounded half up to UNIT`
    Rounded(Rounding, Box<Expr>, Box<Expr>),
    /// `earlier of (A, B)` and the like
    Pick(Extreme, Vec<Expr>),
    /// `some x in L where (…)` and the like
    Quantifier(QuantifierKind, Box<Loop>),
    /// `number of x in L where (…)`
    NumberOf(Box<Loop>),
    /// `sum of x.f for x in L where (…)` and the like
    Aggregate(AggregateKind, Box<Expr>, Box<Loop>),
    /// `the f of x in L where (…)`, as `x.f` of the one element
    TheOne(Box<Expr>, Box<Loop>),
    /// `periods of P from D to E`: only what a loop goes over
    Periods(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `days of L from a to b inside P`
    DaysOf(Box<DaysOf>),
}

/// `days of L from a to b inside P`
#[derive(Debug, Clone, PartialEq)]
pub struct DaysOf {
    /// The list or table.
    pub list: Expr,
    /// Where an element begins: a fact of it.
    pub from: Path,
    /// Where it ends: a fact of it.
    pub to: Path,
    /// `through`: the last day counts too.
    pub through: bool,
    /// What the days lie in.
    pub inside: Inside,
}

/// What days lie in.
#[derive(Debug, Clone, PartialEq)]
pub enum Inside {
    /// A bound period.
    Period(Path),
    /// `(D to E)`; `true`: `(D through E)`
    Dates(bool, Expr, Expr),
}

/// `x in L where (…)`
#[derive(Debug, Clone, PartialEq)]
pub struct Loop {
    /// The bound name.
    pub var: Name,
    /// The list or table.
    pub list: Expr,
    /// The condition; none: every element.
    pub condition: Option<Expr>,
}
