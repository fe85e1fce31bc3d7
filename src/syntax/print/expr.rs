//! Conditions and lists that do not fit on a line.
//!
//! Read [`Layout::node`] first. `and` and `or` begin lines: those of a clause end where its first operand begins, those within
//! brackets begin there. Where an author broke a line at an `and` or `or` of a clause, each begins a line.

use pest::iterators::Pair;

use super::item::Layout;
use crate::syntax::build::{Rule, apart};

/// Beyond this column nothing is aligned.
const FAR: usize = 72;

/// Brackets deeper than this stay on their line: the stack of any thread must do.
const DEPTH: usize = 32;

impl Layout<'_> {
    /// Any part: what has a layout of its own gets it, the rest goes on the line.
    pub(super) fn node(&mut self, pair: Pair<'_, Rule>) {
        match pair.as_rule() {
            Rule::expr => {
                let clause = self.clause.take();
                self.chain(pair.into_inner().collect(), clause);
            }
            Rule::if_then => self.if_then(pair),
            Rule::group => self.group(pair),
            Rule::expr_list | Rule::braces | Rule::brackets => self.listing(pair),
            Rule::version => self.version(pair),
            Rule::string => self.string(pair),
            _ => {
                let end = self.end(&pair);
                for part in pair.into_inner() {
                    self.lines.to(self.start(&part));
                    self.node(part);
                }
                self.lines.to(end);
            }
        }
    }

    /// Operands with what stands between them; `clause`: the column of the clause, if these are its own.
    pub(super) fn chain(&mut self, parts: Vec<Pair<'_, Rule>>, clause: Option<usize>) {
        let Some(end) = parts.last().map(|last| self.end(last)) else { return };
        let joins = self.joins(&parts);
        let fresh = |at: usize| self.lines.word(at).is_some_and(|word| word.fresh);
        let kept = clause.is_some() && joins.iter().any(|join| fresh(*join) || fresh(join + 1));
        if !kept && (self.lines.fits(end) || self.depth > DEPTH) {
            return self.lines.to(end);
        }
        let hangs = std::mem::take(&mut self.hangs) && !joins.is_empty();
        if let Some(column) = clause.filter(|_| hangs) {
            self.lines.break_at(column + 6);
        }
        let operand = self.lines.next_column();
        self.depth += 1;
        for part in parts {
            let start = self.start(&part);
            self.lines.to(start);
            if joins.binary_search(&start).is_ok() {
                let width = self.lines.word(start).map_or(0, |word| word.text.len() + 1);
                let column = match clause {
                    None => operand,
                    Some(clause) => Some(operand.saturating_sub(width)).filter(|column| *column > clause).unwrap_or(clause + 2),
                };
                self.lines.break_at(column);
            }
            self.node(part);
        }
        self.depth -= 1;
        self.lines.to(end);
    }

    /// The words `and` and `or` that join operands; the `and` of `between` does not.
    fn joins(&self, parts: &[Pair<'_, Rule>]) -> Vec<usize> {
        let mut joins = Vec::new();
        let mut between = false;
        for part in parts {
            let word = part.clone().into_inner().next().map(|word| word.as_rule());
            match (part.as_rule(), word) {
                (Rule::operator_tail, Some(Rule::kw_between)) => between = !holds_both(part),
                (Rule::operator_tail, _) if between => between = !holds_both(part),
                (Rule::logic_tail, _) if std::mem::take(&mut between) => {}
                (Rule::logic_tail, _) => joins.push(self.start(part)),
                _ => {}
            }
        }
        joins
    }

    /// `if`, `then` and `otherwise` below each other.
    fn if_then(&mut self, pair: Pair<'_, Rule>) {
        self.clause = None;
        let end = self.end(&pair);
        if self.lines.fits(end) {
            return self.lines.to(end);
        }
        let column = self.lines.next_column();
        for part in pair.into_inner() {
            self.lines.to(self.start(&part));
            if matches!(part.as_rule(), Rule::kw_then | Rule::kw_otherwise) {
                self.lines.break_at(column);
            }
            self.node(part);
        }
    }

    fn group(&mut self, pair: Pair<'_, Rule>) {
        self.clause = None;
        let end = self.end(&pair);
        if self.lines.fits(end) {
            return self.lines.to(end);
        }
        for part in pair.into_inner().filter(|part| part.as_rule() != Rule::open) {
            self.lines.to(self.start(&part));
            if self.lines.next_column() > FAR {
                self.lines.break_at(self.lines.margin + 4);
            }
            self.node(part);
        }
        self.lines.to(end);
    }

    /// `(a, b)`, `{a, b}`, `[a, b]`: single words fill the lines, others get a line each.
    fn listing(&mut self, pair: Pair<'_, Rule>) {
        self.clause = None;
        let end = self.end(&pair);
        if self.lines.fits(end) {
            return self.lines.to(end);
        }
        let mut elements = Vec::new();
        for part in pair.into_inner().filter(|part| part.as_rule() != Rule::open) {
            if part.as_rule() == Rule::entries { elements.extend(part.into_inner()) } else { elements.push(part) }
        }
        self.elements(elements);
        self.lines.to(end);
    }

    /// `from DATE: v, v, v`
    fn version(&mut self, pair: Pair<'_, Rule>) {
        let parts: Vec<Pair<'_, Rule>> = pair.into_inner().filter(|part| part.as_rule() == Rule::value).collect();
        self.elements(parts);
    }

    /// Elements of a list, aligned.
    fn elements(&mut self, parts: Vec<Pair<'_, Rule>>) {
        let fill = parts.iter().all(|part| !part.as_str().trim().contains(char::is_whitespace));
        let mut column = None;
        for part in parts {
            self.lines.to(self.start(&part));
            match column {
                None => column = Some(self.lines.next_column()),
                Some(column) if !fill || !self.lines.fits(self.end(&part)) => self.lines.break_at(column),
                Some(_) => {}
            }
            self.node(part);
        }
    }

    /// Pieces of a text stay on the lines on which they are.
    fn string(&mut self, pair: Pair<'_, Rule>) {
        let column = self.lines.next_column();
        for part in pair.into_inner() {
            let start = self.start(&part);
            self.lines.to(start);
            if self.lines.word(start).is_some_and(|word| word.piece) {
                self.lines.break_at(column);
            }
            self.node(part);
        }
    }
}

/// Whether a literal behind `between` is both its limits, with the `and` between them: `6 months and 12 months`.
fn holds_both(tail: &Pair<'_, Rule>) -> bool {
    let operand = tail.clone().into_inner().last().filter(|operand| operand.as_rule() == Rule::quantity);
    operand.is_some_and(|quantity| apart(&quantity).len() > 1)
}
