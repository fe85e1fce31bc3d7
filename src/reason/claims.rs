//! What the rules of a question come to in every case: conditions that are always or never met, norms that never change the
//! verdict, exceptions that never help, rows of decision tables that no case reaches.
//!
//! Read [`Claim`] first. Nothing is known of the case, and the day of asking is any: what hangs on it may be yes or no, so that
//! silence is no proof. Each law is looked at by itself, for the cases that fall under it.

use std::collections::HashSet;

use super::cells::{Subject, Variables};
use super::decide::{Decider, NO, YES, and, or};
use super::probe::Probe;
use super::unfold::{Asks, Formula, FormulaId, Frame, Law, Unfolded};
use super::{Budget, Variable};
use crate::eval::Step;
use crate::logic::Date;
use crate::logic::diagram::{Budgeted, Diagram, Diagrams, Node};
use crate::plan::{Epoch, Plan, PlannedNorm};
use crate::policy::{Datum, DefineId, NormId, NormKind, Record, Scalar};

/// A part of the rules of which something is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The scope of the question.
    Scope,
    /// The condition of a version of a norm.
    Condition(NormId, usize),
    /// When a version of a requirement is required.
    Required(NormId, usize),
    /// What a version of a requirement or bar does to the verdict, of an exception to what it lifts.
    Effect(NormId, usize),
    /// A row of a version of a decision table.
    Row(DefineId, usize, usize),
}

/// What is proven of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// A condition is never no.
    Always,
    /// A condition is never yes.
    Never,
    /// It never works: the verdict is the same without it.
    Idle,
    /// Where it works the verdict is the same without it, since something else works there, too.
    Repeats,
}

/// A part, and what is proven of it under one law.
#[derive(Debug)]
pub struct Proof {
    /// The part.
    pub part: Part,
    /// What is proven; none: nothing is.
    pub claim: Option<Claim>,
    /// The facts of a case that shows it; empty if none was found.
    pub case: Vec<(Vec<Step>, Datum)>,
}

/// What can be proven of the rules of a question, under each of its laws as they are known last. The plan presumes nothing: see
/// [`Plan::of_every_case`].
#[must_use]
pub fn prove(plan: &Plan, budget: Budget) -> Vec<Proof> {
    let record = plan.unknown.get(plan.question_data().record.index());
    let (Some(record), Some(era)) = (record, plan.eras.last()) else { return Vec::new() };
    let options = vec![None; plan.policy.readings.len()];
    let mut proofs = Vec::new();
    for (at, epoch) in era.epochs.iter().enumerate().filter(|(_, epoch)| epoch.in_force) {
        let mut unfolded = Unfolded::empty(era.known_from, &options, budget.nodes, true);
        let end = era.epochs.get(at + 1).map(|next| next.from);
        let law = unfolded.law(plan, record, epoch, end);
        unfolded.admission(plan, record);
        let found = looked_through(&unfolded, &law, plan, record, budget);
        proofs.extend(found.unwrap_or_else(|_| {
            law.parts.iter().map(|(part, _)| Proof { part: *part, claim: None, case: Vec::new() }).collect()
        }));
    }
    proofs
}

/// The formulas of one law.
struct Claims {
    /// The case falls under this law.
    inside: FormulaId,
    /// Deemings contradict each other.
    contradicts: FormulaId,
    scope: FormulaId,
    parts: Vec<(Part, Question)>,
}

/// What is asked of a part.
enum Question {
    /// Whether it can be yes and can be no.
    Condition(FormulaId),
    /// Whether the first can be yes while the second is not, within the scope.
    Effect(FormulaId, FormulaId),
    /// The same, whatever the scope is.
    Row(FormulaId, FormulaId),
}

impl Question {
    /// What a case that shows it is told by.
    fn read(&self) -> FormulaId {
        match self {
            Question::Condition(read) | Question::Effect(read, _) | Question::Row(read, _) => *read,
        }
    }
}

