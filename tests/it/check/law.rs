//! Sensitive facts, advisory questions, circles, warnings.

use super::{check, codes, errors, with_source};

const HEAD: &str = "record Member\n  faith: text sensitive\n  age: number\n\nrecord Case\n  faith: text sensitive\n  a: yes/no\n  b: yes/no\n  family: list of Member\n\nquestion q for Case \"s\"\n\n";

#[test]
fn a_sensitive_fact_directly_and_through_a_define() {
    insta::assert_snapshot!(with_source(&format!(
        "{HEAD}define pious: yes/no \"is pious\" as faith is \"x\"\n\ndefine devout: yes/no \"is devout\" as pious or a\n\nrequirement r of q \"s\"\n  met when faith is \"x\"\n\nbar s of q \"s\"\n  bars when b or devout\n\nexception e to r of q \"s\"\n  sensitive fact used because \"the law says so\"\n  when devout\n"
    )));
}

#[test]
fn a_sensitive_fact_of_a_list_element_through_a_define_of_its_record() {
    let text = format!(
        "{HEAD}define pious for Member: yes/no \"is pious\" as faith is \"x\"\n\nrequirement r of q \"s\"\n  met when some m in family where (m.pious)\n"
    );
    assert_eq!(errors(&text), ["E300"], "{}", check(&text));
}

#[test]
fn a_sensitive_fact_through_a_presumption() {
    let presume = "presume a is yes when (faith is \"x\") \"the faithful are presumed to\"\n\n";
    let text = format!("{HEAD}{presume}requirement r of q \"s\"\n  met when a\n");
    assert_eq!(errors(&text), ["E300"], "{}", check(&text));
    let other = format!("{HEAD}{presume}requirement r of q \"s\"\n  met when b\n");
    assert_eq!(errors(&other), Vec::<&str>::new(), "{}", check(&other));
}

#[test]
fn a_note_may_read_what_a_norm_may_not() {
    let text = format!("{HEAD}requirement r of q \"s\"\n  met when a\n\nnote n of q \"s\" shown when faith is \"x\"\n");
    assert_eq!(errors(&text), Vec::<&str>::new(), "{}", check(&text));
}

#[test]
fn a_binding_norm_and_an_advisory_question_through_a_define() {
    let says = "  says eligible \"e\", ineligible \"i\", undetermined \"u\", not applicable \"n\"\n";
    insta::assert_snapshot!(with_source(&format!(
        "{HEAD}question policy for Case \"s\"\n  advisory\n{says}\nrequirement p of policy \"s\"\n  met when a\n\ndefine within: yes/no \"is within\" as policy is eligible\n\nrequirement r of q \"s\"\n  met when within\n"
    )));
}

#[test]
fn circles_show_their_steps() {
    insta::assert_snapshot!(with_source(&format!(
        "{HEAD}question t for Case \"s\"\n\ndefine c1: yes/no \"1\" as c2\n\ndefine c2: yes/no \"2\" as c3 or a\n\ndefine c3: yes/no \"3\" as c1\n\nrequirement asks of q \"s\"\n  met when t is eligible\n\nrequirement asks_back of t \"s\"\n  met when q is ineligible\n\nexception e to f of q \"s\"\n  when a\n\nexception f to e of q \"s\"\n  when b\n\npresume a is yes when b \"s\" in q\n\npresume b is yes when a \"s\" in q\n"
    )));
}

#[test]
fn examples_in_a_circle() {
    let text = format!("{HEAD}example x of Case with y\n  a: yes\n\nexample y of Case with x\n  b: yes\n");
    assert_eq!(errors(&text), ["E131"], "{}", check(&text));
}

#[test]
fn a_question_that_asks_another_is_no_circle() {
    let text = format!(
        "{HEAD}question t for Case \"s\"\n\nrequirement asks of q \"s\"\n  met when t is eligible\n\nrequirement r of t \"s\"\n  met when a\n\nnote n of t \"s\" shown when q is eligible\n"
    );
    assert_eq!(errors(&text), Vec::<&str>::new(), "{}", check(&text));
}

#[test]
fn warnings_of_a_pack() {
    insta::assert_snapshot!(with_source(
        "source LAW \"The Act\" authority statute\n\nsource MEMO \"A memorandum\" authority guidance\n\nsource OLD \"An old Act\" authority statute\n\nchoice Kind: life\n\nrecord Case\n  a: yes/no\n\nquestion q for Case \"s\"\n\nrequirement without of q \"s\"\n  met when a\n\nrequirement soft of q \"s\"\n  cites MEMO \"p. 1\"\n  met when a\n\nrequirement hard of q \"s\"\n  cites MEMO \"p. 1\"\n  cites LAW \"s. 1\"\n  met when a\n\nparameter m: number \"s\"\n  from 1990-01-01: 1\n\ndefine d: yes/no \"s\" as a\n\nlist l of country \"s\"\n  from 1990-01-01: DE\n\nreading r \"which?\"\n  option narrow \"1\"\n  option wide \"2\"\n\nexample e of Case\n  a: yes\n"
    ));
}

#[test]
fn a_pack_without_questions_has_nothing_unused() {
    let text = "source LAW \"The Act\" authority statute\nchoice Kind: life\nparameter m: number \"s\"\n  from 1990-01-01: 1\n";
    assert_eq!(codes(text), Vec::<&str>::new(), "{}", check(text));
}
