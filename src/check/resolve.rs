//! What the head of an item names: records, questions, sources, types.
//!
//! Read [`Checker::resolve`] first. What cannot be resolved is reported once; `None` means that it was.

use std::sync::Arc;

use super::Checker;
use super::messages as say;
use super::names::{Def, Lookup};
use crate::logic::Currency;
use crate::policy::{Cite, Labelled, PackId, QuestionId, ReadingId, RecordId, Type};
use crate::source::Span;
use crate::syntax::tree::{self, Name, TypeKind};

/// Where a type stands: not every type can stand everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TypePlace {
    Field,
    /// Of a list's members, or of a set's.
    Member,
    Parameter,
    Define,
    Report,
}

impl Checker<'_> {
    /// The thing of a kind that a path names.
    pub(super) fn resolve(&mut self, pack: PackId, path: &tree::Path, word: &str, wanted: impl Fn(&Def) -> bool) -> Option<Def> {
        match self.names.lookup(pack, path, &wanted) {
            Lookup::One { def, used } if used == path.names.len() => Some(def),
            Lookup::Broken => None,
            Lookup::Ambiguous(names) => {
                self.out.push(say::ambiguous(path, &names));
                None
            }
            Lookup::One { .. } | Lookup::Unknown => {
                let other = match self.names.lookup(pack, path, |_| true) {
                    Lookup::One { def, used } if used == path.names.len() => Some(def.word()),
                    _ => None,
                };
                let near = self.names.visible(pack, &wanted);
                let there = path.names.last().and_then(|name| self.names.elsewhere(&name.text, &wanted));
                let finding = match there.filter(|_| other.is_none()) {
                    Some(there) => say::not_visible(path, word, there),
                    None => say::unknown(path, word, other, near),
                };
                self.out.push(finding);
                None
            }
        }
    }

    /// The record type that a path names.
    pub(super) fn record(&mut self, pack: PackId, path: &tree::Path) -> Option<RecordId> {
        match self.resolve(pack, path, "record", |def| matches!(def, Def::Record(_)))? {
            Def::Record(id) => Some(id),
            _ => None,
        }
    }

    /// The question that a path names.
    pub(super) fn question(&mut self, pack: PackId, path: &tree::Path) -> Option<QuestionId> {
        match self.resolve(pack, path, "question", |def| matches!(def, Def::Question(_)))? {
            Def::Question(id) => Some(id),
            _ => None,
        }
    }

    /// The question that a path names, which must be of the pack itself: nobody changes another's question.
    pub(super) fn own_question(&mut self, pack: PackId, path: &tree::Path, word: &str) -> Option<QuestionId> {
        let id = self.question(pack, path)?;
        let question = self.names.questions.get(id.index())?;
        if question.pack == pack {
            return Some(id);
        }
        let owner = self.names.pack(question.pack).map(|owner| owner.name.clone()).unwrap_or_default();
        self.out.push(say::question_of_another(path, word, &owner));
        None
    }

    /// The reading that a path names.
    pub(super) fn reading(&mut self, pack: PackId, path: &tree::Path) -> Option<ReadingId> {
        match self.resolve(pack, path, "reading", |def| matches!(def, Def::Reading(_)))? {
            Def::Reading(id) => Some(id),
            _ => None,
        }
    }

    /// The sources that clauses cite.
    pub(super) fn cites(&mut self, pack: PackId, clauses: &tree::Clauses) -> Vec<Cite> {
        let mut cites = Vec::new();
        for cite in &clauses.cites {
            if let Some(Def::Source(source)) = self.resolve(pack, &cite.source, "source", |def| matches!(def, Def::Source(_))) {
                cites.push(Cite { source, pinpoint: text(cite.pinpoint.as_ref()) });
            }
        }
        cites
    }

    /// A type where it stands.
    pub(super) fn ty(&mut self, pack: PackId, ty: &tree::TypeExpr, place: TypePlace) -> Option<Type> {
        let found = self.bare_type(pack, ty)?;
        let scalar = |ty: &Type| matches!(ty, Type::Text | Type::Country | Type::Choice(_));
        let fits = match place {
            TypePlace::Field => true,
            TypePlace::Member => scalar(&found) && !ty.or_none,
            TypePlace::Parameter => !matches!(found, Type::List(_) | Type::Record(_)) && !ty.or_none,
            TypePlace::Define | TypePlace::Report => !matches!(found, Type::List(_) | Type::Record(_)),
        };
        if !fits {
            self.out.push(say::type_place(ty.span, place));
            return None;
        }
        Some(found)
    }

    fn bare_type(&mut self, pack: PackId, ty: &tree::TypeExpr) -> Option<Type> {
        Some(match &ty.kind {
            TypeKind::YesNo => Type::YesNo,
            TypeKind::Number => Type::Number,
            TypeKind::WholeNumber => Type::WholeNumber,
            TypeKind::Money(None) => Type::Money(None),
            TypeKind::Money(Some(code)) => match Currency::from_code(&code.text) {
                Some(currency) => Type::Money(Some(currency)),
                None => {
                    self.out.push(say::unknown_currency(code));
                    return None;
                }
            },
            TypeKind::Date => Type::Date,
            TypeKind::Period => Type::Period,
            TypeKind::Text => Type::Text,
            TypeKind::Country => Type::Country,
            TypeKind::Set(member) => Type::Set(Box::new(self.ty(pack, member, TypePlace::Member)?)),
            TypeKind::List(path) => Type::List(self.record(pack, path)?),
            TypeKind::Named(path) => {
                match self.resolve(pack, path, "type", |def| matches!(def, Def::Choice(_) | Def::Record(_)))? {
                    Def::Choice(id) => Type::Choice(id),
                    Def::Record(id) => Type::Record(id),
                    _ => return None,
                }
            }
        })
    }

    /// The record type that all questions of a pack are about: for a `define` without `for`.
    pub(super) fn record_of_questions(&mut self, pack: PackId, name: &Name) -> Option<RecordId> {
        let mut records: Vec<RecordId> =
            self.names.questions.iter().filter(|question| question.pack == pack).map(|question| question.what.record).collect();
        records.sort_unstable();
        records.dedup();
        if let [record] = records.as_slice() {
            return Some(*record);
        }
        let names: Vec<&str> =
            records.iter().filter_map(|id| self.names.records.get(id.index())).map(|record| &*record.name).collect();
        let silent = records.is_empty() && self.names.pack(pack).is_some_and(|own| own.opaque || !own.broken.is_empty());
        if !silent {
            self.out.push(say::define_for_what(name, &names));
        }
        None
    }

    /// The options of a choice or a reading.
    pub(super) fn options(&mut self, name: &Name, options: &[tree::Labelled], reading: bool) -> Vec<Labelled> {
        let mut found: Vec<(&Name, Labelled)> = Vec::new();
        for option in options {
            if let Some((first, _)) = found.iter().find(|(other, _)| other.text == option.name.text) {
                let finding = say::duplicate(&option.name, "option", first.span);
                self.out.push(finding);
                continue;
            }
            let label = label(&option.name, option.label.as_ref());
            found.push((&option.name, Labelled { name: Arc::from(option.name.text.as_str()), label }));
        }
        let least = if reading { 2 } else { 1 };
        if found.len() < least {
            self.out.push(say::too_few_options(name, reading));
        }
        let defaults: Vec<Span> = options.iter().filter(|option| option.default).map(|option| option.name.span).collect();
        if let [first, second, ..] = defaults.as_slice() {
            self.out.push(say::two_defaults(name, *first, *second));
        }
        found.into_iter().map(|(_, option)| option).collect()
    }
}

/// What pages call a thing: its label, else its name with blanks.
pub(super) fn label(name: &Name, label: Option<&tree::Text>) -> Arc<str> {
    match label {
        Some(label) => Arc::from(label.text.as_str()),
        None => Arc::from(name.text.replace('_', " ")),
    }
}

/// A text, shared.
pub(super) fn text(text: Option<&tree::Text>) -> Option<Arc<str>> {
    text.map(|text| Arc::from(text.text.as_str()))
}

/// The quoted law, lines joined.
pub(super) fn quote(lines: &[tree::Text]) -> Option<Arc<str>> {
    if lines.is_empty() {
        return None;
    }
    Some(Arc::from(lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")))
}
