//! Where a number makes comparisons change: numbers as straight lines in one unknown number.
//!
//! Read [`Crossings`] first. All else put in, a number is a few straight lines in the unknown one (`smaller of` and branches have
//! several), so that comparisons change only where two lines cross.

use std::collections::BTreeSet;

use crate::eval::{Bound, Machine, Step};
use crate::logic::{Decimal, Rounding};
use crate::plan::{
    CodeId, CodeNode, DateId, DateNode, LoopNode, NumberId, NumberNode, PeriodId, PeriodNode, PlannedPresumption, Program, SetId,
    SetNode, Spot, TruthId, TruthNode,
};
use crate::policy::Datum;

/// More lines than this for one number, and its crossings are not sought.
const MAX_LINES: usize = 64;

/// A number as a line: `slope` times the unknown one, or times what is rounded of it, and `base`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Line {
    slope: Decimal,
    base: Decimal,
    rounded: Option<Steps>,
}

/// A line that is rounded to multiples of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Steps {
    slope: Decimal,
    base: Decimal,
    unit: Decimal,
}

/// Collects the values of one unknown number at which a truth may change.
pub(super) struct Crossings<'m, 'a, 'w> {
    machine: &'m mut Machine<'a>,
    /// The same run with nothing supposed.
    plain: Machine<'a>,
    program: &'a Program,
    /// The unknown number.
    way: &'w [Step],
    bound: Vec<Bound<'a>>,
    /// The values.
    pub(super) found: BTreeSet<Decimal>,
    /// There may be others: a product of the number with itself, too many lines.
    pub(super) others: bool,
}

