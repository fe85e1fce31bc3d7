//! Records from the cells of a table: CSV and spreadsheets.
//!
//! A cell becomes the data that JSON would hold and is then read like it, so both have the same meaning and the same errors.

use std::sync::Arc;

use super::error::Fault;
use super::read::Reading;
use super::{Data, ReadRecord, Reader, Reason, RecordError, UnknownField, message, value};
use crate::logic::Decimal;
use crate::policy::{Datum, Provenance, Record, RecordId, Type};

/// The header of a table, resolved once: which column holds which fact.
#[derive(Debug)]
pub struct Columns {
    targets: Vec<Target>,
    unknown: Vec<UnknownField>,
}

/// What a column holds.
#[derive(Debug)]
enum Target {
    /// The fact at a path of field indices; whether the cell also names the case.
    Value(Vec<usize>, bool),
    /// A part of where the fact at a path comes from.
    Provenance(Vec<usize>, Part),
    /// What names the case.
    Id,
    /// Nothing that the rules know.
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Source,
    Recorded,
    By,
}

impl Columns {
    /// The columns that no field has, in order.
    #[must_use]
    pub fn unknown(&self) -> &[UnknownField] {
        &self.unknown
    }
}

impl Reader {
    /// Resolves a header: each cell is the dotted path of a field, which may have `.value` behind it, or that with `.source`,
    /// `.recorded` or `.by` behind it.
    ///
    /// # Errors
    /// If two columns hold the same fact.
    pub fn columns<'h>(&self, header: impl IntoIterator<Item = &'h str>) -> Result<Columns, Vec<RecordError>> {
        let mut columns = Columns { targets: Vec::new(), unknown: Vec::new() };
        let mut errors = Vec::new();
        let mut names: Vec<(String, Vec<usize>)> = Vec::new();
        let mut others: Vec<String> = Vec::new();
        for name in header {
            let name = name.trim_start_matches('\u{feff}').trim();
            let target = self.target(name);
            let clash = match &target {
                Target::Value(path, _) => {
                    let clash = names.iter().find(|(_, other)| other.starts_with(path) || path.starts_with(other));
                    let text = clash.map(|(other, _)| message::column_inside_column(other));
                    names.push((name.to_owned(), path.clone()));
                    text
                }
                _ => None,
            };
            let again = others.iter().any(|other| other == name).then(|| message::duplicate_key(name));
            if let Some(message) = again.or(clash) {
                errors.push(RecordError { place: name.to_owned(), value: String::new(), reason: Reason::DuplicateKey, message });
            }
            others.push(name.to_owned());
            if matches!(target, Target::Unknown) {
                columns.unknown.push(self.unknown_field(name));
            }
            columns.targets.push(target);
        }
        if errors.is_empty() { Ok(columns) } else { Err(errors) }
    }

    fn target(&self, name: &str) -> Target {
        if let Some(path) = self.path(name) {
            return Target::Value(path, self.is_id(name));
        }
        if self.is_id(name) {
            return Target::Id;
        }
        if let Some(path) = name.strip_suffix(".value").and_then(|field| self.path(field)) {
            return Target::Value(path, false);
        }
        let parts = [("source", Part::Source), ("recorded", Part::Recorded), ("by", Part::By)];
        name.rsplit_once('.')
            .and_then(|(field, word)| {
                let (_, part) = parts.into_iter().find(|(known, _)| *known == word)?;
                Some(Target::Provenance(self.path(field)?, part))
            })
            .unwrap_or(Target::Unknown)
    }

    /// The field indices of a dotted path through nested records.
    fn path(&self, name: &str) -> Option<Vec<usize>> {
        let mut path = Vec::new();
        let mut next = Some(self.ty);
        for part in name.split('.') {
            let shape = self.shape(next?)?;
            let at = *shape.by_name.get(part)?;
            next = match shape.slots.get(at)?.ty {
                Type::Record(ty) => Some(ty),
                _ => None,
            };
            path.push(at);
        }
        Some(path)
    }

    /// Reads a row. An empty cell is an unknown fact.
    ///
    /// # Errors
    /// All that is wrong with it, in the order of the columns.
    pub fn read_cells<'c>(
        &self,
        columns: &Columns,
        cells: impl IntoIterator<Item = &'c str>,
    ) -> Result<ReadRecord, Vec<RecordError>> {
        let cells: Vec<&str> = cells.into_iter().collect();
        if cells.len() != columns.targets.len() {
            let mut reading = Reading::new(self);
            let text = message::cell_count(columns.targets.len(), cells.len());
            reading.fail(None, Fault::new(Reason::WrongCellCount, text));
            return Err(reading.errors);
        }
        let filled = || columns.targets.iter().zip(&cells).filter(|(_, cell)| !cell.trim().is_empty());
        let values: Vec<(&[usize], &str, Result<Data, Fault>)> = filled()
            .filter_map(|(target, cell)| match target {
                Target::Value(path, _) => Some((path.as_slice(), *cell, self.data_of_cell(path, cell))),
                _ => None,
            })
            .collect();
        let mut reading = Reading::new(self);
        let mut record = self.unknown_record(self.ty);
        for (path, cell, data) in &values {
            self.put(&mut reading, &mut record, path, cell, data);
        }
        for (target, cell) in filled() {
            if let Target::Provenance(path, part) = target {
                put_provenance(&mut record, path, *part, cell.trim());
            }
        }
        self.take_all_unsigned(&mut record);
        self.always_known(&mut reading, &record);
        let id =
            filled().find(|(target, _)| matches!(target, Target::Id | Target::Value(_, true))).map(|(_, id)| (*id).to_owned());
        reading.finish(ReadRecord { record, id, unknown_fields: Vec::new() })
    }

    /// Takes out the assessments without author or date, of the record and of the nested records that it has.
    fn take_all_unsigned(&self, record: &mut Record) {
        self.take_unsigned(record);
        for value in &mut record.values {
            if let Datum::Record(nested) = value {
                self.take_all_unsigned(nested);
            }
        }
    }

    fn unknown_record(&self, ty: RecordId) -> Record {
        Record::unknown(ty, self.shape(ty).map_or(0, |shape| shape.slots.len()))
    }

    /// A cell's value into the record, making the nested records on the way.
    fn put<'a>(
        &'a self,
        reading: &mut Reading<'a>,
        record: &mut Record,
        path: &[usize],
        cell: &str,
        data: &'a Result<Data, Fault>,
    ) {
        let Some((at, rest)) = path.split_first() else { return };
        let Some(slot) = self.shape(record.ty).and_then(|shape| shape.slots.get(*at)) else { return };
        reading.inside(&slot.name, |reading| match (data, &slot.ty) {
            (data, Type::Record(ty)) if !rest.is_empty() => {
                if let Some(value) = record.values.get_mut(*at) {
                    if *value == Datum::Missing {
                        *value = Datum::Record(Box::new(self.unknown_record(*ty)));
                    }
                    if let Datum::Record(nested) = value {
                        self.put(reading, nested, rest, cell, data);
                    }
                }
            }
            (Ok(data), _) => reading.field(record, *at, slot, data),
            (Err(fault), _) => reading.fail(Some(&Data::Text(cell.to_owned())), fault.clone()),
        });
    }

    /// Facts that are always known, of the record and of the nested records that it has.
    fn always_known<'a>(&'a self, reading: &mut Reading<'a>, record: &Record) {
        let Some(shape) = self.shape(record.ty) else { return };
        reading.always_known(shape, record, 0);
        for (slot, value) in shape.slots.iter().zip(&record.values) {
            if let Datum::Record(nested) = value {
                reading.inside(&slot.name, |reading| self.always_known(reading, nested));
            }
        }
    }

    /// What JSON would hold for a cell.
    fn data_of_cell(&self, path: &[usize], cell: &str) -> Result<Data, Fault> {
        self.type_at(path).map_or(Ok(Data::Null), |ty| data_of(ty, cell))
    }

    fn type_at(&self, path: &[usize]) -> Option<&Type> {
        let (last, before) = path.split_last()?;
        let mut ty = self.ty;
        for at in before {
            let Type::Record(inner) = self.shape(ty)?.slots.get(*at)?.ty else { return None };
            ty = inner;
        }
        Some(&self.shape(ty)?.slots.get(*last)?.ty)
    }
}

