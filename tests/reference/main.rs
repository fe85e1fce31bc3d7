//! The reference interpreter: the naive reading of the language over the syntax tree, and random packs and records that go
//! through it and through the evaluator.
//!
//! Read `interpret` and `judge` first: they say what rules mean on a complete record, and nothing in them comes from the
//! checker, the plan or the evaluator. `facts` fills what a record leaves open with values near the constants of the rules,
//! so that the possible verdicts among these are known exactly. `generate` and `phrases` write packs and records, `compare`
//! and `properties` look for differences, `shrink` makes a failing case small.
//!
//! `WHEREAS_PACKS` is the number of packs of a run, `WHEREAS_SEED` the first seed; `WHEREAS_UNPROVEN` prints the cases that are not
//! proven.

// Clippy knows the functions with `#[test]`, not the helpers that they call.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod assumed;
mod audited;
mod beside;
mod compare;
mod contested;
mod coverage;
mod facts;
mod finite;
mod generate;
mod interpret;
mod items;
mod judge;
mod phrases;
mod promises;
mod properties;
mod proven;
mod random;
mod reckon;
mod same;
mod shrink;
mod solver;
mod value;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use compare::{Compared, Tally, compile};
use facts::PartRec;
use generate::{Pack, complete, forgotten, pack};
use proven::{Cause, Unproven, why};
use random::Random;
use shrink::{Check, shrunk};

/// Packs of a run, if the environment does not say otherwise: few, for a run without optimization.
const PACKS: u64 = 150;
/// From so many packs on a run says what is too rare to be tested.
const ENOUGH: u64 = 2000;
/// What would change it is looked at in one of so many cases: it takes longest to find.
const CHANGED: u64 = 4;
/// Records of a pack, each in three states of knowledge.
const RECORDS: usize = 4;
/// Seeds that once failed, and what they found. They stand for these packs only while the generator stays as it is; what
/// they found is also a row of `evaluation`.
const PAST: [(u64, &str); 4] = [
    (319, "no rule is law by a date of its own: the ground lacked that date"),
    (2263, "two laws, both open: the governing date was not among the missing facts"),
    (4779, "the same with other facts under each law"),
    (4311, "the largest of what may be nothing: a report says the value that it has if it has one"),
];

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// The packs of a run, each compared once for all that is asked of it.
static RUN: LazyLock<Run> = LazyLock::new(|| {
    let (first, count) = (number("WHEREAS_SEED", 0), number("WHEREAS_PACKS", PACKS));
    let seeds: Vec<u64> = PAST.iter().map(|(seed, _)| *seed).chain(first..first + count).collect();
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(seeds.len());
    let mut total = Run::default();
    std::thread::scope(|scope| {
        let of = |worker: usize| seeds.iter().skip(worker).step_by(workers).copied().collect::<Vec<_>>();
        let running: Vec<_> = (0..workers).map(|worker| scope.spawn(move || run_all(&of(worker)))).collect();
        for run in running {
            total.add(run.join().unwrap());
        }
    });
    total
});

#[test]
fn random_packs_mean_the_same_to_both() {
    let total = &*RUN;
    println!("{} packs, {:?}, {:?}", total.packs, total.tally, total.parts);
    assert!(total.failures.is_empty(), "{}", total.failures.join("\n\n----\n\n"));
    if number("WHEREAS_PACKS", PACKS) < ENOUGH {
        return;
    }
    let rare: Vec<String> = coverage::ALL
        .split_whitespace()
        .filter(|part| total.parts.get(*part).copied().unwrap_or(0) * 100 < total.packs)
        .map(|part| format!("{part}: {} of {} packs", total.parts.get(part).copied().unwrap_or(0), total.packs))
        .collect();
    assert!(rare.is_empty(), "too rare to be tested:\n{}", rare.join("\n"));
}

#[test]
fn only_what_is_out_of_reach_is_not_proven() {
    let of = |wanted: &[Cause]| RUN.causes.iter().filter(|(cause, _)| wanted.contains(cause)).map(|(_, cases)| cases.len()).sum();
    let (beyond, not_yet): (usize, usize) = (of(&proven::OUT_OF_REACH), of(&proven::NOT_YET));
    let counts: Vec<_> = RUN.causes.iter().map(|(cause, cases)| format!("{cause:?} {}", cases.len())).collect();
    println!(
        "{} of {} cases are not proven; of their questions {beyond} out of reach, {not_yet} not yet: {counts:?}",
        RUN.tally.unproven, RUN.tally.compared
    );
    if std::env::var_os("WHEREAS_UNPROVEN").is_some() {
        let all = RUN.causes.values().flatten().cloned().collect::<Vec<_>>();
        println!("{}", all.join("\n\n----\n\n"));
    }
    let cases: Vec<&str> =
        proven::NOT_YET.iter().filter_map(|cause| RUN.causes.get(cause)).flatten().map(String::as_str).collect();
    let most = RUN.tally.compared * proven::IN_A_THOUSAND / 1000;
    assert!(not_yet <= most, "more than {most}:\n{}", cases.join("\n\n----\n\n"));
}

/// Cases that are not proven, by what keeps them from it.
type Causes = BTreeMap<Cause, Vec<String>>;

/// What a run found.
#[derive(Debug, Default)]
struct Run {
    packs: usize,
    tally: Tally,
    /// How many packs had each part.
    parts: BTreeMap<String, usize>,
    failures: Vec<String>,
    causes: Causes,
}

