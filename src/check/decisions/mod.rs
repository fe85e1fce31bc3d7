//! Decision tables: from rows to nested `if`s, and what is said of them before any record is read.
//!
//! Read [`Checker::decision_table`] first. What a column can be falls into kinds (`kinds`); all combinations of them are gone
//! through, up to a limit that is a count.

mod kinds;
mod messages;

use super::Checker;
use super::depth::MOST_CASES;
use super::expr::{Expected, Mode, Scope, check_expr, check_part};
use crate::diagnostic::Diagnostic;
use crate::policy::{self, PackId, RecordId, Root};
use crate::source::Span;
use crate::syntax::tree::{self, DecisionTable, ExprKind};
use kinds::Axis;

/// How many rows are compared with combinations of kinds: enough for ten columns of three kinds and eighty rows.
const MOST_LOOKS: usize = 5_000_000;

/// A column: its expression by itself, and how the author calls it.
struct Column {
    typed: policy::Expr,
    words: String,
}

impl Checker<'_> {
    /// The table as one expression: the value of the first row that fits, in nested `if`s. Of a table in which every case fits
    /// some row the last needs no condition.
    pub(super) fn decision_table(
        &mut self,
        pack: PackId,
        subject: (RecordId, Root),
        table: &DecisionTable,
        expected: &Expected,
        name: Span,
    ) -> Option<(policy::Expr, policy::DecisionRows)> {
        if table.rows.len() > MOST_CASES {
            self.out.push(messages::too_many_rows(name, MOST_CASES));
            return None;
        }
        let scope = Scope { names: &self.names, files: &self.files, pack, subject: Some(subject), mode: Mode::Norm };
        let columns: Vec<Option<Column>> = table
            .columns
            .iter()
            .map(|written| {
                let typed = check_part(&scope, written, None, &mut self.out)?;
                let words = scope.words(written.span).unwrap_or_default();
                Some(Column { typed, words })
            })
            .collect();
        let columns: Vec<Column> = columns.into_iter().collect::<Option<_>>()?;
        let values = table.rows.iter().map(|row| check_part(&scope, &row.value, Some(&expected.0), &mut self.out));
        if values.collect::<Vec<_>>().iter().any(Option::is_none) {
            return None;
        }
        let body = nested(table, &columns)?;
        let typed = check_expr(&scope, &body, expected, None, &mut self.out);
        let mut tests: Vec<Vec<Option<policy::Expr>>> = Vec::new();
        let mut sound = true;
        for row in &table.rows {
            let row: Vec<Option<policy::Expr>> = row
                .conditions
                .iter()
                .map(|test| {
                    let typed = check_part(&scope, test.as_ref()?, None, &mut self.out);
                    sound &= typed.is_some();
                    typed
                })
                .collect();
            tests.push(row);
        }
        let typed = typed.filter(|_| sound)?;
        // Its cells have been looked at: what there is to find is found.
        let last = table.rows.last().and_then(|row| condition(table, row, &columns));
        let last = last.and_then(|last| check_part(&scope, &last, None, &mut Vec::new()));
        let axes: Result<Vec<Axis>, Diagnostic> = columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                let axis = kinds::axis(&scope, column, tests.iter().filter_map(|row| row.get(at)?.as_ref()));
                axis.map_err(|span| match column.typed.ty {
                    policy::Type::Money(None) => messages::several_currencies(span),
                    _ => messages::not_gone_through(span, table.one, false),
                })
            })
            .collect();
        let fine = match axes {
            Ok(axes) => self.gone_through(table, &columns, &axes, &tests),
            Err(finding) => self.not_gone_through(table, finding),
        };
        fine.then(|| (typed, decision_rows(table, last)))
    }

    /// Goes through all kinds of cases. `false`: there was an error.
    fn gone_through(
        &mut self,
        table: &DecisionTable,
        columns: &[Column],
        axes: &[Axis],
        tests: &[Vec<Option<policy::Expr>>],
    ) -> bool {
        let last = table.rows.last().map(|row| row.span).unwrap_or_default();
        let combinations = axes.iter().try_fold(1_usize, |all, axis| all.checked_mul(axis.kinds.len()));
        let Some(combinations) = combinations.filter(|all| all.saturating_mul(tests.len()) <= MOST_LOOKS) else {
            return self.not_gone_through(table, messages::not_gone_through(last, table.one, true));
        };
        let fits: Vec<Vec<Vec<bool>>> =
            tests.iter().map(|row| row.iter().zip(axes).map(|(test, axis)| axis.fits(test)).collect()).collect();
        let mut reached = vec![false; tests.len()];
        let mut combination = vec![0_usize; axes.len()];
        for _ in 0..combinations {
            let fit = |row: &Vec<Vec<bool>>| {
                row.iter().zip(&combination).all(|(kinds, at)| kinds.get(*at).copied().unwrap_or_default())
            };
            let mut fitting = fits.iter().enumerate().filter(|(_, row)| fit(row)).map(|(at, _)| at);
            let (first, second) = (fitting.next(), fitting.next());
            let case = || case_words(columns, axes, &combination);
            match (first, second.filter(|_| table.one)) {
                (None, _) => {
                    self.out.push(messages::gap(last, &case()));
                    return false;
                }
                (Some(first), Some(second)) => {
                    let span = |at: usize| table.rows.get(at).map(|row| row.span).unwrap_or_default();
                    self.out.push(messages::overlap(span(second), span(first), &case()));
                    return false;
                }
                (Some(first), None) => {
                    if let Some(slot) = reached.get_mut(first) {
                        *slot = true;
                    }
                }
            }
            advance(&mut combination, axes);
        }
        let never = table.rows.iter().zip(reached).filter(|(_, reached)| !reached);
        self.out.extend(never.map(|(row, _)| messages::never_reached(row.span)));
        true
    }

    /// A table that cannot be gone through is fine only if its last row fits everything and the first row that fits decides.
    fn not_gone_through(&mut self, table: &DecisionTable, finding: Diagnostic) -> bool {
        let rest = table.rows.last().is_some_and(|row| row.conditions.iter().all(Option::is_none));
        let fine = rest && !table.one;
        if !fine {
            self.out.push(finding);
        }
        fine
    }
}

