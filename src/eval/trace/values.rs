//! A walk through dates, numbers, periods, codes and sets: to the facts that they rest on.

use super::{Trace, Wanted};
use crate::plan::{CodeId, CodeNode, DateId, DateNode, NumberId, NumberNode, PeriodId, PeriodNode, SetId, SetNode};

impl<'a> Trace<'a> {
    pub(super) fn date(&mut self, id: DateId) {
        match self.machine.program.date(id) {
            // An end of a stretch rests on the dates between which the stretches lie.
            DateNode::Known(_) | DateNode::Today | DateNode::Edge { .. } | DateNode::Undefined => {}
            DateNode::TheOne(one) => self.one(&one.each, one.span, |trace| trace.date(one.value)),
            DateNode::Fact(spot, _) => self.fact(spot, Wanted::Value),
            DateNode::Plus(date, period, _) => {
                self.date(*date);
                self.period(*period);
            }
            DateNode::If(condition, yes, no) => {
                self.branches(*condition, |trace, first| trace.date(if first { *yes } else { *no }))
            }
            DateNode::Pick(_, parts) => parts.iter().for_each(|part| self.date(*part)),
            DateNode::Aggregate(_, value, each) => self.members(each, None, |trace| trace.date(*value)),
        }
    }

    pub(super) fn number(&mut self, id: NumberId) {
        match self.machine.program.number(id) {
            NumberNode::Known(..) | NumberNode::Undefined => {}
            NumberNode::Fact { spot, .. } => self.fact(spot, Wanted::Value),
            NumberNode::Plus(left, right)
            | NumberNode::Minus(left, right)
            | NumberNode::Times(left, right)
            | NumberNode::Rounded(_, left, right)
            | NumberNode::DividedBy(left, right) => [left, right].into_iter().for_each(|side| self.number(*side)),
            NumberNode::If(condition, yes, no) => {
                self.branches(*condition, |trace, first| trace.number(if first { *yes } else { *no }))
            }
            NumberNode::Pick(_, parts) => parts.iter().for_each(|part| self.number(*part)),
            NumberNode::Days { from, to, .. } | NumberNode::Completed(_, _, from, to) => {
                [from, to].into_iter().for_each(|side| self.date(*side));
            }
            NumberNode::TheOne(one) => self.one(&one.each, one.span, |trace| trace.number(one.value)),
            NumberNode::DaysOf(days) => {
                [days.inside.0, days.inside.1].into_iter().for_each(|date| self.date(date));
                self.members(&days.each, None, |trace| {
                    trace.date(days.from);
                    trace.truth(days.ends);
                    trace.date(days.to);
                });
            }
            NumberNode::Count(each) => self.members(each, None, |_| {}),
            NumberNode::Sum(value, each, _) | NumberNode::Aggregate(_, value, each) => {
                self.members(each, None, |trace| trace.number(*value));
            }
        }
    }

    pub(super) fn period(&mut self, id: PeriodId) {
        match self.machine.program.period(id) {
            PeriodNode::Known(_) | PeriodNode::Undefined => {}
            PeriodNode::Fact(spot) => self.fact(spot, Wanted::Value),
            PeriodNode::Plus(left, right) | PeriodNode::Minus(left, right) => {
                [left, right].into_iter().for_each(|side| self.period(*side))
            }
            PeriodNode::If(condition, yes, no) => {
                self.branches(*condition, |trace, first| trace.period(if first { *yes } else { *no }))
            }
            PeriodNode::Pick(_, parts) => parts.iter().for_each(|part| self.period(*part)),
            PeriodNode::TheOne(one) => self.one(&one.each, one.span, |trace| trace.period(one.value)),
            PeriodNode::Aggregate(_, value, each) => self.members(each, None, |trace| trace.period(*value)),
        }
    }

    pub(super) fn code(&mut self, id: CodeId) {
        match self.machine.program.code(id) {
            CodeNode::Known(_) | CodeNode::Undefined => {}
            CodeNode::Reading(reading) => {
                self.readings.insert(*reading);
            }
            CodeNode::Fact(spot) => self.fact(spot, Wanted::Value),
            CodeNode::TheOne(one) => self.one(&one.each, one.span, |trace| trace.code(one.value)),
            CodeNode::If(condition, yes, no) => {
                self.branches(*condition, |trace, first| trace.code(if first { *yes } else { *no }))
            }
        }
    }

    pub(super) fn set(&mut self, id: SetId) {
        match self.machine.program.set(id) {
            SetNode::Known(_) | SetNode::Undefined => {}
            SetNode::Fact(spot) => self.fact(spot, Wanted::Value),
            SetNode::Of(codes) => codes.iter().for_each(|code| self.code(*code)),
            SetNode::TheOne(one) => self.one(&one.each, one.span, |trace| trace.set(one.value)),
            SetNode::If(condition, yes, no) => {
                self.branches(*condition, |trace, first| trace.set(if first { *yes } else { *no }))
            }
        }
    }
}
