//! Numbers and dates as they must be written, and the repair of those that are written otherwise.

use super::messages;
use crate::diagnostic::Diagnostic;
use crate::logic::Date;
use crate::source::Span;

fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '−')
}

/// How many bytes belong to the number or date that a text begins with, however it is written.
pub(super) fn extent(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let digit_follows = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let belongs =
            c.is_ascii_alphanumeric() || c == '_' || c == '%' || (digit_follows && (matches!(c, '.' | ',' | '-') || is_dash(c)));
        if !belongs {
            return at;
        }
    }
    text.len()
}

/// Whether a number or date is written as it must be.
pub(super) fn check(text: &str, span: Span) -> Result<(), Diagnostic> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    if is_number(unsigned) {
        return Ok(());
    }
    if is_date_form(text) {
        return match Date::parse_partial(text) {
            Ok(_) => Ok(()),
            Err(_) => Err(messages::no_such_day(span, text)),
        };
    }
    let parts: Vec<&str> = unsigned.split(|c: char| c == '-' || c == '.' || is_dash(c)).collect();
    let numeric = parts.iter().all(|part| is_digits(part));
    let dashed = unsigned.contains(|c: char| c == '-' || is_dash(c));
    match parts.as_slice() {
        [year, rest @ ..] if numeric && dashed && year.len() == 4 && matches!(rest.len(), 1 | 2) => {
            let padded: Vec<String> = rest.iter().map(|part| format!("{part:0>2}")).collect();
            Err(messages::date_form(span, text, &format!("{year}-{}", padded.join("-"))))
        }
        [day, month, year] if numeric && year.len() == 4 && day.len() <= 2 && month.len() <= 2 => {
            Err(messages::date_form(span, text, &format!("{year}-{month:0>2}-{day:0>2}")))
        }
        _ if numeric && dashed => Err(messages::minus_between_blanks(span)),
        _ => Err(number_form(text, unsigned, span)),
    }
}

fn number_form(text: &str, unsigned: &str, span: Span) -> Diagnostic {
    if let Some(at) = unsigned.find(|c: char| c.is_ascii_alphabetic()) {
        let (number, word) = unsigned.split_at(at);
        if is_number(number) {
            return messages::blank_before_word(span, text, number, word);
        }
    }
    messages::number_form(span, text, repaired(unsigned).filter(|repair| is_number(repair)))
}

/// `1.000,50` is `1_000.50`, `1,000` is `1_000`, `1,5` is `1.5`, `007` is `7`.
fn repaired(text: &str) -> Option<String> {
    let last_comma = text.rfind(',');
    let last_dot = text.rfind('.');
    let (whole, fraction) = match (last_comma, last_dot) {
        (Some(comma), Some(dot)) => {
            let (whole, fraction) = text.split_at(comma.max(dot));
            (whole, fraction.get(1..)?)
        }
        (Some(comma), None) if text.split(',').skip(1).all(is_group) && comma > 0 => (text, ""),
        (Some(comma), None) => (text.get(..comma)?, text.get(comma + 1..)?),
        (None, Some(_)) if text.matches('.').count() > 1 => (text, ""),
        (None, Some(dot)) => (text.get(..dot)?, text.get(dot + 1..)?),
        (None, None) => (text, ""),
    };
    let whole = whole.replace([',', '.'], "_");
    let trimmed = whole.trim_start_matches(['0', '_']);
    let whole = if trimmed.is_empty() { "0" } else { trimmed };
    Some(if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") })
}

/// Three digits: what stands between the separators of thousands.
pub(super) fn is_group(text: &str) -> bool {
    text.len() == 3 && is_digits(text)
}

/// One to three digits, or such a number with groups behind it.
pub(super) fn is_plain(text: &str) -> bool {
    text.split('_').enumerate().all(|(n, part)| is_digits(part) && (if n == 0 { part.len() <= 3 } else { part.len() == 3 }))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_date_form(text: &str) -> bool {
    let mut parts = text.split('-').map(|part| if is_digits(part) { part.len() } else { 0 });
    matches!((parts.next(), parts.next(), parts.next(), parts.next()), (Some(4), Some(2), None | Some(2), None))
}

/// The `number` of the grammar, without its minus.
fn is_number(text: &str) -> bool {
    let text = text.strip_suffix('%').unwrap_or(text);
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let whole_ok = whole == "0" || (!whole.starts_with(['0', '_']) && whole.split('_').all(is_digits));
    whole_ok && fraction.is_none_or(is_digits)
}
