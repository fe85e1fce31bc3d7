//! What an evaluation left open, as a formula over atoms: comparisons and facts that are yes or no once certain unknown facts
//! have values.
//!
//! Read [`Unfolded`] first. Only the boolean structure is taken apart here. What an atom means is always the evaluator's: it is
//! run with values supposed for the atom's facts.

use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};

use indexmap::{IndexMap, IndexSet};

mod parts;
mod question;
mod reach;
mod sets;

pub(super) use reach::Reach;

use super::cells::Subject;
use super::proof::{Admissible, Part};
use super::{NotProven, Presumed, Untold};
use crate::eval::{Bound, Filled, Machine, Missing, Step, Trace, field_of, way_of};
use crate::logic::{Currency, Date, Truth};
use crate::plan::{
    CodeId, DateId, Elements, Epoch, LoopNode, Named, Plan, PlannedPresumption, Program, Spot, TruthId, TruthNode,
};
use crate::policy::{Datum, Field, NormId, QuantifierKind, ReadingId, Record, Scalar, Standing, Type, VerdictWord};

/// A program run on a record: a law of a question, or the program of its governing date.
#[derive(Clone)]
pub(super) struct Frame<'a> {
    pub(super) plan: &'a Plan,
    pub(super) program: &'a Program,
    pub(super) presumptions: &'a [PlannedPresumption],
    pub(super) record: &'a Record,
    /// The steps from the case record to this one.
    pub(super) prefix: Vec<Step>,
    /// The steps to the record that a condition on any record of its type is about.
    pub(super) itself: Vec<Step>,
}

impl Frame<'_> {
    /// The steps from the case record to a fact to which a run on the record as it is leads from its own.
    pub(super) fn whole(&self, way: Vec<Step>) -> Vec<Step> {
        self.prefix.iter().chain(&self.itself).copied().chain(way).collect()
    }
}

/// The number of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct FormulaId(u32);

/// Yes, no, or a fault, which is neither.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Formula {
    Known(bool),
    Atom(usize),
    /// The value of a variable is that one.
    Has(usize, Datum),
    Not(FormulaId),
    And(Box<[FormulaId]>),
    Or(Box<[FormulaId]>),
    AtLeastOf(u32, Box<[FormulaId]>),
    If(FormulaId, FormulaId, FormulaId),
    Same(FormulaId, FormulaId),
    /// The verdict of a question is that one.
    Is(usize, VerdictWord),
}

/// What has no parts to be taken apart.
pub(super) struct Atom<'a> {
    pub(super) frame: usize,
    pub(super) asks: Asks,
    /// The records bound around it.
    pub(super) bound: Vec<Bound<'a>>,
    /// The unknown facts that it depends on.
    pub(super) facts: Missing,
    /// The open readings that it depends on.
    pub(super) readings: IndexSet<ReadingId>,
    /// It hangs on what is left open besides the record.
    pub(super) at_large: bool,
}

/// One law of a question.
pub(super) struct Law<'a> {
    /// The frame of its dates.
    pub(super) governing: usize,
    /// The frame of its norms.
    pub(super) frame: usize,
    pub(super) plan: &'a Plan,
    pub(super) epoch: &'a Epoch,
}

/// What an atom asks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Asks {
    /// Whether it holds.
    Truth(TruthId),
    /// Whether the governing date lies before a day.
    Before(DateId, Date),
    /// Whether a code is that one; none: another than those named.
    Code(CodeId, Option<Scalar>),
    /// Whether a further member of an incomplete list has what is asked of it: nothing is known of it.
    Further(TruthId),
    /// Whether it holds; it may be either, whatever its facts are.
    Free(TruthId),
}

/// A question as a formula.
pub(super) struct QuestionFormula {
    /// The laws that may govern, ascending: the formula that says that it is that one or an earlier one, scope and failure.
    pub(super) laws: Vec<LawFormula>,
}

