//! Runs the truths of a program on one record: interval evaluation and nothing more.

use std::cmp::Ordering;

use super::filled::Filled;
use super::possible::Possible;
use super::slots::Slots;
use super::stands::LeftOpen;
use super::stretches::Stretches;
use super::world::World;
use crate::logic::{Date, Decimal, Interval, Truth};
use crate::plan::{CodeId, DateId, Elements, LoopNode, NumberId, PeriodId, Plan, Program, SetId, Spot, TruthId, TruthNode};
use crate::policy::expr::Order;
use crate::policy::{Datum, QuantifierKind, ReadingId, Record, Scalar, VerdictWord};

/// How many elements the loops of one run may look at. Loops in loops multiply, so the size of a record alone does not bound
/// the work on it.
const MAX_STEPS: u32 = 4_000_000;

/// Whether so many steps are more than the limit allows.
pub(super) fn is_beyond(steps: u32) -> bool {
    steps > MAX_STEPS
}

/// The options of readings in one run, by reading; none: open beyond what can be enumerated.
pub type Options = [Option<u16>];

/// One run of one program: the record, the day, the options of readings, and the truths already known.
pub struct Machine<'a> {
    pub(super) plan: &'a Plan,
    pub(super) program: &'a Program,
    pub(super) record: &'a Record,
    pub(super) slots: Slots<'a>,
    pub(super) today: Date,
    pub(super) options: &'a Options,
    /// What is known of the clocks of norms, as in the plan.
    pub(super) clocks: &'a [Interval<Date>],
    /// The records bound by the loops around the current expression.
    pub(super) bound: Vec<Bound<'a>>,
    /// The outcome that notes, reports and powers ask about.
    pub(super) outcome: Option<&'a World>,
    /// A fact of which nothing is presumed, in the questions that are asked too.
    pub(super) left_open: Option<LeftOpen<'a>>,
    /// A comparison met a fault of known values.
    pub(super) faulted: bool,
    /// It read the day on which is asked, or whether a fact is recorded: what no completion of the record tells.
    pub(super) circumstances: bool,
    /// How many elements the loops of this run have looked at.
    pub(super) steps: u32,
    known: Vec<Option<Truth>>,
    /// Values supposed for unknown facts.
    pub(super) filled: Filled<'a>,
}

/// An element that a loop is at.
#[derive(Clone, Copy)]
pub struct Bound<'a> {
    pub(super) record: &'a Record,
    pub(super) origin: Origin<'a>,
}

/// Where an element comes from.
#[derive(Clone, Copy)]
pub(super) enum Origin<'a> {
    /// A list fact, at an index.
    Fact(&'a Spot, usize),
    /// A row of a table.
    Row(crate::policy::TableId, usize),
    /// A further member of an incomplete list.
    Further,
    /// A stretch of time: its first and its last day.
    Stretch(Interval<Date>, Interval<Date>),
    /// The record that a condition on any record of its type is about.
    Itself,
}

/// What a loop goes over: the elements that are known, and one more of which nothing is known.
pub(super) struct Members<'a> {
    known: &'a [Record],
    /// The rows of a table that can meet the condition; none: all.
    picked: Option<&'a [usize]>,
    pub(super) further: Option<Bound<'a>>,
    spot: Option<&'a Spot>,
    pub(super) table: Option<crate::policy::TableId>,
    stretches: Option<Stretches>,
}

impl<'a> Members<'a> {
    /// How many there are to look at.
    pub(super) fn len(&self) -> usize {
        if let Some(stretches) = &self.stretches {
            return stretches.certain;
        }
        self.picked.map_or(self.known.len(), <[usize]>::len)
    }

