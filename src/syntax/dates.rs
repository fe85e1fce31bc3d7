//! Dates in letters or with strokes: `1 July 2022`, `July 1, 2022`, `1/7/2022`. Read [`other_form`] first.

use crate::logic::Date;

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// The date that a text begins with, in a form that is not the language's: its bytes, and each day that it can mean, as it must
/// be written and in words; none if there is no such day.
pub(super) fn other_form(text: &str) -> Option<(usize, Vec<(String, String)>)> {
    let strokes = with_strokes(text);
    let letters = strokes.is_none();
    let (rest, days) = strokes.or_else(|| in_letters(text))?;
    if rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '/')) {
        return None;
    }
    let written = days.into_iter().filter_map(|(day, month, year)| {
        let date = format!("{year:04}-{month:02}-{day:02}");
        let name = MONTHS.get(month.checked_sub(1)?)?;
        Date::parse_partial(&date).ok().map(|_| (date, format!("{day} {name} {year}")))
    });
    let written: Vec<(String, String)> = written.collect();
    // `32/1/2022` is a sum; `32 January 2022` can only be a day that there is not.
    (letters || !written.is_empty()).then_some((text.len() - rest.len(), written))
}

type Day = (usize, usize, usize);

/// `1/7/2022`: the day or the month may come first; `2022/7/1`.
fn with_strokes(text: &str) -> Option<(&str, Vec<Day>)> {
    let (first, rest) = digits(text)?;
    let (second, rest) = digits(rest.strip_prefix('/')?)?;
    let (third, rest) = digits(rest.strip_prefix('/')?)?;
    let [a, b, c] = [number(first)?, number(second)?, number(third)?];
    let days = match (first.len(), second.len(), third.len()) {
        (1 | 2, 1 | 2, 4) if a == b => vec![(a, b, c)],
        (1 | 2, 1 | 2, 4) => vec![(a, b, c), (b, a, c)],
        (4, 1 | 2, 1 | 2) => vec![(c, b, a)],
        _ => return None,
    };
    Some((rest, days))
}

/// `1 July 2022`, `1st of July, 2022`, `July 1, 2022`
fn in_letters(text: &str) -> Option<(&str, Vec<Day>)> {
    let day_first = || {
        let (day, rest) = day(text)?;
        let rest = blanks(rest)?;
        let rest = rest.strip_prefix("of").and_then(blanks).unwrap_or(rest);
        let (month, rest) = month(rest)?;
        Some((day, month, rest))
    };
    let month_first = || {
        let (month, rest) = month(text)?;
        let (day, rest) = day(blanks(rest)?)?;
        Some((day, month, rest))
    };
    let (day, month, rest) = day_first().or_else(month_first)?;
    let (year, rest) = digits(blanks(rest.strip_prefix(',').unwrap_or(rest))?)?;
    (year.len() == 4).then_some((rest, vec![(day, month, number(year)?)]))
}

fn number(digits: &str) -> Option<usize> {
    digits.parse().ok()
}

fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).filter(|(digits, _)| !digits.is_empty())
}

/// `1`, `1st`
fn day(text: &str) -> Option<(usize, &str)> {
    let (day, rest) = digits(text).filter(|(digits, _)| digits.len() <= 2)?;
    let ending = ["st", "nd", "rd", "th"].iter().find_map(|ending| rest.strip_prefix(ending));
    Some((number(day)?, ending.unwrap_or(rest)))
}

/// `July`, `jul.`
fn month(text: &str) -> Option<(usize, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end).filter(|(word, _)| word.len() >= 3)?;
    let begins = |month: &str| month.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    let month = MONTHS.iter().position(|month| begins(month))?;
    Some((month + 1, rest.strip_prefix('.').unwrap_or(rest)))
}

/// What stands behind blanks on the same line, at least one.
fn blanks(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches([' ', '\t', '\u{A0}', '\u{202F}']);
    (rest.len() < text.len()).then_some(rest)
}
