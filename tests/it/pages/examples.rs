//! Every record of the example file: its page, its JSON, and whether its grounds suffice.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use whereas::verdict::record::{NormView, ScopeView};
use whereas::verdict::{Explanation, Level};
use whereas::{Outcome, VerdictError};

use super::schema::Schema;
use super::{assert_words_of_the_law, transfer};

/// The example records that can be read, with their explanations.
fn examples() -> Vec<(Value, Explanation)> {
    let text = std::fs::read_to_string("examples/cases.ndjson").unwrap();
    let records = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let explained = records.filter_map(|record| match transfer().evaluate(&record) {
        Ok(verdict) => Some((record, verdict.explain())),
        Err(VerdictError::Record(_)) => None,
        Err(other) => panic!("{record}: {other}"),
    });
    let explained: Vec<(Value, Explanation)> = explained.collect();
    assert!(explained.len() > 150, "only {} examples can be read", explained.len());
    explained
}

#[test]
fn pages_of_all_examples_are_fit_for_a_reader() {
    for (_, explanation) in examples() {
        assert_words_of_the_law(&explanation);
        for line in explanation.page(Level::Full).lines() {
            assert!(line.chars().count() <= 100, "{line}");
        }
    }
}

#[test]
fn explanations_of_all_examples_are_as_the_schema_says() {
    let schema = Schema::committed();
    for (record, explanation) in examples() {
        assert_eq!(schema.finds(&serde_json::to_value(&explanation).unwrap()), None, "{record}");
    }
}

/// Each ground with its facts and the scope's, all else unknown, gives the same verdict; and none contains another.
#[test]
fn each_ground_suffices() {
    let mut tried = 0;
    for (record, explanation) in examples().iter().filter(|(_, explanation)| explanation.verdict != Outcome::Undetermined) {
        for ground in &explanation.grounds {
            let norms = explanation.norms.iter().filter(|norm| ground.norms.contains(&norm.id));
            let scope = explanation.scope.iter().flat_map(ScopeView::every_fact);
            let facts = norms.flat_map(NormView::every_fact).chain(scope).chain(&explanation.law_as_at.facts);
            let mut paths: BTreeSet<&str> = facts.map(|fact| &*fact.path).collect();
            paths.insert("sending_state"); // always known
            let rest = only(record, "", &paths).unwrap_or_else(|| json!({}));
            let verdict = transfer().evaluate(&rest).unwrap();
            assert_eq!(verdict.outcome(), explanation.verdict, "{ground:?}\n{record}\n{rest}");
            tried += 1;
        }
        for (at, ground) in explanation.grounds.iter().enumerate() {
            let others = explanation.grounds.iter().enumerate().filter(|(other, _)| *other != at);
            let contained = |other: &whereas::verdict::record::Ground| ground.norms.iter().all(|norm| other.norms.contains(norm));
            assert!(!others.into_iter().any(|(_, other)| contained(other)), "{ground:?}\n{record}");
        }
    }
    assert!(tried > 100, "only {tried} grounds");
}

/// What a record says of these facts, nothing else.
fn only(value: &Value, path: &str, paths: &BTreeSet<&str>) -> Option<Value> {
    let below = |ending: &str| paths.iter().any(|kept| kept.starts_with(&format!("{path}{ending}")));
    match value {
        Value::Object(object) if path.is_empty() || (below(".") && !object.contains_key("value")) => {
            let inner = |name: &String| if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            let kept = object.iter().filter_map(|(name, value)| Some((name.clone(), only(value, &inner(name), paths)?)));
            Some(Value::Object(kept.collect::<Map<String, Value>>()))
        }
        Value::Array(items) if below("[") => {
            let kept =
                items.iter().enumerate().map(|(at, item)| only(item, &format!("{path}[{at}]"), paths).unwrap_or(json!({})));
            let kept: Vec<Value> = kept.collect();
            if paths.contains(path) { Some(json!(kept)) } else { Some(json!({"items": kept, "complete": false})) }
        }
        value => paths.contains(path).then(|| value.clone()),
    }
}
