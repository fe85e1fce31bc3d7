//! Plan + record -> evaluation: the plain evaluator.
//!
//! Read [`Evaluation`] first. A record is evaluated in every [`World`] that its governing date and the open readings leave:
//! one law, one option of each reading. In a world every condition is yes, no or open by interval evaluation; statuses and
//! possible verdicts follow from them. [`trace`] reads off the same run which facts a condition consulted and which
//! unknown ones keep it open.

mod absent;
mod admit;
mod codes;
mod filled;
mod machine;
mod one;
mod periods;
mod possible;
mod power;
mod rows;
mod sides;
mod slots;
mod stands;
mod stretches;
pub mod trace;
mod values;
mod world;

pub use filled::{Filled, field_of, recorded, way_of};
pub use machine::{Bound, Machine, Options};
pub use periods::MaybePeriod;
pub use possible::Possible;
pub use power::over_worlds;
pub use rows::{contradicted_always, contradicted_rows};
pub use sides::{AnyValue, Sides};
pub use stands::{Stands, possible_without};
pub use trace::{Asked, Element, FEW_ROWS, FactRef, Fit, Inside, Missing, Step, Stood, Trace, Wanted};
pub use values::Amount;
pub use world::{NormOutcome, Status, World};

use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};

use crate::logic::{Date, Fault, Interval, Truth};
use crate::plan::{Epoch, Plan, PlannedPresumption};
use crate::policy::{NormId, NormKind, ReadingId, Record, Standing, VerdictWord};
use crate::source::Span;
use slots::Slots;
use stands::LeftOpen;

/// How many combinations of open readings are evaluated; beyond, open readings count as unknown.
const MAX_COMBINATIONS: usize = 1024;

/// Everything that one evaluation found.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// The possible verdicts.
    pub possible: Possible,
    /// The runs, by law and then by reading.
    pub worlds: Vec<World>,
    /// The governing date, as far as it is known.
    pub governing: Interval<Date>,
    /// The scope over all worlds.
    pub scope: Truth,
    /// The status of each norm over all worlds; worlds that disagree leave it open.
    pub statuses: IndexMap<NormId, Status>,
    /// How many elements the loops looked at.
    pub steps: u32,
}

impl Evaluation {
    /// The possible verdicts before any was left out.
    #[must_use]
    pub fn by_intervals(&self) -> Possible {
        self.worlds.iter().fold(Possible::default(), |possible, world| possible.union(world.possible))
    }

    /// Leaves out the verdicts that are not among these; under each law and reading, too.
    pub fn narrow(&mut self, possible: Possible) {
        self.possible = self.possible.both(possible);
        let possible = self.possible;
        self.worlds.iter_mut().for_each(|world| world.answer = possible);
    }
}

/// Why a record gets no verdict.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvaluateError {
    /// A fact has a value where it cannot exist.
    #[error("the fact has a value although it can only exist in other cases")]
    NotAdmissible {
        /// The fact.
        fact: Vec<Step>,
    },
    /// The record contradicts what its type says of every real record.
    #[error("no real record can say this: it contradicts `{label}`")]
    Contradicts {
        /// The constraint, in words.
        label: Arc<str>,
        /// The facts that contradict it.
        facts: Vec<Vec<Step>>,
    },
    /// Two deemings make one fact two things.
    #[error("`{first}` and `{second}` deem one fact to be different things, so no such case can be")]
    DeemedTwice {
        /// The fact.
        fact: Vec<Step>,
        /// The sentence of one deeming.
        first: Arc<str>,
        /// The sentence of the other.
        second: Arc<str>,
    },
    /// The loops of the rules would look at more elements than the limit allows.
    #[error("the rules look at too many combinations of the elements of its lists")]
    TooManySteps,
    /// Whatever the unknown facts are, they contradict the constraints of the record.
    #[error("no real record can say this: whatever the facts are that it leaves open, they contradict it")]
    NoCompletion,
    /// A computation on known values has no result, and the verdict hangs on it.
    #[error("{fault}, and the verdict hangs on it")]
    Fault {
        /// What went wrong.
        fault: Fault,
        /// Where in the rules.
        span: Span,
        /// The facts that it rests on.
        facts: Vec<FactRef>,
    },
}

