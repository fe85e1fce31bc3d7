//! Words of the page: statuses, verdicts, dates, citations.

use std::str::FromStr;

use crate::logic::Date;
use crate::verdict::record::{CiteView, ComparisonView, Explanation, NormKindView, Outcome, StatusView};
use crate::verdict::words::quoted;

/// `The requirement`, to begin a sentence about it.
pub(super) fn kind(kind: NormKindView) -> &'static str {
    match kind {
        NormKindView::Requirement => "The requirement",
        NormKindView::Bar => "The bar",
        NormKindView::Exception => "The exception",
    }
}

/// What became of a norm: `The requirement is met`.
pub(in crate::verdict) fn status(of: NormKindView, status: StatusView) -> String {
    let became = match status {
        StatusView::NotInForce => "was not law on the governing date",
        StatusView::NotLookedAt => "was not looked at",
        StatusView::NotRequired => "is not required in this case",
        StatusView::Met => "is met",
        StatusView::Waived => "is waived",
        StatusView::NotMet => "is not met",
        StatusView::Clear => return "This does not bar".to_owned(),
        StatusView::Lifted => "is lifted",
        StatusView::Applies => return "This bars".to_owned(),
        StatusView::Holds => "holds",
        StatusView::DoesNotHold => "does not hold",
        StatusView::Open => "cannot be decided yet",
    };
    format!("{} {became}", kind(of))
}

impl Explanation {
    /// A verdict in words; of an advisory question in its own: `“The person falls within the offer”`.
    pub(in crate::verdict) fn told(&self, verdict: Outcome) -> String {
        self.question.own_words.get(&verdict).map_or_else(|| verdict.in_words().to_owned(), |own| quoted(own))
    }

    /// `eligible or ineligible`
    pub(crate) fn verdicts(&self, possible: &[Outcome]) -> String {
        possible.iter().map(|verdict| self.told(*verdict)).collect::<Vec<_>>().join(" or ")
    }
}

/// `Convention on the Transfer of Sentenced Persons, Strasbourg, 21 March 1983, Art. 3(1)(c)`
pub(in crate::verdict) fn citation(cite: &CiteView) -> String {
    match &cite.pinpoint {
        // A short pinpoint is not torn apart at the end of a line.
        Some(pinpoint) if pinpoint.chars().count() < 20 => format!("{}, {}", cite.title, pinpoint.replace(' ', "\u{a0}")),
        Some(pinpoint) => format!("{}, {pinpoint}", cite.title),
        None => cite.title.clone(),
    }
}

/// Citations, those of one source together: `Convention …, Art. 3(1)(d); Art. 7(1)`.
pub(crate) fn citations(cites: &[CiteView]) -> Vec<String> {
    let mut grouped: Vec<(&str, String)> = Vec::new();
    for cite in cites {
        match (grouped.iter_mut().find(|(source, _)| *source == cite.source), &cite.pinpoint) {
            (Some((_, text)), Some(pinpoint)) => text.push_str(&format!("; {}", pinpoint.replace(' ', "\u{a0}"))),
            (Some(_), None) => {}
            (None, _) => grouped.push((&cite.source, citation(cite))),
        }
    }
    grouped.into_iter().map(|(_, text)| text).collect()
}

/// An ISO day written out; anything else as it is.
pub(super) fn day(iso: &str) -> String {
    Date::from_str(iso).map_or_else(|_| iso.to_owned(), Date::in_words)
}

/// The text as a sentence: with a full stop, if it has none.
pub(crate) fn sentence(text: &str) -> String {
    let stopped = text.ends_with(['.', '?', '!', '”']);
    if stopped { text.to_owned() } else { format!("{text}.") }
}

/// With a capital at its beginning.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The paragraphs of quoted law: lines are joined, but an enumerated one (`a  if …`) begins a paragraph of its own.
pub(super) fn paragraphs(quote: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut fresh = true;
    for line in quote.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if words.is_empty() {
            fresh = true;
            continue;
        }
        let enumerated =
            line.trim_start().split_once("  ").is_some_and(|(mark, _)| mark.chars().count() <= 5 && !mark.contains(' '));
        match paragraphs.last_mut().filter(|_| !fresh && !enumerated) {
            Some(last) => {
                last.push(' ');
                last.push_str(&words.join(" "));
            }
            None => paragraphs.push(words.join(" ")),
        }
        fresh = false;
    }
    paragraphs
}

/// `12 December 2024 is 51 days before 1 February 2025`
pub(super) fn comparison(comparison: &ComparisonView) -> String {
    let ComparisonView { left, right, difference, holds, .. } = comparison;
    match difference {
        Some(difference) if left.ends_with(" day") || left.ends_with(" days") => format!("{left}, {difference} than {right}"),
        Some(difference) if difference.ends_with("more") || difference.ends_with("less") => {
            format!("{left} is {difference} than {right}")
        }
        Some(difference) => format!("{left} is {difference} {right}"),
        None if left == right && holds.is_some() => format!("both are {left}"),
        None => format!("{left} against {right}"),
    }
}
