//! Records: what is read, what is refused and with which words.

mod assessments;
mod cells;
mod docs;
mod json;
mod properties;
mod types;

use std::fmt::Write as _;

use whereas::policy::{Datum, Record, Scalar, Type};
use whereas::records::{Data, DataError, ReadRecord, Reader, RecordError};

/// A record on one line: what it says of each fact of which it says something.
fn shown(record: &Record) -> String {
    let fields = &types::policy().records[record.ty.index()].fields;
    let mut parts = Vec::new();
    for (at, (field, value)) in fields.iter().zip(&record.values).enumerate() {
        if *value == Datum::Missing && !record.provenance.contains_key(&at) {
            continue;
        }
        let mut part = format!("{}: {}", field.name, datum(&field.ty, value));
        if let Some(from) = record.provenance.get(&at) {
            let _ = write!(part, " <{}>", serde_json::to_string(from).unwrap());
        }
        parts.push(part);
    }
    format!("{{{}}}", parts.join(", "))
}

fn datum(ty: &Type, value: &Datum) -> String {
    let joined = |parts: Vec<String>, complete: &bool| format!("{}{}", parts.join(", "), if *complete { "" } else { " …" });
    match value {
        Datum::Missing => "?".to_owned(),
        Datum::None => "none".to_owned(),
        Datum::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Datum::Number(number) => number.to_string(),
        Datum::Money(amount, currency) => format!("{amount} {}", currency.code()),
        Datum::Date(first, last) if first == last => first.to_string(),
        Datum::Date(first, last) => format!("{first}..{last}"),
        Datum::Period(period) => period.to_string(),
        Datum::Scalar(value) => scalar(ty, value),
        Datum::Set(members, complete) => {
            let Type::Set(ty) = ty else { panic!("a set") };
            format!("set({})", joined(members.iter().map(|member| scalar(ty, member)).collect(), complete))
        }
        Datum::List(records, complete) => {
            format!("list({})", joined(records.iter().map(shown).collect(), complete))
        }
        Datum::Record(record) => shown(record),
    }
}

fn scalar(ty: &Type, value: &Scalar) -> String {
    match (ty, value) {
        (_, Scalar::Text(text)) => format!("{text:?}"),
        (_, Scalar::Country(country)) => country.alpha2().to_owned(),
        (Type::Choice(choice), Scalar::Option(at)) => {
            types::policy().choices[choice.index()].options[usize::from(*at)].name.to_string()
        }
        other => panic!("{other:?}"),
    }
}

/// What came of a record, as text.
fn outcome(reader: &Reader, read: Result<ReadRecord, Vec<RecordError>>) -> String {
    match read {
        Ok(read) => {
            let mut text = shown(&read.record);
            if let Some(id) = read.id {
                let _ = write!(text, "\n  id {id}");
            }
            for name in read.unknown_fields {
                let unknown = reader.unknown_field(&name);
                let _ = write!(text, "\n  no field `{name}`, nearest {:?}", unknown.nearest);
            }
            text
        }
        Err(errors) => {
            let lines: Vec<String> = errors
                .iter()
                .map(|error| format!("{} | {} | {} | {}", error.place(), error.value(), error.reason().code(), error.message()))
                .collect();
            lines.join("\n  ")
        }
    }
}

fn no_data(error: &DataError) -> String {
    format!("{} | {error}", error.reason().code())
}

/// A table of inputs with their outcomes, for a snapshot.
fn table(inputs: &str) -> String {
    let reader = types::reader();
    let mut text = String::new();
    for input in inputs.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let outcome = match Data::parse(input) {
            Ok(data) => outcome(&reader, reader.read(&data)),
            Err(error) => no_data(&error),
        };
        let _ = writeln!(text, "{input}\n  {outcome}");
    }
    text
}
