//! Arithmetic with numbers, money, dates and periods.
//!
//! Read [`Checker::arith`] first. In one sum with a date all periods are added up before the date: `D + P + Q` is D and (P + Q), so
//! that months count together, then days.

use super::infer::Checker;
use super::messages;
use super::types::{amount, common, currencies_differ, is_number, sure};
use crate::logic::Period;
use crate::policy::{Expr, ExprKind, Extreme, Type};
use crate::source::Span;
use crate::syntax::tree::{self, ArithOp};

impl Checker<'_, '_> {
    /// `A + B` and the like.
    pub(super) fn arith(
        &mut self,
        op: ArithOp,
        left: &tree::Expr,
        right: &tree::Expr,
        hint: Option<&Type>,
        span: Span,
    ) -> Option<Expr> {
        // Of a product or quotient the parts are of other types than the whole.
        let hint = hint.filter(|_| matches!(op, ArithOp::Plus | ArithOp::Minus)).filter(|ty| matches!(ty, Type::Money(_)));
        let (first, second) = (self.infer(left, hint), self.infer(right, hint));
        let (first, second) = (first?, second?);
        match op {
            ArithOp::Plus => self.plus(first, second, span),
            ArithOp::Minus => self.minus(first, second, span),
            ArithOp::Times => self.times(first, second, span),
            ArithOp::DividedBy => self.divided(first, second, span),
        }
    }

    fn plus(&mut self, first: Expr, second: Expr, span: Span) -> Option<Expr> {
        match (&first.ty, &second.ty) {
            (Type::Date, Type::Period) => self.date_plus(first, second, span),
            (Type::Period, Type::Date) => self.date_plus(second, first, span),
            _ => {
                let ty = self.like(&first, &second, ArithOp::Plus, span)?;
                Some(sure(ExprKind::Plus(Box::new(first), Box::new(second)), ty, span))
            }
        }
    }

    fn minus(&mut self, first: Expr, second: Expr, span: Span) -> Option<Expr> {
        match (&first.ty, &second.ty) {
            (Type::Date, Type::Date) => self.fail(messages::date_minus_date(first.span, second.span, span)),
            (Type::Date, Type::Period) => {
                let periods = self.periods(&second);
                if periods.is_empty() || periods.iter().any(|period| period.months != 0) {
                    return self.fail(messages::date_minus_months(&second, span));
                }
                Some(self.date_minus(first, second, span))
            }
            _ => {
                let ty = self.like(&first, &second, ArithOp::Minus, span)?;
                Some(sure(ExprKind::Minus(Box::new(first), Box::new(second)), ty, span))
            }
        }
    }

    /// The type of a sum or difference of two values of one kind.
    fn like(&mut self, first: &Expr, second: &Expr, op: ArithOp, span: Span) -> Option<Type> {
        let (a, b) = (&first.ty, &second.ty);
        if currencies_differ(a, b) {
            let finding = messages::two_currencies(self.scope.names, first, second, span);
            return self.fail(finding);
        }
        match (a, b) {
            (Type::Money(_), Type::Money(_)) => Some(amount(a, b)),
            (Type::Period, Type::Period) => Some(Type::Period),
            _ if is_number(a) && is_number(b) => common(a, b),
            (Type::Money(_), ty) | (ty, Type::Money(_)) if is_number(ty) => {
                self.fail(messages::money_and_number(first, second, span))
            }
            _ => {
                let finding = messages::no_arithmetic(self.scope.names, op, first, second, span);
                self.fail(finding)
            }
        }
    }

    fn times(&mut self, first: Expr, second: Expr, span: Span) -> Option<Expr> {
        let ty = match (&first.ty, &second.ty) {
            (a, b) if is_number(a) && is_number(b) => common(a, b)?,
            (money @ Type::Money(_), number) | (number, money @ Type::Money(_)) if is_number(number) => money.clone(),
            (Type::Period, number) | (number, Type::Period) if is_number(number) => {
                return match multiple(&first, &second) {
                    Some(period) => Some(sure(ExprKind::Period(period), Type::Period, span)),
                    None => self.fail(messages::period_times(span)),
                };
            }
            _ => {
                let finding = messages::no_arithmetic(self.scope.names, ArithOp::Times, &first, &second, span);
                return self.fail(finding);
            }
        };
        Some(sure(ExprKind::Times(Box::new(first), Box::new(second)), ty, span))
    }

