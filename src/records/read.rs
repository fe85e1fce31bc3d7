//! Reading a record: the fields, the wrappers around values, sets, lists and nested records.

use std::collections::HashMap;
use std::sync::Arc;

use super::assessments::made_on;
use super::error::Fault;
use super::value::{self, wrong_type};
use super::{Data, Reason, RecordError, message};
use crate::diagnostic::nearest;
use crate::policy::{Bounds, Choice, Datum, Field, Labelled, PolicyData, Provenance, Record, RecordId, RecordType, Scalar, Type};

/// Reads records of one type. Built once, used for every record; cheap to share between threads.
///
/// A record is an object with a key for each fact that is known. All errors of a record are found, not only the first.
#[derive(Debug)]
pub struct Reader {
    pub(super) ty: RecordId,
    pub(super) shapes: Vec<Shape>,
    choices: Vec<Vec<Labelled>>,
    id: Arc<str>,
}

/// A record that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadRecord {
    /// The record.
    pub record: Record,
    /// What names the case, if the record says it.
    pub id: Option<String>,
    /// The keys at the top that no field has, as they were written. [`Reader::unknown_field`] knows more about one.
    pub unknown_fields: Vec<String>,
}

/// A column or key that no field has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownField {
    /// Its name.
    pub name: String,
    /// The nearest field, if one is near.
    pub nearest: Option<String>,
}

/// A record type, made ready for reading.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) name: Arc<str>,
    pub(super) slots: Vec<Slot>,
    pub(super) by_name: HashMap<Arc<str>, usize>,
}

/// A field, as far as reading needs it.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) name: Arc<str>,
    pub(super) ty: Type,
    bounds: Option<Bounds>,
    none_allowed: bool,
    always_known: bool,
    or_none: bool,
    assessment: bool,
}

impl Shape {
    fn new(ty: &RecordType) -> Shape {
        let slot = |field: &Field| Slot {
            name: field.name.clone(),
            ty: field.ty.clone(),
            bounds: field.bounds.clone(),
            none_allowed: field.none_allowed,
            always_known: field.always_known,
            or_none: field.or_none || field.none_allowed,
            assessment: field.assessment.is_some(),
        };
        let by_name = ty.fields.iter().enumerate().map(|(at, field)| (field.name.clone(), at)).collect();
        Shape { name: ty.name.clone(), slots: ty.fields.iter().map(slot).collect(), by_name }
    }
}

impl Reader {
    /// A reader for records of a type of the policy.
    #[must_use]
    pub fn new(policy: &PolicyData, ty: RecordId) -> Reader {
        Reader::of_types(&policy.records, &policy.choices, ty)
    }

    /// A reader for records of a type, given all record types and choice types.
    #[must_use]
    pub fn of_types(records: &[RecordType], choices: &[Choice], ty: RecordId) -> Reader {
        Reader {
            ty,
            shapes: records.iter().map(Shape::new).collect(),
            choices: choices.iter().map(|choice| choice.options.clone()).collect(),
            id: Arc::from("id"),
        }
    }

    /// With another key that names the case; without, it is `id`. It needs no field.
    #[must_use]
    pub fn with_id(mut self, key: &str) -> Reader {
        self.id = Arc::from(key);
        self
    }

    /// A reader of parts of a record: what is always known of the whole may be left out.
    #[must_use]
    pub fn of_parts(mut self) -> Reader {
        self.shapes.iter_mut().flat_map(|shape| &mut shape.slots).for_each(|slot| slot.always_known = false);
        self
    }

    /// Reads a record.
    ///
    /// # Errors
    /// All that is wrong with it, in the order of the data.
    pub fn read(&self, data: &Data) -> Result<ReadRecord, Vec<RecordError>> {
        let mut reading = Reading::new(self);
        let Data::Object(entries) = data else {
            reading.fail(Some(data), wrong_type("a record, `{\"field\": value, …}`"));
            return Err(reading.errors);
        };
        let mut read = ReadRecord { record: Record::unknown(self.ty, 0), id: None, unknown_fields: Vec::new() };
        read.record = reading.record(self.ty, entries, Some(&mut read.unknown_fields));
        if let Some(at) = read.unknown_fields.iter().position(|name| **name == *self.id) {
            read.unknown_fields.remove(at);
        }
        read.id = entries.iter().find(|(key, _)| **key == *self.id).and_then(|(_, value)| match value {
            Data::Text(text) | Data::Number(text) => Some(text.clone()),
            _ => None,
        });
        reading.finish(read)
    }

