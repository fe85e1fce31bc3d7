//! What is proven of rules: found where it is so in every case, and under every law; not said where it is not.

use super::codes;

const HEAD: &str = "
record Case
  age: whole number from 0 to 120
  day: date
  born: date or none
  consent: yes/no
  stays: list of Stay
record Stay
  long: yes/no
question q for Case \"s\"
  law as at day
";

/// The codes of what is proven of norms.
fn proven(norms: &str) -> Vec<&'static str> {
    let text = format!("{HEAD}{norms}");
    let found: Vec<&str> = codes(&text);
    assert!(found.iter().all(|code| code.starts_with('W')), "{found:?}\n{text}");
    found.into_iter().filter(|code| ["W054", "W056", "W059", "W061"].contains(code)).collect()
}

#[test]
fn a_condition_that_holds_always_or_never() {
    for (condition, expected) in [
        ("age at least 18 or age less than 21", "W054"),
        ("age more than 120", "W054"),
        ("consent or not consent", "W054"),
        ("day before 2020-01-01 and day after 2020-01-01", "W054"),
        ("some stay in stays where (stay.long and not stay.long)", ""),
        ("age at least 18", ""),
        ("day on or after 2020-01-01", ""),
        // The day of asking is any day.
        ("today on or after 2020-01-01", ""),
        ("day on or before today", ""),
        ("born is none or today after born", ""),
    ] {
        let found = proven(&format!("requirement r of q \"s\"\n  met when {condition}\n"));
        assert_eq!(found.join(" "), expected, "{condition}");
    }
}

#[test]
fn what_is_presumed_is_not_so_in_every_case() {
    let norm = "requirement r of q \"s\"\n  met when consent\n";
    assert!(proven(&format!("{norm}presume consent is yes when age at least 18\n  \"s\"\n  burden on \"x\"\n")).is_empty());
}

#[test]
fn a_condition_that_can_be_met_under_another_law() {
    let norm = |second: &str| {
        format!(
            "parameter minimum: whole number \"l\"\n  from 1900-01-01: 130\n  from 2020-01-01: {second}\n\
             requirement r of q \"s\"\n  in force from 1900-01-01\n  met when age at least minimum\n"
        )
    };
    assert_eq!(proven(&norm("140")), ["W054"]);
    assert!(proven(&norm("18")).is_empty());
}

#[test]
fn a_norm_that_repeats_another() {
    let adult = "requirement adult of q \"s\"\n  met when age at least 18\n";
    let bar = "bar child of q \"s\"\n  bars when age less than 14\n";
    assert_eq!(proven(&format!("{adult}{bar}")), ["W056"]);
    assert!(proven(&format!("{adult}> no child\n{bar}")).is_empty(), "the law itself repeats");
    let bar = "bar child of q \"s\"\n  bars when age less than 14 or consent\n";
    assert!(proven(&format!("{adult}{bar}")).is_empty());
    let helped = "exception helped to adult of q \"s\"\n  when consent\n";
    let bar = "bar child of q \"s\"\n  bars when age less than 14\n";
    assert!(proven(&format!("{adult}{bar}{helped}")).is_empty());
}

#[test]
fn an_exception_that_never_helps() {
    let bar = "bar child of q \"s\"\n  bars when age less than 14\n";
    let exception = |condition: &str| format!("{bar}exception e to child of q \"s\"\n  when {condition}\n");
    assert_eq!(proven(&exception("age at least 14 and consent")), ["W059"]);
    assert!(proven(&exception("age at least 13 and consent")).is_empty());
    let other = "exception f to child of q \"s\"\n  when consent and age at least 10\n";
    let narrower = exception("consent and age at least 12");
    assert_eq!(proven(&format!("{narrower}{other}")), ["W059"]);
}

