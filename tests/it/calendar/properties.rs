//! What holds of any dates and numbers, against `chrono` and `rust_decimal` where they say the same thing in their own way.

use chrono::{Datelike, Months, NaiveDate};
use proptest::prelude::*;
use rust_decimal::RoundingStrategy;
use whereas::logic::{Decimal, DecimalError, Fault, Interval, LeapBirthday, MonthEnd, Rounding};
use whereas::{Date, Period};

const ENDS: [MonthEnd; 2] = [MonthEnd::LastDay, MonthEnd::RunOver];

/// Any day, mostly near the end of a month.
fn day() -> impl Strategy<Value = Date> {
    let near = (1i32..=9999, 1u32..=12, -4i32..=4).prop_map(|(year, month, off)| {
        let first = Date::new(year, month, 1).unwrap();
        Date::from_days(first.days() + off).unwrap_or(first)
    });
    prop_oneof![3 => near, 1 => (Date::MIN.days()..=Date::MAX.days()).prop_map(|days| Date::from_days(days).unwrap())]
}

fn civil(date: Date) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(date.days()).unwrap()
}

/// Months of a day and back, in the years of the language.
fn reached(day: Date, months: i32, end: MonthEnd) -> Option<Date> {
    day.plus_by(Period::months(months), end).ok()
}

proptest! {
    #[test]
    fn months_that_end_on_the_last_day_are_those_of_the_date_library(day in day(), months in 0u32..2000) {
        let other = civil(day).checked_add_months(Months::new(months)).filter(|date| date.year() <= 9999);
        let ours = reached(day, i32::try_from(months).unwrap(), MonthEnd::LastDay);
        prop_assert_eq!(ours.map(civil), other);
    }

    #[test]
    fn months_that_run_over_are_days_behind_the_first_of_the_month(day in day(), months in 0u32..2000) {
        let first = civil(day).with_day(1).unwrap().checked_add_months(Months::new(months)).unwrap();
        let other = first.checked_add_days(chrono::Days::new(u64::from(civil(day).day() - 1))).filter(|date| date.year() <= 9999);
        let ours = reached(day, i32::try_from(months).unwrap(), MonthEnd::RunOver);
        prop_assert_eq!(ours.map(civil), other);
    }

    /// The date library's `years_since` compares month and day: who was born on 29 February is a year older on 1 March.
    #[test]
    fn leap_birthdays_on_1_march_are_the_years_of_the_date_library(born in day(), on in day()) {
        let years = born.completed_months_by(on, LeapBirthday::FirstOfMarch.month_end()).div_euclid(12);
        let other = civil(on).years_since(civil(born));
        prop_assert_eq!((born <= on).then_some(years), other.map(|years| i32::try_from(years).unwrap()));
    }

    /// The greatest number of months that does not pass the other day: one more does.
    #[test]
    fn completed_months_are_the_most_that_do_not_pass(from in day(), to in day()) {
        for end in ENDS {
            let months = from.completed_months_by(to, end);
            let passes = |months: i32| reached(from, months, end).map(|reached| reached > to);
            prop_assert_ne!(passes(months), Some(true), "{} months", months);
            prop_assert_ne!(passes(months + 1), Some(false), "{} months", months + 1);
        }
    }

    /// No day of an interval leads less far, or further, than its turning days.
    #[test]
    fn turning_days_lead_least_and_most_far(first in day(), length in 0i32..100, months in -30i32..30) {
        let last = Date::from_days(first.days() + length).unwrap_or(Date::MAX);
        for end in ENDS {
            let (least, most) = Interval::between(first, last).turning_days(end);
            let all: Vec<Option<Date>> =
                (first.days()..=last.days()).map(|days| reached(Date::from_days(days).unwrap(), months, end)).collect();
            if all.iter().all(Option::is_some) {
                let of = |days: [Date; 2]| days.map(|day| reached(day, months, end));
                prop_assert_eq!(of(least.unwrap()).into_iter().min(), all.iter().copied().min());
                prop_assert_eq!(of(most.unwrap()).into_iter().max(), all.iter().copied().max());
            }
        }
    }

    #[test]
    fn rounding_to_places_is_that_of_the_decimal_library(digits in -999_999_999i64..=999_999_999, scale in 0u32..9, places in 0u32..9) {
        let number = rust_decimal::Decimal::new(digits, scale);
        let unit = ours(rust_decimal::Decimal::new(1, places));
        for (how, strategy) in [
            (Rounding::Up, RoundingStrategy::ToPositiveInfinity),
            (Rounding::Down, RoundingStrategy::ToNegativeInfinity),
            (Rounding::HalfEven, RoundingStrategy::MidpointNearestEven),
        ] {
            let other = ours(number.round_dp_with_strategy(places, strategy));
            prop_assert_eq!(ours(number).rounded(how, unit), Ok(other), "{:?}", how);
        }
        if digits >= 0 {
            let other = ours(number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero));
            prop_assert_eq!(ours(number).rounded(Rounding::HalfUp, unit), Ok(other));
        }
    }

    /// Of any unit: what is rounded is a multiple of it, less than one unit away, half a unit for the nearer; and a greater number
    /// is never rounded to a smaller multiple.
    #[test]
    fn rounding_gives_the_multiple_that_the_words_name(a in -99_999i64..99_999, b in 0i64..5_000, unit in 1i64..400, scale in 0u32..4) {
        let of = |digits: i64, scale: u32| ours(rust_decimal::Decimal::new(digits, scale));
        let (number, greater, unit) = (of(a, scale), of(a + b, scale), of(unit, 2));
        let twice = |number: Decimal| number.plus(number).unwrap();
        for how in [Rounding::Up, Rounding::Down, Rounding::HalfUp, Rounding::HalfEven] {
            let rounded = number.rounded(how, unit).unwrap();
            let off = rounded.minus(number).unwrap();
            let count = rounded.divided_by(unit).unwrap();
            prop_assert_eq!(count.rounded(Rounding::Down, Decimal::ONE), Ok(count), "a multiple");
            let least = Decimal::ZERO.minus(unit).unwrap();
            prop_assert!(match how {
                Rounding::Up => Decimal::ZERO <= off && off < unit,
                Rounding::Down => least < off && off <= Decimal::ZERO,
                Rounding::HalfUp => least < twice(off) && twice(off) <= unit,
                Rounding::HalfEven => least <= twice(off) && twice(off) <= unit,
            }, "{:?} {:?} {:?}", how, number, rounded);
            prop_assert!(rounded <= greater.rounded(how, unit).unwrap());
        }
    }
}

