//! What the parser says to an author: all texts of this area.

use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::source::Span;

use super::words;

fn joined(words: &[&str]) -> String {
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

/// `found`: the author's word, or nothing where the item ends.
pub(super) fn unexpected(span: Span, found: &str, item: &str, expected: &[&str]) -> Diagnostic {
    let message =
        if found.is_empty() { format!("this `{item}` is not complete") } else { format!("`{found}` cannot stand here") };
    let help = match expected {
        [] => None,
        words => Some(format!("write {} here", joined(words))),
    };
    Diagnostic::new(Code::E001, span, message).maybe_help(help)
}

/// `before`: the last word that could be understood.
pub(super) fn understood_up_to(finding: Diagnostic, before: &str, finished: bool) -> Diagnostic {
    let rest = if finished { "something must still follow" } else { "this cannot follow it" };
    finding.why(format!("the words up to `{before}` are understood; {rest}"))
}

pub(super) fn limit(span: Span, what: &str, most: usize) -> Diagnostic {
    Diagnostic::new(Code::E002, span, format!("more than {most} {what}"))
        .why("no rule of law is that large: the limit keeps a damaged file from holding up everybody else's")
        .help("divide it: name its parts by `define`, or use several files")
}

pub(super) fn no_stack(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E002, span, "this item is nested too deeply to be read here")
        .why("no rule of law is that deep: the limit keeps a damaged file from holding up everybody else's")
        .help("divide it: name its parts by `define`")
}

pub(super) fn odd_character(span: Span, c: char) -> Diagnostic {
    let code = u32::from(c);
    let shown = if c.is_control() || c.is_whitespace() || hidden(c) { String::new() } else { format!("`{c}` ") };
    let message = format!("the character {shown}(U+{code:04X}) cannot stand in a rule");
    let why = match c {
        '\u{FFFD}' => "the file is not text in UTF-8 here: what stood here is lost",
        c if hidden(c) => "it is invisible and can make the reader see another rule than the one that counts",
        _ => "a rule is written in words, numbers and a few signs, so that it can be read aloud",
    };
    Diagnostic::new(Code::E003, span, message)
        .why(why)
        .help("delete it, or put it into text in quotes if it belongs to the law's own words")
}

fn hidden(c: char) -> bool {
    matches!(c, '\0' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{61C}')
}

pub(super) fn foreign_letter(span: Span, word: &str, letter: char) -> Diagnostic {
    let code = u32::from(letter);
    Diagnostic::new(Code::E004, span, format!("`{word}` contains the letter `{letter}` (U+{code:04X})"))
        .why("names use the letters a to z only: two names that look alike must be one name")
        .help("write the name with the letters a to z, digits and `_`; labels in quotes may use any letter")
}

pub(super) fn open_text(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E005, span, "this text in quotes is not closed")
        .why("text stands on one line, so that a forgotten quote does not swallow the rules below")
        .help("close it with `\"` on the same line; texts that stand side by side are joined")
}

pub(super) fn other_quotes(span: Span, c: char) -> Diagnostic {
    Diagnostic::new(Code::E003, span, format!("`{c}` does not mark text here"))
        .why("text is marked in one way only")
        .help("write text in double quotes: `\"…\"`")
}

pub(super) fn open_bracket(span: Span, sign: &str) -> Diagnostic {
    Diagnostic::new(Code::E006, span, format!("the bracket `{sign}` is not closed"))
        .why("what belongs together cannot be told without the closing bracket")
        .help(format!("close it with `{}` where the group ends", closing(sign)))
}

pub(super) fn stray_bracket(span: Span, sign: &str) -> Diagnostic {
    Diagnostic::new(Code::E006, span, format!("the bracket `{sign}` closes nothing"))
        .why("what belongs together cannot be told without the opening bracket")
        .help("open it where the group begins, or delete it")
}

/// What closes a bracket.
pub(super) fn closing(sign: &str) -> &'static str {
    match sign {
        "(" => ")",
        "[" => "]",
        _ => "}",
    }
}

