//! Which unknown facts matter, what their answers lead to, and in which order to ask them.
//!
//! Read [`Settled`] first. A fact matters if some answer about it can leave a possible verdict out, alone or after answers about
//! others. The order is greedy: first the fact whose answers leave the fewest verdicts on average; of equal ones, the one that
//! the rules ask for first.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::cells::{Cell, Subject, Variable, one, universe_of, yes_and_no};
use super::decide::verdict_of;
use super::suppose::fill;
use super::witness::Witnesses;
use super::{Budget, Exact, NotProven, Proof, exact};
use crate::eval::{self, Evaluation, Missing, Options, Possible, Step, Wanted, field_of};
use crate::logic::Date;
use crate::logic::diagram::{Budgeted, Diagram, Diagrams};
use crate::plan::Plan;
use crate::policy::{Datum, Record, Type};

/// Up to so many variables that are tied to one are left unknown in all ways.
const MANY_TIED: usize = 6;

/// What the exact layer found of a case that the evaluation left open.
#[derive(Debug)]
pub struct Settled {
    /// The possible verdicts.
    pub possible: Possible,
    /// Why there may be fewer; none: each is that of some admissible completion.
    pub not_proven: Option<NotProven>,
    /// The facts that matter, the one to ask for first.
    pub missing: Vec<MissingFact>,
    /// Unknown facts that open conditions ask for, and that no longer matter.
    pub idle: Vec<Vec<Step>>,
    /// Why the verdict is the same in every case, if it is.
    pub proof: Option<Proof>,
}

/// An unknown fact that matters.
#[derive(Debug)]
pub struct MissingFact {
    /// Its place.
    pub fact: Vec<Step>,
    /// What is wanted of it.
    pub wanted: Wanted,
    /// Its answers by what they lead to; empty where answers alone lead nowhere, or cannot be told.
    pub answers: Vec<Answer>,
    /// Whatever the answer is, one verdict is left.
    pub decides: bool,
}

/// Answers that lead to the same.
#[derive(Debug)]
pub struct Answer {
    /// The answers.
    pub cells: Vec<Cell>,
    /// The verdicts that are possible then.
    pub leads_to: Possible,
}

/// Decides a case that is left open, as far as it can be, and narrows the possible verdicts of its evaluation; none: it was
/// decided before. No verdict is possible if no admissible completion exists.
pub fn settle(
    plan: &Plan,
    record: &Record,
    today: Date,
    options: &Options,
    evaluation: &mut Evaluation,
    budget: Budget,
) -> Option<Settled> {
    if evaluation.possible.only().is_some() {
        return None;
    }
    let open = eval::missing(plan, record, today, evaluation);
    let case = Asked { plan, record, today, options, budget };
    let found = exact(plan, record, today, options, budget).and_then(|exact| case.settled(exact, &open, evaluation.possible));
    let settled = found.unwrap_or_else(|_| Settled {
        possible: evaluation.possible,
        not_proven: Some(NotProven::Budget)
            .filter(|_| budget == Budget::NONE || case.shown(None, evaluation.possible) != evaluation.possible),
        missing: open
            .into_iter()
            .map(|(fact, wanted)| MissingFact { fact, wanted, answers: Vec::new(), decides: false })
            .collect(),
        idle: Vec::new(),
        proof: None,
    });
    evaluation.narrow(settled.possible);
    Some(settled)
}

/// The possible verdicts, cases told apart.
#[must_use]
pub fn possible(plan: &Plan, record: &Record, today: Date, options: &Options, budget: Budget) -> Possible {
    let possible = eval::possible(plan, record, today, options);
    if possible.only().is_some() {
        return possible;
    }
    exact(plan, record, today, options, budget).map_or(possible, |exact| possible.both(exact.possible))
}

/// A question that is asked of a record.
struct Asked<'a> {
    plan: &'a Plan,
    record: &'a Record,
    today: Date,
    options: &'a Options,
    budget: Budget,
}

