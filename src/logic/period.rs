//! Periods: months and days side by side.

use std::cmp::Ordering;
use std::str::FromStr;

use super::Date;

/// A period of months and days. Months have no fixed length, so two periods compare only where the answer is the same
/// from every starting date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Period {
    /// Months; a year is twelve.
    pub months: i32,
    /// Days; a week is seven.
    pub days: i32,
}

/// Why there is no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// The text is not of the form `P1Y6M10D`.
    #[error("not a period of the form P1Y6M10D")]
    Form,
    /// Longer than the calendar.
    #[error("longer than the calendar")]
    TooLong,
}

/// The calendar repeats after 400 years.
const CYCLE_MONTHS: i32 = 4800;
/// No period is longer than the calendar (months).
const MAX_MONTHS: i32 = 9999 * 12;
/// No period is longer than the calendar (days).
const MAX_DAYS: i32 = 3_652_059;

impl Period {
    /// Months only.
    #[must_use]
    pub fn months(months: i32) -> Period {
        Period { months, days: 0 }
    }

    /// Days only.
    #[must_use]
    pub fn days(days: i32) -> Period {
        Period { months: 0, days }
    }

    /// The sum, part by part.
    ///
    /// # Errors
    /// If it is longer than the calendar.
    pub fn plus(self, other: Period) -> Result<Period, PeriodError> {
        let months = self.months.checked_add(other.months).ok_or(PeriodError::TooLong)?;
        let days = self.days.checked_add(other.days).ok_or(PeriodError::TooLong)?;
        Period { months, days }.checked()
    }

    /// The other way round.
    #[must_use]
    pub fn negated(self) -> Period {
        Period { months: -self.months, days: -self.days }
    }

    /// Itself, if it is no longer than the calendar.
    ///
    /// # Errors
    /// If it is longer.
    pub fn checked(self) -> Result<Period, PeriodError> {
        let fits = self.months.unsigned_abs() <= MAX_MONTHS.unsigned_abs() && self.days.unsigned_abs() <= MAX_DAYS.unsigned_abs();
        if fits { Ok(self) } else { Err(PeriodError::TooLong) }
    }

    /// Which is longer, if the answer is the same from every starting date; `None` otherwise. 12 months lie between 365 and
    /// 366 days.
    #[must_use]
    pub fn compare(self, other: Period) -> Option<Ordering> {
        let (least, most) = self.orders(other);
        (least == most).then_some(least)
    }

    /// What a test makes of their order, if that is the same from every starting date: 366 days are at least 12 months,
    /// though in some years longer and in others the same.
    #[must_use]
    pub fn agree(self, other: Period, test: impl Fn(Ordering) -> bool) -> Option<bool> {
        let (least, most) = self.orders(other);
        let orders = [Ordering::Less, Ordering::Equal, Ordering::Greater];
        let mut answers = orders.into_iter().filter(|order| (least..=most).contains(order)).map(test);
        let first = answers.next()?;
        answers.all(|answer| answer == first).then_some(first)
    }

    /// The least and the greatest order over all starting dates.
    fn orders(self, other: Period) -> (Ordering, Ordering) {
        let parts = (self.months.cmp(&other.months), self.days.cmp(&other.days));
        match parts {
            (Ordering::Equal, order) | (order, Ordering::Equal) => return (order, order),
            (months, days) if months == days => return (months, months),
            _ => {}
        }
        let months = self.months - other.months;
        let days = self.days - other.days;
        // Mostly the average decides: no number of months is a week longer or shorter than so many average months.
        let average = i64::from(months) * 146_097 / i64::from(CYCLE_MONTHS) + i64::from(days);
        if average.abs() > 7 {
            return (average.cmp(&0), average.cmp(&0));
        }
        let (least, most) = days_of_months(months.abs());
        let (least, most) = if months < 0 { (-most, -least) } else { (least, most) };
        ((least + days).cmp(&0), (most + days).cmp(&0))
    }

    /// In words: `1 year and 6 months`, `180 days`.
    #[must_use]
    pub fn in_words(self) -> String {
        let mut parts = Vec::new();
        let mut part = |count: i32, one: &str| {
            if count != 0 {
                let plural = if count.abs() == 1 { "" } else { "s" };
                parts.push(format!("{count} {one}{plural}"));
            }
        };
        part(self.months / 12, "year");
        part(self.months % 12, "month");
        part(self.days, "day");
        match parts.split_last() {
            None => "0 days".to_owned(),
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        }
    }
}

/// The fewest and the most days that so many months can have, over all starting dates. Those that begin on the first of a month
/// stand for all: from 31 August to 28 February are as many days as from 1 September to 1 March.
fn days_of_months(months: i32) -> (i32, i32) {
    let cycles = months / CYCLE_MONTHS;
    let rest = months % CYCLE_MONTHS;
    let first_of = |month: i32| {
        let number = u32::try_from(month.rem_euclid(12)).unwrap_or(0) + 1;
        Date::new(1201 + month.div_euclid(12), number, 1).map_or(0, Date::days)
    };
    let (mut least, mut most) = (i32::MAX, i32::MIN);
    for start in 0..CYCLE_MONTHS {
        let from = first_of(start);
        let to = first_of(start + rest);
        most = most.max(to - from);
        least = least.min(to - from);
    }
    (least + cycles * 146_097, most + cycles * 146_097)
}

impl FromStr for Period {
    type Err = PeriodError;

    /// Reads ISO 8601 with whole years, months, weeks and days: `P1Y6M`, `P180D`, `P2W`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut rest = text.strip_prefix('P').filter(|rest| !rest.is_empty()).ok_or(PeriodError::Form)?;
        let mut period = Period::default();
        let mut units = "YMWD";
        while !rest.is_empty() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).ok_or(PeriodError::Form)?;
            let (number, tail) = rest.split_at(end);
            let unit = tail.chars().next().ok_or(PeriodError::Form)?;
            let at = units.find(unit).ok_or(PeriodError::Form)?;
            units = units.get(at + 1..).unwrap_or_default();
            if number.is_empty() {
                return Err(PeriodError::Form);
            }
            let number: i32 = number.parse().map_err(|_| PeriodError::TooLong)?;
            let times = |factor: i32| number.checked_mul(factor).ok_or(PeriodError::TooLong);
            let part = match unit {
                'Y' => Period::months(times(12)?),
                'M' => Period::months(number),
                'W' => Period::days(times(7)?),
                _ => Period::days(number),
            };
            period = period.plus(part)?;
            rest = tail.get(1..).unwrap_or_default();
        }
        Ok(period)
    }
}

impl std::fmt::Display for Period {
    /// ISO 8601.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("P")?;
        if self.months != 0 {
            write!(f, "{}M", self.months)?;
        }
        if self.days != 0 || self.months == 0 {
            write!(f, "{}D", self.days)?;
        }
        Ok(())
    }
}
