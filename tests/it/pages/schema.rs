//! The JSON of an explanation and its schema.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Value, json};

use super::all;

pub(super) struct Schema {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    pub(super) fn committed() -> Schema {
        let text = std::fs::read_to_string("docs/verdict.schema.json").unwrap();
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("verdict.schema.json", serde_json::from_str(&text).unwrap()).unwrap();
        let index = compiler.compile("verdict.schema.json", &mut schemas).unwrap();
        Schema { schemas, index }
    }

    pub(super) fn finds(&self, explanation: &Value) -> Option<String> {
        self.schemas.validate(explanation, self.index).err().map(|error| format!("{error:#}"))
    }
}

#[test]
fn explanations_are_as_the_schema_says() {
    let schema = Schema::committed();
    for (_, explanation) in all() {
        assert_eq!(schema.finds(&serde_json::to_value(&explanation).unwrap()), None);
    }
}

/// Every key of an explanation, wherever it stands, must be there, and no other may be.
#[test]
fn the_schema_rejects_a_mutilated_explanation() {
    let schema = Schema::committed();
    for (_, explanation) in all() {
        let whole = serde_json::to_value(&explanation).unwrap();
        for pointer in objects(&whole) {
            let object = whole.pointer(&pointer).unwrap().as_object().unwrap();
            for key in object.keys().filter(|key| !is_optional(key)) {
                let mut mutilated = whole.clone();
                mutilated.pointer_mut(&pointer).unwrap().as_object_mut().unwrap().remove(key);
                assert!(schema.finds(&mutilated).is_some(), "without {pointer}/{key}");
            }
            let mut added = whole.clone();
            added.pointer_mut(&pointer).unwrap()["surplus"] = json!(1);
            assert!(schema.finds(&added).is_some(), "with {pointer}/surplus");
        }
    }
}

#[test]
fn the_schema_rejects_wrong_values() {
    let schema = Schema::committed();
    let whole = serde_json::to_value(&all()[0].1).unwrap();
    let wrong = [
        ("/format", json!("whereas.verdict/0")),
        ("/verdict", json!("false")),
        ("/verdict", json!("undetermined")),
        ("/possible", json!([])),
        ("/possible", json!(["eligible", "ineligible"])),
        ("/asked_on", json!("4 February 2025")),
        ("/norms/0/status", json!("failed")),
        ("/norms/0/facts/0/knowledge", json!("false")),
        ("/basis/packs/0/digest", json!("abc")),
    ];
    for (pointer, value) in wrong {
        let mut changed = whole.clone();
        *changed.pointer_mut(pointer).unwrap() = value;
        assert!(schema.finds(&changed).is_some(), "{pointer}");
    }
}

/// Written only where there is something to write.
fn is_optional(key: &str) -> bool {
    let of_facts = matches!(key, "provenance" | "place" | "stands_in" | "options" | "source" | "recorded" | "by" | "assessment");
    let of_norms = matches!(key, "answers" | "not_proven" | "derived" | "versions" | "known_from" | "of" | "rows" | "burden");
    of_facts || of_norms || matches!(key, "calendar" | "known_on" | "became_known" | "asked" | "own_words" | "would_change_more")
}

/// Pointers to the first object of each kind; values of facts are the record's own.
fn objects(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    visit(value, String::new(), &mut found);
    found
}

fn visit(value: &Value, pointer: String, found: &mut Vec<String>) {
    if pointer.ends_with("/value") || pointer.ends_with("/example") {
        return;
    }
    match value {
        Value::Object(object) => {
            for (key, inner) in object {
                visit(inner, format!("{pointer}/{key}"), found);
            }
            found.push(pointer);
        }
        Value::Array(items) => {
            if let Some(first) = items.first() {
                visit(first, format!("{pointer}/0"), found);
            }
        }
        _ => {}
    }
}
