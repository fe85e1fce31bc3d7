//! Which facts a condition consulted, and which unknown ones keep it open: read off the same run that decided.

mod elements;
mod facts;
mod values;

use indexmap::{IndexMap, IndexSet};

use super::EvaluateError;
use super::machine::{Bound, Machine, Members, Origin};
use super::sides::Sides;
use super::slots::Slots;
use super::stands::Stands;
use super::world::{World, any_rule, in_force, rests_on, works};
use crate::logic::{Date, Fault, Interval, Truth};
use crate::plan::{CodeId, DateId, DateNode, Elements, Epoch, LoopNode, Plan, PlannedNorm, TruthId, TruthNode};
use crate::policy::{Counting, Datum, Law, NormKind, QuantifierKind, QuestionId, ReadingId, Record, Standing, TableId};
use crate::source::Span;

/// A step from a record to a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// The field of that index.
    Field(usize),
    /// The element of that index, from 0.
    Element(usize),
}

/// A fact that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FactRef {
    /// Of the case record, as it is recorded.
    Case(Vec<Step>),
    /// Of the case record, where something else stands for what is recorded.
    Stood(Vec<Step>, Box<Stood>),
    /// Of a row of a table.
    Row(TableId, usize, Vec<Step>),
    /// A table as a whole: no row of it decided alone.
    Table(TableId, Fit),
}

/// The rows of a table that meet a condition, and those that may, as indices.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Fit {
    /// They do.
    pub certainly: Vec<usize>,
    /// They may.
    pub perhaps: Vec<usize>,
}

/// So many rows that fit or may are named one by one.
pub const FEW_ROWS: usize = 4;

/// What stands for a fact that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Stood {
    /// The question in which it was looked at.
    pub question: QuestionId,
    /// Presumed or deemed.
    pub standing: Standing,
    /// The value.
    pub value: Datum,
}

impl FactRef {
    /// Where a fact of the case is.
    #[must_use]
    pub fn of_case(&self) -> Option<&[Step]> {
        match self {
            FactRef::Case(steps) | FactRef::Stood(steps, _) => Some(steps),
            FactRef::Row(..) | FactRef::Table(..) => None,
        }
    }
}

/// What is wanted of an unknown fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Wanted {
    /// Whether there is one.
    WhetherAny,
    /// The day of a date known to the month or year.
    Day,
    /// Further members of a set or list.
    Members,
    /// The value.
    Value,
}

/// The unknown facts that matter, in the order in which they were met.
pub type Missing = IndexMap<Vec<Step>, Wanted>;

/// A comparison of known sides inside loops.
#[derive(Debug, Clone, PartialEq)]
pub struct Inside {
    /// The comparison.
    pub comparison: TruthId,
    /// Its sides at these elements.
    pub sides: Sides,
    /// Whether it holds.
    pub holds: Truth,
    /// The elements, the outermost loop first.
    pub of: Vec<Element>,
}

/// An element that is told: of a list of facts, or a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// The place of a fact that is an element of a list.
    Fact(Vec<Step>),
    /// What is known of the first and last day.
    Stretch(Interval<Date>, Interval<Date>),
}

/// A question that is asked.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// Its plan.
    pub plan: &'a Plan,
    /// The record on which it is asked.
    pub record: &'a Record,
    /// Where that is, from the record of the question that asks; none: a further member of an incomplete list.
    pub at: Option<FactRef>,
    /// The readings of the world that was walked.
    pub options: &'a super::Options,
}

/// Walks the conditions of one world.
pub struct Trace<'a> {
    machine: Machine<'a>,
    epoch: Option<&'a Epoch>,
    open: bool,
    /// The facts consulted.
    pub facts: IndexSet<FactRef>,
    /// What stands for facts in the questions asked.
    pub stands: IndexSet<Stands>,
    /// The questions asked, where what they consulted is left out; none: it is not.
    apart: Option<Vec<Asked<'a>>>,
    /// Comparisons of dates, numbers and periods that counted, by place.
    pub comparisons: IndexSet<TruthId>,
    /// Comparisons inside loops that one element decided, each of those elements.
    pub inside: Vec<Inside>,
    /// The conditions of `if`s that were looked at.
    pub branched: IndexSet<TruthId>,
    /// The elements that are walked decided by themselves: what is compared in them is told.
    telling: bool,
    /// The unknown facts that keep something open.
    pub missing: Missing,
    /// Faults of known values that keep something open, with their place and facts.
    pub faults: Vec<(Fault, Span, Vec<FactRef>)>,
    /// Deemings that contradict each other in a question asked, so that it has no answer on its record.
    pub contradictions: Vec<EvaluateError>,
    /// The readings asked.
    pub readings: IndexSet<ReadingId>,
}

