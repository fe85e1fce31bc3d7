//! Expressions on a complete record. Read [`Env`] first, then [`Interpreter::truth`] and [`Interpreter::values`].
//!
//! Of a complete record everything is yes or no, save what a fault leaves unknown: a truth is `None` then, and a value that
//! hangs on it has several outcomes, one for each answer.

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use whereas::syntax::tree::{
    self, AggregateKind, ArithOp, CompareOp, CountKind, Expr, ExprKind, Extreme, Loop, QuantifierKind, Unit,
};

use super::value::{self, Rec, V};

/// The rules, as parsed.
pub(crate) struct Interpreter<'a> {
    pub(crate) items: Vec<&'a tree::ItemKind>,
    /// `today`
    pub(crate) today: i64,
    /// A fault went into a calculation or a condition of a value: interval evaluation may know more of it than "unknown".
    pub(crate) blurred: Cell<bool>,
    /// A fault was met.
    pub(crate) faulted: Cell<bool>,
    /// The days on which anything changes.
    pub(crate) changes: BTreeSet<i64>,
    /// Numbers and rows once read, by where they stand.
    numbers: RefCell<HashMap<*const Expr, V>>,
    rows: RefCell<HashMap<*const tree::Table, Rc<Vec<Rec>>>>,
}

/// What an expression is read against.
#[derive(Clone)]
pub(crate) struct Env<'r> {
    /// The record at hand: the case, or the element whose define is read.
    pub(crate) subject: &'r Rec,
    /// The case, for questions about questions.
    pub(crate) case: &'r super::judge::Case<'r>,
    /// Names bound by loops.
    pub(crate) vars: Vec<(&'r str, &'r Rec)>,
    /// The governing date.
    pub(crate) law: i64,
}

/// A truth of a complete record; `None` where a fault leaves it unknown.
pub(crate) type Truth = Option<bool>;

pub(crate) fn and(all: impl IntoIterator<Item = Truth>) -> Truth {
    let all: Vec<Truth> = all.into_iter().collect();
    if all.contains(&Some(false)) {
        Some(false)
    } else if all.contains(&None) {
        None
    } else {
        Some(true)
    }
}

pub(crate) fn not(truth: Truth) -> Truth {
    truth.map(|truth| !truth)
}

pub(crate) fn or(any: impl IntoIterator<Item = Truth>) -> Truth {
    not(and(any.into_iter().map(not)))
}

/// The truth that all agree on.
fn agreed(all: impl IntoIterator<Item = Truth>) -> Truth {
    let mut all = all.into_iter();
    let first = all.next()?;
    if all.all(|one| one == first) { first } else { None }
}

pub(crate) fn as_of(clauses: &tree::Clauses, law: i64) -> bool {
    clauses.in_force.as_ref().is_none_or(|force| {
        force.from.is_none_or(|from| day_of(from.date) <= law) && force.until.is_none_or(|until| law < day_of(until.date))
    })
}

pub(crate) fn day_of(date: whereas::Date) -> i64 {
    let (year, month, day) = date.parts();
    value::day(i64::from(year), i64::from(month), i64::from(day))
}

impl<'a> Interpreter<'a> {
    pub(crate) fn new(files: &'a [tree::File], today: i64) -> Self {
        let items: Vec<&tree::ItemKind> = files.iter().flat_map(|file| &file.items).map(|item| &item.kind).collect();
        Interpreter {
            changes: super::judge::changes(&items),
            items,
            today,
            blurred: Cell::new(false),
            faulted: Cell::new(false),
            numbers: RefCell::default(),
            rows: RefCell::default(),
        }
    }