/// A question under one law.
pub(super) struct LawFormula {
    /// Its requirements and bars; of questions asked none.
    pub(super) rules: Vec<RuleFormula>,
    /// Of which each suffices to leave the case outside; of questions asked none.
    pub(super) outside: Vec<(Part, FormulaId)>,
    /// The governing date lies before the end of this law; none for the last.
    pub(super) before_end: Option<FormulaId>,
    pub(super) scope: FormulaId,
    /// A bar excludes or a requirement is not satisfied.
    pub(super) fails: FormulaId,
    /// Deemings contradict each other.
    pub(super) contradicts: FormulaId,
}

/// A requirement or bar under one law.
pub(super) struct RuleFormula {
    pub(super) norm: NormId,
    pub(super) fails: FormulaId,
    /// Of which each suffices to make it fail.
    pub(super) failing: Vec<(Part, FormulaId)>,
    /// Of which each suffices to let it stand for the person.
    pub(super) standing: Vec<(Part, FormulaId)>,
}

/// What makes it impossible that a completion is a real case.
pub(super) struct Contradiction {
    pub(super) rule: Admissible,
    /// Where its condition is: the frame and the truth.
    pub(super) condition: (usize, TruthId),
    /// It is contradicted.
    pub(super) formula: FormulaId,
}

/// All formulas of one record.
pub(super) struct Unfolded<'a> {
    pub(super) today: Date,
    /// Whatever the day of asking is, and whether or not a fact is recorded.
    pub(super) always: bool,
    pub(super) options: &'a crate::eval::Options,
    pub(super) frames: Vec<Frame<'a>>,
    /// A run of each frame on the record as it is: what it has found out serves the next question about it.
    runs: Vec<Cell<Option<Box<Machine<'a>>>>>,
    pub(super) atoms: Vec<Atom<'a>>,
    pub(super) formulas: IndexSet<Formula>,
    /// What the variables stand for, in the order in which they were met.
    pub(super) subjects: IndexSet<Subject>,
    /// What rules and record name.
    pub(super) named: Named,
    pub(super) questions: Vec<QuestionFormula>,
    /// The record contradicts itself.
    pub(super) contradicts: Vec<Contradiction>,
    /// What the verdict and the contradictions hang on; none: everything is needed.
    pub(super) needed: Option<Reach>,
    /// What is asked of further members, by the list.
    pub(super) further: Vec<(usize, Option<Vec<Step>>)>,
    /// The lists of which the question asks elements.
    pub(super) read_lists: BTreeSet<Vec<Step>>,
    /// Lists of which it does not are supposed to have no further elements.
    pub(super) without_further: bool,
    /// How many truths may still be taken apart.
    limit: usize,
    /// They were more.
    pub(super) is_cut: bool,
    known: HashMap<(usize, TruthId), FormulaId>,
    known_atoms: HashMap<(usize, Asks), usize>,
}

impl<'a> Unfolded<'a> {
    /// Unfolds a question on a record; its formula is the first.
    pub(super) fn new(plan: &'a Plan, record: &'a Record, today: Date, options: &'a crate::eval::Options, limit: usize) -> Self {
        let mut unfolded = Unfolded::empty(plan, today, options, limit, false);
        unfolded.named.add(record);
        unfolded.question(plan, record, &[]);
        unfolded.admission(plan, record);
        unfolded
    }

    /// Nothing yet.
    pub(super) fn empty(plan: &Plan, today: Date, options: &'a crate::eval::Options, limit: usize, always: bool) -> Self {
        Unfolded {
            further: Vec::new(),
            read_lists: BTreeSet::new(),
            without_further: false,
            limit,
            is_cut: false,
            today,
            always,
            options,
            frames: Vec::new(),
            runs: Vec::new(),
            atoms: Vec::new(),
            formulas: IndexSet::new(),
            subjects: IndexSet::new(),
            named: plan.named.clone(),
            questions: Vec::new(),
            contradicts: Vec::new(),
            needed: None,
            known: HashMap::new(),
            known_atoms: HashMap::new(),
        }
    }

