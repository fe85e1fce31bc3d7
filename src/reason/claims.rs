//! What the rules of a question come to in every case: conditions that are always or never met, norms that never change the
//! verdict, exceptions that never help, rows of decision tables that no case reaches.
//!
//! Read [`Claim`] first. Nothing is known of the case, and the day of asking is any: what hangs on it may be yes or no, so that
//! silence is no proof. Each law is looked at by itself, for the cases that fall under it.

use std::collections::HashSet;

use super::cells::{Subject, Variables};
use super::decide::{Decider, NO, YES, and};
use super::probe::Probe;
use super::unfold::{Asks, Formula, FormulaId, Frame, Law, Reach, Unfolded};
use super::{Budget, Variable};
use crate::eval::Step;
use crate::logic::Date;
use crate::logic::diagram::{Budgeted, Diagram, Diagrams, Node};
use crate::plan::{Epoch, Plan, PlannedNorm};
use crate::policy::{Datum, DefineId, NormId, NormKind, Record, Scalar};

/// A part of the rules of which something is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RulePart {
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
pub struct RuleProof {
    /// The part.
    pub part: RulePart,
    /// What is proven; none: nothing is.
    pub claim: Option<Claim>,
    /// The facts of a case that shows it; empty if none was found.
    pub case: Vec<(Vec<Step>, Datum)>,
}

/// Truths of one law that are taken apart.
const TRUTHS: usize = 6_000;

/// Norms of one law of which it is asked what they do to the verdict: each is compared with each.
const NORMS: usize = 200;

/// Constraints that are looked at together with one part. Without the others more cases count: what is proven then is so all the
/// more.
const CONSTRAINTS: usize = 16;

/// What can be proven of the rules of a question, under each of its laws. The plan presumes nothing: see [`Plan::of_every_case`].
/// `budget` is for the values of one law, and for the diagrams of one part; `left` is what all may cost together.
#[must_use]
pub fn prove(plan: &Plan, budget: Budget, left: &mut usize) -> Vec<RuleProof> {
    let Some(record) = plan.unknown.get(plan.question_data().record.index()) else { return Vec::new() };
    let options = vec![None; plan.policy.readings.len()];
    let mut proofs = Vec::new();
    for era in &plan.eras {
        for (at, epoch) in era.epochs.iter().enumerate().filter(|(_, epoch)| epoch.in_force) {
            if *left == 0 {
                proofs.extend(unproven(epoch_parts(epoch)));
                continue;
            }
            let mut unfolded = Unfolded::empty(plan, era.known_from, &options, TRUTHS, true);
            let end = era.epochs.get(at + 1).map(|next| next.from);
            let law = unfolded.law(plan, record, epoch, end);
            unfolded.all_admission(plan, record);
            let compared = epoch.norms.len().min(NORMS).pow(2) / 8;
            *left = left.saturating_sub(unfolded.steps(TRUTHS, epoch.program.size()) + compared);
            let found = looked_through(&unfolded, &law, plan, record, budget, left);
            // Nothing is proven of what was not looked at: it may be otherwise there than under other laws.
            let seen: HashSet<RulePart> = found.iter().flatten().map(|proof| proof.part).collect();
            let unseen = epoch_parts(epoch).into_iter().filter(|part| found.is_some() && !seen.contains(part));
            proofs.extend(unproven(unseen));
            proofs.extend(found.unwrap_or_default());
        }
    }
    proofs
}

fn unproven(parts: impl IntoIterator<Item = RulePart>) -> impl Iterator<Item = RuleProof> {
    parts.into_iter().map(|part| RuleProof { part, claim: None, case: Vec::new() })
}

/// The parts of a law of which something can be claimed.
fn epoch_parts(epoch: &Epoch) -> Vec<RulePart> {
    let mut parts = vec![RulePart::Scope];
    for norm in &epoch.norms {
        for (version, says) in norm.laws.iter().filter_map(|says| Some((says.condition?.0, says))) {
            parts.extend([RulePart::Condition(norm.norm, version), RulePart::Effect(norm.norm, version)]);
            parts.extend(says.required.map(|_| RulePart::Required(norm.norm, version)));
        }
    }
    for table in &epoch.tables {
        parts.extend((0..=table.conditions.len()).map(|row| RulePart::Row(table.define, table.version, row)));
    }
    parts
}

