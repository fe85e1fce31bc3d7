//! Repeal, amendments, law that became known later, norms with a clock of their own.

use super::{check, checked, errors};
use whereas::date;

const HEAD: &str = "record Case\n  a: yes/no\n  b: yes/no\n  filed: date\n\nquestion q for Case \"s\"\n  law as at filed\n";

fn norm(clauses: &str) -> String {
    format!("\nrequirement r of q \"s\"\n  met when a\n  {clauses}\n")
}

fn amends(clauses: &str) -> String {
    format!("\namends requirement r of q \"s\"\n  met when b\n  {clauses}\n")
}

fn finds(text: &str, codes: &[&str]) {
    let text = format!("{HEAD}{text}");
    assert_eq!(errors(&text), codes, "{}", check(&text));
}

#[test]
fn a_repeal_leaves_a_hole_and_nothing_else() {
    let later = norm("in force from 2010-01-01");
    finds(&format!("{}{later}", norm("in force from 2000-01-01 until 2005-01-01")), &["E111"]);
    finds(&format!("{}{later}", norm("in force from 2000-01-01\n  repealed from 2005-01-01")), &[]);
    finds(&format!("{}{later}", norm("repealed from 2005-01-01")), &[]);
    finds(&format!("{}{later}", norm("repealed from 2011-01-01")), &["E110"]);
    finds(&norm("in force from 2000-01-01\n  repealed from 2000-01-01"), &["E112"]);
    finds(&norm("in force until 2005-01-01\n  repealed from 2005-01-01"), &["E170"]);
    finds("\nparameter p: number\n  from 2000-01-01: 1\n  repealed from 2000-01-01\n", &["E112"]);
    finds("\nreading r \"s\"\n  option wide\n  option narrow\n  repealed from 2000-01-01\n", &["E107"]);
}

#[test]
fn a_repealed_value_is_no_law_for_what_reads_it() {
    let reads = |dates: &str| format!("\nrequirement r of q \"s\"\n  met when p is 1\n  in force {dates}\n");
    let repealed = "\nparameter p: number\n  from 2000-01-01: 1\n  repealed from 2005-01-01\n";
    finds(&format!("{repealed}{}", reads("from 2000-01-01 until 2005-01-01")), &[]);
    finds(&format!("{repealed}{}", reads("from 2000-01-01")), &["E303"]);
    let again = format!("{repealed}\namends parameter p\n  from 2010-01-01: 2\n");
    finds(&format!("{again}{}", reads("from 2000-01-01")), &["E303"]);
    finds(&format!("{again}{}", reads("from 2010-01-01")), &[]);
    finds(
        &format!(
            "\nparameter p: number\n  from 2000-01-01: 1\n\namends parameter p\n  from 2010-01-01: 2\n{}",
            reads("from 2000-01-01")
        ),
        &[],
    );
}

#[test]
fn an_amendment_ends_the_former_version() {
    let text = format!(
        "{HEAD}{}{}{}",
        amends("in force from 2010-01-01"),
        norm("in force from 2000-01-01"),
        amends("in force from 2005-01-01")
    );
    let policy = checked(&text).policy.expect("no errors");
    let found: Vec<_> = policy.norms[0].versions.iter().map(|version| (version.in_force.from, version.in_force.until)).collect();
    let day = |year| Some(date(year, 1, 1));
    assert_eq!(found, [(day(2000), day(2005)), (day(2005), day(2010)), (day(2010), None)]);
}