    /// The element to look at in that place.
    pub(super) fn get(&self, machine: &Machine<'a>, at: usize) -> Option<Bound<'a>> {
        if let Some(stretches) = &self.stretches {
            return machine.stretch(stretches, at);
        }
        let index = self.picked.map_or(Some(at), |picked| picked.get(at).copied())?;
        let origin = match (self.spot, self.table) {
            (Some(spot), _) => Origin::Fact(spot, index),
            (_, Some(table)) => Origin::Row(table, index),
            _ => Origin::Further,
        };
        Some(Bound { record: self.known.get(index)?, origin })
    }
}

/// A set as far as it is known.
pub(super) struct KnownSet<'a> {
    pub(super) members: std::borrow::Cow<'a, [Scalar]>,
    pub(super) complete: bool,
}

impl<'a> Machine<'a> {
    pub(super) fn new(
        plan: &'a Plan,
        program: &'a Program,
        record: &'a Record,
        slots: Slots<'a>,
        today: Date,
        options: &'a Options,
    ) -> Self {
        let known = vec![None; program.truths_end()];
        Self {
            plan,
            program,
            record,
            slots,
            today,
            options,
            clocks: &[],
            bound: Vec::new(),
            outcome: None,
            left_open: None,
            faulted: false,
            circumstances: false,
            steps: 0,
            known,
            filled: Filled::NOTHING,
        }
    }

    /// Whether a truth holds. Outside loops each is computed once.
    pub(super) fn truth(&mut self, id: TruthId) -> Truth {
        if !self.bound.is_empty() {
            return self.compute(id);
        }
        if let Some(Some(truth)) = self.known.get(id.index()) {
            return *truth;
        }
        let truth = self.compute(id);
        if let Some(slot) = self.known.get_mut(id.index()) {
            *slot = Some(truth);
        }
        truth
    }

    /// Beyond the limit of steps nothing is decided any more.
    fn compute(&mut self, id: TruthId) -> Truth {
        let truth = if self.exhausted() { Truth::OPEN } else { self.decide(id) };
        if self.exhausted() { Truth::OPEN } else { truth }
    }

    /// Whether the loops have looked at more elements than the limit allows.
    pub(super) fn exhausted(&self) -> bool {
        is_beyond(self.steps)
    }

    fn decide(&mut self, id: TruthId) -> Truth {
        match self.program.truth(id) {
            TruthNode::Known(value) => Truth::known(*value),
            TruthNode::Fact(spot) => match self.fact(spot) {
                Datum::YesNo(value) => Truth::known(*value),
                _ => Truth::OPEN,
            },
            TruthNode::Not(inner) => !self.truth(*inner),
            TruthNode::And(parts) => self.all(parts),
            TruthNode::Or(parts) => self.any(parts),
            TruthNode::AtLeastOf(count, parts) => self.at_least(*count, parts),
            TruthNode::If(condition, yes, no) => match self.truth(*condition) {
                Truth::YES => self.truth(*yes),
                Truth::NO => self.truth(*no),
                _ => self.truth(*yes).join(self.truth(*no)),
            },
            TruthNode::Exists { spot, only_when, or_none } => match self.fact(spot) {
                Datum::None => Truth::NO,
                Datum::Missing if self.is_loose(spot) => Truth::OPEN,
                Datum::Missing => {
                    let possible = only_when.map_or(Truth::YES, |condition| self.truth(condition));
                    if *or_none { possible.and(Truth::OPEN) } else { possible }
                }
                _ => Truth::YES,
            },
            TruthNode::FactKnown(spot) => {
                self.circumstances = true;
                Truth::known(is_known(self.fact(spot)))
            }
            TruthNode::SameTruth(left, right) => {
                let (left, right) = (self.truth(*left), self.truth(*right));
                if left == Truth::OPEN || right == Truth::OPEN { Truth::OPEN } else { Truth::known(left == right) }
            }
            TruthNode::SameDate(left, right) => self.dates(*left, *right, |left, right| left.same(right)),
            TruthNode::SameNumber(left, right) => self.numbers(*left, *right, |left, right| left.same(right)),
            TruthNode::SamePeriod(left, right) => self.periods(*left, *right, Ordering::is_eq),
            TruthNode::SameCode(left, right) => self.same_code(*left, *right),
            TruthNode::SameSet(left, right) => self.same_set(*left, *right),
            TruthNode::DateOrder(order, left, right) => self.dates(*left, *right, |left, right| ordered(*order, left, right)),
            TruthNode::NumberOrder(order, left, right) => self.numbers(*left, *right, |left, right| ordered(*order, left, right)),
            TruthNode::PeriodOrder(order, left, right) => self.periods(*left, *right, |found| order.holds(found)),
            TruthNode::In(member, set) => self.is_in(*member, *set),
            TruthNode::Overlaps(left, right) => self.overlaps(*left, *right),
            TruthNode::OnlyIn(left, right) => self.only_in(*left, *right),
            TruthNode::Quantifier(kind, each) => self.quantifier(*kind, each),
            TruthNode::NormIs(at, status) => {
                let norm = self.outcome.and_then(|world| world.norms.get(*at as usize));
                norm.map_or(Truth::OPEN, |norm| norm.is(*status))
            }
            TruthNode::Verdict(word) => self.outcome.map_or(Truth::OPEN, |world| answers(world.answer, *word)),
            TruthNode::Asks(index, on, word) => self.asks(*index, on.as_ref(), *word),
            TruthNode::TheOne(one) => self.one_truth(one),
        }
    }

