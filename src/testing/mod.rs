//! Tests that stand in the rules: run, compared with what they expect, and what of the law they reach.
//!
//! Read [`run`] first. It has no I/O: the command line and whoever embeds the engine print what it returns.
//!
//! ```
//! use whereas::{Policy, Sources, testing};
//! let mut sources = Sources::new();
//! sources.add("demo/demo.whereas", r#"
//! record Case
//!   consent: yes/no
//! question release for Case "The person may be released"
//! requirement consent of release "The person consents"
//!   met when consent
//! test "consent is refused" of release asked on 2025-02-04
//!   given consent: no
//!   expect ineligible because consent
//! "#);
//! let policy = Policy::compile(&sources, "demo").unwrap();
//! let run = testing::run(&policy, |_| true);
//! assert_eq!(run.failed(), 0);
//! assert_eq!(run.coverage.first().unwrap().missed().collect::<Vec<_>>(), ["met", "open"]);
//! ```

mod compare;
mod coverage;
mod gaps;

use std::collections::HashMap;
use std::sync::Arc;

pub use coverage::NormCoverage;
pub use gaps::with_gaps;

use crate::api::{Policy, Question, Verdict, VerdictError};
use crate::diagnostic::Diagnostic;
use crate::policy::{PolicyData, QuestionId, Test};
use crate::verdict::Explanation;

/// What came of the tests of a pack.
#[derive(Debug)]
pub struct TestRun {
    /// Each test that ran, in order of file and position.
    pub tests: Vec<TestResult>,
    /// Each norm of the pack, by its versions, with its outcomes.
    pub coverage: Vec<NormCoverage>,
    /// What a careful author would still test: outcomes and thresholds of norms that no test reaches.
    pub gaps: Vec<Diagnostic>,
}

/// What came of one test.
#[derive(Debug)]
pub struct TestResult {
    /// Its name.
    pub name: Arc<str>,
    /// The question.
    pub question: Arc<str>,
    /// The rule file.
    pub path: Arc<str>,
    /// The line in it.
    pub line: u32,
    /// What is not as expected; nothing: it passed.
    pub mismatches: Vec<Mismatch>,
    /// The verdict with its reasons, without what would change it; none if there was none.
    pub explanation: Option<Explanation>,
}

/// One expectation that was not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// What it is about: `verdict`, `because`, `missing`, …
    pub about: &'static str,
    /// What the test expects.
    pub expected: String,
    /// What the rules give.
    pub found: String,
}

impl TestRun {
    /// How many tests passed.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.tests.len() - self.failed()
    }

    /// How many tests failed.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.tests.iter().filter(|test| !test.mismatches.is_empty()).count()
    }

    /// How many outcomes of norms the tests reach.
    #[must_use]
    pub fn reached(&self) -> usize {
        self.outcomes() - self.coverage.iter().map(|norm| norm.missed().count()).sum::<usize>()
    }

    /// How many outcomes the norms have.
    #[must_use]
    pub fn outcomes(&self) -> usize {
        self.coverage.iter().map(|norm| norm.outcomes.len()).sum()
    }
}

/// Runs the tests of the pack that are wanted.
#[must_use]
pub fn run(policy: &Policy, wanted: impl Fn(&Test) -> bool) -> TestRun {
    let data = policy.data();
    let mut coverage = coverage::of_pack(data);
    let mut thresholds = gaps::Thresholds::new();
    let mut questions: HashMap<QuestionId, Option<Question>> = HashMap::new();
    let mut tests = Vec::new();
    for test in data.tests.iter().filter(|test| wanted(test)) {
        let question = questions.entry(test.question).or_insert_with(|| policy.question_by_id(test.question));
        let Some(question) = question.as_ref() else { continue };
        let question = asked(data, question, test);
        let verdict = question.evaluate_record(test.given.clone());
        if let Ok(verdict) = &verdict {
            coverage::reach(&mut coverage, &question, verdict);
            gaps::reach(&mut thresholds, &question, verdict);
        }
        tests.push(result(data, test, &question, verdict));
    }
    let gaps = gaps::findings(data, &coverage, &thresholds);
    TestRun { tests, coverage: coverage.into_values().collect(), gaps }
}

/// The question on the day of a test, under its readings.
fn asked(data: &PolicyData, question: &Question, test: &Test) -> Question {
    let mut question = question.clone().as_of(test.asked_on);
    for (reading, option) in &test.under {
        let reading = data.readings.get(reading.index());
        let pack = reading.and_then(|reading| data.packs.get(reading.pack.index())).map_or("", |pack| &pack.name);
        let named = reading.and_then(|reading| Some((&reading.name, &reading.options.get(*option)?.name)));
        let Some((name, option)) = named else { continue };
        // A reading that the question does not depend on changes nothing.
        if let Ok(fixed) = question.clone().with_reading(&format!("{pack}.{name}"), option) {
            question = fixed;
        }
    }
    question
}

fn result(data: &PolicyData, test: &Test, question: &Question, verdict: Result<Verdict, VerdictError>) -> TestResult {
    let file = data.files.get(test.span.file.0 as usize);
    let name = data.questions.get(test.question.index()).map_or_else(|| Arc::from(""), |question| question.name.clone());
    let (mismatches, explanation) = match verdict {
        Ok(verdict) => {
            let explanation = verdict.reasons();
            (compare::compare(data, test, question, &verdict, &explanation), Some(explanation))
        }
        Err(error) => {
            let expected = compare::verdict_words(test.verdict.into());
            (vec![Mismatch { about: "verdict", expected, found: format!("none: {error}") }], None)
        }
    };
    TestResult {
        name: test.name.clone(),
        question: name,
        path: file.map_or_else(|| Arc::from(""), |file| file.path.clone()),
        line: file.map_or(0, |file| file.line_column(test.span.start).line),
        mismatches,
        explanation,
    }
}
