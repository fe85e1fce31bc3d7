//! The questions that a norm or a scope asks, in the record.

use serde::Serialize;

use super::{FactView, LawAsAt, NormView, Outcome, PowerView, ScopeView};

/// A question that is asked, its answer and what decided it.
#[derive(Debug, Clone, Serialize)]
pub struct AskedView {
    /// `pack.question`
    pub question: String,
    /// What an eligible verdict of it says.
    pub sentence: String,
    /// The record of the case on which it is asked, in words; none: the case itself.
    pub of: Option<String>,
    /// Its verdict.
    pub verdict: Outcome,
    /// The verdict in its own words, one sentence.
    pub says: String,
    /// It reports a statement or policy that binds nobody: its own words stand for the verdict wherever people read.
    pub advisory: bool,
    /// Its possible verdicts; one unless undetermined.
    pub possible: Vec<Outcome>,
    /// Its governing date.
    pub law_as_at: LawAsAt,
    /// Whether the record is covered; none where the question covers everything.
    pub scope: Option<ScopeView>,
    /// The norms that decide its verdict or keep it open, rules before their exceptions.
    pub norms: Vec<NormView>,
    /// Its powers that are open, may be open or were used.
    pub powers: Vec<PowerView>,
}

impl AskedView {
    /// What tells it from others on a page: the question, whose it is, and what decided it.
    pub(in crate::verdict) fn key(&self) -> (&str, Option<&str>, Outcome, Vec<&str>) {
        (&self.question, self.of.as_deref(), self.verdict, self.norms.iter().map(|norm| &*norm.id).collect())
    }

    /// The facts that decided it, those of the questions that it asks included.
    pub fn every_fact(&self) -> Box<dyn Iterator<Item = &FactView> + '_> {
        let scope = self.law_as_at.facts.iter().chain(self.scope.iter().flat_map(ScopeView::every_fact));
        Box::new(scope.chain(self.norms.iter().flat_map(NormView::every_fact)))
    }

    /// The same, to say more of each.
    pub fn every_fact_mut(&mut self) -> Box<dyn Iterator<Item = &mut FactView> + '_> {
        let scope = self.law_as_at.facts.iter_mut().chain(self.scope.iter_mut().flat_map(ScopeView::every_fact_mut));
        Box::new(scope.chain(self.norms.iter_mut().flat_map(NormView::every_fact_mut)))
    }
}

impl ScopeView {
    /// The facts that were looked at, and those that decided the questions that it asks.
    pub fn every_fact(&self) -> impl Iterator<Item = &FactView> {
        self.facts.iter().chain(self.asked.iter().flat_map(AskedView::every_fact))
    }

    /// The same, to say more of each.
    pub fn every_fact_mut(&mut self) -> impl Iterator<Item = &mut FactView> {
        self.facts.iter_mut().chain(self.asked.iter_mut().flat_map(AskedView::every_fact_mut))
    }
}
