//! The days on which the law that a question reads changes: they cut time into epochs.

use std::collections::{BTreeSet, HashSet};

use crate::logic::Date;
use crate::policy::{DefineId, Expr, ExprKind, InForce, ListId, Norm, ParameterId, PolicyData, QuestionId};

/// The days on which the law changes, and those on which more of it becomes known.
pub(super) struct Cuts<'a> {
    policy: &'a PolicyData,
    /// The first day of every epoch.
    pub(super) days: BTreeSet<Date>,
    /// The first day of every era.
    pub(super) known: BTreeSet<Date>,
    defines: HashSet<DefineId>,
}

/// Those of a question. A norm with a clock of its own does not cut the question's time.
pub(super) fn cuts(policy: &PolicyData, question: QuestionId) -> Cuts<'_> {
    let mut cuts = Cuts::new(policy);
    let Some(found) = policy.questions.get(question.index()) else { return cuts };
    cuts.interval(&found.in_force);
    cuts.exprs(found.covers.iter());
    for norm in policy.norms.iter().filter(|norm| norm.question == question) {
        if norm.law_as_at.is_none() {
            cuts.norm(norm);
        } else {
            let mut own = Cuts::new(policy);
            own.norm(norm);
            cuts.known.extend(own.known);
        }
    }
    for presumption in policy.presumptions.iter().filter(|presumption| presumption.questions.contains(&question)) {
        cuts.interval(&presumption.in_force);
        cuts.expr(&presumption.when);
        cuts.expr(&presumption.value);
    }
    for version in found.powers.iter().flat_map(|power| &power.versions) {
        cuts.interval(&version.in_force);
        cuts.exprs(version.conditions());
    }
    for note in found.notes.iter().flat_map(|note| &note.versions) {
        cuts.interval(&note.in_force);
        cuts.expr(&note.shown);
    }
    for report in found.reports.iter().flat_map(|report| &report.versions) {
        cuts.interval(&report.in_force);
        cuts.expr(&report.value);
    }
    cuts
}

/// The days on which what a norm says changes, on a clock of its own.
pub(super) fn cuts_of_norm(policy: &PolicyData, norm: &Norm) -> BTreeSet<Date> {
    let mut cuts = Cuts::new(policy);
    cuts.norm(norm);
    cuts.days
}

impl<'a> Cuts<'a> {
    fn new(policy: &'a PolicyData) -> Self {
        let first = BTreeSet::from([Date::MIN]);
        Cuts { policy, days: first.clone(), known: first, defines: HashSet::new() }
    }

    fn norm(&mut self, norm: &Norm) {
        for version in &norm.versions {
            self.interval(&version.in_force);
            self.exprs(version.conditions());
        }
    }

    fn interval(&mut self, interval: &InForce) {
        self.days.extend(interval.from);
        self.days.extend(interval.until);
        self.known.extend(interval.known_from);
    }

    fn exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) {
        for expr in exprs {
            self.expr(expr);
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Define(define, _) => self.define(*define),
            ExprKind::Parameter(parameter) => self.parameter(*parameter),
            ExprKind::List(list) => self.list(*list),
            _ => {}
        }
        expr.for_each_part(&mut |part| self.expr(part));
    }

    fn define(&mut self, define: DefineId) {
        if !self.defines.insert(define) {
            return;
        }
        let policy = self.policy;
        for version in policy.defines.get(define.index()).iter().flat_map(|define| &define.versions) {
            self.interval(&version.in_force);
            self.expr(&version.body);
        }
    }

    fn parameter(&mut self, parameter: ParameterId) {
        let policy = self.policy;
        let versions = policy.parameters.get(parameter.index()).into_iter().flat_map(|parameter| &parameter.versions);
        versions.for_each(|version| self.interval(&version.in_force));
    }

    fn list(&mut self, list: ListId) {
        let policy = self.policy;
        let versions = policy.lists.get(list.index()).into_iter().flat_map(|list| &list.versions);
        versions.for_each(|version| self.interval(&version.in_force));
    }
}