    fn dates(&mut self, left: DateId, right: DateId, compare: impl Fn(&Interval<Date>, &Interval<Date>) -> Truth) -> Truth {
        let is_same = left == right;
        let (left, right) = (self.date(left), self.date(right));
        self.faulted |= left.fault.is_some() || right.fault.is_some();
        if is_same && left.fault.is_none() {
            return compare(&Interval::exact(Date::MIN), &Interval::exact(Date::MIN));
        }
        compare(&left, &right)
    }

    fn numbers(
        &mut self,
        left: NumberId,
        right: NumberId,
        compare: impl Fn(&Interval<Decimal>, &Interval<Decimal>) -> Truth,
    ) -> Truth {
        let is_same = left == right;
        let Some((left, right)) = self.amounts(left, right) else {
            self.faulted = true;
            return Truth::OPEN;
        };
        self.faulted |= left.fault.is_some() || right.fault.is_some();
        // A value that is not known is still the same as itself.
        if is_same && left.fault.is_none() {
            return compare(&Interval::exact(Decimal::ZERO), &Interval::exact(Decimal::ZERO));
        }
        compare(&left, &right)
    }

    fn periods(&mut self, left: PeriodId, right: PeriodId, compare: impl Fn(Ordering) -> bool) -> Truth {
        let (left, right) = (self.period(left), self.period(right));
        let truth = left.compared(right, compare);
        self.faulted |= truth == Truth::OPEN && left.incomparable(right).is_some();
        truth
    }

    fn all(&mut self, parts: &[TruthId]) -> Truth {
        let mut all = Truth::YES;
        for part in parts {
            all = all.and(self.truth(*part));
            if all == Truth::NO {
                break;
            }
        }
        all
    }

    fn any(&mut self, parts: &[TruthId]) -> Truth {
        let mut any = Truth::NO;
        for part in parts {
            any = any.or(self.truth(*part));
            if any == Truth::YES {
                break;
            }
        }
        any
    }

    fn at_least(&mut self, count: u32, parts: &[TruthId]) -> Truth {
        let truths: Vec<Truth> = parts.iter().map(|part| self.truth(*part)).collect();
        let certain = truths.iter().filter(|truth| **truth == Truth::YES).count();
        let possible = truths.iter().filter(|truth| truth.may_be_yes()).count();
        let count = count as usize;
        Truth::of(possible >= count, certain < count)
    }

    fn quantifier(&mut self, kind: QuantifierKind, each: &'a LoopNode) -> Truth {
        // `some` is the one form: `no` is its opposite, `every` is "no element that does not".
        let mut some = Truth::NO;
        self.each_member(each, |machine, certain| {
            let truth = machine.truth(each.condition);
            let counted = if kind == QuantifierKind::Every { !truth } else { truth };
            some = some.or(if certain { counted } else { counted.and(Truth::OPEN) });
            some != Truth::YES
        });
        if kind == QuantifierKind::Some { some } else { !some }
    }

