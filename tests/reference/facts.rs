//! Records of which not everything is known, as data and as the complete records that they may be. Read [`Part`] first.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::{Map, Value, json};
use whereas::syntax::tree::{self, TypeKind};

use super::interpret::{Env, Interpreter, Options, Truth, and, day_of, last};
use super::judge::{Case, Presumed};
use super::random::Random;
use super::value::{Months, Ratio, Rec, V, day_text, later};
use super::walk::each_expr;

/// What is known of a fact.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    Missing,
    /// A value, or that there is none.
    Known(V),
    /// A person's judgement, and whether the record says whose and when: if not it is as good as unknown.
    Assessed(V, bool),
    /// A date known to the month or year: its first and last day.
    Span(i64, i64, String),
    /// Members, and whether these are all.
    Set(BTreeSet<String>, bool),
    List(Vec<PartRec>, bool),
    Rec(PartRec),
}

/// What is known of a record, by field; a field that is left out is missing.
pub(crate) type PartRec = BTreeMap<String, Part>;

/// As data has it.
pub(crate) fn data(record: &PartRec) -> Value {
    let known = record.iter().filter(|(_, part)| **part != Part::Missing);
    Value::Object(known.map(|(name, part)| (name.clone(), datum(part))).collect::<Map<_, _>>())
}

fn datum(part: &Part) -> Value {
    match part {
        Part::Missing => Value::Null,
        Part::Assessed(value, true) => {
            json!({"value": datum(&Part::Known(value.clone())), "by": "Dr Example", "recorded": "2001-01-01"})
        }
        Part::Assessed(value, false) => datum(&Part::Known(value.clone())),
        Part::Known(value) => match value {
            V::None => json!("none"),
            V::Bool(yes) => json!(yes),
            V::Num(number) => json!(number.text()),
            V::Money(number, currency) => json!(format!("{} {currency}", number.text())),
            V::Date(day) => json!(day_text(*day)),
            V::Period(months, days) => json!(format!("P{months}M{days}D")),
            V::Code(code) => json!(code),
            other => panic!("no value of a fact: {other:?}"),
        },
        Part::Span(_, _, text) => json!(text),
        Part::Set(members, true) => json!(members),
        Part::Set(members, false) => json!({"items": members, "complete": false}),
        Part::List(elements, true) => elements.iter().map(data).collect(),
        Part::List(elements, false) => json!({"items": elements.iter().map(data).collect::<Vec<_>>(), "complete": false}),
        Part::Rec(record) => data(record),
    }
}

/// All that a completion says of a fact, as a record would.
pub(crate) fn told(value: &V) -> Part {
    let record = |record: &Rec| record.fields.iter().map(|(name, value)| (name.clone(), told(value))).collect::<PartRec>();
    match value {
        V::Set(members) => Part::Set(members.clone(), true),
        V::List(elements) => Part::List(elements.iter().map(record).collect(), true),
        V::Rec(inner) => Part::Rec(record(inner)),
        other => Part::Known(other.clone()),
    }
}

/// Takes one value of those that are tried for a fact.
type Pick<'p> = Box<dyn FnMut(&[V]) -> V + 'p>;

/// The constants of a pack: what facts are tried near.
struct Constants {
    numbers: Vec<Ratio>,
    days: Vec<i64>,
    codes: Vec<String>,
    periods: Vec<(i64, i64)>,
}

/// Draws the complete records that a partial one may be.
pub(crate) struct Completions<'i, 'a> {
    interpreter: &'i Interpreter<'a>,
    constants: Constants,
    /// At most so many.
    most: usize,
    /// Not every combination of values is admissible.
    conditional: bool,
}