impl Asked<'_> {
    fn settled(&self, mut exact: Exact, open: &Missing, possible: Possible) -> Budgeted<Settled> {
        let possible = possible.both(exact.possible);
        let mut missing: IndexMap<Vec<Step>, (MissingFact, (u32, u32))> = IndexMap::new();
        // What exists only under a condition tells that the condition holds; the condition is asked for, not that.
        let mut telling: BTreeSet<Vec<Step>> = BTreeSet::new();
        let mut conditional: BTreeSet<Vec<Step>> = BTreeSet::new();
        if possible.only().is_none() {
            let verdicts = verdicts(&mut exact)?;
            let tied = tied(&mut exact, verdicts)?;
            for number in exact.diagrams.variables(exact.verdict) {
                let Some(variable) = exact.variables.get(number as usize).cloned() else { continue };
                let (Subject::Fact(way) | Subject::Member(way, _)) = &variable.subject else { continue };
                if missing.contains_key(way) {
                    continue;
                }
                let (leads_to, alone) = matters(&mut exact, number, &variable, verdicts)?;
                let is_tied = tied.contains(&number);
                if alone || (is_tied && matters_beside(&mut exact, number, &self.values(way, &variable), verdicts, &tied)?) {
                    // What other values than those looked at lead to is not known.
                    let is_sampled = exact.sampled.contains(way);
                    let decides = !is_sampled && decides(&exact, &variable.subject, &leads_to);
                    let mut found = found(way, &variable, open, &leads_to, decides);
                    if is_sampled {
                        found.answers.clear();
                    }
                    missing.insert(way.clone(), (found, score(&leads_to)));
                    if self.may_not_exist(way, &variable) {
                        conditional.insert(way.clone());
                    }
                } else if is_tied {
                    telling.insert(way.clone());
                }
            }
            // What is not taken apart may hang on every fact that an open condition asks for.
            if exact.untold.is_some() {
                for (way, wanted) in open.iter().filter(|(way, _)| !missing.contains_key(*way)).collect::<Vec<_>>() {
                    let added = MissingFact { fact: way.clone(), wanted: *wanted, answers: Vec::new(), decides: false };
                    missing.insert(way.clone(), (added, (u32::MAX, 1)));
                }
            }
            self.presumed(&exact, open, &mut missing);
            // Where two facts leave as few verdicts on average, the rules ask for the first first.
            missing.sort_by(|_, (_, one), _, (_, other)| {
                let cross = |a: (u32, u32), b: (u32, u32)| u64::from(a.0) * u64::from(b.1);
                cross(*one, *other).cmp(&cross(*other, *one))
            });
            // Whether there is something is asked before what it is.
            missing.sort_by_key(|way, _| conditional.contains(way));
        }
        let idle = open.keys().filter(|way| !missing.contains_key(*way) && !telling.contains(*way)).cloned().collect();
        let missing = missing.into_values().map(|(missing, _)| missing).collect();
        let not_proven = self.not_proven(&exact, possible);
        Ok(Settled { possible, not_proven, missing, idle, proof: exact.proof })
    }

    /// The fact exists only under a condition, and it is not known whether that holds.
    fn may_not_exist(&self, way: &[Step], variable: &Variable) -> bool {
        let field = field_of(&self.plan.policy, self.record.ty, way);
        let is_conditional = field.is_some_and(|field| field.only_when.is_some() && !field.none_allowed);
        is_conditional && variable.cells.iter().any(|cell| cell.value == Datum::None)
    }

    /// The numbers of the values of a variable, without that there is none where the fact exists if only its condition holds.
    fn values(&self, way: &[Step], variable: &Variable) -> Vec<usize> {
        let field = field_of(&self.plan.policy, self.record.ty, way);
        let tells = field.is_some_and(|field| field.only_when.is_some() && !field.none_allowed);
        let is_asked = |cell: &Cell| !tells || cell.value != Datum::None;
        variable.cells.iter().enumerate().filter(|(_, cell)| is_asked(cell)).map(|(at, _)| at).collect()
    }

    /// Why some of several possible verdicts may be that of no completion.
    fn not_proven(&self, exact: &Exact, possible: Possible) -> Option<NotProven> {
        let untold = exact.untold.as_ref().filter(|_| possible.only().is_none())?;
        (self.shown(Some(exact), possible) != possible).then_some(untold.why)
    }

    /// Those of the possible verdicts for which there is a completion.
    fn shown(&self, exact: Option<&Exact>, possible: Possible) -> Possible {
        let Asked { plan, record, today, options, budget } = *self;
        Witnesses::new(plan, record, today, options, budget).seek(record, exact, possible)
    }

    /// Adds the facts on which it hangs whether one that matters comes to be presumed: they lead where it is once they are
    /// recorded.
    fn presumed(&self, exact: &Exact, open: &Missing, missing: &mut IndexMap<Vec<Step>, (MissingFact, (u32, u32))>) {
        let matter = exact.presumed.iter().filter(|presumed| missing.contains_key(&presumed.fact));
        for way in matter.flat_map(|presumed| &presumed.hangs_on).collect::<BTreeSet<_>>() {
            let Some(wanted) = open.get(way) else { continue };
            let cells = self.few_cells(exact, way);
            let leads_to: Vec<Possible> = cells.iter().map(|cell| self.with(way, &cell.value)).collect();
            let score = if leads_to.is_empty() { (u32::MAX, 1) } else { score(&leads_to) };
            let decides = !leads_to.is_empty() && leads_to.iter().all(|possible| possible.words().count() < 2);
            let variable = Variable { subject: Subject::Fact(way.clone()), cells };
            let open = Missing::from_iter([(way.clone(), *wanted)]);
            missing.insert(way.clone(), (found(way, &variable, &open, &leads_to, decides), score));
        }
    }

    /// The values of a fact that has few.
    fn few_cells(&self, exact: &Exact, way: &[Step]) -> Vec<Cell> {
        let told = exact.variables.iter().find(|variable| matches!(&variable.subject, Subject::Fact(fact) if fact == way));
        let field = field_of(&self.plan.policy, self.record.ty, way);
        match (told, field.map(|field| &field.ty)) {
            (Some(variable), _) => variable.cells.clone(),
            (None, Some(Type::YesNo)) => yes_and_no(),
            (None, Some(ty @ Type::Choice(_))) => {
                let options = universe_of(&self.plan.policy, ty, &BTreeSet::new()).into_iter().flatten();
                options.map(|option| one(Datum::Scalar(option))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The possible verdicts with one more fact recorded.
    fn with(&self, way: &[Step], value: &Datum) -> Possible {
        let mut record = self.record.clone();
        fill(&self.plan.policy, &mut record, way, value.clone());
        possible(self.plan, &record, self.today, self.options, self.budget)
    }
}

/// What each value of a variable leads to, and whether it matters although no other changes with it.
fn matters(exact: &mut Exact, number: u32, variable: &Variable, verdicts: Diagram) -> Budgeted<(Vec<Possible>, bool)> {
    let count = variable.cells.len();
    let by_value = exact.diagrams.answers_by_value(exact.verdict, number, count);
    let leads_to: Vec<Possible> = by_value.into_iter().map(possible_of).collect();
    let narrows = leads_to.iter().any(|possible| *possible != Possible::default() && *possible != exact.possible);
    let matters = narrows || parts(&mut exact.diagrams, verdicts, number, 0..count)?;
    Ok((leads_to, matters))
}

/// The verdicts that are possible, a bit for each; no bit where there is no completion.
fn verdicts(exact: &mut Exact) -> Budgeted<Diagram> {
    exact.diagrams.map([exact.verdict], &|[verdict]| verdict_of(verdict).map_or(0, |_| 1 << verdict))
}

/// The variables on which it hangs whether there is a completion.
fn tied(exact: &mut Exact, verdicts: Diagram) -> Budgeted<Vec<u32>> {
    let admissible = exact.diagrams.map([verdicts], &|[verdicts]| u8::from(verdicts != 0))?;
    Ok(exact.diagrams.variables(admissible).into_iter().collect())
}

/// Whether a value of a variable leaves a verdict out while some of those that it is tied to stay unknown: alone it never changes
/// what is possible, since they change with it.
fn matters_beside(exact: &mut Exact, number: u32, values: &[usize], verdicts: Diagram, tied: &[u32]) -> Budgeted<bool> {
    let others: Vec<u32> = tied.iter().copied().filter(|other| *other != number).collect();
    // Of many, only each alone and all together are left unknown; where that shows nothing, the fact is taken to matter.
    let is_many = others.len() > MANY_TIED;
    let of_set =
        |set: usize| others.iter().enumerate().filter(move |(at, _)| set >> at & 1 == 1).map(|(_, other)| *other).collect();
    let unknown: Vec<Vec<u32>> = match is_many {
        true => others.iter().map(|other| vec![*other]).chain([others.clone()]).collect(),
        false => (1..1_usize << others.len()).map(of_set).collect(),
    };
    for unknown in unknown {
        let left = exact.diagrams.over_others(verdicts, &|asked| !unknown.contains(&asked), &|one, other| one | other)?;
        if parts(&mut exact.diagrams, left, number, values.iter().copied())? {
            return Ok(true);
        }
    }
    Ok(is_many)
}

/// Whether somewhere two values of a variable leave different verdicts possible, all else being equal.
fn parts(diagrams: &mut Diagrams, verdicts: Diagram, number: u32, values: impl Iterator<Item = usize>) -> Budgeted<bool> {
    const DIFFERENT: u8 = u8::MAX;
    let given = values.map(|value| diagrams.fix(verdicts, number, value)).collect::<Budgeted<BTreeSet<Diagram>>>()?;
    // The verdicts that all values so far leave there; where there is no completion, those are of any.
    let mut common = Diagrams::answer(0);
    for next in given {
        common = diagrams.map([common, next], &|[common, next]| match (common, next) {
            (0, _) => next,
            (_, 0) => common,
            (one, other) if one == other => common,
            _ => DIFFERENT,
        })?;
        if diagrams.answers(common).contains(&DIFFERENT) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The verdicts among answers, of which each is a bit.
fn possible_of(answers: u64) -> Possible {
    let words = (0..3).filter(|answer| answers & (1 << answer) != 0).filter_map(verdict_of);
    words.fold(Possible::default(), Possible::with)
}

/// How many verdicts the answers leave together, and how many answers there are.
fn score(leads_to: &[Possible]) -> (u32, u32) {
    let counts = leads_to.iter().map(|possible| u32::try_from(possible.words().count()).unwrap_or(3));
    let admissible = leads_to.iter().filter(|possible| **possible != Possible::default()).count();
    (counts.sum(), u32::try_from(admissible.max(1)).unwrap_or(u32::MAX))
}

/// Whether one verdict is left whatever a fact is; of a set, whatever members it has.
fn decides(exact: &Exact, subject: &Subject, leads_to: &[Possible]) -> bool {
    let of_set = |number: u32, set: &[Step]| {
        let subject = exact.variables.get(number as usize).map(|variable| &variable.subject);
        matches!(subject, Some(Subject::Member(way, _)) if way == set)
    };
    match subject {
        Subject::Member(set, _) => exact.diagrams.variables(exact.verdict).into_iter().all(|number| of_set(number, set)),
        _ => leads_to.iter().all(|possible| possible.words().count() < 2),
    }
}

fn found(way: &[Step], variable: &Variable, open: &Missing, leads_to: &[Possible], decides: bool) -> MissingFact {
    let is_member = matches!(variable.subject, Subject::Member(..));
    let wanted = open.get(way).copied().unwrap_or(if is_member { Wanted::Members } else { Wanted::Value });
    let mut answers: Vec<Answer> = Vec::new();
    for (cell, leads_to) in variable.cells.iter().zip(leads_to) {
        if is_member || *leads_to == Possible::default() {
            continue;
        }
        // Numbers and dates stand in their order, so only neighbours are put together; of other values all that lead to the same.
        let together = match (cell.stretch.is_some(), &cell.value) {
            (true, _) => answers.last_mut().filter(|last| last.cells.iter().all(|other| other.stretch.is_some())),
            (false, Datum::None) => None,
            (false, _) => answers.iter_mut().find(|other| other.leads_to == *leads_to),
        };
        match together.filter(|last| last.leads_to == *leads_to) {
            Some(answer) => answer.cells.push(cell.clone()),
            None => answers.push(Answer { cells: vec![cell.clone()], leads_to: *leads_to }),
        }
    }
    if answers.len() < 2 {
        answers.clear();
    }
    MissingFact { fact: way.to_vec(), wanted, answers, decides }
}
