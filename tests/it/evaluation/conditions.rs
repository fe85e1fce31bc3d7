//! Every form of expression on known, partly known and unknown facts: each row a requirement of a question of its own.

use std::fmt::Write as _;

use super::Row;
use super::compile::pack;
use super::{ask, difference, evaluate};
use whereas::Policy;

/// The facts that the conditions read.
const FACTS: &str = r#"
choice Color: red "red", green "green", blue "blue"

record Gift "gift"
  worth: number
  color: Color

record Child "child"
  born: date
  minor: yes/no
  share: number from 0 to 100
  gifts: list of Gift
  state: country

record Party "party"
  state: country
  joined: date
  ended: date or none

table parties of Party "parties"
  | state | joined     | ended      |
  | DE    | 1992-02-01 |            |
  | SV    | 2000-01-01 | 2010-01-01 |
  | SV    | 2015-01-01 |            |

list safe of country "safe States"
  from 1900-01-01: DE, FR

parameter step: number "what is counted in"
  from 1900-01-01: 0.5

calendar
  leap birthdays on 1 March

parameter minimum: period "the shortest remainder"
  from 1900-01-01: 6 months

record Case "case"
  a: yes/no
  b: yes/no
  c: yes/no
  n: number
  m: number
  k: whole number
  age: whole number from 0 to 120
  fine: money
  usd: money in USD
  d1: date
  d2: date
  bounded: date from 2000-01-01 to 2010-12-31
  end: date or none
  job: text or none
  term: period
  other_term: period
  t: text
  state: country
  color: Color
  states: set of country
  colors: set of Color
  children: list of Child
  first: Child
  guardian: Child or none
  married: yes/no
  spouse_born: date only when married
  wedding: date or none only when spouse_born exists
  quota: number or none
  grace: period or none
  seat: country or none

define level: number "level"
  is 10 when a
  otherwise 20

define tint: Color "tint"
  is red when a
  is red when b
  otherwise blue

define free_on: date or none "free on"
  is end when a
  otherwise none

define until_day: date or none "until"
  is end when a
  otherwise d1

define quota_left: number or none "what is left"
  is quota when a
  otherwise n

define grace_left: period or none "the grace that is left"
  is grace when a
  otherwise term

define seat_now: country or none "where it sits"
  is seat when a
  otherwise state

define post: text or none "post"
  is job when a
  otherwise none

define adult for Child: yes/no "is of age"
  as completed years from born to today at least 18
"#;

/// `condition | record | yes, no, open, always, never or reject | missing facts | what it stands for [part of the reference]`
pub(crate) const CONDITIONS: &[&str] = &[
    include_str!("logic.cases"),
    include_str!("values.cases"),
    include_str!("dates.cases"),
    include_str!("ages.cases"),
    include_str!("rounding.cases"),
    include_str!("lists.cases"),
];

struct Condition<'a> {
    text: &'a str,
    record: &'a str,
    truth: &'a str,
    missing: &'a str,
    about: &'a str,
}

fn conditions() -> Vec<Condition<'static>> {
    CONDITIONS.iter().flat_map(|table| read(table)).collect()
}

fn read(table: &str) -> Vec<Condition<'_>> {
    let lines = table.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let conditions = lines.map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [text, record, truth, missing, about] = cells[..] else { panic!("five cells: {line}") };
        assert!(about.contains('['), "which part of the reference? {line}");
        Condition { text, record, truth, missing, about }
    });
    conditions.collect()
}

/// A pack with a question for each condition, in order.
fn policy(facts: &str, conditions: &[Condition<'_>]) -> Policy {
    let mut text = facts.to_owned();
    for (number, condition) in conditions.iter().enumerate() {
        write!(text, "\nquestion q{number} for Case \"question\"\n  in force from 1900-01-01\nrequirement r of q{number} \"requirement\"\n  met when {}\n", condition.text).unwrap();
    }
    pack(&text)
}

#[test]
fn every_condition_has_the_truth_of_the_reference() {
    let conditions = conditions();
    assert!(conditions.len() >= 150, "{}", conditions.len());
    compare(FACTS, &conditions);
}

/// Compares the rows of a table of conditions on facts of its own.
pub(super) fn check(facts: &str, table: &str) {
    compare(facts, &read(table));
}

fn compare(facts: &str, conditions: &[Condition<'_>]) {
    let policy = policy(facts, conditions);
    let mut wrong = Vec::new();
    for (number, condition) in conditions.iter().enumerate() {
        let (possible, statuses) = match condition.truth {
            "yes" => ("E", "r: met"),
            "no" => ("I", "r: not_met"),
            "open" => ("EI", "r: open"),
            // Open by intervals, and the same in every case.
            "always" => ("E", "r: open"),
            "never" => ("I", "r: open"),
            "reject" => ("reject", ""),
            other => panic!("yes, no, open, always, never or reject, not {other}"),
        };
        let about = format!("{} — {}", condition.text, condition.about);
        let question = format!("q{number}");
        let row =
            Row { about: &about, question: &question, record: condition.record, possible, statuses, missing: condition.missing };
        wrong.extend(difference(&policy, &row));
    }
    assert!(wrong.is_empty(), "{} of {} conditions differ:\n{}", wrong.len(), conditions.len(), wrong.join("\n"));
}

/// A checked pack has no type errors left: a record of which nothing is known is read by every form of expression.
#[test]
fn nothing_is_rejected_where_nothing_is_known() {
    let conditions = conditions();
    let policy = policy(FACTS, &conditions);
    for (number, condition) in conditions.iter().enumerate() {
        let question = ask(&policy, &format!("q{number}"));
        for record in ["{}", r#"{"children": [{}], "first": {}, "guardian": {}, "states": {"items": [], "complete": false}}"#] {
            if let Err(error) = evaluate(&question, record) {
                panic!("{} on {record}: {error}", condition.text);
            }
        }
    }
}

/// The tables hold each form of expression that the grammar has.
#[test]
fn every_form_of_expression_is_evaluated() {
    let texts: Vec<String> = conditions().iter().map(|condition| format!(" {} ", condition.text)).collect();
    let forms = [
        " and ",
        " or ",
        "not ",
        "if ",
        "all of (",
        "any of (",
        "none of (",
        "at least 2 of (",
        " is ",
        " is not ",
        " is one of (",
        " is not one of (",
        " in ",
        " not in ",
        " only in ",
        " overlaps ",
        " exists",
        " is none",
        " at least ",
        " at most ",
        " more than ",
        " less than ",
        " between ",
        " before ",
        " after ",
        " on or before ",
        " on or after ",
        " is from ",
        " until ",
        " + ",
        " - ",
        " * ",
        " / ",
        " plus ",
        " minus ",
        "days from ",
        " through ",
        "completed months from ",
        "completed years from ",
        "age of ",
        " rounded up to ",
        " rounded down to ",
        " rounded half up to ",
        " rounded half even to ",
        "earlier of (",
        "later of (",
        "smaller of (",
        "larger of (",
        "some ",
        "no ",
        "every ",
        " satisfies ",
        "number of ",
        "sum of ",
        "earliest of ",
        "latest of ",
        "smallest of ",
        "largest of ",
        " today ",
        "tint is ",
        ".adult",
        "minimum",
        "parties",
        "safe",
        "{",
        " yes",
        " no ",
    ];
    for form in forms {
        assert!(texts.iter().any(|text| text.contains(form)), "no condition with `{form}`");
    }
}
