//! Unknown facts with values that they might have, and single nodes under bound records: how a case split asks an evaluation.

use super::machine::{Bound, KnownSet, Machine, Options, Origin};
use super::slots::Slots;
use super::trace::Step;
use super::values::Amount;
use crate::logic::{Date, Interval, Truth};
use crate::plan::{CodeId, DateId, LoopNode, NumberId, Plan, PlannedPresumption, Program, SetId, Spot, TruthId};
use crate::policy::{Datum, Field, PolicyData, Record, RecordId, Scalar, Type};

/// Values supposed for unknown facts, by the way that leads to them from the record.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filled<'a> {
    /// The values.
    pub values: &'a [(Vec<Step>, Datum)],
    /// The steps to the record that is asked about: those of a question that is asked about an element.
    pub prefix: &'a [Step],
    /// The steps to the record that a condition on any record of its type is about.
    pub itself: &'a [Step],
}

impl<'a> Filled<'a> {
    /// Nothing is supposed.
    pub const NOTHING: Filled<'static> = Filled { values: &[], prefix: &[], itself: &[] };

    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value supposed for the fact to which steps lead from the record.
    fn get(&self, path: impl Iterator<Item = Step> + Clone) -> Option<&'a Datum> {
        let supposed = |(way, _): &&(Vec<Step>, Datum)| {
            way.strip_prefix(self.prefix).is_some_and(|way| way.iter().copied().eq(path.clone()))
        };
        self.values.iter().find(supposed).map(|(_, value)| value)
    }
}