pub(super) fn date_form(span: Span, text: &str, repair: &str) -> Diagnostic {
    Diagnostic::new(Code::E007, span, format!("`{text}` is no date as it must be written"))
        .why("dates are written in one way only, year, month and day, so that nobody reads the month for the day")
        .help(format!("write `{repair}`, if that is the day meant"))
}

pub(super) fn deem_where(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E031, span, "this `deem` does not say for which questions it holds")
        .why("a legal fiction departs from the facts, so it holds only where the law says so")
        .help("name the questions behind the sentence: `in transfer`")
}

pub(super) fn no_such_day(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(Code::E007, span, format!("there is no such day as `{text}`"))
        .why("a rule cannot turn on a day that the calendar does not have")
        .help("correct the year, month or day: `2025-02-03` is the third of February")
}

pub(super) fn number_form(span: Span, text: &str, repair: Option<String>) -> Diagnostic {
    let help = repair.map_or("write digits, `_` between thousands, `.` before the fraction: `1_000.50`".to_owned(), |repair| {
        format!("write `{repair}`; a list has a blank after each comma")
    });
    Diagnostic::new(Code::E008, span, format!("`{text}` is no number as it must be written"))
        .why("a comma or stop means thousands in one country and a fraction in another")
        .help(help)
}

pub(super) fn too_many_digits(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(Code::E008, span, format!("`{text}` is too large to be counted exactly"))
        .why("numbers are exact to 28 digits, periods are no longer than the calendar")
        .help("write a smaller number")
}

pub(super) fn grouped_number(span: Span, first: &str, second: &str) -> Diagnostic {
    Diagnostic::new(Code::E008, span, format!("`{first} {second}` is two numbers"))
        .why("a blank ends a number")
        .help(format!("write `{first}_{second}` if it is one"))
}

pub(super) fn blank_before_word(span: Span, text: &str, number: &str, word: &str) -> Diagnostic {
    Diagnostic::new(Code::E008, span, format!("`{text}` is neither a number nor a name"))
        .why("a number ends where a word begins, and a name begins with a letter")
        .help(format!("write `{number} {word}` if it is a number with its unit"))
}

pub(super) fn dash(span: Span, c: char) -> Diagnostic {
    Diagnostic::new(Code::E009, span, format!("the dash `{c}` is no minus"))
        .why("word processors make dashes of several lengths, and they mean nothing in a rule")
        .help("write `minus`, or `-` between blanks")
}

pub(super) fn minus_between_blanks(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E009, span, "this `-` does not stand between blanks")
        .why("joined, it could be part of a name or a date")
        .help("write `minus`, or `-` between blanks; join the words of a name by `_`")
}

pub(super) fn foreign_sign(span: Span, sign: &str) -> Diagnostic {
    let (code, message, why, words) = match sign {
        "=" | "==" => (Code::E010, "is not how two things are compared", "the law says that one thing is another", "`is`"),
        "!=" | "<>" => {
            (Code::E010, "is not how two things are told apart", "the law says that one thing is not another", "`is not`")
        }
        "&&" | "&" => (Code::E011, "is a programmer's `and`", "a rule is read aloud", "`and`"),
        "||" => (Code::E011, "is a programmer's `or`", "a rule is read aloud", "`or`"),
        "!" => (Code::E011, "is a programmer's `not`", "a rule is read aloud", "`not`"),
        "=<" | "≤" => {
            (Code::E010, "is not a comparison of the language", "a rule is read aloud", "`at most`, or `on or before` for dates")
        }
        _ => {
            (Code::E010, "is not a comparison of the language", "a rule is read aloud", "`at least`, or `on or after` for dates")
        }
    };
    Diagnostic::new(code, span, format!("`{sign}` {message}")).why(why).help(format!("write {words}"))
}

pub(super) fn and_beside_or(span: Span, text: &str, readings: [(String, String); 2]) -> Diagnostic {
    let [(first, first_words), (second, second_words)] = readings;
    Diagnostic::new(Code::E012, span, format!("`{text}` can be read in two ways"))
        .why(format!("it can mean {first_words}; or it can mean {second_words}; the law must say which"))
        .help(format!("write `{first}` or `{second}`"))
}

