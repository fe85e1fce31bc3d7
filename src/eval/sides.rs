//! The two sides of a comparison, as far as they are known: what a page shows of it.

use super::machine::Machine;
use super::values::Amount;
use crate::logic::{Date, Interval, Period, Truth};
use crate::plan::{AnyId, Denomination, TruthId, TruthNode};
use crate::policy::{Datum, Scalar};

/// Two values of one sort that were compared. Something is known of each.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "left and right of the sort")]
pub enum Sides {
    Dates(Interval<Date>, Interval<Date>),
    Amounts(Amount, Amount),
    Periods(Period, Period),
}

/// A value of any sort, as far as it is known.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the sorts of values")]
pub enum AnyValue {
    Truth(Truth),
    /// First and last day that it may be.
    Date(Option<Date>, Option<Date>),
    Number(Amount),
    Period(Option<Period>),
    Code(Option<Scalar>),
    /// Known members, and whether there are no others.
    Set(Vec<Scalar>, bool),
}

impl Machine<'_> {
    /// The sides of a comparison, if something is known of both.
    pub fn sides(&mut self, id: TruthId) -> Option<Sides> {
        match self.program.truth(id) {
            TruthNode::SameDate(left, right) | TruthNode::DateOrder(_, left, right) => {
                let (left, right) = (self.date(*left), self.date(*right));
                (left.is_bounded() && right.is_bounded()).then_some(Sides::Dates(left, right))
            }
            TruthNode::SameNumber(left, right) | TruthNode::NumberOrder(_, left, right) => {
                let (left, right) = (self.number(*left), self.number(*right));
                (left.range.is_bounded() && right.range.is_bounded()).then_some(Sides::Amounts(left, right))
            }
            TruthNode::SamePeriod(left, right) | TruthNode::PeriodOrder(_, left, right) => {
                Some(Sides::Periods(self.period(*left).value?, self.period(*right).value?))
            }
            _ => None,
        }
    }

    /// A value that is handed out.
    pub fn value(&mut self, id: AnyId) -> AnyValue {
        match id {
            AnyId::Truth(truth) => AnyValue::Truth(self.truth(truth)),
            AnyId::Date(date) => {
                let found = self.date(date);
                AnyValue::Date(found.low, found.high)
            }
            AnyId::Number(number) => AnyValue::Number(self.number(number)),
            AnyId::Period(period) => AnyValue::Period(self.period(period).value),
            AnyId::Code(code) => AnyValue::Code(self.code(code).map(std::borrow::Cow::into_owned)),
            AnyId::Set(set) => match self.set(set) {
                Some(set) => AnyValue::Set(set.members.into_owned(), set.complete),
                None => AnyValue::Set(Vec::new(), false),
            },
        }
    }

    /// Whether a truth holds.
    pub fn holds(&mut self, id: TruthId) -> Truth {
        self.truth(id)
    }
}

impl Sides {
    /// Whether both are known to the end.
    #[must_use]
    pub fn are_known(&self) -> bool {
        match self {
            Sides::Dates(left, right) => left.value().is_some() && right.value().is_some(),
            Sides::Amounts(left, right) => left.range.value().is_some() && right.range.value().is_some(),
            Sides::Periods(..) => true,
        }
    }
}

impl AnyValue {
    /// As a value of a record, if it is known.
    #[must_use]
    pub fn known(&self) -> Option<Datum> {
        Some(match self {
            AnyValue::Truth(Truth::YES) => Datum::YesNo(true),
            AnyValue::Truth(Truth::NO) => Datum::YesNo(false),
            AnyValue::Date(Some(low), Some(high)) if low == high => Datum::Date(*low, *high),
            AnyValue::Number(amount) => {
                let value = amount.range.value()?;
                match amount.of {
                    Denomination::In(currency) => Datum::Money(value, currency),
                    _ => Datum::Number(value),
                }
            }
            AnyValue::Period(Some(period)) => Datum::Period(*period),
            AnyValue::Code(Some(code)) => Datum::Scalar(code.clone()),
            AnyValue::Set(members, true) => Datum::Set(members.clone(), true),
            _ => return None,
        })
    }
}
