//! The days on which the law that a question reads changes: they cut time into epochs.

use std::collections::{BTreeSet, HashSet};

use crate::logic::Date;
use crate::policy::{DefineId, Expr, ExprKind, InForce, ListId, ParameterId, PolicyData, QuestionId};

/// Collects the first day of every epoch of a question.
pub(super) fn cuts(policy: &PolicyData, question: QuestionId) -> BTreeSet<Date> {
    let mut cuts = Cuts { policy, days: BTreeSet::from([Date::MIN]), defines: HashSet::new() };
    let Some(found) = policy.questions.get(question.index()) else { return cuts.days };
    cuts.interval(&found.in_force);
    cuts.exprs(found.covers.iter());
    for norm in policy.norms.iter().filter(|norm| norm.question == question) {
        for version in &norm.versions {
            cuts.interval(&version.in_force);
            cuts.exprs(version.conditions());
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
    for note in &found.notes {
        cuts.interval(&note.in_force);
        cuts.expr(&note.shown);
    }
    for report in &found.reports {
        cuts.interval(&report.in_force);
        cuts.expr(&report.value);
    }
    cuts.days
}

struct Cuts<'a> {
    policy: &'a PolicyData,
    days: BTreeSet<Date>,
    defines: HashSet<DefineId>,
}

impl Cuts<'_> {
    fn interval(&mut self, interval: &InForce) {
        self.days.extend(interval.from);
        self.days.extend(interval.until);
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
        let versions = self.policy.parameters.get(parameter.index()).map(|parameter| parameter.versions.as_slice());
        self.days.extend(versions.unwrap_or_default().iter().map(|(from, _)| *from));
    }

    fn list(&mut self, list: ListId) {
        let versions = self.policy.lists.get(list.index()).map(|list| list.versions.as_slice());
        self.days.extend(versions.unwrap_or_default().iter().map(|(from, _)| *from));
    }
}
