//! What the law asks of rules: sensitive facts are used for a stated reason, assessments are announced, binding norms read no advisory question, and what
//! is in force reads only what has a version on that day.

use std::collections::BTreeSet;

use super::Checker;
use super::circles::overlap;
use super::items::Items;
use super::messages_of_law as say_law;
use super::names::{Def, number};
use super::versions::{is_empty, start, within};
use super::walk::{Deep, Via, direct};
use crate::logic::Date;
use crate::policy::{self, DefineId, Expr, InForce, ListId, ParameterId, QuestionId, RecordId};
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
    exprs: Vec<&'r Expr>,
    in_force: InForce,
    /// A reason for using sensitive facts is given.
    reason: bool,
    /// It says that it rests on an assessment.
    rests: bool,
    /// What it says can change a verdict.
    decides: bool,
}

impl Checker<'_> {
    /// Sensitive facts, advisory questions, missing versions.
    pub(super) fn law(&mut self, items: &Items<'_>, rules: Rules<'_>) {
        for part in parts(items, rules) {
            let Some(question) = rules.questions.get(part.question.index()) else { continue };
            let mut read = Deep::default();
            part.exprs.iter().for_each(|expr| read.add(&self.names, rules.defines, expr, question.record));
            if part.decides && !question.advisory {
                self.advisory(&part, &read, rules);
            }
            self.taint(&part, &mut read, question.record, rules);
            let mut missing = Missing { checker: self, rules, part: &part, seen: BTreeSet::new(), told: BTreeSet::new() };
            part.exprs.iter().for_each(|expr| missing.expr(expr, part.in_force, Some(question.record), None, None));
        }
    }

    /// What a part reads that must be said: sensitive facts and assessments, however it comes to them.
    fn taint(&mut self, part: &Part<'_>, read: &mut Deep, case: RecordId, rules: Rules<'_>) {
        let fields = || self.names.records.iter().flat_map(|record| &record.fields);
        let guarded = fields().any(|field| field.sensitive || field.assessment.is_some());
        if !guarded && !part.reason && !part.rests {
            return;
        }
        self.everything(read, part.question, case, rules);
        let questions: Vec<(QuestionId, Via)> = read.questions.iter().map(|(id, via)| (*id, *via)).collect();
        let mut seen = BTreeSet::new();
        let mut asked: Vec<(Deep, QuestionId, Via)> = Vec::new();
        for (id, via) in questions {
            self.asked(id, via, rules, &mut seen, &mut asked);
        }
        self.sensitive(part, read, &asked, rules);
        self.assessment(part, read, &asked, rules);
    }

    /// Adds to what an expression of a question reads: presumptions and deemings that can stand for a fact, and the conditions
    /// under which the facts exist.
    fn everything(&self, read: &mut Deep, question: QuestionId, case: RecordId, rules: Rules<'_>) {
        loop {
            let before = (read.fields.len(), read.facts.len(), read.questions.len());
            read.add_conditions(&self.names, case);
            self.presumed(read, question, case, rules);
            if before == (read.fields.len(), read.facts.len(), read.questions.len()) {
                return;
            }
        }
    }

    /// What the norms of a question read that is asked, and those of the questions that it asks.
    fn asked(
        &self,
        id: QuestionId,
        via: Via,
        rules: Rules<'_>,
        seen: &mut BTreeSet<QuestionId>,
        found: &mut Vec<(Deep, QuestionId, Via)>,
    ) {
        let Some(question) = rules.questions.get(id.index()).filter(|_| seen.insert(id)) else { return };
        let mut read = Deep::default();
        let norms = rules.norms.iter().filter(|norm| norm.question == id).flat_map(|norm| &norm.versions);
        for expr in question.covers.iter().chain([&question.law_as_at]).chain(norms.flat_map(policy::NormVersion::conditions)) {
            read.add(&self.names, rules.defines, expr, question.record);
        }
        self.everything(&mut read, id, question.record, rules);
        let inner: Vec<QuestionId> = read.questions.keys().copied().collect();
        found.push((read, id, via));
        for question in inner {
            self.asked(question, via, rules, seen, found);
        }
    }

    /// The first field with a property among those that are read, with the define or question that it is reached through.
    fn reached<'a>(
        &'a self,
        read: &Deep,
        asked: &[(Deep, QuestionId, Via)],
        rules: Rules<'a>,
        wanted: impl Fn(&policy::Field) -> bool,
    ) -> Option<(&'a policy::Field, Span, Option<&'a str>)> {
        let field = |(record, field): &(RecordId, usize)| {
            self.names.records.get(record.index())?.fields.get(*field).filter(|field| wanted(field))
        };
        let direct = read.fields.iter().find_map(|(at, via)| {
            let define = via.through.and_then(|id| rules.defines.get(id.index()));
            Some((field(at)?, via.span, define.map(|define| &*define.name)))
        });
        direct.or_else(|| {
            asked.iter().find_map(|(read, question, via)| {
                let question = rules.questions.get(question.index())?;
                Some((read.fields.keys().find_map(field)?, via.span, Some(&*question.name)))
            })
        })
    }

    /// Adds what the presumptions and deemings read that can stand for a fact that is read.
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

    fn sensitive(&mut self, part: &Part<'_>, read: &Deep, asked: &[(Deep, QuestionId, Via)], rules: Rules<'_>) {
        let finding = match self.reached(read, asked, rules, |field| field.sensitive) {
            Some((field, at, through)) if part.decides && !part.reason => {
                let reader = (part.span, part.word, part.name);
                say_law::sensitive(reader, (at, through), (&field.name, field.span))
            }
            None if part.reason => say_law::reason_for_nothing(part.span, part.word, part.name),
            _ => return,
        };
        self.out.push(finding);
    }

    fn assessment(&mut self, part: &Part<'_>, read: &Deep, asked: &[(Deep, QuestionId, Via)], rules: Rules<'_>) {
        let finding = match self.reached(read, asked, rules, |field| field.assessment.is_some()) {
            Some((field, at, through)) if part.decides && !part.rests => {
                let reader = (part.span, part.word, part.name);
                say_law::assessment(reader, (at, through), (&field.name, field.span))
            }
            None if part.rests => say_law::rests_on_nothing(part.span, part.word, part.name),
            _ => return,
        };
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
        let clauses = items.questions.get(at).map(|item| &item.node.clauses);
        let says = |clause: fn(&crate::syntax::tree::Clauses) -> bool| clauses.is_some_and(clause);
        let part = |word, name, span, exprs, in_force, (reason, rests), decides| Part {
            question: id,
            word,
            name,
            span,
            exprs,
            in_force,
            reason,
            rests,
            decides,
        };
        let said = (says(|it| it.sensitive_because.is_some()), says(|it| it.rests_on_assessment.is_some()));
        parts.extend(
            question.covers.iter().map(|expr| part("question", &*question.name, question.span, vec![expr], in_force, said, true)),
        );
        parts.extend(question.notes.iter().map(|note| {
            let said = (note.sensitive_because.is_some(), false);
            part("note", &*note.name, note.shown.span, vec![&note.shown], note.in_force, said, false)
        }));
        parts.extend(question.reports.iter().map(|report| {
            let said = (report.sensitive_because.is_some(), false);
            part("report", &*report.name, report.value.span, vec![&report.value], report.in_force, said, false)
        }));
        for version in question.powers.iter().flat_map(|power| power.versions.iter().map(move |version| (power, version))) {
            let (power, version) = version;
            let said = (version.sensitive_because.is_some(), version.rests_on_assessment);
            let exprs = version.conditions().collect();
            parts.push(part("power", &*power.name, version.span, exprs, version.in_force, said, false));
        }
        let presumptions = rules.presumptions.iter().filter(|presumption| presumption.questions.contains(&id));
        parts.extend(presumptions.map(|presumption| {
            let in_force = within(presumption.in_force, in_force);
            let said = (presumption.sensitive_because.is_some(), presumption.rests_on_assessment);
            let word = match presumption.standing {
                policy::Standing::Presumed => "presumption",
                policy::Standing::Deemed => "deeming",
            };
            part(word, &*presumption.sentence, presumption.when.span, vec![&presumption.when], in_force, said, true)
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
            exprs: version.conditions().collect(),
            in_force: version.in_force,
            reason: version.sensitive_because.is_some(),
            rests: version.rests_on_assessment,
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
