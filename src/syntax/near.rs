//! Where the grammar stops: which near miss it is, else what it expected, in words of the language.
//!
//! Read [`explain`] first.

mod phrases;

use pest::error::{Error, ErrorVariant, InputLocation};

use super::build::{Reader, Rule};
use super::scan::{Token, TokenKind};
use super::{messages, split, words};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Phrases whose words are often turned round: as written, and as they must be.
const TURNED: [(&[&str], &str); 12] = [
    (&["when", "met"], "met when"),
    (&["when", "bars"], "bars when"),
    (&["when", "shown"], "shown when"),
    (&["when", "required"], "required when"),
    (&["by", "held"], "held by"),
    (&["when", "only"], "only when"),
    (&["force", "in"], "in force"),
    (&["as", "law"], "law as at"),
    (&["law", "at"], "law as at"),
    (&["known", "always"], "always known"),
    (&["by", "decided"], "decided by"),
    (&["on", "asked"], "asked on"),
];

/// Words that begin an operator: no news beside "an operator".
const OPERATOR_WORDS: [&str; 21] = [
    "`for`",
    "`is`",
    "`does`",
    "`exists`",
    "`and`",
    "`or`",
    "`in`",
    "`not`",
    "`only`",
    "`at`",
    "`more`",
    "`less`",
    "`between`",
    "`until`",
    "`before`",
    "`after`",
    "`on`",
    "`overlaps`",
    "`plus`",
    "`minus`",
    "`rounded`",
];

/// Words that begin a clause: one phrase stands for them where an expression may end.
const CLAUSE_WORDS: [&str; 22] = [
    "`repealed`",
    "`repealed from`",
    "`cites`",
    "`rests`",
    "`rests on assessment`",
    "`sensitive fact used because`",
    "`sensitive`",
    "`in force`",
    "`curable`",
    "`met`",
    "`met when`",
    "`bars`",
    "`bars when`",
    "`shown`",
    "`shown when`",
    "`required`",
    "`required when`",
    "`covers`",
    "`law`",
    "`advisory`",
    "`says`",
    "`always`",
];

/// Reserved words that go on with a condition: where an expression is wanted they are out of place, and no names.
const JOINING: [&str; 30] = [
    "and",
    "or",
    "not",
    "is",
    "in",
    "at",
    "more",
    "less",
    "than",
    "between",
    "until",
    "before",
    "after",
    "on",
    "plus",
    "minus",
    "exists",
    "does",
    "overlaps",
    "only",
    "to",
    "from",
    "of",
    "when",
    "where",
    "then",
    "otherwise",
    "else",
    "rounded",
    "satisfies",
];

/// What was expected at most, before it is no help any more.
const MOST_EXPECTED: usize = 6;

/// An item in which the grammar stopped.
struct Stop<'a> {
    reader: &'a Reader<'a>,
    tokens: &'a [Token],
    /// The token at which it stopped; one past the last at the item's end.
    at: usize,
    expected: Vec<Rule>,
}

/// The one finding of an item that the grammar refuses.
pub(super) fn explain(reader: &Reader<'_>, error: &Error<Rule>) -> Diagnostic {
    let offset = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => reader.base + at,
    };
    let expected = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.clone(),
        // The grammar ran out of stack: in a thread with a small one, before the limit of nesting.
        ErrorVariant::CustomError { .. } => return messages::no_stack(split::span(reader.file, reader.base, reader.base)),
    };
    let tokens = reader.tokens;
    let at = tokens.partition_point(|token| token.end <= offset);
    let stop = Stop { reader, tokens, at, expected };
    stop.turned()
        .or_else(|| stop.header_turned())
        .or_else(|| stop.indented_item())
        .or_else(|| stop.list_without_brackets())
        .or_else(|| stop.missing_sentence())
        .or_else(|| stop.of_a_drafter())
        .or_else(|| stop.reserved_name())
        .or_else(|| stop.condition_of_another_item())
        .unwrap_or_else(|| stop.unexpected())
}

