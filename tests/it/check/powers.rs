//! Powers, requirements asked for in some cases only, and who may ask for the status of a norm.

use super::{check, codes, errors, with_source};

const HEAD: &str = "choice State: open, closed\n\nrecord Case\n  a: yes/no\n  end: date or none\n  file: State\n\nquestion q for Case \"s\"\n\nrequirement r of q \"s\"\n  met when a\n\nbar x of q \"s\"\n  bars when not a\n\nexception e to x of q \"s\"\n  when a\n\n";

fn with(items: &str) -> String {
    format!("{HEAD}{items}\n")
}

/// What `required when` says to exist needs no second guard.
#[test]
fn required_when_guards_the_condition() {
    let written = |required: &str| with(&format!("requirement f of q \"s\"\n  {required}\n  met when end before 2025-01-01\n"));
    assert_eq!(errors(&written("required when end exists")), Vec::<&str>::new());
    assert_eq!(errors(&written("required when a and end exists")), Vec::<&str>::new());
    assert_eq!(errors(&written("required when a or end exists")), ["E217"]);
    assert_eq!(errors(&written("required when end is none")), ["E217"]);
    assert_eq!(errors(&written("")), ["E217"]);
}

#[test]
fn statuses_of_norms() {
    let items = [
        "note n of q \"s\"\n  shown when r is clear",
        "note n of q \"s\"\n  shown when r does not apply",
        "note n of q \"s\"\n  shown when x is met",
        "note n of q \"s\"\n  shown when e is lifted",
        "note n of q \"s\"\n  shown when missing_norm is met",
        "note n of q \"s\"\n  shown when q.r is met",
        "note n of q \"s\"\n  shown when (r and x) is met",
        "requirement f of q \"s\"\n  met when r is met",
        "requirement f of q \"s\"\n  met when x is lifted",
        "requirement f of q \"s\"\n  met when x does not apply",
        "define d for Case: yes/no\n  as e holds\n\nnote n of q \"s\"\n  shown when d",
        "power p of q \"s\"\n  held by \"s\"\n  may refuse\n  when r is met",
        "requirement file of q \"s\"\n  met when a\n\nnote n of q \"s\"\n  shown when file is open",
    ];
    let found: Vec<String> = items.iter().map(|item| with_source(&with(item)).split_once(HEAD).unwrap().1.to_owned()).collect();
    insta::assert_snapshot!(found.join("\n====\n"));
}

#[test]
fn statuses_that_may_be_asked() {
    for condition in [
        "r is met and r is not met",
        "not (x is not lifted) or x does not apply",
        "e holds or e does not hold",
        "any of (r is waived, r is not waived, r is not required, x is clear, x is lifted, x applies)",
        "r is open or x is open or e is open",
        "r is in force and x is not in force",
        "file is open or file is not open",
        "q is ineligible or q is undetermined",
    ] {
        let text =
            with(&format!("note n of q \"s\"\n  shown when {condition}\n\nreport w of q: yes/no \"s\"\n  as {condition}\n"));
        assert_eq!(errors(&text), Vec::<&str>::new(), "{condition}: {}", check(&text));
    }
}

#[test]
fn powers() {
    let items = [
        "power p of q \"s\"\n  may refuse",
        "power p of q \"s\"\n  held by \"s\"",
        "power p of q \"s\"\n  held by \"s\"\n  may refuse\n  may lift r",
        "power p of q \"s\"\n  held by \"s\"\n  may lift e",
        "power p of q \"s\"\n  held by \"s\"\n  may lift rr",
        "power p of q \"s\"\n  held by \"s\"\n  may lift r, x\n  curable \"s\"",
        "power r of q \"s\"\n  held by \"s\"\n  may refuse",
        "power p of q \"s\"\n  held by \"s\"\n  may refuse\n\npower p of q \"s\"\n  held by \"s\"\n  may refuse",
        "power p of q \"s\"\n  in force until 2020-01-01\n  held by \"s\"\n  may refuse\n\npower p of q \"s\"\n  in force from 2021-01-01\n  held by \"s\"\n  may refuse",
        "power p of q \"s\"\n  held by \"s\"\n  may refuse\n\nexception f to x of q \"s\"\n  when p",
        "power p of q \"s\"\n  held by \"s\"\n  may refuse\n\ntest \"t\" of q asked on 2025-01-01\n  given a: yes\n  expect eligible, power o",
    ];
    let found: Vec<String> = items.iter().map(|item| with_source(&with(item)).split_once(HEAD).unwrap().1.to_owned()).collect();
    insta::assert_snapshot!(found.join("\n====\n"));
}

/// Names of powers, and of facts called by the words of a power.
#[test]
fn words_of_powers_are_names_elsewhere() {
    let text = "record Case\n  held: yes/no\n  may: yes/no\n  open: yes/no\n  refused: yes/no\n  exercised: yes/no\n  holds: yes/no\n\nquestion q for Case \"s\"\n\nrequirement r of q \"s\"\n  met when held and may and open and refused and exercised and holds\n\npower p of q \"s\"\n  held by \"s\"\n  may refuse\n  when may and open\n  exercised when exercised\n  refused when refused and held\n";
    assert_eq!(errors(text), Vec::<&str>::new(), "{}", check(text));
}

#[test]
fn a_power_without_citation() {
    let text = with("power p of q \"s\"\n  held by \"s\"\n  may refuse\n");
    assert!(codes(&text).contains(&"W001"));
}

/// Whoever refuses or lifts decides about a person too.
#[test]
fn what_a_power_reads_must_be_said() {
    let head = "record Case\n  a: yes/no\n  faith: text sensitive\n  risk: yes/no assessment by \"a doctor\"\n\nquestion policy for Case \"s\"\n  advisory\n  says eligible \"e\", ineligible \"i\", undetermined \"u\", not applicable \"n\"\n\nrequirement p of policy \"s\"\n  met when a\n\nquestion q for Case \"s\"\n\nrequirement r of q \"s\"\n  met when a\n\n";
    let power = |clauses: &str, condition: &str| {
        format!("{head}power w of q \"s\"\n  held by \"s\"\n  may refuse\n  {clauses}\n  {condition}\n")
    };
    for word in ["when", "exercised when", "refused when"] {
        for (condition, code, said) in [
            ("faith is \"x\"", "E300", "sensitive fact used because \"the Act\""),
            ("risk", "E304", "rests on assessment"),
            ("policy is eligible", "E301", ""),
        ] {
            let condition = format!("{word} {condition}");
            assert_eq!(errors(&power("", &condition)), [code], "{condition}: {}", check(&power("", &condition)));
            if !said.is_empty() {
                assert_eq!(errors(&power(said, &condition)), Vec::<&str>::new(), "{condition}");
            }
        }
    }
}
