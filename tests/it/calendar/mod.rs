//! The calendar against sources outside `src`: worked examples of law and of published definitions (`published.cases`), what
//! Python says (`reckoned.cases`, made by `tables.py`), and properties against the date library and the decimal library.
//!
//! The tables are read through the whole of the language: a report of a pack counts, and the verdict hands the value out.

mod properties;

use serde_json::Value;
use whereas::{Date, Policy};

use crate::evaluation::compile::pack;
use crate::evaluation::{ask, evaluate};

/// `what is counted | by which rule | from | period or day | result | source`; a result of `-` is none: outside the calendar.
const TABLES: [&str; 2] = [include_str!("published.cases"), include_str!("reckoned.cases")];

const REPORTS: &str = r#"
record Case "case"
  start: date
  end: date
  term: period

question q for Case "counts"
requirement r of q "always"
  met when 1 is 1
report reached of q: date "plus"
  as start plus term
report months of q: whole number "months"
  as completed months from start to end
report years of q: whole number "years"
  as completed years from start to end
report age of q: whole number "age"
  as age of start on end
report days of q: whole number "days"
  as days from start to end
report both_ends of q: whole number "days, both ends counted"
  as days from start through end
"#;

/// A pack for each pair of rules.
struct Packs {
    last_day: Policy,
    run_over: Policy,
}

impl Packs {
    fn new() -> Self {
        let with = |calendar: &str| pack(&format!("calendar\n  {calendar}\n{REPORTS}"));
        Packs {
            last_day: with("months end on the last day\n  leap birthdays on 28 February"),
            run_over: with("months run over\n  leap birthdays on 1 March"),
        }
    }

    fn of(&self, rule: &str) -> &Policy {
        match rule {
            "last day" | "28 February" | "-" => &self.last_day,
            "run over" | "1 March" => &self.run_over,
            other => panic!("a rule, not {other}"),
        }
    }
}

fn record(form: &str, start: &str, second: &str) -> String {
    let field = if form == "plus" { "term" } else { "end" };
    format!(r#"{{"start": "{start}", "{field}": "{second}"}}"#)
}

/// The value of a report: as data has it, an interval as `LOW to HIGH`, `-` if there is none.
fn counted(policy: &Policy, form: &str, record: &str) -> String {
    let page = evaluate(&ask(policy, "q"), record).unwrap().explain();
    // `plus` and `through` are words of the language.
    let name = match form {
        "plus" => "reached",
        "through" => "both_ends",
        form => form,
    };
    let report = page.reports.iter().find(|report| report.id == format!("p.q.{name}")).unwrap();
    match &report.value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => report.text.clone(),
    }
}

/// A result as the page has it: what is known in part in words.
fn as_shown(form: &str, result: &str) -> String {
    let day = |text: &str| text.parse::<Date>().unwrap();
    match result.split_once(" to ") {
        Some((low, high)) if form == "plus" => whereas::verdict::words::date(day(low), day(high)),
        Some((low, high)) => format!("between {low} and {high}"),
        None if result == "-" => "unknown".to_owned(),
        None => result.to_owned(),
    }
}

#[test]
fn the_calendar_counts_as_its_sources_do() {
    let packs = Packs::new();
    let (mut rows, mut wrong) = (0, Vec::new());
    let lines = TABLES.iter().flat_map(|table| table.lines()).filter(|line| !line.is_empty() && !line.starts_with('#'));
    for line in lines {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [form, rule, start, second, result, source] = cells[..] else { panic!("six cells: {line}") };
        assert!(!source.is_empty(), "which source? {line}");
        let found = counted(packs.of(rule), form, &record(form, start, second));
        if found != as_shown(form, result) {
            wrong.push(format!("{line}\n    found {found}"));
        }
        rows += 1;
    }
    assert!(wrong.is_empty(), "{} of {rows} rows differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows > 700, "{rows}");
}
