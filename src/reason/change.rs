//! What would change a verdict: the smallest sets of recorded facts of which other values lead to another definite verdict.
//!
//! Read [`Changes`] first. A set of facts that changes a verdict holds one of those that gave it. So the search blanks each of
//! these; where the verdict stands nevertheless, it goes on with those that give it now. Where it does not stand, the diagram
//! of the record without them tells which values lead where, and each claim is evaluated before it is made.

use std::cell::Cell as Counter;
use std::collections::{BTreeSet, HashSet};

use indexmap::IndexSet;

use super::cells::{Cell, Subject};
use super::decide::verdict_of;
use super::{Budget, Exact, exact, possible};
use crate::eval::{self, EvaluateError, Evaluation, FactRef, Options, Status, Step, Trace, field_of, recorded};
use crate::logic::diagram::Budgeted;
use crate::logic::{Date, Truth};
use crate::plan::{Epoch, Plan};
use crate::policy::{Datum, Field, NormKind, PolicyData, Record, Scalar, Standing, Type, VerdictWord};

/// So many facts are changed together at most.
pub const LARGEST: usize = 3;
/// So many ways are told at most.
const MOST: usize = 24;
/// So many sets of facts are tried at most.
const SETS: usize = 120;
/// So many combinations of values of one set are looked at.
const COMBINATIONS: usize = 2_000;
/// So many other values of one fact are evaluated before they are told.
const CLAIMS: usize = 8;
/// Of the runs that telling the cases of one record apart may cost, one of so many may be spent on all sets together.
const SHARE: usize = 20;

/// What would change a verdict.
#[derive(Debug, Default)]
pub struct Changes {
    /// The ways, the smallest first, then in the order of the rules.
    pub ways: Vec<Change>,
    /// The search ended before every set of up to [`LARGEST`] facts was looked at.
    pub cut: bool,
    /// Facts that would have been changed, and cannot be.
    pub immutable: Vec<Vec<Step>>,
}

/// A set of facts whose change gives another verdict.
#[derive(Debug)]
pub struct Change {
    /// The facts.
    pub facts: Vec<ChangedFact>,
    /// The verdict.
    pub verdict: VerdictWord,
    /// The record with one choice of the values.
    pub record: Record,
    /// What becomes of that record.
    pub evaluation: Evaluation,
}

/// A fact with other values.
#[derive(Debug)]
pub struct ChangedFact {
    /// Its place.
    pub fact: Vec<Step>,
    /// It is presumed, not recorded.
    pub presumed: bool,
    /// What it would have to be.
    pub to: To,
}

/// The values that a fact would have to have.
#[derive(Debug)]
pub enum To {
    /// One of these values; of an order those that follow each other together.
    Values(Vec<Vec<Cell>>),
    /// The set with (or without) these members, or these, …
    Members(Vec<Vec<(Scalar, bool)>>),
}

/// Finds what would change the verdict of a record; `towards`: to that one.
#[must_use]
pub fn changes(
    plan: &Plan,
    record: &Record,
    today: Date,
    options: &Options,
    verdict: VerdictWord,
    towards: Option<VerdictWord>,
    budget: Budget,
) -> Changes {
    let ask = Ask {
        plan,
        policy: &plan.policy,
        record,
        today,
        options,
        verdict,
        towards,
        budget,
        left: Counter::new(budget.runs / SHARE),
    };
    let mut search = Search { ask, tried: HashSet::new(), changes: Changes::default() };
    search.all();
    search.changes
}

/// A fact that is blanked, or given another value where a presumption would stand for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Vary {
    way: Vec<Step>,
    /// The index of the other value.
    other: Option<usize>,
    presumed: bool,
}

/// A value of a varied fact: what of the diagram it fixes, and what the record says then.
#[derive(Debug, Clone)]
struct Value {
    fixes: Vec<(u32, usize)>,
    datum: Datum,
    /// How far it is from what is recorded.
    distance: usize,
}

struct Ask<'a> {
    plan: &'a Plan,
    policy: &'a PolicyData,
    record: &'a Record,
    today: Date,
    options: &'a Options,
    verdict: VerdictWord,
    towards: Option<VerdictWord>,
    budget: Budget,
    /// How many runs are left for all sets.
    left: Counter<usize>,
}

