//! A question as a formula: which law governs, its scope, its norms with their exceptions.

use super::{Asks, Formula, FormulaId, Frame, Law, LawFormula, QuestionFormula, Unfolded};
use crate::eval::Step;
use crate::logic::{Date, Interval};
use crate::plan::{DateId, NormLaw, Plan, PlannedNorm};
use crate::policy::{NormKind, Record, Standing};

impl<'a> Unfolded<'a> {
    pub(super) fn question(&mut self, plan: &'a Plan, record: &'a Record, prefix: &[Step]) -> usize {
        // Questions that it asks are unfolded within it, and each gets its number when it is complete: the place is kept.
        let at = self.questions.len();
        let first = at == 0;
        self.questions.push(QuestionFormula { laws: Vec::new() });
        let frame = |program, presumptions| {
            let prefix = prefix.to_vec();
            Frame { plan, program, presumptions, record, prefix, itself: Vec::new() }
        };
        let governing = self.frame(frame(&plan.governing.0, &[]));
        let date = plan.governing.1;
        let (from, to) = self.days(governing, date);
        let epochs = plan.epochs_between(self.today, from, to);
        let mut laws = Vec::with_capacity(epochs.len());
        let mut frames = Vec::with_capacity(epochs.len());
        for (at, epoch) in epochs.iter().enumerate() {
            let before_end = epochs.get(at + 1).map(|next| self.atom(governing, Asks::Before(date, next.from), &[]));
            let world =
                Law { governing, frame: self.frame_of_law(&frames, frame(&epoch.program, &epoch.presumptions)), plan, epoch };
            frames.push(world.frame);
            let (scope, fails, contradicts) = (self.scope(&world), self.fails(&world), self.deemings(&world));
            let (rules, outside) = if first { (self.rules(&world), self.outside(&world)) } else { Default::default() };
            laws.push(LawFormula { before_end, scope, fails, contradicts, rules, outside });
        }
        if let Some(question) = self.questions.get_mut(at) {
            question.laws = laws;
        }
        at
    }

    /// The frame of a law: that of an earlier one of the same question under which the same is presumed and deemed, since what
    /// both say alike has one number.
    fn frame_of_law(&mut self, earlier: &[usize], frame: Frame<'a>) -> usize {
        let is_like = |at: &&usize| {
            self.frames
                .get(**at)
                .is_some_and(|other| other.program.is_of_one_plan(frame.program) && other.presumptions == frame.presumptions)
        };
        earlier.iter().find(is_like).copied().unwrap_or_else(|| self.frame(frame))
    }

    pub(in crate::reason) fn days(&self, governing: usize, date: DateId) -> (Date, Date) {
        let found = self.knows(governing, |machine| Some(machine.date_of(date)));
        let first = found.and_then(|found| found.low).unwrap_or(Date::MIN);
        let last = found.and_then(|found| found.high).unwrap_or(Date::MAX);
        (first, last)
    }

    pub(in crate::reason) fn scope(&mut self, law: &Law<'a>) -> FormulaId {
        let mut parts = vec![self.add(Formula::Known(law.epoch.in_force)), self.any_rule(law)];
        parts.extend(law.epoch.scope.map(|scope| self.truth(law.frame, scope, &[])));
        self.add(Formula::And(parts.into()))
    }

    /// That a requirement or bar is law.
    pub(super) fn any_rule(&mut self, law: &Law<'a>) -> FormulaId {
        let in_force =
            rules(law).map(|rule| self.by_clock(law, rule, |of, says| of.add(Formula::Known(says.condition.is_some()))));
        let in_force = in_force.collect();
        self.add(Formula::Or(in_force))
    }

    fn fails(&mut self, law: &Law<'a>) -> FormulaId {
        let fails = rules(law).map(|rule| self.holds(law, rule)).collect();
        self.add(Formula::Or(fails))
    }

    /// That a bar excludes, a requirement is not satisfied, an exception holds.
    pub(in crate::reason) fn holds(&mut self, law: &Law<'a>, norm: &'a PlannedNorm) -> FormulaId {
        let parts = [self.works(law, norm), self.stands(law, norm)];
        self.add(Formula::And(parts.into()))
    }

    /// That no exception to a norm holds.
    pub(in crate::reason) fn stands(&mut self, law: &Law<'a>, norm: &'a PlannedNorm) -> FormulaId {
        let mut lifting = Vec::new();
        for exception in norm.exceptions.iter().filter_map(|at| law.epoch.norms.get(*at)) {
            lifting.push(self.holds(law, exception));
        }
        let lifted = self.add(Formula::Or(lifting.into()));
        self.add(Formula::Not(lifted))
    }

    /// That a requirement's own condition is not satisfied, that of a bar or exception is.
    pub(in crate::reason) fn works(&mut self, law: &Law<'a>, norm: &'a PlannedNorm) -> FormulaId {
        self.by_clock(law, norm, |of, says| {
            let Some((_, condition)) = says.condition else { return of.add(Formula::Known(false)) };
            let condition = of.truth(law.frame, condition, &[]);
            if norm.kind != NormKind::Requirement {
                return condition;
            }
            let required = says.required.map(|required| of.truth(law.frame, required, &[]));
            let not_met = of.add(Formula::Not(condition));
            of.add(Formula::And(required.into_iter().chain([not_met]).collect()))
        })
    }

    /// What a norm says, by what its own clock shows.
    pub(in crate::reason) fn by_clock(
        &mut self,
        law: &Law<'a>,
        norm: &'a PlannedNorm,
        mut formula: impl FnMut(&mut Self, &'a NormLaw) -> FormulaId,
    ) -> FormulaId {
        let clock = norm.clock.and_then(|clock| law.plan.clocks.get(clock).copied());
        let clocks: Vec<_> =
            law.plan.clocks.iter().map(|clock| self.knows(law.governing, |run| Some(run.date_of(*clock)))).collect();
        let clocks: Vec<_> = clocks.into_iter().map(|date| date.unwrap_or(Interval::UNKNOWN)).collect();
        let laws = norm.laws(&clocks);
        let mut chosen: Option<(FormulaId, Date)> = None;
        for says in laws.iter().rev() {
            let here = formula(self, says);
            let together = match (chosen, clock) {
                (Some((later, from)), Some(clock)) => {
                    let before = self.atom(law.governing, Asks::Before(clock, from), &[]);
                    self.add(Formula::If(before, here, later))
                }
                _ => here,
            };
            chosen = Some((together, says.from));
        }
        chosen.map_or_else(|| self.add(Formula::Known(false)), |(formula, _)| formula)
    }

    /// That two deemings give one fact different values.
    pub(in crate::reason) fn deemings(&mut self, law: &Law<'a>) -> FormulaId {
        let deemings: Vec<_> = law.epoch.presumptions.iter().filter(|other| other.standing == Standing::Deemed).collect();
        let mut pairs = Vec::new();
        for (at, one) in deemings.iter().enumerate() {
            for other in deemings.iter().skip(at + 1).filter(|other| other.slot == one.slot && other.value != one.value) {
                let both = [self.truth(law.frame, one.when, &[]), self.truth(law.frame, other.when, &[])];
                pairs.push(self.add(Formula::And(both.into())));
            }
        }
        self.add(Formula::Or(pairs.into()))
    }
}

/// The requirements and bars of a law.
fn rules<'a>(law: &Law<'a>) -> impl Iterator<Item = &'a PlannedNorm> + use<'a> {
    law.epoch.norms.iter().filter(|norm| norm.kind != NormKind::Exception)
}
