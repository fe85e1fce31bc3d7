//! The texts of all findings about expressions: names first, then types, dates and periods, values that may be none, places.

use crate::check::expr::types::{one, words};
use crate::check::names::{Def, Names};
use crate::diagnostic::{Code, Diagnostic, did_you_mean, nearest};
use crate::logic::{Country, Date, Period};
use crate::policy::{Bounds, Expr, Labelled, RecordId, Type};
use crate::source::Span;
use crate::syntax::tree::{ArithOp, CompareOp, Name, Path};

// Names.

pub(super) fn unknown_name(name: &Name, near: Vec<&str>, qualified: &[String]) -> Diagnostic {
    let finding = Diagnostic::new(Code::E200, name.span, format!("nothing here is called `{}`", name.text))
        .why("a name must be a fact of the record at hand, a bound name, or something that this pack or one in use declares");
    match qualified {
        [] => finding.maybe_help(did_you_mean(&name.text, near)),
        some => finding.help(format!("an option stands alone only beside a value of its choice; else write {}", any(some))),
    }
}

pub(super) fn no_such_field(names: &Names, record: RecordId, name: &Name, near: Vec<&str>) -> Diagnostic {
    let record = record_name(names, record);
    Diagnostic::new(Code::E200, name.span, format!("`{record}` has no fact `{}`", name.text))
        .why("a rule can read only what the record is declared to hold")
        .maybe_help(did_you_mean(&name.text, near))
}

pub(super) fn ambiguous(path: &Path, options: &[String]) -> Diagnostic {
    Diagnostic::new(Code::E202, path.span, format!("`{}` could be two things", text(path)))
        .why("several packs in use declare it, and a reader could not tell which is meant")
        .help(format!("write {}", any(options)))
}

pub(super) fn option_clash(name: &Name, of: &str, other: &str) -> Diagnostic {
    let text = &name.text;
    Diagnostic::new(Code::E202, name.span, format!("`{text}` could be two things: an option of `{of}`, or {}", article(other)))
        .why("whoever reads the rule aloud could not tell which is meant")
        .help(format!("write `{of}.{text}` for the option"))
}

pub(super) fn unknown_country(name: &Name) -> Diagnostic {
    let code = name.text.as_str();
    let finding = Diagnostic::new(Code::E203, name.span, format!("`{code}` is no country code"))
        .why("countries are written by their two-letter codes of ISO 3166-1");
    if let Some(advice) = Country::advice(code) {
        return finding.help(advice);
    }
    match Country::from_alpha3(code) {
        Some(country) => finding.help(format!("write `{}` for {}", country.alpha2(), country.name())),
        None => finding.help("look the country up in ISO 3166-1: `DE` is Germany, `SV` is El Salvador"),
    }
}

pub(super) fn no_option(names: &Names, name: &Name, ty: &Type, options: &[Labelled], other: Vec<&str>) -> Diagnostic {
    let all: Vec<&str> = options.iter().map(|option| &*option.name).collect();
    let of = option_of(names, ty);
    let finding = Diagnostic::new(Code::E204, name.span, format!("`{}` is no option of `{of}`", name.text))
        .why(format!("a value of `{of}` is always one of the options that it declares"));
    match did_you_mean(&name.text, all.iter().copied().chain(other)) {
        Some(help) => finding.help(help),
        None if all.len() <= 6 => finding.help(format!("its options are {}", list(&all))),
        None => finding,
    }
}

pub(super) fn quoted_option(text: &str, options: &[Labelled], span: Span) -> Diagnostic {
    let finding = Diagnostic::new(Code::E205, span, format!("`\"{text}\"` is text, but an option is wanted here")).why(
        "options are names of the rules, not text: a misspelt name is found when the rules are checked, a misspelt text never",
    );
    let all: Vec<&str> = options.iter().map(|option| &*option.name).collect();
    if all.contains(&text) {
        return finding.help(format!("write `{text}` without quotes"));
    }
    match nearest(text, all).first() {
        Some(option) => finding.help(format!("write `{option}` without quotes")),
        None => finding.help("write the option's name without quotes"),
    }
}

pub(super) fn quoted_country(text: &str, span: Span) -> Diagnostic {
    let code = Country::from_alpha2(text).or_else(|| Country::from_alpha3(text)).map_or("SV", Country::alpha2);
    Diagnostic::new(Code::E205, span, format!("`\"{text}\"` is text, but a country is wanted here"))
        .why("countries are known codes, so that a wrong one is found when the rules are checked")
        .help(format!("write the two-letter code without quotes, as in `{code}`"))
}

