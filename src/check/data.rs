//! Lists and parameters: values of the law with their dated versions.

use std::ops::Range;
use std::sync::Arc;

use super::Checker;
use super::items::{At, Items};
use super::messages as say;
use super::messages_of_time as say_time;
use super::names::{Def, number};
use super::resolve;
use super::versions::{self, Version};
use crate::logic::{Date, Decimal, Period};
use crate::policy::{self, Cite, Dated, Datum, InForce, ListId, PackId, ParameterId, Scalar, Type};
use crate::source::Span;
use crate::syntax::tree;

impl Checker<'_> {
    /// The lists with their members.
    pub(super) fn lists(&mut self, items: &Items<'_>) -> Vec<policy::List> {
        let mut lists = Vec::new();
        for (at, written) in items.lists.iter().enumerate() {
            let (Some(first), Some(named)) = (written.first(), self.names.lists.get(at)) else { continue };
            let (pack, ty) = (first.pack, named.what.clone());
            let mut values = Values::default();
            for At { node, amends, .. } in written.iter().copied() {
                let dates: Vec<ValueDates> = node.versions.iter().map(|version| (version.from, version.known_from)).collect();
                self.dated_values(&mut values, (&node.name, "list"), &node.clauses, (&dates, amends));
                let cites = self.cites(pack, &node.clauses);
                for version in &node.versions {
                    let members = self.members(pack, &version.values, &ty);
                    values.sound &= members.is_some();
                    values.made.push((members.unwrap_or_default(), version.from.span, cites.clone()));
                }
            }
            let name = &first.node.name;
            let (versions, sound) = self.settled_values(name, "list", values);
            if !sound {
                self.broken.insert(Def::List(ListId(number(at))));
            }
            let label = resolve::label(name, first.node.label.as_ref());
            lists.push(policy::List { pack, name: Arc::from(name.text.as_str()), label, ty, versions });
        }
        lists
    }

    fn members(&mut self, pack: PackId, values: &[tree::Expr], ty: &Type) -> Option<Vec<Scalar>> {
        let mut members: Vec<Scalar> = Vec::new();
        let mut sound = true;
        for value in values {
            match self.constant(pack, value, ty, false, false) {
                Some(Datum::Scalar(scalar)) if members.contains(&scalar) => {
                    self.out.push(say::member_twice(value.span));
                    sound = false;
                }
                Some(Datum::Scalar(scalar)) => members.push(scalar),
                _ => sound = false,
            }
        }
        members.sort_unstable();
        sound.then_some(members)
    }

    /// The parameters with their values.
    pub(super) fn parameters(&mut self, items: &Items<'_>) -> Vec<policy::Parameter> {
        let mut parameters = Vec::new();
        for (at, written) in items.parameters.iter().enumerate() {
            let (Some(first), Some(named)) = (written.first(), self.names.parameters.get(at)) else { continue };
            let (pack, ty) = (first.pack, named.what.clone());
            let mut values = Values::default();
            for At { node, amends, .. } in written.iter().copied() {
                let dates: Vec<ValueDates> = node.versions.iter().map(|version| (version.from, version.known_from)).collect();
                self.dated_values(&mut values, (&node.name, "parameter"), &node.clauses, (&dates, amends));
                let cites = self.cites(pack, &node.clauses);
                for version in &node.versions {
                    let value = self.constant(pack, &version.value, &ty, false, false);
                    values.sound &= value.is_some();
                    values.made.push((value.unwrap_or_default(), version.value.span, cites.clone()));
                }
            }
            let name = &first.node.name;
            let (versions, sound) = self.settled_values(name, "parameter", values);
            if !sound {
                self.broken.insert(Def::Parameter(ParameterId(number(at))));
            }
            let periods: Vec<Period> = versions.iter().filter_map(|version| period(&version.value)).collect();
            let amounts: Vec<Decimal> = versions.iter().filter_map(|version| amount(&version.value)).collect();
            if !amounts.is_empty() {
                self.names.amounts.insert(ParameterId(number(at)), amounts);
            }
            if !periods.is_empty() {
                self.names.periods.insert(ParameterId(number(at)), periods);
            }
            let label = resolve::label(name, first.node.label.as_ref());
            parameters.push(policy::Parameter { pack, name: Arc::from(name.text.as_str()), label, ty, versions });
        }
        parameters
    }

    /// Adds the dates of the values of one item, and of its repeal.
    fn dated_values<T>(
        &mut self,
        values: &mut Values<T>,
        (name, word): (&tree::Name, &str),
        clauses: &tree::Clauses,
        (dates, amends): (&[ValueDates], Option<Span>),
    ) {
        self.allow(clauses, Allowed::VALUES, word);
        values.sound &= self.ascending(name, word, dates);
        let first = values.versions.len();
        for (from, known_from) in dates {
            self.reaches_back(Some(*from), *known_from);
            let in_force = InForce { from: Some(from.date), until: None, known_from: known_from.map(|at| at.date) };
            values.versions.push(Version::value(in_force, from.span, amends));
        }
        if let Some(repealed) = clauses.repealed_from {
            values.repeals.push((repealed, first..values.versions.len()));
        }
    }

    /// The values of one name in order, each until what takes its place.
    fn settled_values<T>(&mut self, name: &tree::Name, word: &str, values: Values<T>) -> (Vec<Dated<T>>, bool) {
        let Values { mut versions, made, repeals, sound } = values;
        for (repealed, of) in repeals {
            let mut ended = false;
            // The value that holds until that day; later ones of the same item begin again.
            let starts: Vec<Date> = versions.iter().map(|version| versions::start(version.in_force)).collect();
            for version in versions.get_mut(of).unwrap_or_default() {
                let start = versions::start(version.in_force);
                let last = !starts.iter().any(|other| *other > start && *other <= repealed.date);
                if start < repealed.date && last {
                    (version.in_force.until, version.repealed, ended) = (Some(repealed.date), true, true);
                }
            }
            if !ended {
                self.out.push(say_time::nothing_to_repeal(repealed.span, &name.text, repealed.date));
            }
        }
        if !sound {
            // What follows from it would only be noise.
            versions.clear();
        }
        let typed = versions.into_iter().zip(made).map(|(version, (value, span, cites))| {
            let in_force = version.in_force;
            (version, Some(Dated { in_force, value, span, cites }))
        });
        let (versions, fit) = self.settled(&name.text, word, typed.collect(), |version| &mut version.in_force);
        (versions, sound && fit)
    }

    /// Each dated value begins after the one before, unless it became known later; there is at least one.
    fn ascending(&mut self, name: &tree::Name, word: &str, dates: &[ValueDates]) -> bool {
        if dates.is_empty() {
            self.out.push(say_time::no_value(name, word));
            return false;
        }
        let mut sound = true;
        for pair in dates.windows(2) {
            if let [(before, known_before), (after, known_after)] = pair {
                let same = before.date == after.date && known_before.map(|at| at.date) >= known_after.map(|at| at.date);
                if before.date > after.date || same {
                    self.out.push(say_time::not_ascending(name, before, after));
                    sound = false;
                }
            }
        }
        sound
    }

    /// Reports the clauses that cannot stand on an item.
    pub(super) fn allow(&mut self, clauses: &tree::Clauses, allowed: Allowed, word: &str) {
        if let Some(in_force) = &clauses.in_force
            && !allowed.in_force
        {
            self.out.push(say::clause_misplaced(in_force.span, "in force", word));
        }
        if let Some(repealed) = clauses.repealed_from
            && !allowed.repealed
        {
            self.out.push(say::clause_misplaced(repealed.span, "repealed from", word));
        }
        if let Some(text) = &clauses.sensitive_because
            && !allowed.sensitive
        {
            self.out.push(say::clause_misplaced(text.span, "sensitive fact used because", word));
        }
        if let Some(span) = clauses.rests_on_assessment
            && !allowed.assessment
        {
            self.out.push(say::clause_misplaced(span, "rests on assessment", word));
        }
        if let Some(text) = &clauses.curable
            && !allowed.curable
        {
            self.out.push(say::clause_misplaced(text.span, "curable", word));
        }
    }
}

