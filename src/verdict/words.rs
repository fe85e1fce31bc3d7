//! Values and names in words for people, and as JSON data has them.

use indexmap::IndexSet;
use serde_json::{Value, json};

use super::record::{Outcome, PowerStatusView};
use crate::eval::Step;
use crate::logic::{Currency, Date, Decimal};
use crate::policy::{Authority, Datum, Labelled, PolicyData, PowerStatus, RecordId, Scalar, Type, VerdictWord};
use crate::reason::{Cell, NotProven};

impl From<VerdictWord> for Outcome {
    fn from(word: VerdictWord) -> Self {
        match word {
            VerdictWord::Eligible => Outcome::Eligible,
            VerdictWord::Ineligible => Outcome::Ineligible,
            VerdictWord::Undetermined => Outcome::Undetermined,
            VerdictWord::NotApplicable => Outcome::NotApplicable,
        }
    }
}

impl Outcome {
    /// As machines read it: `not_applicable`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Eligible => "eligible",
            Outcome::Ineligible => "ineligible",
            Outcome::Undetermined => "undetermined",
            Outcome::NotApplicable => "not_applicable",
        }
    }

    /// As people read it: `not applicable`.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Outcome::NotApplicable => "not applicable",
            other => other.as_str(),
        }
    }
}

impl From<PowerStatus> for PowerStatusView {
    fn from(status: PowerStatus) -> Self {
        match status {
            PowerStatus::OpenTo => PowerStatusView::OpenTo,
            PowerStatus::MayBeOpen => PowerStatusView::MayBeOpen,
            PowerStatus::NotOpen => PowerStatusView::NotOpen,
            PowerStatus::Exercised => PowerStatusView::Exercised,
            PowerStatus::Refused => PowerStatusView::Refused,
        }
    }
}

impl PowerStatusView {
    /// As tests write it: `may be open`.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            PowerStatusView::OpenTo => "is open",
            PowerStatusView::MayBeOpen => "may be open",
            PowerStatusView::NotOpen => "is not open",
            PowerStatusView::Exercised => "is exercised",
            PowerStatusView::Refused => "is refused",
        }
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The word of the language for an authority.
#[must_use]
pub fn authority(authority: Authority) -> &'static str {
    match authority {
        Authority::Constitution => "constitution",
        Authority::Treaty => "treaty",
        Authority::Statute => "statute",
        Authority::Regulation => "regulation",
        Authority::Case => "case",
        Authority::Policy => "policy",
        Authority::Guidance => "guidance",
        Authority::Statement => "statement",
    }
}

/// The path of a fact, from a record type: `convictions[2].violent`.
#[must_use]
pub fn path(policy: &PolicyData, record: RecordId, steps: &[Step]) -> String {
    let mut text = String::new();
    walk(policy, record, steps, |name, _, element| match element {
        Some(index) => text.push_str(&format!("[{index}]")),
        None => {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(name);
        }
    });
    text
}

/// What a fact is called; elements are counted from 1: `conviction 3: violent`.
#[must_use]
pub fn label(policy: &PolicyData, record: RecordId, steps: &[Step]) -> String {
    let mut parts: Vec<String> = Vec::new();
    walk(policy, record, steps, |_, label, element| match (element, parts.last_mut()) {
        (Some(index), Some(last)) => last.push_str(&format!(" {}", index + 1)),
        _ => parts.push(label.to_owned()),
    });
    parts.join(": ")
}

fn walk(policy: &PolicyData, record: RecordId, steps: &[Step], mut visit: impl FnMut(&str, &str, Option<usize>)) {
    let mut ty = record;
    for step in steps {
        match step {
            Step::Element(index) => visit("", "", Some(*index)),
            Step::Field(index) => {
                let Some(field) = policy.records.get(ty.index()).and_then(|record| record.fields.get(*index)) else { return };
                visit(&field.name, &field.label, None);
                if let Type::Record(next) | Type::List(next) = &field.ty {
                    ty = *next;
                }
            }
        }
    }
}

