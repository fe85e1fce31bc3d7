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
requirement permit of release "Whoever is under 25 has a permit"
  required when age less than 25
  met when consent
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
        ("age: 20", "eligible, note young is shown"),
        ("age: 21", "eligible, note young is not shown"),
        ("age: unknown", "undetermined, note young may apply"),
        ("age: 25", "eligible, not required permit"),
        ("age: 25", "eligible because consent, permit, violence, not required permit"),
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
        ("age: 30", "eligible, note young", "note: young is shown / young is not shown"),
        ("age: 20", "eligible, note young is not shown", "note: young is not shown / young is shown"),
        ("age: 20", "eligible, note young may apply", "note: young may apply / young is shown"),
        ("age: unknown", "undetermined, note young", "note: young is shown / young may apply"),
        ("age: 24", "eligible, not required permit", "not required: permit / `permit` is met"),
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

/// A verdict that hangs on a question of law alone, and one that facts are missing for besides.
#[test]
fn what_is_open_by_a_reading() {
    let rules = "record Case\n  a: yes/no\n  b: yes/no\n  c: yes/no\nreading day \"Which?\"\n  option one_day \"one\"\n  option other_day \"other\"\n\
                 reading place \"Where?\"\n  option here \"here\"\n  option there \"there\"\n\
                 question q for Case \"q\"\nrequirement r of q \"r\"\n  met when (day is one_day or a) and (place is here or b) and c\n";
    let told = |given: &str, expected: &str| {
        let mut sources = Sources::new();
        sources.add("p/p.whereas", format!("{rules}test \"t\" of q asked on 2025-02-04\n  given {given}\n  expect {expected}\n"));
        let run = testing::run(&Policy::compile(&sources, "p").unwrap(), |_| true);
        let found = run.tests.iter().flat_map(|test| &test.mismatches);
        found.map(|found| format!("{}: {} / {}", found.about, found.expected, found.found)).collect::<Vec<_>>().join("\n")
    };
    for (given, expected, mismatch) in [
        ("a: no, b: yes, c: yes", "undetermined, open by day", ""),
        ("a: no, b: no, c: yes", "undetermined open by place, day", ""),
        ("a: no, b: yes, c: yes", "undetermined, open by place", "open by: p.place / p.day"),
        ("a: no, b: no, c: yes", "undetermined, open by place", "open by: p.place / p.day, p.place"),
        ("a: no, b: yes", "undetermined, open by day", "missing: nothing / c"),
        ("a: no, b: yes", "undetermined missing c, open by day", ""),
        ("a: no, b: yes", "undetermined, open by day missing c", ""),
        ("a: yes, b: yes", "undetermined, open by day", "open by: p.day / nothing"),
    ] {
        assert_eq!(told(given, expected), mismatch, "{given}: {expected}");
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
    assert_eq!((run.reached(), run.outcomes(), run.failed()), (6, 14, 1));
}

const OLD_LAW: &str = "record Case\n  asked_for: date from 1990-01-01 to 2040-01-01\n  a: yes/no\n  b: yes/no\n\n\
    question q for Case \"q\"\n  in force from 1985-01-01\n  law as at asked_for\n\n\
    requirement r of q \"r\"\n  in force from 1980-01-01 until 2007-01-01\n  met when b\n\n\
    requirement r of q \"r\"\n  in force from 2007-01-01\n  required when b\n  met when a\n\n\
    exception e to r of q \"e\"\n  in force from 2010-01-01\n  when not b\n\n";

/// Each version is tested by itself, with the outcomes that it can have.
#[test]
fn each_version_of_a_norm_is_covered_by_itself() {
    let told = |tests: &str| {
        let mut sources = Sources::new();
        sources.add("p/p.whereas", format!("{OLD_LAW}{tests}"));
        let run = testing::run(&Policy::compile(&sources, "p").unwrap(), |_| true);
        let failed: Vec<&str> = run.tests.iter().filter(|test| !test.mismatches.is_empty()).map(|test| &*test.name).collect();
        assert_eq!(failed, Vec::<&str>::new());
        let outcomes = |norm: &testing::NormCoverage| {
            norm.outcomes.iter().map(|(outcome, tests)| format!("{outcome} {tests}")).collect::<Vec<_>>().join(", ")
        };
        let norms: Vec<String> = run.coverage.iter().map(|norm| format!("{}: {}", norm.name(), outcomes(norm))).collect();
        norms.join("\n")
    };
    let test = |given: &str, expected: &str| {
        format!("test \"{given}\" of q asked on 2025-02-04\n  given {given}\n  expect {expected}\n\n")
    };
    assert_eq!(
        told(&test("asked_for: 1990-01-01, b: yes", "eligible")),
        "q.r from 1985-01-01 until 2007-01-01: met 1, not met 0, open 0\n\
         q.r from 2007-01-01: met 0, not met 0, waived 0, open 0, not required 0\n\
         q.e: holds 0, does not hold 0, open 0"
    );
    // Both laws let it be met: that is shown of both. What is open only between them is shown of neither.
    let between = [
        test("asked_for: 1990-01-01, b: no", "ineligible"),
        test("a: yes, b: yes", "eligible"),
        test("a: no, b: yes", "undetermined"),
        test("asked_for: unknown", "undetermined"),
        test("asked_for: 2012-01-01, b: no", "eligible"),
    ];
    assert_eq!(
        told(&between.concat()),
        "q.r from 1985-01-01 until 2007-01-01: met 1, not met 1, open 1\n\
         q.r from 2007-01-01: met 1, not met 0, waived 0, open 1, not required 1\n\
         q.e: holds 1, does not hold 0, open 3"
    );
}

/// Where the date that picks the law is compared with a day whose law does not ask, no test can stand at that day.
#[test]
fn thresholds_at_which_no_test_can_stand_are_not_asked_for() {
    let law = |from: &str| {
        format!(
            "record Case\n  born: date\n  other: date\n  a: yes/no\n\n\
             question q for Case \"q\"\n  {from}law as at born\n\n\
             requirement r of q \"r\"\n  met when born before 2006-07-01 or a or other before 2001-01-01\n\n\
             test \"t\" of q asked on 2025-02-04\n  given born: 2011-07-01, a: no, other: 2001-01-01\n  expect ineligible\n"
        )
    };
    let told = |from: &str| {
        let mut sources = Sources::new();
        sources.add("p/p.whereas", law(from));
        let gaps = testing::run(&Policy::compile(&sources, "p").unwrap(), |_| true).gaps;
        let thresholds = gaps.iter().filter(|gap| gap.code.to_string() == "W006").map(|gap| gap.message.clone());
        thresholds.collect::<Vec<_>>()
    };
    let missing = ["no test of `q.r` stands at the threshold of this comparison"];
    assert_eq!(told(""), missing);
    assert_eq!(told("in force from 2006-07-01 "), missing);
    assert_eq!(told("in force from 2006-07-02 "), Vec::<String>::new());
}

#[test]
fn a_policy_is_loaded_from_its_folder() {
    let policy = Policy::load("rules/ets112").unwrap();
    assert_eq!(policy.questions().collect::<Vec<_>>(), ["transfer"]);
    assert!(matches!(Policy::load("rules"), Err(LoadError::Read(_))));
    assert!(matches!(Policy::load("rules/ets112/convention.whereas"), Err(LoadError::Read(_))));
    assert!(matches!(Policy::load("absent"), Err(LoadError::Read(_))));
}
