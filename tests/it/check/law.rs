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
    let unsaid = "presume a is yes when (faith is \"x\") \"the faithful are presumed to\"\n\n";
    let text = format!("{HEAD}{unsaid}requirement r of q \"s\"\n  met when b\n");
    assert_eq!(errors(&text), ["E300"], "a presumption must say why itself\n{}", check(&text));
    let presume = format!("{}\n  sensitive fact used because \"the Act says so\"\n\n", unsaid.trim_end());
    let text = format!("{HEAD}{presume}requirement r of q \"s\"\n  met when a\n");
    assert_eq!(errors(&text), ["E300"], "{}", check(&text));
    let other = format!("{HEAD}{presume}requirement r of q \"s\"\n  met when b\n");
    assert_eq!(errors(&other), Vec::<&str>::new(), "{}", check(&other));
}

const TAINT: &str = "record Part\n  faith: text sensitive\n  risk: yes/no assessment by \"x\"\n\nrecord Case\n  a: yes/no\n  b: yes/no\n  faith: text sensitive\n  risk: yes/no assessment by \"a doctor\" standard \"more likely than not\"\n  hidden: yes/no only when faith is \"x\"\n  deeper: yes/no or none only when hidden exists and hidden\n  parts: list of Part\n\nquestion q for Case \"s\"\n\n";

/// A requirement whose condition is given, with clauses before it; the errors of a pack of which it is a part.
fn tainted(more: &str, clauses: &str, condition: &str) -> Vec<&'static str> {
    let text = format!("{TAINT}{more}requirement r of q \"s\"\n  {clauses}\n  met when {condition}\n");
    errors(&text)
}

const REASON: &str = "sensitive fact used because \"the Act\"";
const RESTS: &str = "rests on assessment";

#[test]
fn sensitive_facts_and_assessments_are_found_wherever_they_are_read() {
    let ask = "question t for Case \"t\"\n\nquestion u for Case \"u\"\n\nrequirement u1 of u \"s\"\n  met when t is eligible\n  sensitive fact used because \"x\" rests on assessment\n\n";
    let faith = "requirement t1 of t \"s\"\n  met when faith is \"x\"\n  sensitive fact used because \"x\"\n\n";
    let risk = "requirement t2 of t \"s\"\n  met when risk\n  rests on assessment\n\n";
    let asked = format!("{ask}{faith}{risk}");
    let deem =
        "deem a is yes when risk or (faith is \"x\") \"d\" in q\n  sensitive fact used because \"x\"\n  rests on assessment\n\n";
    let deem_beside = format!("{deem}define d: yes/no \"d\" as b\n\n");
    let deem_beside = deem_beside.as_str();
    let covered = "question v for Case \"v\"\n  covers cases where risk or (faith is \"x\")\n  sensitive fact used because \"x\"\n  rests on assessment\n\nquestion w for Case \"w\"\n  covers cases where b\n\nrequirement w1 of w \"s\"\n  met when v is eligible\n  sensitive fact used because \"x\" rests on assessment\n\n";
    let presume = "presume a is yes when b \"p\" rests on assessment\n\npresume b is yes when risk \"p\" rests on assessment\n\n";
    for (more, condition, found) in [
        ("", "a", ""),
        ("", "faith is \"x\"", "E300"),
        ("", "risk", "E304"),
        ("define d: yes/no \"d\" as risk\n\n", "d", "E304"),
        ("", "some p in parts where (p.faith is \"x\")", "E300"),
        ("", "every p in parts satisfies (p.risk)", "E304"),
        ("", "hidden is none or hidden", "E300"),
        ("", "deeper is none or deeper", "E300"),
        (asked.as_str(), "u is eligible", "E300 E304"),
        (deem, "a", "E300 E304"),
        (deem, "b", ""),
        (deem_beside, "d", ""),
        (deem_beside, "d and a", "E300 E304"),
        (asked.as_str(), "not (u does not apply)", ""),
        (covered, "v is eligible", "E300 E304"),
        (covered, "v does not apply", "E300 E304"),
        (covered, "w does not apply", ""),
        (presume, "a", "E304"),
    ] {
        let found: Vec<&str> = found.split_whitespace().collect();
        assert_eq!(tainted(more, "", condition), found, "{more}{condition}");
        let said: Vec<&str> = found.iter().map(|code| if *code == "E300" { REASON } else { RESTS }).collect();
        assert_eq!(tainted(more, &said.join("\n  "), condition), Vec::<&str>::new(), "{more}{condition}");
    }
}