struct Search<'a> {
    ask: Ask<'a>,
    tried: HashSet<BTreeSet<Vary>>,
    changes: Changes,
}

/// What became of one set.
#[derive(Default)]
struct Tried {
    ways: Vec<Change>,
    /// Other values may change the verdict, which cannot be told.
    untold: bool,
    /// Facts that other values of the set contradict.
    conflicts: Vec<Vec<Step>>,
}

impl Search<'_> {
    fn all(&mut self) {
        let mut level: Vec<(Vec<Vary>, Vec<Vec<Step>>)> = vec![(Vec::new(), Vec::new())];
        for _ in 0..LARGEST {
            let mut next = Vec::new();
            for (set, conflicts) in level {
                for vary in self.extensions(&set, &conflicts) {
                    let larger: Vec<Vary> = set.iter().cloned().chain([vary]).collect();
                    if !self.is_new(&larger) {
                        continue;
                    }
                    if self.tried.len() > SETS || self.changes.ways.len() >= MOST {
                        self.changes.cut = true;
                        return;
                    }
                    match self.ask.attempt(&larger) {
                        Err(_) => self.changes.cut = true,
                        Ok(Tried { ways, conflicts, untold }) if ways.is_empty() => {
                            self.changes.cut |= untold;
                            next.push((larger, conflicts));
                        }
                        Ok(Tried { ways, .. }) => self.changes.ways.extend(ways),
                    }
                }
            }
            level = next;
        }
    }

    /// The set was not tried, and no part of it changes the verdict.
    fn is_new(&mut self, set: &[Vary]) -> bool {
        let within = |found: &Change| found.facts.iter().all(|fact| set.iter().any(|vary| vary.way == fact.fact));
        !self.changes.ways.iter().any(within) && self.tried.insert(set.iter().cloned().collect())
    }

    /// The facts of which one has to change besides.
    fn extensions(&mut self, set: &[Vary], conflicts: &[Vec<Step>]) -> Vec<Vary> {
        let blank = self.ask.blank(set);
        let found = match eval::evaluate(self.ask.plan, &blank, self.ask.today, self.ask.options) {
            Ok(evaluation) => self.ask.reasons(&blank, &evaluation),
            Err(error) => contradicted(error).into_iter().map(FactRef::Case).collect(),
        };
        let found = found.into_iter().chain(conflicts.iter().cloned().map(FactRef::Case));
        let mut all: IndexSet<Vary> = IndexSet::new();
        for fact in found {
            let Some(way) = fact.of_case() else { continue };
            if set.iter().any(|vary| vary.way == way) {
                continue;
            }
            if self.ask.is_immutable(way) {
                if !self.changes.immutable.iter().any(|known| known == way) {
                    self.changes.immutable.push(way.to_vec());
                }
                continue;
            }
            all.extend(self.ask.varied(&fact));
        }
        all.into_iter().collect()
    }
}

