//! Which outcomes of which norms the tests of a pack reach.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::eval::Status;
use crate::policy::{Norm, NormId, NormKind, PolicyData};

/// A norm with its outcomes.
#[derive(Debug, Clone)]
pub struct NormCoverage {
    /// The question.
    pub question: Arc<str>,
    /// The norm.
    pub norm: Arc<str>,
    /// Each outcome that it can have, with the number of tests that reach it.
    pub outcomes: Vec<(&'static str, usize)>,
}

impl NormCoverage {
    /// The outcomes that no test reaches.
    pub fn missed(&self) -> impl Iterator<Item = &'static str> {
        self.outcomes.iter().filter(|(_, tests)| *tests == 0).map(|(outcome, _)| *outcome)
    }
}

/// The norms of the pack that was asked for, none of them reached.
pub(super) fn of_pack(data: &PolicyData) -> IndexMap<NormId, NormCoverage> {
    let norms = data.norms.iter().zip(0..).filter(|(norm, _)| norm.pack.index() == 0);
    let norms = norms.map(|(norm, at)| {
        let question = data.questions.get(norm.question.index());
        let coverage = NormCoverage {
            question: question.map_or_else(|| Arc::from(""), |question| question.name.clone()),
            norm: norm.name.clone(),
            outcomes: outcomes(norm).into_iter().map(|outcome| (outcome, 0)).collect(),
        };
        (NormId(at), coverage)
    });
    norms.collect()
}

/// Counts the outcomes of one test.
pub(super) fn reach(coverage: &mut IndexMap<NormId, NormCoverage>, statuses: &IndexMap<NormId, Status>) {
    for (id, status) in statuses {
        let (Some(norm), Some(found)) = (coverage.get_mut(id), word(*status)) else { continue };
        for (outcome, tests) in &mut norm.outcomes {
            *tests += usize::from(*outcome == found);
        }
    }
}

/// The outcomes that a norm can have.
fn outcomes(norm: &Norm) -> Vec<&'static str> {
    let lifted = !norm.exceptions.is_empty();
    let statuses: &[Status] = match (norm.kind, lifted) {
        (NormKind::Requirement, true) => &[Status::Met, Status::NotMet, Status::Waived, Status::Open],
        (NormKind::Requirement, false) => &[Status::Met, Status::NotMet, Status::Open],
        (NormKind::Bar, true) => &[Status::Clear, Status::Applies, Status::Lifted, Status::Open],
        (NormKind::Bar, false) => &[Status::Clear, Status::Applies, Status::Open],
        (NormKind::Exception, _) => &[Status::Holds, Status::DoesNotHold, Status::Open],
    };
    let not_required = norm.versions.iter().any(|version| version.required.is_some()).then_some(Status::NotRequired);
    statuses.iter().chain(&not_required).filter_map(|status| word(*status)).collect()
}

/// An outcome in the words of the language; none where a norm was not asked.
fn word(status: Status) -> Option<&'static str> {
    match status {
        Status::NotInForce | Status::NotLookedAt => None,
        Status::NotRequired => Some("not required"),
        Status::Met => Some("met"),
        Status::Waived => Some("waived"),
        Status::NotMet => Some("not met"),
        Status::Clear => Some("clear"),
        Status::Lifted => Some("lifted"),
        Status::Applies => Some("applies"),
        Status::Holds => Some("holds"),
        Status::DoesNotHold => Some("does not hold"),
        Status::Open => Some("open"),
    }
}
