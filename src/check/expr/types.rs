//! What the types are called, and which value may stand where.

use crate::check::names::Names;
use crate::policy::{Expr, ExprKind, Type};

/// The type in the words of the language.
pub(crate) fn words(names: &Names, ty: &Type) -> String {
    match ty {
        Type::YesNo => "yes/no".to_owned(),
        Type::Number => "number".to_owned(),
        Type::WholeNumber => "whole number".to_owned(),
        Type::Money(None) => "money".to_owned(),
        Type::Money(Some(currency)) => format!("money in {}", currency.code()),
        Type::Date => "date".to_owned(),
        Type::Period => "period".to_owned(),
        Type::Text => "text".to_owned(),
        Type::Country => "country".to_owned(),
        Type::Choice(id) => names.choices.get(id.index()).map_or_else(String::new, |choice| choice.name.to_string()),
        Type::Reading(id) => {
            names.readings.get(id.index()).map_or_else(String::new, |reading| format!("option of `{}`", reading.name))
        }
        Type::Set(of) => format!("set of {}", words(names, of)),
        Type::List(id) => format!("list of {}", record_name(names, *id)),
        Type::Record(id) => record_name(names, *id),
    }
}

fn record_name(names: &Names, id: crate::policy::RecordId) -> String {
    if id == crate::policy::RecordId::STRETCH {
        return "stretch of time".to_owned();
    }
    names.records.get(id.index()).map_or_else(String::new, |record| record.name.to_string())
}

/// With `a` or `an`: `a date`, `an option of …`.
pub(crate) fn one(names: &Names, ty: &Type) -> String {
    let word = words(names, ty);
    match ty {
        Type::YesNo | Type::Money(_) | Type::Text => word,
        _ if word.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']) => format!("an {word}"),
        _ => format!("a {word}"),
    }
}

/// Whether a value of one type may stand where another is wanted.
pub(super) fn fits(found: &Type, wanted: &Type) -> bool {
    match (found, wanted) {
        (Type::WholeNumber, Type::Number) | (Type::Money(_), Type::Money(None)) => true,
        _ => found == wanted,
    }
}

/// The type of a value that is one of either type.
pub(super) fn common(a: &Type, b: &Type) -> Option<Type> {
    if fits(a, b) {
        Some(b.clone())
    } else if fits(b, a) {
        Some(a.clone())
    } else {
        None
    }
}

/// Number or whole number.
pub(super) fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Number | Type::WholeNumber)
}

/// Whether two amounts are certainly in two currencies.
pub(super) fn currencies_differ(a: &Type, b: &Type) -> bool {
    matches!((a, b), (Type::Money(Some(a)), Type::Money(Some(b))) if a != b)
}

/// The type of the sum, difference or comparison of two amounts: fixed if one is.
pub(super) fn amount(a: &Type, b: &Type) -> Type {
    match (a, b) {
        (Type::Money(Some(_)), _) => a.clone(),
        _ => b.clone(),
    }
}

/// An expression of a type, never none.
pub(super) fn sure(kind: ExprKind, ty: Type, span: crate::source::Span) -> Expr {
    Expr { kind, ty, or_none: false, span }
}
