//! The other sorts: dates, numbers, periods, codes and sets.

use super::lower::Lower;
use super::nodes::{
    CodeId, CodeNode, DateId, DateNode, DaysNode, Denomination, NumberId, NumberNode, PeriodId, PeriodNode, SetId, SetNode,
    TruthId, TruthNode,
};
use super::{AnyId, ReportNode};
use crate::logic::{LeapBirthday, MonthEnd, Period};
use crate::policy::expr::DaysOf;
use crate::policy::{AggregateKind, Bounds, Counting, Datum, Expr, ExprKind, ParameterId, ReadingId, Scalar, Type, Unit};
use crate::source::Span;

impl<'a> Lower<'a> {
    /// An expression of any sort.
    pub(super) fn any(&mut self, expr: &Expr) -> AnyId {
        match &expr.ty {
            Type::YesNo => AnyId::Truth(self.truth(expr)),
            Type::Date => AnyId::Date(self.date(expr)),
            Type::Number | Type::WholeNumber | Type::Money(_) => AnyId::Number(self.number(expr)),
            Type::Period => AnyId::Period(self.period(expr)),
            Type::Set(_) => AnyId::Set(self.set(expr)),
            Type::Text | Type::Country | Type::Choice(_) | Type::Reading(_) => AnyId::Code(self.code(expr)),
            Type::List(_) | Type::Record(_) => AnyId::Truth(self.exists(expr)),
        }
    }

    /// A value that is handed out.
    pub(super) fn report(&mut self, expr: &Expr) -> ReportNode {
        ReportNode { value: self.any(expr), exists: self.exists(expr) }
    }

