//! Calendars, ages and roundings: what is found, and what is not.

use super::checked;

const FACTS: &str = "record Case
  born: date
  applied: date
  consent: yes/no
  income: number
  wage: money in USD
  paid: money
  count: whole number
  term: period

";

/// The codes that are found in a pack, the place of each in the author's words; missing citations and tests, and facts that these
/// rules do not need, are left out.
fn codes(items: &str) -> Vec<String> {
    let checked = checked(&format!("{FACTS}{items}"));
    let findings = checked.diagnostics.iter().filter(|finding| {
        !["W001", "W004", "W005", "W006", "W054"].contains(&finding.code.as_str())
            && !finding.message.starts_with("nothing reads the fact")
    });
    let shown = findings.map(|finding| {
        let file = checked.files.iter().find(|file| file.id == finding.span().file).unwrap();
        let words: Vec<&str> = file.slice(finding.span()).split_whitespace().collect();
        format!("{} {}", finding.code, words.join(" "))
    });
    shown.collect()
}

fn condition(condition: &str) -> String {
    format!("question q for Case \"s\"\n  in force from 2000-01-01\n\nrequirement r of q \"s\"\n  met when {condition}\n")
}

/// What is found in a condition under a calendar of two fixed rules.
fn found(text: &str) -> Vec<String> {
    codes(&format!("calendar\n  leap birthdays on 1 March\n  months run over\n\n{}", condition(text)))
}

const READING: &str = "reading feb \"s\"\n  option on_28_february\n  option on_1_march\n\nreading ends \"s\"\n  option run_over\n  option last_day\n\n";

#[test]
fn a_calendar_may_be_left_to_readings_which_are_then_used() {
    let calendar = format!("calendar\n  leap birthdays by feb\n  months end by demo.ends\n\n{READING}");
    assert_eq!(codes(&format!("{calendar}{}", condition("age of born on applied at least 18"))), [""; 0]);
}

#[test]
fn a_calendar_that_is_wrong_is_reported_once() {
    let asked = condition("age of born on applied at least 18 and applied after born plus 1 month");
    let with = |calendar: &str| codes(&format!("calendar\n  {calendar}\n\n{READING}{asked}"));
    assert_eq!(with("leap birthdays by nobody"), ["E200 nobody"]);
    assert_eq!(with("leap birthdays by ends\n  months end by feb"), ["E155 ends", "E155 feb"]);
    assert_eq!(with("leap birthdays on 2 March"), ["E001 2"]);
    assert_eq!(with("leap birthdays on 1 March\n  leap birthdays by feb"), ["E021 leap birthdays by feb"]);
    assert_eq!(with("cites NOTHING \"s. 1\"").first().map(String::as_str), Some("E020 calendar cites NOTHING \"s. 1\""));
    assert_eq!(with("leap birthdays on 1 March\n  months run over\n  cites NOTHING \"s. 1\"").first().unwrap(), "E200 NOTHING");
    assert_eq!(with("leap birthdays on 1 March\n  curable \"no\"").first().unwrap(), "E107 \"no\"");
    let three = "reading feb \"s\"\n  option on_28_february\n  option on_1_march\n  option never\n\n";
    assert_eq!(codes(&format!("calendar\n  leap birthdays by feb\n\n{three}{asked}")), ["E155 feb"]);
}

#[test]
fn an_age_needs_the_rule_of_its_own_pack() {
    assert_eq!(codes(&condition("age of born on applied at least 18")), ["E239 age of born on applied"]);
    let months = format!("calendar\n  months run over\n\n{}", condition("age of born on applied at least 18"));
    assert_eq!(codes(&months), ["E239 age of born on applied"]);
    let other = "# file: other/other.whereas\ncalendar\n  leap birthdays on 1 March\n";
    let used = format!("use \"../other\"\n\n{}{other}", condition("age of born on applied at least 18"));
    assert_eq!(codes(&used), ["E239 age of born on applied"], "of another pack only its names are visible");
    let file = "# file: demo/second.whereas\ncalendar\n  leap birthdays on 1 March\n";
    assert_eq!(codes(&format!("{}{file}", condition("age of born on applied at least 18"))), [""; 0], "in any file of the pack");
    let second = format!("calendar\n  months run over\n\n{}{file}", condition("consent"));
    assert_eq!(codes(&second), ["E154 calendar leap birthdays on 1 March"]);
}

#[test]
fn ages_are_of_dates() {
    assert_eq!(found("age of born on income at least 18"), ["E201 income"]);
    assert_eq!(found("age of consent on applied at least 18"), ["E201 consent"]);
    assert_eq!(found("age of born on applied at least 18 years"), ["E210 age of born on applied at least 18 years"]);
    assert_eq!(found("age of born on (applied plus 1 month) at least 18"), [""; 0]);
}

/// Which law governs, and whether a fact exists, cannot hang on how the law is read.
#[test]
fn a_reading_of_the_calendar_is_no_fact() {
    let open = format!("calendar\n  leap birthdays by feb\n  months end by ends\n\n{READING}");
    let governed =
        |date: &str| format!("question q for Case \"s\"\n  law as at {date}\n\nrequirement r of q \"s\"\n  met when consent\n");
    let with = |date: &str| codes(&format!("{open}{}", governed(date)));
    assert_eq!(with("applied plus 1 month"), ["E227 applied plus 1 month"]);
    assert_eq!(with("applied plus term"), ["E227 applied plus term"]);
    assert_eq!(with("applied plus 30 days"), [""; 0], "of days no month has an end");
    assert_eq!(with("applied plus 2 months minus 1 day"), ["E227 applied plus 2 months"]);
    let fixed = format!("calendar\n  months run over\n\n{}", governed("applied plus 1 month"));
    assert_eq!(codes(&fixed), [""; 0]);
    let only = |condition: &str| {
        format!("record Other\n  born: date\n  spouse: date only when {condition}\n\n{open}{}", governed("today"))
    };
    assert_eq!(codes(&only("age of born on 2020-01-01 at least 18")), ["E228 age of born on 2020-01-01"]);
    assert_eq!(
        codes(&only("completed years from born to 2020-01-01 at least 18")),
        ["E228 completed years from born to 2020-01-01"]
    );
}

