//! Builds the plan of a question, epoch by epoch.

use std::collections::HashMap;
use std::sync::Arc;

use super::cuts::cuts;
use super::lower::{Lower, Shared};
use super::{Admission, DateId, Epoch, Plan, PlannedNorm, PlannedPower, PlannedPresumption, Program};
use crate::logic::Date;
use crate::policy::{May, NormId, NormKind, PolicyData, Question, QuestionId, Record, RecordId};

impl Plan {
    /// The plan of a question.
    #[must_use]
    pub fn new(policy: &Arc<PolicyData>, question: QuestionId) -> Option<Arc<Plan>> {
        build(policy, question, true, &mut HashMap::new())
    }
}

/// Questions that are asked have plans of their own, each built once; the checker has excluded circles. What stands beside the
/// answer of such a question is left out: it may ask for the answer that hangs on it.
fn build(policy: &Arc<PolicyData>, id: QuestionId, beside: bool, done: &mut HashMap<QuestionId, Arc<Plan>>) -> Option<Arc<Plan>> {
    if let Some(plan) = done.get(&id).filter(|_| !beside) {
        return Some(plan.clone());
    }
    let question = policy.questions.get(id.index())?;
    let mut shared = Shared::default();
    let governing = governing(policy, question, &mut shared);
    let order = exceptions_first(policy, id);
    let mut epochs: Vec<Epoch> = Vec::new();
    for from in cuts(policy, id) {
        let mut lower = Lower::new(policy, question.record, Some(from), &mut shared).beside(id, &order);
        let mut epoch = epoch(policy, id, &order, from, &mut lower);
        if beside {
            stand_beside(&mut epoch, question, &order, &mut lower);
        }
        epoch.program = lower.program;
        epochs.push(epoch);
    }
    let asks: Vec<Arc<Plan>> = shared.asks.iter().filter_map(|asked| build(policy, *asked, false, done)).collect();
    let mut readings = shared.readings;
    readings.extend(asks.iter().flat_map(|plan| plan.readings.iter().copied()));
    let plan = Arc::new(Plan {
        policy: policy.clone(),
        question: id,
        slots: shared.slots.into_iter().collect(),
        governing,
        epochs,
        asks,
        readings: readings.into_iter().collect(),
        admission: admission(policy, question),
        ids: order.iter().filter_map(|norm| Some((*norm, node_id(policy, *norm)?))).collect(),
        unknown: unknown(policy),
    });
    if !beside {
        done.insert(id, plan.clone());
    }
    Some(plan)
}

fn governing(policy: &PolicyData, question: &Question, shared: &mut Shared) -> (Program, DateId) {
    let mut lower = Lower::new(policy, question.record, None, shared);
    let date = lower.date(&question.law_as_at);
    (lower.program, date)
}

/// What decides the question on a day.
fn epoch(policy: &PolicyData, id: QuestionId, order: &[NormId], from: Date, lower: &mut Lower<'_>) -> Epoch {
    let question = policy.questions.get(id.index());
    let in_force = question.is_some_and(|question| question.in_force.holds_on(from));
    let scope = question.and_then(|question| question.covers.as_ref()).map(|covers| lower.truth(covers));
    let mut norms: Vec<PlannedNorm> = Vec::with_capacity(order.len());
    for norm_id in order {
        let Some(norm) = policy.norms.get(norm_id.index()) else { continue };
        let version = norm.versions.iter().position(|version| in_force && version.in_force.holds_on(from));
        let condition = version.and_then(|at| Some((at, lower.truth(&norm.versions.get(at)?.condition))));
        let required = version.and_then(|at| norm.versions.get(at)?.required.as_ref()).map(|required| lower.truth(required));
        let exceptions =
            norm.exceptions.iter().filter_map(|exception| order.iter().position(|other| other == exception)).collect();
        norms.push(PlannedNorm { norm: *norm_id, kind: norm.kind, condition, required, exceptions });
    }
    let presumptions = presumptions(policy, id, from, lower);
    let (program, powers, notes, reports) = (Program::default(), Vec::new(), Vec::new(), Vec::new());
    Epoch { from, program, in_force, scope, norms, presumptions, powers, notes, reports }
}

