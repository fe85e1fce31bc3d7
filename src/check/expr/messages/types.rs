//! Values that do not fit: types, sets, dates and periods.

use crate::check::expr::types::{one, words};
use crate::check::names::Names;
use crate::diagnostic::{Code, Diagnostic};
use crate::logic::{Date, Period};
use crate::policy::{Expr, ExprKind, Scalar, Type};
use crate::source::Span;
use crate::syntax::tree::{ArithOp, CompareOp, Name};

pub(in crate::check::expr) fn wanted(names: &Names, wanted: &Type, found: &Expr) -> Diagnostic {
    let message = format!("{} is wanted here, but this is {}", one(names, wanted), one(names, &found.ty));
    let (code, help) = match (wanted, &found.ty) {
        (Type::YesNo, Type::Date | Type::Period | Type::Number | Type::WholeNumber | Type::Money(_) | Type::Country) => {
            (Code::E201, Some("compare it with something, as in `… is …`".to_owned()))
        }
        (Type::YesNo, Type::Choice(_) | Type::Reading(_) | Type::Text) => {
            (Code::E201, Some("ask which it is, as in `… is …`".to_owned()))
        }
        (Type::YesNo, Type::Set(_)) => (Code::E201, Some("ask what is in it, as in `… in …`".to_owned())),
        (Type::YesNo, Type::List(_)) => (Code::E201, Some("ask for one of them, as in `some x in … where (…)`".to_owned())),
        (Type::YesNo, Type::Record(_)) => (Code::E201, Some("name one of its facts behind a dot".to_owned())),
        (Type::Money(Some(a)), Type::Money(Some(b))) => {
            (Code::E214, Some(format!("write the amount in {} instead of {}", a.code(), b.code())))
        }
        (Type::Money(currency), Type::Number | Type::WholeNumber) => {
            let code = currency.map_or("USD", crate::policy::Currency::code);
            (Code::E216, Some(format!("write the currency behind the amount, as in `1_000 {code}`")))
        }
        (Type::Money(Some(currency)), Type::Money(None)) => {
            (Code::E201, Some(format!("declare the fact as `money in {}`", currency.code())))
        }
        (Type::WholeNumber, Type::Number) => (Code::E201, Some("declare it as `number`".to_owned())),
        (Type::Period, Type::Number | Type::WholeNumber) => {
            (Code::E201, Some("write the unit behind the number, as in `6 months`".to_owned()))
        }
        (Type::Set(of), found) if **of == *found => (Code::E201, Some("put it in braces: `{…}`".to_owned())),
        _ => (Code::E201, None),
    };
    let finding = Diagnostic::new(code, found.span, message).maybe_help(help);
    match unquoted(wanted, found) {
        Some(value) => finding.why(TEXT_IS_NO_VALUE).help(format!("write `{value}` without quotes")),
        None => finding,
    }
}

const TEXT_IS_NO_VALUE: &str = "what stands in quotes is text, which has no day and no amount";

/// A text that is a value of the type but for its quotes.
fn unquoted<'a>(wanted: &Type, found: &'a Expr) -> Option<&'a str> {
    let ExprKind::Scalar(Scalar::Text(text)) = &found.kind else { return None };
    let fits = match wanted {
        Type::Date => Date::parse_partial(text).is_ok(),
        Type::Number | Type::WholeNumber | Type::Money(_) | Type::Period => text.starts_with(|c: char| c.is_ascii_digit()),
        Type::YesNo => matches!(&**text, "yes" | "no"),
        _ => false,
    };
    fits.then_some(&**text)
}

pub(in crate::check::expr) fn two_types(names: &Names, first: &Expr, second: &Expr, span: Span) -> Diagnostic {
    let message = format!("{} cannot be compared with {}", one(names, &first.ty), one(names, &second.ty));
    if let Some(value) = unquoted(&first.ty, second).or_else(|| unquoted(&second.ty, first)) {
        return Diagnostic::new(Code::E210, span, message)
            .and(first.span, words(names, &first.ty))
            .and(second.span, words(names, &second.ty))
            .why(TEXT_IS_NO_VALUE)
            .help(format!("write `{value}` without quotes"));
    }
    Diagnostic::new(Code::E210, span, message)
        .and(first.span, words(names, &first.ty))
        .and(second.span, words(names, &second.ty))
        .why("the answer would be the same in every case, whatever the law asks")
        .help("compare two values of one type")
}

pub(in crate::check::expr) fn branches(names: &Names, then: &Expr, otherwise: &Expr) -> Diagnostic {
    let message = format!("one branch is {}, the other {}", one(names, &then.ty), one(names, &otherwise.ty));
    Diagnostic::new(Code::E201, otherwise.span, message).and(then.span, words(names, &then.ty)).help("let both be of one type")
}

pub(in crate::check::expr) fn whole_record(names: &Names, value: &Expr, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E210, span, format!("{} is not compared as a whole", one(names, &value.ty)))
        .why("two records are hardly ever the same in every fact")
        .help("compare the facts that matter, one by one")
}

