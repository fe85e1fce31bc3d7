//! What a column of a decision table can be, in as many kinds as its cells tell apart.
//!
//! Read [`Axis`] first. Options, yes and no, and named countries are kinds of their own; numbers, dates and periods fall into
//! the values that cells name and what lies between them.

use std::cmp::Ordering;

use super::super::expr::Scope;
use super::Column;
use crate::logic::{Date, Decimal, Period, Rounding};
use crate::policy::{Bounds, Expr, ExprKind, Labelled, Scalar, Type};
use crate::source::Span;

/// The kinds of a column, and how its cells tell them apart.
pub(super) struct Axis {
    pub(super) kinds: Vec<Kind>,
    /// What its expression is recognised by in a condition.
    column: Span,
    cuts: Vec<Cut>,
    /// The cut that a cell names, by the place where it does.
    named: Vec<(Span, Cut)>,
}

/// Values that no cell tells apart.
pub(super) struct Kind {
    what: What,
    /// As an example says it, behind the column's name: `is violent`, `is 17`.
    pub(super) words: String,
}

#[derive(Debug, Clone, PartialEq)]
enum What {
    None,
    YesNo(bool),
    Code(Scalar),
    /// A text or country that no cell names.
    AnotherCode,
    /// On the line of cuts: 1 is the first cut, 0 below it, 2 between it and the second.
    At(usize),
}

/// A value that divides a line.
#[derive(Debug, Clone, PartialEq)]
enum Cut {
    Number(Decimal),
    Date(Date),
    Period(Period),
    /// What is the same in one case but not known here, in the author's words.
    Named(String),
}

/// The kinds that the cells of a column tell apart. An error is the cell that cannot be looked through.
pub(super) fn axis<'e>(scope: &Scope<'_>, column: &Column, tests: impl Iterator<Item = &'e Expr>) -> Result<Axis, Span> {
    let tests: Vec<&Expr> = tests.collect();
    let mut axis = Axis { kinds: Vec::new(), column: column.typed.span, cuts: Vec::new(), named: Vec::new() };
    let mut codes: Vec<Scalar> = Vec::new();
    for test in &tests {
        axis.gather(scope, test, &mut codes).ok_or(test.span)?;
    }
    let blame = tests.first().map_or(column.typed.span, |test| test.span);
    axis.sort_cuts().ok_or(blame)?;
    axis.kinds = axis.kinds_of(scope, column, codes).ok_or(blame)?;
    if column.typed.or_none {
        axis.kinds.push(Kind { what: What::None, words: "is none".to_owned() });
    }
    Ok(axis)
}

impl Axis {
    /// Which kinds fit a cell.
    pub(super) fn fits(&self, test: &Option<Expr>) -> Vec<bool> {
        let fit = |kind: &Kind| match test {
            None => true,
            Some(test) => match (&kind.what, exists(test)) {
                (what, Some(exists)) => (*what != What::None) == exists,
                (What::None, None) => false,
                (what, None) => self.holds(test, what),
            },
        };
        self.kinds.iter().map(fit).collect()
    }

    /// Gathers what a cell names; none: it cannot be looked through.
    fn gather(&mut self, scope: &Scope<'_>, test: &Expr, codes: &mut Vec<Scalar>) -> Option<()> {
        match &test.kind {
            ExprKind::Not(inner) => self.gather(scope, inner, codes),
            ExprKind::And(parts) | ExprKind::Or(parts) => parts.iter().try_for_each(|part| self.gather(scope, part, codes)),
            ExprKind::Exists(of) if of.span == self.column => Some(()),
            ExprKind::Is(left, right) | ExprKind::Compare(_, left, right) if left.span == self.column => {
                match (&left.ty, &right.kind) {
                    (Type::YesNo, ExprKind::YesNo(_)) => {}
                    (_, ExprKind::Scalar(code)) => codes.push(code.clone()),
                    (Type::Number | Type::WholeNumber | Type::Money(Some(_)) | Type::Date | Type::Period, _) => {
                        let cut = cut(scope, right)?;
                        if !self.cuts.contains(&cut) {
                            self.cuts.push(cut.clone());
                        }
                        self.named.push((right.span, cut));
                    }
                    _ => return None,
                }
                Some(())
            }
            ExprKind::In(left, right) if left.span == self.column => {
                let ExprKind::Set(members) = &right.kind else { return None };
                members.iter().try_for_each(|member| match &member.kind {
                    ExprKind::Scalar(code) => {
                        codes.push(code.clone());
                        Some(())
                    }
                    _ => None,
                })
            }
            _ => None,
        }
    }