impl<'i, 'a> Completions<'i, 'a> {
    pub(crate) fn new(interpreter: &'i Interpreter<'a>, files: &[tree::File], most: usize) -> Self {
        let mut constants =
            Constants { numbers: Vec::new(), days: vec![interpreter.today], codes: Vec::new(), periods: Vec::new() };
        each_expr(files, &mut |expr| match &expr.kind {
            tree::ExprKind::Number(number) | tree::ExprKind::Money(number, _) => {
                constants.numbers.push(Ratio::parse(&number.to_string()));
            }
            tree::ExprKind::Date(day, _) => constants.days.push(day_of(*day)),
            tree::ExprKind::Period(period) => constants.periods.push((i64::from(period.months), i64::from(period.days))),
            tree::ExprKind::Text(text) => constants.codes.push(text.clone()),
            tree::ExprKind::Path(path) if last(path).chars().all(char::is_uppercase) => {
                constants.codes.push(last(path).to_owned());
            }
            _ => {}
        });
        constants.days.extend(&interpreter.changes);
        constants.codes.extend(["DE", "SV", "word"].map(str::to_owned));
        let conditional = interpreter.items.iter().any(|item| match item.kind {
            tree::ItemKind::Record(record) => {
                !record.constraints.is_empty() || record.fields.iter().any(|field| field.only_when.is_some())
            }
            _ => false,
        });
        Completions { interpreter, constants, most, conditional }
    }

    /// Complete records that the record may be, and whether they are all combinations of the values that are tried.
    pub(crate) fn of(&self, ty: &str, record: &PartRec, random: &mut Random) -> (Vec<Rec>, bool) {
        let (records, all) = self.records(ty, record, self.most, random);
        if !self.conditional {
            return (records, all);
        }
        (records.into_iter().filter(|record| self.is_admissible(record) == Some(true)).collect(), all)
    }

    /// Whether everything is known, save facts with `only when`, which data leaves out where they cannot be.
    pub(crate) fn is_complete(&self, ty: &str, record: &PartRec) -> bool {
        self.interpreter.record_type(ty).fields.iter().all(|field| match (record.get(&field.name.text), &field.ty.kind) {
            (None | Some(Part::Missing | Part::Assessed(_, false)), _) => field.only_when.is_some(),
            (Some(Part::Span(..) | Part::Set(_, false) | Part::List(_, false)), _) => false,
            (Some(Part::Rec(inner)), TypeKind::Named(path)) => self.is_complete(last(path), inner),
            (Some(Part::List(elements, true)), TypeKind::List(path)) => {
                elements.iter().all(|element| self.is_complete(last(path), element))
            }
            _ => true,
        })
    }