impl Stop<'_> {
    fn word(&self, n: usize) -> &str {
        self.tokens.get(n).and_then(|token| self.reader.file.text.get(token.start..token.end)).unwrap_or_default()
    }

    fn before(&self, back: usize) -> &str {
        self.at.checked_sub(back).map_or("", |n| self.word(n))
    }

    fn is_word(&self, n: usize) -> bool {
        self.tokens.get(n).is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// From one token to another.
    fn span(&self, first: usize, last: usize) -> Span {
        let end = self.reader.base + self.reader.text.trim_end().len();
        let start = self.tokens.get(first).map_or(end, |token| token.start);
        let last = self.tokens.get(last).map_or(end, |token| token.end);
        split::span(self.reader.file, start, last.max(start))
    }

    fn item(&self) -> &str {
        self.word(0)
    }

    /// Words of a phrase in the wrong order, at the stop or just before it.
    fn turned(&self) -> Option<Diagnostic> {
        let first = self.at.saturating_sub(1);
        (first..=self.at).find_map(|from| {
            TURNED.iter().find_map(|(turned, right)| {
                let fits = turned.iter().enumerate().all(|(n, word)| self.word(from + n) == *word);
                let plain = *right == "law as at" || !right.starts_with(self.word(from));
                fits.then(|| messages::word_order(self.span(from, from + turned.len() - 1), &turned.join(" "), right))
                    .filter(|_| plain)
            })
        })
    }

    /// An item's keyword that stands first on its line, but not at the margin.
    fn indented_item(&self) -> Option<Diagnostic> {
        let token = self.tokens.get(self.at).filter(|_| self.at > 0)?;
        let word = self.word(self.at);
        let line = self.reader.file.text.get(..token.start)?.rsplit(['\n', '\r']).next()?;
        let begins = words::ITEMS.contains(&word) && line.trim().is_empty() && self.is_word(self.at + 1);
        begins.then(|| messages::not_at_margin(self.span(self.at, self.at), word))
    }

    fn list_without_brackets(&self) -> Option<Diagnostic> {
        let words = match (self.before(2), self.before(1)) {
            ("one", "of") if self.before(3) == "not" => "is not one of",
            ("one", "of") => "is one of",
            ("all", "of") => "all of",
            ("any", "of") => "any of",
            ("none", "of") => "none of",
            ("earlier", "of") => "earlier of",
            ("later", "of") => "later of",
            ("smaller", "of") => "smaller of",
            ("larger", "of") => "larger of",
            _ => return None,
        };
        let bare = self.is_word(self.at) || self.tokens.get(self.at).is_some_and(|token| token.kind != TokenKind::Sign);
        bare.then(|| messages::list_needs_brackets(self.span(self.at, self.at), words))
    }

    fn missing_sentence(&self) -> Option<Diagnostic> {
        let norm = matches!(self.item(), "requirement" | "bar" | "exception" | "power" | "note" | "question");
        let wanted = self.expected.contains(&Rule::string) || self.expected.contains(&Rule::string_part);
        let header = self.at >= 4 && !self.tokens.iter().take(self.at).any(|token| token.kind == TokenKind::Text);
        let here = self.is_word(self.at) || self.at >= self.tokens.len();
        (norm && wanted && header && here).then(|| messages::no_sentence(self.span(0, 1), self.item(), self.word(1)))
    }

    fn reserved_name(&self) -> Option<Diagnostic> {
        let word = self.word(self.at);
        let names = [Rule::name, Rule::path, Rule::reference];
        let name = !self.expected.is_empty() && self.expected.iter().all(|rule| names.contains(rule));
        // A fact may be called so, but then only stands behind a dot.
        let fact = in_few_words(&self.expected) == ["an expression"] && !JOINING.contains(&word);
        ((name || fact) && words::is_reserved(word)).then(|| messages::reserved_name(self.span(self.at, self.at), word))
    }

    /// `requirement of transfer consent`
    fn header_turned(&self) -> Option<Diagnostic> {
        let named = matches!(self.item(), "requirement" | "bar" | "power" | "note" | "report" | "list" | "table" | "example");
        let turned = named && self.at == 1 && self.word(1) == "of" && self.is_word(2) && self.is_word(3);
        turned.then(|| {
            let [item, of, name] = [self.item(), self.word(2), self.word(3)];
            messages::word_order(self.span(0, 3), &format!("{item} of {of} {name}"), &format!("{item} {name} of {of}"))
        })
    }

    /// `met when` in a bar, `when` in a requirement.
    fn condition_of_another_item(&self) -> Option<Diagnostic> {
        let right = match self.item() {
            "requirement" => "met when",
            "bar" => "bars when",
            "exception" => "when",
            "note" => "shown when",
            _ => return None,
        };
        let found = self.word(self.at);
        let wrong = matches!(found, "met" | "bars" | "shown" | "when") && !right.starts_with(found);
        wrong.then(|| messages::unexpected(self.span(self.at, self.at), found, self.item(), &[&format!("`{right}`")]))
    }

    fn unexpected(&self) -> Diagnostic {
        let mut expected = in_few_words(&self.expected);
        if self.item() == "test" {
            // Without its day the clause would be of no help.
            expected.iter_mut().filter(|text| **text == "`asked`").for_each(|text| *text = "`asked on 2025-02-04`");
        }
        let finding = messages::unexpected(self.span(self.at, self.at), self.word(self.at), self.item(), &expected);
        let before = self.before(1);
        let finished = self.at >= self.tokens.len();
        if before.is_empty() { finding } else { messages::understood_up_to(finding, before, finished) }
    }
}

/// What was expected, each thing once: an operand is an expression, whatever it may begin with.
fn in_few_words(rules: &[Rule]) -> Vec<&'static str> {
    let mut expected: Vec<&str> = Vec::new();
    let mut add = |text: &'static str| {
        if !text.is_empty() && !expected.contains(&text) {
            expected.push(text);
        }
    };
    let operand = rules.contains(&Rule::group) || rules.contains(&Rule::reference) && rules.contains(&Rule::pick);
    if operand {
        add("an expression");
    }
    for rule in rules.iter().filter(|_| !operand) {
        let text = words::in_words(*rule);
        let beside = |group: &str| rules.iter().any(|rule| words::in_words(*rule) == group);
        let told =
            (OPERATOR_WORDS.contains(&text) && beside("an operator")) || (text != "a value" && rules.contains(&Rule::brackets));
        add(if told { "" } else { text });
    }
    if rules.contains(&Rule::brackets) && !operand {
        add("a value");
    }
    if expected.contains(&"an operator") && expected.iter().any(|text| CLAUSE_WORDS.contains(text)) {
        expected.retain(|text| !CLAUSE_WORDS.contains(text) && *text != "the end of the item");
        expected.extend(["the next clause", "the end of the item"]);
    }
    expected.truncate(MOST_EXPECTED);
    expected
}
