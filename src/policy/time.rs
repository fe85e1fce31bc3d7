//! Versions of the law: when each is law, and as it is known when.

use super::Cite;
use crate::logic::Date;
use crate::source::Span;

/// A half-open stretch of days: `from` included, `until` not; none is open. And since when it is known to be law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct InForce {
    /// First day.
    pub from: Option<Date>,
    /// First day after it.
    pub until: Option<Date>,
    /// `known from`: enacted later, with effect for days before. Who asks before that day cannot know it.
    pub known_from: Option<Date>,
}

impl InForce {
    /// Whether a day lies in it.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether who asks on a day can know it.
    #[must_use]
    pub fn is_known_on(&self, today: Date) -> bool {
        self.known_from.is_none_or(|known| known <= today)
    }

    /// Whether it is law, looked at alone.
    #[must_use]
    pub fn holds_under(&self, law: Law) -> bool {
        self.is_known_on(law.known_on) && self.holds_on(law.day)
    }
}

/// The law of a day, as it is known on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Law {
    /// The day whose law is meant.
    pub day: Date,
    /// The day on which it is asked for.
    pub known_on: Date,
}

/// What is law for a stretch of time.
pub trait InTime {
    /// When.
    fn in_force(&self) -> InForce;
}

/// The version that is the law: of those in force on the day and known, the one that became known last. Versions that became
/// known together do not overlap.
pub fn in_effect<T: InTime>(versions: &[T], law: Law) -> Option<usize> {
    let holding = versions.iter().enumerate().filter(|(_, version)| version.in_force().holds_under(law));
    holding.max_by_key(|(_, version)| version.in_force().known_from).map(|(at, _)| at)
}

/// A value of the law with its dates.
#[derive(Debug)]
pub struct Dated<T> {
    /// When.
    pub in_force: InForce,
    /// The value.
    pub value: T,
    /// Where the value of a parameter stands; of a list its first day.
    pub span: Span,
    /// Citations.
    pub cites: Vec<Cite>,
}

impl<T> InTime for Dated<T> {
    fn in_force(&self) -> InForce {
        self.in_force
    }
}
