//! The parts of norms of which each suffices: a verdict that is the same in all cases is told case by case with them.

use super::{Formula, FormulaId, Law, RuleFormula, Unfolded};
use crate::plan::{NormLaw, PlannedNorm, TruthId, TruthNode};
use crate::policy::NormKind;
use crate::reason::proof::Part;

/// Parts of which each suffices.
type Parts = Vec<(Part, FormulaId)>;

impl<'a> Unfolded<'a> {
    /// The requirements and bars of a law, each with the parts that make it fail or stand.
    pub(super) fn rules(&mut self, law: &Law<'a>) -> Vec<RuleFormula> {
        let rules = law.epoch.norms.iter().filter(|norm| norm.kind != NormKind::Exception);
        let mut formulas = Vec::new();
        for rule in rules {
            let fails = self.holds(law, rule);
            let (failing, standing) = match self.formula(fails) {
                Some(Formula::Known(_)) => (vec![(Part::Known, fails)], Vec::new()),
                _ => (self.failing(law, rule), self.standing(law, rule)),
            };
            formulas.push(RuleFormula { norm: rule.norm, fails, failing, standing });
        }
        formulas
    }

    /// What leaves a case outside the question.
    pub(super) fn outside(&mut self, law: &Law<'a>) -> Parts {
        let is_law = [self.add(Formula::Known(law.epoch.in_force)), self.any_rule(law)];
        let is_law = self.add(Formula::And(is_law.into()));
        let mut parts = vec![(Part::NoLaw, self.add(Formula::Not(is_law)))];
        parts.extend(law.epoch.scope.into_iter().flat_map(|scope| self.sufficient(law, scope, false)));
        parts
    }

    /// What makes a rule fail: its condition, as no exception holds.
    fn failing(&mut self, law: &Law<'a>, rule: &'a PlannedNorm) -> Parts {
        let stands = self.stands(law, rule);
        let fails = rule.kind != NormKind::Requirement;
        let mut parts = Vec::new();
        for (says, condition) in conditions(rule) {
            for (part, formula) in self.sufficient(law, condition, fails) {
                let required = says.required.map(|required| self.truth(law.frame, required, &[]));
                let here = self.add(Formula::And(required.into_iter().chain([formula, stands]).collect()));
                parts.push((part, self.only_under(law, rule, says, here)));
            }
        }
        parts
    }

    /// What lets a rule stand for the person: that it is not law or not required, its condition, or an exception.
    fn standing(&mut self, law: &Law<'a>, rule: &'a PlannedNorm) -> Parts {
        let absent = self.by_clock(law, rule, |of, says| of.add(Formula::Known(says.condition.is_none())));
        let mut parts = vec![(Part::NotInForce, absent)];
        let stands = rule.kind == NormKind::Requirement;
        for (says, condition) in conditions(rule) {
            if let Some(required) = says.required {
                let required = self.truth(law.frame, required, &[]);
                let not_required = self.add(Formula::Not(required));
                parts.push((Part::NotRequired, self.only_under(law, rule, says, not_required)));
            }
            for (part, formula) in self.sufficient(law, condition, stands) {
                parts.push((part, self.only_under(law, rule, says, formula)));
            }
        }
        for exception in rule.exceptions.iter().filter_map(|at| law.epoch.norms.get(*at)) {
            let holds = [self.works(law, exception), self.stands(law, exception)];
            parts.push((Part::Exception(exception.norm), self.add(Formula::And(holds.into()))));
        }
        parts
    }

    /// A formula where a norm says what it says under one law of its own.
    fn only_under(&mut self, law: &Law<'a>, norm: &'a PlannedNorm, says: &'a NormLaw, formula: FormulaId) -> FormulaId {
        self.by_clock(law, norm, |of, here| if std::ptr::eq(here, says) { formula } else { of.add(Formula::Known(false)) })
    }

    /// The parts of which each suffices to make a condition that is open what is wanted: the operands of `or` for yes, of
    /// `and` for no.
    fn sufficient(&mut self, law: &Law<'a>, condition: TruthId, wanted: bool) -> Parts {
        let program = &law.epoch.program;
        let whole = self.truth(law.frame, condition, &[]);
        let operands = match program.truth(condition) {
            _ if matches!(self.formula(whole), Some(Formula::Known(_))) => vec![condition],
            TruthNode::Or(operands) if wanted => operands.to_vec(),
            TruthNode::And(operands) if !wanted => operands.to_vec(),
            _ => vec![condition],
        };
        let mut parts = Vec::new();
        for operand in operands {
            let formula = self.truth(law.frame, operand, &[]);
            let formula = if wanted { formula } else { self.add(Formula::Not(formula)) };
            parts.push((Part::Condition { span: program.span(operand), holds: wanted }, formula));
        }
        parts
    }
}

/// What a norm says under the laws of its own, where it is law, with its condition.
fn conditions(norm: &PlannedNorm) -> impl Iterator<Item = (&NormLaw, TruthId)> {
    norm.laws.iter().filter_map(|says| Some((says, says.condition?.1)))
}