    /// Brings the cuts into order; none: they have none.
    fn sort_cuts(&mut self) -> Option<()> {
        let unordered = self.cuts.iter().enumerate().any(|(at, cut)| {
            let mut others = self.cuts.iter().skip(at + 1);
            others.any(|other| order(cut, other).is_none())
        });
        self.cuts.sort_by(|a, b| order(a, b).unwrap_or(Ordering::Equal));
        (!unordered).then_some(())
    }

    fn kinds_of(&self, scope: &Scope<'_>, column: &Column, codes: Vec<Scalar>) -> Option<Vec<Kind>> {
        let options = |options: &[Labelled]| -> Vec<Kind> {
            let kinds = options
                .iter()
                .zip(0_u16..)
                .map(|(option, at)| Kind { what: What::Code(Scalar::Option(at)), words: format!("is {}", option.name) });
            kinds.collect()
        };
        Some(match &column.typed.ty {
            Type::YesNo => {
                [true, false].map(|yes| Kind { what: What::YesNo(yes), words: says(if yes { "yes" } else { "no" }) }).into()
            }
            Type::Choice(id) => options(&scope.names.choices.get(id.index())?.options),
            Type::Reading(id) => options(&scope.names.readings.get(id.index())?.options),
            Type::Country | Type::Text => {
                let mut kinds: Vec<Kind> = Vec::new();
                for code in codes {
                    let words = match &code {
                        Scalar::Text(text) => says(&format!("\"{text}\"")),
                        Scalar::Country(country) => says(country.alpha2()),
                        Scalar::Option(_) => return None,
                    };
                    let kind = Kind { what: What::Code(code), words };
                    if kinds.iter().all(|other| other.what != kind.what) {
                        kinds.push(kind);
                    }
                }
                let words = if kinds.is_empty() { "is anything" } else { "is any other" }.to_owned();
                kinds.push(Kind { what: What::AnotherCode, words });
                kinds
            }
            Type::Number | Type::WholeNumber | Type::Money(_) | Type::Date | Type::Period => {
                let bounds = bounds(scope, &column.typed);
                (0..=2 * self.cuts.len()).filter_map(|at| self.on_line(at, &column.typed.ty, bounds)).collect()
            }
            // Sets: no cell tells them apart.
            _ if self.cuts.is_empty() && codes.is_empty() => vec![Kind { what: What::At(0), words: "is anything".to_owned() }],
            _ => return None,
        })
    }

    /// A place on the line of cuts, if there is a value there.
    fn on_line(&self, at: usize, ty: &Type, bounds: Option<&Bounds>) -> Option<Kind> {
        let below = (at / 2).checked_sub(1).and_then(|before| self.cuts.get(before));
        let here = self.cuts.get(at / 2);
        let words = match (at % 2 == 1, below, here) {
            (true, _, Some(cut)) => {
                let whole = !matches!(cut, Cut::Number(number) if *ty == Type::WholeNumber && !number.is_whole());
                (whole && within(cut, bounds)).then_some(())?;
                says(&words(cut, ty))
            }
            (_, None, None) => "is anything".to_owned(),
            (_, low, high) => between(low, high, ty, bounds)?,
        };
        Some(Kind { what: What::At(at), words })
    }

