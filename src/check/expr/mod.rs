//! Expressions: from the syntax tree to [`policy::Expr`], names resolved and types fitted.
//!
//! Read [`Scope`] and [`check_expr`] first. Texts of findings are in `messages`.

use super::names::Names;
use crate::diagnostic::Diagnostic;
use crate::policy::{self, Datum, PackId, RecordId, Root, Type};
use crate::syntax::tree;

/// Where an expression stands: what its names can mean.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// All items of all packs.
    pub(super) names: &'a Names,
    /// The pack whose names are visible.
    pub(super) pack: PackId,
    /// The record at hand, and how its places start.
    pub(super) subject: Option<(RecordId, Root)>,
    /// What may be asked here.
    pub(super) mode: Mode,
}

/// What an expression may speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Conditions of norms, defines, presumptions, scopes.
    Norm,
    /// Notes and reports: may also ask `is known`, `is unknown`, `is undetermined`.
    View,
    /// `law as at`: facts and `today` only.
    Governing,
    /// `only when`: facts of the record only.
    OnlyWhen,
    /// Values that stand in the rules.
    Constant,
}

/// What the place wants.
#[derive(Debug, Clone)]
pub(super) enum Expected {
    /// A value of that type; `true`: it may be none.
    Type(Type, bool),
    /// Any.
    Any,
}

/// Types an expression. `None`: it has an error, which is reported.
pub(super) fn check_expr(
    scope: &Scope<'_>,
    expr: &tree::Expr,
    expected: &Expected,
    out: &mut Vec<Diagnostic>,
) -> Option<policy::Expr> {
    let _ = (scope, expr, expected, out);
    None
}

/// Reads a constant of a type. `data`: as tests and examples write it (`unknown`, partial dates, lists, incomplete sets).
pub(super) fn constant(
    scope: &Scope<'_>,
    expr: &tree::Expr,
    ty: &Type,
    or_none: bool,
    data: bool,
    out: &mut Vec<Diagnostic>,
) -> Option<Datum> {
    let _ = (scope, expr, ty, or_none, data, out);
    None
}
