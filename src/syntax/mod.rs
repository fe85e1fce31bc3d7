//! Text to syntax tree. Read [`tree`] first; [`parse`] is the only place that knows pest.
//!
//! How a file is read, in order:
//!
//! 1. `split` cuts it at the left margin: an item keyword or `>` in the first column begins an item or a quotation. Each item
//!    is read by itself, so that a broken one hides no other; it yields one finding and its name goes to [`tree::File::broken`].
//! 2. `scan` walks over the item's words and signs: it keeps the comments, counts what [`Limits`] bound, and finds what no
//!    grammar needs to be asked about: `==`, a date written `2025-2-3`, a letter that is not a letter of the language.
//! 3. The grammar (`grammar/whereas.pest`) reads the item; expressions stay flat in it. `build` makes the tree, in functions
//!    that bear the names of the grammar's rules, and resolves precedence (`build/climb.rs`).
//! 4. Where the grammar stops, `near` says which near miss it is, else what was expected, in words of the language (`words`).
//!
//! [`print()`] goes the other way: it lays a file out.
//!
//! All texts are in `messages`. Nothing here fails: what could be read comes back with every finding.
//!
//! ```
//! use std::sync::Arc;
//! use whereas::source::{FileId, SourceFile, digest};
//! let text = "choice Kind: given \"given\", refused \"refused\"";
//! let file = SourceFile { id: FileId(0), path: Arc::from("a.whereas"), text: Arc::from(text), digest: digest(text.as_bytes()) };
//! let (tree, findings) = whereas::syntax::parse(&file);
//! assert_eq!((tree.items.len(), findings.len()), (1, 0));
//! ```

pub mod tree;
pub mod words;

mod build;
mod dates;
mod limits;
mod messages;
mod near;
mod numbers;
mod print;
mod scan;
mod split;

pub use limits::Limits;
pub(crate) use messages::computed_value;
pub use print::{PrintError, print};

use build::{Reader, Rule};
use scan::{Scan, Token};
use split::Piece;

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceFile;

/// Reads one file: the tree of what could be read, and every finding.
#[must_use]
pub fn parse(file: &SourceFile) -> (tree::File, Vec<Diagnostic>) {
    parse_within(file, &Limits::default())
}

/// Reads one file within limits of one's own.
#[must_use]
pub fn parse_within(file: &SourceFile, limits: &Limits) -> (tree::File, Vec<Diagnostic>) {
    let tree = tree::File { id: file.id, items: Vec::new(), comments: Vec::new(), broken: Vec::new() };
    let mut parsing = Parsing { file, limits, tree, findings: Vec::new() };
    if file.text.len() > limits.bytes {
        parsing.findings.push(messages::limit(split::span(file, 0, 0), "bytes in one file", limits.bytes));
        return (parsing.tree, parsing.findings);
    }
    let pieces = split::split(file);
    let starts = pieces.iter().filter_map(|piece| if let Piece::Item { start, .. } = piece { Some(*start) } else { None });
    if let Some(start) = starts.skip(limits.items).min() {
        parsing.findings.push(messages::limit(split::span(file, start, start), "items in one file", limits.items));
        return (parsing.tree, parsing.findings);
    }
    for piece in pieces {
        parsing.piece(piece);
    }
    parsing.named_once();
    (parsing.tree, parsing.findings)
}

/// Whether a rule of the grammar takes all of `text`; `after` may be looked at, not taken. For the test of the grammar's examples.
#[doc(hidden)]
#[must_use]
pub fn grammar_takes(rule: &str, text: &str, after: &str) -> Option<bool> {
    use pest::Parser as _;
    let rule = Rule::all_rules().iter().copied().find(|known| format!("{known:?}") == rule)?;
    let input = format!("{text}{after}");
    let taken = build::Grammar::parse(rule, &input).ok().map(|pairs| pairs.map(|pair| pair.as_span().end()).max().unwrap_or(0));
    Some(taken == Some(text.len()))
}

struct Parsing<'a> {
    file: &'a SourceFile,
    limits: &'a Limits,
    tree: tree::File,
    findings: Vec<Diagnostic>,
}

