//! Precedence: from the flat list of an expression to its tree.
//!
//! Read [`climb`] first. Loosest to tightest: `and`, `or` (never side by side), `not`, comparisons (never in a row),
//! `plus`/`minus` beside `rounded` (never side by side), `*` and `/`.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::{Read, Reader};
use crate::logic::Rounding;
use crate::source::Span;
use crate::syntax::messages;
use crate::syntax::tree::{ArithOp, CompareOp, Expr, ExprKind, NormStatus, Path, VerdictWord};

/// One element of a flat expression.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Operand(Expr),
    Not(Span),
    And(Span),
    Or(Span),
    Compare(CompareOp, Span),
    Arith(ArithOp, Span),
    Rounded(Rounding, Box<Expr>, Span),
    Between(Span),
    From(Span),
    Until(Span),
    OneOf(bool, Vec<Expr>, Span),
    Exists(Span),
    Known(bool, Span),
    Status(VerdictWord, Span),
    Norm(NormStatus, Span),
    For(Path, Span),
}

impl Step {
    fn span(&self) -> Span {
        match self {
            Step::Operand(expr) => expr.span,
            Step::Not(span)
            | Step::And(span)
            | Step::Or(span)
            | Step::Compare(_, span)
            | Step::Arith(_, span)
            | Step::Rounded(_, _, span)
            | Step::Between(span)
            | Step::From(span)
            | Step::Until(span)
            | Step::OneOf(_, _, span)
            | Step::Exists(span)
            | Step::Known(_, span)
            | Step::Status(_, span)
            | Step::Norm(_, span)
            | Step::For(_, span) => *span,
        }
    }

    /// Whether it compares.
    fn compares(&self) -> bool {
        !matches!(
            self,
            Step::Operand(_) | Step::Not(_) | Step::And(_) | Step::Or(_) | Step::Arith(..) | Step::Rounded(..) | Step::Until(_)
        )
    }
}

/// The tree of a flat list.
pub(super) fn climb(reader: &Reader<'_>, steps: Vec<Step>, whole: Span) -> Read<Expr> {
    Climb { reader, steps: steps.into_iter().peekable(), whole }.expr()
}

/// A walk over the flat list.
struct Climb<'a> {
    reader: &'a Reader<'a>,
    steps: Peekable<IntoIter<Step>>,
    whole: Span,
}

impl<'a> Climb<'a> {
    /// `unary ((and | or) unary)*`, to the end of the list.
    fn expr(mut self) -> Read<Expr> {
        let first = self.unary()?;
        let mut operands = vec![first];
        let mut signs: Vec<bool> = Vec::new();
        while let Some(step) = self.steps.next() {
            match step {
                Step::And(_) => signs.push(true),
                Step::Or(_) => signs.push(false),
                step => return Err(self.misplaced(step.span())),
            }
            operands.push(self.unary()?);
        }
        let (ands, ors) = (signs.contains(&true), signs.contains(&false));
        let (Some(first), Some(last)) = (operands.first(), operands.last()) else { return Err(self.misplaced(self.whole)) };
        let span = first.span.to(last.span);
        match (ands, ors) {
            (true, true) => Err(self.and_beside_or(&operands, &signs, span)),
            (true, false) => Ok(Expr { kind: ExprKind::And(operands), span }),
            (false, true) => Ok(Expr { kind: ExprKind::Or(operands), span }),
            (false, false) => operands.pop().ok_or_else(|| self.misplaced(span)),
        }
    }

    fn unary(&mut self) -> Read<Expr> {
        let mut nots: Vec<Span> = Vec::new();
        while let Some(Step::Not(span)) = self.steps.next_if(|step| matches!(step, Step::Not(_))) {
            nots.push(span);
        }
        let mut expr = self.comparison()?;
        for not in nots.into_iter().rev() {
            let span = not.to(expr.span);
            expr = Expr { kind: ExprKind::Not(Box::new(expr)), span };
        }
        Ok(expr)
    }

    fn comparison(&mut self) -> Read<Expr> {
        let left = self.sum()?;
        let Some(step) = self.steps.next_if(Step::compares) else { return Ok(left) };
        let expr = self.compared(left, step)?;
        match self.steps.next_if(Step::compares) {
            Some(next) => {
                let behind = self.sum().ok();
                Err(self.chained(&expr, &next, behind.as_ref()))
            }
            None => Ok(expr),
        }
    }

