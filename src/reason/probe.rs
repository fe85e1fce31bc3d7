//! Asks an atom what it is under supposed values: the evaluator answers.

use super::cells::Subject;
use super::unfold::{Asks, Unfolded};
use crate::eval::{Options, Step};
use crate::logic::Truth;
use crate::logic::diagram::{BudgetError, Budgeted};
use crate::policy::{Datum, ReadingId, Scalar};

/// Values supposed for unknown facts, and options for open readings.
#[derive(Debug, Clone, Default)]
pub(super) struct Supposed {
    pub(super) facts: Vec<(Vec<Step>, Datum)>,
    pub(super) readings: Vec<(ReadingId, u16)>,
}

impl Supposed {
    /// With the value of one more variable.
    pub(super) fn with(&self, subject: &Subject, value: &Datum) -> Supposed {
        let mut more = self.clone();
        match (subject, value) {
            (Subject::Fact(way), value) => more.facts.push((way.clone(), value.clone())),
            (Subject::Reading(reading), Datum::Scalar(Scalar::Option(option))) => more.readings.push((*reading, *option)),
            _ => {}
        }
        more
    }

    /// The options of readings, those supposed in their places.
    pub(super) fn options(&self, options: &Options) -> Vec<Option<u16>> {
        let mut options = options.to_vec();
        for (reading, option) in &self.readings {
            if let Some(slot) = options.get_mut(reading.index()) {
                *slot = Some(*option);
            }
        }
        options
    }
}

/// Runs atoms, so often as the budget allows.
pub(super) struct Probe<'u, 'a> {
    pub(super) unfolded: &'u Unfolded<'a>,
    /// How many runs are left.
    pub(super) left: usize,
}

impl<'u, 'a> Probe<'u, 'a> {
    /// Whether an atom holds. Open: a fact that matters has no value yet, or there is a fault.
    pub(super) fn ask(&mut self, atom: usize, supposed: &Supposed) -> Budgeted<Truth> {
        self.ask_why(atom, supposed).map(|(truth, _)| truth)
    }

    /// Whether an atom holds, and whether a fault was met.
    pub(super) fn ask_why(&mut self, atom: usize, supposed: &Supposed) -> Budgeted<(Truth, bool)> {
        self.left = self.left.checked_sub(1).ok_or(BudgetError)?;
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
                    None => !self.unfolded.named.contains(&code),
                };
                code.map_or(Truth::OPEN, |code| Truth::known(same(code)))
            }
            Asks::Further(_) => Truth::OPEN,
        };
        Ok((truth, machine.has_faulted()))
    }
}