/// What JSON would hold for a value that is written as in a cell of a table: `yes`, `20000 USD`, `SV; US`.
///
/// # Errors
/// If it is written otherwise. Whether the value fits its fact, the reader says.
pub fn written(ty: &Type, text: &str) -> Result<Data, RecordError> {
    data_of(ty, text).map_err(|fault| RecordError {
        place: String::new(),
        value: message::shortened(text),
        reason: fault.reason,
        message: fault.message,
    })
}

fn data_of(ty: &Type, cell: &str) -> Result<Data, Fault> {
    let word = cell.trim();
    let text = || Data::Text(word.to_owned());
    let is_json = word.starts_with('{') && word != "{}";
    match ty {
        Type::Text => Ok(Data::Text(cell.to_owned())),
        _ if word == "none" => Ok(text()),
        Type::List(_) | Type::Record(_) => json(word),
        Type::Set(_) if word.starts_with('[') || is_json => json(word),
        Type::Set(_) => set(word),
        _ if is_json => json(word),
        Type::YesNo => match word {
            "yes" | "true" | "TRUE" => Ok(Data::Bool(true)),
            "no" | "false" | "FALSE" => Ok(Data::Bool(false)),
            _ => Err(value::refuse_unknown_word(word).err().unwrap_or_else(|| value::not_yes_or_no(word))),
        },
        Type::Money(Some(_)) if word.parse::<Decimal>().is_ok() => Ok(Data::Number(word.to_owned())),
        _ => Ok(text()),
    }
}

