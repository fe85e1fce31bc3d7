//! The texts of the findings about law in time: dates in force, versions, amendments, what has no version when it is read.

use super::messages::article;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::logic::Date;
use crate::policy::InForce;
use crate::source::Span;
use crate::syntax::tree::{DateAt, Name};

fn interval(in_force: InForce) -> String {
    match (in_force.from, in_force.until) {
        (Some(from), Some(until)) => format!("from {from} until {until}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => "at all times".to_owned(),
    }
}

fn since(in_force: InForce) -> String {
    in_force.from.map_or_else(|| "from the beginning".to_owned(), |from| format!("from {from}"))
}

pub(super) fn empty_interval(span: Span, in_force: InForce) -> Diagnostic {
    Diagnostic::new(Code::E112, span, format!("there is no day {}", interval(in_force)))
        .why("`until` names the first day on which it no longer applies, so it must be later than `from`")
        .help("write the earlier date behind `from`")
}

pub(super) fn never_with_question(span: Span, question: &str, in_force: InForce) -> Diagnostic {
    Diagnostic::new(Code::E112, span, format!("it is never in force together with its question `{question}`"))
        .why(format!("the question is in force {}", interval(in_force)))
        .help("correct one of the dates")
}

pub(super) fn twice_without_dates(name: &str, word: &str, first: Span, second: Span) -> Diagnostic {
    Diagnostic::new(Code::E104, second, format!("`{name}` is already {}", article(word)))
        .and(first, "the first stands here")
        .why("a name must mean one thing")
        .help("give one of them another name, or say when each version is law: `in force from … until …`")
}

pub(super) fn overlap(name: &str, word: &str, first: Span, second: Span, later: InForce) -> Diagnostic {
    Diagnostic::new(Code::E110, second, format!("two versions of the {word} `{name}` are in force on the same day"))
        .and(first, "the earlier version")
        .why("on each day one version is the law")
        .help(format!("end the earlier version where the later begins: `until {}`", later.from.unwrap_or(Date::MIN)))
}

pub(super) fn hole(
    name: &str,
    word: &str,
    (first, second): (Span, Span),
    until: Date,
    later: InForce,
    known_on: Option<Date>,
) -> Diagnostic {
    let from = later.from.unwrap_or(Date::MIN);
    let as_known = known_on.map_or_else(String::new, |day| format!(", as known from {day}"));
    Diagnostic::new(
        Code::E111,
        second,
        format!("no version of the {word} `{name}` is in force from {until} until {from}{as_known}"),
    )
    .and(first, "the earlier version ends here")
    .why("a gap between two versions is more often a slip than the law")
    .help(format!(
        "begin this version on {until}; if there was no such rule in between, end the earlier one with `repealed from {until}`"
    ))
}

pub(super) fn versions_differ(name: &Name, what: &str, first: Span) -> Diagnostic {
    Diagnostic::new(Code::E116, name.span, format!("this version of `{}` differs from the first in {what}", name.text))
        .and(first, "the first version")
        .why("versions of one name say the same thing at different times")
        .help("make them agree, or give this one another name")
}

pub(super) fn not_ascending(name: &Name, before: &DateAt, after: &DateAt) -> Diagnostic {
    let message = if before.date == after.date {
        format!("`{}` has two values from {}", name.text, after.date)
    } else {
        format!("the values of `{}` are not in order: {} stands before {}", name.text, before.date, after.date)
    };
    Diagnostic::new(Code::E113, after.span, message)
        .and(before.span, "the value before")
        .why("each value holds until the next begins")
        .help("write the values in order of their first days, one for each")
}

pub(super) fn no_value(name: &Name, word: &str) -> Diagnostic {
    Diagnostic::new(Code::E114, name.span, format!("the {word} `{}` has no value", name.text))
        .why("a value of the law holds from some day on")
        .help("write its first day and its value: `from 1985-07-01: …`")
}

/// What reads: place, word, name. What is read: place, word, name, declaration.
pub(super) type Reader<'a> = (Span, &'a str, &'a str);
pub(super) type Thing<'a> = (Span, &'a str, &'a str, Span);

pub(super) fn no_version_before(reader: Reader<'_>, thing: Thing<'_>, first: Date, from: Option<Date>) -> Diagnostic {
    let ((span, word, name), (at, kind, thing, declared)) = (reader, thing);
    let in_force = since(InForce { from, ..InForce::default() });
    let message = format!("the {word} `{name}` is in force {in_force}, but the {kind} `{thing}` that it reads begins on {first}");
    let finding = Diagnostic::new(Code::E303, span, message);
    finding.and(at, "read here").and(declared, "declared here").why("on the days before there would be no law to apply").help(
        format!("say when it became law, on it or on its question: `in force from {first}`, or give `{thing}` an earlier value"),
    )
}

pub(super) fn no_version_known(reader: Reader<'_>, thing: Thing<'_>, known_from: Option<Date>) -> Diagnostic {
    let ((span, word, name), (at, kind, thing, declared)) = (reader, thing);
    let known_from = known_from.unwrap_or(Date::MIN);
    let message =
        format!("the {word} `{name}` is known earlier than {known_from}, when the {kind} `{thing}` that it reads became known");
    Diagnostic::new(Code::E303, span, message)
        .and(at, "read here")
        .and(declared, "declared here")
        .why("who asks before that day would have no law to apply")
        .help(format!(
            "say on it too since when it is known: `known from {known_from}`, or give `{thing}` a value that was known before"
        ))
}

pub(super) fn no_version_after(reader: Reader<'_>, thing: Thing<'_>, until: Date) -> Diagnostic {
    let ((span, word, name), (at, kind, thing, declared)) = (reader, thing);
    let message = format!("the {word} `{name}` is still in force on {until}, when the {kind} `{thing}` that it reads has ended");
    Diagnostic::new(Code::E303, span, message)
        .and(at, "read here")
        .and(declared, "declared here")
        .why("from that day on there would be no law to apply")
        .help(format!("end it too: `in force until {until}`, or give `{thing}` a later version"))
}

// Repeal, amendments, law that became known later.

pub(super) fn ends_twice(repealed: Span, until: Span) -> Diagnostic {
    Diagnostic::new(Code::E170, repealed, "this version ends twice: with `until` and with `repealed from`")
        .and(until, "it ends here too")
        .why("both name the first day on which it is no longer law")
        .help("keep `repealed from` if nothing took its place on that day, else `until`")
}

pub(super) fn nothing_to_repeal(span: Span, name: &str, day: Date) -> Diagnostic {
    Diagnostic::new(Code::E112, span, format!("no value of `{name}` begins here before {day}, so there is none to repeal"))
        .why("`repealed from` names the first day on which the value before it is no longer law")
        .help("write a later day, or leave `repealed from` out")
}

pub(super) fn known_in_advance(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E171, span, "it became known no later than its first day")
        .why("`known from` is for law that was enacted later than the days to which it applies")
        .help("leave `known from` out, or correct one of the dates")
}

