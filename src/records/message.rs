//! The texts of all errors in records.

use crate::diagnostic::did_you_mean;
use crate::logic::{Country, Currency, Date, Period};
use crate::policy::{Bounds, Labelled};

/// Text of a value in an error, shortened.
pub(super) fn shortened(text: &str) -> String {
    const LENGTH: usize = 80;
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

const LEAVE_OUT: &str = "if it is not known, leave it out (null in JSON, an empty cell in a table)";

// The text as a whole

pub(super) fn not_json(text: &str, at: usize, error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let what = whole.split(" at line ").next().unwrap_or_default();
    let word = word_at(text, at);
    match word {
        "NaN" | "Infinity" | "-Infinity" | "nan" | "inf" | "Inf" => return format!("`{word}` is no number: {LEAVE_OUT}"),
        "None" | "nil" | "undefined" | "NULL" | "Null" => return format!("`{word}` is no value of JSON: write null"),
        "True" | "False" | "TRUE" | "FALSE" => {
            return format!("`{word}` is no value of JSON: write {}", word.to_lowercase());
        }
        _ => {}
    }
    if text.trim().is_empty() {
        "there is no record here: the text is empty".to_owned()
    } else if what.contains("hex escape") {
        "this is half of a character: `\\ud83d` and the like come in pairs".to_owned()
    } else if error.is_eof() {
        "this is no JSON: the text ends too early".to_owned()
    } else if text
        .split_at_checked(at)
        .is_some_and(|(before, rest)| before.trim_end().ends_with(',') && rest.starts_with(['}', ']', ',']))
    {
        "this is no JSON: a comma stands before the end, or two stand together".to_owned()
    } else if text.get(at..).is_some_and(|rest| rest.starts_with('\'')) {
        "this is no JSON: texts stand in double quotation marks".to_owned()
    } else {
        format!("this is no JSON: {what}")
    }
}

/// The word that holds the byte at an offset.
fn word_at(text: &str, at: usize) -> &str {
    let part_of_word = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let at = text.floor_char_boundary(at);
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.rfind(|c| !part_of_word(c)).map_or(0, |start| text.ceil_char_boundary(start + 1));
    let end = at + after.find(|c| !part_of_word(c)).unwrap_or(after.len());
    text.get(start..end).unwrap_or_default()
}

pub(super) fn not_serializable(why: &str) -> String {
    format!("this cannot be written as JSON: {why}")
}

pub(super) fn too_large(limit: usize) -> String {
    format!("the record is longer than {limit} bytes")
}

pub(super) fn too_deep(limit: usize) -> String {
    format!("more than {limit} arrays and objects stand inside one another")
}

pub(super) fn too_many_values(limit: usize) -> String {
    format!("the record holds more than {limit} values")
}

pub(super) fn cell_count(columns: usize, cells: usize) -> String {
    let s = |count: usize| if count == 1 { "" } else { "s" };
    format!(
        "the row has {cells} cell{}, the header {columns}; a cell that holds the separator stands in quotation marks",
        s(cells)
    )
}

pub(super) fn json_in_cell(what: &str, column: usize) -> String {
    format!("{what} (character {column} of the cell)")
}

// Keys

pub(super) fn duplicate_key(key: &str) -> String {
    format!("`{key}` is written more than once: keep the one that holds")
}

pub(super) fn column_inside_column(outer: &str) -> String {
    format!("the column `{outer}` already holds this value: write either the whole or its parts")
}

pub(super) fn unknown_field<'a>(key: &str, record: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    let help = did_you_mean(key, names).unwrap_or_else(|| "inside a value nothing is passed over: mend or remove it".to_owned());
    format!("`{record}` has no field `{key}`; {help}")
}

pub(super) fn unknown_wrapper_key(key: &str, expected: &[&str]) -> String {
    let listed: Vec<String> = expected.iter().map(|name| format!("`{name}`")).collect();
    format!("`{key}` has no meaning here; expected are {}", listed.join(", "))
}

pub(super) fn without_value() -> &'static str {
    "a value with its source is written `{\"value\": …, \"source\": …}`; here `value` is missing"
}

pub(super) fn without_items() -> &'static str {
    "members that may be incomplete are written `{\"items\": […], \"complete\": false}`; here `items` is missing"
}

// Values in general

pub(super) fn wrong_type(expected: &str) -> String {
    format!("expected {expected}")
}