    /// What is known of a key that no field has.
    #[must_use]
    pub fn unknown_field(&self, name: &str) -> UnknownField {
        let first = name.split('.').next().unwrap_or_default();
        let shape = self.shape(self.ty);
        let owner = shape.and_then(|shape| shape.by_name.get_key_value(first)).map(|(name, _)| &**name);
        let near = || shape.and_then(|shape| nearest(name, shape.slots.iter().map(|slot| &*slot.name)).first().copied());
        UnknownField { name: name.to_owned(), nearest: owner.or_else(near).map(str::to_owned) }
    }

    pub(super) fn shape(&self, ty: RecordId) -> Option<&Shape> {
        self.shapes.get(ty.index())
    }

    /// Takes out the assessments that count as unknown: without their author or date. Where they come from stays, which tells
    /// them from those that are not there.
    pub(super) fn take_unsigned(&self, record: &mut Record) {
        let slots = self.shape(record.ty).map(|shape| shape.slots.as_slice()).unwrap_or_default();
        for (at, (slot, value)) in slots.iter().zip(&mut record.values).enumerate() {
            if slot.assessment && *value != Datum::Missing && record.provenance.get(&at).and_then(made_on).is_none() {
                *value = Datum::Missing;
                record.provenance.entry(at).or_default();
            }
        }
    }

    /// Whether the keys are those of the wrapper around a value. No fact is called `value`; one of a nested record may be
    /// called `recorded`, and without a `value` beside it that is meant.
    fn is_wrapper(&self, ty: &Type, entries: &[(String, Data)]) -> bool {
        let nested = match ty {
            Type::Record(ty) => self.shape(*ty),
            _ => None,
        };
        let is_fact = |key: &str| nested.is_some_and(|shape| shape.by_name.contains_key(key));
        entries.iter().any(|(key, _)| match key.as_str() {
            "value" => true,
            "source" | "recorded" | "by" => !is_fact(key),
            _ => false,
        })
    }

    pub(super) fn is_id(&self, name: &str) -> bool {
        *name == *self.id
    }
}

/// A step of the way to a value, for its place.
enum Step<'a> {
    Field(&'a str),
    Index(usize),
}

/// The reading of one record.
pub(super) struct Reading<'a> {
    reader: &'a Reader,
    path: Vec<Step<'a>>,
    pub(super) errors: Vec<RecordError>,
}

/// No more errors are told of one record.
const MOST_ERRORS: usize = 100;

