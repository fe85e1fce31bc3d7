//! Why a verdict is the same in every case, in words.

use indexmap::IndexSet;

use super::aloud::asks;
use super::explain::Explainer;
use super::record::{CaseView, GivenView, RestsOnView, SplitView};
use super::{facts, words};
use crate::eval::FactRef;
use crate::policy::{Datum, NormId, NormKind, Scalar, Type};
use crate::reason::{Admissible, Case, Cell, Part, ProvenGround, RestsOn, Split, Subject};

impl Explainer<'_> {
    /// What exact reasoning gives as grounds; none: the evaluation decided, or nothing did.
    pub(super) fn proven(&self) -> &[ProvenGround] {
        self.settled.and_then(|settled| settled.proof.as_ref()).map(|proof| proof.grounds.as_slice()).unwrap_or_default()
    }

    /// The exceptions of which one lifts a rule in each case.
    pub(super) fn lifting_by_case(&self, id: NormId) -> Vec<NormId> {
        let splits = self.proven().iter().flat_map(|ground| &ground.splits);
        let cases = splits.flat_map(|split| &split.cases).filter(|case| case.norm == Some(id));
        let exceptions: IndexSet<NormId> = cases
            .filter_map(|case| match case.part {
                Part::Exception(exception) => Some(exception),
                _ => None,
            })
            .collect();
        exceptions.into_iter().collect()
    }

    pub(super) fn splits(&self, ground: &ProvenGround) -> Vec<SplitView> {
        if self.full() { ground.splits.iter().filter_map(|split| self.split(split)).collect() } else { Vec::new() }
    }

    /// None if no words tell a case.
    fn split(&self, split: &Split) -> Option<SplitView> {
        let first = split.cases.first().and_then(|case| case.norm);
        let norm = first.filter(|first| split.cases.iter().all(|case| case.norm == Some(*first)));
        let cases: Option<Vec<CaseView>> = split.cases.iter().map(|case| self.case(case, norm.is_none())).collect();
        Some(SplitView { norm: norm.and_then(|norm| self.norm_id(norm)).cloned(), cases: cases?, cut: split.is_cut })
    }

    fn case(&self, case: &Case, names_norm: bool) -> Option<CaseView> {
        let because = match case.norm.filter(|_| names_norm).and_then(|norm| self.norm_says(norm)) {
            Some((NormKind::Requirement, sentence)) => format!("{sentence} is not met"),
            Some((_, sentence)) => format!("{sentence} applies"),
            None => self.part(&case.part),
        };
        let given: Option<Vec<GivenView>> = case.given.iter().map(|(subject, cells)| self.given(subject, cells)).collect();
        Some(CaseView { given: given?, norm: case.norm.and_then(|norm| self.norm_id(norm)).cloned(), because })
    }

    /// The kind of a norm and its sentence in quotes.
    fn norm_says(&self, id: NormId) -> Option<(NormKind, String)> {
        Some((self.norm(id)?.kind, self.sentence(id)?))
    }

    fn part(&self, part: &Part) -> String {
        match part {
            Part::Known => "what is known decides".to_owned(),
            Part::Condition { span, holds: true } => format!("it is so that {}", self.asks(*span)),
            Part::Condition { span, holds: false } => format!("it is not so that {}", self.asks(*span)),
            Part::NotRequired => "it is not required".to_owned(),
            Part::NotInForce => "it is not law".to_owned(),
            Part::NoLaw => "no requirement or bar is law".to_owned(),
            Part::Exception(id) => {
                let sentence = self.norm_says(*id).map(|(_, sentence)| sentence).unwrap_or_default();
                format!("{sentence} holds")
            }
        }
    }

    fn given(&self, subject: &Subject, cells: &[Cell]) -> Option<GivenView> {
        let (policy, ty) = (self.policy, self.record.ty);
        match subject {
            Subject::Fact(way) => {
                let field = facts::find(policy, self.record, way).field?;
                let answer = words::cells(policy, &field.ty, cells)?;
                Some(GivenView { path: words::path(policy, ty, way), label: words::label(policy, ty, way), answer })
            }
            Subject::Member(way, member) => {
                let field = facts::find(policy, self.record, way).field?;
                let inner = if let Type::Set(inner) = &field.ty { inner } else { &field.ty };
                let member = member.as_ref().map_or_else(|| "another".to_owned(), |member| words::scalar(policy, inner, member));
                let is_in = cells.iter().any(|cell| cell.value == Datum::YesNo(true));
                let answer = if is_in { format!("among them {member}") } else { format!("not among them {member}") };
                Some(GivenView { path: words::path(policy, ty, way), label: words::label(policy, ty, way), answer })
            }
            Subject::Reading(id) => {
                let reading = policy.readings.get(id.index())?;
                let options = cells.iter().filter_map(|cell| match cell.value {
                    Datum::Scalar(Scalar::Option(option)) => reading.options.get(usize::from(option)),
                    _ => None,
                });
                let options: Vec<&str> = options.map(|option| &*option.label).collect();
                let path = format!("{}.{}", self.pack_name(reading.pack), reading.name);
                Some(GivenView { path, label: reading.question.to_string(), answer: options.join(" or ") })
            }
            Subject::Free(_) => None,
        }
    }

    /// The rules of records that a ground rests on.
    pub(super) fn rests_on(&self, ground: &ProvenGround) -> Vec<RestsOnView> {
        if self.full() { ground.rests_on.iter().filter_map(|rule| self.rest(rule)).collect() } else { Vec::new() }
    }

    fn rest(&self, RestsOn { rule, facts }: &RestsOn) -> Option<RestsOnView> {
        let policy = self.policy;
        let says = match rule {
            Admissible::Constraint(ty, index, _) => policy.records.get(ty.index())?.constraints.get(*index)?.label.to_string(),
            Admissible::OnlyWhen(way) => {
                let (label, field) = (words::label(policy, self.record.ty, way), facts::find(policy, self.record, way).field?);
                let holder = facts::holder(policy, self.record.ty, way)?;
                let asks = asks(policy, holder, field.only_when.as_ref()?.span);
                format!("‘{label}’ is asked for only where {asks}")
            }
        };
        let facts: IndexSet<FactRef> = facts.iter().cloned().map(FactRef::Case).collect();
        Some(RestsOnView { says, facts: self.facts(&facts) })
    }
}
