//! Parts of the engine: `cargo bench`.
//!
//! Parsing on generated rules of 1 MB and 10 MB; compiling the first pack; one record of it, verdict only, with its
//! statuses, and with its whole explanation.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark is no part of the product")]

use std::fs;
use std::sync::Arc;

use divan::Bencher;
use divan::counter::BytesCount;
use whereas::policy::Record;
use whereas::source::{FileId, SourceFile, digest};
use whereas::{Policy, Question, Sources, date};

fn main() {
    divan::main();
}

fn pack() -> Sources {
    let mut sources = Sources::new();
    for folder in ["rules/common", "rules/ets112"] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "whereas" || extension == "csv") {
                sources.add(path.to_str().unwrap(), fs::read(&path).unwrap());
            }
        }
    }
    sources
}

/// The first pack's convention, its items repeated up to a size.
fn rules(bytes: usize) -> SourceFile {
    let one = fs::read_to_string("rules/ets112/convention.whereas").unwrap();
    let text = one.repeat(bytes / one.len() + 1);
    SourceFile { id: FileId(0), path: "generated.whereas".into(), digest: digest(text.as_bytes()), text: text.into() }
}

#[divan::bench(args = [1_000_000, 10_000_000], sample_count = 5, sample_size = 1)]
fn parse(bencher: Bencher<'_, '_>, bytes: usize) {
    let file = rules(bytes);
    bencher.counter(BytesCount::new(file.text.len())).bench(|| whereas::syntax::parse(divan::black_box(&file)));
}

#[divan::bench(sample_count = 20)]
fn compile(bencher: Bencher<'_, '_>) {
    let sources = pack();
    bencher.bench(|| Policy::compile(divan::black_box(&sources), "rules/ets112").unwrap());
}

#[divan::bench(sample_count = 20)]
fn plan(bencher: Bencher<'_, '_>) {
    let policy = Policy::compile(&pack(), "rules/ets112").unwrap();
    bencher.bench(|| policy.question("transfer").unwrap());
}

/// The question and the record of a test of the pack: one that is eligible, one that is undetermined.
fn case(undetermined: bool) -> (Question, Arc<Record>) {
    let policy = Policy::compile(&pack(), "rules/ets112").unwrap();
    let question = policy.question("transfer").unwrap().as_of(date(2025, 2, 4));
    let found = policy.data().tests.iter().find(|test| {
        let verdict = question.evaluate_record(test.given.clone()).unwrap().outcome();
        verdict == if undetermined { whereas::Outcome::Undetermined } else { whereas::Outcome::Eligible }
    });
    (question, Arc::new(found.unwrap().given.clone()))
}

#[divan::bench(args = [false, true])]
fn verdict_only(bencher: Bencher<'_, '_>, undetermined: bool) {
    let (question, record) = case(undetermined);
    bencher.bench(|| question.possible(divan::black_box(&record)).unwrap());
}

#[divan::bench(args = [false, true])]
fn statuses(bencher: Bencher<'_, '_>, undetermined: bool) {
    let (question, record) = case(undetermined);
    bencher.bench(|| question.evaluate_record(record.clone()).unwrap());
}

#[divan::bench(args = [false, true])]
fn columns(bencher: Bencher<'_, '_>, undetermined: bool) {
    let (question, record) = case(undetermined);
    bencher.bench(|| question.evaluate_record(record.clone()).unwrap().columns());
}

#[divan::bench(args = [false, true])]
fn explanation(bencher: Bencher<'_, '_>, undetermined: bool) {
    let (question, record) = case(undetermined);
    bencher.bench(|| question.evaluate_record(record.clone()).unwrap().explain());
}
