//! A question made ready to run: policy + question -> plan.
//!
//! Read [`Plan`] first. A plan holds one [`Epoch`] for each stretch of time in which the law that the question reads does
//! not change; where law became known later than the days to which it applies, an [`Era`] of epochs for each stretch in which
//! the same is known. In an epoch parameters and lists are values, defines are written out, and equal expressions are one node of
//! a [`Program`]; the sorts of nodes (truths, dates, numbers, …) are types of their own, so that no evaluation can meet a
//! value of the wrong type.

mod build;
mod cuts;
mod lower;
mod lower_values;
mod nodes;

pub use nodes::{
    CodeId, CodeNode, DateId, DateNode, DaysNode, Denomination, Elements, LoopNode, Narrowed, NumberId, NumberNode, PeriodId,
    PeriodNode, Program, RowSet, SetId, SetNode, Spot, TheOne, TruthId, TruthNode,
};

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::logic::{Currency, Date, Interval};
use crate::policy::{
    Datum, DefineId, Law, NormId, NormKind, PolicyData, Question, QuestionId, ReadingId, Record, RecordId, Scalar, Standing,
};

/// A question ready to run, with the plans of the questions that it asks.
#[derive(Debug)]
pub struct Plan {
    /// The policy that it was made from.
    pub policy: Arc<PolicyData>,
    /// The question.
    pub question: QuestionId,
    /// The facts of the case record that it reads, by path; a node names them by index.
    pub slots: Vec<Vec<usize>>,
    /// The governing date, in a program of its own: which law applies cannot depend on the law.
    pub governing: (Program, DateId),
    /// The dates of norms that have a clock of their own, in the program of the governing date.
    pub clocks: Vec<DateId>,
    /// What is known of the law: ascending, the first from the first day of the calendar, each until the next.
    pub eras: Vec<Era>,
    /// The plans of questions that it asks.
    pub asks: Vec<Arc<Plan>>,
    /// The readings that it or a question that it asks depends on.
    pub readings: Vec<ReadingId>,
    /// What every record must satisfy.
    pub admission: Admission,
    /// The stable node ids of the question's norms: `pack.question.norm`, and for an exception to a single norm the id of that
    /// norm with its own name.
    pub ids: HashMap<NormId, String>,
    /// For each record type an element of which nothing is known: the further members of an incomplete list.
    pub unknown: Vec<Record>,
    /// What all its programs name, those of the questions that it asks included.
    pub named: Named,
}

/// What the rules name of values that are compared only whole.
#[derive(Debug, Clone, Default)]
pub struct Named {
    /// Texts and countries.
    pub scalars: BTreeSet<Scalar>,
    /// Currencies of amounts.
    pub currencies: BTreeSet<Currency>,
    /// Periods, as months and days.
    pub periods: BTreeSet<(i32, i32)>,
}

impl Named {
    /// Takes down what a record names.
    pub fn add(&mut self, record: &Record) {
        for value in &record.values {
            match value {
                Datum::Scalar(Scalar::Option(_)) => {}
                Datum::Scalar(value) => {
                    self.scalars.insert(value.clone());
                }
                Datum::Set(members, _) => {
                    self.scalars.extend(members.iter().filter(|value| !matches!(value, Scalar::Option(_))).cloned());
                }
                Datum::Money(_, currency) => {
                    self.currencies.insert(*currency);
                }
                Datum::Period(period) => {
                    self.periods.insert((period.months, period.days));
                }
                Datum::Record(inner) => self.add(inner),
                Datum::List(elements, _) => elements.iter().for_each(|element| self.add(element)),
                _ => {}
            }
        }
    }
}

/// The law as it is known from a day on.
#[derive(Debug)]
pub struct Era {
    /// First day on which it can be asked for.
    pub known_from: Date,
    /// The law over time: ascending, the first from the first day of the calendar, each until the next.
    pub epochs: Vec<Epoch>,
}

/// The law of one stretch of time.
#[derive(Debug)]
pub struct Epoch {
    /// First day.
    pub from: Date,
    /// The last day on which a part of it became known; none: all of it was known all along.
    pub known_from: Option<Date>,
    /// Its expressions.
    pub program: Program,
    /// The question itself is in force.
    pub in_force: bool,
    /// The scope; none: everything is covered.
    pub scope: Option<TruthId>,
    /// The norms, exceptions before what they lift.
    pub norms: Vec<PlannedNorm>,
    /// The presumptions and deemings in force.
    pub presumptions: Vec<PlannedPresumption>,
    /// Powers in force.
    pub powers: Vec<PlannedPower>,
    /// The decision tables that give derived facts of the case.
    pub tables: Vec<PlannedTable>,
    /// Notes in force: index in the question, version, condition.
    pub notes: Vec<(usize, usize, TruthId)>,
    /// Reports in force: index in the question, version, value.
    pub reports: Vec<(usize, usize, ReportNode)>,
}

