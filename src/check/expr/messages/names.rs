//! Names that mean nothing, two things, or no value.

use super::{any, article, list, option_of, record_name, text};
use crate::check::expr::types::one;
use crate::check::names::{Def, Names};
use crate::diagnostic::{Code, Diagnostic, did_you_mean, nearest};
use crate::logic::Country;
use crate::policy::{Labelled, RecordId, Type};
use crate::source::Span;
use crate::syntax::tree::{Name, Path};

pub(in crate::check::expr) fn unknown_name(name: &Name, near: Vec<&str>, qualified: &[String]) -> Diagnostic {
    let finding = Diagnostic::new(Code::E200, name.span, format!("nothing here is called `{}`", name.text))
        .why("a name must be a fact of the record at hand, a bound name, or something that this pack or one in use declares");
    match qualified {
        [] => finding.maybe_help(word_for(&name.text).or_else(|| did_you_mean(&name.text, near))),
        some => finding.help(format!("an option stands alone only beside a value of its choice; else write {}", any(some))),
    }
}

pub(in crate::check::expr) fn alternatives(span: Span, left: &str, is: &str, values: &[String]) -> Diagnostic {
    let others: Vec<&str> = values.iter().skip(1).map(String::as_str).collect();
    Diagnostic::new(Code::E201, span, format!("`{}` alone is no condition", others.join(" or ")))
        .why("`or` joins conditions, each of which says by itself of what it speaks")
        .help(format!("write `{left} {is} one of ({})`", values.join(", ")))
}

/// What is written for the words of other languages.
fn word_for(name: &str) -> Option<String> {
    let help = match name.to_ascii_lowercase().as_str() {
        "true" => "write `yes`; a fact that is yes or no may also stand alone, without `is`",
        "false" => "write `no`, or `not` before the fact without `is`",
        "null" | "nil" | "nothing" | "empty" | "missing" => "write `none` for what is known not to exist",
        "now" => "write `today` for the day on which the question is asked",
        "over" | "above" | "greater" | "longer" => "for `5 or more` write `at least 5`, for `over 5` write `more than 5`",
        "below" | "fewer" | "shorter" => "for `5 or less` write `at most 5`, for `below 5` write `less than 5`",
        "later" => "write `on or after`, then the day",
        "earlier" => "write `on or before`, then the day",
        _ => return None,
    };
    Some(help.to_owned())
}

/// The country of that name, `_` for a blank.
fn country_named(name: &str) -> Option<Country> {
    let name = name.trim().replace('_', " ");
    Country::all().find(|country| country.name().eq_ignore_ascii_case(&name))
}

/// A name where a country is wanted.
pub(in crate::check::expr) fn country_by_name(name: &str) -> String {
    match country_named(name) {
        Some(country) => format!("a country is written by its code: {} is `{}`", country.name(), country.alpha2()),
        None => "write a country by its two-letter code, as in `DE`".to_owned(),
    }
}

pub(in crate::check::expr) fn no_such_field(names: &Names, record: RecordId, name: &Name, near: Vec<&str>) -> Diagnostic {
    let record = record_name(names, record);
    Diagnostic::new(Code::E200, name.span, format!("`{record}` has no fact `{}`", name.text))
        .why("a rule can read only what the record is declared to hold")
        .maybe_help(did_you_mean(&name.text, near))
}

pub(in crate::check::expr) fn ambiguous(path: &Path, options: &[String]) -> Diagnostic {
    Diagnostic::new(Code::E202, path.span, format!("`{}` could be two things", text(path)))
        .why("several packs in use declare it, and a reader could not tell which is meant")
        .help(format!("write {}", any(options)))
}

pub(in crate::check::expr) fn fact_or_norm(path: &Path, word: &str, span: Span) -> Diagnostic {
    let name = text(path);
    Diagnostic::new(Code::E202, span, format!("`{name} is {word}` could ask for the fact `{name}` or for the norm of that name"))
        .why("a reader could not tell which is meant")
        .help("give the norm or the option another name")
}

pub(in crate::check::expr) fn power_read(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::E267, name.span, format!("`{}` is a power, not a fact", name.text))
        .why("discretion stands beside the verdict; only its exercise can change what the law answers, and that is a fact")
        .help("declare whether it was exercised as a fact of the record, and read that, here and in `exercised when`")
}

pub(in crate::check::expr) fn option_clash(name: &Name, of: &str, other: &str) -> Diagnostic {
    let text = &name.text;
    Diagnostic::new(Code::E202, name.span, format!("`{text}` could be two things: an option of `{of}`, or {}", article(other)))
        .why("whoever reads the rule aloud could not tell which is meant")
        .help(format!("write `{of}.{text}` for the option"))
}

/// `consent is agreed or reached`
pub(in crate::check::expr) fn option_or_fact(value: &Name, name: &Name) -> Diagnostic {
    let (value, text) = (&value.text, &name.text);
    Diagnostic::new(Code::E202, name.span, format!("`{text}` could be two things: another option beside `{value}`, or a fact of its own"))
        .why("whoever reads the rule aloud could not tell which is meant")
        .help(format!("for the options write `is one of ({value}, CHOICE.{text})` with the name of the choice; for the fact write `{text} is yes`"))
}