/// The record that a derived fact is about is where it is looked for, not what it reads.
#[test]
fn a_derived_fact_reads_what_it_says_and_nothing_beside() {
    let head = "record Sentence\n  long: yes/no\n  grave: yes/no\n\nrecord Case\n  a: yes/no\n  risk: yes/no assessment by \"x\"\n  abroad: yes/no\n  sentence: Sentence only when not abroad\n\nquestion q for Case \"s\"\n\ndefine hard for Sentence: yes/no \"h\" as long\n\ndefine d: yes/no \"d\" as a\n\n";
    let rests = "rests on assessment\n\n";
    let condition = "requirement r of q \"s\"\n  met when sentence.hard exists and sentence.hard\n\n";
    for (presumed, found) in [
        ("sentence.grave is yes when risk \"p\"", ""),
        ("sentence.long is yes when risk \"p\"", "E304"),
        ("abroad is no when risk \"p\"", "E304"),
        ("abroad is no when risk and d \"p\"", "E304"),
    ] {
        let text = format!("{head}presume {presumed}\n  {rests}{condition}");
        let found: Vec<&str> = found.split_whitespace().collect();
        assert_eq!(errors(&text), found, "{presumed}: {}", check(&text));
    }
    let reads_a_define = "presume sentence.grave is yes when d \"p\"\n\n";
    let text = format!("{head}{reads_a_define}requirement r of q \"s\"\n  met when sentence.grave exists and sentence.grave\n");
    assert_eq!(errors(&text), Vec::<&str>::new(), "a presumption may read a define: {}", check(&text));
    let circle = "presume a is yes when d \"p\"\n\nrequirement r of q \"s\"\n  met when a\n";
    assert_eq!(errors(&format!("{head}{circle}")), ["E131"], "through the define it reads its own fact");
}

/// The day picks the law, and the law the verdict.
#[test]
fn the_dates_that_pick_the_law_are_read() {
    let head = "record Case\n  a: yes/no\n  born: date sensitive\n  found: date assessment by \"a doctor\"\n\n";
    let norm = |question: &str, clauses: &str, condition: &str| {
        format!("requirement r of {question} \"s\"\n  {clauses}\n  met when {condition}\n\n")
    };
    for (date, code, said) in [("born", "E300", REASON), ("found", "E304", RESTS)] {
        let clock = format!("law as at {date}");
        let question = |more: &str| format!("{head}question q for Case \"s\"\n  {clock}\n  {more}\n\n{}", norm("q", "", "a"));
        assert_eq!(errors(&question("")), [code], "{}", check(&question("")));
        for more in [said.to_owned(), format!("covers cases where a\n  {said}")] {
            let codes = codes(&question(&more));
            assert!(!codes.iter().any(|code| ["E300", "E304", "W057", "W058"].contains(code)), "{codes:?}");
        }
        let reading = |clauses: &str| {
            let (own, asks) = (norm("t", &format!("{clock}\n  {said}"), "a"), norm("q", clauses, "t is eligible"));
            format!("{head}question t for Case \"t\"\n\nquestion q for Case \"s\"\n\n{own}{asks}")
        };
        assert_eq!(errors(&reading("")), [code], "a norm's own clock in a question asked\n{}", check(&reading("")));
        assert_eq!(errors(&reading(said)), Vec::<&str>::new(), "{}", check(&reading(said)));
    }
}

