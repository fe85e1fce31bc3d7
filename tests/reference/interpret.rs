//! Expressions on a complete record. Read [`Env`] first, then [`Interpreter::truth`] and [`Interpreter::values`].
//!
//! Of a complete record everything is yes or no, save what a fault leaves unknown: a truth is `None` then, and a value that
//! hangs on it has several outcomes, one for each answer.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use whereas::syntax::tree::{self, CompareOp, CountKind, Expr, ExprKind, Loop, NormStatus, QuantifierKind};

use super::facts::Part;
use super::reckon::compare;
use super::value::{self, Rec, V};

/// The names of the packs: the one that is asked, and the one that it uses.
pub(crate) const PACKS: [&str; 2] = ["p", "lib"];

/// An item and the pack that it stands in.
#[derive(Clone, Copy)]
pub(crate) struct Placed<'a> {
    pub(crate) pack: usize,
    /// It amends what stands elsewhere: its start ends the former version.
    pub(crate) amends: bool,
    pub(crate) kind: &'a tree::ItemKind,
}

/// The rules, as parsed.
pub(crate) struct Interpreter<'a> {
    pub(crate) items: Vec<Placed<'a>>,
    /// `today`
    pub(crate) today: i64,
    /// A fault went into a calculation or a condition of a value: interval evaluation may know more of it than "unknown".
    pub(crate) blurred: Cell<bool>,
    /// A fault was met.
    pub(crate) faulted: Cell<bool>,
    /// Two deemings made one fact two things: there is no such case.
    pub(crate) contradicted: Cell<bool>,
    /// The days on which anything changes.
    pub(crate) changes: BTreeSet<i64>,
    /// Numbers and rows once read, by where they stand.
    pub(super) numbers: RefCell<HashMap<*const Expr, V>>,
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
    /// The pack in which the expression stands: its calendar counts.
    pub(crate) pack: usize,
    /// The answer of the question, for what stands beside it.
    pub(crate) outcome: Option<&'r super::judge::Judged>,
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

/// When a version is law, and from when that is known.
#[derive(Clone, Copy)]
pub(crate) struct Term {
    from: i64,
    until: i64,
    known: i64,
    /// Its start ends the version before.
    succeeds: bool,
}

impl Term {
    pub(crate) fn of(clauses: &tree::Clauses, amends: bool) -> Term {
        let force = clauses.in_force.as_ref();
        let until = force.and_then(|force| force.until).or(clauses.repealed_from);
        let known = force.and_then(|force| force.known_from);
        let day = |at: Option<tree::DateAt>, none: i64| at.map_or(none, |at| day_of(at.date));
        let from = day(force.and_then(|force| force.from), i64::MIN);
        Term { from, until: day(until, i64::MAX), known: day(known, i64::MIN), succeeds: amends }
    }

    /// Of a value of a parameter or list.
    fn of_value(from: tree::DateAt, known: Option<tree::DateAt>) -> Term {
        Term { from: day_of(from.date), until: i64::MAX, known: known.map_or(i64::MIN, |at| day_of(at.date)), succeeds: true }
    }

    /// An amendment ends what was known by then, or became known together with it.
    fn ends(&self, former: &Term) -> bool {
        let known = if self.known == i64::MIN { former.known <= self.from } else { former.known == self.known };
        self.succeeds && former.from < self.from && known
    }
}

/// The version that is law on a day: of those that `today` can know the one that became known last.
pub(crate) fn in_force<T>(versions: Vec<(Term, T)>, law: i64, today: i64) -> Option<T> {
    let terms: Vec<Term> = versions.iter().map(|(term, _)| *term).collect();
    let is_law = |term: &Term| {
        let ended = terms.iter().any(|later| later.ends(term) && later.from <= law);
        term.from <= law && law < term.until && !ended && term.known <= today
    };
    let found = versions.into_iter().filter(|(term, _)| is_law(term)).max_by_key(|(term, _)| term.known);
    found.map(|(_, version)| version)
}

pub(crate) fn day_of(date: whereas::Date) -> i64 {
    let (year, month, day) = date.parts();
    value::day(i64::from(year), i64::from(month), i64::from(day))
}

impl<'a> Interpreter<'a> {
    /// Each file with its pack.
    pub(crate) fn new(files: &'a [tree::File], packs: &[usize], today: i64) -> Self {
        let of_file = |(file, pack): (&'a tree::File, &usize)| {
            let pack = *pack;
            file.items.iter().map(move |item| Placed { pack, amends: item.amends.is_some(), kind: &item.kind })
        };
        let items: Vec<Placed<'_>> = files.iter().zip(packs).flat_map(of_file).collect();
        Interpreter {
            changes: super::judge::changes(&items),
            items,
            today,
            blurred: Cell::new(false),
            faulted: Cell::new(false),
            contradicted: Cell::new(false),
            numbers: RefCell::default(),
            rows: RefCell::default(),
        }
    }

