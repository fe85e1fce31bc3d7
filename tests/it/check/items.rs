//! Items: what they become, and what is wrong with them.

use super::{check, checked, errors, with_source};
use whereas::logic::Decimal;
use whereas::policy::{Bounds, Datum, Expectation, NormKind, NoteStatus};

const HEAD: &str = "record Sentence\n  kind: Kind\n  months: whole number from 0 to 600\n\nchoice Kind: life, determinate \"for a term\"\n\nrecord Case\n  a: yes/no\n  b: yes/no or none\n  sentence: Sentence\n  born: date only when a\n\nquestion q for Case \"s\"\n\nrequirement r of q \"s\"\n  met when a\n\nrequirement t of q \"s\"\n  met when a\n\nbar u of q \"s\"\n  bars when not a\n\n";

#[test]
fn labels_options_bounds_and_none() {
    let policy = checked(HEAD).policy.unwrap_or_else(|| panic!("{}", check(HEAD)));
    assert_eq!(&*policy.choices[0].options[1].label, "for a term");
    assert_eq!(&*policy.choices[0].options[0].label, "life");
    assert_eq!(policy.records[0].fields[1].bounds, Some(Bounds::Number(Decimal::from(0), Decimal::from(600))));
    let case = &policy.records[1];
    assert!(case.fields[1].or_none && case.fields[1].none_allowed);
    assert!(case.fields[3].or_none && !case.fields[3].none_allowed && case.fields[3].only_when.is_some());
}

#[test]
fn exceptions_attach_to_what_they_name() {
    let text = format!(
        "{HEAD}exception first to r, t of q \"s\"\n  when a\n\nexception second to first of r of q \"s\"\n  when a\n\nexception all to every requirement of q except t \"s\"\n  when a\n"
    );
    let policy = checked(&text).policy.unwrap_or_else(|| panic!("{}", check(&text)));
    let named = |name: &str| policy.norms.iter().find(|norm| &*norm.name == name).expect("a norm");
    let names = |ids: &[whereas::policy::NormId]| -> Vec<&str> { ids.iter().map(|id| &*policy.norms[id.index()].name).collect() };
    assert_eq!(names(&named("first").lifts), ["r", "t"]);
    assert_eq!(names(&named("second").lifts), ["first"]);
    assert_eq!(names(&named("all").lifts), ["r"]);
    assert_eq!(names(&named("r").exceptions), ["first", "all"]);
    assert_eq!(names(&named("first").exceptions), ["second"]);
    assert_eq!(named("second").kind, NormKind::Exception);
    assert_eq!(names(&policy.questions[0].rules), ["r", "t", "u"]);
}

#[test]
fn wrong_targets() {
    insta::assert_snapshot!(with_source(&format!(
        "{HEAD}question other for Case \"s\"\n\nexception first to rr of q \"s\"\n  when a\n\nexception second to r of t of q \"s\"\n  when a\n\nexception third to third of q \"s\"\n  when a\n"
    )));
}