/// `right`: what is meant by a period between two days.
pub(super) fn period_between_days(span: Span, text: &str, right: &[String]) -> Diagnostic {
    let right: Vec<String> = right.iter().map(|right| format!("`{right}`")).collect();
    Diagnostic::new(Code::E013, span, format!("`{text}` compares twice in a row"))
        .why("a period is added to a day, and the day that it leads to is compared")
        .help(format!("write {}", right.join(" or ")))
}

pub(super) fn chained(span: Span, text: &str, middle: &str) -> Diagnostic {
    Diagnostic::new(Code::E013, span, format!("`{text}` compares twice in a row"))
        .why("a comparison answers yes or no, and a yes or no is not what the second comparison is about")
        .help(format!("write both comparisons out and join them by `and`, naming `{middle}` in each; or write `between … and …`"))
}

/// `parts`: what is added to, what is added, and the words of the rounding.
pub(super) fn sum_beside_rounded(span: Span, parts: &[String; 3], sign: &str) -> Diagnostic {
    let [first, second, rounded] = parts;
    Diagnostic::new(Code::E024, span, format!("`{first} {sign} {second} {rounded}` can be read in two ways"))
        .why(format!(
            "it can mean that only `{second}` is rounded; or it can mean that all of `{first} {sign} {second}` is; the law must say which"
        ))
        .help(format!("write `{first} {sign} ({second} {rounded})` or `({first} {sign} {second}) {rounded}`"))
}

/// `parts`: what is rounded with the words of the rounding, the sign behind it, and what stands behind that.
pub(super) fn behind_rounded(span: Span, parts: &[String; 3]) -> Diagnostic {
    let [rounded, sign, behind] = parts;
    Diagnostic::new(Code::E025, span, format!("`{rounded} {sign} {behind}` can be read in two ways"))
        .why(format!(
            "it can mean that `{rounded}` is calculated with further; or it can mean that the unit is what `{sign} {behind}` makes of it; the law must say which"
        ))
        .help(format!("write `({rounded}) {sign} {behind}`, or give the unit that is meant as one value or parameter"))
}

pub(super) fn rounded_twice(span: Span, parts: &[String; 2]) -> Diagnostic {
    let [first, again] = parts;
    Diagnostic::new(Code::E025, span, format!("`{first} {again}` rounds twice in a row"))
        .why("what has been rounded once may be rounded the wrong way the second time: 2.46 to 2.5, and then to 3")
        .help(format!("round once, to the unit that counts; or, if the law does say so, write `({first}) {again}`"))
}

pub(super) fn rounded_which_way(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(Code::E026, span, format!("`{text}` does not say which way"))
        .why("an amount between two units is worth one or the other by the way in which it is rounded, and the law says which")
        .help("write `rounded up to`, `rounded down to`, `rounded half up to` or `rounded half even to`")
}

pub(super) fn empty_calendar(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E020, span, "the `calendar` does not say how anything is counted")
        .why("without it the item says nothing that could be applied")
        .help("add `leap birthdays on 1 March` or `on 28 February`, or `months end on the last day` or `months run over`")
}

pub(super) fn list_needs_brackets(span: Span, words: &str) -> Diagnostic {
    Diagnostic::new(Code::E014, span, format!("what follows `{words}` needs brackets"))
        .why("without brackets nobody can tell where the list ends and the next condition begins")
        .help(format!("write `{words} (a, b)`"))
}

pub(super) fn otherwise_for_else(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E015, span, "`else` is no word of the language")
        .why("a rule is read aloud as a sentence: if this, then that, otherwise the other")
        .help("write `if … then … otherwise …`")
}

pub(super) fn no_sentence(span: Span, item: &str, name: &str) -> Diagnostic {
    Diagnostic::new(Code::E016, span, format!("the {item} `{name}` does not say in words what it asks"))
        .why("each norm has a sentence of its own: explanations and reviews speak in it")
        .help("put the sentence in double quotes directly after the first line, before any clause")
}

pub(super) fn word_order(span: Span, found: &str, right: &str) -> Diagnostic {
    Diagnostic::new(Code::E017, span, format!("`{found}` is in the wrong order"))
        .why("the words of a clause are read as one phrase")
        .help(format!("write `{right}`"))
}