impl Ask<'_> {
    /// The record without these facts.
    fn blank(&self, set: &[Vary]) -> Record {
        let mut blank = self.record.clone();
        for vary in set {
            let datum = vary.other.and_then(|at| self.others(&vary.way).into_iter().nth(at)).unwrap_or(Datum::Missing);
            put(&mut blank, &vary.way, datum);
        }
        blank
    }

    /// The facts that give a verdict: of several norms that fail the first is enough. Rules first, then what says whether and
    /// which law applies.
    fn reasons(&self, record: &Record, evaluation: &Evaluation) -> IndexSet<FactRef> {
        let ineligible = evaluation.possible.only() == Some(VerdictWord::Ineligible);
        let mut rules = IndexSet::new();
        let mut others = IndexSet::new();
        for world in &evaluation.worlds {
            let mut trace = Trace::new(self.plan, record, self.today, world);
            let Some(epoch) = trace.epoch() else { continue };
            let fails = |(at, norm): &(usize, &crate::plan::PlannedNorm)| {
                let status = world.norms.get(*at).map(|outcome| outcome.status);
                norm.kind != NormKind::Exception && matches!(status, Some(Status::NotMet | Status::Applies))
            };
            let first = epoch.norms.iter().enumerate().find(fails).map(|(at, _)| at).filter(|_| ineligible);
            let of_first = first.map(|first| with_exceptions(epoch, first));
            let counts = |at: usize| of_first.as_ref().is_none_or(|norms| norms.contains(&at));
            let norms = epoch.norms.iter().enumerate().filter(|(at, _)| world.scope != Truth::NO && counts(*at));
            norms.for_each(|(_, norm)| trace.consulted_norm(norm));
            rules.append(&mut trace.facts);
            epoch.scope.into_iter().for_each(|scope| trace.consulted(scope));
            epoch.norms.iter().for_each(|norm| trace.consulted_clock(norm));
            others.append(&mut trace.facts);
        }
        if self.plan.epochs_between(self.today, Date::MIN, Date::MAX).len() > 1 {
            others.extend(Trace::governing_facts(self.plan, record, self.today, self.options));
        }
        rules.append(&mut others);
        rules
    }

    fn is_immutable(&self, way: &[Step]) -> bool {
        let fields = (1..=way.len()).filter_map(|length| way.get(..length));
        let mut fields = fields.filter_map(|part| field_of(self.policy, self.record.ty, part));
        fields.any(|field| field.immutable)
    }

    /// How a fact is varied; not at all if it is a list, known in part or deemed to be what it is.
    fn varied(&self, fact: &FactRef) -> Vec<Vary> {
        let one_by_one = |way: &[Step], presumed| {
            (0..self.others(way).len()).map(|at| Vary { way: way.to_vec(), other: Some(at), presumed }).collect()
        };
        match fact {
            FactRef::Stood(way, stood) if stood.standing == Standing::Presumed => one_by_one(way, true),
            FactRef::Case(way) => match recorded(self.record, way) {
                Datum::Missing | Datum::List(..) | Datum::Record(_) | Datum::Set(_, false) => Vec::new(),
                Datum::Date(first, last) if first != last => Vec::new(),
                _ if self.may_be_presumed(way) => one_by_one(way, false),
                _ => vec![Vary { way: way.clone(), other: None, presumed: false }],
            },
            _ => Vec::new(),
        }
    }

    /// A presumption may stand for the fact where it is unknown.
    fn may_be_presumed(&self, way: &[Step]) -> bool {
        let ends = |field: &[usize]| way.iter().rev().zip(field.iter().rev()).all(|(step, index)| *step == Step::Field(*index));
        self.policy.presumptions.iter().any(|presumption| presumption.field.len() <= way.len() && ends(&presumption.field))
    }

    /// The other values of a fact that has few.
    fn others(&self, way: &[Step]) -> Vec<Datum> {
        let Some(field) = field_of(self.policy, self.record.ty, way) else { return Vec::new() };
        let known = match recorded(self.record, way) {
            Datum::Missing => self.presumed(way),
            known => Some(known.clone()),
        };
        let mut all: Vec<Datum> = match &field.ty {
            Type::YesNo => vec![Datum::YesNo(false), Datum::YesNo(true)],
            Type::Choice(choice) => {
                let count = self.policy.choices.get(choice.index()).map_or(0, |choice| choice.options.len());
                let options = (0..count).filter_map(|at| u16::try_from(at).ok());
                options.map(|at| Datum::Scalar(Scalar::Option(at))).collect()
            }
            _ => Vec::new(),
        };
        all.retain(|value| Some(value) != known.as_ref());
        all
    }

    /// What is presumed of a fact.
    fn presumed(&self, way: &[Step]) -> Option<Datum> {
        let evaluation = eval::evaluate(self.plan, self.record, self.today, self.options).ok()?;
        let facts = self.reasons(self.record, &evaluation);
        facts.into_iter().find_map(|fact| match fact {
            FactRef::Stood(stands, stood) if stands == way => Some(stood.value),
            _ => None,
        })
    }

    /// The cases of a record, within what is left for all.
    fn told_apart(&self, blank: &Record) -> Budgeted<Exact> {
        let runs = self.left.get();
        let budget = Budget { runs, nodes: self.budget.nodes / SHARE };
        let found = exact(self.plan, blank, self.today, self.options, budget);
        let spent = found.as_ref().map_or(runs, |exact| exact.runs);
        self.left.set(self.left.get().saturating_sub(spent));
        found
    }

    /// What a set of facts can lead to.
    fn attempt(&self, set: &[Vary]) -> Budgeted<Tried> {
        let blank = self.blank(set);
        let mut tried = Tried::default();
        if eval::possible(self.plan, &blank, self.today, self.options).only() == Some(self.verdict) {
            return Ok(tried);
        }
        let mut exact = self.told_apart(&blank)?;
        tried.untold = exact.untold.is_some();
        let values: Vec<Vec<Value>> = set.iter().map(|vary| self.values(&exact, vary)).collect();
        let combinations = combinations(&values)?;
        let mut leads: Vec<(Vec<usize>, VerdictWord)> = Vec::new();
        let mut conflicting = 0;
        for combination in combinations {
            let chosen: Vec<&Value> = chosen(&values, &combination);
            match *leads_to(&mut exact, &chosen)? {
                [word] => leads.push((combination, word)),
                [] if conflicting < CLAIMS => {
                    conflicting += 1;
                    tried.conflicts.extend(self.changed(set, &chosen).1.err().unwrap_or_default());
                }
                _ => {}
            }
        }
        let words: BTreeSet<u8> = leads.iter().map(|(_, word)| *word).filter(|word| self.is_wanted(*word)).map(answer).collect();
        for word in words.into_iter().filter_map(verdict_of) {
            let to: Vec<&Vec<usize>> = leads.iter().filter(|(_, other)| *other == word).map(|(at, _)| at).collect();
            self.tell(set, &exact, (&values, &to), word, &mut tried);
        }
        Ok(tried)
    }

    /// Tells the values around the nearest combination that leads to a verdict, as far as each stands by itself.
    fn tell(
        &self,
        set: &[Vary],
        exact: &Exact,
        (values, to): (&[Vec<Value>], &[&Vec<usize>]),
        word: VerdictWord,
        tried: &mut Tried,
    ) {
        let far = |combination: &[usize]| chosen(values, combination).iter().map(|value| value.distance).sum::<usize>();
        let mut near: Vec<&Vec<usize>> = to.to_vec();
        near.sort_by_key(|combination| far(combination));
        let mut nearest = None;
        for combination in near.into_iter().take(8) {
            match self.claim(set, &chosen(values, combination), word) {
                Ok((record, evaluation)) => {
                    nearest = Some((combination, record, evaluation));
                    break;
                }
                Err(conflicts) => tried.conflicts.extend(conflicts),
            }
        }
        let Some((nearest, record, evaluation)) = nearest else { return };
        if self.is_more_than_needed(set, &chosen(values, nearest)) {
            return;
        }
        let mut claims =
            if self.plan.admission.constraints.is_empty() && self.plan.admission.only_when.is_empty() { 0 } else { CLAIMS };
        let mut around: Vec<Vec<usize>> = nearest.iter().map(|at| vec![*at]).collect();
        // Of numbers that are compared with each other, values near those looked at may lead elsewhere.
        let is_sampled = set.iter().any(|vary| exact.sampled.contains(&vary.way));
        for (place, all) in values.iter().enumerate().filter(|_| !is_sampled) {
            for at in 0..all.len() {
                if nearest.get(place) == Some(&at) {
                    continue;
                }
                let wider: Vec<Vec<usize>> =
                    around.iter().enumerate().map(|(other, kept)| if other == place { vec![at] } else { kept.clone() }).collect();
                let mut alone = nearest.clone();
                alone.get_mut(place).into_iter().for_each(|slot| *slot = at);
                let all_lead = all_of(&wider).iter().all(|combination| to.contains(&combination));
                let to_claim = claims > 0;
                claims = claims.saturating_sub(usize::from(all_lead));
                if all_lead && (!to_claim || self.claim(set, &chosen(values, &alone), word).is_ok()) {
                    around.get_mut(place).into_iter().for_each(|kept| kept.push(at));
                }
            }
        }
        let facts = set.iter().zip(values).zip(&mut around).map(|((vary, values), kept)| {
            kept.sort_unstable();
            ChangedFact { fact: vary.way.clone(), presumed: vary.presumed, to: self.told(exact, vary, values, kept) }
        });
        tried.ways.push(Change { facts: facts.collect(), verdict: word, record, evaluation });
    }

    fn is_wanted(&self, word: VerdictWord) -> bool {
        word != self.verdict && self.towards.is_none_or(|towards| towards == word)
    }

    /// A part of the set leads there already: what is beyond the exact layer was not seen before.
    fn is_more_than_needed(&self, set: &[Vary], values: &[&Value]) -> bool {
        let without = |left_out: usize| {
            let mut record = self.record.clone();
            let kept = set.iter().zip(values).enumerate().filter(|(at, _)| *at != left_out);
            kept.for_each(|(_, (vary, value))| self.put(&mut record, &vary.way, &value.datum));
            eval::evaluate(self.plan, &record, self.today, self.options)
        };
        let changes = |evaluation: Evaluation| evaluation.possible.only().is_some_and(|word| self.is_wanted(word));
        set.len() > 1 && (0..set.len()).any(|left_out| without(left_out).is_ok_and(changes))
    }

    /// Puts a value into a record. That what exists only under a condition does not exist is said by leaving it out, and is so only
    /// if the condition is known not to hold.
    fn put(&self, record: &mut Record, way: &[Step], value: &Datum) {
        let is_left_out = |field: &Field| field.only_when.is_some() && !field.none_allowed;
        let left_out = *value == Datum::None && field_of(self.policy, record.ty, way).is_some_and(is_left_out);
        put(record, way, if left_out { Datum::Missing } else { value.clone() });
    }

    /// The record with other values, and its evaluation; an error holds the facts that contradict them.
    fn changed(&self, set: &[Vary], values: &[&Value]) -> (Record, Result<Evaluation, Vec<Vec<Step>>>) {
        let mut record = self.record.clone();
        for (vary, value) in set.iter().zip(values) {
            self.put(&mut record, &vary.way, &value.datum);
        }
        let evaluation = eval::evaluate(self.plan, &record, self.today, self.options).map_err(contradicted);
        (record, evaluation)
    }

    /// Whether the record with other values has that verdict; an error holds the facts that contradict them.
    fn claim(&self, set: &[Vary], values: &[&Value], word: VerdictWord) -> Result<(Record, Evaluation), Vec<Vec<Step>>> {
        let (record, evaluation) = self.changed(set, values);
        let mut evaluation = evaluation?;
        evaluation.narrow(possible(self.plan, &record, self.today, self.options, self.budget));
        if evaluation.possible.only() == Some(word) { Ok((record, evaluation)) } else { Err(Vec::new()) }
    }

    /// The values of a fact other than the recorded one, that the diagram tells apart.
    fn values(&self, exact: &Exact, vary: &Vary) -> Vec<Value> {
        if let Some(at) = vary.other {
            let other = self.others(&vary.way).into_iter().nth(at);
            return other.map(|datum| Value { fixes: Vec::new(), datum, distance: 0 }).into_iter().collect();
        }
        let was = recorded(self.record, &vary.way);
        if let Datum::Set(members, _) = was {
            return other_members(exact, &vary.way, members);
        }
        let variables = exact.variables.iter().zip(0..);
        let found = variables.filter(|(variable, _)| matches!(&variable.subject, Subject::Fact(way) if *way == vary.way)).last();
        let Some((variable, number)) = found else {
            // What nothing reads changes only where it cannot exist any more.
            let conditional = field_of(self.policy, self.record.ty, &vary.way).is_some_and(|field| field.only_when.is_some());
            let absent = || Value { fixes: Vec::new(), datum: Datum::None, distance: 1 };
            return (conditional && *was != Datum::None).then(absent).into_iter().collect();
        };
        let named = variable.cells.iter().any(|cell| !cell.another && cell.value == *was);
        let is_recorded = |cell: &Cell| holds(cell, was) || (cell.another && !named && matches!(was, Datum::Scalar(_)));
        let at_recorded = variable.cells.iter().position(is_recorded).unwrap_or_default();
        let cells = variable.cells.iter().enumerate().filter(|(_, cell)| !is_recorded(cell));
        let value = |(at, cell): (usize, &Cell)| Value {
            fixes: vec![(number, at)],
            datum: cell.value.clone(),
            distance: at.abs_diff(at_recorded),
        };
        cells.map(value).collect()
    }

    /// The kept values of a fact, those that follow each other together.
    fn told(&self, exact: &Exact, vary: &Vary, values: &[Value], kept: &[usize]) -> To {
        let was = recorded(self.record, &vary.way);
        let kept_values: Vec<&Value> = kept.iter().filter_map(|at| values.get(*at)).collect();
        if let Datum::Set(before, _) = was {
            let flips = kept_values.iter().filter_map(|value| match &value.datum {
                Datum::Set(after, _) => Some(difference(before, after)),
                _ => None,
            });
            return To::Members(flips.collect());
        }
        if exact.sampled.contains(&vary.way) {
            return To::Values(vec![kept_values.iter().map(|value| super::cells::one(value.datum.clone())).collect()]);
        }
        let mut runs: Vec<Vec<Cell>> = Vec::new();
        let mut last: Option<usize> = None;
        for value in &kept_values {
            let fixed = value.fixes.first().copied();
            let cells = fixed.and_then(|(number, _)| exact.variables.get(number as usize)).map(|variable| &variable.cells);
            let cell = cells.zip(fixed).and_then(|(cells, (_, at))| cells.get(at)).cloned();
            let cell = cell.unwrap_or_else(|| super::cells::one(value.datum.clone()));
            let at = fixed.map(|(_, at)| at);
            let ordered = cell.stretch.is_some();
            let follows = ordered && last.zip(at).is_some_and(|(last, at)| at == last + 1);
            match runs.last_mut() {
                Some(run) if follows || (!ordered && run.iter().all(|other| other.stretch.is_none())) => run.push(cell),
                _ => runs.push(vec![cell]),
            }
            last = at;
        }
        if matches!(was, Datum::Period(_)) {
            runs = of_periods(&runs.concat(), values, kept);
        }
        To::Values(runs)
    }
}