impl Parsing<'_> {
    fn piece(&mut self, piece: Piece) {
        match piece {
            Piece::Item { start, end, quotes } => self.item(start, end, quotes),
            Piece::Outside { start, end } => self.outside(start, end),
            Piece::LooseQuotes(quotes) => self.findings.extend(quotes.first().map(|quote| messages::loose_quotation(quote.span))),
        }
    }

    fn item(&mut self, start: usize, end: usize, quotes: Vec<tree::Text>) {
        for quote in &quotes {
            let fault = scan::check_prose(self.file, self.file.slice(quote.span), quote.span.start as usize);
            self.findings.extend(fault);
        }
        let text = self.file.text.get(start..end).unwrap_or_default();
        let word = split::leading_word(text);
        let Scan { tokens, comments, fault } = scan::scan(self.file, start, end, matches!(word, "table" | "define"));
        self.tree.comments.extend(comments);
        let reader = Reader { file: self.file, base: start, text, tokens: &tokens };
        let unknown = (!words::ITEMS.contains(&word))
            .then(|| messages::not_an_item(split::span(self.file, start, start + word.len()), word));
        let fault = unknown.or(fault).or_else(|| self.counted(&tokens));
        let read = fault.map_or_else(|| reader.item(quotes), Err);
        match read {
            Ok(item) => self.tree.items.push(item),
            Err(finding) => {
                let prose = text.lines().next().is_some_and(is_prose) && self.below_quotation(start);
                let near = finding.span().start as usize <= start + text.find('\n').unwrap_or(text.len());
                self.findings.push(if prose && near { messages::or_quotes_the_law(finding) } else { finding });
                self.tree.broken.extend(self.item_name(&tokens));
            }
        }
    }

    /// An example that is called by a word of the language is found where it is declared, not wherever it is given.
    fn named_once(&mut self) {
        let file = self.file;
        let behind = |finding: &Diagnostic| {
            let before = file.text.get(..finding.span().start as usize).unwrap_or_default();
            before.split_whitespace().next_back().unwrap_or_default()
        };
        let declared: BTreeSet<&str> = self
            .findings
            .iter()
            .filter(|finding| finding.code == Code::E023 && behind(finding) == "example")
            .map(|finding| file.slice(finding.span()))
            .collect();
        self.findings.retain(|finding| {
            let given = matches!(finding.code, Code::E001 | Code::E023) && matches!(behind(finding), "given" | "with");
            !(given && declared.contains(file.slice(finding.span())))
        });
    }

    /// Words outside any item: what stands there would be law that nobody applies.
    fn outside(&mut self, start: usize, end: usize) {
        let Scan { tokens, comments, fault } = scan::scan(self.file, start, end, false);
        self.tree.comments.extend(comments);
        let stray = tokens.first().map(|token| {
            let word = self.file.text.get(token.start..token.end).unwrap_or_default();
            let span = split::span(self.file, token.start, token.end);
            let finding = if words::ITEMS.contains(&word) {
                messages::not_at_margin(span, word)
            } else {
                messages::not_an_item(span, word)
            };
            if self.below_quotation(token.start) { messages::or_quotes_the_law(finding) } else { finding }
        });
        self.findings.extend(fault.or(stray));
    }

    /// Whether the line directly above a byte's line quotes the law.
    fn below_quotation(&self, at: usize) -> bool {
        let above = self.file.text.get(..at).unwrap_or_default();
        above.lines().rev().find(|line| !line.trim().is_empty()).is_some_and(|line| line.starts_with('>'))
    }

    /// The name of an item that cannot be read: the word behind its keyword. A calendar has none but its keyword.
    fn item_name(&self, tokens: &[Token]) -> Option<String> {
        let word = |token: &Token| self.file.text.get(token.start..token.end).map(str::to_owned);
        let keyword = tokens.first().and_then(word).filter(|keyword| keyword == tree::CALENDAR);
        let behind = if tokens.first().and_then(word).as_deref() == Some("amends") { 2 } else { 1 };
        keyword.or_else(|| tokens.get(behind).filter(|token| token.kind == scan::TokenKind::Word).and_then(word))
    }

    /// Counts what the limits bound, and pairs the brackets.
    fn counted(&self, tokens: &[Token]) -> Option<Diagnostic> {
        if let Some(token) = tokens.get(self.limits.tokens) {
            let span = split::span(self.file, token.start, token.end);
            return Some(messages::limit(span, "words and signs in one item", self.limits.tokens));
        }
        limits::brackets(self.file, tokens, self.limits).err()
    }
}

/// Whether a line reads like a sentence, not like the first line of an item.
fn is_prose(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.len() > 3 && !line.contains(['"', ':']) && !words.get(2).is_some_and(|word| matches!(*word, "of" | "for" | "to"))
}
