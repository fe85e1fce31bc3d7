//! From formulas to diagrams: for every combination of cells the verdict.

use std::collections::HashMap;

use super::cells::{Cells, Subject, Variable, yes_and_no};
use super::probe::{Probe, Supposed};
use super::unfold::{Formula, FormulaId, QuestionFormula, Unfolded};
use super::{NotProven, Presumed, Untold};
use crate::eval::Possible;
use crate::logic::Truth;
use crate::logic::diagram::{Budgeted, Diagram, Diagrams};
use crate::policy::{Datum, VerdictWord};

/// The answers of a truth.
pub(super) const NO: u8 = 0;
pub(super) const YES: u8 = 1;
/// Neither: a fault.
const FAULT: u8 = 2;

/// The answer of a verdict; no verdict: the completion is not admissible.
pub(super) fn answer_of(verdict: Option<VerdictWord>) -> u8 {
    match verdict {
        Some(VerdictWord::Eligible) => 0,
        Some(VerdictWord::Ineligible) => 1,
        Some(VerdictWord::NotApplicable) => 2,
        _ => 3,
    }
}

/// The verdict of an answer.
pub(super) fn verdict_of(answer: u8) -> Option<VerdictWord> {
    match answer {
        0 => Some(VerdictWord::Eligible),
        1 => Some(VerdictWord::Ineligible),
        2 => Some(VerdictWord::NotApplicable),
        _ => None,
    }
}

/// A variable with its number.
pub(super) type Numbered = (u32, Variable);

/// Makes diagrams of formulas.
pub(super) struct Decider<'p, 'u, 'a> {
    pub(super) probe: &'p mut Probe<'u, 'a>,
    pub(super) diagrams: Diagrams,
    pub(super) variables: Vec<Variable>,
    numbers: HashMap<Subject, u32>,
    pub(super) cells: Cells,
    known: HashMap<FormulaId, Diagram>,
    questions: HashMap<usize, Diagram>,
}

impl<'p, 'u, 'a> Decider<'p, 'u, 'a> {
    pub(super) fn new(probe: &'p mut Probe<'u, 'a>, cells: Cells, nodes: usize) -> Self {
        let variables: Vec<Variable> =
            cells.variables.iter().map(|(subject, cells)| Variable { subject: subject.clone(), cells: cells.clone() }).collect();
        let numbers = cells.variables.keys().cloned().zip(0..).collect();
        let diagrams = Diagrams::new(nodes);
        Decider { probe, diagrams, variables, numbers, cells, known: HashMap::new(), questions: HashMap::new() }
    }

    /// What is decided.
    pub(super) fn unfolded(&self) -> &'u Unfolded<'a> {
        self.probe.unfolded
    }

    /// How many runs are left.
    pub(super) fn runs_left(&self) -> usize {
        self.probe.left
    }

    /// The parts that are not taken apart and that a diagram asks for.
    pub(super) fn free_in(&self, diagram: Diagram) -> impl Iterator<Item = usize> {
        self.diagrams.variables(diagram).into_iter().filter_map(|variable| {
            match self.variables.get(variable as usize).map(|variable| &variable.subject) {
                Some(Subject::Free(atom)) => Some(*atom),
                _ => None,
            }
        })
    }

    /// The possible verdicts of completions that do not hang on what is not taken apart.
    pub(super) fn shown(&self, verdict: Diagram) -> Possible {
        let unfolded = self.probe.unfolded;
        let told = |number: u32| match self.variables.get(number as usize).map(|variable| &variable.subject) {
            Some(Subject::Free(atom)) => unfolded.may_be_either(*atom),
            _ => true,
        };
        self.diagrams.answers_by(verdict, told).into_iter().filter_map(verdict_of).fold(Possible::default(), Possible::with)
    }

    /// The parts that are not taken apart and on which a diagram hangs.
    pub(super) fn untold(&self, diagram: Diagram) -> Option<Untold> {
        self.probe.unfolded.untold(&self.free_in(diagram).collect::<Vec<_>>())
    }

    /// Facts that may come to be presumed once others are known.
    pub(super) fn presumptions(&self) -> Vec<Presumed> {
        self.probe.unfolded.presumptions()
    }

    /// Why a diagram may have answers that are no completion's.
    pub(super) fn not_proven(&self, diagram: Diagram) -> Option<NotProven> {
        let unfolded = self.probe.unfolded;
        self.free_in(diagram).filter(|atom| !unfolded.may_be_either(*atom)).map(|atom| unfolded.why_free(atom)).max()
    }

