//! What became of a power: read off the outcome that it stands beside, which it never touches.
//!
//! Read [`Trace::power`] first.

use super::trace::Trace;
use super::world::{Status, World};
use crate::logic::Truth;
use crate::plan::{PlannedPower, TruthId};
use crate::policy::{PowerStatus, VerdictWord};

impl Trace<'_> {
    /// What became of a power in a world.
    pub fn power(&mut self, world: &World, planned: &PlannedPower) -> PowerStatus {
        let mut is_yes =
            |condition: Option<TruthId>| condition.is_some_and(|condition| self.machine().holds(condition) == Truth::YES);
        if is_yes(planned.exercised) {
            return PowerStatus::Exercised;
        }
        if is_yes(planned.refused) {
            return PowerStatus::Refused;
        }
        let given = planned.when.map_or(Truth::YES, |when| self.machine().holds(when));
        match given.and(needed(world, planned)) {
            Truth::YES => PowerStatus::OpenTo,
            Truth::NO => PowerStatus::NotOpen,
            _ => PowerStatus::MayBeOpen,
        }
    }

    /// Adds the facts that the status of a power rests on.
    pub fn consulted_by_power(&mut self, planned: &PlannedPower, status: PowerStatus) {
        let conditions = match status {
            PowerStatus::Exercised => [planned.exercised, None, None],
            PowerStatus::Refused => [planned.refused, None, None],
            _ => [planned.when, planned.exercised, planned.refused],
        };
        conditions.into_iter().flatten().for_each(|condition| self.consulted(condition));
    }
}

/// Whether there is something to lift, or somebody to refuse.
fn needed(world: &World, planned: &PlannedPower) -> Truth {
    let Some(lifts) = &planned.lifts else { return world.possible.is(VerdictWord::Eligible) };
    let fails = lifts.iter().filter_map(|at| world.norms.get(*at)).map(|norm| match norm.status {
        Status::NotMet | Status::Applies => Truth::YES,
        Status::Open => Truth::OPEN,
        _ => Truth::NO,
    });
    fails.fold(Truth::NO, Truth::or).and(world.scope)
}

/// The status over all worlds; none: not in force in any. Worlds that disagree leave it open.
pub fn over_worlds(statuses: &[Option<PowerStatus>]) -> Option<PowerStatus> {
    let in_force: Vec<PowerStatus> = statuses.iter().copied().flatten().collect();
    let first = *in_force.first()?;
    if in_force.len() == statuses.len() && in_force.iter().all(|status| *status == first) {
        return Some(first);
    }
    let perhaps = in_force.iter().any(|status| *status != PowerStatus::NotOpen);
    Some(if perhaps { PowerStatus::MayBeOpen } else { PowerStatus::NotOpen })
}
