//! Decision tables: rows of cells, each read by the grammar's own rules of expressions.
//!
//! Read [`Reader::by_table`] first. A cell is read where it stands, so that findings point into it; the column's expression is
//! written into each condition.

use pest::Parser as _;
use pest::iterators::Pair;

use super::climb::{self, Step};
use super::{Grammar, Read, Reader, Rule};
use crate::source::Span;
use crate::syntax::scan::{self, Scan};
use crate::syntax::tree::{CompareOp, DecisionRow, DecisionTable, DefineBody, Expr, ExprKind, Name};
use crate::syntax::{limits, messages, near};

/// A cell on its own: its first byte in the file, and its text, trimmed.
type Cell<'a> = (usize, &'a str);

impl Reader<'_> {
    /// `by table`, rows, `first match`.
    pub(super) fn by_table(&self, pair: Pair<'_, Rule>, name: &Name) -> Read<DefineBody> {
        let span = self.span(&pair);
        let one = pair.clone().into_inner().any(|part| part.as_rule() == Rule::kw_one);
        let mut lines = pair.into_inner().filter(|part| part.as_rule() == Rule::table_row);
        let heading = lines.next().ok_or_else(|| messages::unexpected(span, "", "define", &[]))?;
        let heading_span = self.span(&heading);
        let (last, looked_at) = split_last(self.cells(heading)).ok_or_else(|| messages::empty_cell(heading_span))?;
        if last.1 != name.text {
            return Err(messages::other_last_column(self.cell_span(last), last.1, &name.text));
        }
        let columns = looked_at.into_iter().map(|cell| self.plain_cell(cell)).collect::<Read<Vec<Expr>>>()?;
        let rows = lines.map(|line| self.decision_row(line, &columns, heading_span)).collect::<Read<Vec<DecisionRow>>>()?;
        if rows.is_empty() {
            return Err(messages::part_missing(span, "define", &name.text, "rows", "lines of `| a | b |` below the heading"));
        }
        Ok(DefineBody::Table(Box::new(DecisionTable { columns, rows, one, span })))
    }

    fn decision_row(&self, line: Pair<'_, Rule>, columns: &[Expr], heading: Span) -> Read<DecisionRow> {
        let span = self.span(&line);
        let cells = self.cells(line);
        let count = cells.len();
        let (last, tests) = split_last(cells)
            .filter(|(_, tests)| tests.len() == columns.len())
            .ok_or_else(|| messages::cells(span, heading, count, columns.len() + 1))?;
        let conditions = columns.iter().zip(tests).map(|(column, cell)| self.test_cell(column, cell));
        let conditions = conditions.collect::<Read<Vec<Option<Expr>>>>()?;
        Ok(DecisionRow { conditions, value: self.plain_cell(last)?, span })
    }

    fn cells<'i>(&self, line: Pair<'i, Rule>) -> Vec<Cell<'i>> {
        let cells = line.into_inner().map(|cell| {
            let text = cell.as_str();
            let start = self.base + cell.as_span().start() + (text.len() - text.trim_start().len());
            (start, text.trim())
        });
        cells.collect()
    }

    fn cell_span(&self, (start, text): Cell<'_>) -> Span {
        crate::syntax::split::span(self.file, start, start + text.len())
    }

    /// Reads a cell by a rule of the grammar.
    fn read_cell<T>(&self, cell: Cell<'_>, rule: Rule, read: impl FnOnce(&Reader<'_>, Pair<'_, Rule>) -> Read<T>) -> Read<T> {
        let (start, text) = cell;
        if text.is_empty() {
            return Err(messages::empty_cell(self.cell_span(cell)));
        }
        let Scan { tokens, fault, .. } = scan::scan(self.file, start, start + text.len(), false);
        if let Some(fault) = fault {
            return Err(fault);
        }
        limits::brackets(self.file, &tokens, &limits::Limits::default())?;
        let inner = Reader { file: self.file, base: start, text, tokens: &tokens };
        let mut pairs = Grammar::parse(rule, text).map_err(|error| near::explain(&inner, &error))?;
        let pair = pairs.next().ok_or_else(|| messages::empty_cell(self.cell_span(cell)))?;
        read(&inner, pair)
    }

    fn plain_cell(&self, cell: Cell<'_>) -> Read<Expr> {
        self.read_cell(cell, Rule::plain_cell, |reader, pair| reader.top_of(pair))
    }

    /// The condition that a cell puts on its column; none: any value.
    fn test_cell(&self, column: &Expr, cell: Cell<'_>) -> Read<Option<Expr>> {
        let span = self.cell_span(cell);
        self.read_cell(cell, Rule::test_cell, |reader, pair| {
            let Some(test) = pair.into_inner().next() else { return Ok(None) };
            let expr = match test.as_rule() {
                Rule::any_cell => return Ok(None),
                Rule::exists_tail => Expr { kind: ExprKind::Exists(true, Box::new(column.clone())), span },
                Rule::compare_cell => reader.compared_with(column, test, span)?,
                Rule::not_cell => {
                    let values = test.into_inner().find(|part| part.as_rule() == Rule::values_cell);
                    reader.one_of(column, values.ok_or_else(|| messages::empty_cell(span))?, true, span)?
                }
                _ => reader.one_of(column, test, false, span)?,
            };
            Ok(Some(Expr { span, ..expr }))
        })
    }

    fn compared_with(&self, column: &Expr, test: Pair<'_, Rule>, span: Span) -> Read<Expr> {
        let mut steps = vec![Step::Operand(column.clone())];
        steps.extend(self.steps(test)?);
        climb::climb(self, steps, span)
    }

    /// `a, b`: the column is one of them; `none` alone: there is no value.
    fn one_of(&self, column: &Expr, values: Pair<'_, Rule>, negated: bool, span: Span) -> Read<Expr> {
        let mut lists: Vec<Vec<Step>> = Vec::new();
        for part in values.into_inner() {
            if part.as_rule() != Rule::operator_tail {
                lists.push(Vec::new());
            }
            if let Some(steps) = lists.last_mut() {
                self.step(steps, part)?;
            }
        }
        let mut values = lists.into_iter().map(|steps| climb::climb(self, steps, span)).collect::<Read<Vec<Expr>>>()?;
        let alone = values.len() == 1;
        if let Some(none) = values.iter().find(|value| matches!(value.kind, ExprKind::None)).filter(|_| !alone) {
            return Err(messages::none_among_values(none.span));
        }
        let column = Box::new(column.clone());
        let op = if negated { CompareOp::IsNot } else { CompareOp::Is };
        let kind = match (values.pop(), alone) {
            (Some(value), true) => climb::compare(op, column, Box::new(value)),
            (last, _) => {
                values.extend(last);
                ExprKind::OneOf(negated, column, values)
            }
        };
        Ok(Expr { kind, span })
    }
}

fn split_last<T>(mut cells: Vec<T>) -> Option<(T, Vec<T>)> {
    let last = cells.pop()?;
    Some((last, cells))
}
