//! Results of tests for people: what failed and why, and what no test reaches.

use std::io::{self, Write};

use super::PackRun;
use crate::testing::TestResult;

pub(super) fn write(out: &mut impl Write, runs: &[PackRun], with_coverage: bool) -> io::Result<()> {
    for PackRun { pack, run } in runs {
        for test in run.tests.iter().filter(|test| !test.mismatches.is_empty()) {
            failure(out, test)?;
        }
        writeln!(out, "{pack}: {} passed, {} failed", run.passed(), run.failed())?;
        if !with_coverage {
            continue;
        }
        writeln!(out, "  {} of {} outcomes of norms reached", run.reached(), run.outcomes())?;
        for norm in &run.coverage {
            let missed: Vec<&str> = norm.missed().collect();
            if !missed.is_empty() {
                writeln!(out, "  {}: no test for {}", norm.name(), missed.join(", "))?;
            }
        }
    }
    Ok(())
}

fn failure(out: &mut impl Write, test: &TestResult) -> io::Result<()> {
    writeln!(out, "failed: {} ({}:{})", test.name, test.path, test.line)?;
    for mismatch in &test.mismatches {
        writeln!(out, "  {}: expected {}", mismatch.about, mismatch.expected)?;
        writeln!(out, "  {}  found {}", " ".repeat(mismatch.about.len()), mismatch.found)?;
    }
    if let Some(explanation) = &test.explanation {
        writeln!(out, "  {}: {}", explanation.says, explanation.reasons())?;
    }
    writeln!(out)
}