pub(in crate::check::expr) fn no_order(names: &Names, value: &Expr, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E209, span, format!("{} has no order", one(names, &value.ty)))
        .why("more, less, before and after are said of numbers, amounts, periods and dates only")
        .help("use `is`, `is one of (…)` or `in`")
}

pub(in crate::check::expr) fn money_and_number(first: &Expr, second: &Expr, span: Span) -> Diagnostic {
    let number = if matches!(first.ty, Type::Money(_)) { second } else { first };
    let code = [first, second].into_iter().find_map(|side| match side.ty {
        Type::Money(currency) => currency,
        _ => None,
    });
    let code = code.map_or("USD", crate::policy::Currency::code);
    Diagnostic::new(Code::E216, span, "an amount of money stands beside a bare number")
        .and(number.span, "no currency")
        .why("an amount means nothing without its currency")
        .help(format!("write the currency behind the number, as in `1_000 {code}`"))
}

pub(in crate::check::expr) fn two_currencies(names: &Names, first: &Expr, second: &Expr, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E214, span, "these amounts are in two currencies")
        .and(first.span, words(names, &first.ty))
        .and(second.span, words(names, &second.ty))
        .why("no rule of law fixes the rate by itself")
        .help("bring both to one currency first, with a rate that the law names as a parameter")
}

pub(in crate::check::expr) fn unknown_currency(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::E215, name.span, format!("`{}` is no currency code", name.text))
        .why("currencies are written by their codes of ISO 4217")
        .help("write, for example, `USD` or `EUR`")
}

pub(in crate::check::expr) fn no_arithmetic(names: &Names, op: ArithOp, first: &Expr, second: &Expr, span: Span) -> Diagnostic {
    let (a, b) = (one(names, &first.ty), one(names, &second.ty));
    let message = match op {
        ArithOp::Plus => format!("{a} and {b} cannot be added"),
        ArithOp::Minus => format!("{b} cannot be taken from {a}"),
        ArithOp::Times => format!("{a} and {b} cannot be multiplied"),
        ArithOp::DividedBy => format!("{a} cannot be divided by {b}"),
    };
    let finding = Diagnostic::new(Code::E218, span, message);
    match (&first.ty, &second.ty) {
        (Type::Date, Type::Number | Type::WholeNumber) => {
            finding.help("write the unit behind the number, as in `30 days` or `6 months`")
        }
        (Type::Date, Type::Date) => finding.help("for the days between them write `days from … to …`"),
        (Type::Period, Type::Date) => finding.help("begin with the date, as in `release_date minus 10 days`"),
        (Type::Period, Type::Number | Type::WholeNumber) | (Type::Number | Type::WholeNumber, Type::Period) => {
            finding.help("write the unit behind the number, as in `6 months`")
        }
        _ => finding.why("only numbers, amounts, periods and dates are calculated with"),
    }
}

pub(in crate::check::expr) fn period_times(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E218, span, "a period is not multiplied by a fact")
        .why("law counts periods out: twice six months is written as twelve months")
        .help("write the period out, as a parameter if the law may change it")
}

pub(in crate::check::expr) fn no_sum(names: &Names, value: &Expr) -> Diagnostic {
    let finding =
        Diagnostic::new(Code::E201, value.span, format!("numbers or money are added up, but this is {}", one(names, &value.ty)));
    match value.ty {
        Type::Date => finding.help("of dates ask for `earliest of` or `latest of`"),
        Type::YesNo => finding.help("to count, write `number of x in … where (…)`"),
        _ => finding.help("name a fact that is a number or an amount"),
    }
}

pub(in crate::check::expr) fn not_pickable(names: &Names, of_dates: bool, value: &Expr) -> Diagnostic {
    let found = one(names, &value.ty);
    if of_dates {
        Diagnostic::new(Code::E208, value.span, format!("earlier and later are said of dates, but this is {found}"))
            .help("of numbers, amounts and periods write `smaller of`, `larger of`, `smallest of`, `largest of`")
    } else {
        Diagnostic::new(
            Code::E207,
            value.span,
            format!("smaller and larger are said of numbers, amounts and periods, but this is {found}"),
        )
        .help("of dates write `earlier of`, `later of`, `earliest of`, `latest of`")
    }
}

pub(in crate::check::expr) fn count(n: u32, operands: usize, span: Span) -> Diagnostic {
    let message = if n == 0 {
        "at least none of them always holds".to_owned()
    } else {
        format!("at least {n} are wanted, and {operands} are listed")
    };
    Diagnostic::new(Code::E236, span, message)
        .why("the answer would be the same in every case")
        .help(format!("write a number from 1 to {operands}"))
}

