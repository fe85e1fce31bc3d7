//! The type of an expression, from the inside out.
//!
//! Read [`Checker::infer`] first. `None` always means that an error is reported already; operands are looked at even then, so that
//! all findings come in one run.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::types::{common, fits, sure};
use super::{Mode, Scope, messages};
use crate::diagnostic::Diagnostic;
use crate::logic::{Currency, Date, Decimal};
use crate::policy::{CountKind, Expr, ExprKind, Place, RecordId, Root, Scalar, Type};
use crate::source::Span;
use crate::syntax::tree::{self, VerdictWord};

/// A bound name of a loop.
pub(super) struct Variable {
    pub(super) name: Arc<str>,
    pub(super) record: RecordId,
    pub(super) root: Root,
}

/// The state of typing one expression.
pub(super) struct Checker<'a, 'o> {
    pub(super) scope: Scope<'a>,
    pub(super) vars: Vec<Variable>,
    pub(super) out: &'o mut Vec<Diagnostic>,
}

impl<'a, 'o> Checker<'a, 'o> {
    pub(super) fn new(scope: Scope<'a>, out: &'o mut Vec<Diagnostic>) -> Self {
        Checker { scope, vars: Vec::new(), out }
    }

    /// Reports, and is none.
    pub(super) fn fail<T>(&mut self, finding: Diagnostic) -> Option<T> {
        self.out.push(finding);
        None
    }

    /// An expression that must be of a type.
    pub(super) fn expect(&mut self, expr: &tree::Expr, wanted: &Type) -> Option<Expr> {
        let typed = self.infer(expr, Some(wanted))?;
        self.fit(typed, wanted)
    }

    /// Whether a typed expression may stand where a type is wanted.
    pub(super) fn fit(&mut self, mut typed: Expr, wanted: &Type) -> Option<Expr> {
        if matches!(typed.kind, ExprKind::None) {
            typed.ty = wanted.clone();
            return Some(typed);
        }
        if fits(&typed.ty, wanted) {
            return Some(typed);
        }
        let finding = messages::wanted(self.scope.names, wanted, &typed);
        let fixed = self.scope.mode == Mode::Constant && *wanted == Type::YesNo;
        self.fail(if fixed { finding.help("write `yes` or `no`") } else { finding })
    }

    /// The typed expression. `hint` is what its place would like: it says which options, sets and amounts are meant, and need not
    /// be what comes out. Expressions nest deeply: the arms only call, so that a level costs little of the stack.
    pub(super) fn infer(&mut self, expr: &tree::Expr, hint: Option<&Type>) -> Option<Expr> {
        use tree::ExprKind as T;
        let span = expr.span;
        match &expr.kind {
            T::YesNo(_) | T::Number(_) | T::Period(_) | T::None | T::Today => self.plain(expr, hint),
            T::Money(amount, code) => self.money(*amount, code, span),
            T::Date(first, last) => self.day(*first, *last, span),
            T::Text(text) => self.text(text, hint, span),
            T::Unknown | T::List(_) | T::RecordLiteral(_) => self.data(expr),
            T::Path(path) => self.path(path, hint),
            T::Set(items) => self.set(items, hint, span),
            T::Not(operand) => self.not(operand, span),
            T::And(operands) => self.joined(true, operands, span),
            T::Or(operands) => self.joined(false, operands, span),
            T::If(condition, then, otherwise) => self.if_then(condition, then, otherwise, hint, span),
            T::Count(kind, operands) => self.count(*kind, operands, span),
            T::Compare(op, left, right) => self.compare(*op, left, right, span),
            T::Between(value, low, high) => self.between(value, low, high, span),
            T::FromUntil(value, from, until) => self.within_days(value, from, until, span),
            T::OneOf(negated, left, options) => self.one_of(*negated, left, options, span),
            T::Exists(exists, operand) => self.exists(*exists, operand, span),
            T::Known(known, operand) => self.known(*known, operand, span),
            T::NormIs(path, status) => self.norm_is(path, *status, span),
            T::Asks(path, place, verdict) => self.asks(path, place.as_deref(), *verdict, span),
            T::Arith(op, left, right) => self.arith(*op, left, right, hint, span),
            T::Days(both, from, to) => self.days(*both, from, to, span),
            T::Completed(unit, from, to) => self.completed(*unit, from, to, span),
            T::AgeOf(born, on) => self.age(born, on, span),
            T::Rounded(how, value, unit) => self.rounded(*how, value, unit, hint, span),
            T::Pick(extreme, items) => self.pick(*extreme, items, hint, span),
            T::Quantifier(kind, over) => self.quantifier(*kind, over, span),
            T::NumberOf(over) => self.number_of(over, span),
            T::Aggregate(kind, value, over) => self.aggregate(*kind, value, over, span),
            T::TheOne(value, over) => self.the_one(value, over, span),
            T::DaysOf(days) => self.days_of(days, span),
            // The grammar has it behind the `in` of a loop only.
            T::Periods(..) => None,
        }
    }

