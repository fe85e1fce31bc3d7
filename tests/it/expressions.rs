//! Typing of expressions: what is found, with its source beside it, and what is accepted.

use std::collections::BTreeSet;

use whereas::check;
use whereas::diagnostic::{Diagnostic, Severity};
use whereas::source::Sources;

const PACK: &str = r#"
choice Consent: agreed "agreed", refused "refused", reached "reached"
choice Kind: life "life", fixed "fixed term"

record Sentence
  kind: Kind
  months: whole number
  imposed: date
  served_until: date or none
  fine: money in USD

record Detention
  place: text
  since: date

record Party
  state: country
  joined: date
  ended: date or none

table parties of Party
  | state | joined     | ended      |
  | DE    | 1992-02-01 |            |
  | SV    | 2000-01-01 | 2010-01-01 |

list treaty_states of country
  from 1985-07-01: DE, SV

parameter minimum: period "the shortest remainder"
  from 1985-07-01: 6 months

parameter notice: period "days of notice"
  from 1985-07-01: 10 days

parameter limit: money in USD "the highest fine"
  from 1985-07-01: 1_000 USD

reading whose "whose consent counts"
  option own "the person's" default
  option guardian "the guardian's"

record Case
  consent: Consent
  reached: yes/no
  agreed_on: date or none
  state: country
  nationalities: set of country
  received: date
  release: date or none
  sentences: list of Sentence
  detention: Detention or none
  lead: Sentence
  count: whole number
  rate: number
  fine: money in USD
  costs: money in EUR
  any_costs: money
  term: period
  status: text
  old: yes/no
  kinds: set of Kind

define long for Sentence: yes/no "is long"
  as months more than 12

define ready for Case: yes/no "is ready"
  as old or reached

define free_on for Case: date or none "free on"
  is none when release is none
  is release when release exists and old
  otherwise received

question other for Sentence "Another question"

requirement lasting of other "The sentence is long"
  met when long

question earlier_law for Case "An earlier question"

requirement aged of earlier_law "The person is old"
  met when old

question transfer for Case "The person may be transferred"
  in force from 1985-07-01

"#;

macro_rules! snapshot {
    ($shown:expr) => {
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!($shown) })
    };
}

/// The findings of expressions in a pack that ends so, one a paragraph.
fn findings(end: &str) -> Vec<String> {
    let mut sources = Sources::new();
    let text = format!("{PACK}{end}");
    sources.add("demo/demo.whereas", &text);
    let checked = check::check(&sources, "demo");
    let file = &checked.files[0];
    let shown = |finding: &&Diagnostic| {
        let code = finding.code.as_str();
        code.starts_with("E") || code.starts_with("W05")
    };
    let render = |finding: &Diagnostic| {
        let mut lines = vec![format!("  {} {}", finding.code, finding.message)];
        for label in &finding.labels {
            lines.push(
                format!("       `{}` {}", file.slice(label.span).trim_end().replace('\n', " "), label.text).trim_end().to_owned(),
            );
        }
        lines.extend(finding.why.iter().map(|why| format!("       why: {why}")));
        lines.extend(finding.help.iter().map(|help| format!("       help: {help}")));
        lines.join("\n")
    };
    checked.diagnostics.iter().filter(shown).map(render).collect()
}

fn of_condition(condition: &str) -> Vec<String> {
    findings(&format!("requirement rule of transfer \"The condition is fulfilled\"\n  met when {condition}\n"))
}

fn of_facts(facts: &str) -> Vec<String> {
    findings(&format!("test \"t\" of transfer asked on 2025-01-01\n  given {facts}\n  expect not applicable\n"))
}

/// Source and findings together.
fn table(cases: &[&str], of: fn(&str) -> Vec<String>) -> String {
    let shown = |case: &&str| {
        let found = of(case);
        assert!(!found.is_empty(), "nothing is found in: {case}");
        format!("{}\n{}\n", case.trim(), found.join("\n"))
    };
    cases.iter().map(shown).collect::<Vec<_>>().join("\n")
}