    /// Calls `visit` with each element bound, and whether it certainly is one; `visit` answers whether to go on.
    pub(super) fn each_member(&mut self, each: &'a LoopNode, mut visit: impl FnMut(&mut Self, bool) -> bool) {
        let members = self.members(each);
        let depth = self.bound.len();
        for at in 0..members.len() {
            let Some(bound) = members.get(self, at) else { continue };
            self.steps = self.steps.saturating_add(1);
            if self.exhausted() {
                return;
            }
            self.bound.push(bound);
            let go_on = visit(self, true);
            self.bound.truncate(depth);
            if !go_on {
                return;
            }
        }
        if let Some(further) = members.further {
            self.bound.push(further);
            visit(self, false);
            self.bound.truncate(depth);
        }
    }

    /// The elements of a loop. A missing list is the incomplete list with no items.
    pub(super) fn members(&mut self, each: &'a LoopNode) -> Members<'a> {
        match &each.elements {
            Elements::Table(table, rows) => {
                let value = each.narrowed.as_ref().and_then(|narrowed| Some((narrowed, self.code(narrowed.code)?)));
                let picked = value.map(|(narrowed, value)| narrowed.rows.get(&*value).map(Vec::as_slice).unwrap_or_default());
                Members { known: &rows.0, picked, further: None, spot: None, table: Some(*table), stretches: None }
            }
            Elements::Periods { every, ends, from, to, .. } => {
                let stretches = self.stretches(*every, *ends, *from, *to);
                let further = self.further_stretch(&stretches);
                Members { known: &[], picked: None, further, spot: None, table: None, stretches: Some(stretches) }
            }
            Elements::Facts(spot, ty) => {
                let (known, complete) = match self.fact(spot) {
                    Datum::List(known, complete) => (known.as_slice(), *complete),
                    _ => (&[] as &[Record], false),
                };
                let unknown = if complete { None } else { self.plan.unknown.get(ty.index()) };
                let further = unknown.map(|record| Bound { record, origin: Origin::Further });
                Members { known, picked: None, further, spot: Some(spot), table: None, stretches: None }
            }
        }
    }

    /// What the record says of a fact, presumptions in their place.
    pub(super) fn fact(&mut self, spot: &Spot) -> &'a Datum {
        match spot {
            Spot::Case(slot) => self.slot(*slot),
            Spot::Undeemed(slot) => self.undeemed(*slot),
            Spot::Recorded(slot) => self.recorded(*slot),
            Spot::Bound(level, path) => {
                let datum = self.bound.get(*level as usize).map_or(&Datum::Missing, |bound| bound.record.get(path));
                if self.filled.is_empty() || is_known(datum) { datum } else { self.filled_bound(spot).unwrap_or(datum) }
            }
        }
    }

    /// An answer of another question, on this record or on one that it holds.
    fn asks(&mut self, index: u32, on: Option<&'a Spot>, word: VerdictWord) -> Truth {
        self.circumstances = true;
        let Some((plan, record)) = self.asked_on(index, on) else { return Truth::OPEN };
        let super::Found { possible, faulted, steps } =
            super::find(plan, record, self.today, self.options, self.left_open, Some(self.steps));
        // Without any answer deemings contradict each other on that record.
        self.faulted |= faulted || possible == Possible::default();
        self.steps = steps;
        answers(possible, word)
    }

    /// The plan of a question that is asked, and the record on which it is: one of which nothing is known where it is missing.
    pub(super) fn asked_on(&mut self, index: u32, on: Option<&'a Spot>) -> Option<(&'a Plan, &'a Record)> {
        let plan = self.plan.asks.get(index as usize)?;
        let record = match on {
            None => self.record,
            Some(Spot::Bound(level, path)) if path.is_empty() => self.bound.get(*level as usize)?.record,
            Some(spot) => match self.fact(spot) {
                Datum::Record(record) => record,
                Datum::None => return None,
                _ => {
                    let question = plan.policy.questions.get(plan.question.index())?;
                    self.plan.unknown.get(question.record.index())?
                }
            },
        };
        Some((plan, record))
    }

