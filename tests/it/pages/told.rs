//! What a page tells of rows of tables, powers, elements of loops, decision tables and amounts: that it is true.

use serde_json::{Value, json};
use whereas::verdict::{Explanation, Level};
use whereas::{Policy, Sources, date};

use super::schema::Schema;

pub(super) fn explain(rules: &str, record: &Value) -> Explanation {
    let mut sources = Sources::new();
    sources.add("p/rules.whereas", rules);
    let policy = Policy::compile(&sources, "p").unwrap_or_else(|error| panic!("{:#?}", error.diagnostics()));
    let explanation = policy.question("q").unwrap().as_of(date(2025, 2, 4)).evaluate(record).unwrap().explain();
    assert_eq!(Schema::committed().finds(&serde_json::to_value(&explanation).unwrap()), None, "{record}");
    explanation
}

/// The page on one line, so that its breaks do not matter.
fn words(explanation: &Explanation) -> String {
    explanation.page(Level::Full).split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in\n{text}");
    }
}

const GUIDELINES: &str = r#"
record Row "row"
  size: whole number "persons"
  line: money in USD "line"
  since: date "first day"
  ended: date or none "first day no more"

table poverty of Row "poverty guidelines"
  | size | line | since      | ended      |
  | 1    | 1215.50 | 2023-10-01 | 2024-10-01 |
  | 2    | 1644 | 2023-10-01 | 2024-10-01 |
  | 1    | 1255 | 2024-10-01 |            |
  | 2    | 1704 | 2024-10-01 |            |

record Case
  applied: date "day of the application"
  size: whole number "persons in the household"
  income: money in USD "income"

define line: money in USD "poverty line"
  as the line of r in poverty where (r.size is size and applied is from r.since until r.ended)

question q for Case "The person is poor"

requirement low of q "The income is at most the line"
  met when income at most line

requirement some_row of q "There is a line that high"
  met when some r in poverty where (r.line at least income and r.size is size)

requirement all_rows of q "Every line is above 100"
  met when every r in poverty satisfies (r.line more than 100 USD)

report gap of q: money in USD "gap"
  as larger of (0 USD, line - income)
"#;

/// The rows that may be the one, and those that meet the condition of a loop, are told; none is said to be left out that is not.
#[test]
fn which_rows_of_a_table_fit() {
    let page = words(&explain(GUIDELINES, &json!({"applied": "2024", "size": 1, "income": 1100.4})));
    assert_has(&page, &["Poverty guidelines: rows 1 and 3 of its 4 may fit", "row 3: persons: 1; first day: 1 October 2024;"]);
    assert_has(&page, &["Poverty guidelines: all its 4 rows fit"]);
    assert!(!page.contains("none of its"), "{page}");
    let page = words(&explain(GUIDELINES, &json!({"applied": "2024", "size": 3, "income": 1100})));
    assert_has(&page, &["Poverty guidelines: none of its 4 rows fits"]);
    let view = explain(GUIDELINES, &json!({"applied": "2024", "size": 1, "income": 1100}));
    let table = view.norms[0].facts.iter().find(|fact| fact.path == "poverty").unwrap();
    assert_eq!(table.value, json!({"count": 4, "fit": [], "may_fit": [0, 2]}));
}

/// Amounts that are not whole have two decimals, and both ends of a range have their currency.
#[test]
fn amounts_are_written_as_money() {
    let page = words(&explain(GUIDELINES, &json!({"applied": "2024-11-01", "size": 1, "income": 1100.4})));
    assert_has(&page, &["1100.40 USD is 154.60 USD less than 1255 USD", "Gap: 154.60 USD", "Income: 1100.40 USD"]);
    let page = words(&explain(GUIDELINES, &json!({"applied": "2024", "size": 1, "income": 1100.445})));
    assert_has(&page, &["1100.445 USD against between 1215.50 USD and 1255 USD", "Gap: between 115.055 USD and 154.555 USD"]);
    let page = words(&explain(GUIDELINES, &json!({"applied": "2024-11-01", "size": 1})));
    assert_has(&page, &["Gap: 0 USD or more"]);
}

const SHARES: &str = r#"
record Case
  income: money in USD "income"
  line: money in USD "line"
  share: number "share of the house"
  count: number "houses"

parameter highest: number "highest share"
  from 2000-01-01: 12.5%

question q for Case "The person is poor"
  in force from 2000-01-01

requirement low of q "The income is at most 130 percent of the line"
  met when income / line at most 130%

requirement part of q "The share is small"
  met when share less than highest

requirement few of q "There are few houses, and no amount is a percentage"
  met when count at most 2 and income * 50% at most 1_000 USD
"#;

