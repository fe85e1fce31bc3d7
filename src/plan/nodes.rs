//! The nodes of a program. Equal nodes are one; a node names others by number.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexSet;

use crate::logic::{Currency, Date, Decimal, MonthEnd, Period, Rounding};
use crate::policy::expr::Order;
use crate::policy::{
    Counting, Extreme, NormStatus, QuantifierKind, ReadingId, Record, RecordId, Scalar, TableId, Unit, VerdictWord,
};
use crate::source::Span;

/// Where a fact is found when a program runs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Spot {
    /// A fact of the case record as the question reads it, as an index of the plan's slots: deemed, else recorded, else
    /// presumed.
    Case(u32),
    /// The same without deemings: whether a fact can exist is no matter of legal fiction.
    Undeemed(u32),
    /// The same as it is recorded: what a deeming reads of its own fact.
    Recorded(u32),
    /// A fact of a bound record: the loop's level, and the path from there.
    Bound(u32, Box<[usize]>),
}

/// What a loop goes over.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Elements {
    /// A list fact, and the type of its elements.
    Facts(Spot, RecordId),
    /// A table's rows, complete.
    Table(TableId, RowSet),
    /// Stretches of one length from a date on, as many as end by another; where that stands in the rules.
    Periods {
        /// The length.
        every: PeriodId,
        /// Where months end.
        ends: Counting<MonthEnd>,
        /// The first day of the first.
        from: DateId,
        /// The day by which the last has ended.
        to: DateId,
        /// The place.
        span: Span,
    },
}

/// The value of the one element that meets a condition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TheOne<V> {
    /// The value, in the loop.
    pub value: V,
    /// The elements and the condition.
    pub each: LoopNode,
    /// Where it stands in the rules.
    pub span: Span,
}

/// Days covered by the stretches of elements inside a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DaysNode {
    /// The elements.
    pub each: LoopNode,
    /// The first day of an element's stretch, in the loop.
    pub from: DateId,
    /// Its end, in the loop.
    pub to: DateId,
    /// Whether it has an end, in the loop.
    pub ends: TruthId,
    /// The end counts.
    pub through: bool,
    /// First day and end of what the days lie in.
    pub inside: (DateId, DateId),
    /// The end of that counts.
    pub inside_through: bool,
}

/// Rows; the table beside them says which.
#[derive(Debug, Clone)]
pub struct RowSet(pub Arc<[Record]>);

impl PartialEq for RowSet {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for RowSet {}

impl std::hash::Hash for RowSet {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.len().hash(state);
    }
}

/// A loop: its elements, its level (how many loops are around it, which is the number of its bound record), and the
/// condition on an element.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LoopNode {
    /// The elements.
    pub elements: Elements,
    /// The number of the bound record.
    pub level: u32,
    /// The condition on an element.
    pub condition: TruthId,
    /// Which rows of a table can meet the condition at all.
    pub narrowed: Option<Narrowed>,
}

/// The condition of a loop over a table asks that a column has a certain value: only rows with that value can meet it.
#[derive(Debug, Clone)]
pub struct Narrowed {
    /// The value, which does not depend on the row.
    pub code: CodeId,
    /// The rows by value of the column.
    pub rows: Arc<HashMap<Scalar, Vec<usize>>>,
}

// The rows follow from the table and the condition, which stand beside it.
impl PartialEq for Narrowed {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Narrowed {}

impl std::hash::Hash for Narrowed {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.code.hash(state);
    }
}

/// Yes, no or open.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "as the expressions of the same names")]
pub enum TruthNode {
    Known(bool),
    Fact(Spot),
    Not(TruthId),
    And(Box<[TruthId]>),
    Or(Box<[TruthId]>),
    AtLeastOf(u32, Box<[TruthId]>),
    If(TruthId, TruthId, TruthId),
    /// The fact exists: `only_when` says where it can, `or_none` whether it may be none even there.
    Exists {
        spot: Spot,
        only_when: Option<TruthId>,
        or_none: bool,
    },
    /// The record says something complete of the fact.
    FactKnown(Spot),
    SameTruth(TruthId, TruthId),
    SameDate(DateId, DateId),
    SameNumber(NumberId, NumberId),
    SamePeriod(PeriodId, PeriodId),
    SameCode(CodeId, CodeId),
    SameSet(SetId, SetId),
    DateOrder(Order, DateId, DateId),
    NumberOrder(Order, NumberId, NumberId),
    PeriodOrder(Order, PeriodId, PeriodId),
    In(CodeId, SetId),
    Overlaps(SetId, SetId),
    OnlyIn(SetId, SetId),
    Quantifier(QuantifierKind, LoopNode),
    /// The status of the norm of that index of the epoch's.
    NormIs(u32, NormStatus),
    /// The verdict of the question itself: of what stands beside it.
    Verdict(VerdictWord),
    /// An answer of the question whose plan has that index of `Plan::asks`, on the record there; none: on the case record.
    Asks(u32, Option<Spot>, VerdictWord),
    TheOne(TheOne<TruthId>),
}