fn json(text: &str) -> Result<Data, Fault> {
    Data::parse(text).map_err(|error| {
        let (_, column) = error.position();
        Fault::new(error.reason(), message::json_in_cell(error.message(), column))
    })
}

/// `SV; US`, `SV; ?` (there may be others), `{}` (none).
fn set(text: &str) -> Result<Data, Fault> {
    if text == "{}" {
        return Ok(Data::Array(Vec::new()));
    }
    let (members, complete) = match text.strip_suffix('?') {
        Some("") => return Ok(incomplete(Vec::new())),
        Some(before) => match before.trim_end().strip_suffix(';') {
            Some(before) => (before, false),
            None => (text, true),
        },
        None => (text, true),
    };
    let members: Vec<Data> = members.split(';').map(|member| Data::Text(member.trim().to_owned())).collect();
    if members.iter().any(|member| matches!(member, Data::Text(text) if text.is_empty())) {
        return Err(Fault::new(Reason::EmptyText, message::empty_member()));
    }
    Ok(if complete { Data::Array(members) } else { incomplete(members) })
}

fn incomplete(members: Vec<Data>) -> Data {
    Data::Object(vec![("items".to_owned(), Data::Array(members)), ("complete".to_owned(), Data::Bool(false))])
}

/// Where a value comes from, if there is one.
fn put_provenance(record: &mut Record, path: &[usize], part: Part, text: &str) {
    let Some((at, rest)) = path.split_first() else { return };
    match record.values.get_mut(*at) {
        Some(Datum::Record(nested)) if !rest.is_empty() => put_provenance(nested, rest, part, text),
        Some(value) if rest.is_empty() && *value != Datum::Missing => {
            let provenance: &mut Provenance = record.provenance.entry(*at).or_default();
            let place = match part {
                Part::Source => &mut provenance.source,
                Part::Recorded => &mut provenance.recorded,
                Part::By => &mut provenance.by,
            };
            *place = Some(Arc::from(text));
        }
        _ => {}
    }
}
