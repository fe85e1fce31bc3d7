//! What if, and why not: two explanations side by side, and an explanation beside the verdict that is wanted.

use super::explain::{Detail, Explainer, Inquiry};
use super::facts;
use super::record::{
    Explanation, FactNameView, NormChangeView, NormView, Outcome, StatusView, SupposedView, WHAT_IF, WHY_NOT, WhatIf, WhyNot,
};
use super::words;
use crate::eval::{Evaluation, Step};
use crate::policy::{PolicyData, Record, VerdictWord};
use crate::reason::{self, Changes, Settled};

/// Two explanations of one case side by side. `facts`: the places of those that differ.
#[must_use]
pub fn compared(
    policy: &PolicyData,
    (now, then): (&Record, &Record),
    places: &[Vec<Step>],
    before: Explanation,
    after: Explanation,
) -> WhatIf {
    let text = |record: &Record, way: &[Step]| facts::case_fact(policy, record, way, None).text;
    let supposed = places.iter().map(|way| SupposedView {
        path: words::path(policy, now.ty, way),
        label: words::label(policy, now.ty, way),
        now: text(now, way),
        supposed: text(then, way),
    });
    let supposed = supposed.collect();
    WhatIf { format: WHAT_IF, supposed, norms: changed(&before, &after), before, after }
}

/// The norms that become something else, first those that fail now or would fail then.
fn changed(before: &Explanation, after: &Explanation) -> Vec<NormChangeView> {
    let fails = |norm: &NormView| matches!(norm.status, StatusView::NotMet | StatusView::Applies);
    let pairs = before.norms.iter().filter_map(|norm| Some((norm, after.norms.iter().find(|other| other.id == norm.id)?)));
    let mut found: Vec<(bool, NormChangeView)> = Vec::new();
    for (was, is) in pairs.filter(|(was, is)| was.status != is.status) {
        let view = NormChangeView {
            id: was.id.clone(),
            sentence: is.quoted(),
            before: was.status,
            after: is.status,
            cites: is.cites.clone(),
        };
        found.push((fails(was) != fails(is), view));
    }
    found.sort_by_key(|(decides, _)| !decides);
    found.into_iter().map(|(_, view)| view).collect()
}

/// What stands between a case and a verdict.
#[must_use]
pub fn why_not(asked: Inquiry<'_>, evaluation: &Evaluation, settled: Option<&Settled>, wanted: VerdictWord) -> WhyNot {
    let explainer = Explainer::new(asked, evaluation, settled, Detail::Full);
    let verdict = explainer.explanation();
    let decided = evaluation.possible.only().filter(|word| *word != wanted);
    let Changes { ways, cut, immutable } = decided.map_or_else(Changes::default, |word| {
        reason::changes(asked.plan, asked.record, asked.today, asked.options, word, Some(wanted), asked.budget)
    });
    let policy = &*asked.plan.policy;
    let ty = asked.record.ty;
    let named = |way: &Vec<Step>| FactNameView { path: words::path(policy, ty, way), label: words::label(policy, ty, way) };
    WhyNot {
        format: WHY_NOT,
        wanted: Outcome::from(wanted),
        would_change: ways.iter().filter_map(|way| explainer.change_view(way)).collect(),
        would_change_cut: cut,
        immutable: immutable.iter().map(named).collect(),
        verdict,
    }
}
