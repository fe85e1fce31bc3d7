//! Typed expressions to nodes: parameters become values, defines are written out, places become spots.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexSet;

use super::nodes::{CodeId, CodeNode, Elements, LoopNode, Narrowed, Nodes, Program, RowSet, Spot, TheOne, TruthId, TruthNode};
use super::{AnyId, DateId, NumberId, PlannedTable};
use crate::logic::Date;
use crate::policy::expr::{Loop, Order, Over, Place};
use crate::policy::{
    Datum, DefineId, Expr, ExprKind, Field, InTime, Law, NormId, PolicyData, QuantifierKind, QuestionId, ReadingId, Record,
    RecordId, Root, Scalar, Type, in_effect,
};
use crate::source::Span;

/// What the lowering of a plan shares between its epochs: the facts, questions and readings met so far.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// Case facts by path.
    pub(super) slots: IndexSet<Vec<usize>>,
    /// Questions asked.
    pub(super) asks: IndexSet<QuestionId>,
    /// Readings used.
    pub(super) readings: IndexSet<ReadingId>,
    /// The nodes of their programs.
    pub(super) nodes: Arc<Nodes>,
}

/// A place with its subject or loop written in: the fields that lead to it from the case record or a bound record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Holder {
    anchor: Anchor,
    path: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Anchor {
    Case,
    Bound(u32),
}

/// How far what stands for the facts of the case is read.
#[derive(Debug, Default)]
struct Reads {
    /// Not as deemed: where it is said whether a fact can exist.
    undeemed: bool,
    /// The fact whose deeming is lowered: read as it is recorded.
    own: Option<Vec<usize>>,
}

/// Lowers the expressions of one epoch into its program.
pub(super) struct Lower<'a> {
    pub(super) policy: &'a PolicyData,
    pub(super) program: Program,
    shared: &'a mut Shared,
    /// The case record's type.
    case: RecordId,
    /// The law that is written in; none where no law may be read.
    law: Option<Law>,
    /// The last day on which something that is written in became known.
    pub(super) known_from: Option<Date>,
    /// The decision tables met so far.
    pub(super) tables: Vec<PlannedTable>,
    /// The question and its norms in order, where its epochs are lowered: what stands beside the verdict may ask about them.
    beside: Option<(QuestionId, &'a [NormId])>,
    /// The record that `Root::Var(0)` is, in a define or an `only when`.
    subject: Option<Holder>,
    /// How many loops are around the current body: where its own loops count from.
    base: usize,
    /// The types of the bound records around the current expression.
    bound: Vec<RecordId>,
    /// Defines already written out, by law, define, record and level.
    defines: HashMap<(Option<Law>, DefineId, Holder, usize), AnyId>,
    reads: Reads,
}

impl<'a> Lower<'a> {
    pub(super) fn new(policy: &'a PolicyData, case: RecordId, law: Option<Law>, shared: &'a mut Shared) -> Self {
        let program = Program::over(std::mem::take(&mut shared.nodes));
        Self {
            policy,
            program,
            shared,
            case,
            law,
            known_from: None,
            tables: Vec::new(),
            beside: None,
            subject: None,
            base: 0,
            bound: Vec::new(),
            defines: HashMap::new(),
            reads: Reads::default(),
        }
    }

    /// With the question and its norms.
    pub(super) fn beside(mut self, question: QuestionId, norms: &'a [NormId]) -> Self {
        self.beside = Some((question, norms));
        self
    }

    /// The program, complete. Its nodes go to the next one; it takes them back when the last one is made.
    pub(super) fn finish(mut self) -> Program {
        self.shared.nodes = self.program.hand_on();
        self.program
    }