    /// A left side with its comparison and what that takes from the list.
    fn compared(&mut self, left: Expr, step: Step) -> Read<Expr> {
        let start = left.span;
        let mut span = start.to(step.span());
        let left = Box::new(left);
        let mut right = |climb: &mut Self| -> Read<Box<Expr>> {
            let expr = climb.sum()?;
            span = span.to(expr.span);
            Ok(Box::new(expr))
        };
        let kind = match step {
            Step::Compare(op, _) => compare(op, left, right(self)?),
            Step::Between(at) => {
                let low = right(self)?;
                if !matches!(self.steps.next(), Some(Step::And(_))) {
                    return Err(messages::between_without_and(at, matches!(low.kind, ExprKind::Period(_))));
                }
                ExprKind::Between(left, low, right(self)?)
            }
            Step::From(at) => {
                let from = right(self)?;
                if !matches!(self.steps.next(), Some(Step::Until(_))) {
                    return Err(messages::half_open(at, "is from", "until"));
                }
                ExprKind::FromUntil(left, from, right(self)?)
            }
            Step::OneOf(negated, list, _) => ExprKind::OneOf(negated, left, list),
            Step::Exists(_) => ExprKind::Exists(true, left),
            Step::Known(known, _) => ExprKind::Known(known, left),
            Step::Status(verdict, _) => self.asks(*left, None, verdict)?,
            Step::For(place, at) => match self.steps.next() {
                Some(Step::Status(verdict, end)) => {
                    span = span.to(end);
                    self.asks(*left, Some(place), verdict)?
                }
                _ => return Err(messages::for_without_verdict(at, self.reader.file.slice(at))),
            },
            Step::Norm(status, _) => match left.kind {
                ExprKind::Path(path) => ExprKind::NormIs(path, status),
                _ => return Err(messages::not_a_norm(start, self.reader.file.slice(start))),
            },
            other => return Err(self.misplaced(other.span())),
        };
        Ok(Expr { kind, span })
    }

    fn asks(&self, left: Expr, place: Option<Path>, verdict: VerdictWord) -> Read<ExprKind> {
        match left.kind {
            ExprKind::Path(question) => Ok(ExprKind::Asks(question, place.map(Box::new), verdict)),
            _ => Err(messages::not_a_question(left.span, self.reader.file.slice(left.span))),
        }
    }

    /// A sum, or a product that is rounded: what stands beside `rounded` without brackets could be meant in two ways.
    fn sum(&mut self) -> Read<Expr> {
        let first = self.product()?;
        let from = first.span;
        let expr = self.arithmetic(first, &[ArithOp::Plus, ArithOp::Minus], Self::product)?;
        let Some(Step::Rounded(how, unit, span)) = self.steps.next_if(|step| matches!(step, Step::Rounded(..))) else {
            return Ok(expr);
        };
        if let ExprKind::Arith(ArithOp::Plus | ArithOp::Minus, left, right) = &expr.kind
            && expr.span != from
        {
            let parts = [left.span, right.span, span].map(|part| one_line(self.reader.file.slice(part)));
            let sign = Span { start: left.span.end, end: right.span.start, ..span };
            return Err(messages::sum_beside_rounded(expr.span.to(span), &parts, self.reader.file.slice(sign).trim()));
        }
        let rounded = Expr { span: expr.span.to(span), kind: ExprKind::Rounded(how, Box::new(expr), unit) };
        match self.steps.next_if(|step| matches!(step, Step::Arith(..) | Step::Rounded(..))) {
            None => Ok(rounded),
            Some(Step::Arith(_, sign)) => {
                let behind = self.operand()?.span;
                let texts = [rounded.span, sign, behind].map(|part| one_line(self.reader.file.slice(part)));
                Err(messages::behind_rounded(rounded.span.to(behind), &texts))
            }
            Some(again) => {
                let texts = [rounded.span, again.span()].map(|part| one_line(self.reader.file.slice(part)));
                Err(messages::rounded_twice(rounded.span.to(again.span()), &texts))
            }
        }
    }

    fn product(&mut self) -> Read<Expr> {
        let first = self.operand()?;
        self.arithmetic(first, &[ArithOp::Times, ArithOp::DividedBy], Self::operand)
    }

    fn arithmetic(&mut self, first: Expr, ops: &[ArithOp], tighter: fn(&mut Self) -> Read<Expr>) -> Read<Expr> {
        let mut left = first;
        while let Some(Step::Arith(op, _)) = self.steps.next_if(|step| matches!(step, Step::Arith(op, _) if ops.contains(op))) {
            let right = tighter(self)?;
            let span = left.span.to(right.span);
            left = Expr { kind: ExprKind::Arith(op, Box::new(left), Box::new(right)), span };
        }
        Ok(left)
    }

    fn operand(&mut self) -> Read<Expr> {
        match self.steps.next() {
            Some(Step::Operand(expr)) => Ok(expr),
            Some(other) => Err(self.misplaced(other.span())),
            None => Err(self.misplaced(self.whole)),
        }
    }

    fn misplaced(&self, span: Span) -> crate::diagnostic::Diagnostic {
        messages::unexpected(span, self.reader.file.slice(span), "expression", &[])
    }

