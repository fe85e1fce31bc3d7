//! Grounds: sets of norms of which each gives the verdict alone; and the norms that keep a verdict open.

use indexmap::IndexSet;

use super::explain::Explainer;
use super::record::Ground;
use crate::eval::{Status, World};
use crate::logic::Truth;
use crate::policy::{NormId, NormKind, VerdictWord};
use crate::reason::ProvenGround;

impl Explainer<'_> {
    /// The grounds of the verdict. Where every world fails for a norm of its own, they are one joint ground.
    pub(super) fn grounds(&self, verdict: VerdictWord) -> Vec<Ground> {
        match verdict {
            VerdictWord::Undetermined => Vec::new(),
            VerdictWord::NotApplicable => {
                let ground = Ground { scope: true, ..self.ground(&self.not_law_by_clock()) };
                vec![self.with_proof(ground, self.proven().first())]
            }
            VerdictWord::Eligible => {
                let norms: Vec<NormId> = self.question.rules.iter().flat_map(|id| self.settled_for(*id)).collect();
                vec![self.with_proof(self.ground(&norms), self.proven().first())]
            }
            VerdictWord::Ineligible if !self.proven().is_empty() => {
                let ground = |proven: &ProvenGround| {
                    let norms: Vec<NormId> = proven.norms.iter().flat_map(|id| self.with_exceptions(*id)).collect();
                    self.with_proof(self.ground(&norms), Some(proven))
                };
                self.proven().iter().map(ground).collect()
            }
            VerdictWord::Ineligible => {
                let fails = |status: &Status| matches!(status, Status::NotMet | Status::Applies);
                let everywhere: Vec<NormId> = self
                    .question
                    .rules
                    .iter()
                    .filter(|id| self.evaluation.statuses.get(*id).is_some_and(fails))
                    .copied()
                    .collect();
                if !everywhere.is_empty() {
                    return everywhere.into_iter().map(|id| self.ground(&self.with_exceptions(id))).collect();
                }
                let failing = |id: &NormId| {
                    self.evaluation
                        .worlds
                        .iter()
                        .any(|world| world.norms.iter().any(|norm| norm.norm == *id && fails(&norm.status)))
                };
                // Where cases were told apart, one of several that are open fails in each.
                let may_fail = |id: &&NormId| {
                    !self.question.rules.iter().any(failing) && self.evaluation.statuses.get(*id) == Some(&Status::Open)
                };
                let rules = self.question.rules.iter().filter(|id| failing(id) || may_fail(id));
                let norms: Vec<NormId> = rules.flat_map(|id| self.with_exceptions(*id)).collect();
                vec![self.ground(&norms)]
            }
        }
    }

    /// What makes a rule that was law stand for the person. Where laws or readings disagree about it, it is met under some
    /// and lifted under the others.
    fn settled_for(&self, id: NormId) -> Vec<NormId> {
        match self.evaluation.statuses.get(&id) {
            None => Vec::new(),
            // That it was not law is a matter of facts where it has a date of its own.
            Some(Status::NotInForce) => {
                if self.has_clock(id) {
                    vec![id]
                } else {
                    Vec::new()
                }
            }
            Some(Status::NotRequired | Status::Met | Status::Clear) => vec![id],
            Some(_) => {
                let mut norms = self.with_lifting(id);
                let by_case = self.lifting_by_case(id).into_iter().flat_map(|id| self.with_exceptions(id));
                for norm in by_case {
                    if !norms.contains(&norm) {
                        norms.push(norm);
                    }
                }
                norms
            }
        }
    }

    /// A norm with the exceptions that lift it, and why each of these stands.
    fn with_lifting(&self, id: NormId) -> Vec<NormId> {
        let lifting = self.exceptions_to(id).filter(|id| self.holds_somewhere(*id));
        std::iter::once(id).chain(lifting.flat_map(|id| self.with_exceptions(id))).collect()
    }

    /// A norm with the exceptions that were law, and why each leaves it as it is: one whose own condition fails needs no
    /// more, one that an exception of its own undoes needs that.
    fn with_exceptions(&self, id: NormId) -> Vec<NormId> {
        let exceptions = self.exceptions_to(id).flat_map(|id| match self.condition(id) {
            Truth::NO => vec![id],
            _ if self.evaluation.statuses.get(&id) == Some(&Status::NotInForce) => vec![id],
            _ => self.with_lifting(id),
        });
        std::iter::once(id).chain(exceptions).collect()
    }

    /// Where no requirement or bar was law: those of which that is a matter of facts, since they have a date of their own.
    fn not_law_by_clock(&self) -> Vec<NormId> {
        let rules = &self.question.rules;
        let is_law = |world: &World| {
            let mut rules = world.norms.iter().filter(|outcome| rules.contains(&outcome.norm));
            rules.any(|outcome| outcome.status != Status::NotInForce)
        };
        if self.evaluation.worlds.iter().all(is_law) {
            return Vec::new();
        }
        rules.iter().filter(|id| self.has_clock(**id)).copied().collect()
    }

    /// Which law a norm falls under hangs on a date of its own.
    fn has_clock(&self, id: NormId) -> bool {
        self.norm(id).is_some_and(|norm| norm.law_as_at.is_some())
    }

    fn ground(&self, norms: &[NormId]) -> Ground {
        Ground { norms: self.norm_ids(norms), scope: false, splits: Vec::new(), rests_on: Vec::new() }
    }

    /// A ground with the cases that were told apart.
    fn with_proof(&self, ground: Ground, proven: Option<&ProvenGround>) -> Ground {
        let Some(proven) = proven else { return ground };
        Ground { splits: self.splits(proven), rests_on: self.rests_on(proven), ..ground }
    }

    /// The exceptions to a norm that were law, or by a date of their own were not.
    fn exceptions_to(&self, id: NormId) -> impl Iterator<Item = NormId> + '_ {
        let in_force = |id: &NormId| {
            self.evaluation.statuses.get(id).is_some_and(|status| *status != Status::NotInForce || self.has_clock(*id))
        };
        self.norm(id).into_iter().flat_map(|norm| norm.exceptions.iter().copied()).filter(in_force)
    }

    /// An exception holds under some law or reading: under each, another one may be what lifts the rule.
    fn holds_somewhere(&self, id: NormId) -> bool {
        let mut outcomes = self.evaluation.worlds.iter().flat_map(|world| &world.norms);
        outcomes.any(|outcome| outcome.norm == id && outcome.status == Status::Holds)
    }

    /// A norm's own condition over all worlds.
    fn condition(&self, id: NormId) -> Truth {
        let outcomes = self.evaluation.worlds.iter().flat_map(|world| &world.norms).filter(|outcome| outcome.norm == id);
        outcomes.map(|outcome| outcome.condition).reduce(Truth::join).unwrap_or(Truth::OPEN)
    }

    /// The norms that keep the verdict open, over all worlds.
    pub(super) fn undecided(&self) -> Vec<String> {
        let mut undecided: IndexSet<NormId> = IndexSet::new();
        for world in self.evaluation.worlds.iter().filter(|_| self.evaluation.possible.only().is_none()) {
            let Some(epoch) = self.plan.epoch(self.law(world)) else { continue };
            undecided.extend(world.undecided(epoch).into_iter().filter_map(|at| epoch.norms.get(at)).map(|norm| norm.norm));
        }
        // Where laws or readings disagree about the verdict, so do the norms that make the difference.
        let worlds = &self.evaluation.worlds;
        if worlds.iter().any(|world| Some(world.possible) != worlds.first().map(|first| first.possible)) {
            for (id, norm) in self.in_order() {
                // An exception to what is the same with and without it makes none.
                let matters = norm.kind != NormKind::Exception || norm.lifts.iter().any(|lifted| undecided.contains(lifted));
                if matters && self.disagree(id) {
                    undecided.insert(id);
                }
            }
        }
        let in_order: Vec<NormId> = self.in_order().map(|(id, _)| id).filter(|id| undecided.contains(id)).collect();
        self.norm_ids(&in_order)
    }

    /// The worlds that look at a norm disagree about it.
    fn disagree(&self, id: NormId) -> bool {
        let looked_at = self.evaluation.worlds.iter().filter(|world| world.scope != Truth::NO);
        let mut effects = looked_at.flat_map(|world| world.norms.iter().filter(|norm| norm.norm == id)).map(|norm| norm.effect);
        let first = effects.next();
        effects.any(|effect| Some(effect) != first)
    }
}