    /// The version of something that is written in.
    pub(super) fn version<T: InTime>(&mut self, versions: &'a [T]) -> Option<&'a T> {
        versions.get(self.version_at(versions)?)
    }

    /// Its place among the versions.
    pub(super) fn version_at<T: InTime>(&mut self, versions: &[T]) -> Option<usize> {
        let at = in_effect(versions, self.law?)?;
        self.known_from = self.known_from.max(versions.get(at)?.in_force().known_from);
        Some(at)
    }

    /// Lowers under the law of another day.
    pub(super) fn under<T>(&mut self, law: Law, lower: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.law.replace(law);
        let lowered = lower(self);
        self.law = before;
        lowered
    }

    /// The slot of a case fact.
    pub(super) fn slot(&mut self, path: &[usize]) -> u32 {
        let (index, _) = self.shared.slots.insert_full(path.to_vec());
        u32::try_from(index).unwrap_or(u32::MAX)
    }

    pub(super) fn reading(&mut self, reading: ReadingId) {
        self.shared.readings.insert(reading);
    }

    /// Lowers the condition of a deeming, which reads its own fact as it is recorded, also through defines: these are not those
    /// of the norms.
    pub(super) fn when_deemed(&mut self, field: &[usize], when: &Expr) -> TruthId {
        let defines = std::mem::take(&mut self.defines);
        self.reads.own = Some(field.to_vec());
        let truth = self.truth(when);
        self.reads.own = None;
        self.defines = defines;
        truth
    }

    /// Lowers a condition on any record of a type, `only when` or `constraint`: the record is bound record 0.
    pub(super) fn of_record(&mut self, record: RecordId, condition: &Expr) -> TruthId {
        self.bound.push(record);
        let truth = self.truth(condition);
        self.bound.pop();
        truth
    }

    pub(super) fn add(&mut self, node: TruthNode, span: Span) -> TruthId {
        self.program.add_truth(node, span)
    }

    /// A yes/no expression.
    pub(super) fn truth(&mut self, expr: &Expr) -> TruthId {
        let node = match &expr.kind {
            ExprKind::YesNo(value) => TruthNode::Known(*value),
            ExprKind::Field(place) => TruthNode::Fact(self.spot(place)),
            ExprKind::Define(define, place) => match self.define(*define, place) {
                Some(AnyId::Truth(truth)) => return truth,
                _ => undecided(),
            },
            ExprKind::Parameter(parameter) => match self.parameter(*parameter) {
                Some(crate::policy::Datum::YesNo(value)) => TruthNode::Known(*value),
                _ => undecided(),
            },
            ExprKind::Not(inner) => TruthNode::Not(self.truth(inner)),
            ExprKind::And(parts) => TruthNode::And(self.truths(parts)),
            ExprKind::Or(parts) => TruthNode::Or(self.truths(parts)),
            ExprKind::AtLeastOf(count, parts) => TruthNode::AtLeastOf(*count, self.truths(parts)),
            ExprKind::If(condition, yes, no) => TruthNode::If(self.truth(condition), self.truth(yes), self.truth(no)),
            ExprKind::Is(left, right) => self.same(left, right),
            ExprKind::Compare(order, left, right) => self.order(*order, left, right),
            ExprKind::FromUntil(value, from, until) => self.lower_from_until(value, from, until, expr.span),
            ExprKind::In(member, set) => TruthNode::In(self.code(member), self.set(set)),
            ExprKind::Overlaps(left, right) => TruthNode::Overlaps(self.set(left), self.set(right)),
            ExprKind::OnlyIn(left, right) => TruthNode::OnlyIn(self.set(left), self.set(right)),
            ExprKind::Exists(inner) => return self.exists(inner),
            ExprKind::Known(place) => TruthNode::FactKnown(self.spot(place)),
            ExprKind::NormIs(norm, status) => {
                let at = self.beside.and_then(|(_, norms)| norms.iter().position(|other| other == norm));
                at.map_or_else(undecided, |at| TruthNode::NormIs(u32::try_from(at).unwrap_or(u32::MAX), *status))
            }
            ExprKind::Asks(question, place, word)
                if self.beside.is_some_and(|(own, _)| own == *question) && self.asked_on(place).is_none() =>
            {
                TruthNode::Verdict(*word)
            }
            ExprKind::Asks(question, place, word) => {
                let (index, _) = self.shared.asks.insert_full(*question);
                TruthNode::Asks(u32::try_from(index).unwrap_or(u32::MAX), self.asked_on(place), *word)
            }
            ExprKind::TheOne(value, each) => TruthNode::TheOne(self.the_one(each, expr.span, |lower| lower.truth(value))),
            ExprKind::Quantifier(kind, each) => {
                let mut each = self.each(each);
                if *kind == QuantifierKind::Every {
                    // A row that cannot meet the condition is what decides it.
                    each.narrowed = None;
                }
                TruthNode::Quantifier(*kind, each)
            }
            _ => undecided(),
        };
        self.add(node, expr.span)
    }

    fn truths(&mut self, parts: &[Expr]) -> Box<[TruthId]> {
        parts.iter().map(|part| self.truth(part)).collect()
    }

    fn same(&mut self, left: &Expr, right: &Expr) -> TruthNode {
        match &left.ty {
            Type::YesNo => TruthNode::SameTruth(self.truth(left), self.truth(right)),
            Type::Date => TruthNode::SameDate(self.date(left), self.date(right)),
            Type::Number | Type::WholeNumber | Type::Money(_) => TruthNode::SameNumber(self.number(left), self.number(right)),
            Type::Period => TruthNode::SamePeriod(self.period(left), self.period(right)),
            Type::Set(_) => TruthNode::SameSet(self.set(left), self.set(right)),
            _ => TruthNode::SameCode(self.code(left), self.code(right)),
        }
    }

    fn order(&mut self, order: Order, left: &Expr, right: &Expr) -> TruthNode {
        match &left.ty {
            Type::Date => TruthNode::DateOrder(order, self.date(left), self.date(right)),
            Type::Period => TruthNode::PeriodOrder(order, self.period(left), self.period(right)),
            _ => TruthNode::NumberOrder(order, self.number(left), self.number(right)),
        }
    }

    /// `D is from A until B`: A ≤ D, and B does not exist or D < B.
    fn lower_from_until(&mut self, value: &Expr, from: &Expr, until: &Expr, span: Span) -> TruthNode {
        let (value, from) = (self.date(value), self.date(from));
        let started = self.add(TruthNode::DateOrder(Order::AtLeast, value, from), span);
        let end = self.date(until);
        let before = self.add(TruthNode::DateOrder(Order::Less, value, end), span);
        if !until.or_none {
            return TruthNode::And([started, before].into());
        }
        let exists = self.exists(until);
        let open = self.add(TruthNode::Not(exists), span);
        let not_ended = self.add(TruthNode::Or([open, before].into()), span);
        TruthNode::And([started, not_ended].into())
    }

    /// Whether a value exists.
    pub(super) fn exists(&mut self, expr: &Expr) -> TruthId {
        match &expr.kind {
            ExprKind::Field(place) => self.place_exists(place, expr.span),
            ExprKind::Define(define, place) => {
                let exists = self.in_define(*define, place, |lower, body| lower.exists(body));
                exists.unwrap_or_else(|| self.add(undecided(), expr.span))
            }
            ExprKind::If(condition, yes, no) => {
                let node = TruthNode::If(self.truth(condition), self.exists(yes), self.exists(no));
                self.add(node, expr.span)
            }
            ExprKind::None => self.add(TruthNode::Known(false), expr.span),
            ExprKind::TheOne(value, each) => {
                let one = self.the_one(each, expr.span, |lower| lower.exists(value));
                self.add(TruthNode::TheOne(one), expr.span)
            }
            _ => self.add(TruthNode::Known(true), expr.span),
        }
    }

    /// A fact exists if each record on the way to it exists, and it itself does.
    fn place_exists(&mut self, place: &Place, span: Span) -> TruthId {
        let holder = self.holder(place);
        let mut ty = self.anchor_type(holder.anchor);
        let mut found = Vec::new();
        for (depth, index) in holder.path.iter().enumerate() {
            let Some(field) = self.field(ty, *index) else { break };
            let path = holder.path.get(..depth).unwrap_or_default().to_vec();
            if field.or_none || depth + 1 == holder.path.len() {
                let at = Holder { anchor: holder.anchor, path };
                found.push(self.field_exists(&at, *index, field, span));
            }
            if let Type::Record(next) = field.ty {
                ty = next;
            }
        }
        match found.as_slice() {
            [one] => *one,
            _ => self.add(TruthNode::And(found.into()), span),
        }
    }

    fn field_exists(&mut self, at: &Holder, index: usize, field: &Field, span: Span) -> TruthId {
        let before = std::mem::replace(&mut self.reads.undeemed, true);
        let only_when = field.only_when.as_ref().map(|condition| self.with_subject(at.clone(), |lower| lower.truth(condition)));
        self.reads.undeemed = before;
        let mut path = at.path.clone();
        path.push(index);
        let spot = self.spot_of(at.anchor, path);
        self.add(TruthNode::Exists { spot, only_when, or_none: field.none_allowed }, span)
    }

    /// A loop, with its condition.
    pub(super) fn each(&mut self, each: &Loop) -> LoopNode {
        self.loop_with(each, |_| ()).0
    }

    /// A loop, its condition, and what `body` lowers inside it.
    pub(super) fn loop_with<T>(&mut self, each: &Loop, body: impl FnOnce(&mut Self) -> T) -> (LoopNode, T) {
        let (elements, ty) = match &each.over {
            Over::List(place) => {
                let ty = self.element_type(place);
                (Elements::Facts(self.spot(place), ty), ty)
            }
            Over::Table(table) => {
                let rows = self.policy.tables.get(table.index());
                let ty = rows.map_or(self.case, |table| table.record);
                (Elements::Table(*table, RowSet(rows.map(|table| table.rows.clone()).unwrap_or_default())), ty)
            }
            Over::Periods(periods) => {
                let (from, to) = self.between(&periods.from, &periods.to);
                let span = periods.every.span.to(periods.to.span);
                periods.ends.reading().into_iter().for_each(|reading| self.reading(reading));
                let (every, ends) = (self.period(&periods.every), periods.ends);
                (Elements::Periods { every, ends, from, to, span }, RecordId::STRETCH)
            }
        };
        let level = u32::try_from(self.bound.len()).unwrap_or(u32::MAX);
        self.bound.push(ty);
        let condition = match &each.condition {
            Some(condition) => self.truth(condition),
            None => self.add(TruthNode::Known(true), Span::default()),
        };
        let inner = body(self);
        self.bound.pop();
        let narrowed = match &elements {
            Elements::Table(_, rows) => self.narrowed(&rows.0, level, condition),
            Elements::Facts(..) | Elements::Periods { .. } => None,
        };
        (LoopNode { elements, level, condition, narrowed }, inner)
    }

    /// The value of the one element.
    pub(super) fn the_one<V>(&mut self, each: &Loop, span: Span, value: impl FnOnce(&mut Self) -> V) -> TheOne<V> {
        let (each, value) = self.loop_with(each, value);
        TheOne { value, each, span }
    }

    /// The record on which a question is asked; none: the case record.
    fn asked_on(&mut self, place: &Place) -> Option<Spot> {
        let holder = self.holder(place);
        let case = holder.anchor == Anchor::Case && holder.path.is_empty();
        (!case).then(|| self.spot_of(holder.anchor, holder.path))
    }

    /// The stretch of time that a place is in: its level, and whether its last day is meant.
    pub(super) fn edge(&self, place: &Place) -> Option<(u32, bool)> {
        let holder = self.holder(place);
        match (holder.anchor, holder.path.as_slice()) {
            (Anchor::Bound(level), [fact]) if self.anchor_type(holder.anchor) == RecordId::STRETCH => Some((level, *fact == 1)),
            _ => None,
        }
    }

    /// If the condition asks that a column of the row has a value that does not depend on the row: that value, and the
    /// rows by the column.
    fn narrowed(&self, rows: &[Record], level: u32, condition: TruthId) -> Option<Narrowed> {
        let parts = match self.program.truth(condition) {
            TruthNode::And(parts) => parts.to_vec(),
            _ => vec![condition],
        };
        parts.into_iter().find_map(|part| {
            let TruthNode::SameCode(left, right) = self.program.truth(part) else { return None };
            let column = |code: CodeId| match self.program.code(code) {
                CodeNode::Fact(Spot::Bound(at, path)) if *at == level => Some(path),
                _ => None,
            };
            let free = |code: CodeId| match self.program.code(code) {
                CodeNode::Fact(Spot::Bound(at, _)) => *at != level,
                CodeNode::Fact(Spot::Case(_) | Spot::Undeemed(_) | Spot::Recorded(_))
                | CodeNode::Known(_)
                | CodeNode::Reading(_) => true,
                CodeNode::If(..) | CodeNode::TheOne(_) | CodeNode::Undefined => false,
            };
            let (column, code) = match (column(*left), column(*right)) {
                (Some(column), None) if free(*right) => (column, *right),
                (None, Some(column)) if free(*left) => (column, *left),
                _ => return None,
            };
            let mut by_value: HashMap<Scalar, Vec<usize>> = HashMap::new();
            for (at, row) in rows.iter().enumerate() {
                let Datum::Scalar(value) = row.get(column) else { return None };
                by_value.entry(value.clone()).or_default().push(at);
            }
            Some(Narrowed { code, rows: Arc::new(by_value) })
        })
    }

    fn element_type(&self, place: &Place) -> RecordId {
        let holder = self.holder(place);
        let mut ty = self.anchor_type(holder.anchor);
        for index in &holder.path {
            match self.field(ty, *index).map(|field| &field.ty) {
                Some(Type::Record(next) | Type::List(next)) => ty = *next,
                _ => break,
            }
        }
        ty
    }

    /// The place with its subject or loop written in, from a bound or the case record.
    fn holder(&self, place: &Place) -> Holder {
        let start = match (place.root, &self.subject) {
            (Root::Case, _) => Holder { anchor: Anchor::Case, path: Vec::new() },
            (Root::Var(0), Some(subject)) => subject.clone(),
            (Root::Var(number), subject) => {
                let level = self.base + number - usize::from(subject.is_some());
                Holder { anchor: Anchor::Bound(u32::try_from(level).unwrap_or(u32::MAX)), path: Vec::new() }
            }
        };
        Holder { anchor: start.anchor, path: start.path.iter().chain(&place.path).copied().collect() }
    }

    fn anchor_type(&self, anchor: Anchor) -> RecordId {
        match anchor {
            Anchor::Case => self.case,
            Anchor::Bound(level) => self.bound.get(level as usize).copied().unwrap_or(self.case),
        }
    }

    /// Where a place is found when the program runs.
    pub(super) fn spot(&mut self, place: &Place) -> Spot {
        let holder = self.holder(place);
        self.spot_of(holder.anchor, holder.path)
    }

    fn spot_of(&mut self, anchor: Anchor, path: Vec<usize>) -> Spot {
        match anchor {
            Anchor::Case => {
                let own = self.reads.own.as_ref().is_some_and(|own| own.starts_with(&path) || path.starts_with(own));
                match (own, self.reads.undeemed) {
                    (true, _) => Spot::Recorded(self.slot(&path)),
                    (false, true) => Spot::Undeemed(self.slot(&path)),
                    (false, false) => Spot::Case(self.slot(&path)),
                }
            }
            Anchor::Bound(level) => Spot::Bound(level, path.into()),
        }
    }

    fn field(&self, ty: RecordId, index: usize) -> Option<&'a Field> {
        self.policy.records.get(ty.index()).and_then(|record| record.fields.get(index))
    }