    /// Whether what is not taken apart in a diagram is so under every reading, since it is about members that nobody knows.
    pub(super) fn is_free_whatever_is_read(&self, diagram: Diagram) -> bool {
        let unfolded = self.probe.unfolded;
        let reads_none = |atom: usize| unfolded.atoms.get(atom).is_some_and(|atom| atom.readings.is_empty());
        self.free_in(diagram).all(|atom| reads_none(atom) && unfolded.why_free(atom) == NotProven::Members)
    }

    /// The verdict of the first question, of the completions that do not contradict the record.
    pub(super) fn admissible(&mut self) -> Budgeted<Diagram> {
        let unfolded = self.probe.unfolded;
        let contradicts: Vec<FormulaId> = unfolded.contradicts.iter().map(|found| found.formula).collect();
        let contradicts = self.fold(&contradicts, NO, or)?;
        let verdict = self.question(0)?;
        self.diagrams.map([contradicts, verdict], &|[contradicts, verdict]| match contradicts {
            YES => answer_of(None),
            _ => verdict,
        })
    }

    /// The verdict of a question.
    pub(super) fn question(&mut self, at: usize) -> Budgeted<Diagram> {
        if let Some(known) = self.questions.get(&at) {
            return Ok(*known);
        }
        let unfolded = self.probe.unfolded;
        let Some(QuestionFormula { laws }) = unfolded.questions.get(at) else { return Ok(Diagrams::answer(answer_of(None))) };
        let mut verdict = Diagrams::answer(answer_of(None));
        for law in laws.iter().rev() {
            let parts = [self.truth(law.scope)?, self.truth(law.fails)?, self.truth(law.contradicts)?];
            let under = self.diagrams.map(parts, &|[scope, fails, contradicts]| {
                answer_of(match (scope, fails) {
                    _ if contradicts == YES => None,
                    (NO, _) => Some(VerdictWord::NotApplicable),
                    (YES, YES) => Some(VerdictWord::Ineligible),
                    (YES, NO) => Some(VerdictWord::Eligible),
                    _ => None,
                })
            })?;
            verdict = match law.before_end {
                None => under,
                Some(before) => {
                    let before = self.truth(before)?;
                    self.diagrams.map([before, under, verdict], &|[before, under, later]| match before {
                        YES => under,
                        NO => later,
                        _ => answer_of(None),
                    })?
                }
            };
        }
        self.questions.insert(at, verdict);
        Ok(verdict)
    }

    pub(super) fn truth(&mut self, id: FormulaId) -> Budgeted<Diagram> {
        if let Some(known) = self.known.get(&id) {
            return Ok(*known);
        }
        let unfolded = self.probe.unfolded;
        let diagram = match unfolded.formula(id) {
            None => Diagrams::answer(FAULT),
            Some(Formula::Known(value)) => Diagrams::answer(u8::from(*value)),
            Some(Formula::Atom(at)) => self.atom(*at)?,
            Some(Formula::Has(subject, value)) => self.has(*subject, value)?,
            Some(Formula::Not(part)) => {
                let part = self.truth(*part)?;
                self.diagrams.map([part], &|[part]| not(part))?
            }
            Some(Formula::And(parts)) => self.fold(parts, YES, and)?,
            Some(Formula::Or(parts)) => self.fold(parts, NO, or)?,
            Some(Formula::AtLeastOf(count, parts)) => self.at_least(*count, parts)?,
            Some(Formula::If(condition, yes, no)) => {
                let parts = [self.truth(*condition)?, self.truth(*yes)?, self.truth(*no)?];
                self.diagrams.map(parts, &|[condition, yes, no]| match condition {
                    YES => yes,
                    NO => no,
                    _ if yes == no => yes,
                    _ => FAULT,
                })?
            }
            Some(Formula::Same(left, right)) => {
                let parts = [self.truth(*left)?, self.truth(*right)?];
                self.diagrams.map(parts, &|[a, b]| if a == FAULT || b == FAULT { FAULT } else { u8::from(a == b) })?
            }
            Some(Formula::Is(question, word)) => {
                let verdict = self.question(*question)?;
                let wanted = answer_of(Some(*word));
                self.diagrams
                    .map([verdict], &|[found]| if verdict_of(found).is_none() { FAULT } else { u8::from(found == wanted) })?
            }
        };
        self.known.insert(id, diagram);
        Ok(diagram)
    }

    pub(super) fn fold(&mut self, parts: &[FormulaId], start: u8, combine: impl Fn(u8, u8) -> u8) -> Budgeted<Diagram> {
        let mut folded = Diagrams::answer(start);
        for part in parts {
            let part = self.truth(*part)?;
            folded = self.diagrams.map([folded, part], &|[a, b]| combine(a, b))?;
        }
        Ok(folded)
    }