#[test]
fn years_added_to_a_fact_whose_age_is_asked_for() {
    let beside = |other: &str| found(&format!("age of born on applied at least 18 and {other}"));
    assert_eq!(beside("applied on or after born plus 18 years"), ["W053 born plus 18 years"]);
    assert_eq!(beside("born plus 216 months after applied"), ["W053 born plus 216 months"]);
    assert_eq!(beside("applied is from 2000-01-01 until born plus 65 years"), ["W053 born plus 65 years"]);
    assert_eq!(beside("born plus 18 years is applied"), ["W053 born plus 18 years"]);
    assert_eq!(beside("born plus 6 months after applied"), [""; 0], "no years");
    assert_eq!(beside("born plus 18 years plus 1 day after applied"), [""; 0], "not only years");
    assert_eq!(beside("applied plus 18 years after born"), [""; 0], "another fact");
    assert_eq!(found("applied on or after born plus 18 years"), [""; 0], "no age asked for");
}

#[test]
fn the_lint_on_ages_sees_defines_loops_and_parameters() {
    let calendar = "calendar\n  leap birthdays on 1 March\n\nparameter majority: period\n  from 2000-01-01: 18 years\n\n";
    let define = "define adult for Case: yes/no\n  as age of born on applied at least 18\n\n";
    let text = format!("{calendar}{define}{}", condition("adult and applied after born plus majority"));
    assert_eq!(codes(&text), ["W053 born plus majority"]);
    let children = "record Child\n  born: date\n\nrecord Family\n  children: list of Child\n  day: date\n\nquestion f for Family \"s\"\n\n\
                    requirement young of f \"s\"\n  met when some x in children where (age of x.born on day less than 14)\n\n\
                    bar grown of f \"s\"\n  bars when some x in children where (x.born plus 21 years on or before day)\n";
    let apart = "calendar\n  leap birthdays on 1 March\n\n";
    assert_eq!(codes(&format!("{apart}{children}")), ["W053 x.born plus 21 years"]);
}

#[test]
fn units_of_rounding() {
    assert_eq!(found("income / 3 rounded half even to 0.01 at least 1"), [""; 0], "a rounded quotient may be compared");
    assert_eq!(found("1 + (income / 3 rounded up to 1) at least 1"), [""; 0]);
    assert_eq!(found("(income / 3 rounded up to 1) / 7 at least 1"), [""; 0]);
    assert_eq!(found("income rounded up to 0 is 1"), ["E241 0"]);
    assert_eq!(found("income rounded up to -5 is 1"), ["E241 -5"]);
    assert_eq!(found("income rounded up to count is 1"), ["E242 count"]);
    assert_eq!(found("term rounded up to 1 is 1"), ["E240 term"]);
    assert_eq!(found("income rounded up to 1 day is 1"), ["E240 1 day"]);
    assert_eq!(found("wage rounded up to 1 is 1 USD"), ["E216 wage rounded up to 1"]);
    assert_eq!(found("income rounded up to 1 USD is 1"), ["E216 income rounded up to 1 USD"]);
    assert_eq!(found("wage rounded up to 1 EUR is 1 USD"), ["E214 wage rounded up to 1 EUR"]);
    assert_eq!(
        found("paid rounded up to 1 EUR is 1 USD"),
        ["E214 paid rounded up to 1 EUR is 1 USD"],
        "what is rounded has the unit's currency"
    );
    assert_eq!(found("consent rounded up to 1 is 1"), ["E240 consent"]);
}

#[test]
fn parameters_as_units() {
    let with = |value: &str, rest: &str| {
        let parameter = format!("parameter step: number\n  from 2000-01-01: 0.5\n  from 2010-01-01: {value}\n\n");
        codes(&format!("{parameter}{}", rest.replace("RULE", &condition("income rounded up to step at least 1"))))
    };
    assert_eq!(with("1", "RULE"), [""; 0]);
    assert_eq!(with("0", "RULE"), ["E241 step"], "in any of its versions");
    assert_eq!(with("yes", "RULE"), ["E201 yes"], "reported once");
    let counted = |unit: &str| {
        codes(&format!("define n: whole number\n  as income rounded down to {unit}\n\n{}", condition("n at least 1")))
    };
    assert_eq!(counted("5"), [""; 0], "whole units make whole numbers");
    assert_eq!(counted("0.5"), ["E201 income rounded down to 0.5"]);
}

/// A define may be called by the words that have a meaning in their place only.
#[test]
fn words_in_place_are_names_elsewhere() {
    let record = "record Other\n  age: whole number\n  day: date\n  end: date\n  half: number\n  up: yes/no\n  the: yes/no\n\nquestion o for Other \"s\"\n\n";
    let asked = "requirement r of o \"s\"\n  met when age at least 18 and day before end and half rounded half up to 1 is 2 and up and the\n";
    assert_eq!(codes(&format!("{record}{asked}")), [""; 0]);
}