fn amount(value: &Datum) -> Option<Decimal> {
    match value {
        Datum::Number(number) | Datum::Money(number, _) => Some(*number),
        _ => None,
    }
}

/// The first day of a value, and the day on which it became known.
type ValueDates = (tree::DateAt, Option<tree::DateAt>);

/// The values of one name as written, over all its items.
struct Values<T> {
    versions: Vec<Version>,
    /// Beside the versions: value, where it stands, and citations.
    made: Vec<(T, Span, Vec<Cite>)>,
    /// The repeals, each with the versions of its item.
    repeals: Vec<(tree::DateAt, Range<usize>)>,
    sound: bool,
}

impl<T> Default for Values<T> {
    fn default() -> Self {
        Values { versions: Vec::new(), made: Vec::new(), repeals: Vec::new(), sound: true }
    }
}

fn period(value: &Datum) -> Option<Period> {
    match value {
        Datum::Period(period) => Some(*period),
        _ => None,
    }
}

/// The clauses besides `cites` that an item may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Allowed {
    in_force: bool,
    repealed: bool,
    sensitive: bool,
    assessment: bool,
    curable: bool,
}

impl Allowed {
    /// Only citations.
    pub(super) const CITES: Allowed =
        Allowed { in_force: false, repealed: false, sensitive: false, assessment: false, curable: false };
    /// What has dated values.
    pub(super) const VALUES: Allowed = Allowed { repealed: true, ..Allowed::CITES };
    /// What is derived: the reasons stand on what decides by it.
    pub(super) const DEFINE: Allowed = Allowed { in_force: true, repealed: true, ..Allowed::CITES };
    /// What stands beside the verdict.
    pub(super) const BESIDE: Allowed = Allowed { sensitive: true, ..Allowed::DEFINE };
    /// What decides by a condition.
    pub(super) const CONDITION: Allowed = Allowed { assessment: true, ..Allowed::BESIDE };
    /// Requirements and bars.
    pub(super) const RULE: Allowed = Allowed { curable: true, ..Allowed::CONDITION };
}
