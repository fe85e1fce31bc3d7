//! What is counted by the calendar of the pack, and rounding.
//!
//! Read [`Checker::age`] and [`Checker::rounded`] first.

use super::infer::Checker;
use super::messages;
use super::types::{amount, currencies_differ, is_number, sure};
use crate::check::names::PackNames;
use crate::logic::{Decimal, MonthEnd, Rounding};
use crate::policy::{Calendar, Counting, Expr, ExprKind, ReadingId, Type, Unit};
use crate::source::Span;
use crate::syntax::tree::{self, CALENDAR};

impl Checker<'_, '_> {
    /// `days from D to E`
    pub(super) fn days(&mut self, both: bool, from: &tree::Expr, to: &tree::Expr, span: Span) -> Option<Expr> {
        let (from, to) = self.dates(from, to)?;
        Some(sure(ExprKind::Days(both, from, to), Type::WholeNumber, span))
    }

    /// `completed months from D to E`
    pub(super) fn completed(&mut self, unit: Unit, from: &tree::Expr, to: &tree::Expr, span: Span) -> Option<Expr> {
        let dates = self.dates(from, to);
        let ends = self.month_ends(span)?;
        let (from, to) = dates?;
        Some(sure(ExprKind::Completed(unit, ends, from, to), Type::WholeNumber, span))
    }

    /// `age of D on E`
    pub(super) fn age(&mut self, born: &tree::Expr, on: &tree::Expr, span: Span) -> Option<Expr> {
        let dates = self.dates(born, on);
        let birthdays = match self.calendar().and_then(|calendar| calendar.leap_birthdays) {
            Some(birthdays) => birthdays,
            None if self.own().is_none_or(|own| own.hides(CALENDAR)) => return None,
            None => return self.fail(messages::no_leap_birthdays(span)),
        };
        self.may_read(birthdays.reading(), span)?;
        let (born, on) = dates?;
        Some(sure(ExprKind::Age(birthdays, born, on), Type::WholeNumber, span))
    }

    /// Two dates.
    fn dates(&mut self, from: &tree::Expr, to: &tree::Expr) -> Option<(Box<Expr>, Box<Expr>)> {
        let (from, to) = (self.expect(from, &Type::Date), self.expect(to, &Type::Date));
        Some((Box::new(from?), Box::new(to?)))
    }

    /// A date and a period: one sum with what was added before.
    pub(super) fn date_plus(&mut self, date: Expr, period: Expr, span: Span) -> Option<Expr> {
        let (date, period) = match date.kind {
            ExprKind::DatePlus(_, start, before) => (start, joined(*before, period, false)),
            ExprKind::DateMinus(start, before) => (start, joined(period, *before, true)),
            _ => (Box::new(date), period),
        };
        // Of days alone no month has an end.
        let periods = self.periods(&period);
        let only_days = !periods.is_empty() && periods.iter().all(|period| period.months == 0);
        let ends = if only_days { Counting::As(MonthEnd::LastDay) } else { self.month_ends(span)? };
        Some(sure(ExprKind::DatePlus(ends, date, Box::new(period)), Type::Date, span))
    }

    /// A date less days: one sum with what was added before.
    pub(super) fn date_minus(&mut self, date: Expr, days: Expr, span: Span) -> Expr {
        let kind = match date.kind {
            ExprKind::DatePlus(ends, start, before) => ExprKind::DatePlus(ends, start, Box::new(joined(*before, days, true))),
            ExprKind::DateMinus(start, before) => ExprKind::DateMinus(start, Box::new(joined(*before, days, false))),
            _ => ExprKind::DateMinus(Box::new(date), Box::new(days)),
        };
        sure(kind, Type::Date, span)
    }

    fn own(&self) -> Option<&PackNames> {
        self.scope.names.pack(self.scope.pack)
    }

    fn calendar(&self) -> Option<&Calendar> {
        self.own().map(|own| &own.calendar)
    }

    pub(super) fn month_ends(&mut self, span: Span) -> Option<Counting<MonthEnd>> {
        let ends = self.calendar().and_then(|calendar| calendar.month_ends).unwrap_or_default();
        self.may_read(ends.reading(), span)?;
        Some(ends)
    }

    /// Whether the reading that the calendar leaves something to may be read in this place.
    fn may_read(&mut self, reading: Option<ReadingId>, span: Span) -> Option<()> {
        match reading {
            Some(_) => self.allowed(span, "the reading to which the `calendar` leaves this", false),
            None => Some(()),
        }
    }

    /// `X rounded half up to UNIT`
    pub(super) fn rounded(
        &mut self,
        how: Rounding,
        value: &tree::Expr,
        unit: &tree::Expr,
        hint: Option<&Type>,
        span: Span,
    ) -> Option<Expr> {
        let value = self.infer(value, hint.filter(|ty| matches!(ty, Type::Money(_))));
        let hint = value.as_ref().map(|value| value.ty.clone());
        let unit = self.infer(unit, hint.as_ref());
        let (value, unit) = (value?, unit?);
        let names = self.scope.names;
        if let Some(other) = [&value, &unit].into_iter().find(|side| !is_number(&side.ty) && !matches!(side.ty, Type::Money(_))) {
            let finding = messages::no_amount_rounded(names, other);
            return self.fail(finding);
        }
        if is_number(&value.ty) != is_number(&unit.ty) {
            return self.fail(messages::money_and_number(&value, &unit, span));
        }
        if currencies_differ(&value.ty, &unit.ty) {
            let finding = messages::two_currencies(names, &value, &unit, span);
            return self.fail(finding);
        }
        let units = self.amounts(&unit)?;
        if units.iter().any(|unit| unit.is_negative() || unit.is_zero()) {
            return self.fail(messages::unit_not_above_zero(unit.span));
        }
        let ty = match &value.ty {
            Type::Money(_) => amount(&value.ty, &unit.ty),
            _ if unit.ty == Type::WholeNumber || units.iter().all(|unit| unit.is_whole()) && !units.is_empty() => {
                Type::WholeNumber
            }
            _ => Type::Number,
        };
        Some(sure(ExprKind::Rounded(how, Box::new(value), Box::new(unit)), ty, span))
    }

    /// The values that a unit can have: a number or an amount that is written out, or a parameter.
    fn amounts(&mut self, unit: &Expr) -> Option<Vec<Decimal>> {
        match &unit.kind {
            ExprKind::Number(number) => Some(vec![*number]),
            ExprKind::Parameter(id) => Some(self.scope.names.amounts.get(id).cloned().unwrap_or_default()),
            _ => self.fail(messages::unit_not_fixed(unit.span)),
        }
    }
}

fn joined(first: Expr, second: Expr, minus: bool) -> Expr {
    let span = first.span.to(second.span);
    let (first, second) = (Box::new(first), Box::new(second));
    let kind = if minus { ExprKind::Minus(first, second) } else { ExprKind::Plus(first, second) };
    sure(kind, Type::Period, span)
}