    pub(crate) fn find<T>(&self, pick: impl Fn(&'a tree::ItemKind) -> Option<T>) -> Option<T> {
        self.items.iter().find_map(|item| pick(item))
    }

    pub(crate) fn record_type(&self, name: &str) -> &'a tree::Record {
        let found = self.find(|item| match item {
            tree::ItemKind::Record(record) if record.name.text == name => Some(record),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("no record {name}"))
    }

    pub(crate) fn choice(&self, name: &str) -> Option<&'a tree::Choice> {
        self.find(|item| match item {
            tree::ItemKind::Choice(choice) if choice.name.text == name => Some(choice),
            _ => None,
        })
    }

    /// Whether a condition holds.
    pub(crate) fn truth(&self, expr: &'a Expr, env: &Env<'_>) -> Truth {
        match &expr.kind {
            ExprKind::YesNo(yes) => Some(*yes),
            ExprKind::Not(inner) => not(self.truth(inner, env)),
            ExprKind::And(parts) | ExprKind::Count(CountKind::All, parts) => and(parts.iter().map(|part| self.truth(part, env))),
            ExprKind::Or(parts) | ExprKind::Count(CountKind::Any, parts) => or(parts.iter().map(|part| self.truth(part, env))),
            ExprKind::Count(CountKind::None, parts) => not(or(parts.iter().map(|part| self.truth(part, env)))),
            ExprKind::Count(CountKind::AtLeast(count), parts) => {
                let truths: Vec<Truth> = parts.iter().map(|part| self.truth(part, env)).collect();
                let yes = truths.iter().filter(|truth| **truth == Some(true)).count();
                let unknown = truths.iter().filter(|truth| truth.is_none()).count();
                agreed((yes..=yes + unknown).map(|yes| Some(yes >= *count as usize)))
            }
            ExprKind::If(condition, then, otherwise) => match self.truth(condition, env) {
                Some(true) => self.truth(then, env),
                Some(false) => self.truth(otherwise, env),
                None => agreed([self.truth(then, env), self.truth(otherwise, env)]),
            },
            ExprKind::Compare(op, left, right) => self.pairs(left, right, env, |left, right| compare(*op, left, right)),
            ExprKind::Between(value, low, high) => and([
                self.pairs(value, low, env, |value, low| compare(CompareOp::AtLeast, value, low)),
                self.pairs(value, high, env, |value, high| compare(CompareOp::AtMost, value, high)),
            ]),
            ExprKind::FromUntil(value, from, until) => and([
                self.pairs(value, from, env, |value, from| compare(CompareOp::AtLeast, value, from)),
                self.pairs(value, until, env, |value, until| match until {
                    V::None => Some(true),
                    until => compare(CompareOp::LessThan, value, until),
                }),
            ]),
            ExprKind::OneOf(negated, value, list) => {
                let any = or(list.iter().map(|one| self.pairs(value, one, env, |a, b| compare(CompareOp::Is, a, b))));
                if *negated { not(any) } else { any }
            }
            ExprKind::Exists(exists, inner) => agreed(self.values(inner, env).iter().map(|value| match value {
                V::Fault => None,
                value => Some((*value != V::None) == *exists),
            })),
            // Of a complete record everything is known.
            ExprKind::Known(known, _) => Some(*known),
            ExprKind::Asks(question, _, word) => self.asks(&question.names[0].text, *word, env),
            ExprKind::Quantifier(kind, each) => {
                let truths = self.conditions(each, env);
                match kind {
                    QuantifierKind::Some => or(truths),
                    QuantifierKind::No => not(or(truths)),
                    QuantifierKind::Every => and(truths),
                }
            }
            _ => agreed(self.values(expr, env).iter().map(|value| match value {
                V::Bool(yes) => Some(*yes),
                _ => None,
            })),
        }
    }

    fn pairs(&self, left: &'a Expr, right: &'a Expr, env: &Env<'_>, test: impl Fn(&V, &V) -> Truth) -> Truth {
        let (left, right) = (self.values(left, env), self.values(right, env));
        agreed(left.iter().flat_map(|left| right.iter().map(|right| test(left, right))).inspect(|truth| {
            if truth.is_none() {
                self.faulted.set(true);
            }
        }))
    }

