//! The texts of the findings about packs, names and items. Those about law are in [`super::messages_of_law`].

use std::sync::Arc;

use super::resolve::TypePlace;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::policy::{Bounds, VerdictWord};
use crate::source::{FileId, Span};
use crate::syntax::tree::{self, Name, Path, Text};

/// What the language calls a norm.
pub(super) fn norm_word(kind: &tree::NormKind) -> &'static str {
    match kind {
        tree::NormKind::Requirement => "requirement",
        tree::NormKind::Bar => "bar",
        tree::NormKind::Exception(_) => "exception",
    }
}

/// `a`, `b` and `c`
pub(super) fn list<S: AsRef<str>>(names: &[S]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [many @ .., last] => format!("{} and {last}", many.join(", ")),
    }
}

fn dotted(path: &Path) -> String {
    path.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".")
}

/// `a requirement`, `an exception`
pub(super) fn article(word: &str) -> String {
    let vowel = word.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {word}", if vowel { "an" } else { "a" })
}

// Packs and files.

pub(super) fn no_such_pack(span: Span, folder: &str) -> Diagnostic {
    Diagnostic::new(Code::E100, span, format!("there are no rule files in `{folder}`"))
        .why("a pack is a folder that directly holds `.whereas` files")
        .help("write the path of the folder, from the folder of this file: `use \"../common\"`")
}

pub(super) fn circle_of_packs(steps: &[(Arc<str>, Span)]) -> Diagnostic {
    let names: Vec<&str> = steps.iter().chain(steps.first()).map(|(name, _)| &**name).collect();
    let (last, before) = steps.split_last().map(|(last, before)| (last.1, before)).unwrap_or_default();
    let finding = Diagnostic::new(Code::E101, last, format!("packs use each other in a circle: {}", names.join(" uses ")));
    let finding = before.iter().fold(finding, |finding, (_, span)| finding.and(*span, "which is used here"));
    finding.why("what a pack means may not depend on itself").help("move what both need into a third pack that uses neither")
}

pub(super) fn same_qualifier(span: Span, name: &str, other: &str, first: Option<Span>) -> Diagnostic {
    let finding = Diagnostic::new(Code::E102, span, format!("`{name}` is already the name of the pack `{other}` here"))
        .why("`NAME.item` must say which pack's item is meant")
        .help("give one of them another name: `use \"…\" as NAME`");
    match first {
        Some(first) => finding.and(first, "used here first"),
        None => finding,
    }
}

pub(crate) fn not_utf8(file: FileId, bytes: &[u8], at: usize) -> Diagnostic {
    let at_u32 = u32::try_from(at).unwrap_or(u32::MAX);
    let byte = bytes.get(at).copied().unwrap_or_default();
    let span = Span { file, start: at_u32, end: at_u32 };
    Diagnostic::new(Code::E103, span, format!("byte {} of the file, {byte:#04X}, is not UTF-8", at + 1))
        .why("a letter that is guessed could change a name or the quoted law")
        .help("save the file as UTF-8")
}

// Names.

pub(super) fn duplicate(name: &Name, word: &str, first: Span) -> Diagnostic {
    Diagnostic::new(Code::E104, name.span, format!("`{}` is already {}", name.text, article(word)))
        .and(first, "the first stands here")
        .why("a name must mean one thing")
        .help("give one of them another name; only versions of one norm or define may share a name, with dates in force")
}

pub(super) fn unknown<'a>(path: &Path, word: &str, other: Option<&str>, near: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    let name = dotted(path);
    let message = match other {
        Some(other) => format!("`{name}` is {}, not {}", article(other), article(word)),
        None => format!("there is no {word} `{name}`"),
    };
    let near: Vec<&str> = near.into_iter().collect();
    let help = path.names.last().and_then(|last| match word {
        "type" => Some(type_for(&last.text, &near)),
        _ => did_you_mean(&last.text, near.iter().copied()).or_else(|| those_here(word, &near)),
    });
    Diagnostic::new(Code::E200, path.span, message)
        .why("a rule can only name what this pack, or one that it uses, declares")
        .maybe_help(help)
}

/// The few names that there are.
fn those_here(word: &str, names: &[&str]) -> Option<String> {
    match names {
        [] if word == "source" => Some("declare it: `source NAME \"the title of the law\"`".to_owned()),
        [] => None,
        [one] => Some(format!("the only {word} here is `{one}`")),
        some if some.len() <= MOST_NAMES => Some(format!("the {word}s here are {}", list(some))),
        _ => None,
    }
}