    /// `behind`: what is compared with.
    fn chained(&self, first: &Expr, second: &Step, behind: Option<&Expr>) -> crate::diagnostic::Diagnostic {
        if let Some(finding) = behind.and_then(|behind| self.period_between_days(first, second, behind)) {
            return finding;
        }
        let middle = match &first.kind {
            ExprKind::Compare(_, _, right) => right.span,
            _ => first.span,
        };
        let span = first.span.to(second.span());
        messages::chained(span, &one_line(self.reader.file.slice(span)), &one_line(self.reader.file.slice(middle)))
    }

    /// `born at least 18 years before today`
    fn period_between_days(&self, first: &Expr, second: &Step, behind: &Expr) -> Option<crate::diagnostic::Diagnostic> {
        let ExprKind::Compare(measure, day, period) = &first.kind else { return None };
        let (ExprKind::Period(_), Step::Compare(order, _)) = (&period.kind, second) else { return None };
        let text = |span: Span| one_line(self.reader.file.slice(span));
        let [day, period, other] = [day.span, period.span, behind.span].map(text);
        let is_before = match order {
            CompareOp::Before => true,
            CompareOp::After => false,
            _ => return None,
        };
        // The earlier day with the period added, against the later one.
        let words = match (measure, is_before) {
            (CompareOp::AtLeast, true) | (CompareOp::AtMost, false) => "on or before",
            (CompareOp::AtLeast, false) | (CompareOp::AtMost, true) => "on or after",
            (CompareOp::MoreThan, true) | (CompareOp::LessThan, false) => "before",
            (CompareOp::MoreThan, false) | (CompareOp::LessThan, true) => "after",
            _ => return None,
        };
        let by_days = if is_before {
            format!("{day} plus {period} {words} {other}")
        } else {
            format!("{day} {words} {other} plus {period}")
        };
        let years = period.split_once(' ').filter(|(_, unit)| is_before && matches!(*unit, "year" | "years"));
        let measured = match measure {
            CompareOp::AtLeast => Some("at least"),
            CompareOp::LessThan => Some("less than"),
            _ => None,
        };
        let by_age = years.zip(measured).map(|((count, _), words)| format!("age of {day} on {other} {words} {count}"));
        let right: Vec<String> = by_age.into_iter().chain([by_days]).collect();
        Some(messages::period_between_days(first.span.to(behind.span), &text(first.span.to(behind.span)), &right))
    }

    /// Both readings, as rules and in words.
    fn and_beside_or(&self, operands: &[Expr], signs: &[bool], span: Span) -> crate::diagnostic::Diagnostic {
        let texts: Vec<String> = operands.iter().map(|operand| one_line(self.reader.file.slice(operand.span))).collect();
        let tight_and = reading(&texts, signs, true);
        let tight_or = reading(&texts, signs, false);
        messages::and_beside_or(span, &one_line(self.reader.file.slice(span)), [tight_and, tight_or])
    }
}

/// Comparing with `none` asks whether there is one.
pub(super) fn compare(op: CompareOp, left: Box<Expr>, right: Box<Expr>) -> ExprKind {
    match (op, &right.kind) {
        (CompareOp::Is, ExprKind::None) => ExprKind::Exists(false, left),
        (CompareOp::IsNot, ExprKind::None) => ExprKind::Exists(true, left),
        _ => ExprKind::Compare(op, left, right),
    }
}

/// The operands grouped by the tighter word (`true`: `and`): with brackets, and in words.
fn reading(texts: &[String], signs: &[bool], tight: bool) -> (String, String) {
    let mut groups: Vec<Vec<&str>> = Vec::new();
    for (n, text) in texts.iter().enumerate() {
        let joins = n > 0 && signs.get(n - 1) == Some(&tight);
        match groups.last_mut() {
            Some(group) if joins => group.push(text),
            _ => groups.push(vec![text]),
        }
    }
    let (inner, outer) = if tight { (" and ", " or ") } else { (" or ", " and ") };
    let brackets: Vec<String> =
        groups.iter().map(|group| if group.len() > 1 { format!("({})", group.join(inner)) } else { group.concat() }).collect();
    let words: Vec<String> = groups
        .iter()
        .map(|group| match (group.len(), tight) {
            (1, true) => format!("{} alone", quoted(group, "")),
            (1, false) => quoted(group, ""),
            (_, true) => format!("{} together", quoted(group, " and ")),
            (_, false) => format!("one of {}", quoted(group, " or ")),
        })
        .collect();
    let words = if tight { format!("either {}", words.join(", or ")) } else { words.join(", and in any case ") };
    (brackets.join(outer), words)
}

fn quoted(group: &[&str], join: &str) -> String {
    let quoted: Vec<String> = group.iter().map(|text| format!("`{text}`")).collect();
    quoted.join(join)
}

/// The author's words on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
