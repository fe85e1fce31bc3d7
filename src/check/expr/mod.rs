//! Expressions: from the syntax tree to [`policy::Expr`], names resolved and types fitted.
//!
//! Read [`Scope`] and [`check_expr`] first. An expression is typed from the inside out ([`infer`]), with a hint of the type that
//! its place wants; then [`guard`] sees to it that no value that may be none is used unguarded, and [`lint`] warns. The texts of all
//! findings are in [`messages`].

mod arith;
mod compare;
mod constant;
mod counted;
mod guard;
mod infer;
mod lint;
mod loops;
mod messages;
mod resolve;
mod status;
pub(super) mod types;

pub(super) use constant::constant;

use super::names::Names;
use crate::diagnostic::Diagnostic;
use crate::policy::{self, PackId, QuestionId, RecordId, Root, Type};
use crate::source::{SourceFile, Span};
use crate::syntax::tree;
use infer::Checker;

/// Where an expression stands: what its names can mean.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// All items of all packs.
    pub(super) names: &'a Names,
    /// The files, for the author's own words.
    pub(super) files: &'a [SourceFile],
    /// The pack whose names are visible.
    pub(super) pack: PackId,
    /// The record at hand, and how its places start.
    pub(super) subject: Option<(RecordId, Root)>,
    /// What may be asked here.
    pub(super) mode: Mode,
}

impl Scope<'_> {
    /// The author's words, on one line; nothing if a comment or a line end too many stands among them.
    pub(super) fn words(&self, span: Span) -> Option<String> {
        let file = self.files.get(span.file.0 as usize)?;
        let words = file.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty() && words.len() <= MOST_WORDS && !words.contains('#')).then_some(words)
    }
}

/// What is repeated to the author, in bytes: more would hide what is to be changed.
const MOST_WORDS: usize = 100;

/// What an expression may speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Conditions of norms, defines, presumptions, scopes.
    Norm,
    /// Notes and reports of a question: may also ask `is known`, `is unknown`, `is undetermined`, and for the status of norms.
    View(QuestionId),
    /// `law as at`: facts and `today` only.
    Governing,
    /// `only when`: facts of the record only.
    OnlyWhen,
    /// `constraint`: facts of the record and `today` only.
    Constraint,
    /// Values that stand in the rules.
    Constant,
}

/// The type that the place wants; `true`: the value may be none.
#[derive(Debug, Clone)]
pub(super) struct Expected(pub(super) Type, pub(super) bool);

/// An expression as a part of a larger one, of the type that is wanted or of its own. `None`: it has an error, which is reported.
pub(super) fn check_part(
    scope: &Scope<'_>,
    expr: &tree::Expr,
    wanted: Option<&Type>,
    out: &mut Vec<Diagnostic>,
) -> Option<policy::Expr> {
    let mut checker = Checker::new(*scope, out);
    match wanted {
        Some(wanted) => checker.expect(expr, wanted),
        None => checker.infer(expr, None),
    }
}

/// Types an expression; `given`: a condition without which it does not matter. `None`: it has an error, which is reported.
pub(super) fn check_expr(
    scope: &Scope<'_>,
    expr: &tree::Expr,
    expected: &Expected,
    given: Option<&policy::Expr>,
    out: &mut Vec<Diagnostic>,
) -> Option<policy::Expr> {
    let Expected(ty, or_none) = expected;
    let mut typed = Checker::new(*scope, out).expect(expr, ty)?;
    if scope.mode == Mode::Constant && !constant::is_written_out(&typed) {
        out.push(messages::not_constant(typed.span));
        return None;
    }
    let sound = guard::check(scope, &mut typed, *or_none, given, out);
    lint::check(&typed, out);
    sound.then_some(typed)
}
