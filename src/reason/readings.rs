//! What other readings of the law would come to: the possible verdicts under every combination of options at once.
//!
//! Read [`Readings`] first. All readings are variables of one diagram; the facts and whatever else is open are then put together,
//! so that what is left is a function from options to possible verdicts. Where not all cases can be told apart, what it says may be
//! too much: then a record is run again under the options that are asked about.

use std::collections::BTreeSet;

use super::cells::Subject;
use super::decide::{answer_of, verdict_of};
use super::{Budget, exact, told_apart};
use crate::eval::{self, Options, Possible};
use crate::logic::Date;
use crate::logic::diagram::{Budgeted, Diagram, Diagrams, Node};
use crate::plan::Plan;
use crate::policy::{ReadingId, Record, VerdictWord};

/// So many readings at most are switched together in what is told.
const MOST_SWITCHED: usize = 3;

/// So many switches are told at most.
const TOLD: usize = 20;

/// So many combinations are looked at at most.
const LOOKS: usize = 4_096;

/// So many at most, where that may take a run of each.
const RUNS: usize = 128;

/// An option of a reading.
pub type Choice = (ReadingId, u16);

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

/// A record under the readings that its question depends on.
pub struct Readings<'a> {
    plan: &'a Plan,
    record: &'a Record,
    today: Date,
    options: &'a Options,
    /// For each run of its own.
    budget: Budget,
    /// The options that are chosen.
    chosen: Vec<Choice>,
    /// The possible verdicts under them.
    now: Possible,
    /// None: there are more cases than the budget allows.
    by: Option<ByReading>,
}

/// What the diagram says of options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// Each verdict is possible.
    Exactly,
    /// There may be fewer, but a run under these options would find no fewer by telling cases apart.
    AsARun,
    /// There may be fewer.
    AtMost,
}

/// The possible verdicts by the options of readings.
struct ByReading {
    diagrams: Diagrams,
    /// Its answers are sets of verdicts.
    verdicts: Diagram,
    /// The readings that may be asked for, by the number of the variable.
    readings: Vec<(u32, ReadingId)>,
    says: Says,
}

impl<'a> Readings<'a> {
    /// The readings of a question on a record; `now`: the verdicts that were found possible.
    #[must_use]
    pub fn new(plan: &'a Plan, record: &'a Record, today: Date, options: &'a Options, budget: Budget, now: Possible) -> Self {
        let choice = |id: &ReadingId| Some((*id, options.get(id.index()).copied().flatten()?));
        let chosen: Vec<Choice> = plan.readings.iter().filter_map(choice).collect();
        let mut readings = Readings { plan, record, today, options, budget, chosen, now, by: None };
        if plan.readings.is_empty() {
            return readings;
        }
        readings.by = ByReading::new(plan, record, today, options, budget).ok();
        // Runs of their own may cost together what the one for all might have cost.
        let options_of = |id: &ReadingId| plan.policy.readings.get(id.index()).map_or(0, |reading| reading.options.len());
        let runs = plan.readings.iter().map(options_of).sum::<usize>().max(1);
        readings.budget = Budget { runs: budget.runs / runs, nodes: budget.nodes / runs };
        // What is not said of the options that are chosen, as it was found, is not to be believed of others.
        let is_found = readings.look(&readings.chosen, false) == Some(now);
        readings.by = readings.by.take().filter(|by| is_found || by.says == Says::AtMost);
        readings
    }

    /// The possible verdicts with one more reading chosen.
    #[must_use]
    pub fn with(&self, choice: Choice) -> Possible {
        let mut chosen = self.chosen.clone();
        chosen.push(choice);
        self.look(&chosen, true).unwrap_or_else(|| eval::possible(self.plan, self.record, self.today, &self.options_of(&chosen)))
    }

    /// The smallest sets of readings that, read otherwise than chosen, change the possible verdicts. Options under which there
    /// can be no such case change nothing.
    #[must_use]
    pub fn switches(&self) -> Switches {
        let others = |(reading, chosen): &Choice| {
            let count = self.plan.policy.readings.get(reading.index()).map_or(0, |reading| reading.options.len());
            let options = (0..count).filter_map(|option| u16::try_from(option).ok());
            options.filter(|option| option != chosen).map(|option| (*reading, option)).collect()
        };
        let may_matter = |choice: &&Choice| self.by.as_ref().is_none_or(|by| by.may_matter(choice.0));
        let others: Vec<Vec<Choice>> = self.chosen.iter().filter(may_matter).map(others).collect();
        let looks = if self.by.as_ref().is_some_and(|by| by.says == Says::Exactly) { LOOKS } else { RUNS };
        let mut search = Search { of: self, others, looks, switches: Switches::default() };
        for size in 1..=search.others.len() {
            if !search.is_over() {
                search.look(0, size, &mut Vec::with_capacity(size));
            }
        }
        search.switches
    }

