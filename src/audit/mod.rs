//! What is proven of rules before any record is read: conditions that are always or never met, norms that never change the
//! verdict, exceptions that never help, rows of decision tables that no case reaches, presumptions that contradict a constraint.
//!
//! Read [`findings`] first. The exact layer proves it law by law ([`prove`]); here it becomes a finding if it is so under every law
//! in which the part is in force. Silence is no proof.

mod messages;
mod presumed;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::eval::Step;
use crate::plan::Plan;
use crate::policy::{Datum, Expr, NormId, NormVersion, PolicyData, QuestionId, RecordId};
use crate::reason::{Budget, Claim, RulePart, RuleProof, prove};
use crate::source::Span;
use crate::verdict::words;

/// What the values of one law may cost, and the diagrams of one part of it.
const BUDGET: Budget = Budget { runs: 40_000, nodes: 1_000 };

/// What all proofs of a pack may cost together: runs of conditions, or looks at diagrams that cost as much.
pub const LIMIT: usize = 1_000_000;

/// What is claimed so far of a part, and a case that shows it; none: it is not so under every law.
type Claims = IndexMap<(QuestionId, RulePart), Option<(Claim, Option<String>)>>;

/// The findings that need proof, of the questions of the pack that was asked for; `known` are those that are there already.
#[must_use]
pub fn findings(policy: &Arc<PolicyData>, limit: usize, known: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut claims = Claims::new();
    let mut left = limit;
    let mut rows: HashMap<RulePart, QuestionId> = HashMap::new();
    let questions = policy.questions.iter().zip(0..).filter(|(question, _)| question.pack.index() == 0);
    for (question, at) in questions {
        if left == 0 {
            // What was not looked at may reach a row that others do not.
            claims.retain(|(_, part), _| !matches!(part, RulePart::Row(..)));
            break;
        }
        let Some(plan) = Plan::of_every_case(policy, QuestionId(at)) else { continue };
        for proof in prove(&plan, BUDGET, &mut left) {
            // A table is the same for all questions that read it.
            let own = QuestionId(at);
            let first = if matches!(proof.part, RulePart::Row(..)) { *rows.entry(proof.part).or_insert(own) } else { own };
            gather(policy, (first, question.record), proof, &mut claims);
        }
    }
    let all: HashSet<RulePart> = claims.iter().filter(|(_, claim)| claim.is_some()).map(|((_, part), _)| *part).collect();
    let proven = |part: RulePart| all.contains(&part);
    let mut findings = presumed::contradicting(policy);
    for ((question, part), claim) in &claims {
        let Some((claim, case)) = claim else { continue };
        let told = match part {
            // Law that is quoted may say the same twice, and each time is a reason of its own.
            RulePart::Effect(norm, version) => {
                let quoted = self::version(policy, *norm, *version).is_some_and(|version| version.quote.is_some());
                let law_repeats = quoted && *claim == Claim::Repeats;
                law_repeats || proven(RulePart::Condition(*norm, *version)) || proven(RulePart::Required(*norm, *version))
            }
            RulePart::Row(..) => place(policy, *question, *part).is_some_and(|row| is_told(known, row)),
            _ => false,
        };
        if !told {
            findings.extend(finding(policy, *question, *part, *claim, case.as_deref()));
        }
    }
    findings
}

/// Adds what one law gives.
fn gather(policy: &PolicyData, (question, record): (QuestionId, RecordId), proof: RuleProof, claims: &mut Claims) {
    let RuleProof { part, claim, case } = proof;
    let found = claim.map(|claim| (claim, in_words(policy, record, &case)));
    let so_far = claims.entry((question, part)).or_insert_with(|| found.clone());
    let together = so_far.as_ref().zip(found.as_ref()).and_then(|((one, _), (other, _))| both(*one, *other));
    let case = so_far.take().and_then(|(_, case)| case).or(found.and_then(|(_, case)| case));
    *so_far = together.map(|claim| (claim, case));
}

/// What is so under two laws.
fn both(one: Claim, other: Claim) -> Option<Claim> {
    match (one, other) {
        (Claim::Idle, Claim::Repeats) | (Claim::Repeats, Claim::Idle) => Some(Claim::Repeats),
        _ => (one == other).then_some(one),
    }
}

/// The facts of a case: `age` is 17 and `state` is none.
fn in_words(policy: &PolicyData, record: RecordId, case: &[(Vec<Step>, Datum)]) -> Option<String> {
    let facts = case.iter().map(|(way, value)| {
        let ty = crate::eval::field_of(policy, record, way).map(|field| &field.ty);
        let value = match value {
            Datum::Set(members, _) if members.is_empty() => "empty".to_owned(),
            value => ty.map(|ty| words::value(policy, ty, value)).unwrap_or_default(),
        };
        format!("`{}` is {value}", words::path(policy, record, way))
    });
    let facts: Vec<String> = facts.collect();
    (!facts.is_empty()).then(|| facts.join(" and "))
}

/// Whether a row is known never to be reached.
fn is_told(known: &[Diagnostic], row: Span) -> bool {
    let covers = |other: Span| other.file == row.file && other.start <= row.start && row.start <= other.end;
    known.iter().any(|finding| finding.code == Code::W055 && covers(finding.span()))
}

fn version(policy: &PolicyData, norm: NormId, version: usize) -> Option<&NormVersion> {
    policy.norms.get(norm.index()).filter(|norm| norm.pack.index() == 0)?.versions.get(version)
}

/// Where a part of the pack stands.
fn place(policy: &PolicyData, question: QuestionId, part: RulePart) -> Option<Span> {
    let span = |expr: &Expr| expr.span;
    match part {
        RulePart::Scope => policy.questions.get(question.index())?.covers.as_ref().map(span),
        RulePart::Condition(norm, at) => version(policy, norm, at).map(|version| version.condition.span),
        RulePart::Required(norm, at) => version(policy, norm, at)?.required.as_ref().map(span),
        RulePart::Effect(norm, at) => version(policy, norm, at).map(|version| version.span),
        RulePart::Row(define, at, row) => {
            let define = policy.defines.get(define.index()).filter(|define| define.pack.index() == 0)?;
            define.versions.get(at)?.rows.as_ref()?.rows.get(row)?.iter().flatten().next().copied()
        }
    }
}

fn finding(policy: &PolicyData, question: QuestionId, part: RulePart, claim: Claim, case: Option<&str>) -> Option<Diagnostic> {
    let span = place(policy, question, part)?;
    let norm = |id: NormId| policy.norms.get(id.index()).map(|norm| (norm.kind, &*norm.name));
    let finding = match part {
        RulePart::Scope => messages::scope(span, &policy.questions.get(question.index())?.name, claim),
        RulePart::Condition(id, _) => messages::condition(span, norm(id)?, claim),
        RulePart::Required(id, _) => messages::required(span, norm(id)?.1, claim),
        RulePart::Effect(id, _) => messages::effect(span, norm(id)?),
        RulePart::Row(..) => messages::row(span),
    };
    Some(match case {
        Some(case) => finding.at(messages::shown(part, claim, case)),
        None => finding,
    })
}