impl<'a> Unfolded<'a> {
    /// The facts that a formula reads.
    fn facts_read(&self, formula: FormulaId) -> Vec<Vec<Step>> {
        let (mut open, mut seen, mut facts) = (vec![formula], HashSet::new(), Vec::new());
        while let Some(next) = open.pop() {
            if !seen.insert(next) {
                continue;
            }
            match self.formula(next) {
                Some(Formula::Not(part)) => open.push(*part),
                Some(Formula::And(parts) | Formula::Or(parts) | Formula::AtLeastOf(_, parts)) => open.extend(parts.iter().rev()),
                Some(Formula::If(condition, yes, no)) => open.extend([no, yes, condition]),
                Some(Formula::Same(left, right)) => open.extend([right, left]),
                Some(Formula::Atom(atom)) => facts.extend(self.atoms.get(*atom).into_iter().flat_map(|atom| atom.facts.keys().cloned())),
                Some(Formula::Has(subject, _)) => match self.subjects.get_index(*subject) {
                    Some(Subject::Fact(fact)) => facts.push(fact.clone()),
                    _ => {}
                },
                Some(Formula::Known(_) | Formula::Is(..)) | None => {}
            }
        }
        facts
    }

    fn law(&mut self, plan: &'a Plan, record: &'a Record, epoch: &'a Epoch, end: Option<Date>) -> Claims {
        let frame = |program, presumptions| {
            let (prefix, itself) = (Vec::new(), Vec::new());
            Frame { plan, program, presumptions, record, prefix, itself }
        };
        let governing = self.frame(frame(&plan.governing.0, &[]));
        let frame = self.frame(frame(&epoch.program, &epoch.presumptions));
        let law = Law { governing, frame, plan, epoch };
        let date = plan.governing.1;
        let (first, last) = self.days(governing, date);
        let mut inside = Vec::new();
        if first < epoch.from {
            let before = self.atom(governing, Asks::Before(date, epoch.from), &[]);
            inside.push(self.add(Formula::Not(before)));
        }
        if let Some(end) = end.filter(|end| last >= *end) {
            inside.push(self.atom(governing, Asks::Before(date, end), &[]));
        }
        let inside = self.add(Formula::And(inside.into()));
        let (scope, contradicts) = (self.scope(&law), self.deemings(&law));
        let mut parts = Vec::new();
        if let Some(covers) = epoch.scope {
            parts.push((Part::Scope, Question::Condition(self.truth(frame, covers, &[]))));
        }
        for norm in &epoch.norms {
            self.norm(&law, norm, &mut parts);
        }
        self.rows(&law, &mut parts);
        Claims { inside, contradicts, scope, parts }
    }

    fn norm(&mut self, law: &Law<'a>, norm: &'a PlannedNorm, parts: &mut Vec<(Part, Question)>) {
        let mut versions = Vec::new();
        for says in &norm.laws {
            let Some((version, condition)) = says.condition else { continue };
            let condition = self.truth(law.frame, condition, &[]);
            parts.push((Part::Condition(norm.norm, version), Question::Condition(condition)));
            if let Some(required) = says.required {
                let required = self.truth(law.frame, required, &[]);
                parts.push((Part::Required(norm.norm, version), Question::Condition(required)));
            }
            versions.push(version);
        }
        let (does, anyway) = match norm.kind {
            NormKind::Exception => self.lifts(law, norm),
            NormKind::Requirement | NormKind::Bar => {
                let others = law.epoch.norms.iter().filter(|other| other.kind != NormKind::Exception && other.norm != norm.norm);
                let others = others.map(|other| self.holds(law, other)).collect();
                (self.holds(law, norm), self.add(Formula::Or(others)))
            }
        };
        parts.extend(versions.into_iter().map(|version| (Part::Effect(norm.norm, version), Question::Effect(does, anyway))));
    }

