//! One value without parts: from its data to a datum of its type.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::error::Fault;
use super::{Data, Reason, message};
use crate::logic::{Country, Currency, Date, DateError, Decimal, DecimalError, Period, PeriodError};
use crate::policy::{Datum, Scalar};

/// Words that people write for what they do not know. In a text or a choice that has such an option they are values.
const UNKNOWN_WORDS: [&str; 10] = ["unknown", "n/a", "na", "null", "nil", "?", "-", "--", "tbd", "not known"];

/// A text that is no value of any type but text.
pub(super) fn refuse_unknown_word(text: &str) -> Result<(), Fault> {
    let lower = text.trim().to_lowercase();
    if lower.is_empty() {
        Err(Fault::new(Reason::EmptyText, message::empty_text()))
    } else if UNKNOWN_WORDS.contains(&lower.as_str()) {
        Err(Fault::new(Reason::UnknownWord, message::unknown_word(text)))
    } else {
        Ok(())
    }
}

pub(super) fn wrong_type(expected: &str) -> Fault {
    Fault::new(Reason::WrongType, message::wrong_type(expected))
}

pub(super) fn not_yes_or_no(word: &str) -> Fault {
    Fault::new(Reason::WrongType, message::not_yes_or_no(word))
}

pub(super) fn yes_no(data: &Data) -> Result<Datum, Fault> {
    match data {
        Data::Bool(yes) => Ok(Datum::YesNo(*yes)),
        _ => Err(wrong_type("`true` or `false`, without quotation marks")),
    }
}

pub(super) fn decimal(data: &Data, whole: bool) -> Result<Decimal, Fault> {
    let (Data::Number(text) | Data::Text(text)) = data else {
        return Err(wrong_type(if whole { "a whole number" } else { "a number" }));
    };
    let number: Decimal = text.parse().map_err(|error| match error {
        DecimalError::TooManyDigits => Fault::new(Reason::TooManyDigits, message::too_many_digits()),
        _ => Fault::new(Reason::NotANumber, message::not_a_number(text)),
    })?;
    if whole && !number.is_whole() {
        return Err(Fault::new(Reason::NotWhole, message::not_whole()));
    }
    Ok(number)
}

/// An amount: `{"amount": …, "currency": …}`, `"20000 USD"`, or a bare number where the currency is fixed.
pub(super) fn money(data: &Data, fixed: Option<Currency>) -> Result<Datum, Fault> {
    let (amount, currency) = match (data, fixed) {
        (Data::Number(_), Some(currency)) => (decimal(data, false)?, currency),
        (Data::Text(text), _) => match text.split_once(' ') {
            Some((amount, code)) => (decimal(&Data::Text(amount.to_owned()), false)?, currency(code)?),
            None => return Err(Fault::new(Reason::WrongType, message::amount(text, fixed))),
        },
        (Data::Object(entries), _) => {
            let (mut amount, mut code) = (None, None);
            for (key, value) in entries {
                let place = match key.as_str() {
                    "amount" => &mut amount,
                    "currency" => &mut code,
                    _ => {
                        let text = message::unknown_wrapper_key(key, &["amount", "currency"]);
                        return Err(Fault::new(Reason::UnknownFieldInsideValue, text));
                    }
                };
                if place.replace(value).is_some() {
                    return Err(Fault::new(Reason::DuplicateKey, message::duplicate_key(key)));
                }
            }
            match (amount, code) {
                (Some(amount), Some(Data::Text(code))) => (decimal(amount, false)?, currency(code)?),
                _ => return Err(wrong_type_of_money(fixed)),
            }
        }
        _ => return Err(wrong_type_of_money(fixed)),
    };
    match fixed {
        Some(expected) if expected != currency => Err(Fault::new(Reason::MixedCurrency, message::mixed_currency(expected))),
        _ => Ok(Datum::Money(amount, currency)),
    }
}

fn wrong_type_of_money(fixed: Option<Currency>) -> Fault {
    Fault::new(Reason::WrongType, message::money(fixed))
}

fn currency(code: &str) -> Result<Currency, Fault> {
    Currency::from_code(code).ok_or_else(|| Fault::new(Reason::UnknownCurrency, message::unknown_currency(code)))
}

pub(super) fn date(data: &Data) -> Result<Datum, Fault> {
    let text = match data {
        Data::Text(text) => text,
        Data::Number(number) => {
            let fault = || Fault::new(Reason::WrongType, message::date_as_text());
            return Err(day_of_a_sheet(number).unwrap_or_else(fault));
        }
        _ => return Err(Fault::new(Reason::WrongType, message::date_as_text())),
    };
    match Date::parse_partial(text) {
        Ok((first, last)) => Ok(Datum::Date(first, last)),
        Err(DateError::NoSuchDay) => Err(Fault::new(Reason::NoSuchDay, message::no_such_day())),
        Err(DateError::OutOfRange) => Err(Fault::new(Reason::OutOfBounds, message::year_out_of_range())),
        Err(DateError::Form) => Err(date_fault(text)),
    }
}

