//! Values that may be none are used only where it is settled that they exist.
//!
//! Read [`Guards`] first. `F exists` joined by `and`, `F is none` joined by `or`, and the matching branch of an `if` guard a use of F,
//! in whatever order they stand. What a condition settles is gathered from its `exists` tests alone.

use std::sync::Arc;

use super::{Scope, messages};
use crate::diagnostic::Diagnostic;
use crate::policy::expr::{Loop, Over};
use crate::policy::{DefineId, Expr, ExprKind, Place, RecordId, Root, Type};
use crate::source::Span;

/// Reports unguarded uses and says on each `if` whether it may be none after all. `false`: there were some.
/// `given`: the expression matters only where that holds.
pub(super) fn check(
    scope: &Scope<'_>,
    expr: &mut Expr,
    none_allowed: bool,
    given: Option<&Expr>,
    out: &mut Vec<Diagnostic>,
) -> bool {
    let before = out.len();
    let given = given.map(|given| settled(given, true)).unwrap_or_default();
    let sentence = sentence_of(expr, None);
    let mut pass = Pass { scope, vars: Vec::new(), sentence, within: None, unguarded: Vec::new(), out };
    pass.walk(expr, &given);
    if !none_allowed {
        pass.needed(expr, &given);
    }
    let unguarded = std::mem::take(&mut pass.unguarded);
    for found in unguarded {
        let sentence = found.sentence.and_then(|(span, joined)| {
            let words = scope.words(span)?;
            // In brackets already, it needs none.
            Some(inside_brackets(&words).map_or((words.clone(), joined), |inside| (inside.to_owned(), None)))
        });
        out.push(messages::unguarded(&found.name, &found.uses, sentence));
    }
    out.len() == before
}

/// The yes or no that a use stands in, and what joins it to others: `and` (`true`), `or`, or nothing.
type Sentence = Option<(Span, Option<bool>)>;

fn sentence_of(expr: &Expr, joined: Option<bool>) -> Sentence {
    (expr.ty == Type::YesNo).then_some((expr.span, joined))
}

/// What one pair of brackets encloses, if it encloses everything.
fn inside_brackets(words: &str) -> Option<&str> {
    let inside = words.strip_prefix('(')?.strip_suffix(')')?;
    let mut open = 0_i32;
    let lone = inside.chars().any(|c| {
        open += i32::from(c == '(') - i32::from(c == ')');
        open < 0
    });
    (!lone).then_some(inside)
}

/// A fact that is used unguarded: one finding, however often one expression uses it.
struct Unguarded {
    name: String,
    /// The loop around it: another binds its names anew.
    within: Option<Span>,
    uses: Vec<Span>,
    sentence: Sentence,
}

/// Facts that are known to exist where an expression stands.
#[derive(Clone, Default)]
struct Guards {
    places: Vec<Place>,
    defines: Vec<(DefineId, Place)>,
}

impl Guards {
    fn join(mut self, other: Guards) -> Guards {
        self.places.extend(other.places);
        self.defines.extend(other.defines);
        self
    }

    fn is_empty(&self) -> bool {
        self.places.is_empty() && self.defines.is_empty()
    }

    /// What both settle.
    fn meet(mut self, other: &Guards) -> Guards {
        self.places.retain(|place| other.places.contains(place));
        self.defines.retain(|define| other.defines.contains(define));
        self
    }

    /// Whether the value at a place exists: it or something inside it was asked for.
    fn holds(&self, place: &Place) -> bool {
        self.places.iter().any(|known| known.root == place.root && known.path.starts_with(&place.path))
            || self.defines.iter().any(|(_, of)| of.root == place.root && of.path.starts_with(&place.path))
    }
}

/// What is settled where a condition is yes (`true`) or no.
fn settled(condition: &Expr, yes: bool) -> Guards {
    match &condition.kind {
        ExprKind::Exists(operand) if yes => match &operand.kind {
            ExprKind::Field(place) => Guards { places: vec![place.clone()], ..Guards::default() },
            ExprKind::Define(id, place) => Guards { defines: vec![(*id, place.clone())], ..Guards::default() },
            _ => Guards::default(),
        },
        ExprKind::Not(operand) => settled(operand, !yes),
        ExprKind::And(operands) | ExprKind::Or(operands) => {
            let each = operands.iter().map(|operand| settled(operand, yes));
            if matches!(condition.kind, ExprKind::And(_)) == yes {
                each.fold(Guards::default(), Guards::join)
            } else {
                each.reduce(|all, one| all.meet(&one)).unwrap_or_default()
            }
        }
        _ => Guards::default(),
    }
}

struct Pass<'a, 'o> {
    scope: &'a Scope<'a>,
    vars: Vec<(Arc<str>, RecordId)>,
    sentence: Sentence,
    within: Option<Span>,
    unguarded: Vec<Unguarded>,
    out: &'o mut Vec<Diagnostic>,
}

