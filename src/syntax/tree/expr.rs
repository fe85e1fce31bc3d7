//! Expressions.

use super::{Entry, Name, NormStatus, Path, VerdictWord};
use crate::logic::{Date, Decimal, Period, Rounding};
use crate::source::Span;

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
