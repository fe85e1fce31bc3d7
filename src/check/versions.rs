//! Dates in force: of one item, and of the versions of one name, which follow each other without overlap or hole.

use super::Checker;
use super::messages_of_law as say_law;
use crate::logic::Date;
use crate::policy::InForce;
use crate::source::Span;
use crate::syntax::tree;

/// A version: when, and where it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Version {
    pub in_force: InForce,
    /// The clause, else the name.
    pub span: Span,
    /// A clause was written.
    pub dated: bool,
}

/// The version that an item's clauses and name make.
pub(super) fn version(clauses: &tree::Clauses, name: &tree::Name) -> Version {
    match &clauses.in_force {
        Some(clause) => {
            let in_force = InForce { from: clause.from.map(|at| at.date), until: clause.until.map(|at| at.date) };
            Version { in_force, span: clause.span, dated: true }
        }
        None => Version { in_force: InForce::default(), span: name.span, dated: false },
    }
}

/// The first day of an interval.
pub(super) fn start(in_force: InForce) -> Date {
    in_force.from.unwrap_or(Date::MIN)
}

/// The days of both.
pub(super) fn within(inner: InForce, outer: InForce) -> InForce {
    let until = match (inner.until, outer.until) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    InForce { from: inner.from.max(outer.from), until }
}

/// Whether no day lies in it.
pub(super) fn is_empty(in_force: InForce) -> bool {
    in_force.until.is_some_and(|until| until <= start(in_force))
}

impl Checker<'_> {
    /// The interval of one item; an empty one is reported and read as open.
    pub(super) fn in_force(&mut self, version: Version) -> InForce {
        if is_empty(version.in_force) {
            self.out.push(say_law::empty_interval(version.span, version.in_force));
            return InForce::default();
        }
        version.in_force
    }

    /// The interval of an item of a question: it inherits the question's and cannot reach beyond.
    pub(super) fn in_force_within(&mut self, version: Version, question: (&str, InForce)) -> InForce {
        let own = self.in_force(version);
        let both = within(own, question.1);
        if is_empty(both) {
            self.out.push(say_law::never_with_question(version.span, question.0, question.1));
            return question.1;
        }
        both
    }

    /// Checks that the versions of one name, ascending, neither overlap nor leave a hole.
    pub(super) fn check_versions(&mut self, name: &str, word: &str, versions: &[Version]) -> bool {
        let mut sound = true;
        for pair in versions.windows(2) {
            let [before, after] = pair else { continue };
            let finding = if !before.dated && !after.dated {
                say_law::twice_without_dates(name, word, before.span, after.span)
            } else {
                match before.in_force.until {
                    Some(until) if until == start(after.in_force) => continue,
                    Some(until) if until < start(after.in_force) => {
                        say_law::hole(name, word, before.span, after.span, until, after.in_force)
                    }
                    _ => say_law::overlap(name, word, before.span, after.span, after.in_force),
                }
            };
            self.out.push(finding);
            sound = false;
        }
        sound
    }
}
