//! What a run counts, and what it says of it on stderr: progress on a terminal, one summary at the end.

use std::collections::BTreeMap;
use std::io::Write;
use std::time::{Duration, Instant};

use crate::cli::exit::say;
use crate::verdict::Outcome;
use crate::verdict::words::quoted;

/// Verdicts in the order in which they are told.
const ORDER: [Outcome; 4] = [Outcome::Eligible, Outcome::Ineligible, Outcome::Undetermined, Outcome::NotApplicable];
/// How often the clock is looked at, in records, and how often progress is shown.
const EVERY: u64 = 256;
const SHOWN_EVERY: Duration = Duration::from_millis(200);

/// So many facts are told that would decide cases.
const MOST_TOLD: usize = 3;

/// A missing fact that would decide a case.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Deciding {
    pub path: String,
    /// What it is called.
    pub label: String,
}

/// The counts of a run.
#[derive(Debug)]
pub(super) struct Tally {
    /// All records, rejects included.
    pub records: u64,
    /// Assessments that counted as unknown.
    pub unsigned: u64,
    verdicts: [u64; 4],
    /// By missing fact: how many cases it would decide alone, whatever the answer.
    would_decide: BTreeMap<Deciding, u64>,
    started: Instant,
    shown: Option<Instant>,
    live: bool,
}

impl Tally {
    /// `live`: progress is shown.
    pub(super) fn new(live: bool) -> Tally {
        let (verdicts, would_decide) = ([0; 4], BTreeMap::new());
        Tally { records: 0, unsigned: 0, verdicts, would_decide, started: Instant::now(), shown: None, live }
    }

    /// Counts a verdict, and the missing facts each of which would decide the case.
    pub(super) fn verdict(&mut self, verdict: Outcome, deciding: Vec<Deciding>) {
        deciding.into_iter().for_each(|fact| *self.would_decide.entry(fact).or_default() += 1);
        for (known, count) in ORDER.iter().zip(&mut self.verdicts) {
            *count += u64::from(*known == verdict);
        }
    }

    /// The verdicts with their counts.
    pub(super) fn verdicts(&self) -> impl Iterator<Item = (Outcome, u64)> {
        ORDER.into_iter().zip(self.verdicts)
    }

    /// The missing facts that would decide cases, the one that would decide most first; of equal ones by their names.
    pub(super) fn would_decide(&self) -> Vec<(&Deciding, u64)> {
        let mut facts: Vec<(&Deciding, u64)> = self.would_decide.iter().map(|(fact, count)| (fact, *count)).collect();
        facts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        facts
    }

    /// `12 eligible, 3 ineligible, …`
    fn counts(&self) -> String {
        let counts = self.verdicts().map(|(verdict, count)| format!("{} {}", grouped(count), verdict.in_words()));
        counts.collect::<Vec<_>>().join(", ")
    }

    /// Shows progress now and then. `read` of `size` bytes are done.
    pub(super) fn progress(&mut self, read: u64, size: Option<u64>) {
        if !self.live || !self.records.is_multiple_of(EVERY) {
            return;
        }
        let now = Instant::now();
        if now.duration_since(self.shown.unwrap_or(self.started)) < SHOWN_EVERY {
            return;
        }
        self.shown = Some(now);
        let millis = now.duration_since(self.started).as_millis().max(1);
        let per_second = u128::from(self.records) * 1000 / millis;
        let left = size.filter(|_| read > 0).map(|size| millis * u128::from(size.saturating_sub(read)) / u128::from(read) / 1000);
        let left = left.map(|seconds| format!(", {seconds} s left")).unwrap_or_default();
        // Progress that cannot be shown is no reason to stop.
        let _ = write!(
            std::io::stderr(),
            "\r\x1b[K{} records, {}/s{left}: {}",
            grouped(self.records),
            grouped(u64::try_from(per_second).unwrap_or(u64::MAX)),
            self.counts()
        );
    }

    /// Takes progress off the terminal.
    pub(super) fn clear(&mut self) {
        if self.shown.take().is_some() {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }

    /// The summary.
    pub(super) fn tell(&mut self, rejects: u64, asked_on: &str) {
        self.clear();
        let millis = self.started.elapsed().as_millis();
        let rejected = if rejects > 0 { format!("; {} without a verdict", grouped(rejects)) } else { String::new() };
        let unsigned = match self.unsigned {
            0 => String::new(),
            1 => "; 1 assessment read as unknown, without author or date or made later".to_owned(),
            count => format!("; {} assessments read as unknown, without author or date or made later", grouped(count)),
        };
        let records = if self.records == 1 { "record" } else { "records" };
        say(&format!(
            "{} {records}: {}{rejected}{unsigned}; asked on {asked_on}; {}.{:02} s",
            grouped(self.records),
            self.counts(),
            millis / 1000,
            millis % 1000 / 10
        ));
        for (fact, count) in self.would_decide().into_iter().take(MOST_TOLD) {
            say(&format!("asking {} would decide {}", quoted(&fact.label), grouped(count)));
        }
    }
}

/// `1_234_567` as `1,234,567`.
pub(super) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
