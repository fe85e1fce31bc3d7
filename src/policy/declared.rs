//! Lists, tables, parameters, defines, presumptions and deemings, readings.

use std::sync::Arc;

use super::{Cite, Dated, Datum, Expr, ExprKind, InForce, Labelled, PackId, QuestionId, Record, RecordId, Scalar, Type};
use crate::source::Span;

/// A named set of values with dated versions.
#[derive(Debug)]
pub struct List {
    /// Its pack.
    pub pack: PackId,
    /// The name.
    pub name: Arc<str>,
    /// The label.
    pub label: Arc<str>,
    /// The members' type.
    pub ty: Type,
    /// Ascending by date.
    pub versions: Vec<Dated<Vec<Scalar>>>,
}

/// Reference rows: complete, every empty cell none.
#[derive(Debug)]
pub struct Table {
    /// Its pack.
    pub pack: PackId,
    /// The name.
    pub name: Arc<str>,
    /// The label.
    pub label: Arc<str>,
    /// The rows' type.
    pub record: RecordId,
    /// The rows.
    pub rows: Arc<[Record]>,
    /// Where each row stands.
    pub row_spans: Vec<Span>,
    /// Citations.
    pub cites: Vec<Cite>,
}

/// A value of the law.
#[derive(Debug)]
pub struct Parameter {
    /// Its pack.
    pub pack: PackId,
    /// The name.
    pub name: Arc<str>,
    /// The label.
    pub label: Arc<str>,
    /// The type.
    pub ty: Type,
    /// Ascending by date.
    pub versions: Vec<Dated<Datum>>,
}

/// A derived fact.
#[derive(Debug)]
pub struct Define {
    /// Its pack.
    pub pack: PackId,
    /// The record type that it is a fact of. In its bodies that record is [`Root::Var`](super::Root::Var)`(0)`.
    pub record: RecordId,
    /// The name.
    pub name: Arc<str>,
    /// The label.
    pub label: Arc<str>,
    /// The type.
    pub ty: Type,
    /// May be none.
    pub or_none: bool,
    /// Ascending.
    pub versions: Vec<DefineVersion>,
}

/// A version of a define.
#[derive(Debug)]
pub struct DefineVersion {
    /// When.
    pub in_force: InForce,
    /// `as EXPR`; lines of `is … when …` and rows of a decision table become nested `if`s.
    pub body: Expr,
    /// The rows of `by table`, as they are written.
    pub rows: Option<DecisionRows>,
    /// Citations.
    pub cites: Vec<Cite>,
}

/// Where the words of a decision table stand.
#[derive(Debug)]
pub struct DecisionRows {
    /// What each column but the last looks at.
    pub columns: Vec<Span>,
    /// The cells of each row, the value last; none: any value.
    pub rows: Vec<Vec<Option<Span>>>,
    /// When the last row fits by itself; none: always.
    pub last: Option<Expr>,
}

impl DefineVersion {
    /// The conditions of the rows of a decision table but the last, which decides where none of them holds.
    pub fn row_conditions(&self) -> impl Iterator<Item = &Expr> {
        let mut rest = &self.body;
        let count = self.rows.as_ref().map_or(0, |table| table.rows.len().saturating_sub(1));
        (0..count).map_while(move |_| match &rest.kind {
            ExprKind::If(condition, _, otherwise) => {
                rest = otherwise;
                Some(&**condition)
            }
            _ => None,
        })
    }
}

/// How a value stands for a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// `presume`: where the record does not hold the fact.
    Presumed,
    /// `deem`: whatever the record holds.
    Deemed,
}

/// A rebuttable presumption or a legal fiction: a value that stands for a fact.
#[derive(Debug)]
pub struct Presumption {
    /// Which of the two.
    pub standing: Standing,
    /// Its pack.
    pub pack: PackId,
    /// The record type of the questions that it reaches.
    pub record: RecordId,
    /// The fact, from that record; no list in between.
    pub field: Vec<usize>,
    /// What stands for it (a constant).
    pub value: Expr,
    /// When. Places start at [`Root::Case`](super::Root::Case).
    pub when: Expr,
    /// In words.
    pub sentence: Arc<str>,
    /// `burden on "…"`: who has to show otherwise.
    pub burden: Option<Arc<str>>,
    /// `sensitive fact used because "…"`
    pub sensitive_because: Option<Arc<str>>,
    /// `rests on assessment`
    pub rests_on_assessment: bool,
    /// The questions that it reaches.
    pub questions: Vec<QuestionId>,
    /// When it is law.
    pub in_force: InForce,
    /// Citations.
    pub cites: Vec<Cite>,
    /// The quoted law.
    pub quote: Option<Arc<str>>,
}

/// A passage that can be read in more than one way.
#[derive(Debug)]
pub struct Reading {
    /// Its pack.
    pub pack: PackId,
    /// The name.
    pub name: Arc<str>,
    /// What is open.
    pub question: Arc<str>,
    /// The options.
    pub options: Vec<Labelled>,
    /// The default, an index of `options`; none: open.
    pub default: Option<usize>,
    /// Citations.
    pub cites: Vec<Cite>,
    /// The quoted law.
    pub quote: Option<Arc<str>>,
}