impl<'m, 'a, 'w> Crossings<'m, 'a, 'w> {
    pub(super) fn new(machine: &'m mut Machine<'a>, program: &'a Program, way: &'w [Step], bound: &[Bound<'a>]) -> Self {
        let plain = machine.unfilled();
        Crossings { machine, plain, program, way, bound: bound.to_vec(), found: BTreeSet::new(), others: false }
    }

    /// Collects those of a truth.
    pub(super) fn truth(&mut self, id: TruthId) {
        match self.program.truth(id) {
            TruthNode::Not(inner) => self.truth(*inner),
            TruthNode::And(parts) | TruthNode::Or(parts) | TruthNode::AtLeastOf(_, parts) => {
                parts.iter().for_each(|part| self.truth(*part));
            }
            TruthNode::If(a, b, c) => [a, b, c].into_iter().for_each(|part| self.truth(*part)),
            TruthNode::SameTruth(a, b) => [a, b].into_iter().for_each(|part| self.truth(*part)),
            TruthNode::SameNumber(left, right) | TruthNode::NumberOrder(_, left, right) => {
                let (left, right) = (self.lines(*left), self.lines(*right));
                self.cross(&left, &right);
            }
            TruthNode::SameDate(left, right) | TruthNode::DateOrder(_, left, right) => {
                [left, right].into_iter().for_each(|side| self.date(*side));
            }
            TruthNode::SamePeriod(left, right) | TruthNode::PeriodOrder(_, left, right) => {
                [left, right].into_iter().for_each(|side| self.period(*side));
            }
            TruthNode::SameCode(left, right) => [left, right].into_iter().for_each(|side| self.code(*side)),
            TruthNode::In(code, set) => {
                self.code(*code);
                self.set(*set);
            }
            TruthNode::SameSet(left, right) | TruthNode::Overlaps(left, right) | TruthNode::OnlyIn(left, right) => {
                [left, right].into_iter().for_each(|side| self.set(*side));
            }
            TruthNode::Exists { only_when, spot, .. } => {
                self.deemings(spot);
                only_when.iter().for_each(|condition| self.truth(*condition));
            }
            TruthNode::Quantifier(_, each) => self.each(each, |_| ()),
            TruthNode::TheOne(one) => self.each(&one.each, |run| run.truth(one.value)),
            TruthNode::Fact(spot) => drop(self.deemings(spot)),
            TruthNode::Known(_) | TruthNode::FactKnown(_) => {}
            TruthNode::NormIs(..) | TruthNode::Verdict(_) | TruthNode::Asks(..) => self.others = true,
        }
    }

    /// Collects those of the conditions of a date.
    pub(super) fn date(&mut self, id: DateId) {
        match self.program.date(id) {
            DateNode::If(condition, yes, no) => {
                self.truth(*condition);
                [yes, no].into_iter().for_each(|part| self.date(*part));
            }
            DateNode::Plus(date, period, _) => {
                self.date(*date);
                self.period(*period);
            }
            DateNode::Pick(_, parts) => parts.iter().for_each(|part| self.date(*part)),
            DateNode::Aggregate(_, value, each) => self.each(each, |run| run.date(*value)),
            DateNode::TheOne(one) => self.each(&one.each, |run| run.date(one.value)),
            DateNode::Fact(spot, _) => drop(self.deemings(spot)),
            DateNode::Known(_) | DateNode::Today | DateNode::Edge { .. } | DateNode::Undefined => {}
        }
    }

    fn period(&mut self, id: PeriodId) {
        match self.program.period(id) {
            PeriodNode::If(condition, yes, no) => {
                self.truth(*condition);
                [yes, no].into_iter().for_each(|part| self.period(*part));
            }
            PeriodNode::Plus(left, right) | PeriodNode::Minus(left, right) => {
                [left, right].into_iter().for_each(|part| self.period(*part));
            }
            PeriodNode::Pick(_, parts) => parts.iter().for_each(|part| self.period(*part)),
            PeriodNode::Aggregate(_, value, each) => self.each(each, |run| run.period(*value)),
            PeriodNode::TheOne(one) => self.each(&one.each, |run| run.period(one.value)),
            PeriodNode::Fact(spot) => drop(self.deemings(spot)),
            PeriodNode::Known(_) | PeriodNode::Undefined => {}
        }
    }

    /// Collects those of the conditions of a code.
    pub(super) fn code(&mut self, id: CodeId) {
        match self.program.code(id) {
            CodeNode::If(condition, yes, no) => {
                self.truth(*condition);
                [yes, no].into_iter().for_each(|part| self.code(*part));
            }
            CodeNode::TheOne(one) => self.each(&one.each, |run| run.code(one.value)),
            CodeNode::Fact(spot) => drop(self.deemings(spot)),
            CodeNode::Known(_) | CodeNode::Reading(_) | CodeNode::Undefined => {}
        }
    }

    fn set(&mut self, id: SetId) {
        match self.program.set(id) {
            SetNode::If(condition, yes, no) => {
                self.truth(*condition);
                [yes, no].into_iter().for_each(|part| self.set(*part));
            }
            SetNode::Of(codes) => codes.iter().for_each(|code| self.code(*code)),
            SetNode::TheOne(one) => self.each(&one.each, |run| run.set(one.value)),
            SetNode::Fact(spot) => drop(self.deemings(spot)),
            SetNode::Known(_) | SetNode::Undefined => {}
        }
    }

    /// Collects those of what decides whether a fact is deemed to be something.
    fn deemings(&mut self, spot: &Spot) -> Vec<&'a PlannedPresumption> {
        let Spot::Case(slot) = spot else { return Vec::new() };
        let deemings = self.machine.deemings_about(*slot);
        let bound = std::mem::take(&mut self.bound);
        deemings.iter().for_each(|deeming| self.truth(deeming.when));
        self.bound = bound;
        deemings
    }

    fn cross(&mut self, left: &[Line], right: &[Line]) {
        for (one, other) in left.iter().flat_map(|one| right.iter().map(move |other| (one, other))) {
            match crossings(*one, *other) {
                Some(found) => self.found.extend(found),
                None => self.others = true,
            }
        }
    }

    /// Visits the elements of a loop, their conditions included.
    fn each(&mut self, each: &'a LoopNode, mut visit: impl FnMut(&mut Self)) {
        let (known, further) = self.machine.members_under(each, &self.bound);
        let depth = self.bound.len();
        for member in known.into_iter().chain(further) {
            self.bound.push(member);
            self.truth(each.condition);
            visit(self);
            self.bound.truncate(depth);
        }
    }