pub(in crate::check::expr) fn no_amount_rounded(names: &Names, value: &Expr) -> Diagnostic {
    Diagnostic::new(Code::E240, value.span, format!("{} cannot be rounded", one(names, &value.ty)))
        .why("numbers and amounts of money are rounded, to a number or an amount; days and periods are counted whole already")
        .help("round a number or an amount; of dates count `completed months from … to …` or `age of … on …`")
}

pub(in crate::check::expr) fn unit_not_above_zero(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E241, span, "the unit of a rounding is not above zero")
        .why("what is rounded becomes a multiple of the unit, and of nothing there are none")
        .help("write the step that the law names, as in `rounded up to 1` or `rounded down to 0.01 EUR`")
}

pub(in crate::check::expr) fn unit_not_fixed(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E242, span, "the unit of a rounding is a fact of the case")
        .why("to what is rounded is a matter of the law, the same in every case")
        .help("write a number or an amount, or name a `parameter`")
}

// Sets.

pub(in crate::check::expr) fn no_member(names: &Names, member: &Expr) -> Diagnostic {
    Diagnostic::new(Code::E233, member.span, format!("{} cannot be a member of a set", one(names, &member.ty)))
        .why("sets hold texts, countries or options")
        .help("for other values write `is one of (…)`")
}

pub(in crate::check::expr) fn empty_set(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E233, span, "of what this set is empty does not follow from its place")
        .help("write it beside a fact that is a set")
}

pub(in crate::check::expr) fn set_is_member(left_is_set: bool, span: Span) -> Diagnostic {
    let help = if left_is_set { "write `… in …`, the single value first" } else { "write `in` instead of `is`" };
    Diagnostic::new(Code::E233, span, "a set is compared with a single value")
        .why("a set is never its member; whether the value is one of several is asked with `in`")
        .help(help)
}

pub(in crate::check::expr) fn set_in_set(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E233, span, "a set is asked for in a set")
        .why("`in` asks for one value")
        .help("write `A overlaps B` if one common member is enough, `A only in B` if all must be in it")
}

pub(in crate::check::expr) fn not_of_set(names: &Names, member: &Expr, set: &Expr, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E210, span, format!("{} is never in a {}", one(names, &member.ty), words(names, &set.ty)))
        .and(member.span, words(names, &member.ty))
        .and(set.span, words(names, &set.ty))
        .help("ask for a value of the set's own type")
}

pub(in crate::check::expr) fn no_set(names: &Names, value: &Expr, like: bool) -> Diagnostic {
    let finding = Diagnostic::new(Code::E233, value.span, format!("a set is wanted here, but this is {}", one(names, &value.ty)));
    match value.ty {
        Type::List(_) => finding.help("of a list of records ask `some x in … where (…)`"),
        _ if like => finding.help("write `is` to compare with one value, or put several in braces: `{…}`"),
        _ => finding.help("name a set or a list, or write one in braces: `{…}`"),
    }
}

// Dates and periods.

pub(in crate::check::expr) fn order_words(op: CompareOp, of_dates: bool, span: Span) -> Diagnostic {
    let (said, instead) = match op {
        CompareOp::AtLeast => ("at least", "on or after"),
        CompareOp::AtMost => ("at most", "on or before"),
        CompareOp::MoreThan => ("more than", "after"),
        CompareOp::LessThan => ("less than", "before"),
        CompareOp::Before => ("before", "less than"),
        CompareOp::After => ("after", "more than"),
        CompareOp::OnOrBefore => ("on or before", "at most"),
        _ => ("on or after", "at least"),
    };
    let (code, message) = if of_dates {
        (Code::E208, format!("`{said}` is said of dates, but these are none"))
    } else {
        (Code::E207, format!("`{said}` is said of amounts, but these are dates"))
    };
    Diagnostic::new(code, span, message)
        .why("whether a day itself counts is where deadlines are won and lost; the words say it")
        .help(format!("write `{instead}`"))
}

pub(in crate::check::expr) fn date_minus_date(first: Span, second: Span, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E211, span, "a date is taken from a date")
        .and(first, "to this day")
        .and(second, "from this day")
        .why("between two dates lie days, months or years, and the law says which of them it counts")
        .help("write `days from … to …` with the earlier date first, or `completed months from … to …`")
}

pub(in crate::check::expr) fn date_minus_months(period: &Expr, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E212, span, "months are taken from a date")
        .and(period.span, "may hold months")
        .why("counting months backwards leads to another day than counting them forwards, as 31 August less six months shows")
        .help("move the period to the other side: for `A minus P before B` write `A before B plus P`")
}

pub(in crate::check::expr) fn unanchored(first: Period, second: Period, span: Span) -> Diagnostic {
    let (a, b) = (first.in_words(), second.in_words());
    Diagnostic::new(Code::E213, span, format!("whether {a} is longer than {b} depends on the day from which they run"))
        .why("months have 28 to 31 days and years 365 or 366, so the answer would not be one answer")
        .help(format!("say from which day both run: `start plus {a} after start plus {b}`"))
}