    /// Whether a cell's condition holds of a kind that is a value.
    fn holds(&self, test: &Expr, what: &What) -> bool {
        match &test.kind {
            ExprKind::Not(inner) => !self.holds(inner, what),
            ExprKind::And(parts) => parts.iter().all(|part| self.holds(part, what)),
            ExprKind::Or(parts) => parts.iter().any(|part| self.holds(part, what)),
            ExprKind::Is(_, right) => match &right.kind {
                ExprKind::YesNo(yes) => *what == What::YesNo(*yes),
                ExprKind::Scalar(code) => *what == What::Code(code.clone()),
                _ => self.compared(what, right) == Some(Ordering::Equal),
            },
            ExprKind::Compare(order, _, right) => self.compared(what, right).is_some_and(|found| order.holds(found)),
            ExprKind::In(_, set) => match &set.kind {
                ExprKind::Set(members) => members
                    .iter()
                    .any(|member| matches!(&member.kind, ExprKind::Scalar(code) if *what == What::Code(code.clone()))),
                _ => false,
            },
            _ => false,
        }
    }

    fn compared(&self, what: &What, right: &Expr) -> Option<Ordering> {
        let What::At(at) = what else { return None };
        let (_, named) = self.named.iter().find(|(span, _)| *span == right.span)?;
        let place = self.cuts.iter().position(|cut| cut == named)?;
        Some(at.cmp(&(2 * place + 1)))
    }
}

/// Whether a cell asks only if there is a value, and which answer it wants.
fn exists(test: &Expr) -> Option<bool> {
    match &test.kind {
        ExprKind::Exists(_) => Some(true),
        ExprKind::Not(inner) => exists(inner).map(|exists| !exists),
        _ => None,
    }
}

fn cut(scope: &Scope<'_>, expr: &Expr) -> Option<Cut> {
    match &expr.kind {
        ExprKind::Number(number) => Some(Cut::Number(*number)),
        ExprKind::Date(date) => Some(Cut::Date(*date)),
        ExprKind::Period(period) => Some(Cut::Period(*period)),
        _ => scope.words(expr.span).map(Cut::Named),
    }
}

/// The order of two cuts; none: facts decide it, or the starting day.
fn order(a: &Cut, b: &Cut) -> Option<Ordering> {
    match (a, b) {
        (Cut::Number(a), Cut::Number(b)) => Some(a.cmp(b)),
        (Cut::Date(a), Cut::Date(b)) => Some(a.cmp(b)),
        (Cut::Period(a), Cut::Period(b)) => a.compare(*b),
        _ => None,
    }
}

/// The bounds of the fact that a column looks at.
fn bounds<'a>(scope: &Scope<'a>, column: &Expr) -> Option<&'a Bounds> {
    let ExprKind::Field(place) = &column.kind else { return None };
    let (mut record, _) = scope.subject?;
    let mut found = None;
    for at in &place.path {
        let field = scope.names.records.get(record.index())?.fields.get(*at)?;
        found = field.bounds.as_ref();
        if let Type::Record(next) = field.ty {
            record = next;
        }
    }
    found
}

fn within(cut: &Cut, bounds: Option<&Bounds>) -> bool {
    match (cut, bounds) {
        (Cut::Number(number), Some(Bounds::Number(low, high))) => (low..=high).contains(&number),
        (Cut::Date(date), Some(Bounds::Date(low, high))) => (low..=high).contains(&date),
        _ => true,
    }
}