/// What the rules write as a percentage is told as one, with what is compared with it.
#[test]
fn percentages_are_written_as_the_rules_write_them() {
    let page = words(&explain(SHARES, &json!({"income": 1250, "line": 1000, "share": 0.2, "count": 1})));
    assert_has(
        &page,
        &[
            "Compared: 125 % is 5 percentage points less than 130 %.",
            "Compared: 20 % is 7.5 percentage points more than 12.5 %.",
            "By law: Highest share: 12.5 %",
            "1 is 1 less than 2.",
            "625 USD is 375 USD less than 1000 USD",
        ],
    );
    let page = words(&explain(SHARES, &json!({"income": 1000, "line": 800, "share": 0.125, "count": 1})));
    assert_has(&page, &["Compared: 125 % is 5 percentage points less than 130 %.", "12.5 %"]);
    let page = words(&explain(SHARES, &json!({"income": 1000, "line": 3000, "share": 0.1, "count": 1})));
    assert_has(&page, &["Compared: 33.33333333333333333333333333 % is", "Record: Share of the house: 0.1"]);
}

const TREATY: &str = r#"
record Case
  consents: yes/no "the prisoner consents"
  long: yes/no "six months remain"
  ill: yes/no "the prisoner is ill"
  agreed: yes/no "the Parties agreed"
  declined: yes/no "the Parties declined"

question q for Case "The prisoner may be transferred"

requirement consent of q "The prisoner does not object"
  met when consents

requirement remainder of q "Six months remain"
  met when long

bar ill of q "The prisoner is ill"
  bars when ill

power parties of q "The Parties may agree to a transfer although less remains"
  held by "the Parties"
  may lift remainder, ill
  exercised when agreed
  refused when declined

power king of q "The King may refuse"
  held by "the King"
  may refuse
"#;

fn treaty(record: &Value) -> Explanation {
    let mut full = json!({"consents": true, "long": true, "ill": false, "agreed": false, "declined": false});
    for (name, value) in record.as_object().unwrap() {
        full[name] = value.clone();
    }
    explain(TREATY, &full)
}

