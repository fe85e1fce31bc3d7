//! The tests that stand in rules: what each expectation means, and which outcomes count as reached.

use whereas::testing::{self, TestRun};
use whereas::{LoadError, Policy, Sources};

const RULES: &str = r#"
record Case
  consent: yes/no
  age: whole number
  crimes: list of Crime
record Crime
  violent: yes/no

reading counted "Which crimes count?"
  option all "all crimes" default
  option none_of_them "no crime"

question release for Case "The person may be released"
  covers cases where age at least 18
requirement consent of release "The person consents"
  met when consent
bar violence of release "A crime was violent"
  bars when counted is all and some crime in crimes where (crime.violent)
exception old_age to violence of release "The person is over 70"
  when age more than 70
note young of release "The person is under 21"
  shown when age less than 21
report years of release: number "years over 18"
  as age - 18
power mercy of release "The King may lift the bar"
  held by "the King"
  may lift violence
  when age more than 60

example base of Case
  consent: yes
  age: 30
  crimes: [{violent: no}]
"#;

fn run(tests: &str) -> TestRun {
    let mut sources = Sources::new();
    sources.add("p/p.whereas", format!("{RULES}\n{tests}"));
    let policy = Policy::compile(&sources, "p").unwrap_or_else(|error| panic!("{:#?}", error.diagnostics()));
    testing::run(&policy, |_| true)
}

fn mismatches(entries: &str, expected: &str) -> String {
    let run = run(&format!("test \"t\" of release asked on 2025-02-04\n  given base with {entries}\n  expect {expected}\n"));
    let found = run.tests.iter().flat_map(|test| &test.mismatches);
    found.map(|found| format!("{}: {} / {}", found.about, found.expected, found.found)).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_expectation_that_is_met() {
    for (entries, expected) in [
        ("age: 30", "eligible, report years is 12"),
        ("age: 20", "eligible, note young"),
        ("age: 17", "not applicable"),
        ("consent: no", "ineligible because consent"),
        ("consent: no, crimes: [{violent: yes}]", "ineligible because violence, consent"),
        ("crimes: [{violent: yes}]", "ineligible because violence, contested by counted"),
        ("crimes: [{violent: yes}], age: 71", "eligible, waived violence by old_age"),
        ("crimes: [{violent: yes}], age: 65", "ineligible because violence, power mercy"),
        ("crimes: [{violent: yes}], age: 65", "ineligible because violence, power mercy is open"),
        ("crimes: [{violent: yes}], age: 60", "ineligible because violence, power mercy is not open"),
        ("crimes: unknown, age: 65", "undetermined missing crimes, power mercy may be open"),
        ("consent: unknown, crimes: unknown", "undetermined missing crimes, consent"),
        ("consent: unknown, crimes: [{violent: unknown}]", "undetermined missing at least crimes"),
    ] {
        assert_eq!(mismatches(entries, expected), "", "{entries} {expected}");
    }
}

#[test]
fn each_expectation_that_is_not_met() {
    for (entries, expected, told) in [
        ("age: 30", "ineligible", "verdict: ineligible / eligible"),
        ("age: 30", "eligible, report years is 11", "report: years is 11 / 12"),
        ("age: 30", "eligible, note young", "note: young / nothing"),
        ("consent: no", "ineligible because violence", "because: violence / consent"),
        ("consent: no, crimes: [{violent: yes}]", "ineligible because consent", "because: consent / consent, violence"),
        (
            "consent: no",
            "ineligible because old_age",
            "because: old_age / consent; that an exception lifts is expected as `waived violence by old_age`",
        ),
        ("consent: no", "ineligible, contested by counted", "contested by: p.counted / nothing"),
        ("age: 71", "eligible, waived violence by old_age", "waived: `violence` by `old_age` / `violence` does not bar"),
        ("crimes: [{violent: yes}], age: 65", "ineligible, power mercy may be open", "power: mercy may be open / mercy is open"),
        ("age: 65", "eligible, power mercy", "power: mercy is open / mercy is not open"),
        ("age: 65", "eligible, power mercy is exercised", "power: mercy is exercised / mercy is not open"),
        ("age: 65", "eligible, power mercy is refused", "power: mercy is refused / mercy is not open"),
        ("consent: unknown", "undetermined missing crimes", "missing: crimes / consent"),
        ("consent: unknown, crimes: unknown", "undetermined missing consent", "missing: consent / consent, crimes"),
        ("consent: unknown", "undetermined missing at least crimes", "missing: at least crimes / consent"),
    ] {
        assert_eq!(mismatches(entries, expected), told, "{entries} {expected}");
    }
}

#[test]
fn a_reading_is_fixed_for_a_test() {
    let run = run("test \"t\" of release asked on 2025-02-04 under counted is none_of_them\n  \
                   given base with crimes: [{violent: yes}]\n  expect eligible\n");
    assert_eq!((run.passed(), run.failed()), (1, 0));
}

/// That a requirement is not required is one more outcome of it.
#[test]
fn what_is_not_required_is_an_outcome() {
    let rules = "record Case\n  a: yes/no\n  b: yes/no\nquestion q for Case \"q\"\n\
                 requirement r of q \"r\"\n  required when a\n  met when b\n\
                 test \"t\" of q asked on 2025-02-04\n  given a: no\n  expect eligible\n";
    let mut sources = Sources::new();
    sources.add("p/p.whereas", rules);
    let run = testing::run(&Policy::compile(&sources, "p").unwrap(), |_| true);
    assert_eq!(run.coverage[0].outcomes, [("met", 0), ("not met", 0), ("open", 0), ("not required", 1)]);
}

#[test]
fn outcomes_are_counted_by_norm() {
    let run = run("test \"a\" of release asked on 2025-02-04\n  given base\n  expect eligible\n\
                   test \"b\" of release asked on 2025-02-04\n  given base with crimes: [{violent: yes}], age: 71\n  expect ineligible\n\
                   test \"c\" of release asked on 2025-02-04\n  given base with age: 17\n  expect not applicable\n");
    let told: Vec<String> = run.coverage.iter().map(|norm| format!("{}: {:?}", norm.norm, norm.outcomes)).collect();
    insta::assert_snapshot!("outcomes", told.join("\n"));
    assert_eq!((run.reached(), run.outcomes(), run.failed()), (5, 10, 1));
}

#[test]
fn a_policy_is_loaded_from_its_folder() {
    let policy = Policy::load("rules/ets112").unwrap();
    assert_eq!(policy.questions().collect::<Vec<_>>(), ["transfer"]);
    assert!(matches!(Policy::load("rules"), Err(LoadError::Read(_))));
    assert!(matches!(Policy::load("rules/ets112/convention.whereas"), Err(LoadError::Read(_))));
    assert!(matches!(Policy::load("absent"), Err(LoadError::Read(_))));
}
