//! What a careful author would look at in a typed expression: `every` over a list that may be empty.
//!
//! Read [`check`] first.

use super::messages;
use crate::diagnostic::Diagnostic;
use crate::policy::expr::{Loop, Order, Over};
use crate::policy::{Expr, ExprKind, Place, QuantifierKind};

/// Warns.
pub(super) fn check(expr: &Expr, out: &mut Vec<Diagnostic>) {
    walk(expr, &mut Vec::new(), out);
}

/// `filled`: lists of which a neighbour says what holds if they are empty.
fn walk(expr: &Expr, filled: &mut Vec<Place>, out: &mut Vec<Diagnostic>) {
    let before = filled.len();
    match &expr.kind {
        ExprKind::And(operands) => filled.extend(operands.iter().filter_map(has_some).cloned()),
        ExprKind::Or(operands) => filled.extend(operands.iter().filter_map(is_empty).cloned()),
        ExprKind::If(condition, ..) => filled.extend(has_some(condition).or_else(|| is_empty(condition)).cloned()),
        ExprKind::Quantifier(QuantifierKind::Every, over) => {
            if let Over::List(place) = &over.over
                && !filled.contains(place)
            {
                out.push(messages::every_of_none(&over.var, expr.span));
            }
        }
        _ => {}
    }
    expr.for_each_part(&mut |part| walk(part, filled, out));
    filled.truncate(before);
}

/// The list that has an element if this is yes.
fn has_some(expr: &Expr) -> Option<&Place> {
    match &expr.kind {
        ExprKind::Quantifier(QuantifierKind::Some, over) => list(over),
        ExprKind::Not(operand) => is_empty(operand),
        ExprKind::Compare(Order::AtLeast | Order::More, left, _) => match &left.kind {
            ExprKind::NumberOf(over) => list(over),
            _ => None,
        },
        _ => None,
    }
}

/// The list that is empty if this is yes.
fn is_empty(expr: &Expr) -> Option<&Place> {
    match &expr.kind {
        ExprKind::Quantifier(QuantifierKind::No, over) if over.condition.is_none() => list(over),
        ExprKind::Not(operand) => has_some(operand),
        _ => None,
    }
}

fn list(over: &Loop) -> Option<&Place> {
    match &over.over {
        Over::List(place) => Some(place),
        Over::Table(_) | Over::Periods(_) => None,
    }
}