/// A value in words.
#[must_use]
pub fn value(policy: &PolicyData, ty: &Type, datum: &Datum) -> String {
    match datum {
        Datum::Missing => "unknown".to_owned(),
        Datum::None => "none".to_owned(),
        Datum::YesNo(true) => "yes".to_owned(),
        Datum::YesNo(false) => "no".to_owned(),
        Datum::Number(number) => number.to_string(),
        Datum::Money(amount, currency) => money(*amount, *currency),
        Datum::Date(first, last) => date(*first, *last),
        Datum::Period(period) => period.in_words(),
        Datum::Scalar(scalar_value) => scalar(policy, ty, scalar_value),
        Datum::Set(members, complete) => {
            let inner = if let Type::Set(inner) = ty { inner } else { ty };
            let members: Vec<String> = members.iter().map(|member| scalar(policy, inner, member)).collect();
            match (members.is_empty(), complete) {
                (true, true) => "none (the set is known to be empty)".to_owned(),
                (true, false) => "unknown".to_owned(),
                (false, true) => members.join(", "),
                (false, false) => format!("{}, perhaps others", members.join(", ")),
            }
        }
        Datum::List(elements, complete) => {
            let more = if *complete { "" } else { ", perhaps others" };
            match elements.len() {
                0 if *complete => "none (the list is known to be empty)".to_owned(),
                0 => "unknown".to_owned(),
                1 => format!("1 entry{more}"),
                count => format!("{count} entries{more}"),
            }
        }
        Datum::Record(_) => "recorded".to_owned(),
    }
}

/// An amount: whole as it is, otherwise with at least two decimals.
#[must_use]
pub fn money(amount: Decimal, currency: Currency) -> String {
    let mut digits = amount.to_string();
    if digits.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 1) {
        digits.push('0');
    }
    format!("{digits} {}", currency.code())
}

/// A sentence in quotation marks, so that what is said of it cannot be taken for a part of it.
#[must_use]
pub fn quoted(sentence: &str) -> String {
    format!("“{}”", sentence.trim_end_matches('.'))
}

/// Sentences in quotation marks, each once: `“A” or “B”`.
pub fn quoted_all<'s>(sentences: impl Iterator<Item = &'s str>) -> String {
    let quoted: IndexSet<String> = sentences.map(quoted).collect();
    quoted.into_iter().collect::<Vec<_>>().join(" or ")
}

/// `130 %`
#[must_use]
pub fn percentage(value: Decimal) -> String {
    value.times(Decimal::from(100)).map_or_else(|_| value.to_string(), |hundredfold| format!("{hundredfold} %"))
}

/// A date known to the day, month or year, written out.
#[must_use]
pub fn date(first: Date, last: Date) -> String {
    if first == last {
        return first.in_words();
    }
    let ((year, month, day), (last_year, last_month, _)) = (first.parts(), last.parts());
    let next = last.days() + 1;
    let ends_month = Date::from_days(next).is_none_or(|next| next.parts().2 == 1);
    if day == 1 && ends_month && (year, month) == (last_year, last_month) {
        let written = first.in_words();
        return format!("{} (day unknown)", written.trim_start_matches("1 "));
    }
    if day == 1 && month == 1 && ends_month && year == last_year && last_month == 12 {
        return format!("{year} (day and month unknown)");
    }
    format!("between {} and {}", first.in_words(), last.in_words())
}

/// What lies between two ends, of which one may be open; `open`: the words for `or more` and `or less`.
#[must_use]
pub fn between<T>(low: Option<T>, high: Option<T>, words: impl Fn(T) -> String, open: [&str; 2]) -> String {
    let [more, less] = open;
    match (low, high) {
        (Some(low), Some(high)) => format!("between {} and {}", words(low), words(high)),
        (Some(low), None) => format!("{} {more}", words(low)),
        (None, Some(high)) => format!("{} {less}", words(high)),
        (None, None) => "unknown".to_owned(),
    }
}

/// A text, country or option in words.
#[must_use]
pub fn scalar(policy: &PolicyData, ty: &Type, scalar: &Scalar) -> String {
    match scalar {
        Scalar::Text(text) => format!("“{text}”"),
        Scalar::Country(country) => format!("{} ({})", country.name(), country.alpha2()),
        Scalar::Option(option) => option_of(policy, ty, *option).map(|option| option.label.to_string()).unwrap_or_default(),
    }
}

fn option_of<'a>(policy: &'a PolicyData, ty: &Type, option: u16) -> Option<&'a Labelled> {
    let options = match ty {
        Type::Choice(choice) => &policy.choices.get(choice.index())?.options,
        Type::Reading(reading) => &policy.readings.get(reading.index())?.options,
        _ => return None,
    };
    options.get(usize::from(option))
}

