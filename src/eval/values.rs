//! Dates and numbers of a program, as far as they are known. Read [`Amount`] first.

use super::machine::Machine;
use super::periods::MaybePeriod;
use crate::logic::{Date, Decimal, Fault, Interval, MonthEnd, Rounding, Truth};
use crate::plan::{DateId, DateNode, Denomination, LoopNode, NumberId, NumberNode, Spot, TruthId};
use crate::policy::{Datum, Extreme, Unit};

/// A number with what it counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// Its interval.
    pub range: Interval<Decimal>,
    /// What it counts.
    pub of: Denomination,
}

impl<'a> Machine<'a> {
    /// A date as an interval of days.
    pub(super) fn date(&mut self, id: DateId) -> Interval<Date> {
        match self.program.date(id) {
            DateNode::Known(date) => Interval::exact(*date),
            DateNode::Today => {
                self.circumstances = true;
                Interval::exact(self.today)
            }
            DateNode::Fact(spot, bounds) => match self.fact(spot) {
                Datum::Date(first, last) => Interval::between(*first, *last),
                _ => bounds.map_or(Interval::UNKNOWN, |(from, to)| Interval::between(from, to)),
            },
            DateNode::Plus(date, period, end) => advanced(self.date(*date), self.period(*period), *end),
            DateNode::Edge { level, last } => self.edge(*level, *last),
            DateNode::If(..) | DateNode::TheOne(_) | DateNode::Undefined => self.date_if_any(id).unwrap_or(Interval::UNKNOWN),
            DateNode::Pick(extreme, parts) => {
                let picked = parts.iter().map(|part| self.date(*part)).reduce(|a, b| pick(*extreme, a, b));
                picked.unwrap_or(Interval::fault(Fault::NoRow))
            }
            DateNode::Aggregate(extreme, value, each) => self.extreme(*extreme, each, |machine, _| machine.date(*value)),
        }
    }

    /// A date, if there is any: what may be none is only read where it exists, so a branch that is none has no part in it.
    pub(super) fn date_if_any(&mut self, id: DateId) -> Option<Interval<Date>> {
        match self.program.date(id) {
            DateNode::Undefined => None,
            DateNode::TheOne(one) => self.one_date(one),
            DateNode::Fact(spot, _) if *self.fact(spot) == Datum::None => None,
            DateNode::If(condition, yes, no) => {
                self.branch(*condition, |run| run.date_if_any(*yes), |run| run.date_if_any(*no), Interval::join)
            }
            _ => Some(self.date(id)),
        }
    }

    /// The branch that a condition picks, or both joined; a branch without a value has no part in it.
    pub(super) fn branch<T>(
        &mut self,
        condition: TruthId,
        yes: impl FnOnce(&mut Self) -> Option<T>,
        no: impl FnOnce(&mut Self) -> Option<T>,
        join: impl FnOnce(T, T) -> T,
    ) -> Option<T> {
        match self.truth(condition) {
            Truth::YES => yes(self),
            Truth::NO => no(self),
            _ => match (yes(self), no(self)) {
                (Some(yes), Some(no)) => Some(join(yes, no)),
                (yes, no) => yes.or(no),
            },
        }
    }

