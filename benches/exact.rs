//! What telling cases apart costs: `cargo bench --bench exact`.
//!
//! For the example records of each pack, and for packs made for measuring (so many norms, so many facts unknown): how many the
//! intervals leave open, how many of these are decided only case by case, how many are not proven, how long an open case takes, and
//! the intervals alone.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark is no part of the product")]

#[path = "exact/generated.rs"]
mod generated;

use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use whereas::policy::Record;
use whereas::reason::Budget;
use whereas::{Date, Policy, Question, date};

/// Records of each pack that is made for measuring.
const RECORDS: usize = 20;

/// Pack, question, records, day.
fn files() -> [(&'static str, &'static str, &'static str, Date); 10] {
    [
        ("ets112", "transfer", "cases", date(2025, 2, 4)),
        ("oas_a57", "transfer", "oas_a57", date(2025, 3, 10)),
        ("usc18_306", "transfer", "usc18_306", date(2025, 8, 15)),
        ("ina_removal", "removal", "ina_removal", date(2025, 2, 4)),
        ("offer", "reported_offer", "offer", date(2025, 2, 4)),
        ("lawful_path", "lawful_path", "lawful_path", date(2025, 2, 4)),
        ("eu_2008_909", "recognition", "eu_2008_909", date(2025, 3, 10)),
        ("uk_rpa1984", "warrant", "uk_rpa1984", date(2025, 3, 10)),
        ("bna1981", "citizen", "bna1981", date(2026, 1, 1)),
        ("snap", "income", "snap", date(2026, 2, 1)),
    ]
}

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    println!(
        "{:<12} {:>7} {:>6} {:>8} {:>10}  {:>21}  {:>21}  {:>10}",
        "", "", "left", "decided", "not", "exact, µs", "columns, µs", "intervals"
    );
    println!(
        "{:<12} {:>7} {:>6} {:>8} {:>10}  {:>10} {:>10}  {:>10} {:>10}  {:>10}",
        "pack", "records", "open", "by cases", "proven", "median", "worst", "median", "worst", "alone, µs"
    );
    for (pack, question, file, day) in files() {
        let file = given.first().filter(|_| pack == "ets112").cloned().unwrap_or(format!("examples/{file}.ndjson"));
        let policy = Policy::load(format!("rules/{pack}")).unwrap();
        let question = policy.question(question).unwrap().as_of(day);
        tell(pack, &question, &records(&question, &file));
    }
    for norms in [10, 25, 50, 200] {
        for unknown in [5, 20, 60] {
            let (question, records) = generated::question(norms, unknown, RECORDS);
            tell(&format!("{norms}, {unknown}"), &question, &records);
        }
    }
}

fn records(question: &Question, file: &str) -> Vec<Record> {
    let text = fs::read_to_string(file).unwrap();
    let values = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    values.filter_map(|value| Some(question.read(&value).ok()?.record)).collect()
}

fn tell(pack: &str, question: &Question, records: &[Record]) {
    let (mut all, mut open, mut decided, mut unproven) = (0, 0, 0, 0);
    let (mut exact, mut columns, mut alone) = (Vec::new(), Vec::new(), Vec::new());
    let intervals = question.clone().with_budget(Budget::NONE);
    for record in records {
        let Ok(verdict) = question.evaluate_record(record.clone()) else { continue };
        all += 1;
        if intervals.possible(record).unwrap().only().is_some() {
            continue;
        }
        open += 1;
        decided += i32::from(verdict.possible().len() == 1);
        unproven += i32::from(!verdict.columns().proven);
        let with = time(|| question.evaluate_record(record.clone()).unwrap());
        let without = time(|| intervals.evaluate_record(record.clone()).unwrap());
        exact.push(with.saturating_sub(without));
        alone.push(without);
        columns.push(time(|| verdict.columns()));
    }
    let [exact, columns, alone] = [exact, columns, alone].map(|mut times: Vec<Duration>| {
        times.sort();
        let at = |at: usize| times.get(at).copied().unwrap_or_default().as_micros();
        (at(times.len() / 2), at(times.len().saturating_sub(1)))
    });
    println!(
        "{pack:<12} {all:>7} {open:>6} {decided:>8} {unproven:>10}  {:>10} {:>10}  {:>10} {:>10}  {:>10}",
        exact.0, exact.1, columns.0, columns.1, alone.0
    );
}

/// The shortest of a few runs.
fn time<T>(mut run: impl FnMut() -> T) -> Duration {
    let once = || {
        let started = Instant::now();
        black_box(run());
        started.elapsed()
    };
    std::iter::repeat_with(once).take(3).min().unwrap_or_default()
}
