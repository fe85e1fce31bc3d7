//! Lists and parameters: values of the law with their dated versions.

use std::sync::Arc;

use super::Checker;
use super::items::{At, Items};
use super::messages as say;
use super::messages_of_law as say_law;
use super::names::{Def, number};
use super::resolve;
use crate::logic::{Date, Decimal, Period};
use crate::policy::{self, Datum, ListId, PackId, ParameterId, Scalar, Type};
use crate::syntax::tree;

impl Checker<'_> {
    /// The lists with their members.
    pub(super) fn lists(&mut self, items: &Items<'_>) -> Vec<policy::List> {
        let mut lists = Vec::new();
        for (at, item) in items.lists.iter().enumerate() {
            let At { pack, node, .. } = *item;
            let Some(ty) = self.names.lists.get(at).map(|list| list.what.clone()) else { continue };
            let dates: Vec<tree::DateAt> = node.versions.iter().map(|version| version.from).collect();
            let mut sound = self.ascending(&node.name, "list", &dates);
            let mut versions: Vec<(Date, Vec<Scalar>)> = Vec::new();
            for version in &node.versions {
                let members = self.members(pack, &version.values, &ty);
                sound &= members.is_some();
                versions.push((version.from.date, members.unwrap_or_default()));
            }
            if !sound {
                self.broken.insert(Def::List(ListId(number(at))));
            }
            self.allow(&node.clauses, Allowed::CITES, "list");
            lists.push(policy::List {
                pack,
                name: Arc::from(node.name.text.as_str()),
                label: resolve::label(&node.name, node.label.as_ref()),
                ty,
                versions,
                cites: self.cites(pack, &node.clauses),
            });
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
        for (at, item) in items.parameters.iter().enumerate() {
            let At { pack, node, .. } = *item;
            let Some(ty) = self.names.parameters.get(at).map(|parameter| parameter.what.clone()) else { continue };
            let dates: Vec<tree::DateAt> = node.versions.iter().map(|version| version.from).collect();
            let mut sound = self.ascending(&node.name, "parameter", &dates);
            let mut versions: Vec<(Date, Datum)> = Vec::new();
            for version in &node.versions {
                let value = self.constant(pack, &version.value, &ty, false, false);
                sound &= value.is_some();
                versions.push((version.from.date, value.unwrap_or_default()));
            }
            if !sound {
                self.broken.insert(Def::Parameter(ParameterId(number(at))));
            }
            let periods: Vec<Period> = versions.iter().filter_map(|(_, value)| period(value)).collect();
            let amounts: Vec<Decimal> = versions.iter().filter_map(|(_, value)| amount(value)).collect();
            if !amounts.is_empty() {
                self.names.amounts.insert(ParameterId(number(at)), amounts);
            }
            if !periods.is_empty() {
                self.names.periods.insert(ParameterId(number(at)), periods);
            }
            self.allow(&node.clauses, Allowed::CITES, "parameter");
            parameters.push(policy::Parameter {
                pack,
                name: Arc::from(node.name.text.as_str()),
                label: resolve::label(&node.name, node.label.as_ref()),
                ty,
                versions,
                cites: self.cites(pack, &node.clauses),
            });
        }
        parameters
    }

    /// Each dated value begins after the one before; there is at least one.
    fn ascending(&mut self, name: &tree::Name, word: &str, dates: &[tree::DateAt]) -> bool {
        if dates.is_empty() {
            self.out.push(say_law::no_value(name, word));
            return false;
        }
        let mut sound = true;
        for pair in dates.windows(2) {
            if let [before, after] = pair
                && before.date >= after.date
            {
                self.out.push(say_law::not_ascending(name, before, after));
                sound = false;
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
    sensitive: bool,
    assessment: bool,
    curable: bool,
}

impl Allowed {
    /// Only citations.
    pub(super) const CITES: Allowed = Allowed { in_force: false, sensitive: false, assessment: false, curable: false };
    /// What is derived: the reasons stand on what decides by it.
    pub(super) const DEFINE: Allowed = Allowed { in_force: true, ..Allowed::CITES };
    /// What stands beside the verdict.
    pub(super) const BESIDE: Allowed = Allowed { sensitive: true, ..Allowed::DEFINE };
    /// What decides by a condition.
    pub(super) const CONDITION: Allowed = Allowed { assessment: true, ..Allowed::BESIDE };
    /// Requirements and bars.
    pub(super) const RULE: Allowed = Allowed { curable: true, ..Allowed::CONDITION };
}
