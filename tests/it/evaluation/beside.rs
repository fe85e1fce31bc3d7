//! What stands beside the verdict: notes and reports that ask what became of a norm or of the verdict itself, and powers.

use super::compile::pack;
use super::{ask, evaluate};
use whereas::Policy;

const STATUSES: &str = r#"
record Case "case"
  covered: yes/no
  minor: yes/no
  a: yes/no
  b: yes/no
  c: yes/no
  law_day: date

question q for Case "question"
  law as at law_day
  covers cases where covered

requirement r of q "requirement"
  required when minor
  met when a

exception e to r of q "lifts it"
  when b

bar x of q "bar"
  in force from 2020-01-01
  bars when c

exception y to x of q "lifts the bar"
  when b

note r_met of q "n"
  shown when r is met
note r_not_met of q "n"
  shown when r is not met
note r_waived of q "n"
  shown when r is waived
note r_not_required of q "n"
  shown when r is not required
note r_open of q "n"
  shown when r is open
note r_in_force of q "n"
  shown when r is in force
note r_another of q "n"
  shown when r is not waived
note e_holds of q "n"
  shown when e holds
note e_does_not of q "n"
  shown when e does not hold
note e_open of q "n"
  shown when e is open
note x_clear of q "n"
  shown when x is clear
note x_lifted of q "n"
  shown when x is lifted
note x_applies of q "n"
  shown when x applies
note x_does_not of q "n"
  shown when x does not apply
note x_open of q "n"
  shown when x is open
note x_not_lifted of q "n"
  shown when x is not lifted
note x_in_force of q "n"
  shown when x is in force
note x_not_in_force of q "n"
  shown when x is not in force
note out of q "n"
  shown when q is ineligible
note doubt of q "n"
  shown when q is undetermined
report fails of q: yes/no "it fails"
  as r is not met or x applies
"#;

/// The names of the notes that are shown, with `?` for those that may apply.
fn notes(policy: &Policy, record: &str) -> String {
    let page = evaluate(&ask(policy, "q"), record).unwrap_or_else(|error| panic!("{record}: {error}")).explain();
    let mark = |certain: bool| if certain { "" } else { "?" };
    let names = page.notes.iter().map(|note| format!("{}{}", note.id.rsplit('.').next().unwrap(), mark(note.certain)));
    names.collect::<Vec<_>>().join(" ")
}

