//! The packs of law, all of them: their tables name what is there, and what must not change a verdict does not.
//!
//! Each pack is asked about the records of its own tests; read [`CASES`].

mod dates;
mod knowledge;
mod people;
mod policies;
mod proven;
mod reach;
mod tables;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use whereas::policy::{Datum, PolicyData, Record, Test, Type};
use whereas::{Policy, Question};

use crate::rules::PACKS;

/// A record with the question that a test of the rules asks of it.
struct Case {
    /// The pack, and what the test stands for.
    name: String,
    data: Arc<PolicyData>,
    question: Question,
    record: Record,
}

impl Case {
    fn pack(&self) -> &str {
        self.name.split_once(':').map_or("", |(pack, _)| pack)
    }
}

/// Those of every test in every pack, in order.
static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| PACKS.iter().flat_map(|(pack, policy)| cases_of(pack, policy)).collect());

fn cases_of(pack: &str, policy: &Policy) -> Vec<Case> {
    let data = policy.data();
    let mut questions = HashMap::new();
    let case = |test: &Test| {
        let question = questions.entry(test.question).or_insert_with(|| policy.question_by_id(test.question).unwrap());
        let question = under(data, question.clone().as_of(test.asked_on), test);
        Case { name: format!("{pack}: {}", test.name), data: data.clone(), question, record: test.given.clone() }
    };
    data.tests.iter().map(case).collect()
}

/// With the readings that a test fixes; one that the question does not read changes nothing.
fn under(data: &PolicyData, question: Question, test: &Test) -> Question {
    test.under.iter().fold(question, |question, (reading, option)| {
        let reading = &data.readings[reading.index()];
        let name = format!("{}.{}", data.packs[reading.pack.index()].name, reading.name);
        question.clone().with_reading(&name, &reading.options[*option].name).unwrap_or(question)
    })
}

/// The fact at a path through nested records; records on the way that say nothing are made.
fn put(data: &PolicyData, record: &mut Record, path: &[usize], value: Datum) {
    let [field, rest @ ..] = path else { return };
    if rest.is_empty() {
        record.values[*field] = value;
        return;
    }
    if !matches!(record.values[*field], Datum::Record(_)) {
        let Type::Record(ty) = data.records[record.ty.index()].fields[*field].ty else { panic!("no record") };
        let unknown = Record::unknown(ty, data.records[ty.index()].fields.len());
        record.values[*field] = Datum::Record(Box::new(unknown));
    }
    let Datum::Record(inner) = &mut record.values[*field] else { panic!("no record") };
    put(data, inner, rest, value);
}

/// The path of a fact in words.
fn fact(data: &PolicyData, record: &Record, path: &[usize]) -> String {
    let mut ty = record.ty;
    let mut names = Vec::new();
    for field in path {
        let field = &data.records[ty.index()].fields[*field];
        names.push(&*field.name);
        if let Type::Record(inner) = field.ty {
            ty = inner;
        }
    }
    names.join(".")
}
