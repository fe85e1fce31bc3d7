//! The facts that a walk meets: where they are, and what stands for them.

use super::{FactRef, Step, Stood, Trace, Wanted};
use crate::eval::machine::{Origin, is_known};
use crate::logic::Truth;
use crate::plan::Spot;
use crate::policy::{Datum, Standing};

impl<'a> Trace<'a> {
    pub(super) fn fact(&mut self, spot: &Spot, wanted: Wanted) {
        let datum = match spot {
            Spot::Case(slot) => self.deeming(*slot),
            Spot::Undeemed(slot) => {
                self.presumption(*slot);
                self.machine.fact(spot)
            }
            Spot::Recorded(_) | Spot::Bound(..) => self.machine.fact(spot),
        };
        let unknown = !is_known(datum);
        let Some(found) = self.path(spot) else { return };
        if !self.open {
            self.facts.insert(self.stood(spot, found));
            return;
        }
        let FactRef::Case(path) = found else { return };
        let wanted = match datum {
            Datum::Date(..) => Wanted::Day,
            Datum::Set(..) | Datum::List(..) => Wanted::Members,
            _ => wanted,
        };
        if unknown {
            let entry = self.missing.entry(path).or_insert(wanted);
            *entry = (*entry).max(wanted);
        }
    }

    /// A fact with what stands for it.
    pub(super) fn stood(&self, spot: &Spot, found: FactRef) -> FactRef {
        let (slot, deemed) = match spot {
            Spot::Case(slot) => (*slot, self.machine.stands_for(*slot, Standing::Deemed)),
            Spot::Undeemed(slot) => (*slot, None),
            Spot::Recorded(_) | Spot::Bound(..) => return found,
        };
        let Some(planned) = deemed.or_else(|| self.machine.stands_for(slot, Standing::Presumed)) else { return found };
        let FactRef::Case(path) = found else { return found };
        let (question, standing) = (self.machine.plan.question, planned.standing);
        FactRef::Stood(path, Box::new(Stood { question, standing, value: planned.value.clone() }))
    }

    /// A fact that may be deemed rests on what decides whether it is; what is left to be known of it is answered.
    pub(super) fn deeming(&mut self, slot: u32) -> &'a Datum {
        let settled = self.machine.slot(slot);
        let deemings = self.machine.deemings_about(slot);
        let bound = std::mem::take(&mut self.machine.bound);
        let certain: Vec<_> = deemings.iter().filter(|deeming| self.machine.truth(deeming.when) == Truth::YES).collect();
        for deeming in &certain {
            self.truth(deeming.when);
        }
        let present = self.machine.undeemed(slot);
        if certain.is_empty() {
            // One that says what the fact is already changes nothing.
            for deeming in deemings.iter().filter(|deeming| deeming.value != *present) {
                self.truth(deeming.when);
            }
        }
        let deemed = !certain.is_empty();
        self.machine.bound = bound;
        if deemed {
            return settled;
        }
        self.presumption(slot);
        present
    }

    /// A fact that may be presumed rests on what the presumption rests on.
    pub(super) fn presumption(&mut self, slot: u32) {
        if *self.machine.recorded(slot) != Datum::Missing {
            return;
        }
        let bound = std::mem::take(&mut self.machine.bound);
        for condition in self.machine.presumptions_about(slot) {
            if self.machine.truth(condition).may_be_yes() {
                self.truth(condition);
            }
        }
        self.machine.bound = bound;
    }

    /// Where a fact is; none for a further member of an incomplete list.
    pub(super) fn path(&self, spot: &Spot) -> Option<FactRef> {
        let fields = |path: &[usize]| path.iter().map(|index| Step::Field(*index)).collect::<Vec<_>>();
        let (level, rest) = match spot {
            Spot::Case(slot) | Spot::Undeemed(slot) | Spot::Recorded(slot) => {
                return self.machine.plan.slots.get(*slot as usize).map(|path| FactRef::Case(fields(path)));
            }
            Spot::Bound(level, rest) => (*level, rest),
        };
        let extend = |mut path: Vec<Step>, index: Option<usize>| {
            path.extend(index.map(Step::Element));
            path.extend(fields(rest));
            path
        };
        match self.machine.bound.get(level as usize)?.origin {
            Origin::Further | Origin::Stretch(..) => None,
            Origin::Itself => Some(FactRef::Case(extend(Vec::new(), None))),
            Origin::Row(table, row) => Some(FactRef::Row(table, row, extend(Vec::new(), None))),
            Origin::Fact(list, index) => Some(match self.path(list)? {
                FactRef::Case(path) => FactRef::Case(extend(path, Some(index))),
                FactRef::Row(table, row, path) => FactRef::Row(table, row, extend(path, Some(index))),
                other @ (FactRef::Stood(..) | FactRef::Table(..)) => other,
            }),
        }
    }
}
