//! The values that tell cases apart: for each unknown fact finitely many, one of every stretch on which nothing changes.
//!
//! Read [`Variable`] first. A choice has its options, a country those that are named and others; a date or number is cut where an
//! atom changes its answer. Where an atom compares two unknown facts, the places where one is cut move with the other: the cuts of
//! each are taken at the values of the other, round by round.

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexMap;

use super::probe::{Probe, Supposed};
use super::unfold::Asks;
use crate::eval::{Step, field_of};
use crate::logic::diagram::Budgeted;
use crate::logic::{Country, Date};
use crate::policy::{Datum, Field, PolicyData, ReadingId, Record, Scalar, Type};

/// What a variable stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// An unknown fact.
    Fact(Vec<Step>),
    /// Whether a set of which not all is known has a member; none: whether it has another than those named.
    Member(Vec<Step>, Option<Scalar>),
    /// An open reading.
    Reading(ReadingId),
    /// Something that is not taken apart: what nothing is known of. The number tells them apart.
    Free(usize),
}

/// One value of a variable, for all that nothing distinguishes from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The value that stands for them; of a member or what is free `yes` and `no`, of a reading its option.
    pub value: Datum,
    /// The first and last of them, where they are dates; the numbers between which they lie, or the one; none: open.
    pub stretch: Option<(Option<Datum>, Option<Datum>)>,
    /// It stands for all countries or texts that nobody names.
    pub another: bool,
}

/// A variable with its values.
#[derive(Debug, Clone)]
pub struct Variable {
    /// What it stands for.
    pub subject: Subject,
    /// Its values.
    pub cells: Vec<Cell>,
}

/// The variables of a record, in the order in which its facts were met, and why they may not tell everything apart.
pub(super) struct Cells {
    pub(super) variables: IndexMap<Subject, Vec<Cell>>,
    /// The atoms that are not taken apart.
    pub(super) free: BTreeSet<usize>,
    /// Numbers that are compared with each other: where one is cut moves with the other, so that a value stands for itself alone.
    pub(super) sampled: BTreeSet<Vec<Step>>,
}

/// The values that tell apart what a type has only equal or not: the options of a choice, else those named, and another.
pub(super) fn universe_of(policy: &PolicyData, ty: &Type, named: &BTreeSet<Scalar>) -> Vec<Option<Scalar>> {
    let of_sort =
        |wanted: fn(&Scalar) -> bool| named.iter().filter(|value| wanted(value)).cloned().map(Some).chain([None]).collect();
    match ty {
        Type::Set(inner) => universe_of(policy, inner, named),
        Type::Choice(choice) => {
            let count = policy.choices.get(choice.index()).map_or(0, |choice| choice.options.len());
            (0..count).filter_map(|at| u16::try_from(at).ok()).map(|at| Some(Scalar::Option(at))).collect()
        }
        Type::Country => of_sort(|value| matches!(value, Scalar::Country(_))),
        Type::Text => of_sort(|value| matches!(value, Scalar::Text(_))),
        _ => Vec::new(),
    }
}

/// A text or country that is not named; `number` tells several apart.
pub(super) fn another(ty: &Type, named: &BTreeSet<Scalar>, number: usize) -> Option<Scalar> {
    match ty {
        Type::Set(inner) => another(inner, named, number),
        Type::Country => Country::all().map(Scalar::Country).filter(|value| !named.contains(value)).nth(number),
        Type::Text => {
            let texts = (0..).map(|at: usize| Scalar::Text(format!("another {at}").into()));
            texts.filter(|value| !named.contains(value)).nth(number)
        }
        _ => None,
    }
}

/// At most so many of the countries or texts that nobody names are told apart: so many unknown facts may be different from each
/// other.
const MOST_OTHERS: usize = 6;

/// The variables of what was unfolded.
pub(super) struct Variables<'p, 'u, 'a> {
    pub(super) probe: &'p mut Probe<'u, 'a>,
    pub(super) cells: Cells,
    /// How many of the countries or texts that nobody names are told apart.
    others: usize,
    /// Where atoms were cut by halving, by what was supposed: rounds ask for the same again.
    pub(super) halved: HashMap<(usize, Supposed), BTreeSet<Date>>,
}

