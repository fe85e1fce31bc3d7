//! The texts of the findings about law: dates in force, versions, sensitive facts, advisory questions, citations, tests.

use super::messages::{article, list, verdict_word};
use crate::diagnostic::{Code, Diagnostic};
use crate::logic::Date;
use crate::policy::{InForce, VerdictWord};
use crate::source::Span;
use crate::syntax::tree::{DateAt, Name, Path};

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

// Calendars.

pub(super) fn second_calendar(span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::E154, span, "the pack has a `calendar` already")
        .and(first, "it stands here")
        .why("a pack counts in one way, in whichever of its files a rule stands")
        .help(
            "put the lines of both into one `calendar`; what may be read in two ways is left to a reading: `leap birthdays by …`",
        )
}

pub(super) fn other_options(path: &Path, declared: Span, wanted: [&str; 2]) -> Diagnostic {
    let name = path.names.last().map(|name| name.text.as_str()).unwrap_or_default();
    let [first, second] = wanted;
    Diagnostic::new(Code::E155, path.span, format!("the options of `{name}` are not `{first}` and `{second}`"))
        .and(declared, "the reading is declared here")
        .why("the options of the reading say how is counted, so they must be these two ways and no others")
        .help(format!("write the reading with `option {first}` and `option {second}`"))
}

pub(super) fn age_in_two_ways(field: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::W053,
        span,
        format!("years are added to `{field}`, but elsewhere the pack asks for the age of `{field}`"),
    )
    .why("whoever was born on 29 February may have the birthday on another day than the one on which the added years end")
    .help(format!("ask for the age here too: `age of {field} on … at least …`"))
}

// Dates in force.

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

pub(super) fn hole(name: &str, word: &str, first: Span, second: Span, until: Date, later: InForce) -> Diagnostic {
    let from = later.from.unwrap_or(Date::MIN);
    Diagnostic::new(Code::E111, second, format!("no version of the {word} `{name}` is in force from {until} until {from}"))
        .and(first, "the earlier version ends here")
        .why("a gap between two versions is more often a slip than the law")
        .help(format!("begin this version on {until}; if there was no such rule in between, give it another name and end the earlier one with `until {until}`"))
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
    let in_force = since(InForce { from, until: None });
    let message = format!("the {word} `{name}` is in force {in_force}, but the {kind} `{thing}` that it reads begins on {first}");
    let finding = Diagnostic::new(Code::E303, span, message);
    finding.and(at, "read here").and(declared, "declared here").why("on the days before there would be no law to apply").help(
        format!("say when it became law, on it or on its question: `in force from {first}`, or give `{thing}` an earlier value"),
    )
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

// Sensitive facts and advisory questions.

/// Who reads; where, and through which define or question; the fact and where it is declared.
pub(super) fn sensitive(reader: Reader<'_>, at: (Span, Option<&str>), fact: (&str, Span)) -> Diagnostic {
    let ((span, word, name), (at, through), (fact, declared)) = (reader, at, fact);
    let by = through.map_or_else(String::new, |define| format!(" through `{define}`"));
    Diagnostic::new(
        Code::E300,
        span,
        format!("the {word} `{name}` reads the sensitive fact `{fact}`{by} and does not say why it may"),
    )
    .and(at, "read here")
    .and(declared, "declared sensitive here")
    .why("a fact such as nationality, religion or health may decide about a person only where the law makes it a condition")
    .help("add `sensitive fact used because \"…\"` with the provision that makes it a condition")
}

pub(super) fn reason_for_nothing(span: Span, word: &str, name: &str) -> Diagnostic {
    Diagnostic::new(Code::W058, span, format!("the {word} `{name}` gives a reason for a sensitive fact, but reads none"))
        .why("a reason without its fact tells the reader that something is used which is not")
        .help("leave the reason out, or declare the fact `sensitive` that it is about")
}

/// As [`sensitive`].
pub(super) fn assessment(reader: Reader<'_>, at: (Span, Option<&str>), fact: (&str, Span)) -> Diagnostic {
    let ((span, word, name), (at, through), (fact, declared)) = (reader, at, fact);
    let by = through.map_or_else(String::new, |through| format!(" through `{through}`"));
    let message = format!("the {word} `{name}` reads the assessment `{fact}`{by} and does not say so");
    Diagnostic::new(Code::E304, span, message)
        .and(at, "read here")
        .and(declared, "declared an assessment here")
        .why("an assessment is somebody's judgement, not a fact: who relies on the result must see that it rests on one")
        .help("add `rests on assessment`")
}

pub(super) fn rests_on_nothing(span: Span, word: &str, name: &str) -> Diagnostic {
    Diagnostic::new(Code::W057, span, format!("the {word} `{name}` says that it rests on an assessment, but reads none"))
        .why("the reader would look for a judgement that was not used")
        .help("leave `rests on assessment` out, or say `assessment by` of the fact that is a judgement")
}

pub(super) fn reads_advisory(span: Span, word: &str, name: &str, question: &str, at: Span) -> Diagnostic {
    Diagnostic::new(Code::E301, span, format!("the {word} `{name}` binds, but reads the advisory question `{question}`"))
        .and(at, "read here")
        .why("a statement or policy that binds nobody cannot decide a binding question")
        .help("read it in a note or a report, or make this question `advisory` too")
}

pub(super) fn advisory_without_words(name: &Name, absent: &[VerdictWord]) -> Diagnostic {
    let words: Vec<&str> = absent.iter().map(|word| verdict_word(*word)).collect();
    Diagnostic::new(Code::E302, name.span, format!("the advisory question `{}` has no phrase for {}", name.text, list(&words)))
        .why("its result must not read like a legal entitlement")
        .help("say each verdict in the words of the statement: `says eligible \"within the announced policy\", …`")
}

// What a careful author would look at.

pub(super) fn no_citation(name: &Name, word: &str) -> Diagnostic {
    Diagnostic::new(Code::W001, name.span, format!("the {word} `{}` cites no source", name.text))
        .why("a reader of the verdict cannot look up the law that it rests on")
        .help("add `cites SOURCE \"Art. …\"`")
}

pub(super) fn only_soft_sources(name: &Name, word: &str, cited: Span) -> Diagnostic {
    Diagnostic::new(
        Code::W002,
        name.span,
        format!("the {word} `{}` binds, but cites only policy, guidance or statements", name.text),
    )
    .and(cited, "cited here")
    .why("what binds nobody does not make a condition of law")
    .help("cite the law that it rests on, or make the question `advisory`")
}

pub(super) fn quote_disagrees(at: Span, quote: Span, phrase: &str, says: &str, instead: &str) -> Diagnostic {
    Diagnostic::new(Code::W060, at, format!("the quoted law says `{phrase}`, the condition says `{says}`"))
        .and(quote, "quoted here")
        .why("a case exactly at the threshold falls on one side by the law and on the other by the condition")
        .help(format!("write `{instead}`, or quote the passage that is encoded here"))
}

pub(super) fn unused(name: &str, word: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::W003, span, format!("nothing uses the {word} `{name}`"))
        .why("what decides nothing may have been forgotten in a norm")
        .help("use it, or leave it out")
}

pub(super) fn no_test(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::W004, span, format!("the question `{name}` has no test"))
        .why("a test shows the reader, and the next author, what the rules decide")
        .help(format!("write `test \"…\" of {name} asked on DATE`"))
}
