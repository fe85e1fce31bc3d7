//! Which completions are admissible: constraints hold, and a fact exists only where it can.

use std::collections::BTreeSet;

use super::cells::Subject;
use super::proof::Admissible;
use super::unfold::{Contradiction, Formula, FormulaId, Frame, Reach, Unfolded};
use crate::eval::{FactRef, Machine, Step, Trace, recorded};
use crate::plan::{Plan, TruthId};
use crate::policy::{Datum, Record, RecordId, Type};

impl<'a> Unfolded<'a> {
    /// Adds what contradicts the record: the case, the records in it and the elements of its lists.
    pub(super) fn admission(&mut self, plan: &'a Plan, record: &'a Record) {
        if plan.admission.constraints.is_empty() && plan.admission.only_when.is_empty() {
            return;
        }
        self.read_lists = self.lists();
        self.rules_of(plan, record, record, &mut Vec::new());
        let constraints = std::mem::take(&mut self.contradicts);
        let mut left: Vec<(Contradiction, Reach)> = Vec::with_capacity(constraints.len());
        for constraint in constraints {
            let mut reach = Reach::default();
            reach.add(self, [constraint.formula]);
            left.push((constraint, reach));
        }
        let mut reach = Reach::default();
        if self.always {
            (0..self.atoms.len()).for_each(|atom| reach.facts.extend(self.facts_of_atom(atom).cloned()));
        } else {
            reach.add(self, self.formulas_of(0));
        }
        // What shares no unknown fact with the verdict, not even through others, leaves it as it is. A condition may read facts
        // that can exist only under conditions of their own.
        let mut done = 0;
        loop {
            while let Some(way) = reach.facts.get_index(done).cloned() {
                done += 1;
                if let Some(existence) = self.existence(plan, record, &way) {
                    reach.add(self, [existence.formula]);
                    self.contradicts.push(existence);
                }
            }
            let (touching, others): (Vec<_>, Vec<_>) =
                left.into_iter().partition(|(_, of)| self.always || of.facts.is_empty() || of.meets(&reach));
            if touching.is_empty() {
                break;
            }
            for (constraint, _) in touching {
                reach.add(self, [constraint.formula]);
                self.contradicts.push(constraint);
            }
            left = others;
        }
        self.needed = Some(reach).filter(|_| !self.always);
    }

    /// The lists of which elements are asked so far.
    fn lists(&self) -> BTreeSet<Vec<Step>> {
        (0..self.atoms.len()).flat_map(|atom| self.facts_of_atom(atom)).cloned().collect()
    }

    /// Constraints, and that what is recorded can exist.
    fn rules_of(&mut self, plan: &'a Plan, case: &'a Record, record: &'a Record, way: &mut Vec<Step>) {
        for (ty, index, condition) in &plan.admission.constraints {
            if *ty == record.ty {
                // Of a list that only constraints look at it may be supposed that it has no further elements.
                self.without_further = true;
                let (_, holds) = self.condition(plan, case, record, way, *condition);
                self.without_further = false;
                if self.formula(holds) == Some(&Formula::Known(true)) {
                    continue;
                }
                let (frame, holds) = self.condition(plan, case, record, way, *condition);
                let rule = Admissible::Constraint(*ty, *index, way.clone());
                let formula = self.add(Formula::Not(holds));
                self.contradicts.push(Contradiction { rule, condition: (frame, *condition), formula });
            }
        }
        for (ty, index, condition) in &plan.admission.only_when {
            let has_value = !matches!(record.values.get(*index), None | Some(Datum::Missing | Datum::None));
            if *ty == record.ty && has_value {
                let (frame, possible) = self.condition(plan, case, record, way, *condition);
                let rule = Admissible::OnlyWhen(way.iter().copied().chain([Step::Field(*index)]).collect());
                let formula = self.add(Formula::Not(possible));
                self.contradicts.push(Contradiction { rule, condition: (frame, *condition), formula });
            }
        }
        for (index, value) in record.values.iter().enumerate() {
            way.push(Step::Field(index));
            match value {
                Datum::Record(inner) => self.rules_of(plan, case, inner, way),
                Datum::List(elements, _) => {
                    for (at, element) in elements.iter().enumerate() {
                        way.push(Step::Element(at));
                        self.rules_of(plan, case, element, way);
                        way.pop();
                    }
                }
                _ => {}
            }
            way.pop();
        }
    }

