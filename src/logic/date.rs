//! Calendar dates of the years 1 to 9999.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::{MonthEnd, Period};

/// A day of the Gregorian calendar, from 0001-01-01 to 9999-12-31.
///
/// ```
/// use whereas::{date, Period};
/// let received = date(2023, 8, 31);
/// assert_eq!(received.plus(Period::months(6)).unwrap(), date(2024, 2, 29));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(i32);

/// Why there is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The text is no date of the form `2025-02-03`.
    #[error("not a date of the form 2025-02-03")]
    Form,
    /// The month has no such day.
    #[error("there is no such day")]
    NoSuchDay,
    /// Before year 1 or after year 9999.
    #[error("outside the years 1 to 9999")]
    OutOfRange,
}

/// The date of year, month and day, for dates that stand in a program's text. What comes from outside is read by
/// [`Date::new`] or by parsing, which say so if there is no such day.
///
/// # Panics
/// If there is no such day: `date(2025, 2, 30)` is a mistake in the program, and no nearby day is guessed.
#[expect(clippy::panic, reason = "a literal of the calling program that is no date, as an index out of bounds would be")]
#[must_use]
pub fn date(year: i32, month: u32, day: u32) -> Date {
    match Date::new(year, month, day) {
        Some(date) => date,
        None => panic!("there is no day {year}-{month}-{day}"),
    }
}

impl Date {
    /// 0001-01-01
    pub const MIN: Date = Date(1);
    /// 9999-12-31
    pub const MAX: Date = Date(3_652_059);

    /// The date of year, month and day, if there is such a day.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Date> {
        NaiveDate::from_ymd_opt(year, month, day).and_then(|date| Date::from_days(date.num_days_from_ce()))
    }

    /// The day of that number; 0001-01-01 is day 1.
    #[must_use]
    pub fn from_days(days: i32) -> Option<Date> {
        (Date::MIN.0..=Date::MAX.0).contains(&days).then_some(Date(days))
    }

    /// The number of the day; 0001-01-01 is day 1.
    #[must_use]
    pub fn days(self) -> i32 {
        self.0
    }

    /// Year, month and day.
    #[must_use]
    pub fn parts(self) -> (i32, u32, u32) {
        let date = self.civil();
        (date.year(), date.month(), date.day())
    }

    pub(super) fn civil(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0).unwrap_or(NaiveDate::MIN)
    }

    /// Adds a period: all months first (a day that the month lacks becomes its last day), then days.
    ///
    /// # Errors
    /// If the result lies outside the years 1 to 9999.
    pub fn plus(self, period: Period) -> Result<Date, DateError> {
        self.plus_by(period, MonthEnd::LastDay)
    }

    /// The first and last day of a date that is known to the day, the month or the year: `2025-02-03`, `2025-02`, `2025`.
    ///
    /// # Errors
    /// If the text has another form or there is no such day.
    pub fn parse_partial(text: &str) -> Result<(Date, Date), DateError> {
        let digits = |part: &str, length: usize| -> Result<u32, DateError> {
            if part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()) {
                part.parse().map_err(|_| DateError::Form)
            } else {
                Err(DateError::Form)
            }
        };
        let mut parts = text.split('-');
        let year = digits(parts.next().unwrap_or_default(), 4)?;
        let year = i32::try_from(year).map_err(|_| DateError::Form)?;
        let month = parts.next().map(|part| digits(part, 2)).transpose()?;
        let day = parts.next().map(|part| digits(part, 2)).transpose()?;
        if parts.next().is_some() {
            return Err(DateError::Form);
        }
        if year == 0 {
            return Err(DateError::OutOfRange);
        }
        let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok_or(DateError::NoSuchDay)?;
        let length = match (month, day) {
            (_, Some(_)) => return Ok((first, first)),
            (Some(_), None) => 1,
            (None, None) => 12,
        };
        let last = first.plus(Period { months: length, days: -1 }).unwrap_or(Date::MAX);
        Ok((first, last))
    }

    /// Written out: `3 February 2025`.
    #[must_use]
    pub fn in_words(self) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let (year, month, day) = self.parts();
        let name = MONTHS.get((month as usize).wrapping_sub(1)).copied().unwrap_or_default();
        format!("{day} {name} {year}")
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match Date::parse_partial(text)? {
            (first, last) if first == last => Ok(first),
            _ => Err(DateError::Form),
        }
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl std::fmt::Debug for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}