const MOST_NAMES: usize = 8;

/// What is written for a type that there is not.
fn type_for(name: &str, declared: &[&str]) -> String {
    let instead = match name.to_ascii_lowercase().as_str() {
        "boolean" | "bool" | "flag" | "truth" | "yesno" | "yes_no" => "`yes/no`",
        "int" | "integer" | "count" => "`whole number`",
        "decimal" | "float" | "real" | "double" | "percentage" | "percent" | "rate" => "`number`",
        "string" | "str" | "words" => "`text`",
        "datetime" | "day" | "time" | "timestamp" => "`date`",
        "duration" | "term" | "interval" => "`period`",
        "amount" | "currency" | "sum" => "`money in USD`, with the currency of the law",
        "nationality" | "state" | "nation" => "`country`",
        "enum" | "option" => "the name of a `choice` of your own",
        _ => "",
    };
    if !instead.is_empty() {
        return format!("write {instead}");
    }
    let known = ["number", "money", "date", "period", "text", "country"];
    did_you_mean(name, declared.iter().copied().chain(known)).unwrap_or_else(|| {
        "the types are `yes/no`, `number`, `whole number`, `money in USD`, `date`, `period`, `text`, `country`, `set of …`, \
         `list of RECORD`, and the choices and records of your own"
            .to_owned()
    })
}

pub(super) fn not_visible(path: &Path, word: &str, pack: &str) -> Diagnostic {
    let name = dotted(path);
    Diagnostic::new(Code::E200, path.span, format!("there is no {word} `{name}` here; the pack `{pack}` declares one"))
        .why("a pack sees its own names and those of the packs that it uses itself, not those that they use in turn")
        .help(format!("write `use` with the path of `{pack}`"))
}

pub(super) fn unknown_in_question<'a>(
    name: &Name,
    word: &str,
    question: &str,
    near: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    Diagnostic::new(Code::E200, name.span, format!("the question `{question}` has no {word} `{}`", name.text))
        .why("here a norm of that question must be named")
        .maybe_help(did_you_mean(&name.text, near))
}

pub(super) fn without_grounds(span: Span, verdict: VerdictWord) -> Diagnostic {
    let (why, help) = match verdict {
        VerdictWord::Undetermined => (
            "an open question has no grounds yet: it has facts that are missing",
            "write `missing` with the facts that are missing, or leave `because` out",
        ),
        _ => ("where the question does not apply, no norm of it is looked at", "leave `because` out"),
    };
    let message = format!("`because` cannot stand behind `expect {}`", verdict_word(verdict));
    Diagnostic::new(Code::E107, span, message).why(why).help(help)
}

pub(super) fn unknown_fact<'a>(name: &Name, record: &str, near: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    Diagnostic::new(Code::E200, name.span, format!("`{record}` has no fact `{}`", name.text))
        .why("only facts that the record declares can be given or expected")
        .maybe_help(did_you_mean(&name.text, near))
}

pub(super) fn derived_fact(name: &Name) -> Diagnostic {
    let fact = &name.text;
    Diagnostic::new(Code::E200, name.span, format!("`{fact}` is derived, so it is no fact of the record"))
        .why("what is derived follows from what it reads; only facts of the record are given, presumed or deemed")
        .help(format!("name a fact that `{fact}` reads"))
}

pub(super) fn fact_named_as_a_word(name: &Name) -> Diagnostic {
    let word = &name.text;
    Diagnostic::new(
        Code::E023,
        name.span,
        format!("the fact `{word}` is called by a word of the language, so no condition can read it"),
    )
    .why("behind a dot it would be a name, but the facts of the case itself are read without one")
    .help(format!("choose another name, such as `case_{word}`"))
}

pub(super) fn unknown_option<'a>(name: &Name, reading: &str, near: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    Diagnostic::new(Code::E204, name.span, format!("the reading `{reading}` has no option `{}`", name.text))
        .why("a passage can only be read in one of the ways that the reading names")
        .maybe_help(did_you_mean(&name.text, near))
}

pub(super) fn unknown_currency(code: &Name) -> Diagnostic {
    Diagnostic::new(Code::E215, code.span, format!("there is no currency `{}`", code.text))
        .why("amounts are compared only within one currency")
        .help("write the three letters of ISO 4217, such as `USD`")
}

pub(super) fn no_fact_inside(name: &Name, path: &Path) -> Diagnostic {
    Diagnostic::new(Code::E221, name.span, format!("nothing is inside `{}` that could be called `{}`", dotted(path), name.text))
        .why("a dot leads into a nested record; a list or a single value has no facts of its own name")
        .help("name the whole fact; a list is written `[{…}, {…}]`")
}