/// A norm in one epoch.
#[derive(Debug)]
pub struct PlannedNorm {
    /// The norm.
    pub norm: NormId,
    /// Which kind.
    pub kind: NormKind,
    /// Its own clock, an index of [`Plan::clocks`]; none: the epoch's law is its law.
    pub clock: Option<usize>,
    /// What it says, by the day on its clock; without one that is a single law. Ascending, each until the next.
    pub laws: Vec<NormLaw>,
    /// Its exceptions, as indices of [`Epoch::norms`].
    pub exceptions: Vec<usize>,
}

/// A decision table in one epoch, by which the pages tell the row that decided.
#[derive(Debug, Clone)]
pub struct PlannedTable {
    /// What it gives.
    pub define: DefineId,
    /// Its version.
    pub version: usize,
    /// The conditions of its rows but the last.
    pub conditions: Vec<TruthId>,
    /// When the last fits by itself; none: always.
    pub last: Option<TruthId>,
}

/// A power in one epoch.
#[derive(Debug)]
pub struct PlannedPower {
    /// Its index in the question.
    pub index: usize,
    /// The version in force.
    pub version: usize,
    /// What it may lift, as indices of [`Epoch::norms`]; none: it may refuse.
    pub lifts: Option<Vec<usize>>,
    /// When it is given; none: in every case.
    pub when: Option<TruthId>,
    /// When it was used.
    pub exercised: Option<TruthId>,
    /// When its holder decided not to use it.
    pub refused: Option<TruthId>,
}

/// What a norm says from a day on.
#[derive(Debug)]
pub struct NormLaw {
    /// First day on its clock.
    pub from: Date,
    /// The version in force and its condition; none: not in force.
    pub condition: Option<(usize, TruthId)>,
    /// Whether it is required at all; none: always.
    pub required: Option<TruthId>,
}

impl PlannedNorm {
    /// The laws that it can fall under, given what is known of the clocks of the plan.
    #[must_use]
    pub fn laws(&self, clocks: &[Interval<Date>]) -> &[NormLaw] {
        let Some(clock) = self.clock else { return &self.laws };
        let (first, last) = match clocks.get(clock) {
            Some(date) => (date.low.unwrap_or(Date::MIN), date.high.unwrap_or(Date::MAX)),
            None => (Date::MIN, Date::MAX),
        };
        between(&self.laws, |law| law.from, first, last)
    }
}

/// Of things that follow each other, those that lie between two days.
fn between<T>(all: &[T], from: impl Fn(&T) -> Date, first: Date, last: Date) -> &[T] {
    let start = all.partition_point(|each| from(each) <= first).saturating_sub(1);
    let end = all.partition_point(|each| from(each) <= last).max(start + 1);
    all.get(start..end).unwrap_or(all)
}

/// A presumption or deeming in one epoch.
#[derive(Debug, PartialEq, Eq)]
pub struct PlannedPresumption {
    /// Which of the two.
    pub standing: Standing,
    /// Its index in the policy.
    pub index: usize,
    /// The fact.
    pub slot: u32,
    /// What stands for it.
    pub value: Datum,
    /// When.
    pub when: TruthId,
}

/// A value handed out, and whether it exists.
#[derive(Debug, Clone, Copy)]
pub struct ReportNode {
    /// The value.
    pub value: AnyId,
    /// Whether it exists.
    pub exists: TruthId,
}

/// A node of any sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the sorts of nodes")]
pub enum AnyId {
    Truth(TruthId),
    Date(DateId),
    Number(NumberId),
    Period(PeriodId),
    Code(CodeId),
    Set(SetId),
}

/// What every record must satisfy: where facts may exist (`only when`), and what no real record contradicts (`constraint`).
#[derive(Debug, Default)]
pub struct Admission {
    /// The conditions; places in them start at the bound record 0, the record that holds the field or the constraint.
    pub program: Program,
    /// Record type, constraint and condition.
    pub constraints: Vec<(RecordId, usize, TruthId)>,
    /// Record type, field and condition.
    pub only_when: Vec<(RecordId, usize, TruthId)>,
}

impl Plan {
    /// The question itself.
    #[expect(clippy::indexing_slicing, reason = "a plan is only made for a question of its policy, see Plan::new")]
    #[must_use]
    pub fn question_data(&self) -> &Question {
        &self.policy.questions[self.question.index()]
    }

    /// The epochs that a governing date between two days can fall in, as the law is known on a day.
    #[must_use]
    pub fn epochs_between(&self, today: Date, first: Date, last: Date) -> &[Epoch] {
        let era = between(&self.eras, |era| era.known_from, today, today).first();
        era.map_or(&[], |era| between(&era.epochs, |epoch| epoch.from, first, last))
    }

    /// The epoch of a day, as the law is known on another.
    #[must_use]
    pub fn epoch(&self, law: Law) -> Option<&Epoch> {
        self.epochs_between(law.known_on, law.day, law.day).first()
    }
}