#[test]
fn what_an_amendment_needs() {
    finds(&format!("{}{}", norm("in force until 2005-01-01"), amends("in force from 2010-01-01")), &["E111"]);
    finds(&format!("{}{}", norm("repealed from 2005-01-01"), amends("in force from 2010-01-01")), &[]);
    finds(&format!("{}{}", norm("in force until 2015-01-01"), amends("in force from 2010-01-01")), &[]);
    finds(&format!("{}{}", norm(""), amends("")), &["E174"]);
    finds(&format!("{}{}", norm("in force from 2010-01-01"), amends("in force from 2005-01-01")), &["E175"]);
    finds(&amends("in force from 2005-01-01"), &["E172"]);
    finds("\nnote n of q \"s\"\n  shown when a\n\namends report n of q: yes/no\n  as a\n  in force from 2005-01-01\n", &["E173"]);
    finds("\nlist l of country\n  from 2000-01-01: DE\n\namends parameter l\n  from 2005-01-01: 1\n", &["E173"]);
    finds("\nparameter p: number\n  from 2000-01-01: 1\n\namends parameter p: date\n  from 2005-01-01: 2005-01-01\n", &["E116"]);
    finds("\nlist l of country\n  from 2000-01-01: DE\n\namends list k\n  from 2005-01-01: FR\n", &["E172"]);
    finds(
        "\ndefine d for Case: yes/no\n  as a\n\namends define d for Case: number\n  as 1\n  in force from 2005-01-01\n",
        &["E116"],
    );
    finds("\nreport n of q: yes/no\n  as a\n\namends report n of q: number\n  as 1\n  in force from 2005-01-01\n", &["E116"]);
    finds("\nnote n of q \"s\"\n  shown when a\n\nnote n of q \"t\"\n  shown when b\n", &["E104"]);
}

#[test]
fn known_from() {
    finds(&norm("in force from 2005-01-01 known from 2005-01-01"), &["E171"]);
    let base = norm("in force from 2000-01-01");
    finds(&format!("{base}{}", norm("in force from 2005-01-01 known from 2006-01-01")), &[]);
    finds(&format!("{base}{}", norm("in force from 2000-01-01 known from 2006-01-01")), &[]);
    let twice = format!(
        "{}{}",
        norm("in force from 2004-01-01 known from 2006-01-01"),
        norm("in force from 2005-01-01 known from 2006-01-01")
    );
    finds(&format!("{base}{twice}"), &["E110"]);
    // Who asks before 2006 finds no law for the year 2005.
    let until = norm("in force from 2000-01-01 until 2005-01-01");
    let later = norm("in force from 2005-06-01");
    finds(&format!("{until}{}{later}", norm("in force from 2005-01-01 until 2005-06-01 known from 2006-01-01")), &["E111"]);
    finds("\nparameter p: number\n  from 2000-01-01: 1\n  from 2000-01-01 known from 2001-01-01: 2\n", &[]);
    finds("\nparameter p: number\n  from 2000-01-01 known from 2001-01-01: 2\n  from 2000-01-01: 1\n", &["E113"]);
}

#[test]
fn what_reads_must_be_known_no_earlier() {
    let parameter = "\nparameter p: number\n  from 2000-01-01 known from 2001-01-01: 1\n";
    let reads = |dates: &str| format!("{parameter}\nrequirement r of q \"s\"\n  met when p is 1\n  in force {dates}\n");
    finds(&reads("from 2000-01-01"), &["E303"]);
    finds(&reads("from 2000-01-01 known from 2000-12-31"), &["E303"]);
    finds(&reads("from 2000-01-01 known from 2001-01-01"), &[]);
    let through = |dates: &str| {
        format!(
            "{parameter}\ndefine d for Case: yes/no\n  as p is 1\n  in force from 2000-01-01 known from 2001-01-01\n\nrequirement r of q \"s\"\n  met when d\n  in force {dates}\n"
        )
    };
    finds(&through("from 2000-01-01"), &["E303"]);
    finds(&through("from 2000-01-01 known from 2001-01-01"), &[]);
}

#[test]
fn a_clock_of_its_own() {
    finds(&norm("law as at filed"), &[]);
    finds(
        "\nparameter p: date\n  from 2000-01-01: 2000-01-01\n\nrequirement r of q \"s\"\n  met when a\n  law as at p\n",
        &["E227"],
    );
    finds(&format!("{}{}", norm("law as at filed"), amends("in force from 2010-01-01")), &["E116"]);
    finds(
        &format!(
            "{}{}",
            norm("law as at filed plus 1 month"),
            amends("law as at filed   plus 1 month\n  in force from 2010-01-01")
        ),
        &[],
    );
    // Its dates are not bound to those of the question.
    let head = HEAD.replace("law as at filed", "law as at filed\n  in force from 2000-01-01");
    let text = format!("{head}{}", norm("law as at filed\n  in force until 1990-01-01"));
    assert_eq!(errors(&text), [] as [&str; 0], "{}", check(&text));
    assert_eq!(errors(&format!("{head}{}", norm("in force until 1990-01-01"))), ["E112"]);
}