pub(super) fn no_question(path: &Path, other: Option<&str>, visible: Vec<&str>) -> Diagnostic {
    let name = text(path);
    match other {
        Some(other) => Diagnostic::new(Code::E226, path.span, format!("`{name}` is {}, not a question", article(other)))
            .why("only a question has a verdict that can be asked for")
            .help("name a question, or ask for the fact itself"),
        None => Diagnostic::new(Code::E226, path.span, format!("no question is called `{name}`"))
            .why("only a question has a verdict that can be asked for")
            .maybe_help(did_you_mean(&name, visible)),
    }
}

pub(super) fn define_elsewhere(names: &Names, path: &Path, record: RecordId, here: Option<RecordId>) -> Diagnostic {
    let (name, record) = (text(path), record_name(names, record));
    let place = match here {
        Some(here) => format!("here the record is `{}`", record_name(names, here)),
        None => "here is no record".to_owned(),
    };
    Diagnostic::new(Code::E224, path.span, format!("`{name}` is a fact of `{record}`, and {place}"))
        .why("a derived fact belongs to the record that it is defined for")
        .help(format!("name whose it is, as in `x.{name}` with `x` a `{record}`"))
}

pub(super) fn other_record(names: &Names, path: &Path, record: RecordId, here: Option<RecordId>) -> Diagnostic {
    let (name, record) = (text(path), record_name(names, record));
    let here = here.map_or_else(|| "no record".to_owned(), |here| format!("`{}`", record_name(names, here)));
    Diagnostic::new(Code::E224, path.span, format!("`{name}` is a question about `{record}`, and here is {here}"))
        .why("a question is answered about the record that it was asked about")
        .help(format!("ask it in a rule about `{record}`"))
}

pub(super) fn no_value(path: &Path, def: Def) -> Diagnostic {
    let name = text(path);
    let finding = Diagnostic::new(Code::E223, path.span, format!("`{name}` is {}, not a value", article(def.word())));
    match def {
        Def::Table(_) => finding.help(format!("look into its rows: `some row in {name} where (…)`")),
        Def::Question(_) => finding.help(format!("ask for its verdict: `{name} is eligible`")),
        Def::Choice(_) => finding.help(format!("name one of its options, as in `{name}.option`")),
        Def::Norm(_) => finding
            .why("whether a norm holds is the verdict's business")
            .help("read the facts that it reads, or a `define` of both"),
        _ => finding.help("name a fact, a define or a parameter"),
    }
}

pub(super) fn hides(name: &Name, other: &str) -> Diagnostic {
    let other = if other.contains(' ') { other.to_owned() } else { article(other) };
    Diagnostic::new(Code::E219, name.span, format!("`{}` is already {other}", name.text))
        .why("a bound name that hides another would change what the rest of the sentence speaks of")
        .help("give the bound name a name of its own")
}

pub(super) fn through_list(names: &Names, list: Option<&Name>, name: &Name, of: RecordId) -> Diagnostic {
    let list = list.map(|list| list.text.as_str()).unwrap_or_default();
    Diagnostic::new(
        Code::E220,
        name.span,
        format!("`{list}` holds any number of `{}`, so `.{}` is not one value", record_name(names, of), name.text),
    )
    .why("whether one, all or none of them must fulfil it is what the law says, and the rule must say it too")
    .help(format!("write `some x in {list} where (x.{} …)`, or `every`, or `no`", name.text))
}

pub(super) fn list_in_braces(list: Option<&Name>, of: RecordId, names: &Names, name: &Name) -> Diagnostic {
    let list = list.map(|list| list.text.as_str()).unwrap_or_default();
    Diagnostic::new(Code::E220, name.span, format!("`{list}` holds any number of `{}`", record_name(names, of)))
        .help(format!("write them out: `{list}: [{{{}: …}}]`", name.text))
}

pub(super) fn no_fields(names: &Names, of: Option<&Name>, name: &Name, ty: &Type) -> Diagnostic {
    let of = of.map_or_else(|| "it".to_owned(), |of| format!("`{}`", of.text));
    Diagnostic::new(Code::E221, name.span, format!("{of} is {}, which has no parts, so no `.{}`", one(names, ty), name.text))
        .help("only records have facts of their own behind a dot")
}

