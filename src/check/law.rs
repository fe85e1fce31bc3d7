//! What the law asks of rules: sensitive facts are used for a stated reason, binding norms read no advisory question, and what
//! is in force reads only what has a version on that day.

use std::collections::{BTreeMap, BTreeSet};

use super::Checker;
use super::circles::overlap;
use super::items::Items;
use super::messages_of_law as say_law;
use super::names::{Def, number};
use super::versions::{is_empty, start, within};
use super::walk::{Deep, direct};
use crate::logic::Date;
use crate::policy::{self, DefineId, Expr, InForce, ListId, ParameterId, QuestionId, RecordId, Root};
use crate::source::Span;

/// The typed rules that these checks read.
#[derive(Clone, Copy)]
pub(super) struct Rules<'r> {
    pub lists: &'r [policy::List],
    pub parameters: &'r [policy::Parameter],
    pub defines: &'r [policy::Define],
    pub presumptions: &'r [policy::Presumption],
    pub questions: &'r [policy::Question],
    pub norms: &'r [policy::Norm],
}

/// A condition of a question, with its place and how it is called.
struct Part<'r> {
    question: QuestionId,
    word: &'static str,
    name: &'r str,
    span: Span,
    expr: &'r Expr,
    in_force: InForce,
    /// A reason for using sensitive facts is given, or none is needed.
    excused: bool,
    /// What it says can change a verdict.
    decides: bool,
}

impl Checker<'_> {
    /// Sensitive facts, advisory questions, missing versions.
    pub(super) fn law(&mut self, items: &Items<'_>, rules: Rules<'_>) {
        for part in parts(items, rules) {
            let Some(question) = rules.questions.get(part.question.index()) else { continue };
            let mut read = Deep::default();
            read.add(&self.names, rules.defines, part.expr, question.record);
            if part.decides && !question.advisory {
                self.advisory(&part, &read, rules);
            }
            if part.decides && !part.excused {
                self.presumed(&mut read, part.question, question.record, rules);
                self.sensitive(&part, &read, rules);
            }
            let mut missing = Missing { checker: self, rules, part: &part, seen: BTreeSet::new(), told: BTreeSet::new() };
            missing.expr(part.expr, part.in_force, Some(question.record), None, None);
        }
    }

    /// Defines that read a question, directly or through others, are of the case itself: of an element of a list the question
    /// would be answered about the wrong record.
    pub(super) fn questions_of_elements(&mut self, items: &Items<'_>, rules: Rules<'_>) {
        let asking = self.asking(rules.defines);
        let of_case = parts(items, rules).into_iter().map(|part| {
            let record = rules.questions.get(part.question.index()).map(|question| question.record);
            (Root::Case, direct(&self.names, part.expr, record, None))
        });
        let of_subject = rules.defines.iter().flat_map(|define| {
            let bodies = define.versions.iter();
            bodies.map(|version| (Root::Var(0), direct(&self.names, &version.body, None, Some(define.record))))
        });
        let mut found = Vec::new();
        for (root, read) in of_case.chain(of_subject) {
            for (id, place, span) in read.defines {
                let itself = place.root == root && place.path.is_empty();
                if let Some(question) = asking.get(&id).filter(|_| !itself)
                    && let Some(define) = rules.defines.get(id.index())
                {
                    let name =
                        self.names.questions.get(question.index()).map(|question| question.name.clone()).unwrap_or_default();
                    found.push(say_law::asks_of_element(span, &define.name, &name));
                }
            }
        }
        self.out.extend(found);
    }

    /// The defines that read a question, and which.
    fn asking(&self, defines: &[policy::Define]) -> BTreeMap<DefineId, QuestionId> {
        let direct_reads = defines.iter().map(|define| {
            let bodies = define.versions.iter();
            bodies.map(|version| direct(&self.names, &version.body, None, Some(define.record))).collect::<Vec<_>>()
        });
        let reads: Vec<_> = direct_reads.collect();
        let mut asking: BTreeMap<DefineId, QuestionId> = BTreeMap::new();
        loop {
            let before = asking.len();
            for (at, bodies) in reads.iter().enumerate() {
                let own = bodies.iter().flat_map(|read| &read.questions).map(|(question, _)| *question).next();
                let through = || bodies.iter().flat_map(|read| &read.defines).find_map(|(id, ..)| asking.get(id).copied());
                if let Some(question) = own.or_else(through) {
                    asking.insert(DefineId(number(at)), question);
                }
            }
            if asking.len() == before {
                return asking;
            }
        }
    }

    /// Adds what the presumptions read that can stand for a fact that is read.
    fn presumed(&self, read: &mut Deep, question: QuestionId, case: RecordId, rules: Rules<'_>) {
        let mut open: Vec<&policy::Presumption> = rules.presumptions.iter().filter(|p| p.questions.contains(&question)).collect();
        loop {
            let (now, later): (Vec<_>, Vec<_>) =
                open.into_iter().partition(|p| read.facts.iter().any(|fact| overlap(fact, &p.field)));
            if now.is_empty() {
                return;
            }
            for presumption in now {
                read.add(&self.names, rules.defines, &presumption.when, case);
            }
            open = later;
        }
    }

    fn sensitive(&mut self, part: &Part<'_>, read: &Deep, rules: Rules<'_>) {
        let sensitive = read.fields.iter().find_map(|((record, field), via)| {
            let field = self.names.records.get(record.index())?.fields.get(*field)?;
            field.sensitive.then_some((field, *via))
        });
        let Some((field, via)) = sensitive else { return };
        let through = via.through.and_then(|id| rules.defines.get(id.index())).map(|define| &*define.name);
        let finding = say_law::sensitive(part.span, part.word, part.name, &field.name, via.span, through, field.span);
        self.out.push(finding);
    }

    fn advisory(&mut self, part: &Part<'_>, read: &Deep, rules: Rules<'_>) {
        let advisory = read.questions.iter().find_map(|(id, via)| {
            let question = rules.questions.get(id.index())?;
            question.advisory.then_some((question, *via))
        });
        if let Some((question, via)) = advisory {
            self.out.push(say_law::reads_advisory(part.span, part.word, part.name, &question.name, via.span));
        }
    }
}

