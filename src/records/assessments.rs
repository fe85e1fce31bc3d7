//! Which assessments count: those whose author and date are known, from the day on which they were made.
//!
//! Read [`known_on`] first. The reader takes out those without author or date; it does not know the day that is asked about.

use crate::logic::Date;
use crate::policy::{Datum, PolicyData, Provenance, Record};

/// The record as it is known on a day, without the assessments that were made later; none if it holds no such. Where they come
/// from stays, which tells them from those that are not there.
#[must_use]
pub fn known_on(policy: &PolicyData, record: &Record, day: Date) -> Option<Record> {
    if !holds_later(policy, record, day) {
        return None;
    }
    let mut record = record.clone();
    take_later(policy, &mut record, day);
    Some(record)
}

/// When an assessment was made, if it is known who made it and on which day, or in which month or year: the first and last day.
#[must_use]
pub fn made_on(from: &Provenance) -> Option<(Date, Date)> {
    let named = from.by.as_ref().is_some_and(|by| !by.trim().is_empty());
    Date::parse_partial(from.recorded.as_ref().filter(|_| named)?.trim()).ok()
}

/// Whether an assessment was certainly made after a day.
#[must_use]
pub fn is_later(from: &Provenance, day: Date) -> bool {
    made_on(from).is_some_and(|(first, _)| first > day)
}

fn is_assessment(policy: &PolicyData, record: &Record, at: usize) -> bool {
    let field = policy.records.get(record.ty.index()).and_then(|ty| ty.fields.get(at));
    field.is_some_and(|field| field.assessment.is_some())
}

fn is_taken(policy: &PolicyData, record: &Record, at: usize, day: Date) -> bool {
    record.provenance.get(&at).is_some_and(|from| is_later(from, day)) && is_assessment(policy, record, at)
}

fn holds_later(policy: &PolicyData, record: &Record, day: Date) -> bool {
    record.values.iter().enumerate().any(|(at, value)| match value {
        Datum::Missing => false,
        _ if is_taken(policy, record, at, day) => true,
        Datum::Record(inner) => holds_later(policy, inner, day),
        Datum::List(elements, _) => elements.iter().any(|element| holds_later(policy, element, day)),
        _ => false,
    })
}

fn take_later(policy: &PolicyData, record: &mut Record, day: Date) {
    let taken: Vec<bool> = (0..record.values.len()).map(|at| is_taken(policy, record, at, day)).collect();
    for (value, taken) in record.values.iter_mut().zip(taken) {
        match value {
            _ if taken => *value = Datum::Missing,
            Datum::Record(inner) => take_later(policy, inner, day),
            Datum::List(elements, _) => elements.iter_mut().for_each(|element| take_later(policy, element, day)),
            _ => {}
        }
    }
}