    /// A number as lines.
    fn lines(&mut self, id: NumberId) -> Vec<Line> {
        let value = self.machine.number_under(id, &self.bound).range.value().map(Line::known);
        if let Some(value) = value.filter(|_| !self.moves(id)) {
            return vec![value];
        }
        let lines = match self.program.number(id) {
            NumberNode::Fact { spot, .. } => Some(self.lines_of(spot)),
            NumberNode::Plus(left, right) => self.pairs(*left, *right, Line::plus),
            NumberNode::Minus(left, right) => self.pairs(*left, *right, |a, b| a.plus(b.times(Line::known(Decimal::from(-1)))?)),
            NumberNode::Times(left, right) if self.moves(*left) && self.moves(*right) => None,
            NumberNode::Times(left, right) => self.pairs(*left, *right, Line::times),
            NumberNode::DividedBy(_, right) if self.moves(*right) => None,
            NumberNode::DividedBy(left, right) => self.pairs(*left, *right, Line::divided_by),
            NumberNode::If(condition, yes, no) => {
                self.truth(*condition);
                let (mut yes, no) = (self.lines(*yes), self.lines(*no));
                yes.extend(no);
                Some(yes)
            }
            NumberNode::Pick(_, parts) => {
                let all: Vec<Line> = parts.iter().flat_map(|part| self.lines(*part)).collect();
                self.cross(&all, &all);
                Some(all)
            }
            NumberNode::Sum(value, each, _) => Some(self.sums(*value, each)),
            NumberNode::Aggregate(_, value, each) => {
                let mut all = Vec::new();
                self.each(each, |run| all.extend(run.lines(*value)));
                self.cross(&all.clone(), &all);
                Some(all)
            }
            NumberNode::TheOne(one) => {
                let mut all = Vec::new();
                self.each(&one.each, |run| all.extend(run.lines(one.value)));
                Some(all)
            }
            NumberNode::Rounded(_, value, unit) => {
                let lines = self.lines(*value);
                let unit = self.machine.number_under(*unit, &self.bound).range.value();
                unit.and_then(|unit| lines.iter().map(|line| line.to_steps(unit)).collect())
            }
            NumberNode::Days { from, to, .. } | NumberNode::Completed(_, _, from, to) => {
                [from, to].into_iter().for_each(|date| self.date(*date));
                Some(value.into_iter().collect())
            }
            NumberNode::Count(each) => {
                self.each(each, |_| ());
                Some(value.into_iter().collect())
            }
            NumberNode::DaysOf(days) => {
                [days.inside.0, days.inside.1].into_iter().for_each(|date| self.date(date));
                self.each(&days.each, |run| {
                    run.truth(days.ends);
                    [days.from, days.to].into_iter().for_each(|date| run.date(date));
                });
                Some(value.into_iter().collect())
            }
            NumberNode::Known(..) | NumberNode::Undefined => Some(Vec::new()),
        };
        let lines = lines.filter(|lines| lines.len() <= MAX_LINES);
        self.others |= lines.is_none();
        lines.unwrap_or_default()
    }

    /// A fact as lines: what it may be by itself, and what it may be deemed to be.
    fn lines_of(&mut self, spot: &Spot) -> Vec<Line> {
        let number = |datum: &Datum| match datum {
            Datum::Number(value) | Datum::Money(value, _) => Some(Line::known(*value)),
            _ => None,
        };
        let deemed: Vec<Line> = self.deemings(spot).iter().filter_map(|deeming| number(&deeming.value)).collect();
        let itself = if self.machine.way_under(spot, &self.bound).as_deref() == Some(self.way) {
            Some(Line { slope: Decimal::ONE, base: Decimal::ZERO, rounded: None })
        } else {
            number(self.machine.undeemed_under(spot, &self.bound))
        };
        itself.into_iter().chain(deemed).collect()
    }

    /// Whether a number moves with unknown dates and numbers, not only with which branch or member it is taken from.
    fn moves(&mut self, id: NumberId) -> bool {
        if self.plain.number_under(id, &self.bound).range.value().is_some() {
            return false;
        }
        match self.program.number(id) {
            NumberNode::Known(..) | NumberNode::Undefined | NumberNode::Count(_) => false,
            NumberNode::If(_, yes, no) => [yes, no].into_iter().any(|part| self.moves(*part)),
            NumberNode::Pick(_, parts) => parts.iter().any(|part| self.moves(*part)),
            NumberNode::Rounded(_, value, _) => self.moves(*value),
            NumberNode::Plus(left, right)
            | NumberNode::Minus(left, right)
            | NumberNode::Times(left, right)
            | NumberNode::DividedBy(left, right) => [left, right].into_iter().any(|part| self.moves(*part)),
            // What is known by itself and deemed otherwise is one of two numbers.
            NumberNode::Fact { spot, .. } => {
                !matches!(self.plain.undeemed_under(spot, &self.bound), Datum::Number(_) | Datum::Money(..))
            }
            NumberNode::Days { .. }
            | NumberNode::Completed(..)
            | NumberNode::Sum(..)
            | NumberNode::Aggregate(..)
            | NumberNode::TheOne(_)
            | NumberNode::DaysOf(_) => true,
        }
    }