pub(super) fn ambiguous(path: &Path, names: &[String]) -> Diagnostic {
    Diagnostic::new(Code::E202, path.span, format!("`{}` could be {}", dotted(path), list(names)))
        .why("two packs that are used declare it")
        .help(format!("write {}", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ")))
}

pub(super) fn question_of_another(path: &Path, word: &str, owner: &str) -> Diagnostic {
    Diagnostic::new(
        Code::E105,
        path.span,
        format!("`{}` is a question of the pack `{owner}`; {} reaches only its own pack", dotted(path), article(word)),
    )
    .why("a question means the same whoever asks it")
    .help(format!("write a question of your own that asks `{} is eligible`", dotted(path)))
}

pub(super) fn circle(word: &str, steps: &[(String, Span)]) -> Diagnostic {
    let names: Vec<String> = steps.iter().chain(steps.first()).map(|(name, _)| format!("`{name}`")).collect();
    let first = steps.first().map(|(_, span)| *span).unwrap_or_default();
    let message = format!("{} depends on itself: {}", article(word), names.join(" → "));
    let finding = Diagnostic::new(Code::E131, first, message);
    let finding =
        steps.iter().skip(1).fold(finding, |finding, (name, span)| finding.and(*span, format!("`{name}` leads on here")));
    finding.why("nothing in a circle could ever be decided").help("leave out one of the steps")
}

pub(super) fn chain_too_long(word: &str, name: &str, span: Span, limit: usize) -> Diagnostic {
    let message = format!("the {word} `{name}` begins a chain of more than {limit} {word}s, each read by the one before");
    Diagnostic::new(Code::E002, span, message)
        .why("no reader could follow the reasons through so many steps")
        .help("join some of the steps")
}

// Heads of items.

pub(super) fn clause_misplaced(span: Span, clause: &str, word: &str) -> Diagnostic {
    let help = match (word, clause) {
        ("parameter" | "list", "in force") => "give each value its first day: `from 1985-07-01: …`",
        (_, "in force" | "repealed from") => "leave it out",
        (_, "curable") => "`curable` stands on a requirement or a bar: it says how what is missing can still be mended",
        _ => "it stands on each norm that reads the fact, also where it reads it through a define",
    };
    Diagnostic::new(Code::E107, span, format!("`{clause}` cannot stand on {}", article(word)))
        .why("a clause without effect would mislead the reader")
        .help(help)
}

pub(super) fn define_for_what(name: &Name, records: &[&str]) -> Diagnostic {
    let why = match records {
        [] => {
            "without `for` it is a fact of the record that the pack's questions are about; this pack has no question".to_owned()
        }
        _ => format!("the questions of this pack are about {}", list(records)),
    };
    Diagnostic::new(Code::E108, name.span, format!("`{}` does not say of which record it is a fact", name.text))
        .why(why)
        .help(format!("write `define {} for RECORD: …`", name.text))
}

pub(super) fn presume_for_what(field: &Path, records: &[&str]) -> Diagnostic {
    let why = match records {
        [] => "a presumption reaches the questions of its own pack; this pack has none".to_owned(),
        _ => format!("the questions of this pack are about {}", list(records)),
    };
    Diagnostic::new(Code::E108, field.span, format!("it is not clear of which record `{}` is presumed", dotted(field)))
        .why(why)
        .help("name the questions that it reaches, all about one record: `in QUESTION`")
}

pub(super) fn assessment_of_many(span: Span, name: &Name) -> Diagnostic {
    Diagnostic::new(Code::E163, span, format!("`{}` holds other facts, so it is no assessment itself", name.text))
        .why("an assessment is one judgement, with its author and date; a record or a list may hold several")
        .help("say `assessment by` of the facts inside that are judgements")
}

pub(super) fn stands_out_of_bounds(span: Span, field: &Path) -> Diagnostic {
    Diagnostic::new(
        Code::E164,
        span,
        format!("`{}` cannot have this value: it lies outside the bounds of the fact", dotted(field)),
    )
    .why("what stands for a fact is a value that the fact can have")
    .help("write a value within the bounds, or widen them where the fact is declared")
}

pub(super) fn type_place(span: Span, place: TypePlace) -> Diagnostic {
    let (message, help) = match place {
        TypePlace::Member => {
            ("this cannot be a member of a set or list of values", "members are texts, countries or options of a choice")
        }
        TypePlace::Parameter => {
            ("a parameter cannot have this type", "a value of the law is one value or a set, and it always exists")
        }
        _ => ("a derived value cannot have this type", "it is one value or a set; quantify over the list where it is needed"),
    };
    Diagnostic::new(Code::E109, span, message).why("only some types can stand here").help(help)
}

pub(super) fn no_bounds(span: Span, name: &Name) -> Diagnostic {
    Diagnostic::new(Code::E118, span, format!("`{}` cannot have bounds", name.text))
        .why("only numbers, amounts of money in one currency, and dates lie between two values")
        .help("leave the bounds out, or write `money in USD`")
}

pub(super) fn bounds_reversed(span: Span, name: &Name) -> Diagnostic {
    Diagnostic::new(Code::E118, span, format!("no value of `{}` lies within these bounds", name.text))
        .why("the first bound is above the second")
        .help("write the lower bound first: `from 0 to 120`")
}

pub(super) fn wrapper_key(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::E119, name.span, format!("`{}` cannot be the name of a fact", name.text))
        .why("in the data this key says that a value follows with its source, an incomplete list or an amount of money")
        .help(format!("say what it is of: `{}_of_claim`", name.text))
}

pub(super) fn too_few_options(name: &Name, reading: bool) -> Diagnostic {
    let least = if reading { "two options" } else { "an option" };
    Diagnostic::new(Code::E140, name.span, format!("`{}` needs at least {least}", name.text))
        .why("with fewer there is nothing to choose")
        .help("write each with its label")
}

pub(super) fn two_defaults(name: &Name, first: Span, second: Span) -> Diagnostic {
    Diagnostic::new(Code::E141, second, format!("`{}` has two defaults", name.text))
        .and(first, "the first stands here")
        .why("one run reads the passage in one way")
        .help("leave one `default`, or none if the reading is open")
}

pub(super) fn member_twice(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E142, span, "this member is already in the list")
        .why("a member that stands twice may be a slip for another")
        .help("leave it out, or write the one that is meant")
}