    /// The elements that a loop goes over.
    fn members(&self, each: &'a Loop, env: &Env<'_>) -> Rc<Vec<Rec>> {
        let ExprKind::Path(path) = &each.list.kind else { panic!("a loop goes over a name") };
        let table = self.find(|item| match item {
            tree::ItemKind::Table(table) if table.name.text == path.names[0].text => Some(table),
            _ => None,
        });
        if let Some(table) = table {
            // Rows are the same for every record.
            return self.rows.borrow_mut().entry(std::ptr::from_ref(table)).or_insert_with(|| Rc::new(self.rows(table))).clone();
        }
        match self.values(&each.list, env).pop() {
            Some(V::List(elements)) => elements,
            other => panic!("a list, not {other:?}"),
        }
    }

    fn rows(&self, table: &'a tree::Table) -> Vec<Rec> {
        let tree::TableRows::Inline(rows) = &table.rows else { panic!("the generator writes rows") };
        let record = self.record_type(&table.record.names[0].text);
        let cell = |column: &str, text: &str| {
            let field = record.fields.iter().find(|field| field.name.text == column).unwrap();
            let value = match &field.ty.kind {
                _ if text.is_empty() => V::None,
                tree::TypeKind::Date => V::Date(value::parse_day(text)),
                tree::TypeKind::Number | tree::TypeKind::WholeNumber => V::Num(value::Ratio::parse(text)),
                _ => V::Code(text.to_owned()),
            };
            (column.to_owned(), value)
        };
        let row = |row: &tree::TableRow| Rec {
            ty: record.name.text.clone(),
            fields: rows[0].cells.iter().zip(&row.cells).map(|(column, text)| cell(&column.text, &text.text)).collect(),
        };
        rows[1..].iter().map(row).collect()
    }