/// Periods from one on, or up to one, where all further ones lead to the same.
fn of_periods(cells: &[Cell], values: &[Value], kept: &[usize]) -> Vec<Vec<Cell>> {
    let period = |cell: &Cell| matches!(cell.value, Datum::Period(_));
    let periods: Vec<&Cell> = cells.iter().filter(|cell| period(cell)).collect();
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else { return vec![cells.to_vec()] };
    let point = |cell: &Cell, from: bool, to: bool| {
        let end = |there: bool| there.then(|| cell.value.clone());
        Cell { value: cell.value.clone(), stretch: Some((end(from), end(to))), another: false }
    };
    let follow = kept.iter().zip(kept.iter().skip(1)).all(|(one, next)| *next == one + 1);
    let all = values.iter().filter(|value| matches!(value.datum, Datum::Period(_))).count();
    let from_there = follow && kept.last().is_some_and(|at| at + 1 >= all);
    let up_to_there = follow && kept.first() == Some(&0);
    match (from_there, up_to_there) {
        (true, false) => vec![vec![point(first, true, true), point(last, true, false)]],
        (false, true) => vec![vec![point(first, false, true), point(last, true, true)]],
        _ => periods.into_iter().map(|cell| vec![point(cell, true, true)]).collect(),
    }
}

