//! One fault, one finding: nothing that names a broken or unknown thing is reported on top.

use super::{check, errors};

#[test]
fn a_name_from_a_pack_that_is_missing() {
    let text = "use \"../nowhere\"\nrecord Case\n  kind: Kind\nquestion q for Case \"s\"\nrequirement r of q \"s\" met when kind is life\n";
    assert_eq!(errors(text), ["E100"], "{}", check(text));
}

#[test]
fn a_name_from_a_file_that_is_not_utf8() {
    let text = "record Case\n  kind: Kind\n# file: demo/other.whereas\nchoice Kind: l\u{FFFD}ife\n";
    assert_eq!(errors(text), ["E103"], "{}", check(text));
}

#[test]
fn a_question_about_an_unknown_record() {
    let text = "record Case\n  a: yes/no\nquestion q for Csae \"s\"\nrequirement r of q \"s\" met when a\nexception e to r of q \"s\" when a\nnote n of q \"s\" shown when a\ntest \"t\" of q asked on 2025-01-01\n  given a: yes\n  expect eligible because r, note n\n";
    assert_eq!(errors(text), ["E200"], "{}", check(text));
}

#[test]
fn a_field_of_an_unknown_type() {
    let text = "record Case\n  kind: Knd\nquestion q for Case \"s\"\nrequirement r of q \"s\" met when kind is life\ntest \"t\" of q asked on 2025-01-01\n  given kind: life\n  expect eligible missing kind\n";
    assert_eq!(errors(text), ["E200"], "{}", check(text));
}

#[test]
fn a_define_with_a_faulty_body_and_its_user() {
    let text = "record Case\n  a: yes/no\nquestion q for Case \"s\" in force from 1990-01-01\ndefine d: yes/no \"s\" as unknown_fact\nrequirement r of q \"s\" met when d\n";
    assert_eq!(errors(text), ["E200"], "{}", check(text));
}

#[test]
fn a_parameter_with_a_faulty_value_and_its_user() {
    let text = "record Case\n  p: period\nquestion q for Case \"s\"\nparameter m: period \"s\"\n  from 1990-01-01: yes\nrequirement r of q \"s\" met when p at least m\n";
    assert_eq!(errors(text), ["E201"], "{}", check(text));
}

#[test]
fn an_exception_to_an_unknown_norm_and_its_exception() {
    let text = "record Case\n  a: yes/no\nquestion q for Case \"s\"\nrequirement r of q \"s\" met when a\nexception e to rr of q \"s\" when a\nexception f to e of q \"s\" when a\n";
    assert_eq!(errors(text), ["E200"], "{}", check(text));
}

#[test]
fn an_example_with_a_faulty_fact_and_the_tests_on_it() {
    let text = "record Case\n  a: yes/no\nquestion q for Case \"s\"\nrequirement r of q \"s\" met when a\nexample base of Case\n  b: yes\ntest \"t\" of q asked on 2025-01-01\n  given base\n  expect eligible\n";
    assert_eq!(errors(text), ["E200"], "{}", check(text));
}

#[test]
fn nothing_is_unused_beside_an_error() {
    let text = "choice Kind: life\nrecord Case\n  a: yes/no\nquestion q for Case \"s\"\nrequirement r of q \"s\" met when b\n";
    assert!(!super::codes(text).contains(&"W003"), "{}", check(text));
}