pub(in crate::check::expr) fn unknown_country(name: &Name) -> Diagnostic {
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

pub(in crate::check::expr) fn no_option(
    names: &Names,
    name: &Name,
    ty: &Type,
    options: &[Labelled],
    other: Vec<&str>,
) -> Diagnostic {
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

pub(in crate::check::expr) fn quoted_option(text: &str, options: &[Labelled], span: Span) -> Diagnostic {
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

pub(in crate::check::expr) fn quoted_country(text: &str, span: Span) -> Diagnostic {
    let known = Country::from_alpha2(text).or_else(|| Country::from_alpha3(text)).or_else(|| country_named(text));
    let code = known.map_or("SV", Country::alpha2);
    Diagnostic::new(Code::E205, span, format!("`\"{text}\"` is text, but a country is wanted here"))
        .why("countries are known codes, so that a wrong one is found when the rules are checked")
        .help(format!("write the two-letter code without quotes, as in `{code}`"))
}

pub(in crate::check::expr) fn no_question(path: &Path, other: Option<&str>, visible: Vec<&str>) -> Diagnostic {
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

pub(in crate::check::expr) fn define_elsewhere(
    names: &Names,
    path: &Path,
    record: RecordId,
    here: Option<RecordId>,
) -> Diagnostic {
    let (name, record) = (text(path), record_name(names, record));
    let place = match here {
        Some(here) => format!("here the record is `{}`", record_name(names, here)),
        None => "here is no record".to_owned(),
    };
    Diagnostic::new(Code::E224, path.span, format!("`{name}` is a fact of `{record}`, and {place}"))
        .why("a derived fact belongs to the record that it is defined for")
        .help(format!("name whose it is, as in `x.{name}` with `x` a `{record}`"))
}

pub(in crate::check::expr) fn other_record(names: &Names, path: &Path, record: RecordId, here: Option<RecordId>) -> Diagnostic {
    let (name, record) = (text(path), record_name(names, record));
    let here = here.map_or_else(|| "no record".to_owned(), |here| format!("`{}`", record_name(names, here)));
    Diagnostic::new(Code::E224, path.span, format!("`{name}` is a question about `{record}`, and here is {here}"))
        .why("a question is answered about the record that it was asked about")
        .help(format!(
            "name the `{record}` on which it is asked: `{name} for x is eligible`; or ask it in a rule about `{record}`"
        ))
}

/// `found`: the type of the record there; none: what stands there is no record.
pub(in crate::check::expr) fn asked_on_other(
    names: &Names,
    path: &Path,
    record: RecordId,
    on: &Path,
    found: Option<RecordId>,
) -> Diagnostic {
    let (name, record, on_text) = (text(path), record_name(names, record), text(on));
    let found = found.map_or_else(|| "no record".to_owned(), |found| format!("`{}`", record_name(names, found)));
    Diagnostic::new(Code::E245, on.span, format!("`{name}` is a question about `{record}`, but `{on_text}` is {found}"))
        .why("a question is answered about a record of the type that it is about")
        .help(format!("name a `{record}`: what a loop over a list binds, or a record within the case"))
}

pub(in crate::check::expr) fn no_value(path: &Path, def: Def) -> Diagnostic {
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

pub(in crate::check::expr) fn hides(name: &Name, other: &str) -> Diagnostic {
    let other = if other.contains(' ') { other.to_owned() } else { article(other) };
    Diagnostic::new(Code::E219, name.span, format!("`{}` is already {other}", name.text))
        .why("a bound name that hides another would change what the rest of the sentence speaks of")
        .help("give the bound name a name of its own")
}

pub(in crate::check::expr) fn through_list(names: &Names, list: Option<&Name>, name: &Name, of: RecordId) -> Diagnostic {
    let list = list.map(|list| list.text.as_str()).unwrap_or_default();
    Diagnostic::new(
        Code::E220,
        name.span,
        format!("`{list}` holds any number of `{}`, so `.{}` is not one value", record_name(names, of), name.text),
    )
    .why("whether one, all or none of them must fulfil it is what the law says, and the rule must say it too")
    .help(format!("write `some x in {list} where (x.{} …)`, or `every`, or `no`", name.text))
}

pub(in crate::check::expr) fn list_in_braces(list: Option<&Name>, of: RecordId, names: &Names, name: &Name) -> Diagnostic {
    let list = list.map(|list| list.text.as_str()).unwrap_or_default();
    Diagnostic::new(Code::E220, name.span, format!("`{list}` holds any number of `{}`", record_name(names, of)))
        .help(format!("write them out: `{list}: [{{{}: …}}]`", name.text))
}

pub(in crate::check::expr) fn no_fields(names: &Names, of: Option<&Name>, name: &Name, ty: &Type) -> Diagnostic {
    let of = of.map_or_else(|| "it".to_owned(), |of| format!("`{}`", of.text));
    Diagnostic::new(Code::E221, name.span, format!("{of} is {}, which has no parts, so no `.{}`", one(names, ty), name.text))
        .help("only records have facts of their own behind a dot")
}

pub(in crate::check::expr) fn no_part(name: &Name, of: &str) -> Diagnostic {
    Diagnostic::new(Code::E221, name.span, format!("{} has no parts, so no `.{}`", article(of), name.text))
        .help("only records have facts of their own behind a dot")
}

pub(in crate::check::expr) fn no_list(names: &Names, ty: &Type, span: Span) -> Diagnostic {
    let finding = Diagnostic::new(Code::E222, span, format!("this is {}, neither a list of records nor a table", one(names, ty)))
        .why("`some`, `no`, `every` and sums go through records one by one");
    match ty {
        Type::Set(_) => finding.help("of a set ask `A in S`, `S overlaps T` or `S only in T`"),
        _ => finding.help("name a fact of type `list of …`, or a table"),
    }
}
