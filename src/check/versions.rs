//! Dates in force: of one item, and of the versions of one name, which follow each other without overlap or hole.
//!
//! Read [`Version`] and [`Checker::settle`] first. A later version that amends the former, and a later value of a parameter or
//! list, ends what was law before it; what follows reads only the stretches that come out here.

use std::collections::BTreeSet;

use super::Checker;
use super::messages_of_time as say_time;
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
    /// It ended by repeal: nothing need follow.
    pub repealed: bool,
    /// Its start ends the version before: an amendment, or a value of a parameter or list.
    pub succeeds: bool,
    /// The word `amends`.
    pub amends: Option<Span>,
}

impl Version {
    /// A value of a parameter or list.
    pub(super) fn value(in_force: InForce, span: Span, amends: Option<Span>) -> Self {
        Version { in_force, span, dated: true, repealed: false, succeeds: true, amends }
    }

    /// Whether its start ends a former version: one that was known by then, or became known together with it. What became
    /// known earlier than a version that reaches back goes on for who asks before that; for who asks later the latter prevails.
    fn ends(&self, former: &Version) -> bool {
        let (own, before) = (self.in_force, former.in_force);
        let known = match own.known_from {
            None => before.known_from <= Some(start(own)),
            Some(_) => before.known_from == own.known_from,
        };
        self.succeeds && start(before) < start(own) && known
    }
}

/// The first day of an interval.
pub(super) fn start(in_force: InForce) -> Date {
    in_force.from.unwrap_or(Date::MIN)
}

/// The days of both; known when the inner one is.
pub(super) fn within(inner: InForce, outer: InForce) -> InForce {
    let until = match (inner.until, outer.until) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    InForce { from: inner.from.max(outer.from), until, known_from: inner.known_from }
}

/// Whether no day lies in it.
pub(super) fn is_empty(in_force: InForce) -> bool {
    in_force.until.is_some_and(|until| until <= start(in_force))
}

/// The first day of a stretch on which no version is law, as known on a day.
pub(super) fn first_gap(versions: &[InForce], known_on: Date, stretch: InForce) -> Option<Date> {
    let mut day = start(stretch);
    while stretch.until.is_none_or(|until| day < until) {
        let holding = versions.iter().filter(|version| version.is_known_on(known_on) && version.holds_on(day));
        match holding.map(|version| version.until).reduce(|a, b| Some(a?.max(b?))) {
            None => return Some(day),
            Some(None) => return None,
            Some(Some(until)) => day = until,
        }
    }
    None
}