/// The formulas of one law.
struct Claims {
    /// The case falls under this law.
    inside: FormulaId,
    /// Deemings contradict each other.
    contradicts: FormulaId,
    scope: FormulaId,
    parts: Vec<(RulePart, Question)>,
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

impl<'a> Unfolded<'a> {
    /// The facts that a formula reads.
    fn facts_read(&self, formula: FormulaId) -> Vec<Vec<Step>> {
        let mut reach = Reach::default();
        reach.add(self, [formula]);
        reach.facts.into_iter().collect()
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
            parts.push((RulePart::Scope, Question::Condition(self.truth(frame, covers, &[]))));
        }
        if self.is_cut {
            let [inside, contradicts] = [true, false].map(|known| self.add(Formula::Known(known)));
            return Claims { inside, contradicts, scope, parts: Vec::new() };
        }
        self.conditions(&law, &mut parts);
        self.rows(&law, &mut parts);
        self.effects(&law, &mut parts);
        Claims { inside, contradicts, scope, parts }
    }

    fn conditions(&mut self, law: &Law<'a>, parts: &mut Vec<(RulePart, Question)>) {
        let all = law.epoch.norms.iter().flat_map(|norm| norm.laws.iter().map(move |says| (norm.norm, says)));
        for (norm, says) in all {
            let Some((version, condition)) = says.condition else { continue };
            let condition = self.truth(law.frame, condition, &[]);
            let required = says.required.map(|required| self.truth(law.frame, required, &[]));
            // What was cut is not what the rules say.
            if self.is_cut {
                return;
            }
            parts.push((RulePart::Condition(norm, version), Question::Condition(condition)));
            parts.extend(required.map(|required| (RulePart::Required(norm, version), Question::Condition(required))));
        }
    }

    fn effects(&mut self, law: &Law<'a>, parts: &mut Vec<(RulePart, Question)>) {
        let norms = &law.epoch.norms;
        let mut rules: Vec<(NormId, FormulaId, HashSet<Vec<Step>>)> = Vec::new();
        if norms.len() > NORMS {
            return;
        }
        for rule in norms.iter().filter(|rule| rule.kind != NormKind::Exception) {
            if self.is_cut {
                return;
            }
            let holds = self.holds(law, rule);
            rules.push((rule.norm, holds, self.facts_read(holds).into_iter().collect()));
        }
        for norm in norms {
            let (does, anyway) = match rules.iter().find(|(rule, ..)| *rule == norm.norm) {
                // What shares no fact with it does not fail because of it.
                Some((_, does, facts)) => {
                    let others = rules.iter().filter(|(rule, ..)| *rule != norm.norm);
                    let near = others.filter(|(.., read)| !read.is_disjoint(facts)).map(|(_, holds, _)| *holds).collect();
                    (*does, self.add(Formula::Or(near)))
                }
                None => self.lifts(law, norm),
            };
            if self.is_cut {
                return;
            }
            let versions = norm.laws.iter().filter_map(|says| Some(says.condition?.0));
            parts.extend(versions.map(|version| (RulePart::Effect(norm.norm, version), Question::Effect(does, anyway))));
        }
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

    fn rows(&mut self, law: &Law<'a>, parts: &mut Vec<(RulePart, Question)>) {
        for table in &law.epoch.tables {
            let mut above: Vec<FormulaId> = Vec::new();
            for (row, condition) in table.conditions.iter().map(Some).chain([table.last.as_ref()]).enumerate() {
                let fits = match condition {
                    Some(condition) => self.truth(law.frame, *condition, &[]),
                    None => self.add(Formula::Known(true)),
                };
                if self.is_cut {
                    return;
                }
                let decided = self.add(Formula::Or(above.clone().into()));
                parts.push((RulePart::Row(table.define, table.version, row), Question::Row(fits, decided)));
                above.push(fits);
            }
        }
    }
}

/// What is proven of the parts of a law, in their order until the budget ends; none: no case falls under the law.
fn looked_through(
    unfolded: &Unfolded<'_>,
    law: &Claims,
    plan: &Plan,
    record: &Record,
    budget: Budget,
    left: &mut usize,
) -> Option<Vec<RuleProof>> {
    let mut probe = Probe { unfolded, left: budget.runs.min(*left), cost: 0 };
    let before = probe.left;
    let cells = Variables::find(&mut probe, &plan.policy, record);
    *left = left.saturating_sub(before.saturating_sub(probe.left));
    let Ok(cells) = cells else { return Some(Vec::new()) };
    probe.left = budget.runs;
    let mut decider = Decider::new(&mut probe, cells, budget.nodes);
    let with_facts = |formula: FormulaId| (formula, unfolded.facts_read(formula).into_iter().collect());
    let constraints: Vec<Constraint> =
        unfolded.contradicts.iter().map(|found| found.formula).chain([law.contradicts]).map(with_facts).collect();
    let mut proofs: Vec<RuleProof> = Vec::new();
    let within = Within { unfolded, law, constraints };
    if within.admissible(&mut decider, &[]) == Ok((Diagrams::answer(NO), true)) {
        return None;
    }
    for (part, question) in &law.parts {
        if *left == 0 {
            break;
        }
        decider.diagrams.allow(budget.nodes);
        let (claim, case) = within.answer(&mut decider, question).unwrap_or_default();
        *left = left.saturating_sub(1 + decider.diagrams.looks() / LOOKS);
        proofs.push(RuleProof { part: *part, claim, case });
    }
    Some(proofs)
}

/// So many looks at diagrams cost what a run of a condition costs.
const LOOKS: usize = 4;

/// A formula that contradicts a record, and the facts that it reads.
type Constraint = (FormulaId, HashSet<Vec<Step>>);

/// A claim with the facts of a case that shows it.
type Shown = (Option<Claim>, Vec<(Vec<Step>, Datum)>);

/// One law, and what its cases must satisfy.
struct Within<'u, 'a> {
    unfolded: &'u Unfolded<'a>,
    law: &'u Claims,
    constraints: Vec<Constraint>,
}

impl Within<'_, '_> {
    /// The cases of the law that contradict nothing, as far as that hangs on facts that formulas read; and whether all such is
    /// looked at.
    fn admissible(&self, decider: &mut Decider<'_, '_, '_>, read: &[FormulaId]) -> Budgeted<(Diagram, bool)> {
        let formulas = read.iter().chain([&self.law.inside]);
        let mut facts: HashSet<Vec<Step>> = formulas.flat_map(|formula| self.unfolded.facts_read(*formula)).collect();
        let mut taken: Vec<usize> = Vec::new();
        let is_near = |taken: &[usize], facts: &HashSet<Vec<Step>>| {
            let mut open = self.constraints.iter().enumerate().filter(|(at, _)| !taken.contains(at));
            open.find(|(_, (_, read))| !read.is_disjoint(facts)).map(|(at, _)| at)
        };
        let mut near = is_near(&taken, &facts);
        while let Some(at) = near.filter(|_| taken.len() < CONSTRAINTS) {
            facts.extend(self.constraints.get(at).into_iter().flat_map(|(_, read)| read.iter().cloned()));
            taken.push(at);
            near = is_near(&taken, &facts);
        }
        let inside = decider.truth(self.law.inside)?;
        let mut admissible = decider.diagrams.map([inside], &|[inside]| u8::from(inside != NO))?;
        for (formula, _) in taken.iter().filter_map(|at| self.constraints.get(*at)) {
            let contradicts = decider.truth(*formula)?;
            admissible = decider
                .diagrams
                .map([admissible, contradicts], &|[case, contradicts]| u8::from(case == YES && contradicts != YES))?;
        }
        Ok((admissible, near.is_none()))
    }

