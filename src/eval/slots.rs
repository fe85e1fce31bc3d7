//! The facts of a case as a question reads them: recorded, else presumed; and over both, deemed.
//!
//! A fact is looked at when it is first read, so the order in which presumptions and deemings settle needs no sorting; the
//! checker excludes circles.

use std::rc::Rc;

use super::machine::{Machine, is_known};
use super::stands::LeftOpen;
use crate::logic::Truth;
use crate::plan::{Plan, PlannedPresumption, Spot, TruthId};
use crate::policy::{Datum, Record, Standing};

/// The facts that a plan reads, by slot.
pub(super) struct Slots<'a> {
    recorded: Rc<[&'a Datum]>,
    presumptions: &'a [PlannedPresumption],
    /// A fact whose presumptions are left out: its slots.
    left_open: Vec<u32>,
    /// Recorded, else presumed, of the facts looked at so far.
    present: Vec<Option<&'a Datum>>,
    /// The facts with their deemings, of those looked at so far.
    settled: Vec<Option<&'a Datum>>,
    /// Facts that are unknown because it is open whether they are deemed to be something.
    loose: Vec<u32>,
    /// The presumptions that stand for a fact, as indices of the epoch's.
    pub(super) applied: Vec<usize>,
    /// Presumptions that contradict each other, so that the fact stays unknown.
    pub(super) conflicts: Vec<usize>,
    /// The deemings that certainly stand for a fact, as indices of the epoch's.
    pub(super) deemed: Vec<usize>,
}

impl<'a> Slots<'a> {
    /// The facts as recorded.
    pub(super) fn recorded(plan: &'a Plan, record: &'a Record) -> Self {
        Slots::new(plan, record, &[], None)
    }

    /// The facts as recorded, else presumed, and deemed.
    pub(super) fn new(
        plan: &'a Plan,
        record: &'a Record,
        presumptions: &'a [PlannedPresumption],
        left_open: Option<LeftOpen<'_>>,
    ) -> Self {
        let recorded: Rc<[&Datum]> = plan.slots.iter().map(|path| record.get(path)).collect();
        let is_left = |path: &[usize]| left_open.is_some_and(|left| left.is(record, path));
        let left_open = (0..).zip(&plan.slots).filter(|(_, path)| is_left(path)).map(|(slot, _)| slot).collect();
        Slots::of(recorded, presumptions, left_open)
    }

    /// The same facts, none of them looked at yet.
    pub(super) fn again(&self) -> Self {
        Slots::of(self.recorded.clone(), self.presumptions, self.left_open.clone())
    }

    fn of(recorded: Rc<[&'a Datum]>, presumptions: &'a [PlannedPresumption], left_open: Vec<u32>) -> Self {
        let open = if presumptions.is_empty() { Vec::new() } else { vec![None; recorded.len()] };
        Slots {
            recorded,
            presumptions,
            left_open,
            present: open.clone(),
            settled: open,
            loose: Vec::new(),
            applied: Vec::new(),
            conflicts: Vec::new(),
            deemed: Vec::new(),
        }
    }

    fn recorded_at(&self, slot: u32) -> &'a Datum {
        self.recorded.get(slot as usize).copied().unwrap_or(&Datum::Missing)
    }

    fn about(&self, slot: u32, standing: Standing) -> impl Iterator<Item = (usize, &'a PlannedPresumption)> + use<'a> {
        let all = self.presumptions.iter().enumerate();
        all.filter(move |(_, other)| other.slot == slot && other.standing == standing)
    }
}

fn set<'a>(facts: &mut [Option<&'a Datum>], slot: u32, datum: &'a Datum) {
    if let Some(fact) = facts.get_mut(slot as usize) {
        *fact = Some(datum);
    }
}

/// A presumption or deeming with whether its condition holds.
type Found<'a> = (usize, &'a PlannedPresumption, Truth);

