//! To know less never takes a verdict away; a bar more never gives one.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use whereas::policy::{Datum, PolicyData, Record, RecordId, Standing, VerdictWord};
use whereas::{Policy, Sources};

use super::{CASES, cases_of};
use crate::rules::{PACKS, sources};

/// Facts that are presumed where they are not recorded: to forget one of them is to learn what is presumed.
fn presumed(data: &PolicyData) -> BTreeSet<(RecordId, Vec<usize>)> {
    let presumed = data.presumptions.iter().filter(|found| found.standing == Standing::Presumed);
    presumed.map(|found| (found.record, found.field.clone())).collect()
}

/// The record with one thing forgotten, for each thing: a fact, an element or a member, or that a list or set is complete.
struct Forgetting<'d> {
    data: &'d PolicyData,
    presumed: BTreeSet<(RecordId, Vec<usize>)>,
}

impl Forgetting<'_> {
    /// `above`: where the record stands, seen from each record around it.
    fn of(&self, record: &Record, above: &[(RecordId, Vec<usize>)]) -> Vec<(String, Record)> {
        let mut found = Vec::new();
        for (at, value) in record.values.iter().enumerate() {
            let field = &self.data.records[record.ty.index()].fields[at];
            let mut paths: Vec<(RecordId, Vec<usize>)> = above.to_vec();
            paths.push((record.ty, Vec::new()));
            paths.iter_mut().for_each(|(_, path)| path.push(at));
            let is_presumed = self.presumed.iter().any(|known| paths.contains(known));
            if is_presumed || *value == Datum::Missing {
                continue;
            }
            let holds_presumed =
                self.presumed.iter().any(|(ty, field)| paths.iter().any(|(root, path)| root == ty && field.starts_with(path)));
            let mut weaker = self.weaker(value, &paths);
            if !field.always_known && !holds_presumed {
                weaker.push((String::new(), Datum::Missing));
            }
            found.extend(weaker.into_iter().map(|(below, value)| {
                let mut record = record.clone();
                record.values[at] = value;
                (format!("{}{below}", field.name), record)
            }));
        }
        found
    }

    fn weaker(&self, value: &Datum, paths: &[(RecordId, Vec<usize>)]) -> Vec<(String, Datum)> {
        match value {
            Datum::Record(inner) => {
                let inner = self.of(inner, paths).into_iter();
                inner.map(|(below, record)| (format!(".{below}"), Datum::Record(Box::new(record)))).collect()
            }
            Datum::Set(members, complete) => {
                let kept = |left: usize| without(members, left);
                let mut found: Vec<_> =
                    (0..members.len()).map(|at| (format!(" less member {at}"), Datum::Set(kept(at), false))).collect();
                found.extend(complete.then(|| (" incomplete".to_owned(), Datum::Set(members.clone(), false))));
                found
            }
            Datum::List(elements, complete) => {
                let mut found = Vec::new();
                for (at, element) in elements.iter().enumerate() {
                    found.push((format!("[less {at}]"), Datum::List(without(elements, at), false)));
                    for (below, weaker) in self.of(element, &[]) {
                        let mut elements = elements.clone();
                        elements[at] = weaker;
                        found.push((format!("[{at}].{below}"), Datum::List(elements, *complete)));
                    }
                }
                found.extend(complete.then(|| (" incomplete".to_owned(), Datum::List(elements.clone(), false))));
                found
            }
            Datum::Date(first, last) => {
                let (from, until) = (first.parts().0, last.parts().0);
                let year = Datum::Date(whereas::date(from, 1, 1), whereas::date(until, 12, 31));
                Vec::from([(" to the year".to_owned(), year)])
            }
            _ => Vec::new(),
        }
    }
}

fn without<T: Clone>(all: &[T], left: usize) -> Vec<T> {
    all.iter().enumerate().filter(|(at, _)| *at != left).map(|(_, each)| each.clone()).collect()
}

#[test]
fn a_fact_forgotten_takes_no_possible_verdict_away() {
    let mut tried = 0;
    for case in CASES.iter() {
        let forgetting = Forgetting { data: &case.data, presumed: presumed(&case.data) };
        let before = case.question.possible(&case.record).unwrap();
        for (fact, record) in forgetting.of(&case.record, &[]) {
            let after = case.question.possible(&record).unwrap();
            assert_eq!(after.union(before), after, "{} without `{fact}`: {before:?}, then {after:?}", case.name);
            tried += 1;
        }
    }
    assert!(tried > 10_000, "{tried} facts");
}

/// A pack, with a bar in each of its questions that a reading of its own makes apply or not.
fn with_a_bar(pack: &str, policy: &Policy) -> Policy {
    let mut text =
        "reading added_bar \"Does the added bar apply?\"\n  option applies \"it does\"\n  option stands_aside \"it does not\"\n"
            .to_owned();
    for question in policy.questions() {
        write!(text, "\nbar added_bar of {question}\n  \"The added bar applies\"\n  bars when added_bar is applies\n").unwrap();
    }
    let mut with: Sources = sources();
    with.add(format!("rules/{pack}/added_bar.whereas"), text.into_bytes());
    Policy::compile(&with, &format!("rules/{pack}")).unwrap_or_else(|error| panic!("{pack}: {error}"))
}

#[test]
fn a_bar_added_makes_nothing_better() {
    let mut tried = 0;
    for (pack, policy) in PACKS.iter().filter(|(_, policy)| policy.questions().next().is_some()) {
        let barred = with_a_bar(pack, policy);
        for (case, with) in cases_of(pack, policy).iter().zip(cases_of(pack, &barred)) {
            let before = case.question.possible(&case.record).unwrap();
            let [applies, aside] = ["applies", "stands_aside"]
                .map(|option| with.question.clone().with_reading("added_bar", option).unwrap().possible(&with.record).unwrap());
            let [good, bad, outside] = [VerdictWord::Eligible, VerdictWord::Ineligible, VerdictWord::NotApplicable];
            let name = &case.name;
            assert!(before.contains(good) || !applies.contains(good), "{name}: {before:?}, with a bar {applies:?}");
            assert!(applies.contains(bad) || !before.contains(bad), "{name}: {before:?}, with a bar {applies:?}");
            assert!(before.contains(outside) || !applies.contains(outside), "{name}: {before:?}, with a bar {applies:?}");
            // Where nothing else is law, the bar that stands aside is the only norm.
            if !before.contains(outside) {
                assert_eq!(aside, before, "{name}: a bar that does not apply");
            }
            tried += u32::from(before.contains(good) && !applies.contains(good));
        }
    }
    assert!(tried > 200, "{tried} verdicts got worse");
}