pub(super) fn not_an_item(span: Span, word: &str) -> Diagnostic {
    let near = did_you_mean(word, words::ITEMS.iter().copied());
    Diagnostic::new(Code::E018, span, format!("`{word}` begins no item of the language"))
        .why("what stands at the left margin outside an item must begin one, else it would be law that nobody applies")
        .help(near.unwrap_or_else(|| format!("begin with one of: {}", words::ITEMS.join(", "))))
}

pub(super) fn not_at_margin(span: Span, word: &str) -> Diagnostic {
    Diagnostic::new(Code::E019, span, format!("`{word}` begins an item, but not at the left margin"))
        .why("each item begins in the first column, so that one mistake never hides the next item")
        .help(format!("move `{word}` to the left margin"))
}

pub(super) fn part_missing(span: Span, item: &str, name: &str, part: &str, form: &str) -> Diagnostic {
    Diagnostic::new(Code::E020, span, format!("the {item} `{name}` has no {part}"))
        .why("without it the item says nothing that could be applied")
        .help(format!("add {form}"))
}

pub(super) fn part_twice(span: Span, first: Span, part: &str) -> Diagnostic {
    Diagnostic::new(Code::E021, span, format!("{part} stands twice in one item"))
        .and(first, "it stands here already")
        .why("of two, nobody can tell which counts")
        .help("delete one; conditions that both apply are joined by `and`")
}

pub(super) fn loose_quotation(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E022, span, "this quotation stands above no item")
        .why("quoted law belongs to the rule that encodes it and is shown with it")
        .help("put it directly above the item that it supports, or begin the lines with `#` to make them a comment")
}

pub(super) fn reserved_name(span: Span, word: &str) -> Diagnostic {
    Diagnostic::new(Code::E023, span, format!("`{word}` is a word of the language, not a name"))
        .why("the same word cannot both name a thing and say what to do with it")
        .help(format!("choose another name, such as `{word}_case`"))
}

pub(super) fn whole_period(span: Span, number: &str, unit: &str) -> Diagnostic {
    Diagnostic::new(Code::E008, span, format!("`{number} {unit}` is no whole number of {unit}"))
        .why("the calendar has no parts of a day, and months are of different lengths")
        .help("write whole units: `1 year and 6 months`")
}

pub(super) fn not_a_question(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(Code::E001, span, format!("`{text}` is not the name of a question"))
        .why("only a question has a verdict that can be asked for")
        .help("write the name of a question before these words")
}

pub(super) fn not_a_norm(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(Code::E001, span, format!("`{text}` is not the name of a requirement, bar or exception"))
        .why("only these are met, waived or lifted, apply, hold, or are in force")
        .help("write the name of a norm before these words")
}

pub(super) fn half_open(span: Span, first: &str, second: &str) -> Diagnostic {
    Diagnostic::new(Code::E001, span, format!("`{first}` without `{second}`"))
        .why("a stretch has two ends, and the law must name both")
        .help(format!("write `{first} … {second} …`"))
}

/// `period`: its one limit is a period, which may have taken the `and`.
pub(super) fn between_without_and(span: Span, period: bool) -> Diagnostic {
    let finding = half_open(span, "between", "and");
    if !period {
        return finding;
    }
    finding.help("write `between … and …`; `1 year and 6 months` is one period, so put limits that can be read as one in brackets: `between (1 month) and (1 year and 6 months)`")
}

pub(super) fn for_without_verdict(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(Code::E027, span, format!("`{text}` without a verdict"))
        .why("`for` says on which record a question is asked; what is asked must follow it")
        .help(format!("write `QUESTION {text} is eligible`, `… is ineligible` or `… does not apply`"))
}

pub(super) fn other_last_column(span: Span, found: &str, name: &str) -> Diagnostic {
    Diagnostic::new(Code::E028, span, format!("the last column is headed `{found}`, but the define is called `{name}`"))
        .why("the last column holds the values of what is defined")
        .help(format!("head the last column `{name}`"))
}