impl Variables<'_, '_, '_> {
    /// Finds the cells of every variable.
    pub(super) fn find(probe: &mut Probe<'_, '_>, policy: &PolicyData, record: &Record) -> Budgeted<Cells> {
        let cells = Cells { variables: IndexMap::new(), free: BTreeSet::new(), sampled: BTreeSet::new() };
        let mut variables = Variables { probe, cells, others: 1, halved: HashMap::new() };
        variables.named(policy, record);
        variables.ordered(policy, record)?;
        Ok(variables.cells)
    }

    /// The variables whose values are few, and the others without any yet.
    fn named(&mut self, policy: &PolicyData, record: &Record) {
        let unfolded = self.probe.unfolded;
        let compared = self.compared(policy, record);
        self.others = compared.len().clamp(1, MOST_OTHERS);
        for (at, subject) in unfolded.subjects.iter().enumerate() {
            if unfolded.needed.as_ref().is_none_or(|needed| needed.subjects.contains(&at)) {
                self.declare(subject.clone(), policy, record);
            }
        }
        for (at, atom) in unfolded.atoms.iter().enumerate() {
            if !unfolded.needs_atom(at) {
                self.cells.free.insert(at);
                continue;
            }
            let free = atom.at_large
                || matches!(atom.asks, Asks::Further(_) | Asks::Free(_))
                || !atom.facts.keys().all(|way| self.is_told_apart(policy, record, way))
                || (compared.len() > MOST_OTHERS && atom.facts.keys().any(|way| compared.contains(way)));
            if free {
                self.set_free(at);
                continue;
            }
            for way in atom.facts.keys() {
                self.declare(Subject::Fact(way.clone()), policy, record);
            }
            for reading in &atom.readings {
                self.declare(Subject::Reading(*reading), policy, record);
            }
        }
    }

    /// The unknown countries and texts that are compared with other unknown facts.
    fn compared(&self, policy: &PolicyData, record: &Record) -> BTreeSet<Vec<Step>> {
        let is_named = |way: &&Vec<Step>| {
            field_of(policy, record.ty, way).is_some_and(|field| matches!(field.ty, Type::Country | Type::Text))
        };
        let unfolded = self.probe.unfolded;
        let several = unfolded.atoms.iter().enumerate().filter(|(at, atom)| atom.facts.len() > 1 && unfolded.needs_atom(*at));
        several.flat_map(|(_, atom)| atom.facts.keys().filter(is_named).cloned()).collect()
    }

    /// Gives up on an atom: it may be yes or no, whatever the facts are.
    pub(super) fn set_free(&mut self, atom: usize) {
        self.cells.free.insert(atom);
        self.cells.variables.insert(Subject::Free(atom), yes_and_no());
    }

    fn is_told_apart(&self, policy: &PolicyData, record: &Record, way: &[Step]) -> bool {
        field_of(policy, record.ty, way).is_some_and(|field| !matches!(field.ty, Type::List(_) | Type::Record(_) | Type::Set(_)))
    }

    fn declare(&mut self, subject: Subject, policy: &PolicyData, record: &Record) {
        if self.cells.variables.contains_key(&subject) {
            return;
        }
        let cells = match &subject {
            Subject::Fact(way) => field_of(policy, record.ty, way).map_or(Vec::new(), |field| self.few(policy, field)),
            Subject::Member(..) | Subject::Free(_) => yes_and_no(),
            Subject::Reading(reading) => {
                let count = policy.readings.get(reading.index()).map_or(0, |reading| reading.options.len());
                let options = (0..count).filter_map(|at| u16::try_from(at).ok());
                options.map(|at| one(Datum::Scalar(Scalar::Option(at)))).collect()
            }
        };
        self.cells.variables.insert(subject, cells);
    }

    /// The values of a type that has few; and that there is none.
    fn few(&self, policy: &PolicyData, field: &Field) -> Vec<Cell> {
        let named = &self.probe.unfolded.named.scalars;
        let mut cells: Vec<Cell> = match &field.ty {
            Type::YesNo => yes_and_no(),
            ty => {
                let named_ones = universe_of(policy, ty, named).into_iter().flatten();
                let others = (0..self.others).filter_map(|at| another(ty, named, at));
                let other = |value| Cell { another: true, ..one(Datum::Scalar(value)) };
                named_ones.map(|value| one(Datum::Scalar(value))).chain(others.map(other)).collect()
            }
        };
        if field.or_none {
            cells.push(one(Datum::None));
        }
        cells
    }
}

pub(super) fn one(value: Datum) -> Cell {
    Cell { value, stretch: None, another: false }
}

pub(super) fn yes_and_no() -> Vec<Cell> {
    vec![one(Datum::YesNo(false)), one(Datum::YesNo(true))]
}