/// The first block tells a power only if nothing else stands against the person, and which rule it reaches.
#[test]
fn a_power_is_told_with_the_verdict_only_where_it_matters() {
    let verdict = |record: &Value| {
        let page = treaty(record).page(Level::Summary);
        let after = page.split("Verdict:").nth(1).unwrap();
        let after = after.split("Possible:").next().unwrap();
        after.split("Question:").next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(verdict(&json!({"long": false})), "ineligible; the Parties may lift the requirement “Six months remain”");
    assert_eq!(
        verdict(&json!({"long": false, "ill": true})),
        "ineligible; the Parties may lift the requirement “Six months remain” or the bar “The prisoner is ill”"
    );
    assert_eq!(verdict(&json!({"long": false, "consents": false})), "ineligible");
    assert_eq!(
        verdict(&json!({"long": false, "agreed": true})),
        "ineligible; the Parties used the power to lift the requirement “Six months remain”"
    );
    assert_eq!(
        verdict(&json!({"long": false, "declined": true})),
        "ineligible; the Parties declined to lift the requirement “Six months remain”"
    );
    assert_eq!(verdict(&json!({"agreed": true, "consents": false})), "ineligible", "there was nothing to lift");
    assert_eq!(verdict(&json!({"agreed": true})), "eligible; the King may refuse");
    assert_eq!(
        verdict(&json!({"long": null})),
        "undetermined; it may be open to the Parties to lift the requirement “Six months remain”; \
         it may be open to the King to refuse"
    );
    assert_eq!(verdict(&json!({"long": null, "consents": false})), "ineligible", "to lift what is open would change nothing");
}

/// Its own section says what else stands against the person, or that there is nothing to lift.
#[test]
fn a_power_is_told_with_what_stands_besides() {
    let explanation = treaty(&json!({"long": false, "consents": false}));
    assert_has(&words(&explanation), &["Besides: The requirement is not met: “The prisoner does not object”"]);
    assert_eq!(explanation.powers[0].besides, ["p.q.consent"]);
    assert!(explanation.powers[0].touches);
    assert!(!explanation.in_short().contains("Parties"), "{}", explanation.in_short());
    let told =
        "the Parties may lift the requirement “Six months remain” (besides, against the person: “The prisoner does not object”)";
    assert_eq!(explanation.powers_text(), told);
    let explanation = treaty(&json!({"agreed": true}));
    assert_has(&words(&explanation), &["Here: Nothing that it may lift stands against the person."]);
    assert!(!explanation.powers[0].touches);
    assert_has(&explanation.powers_text(), &["(nothing that it may lift stands against the person)"]);
    assert!(explanation.in_short().ends_with("; the King may refuse"), "{}", explanation.in_short());
}

/// A sentence that denies something is quoted, so that the denial of it stays clear.
#[test]
fn what_became_of_a_sentence_is_said_of_it_in_quotation_marks() {
    let explanation = treaty(&json!({"consents": false}));
    assert_eq!(explanation.says, "Not met: “The prisoner may be transferred”");
    assert_has(
        &words(&explanation),
        &["1. The requirement is not met: “The prisoner does not object”", "is met: “Six months remain”"],
    );
    assert_eq!(explanation.reasons(), "The requirement is not met: “The prisoner does not object”");
    assert_eq!(explanation.in_short(), "not met: “The prisoner does not object”");
}

/// A requirement whose own condition fails is open only because what it is required for is.
#[test]
fn an_open_exemption_is_told_beside_a_condition_that_fails() {
    let text = r#"
record Case
  poor: yes/no
  disabled: yes/no
  dangerous: yes/no assessment by "a doctor"

question q for Case "The aid is granted"
requirement income of q "The income is low"
  required when not disabled
  met when poor
bar danger of q "The person is dangerous"
  rests on assessment
  bars when dangerous
"#;
    let mut sources = Sources::new();
    sources.add("p/p.whereas", text);
    let question = Policy::compile(&sources, "p").unwrap().question("q").unwrap().as_of(date(2025, 2, 4));
    let page = |disabled: Value, poor: Value| {
        let dangerous = json!({"value": false, "by": "Dr. Roe", "recorded": "2025-01-02"});
        let record = json!({"poor": poor, "disabled": disabled, "dangerous": dangerous});
        let page = question.evaluate(&record).unwrap().explain().page(Level::Grounds);
        page.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let why = "Why: Its own condition is not fulfilled; whether it is required in this case is open.";
    let open = page(json!(null), json!(false));
    assert_has(&open, &["cannot be decided yet: “The income is low”", why]);
    assert_has(&open, &["“The person is dangerous”. It rests on an assessment by Dr. Roe, recorded 2 January 2025."]);
    assert!(!page(json!(null), json!(null)).contains("Why: "));
    assert!(!page(json!(false), json!(false)).contains("Why: "));
}

#[test]
fn what_would_cure_a_requirement_or_a_bar_stands_beside_it_only_where_it_fails() {
    let rules = r#"
record Case "case"
  paid: yes/no "paid"
  banned: yes/no "banned"

question q for Case "The person may enter"

requirement fee of q "The fee is paid"
  met when paid
  curable "the fee may still be paid"

bar ban of q "The person is banned"
  bars when banned
  curable "the ban may be taken back"
"#;
    let both = words(&explain(rules, &json!({"paid": false, "banned": true})));
    assert_has(&both, &["Cure: The fee may still be paid.", "Cure: The ban may be taken back."]);
    let neither = words(&explain(rules, &json!({"paid": true, "banned": false})));
    assert!(!neither.contains("Cure:"), "{neither}");
}

const ABSENCES: &str = r#"
calendar
  leap birthdays on 1 March

record Absence "absence"
  left: date "day of leaving"
  returned: date or none "day of return"
  days: whole number "days as the person says"

record Case
  born: date "day of birth"
  absences: list of Absence "absences"
  longest: whole number "days as the longest absence"

question q for Case "The person is entitled"

requirement year of q "In each of the first three years the person was absent for at most 90 days"
  met when every y in periods of 1 year from born to (born plus 3 years) satisfies (
    days of absences from left to returned inside y at most 90)

requirement short of q "No absence is longer than 150 days by the person's own words"
  met when no a in absences where (a.days more than 150)

requirement there of q "There is an absence of a week"
  met when some a in absences where (a.days is 7)

requirement together of q "Two absences at most, and no two alike"
  met when number of a in absences where (a.days more than 10) at most 2
"#;

fn absences(record: &Value) -> Explanation {
    explain(ABSENCES, record)
}

/// The period or element that decided by itself is told with what was compared in it.
#[test]
fn the_element_that_decided() {
    let view = absences(&json!({"born": "2010-03-01", "longest": 1, "absences": [
        {"left": "2011-07-01", "returned": "2011-09-30", "days": 7},
        {"left": "2012-07-01", "returned": "2012-07-03", "days": 200},
    ]}));
    let page = words(&view);
    assert_has(&page, &["Compared: 91 days, 1 more than 90 (from 1 March 2011 to 29 February 2012)."]);
    assert_has(&page, &["Compared: 200 is 50 more than 150 (absences 2).", "Compared: Both are 7 (absences 1)."]);
    assert_has(&page, &["Compared: 1 is 1 less than 2."]);
    assert!(!page.contains("from 1 March 2010"), "a period that is as it should be decides nothing by itself: {page}");
    assert_eq!(view.norms[0].comparisons[0].of.as_deref(), Some("from 1 March 2011 to 29 February 2012"));
}

/// Where all periods are as they should be, none is told, least of all one that lies ahead.
#[test]
fn periods_that_lie_ahead_are_not_told() {
    let page = words(&absences(&json!({"born": "2024-03-01", "longest": 1, "absences": []})));
    assert_has(&page, &["The requirement is met: “In each of the first three years"]);
    assert!(!page.contains("2026") && !page.contains("2027"), "{page}");
}

/// Of many elements that decide by themselves the page names some and counts the rest.
#[test]
fn many_elements_that_decide() {
    let many: Vec<Value> =
        (1..=9).map(|day| json!({"left": format!("2012-07-0{day}"), "returned": "none", "days": 200})).collect();
    let view = absences(&json!({"born": "2010-03-01", "longest": 1, "absences": many}));
    let grounds = view.to_string();
    assert_has(&grounds, &["(absences 4)", "And 5 more that decide by themselves."]);
    assert!(!grounds.contains("(absences 5)"), "{grounds}");
    assert_has(&words(&view), &["(absences 9)"]);
}

const TIERS: &str = r#"
source ACT "Supervision Act 2022 (fictitious)" authority statute

choice Class: a "class A felony", b "class B felony", petty "petty offence"
choice Tier: none_at_all "no supervision", standard "standard", intensive "intensive"

record Case
  class: Class "offence class"
  term: period "term of the sentence"
  local: yes/no "lives here"

define tier: Tier "supervision tier"
  cites ACT "Sched. 1"
  by table
    | class    | term              | tier        |
    | a        | -                 | intensive   |
    | b        | at least 5 years  | intensive   |
    | b        | less than 5 years | standard    |
    | petty    | -                 | none_at_all |
  one match

define near: yes/no "lives near"
  cites ACT "s. 9"
  as local

question q for Case "The person is supervised"

requirement tier of q "The tier is standard or intensive"
  cites ACT "s. 2"
  met when local or tier is not none_at_all

requirement near of q "The person lives near"
  met when near
"#;

/// The row of a decision table that decided, or those that may, with the citations of what is derived.
#[test]
fn the_row_that_decided() {
    let page = words(&explain(TIERS, &json!({"class": "b", "term": "P48M", "local": false})));
    let row = "by row 3 of its table: offence class: b; term of the sentence: less than 5 years; supervision tier: standard";
    assert_has(&page, &[&format!("Terms: ‘supervision tier’, {row} (Supervision Act 2022 (fictitious), Sched. 1)")]);
    assert_has(&page, &["Terms: ‘lives near’ (Supervision Act 2022 (fictitious), s. 9)"]);
    let view = explain(TIERS, &json!({"class": "b", "local": false}));
    let rows: Vec<usize> = view.norms[0].derived[0].rows.iter().map(|row| row.row).collect();
    assert_eq!(rows, [2, 3]);
    assert_has(&words(&view), &["by one of these rows of its table: Row 2: offence class: b;", "Row 3: offence class: b;"]);
    let rows = |rules: &str, record: &Value| -> Vec<usize> {
        explain(rules, record).norms[0].derived[0].rows.iter().map(|row| row.row).collect()
    };
    assert_eq!(rows(TIERS, &json!({"class": "a", "local": false})), [1], "no row behind it was looked at");
    assert_eq!(rows(TIERS, &json!({"term": "P48M", "local": false})), [1, 3, 4]);
    let otherwise =
        TIERS.replace("| petty    | -                 | none_at_all |", "| -        | -                 | none_at_all |");
    let otherwise = otherwise.replace("one match", "first match");
    assert_eq!(rows(&otherwise, &json!({"term": "P48M", "local": false})), [1, 3, 4]);
    let scoped = TIERS.replace(
        "\"The person is supervised\"\n",
        "\"The person is supervised\"\n  covers cases where not (tier is intensive)\n",
    );
    let looked_at_by_the_scope = json!({"class": "petty", "local": true});
    assert_eq!(rows(&scoped, &looked_at_by_the_scope), [0; 0], "the norm did not look at the table");
    let page = words(&explain(TIERS, &json!({"class": "petty", "term": "P12M", "local": false})));
    assert_has(&page, &["by row 4 of its table: offence class: petty; term of the sentence: any;"]);
    let view = explain(TIERS, &json!({"class": "petty", "local": true}));
    assert!(view.norms[0].derived[0].rows.is_empty(), "the table was not looked at");
    assert_eq!(view.norms[0].derived[0].cites[0].pinpoint.as_deref(), Some("Sched. 1"));
}