    /// A number as an interval.
    pub(super) fn number(&mut self, id: NumberId) -> Amount {
        match self.program.number(id) {
            NumberNode::Known(value, of) => Amount { range: Interval::exact(*value), of: *of },
            NumberNode::Fact { spot, bounds, of } => self.amount_of(spot, *bounds, *of),
            NumberNode::Plus(left, right) => self.combine(*left, *right, Interval::plus),
            NumberNode::Minus(left, right) => self.combine(*left, *right, Interval::minus),
            NumberNode::Times(left, right) => self.product(*left, *right),
            NumberNode::DividedBy(left, right) => self.quotient(*left, *right),
            NumberNode::DaysOf(days) => plain(self.days_of(days)),
            NumberNode::If(..) | NumberNode::TheOne(_) | NumberNode::Undefined => {
                self.number_if_any(id).unwrap_or(Amount { range: Interval::UNKNOWN, of: Denomination::Any })
            }
            NumberNode::Pick(extreme, parts) => self.picked(*extreme, parts),
            NumberNode::Days { both, from, to } => {
                let extra = i64::from(*both);
                let days = |from: Date, to: Date| i64::from(to.days()) - i64::from(from.days()) + extra;
                self.counted(*from, *to, MonthEnd::LastDay, days)
            }
            NumberNode::Completed(unit, end, from, to) => {
                let months = if *unit == Unit::Years { 12 } else { 1 };
                self.counted(*from, *to, *end, |from, to| i64::from(from.completed_months_by(to, *end).div_euclid(months)))
            }
            NumberNode::Rounded(how, value, unit) => self.rounded(*how, *value, *unit),
            NumberNode::Count(each) => plain(self.count(each)),
            NumberNode::Sum(value, each, of) => self.sum(*value, each, *of),
            NumberNode::Aggregate(extreme, value, each) => self.extreme_amount(*extreme, *value, each),
        }
    }

    // Each form has a function of its own: `number` calls itself as deep as rules are nested, so it must not hold the values of
    // all forms at once.

    fn amount_of(&mut self, spot: &Spot, bounds: Option<(Decimal, Decimal)>, of: Denomination) -> Amount {
        match self.fact(spot) {
            Datum::Number(value) => Amount { range: Interval::exact(*value), of },
            Datum::Money(value, currency) => Amount { range: Interval::exact(*value), of: Denomination::In(*currency) },
            _ => Amount { range: bounds.map_or(Interval::UNKNOWN, |(from, to)| Interval::between(from, to)), of },
        }
    }

    fn product(&mut self, left: NumberId, right: NumberId) -> Amount {
        let (left, right) = (self.number(left), self.number(right));
        let of = if left.of == Denomination::Plain { right.of } else { left.of };
        Amount { range: left.range.times(right.range), of }
    }

    fn picked(&mut self, extreme: Extreme, parts: &[NumberId]) -> Amount {
        let amounts: Vec<Amount> = parts.iter().map(|part| self.number(*part)).collect();
        let picked = amounts.into_iter().reduce(|a, b| combined(a, b, |a, b| pick(extreme, a, b)));
        picked.unwrap_or(plain(Interval::fault(Fault::NoRow)))
    }

    fn counted(&mut self, from: DateId, to: DateId, end: MonthEnd, count: impl Fn(Date, Date) -> i64) -> Amount {
        plain(span(self.date(from), self.date(to), end, count))
    }

    fn rounded(&mut self, how: Rounding, value: NumberId, unit: NumberId) -> Amount {
        let (value, unit) = (self.number(value), self.number(unit));
        combined(value, unit, |value, unit| value.rounded(how, unit))
    }

    fn extreme_amount(&mut self, extreme: Extreme, value: NumberId, each: &'a LoopNode) -> Amount {
        let mut currency = OneCurrency::of(Denomination::Any);
        let range = self.extreme(extreme, each, |machine, counts| {
            let amount = machine.number(value);
            currency.add(amount.of, counts);
            amount.range
        });
        currency.amount(range)
    }

    pub(super) fn number_if_any(&mut self, id: NumberId) -> Option<Amount> {
        match self.program.number(id) {
            NumberNode::Undefined => None,
            NumberNode::TheOne(one) => self.one_number(one),
            NumberNode::Fact { spot, .. } if *self.fact(spot) == Datum::None => None,
            NumberNode::If(condition, yes, no) => {
                let join = |yes, no| combined(yes, no, Interval::join);
                self.branch(*condition, |run| run.number_if_any(*yes), |run| run.number_if_any(*no), join)
            }
            _ => Some(self.number(id)),
        }
    }