    fn with<'r>(each: &'r Loop, env: &Env<'r>, element: &'r Rec) -> Env<'r> {
        let mut env = env.clone();
        env.vars.push((&each.var.text, element));
        env
    }

    /// The condition of a loop on each element.
    fn conditions(&self, each: &'a Loop, env: &Env<'_>) -> Vec<Truth> {
        let condition = |element| {
            let env = Self::with(each, env, element);
            each.condition.as_ref().map_or(Some(true), |condition| self.truth(condition, &env))
        };
        self.members(each, env).iter().map(condition).collect()
    }

    /// What the elements of a loop that count give; several outcomes where faults leave it open.
    fn counted(&self, each: &'a Loop, value: &'a Expr, env: &Env<'_>) -> Vec<Vec<V>> {
        let mut outcomes: Vec<Vec<V>> = vec![Vec::new()];
        for element in self.members(each, env).iter() {
            let env = Self::with(each, env, element);
            let counts = each.condition.as_ref().map_or(Some(true), |condition| self.truth(condition, &env));
            let mut next = if counts == Some(true) { Vec::new() } else { outcomes.clone() };
            if counts != Some(false) {
                for value in self.values(value, &env) {
                    next.extend(outcomes.iter().map(|outcome| [outcome.as_slice(), std::slice::from_ref(&value)].concat()));
                }
            }
            if counts.is_none() {
                self.blurred.set(true);
            }
            outcomes = next;
        }
        outcomes
    }

    /// The value of an expression: one outcome, or several where a fault leaves it open.
    pub(crate) fn values(&self, expr: &'a Expr, env: &Env<'_>) -> Vec<V> {
        let one = match &expr.kind {
            ExprKind::Number(_) | ExprKind::Money(..) => self.number(expr),
            ExprKind::Date(date, _) => V::Date(day_of(*date)),
            ExprKind::Period(period) => V::Period(i64::from(period.months), i64::from(period.days)),
            ExprKind::Text(text) => V::Code(text.clone()),
            ExprKind::None => V::None,
            ExprKind::Today => V::Date(self.today),
            ExprKind::Path(path) => return self.named(path, env),
            ExprKind::Set(items) => {
                let codes = items.iter().map(|item| match self.values(item, env).pop() {
                    Some(V::Code(code)) => code,
                    other => panic!("a code, not {other:?}"),
                });
                V::Set(codes.collect())
            }
            ExprKind::If(condition, then, otherwise) => return self.branch(condition, then, || self.values(otherwise, env), env),
            ExprKind::Arith(..) => return self.sum(expr, env),
            ExprKind::Days(through, from, to) => {
                return self.combined(from, to, env, |from, to| match (from, to) {
                    (V::Date(from), V::Date(to)) => V::Num(value::Ratio::whole(to - from + i64::from(*through))),
                    _ => V::Fault,
                });
            }
            ExprKind::Completed(unit, from, to) => {
                let months = if *unit == Unit::Years { 12 } else { 1 };
                return self.combined(from, to, env, |from, to| match (from, to) {
                    (V::Date(from), V::Date(to)) => V::Num(value::Ratio::whole(value::completed(months, *from, *to))),
                    _ => V::Fault,
                });
            }
            ExprKind::Pick(extreme, list) => {
                let mut outcomes = self.values(&list[0], env);
                for next in &list[1..] {
                    let next = self.values(next, env);
                    let pairs = outcomes.iter().flat_map(|a| next.iter().map(move |b| (a, b)));
                    outcomes = pairs.map(|(a, b)| self.picked(*extreme, a, b)).collect();
                }
                return outcomes;
            }
            ExprKind::NumberOf(each) => {
                let truths = self.conditions(each, env);
                let yes = truths.iter().filter(|truth| **truth == Some(true)).count();
                let unknown = truths.iter().filter(|truth| truth.is_none()).count();
                let count = |n| V::Num(value::Ratio::whole(i64::try_from(n).unwrap()));
                return (yes..=yes + unknown).map(count).collect();
            }
            ExprKind::Aggregate(kind, value, each) => {
                let outcomes = self.counted(each, value, env);
                return outcomes.iter().map(|values| self.aggregate(*kind, value, values)).collect();
            }
            _ => self.truth(expr, env).map_or(V::Fault, V::Bool),
        };
        vec![one]
    }

    fn number(&self, expr: &'a Expr) -> V {
        let read = || match &expr.kind {
            ExprKind::Number(number) => V::Num(value::Ratio::parse(&number.to_string())),
            ExprKind::Money(number, currency) => V::Money(value::Ratio::parse(&number.to_string()), currency.text.clone()),
            other => panic!("no number: {other:?}"),
        };
        self.numbers.borrow_mut().entry(std::ptr::from_ref(expr)).or_insert_with(read).clone()
    }

    fn aggregate(&self, kind: AggregateKind, of: &Expr, values: &[V]) -> V {
        match kind {
            AggregateKind::Sum => {
                let zero = if self.is_money(of) {
                    V::Money(value::Ratio::whole(0), String::new())
                } else {
                    V::Num(value::Ratio::whole(0))
                };
                values.iter().fold(zero, |sum, value| self.calculated(ArithOp::Plus, &sum, value))
            }
            AggregateKind::Pick(extreme) => {
                let picked = values.iter().cloned().reduce(|a, b| self.picked(extreme, &a, &b));
                picked.unwrap_or(V::Fault)
            }
        }
    }

    /// Whether what is added up is a fact of a record that is an amount of money.
    fn is_money(&self, expr: &Expr) -> bool {
        let ExprKind::Path(path) = &expr.kind else { return false };
        let name = &path.names.last().unwrap().text;
        let found = self.find(|item| match item {
            tree::ItemKind::Record(record) => record.fields.iter().find(|field| field.name.text == *name),
            _ => None,
        });
        found.is_some_and(|field| matches!(field.ty.kind, tree::TypeKind::Money(_)))
    }

    fn branch(&self, condition: &'a Expr, then: &'a Expr, otherwise: impl Fn() -> Vec<V>, env: &Env<'_>) -> Vec<V> {
        match self.truth(condition, env) {
            Some(true) => self.values(then, env),
            Some(false) => otherwise(),
            None => {
                self.blurred.set(true);
                let mut both = self.values(then, env);
                both.extend(otherwise());
                both
            }
        }
    }

    fn combined(&self, left: &'a Expr, right: &'a Expr, env: &Env<'_>, combine: impl Fn(&V, &V) -> V) -> Vec<V> {
        let (left, right) = (self.values(left, env), self.values(right, env));
        left.iter().flat_map(|left| right.iter().map(|right| combine(left, right))).map(|value| self.noted(value)).collect()
    }

    fn noted(&self, value: V) -> V {
        if value == V::Fault {
            self.faulted.set(true);
        }
        value
    }

    /// A sum, product or quotient. In one sum with a date the periods are added up first.
    fn sum(&self, expr: &'a Expr, env: &Env<'_>) -> Vec<V> {
        let (start, terms) = chain(expr);
        if terms.is_empty() {
            let ExprKind::Arith(op, left, right) = &expr.kind else { panic!("arithmetic") };
            return self.combined(left, right, env, |left, right| self.calculated(*op, left, right));
        }
        let starts = self.values(start, env);
        if !starts.iter().any(|start| matches!(start, V::Date(_))) {
            let ExprKind::Arith(op, left, right) = &expr.kind else { panic!("arithmetic") };
            return self.combined(left, right, env, |left, right| self.calculated(*op, left, right));
        }
        let mut totals = vec![V::Period(0, 0)];
        for (op, term) in terms {
            let values = self.values(term, env);
            let pairs = totals.iter().flat_map(|total| values.iter().map(move |value| (total, value)));
            totals = pairs.map(|(total, value)| self.calculated(op, total, value)).collect();
        }
        let ends = starts.iter().flat_map(|start| totals.iter().map(move |total| (start, total)));
        ends.map(|(start, total)| self.calculated(ArithOp::Plus, start, total)).collect()
    }

    fn calculated(&self, op: ArithOp, left: &V, right: &V) -> V {
        if *left == V::Fault || *right == V::Fault {
            self.blurred.set(true);
            return V::Fault;
        }
        let result = match (op, left, right) {
            (ArithOp::Plus, V::Num(a), V::Num(b)) => V::Num(a.plus(*b)),
            (ArithOp::Minus, V::Num(a), V::Num(b)) => V::Num(a.plus(b.negated())),
            (ArithOp::Times, V::Num(a), V::Num(b)) => V::Num(a.times(*b)),
            (ArithOp::DividedBy, V::Num(a), V::Num(b)) => a.over(*b).map_or(V::Fault, V::Num),
            (ArithOp::Plus | ArithOp::Minus, V::Money(a, one), V::Money(b, other)) => {
                let b = if op == ArithOp::Minus { b.negated() } else { *b };
                same_currency(one, other).map_or(V::Fault, |currency| V::Money(a.plus(b), currency))
            }
            (ArithOp::Times, V::Money(a, currency), V::Num(b)) | (ArithOp::Times, V::Num(b), V::Money(a, currency)) => {
                V::Money(a.times(*b), currency.clone())
            }
            (ArithOp::DividedBy, V::Money(a, one), V::Money(b, other)) => {
                same_currency(one, other).and_then(|_| a.over(*b)).map_or(V::Fault, V::Num)
            }
            (ArithOp::DividedBy, V::Money(a, currency), V::Num(b)) => {
                a.over(*b).map_or(V::Fault, |quotient| V::Money(quotient, currency.clone()))
            }
            (ArithOp::Plus, V::Period(m, d), V::Period(n, e)) => V::Period(m + n, d + e),
            (ArithOp::Minus, V::Period(m, d), V::Period(n, e)) => V::Period(m - n, d - e),
            (ArithOp::Times, V::Period(m, d), V::Num(times)) | (ArithOp::Times, V::Num(times), V::Period(m, d)) => {
                let times: i64 = times.text().parse().unwrap();
                V::Period(m * times, d * times)
            }
            (ArithOp::Plus, V::Date(date), V::Period(months, days)) | (ArithOp::Plus, V::Period(months, days), V::Date(date)) => {
                V::Date(value::later(*date, *months, *days))
            }
            (ArithOp::Minus, V::Date(date), V::Period(0, days)) => V::Date(date - days),
            // A value that is none: what stands beside it settles that it is not used.
            (_, V::None, _) | (_, _, V::None) => V::None,
            other => panic!("no arithmetic: {other:?}"),
        };
        self.noted(result)
    }

    fn picked(&self, extreme: Extreme, a: &V, b: &V) -> V {
        if *a == V::Fault || *b == V::Fault {
            self.blurred.set(true);
            return V::Fault;
        }
        let op = if matches!(extreme, Extreme::Earliest | Extreme::Smallest) { CompareOp::AtMost } else { CompareOp::AtLeast };
        let picked = match (a, b) {
            (V::Period(..), V::Period(..)) => match (compare(CompareOp::Is, a, b), compare(op, a, b)) {
                (Some(_), Some(first)) => (if first { a } else { b }).clone(),
                _ => V::Fault,
            },
            _ => compare(op, a, b).map_or(V::Fault, |first| (if first { a } else { b }).clone()),
        };
        self.noted(picked)
    }

    /// What a name means: a bound name, a fact or define of the record at hand, what the pack says, else itself.
    fn named(&self, path: &'a tree::Path, env: &Env<'_>) -> Vec<V> {
        let names: Vec<&str> = path.names.iter().map(|name| name.text.as_str()).collect();
        if let Some((_, element)) = env.vars.iter().find(|(name, _)| *name == names[0]) {
            return self.part(element, &names[1..], env);
        }
        if env.subject.fields.contains_key(names[0]) || self.define(&env.subject.ty, names[0]).is_some() {
            return self.part(env.subject, &names, env);
        }
        let of_the_pack = self.find(|item| match item {
            tree::ItemKind::Parameter(parameter) if parameter.name.text == names[0] => {
                let version = parameter.versions.iter().rev().find(|version| day_of(version.from.date) <= env.law);
                Some(version.map_or(vec![V::Fault], |version| self.values(&version.value, env)))
            }
            tree::ItemKind::List(list) if list.name.text == names[0] => {
                let version = list.versions.iter().rev().find(|version| day_of(version.from.date) <= env.law);
                let codes = version.into_iter().flat_map(|version| &version.values).filter_map(|value| {
                    match self.values(value, env).pop() {
                        Some(V::Code(code)) => Some(code),
                        _ => None,
                    }
                });
                Some(vec![V::Set(codes.collect())])
            }
            tree::ItemKind::Reading(reading) if reading.name.text == names[0] => {
                Some(vec![V::Code(env.case.options[names[0]].clone())])
            }
            _ => None,
        });
        // A country or an option, which may stand behind the name of its choice.
        of_the_pack.unwrap_or_else(|| vec![V::Code(names[names.len() - 1].to_owned())])
    }

    fn define(&self, record: &str, name: &str) -> Option<&'a tree::Define> {
        self.find(|item| match item {
            tree::ItemKind::Define(define) if define.name.text == name && self.subject_of(define) == record => Some(define),
            _ => None,
        })
    }

    /// The record that a define is about: without `for`, that of the questions.
    fn subject_of(&self, define: &'a tree::Define) -> &'a str {
        let of_questions =
            || self.find(|item| if let tree::ItemKind::Question(question) = item { Some(&question.record) } else { None });
        define.record.as_ref().or_else(of_questions).map_or("", |path| path.names[0].text.as_str())
    }

    /// A fact or define of a record, by steps.
    fn part(&self, record: &Rec, names: &[&str], env: &Env<'_>) -> Vec<V> {
        if let Some(value) = record.fields.get(names[0]) {
            return match value {
                V::Rec(inner) if names.len() > 1 => self.part(inner, &names[1..], env),
                value => vec![value.clone()],
            };
        }
        let versions = self.items.iter().filter_map(|item| match item {
            tree::ItemKind::Define(define) if define.name.text == names[0] && self.subject_of(define) == record.ty => {
                Some(define)
            }
            _ => None,
        });
        let version = versions.into_iter().find(|define| as_of(&define.clauses, env.law));
        let Some(version) = version else { panic!("no define {} of {} as at {}", names[0], record.ty, value::day_text(env.law)) };
        let env = Env { subject: record, case: env.case, vars: Vec::new(), law: env.law };
        match &version.body {
            tree::DefineBody::As(expr) => self.values(expr, &env),
            tree::DefineBody::Cases { cases, otherwise } => self.cases(cases, otherwise, &env),
            tree::DefineBody::Table(_) => panic!("no decision table is generated"),
        }
    }

    fn cases(&self, cases: &'a [(Expr, Expr)], otherwise: &'a Expr, env: &Env<'_>) -> Vec<V> {
        match cases {
            [] => self.values(otherwise, env),
            [(value, condition), rest @ ..] => self.branch(condition, value, || self.cases(rest, otherwise, env), env),
        }
    }
}