/// The next combination of kinds, the last column first.
fn advance(combination: &mut [usize], axes: &[Axis]) {
    for (at, axis) in combination.iter_mut().zip(axes).rev() {
        *at += 1;
        if *at < axis.kinds.len() {
            return;
        }
        *at = 0;
    }
}

/// A case in words: what each column is.
fn case_words(columns: &[Column], axes: &[Axis], combination: &[usize]) -> String {
    let words = columns.iter().zip(axes).zip(combination).map(|((column, axis), at)| {
        let kind = axis.kinds.get(*at).map(|kind| kind.words.as_str()).unwrap_or_default();
        format!("`{}` {kind}", column.words)
    });
    words.collect::<Vec<_>>().join(", ")
}

/// `if A then V otherwise …`; where what a column looks at is none, only `-` and `none` fit it.
fn nested(table: &DecisionTable, columns: &[Column]) -> Option<tree::Expr> {
    let (last, rows) = table.rows.split_last()?;
    let body = rows.iter().rev().fold(last.value.clone(), |rest, row| {
        let always = || tree::Expr { kind: ExprKind::YesNo(true), span: row.span };
        let condition = condition(table, row, columns).unwrap_or_else(always);
        let span = row.value.span.to(rest.span);
        tree::Expr { kind: ExprKind::If(Box::new(condition), Box::new(row.value.clone()), Box::new(rest)), span }
    });
    Some(body)
}

/// When a row fits; none: always.
fn condition(table: &DecisionTable, row: &tree::DecisionRow, columns: &[Column]) -> Option<tree::Expr> {
    let mut tests: Vec<tree::Expr> = Vec::new();
    for ((test, column), written) in row.conditions.iter().zip(columns).zip(&table.columns) {
        let Some(test) = test else { continue };
        if column.typed.or_none && !is_exists(test) {
            let kind = ExprKind::Exists(true, Box::new(written.clone()));
            tests.push(tree::Expr { kind, span: test.span });
        }
        tests.push(test.clone());
    }
    let last = tests.pop()?;
    if tests.is_empty() {
        return Some(last);
    }
    tests.push(last);
    Some(tree::Expr { kind: ExprKind::And(tests), span: row.span })
}

/// Where the words of a table stand, with the condition of its last row.
fn decision_rows(table: &DecisionTable, last: Option<policy::Expr>) -> policy::DecisionRows {
    let cells = |row: &tree::DecisionRow| {
        let tests = row.conditions.iter().map(|test| test.as_ref().map(|test| test.span));
        tests.chain([Some(row.value.span)]).collect()
    };
    policy::DecisionRows {
        columns: table.columns.iter().map(|column| column.span).collect(),
        rows: table.rows.iter().map(cells).collect(),
        last,
    }
}

fn is_exists(test: &tree::Expr) -> bool {
    matches!(test.kind, ExprKind::Exists(..))
}