/// A value between two cuts as an example, if there is one: an open end goes as far as the bounds.
fn between(low: Option<&Cut>, high: Option<&Cut>, ty: &Type, bounds: Option<&Bounds>) -> Option<String> {
    match (low, high) {
        (Some(Cut::Number(_)) | None, Some(Cut::Number(_)) | None) => {
            let (low, high) = (number(low), number(high));
            let found = match ty {
                Type::WholeNumber => whole_between(low, high, bounds),
                _ => number_between(low, high, bounds),
            };
            found.map(|found| says(&words(&Cut::Number(found), ty)))
        }
        (Some(Cut::Date(_)) | None, Some(Cut::Date(_)) | None) => {
            let (first, last) = match bounds {
                Some(Bounds::Date(first, last)) => (first.days(), last.days()),
                _ => (Date::MIN.days(), Date::MAX.days()),
            };
            let after = |cut: &Cut| if let Cut::Date(date) = cut { date.days() + 1 } else { first };
            let before = |cut: &Cut| if let Cut::Date(date) = cut { date.days() - 1 } else { last };
            let (from, to) = (low.map_or(first, after).max(first), high.map_or(last, before).min(last));
            let example = if low.is_some() { from } else { to };
            (from <= to).then(|| Date::from_days(example)).flatten().map(|date| says(&date.to_string()))
        }
        (None, Some(high)) => Some(format!("is less than {}", words(high, ty))),
        (Some(low), None) => Some(format!("is more than {}", words(low, ty))),
        (Some(low), Some(high)) => Some(format!("is between {} and {}, neither included", words(low, ty), words(high, ty))),
    }
}

fn number(cut: Option<&Cut>) -> Option<Decimal> {
    match cut {
        Some(Cut::Number(number)) => Some(*number),
        _ => None,
    }
}

/// A whole number strictly between two, within the bounds: the first one, or the last one where the low end is open.
fn whole_between(low: Option<Decimal>, high: Option<Decimal>, bounds: Option<&Bounds>) -> Option<Decimal> {
    let rounded = |number: Decimal, how| number.rounded(how, Decimal::ONE).ok();
    let (first, last) = match bounds {
        Some(Bounds::Number(first, last)) => (rounded(*first, Rounding::Up), rounded(*last, Rounding::Down)),
        _ => (None, None),
    };
    // Beyond the greatest number that can be written there is none.
    let after = |low: Decimal| rounded(low, Rounding::Down)?.plus(Decimal::ONE).ok();
    let before = |high: Decimal| rounded(high, Rounding::Up)?.minus(Decimal::ONE).ok();
    let above = low.map(after);
    let below = high.map(before);
    if above == Some(None) || below == Some(None) {
        return None;
    }
    let from = above.flatten().max(first);
    let to = [below.flatten(), last].into_iter().flatten().min();
    let found = if low.is_some() { from.or(to) } else { to.or(from) };
    found.filter(|_| from.zip(to).is_none_or(|(from, to)| from <= to))
}

/// A number strictly between two, within the bounds.
fn number_between(low: Option<Decimal>, high: Option<Decimal>, bounds: Option<&Bounds>) -> Option<Decimal> {
    let fits = |found: &Decimal| {
        let inside = !matches!(bounds, Some(Bounds::Number(first, last)) if found < first || found > last);
        inside && low.is_none_or(|low| *found > low) && high.is_none_or(|high| *found < high)
    };
    let middle = low.zip(high).and_then(|(low, high)| low.plus(high).ok()?.divided_by(Decimal::from(2)).ok());
    let mut ends = Vec::new();
    if let Some(Bounds::Number(first, last)) = bounds {
        let toward =
            |end: &Decimal, cut: Option<Decimal>| cut.and_then(|cut| cut.plus(*end).ok()?.divided_by(Decimal::from(2)).ok());
        ends = vec![Some(*first), Some(*last), toward(first, high), toward(last, low)];
    }
    let next = low.map(|low| low.plus(Decimal::ONE).ok());
    let former = high.map(|high| high.minus(Decimal::ONE).ok());
    next.into_iter().chain(former).chain([middle]).chain(ends).flatten().find(fits)
}

/// A cut as the author would write it.
fn words(cut: &Cut, ty: &Type) -> String {
    match (cut, ty) {
        (Cut::Number(number), Type::Money(Some(currency))) => format!("{number} {}", currency.code()),
        (Cut::Number(number), _) => number.to_string(),
        (Cut::Date(date), _) => date.to_string(),
        (Cut::Period(period), _) => period.in_words(),
        (Cut::Named(words), _) => format!("`{words}`"),
    }
}

fn says(value: &str) -> String {
    format!("is {value}")
}