    fn records(&self, ty: &str, record: &PartRec, most: usize, random: &mut Random) -> (Vec<Rec>, bool) {
        let fields = &self.interpreter.record_type(ty).fields;
        let domains: Vec<(&str, Vec<V>)> = fields
            .iter()
            .map(|field| {
                (field.name.text.as_str(), self.domain(field, record.get(&field.name.text).unwrap_or(&Part::Missing), random))
            })
            .collect();
        let count = domains.iter().fold(1_usize, |count, (_, domain)| count.saturating_mul(domain.len()));
        let build = |mut pick: Pick<'_>| Rec {
            ty: ty.to_owned(),
            fields: domains.iter().map(|(name, domain)| ((*name).to_owned(), pick(domain))).collect(),
        };
        if count > most {
            return ((0..most).map(|_| build(Box::new(|domain| random.of(domain).clone()))).collect(), false);
        }
        let each = |index: usize| {
            let mut rest = index;
            build(Box::new(move |domain| {
                let value = domain[rest % domain.len()].clone();
                rest /= domain.len();
                value
            }))
        };
        ((0..count).map(each).collect(), true)
    }

    /// The values that are tried for a fact.
    fn domain(&self, field: &tree::Field, part: &Part, random: &mut Random) -> Vec<V> {
        let mut values = match part {
            Part::Known(value) | Part::Assessed(value, true) => return vec![value.clone()],
            Part::Span(first, last, _) => {
                let (low, high) = Self::day_bounds(field);
                let span = (low.max(*first), high.min(*last));
                let mut days = random.some(&self.days(span), 6);
                days.extend([span.0, span.1]);
                days.into_iter().map(V::Date).collect()
            }
            Part::Set(members, true) => return vec![V::Set(members.clone())],
            Part::Set(members, false) => self.sets(&field.ty, members, random),
            Part::List(elements, complete) => return self.lists(&field.ty, elements, *complete, random),
            Part::Rec(record) => {
                let TypeKind::Named(path) = &field.ty.kind else { panic!("a record") };
                let (records, _) = self.records(last(path), record, 8, random);
                return records.into_iter().map(V::Rec).collect();
            }
            Part::Missing | Part::Assessed(_, false) => self.anything(field, random),
        };
        if matches!(part, Part::Missing) && (field.ty.or_none || field.only_when.is_some()) {
            values.push(V::None);
        }
        values
    }

    fn anything(&self, field: &tree::Field, random: &mut Random) -> Vec<V> {
        let number = |bounds: &(tree::Expr, tree::Expr)| {
            [&bounds.0, &bounds.1].map(|expr| match &expr.kind {
                tree::ExprKind::Number(number) => Ratio::parse(&number.to_string()),
                other => panic!("a bound, not {other:?}"),
            })
        };
        match &field.ty.kind {
            TypeKind::YesNo => vec![V::Bool(true), V::Bool(false)],
            TypeKind::Number | TypeKind::WholeNumber | TypeKind::Money(_) => {
                let bounds = field.bounds.as_ref().map(number);
                let mut tried = vec![Ratio::whole(0), Ratio::whole(1)];
                for number in &self.constants.numbers {
                    tried.extend([-1, 0, 1].map(|step| number.plus(Ratio::whole(step))));
                }
                tried.sort();
                tried.dedup();
                tried.retain(|number| bounds.is_none_or(|[low, high]| low <= *number && *number <= high));
                if field.ty.kind == TypeKind::WholeNumber {
                    tried.retain(|number| !number.text().contains('.'));
                }
                let mut tried = random.some(&tried, 6);
                tried.extend(bounds.into_iter().flatten());
                let value = |number| match &field.ty.kind {
                    TypeKind::Money(Some(currency)) => V::Money(number, currency.text.clone()),
                    TypeKind::Money(None) => V::Money(number, "USD".to_owned()),
                    _ => V::Num(number),
                };
                tried.into_iter().map(value).collect()
            }
            TypeKind::Date => random.some(&self.days(Self::day_bounds(field)), 7).into_iter().map(V::Date).collect(),
            TypeKind::Period => {
                let mut tried = vec![(0, 0), (12, 0), (0, 365)];
                for (months, days) in &self.constants.periods {
                    tried.extend([(*months, *days), (*months, *days + 1), (*months + 1, 0)]);
                }
                random.some(&tried, 6).into_iter().map(|(months, days)| V::Period(months, days)).collect()
            }
            TypeKind::Text | TypeKind::Country | TypeKind::Named(_) if !self.is_record(&field.ty.kind) => {
                random.some(&self.codes(&field.ty.kind), 4).into_iter().map(V::Code).collect()
            }
            TypeKind::Named(path) => {
                let (records, _) = self.records(last(path), &PartRec::new(), 8, random);
                records.into_iter().map(V::Rec).collect()
            }
            TypeKind::Set(_) => self.sets(&field.ty, &BTreeSet::new(), random),
            TypeKind::List(_) => self.lists(&field.ty, &[], false, random),
            other => panic!("no fact is a {other:?}"),
        }
    }

    fn is_record(&self, kind: &TypeKind) -> bool {
        matches!(kind, TypeKind::Named(path) if self.interpreter.choice(last(path)).is_none())
    }

    fn day_bounds(field: &tree::Field) -> (i64, i64) {
        let day = |expr: &tree::Expr| match &expr.kind {
            tree::ExprKind::Date(day, _) => day_of(*day),
            other => panic!("a bound, not {other:?}"),
        };
        field.bounds.as_ref().map_or((i64::MIN, i64::MAX), |(low, high)| (day(low), day(high)))
    }

    /// Days near those that the rules name, within bounds.
    fn days(&self, (low, high): (i64, i64)) -> Vec<i64> {
        let mut days: Vec<i64> = Vec::new();
        for day in &self.constants.days {
            days.extend([day - 1, *day, day + 1, later(*day, -6, 0, Months::End), later(*day, 1, 0, Months::End)]);
        }
        days.retain(|day| (low..=high).contains(day));
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The named countries, texts or options, and another.
    fn codes(&self, kind: &TypeKind) -> Vec<String> {
        let named = |fits: fn(&str) -> bool, other: &str| {
            let mut codes: Vec<String> = self.constants.codes.iter().filter(|code| fits(code)).cloned().collect();
            codes.push(other.to_owned());
            codes.sort();
            codes.dedup();
            codes
        };
        match kind {
            TypeKind::Named(path) => {
                let choice = self.interpreter.choice(last(path)).unwrap();
                choice.options.iter().map(|option| option.name.text.clone()).collect()
            }
            TypeKind::Country => named(|code| code.chars().all(char::is_uppercase), "FR"),
            _ => named(|code| !code.chars().all(char::is_uppercase), "another"),
        }
    }

    fn sets(&self, ty: &tree::TypeExpr, members: &BTreeSet<String>, random: &mut Random) -> Vec<V> {
        let TypeKind::Set(of) = &ty.kind else { panic!("a set") };
        let mut sets = vec![V::Set(members.clone())];
        for further in [1, 1, 2, 2, 3] {
            let further = random.some(&self.codes(&of.kind), further);
            sets.push(V::Set(members.iter().cloned().chain(further).collect()));
        }
        sets
    }

    fn lists(&self, ty: &tree::TypeExpr, elements: &[PartRec], complete: bool, random: &mut Random) -> Vec<V> {
        let TypeKind::List(path) = &ty.kind else { panic!("a list") };
        let name = last(path);
        let domains: Vec<Vec<Rec>> = elements.iter().map(|element| self.records(name, element, 8, random).0).collect();
        let other = self.records(name, &PartRec::new(), 12, random).0;
        let further: &[usize] = if complete { &[0, 0, 0, 0, 0, 0] } else { &[0, 0, 1, 1, 2, 2, 1] };
        let mut lists: Vec<V> = Vec::new();
        for count in further {
            let mut list: Vec<Rec> = domains.iter().map(|domain| random.of(domain).clone()).collect();
            list.extend((0..*count).map(|_| random.of(&other).clone()));
            let list = V::List(Rc::new(list));
            if !lists.contains(&list) {
                lists.push(list);
            }
        }
        lists
    }

    /// Whether every fact with `only when` exists exactly where it can, and every constraint holds.
    pub(crate) fn is_admissible(&self, record: &Rec) -> Truth {
        let fields = &self.interpreter.record_type(&record.ty).fields;
        let presumed = Presumed::new();
        let case = Case { record, options: Options::new(), presumed: &presumed, known: &PartRec::new() };
        let env = Env { subject: record, case: &case, vars: Vec::new(), law: self.interpreter.today, pack: 0, outcome: None };
        let constraints = self.interpreter.record_type(&record.ty).constraints.iter();
        let holds: Vec<Truth> = constraints.map(|constraint| self.interpreter.truth(&constraint.condition, &env)).collect();
        and(holds.into_iter().chain(fields.iter().map(|field| {
            let value = &record.fields[&field.name.text];
            let here = field.only_when.as_ref().map_or(Some(true), |condition| {
                self.interpreter.truth(condition, &env).map(|can| match value {
                    V::None => !can || field.ty.or_none,
                    _ => can,
                })
            });
            let inside = match value {
                V::Rec(inner) => self.is_admissible(inner),
                V::List(elements) => and(elements.iter().map(|element| self.is_admissible(element))),
                _ => Some(true),
            };
            and([here, inside])
        })))
    }
}