impl Checker<'_> {
    /// The version that an item's clauses and name make.
    pub(super) fn version(&mut self, clauses: &tree::Clauses, name: &tree::Name, amends: Option<Span>) -> Version {
        let clause = clauses.in_force.as_ref();
        let until = clause.and_then(|clause| clause.until);
        if let (Some(until), Some(repealed)) = (until, clauses.repealed_from) {
            self.out.push(say_time::ends_twice(repealed.span, until.span));
        }
        let end = until.or(clauses.repealed_from);
        let from = clause.and_then(|clause| clause.from);
        if let (Some(word), None) = (amends, from) {
            self.out.push(say_time::amends_without_date(word, name));
        }
        let known_from = clause.and_then(|clause| clause.known_from);
        self.reaches_back(from, known_from);
        let in_force =
            InForce { from: from.map(|at| at.date), until: end.map(|at| at.date), known_from: known_from.map(|at| at.date) };
        let written = clause.map(|clause| clause.span).or(clauses.repealed_from.map(|at| at.span));
        Version {
            in_force,
            span: written.unwrap_or(name.span),
            dated: written.is_some(),
            repealed: clauses.repealed_from.is_some(),
            succeeds: amends.is_some(),
            amends,
        }
    }

    /// `known from` says something only where it is later than the first day.
    pub(super) fn reaches_back(&mut self, from: Option<tree::DateAt>, known_from: Option<tree::DateAt>) {
        if let Some(known) = known_from
            && from.is_some_and(|from| known.date <= from.date)
        {
            self.out.push(say_time::known_in_advance(known.span));
        }
    }

    /// The interval of one item; an empty one is reported and read as open.
    pub(super) fn in_force(&mut self, version: Version) -> InForce {
        if is_empty(version.in_force) {
            self.out.push(say_time::empty_interval(version.span, version.in_force));
            return InForce::default();
        }
        version.in_force
    }

    /// The interval of an item of a question: it inherits the question's and cannot reach beyond.
    pub(super) fn in_force_within(&mut self, version: Version, question: (&str, InForce)) -> InForce {
        let own = self.in_force(version);
        let both = within(own, question.1);
        if is_empty(both) {
            self.out.push(say_time::never_with_question(version.span, question.0, question.1));
            return question.1;
        }
        both
    }

    /// The versions of one name in order, their intervals as they come out; whether they fit together.
    pub(super) fn settled<T>(
        &mut self,
        name: &str,
        word: &str,
        mut typed: Vec<(Version, Option<T>)>,
        in_force: impl Fn(&mut T) -> &mut InForce,
    ) -> (Vec<T>, bool) {
        typed.sort_by_key(|(version, _)| start(version.in_force));
        let mut intervals: Vec<Version> = typed.iter().map(|(version, _)| *version).collect();
        let sound = self.settle(name, word, &mut intervals);
        let ended = typed.into_iter().zip(intervals).filter_map(|((_, made), settled)| {
            let mut made = made?;
            let own = in_force(&mut made);
            *own = within(*own, InForce { from: None, ..settled.in_force });
            Some(made)
        });
        (ended.collect(), sound)
    }

    /// Ends each version where a later one takes its place, and checks that the versions of one name, ascending, neither
    /// overlap nor leave a hole for whoever asks.
    pub(super) fn settle(&mut self, name: &str, word: &str, versions: &mut [Version]) -> bool {
        let before = self.out.len();
        for version in versions.iter() {
            if let Some(amends) = version.amends
                && version.in_force.from.is_some()
                && version.in_force.known_from.is_none()
                && !versions.iter().any(|other| start(other.in_force) < start(version.in_force))
            {
                self.out.push(say_time::amends_too_early(amends, version.span, name, start(version.in_force)));
            }
        }
        // An amendment without a first day is reported already: nothing more can be said of the others.
        let undated = |version: &Version| version.amends.is_some() && version.in_force.from.is_none();
        if self.out.len() > before || versions.iter().any(undated) {
            return false;
        }
        let written = versions.to_vec();
        for former in versions.iter_mut() {
            let ends = written.iter().filter(|later| later.ends(former)).map(|later| start(later.in_force)).min();
            if let Some(end) = ends.filter(|end| former.in_force.until.is_none_or(|until| *end < until)) {
                former.in_force.until = Some(end);
                former.repealed = false;
            }
        }
        self.overlaps(name, word, versions);
        self.holes(name, word, versions);
        self.out.len() == before
    }

    fn overlaps(&mut self, name: &str, word: &str, versions: &[Version]) {
        for known_from in eras(versions) {
            let together: Vec<&Version> = versions.iter().filter(|version| version.in_force.known_from == known_from).collect();
            for pair in together.windows(2) {
                let [before, after] = pair else { continue };
                if !before.dated && !after.dated {
                    self.out.push(say_time::twice_without_dates(name, word, before.span, after.span));
                } else if before.in_force.until.is_none_or(|until| until > start(after.in_force)) {
                    self.out.push(say_time::overlap(name, word, before.span, after.span, after.in_force));
                }
            }
        }
    }

    /// Days between two versions on which none is law, for who asks on some day.
    fn holes(&mut self, name: &str, word: &str, versions: &[Version]) {
        let mut told: BTreeSet<Span> = BTreeSet::new();
        for era in eras(versions) {
            let known: Vec<&Version> = versions.iter().filter(|version| version.in_force.known_from <= era).collect();
            let mut last: Option<&Version> = None;
            for version in &known {
                if let Some((before, until)) = last.and_then(|last| Some((last, last.in_force.until?)))
                    && until < start(version.in_force)
                    && !known.iter().any(|other| other.repealed && other.in_force.until == Some(until))
                    && told.insert(version.span)
                {
                    self.out.push(say_time::hole(name, word, (before.span, version.span), until, version.in_force, era));
                }
                let reaches = |version: &Version| version.in_force.until.unwrap_or(Date::MAX);
                if last.is_none_or(|last| reaches(last) < reaches(version)) {
                    last = Some(version);
                }
            }
        }
    }
}

/// The days from which versions are known, none (from the first) the earliest.
fn eras(versions: &[Version]) -> BTreeSet<Option<Date>> {
    versions.iter().map(|version| version.in_force.known_from).collect()
}