#[test]
fn notes_ask_what_became_of_a_norm() {
    let policy = pack(STATUSES);
    let rows = [
        // Met, clear.
        (
            r#"{"covered": true, "minor": true, "a": true, "b": false, "c": false, "law_day": "2024-01-01"}"#,
            "r_met r_in_force r_another e_does_not x_clear x_does_not x_not_lifted x_in_force",
        ),
        // Not met, applies.
        (
            r#"{"covered": true, "minor": true, "a": false, "b": false, "c": true, "law_day": "2024-01-01"}"#,
            "r_not_met r_in_force r_another e_does_not x_applies x_not_lifted x_in_force out",
        ),
        // Waived, lifted.
        (
            r#"{"covered": true, "minor": true, "a": false, "b": true, "c": true, "law_day": "2024-01-01"}"#,
            "r_waived r_in_force e_holds x_lifted x_does_not x_in_force",
        ),
        // Not required; met is another thing, whatever its condition.
        (
            r#"{"covered": true, "minor": false, "a": true, "b": true, "c": false, "law_day": "2024-01-01"}"#,
            "r_not_required r_in_force r_another e_holds x_clear x_does_not x_not_lifted x_in_force",
        ),
        // Open: that it is open is certain, all else may be.
        (
            r#"{"covered": true, "minor": true, "c": false, "law_day": "2024-01-01"}"#,
            "r_met? r_not_met? r_waived? r_not_required? r_open r_in_force r_another? e_holds? e_does_not? e_open x_clear x_does_not x_not_lifted x_in_force out? doubt",
        ),
        // The bar is not law yet: none of its statuses but that.
        (
            r#"{"covered": true, "minor": true, "a": true, "b": false, "c": true, "law_day": "2019-12-31"}"#,
            "r_met r_in_force r_another e_does_not x_does_not x_not_lifted x_not_in_force",
        ),
        // Under one law it is in force, under another not.
        (
            r#"{"covered": true, "minor": true, "a": true, "b": false, "c": false}"#,
            "r_met r_in_force r_another e_does_not x_clear? x_does_not x_not_lifted x_in_force? x_not_in_force?",
        ),
        // Under one law the bar excludes, under the other it is not law: each note hears of the verdict over both.
        (
            r#"{"covered": true, "minor": true, "a": true, "b": false, "c": true}"#,
            "r_met r_in_force r_another e_does_not x_applies? x_does_not? x_not_lifted x_in_force? x_not_in_force? out? doubt",
        ),
        // Out of scope: no status, but what is law is law, and the opposites hold.
        (
            r#"{"covered": false, "minor": true, "a": true, "b": true, "c": true, "law_day": "2024-01-01"}"#,
            "r_in_force r_another x_does_not x_not_lifted x_in_force",
        ),
        // Whether it is covered is open: statuses as the verdict reports them.
        (
            r#"{"minor": true, "a": true, "b": false, "c": false, "law_day": "2024-01-01"}"#,
            "r_met r_in_force r_another e_does_not x_clear x_does_not x_not_lifted x_in_force doubt",
        ),
    ];
    let wrong: Vec<String> = rows
        .iter()
        .map(|(record, wanted)| (record, wanted, notes(&policy, record)))
        .filter(|(_, wanted, found)| found != *wanted)
        .map(|(record, wanted, found)| format!("{record}\n  wanted {wanted}\n  found  {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn reports_ask_what_became_of_a_norm() {
    let policy = pack(STATUSES);
    let report = |record: &str| evaluate(&ask(&policy, "q"), record).unwrap().explain().reports[0].text.clone();
    let law = r#""covered": true, "minor": true, "b": false, "law_day": "2024-01-01""#;
    assert_eq!(report(&format!(r#"{{{law}, "a": false, "c": false}}"#)), "yes");
    assert_eq!(report(&format!(r#"{{{law}, "a": true, "c": false}}"#)), "no");
    assert_eq!(report(&format!(r#"{{{law}, "a": true}}"#)), "unknown");
}

/// A set has each member once, however often it is named.
#[test]
fn reports_of_sets() {
    let rules = r#"
record Case
  state: country
question q for Case "question"
requirement r of q "requirement"
  met when 1 is 1
report States of q: set of country "States"
  as {state, DE, FR, DE}
"#;
    let page = evaluate(&ask(&pack(rules), "q"), r#"{"state": "DE"}"#).unwrap().explain();
    assert_eq!(page.reports[0].value, serde_json::json!(["DE", "FR"]));
}

/// `open` is an option of a fact, a status of a norm, or a clash.
#[test]
fn words_that_are_names_too() {
    let rules = r#"
choice State: open "open", closed "closed"
record Case
  file: State
  a: yes/no
question q for Case "question"
requirement a of q "requirement"
  met when a
requirement filed of q "requirement"
  met when file is open
note by_name of q "n"
  shown when a is open
note by_option of q "n"
  shown when file is open
"#;
    let policy = pack(rules);
    assert_eq!(notes(&policy, r#"{"file": "open"}"#), "by_name by_option");
    assert_eq!(notes(&policy, r#"{"a": true}"#), "by_option?");
    assert_eq!(notes(&policy, r#"{"a": true, "file": "closed"}"#), "");
}

const POWERS: &str = r#"
record Case "case"
  covered: yes/no
  a: yes/no
  b: yes/no
  c: yes/no
  given: yes/no
  done: yes/no
  declined: yes/no
  law_day: date

question q for Case "question"
  law as at law_day
  covers cases where covered

requirement r of q "requirement"
  met when a

bar x of q "bar"
  bars when b

exception y to x of q "lifts the bar"
  when c

power lift of q "may lift"
  held by "the Minister"
  may lift r, x
  when given
  exercised when done
  refused when declined

power only_x of q "may lift the bar"
  held by "the court"
  may lift x

power refuse of q "may refuse"
  in force from 2020-01-01
  held by "the King"
  may refuse
"#;

/// The statuses of the powers in the record; those that are not law stand as `-`.
fn powers(policy: &Policy, record: &str) -> String {
    let page = evaluate(&ask(policy, "q"), record).unwrap_or_else(|error| panic!("{record}: {error}")).explain();
    let status = |name: &str| {
        let found = page.powers.iter().find(|power| power.id.ends_with(&format!(".{name}")));
        found.map_or("-".to_owned(), |power| serde_json::to_value(power.status).unwrap().as_str().unwrap().to_owned())
    };
    ["lift", "only_x", "refuse"].map(status).join(" ")
}

#[test]
fn powers_stand_beside_the_verdict() {
    let policy = pack(POWERS);
    let wrong: Vec<String> = POWERS_ROWS
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .filter_map(|line| {
            let (record, wanted) = line.split_once('|').unwrap();
            let record = format!(r#"{{{}}}"#, record.trim());
            let found = powers(&policy, &record);
            (found != wanted.trim()).then(|| format!("{record}\n  wanted {}\n  found  {found}", wanted.trim()))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// lift (given, r or x fails), only_x (x fails), refuse (eligible).
const POWERS_ROWS: &str = r#"
"covered": true, "a": false, "b": false, "given": true, "law_day": "2024-01-01"  | open_to not_open not_open
"covered": true, "a": true, "b": true, "c": false, "given": true, "law_day": "2024-01-01"  | open_to open_to not_open
"covered": true, "a": true, "b": true, "c": true, "given": true, "law_day": "2024-01-01"  | not_open not_open open_to
"covered": true, "a": true, "b": false, "given": true, "law_day": "2024-01-01"  | not_open not_open open_to
"covered": true, "a": false, "b": false, "given": false, "law_day": "2024-01-01"  | not_open not_open not_open
"covered": true, "a": false, "b": false, "law_day": "2024-01-01"  | may_be_open not_open not_open
"covered": true, "b": false, "given": true, "law_day": "2024-01-01"  | may_be_open not_open may_be_open
"covered": true, "a": true, "b": true, "given": true, "law_day": "2024-01-01"  | may_be_open may_be_open may_be_open
"covered": true, "a": false, "given": true, "law_day": "2024-01-01"  | open_to may_be_open not_open
"covered": true, "a": false, "b": false, "given": true, "done": true, "law_day": "2024-01-01"  | exercised not_open not_open
"covered": true, "a": false, "b": false, "given": true, "done": true, "declined": true, "law_day": "2024-01-01"  | exercised not_open not_open
"covered": true, "a": false, "b": false, "given": true, "done": false, "declined": true, "law_day": "2024-01-01"  | refused not_open not_open
"covered": true, "a": false, "b": false, "given": true, "done": false, "declined": false, "law_day": "2024-01-01"  | open_to not_open not_open
"covered": true, "a": true, "b": false, "given": false, "done": true, "law_day": "2024-01-01"  | exercised not_open open_to
"covered": false, "a": false, "b": true, "c": false, "given": true, "law_day": "2024-01-01"  | not_open not_open not_open
"a": false, "b": true, "c": false, "given": true, "law_day": "2024-01-01"  | may_be_open may_be_open not_open
"a": true, "b": false, "given": true, "law_day": "2024-01-01"  | not_open not_open may_be_open
"covered": true, "a": true, "b": false, "given": true, "law_day": "2019-12-31"  | not_open not_open -
"covered": true, "a": true, "b": false, "given": true  | not_open not_open may_be_open
"covered": true, "a": false, "b": false, "given": true  | open_to not_open not_open
"given": true  | may_be_open may_be_open may_be_open
"#;

#[test]
fn powers_in_words() {
    let policy = pack(POWERS);
    let says = |record: &str| {
        let page = evaluate(&ask(&policy, "q"), record).unwrap().explain();
        page.powers.iter().map(|power| power.says.clone()).collect::<Vec<_>>().join("; ")
    };
    let law = r#""covered": true, "given": true, "law_day": "2024-01-01""#;
    assert_eq!(
        says(&format!(r#"{{{law}, "a": true, "b": true, "c": false}}"#)),
        "the Minister may lift the bar “bar”; the court may lift the bar “bar”; it is not open to the King to refuse"
    );
    assert_eq!(
        says(&format!(r#"{{{law}, "done": true}}"#)),
        "the Minister used the power to lift the requirement “requirement” or the bar “bar”; it may be open to the court to lift the bar “bar”; it may be open to the King to refuse"
    );
}

/// Where readings disagree whether there is anything to lift, it may be open.
#[test]
fn powers_under_readings() {
    let rules = r#"
record Case
  a: yes/no
reading wide "how wide"
  option widely "widely"
  option narrowly "narrowly"
question q for Case "question"
requirement r of q "requirement"
  met when wide is widely and a
power lift of q "may lift"
  held by "the Minister"
  may lift r
power only_x of q "may lift it too"
  held by "the court"
  may lift r
  when not a
"#;
    let policy = pack(rules);
    assert_eq!(powers(&policy, r#"{"a": true}"#), "may_be_open not_open -");
    assert_eq!(powers(&policy, r#"{"a": false}"#), "open_to open_to -");
}

/// Which facts are named depends on what came of the power.
#[test]
fn the_facts_of_a_power() {
    let policy = pack(POWERS);
    let facts = |record: &str| {
        let page = evaluate(&ask(&policy, "q"), record).unwrap().explain();
        page.powers[0].facts.iter().map(|fact| fact.path.clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(facts(r#"{"given": true, "done": true}"#), "done");
    assert_eq!(facts(r#"{"given": true, "declined": true}"#), "declined");
    assert_eq!(facts(r#"{"given": true}"#), "given done declined");
}

/// A version of a power on each day.
#[test]
fn versions_of_a_power() {
    let rules = r#"
record Case
  a: yes/no
  law_day: date
question q for Case "question"
  law as at law_day
requirement r of q "requirement"
  met when a
power lift of q "the Minister may lift it"
  in force until 2020-01-01
  held by "the Minister"
  may lift r
power lift of q "the court may refuse"
  in force from 2020-01-01
  held by "the court"
  may refuse
"#;
    let policy = pack(rules);
    let says = |record: &str| evaluate(&ask(&policy, "q"), record).unwrap().explain().powers[0].says.clone();
    assert_eq!(says(r#"{"a": false, "law_day": "2019-12-31"}"#), "the Minister may lift the requirement “requirement”");
    assert_eq!(says(r#"{"a": true, "law_day": "2020-01-01"}"#), "the court may refuse");
}

/// A note may ask a question that asks its own: the answer does not hang on the note.
#[test]
fn notes_may_ask_each_others_questions() {
    let rules = r#"
record Case
  a: yes/no
question q for Case "question"
requirement asks of q "requirement"
  met when other is eligible
question other for Case "other question"
requirement r of other "requirement"
  met when a
note n of other "n"
  shown when q is eligible
"#;
    let policy = pack(rules);
    let shown = |record: &str| {
        evaluate(&ask(&policy, "other"), record).unwrap().explain().notes.iter().map(|note| note.certain).collect::<Vec<_>>()
    };
    assert_eq!(shown(r#"{"a": true}"#), [true]);
    assert_eq!(shown(r#"{"a": false}"#), [false; 0]);
    assert_eq!(shown("{}"), [false]);
}
