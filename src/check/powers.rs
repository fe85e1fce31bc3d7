//! Powers: discretion that stands beside the verdict.

use std::sync::Arc;

use super::Checker;
use super::data::Allowed;
use super::expr::Mode;
use super::items::{At, Items};
use super::messages as say;
use super::norms::YES_NO;
use super::resolve;
use super::versions::Version;
use crate::policy::{self, InForce, May, NormId, NormKind, QuestionId, RecordId, Root};
use crate::syntax::tree;

impl Checker<'_> {
    /// The powers of a question with their versions.
    pub(super) fn powers(
        &mut self,
        items: &Items<'_>,
        question: QuestionId,
        record: RecordId,
        in_force: &[InForce],
    ) -> Vec<policy::Power> {
        let mut powers = Vec::new();
        for (at, written) in items.powers.iter().enumerate() {
            let Some(name) = self.names.powers.get(at).filter(|power| power.what == question).map(|power| power.name.clone())
            else {
                continue;
            };
            if let (Some(norm), Some(first)) = (self.names.norm(question, &name), written.first()) {
                let norm = self.names.norms.get(norm.index()).map(|norm| norm.span).unwrap_or_default();
                self.out.push(say::duplicate(&first.node.name, "norm", norm));
            }
            let within = self.question_interval(question, in_force);
            let mut typed: Vec<(Version, Option<policy::PowerVersion>)> = Vec::new();
            for item in written {
                let version = self.version(&item.node.clauses, &item.node.name, item.amends);
                let own = self.in_force_within(version, (&within.0, within.1));
                typed.push((version, self.power(item, question, record, own)));
            }
            let (versions, _) = self.settled(&name, "power", typed, |version| &mut version.in_force);
            powers.push(policy::Power { name, versions });
        }
        powers
    }

    fn power(
        &mut self,
        item: &At<'_, tree::Power>,
        question: QuestionId,
        record: RecordId,
        in_force: InForce,
    ) -> Option<policy::PowerVersion> {
        let At { pack, node, .. } = *item;
        self.allow(&node.clauses, Allowed::CONDITION, "power");
        let cites = self.cites(pack, &node.clauses);
        let may = match &node.may {
            tree::May::Refuse => May::Refuse,
            tree::May::Lift(paths) => May::Lift(paths.iter().filter_map(|path| self.rule(question, path)).collect()),
        };
        let mut sound = true;
        let mut truth = |expr: &Option<tree::Expr>| {
            let typed = expr.as_ref().map(|expr| self.expr(pack, Some((record, Root::Case)), Mode::Norm, expr, &YES_NO));
            sound &= typed.as_ref().is_none_or(Option::is_some);
            typed.flatten()
        };
        let [when, exercised, refused] = [&node.when, &node.exercised, &node.refused].map(&mut truth);
        sound.then(|| policy::PowerVersion {
            in_force,
            sentence: Arc::from(node.sentence.text.as_str()),
            held_by: Arc::from(node.held_by.text.as_str()),
            may,
            when,
            exercised,
            refused,
            cites,
            quote: resolve::quote(item.quotes),
            sensitive_because: resolve::text(node.clauses.sensitive_because.as_ref()),
            rests_on_assessment: node.clauses.rests_on_assessment.is_some(),
            span: node.name.span,
        })
    }

    /// What a power can lift: a requirement or a bar.
    fn rule(&mut self, question: QuestionId, path: &tree::Path) -> Option<NormId> {
        let id = self.norm_named(question, path.names.last()?, "requirement or bar")?;
        if self.names.kind_of(id) == Some(NormKind::Exception) {
            self.out.push(say::power_over_exception(path));
            return None;
        }
        Some(id)
    }
}
