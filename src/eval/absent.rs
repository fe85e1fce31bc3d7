//! What is none, or counted from what is: whatever else it is compared with, there is no answer.

use super::machine::Machine;
use crate::plan::{DateId, DateNode, NumberId, NumberNode, PeriodId, PeriodNode, TruthId, TruthNode};

impl Machine<'_> {
    /// Whether a comparison has a side that certainly is none.
    pub(super) fn compares_none(&mut self, id: TruthId) -> bool {
        match self.program.truth(id) {
            TruthNode::SameDate(left, right) | TruthNode::DateOrder(_, left, right) => {
                self.is_no_date(*left) || self.is_no_date(*right)
            }
            TruthNode::SameNumber(left, right) | TruthNode::NumberOrder(_, left, right) => {
                self.is_no_number(*left) || self.is_no_number(*right)
            }
            TruthNode::SamePeriod(left, right) | TruthNode::PeriodOrder(_, left, right) => {
                self.is_no_period(*left) || self.is_no_period(*right)
            }
            _ => false,
        }
    }

    fn is_no_date(&mut self, id: DateId) -> bool {
        match self.program.date(id) {
            DateNode::Plus(date, period, _) => self.is_no_date(*date) || self.is_no_period(*period),
            DateNode::Pick(_, parts) => parts.iter().any(|part| self.is_no_date(*part)),
            DateNode::Fact(..) | DateNode::If(..) | DateNode::TheOne(_) | DateNode::Undefined => self.date_if_any(id).is_none(),
            _ => false,
        }
    }

    fn is_no_number(&mut self, id: NumberId) -> bool {
        match self.program.number(id) {
            NumberNode::Plus(left, right)
            | NumberNode::Minus(left, right)
            | NumberNode::Times(left, right)
            | NumberNode::DividedBy(left, right)
            | NumberNode::Rounded(_, left, right) => self.is_no_number(*left) || self.is_no_number(*right),
            NumberNode::Pick(_, parts) => parts.iter().any(|part| self.is_no_number(*part)),
            NumberNode::Days { from, to, .. } | NumberNode::Completed(_, _, from, to) => {
                self.is_no_date(*from) || self.is_no_date(*to)
            }
            NumberNode::Fact { .. } | NumberNode::If(..) | NumberNode::TheOne(_) | NumberNode::Undefined => {
                self.number_if_any(id).is_none()
            }
            _ => false,
        }
    }

    fn is_no_period(&mut self, id: PeriodId) -> bool {
        match self.program.period(id) {
            PeriodNode::Plus(left, right) | PeriodNode::Minus(left, right) => {
                self.is_no_period(*left) || self.is_no_period(*right)
            }
            PeriodNode::Pick(_, parts) => parts.iter().any(|part| self.is_no_period(*part)),
            PeriodNode::Fact(..) | PeriodNode::If(..) | PeriodNode::TheOne(_) | PeriodNode::Undefined => {
                self.period_if_any(id).is_none()
            }
            _ => false,
        }
    }
}
