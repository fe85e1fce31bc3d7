//! Powers: who may lift or refuse what beside the verdict, and whether it was done.
//!
//! Read [`Explainer::powers`] first.

use indexmap::IndexSet;

use super::explain::Explainer;
use super::record::PowerView;
use crate::eval;
use crate::policy::{May, NormId, NormKind, Power, PowerStatus, PowerVersion};

impl Explainer<'_> {
    /// The powers that are law, open or not.
    pub(super) fn powers(&self) -> Vec<PowerView> {
        let powers = self.question.powers.iter().enumerate();
        powers.filter_map(|(at, power)| self.power(at, power)).collect()
    }

    /// A power that is law in some world.
    fn power(&self, at: usize, power: &Power) -> Option<PowerView> {
        let mut statuses: Vec<Option<PowerStatus>> = Vec::new();
        let (mut facts, mut version) = (IndexSet::new(), None);
        for (world, trace) in self.traces().iter_mut() {
            let planned = trace.epoch().and_then(|epoch| epoch.powers.iter().find(|planned| planned.index == at));
            let status = planned.map(|planned| trace.power(world, planned));
            if let (Some(planned), Some(status)) = (planned, status.filter(|_| self.full())) {
                trace.facts.clear();
                trace.consulted_by_power(planned, status);
                facts.append(&mut trace.facts);
                trace.comparisons.clear();
            }
            version = version.or(planned.map(|planned| planned.version));
            statuses.push(status);
        }
        let status = eval::over_worlds(&statuses)?;
        let shown = power.versions.get(version?)?;
        Some(PowerView {
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

    /// In words: `the Attorney General may lift the bar`.
    fn said_of(&self, power: &PowerVersion, status: PowerStatus) -> String {
        let holder = &power.held_by;
        match &power.may {
            May::Refuse => match status {
                PowerStatus::OpenTo => format!("{holder} may refuse"),
                PowerStatus::MayBeOpen => format!("it may be open to {holder} to refuse"),
                PowerStatus::NotOpen => format!("it is not open to {holder} to refuse"),
                PowerStatus::Exercised => format!("{holder} has refused"),
                PowerStatus::Refused => format!("{holder} has declined to refuse"),
            },
            May::Lift(rules) => {
                let rules = self.rules_in_words(rules);
                match status {
                    PowerStatus::OpenTo => format!("{holder} may lift {rules}"),
                    PowerStatus::MayBeOpen => format!("it may be open to {holder} to lift {rules}"),
                    PowerStatus::NotOpen => format!("it is not open to {holder} to lift {rules}"),
                    PowerStatus::Exercised => format!("{holder} has used the power to lift {rules}"),
                    PowerStatus::Refused => format!("{holder} has declined to lift {rules}"),
                }
            }
        }
    }

    fn rules_in_words(&self, rules: &[NormId]) -> &'static str {
        let bars = rules.iter().filter(|id| self.norm(**id).is_some_and(|norm| norm.kind == NormKind::Bar)).count();
        match (rules.len() - bars, bars) {
            (1, 0) => "the requirement",
            (_, 0) => "the requirements",
            (0, 1) => "the bar",
            (0, _) => "the bars",
            (1, 1) => "the requirement or bar",
            _ => "the requirements and bars",
        }
    }
}