    /// A condition on the record to which steps lead.
    fn condition(
        &mut self,
        plan: &'a Plan,
        case: &'a Record,
        record: &'a Record,
        way: &[Step],
        condition: TruthId,
    ) -> (usize, FormulaId) {
        let program = &plan.admission.program;
        let (prefix, itself) = (Vec::new(), way.to_vec());
        let frame = self.frame(Frame { plan, program, presumptions: &[], record: case, prefix, itself });
        (frame, self.truth(frame, condition, &[Machine::itself(record)]))
    }

    /// That an unknown fact is something where it cannot be, or none where it must be something.
    fn existence(&mut self, plan: &'a Plan, case: &'a Record, way: &[Step]) -> Option<Contradiction> {
        let Some((Step::Field(index), holder)) = way.split_last() else { return None };
        if *recorded(case, way) != Datum::Missing {
            return None;
        }
        let (ty, record) = self.holder(plan, case, holder)?;
        let condition = plan.admission.only_when.iter().find(|(of, field, _)| *of == ty && field == index)?;
        let (frame, possible) = self.condition(plan, case, record, holder, condition.2);
        let may_be_none = self.field(way).is_some_and(|field| field.none_allowed);
        let subject = self.subjects.insert_full(Subject::Fact(way.to_vec())).0;
        let is_none = self.add(Formula::Has(subject, Datum::None));
        let is_some = self.add(Formula::Not(is_none));
        let cannot_be = self.add(Formula::Not(possible));
        let value_without = self.add(Formula::And([cannot_be, is_some].into()));
        let mut formulas = vec![value_without];
        if !may_be_none {
            formulas.push(self.add(Formula::And([possible, is_none].into())));
        }
        let rule = Admissible::OnlyWhen(way.to_vec());
        let formula = self.add(Formula::Or(formulas.into()));
        Some(Contradiction { rule, condition: (frame, condition.2), formula })
    }

    /// The record that steps lead to, one of which nothing is known where it is missing.
    fn holder(&self, plan: &'a Plan, case: &'a Record, way: &[Step]) -> Option<(RecordId, &'a Record)> {
        if way.is_empty() {
            return Some((case.ty, case));
        }
        let ty = match self.field(way)?.ty {
            Type::Record(ty) | Type::List(ty) => ty,
            _ => return None,
        };
        let unknown = plan.unknown.get(ty.index())?;
        let found = match way.split_last()? {
            (Step::Element(at), list) => match recorded(case, list) {
                Datum::List(elements, _) => elements.get(*at),
                _ => None,
            },
            (Step::Field(_), _) => match recorded(case, way) {
                Datum::Record(record) => Some(&**record),
                _ => None,
            },
        };
        Some((ty, found.unwrap_or(unknown)))
    }

    /// The facts that the condition of a rule of admissible records looks at.
    pub(super) fn facts_of(&self, contradiction: &Contradiction) -> Vec<Vec<Step>> {
        let (frame, condition) = contradiction.condition;
        let (Some(found), Some(machine)) = (self.frames.get(frame), self.plain(frame)) else { return Vec::new() };
        let itself = record_at(found.record, &found.itself).map(Machine::itself);
        let mut trace = Trace::under(machine, itself.as_slice());
        trace.consulted(condition);
        let facts = trace.facts.iter().filter_map(FactRef::of_case).map(|way| found.whole(way.to_vec()));
        facts.collect()
    }
}

/// The record within a record.
fn record_at<'r>(record: &'r Record, way: &[Step]) -> Option<&'r Record> {
    let mut found = record;
    let mut way = way.iter();
    while let Some(Step::Field(index)) = way.next() {
        found = match found.values.get(*index)? {
            Datum::Record(inner) => inner,
            Datum::List(elements, _) => match way.next()? {
                Step::Element(at) => elements.get(*at)?,
                Step::Field(_) => return None,
            },
            _ => return None,
        };
    }
    Some(found)
}
