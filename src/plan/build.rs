//! Builds the plan of a question, era by era and epoch by epoch.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::cuts::{Cuts, cuts, cuts_of_norm};
use super::lower::{Lower, Shared};
use super::{Admission, DateId, Epoch, Era, Named, NormLaw, Plan, PlannedNorm, PlannedPower, PlannedPresumption, Program};
use crate::logic::Date;
use crate::policy::{InTime, Law, May, NormId, NormKind, PolicyData, Question, QuestionId, Record, RecordId, Scalar, Standing};

impl Plan {
    /// The plan of a question.
    #[must_use]
    pub fn new(policy: &Arc<PolicyData>, question: QuestionId) -> Option<Arc<Plan>> {
        build(policy, question, Extent::Whole, &mut HashMap::new())
    }

    /// The plan of a question as every case has it: nothing is presumed, and what stands beside the verdict is left out.
    #[must_use]
    pub fn of_every_case(policy: &Arc<PolicyData>, question: QuestionId) -> Option<Arc<Plan>> {
        build(policy, question, Extent::EveryCase, &mut HashMap::new())
    }
}

/// How much a plan holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// The question with what stands beside its verdict.
    Whole,
    /// The verdict alone.
    Verdict,
    /// The verdict alone, and no presumption: what it gives is not so in every case.
    EveryCase,
}

/// Questions that are asked have plans of their own, each built once; the checker has excluded circles. What stands beside the
/// answer of such a question is left out: it may ask for the answer that hangs on it.
fn build(
    policy: &Arc<PolicyData>,
    id: QuestionId,
    extent: Extent,
    done: &mut HashMap<QuestionId, Arc<Plan>>,
) -> Option<Arc<Plan>> {
    if let Some(plan) = done.get(&id).filter(|_| extent != Extent::Whole) {
        return Some(plan.clone());
    }
    let question = policy.questions.get(id.index())?;
    let mut shared = Shared::default();
    let order = exceptions_first(policy, id);
    let clocked = clocked(policy, &order);
    let (mut governing, clocks) = dates(policy, question, &clocked, &mut shared);
    let Cuts { days, known, .. } = cuts(policy, id);
    let mut eras: Vec<Era> = Vec::new();
    for known_from in known {
        let mut epochs: Vec<Epoch> = Vec::new();
        for day in &days {
            let law = Law { day: *day, known_on: known_from };
            let mut lower = Lower::new(policy, question.record, Some(law), &mut shared).beside(id, &order);
            let mut epoch = epoch(policy, question, (&order, &clocked), law, &mut lower);
            // Where the question is not law nothing stands for a fact in it, and no two deemings contradict each other.
            if epoch.in_force {
                epoch.presumptions = presumptions(policy, id, law, &mut lower);
            }
            if extent == Extent::EveryCase {
                epoch.presumptions.retain(|other| other.standing == Standing::Deemed);
            }
            if extent == Extent::Whole {
                stand_beside(&mut epoch, question, &order, &mut lower);
            }
            (epoch.known_from, epoch.tables) = (lower.known_from, std::mem::take(&mut lower.tables));
            epoch.program = lower.finish();
            epochs.push(epoch);
        }
        eras.push(Era { known_from, epochs });
    }
    governing.0.share(&shared.nodes);
    eras.iter_mut().flat_map(|era| &mut era.epochs).for_each(|epoch| epoch.program.share(&shared.nodes));
    let inner = if extent == Extent::Whole { Extent::Verdict } else { extent };
    let asks: Vec<Arc<Plan>> = shared.asks.iter().filter_map(|asked| build(policy, *asked, inner, done)).collect();
    let mut readings = std::mem::take(&mut shared.readings);
    readings.extend(asks.iter().flat_map(|plan| plan.readings.iter().copied()));
    let admission = admission(policy, question);
    let named = named(&governing.0, &eras, &admission, &asks);
    let plan = Arc::new(Plan {
        policy: policy.clone(),
        question: id,
        slots: shared.slots.into_iter().collect(),
        governing,
        clocks,
        eras,
        asks,
        readings: readings.into_iter().collect(),
        admission,
        ids: order.iter().filter_map(|norm| Some((*norm, node_id(policy, *norm)?))).collect(),
        unknown: unknown(policy),
        named,
    });
    if extent != Extent::Whole {
        done.insert(id, plan.clone());
    }
    Some(plan)
}

