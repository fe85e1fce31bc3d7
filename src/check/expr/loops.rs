//! Loops over lists of facts and over tables.
//!
//! Read [`Checker::quantifier`] first. The bound name is a record that the inner expressions can go on from; it hides nothing.

use std::sync::Arc;

use super::infer::{Checker, Variable};
use super::messages;
use super::types::{is_number, sure};
use crate::logic::Period;
use crate::policy::expr::{DaysOf, Loop, Over, Periods};
use crate::policy::{AggregateKind, Counting, Expr, ExprKind, Place, QuantifierKind, RecordId, Root, Type};
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

    /// `the f of x in L where (…)`
    pub(super) fn the_one(&mut self, value: &tree::Expr, over: &tree::Loop, span: Span) -> Option<Expr> {
        let (over, value) = self.looped(over, Some(value))?;
        let value = value?;
        if matches!(value.ty, Type::List(_) | Type::Record(_)) {
            let finding = messages::no_single_value(self.scope.names, &value);
            return self.fail(finding);
        }
        let (ty, or_none) = (value.ty.clone(), value.or_none);
        Some(Expr { kind: ExprKind::TheOne(Box::new(value), over), ty, or_none, span })
    }

    /// `days of L from a to b inside P`
    pub(super) fn days_of(&mut self, days: &tree::DaysOf, span: Span) -> Option<Expr> {
        let elements = self.elements(&days.list);
        let inside = match &days.inside {
            tree::Inside::Period(path) => match self.bound_period(path) {
                Some(root) => {
                    let edge = |at| sure(ExprKind::Field(Place { root, path: vec![at] }), Type::Date, path.span);
                    Some((true, (edge(0), edge(1))))
                }
                None => self.fail(messages::no_stretch(path)),
            },
            tree::Inside::Dates(through, from, to) => {
                let (from, to) = (self.expect(from, &Type::Date), self.expect(to, &Type::Date));
                from.zip(to).map(|dates| (*through, dates))
            }
        };
        let (over, record) = elements?;
        if record == RecordId::STRETCH {
            let finding = messages::no_list(self.scope.names, &Type::Record(record), days.list.span);
            return self.fail(finding);
        }
        // No name stands for the element: the grammar has none.
        let root = self.next_variable();
        self.vars.push(Variable { name: Arc::from(""), record, root });
        let (from, to) = (self.end(root, record, &days.from), self.end(root, record, &days.to));
        self.vars.pop();
        let (from, to, (inside_through, inside)) = (from?, to?, inside?);
        if from.or_none {
            let finding = messages::no_first_day(&days.from);
            return self.fail(finding);
        }
        let each = Arc::new(Loop { var: Arc::from(""), over, condition: None });
        let days = DaysOf { each, from, to, through: days.through, inside, inside_through };
        Some(sure(ExprKind::DaysOf(Box::new(days)), Type::WholeNumber, span))
    }

    /// An end of an element's stretch.
    fn end(&mut self, root: Root, record: RecordId, path: &tree::Path) -> Option<Expr> {
        let end = self.member(root, record, path)?;
        if end.ty == Type::Date {
            return Some(end);
        }
        let finding = messages::no_end(self.scope.names, path, &end.ty);
        self.fail(finding)
    }

    fn next_variable(&self) -> Root {
        let first = usize::from(matches!(self.scope.subject, Some((_, Root::Var(_)))));
        Root::Var(first + self.vars.len())
    }

    /// `periods of P from D to E`
    fn periods_of(&mut self, every: &tree::Expr, from: &tree::Expr, to: &tree::Expr) -> Option<Over> {
        let every = self.expect(every, &Type::Period);
        let (from, to) = (self.expect(from, &Type::Date), self.expect(to, &Type::Date));
        let every = every?;
        let lengths = self.periods(&every);
        let grows = |length: &Period| length.months >= 0 && length.days >= 0 && length.months + length.days > 0;
        if lengths.is_empty() || !lengths.iter().all(grows) {
            return self.fail(messages::no_length(every.span, lengths.is_empty()));
        }
        let only_days = lengths.iter().all(|length| length.months == 0);
        let ends = if only_days { Counting::default() } else { self.month_ends(every.span)? };
        Some(Over::Periods(Box::new(Periods { every, ends, from: from?, to: to? })))
    }

    /// The loop, and a value over its variable.
    fn looped(&mut self, over: &tree::Loop, value: Option<&tree::Expr>) -> Option<(Arc<Loop>, Option<Expr>)> {
        if let Some(other) = self.taken(&over.var) {
            // The body would be read with the wrong thing under that name.
            return self.fail(messages::hides(&over.var, other));
        }
        let (elements, record) = self.elements(&over.list)?;
        let name: Arc<str> = Arc::from(over.var.text.as_str());
        let root = self.next_variable();
        self.vars.push(Variable { name: name.clone(), record, root });
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
        if let tree::ExprKind::Periods(every, from, to) = &list.kind {
            return Some((self.periods_of(every, from, to)?, RecordId::STRETCH));
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
