//! What stands for facts: presumptions and deemings of a question and of those that it asks, and what would be without one.
//!
//! Read [`Stands`] first.

use indexmap::IndexSet;

use super::{Evaluation, Options, Possible, Step};
use crate::logic::Date;
use crate::plan::Plan;
use crate::policy::{Datum, Law, QuestionId, Record};

/// A presumption or deeming that stands for a fact, or a presumption that another one contradicts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Stands {
    /// The question in which it stands.
    pub question: QuestionId,
    /// The record of which that is asked, from the case.
    pub of: Vec<Step>,
    /// Its index in the policy.
    pub index: usize,
    /// What stands for the fact.
    pub value: Datum,
    /// Another presumption contradicts it: the fact stays unknown.
    pub conflicting: bool,
}

impl Evaluation {
    /// What stands for facts in the question itself, each under some law or reading.
    #[must_use]
    pub fn stands(&self, plan: &Plan, today: Date) -> IndexSet<Stands> {
        let mut all = IndexSet::new();
        for world in &self.worlds {
            let Some(epoch) = plan.epoch(Law { day: world.law_from, known_on: today }) else { continue };
            let certain = world.presumed.iter().map(|at| (at, false));
            let found = certain.chain(world.conflicts.iter().map(|at| (at, true)));
            for (at, conflicting) in found.chain(world.deemed.iter().map(|at| (at, false))) {
                let Some(planned) = epoch.presumptions.get(*at) else { continue };
                let (index, value) = (planned.index, planned.value.clone());
                all.insert(Stands { question: plan.question, of: Vec::new(), index, value, conflicting });
            }
        }
        all
    }
}

/// The possible verdicts if a fact that is presumed is left open, wherever it is read: in the question and in those that it asks.
#[must_use]
pub fn possible_without(plan: &Plan, record: &Record, today: Date, options: &Options, of: &[Step], field: &[usize]) -> Possible {
    let left_open = LeftOpen::new(record_at(record, of), field);
    super::find(plan, record, today, options, Some(left_open), None).possible
}

/// A fact of which nothing is presumed.
#[derive(Debug, Clone, Copy)]
pub(super) struct LeftOpen<'a> {
    /// The record that holds it; none: one of which nothing is known.
    holder: Option<&'a Record>,
    field: &'a [usize],
}

impl<'a> LeftOpen<'a> {
    fn new(record: Option<&'a Record>, field: &'a [usize]) -> Self {
        let found = record.map(|record| held(record, field));
        LeftOpen { holder: found.map(|(holder, _)| holder), field: found.map_or(field, |(_, field)| field) }
    }

    /// Whether it is a fact of a record: of the very record, not of one that says the same.
    pub(super) fn is(&self, record: &Record, field: &[usize]) -> bool {
        let (holder, field) = held(record, field);
        let same = |mine: &Record| std::ptr::eq(mine, holder);
        field == self.field && self.holder.map_or_else(|| holder.values.iter().all(|value| *value == Datum::Missing), same)
    }
}

/// The innermost record that holds a fact, and the fact from there.
fn held<'r, 'f>(record: &'r Record, field: &'f [usize]) -> (&'r Record, &'f [usize]) {
    match field {
        [first, rest @ ..] if !rest.is_empty() => match record.values.get(*first) {
            Some(Datum::Record(inner)) => held(inner, rest),
            _ => (record, field),
        },
        _ => (record, field),
    }
}

/// A record that a case holds.
fn record_at<'a>(record: &'a Record, steps: &[Step]) -> Option<&'a Record> {
    match steps {
        [] => Some(record),
        [Step::Field(field), rest @ ..] => match (record.values.get(*field)?, rest) {
            (Datum::Record(inner), _) => record_at(inner, rest),
            (Datum::List(elements, _), [Step::Element(at), rest @ ..]) => record_at(elements.get(*at)?, rest),
            _ => None,
        },
        [Step::Element(_), ..] => None,
    }
}
