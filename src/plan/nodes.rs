//! The nodes of a program. Equal nodes are one; a node names others by number.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};

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

/// The nodes of all programs of a plan, each once.
#[derive(Debug, Default, Clone)]
pub(super) struct Nodes {
    truths: IndexSet<TruthNode>,
    dates: IndexSet<DateNode>,
    numbers: IndexSet<NumberNode>,
    periods: IndexSet<PeriodNode>,
    codes: IndexSet<CodeNode>,
    sets: IndexSet<SetNode>,
}

/// The expressions of one epoch. Epochs of one plan share their nodes, so that what is the same under two laws has one number.
#[derive(Debug, Default)]
pub struct Program {
    nodes: Arc<Nodes>,
    /// The truths, and where each stands in the rules (the first of equal ones).
    truths: IndexMap<TruthId, Span>,
    dates: IndexSet<DateId>,
    numbers: IndexSet<NumberId>,
    periods: IndexSet<PeriodId>,
    codes: IndexSet<CodeId>,
    sets: IndexSet<SetId>,
}

macro_rules! sorts {
    ($($id:ident $node:ident $field:ident $get:ident $add:ident $fallback:expr;)*) => {
        $(
            #[doc = concat!("The number of a [`", stringify!($node), "`] in the programs of its plan.")]
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
            /// The node of that number; a number of another plan gives a node that decides nothing.
            #[must_use]
            pub fn $get(&self, id: $id) -> &$node {
                static FALLBACK: $node = $fallback;
                self.nodes.$field.get_index(id.index()).unwrap_or(&FALLBACK)
            }

            /// The number of a node, which is kept once.
            fn $add(&mut self, node: $node) -> $id {
                let (index, _) = Arc::make_mut(&mut self.nodes).$field.insert_full(node);
                $id(u32::try_from(index).unwrap_or(u32::MAX))
            }
        )* }
    };
}

sorts! {
    TruthId TruthNode truths truth intern_truth TruthNode::Fact(Spot::Case(u32::MAX));
    DateId DateNode dates date intern_date DateNode::Undefined;
    NumberId NumberNode numbers number intern_number NumberNode::Undefined;
    PeriodId PeriodNode periods period intern_period PeriodNode::Undefined;
    CodeId CodeNode codes code intern_code CodeNode::Undefined;
    SetId SetNode sets set intern_set SetNode::Undefined;
}

macro_rules! adders {
    ($($id:ident $node:ident $field:ident $add:ident $intern:ident;)*) => {
        impl Program { $(
            /// The number of a node, which the program has from now on.
            pub(super) fn $add(&mut self, node: $node) -> $id {
                let id = self.$intern(node);
                self.$field.insert(id);
                id
            }
        )* }
    };
}

adders! {
    DateId DateNode dates add_date intern_date;
    NumberId NumberNode numbers add_number intern_number;
    PeriodId PeriodNode periods add_period intern_period;
    CodeId CodeNode codes add_code intern_code;
    SetId SetNode sets add_set intern_set;
}

impl Program {
    /// A program without expressions, to be made of nodes that other programs of the plan have, too.
    pub(super) fn over(nodes: Arc<Nodes>) -> Program {
        Program { nodes, ..Program::default() }
    }

    /// Hands the nodes on to the next program of the plan.
    pub(super) fn hand_on(&mut self) -> Arc<Nodes> {
        std::mem::take(&mut self.nodes)
    }

    /// Takes the nodes of all programs of the plan.
    pub(super) fn share(&mut self, nodes: &Arc<Nodes>) {
        self.nodes = nodes.clone();
    }

    /// Whether the numbers of both programs are those of the same nodes.
    #[must_use]
    pub fn is_of_one_plan(&self, other: &Program) -> bool {
        Arc::ptr_eq(&self.nodes, &other.nodes)
    }

    /// The number of a truth, with the place where it stands.
    pub(super) fn add_truth(&mut self, node: TruthNode, span: Span) -> TruthId {
        let id = self.intern_truth(node);
        self.truths.entry(id).or_insert(span);
        id
    }

    /// Where a truth stands in the rules.
    #[must_use]
    pub fn span(&self, id: TruthId) -> Span {
        self.truths.get(&id).copied().unwrap_or_default()
    }

    /// How many truths it has.
    #[must_use]
    pub fn size(&self) -> usize {
        self.truths.len()
    }

    /// The texts, countries and options that it names, the columns of its tables included.
    pub fn named(&self) -> impl Iterator<Item = &Scalar> {
        let codes = self.codes.iter().filter_map(|id| match self.code(*id) {
            CodeNode::Known(value) => Some(value),
            _ => None,
        });
        let sets = self.sets.iter().filter_map(|id| match self.set(*id) {
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
        let truths = self.truths.keys().filter_map(|id| match self.truth(*id) {
            TruthNode::Quantifier(_, each) | TruthNode::TheOne(TheOne { each, .. }) => Some(each),
            _ => None,
        });
        let dates = self.dates.iter().filter_map(|id| match self.date(*id) {
            DateNode::Aggregate(_, _, each) | DateNode::TheOne(TheOne { each, .. }) => Some(each),
            _ => None,
        });
        let numbers = self.numbers.iter().filter_map(|id| match self.number(*id) {
            NumberNode::Count(each)
            | NumberNode::Sum(_, each, _)
            | NumberNode::Aggregate(_, _, each)
            | NumberNode::TheOne(TheOne { each, .. }) => Some(each),
            NumberNode::DaysOf(days) => Some(&days.each),
            _ => None,
        });
        let periods = self.periods.iter().filter_map(|id| match self.period(*id) {
            PeriodNode::Aggregate(_, _, each) | PeriodNode::TheOne(TheOne { each, .. }) => Some(each),
            _ => None,
        });
        let codes =
            self.codes.iter().filter_map(|id| if let CodeNode::TheOne(one) = self.code(*id) { Some(&one.each) } else { None });
        let sets =
            self.sets.iter().filter_map(|id| if let SetNode::TheOne(one) = self.set(*id) { Some(&one.each) } else { None });
        truths.chain(dates).chain(numbers).chain(periods).chain(codes).chain(sets)
    }

    /// The periods that it names.
    pub fn named_periods(&self) -> impl Iterator<Item = Period> {
        self.periods.iter().filter_map(|id| match self.period(*id) {
            PeriodNode::Known(period) => Some(*period),
            _ => None,
        })
    }

    /// The currencies that it names.
    pub fn named_currencies(&self) -> impl Iterator<Item = Currency> {
        self.numbers.iter().filter_map(|id| match self.number(*id) {
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

    /// More than the number of any truth.
    #[must_use]
    pub fn truths_end(&self) -> usize {
        self.nodes.truths.len()
    }
}