impl<'a> Trace<'a> {
    /// A walk through a world of an evaluation.
    #[must_use]
    pub fn new(plan: &'a Plan, record: &'a Record, today: Date, world: &'a World) -> Self {
        let epoch = plan.epoch(Law { day: world.law_from, known_on: today });
        let (program, presumptions) = match epoch {
            Some(epoch) => (&epoch.program, epoch.presumptions.as_slice()),
            None => (&plan.governing.0, &[] as &[_]),
        };
        let slots = Slots::new(plan, record, presumptions, None);
        let mut machine = Machine::new(plan, program, record, slots, today, &world.options);
        machine.outcome = Some(world);
        machine.clocks = &world.clocks;
        Trace::over(machine, epoch)
    }

    fn over(machine: Machine<'a>, epoch: Option<&'a Epoch>) -> Self {
        Trace {
            machine,
            epoch,
            open: false,
            facts: IndexSet::new(),
            stands: IndexSet::new(),
            apart: None,
            comparisons: IndexSet::new(),
            inside: Vec::new(),
            branched: IndexSet::new(),
            telling: true,
            missing: Missing::new(),
            faults: Vec::new(),
            contradictions: Vec::new(),
            readings: IndexSet::new(),
        }
    }

    /// A walk through a run at bound records.
    #[must_use]
    pub fn under(mut machine: Machine<'a>, bound: &[Bound<'a>]) -> Self {
        machine.bound = bound.to_vec();
        Trace::over(machine, None)
    }

    /// Adds the unknown facts of a date.
    pub fn keeps_date_open(&mut self, date: DateId) {
        self.open = true;
        self.date(date);
    }

    /// Adds the unknown facts of a code.
    pub fn keeps_code_open(&mut self, code: CodeId) {
        self.open = true;
        self.code(code);
    }

    /// The run that is walked.
    pub fn machine(&mut self) -> &mut Machine<'a> {
        &mut self.machine
    }

    /// The law of the world that is walked.
    #[must_use]
    pub fn epoch(&self) -> Option<&'a Epoch> {
        self.epoch
    }

    /// A walk that leaves out what the questions asked consulted: these questions are handed back, so that they are told apart.
    pub fn apart(&mut self, walk: impl FnOnce(&mut Self)) -> Vec<Asked<'a>> {
        let before = self.apart.replace(Vec::new());
        walk(self);
        std::mem::replace(&mut self.apart, before).unwrap_or_default()
    }

    /// Adds the facts that a truth consulted: every yes of a true `or`, every no of a false `and`, otherwise all.
    pub fn consulted(&mut self, truth: TruthId) {
        self.open = false;
        self.truth(truth);
    }

    /// Adds the unknown facts that keep a truth open and that no settled operand made idle.
    pub fn keeps_open(&mut self, truth: TruthId) {
        self.open = true;
        self.truth(truth);
    }

    /// Adds the facts that a norm consulted: those of its condition under each law that it can fall under, and those of its
    /// clock.
    pub fn consulted_norm(&mut self, norm: &PlannedNorm) {
        self.consulted_clock(norm);
        for law in norm.laws(self.machine.clocks) {
            rests_on(&mut self.machine, law).into_iter().flatten().for_each(|condition| self.consulted(condition));
        }
    }

    /// Adds the facts of a norm's own clock.
    pub fn consulted_clock(&mut self, norm: &PlannedNorm) {
        let facts = self.clock(norm, false).map(|trace| trace.facts);
        self.facts.extend(facts.into_iter().flatten());
    }

    /// Adds the unknown facts that keep a norm's condition open; those of its clock, if several laws are left.
    pub fn norm_keeps_open(&mut self, norm: &PlannedNorm) {
        let laws = norm.laws(self.machine.clocks);
        if laws.len() > 1 && works(&mut self.machine, norm) == Truth::OPEN {
            self.clock_keeps_open(norm);
        }
        for law in laws {
            rests_on(&mut self.machine, law).into_iter().flatten().for_each(|condition| self.keeps_open(condition));
        }
    }

    fn clock_keeps_open(&mut self, norm: &PlannedNorm) {
        let missing = self.clock(norm, true).map(|trace| trace.missing);
        for (path, wanted) in missing.into_iter().flatten() {
            let entry = self.missing.entry(path).or_insert(wanted);
            *entry = (*entry).max(wanted);
        }
    }

    /// A walk through the date of a norm's own clock.
    fn clock(&self, norm: &PlannedNorm, open: bool) -> Option<Trace<'a>> {
        let Machine { plan, record, today, options, .. } = self.machine;
        let date = plan.clocks.get(norm.clock?)?;
        let machine = Machine::new(plan, &plan.governing.0, record, Slots::recorded(plan, record), today, options);
        let mut trace = Trace { open, ..Trace::over(machine, None) };
        trace.date(*date);
        Some(trace)
    }

    /// Adds the unknown facts of the governing date.
    pub fn governing(plan: &'a Plan, record: &'a Record, today: Date, world: &'a World) -> Missing {
        let (program, date) = &plan.governing;
        let slots = Slots::recorded(plan, record);
        let mut trace = Trace::over(Machine::new(plan, program, record, slots, today, &world.options), None);
        trace.open = true;
        trace.date(*date);
        trace.missing
    }

    /// The facts of the governing date.
    #[must_use]
    pub fn governing_facts(plan: &Plan, record: &Record, today: Date, options: &super::Options) -> IndexSet<FactRef> {
        let (program, date) = &plan.governing;
        let machine = Machine::new(plan, program, record, Slots::recorded(plan, record), today, options);
        let mut trace = Trace::over(machine, None);
        trace.date(*date);
        trace.facts
    }

    /// Of a date whose law applies, which is one day in some cases and another in others: which branch of each `if` is taken, as
    /// far as that is known.
    #[must_use]
    pub fn branches_taken(plan: &Plan, record: &Record, today: Date, options: &super::Options, mut date: DateId) -> Vec<bool> {
        let mut machine = Machine::new(plan, &plan.governing.0, record, Slots::recorded(plan, record), today, options);
        let mut taken = Vec::new();
        while let DateNode::If(condition, yes, no) = plan.governing.0.date(date) {
            date = match machine.truth(*condition) {
                Truth::YES => *yes,
                Truth::NO => *no,
                _ => break,
            };
            taken.push(date == *yes);
        }
        taken
    }

    /// The facts of a record that a condition on it consulted, from that record. The machine is at the record.
    pub(super) fn of_record(machine: Machine<'a>, condition: TruthId) -> Vec<Vec<Step>> {
        let mut trace = Trace::over(machine, None);
        trace.truth(condition);
        trace.facts.iter().filter_map(FactRef::of_case).map(<[Step]>::to_vec).collect()
    }

    /// Adds the unknown facts that keep the verdict of the world open.
    pub fn open_world(&mut self, world: &World) {
        let Some(epoch) = self.epoch else { return };
        if world.possible.only().is_some() {
            return;
        }
        self.open_scope(world);
        for at in world.undecided(epoch) {
            epoch.norms.get(at).into_iter().for_each(|norm| self.norm_keeps_open(norm));
        }
    }

    /// Adds the unknown facts that keep the scope of the world open.
    pub fn open_scope(&mut self, world: &World) {
        let Some(epoch) = self.epoch.filter(|_| world.scope == Truth::OPEN) else { return };
        epoch.scope.into_iter().for_each(|scope| self.keeps_open(scope));
        if any_rule(epoch, &world.clocks) == Truth::OPEN {
            let rules = epoch.norms.iter().filter(|norm| norm.kind != NormKind::Exception);
            let open = rules.filter(|norm| in_force(norm, &world.clocks) == Truth::OPEN);
            open.for_each(|norm| self.clock_keeps_open(norm));
        }
    }

    fn truth(&mut self, id: TruthId) {
        let value = self.machine.truth(id);
        // Nothing keeps open what compares with none: what guards it decides.
        if self.open && (value != Truth::OPEN || self.machine.compares_none(id)) {
            return;
        }
        match self.machine.program.truth(id) {
            TruthNode::Known(_) => {}
            TruthNode::Fact(spot) => self.fact(spot, Wanted::Value),
            TruthNode::FactKnown(spot) => self.fact(spot, Wanted::Value),
            TruthNode::Not(inner) => self.truth(*inner),
            TruthNode::And(parts) => self.parts(parts, value, Truth::NO),
            TruthNode::Or(parts) => self.parts(parts, value, Truth::YES),
            TruthNode::AtLeastOf(_, parts) => self.parts(parts, value, value),
            TruthNode::If(condition, yes, no) => {
                self.branches(*condition, |trace, first| trace.truth(if first { *yes } else { *no }))
            }
            TruthNode::Exists { spot, only_when, .. } => {
                let unknown = *self.machine.fact(spot) == Datum::Missing && !self.machine.is_loose(spot);
                if let Some(condition) = only_when.filter(|_| unknown) {
                    self.truth(condition);
                }
                self.fact(spot, Wanted::WhetherAny);
            }
            TruthNode::SameTruth(left, right) => [left, right].into_iter().for_each(|side| self.truth(*side)),
            TruthNode::SameDate(left, right) | TruthNode::DateOrder(_, left, right) => {
                let found = [*left, *right].map(|side| self.machine.date(side).fault);
                self.compared(id, found.into_iter().flatten().next(), |trace| {
                    [left, right].into_iter().for_each(|side| trace.date(*side))
                });
            }
            TruthNode::SameNumber(left, right) | TruthNode::NumberOrder(_, left, right) => {
                let found = [*left, *right].map(|side| self.machine.number(side).range.fault);
                let mixed = self.machine.amounts(*left, *right).is_none().then_some(Fault::MixedCurrency);
                let fault = found.into_iter().flatten().next().or(mixed);
                self.compared(id, fault, |trace| [left, right].into_iter().for_each(|side| trace.number(*side)));
            }
            TruthNode::SamePeriod(left, right) | TruthNode::PeriodOrder(_, left, right) => {
                let (a, b) = (self.machine.period(*left), self.machine.period(*right));
                let fault = a.incomparable(b);
                self.compared(id, fault, |trace| [left, right].into_iter().for_each(|side| trace.period(*side)));
            }
            TruthNode::SameCode(left, right) => [left, right].into_iter().for_each(|side| self.code(*side)),
            TruthNode::SameSet(left, right) | TruthNode::Overlaps(left, right) | TruthNode::OnlyIn(left, right) => {
                [left, right].into_iter().for_each(|side| self.set(*side));
            }
            TruthNode::In(member, set) => {
                self.code(*member);
                self.set(*set);
            }
            TruthNode::Quantifier(kind, each) => {
                let counts = if *kind == QuantifierKind::Every { Truth::NO } else { Truth::YES };
                let decided_by_some = value == if *kind == QuantifierKind::Some { Truth::YES } else { Truth::NO };
                self.members(each, decided_by_some.then_some(counts), |_| {});
            }
            // What these rest on is said where the norms and the verdict are.
            TruthNode::NormIs(..) | TruthNode::Verdict(_) => {}
            TruthNode::Asks(index, on, word) => self.asked(*index, on.as_ref(), *word),
            TruthNode::TheOne(one) => self.one(&one.each, one.span, |trace| trace.truth(one.value)),
        }
    }

    /// The operands that count: for the value `alone`, which one of them gives alone, only those; otherwise all.
    fn parts(&mut self, parts: &[TruthId], value: Truth, alone: Truth) {
        for part in parts {
            let found = self.machine.truth(*part);
            let counts = value != alone || value == Truth::OPEN || found == alone;
            if counts {
                self.truth(*part);
            }
        }
    }

    fn branches(&mut self, condition: TruthId, mut visit: impl FnMut(&mut Self, bool)) {
        let value = self.machine.truth(condition);
        if !self.open {
            self.branched.insert(condition);
        }
        self.truth(condition);
        if value.may_be_yes() {
            visit(self, true);
        }
        if value.may_be_no() {
            visit(self, false);
        }
    }

    /// A comparison: remembered for the page; if it is open through a fault of known values, that is why.
    fn compared(&mut self, id: TruthId, fault: Option<Fault>, sides: impl Fn(&mut Self)) {
        if !self.open {
            if self.machine.bound.is_empty() {
                self.comparisons.insert(id);
            } else if self.telling {
                let inside = self.inside(id).filter(|inside| !self.inside.contains(inside));
                self.inside.extend(inside);
            }
            sides(self);
            return;
        }
        let Some(fault) = fault else {
            sides(self);
            return;
        };
        if matches!(fault, Fault::NotOne(_)) {
            // It rests on what the one element was sought with, not on all that is compared.
            let before = self.faults.len();
            sides(self);
            if self.faults.len() > before {
                return;
            }
        }
        self.faulty(fault, self.machine.program.span(id), sides);
    }

    /// A fault of known values, with the facts that it rests on.
    fn faulty(&mut self, fault: Fault, span: Span, sides: impl Fn(&mut Self)) {
        let before = std::mem::take(&mut self.facts);
        self.open = false;
        sides(self);
        self.open = true;
        let facts = std::mem::replace(&mut self.facts, before);
        self.faults.push((fault, span, facts.into_iter().collect()));
    }

    /// The elements of a loop. `counts`: only those whose condition has that value count; otherwise all.
    fn members(&mut self, each: &'a LoopNode, counts: Option<Truth>, mut value: impl FnMut(&mut Self)) {
        let members = self.machine.members(each);
        let depth = self.machine.bound.len();
        let mut few = false;
        let telling = self.telling;
        self.telling &= counts.is_some();
        match &each.elements {
            Elements::Facts(spot, _) if counts.is_none() || self.open => {
                let wanted = if members.len() == 0 { Wanted::Value } else { Wanted::Members };
                if !self.open || members.further.is_some() {
                    self.fact(spot, wanted);
                }
            }
            Elements::Table(table, _) if counts.is_none() && !self.open => {
                let fit = self.fit(each, &members);
                few = fit.certainly.len() + fit.perhaps.len() <= FEW_ROWS;
                self.facts.insert(FactRef::Table(*table, fit));
            }
            Elements::Periods { from, to, span, ends, .. } => {
                if let Counting::By { reading, .. } = ends {
                    self.readings.insert(*reading);
                }
                self.periods(*from, *to, *span);
            }
            _ => {}
        }
        if let Some(narrowed) = &each.narrowed {
            self.code(narrowed.code);
        }
        for at in 0..members.len() {
            let Some(bound) = members.get(&self.machine, at) else { continue };
            self.machine.bound.push(bound);
            let found = self.machine.truth(each.condition);
            let looked_at = counts.is_none_or(|counts| found == counts);
            // Rows of a table that do not fit would only be noise: the table as a whole stands for them.
            let fits = few && found.may_be_yes();
            let named = members.table.is_none() || counts.is_some() || self.open || fits;
            if looked_at {
                let before = self.facts.len();
                self.truth(each.condition);
                self.forget_rows(before, named);
            }
            if looked_at && found.may_be_yes() {
                value(self);
            }
            self.machine.bound.truncate(depth);
            if looked_at && !self.open {
                self.there_is(each);
            }
        }
        // What holds of every element, also of those that may be added, rests on facts of the case.
        if let Some(further) = members.further.filter(|_| counts.is_none() || self.open) {
            self.machine.bound.push(further);
            self.truth(each.condition);
            self.machine.bound.truncate(depth);
        }
        self.telling = telling;
    }

    /// The rows that meet the condition of a loop over a table.
    fn fit(&mut self, each: &'a LoopNode, members: &Members<'a>) -> Fit {
        let mut fit = Fit::default();
        for at in 0..members.len() {
            let Some(bound) = members.get(&self.machine, at) else { continue };
            let Origin::Row(_, row) = bound.origin else { continue };
            self.machine.bound.push(bound);
            match self.machine.truth(each.condition) {
                Truth::YES => fit.certainly.push(row),
                Truth::NO => {}
                _ => fit.perhaps.push(row),
            }
            self.machine.bound.pop();
        }
        fit
    }

    /// That there is such an element at all is a fact too, if none of its own facts says so.
    fn there_is(&mut self, each: &LoopNode) {
        let Elements::Facts(spot, _) = &each.elements else { return };
        let Some(FactRef::Case(list)) = self.path(spot) else { return };
        let of_element = |fact: &FactRef| fact.of_case().is_some_and(|path| path.len() > list.len() && path.starts_with(&list));
        if !self.facts.iter().any(of_element) {
            self.fact(spot, Wanted::Members);
        }
    }

    /// Keeps the facts of the case that were found since `before`, but not the rows, unless these are named.
    fn forget_rows(&mut self, before: usize, named: bool) {
        let mut at = 0;
        self.facts.retain(|fact| {
            at += 1;
            named || at <= before || fact.of_case().is_some()
        });
    }
}
