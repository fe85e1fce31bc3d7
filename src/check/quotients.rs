//! Quotients that need not come out even: compared, or calculated with further, before they are rounded.
//!
//! Read [`Checker::quotients`] first. A quotient is followed through defines, choices and loops to where it is compared or rounded.

use std::collections::BTreeMap;

use super::Checker;
use super::law::Rules;
use super::messages as say;
use crate::logic::Decimal;
use crate::policy::{AggregateKind, Define, DefineId, Expr, ExprKind};
use crate::source::Span;

/// A quotient that is not rounded.
#[derive(Debug, Clone, Copy)]
struct Quotient {
    /// The division, or the define that stands for it.
    span: Span,
    /// It is calculated with further here.
    further: bool,
}

impl Checker<'_> {
    /// Warns.
    pub(super) fn quotients(&mut self, rules: Rules<'_>) {
        let mut search = Search { defines: rules.defines, known: BTreeMap::new() };
        let mut found = Vec::new();
        self.every_expression(rules, |expr| {
            found.extend(search.calculated(expr).map(say::calculated_further));
            search.walk(expr, &mut |finding| found.push(finding));
        });
        self.out.extend(found);
    }
}

struct Search<'r> {
    defines: &'r [Define],
    /// What defines are, each looked at once.
    known: BTreeMap<DefineId, bool>,
}

impl Search<'_> {
    /// Reports what is compared, and what is rounded after it was calculated with.
    fn walk(&mut self, expr: &Expr, report: &mut dyn FnMut(crate::diagnostic::Diagnostic)) {
        match &expr.kind {
            ExprKind::Is(a, b) | ExprKind::Compare(_, a, b) | ExprKind::In(a, b) => {
                let quotient = self.unrounded(a).or_else(|| self.unrounded(b));
                quotient.into_iter().for_each(|quotient| report(say::unrounded(quotient.span)));
            }
            ExprKind::Rounded(_, value, _) => {
                self.calculated(value).into_iter().for_each(|span| report(say::calculated_further(span)));
            }
            _ => {}
        }
        expr.for_each_part(&mut |part| self.walk(part, report));
    }

    /// The quotient that a value was calculated from.
    fn calculated(&mut self, expr: &Expr) -> Option<Span> {
        self.unrounded(expr).filter(|quotient| quotient.further).map(|quotient| quotient.span)
    }

    /// The quotient that a value is or was calculated from.
    fn unrounded(&mut self, expr: &Expr) -> Option<Quotient> {
        let further = |quotient: Quotient| Quotient { further: true, ..quotient };
        match &expr.kind {
            ExprKind::DividedBy(value, divisor) => {
                let within = self.unrounded(value).or_else(|| self.unrounded(divisor)).map(further);
                let even = matches!(divisor.kind, ExprKind::Number(number) if comes_out(number));
                within.or_else(|| (!even).then_some(Quotient { span: expr.span, further: false }))
            }
            ExprKind::Plus(a, b) | ExprKind::Minus(a, b) | ExprKind::Times(a, b) => {
                self.unrounded(a).or_else(|| self.unrounded(b)).map(further)
            }
            ExprKind::Aggregate(AggregateKind::Sum, value, _) => self.unrounded(value).map(further),
            ExprKind::Aggregate(AggregateKind::Pick(_), value, _) | ExprKind::TheOne(value, _) => self.unrounded(value),
            ExprKind::Pick(_, values) => self.one_of(values.iter()),
            ExprKind::If(_, a, b) => self.one_of([&**a, &**b].into_iter()),
            ExprKind::Define(id, _) => self.define(*id).then_some(Quotient { span: expr.span, further: false }),
            _ => None,
        }
    }

    /// The quotient that one of several values is; rather one that was calculated with.
    fn one_of<'e>(&mut self, values: impl Iterator<Item = &'e Expr>) -> Option<Quotient> {
        let all: Vec<Quotient> = values.filter_map(|value| self.unrounded(value)).collect();
        all.iter().find(|quotient| quotient.further).or(all.first()).copied()
    }

    /// Whether a define's value may be a quotient that is not rounded. What is calculated in it is reported where it stands.
    fn define(&mut self, id: DefineId) -> bool {
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        // One in a circle is reported as such.
        self.known.insert(id, false);
        let versions = self.defines.get(id.index()).map_or(&[][..], |define| &define.versions);
        let found = versions.iter().any(|version| self.unrounded(&version.body).is_some());
        self.known.insert(id, found);
        found
    }
}

/// Whether every short decimal divides by it without a remainder: a product of twos and fives.
fn comes_out(divisor: Decimal) -> bool {
    Decimal::ONE.divided_by(divisor).and_then(|part| part.times(divisor)).is_ok_and(|whole| whole == Decimal::ONE)
}
