//! What an expression of the law rests on, through all that it reads: facts, derived facts, parameters, questions.

use std::collections::BTreeSet;

use whereas::policy::expr::{Over, Place, Root};
use whereas::policy::{DefineId, Expr, ExprKind, ListId, NormId, ParameterId, PolicyData, QuestionId, RecordId, Type};

/// Everything that was met.
#[derive(Debug, Clone, Default)]
pub(super) struct Reach {
    /// Facts: of which record, and which.
    pub(super) facts: BTreeSet<(RecordId, usize)>,
    pub(super) defines: BTreeSet<DefineId>,
    pub(super) parameters: BTreeSet<ParameterId>,
    pub(super) lists: BTreeSet<ListId>,
    pub(super) questions: BTreeSet<QuestionId>,
    pub(super) norms: BTreeSet<NormId>,
    /// Indices of presumptions and deemings of facts that were met.
    pub(super) presumptions: BTreeSet<usize>,
    pub(super) today: bool,
}

/// Walks expressions of one record type. `vars` are the records that loops and derived facts have bound.
pub(super) struct Walk<'d> {
    data: &'d PolicyData,
    pub(super) reach: Reach,
}

impl<'d> Walk<'d> {
    pub(super) fn new(data: &'d PolicyData) -> Self {
        Walk { data, reach: Reach::default() }
    }

    /// What a condition of a question rests on.
    pub(super) fn expr(&mut self, question: QuestionId, expr: &Expr) {
        let case = self.data.questions[question.index()].record;
        self.visit(case, &mut Vec::new(), expr);
    }

    /// What a norm rests on, with its exceptions.
    pub(super) fn norm(&mut self, id: NormId) {
        if !self.reach.norms.insert(id) {
            return;
        }
        let norm = &self.data.norms[id.index()];
        for version in &norm.versions {
            version.conditions().for_each(|condition| self.expr(norm.question, condition));
        }
        norm.law_as_at.iter().for_each(|clock| self.expr(norm.question, clock));
        norm.exceptions.iter().for_each(|exception| self.norm(*exception));
    }

    /// What a question rests on: its scope, its governing date and its norms.
    pub(super) fn question(&mut self, id: QuestionId) {
        if !self.reach.questions.insert(id) {
            return;
        }
        self.scope(id);
        self.expr(id, &self.data.questions[id.index()].law_as_at);
        self.data.questions[id.index()].rules.iter().for_each(|norm| self.norm(*norm));
    }

    pub(super) fn scope(&mut self, id: QuestionId) {
        self.data.questions[id.index()].covers.iter().for_each(|covers| self.expr(id, covers));
    }

    fn visit(&mut self, case: RecordId, vars: &mut Vec<RecordId>, expr: &Expr) {
        match &expr.kind {
            ExprKind::Field(place) | ExprKind::Known(place) => {
                self.place(case, vars, place);
            }
            ExprKind::Define(define, place) => {
                self.place(case, vars, place);
                self.define(*define);
            }
            ExprKind::Asks(question, place, _) => {
                self.place(case, vars, place);
                self.question(*question);
            }
            ExprKind::NormIs(norm, _) => self.norm(*norm),
            ExprKind::Parameter(parameter) => drop(self.reach.parameters.insert(*parameter)),
            ExprKind::List(list) => drop(self.reach.lists.insert(*list)),
            ExprKind::Today => self.reach.today = true,
            ExprKind::Quantifier(_, each)
            | ExprKind::NumberOf(each)
            | ExprKind::Aggregate(_, _, each)
            | ExprKind::TheOne(_, each) => return self.within(case, vars, &each.over, expr),
            ExprKind::DaysOf(days) => return self.within(case, vars, &days.each.over, expr),
            _ => {}
        }
        expr.for_each_part(&mut |part| self.visit(case, vars, part));
    }

    /// The parts of a loop, with its element bound. What is outside of it is seen with one record too many, which no place names.
    fn within(&mut self, case: RecordId, vars: &mut Vec<RecordId>, over: &Over, expr: &Expr) {
        let element = match over {
            Over::List(place) => match self.place(case, vars, place) {
                Some(Type::List(element)) => element,
                other => panic!("a loop over {other:?}"),
            },
            Over::Table(table) => self.data.tables[table.index()].record,
            Over::Periods(_) => RecordId::STRETCH,
        };
        vars.push(element);
        expr.for_each_part(&mut |part| self.visit(case, vars, part));
        vars.pop();
    }

    /// The facts on the way to a place; the type of the last.
    fn place(&mut self, case: RecordId, vars: &[RecordId], place: &Place) -> Option<Type> {
        let mut record = match place.root {
            Root::Case => case,
            Root::Var(at) => vars[at],
        };
        if record == RecordId::STRETCH {
            return None;
        }
        let mut ty = None;
        for field in &place.path {
            let found = &self.data.records[record.index()].fields[*field];
            if self.reach.facts.insert((record, *field)) {
                found.only_when.iter().for_each(|condition| self.visit(record, &mut vec![record], condition));
                self.standing(record, *field);
            }
            if let Type::Record(inner) = found.ty {
                record = inner;
            }
            ty = Some(found.ty.clone());
        }
        ty
    }

    /// What stands for a fact. A fact of a nested record may be reached from any record that holds it.
    fn standing(&mut self, record: RecordId, field: usize) {
        let data = self.data;
        for (at, presumption) in data.presumptions.iter().enumerate() {
            let mut owner = presumption.record;
            let mut last = None;
            for step in &presumption.field {
                last = Some((owner, *step));
                if let Type::Record(inner) = data.records[owner.index()].fields[*step].ty {
                    owner = inner;
                }
            }
            if last == Some((record, field)) && self.reach.presumptions.insert(at) {
                self.visit(presumption.record, &mut Vec::new(), &presumption.when);
            }
        }
    }

    fn define(&mut self, id: DefineId) {
        if !self.reach.defines.insert(id) {
            return;
        }
        let define = &self.data.defines[id.index()];
        define.versions.iter().for_each(|version| self.visit(define.record, &mut vec![define.record], &version.body));
    }
}
