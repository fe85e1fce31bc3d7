//! An item: which of its parts begin a line, and where.
//!
//! Read [`lay_out`] first. The functions bear the names of the grammar's rules.

use pest::Parser as _;
use pest::iterators::Pair;

use super::line::Lines;
use super::words::{self, words};
use crate::source::{SourceFile, Span};
use crate::syntax::build::{Grammar, Rule};
use crate::syntax::scan::{Token, scan};
use crate::syntax::tree::{DefineBody, Item, ItemKind};
use crate::syntax::words::is_keyword;

/// Where a clause begins.
const CLAUSE: usize = 2;

/// The text of an item that stands between two bytes of its file, without the last line end.
pub(super) fn lay_out(file: &SourceFile, item: &Item, start: usize, end: usize, tokens: &[Token], comments: &[Span]) -> String {
    let text = file.text.get(start..end).unwrap_or_default();
    let Ok(pairs) = Grammar::parse(Rule::item, text) else { return text.trim_end().to_owned() };
    let lines = Lines::new(words(file, tokens, comments, pairs.clone(), start));
    let mut layout = Layout { file, lines, base: start, cases: cases(item), clause: Some(0), hangs: false, depth: 0 };
    if let Some(pair) = pairs.flat_map(Pair::into_inner).next() {
        layout.item(pair);
    }
    let last = tokens.last().map_or(start, |token| token.end);
    if let Some(aside) = comments.last().filter(|comment| comment.start as usize >= last) {
        layout.lines.note(&words::note(file, last, *aside));
    }
    layout.lines.finish()
}