/// Of a cell: other capitals may stand for another word in another language, so they are not read, but named.
pub(super) fn not_yes_or_no(word: &str) -> String {
    let small = word.to_lowercase();
    match small.as_str() {
        "yes" | "no" | "true" | "false" => format!("write `{small}`, in small letters"),
        _ => wrong_type("`yes` or `no`"),
    }
}

pub(super) fn empty_text() -> String {
    format!("an empty text is no value: {LEAVE_OUT}")
}

pub(super) fn unknown_word(word: &str) -> String {
    format!("`{word}` is no value: {LEAVE_OUT}")
}

pub(super) fn none_not_allowed() -> String {
    format!("this fact cannot be none; {LEAVE_OUT}")
}

pub(super) fn always_known_missing() -> &'static str {
    "this fact is always known, a record without it is incomplete: write its value"
}

pub(super) fn member_not_known() -> &'static str {
    "a member is a value; for members that are not known write `{\"items\": […], \"complete\": false}`"
}

pub(super) fn empty_member() -> &'static str {
    "there is nothing between two semicolons; further members that are not known are written as a last `?`"
}

pub(super) fn out_of_bounds(bounds: &Bounds) -> String {
    match bounds {
        Bounds::Number(from, to) => format!("expected a value from {from} to {to}"),
        Bounds::Date(from, to) => format!("expected a date from {from} to {to}"),
    }
}

// Numbers and money

pub(super) fn not_a_number(text: &str) -> String {
    let plain = "expected a number such as `20000` or `0.35`";
    if text.contains(',') && text.bytes().any(|byte| byte.is_ascii_digit()) {
        format!("{plain}: the decimal sign is a point, and thousands are not set apart")
    } else if text.ends_with('%') {
        format!("{plain}: a share of 20 per cent is `0.2`")
    } else {
        format!("{plain}, digits without blanks or signs between them")
    }
}

pub(super) fn too_many_digits() -> &'static str {
    "the number has more than 28 digits: nothing is rounded silently"
}

pub(super) fn inexact_number(number: &str) -> String {
    format!("`{number}` came as a binary float of more than 15 digits, which may have lost some: hand it over as text")
}

pub(super) fn not_whole() -> &'static str {
    "expected a whole number"
}

pub(super) fn money(currency: Option<Currency>) -> String {
    let code = currency.map_or("USD", Currency::code);
    format!("expected an amount with its currency, such as `20000 {code}`")
}

/// Of a text that is no amount with a currency: what stands in the way of reading it as one.
pub(super) fn amount(text: &str, currency: Option<Currency>) -> String {
    let Some((plain, sign, why)) = plain_amount(text) else { return money(currency) };
    let meant = match sign {
        Some('€') => "EUR",
        Some('£') => "GBP",
        Some('¥') => "JPY",
        Some(_) | None => "USD",
    };
    match currency {
        Some(fixed) if sign.is_some() && fixed.code() != meant => money(currency),
        Some(fixed) => format!("write `{plain} {}`, {why}", fixed.code()),
        None => format!("write `{plain}` with the code of the currency behind it, such as `{plain} {meant}`, {why}"),
    }
}

/// An amount without a currency's sign and what sets thousands apart; that sign, and which of these it had, in words.
fn plain_amount(text: &str) -> Option<(String, Option<char>, String)> {
    let is_sign = |c: &char| matches!(c, '$' | '€' | '£' | '¥');
    let sign = text.chars().find(is_sign);
    let bare = text.trim_matches(|c: char| is_sign(&c) || c.is_whitespace());
    let parts: Vec<&str> = bare.split([',', '.', '\'', '’', '\u{a0}', '\u{202f}']).collect();
    let is_digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (last, before) = parts.split_last().filter(|_| parts.iter().all(is_digits))?;
    let first_sign = bare.chars().find(|c| !c.is_ascii_digit());
    let last_sign = bare.chars().rfind(|c| !c.is_ascii_digit());
    // The last of several signs parts the decimals if it is another one; a single one unless three digits follow.
    let decimals =
        matches!(last_sign, Some(',' | '.')) && if before.len() > 1 { first_sign != last_sign } else { last.len() != 3 };
    let groups = if decimals { before } else { parts.as_slice() };
    if groups.len() > 1 && groups.iter().skip(1).any(|group| group.len() != 3) {
        return None;
    }
    let plain = if decimals { format!("{}.{last}", groups.concat()) } else { groups.concat() };
    let faults = [
        (sign.is_some(), "without a sign of the currency"),
        (groups.len() > 1, "without a thousands separator"),
        (decimals && last_sign == Some(','), "with a point before the decimals"),
    ];
    let why: Vec<&str> = faults.into_iter().filter(|(found, _)| *found).map(|(_, why)| why).collect();
    (!why.is_empty()).then(|| (plain, sign, why.join(", ")))
}

