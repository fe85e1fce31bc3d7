//! Questions and what belongs to them: requirements, bars, exceptions, notes, reports.

use std::sync::Arc;

use super::Checker;
use super::data::Allowed;
use super::expr::{Expected, Mode};
use super::items::{At, Items};
use super::messages as say;
use super::messages_of_law as say_law;
use super::messages_of_time as say_time;
use super::names::number;
use super::resolve::{self, TypePlace};
use super::versions::Version;
use crate::policy::{self, ExprKind, InForce, NormId, NormKind, PackId, QuestionId, RecordId, Root, Type, VerdictWord};
use crate::syntax::tree::{self, Targets};

pub(super) const YES_NO: Expected = Expected(Type::YesNo, false);

impl Checker<'_> {
    /// When each question is in force.
    pub(super) fn question_intervals(&mut self, items: &Items<'_>) -> Vec<InForce> {
        let questions = items.questions.iter();
        questions
            .map(|item| {
                let version = self.version(&item.node.clauses, &item.node.name, None);
                self.in_force(version)
            })
            .collect()
    }

    /// The questions; rules, notes and reports are filled in here too.
    pub(super) fn questions(&mut self, items: &Items<'_>, in_force: &[InForce]) -> Vec<policy::Question> {
        let mut questions = Vec::new();
        for (at, item) in items.questions.iter().enumerate() {
            let At { pack, node, .. } = *item;
            let Some(record) = self.names.questions.get(at).map(|question| question.what.record) else { continue };
            let subject = Some((record, Root::Case));
            self.allow(&node.clauses, Allowed::CONDITION, "question");
            let covers = node.covers.as_ref().and_then(|covers| self.expr(pack, subject, Mode::Norm, covers, &YES_NO));
            let date = Expected(Type::Date, false);
            let law_as_at = node.law_as_at.as_ref().and_then(|at| self.expr(pack, subject, Mode::Governing, at, &date));
            let today = policy::Expr { kind: ExprKind::Today, ty: Type::Date, or_none: false, span: node.name.span };
            let id = QuestionId(number(at));
            let rules = (0..items.norms.len()).map(|at| NormId(number(at))).filter(|norm| {
                self.names.norms.get(norm.index()).is_some_and(|norm| norm.what == id)
                    && self.names.kind_of(*norm) != Some(NormKind::Exception)
            });
            let rules = rules.collect();
            questions.push(policy::Question {
                pack,
                name: Arc::from(node.name.text.as_str()),
                record,
                sentence: Arc::from(node.sentence.text.as_str()),
                covers,
                law_as_at: law_as_at.unwrap_or(today),
                advisory: node.advisory,
                says: self.says(node),
                in_force: in_force.get(at).copied().unwrap_or_default(),
                cites: self.cites(pack, &node.clauses),
                quote: resolve::quote(item.quotes),
                rules,
                powers: self.powers(items, id, record, in_force),
                notes: self.notes(items, id, record, in_force),
                reports: self.reports(items, id, record, in_force),
                span: node.name.span,
            });
        }
        questions
    }

    fn says(&mut self, node: &tree::Question) -> Vec<(VerdictWord, Arc<str>)> {
        let mut says: Vec<(VerdictWord, Arc<str>)> = Vec::new();
        for (verdict, text) in &node.says {
            if says.iter().any(|(other, _)| other == verdict) {
                self.out.push(say::says_twice(text.span, *verdict));
                continue;
            }
            says.push((*verdict, Arc::from(text.text.as_str())));
        }
        let all = [VerdictWord::Eligible, VerdictWord::Ineligible, VerdictWord::Undetermined, VerdictWord::NotApplicable];
        let absent: Vec<VerdictWord> = all.into_iter().filter(|word| !says.iter().any(|(said, _)| said == word)).collect();
        if node.advisory && !absent.is_empty() {
            self.out.push(say_law::advisory_without_words(&node.name, &absent));
        }
        says
    }

    pub(super) fn question_interval(&self, question: QuestionId, in_force: &[InForce]) -> (String, InForce) {
        let name = self.names.questions.get(question.index()).map(|question| question.name.to_string()).unwrap_or_default();
        (name, in_force.get(question.index()).copied().unwrap_or_default())
    }

    fn notes(&mut self, items: &Items<'_>, question: QuestionId, record: RecordId, in_force: &[InForce]) -> Vec<policy::Note> {
        let mut notes = Vec::new();
        let within = self.question_interval(question, in_force);
        for (_, written) in items.notes.iter().filter(|(of, _)| *of == question) {
            let Some(first) = written.first() else { continue };
            let mut typed = Vec::new();
            for At { pack, node, quotes, amends, .. } in written.iter().copied() {
                self.allow(&node.clauses, Allowed::BESIDE, "note");
                let version = self.version(&node.clauses, &node.name, amends);
                let in_force = self.in_force_within(version, (&within.0, within.1));
                let cites = self.cites(pack, &node.clauses);
                let made = self.expr(pack, Some((record, Root::Case)), Mode::View(question), &node.shown, &YES_NO);
                let made = made.map(|shown| policy::NoteVersion {
                    sentence: Arc::from(node.sentence.text.as_str()),
                    shown,
                    sensitive_because: resolve::text(node.clauses.sensitive_because.as_ref()),
                    in_force,
                    cites,
                    quote: resolve::quote(quotes),
                });
                typed.push((version, made));
            }
            let (versions, _) = self.settled(&first.node.name.text, "note", typed, |version| &mut version.in_force);
            notes.push(policy::Note { name: Arc::from(first.node.name.text.as_str()), versions });
        }
        notes
    }

    fn reports(
        &mut self,
        items: &Items<'_>,
        question: QuestionId,
        record: RecordId,
        in_force: &[InForce],
    ) -> Vec<policy::Report> {
        let mut reports = Vec::new();
        let within = self.question_interval(question, in_force);
        for (_, written) in items.reports.iter().filter(|(of, _)| *of == question) {
            let Some(first) = written.first() else { continue };
            let Some(ty) = self.ty(first.pack, &first.node.ty, TypePlace::Report) else { continue };
            let mut typed = Vec::new();
            for (at, item) in written.iter().enumerate() {
                let At { pack, node, amends, .. } = *item;
                self.allow(&node.clauses, Allowed::BESIDE, "report");
                let version = self.version(&node.clauses, &node.name, amends);
                let in_force = self.in_force_within(version, (&within.0, within.1));
                let cites = self.cites(pack, &node.clauses);
                let own = if at == 0 { Some(ty.clone()) } else { self.ty(pack, &node.ty, TypePlace::Report) };
                let Some(own) = own else { continue };
                if own != ty || node.ty.or_none != first.node.ty.or_none {
                    self.out.push(say_time::versions_differ(&node.name, "its type", first.node.name.span));
                }
                let expected = Expected(own, node.ty.or_none);
                let made = self.expr(pack, Some((record, Root::Case)), Mode::View(question), &node.value, &expected);
                let label = resolve::label(&node.name, node.label.as_ref());
                let sensitive_because = resolve::text(node.clauses.sensitive_because.as_ref());
                let made = made.map(|value| policy::ReportVersion { label, value, sensitive_because, in_force, cites });
                typed.push((version, made));
            }
            let (versions, _) = self.settled(&first.node.name.text, "report", typed, |version| &mut version.in_force);
            reports.push(policy::Report { name: Arc::from(first.node.name.text.as_str()), ty, versions });
        }
        reports
    }

    /// The norms with their versions, exceptions attached to what they lift.
    pub(super) fn norms(&mut self, items: &Items<'_>, in_force: &[InForce]) -> Vec<policy::Norm> {
        let mut norms: Vec<policy::Norm> = Vec::new();
        for at in 0..items.norms.len() {
            if let Some(norm) = self.norm(items, NormId(number(at)), in_force) {
                norms.push(norm);
            }
        }
        let lifts: Vec<(NormId, NormId)> = norms
            .iter()
            .enumerate()
            .flat_map(|(at, norm)| norm.lifts.iter().map(move |lifted| (*lifted, NormId(number(at)))))
            .collect();
        for (lifted, by) in lifts {
            if let Some(norm) = norms.get_mut(lifted.index()) {
                norm.exceptions.push(by);
            }
        }
        norms
    }

    fn norm(&mut self, items: &Items<'_>, id: NormId, in_force: &[InForce]) -> Option<policy::Norm> {
        let written = items.norms.get(id.index())?;
        let declared = self.names.norms.get(id.index())?;
        let (pack, name, question) = (declared.pack, declared.name.clone(), declared.what);
        let record = self.names.questions.get(question.index())?.what.record;
        let within = self.question_interval(question, in_force);
        let mut typed: Vec<(Version, Option<policy::NormVersion>)> = Vec::new();
        let mut lifts: Option<Vec<NormId>> = None;
        let mut law_as_at: Option<policy::Expr> = None;
        let kind = self.names.kind_of(id)?;
        let word = written.first().map_or("norm", |item| say::norm_word(&item.node.kind));
        for item in written {
            let node = item.node;
            let allowed = if kind == NormKind::Exception { Allowed::CONDITION } else { Allowed::RULE };
            self.allow(&node.clauses, allowed, word);
            let version = self.version(&node.clauses, &node.name, item.amends);
            let own_clock = self.own_clock(pack, record, (written, item), &mut law_as_at);
            let own = if own_clock { self.in_force(version) } else { self.in_force_within(version, (&within.0, within.1)) };
            let cites = self.cites(pack, &node.clauses);
            if let tree::NormKind::Exception(targets) = &node.kind {
                let targets = self.targets(items, question, node, targets);
                match &lifts {
                    Some(first) if *first != targets => {
                        let first = written.first().map(|item| item.node.name.span).unwrap_or_default();
                        self.out.push(say_time::versions_differ(&node.name, "what it lifts", first));
                    }
                    Some(_) => {}
                    None => lifts = Some(targets),
                }
            }
            let subject = Some((record, Root::Case));
            let required = node.required.as_ref().map(|required| self.expr(pack, subject, Mode::Norm, required, &YES_NO));
            let given = required.as_ref().and_then(Option::as_ref);
            let condition = self.expr_given(pack, subject, Mode::Norm, &node.condition, given);
            let condition = condition.filter(|_| required.as_ref().is_none_or(Option::is_some));
            let made = condition.map(|condition| policy::NormVersion {
                in_force: own,
                sentence: Arc::from(node.sentence.text.as_str()),
                required: required.flatten(),
                condition,
                cites,
                quote: resolve::quote(item.quotes),
                curable: resolve::text(node.clauses.curable.as_ref()),
                sensitive_because: resolve::text(node.clauses.sensitive_because.as_ref()),
                rests_on_assessment: node.clauses.rests_on_assessment.is_some(),
                span: node.name.span,
            });
            typed.push((version, made));
        }
        let (versions, _) = self.settled(&name, word, typed, |version| &mut version.in_force);
        let lifts = lifts.unwrap_or_default();
        Some(policy::Norm { pack, question, kind, name, versions, law_as_at, exceptions: Vec::new(), lifts })
    }

    /// Whether a version has a clock of its own, which it must share with the others: it says which of them is law.
    fn own_clock(
        &mut self,
        pack: PackId,
        record: RecordId,
        (versions, item): (&[At<'_, tree::Norm>], &At<'_, tree::Norm>),
        law_as_at: &mut Option<policy::Expr>,
    ) -> bool {
        let node = item.node;
        let Some(first) = versions.first() else { return false };
        if std::ptr::eq(first.node, node) {
            let date = Expected(Type::Date, false);
            let clock = node.law_as_at.as_ref();
            *law_as_at = clock.and_then(|at| self.expr(pack, Some((record, Root::Case)), Mode::Governing, at, &date));
        } else if self.words(node.law_as_at.as_ref()) != self.words(first.node.law_as_at.as_ref()) {
            self.out.push(say_time::versions_differ(&node.name, "`law as at`", first.node.name.span));
        }
        node.law_as_at.is_some()
    }

    /// The author's words for an expression, whatever the blanks between them.
    fn words(&self, expr: Option<&tree::Expr>) -> Option<Vec<&str>> {
        let expr = expr?;
        let text = self.files.get(expr.span.file.0 as usize).map(|file| file.slice(expr.span)).unwrap_or_default();
        Some(text.split_whitespace().collect())
    }

    /// What an exception lifts, in order of number.
    fn targets(&mut self, items: &Items<'_>, question: QuestionId, node: &tree::Norm, targets: &Targets) -> Vec<NormId> {
        let mut found: Vec<NormId> = match targets {
            Targets::Named(chains) => chains.iter().filter_map(|chain| self.target(items, question, node, chain)).collect(),
            Targets::Every { bars, except, .. } => {
                let wanted = if *bars { NormKind::Bar } else { NormKind::Requirement };
                let left_out: Vec<NormId> = except.iter().filter_map(|name| self.norm_named(question, name, "norm")).collect();
                let all = (0..items.norms.len()).map(|at| NormId(number(at)));
                all.filter(|id| self.names.norms.get(id.index()).is_some_and(|norm| norm.what == question))
                    .filter(|id| self.names.kind_of(*id) == Some(wanted) && !left_out.contains(id))
                    .collect()
            }
        };
        found.sort_unstable();
        found.dedup();
        found
    }

    /// `EXCEPTION of RULE of QUESTION`, the innermost first: each but the last lifts the one behind it.
    fn target(&mut self, items: &Items<'_>, question: QuestionId, node: &tree::Norm, chain: &[tree::Path]) -> Option<NormId> {
        let (_, norms) = chain.split_last()?;
        let mut behind: Option<(NormId, &tree::Path)> = None;
        for path in norms.iter().rev() {
            let name = path.names.last()?;
            let id = self.norm_named(question, name, "norm")?;
            if let Some((rule, rule_path)) = behind
                && !self.is_exception_to(items, id, rule)
            {
                self.out.push(say::no_exception_to(path, rule_path));
                return None;
            }
            behind = Some((id, path));
        }
        let (id, path) = behind?;
        if items.norms.get(id.index()).is_some_and(|versions| versions.iter().any(|item| std::ptr::eq(item.node, node))) {
            self.out.push(say::lifts_itself(path));
            return None;
        }
        Some(id)
    }

    fn is_exception_to(&self, items: &Items<'_>, exception: NormId, rule: NormId) -> bool {
        let rule_name = self.names.norms.get(rule.index()).map(|norm| norm.name.clone()).unwrap_or_default();
        let versions = items.norms.get(exception.index()).map(Vec::as_slice).unwrap_or_default();
        versions.iter().any(|item| match &item.node.kind {
            tree::NormKind::Exception(Targets::Named(chains)) => chains
                .iter()
                .any(|chain| chain.first().and_then(|path| path.names.last()).is_some_and(|name| *name.text == *rule_name)),
            tree::NormKind::Exception(Targets::Every { bars, except, .. }) => {
                let wanted = if *bars { NormKind::Bar } else { NormKind::Requirement };
                self.names.kind_of(rule) == Some(wanted) && !except.iter().any(|name| *name.text == *rule_name)
            }
            _ => false,
        })
    }

    /// A norm of a question by name; unknown ones are reported.
    pub(super) fn norm_named(&mut self, question: QuestionId, name: &tree::Name, word: &str) -> Option<NormId> {
        if let Some(id) = self.names.norm(question, &name.text) {
            return Some(id);
        }
        let of = self.names.questions.get(question.index())?;
        if self.names.pack(of.pack).is_some_and(|pack| pack.hides(&name.text)) {
            return None;
        }
        let norms = self.names.norms.iter().filter(|norm| norm.what == question).map(|norm| &*norm.name);
        let finding = say::unknown_in_question(name, word, &of.name, norms);
        self.out.push(finding);
        None
    }
}
