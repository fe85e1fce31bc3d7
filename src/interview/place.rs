//! Where facts stand: in the rules, in the data of a record, in a checked record.

use crate::eval::Step;
use crate::policy::{Datum, Field, PolicyData, Record, RecordId, Type};
use crate::records::Data;

/// The field of a fact.
pub(super) fn field<'a>(policy: &'a PolicyData, mut ty: RecordId, steps: &[Step]) -> Option<&'a Field> {
    let mut found = None;
    for step in steps {
        let Step::Field(at) = step else { continue };
        let field = policy.records.get(ty.index())?.fields.get(*at)?;
        found = Some(field);
        if let Type::Record(next) | Type::List(next) = field.ty {
            ty = next;
        }
    }
    found
}

/// The steps of a place as errors of records name it: `convictions[2].violent`.
pub(super) fn steps(policy: &PolicyData, mut ty: RecordId, place: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for part in place.split('.') {
        let (name, element) = part.split_once('[').map_or((part, None), |(name, element)| (name, Some(element)));
        let at = policy.records.get(ty.index())?.fields.iter().position(|field| *field.name == *name)?;
        steps.push(Step::Field(at));
        if let Type::Record(next) | Type::List(next) = policy.records.get(ty.index())?.fields.get(at)?.ty {
            ty = next;
        }
        if let Some(element) = element {
            steps.push(Step::Element(element.strip_suffix(']')?.parse().ok()?));
        }
    }
    Some(steps)
}

/// The place of a fact in data; the records on the way are made if they are not there.
pub(super) fn slot<'d>(policy: &PolicyData, mut ty: RecordId, data: &'d mut Data, steps: &[Step]) -> Option<&'d mut Data> {
    let mut place = data;
    for (number, step) in steps.iter().enumerate() {
        match step {
            Step::Field(at) => {
                let field = policy.records.get(ty.index())?.fields.get(*at)?;
                place = entry(place, &field.name)?;
                if let Type::Record(next) | Type::List(next) = field.ty {
                    ty = next;
                }
                if number + 1 < steps.len() {
                    place = unwrapped(place)?;
                }
            }
            Step::Element(at) => place = elements(place)?.get_mut(*at)?,
        }
    }
    Some(place)
}

/// What a record says of a fact.
pub(super) fn datum<'r>(record: &'r Record, steps: &[Step]) -> &'r Datum {
    const MISSING: &Datum = &Datum::Missing;
    let [Step::Field(at), rest @ ..] = steps else { return MISSING };
    match (record.values.get(*at), rest) {
        (Some(datum), []) => datum,
        (Some(Datum::Record(inner)), rest) => datum(inner, rest),
        (Some(Datum::List(elements, _)), [Step::Element(at), rest @ ..]) => {
            elements.get(*at).map_or(MISSING, |element| datum(element, rest))
        }
        _ => MISSING,
    }
}

/// The value without what says where it comes from. No fact is called `value`.
pub(super) fn unwrapped(data: &mut Data) -> Option<&mut Data> {
    let is_wrapper = matches!(&*data, Data::Object(entries) if entries.iter().any(|(key, _)| key == "value"));
    if is_wrapper { entry(data, "value") } else { Some(data) }
}

/// The members of a list that are there.
pub(super) fn members(data: &mut Data) -> Vec<Data> {
    elements(data).cloned().unwrap_or_default()
}

/// Members that may not be all.
pub(super) fn incomplete(members: Vec<Data>) -> Data {
    Data::Object(vec![("items".to_owned(), Data::Array(members)), ("complete".to_owned(), Data::Bool(false))])
}

/// The array of `[…]` or `{"items": […]}`.
fn elements(data: &mut Data) -> Option<&mut Vec<Data>> {
    match data {
        Data::Array(items) => Some(items),
        Data::Object(entries) => {
            let items = entries.iter_mut().find(|(key, _)| key == "items");
            items.and_then(|(_, items)| if let Data::Array(items) = items { Some(items) } else { None })
        }
        _ => None,
    }
}

/// The value of a key of an object, each of which is made where there is none.
fn entry<'d>(data: &'d mut Data, name: &str) -> Option<&'d mut Data> {
    let at = match &*data {
        Data::Object(entries) => entries.iter().position(|(key, _)| key == name),
        _ => {
            *data = Data::Object(Vec::new());
            None
        }
    };
    let Data::Object(entries) = data else { return None };
    let at = at.unwrap_or_else(|| {
        entries.push((name.to_owned(), Data::Null));
        entries.len() - 1
    });
    entries.get_mut(at).map(|(_, value)| value)
}
