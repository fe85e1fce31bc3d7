//! The facts of a case as a question reads them: recorded, else presumed.

use super::machine::Machine;
use crate::logic::Truth;
use crate::plan::{Plan, PlannedPresumption};
use crate::policy::{Datum, Record};

/// The facts that a plan reads, by slot.
pub(super) struct Slots<'a> {
    data: Vec<&'a Datum>,
    presumptions: &'a [PlannedPresumption],
    /// A fact whose presumptions are left out.
    left_open: Option<u32>,
    /// Facts whose presumptions have been looked at, or are being.
    settled: Vec<u32>,
    /// The presumptions that stand for a fact, as indices of the epoch's.
    pub(super) applied: Vec<usize>,
    /// Presumptions that contradict each other, so that the fact stays unknown.
    pub(super) conflicts: Vec<usize>,
}

impl<'a> Slots<'a> {
    /// The facts as recorded.
    pub(super) fn recorded(plan: &'a Plan, record: &'a Record) -> Self {
        Slots::new(plan, record, &[], None)
    }

    /// The facts as recorded, else presumed.
    pub(super) fn new(
        plan: &'a Plan,
        record: &'a Record,
        presumptions: &'a [PlannedPresumption],
        left_open: Option<u32>,
    ) -> Self {
        let data = plan.slots.iter().map(|path| record.get(path)).collect();
        Slots { data, presumptions, left_open, settled: Vec::new(), applied: Vec::new(), conflicts: Vec::new() }
    }
}

impl<'a> Machine<'a> {
    /// What is known of a case fact.
    pub(super) fn slot(&mut self, slot: u32) -> &'a Datum {
        let datum = self.slots.data.get(slot as usize).copied().unwrap_or(&Datum::Missing);
        if self.slots.presumptions.is_empty() || *datum != Datum::Missing || self.slots.settled.contains(&slot) {
            return datum;
        }
        self.presume(slot)
    }

    /// Looks at the presumptions about a fact that the record does not hold. Only if all that may stand say the same, and
    /// one certainly stands, is the fact presumed.
    fn presume(&mut self, slot: u32) -> &'a Datum {
        self.slots.settled.push(slot);
        if self.slots.left_open == Some(slot) {
            return &Datum::Missing;
        }
        let bound = std::mem::take(&mut self.bound);
        let presumptions = self.slots.presumptions;
        let mut standing: Vec<(usize, &'a PlannedPresumption, Truth)> = Vec::new();
        for (at, presumption) in presumptions.iter().enumerate().filter(|(_, presumption)| presumption.slot == slot) {
            let truth = self.truth(presumption.when);
            if truth.may_be_yes() {
                standing.push((at, presumption, truth));
            }
        }
        self.bound = bound;
        let certain = standing.iter().find(|(_, _, truth)| *truth == Truth::YES).map(|(_, presumption, _)| &presumption.value);
        let Some(value) = certain else { return &Datum::Missing };
        let of = |truth: Truth| standing.iter().filter(move |(_, _, found)| *found == truth);
        if of(Truth::YES).any(|(_, presumption, _)| presumption.value != *value) {
            self.slots.conflicts.extend(of(Truth::YES).map(|(at, ..)| *at));
            return &Datum::Missing;
        }
        if of(Truth::OPEN).any(|(_, presumption, _)| presumption.value != *value) {
            return &Datum::Missing;
        }
        self.slots.applied.extend(of(Truth::YES).map(|(at, ..)| *at));
        if let Some(datum) = self.slots.data.get_mut(slot as usize) {
            *datum = value;
        }
        value
    }

    /// The presumptions about a fact whose condition may hold: what keeps the fact unknown or makes it presumed.
    pub(super) fn presumptions_about(&self, slot: u32) -> impl Iterator<Item = &'a PlannedPresumption> + use<'a> {
        self.slots.presumptions.iter().filter(move |presumption| presumption.slot == slot)
    }
}
