//! The words of an item, ready to be put on lines: signs as words, commas in order, the comments between them.
//!
//! Read [`words`] first.

use std::borrow::Cow;
use std::collections::BTreeSet;

use pest::iterators::{Pair, Pairs};

use super::line_ends;
use crate::source::{SourceFile, Span};
use crate::syntax::build::Rule;
use crate::syntax::scan::{Token, TokenKind};

/// A word, number, sign, text or table row.
#[derive(Debug)]
pub(super) struct Word<'a> {
    /// As it will be written.
    pub(super) text: Cow<'a, str>,
    /// Its first byte in the file.
    pub(super) start: usize,
    /// A comma follows.
    pub(super) comma: bool,
    /// No blank stands before it.
    pub(super) glued: bool,
    /// The comments before it.
    pub(super) notes: Vec<Note<'a>>,
    /// It began a line.
    pub(super) fresh: bool,
    /// A blank line stood directly before it.
    pub(super) blank: bool,
    /// A piece of a text in quotes that began a line.
    pub(super) piece: bool,
}

/// A comment within an item.
#[derive(Debug)]
pub(super) struct Note<'a> {
    pub(super) text: &'a str,
    /// It stood alone on its line.
    pub(super) alone: bool,
    /// A blank line stood directly before it.
    pub(super) blank: bool,
}

/// The words of an item; commas go to the word before them.
pub(super) fn words<'a>(
    file: &'a SourceFile,
    tokens: &[Token],
    comments: &[Span],
    item: Pairs<'_, Rule>,
    base: usize,
) -> Vec<Word<'a>> {
    let signs = dated_signs(item.clone(), base);
    let mut words: Vec<Word<'a>> = Vec::with_capacity(tokens.len());
    let mut waiting: Vec<Note<'a>> = Vec::new();
    let mut comments = comments.iter().peekable();
    let (mut end, mut fresh, mut text_before) = (base, false, false);
    for token in tokens {
        while let Some(comment) = comments.next_if(|comment| (comment.start as usize) < token.start) {
            waiting.push(note(file, end, *comment));
            end = comment.end as usize;
        }
        let ends = line_ends(file, end, token.start);
        let source = file.text.get(token.start..token.end).unwrap_or_default();
        fresh |= ends > 0;
        end = token.end;
        let before = words.last().map(|word| &*word.text);
        if source == "," {
            if let Some(last) = words.last_mut() {
                last.comma = true;
            }
            continue;
        }
        let is_text = token.kind == TokenKind::Text && !source.starts_with('|');
        let glued = before.is_some_and(|before| is_glued(before, source));
        words.push(Word {
            text: in_words(source, signs.contains(&token.start)),
            start: token.start,
            comma: false,
            glued,
            notes: std::mem::take(&mut waiting),
            fresh,
            blank: ends > 1,
            piece: fresh && is_text && text_before,
        });
        (fresh, text_before) = (false, is_text);
    }
    settle_commas(&mut words, item, base);
    words
}

/// A comment behind byte `end`.
pub(super) fn note(file: &SourceFile, end: usize, comment: Span) -> Note<'_> {
    let ends = line_ends(file, end, comment.start as usize);
    Note { text: file.slice(comment), alone: ends > 0, blank: ends > 1 }
}

/// The word for a sign, if there is one; `dated`: it adds to a date or a period.
fn in_words(source: &str, dated: bool) -> Cow<'_, str> {
    Cow::Borrowed(match source {
        ">=" => "at least",
        "<=" => "at most",
        ">" => "more than",
        "<" => "less than",
        "+" if dated => "plus",
        "-" if dated => "minus",
        other => other,
    })
}

/// Whether no blank stands between two words.
fn is_glued(before: &str, word: &str) -> bool {
    matches!(word, ")" | "]" | "}" | ":" | ".")
        || matches!(before, "(" | "[" | "{" | ".")
        // `yes/no`
        || (before, word) == ("yes", "/")
        || (before, word) == ("/", "no")
}

/// The places of `+` and `-` in sums in which a date or a period stands.
fn dated_signs(item: Pairs<'_, Rule>, base: usize) -> BTreeSet<usize> {
    let mut signs = BTreeSet::new();
    for expr in item.flatten().filter(|pair| pair.as_rule() == Rule::expr) {
        // The sum at hand: whether it is about time, and its signs.
        let (mut dated, mut sum): (bool, Vec<usize>) = (false, Vec::new());
        for part in expr.into_inner() {
            let operator = Some(&part).filter(|part| part.as_rule() == Rule::operator_tail);
            let operator = operator.and_then(|tail| tail.clone().into_inner().next()).filter(is_arithmetic);
            if operator.is_none() {
                signs.extend(sum.drain(..).filter(|_| dated));
                dated = false;
            }
            sum.extend(operator.filter(|sign| matches!(sign.as_str(), "+" | "-")).map(|sign| base + sign.as_span().start()));
            let operand = match part.as_rule() {
                Rule::is_tail | Rule::logic_tail | Rule::operator_tail => part.into_inner().last(),
                _ => Some(part),
            };
            dated |= operand.is_some_and(|operand| is_dated(&operand));
        }
        signs.extend(sum.into_iter().filter(|_| dated));
    }
    signs
}

fn is_arithmetic(operator: &Pair<'_, Rule>) -> bool {
    match operator.as_rule() {
        Rule::kw_plus | Rule::kw_minus => true,
        Rule::op_sign => matches!(operator.as_str(), "+" | "-" | "*" | "/"),
        _ => false,
    }
}

/// A date, `today`, or a period as it is written.
fn is_dated(pair: &Pair<'_, Rule>) -> bool {
    match pair.as_rule() {
        Rule::date | Rule::month_date | Rule::kw_today => true,
        Rule::quantity => pair.clone().into_inner().any(|part| part.as_rule() == Rule::unit),
        _ => false,
    }
}

/// Commas that may be left out: none at the end of a list; between facts, phrases and expectations one each.
fn settle_commas(words: &mut [Word<'_>], item: Pairs<'_, Rule>, base: usize) {
    for at in 1..words.len() {
        let closes = words.get(at).is_some_and(|word| matches!(&*word.text, ")" | "]" | "}"));
        set_comma(words, at, false, closes);
    }
    for pair in item.flatten() {
        let end = words.partition_point(|word| word.start < base + pair.as_span().end());
        match pair.as_rule() {
            Rule::choice_item | Rule::version | Rule::entries => set_comma(words, end, false, true),
            _ => {}
        }
        let mut first = true;
        for part in pair.clone().into_inner() {
            let separate = match (pair.as_rule(), part.as_rule()) {
                (Rule::entries, Rule::entry) | (Rule::says, Rule::say) => !first,
                (Rule::expect, Rule::verdict_word) => continue,
                (Rule::expect, Rule::because | Rule::missing) if first => {
                    let start = words.partition_point(|word| word.start < base + part.as_span().start());
                    set_comma(words, start, false, true);
                    false
                }
                (Rule::expect, rule) => rule != Rule::kw_expect,
                _ => continue,
            };
            let start = words.partition_point(|word| word.start < base + part.as_span().start());
            set_comma(words, start, true, separate);
            first &= part.as_rule() == Rule::kw_expect;
        }
    }
}

/// Sets the comma before the word `at`, if `when`.
fn set_comma(words: &mut [Word<'_>], at: usize, comma: bool, when: bool) {
    if let Some(word) = at.checked_sub(1).and_then(|before| words.get_mut(before)).filter(|_| when) {
        word.comma = comma;
    }
}