/// A presumption about the day does not reach the date that picks the law.
#[test]
fn the_date_that_picks_the_law_is_read_as_it_is_recorded() {
    let text = format!(
        "record Case\n  a: yes/no\n  day: date\n  faith: text sensitive\n\nquestion q for Case \"s\"\n  law as at day\n\npresume day is 2020-01-01 when (faith is \"x\") \"p\" in q\n  {REASON}\n\nrequirement r of q \"s\"\n  met when a\n"
    );
    assert_eq!(errors(&text), Vec::<&str>::new(), "{}", check(&text));
}

#[test]
fn a_question_that_gives_a_reason_for_nothing() {
    let text = format!("{TAINT}requirement r of q \"s\"\n  met when a\n")
        .replace("Case \"s\"", &format!("Case \"s\"\n  {REASON}\n  {RESTS}"));
    let codes = codes(&text);
    assert!(codes.contains(&"W057") && codes.contains(&"W058"), "{codes:?}");
}

#[test]
fn what_is_said_and_not_read_is_a_warning() {
    let text = format!(
        "{TAINT}requirement r of q \"s\"\n  {REASON}\n  {RESTS}\n  met when a\n\nnote n of q \"s\" shown when b {REASON}\n"
    );
    let codes = codes(&text);
    assert!(codes.contains(&"W057") && codes.contains(&"W058"), "{codes:?}");
    let text = format!("{TAINT}requirement r of q \"s\"\n  met when a\n\nnote n of q \"s\" shown when faith is \"x\" {REASON}\n");
    assert!(!super::codes(&text).contains(&"W058"), "{}", check(&text));
    for item in ["define d: yes/no \"d\" as risk", "note n of q \"s\" shown when risk"] {
        let text = format!("{TAINT}{item} {RESTS}\n\nrequirement r of q \"s\"\n  met when a\n");
        assert_eq!(errors(&text), ["E107"], "{}", check(&text));
    }
}

#[test]
fn circles_of_presumptions_and_deemings() {
    let item = |items: &str| format!("{HEAD}{items}\n\nrequirement r of q \"s\"\n  met when a\n");
    for (items, found) in [
        ("deem a is yes when b \"s\" in q\n\ndeem b is yes when a \"s\" in q", "E131"),
        ("deem a is yes when b \"s\" in q\n\npresume b is yes when a \"s\" in q", "E131"),
        ("define d: yes/no \"d\" as a\n\npresume a is yes when b \"s\"\n\ndeem b is yes when d \"s\" in q", "E131"),
        ("deem a is yes when not a \"s\" in q", ""),
        (
            "define d: yes/no \"d\" as a\n\ndeem a is yes when d or b \"s\" in q\n\ndeem a is no when not d and not b \"s\" in q",
            "",
        ),
    ] {
        let found: Vec<&str> = found.split_whitespace().collect();
        assert_eq!(errors(&item(items)), found, "{}", check(&item(items)));
    }
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

/// A fact of the records that a pack's own questions are about is read by something, or it is asked for in vain.
#[test]
fn facts_that_nothing_reads() {
    let text = "use \"../words\"\n\nrecord Part\n  size: number\n  spare: number\n\nrecord Elsewhere\n  loose: number\n\nrecord Case\n  a: yes/no\n  hidden: yes/no only when limits\n  limits: yes/no\n  bounded: number\n  parts: list of Part\n  kept: Part\n  dated: date\n  presumed: yes/no\n  shown_to: yes/no\n  noted: yes/no\n  person: Person\n  constraint bounded at least 0 \"b\"\n\ndefine large for Part: yes/no \"l\" as size more than 3\n\nquestion q for Case \"s\"\n  law as at dated\n\nrequirement r of q \"s\"\n  met when a and hidden exists and some p in parts where (p.large)\n\npresume presumed is yes when shown_to \"p\"\n\nnote n of q \"s\"\n  shown when noted\n\n# file: words/w.whereas\nrecord Person\n  name: text\n";
    let checked = super::checked(text);
    let unread = checked.diagnostics.iter().filter(|finding| finding.code.as_str() == "W003").map(|finding| &*finding.message);
    let expected = ["spare", "kept", "presumed", "person"].map(|fact| format!("nothing reads the fact `{fact}`"));
    assert_eq!(unread.collect::<Vec<_>>(), expected);
}