/// The possible verdicts, nothing else.
#[must_use]
pub fn possible(plan: &Plan, record: &Record, today: Date, options: &Options) -> Possible {
    find(plan, record, today, options, None, None).possible
}

/// The possible verdicts whatever the options of open readings are, looked at all at once: perhaps more than are possible under
/// any of them.
#[must_use]
pub fn possible_at_once(plan: &Plan, record: &Record, today: Date, options: &Options) -> Possible {
    let mut possible = Possible::default();
    let Dates { governing, clocks, .. } = dates(plan, record, today, options, 0);
    each_law(plan, &governing, today, (options, &None), |epoch, options| {
        let mut machine =
            Machine::new(plan, &epoch.program, record, Slots::new(plan, record, &epoch.presumptions, None), today, options);
        machine.clocks = &clocks;
        possible = possible.union(world::possible(&mut machine, epoch));
    });
    possible
}

/// The possible verdicts, and what was met on the way.
struct Found {
    possible: Possible,
    /// A fault of known values.
    faulted: bool,
    /// The steps taken, if they were to be counted on.
    steps: u32,
}

/// `spent`: the steps that whoever asks has taken, from where all worlds count on; without them each has the limit to itself.
fn find(
    plan: &Plan,
    record: &Record,
    today: Date,
    options: &Options,
    left_open: Option<LeftOpen<'_>>,
    spent: Option<u32>,
) -> Found {
    let mut found = Found { possible: Possible::default(), faulted: false, steps: spent.unwrap_or_default() };
    for_each_world(plan, record, today, options, (left_open, spent), |machine, epoch, _| {
        found.possible = found.possible.union(world::possible(machine, epoch));
        found.faulted |= machine.faulted;
        found.steps = machine.steps;
    });
    found
}

/// Evaluates a record in full.
///
/// # Errors
/// If a fact has a value where it cannot exist, the record contradicts a constraint or two deemings contradict each other on
/// it, the loops of the rules would take too many steps, or the verdict hangs on a
/// fault of known values.
pub fn evaluate(plan: &Plan, record: &Record, today: Date, options: &Options) -> Result<Evaluation, EvaluateError> {
    admit::admit(plan, record, today, options)?;
    admit::deemed_once(plan, record, today, options)?;
    let Run { evaluation, faulted, exhausted } = run(plan, record, today, options);
    if exhausted {
        return Err(EvaluateError::TooManySteps);
    }
    if faulted && evaluation.possible.only().is_none() {
        admit::no_fault(plan, record, today, &evaluation)?;
    }
    Ok(evaluation)
}

/// The evaluation of a question that another one asks: what the record cannot be was refused where that one was evaluated.
#[must_use]
pub fn evaluate_asked(plan: &Plan, record: &Record, today: Date, options: &Options) -> Evaluation {
    run(plan, record, today, options).evaluation
}

/// An evaluation, whatever was met on the way.
struct Run {
    evaluation: Evaluation,
    /// A fault of known values.
    faulted: bool,
    /// The limit of steps.
    exhausted: bool,
}

fn run(plan: &Plan, record: &Record, today: Date, options: &Options) -> Run {
    let mut worlds = Vec::new();
    let (mut faulted, mut exhausted, mut steps) = (false, false, 0);
    let governing = for_each_world(plan, record, today, options, (None, None), |machine, epoch, options| {
        worlds.push(world::run(machine, epoch, options));
        faulted |= machine.faulted;
        exhausted |= machine.exhausted();
        steps = machine.steps;
    });
    let mut possible = Possible::default();
    let mut scope: Option<Truth> = None;
    let mut statuses: IndexMap<NormId, Status> = IndexMap::new();
    for world in &worlds {
        possible = possible.union(world.possible);
        scope = Some(scope.map_or(world.scope, |scope| scope.join(world.scope)));
        for outcome in &world.norms {
            let status = statuses.entry(outcome.norm).or_insert(outcome.status);
            if *status != outcome.status {
                *status = Status::Open;
            }
        }
    }
    worlds.iter_mut().for_each(|world| world.answer = possible);
    let evaluation = Evaluation { possible, worlds, governing, scope: scope.unwrap_or(Truth::OPEN), statuses, steps };
    Run { evaluation, faulted, exhausted }
}

