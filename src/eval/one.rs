//! The value of exactly one element: `the f of x in L where (…)`.
//!
//! Read [`Machine::the_one`] first. An element that may meet the condition may be the one; that two meet it, or none, is a fault.

use super::codes::join_sets;
use super::machine::Machine;
use super::periods::MaybePeriod;
use super::values::{Amount, joined};
use crate::logic::{Date, Fault, Interval, Truth};
use crate::plan::{CodeId, DateId, LoopNode, NumberId, PeriodId, SetId, TheOne, TruthId};
use crate::policy::Scalar;
use std::borrow::Cow;

/// What is known of the one element.
enum One<T> {
    /// The value of the element that meets the condition.
    Certain(T),
    /// What the values of all that may meet it have in common.
    Perhaps(T),
    /// So many certainly meet it, which is not one.
    Fault(u32),
}

impl<'a> Machine<'a> {
    /// The value of the one element. `value` is none where an element has none: it has no part in what others are joined to.
    fn the_one<T>(
        &mut self,
        each: &'a LoopNode,
        mut value: impl FnMut(&mut Self) -> Option<T>,
        join: impl Fn(T, T) -> T,
    ) -> One<Option<T>> {
        let mut certain: u32 = 0;
        let (mut found, mut perhaps) = (None, None);
        let mut any = false;
        self.each_member(each, |machine, is_element| {
            let truth = machine.truth(each.condition);
            if truth.may_be_yes() {
                any = true;
                let value = value(machine);
                if is_element && truth == Truth::YES {
                    certain = certain.saturating_add(1);
                    found = value;
                } else {
                    perhaps = match (perhaps.take(), value) {
                        (Some(one), Some(other)) => Some(join(one, other)),
                        (one, other) => one.or(other),
                    };
                }
            }
            true
        });
        match certain {
            1 => One::Certain(found),
            0 if any => One::Perhaps(perhaps),
            count => One::Fault(count),
        }
    }

    /// Whether one element certainly meets the condition, or why there is none that can be meant.
    pub(super) fn is_one(&mut self, each: &'a LoopNode) -> Result<bool, Fault> {
        match self.the_one(each, |_| Some(()), |(), ()| ()) {
            One::Certain(_) => Ok(true),
            One::Perhaps(_) => Ok(false),
            One::Fault(count) => Err(Fault::NotOne(count)),
        }
    }

    pub(super) fn one_truth(&mut self, one: &'a TheOne<TruthId>) -> Truth {
        match self.the_one(&one.each, |machine| Some(machine.truth(one.value)), Truth::join) {
            One::Certain(truth) | One::Perhaps(truth) => truth.unwrap_or(Truth::OPEN),
            One::Fault(_) => self.open_by_fault(),
        }
    }

    pub(super) fn one_date(&mut self, one: &'a TheOne<DateId>) -> Option<Interval<Date>> {
        match self.the_one(&one.each, |machine| machine.date_if_any(one.value), Interval::join) {
            One::Certain(date) | One::Perhaps(date) => date,
            One::Fault(count) => Some(Interval::fault(Fault::NotOne(count))),
        }
    }

    pub(super) fn one_number(&mut self, one: &'a TheOne<NumberId>) -> Option<Amount> {
        match self.the_one(&one.each, |machine| machine.number_if_any(one.value), joined) {
            One::Certain(amount) | One::Perhaps(amount) => amount,
            One::Fault(count) => Some(Amount::fault(Fault::NotOne(count))),
        }
    }

    pub(super) fn one_period(&mut self, one: &'a TheOne<PeriodId>) -> Option<MaybePeriod> {
        match self.the_one(&one.each, |machine| machine.period_if_any(one.value), MaybePeriod::join) {
            One::Certain(period) | One::Perhaps(period) => period,
            One::Fault(count) => Some(MaybePeriod::fault(Fault::NotOne(count))),
        }
    }

    pub(super) fn one_code(&mut self, one: &'a TheOne<CodeId>) -> Option<Option<Cow<'a, Scalar>>> {
        let join = |one: Option<Cow<'a, Scalar>>, other: Option<_>| one.filter(|one| other.as_ref() == Some(one));
        match self.the_one(&one.each, |machine| machine.code_if_any(one.value), join) {
            One::Certain(code) | One::Perhaps(code) => code,
            One::Fault(_) => {
                self.open_by_fault();
                Some(None)
            }
        }
    }

    pub(super) fn one_set(&mut self, one: &'a TheOne<SetId>) -> Option<super::machine::KnownSet<'a>> {
        let join = |one: Option<_>, other: Option<_>| one.zip(other).map(|(one, other)| join_sets(one, other));
        match self.the_one(&one.each, |machine| Some(machine.set(one.value)), join) {
            One::Certain(set) | One::Perhaps(set) => set.flatten(),
            One::Fault(_) => {
                self.open_by_fault();
                None
            }
        }
    }

    /// A fault that no interval carries along: the trace finds it again.
    fn open_by_fault(&mut self) -> Truth {
        self.faulted = true;
        Truth::OPEN
    }
}
