//! Questions asked on elements, the one element, decision tables, periods, and days inside a period.

use super::compile::pack;
use super::{ask, conditions, evaluate};

/// The facts that the conditions of `elements.cases` read.
const FACTS: &str = r#"
choice Color: red "red", green "green", blue "blue"

record Stay "stay"
  entered: date
  left: date or none
  bounded: date or none from 2020-01-01 to 2020-12-31

record Child "child"
  age: whole number from 0 to 30
  income: number from 0 to 100
  minor: yes/no
  color: Color
  colors: set of Color
  born: date
  term: period
  fine: money
  guardian_until: date or none
  stays: list of Stay

record Family "family"
  eldest: Child

record Fee "fee"
  color: Color
  price: number
  since: date
  ended: date or none
  free: yes/no

table fees of Fee "fees"
  | color | price  | since      | ended      | free |
  | red   | 10     | 2000-01-01 |            | no   |
  | green | 20     | 2001-01-01 | 2010-01-01 | no   |
  | green | 25     | 2010-01-01 |            | yes  |

parameter length: period "length"
  from 1900-01-01: 1 year

record Case "case"
  children: list of Child
  first: Child
  families: list of Family
  guardian: Child or none
  color: Color
  colors: set of Color
  n: number
  arrived: date
  applied: date
  end: date or none
  stays: list of Stay
  base: date

question dependent for Child "The child is a dependent"
  in force from 1900-01-01
  covers cases where age less than 18
requirement poor of dependent "The child has no income"
  met when income at most 10

question divides for Child "A child whose income is divided"
  in force from 1900-01-01
requirement parts of divides "divided"
  met when 100 / income at least 5

define fixed for Child: number "a number that says nothing of the child"
  as 3

define supported for Child: yes/no "is supported"
  as dependent is eligible
"#;

#[test]
fn conditions_about_elements_and_stretches() {
    conditions::check(FACTS, include_str!("elements.cases"));
}

/// The facts that the requirement of a question with that condition consulted, and those that it rests on as a fault.
fn facts(condition: &str, record: &str) -> String {
    let rules = format!(
        "{FACTS}\nquestion whole for Case \"question\"\n  in force from 1900-01-01\nrequirement r of whole \"r\"\n  met when {condition}\n"
    );
    match evaluate(&ask(&pack(&rules), "whole"), record) {
        Ok(verdict) => {
            let page = verdict.explain();
            let mut paths: Vec<&str> = page.norms[0].every_fact().map(|fact| fact.path.as_str()).collect();
            paths.sort_unstable();
            paths.dedup();
            paths.join(", ")
        }
        Err(error) => format!("rejected: {error}"),
    }
}

