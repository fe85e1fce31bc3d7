//! Values that may be none, places where not everything may be said, constants, and warnings.

use crate::check::expr::types::one;
use crate::check::names::Names;
use crate::diagnostic::{Code, Diagnostic};
use crate::logic::Date;
use crate::policy::{Expr, NormKind, Type};
use crate::source::Span;
use crate::syntax::tree::Path;

use super::text;

/// `uses`: the main one first. `sentence`: the condition that it stands in, in the author's words, and whether `and` (`true`) or
/// `or` joins it to others.
pub(in crate::check::expr) fn unguarded(name: &str, uses: &[Span], sentence: Option<(String, Option<bool>)>) -> Diagnostic {
    let (first, others) = uses.split_first().map(|(first, others)| (*first, others)).unwrap_or_default();
    let bracketed = |text: String, needed: bool| if needed { format!("({text})") } else { text };
    let help = match sentence {
        Some((words, joined)) => {
            let with = bracketed(format!("{name} exists and {words}"), joined == Some(false));
            let without = bracketed(format!("{name} is none or {words}"), joined == Some(true));
            format!("write `{with}`, or `{without}` if it also holds without")
        }
        None => format!(
            "join it by `and` to `{name} exists`, by `or` to `{name} is none`, or write `if {name} exists then … otherwise …`"
        ),
    };
    let finding = Diagnostic::new(Code::E217, first, format!("`{name}` may be none, and then this has no answer"));
    let finding = others.iter().fold(finding, |finding, other| finding.and(*other, "and here"));
    finding.why("the rule must say what holds where it does not exist").help(help)
}

pub(in crate::check::expr) fn branch_none(branch: Span, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E217, span, "this may be none, and then its use has no answer")
        .and(branch, "may be none")
        .why("the rule must say what holds where it does not exist")
        .help("give each branch a value, or declare the result `or none`")
}

/// `the b of x in list`, where `x.b` may be none.
pub(in crate::check::expr) fn the_one_none(whole: &str, value: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E217, span, format!("`{whole}` may be none, and then this has no answer"))
        .why("the rule must say what holds where it does not exist")
        .help(format!(
            "ask for `{value} exists` in the condition behind `where` if only such an element is meant; else name the value by a `define` \
             of a type `or none`, and ask whether that exists"
        ))
}

/// Of `the b of x in list where (x.b exists)`.
pub(in crate::check::expr) fn settled_in_the_loop(value: &Expr, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E234, span, "this always exists")
        .and(value.span, "its condition asks for an element of which it exists")
        .why("where no element meets the condition there is no value at all, which is a fault and not none")
        .help("leave the question out, or ask for the value in the condition no more")
}

pub(in crate::check::expr) fn none_here(names: &Names, ty: &Type, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E234, span, format!("{} is wanted here, and none is no value of it", one(names, ty)))
        .why("what is not known is unknown, not none; none says that it is known not to exist")
        .help("if it can be known not to exist, declare it `or none`")
}

pub(in crate::check::expr) fn never_none(value: &Expr, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E234, span, "this always exists")
        .and(value.span, "not declared `or none`")
        .why("a fact that nobody has recorded is unknown, not none; only a fact declared `or none` can be known not to exist")
        .help("declare the fact `or none`, or leave the question out")
}

// Places.

pub(in crate::check::expr) fn asks_ignorance(words: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E225, span, format!("`{words}` is asked where the law is applied"))
        .why("a norm that depends on what is not known would change its answer with the state of the file; missing is not false")
        .help("write a `presume` for what holds until it is shown, declare a fact that may not exist `or none`; only notes and reports may ask this")
}

pub(in crate::check::expr) fn asks_status(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E265, span, "the status of a norm is asked where the law is applied")
        .why("what becomes of a norm is the outcome of applying the law, not a condition of it; only notes and reports may ask for it")
        .help("to depart from a norm where something holds, write an `exception` to it; otherwise read the facts themselves")
}

pub(in crate::check::expr) fn status_of_another(
    path: &Path,
    kind: NormKind,
    status: &str,
    right: &[&str],
    span: Span,
) -> Diagnostic {
    let word = match kind {
        NormKind::Requirement => "a requirement",
        NormKind::Bar => "a bar",
        NormKind::Exception => "an exception",
    };
    let name = super::text(path);
    Diagnostic::new(Code::E266, span, format!("`{name}` is {word}, so it is never asked whether it `{status}`"))
        .why("requirements are met or waived, bars apply or are lifted, exceptions hold")
        .help(format!("write one of {}", super::list(right)))
}

pub(in crate::check::expr) fn only_facts_are_known(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E225, span, "only a fact of the record is known or unknown")
        .why("what is derived from facts is as known as they are")
        .help("ask it of the facts themselves")
}

pub(in crate::check::expr) fn not_governing(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::E227, span, format!("{what} is read to find the law that governs"))
        .why("which law governs must be settled before any of it is applied")
        .help("use facts of the record and `today` only")
}

