//! What the tests of a pack leave out: outcomes of norms, and thresholds.
//!
//! A careful author tests a norm with each of its outcomes, and each comparison of dates, numbers or periods in it where
//! the two sides are the same: that is where `at least` and `more than` part.

use std::sync::Arc;

use indexmap::IndexMap;

use super::coverage::Coverage;
use crate::api::{Policy, Question, Verdict};
use crate::audit;
use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::eval::{Sides, Trace};
use crate::logic::Date;
use crate::plan::{DateNode, Epoch, NormLaw, PlannedNorm, Program, TruthId, TruthNode};
use crate::policy::{Law, NormId, PolicyData};
use crate::source::Span;

/// The comparisons of norms by place, and whether a test stands at their threshold.
pub(super) type Thresholds = IndexMap<(NormId, Span), bool>;

/// The findings of a pack with those about its tests, which only running them can tell, and with those that need proof.
#[must_use]
pub fn with_gaps(checked: Checked) -> Checked {
    let Checked { policy, files, mut diagnostics } = checked;
    let Some(data) = policy else { return Checked { policy, files, diagnostics } };
    let policy = Policy::from(data);
    let rows = policy.contradicted_rows();
    if !rows.is_empty() {
        diagnostics.extend(rows);
        let mut checked = Checked { policy: None, files, diagnostics };
        checked.sort();
        return checked;
    }
    diagnostics.extend(super::run(&policy, |_| true).gaps);
    let proven = audit::findings(policy.data(), audit::LIMIT, &diagnostics);
    diagnostics.extend(proven);
    let policy = Arc::into_inner(policy.into_data());
    let mut checked = Checked { policy, files, diagnostics };
    checked.sort();
    checked
}

/// Looks at the comparisons that a test decided.
pub(super) fn reach(thresholds: &mut Thresholds, question: &Question, verdict: &Verdict) {
    let plan = question.plan();
    let Some(today) = question.today() else { return };
    for world in &verdict.evaluation().worlds {
        let mut trace = Trace::new(plan, verdict.record(), today, world);
        let Some(epoch) = trace.epoch() else { continue };
        for planned in &epoch.norms {
            let mut comparisons = Vec::new();
            for law in planned.laws(&world.clocks) {
                conditions(law).for_each(|condition| collect(&epoch.program, condition, &mut comparisons));
            }
            comparisons.retain(|comparison| can_stand(question, planned, epoch, *comparison, today));
            for comparison in comparisons {
                let same = match trace.machine().sides(comparison) {
                    Some(Sides::Dates(left, right)) => left == right,
                    Some(Sides::Amounts(left, right)) => left.range == right.range,
                    Some(Sides::Periods(left, right)) => left == right,
                    None => false,
                };
                *thresholds.entry((planned.norm, epoch.program.span(comparison))).or_default() |= same;
            }
        }
    }
}

/// Whether a test can stand at the threshold of a comparison: not if the date that picks the law is compared with a day whose law
/// does not have the comparison.
fn can_stand(question: &Question, planned: &PlannedNorm, epoch: &Epoch, comparison: TruthId, today: Date) -> bool {
    let plan = question.plan();
    let TruthNode::DateOrder(_, left, right) = epoch.program.truth(comparison) else { return true };
    let (governing, picks) = (&plan.governing.0, plan.governing.1);
    let picks = governing.date(picks);
    let day = match (epoch.program.date(*left), epoch.program.date(*right)) {
        (DateNode::Known(day), other) | (other, DateNode::Known(day)) if other == picks => *day,
        _ => return true,
    };
    if planned.clock.is_some() || !matches!(picks, DateNode::Fact(..) | DateNode::Today) {
        return true;
    }
    let span = epoch.program.span(comparison);
    let law = plan.epoch(Law { day, known_on: today });
    law.is_some_and(|epoch| {
        let laws = epoch.norms.iter().filter(|other| other.norm == planned.norm).flat_map(|norm| &norm.laws);
        let mut found = Vec::new();
        laws.for_each(|law| conditions(law).for_each(|condition| collect(&epoch.program, condition, &mut found)));
        found.iter().any(|other| epoch.program.span(*other) == span)
    })
}

/// When the norm is required, and its condition.
fn conditions(law: &NormLaw) -> impl Iterator<Item = TruthId> {
    law.required.into_iter().chain(law.condition.map(|(_, condition)| condition))
}

/// The comparisons of a condition, those on elements of a list left out.
fn collect(program: &Program, truth: TruthId, found: &mut Vec<TruthId>) {
    match program.truth(truth) {
        TruthNode::DateOrder(..) | TruthNode::NumberOrder(..) | TruthNode::PeriodOrder(..) if !found.contains(&truth) => {
            found.push(truth);
        }
        TruthNode::Not(inner) => collect(program, *inner, found),
        TruthNode::And(parts) | TruthNode::Or(parts) | TruthNode::AtLeastOf(_, parts) => {
            parts.iter().for_each(|part| collect(program, *part, found));
        }
        TruthNode::If(condition, yes, no) => [condition, yes, no].into_iter().for_each(|part| collect(program, *part, found)),
        TruthNode::SameTruth(left, right) => [left, right].into_iter().for_each(|part| collect(program, *part, found)),
        _ => {}
    }
}

/// The findings about the norms of tested questions.
pub(super) fn findings(data: &PolicyData, coverage: &Coverage, thresholds: &Thresholds) -> Vec<Diagnostic> {
    let tested = |id: NormId| {
        let question = data.norms.get(id.index()).map(|norm| norm.question);
        data.tests.iter().any(|test| Some(test.question) == question)
    };
    let mut findings = Vec::new();
    for ((id, version), norm) in coverage.iter().filter(|((id, _), _)| tested(*id)) {
        let missed: Vec<&str> = norm.missed().collect();
        let version = data.norms.get(id.index()).and_then(|norm| norm.versions.get(*version));
        if let Some(version) = version.filter(|_| !missed.is_empty()) {
            findings.push(outcomes_without_test(&norm.name(), &missed, version.span));
        }
    }
    for ((id, span), _) in thresholds.iter().filter(|(_, tested)| !**tested) {
        let norm = data.norms.get(id.index()).filter(|norm| norm.pack.index() == 0);
        let question = norm.and_then(|norm| data.questions.get(norm.question.index()));
        let name = norm.zip(question).map(|(norm, question)| format!("{}.{}", question.name, norm.name));
        findings.extend(name.map(|name| threshold_without_test(&name, *span)));
    }
    findings
}

fn outcomes_without_test(norm: &str, missed: &[&str], span: Span) -> Diagnostic {
    Diagnostic::new(Code::W005, span, format!("no test shows `{norm}` as {}", missed.join(", or as ")))
        .why("what no test reaches, nobody has seen decided")
        .help("write a test for each; `whereas test` lists what is reached")
}

fn threshold_without_test(norm: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::W006, span, format!("no test of `{norm}` stands at the threshold of this comparison"))
        .why("`at least` and `more than`, `before` and `on or before` differ on that very day or amount")
        .help("write a test in which both sides are the same, and one on each side of it")
}
