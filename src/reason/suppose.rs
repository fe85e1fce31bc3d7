//! A record with one fact otherwise: what somebody asks “what if” about.

use crate::eval::Step;
use crate::logic::Date;
use crate::policy::{Datum, Field, PolicyData, Record, RecordId, Type};
use crate::records::{Reader, RecordError};

/// Who is said to have made an assessment that is only supposed.
const SUPPOSED_BY: &str = "supposed";

/// Why a fact cannot be supposed.
#[derive(Debug, thiserror::Error)]
pub enum SupposeError {
    /// The record has no such fact; the nearest name, if one is near.
    #[error("there is no fact `{path}`{}", nearest(.near.as_deref()))]
    NoFact {
        /// As it was given.
        path: String,
        /// What may have been meant.
        near: Option<String>,
    },
    /// The value does not fit the fact.
    #[error("`{path}`: {}", .errors.iter().map(|error| error.message().to_owned()).collect::<Vec<_>>().join("; "))]
    Value {
        /// As it was given.
        path: String,
        /// What is wrong with it.
        errors: Vec<RecordError>,
    },
}

fn nearest(near: Option<&str>) -> String {
    near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}

/// Puts a value, written as in a cell of a table, in the place of a fact: `offences[0].punishable`. `unknown` is no value.
/// Answers the place.
///
/// # Errors
/// If there is no such fact, or the value does not fit it.
pub fn suppose(policy: &PolicyData, record: &mut Record, path: &str, text: &str, today: Date) -> Result<Vec<Step>, SupposeError> {
    let mut way = Vec::new();
    let mut at = record;
    let mut parts = path.split('.').peekable();
    while let Some(part) = parts.next() {
        let (name, element) = element(part);
        let ty = at.ty;
        let no_fact = || SupposeError::NoFact { path: path.to_owned(), near: near(policy, ty, name) };
        let fields = policy.records.get(ty.index()).map(|record| record.fields.as_slice()).unwrap_or_default();
        let index = fields.iter().position(|field| *field.name == *name).ok_or_else(no_fact)?;
        let field = fields.get(index).ok_or_else(no_fact)?;
        way.push(Step::Field(index));
        if parts.peek().is_none() && element.is_none() {
            put_value(policy, at, (path, field), index, text, today)?;
            return Ok(way);
        }
        let slot = at.values.get_mut(index).ok_or_else(no_fact)?;
        if let (Datum::Missing | Datum::None, Type::Record(inner)) = (&*slot, &field.ty) {
            let count = policy.records.get(inner.index()).map_or(0, |record| record.fields.len());
            *slot = Datum::Record(Box::new(Record::unknown(*inner, count)));
        }
        at = match (slot, element) {
            (Datum::Record(inner), None) => inner,
            (Datum::List(elements, _), Some(element)) => {
                way.push(Step::Element(element));
                elements.get_mut(element).ok_or_else(no_fact)?
            }
            _ => return Err(no_fact()),
        };
    }
    Err(SupposeError::NoFact { path: path.to_owned(), near: None })
}

/// Puts a value in the place of a fact, and records of which nothing else is known around it.
pub(super) fn fill(policy: &PolicyData, record: &mut Record, way: &[Step], value: Datum) {
    let Some((Step::Field(index), rest)) = way.split_first() else { return };
    let field = policy.records.get(record.ty.index()).and_then(|found| found.fields.get(*index));
    let (Some(field), Some(slot)) = (field, record.values.get_mut(*index)) else { return };
    if let (false, Type::Record(inner), Datum::Missing) = (rest.is_empty(), &field.ty, &*slot) {
        let count = policy.records.get(inner.index()).map_or(0, |record| record.fields.len());
        *slot = Datum::Record(Box::new(Record::unknown(*inner, count)));
    }
    match (rest, slot) {
        ([], slot) => *slot = value,
        (rest, Datum::Record(inner)) => fill(policy, inner, rest, value),
        ([Step::Element(at), rest @ ..], Datum::List(elements, _)) => {
            elements.get_mut(*at).into_iter().for_each(|element| fill(policy, element, rest, value.clone()));
        }
        _ => {}
    }
}

fn put_value(
    policy: &PolicyData,
    record: &mut Record,
    (path, field): (&str, &Field),
    index: usize,
    text: &str,
    today: Date,
) -> Result<(), SupposeError> {
    let (mut value, mut provenance) = (Datum::Missing, None);
    if text != "unknown" && !text.is_empty() {
        let wrong = |errors| SupposeError::Value { path: path.to_owned(), errors };
        // One fact is read by itself: what is always known of a whole record need not be there.
        let reader = Reader::new(policy, record.ty).with_id("").of_parts();
        let (name, day) = (&field.name, today.to_string());
        let header = [name.to_string(), format!("{name}.by"), format!("{name}.recorded")];
        let cells = [text, SUPPOSED_BY, day.as_str()];
        let count = if field.assessment.is_some() { cells.len() } else { 1 };
        let columns = reader.columns(header.iter().take(count).map(String::as_str)).map_err(wrong)?;
        let mut read = reader.read_cells(&columns, cells.into_iter().take(count)).map_err(wrong)?.record;
        value = read.values.get_mut(index).map(std::mem::take).unwrap_or_default();
        provenance = read.provenance.shift_remove(&index);
    }
    record.values.get_mut(index).into_iter().for_each(|slot| *slot = std::mem::take(&mut value));
    match provenance {
        Some(provenance) => record.provenance.insert(index, provenance),
        None => record.provenance.shift_remove(&index),
    };
    Ok(())
}

/// `offences[0]`: the name, and which element.
fn element(name: &str) -> (&str, Option<usize>) {
    let found = name.strip_suffix(']').and_then(|name| name.split_once('['));
    found.and_then(|(name, at)| Some((name, Some(at.parse().ok()?)))).unwrap_or((name, None))
}

fn near(policy: &PolicyData, ty: RecordId, name: &str) -> Option<String> {
    Reader::new(policy, ty).unknown_field(name).nearest
}
