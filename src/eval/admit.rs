//! Records that get no verdict: a value where the fact cannot exist, a fault of known values that the verdict hangs on.

use super::machine::{Bound, Machine, Options, Origin};
use super::slots::Slots;
use super::trace::{Step, Trace};
use super::{EvaluateError, Evaluation};
use crate::logic::{Date, Truth};
use crate::plan::Plan;
use crate::policy::{Datum, Record};

/// Checks `only when` of every fact of the record, nested records and list elements included.
pub(super) fn admit(plan: &Plan, record: &Record, today: Date, options: &Options) -> Result<(), EvaluateError> {
    if plan.admission.only_when.is_empty() {
        return Ok(());
    }
    let mut machine = Machine::new(plan, &plan.admission.program, record, Slots::recorded(plan, record), today, options);
    admit_record(&mut machine, record, &mut Vec::new())
}

fn admit_record<'a>(machine: &mut Machine<'a>, record: &'a Record, path: &mut Vec<Step>) -> Result<(), EvaluateError> {
    for (ty, index, condition) in &machine.plan.admission.only_when {
        let has_value = !matches!(record.values.get(*index), None | Some(Datum::Missing | Datum::None));
        if *ty == record.ty && has_value {
            machine.bound.push(Bound { record, origin: Origin::Further });
            let truth = machine.truth(*condition);
            machine.bound.pop();
            if truth == Truth::NO {
                path.push(Step::Field(*index));
                return Err(EvaluateError::NotAdmissible { fact: path.clone() });
            }
        }
    }
    for (index, value) in record.values.iter().enumerate() {
        path.push(Step::Field(index));
        match value {
            Datum::Record(inner) => admit_record(machine, inner, path)?,
            Datum::List(elements, _) => {
                for (at, element) in elements.iter().enumerate() {
                    path.push(Step::Element(at));
                    admit_record(machine, element, path)?;
                    path.pop();
                }
            }
            _ => {}
        }
        path.pop();
    }
    Ok(())
}

/// An undetermined verdict that hangs on a fault of known values is a reject.
pub(super) fn no_fault(plan: &Plan, record: &Record, today: Date, evaluation: &Evaluation) -> Result<(), EvaluateError> {
    for world in &evaluation.worlds {
        let mut trace = Trace::new(plan, record, today, world);
        trace.open_world(world);
        if let Some((fault, span, facts)) = trace.faults.into_iter().next() {
            return Err(EvaluateError::Fault { fault, span, facts });
        }
    }
    Ok(())
}
