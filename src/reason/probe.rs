//! Asks an atom what it is under supposed values: the evaluator answers.

use std::borrow::Cow;

use super::cells::Subject;
use super::unfold::{Asks, Unfolded};
use crate::eval::{Options, Step, Trace};
use crate::logic::diagram::{BudgetError, Budgeted};
use crate::logic::{Date, Truth};
use crate::plan::DateId;
use crate::policy::{Datum, ReadingId, Scalar};

/// Values supposed for unknown facts, and options for open readings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Supposed {
    pub(super) facts: Vec<(Vec<Step>, Datum)>,
    pub(super) readings: Vec<(ReadingId, u16)>,
}

impl Supposed {
    /// With the value of one more variable.
    pub(super) fn with(&self, subject: &Subject, value: &Datum) -> Supposed {
        let mut more = self.clone();
        more.put(subject, value);
        more
    }

    /// Adds the value of one more variable.
    pub(super) fn put(&mut self, subject: &Subject, value: &Datum) {
        match (subject, value) {
            (Subject::Fact(way), value) => self.facts.push((way.clone(), value.clone())),
            (Subject::Reading(reading), Datum::Scalar(Scalar::Option(option))) => self.readings.push((*reading, *option)),
            _ => {}
        }
    }

    /// Takes the value that was added last away, which is that of a variable.
    pub(super) fn take(&mut self, subject: &Subject) {
        match subject {
            Subject::Fact(_) => drop(self.facts.pop()),
            Subject::Reading(_) => drop(self.readings.pop()),
            Subject::Member(..) | Subject::Free(_) => {}
        }
    }

    /// The options of readings, those supposed in their places.
    pub(super) fn options<'o>(&self, options: &'o Options) -> Cow<'o, Options> {
        if self.readings.is_empty() {
            return Cow::Borrowed(options);
        }
        let mut options = options.to_vec();
        for (reading, option) in &self.readings {
            if let Some(slot) = options.get_mut(reading.index()) {
                *slot = Some(*option);
            }
        }
        Cow::Owned(options)
    }
}

/// So many elements of loops cost as much as a run.
pub(super) const ELEMENTS: usize = 8;

/// Runs atoms, so often as the budget allows.
pub(super) struct Probe<'u, 'a> {
    pub(super) unfolded: &'u Unfolded<'a>,
    /// How many runs are left.
    pub(super) left: usize,
    /// What the last run cost: one, and more for the elements that its loops looked at.
    pub(super) cost: usize,
}

impl<'u, 'a> Probe<'u, 'a> {
    /// Whether an atom holds; or, if no fact is left that keeps it open, that it is a fault.
    pub(super) fn ask_why(&mut self, atom: usize, supposed: &Supposed) -> Budgeted<(Truth, bool)> {
        let (truth, faulted) = self.ask_with_faults(atom, supposed)?;
        Ok((truth, truth == Truth::OPEN && faulted && self.rests_on_nothing_else(atom, supposed)))
    }

    /// Whether an atom holds where there is no fault, and whether there may be one.
    pub(super) fn ask_with_faults(&mut self, atom: usize, supposed: &Supposed) -> Budgeted<(Truth, bool)> {
        self.left = self.left.checked_sub(self.cost).ok_or(BudgetError)?;
        self.cost = 1;
        let Some(found) = self.unfolded.atoms.get(atom) else { return Ok((Truth::OPEN, false)) };
        let options = supposed.options(self.unfolded.options);
        let machine = self.unfolded.machine(found.frame, &supposed.facts, &options);
        let Some(mut machine) = machine else { return Ok((Truth::OPEN, false)) };
        let truth = match &found.asks {
            Asks::Truth(id) => machine.truth_under(*id, &found.bound),
            Asks::Before(date, day) => {
                let date = machine.date_of(*date);
                Truth::of(date.low.is_none_or(|low| low < *day), date.high.is_none_or(|high| high >= *day))
            }
            Asks::Code(code, value) => {
                let code = machine.code_under(*code, &found.bound);
                let same = |code: Scalar| match value {
                    Some(value) => code == *value,
                    None => !self.unfolded.named.scalars.contains(&code),
                };
                code.map_or(Truth::OPEN, |code| Truth::known(same(code)))
            }
            Asks::Further(_) | Asks::Free(_) => Truth::OPEN,
        };
        self.cost = 1 + machine.elements_seen() / ELEMENTS;
        if self.unfolded.is_at_large(&machine) {
            return Ok((Truth::OPEN, false));
        }
        // What is none is compared with nothing, and that is no answer either: what guards the comparison decides.
        let is_none = |(_, value): &(Vec<Step>, Datum)| *value == Datum::None;
        Ok((truth, machine.has_faulted() || (truth == Truth::OPEN && supposed.facts.iter().any(is_none))))
    }

    /// A date of an atom, if it is a single day.
    pub(super) fn day(&mut self, atom: usize, date: DateId, supposed: &Supposed) -> Budgeted<Option<Date>> {
        self.left = self.left.checked_sub(self.cost).ok_or(BudgetError)?;
        self.cost = 1;
        let Some(found) = self.unfolded.atoms.get(atom) else { return Ok(None) };
        let options = supposed.options(self.unfolded.options);
        let Some(mut machine) = self.unfolded.machine(found.frame, &supposed.facts, &options) else { return Ok(None) };
        let date = machine.date_under(date, &found.bound);
        self.cost = 1 + machine.elements_seen() / ELEMENTS;
        let is_day = date.low == date.high && date.fault.is_none() && !self.unfolded.is_at_large(&machine);
        Ok(date.low.filter(|_| is_day))
    }

    /// Whether a date that lies between two days keeps an atom open; otherwise it is a fault whatever the date is.
    pub(super) fn rests_on(&self, atom: usize, supposed: &Supposed, way: &[Step], (low, high): (Date, Date)) -> bool {
        let supposed = supposed.with(&Subject::Fact(way.to_vec()), &Datum::Date(low, high));
        let frame = self.unfolded.atoms.get(atom).and_then(|atom| self.unfolded.frames.get(atom.frame));
        // A question that is asked of a record within the case knows its facts from there.
        let way = frame.and_then(|frame| way.strip_prefix(frame.prefix.as_slice())).unwrap_or(way);
        self.keeps_open(atom, &supposed, |trace| trace.missing.keys().any(|missing| missing == way))
    }

    /// Whether no unknown fact keeps an atom open: what is left is a fault.
    fn rests_on_nothing_else(&self, atom: usize, supposed: &Supposed) -> bool {
        self.keeps_open(atom, supposed, |trace| trace.missing.is_empty() && trace.readings.is_empty())
    }

    /// Looks at what keeps an atom open.
    fn keeps_open(&self, atom: usize, supposed: &Supposed, look: impl Fn(&Trace<'_>) -> bool) -> bool {
        let Some(found) = self.unfolded.atoms.get(atom) else { return false };
        let options = supposed.options(self.unfolded.options);
        let Some(machine) = self.unfolded.machine(found.frame, &supposed.facts, &options) else { return false };
        let mut trace = Trace::under(machine, &found.bound);
        match &found.asks {
            Asks::Truth(id) => trace.keeps_open(*id),
            Asks::Before(date, _) => trace.keeps_date_open(*date),
            Asks::Code(code, _) => trace.keeps_code_open(*code),
            Asks::Further(_) | Asks::Free(_) => return false,
        }
        look(&trace)
    }
}