/// The dates whose law applies, and the steps taken with those taken before.
struct Dates {
    /// The governing date.
    governing: Interval<Date>,
    /// Those of norms that have a clock of their own, as in the plan.
    clocks: Vec<Interval<Date>>,
    steps: u32,
}

fn dates(plan: &Plan, record: &Record, today: Date, options: &Options, spent: u32) -> Dates {
    let (program, date) = &plan.governing;
    let mut machine = Machine::new(plan, program, record, Slots::recorded(plan, record), today, options);
    machine.steps = spent;
    let governing = machine.date(*date);
    let clocks = plan.clocks.iter().map(|clock| machine.date(*clock)).collect();
    Dates { governing, clocks, steps: machine.steps }
}

/// Runs `visit` in each world: for each law that the governing date can fall under, each combination of open readings.
fn for_each_world(
    plan: &Plan,
    record: &Record,
    today: Date,
    options: &Options,
    (left_open, spent): (Option<LeftOpen<'_>>, Option<u32>),
    mut visit: impl FnMut(&mut Machine<'_>, &Epoch, &Options),
) -> Interval<Date> {
    let Dates { governing, clocks, mut steps } = dates(plan, record, today, options, spent.unwrap_or_default());
    let run = |epoch: &Epoch, options: &Options| {
        if contradiction(plan, epoch, record, today, options).is_some() {
            return;
        }
        let slots = Slots::new(plan, record, &epoch.presumptions, left_open);
        let mut machine = Machine::new(plan, &epoch.program, record, slots, today, options);
        machine.clocks = &clocks;
        machine.left_open = left_open;
        if spent.is_some() {
            machine.steps = steps.saturating_add(world_steps(&epoch.program));
        } else if machine::is_beyond(steps) {
            machine.steps = steps;
        }
        visit(&mut machine, epoch, options);
        steps = machine.steps;
    };
    each_law(plan, &governing, today, (options, &combinations(plan, options)), run);
    governing
}

/// Each law that the governing date can fall under, with each combination of open readings; without combinations, once.
fn each_law(
    plan: &Plan,
    governing: &Interval<Date>,
    today: Date,
    (options, combinations): (&Options, &Option<Vec<Vec<Option<u16>>>>),
    mut visit: impl FnMut(&Epoch, &Options),
) {
    let first = governing.low.unwrap_or(Date::MIN);
    let last = governing.high.unwrap_or(Date::MAX);
    for epoch in plan.epochs_between(today, first, last) {
        match combinations {
            None => visit(epoch, options),
            Some(combinations) => combinations.iter().for_each(|options| visit(epoch, options)),
        }
    }
}

/// What a world of a question that is asked counts as: loops may ask it of each element.
fn world_steps(program: &crate::plan::Program) -> u32 {
    u32::try_from(program.truth_count() / 64).unwrap_or(u32::MAX).saturating_add(1)
}

/// Two deemings of a world that contradict each other on a record: no completion of it is admissible there.
fn contradiction<'p>(
    plan: &'p Plan,
    epoch: &'p Epoch,
    record: &'p Record,
    today: Date,
    options: &'p Options,
) -> Option<(&'p PlannedPresumption, &'p PlannedPresumption)> {
    let deemed = epoch.presumptions.iter().filter(|other| other.standing == Standing::Deemed).count();
    if deemed < 2 {
        return None;
    }
    let slots = Slots::new(plan, record, &epoch.presumptions, None);
    let (one, other) = Machine::new(plan, &epoch.program, record, slots, today, options).contradiction()?;
    epoch.presumptions.get(one).zip(epoch.presumptions.get(other))
}

/// Every combination of the open readings that the plan depends on; none if there are none, or too many to enumerate.
fn combinations(plan: &Plan, options: &Options) -> Option<Vec<Vec<Option<u16>>>> {
    let is_open = |reading: &&ReadingId| options.get(reading.index()).copied().flatten().is_none();
    let open: Vec<ReadingId> = plan.readings.iter().filter(is_open).copied().collect();
    if open.is_empty() {
        return None;
    }
    let mut combinations = vec![options.to_vec()];
    for reading in open {
        let count = plan.policy.readings.get(reading.index()).map_or(0, |reading| reading.options.len());
        if combinations.len().saturating_mul(count) > MAX_COMBINATIONS {
            return None;
        }
        let choices = (0..count).filter_map(|option| u16::try_from(option).ok());
        combinations = choices
            .flat_map(|option| {
                combinations.iter().map(move |combination| {
                    let mut chosen = combination.clone();
                    if let Some(slot) = chosen.get_mut(reading.index()) {
                        *slot = Some(option);
                    }
                    chosen
                })
            })
            .collect();
    }
    Some(combinations)
}

/// The missing facts: those that keep the verdict of some world open, and those of the governing date if it leaves several
/// laws.
#[must_use]
pub fn missing(plan: &Plan, record: &Record, today: Date, evaluation: &Evaluation) -> Missing {
    missing_for(plan, record, today, evaluation, None)
}

/// The missing facts; with a verdict that is asked for, those that leave open whether it is that one.
#[must_use]
pub fn missing_for(plan: &Plan, record: &Record, today: Date, evaluation: &Evaluation, asked: Option<VerdictWord>) -> Missing {
    let mut missing = Missing::new();
    if evaluation.possible.only().is_some() {
        return missing;
    }
    // Of several laws some differ, or some are open and may come to differ as soon as more is known: were they all settled the
    // same way, nothing would be asked.
    let laws: IndexSet<Date> = evaluation.worlds.iter().map(|world| world.law_from).collect();
    if let Some(world) = evaluation.worlds.first().filter(|_| laws.len() > 1) {
        missing.extend(Trace::governing(plan, record, today, world));
    }
    for world in &evaluation.worlds {
        let mut trace = Trace::new(plan, record, today, world);
        if asked == Some(VerdictWord::NotApplicable) {
            // Whether a question applies is its scope's matter alone.
            trace.open_scope(world);
        } else {
            trace.open_world(world);
        }
        for (path, wanted) in trace.missing {
            let entry = missing.entry(path).or_insert(wanted);
            *entry = (*entry).max(wanted);
        }
    }
    missing
}

/// The facts that the governing date, the scope and the norms of an evaluation consulted, over all its worlds; and what stands
/// for facts in it and in the questions that it asks.
fn consulted(plan: &Plan, record: &Record, today: Date, evaluation: &Evaluation) -> (IndexSet<FactRef>, IndexSet<Stands>) {
    let mut stands = evaluation.stands(plan, today);
    let options = evaluation.worlds.first().map(|world| world.options.as_slice()).unwrap_or_default();
    let mut facts = Trace::governing_facts(plan, record, today, options);
    for world in &evaluation.worlds {
        let mut trace = Trace::new(plan, record, today, world);
        let Some(epoch) = trace.epoch() else { continue };
        epoch.scope.into_iter().for_each(|scope| trace.consulted(scope));
        let rules = epoch.norms.iter().filter(|norm| norm.kind != NormKind::Exception && norm.clock.is_some());
        rules.for_each(|rule| trace.consulted_clock(rule));
        epoch.norms.iter().filter(|_| world.scope != Truth::NO).for_each(|norm| trace.consulted_norm(norm));
        facts.extend(trace.facts);
        stands.extend(trace.stands);
    }
    (facts, stands)
}