fn named(governing: &Program, eras: &[Era], admission: &Admission, asks: &[Arc<Plan>]) -> Named {
    let mut named = Named::default();
    let epochs = eras.iter().flat_map(|era| &era.epochs).map(|epoch| &epoch.program);
    for program in [governing, &admission.program].into_iter().chain(epochs) {
        let values = program.named().filter(|value| !matches!(value, Scalar::Option(_)));
        named.scalars.extend(values.cloned());
        named.currencies.extend(program.named_currencies());
        named.periods.extend(program.named_periods().map(|period| (period.months, period.days)));
        program.rows().for_each(|row| named.add(row));
    }
    for asked in asks {
        named.scalars.extend(asked.named.scalars.iter().cloned());
        named.currencies.extend(asked.named.currencies.iter().copied());
        named.periods.extend(asked.named.periods.iter().copied());
    }
    named
}

/// The norms with a clock of their own, and the days on which what they say changes.
type Clocked = [(NormId, BTreeSet<Date>)];

fn clocked(policy: &PolicyData, order: &[NormId]) -> Vec<(NormId, BTreeSet<Date>)> {
    let norms = order.iter().filter_map(|id| Some((*id, policy.norms.get(id.index())?)));
    norms.filter(|(_, norm)| norm.law_as_at.is_some()).map(|(id, norm)| (id, cuts_of_norm(policy, norm))).collect()
}

/// The governing date and the clocks of norms.
fn dates(policy: &PolicyData, question: &Question, clocked: &Clocked, shared: &mut Shared) -> ((Program, DateId), Vec<DateId>) {
    let mut lower = Lower::new(policy, question.record, None, shared);
    let governing = lower.date(&question.law_as_at);
    let clocks = clocked.iter().filter_map(|(id, _)| policy.norms.get(id.index())?.law_as_at.as_ref());
    let clocks = clocks.map(|clock| lower.date(clock)).collect();
    ((lower.finish(), governing), clocks)
}

/// What decides the question under a law.
fn epoch(policy: &PolicyData, question: &Question, norms: (&[NormId], &Clocked), law: Law, lower: &mut Lower<'_>) -> Epoch {
    let in_force = question.in_force.holds_under(law);
    lower.known_from = question.in_force.known_from.filter(|_| in_force);
    let scope = question.covers.as_ref().map(|covers| lower.truth(covers));
    let planned = norms.0.iter().filter_map(|id| norm(policy, *id, norms, (in_force, law), lower)).collect();
    Epoch {
        from: law.day,
        known_from: None,
        program: Program::default(),
        in_force,
        scope,
        norms: planned,
        presumptions: Vec::new(),
        powers: Vec::new(),
        tables: Vec::new(),
        notes: Vec::new(),
        reports: Vec::new(),
    }
}

/// A norm in an epoch: what it says on each day of its own clock, else on the epoch's.
fn norm(
    policy: &PolicyData,
    id: NormId,
    (order, clocked): (&[NormId], &Clocked),
    (in_force, law): (bool, Law),
    lower: &mut Lower<'_>,
) -> Option<PlannedNorm> {
    let norm = policy.norms.get(id.index())?;
    let clock = clocked.iter().position(|(clocked, _)| *clocked == id);
    let own = clock.and_then(|clock| clocked.get(clock)).map(|(_, days)| days);
    let mut laws: Vec<NormLaw> = Vec::new();
    for from in own.map_or_else(|| vec![law.day], |days| days.iter().copied().collect()) {
        let made = lower.under(Law { day: from, ..law }, |lower| {
            let at = lower.version_at(&norm.versions).filter(|_| in_force)?;
            let version = norm.versions.get(at)?;
            let required = version.required.as_ref().map(|required| lower.truth(required));
            Some((at, lower.truth(&version.condition), required))
        });
        let (condition, required) = made.map_or((None, None), |(at, condition, required)| (Some((at, condition)), required));
        if laws.last().is_none_or(|last| (last.condition, last.required) != (condition, required)) {
            laws.push(NormLaw { from, condition, required });
        }
    }
    let exceptions = norm.exceptions.iter();
    let exceptions = exceptions.filter_map(|exception| order.iter().position(|other| other == exception)).collect();
    Some(PlannedNorm { norm: id, kind: norm.kind, clock, laws, exceptions })
}

