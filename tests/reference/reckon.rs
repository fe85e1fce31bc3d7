//! Values of expressions: sums, dates, counts, extremes. Read [`Interpreter::values`] first.

use std::cmp::Ordering;

use whereas::logic::{LeapBirthday, MonthEnd};
use whereas::syntax::tree::{self, AggregateKind, ArithOp, CompareOp, Counted, Expr, ExprKind, Extreme, Unit};

use super::interpret::{Env, Interpreter, Truth, day_of, last};
use super::value::{self, Months, Rec, V};

impl<'a> Interpreter<'a> {
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
            ExprKind::If(condition, then, otherwise) => {
                let condition = self.truth(condition, env);
                return self.chosen(condition, || self.values(then, env), || self.values(otherwise, env));
            }
            ExprKind::Arith(..) => return self.sum(expr, env),
            ExprKind::Days(through, from, to) => {
                return self.combined(from, to, env, |from, to| match (from, to) {
                    (V::Date(from), V::Date(to)) => V::Num(value::Ratio::whole(to - from + i64::from(*through))),
                    _ => V::Fault,
                });
            }
            ExprKind::Completed(unit, from, to) => {
                let months = if *unit == Unit::Years { 12 } else { 1 };
                return self.completed(months, from, to, self.month_ends(env), env);
            }
            // Only 29 February is a day that a year lacks: where it runs over, the birthday is on 1 March.
            ExprKind::AgeOf(born, on) => return self.completed(12, born, on, self.leap_birthdays(env), env),
            ExprKind::Rounded(how, amount, unit) => {
                return self.combined(amount, unit, env, |amount, unit| match (amount, unit) {
                    (V::Num(a), V::Num(unit)) => V::Num(a.rounded(*how, *unit)),
                    (V::Money(a, one), V::Money(unit, other)) => {
                        same_currency(one, other).map_or(V::Fault, |currency| V::Money(a.rounded(*how, *unit), currency))
                    }
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
                return outcomes.iter().map(|values| self.aggregate(*kind, value, values, env)).collect();
            }
            ExprKind::TheOne(value, each) => {
                let outcomes = self.counted(each, value, env);
                return outcomes
                    .into_iter()
                    .map(|mut values| if values.len() == 1 { values.remove(0) } else { self.noted(V::Fault) })
                    .collect();
            }
            ExprKind::DaysOf(days) => return self.days_of(days, env),
            _ => self.truth(expr, env).map_or(V::Fault, V::Bool),
        };
        vec![one]
    }

    /// How many units of so many months are complete.
    fn completed(&self, unit: i64, from: &'a Expr, to: &'a Expr, ends: Months, env: &Env<'_>) -> Vec<V> {
        self.combined(from, to, env, |from, to| match (from, to) {
            (V::Date(from), V::Date(to)) => V::Num(value::Ratio::whole(value::completed(unit, *from, *to, ends))),
            _ => V::Fault,
        })
    }

    /// Stretches of one length, one behind the other, as many as have ended by a day.
    pub(super) fn stretches(&self, [every, from, to]: [&'a Expr; 3], env: &Env<'_>) -> Vec<Rec> {
        let (V::Period(months, days), V::Date(from), V::Date(to)) =
            (self.sure(every, env), self.sure(from, env), self.sure(to, env))
        else {
            panic!("a period between dates")
        };
        let start = |count: i64| value::later(from, months * count, days * count, self.month_ends(env));
        let stretch = |count: i64| {
            let facts = [("first_day", start(count)), ("last_day", start(count + 1) - 1)];
            Rec { ty: String::new(), fields: facts.into_iter().map(|(name, day)| (name.to_owned(), V::Date(day))).collect() }
        };
        (0..).take_while(|count| start(count + 1) <= to).map(stretch).collect()
    }

    /// The days that the elements cover together, each counted once.
    fn days_of(&self, days: &'a tree::DaysOf, env: &Env<'_>) -> Vec<V> {
        let day = |value: V| if let V::Date(day) = value { day } else { panic!("a date, not {value:?}") };
        let (first, end) = match &days.inside {
            tree::Inside::Dates(through, from, to) => match (self.sure(from, env), self.sure(to, env)) {
                (V::Date(from), V::Date(to)) => (from, to + i64::from(*through)),
                _ => return vec![self.noted(V::Fault)],
            },
            tree::Inside::Period(name) => {
                let (_, stretch) = env.vars.iter().find(|(bound, _)| *bound == last(name)).unwrap();
                (day(stretch.fields["first_day"].clone()), day(stretch.fields["last_day"].clone()) + 1)
            }
        };
        let elements = self.listed(&days.list, env);
        let covers = |element: &Rec, at: i64| {
            let ends = match &element.fields[last(&days.to)] {
                V::None => i64::MAX,
                end => day(end.clone()) + i64::from(days.through),
            };
            day(element.fields[last(&days.from)].clone()) <= at && at < ends
        };
        let count = (first..end).filter(|at| elements.iter().any(|element| covers(element, *at))).count();
        vec![V::Num(value::Ratio::whole(i64::try_from(count).unwrap()))]
    }

    /// The value of what has no fault.
    fn sure(&self, expr: &'a Expr, env: &Env<'_>) -> V {
        self.values(expr, env).pop().unwrap()
    }

    fn calendar(&self, pack: usize) -> Option<&'a tree::Calendar> {
        self.items.iter().filter(|item| item.pack == pack).find_map(|item| match item.kind {
            tree::ItemKind::Calendar(calendar) => Some(calendar),
            _ => None,
        })
    }

