//! Presumptions that no record could confirm: where the condition holds, the value contradicts a constraint.
//!
//! Read [`contradicting`] first. Looked at is a record that says what the condition says of facts by themselves, and beside it only
//! the value: what conditions say of several facts at once is not followed up, so silence is no proof.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::eval::{self, Step};
use crate::plan::{Plan, PlannedPresumption};
use crate::policy::{Constraint, Datum, Expr, ExprKind, Place, PolicyData, Presumption, QuestionId, Record, Root, Standing};
use crate::reason;

/// A finding for each presumption of the pack that was asked for whose value contradicts a constraint where its condition holds.
pub(super) fn contradicting(policy: &Arc<PolicyData>) -> Vec<Diagnostic> {
    let presumes = |presumption: &Presumption| presumption.pack.index() == 0 && presumption.standing == Standing::Presumed;
    let constrained =
        |presumption: &&Presumption| policy.records.get(presumption.record.index()).is_some_and(|ty| !ty.constraints.is_empty());
    let mut open: BTreeSet<QuestionId> = BTreeSet::new();
    for presumption in policy.presumptions.iter().filter(|found| presumes(found)).filter(constrained) {
        open.extend(presumption.questions.first());
    }
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for plan in open.into_iter().filter_map(|question| Plan::new(policy, question)) {
        for planned in plan.eras.iter().flat_map(|era| &era.epochs).flat_map(|epoch| &epoch.presumptions) {
            let Some(presumption) = policy.presumptions.get(planned.index).filter(|found| presumes(found)) else { continue };
            if let Some(constraint) = contradicted(&plan, planned, presumption)
                && seen.insert(planned.index)
            {
                found.push(finding(presumption, constraint));
            }
        }
    }
    found
}

/// The constraint that excludes what is presumed.
fn contradicted<'p>(plan: &'p Plan, planned: &PlannedPresumption, presumption: &Presumption) -> Option<&'p Constraint> {
    let count = plan.policy.records.get(presumption.record.index())?.fields.len();
    let mut record = Record::unknown(presumption.record, count);
    says(&presumption.when, true, &mut record);
    // A condition that no record meets presumes nothing.
    if eval::contradicted_always(plan, &record).is_some() {
        return None;
    }
    let way: Vec<Step> = presumption.field.iter().map(|index| Step::Field(*index)).collect();
    reason::put(&mut record, &way, planned.value.clone());
    eval::contradicted_always(plan, &record)
}

/// Writes into a record what it must say so that a condition is yes (or no).
fn says(condition: &Expr, yes: bool, record: &mut Record) {
    let mut put = |place: &Place, value: Datum| {
        if place.root == Root::Case {
            let way: Vec<Step> = place.path.iter().map(|index| Step::Field(*index)).collect();
            reason::put(record, &way, value);
        }
    };
    match (&condition.kind, yes) {
        (ExprKind::Field(place), _) => put(place, Datum::YesNo(yes)),
        (ExprKind::Not(inner), _) => says(inner, !yes, record),
        (ExprKind::And(parts), true) | (ExprKind::Or(parts), false) => parts.iter().for_each(|part| says(part, yes, record)),
        (ExprKind::Is(fact, value), true) => {
            if let (ExprKind::Field(place), ExprKind::Scalar(value)) = (&fact.kind, &value.kind) {
                put(place, Datum::Scalar(value.clone()));
            }
        }
        (ExprKind::Exists(fact), false) => {
            if let ExprKind::Field(place) = &fact.kind {
                put(place, Datum::None);
            }
        }
        _ => {}
    }
}

fn finding(presumption: &Presumption, constraint: &Constraint) -> Diagnostic {
    let message = format!("what is presumed contradicts `{}`", constraint.label);
    Diagnostic::new(Code::W062, presumption.when.span, message)
        .and(constraint.span, "said of every record here")
        .why("a constraint is asked of what is recorded, so the verdict rests on a case that no record can confirm")
        .help("correct the condition or the value; if both are right, the constraint says too much")
}