pub(super) fn cells(span: Span, heading: Span, found: usize, wanted: usize) -> Diagnostic {
    let cells = |count: usize| if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") };
    Diagnostic::new(Code::E029, span, format!("a row of {} below a heading of {}", cells(found), cells(wanted)))
        .and(heading, "the heading")
        .why("each cell says something about the column above it")
        .help("give each row as many cells as the heading has; a column that does not matter gets `-`")
}

pub(super) fn empty_cell(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E030, span, "a cell is empty")
        .why("whether it fits anything or nothing cannot be told")
        .help("write `-` where the column does not matter, `none` where there is no such value")
}

pub(super) fn none_among_values(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E030, span, "`none` stands among values")
        .why("a row fits either where there is no value or where there is one of those")
        .help("write a row of its own for `none`")
}

// What drafters write in other words.

pub(super) fn date_in_letters(span: Span, text: &str, readings: &[(String, String)]) -> Diagnostic {
    let help = match readings {
        [(date, _)] => format!("write `{date}`, if that is the day meant"),
        _ => {
            let each: Vec<String> = readings.iter().map(|(date, words)| format!("`{date}` for {words}")).collect();
            format!("write {}", each.join(", or "))
        }
    };
    Diagnostic::new(Code::E007, span, format!("`{text}` is no date as it must be written"))
        .why("dates are written in one way only, year, month and day, so that nobody reads the month for the day")
        .help(help)
}

pub(super) fn other_comparison(span: Span, said: &str, right: &str) -> Diagnostic {
    Diagnostic::new(Code::E001, span, format!("`{said}` is no comparison of the language"))
        .why("each comparison is said in one way, so that nobody need ask whether the limit itself counts")
        .help(format!("write `{right}`"))
}

/// `presumes`: else it deems.
pub(crate) fn computed_value(span: Span, presumes: bool, fact: &str, value: &str) -> Diagnostic {
    let (what, define) = if presumes {
        let first = format!("declare `{fact}` as `or none`, presume that it is none, and let a `define` take the other value");
        (first, format!("if {fact} exists then {fact} otherwise {value}"))
    } else {
        ("let the rules read a `define` instead".to_owned(), format!("if CONDITION then {value} otherwise {fact}"))
    };
    Diagnostic::new(Code::E229, span, format!("a fixed value is wanted here, and `{value}` hangs on the case"))
        .why("what is presumed or deemed is the same in every case; what hangs on other facts is derived from them")
        .help(format!("{what}: `{define}`"))
}

pub(super) fn needless_either(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E001, span, "`either` cannot stand in a condition")
        .why("it may mean that one of the two is enough, or that only one of them may be so; `or` says the first")
        .help("leave it out: `… or …`; if both may not be so at once, say that too: `(… or …) and not (… and …)`")
}

/// `whole`: it is all that a requirement asks.
pub(super) fn if_without_otherwise(span: Span, when: &str, what: &str, whole: bool) -> Diagnostic {
    let help = if whole {
        format!("write `required when {when}`, and below it `met when {what}`")
    } else {
        format!("say what holds otherwise, or write `not ({when}) or ({what})`")
    };
    Diagnostic::new(Code::E001, span, format!("`if {when} then {what}` does not say what holds otherwise"))
        .why("a condition is yes or no in every case")
        .help(help)
}

pub(super) fn number_in_words(span: Span, said: &str, right: &str) -> Diagnostic {
    Diagnostic::new(Code::E001, span, format!("`{said}` is no period: its number stands in words"))
        .why("a word may be the name of a fact; a number is written in figures")
        .help(format!("write `{right}`"))
}

pub(super) fn other_quantifier(span: Span, word: &str, help: String) -> Diagnostic {
    Diagnostic::new(Code::E001, span, format!("`{word}` cannot stand before the elements of a list"))
        .why("of a list a rule says that `some` element is so, that `no` element is, or that `every` element is")
        .help(help)
}

pub(super) fn within(span: Span, said: &str, period: &str, day: &str) -> Diagnostic {
    Diagnostic::new(Code::E001, span, format!("`{said}` is no comparison of the language"))
        .why("it does not say whether the last day still counts, nor whether the time runs before the day or after it")
        .help(format!("write `on or before {day} plus {period}`"))
}