pub(super) fn says_twice(span: Span, verdict: VerdictWord) -> Diagnostic {
    Diagnostic::new(Code::E143, span, format!("there are two phrases for `{}`", verdict_word(verdict)))
        .why("one verdict is said in one way")
        .help("leave one of them out")
}

pub(super) fn verdict_word(verdict: VerdictWord) -> &'static str {
    match verdict {
        VerdictWord::Eligible => "eligible",
        VerdictWord::Ineligible => "ineligible",
        VerdictWord::Undetermined => "undetermined",
        VerdictWord::NotApplicable => "not applicable",
    }
}

// Exceptions.

pub(super) fn two_questions(name: &Name, first: Span, second: Span) -> Diagnostic {
    Diagnostic::new(Code::E106, second, format!("`{}` lifts norms of two questions", name.text))
        .and(first, "the first question")
        .why("an exception belongs to one question")
        .help("write an exception for each question")
}

pub(super) fn no_exception_to(by: &Path, norm: &Path) -> Diagnostic {
    Diagnostic::new(Code::E106, by.span, format!("`{}` is no exception to `{}`", dotted(by), dotted(norm)))
        .and(norm.span, "this norm")
        .why("an exception lifts only what it names")
        .help(format!("name an exception that stands `to {}`", dotted(norm)))
}

pub(super) fn lifts_itself(path: &Path) -> Diagnostic {
    Diagnostic::new(Code::E106, path.span, format!("the exception `{}` would lift itself", dotted(path)))
        .why("an exception departs from another norm")
        .help("name the norm that it lifts")
}

// Powers.

pub(super) fn power_over_exception(path: &Path) -> Diagnostic {
    Diagnostic::new(Code::E180, path.span, format!("`{}` is an exception, and a power lifts requirements and bars", dotted(path)))
        .why("to lift an exception would be to hold a rule against the person that the law has lifted")
        .help("name the requirement or bar; a power to decide against a person who is eligible is written `may refuse`")
}

// Tables.

pub(super) fn no_row_type(span: Span, record: &str, field: &str, declared: Span) -> Diagnostic {
    Diagnostic::new(Code::E125, span, format!("a row cannot be a `{record}`: `{field}` is a record or a list"))
        .and(declared, "declared here")
        .why("a cell holds one value or a set of values")
        .help("give the rows a record type of their own")
}

pub(super) fn no_table_file(file: &Text, path: &str) -> Diagnostic {
    Diagnostic::new(Code::E124, file.span, format!("there is no file `{path}`"))
        .why("the rows of a table are part of the rules")
        .help("write the path from the folder of this file")
}