/// A sum from its first part: `a plus b minus c` is a, then plus b and minus c.
fn chain(expr: &Expr) -> (&Expr, Vec<(ArithOp, &Expr)>) {
    match &expr.kind {
        ExprKind::Arith(op @ (ArithOp::Plus | ArithOp::Minus), left, right) => {
            let (start, mut terms) = chain(left);
            terms.push((*op, right));
            (start, terms)
        }
        _ => (expr, Vec::new()),
    }
}

/// An empty sum is in no currency.
fn same_currency(one: &str, other: &str) -> Option<String> {
    match (one, other) {
        ("", other) | (other, "") => Some(other.to_owned()),
        _ => (one == other).then(|| one.to_owned()),
    }
}

/// What a comparison says of two values; none: a fault.
fn compare(op: CompareOp, left: &V, right: &V) -> Truth {
    use CompareOp as Op;
    let holds = |order: Ordering| match op {
        Op::Is => order.is_eq(),
        Op::IsNot => order.is_ne(),
        Op::AtLeast | Op::OnOrAfter => order.is_ge(),
        Op::AtMost | Op::OnOrBefore => order.is_le(),
        Op::MoreThan | Op::After => order.is_gt(),
        Op::LessThan | Op::Before => order.is_lt(),
        Op::In | Op::NotIn | Op::Overlaps | Op::OnlyIn => panic!("a test of sets"),
    };
    match (left, right) {
        (V::Num(a), V::Num(b)) => Some(holds(a.cmp(b))),
        (V::Money(a, one), V::Money(b, other)) => same_currency(one, other).map(|_| holds(a.cmp(b))),
        (V::Date(a), V::Date(b)) => Some(holds(a.cmp(b))),
        (V::Period(m, d), V::Period(n, e)) => value::periods((*m, *d), (*n, *e), holds),
        (V::Code(a), V::Code(b)) => Some(holds(a.cmp(b))),
        (V::Bool(a), V::Bool(b)) => Some(holds(a.cmp(b))),
        (V::Code(member), V::Set(set)) => Some(set.contains(member) == (op == Op::In)),
        (V::Set(a), V::Set(b)) => Some(match op {
            Op::Is => a == b,
            Op::IsNot => a != b,
            Op::Overlaps => !a.is_disjoint(b),
            Op::OnlyIn => a.is_subset(b),
            other => panic!("no test of sets: {other:?}"),
        }),
        // A fault, or a value that is none, beside which stands what settles the matter.
        _ => None,
    }
}

/// The options of readings in one run, by name.
pub(crate) type Options = BTreeMap<String, String>;
