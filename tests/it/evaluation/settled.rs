//! What telling cases apart says of a record: the possible verdicts, whether each is proven, the facts that matter, with what
//! their answers lead to, and those that no longer do.

use super::compile::pack;
use super::{ask, evaluate};

const PACK: &str = r#"
choice Kind: adult "an adult", child "a child"
record Conviction
  judged_on: date
  ended: date or none
  grave: yes/no
  constraint ended is none or ended on or after judged_on "a sentence ends after its judgment"
record Case
  home: yes/no
  resident: yes/no
  until_day: date or none
  fee: number or none
  appealed: yes/no
  appeal_day: date only when appealed
  settled: yes/no
  hours: number from 0 to 100
  wage: number from 0 to 100
  convictions: list of Conviction
  spells: list of Conviction
  born_in: set of country
  lives_in: set of country
  constraint no conviction in convictions where (conviction.judged_on after 2024-12-31) "judged before this year"

presume resident is yes when home and settled
  "who has a home and is settled is presumed to be resident"
  in staying

question staying for Case "may stay"
requirement at_home of staying "is resident"
  met when resident

question ending for Case "has ended"
requirement ended of ending "it has ended"
  met when until_day exists and until_day before 2025-01-02

question gap for Case "lies between"
requirement closed of gap "no gap"
  met when until_day is none or until_day after 2024-01-01 or until_day before 2024-06-01

question cheap for Case "is cheap"
requirement low of cheap "the fee is low"
  met when fee exists and fee at most 100

question appeal for Case "may appeal"
requirement lodged of appeal "it was appealed"
  met when appealed

question earning for Case "earns enough"
requirement enough of earning "hours times wage"
  met when hours * wage at least 6

question never for Case "earns too much"
requirement much of never "hours times wage"
  met when hours * wage more than 10000

question plain for Case "is settled"
requirement settled_there of plain "settled"
  met when settled

question grave for Case "has no grave conviction"
requirement mild of grave "no grave conviction"
  met when no spell in spells where (spell.grave)

question abroad for Case "was born where somebody lives"
requirement somewhere of abroad "born there"
  met when born_in overlaps lives_in
"#;

/// Asks a question on a record: the possible verdicts, what is missing with its answers, what no longer matters.
fn told(question: &str, record: &str) -> String {
    let page = evaluate(&ask(&pack(PACK), question), record).unwrap().explain();
    let words = |words: &[whereas::Outcome]| words.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ");
    let mut told = vec![words(&page.possible), page.not_proven.clone().unwrap_or("proven".to_owned())];
    for missing in &page.missing {
        let answers: Vec<String> =
            missing.answers.iter().map(|answer| format!("{}: {}", answer.answer, words(&answer.leads_to))).collect();
        told.push(format!("{} ({})", missing.path, answers.join(", ")));
    }
    told.extend(page.no_longer_matters.iter().map(|fact| format!("not {}", fact.path)));
    told.join("; ")
}

