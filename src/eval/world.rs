//! One law and one option of each reading: statuses of norms and possible verdicts.

use super::machine::{Machine, Options};
use super::possible::Possible;
use crate::logic::{Date, Interval, Truth};
use crate::plan::{Epoch, NormLaw, PlannedNorm, TruthId};
use crate::policy::{NormId, NormKind, NormStatus, VerdictWord};

/// What became of a norm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the words of the language")]
pub enum Status {
    NotInForce,
    /// The scope fails.
    NotLookedAt,
    /// Requirement: not asked for in such a case.
    NotRequired,
    /// Requirement: its condition holds.
    Met,
    /// Requirement: an exception holds.
    Waived,
    /// Requirement: neither.
    NotMet,
    /// Bar: its condition does not hold.
    Clear,
    /// Bar: an exception holds.
    Lifted,
    /// Bar: it excludes.
    Applies,
    /// Exception.
    Holds,
    /// Exception.
    DoesNotHold,
    /// Not decided.
    Open,
}

/// A norm in one world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NormOutcome {
    /// The norm.
    pub norm: NormId,
    /// The version in force; where its clock leaves several, the first of them.
    pub version: Option<usize>,
    /// Whether it is in force.
    pub in_force: Truth,
    /// Whether it is required: yes for all but a requirement that says when.
    pub required: Truth,
    /// Its condition.
    pub condition: Truth,
    /// Exception: holds. Requirement: satisfied. Bar: excludes.
    pub effect: Truth,
    /// What became of it.
    pub status: Status,
}

/// The outcome under one law and one option of each reading.
#[derive(Debug, Clone)]
pub struct World {
    /// The first day of the epoch.
    pub law_from: Date,
    /// The options of readings.
    pub options: Vec<Option<u16>>,
    /// The days that the clocks of norms may show, as in the plan.
    pub clocks: Vec<Interval<Date>>,
    /// Whether the case is covered.
    pub scope: Truth,
    /// The norms, as in the epoch.
    pub norms: Vec<NormOutcome>,
    /// The possible verdicts.
    pub possible: Possible,
    /// The possible verdicts of all worlds.
    pub answer: Possible,
    /// The presumptions that stood for facts, as indices of the epoch's.
    pub presumed: Vec<usize>,
    /// Presumptions that contradicted each other, as indices of the epoch's.
    pub conflicts: Vec<usize>,
    /// The deemings that certainly stand for facts, as indices of the epoch's.
    pub deemed: Vec<usize>,
}

impl NormOutcome {
    /// Whether its status is that one, on the record as it is: of an open norm only that is known.
    pub(super) fn is(&self, status: NormStatus) -> Truth {
        let is = |wanted: Status| match self.status {
            Status::Open => Truth::OPEN,
            found => Truth::known(found == wanted),
        };
        match status {
            NormStatus::InForce => self.in_force,
            NormStatus::NotInForce => !self.in_force,
            NormStatus::Open => Truth::known(self.status == Status::Open),
            NormStatus::Met => is(Status::Met),
            NormStatus::NotMet => is(Status::NotMet),
            NormStatus::Waived => is(Status::Waived),
            NormStatus::NotRequired => is(Status::NotRequired),
            NormStatus::Clear => is(Status::Clear),
            NormStatus::Lifted => is(Status::Lifted),
            NormStatus::Applies => is(Status::Applies),
            NormStatus::Holds => is(Status::Holds),
            NormStatus::DoesNotHold => is(Status::DoesNotHold),
        }
    }

    /// What both have in common.
    fn join(self, other: NormOutcome) -> NormOutcome {
        NormOutcome {
            norm: self.norm,
            version: self.version.or(other.version),
            in_force: self.in_force.join(other.in_force),
            required: self.required.join(other.required),
            condition: self.condition.join(other.condition),
            effect: self.effect.join(other.effect),
            status: if self.status == other.status { self.status } else { Status::Open },
        }
    }
}

impl World {
    /// The norms that keep the verdict of this world open, as indices of the epoch's: none if it is settled, or if a norm
    /// fails whatever becomes of the others (then only the scope is open). An exception follows what it lifts.
    #[must_use]
    pub fn undecided(&self, epoch: &Epoch) -> Vec<usize> {
        let mut undecided = Vec::new();
        let fails = |kind: NormKind, effect: Truth| effect == Truth::known(kind == NormKind::Bar);
        let rules = || {
            epoch
                .norms
                .iter()
                .zip(&self.norms)
                .enumerate()
                .filter(|(_, (norm, outcome))| norm.kind != NormKind::Exception && outcome.version.is_some())
        };
        if self.possible.only().is_some() || rules().any(|(_, (norm, outcome))| fails(norm.kind, outcome.effect)) {
            return undecided;
        }
        for (at, (_, outcome)) in rules() {
            if outcome.effect == Truth::OPEN {
                self.undecided_below(epoch, at, &mut undecided);
            }
        }
        undecided
    }