#[test]
fn presumptions_reach_the_questions_of_their_record() {
    let text = format!(
        "{HEAD}question other for Case \"s\"\n\nquestion third for Sentence \"s\"\n\npresume a is yes when b exists \"s\"\n\npresume sentence.kind is life when a \"s\" in other\n"
    );
    let policy = checked(&text).policy.unwrap_or_else(|| panic!("{}", check(&text)));
    assert_eq!(policy.presumptions[0].questions.iter().map(|id| id.0).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(policy.presumptions[1].questions.iter().map(|id| id.0).collect::<Vec<_>>(), [1]);
    assert_eq!(policy.presumptions[1].field, [2, 0]);
}

#[test]
fn tests_become_records() {
    let text = format!(
        "{HEAD}exception e to r of q \"s\"\n  when a\n\nnote n of q \"s\" shown when a\n\nreport left of q: number \"s\" as sentence.months\n\nexample base of Case\n  a: yes\n  sentence.kind: life\n  sentence.months: 7\n\nexample more_facts of Case with base\n  b: none\n\ntest \"one\" of q asked on 2025-01-01\n  given more_facts with sentence.months: 8, born: 1990-02\n  expect eligible because r, waived r by e, note n, report left is 8, missing at least born\n"
    );
    let policy = checked(&text).policy.unwrap_or_else(|| panic!("{}", check(&text)));
    let test = &policy.tests[0];
    assert_eq!(*test.given.get(&[0]), Datum::YesNo(true));
    assert_eq!(*test.given.get(&[1]), Datum::None);
    assert_eq!(*test.given.get(&[2, 1]), Datum::Number(Decimal::from(8)));
    assert_eq!(*test.given.get(&[3]), Datum::Date(whereas::date(1990, 2, 1), whereas::date(1990, 2, 28)));
    assert!(matches!(&test.expects[2], Expectation::Note(0, NoteStatus::Shown)));
    assert!(matches!(&test.expects[3], Expectation::Report(0, Datum::Number(_))));
    assert!(matches!(&test.expects[4], Expectation::Missing { at_least: true, fields } if *fields == [vec![3]]));
}

#[test]
fn wrong_tests() {
    insta::assert_snapshot!(with_source(&format!(
        "{HEAD}example base of Case\n  a: yes\n  a: no\n\ntest \"one\" of q asked on 2025-01-01\n  given sentence.months: 700, sentence.kindd: life, a.b: yes\n  expect eligible because x, waived r by t, note n\n\ntest \"one\" of qq asked on 2025-01-01\n  given bas\n  expect eligible\n"
    )));
}

#[test]
fn words_of_other_languages_and_names_that_there_are_not() {
    insta::assert_snapshot!(with_source(&format!(
        "{HEAD}source PA \"Parole Act\"\n\nrecord Other\n  a: boolean\n  b: integer\n  c: contry\n  d: thing\n\nrequirement v of q \"s\"\n  met when a\n  cites Parole\n\nexample base of Case\n  a: unknown\n\ntest \"open\" of q asked on 2025-01-01\n  given base\n  expect undetermined because r\n\ntest \"none\" of q asked on 2025-01-01\n  given bose_example\n  expect not applicable because r\n"
    )));
}

#[test]
fn tests_of_used_packs_are_checked_and_not_run() {
    let text = format!(
        "use \"../base\"\n# file: base/base.whereas\n{HEAD}test \"one\" of q asked on 2025-01-01\n  given a: yes\n  expect eligible\n"
    );
    assert_eq!(checked(&text).policy.unwrap_or_else(|| panic!("{}", check(&text))).tests.len(), 0);
    assert_eq!(errors(&text.replace("given a: yes", "given a: 5")), ["E201"]);
}

#[test]
fn defines_by_cases_are_nested_ifs() {
    let text = format!(
        "{HEAD}define level: Kind \"s\"\n  is life when a\n  is determinate when b is none\n  otherwise life\n\nreport l of q: Kind \"s\" as level\n"
    );
    let policy = checked(&text).policy.unwrap_or_else(|| panic!("{}", check(&text)));
    assert!(matches!(policy.defines[0].versions[0].body.kind, whereas::policy::ExprKind::If(..)));
}

#[test]
fn the_same_findings_twice_and_in_order() {
    let text = format!(
        "{HEAD}requirement z of nowhere \"s\"\n  met when a\n# file: demo/a.whereas\nrequirement y of nowhere \"s\"\n  met when a\n"
    );
    assert_eq!(check(&text), check(&text));
    let findings = checked(&text);
    let files: Vec<u32> = findings.diagnostics.iter().map(|finding| finding.span().file.0).collect();
    let mut sorted = files.clone();
    sorted.sort_unstable();
    assert_eq!(files, sorted);
}

/// Each define reads the one before twice: written out that is more than anybody could decide.
#[test]
fn defines_that_double() {
    use std::fmt::Write as _;
    let mut text = "record Case\n  ok: yes/no\n\ndefine d0 for Case: yes/no \"d\"\n  as ok\n\n".to_owned();
    for at in 1..60 {
        let d = format!("d{}", at - 1);
        write!(text, "define d{at} for Case: yes/no \"d\"\n  as if {d} then ok otherwise {d}\n\n").unwrap();
    }
    text += "question q for Case \"q\"\n\nrequirement r of q \"r\"\n  met when d59\n";
    assert_eq!(errors(&text), ["E002"], "{}", check(&text));
}

#[test]
fn a_derived_fact_is_not_presumed_deemed_or_given() {
    let define = "define adult for Case: yes/no \"adult\"\n  as a\n\n";
    let given = "test \"t\" of q asked on 2025-01-01\n  given adult: yes\n  expect eligible\n";
    let other = "question other for Sentence \"s\"\n\nrequirement o of other \"s\"\n  met when months is 1\n\n";
    insta::assert_snapshot!(with_source(&format!(
        "{HEAD}{define}presume adult is yes when b exists \"s\"\n\ndeem adult is yes when b exists \"s\" in q\n\n{given}"
    )));
    let text = format!("{HEAD}{define}{other}presume adult is yes when b exists \"s\"\n");
    assert!(check(&text).contains("`adult` is derived"), "{}", check(&text));
    let text = format!("{HEAD}{define}{other}presume adlt is yes when b exists \"s\"\n");
    assert!(check(&text).contains("it is not clear of which record"), "{}", check(&text));
}

#[test]
fn a_fact_of_the_case_called_by_a_word_of_the_language_is_found_where_it_is_declared() {
    let text = "record Case\n  report: yes/no\n  part: Part\n\nrecord Part\n  source: yes/no\n\nquestion q for Case \"s\"\n\nrequirement r of q \"s\"\n  met when report and part.source\n";
    insta::assert_snapshot!(with_source(text));
    let fine = text.replace("report", "reported");
    assert!(!check(&fine).contains("E023"), "{}", check(&fine));
}

/// Braces with nothing in them are a record of which nothing is known, wherever a record stands.
#[test]
fn an_empty_record_is_one_of_which_nothing_is_known() {
    let text = "record Offence\n  punishable: yes/no\n\nrecord Case\n  first_of_all: Offence\n  offences: list of Offence\n  places: set of country\n\nquestion q for Case \"s\"\n\ntest \"t\" of q asked on 2025-01-01\n  given first_of_all: {}, offences: [{punishable: yes}, {}], places: {}\n  expect not applicable\n";
    let policy = super::checked(text).policy.unwrap_or_else(|| panic!("{}", super::check(text)));
    let unknown = |datum: &Datum| matches!(datum, Datum::Record(record) if record.values == [Datum::Missing]);
    let [first, offences, places] = policy.tests[0].given.values.as_slice() else { panic!("three facts") };
    assert!(unknown(first), "{first:?}");
    let Datum::List(offences, true) = offences else { panic!("{offences:?}") };
    assert_eq!(offences[0].values, [Datum::YesNo(true)]);
    assert_eq!(offences[1].values, [Datum::Missing]);
    assert_eq!(*places, Datum::Set(Vec::new(), true));
    let wrong = text.replace("{punishable: yes}, {}", "{}, {DE}");
    assert_eq!(super::errors(&wrong), ["E201"], "{}", super::check(&wrong));
}

/// Before `in` an option of the set's choice is meant; where a fact has that name too, it must be said which.
#[test]
fn an_option_before_in() {
    let head = "choice Ground: barred \"b\", immune \"i\"\n\nchoice Other: barred \"o\"\n\nlist grave of Ground\n  from 2000-01-01: immune\n\nrecord Case\n  grounds: set of Ground\n  others: set of Other or none\n  ground: Ground\n  immune: yes/no\n  states: set of country\n\nquestion q for Case \"s\" in force from 2000-01-01\n\nrequirement r of q \"s\"\n  met when ";
    for (condition, found) in [
        ("barred in grounds", ""),
        ("barred not in grounds", ""),
        ("barred in grave", ""),
        ("others exists and barred in others", ""),
        ("Ground.immune in grounds", ""),
        ("ground in grounds", ""),
        ("DE in states", ""),
        ("immune in grounds", "E202"),
        ("bared in grounds", "E200"),
        ("barred in gruonds", "E200 E200"),
    ] {
        let text = format!("{head}{condition}\n");
        assert_eq!(super::errors(&text).join(" "), found, "{condition}: {}", super::check(&text));
    }
}

/// `decided` is a word of the language.
const DECIDED: &str = "record Case\n  decided: yes/no\n  a: yes/no\n\nrecord House\n  cases: list of Case\n\nquestion h for House \"s\"\n\nrequirement r of h \"s\"\n  met when some c in cases where (c.decided)\n\nquestion q for Case \"s\"\n\nrequirement r of q \"s\"\n  met when a\n";

#[test]
fn a_fact_called_by_a_word_is_reported_where_it_is_declared() {
    let read = DECIDED.replace("met when a\n", "met when decided and a\n\nrequirement t of q \"s\"\n  met when not decided\n");
    insta::assert_snapshot!(with_source(&read));
    // Behind a dot it is a name.
    assert!(!check(DECIDED).contains("E023"), "{}", check(DECIDED));
}

#[test]
fn what_hangs_on_the_case_cannot_be_presumed() {
    insta::assert_snapshot!(with_source(
        "record Case\n  posted: date\n  received: date\n  a: yes/no\n\nquestion q for Case \"s\"\n\nrequirement r of q \"s\"\n  met when received before today\n\npresume received is posted when a \"s\"\n\ndeem received is posted when a \"s\" in q\n"
    ));
}