    /// The possible verdicts with some readings switched; none: they were not looked for.
    fn switched(&self, to: &[Choice]) -> Option<Possible> {
        let switched = |choice: &Choice| to.iter().find(|(reading, _)| *reading == choice.0).copied().unwrap_or(*choice);
        let all: Vec<Choice> = self.chosen.iter().map(switched).collect();
        self.look(&all, to.len() == 1)
    }

    /// The possible verdicts under options; none: only a run that tells cases apart would say, and that is not worth it, or too much.
    fn look(&self, chosen: &[Choice], is_worth_it: bool) -> Option<Possible> {
        let said = self.by.as_ref().map(|by| (by.says, by.under(chosen)));
        if let Some((_, under)) = said.filter(|(says, under)| *says == Says::Exactly || under.only().is_some()) {
            return Some(under);
        }
        let options = self.options_of(chosen);
        let by_intervals = eval::possible(self.plan, self.record, self.today, &options);
        match said {
            Some((Says::AsARun, under)) => Some(under.both(by_intervals)),
            _ if by_intervals.only().is_some() => Some(by_intervals),
            _ if is_worth_it => {
                let exact = exact(self.plan, self.record, self.today, &options, self.budget).ok()?;
                Some(by_intervals.both(exact.possible))
            }
            _ => None,
        }
    }

    fn options_of(&self, chosen: &[Choice]) -> Vec<Option<u16>> {
        let mut options = self.options.to_vec();
        for (reading, option) in chosen {
            options.get_mut(reading.index()).into_iter().for_each(|slot| *slot = Some(*option));
        }
        options
    }
}

impl ByReading {
    fn new(plan: &Plan, record: &Record, today: Date, options: &Options, budget: Budget) -> Budgeted<ByReading> {
        let mut open = options.to_vec();
        for reading in &plan.readings {
            open.get_mut(reading.index()).into_iter().for_each(|option| *option = None);
        }
        let at_once = eval::possible_at_once(plan, record, today, &open);
        if let Some(word) = at_once.only() {
            let (diagrams, verdicts) = (Diagrams::new(0), Diagrams::answer(bit(word)));
            return Ok(ByReading { diagrams, verdicts, readings: Vec::new(), says: Says::Exactly });
        }
        told_apart(plan, record, today, &open, budget, |decider, verdict| {
            let says = match decider.not_proven(verdict) {
                None => Says::Exactly,
                Some(_) if decider.is_free_whatever_is_read(verdict) => Says::AsARun,
                Some(_) => Says::AtMost,
            };
            let readings = decider.variables.iter().zip(0..).filter_map(|(variable, number)| match variable.subject {
                Subject::Reading(reading) => Some((number, reading)),
                _ => None,
            });
            let readings: Vec<(u32, ReadingId)> = readings.collect();
            let mut diagrams = decider.diagrams;
            let sets = diagrams.map([verdict], &|[answer]| verdict_of(answer).map_or(0, bit))?;
            let is_reading = |variable: u32| readings.iter().any(|(number, _)| *number == variable);
            let verdicts = diagrams.over_others(sets, &is_reading, &|one, other| one | other)?;
            let asked = diagrams.variables(verdicts);
            let readings = readings.into_iter().filter(|(number, _)| asked.contains(number)).collect();
            Ok(ByReading { diagrams, verdicts, readings, says })
        })?
    }

    /// Whether another option of a reading may come to something else.
    fn may_matter(&self, reading: ReadingId) -> bool {
        self.says == Says::AtMost || self.readings.iter().any(|(_, other)| *other == reading)
    }

    /// The possible verdicts under options; of readings that are not among them, under any.
    fn under(&self, chosen: &[Choice]) -> Possible {
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
}

fn bit(word: VerdictWord) -> u8 {
    1 << answer_of(Some(word))
}

struct Search<'s, 'a> {
    of: &'s Readings<'a>,
    /// The other options of each reading that may be switched.
    others: Vec<Vec<Choice>>,
    looks: usize,
    switches: Switches,
}

impl Search<'_, '_> {
    /// Whether nothing more is to be found out: that larger sets are not told is known as soon as there may be one.
    fn is_over(&self) -> bool {
        self.looks == 0
    }

    /// Looks at all sets of so many more readings, from one on.
    fn look(&mut self, from: usize, more: usize, to: &mut Vec<Choice>) {
        if self.is_over() {
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
        if self.switches.found.iter().any(|smaller| smaller.to.iter().all(|choice| to.contains(choice))) {
            return;
        }
        self.looks -= 1;
        let possible = self.of.switched(to);
        if possible.is_some_and(|possible| possible == self.of.now || possible.is_empty()) {
            self.switches.cut |= self.looks == 0;
            return;
        }
        match possible.filter(|_| to.len() <= MOST_SWITCHED && self.switches.found.len() < TOLD) {
            Some(possible) => self.switches.found.push(Switch { to: to.to_vec(), possible }),
            None => self.switches.cut = true,
        }
        if self.switches.cut && to.len() > MOST_SWITCHED {
            self.looks = 0;
        }
    }
}
