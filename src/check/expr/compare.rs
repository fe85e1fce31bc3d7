//! Comparisons: equality, order, membership.
//!
//! Read [`Checker::compare`] first.

use std::cmp::Ordering;

use super::Mode;
use super::infer::{Checker, negated};
use super::messages;
use super::types::{common, currencies_differ, fits, is_number, sure};
use crate::logic::Period;
use crate::policy::expr::Order;
use crate::policy::{Expr, ExprKind, Type};
use crate::source::Span;
use crate::syntax::tree::{self, CompareOp};

impl Checker<'_, '_> {
    /// `A op B`
    pub(super) fn compare(&mut self, op: CompareOp, left: &tree::Expr, right: &tree::Expr, span: Span) -> Option<Expr> {
        match op {
            CompareOp::Is => self.is(left, right, span),
            CompareOp::IsNot => self.is(left, right, span).map(|test| around(negated(test), span)),
            CompareOp::In => self.member_of(left, right, span),
            CompareOp::NotIn => self.member_of(left, right, span).map(|test| around(negated(test), span)),
            CompareOp::Overlaps | CompareOp::OnlyIn => self.sets(op, left, right, span),
            _ => self.order(op, left, right, span),
        }
    }

    fn is(&mut self, left: &tree::Expr, right: &tree::Expr, span: Span) -> Option<Expr> {
        if let Some(status) = self.status_by_name(left, right, span) {
            return status;
        }
        let (first, second) = self.pair(left, right, None);
        let (first, second) = (first?, second?);
        self.comparable(&first, &second, span)?;
        if matches!(first.ty, Type::List(_) | Type::Record(_)) {
            let finding = messages::whole_record(self.scope.names, &first, span);
            return self.fail(finding);
        }
        self.anchored(&first, &second, span, |a, b| a.agree(b, Ordering::is_eq).is_some())?;
        self.careful(&first, span);
        Some(sure(ExprKind::Is(Box::new(first), Box::new(second)), Type::YesNo, span))
    }

    /// Whether two values are of one type, so that they can be compared.
    fn comparable(&mut self, first: &Expr, second: &Expr, span: Span) -> Option<()> {
        let names = self.scope.names;
        if currencies_differ(&first.ty, &second.ty) {
            let finding = messages::two_currencies(names, first, second, span);
            return self.fail(finding);
        }
        if common(&first.ty, &second.ty).is_some() {
            return Some(());
        }
        let finding = match (&first.ty, &second.ty) {
            (Type::Money(_), ty) | (ty, Type::Money(_)) if is_number(ty) => messages::money_and_number(first, second, span),
            (Type::Set(of), ty) if fits(ty, of) => messages::set_is_member(true, span),
            (ty, Type::Set(of)) if fits(ty, of) => messages::set_is_member(false, span),
            _ => messages::two_types(names, first, second, span),
        };
        self.fail(finding)
    }

    /// What a careful author would look at: text compared in a norm.
    fn careful(&mut self, first: &Expr, span: Span) {
        if first.ty == Type::Text && self.scope.mode == Mode::Norm {
            self.out.push(messages::text_compared(span));
        }
    }

    fn order(&mut self, op: CompareOp, left: &tree::Expr, right: &tree::Expr, span: Span) -> Option<Expr> {
        let (first, second) = self.pair(left, right, None);
        let (first, second) = (first?, second?);
        let (order, of_dates) = order_of(op);
        self.ordered(&first, &second, Some(order), span)?;
        if (first.ty == Type::Date) != of_dates {
            return self.fail(messages::order_words(op, of_dates, span));
        }
        self.careful(&first, span);
        Some(sure(ExprKind::Compare(order, Box::new(first), Box::new(second)), Type::YesNo, span))
    }

