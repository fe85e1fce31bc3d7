//! Typed, resolved expressions.

use std::cmp::Ordering;

use super::calendar::Counting;
use super::{
    AggregateKind, DefineId, Extreme, ListId, NormId, NormStatus, ParameterId, QuantifierKind, QuestionId, ReadingId, Scalar,
    TableId, Type, Unit, VerdictWord,
};
use crate::logic::{Date, Decimal, LeapBirthday, MonthEnd, Period, Rounding};
use crate::source::Span;
use std::sync::Arc;

/// An expression with its type.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its type; for a place that of the field.
    pub ty: Type,
    /// It may be none (its uses are guarded; the checker saw to it).
    pub or_none: bool,
    /// Where it stands.
    pub span: Span,
}

/// Where a fact is: a record and the fields that lead from it, nested records in between.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The record to start from.
    pub root: Root,
    /// Field indices; empty is the record itself.
    pub path: Vec<usize>,
}

/// The record that a place starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Root {
    /// The case record.
    Case,
    /// A bound record: 0 is the subject of a define or an `only when`, if the expression is in one; loops count on from
    /// there, the outermost first (from 0 where there is no subject).
    Var(usize),
}

/// Order comparisons, after words and symbols are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Order {
    Less,
    AtMost,
    AtLeast,
    More,
}

impl Order {
    /// Whether it holds for two values in that order.
    #[must_use]
    pub fn holds(self, found: Ordering) -> bool {
        match self {
            Order::Less => found.is_lt(),
            Order::AtMost => found.is_le(),
            Order::AtLeast => found.is_ge(),
            Order::More => found.is_gt(),
        }
    }
}

/// What an expression is. The types of the operands fit; the checker saw to it.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// `yes`, `no`
    YesNo(bool),
    /// A number, or an amount in the currency of the type
    Number(Decimal),
    /// A date
    Date(Date),
    /// A period
    Period(Period),
    /// A text, country, choice or reading option
    Scalar(Scalar),
    /// `none`
    None,
    /// `today`
    Today,
    /// A fact
    Field(Place),
    /// A define of the record at a place
    Define(DefineId, Place),
    /// A parameter
    Parameter(ParameterId),
    /// A named list, as a set
    List(ListId),
    /// `{a, b}`
    Set(Vec<Expr>),
    /// The option of a reading in this run
    Reading(ReadingId),
    /// `not`
    Not(Box<Expr>),
    /// `and`, `all of`
    And(Vec<Expr>),
    /// `or`, `any of`
    Or(Vec<Expr>),
    /// `at least n of`
    AtLeastOf(u32, Vec<Expr>),
    /// `if`; of any type
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `is` between two values of one type (sets too); `is not` is `Not` of it
    Is(Box<Expr>, Box<Expr>),
    /// Order of two numbers, amounts, dates or periods
    Compare(Order, Box<Expr>, Box<Expr>),
    /// `A is from B until C`: B included, C not; a C that is none is open
    FromUntil(Box<Expr>, Box<Expr>, Box<Expr>),
    /// Member of a set
    In(Box<Expr>, Box<Expr>),
    /// Two sets share a member
    Overlaps(Box<Expr>, Box<Expr>),
    /// Every member of the first set is in the second
    OnlyIn(Box<Expr>, Box<Expr>),
    /// The value exists; `is none` is `Not` of it
    Exists(Box<Expr>),
    /// `F is known` (notes and reports)
    Known(Place),
    /// `Q is eligible` and the like, of the record at a place
    Asks(QuestionId, Place, VerdictWord),
    /// `consent is met` and the like, of a norm of the question (notes and reports)
    NormIs(NormId, NormStatus),
    /// Sum of numbers, amounts or periods
    Plus(Box<Expr>, Box<Expr>),
    /// Difference of numbers, amounts or periods
    Minus(Box<Expr>, Box<Expr>),
    /// Product; at most one operand is money
    Times(Box<Expr>, Box<Expr>),
    /// Quotient; money by number, or like by like
    DividedBy(Box<Expr>, Box<Expr>),
    /// Rounded to a unit, which is a number, an amount or a parameter
    Rounded(Rounding, Box<Expr>, Box<Expr>),
    /// Date and period: all months of a sum together, then days
    DatePlus(Counting<MonthEnd>, Box<Expr>, Box<Expr>),
    /// Date less a period of days only
    DateMinus(Box<Expr>, Box<Expr>),
    /// Days from the first to the second date; `true`: both counted
    Days(bool, Box<Expr>, Box<Expr>),
    /// Completed months or years
    Completed(Unit, Counting<MonthEnd>, Box<Expr>, Box<Expr>),
    /// Birthdays from the first to the second date
    Age(Counting<LeapBirthday>, Box<Expr>, Box<Expr>),
    /// `earlier of (…)` and the like
    Pick(Extreme, Vec<Expr>),
    /// `some`, `no`, `every`
    Quantifier(QuantifierKind, Arc<Loop>),
    /// `number of`
    NumberOf(Arc<Loop>),
    /// `sum of x.f for …` and the like; the value is over the loop's variable
    Aggregate(AggregateKind, Box<Expr>, Arc<Loop>),
    /// `the f of x in L where (…)`, of any type; the value is over the loop's variable
    TheOne(Box<Expr>, Arc<Loop>),
    /// `days of L from a to b inside P`
    DaysOf(Box<DaysOf>),
}

