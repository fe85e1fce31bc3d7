//! Ages, roundings and the calendar on a page and in the record.

use serde_json::{Value, json};
use whereas::verdict::Level;
use whereas::{Explanation, Policy, Sources, date};

use super::schema::Schema;

/// The facts bear names that are words of the language elsewhere.
const GYM: &str = r#"
source TIME "Reckoning of Time Act (fictitious)" authority statute

calendar
  leap birthdays by leap_birthday
  months run over
  cites TIME "s. 7"

reading leap_birthday "When has a person born on 29 February a birthday?"
  option on_1_march "on 1 March" default
  option on_28_february "on 28 February"

record Case "case"
  born: date "date of birth"
  day: date "day of the application"
  age: whole number "age given in the form"
  half: number "half of the fee"
  up: number "what was paid"

question card for Case "The person may have a card"

requirement adult of card "The person is of age, as the form says"
  cites TIME "s. 1"
  met when age of born on day at least 18 and age at least 18

requirement paid of card "Half of the fee, in full units, has been paid"
  cites TIME "s. 2"
  met when up at least half / 3 rounded half up to 1 and completed months from born to day at least 1
"#;

fn card(record: &Value) -> Explanation {
    let mut sources = Sources::new();
    sources.add("gym/rules.whereas", GYM);
    let policy = Policy::compile(&sources, "gym").unwrap_or_else(|error| panic!("{:#?}", error.diagnostics()));
    policy.question("card").unwrap().as_of(date(2025, 2, 4)).evaluate(record).unwrap().explain()
}

fn record(day: &str) -> Value {
    json!({"born": "2004-02-29", "day": day, "age": 18, "half": 7.5, "up": 3})
}

#[test]
fn conditions_are_read_aloud_with_the_words_of_phrases_left_alone() {
    let page = card(&record("2022-03-01")).page(Level::Full);
    let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
    let adult = "age of ‘date of birth’ on ‘day of the application’ at least 18 and ‘age given in the form’ at least 18";
    assert!(words.contains(adult), "{page}");
    let paid = "‘what was paid’ at least ‘half of the fee’ / 3 rounded half up to 1 and completed months from ‘date of birth’";
    assert!(words.contains(paid), "{page}");
    assert!(
        words.contains("Calendar: leap birthdays by leap_birthday, months run over (Reckoning of Time Act (fictitious), s. 7)"),
        "{page}"
    );
}

#[test]
fn the_record_says_how_the_pack_counts() {
    let schema = Schema::committed();
    let value = serde_json::to_value(card(&record("2022-02-28"))).unwrap();
    assert_eq!(schema.finds(&value), None);
    let calendar = &value["basis"]["packs"][0]["calendar"];
    assert_eq!(calendar["lines"], json!(["leap birthdays by leap_birthday", "months run over"]));
    assert_eq!(calendar["cites"][0]["pinpoint"], "s. 7");
    assert_eq!(value["contested"][0]["switches"][0]["other"]["name"], "on_28_february");
    let mut wrong = value.clone();
    wrong["basis"]["packs"][0]["calendar"]["lines"] = json!(["leap birthdays on 2 March"]);
    assert!(schema.finds(&wrong).is_some());
}

#[test]
fn fixed_rules_are_named_too() {
    let with = |lines: &str| {
        let mut sources = Sources::new();
        let text =
            format!("{lines}record Case\n  a: yes/no\n\nquestion q for Case \"q\"\n\nrequirement r of q \"r\"\n  met when a\n");
        sources.add("gym/rules.whereas", text.as_str());
        let page = Policy::compile(&sources, "gym")
            .unwrap()
            .question("q")
            .unwrap()
            .as_of(date(2025, 2, 4))
            .evaluate(&json!({"a": true}))
            .unwrap()
            .explain();
        serde_json::to_value(page).unwrap()["basis"]["packs"][0].get("calendar").map(|calendar| calendar["lines"].clone())
    };
    assert_eq!(with(""), None);
    assert_eq!(with("calendar\n  leap birthdays on 1 March\n\n"), Some(json!(["leap birthdays on 1 March"])));
    assert_eq!(with("calendar\n  leap birthdays on 28 February\n\n"), Some(json!(["leap birthdays on 28 February"])));
    assert_eq!(with("calendar\n  months end on the last day\n\n"), Some(json!(["months end on the last day"])));
}