impl<'a> Reading<'a> {
    pub(super) fn new(reader: &'a Reader) -> Reading<'a> {
        Reading { reader, path: Vec::new(), errors: Vec::new() }
    }

    pub(super) fn finish<T>(self, read: T) -> Result<T, Vec<RecordError>> {
        if self.errors.is_empty() { Ok(read) } else { Err(self.errors) }
    }

    /// Notes an error at the present place.
    pub(super) fn fail(&mut self, data: Option<&Data>, fault: Fault) {
        if self.errors.len() < MOST_ERRORS {
            let value = data.map(|data| message::shortened(&data.to_string())).unwrap_or_default();
            self.errors.push(RecordError { place: self.place(), value, reason: fault.reason, message: fault.message });
        }
    }

    fn place(&self) -> String {
        let mut place = String::new();
        for step in &self.path {
            match step {
                Step::Field(name) if place.is_empty() => place.push_str(name),
                Step::Field(name) => place = format!("{place}.{name}"),
                Step::Index(at) => place = format!("{place}[{at}]"),
            }
        }
        place
    }

    /// Does something one step further in.
    pub(super) fn inside<T>(&mut self, name: &'a str, what: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(Step::Field(name));
        let done = what(self);
        self.path.pop();
        done
    }

    /// A record from its entries. Keys that no field has are errors, unless there is a place for them.
    fn record(&mut self, ty: RecordId, entries: &'a [(String, Data)], mut unknown: Option<&mut Vec<String>>) -> Record {
        let Some(shape) = self.reader.shape(ty) else { return Record::unknown(ty, 0) };
        let mut record = Record::unknown(ty, shape.slots.len());
        let mut seen = vec![false; shape.slots.len()];
        let mut others: Vec<&str> = Vec::new();
        for (key, data) in entries {
            let found = shape.by_name.get(key.as_str()).and_then(|at| Some((*at, shape.slots.get(*at)?, seen.get_mut(*at)?)));
            let again = match found {
                Some((_, _, ref seen)) => **seen,
                None => others.contains(&key.as_str()),
            };
            if again {
                self.inside(key, |r| r.fail(Some(data), Fault::new(Reason::DuplicateKey, message::duplicate_key(key))));
                continue;
            }
            match (found, &mut unknown) {
                (Some((at, slot, seen)), _) => {
                    *seen = true;
                    self.inside(&slot.name, |r| r.field(&mut record, at, slot, data));
                }
                (None, Some(unknown)) => {
                    others.push(key);
                    unknown.push(key.clone());
                }
                (None, None) => {
                    others.push(key);
                    let names = shape.slots.iter().map(|slot| &*slot.name);
                    let text = message::unknown_field(key, &shape.name, names);
                    self.inside(key, |r| r.fail(Some(data), Fault::new(Reason::UnknownFieldInsideValue, text)));
                }
            }
        }
        self.reader.take_unsigned(&mut record);
        self.always_known(shape, &record, 0);
        record
    }

    /// Notes the facts that are always known and that the record leaves out, also those of nested records that it leaves out.
    pub(super) fn always_known(&mut self, shape: &'a Shape, record: &Record, depth: usize) {
        let failed: Vec<String> = self.errors.iter().map(|error| error.place.clone()).collect();
        for (slot, value) in shape.slots.iter().zip(&record.values) {
            if *value != Datum::Missing {
                continue;
            }
            self.inside(&slot.name, |r| match (&slot.ty, slot.always_known) {
                // What `only when` makes none elsewhere is for the evaluation to miss; what had an error is not missing.
                (_, true) if slot.or_none && !slot.none_allowed => {}
                (_, true) if failed.iter().any(|place| is_within(place, &r.place())) => {}
                (_, true) => r.fail(None, Fault::new(Reason::AlwaysKnownMissing, message::always_known_missing())),
                (Type::Record(ty), false) if !slot.or_none && depth < 8 => {
                    if let Some(shape) = r.reader.shape(*ty) {
                        r.always_known(shape, &Record::unknown(*ty, shape.slots.len()), depth + 1);
                    }
                }
                _ => {}
            });
        }
    }

    /// A field's value into its record.
    pub(super) fn field(&mut self, record: &mut Record, at: usize, slot: &'a Slot, data: &'a Data) {
        let (data, provenance) = match data {
            Data::Object(entries) if self.reader.is_wrapper(&slot.ty, entries) => self.wrapper(entries),
            _ => (data, None),
        };
        let datum = self.datum(slot, data);
        let is_missing = datum == Datum::Missing;
        if let Some(value) = record.values.get_mut(at) {
            *value = datum;
        }
        // An assessment that is not there has no author either.
        let absent = slot.assessment && is_missing;
        if let Some(provenance) = provenance.filter(|_| !absent) {
            record.provenance.insert(at, provenance);
        }
    }

    /// The value in `{"value": …, "source": …, "recorded": …, "by": …}`, and where it comes from.
    fn wrapper(&mut self, entries: &'a [(String, Data)]) -> (&'a Data, Option<Provenance>) {
        let mut provenance = Provenance::default();
        let mut value = None;
        let mut seen: Vec<&str> = Vec::new();
        for (key, data) in entries {
            if seen.contains(&key.as_str()) {
                self.inside(key, |r| r.fail(Some(data), Fault::new(Reason::DuplicateKey, message::duplicate_key(key))));
                continue;
            }
            seen.push(key);
            let part = match key.as_str() {
                "value" => {
                    value = Some(data);
                    continue;
                }
                "source" => &mut provenance.source,
                "recorded" => &mut provenance.recorded,
                "by" => &mut provenance.by,
                _ => {
                    let text = message::unknown_wrapper_key(key, &["value", "source", "recorded", "by"]);
                    self.inside(key, |r| r.fail(Some(data), Fault::new(Reason::UnknownFieldInsideValue, text)));
                    continue;
                }
            };
            match data {
                Data::Text(text) => *part = Some(Arc::from(text.as_str())),
                Data::Null => {}
                _ => self.inside(key, |r| r.fail(Some(data), wrong_type("a text in quotation marks"))),
            }
        }
        if value.is_none() {
            self.fail(None, Fault::new(Reason::WrongType, message::without_value()));
        }
        (value.unwrap_or(&Data::Null), (provenance != Provenance::default()).then_some(provenance))
    }

    /// The value of a field.
    fn datum(&mut self, slot: &'a Slot, data: &'a Data) -> Datum {
        match data {
            Data::Null => return Datum::Missing,
            Data::Text(text) if text == "none" && slot.none_allowed => return Datum::None,
            Data::Text(text) if text == "none" && !self.may_say_none(&slot.ty) => {
                self.fail(Some(data), Fault::new(Reason::NoneNotAllowed, message::none_not_allowed()));
                return Datum::Missing;
            }
            _ => {}
        }
        let read = match &slot.ty {
            Type::List(ty) => Ok(self.list(*ty, data)),
            Type::Record(ty) => match data {
                Data::Object(entries) => Ok(Datum::Record(Box::new(self.record(*ty, entries, None)))),
                _ => Err(wrong_type("a record, `{\"field\": value, …}`")),
            },
            Type::Set(ty) => Ok(self.set(ty, data)),
            ty => self.single(ty, data),
        };
        match read.and_then(|datum| bounded(slot, datum)) {
            Ok(datum) => datum,
            Err(fault) => {
                self.fail(Some(data), fault);
                Datum::Missing
            }
        }
    }

    /// Whether `none` is a value like any other: a text, or an option of that name.
    fn may_say_none(&self, ty: &Type) -> bool {
        match ty {
            Type::Text => true,
            Type::Choice(choice) => self.options(choice.index()).iter().any(|option| *option.name == *"none"),
            _ => false,
        }
    }

    fn options(&self, choice: usize) -> &'a [Labelled] {
        self.reader.choices.get(choice).map_or(&[], Vec::as_slice)
    }