pub(super) fn nothing_to_amend<'a>(name: &Name, word: &str, near: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    Diagnostic::new(Code::E172, name.span, format!("there is no {word} `{}` here that could be amended", name.text))
        .why("an amendment is a later version of what stands elsewhere in the same pack")
        .help(did_you_mean(&name.text, near).unwrap_or_else(|| "leave `amends` out if this is the first version".to_owned()))
}

pub(super) fn amends_other_kind(name: &Name, word: &str, other: &str, first: Span) -> Diagnostic {
    Diagnostic::new(Code::E173, name.span, format!("`{}` is {}, not {}", name.text, article(other), article(word)))
        .and(first, "it stands here")
        .why("an amendment is a later version of the same thing")
        .help(format!("write `amends {other} {} …`, or repeal it and give the new {word} another name", name.text))
}

pub(super) fn amends_without_date(word: Span, name: &Name) -> Diagnostic {
    Diagnostic::new(Code::E174, word, format!("the amendment of `{}` does not say from which day it is law", name.text))
        .why("its first day ends the former version")
        .help("write `in force from DATE`")
}

pub(super) fn amends_too_early(word: Span, at: Span, name: &str, from: Date) -> Diagnostic {
    Diagnostic::new(Code::E175, at, format!("no version of `{name}` is law before {from}, so there is none to amend"))
        .and(word, "amended here")
        .why("an amendment takes the place of a version that began earlier")
        .help("correct the day, or leave `amends` out if this is the first version")
}