/// A value as JSON data has it; null if unknown.
#[must_use]
pub fn json_value(policy: &PolicyData, ty: &Type, datum: &Datum) -> Value {
    match datum {
        Datum::Missing => Value::Null,
        Datum::None => json!("none"),
        Datum::YesNo(value) => json!(value),
        Datum::Number(number) => match number.to_i64() {
            Some(whole) => json!(whole),
            None => json!(number.to_string()),
        },
        Datum::Money(amount, currency) => json!({"amount": amount.to_string(), "currency": currency.code()}),
        Datum::Date(first, last) => json!(partial_date(*first, *last)),
        Datum::Period(period) => json!(period.to_string()),
        Datum::Scalar(scalar) => json_scalar(policy, ty, scalar),
        Datum::Set(members, complete) => {
            let inner = if let Type::Set(inner) = ty { inner } else { ty };
            let items: Vec<Value> = members.iter().map(|member| json_scalar(policy, inner, member)).collect();
            if *complete { json!(items) } else { json!({"items": items, "complete": false}) }
        }
        Datum::List(elements, complete) => json!({"count": elements.len(), "complete": complete}),
        Datum::Record(_) => json!({}),
    }
}

/// `2025-02-03`, or the month or year that is known.
fn partial_date(first: Date, last: Date) -> String {
    let text = first.to_string();
    let month = last.days() - first.days() < 31;
    match (first == last, month) {
        (true, _) => text,
        (false, true) => text.chars().take(7).collect(),
        (false, false) => text.chars().take(4).collect(),
    }
}

fn json_scalar(policy: &PolicyData, ty: &Type, scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Text(text) => json!(text),
        Scalar::Country(country) => json!(country.alpha2()),
        Scalar::Option(option) => option_of(policy, ty, *option).map_or(Value::Null, |option| json!(option.name)),
    }
}

/// Why it is not proven that each possible verdict can still be reached.
#[must_use]
pub fn not_proven(why: NotProven) -> &'static str {
    match why {
        NotProven::Arithmetic => "the rules compute with several unknown facts at once",
        NotProven::Members => "not all members of a list are known",
        NotProven::Budget => "the cases to tell apart are too many",
    }
}

/// Values of a variable, in words; none for values that no words tell.
#[must_use]
pub fn cells(policy: &PolicyData, ty: &Type, cells: &[Cell]) -> Option<String> {
    let (first, last) = (cells.first()?, cells.last()?);
    let (Some((from, _)), Some((_, to))) = (&first.stretch, &last.stretch) else {
        let mut words: Vec<String> = Vec::new();
        for cell in cells {
            let word = match (&cell.value, cell.another) {
                (Datum::None, _) => "none".to_owned(),
                (Datum::Period(_), _) => return None,
                (_, true) => "another".to_owned(),
                (value_, false) => value(policy, ty, value_),
            };
            if !words.contains(&word) {
                words.push(word);
            }
        }
        return Some(words.join(" or "));
    };
    if matches!(first.value, Datum::Date(..)) {
        let told = |day: &Option<Datum>| match day {
            Some(Datum::Date(day, _)) if *day != Date::MIN && *day != Date::MAX => Some(day.to_string()),
            _ => None,
        };
        return match (told(from), told(to)) {
            (None, None) => Some("any day".to_owned()),
            (None, Some(to)) => Some(format!("{to} or before")),
            (Some(from), None) => Some(format!("{from} or later")),
            (Some(from), Some(to)) if from == to => Some(from),
            (Some(from), Some(to)) => Some(format!("from {from} to {to}")),
        };
    }
    // A number that stands for itself belongs to what is said; one that only bounds a stretch does not.
    let is_point = |cell: &Cell| matches!(&cell.stretch, Some((Some(from), Some(to))) if from == to);
    let told = |number: &Option<Datum>| number.as_ref().map(|number| value(policy, ty, number));
    let (from, to) = (told(from), told(to));
    let low = from.map(|from| if is_point(first) { format!("{from} or more") } else { format!("more than {from}") });
    match (low, to) {
        (None, None) => Some("any".to_owned()),
        (Some(low), None) => Some(low),
        (None, Some(to)) => Some(if is_point(last) { format!("{to} or less") } else { format!("less than {to}") }),
        (Some(_), Some(to)) if cells.len() == 1 && is_point(first) => Some(to),
        (Some(low), Some(to)) => {
            Some(if is_point(last) { format!("{low}, up to {to}") } else { format!("{low}, less than {to}") })
        }
    }
}