/// Days that are covered by the stretches of elements and lie in a stretch of time.
#[derive(Debug, Clone)]
pub struct DaysOf {
    /// The elements; no condition.
    pub each: Arc<Loop>,
    /// The first day of an element's stretch, over the loop's variable.
    pub from: Expr,
    /// Its end, over the loop's variable; none: it is open.
    pub to: Expr,
    /// The end is counted.
    pub through: bool,
    /// What the days lie in: first day and end.
    pub inside: (Expr, Expr),
    /// The end of that is counted.
    pub inside_through: bool,
}

/// What a loop goes over and the condition on an element (the innermost [`Root::Var`]).
#[derive(Debug, Clone)]
pub struct Loop {
    /// The bound name, for pages.
    pub var: Arc<str>,
    /// The elements.
    pub over: Over,
    /// The condition; none: every element.
    pub condition: Option<Expr>,
}

/// Elements: of a list fact or of a table.
#[derive(Debug, Clone)]
pub enum Over {
    /// A fact of type `list of RECORD`.
    List(Place),
    /// A table's rows.
    Table(TableId),
    /// Stretches of time.
    Periods(Box<Periods>),
}

/// Stretches of one length, one behind the other: as many as end on or before `to`.
#[derive(Debug, Clone)]
pub struct Periods {
    /// The length, a constant.
    pub every: Expr,
    /// Where months end.
    pub ends: Counting<MonthEnd>,
    /// The first day of the first.
    pub from: Expr,
    /// The day by which the last must have ended.
    pub to: Expr,
}

/// The operands of what has two of one standing; `$operand` borrows one.
macro_rules! two {
    ($kind:expr, $operand:ident) => {
        match $kind {
            ExprKind::Is(a, b)
            | ExprKind::Compare(_, a, b)
            | ExprKind::In(a, b)
            | ExprKind::Overlaps(a, b)
            | ExprKind::OnlyIn(a, b)
            | ExprKind::Plus(a, b)
            | ExprKind::Minus(a, b)
            | ExprKind::Times(a, b)
            | ExprKind::DividedBy(a, b)
            | ExprKind::Rounded(_, a, b)
            | ExprKind::DatePlus(_, a, b)
            | ExprKind::DateMinus(a, b)
            | ExprKind::Days(_, a, b)
            | ExprKind::Completed(_, _, a, b)
            | ExprKind::Age(_, a, b) => Some([a.$operand(), b.$operand()]),
            _ => None,
        }
    };
}

impl ExprKind {
    /// The operands of what has two of one standing.
    #[must_use]
    pub fn two(&self) -> Option<[&Expr; 2]> {
        two!(self, as_ref)
    }

    /// The same, to change them.
    pub fn two_mut(&mut self) -> Option<[&mut Expr; 2]> {
        two!(self, as_mut)
    }
}

impl Expr {
    /// Calls `visit` on each direct part of an expression, the value and condition of a loop included.
    pub fn for_each_part<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        fn each<'e>(each: &'e Loop, visit: &mut dyn FnMut(&'e Expr)) {
            if let Over::Periods(periods) = &each.over {
                [&periods.every, &periods.from, &periods.to].into_iter().for_each(&mut *visit);
            }
            each.condition.iter().for_each(visit);
        }
        match &self.kind {
            ExprKind::Not(a) | ExprKind::Exists(a) => visit(a),
            ExprKind::And(parts)
            | ExprKind::Or(parts)
            | ExprKind::AtLeastOf(_, parts)
            | ExprKind::Set(parts)
            | ExprKind::Pick(_, parts) => {
                parts.iter().for_each(visit);
            }
            ExprKind::If(a, b, c) | ExprKind::FromUntil(a, b, c) => [a, b, c].into_iter().for_each(|part| visit(part)),
            ExprKind::Quantifier(_, inner) | ExprKind::NumberOf(inner) => each(inner, visit),
            ExprKind::Aggregate(_, value, inner) | ExprKind::TheOne(value, inner) => {
                visit(value);
                each(inner, visit);
            }
            ExprKind::DaysOf(days) => {
                [&days.from, &days.to, &days.inside.0, &days.inside.1].into_iter().for_each(visit);
            }
            _ => self.kind.two().into_iter().flatten().for_each(visit),
        }
    }
}
