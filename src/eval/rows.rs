//! Rows of tables that contradict what their record says of every real record: found when the rules are compiled, before any
//! case. So are other records that rules alone make.

use super::machine::{Bound, Machine, Origin};
use super::slots::Slots;
use crate::diagnostic::{Code, Diagnostic};
use crate::logic::{Date, Truth};
use crate::plan::Plan;
use crate::policy::{Constraint, Expr, ExprKind, Record, Table};

/// A finding for each row that contradicts a constraint. A constraint that speaks of today says nothing of rows that are the
/// same on every day.
#[must_use]
pub fn contradicted_rows(plan: &Plan) -> Vec<Diagnostic> {
    let policy = &*plan.policy;
    let mut found = Vec::new();
    for table in &policy.tables {
        let constraints = policy.records.get(table.record.index()).map(|ty| ty.constraints.as_slice()).unwrap_or_default();
        for (ty, index, condition) in &plan.admission.constraints {
            let Some(constraint) = constraints.get(*index).filter(|_| *ty == table.record) else { continue };
            if speaks_of_today(&constraint.condition) {
                continue;
            }
            for (at, row) in table.rows.iter().enumerate() {
                if on_row(plan, row).truth(*condition) == Truth::NO {
                    found.push(finding(table, at, constraint));
                }
            }
        }
    }
    found
}

/// The first constraint that a record contradicts on every day, whatever it leaves open.
#[must_use]
pub fn contradicted_always<'p>(plan: &'p Plan, record: &Record) -> Option<&'p Constraint> {
    let constraints = plan.policy.records.get(record.ty.index()).map(|ty| ty.constraints.as_slice()).unwrap_or_default();
    let conditions = plan.admission.constraints.iter().filter(|(ty, ..)| *ty == record.ty);
    let mut of_record = conditions.filter_map(|(_, index, condition)| Some((constraints.get(*index)?, *condition)));
    let contradicted = of_record.find(|(constraint, condition)| {
        !speaks_of_today(&constraint.condition) && on_row(plan, record).truth(*condition) == Truth::NO
    });
    contradicted.map(|(constraint, _)| constraint)
}

fn on_row<'a>(plan: &'a Plan, row: &'a Record) -> Machine<'a> {
    let slots = Slots::recorded(plan, row);
    let mut machine = Machine::new(plan, &plan.admission.program, row, slots, Date::MIN, &[]);
    machine.bound.push(Bound { record: row, origin: Origin::Itself });
    machine
}

fn speaks_of_today(expr: &Expr) -> bool {
    let mut found = matches!(expr.kind, ExprKind::Today);
    expr.for_each_part(&mut |part| found |= speaks_of_today(part));
    found
}

fn finding(table: &Table, row: usize, constraint: &Constraint) -> Diagnostic {
    let span = table.row_spans.get(row).copied().unwrap_or_default();
    let message = format!("row {} of the table `{}` contradicts `{}`", row + 1, table.name, constraint.label);
    Diagnostic::new(Code::E165, span, message)
        .and(constraint.span, "said of every such record here")
        .why("reference data that cannot be true must not decide a case")
        .help("correct the row; if it is right, the constraint says too much")
}