/// The steps from the record to a fact within the records that are bound; none for a row of a table or a further member of an
/// incomplete list. `itself`: the steps to the record that a condition on any record of its type is about.
#[must_use]
pub fn way_of(plan: &Plan, bound: &[Bound<'_>], itself: &[Step], spot: &Spot) -> Option<Vec<Step>> {
    let fields = |path: &[usize]| path.iter().map(|index| Step::Field(*index)).collect::<Vec<_>>();
    match spot {
        Spot::Case(slot) | Spot::Undeemed(slot) | Spot::Recorded(slot) => plan.slots.get(*slot as usize).map(|path| fields(path)),
        Spot::Bound(level, rest) => {
            let mut way = match bound.get(*level as usize)?.origin {
                Origin::Fact(list, index) => {
                    let mut way = way_of(plan, bound, itself, list)?;
                    way.push(Step::Element(index));
                    way
                }
                Origin::Itself => itself.to_vec(),
                Origin::Row(..) | Origin::Further | Origin::Stretch(..) => return None,
            };
            way.extend(fields(rest));
            Some(way)
        }
    }
}

impl<'a> Machine<'a> {
    /// The value supposed for a case fact.
    pub(super) fn filled_slot(&self, slot: u32) -> Option<&'a Datum> {
        let path = self.plan.slots.get(slot as usize)?;
        self.filled.get(path.iter().map(|index| Step::Field(*index)))
    }

    /// The value supposed for a fact of a bound record.
    pub(super) fn filled_bound(&self, spot: &Spot) -> Option<&'a Datum> {
        self.filled.get(self.way(spot)?.into_iter())
    }

    /// The steps from the record to a fact; none for a row of a table or a further member of an incomplete list.
    pub(crate) fn way(&self, spot: &Spot) -> Option<Vec<Step>> {
        way_of(self.plan, &self.bound, self.filled.itself, spot)
    }

    /// A run of one program on a record.
    #[must_use]
    pub fn plain(
        plan: &'a Plan,
        program: &'a Program,
        record: &'a Record,
        presumptions: &'a [PlannedPresumption],
        today: Date,
        options: &'a Options,
    ) -> Self {
        let slots = Slots::new(plan, record, presumptions, None);
        Machine::new(plan, program, record, slots, today, options)
    }

    /// The same run, with values supposed for unknown facts and options chosen for open readings.
    #[must_use]
    pub fn filled<'m>(&self, filled: Filled<'m>, options: &'m Options) -> Machine<'m>
    where
        'a: 'm,
    {
        let Machine { plan, program, record, today, .. } = *self;
        let mut machine = Machine::new(plan, program, record, self.slots.again(), today, options);
        machine.filled = filled;
        machine
    }

    /// The same run with nothing supposed.
    #[must_use]
    pub fn unfilled(&self) -> Self {
        self.filled(Filled::NOTHING, self.options)
    }

    /// Counts the elements that its loops look at from none again.
    pub fn forget_steps(&mut self) {
        self.steps = 0;
    }

    fn under<T>(&mut self, bound: &[Bound<'a>], ask: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.bound, bound.to_vec());
        let answer = ask(self);
        self.bound = before;
        answer
    }

    /// Whether a truth holds of bound records.
    pub fn truth_under(&mut self, id: TruthId, bound: &[Bound<'a>]) -> Truth {
        self.under(bound, |run| run.truth(id))
    }

    /// A date outside loops.
    pub fn date_of(&mut self, id: DateId) -> Interval<Date> {
        self.under(&[], |run| run.date(id))
    }

    /// A date of bound records.
    pub fn date_under(&mut self, id: DateId, bound: &[Bound<'a>]) -> Interval<Date> {
        self.under(bound, |run| run.date(id))
    }

    /// A number of bound records.
    pub fn number_under(&mut self, id: NumberId, bound: &[Bound<'a>]) -> Amount {
        self.under(bound, |run| run.number(id))
    }

    /// What is known of a fact of bound records, deemings left out.
    pub fn undeemed_under(&mut self, spot: &Spot, bound: &[Bound<'a>]) -> &'a Datum {
        self.under(bound, |run| match spot {
            Spot::Case(slot) => run.undeemed(*slot),
            _ => run.fact(spot),
        })
    }

    /// A code of bound records, if it is known.
    pub fn code_under(&mut self, id: CodeId, bound: &[Bound<'a>]) -> Option<Scalar> {
        self.under(bound, |run| run.code(id).map(std::borrow::Cow::into_owned))
    }

    /// Whether a set of bound records has a member (none: another than those known), if that is known.
    pub fn has_under(&mut self, id: SetId, member: Option<&Scalar>, bound: &[Bound<'a>]) -> Option<bool> {
        let KnownSet { members, complete } = self.under(bound, |run| run.set(id))?;
        match member {
            Some(member) if members.binary_search(member).is_ok() => Some(true),
            _ => complete.then_some(false),
        }
    }

    /// The elements of a loop within bound records: those that certainly are, and one that stands for any others.
    pub fn members_under(&mut self, each: &'a LoopNode, bound: &[Bound<'a>]) -> (Vec<Bound<'a>>, Option<Bound<'a>>) {
        self.under(bound, |run| {
            let members = run.members(each);
            let known = (0..members.len()).filter_map(|at| members.get(run, at)).collect();
            (known, members.further)
        })
    }

    /// The plan of a question that is asked within bound records, and the record on which it is.
    pub fn asked_under(&mut self, index: u32, on: Option<&'a Spot>, bound: &[Bound<'a>]) -> Option<(&'a Plan, &'a Record)> {
        self.under(bound, |run| run.asked_on(index, on))
    }

    /// How many elements the loops of this run have looked at.
    #[must_use]
    pub fn elements_seen(&self) -> usize {
        self.steps as usize
    }

    /// Whether a comparison met a fault.
    #[must_use]
    pub fn has_faulted(&self) -> bool {
        self.faulted
    }

    /// Whether what was asked so far hangs on the day of asking, or on whether a fact is recorded.
    #[must_use]
    pub fn hangs_on_circumstances(&self) -> bool {
        self.circumstances
    }

    /// The record that a condition on any record of its type is about.
    #[must_use]
    pub fn itself(record: &'a Record) -> Bound<'a> {
        Bound { record, origin: Origin::Itself }
    }

    /// The steps to a fact of bound records; none for a row of a table or a further member of an incomplete list.
    #[must_use]
    pub fn way_under(&self, spot: &Spot, bound: &[Bound<'a>]) -> Option<Vec<Step>> {
        way_of(self.plan, bound, self.filled.itself, spot)
    }
}

/// The field that steps lead to from a record of a type.
#[must_use]
pub fn field_of<'p>(policy: &'p PolicyData, record: RecordId, steps: &[Step]) -> Option<&'p Field> {
    let mut ty = record;
    let mut found = None;
    for step in steps {
        let Step::Field(index) = step else { continue };
        found = policy.records.get(ty.index())?.fields.get(*index);
        if let Some(Type::Record(next) | Type::List(next)) = found.map(|field| &field.ty) {
            ty = *next;
        }
    }
    found
}

/// What a record says of the fact that steps lead to.
#[must_use]
pub fn recorded<'r>(record: &'r Record, steps: &[Step]) -> &'r Datum {
    let mut at = Some(record);
    let mut datum = &Datum::Missing;
    for step in steps {
        match (step, datum) {
            (Step::Field(index), _) => {
                datum = at.and_then(|record| record.values.get(*index)).unwrap_or(&Datum::Missing);
                at = if let Datum::Record(inner) = datum { Some(inner) } else { None };
            }
            (Step::Element(index), Datum::List(elements, _)) => at = elements.get(*index),
            (Step::Element(_), _) => at = None,
        }
    }
    datum
}
