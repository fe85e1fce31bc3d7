//! What a name means where it stands: bound variable, field of the record at hand, own pack, used packs. Where an option is wanted,
//! the options of that choice or reading come first, and a clash is an error.
//!
//! Read [`Checker::path`] first.

use super::infer::Checker;
use super::messages;
use super::types::{fits, sure};
use crate::check::names::{Def, Lookup};
use crate::logic::Country;
use crate::policy::{ChoiceId, DefineId, Expr, ExprKind, Labelled, Place, QuestionId, ReadingId, RecordId, Root, Scalar, Type};
use crate::source::Span;
use crate::syntax::tree::{Name, Path};

impl Checker<'_, '_> {
    /// The value that a path stands for.
    pub(super) fn path(&mut self, path: &Path, hint: Option<&Type>) -> Option<Expr> {
        let (first, rest) = path.names.split_first()?;
        if rest.is_empty() {
            if let Some(country) = self.country(first, hint) {
                return country;
            }
            if let Some(option) = self.hinted_option(first, hint) {
                return option;
            }
        }
        if let Some((root, record)) = self.start(first) {
            return self.walk(Place { root, path: Vec::new() }, record, rest, path.span);
        }
        if let Some((record, root)) = self.scope.subject
            && (self.is_of(record, first) || matches!(self.define(record, &path.names), Lookup::One { .. }))
        {
            return self.walk(Place { root, path: Vec::new() }, record, &path.names, path.span);
        }
        self.declared(path, hint)
    }

    /// The record at a place: what a loop binds, or a record within the one at hand.
    pub(super) fn record_at(&mut self, path: &Path) -> Option<(Place, Option<RecordId>)> {
        let typed = self.path(path, None)?;
        match (typed.kind, typed.ty) {
            (ExprKind::Field(place), Type::Record(record)) => Some((place, Some(record))),
            (_, _) => Some((Place { root: Root::Case, path: Vec::new() }, None)),
        }
    }

    /// From a record along fields to a fact.
    pub(super) fn member(&mut self, root: Root, record: RecordId, path: &Path) -> Option<Expr> {
        self.walk(Place { root, path: Vec::new() }, record, &path.names, path.span)
    }

    /// A bound period.
    pub(super) fn bound_period(&self, path: &Path) -> Option<Root> {
        match path.names.as_slice() {
            [name] => self.start(name).filter(|(_, record)| *record == RecordId::STRETCH).map(|(root, _)| root),
            _ => None,
        }
    }

    /// The question that a path names.
    pub(super) fn question(&mut self, path: &Path) -> Option<QuestionId> {
        match self.scope.names.lookup(self.scope.pack, path, |def| matches!(def, Def::Question(_))) {
            Lookup::One { def: Def::Question(id), used } if used == path.names.len() => Some(id),
            Lookup::Ambiguous(names) => self.fail(messages::ambiguous(path, &names)),
            Lookup::Broken => None,
            _ => {
                let fact =
                    path.names.first().filter(|name| self.scope.subject.is_some_and(|(record, _)| self.is_of(record, name)));
                let other = match self.scope.names.lookup(self.scope.pack, path, |_| true) {
                    _ if fact.is_some() => Some("fact"),
                    Lookup::One { def, .. } => Some(def.word()),
                    _ => None,
                };
                let visible = self.scope.names.visible(self.scope.pack, |def| matches!(def, Def::Question(_)));
                self.fail(messages::no_question(path, other, visible))
            }
        }
    }