    /// Every sum of the lines of some elements.
    fn sums(&mut self, value: NumberId, each: &'a LoopNode) -> Vec<Line> {
        let mut sums = vec![Line::known(Decimal::ZERO)];
        let mut curved = false;
        self.each(each, |run| {
            let lines = run.lines(value);
            let more: Option<Vec<Line>> = sums.iter().flat_map(|sum| lines.iter().map(|line| sum.plus(*line))).collect();
            curved |= more.is_none();
            sums.extend(more.into_iter().flatten());
            sums.dedup();
            sums.truncate(MAX_LINES + 1);
        });
        self.others |= curved;
        sums
    }

    fn pairs(&mut self, left: NumberId, right: NumberId, combine: impl Fn(Line, Line) -> Option<Line>) -> Option<Vec<Line>> {
        let (left, right) = (self.lines(left), self.lines(right));
        left.iter().flat_map(|a| right.iter().map(|b| combine(*a, *b))).collect()
    }
}

impl Line {
    fn known(base: Decimal) -> Line {
        Line { slope: Decimal::ZERO, base, rounded: None }
    }

    fn is_known(self) -> bool {
        self.slope.is_zero()
    }

    /// None: no line.
    fn plus(self, other: Line) -> Option<Line> {
        let rounded = match (self.is_known(), other.is_known()) {
            (true, _) => other.rounded,
            (_, true) => self.rounded,
            _ if self.rounded == other.rounded => self.rounded,
            _ => return None,
        };
        Some(Line { slope: self.slope.plus(other.slope).ok()?, base: self.base.plus(other.base).ok()?, rounded })
    }

    fn times(self, other: Line) -> Option<Line> {
        let (line, by) = if other.is_known() { (self, other.base) } else { (other, self.base) };
        let straight = self.is_known() || other.is_known();
        let times = Line { slope: line.slope.times(by).ok()?, base: line.base.times(by).ok()?, rounded: line.rounded };
        straight.then_some(times)
    }

    fn divided_by(self, other: Line) -> Option<Line> {
        let divided = |number: Decimal| number.divided_by(other.base).ok();
        let line = Line { slope: divided(self.slope)?, base: divided(self.base)?, rounded: self.rounded };
        other.is_known().then_some(line)
    }

    /// Rounded to multiples of a unit; what is rounded already is no straight line.
    fn to_steps(self, unit: Decimal) -> Option<Line> {
        let Line { slope, base, rounded } = self;
        let steps = Some(Steps { slope, base, unit });
        rounded.is_none().then_some(Line { slope: Decimal::ONE, base: Decimal::ZERO, rounded: steps })
    }
}

/// The values of the unknown number between which two lines keep their order; none if they cannot be found.
fn crossings(one: Line, other: Line) -> Option<Vec<Decimal>> {
    if one.is_known() && other.is_known() {
        return Some(Vec::new());
    }
    let difference = one.plus(other.times(Line::known(Decimal::from(-1)))?)?;
    let Some(steps) = difference.rounded else { return zero_of(difference.slope, difference.base) };
    if difference.is_known() {
        return Some(Vec::new());
    }
    // What is rounded equals some value; it moves to and from the multiples around that, there or halfway to the next.
    let value = Decimal::ZERO.minus(difference.base).ok()?.divided_by(difference.slope).ok()?;
    let multiple = value.rounded(Rounding::Down, steps.unit).ok()?;
    let half = steps.unit.divided_by(Decimal::from(2)).ok()?;
    let mut found = Vec::new();
    for halves in -2..=4 {
        let place = multiple.plus(half.times(Decimal::from(halves)).ok()?).ok()?;
        found.extend(zero_of(steps.slope, steps.base.minus(place).ok()?)?);
    }
    Some(found)
}

/// Where a straight line is zero: there, or if that is no decimal number, on both sides of it.
fn zero_of(slope: Decimal, base: Decimal) -> Option<Vec<Decimal>> {
    if slope.is_zero() {
        return Some(Vec::new());
    }
    let opposite = Decimal::ZERO.minus(base).ok()?;
    let value = opposite.divided_by(slope).ok()?;
    if value.is_decimal() {
        return Some(vec![value]);
    }
    let millionth = Decimal::ONE.divided_by(Decimal::from(1_000_000)).ok()?;
    let below = value.rounded(Rounding::Down, millionth).ok()?;
    Some(vec![below, below.plus(millionth).ok()?])
}
