//! Facts: bounds and conditions of fields, defines, presumptions.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Checker;
use super::data::Allowed;
use super::depth::MOST_CASES;
use super::expr::{Expected, Mode};
use super::items::{At, Items};
use super::messages as say;
use super::names::{Def, number};
use super::resolve;
use super::versions::{self, Version};
use crate::diagnostic::{Code, Diagnostic};
use crate::policy::{self, Bounds, Datum, DefineId, InForce, PackId, QuestionId, RecordId, Root, Standing, Type};
use crate::source::Span;
use crate::syntax::{computed_value, tree, words};

impl Checker<'_> {
    /// Bounds and `only when` of all fields.
    pub(super) fn field_conditions(&mut self, items: &Items<'_>) {
        for (at, item) in items.records.iter().enumerate() {
            let id = RecordId(number(at));
            for field in &item.node.fields {
                let Some(index) = self.names.field(id, &field.name.text) else { continue };
                let Some(ty) =
                    self.names.records.get(at).and_then(|record| record.fields.get(index)).map(|field| field.ty.clone())
                else {
                    continue;
                };
                let bounds = field.bounds.as_ref().and_then(|(low, high)| self.bounds(item.pack, &field.name, (low, high), &ty));
                let expected = Expected(Type::YesNo, false);
                let only_when = field
                    .only_when
                    .as_ref()
                    .and_then(|condition| self.expr(item.pack, Some((id, Root::Var(0))), Mode::OnlyWhen, condition, &expected));
                if let Some(slot) = self.names.records.get_mut(at).and_then(|record| record.fields.get_mut(index)) {
                    slot.bounds = bounds;
                    slot.only_when = only_when;
                }
            }
            self.constraints(id, item);
        }
    }

    /// Facts of a case that are called by a word of the language: reported here, not wherever one is read.
    pub(super) fn unreadable_facts(&mut self, items: &Items<'_>) {
        let mut behind_dots: BTreeSet<RecordId> = self.names.tables.iter().map(|table| table.what).collect();
        for field in self.names.records.iter().flat_map(|record| &record.fields) {
            if let Type::Record(id) | Type::List(id) = field.ty {
                behind_dots.insert(id);
            }
        }
        let cases: BTreeSet<RecordId> = self.names.questions.iter().map(|question| question.what.record).collect();
        let files = &self.files;
        let word = |finding: &Diagnostic| files.get(finding.span().file.0 as usize).map(|file| file.slice(finding.span()));
        let read =
            |name: &tree::Name| self.out.iter().any(|finding| finding.code == Code::E023 && word(finding) == Some(&*name.text));
        // What is also read behind a dot may be called so, as long as nothing reads it without one.
        let of_cases = cases.iter().filter_map(|id| Some((behind_dots.contains(id), items.records.get(id.index())?)));
        let found: Vec<&tree::Name> = of_cases
            .flat_map(|(dotted, item)| item.node.fields.iter().map(move |field| (dotted, &field.name)))
            .filter(|(dotted, name)| words::is_reserved(&name.text) && (!dotted || read(name)))
            .map(|(_, name)| name)
            .collect();
        self.out.retain(|finding| finding.code != Code::E023 || !found.iter().any(|name| word(finding) == Some(&*name.text)));
        self.out.extend(found.into_iter().map(say::fact_named_as_a_word));
    }

    /// What no real record of a type contradicts.
    fn constraints(&mut self, id: RecordId, item: &At<'_, tree::Record>) {
        let mut typed = Vec::new();
        for written in &item.node.constraints {
            let yes_no = Expected(Type::YesNo, false);
            let condition = self.expr(item.pack, Some((id, Root::Var(0))), Mode::Constraint, &written.condition, &yes_no);
            let label = Arc::from(written.label.text.as_str());
            typed.extend(condition.map(|condition| policy::Constraint { condition, label, span: written.span }));
        }
        if let Some(record) = self.names.records.get_mut(id.index()) {
            record.constraints = typed;
        }
    }

    /// Whose judgement a fact is; a list or a record is no single judgement.
    pub(super) fn assessed(&mut self, field: &tree::Field, ty: &Type) -> Option<policy::Assessment> {
        let written = field.assessment.as_ref()?;
        if matches!(ty, Type::List(_) | Type::Record(_)) {
            self.out.push(say::assessment_of_many(written.span, &field.name));
            return None;
        }
        Some(policy::Assessment { by: Arc::from(written.by.text.as_str()), standard: resolve::text(written.standard.as_ref()) })
    }

    fn bounds(&mut self, pack: PackId, name: &tree::Name, (low, high): (&tree::Expr, &tree::Expr), ty: &Type) -> Option<Bounds> {
        let span = low.span.to(high.span);
        if !matches!(ty, Type::Number | Type::WholeNumber | Type::Money(Some(_)) | Type::Date) {
            self.out.push(say::no_bounds(span, name));
            return None;
        }
        let low = self.constant(pack, low, ty, false, false);
        let high = self.constant(pack, high, ty, false, false);
        let (bounds, fits) = match (low?, high?) {
            (Datum::Number(low), Datum::Number(high)) | (Datum::Money(low, _), Datum::Money(high, _)) => {
                (Bounds::Number(low, high), low <= high)
            }
            (Datum::Date(low, _), Datum::Date(_, high)) => (Bounds::Date(low, high), low <= high),
            _ => return None,
        };
        if !fits {
            self.out.push(say::bounds_reversed(span, name));
            return None;
        }
        Some(bounds)
    }

    /// The defines with their versions.
    pub(super) fn defines(&mut self, items: &Items<'_>) -> Vec<policy::Define> {
        let mut defines = Vec::new();
        for (at, written) in items.defines.iter().enumerate() {
            let Some(signature) = self.names.defines.get(at) else { continue };
            let (pack, name) = (signature.pack, signature.name.clone());
            let (record, ty, or_none) = (signature.what.record, signature.what.ty.clone(), signature.what.or_none);
            let expected = Expected(ty.clone(), or_none);
            let mut typed: Vec<(Version, Option<policy::DefineVersion>)> = Vec::new();
            let mut sound = true;
            for item in written {
                let version = self.version(&item.node.clauses, &item.node.name, item.amends);
                let in_force = self.in_force(version);
                self.allow(&item.node.clauses, Allowed::DEFINE, "define");
                let cites = self.cites(pack, &item.node.clauses);
                if let tree::DefineBody::Cases { cases, .. } = &item.node.body
                    && cases.len() > MOST_CASES
                {
                    self.out.push(say::too_many_cases(item.node.name.span, MOST_CASES));
                    sound = false;
                    continue;
                }
                let subject = (record, Root::Var(0));
                let mut rows = None;
                let body = match &item.node.body {
                    tree::DefineBody::Table(table) => {
                        let made = self.decision_table(pack, subject, table, &expected, item.node.name.span);
                        made.map(|(body, written)| {
                            rows = Some(written);
                            body
                        })
                    }
                    tree::DefineBody::As(body) => self.expr(pack, Some(subject), Mode::Norm, body, &expected),
                    tree::DefineBody::Cases { cases, otherwise } => {
                        self.expr(pack, Some(subject), Mode::Norm, &nested(cases, otherwise), &expected)
                    }
                };
                sound &= body.is_some();
                let made = body.map(|body| policy::DefineVersion { in_force, body, rows, cites });
                typed.push((Version { in_force, ..version }, made));
            }
            let (versions, fit) = self.settled(&name, "define", typed, |version| &mut version.in_force);
            if !(sound && fit) {
                self.broken.insert(Def::Define(DefineId(number(at))));
            }
            let label = written.first().map(|item| resolve::label(&item.node.name, item.node.label.as_ref())).unwrap_or_default();
            defines.push(policy::Define { pack, record, name, label, ty, or_none, versions });
        }
        defines
    }

    /// The presumptions and deemings with the questions that they reach.
    pub(super) fn presumptions(&mut self, items: &Items<'_>, in_force: &[InForce]) -> Vec<policy::Presumption> {
        let presumed = items.presumptions.iter().map(|item| (item.pack, item.quotes, Stands::presumed(item.node)));
        let deemed = items.deemings.iter().map(|item| (item.pack, item.quotes, Stands::deemed(item.node)));
        presumed.chain(deemed).filter_map(|(pack, quotes, stands)| self.stands(pack, quotes, &stands, in_force)).collect()
    }

    fn stands(
        &mut self,
        pack: PackId,
        quotes: &[tree::Text],
        node: &Stands<'_>,
        in_force: &[InForce],
    ) -> Option<policy::Presumption> {
        let (keyword, word) = match node.standing {
            Standing::Presumed => ("presume", "presumption"),
            Standing::Deemed => ("deem", "deeming"),
        };
        self.allow(node.clauses, Allowed::CONDITION, keyword);
        let version = self.version(node.clauses, node.field.names.first()?, None);
        let own = self.in_force(Version { span: node.field.span, ..version });
        let cites = self.cites(pack, node.clauses);
        let mut named: Vec<QuestionId> = Vec::new();
        for path in node.questions {
            named.push(self.own_question(pack, path, word)?);
        }
        let record = self.presumed_record(pack, node.field, &named)?;
        let (field, ty, or_none) = self.fact_path(record, node.field)?;
        let all = self.names.questions.iter().enumerate();
        let all = all.filter(|(_, question)| question.pack == pack && question.what.record == record);
        let questions = if named.is_empty() { all.map(|(at, _)| QuestionId(number(at))).collect() } else { named };
        let expected = Expected(ty, or_none);
        let before = self.out.len();
        let value = self.expr(pack, Some((record, Root::Case)), Mode::Constant, node.value, &expected);
        self.computed_value(before, node);
        let yes_no = Expected(Type::YesNo, false);
        let value = value.filter(|value| self.within_bounds(record, &field, value, node.field));
        let when = self.expr(pack, Some((record, Root::Case)), Mode::Norm, node.when, &yes_no);
        let reached = questions.iter().filter_map(|question| in_force.get(question.index())).copied().reduce(|a, b| InForce {
            from: a.from.min(b.from),
            until: a.until.zip(b.until).map(|(a, b)| a.max(b)),
            known_from: None,
        });
        Some(policy::Presumption {
            standing: node.standing,
            pack,
            record,
            field,
            value: value?,
            when: when?,
            sentence: Arc::from(node.sentence.text.as_str()),
            burden: resolve::text(node.burden),
            sensitive_because: resolve::text(node.clauses.sensitive_because.as_ref()),
            rests_on_assessment: node.clauses.rests_on_assessment.is_some(),
            questions,
            in_force: versions::within(own, reached.unwrap_or_default()),
            cites,
            quote: resolve::quote(quotes),
        })
    }

    /// Whether a number or date that stands for a fact lies within the fact's bounds.
    fn within_bounds(&mut self, record: RecordId, path: &[usize], value: &policy::Expr, written: &tree::Path) -> bool {
        let Some(bounds) = self.field_on(record, path).and_then(|field| field.bounds.clone()) else { return true };
        let inside = match (&bounds, &value.kind) {
            (Bounds::Number(low, high), policy::ExprKind::Number(number)) => low <= number && number <= high,
            (Bounds::Date(low, high), policy::ExprKind::Date(date)) => low <= date && date <= high,
            _ => true,
        };
        if !inside {
            self.out.push(say::stands_out_of_bounds(value.span, written));
        }
        inside
    }

    /// The field at the end of a path of nested records.
    fn field_on(&self, record: RecordId, path: &[usize]) -> Option<&policy::Field> {
        let (first, rest) = path.split_first()?;
        let field = self.names.records.get(record.index())?.fields.get(*first)?;
        match (rest, &field.ty) {
            ([], _) => Some(field),
            (rest, Type::Record(next)) => self.field_on(*next, rest),
            _ => None,
        }
    }

    /// Says of a value that is no fixed one how to write what is meant; `before`: how many findings there were without it.
    fn computed_value(&mut self, before: usize, node: &Stands<'_>) {
        let text = |span: Span| self.files.get(span.file.0 as usize).map_or("", |file| file.slice(span));
        let (fact, value) = (text(node.field.span), text(node.value.span));
        let presumes = node.standing == Standing::Presumed;
        for finding in self.out.iter_mut().skip(before).filter(|finding| finding.code == Code::E229) {
            *finding = computed_value(node.value.span, presumes, fact, value);
        }
    }

    /// The record type whose fact is presumed: that of the questions named, else the one of the pack's that has such a fact.
    fn presumed_record(&mut self, pack: PackId, field: &tree::Path, named: &[QuestionId]) -> Option<RecordId> {
        let questions = self.names.questions.iter().enumerate();
        let questions = questions.filter(|(at, question)| match named {
            [] => question.pack == pack,
            _ => named.contains(&QuestionId(number(*at))),
        });
        let mut records: Vec<RecordId> = questions.map(|(_, question)| question.what.record).collect();
        records.sort_unstable();
        records.dedup();
        if let [record] = records.as_slice() {
            return Some(*record);
        }
        let first = field.names.first()?;
        let having: Vec<RecordId> =
            records.iter().copied().filter(|record| self.names.field(*record, &first.text).is_some()).collect();
        match having.as_slice() {
            [record] if named.is_empty() => Some(*record),
            // A question that could not be read may be the one.
            [] if records.is_empty() && self.names.pack(pack).is_some_and(|own| own.opaque || !own.broken.is_empty()) => None,
            [] if records.iter().any(|record| self.names.is_derived(*record, &first.text)) => {
                self.out.push(say::derived_fact(first));
                None
            }
            _ => {
                let records: Vec<&str> =
                    records.iter().filter_map(|id| self.names.records.get(id.index())).map(|record| &*record.name).collect();
                self.out.push(say::presume_for_what(field, &records));
                None
            }
        }
    }

    /// A fact of a record by its dotted name: its fields, its type, and whether `none` may be written for it.
    pub(super) fn fact_path(&mut self, record: RecordId, path: &tree::Path) -> Option<(Vec<usize>, Type, bool)> {
        let mut at = Type::Record(record);
        let mut or_none = false;
        let mut fields = Vec::new();
        for name in &path.names {
            let Type::Record(id) = at else {
                self.out.push(say::no_fact_inside(name, path));
                return None;
            };
            if self.names.is_broken_field(id, &name.text) {
                return None;
            }
            let ty = self.names.records.get(id.index())?;
            let Some(index) = self.names.field(id, &name.text) else {
                let finding = if self.names.is_derived(id, &name.text) {
                    say::derived_fact(name)
                } else {
                    say::unknown_fact(name, &ty.name, ty.fields.iter().map(|field| &*field.name))
                };
                self.out.push(finding);
                return None;
            };
            let field = ty.fields.get(index)?;
            fields.push(index);
            or_none = field.none_allowed;
            at = field.ty.clone();
        }
        Some((fields, at, or_none))
    }
}

