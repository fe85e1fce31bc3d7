//! JSON as it was written: numbers by their text, every key with its duplicates.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{DataError, Reason, message};

/// A value of JSON before any type is known.
///
/// ```
/// use whereas::records::Data;
/// assert_eq!(Data::parse("1.50").unwrap(), Data::Number("1.50".to_owned()));
/// assert!(Data::parse("NaN").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, digit by digit as it was written.
    Number(String),
    /// A text.
    Text(String),
    /// `[…]`
    Array(Vec<Data>),
    /// `{…}`, in the order in which it was written, duplicate keys included.
    Object(Vec<(String, Data)>),
}

/// How much one record may hold. All are counts, so that the same record has the same outcome on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the text.
    pub bytes: usize,
    /// Arrays and objects inside one another.
    pub depth: usize,
    /// Values, counting arrays and objects and what is in them.
    pub values: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { bytes: 16 << 20, depth: 32, values: 1_000_000 }
    }
}

/// As many decimal digits survive in a binary float of 64 bits.
const FLOAT_DIGITS: usize = 15;

impl Data {
    /// Reads JSON within the default limits.
    ///
    /// # Errors
    /// If the text is no JSON or too large.
    pub fn parse(text: &str) -> Result<Data, DataError> {
        Data::parse_within(text, &Limits::default())
    }

    /// Reads JSON.
    ///
    /// # Errors
    /// If the text is no JSON or passes a limit.
    pub fn parse_within(text: &str, limits: &Limits) -> Result<Data, DataError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut builder = Builder { text, limits, values: 0 };
        if text.len() > limits.bytes {
            return Err(builder.error(0, Reason::TooLarge, message::too_large(limits.bytes)));
        }
        let raw: &RawValue = serde_json::from_str(text).map_err(|error| builder.not_json(text, &error))?;
        builder.value(raw, 0)
    }

    /// The data of anything that serialises: read from the JSON that it writes. A binary float counts as its shortest decimal
    /// text if that has at most 15 digits, which a float holds exactly as they were written; one with more may have lost
    /// digits on its way and is refused. What JSON cannot say becomes `null`, which is unknown: a float that is no number.
    ///
    /// # Errors
    /// If it cannot be written as JSON, is too large, or holds a float of more than 15 digits.
    pub fn from_serialize<T: serde::Serialize + ?Sized>(value: &T) -> Result<Data, DataError> {
        let text = serde_json::to_string(value).map_err(|error| DataError {
            reason: Reason::NotJson,
            line: 1,
            column: 1,
            message: message::not_serializable(&error.to_string()),
        })?;
        let data = Data::parse(&text)?;
        match data.inexact() {
            None => Ok(data),
            Some(number) => {
                let message = message::inexact_number(number);
                Err(DataError { reason: Reason::InexactNumber, line: 1, column: 1, message })
            }
        }
    }

    /// A number that a binary float may have changed: one with a fraction or exponent and more digits than a float holds.
    fn inexact(&self) -> Option<&str> {
        match self {
            Data::Number(text) => {
                let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
                let digits = mantissa.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
                (text.contains(['.', 'e', 'E']) && digits > FLOAT_DIGITS).then_some(text)
            }
            Data::Array(items) => items.iter().find_map(Data::inexact),
            Data::Object(entries) => entries.iter().find_map(|(_, value)| value.inexact()),
            _ => None,
        }
    }

    /// The entries of an object.
    #[must_use]
    pub fn entries(&self) -> Option<&[(String, Data)]> {
        match self {
            Data::Object(entries) => Some(entries),
            _ => None,
        }
    }
}

impl fmt::Display for Data {
    /// As JSON; a text at the top without its quotation marks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Data::Text(text) => f.write_str(text),
            other => write_json(other, f),
        }
    }
}

fn write_json(data: &Data, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match data {
        Data::Null => f.write_str("null"),
        Data::Bool(yes) => write!(f, "{yes}"),
        Data::Number(text) => f.write_str(text),
        Data::Text(text) => write_text(text, f),
        Data::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                f.write_str(if at == 0 { "[" } else { ", " })?;
                write_json(item, f)?;
            }
            f.write_str(if items.is_empty() { "[]" } else { "]" })
        }
        Data::Object(entries) => {
            for (at, (key, value)) in entries.iter().enumerate() {
                f.write_str(if at == 0 { "{" } else { ", " })?;
                write_text(key, f)?;
                f.write_str(": ")?;
                write_json(value, f)?;
            }
            f.write_str(if entries.is_empty() { "{}" } else { "}" })
        }
    }
}

fn write_text(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(&serde_json::to_string(text).map_err(|_| fmt::Error)?)
}

/// Builds the tree level by level: each level of raw JSON is split into its parts, whose texts are still slices of the whole.
struct Builder<'a> {
    text: &'a str,
    limits: &'a Limits,
    values: usize,
}

impl<'a> Builder<'a> {
    fn value(&mut self, raw: &'a RawValue, depth: usize) -> Result<Data, DataError> {
        let text = raw.get();
        self.values += 1;
        if self.values > self.limits.values {
            return Err(self.error(self.offset(text), Reason::TooManyValues, message::too_many_values(self.limits.values)));
        }
        let nested = text.starts_with(['[', '{']);
        if nested && depth >= self.limits.depth {
            return Err(self.error(self.offset(text), Reason::TooDeep, message::too_deep(self.limits.depth)));
        }
        Ok(match text.as_bytes().first() {
            Some(b'n') => Data::Null,
            Some(b't') => Data::Bool(true),
            Some(b'f') => Data::Bool(false),
            Some(b'"') => Data::Text(self.part(text)?),
            Some(b'[') => {
                let items: Vec<&RawValue> = self.part(text)?;
                Data::Array(items.into_iter().map(|item| self.value(item, depth + 1)).collect::<Result<_, _>>()?)
            }
            Some(b'{') => {
                let Entries(entries) = self.part(text)?;
                let read = |(key, value)| Ok((key, self.value(value, depth + 1)?));
                Data::Object(entries.into_iter().map(read).collect::<Result<_, _>>()?)
            }
            _ => Data::Number(text.to_owned()),
        })
    }

    fn part<T: Deserialize<'a>>(&self, text: &'a str) -> Result<T, DataError> {
        serde_json::from_str(text).map_err(|error| self.not_json(text, &error))
    }

    /// Where a part begins in the whole.
    fn offset(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    fn not_json(&self, part: &str, error: &serde_json::Error) -> DataError {
        let lines: usize = part.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let at = self.offset(part) + lines + error.column().saturating_sub(1);
        self.error(at, Reason::NotJson, message::not_json(self.text, at, error))
    }

    fn error(&self, at: usize, reason: Reason, message: String) -> DataError {
        let before = self.text.get(..self.text.floor_char_boundary(at)).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        DataError { reason, line, column, message }
    }
}

/// The entries of an object with their values as raw text.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;

        impl<'de> Visitor<'de> for All {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(All)
    }
}
