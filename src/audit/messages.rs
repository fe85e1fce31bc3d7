//! The texts of the findings that need proof.

use crate::diagnostic::{Code, Diagnostic};
use crate::policy::NormKind;
use crate::reason::{Claim, RulePart};
use crate::source::Span;

const LOOK: &str = "look for a wrong value, a wrong direction, or a bound or constraint that leaves out real cases";

pub(super) fn scope(span: Span, name: &str, claim: Claim) -> Diagnostic {
    let (message, why) = match claim {
        Claim::Always => ("every case", "a scope that leaves out no case says nothing"),
        _ => ("no case", "it is not applicable whatever the facts are"),
    };
    Diagnostic::new(Code::W054, span, format!("the question `{name}` covers {message}")).why(why).help(LOOK)
}

pub(super) fn condition(span: Span, (kind, name): (NormKind, &str), claim: Claim) -> Diagnostic {
    let (kind, always, never) = match kind {
        NormKind::Requirement => ("requirement", "it asks for nothing", "nobody can meet it"),
        NormKind::Bar => ("bar", "it excludes everybody whom no exception helps", "it excludes nobody"),
        NormKind::Exception => ("exception", "it always lifts what it is an exception to", "it lifts nothing"),
    };
    let (message, why) = match claim {
        Claim::Always => ("every case", always),
        _ => ("no case", never),
    };
    Diagnostic::new(Code::W054, span, format!("the condition of the {kind} `{name}` holds in {message}")).why(why).help(LOOK)
}

pub(super) fn required(span: Span, name: &str, claim: Claim) -> Diagnostic {
    let (message, why, help) = match claim {
        Claim::Always => ("every case", "a condition that leaves out no case says nothing", "leave `required when` out"),
        _ => ("no case", "a requirement that is never required asks for nothing", LOOK),
    };
    Diagnostic::new(Code::W054, span, format!("`{name}` is required in {message}")).why(why).help(help)
}

pub(super) fn effect(span: Span, (kind, name): (NormKind, &str)) -> Diagnostic {
    let kind = match kind {
        NormKind::Exception => return exception(span, name),
        NormKind::Requirement => "requirement",
        NormKind::Bar => "bar",
    };
    Diagnostic::new(Code::W056, span, format!("the {kind} `{name}` never changes the verdict"))
        .why("wherever the question applies, the case passes it, or is ineligible without it")
        .help(
            "if the law says the same twice, leave it out; otherwise look for a wrong value or an exception that reaches too far",
        )
}

fn exception(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::W059, span, format!("the exception `{name}` never helps"))
        .why("wherever it holds, what it lifts does not stand in the way, or another exception lifts it")
        .help(
            "compare its condition with that of the norm that it lifts: the two exclude each other, or the norm says it already",
        )
}

pub(super) fn row(span: Span) -> Diagnostic {
    Diagnostic::new(Code::W061, span, "no case reaches this row")
        .why("every case that fits it fits a row above, or is none that a record can hold")
        .help("move it up, correct its cells, or leave it out")
}

/// The case that shows it.
pub(super) fn shown(part: RulePart, claim: Claim, case: &str) -> String {
    match (part, claim) {
        (RulePart::Scope, Claim::Always) => format!("a case that it covers: {case}"),
        (RulePart::Scope, _) => format!("a case that it does not cover: {case}"),
        (RulePart::Condition(..), Claim::Always) => format!("it holds, as it always does, where {case}"),
        (RulePart::Condition(..), _) => format!("it does not hold, as it never does, where {case}"),
        (RulePart::Required(..), Claim::Always) => format!("it is required, as it always is, where {case}"),
        (RulePart::Required(..), _) => format!("it is not required, as it never is, where {case}"),
        (RulePart::Effect(..), _) => format!("it makes no difference where {case}"),
        (RulePart::Row(..), _) => format!("it fits where {case}, but a row above decides"),
    }
}
