//! Which outcomes of which norms the tests of a pack reach.

use std::fmt::Write as _;
use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};

use crate::api::{Question, Verdict};
use crate::eval::{Status, Trace};
use crate::policy::{InForce, Norm, NormId, NormKind, NormVersion, PolicyData};

/// A norm with its outcomes. Each version of its law is tested by itself.
#[derive(Debug, Clone)]
pub struct NormCoverage {
    /// The question.
    pub question: Arc<str>,
    /// The norm.
    pub norm: Arc<str>,
    /// When this version is law; none if the norm has no other.
    pub version: Option<InForce>,
    /// Each outcome that it can have, with the number of tests that reach it.
    pub outcomes: Vec<(&'static str, usize)>,
}

/// The norms of a pack, by their versions.
pub(super) type Coverage = IndexMap<(NormId, usize), NormCoverage>;

impl NormCoverage {
    /// The outcomes that no test reaches.
    pub fn missed(&self) -> impl Iterator<Item = &'static str> {
        self.outcomes.iter().filter(|(_, tests)| *tests == 0).map(|(outcome, _)| *outcome)
    }

    fn count(&mut self, status: Status) {
        let found = word(status);
        for (outcome, tests) in &mut self.outcomes {
            *tests += usize::from(Some(*outcome) == found);
        }
    }

    /// Its name: `question.norm`, and when it is law if there are several versions.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}.{}{}", self.question, self.norm, self.time())
    }

    /// When it is law, as it stands behind the name of a norm of several versions: ` from 1985-04-15 until 2007-01-15`.
    #[must_use]
    pub fn time(&self) -> String {
        let mut time = String::new();
        let InForce { from, until, known_from } = self.version.unwrap_or_default();
        for (word, day) in [("from", from), ("until", until), ("known from", known_from)] {
            if let Some(day) = day {
                let _ = write!(time, " {word} {day}");
            }
        }
        time
    }
}

/// The norms of the pack that was asked for, none of them reached.
pub(super) fn of_pack(data: &PolicyData) -> Coverage {
    let norms = data.norms.iter().zip(0..).filter(|(norm, _)| norm.pack.index() == 0);
    norms.flat_map(|(norm, at)| of_norm(data, norm).map(move |(version, found)| ((NormId(at), version), found))).collect()
}

fn of_norm<'d>(data: &'d PolicyData, norm: &'d Norm) -> impl Iterator<Item = (usize, NormCoverage)> + use<'d> {
    let question = data.questions.get(norm.question.index());
    let several = norm.versions.len() > 1;
    norm.versions.iter().enumerate().map(move |(at, version)| {
        let coverage = NormCoverage {
            question: question.map_or_else(|| Arc::from(""), |question| question.name.clone()),
            norm: norm.name.clone(),
            version: several.then_some(version.in_force),
            outcomes: outcomes(data, norm, version).into_iter().map(|outcome| (outcome, 0)).collect(),
        };
        (at, coverage)
    })
}

/// Whether both are law on some day.
fn overlap(one: InForce, other: InForce) -> bool {
    let ends_before = |one: InForce, other: InForce| one.until.zip(other.from).is_some_and(|(until, from)| until <= from);
    !ends_before(one, other) && !ends_before(other, one)
}

/// Counts the outcomes of one test. Where several versions may be the law and it is open what becomes of the norm, the test shows
/// the outcome of none of them, unless each is open by itself.
pub(super) fn reach(coverage: &mut Coverage, question: &Question, verdict: &Verdict) {
    let Some(today) = question.today() else { return };
    let mut found: IndexMap<(NormId, usize), Status> = IndexMap::new();
    for world in &verdict.evaluation().worlds {
        let Some(epoch) = Trace::new(question.plan(), verdict.record(), today, world).epoch() else { continue };
        for (planned, outcome) in epoch.norms.iter().zip(&world.norms) {
            let laws = planned.laws(&world.clocks).iter().map(|law| law.condition.map(|(version, _)| version));
            let laws: IndexSet<Option<usize>> = laws.collect();
            if laws.len() > 1 && outcome.status == Status::Open {
                continue;
            }
            for version in laws.into_iter().flatten() {
                let status = found.entry((planned.norm, version)).or_insert(outcome.status);
                if *status != outcome.status {
                    *status = Status::Open;
                }
            }
        }
    }
    let together = &verdict.evaluation().statuses;
    for (id, status) in together {
        if let Some(norm) = coverage.get_mut(&(*id, 0)).filter(|norm| norm.version.is_none()) {
            norm.count(*status);
        }
    }
    for ((id, version), status) in found.into_iter().filter(|((id, _), status)| together.get(id) == Some(status)) {
        if let Some(norm) = coverage.get_mut(&(id, version)).filter(|norm| norm.version.is_some()) {
            norm.count(status);
        }
    }
}

/// The outcomes that a version of a norm can have.
fn outcomes(data: &PolicyData, norm: &Norm, version: &NormVersion) -> Vec<&'static str> {
    let lifted = norm.exceptions.iter().filter_map(|id| data.norms.get(id.index())).any(|exception| {
        let clock = norm.law_as_at.is_some() || exception.law_as_at.is_some();
        clock || exception.versions.iter().any(|other| overlap(version.in_force, other.in_force))
    });
    let statuses: &[Status] = match (norm.kind, lifted) {
        (NormKind::Requirement, true) => &[Status::Met, Status::NotMet, Status::Waived, Status::Open],
        (NormKind::Requirement, false) => &[Status::Met, Status::NotMet, Status::Open],
        (NormKind::Bar, true) => &[Status::Clear, Status::Applies, Status::Lifted, Status::Open],
        (NormKind::Bar, false) => &[Status::Clear, Status::Applies, Status::Open],
        (NormKind::Exception, _) => &[Status::Holds, Status::DoesNotHold, Status::Open],
    };
    let not_required = version.required.is_some().then_some(Status::NotRequired);
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