/// The powers, notes and reports on the day of an epoch.
fn stand_beside(epoch: &mut Epoch, question: &Question, order: &[NormId], lower: &mut Lower<'_>) {
    let from = epoch.from;
    epoch.powers = powers(question, order, from, lower);
    let notes = question.notes.iter().enumerate().filter(|(_, note)| note.in_force.holds_on(from));
    epoch.notes = notes.map(|(at, note)| (at, lower.truth(&note.shown))).collect();
    let reports = question.reports.iter().enumerate().filter(|(_, report)| report.in_force.holds_on(from));
    epoch.reports = reports.map(|(at, report)| (at, lower.report(&report.value))).collect();
}

fn powers(question: &Question, order: &[NormId], from: Date, lower: &mut Lower<'_>) -> Vec<PlannedPower> {
    let mut powers = Vec::new();
    for (index, power) in question.powers.iter().enumerate() {
        let in_force = power.versions.iter().enumerate().find(|(_, version)| version.in_force.holds_on(from));
        let Some((version, written)) = in_force else { continue };
        let lifts = match &written.may {
            May::Lift(rules) => Some(rules.iter().filter_map(|rule| order.iter().position(|other| other == rule)).collect()),
            May::Refuse => None,
        };
        let [when, exercised, refused] = [&written.when, &written.exercised, &written.refused]
            .map(|condition| condition.as_ref().map(|condition| lower.truth(condition)));
        powers.push(PlannedPower { index, version, lifts, when, exercised, refused });
    }
    powers
}

fn presumptions(policy: &PolicyData, id: QuestionId, from: Date, lower: &mut Lower<'_>) -> Vec<PlannedPresumption> {
    let reaching = policy.presumptions.iter().enumerate().filter(|(_, presumption)| presumption.questions.contains(&id));
    reaching
        .filter(|(_, presumption)| presumption.in_force.holds_on(from))
        .map(|(index, presumption)| PlannedPresumption {
            index,
            slot: lower.slot(&presumption.field),
            value: lower.constant(&presumption.value),
            when: lower.truth(&presumption.when),
        })
        .collect()
}

/// The norms of a question in an order in which each exception stands before what it lifts.
fn exceptions_first(policy: &PolicyData, id: QuestionId) -> Vec<NormId> {
    fn visit(policy: &PolicyData, norm: NormId, order: &mut Vec<NormId>) {
        if order.contains(&norm) {
            return;
        }
        for exception in policy.norms.get(norm.index()).iter().flat_map(|norm| &norm.exceptions) {
            visit(policy, *exception, order);
        }
        order.push(norm);
    }
    let mut order = Vec::new();
    for rule in policy.questions.get(id.index()).iter().flat_map(|question| &question.rules) {
        visit(policy, *rule, &mut order);
    }
    order
}

/// The conditions under which fields of any record type may exist.
fn admission(policy: &PolicyData, question: &Question) -> Admission {
    let mut shared = Shared::default();
    let mut lower = Lower::new(policy, question.record, None, &mut shared);
    let mut only_when = Vec::new();
    for (number, record) in policy.records.iter().enumerate() {
        let Ok(id) = u32::try_from(number).map(RecordId) else { break };
        for (index, field) in record.fields.iter().enumerate() {
            if let Some(condition) = &field.only_when {
                only_when.push((id, index, lower.only_when(id, condition)));
            }
        }
    }
    Admission { program: lower.program, only_when }
}

fn node_id(policy: &PolicyData, id: NormId) -> Option<String> {
    let norm = policy.norms.get(id.index())?;
    let above = match norm.lifts.first().filter(|_| norm.kind == NormKind::Exception) {
        Some(target) => node_id(policy, *target)?,
        None => {
            let question = policy.questions.get(norm.question.index())?;
            format!("{}.{}", policy.packs.get(question.pack.index())?.name, question.name)
        }
    };
    Some(format!("{above}.{}", norm.name))
}

fn unknown(policy: &PolicyData) -> Vec<Record> {
    let types = policy.records.iter().zip(0..);
    types.map(|(record, number)| Record::unknown(RecordId(number), record.fields.len())).collect()
}