    fn day(&mut self, first: Date, last: Date, span: Span) -> Option<Expr> {
        if first != last {
            return self.fail(messages::partial_date(first, span));
        }
        Some(sure(ExprKind::Date(first), Type::Date, span))
    }

    /// What only tests and examples write.
    fn data(&mut self, expr: &tree::Expr) -> Option<Expr> {
        match expr.kind {
            tree::ExprKind::Unknown => self.fail(messages::unknown_written(expr.span)),
            _ => self.fail(messages::data_written(expr.span)),
        }
    }

    fn not(&mut self, operand: &tree::Expr, span: Span) -> Option<Expr> {
        let operand = self.expect(operand, &Type::YesNo)?;
        Some(sure(ExprKind::Not(Box::new(operand)), Type::YesNo, span))
    }

    fn joined(&mut self, and: bool, written: &[tree::Expr], span: Span) -> Option<Expr> {
        let former = self.out.len();
        let Some(operands) = self.truths(written) else {
            if !and {
                self.alternatives(written, former);
            }
            return None;
        };
        if !and {
            self.options_read_as_facts(written);
        }
        let kind = if and { ExprKind::And(operands) } else { ExprKind::Or(operands) };
        Some(sure(kind, Type::YesNo, span))
    }

    /// `consent is agreed or reached`, where `reached` is another option and a fact too.
    fn options_read_as_facts(&mut self, operands: &[tree::Expr]) {
        let mut compared: Option<&tree::Name> = None;
        for operand in operands {
            compared = match &operand.kind {
                tree::ExprKind::Compare(tree::CompareOp::Is | tree::CompareOp::IsNot, _, value) => match &value.kind {
                    tree::ExprKind::Path(path) => path.names.last(),
                    _ => None,
                },
                tree::ExprKind::Path(path) => match (compared, path.names.as_slice()) {
                    (Some(value), [name]) if self.in_one_choice(&value.text, &name.text) => {
                        self.out.push(messages::option_or_fact(value, name));
                        compared
                    }
                    _ => None,
                },
                _ => None,
            };
        }
    }

