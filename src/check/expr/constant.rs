//! Constants: values of parameters, lists and bounds, and the facts of tests and examples.
//!
//! Read [`constant`] first.

use super::infer::Checker;
use super::types;
use super::{Mode, Scope, messages};
use crate::check::messages as say;
use crate::diagnostic::Diagnostic;
use crate::logic::{Date, Decimal};
use crate::policy::{Bounds, Datum, Expr, ExprKind, Record, RecordId, Scalar, Type};
use crate::syntax::tree::{self, Entry};

/// Reads a constant of a type. `data`: as tests and examples write it (`unknown`, partial dates, lists, incomplete sets).
/// `None`: it has an error, which is reported.
pub(in crate::check) fn constant(
    scope: &Scope<'_>,
    expr: &tree::Expr,
    ty: &Type,
    or_none: bool,
    data: bool,
    out: &mut Vec<Diagnostic>,
) -> Option<Datum> {
    let scope = Scope { subject: None, mode: Mode::Constant, ..*scope };
    match (&expr.kind, ty) {
        (tree::ExprKind::None, _) if or_none => Some(Datum::None),
        (tree::ExprKind::None, _) => fail(messages::none_here(scope.names, ty, expr.span), out),
        (tree::ExprKind::Unknown, _) if data => Some(Datum::Missing),
        (tree::ExprKind::Date(first, last), Type::Date) if data => Some(Datum::Date(*first, *last)),
        (tree::ExprKind::Number(year), Type::Date) => match year_of(*year) {
            Some((first, last)) if data => Some(Datum::Date(first, last)),
            Some((first, _)) => fail(messages::partial_date(first, expr.span), out),
            None => fail(messages::wanted_date(expr.span), out),
        },
        (tree::ExprKind::Set(items), Type::Set(of)) if data => set(&scope, items, of, out),
        // Braces with nothing in them: a record of which nothing is known.
        (tree::ExprKind::Set(items), Type::Record(record)) if data && items.is_empty() => {
            Some(Datum::Record(Box::new(blank(&scope, *record))))
        }
        (tree::ExprKind::List(items), Type::List(record)) if data => list(&scope, items, *record, out),
        (tree::ExprKind::RecordLiteral(entries), Type::Record(record)) if data => {
            Some(Datum::Record(Box::new(literal(&scope, entries, *record, out)?)))
        }
        (tree::ExprKind::List(_) | tree::ExprKind::RecordLiteral(_), _) if data => {
            let wanted = types::one(scope.names, ty);
            fail(messages::wrong_literal(&wanted, matches!(expr.kind, tree::ExprKind::List(_)), expr.span), out)
        }
        (_, Type::List(_) | Type::Record(_)) if data => {
            let wanted = types::one(scope.names, ty);
            fail(messages::literal_wanted(&wanted, matches!(ty, Type::List(_)), expr.span), out)
        }
        _ => {
            let typed = Checker::new(scope, out).expect(expr, ty)?;
            let span = typed.span;
            match datum(typed, ty) {
                Some(datum) => Some(datum),
                None => fail(messages::not_constant(span), out),
            }
        }
    }
}

/// Puts the facts of a record in braces into a record. Wrong ones are reported
/// and left out: `None`.
fn fill(scope: &Scope<'_>, record: &mut Record, entries: &[Entry], out: &mut Vec<Diagnostic>) -> Option<()> {
    let mut seen: Vec<Vec<usize>> = Vec::new();
    let mut sound = Some(());
    for entry in entries {
        let Some((path, field)) = field_of(scope, record.ty, &entry.field, out) else {
            sound = None;
            continue;
        };
        if seen.iter().any(|other| other.starts_with(&path) || path.starts_with(other)) {
            out.push(say::fact_twice(&entry.field));
            sound = None;
        }
        seen.push(path.clone());
        let Some(value) = constant(scope, &entry.value, &field.ty, field.none_allowed, true, out) else {
            sound = None;
            continue;
        };
        if let Some(bounds) = &field.bounds
            && !within_bounds(&value, bounds)
        {
            out.push(say::outside_bounds(entry.value.span, &entry.field, bounds));
            sound = None;
        }
        put(scope, record, &path, value);
    }
    sound
}

/// Whether a value can lie within the bounds of its field.
fn within_bounds(value: &Datum, bounds: &Bounds) -> bool {
    match (value, bounds) {
        (Datum::Number(number) | Datum::Money(number, _), Bounds::Number(low, high)) => low <= number && number <= high,
        (Datum::Date(first, last), Bounds::Date(low, high)) => low <= last && first <= high,
        _ => true,
    }
}

/// The first and last day of a year, which is written like a number.
fn year_of(year: Decimal) -> Option<(Date, Date)> {
    let year = year.to_i64().filter(|year| (1000..=9999).contains(year))?;
    Date::parse_partial(&year.to_string()).ok()
}

fn fail<T>(finding: Diagnostic, out: &mut Vec<Diagnostic>) -> Option<T> {
    out.push(finding);
    None
}