pub(super) fn no_part(name: &Name, of: &str) -> Diagnostic {
    Diagnostic::new(Code::E221, name.span, format!("{} has no parts, so no `.{}`", article(of), name.text))
        .help("only records have facts of their own behind a dot")
}

pub(super) fn no_list(names: &Names, ty: &Type, span: Span) -> Diagnostic {
    let finding = Diagnostic::new(Code::E222, span, format!("this is {}, neither a list of records nor a table", one(names, ty)))
        .why("`some`, `no`, `every` and sums go through records one by one");
    match ty {
        Type::Set(_) => finding.help("of a set ask `A in S`, `S overlaps T` or `S only in T`"),
        _ => finding.help("name a fact of type `list of …`, or a table"),
    }
}

// Types.

pub(super) fn wanted(names: &Names, wanted: &Type, found: &Expr) -> Diagnostic {
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
    Diagnostic::new(code, found.span, message).maybe_help(help)
}

pub(super) fn two_types(names: &Names, first: &Expr, second: &Expr, span: Span) -> Diagnostic {
    let message = format!("{} cannot be compared with {}", one(names, &first.ty), one(names, &second.ty));
    Diagnostic::new(Code::E210, span, message)
        .and(first.span, words(names, &first.ty))
        .and(second.span, words(names, &second.ty))
        .why("the answer would be the same in every case, whatever the law asks")
        .help("compare two values of one type")
}

pub(super) fn branches(names: &Names, then: &Expr, otherwise: &Expr) -> Diagnostic {
    let message = format!("one branch is {}, the other {}", one(names, &then.ty), one(names, &otherwise.ty));
    Diagnostic::new(Code::E201, otherwise.span, message).and(then.span, words(names, &then.ty)).help("let both be of one type")
}

pub(super) fn whole_record(names: &Names, value: &Expr, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E210, span, format!("{} is not compared as a whole", one(names, &value.ty)))
        .why("two records are hardly ever the same in every fact")
        .help("compare the facts that matter, one by one")
}

pub(super) fn no_order(names: &Names, value: &Expr, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E209, span, format!("{} has no order", one(names, &value.ty)))
        .why("more, less, before and after are said of numbers, amounts, periods and dates only")
        .help("use `is`, `is one of (…)` or `in`")
}

pub(super) fn money_and_number(first: &Expr, second: &Expr, span: Span) -> Diagnostic {
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

pub(super) fn two_currencies(names: &Names, first: &Expr, second: &Expr, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E214, span, "these amounts are in two currencies")
        .and(first.span, words(names, &first.ty))
        .and(second.span, words(names, &second.ty))
        .why("no rule of law fixes the rate by itself")
        .help("bring both to one currency first, with a rate that the law names as a parameter")
}

pub(super) fn unknown_currency(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::E215, name.span, format!("`{}` is no currency code", name.text))
        .why("currencies are written by their codes of ISO 4217")
        .help("write, for example, `USD` or `EUR`")
}

pub(super) fn no_arithmetic(names: &Names, op: ArithOp, first: &Expr, second: &Expr, span: Span) -> Diagnostic {
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

pub(super) fn period_times(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E218, span, "a period is not multiplied by a fact")
        .why("law counts periods out: twice six months is written as twelve months")
        .help("write the period out, as a parameter if the law may change it")
}

pub(super) fn no_sum(names: &Names, value: &Expr) -> Diagnostic {
    let finding =
        Diagnostic::new(Code::E201, value.span, format!("numbers or money are added up, but this is {}", one(names, &value.ty)));
    match value.ty {
        Type::Date => finding.help("of dates ask for `earliest of` or `latest of`"),
        Type::YesNo => finding.help("to count, write `number of x in … where (…)`"),
        _ => finding.help("name a fact that is a number or an amount"),
    }
}

pub(super) fn not_pickable(names: &Names, of_dates: bool, value: &Expr) -> Diagnostic {
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

pub(super) fn count(n: u32, operands: usize, span: Span) -> Diagnostic {
    let message = if n == 0 {
        "at least none of them always holds".to_owned()
    } else {
        format!("at least {n} are wanted, and {operands} are listed")
    };
    Diagnostic::new(Code::E236, span, message)
        .why("the answer would be the same in every case")
        .help(format!("write a number from 1 to {operands}"))
}

// Sets.

pub(super) fn no_member(names: &Names, member: &Expr) -> Diagnostic {
    Diagnostic::new(Code::E233, member.span, format!("{} cannot be a member of a set", one(names, &member.ty)))
        .why("sets hold texts, countries or options")
        .help("for other values write `is one of (…)`")
}

pub(super) fn empty_set(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E233, span, "of what this set is empty does not follow from its place")
        .help("write it beside a fact that is a set")
}