    /// `kind is a or b`: one finding for the values behind the first, in place of those behind `former`.
    fn alternatives(&mut self, operands: &[tree::Expr], former: usize) {
        let found = |span: Span, out: &[Diagnostic]| out.iter().skip(former).any(|finding| finding.span() == span);
        let mut pairs = operands.iter().zip(operands.iter().skip(1)).zip(1..);
        let compared = pairs.find_map(|((one, other), next)| {
            let (is, left, value) = match &one.kind {
                tree::ExprKind::Compare(tree::CompareOp::Is, left, value) => ("is", left, value),
                tree::ExprKind::Compare(tree::CompareOp::IsNot, left, value) => ("is not", left, value),
                _ => return None,
            };
            (self.is_alternative(value, other) && found(other.span, self.out)).then_some((is, left, value, next))
        });
        let Some((is, left, value, next)) = compared else { return };
        let rest = operands.iter().skip(next);
        let rest: Vec<&tree::Expr> =
            rest.take_while(|operand| self.is_alternative(value, operand) && found(operand.span, self.out)).collect();
        let Some(last) = rest.last() else { return };
        let spans: Vec<Span> = rest.iter().map(|operand| operand.span).collect();
        let words: Vec<String> =
            [left.span, value.span].iter().chain(&spans).filter_map(|span| self.scope.words(*span)).collect();
        let Some((left, values)) = words.split_first() else { return };
        let span = spans.first().map_or(last.span, |first| first.to(last.span));
        let finding = messages::alternatives(span, left, is, values);
        let mut at = 0;
        self.out.retain(|finding| {
            at += 1;
            at <= former || !spans.contains(&finding.span())
        });
        self.out.push(finding);
    }

    /// Whether what stands behind `or` can only be a value like the one before it.
    fn is_alternative(&self, value: &tree::Expr, other: &tree::Expr) -> bool {
        use tree::ExprKind as T;
        match (&value.kind, &other.kind) {
            (T::Number(_), T::Number(_))
            | (T::Money(..), T::Money(..))
            | (T::Date(..), T::Date(..))
            | (T::Period(_), T::Period(_))
            | (T::Text(_), T::Text(_)) => true,
            (T::Path(value), T::Path(other)) => match (value.names.as_slice(), other.names.as_slice()) {
                ([value], [other]) => self.in_one_choice(&value.text, &other.text),
                _ => false,
            },
            _ => false,
        }
    }

    fn plain(&mut self, expr: &tree::Expr, hint: Option<&Type>) -> Option<Expr> {
        let span = expr.span;
        match &expr.kind {
            tree::ExprKind::YesNo(yes) => Some(sure(ExprKind::YesNo(*yes), Type::YesNo, span)),
            tree::ExprKind::Number(number) => {
                let ty = if number.is_whole() { Type::WholeNumber } else { Type::Number };
                Some(sure(ExprKind::Number(*number), ty, span))
            }
            tree::ExprKind::Period(period) => Some(sure(ExprKind::Period(*period), Type::Period, span)),
            tree::ExprKind::Today => {
                self.allowed(span, "`today`", self.scope.mode != Mode::OnlyWhen)?;
                Some(sure(ExprKind::Today, Type::Date, span))
            }
            _ => {
                // Where nothing says of what type the value is that does not exist, any will do: the place is refused later.
                let ty = hint.cloned().unwrap_or(Type::YesNo);
                Some(Expr { kind: ExprKind::None, ty, or_none: true, span })
            }
        }
    }

    /// Reports what may not be read in this place.
    pub(super) fn allowed(&mut self, span: Span, what: &str, fact: bool) -> Option<()> {
        let refused = match self.scope.mode {
            Mode::Norm | Mode::View(_) => return Some(()),
            Mode::Governing if fact => return Some(()),
            Mode::OnlyWhen | Mode::Constraint if fact => return Some(()),
            Mode::Governing => messages::not_governing(span, what),
            Mode::OnlyWhen => messages::not_only_when(span, what),
            Mode::Constraint => messages::not_constraint(span, what),
            Mode::Constant => messages::not_constant(span),
        };
        self.fail(refused)
    }

    fn money(&mut self, amount: Decimal, code: &tree::Name, span: Span) -> Option<Expr> {
        match Currency::from_code(&code.text) {
            Some(currency) => Some(sure(ExprKind::Number(amount), Type::Money(Some(currency)), span)),
            None => self.fail(messages::unknown_currency(code)),
        }
    }