    fn divided(&mut self, first: Expr, second: Expr, span: Span) -> Option<Expr> {
        if currencies_differ(&first.ty, &second.ty) {
            let finding = messages::two_currencies(self.scope.names, &first, &second, span);
            return self.fail(finding);
        }
        let ty = match (&first.ty, &second.ty) {
            (a, b) if is_number(a) && is_number(b) => Type::Number,
            (money @ Type::Money(_), number) if is_number(number) => money.clone(),
            (Type::Money(_), Type::Money(_)) => Type::Number,
            _ => {
                let finding = messages::no_arithmetic(self.scope.names, ArithOp::DividedBy, &first, &second, span);
                return self.fail(finding);
            }
        };
        Some(sure(ExprKind::DividedBy(Box::new(first), Box::new(second)), ty, span))
    }

    /// `earlier of (A, B)` and the like.
    pub(super) fn pick(&mut self, extreme: Extreme, items: &[tree::Expr], hint: Option<&Type>, span: Span) -> Option<Expr> {
        let mut hint = hint.cloned();
        let mut typed: Vec<Option<Expr>> = Vec::with_capacity(items.len());
        for item in items {
            let item = self.infer(item, hint.as_ref());
            if let Some(item) = &item {
                hint = Some(item.ty.clone());
            }
            typed.push(item);
        }
        let typed: Vec<Expr> = typed.into_iter().collect::<Option<_>>()?;
        let mut ty = typed.first()?.ty.clone();
        for (at, item) in typed.iter().enumerate() {
            self.pickable(extreme, item)?;
            for other in typed.iter().skip(at + 1) {
                self.ordered(item, other, None, span)?;
            }
            ty = if matches!(ty, Type::Money(_)) { amount(&ty, &item.ty) } else { common(&ty, &item.ty)? };
        }
        Some(sure(ExprKind::Pick(extreme, typed), ty, span))
    }

    /// Whether the earliest or the smallest of such values can be asked for.
    pub(super) fn pickable(&mut self, extreme: Extreme, item: &Expr) -> Option<()> {
        let of_dates = matches!(extreme, Extreme::Earliest | Extreme::Latest);
        let fits = match item.ty {
            Type::Date => of_dates,
            Type::Number | Type::WholeNumber | Type::Money(_) | Type::Period => !of_dates,
            _ => false,
        };
        if fits {
            return Some(());
        }
        let finding = messages::not_pickable(self.scope.names, of_dates, item);
        self.fail(finding)
    }

    /// The periods that a constant expression can be; empty where facts decide.
    pub(super) fn periods(&self, expr: &Expr) -> Vec<Period> {
        match &expr.kind {
            ExprKind::Period(period) => vec![*period],
            ExprKind::Parameter(id) => self.scope.names.periods.get(id).cloned().unwrap_or_default(),
            ExprKind::Plus(a, b) | ExprKind::Minus(a, b) => {
                let minus = matches!(expr.kind, ExprKind::Minus(..));
                let (ours, theirs) = (self.periods(a), self.periods(b));
                let sum = |a: &Period, b: &Period| a.plus(if minus { b.negated() } else { *b }).ok();
                ours.iter().flat_map(|a| theirs.iter().filter_map(move |b| sum(a, b))).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// A whole number of times a period, both written out.
fn multiple(a: &Expr, b: &Expr) -> Option<Period> {
    let ((ExprKind::Number(times), ExprKind::Period(period)) | (ExprKind::Period(period), ExprKind::Number(times))) =
        (&a.kind, &b.kind)
    else {
        return None;
    };
    let times = i32::try_from(times.to_i64()?).ok()?;
    let period = Period { months: period.months.checked_mul(times)?, days: period.days.checked_mul(times)? };
    period.checked().ok()
}