    /// Whether a test of the order of two values has an answer; without a test, which of them is the greater.
    pub(super) fn ordered(&mut self, first: &Expr, second: &Expr, test: Option<Order>, span: Span) -> Option<()> {
        self.comparable(first, second, span)?;
        if !matches!(first.ty, Type::Number | Type::WholeNumber | Type::Money(_) | Type::Date | Type::Period) {
            let finding = messages::no_order(self.scope.names, first, span);
            return self.fail(finding);
        }
        self.anchored(first, second, span, |a, b| match test {
            Some(order) => a.agree(b, |found| order.holds(found)).is_some(),
            None => a.compare(b).is_some(),
        })
    }

    /// Whether the constant periods of two values have an answer, the same from every starting date.
    fn anchored(&mut self, first: &Expr, second: &Expr, span: Span, answered: impl Fn(Period, Period) -> bool) -> Option<()> {
        if first.ty != Type::Period {
            return Some(());
        }
        let (ours, theirs) = (self.periods(first), self.periods(second));
        let mut pairs = ours.iter().flat_map(|a| theirs.iter().map(|b| (*a, *b)));
        match pairs.find(|(a, b)| !answered(*a, *b)) {
            Some((a, b)) => self.fail(messages::unanchored(a, b, span)),
            None => Some(()),
        }
    }

    pub(super) fn between(&mut self, value: &tree::Expr, low: &tree::Expr, high: &tree::Expr, span: Span) -> Option<Expr> {
        let typed = self.infer(value, None);
        let hint = typed.as_ref().map(|typed| typed.ty.clone());
        let (low, high) = (self.infer(low, hint.as_ref()), self.infer(high, hint.as_ref()));
        let (typed, low, high) = (typed?, low?, high?);
        let from = self.ordered(&typed, &low, Some(Order::AtLeast), span);
        let sound = (from, self.ordered(&typed, &high, Some(Order::AtMost), span));
        let ((), ()) = (sound.0?, sound.1?);
        self.careful(&typed, span);
        let value = Box::new(typed);
        let from = sure(ExprKind::Compare(Order::AtLeast, value.clone(), Box::new(low)), Type::YesNo, span);
        let to = sure(ExprKind::Compare(Order::AtMost, value, Box::new(high)), Type::YesNo, span);
        Some(sure(ExprKind::And(vec![from, to]), Type::YesNo, span))
    }

    pub(super) fn within_days(&mut self, value: &tree::Expr, from: &tree::Expr, until: &tree::Expr, span: Span) -> Option<Expr> {
        let value = self.expect(value, &Type::Date);
        let (from, until) = (self.expect(from, &Type::Date), self.expect(until, &Type::Date));
        let kind = ExprKind::FromUntil(Box::new(value?), Box::new(from?), Box::new(until?));
        Some(sure(kind, Type::YesNo, span))
    }

    pub(super) fn one_of(&mut self, not: bool, left: &tree::Expr, options: &[tree::Expr], span: Span) -> Option<Expr> {
        let left = self.infer(left, None)?;
        let hint = left.ty.clone();
        let typed: Vec<Option<Expr>> = options.iter().map(|option| self.infer(option, Some(&hint))).collect();
        let mut sound = true;
        for option in typed.iter().flatten() {
            sound &= self.comparable(&left, option, option.span).is_some();
        }
        let options: Vec<Expr> = typed.into_iter().collect::<Option<_>>()?;
        if !sound {
            return None;
        }
        if matches!(hint, Type::List(_) | Type::Record(_)) {
            let finding = messages::whole_record(self.scope.names, &left, span);
            return self.fail(finding);
        }
        let kind = match hint {
            Type::Text | Type::Country | Type::Choice(_) => {
                if hint == Type::Text && self.scope.mode == Mode::Norm {
                    self.out.push(messages::text_compared(span));
                }
                let set = sure(ExprKind::Set(options), Type::Set(Box::new(hint)), span);
                ExprKind::In(Box::new(left), Box::new(set))
            }
            _ => {
                let is = |option: Expr| sure(ExprKind::Is(Box::new(left.clone()), Box::new(option)), Type::YesNo, span);
                ExprKind::Or(options.into_iter().map(is).collect())
            }
        };
        let test = sure(kind, Type::YesNo, span);
        Some(if not { around(negated(test), span) } else { test })
    }