    /// What atoms that are not taken apart rest on; nothing if there are none.
    pub(super) fn untold(&self, atoms: &[usize]) -> Option<Untold> {
        let why = atoms.iter().map(|atom| self.why_free(*atom)).max()?;
        let mut facts: IndexMap<Vec<Step>, usize> = IndexMap::new();
        for at in atoms {
            self.facts_of_atom(*at).for_each(|way| *facts.entry(way.clone()).or_default() += 1);
        }
        facts.sort_by(|_, one, _, other| other.cmp(one));
        Some(Untold { why, facts: facts.into_keys().collect() })
    }

    /// Facts that may come to be presumed, each with the unknown facts on which that hangs.
    pub(super) fn presumptions(&self) -> Vec<Presumed> {
        let mut found = Vec::new();
        for (at, frame) in self.frames.iter().enumerate() {
            for presumption in frame.presumptions.iter().filter(|presumption| presumption.standing == Standing::Presumed) {
                let hangs_on = self.support(at, &Asks::Truth(presumption.when), &[]).0;
                if let Some(fact) = self.way(at, &Spot::Case(presumption.slot), &[]).filter(|_| !hangs_on.is_empty()) {
                    found.push(Presumed { fact, hangs_on: hangs_on.into_keys().collect() });
                }
            }
        }
        found
    }