    fn combine(
        &mut self,
        left: NumberId,
        right: NumberId,
        combine: fn(Interval<Decimal>, Interval<Decimal>) -> Interval<Decimal>,
    ) -> Amount {
        let (left, right) = (self.number(left), self.number(right));
        combined(left, right, combine)
    }

    fn quotient(&mut self, left: NumberId, right: NumberId) -> Amount {
        let (left, right) = (self.number(left), self.number(right));
        match (left.of, right.of) {
            (of, Denomination::Plain) => Amount { range: left.range.divided_by(right.range), of },
            _ => {
                let quotient = combined(left, right, Interval::divided_by);
                Amount { range: quotient.range, of: Denomination::Plain }
            }
        }
    }

    /// Two amounts that are compared: none if their currencies differ.
    pub(super) fn amounts(&mut self, left: NumberId, right: NumberId) -> Option<(Interval<Decimal>, Interval<Decimal>)> {
        let (left, right) = (self.number(left), self.number(right));
        denominated(left.of, right.of).map(|_| (left.range, right.range))
    }

    /// How many elements meet the condition.
    fn count(&mut self, each: &'a LoopNode) -> Interval<Decimal> {
        let (mut low, mut high, mut unbounded) = (0_i64, 0_i64, false);
        self.each_member(each, |machine, certain| {
            let truth = machine.truth(each.condition);
            if certain {
                low += i64::from(truth == Truth::YES);
                high += i64::from(truth.may_be_yes());
            } else {
                unbounded = truth.may_be_yes();
            }
            true
        });
        let high = (!unbounded).then(|| Decimal::from(high));
        Interval { low: Some(Decimal::from(low)), high, fault: None }
    }

    /// The sum over the elements that meet the condition; one that may meet it adds its value or nothing.
    fn sum(&mut self, value: NumberId, each: &'a LoopNode, of: Denomination) -> Amount {
        let zero = Interval::exact(Decimal::ZERO);
        let mut total = zero;
        let mut currency = OneCurrency::of(of);
        self.each_member(each, |machine, certain| {
            let truth = machine.truth(each.condition);
            if !truth.may_be_yes() {
                return true;
            }
            let amount = machine.number(value);
            let counts = truth == Truth::YES && certain;
            let mut range = if counts { amount.range } else { amount.range.join(zero) };
            if !certain {
                // Any number of further members: an end that one of them moves has no bound.
                range.low = range.low.filter(|low| low.is_zero());
                range.high = range.high.filter(|high| high.is_zero());
            }
            currency.add(amount.of, counts);
            total = total.plus(range);
            true
        });
        currency.amount(total)
    }

    /// The extreme over the elements that meet the condition.
    fn extreme<T: Copy + Ord>(
        &mut self,
        extreme: Extreme,
        each: &'a LoopNode,
        mut value: impl FnMut(&mut Self, bool) -> Interval<T>,
    ) -> Interval<T> {
        let mut certainly: Option<Interval<T>> = None;
        let mut perhaps: Vec<Interval<T>> = Vec::new();
        self.each_member(each, |machine, certain| {
            let truth = machine.truth(each.condition);
            if truth.may_be_yes() {
                let counts = certain && truth == Truth::YES;
                let range = value(machine, counts);
                if counts {
                    certainly = Some(certainly.map_or(range, |best| pick(extreme, best, range)));
                } else {
                    perhaps.push(range);
                }
            }
            true
        });
        match certainly {
            Some(best) => perhaps.into_iter().fold(best, |best, range| best.join(pick(extreme, best, range))),
            None => perhaps.into_iter().reduce(Interval::join).unwrap_or(Interval::fault(Fault::NoRow)),
        }
    }
}

/// Everything that lies in one amount or the other; of two currencies nothing is known.
pub(super) fn joined(one: Amount, other: Amount) -> Amount {
    match denominated(one.of, other.of) {
        Some(of) => Amount { range: one.range.join(other.range), of },
        None => Amount { range: Interval::UNKNOWN, of: Denomination::Any },
    }
}

