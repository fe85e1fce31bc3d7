//! The words, numbers, texts and signs of a stretch of text: what is counted, and found wrong, before the grammar runs.
//!
//! Read [`scan`] first. It never fails: the first fault of the stretch comes back with the tokens.

use super::tree::Text;
use super::{dates, messages, numbers, split, words};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word,
    Number,
    Text,
    Sign,
}

/// A token, by its bytes in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What was found in a stretch.
#[derive(Default)]
pub(super) struct Scan {
    pub(super) tokens: Vec<Token>,
    pub(super) comments: Vec<Text>,
    /// The first fault: the grammar need not be asked.
    pub(super) fault: Option<Diagnostic>,
}

/// Scans the bytes from `start` to `end`; `rows`: lines that begin with `|` are rows of a table.
pub(super) fn scan(file: &SourceFile, start: usize, end: usize, rows: bool) -> Scan {
    let text = file.text.get(..end).unwrap_or_default();
    let mut scanner = Scanner { file, text, at: start, rows, fresh_line: true, scan: Scan::default() };
    while let Some(c) = scanner.peek() {
        scanner.step(c);
    }
    scanner.scan
}

/// A fault of the characters of a comment or a quotation, where letters of all scripts may stand.
pub(super) fn check_prose(file: &SourceFile, text: &str, start: usize) -> Option<Diagnostic> {
    text.char_indices()
        .find(|(_, c)| hides(*c))
        .map(|(at, c)| messages::odd_character(split::span(file, start + at, start + at + c.len_utf8()), c))
}

