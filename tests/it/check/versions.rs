//! Dates in force and versions.

use super::{check, checked, errors, with_source};
use whereas::date;

const HEAD: &str = "record Case\n  a: yes/no\n\nquestion q for Case \"s\"\n  in force from 1985-07-01 until 2020-01-01\n";

fn norm(dates: &str) -> String {
    format!("\nrequirement r of q \"s\"\n  met when a\n  {dates}\n")
}

#[test]
fn a_norm_inherits_the_dates_of_its_question() {
    let policy = checked(&format!("{HEAD}{}", norm(""))).policy.expect("no errors");
    let version = &policy.norms[0].versions[0];
    assert_eq!((version.in_force.from, version.in_force.until), (Some(date(1985, 7, 1)), Some(date(2020, 1, 1))));
}

#[test]
fn versions_are_ascending_and_cut_by_the_question() {
    let text = format!("{HEAD}{}{}", norm("in force from 2000-01-01"), norm("in force until 2000-01-01"));
    let policy = checked(&text).policy.expect("no errors");
    let starts: Vec<_> = policy.norms[0].versions.iter().map(|version| (version.in_force.from, version.in_force.until)).collect();
    assert_eq!(starts, [(Some(date(1985, 7, 1)), Some(date(2000, 1, 1))), (Some(date(2000, 1, 1)), Some(date(2020, 1, 1)))]);
}

#[test]
fn overlap_hole_and_none_at_all() {
    for (one, other, code) in [
        ("in force from 1990-01-01 until 2000-01-02", "in force from 2000-01-01", "E110"),
        ("in force from 1990-01-01", "in force from 2000-01-01", "E110"),
        ("in force from 1990-01-01 until 1999-12-31", "in force from 2000-01-01", "E111"),
        ("", "", "E104"),
        ("", "in force from 2000-01-01", "E110"),
    ] {
        let text = format!("{HEAD}{}{}", norm(one), norm(other));
        assert_eq!(errors(&text), [code], "{}", check(&text));
    }
}

#[test]
fn the_texts_of_overlap_and_hole() {
    insta::assert_snapshot!(with_source(&format!(
        "{HEAD}{}{}{}",
        norm("in force from 1990-01-01 until 1999-12-31"),
        norm("in force from 2000-01-01 until 2010-01-01"),
        norm("in force from 2009-01-01")
    )));
}

#[test]
fn never_in_force_together_with_the_question() {
    let text = format!("{HEAD}{}", norm("in force from 2020-01-01"));
    assert_eq!(errors(&text), ["E112"], "{}", check(&text));
}

#[test]
fn what_is_read_must_have_a_version() {
    let head = |dates: &str| {
        format!(
            "record Case\n  p: period\n\nparameter m: period \"s\"\n  from 1985-07-01: 6 months\n\nquestion q for Case \"s\"\n  {dates}\n"
        )
    };
    let norm = "\nrequirement r of q \"s\"\n  met when p at least m\n";
    assert_eq!(errors(&format!("{}{norm}", head("in force from 1985-07-01"))), Vec::<&str>::new());
    assert_eq!(errors(&format!("{}{norm}", head("in force from 1985-06-30"))), ["E303"]);
    insta::assert_snapshot!(with_source(&format!("{}{norm}", head(""))));
}

#[test]
fn what_is_read_through_a_define_must_have_a_version() {
    let text = "record Case\n  p: period\n\nparameter m: period \"s\"\n  from 1985-07-01: 6 months\n\ndefine long for Case: yes/no \"is long\"\n  as p at least m\n\nquestion q for Case \"s\"\n\nrequirement r of q \"s\"\n  met when long\n";
    assert_eq!(errors(text), ["E303"], "{}", check(text));
    let dated = text.replace("  as p", "  in force from 1985-07-01\n  as p");
    // Now the define itself has no version on the days before.
    assert_eq!(errors(&dated), ["E303"], "{}", check(&dated));
    let all = dated.replace("for Case \"s\"", "for Case \"s\"\n  in force from 1985-07-01");
    assert_eq!(errors(&all), Vec::<&str>::new(), "{}", check(&all));
}

#[test]
fn a_define_that_has_ended() {
    let text = "record Case\n  p: yes/no\n\ndefine d for Case: yes/no \"s\"\n  as p\n  in force until 2000-01-01\n\nquestion q for Case \"s\"\n\nrequirement r of q \"s\"\n  met when d\n";
    insta::assert_snapshot!(with_source(text));
}

#[test]
fn dated_values_in_order() {
    for (values, code) in [
        ("  from 2000-01-01: 1\n  from 1990-01-01: 2\n", "E113"),
        ("  from 2000-01-01: 1\n  from 2000-01-01: 2\n", "E113"),
        ("", "E114"),
    ] {
        let text = format!("parameter m: number \"s\"\n{values}");
        assert_eq!(errors(&text), [code], "{}", check(&text));
    }
}