    /// That so many hold: of the parts so far, at least one, at least two, …
    fn at_least(&mut self, count: u32, parts: &[FormulaId]) -> Budgeted<Diagram> {
        let mut reached = vec![Diagrams::answer(YES)];
        reached.resize(count as usize + 1, Diagrams::answer(NO));
        for part in parts {
            let part = self.truth(*part)?;
            let mut more = reached.clone();
            for ((fewer, same), more) in reached.iter().zip(reached.iter().skip(1)).zip(more.iter_mut().skip(1)) {
                *more = self.diagrams.map([*fewer, *same, part], &|[fewer, same, part]| or(same, and(fewer, part)))?;
            }
            reached = more;
        }
        Ok(reached.last().copied().unwrap_or(Diagrams::answer(FAULT)))
    }

    fn number(&self, subject: &Subject) -> Option<u32> {
        self.numbers.get(subject).copied()
    }

    fn cells_of(&self, number: u32) -> &[super::cells::Cell] {
        self.variables.get(number as usize).map(|variable| variable.cells.as_slice()).unwrap_or_default()
    }

    fn has(&mut self, subject: usize, value: &Datum) -> Budgeted<Diagram> {
        let found = self.probe.unfolded.subjects.get_index(subject).and_then(|subject| self.number(subject));
        let Some(number) = found else { return Ok(Diagrams::answer(FAULT)) };
        let values = self.cells_of(number).iter().map(|cell| match &cell.value {
            Datum::None if *value != Datum::None => Diagrams::answer(FAULT),
            found => Diagrams::answer(u8::from(found == value)),
        });
        let values = values.collect();
        self.diagrams.ask(number, values)
    }

    fn atom(&mut self, at: usize) -> Budgeted<Diagram> {
        let unfolded = self.probe.unfolded;
        if self.cells.free.contains(&at) {
            return self.free(at);
        }
        let Some(atom) = unfolded.atoms.get(at) else { return Ok(Diagrams::answer(FAULT)) };
        let facts = atom.facts.keys().map(|way| Subject::Fact(way.clone()));
        let readings = atom.readings.iter().map(|reading| Subject::Reading(*reading));
        let mut numbers: Vec<u32> = facts.chain(readings).filter_map(|subject| self.number(&subject)).collect();
        numbers.sort_unstable();
        let variable = |number: u32| Some((number, self.variables.get(number as usize)?.clone()));
        let variables: Vec<Numbered> = numbers.into_iter().filter_map(variable).collect();
        let table = match self.sides(at, &variables)? {
            Some(sides) => self.by_sides(at, &sides, &variables)?,
            None => self.table(at, &variables, &mut Supposed::default())?,
        };
        table.map_or_else(|| self.free(at), Ok)
    }

    /// What may be yes or no, whatever the facts are.
    fn free(&mut self, atom: usize) -> Budgeted<Diagram> {
        let subject = Subject::Free(atom);
        let number = match self.number(&subject) {
            Some(number) => number,
            None => {
                let number = u32::try_from(self.variables.len()).unwrap_or(u32::MAX);
                self.variables.push(Variable { subject: subject.clone(), cells: yes_and_no() });
                self.numbers.insert(subject, number);
                number
            }
        };
        self.diagrams.ask(number, vec![Diagrams::answer(NO), Diagrams::answer(YES)])
    }

    /// The diagram of an atom, variable by variable: as soon as it is decided, the others do not matter. None if it rests on
    /// something else besides.
    pub(super) fn table(&mut self, atom: usize, variables: &[Numbered], supposed: &mut Supposed) -> Budgeted<Option<Diagram>> {
        match (self.probe.ask_why(atom, supposed)?, variables.split_first()) {
            ((Truth::YES, _), _) => Ok(Some(Diagrams::answer(YES))),
            ((Truth::NO, _), _) => Ok(Some(Diagrams::answer(NO))),
            ((_, faulted), None) => Ok(faulted.then_some(Diagrams::answer(FAULT))),
            (_, Some(((number, Variable { subject, cells }), rest))) => {
                let mut values = Vec::with_capacity(cells.len());
                for cell in cells {
                    supposed.put(subject, &cell.value);
                    let value = self.table(atom, rest, supposed)?;
                    supposed.take(subject);
                    let Some(value) = value else { return Ok(None) };
                    values.push(value);
                }
                self.diagrams.ask(*number, values).map(Some)
            }
        }
    }
}

fn not(truth: u8) -> u8 {
    match truth {
        NO => YES,
        YES => NO,
        _ => FAULT,
    }
}

pub(super) fn and(a: u8, b: u8) -> u8 {
    match (a, b) {
        (NO, _) | (_, NO) => NO,
        (YES, YES) => YES,
        _ => FAULT,
    }
}

pub(super) fn or(a: u8, b: u8) -> u8 {
    not(and(not(a), not(b)))
}