/// Characters that no text of law needs and that can make a reader see another rule than the one that counts.
fn hides(c: char) -> bool {
    matches!(c, '\0' | '\u{FFFD}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

struct Scanner<'a> {
    file: &'a SourceFile,
    text: &'a str,
    at: usize,
    rows: bool,
    fresh_line: bool,
    scan: Scan,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        split::span(self.file, start, end)
    }

    fn fault(&mut self, fault: Diagnostic) {
        self.scan.fault.get_or_insert(fault);
    }

    fn token(&mut self, kind: TokenKind, end: usize) {
        self.scan.tokens.push(Token { kind, start: self.at, end });
        self.at = end;
        self.fresh_line = false;
    }

    fn step(&mut self, c: char) {
        match c {
            '\n' | '\r' => {
                self.at += 1;
                self.fresh_line = true;
            }
            ' ' | '\t' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '\u{FEFF}' => self.at += c.len_utf8(),
            '#' => self.comment(),
            '"' | '“' | '”' | '„' => self.string(c),
            '|' if self.rows && self.fresh_line => self.row(),
            c if c.is_ascii_alphanumeric() && self.other_date() => {}
            c if c.is_alphabetic() || c == '_' => self.word(),
            c if c.is_ascii_digit() => self.number(0),
            '-' => self.minus(),
            c => self.sign(c),
        }
    }

    fn line_end(&self) -> usize {
        self.at + self.rest().find(['\n', '\r']).unwrap_or(self.rest().len())
    }

    fn comment(&mut self) {
        let end = self.line_end();
        let text = self.text.get(self.at + 1..end).unwrap_or_default();
        if let Some(fault) = check_prose(self.file, text, self.at + 1) {
            self.fault(fault);
        }
        let span = self.span(self.at, end);
        let text = text.strip_prefix(' ').unwrap_or(text).to_owned();
        self.scan.comments.push(Text { text, span });
        self.at = end;
    }

    fn string(&mut self, opening: char) {
        let inside = self.at + opening.len_utf8();
        let text = self.text.get(inside..).unwrap_or_default();
        // Only as far as the quote: a line may be long and full of texts.
        let ends = |c: char| matches!(c, '\n' | '\r' | '"') || (opening != '"' && matches!(c, '”' | '“'));
        let length = text.find(ends).unwrap_or(text.len());
        if text.get(length..).is_none_or(|rest| rest.is_empty() || rest.starts_with(['\n', '\r'])) {
            self.fault(messages::open_text(self.span(self.at, inside + length)));
            return self.token(TokenKind::Text, inside + length);
        }
        if let Some(fault) = check_prose(self.file, text.get(..length).unwrap_or_default(), inside) {
            self.fault(fault);
        }
        let closing = text.get(length..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        self.token(TokenKind::Text, inside + length + closing);
    }

    /// A row of a table: cells hold any text; the grammar reads them.
    fn row(&mut self) {
        let line = self.text.get(self.at..self.line_end()).unwrap_or_default();
        let mut quoted = false;
        let comment = line.find(|c| {
            quoted ^= c == '"';
            c == '#' && !quoted
        });
        let length = comment.unwrap_or(line.len());
        if let Some(fault) = check_prose(self.file, line.get(..length).unwrap_or_default(), self.at) {
            self.fault(fault);
        }
        self.token(TokenKind::Text, self.at + length);
    }

    fn word(&mut self) {
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        if let Some((at, letter)) = word.char_indices().find(|(_, c)| !c.is_ascii()) {
            let place = self.span(self.at + at, self.at + at + letter.len_utf8());
            self.fault(messages::foreign_letter(place, word, letter));
        } else if word.starts_with('_') {
            self.fault(messages::odd_character(self.span(self.at, self.at + 1), '_'));
        } else if word == "else" && !self.is_name(length) {
            self.fault(messages::otherwise_for_else(self.span(self.at, self.at + length)));
        }
        self.token(TokenKind::Word, self.at + length);
    }

    /// Whether the word at hand stands after a dot or before a colon.
    fn is_name(&self, length: usize) -> bool {
        let before = self.text.get(..self.at).is_some_and(|text| text.ends_with('.'));
        before || self.rest().get(length..).is_some_and(|after| after.trim_start().starts_with(':'))
    }

    /// A date in letters or with strokes, which is none; whether there was one.
    fn other_date(&mut self) -> bool {
        let Some((length, readings)) = dates::other_form(self.rest()) else { return false };
        let text = self.rest().get(..length).unwrap_or_default();
        let span = self.span(self.at, self.at + length);
        let none = readings.is_empty();
        self.fault(if none { messages::no_such_day(span, text) } else { messages::date_in_letters(span, text, &readings) });
        self.token(TokenKind::Number, self.at + length);
        true
    }

    /// A number, a date, or what was meant as one; `sign` bytes of a minus stand before it.
    fn number(&mut self, sign: usize) {
        let length = sign + numbers::extent(self.rest().get(sign..).unwrap_or_default());
        let span = self.span(self.at, self.at + length);
        let text = self.rest().get(..length).unwrap_or_default();
        if let Some((start, former)) = self.former_group().filter(|_| numbers::is_group(text)) {
            self.fault(messages::grouped_number(self.span(start, self.at + length), former, text));
        } else if let Err(fault) = numbers::check(text, span) {
            self.fault(fault);
        }
        self.token(TokenKind::Number, self.at + length);
    }

    /// The number before this one on its line, if digits behind it could be its thousands.
    fn former_group(&self) -> Option<(usize, &'a str)> {
        let before = self.scan.tokens.last().filter(|last| last.kind == TokenKind::Number)?;
        let blanks = self.text.get(before.end..self.at)?;
        let former = self.text.get(before.start..before.end)?;
        (!blanks.contains(['\n', '\r', '#']) && numbers::is_plain(former)).then_some((before.start, former))
    }

    fn minus(&mut self) {
        let after = self.rest().chars().nth(1);
        let blank_after = after.is_none_or(char::is_whitespace);
        let last = self.scan.tokens.last().copied();
        let word = |token: Token| self.text.get(token.start..token.end).unwrap_or_default();
        let behind_operand = last.is_some_and(|token| match token.kind {
            TokenKind::Word => !words::is_reserved(word(token)) || matches!(word(token), "today" | "yes" | "no" | "none"),
            TokenKind::Sign => matches!(word(token), ")" | "]" | "}"),
            TokenKind::Number | TokenKind::Text => true,
        });
        match after {
            Some(digit) if digit.is_ascii_digit() && !behind_operand => self.number(1),
            _ if blank_after && last.is_none_or(|token| token.end < self.at) => self.token(TokenKind::Sign, self.at + 1),
            _ => {
                self.fault(messages::minus_between_blanks(self.span(self.at, self.at + 1)));
                self.token(TokenKind::Sign, self.at + 1);
            }
        }
    }

    fn sign(&mut self, c: char) {
        const SIGNS: [&str; 14] = ["==", "=>", "=<", "!=", "<>", "&&", "||", ">=", "<=", "=", "!", "&", "≥", "≤"];
        let rest = self.rest();
        let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
        let length = sign.map_or(c.len_utf8(), str::len);
        let span = self.span(self.at, self.at + length);
        match (sign, c) {
            (Some(">=" | "<="), _)
            | (None, '(' | ')' | '[' | ']' | '{' | '}' | ',' | ':' | '.' | '+' | '*' | '/' | '<' | '>') => {}
            (Some(sign), _) => self.fault(messages::foreign_sign(span, sign)),
            (None, '\u{2010}'..='\u{2015}' | '−') => self.fault(messages::dash(span, c)),
            (None, '‘' | '’' | '\'' | '«' | '»' | '`') => self.fault(messages::other_quotes(span, c)),
            (None, _) => self.fault(messages::odd_character(span, c)),
        }
        self.token(TokenKind::Sign, self.at + length);
    }
}