impl Pass<'_, '_> {
    /// Looks at all operands; whether the value itself may be none is the place's business.
    fn walk(&mut self, expr: &mut Expr, guards: &Guards) {
        match &mut expr.kind {
            ExprKind::And(operands) => self.joined(operands, true, guards),
            ExprKind::Or(operands) => self.joined(operands, false, guards),
            ExprKind::If(condition, then, otherwise) => expr.or_none = self.branches([condition, then, otherwise], guards),
            ExprKind::Exists(operand) => {
                self.walk(operand, guards);
                if matches!(operand.kind, ExprKind::TheOne(..)) && !operand.or_none {
                    self.report(messages::settled_in_the_loop(operand, expr.span));
                }
            }
            ExprKind::FromUntil(value, from, until) => {
                self.strict(value, guards);
                self.strict(from, guards);
                self.walk(until, guards);
            }
            ExprKind::Not(a) => self.strict(a, guards),
            ExprKind::Set(operands) | ExprKind::AtLeastOf(_, operands) | ExprKind::Pick(_, operands) => {
                for operand in operands {
                    self.strict(operand, guards);
                }
            }
            ExprKind::Quantifier(_, over) | ExprKind::NumberOf(over) => self.looped(over, guards, expr.span, |_, _| ()),
            ExprKind::Aggregate(_, value, over) => {
                self.looped(over, guards, expr.span, |pass, inside| pass.strict(value, inside));
            }
            ExprKind::TheOne(value, over) => {
                let none = &mut expr.or_none;
                self.looped(over, guards, expr.span, |pass, inside| {
                    pass.walk(value, inside);
                    *none = pass.may_be_none(value, inside);
                });
            }
            ExprKind::DaysOf(days) => {
                self.strict(&mut days.inside.0, guards);
                self.strict(&mut days.inside.1, guards);
                self.looped(&mut days.each, guards, expr.span, |_, _| ());
            }
            ExprKind::Asks(_, place, _) => {
                if let Some(unsettled) = self.unsettled(place, guards) {
                    let name = self.words(&unsettled);
                    self.used(name, expr.span);
                }
            }
            _ => expr.kind.two_mut().into_iter().flatten().for_each(|operand| self.strict(operand, guards)),
        }
    }

    /// The condition and the branches of an `if`; whether its value may be none.
    fn branches(&mut self, [condition, then, otherwise]: [&mut Expr; 3], guards: &Guards) -> bool {
        let outer = std::mem::replace(&mut self.sentence, sentence_of(condition, None));
        self.strict(condition, guards);
        let then_guards = guards.clone().join(settled(condition, true));
        let otherwise_guards = guards.clone().join(settled(condition, false));
        self.sentence = sentence_of(then, None);
        self.walk(then, &then_guards);
        self.sentence = sentence_of(otherwise, None);
        self.walk(otherwise, &otherwise_guards);
        self.sentence = outer;
        self.may_be_none(then, &then_guards) || self.may_be_none(otherwise, &otherwise_guards)
    }

    /// An operand that must exist.
    fn strict(&mut self, expr: &mut Expr, guards: &Guards) {
        self.walk(expr, guards);
        self.needed(expr, guards);
    }

    /// Operands of one `and` (`or`): each is looked at under what the others settle if they are yes (no).
    fn joined(&mut self, operands: &mut [Expr], yes: bool, guards: &Guards) {
        let each = operands.iter().enumerate().map(|(at, operand)| (at, settled(operand, yes)));
        let each: Vec<(usize, Guards)> = each.filter(|(_, settled)| !settled.is_empty()).collect();
        for (at, operand) in operands.iter_mut().enumerate() {
            let others = each.iter().filter(|(other, _)| *other != at).map(|(_, settled)| settled.clone());
            let here = others.fold(guards.clone(), Guards::join);
            let outer = self.sentence;
            // `A between B and C` is two comparisons, but one sentence.
            if outer.is_none_or(|(span, _)| span != operand.span) {
                self.sentence = sentence_of(operand, Some(yes));
            }
            self.strict(operand, &here);
            self.sentence = outer;
        }
    }

    /// A loop, and what `body` looks at under what its condition settles.
    fn looped(&mut self, over: &mut Arc<Loop>, guards: &Guards, span: Span, body: impl FnOnce(&mut Self, &Guards)) {
        if let Over::Periods(periods) = &mut Arc::make_mut(over).over {
            self.strict(&mut periods.from, guards);
            self.strict(&mut periods.to, guards);
        }
        let Some(record) = self.record(&over.over) else { return };
        if let Over::List(place) = &over.over
            && let Some(unsettled) = self.unsettled(place, guards)
        {
            let name = self.words(&unsettled);
            self.used(name, span);
        }
        self.vars.push((over.var.clone(), record));
        let (outer, around) = (self.sentence, self.within.replace(span));
        let mut inside = guards.clone();
        if let Some(condition) = &mut Arc::make_mut(over).condition {
            self.sentence = sentence_of(condition, None);
            self.strict(condition, guards);
            inside = inside.join(settled(condition, true));
        }
        self.sentence = None;
        body(self, &inside);
        self.vars.pop();
        (self.sentence, self.within) = (outer, around);
    }

