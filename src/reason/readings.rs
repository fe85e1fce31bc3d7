//! What other readings of the law would come to: the possible verdicts under every combination of options at once.
//!
//! Read [`ByReading`] first. All readings are variables of one diagram; the facts and whatever else is open are then put together,
//! so that what is left is a function from options to possible verdicts.

use std::collections::BTreeSet;

use super::cells::Subject;
use super::decide::{answer_of, verdict_of};
use super::{Budget, told_apart};
use crate::eval::{self, Options, Possible};
use crate::logic::Date;
use crate::logic::diagram::{BudgetError, Budgeted, Diagram, Diagrams, Node};
use crate::plan::Plan;
use crate::policy::{ReadingId, Record, VerdictWord};

/// So many readings at most are switched together in what is told.
pub const MOST_SWITCHED: usize = 3;

/// So many switches are told at most.
const TOLD: usize = 20;

/// So many combinations are looked at at most.
const LOOKS: usize = 4_096;

/// An option of a reading.
pub type Choice = (ReadingId, u16);

/// The possible verdicts by the options of readings.
#[derive(Debug)]
pub struct ByReading {
    diagrams: Diagrams,
    /// Its answers are sets of verdicts.
    verdicts: Diagram,
    /// The readings that it may ask for, by the number of the variable.
    readings: Vec<(u32, ReadingId)>,
}

/// A smallest set of readings that, read otherwise, change the possible verdicts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switch {
    /// Each with its other option.
    pub to: Vec<Choice>,
    /// The possible verdicts then.
    pub possible: Possible,
}

/// The smallest switches, those of fewer readings first.
#[derive(Debug, Default)]
pub struct Switches {
    /// None contains another.
    pub found: Vec<Switch>,
    /// There may be others.
    pub cut: bool,
}

/// The possible verdicts of a record under all combinations of the readings that its question depends on.
///
/// # Errors
/// If the budget is used up, or not all cases can be told apart.
pub fn by_reading(plan: &Plan, record: &Record, today: Date, options: &Options, budget: Budget) -> Budgeted<ByReading> {
    let mut open = options.to_vec();
    for reading in &plan.readings {
        open.get_mut(reading.index()).into_iter().for_each(|option| *option = None);
    }
    let at_once = eval::possible_at_once(plan, record, today, &open);
    if let Some(word) = at_once.only() {
        return Ok(ByReading { diagrams: Diagrams::new(0), verdicts: Diagrams::answer(bit(word)), readings: Vec::new() });
    }
    told_apart(plan, record, today, &open, budget, |decider, verdict| {
        if decider.not_proven(verdict).is_some() {
            return Err(BudgetError);
        }
        let readings = decider.variables.iter().zip(0..).filter_map(|(variable, number)| match variable.subject {
            Subject::Reading(reading) => Some((number, reading)),
            _ => None,
        });
        let readings: Vec<(u32, ReadingId)> = readings.collect();
        let mut diagrams = decider.diagrams;
        let sets = diagrams.map([verdict], &|[answer]| verdict_of(answer).map_or(0, bit))?;
        let is_reading = |variable: u32| readings.iter().any(|(number, _)| *number == variable);
        let verdicts = diagrams.over_others(sets, &is_reading, &|one, other| one | other)?;
        Ok(ByReading { diagrams, verdicts, readings })
    })?
}

fn bit(word: VerdictWord) -> u8 {
    1 << answer_of(Some(word))
}

impl ByReading {
    /// The possible verdicts under options; of readings that are not among them, under any.
    #[must_use]
    pub fn under(&self, chosen: &[Choice]) -> Possible {
        let option = |variable: u32| {
            let (_, reading) = self.readings.iter().find(|(number, _)| *number == variable)?;
            chosen.iter().find(|(other, _)| other == reading).map(|(_, option)| usize::from(*option))
        };
        let (mut seen, mut open, mut sets) = (BTreeSet::new(), vec![self.verdicts], 0);
        while let Some(next) = open.pop() {
            if !seen.insert(next) {
                continue;
            }
            match self.diagrams.node(next) {
                Node::Answer(set) => sets |= set,
                Node::Ask(variable, values) => match option(variable) {
                    Some(option) => open.extend(values.get(option)),
                    None => open.extend_from_slice(values),
                },
            }
        }
        let words = (0..3).filter(|answer| sets & (1 << answer) != 0).filter_map(verdict_of);
        words.fold(Possible::default(), Possible::with)
    }

    /// The smallest sets of readings that, read otherwise than chosen, change the possible verdicts. Options under which there
    /// can be no such case change nothing.
    #[must_use]
    pub fn switches(&self, plan: &Plan, chosen: &[Choice]) -> Switches {
        let asked = self.diagrams.variables(self.verdicts);
        let is_asked =
            |reading: &ReadingId| self.readings.iter().any(|(number, other)| other == reading && asked.contains(number));
        let mut search = Search {
            by: self,
            chosen,
            others: chosen
                .iter()
                .filter(|(reading, _)| is_asked(reading))
                .map(|choice| others(plan, *choice).collect())
                .collect(),
            now: self.under(chosen),
            looks: LOOKS,
            switches: Switches::default(),
        };
        for size in 1..=search.others.len() {
            if search.switches.cut {
                break;
            }
            search.look(0, size, &mut Vec::with_capacity(size));
        }
        search.switches
    }
}

/// The other options of a reading.
pub fn others(plan: &Plan, (reading, chosen): Choice) -> impl Iterator<Item = Choice> + Clone {
    let count = plan.policy.readings.get(reading.index()).map_or(0, |reading| reading.options.len());
    let options = (0..count).filter_map(|option| u16::try_from(option).ok());
    options.filter(move |option| *option != chosen).map(move |option| (reading, option))
}

struct Search<'s> {
    by: &'s ByReading,
    chosen: &'s [Choice],
    /// The other options of each reading that may be switched.
    others: Vec<Vec<Choice>>,
    /// The possible verdicts as it is read.
    now: Possible,
    looks: usize,
    switches: Switches,
}

impl Search<'_> {
    /// Looks at all sets of so many more readings, from one on.
    fn look(&mut self, from: usize, more: usize, to: &mut Vec<Choice>) {
        if self.switches.cut {
            return;
        }
        if more == 0 {
            return self.found(to);
        }
        for at in from..self.others.len() {
            for other in self.others.get(at).cloned().unwrap_or_default() {
                to.push(other);
                self.look(at + 1, more - 1, to);
                to.pop();
            }
        }
    }

    fn found(&mut self, to: &[Choice]) {
        let Some(left) = self.looks.checked_sub(1) else {
            self.switches.cut = true;
            return;
        };
        self.looks = left;
        if self.switches.found.iter().any(|smaller| smaller.to.iter().all(|choice| to.contains(choice))) {
            return;
        }
        let switched = |choice: &Choice| to.iter().find(|(reading, _)| *reading == choice.0).copied().unwrap_or(*choice);
        let all: Vec<Choice> = self.chosen.iter().map(switched).collect();
        let possible = self.by.under(&all);
        if possible == self.now || possible.is_empty() {
            return;
        }
        if to.len() > MOST_SWITCHED || self.switches.found.len() == TOLD {
            self.switches.cut = true;
            return;
        }
        self.switches.found.push(Switch { to: to.to_vec(), possible });
    }
}