    fn text(&mut self, text: &str, hint: Option<&Type>, span: Span) -> Option<Expr> {
        let quoted = match hint {
            Some(Type::Choice(id)) => {
                let options = self.scope.names.choices.get(id.index()).map(|choice| choice.options.as_slice());
                Some(messages::quoted_option(text, options.unwrap_or_default(), span))
            }
            Some(Type::Reading(id)) => {
                let options = self.scope.names.readings.get(id.index()).map(|reading| reading.options.as_slice());
                Some(messages::quoted_option(text, options.unwrap_or_default(), span))
            }
            Some(Type::Country) => Some(messages::quoted_country(text, span)),
            _ => None,
        };
        if let Some(finding) = quoted {
            return self.fail(finding);
        }
        let text: String = text.nfc().collect();
        Some(sure(ExprKind::Scalar(Scalar::Text(Arc::from(text))), Type::Text, span))
    }

    fn set(&mut self, items: &[tree::Expr], hint: Option<&Type>, span: Span) -> Option<Expr> {
        let wanted = match hint {
            Some(Type::Set(of)) => Some((**of).clone()),
            _ => None,
        };
        let mut of = wanted;
        let mut members = Vec::with_capacity(items.len());
        for item in items {
            let member = match &of {
                Some(ty) => self.expect(item, &ty.clone()),
                None => self.infer(item, None).and_then(|member| self.set_member(member)),
            };
            if let Some(member) = &member {
                of.get_or_insert_with(|| member.ty.clone());
            }
            members.push(member);
        }
        let members: Vec<Expr> = members.into_iter().collect::<Option<_>>()?;
        match of {
            Some(of) => Some(sure(ExprKind::Set(members), Type::Set(Box::new(of)), span)),
            None => self.fail(messages::empty_set(span)),
        }
    }

    /// Sets hold texts, countries and options.
    fn set_member(&mut self, member: Expr) -> Option<Expr> {
        match member.ty {
            Type::Text | Type::Country | Type::Choice(_) => Some(member),
            _ => {
                let finding = messages::no_member(self.scope.names, &member);
                self.fail(finding)
            }
        }
    }

    /// Operands that must be yes/no, all of them looked at.
    fn truths(&mut self, operands: &[tree::Expr]) -> Option<Vec<Expr>> {
        let typed: Vec<Option<Expr>> = operands.iter().map(|operand| self.expect(operand, &Type::YesNo)).collect();
        typed.into_iter().collect()
    }

    fn if_then(
        &mut self,
        condition: &tree::Expr,
        then: &tree::Expr,
        otherwise: &tree::Expr,
        hint: Option<&Type>,
        span: Span,
    ) -> Option<Expr> {
        let condition = self.expect(condition, &Type::YesNo);
        let (then, otherwise) = self.pair(then, otherwise, hint);
        let (condition, mut then, mut otherwise) = (condition?, then?, otherwise?);
        if matches!(then.kind, ExprKind::None) {
            then.ty = otherwise.ty.clone();
        } else if matches!(otherwise.kind, ExprKind::None) {
            otherwise.ty = then.ty.clone();
        }
        let Some(ty) = common(&then.ty, &otherwise.ty) else {
            let finding = messages::branches(self.scope.names, &then, &otherwise);
            return self.fail(finding);
        };
        let or_none = then.or_none || otherwise.or_none;
        let kind = ExprKind::If(Box::new(condition), Box::new(then), Box::new(otherwise));
        Some(Expr { kind, ty, or_none, span })
    }

    fn count(&mut self, kind: CountKind, operands: &[tree::Expr], span: Span) -> Option<Expr> {
        let typed = self.truths(operands);
        let kind = match kind {
            CountKind::All => ExprKind::And(typed?),
            CountKind::Any => ExprKind::Or(typed?),
            CountKind::None => ExprKind::Not(Box::new(sure(ExprKind::Or(typed?), Type::YesNo, span))),
            CountKind::AtLeast(n) => {
                if n == 0 || n as usize > operands.len() {
                    return self.fail(messages::count(n, operands.len(), span));
                }
                ExprKind::AtLeastOf(n, typed?)
            }
        };
        Some(sure(kind, Type::YesNo, span))
    }

