//! Periods of a program, as far as they are known. Read [`MaybePeriod`] first.

use super::machine::Machine;
use super::values::is_lower;
use crate::logic::{Fault, Period, Truth};
use crate::plan::{PeriodId, PeriodNode};
use crate::policy::{Datum, Extreme};

/// A period, if it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MaybePeriod {
    /// The period.
    pub value: Option<Period>,
    /// Why there is none at all.
    pub fault: Option<Fault>,
}

impl Machine<'_> {
    /// A period, if it is known.
    pub(super) fn period(&mut self, id: PeriodId) -> MaybePeriod {
        match self.program.period(id) {
            PeriodNode::Known(period) => MaybePeriod::known(*period),
            PeriodNode::Fact(spot) => match self.fact(spot) {
                Datum::Period(period) => MaybePeriod::known(*period),
                _ => MaybePeriod::UNKNOWN,
            },
            PeriodNode::Plus(left, right) => self.period(*left).plus(self.period(*right)),
            PeriodNode::Minus(left, right) => self.period(*left).plus(self.period(*right).negated()),
            PeriodNode::If(..) | PeriodNode::TheOne(_) | PeriodNode::Undefined => {
                self.period_if_any(id).unwrap_or(MaybePeriod::UNKNOWN)
            }
            PeriodNode::Pick(extreme, parts) => {
                let picked = parts.iter().map(|part| self.period(*part)).reduce(|a, b| a.pick(*extreme, b));
                picked.unwrap_or(MaybePeriod::fault(Fault::NoRow))
            }
            PeriodNode::Aggregate(extreme, value, each) => {
                let mut best: Option<MaybePeriod> = None;
                let mut open = false;
                self.each_member(each, |machine, certain| {
                    let truth = machine.truth(each.condition);
                    open |= truth.may_be_yes() && (truth != Truth::YES || !certain);
                    if truth == Truth::YES && certain {
                        let period = machine.period(*value);
                        best = Some(best.map_or(period, |best| best.pick(*extreme, period)));
                    }
                    true
                });
                match best {
                    _ if open => MaybePeriod::UNKNOWN,
                    Some(best) => best,
                    None => MaybePeriod::fault(Fault::NoRow),
                }
            }
        }
    }

    pub(super) fn period_if_any(&mut self, id: PeriodId) -> Option<MaybePeriod> {
        match self.program.period(id) {
            PeriodNode::Undefined => None,
            PeriodNode::TheOne(one) => self.one_period(one),
            PeriodNode::Fact(spot) if *self.fact(spot) == Datum::None => None,
            PeriodNode::If(condition, yes, no) => {
                self.branch(*condition, |run| run.period_if_any(*yes), |run| run.period_if_any(*no), MaybePeriod::join)
            }
            _ => Some(self.period(id)),
        }
    }
}

impl MaybePeriod {
    const UNKNOWN: Self = MaybePeriod { value: None, fault: None };

    pub(super) fn known(period: Period) -> Self {
        MaybePeriod { value: Some(period), fault: None }
    }

    pub(super) fn fault(fault: Fault) -> Self {
        MaybePeriod { value: None, fault: Some(fault) }
    }

    fn negated(self) -> Self {
        MaybePeriod { value: self.value.map(Period::negated), fault: self.fault }
    }

    fn plus(self, other: Self) -> Self {
        match (self.value, other.value) {
            (Some(a), Some(b)) => a.plus(b).map_or(MaybePeriod::fault(Fault::OutOfCalendar), MaybePeriod::known),
            _ => MaybePeriod { value: None, fault: self.fault.or(other.fault) },
        }
    }

    pub(super) fn join(self, other: Self) -> Self {
        if self == other { self } else { MaybePeriod { value: None, fault: self.fault.or(other.fault) } }
    }

    fn pick(self, extreme: Extreme, other: Self) -> Self {
        match (self.value, other.value) {
            (Some(a), Some(b)) => match a.compare(b) {
                Some(order) => {
                    if order.is_le() == is_lower(extreme) {
                        self
                    } else {
                        other
                    }
                }
                None => MaybePeriod::fault(Fault::PeriodsNotComparable),
            },
            _ => MaybePeriod { value: None, fault: self.fault.or(other.fault) },
        }
    }

    /// What a test makes of their order, if that can be said.
    pub(super) fn compared(self, other: Self, test: impl Fn(std::cmp::Ordering) -> bool) -> Truth {
        let answer = self.value.zip(other.value).and_then(|(a, b)| a.agree(b, test));
        answer.map_or(Truth::OPEN, Truth::known)
    }

    /// Why a comparison that cannot be said has no answer; none where a period is only unknown.
    pub(super) fn incomparable(self, other: Self) -> Option<Fault> {
        match (self.value, other.value) {
            (Some(_), Some(_)) => Some(Fault::PeriodsNotComparable),
            _ => self.fault.or(other.fault),
        }
    }
}