    /// An unguarded use.
    fn used(&mut self, name: String, span: Span) {
        let within = self.within;
        match self.unguarded.iter_mut().find(|found| found.name == name && found.within == within) {
            Some(found) if found.uses.contains(&span) => {}
            Some(found) => found.uses.push(span),
            None => self.unguarded.push(Unguarded { name, within, uses: vec![span], sentence: self.sentence }),
        }
    }

    /// Once for a place: `A between B and C` looks at A twice.
    fn report(&mut self, finding: Diagnostic) {
        if !self.out.contains(&finding) {
            self.out.push(finding);
        }
    }

    /// Reports a value that may be none where it must exist.
    fn needed(&mut self, expr: &Expr, guards: &Guards) {
        if !self.may_be_none(expr, guards) {
            return;
        }
        match &expr.kind {
            ExprKind::Field(place) => {
                let name = self.words(&self.unsettled(place, guards).unwrap_or_else(|| place.clone()));
                self.used(name, expr.span);
            }
            ExprKind::Define(id, place) => {
                let of = self.words(place);
                let define = self.scope.names.defines.get(id.index()).map(|define| define.name.to_string()).unwrap_or_default();
                let name = if of.is_empty() { define } else { format!("{of}.{define}") };
                self.used(name, expr.span);
            }
            ExprKind::If(_, then, otherwise) => {
                let branch = [then, otherwise].into_iter().find(|branch| branch.or_none).unwrap_or(otherwise);
                self.report(messages::branch_none(branch.span, expr.span));
            }
            ExprKind::TheOne(value, over) => {
                let (whole, value) = (self.scope.words(expr.span), self.scope.words(value.span));
                let value = value.map(|value| format!("{}.{value}", over.var));
                self.report(messages::the_one_none(&whole.unwrap_or_default(), &value.unwrap_or_default(), expr.span));
            }
            _ => self.report(messages::none_here(self.scope.names, &expr.ty, expr.span)),
        }
    }

    fn may_be_none(&self, expr: &Expr, guards: &Guards) -> bool {
        match &expr.kind {
            ExprKind::Field(place) => expr.or_none && self.unsettled(place, guards).is_some(),
            ExprKind::Define(id, place) => {
                let itself = self.scope.names.defines.get(id.index()).is_some_and(|define| define.what.or_none);
                let settled = guards.defines.iter().any(|(known, of)| known == id && of == place);
                !settled && (itself || self.unsettled(place, guards).is_some())
            }
            _ => expr.or_none,
        }
    }

    /// The first fact on the way to a place, or the one there, that may be none and is not settled.
    fn unsettled(&self, place: &Place, guards: &Guards) -> Option<Place> {
        let mut at = Place { root: place.root, path: Vec::with_capacity(place.path.len()) };
        let mut record = self.start(place.root);
        for step in &place.path {
            at.path.push(*step);
            let field =
                record.and_then(|id| self.scope.names.records.get(id.index())).and_then(|record| record.fields.get(*step));
            let field = field?;
            if field.or_none && !guards.holds(&at) {
                return Some(at);
            }
            record = match field.ty {
                Type::Record(id) => Some(id),
                _ => None,
            };
        }
        None
    }

    /// The record that a place starts from.
    fn start(&self, root: Root) -> Option<RecordId> {
        match (root, self.scope.subject) {
            (Root::Var(0), Some((record, Root::Var(_)))) | (Root::Case, Some((record, _))) => Some(record),
            (Root::Var(at), Some((_, Root::Var(_)))) => self.vars.get(at.checked_sub(1)?).map(|(_, record)| *record),
            (Root::Var(at), _) => self.vars.get(at).map(|(_, record)| *record),
            (Root::Case, None) => None,
        }
    }

    fn record(&self, over: &Over) -> Option<RecordId> {
        match over {
            Over::Table(id) => self.scope.names.tables.get(id.index()).map(|table| table.what),
            Over::Periods(_) => Some(RecordId::STRETCH),
            Over::List(place) => {
                let mut record = self.start(place.root)?;
                for step in &place.path {
                    match self.scope.names.records.get(record.index())?.fields.get(*step)?.ty {
                        Type::Record(id) | Type::List(id) => record = id,
                        _ => return None,
                    }
                }
                Some(record)
            }
        }
    }

    /// A place as the author writes it.
    fn words(&self, place: &Place) -> String {
        let mut words: Vec<String> = Vec::new();
        if let Root::Var(at) = place.root {
            let first = usize::from(matches!(self.scope.subject, Some((_, Root::Var(_)))));
            words.extend(at.checked_sub(first).and_then(|at| self.vars.get(at)).map(|(name, _)| name.to_string()));
        }
        let mut record = self.start(place.root);
        for step in &place.path {
            let field =
                record.and_then(|id| self.scope.names.records.get(id.index())).and_then(|record| record.fields.get(*step));
            let Some(field) = field else { break };
            words.push(field.name.to_string());
            record = match field.ty {
                Type::Record(id) => Some(id),
                _ => None,
            };
        }
        words.join(".")
    }
}
