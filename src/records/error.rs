//! Why data is no record.

/// Which kind of error; its [`code`](Reason::code) is stable and stands in the file of rejects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Reason {
    NotJson,
    TooLarge,
    TooDeep,
    TooManyValues,
    WrongCellCount,
    DuplicateKey,
    UnknownFieldInsideValue,
    WrongType,
    EmptyText,
    UnknownWord,
    NoneNotAllowed,
    AlwaysKnownMissing,
    OutOfBounds,
    NotANumber,
    NotWhole,
    TooManyDigits,
    InexactNumber,
    UnknownCurrency,
    MixedCurrency,
    BadDate,
    AmbiguousDate,
    DateWithTime,
    NoSuchDay,
    BadPeriod,
    UnknownCountry,
    UnknownChoice,
}

impl Reason {
    /// The stable code, such as `wrong_type`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Reason::NotJson => "not_json",
            Reason::TooLarge => "too_large",
            Reason::TooDeep => "too_deep",
            Reason::TooManyValues => "too_many_values",
            Reason::WrongCellCount => "wrong_cell_count",
            Reason::DuplicateKey => "duplicate_key",
            Reason::UnknownFieldInsideValue => "unknown_field_inside_value",
            Reason::WrongType => "wrong_type",
            Reason::EmptyText => "empty_text",
            Reason::UnknownWord => "unknown_word",
            Reason::NoneNotAllowed => "none_not_allowed",
            Reason::AlwaysKnownMissing => "always_known_missing",
            Reason::OutOfBounds => "out_of_bounds",
            Reason::NotANumber => "not_a_number",
            Reason::NotWhole => "not_whole",
            Reason::TooManyDigits => "too_many_digits",
            Reason::InexactNumber => "inexact_number",
            Reason::UnknownCurrency => "unknown_currency",
            Reason::MixedCurrency => "mixed_currency",
            Reason::BadDate => "bad_date",
            Reason::AmbiguousDate => "ambiguous_date",
            Reason::DateWithTime => "date_with_time",
            Reason::NoSuchDay => "no_such_day",
            Reason::BadPeriod => "bad_period",
            Reason::UnknownCountry => "unknown_country",
            Reason::UnknownChoice => "unknown_choice",
        }
    }
}

/// Why a text is no data at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct DataError {
    pub(super) reason: Reason,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) message: String,
}

impl DataError {
    /// Which kind.
    #[must_use]
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// Line and column in the text, both from 1; the column counts characters.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        (self.line, self.column)
    }

    /// What is wrong and what to write instead, without the position.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// One error of a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{place}`: {message}")]
pub struct RecordError {
    pub(super) place: String,
    pub(super) value: String,
    pub(super) reason: Reason,
    pub(super) message: String,
}

impl RecordError {
    /// Where: `sentence.kind`, `convictions[2].violent` (the first element is 0, as in JSON); empty for the record itself.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The value as text, shortened; empty where there is none.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Which kind.
    #[must_use]
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// What is wrong and what to write instead.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// An error of one value, before its place is known.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    pub(super) reason: Reason,
    pub(super) message: String,
}

impl Fault {
    pub(super) fn new(reason: Reason, message: impl Into<String>) -> Fault {
        Fault { reason, message: message.into() }
    }
}