/// Every condition of every question.
fn parts<'r>(items: &Items<'_>, rules: Rules<'r>) -> Vec<Part<'r>> {
    let mut parts = Vec::new();
    for (at, question) in rules.questions.iter().enumerate() {
        let (id, in_force) = (QuestionId(number(at)), question.in_force);
        let excused = items.questions.get(at).is_some_and(|item| item.node.clauses.sensitive_because.is_some());
        let part = |word, name, span, expr, in_force, excused, decides| Part {
            question: id,
            word,
            name,
            span,
            expr,
            in_force,
            excused,
            decides,
        };
        parts.extend(
            question.covers.iter().map(|expr| part("question", &*question.name, question.span, expr, in_force, excused, true)),
        );
        let notes = question.notes.iter();
        parts.extend(notes.map(|note| part("note", &*note.name, note.shown.span, &note.shown, note.in_force, true, false)));
        let reports = question.reports.iter();
        parts.extend(reports.map(|r| part("report", &*r.name, r.value.span, &r.value, r.in_force, true, false)));
        let presumptions = rules.presumptions.iter().filter(|presumption| presumption.questions.contains(&id));
        parts.extend(presumptions.map(|presumption| {
            let in_force = within(presumption.in_force, in_force);
            part("presumption", &*presumption.sentence, presumption.when.span, &presumption.when, in_force, true, true)
        }));
    }
    for norm in rules.norms {
        let word = match norm.kind {
            policy::NormKind::Requirement => "requirement",
            policy::NormKind::Bar => "bar",
            policy::NormKind::Exception => "exception",
        };
        parts.extend(norm.versions.iter().map(|version| Part {
            question: norm.question,
            word,
            name: &norm.name,
            span: version.span,
            expr: &version.condition,
            in_force: version.in_force,
            excused: version.sensitive_because.is_some(),
            decides: true,
        }));
    }
    parts
}

/// Looks for what has no version on a day on which it is read.
struct Missing<'m, 's, 'r> {
    checker: &'m mut Checker<'s>,
    rules: Rules<'r>,
    part: &'m Part<'r>,
    seen: BTreeSet<(DefineId, Option<Date>, Option<Date>)>,
    /// Each thing is named once.
    told: BTreeSet<Def>,
}

impl Missing<'_, '_, '_> {
    fn expr(&mut self, expr: &Expr, in_force: InForce, case: Option<RecordId>, subject: Option<RecordId>, at: Option<Span>) {
        if is_empty(in_force) {
            return;
        }
        let read = direct(&self.checker.names, expr, case, subject);
        let rules = self.rules;
        for (id, span) in read.parameters {
            let Some(parameter) = rules.parameters.get(id.index()) else { continue };
            let first = parameter.versions.first().map(|(date, _)| *date);
            self.since(Def::Parameter(ParameterId(id.0)), &parameter.name, first, in_force, at.unwrap_or(span));
        }
        for (id, span) in read.lists {
            let Some(list) = rules.lists.get(id.index()) else { continue };
            let first = list.versions.first().map(|(date, _)| *date);
            self.since(Def::List(ListId(id.0)), &list.name, first, in_force, at.unwrap_or(span));
        }
        for (id, _, span) in read.defines {
            let Some(define) = rules.defines.get(id.index()) else { continue };
            let at = at.unwrap_or(span);
            if self.checker.broken.contains(&Def::Define(id)) || !self.seen.insert((id, in_force.from, in_force.until)) {
                continue;
            }
            self.since(
                Def::Define(id),
                &define.name,
                define.versions.first().map(|version| start(version.in_force)),
                in_force,
                at,
            );
            let until = define.versions.last().and_then(|version| version.in_force.until);
            if let Some(until) = until
                && in_force.until.is_none_or(|end| end > until)
                && self.told.insert(Def::Define(id))
            {
                let declared = self.checker.names.span_of(Def::Define(id));
                let finding = say_law::no_version_after(
                    (self.part.span, self.part.word, self.part.name),
                    (at, "define", &define.name, declared),
                    until,
                );
                self.checker.out.push(finding);
            }
            for version in &define.versions {
                self.expr(&version.body, within(version.in_force, in_force), None, Some(define.record), Some(at));
            }
        }
    }

    /// Reports a thing whose first version begins after what reads it.
    fn since(&mut self, def: Def, name: &str, first: Option<Date>, in_force: InForce, at: Span) {
        let Some(first) = first else { return };
        if first <= start(in_force) || self.checker.broken.contains(&def) || !self.told.insert(def) {
            return;
        }
        let declared = self.checker.names.span_of(def);
        let read = (at, def.word(), name, declared);
        let finding = say_law::no_version_before((self.part.span, self.part.word, self.part.name), read, first, in_force.from);
        self.checker.out.push(finding);
    }
}