pub(in crate::check::expr) fn not_only_when(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::E228, span, format!("{what} is read to say when a fact exists"))
        .why("whether a record has a fact is a matter of the record, the same on every day and under every law")
        .help("use facts of the same record only")
}

pub(in crate::check::expr) fn not_constraint(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::E255, span, format!("{what} is read to say what no real record contradicts"))
        .why("what a record cannot say holds of the facts as they are recorded, under every law and every reading of it")
        .help("use facts of the same record and `today` only; what the law asks is a `requirement` or a `bar`")
}

pub(in crate::check::expr) fn not_constant(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E229, span, "a fixed value is wanted here")
        .why("what stands here is the same in every case")
        .help("write the value itself")
}

pub(in crate::check::expr) fn unknown_written(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E230, span, "`unknown` is no value")
        .why("a rule never decides by ignorance; what is missing leaves the question open")
        .help("write `unknown` in tests and examples only; for what holds until it is shown, write a `presume`")
}

pub(in crate::check::expr) fn partial_date(first: Date, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E231, span, "a month or a year is no day")
        .why("in a rule a date is one day; only records may know no more than month or year")
        .help(format!("write the day, as in `{first}`"))
}

pub(in crate::check::expr) fn wanted_date(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E201, span, "a date is wanted here, but this is a number")
        .help("write year, month and day, as in `2025-02-03`")
}

pub(in crate::check::expr) fn data_written(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E232, span, "a record is written out in a rule")
        .why("records are data; rules speak of facts that any record has")
        .help("write records in tests and examples only")
}

pub(in crate::check::expr) fn wrong_literal(wanted: &str, list: bool, span: Span) -> Diagnostic {
    let found = if list { "a list" } else { "a record" };
    let message = format!("{wanted} is wanted here, but this is {found}");
    Diagnostic::new(Code::E201, span, message)
}

pub(in crate::check::expr) fn literal_wanted(wanted: &str, list: bool, span: Span) -> Diagnostic {
    let form = if list { "`[{field: value}, {field: value}]`" } else { "`{field: value}`" };
    Diagnostic::new(Code::E201, span, format!("{wanted} is wanted here")).help(format!("write {form}"))
}

// One element, and stretches of time.

pub(in crate::check::expr) fn no_single_value(names: &Names, value: &Expr) -> Diagnostic {
    Diagnostic::new(Code::E249, value.span, format!("this is {}, not a value", one(names, &value.ty)))
        .why("`the … of … in …` is a value that one element has: a date, a number, a yes or no")
        .help("name a fact of it that is a value, or look into it by `some x in … where (…)`")
}

pub(in crate::check::expr) fn no_length(span: Span, open: bool) -> Diagnostic {
    let message = if open { "the length of the periods is not fixed" } else { "the periods have no length" };
    Diagnostic::new(Code::E246, span, message)
        .why("time is cut into stretches of one length, which the law says")
        .help("write a period longer than nothing, as in `1 year`, or name a parameter that is one")
}

pub(in crate::check::expr) fn no_end(names: &Names, path: &Path, ty: &Type) -> Diagnostic {
    let name = text(path);
    Diagnostic::new(Code::E247, path.span, format!("`{name}` is {}, not a date", one(names, ty)))
        .why("a stretch of time begins and ends on a day")
        .help("name facts of the element that are dates")
}

pub(in crate::check::expr) fn no_first_day(path: &Path) -> Diagnostic {
    let name = text(path);
    Diagnostic::new(Code::E247, path.span, format!("`{name}` may be none, so that a stretch has no first day"))
        .why("only its end may be none: then it is still open")
        .help("name a fact that always exists")
}

pub(in crate::check::expr) fn no_stretch(path: &Path) -> Diagnostic {
    let name = text(path);
    Diagnostic::new(Code::E248, path.span, format!("`{name}` is no stretch of time"))
        .why("days are counted inside a period that a loop over `periods of …` binds, or between two dates")
        .help("write the two dates in brackets: `inside (D to E)`, or `inside (D through E)` if the last day counts")
}

// Warnings.

pub(in crate::check::expr) fn every_of_none(var: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::W050, span, "this holds too if the list is empty")
        .why("where there is nothing, every one of it fulfils whatever is asked; the law may want at least one")
        .help(format!(
            "join it by `and` to `some {var} in …` if one is needed, or by `or` to `no {var} in …` to say that none is enough"
        ))
}

pub(in crate::check::expr) fn text_compared(span: Span) -> Diagnostic {
    Diagnostic::new(Code::W051, span, "a norm compares text")
        .why("text is the same only letter by letter, and clerks write one thing in many ways")
        .help("make the fact a `choice`")
}

pub(in crate::check::expr) fn no_leap_birthdays(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E239, span, "the pack does not say when whoever was born on 29 February has a birthday")
        .why("in three years of four there is no such day, and legal systems differ: for some it is 1 March, for others 28 February")
        .help("write a `calendar` with the line `leap birthdays on 1 March` or `leap birthdays on 28 February`")
}