    /// The value of a parameter on the epoch's day.
    pub(super) fn parameter(&mut self, parameter: ParameterId) -> Option<&'a Datum> {
        self.version(&self.policy.parameters.get(parameter.index())?.versions).map(|version| &version.value)
    }

    /// A date.
    pub(super) fn date(&mut self, expr: &Expr) -> DateId {
        let node = match &expr.kind {
            ExprKind::Date(date) => DateNode::Known(*date),
            ExprKind::Today => DateNode::Today,
            ExprKind::Field(place) if self.edge(place).is_some() => {
                let (level, last) = self.edge(place).unwrap_or_default();
                DateNode::Edge { level, last }
            }
            ExprKind::Field(place) => {
                let bounds = match self.field_at(place).and_then(|field| field.bounds.as_ref()) {
                    Some(Bounds::Date(from, to)) => Some((*from, *to)),
                    _ => None,
                };
                DateNode::Fact(self.spot(place), bounds)
            }
            ExprKind::Define(define, place) => match self.define(*define, place) {
                Some(AnyId::Date(date)) => return date,
                _ => DateNode::Undefined,
            },
            ExprKind::Parameter(parameter) => match self.parameter(*parameter) {
                Some(Datum::Date(first, last)) if first == last => DateNode::Known(*first),
                _ => DateNode::Undefined,
            },
            ExprKind::If(condition, yes, no) => DateNode::If(self.truth(condition), self.date(yes), self.date(no)),
            ExprKind::DatePlus(ends, date, period) => {
                let (date, period) = (self.date(date), self.period(period));
                self.moved(*ends, date, period, expr.span)
            }
            ExprKind::DateMinus(date, period) => {
                let nothing = self.program.add_period(PeriodNode::Known(Period::default()));
                let back = PeriodNode::Minus(nothing, self.period(period));
                let back = self.program.add_period(back);
                DateNode::Plus(self.date(date), back, MonthEnd::LastDay)
            }
            ExprKind::Pick(extreme, parts) => DateNode::Pick(*extreme, parts.iter().map(|part| self.date(part)).collect()),
            ExprKind::Aggregate(AggregateKind::Pick(extreme), value, each) => {
                let (each, value) = self.loop_with(each, |lower| lower.date(value));
                DateNode::Aggregate(*extreme, value, each)
            }
            ExprKind::TheOne(value, each) => DateNode::TheOne(self.the_one(each, expr.span, |lower| lower.date(value))),
            _ => DateNode::Undefined,
        };
        self.program.add_date(node)
    }

    /// A number or an amount.
    pub(super) fn number(&mut self, expr: &Expr) -> NumberId {
        let of = denomination(&expr.ty);
        let node = match &expr.kind {
            ExprKind::Number(number) => NumberNode::Known(*number, of),
            ExprKind::Field(place) => {
                let bounds = match self.field_at(place).and_then(|field| field.bounds.as_ref()) {
                    Some(Bounds::Number(from, to)) => Some((*from, *to)),
                    _ => None,
                };
                NumberNode::Fact { spot: self.spot(place), bounds, of }
            }
            ExprKind::Define(define, place) => match self.define(*define, place) {
                Some(AnyId::Number(number)) => return number,
                _ => NumberNode::Undefined,
            },
            ExprKind::Parameter(parameter) => match self.parameter(*parameter) {
                Some(Datum::Number(number)) => NumberNode::Known(*number, Denomination::Plain),
                Some(Datum::Money(amount, currency)) => NumberNode::Known(*amount, Denomination::In(*currency)),
                _ => NumberNode::Undefined,
            },
            ExprKind::If(condition, yes, no) => NumberNode::If(self.truth(condition), self.number(yes), self.number(no)),
            ExprKind::Plus(left, right) => two(NumberNode::Plus, self.pair(left, right)),
            ExprKind::Minus(left, right) => two(NumberNode::Minus, self.pair(left, right)),
            ExprKind::Times(left, right) => two(NumberNode::Times, self.pair(left, right)),
            ExprKind::DividedBy(left, right) => two(NumberNode::DividedBy, self.pair(left, right)),
            ExprKind::Days(both, from, to) => {
                let (from, to) = self.between(from, to);
                NumberNode::Days { both: *both, from, to }
            }
            ExprKind::Completed(unit, ends, from, to) => {
                let dates = self.between(from, to);
                self.completed(*unit, *ends, dates, expr.span)
            }
            ExprKind::Age(birthdays, born, on) => {
                let dates = self.between(born, on);
                self.completed(Unit::Years, birthdays.map(LeapBirthday::month_end), dates, expr.span)
            }
            ExprKind::Rounded(how, value, unit) => {
                let (value, unit) = self.pair(value, unit);
                NumberNode::Rounded(*how, value, unit)
            }
            ExprKind::Pick(extreme, parts) => NumberNode::Pick(*extreme, parts.iter().map(|part| self.number(part)).collect()),
            ExprKind::NumberOf(each) => NumberNode::Count(self.each(each)),
            ExprKind::Aggregate(kind, value, each) => {
                let (each, value) = self.loop_with(each, |lower| lower.number(value));
                match kind {
                    AggregateKind::Sum => NumberNode::Sum(value, each, of),
                    AggregateKind::Pick(extreme) => NumberNode::Aggregate(*extreme, value, each),
                }
            }
            ExprKind::TheOne(value, each) => NumberNode::TheOne(self.the_one(each, expr.span, |lower| lower.number(value))),
            ExprKind::DaysOf(days) => self.days_of(days),
            _ => NumberNode::Undefined,
        };
        self.program.add_number(node)
    }

    /// A date plus a period, as the calendar has it.
    fn moved(&mut self, ends: Counting<MonthEnd>, date: DateId, period: PeriodId, span: Span) -> DateNode {
        match ends {
            Counting::As(end) => DateNode::Plus(date, period, end),
            Counting::By { reading, option, then, otherwise } => {
                let then = self.program.add_date(DateNode::Plus(date, period, then));
                let otherwise = self.program.add_date(DateNode::Plus(date, period, otherwise));
                DateNode::If(self.is_read(reading, option, span), then, otherwise)
            }
        }
    }

    /// Completed months or years, as the calendar has it.
    fn completed(&mut self, unit: Unit, ends: Counting<MonthEnd>, (from, to): (DateId, DateId), span: Span) -> NumberNode {
        match ends {
            Counting::As(end) => NumberNode::Completed(unit, end, from, to),
            Counting::By { reading, option, then, otherwise } => {
                let then = self.program.add_number(NumberNode::Completed(unit, then, from, to));
                let otherwise = self.program.add_number(NumberNode::Completed(unit, otherwise, from, to));
                NumberNode::If(self.is_read(reading, option, span), then, otherwise)
            }
        }
    }

    /// Whether a reading is an option.
    fn is_read(&mut self, reading: ReadingId, option: u16, span: Span) -> TruthId {
        self.reading(reading);
        let reading = self.program.add_code(CodeNode::Reading(reading));
        let option = self.program.add_code(CodeNode::Known(Scalar::Option(option)));
        self.add(TruthNode::SameCode(reading, option), span)
    }

    /// A period.
    pub(super) fn period(&mut self, expr: &Expr) -> PeriodId {
        let node = match &expr.kind {
            ExprKind::Period(period) => PeriodNode::Known(*period),
            ExprKind::Field(place) => PeriodNode::Fact(self.spot(place)),
            ExprKind::Define(define, place) => match self.define(*define, place) {
                Some(AnyId::Period(period)) => return period,
                _ => PeriodNode::Undefined,
            },
            ExprKind::Parameter(parameter) => match self.parameter(*parameter) {
                Some(Datum::Period(period)) => PeriodNode::Known(*period),
                _ => PeriodNode::Undefined,
            },
            ExprKind::If(condition, yes, no) => PeriodNode::If(self.truth(condition), self.period(yes), self.period(no)),
            ExprKind::Plus(left, right) => PeriodNode::Plus(self.period(left), self.period(right)),
            ExprKind::Minus(left, right) => PeriodNode::Minus(self.period(left), self.period(right)),
            ExprKind::Pick(extreme, parts) => PeriodNode::Pick(*extreme, parts.iter().map(|part| self.period(part)).collect()),
            ExprKind::Aggregate(AggregateKind::Pick(extreme), value, each) => {
                let (each, value) = self.loop_with(each, |lower| lower.period(value));
                PeriodNode::Aggregate(*extreme, value, each)
            }
            ExprKind::TheOne(value, each) => PeriodNode::TheOne(self.the_one(each, expr.span, |lower| lower.period(value))),
            _ => PeriodNode::Undefined,
        };
        self.program.add_period(node)
    }

    /// A text, country or option.
    pub(super) fn code(&mut self, expr: &Expr) -> CodeId {
        let node = match &expr.kind {
            ExprKind::Scalar(value) => CodeNode::Known(value.clone()),
            ExprKind::Field(place) => CodeNode::Fact(self.spot(place)),
            ExprKind::Reading(reading) => {
                self.reading(*reading);
                CodeNode::Reading(*reading)
            }
            ExprKind::Define(define, place) => match self.define(*define, place) {
                Some(AnyId::Code(code)) => return code,
                _ => CodeNode::Undefined,
            },
            ExprKind::Parameter(parameter) => match self.parameter(*parameter) {
                Some(Datum::Scalar(value)) => CodeNode::Known(value.clone()),
                _ => CodeNode::Undefined,
            },
            ExprKind::If(condition, yes, no) => CodeNode::If(self.truth(condition), self.code(yes), self.code(no)),
            ExprKind::TheOne(value, each) => CodeNode::TheOne(self.the_one(each, expr.span, |lower| lower.code(value))),
            _ => CodeNode::Undefined,
        };
        self.program.add_code(node)
    }

    /// A set.
    pub(super) fn set(&mut self, expr: &Expr) -> SetId {
        let node = match &expr.kind {
            ExprKind::Field(place) => SetNode::Fact(self.spot(place)),
            ExprKind::List(list) => {
                let list = self.policy.lists.get(list.index());
                match list.and_then(|list| self.version(&list.versions)) {
                    Some(version) => known_set(version.value.clone()),
                    None => SetNode::Undefined,
                }
            }
            ExprKind::Set(members) => self.set_of(members),
            ExprKind::Define(define, place) => match self.define(*define, place) {
                Some(AnyId::Set(set)) => return set,
                _ => SetNode::Undefined,
            },
            ExprKind::Parameter(parameter) => match self.parameter(*parameter) {
                Some(Datum::Set(members, true)) => known_set(members.clone()),
                _ => SetNode::Undefined,
            },
            ExprKind::If(condition, yes, no) => SetNode::If(self.truth(condition), self.set(yes), self.set(no)),
            ExprKind::TheOne(value, each) => SetNode::TheOne(self.the_one(each, expr.span, |lower| lower.set(value))),
            _ => SetNode::Undefined,
        };
        self.program.add_set(node)
    }

    fn days_of(&mut self, days: &DaysOf) -> NumberNode {
        let inside = self.between(&days.inside.0, &days.inside.1);
        let (each, (from, to, ends)) =
            self.loop_with(&days.each, |lower| (lower.date(&days.from), lower.date(&days.to), lower.exists(&days.to)));
        let (through, inside_through) = (days.through, days.inside_through);
        NumberNode::DaysOf(Box::new(DaysNode { each, from, to, ends, through, inside, inside_through }))
    }

    fn set_of(&mut self, members: &[Expr]) -> SetNode {
        let known: Option<Vec<Scalar>> = members
            .iter()
            .map(|member| match &member.kind {
                ExprKind::Scalar(value) => Some(value.clone()),
                _ => None,
            })
            .collect();
        match known {
            Some(members) => known_set(members),
            None => SetNode::Of(members.iter().map(|member| self.code(member)).collect()),
        }
    }

    /// A constant, as a presumption gives it.
    pub(super) fn constant(&mut self, expr: &Expr) -> Datum {
        match &expr.kind {
            ExprKind::YesNo(value) => Datum::YesNo(*value),
            ExprKind::Number(number) => match &expr.ty {
                Type::Money(Some(currency)) => Datum::Money(*number, *currency),
                _ => Datum::Number(*number),
            },
            ExprKind::Date(date) => Datum::Date(*date, *date),
            ExprKind::Period(period) => Datum::Period(*period),
            ExprKind::Scalar(value) => Datum::Scalar(value.clone()),
            ExprKind::None => Datum::None,
            ExprKind::Parameter(parameter) => self.parameter(*parameter).cloned().unwrap_or_default(),
            ExprKind::Set(members) => {
                let mut known: Vec<Scalar> = members
                    .iter()
                    .filter_map(|member| match &member.kind {
                        ExprKind::Scalar(value) => Some(value.clone()),
                        _ => None,
                    })
                    .collect();
                known.sort();
                known.dedup();
                Datum::Set(known, true)
            }
            _ => Datum::Missing,
        }
    }
}

fn two(node: fn(NumberId, NumberId) -> NumberNode, (left, right): (NumberId, NumberId)) -> NumberNode {
    node(left, right)
}

fn known_set(mut members: Vec<Scalar>) -> SetNode {
    members.sort();
    members.dedup();
    SetNode::Known(members.into())
}

fn denomination(ty: &Type) -> Denomination {
    match ty {
        Type::Money(Some(currency)) => Denomination::In(*currency),
        Type::Money(None) => Denomination::Any,
        _ => Denomination::Plain,
    }
}
