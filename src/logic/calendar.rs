//! How law counts on the calendar: where months end, and when whoever was born on 29 February completes a year.
//!
//! Read [`MonthEnd`] first. Both rules move a day on by whole months; they differ where the month has no such day.

use chrono::{Datelike, Months, NaiveDate};

use super::date::DateError;
use super::{Date, Interval, Period};

/// What becomes of a day that the month reached by counting lacks: of 31 January plus one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum MonthEnd {
    /// The last day of that month: 28 February, in leap years the 29th.
    #[default]
    LastDay,
    /// As many days into the next month as it is beyond the end: 3 March, in leap years the 2nd.
    RunOver,
}

/// The birthday, in years without a 29 February, of whoever was born on one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LeapBirthday {
    /// 1 March.
    FirstOfMarch,
    /// 28 February.
    LastOfFebruary,
}

impl LeapBirthday {
    /// The rule of months that leads to the same birthdays: only 29 February can be a day that a year lacks.
    #[must_use]
    pub fn month_end(self) -> MonthEnd {
        match self {
            LeapBirthday::FirstOfMarch => MonthEnd::RunOver,
            LeapBirthday::LastOfFebruary => MonthEnd::LastDay,
        }
    }
}

impl Date {
    /// Adds a period: all months first, then days.
    ///
    /// # Errors
    /// If the result lies outside the years 1 to 9999.
    pub fn plus_by(self, period: Period, end: MonthEnd) -> Result<Date, DateError> {
        let moved = self.moved(period.months, end);
        let days = moved.and_then(|date| date.num_days_from_ce().checked_add(period.days));
        days.and_then(Date::from_days).ok_or(DateError::OutOfRange)
    }

    /// Completed months from this day to another, below zero if that is earlier: the largest number of months that,
    /// added to this day, does not pass the other.
    #[must_use]
    pub fn completed_months_by(self, other: Date, end: MonthEnd) -> i32 {
        let (y1, m1, _) = self.parts();
        let (y2, m2, _) = other.parts();
        let months = (y2 - y1) * 12 + i32::try_from(m2).unwrap_or(0) - i32::try_from(m1).unwrap_or(0);
        // A month's end that runs over can pass the other day by one month more.
        let passes = |months: &i32| self.moved(*months, end).is_some_and(|reached| reached.num_days_from_ce() > other.days());
        [months, months - 1].into_iter().find(|months| !passes(months)).unwrap_or(months - 2)
    }

    /// So many months on, or back.
    fn moved(self, months: i32, end: MonthEnd) -> Option<NaiveDate> {
        let by = |date: NaiveDate| {
            let count = Months::new(months.unsigned_abs());
            if months < 0 { date.checked_sub_months(count) } else { date.checked_add_months(count) }
        };
        let date = self.civil();
        match end {
            MonthEnd::LastDay => by(date),
            MonthEnd::RunOver => {
                let first = by(date.with_day(1)?)?;
                first.checked_add_days(chrono::Days::new(u64::from(date.day0())))
            }
        }
    }
}

impl Interval<Date> {
    /// The days of this interval, one or two, at which what is counted from it is least, and those at which it is greatest; none
    /// where an end is open.
    ///
    /// Where months end on the last day a later start never leads to an earlier end, so the ends of the interval do. Where they
    /// run over, 31 January leads further than 1 February, so the first day of the next month may lead less far than the first
    /// day of the interval, and the last day of the month before further than the last. No other day can: within a month later
    /// days lead further, and so do the first, and the last, days of later months.
    pub fn turning_days(&self, end: MonthEnd) -> (Option<[Date; 2]>, Option<[Date; 2]>) {
        let within = |date: &Date| self.low.is_none_or(|low| low <= *date) && self.high.is_none_or(|high| *date <= high);
        let with =
            |day: Date, other: Option<Date>| [day, other.filter(within).filter(|_| end == MonthEnd::RunOver).unwrap_or(day)];
        (self.low.map(|low| with(low, low.next_month())), self.high.map(|high| with(high, high.end_of_last_month())))
    }
}

impl Date {
    /// The first day of the next month.
    fn next_month(self) -> Option<Date> {
        let (year, month, _) = self.parts();
        if month == 12 { Date::new(year + 1, 1, 1) } else { Date::new(year, month + 1, 1) }
    }

    /// The last day of the month before.
    fn end_of_last_month(self) -> Option<Date> {
        let (_, _, day) = self.parts();
        Date::from_days(self.days() - i32::try_from(day).ok()?)
    }
}