    /// That an exception holds and a norm that it lifts works; and that every such norm is lifted without it.
    fn lifts(&mut self, law: &Law<'a>, exception: &'a PlannedNorm) -> (FormulaId, FormulaId) {
        let norms = &law.epoch.norms;
        let lifted_by = |target: &PlannedNorm| target.exceptions.iter().filter_map(|at| norms.get(*at)).collect::<Vec<_>>();
        let holds = self.holds(law, exception);
        let mut helps = Vec::new();
        for target in norms.iter().filter(|target| lifted_by(target).iter().any(|other| other.norm == exception.norm)) {
            let mut needed = vec![self.works(law, target)];
            for other in lifted_by(target).into_iter().filter(|other| other.norm != exception.norm) {
                let other = self.holds(law, other);
                needed.push(self.add(Formula::Not(other)));
            }
            helps.push(self.add(Formula::And(needed.into())));
        }
        let helps = self.add(Formula::Or(helps.into()));
        (holds, self.add(Formula::Not(helps)))
    }

    fn rows(&mut self, law: &Law<'a>, parts: &mut Vec<(Part, Question)>) {
        for table in &law.epoch.tables {
            let mut above: Vec<FormulaId> = Vec::new();
            for (row, condition) in table.conditions.iter().map(Some).chain([table.last.as_ref()]).enumerate() {
                let fits = match condition {
                    Some(condition) => self.truth(law.frame, *condition, &[]),
                    None => self.add(Formula::Known(true)),
                };
                let decided = self.add(Formula::Or(above.clone().into()));
                parts.push((Part::Row(table.define, table.version, row), Question::Row(fits, decided)));
                above.push(fits);
            }
        }
    }
}

fn looked_through(unfolded: &Unfolded<'_>, law: &Claims, plan: &Plan, record: &Record, budget: Budget) -> Budgeted<Vec<Proof>> {
    let mut probe = Probe { unfolded, left: budget.runs, cost: 0 };
    let cells = Variables::find(&mut probe, &plan.policy, record)?;
    let mut decider = Decider::new(&mut probe, cells, budget.nodes);
    let contradicts = decider.fold(&unfolded.contradicts, NO, or)?;
    let (inside, deemed) = (decider.truth(law.inside)?, decider.truth(law.contradicts)?);
    let admissible = decider.diagrams.map([inside, deemed, contradicts], &|[inside, deemed, contradicts]| {
        u8::from(inside != NO && deemed != YES && contradicts != YES)
    })?;
    if admissible == Diagrams::answer(NO) {
        return Ok(Vec::new());
    }
    let mut proofs: Vec<Proof> = Vec::new();
    // What is said of effects costs most: it comes last, and what is proven before stays proven.
    let (effects, others): (Vec<_>, Vec<_>) = law.parts.iter().partition(|(part, _)| matches!(part, Part::Effect(..)));
    for (part, question) in others.into_iter().chain(effects) {
        let found = answer(&mut decider, (admissible, law.scope), question);
        let (claim, case) = found.unwrap_or_default();
        let case = case.and_then(|case| example(unfolded, &decider, case, question.read())).unwrap_or_default();
        proofs.push(Proof { part: *part, claim, case });
    }
    Ok(proofs)
}

fn answer(
    decider: &mut Decider<'_, '_, '_>,
    (admissible, scope): (Diagram, FormulaId),
    question: &Question,
) -> Budgeted<(Option<Claim>, Option<Diagram>)> {
    let (cases, does, anyway) = match question {
        Question::Condition(condition) => {
            let condition = decider.truth(*condition)?;
            return either(&mut decider.diagrams, admissible, condition);
        }
        Question::Effect(does, anyway) => {
            let parts = [admissible, decider.truth(scope)?];
            let covered = decider.diagrams.map(parts, &|[admissible, scope]| and(admissible, u8::from(scope != NO)))?;
            (covered, *does, *anyway)
        }
        Question::Row(fits, above) => (admissible, *fits, *above),
    };
    let does = decider.truth(does)?;
    let works = decider.diagrams.map([cases, does], &|[case, does]| if case == YES { does } else { NO })?;
    if cases == Diagrams::answer(NO) {
        return Ok((None, None));
    }
    if works == Diagrams::answer(NO) {
        return Ok((Some(Claim::Idle), None));
    }
    let anyway = decider.truth(anyway)?;
    let changes = decider.diagrams.map([works, anyway], &|[works, anyway]| u8::from(works != NO && anyway != YES))?;
    if changes != Diagrams::answer(NO) {
        return Ok((None, None));
    }
    Ok((Some(Claim::Repeats), Some(works)))
}