fn accepted(cases: &[&str], of: fn(&str) -> Vec<String>) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|case| (case, of(case)))
        .filter(|(_, found)| !found.is_empty())
        .map(|(case, found)| format!("{case}\n{}", found.join("\n")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names() {
    snapshot!(table(
        &[
            "redy",
            "leed.months is 1",
            "lead.month is 1",
            "consent is agree",
            "consent is agreed or refused",
            "consent is not agreed or refused or Consent.reached",
            "consent is agreed or redy",
            "consent is agreed or reached",
            "consent is not agreed or reached or old",
            "state is DE or FR",
            "lead.months is 3 or greater",
            "received is 2024-01-01 or later",
            "received is 2024-01-01 or earlier",
            "lead.months is 3 or below",
            "sentences is 3 or lead.months is 3 or 4 or 5",
            "agreed is consent",
            "consent is reached",
            "consent is \"agreed\"",
            "consent is \"agred\"",
            "state is \"DE\"",
            "state is UK",
            "state is SLV",
            "state is ZQ",
            "whose is mine",
            "long",
            "transfer",
            "parties",
            "Consent is agreed",
            "lead.months.days is 1",
            "sentences.months is 1",
            "some received in sentences where (received.months is 1)",
            "some s in sentences where (some s in sentences where (s.long))",
            "some s in nationalities where (s is DE)",
            "some s in treaty_states",
            "old is eligible",
            "missing_question is eligible",
            "other is eligible",
            "old is true",
            "old is FALSE",
            "release is null",
            "state is France",
            "state is El_Salvador",
            "state is Ruritania",
            "state is \"France\"",
            "received is \"2024-03-01\"",
            "received after \"2024-03-01\"",
            "term is \"6 months\"",
        ],
        of_condition
    ));
}

#[test]
fn types() {
    snapshot!(table(
        &[
            "received",
            "consent",
            "nationalities",
            "sentences",
            "lead",
            "old and count",
            "consent is state",
            "count is \"5\"",
            "lead is lead",
            "consent at least agreed",
            "nationalities at least 3",
            "fine at most 1_000",
            "fine at most 1_000 EUR",
            "fine + costs at most 1_000 USD",
            "fine at most 1_000 QQQ",
            "fine * fine at most 1_000 USD",
            "received + 30 after received",
            "term * count more than 3 days",
            "status + status is \"a\"",
            "state in DE",
            "nationalities is DE",
            "DE is nationalities",
            "nationalities in treaty_states",
            "count in {1, 2}",
            "consent in nationalities",
            "nationalities overlaps state",
            "nationalities overlaps kinds",
            "if old then count otherwise received",
            "(if old then count otherwise received) is 3",
            "at least 3 of (old, reached)",
            "at least 0 of (old, reached)",
            "sum of s.kind for s in sentences where (s.long) is 3",
            "earlier of (count, 3) is 3",
            "smaller of (received, today) is today",
            "status is \"settled\"",
            "status is one of (\"settled\", \"new\")",
            "old and old is 3 and received is 4",
        ],
        of_condition
    ));
}

#[test]
fn dates_and_periods() {
    snapshot!(table(
        &[
            "received at least today",
            "received <= today",
            "received > today",
            "count before 3",
            "count on or after 3",
            "received - today at least 10",
            "received - 6 months before today",
            "received minus minimum before today",
            "received plus 1 month minus term before today",
            "12 months more than 365 days",
            "minimum at most 182 days",
            "smaller of (1 month, 30 days) at least 3 days",
            "received after 2025-02",
            "received + today after received",
        ],
        of_condition
    ));
}

#[test]
fn values_that_may_be_none() {
    snapshot!(table(
        &[
            "release after today",
            "release exists or release after today",
            "release is none and release after today",
            "not release exists and release after today",
            "old or (release after today)",
            "received is from release until agreed_on",
            "detention.since before today",
            "free_on after today",
            "some s in sentences where (s.served_until after today)",
            "some s in sentences where (s.served_until exists or s.months is 1)\n    and some t in sentences where (t.served_until after today)",
            "earliest of s.served_until for s in sentences after today",
            "at least 1 of (release exists, release after today)",
            "if release is none then release after today otherwise old",
            "(if release exists then release otherwise none) after today",
            "received exists",
            "received is none",
            "release is one of (none, today)",
            "release after today and release before received",
            "old or release after today or release before received",
            "old and (some s in sentences where (s.served_until after today and s.served_until before received))",
            "release between received and today",
            "the served_until of s in sentences where (s.months is 1) after today",
            "the ended of p in parties where (p.state is state) after the served_until of s in sentences",
            "the served_until of s in sentences where (s.served_until exists) is none",
            "the served_until of s in sentences where (s.months is 1 and s.served_until exists) exists",
        ],
        of_condition
    ));
    accepted(
        &[
            "the served_until of s in sentences where (s.served_until exists) after today",
            "the served_until of s in sentences exists",
            "release exists and release after today",
            "release after today and release exists",
            "release is none or release after today",
            "release after today or release is none",
            "release exists and (old or release after today)",
            "not (release is none or release before today)",
            "all of (release after today, release exists)",
            "any of (release after today, release is none)",
            "none of (release is none, release before today)",
            "if release exists then release after today otherwise old",
            "if release is none then old otherwise release after today",
            "(if release exists then release otherwise received) after today",
            "received is from received until release",
            "received is from received until free_on",
            "free_on exists and free_on after today",
            "detention exists and detention.since before today",
            "release exists and some s in sentences where (s.imposed before release)",
            "some s in sentences where (s.served_until exists and s.served_until after today)",
            "earliest of s.served_until for s in sentences where (s.served_until exists) after today",
            "(release exists and old and release after today) or (release exists and release after received)",
        ],
        of_condition,
    );
}

#[test]
fn loops() {
    snapshot!(table(
        &["every s in sentences satisfies (s.long)", "old or every s in sentences satisfies (s.months at least 3)"],
        of_condition
    ));
    accepted(
        &[
            "some s in sentences and every s in sentences satisfies (s.long)",
            "no s in sentences or every s in sentences satisfies (s.long)",
            "number of s in sentences at least 2 and every s in sentences satisfies (s.long)",
            "every p in parties satisfies (p.joined before today)",
            "some p in parties where (p.state is state and received is from p.joined until p.ended)",
            "some s in sentences where (some p in parties where (p.joined before s.imposed))",
            "no s in sentences where (s.kind is life)",
            "sum of s.months for s in sentences where (s.kind is fixed) at least 12",
            "sum of s.fine for s in sentences at most limit",
            "latest of s.imposed for s in sentences before today",
            "number of s in sentences between 1 and 3",
        ],
        of_condition,
    );
}

#[test]
fn accepted_conditions() {
    accepted(
        &[
            "ready",
            "consent is agreed",
            "consent is Consent.reached",
            "reached or consent is agreed",
            "consent is agreed or reached is yes",
            "consent is agreed or old",
            "consent is agreed and reached",
            "consent is not one of (agreed, refused)",
            "lead.kind is life",
            "lead.long",
            "whose is own",
            "whose is whose.guardian",
            "state in treaty_states",
            "DE in nationalities",
            "{DE, state} overlaps nationalities",
            "nationalities is {}",
            "nationalities only in {DE, SV}",
            "state not in {DE}",
            "state is one of (DE, SV)",
            "kinds overlaps {life}",
            "count between 1 and 3",
            "count is 3.5",
            "rate at least 20%",
            "fine at most 1_000 USD",
            "fine + 10 USD at most limit",
            "fine * rate at most limit",
            "fine / 4 at most limit",
            "any_costs at most 1_000 USD",
            "received + 6 months + 10 days - 3 days before today",
            "received minus notice before today",
            "today on or after received plus minimum plus 1 day",
            "minimum at least 3 months",
            "term at least 3 months",
            "2 * 6 months is 1 year",
            "days from received to today at least 30",
            "days from received through today at least 30",
            "completed months from received to today more than 6",
            "later of (received, today) after 2025-01-01",
            "larger of (count, rate, 3) more than 2",
            "earlier_law is eligible",
            "earlier_law does not apply",
            "old is yes",
            "old is not reached",
        ],
        of_condition,
    );
}

#[test]
fn places() {
    snapshot!(table(
        &[
            "requirement r of transfer \"r\"\n  met when release is known",
            "requirement r of transfer \"r\"\n  met when earlier_law is undetermined",
            "define d for Case: yes/no \"d\"\n  as release is unknown",
            "note n of transfer \"n\"\n  shown when ready is known",
            "question q for Case \"q\"\n  law as at received plus minimum\n\nrequirement r of q \"r\"\n  met when old",
            "question q for Case \"q\"\n  law as at (if ready then received otherwise today)\n\nrequirement r of q \"r\"\n  met when old",
            "record Thing\n  a: yes/no\n  b: date only when today after 2025-01-01",
            "record Thing\n  a: yes/no\n  b: date only when limit more than 1 USD",
            "define d for Case: date \"d\"\n  as release",
            "define d for Case: number \"d\"\n  is none when old\n  otherwise 3",
            "report r of transfer: date \"r\"\n  as free_on",
        ],
        findings
    ));
    accepted(
        &[
            "note n of transfer \"n\"\n  shown when release is known and earlier_law is undetermined",
            "question q for Case \"q\"\n  law as at (if old then received otherwise today)\n\nrequirement r of q \"r\"\n  met when old",
            "record Thing\n  a: yes/no\n  b: date only when a",
            "define d for Case: date or none \"d\"\n  as release",
            "define d for Case: date \"d\"\n  is received when release is none\n  otherwise release",
            "report r of transfer: date or none \"r\"\n  as free_on",
            "define allowed for Sentence: yes/no \"allowed\"\n  as other is eligible\n\nquestion strict for Sentence \"strict\"\n\nrequirement r of strict \"r\"\n  met when allowed",
            "define allowed for Sentence: yes/no \"allowed\"\n  as other is eligible\n\nrequirement r of transfer \"r\"\n  met when some s in sentences where (s.allowed)",
            "define allowed for Sentence: yes/no \"allowed\"\n  as other is eligible\n\ndefine leading for Case: yes/no \"leading\"\n  as lead.allowed",
        ],
        findings,
    );
}

#[test]
fn constants() {
    snapshot!(table(
        &[
            "old: 3",
            "consent: \"agreed\"",
            "consent: agred",
            "state: DEU",
            "received: none",
            "received: 2025.5",
            "nationalities: DE",
            "nationalities: {DE, agreed}",
            "sentences: {months: 3}",
            "sentences: [{month: 3}]",
            "sentences: [{months: 3, months: 4}]",
            "lead: [{months: 3}]",
            "lead: 3",
            "fine: 10 EUR",
            "fine: 10",
            "fine: limit",
            "count: 1.5",
            "received: \"2024-03-01\"",
            "old: true",
            "state: France",
        ],
        of_facts
    ));
    let read = [
        "old: unknown",
        "received: 2025-02",
        "received: 2025",
        "release: none",
        "nationalities: {DE, unknown}",
        "nationalities: {}",
        "sentences: [{months: 3, kind: life, served_until: none}, unknown]",
        "sentences: []",
        "detention: none",
        "detention: {since: 2024-05}",
        "lead.months: 3, lead.kind: fixed",
        "term: 6 months and 1 day",
        "any_costs: 10 EUR",
    ];
    accepted(&read, of_facts);
    snapshot!(table(
        &[
            "parameter p: period \"p\"\n  from 2000-01-01: minimum",
            "parameter p: period \"p\"\n  from 2000-01-01: 6",
            "parameter p: date \"p\"\n  from 2000-01-01: 2025-02",
            "parameter p: date \"p\"\n  from 2000-01-01: 2025",
            "parameter p: number \"p\"\n  from 2000-01-01: unknown",
            "list l of country\n  from 2000-01-01: DE, UK",
        ],
        findings
    ));
}

/// Every severity follows from the letter of the code.
#[test]
fn warnings_do_not_stop_a_pack() {
    let mut sources = Sources::new();
    sources.add(
        "demo/demo.whereas",
        "record Case\n  status: text\n\nquestion q for Case \"q\"\n\nrequirement r of q \"r\"\n  met when status is \"a\"\n",
    );
    let checked = check::check(&sources, "demo");
    assert!(checked.policy.is_some());
    assert!(checked.diagnostics.iter().any(|finding| finding.code.as_str() == "W051"));
    assert!(checked.diagnostics.iter().all(|finding| finding.severity() == Severity::Warning));
}

/// What is too deep to walk is a finding, never a crash.
#[test]
fn depth_is_limited() {
    let codes =
        |end: &str| -> BTreeSet<String> { findings(end).iter().map(|found| found.trim_start()[..4].to_owned()).collect() };
    let limit = BTreeSet::from(["E002".to_owned()]);
    let sum = format!("requirement r of transfer \"r\"\n  met when count{} at least 3\n", " + count".repeat(400));
    assert!(codes(&sum).is_empty());
    let lines = |n: usize| -> String { (0..n).map(|i| format!("  is {i} when count is {i}\n")).collect() };
    let cases = |n: usize| format!("define d for Case: number \"d\"\n{}  otherwise 3\n", lines(n));
    assert!(codes(&cases(150)).is_empty());
    assert_eq!(codes(&cases(2_000)), limit);
    let step = |i: usize| format!("define d{i} for Case: number \"d\"\n  as d{} + 1\n\n", i - 1);
    let chain = |n: usize| format!("define d0 for Case: number \"d\"\n  as count\n\n{}", (1..=n).map(step).collect::<String>());
    assert!(codes(&chain(100)).is_empty());
    assert_eq!(codes(&chain(1_000)), limit);
}
