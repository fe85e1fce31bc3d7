//! What the law asks of rules: sensitive facts are used for a stated reason, assessments are announced, binding norms read no advisory question, and what
//! is in force reads only what has a version on that day.

use std::collections::BTreeSet;

use super::Checker;
use super::circles::overlap;
use super::items::Items;
use super::messages_of_law as say_law;
use super::messages_of_time as say_time;
use super::names::{Def, number};
use super::versions::{first_gap, is_empty, start, within};
use super::walk::{Deep, Via, direct};
use crate::logic::Date;
use crate::policy::{self, DefineId, Expr, InForce, InTime, ListId, ParameterId, QuestionId, RecordId};
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
    /// The date whose law it is.
    clock: Option<&'r Expr>,
    in_force: InForce,
    /// A reason for using sensitive facts is given.
    reason: bool,
    /// It says that it rests on an assessment.
    rests: bool,
    /// It decides: about the verdict, or about what may be done beside it.
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
        self.everything(read, part.clock, (part.question, case), rules);
        let mut seen = BTreeSet::new();
        let mut asked: Vec<(Deep, QuestionId, Via)> = Vec::new();
        for (question, via) in &read.questions {
            self.asked(*question, *via, rules, &mut seen, &mut asked);
        }
        self.sensitive(part, read, &asked, rules);
        self.assessment(part, read, &asked, rules);
    }

    /// Adds to what expressions of a question read: presumptions and deemings that can stand for a fact, the conditions under
    /// which the facts exist, and the dates that pick their law. Those are read as they are recorded: nothing stands for them.
    fn everything<'e>(
        &self,
        read: &mut Deep,
        clocks: impl IntoIterator<Item = &'e Expr>,
        (question, case): (QuestionId, RecordId),
        rules: Rules<'_>,
    ) {
        loop {
            let before = (read.fields.len(), read.facts.len(), read.questions.len());
            read.add_conditions(&self.names, case);
            self.presumed(read, question, case, rules);
            if before == (read.fields.len(), read.facts.len(), read.questions.len()) {
                break;
            }
        }
        clocks.into_iter().for_each(|clock| read.add(&self.names, rules.defines, clock, case));
        read.add_conditions(&self.names, case);
    }

    /// What the norms of a question read that is asked, and those of the questions that it asks. Whether it applies hangs on
    /// its scope and on the law, not on what the norms ask for.
    fn asked(
        &self,
        (id, scope): (QuestionId, bool),
        via: Via,
        rules: Rules<'_>,
        seen: &mut BTreeSet<(QuestionId, bool)>,
        found: &mut Vec<(Deep, QuestionId, Via)>,
    ) {
        let Some(question) = rules.questions.get(id.index()).filter(|_| seen.insert((id, scope))) else { return };
        let mut read = Deep::default();
        let norms = || rules.norms.iter().filter(|norm| norm.question == id);
        let conditions = norms().filter(|_| !scope).flat_map(|norm| &norm.versions).flat_map(policy::NormVersion::conditions);
        for expr in question.covers.iter().chain(conditions) {
            read.add(&self.names, rules.defines, expr, question.record);
        }
        let clocks = norms().filter_map(|norm| norm.law_as_at.as_ref()).chain([&question.law_as_at]);
        self.everything(&mut read, clocks, (id, question.record), rules);
        let inner: Vec<(QuestionId, bool)> = read.questions.keys().copied().collect();
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
        let advisory = read.questions.iter().find_map(|((id, _), via)| {
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
        let clauses = items.questions.get(at).map(|item| &item.node.clauses);
        parts_of_question(&mut parts, QuestionId(number(at)), question, clauses, rules);
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
            clock: norm.law_as_at.as_ref(),
            in_force: version.in_force,
            reason: version.sensitive_because.is_some(),
            rests: version.rests_on_assessment,
            decides: true,
        }));
    }
    parts
}