#[test]
fn what_a_question_about_an_element_rests_on_is_named_from_the_case() {
    let asks = "some x in children where (dependent for x is eligible)";
    assert_eq!(
        facts(asks, r#"{"children": [{"age": 20}, {"age": 4, "income": 1}]}"#),
        "children, children[1].age, children[1].income"
    );
    assert_eq!(facts(asks, r#"{"children": [{"age": 20}]}"#), "children, children[0].age");
    assert_eq!(facts("dependent for first is eligible", r#"{"first": {"age": 4, "income": 1}}"#), "first.age, first.income");
    assert_eq!(
        facts("some x in children where (x.supported)", r#"{"children": [{"age": 4, "income": 1}]}"#),
        "children, children[0].age, children[0].income"
    );
    assert_eq!(
        facts("some x in children where (divides for x is eligible)", r#"{"children": [{"income": 0}]}"#),
        "rejected: a division by zero, and the verdict hangs on it"
    );
}

/// That there is an element is named only where none of its own facts says so; what a further one might be only where it matters.
#[test]
fn elements_rest_on_their_own_facts_or_on_the_list() {
    let one = r#"{"children": [{"minor": true}], "n": 1, "first": {"minor": false}}"#;
    assert_eq!(facts("some x in children where (x.minor and n at least 1)", one), "children[0].minor, n");
    assert_eq!(facts("no x in children where (not first.minor)", one), "children, first.minor");
    let rows = facts("no x in children where (some r in fees where (r.free))", one);
    assert!(rows.starts_with("children, fees[2].free"), "{rows}");
    assert_eq!(facts("(the fixed of x in children) at least 2", one), "children");
    let two = r#"{"children": [{"minor": false, "income": 9}, {"minor": true, "income": 8}]}"#;
    assert_eq!(
        facts("sum of x.income for x in children where (x.minor) at least 5", two),
        "children, children[0].minor, children[1].income, children[1].minor"
    );
    let more = r#"{"children": {"items": [{"minor": true}], "complete": false}, "n": 0}"#;
    assert_eq!(facts("some x in children where (x.minor or n at least 1)", more), "children[0].minor");
}

/// Up to four rows that fit are named one by one.
#[test]
fn few_rows_are_named() {
    let named = |rows: usize, n: usize| {
        let lines: String = (0..rows).map(|at| format!("  | {at} |\n")).collect();
        let rules = format!(
            "record Row\n  size: number\ntable sizes of Row \"sizes\"\n  | size |\n{lines}record Case\n  n: number\n\
             question q for Case \"q\"\nrequirement r of q \"r\"\n  met when number of s in sizes where (s.size less than n) at least 1\n"
        );
        let page = evaluate(&ask(&pack(&rules), "q"), &format!(r#"{{"n": {n}}}"#)).unwrap().explain();
        page.norms[0].facts.iter().filter(|fact| fact.path.starts_with("sizes[")).count()
    };
    assert_eq!((named(6, 3), named(6, 4), named(6, 5), named(6, 6)), (3, 4, 0, 0));
}

#[test]
fn the_one_element_rests_on_its_own_facts() {
    let one = "the age of x in children where (x.minor) at least 5";
    assert_eq!(
        facts(one, r#"{"children": [{"minor": false, "age": 9}, {"minor": true, "age": 7}]}"#),
        "children[1].age, children[1].minor"
    );
    assert_eq!(
        facts(one, r#"{"children": [{"age": 9}, {"age": 7}]}"#),
        "children, children[0].age, children[0].minor, children[1].age, children[1].minor"
    );
    assert_eq!(
        facts(one, r#"{"children": [{"minor": true}, {"minor": true}, {"minor": true}]}"#),
        "rejected: 3 elements where there must be exactly one, and the verdict hangs on it"
    );
    assert_eq!(
        facts("the color of x in children where (x.minor) is red", r#"{"children": [{"minor": false}]}"#),
        "rejected: no element where there must be exactly one, and the verdict hangs on it"
    );
    assert_eq!(
        facts("the price of r in fees where (r.color is color) is 10", r#"{"color": "red"}"#),
        "color, fees[0].color, fees[0].price"
    );
}

#[test]
fn stretches_rest_on_their_ends() {
    assert_eq!(
        facts(
            "number of y in periods of 1 year from arrived to applied is 1",
            r#"{"arrived": "2020-01-01", "applied": "2021-01-01"}"#
        ),
        "applied, arrived"
    );
    assert_eq!(
        facts(
            "some y in periods of 1 year from arrived to applied where (base is from y.first_day until y.last_day)",
            r#"{"arrived": "2020-01-01", "applied": "2021-01-01", "base": "2020-04-04"}"#
        ),
        "applied, arrived, base"
    );
    assert_eq!(
        facts(
            "days of stays from entered to left inside (arrived to applied) is 1",
            r#"{"arrived": "2020-01-01", "applied": "2021-01-01", "stays": [{"entered": "2020-02-01", "left": "2020-02-02"}]}"#
        ),
        "applied, arrived, stays, stays[0].entered, stays[0].left"
    );
}

#[test]
fn periods_are_counted_by_the_calendar_of_the_pack() {
    let policy = pack(
        r#"
reading ends "where do months end?"
  option last_day "on the last day"
  option run_over "they run over"

calendar
  months end by ends

record Case
  arrived: date
  applied: date

question march for Case "a period begins on 3 March"
  in force from 1900-01-01
requirement r of march "r"
  met when some y in periods of 1 month from arrived to applied where (y.first_day is 2023-03-03)

question days for Case "a period of days begins on 3 March"
  in force from 1900-01-01
requirement r of days "r"
  met when some y in periods of 31 days from arrived to applied where (y.first_day is 2023-03-03)
"#,
    );
    let possible = |question: &str, record: &str| super::possible(&evaluate(&ask(&policy, question), record).unwrap());
    let exact = r#"{"arrived": "2023-01-31", "applied": "2023-06-01"}"#;
    assert_eq!(possible("march under ends is run_over", exact), "E");
    assert_eq!(possible("march under ends is last_day", exact), "I");
    assert_eq!(possible("march", exact), "EI", "the reading is open");
    assert_eq!(possible("days", exact), "E", "days have no end of a month");
    assert_eq!(possible("march under ends is run_over", r#"{"arrived": "2023-01", "applied": "2023-06-01"}"#), "EI");
    assert_eq!(possible("march under ends is run_over", r#"{"arrived": "2023-03", "applied": "2023-02-01"}"#), "I");
}