/// Whether a condition is always the same, and the cases where it is that.
fn either(diagrams: &mut Diagrams, admissible: Diagram, condition: Diagram) -> Budgeted<(Option<Claim>, Option<Diagram>)> {
    let where_it_is = |diagrams: &mut Diagrams, wanted: u8| {
        diagrams.map([admissible, condition], &|[admissible, found]| u8::from(admissible == YES && found == wanted))
    };
    let (yes, no) = (where_it_is(diagrams, YES)?, where_it_is(diagrams, NO)?);
    let never = Diagrams::answer(NO);
    Ok(match (yes == never, no == never) {
        (false, true) => (Some(Claim::Always), Some(yes)),
        (true, false) => (Some(Claim::Never), Some(no)),
        _ => (None, None),
    })
}

/// The facts of a case of a diagram, if there is one that hangs on nothing else, with those that a formula reads.
fn example(
    unfolded: &Unfolded<'_>,
    decider: &Decider<'_, '_, '_>,
    diagram: Diagram,
    read: FormulaId,
) -> Option<Vec<(Vec<Step>, Datum)>> {
    let mut way = Vec::new();
    let mut closed = HashSet::new();
    if !descend(unfolded, decider, diagram, &mut way, &mut closed) {
        return None;
    }
    let mut facts: Vec<(Vec<Step>, Datum)> = Vec::new();
    for (variable, value) in way {
        let Variable { subject, cells } = decider.variables.get(variable as usize)?;
        let value = &cells.get(value)?.value;
        match subject {
            Subject::Fact(fact) => facts.push((fact.clone(), value.clone())),
            Subject::Member(set, member) => add_member(&mut facts, set, member.as_ref(), value)?,
            Subject::Reading(_) | Subject::Free(_) => {}
        }
    }
    // A fact that the diagram does not ask for may have any value.
    for fact in unfolded.facts_read(read) {
        let variable = decider.variables.iter().find(|variable| variable.subject == Subject::Fact(fact.clone()));
        let any = variable.and_then(|variable| variable.cells.get(variable.cells.len() / 2));
        if let Some(any) = any.filter(|_| facts.iter().all(|(known, _)| *known != fact)) {
            facts.push((fact, any.value.clone()));
        }
    }
    Some(facts)
}

/// A set of a case has a member or has it not; none where the member has no name.
fn add_member(facts: &mut Vec<(Vec<Step>, Datum)>, set: &[Step], member: Option<&Scalar>, value: &Datum) -> Option<()> {
    if !facts.iter().any(|(way, _)| way == set) {
        facts.push((set.to_vec(), Datum::Set(Default::default(), true)));
    }
    if *value == Datum::YesNo(true) {
        let member = member?;
        let found = facts.iter_mut().find(|(way, _)| way == set);
        if let Some((_, Datum::Set(members, _))) = found {
            let mut all = members.to_vec();
            all.push(member.clone());
            all.sort();
            *members = all.into();
        }
    }
    Some(())
}

/// Goes down to a yes, on no way that hangs on what has not been taken apart; on which law governs it may.
fn descend(
    unfolded: &Unfolded<'_>,
    decider: &Decider<'_, '_, '_>,
    diagram: Diagram,
    way: &mut Vec<(u32, usize)>,
    closed: &mut HashSet<Diagram>,
) -> bool {
    let (variable, values) = match decider.diagrams.node(diagram) {
        Node::Answer(answer) => return answer == YES,
        Node::Ask(variable, values) => (variable, values),
    };
    if closed.contains(&diagram) {
        return false;
    }
    let subject = decider.variables.get(variable as usize).map(|variable| &variable.subject);
    let known = match subject {
        Some(Subject::Free(atom)) => unfolded.atoms.get(*atom).is_some_and(|atom| matches!(atom.asks, Asks::Before(..))),
        Some(_) => true,
        None => false,
    };
    if known {
        for (at, value) in values.iter().enumerate() {
            way.push((variable, at));
            if descend(unfolded, decider, *value, way, closed) {
                return true;
            }
            way.pop();
        }
    }
    closed.insert(diagram);
    false
}