    fn undecided_below(&self, epoch: &Epoch, at: usize, undecided: &mut Vec<usize>) {
        if undecided.contains(&at) {
            return;
        }
        undecided.push(at);
        for exception in epoch.norms.get(at).iter().flat_map(|norm| &norm.exceptions) {
            let open = |outcome: &NormOutcome| outcome.version.is_some() && outcome.effect == Truth::OPEN;
            if self.norms.get(*exception).is_some_and(open) {
                self.undecided_below(epoch, *exception, undecided);
            }
        }
    }
}

/// The possible verdicts of one world. What is settled is not looked at further.
pub(super) fn possible(machine: &mut Machine<'_>, epoch: &Epoch) -> Possible {
    let scope = scope(machine, epoch);
    if scope == Truth::NO {
        return Possible::default().with(VerdictWord::NotApplicable);
    }
    let mut fails = Truth::NO;
    for planned in epoch.norms.iter().filter(|planned| planned.kind != NormKind::Exception) {
        fails = fails.or(failing(machine, epoch, planned));
        if fails == Truth::YES {
            break;
        }
    }
    verdicts(scope, fails)
}

/// Evaluates one world in full.
pub(super) fn run(machine: &mut Machine<'_>, epoch: &Epoch, options: &Options) -> World {
    let scope = scope(machine, epoch);
    let mut norms: Vec<NormOutcome> = Vec::with_capacity(epoch.norms.len());
    let mut fails = Truth::NO;
    for planned in &epoch.norms {
        let outcome = if scope == Truth::NO { not_looked_at(machine, planned) } else { outcome(machine, planned, &norms) };
        match planned.kind {
            NormKind::Requirement => fails = fails.or(!outcome.effect),
            NormKind::Bar => fails = fails.or(outcome.effect),
            NormKind::Exception => {}
        }
        norms.push(outcome);
    }
    let possible = verdicts(scope, fails);
    World {
        law_from: epoch.from,
        options: options.to_vec(),
        clocks: machine.clocks.to_vec(),
        scope,
        norms,
        possible,
        answer: possible,
        presumed: machine.slots.applied.clone(),
        conflicts: machine.slots.conflicts.clone(),
        deemed: machine.slots.deemed.clone(),
    }
}

/// The scope; where every rule of the question is not in force, as where the question is not, nothing is covered.
fn scope(machine: &mut Machine<'_>, epoch: &Epoch) -> Truth {
    let any_rule = any_rule(epoch, machine.clocks);
    if any_rule == Truth::NO {
        return Truth::NO;
    }
    any_rule.and(epoch.scope.map_or(Truth::YES, |scope| machine.truth(scope)))
}

/// Whether a requirement or bar is in force.
pub(super) fn any_rule(epoch: &Epoch, clocks: &[Interval<Date>]) -> Truth {
    let rules = epoch.norms.iter().filter(|norm| norm.kind != NormKind::Exception);
    rules.map(|rule| in_force(rule, clocks)).fold(Truth::NO, Truth::or)
}

/// Whether a norm is in force; its clock may leave it open.
pub(super) fn in_force(planned: &PlannedNorm, clocks: &[Interval<Date>]) -> Truth {
    let laws = planned.laws(clocks);
    Truth::of(laws.iter().any(|law| law.condition.is_some()), laws.iter().any(|law| law.condition.is_none()))
}

/// `S` is the scope, `X` that a bar excludes or a requirement is not satisfied.
fn verdicts(scope: Truth, fails: Truth) -> Possible {
    let mut possible = Possible::default();
    if scope.may_be_no() {
        possible = possible.with(VerdictWord::NotApplicable);
    }
    if scope.may_be_yes() && fails.may_be_yes() {
        possible = possible.with(VerdictWord::Ineligible);
    }
    if scope.may_be_yes() && fails.may_be_no() {
        possible = possible.with(VerdictWord::Eligible);
    }
    possible
}

/// Whether a requirement is not satisfied or a bar excludes.
fn failing(machine: &mut Machine<'_>, epoch: &Epoch, planned: &PlannedNorm) -> Truth {
    let against = works(machine, planned);
    if against == Truth::NO {
        return Truth::NO;
    }
    against.and(!lifted(machine, epoch, planned))
}

fn lifted(machine: &mut Machine<'_>, epoch: &Epoch, planned: &PlannedNorm) -> Truth {
    let mut lifted = Truth::NO;
    for exception in planned.exceptions.iter().filter_map(|at| epoch.norms.get(*at)) {
        let condition = works(machine, exception);
        if condition != Truth::NO {
            lifted = lifted.or(condition.and(!self::lifted(machine, epoch, exception)));
        }
        if lifted == Truth::YES {
            break;
        }
    }
    lifted
}

