//! Properties of a rich pack on random records: knowledge adds no possible verdict, order means nothing.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::RngAlgorithm;
use serde_json::{Map, Value, json};
use whereas::Question;

use super::compile::pack;
use super::{ask, evaluate};

/// No presumptions: a fact that had been presumed is the one exception.
const PACK: &str = r#"
choice Color: red "red", green "green", blue "blue"

record Child "child"
  born: date
  minor: yes/no
  share: number from 0 to 100
  color: Color

record Party "party"
  state: country
  joined: date
  ended: date or none

table parties of Party "parties"
  | state | joined     | ended      |
  | DE    | 1992-02-01 |            |
  | SV    | 2000-01-01 | 2010-01-01 |

parameter limit: number "limit"
  from 1900-01-01: 10
  from 2005-07-01: 20

record Case "case"
  a: yes/no
  b: yes/no
  c: yes/no
  n: number
  age: whole number from 0 to 120
  filed: date
  release: date
  end: date or none
  color: Color
  states: set of country
  children: list of Child
  married: yes/no
  spouse_born: date only when married

reading wide "Is it read widely?"
  option widely "widely"
  option narrowly "narrowly"

define level: number "level"
  is 10 when a
  is n when color is red
  otherwise 20

define leaves: date or none "leaves"
  is end when b
  is release when c
  otherwise none

define grown for Child: yes/no "grown"
  as completed years from born to today at least 18

question inner for Case "another question"
  in force from 1900-01-01
  covers cases where a or DE in states
requirement shares of inner "shares"
  met when sum of x.share for x in children where (x.minor) at least limit
bar late of inner "late"
  bars when leaves exists and leaves before release

question q for Case "the question"
  in force from 1950-01-01 until 2020-06-15
  law as at filed
  covers cases where b or some p in parties where (p.state in states and filed is from p.joined until p.ended)
requirement old of q "old enough"
  in force until 2005-07-01
  met when age at least 18
requirement old of q "old enough"
  in force from 2005-07-01
  met when age at least 21 and level at least limit
requirement remains of q "remains"
  met when release on or after filed plus 6 months or days from filed to release at most -400
requirement family of q "family"
  met when if wide is widely then some x in children where (x.grown) otherwise number of x in children where (not x.minor) at least 2
requirement free of q "free"
  met when leaves is none or leaves after filed
bar foreign of q "foreign"
  bars when states only in {SV, US} and color is not blue
bar spouse of q "spouse"
  bars when spouse_born exists and spouse_born before 1980-01-01
exception kept to old, remains of q "kept"
  when inner is eligible
exception unless to kept of old of q "unless"
  when at least 2 of (a, c, largest of x.share for x in children at least 50)
exception abroad to every bar of q "abroad"
  when not (US in states) and inner does not apply
"#;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, rng_algorithm: RngAlgorithm::ChaCha, ..ProptestConfig::default() }
}

fn day() -> impl Strategy<Value = String> {
    (prop_oneof![1948_u32..2026, 2003_u32..2008], 1_u32..13, 1_u32..29).prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}"))
}

fn child() -> impl Strategy<Value = Value> {
    (day(), any::<bool>(), 0_u32..101, 0_usize..3)
        .prop_map(|(born, minor, share, color)| json!({"born": born, "minor": minor, "share": share, "color": COLORS[color]}))
}

const COLORS: [&str; 3] = ["red", "green", "blue"];
const STATES: [&str; 4] = ["DE", "SV", "US", "FR"];

/// A record of which everything is known.
fn complete() -> impl Strategy<Value = Map<String, Value>> {
    let truths = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let numbers = (0_u32..40, 0_u32..121, 0_usize..3);
    let dates = (day(), day(), prop::option::of(day()), day());
    let many = (prop::sample::subsequence(STATES.to_vec(), 0..=3), prop::collection::vec(child(), 0..3));
    (truths, numbers, dates, many).prop_map(
        |((a, b, c, married), (n, age, color), (filed, release, end, born), (states, children))| {
            let mut record = json!({
                "a": a, "b": b, "c": c, "married": married, "n": n, "age": age, "color": COLORS[color],
                "filed": filed, "release": release, "end": end.unwrap_or_else(|| "none".to_owned()),
                "states": states, "children": children,
            });
            let record = record.as_object_mut().unwrap();
            if married {
                record.insert("spouse_born".to_owned(), Value::String(born));
            }
            record.clone()
        },
    )
}

