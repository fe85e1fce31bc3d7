//! Rules with arithmetic over unknown dates and numbers, against an SMT solver: the possible verdicts are those that it finds values
//! for. Read [`Problem`] first; `solver.py` hands it to the solver.
//!
//! The solver is the `z3-solver` package of Python, which the test puts into an environment of its own below `target/`. Where there is
//! no Python, or no network to fetch it, the test says so and is left out.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Map, Value, json};
use whereas::{Outcome, Policy, Sources, VerdictError};

use super::random::Random;

/// Packs, each with two records.
const PACKS: u64 = 120;
/// The version that is fetched.
const SOLVER: &str = "z3-solver==5.4.1.0";

const FACTS: [(&str, &str); 7] = [
    ("a", "yes/no"),
    ("began", "date"),
    ("ended", "date"),
    ("filed", "date"),
    ("n", "whole number"),
    ("m", "whole number"),
    ("x", "number"),
];

/// Rules as text, and the same for the solver.
struct Problem {
    pack: String,
    told: Map<String, Value>,
}

/// A condition in both ways.
type Condition = (String, Value);

fn days(random: &mut Random) -> String {
    format!("202{}-{:02}-{:02}", 4 + random.below(2), 1 + random.below(12), 1 + random.below(28))
}

/// A date, perhaps some months or days later.
fn date(random: &mut Random) -> (String, Vec<Value>) {
    let name = random.word(&["began", "ended", "filed"]);
    match random.below(5) {
        0 => {
            let day = days(random);
            (day.clone(), vec![json!(day)])
        }
        1 => {
            let months = *random.of(&[1, 6, 11]);
            (format!("{name} plus {months} month{}", if months == 1 { "" } else { "s" }), vec![json!([1, name, months])])
        }
        2 => {
            let count = *random.of(&[1, 30, 100]);
            (format!("{name} plus {count} day{}", if count == 1 { "" } else { "s" }), vec![json!([1, name, 0]), json!(count)])
        }
        _ => (name.to_owned(), vec![json!([1, name, 0])]),
    }
}

/// A sum of numbers.
fn number(random: &mut Random) -> (String, Vec<Value>) {
    let names = ["n", "m", "x"];
    match random.below(6) {
        0 => {
            let count = random.below(40);
            (count.to_string(), vec![json!(count)])
        }
        1 => {
            let (one, other) = (random.word(&["began", "ended"]), random.word(&["ended", "filed"]));
            let text = format!("days from {one} to {other}");
            (text, vec![json!([1, other, 0]), json!([-1, one, 0])])
        }
        2 => {
            let (name, factor) = (random.word(&names), 2 + random.below(2));
            (format!("{name} * {factor}"), vec![json!([factor, name, 0])])
        }
        3 => {
            let (one, other) = (random.word(&names), random.word(&names));
            (format!("{one} + {other}"), vec![json!([1, one, 0]), json!([1, other, 0])])
        }
        4 => {
            let (name, count) = (random.word(&names), 1 + random.below(20));
            (format!("{name} - {count}"), vec![json!([1, name, 0]), json!(-i64::try_from(count).unwrap())])
        }
        _ => {
            let name = random.word(&names);
            (name.to_owned(), vec![json!([1, name, 0])])
        }
    }
}

fn condition(random: &mut Random, depth: usize) -> Condition {
    if depth > 0 && random.chance(55) {
        let (left, right) = (condition(random, depth - 1), condition(random, depth - 1));
        return match random.below(5) {
            0 | 1 => (format!("({} and {})", left.0, right.0), json!(["and", left.1, right.1])),
            2 | 3 => (format!("({} or {})", left.0, right.0), json!(["or", left.1, right.1])),
            _ => (format!("not ({})", left.0), json!(["not", left.1])),
        };
    }
    match random.below(9) {
        0 => ("a".to_owned(), json!(["fact", "a"])),
        1..=4 => {
            let (left, right) = (date(random), date(random));
            let (words, op) = *random.of(&[("before", "<"), ("on or before", "<="), ("after", ">"), ("on or after", ">=")]);
            (format!("({} {words} {})", left.0, right.0), json!([op, left.1, right.1]))
        }
        _ => {
            let (left, right) = (number(random), number(random));
            let (words, op) =
                *random.of(&[("less than", "<"), ("at most", "<="), ("more than", ">"), ("at least", ">="), ("is", "==")]);
            (format!("({} {words} {})", left.0, right.0), json!([op, left.1, right.1]))
        }
    }
}