impl<'a> Machine<'a> {
    /// What is known of a fact of the case as the question reads it.
    pub(super) fn slot(&mut self, slot: u32) -> &'a Datum {
        if self.slots.presumptions.is_empty() {
            return self.recorded(slot);
        }
        if let Some(Some(datum)) = self.slots.settled.get(slot as usize) {
            return datum;
        }
        let present = self.undeemed(slot);
        set(&mut self.slots.settled, slot, present);
        let datum = self.deem(slot, present);
        set(&mut self.slots.settled, slot, datum);
        datum
    }

    /// What is known of a fact of the case, deemings left out.
    pub(super) fn undeemed(&mut self, slot: u32) -> &'a Datum {
        let recorded = self.slots.recorded_at(slot);
        if self.slots.presumptions.is_empty() || *recorded != Datum::Missing || self.slots.left_open.contains(&slot) {
            return self.supposed(slot, recorded);
        }
        if let Some(Some(datum)) = self.slots.present.get(slot as usize) {
            return datum;
        }
        set(&mut self.slots.present, slot, recorded);
        let datum = if self.filled.is_empty() { self.presume(slot) } else { self.presumed_of_what_is_known(slot) };
        let datum = self.supposed(slot, datum);
        set(&mut self.slots.present, slot, datum);
        datum
    }

    /// A presumption rests on what is known, not on what is supposed: only what is learned lets one stand.
    fn presumed_of_what_is_known(&self, slot: u32) -> &'a Datum {
        self.unfilled().undeemed(slot)
    }

    /// What is known of a fact of the case as it is recorded.
    pub(super) fn recorded(&self, slot: u32) -> &'a Datum {
        self.supposed(slot, self.slots.recorded_at(slot))
    }

    /// A fact, or where not all is known of it the value that is supposed for it.
    fn supposed(&self, slot: u32, datum: &'a Datum) -> &'a Datum {
        if self.filled.is_empty() || is_known(datum) { datum } else { self.filled_slot(slot).unwrap_or(datum) }
    }

    /// What stands for a fact that has been looked at, of the one kind or the other.
    pub(super) fn stands_for(&self, slot: u32, standing: Standing) -> Option<&'a PlannedPresumption> {
        let found = if standing == Standing::Deemed { &self.slots.deemed } else { &self.slots.applied };
        found.iter().filter_map(|at| self.slots.presumptions.get(*at)).find(|other| other.slot == slot)
    }

    /// Whether a fact is unknown because it is open whether it is deemed to be something: it may be what it could not be by
    /// itself.
    pub(super) fn is_loose(&self, spot: &Spot) -> bool {
        matches!(spot, Spot::Case(slot) if self.slots.loose.contains(slot))
    }

    /// Looks at the presumptions about a fact that the record does not hold. Only if all that may stand say the same, and
    /// one certainly stands, is the fact presumed.
    fn presume(&mut self, slot: u32) -> &'a Datum {
        let standing = self.standing(slot, Standing::Presumed);
        let Some((_, certain, _)) = standing.iter().find(|(_, _, truth)| *truth == Truth::YES) else { return &Datum::Missing };
        let value = &certain.value;
        let of = |truth: Truth| standing.iter().filter(move |(_, _, found)| *found == truth);
        if of(Truth::YES).any(|(_, presumption, _)| presumption.value != *value) {
            self.slots.conflicts.extend(of(Truth::YES).map(|(at, ..)| *at));
            return &Datum::Missing;
        }
        if of(Truth::OPEN).any(|(_, presumption, _)| presumption.value != *value) {
            return &Datum::Missing;
        }
        self.slots.applied.extend(of(Truth::YES).map(|(at, ..)| *at));
        value
    }

    /// Looks at the deemings about a fact. One that certainly holds says what it is, since another that may hold and says
    /// something else would contradict it; if some only may hold, the fact is what it is already if all of them say so.
    fn deem(&mut self, slot: u32, present: &'a Datum) -> &'a Datum {
        let standing = self.standing(slot, Standing::Deemed);
        let certain = standing.iter().filter(|(_, _, truth)| *truth == Truth::YES);
        if let Some((_, first, _)) = certain.clone().next() {
            self.slots.deemed.extend(certain.map(|(at, ..)| *at));
            return &first.value;
        }
        if standing.iter().all(|(_, deeming, _)| deeming.value == *present) {
            return present;
        }
        self.slots.loose.push(slot);
        &Datum::Missing
    }

    /// The presumptions or deemings about a fact whose condition holds or may hold.
    fn standing(&mut self, slot: u32, standing: Standing) -> Vec<Found<'a>> {
        let about: Vec<_> = self.slots.about(slot, standing).collect();
        let bound = std::mem::take(&mut self.bound);
        let found = about.into_iter().map(|(at, other)| (at, other, self.truth(other.when)));
        let found = found.filter(|(_, _, truth)| truth.may_be_yes()).collect();
        self.bound = bound;
        found
    }

    /// Two deemings that certainly hold and give one fact different values, as indices of the epoch's: no such case can be.
    pub(super) fn contradiction(&mut self) -> Option<(usize, usize)> {
        let deemings = self.slots.presumptions.iter().enumerate().filter(|(_, other)| other.standing == Standing::Deemed);
        let deemings: Vec<(usize, &'a PlannedPresumption)> = deemings.collect();
        for (n, (at, one)) in deemings.iter().enumerate() {
            for (other_at, other) in deemings.iter().skip(n + 1) {
                let differ = one.slot == other.slot && one.value != other.value;
                if differ && self.truth(one.when) == Truth::YES && self.truth(other.when) == Truth::YES {
                    return Some((*at, *other_at));
                }
            }
        }
        None
    }

    /// The conditions of the presumptions about a fact: what keeps the fact unknown or makes it presumed.
    pub(super) fn presumptions_about(&self, slot: u32) -> Vec<TruthId> {
        self.slots.about(slot, Standing::Presumed).map(|(_, other)| other.when).collect()
    }

    /// The deemings about a fact.
    pub(crate) fn deemings_about(&self, slot: u32) -> Vec<&'a PlannedPresumption> {
        self.slots.about(slot, Standing::Deemed).map(|(_, other)| other).collect()
    }
}