    /// Why an atom is not taken apart.
    pub(super) fn why_free(&self, atom: usize) -> NotProven {
        let is_list = |atom: &Atom<'_>| {
            let list = |way: &Vec<Step>| {
                self.field(way).is_some_and(|field| matches!(field.ty, Type::List(_) | Type::Record(_) | Type::Set(_)))
            };
            matches!(atom.asks, Asks::Further(_) | Asks::Free(_)) || atom.facts.keys().any(list)
        };
        if self.atoms.get(atom).is_some_and(is_list) { NotProven::Members } else { NotProven::Arithmetic }
    }

    /// Whether an atom asks one yes or no of the further members of a list of which nothing else is asked: there may be such a
    /// member, and there may be none.
    pub(super) fn may_be_either(&self, atom: usize) -> bool {
        let Some((_, Some(list))) = self.further.iter().find(|(at, _)| *at == atom) else { return false };
        let asked_once = self.further.iter().filter(|(_, other)| other.as_ref() == Some(list)).count() == 1;
        let nowhere_else = !self.atoms.iter().any(|atom| atom.facts.keys().any(|way| way == list));
        let is_fact = |frame: &Frame<'a>, id: TruthId| {
            let node = match frame.program.truth(id) {
                TruthNode::Not(inner) => frame.program.truth(*inner),
                node => node,
            };
            matches!(node, TruthNode::Fact(Spot::Bound(..)))
        };
        let is_plain = self.atoms.get(atom).is_some_and(|atom| match (&atom.asks, self.frames.get(atom.frame)) {
            (Asks::Further(id), Some(frame)) => is_fact(frame, *id),
            _ => false,
        });
        let free = self.frames.first().is_some_and(|frame| {
            let list = self.field(list).map(|field| &field.ty);
            let of = |ty: &crate::policy::RecordId| matches!(list, Some(Type::List(of)) if of == ty);
            !frame.plan.admission.constraints.iter().any(|(ty, ..)| of(ty))
        });
        asked_once && nowhere_else && is_plain && free
    }

    /// The field of a fact of the case.
    pub(super) fn field(&self, way: &[Step]) -> Option<&'a Field> {
        let first = self.frames.first()?;
        field_of(&first.plan.policy, first.record.ty, way)
    }

    /// The currencies that tell amounts apart: those that rules and record name, and another.
    pub(super) fn currencies(&self) -> BTreeSet<Currency> {
        let another = Currency::all().find(|currency| !self.named.currencies.contains(currency));
        self.named.currencies.iter().copied().chain(another).collect()
    }

    /// A run of a frame, with values supposed for unknown facts and options chosen for open readings.
    pub(super) fn machine<'m>(
        &'m self,
        frame: usize,
        values: &'m [(Vec<Step>, Datum)],
        options: &'m crate::eval::Options,
    ) -> Option<Machine<'m>> {
        let filled = self.frames.get(frame).map(|frame| Filled { values, prefix: &frame.prefix, itself: &frame.itself })?;
        self.with_run(frame, |run| run.filled(filled, options))
    }

    /// Adds what contradicts the record; nothing if that is too much to take apart.
    pub(super) fn all_admission(&mut self, plan: &'a Plan, record: &'a Record) {
        if self.is_cut {
            self.known.clear();
            return;
        }
        self.admission(plan, record);
        if self.is_cut {
            self.contradicts.clear();
        }
    }

    /// What it cost to take truths apart, of which so many were allowed: each is asked of a run that has a place for every truth.
    pub(super) fn steps(&self, allowed: usize, size: usize) -> usize {
        allowed.saturating_sub(self.limit).saturating_mul(1 + size / 64)
    }

    /// What a run of a frame on the record as it is knows of something; none where that hangs on what is left open.
    pub(super) fn knows<T>(&self, frame: usize, ask: impl FnOnce(&mut Machine<'a>) -> Option<T>) -> Option<T> {
        let (known, at_large) = self.of_run(frame, |machine| (ask(machine), self.is_at_large(machine)))?;
        known.filter(|_| !at_large)
    }

    /// Whether what a run was asked hangs on what is left open besides the record.
    pub(super) fn is_at_large(&self, machine: &Machine<'_>) -> bool {
        self.always && machine.hangs_on_circumstances()
    }

    /// Asks a run of a frame on the record as it is. Where it matters what an answer hangs on, each is looked for afresh.
    pub(super) fn of_run<T>(&self, frame: usize, ask: impl FnOnce(&mut Machine<'a>) -> T) -> Option<T> {
        self.with_run(frame, |run| {
            if self.always {
                return ask(&mut run.unfilled());
            }
            run.forget_steps();
            ask(run)
        })
    }

    /// A run of a frame on the record as it is, with nothing asked of it yet.
    pub(super) fn plain(&self, frame: usize) -> Option<Machine<'a>> {
        self.with_run(frame, |run| run.unfilled())
    }

    /// Lends the run of a frame that is kept.
    fn with_run<T>(&self, frame: usize, ask: impl FnOnce(&mut Machine<'a>) -> T) -> Option<T> {
        let kept = self.runs.get(frame)?;
        let Frame { plan, program, presumptions, record, .. } = *self.frames.get(frame)?;
        let fresh = || Box::new(Machine::plain(plan, program, record, presumptions, self.today, self.options));
        let mut run = kept.take().unwrap_or_else(fresh);
        let answer = ask(&mut run);
        kept.set(Some(run));
        Some(answer)
    }

    /// The steps from the case record to a fact of a frame.
    pub(super) fn way(&self, frame: usize, spot: &Spot, bound: &[Bound<'a>]) -> Option<Vec<Step>> {
        let found = self.frames.get(frame)?;
        let way = way_of(found.plan, bound, &found.itself, spot)?;
        Some(found.prefix.iter().copied().chain(way).collect())
    }

    pub(super) fn add(&mut self, formula: Formula) -> FormulaId {
        let formula = self.simple(formula);
        let (index, _) = self.formulas.insert_full(formula);
        FormulaId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    pub(super) fn formula(&self, id: FormulaId) -> Option<&Formula> {
        self.formulas.get_index(id.0 as usize)
    }

    pub(super) fn frame(&mut self, frame: Frame<'a>) -> usize {
        self.runs.push(Cell::new(None));
        self.frames.push(frame);
        self.frames.len() - 1
    }

    /// The formula of a truth in a frame, under the records bound around it.
    pub(super) fn truth(&mut self, frame: usize, id: TruthId, bound: &[Bound<'a>]) -> FormulaId {
        if let Some(known) = self.known.get(&(frame, id)).filter(|_| bound.is_empty()) {
            return *known;
        }
        let Some(left) = self.limit.checked_sub(1) else {
            self.is_cut = true;
            return self.add(Formula::Known(false));
        };
        self.limit = left;
        let found = self.of_run(frame, |machine| (machine.truth_under(id, bound), self.is_at_large(machine)));
        let (value, at_large) = found.unwrap_or((Truth::OPEN, false));
        let formula = match value {
            _ if at_large && !self.has_parts(frame, id) => self.atom(frame, Asks::Truth(id), bound),
            Truth::YES if !at_large => self.add(Formula::Known(true)),
            Truth::NO if !at_large => self.add(Formula::Known(false)),
            _ => self.open(frame, id, bound),
        };
        if bound.is_empty() {
            self.known.insert((frame, id), formula);
        }
        formula
    }

    /// Whether each part of a truth is a truth on the same records, which can be looked at by itself.
    fn has_parts(&self, frame: usize, id: TruthId) -> bool {
        self.frames.get(frame).is_some_and(|frame| {
            matches!(
                frame.program.truth(id),
                TruthNode::Not(_)
                    | TruthNode::And(_)
                    | TruthNode::Or(_)
                    | TruthNode::AtLeastOf(..)
                    | TruthNode::If(..)
                    | TruthNode::SameTruth(..)
                    | TruthNode::Asks(..)
            )
        })
    }

    fn truths(&mut self, frame: usize, ids: &[TruthId], bound: &[Bound<'a>]) -> Box<[FormulaId]> {
        ids.iter().map(|id| self.truth(frame, *id, bound)).collect()
    }

    fn open(&mut self, frame: usize, id: TruthId, bound: &[Bound<'a>]) -> FormulaId {
        let Some(program) = self.frames.get(frame).map(|frame| frame.program) else { return self.add(Formula::Known(false)) };
        let formula = match program.truth(id) {
            TruthNode::Not(inner) => Formula::Not(self.truth(frame, *inner, bound)),
            TruthNode::And(parts) => Formula::And(self.truths(frame, parts, bound)),
            TruthNode::Or(parts) => Formula::Or(self.truths(frame, parts, bound)),
            TruthNode::AtLeastOf(count, parts) => Formula::AtLeastOf(*count, self.truths(frame, parts, bound)),
            TruthNode::If(condition, yes, no) => {
                let [condition, yes, no] = [condition, yes, no].map(|part| self.truth(frame, *part, bound));
                Formula::If(condition, yes, no)
            }
            TruthNode::SameTruth(left, right) => Formula::Same(self.truth(frame, *left, bound), self.truth(frame, *right, bound)),
            TruthNode::Fact(spot) => match self.subject(frame, spot, bound) {
                Some(subject) => Formula::Has(subject, Datum::YesNo(true)),
                None => return self.atom(frame, Asks::Truth(id), bound),
            },
            TruthNode::SameCode(left, right) => return self.same_code(frame, id, *left, *right, bound),
            // Which unnamed country or text each of two unknown ones is cannot be told from their names.
            TruthNode::In(code, set) if self.is_tangled(frame, Some(*code), &[*set], bound) => {
                return self.atom(frame, Asks::Free(id), bound);
            }
            TruthNode::Overlaps(left, right) | TruthNode::OnlyIn(left, right) | TruthNode::SameSet(left, right)
                if self.is_tangled(frame, None, &[*left, *right], bound) =>
            {
                return self.atom(frame, Asks::Free(id), bound);
            }
            TruthNode::In(code, set) => return self.is_in(frame, *code, *set, bound),
            TruthNode::Overlaps(left, right) => {
                let both =
                    self.by_member(frame, *left, *right, bound, |left, right, of| of.add(Formula::And([left, right].into())));
                Formula::Or(both)
            }
            TruthNode::OnlyIn(left, right) => {
                let inside = self.by_member(frame, *left, *right, bound, |left, right, of| {
                    let outside = of.add(Formula::Not(left));
                    of.add(Formula::Or([outside, right].into()))
                });
                Formula::And(inside)
            }
            TruthNode::SameSet(left, right) => {
                Formula::And(self.by_member(frame, *left, *right, bound, |left, right, of| of.add(Formula::Same(left, right))))
            }
            TruthNode::Quantifier(_, each)
                if matches!(each.elements, Elements::Periods { .. }) && self.is_open_ended(frame, each, bound) =>
            {
                return self.atom(frame, Asks::Truth(id), bound);
            }
            TruthNode::Quantifier(kind, each) => return self.quantifier((frame, id), *kind, each, bound),
            TruthNode::Asks(index, on, word) => return self.asked(frame, id, (*index, on.as_ref()), *word, bound),
            _ => return self.atom(frame, Asks::Truth(id), bound),
        };
        self.add(formula)
    }

    fn quantifier(
        &mut self,
        (frame, id): (usize, TruthId),
        kind: QuantifierKind,
        each: &'a LoopNode,
        bound: &[Bound<'a>],
    ) -> FormulaId {
        let Some((known, further)) = self.knows(frame, |machine| Some(machine.members_under(each, bound))) else {
            return self.atom(frame, Asks::Truth(id), bound);
        };
        let mut some = Vec::new();
        let mut inner = bound.to_vec();
        for member in known {
            inner.push(member);
            let condition = self.truth(frame, each.condition, &inner);
            inner.truncate(bound.len());
            let every = kind == QuantifierKind::Every;
            some.push(if every { self.add(Formula::Not(condition)) } else { condition });
        }
        if let Some(further) = further {
            inner.push(further);
            let value = self.knows(frame, |machine| Some(machine.truth_under(each.condition, &inner))).unwrap_or(Truth::OPEN);
            let counted = if kind == QuantifierKind::Every { !value } else { value };
            let list = match &each.elements {
                Elements::Facts(spot, _) => self.way(frame, spot, bound),
                _ => None,
            };
            if counted.may_be_yes() && !self.has_no_further(list.as_deref()) {
                let before = self.atoms.len();
                some.push(self.atom(frame, Asks::Further(each.condition), &inner));
                self.further.extend((before..self.atoms.len()).map(|atom| (atom, list.clone())));
            }
        }
        let some = self.add(Formula::Or(some.into()));
        if kind == QuantifierKind::Some { some } else { self.add(Formula::Not(some)) }
    }

    /// Whether it is supposed that a list of records has no further elements.
    fn has_no_further(&self, list: Option<&[Step]>) -> bool {
        let is_list = |way: &[Step]| matches!(self.field(way).map(|field| &field.ty), Some(Type::List(_)));
        self.without_further && list.is_some_and(|way| is_list(way) && !self.read_lists.contains(way))
    }

    /// Whether not all elements of a loop are known.
    fn is_open_ended(&self, frame: usize, each: &'a LoopNode, bound: &[Bound<'a>]) -> bool {
        self.of_run(frame, |machine| machine.members_under(each, bound).1.is_some()).unwrap_or_default()
    }

    fn asked(
        &mut self,
        frame: usize,
        id: TruthId,
        (index, on): (u32, Option<&'a Spot>),
        word: VerdictWord,
        bound: &[Bound<'a>],
    ) -> FormulaId {
        let asked = self.of_run(frame, |machine| machine.asked_under(index, on, bound)).flatten();
        let prefix = match on {
            None => self.frames.get(frame).map(|frame| frame.prefix.clone()),
            Some(on) => self.way(frame, on, bound),
        };
        let (Some((plan, record)), Some(prefix)) = (asked, prefix) else { return self.atom(frame, Asks::Further(id), bound) };
        let question = self.question(plan, record, &prefix);
        self.add(Formula::Is(question, word))
    }

    pub(super) fn atom(&mut self, frame: usize, asks: Asks, bound: &[Bound<'a>]) -> FormulaId {
        let key = (frame, asks);
        let known = self.known_atoms.get(&key).filter(|_| bound.is_empty()).copied();
        let at = known.unwrap_or_else(|| {
            let (facts, readings) = self.support(frame, &key.1, bound);
            let at_large = self.asks_at_large(frame, &key.1, bound);
            self.atoms.push(Atom { frame, asks: key.1.clone(), bound: bound.to_vec(), facts, readings, at_large });
            self.atoms.len() - 1
        });
        if bound.is_empty() {
            self.known_atoms.insert(key, at);
        }
        self.add(Formula::Atom(at))
    }

    /// Whether the answer hangs on what is left open besides the record.
    fn asks_at_large(&self, frame: usize, asks: &Asks, bound: &[Bound<'a>]) -> bool {
        self.always
            && self.plain(frame).is_some_and(|mut machine| {
                match asks {
                    Asks::Truth(id) | Asks::Further(id) | Asks::Free(id) => drop(machine.truth_under(*id, bound)),
                    Asks::Before(date, _) => drop(machine.date_of(*date)),
                    Asks::Code(code, _) => drop(machine.code_under(*code, bound)),
                }
                machine.hangs_on_circumstances()
            })
    }

    /// The unknown facts and open readings that an atom depends on.
    fn support(&self, frame: usize, asks: &Asks, bound: &[Bound<'a>]) -> (Missing, IndexSet<ReadingId>) {
        let Some(machine) = self.plain(frame) else { return Default::default() };
        let mut trace = Trace::under(machine, bound);
        match asks {
            Asks::Truth(id) | Asks::Free(id) => trace.keeps_open(*id),
            Asks::Before(date, _) => trace.keeps_date_open(*date),
            Asks::Code(code, _) => trace.keeps_code_open(*code),
            Asks::Further(_) => {}
        }
        let whole = |way: Vec<Step>| self.frames.get(frame).map_or(Vec::new(), |frame| frame.whole(way));
        (trace.missing.into_iter().map(|(way, wanted)| (whole(way), wanted)).collect(), trace.readings)
    }

    /// The unknown facts and open readings that a date depends on.
    pub(super) fn date_hangs_on(&self, frame: usize, date: DateId, bound: &[Bound<'a>]) -> Vec<Subject> {
        let (facts, readings) = self.support(frame, &Asks::Before(date, Date::MIN), bound);
        facts.into_keys().map(Subject::Fact).chain(readings.into_iter().map(Subject::Reading)).collect()
    }

    /// A formula without the parts that are known.
    fn simple(&self, formula: Formula) -> Formula {
        let known = |id: &FormulaId| match self.formula(*id) {
            Some(Formula::Known(value)) => Some(*value),
            _ => None,
        };
        let without = |parts: &[FormulaId], idle: bool| -> Result<Box<[FormulaId]>, bool> {
            if parts.iter().any(|part| known(part) == Some(!idle)) {
                return Err(!idle);
            }
            let left: Box<[FormulaId]> = parts.iter().copied().filter(|part| known(part).is_none()).collect();
            if left.is_empty() { Err(idle) } else { Ok(left) }
        };
        match &formula {
            Formula::And(parts) => without(parts, true).map_or_else(Formula::Known, Formula::And),
            Formula::Or(parts) => without(parts, false).map_or_else(Formula::Known, Formula::Or),
            Formula::Not(part) => known(part).map_or(formula, |value| Formula::Known(!value)),
            _ => formula,
        }
    }

    /// The variable of an unknown fact; none if what stands for it depends on others.
    fn subject(&mut self, frame: usize, spot: &Spot, bound: &[Bound<'a>]) -> Option<usize> {
        let found = self.frames.get(frame)?;
        let presumed = |slot: u32| found.presumptions.iter().any(|presumption| presumption.slot == slot);
        if matches!(spot, Spot::Case(slot) | Spot::Undeemed(slot) | Spot::Recorded(slot) if presumed(*slot)) {
            return None;
        }
        let way = self.way(frame, spot, bound)?;
        Some(self.subjects.insert_full(Subject::Fact(way)).0)
    }
}