    fn answer(&self, decider: &mut Decider<'_, '_, '_>, question: &Question) -> Budgeted<Shown> {
        let scope = self.law.scope;
        let (cases, does, anyway, complete) = match *question {
            Question::Condition(read) => {
                let (admissible, complete) = self.admissible(decider, &[read])?;
                let condition = decider.truth(read)?;
                let (claim, case) = either(&mut decider.diagrams, admissible, condition)?;
                return Ok((claim, self.case(decider, case.filter(|_| complete), read)));
            }
            Question::Effect(does, anyway) => {
                let (admissible, complete) = self.admissible(decider, &[scope, does])?;
                let parts = [admissible, decider.truth(scope)?];
                let covered = decider.diagrams.map(parts, &|[admissible, scope]| and(admissible, u8::from(scope != NO)))?;
                (covered, does, anyway, complete)
            }
            Question::Row(fits, above) => {
                let (admissible, complete) = self.admissible(decider, &[fits])?;
                (admissible, fits, above, complete)
            }
        };
        let read = does;
        let does = decider.truth(does)?;
        let works = decider.diagrams.map([cases, does], &|[case, does]| if case == YES { does } else { NO })?;
        if cases == Diagrams::answer(NO) {
            return Ok((None, Vec::new()));
        }
        if works == Diagrams::answer(NO) {
            return Ok((Some(Claim::Idle), Vec::new()));
        }
        let anyway = decider.truth(anyway)?;
        let changes = decider.diagrams.map([works, anyway], &|[works, anyway]| u8::from(works != NO && anyway != YES))?;
        if changes != Diagrams::answer(NO) {
            return Ok((None, Vec::new()));
        }
        Ok((Some(Claim::Repeats), self.case(decider, Some(works).filter(|_| complete), read)))
    }

    fn case(&self, decider: &Decider<'_, '_, '_>, cases: Option<Diagram>, read: FormulaId) -> Vec<(Vec<Step>, Datum)> {
        cases.and_then(|cases| example(self.unfolded, decider, cases, read)).unwrap_or_default()
    }
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
            *members = all;
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
