//! Countries, texts and options, and sets of them: each member is told apart by itself.

use super::{Asks, Formula, FormulaId, Unfolded};
use crate::eval::Bound;
use crate::plan::{CodeId, CodeNode, SetId, SetNode, TruthId};
use crate::policy::{Datum, Scalar};
use crate::reason::cells::{Subject, universe_of};

impl<'a> Unfolded<'a> {
    pub(super) fn same_code(&mut self, frame: usize, id: TruthId, left: CodeId, right: CodeId, bound: &[Bound<'a>]) -> FormulaId {
        let value = |of: &Self, code| of.knows(frame, |machine| machine.code_under(code, bound));
        match (value(self, left), value(self, right)) {
            (Some(value), None) => self.code_is(frame, right, Some(value), bound),
            (None, Some(value)) => self.code_is(frame, left, Some(value), bound),
            _ => self.atom(frame, Asks::Truth(id), bound),
        }
    }

    pub(super) fn code_is(&mut self, frame: usize, code: CodeId, value: Option<Scalar>, bound: &[Bound<'a>]) -> FormulaId {
        if let Some(found) = self.knows(frame, |machine| machine.code_under(code, bound)) {
            return self.add(Formula::Known(Some(found) == value));
        }
        let node = self.frames.get(frame).map(|frame| frame.program.code(code));
        if let (Some(CodeNode::Fact(spot)), Some(value)) = (node, &value)
            && let Some(subject) = self.subject(frame, spot, bound)
        {
            return self.add(Formula::Has(subject, Datum::Scalar(value.clone())));
        }
        self.atom(frame, Asks::Code(code, value), bound)
    }

    /// Whether several unknown countries or texts, or sets of them, are compared.
    pub(super) fn is_tangled(&self, frame: usize, code: Option<CodeId>, sets: &[SetId], bound: &[Bound<'a>]) -> bool {
        let known_set = |set: &SetId| self.of_run(frame, |machine| machine.has_under(*set, None, bound)).flatten() == Some(false);
        let known_code = |code: &CodeId| self.of_run(frame, |machine| machine.code_under(*code, bound)).flatten().is_some();
        let unknown = sets.iter().filter(|set| !known_set(set)).count() + code.iter().filter(|code| !known_code(code)).count();
        let universe = self.universe(frame, sets, code, bound);
        unknown > 1 && universe.contains(&None)
    }

    pub(super) fn is_in(&mut self, frame: usize, code: CodeId, set: SetId, bound: &[Bound<'a>]) -> FormulaId {
        if let Some(value) = self.knows(frame, |machine| machine.code_under(code, bound)) {
            return self.member(frame, set, Some(&value), bound);
        }
        let named = self.universe(frame, &[set], Some(code), bound);
        let mut any = Vec::new();
        for value in named {
            let member = self.member(frame, set, value.as_ref(), bound);
            if self.formula(member) == Some(&Formula::Known(false)) {
                continue;
            }
            let is = self.code_is(frame, code, value, bound);
            any.push(self.add(Formula::And([is, member].into())));
        }
        self.add(Formula::Or(any.into()))
    }

    /// A formula for each value that two sets may share, from the formulas that say that it is in either.
    pub(super) fn by_member(
        &mut self,
        frame: usize,
        left: SetId,
        right: SetId,
        bound: &[Bound<'a>],
        combine: impl Fn(FormulaId, FormulaId, &mut Self) -> FormulaId,
    ) -> Box<[FormulaId]> {
        let mut parts = Vec::new();
        for value in self.universe(frame, &[left, right], None, bound) {
            let left = self.member(frame, left, value.as_ref(), bound);
            let right = self.member(frame, right, value.as_ref(), bound);
            parts.push(combine(left, right, self));
        }
        parts.into()
    }

    /// The values that tell members of a sort apart: the options of a choice, else those that are named, and another.
    fn universe(&self, frame: usize, sets: &[SetId], code: Option<CodeId>, bound: &[Bound<'a>]) -> Vec<Option<Scalar>> {
        let Some(found) = self.frames.get(frame) else { return Vec::new() };
        let of_sets = sets.iter().filter_map(|set| match found.program.set(*set) {
            SetNode::Fact(spot) => Some(spot),
            _ => None,
        });
        let of_code = code.and_then(|code| match found.program.code(code) {
            CodeNode::Fact(spot) => Some(spot),
            _ => None,
        });
        let mut spots = of_sets.chain(of_code);
        let field = spots.find_map(|spot| self.field(&self.way(frame, spot, bound)?));
        match field {
            Some(field) => universe_of(&found.plan.policy, &field.ty, &self.named.scalars),
            // Members of which no field tells the type: options are numbers, as many as any choice has.
            None => {
                let most = found.plan.policy.choices.iter().map(|choice| choice.options.len()).max().unwrap_or_default();
                let options = (0..most).filter_map(|at| u16::try_from(at).ok()).map(Scalar::Option);
                self.named.scalars.iter().cloned().chain(options).map(Some).chain([None]).collect()
            }
        }
    }

    /// That a set has a member.
    pub(super) fn member(&mut self, frame: usize, set: SetId, value: Option<&Scalar>, bound: &[Bound<'a>]) -> FormulaId {
        let known = self.knows(frame, |machine| machine.has_under(set, value, bound));
        if let Some(known) = known {
            return self.add(Formula::Known(known));
        }
        match self.frames.get(frame).map(|frame| frame.program.set(set)) {
            Some(SetNode::Fact(spot)) => {
                let way = self.way(frame, spot, bound);
                let subject = Subject::Member(way.unwrap_or_default(), value.cloned());
                let subject = self.subjects.insert_full(subject).0;
                self.add(Formula::Has(subject, Datum::YesNo(true)))
            }
            Some(SetNode::Of(codes)) => {
                let parts = codes.iter().map(|code| self.code_is(frame, *code, value.cloned(), bound)).collect();
                self.add(Formula::Or(parts))
            }
            Some(SetNode::If(condition, yes, no)) => {
                let condition = self.truth(frame, *condition, bound);
                let (yes, no) = (self.member(frame, *yes, value, bound), self.member(frame, *no, value, bound));
                self.add(Formula::If(condition, yes, no))
            }
            _ => self.add(Formula::Known(false)),
        }
    }
}
