//! The texts of the findings about law: sensitive facts, advisory questions, citations, tests.

use super::messages::{list, verdict_word};
use super::messages_of_time::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::policy::VerdictWord;
use crate::source::Span;
use crate::syntax::tree::{Name, Path};

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

pub(super) fn unread(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::W003, span, format!("nothing reads the fact `{name}`"))
        .why("whoever fills in the record is asked for what decides nothing; it may have been forgotten in a norm")
        .help("read it, or leave it out")
}

pub(super) fn no_test(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::W004, span, format!("the question `{name}` has no test"))
        .why("a test shows the reader, and the next author, what the rules decide")
        .help(format!("write `test \"…\" of {name} asked on DATE`"))
}
