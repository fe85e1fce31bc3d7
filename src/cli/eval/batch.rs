//! Cases in batches: read one after another, decided by several threads, written in the order of the input.
//!
//! Read [`each_case`] first. While the threads are at one round of batches, the next is read; so memory is bounded by two
//! rounds, and the output is the same for any number of threads.

use std::collections::BTreeSet;

use super::encode::{Answered, Encoder};
use super::output::Output;
use super::rejects::Rejects;
use super::tally::{Deciding, Tally};
use super::{MOST_UNKNOWN, clash};
use crate::cli::asked::{Asked, Reject};
use crate::cli::exit::Failure;
use crate::cli::input::{Input, Raw, Unreadable};
use crate::cli::place;
use crate::records::ReadRecord;
use crate::verdict::Outcome;
use crate::verdict::record::MissingView;

/// A batch ends with so many cases, or so many bytes of them.
const CASES: usize = 512;
const BYTES: usize = 1 << 20;

/// A case as it was read, kept while a thread looks at it.
struct Case {
    row: u64,
    raw: Kept,
}

/// A [`Raw`] of its own.
enum Kept {
    Json(String),
    /// All cells in one text, and where each ends.
    Cells(String, Vec<usize>),
    Unreadable(Unreadable),
}

/// What became of a case.
enum Answer {
    Verdict {
        outcome: Outcome,
        unknown: Vec<String>,
        /// How many assessments counted as unknown.
        unsigned: usize,
        /// The missing facts each of which would decide it, whatever the answer.
        deciding: Vec<Deciding>,
        bytes: Vec<u8>,
    },
    Reject {
        row: u64,
        id: String,
        errors: Vec<Reject>,
    },
    /// It could not be encoded.
    Failure(std::io::Error),
}

/// Reads, decides and writes all cases.
pub(super) fn each_case(
    asked: &Asked,
    input: &mut Input,
    output: &mut Output,
    rejects: &mut Rejects,
    tally: &mut Tally,
    unknown: &mut BTreeSet<String>,
) -> Result<(), Failure> {
    let name = input.name().to_owned();
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let (mut round, mut broken) = read_round(input, threads);
    while !round.is_empty() {
        let encoder = &output.encoder;
        let (answers, next) = std::thread::scope(|scope| {
            let name = &name;
            let work = |batch: Vec<Case>| move || batch.iter().map(|case| answer(asked, encoder, name, case)).collect();
            let workers: Vec<_> = round.drain(..).map(|batch| scope.spawn(work(batch))).collect();
            let next = if broken.is_ok() { read_round(input, threads) } else { (Vec::new(), Ok(())) };
            let answers: Vec<std::thread::Result<Vec<Answer>>> = workers.into_iter().map(|worker| worker.join()).collect();
            (answers, next)
        });
        for batch in answers {
            // A panic of a thread is a panic of the run: the hook has told it.
            for answer in batch.unwrap_or_else(|panic| std::panic::resume_unwind(panic)) {
                take(answer, output, rejects, tally, unknown)?;
                tally.progress(input.stream().read, input.stream().size);
            }
        }
        broken?;
        (round, broken) = next;
    }
    broken
}

/// Reads a batch for each thread. Where the input breaks off, what came before it still counts.
fn read_round(input: &mut Input, threads: usize) -> (Vec<Vec<Case>>, Result<(), Failure>) {
    let mut round = Vec::new();
    while round.len() < threads {
        let mut batch = Vec::new();
        let end = read_batch(input, &mut batch);
        let last = batch.is_empty();
        round.extend((!last).then_some(batch));
        if last || end.is_err() {
            return (round, end);
        }
    }
    (round, Ok(()))
}

fn read_batch(input: &mut Input, batch: &mut Vec<Case>) -> Result<(), Failure> {
    let mut bytes = 0;
    while batch.len() < CASES && bytes < BYTES {
        let Some((row, raw)) = input.next()? else { break };
        let raw = Kept::new(&raw);
        bytes += raw.len();
        batch.push(Case { row, raw });
    }
    Ok(())
}

