//! Syntax tree to text: the one layout of rule files (`whereas fmt`).
//!
//! Read [`print()`] first. The author's words are taken over one by one, in their order; what changes is blanks and line ends,
//! commas that may be left out, and signs for which the language has words. So nothing can get lost on the way; a last look
//! compares both trees all the same. Comments stay between the two words between which they stand.
//!
//! How a file is laid out, in order:
//!
//! 1. `print` goes over the file: quoted law, comments and items, with a blank line between items.
//! 2. `item` goes over what the grammar made of an item and says which part begins a line; parts that it does not know begin
//!    one, so a new clause needs no word here.
//! 3. `expr` wraps conditions and lists that do not fit on a line.
//! 4. `line` puts word after word, with the comments between them.
//! 5. `words` prepares them: signs become words, commas are brought into order.
//!
//! ```
//! use std::sync::Arc;
//! use whereas::source::{FileId, SourceFile, digest};
//! let text = "bar old of transfer \"is old\" bars when age>=65 # why";
//! let file = SourceFile { id: FileId(0), path: Arc::from("a.whereas"), text: Arc::from(text), digest: digest(text.as_bytes()) };
//! let printed = whereas::syntax::print(&file)?;
//! assert_eq!(printed, "bar old of transfer\n  \"is old\"\n  bars when age at least 65 # why\n");
//! # Ok::<(), whereas::syntax::PrintError>(())
//! ```

mod expr;
mod item;
mod line;
mod words;

use std::sync::Arc;

use super::scan::{self, Scan};
use super::split::{self, Piece};
use super::tree::{File, Text};
use super::{parse, tree};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{SourceFile, Span};

/// Characters on a line, if they can be kept.
pub(super) const WIDTH: usize = 130;

/// Why a file is not laid out.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// It cannot be read: the findings.
    #[error("the file has syntax errors")]
    Syntax(Vec<Diagnostic>),
    /// Laid out it would say something else: a bug of this module.
    #[error("laid out, the file would say something else")]
    Changed,
}

/// The text of a file, laid out: lines end with a line feed, no byte order mark.
///
/// # Errors
/// If the file has syntax errors.
pub fn print(file: &SourceFile) -> Result<String, PrintError> {
    let (tree, findings) = parse(file);
    if findings.iter().any(|finding| finding.severity() == Severity::Error) {
        return Err(PrintError::Syntax(findings));
    }
    let parts = parts(file, &tree);
    let mut text = String::new();
    let mut before: Option<&Part> = None;
    for part in &parts {
        if before.is_some_and(|before| blank_between(file, before, part)) {
            text.push('\n');
        }
        text.push_str(&part.text);
        text.push('\n');
        before = Some(part);
    }
    if says_the_same(file, &tree, &text) { Ok(text) } else { Err(PrintError::Changed) }
}

/// What stands at the left margin of a file, in its order.
struct Part {
    kind: PartKind,
    /// Where it stood.
    start: usize,
    end: usize,
    /// Laid out, without the last line end.
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PartKind {
    Item,
    /// `use`, of which several may stand together.
    Use,
    Quote,
    Comment,
    /// A comment that ends an item: indented like its clauses.
    Ending,
}

/// Quoted law, comments and items, by their places.
fn parts(file: &SourceFile, tree: &File) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut items = tree.items.iter();
    for piece in split::split(file) {
        match piece {
            Piece::Item { start, end, quotes } => {
                parts.extend(quotes.iter().map(|quote| slice(file, PartKind::Quote, quote.span)));
                if let Some(item) = items.next() {
                    item_parts(file, item, start, end, &mut parts);
                }
            }
            Piece::Outside { start, end } => {
                let Scan { comments, .. } = scan::scan(file, start, end, false);
                parts.extend(comments.iter().map(|comment| slice(file, PartKind::Comment, comment.span)));
            }
            // A finding, so it does not come here.
            Piece::LooseQuotes(_) => {}
        }
    }
    parts.sort_by_key(|part| part.start);
    parts
}

fn slice(file: &SourceFile, kind: PartKind, span: Span) -> Part {
    Part { kind, start: span.start as usize, end: span.end as usize, text: file.slice(span).to_owned() }
}

/// An item, and the comments below it.
fn item_parts(file: &SourceFile, item: &tree::Item, start: usize, end: usize, parts: &mut Vec<Part>) {
    let rows = matches!(item.kind, tree::ItemKind::Table(_) | tree::ItemKind::Define(_));
    let Scan { tokens, comments, .. } = scan::scan(file, start, end, rows);
    let last = tokens.last().map_or(start, |token| token.end);
    let (inside, mut below): (Vec<Text>, Vec<Text>) =
        comments.into_iter().partition(|comment| (comment.span.start as usize) < last);
    // The comment on the last line belongs to the item.
    let aside = below.first().is_some_and(|comment| line_ends(file, last, comment.span.start as usize) == 0);
    let aside = aside.then(|| below.remove(0));
    let inside: Vec<Span> = inside.iter().chain(&aside).map(|comment| comment.span).collect();
    let text = item::lay_out(file, item, start, end, &tokens, &inside);
    let kind = if matches!(item.kind, tree::ItemKind::Use(_)) { PartKind::Use } else { PartKind::Item };
    let last = aside.map_or(last, |comment| comment.span.end as usize);
    parts.push(Part { kind, start, end: last, text });
    let mut ending = true;
    for comment in below {
        ending &= !at_margin(file, comment.span.start as usize);
        let mut part = slice(file, if ending { PartKind::Ending } else { PartKind::Comment }, comment.span);
        if ending {
            part.text.insert_str(0, "  ");
        }
        parts.push(part);
    }
}

/// Whether a byte begins a line.
fn at_margin(file: &SourceFile, at: usize) -> bool {
    file.text.get(..at).is_none_or(|before| before.is_empty() || before.ends_with(['\n', '\r']))
}

/// Whether a blank line stands between two parts: always between items, never between a quotation and its item, else as the
/// author has it.
fn blank_between(file: &SourceFile, before: &Part, after: &Part) -> bool {
    use PartKind::{Comment, Ending, Item, Quote, Use};
    match (before.kind, after.kind) {
        (Quote, Item | Use) => false,
        (Use, Use) | (Comment | Quote, _) | (Item | Use | Ending, Ending) => line_ends(file, before.end, after.start) > 1,
        _ => true,
    }
}

/// How many lines end between two bytes.
fn line_ends(file: &SourceFile, start: usize, end: usize) -> usize {
    let between = file.text.get(start..end).unwrap_or_default();
    let lone = between.matches('\r').count() - between.matches("\r\n").count();
    between.matches('\n').count() + lone
}

/// Whether a text says the same as a tree: the same items, and the same comments.
fn says_the_same(file: &SourceFile, tree: &File, text: &str) -> bool {
    let printed = SourceFile { text: Arc::from(text), ..file.clone() };
    let (again, findings) = parse(&printed);
    let comments = |tree: &File| tree.comments.iter().map(|comment| comment.text.clone()).collect::<Vec<_>>();
    !findings.iter().any(|finding| finding.severity() == Severity::Error)
        && tree.items.len() == again.items.len()
        && comments(tree) == comments(&again)
        && tree.items.iter().zip(&again.items).all(|(one, other)| without_places(one) == without_places(other))
}

/// An item's tree as text, without the places: they are what a layout changes.
fn without_places(item: &tree::Item) -> String {
    let whole = format!("{item:?}");
    let mut rest = whole.as_str();
    let mut kept = String::new();
    while let Some((before, after)) = rest.split_once("Span { file: FileId(") {
        kept.push_str(before);
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}
