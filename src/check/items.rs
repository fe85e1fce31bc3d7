//! The items of all packs, each under its number: what is declared before anything is typed.
//!
//! Read [`Items`] first. Types come before what has a type, questions before what belongs to one; an item whose head is wrong is
//! reported here and its name is kept as broken, so that nothing that names it is reported on top.

use std::sync::Arc;

use super::Checker;
use super::load::Loaded;
use super::messages as say;
use super::messages_of_law as say_law;
use super::messages_of_time as say_time;
use super::names::{Def, DefineSignature, Named, PackNames, QuestionSignature, number};
use super::resolve::{self, TypePlace};
use crate::policy::{
    self, ChoiceId, DefineId, ListId, NormId, NormKind, PackId, ParameterId, QuestionId, ReadingId, RecordId, SourceId, TableId,
};
use crate::source::Span;
use crate::syntax::tree::{self, ItemKind, Name};

/// An item where it stands.
#[derive(Debug)]
pub(super) struct At<'t, T> {
    pub pack: PackId,
    pub quotes: &'t [tree::Text],
    pub span: Span,
    /// The word `amends`.
    pub amends: Option<Span>,
    pub node: &'t T,
}

impl<T> Clone for At<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for At<'_, T> {}

/// All items; those with a number stand at it.
#[derive(Debug, Default)]
pub(super) struct Items<'t> {
    pub calendars: Vec<At<'t, tree::Calendar>>,
    pub sources: Vec<At<'t, tree::Source>>,
    pub choices: Vec<At<'t, tree::Choice>>,
    pub records: Vec<At<'t, tree::Record>>,
    /// The versions of each: more than one where it is amended.
    pub lists: Vec<Vec<At<'t, tree::List>>>,
    pub tables: Vec<At<'t, tree::Table>>,
    /// As lists.
    pub parameters: Vec<Vec<At<'t, tree::Parameter>>>,
    /// The versions of each.
    pub defines: Vec<Vec<At<'t, tree::Define>>>,
    pub presumptions: Vec<At<'t, tree::Presume>>,
    pub deemings: Vec<At<'t, tree::Deem>>,
    pub readings: Vec<At<'t, tree::Reading>>,
    pub questions: Vec<At<'t, tree::Question>>,
    /// The versions of each.
    pub norms: Vec<Vec<At<'t, tree::Norm>>>,
    /// The versions of each.
    pub powers: Vec<Vec<At<'t, tree::Power>>>,
    /// The versions of each.
    pub notes: Vec<(QuestionId, Vec<At<'t, tree::Note>>)>,
    /// The versions of each.
    pub reports: Vec<(QuestionId, Vec<At<'t, tree::Report>>)>,
    pub examples: Vec<At<'t, tree::Example>>,
    pub tests: Vec<At<'t, tree::Test>>,
}

/// Declares everything.
pub(super) fn collect<'t>(checker: &mut Checker<'_>, loaded: &'t Loaded) -> Items<'t> {
    for pack in &loaded.packs {
        let broken = pack.trees.iter().flat_map(|tree| tree.broken.iter().cloned()).collect();
        checker.names.packs.push(PackNames {
            name: pack.name.clone(),
            uses: pack.uses.clone(),
            defs: Default::default(),
            broken,
            opaque: pack.opaque,
            calendar: policy::Calendar::default(),
        });
    }
    let mut items = Items::default();
    let passes = [Pass::Types, Pass::Fields, Pass::Data, Pass::Defines, Pass::Norms];
    for pass in passes {
        if let Pass::Fields = pass {
            fields(checker, &items);
            continue;
        }
        for (at, pack) in loaded.packs.iter().enumerate() {
            let mut collector = Collector { checker, items: &mut items, pack: PackId(number(at)) };
            let items = || pack.trees.iter().flat_map(|tree| &tree.items);
            // What is amended may stand in a later file.
            let plain = items().filter(|item| item.amends.is_none());
            for item in plain.chain(items().filter(|item| item.amends.is_some())) {
                match pass {
                    Pass::Types => collector.types(item),
                    Pass::Data => collector.data(item),
                    Pass::Defines => collector.defines(item),
                    Pass::Norms => collector.norms(item),
                    Pass::Fields => {}
                }
            }
        }
    }
    items
}

/// What is declared, in an order in which each finds what its head names.
#[derive(Clone, Copy)]
enum Pass {
    Types,
    Fields,
    Data,
    Defines,
    Norms,
}

/// Resolves the types of all fields.
fn fields(checker: &mut Checker<'_>, items: &Items<'_>) {
    for (at, item) in items.records.iter().enumerate() {
        let id = RecordId(number(at));
        let mut fields: Vec<policy::Field> = Vec::new();
        for field in &item.node.fields {
            if let Some(first) = fields.iter().find(|other| *other.name == field.name.text) {
                checker.out.push(say::duplicate(&field.name, "field", first.span));
                continue;
            }
            if ["value", "items", "amount"].contains(&field.name.text.as_str()) {
                checker.out.push(say::wrapper_key(&field.name));
            }
            let Some(ty) = checker.ty(item.pack, &field.ty, TypePlace::Field) else {
                checker.names.broken_fields.insert((id, field.name.text.clone()));
                continue;
            };
            let assessment = checker.assessed(field, &ty);
            fields.push(policy::Field {
                name: Arc::from(field.name.text.as_str()),
                label: resolve::label(&field.name, field.label.as_ref()),
                ty,
                or_none: field.ty.or_none || field.only_when.is_some(),
                none_allowed: field.ty.or_none,
                bounds: None,
                only_when: None,
                sensitive: field.sensitive,
                always_known: field.always_known,
                immutable: field.immutable,
                asked: resolve::text(field.asked.as_ref()),
                decided_by: resolve::text(field.decided_by.as_ref()),
                assessment,
                span: field.name.span,
            });
        }
        if let Some(record) = checker.names.records.get_mut(at) {
            record.fields = fields;
        }
    }
}

/// The items of one pack on their way to their numbers.
pub(super) struct Collector<'c, 's, 't> {
    pub checker: &'c mut Checker<'s>,
    pub items: &'c mut Items<'t>,
    pub pack: PackId,
}