    pub(crate) fn find<T>(&self, pick: impl Fn(&'a tree::ItemKind) -> Option<T>) -> Option<T> {
        self.items.iter().find_map(|item| pick(item.kind))
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
            ExprKind::Compare(op, left, right) if Self::is_status(left, right, env).is_some() => {
                let (norm, status) = Self::is_status(left, right, env).unwrap();
                let is = Self::norm_is(norm, status, env);
                if *op == CompareOp::Is { is } else { not(is) }
            }
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
            ExprKind::Known(known, of) => Some(Self::is_known(of, env) == *known),
            ExprKind::NormIs(norm, status) => Self::norm_is(last(norm), *status, env),
            ExprKind::Asks(question, on, word) => self.asks(last(question), on.as_deref(), *word, env),
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

    /// `serving is lifted`, which is written as a comparison with a name.
    fn is_status<'e>(left: &'e Expr, right: &Expr, env: &Env<'_>) -> Option<(&'e str, NormStatus)> {
        let (ExprKind::Path(norm), ExprKind::Path(status)) = (&left.kind, &right.kind) else { return None };
        let status = match last(status) {
            "clear" => NormStatus::Clear,
            "lifted" => NormStatus::Lifted,
            "open" => NormStatus::Open,
            _ => return None,
        };
        env.outcome.filter(|outcome| outcome.statuses.contains_key(last(norm))).map(|_| (last(norm), status))
    }

    /// Whether the record at hand, of which this one is a completion, says all of a fact of the case.
    fn is_known(of: &Expr, env: &Env<'_>) -> bool {
        let ExprKind::Path(path) = &of.kind else { panic!("a fact is known, or not") };
        match env.case.known.get(last(path)) {
            None | Some(Part::Missing | Part::Span(..) | Part::Assessed(_, false)) => false,
            Some(Part::Set(_, complete) | Part::List(_, complete)) => *complete,
            _ => true,
        }
    }

    pub(super) fn pairs(&self, left: &'a Expr, right: &'a Expr, env: &Env<'_>, test: impl Fn(&V, &V) -> Truth) -> Truth {
        let (left, right) = (self.values(left, env), self.values(right, env));
        agreed(left.iter().flat_map(|left| right.iter().map(|right| test(left, right))).inspect(|truth| {
            if truth.is_none() {
                self.faulted.set(true);
            }
        }))
    }

    /// The elements that a loop goes over.
    fn members(&self, each: &'a Loop, env: &Env<'_>) -> Rc<Vec<Rec>> {
        if let ExprKind::Periods(every, from, to) = &each.list.kind {
            return Rc::new(self.stretches([every, from, to], env));
        }
        self.listed(&each.list, env)
    }

    /// The elements of a list or table.
    pub(super) fn listed(&self, list: &'a Expr, env: &Env<'_>) -> Rc<Vec<Rec>> {
        let ExprKind::Path(path) = &list.kind else { panic!("a loop goes over a name") };
        let table = self.find(|item| match item {
            tree::ItemKind::Table(table) if table.name.text == last(path) => Some(table),
            _ => None,
        });
        if let Some(table) = table {
            // Rows are the same for every record.
            return self.rows.borrow_mut().entry(std::ptr::from_ref(table)).or_insert_with(|| Rc::new(self.rows(table))).clone();
        }
        match self.values(list, env).pop() {
            Some(V::List(elements)) => elements,
            other => panic!("a list, not {other:?}"),
        }
    }

    fn rows(&self, table: &'a tree::Table) -> Vec<Rec> {
        let tree::TableRows::Inline(rows) = &table.rows else { panic!("the generator writes rows") };
        let record = self.record_type(last(&table.record));
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
    pub(super) fn conditions(&self, each: &'a Loop, env: &Env<'_>) -> Vec<Truth> {
        let condition = |element| {
            let env = Self::with(each, env, element);
            each.condition.as_ref().map_or(Some(true), |condition| self.truth(condition, &env))
        };
        self.members(each, env).iter().map(condition).collect()
    }

    /// What the elements of a loop that count give; several outcomes where faults leave it open.
    pub(super) fn counted(&self, each: &'a Loop, value: &'a Expr, env: &Env<'_>) -> Vec<Vec<V>> {
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

    /// What a name means: a bound name, a fact or define of the record at hand, what the pack says, else itself.
    pub(super) fn named(&self, path: &'a tree::Path, env: &Env<'_>) -> Vec<V> {
        let mut names: Vec<&str> = path.names.iter().map(|name| name.text.as_str()).collect();
        if names.len() > 1 && PACKS.contains(&names[0]) {
            names.remove(0);
        }
        if let Some((_, element)) = env.vars.iter().find(|(name, _)| *name == names[0]) {
            return self.part(element, &names[1..], env);
        }
        if env.subject.fields.contains_key(names[0]) || self.define(&env.subject.ty, names[0]).is_some() {
            return self.part(env.subject, &names, env);
        }
        if let Some(value) = self.of_the_law(names[0], env) {
            return value;
        }
        let of_the_pack = self.find(|item| match item {
            tree::ItemKind::Reading(reading) if reading.name.text == names[0] => {
                Some(vec![V::Code(env.case.options[names[0]].clone())])
            }
            _ => None,
        });
        // A country or an option, which may stand behind the name of its choice.
        of_the_pack.unwrap_or_else(|| vec![V::Code(names[names.len() - 1].to_owned())])
    }

    /// The value of a parameter or list as at the governing date.
    fn of_the_law(&self, name: &str, env: &Env<'_>) -> Option<Vec<V>> {
        let (mut parameters, mut lists) = (Vec::new(), Vec::new());
        for item in &self.items {
            match item.kind {
                tree::ItemKind::Parameter(parameter) if parameter.name.text == name => {
                    let versions = parameter.versions.iter();
                    parameters.extend(versions.map(|version| (Term::of_value(version.from, version.known_from), &version.value)));
                }
                tree::ItemKind::List(list) if list.name.text == name => {
                    let versions = list.versions.iter();
                    lists.extend(versions.map(|version| (Term::of_value(version.from, version.known_from), &version.values)));
                }
                _ => {}
            }
        }
        if !lists.is_empty() {
            let values = in_force(lists, env.law, self.today).into_iter().flatten();
            let codes = values.filter_map(|value| match self.values(value, env).pop() {
                Some(V::Code(code)) => Some(code),
                _ => None,
            });
            return Some(vec![V::Set(codes.collect())]);
        }
        let is_parameter = !parameters.is_empty();
        let value = in_force(parameters, env.law, self.today);
        is_parameter.then(|| value.map_or(vec![V::Fault], |value| self.values(value, env)))
    }

    fn define(&self, record: &str, name: &str) -> Option<&'a tree::Define> {
        self.defines(record, name).map(|(_, (_, define))| define).next()
    }

    /// The versions of a define, with the pack.
    fn defines(&self, record: &str, name: &str) -> impl Iterator<Item = (Term, (usize, &'a tree::Define))> {
        self.items.iter().filter_map(move |item| match item.kind {
            tree::ItemKind::Define(define) if define.name.text == name && self.subject_of(define, item.pack) == record => {
                Some((Term::of(&define.clauses, item.amends), (item.pack, define)))
            }
            _ => None,
        })
    }

    /// The record that a define is about: without `for`, that of its pack's questions.
    fn subject_of(&self, define: &'a tree::Define, pack: usize) -> &'a str {
        let of_questions = || {
            self.items.iter().find_map(|item| match item.kind {
                tree::ItemKind::Question(question) if item.pack == pack => Some(&question.record),
                _ => None,
            })
        };
        define.record.as_ref().or_else(of_questions).map_or("", last)
    }

    /// A fact or define of a record, by steps.
    fn part(&self, record: &Rec, names: &[&str], env: &Env<'_>) -> Vec<V> {
        if names.is_empty() {
            return vec![V::Rec(record.clone())];
        }
        if let Some(value) = record.fields.get(names[0]) {
            return match value {
                V::Rec(inner) if names.len() > 1 => self.part(inner, &names[1..], env),
                value => vec![value.clone()],
            };
        }
        let versions = self.defines(&record.ty, names[0]).collect();
        let Some((pack, version)) = in_force(versions, env.law, self.today) else {
            panic!("no define {} of {} as at {}", names[0], record.ty, value::day_text(env.law))
        };
        let env = Env { subject: record, case: env.case, vars: Vec::new(), law: env.law, pack, outcome: env.outcome };
        match &version.body {
            tree::DefineBody::As(expr) => self.values(expr, &env),
            tree::DefineBody::Cases { cases, otherwise } => self.cases(cases, otherwise, &env),
            tree::DefineBody::Table(table) => self.rows_of(table, &table.rows, &env),
        }
    }

    /// The value of the first row that fits; some row always does, so the last needs not be looked at.
    fn rows_of(&self, table: &'a tree::DecisionTable, rows: &'a [tree::DecisionRow], env: &Env<'_>) -> Vec<V> {
        let [row, rest @ ..] = rows else { panic!("a table has rows") };
        let fits = |(column, condition): (&'a Expr, &'a Option<Expr>)| match condition {
            None => Some(true),
            // What is none fits `none` and nothing else.
            Some(condition) if self.values(column, env) == [V::None] => {
                Some(matches!(condition.kind, ExprKind::Exists(false, _)))
            }
            Some(condition) => self.truth(condition, env),
        };
        if rest.is_empty() {
            return self.values(&row.value, env);
        }
        let fits = and(table.columns.iter().zip(&row.conditions).map(fits));
        self.chosen(fits, || self.values(&row.value, env), || self.rows_of(table, rest, env))
    }

    fn cases(&self, cases: &'a [(Expr, Expr)], otherwise: &'a Expr, env: &Env<'_>) -> Vec<V> {
        match cases {
            [] => self.values(otherwise, env),
            [(value, condition), rest @ ..] => {
                self.chosen(self.truth(condition, env), || self.values(value, env), || self.cases(rest, otherwise, env))
            }
        }
    }
}

/// The name that a path ends with, whatever stands before it.
pub(crate) fn last(path: &tree::Path) -> &str {
    &path.names[path.names.len() - 1].text
}

/// The options of readings in one run, by name.
pub(crate) type Options = BTreeMap<String, String>;