/// A presumption or a deeming as it is written.
struct Stands<'t> {
    standing: Standing,
    field: &'t tree::Path,
    value: &'t tree::Expr,
    when: &'t tree::Expr,
    sentence: &'t tree::Text,
    questions: &'t [tree::Path],
    burden: Option<&'t tree::Text>,
    clauses: &'t tree::Clauses,
}

impl<'t> Stands<'t> {
    fn presumed(node: &'t tree::Presume) -> Self {
        let tree::Presume { field, value, when, sentence, questions, burden, clauses } = node;
        Stands { standing: Standing::Presumed, field, value, when, sentence, questions, burden: burden.as_ref(), clauses }
    }

    fn deemed(node: &'t tree::Deem) -> Self {
        let tree::Deem { field, value, when, sentence, questions, clauses } = node;
        Stands { standing: Standing::Deemed, field, value, when, sentence, questions, burden: None, clauses }
    }
}

/// Lines of `is … when …` as one expression: nested `if`s.
fn nested(cases: &[(tree::Expr, tree::Expr)], otherwise: &tree::Expr) -> tree::Expr {
    cases.iter().rev().fold(otherwise.clone(), |rest, (value, when)| {
        let span = value.span.to(rest.span);
        let kind = tree::ExprKind::If(Box::new(when.clone()), Box::new(value.clone()), Box::new(rest));
        tree::Expr { kind, span }
    })
}