/// Whether a requirement's own condition is not satisfied, that of a bar or exception is: under each law that the norm can fall
/// under. One that is not in force does nothing.
pub(super) fn works(machine: &mut Machine<'_>, planned: &PlannedNorm) -> Truth {
    let laws = planned.laws(machine.clocks).iter();
    laws.map(|law| works_under(machine, planned.kind, law)).reduce(Truth::join).unwrap_or(Truth::NO)
}

fn works_under(machine: &mut Machine<'_>, kind: NormKind, law: &NormLaw) -> Truth {
    let Some((_, condition)) = law.condition else { return Truth::NO };
    let condition = machine.truth(condition);
    match (kind, law.required) {
        (NormKind::Requirement, Some(required)) if condition != Truth::YES => machine.truth(required).and(!condition),
        (NormKind::Requirement, _) => !condition,
        _ => condition,
    }
}

/// Which of a norm's conditions its status rests on under a law: what it is required for, and its own. Where one of them settles
/// a requirement the other does not matter.
pub(super) fn rests_on(machine: &mut Machine<'_>, law: &NormLaw) -> [Option<TruthId>; 2] {
    let Some((_, condition)) = law.condition else { return [None; 2] };
    let required = law.required.map_or(Truth::YES, |required| machine.truth(required));
    match (required, machine.truth(condition)) {
        (Truth::NO, Truth::YES) => [law.required, Some(condition)],
        (Truth::NO, _) => [law.required, None],
        (_, Truth::YES) => [None, Some(condition)],
        _ => [law.required, Some(condition)],
    }
}

fn not_looked_at(machine: &Machine<'_>, planned: &PlannedNorm) -> NormOutcome {
    let version = planned.laws(machine.clocks).iter().find_map(|law| law.condition).map(|(version, _)| version);
    let status = if version.is_some() { Status::NotLookedAt } else { Status::NotInForce };
    let (in_force, open) = (in_force(planned, machine.clocks), Truth::OPEN);
    NormOutcome { norm: planned.norm, version, in_force, required: open, condition: open, effect: open, status }
}

/// The outcome of a norm, whose exceptions stand before it. Laws that its clock leaves and that disagree leave it open.
fn outcome(machine: &mut Machine<'_>, planned: &PlannedNorm, before: &[NormOutcome]) -> NormOutcome {
    let exceptions = planned.exceptions.iter().filter_map(|at| before.get(*at));
    let lifted = exceptions.map(|exception| exception.effect).fold(Truth::NO, Truth::or);
    let laws = planned.laws(machine.clocks).iter();
    let outcomes = laws.map(|law| outcome_under(machine, planned, law, lifted));
    outcomes.reduce(NormOutcome::join).unwrap_or_else(|| not_in_force(planned))
}

fn not_in_force(planned: &PlannedNorm) -> NormOutcome {
    let (effect, open) = (Truth::known(planned.kind == NormKind::Requirement), Truth::OPEN);
    let (in_force, status) = (Truth::NO, Status::NotInForce);
    NormOutcome { norm: planned.norm, version: None, in_force, required: open, condition: open, effect, status }
}

fn outcome_under(machine: &mut Machine<'_>, planned: &PlannedNorm, law: &NormLaw, lifted: Truth) -> NormOutcome {
    let Some((version, condition)) = law.condition else { return not_in_force(planned) };
    let required = law.required.map_or(Truth::YES, |required| machine.truth(required));
    let condition = machine.truth(condition);
    let (effect, status) = match planned.kind {
        NormKind::Exception => {
            let holds = condition.and(!lifted);
            (holds, decided(holds, Status::Holds, Status::DoesNotHold))
        }
        NormKind::Requirement => {
            let satisfied = condition.or(lifted).or(!required);
            let status = match (required, condition, lifted) {
                (Truth::NO, ..) => Status::NotRequired,
                (_, Truth::YES, _) => Status::Met,
                (.., Truth::YES) => Status::Waived,
                _ => decided(satisfied, Status::Open, Status::NotMet),
            };
            (satisfied, status)
        }
        NormKind::Bar => {
            let excludes = condition.and(!lifted);
            let status = match (condition, lifted) {
                (Truth::NO, _) => Status::Clear,
                (_, Truth::YES) => Status::Lifted,
                _ => decided(excludes, Status::Applies, Status::Open),
            };
            (excludes, status)
        }
    };
    NormOutcome { norm: planned.norm, version: Some(version), in_force: Truth::YES, required, condition, effect, status }
}

fn decided(truth: Truth, yes: Status, no: Status) -> Status {
    match truth {
        Truth::YES => yes,
        Truth::NO => no,
        _ => Status::Open,
    }
}
