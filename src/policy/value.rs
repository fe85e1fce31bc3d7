//! Values of facts, known or not.

use std::sync::Arc;

use indexmap::IndexMap;

use super::RecordId;
use crate::logic::{Country, Date, Decimal, Period};

pub use crate::logic::Currency;

/// A value that is only equal or not: text, country, option of a choice or reading.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scalar {
    /// Text, normalised (NFC).
    Text(Arc<str>),
    /// A country.
    Country(Country),
    /// The index of an option.
    Option(u16),
}

/// What a record says of one fact.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Datum {
    /// Nothing: unknown.
    #[default]
    Missing,
    /// Known not to exist.
    None,
    /// yes or no
    YesNo(bool),
    /// A number.
    Number(Decimal),
    /// An amount of money.
    Money(Decimal, Currency),
    /// A date known to the day (both equal), month or year: first and last day that it may be.
    Date(Date, Date),
    /// A period.
    Period(Period),
    /// Text, country, choice.
    Scalar(Scalar),
    /// A set: known members, sorted, each once; `true`: complete, there are no others.
    Set(Vec<Scalar>, bool),
    /// A list: known elements; `true`: complete.
    List(Vec<Record>, bool),
    /// A nested record.
    Record(Box<Record>),
}

/// The facts of one case, or of one element of a list: a value for each field of the record type, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The record type.
    pub ty: RecordId,
    /// As many as the type has fields.
    pub values: Vec<Datum>,
    /// Where values come from, by field index; most have none.
    pub provenance: IndexMap<usize, Provenance>,
}

impl std::hash::Hash for Record {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.values.hash(state);
    }
}

/// Where a value comes from, in the words of the data.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Provenance {
    /// `"judgment of 2020-01-10, p. 3"`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Arc<str>>,
    /// When it was recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded: Option<Arc<str>>,
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Arc<str>>,
}

impl Record {
    /// A record of which nothing is known.
    #[must_use]
    pub fn unknown(ty: RecordId, fields: usize) -> Self {
        Self { ty, values: vec![Datum::Missing; fields], provenance: IndexMap::new() }
    }

    /// What it says of a fact; a nested record that is missing says nothing.
    #[must_use]
    pub fn get(&self, path: &[usize]) -> &Datum {
        const MISSING: &Datum = &Datum::Missing;
        match path {
            [] => MISSING,
            [field] => self.values.get(*field).unwrap_or(MISSING),
            [field, rest @ ..] => match self.values.get(*field) {
                Some(Datum::Record(record)) => record.get(rest),
                Some(Datum::None) => &Datum::None,
                _ => MISSING,
            },
        }
    }
}
