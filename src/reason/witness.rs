//! Verdicts that hang on parts which are not taken apart: a completion that has one shows that it is possible.
//!
//! Read [`Witnesses::seek`] first. A fact of such a part is given a value, and the cases of the record are told apart anew, with
//! one fact less to tell apart: a product with one factor known is a straight line, a list to which nothing is added is a list
//! that is known. Where that shows nothing, and where the cases are too many, the record is completed fact by fact.

use super::cells::{another, universe_of};
use super::probe::ELEMENTS;
use super::suppose::fill;
use super::{Budget, Exact, exact};
use crate::eval::{self, EvaluateError, Evaluation, Options, Possible, Step, field_of, recorded};
use crate::logic::{Date, Decimal, Period};
use crate::plan::{Named, Plan};
use crate::policy::{Bounds, Datum, Field, PolicyData, Record, Scalar, Type, VerdictWord};

/// So many times what telling the cases of one record apart may cost is spent on records with further facts known; and once more
/// that to complete it.
const LOOKS: usize = 3;

/// A look costs at least so many runs.
const LEAST: usize = 200;

/// So many values in turn are given to one fact.
const VALUES: usize = 8;

/// So many facts in turn are given a value, so that more of them are known together.
const DEPTH: usize = 3;

/// So many facts at most are given a value, one after another, to complete a record.
const STEPS: usize = 200;

/// Seeks completions of a record.
pub(super) struct Witnesses<'a> {
    plan: &'a Plan,
    today: Date,
    options: &'a Options,
    budget: Budget,
    /// What rules and record name.
    named: Named,
    /// How many runs are left.
    left: usize,
}

impl<'a> Witnesses<'a> {
    pub(super) fn new(plan: &'a Plan, record: &Record, today: Date, options: &'a Options, budget: Budget) -> Self {
        let mut named = plan.named.clone();
        named.add(record);
        Witnesses { plan, today, options, budget, named, left: budget.runs.saturating_mul(LOOKS) }
    }

    /// Those of the wanted verdicts that are shown.
    pub(super) fn seek(&mut self, record: &Record, exact: Option<&Exact>, wanted: Possible) -> Possible {
        let shown = exact.map_or(Possible::default(), |exact| self.told_apart(record, exact, wanted, DEPTH));
        let open = wanted.words().filter(|word| !shown.contains(*word));
        self.left = self.budget.runs;
        open.filter(|word| self.completes(record, *word)).fold(shown, Possible::with)
    }

    /// Tells the cases apart with further facts known.
    fn told_apart(&mut self, record: &Record, found: &Exact, wanted: Possible, depth: usize) -> Possible {
        let mut shown = found.shown.both(wanted);
        let (Some(deeper), Some(untold)) = (depth.checked_sub(1), &found.untold) else { return shown };
        for way in &untold.facts {
            for value in self.values(record, way).into_iter().take(VALUES) {
                if shown == wanted || self.left == 0 {
                    return shown;
                }
                let mut fuller = record.clone();
                fill(&self.plan.policy, &mut fuller, way, value);
                if let Some(next) = self.look(&fuller) {
                    shown = shown.union(self.told_apart(&fuller, &next, wanted, deeper));
                }
            }
        }
        shown
    }

    /// The cases of a record.
    fn look(&mut self, record: &Record) -> Option<Exact> {
        let budget = Budget { runs: self.left.min(self.budget.runs), ..self.budget };
        let found = exact(self.plan, record, self.today, self.options, budget);
        let spent = found.as_ref().map_or(budget.runs, |exact| exact.runs);
        self.left = self.left.saturating_sub(spent.max(LEAST));
        found.ok()
    }

    /// Completes a record fact by fact, as the rules ask for them, each with a value that leaves the verdict possible.
    fn completes(&mut self, record: &Record, wanted: VerdictWord) -> bool {
        let mut record = record.clone();
        let mut evaluation = self.evaluate(&record);
        for _ in 0..STEPS {
            let Some(known) = evaluation.filter(|known| known.possible.contains(wanted)) else { return false };
            if known.possible.only().is_some() {
                return self.look(&record).is_some_and(|exact| exact.shown.contains(wanted));
            }
            let missing = eval::missing_for(self.plan, &record, self.today, &known, Some(wanted));
            let next = missing.keys().find_map(|way| {
                let mut leaving = self.values(&record, way).into_iter().filter_map(|value| {
                    let mut fuller = record.clone();
                    fill(&self.plan.policy, &mut fuller, way, value);
                    let found = self.evaluate(&fuller).filter(|found| fuller != record && found.possible.contains(wanted))?;
                    Some((fuller, found))
                });
                let first = leaving.next()?;
                let decides = |(_, found): &(Record, Evaluation)| found.possible.only().is_some();
                if decides(&first) { Some(first) } else { leaving.find(decides).or(Some(first)) }
            });
            let Some((fuller, found)) = next else { return false };
            (record, evaluation) = (fuller, Some(found));
        }
        false
    }

