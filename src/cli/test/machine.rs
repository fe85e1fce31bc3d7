//! Results of tests for machines.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::PackRun;
use crate::testing::{Mismatch, NormCoverage, TestResult};

/// `whereas.tests/1`: one object.
pub(super) fn json(out: &mut impl Write, runs: &[PackRun]) -> io::Result<()> {
    let packs: Vec<Value> = runs
        .iter()
        .map(|PackRun { pack, run }| {
            json!({
                "pack": pack,
                "passed": run.passed(),
                "failed": run.failed(),
                "reached": run.reached(),
                "outcomes": run.outcomes(),
                "tests": run.tests.iter().map(test).collect::<Vec<_>>(),
                "coverage": run.coverage.iter().map(norm).collect::<Vec<_>>(),
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &json!({"format": "whereas.tests/1", "packs": packs}))?;
    writeln!(out)
}

fn test(test: &TestResult) -> Value {
    let mismatch = |found: &Mismatch| json!({"about": found.about, "expected": found.expected, "found": found.found});
    json!({
        "name": &*test.name,
        "question": &*test.question,
        "path": &*test.path,
        "line": test.line,
        "passed": test.mismatches.is_empty(),
        "mismatches": test.mismatches.iter().map(mismatch).collect::<Vec<_>>(),
    })
}

fn norm(norm: &NormCoverage) -> Value {
    let outcomes = norm.outcomes.iter().map(|(outcome, tests)| json!({"outcome": outcome, "tests": tests}));
    let mut told = json!({"question": &*norm.question, "norm": &*norm.norm, "outcomes": outcomes.collect::<Vec<_>>()});
    if let (Some(version), Some(told)) = (norm.version, told.as_object_mut()) {
        for (key, day) in [("from", version.from), ("until", version.until), ("known_from", version.known_from)] {
            told.extend(day.map(|day| (key.to_owned(), json!(day.to_string()))));
        }
    }
    told
}

/// JUnit XML, as build servers read it.
pub(super) fn junit(out: &mut impl Write, runs: &[PackRun]) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>")?;
    for PackRun { pack, run } in runs {
        let (tests, failed) = (run.tests.len(), run.failed());
        writeln!(out, "  <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failed}\">", escaped(pack))?;
        for test in &run.tests {
            let (name, class, file) = (escaped(&test.name), escaped(&test.question), escaped(&test.path));
            write!(out, "    <testcase name=\"{name}\" classname=\"{class}\" file=\"{file}\" line=\"{}\"", test.line)?;
            if test.mismatches.is_empty() {
                writeln!(out, "/>")?;
                continue;
            }
            writeln!(out, ">")?;
            for found in &test.mismatches {
                let text = format!("{}: expected {}, found {}", found.about, found.expected, found.found);
                writeln!(out, "      <failure message=\"{}\"/>", escaped(&text))?;
            }
            writeln!(out, "    </testcase>")?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn escaped(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    kept.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
