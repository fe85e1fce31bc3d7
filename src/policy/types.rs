//! Types and records.

use std::sync::Arc;

use super::{ChoiceId, Currency, Expr, PackId, ReadingId, RecordId};
use crate::logic::{Date, Decimal};
use crate::source::Span;

/// The type of a value. Whether it may be none is said beside it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// `yes/no`
    YesNo,
    /// `number`
    Number,
    /// `whole number`
    WholeNumber,
    /// `money`; fixed to a currency by `in`.
    Money(Option<Currency>),
    /// `date`
    Date,
    /// `period`
    Period,
    /// `text`
    Text,
    /// `country`
    Country,
    /// A choice type.
    Choice(ChoiceId),
    /// The options of a reading.
    Reading(ReadingId),
    /// `set of T`, T one of text, country, choice
    Set(Box<Type>),
    /// `list of RECORD`
    List(RecordId),
    /// A record.
    Record(RecordId),
}

/// The facts that a record may hold.
#[derive(Debug)]
pub struct RecordType {
    /// Its pack.
    pub pack: PackId,
    /// The name.
    pub name: Arc<str>,
    /// The label.
    pub label: Arc<str>,
    /// The fields; a place names them by index.
    pub fields: Vec<Field>,
    /// What no real record contradicts.
    pub constraints: Vec<Constraint>,
}

/// `constraint EXPR "label"`: what no real record contradicts.
#[derive(Debug)]
pub struct Constraint {
    /// The condition. Places in it have [`Root::Var`](super::Root::Var)`(0)`, the record that holds it.
    pub condition: Expr,
    /// In words.
    pub label: Arc<str>,
    /// Where it stands.
    pub span: Span,
}

/// One fact.
#[derive(Debug)]
pub struct Field {
    /// The name.
    pub name: Arc<str>,
    /// The label, or the name with blanks.
    pub label: Arc<str>,
    /// The type.
    pub ty: Type,
    /// May be known not to exist: `or none`, or `only when`.
    pub or_none: bool,
    /// `or none` was written: a record may say `"none"`.
    pub none_allowed: bool,
    /// Bounds, both included.
    pub bounds: Option<Bounds>,
    /// `only when`: elsewhere it is none. Places in it have [`Root::Var`](super::Root::Var)`(0)`, the record that holds the field.
    pub only_when: Option<Expr>,
    /// `sensitive`
    pub sensitive: bool,
    /// `always known`
    pub always_known: bool,
    /// `immutable`
    pub immutable: bool,
    /// `asked "…"`
    pub asked: Option<Arc<str>>,
    /// `decided by "…"`
    pub decided_by: Option<Arc<str>>,
    /// `assessment by "…"`: a person's judgement, which counts only with its author and date.
    pub assessment: Option<Assessment>,
    /// Where it is declared.
    pub span: Span,
}

/// `assessment by "who" standard "which"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// Who makes it.
    pub by: Arc<str>,
    /// Under which standard.
    pub standard: Option<Arc<str>>,
}

/// `from A to B`
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bounds {
    /// Of a number or an amount of money.
    Number(Decimal, Decimal),
    /// Of a date.
    Date(Date, Date),
}
