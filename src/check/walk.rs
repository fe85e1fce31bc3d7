//! What a typed expression reads: directly, and through the defines that it names.
//!
//! Read [`Direct`] first.

use std::collections::{BTreeMap, BTreeSet};

use super::names::Names;
use crate::logic::Period;
use crate::policy::expr::{Loop, Over};
use crate::policy::{
    self, DefineId, Expr, ExprKind, ListId, ParameterId, Place, QuestionId, ReadingId, RecordId, Root, TableId, Type, VerdictWord,
};
use crate::source::Span;

/// What an expression names itself.
#[derive(Debug, Default)]
pub(super) struct Direct {
    /// The record type that a place starts from, the place, where it stands.
    pub places: Vec<(RecordId, Place, Span)>,
    /// The same of records that something else is read of: they must exist, and none of their facts is read.
    pub holders: Vec<(RecordId, Place, Span)>,
    /// Defines, of the record at a place.
    pub defines: Vec<(DefineId, Place, Span)>,
    pub parameters: Vec<(ParameterId, Span)>,
    pub lists: Vec<(ListId, Span)>,
    pub tables: Vec<TableId>,
    pub readings: Vec<ReadingId>,
    /// Questions; whether only their scope matters.
    pub questions: Vec<(QuestionId, bool, Span)>,
    /// The fields whose ages are counted.
    pub ages: Vec<(RecordId, usize)>,
    /// The fields so many years after which another date lies or not.
    pub years_after: Vec<((RecordId, usize), Span)>,
}

impl Direct {
    /// Every field that is read, and those of the records that hold it.
    pub(super) fn fields(&self, names: &Names) -> Vec<(RecordId, usize)> {
        let places = self.places.iter().chain(&self.holders);
        places.flat_map(|(record, place, _)| fields_on(names, *record, &place.path)).collect()
    }
}

/// The records that places of an expression start from.
struct Walk<'n> {
    names: &'n Names,
    case: Option<RecordId>,
    vars: Vec<Option<RecordId>>,
    found: Direct,
}

/// What an expression names, given the case record or the subject of a define.
pub(super) fn direct(names: &Names, expr: &Expr, case: Option<RecordId>, subject: Option<RecordId>) -> Direct {
    let vars = subject.map(Some).into_iter().collect();
    let mut walk = Walk { names, case, vars, found: Direct::default() };
    walk.expr(expr);
    walk.found
}

impl Walk<'_> {
    fn root(&self, root: Root) -> Option<RecordId> {
        match root {
            Root::Case => self.case,
            Root::Var(at) => self.vars.get(at).copied().flatten(),
        }
    }

    fn place(&mut self, place: &Place, span: Span) {
        if let Some(record) = self.root(place.root) {
            self.found.places.push((record, place.clone(), span));
        }
    }

    fn holder(&mut self, place: &Place, span: Span) {
        if let Some(record) = self.root(place.root) {
            self.found.holders.push((record, place.clone(), span));
        }
    }

    /// The field at a place.
    fn field(&self, expr: &Expr) -> Option<(RecordId, usize)> {
        let ExprKind::Field(place) = &expr.kind else { return None };
        fields_on(self.names, self.root(place.root)?, &place.path).last().copied()
    }

    /// Notes fields whose ages are counted, or could be.
    fn ages(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Age(_, born, _) => self.found.ages.extend(self.field(born)),
            ExprKind::Is(..) | ExprKind::Compare(..) | ExprKind::FromUntil(..) => expr.for_each_part(&mut |side| {
                if let ExprKind::DatePlus(_, date, period) = &side.kind
                    && self.is_years(period)
                {
                    self.found.years_after.extend(self.field(date).map(|field| (field, side.span)));
                }
            }),
            _ => {}
        }
    }

    /// Whether a period is whole years, written out or a parameter.
    fn is_years(&self, period: &Expr) -> bool {
        let years = |period: &Period| period.months > 0 && period.months % 12 == 0 && period.days == 0;
        match &period.kind {
            ExprKind::Period(period) => years(period),
            ExprKind::Parameter(id) => self.names.periods.get(id).is_some_and(|periods| periods.iter().all(years)),
            _ => false,
        }
    }

    fn expr(&mut self, expr: &Expr) {
        self.ages(expr);
        match &expr.kind {
            ExprKind::Field(place) | ExprKind::Known(place) => self.place(place, expr.span),
            ExprKind::Define(id, place) => {
                self.found.defines.push((*id, place.clone(), expr.span));
                self.holder(place, expr.span);
            }
            ExprKind::Parameter(id) => self.found.parameters.push((*id, expr.span)),
            ExprKind::List(id) => self.found.lists.push((*id, expr.span)),
            ExprKind::Reading(id) => self.found.readings.push(*id),
            ExprKind::Asks(id, place, word) => {
                self.found.questions.push((*id, *word == VerdictWord::NotApplicable, expr.span));
                self.holder(place, expr.span);
            }
            ExprKind::Quantifier(_, over) | ExprKind::NumberOf(over) => self.over(over, &[], expr.span),
            ExprKind::Aggregate(_, value, over) | ExprKind::TheOne(value, over) => self.over(over, &[value], expr.span),
            ExprKind::DaysOf(days) => {
                self.expr(&days.inside.0);
                self.expr(&days.inside.1);
                self.over(&days.each, &[&days.from, &days.to], expr.span);
            }
            _ => expr.for_each_part(&mut |part| self.expr(part)),
        }
    }

    fn over(&mut self, over: &Loop, values: &[&Expr], span: Span) {
        let element = match &over.over {
            Over::List(place) => {
                self.place(place, span);
                self.root(place.root).and_then(|record| element_of(self.names, record, &place.path))
            }
            Over::Table(id) => {
                self.found.tables.push(*id);
                self.names.tables.get(id.index()).map(|table| table.what)
            }
            Over::Periods(periods) => {
                [&periods.every, &periods.from, &periods.to].into_iter().for_each(|expr| self.expr(expr));
                Some(RecordId::STRETCH)
            }
        };
        self.vars.push(element);
        if let Some(condition) = &over.condition {
            self.expr(condition);
        }
        values.iter().for_each(|value| self.expr(value));
        self.vars.pop();
    }
}