    /// Where the pack's months end.
    fn month_ends(&self, env: &Env<'_>) -> Months {
        let run_over = match self.calendar(env.pack).and_then(|calendar| calendar.month_ends.as_ref()) {
            None => false,
            Some(Counted::As(ends)) => *ends == MonthEnd::RunOver,
            Some(Counted::By(reading)) => env.case.options[last(reading)] == "run_over",
        };
        if run_over { Months::RunOver } else { Months::End }
    }

    /// When whoever was born on 29 February has a birthday.
    fn leap_birthdays(&self, env: &Env<'_>) -> Months {
        let in_march = match self.calendar(env.pack).and_then(|calendar| calendar.leap_birthdays.as_ref()) {
            None => panic!("an age without a rule for leap birthdays"),
            Some(Counted::As(birthday)) => *birthday == LeapBirthday::FirstOfMarch,
            Some(Counted::By(reading)) => env.case.options[last(reading)] == "on_1_march",
        };
        if in_march { Months::RunOver } else { Months::End }
    }

    fn number(&self, expr: &'a Expr) -> V {
        let read = || match &expr.kind {
            ExprKind::Number(number) => V::Num(value::Ratio::parse(&number.to_string())),
            ExprKind::Money(number, currency) => V::Money(value::Ratio::parse(&number.to_string()), currency.text.clone()),
            other => panic!("no number: {other:?}"),
        };
        self.numbers.borrow_mut().entry(std::ptr::from_ref(expr)).or_insert_with(read).clone()
    }

    fn aggregate(&self, kind: AggregateKind, of: &Expr, values: &[V], env: &Env<'_>) -> V {
        match kind {
            AggregateKind::Sum => {
                let zero = if self.is_money(of) {
                    V::Money(value::Ratio::whole(0), String::new())
                } else {
                    V::Num(value::Ratio::whole(0))
                };
                values.iter().fold(zero, |sum, value| self.calculated(ArithOp::Plus, &sum, value, env))
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

    /// The branch that a condition picks; where a fault leaves that open, the outcomes of both.
    pub(super) fn chosen(&self, condition: Truth, then: impl Fn() -> Vec<V>, otherwise: impl Fn() -> Vec<V>) -> Vec<V> {
        match condition {
            Some(true) => then(),
            Some(false) => otherwise(),
            None => {
                self.blurred.set(true);
                [then(), otherwise()].concat()
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
            return self.combined(left, right, env, |left, right| self.calculated(*op, left, right, env));
        }
        let starts = self.values(start, env);
        if !starts.iter().any(|start| matches!(start, V::Date(_))) {
            let ExprKind::Arith(op, left, right) = &expr.kind else { panic!("arithmetic") };
            return self.combined(left, right, env, |left, right| self.calculated(*op, left, right, env));
        }
        let mut totals = vec![V::Period(0, 0)];
        for (op, term) in terms {
            let values = self.values(term, env);
            let pairs = totals.iter().flat_map(|total| values.iter().map(move |value| (total, value)));
            totals = pairs.map(|(total, value)| self.calculated(op, total, value, env)).collect();
        }
        let ends = starts.iter().flat_map(|start| totals.iter().map(move |total| (start, total)));
        ends.map(|(start, total)| self.calculated(ArithOp::Plus, start, total, env)).collect()
    }

    fn calculated(&self, op: ArithOp, left: &V, right: &V, env: &Env<'_>) -> V {
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
                V::Date(value::later(*date, *months, *days, self.month_ends(env)))
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
pub(super) fn compare(op: CompareOp, left: &V, right: &V) -> Truth {
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
