//! What random packs are made of: each item, operator, status and verdict occurs often enough.

use std::collections::BTreeSet;

use whereas::syntax::tree::{
    AggregateKind, Clauses, Counted, DefineBody, Expr, ExprKind, File, ItemKind, May, NormKind, Targets,
};

use super::interpret::PACKS;
use super::walk::each_expr;

/// All that must occur: items and their clauses, operators, statuses, verdicts.
pub(crate) const ALL: &str = "
    use qualified calendar calendar-reading choice record list table parameter define define-cases define-for-element define-versions presume presume-in presume-dated define-table deem deem-in-several constraint assessment
    reading reading-default question question-covers question-law-as-at question-until question-advisory requirement bar exception
    exception-to-several exception-to-exception exception-to-every exception-except norm-versions norm-dated norm-clock norm-repealed known-from known-from-define known-from-note known-from-power amends amends-list required power-lift power-refuse note report
    two-files chosen-reading only-when bounds or-none

    YesNo Number Money Date Period Text None Today Path Set Not And Or If All Any None-of AtLeast-of Between FromUntil OneOf
    NotOneOf Exists IsNone Known Unknown Asks-Eligible Asks-Ineligible Asks-NotApplicable Asks-Undetermined Asks-for NormIs TheOne Periods DaysOf Days-to
    Days-through Completed-Months Completed-Years AgeOf Rounded-Up Rounded-Down Rounded-HalfUp Rounded-HalfEven Pick-Earliest Pick-Latest Pick-Smallest Pick-Largest Some No Every NumberOf
    Sum Of-Earliest Of-Latest Of-Smallest Of-Largest Plus Minus Times DividedBy
    Is IsNot AtLeast AtMost MoreThan LessThan Before After OnOrBefore OnOrAfter In NotIn Overlaps OnlyIn

    status-NotInForce status-NotLookedAt status-NotRequired status-Met status-Waived status-NotMet status-Clear status-Lifted status-Applies
    status-Holds status-DoesNotHold status-Open verdict-Eligible verdict-Ineligible verdict-NotApplicable undetermined refused-Fault
    refused-Contradicts contested
    power-OpenTo power-MayBeOpen power-NotOpen power-Exercised power-Refused note-shown note-perhaps report-value report-unknown
";

/// What a pack is made of.
pub(crate) fn parts(files: &[File], packs: &[usize]) -> BTreeSet<String> {
    let mut parts = BTreeSet::new();
    let items: Vec<&ItemKind> = files.iter().flat_map(|file| &file.items).map(|item| &item.kind).collect();
    if packs.iter().enumerate().any(|(at, pack)| packs[..at].contains(pack)) {
        parts.insert("two-files".to_owned());
    }
    if files.iter().flat_map(|file| &file.items).any(|item| item.amends.is_some()) {
        parts.insert("amends".to_owned());
    }
    let amended = files.iter().flat_map(|file| &file.items).filter(|item| item.amends.is_some());
    parts.extend(amended.filter(|item| matches!(item.kind, ItemKind::List(_))).map(|_| "amends-list".to_owned()));
    for item in &items {
        parts.extend(item_parts(item, &items).into_iter().map(str::to_owned));
    }
    each_expr(files, &mut |expr| {
        parts.insert(operator(expr));
        if matches!(&expr.kind, ExprKind::Path(path) | ExprKind::Asks(path, ..) if path.names[0].text == PACKS[1]) {
            parts.insert("qualified".to_owned());
        }
    });
    parts
}