    /// A value without parts.
    fn single(&self, ty: &Type, data: &Data) -> Result<Datum, Fault> {
        if let (Data::Text(text), false) = (data, matches!(ty, Type::Text | Type::Country | Type::Choice(_))) {
            value::refuse_unknown_word(text)?;
        }
        match ty {
            Type::YesNo => value::yes_no(data),
            Type::Number => value::decimal(data, false).map(Datum::Number),
            Type::WholeNumber => value::decimal(data, true).map(Datum::Number),
            Type::Money(currency) => value::money(data, *currency),
            Type::Date => value::date(data),
            Type::Period => value::period(data),
            _ => self.scalar(ty, data).map(Datum::Scalar),
        }
    }

    /// A text, country or option.
    fn scalar(&self, ty: &Type, data: &Data) -> Result<Scalar, Fault> {
        let Data::Text(text) = data else {
            return Err(match (ty, data) {
                (_, Data::Null) => Fault::new(Reason::WrongType, message::member_not_known()),
                (Type::Country, _) => wrong_type("a country's code in quotation marks, such as `\"SV\"`"),
                (Type::Choice(_), _) => wrong_type("the name of an option in quotation marks"),
                _ => wrong_type("a text in quotation marks"),
            });
        };
        match ty {
            Type::Country => value::country(text).map_err(|fault| value::refuse_unknown_word(text).err().unwrap_or(fault)),
            Type::Choice(choice) => {
                let options = self.options(choice.index());
                let found = options.iter().position(|option| *option.name == **text).and_then(|at| u16::try_from(at).ok());
                found.map(Scalar::Option).ok_or_else(|| match value::refuse_unknown_word(text) {
                    Err(fault) => fault,
                    Ok(()) => Fault::new(Reason::UnknownChoice, message::unknown_choice(text, options)),
                })
            }
            _ if text.trim().is_empty() => Err(Fault::new(Reason::EmptyText, message::empty_text())),
            _ => Ok(value::text(text)),
        }
    }