    fn exists(&mut self, exists: bool, operand: &tree::Expr, span: Span) -> Option<Expr> {
        let typed = self.infer(operand, None)?;
        if !typed.or_none {
            return self.fail(messages::never_none(&typed, span));
        }
        let test = sure(ExprKind::Exists(Box::new(typed)), Type::YesNo, span);
        Some(if exists { test } else { negated(test) })
    }

    fn known(&mut self, known: bool, operand: &tree::Expr, span: Span) -> Option<Expr> {
        let typed = self.infer(operand, None);
        if self.viewed().is_none() {
            return self.fail(messages::asks_ignorance(if known { "is known" } else { "is unknown" }, span));
        }
        match typed?.kind {
            ExprKind::Field(place) => {
                let test = sure(ExprKind::Known(place), Type::YesNo, span);
                Some(if known { test } else { negated(test) })
            }
            _ => self.fail(messages::only_facts_are_known(span)),
        }
    }

    fn asks(&mut self, path: &tree::Path, on: Option<&tree::Path>, verdict: VerdictWord, span: Span) -> Option<Expr> {
        if on.is_none()
            && let Some(status) = self.bar_that_does_not_apply(path, verdict, span)
        {
            return status;
        }
        let id = self.question(path)?;
        self.allowed(span, "a question", false)?;
        let question = self.scope.names.questions.get(id.index())?;
        let wanted = question.what.record;
        let place = match on {
            None => {
                let here = self.scope.subject;
                let Some((_, root)) = here.filter(|(record, _)| *record == wanted) else {
                    let finding = messages::other_record(self.scope.names, path, wanted, here.map(|(record, _)| record));
                    return self.fail(finding);
                };
                Place { root, path: Vec::new() }
            }
            Some(on) => {
                let (place, found) = self.record_at(on)?;
                if found != Some(wanted) {
                    let finding = messages::asked_on_other(self.scope.names, path, wanted, on, found);
                    return self.fail(finding);
                }
                place
            }
        };
        if verdict == VerdictWord::Undetermined && self.viewed().is_none() {
            return self.fail(messages::asks_ignorance("is undetermined", span));
        }
        Some(sure(ExprKind::Asks(id, place, verdict), Type::YesNo, span))
    }

    /// Two operands of which one says what the other means: usually the first, but not where it is a bare `none` or `{}`.
    pub(super) fn pair(&mut self, left: &tree::Expr, right: &tree::Expr, hint: Option<&Type>) -> (Option<Expr>, Option<Expr>) {
        if matches!(left.kind, tree::ExprKind::None | tree::ExprKind::Set(_)) {
            let second = self.infer(right, hint);
            let first = self.follow(left, hint, second.as_ref());
            return (first, second);
        }
        let first = self.infer(left, hint);
        let second = self.follow(right, hint, first.as_ref());
        (first, second)
    }

    /// The operand that follows another's type. Where the other has an error, a name or text of unclear meaning is not looked at.
    fn follow(&mut self, expr: &tree::Expr, hint: Option<&Type>, other: Option<&Expr>) -> Option<Expr> {
        let unclear = matches!(expr.kind, tree::ExprKind::Path(_) | tree::ExprKind::Text(_) | tree::ExprKind::Set(_));
        match other {
            None if unclear && hint.is_none() => None,
            Some(other) if !matches!(other.kind, ExprKind::None) => self.infer(expr, Some(&other.ty.clone())),
            _ => self.infer(expr, hint),
        }
    }
}

/// `not` of it.
pub(super) fn negated(test: Expr) -> Expr {
    let span = test.span;
    sure(ExprKind::Not(Box::new(test)), Type::YesNo, span)
}