/// The conditions of a question itself, of what stands beside its verdict, and of what stands for facts in it.
fn parts_of_question<'r>(
    parts: &mut Vec<Part<'r>>,
    id: QuestionId,
    question: &'r policy::Question,
    clauses: Option<&crate::syntax::tree::Clauses>,
    rules: Rules<'r>,
) {
    let in_force = question.in_force;
    let says = |clause: fn(&crate::syntax::tree::Clauses) -> bool| clauses.is_some_and(clause);
    let part = |word, name, span, exprs, in_force, (reason, rests), decides| Part {
        question: id,
        word,
        name,
        span,
        exprs,
        clock: None,
        in_force,
        reason,
        rests,
        decides,
    };
    let said = (says(|it| it.sensitive_because.is_some()), says(|it| it.rests_on_assessment.is_some()));
    let covers = question.covers.iter().collect();
    let own = part("question", &*question.name, question.span, covers, in_force, said, true);
    parts.push(Part { clock: Some(&question.law_as_at), ..own });
    let notes = question.notes.iter().flat_map(|note| note.versions.iter().map(move |version| (&*note.name, version)));
    parts.extend(notes.map(|(name, note)| {
        let said = (note.sensitive_because.is_some(), false);
        part("note", name, note.shown.span, vec![&note.shown], note.in_force, said, false)
    }));
    let reports = question.reports.iter().flat_map(|report| report.versions.iter().map(move |version| (&*report.name, version)));
    parts.extend(reports.map(|(name, report)| {
        let said = (report.sensitive_because.is_some(), false);
        part("report", name, report.value.span, vec![&report.value], report.in_force, said, false)
    }));
    for version in question.powers.iter().flat_map(|power| power.versions.iter().map(move |version| (power, version))) {
        let (power, version) = version;
        let said = (version.sensitive_because.is_some(), version.rests_on_assessment);
        let exprs = version.conditions().collect();
        parts.push(part("power", &*power.name, version.span, exprs, version.in_force, said, true));
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

/// Looks for what has no version on a day on which it is read.
struct Missing<'m, 's, 'r> {
    checker: &'m mut Checker<'s>,
    rules: Rules<'r>,
    part: &'m Part<'r>,
    seen: BTreeSet<(DefineId, InForce)>,
    /// Each thing is named once.
    told: BTreeSet<Def>,
}

impl Missing<'_, '_, '_> {
    /// What an expression reads that is law on the days of a stretch, for who asks when it is known.
    fn expr(&mut self, expr: &Expr, stretch: InForce, case: Option<RecordId>, subject: Option<RecordId>, at: Option<Span>) {
        if is_empty(stretch) {
            return;
        }
        let read = direct(&self.checker.names, expr, case, subject);
        let rules = self.rules;
        for (id, span) in read.parameters {
            let Some(parameter) = rules.parameters.get(id.index()) else { continue };
            self.covered(Def::Parameter(ParameterId(id.0)), &parameter.name, &parameter.versions, stretch, at.unwrap_or(span));
        }
        for (id, span) in read.lists {
            let Some(list) = rules.lists.get(id.index()) else { continue };
            self.covered(Def::List(ListId(id.0)), &list.name, &list.versions, stretch, at.unwrap_or(span));
        }
        for (id, _, span) in read.defines {
            let Some(define) = rules.defines.get(id.index()) else { continue };
            let at = at.unwrap_or(span);
            if self.checker.broken.contains(&Def::Define(id)) || !self.seen.insert((id, stretch)) {
                continue;
            }
            self.covered(Def::Define(id), &define.name, &define.versions, stretch, at);
            for version in &define.versions {
                let known_from = version.in_force.known_from.max(stretch.known_from);
                let inner = InForce { known_from, ..within(version.in_force, stretch) };
                self.expr(&version.body, inner, None, Some(define.record), Some(at));
            }
        }
    }

    /// Reports a thing that has no version on a day on which it is read. Who asks later knows every version that was known
    /// before, so the first day on which the reader is known is the one that counts.
    fn covered<T: InTime>(&mut self, def: Def, name: &str, versions: &[T], stretch: InForce, at: Span) {
        let versions: Vec<InForce> = versions.iter().map(InTime::in_force).collect();
        let known_on = stretch.known_from.unwrap_or(Date::MIN);
        let Some(gap) = first_gap(&versions, known_on, stretch) else { return };
        if self.checker.broken.contains(&def) || !self.told.insert(def) {
            return;
        }
        let declared = self.checker.names.span_of(def);
        let (reader, read) = ((self.part.span, self.part.word, self.part.name), (at, def.word(), name, declared));
        let known = versions.iter().filter(|version| version.is_known_on(known_on)).map(|version| start(*version)).min();
        let finding = match known {
            None => say_time::no_version_known(reader, read, versions.iter().filter_map(|version| version.known_from).min()),
            Some(first) if gap < first => say_time::no_version_before(reader, read, first, stretch.from),
            Some(_) => say_time::no_version_after(reader, read, gap),
        };
        self.checker.out.push(finding);
    }
}
