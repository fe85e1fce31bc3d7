//! How much one file may hold, counted before the grammar runs; the same on every machine.

use super::scan::{Token, TokenKind};
use super::{messages, split};
use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;

/// Limits of one file. Reaching one is a finding of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Items of the file.
    pub items: usize,
    /// Words, numbers, texts and signs of one item.
    pub tokens: usize,
    /// Brackets within brackets.
    pub nesting: usize,
    /// How deep an expression may be: brackets within brackets, and signs of arithmetic and `not` in a row.
    pub depth: usize,
}

impl Default for Limits {
    /// Far beyond any law: 64 MiB, 200,000 items, 1,000,000 tokens an item, 200 brackets, 512 deep.
    fn default() -> Self {
        Limits { bytes: 64 << 20, items: 200_000, tokens: 1_000_000, nesting: 200, depth: 512 }
    }
}

/// How deep the insides of a bracket are: of the rows read, and of the row at hand.
#[derive(Clone, Copy, Default)]
struct Depth {
    /// The deepest row so far.
    rows: usize,
    /// The deepest bracket of this row.
    inside: usize,
    /// Signs of arithmetic and `not` in this row: each may be one step deeper than the one before.
    steps: usize,
}

impl Depth {
    fn deepest(self) -> usize {
        self.rows.max(self.inside + self.steps)
    }
}

/// Pairs the brackets of an item and counts how deep its expressions are.
pub(super) fn brackets(file: &SourceFile, tokens: &[Token], limits: &Limits) -> Result<(), Diagnostic> {
    let mut open: Vec<(Token, &str, Depth)> = Vec::new();
    let mut depth = Depth::default();
    for token in tokens {
        let sign = file.text.get(token.start..token.end).unwrap_or_default();
        let span = split::span(file, token.start, token.end);
        match (token.kind, sign) {
            (TokenKind::Sign, "(" | "[" | "{") => {
                if open.len() >= limits.nesting {
                    return Err(messages::limit(span, "brackets within brackets", limits.nesting));
                }
                open.push((*token, sign, std::mem::take(&mut depth)));
            }
            (TokenKind::Sign, ")" | "]" | "}") => {
                let Some((opening, bracket, outer)) = open.pop() else { return Err(messages::stray_bracket(span, sign)) };
                if messages::closing(bracket) != sign {
                    return Err(messages::open_bracket(split::span(file, opening.start, opening.end), bracket));
                }
                depth = Depth { inside: outer.inside.max(depth.deepest() + 1), ..outer };
            }
            (TokenKind::Sign, "+" | "-" | "*" | "/") | (TokenKind::Word, "plus" | "minus" | "not") => depth.steps += 1,
            // A new clause, operand of `and` or member of a list begins a new row.
            (TokenKind::Sign, "," | ":") | (TokenKind::Word, "and" | "or" | "when" | "where" | "as" | "otherwise") => {
                depth = Depth { rows: depth.deepest(), ..Depth::default() };
            }
            _ => {}
        }
        if depth.inside + depth.steps > limits.depth {
            return Err(messages::limit(span, "steps of one expression", limits.depth));
        }
    }
    match open.pop() {
        Some((opening, bracket, _)) => Err(messages::open_bracket(split::span(file, opening.start, opening.end), bracket)),
        None => Ok(()),
    }
}
