//! How many verdicts on the records of the packs are not proven: that each possible verdict is that of some completion.

use whereas::{Question, Verdict};

use super::people::{examples, records};
use super::{CASES, Case};

/// So many are not proven yet: next to nothing is known of the case, or a term in months is compared with several days at once.
const NOT_YET: usize = 5;

fn unproven(verdict: &Verdict) -> Option<String> {
    let settled = verdict.settled()?;
    settled.not_proven.map(|why| format!("{why:?}, {:?}", verdict.possible()))
}

/// The records of the tests of all packs and those of `examples/` that have a verdict, each with a name.
fn verdicts() -> Vec<(String, Verdict)> {
    let of_test = |case: &Case| Some((case.name.clone(), case.question.evaluate_record(case.record.clone()).ok()?));
    let of_example = |file: &str, question: &Question| {
        let named = |(at, record)| Some((format!("{file}:{}", at + 1), question.evaluate(&record).ok()?));
        records(file).into_iter().enumerate().filter_map(named).collect::<Vec<_>>()
    };
    let tests = CASES.iter().filter_map(of_test);
    tests.chain(examples().iter().flat_map(|(file, question)| of_example(file, question))).collect()
}

#[test]
fn no_more_verdicts_on_the_records_of_the_packs_are_unproven() {
    let verdicts = verdicts();
    let told_apart = verdicts.iter().filter(|(_, verdict)| verdict.settled().is_some()).count();
    let unproven: Vec<String> =
        verdicts.iter().filter_map(|(name, verdict)| Some(format!("{name}: {}", unproven(verdict)?))).collect();
    assert!(unproven.len() <= NOT_YET, "{} of {told_apart}, {}:\n{}", unproven.len(), verdicts.len(), unproven.join("\n"));
    assert!(verdicts.len() > 1500 && told_apart > 300, "{told_apart} of {}", verdicts.len());
}