    fn same_code(&mut self, left: CodeId, right: CodeId) -> Truth {
        match (self.code(left), self.code(right)) {
            (Some(left), Some(right)) => Truth::known(left == right),
            _ => match (self.codes(left), self.codes(right)) {
                (Some(left), Some(right)) if !left.iter().any(|code| right.contains(code)) => Truth::NO,
                _ => Truth::OPEN,
            },
        }
    }

    fn is_in(&mut self, member: CodeId, set: SetId) -> Truth {
        let code = self.code(member);
        let Some(set) = self.set(set) else { return Truth::OPEN };
        let inside = |code: &Scalar| set.members.binary_search(code).is_ok();
        match code {
            Some(code) if inside(&code) => Truth::YES,
            Some(_) if set.complete => Truth::NO,
            None if set.complete && set.members.is_empty() => Truth::NO,
            None => match self.codes(member) {
                Some(codes) if codes.iter().all(|code| inside(code)) => Truth::YES,
                Some(codes) if set.complete && !codes.iter().any(|code| inside(code)) => Truth::NO,
                _ => Truth::OPEN,
            },
            _ => Truth::OPEN,
        }
    }

    fn overlaps(&mut self, left: SetId, right: SetId) -> Truth {
        let (Some(left), Some(right)) = (self.set(left), self.set(right)) else { return Truth::OPEN };
        if left.members.iter().any(|member| right.members.binary_search(member).is_ok()) {
            return Truth::YES;
        }
        let nothing = |set: &KnownSet<'_>| set.complete && set.members.is_empty();
        Truth::of(true, true).and(Truth::known(!(left.complete && right.complete || nothing(&left) || nothing(&right))))
    }

    fn only_in(&mut self, left: SetId, right: SetId) -> Truth {
        let (Some(left), Some(right)) = (self.set(left), self.set(right)) else { return Truth::OPEN };
        let all_in = left.members.iter().all(|member| right.members.binary_search(member).is_ok());
        Truth::of(all_in || !right.complete, !(left.complete && all_in))
    }

    fn same_set(&mut self, left: SetId, right: SetId) -> Truth {
        let (Some(left), Some(right)) = (self.set(left), self.set(right)) else { return Truth::OPEN };
        let inside = |a: &KnownSet<'_>, b: &KnownSet<'_>| a.members.iter().all(|member| b.members.binary_search(member).is_ok());
        let may_be = (inside(&left, &right) || !right.complete) && (inside(&right, &left) || !left.complete);
        Truth::of(may_be, !(left.complete && right.complete && may_be))
    }

    /// The option of a reading in this run.
    pub(super) fn option(&self, reading: ReadingId) -> Option<u16> {
        self.options.get(reading.index()).copied().flatten()
    }
}

/// Whether an answer is that verdict.
fn answers(possible: Possible, word: VerdictWord) -> Truth {
    // Of a case that deemings contradict there is no answer; who asks about that very case is told so.
    if possible == Possible::default() {
        return Truth::OPEN;
    }
    match word {
        // Only notes and reports ask this, and they ask about the answer that is there.
        VerdictWord::Undetermined => Truth::known(possible.only().is_none()),
        word => possible.is(word),
    }
}

/// The truth of an order between two intervals.
fn ordered<T: Copy + Ord>(order: Order, left: &Interval<T>, right: &Interval<T>) -> Truth {
    match order {
        Order::Less => left.less(right),
        Order::AtMost => left.at_most(right),
        Order::AtLeast => right.at_most(left),
        Order::More => right.less(left),
    }
}

/// Whether nothing about the fact is left open.
pub(super) fn is_known(datum: &Datum) -> bool {
    match datum {
        Datum::Missing => false,
        Datum::Date(first, last) => first == last,
        Datum::Set(_, complete) | Datum::List(_, complete) => *complete,
        _ => true,
    }
}