impl Run {
    fn add(&mut self, other: Run) {
        self.packs += other.packs;
        self.tally.add(&other.tally);
        for (part, count) in other.parts {
            *self.parts.entry(part).or_default() += count;
        }
        self.failures.extend(other.failures);
        for (cause, cases) in other.causes {
            self.causes.entry(cause).or_default().extend(cases);
        }
    }
}

fn run_all(seeds: &[u64]) -> Run {
    let mut run = Run::default();
    for seed in seeds {
        run.packs += 1;
        let mut tally = Tally::default();
        let found = catch_unwind(AssertUnwindSafe(|| one(*seed, &mut tally, &mut run.causes)));
        match found.unwrap_or_else(|_| Err(format!("seed {seed}: panics"))) {
            Ok(parts) => parts.into_iter().for_each(|part| *run.parts.entry(part).or_default() += 1),
            Err(failure) => run.failures.push(failure),
        }
        run.tally.add(&tally);
        // A few say enough.
        if run.failures.len() == 4 {
            break;
        }
    }
    run
}

/// One pack with its records: what it was made of, or the first difference.
fn one(seed: u64, tally: &mut Tally, causes: &mut Causes) -> Result<Vec<String>, String> {
    let mut random = Random::new(seed);
    let pack = pack(&mut random);
    let compared = compile(&pack).map_err(|error| format!("seed {seed}: does not compile\n{error}\n{}", pack.text()))?;
    let case = Of { seed, pack: &pack, compared: &compared };
    // Of each question one case that is not proven tells why.
    let mut seen = BTreeSet::new();
    for _ in 0..RECORDS {
        let full = complete(&pack, &mut random);
        let less = forgotten(&full, 35, &mut random);
        let least = forgotten(&less, 60, &mut random);
        for question in &pack.questions {
            for record in [&full, &less, &least] {
                let draws = random.below(1_000_000) as u64;
                let check = |compared: &Compared, record: &PartRec, tally: &mut Tally| {
                    compared.compare(question, record, &mut Random::new(draws), tally)
                };
                let unproven = tally.unproven;
                check(&compared, record, tally).or_else(|_| {
                    case.failed(question, record, &|compared, record| check(compared, record, &mut Tally::default()))
                })?;
                case.checked(question, record, &|compared, record| compared.sufficient(question, record))?;
                if draws.is_multiple_of(CHANGED) {
                    let changes =
                        |compared: &Compared, record: &PartRec| compared.changes(question, record, &mut Random::new(draws));
                    case.checked(question, record, &changes)?;
                }
                if tally.unproven > unproven && seen.insert(question) {
                    let found = why(&pack, question, record, &full);
                    causes.entry(found.cause).or_default().push(case.says(question, &found));
                }
            }
            case.checked(question, &less, &|compared, record| compared.monotone(question, record, &full))?;
            case.checked(question, &least, &|compared, record| compared.monotone(question, record, &less))?;
        }
    }
    let mut parts = coverage::parts(&compared.files, &compared.packs);
    parts.extend(tally.seen.iter().cloned());
    parts.extend((!pack.chosen.is_empty()).then(|| "chosen-reading".to_owned()));
    Ok(parts.into_iter().collect())
}

struct Of<'o> {
    seed: u64,
    pack: &'o Pack,
    compared: &'o Compared,
}

impl Of<'_> {
    /// A case that is not proven, for people.
    fn says(&self, question: &str, found: &Unproven) -> String {
        let (text, data) = (found.pack.text(), facts::data(&found.record));
        format!("seed {}, {question} on {}: {:?}\n{text}\n\n{data}", self.seed, self.pack.today, found.cause)
    }

    fn checked(&self, question: &str, record: &PartRec, check: Check<'_>) -> Result<(), String> {
        check(self.compared, record).or_else(|_| self.failed(question, record, check))
    }

    fn failed(&self, question: &str, record: &PartRec, check: Check<'_>) -> Result<(), String> {
        let head = format!("seed {}, {question} on {}, chosen {:?}", self.seed, self.pack.today, self.pack.chosen);
        Err(format!("{head}\n{}", shrunk(self.pack, record, check)))
    }
}

/// The files that say what rules mean. What writes packs, fills records, compares and shrinks is not among them.
const MEANING: [(&str, &str); 5] = [
    ("value", include_str!("value.rs")),
    ("interpret", include_str!("interpret.rs")),
    ("reckon", include_str!("reckon.rs")),
    ("judge", include_str!("judge.rs")),
    ("assumed", include_str!("assumed.rs")),
];

#[test]
fn the_interpreter_is_short_and_stands_on_the_syntax_tree_alone() {
    let code = |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count();
    let lines: usize = MEANING.iter().map(|(_, text)| code(text)).sum();
    assert!(lines < 1500, "{lines} lines of code");
    for (name, text) in MEANING {
        // Of the logic only the words that stand in the tree itself.
        let words =
            ["whereas::syntax::tree", "whereas::logic::{LeapBirthday, MonthEnd}", "whereas::logic::Rounding", "whereas::Date"];
        let text = words.iter().fold(text.to_owned(), |text, word| text.replace(word, ""));
        assert!(!text.contains("whereas::"), "{name} uses more than the syntax tree");
    }
}