fn element_of(names: &Names, record: RecordId, path: &[usize]) -> Option<RecordId> {
    match fields_on(names, record, path).last().map(|(record, field)| (*record, *field)) {
        Some((record, field)) => match names.records.get(record.index())?.fields.get(field)?.ty {
            Type::List(element) => Some(element),
            _ => None,
        },
        None => None,
    }
}

/// Every field on a way: its record type and its index.
fn fields_on(names: &Names, record: RecordId, path: &[usize]) -> Vec<(RecordId, usize)> {
    let mut at = Some(record);
    let mut fields = Vec::new();
    for field in path {
        let Some(record) = at else { break };
        fields.push((record, *field));
        at = match names.records.get(record.index()).and_then(|ty| ty.fields.get(*field)).map(|field| &field.ty) {
            Some(Type::Record(next)) => Some(*next),
            _ => None,
        };
    }
    fields
}

/// What the condition reads under which a field exists.
fn condition_of(names: &Names, record: RecordId, field: usize) -> Vec<(RecordId, Place)> {
    let field = names.records.get(record.index()).and_then(|ty| ty.fields.get(field));
    let condition = field.and_then(|field| field.only_when.as_ref());
    let read = condition.map(|condition| direct(names, condition, None, Some(record)).places).unwrap_or_default();
    read.into_iter().map(|(record, place, _)| (record, place)).collect()
}

/// How something is reached: where it is read first, and the define that reads it, if it is not read directly.
#[derive(Debug, Clone, Copy)]
pub(super) struct Via {
    pub span: Span,
    pub through: Option<DefineId>,
}

/// What an expression about a case reads, through defines too.
#[derive(Debug, Default)]
pub(super) struct Deep {
    pub fields: BTreeMap<(RecordId, usize), Via>,
    /// Facts of the case record itself, by their fields.
    pub facts: BTreeSet<Vec<usize>>,
    /// Records within it that something is read of.
    pub holders: BTreeSet<Vec<usize>>,
    /// Questions that are asked, and those whose scope alone matters.
    pub questions: BTreeMap<(QuestionId, bool), Via>,
    seen: BTreeSet<(DefineId, Option<Vec<usize>>)>,
}

impl Deep {
    /// Adds what an expression about a case reads.
    pub(super) fn add(&mut self, names: &Names, defines: &[policy::Define], expr: &Expr, case: RecordId) {
        let direct = direct(names, expr, Some(case), None);
        self.follow(names, defines, direct, Some(case), None);
    }

    /// Adds what the conditions read under which the facts exist that are read (`only when`).
    pub(super) fn add_conditions(&mut self, names: &Names, case: RecordId) {
        loop {
            let before = (self.fields.len(), self.facts.len());
            for ((record, field), via) in self.fields.clone() {
                for place in condition_of(names, record, field) {
                    let read = fields_on(names, place.0, &place.1.path);
                    read.into_iter().for_each(|field| {
                        self.fields.entry(field).or_insert(via);
                    });
                }
            }
            for fact in self.facts.union(&self.holders).cloned().collect::<Vec<_>>() {
                for (depth, (record, field)) in fields_on(names, case, &fact).into_iter().enumerate() {
                    let holder = fact.get(..depth).unwrap_or_default();
                    let own = condition_of(names, record, field).into_iter().filter(|(_, place)| place.root == Root::Var(0));
                    self.facts.extend(own.map(|(_, place)| holder.iter().chain(&place.path).copied().collect()));
                }
            }
            if before == (self.fields.len(), self.facts.len()) {
                return;
            }
        }
    }

    /// `prefix`: where the subject of a define lies in the case, if it does.
    fn follow(
        &mut self,
        names: &Names,
        defines: &[policy::Define],
        direct: Direct,
        prefix: Option<RecordId>,
        define: Option<(DefineId, Option<Vec<usize>>, Span)>,
    ) {
        let via = |span| match &define {
            Some((id, _, at)) => Via { span: *at, through: Some(*id) },
            None => Via { span, through: None },
        };
        let in_case = |place: &Place| -> Option<Vec<usize>> {
            match (place.root, &define) {
                (Root::Case, _) => prefix.is_some().then(|| place.path.clone()),
                (Root::Var(0), Some((_, Some(before), _))) => Some(before.iter().chain(&place.path).copied().collect()),
                _ => None,
            }
        };
        for (record, place, span) in &direct.places {
            for field in fields_on(names, *record, &place.path) {
                self.fields.entry(field).or_insert(via(*span));
            }
            self.facts.extend(in_case(place));
        }
        for (record, place, span) in &direct.holders {
            for field in fields_on(names, *record, &place.path) {
                self.fields.entry(field).or_insert(via(*span));
            }
            self.holders.extend(in_case(place));
        }
        for (question, scope, span) in &direct.questions {
            self.questions.entry((*question, *scope)).or_insert(via(*span));
        }
        for (id, place, span) in &direct.defines {
            let at = in_case(place);
            if !self.seen.insert((*id, at.clone())) {
                continue;
            }
            let Some(found) = defines.get(id.index()) else { continue };
            for version in &found.versions {
                let inner = super::walk::direct(names, &version.body, None, Some(found.record));
                self.follow(names, defines, inner, None, Some((*id, at.clone(), via(*span).span)));
            }
        }
    }
}