pub(super) fn broken_csv(file: &Text, error: &str) -> Diagnostic {
    Diagnostic::new(Code::E124, file.span, format!("`{}` cannot be read as CSV: {error}", file.text))
        .why("the rows of a table are part of the rules")
        .help("save it as CSV with commas, in UTF-8")
}

pub(super) fn no_heading(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::E120, name.span, format!("the table `{}` has no heading", name.text))
        .why("the first line names the fact that each column holds")
        .help("write the names of the facts in the first line")
}

pub(super) fn column_twice(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::E120, span, format!("there are two columns `{name}`"))
        .why("a row says each fact once")
        .help("leave one of them out")
}

pub(super) fn unknown_column(span: Span, name: &str, record: &str, help: Option<String>) -> Diagnostic {
    Diagnostic::new(Code::E120, span, format!("`{record}` has no fact `{name}` for this column"))
        .why("each column holds a fact of the row's record")
        .help(help.unwrap_or_else(|| "declare the fact, or leave the column out".to_owned()))
}

pub(super) fn absent_column(span: Span, table: &Name, field: &str, declared: Span) -> Diagnostic {
    Diagnostic::new(Code::E120, span, format!("the table `{}` has no column `{field}`", table.text))
        .and(declared, "the fact is declared here")
        .why("reference data is complete: every row says every fact")
        .help(format!("add the column `{field}`"))
}

pub(super) fn cell_count(span: Span, row: &str, cells: usize, columns: usize) -> Diagnostic {
    Diagnostic::new(Code::E123, span, format!("{row}: {cells} cells, but the heading has {columns}"))
        .why("a cell that is missing or too many puts values under the wrong heading")
        .help("quote a cell that holds a comma")
}

pub(super) fn empty_cell(span: Span, row: &str, column: &str) -> Diagnostic {
    Diagnostic::new(Code::E122, span, format!("{row}, column `{column}`: the cell is empty"))
        .why("reference data is complete: nothing in a table is unknown")
        .help("fill the cell; if there may be no such value, the fact's type must say `or none`")
}

pub(super) fn wrong_cell(span: Span, row: &str, column: &str, text: &str, wanted: &str, help: Option<String>) -> Diagnostic {
    Diagnostic::new(Code::E121, span, format!("{row}, column `{column}`: `{text}` is not {wanted}"))
        .why("each cell is read by the type of its column")
        .maybe_help(help)
}

// Examples and tests.

pub(super) fn other_record(path: &Path, has: &str, wants: &str, declared: Span) -> Diagnostic {
    Diagnostic::new(Code::E153, path.span, format!("`{}` is an example of `{has}`, but here `{wants}` is wanted", dotted(path)))
        .and(declared, "declared here")
        .why("the facts of another record do not fit")
        .help(format!("name an example of `{wants}`"))
}

pub(super) fn fact_twice(field: &Path) -> Diagnostic {
    Diagnostic::new(Code::E237, field.span, format!("`{}` is given twice", dotted(field)))
        .why("one of the two would be lost")
        .help("leave one of them out")
}

pub(super) fn outside_bounds(span: Span, field: &Path, bounds: &Bounds) -> Diagnostic {
    let range = match bounds {
        Bounds::Number(low, high) => format!("`from {low} to {high}`"),
        Bounds::Date(low, high) => format!("`from {low} to {high}`"),
    };
    Diagnostic::new(Code::E238, span, format!("`{}` lies outside {range}", dotted(field)))
        .why("no record may hold a value outside the bounds of its field")
        .help("correct the value, or the bounds")
}

pub(super) fn too_often(span: Span, most: u64) -> Diagnostic {
    let message = format!("more than {most} steps, with all defines written out that this one reads");
    Diagnostic::new(Code::E002, span, message)
        .why("a define that is read twice is decided twice, and so is each that it reads in turn")
        .help("read each define once: join the conditions that read it")
}

pub(super) fn too_deep(span: Span, most: usize) -> Diagnostic {
    Diagnostic::new(Code::E002, span, format!("more than {most} steps from this define down to the facts"))
        .why("no rule of law is that deep: the limit keeps a damaged file from holding up everybody else's")
        .help("let the defines build on facts instead of on each other")
}

pub(super) fn too_many_cases(span: Span, most: usize) -> Diagnostic {
    Diagnostic::new(Code::E002, span, format!("more than {most} lines of `is … when …`"))
        .why("nobody can see which of so many lines comes first")
        .help("put the values into a `table`, or divide the define")
}