#[test]
fn what_would_let_a_presumption_stand_matters() {
    assert_eq!(
        told("staying", r#"{"settled": true}"#),
        "eligible or ineligible; proven; \
         resident (no: ineligible, yes: eligible); home (no: eligible or ineligible, yes: eligible)"
    );
    // Neither alone lets it stand, both together do.
    let both = told("staying", "{}");
    assert!(both.contains("home") && both.contains("settled") && !both.contains("not home"), "{both}");
    assert_eq!(told("staying", r#"{"home": false}"#), "eligible or ineligible; proven; resident (no: ineligible, yes: eligible)");
}

#[test]
fn what_may_be_none_is_told_apart() {
    assert_eq!(
        told("ending", "{}"),
        "eligible or ineligible; proven; \
         until_day (2025-01-01 or before: eligible, 2025-01-02 or later: ineligible, none: ineligible)"
    );
    assert_eq!(told("gap", "{}"), "eligible; proven; not until_day");
    assert_eq!(
        told("cheap", "{}"),
        "eligible or ineligible; proven; fee (100 or less: eligible, more than 100: ineligible, none: ineligible)"
    );
    let changes = |question: &str, record: &str| {
        let page = evaluate(&ask(&pack(PACK), question), record).unwrap().explain();
        page.would_change.iter().map(|way| way.facts[0].path.clone()).collect::<Vec<_>>()
    };
    assert_eq!(changes("ending", r#"{"until_day": "2025-01-02"}"#), ["until_day"]);
    assert_eq!(changes("cheap", r#"{"fee": 101}"#), ["fee"]);
}

#[test]
fn a_day_of_which_the_month_is_known_exists() {
    assert_eq!(
        told("ending", r#"{"until_day": "2025-01"}"#),
        "eligible or ineligible; proven; until_day (2025-01-01: eligible, from 2025-01-02 to 2025-01-31: ineligible)"
    );
}

#[test]
fn what_can_exist_only_under_a_condition_says_that_it_holds() {
    assert_eq!(told("appeal", r#"{"appeal_day": "2025-01-10"}"#), "eligible; proven; not appealed");
    assert_eq!(told("appeal", "{}"), "eligible or ineligible; proven; appealed (no: ineligible, yes: eligible)");
}

#[test]
fn a_completion_shows_what_cannot_be_told_apart() {
    assert_eq!(told("earning", "{}"), "eligible or ineligible; proven; hours (); wage ()");
    assert_eq!(told("abroad", "{}"), "eligible or ineligible; proven; born_in (); lives_in ()");
    // No completion has that verdict, and that is not seen: it is said.
    assert_eq!(told("never", "{}"), "ineligible; proven");
    assert_eq!(told("grave", r#"{"spells": {"items": [], "complete": false}}"#), "eligible or ineligible; proven; spells ()");
}

#[test]
fn constraints_on_lists_that_nothing_else_reads_keep_nothing_open() {
    let settled = "eligible or ineligible; proven; settled (no: ineligible, yes: eligible)";
    assert_eq!(told("plain", "{}"), settled);
    assert_eq!(told("plain", r#"{"convictions": [{"grave": true}, {"ended": "2020-01-01"}]}"#), settled);
    assert_eq!(told("plain", r#"{"convictions": {"items": [{"judged_on": "2020-01-01"}], "complete": false}}"#), settled);
}

#[test]
fn facts_that_are_tied_matter_although_none_of_them_changes_alone() {
    let tied = pack(
        r#"
choice Kind: x "x", y "y", z "z"
record Case
  a: yes/no
  b: yes/no
  c: yes/no
  kind: Kind
  other: Kind or none
  d: yes/no only when a
  constraint (if (d is none or d) then not b otherwise not c) "who has d has no b"

question inner for Case "asked"
  covers cases where a

requirement inner_r of inner "a requirement"
  met when kind is one of (x, z) or at least 2 of (other exists, (d exists and d), kind is x)

question q for Case "the question"
requirement q_r of q "neither"
  met when not (kind is x or (other is none and inner does not apply))

question free for Case "is free"
bar free_r of free "b or c"
  bars when (c or other is none) and (not b or c)
"#,
    );
    let missing = |question: &str, record: &str| {
        let page = evaluate(&ask(&tied, question), record).unwrap().explain();
        let paths = |facts: Vec<String>| facts.join(", ");
        (
            paths(page.missing.iter().map(|missing| missing.path.clone()).collect()),
            paths(page.no_longer_matters.iter().map(|fact| fact.path.clone()).collect()),
        )
    };
    let listed = |missing: &str, idle: &str| (missing.to_owned(), idle.to_owned());
    // With a changes d, and by the constraint b says something of both.
    assert_eq!(missing("q", "{}"), listed("kind, a, b, other", ""));
    assert_eq!(missing("q", r#"{"kind": "y", "other": "none"}"#), listed("a, b, d", ""));
    // By the constraint, b and d say whether c can be.
    assert_eq!(missing("free", r#"{"a": true, "other": "x"}"#), listed("c, b, d", ""));
}

#[test]
fn of_numbers_that_are_compared_with_each_other_no_stretch_is_told() {
    let compared = pack(
        r#"
record Case
  n: number "income"
  m: number "rent"
  spare: number
question q for Case "the question"
requirement r of q "enough"
  met when n more than m and m at least 2000 and n less than 4000
question beside for Case "beside"
requirement s of beside "both"
  met when n more than m and smaller of (n, m) at least 2000
"#,
    );
    let page = |question: &str, record: &str| evaluate(&ask(&compared, question), record).unwrap().explain();
    // Any rent below 4000 may be that of somebody who is eligible.
    let open = page("q", "{}");
    assert!(open.missing.iter().all(|missing| missing.answers.is_empty() && !missing.decides));
    // What is told is a value for each, and does.
    let way = &page("q", r#"{"n": 0, "m": 1000}"#).would_change[0];
    let [income, rent] = &way.facts[..] else { panic!("two facts: {way:?}") };
    let changed = serde_json::json!({income.path.as_str(): income.example, rent.path.as_str(): rent.example}).to_string();
    assert_eq!(page("q", &changed).possible, [whereas::Outcome::Eligible]);
    // Together they would do, which is not seen, and said.
    let beside = page("beside", r#"{"n": 0, "m": 1000}"#);
    assert!(beside.would_change.is_empty() && beside.would_change_cut);
}

#[test]
fn whether_there_is_something_is_asked_before_what_it_is() {
    let conditional = pack(
        r#"
record Case
  consents: yes/no only when married
  married: yes/no
question q for Case "the question"
requirement r of q "the spouse consents, where there is one"
  met when consents is none or consents
"#,
    );
    let page = evaluate(&ask(&conditional, "q"), "{}").unwrap().explain();
    let first: Vec<&str> = page.missing.iter().map(|missing| missing.path.as_str()).collect();
    assert_eq!(first, ["married", "consents"]);
}