impl<'t> Collector<'_, '_, 't> {
    pub(super) fn at<T>(&self, item: &'t tree::Item, node: &'t T) -> At<'t, T> {
        At { pack: self.pack, quotes: &item.quotes, span: item.span, amends: item.amends, node }
    }

    /// Makes a name known in its pack; `false` if it is taken, which is reported.
    fn declare(&mut self, name: &Name, def: Def) -> bool {
        let names = &mut self.checker.names;
        let taken = names.packs.get(self.pack.index()).and_then(|own| own.defs.get(&name.text));
        let taken = taken.and_then(|defs| defs.iter().copied().find(|other| clash(*other, def)));
        if let Some(other) = taken {
            let first = names.span_of(other);
            self.checker.out.push(say::duplicate(name, other.word(), first));
            return false;
        }
        if let Some(own) = names.packs.get_mut(self.pack.index()) {
            own.defs.entry(name.text.clone()).or_default().push(def);
        }
        true
    }

    fn broken(&mut self, name: &Name) {
        if let Some(own) = self.checker.names.packs.get_mut(self.pack.index()) {
            own.broken.insert(name.text.clone());
        }
    }

    fn named<T>(&self, name: &Name, what: T) -> Named<T> {
        Named { pack: self.pack, name: Arc::from(name.text.as_str()), span: name.span, what }
    }

    fn types(&mut self, item: &'t tree::Item) {
        match &item.kind {
            ItemKind::Calendar(node) => match self.items.calendars.iter().find(|other| other.pack == self.pack) {
                Some(first) => self.checker.out.push(say_law::second_calendar(item.span, first.span)),
                None => self.items.calendars.push(self.at(item, node)),
            },
            ItemKind::Source(node) if self.declare(&node.name, Def::Source(SourceId(number(self.items.sources.len())))) => {
                self.items.sources.push(self.at(item, node));
                self.checker.names.sources.push(self.named(&node.name, ()));
            }
            ItemKind::Choice(node) if self.declare(&node.name, Def::Choice(ChoiceId(number(self.items.choices.len())))) => {
                let options = self.checker.options(&node.name, &node.options, false);
                self.items.choices.push(self.at(item, node));
                let name = Arc::from(node.name.text.as_str());
                self.checker.names.choices.push(policy::Choice { pack: self.pack, name, options });
                self.checker.names.choice_spans.push(node.name.span);
            }
            ItemKind::Record(node) if self.declare(&node.name, Def::Record(RecordId(number(self.items.records.len())))) => {
                self.items.records.push(self.at(item, node));
                self.checker.names.records.push(policy::RecordType {
                    pack: self.pack,
                    name: Arc::from(node.name.text.as_str()),
                    label: resolve::label(&node.name, node.label.as_ref()),
                    fields: Vec::new(),
                    constraints: Vec::new(),
                });
                self.checker.names.record_spans.push(node.name.span);
            }
            ItemKind::Reading(node) if self.declare(&node.name, Def::Reading(ReadingId(number(self.items.readings.len())))) => {
                let options = self.checker.options(&node.name, &node.options, true);
                self.items.readings.push(self.at(item, node));
                self.checker.names.readings.push(policy::Reading {
                    pack: self.pack,
                    name: Arc::from(node.name.text.as_str()),
                    question: Arc::from(node.question.text.as_str()),
                    options,
                    default: node.options.iter().position(|option| option.default),
                    cites: Vec::new(),
                    quote: resolve::quote(&item.quotes),
                });
                self.checker.names.reading_spans.push(node.name.span);
            }
            _ => {}
        }
    }

    fn data(&mut self, item: &'t tree::Item) {
        match &item.kind {
            ItemKind::List(node) if item.amends.is_some() => self.amended_list(item, node),
            ItemKind::Parameter(node) if item.amends.is_some() => self.amended_parameter(item, node),
            ItemKind::List(node) => match self.written_type(node.ty.as_ref(), TypePlace::Member) {
                Some(ty) if self.declare(&node.name, Def::List(ListId(number(self.items.lists.len())))) => {
                    self.items.lists.push(vec![self.at(item, node)]);
                    self.checker.names.lists.push(self.named(&node.name, ty));
                }
                _ => self.broken(&node.name),
            },
            ItemKind::Parameter(node) => match self.written_type(node.ty.as_ref(), TypePlace::Parameter) {
                Some(ty) if self.declare(&node.name, Def::Parameter(ParameterId(number(self.items.parameters.len())))) => {
                    self.items.parameters.push(vec![self.at(item, node)]);
                    self.checker.names.parameters.push(self.named(&node.name, ty));
                }
                _ => self.broken(&node.name),
            },
            ItemKind::Table(node) => match self.checker.record(self.pack, &node.record) {
                Some(record) if self.declare(&node.name, Def::Table(TableId(number(self.items.tables.len())))) => {
                    self.items.tables.push(self.at(item, node));
                    self.checker.names.tables.push(self.named(&node.name, record));
                }
                _ => self.broken(&node.name),
            },
            ItemKind::Question(node) => match self.checker.record(self.pack, &node.record) {
                Some(record) if self.declare(&node.name, Def::Question(QuestionId(number(self.items.questions.len())))) => {
                    self.items.questions.push(self.at(item, &**node));
                    let what = QuestionSignature { record, advisory: node.advisory };
                    self.checker.names.questions.push(self.named(&node.name, what));
                }
                _ => self.broken(&node.name),
            },
            ItemKind::Example(node) => match self.checker.record(self.pack, &node.record) {
                Some(record) if self.declare(&node.name, Def::Example(self.items.examples.len())) => {
                    self.items.examples.push(self.at(item, node));
                    self.checker.names.examples.push(self.named(&node.name, record));
                }
                _ => self.broken(&node.name),
            },
            _ => {}
        }
    }

    fn defines(&mut self, item: &'t tree::Item) {
        let ItemKind::Define(node) = &item.kind else { return };
        let record = match &node.record {
            Some(path) => self.checker.record(self.pack, path),
            None => self.checker.record_of_questions(self.pack, &node.name),
        };
        let (Some(record), Some(ty)) = (record, self.checker.ty(self.pack, &node.ty, TypePlace::Define)) else {
            return self.broken(&node.name);
        };
        let names = &self.checker.names;
        let same = |def: &Def| match def {
            Def::Define(id) => {
                names.defines.get(id.index()).is_some_and(|define| define.what.record == record).then_some(id.index())
            }
            _ => None,
        };
        let own = names.pack(self.pack).and_then(|own| own.defs.get(&node.name.text));
        if let Some(at) = own.and_then(|defs| defs.iter().find_map(same)) {
            let first = names.defines.get(at);
            if let Some(first) = first.filter(|first| first.what.ty != ty || first.what.or_none != node.ty.or_none) {
                let finding = say_time::versions_differ(&node.name, "its type", first.span);
                self.checker.out.push(finding);
            } else {
                let version = self.at(item, node);
                self.items.defines.get_mut(at).into_iter().for_each(|versions| versions.push(version));
            }
            return;
        }
        if item.amends.is_some() {
            return self.nothing_to_amend(&node.name, "define", |def| matches!(def, Def::Define(_)));
        }
        if let Some(field) = names.field(record, &node.name.text) {
            let first = names.records.get(record.index()).and_then(|record| record.fields.get(field)).map(|field| field.span);
            self.checker.out.push(say::duplicate(&node.name, "field", first.unwrap_or_default()));
            return;
        }
        if self.declare(&node.name, Def::Define(DefineId(number(self.items.defines.len())))) {
            self.items.defines.push(vec![self.at(item, node)]);
            let what = DefineSignature { record, ty, or_none: node.ty.or_none };
            self.checker.names.defines.push(self.named(&node.name, what));
        } else {
            self.broken(&node.name);
        }
    }

    fn norms(&mut self, item: &'t tree::Item) {
        match &item.kind {
            ItemKind::Norm(node) => match self.question_of(node) {
                Some(question) => self.norm(item, node, question),
                None => self.broken(&node.name),
            },
            ItemKind::Power(node) => match self.checker.own_question(self.pack, &node.question, "power") {
                Some(question) => self.power(item, node, question),
                None => self.broken(&node.name),
            },
            ItemKind::Note(node) => {
                if let Some(question) = self.checker.own_question(self.pack, &node.question, "note") {
                    let this = self.at(item, node);
                    let notes = &mut self.items.notes;
                    let same = |(of, versions): &&mut (QuestionId, Vec<At<'t, tree::Note>>)| {
                        *of == question && versions.iter().any(|other| other.node.name.text == node.name.text)
                    };
                    match notes.iter_mut().find(same) {
                        Some((_, versions)) => versions.push(this),
                        None if item.amends.is_some() => self.nothing_in_question(&node.name, question, "note"),
                        None => notes.push((question, vec![this])),
                    }
                } else {
                    self.broken(&node.name);
                }
            }
            ItemKind::Report(node) => {
                if let Some(question) = self.checker.own_question(self.pack, &node.question, "report") {
                    let this = self.at(item, node);
                    let reports = &mut self.items.reports;
                    let same = |(of, versions): &&mut (QuestionId, Vec<At<'t, tree::Report>>)| {
                        *of == question && versions.iter().any(|other| other.node.name.text == node.name.text)
                    };
                    match reports.iter_mut().find(same) {
                        Some((_, versions)) => versions.push(this),
                        None if item.amends.is_some() => self.nothing_in_question(&node.name, question, "report"),
                        None => reports.push((question, vec![this])),
                    }
                } else {
                    self.broken(&node.name);
                }
            }
            ItemKind::Presume(node) => self.items.presumptions.push(self.at(item, node)),
            ItemKind::Deem(node) => self.items.deemings.push(self.at(item, node)),
            ItemKind::Test(node) => self.items.tests.push(self.at(item, &**node)),
            _ => {}
        }
    }

    /// The question that a norm belongs to; an exception belongs to that of what it lifts.
    fn question_of(&mut self, node: &tree::Norm) -> Option<QuestionId> {
        if let Some(path) = &node.question {
            return self.checker.own_question(self.pack, path, say::norm_word(&node.kind));
        }
        let tree::NormKind::Exception(targets) = &node.kind else { return None };
        let paths: Vec<&tree::Path> = match targets {
            tree::Targets::Every { question, .. } => vec![question],
            tree::Targets::Named(chains) => chains.iter().filter_map(|chain| chain.last()).collect(),
        };
        let mut question = None;
        for path in paths {
            let found = self.checker.own_question(self.pack, path, "exception")?;
            match question {
                None => question = Some((found, path.span)),
                Some((first, _)) if first == found => {}
                Some((_, first)) => {
                    self.checker.out.push(say::two_questions(&node.name, first, path.span));
                    return None;
                }
            }
        }
        question.map(|(question, _)| question)
    }

    fn power(&mut self, item: &'t tree::Item, node: &'t tree::Power, question: QuestionId) {
        let this = self.at(item, node);
        let same = |power: &Named<QuestionId>| power.what == question && *power.name == *node.name.text;
        let known = self.checker.names.powers.iter().position(same).and_then(|at| self.items.powers.get_mut(at));
        match known {
            Some(versions) => versions.push(this),
            None if item.amends.is_some() => self.nothing_in_question(&node.name, question, "power"),
            None => {
                self.checker.names.powers.push(self.named(&node.name, question));
                self.items.powers.push(vec![this]);
            }
        }
    }

    fn norm(&mut self, item: &'t tree::Item, node: &'t tree::Norm, question: QuestionId) {
        if let Some(id) = self.checker.names.norm(question, &node.name.text) {
            let this = self.at(item, node);
            let Some(versions) = self.items.norms.get_mut(id.index()) else { return };
            let Some(first) = versions.first() else { return };
            let kinds = (say::norm_word(&first.node.kind), say::norm_word(&node.kind));
            let span = first.node.name.span;
            if kinds.0 == kinds.1 {
                versions.push(this);
            } else if item.amends.is_some() {
                self.checker.out.push(say_time::amends_other_kind(&node.name, kinds.1, kinds.0, span));
            } else {
                self.checker.out.push(say::duplicate(&node.name, kinds.0, span));
            }
            return;
        }
        if item.amends.is_some() {
            return self.nothing_in_question(&node.name, question, say::norm_word(&node.kind));
        }
        let id = NormId(number(self.items.norms.len()));
        self.items.norms.push(vec![self.at(item, node)]);
        self.checker.names.norms.push(self.named(&node.name, question));
        self.checker.names.norm_kinds.push(match node.kind {
            tree::NormKind::Requirement => NormKind::Requirement,
            tree::NormKind::Bar => NormKind::Bar,
            tree::NormKind::Exception(_) => NormKind::Exception,
        });
        self.checker.names.norms_by_name.entry(question).or_default().insert(node.name.text.clone(), id);
        if let Some(own) = self.checker.names.packs.get_mut(self.pack.index()) {
            own.defs.entry(node.name.text.clone()).or_default().push(Def::Norm(id));
        }
    }
}

/// Whether two things of one pack may not bear the same name. Questions, norms and examples are only sought where one is
/// wanted; defines of two record types are told apart by their record.
fn clash(one: Def, other: Def) -> bool {
    let class = |def| match def {
        Def::Question(_) => 1,
        Def::Norm(_) => 2,
        Def::Example(_) => 3,
        _ => 0,
    };
    class(one) == class(other) && !matches!((one, other), (Def::Norm(_), _) | (Def::Define(_), Def::Define(_)))
}