pub(super) fn set_is_member(left_is_set: bool, span: Span) -> Diagnostic {
    let help = if left_is_set { "write `… in …`, the single value first" } else { "write `in` instead of `is`" };
    Diagnostic::new(Code::E233, span, "a set is compared with a single value")
        .why("a set is never its member; whether the value is one of several is asked with `in`")
        .help(help)
}

pub(super) fn set_in_set(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E233, span, "a set is asked for in a set")
        .why("`in` asks for one value")
        .help("write `A overlaps B` if one common member is enough, `A only in B` if all must be in it")
}

pub(super) fn not_of_set(names: &Names, member: &Expr, set: &Expr, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E210, span, format!("{} is never in a {}", one(names, &member.ty), words(names, &set.ty)))
        .and(member.span, words(names, &member.ty))
        .and(set.span, words(names, &set.ty))
        .help("ask for a value of the set's own type")
}

pub(super) fn no_set(names: &Names, value: &Expr, like: bool) -> Diagnostic {
    let finding = Diagnostic::new(Code::E233, value.span, format!("a set is wanted here, but this is {}", one(names, &value.ty)));
    match value.ty {
        Type::List(_) => finding.help("of a list of records ask `some x in … where (…)`"),
        _ if like => finding.help("write `is` to compare with one value, or put several in braces: `{…}`"),
        _ => finding.help("name a set or a list, or write one in braces: `{…}`"),
    }
}

// Dates and periods.

pub(super) fn order_words(op: CompareOp, of_dates: bool, span: Span) -> Diagnostic {
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

pub(super) fn date_minus_date(first: Span, second: Span, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E211, span, "a date is taken from a date")
        .and(first, "to this day")
        .and(second, "from this day")
        .why("between two dates lie days, months or years, and the law says which of them it counts")
        .help("write `days from … to …` with the earlier date first, or `completed months from … to …`")
}

pub(super) fn date_minus_months(period: &Expr, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E212, span, "months are taken from a date")
        .and(period.span, "may hold months")
        .why("counting months backwards leads to another day than counting them forwards, as 31 August less six months shows")
        .help("move the period to the other side: for `A minus P before B` write `A before B plus P`")
}

pub(super) fn unanchored(first: Period, second: Period, span: Span) -> Diagnostic {
    let (a, b) = (first.in_words(), second.in_words());
    Diagnostic::new(Code::E213, span, format!("whether {a} is longer than {b} depends on the day from which they run"))
        .why("months have 28 to 31 days and years 365 or 366, so the answer would not be one answer")
        .help(format!("say from which day both run: `start plus {a} after start plus {b}`"))
}

// Values that may be none.

pub(super) fn unguarded(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E217, span, format!("`{name}` may be none, and then this has no answer"))
        .why("the rule must say what holds where it does not exist")
        .help(format!("join it by `and` to `{name} exists`, or by `or` to `{name} is none`"))
}

pub(super) fn branch_none(branch: Span, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E217, span, "this may be none, and then its use has no answer")
        .and(branch, "may be none")
        .why("the rule must say what holds where it does not exist")
        .help("give each branch a value, or declare the result `or none`")
}

pub(super) fn none_here(names: &Names, ty: &Type, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E234, span, format!("{} is wanted here, and none is no value of it", one(names, ty)))
        .why("what is not known is unknown, not none; none says that it is known not to exist")
        .help("if it can be known not to exist, declare it `or none`")
}

pub(super) fn never_none(value: &Expr, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E234, span, "this always exists")
        .and(value.span, "not declared `or none`")
        .why("a fact that nobody has recorded is unknown, not none; only a fact declared `or none` can be known not to exist")
        .help("declare the fact `or none`, or leave the question out")
}

// Places where not everything may be said.

pub(super) fn asks_ignorance(words: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E225, span, format!("`{words}` is asked where the law is applied"))
        .why("a norm that depends on what is not known would change its answer with the state of the file; missing is not false")
        .help("write a `presume` for what holds until it is shown, declare a fact that may not exist `or none`; only notes and reports may ask this")
}

