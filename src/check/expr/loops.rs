//! Loops over lists of facts and over tables.
//!
//! Read [`Checker::quantifier`] first. The bound name is a record that the inner expressions can go on from; it hides nothing.

use std::sync::Arc;

use super::infer::{Checker, Variable};
use super::messages;
use super::types::{is_number, sure};
use crate::policy::expr::{Loop, Over};
use crate::policy::{AggregateKind, Expr, ExprKind, QuantifierKind, RecordId, Root, Type};
use crate::source::Span;
use crate::syntax::tree;

impl Checker<'_, '_> {
    /// `some`, `no`, `every`
    pub(super) fn quantifier(&mut self, kind: QuantifierKind, over: &tree::Loop, span: Span) -> Option<Expr> {
        let (over, _) = self.looped(over, None)?;
        Some(sure(ExprKind::Quantifier(kind, over), Type::YesNo, span))
    }

    /// `number of`
    pub(super) fn number_of(&mut self, over: &tree::Loop, span: Span) -> Option<Expr> {
        let (over, _) = self.looped(over, None)?;
        Some(sure(ExprKind::NumberOf(over), Type::WholeNumber, span))
    }

    /// `sum of x.f for …` and the like.
    pub(super) fn aggregate(&mut self, kind: AggregateKind, value: &tree::Expr, over: &tree::Loop, span: Span) -> Option<Expr> {
        let (over, value) = self.looped(over, Some(value))?;
        let value = value?;
        match kind {
            AggregateKind::Sum => {
                if !is_number(&value.ty) && !matches!(value.ty, Type::Money(_)) {
                    let finding = messages::no_sum(self.scope.names, &value);
                    return self.fail(finding);
                }
            }
            AggregateKind::Pick(extreme) => self.pickable(extreme, &value)?,
        }
        let ty = value.ty.clone();
        Some(sure(ExprKind::Aggregate(kind, Box::new(value), over), ty, span))
    }

    /// The loop, and a value over its variable.
    fn looped(&mut self, over: &tree::Loop, value: Option<&tree::Expr>) -> Option<(Arc<Loop>, Option<Expr>)> {
        if let Some(other) = self.taken(&over.var) {
            // The body would be read with the wrong thing under that name.
            return self.fail(messages::hides(&over.var, other));
        }
        let (elements, record) = self.elements(&over.list)?;
        let name: Arc<str> = Arc::from(over.var.text.as_str());
        let first = usize::from(matches!(self.scope.subject, Some((_, Root::Var(_)))));
        self.vars.push(Variable { name: name.clone(), record, root: Root::Var(first + self.vars.len()) });
        let condition = over.condition.as_ref().map(|condition| self.expect(condition, &Type::YesNo));
        let typed = value.map(|value| self.infer(value, None));
        self.vars.pop();
        let condition = match condition {
            Some(condition) => Some(condition?),
            None => None,
        };
        let typed = match typed {
            Some(typed) => Some(typed?),
            None => None,
        };
        Some((Arc::new(Loop { var: name, over: elements, condition }), typed))
    }

    /// What a loop goes over.
    fn elements(&mut self, list: &tree::Expr) -> Option<(Over, RecordId)> {
        if let tree::ExprKind::Path(path) = &list.kind
            && let Some((table, record)) = self.table(path)
        {
            self.allowed(list.span, "a table", false)?;
            return Some((Over::Table(table), record));
        }
        let typed = self.infer(list, None)?;
        match (typed.kind, &typed.ty) {
            (ExprKind::Field(place), Type::List(record)) => Some((Over::List(place), *record)),
            _ => {
                let finding = messages::no_list(self.scope.names, &typed.ty, list.span);
                self.fail(finding)
            }
        }
    }
}
