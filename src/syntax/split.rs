//! A file cut at the left margin: an item begins where an item keyword or `>` stands in the first column.

use super::tree::Text;
use super::words;
use crate::diagnostic::nearest;
use crate::source::{SourceFile, Span};

/// A stretch of a file.
pub(super) enum Piece {
    /// From an item's keyword, or a word that looks like one, to the next item.
    Item {
        /// First byte.
        start: usize,
        /// One past the last byte.
        end: usize,
        /// The law quoted above it.
        quotes: Vec<Text>,
    },
    /// What stands outside any item: blanks and comments, or words that belong nowhere.
    Outside {
        /// First byte.
        start: usize,
        /// One past the last byte.
        end: usize,
    },
    /// Quoted law above no item.
    LooseQuotes(Vec<Text>),
}

/// Cuts a file.
pub(super) fn split(file: &SourceFile) -> Vec<Piece> {
    let text: &str = &file.text;
    let mut pieces: Vec<Piece> = Vec::new();
    let mut quotes: Vec<Text> = Vec::new();
    let first = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    for (start, end) in lines(text, first) {
        let line = text.get(start..end).unwrap_or_default();
        if line.starts_with('>') {
            quotes.push(quote(file, line, start));
        } else if begins_item(line) {
            pieces.push(Piece::Item { start, end, quotes: std::mem::take(&mut quotes) });
        } else {
            extend(&mut pieces, start, end, !quotes.is_empty());
        }
        if line.starts_with('>') && quotes.len() == 1 {
            // What follows a quotation is no part of the item before it.
            pieces.push(Piece::Outside { start: end, end });
        }
    }
    if !quotes.is_empty() {
        pieces.push(Piece::LooseQuotes(quotes));
    }
    pieces
}

/// Adds a line to the piece before it; after a quotation, to a piece outside any item.
fn extend(pieces: &mut Vec<Piece>, start: usize, end: usize, quoted: bool) {
    match pieces.last_mut() {
        Some(Piece::Item { end: last, .. }) if !quoted => *last = end,
        Some(Piece::Outside { end: last, .. }) if *last == start => *last = end,
        _ => pieces.push(Piece::Outside { start, end }),
    }
}

/// The lines from a byte on, each with its line end.
fn lines(text: &str, first: usize) -> impl Iterator<Item = (usize, usize)> {
    let mut at = first;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = match rest.find(['\n', '\r']) {
            None => rest.len(),
            Some(found) if rest.get(found..).is_some_and(|tail| tail.starts_with("\r\n")) => found + 2,
            Some(found) => found + 1,
        };
        let line = (at, at + length);
        at += length;
        Some(line)
    })
}

/// Whether a line begins an item: with an item's keyword, or with a word that looks like one before another word.
fn begins_item(line: &str) -> bool {
    let word = leading_word(line);
    let after = line.get(word.len()..).unwrap_or_default().trim_start_matches([' ', '\t', '\u{A0}']);
    if word.is_empty() || after.starts_with(':') {
        return false;
    }
    if words::ITEMS.contains(&word) {
        return true;
    }
    let next = leading_word(after);
    let before_name = (!next.is_empty() && !words::is_reserved(next)) || after.starts_with(['"', '“', '”', '„']);
    before_name && !words::is_reserved(word) && !nearest(word, words::ITEMS.iter().copied()).is_empty()
}

/// The word that a text begins with; may be empty.
pub(super) fn leading_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    text.get(..end).filter(|word| word.starts_with(char::is_alphabetic)).unwrap_or_default()
}

fn quote(file: &SourceFile, line: &str, start: usize) -> Text {
    let line = line.trim_end_matches(['\n', '\r']);
    let text = line.get(1..).unwrap_or_default();
    let text = text.strip_prefix([' ', '\u{A0}']).unwrap_or(text);
    Text { text: text.to_owned(), span: span(file, start, start + line.len()) }
}

/// A span of bytes of a file.
pub(super) fn span(file: &SourceFile, start: usize, end: usize) -> Span {
    let at = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    Span { file: file.id, start: at(start), end: at(end) }
}
