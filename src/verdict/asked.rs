//! The questions that a question asks: the answer of each, and the norms of it that decided.
//!
//! Read [`Explainer::asked`] first.

use std::sync::Arc;

use indexmap::IndexSet;

use super::explain::{Explainer, Inquiry, outcomes};
use super::record::{AskedView, Ground, Outcome, PowerStatusView};
use super::words;
use crate::eval::{self, Asked, FactRef};
use crate::logic::Truth;
use crate::plan::Plan;
use crate::policy::{QuestionId, Record, VerdictWord};

/// Of a question that is asked: the question whose explanation this is a part of.
#[derive(Clone)]
pub(super) struct Outer<'a> {
    /// The case.
    pub(super) case: &'a Record,
    /// What was asked of it.
    pub(super) question: QuestionId,
    /// Where the record at hand is in it; none: it is not a part of it.
    pub(super) at: Option<FactRef>,
}

impl<'a> Explainer<'a> {
    /// What each of these questions answers, and why; once where it is the same under several readings.
    pub(super) fn asked(&self, asked: &[Asked<'_>]) -> Vec<AskedView> {
        let mut views: Vec<AskedView> = Vec::new();
        for asked in asked {
            let view = self.ask(asked, |asked| asked.answer());
            if !views.iter().any(|other| other.key() == view.key()) {
                views.push(view);
            }
        }
        views
    }

    /// Reads something off a question that is asked.
    pub(super) fn ask<T>(&self, asked: &Asked<'_>, read: impl FnOnce(&Explainer<'_>) -> T) -> T {
        let powers = self.full() && !asked.plan.question_data().powers.is_empty();
        let with_powers = powers.then(|| self.with_powers(asked.plan.question)).flatten();
        let plan = with_powers.as_deref().unwrap_or(asked.plan);
        let evaluation = eval::evaluate_asked(plan, asked.record, self.today, asked.options);
        let outer = self.outer();
        let inquiry = Inquiry { plan, record: asked.record, today: self.today, options: asked.options, budget: self.budget };
        let mut explainer = Explainer::new(inquiry, &evaluation, None, self.detail);
        let at = asked.at.clone().and_then(|at| at.within(outer.at.as_ref()));
        explainer.outer = Some(Outer { at, ..outer });
        explainer.plans.clone_from(&self.plans);
        read(&explainer)
    }

    /// Where the facts of the record at hand are told from.
    pub(super) fn outer(&self) -> Outer<'a> {
        let own = || Outer { case: self.record, question: self.plan.question, at: Some(FactRef::Case(Vec::new())) };
        self.outer.clone().unwrap_or_else(own)
    }

    /// The plan of a question that is asked, with what stands beside its answer, which the answer does without.
    fn with_powers(&self, question: QuestionId) -> Option<Arc<Plan>> {
        let mut plans = self.plans.borrow_mut();
        plans.entry(question).or_insert_with(|| Plan::new(&self.plan.policy, question)).clone()
    }

    fn answer(&self) -> AskedView {
        let verdict = self.evaluation.possible.verdict();
        let (grounds, undecided) = (self.grounds_of_answer(), self.undecided());
        let mut powers = self.powers(&grounds, &undecided);
        powers.retain(|power| power.status != PowerStatusView::NotOpen);
        AskedView {
            question: self.question_id(),
            sentence: self.question.sentence.to_string(),
            of: self.whose(),
            verdict: Outcome::from(verdict),
            says: self.says(verdict),
            advisory: self.question.advisory,
            possible: outcomes(self.evaluation.possible),
            law_as_at: self.law_as_at(Vec::new()),
            scope: self.scope(),
            norms: self.norms(&grounds, &undecided),
            powers,
        }
    }

    /// Its grounds; of an answer that is open because nobody knows whether the case is covered, those if it is: that it cannot be
    /// eligible, or cannot be ineligible, is an answer too.
    pub(super) fn grounds_of_answer(&self) -> Vec<Ground> {
        let possible = self.evaluation.possible;
        self.grounds(match [VerdictWord::Eligible, VerdictWord::Ineligible].map(|word| possible.contains(word)) {
            [true, false] => VerdictWord::Eligible,
            [false, true] => VerdictWord::Ineligible,
            _ => possible.verdict(),
        })
    }

    /// On which record of the case it is asked; none: on the case itself.
    fn whose(&self) -> Option<String> {
        let outer = self.outer();
        match outer.at {
            None => Some("a further one".to_owned()),
            Some(FactRef::Case(steps) | FactRef::Stood(steps, _)) if steps.is_empty() => None,
            Some(FactRef::Case(steps) | FactRef::Stood(steps, _)) => Some(words::label(self.policy, outer.case.ty, &steps)),
            Some(FactRef::Row(table, row, _)) => {
                self.policy.tables.get(table.index()).map(|table| format!("{}, row {}", table.label, row + 1))
            }
            Some(FactRef::Table(table, _)) => self.policy.tables.get(table.index()).map(|table| table.label.to_string()),
        }
    }

    /// What the scope and the norms consulted that decide or keep the verdict open, and the questions that they ask.
    pub(super) fn deciding(&self, grounds: &[Ground], undecided: &[String]) -> (IndexSet<FactRef>, Vec<Asked<'a>>) {
        let named = |id: &String| undecided.contains(id) || grounds.iter().any(|ground| ground.norms.contains(id));
        let (mut found, mut asked) = (IndexSet::new(), Vec::new());
        for (world, trace) in self.traces().iter_mut() {
            let Some(epoch) = trace.epoch() else { continue };
            let norms = epoch.norms.iter().filter(|norm| world.scope != Truth::NO && self.norm_id(norm.norm).is_some_and(named));
            let here = trace.apart(|trace| {
                epoch.scope.into_iter().for_each(|scope| trace.consulted(scope));
                norms.for_each(|norm| trace.consulted_norm(norm));
            });
            add_asked(&mut asked, here);
            found.append(&mut trace.facts);
            trace.forget_comparisons();
        }
        (found, asked)
    }
}

/// Adds questions asked, each once.
pub(super) fn add_asked<'a>(all: &mut Vec<Asked<'a>>, asked: Vec<Asked<'a>>) {
    for asked in asked {
        if !all.iter().any(|other| other.is(&asked)) {
            all.push(asked);
        }
    }
}
