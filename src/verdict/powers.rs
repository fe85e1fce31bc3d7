//! Powers: who may lift or refuse what beside the verdict, and whether it was done.
//!
//! Read [`Explainer::powers`] first.

use indexmap::IndexSet;

use super::explain::Explainer;
use super::record::{Ground, PowerView};
use crate::eval::{self, Status};
use crate::policy::{May, NormId, NormKind, Power, PowerStatus, PowerVersion, VerdictWord};

impl Explainer<'_> {
    /// The powers that are law, open or not.
    pub(super) fn powers(&self, grounds: &[Ground], undecided: &[String]) -> Vec<PowerView> {
        let powers = self.question.powers.iter().enumerate();
        powers.filter_map(|(at, power)| self.power(at, power, grounds, undecided)).collect()
    }

    /// A power that is law in some world.
    fn power(&self, at: usize, power: &Power, grounds: &[Ground], undecided: &[String]) -> Option<PowerView> {
        let mut statuses: Vec<Option<PowerStatus>> = Vec::new();
        let (mut facts, mut version) = (IndexSet::new(), None);
        for (world, trace) in self.traces().iter_mut() {
            let planned = trace.epoch().and_then(|epoch| epoch.powers.iter().find(|planned| planned.index == at));
            let status = planned.map(|planned| trace.power(world, planned));
            if let (Some(planned), Some(status)) = (planned, status.filter(|_| self.full())) {
                trace.facts.clear();
                trace.consulted_by_power(planned, status);
                facts.append(&mut trace.facts);
                trace.forget_comparisons();
            }
            version = version.or(planned.map(|planned| planned.version));
            statuses.push(status);
        }
        let status = eval::over_worlds(&statuses)?;
        let shown = power.versions.get(version?)?;
        let besides = match &shown.may {
            May::Lift(rules) => self.besides(rules, grounds),
            May::Refuse => Vec::new(),
        };
        Some(PowerView {
            touches: self.touches(&shown.may, undecided),
            besides,
            id: format!("{}.{}", self.question_id(), power.name),
            status: status.into(),
            says: self.said_of(shown, status),
            sentence: shown.sentence.to_string(),
            held_by: shown.held_by.to_string(),
            lifts: match &shown.may {
                May::Lift(rules) => Some(self.norm_ids(rules)),
                May::Refuse => None,
            },
            asks: shown.when.as_ref().map(|when| self.asks(when.span)),
            facts: self.facts(&facts),
            cites: self.cited(&shown.cites),
            quote: self.quoted(shown.quote.as_ref()),
            sensitive_because: shown.sensitive_because.as_ref().filter(|_| self.full()).map(ToString::to_string),
        })
    }

    /// The rules that stand against the person by themselves, whatever becomes of those that a power may lift.
    fn besides(&self, rules: &[NormId], grounds: &[Ground]) -> Vec<String> {
        let lifted = self.norm_ids(rules);
        let fails = |id: &&NormId| matches!(self.status(**id), Status::NotMet | Status::Applies | Status::Open);
        let failing = self.norm_ids(self.question.rules.iter().filter(fails));
        let others = grounds.iter().filter(|ground| !ground.norms.iter().any(|norm| lifted.contains(norm)));
        let others: IndexSet<&String> = others.flat_map(|ground| &ground.norms).filter(|norm| failing.contains(norm)).collect();
        others.into_iter().cloned().collect()
    }

    /// Whether a power has to do with what became of the case: one to lift with a rule that stands against the person, is lifted
    /// or keeps the verdict open; one to refuse with a person who may be eligible.
    fn touches(&self, may: &May, undecided: &[String]) -> bool {
        let May::Lift(rules) = may else { return self.evaluation.possible.words().any(|word| word == VerdictWord::Eligible) };
        rules.iter().any(|rule| match self.status(*rule) {
            Status::NotMet | Status::Applies | Status::Waived | Status::Lifted => true,
            Status::Open => self.norm_id(*rule).is_some_and(|id| undecided.contains(id)),
            _ => false,
        })
    }

    fn status(&self, id: NormId) -> Status {
        self.evaluation.statuses.get(&id).copied().unwrap_or(Status::NotInForce)
    }

    /// In words: `the Attorney General may lift the bar “A sentence is being served”`. What was done is told in the past tense,
    /// which is the same for one holder and several.
    fn said_of(&self, power: &PowerVersion, status: PowerStatus) -> String {
        let holder = &power.held_by;
        match &power.may {
            May::Refuse => match status {
                PowerStatus::OpenTo => format!("{holder} may refuse"),
                PowerStatus::MayBeOpen => format!("it may be open to {holder} to refuse"),
                PowerStatus::NotOpen => format!("it is not open to {holder} to refuse"),
                PowerStatus::Exercised => format!("{holder} refused"),
                PowerStatus::Refused => format!("{holder} declined to refuse"),
            },
            May::Lift(rules) => {
                let rules = self.rules_in_words(rules);
                match status {
                    PowerStatus::OpenTo => format!("{holder} may lift {rules}"),
                    PowerStatus::MayBeOpen => format!("it may be open to {holder} to lift {rules}"),
                    PowerStatus::NotOpen => format!("it is not open to {holder} to lift {rules}"),
                    PowerStatus::Exercised => format!("{holder} used the power to lift {rules}"),
                    PowerStatus::Refused => format!("{holder} declined to lift {rules}"),
                }
            }
        }
    }

    /// The rules that a power reaches, each by its sentence; of several those that stand against the person or may, if there are
    /// any.
    fn rules_in_words(&self, rules: &[NormId]) -> String {
        let stands = |id: &&NormId| matches!(self.status(**id), Status::NotMet | Status::Applies | Status::Open);
        let standing: Vec<&NormId> = rules.iter().filter(stands).collect();
        let named = if standing.is_empty() { rules.iter().collect() } else { standing };
        let words = named.into_iter().filter_map(|id| {
            let kind = if self.norm(*id)?.kind == NormKind::Bar { "the bar" } else { "the requirement" };
            Some(format!("{kind} {}", self.sentence(*id)?))
        });
        words.collect::<Vec<_>>().join(" or ")
    }
}
