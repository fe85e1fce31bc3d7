//! Phrases about one element of a list, and about stretches of time.

use pest::iterators::Pair;

use super::exprs::is_operand;
use super::{Read, Reader, Rule};
use crate::syntax::tree::{DaysOf, Expr, ExprKind, Inside, Path};

impl Reader<'_> {
    /// `the f of x in L where (…)`: the value is `x.f`.
    pub(super) fn the_one(&self, pair: Pair<'_, Rule>) -> Read<ExprKind> {
        let mut parts = self.parts(pair);
        let member = self.path(&parts.need()?);
        let elements = self.a_loop(parts.next())?;
        let span = member.span;
        let names = std::iter::once(elements.var.clone()).chain(member.names).collect();
        let value = Expr { kind: ExprKind::Path(Path { names, span }), span };
        Ok(ExprKind::TheOne(Box::new(value), elements))
    }

    /// `periods of P from D to E`
    pub(super) fn periods(&self, pair: Pair<'_, Rule>) -> Read<ExprKind> {
        let mut parts = pair.into_inner().filter(is_operand);
        let mut next = || parts.next().ok_or_else(|| self.incomplete()).and_then(|part| self.operand(part)).map(Box::new);
        Ok(ExprKind::Periods(next()?, next()?, next()?))
    }

    /// `days of L from a to b inside P`
    pub(super) fn days_of(&self, pair: Pair<'_, Rule>) -> Read<ExprKind> {
        let through = pair.clone().into_inner().any(|part| part.as_rule() == Rule::kw_through);
        let mut parts = pair.into_inner().filter(is_operand);
        let mut next = || parts.next().ok_or_else(|| self.incomplete());
        let list = self.operand(next()?)?;
        let (from, to) = (self.path(&next()?), self.path(&next()?));
        let inside = next()?;
        let inside = if inside.as_rule() == Rule::window { self.window(inside)? } else { Inside::Period(self.path(&inside)) };
        Ok(ExprKind::DaysOf(Box::new(DaysOf { list, from, to, through, inside })))
    }

    fn window(&self, pair: Pair<'_, Rule>) -> Read<Inside> {
        let through = pair.clone().into_inner().any(|part| part.as_rule() == Rule::kw_through);
        let mut parts = self.parts(pair);
        let (from, to) = (self.expr(parts.need()?)?, self.expr(parts.need()?)?);
        Ok(Inside::Dates(through, from, to))
    }
}
