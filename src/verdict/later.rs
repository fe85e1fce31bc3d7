//! Law that became known only after the day to which it applies: which of what the verdict rests on.
//!
//! Read [`Explainer::became_known`] first.

use indexmap::IndexSet;

use super::explain::Explainer;
use super::record::{Ground, LaterKindView, LaterLawView};
use super::standing::StandsFor;
use crate::logic::Date;
use crate::plan::Plan;
use crate::policy::{DefineId, Expr, ExprKind, InForce, InTime, Law, PolicyData, Standing, in_effect};

impl Explainer<'_> {
    /// The versions that the scope and the norms read that decide or keep the verdict open, each with its first day on which it is
    /// known: those of which that is later than the day whose law it is.
    pub(super) fn became_known(&self, grounds: &[Ground], undecided: &[String], standing: &[StandsFor<'_>]) -> Vec<LaterLawView> {
        let laws: IndexSet<Law> = self.evaluation.worlds.iter().map(|world| self.law(world)).collect();
        let is_later = |law: &Law| self.plan.epoch(*law).is_some_and(|epoch| epoch.known_from.is_some());
        let mut found = if laws.iter().any(is_later) { self.own_later(&laws, grounds, undecided, standing) } else { Vec::new() };
        if self.plan.asks.iter().any(|asked| knows_later(asked)) {
            for view in self.later_in_asked(grounds, undecided) {
                if !found.contains(&view) {
                    found.push(view);
                }
            }
        }
        found
    }

    /// What became known later in the questions that the scope and those norms ask, by their own grounds.
    fn later_in_asked(&self, grounds: &[Ground], undecided: &[String]) -> Vec<LaterLawView> {
        let (_, asked) = self.deciding(grounds, undecided);
        let later = asked.iter().flat_map(|asked| {
            self.ask(asked, |asked| {
                let (standing, undecided) = (asked.standing(), asked.undecided());
                asked.became_known(&asked.grounds_of_answer(), &undecided, &standing)
            })
        });
        later.collect()
    }

    /// Of its own law.
    fn own_later(
        &self,
        laws: &IndexSet<Law>,
        grounds: &[Ground],
        undecided: &[String],
        standing: &[StandsFor<'_>],
    ) -> Vec<LaterLawView> {
        let mut later = Later::new(self.policy, self.evaluation.governing.low);
        later.version(LaterKindView::Question, &self.question_id(), &self.question.sentence, self.question.in_force);
        laws.iter().for_each(|law| self.question.covers.iter().for_each(|covers| later.expr(covers, *law)));
        for found in standing.iter().filter(|found| found.questions.contains(&self.plan.question)) {
            let kind = match found.presumption.standing {
                Standing::Presumed => LaterKindView::Presumption,
                Standing::Deemed => LaterKindView::Deeming,
            };
            later.version(kind, "", &found.presumption.sentence, found.presumption.in_force);
            laws.iter().for_each(|law| later.expr(&found.presumption.when, *law));
        }
        let named = |id: &String| undecided.contains(id) || grounds.iter().any(|ground| ground.norms.contains(id));
        for (id, norm) in self.in_order() {
            let Some(node) = self.norm_id(id).filter(|node| named(node)) else { continue };
            later.day = match norm.law_as_at {
                Some(_) => self.own_date(id).and_then(|date| date.low),
                None => self.evaluation.governing.low,
            };
            later.seen.clear();
            for law in self.laws_of(id) {
                let Some(version) = in_effect(&norm.versions, law).and_then(|at| norm.versions.get(at)) else { continue };
                later.version(LaterKindView::Norm, node, &version.sentence, version.in_force);
                version.conditions().for_each(|condition| later.expr(condition, law));
            }
        }
        later.found
    }
}

/// Whether a part of the law that a question or one that it asks reads became known later than its first day.
fn knows_later(plan: &Plan) -> bool {
    let later = plan.eras.iter().flat_map(|era| &era.epochs).any(|epoch| epoch.known_from.is_some());
    later || plan.asks.iter().any(|asked| knows_later(asked))
}

/// What was found to have become known later.
struct Later<'a> {
    policy: &'a PolicyData,
    /// The day whose law is read, as far as it is known; none: it may be any before.
    day: Option<Date>,
    seen: IndexSet<(DefineId, Law)>,
    found: Vec<LaterLawView>,
}

impl<'a> Later<'a> {
    fn new(policy: &'a PolicyData, day: Option<Date>) -> Self {
        Later { policy, day, seen: IndexSet::new(), found: Vec::new() }
    }

    fn version(&mut self, kind: LaterKindView, name: &str, label: &str, in_force: InForce) {
        let Some(known) = in_force.known_from.filter(|known| self.day.is_none_or(|day| day < *known)) else { return };
        let view = LaterLawView { kind, name: name.to_owned(), label: label.to_owned(), known_from: known.to_string() };
        if !self.found.contains(&view) {
            self.found.push(view);
        }
    }

    fn read<'v, T: InTime>(
        &mut self,
        (kind, name, label): (LaterKindView, &str, &str),
        versions: &'v [T],
        law: Law,
    ) -> Option<&'v T> {
        let version = versions.get(in_effect(versions, law)?)?;
        self.version(kind, name, label, version.in_force());
        Some(version)
    }

    /// What an expression reads under a law.
    fn expr(&mut self, expr: &Expr, law: Law) {
        let policy = self.policy;
        match &expr.kind {
            ExprKind::Parameter(id) => {
                if let Some(found) = policy.parameters.get(id.index()) {
                    self.read((LaterKindView::Parameter, &found.name, &found.label), &found.versions, law);
                }
            }
            ExprKind::List(id) => {
                if let Some(found) = policy.lists.get(id.index()) {
                    self.read((LaterKindView::List, &found.name, &found.label), &found.versions, law);
                }
            }
            ExprKind::Define(id, _) if self.seen.insert((*id, law)) => {
                if let Some(found) = policy.defines.get(id.index()) {
                    let version = self.read((LaterKindView::Definition, &found.name, &found.label), &found.versions, law);
                    version.into_iter().for_each(|version| self.expr(&version.body, law));
                }
            }
            _ => {}
        }
        expr.for_each_part(&mut |part| self.expr(part, law));
    }
}