#[test]
fn a_row_that_no_case_reaches() {
    let table = |rows: &str, constraint: &str| {
        format!(
            "choice Tier: high, low\nrecord Case\n  age: whole number from 0 to 120\n  enrolled: yes/no\n{constraint}\
             define grown: yes/no \"l\"\n  as age at least 18\n\
             define tier: Tier \"l\"\n  by table\n    | age | grown | enrolled | tier |\n{rows}    | - | - | - | high |\n  first match\n\
             question q for Case \"s\"\nrequirement r of q \"s\"\n  met when tier is high and enrolled\n"
        )
    };
    let found = |rows: &str, constraint: &str| -> Vec<&str> {
        let codes = codes(&table(rows, constraint));
        codes.into_iter().filter(|code| ["W055", "W061"].contains(code)).collect()
    };
    let young = "  constraint age less than 30 or not enrolled \"only those under 30 are enrolled\"\n";
    let rows = "    | at least 65 | - | yes | high |\n    | - | - | no | low |\n";
    assert_eq!(found(rows, young), ["W061"]);
    assert!(found(rows, "").is_empty());
    // What is derived from the age says something of it.
    assert_eq!(found("    | less than 10 | yes | - | high |\n    | - | no | - | low |\n", ""), ["W061"]);
    assert!(found("    | less than 20 | yes | - | high |\n    | - | no | - | low |\n", "").is_empty());
    // Where the cells alone show it, it is said once.
    assert_eq!(found("    | at most 40 | - | - | low |\n    | less than 30 | - | - | high |\n", ""), ["W055"]);
    // The last row is reached by none where the others between them take all.
    assert_eq!(found("    | - | yes | - | high |\n    | less than 18 | - | - | low |\n", ""), ["W061"]);
}

#[test]
fn a_question_asked_of_a_record_within_the_case_may_have_any_verdict() {
    let text = "
record Member
  age: whole number
record Household
  applicant: Member
question young for Member \"s\"
requirement age of young \"s\"
  met when age less than 25
question q for Household \"s\"
requirement r of q \"s\"
  met when young for applicant is eligible
";
    let found = codes(text);
    assert!(!found.contains(&"W054"), "{found:?}");
}

/// Where condition and value alone contradict a constraint; otherwise nothing is said.
#[test]
fn a_presumption_that_contradicts_a_constraint() {
    const FACTS: &str = "choice Home: within, abroad\nrecord Case\n  minor: yes/no\n  guardian: yes/no\n  home: Home\n  left: date or none\n  age: whole number from 0 to 120\n";
    const ASKED: &str = "question q for Case \"s\"\nrequirement r of q \"s\"\n  met when not guardian and (left is none or minor) and home is within and age at least 3\n";
    for (constraint, presumption, expected) in [
        ("(not minor or guardian)", "guardian is no when minor", true),
        ("(not minor or guardian)", "guardian is no when minor and age at least 3", true),
        ("(not minor or guardian)", "guardian is no when not (not minor or home is abroad)", true),
        ("(not minor or guardian)", "guardian is no when minor or age at least 3", false),
        ("(not minor or guardian)", "guardian is yes when minor", false),
        ("(not minor or guardian)", "guardian is no when not minor", false),
        ("(home is not abroad or left exists)", "left is none when home is abroad", true),
        ("(home is not abroad or left exists)", "left is none when home is within", false),
        ("(left is none or home is abroad)", "home is within when left exists", false),
        ("(left exists or home is abroad)", "home is within when left is none", true),
        // The condition is met by no record.
        ("(not minor)", "guardian is no when minor", false),
        ("(left is none or left before today)", "left is 2030-01-01 when minor", false),
    ] {
        let text = format!("{FACTS}  constraint {constraint} \"c\"\n{ASKED}presume {presumption} \"s\"\n");
        let found = codes(&text);
        assert!(found.iter().all(|code| code.starts_with('W')), "{found:?}\n{text}");
        assert_eq!(found.contains(&"W062"), expected, "{constraint}: {presumption}");
    }
}
