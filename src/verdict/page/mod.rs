//! The text page of a verdict: a memo to file.
//!
//! Read [`Level`] first, then [`Explanation::page`], which puts the sections in the order of a reader's questions. A heading
//! stands on a line of its own at the left margin, everything else below it is indented; the first block has no heading.
//! Up to the basis no name of the rules appears, only what a thing is called.

mod asked;
mod basis;
mod change;
mod compare;
mod layout;
mod norm;
mod open;
mod powers;
mod why;
mod words;

use std::collections::HashSet;

use super::record::{Explanation, NormKindView, NormView, Outcome, ScopeStatus, StatusView};
use layout::Text;

#[cfg(feature = "cli")]
pub(crate) use layout::{printable, speaks};

/// What an interview on a screen has of a page.
#[cfg(feature = "cli")]
pub(crate) mod for_screens {
    pub(crate) use super::layout::Text;
    pub(crate) use super::words::{capital, citations, sentence};
}

pub(super) use why::scope_in_words;
pub(super) use words::{citation, status};

/// How much a page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Level {
    /// The result, the question, the case, the dates.
    Summary,
    /// The result, its grounds and everything that a reader must know besides; other norms in one line each.
    #[default]
    Grounds,
    /// Every norm with everything.
    Full,
}

impl Explanation {
    /// The page, 100 columns wide at most, plain text.
    #[must_use]
    pub fn page(&self, level: Level) -> String {
        let mut page = Page { explanation: self, level, text: Text::default(), told: HashSet::new() };
        page.result();
        if level > Level::Summary {
            page.why();
            page.exceptions_looked_at();
            page.would_change();
            page.missing();
            page.no_longer_matters();
            page.contested();
            page.open_questions();
            page.presumptions();
            page.powers();
            page.deemed();
            page.assessments();
            page.read_as_unknown();
            page.notes();
            page.reports();
            page.other_norms();
            page.basis();
            page.closing();
        }
        page.text.finish()
    }
}

impl std::fmt::Display for Explanation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.page(Level::Grounds))
    }
}

/// A page being written.
struct Page<'a> {
    explanation: &'a Explanation,
    level: Level,
    text: Text,
    /// The questions asked whose reasons stand on the page.
    told: HashSet<(&'a str, Option<&'a str>, Outcome, Vec<&'a str>)>,
}

impl<'a> Page<'a> {
    fn norm_by_id(&self, id: &str) -> Option<&'a NormView> {
        self.explanation.norms.iter().find(|norm| norm.id == id)
    }

    /// What became of a norm, for this verdict: of an open norm that does not keep it open, why it does not.
    fn status_in_words(&self, norm: &NormView) -> String {
        if norm.status == StatusView::Open && !self.explanation.keeps_open(norm) {
            let settled = if self.explanation.in_a_ground(norm) {
                "is settled either way"
            } else if self.explanation.idle(norm) {
                "is not needed"
            } else if self.explanation.verdict == Outcome::Undetermined {
                "makes no difference"
            } else {
                "is open; it cannot change this result"
            };
            return format!("{} {settled}", words::kind(norm.kind));
        }
        if self.explanation.idle(norm) {
            return "The exception is not needed".to_owned();
        }
        status(norm.kind, norm.status)
    }
}

impl Explanation {
    pub(super) fn in_a_ground(&self, norm: &NormView) -> bool {
        self.grounds.iter().any(|ground| ground.norms.contains(&norm.id))
    }

    /// That the question does not apply, where neither its scope nor a law says so by itself.
    pub(super) fn settled_scope(&self, scope: ScopeStatus) -> Option<String> {
        let settled = scope == ScopeStatus::Open && self.verdict == Outcome::NotApplicable;
        let known = self.law_as_at.from.is_some() && self.law_as_at.from == self.law_as_at.to;
        let possible = if known { "in any case" } else { "on any day" };
        settled.then(|| {
            format!("Whether the question covers this case is settled either way: it does not apply {possible} that is possible")
        })
    }

    /// An exception outside the grounds, to norms that stand without it.
    fn idle(&self, norm: &NormView) -> bool {
        let stands = |id: &String| {
            let status = self.norms.iter().find(|lifted| lifted.id == *id).map(|lifted| lifted.status);
            matches!(status, Some(StatusView::NotRequired | StatusView::Met | StatusView::Clear | StatusView::DoesNotHold))
        };
        let looked_at = !matches!(norm.status, StatusView::NotInForce | StatusView::NotLookedAt);
        norm.kind == NormKindView::Exception && looked_at && !self.in_a_ground(norm) && norm.lifts.iter().all(stands)
    }

    /// A norm that keeps an undetermined verdict open.
    pub(super) fn keeps_open(&self, norm: &NormView) -> bool {
        self.undecided.contains(&norm.id)
    }
}