/// A norm with its exceptions, theirs and so on.
fn with_exceptions(epoch: &Epoch, norm: usize) -> BTreeSet<usize> {
    let mut all = BTreeSet::new();
    let mut open = vec![norm];
    while let Some(at) = open.pop() {
        if all.insert(at) {
            open.extend(epoch.norms.get(at).iter().flat_map(|norm| &norm.exceptions));
        }
    }
    all
}

/// The facts that an error of evaluation names.
fn contradicted(error: EvaluateError) -> Vec<Vec<Step>> {
    match error {
        EvaluateError::NotAdmissible { fact } | EvaluateError::DeemedTwice { fact, .. } => vec![fact],
        EvaluateError::Contradicts { facts, .. } => facts,
        _ => Vec::new(),
    }
}

/// The verdicts that values leave; none: they contradict the record.
fn leads_to(exact: &mut Exact, values: &[&Value]) -> Budgeted<Vec<VerdictWord>> {
    let mut given = exact.verdict;
    for (number, value) in values.iter().flat_map(|value| &value.fixes) {
        given = exact.diagrams.fix(given, *number, *value)?;
    }
    Ok(exact.diagrams.answers(given).into_iter().filter_map(verdict_of).collect())
}

fn answer(word: VerdictWord) -> u8 {
    super::decide::answer_of(Some(word))
}