impl Amount {
    pub(super) fn fault(fault: Fault) -> Amount {
        Amount { range: Interval::fault(fault), of: Denomination::Any }
    }
}

/// A date plus a period.
pub(super) fn advanced(date: Interval<Date>, period: MaybePeriod, end: MonthEnd) -> Interval<Date> {
    let fault = date.fault.or(period.fault);
    let Some(period) = period.value else { return Interval { fault, ..Interval::UNKNOWN } };
    let reached = |day: Date| day.plus_by(period, end);
    if let Some(date) = date.value() {
        return reached(date).map_or(Interval::fault(Fault::OutOfCalendar), Interval::exact);
    }
    let (least, most) = date.turning_days(end);
    Interval {
        low: least.and_then(|[a, b]| Some(reached(a).ok()?.min(reached(b).ok()?))),
        high: most.and_then(|[a, b]| Some(reached(a).ok()?.max(reached(b).ok()?))),
        fault,
    }
}

/// A whole number that rises with the second date, and falls as what is counted from the first one rises.
fn span(from: Interval<Date>, to: Interval<Date>, end: MonthEnd, count: impl Fn(Date, Date) -> i64) -> Interval<Decimal> {
    let (least, most) = from.turning_days(end);
    Interval {
        low: most.zip(to.low).map(|([a, b], to)| Decimal::from(count(a, to).min(count(b, to)))),
        high: least.zip(to.high).map(|([a, b], to)| Decimal::from(count(a, to).max(count(b, to)))),
        fault: from.fault.or(to.fault),
    }
}

fn plain(range: Interval<Decimal>) -> Amount {
    Amount { range, of: Denomination::Plain }
}

/// Combines two amounts of one currency.
fn combined(left: Amount, right: Amount, combine: impl Fn(Interval<Decimal>, Interval<Decimal>) -> Interval<Decimal>) -> Amount {
    match denominated(left.of, right.of) {
        Some(of) => Amount { range: combine(left.range, right.range), of },
        None => Amount { range: Interval::fault(Fault::MixedCurrency), of: Denomination::Any },
    }
}

/// What the amounts of a loop count together; none: two currencies.
struct OneCurrency {
    /// All that may count.
    all: Option<Denomination>,
    /// Those that certainly do: only two currencies among them are a fault of known values.
    certain: Option<Denomination>,
}

impl OneCurrency {
    fn of(of: Denomination) -> Self {
        OneCurrency { all: Some(of), certain: Some(of) }
    }

    fn add(&mut self, of: Denomination, counts: bool) {
        self.all = self.all.and_then(|all| denominated(all, of));
        if counts {
            self.certain = self.certain.and_then(|certain| denominated(certain, of));
        }
    }

    fn amount(&self, range: Interval<Decimal>) -> Amount {
        let range = match (self.all, self.certain) {
            (Some(_), _) => range,
            (None, Some(_)) => Interval::UNKNOWN,
            (None, None) => Interval::fault(Fault::MixedCurrency),
        };
        Amount { range, of: self.all.unwrap_or(Denomination::Any) }
    }
}

/// What two amounts count together: none if their currencies differ.
pub(super) fn denominated(left: Denomination, right: Denomination) -> Option<Denomination> {
    match (left, right) {
        (Denomination::Any, other) | (other, Denomination::Any) => Some(other),
        (left, right) => (left == right).then_some(left),
    }
}

fn pick<T: Copy + Ord>(extreme: Extreme, a: Interval<T>, b: Interval<T>) -> Interval<T> {
    if is_lower(extreme) { a.smaller(b) } else { a.larger(b) }
}

/// Whether an extreme is the lower one.
pub(super) fn is_lower(extreme: Extreme) -> bool {
    matches!(extreme, Extreme::Earliest | Extreme::Smallest)
}