/// Takes an answer to where it belongs.
fn take(
    answer: Answer,
    output: &mut Output,
    rejects: &mut Rejects,
    tally: &mut Tally,
    unknown: &mut BTreeSet<String>,
) -> Result<(), Failure> {
    tally.records += 1;
    match answer {
        Answer::Reject { row, id, errors } => rejects.take(row, &id, &errors),
        Answer::Failure(error) => Err(Failure::output("the output", &error)),
        Answer::Verdict { outcome, unknown: keys, unsigned, deciding, bytes } => {
            tally.unsigned += u64::try_from(unsigned).unwrap_or(u64::MAX);
            for key in keys {
                if output.encoder.added().contains(&key) {
                    return Err(clash(&key));
                }
                if unknown.len() <= MOST_UNKNOWN + 1 {
                    unknown.insert(key);
                }
            }
            tally.verdict(outcome, deciding);
            output.write(&bytes)
        }
    }
}

/// Decides one case.
fn answer(asked: &Asked, encoder: &Encoder, name: &str, case: &Case) -> Answer {
    let (row, raw) = (case.row, case.raw.raw());
    let (read, data) = match asked.read(&raw) {
        Ok(read) => read,
        Err(errors) => return Answer::Reject { row, id: asked.id_of(&raw), errors },
    };
    let ReadRecord { record, id, unknown_fields } = read;
    let verdict = match asked.verdict(record) {
        Ok(verdict) => verdict,
        Err(errors) => return Answer::Reject { row, id: id.unwrap_or_default(), errors },
    };
    let mut explanation = if encoder.is_full() { verdict.explain() } else { verdict.columns() };
    if encoder.is_full() {
        place::say_where(&mut explanation, name, row, matches!(raw, Raw::Cells(_)));
    }
    let id = id.unwrap_or_else(|| row.to_string());
    explanation.case = Some(id.clone());
    let mut bytes = Vec::new();
    match encoder.write(&mut bytes, &Answered { id: &id, raw: &raw, data: data.as_ref(), explanation: &explanation }) {
        Ok(()) => Answer::Verdict {
            outcome: explanation.verdict,
            unknown: unknown_fields,
            unsigned: explanation.read_as_unknown.len(),
            deciding: explanation.missing.iter().filter(|missing| missing.decides).map(deciding).collect(),
            bytes,
        },
        Err(error) => Answer::Failure(error),
    }
}

fn deciding(missing: &MissingView) -> Deciding {
    Deciding { path: missing.path.clone(), label: missing.label.clone() }
}

impl Kept {
    fn new(raw: &Raw<'_>) -> Kept {
        match raw {
            Raw::Json(text) => Kept::Json((*text).to_owned()),
            Raw::Cells(cells) => {
                let mut ends = Vec::with_capacity(cells.len());
                let mut all = String::new();
                for cell in cells {
                    all.push_str(cell);
                    ends.push(all.len());
                }
                Kept::Cells(all, ends)
            }
            Raw::Unreadable(found) => Kept::Unreadable(found.clone()),
        }
    }

    fn len(&self) -> usize {
        match self {
            Kept::Json(text) | Kept::Cells(text, _) => text.len(),
            Kept::Unreadable(found) => found.cells.iter().map(String::len).sum(),
        }
    }

    fn raw(&self) -> Raw<'_> {
        match self {
            Kept::Json(text) => Raw::Json(text),
            Kept::Cells(all, ends) => {
                let starts = std::iter::once(0).chain(ends.iter().copied());
                Raw::Cells(starts.zip(ends).map(|(start, end)| all.get(start..*end).unwrap_or_default()).collect())
            }
            Kept::Unreadable(found) => Raw::Unreadable(found.clone()),
        }
    }
}