/// The recorded set with one member more or less.
fn other_members(exact: &Exact, way: &[Step], members: &[Scalar]) -> Vec<Value> {
    let mut named: Vec<(u32, &Scalar)> = Vec::new();
    let mut fixed: Vec<(u32, usize)> = Vec::new();
    for (variable, number) in exact.variables.iter().zip(0..) {
        let Subject::Member(of, member) = &variable.subject else { continue };
        if of == way {
            let there = member.as_ref().map_or_else(|| unnamed(exact, way, members), |member| members.contains(member));
            fixed.push((number, usize::from(there)));
            named.extend(member.as_ref().map(|member| (number, member)));
        }
    }
    let flipped = |flips: &[&(u32, &Scalar)]| {
        let mut after: BTreeSet<Scalar> = members.iter().cloned().collect();
        let mut fixes = fixed.clone();
        for (number, member) in flips {
            if !after.remove(*member) {
                after.insert((*member).clone());
            }
            fixes.iter_mut().filter(|(fixed, _)| fixed == number).for_each(|(_, there)| *there = 1 - *there);
        }
        Value { fixes, datum: Datum::Set(after.into_iter().collect(), true), distance: flips.len() }
    };
    named.iter().map(|one| flipped(&[one])).collect()
}

/// A set has members that the rules do not name.
fn unnamed(exact: &Exact, way: &[Step], members: &[Scalar]) -> bool {
    let is_named = |member: &&Scalar| {
        let is = |subject: &Subject| matches!(subject, Subject::Member(of, Some(named)) if of == way && named == *member);
        exact.variables.iter().any(|variable| is(&variable.subject))
    };
    !members.iter().all(|member| is_named(&member))
}