/// Where the values of a define's cases stand but the first: the grammar leaves it to the tree to tell `is V` from a comparison.
fn cases(item: &Item) -> Vec<usize> {
    match &item.kind {
        ItemKind::Define(define) => match &define.body {
            DefineBody::Cases { cases, .. } => cases.iter().skip(1).map(|(value, _)| value.span.start as usize).collect(),
            DefineBody::As(_) | DefineBody::Table(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// An item on its way to lines.
pub(super) struct Layout<'a> {
    file: &'a SourceFile,
    pub(super) lines: Lines<'a>,
    /// The item's first byte.
    base: usize,
    /// Where values of cases stand.
    cases: Vec<usize>,
    /// The column of the clause whose expression comes next, not yet within brackets.
    pub(super) clause: Option<usize>,
    /// The clause's expression gets lines of its own if it does not fit.
    pub(super) hangs: bool,
    /// How many brackets are open.
    pub(super) depth: usize,
}

/// The part of an item that stands on its first line.
fn stays(whole: Rule, part: Rule) -> bool {
    match part {
        // The sentence of what a verdict rests on stands alone; a label stands behind its name.
        Rule::string => !matches!(
            whole,
            Rule::question_item
                | Rule::requirement_item
                | Rule::bar_item
                | Rule::exception_item
                | Rule::power_item
                | Rule::note_item
                | Rule::presume_item
                | Rule::deem_item
        ),
        Rule::name
        | Rule::path
        | Rule::field_path
        | Rule::reference
        | Rule::type_expr
        | Rule::value
        | Rule::top
        | Rule::date
        | Rule::named_targets
        | Rule::every_target
        | Rule::under
        | Rule::table_file => true,
        part => is_keyword(part),
    }
}

impl Layout<'_> {
    /// The first word of a part.
    pub(super) fn start(&self, pair: &Pair<'_, Rule>) -> usize {
        self.lines.index(self.base + pair.as_span().start())
    }

    /// One past the last word of a part.
    pub(super) fn end(&self, pair: &Pair<'_, Rule>) -> usize {
        self.lines.index(self.base + pair.as_span().end())
    }

    /// Whether a part began a line.
    fn fresh(&self, pair: &Pair<'_, Rule>) -> bool {
        self.lines.word(self.start(pair)).is_some_and(|word| word.fresh)
    }

    fn item(&mut self, pair: Pair<'_, Rule>) {
        let end = self.end(&pair);
        match pair.as_rule() {
            Rule::choice_item => self.choice_item(pair),
            Rule::table_item => {
                self.align_rows(&pair, |cell, _, _| cell.as_str().trim().to_owned());
                self.parts_of_item(pair);
            }
            Rule::amends_item => {
                for part in pair.into_inner() {
                    self.lines.to(self.start(&part));
                    match part.as_rule() {
                        Rule::kw_amends => self.node(part),
                        _ => self.item(part),
                    }
                }
            }
            _ => self.parts_of_item(pair),
        }
        self.lines.to(end);
    }

    fn parts_of_item(&mut self, pair: Pair<'_, Rule>) {
        let whole = pair.as_rule();
        let mut first = true;
        for part in pair.into_inner() {
            self.lines.to(self.start(&part));
            match part.as_rule() {
                rule if stays(whole, rule) => self.node(part),
                Rule::field => self.field(part, std::mem::take(&mut first)),
                Rule::constraint => {
                    if std::mem::take(&mut first) {
                        self.lines.break_at(CLAUSE)
                    } else {
                        self.lines.break_apart(CLAUSE)
                    }
                    self.clause(part, CLAUSE);
                }
                Rule::entries => self.entries(part, CLAUSE),
                Rule::define_cases => self.define_cases(part),
                Rule::by_table => self.by_table(part),
                Rule::says => self.says(part),
                Rule::given => self.given(part),
                Rule::expect => self.expect(part),
                _ => {
                    self.lines.break_at(CLAUSE);
                    self.clause(part, CLAUSE);
                }
            }
        }
    }

    /// A part with an expression of its own.
    fn clause(&mut self, part: Pair<'_, Rule>, column: usize) {
        self.lines.hang = column + 4;
        self.clause = Some(column);
        self.hangs = part.as_rule() == Rule::covers;
        self.node(part);
        (self.clause, self.hangs) = (None, false);
    }

    /// Options side by side, or each on a line of its own.
    fn choice_item(&mut self, pair: Pair<'_, Rule>) {
        let end = self.end(&pair);
        let mut broken = None;
        for part in pair.into_inner() {
            self.lines.to(self.start(&part));
            if part.as_rule() == Rule::labelled && *broken.get_or_insert_with(|| self.fresh(&part) || !self.lines.fits(end)) {
                self.lines.break_at(CLAUSE);
            }
            self.node(part);
        }
    }

    /// A fact; what is said of it stands behind it, or on lines of its own.
    fn field(&mut self, pair: Pair<'_, Rule>, first: bool) {
        if first {
            self.lines.break_at(CLAUSE)
        } else {
            self.lines.break_apart(CLAUSE)
        }
        self.lines.hang = CLAUSE + 4;
        let mut below = false;
        for part in pair.into_inner() {
            self.lines.to(self.start(&part));
            if matches!(part.as_rule(), Rule::field_path | Rule::colon | Rule::type_expr | Rule::string) {
                self.node(part);
                continue;
            }
            below |= self.fresh(&part) || !self.lines.fits(self.end(&part));
            if below {
                self.lines.break_at(CLAUSE + 2);
            }
            self.clause(part, CLAUSE + 2);
        }
    }

    /// Facts, each on a line of its own.
    fn entries(&mut self, pair: Pair<'_, Rule>, column: usize) {
        self.lines.hang = column + 4;
        for part in pair.clone().into_inner() {
            self.lines.drop_comma(self.start(&part));
        }
        for (n, part) in pair.into_inner().enumerate() {
            self.lines.to(self.start(&part));
            if n > 0 {
                self.lines.break_apart(column)
            } else {
                self.lines.break_at(column)
            }
            self.node(part);
        }
    }

    /// `given base with a: 1, b: 2`, or the facts below it.
    fn given(&mut self, pair: Pair<'_, Rule>) {
        self.lines.break_at(CLAUSE);
        self.lines.hang = CLAUSE + 4;
        let entries = pair.clone().into_inner().find(|part| part.as_rule() == Rule::entries);
        let broken = entries.filter(|entries| self.fresh(entries) || !self.lines.fits(self.end(&pair)));
        match broken {
            Some(entries) => {
                self.lines.to(self.start(&entries));
                self.entries(entries, CLAUSE + 2);
            }
            None => self.lines.to(self.end(&pair)),
        }
    }

    /// A phrase for each verdict, on a line of its own.
    fn says(&mut self, pair: Pair<'_, Rule>) {
        self.lines.break_at(CLAUSE);
        let mut column = None;
        for part in pair.into_inner() {
            self.lines.to(self.start(&part));
            if part.as_rule() == Rule::say {
                match column {
                    Some(column) => self.lines.break_at(column),
                    None => column = Some(self.lines.next_column()),
                }
            }
            self.node(part);
        }
    }

    /// A verdict and what else is expected, on one line or each on its own.
    fn expect(&mut self, pair: Pair<'_, Rule>) {
        self.lines.break_at(CLAUSE);
        self.lines.hang = CLAUSE + 4;
        if self.lines.fits(self.end(&pair)) {
            return self.lines.to(self.end(&pair));
        }
        let mut column = CLAUSE;
        for part in pair.into_inner() {
            let start = self.start(&part);
            self.lines.to(start);
            match part.as_rule() {
                Rule::verdict_word => column = self.lines.next_column(),
                _ if start.checked_sub(1).and_then(|before| self.lines.word(before)).is_some_and(|word| word.comma) => {
                    self.lines.break_at(column);
                }
                _ => {}
            }
            self.node(part);
        }
    }

    /// `is V when C` lines and the last, `otherwise V`.
    fn define_cases(&mut self, pair: Pair<'_, Rule>) {
        self.lines.hang = CLAUSE + 4;
        for part in pair.into_inner() {
            self.lines.to(self.start(&part));
            match part.as_rule() {
                Rule::expr => {
                    let mut condition: Vec<Pair<'_, Rule>> = part.into_inner().collect();
                    let next = condition.iter().position(|part| self.begins_case(part)).unwrap_or(condition.len());
                    let value = condition.split_off(next);
                    self.chain(condition, Some(CLAUSE));
                    if !value.is_empty() {
                        self.lines.break_at(CLAUSE);
                        self.chain(value, Some(CLAUSE));
                    }
                }
                Rule::kw_when => self.node(part),
                _ => {
                    self.lines.break_at(CLAUSE);
                    self.node(part);
                }
            }
        }
    }

    fn begins_case(&self, part: &Pair<'_, Rule>) -> bool {
        let place = self.base + part.as_span().start()..self.base + part.as_span().end();
        part.as_rule() == Rule::is_tail && self.cases.iter().any(|case| place.contains(case))
    }

    /// `by table`, the rows, `first match`.
    fn by_table(&mut self, pair: Pair<'_, Rule>) {
        self.lines.break_at(CLAUSE);
        let (file, base) = (self.file, self.base);
        self.align_rows(&pair, |cell, row, last| decision_cell(file, base, cell, row, last));
        for part in pair.into_inner() {
            self.lines.to(self.start(&part));
            match part.as_rule() {
                Rule::table_row => self.lines.break_at(CLAUSE + 2),
                Rule::kw_first | Rule::kw_one => self.lines.break_at(CLAUSE),
                _ => {}
            }
            self.node(part);
        }
    }

    /// Cells of one column get one width; `text`: how a cell is written, by row and column.
    fn align_rows(&mut self, table: &Pair<'_, Rule>, text: impl Fn(&Pair<'_, Rule>, usize, bool) -> String) {
        let rows: Vec<Pair<'_, Rule>> = table.clone().into_inner().filter(|part| part.as_rule() == Rule::table_row).collect();
        let written = rows.iter().enumerate().map(|(at, row)| {
            let cells: Vec<Pair<'_, Rule>> = row.clone().into_inner().collect();
            let last = cells.len().saturating_sub(1);
            cells.iter().enumerate().map(|(n, cell)| text(cell, at, n == last)).collect()
        });
        let written: Vec<Vec<String>> = written.collect();
        let mut widths: Vec<usize> = Vec::new();
        for (n, cell) in written.iter().flat_map(|cells| cells.iter().enumerate()) {
            let length = cell.chars().count();
            match widths.get_mut(n) {
                Some(width) => *width = length.max(*width),
                None => widths.push(length),
            }
        }
        for (row, cells) in rows.iter().zip(&written) {
            let cells: Vec<String> = cells.iter().zip(&widths).map(|(cell, width)| format!(" {cell:width$} |")).collect();
            self.lines.replace(self.start(row), format!("|{}", cells.concat()));
        }
    }
}

/// A cell of a decision table, its words as anywhere else. The heading holds expressions and last a name, a row tests and last a
/// value.
fn decision_cell(file: &SourceFile, base: usize, cell: &Pair<'_, Rule>, row: usize, last: bool) -> String {
    let text = cell.as_str().trim();
    let rule = if row > 0 && !last { Rule::test_cell } else { Rule::plain_cell };
    let Ok(pairs) = Grammar::parse(rule, text) else { return text.to_owned() };
    let start = base + cell.as_span().start() + (cell.as_str().len() - cell.as_str().trim_start().len());
    let tokens = scan(file, start, start + text.len(), false).tokens;
    let mut line = Lines::new(words(file, &tokens, &[], pairs, start));
    line.to(tokens.len());
    line.finish()
}