/// A date, as an interval of days.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "as the expressions of the same names")]
pub enum DateNode {
    Known(Date),
    Today,
    Fact(Spot, Option<(Date, Date)>),
    Plus(DateId, PeriodId, MonthEnd),
    If(TruthId, DateId, DateId),
    Pick(Extreme, Box<[DateId]>),
    Aggregate(Extreme, DateId, LoopNode),
    TheOne(TheOne<DateId>),
    /// The first day of the stretch of time that is bound at a level, or its last day.
    Edge {
        level: u32,
        last: bool,
    },
    /// No value (`none`): its uses are guarded.
    Undefined,
}

/// A number or an amount of money, as an interval.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "as the expressions of the same names")]
pub enum NumberNode {
    Known(Decimal, Denomination),
    Fact {
        spot: Spot,
        bounds: Option<(Decimal, Decimal)>,
        of: Denomination,
    },
    Plus(NumberId, NumberId),
    Minus(NumberId, NumberId),
    Times(NumberId, NumberId),
    DividedBy(NumberId, NumberId),
    If(TruthId, NumberId, NumberId),
    Pick(Extreme, Box<[NumberId]>),
    Days {
        both: bool,
        from: DateId,
        to: DateId,
    },
    Completed(Unit, MonthEnd, DateId, DateId),
    /// To a multiple of the second, which is known.
    Rounded(Rounding, NumberId, NumberId),
    Count(LoopNode),
    Sum(NumberId, LoopNode, Denomination),
    Aggregate(Extreme, NumberId, LoopNode),
    TheOne(TheOne<NumberId>),
    DaysOf(Box<DaysNode>),
    /// No value (`none`): its uses are guarded.
    Undefined,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Denomination {
    /// Nothing: a plain number.
    Plain,
    /// Money in one currency.
    In(Currency),
    /// Money in whichever currency the record says.
    Any,
}

/// A period, known or not.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "as the expressions of the same names")]
pub enum PeriodNode {
    Known(Period),
    Fact(Spot),
    Plus(PeriodId, PeriodId),
    Minus(PeriodId, PeriodId),
    If(TruthId, PeriodId, PeriodId),
    Pick(Extreme, Box<[PeriodId]>),
    Aggregate(Extreme, PeriodId, LoopNode),
    TheOne(TheOne<PeriodId>),
    /// No value (`none`): its uses are guarded.
    Undefined,
}

/// A text, country or option, known or not.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "as the expressions of the same names")]
pub enum CodeNode {
    Known(Scalar),
    Fact(Spot),
    Reading(ReadingId),
    If(TruthId, CodeId, CodeId),
    TheOne(TheOne<CodeId>),
    /// No value (`none`): its uses are guarded.
    Undefined,
}

/// A set, with its known members and whether there may be others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "as the expressions of the same names")]
pub enum SetNode {
    /// Sorted, each once.
    Known(Box<[Scalar]>),
    Fact(Spot),
    Of(Box<[CodeId]>),
    If(TruthId, SetId, SetId),
    TheOne(TheOne<SetId>),
    /// No value (`none`): its uses are guarded.
    Undefined,
}

/// The expressions of one epoch, each once.
#[derive(Debug, Default)]
pub struct Program {
    truths: IndexSet<TruthNode>,
    /// Where each truth stands in the rules (the first of equal ones).
    spans: Vec<Span>,
    dates: IndexSet<DateNode>,
    numbers: IndexSet<NumberNode>,
    periods: IndexSet<PeriodNode>,
    codes: IndexSet<CodeNode>,
    sets: IndexSet<SetNode>,
}

macro_rules! sorts {
    ($($id:ident $node:ident $field:ident $get:ident $add:ident $fallback:expr;)*) => {
        $(
            #[doc = concat!("The number of a [`", stringify!($node), "`] in its program.")]
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
            pub struct $id(u32);

            impl $id {
                /// As an index.
                #[must_use]
                pub fn index(self) -> usize {
                    self.0 as usize
                }
            }
        )*

        impl Program { $(
            /// The node of that number; a number of another program gives a node that decides nothing.
            #[must_use]
            pub fn $get(&self, id: $id) -> &$node {
                static FALLBACK: $node = $fallback;
                self.$field.get_index(id.index()).unwrap_or(&FALLBACK)
            }

            /// The number of a node, which is kept once.
            pub(super) fn $add(&mut self, node: $node) -> $id {
                let (index, _) = self.$field.insert_full(node);
                $id(u32::try_from(index).unwrap_or(u32::MAX))
            }
        )* }
    };
}

sorts! {
    TruthId TruthNode truths truth intern_truth TruthNode::Fact(Spot::Case(u32::MAX));
    DateId DateNode dates date add_date DateNode::Undefined;
    NumberId NumberNode numbers number add_number NumberNode::Undefined;
    PeriodId PeriodNode periods period add_period PeriodNode::Undefined;
    CodeId CodeNode codes code add_code CodeNode::Undefined;
    SetId SetNode sets set add_set SetNode::Undefined;
}

impl Program {
    /// The number of a truth, with the place where it stands.
    pub(super) fn add_truth(&mut self, node: TruthNode, span: Span) -> TruthId {
        let id = self.intern_truth(node);
        if id.index() == self.spans.len() {
            self.spans.push(span);
        }
        id
    }