    /// The field that a place names.
    pub(super) fn field_at(&self, place: &Place) -> Option<&'a Field> {
        let holder = self.holder(place);
        let mut ty = self.anchor_type(holder.anchor);
        let mut found = None;
        for index in &holder.path {
            found = self.field(ty, *index);
            if let Some(Type::Record(next)) = found.map(|field| &field.ty) {
                ty = *next;
            }
        }
        found
    }

    /// A define of the record at a place, written out once per record and level.
    pub(super) fn define(&mut self, define: DefineId, place: &Place) -> Option<AnyId> {
        let key = (self.law, define, self.holder(place), self.bound.len());
        if let Some(known) = self.defines.get(&key) {
            return Some(*known);
        }
        let lowered = self.in_define(define, place, |lower, body| lower.any(body))?;
        self.table(define, place);
        self.defines.insert(key, lowered);
        Some(lowered)
    }

    /// Remembers the rows of a decision table about the case itself.
    fn table(&mut self, define: DefineId, place: &Place) {
        let holder = self.holder(place);
        let of_case = self.bound.is_empty() && holder.anchor == Anchor::Case;
        let versions = self.policy.defines.get(define.index()).map(|define| define.versions.as_slice()).unwrap_or_default();
        let Some(at) = self.version_at(versions).filter(|_| of_case) else { return };
        let Some(version) = versions.get(at).filter(|version| version.rows.is_some()) else { return };
        let (conditions, last) = self.with_subject(holder, |lower| {
            let last = version.rows.as_ref().and_then(|rows| rows.last.as_ref());
            (version.row_conditions().map(|row| lower.truth(row)).collect(), last.map(|last| lower.truth(last)))
        });
        self.tables.push(PlannedTable { define, version: at, conditions, last });
    }

    /// Lowers with the body of the define that is in force, its subject being the record at `place`.
    fn in_define<T>(&mut self, define: DefineId, place: &Place, lower: impl FnOnce(&mut Self, &'a Expr) -> T) -> Option<T> {
        let body = &self.version(&self.policy.defines.get(define.index())?.versions)?.body;
        let holder = self.holder(place);
        Some(self.with_subject(holder, |inner| lower(inner, body)))
    }

    fn with_subject<T>(&mut self, subject: Holder, lower: impl FnOnce(&mut Self) -> T) -> T {
        let before = (self.subject.replace(subject), self.base);
        self.base = self.bound.len();
        let lowered = lower(self);
        (self.subject, self.base) = before;
        lowered
    }

    /// Lowers dates of an expression pair, for the counting of days.
    pub(super) fn between(&mut self, from: &Expr, to: &Expr) -> (DateId, DateId) {
        (self.date(from), self.date(to))
    }

    /// Lowers numbers of an expression pair.
    pub(super) fn pair(&mut self, left: &Expr, right: &Expr) -> (NumberId, NumberId) {
        (self.number(left), self.number(right))
    }
}

/// What stands for something that the checker has excluded: it never decides.
fn undecided() -> TruthNode {
    TruthNode::Fact(Spot::Case(u32::MAX))
}