/// What is added to a set, and taken from it.
fn difference(before: &[Scalar], after: &[Scalar]) -> Vec<(Scalar, bool)> {
    let added = after.iter().filter(|member| !before.contains(member)).map(|member| (member.clone(), true));
    let taken = before.iter().filter(|member| !after.contains(member)).map(|member| (member.clone(), false));
    added.chain(taken).collect()
}

/// A value is one of those that a cell stands for.
fn holds(cell: &Cell, value: &Datum) -> bool {
    let number = |datum: &Datum| match datum {
        Datum::Number(number) | Datum::Money(number, _) => Some(*number),
        _ => None,
    };
    match (&cell.stretch, value) {
        (Some((Some(Datum::Date(first, _)), Some(Datum::Date(_, last)))), Datum::Date(day, _)) => first <= day && day <= last,
        (Some((from, to)), _) => number(value).is_some_and(|value| {
            let (from, to) = (from.as_ref().and_then(number), to.as_ref().and_then(number));
            (from.is_some() && from == to && from == Some(value))
                || (from.is_none_or(|from| from < value) && to.is_none_or(|to| value < to))
        }),
        (None, _) => cell.value == *value,
    }
}

/// Every combination of the values, as indices.
fn combinations(values: &[Vec<Value>]) -> Budgeted<Vec<Vec<usize>>> {
    let count = values.iter().map(Vec::len).try_fold(1_usize, usize::checked_mul);
    if count.is_none_or(|count| count > COMBINATIONS) {
        return Err(crate::logic::diagram::BudgetError);
    }
    let all: Vec<Vec<usize>> = values.iter().map(|values| (0..values.len()).collect()).collect();
    Ok(all_of(&all))
}

fn all_of(choices: &[Vec<usize>]) -> Vec<Vec<usize>> {
    choices.iter().fold(vec![Vec::new()], |all, choices| {
        let with = |begun: &Vec<usize>, at: &usize| begun.iter().copied().chain([*at]).collect();
        all.iter().flat_map(|begun| choices.iter().map(move |at| with(begun, at))).collect()
    })
}

fn chosen<'v>(values: &'v [Vec<Value>], combination: &[usize]) -> Vec<&'v Value> {
    values.iter().zip(combination).filter_map(|(values, at)| values.get(*at)).collect()
}

/// Puts a value in the place of a fact that is recorded, or that could be.
pub fn put(record: &mut Record, way: &[Step], datum: Datum) {
    let Some((Step::Field(index), rest)) = way.split_first() else { return };
    let Some(slot) = record.values.get_mut(*index) else { return };
    match (rest, slot) {
        ([], slot) => *slot = datum,
        (rest, Datum::Record(inner)) => put(inner, rest, datum),
        ([Step::Element(at), rest @ ..], Datum::List(elements, _)) => {
            elements.get_mut(*at).into_iter().for_each(|element| put(element, rest, datum.clone()));
        }
        _ => {}
    }
}