/// Takes knowledge away: facts, days and months of dates, members of sets and lists, facts of elements.
fn forgotten(record: &Map<String, Value>, choices: &mut impl Iterator<Item = u8>) -> Map<String, Value> {
    let mut left = Map::new();
    for (key, value) in record {
        let choice = choices.next().unwrap_or(0) % 8;
        let value = match (value, choice) {
            (_, 0 | 1) => continue,
            (Value::String(date), 2) if date.len() == 10 => Value::String(date[..7].to_owned()),
            (Value::String(date), 3) if date.len() == 10 => Value::String(date[..4].to_owned()),
            (Value::Array(items), 2 | 3) => json!({"items": some_of(items, choices), "complete": false}),
            (Value::Array(items), 4) => Value::Array(items.iter().map(|item| element(item, choices)).collect()),
            (value, _) => value.clone(),
        };
        left.insert(key.clone(), value);
    }
    left
}

fn some_of(items: &[Value], choices: &mut impl Iterator<Item = u8>) -> Vec<Value> {
    let mut kept = Vec::new();
    for item in items {
        if choices.next().unwrap_or(0).is_multiple_of(2) {
            kept.push(element(item, choices));
        }
    }
    kept
}

fn element(item: &Value, choices: &mut impl Iterator<Item = u8>) -> Value {
    item.as_object().map_or_else(|| item.clone(), |fields| Value::Object(forgotten(fields, choices)))
}

/// The possible verdicts and the statuses, or that there is no verdict.
fn outcome(question: &Question, record: &str) -> Option<(Vec<whereas::Outcome>, Vec<String>)> {
    let verdict = evaluate(question, record).ok()?;
    let norms = verdict.explain().norms;
    let statuses = norms.iter().map(|norm| format!("{} {:?} {:?}", norm.id, norm.in_force_from, norm.status)).collect();
    Some((verdict.possible(), statuses))
}

static QUESTIONS: LazyLock<Vec<Question>> = LazyLock::new(|| {
    let policy = pack(PACK);
    ["q", "inner", "q under wide is widely"].map(|text| ask(&policy, text)).into()
});

#[test]
fn knowledge_added_never_adds_a_possible_verdict() {
    let mut seen = [0_u32; 4];
    let mut runner = proptest::test_runner::TestRunner::new(config(250));
    let strategy = (complete(), prop::collection::vec(any::<u8>(), 60), prop::collection::vec(any::<u8>(), 60));
    let seen_by = std::cell::RefCell::new(&mut seen);
    runner
        .run(&strategy, |(record, first, second)| {
            let less = forgotten(&record, &mut first.into_iter());
            // What was forgotten on top of `less`, so that both steps are tried: from little to more, from more to all.
            let least = forgotten_again(&less, &mut second.into_iter());
            let steps = [Value::Object(least), Value::Object(less), Value::Object(record)];
            for question in QUESTIONS.iter() {
                let found: Vec<_> = steps.iter().map(|step| outcome(question, &step.to_string())).collect();
                for (before, after) in [(0, 1), (1, 2), (0, 2)] {
                    let (Some(before_possible), Some(after_possible)) = (&found[before], &found[after]) else { continue };
                    seen_by.borrow_mut()[before_possible.0.len()] += 1;
                    prop_assert!(
                        after_possible.0.iter().all(|verdict| before_possible.0.contains(verdict)),
                        "{:?} of {}\n{:?} of {}",
                        before_possible.0,
                        steps[before],
                        after_possible.0,
                        steps[after]
                    );
                }
            }
            Ok(())
        })
        .unwrap();
    assert!(seen[1..].iter().all(|count| *count > 50), "one, two and three possible verdicts occur: {seen:?}");
}

/// Top-level facts only: what is already partial stays as it is.
fn forgotten_again(record: &Map<String, Value>, choices: &mut impl Iterator<Item = u8>) -> Map<String, Value> {
    record
        .iter()
        .filter(|_| !choices.next().unwrap_or(0).is_multiple_of(3))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn the_order_of_elements_members_and_keys_means_nothing(record in complete(), choices in prop::collection::vec(any::<u8>(), 60)) {
            let record = forgotten(&record, &mut choices.into_iter());
        let record = Value::Object(record);
        for question in QUESTIONS.iter() {
            prop_assert_eq!(outcome(question, &record.to_string()), outcome(question, &turned(&record)));
        }
    }
}

/// As text with everything in the opposite order, keys included.
fn turned(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().rev().map(turned).collect::<Vec<_>>().join(",")),
        Value::Object(fields) => {
            let fields: Vec<String> =
                fields.iter().rev().map(|(key, value)| format!("{}:{}", json!(key), turned(value))).collect();
            format!("{{{}}}", fields.join(","))
        }
        other => other.to_string(),
    }
}
