//! Records that get no verdict: a value where the fact cannot exist, a contradicted constraint, deemings that contradict each
//! other, a fault of known values that the verdict hangs on.

use std::sync::Arc;

use super::machine::{Bound, Machine, Options, Origin};
use super::slots::Slots;
use super::trace::{Step, Trace};
use super::{EvaluateError, Evaluation};
use crate::logic::{Date, Truth};
use crate::plan::{Plan, TruthId};
use crate::policy::{Datum, Record};

/// Checks `only when` of every fact of the record and every constraint, nested records and list elements included.
pub(super) fn admit(plan: &Plan, record: &Record, today: Date, options: &Options) -> Result<(), EvaluateError> {
    if plan.admission.only_when.is_empty() && plan.admission.constraints.is_empty() {
        return Ok(());
    }
    Admitting { plan, case: record, today, options, path: Vec::new() }.record(record)
}

/// The check of one record.
struct Admitting<'a> {
    plan: &'a Plan,
    case: &'a Record,
    today: Date,
    options: &'a Options,
    /// Where the record at hand is.
    path: Vec<Step>,
}

impl<'a> Admitting<'a> {
    fn record(&mut self, record: &'a Record) -> Result<(), EvaluateError> {
        for (ty, index, condition) in &self.plan.admission.only_when {
            let cannot_be = match record.values.get(*index) {
                _ if *ty != record.ty => continue,
                None | Some(Datum::Missing) => continue,
                // No record that was read says so; one with a fact changed may.
                Some(Datum::None) if self.may_be_none(record, *index) => continue,
                Some(Datum::None) => Truth::YES,
                Some(_) => Truth::NO,
            };
            if self.truth(record, *condition)? == cannot_be {
                self.path.push(Step::Field(*index));
                return Err(EvaluateError::NotAdmissible { fact: self.path.clone() });
            }
        }
        for (ty, index, condition) in &self.plan.admission.constraints {
            if *ty == record.ty && self.truth(record, *condition)? == Truth::NO {
                return Err(self.contradicts(record, *index, *condition));
            }
        }
        for (index, value) in record.values.iter().enumerate() {
            self.path.push(Step::Field(index));
            match value {
                Datum::Record(inner) => self.record(inner)?,
                Datum::List(elements, _) => {
                    for (at, element) in elements.iter().enumerate() {
                        self.path.push(Step::Element(at));
                        self.record(element)?;
                        self.path.pop();
                    }
                }
                _ => {}
            }
            self.path.pop();
        }
        Ok(())
    }

    fn may_be_none(&self, record: &Record, index: usize) -> bool {
        let ty = self.plan.policy.records.get(record.ty.index());
        ty.and_then(|ty| ty.fields.get(index)).is_some_and(|field| field.none_allowed)
    }

    /// A run of the conditions on a record of this case.
    fn machine(&self, record: &'a Record) -> Machine<'a> {
        let slots = Slots::recorded(self.plan, self.case);
        let mut machine = Machine::new(self.plan, &self.plan.admission.program, self.case, slots, self.today, self.options);
        machine.bound.push(Bound { record, origin: Origin::Itself });
        machine
    }

    fn truth(&self, record: &'a Record, condition: TruthId) -> Result<Truth, EvaluateError> {
        let mut machine = self.machine(record);
        let truth = machine.truth(condition);
        if machine.exhausted() { Err(EvaluateError::TooManySteps) } else { Ok(truth) }
    }

    /// Which constraint the record contradicts, and by which facts.
    fn contradicts(&self, record: &'a Record, index: usize, condition: TruthId) -> EvaluateError {
        let ty = self.plan.policy.records.get(record.ty.index());
        let label = ty.and_then(|ty| ty.constraints.get(index)).map(|constraint| constraint.label.clone());
        let found = Trace::of_record(self.machine(record), condition);
        let facts = found.into_iter().map(|steps| self.path.iter().copied().chain(steps).collect());
        EvaluateError::Contradicts { label: label.unwrap_or_else(|| Arc::from("")), facts: facts.collect() }
    }
}

/// Refuses a record on which, whatever law and reading it falls under, two deemings contradict each other: those of the
/// question and those of the questions that it asks.
pub(super) fn deemed_once(plan: &Plan, record: &Record, today: Date, options: &Options) -> Result<(), EvaluateError> {
    let mut refused = None;
    let mut possible = false;
    let governing = super::dates(plan, record, today, options, 0).governing;
    super::each_law(plan, &governing, today, (options, &super::combinations(plan, options)), |epoch, options| {
        match super::contradiction(plan, epoch, record, today, options) {
            None => possible = true,
            Some((one, other)) => {
                let path = plan.slots.get(one.slot as usize).map(Vec::as_slice).unwrap_or_default();
                let sentence = |index: usize| plan.policy.presumptions.get(index).map(|deeming| deeming.sentence.clone());
                refused.get_or_insert_with(|| EvaluateError::DeemedTwice {
                    fact: path.iter().map(|index| Step::Field(*index)).collect(),
                    first: sentence(one.index).unwrap_or_else(|| Arc::from("")),
                    second: sentence(other.index).unwrap_or_else(|| Arc::from("")),
                });
            }
        }
    });
    if let Some(refused) = refused.filter(|_| !possible) {
        return Err(refused);
    }
    let mut of_this = plan.asks.iter().filter(|asked| asked.question_data().record == record.ty);
    of_this.try_for_each(|asked| deemed_once(asked, record, today, options))
}

/// An undetermined verdict that hangs on a fault of known values is a reject; so is one that nothing keeps open, whatever law and
/// reading the record falls under, but deemings that contradict each other in questions asked on records that it holds.
pub(super) fn no_fault(plan: &Plan, record: &Record, today: Date, evaluation: &Evaluation) -> Result<(), EvaluateError> {
    let mut contradictions = Vec::new();
    for world in &evaluation.worlds {
        let mut trace = Trace::new(plan, record, today, world);
        trace.open_world(world);
        if let Some((fault, span, facts)) = trace.faults.into_iter().next() {
            return Err(EvaluateError::Fault { fault, span, facts });
        }
        contradictions.extend(trace.contradictions.into_iter().next());
    }
    let everywhere = contradictions.len() == evaluation.worlds.len();
    let refused = contradictions.into_iter().next().filter(|_| everywhere);
    let refused = refused.filter(|_| super::missing(plan, record, today, evaluation).is_empty());
    refused.map_or(Ok(()), Err)
}