fn set(scope: &Scope<'_>, items: &[tree::Expr], of: &Type, out: &mut Vec<Diagnostic>) -> Option<Datum> {
    let mut members: Vec<Scalar> = Vec::new();
    let (mut complete, mut sound) = (true, true);
    for item in items {
        if matches!(item.kind, tree::ExprKind::Unknown) {
            complete = false;
            continue;
        }
        match constant(scope, item, of, false, false, out) {
            Some(Datum::Scalar(member)) => members.push(member),
            _ => sound = false,
        }
    }
    members.sort_unstable();
    members.dedup();
    sound.then_some(Datum::Set(members, complete))
}

fn list(scope: &Scope<'_>, items: &[tree::Expr], record: RecordId, out: &mut Vec<Diagnostic>) -> Option<Datum> {
    let mut records: Vec<Record> = Vec::new();
    let (mut complete, mut sound) = (true, true);
    for item in items {
        match &item.kind {
            tree::ExprKind::Unknown => complete = false,
            _ => match constant(scope, item, &Type::Record(record), false, true, out) {
                Some(Datum::Record(record)) => records.push(*record),
                _ => sound = false,
            },
        }
    }
    sound.then_some(Datum::List(records, complete))
}

fn literal(scope: &Scope<'_>, entries: &[Entry], ty: RecordId, out: &mut Vec<Diagnostic>) -> Option<Record> {
    let mut record = blank(scope, ty);
    fill(scope, &mut record, entries, out)?;
    Some(record)
}

fn blank(scope: &Scope<'_>, ty: RecordId) -> Record {
    Record::unknown(ty, scope.names.records.get(ty.index()).map_or(0, |record| record.fields.len()))
}

/// The field that an entry names, nested records in between.
fn field_of<'a>(
    scope: &Scope<'a>,
    record: RecordId,
    path: &tree::Path,
    out: &mut Vec<Diagnostic>,
) -> Option<(Vec<usize>, &'a crate::policy::Field)> {
    let names = scope.names;
    let mut steps = Vec::new();
    let mut record = record;
    let mut last: Option<(&tree::Name, &crate::policy::Field)> = None;
    for name in &path.names {
        match last.map(|(_, field)| &field.ty) {
            Some(Type::Record(inner)) => record = *inner,
            Some(Type::List(inner)) => {
                return fail(messages::list_in_braces(last.map(|(name, _)| name), *inner, names, name), out);
            }
            Some(ty) => return fail(messages::no_fields(names, last.map(|(name, _)| name), name, ty), out),
            None => {}
        }
        let fields = &names.records.get(record.index())?.fields;
        let Some(at) = names.field(record, &name.text) else {
            if !names.is_broken_field(record, &name.text) {
                out.push(if names.is_derived(record, &name.text) {
                    say::derived_fact(name)
                } else {
                    messages::no_such_field(names, record, name, fields.iter().map(|field| &*field.name).collect())
                });
            }
            return None;
        };
        steps.push(at);
        last = fields.get(at).map(|field| (name, field));
    }
    last.map(|(_, field)| (steps, field))
}

/// Sets a value, making the nested records on the way.
fn put(scope: &Scope<'_>, record: &mut Record, path: &[usize], value: Datum) {
    let Some((step, rest)) = path.split_first() else { return };
    let nested = scope.names.records.get(record.ty.index()).and_then(|ty| ty.fields.get(*step)).map(|field| &field.ty);
    let Some(slot) = record.values.get_mut(*step) else { return };
    if rest.is_empty() {
        *slot = value;
        return;
    }
    if !matches!(slot, Datum::Record(_))
        && let Some(Type::Record(ty)) = nested
    {
        *slot = Datum::Record(Box::new(blank(scope, *ty)));
    }
    if let Datum::Record(inner) = slot {
        put(scope, inner, rest, value);
    }
}

/// Whether an expression is a value by itself, with nothing to calculate.
pub(super) fn is_written_out(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::YesNo(_)
        | ExprKind::Number(_)
        | ExprKind::Date(_)
        | ExprKind::Period(_)
        | ExprKind::Scalar(_)
        | ExprKind::None => true,
        ExprKind::Set(members) => members.iter().all(is_written_out),
        _ => false,
    }
}

/// The value of a typed constant.
fn datum(typed: Expr, wanted: &Type) -> Option<Datum> {
    Some(match typed.kind {
        ExprKind::YesNo(yes) => Datum::YesNo(yes),
        ExprKind::Number(number) => match typed.ty {
            Type::Money(Some(currency)) => Datum::Money(number, currency),
            _ => Datum::Number(number),
        },
        ExprKind::Date(date) => Datum::Date(date, date),
        ExprKind::Period(period) => Datum::Period(period),
        ExprKind::Scalar(scalar) => Datum::Scalar(scalar),
        ExprKind::Set(items) => {
            let Type::Set(_) = wanted else { return None };
            let member = |item: Expr| match item.kind {
                ExprKind::Scalar(member) => Some(member),
                _ => None,
            };
            let mut members: Vec<Scalar> = items.into_iter().map(member).collect::<Option<_>>()?;
            members.sort_unstable();
            members.dedup();
            Datum::Set(members, true)
        }
        _ => return None,
    })
}