    fn member_of(&mut self, left: &tree::Expr, right: &tree::Expr, span: Span) -> Option<Expr> {
        let hint = self.members_wanted(left, right);
        let member = self.infer(left, hint.as_ref());
        let wanted = member.as_ref().map(|member| Type::Set(Box::new(member.ty.clone())));
        if wanted.is_none() && !matches!(right.kind, tree::ExprKind::Path(_)) {
            return None;
        }
        let set = self.infer(right, wanted.as_ref());
        let (member, set) = (member?, set?);
        match &set.ty {
            Type::Set(of) if fits(&member.ty, of) => {
                if !matches!(member.ty, Type::Text | Type::Country | Type::Choice(_) | Type::Reading(_)) {
                    let finding = messages::no_member(self.scope.names, &member);
                    return self.fail(finding);
                }
            }
            Type::Set(_) if matches!(member.ty, Type::Set(_)) => return self.fail(messages::set_in_set(span)),
            Type::Set(_) => {
                let finding = messages::not_of_set(self.scope.names, &member, &set, span);
                return self.fail(finding);
            }
            _ => {
                let finding = messages::no_set(self.scope.names, &set, fits(&set.ty, &member.ty));
                return self.fail(finding);
            }
        }
        if member.ty == Type::Text && self.scope.mode == Mode::Norm {
            self.out.push(messages::text_compared(span));
        }
        Some(sure(ExprKind::In(Box::new(member), Box::new(set)), Type::YesNo, span))
    }

    /// The type of the members of a set that is named, if what stands before `in` is the name of one of its options.
    fn members_wanted(&mut self, left: &tree::Expr, right: &tree::Expr) -> Option<Type> {
        let (tree::ExprKind::Path(option), tree::ExprKind::Path(_)) = (&left.kind, &right.kind) else { return None };
        let [option] = option.names.as_slice() else { return None };
        // What is wrong with the set is told when it is looked at in earnest.
        let before = self.out.len();
        let set = self.infer(right, None);
        self.out.truncate(before);
        match set?.ty {
            Type::Set(of) if self.is_option(&of, option) => Some(*of),
            _ => None,
        }
    }

    fn sets(&mut self, op: CompareOp, left: &tree::Expr, right: &tree::Expr, span: Span) -> Option<Expr> {
        let (first, second) = self.pair(left, right, None);
        let (first, second) = (first?, second?);
        for side in [&first, &second] {
            if !matches!(side.ty, Type::Set(_)) {
                let finding = messages::no_set(self.scope.names, side, false);
                return self.fail(finding);
            }
        }
        self.comparable(&first, &second, span)?;
        let (first, second) = (Box::new(first), Box::new(second));
        let kind = if op == CompareOp::Overlaps { ExprKind::Overlaps(first, second) } else { ExprKind::OnlyIn(first, second) };
        Some(sure(kind, Type::YesNo, span))
    }
}

fn around(mut test: Expr, span: Span) -> Expr {
    test.span = span;
    test
}

/// What a comparison word means, and whether it is one of dates.
fn order_of(op: CompareOp) -> (Order, bool) {
    match op {
        CompareOp::AtLeast => (Order::AtLeast, false),
        CompareOp::AtMost => (Order::AtMost, false),
        CompareOp::MoreThan => (Order::More, false),
        CompareOp::Before => (Order::Less, true),
        CompareOp::After => (Order::More, true),
        CompareOp::OnOrBefore => (Order::AtMost, true),
        CompareOp::OnOrAfter => (Order::AtLeast, true),
        _ => (Order::Less, false),
    }
}