pub(super) fn unless(span: Span, word: &str, help: String) -> Diagnostic {
    Diagnostic::new(Code::E001, span, format!("`{word}` cannot stand in a condition"))
        .why("a departure from a rule has a name and a sentence of its own, so that a verdict can say that it was lifted, and by what")
        .help(help)
}

pub(super) fn small_letters(span: Span, word: &str) -> Diagnostic {
    Diagnostic::new(Code::E001, span, format!("`{word}` is no word of the language"))
        .why("the words of the language are written in small letters; in others it would be a name")
        .help(format!("write `{}`", word.to_ascii_lowercase()))
}

pub(super) fn needless_sign(span: Span, sign: &str, joins: bool) -> Diagnostic {
    let why = if joins {
        "conditions are joined by the word alone"
    } else {
        "what belongs together is told by its words; only lists have commas"
    };
    Diagnostic::new(Code::E001, span, format!("no `{sign}` belongs here")).why(why).help(format!("delete the `{sign}`"))
}

pub(super) fn without_quotes(span: Span, text: &str, name: &str) -> Diagnostic {
    Diagnostic::new(Code::E001, span, format!("`{text}` stands in quotes here"))
        .why("what stands in quotes is text for people; a name or a word of the language stands without them")
        .help(format!("write `{name}` without quotes"))
}

pub(super) fn colon_behind_clause(span: Span, phrase: &str) -> Diagnostic {
    Diagnostic::new(Code::E001, span, format!("no colon stands behind `{phrase}`"))
        .why("a colon stands behind the name of a fact or value, never behind a word of the language")
        .help(format!("delete the colon: `{phrase} …`"))
}

pub(super) fn place_without_quotes(span: Span, cites: &str, place: &str) -> Diagnostic {
    Diagnostic::new(Code::E001, span, format!("`{place}` does not stand in quotes"))
        .why("the place in the law is cited in the law's own way of counting, so it is text")
        .help(format!("put the place in quotes: `{cites} \"{place}\"`"))
}

pub(super) fn none_of_type(span: Span, said: &str, ty: &str) -> Diagnostic {
    Diagnostic::new(Code::E001, span, format!("`{said}` is not how a fact that may not exist is declared"))
        .why("that a fact may be known not to exist is part of its type, which stands before the label")
        .help(format!("write `{ty} or none` before the label"))
}

pub(super) fn label_behind_type(span: Span, right: &str) -> Diagnostic {
    Diagnostic::new(Code::E001, span, "the label does not stand here")
        .why("a fact is declared in one order: its name, its type, its label, then what else is said of it")
        .help(format!("put the label directly behind the type: `{right}`"))
}

pub(super) fn name_of_words(span: Span, said: &str, joined: &str) -> Diagnostic {
    Diagnostic::new(Code::E001, span, format!("`{said}` is not one name"))
        .why("a blank ends a name, and a name must be one word to be found again")
        .help(format!("join the words: `{joined}`"))
}

pub(super) fn of_which_question(span: Span, item: &str, name: &str, question: &str) -> Diagnostic {
    Diagnostic::new(Code::E001, span, format!("the {item} `{name}` does not say of which question it is"))
        .why("a norm counts for the one question that it names")
        .help(format!("write `{item} {name} of {question}`"))
}

pub(super) fn one_bound(span: Span, lower: &str, upper: &str) -> Diagnostic {
    Diagnostic::new(Code::E001, span, format!("`{lower}` is only one bound"))
        .why("bounds are the least and the greatest value that can be meant, so that a slip in a record is found")
        .help(format!("write both ends, as in `{lower} to {upper}`"))
}

/// What is found on a line directly below a quotation may be its next line.
pub(super) fn or_quotes_the_law(mut finding: Diagnostic) -> Diagnostic {
    let quote = "if this line quotes the law, begin it with `>`";
    let help = match finding.help.take() {
        Some(help) if finding.code != Code::E018 => format!("{quote}; else {help}"),
        _ => quote.to_owned(),
    };
    finding.help(help)
}