fn ours(number: rust_decimal::Decimal) -> Decimal {
    number.to_string().parse().unwrap()
}

#[test]
fn a_rounding_without_a_result() {
    let of = |text: &str| text.parse::<Decimal>().unwrap();
    for unit in ["0", "-1"] {
        assert_eq!(of("2.5").rounded(Rounding::Up, of(unit)), Err(DecimalError::DivisionByZero), "{unit}");
    }
    assert_eq!(of("9999999999999999999999999999").rounded(Rounding::Up, of("7")), Err(DecimalError::TooManyDigits));
    // 28 digits, and 28 more behind the point: no room even on the way.
    assert_eq!(
        of("9999999999999999999999999999").rounded(Rounding::Down, of("0.0000000000000000000000000003")),
        Err(DecimalError::TooManyDigits)
    );
}

#[test]
fn rounding_what_is_known_in_part() {
    let of = |text: &str| text.parse::<Decimal>().unwrap();
    let whole = Interval::exact(of("1"));
    let rounded = |range: Interval<Decimal>, unit: Interval<Decimal>| range.rounded(Rounding::HalfUp, unit);
    assert_eq!(rounded(Interval::between(of("1.4"), of("2.5")), whole), Interval::between(of("1"), of("3")));
    assert_eq!(rounded(Interval::between(of("2.6"), of("3.4")), whole), Interval::exact(of("3")), "known, once rounded");
    let open = Interval { low: None, high: Some(of("2.5")), fault: None };
    assert_eq!(rounded(open, whole), Interval { low: None, high: Some(of("3")), fault: None });
    assert_eq!(rounded(whole, Interval::UNKNOWN), Interval::UNKNOWN, "no unit, no multiple");
    let fault = Interval::fault(Fault::DivisionByZero);
    assert_eq!((rounded(fault, whole), rounded(whole, fault)), (fault, fault));
    let most = Interval::exact(of("9999999999999999999999999999"));
    assert_eq!(most.rounded(Rounding::Up, Interval::exact(of("7"))), Interval::fault(Fault::TooManyDigits));
    let wide = Interval::between(of("6.5"), of("9999999999999999999999999999"));
    assert_eq!(wide.rounded(Rounding::Up, Interval::exact(of("7"))), Interval { low: Some(of("7")), high: None, fault: None });
}

/// The ends of an interval, and where months run over the neighbouring ends of months within it.
#[test]
fn turning_days_of_what_is_open() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    let from = |text: &str| Interval { low: Some(day(text)), high: None, fault: None };
    let to = |text: &str| Interval { low: None, high: Some(day(text)), fault: None };
    assert_eq!(from("2025-01-31").turning_days(MonthEnd::LastDay), (Some([day("2025-01-31"); 2]), None));
    assert_eq!(from("2025-01-31").turning_days(MonthEnd::RunOver), (Some([day("2025-01-31"), day("2025-02-01")]), None));
    assert_eq!(to("2025-02-01").turning_days(MonthEnd::RunOver), (None, Some([day("2025-02-01"), day("2025-01-31")])));
    assert_eq!(from("2024-12-05").turning_days(MonthEnd::RunOver), (Some([day("2024-12-05"), day("2025-01-01")]), None));
    assert_eq!(from("9999-12-31").turning_days(MonthEnd::RunOver), (Some([Date::MAX; 2]), None), "no month behind it");
    assert_eq!(to("0001-01-01").turning_days(MonthEnd::RunOver), (None, Some([Date::MIN; 2])), "nor before it");
    let month = Interval::between(day("2025-01-01"), day("2025-01-31"));
    assert_eq!(month.turning_days(MonthEnd::RunOver), (Some([day("2025-01-01"); 2]), Some([day("2025-01-31"); 2])));
}