pub(super) fn unknown_currency(code: &str) -> String {
    match Currency::from_code(&code.trim().to_uppercase()) {
        Some(currency) => format!("a currency is written in capitals: `{}`", currency.code()),
        None => format!("`{code}` is no currency of ISO 4217; expected a code such as `USD` or `EUR`"),
    }
}

pub(super) fn mixed_currency(expected: Currency) -> String {
    format!("expected an amount in `{}`; nothing is converted", expected.code())
}

// Dates and periods

pub(super) fn date_form() -> String {
    "expected a date such as `2025-02-03`, or `2025-02` or `2025` where the day or the month is not known".to_owned()
}

pub(super) fn date_written(date: Date) -> String {
    format!("a date is written `{date}`: year, month, day")
}

pub(super) fn day_of_a_sheet(digits: &str, date: Date) -> String {
    format!("`{digits}` is a spreadsheet's number of a day, `{date}` if the sheet counts from 1900: write year, month and day")
}

pub(super) fn date_as_text() -> &'static str {
    "expected a date in quotation marks, such as `\"2025-02-03\"`"
}

pub(super) fn ambiguous_date(a: Date, b: Date) -> String {
    format!("this may be {} or {}: write `{a}` or `{b}`", a.in_words(), b.in_words())
}

pub(super) fn short_year() -> &'static str {
    "the year has two digits, and day and month may be meant in either order: write year, month and day, such as `1995-06-04`"
}

pub(super) fn date_with_time() -> &'static str {
    "expected a date without time of day or zone: write the calendar date at the deciding authority, such as `2025-02-03`"
}

pub(super) fn no_such_day() -> &'static str {
    "there is no such day in the calendar"
}

pub(super) fn year_out_of_range() -> &'static str {
    "expected a year from 0001 to 9999"
}

pub(super) fn bad_period(meant: Option<Period>) -> String {
    match meant {
        Some(period) => format!("a period is written `{period}`"),
        None => "expected a period such as `P6M`, `P180D` or `P1Y1D`".to_owned(),
    }
}

pub(super) fn period_too_long() -> &'static str {
    "the period is longer than the calendar, which ends in the year 9999"
}

// Countries and choices

pub(super) fn unknown_country(code: &str) -> String {
    let capitals = code.trim().to_uppercase();
    let by_code = Country::from_alpha2(&capitals).or_else(|| Country::from_alpha3(&capitals));
    if let Some(advice) = Country::advice(&capitals) {
        return format!("`{code}` is no country of ISO 3166-1; {advice}");
    }
    if let Some(country) = by_code {
        return format!("a country is written in capitals without blanks: `{}` ({})", country.alpha2(), country.name());
    }
    let by_name = Country::all().find(|country| country.name().eq_ignore_ascii_case(code.trim()));
    match by_name {
        Some(country) => format!("a country is written by its code: {} is `{}`", country.name(), country.alpha2()),
        None => format!("`{code}` is no country of ISO 3166-1; expected a code such as `SV` or `SLV` (El Salvador)"),
    }
}

pub(super) fn unknown_choice(text: &str, options: &[Labelled]) -> String {
    let same = |other: &str| other.eq_ignore_ascii_case(text.trim());
    if let Some(option) = options.iter().find(|option| same(&option.name) || same(&option.label)) {
        return format!("an option is written by its name: `{}`", option.name);
    }
    if let Some(help) = did_you_mean(text, options.iter().map(|option| &*option.name)) {
        return format!("`{text}` is no option; {help}");
    }
    const SHOWN: usize = 12;
    let names: Vec<String> = options.iter().take(SHOWN).map(|option| format!("`{}`", option.name)).collect();
    let more = if options.len() > SHOWN { ", …" } else { "" };
    format!("`{text}` is no option; expected one of {}{more}", names.join(", "))
}