    /// The members of a set, each once, sorted, and whether they are all.
    fn set(&mut self, ty: &'a Type, data: &'a Data) -> Datum {
        let (items, complete) = self.items(data, "an array, such as `[\"SV\", \"US\"]`");
        let mut members = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            match self.scalar(ty, item) {
                Ok(member) => members.push(member),
                Err(fault) => self.at(at, |r| r.fail(Some(item), fault)),
            }
        }
        members.sort_unstable();
        members.dedup();
        Datum::Set(members, complete)
    }

    /// The elements of a list and whether they are all.
    fn list(&mut self, ty: RecordId, data: &'a Data) -> Datum {
        let (items, complete) = self.items(data, "an array of records, `[{…}, {…}]`");
        let mut elements = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            self.at(at, |r| match item {
                Data::Object(entries) => elements.push(r.record(ty, entries, None)),
                Data::Null => r.fail(Some(item), Fault::new(Reason::WrongType, message::member_not_known())),
                _ => r.fail(Some(item), wrong_type("a record, `{\"field\": value, …}`")),
            });
        }
        Datum::List(elements, complete)
    }

    fn at(&mut self, index: usize, what: impl FnOnce(&mut Self)) {
        self.path.push(Step::Index(index));
        what(self);
        self.path.pop();
    }

    /// The items of `[…]` or `{"items": […], "complete": …}`.
    fn items(&mut self, data: &'a Data, expected: &str) -> (&'a [Data], bool) {
        let entries = match data {
            Data::Array(items) => return (items, true),
            Data::Object(entries) => entries,
            _ => {
                self.fail(Some(data), wrong_type(expected));
                return (&[], true);
            }
        };
        let (mut items, mut complete) = (None, None);
        for (key, value) in entries {
            let place = match key.as_str() {
                "items" => &mut items,
                "complete" => &mut complete,
                _ => {
                    let text = message::unknown_wrapper_key(key, &["items", "complete"]);
                    self.inside(key, |r| r.fail(Some(value), Fault::new(Reason::UnknownFieldInsideValue, text)));
                    continue;
                }
            };
            if place.replace(value).is_some() {
                self.inside(key, |r| r.fail(Some(value), Fault::new(Reason::DuplicateKey, message::duplicate_key(key))));
            }
        }
        let complete = match complete {
            None => true,
            Some(Data::Bool(complete)) => *complete,
            Some(other) => {
                self.inside("complete", |r| r.fail(Some(other), wrong_type("`true` or `false`, without quotation marks")));
                true
            }
        };
        match items {
            Some(Data::Array(items)) => (items, complete),
            Some(other) => {
                self.inside("items", |r| r.fail(Some(other), wrong_type(expected)));
                (&[], complete)
            }
            None => {
                self.fail(Some(data), Fault::new(Reason::WrongType, message::without_items()));
                (&[], complete)
            }
        }
    }
}

/// Whether a place is another or inside it.
fn is_within(place: &str, outer: &str) -> bool {
    place.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Itself, if it lies within the field's bounds; a partial date must overlap them.
fn bounded(slot: &Slot, datum: Datum) -> Result<Datum, Fault> {
    let Some(bounds) = &slot.bounds else { return Ok(datum) };
    let inside = match (bounds, &datum) {
        (Bounds::Number(from, to), Datum::Number(number) | Datum::Money(number, _)) => from <= number && number <= to,
        (Bounds::Date(from, to), Datum::Date(first, last)) => first <= to && from <= last,
        _ => true,
    };
    if inside { Ok(datum) } else { Err(Fault::new(Reason::OutOfBounds, message::out_of_bounds(bounds))) }
}
