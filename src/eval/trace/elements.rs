//! What the one element, periods, and questions asked on a record rest on.

use super::{Asked, Element, FactRef, Inside, Step, Trace};
use crate::eval::machine::Origin;
use crate::eval::sides::Sides;
use crate::eval::{self, EvaluateError, Run, Stands};
use crate::logic::Truth;
use crate::plan::{DateId, LoopNode, PlannedTable, Spot, TruthId};
use crate::policy::VerdictWord;
use crate::source::Span;

impl<'a> Trace<'a> {
    /// The one element that meets a condition: its facts alone count, if it certainly does.
    pub(super) fn one(&mut self, each: &'a LoopNode, span: Span, mut value: impl FnMut(&mut Self)) {
        match self.machine.is_one(each) {
            Ok(true) => {}
            Err(fault) if self.open => return self.faulty(fault, span, |trace| trace.members(each, None, |_| {})),
            _ => return self.members(each, None, value),
        }
        let members = self.machine.members(each);
        let depth = self.machine.bound.len();
        for at in 0..members.len() {
            let Some(bound) = members.get(&self.machine, at) else { continue };
            self.machine.bound.push(bound);
            let is_one = self.machine.truth(each.condition) == Truth::YES;
            if is_one {
                self.truth(each.condition);
                value(self);
            }
            self.machine.bound.truncate(depth);
            if is_one && !self.open {
                self.there_is(each);
            }
        }
    }

    /// Leaves out what was compared so far.
    pub fn forget_comparisons(&mut self) {
        self.comparisons.clear();
        self.inside.clear();
        self.branched.clear();
    }

    /// The rows of a decision table that decide or may, if it was looked at.
    pub fn deciding_rows(&mut self, table: &PlannedTable) -> Vec<usize> {
        let mut rows = Vec::new();
        if !table.conditions.is_empty() && !table.conditions.iter().any(|row| self.branched.contains(row)) {
            return rows;
        }
        for (at, condition) in table.conditions.iter().enumerate() {
            let fits = self.machine.truth(*condition);
            if fits.may_be_yes() {
                rows.push(at);
            }
            if fits == Truth::YES {
                return rows;
            }
        }
        // Every case fits some row: where no other may, the last does.
        let fits = table.last.is_none_or(|last| self.machine.truth(last).may_be_yes());
        if fits || rows.is_empty() {
            rows.push(table.conditions.len());
        }
        rows
    }

    /// A comparison at the elements that are bound, if its sides are known and each is a fact of the case or a stretch of time.
    pub(super) fn inside(&mut self, comparison: TruthId) -> Option<Inside> {
        let elements = (0_u32..).zip(&self.machine.bound).map(|(level, bound)| match bound.origin {
            Origin::Stretch(first, last) => Some(Element::Stretch(first, last)),
            Origin::Fact(..) => match self.path(&Spot::Bound(level, [].into()))? {
                FactRef::Case(steps) => Some(Element::Fact(steps)),
                _ => None,
            },
            _ => None,
        });
        let of = elements.collect::<Option<Vec<Element>>>()?;
        let sides = self.machine.sides(comparison).filter(Sides::are_known)?;
        let holds = self.machine.holds(comparison);
        Some(Inside { comparison, sides, holds, of })
    }

    /// The two dates between which periods lie.
    pub(super) fn periods(&mut self, from: DateId, to: DateId, span: Span) {
        let fault = [from, to].map(|date| self.machine.date(date).fault).into_iter().flatten().next();
        let sides = |trace: &mut Self| [from, to].into_iter().for_each(|date| trace.date(date));
        match fault.filter(|_| self.open) {
            Some(fault) => self.faulty(fault, span, sides),
            None => sides(self),
        }
    }

    /// The facts of a question that is asked: those of its own evaluation, seen from the case.
    pub(super) fn asked(&mut self, index: u32, on: Option<&'a Spot>, word: VerdictWord) {
        // Beyond the limit nothing is looked at any more.
        let asked = self.machine.asked_on(index, on).filter(|_| !self.machine.exhausted());
        let Some((plan, record)) = asked else { return };
        let at = on.map_or(Some(FactRef::Case(Vec::new())), |spot| self.path(spot));
        if let Some(apart) = self.apart.as_mut().filter(|_| !self.open) {
            let asked = Asked { plan, record, at, options: self.machine.options };
            if !apart.iter().any(|other| other.is(&asked)) {
                apart.push(asked);
            }
            return;
        }
        let (today, options) = (self.machine.today, self.machine.options);
        let Run { evaluation, faulted, exhausted } = eval::run(plan, record, today, options);
        if exhausted {
            return;
        }
        if self.open && faulted && evaluation.possible.only().is_none() {
            match eval::admit::no_fault(plan, record, today, &evaluation) {
                Err(EvaluateError::Fault { fault, span, facts }) => {
                    self.faults.push((fault, span, facts.into_iter().filter_map(|fact| fact.within(at.as_ref())).collect()));
                    return;
                }
                Err(refused) => self.contradicted(refused, at.as_ref()),
                Ok(()) => {}
            }
        }
        if let Some(refused) = eval::admit::deemed_once(plan, record, today, options).err().filter(|_| self.open) {
            self.contradicted(refused, at.as_ref());
        }
        if self.open {
            for (path, wanted) in eval::missing_for(plan, record, today, &evaluation, Some(word)) {
                if let Some(FactRef::Case(path)) = FactRef::Case(path).within(at.as_ref()) {
                    self.missing.entry(path).or_insert(wanted);
                }
            }
        } else {
            let (facts, stands) = eval::consulted(plan, record, today, &evaluation);
            self.facts.extend(facts.into_iter().filter_map(|fact| fact.within(at.as_ref())));
            if let Some(before) = at.as_ref().and_then(FactRef::of_case) {
                self.stands.extend(stands.into_iter().map(|found| Stands { of: [before, &found.of].concat(), ..found }));
            }
        }
    }

    /// Two deemings that contradict each other on a record that the case holds.
    fn contradicted(&mut self, refused: EvaluateError, holder: Option<&FactRef>) {
        let EvaluateError::DeemedTwice { fact, first, second } = refused else { return };
        if let Some(FactRef::Case(fact)) = FactRef::Case(fact).within(holder) {
            self.contradictions.push(EvaluateError::DeemedTwice { fact, first, second });
        }
    }
}

impl Asked<'_> {
    /// Whether it is the same question about the very same record, with the same readings.
    #[must_use]
    pub fn is(&self, other: &Asked<'_>) -> bool {
        let same = self.plan.question == other.plan.question && std::ptr::eq(self.record, other.record);
        same && self.at == other.at && self.options == other.options
    }
}

impl FactRef {
    /// A fact of a record as one of what holds that record; none: of a further member of an incomplete list.
    #[must_use]
    pub fn within(self, holder: Option<&FactRef>) -> Option<FactRef> {
        let (path, stood) = match self {
            FactRef::Case(path) => (path, None),
            FactRef::Stood(path, stood) => (path, Some(stood)),
            other => return Some(other),
        };
        let joined = |before: &[Step]| [before, &path].concat();
        Some(match (holder?, stood) {
            (FactRef::Case(before) | FactRef::Stood(before, _), None) => FactRef::Case(joined(before)),
            (FactRef::Case(before) | FactRef::Stood(before, _), Some(stood)) => FactRef::Stood(joined(before), stood),
            (FactRef::Row(table, row, before), _) => FactRef::Row(*table, *row, joined(before)),
            (FactRef::Table(table, fit), _) => FactRef::Table(*table, fit.clone()),
        })
    }
}