    /// Where a truth stands in the rules.
    #[must_use]
    pub fn span(&self, id: TruthId) -> Span {
        self.spans.get(id.index()).copied().unwrap_or_default()
    }

    /// How many truths it has.
    #[must_use]
    pub fn size(&self) -> usize {
        self.truths.len()
    }

    /// The texts, countries and options that it names, the columns of its tables included.
    pub fn named(&self) -> impl Iterator<Item = &Scalar> {
        let codes = self.codes.iter().filter_map(|node| match node {
            CodeNode::Known(value) => Some(value),
            _ => None,
        });
        let sets = self.sets.iter().filter_map(|node| match node {
            SetNode::Known(values) => Some(values.iter()),
            _ => None,
        });
        codes.chain(sets.flatten())
    }

    /// The rows of the tables that its loops go over.
    pub fn rows(&self) -> impl Iterator<Item = &Record> {
        self.loops()
            .filter_map(|each| if let Elements::Table(_, rows) = &each.elements { Some(&rows.0) } else { None })
            .flat_map(|rows| rows.iter())
    }

    /// The loops, of whichever sort.
    fn loops(&self) -> impl Iterator<Item = &LoopNode> {
        let truths = self.truths.iter().filter_map(|node| match node {
            TruthNode::Quantifier(_, each) | TruthNode::TheOne(TheOne { each, .. }) => Some(each),
            _ => None,
        });
        let dates = self.dates.iter().filter_map(|node| match node {
            DateNode::Aggregate(_, _, each) | DateNode::TheOne(TheOne { each, .. }) => Some(each),
            _ => None,
        });
        let numbers = self.numbers.iter().filter_map(|node| match node {
            NumberNode::Count(each)
            | NumberNode::Sum(_, each, _)
            | NumberNode::Aggregate(_, _, each)
            | NumberNode::TheOne(TheOne { each, .. }) => Some(each),
            NumberNode::DaysOf(days) => Some(&days.each),
            _ => None,
        });
        let periods = self.periods.iter().filter_map(|node| match node {
            PeriodNode::Aggregate(_, _, each) | PeriodNode::TheOne(TheOne { each, .. }) => Some(each),
            _ => None,
        });
        let codes = self.codes.iter().filter_map(|node| if let CodeNode::TheOne(one) = node { Some(&one.each) } else { None });
        let sets = self.sets.iter().filter_map(|node| if let SetNode::TheOne(one) = node { Some(&one.each) } else { None });
        truths.chain(dates).chain(numbers).chain(periods).chain(codes).chain(sets)
    }

    /// The periods that it names.
    pub fn named_periods(&self) -> impl Iterator<Item = Period> {
        self.periods.iter().filter_map(|node| match node {
            PeriodNode::Known(period) => Some(*period),
            _ => None,
        })
    }

    /// The currencies that it names.
    pub fn named_currencies(&self) -> impl Iterator<Item = Currency> {
        self.numbers.iter().filter_map(|node| match node {
            NumberNode::Known(_, Denomination::In(currency)) | NumberNode::Fact { of: Denomination::In(currency), .. } => {
                Some(*currency)
            }
            _ => None,
        })
    }

    /// How many truths there are.
    #[must_use]
    pub fn truth_count(&self) -> usize {
        self.truths.len()
    }
}