/// The powers, notes and reports under the law of an epoch.
fn stand_beside(epoch: &mut Epoch, question: &Question, order: &[NormId], lower: &mut Lower<'_>) {
    epoch.powers = powers(question, order, lower);
    for (at, note) in question.notes.iter().enumerate() {
        if let Some((version, written)) = in_effect_of(&note.versions, lower) {
            epoch.notes.push((at, version, lower.truth(&written.shown)));
        }
    }
    for (at, report) in question.reports.iter().enumerate() {
        if let Some((version, written)) = in_effect_of(&report.versions, lower) {
            epoch.reports.push((at, version, lower.report(&written.value)));
        }
    }
}

/// The version that is law, with its place.
fn in_effect_of<'v, T: InTime>(versions: &'v [T], lower: &mut Lower<'_>) -> Option<(usize, &'v T)> {
    let at = lower.version_at(versions)?;
    Some((at, versions.get(at)?))
}

fn powers(question: &Question, order: &[NormId], lower: &mut Lower<'_>) -> Vec<PlannedPower> {
    let mut powers = Vec::new();
    for (index, power) in question.powers.iter().enumerate() {
        let Some((version, written)) = in_effect_of(&power.versions, lower) else { continue };
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

fn presumptions(policy: &PolicyData, id: QuestionId, law: Law, lower: &mut Lower<'_>) -> Vec<PlannedPresumption> {
    let reaching = policy.presumptions.iter().enumerate().filter(|(_, presumption)| presumption.questions.contains(&id));
    let in_force = reaching.filter(|(_, presumption)| presumption.in_force.holds_under(law));
    let planned = in_force.map(|(index, presumption)| {
        lower.known_from = lower.known_from.max(presumption.in_force.known_from);
        PlannedPresumption {
            standing: presumption.standing,
            index,
            slot: lower.slot(&presumption.field),
            value: lower.constant(&presumption.value),
            when: match presumption.standing {
                Standing::Presumed => lower.truth(&presumption.when),
                Standing::Deemed => lower.when_deemed(&presumption.field, &presumption.when),
            },
        }
    });
    planned.collect()
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

/// The conditions under which fields of any record type may exist, and their constraints.
fn admission(policy: &PolicyData, question: &Question) -> Admission {
    let mut shared = Shared::default();
    let mut lower = Lower::new(policy, question.record, None, &mut shared);
    let (mut only_when, mut constraints) = (Vec::new(), Vec::new());
    for (number, record) in policy.records.iter().enumerate() {
        let Ok(id) = u32::try_from(number).map(RecordId) else { break };
        for (index, field) in record.fields.iter().enumerate() {
            if let Some(condition) = &field.only_when {
                only_when.push((id, index, lower.of_record(id, condition)));
            }
        }
        for (index, constraint) in record.constraints.iter().enumerate() {
            constraints.push((id, index, lower.of_record(id, &constraint.condition)));
        }
    }
    let mut program = lower.finish();
    program.share(&shared.nodes);
    Admission { program, only_when, constraints }
}

/// The id of a norm. Names are unique in a question, so one that lifts several needs none of them in its id, in whichever order
/// they are written.
fn node_id(policy: &PolicyData, id: NormId) -> Option<String> {
    let norm = policy.norms.get(id.index())?;
    let above = match norm.lifts.as_slice() {
        [target] if norm.kind == NormKind::Exception => node_id(policy, *target)?,
        _ => {
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
