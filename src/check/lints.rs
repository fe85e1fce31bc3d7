//! What a careful author would look at: norms without authority, items that nothing uses, questions without a test.

use std::collections::BTreeSet;

use super::Checker;
use super::items::Items;
use super::law::Rules;
use super::messages as say;
use super::messages_of_law as say_law;
use super::names::{Def, Lookup, number};
use super::walk::{Direct, direct};
use crate::policy::{Authority, Expr, PackId, QuestionId, RecordId, Type};
use crate::source::Span;

impl Checker<'_> {
    /// Norms that cite nothing, and binding norms that cite only what does not bind.
    pub(super) fn citations(&mut self, items: &Items<'_>) {
        for (at, versions) in items.norms.iter().enumerate() {
            let question = self.names.norms.get(at).and_then(|norm| self.names.questions.get(norm.what.index()));
            let binding = question.is_some_and(|question| !question.what.advisory);
            for item in versions {
                let (name, word) = (&item.node.name, say::norm_word(&item.node.kind));
                let cites = &item.node.clauses.cites;
                if cites.is_empty() {
                    self.out.push(say_law::no_citation(name, word));
                    continue;
                }
                let soft = cites.iter().all(|cite| {
                    match self.names.lookup(item.pack, &cite.source, |def| matches!(def, Def::Source(_))) {
                        Lookup::One { def: Def::Source(id), .. } => items.sources.get(id.index()).is_some_and(|source| {
                            matches!(source.node.authority, Some(Authority::Policy | Authority::Guidance | Authority::Statement))
                        }),
                        _ => false,
                    }
                });
                if binding && soft {
                    let cited = cites.iter().map(|cite| cite.source.span).reduce(Span::to).unwrap_or_default();
                    self.out.push(say_law::only_soft_sources(name, word, cited));
                }
            }
        }
    }

    /// Powers that cite nothing.
    pub(super) fn citations_of_powers(&mut self, items: &Items<'_>) {
        let without = items.powers.iter().flatten().filter(|item| item.node.clauses.cites.is_empty());
        self.out.extend(without.map(|item| say_law::no_citation(&item.node.name, "power")));
    }

    /// Questions with norms but without a test.
    pub(super) fn untested(&mut self, items: &Items<'_>) {
        let mut tested: BTreeSet<Def> = BTreeSet::new();
        for item in &items.tests {
            let found = self.names.lookup(item.pack, &item.node.question, |def| matches!(def, Def::Question(_)));
            match found {
                Lookup::One { def, .. } => {
                    tested.insert(def);
                }
                Lookup::Broken => return,
                _ => {}
            }
        }
        for (at, question) in self.names.questions.iter().enumerate() {
            let id = QuestionId(number(at));
            let broken = self.names.pack(question.pack).is_some_and(|pack| pack.opaque || !pack.broken.is_empty());
            let has_norms = self.names.norms.iter().any(|norm| norm.what == id);
            if has_norms && !broken && !tested.contains(&Def::Question(id)) {
                self.out.push(say_law::no_test(&question.name, question.span));
            }
        }
    }

    /// Items that nothing uses, in packs that answer questions. Only for rules without errors: what is broken may be a user.
    pub(super) fn unused(&mut self, items: &Items<'_>, rules: Rules<'_>) {
        let mut used = Used::default();
        let mut read: BTreeSet<(RecordId, usize)> = BTreeSet::new();
        self.every_expression(rules, |expr, case, subject| {
            let found = direct(&self.names, expr, case, subject);
            read.extend(found.fields(&self.names));
            used.direct(found);
        });
        self.used_by_calendars(&mut used);
        self.used_by_heads(items, rules, &mut used);
        let asking: BTreeSet<PackId> = self.names.questions.iter().map(|question| question.pack).collect();
        let mut found = Vec::new();
        for (at, pack) in self.names.packs.iter().enumerate() {
            if !asking.contains(&PackId(number(at))) {
                continue;
            }
            for (name, def) in pack.defs.iter().flat_map(|(name, defs)| defs.iter().map(move |def| (name, *def))) {
                let counts = !matches!(def, Def::Record(_) | Def::Question(_) | Def::Norm(_));
                if counts && !used.0.contains(&def) {
                    found.push(say_law::unused(name, def.word(), self.names.span_of(def)));
                }
            }
        }
        for (record, at) in self.asked_about() {
            let field = self.names.records.get(record.index()).and_then(|record| record.fields.get(at));
            let unread = field.filter(|_| !read.contains(&(record, at)));
            found.extend(unread.map(|field| say_law::unread(&field.name, field.span)));
        }
        self.out.extend(found);
    }

    /// The facts of the records that the questions of a pack are about, and of those within them, as far as the pack declares them
    /// itself: a pack that only lends its words knows nothing of who reads them.
    fn asked_about(&self) -> BTreeSet<(RecordId, usize)> {
        let mut facts = BTreeSet::new();
        for question in &self.names.questions {
            let mut open = vec![question.what.record];
            let mut seen = BTreeSet::new();
            while let Some(id) = open.pop() {
                let Some(record) = self.names.records.get(id.index()).filter(|_| seen.insert(id)) else { continue };
                open.extend(record.fields.iter().filter_map(|field| match field.ty {
                    Type::Record(inner) | Type::List(inner) => Some(inner),
                    _ => None,
                }));
                if record.pack == question.pack {
                    facts.extend((0..record.fields.len()).map(|at| (id, at)));
                }
            }
        }
        facts
    }

    /// Every expression of the rules, once, with the record of the case and that of the fact which it defines or limits.
    fn every_expression(&self, rules: Rules<'_>, mut visit: impl FnMut(&Expr, Option<RecordId>, Option<RecordId>)) {
        for (at, record) in self.names.records.iter().enumerate() {
            let subject = Some(RecordId(number(at)));
            record.fields.iter().filter_map(|field| field.only_when.as_ref()).for_each(|expr| visit(expr, None, subject));
            record.constraints.iter().for_each(|constraint| visit(&constraint.condition, None, subject));
        }
        for define in rules.defines {
            define.versions.iter().for_each(|version| visit(&version.body, None, Some(define.record)));
        }
        for presumption in rules.presumptions {
            visit(&presumption.when, Some(presumption.record), None);
            visit(&presumption.value, Some(presumption.record), None);
        }
        for question in rules.questions {
            let mut visit = |expr: &Expr| visit(expr, Some(question.record), None);
            question.covers.iter().for_each(&mut visit);
            visit(&question.law_as_at);
            let powers = question.powers.iter().flat_map(|power| &power.versions);
            powers.flat_map(|version| version.conditions()).for_each(&mut visit);
            question.notes.iter().flat_map(|note| &note.versions).for_each(|note| visit(&note.shown));
            question.reports.iter().flat_map(|report| &report.versions).for_each(|report| visit(&report.value));
        }
        for norm in rules.norms {
            let case = rules.questions.get(norm.question.index()).map(|question| question.record);
            norm.law_as_at.iter().for_each(|clock| visit(clock, case, None));
            norm.versions.iter().flat_map(|version| version.conditions()).for_each(|expr| visit(expr, case, None));
        }
    }

    /// The readings that calendars leave their ways of counting to.
    fn used_by_calendars(&self, used: &mut Used) {
        for calendar in self.names.packs.iter().map(|pack| &pack.calendar) {
            let birthdays = calendar.leap_birthdays.and_then(|birthdays| birthdays.reading());
            let readings = birthdays.into_iter().chain(calendar.month_ends.and_then(|ends| ends.reading()));
            used.0.extend(readings.map(Def::Reading));
        }
    }

    /// What is used by types, citations, examples and tests.
    fn used_by_heads(&self, items: &Items<'_>, rules: Rules<'_>, used: &mut Used) {
        let fields = self.names.records.iter().flat_map(|record| &record.fields).map(|field| &field.ty);
        let types = fields
            .chain(rules.lists.iter().map(|list| &list.ty))
            .chain(rules.parameters.iter().map(|parameter| &parameter.ty))
            .chain(rules.defines.iter().map(|define| &define.ty))
            .chain(rules.questions.iter().flat_map(|question| &question.reports).map(|report| &report.ty));
        types.for_each(|ty| used.ty(ty));
        let clauses = items.lists.iter().flatten().map(|item| (item.pack, &item.node.clauses));
        let clauses = clauses
            .chain(items.tables.iter().map(|item| (item.pack, &item.node.clauses)))
            .chain(items.parameters.iter().flatten().map(|item| (item.pack, &item.node.clauses)))
            .chain(items.defines.iter().flatten().map(|item| (item.pack, &item.node.clauses)))
            .chain(items.presumptions.iter().map(|item| (item.pack, &item.node.clauses)))
            .chain(items.deemings.iter().map(|item| (item.pack, &item.node.clauses)))
            .chain(items.readings.iter().map(|item| (item.pack, &item.node.clauses)))
            .chain(items.calendars.iter().map(|item| (item.pack, &item.node.clauses)))
            .chain(items.questions.iter().map(|item| (item.pack, &item.node.clauses)))
            .chain(items.norms.iter().flatten().map(|item| (item.pack, &item.node.clauses)))
            .chain(items.powers.iter().flatten().map(|item| (item.pack, &item.node.clauses)))
            .chain(items.notes.iter().flat_map(|(_, versions)| versions).map(|item| (item.pack, &item.node.clauses)))
            .chain(items.reports.iter().flat_map(|(_, versions)| versions).map(|item| (item.pack, &item.node.clauses)));
        for (pack, clauses) in clauses {
            for cite in &clauses.cites {
                self.uses(used, pack, &cite.source, |def| matches!(def, Def::Source(_)));
            }
        }
        let example = |def: &Def| matches!(def, Def::Example(_));
        for item in &items.examples {
            if let Some(name) = &item.node.base {
                let path = crate::syntax::tree::Path { names: vec![name.clone()], span: name.span };
                self.uses(used, item.pack, &path, example);
            }
        }
        for item in &items.tests {
            item.node.base.iter().for_each(|path| self.uses(used, item.pack, path, example));
            for (path, _) in &item.node.under {
                self.uses(used, item.pack, path, |def| matches!(def, Def::Reading(_)));
            }
        }
    }

    fn uses(&self, used: &mut Used, pack: PackId, path: &crate::syntax::tree::Path, wanted: impl Fn(&Def) -> bool) {
        if let Lookup::One { def, .. } = self.names.lookup(pack, path, wanted) {
            used.0.insert(def);
        }
    }
}

/// What something uses.
#[derive(Default)]
struct Used(BTreeSet<Def>);

impl Used {
    fn direct(&mut self, read: Direct) {
        self.0.extend(read.defines.into_iter().map(|(id, ..)| Def::Define(id)));
        self.0.extend(read.parameters.into_iter().map(|(id, _)| Def::Parameter(id)));
        self.0.extend(read.lists.into_iter().map(|(id, _)| Def::List(id)));
        self.0.extend(read.tables.into_iter().map(Def::Table));
        self.0.extend(read.readings.into_iter().map(Def::Reading));
    }

    fn ty(&mut self, ty: &Type) {
        match ty {
            Type::Choice(id) => {
                self.0.insert(Def::Choice(*id));
            }
            Type::Set(member) => self.ty(member),
            _ => {}
        }
    }
}
