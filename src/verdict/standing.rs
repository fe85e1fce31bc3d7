//! What stands for facts: presumptions and deemings, of the question and of those that it asks.
//!
//! Read [`Explainer::standing`] first.

use super::explain::{Explainer, outcomes};
use super::facts;
use super::record::{DeemedView, PresumptionView, StandsInView};
use crate::eval::{self, Stands, Step};
use crate::logic::Truth;
use crate::policy::{Datum, Presumption, QuestionId, Standing};

/// One presumption or deeming about one fact.
pub(super) struct StandsFor<'a> {
    pub(super) presumption: &'a Presumption,
    /// The record of whose type it is, from the case.
    of: Vec<Step>,
    value: Datum,
    conflicting: bool,
    /// The questions in which it stands.
    pub(super) questions: Vec<QuestionId>,
}

impl<'a> Explainer<'a> {
    /// What stands for facts under some law or reading, each once for each fact.
    pub(super) fn standing(&self) -> Vec<StandsFor<'a>> {
        let mut all = self.evaluation.stands(self.plan, self.today);
        if self.asked_may_presume() {
            all.extend(self.stands_in_asked());
        }
        let mut found: Vec<StandsFor<'a>> = Vec::new();
        for Stands { question, of, index, value, conflicting } in all {
            let Some(presumption) = self.policy.presumptions.get(index) else { continue };
            let same = |other: &&mut StandsFor<'_>| {
                let this = std::ptr::eq(other.presumption, presumption) && other.of == of;
                this && other.value == value && other.conflicting == conflicting
            };
            match found.iter_mut().find(same) {
                Some(other) if other.questions.contains(&question) => {}
                Some(other) => other.questions.push(question),
                None => found.push(StandsFor { presumption, of, value, conflicting, questions: vec![question] }),
            }
        }
        found
    }

    /// Whether a presumption or deeming may stand in a question that is asked.
    fn asked_may_presume(&self) -> bool {
        let elsewhere = |presumption: &Presumption| presumption.questions.iter().any(|id| *id != self.plan.question);
        !self.plan.asks.is_empty() && self.policy.presumptions.iter().any(elsewhere)
    }

    /// What stands for facts in the questions that the scope and the norms ask.
    fn stands_in_asked(&self) -> Vec<Stands> {
        let mut all = Vec::new();
        for (world, trace) in self.traces().iter_mut() {
            let Some(epoch) = trace.epoch() else { continue };
            trace.stands.clear();
            epoch.scope.into_iter().for_each(|scope| trace.consulted(scope));
            epoch.norms.iter().filter(|_| world.scope != Truth::NO).for_each(|norm| trace.consulted_norm(norm));
            trace.facts.clear();
            trace.forget_comparisons();
            all.extend(std::mem::take(&mut trace.stands));
        }
        all
    }

    pub(super) fn presumptions(&self, standing: &[StandsFor<'_>]) -> Vec<PresumptionView> {
        let presumed = standing.iter().filter(|found| found.presumption.standing == Standing::Presumed);
        let views = presumed.map(|found| {
            let StandsFor { presumption, conflicting, .. } = found;
            let (record, field) = (self.record, &presumption.field);
            let left_open = eval::possible_without(self.plan, record, self.today, self.options, &found.of, field);
            PresumptionView {
                sentence: presumption.sentence.to_string(),
                fact: facts::case_fact(self.policy, record, &found.fact(), Some((Standing::Presumed, &found.value))),
                questions: self.stands_in_all(&found.questions),
                used: !conflicting && left_open != self.evaluation.by_intervals(),
                conflicting: *conflicting,
                left_open: outcomes(left_open),
                burden: presumption.burden.as_ref().map(ToString::to_string),
                sensitive_because: presumption.sensitive_because.as_ref().map(ToString::to_string),
                cites: self.cited(&presumption.cites),
                quote: self.quoted(presumption.quote.as_ref()),
            }
        });
        views.collect()
    }

    /// The facts that are deemed to be something.
    pub(super) fn deemed(&self, standing: &[StandsFor<'_>]) -> Vec<DeemedView> {
        let deemed = standing.iter().filter(|found| found.presumption.standing == Standing::Deemed);
        let views = deemed.map(|found| {
            let deeming = found.presumption;
            DeemedView {
                sentence: deeming.sentence.to_string(),
                fact: facts::case_fact(self.policy, self.record, &found.fact(), Some((Standing::Deemed, &found.value))),
                questions: self.stands_in_all(&found.questions),
                sensitive_because: deeming.sensitive_because.as_ref().map(ToString::to_string),
                cites: self.cited(&deeming.cites),
                quote: self.quoted(deeming.quote.as_ref()),
            }
        });
        views.collect()
    }

    fn stands_in_all(&self, questions: &[QuestionId]) -> Vec<StandsInView> {
        questions.iter().filter_map(|question| self.stands_in(*question)).collect()
    }

    /// A question in which something stands for a fact.
    pub(super) fn stands_in(&self, id: QuestionId) -> Option<StandsInView> {
        let question = self.policy.questions.get(id.index())?;
        let name = format!("{}.{}", self.pack_name(question.pack), question.name);
        Some(StandsInView { question: name, sentence: question.sentence.to_string() })
    }
}

impl StandsFor<'_> {
    /// Where the fact is, from the case.
    pub(super) fn fact(&self) -> Vec<Step> {
        self.of.iter().copied().chain(self.presumption.field.iter().map(|index| Step::Field(*index))).collect()
    }

    /// What stands for it.
    pub(super) fn value(&self) -> &Datum {
        &self.value
    }
}