fn item_parts(item: &ItemKind, items: &[&ItemKind]) -> Vec<&'static str> {
    let when = |holds: bool, part: &'static str| holds.then_some(part);
    match item {
        ItemKind::Use(_) => vec!["use"],
        ItemKind::Calendar(calendar) => {
            let by_reading =
                matches!(calendar.leap_birthdays, Some(Counted::By(_))) || matches!(calendar.month_ends, Some(Counted::By(_)));
            vec![if by_reading { "calendar-reading" } else { "calendar" }]
        }
        ItemKind::Choice(_) => vec!["choice"],
        ItemKind::Record(record) => {
            let any = |holds: &dyn Fn(&whereas::syntax::tree::Field) -> bool| record.fields.iter().any(holds);
            let parts = [
                Some("record"),
                when(any(&|field| field.only_when.is_some()), "only-when"),
                when(!record.constraints.is_empty(), "constraint"),
                when(any(&|field| field.assessment.is_some()), "assessment"),
                when(any(&|field| field.bounds.is_some()), "bounds"),
                when(any(&|field| field.ty.or_none), "or-none"),
            ];
            parts.into_iter().flatten().collect()
        }
        ItemKind::List(_) => vec!["list"],
        ItemKind::Table(_) => vec!["table"],
        ItemKind::Parameter(_) => vec!["parameter"],
        ItemKind::Define(define) => {
            let of_element = define.record.as_ref().is_some_and(|path| path.names[0].text == "Child");
            let body = match define.body {
                DefineBody::Cases { .. } => "define-cases",
                DefineBody::Table(_) => "define-table",
                DefineBody::As(_) => "define",
            };
            let parts = [
                Some(body),
                when(of_element, "define-for-element"),
                when(define.clauses.in_force.is_some(), "define-versions"),
                when(known_later(&define.clauses), "known-from-define"),
            ];
            parts.into_iter().flatten().collect()
        }
        ItemKind::Presume(presume) => {
            let parts = [
                Some("presume"),
                when(!presume.questions.is_empty(), "presume-in"),
                when(presume.clauses.in_force.is_some(), "presume-dated"),
            ];
            parts.into_iter().flatten().collect()
        }
        ItemKind::Deem(deem) => vec![if deem.questions.len() > 1 { "deem-in-several" } else { "deem" }],
        ItemKind::Reading(reading) => {
            vec![if reading.options.iter().any(|option| option.default) { "reading-default" } else { "reading" }]
        }
        ItemKind::Question(question) => {
            let until = question.clauses.in_force.as_ref().is_some_and(|force| force.until.is_some());
            let parts = [
                Some("question"),
                when(question.covers.is_some(), "question-covers"),
                when(question.law_as_at.is_some(), "question-law-as-at"),
                when(until, "question-until"),
                when(question.advisory, "question-advisory"),
            ];
            parts.into_iter().flatten().collect()
        }
        ItemKind::Norm(norm) => {
            let same = |item: &&&ItemKind| matches!(item, ItemKind::Norm(other) if other.name.text == norm.name.text);
            let kind = match &norm.kind {
                NormKind::Requirement => "requirement",
                NormKind::Bar => "bar",
                NormKind::Exception(Targets::Every { except, .. }) if !except.is_empty() => "exception-except",
                NormKind::Exception(Targets::Every { .. }) => "exception-to-every",
                NormKind::Exception(Targets::Named(chains)) if chains.len() > 1 => "exception-to-several",
                NormKind::Exception(Targets::Named(chains)) if chains[0].len() > 2 => "exception-to-exception",
                NormKind::Exception(_) => "exception",
            };
            let parts = [
                Some(kind),
                when(norm.required.is_some(), "required"),
                when(norm.law_as_at.is_some(), "norm-clock"),
                when(norm.clauses.repealed_from.is_some(), "norm-repealed"),
                when(known_later(&norm.clauses), "known-from"),
                when(norm.clauses.in_force.is_some(), "norm-dated"),
                when(items.iter().filter(same).count() > 1, "norm-versions"),
            ];
            parts.into_iter().flatten().collect()
        }
        ItemKind::Power(power) => {
            let may = if power.may == May::Refuse { "power-refuse" } else { "power-lift" };
            [Some(may), when(known_later(&power.clauses), "known-from-power")].into_iter().flatten().collect()
        }
        ItemKind::Note(note) => {
            [Some("note"), when(known_later(&note.clauses), "known-from-note")].into_iter().flatten().collect()
        }
        ItemKind::Report(_) => vec!["report"],
        _ => Vec::new(),
    }
}

fn known_later(clauses: &Clauses) -> bool {
    clauses.in_force.as_ref().is_some_and(|force| force.known_from.is_some())
}

/// The operator of an expression, in the words of [`ALL`].
fn operator(expr: &Expr) -> String {
    use whereas::syntax::tree::CountKind;
    match &expr.kind {
        ExprKind::Compare(op, _, _) => format!("{op:?}"),
        ExprKind::Arith(op, _, _) => format!("{op:?}"),
        ExprKind::Count(CountKind::AtLeast(_), _) => "AtLeast-of".to_owned(),
        ExprKind::Count(CountKind::None, _) => "None-of".to_owned(),
        ExprKind::Count(kind, _) => format!("{kind:?}"),
        ExprKind::Quantifier(kind, _) => format!("{kind:?}"),
        ExprKind::Aggregate(AggregateKind::Sum, _, _) => "Sum".to_owned(),
        ExprKind::Aggregate(AggregateKind::Pick(extreme), _, _) => format!("Of-{extreme:?}"),
        ExprKind::Pick(extreme, _) => format!("Pick-{extreme:?}"),
        ExprKind::Asks(_, Some(_), _) => "Asks-for".to_owned(),
        ExprKind::Asks(_, None, word) => format!("Asks-{word:?}"),
        ExprKind::Days(through, _, _) => if *through { "Days-through" } else { "Days-to" }.to_owned(),
        ExprKind::Rounded(how, _, _) => format!("Rounded-{how:?}"),
        ExprKind::Completed(unit, _, _) => format!("Completed-{unit:?}"),
        ExprKind::OneOf(negated, _, _) => if *negated { "NotOneOf" } else { "OneOf" }.to_owned(),
        ExprKind::Exists(exists, _) => if *exists { "Exists" } else { "IsNone" }.to_owned(),
        ExprKind::Known(known, _) => if *known { "Known" } else { "Unknown" }.to_owned(),
        other => format!("{other:?}").split(['(', ' ']).next().unwrap().to_owned(),
    }
}