pub(super) fn only_facts_are_known(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E225, span, "only a fact of the record is known or unknown")
        .why("what is derived from facts is as known as they are")
        .help("ask it of the facts themselves")
}

pub(super) fn not_governing(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::E227, span, format!("{what} is read to find the law that governs"))
        .why("which law governs must be settled before any of it is applied")
        .help("use facts of the record and `today` only")
}

pub(super) fn not_only_when(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::E228, span, format!("{what} is read to say when a fact exists"))
        .why("whether a record has a fact is a matter of the record, the same on every day and under every law")
        .help("use facts of the same record only")
}

pub(super) fn not_constant(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E229, span, "a fixed value is wanted here")
        .why("what stands here is the same in every case")
        .help("write the value itself")
}

pub(super) fn unknown_written(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E230, span, "`unknown` is no value")
        .why("a rule never decides by ignorance; what is missing leaves the question open")
        .help("write `unknown` in tests and examples only; for what holds until it is shown, write a `presume`")
}

pub(super) fn partial_date(first: Date, span: Span) -> Diagnostic {
    Diagnostic::new(Code::E231, span, "a month or a year is no day")
        .why("in a rule a date is one day; only records may know no more than month or year")
        .help(format!("write the day, as in `{first}`"))
}

pub(super) fn data_written(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E232, span, "a record is written out in a rule")
        .why("records are data; rules speak of facts that any record has")
        .help("write records in tests and examples only")
}

pub(super) fn wrong_literal(wanted: &str, list: bool, span: Span) -> Diagnostic {
    let found = if list { "a list" } else { "a record" };
    let message = format!("{wanted} is wanted here, but this is {found}");
    Diagnostic::new(Code::E201, span, message)
}

pub(super) fn literal_wanted(wanted: &str, list: bool, span: Span) -> Diagnostic {
    let form = if list { "`[{field: value}, {field: value}]`" } else { "`{field: value}`" };
    Diagnostic::new(Code::E201, span, format!("{wanted} is wanted here")).help(format!("write {form}"))
}

pub(super) fn twice(field: &Path, first: Span) -> Diagnostic {
    Diagnostic::new(Code::E237, field.span, format!("`{}` is given twice", text(field)))
        .and(first, "here already")
        .help("leave one of the two")
}

pub(super) fn out_of_bounds(field: &Path, bounds: &Bounds, span: Span) -> Diagnostic {
    let range = match bounds {
        Bounds::Number(low, high) => format!("{low} to {high}"),
        Bounds::Date(low, high) => format!("{low} to {high}"),
    };
    Diagnostic::new(Code::E238, span, format!("`{}` is declared from {range}", text(field)))
        .why("no record may hold a value outside it")
        .help("mend the value, or the bounds of the field")
}

// Warnings.

pub(super) fn every_of_none(var: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::W050, span, "this holds too if the list is empty")
        .why("where there is nothing, every one of it fulfils whatever is asked; the law may want at least one")
        .help(format!(
            "join it by `and` to `some {var} in …` if one is needed, or by `or` to `no {var} in …` to say that none is enough"
        ))
}

pub(super) fn text_compared(span: Span) -> Diagnostic {
    Diagnostic::new(Code::W051, span, "a norm compares text")
        .why("text is the same only letter by letter, and clerks write one thing in many ways")
        .help("make the fact a `choice`")
}

pub(super) fn unrounded(span: Span) -> Diagnostic {
    Diagnostic::new(Code::W052, span, "a quotient is compared that may not come out even")
        .why("it is cut at 28 digits, so a case exactly at the threshold may fall on either side")
        .help("multiply instead: for `A / B at least C` write `A at least C * B`")
}

// Words.

fn text(path: &Path) -> String {
    let names: Vec<&str> = path.names.iter().map(|name| name.text.as_str()).collect();
    names.join(".")
}

fn record_name(names: &Names, id: RecordId) -> String {
    words(names, &Type::Record(id))
}

fn option_of(names: &Names, ty: &Type) -> String {
    match ty {
        Type::Reading(id) => names.readings.get(id.index()).map(|reading| reading.name.to_string()).unwrap_or_default(),
        _ => words(names, ty),
    }
}

fn article(word: &str) -> String {
    if word.starts_with("a ") || word.starts_with("another ") {
        word.to_owned()
    } else if word.starts_with(['a', 'e', 'i', 'o', 'u']) {
        format!("an {word}")
    } else {
        format!("a {word}")
    }
}

fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

fn any(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(" or ")
}
