//! Which unknown facts matter, what their answers lead to, and in which order to ask them.
//!
//! Read [`Settled`] first. A fact matters if some answer about it can leave a possible verdict out, alone or after answers about
//! others. The order is greedy: first the fact whose answers leave the fewest verdicts on average; of equal ones, the one that
//! the rules ask for first.

use std::collections::BTreeSet;

use super::cells::{Cell, Subject, Variable};
use super::decide::verdict_of;
use super::{Budget, Exact, NotProven, Proof, exact};
use crate::eval::{self, Evaluation, Missing, Options, Possible, Step, Wanted};
use crate::logic::Date;
use crate::logic::diagram::{Budgeted, Diagram};
use crate::plan::Plan;
use crate::policy::{Datum, Record, VerdictWord};

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
    let found = exact(plan, record, today, options, budget).and_then(|exact| settled(exact, &open, evaluation.possible));
    let settled = found.unwrap_or_else(|_| Settled {
        possible: evaluation.possible,
        not_proven: Some(NotProven::Budget),
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

fn settled(mut exact: Exact, open: &Missing, possible: Possible) -> Budgeted<Settled> {
    let possible = possible.both(exact.possible);
    let mut missing = Vec::new();
    if possible.only().is_none() {
        let mut seen: BTreeSet<Vec<Step>> = BTreeSet::new();
        for number in exact.diagrams.variables(exact.verdict) {
            let Some(variable) = exact.variables.get(number as usize).cloned() else { continue };
            let (Subject::Fact(way) | Subject::Member(way, _)) = &variable.subject else { continue };
            if seen.contains(way) {
                continue;
            }
            if let Some(leads_to) = matters(&mut exact, number, &variable)? {
                seen.insert(way.clone());
                let decides = decides(&exact, &variable.subject, &leads_to);
                missing.push((found(way, &variable, open, &leads_to, decides), score(&leads_to)));
            }
        }
        // What is not taken apart may hang on every fact that an open condition asks for.
        if exact.is_cut_short {
            let unseen = open.iter().filter(|(way, _)| !seen.contains(*way));
            let added = unseen.map(|(way, wanted)| (way.clone(), *wanted));
            let added = added.map(|(fact, wanted)| MissingFact { fact, wanted, answers: Vec::new(), decides: false });
            missing.extend(added.map(|added| (added, (u32::MAX, 1))));
        }
        // Where two facts leave as few verdicts on average, the rules ask for the first first.
        missing.sort_by(|(_, one), (_, other)| {
            let cross = |a: (u32, u32), b: (u32, u32)| u64::from(a.0) * u64::from(b.1);
            cross(*one, *other).cmp(&cross(*other, *one))
        });
    }
    let missing: Vec<MissingFact> = missing.into_iter().map(|(missing, _)| missing).collect();
    let idle = open.keys().filter(|way| !missing.iter().any(|missing| missing.fact == **way)).cloned().collect();
    Ok(Settled { possible, not_proven: exact.not_proven, missing, idle, proof: exact.proof })
}

/// What each value of a variable leads to, if it matters.
fn matters(exact: &mut Exact, number: u32, variable: &Variable) -> Budgeted<Option<Vec<Possible>>> {
    let mut given: Vec<Diagram> = Vec::with_capacity(variable.cells.len());
    for value in 0..variable.cells.len() {
        given.push(exact.diagrams.fix(exact.verdict, number, value)?);
    }
    let leads_to: Vec<Possible> = given.iter().map(|diagram| possible_of(exact, *diagram)).collect();
    let narrows = leads_to.iter().any(|possible| *possible != Possible::default() && *possible != exact.possible);
    if narrows {
        return Ok(Some(leads_to));
    }
    let different: BTreeSet<Diagram> = given.iter().copied().collect();
    let different: Vec<Diagram> = different.into_iter().collect();
    for (at, one) in different.iter().enumerate() {
        for other in different.iter().skip(at + 1) {
            let apart = exact.diagrams.map([*one, *other], &|[one, other]| {
                u8::from(one != other && verdict_of(one).is_some() && verdict_of(other).is_some())
            })?;
            if exact.diagrams.answers(apart).contains(&1) {
                return Ok(Some(leads_to));
            }
        }
    }
    Ok(None)
}

fn possible_of(exact: &Exact, diagram: Diagram) -> Possible {
    let words = exact.diagrams.answers(diagram).into_iter().filter_map(verdict_of);
    words.fold(Possible::default(), |possible, word: VerdictWord| possible.with(word))
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