/// What is wrong with a text that should be a date, and how it may have been meant.
fn date_fault(text: &str) -> Fault {
    if has_time(text) {
        return Fault::new(Reason::DateWithTime, message::date_with_time());
    }
    let plain = || Fault::new(Reason::BadDate, message::date_form());
    let parts: Vec<&str> = text.trim().split(['/', '.', '-', ' ']).collect();
    let numbers: Option<Vec<u32>> = parts.iter().map(|part| part.parse().ok()).collect();
    let day = |year: u32, month, day| i32::try_from(year).ok().and_then(|year| Date::new(year, month, day));
    let written = |date: Date| Fault::new(Reason::BadDate, message::date_written(date));
    match (parts.as_slice(), numbers.as_deref()) {
        ([whole], Some(&[digits])) if whole.len() == 8 => {
            day(digits / 10_000, digits / 100 % 100, digits % 100).map_or_else(plain, written)
        }
        ([whole], _) => day_of_a_sheet(whole).unwrap_or_else(plain),
        ([year, _, _], Some(&[y, m, d])) if year.len() == 4 => day(y, m, d).map_or_else(plain, written),
        ([_, _, year], Some(&[a, b, y])) if year.len() == 4 => match (day(y, b, a), day(y, a, b)) {
            (Some(one), Some(other)) if one != other => Fault::new(Reason::AmbiguousDate, message::ambiguous_date(one, other)),
            (Some(date), _) | (None, Some(date)) => written(date),
            (None, None) => Fault::new(Reason::NoSuchDay, message::no_such_day()),
        },
        ([_, _, _], Some(_)) => Fault::new(Reason::AmbiguousDate, message::short_year()),
        _ => plain(),
    }
}

/// A day as spreadsheets number them: five digits.
fn day_of_a_sheet(digits: &str) -> Option<Fault> {
    let number: i32 = digits.parse().ok().filter(|_| digits.len() == 5)?;
    let before_the_first = Date::new(1899, 12, 30)?;
    let date = before_the_first.days().checked_add(number).and_then(Date::from_days)?;
    Some(Fault::new(Reason::BadDate, message::day_of_a_sheet(digits, date)))
}

/// A date in front and something of a clock or zone behind it.
fn has_time(text: &str) -> bool {
    let behind = text.char_indices().nth(10).map_or("", |(end, _)| text.get(end..).unwrap_or_default());
    let front = text.get(..10).unwrap_or_default();
    let digits = front.bytes().filter(u8::is_ascii_digit).count();
    text.contains(':') || (digits >= 6 && behind.starts_with(['T', 't', 'Z', 'z', '+']))
}

pub(super) fn period(data: &Data) -> Result<Datum, Fault> {
    let Data::Text(text) = data else {
        return Err(wrong_type("a period in quotation marks, such as `\"P6M\"` or `\"P180D\"`"));
    };
    match text.parse() {
        Ok(period) => Ok(Datum::Period(period)),
        Err(PeriodError::TooLong) => Err(Fault::new(Reason::BadPeriod, message::period_too_long())),
        Err(PeriodError::Form) => Err(Fault::new(Reason::BadPeriod, message::bad_period(period_in_words(text)))),
    }
}

/// The period that words mean: `6 months`, `1 year and 1 day`.
fn period_in_words(text: &str) -> Option<Period> {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty() && *word != "and").collect();
    let mut sum = Period::default();
    for pair in words.chunks(2) {
        let [count, unit] = pair else { return None };
        let count: i32 = count.parse().ok()?;
        let part = match unit.to_lowercase().trim_end_matches('s') {
            "year" => Period::months(count.checked_mul(12)?),
            "month" => Period::months(count),
            "week" => Period::days(count.checked_mul(7)?),
            "day" => Period::days(count),
            _ => return None,
        };
        sum = sum.plus(part).ok()?;
    }
    (!words.is_empty() && sum.months >= 0 && sum.days >= 0).then_some(sum)
}

pub(super) fn text(text: &str) -> Scalar {
    match text.is_ascii() {
        true => Scalar::Text(Arc::from(text)),
        false => Scalar::Text(text.nfc().collect::<String>().into()),
    }
}

pub(super) fn country(code: &str) -> Result<Scalar, Fault> {
    match Country::from_alpha2(code).or_else(|| Country::from_alpha3(code)) {
        Some(country) => Ok(Scalar::Country(country)),
        None => Err(Fault::new(Reason::UnknownCountry, message::unknown_country(code))),
    }
}
