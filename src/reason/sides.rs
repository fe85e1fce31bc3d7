//! Comparisons of dates of which each hangs on unknown facts: each side is reckoned by itself for the values of its own facts, and
//! what the comparison is for all of them together is read off.
//!
//! Read [`Sides`] first.

use super::cells::Variable;
use super::decide::{Decider, Numbered};
use super::probe::Supposed;
use super::unfold::Asks;
use crate::logic::Date;
use crate::logic::diagram::{Budgeted, Diagram, Diagrams};
use crate::plan::{DateId, TruthNode};
use crate::policy::Datum;
use crate::policy::expr::Order;

/// Of so few combinations each is asked.
const FEW: usize = 16;

/// So many days of one side are reckoned at most.
const MOST: usize = 4_096;

/// The sides of a comparison.
pub(super) struct Sides {
    /// None: they are the same day.
    order: Option<Order>,
    left: Side,
    right: Side,
}

/// One side: the variables that it hangs on, and the day for each combination of their values, those of the last variable next to each
/// other; none where it is no single day.
struct Side {
    numbers: Vec<u32>,
    days: Vec<Option<Date>>,
}

impl Side {
    /// Where the days stand once a variable has one of its values.
    fn step(&self, at: usize, number: u32, count: usize, value: usize) -> usize {
        if self.numbers.contains(&number) { at * count + value } else { at }
    }
}

impl Sides {
    /// Whether it holds; none: a side is no single day.
    fn holds(&self, left: usize, right: usize) -> Option<bool> {
        let day = |side: &Side, at: usize| side.days.get(at).copied().flatten();
        let found = day(&self.left, left)?.cmp(&day(&self.right, right)?);
        Some(self.order.map_or(found.is_eq(), |order| order.holds(found)))
    }
}

impl Decider<'_, '_, '_> {
    /// The sides of an atom that compares dates; none: it does not, or it has few cases.
    pub(super) fn sides(&mut self, at: usize, variables: &[Numbered]) -> Budgeted<Option<Sides>> {
        let count = |variables: &[Numbered]| variables.iter().map(|(_, variable)| variable.cells.len()).product::<usize>();
        if variables.len() < 2 || count(variables) <= FEW {
            return Ok(None);
        }
        let unfolded = self.unfolded();
        let Some(atom) = unfolded.atoms.get(at) else { return Ok(None) };
        let Some(frame) = unfolded.frames.get(atom.frame) else { return Ok(None) };
        let Asks::Truth(id) = atom.asks else { return Ok(None) };
        let (order, left, right) = match frame.program.truth(id) {
            TruthNode::DateOrder(order, left, right) => (Some(*order), *left, *right),
            TruthNode::SameDate(left, right) => (None, *left, *right),
            _ => return Ok(None),
        };
        let of = |date: DateId| {
            let hangs_on = unfolded.date_hangs_on(atom.frame, date, &atom.bound);
            let own: Vec<Numbered> =
                variables.iter().filter(|(_, variable)| hangs_on.contains(&variable.subject)).cloned().collect();
            (date, own)
        };
        let [left, right] = [of(left), of(right)];
        if left.1.len() == variables.len() || right.1.len() == variables.len() || count(&left.1).max(count(&right.1)) > MOST {
            return Ok(None);
        }
        let (left, right) = (self.side(at, left.0, &left.1)?, self.side(at, right.0, &right.1)?);
        Ok(Some(Sides { order, left, right }))
    }

    fn side(&mut self, atom: usize, date: DateId, variables: &[Numbered]) -> Budgeted<Side> {
        let numbers = variables.iter().map(|(number, _)| *number).collect();
        let mut days = Vec::new();
        self.days(atom, date, variables, &mut Supposed::default(), &mut days)?;
        Ok(Side { numbers, days })
    }

    fn days(
        &mut self,
        atom: usize,
        date: DateId,
        variables: &[Numbered],
        supposed: &mut Supposed,
        days: &mut Vec<Option<Date>>,
    ) -> Budgeted<()> {
        let Some(((_, Variable { subject, cells }), rest)) = variables.split_first() else {
            days.push(self.probe.day(atom, date, supposed)?);
            return Ok(());
        };
        for cell in cells {
            supposed.put(subject, &cell.value);
            self.days(atom, date, rest, supposed, days)?;
            supposed.take(subject);
        }
        Ok(())
    }

    /// The diagram of an atom by its sides. Where one of them is no day, the atom itself is asked.
    pub(super) fn by_sides(&mut self, atom: usize, sides: &Sides, variables: &[Numbered]) -> Budgeted<Option<Diagram>> {
        self.read_off(atom, sides, variables, (0, 0), &mut Vec::with_capacity(variables.len()))
    }

    /// `chosen`: the values of the first variables.
    fn read_off(
        &mut self,
        atom: usize,
        sides: &Sides,
        variables: &[Numbered],
        (left, right): (usize, usize),
        chosen: &mut Vec<usize>,
    ) -> Budgeted<Option<Diagram>> {
        let Some((number, Variable { cells, .. })) = variables.get(chosen.len()) else {
            return match sides.holds(left, right) {
                Some(holds) => Ok(Some(Diagrams::answer(u8::from(holds)))),
                None => self.asked(atom, variables, chosen),
            };
        };
        let mut values = Vec::with_capacity(cells.len());
        for (value, cell) in cells.iter().enumerate() {
            let step = |side: &Side, at: usize| side.step(at, *number, cells.len(), value);
            chosen.push(value);
            let below = match cell.value {
                Datum::None => self.asked(atom, variables, chosen)?,
                _ => self.read_off(atom, sides, variables, (step(&sides.left, left), step(&sides.right, right)), chosen)?,
            };
            chosen.pop();
            let Some(below) = below else { return Ok(None) };
            values.push(below);
        }
        self.diagrams.ask(*number, values).map(Some)
    }

    /// The diagram of an atom, asked with values of the first variables.
    fn asked(&mut self, atom: usize, variables: &[Numbered], chosen: &[usize]) -> Budgeted<Option<Diagram>> {
        let mut supposed = Supposed::default();
        for ((_, Variable { subject, cells }), value) in variables.iter().zip(chosen) {
            cells.get(*value).into_iter().for_each(|cell| supposed.put(subject, &cell.value));
        }
        self.table(atom, variables.get(chosen.len()..).unwrap_or_default(), &mut supposed)
    }
}