impl Problem {
    fn new(random: &mut Random) -> Problem {
        let lines: String = FACTS.iter().fold(String::new(), |mut lines, (name, kind)| {
            let bounds = match *kind {
                "yes/no" => "",
                "date" => " from 2024-01-01 to 2025-12-31",
                _ => " from 0 to 40",
            };
            let _ = writeln!(lines, "  {name}: {kind}{bounds}");
            lines
        });
        let mut pack = format!("record Case\n{lines}");
        let mut constraints = Vec::new();
        for _ in 0..*random.of(&[0, 0, 1, 2]) {
            let (text, told) = condition(random, 0);
            pack += &format!("  constraint {text} \"so it is\"\n");
            constraints.push(told);
        }
        let mut told = Map::new();
        let mut part = |name: &str, depth: usize, chance: usize, without: Value, random: &mut Random| {
            let found = random.chance(chance).then(|| condition(random, depth));
            told.insert(name.to_owned(), found.as_ref().map_or(without, |(_, told)| told.clone()));
            found.map(|(text, _)| text)
        };
        let scope = part("scope", 1, 40, json!(["and"]), random).map(|text| format!("\n  covers cases where {text}"));
        pack += &format!("question q for Case \"q\"{}\n", scope.unwrap_or_default());
        let met = part("met", 2, 100, Value::Null, random).unwrap();
        pack += &format!("requirement r of q \"r\"\n  met when {met}\n");
        let lifted = part("lifted", 1, 40, json!(["or"]), random);
        pack += &lifted.map(|text| format!("exception e to r of q \"e\"\n  when {text}\n")).unwrap_or_default();
        let barred = part("barred", 2, 60, json!(["or"]), random);
        pack += &barred.map(|text| format!("bar b of q \"b\"\n  bars when {text}\n")).unwrap_or_default();
        told.insert("constraints".to_owned(), json!(constraints));
        told.insert("facts".to_owned(), FACTS.iter().map(|(name, kind)| ((*name).to_owned(), json!(kind))).collect());
        Problem { pack, told }
    }

    /// A record of which little is known.
    fn record(random: &mut Random, count: usize) -> Value {
        let known = random.some(&FACTS, count).into_iter().map(|(name, kind)| {
            let value = match kind {
                "yes/no" => json!(random.chance(50)),
                "date" => json!(days(random)),
                _ => json!(random.below(41)),
            };
            (name.to_owned(), value)
        });
        Value::Object(known.collect())
    }
}

/// An interpreter of Python that has the solver; else why there is none.
fn python() -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("solver");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let run = |program: &Path, arguments: &[&str]| {
        let done = Command::new(program).args(arguments).stdin(Stdio::null()).output().map_err(|error| error.to_string())?;
        let last = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().last().unwrap_or_default().to_owned();
        if done.status.success() { Ok(()) } else { Err(last(&done.stderr)) }
    };
    if run(&python, &["-c", "import z3"]).is_ok() {
        return Ok(python);
    }
    run(Path::new("python3"), &["-m", "venv", &folder.to_string_lossy()])?;
    let quick = ["--quiet", "--retries", "0", "--timeout", "10", "--disable-pip-version-check"];
    run(&python, &[&["-m", "pip", "install"], &quick[..], &[SOLVER]].concat())?;
    run(&python, &["-c", "import z3"])?;
    Ok(python)
}

/// The possible verdicts of each problem.
fn solved(python: &Path, problems: &[String]) -> Vec<BTreeSet<String>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/solver.py");
    let mut solver = Command::new(python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut input, lines) = (solver.stdin.take().unwrap(), problems.join("\n"));
    let writing = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let done = solver.wait_with_output().unwrap();
    assert!(done.status.success(), "the solver ended with {}", done.status);
    writing.join().unwrap().unwrap();
    String::from_utf8(done.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn with_arithmetic_the_possible_verdicts_are_those_that_a_solver_finds() {
    let python = match python() {
        Ok(python) => python,
        Err(why) => {
            eprintln!("skipped: {SOLVER} cannot be installed, so nothing was compared with a solver: {why}");
            return;
        }
    };
    let mut asked: Vec<(String, Value, Problem)> = Vec::new();
    for seed in 0..PACKS {
        for known in [0, 2] {
            let problem = Problem::new(&mut Random::new(seed));
            let record = Problem::record(&mut Random::new(seed + 1000), known);
            let mut told = problem.told.clone();
            told.insert("known".to_owned(), record.clone());
            asked.push((Value::Object(told).to_string(), record, problem));
        }
    }
    let problems: Vec<String> = asked.iter().map(|(told, ..)| told.clone()).collect();
    let solved = solved(&python, &problems);
    assert_eq!(solved.len(), asked.len());
    let (mut open, mut unproven, mut too_many) = (0, 0, 0);
    for ((_, record, problem), expected) in asked.iter().zip(&solved) {
        let mut sources = Sources::new();
        sources.add("p/p.whereas", &problem.pack);
        let policy = Policy::compile(&sources, "p").unwrap_or_else(|error| panic!("{error}\n{}", problem.pack));
        let question = policy.question("q").unwrap().as_of(whereas::date(2025, 1, 1));
        let (found, proven) = match question.evaluate(record) {
            Ok(verdict) => {
                let proven = verdict.settled().is_none_or(|settled| settled.not_proven.is_none());
                let named = |outcome: &Outcome| outcome.as_str().to_owned();
                (verdict.possible().iter().map(named).collect::<BTreeSet<String>>(), proven)
            }
            Err(VerdictError::Evaluate(_)) => (BTreeSet::new(), true),
            Err(error) => panic!("{error}: {record}"),
        };
        open += usize::from(found.len() > 1);
        unproven += usize::from(!proven);
        too_many += usize::from(!proven && found != *expected);
        // Where no values are admissible, what is clear without telling cases apart is not looked at for that.
        let same = expected.is_empty() || if proven { found == *expected } else { found.is_superset(expected) };
        assert!(same, "{expected:?} is possible, not {found:?} (proven: {proven}), of {record}\n{}", problem.pack);
    }
    println!("{} compared, {open} open, {unproven} not proven, of which {too_many} are too open", asked.len());
    assert!(open > 50 && unproven * 2 < asked.len(), "{open} open, {unproven} not proven");
}