    /// Evaluates a record. A run whose loops look at many elements counts as several.
    fn evaluate(&mut self, record: &Record) -> Option<Evaluation> {
        if self.left == 0 {
            return None;
        }
        let found = eval::evaluate(self.plan, record, self.today, self.options);
        let spent = match &found {
            Ok(found) => 1 + found.steps as usize / ELEMENTS,
            Err(EvaluateError::TooManySteps) => self.left,
            Err(_) => 1,
        };
        self.left = self.left.saturating_sub(spent);
        found.ok()
    }

    fn values(&self, record: &Record, way: &[Step]) -> Vec<Datum> {
        let field = field_of(&self.plan.policy, record.ty, way);
        field.map_or(Vec::new(), |field| values(&self.plan.policy, field, recorded(record, way), &self.named))
    }
}

/// Values that an unknown fact may have: a few, as different as can be.
fn values(policy: &PolicyData, field: &Field, recorded: &Datum, named: &Named) -> Vec<Datum> {
    let scalars = |ty: &Type| {
        let named_ones = universe_of(policy, ty, &named.scalars).into_iter().flatten();
        named_ones.chain(another(ty, &named.scalars, 0)).collect::<Vec<Scalar>>()
    };
    let mut values: Vec<Datum> = match (&field.ty, recorded) {
        (Type::YesNo, _) => vec![Datum::YesNo(true), Datum::YesNo(false)],
        (Type::Choice(_) | Type::Country | Type::Text, _) => scalars(&field.ty).into_iter().map(Datum::Scalar).collect(),
        (Type::Set(inner), known) => {
            let known = if let Datum::Set(members, _) = known { members.as_slice() } else { &[] };
            let with = |more: Option<Scalar>| {
                let mut members: Vec<Scalar> = known.iter().cloned().chain(more).collect();
                members.sort();
                members.dedup();
                Datum::Set(members, true)
            };
            [None].into_iter().chain(scalars(inner).into_iter().map(Some)).map(with).collect()
        }
        (Type::List(inner), known) => {
            let known = if let Datum::List(elements, _) = known { elements.as_slice() } else { &[] };
            let fields = policy.records.get(inner.index()).map_or(0, |record| record.fields.len());
            let more = known.iter().cloned().chain([Record::unknown(*inner, fields)]).collect();
            vec![Datum::List(known.to_vec(), true), Datum::List(more, true)]
        }
        (Type::Record(_) | Type::Reading(_), _) => Vec::new(),
        (Type::Date, Datum::Date(first, last)) => days(*first, *last),
        (Type::Date, _) => match field.bounds {
            Some(Bounds::Date(first, last)) => days(first, last),
            _ => ["2000-01-01", "2024-06-30", "1950-01-01", "2100-12-31"]
                .iter()
                .filter_map(|day| day.parse().ok())
                .map(day_of)
                .collect(),
        },
        (Type::Period, _) => {
            named.periods.iter().map(|(months, days)| Datum::Period(Period { months: *months, days: *days })).collect()
        }
        (Type::Number | Type::WholeNumber, _) => numbers(field).into_iter().map(Datum::Number).collect(),
        (Type::Money(Some(currency)), _) => numbers(field).into_iter().map(|number| Datum::Money(number, *currency)).collect(),
        (Type::Money(None), _) => {
            let of = |currency| numbers(field).into_iter().map(move |number| Datum::Money(number, currency));
            named.currencies.iter().copied().flat_map(of).collect()
        }
    };
    if field.or_none {
        values.insert(values.len().min(1), Datum::None);
    }
    values
}

fn day_of(day: Date) -> Datum {
    Datum::Date(day, day)
}

/// The first, the last and the middle day.
fn days(first: Date, last: Date) -> Vec<Datum> {
    let middle = Date::from_days(first.days() + (last.days() - first.days()) / 2);
    [Some(first), Some(last), middle].into_iter().flatten().map(day_of).collect()
}

/// Numbers that an unknown one may be.
fn numbers(field: &Field) -> Vec<Decimal> {
    let (low, high) = match field.bounds {
        Some(Bounds::Number(low, high)) => (Some(low), Some(high)),
        _ => (None, None),
    };
    let inside = |number: &Decimal| low.is_none_or(|low| low <= *number) && high.is_none_or(|high| *number <= high);
    let common = [0, 1, 2, 10, 100, 1_000, 100_000, -1].into_iter().map(Decimal::from);
    let mut numbers: Vec<Decimal> = [low, high].into_iter().flatten().chain(common).filter(inside).collect();
    numbers.dedup();
    numbers
}