    /// Whether a name is taken where a loop would bind it; says by what.
    pub(super) fn taken(&self, name: &Name) -> Option<&'static str> {
        if self.start(name).is_some() {
            return Some("another loop's name");
        }
        if let Some((record, _)) = self.scope.subject
            && self.is_of(record, name)
        {
            return Some("a fact of the record at hand");
        }
        let path = single(name);
        match self.scope.names.lookup(self.scope.pack, &path, |def| is_value(def) && !matches!(def, Def::Define(_))) {
            Lookup::One { def, .. } => Some(def.word()),
            Lookup::Ambiguous(_) => Some("a name of a pack in use"),
            _ => None,
        }
    }

    /// The elements' type, if a path is a table.
    pub(super) fn table(&self, path: &Path) -> Option<(crate::policy::TableId, RecordId)> {
        let first = path.names.first()?;
        let shadowed = self.start(first).is_some() || self.scope.subject.is_some_and(|(record, _)| self.is_of(record, first));
        if shadowed {
            return None;
        }
        match self.scope.names.lookup(self.scope.pack, path, |def| matches!(def, Def::Table(_))) {
            Lookup::One { def: Def::Table(id), used } if used == path.names.len() => {
                Some((id, self.scope.names.tables.get(id.index())?.what))
            }
            _ => None,
        }
    }

    /// A bound variable.
    fn start(&self, name: &Name) -> Option<(Root, RecordId)> {
        self.vars.iter().rev().find(|var| *var.name == *name.text).map(|var| (var.root, var.record))
    }

    /// Whether a record has a field or a define of that name, read or not.
    fn is_of(&self, record: RecordId, name: &Name) -> bool {
        let names = self.scope.names;
        stretch_fact(record, name).is_some()
            || names.field(record, &name.text).is_some()
            || names.is_broken_field(record, &name.text)
            || matches!(self.define(record, std::slice::from_ref(name)), Lookup::One { .. })
    }

    /// The define of a record that the first of some names means, or the first two: a qualifier and its name.
    fn define(&self, record: RecordId, names: &[Name]) -> Lookup {
        let of_record = |def: &Def| matches!(def, Def::Define(id) if self.record_of(*id) == Some(record));
        let path = Path { names: names.iter().take(2).cloned().collect(), span: Span::default() };
        self.scope.names.lookup(self.scope.pack, &path, of_record)
    }

    fn record_of(&self, define: DefineId) -> Option<RecordId> {
        self.scope.names.defines.get(define.index()).map(|define| define.what.record)
    }

    /// From a record along fields; a define may stand last.
    fn walk(&mut self, mut place: Place, mut record: RecordId, names: &[Name], span: Span) -> Option<Expr> {
        let mut ty = Type::Record(record);
        let mut or_none = false;
        let mut rest = names;
        let mut last: Option<&Name> = None;
        while let Some((name, behind)) = rest.split_first() {
            match ty {
                Type::Record(inner) => record = inner,
                Type::List(inner) => {
                    let finding = messages::through_list(self.scope.names, last, name, inner);
                    return self.fail(finding);
                }
                _ => {
                    let finding = messages::no_fields(self.scope.names, last, name, &ty);
                    return self.fail(finding);
                }
            }
            if let Some((at, field)) = self.field(record, name) {
                place.path.push(at);
                (ty, or_none) = (field.0, or_none || field.1);
                (last, rest) = (Some(name), behind);
                continue;
            }
            if self.scope.names.is_broken_field(record, &name.text) {
                return None;
            }
            return match self.define(record, rest) {
                Lookup::One { def: Def::Define(id), used } => self.defined(id, place, or_none, rest.get(used), span),
                Lookup::Ambiguous(options) => self.fail(messages::ambiguous(&single(name), &options)),
                _ => self.no_such_field(record, name),
            };
        }
        self.allowed(span, "a fact", true)?;
        Some(Expr { kind: ExprKind::Field(place), ty, or_none, span })
    }

    fn field(&self, record: RecordId, name: &Name) -> Option<(usize, (Type, bool))> {
        if let Some(at) = stretch_fact(record, name) {
            return Some((at, (Type::Date, false)));
        }
        let at = self.scope.names.field(record, &name.text)?;
        let field = self.scope.names.records.get(record.index())?.fields.get(at)?;
        Some((at, (field.ty.clone(), field.or_none)))
    }

    fn defined(&mut self, id: DefineId, place: Place, through: bool, beyond: Option<&Name>, span: Span) -> Option<Expr> {
        self.allowed(span, "a define", false)?;
        let define = self.scope.names.defines.get(id.index())?;
        let ty = define.what.ty.clone();
        if let Some(name) = beyond {
            let finding = messages::no_fields(self.scope.names, None, name, &ty);
            return self.fail(finding);
        }
        Some(Expr { kind: ExprKind::Define(id, place), ty, or_none: through || define.what.or_none, span })
    }

    fn no_such_field(&mut self, record: RecordId, name: &Name) -> Option<Expr> {
        let names = self.scope.names;
        let mut near: Vec<&str> = Vec::new();
        if record == RecordId::STRETCH {
            near.extend(RecordId::STRETCH_FACTS);
        }
        if let Some(record) = names.records.get(record.index()) {
            near.extend(record.fields.iter().map(|field| &*field.name));
        }
        near.extend(names.visible(self.scope.pack, |def| matches!(def, Def::Define(id) if self.record_of(*id) == Some(record))));
        let finding = messages::no_such_field(names, record, name, near);
        self.fail(finding)
    }

    /// A name of the own pack or a used one.
    fn declared(&mut self, path: &Path, hint: Option<&Type>) -> Option<Expr> {
        let names = self.scope.names;
        let is_choice = |def: &Def| matches!(def, Def::Choice(_));
        let found = match names.lookup(self.scope.pack, path, |def| is_value(def) || is_choice(def)) {
            Lookup::Unknown => names.lookup(self.scope.pack, path, |_| true),
            found => found,
        };
        let (def, used) = match found {
            Lookup::One { def, used } => (def, used),
            Lookup::Ambiguous(options) => return self.fail(messages::ambiguous(path, &options)),
            Lookup::Broken => return None,
            Lookup::Unknown => return self.unknown(path, hint),
        };
        let beyond = path.names.get(used..).unwrap_or_default();
        let span = path.span;
        let (kind, ty) = match (def, beyond) {
            (Def::Choice(id), [option]) => {
                let options = &names.choices.get(id.index())?.options;
                return self.option(option, options, Type::Choice(id), span);
            }
            (Def::Reading(id), [option]) => {
                let options = &names.readings.get(id.index())?.options;
                return self.option(option, options, Type::Reading(id), span);
            }
            (Def::Parameter(id), []) => (ExprKind::Parameter(id), names.parameters.get(id.index())?.what.clone()),
            (Def::List(id), []) => {
                let of = names.lists.get(id.index())?.what.clone();
                (ExprKind::List(id), Type::Set(Box::new(of)))
            }
            (Def::Reading(id), []) => (ExprKind::Reading(id), Type::Reading(id)),
            (Def::Define(id), _) => {
                let record = names.defines.get(id.index())?.what.record;
                let finding = messages::define_elsewhere(names, path, record, self.scope.subject.map(|(record, _)| record));
                return self.fail(finding);
            }
            (Def::Parameter(_) | Def::List(_), [name, ..]) => {
                return self.fail(messages::no_part(name, def.word()));
            }
            _ => return self.fail(messages::no_value(path, def)),
        };
        self.allowed(span, &format!("a {}", def.word()), false)?;
        Some(sure(kind, ty, span))
    }

    fn option(&mut self, name: &Name, options: &[Labelled], ty: Type, span: Span) -> Option<Expr> {
        match position(options, &name.text) {
            Some(at) => Some(sure(ExprKind::Scalar(Scalar::Option(at)), ty, span)),
            None => {
                let finding = messages::no_option(self.scope.names, name, &ty, options, Vec::new());
                self.fail(finding)
            }
        }
    }

    /// A country's code, right or wrong: exactly two capitals, or three where a country is wanted.
    fn country(&mut self, name: &Name, hint: Option<&Type>) -> Option<Option<Expr>> {
        let code = name.text.as_str();
        let capitals = code.bytes().all(|byte| byte.is_ascii_uppercase());
        if capitals && code.len() == 2 {
            return Some(match Country::from_alpha2(code) {
                Some(country) => Some(sure(ExprKind::Scalar(Scalar::Country(country)), Type::Country, name.span)),
                None => self.fail(messages::unknown_country(name)),
            });
        }
        let wanted = matches!(hint, Some(Type::Country));
        let known = Country::from_alpha3(code).is_some() || Country::advice(code).is_some();
        let undeclared = || self.scope.names.lookup(self.scope.pack, &single(name), |_| true) == Lookup::Unknown;
        if capitals && code.len() == 3 && (wanted || known) && undeclared() {
            return Some(self.fail(messages::unknown_country(name)));
        }
        None
    }

    /// The option of the choice or reading that is wanted; nothing if it has no such option.
    fn hinted_option(&mut self, name: &Name, hint: Option<&Type>) -> Option<Option<Expr>> {
        let (options, ty, of) = self.options(hint?)?;
        let at = position(options, &name.text)?;
        if let Some(other) = self.taken(name) {
            return Some(self.fail(messages::option_clash(name, &of, other)));
        }
        Some(Some(sure(ExprKind::Scalar(Scalar::Option(at)), ty, name.span)))
    }

    /// Whether a choice or reading has an option of that name.
    pub(super) fn is_option(&self, ty: &Type, name: &Name) -> bool {
        self.options(ty).is_some_and(|(options, ..)| position(options, &name.text).is_some())
    }

    fn options(&self, ty: &Type) -> Option<(&[Labelled], Type, String)> {
        let names = self.scope.names;
        match ty {
            Type::Choice(id) => {
                names.choices.get(id.index()).map(|choice| (choice.options.as_slice(), ty.clone(), choice.name.to_string()))
            }
            Type::Reading(id) => {
                names.readings.get(id.index()).map(|reading| (reading.options.as_slice(), ty.clone(), reading.name.to_string()))
            }
            _ => None,
        }
    }

    /// A name that means nothing here.
    fn unknown(&mut self, path: &Path, hint: Option<&Type>) -> Option<Expr> {
        let names = self.scope.names;
        let first = path.names.first()?;
        let alone = path.names.len() == 1;
        if alone && names.powers.iter().any(|power| power.pack == self.scope.pack && *power.name == *first.text) {
            return self.fail(messages::power_read(first));
        }
        let near = self.near(alone, hint);
        if alone && let Some((options, ty, _)) = hint.and_then(|hint| self.options(hint)) {
            let finding = messages::no_option(names, first, &ty, options, near);
            return self.fail(finding);
        }
        let qualified = if alone { self.qualified(&first.text) } else { Vec::new() };
        let finding = messages::unknown_name(first, near, &qualified);
        let country = matches!(hint, Some(Type::Country)) && finding.help.is_none();
        self.fail(if country { finding.help(messages::country_by_name(&first.text)) } else { finding })
    }

    /// The names that might have been meant: of the type that is wanted if the name stands alone, else what has parts.
    fn near(&self, alone: bool, hint: Option<&Type>) -> Vec<&str> {
        let names = self.scope.names;
        let fitting = |ty: &Type| match (alone, hint) {
            (true, Some(hint)) => fits(ty, hint),
            (true, None) => true,
            (false, _) => matches!(ty, Type::Record(_)),
        };
        let mut near: Vec<&str> =
            self.vars.iter().filter(|var| fitting(&Type::Record(var.record))).map(|var| &*var.name).collect();
        let subject = self.scope.subject.map(|(record, _)| record);
        let fields = subject.and_then(|record| names.records.get(record.index())).into_iter().flat_map(|record| &record.fields);
        near.extend(fields.filter(|field| fitting(&field.ty)).map(|field| &*field.name));
        near.extend(names.visible(self.scope.pack, |def| {
            match def {
                Def::Define(id) => names
                    .defines
                    .get(id.index())
                    .is_some_and(|define| Some(define.what.record) == subject && fitting(&define.what.ty)),
                Def::Parameter(id) => names.parameters.get(id.index()).is_some_and(|parameter| fitting(&parameter.what)),
                Def::List(id) => names.lists.get(id.index()).is_some_and(|list| fitting(&Type::Set(Box::new(list.what.clone())))),
                Def::Reading(id) => !alone || fitting(&Type::Reading(*id)),
                Def::Choice(_) => !alone,
                _ => false,
            }
        }));
        near
    }

    /// Whether two names are options of one visible choice or reading, or both are codes of countries.
    pub(super) fn in_one_choice(&self, one: &str, other: &str) -> bool {
        let choices = |option: &str| -> Vec<String> {
            self.qualified(option).iter().filter_map(|name| name.strip_suffix(option).map(str::to_owned)).collect()
        };
        let others = choices(other);
        let countries = [one, other].iter().all(|name| Country::from_alpha2(name).is_some());
        countries || choices(one).iter().any(|choice| others.contains(choice))
    }

    /// `Kind.option` for each visible choice and reading that has an option of that name.
    fn qualified(&self, option: &str) -> Vec<String> {
        let names = self.scope.names;
        let visible = names.visible(self.scope.pack, |def| matches!(def, Def::Choice(_) | Def::Reading(_)));
        let choices = (0u32..).zip(&names.choices).map(|(id, choice)| (Type::Choice(ChoiceId(id)), &choice.name));
        let readings = (0u32..).zip(&names.readings).map(|(id, reading)| (Type::Reading(ReadingId(id)), &reading.name));
        choices
            .chain(readings)
            .filter(|(ty, name)| {
                visible.contains(&&***name) && self.options(ty).is_some_and(|(options, ..)| position(options, option).is_some())
            })
            .map(|(_, name)| format!("{name}.{option}"))
            .take(3)
            .collect()
    }
}

/// What may stand in an expression as a value, or takes a bound name's place.
fn is_value(def: &Def) -> bool {
    matches!(def, Def::Parameter(_) | Def::List(_) | Def::Reading(_) | Def::Define(_) | Def::Table(_))
}

fn position(options: &[Labelled], name: &str) -> Option<u16> {
    options.iter().position(|option| &*option.name == name).and_then(|at| u16::try_from(at).ok())
}

fn single(name: &Name) -> Path {
    Path { names: vec![name.clone()], span: name.span }
}

/// The index of a fact of a stretch of time.
fn stretch_fact(record: RecordId, name: &Name) -> Option<usize> {
    (record == RecordId::STRETCH).then(|| RecordId::STRETCH_FACTS.iter().position(|fact| *fact == name.text)).flatten()
}
