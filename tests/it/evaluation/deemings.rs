//! Legal fictions: what a fact is deemed to be, whatever the record says.

use super::compile::pack;
use super::{ask, check, evaluate, possible};
use whereas::eval::EvaluateError;
use whereas::verdict::record::Knowledge;
use whereas::{Policy, VerdictError};

const PACK: &str = r#"
choice Color: red "red", blue "blue", green "green"

record Inner "inner"
  e: yes/no

record Case "case"
  a: yes/no
  b: yes/no
  c: yes/no
  d: yes/no
  x: yes/no
  y: yes/no
  z: yes/no
  color: Color
  filed: date
  day: date from 2000-01-01 to 2030-12-31
  count: number from 0 to 10
  remark: text or none
  maybe: date only when z
  inner: Inner
  own: yes/no
  thru: yes/no
  asking: yes/no
  later: date only when a

define self_read: yes/no "reads itself" as thru

deem a is yes when b "a is deemed" in plain, chain, both, other, overriding, held
deem c is yes when a "c is deemed from a" in chain
presume a is yes when d "a is presumed" in both, other
deem color is red when x "red" in color, target
deem color is red when z "red again" in color, target
deem color is blue when y "blue" in color, target
deem day is 2020-05-15 when b "a day" in day
deem count is 5 when b "a number" in count
deem remark is none when b "no note" in remark
deem maybe is 2020-01-01 when b "a date that could not be" in maybe
deem inner.e is yes when b "inside" in inner
deem own is yes when not own "the opposite of what is recorded" in own
deem thru is yes when not self_read "through a define" in thru
deem b is yes when c "under later law" in dated
  in force from 2010-01-01
deem asking is yes when is_green is eligible "from another question" in asks

question plain for Case "plain"
requirement r of plain "requirement"
  met when a

question held for Case "whether a fact can be"
requirement r of held "requirement"
  met when later exists

question unnamed for Case "not named by any"
requirement r of unnamed "requirement"
  met when a

question overriding for Case "the value is not what is asked"
bar r of overriding "bar"
  bars when a

question chain for Case "a deeming from a deemed fact"
requirement r of chain "requirement"
  met when c

question both for Case "presumed and deemed"
requirement r of both "requirement"
  met when a

question other for Case "presumed or deemed"
requirement r of other "requirement"
  met when not a

question color for Case "several"
requirement r of color "requirement"
  met when color is red

question target for Case "asked about"
requirement r of target "requirement"
  met when color is red

question is_green for Case "asks nothing"
requirement r of is_green "requirement"
  met when color is green

question asks_color for Case "asks one that may be contradicted"
requirement r of asks_color "requirement"
  met when d or target is eligible

question asks for Case "asks"
requirement r of asks "requirement"
  met when asking

question day for Case "a date"
requirement r of day "requirement"
  met when day after 2020-05-01

question bounded for Case "bounds"
requirement r of bounded "requirement"
  met when day after 1999-12-31

question count for Case "a number"
requirement r of count "requirement"
  met when count at least 3

question remark for Case "none"
requirement r of remark "requirement"
  met when remark exists

question maybe for Case "only when"
requirement r of maybe "requirement"
  met when maybe exists

question inner for Case "nested"
requirement r of inner "requirement"
  met when inner.e

question own for Case "its own"
requirement r of own "requirement"
  met when own

question thru for Case "its own, through a define"
requirement r of thru "requirement"
  met when self_read

question dated for Case "dated"
  law as at filed
requirement r of dated "requirement"
  in force from 2000-01-01
  met when b
"#;

#[test]
fn deemings_override_facts() {
    check(
        &pack(PACK),
        r#"
        a known fact is overridden [deem]                | plain | {"a": false, "b": true} | E | r: met |
        an unknown one too [deem]                        | plain | {"b": true} | E | r: met |
        no ground for it, known [deem]                   | plain | {"a": false, "b": false} | I | r: not_met |
        no ground for it, unknown [deem]                 | plain | {"b": false} | EI | r: open | a
        open, and it is so already [deem]                | plain | {"a": true} | E | r: met |
        open, and it is otherwise [deem]                 | plain | {"a": false} | EI | r: open | b
        open, and nothing is known [deem]                | plain | {} | EI | r: open | a, b
        in a question that it does not name [deem]       | unnamed | {"a": false, "b": true} | I | r: not_met |
        a bar [deem]                                     | overriding | {"a": false, "b": true} | I | r: applies |
        from a deemed fact [deem]                        | chain | {"a": false, "b": true, "c": false} | E | r: met |
        from a recorded fact [deem]                      | chain | {"a": true, "b": false, "c": false} | E | r: met |
        from neither [deem]                              | chain | {"a": false, "b": false, "c": false} | I | r: not_met |
        the chain is open [deem]                         | chain | {"a": false, "c": false} | EI | r: open | b
        presumed, not deemed [deem, presume]             | other | {"b": false, "d": true} | I | r: not_met |
        presumed, and open whether deemed [deem, presume] | other | {"d": true} | I | r: not_met |
        deemed over presumed [deem, presume]             | other | {"b": true, "d": false} | I | r: not_met |
        a nested fact [deem]                             | inner | {"b": true, "inner": {"e": false}} | E | r: met |
        a nested fact of a record that is not there [deem] | inner | {"b": true} | E | r: met |
        whether a fact can be is no fiction [deem, only when] | held | {"a": false, "b": true} | I | r: not_met |
        and rests on the record [deem, only when]        | held | {"a": true, "b": false} | E | r: met |
        none over a value [deem]                         | remark | {"b": true, "remark": "x"} | I | r: not_met |
        none, open [deem]                                | remark | {"remark": "x"} | EI | r: open | b
        none already, open [deem]                        | remark | {"remark": "none"} | I | r: not_met |
        where the fact cannot be [deem, only when]       | maybe | {"b": true, "z": false} | E | r: met |
        where it cannot be, open [deem, only when]       | maybe | {"z": false} | EI | r: open | b
        where it cannot be, no [deem, only when]         | maybe | {"b": false, "z": false} | I | r: not_met |
        a partial date becomes a day [deem]              | day | {"b": true, "day": "2020-04"} | E | r: met |
        a partial date, open [deem]                      | day | {"day": "2020-04"} | EI | r: open | b
        a number [deem]                                  | count | {"b": true, "count": 1} | E | r: met |
        a number, open [deem]                            | count | {"count": 1} | EI | r: open | b
        the number already, open [deem]                  | count | {"count": 5} | E | r: met |
        its own fact as recorded, no [deem]              | own | {"own": false} | E | r: met |
        its own fact as recorded, yes [deem]             | own | {"own": true} | E | r: met |
        its own fact, through a define, no [deem]        | thru | {"thru": false} | E | r: met |
        its own fact, through a define, yes [deem]       | thru | {"thru": true} | E | r: met |
        before it is law [deem, law]                     | dated | {"b": false, "c": true, "filed": "2009-12-31"} | I | r: not_met |
        when it is law [deem, law]                       | dated | {"b": false, "c": true, "filed": "2010-01-01"} | E | r: met |
        either [deem, law]                               | dated | {"b": false, "c": true} | EIN | | filed
        from the answer to a question [deem]             | asks | {"asking": false, "color": "green"} | E | r: met |
        from the answer no [deem]                        | asks | {"asking": false, "color": "red"} | I | r: not_met |
        from an open answer [deem]                       | asks | {"asking": false} | EI | r: open | color
        "#,
    );
}

#[test]
fn several_deemings_of_one_fact() {
    check(
        &pack(PACK),
        r#"
        two that agree [deem]                            | color | {"x": true, "z": true, "y": false, "color": "blue"} | E | r: met |
        one certain, another that says otherwise open [deem] | color | {"x": true, "z": false, "color": "blue"} | E | r: met |
        the other certain [deem]                         | color | {"y": true, "z": false, "color": "red"} | I | r: not_met |
        all open, they disagree [deem]                   | color | {"color": "red"} | EI | r: open | x, y, z
        open ones agree with the record [deem]           | color | {"color": "red", "y": false} | E | r: met |
        open ones agree, the record says otherwise [deem] | color | {"color": "blue", "y": false} | EI | r: open | x, z
        both certain [deem]                              | color | {"x": true, "y": true} | reject | |
        both certain, one of three [deem]                | color | {"z": true, "y": true} | reject | |
        of a question that is asked [deem]               | asks_color | {"d": true, "x": true, "y": true} | reject | |
        of a question that is asked, one [deem]          | asks_color | {"d": false, "x": true, "y": false} | E | r: met |
        "#,
    );
}

#[test]
fn a_contradiction_names_both_sentences() {
    let policy = pack(PACK);
    let refused = evaluate(&ask(&policy, "color"), r#"{"x": true, "y": true}"#).unwrap_err();
    let VerdictError::Evaluate(EvaluateError::DeemedTwice { first, second, fact }) = &refused else { panic!("{refused}") };
    assert_eq!((&**first, &**second, fact.len()), ("red", "blue", 1));
}

/// Presumed and deemed facts read each other in one order only.
#[test]
fn what_is_deemed_says_so() {
    let policy = pack(PACK);
    let deemed = |question: &str, record: &str| {
        let page = evaluate(&ask(&policy, question), record).unwrap().explain();
        let facts: Vec<String> = page.norms.iter().flat_map(|norm| &norm.facts).map(|fact| fact.path.clone()).collect();
        let deemed = page.deemed.iter().map(|view| {
            assert_eq!(view.fact.knowledge, Knowledge::Deemed);
            format!("{} is {}, recorded {}", view.fact.path, view.fact.text, view.fact.recorded.as_ref().unwrap().text)
        });
        (deemed.collect::<Vec<_>>().join("; "), facts.join(" "))
    };
    let expect = |deemed: &str, facts: &str| (deemed.to_owned(), facts.to_owned());
    assert_eq!(deemed("plain", r#"{"a": false, "b": true}"#), expect("a is yes, recorded no", "b a"));
    assert_eq!(deemed("plain", r#"{"b": true}"#), expect("a is yes, recorded unknown", "b a"));
    // That it is not deemed rests on what the deeming asks; that it is so already does not.
    assert_eq!(deemed("plain", r#"{"a": false, "b": false}"#), expect("", "b a"));
    assert_eq!(deemed("plain", r#"{"a": true, "b": false}"#), expect("", "a"));
    assert_eq!(deemed("chain", r#"{"b": true, "a": true, "c": true}"#).0, "a is yes, recorded yes; c is yes, recorded yes");
    assert_eq!(deemed("unnamed", r#"{"a": false, "b": true}"#), expect("", "a"));
    let used = |record: &str| {
        let page = evaluate(&ask(&policy, "both"), record).unwrap().explain();
        page.presumptions.iter().map(|view| format!("{} {}", view.fact.path, view.used)).collect::<Vec<_>>().join("; ")
    };
    let stands = |record: &str| {
        let page = evaluate(&ask(&policy, "both"), record).unwrap().explain();
        page.norms[0].facts.iter().map(|fact| format!("{} {:?}", fact.path, fact.knowledge)).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(stands(r#"{"d": true, "b": true, "a": false}"#), "b Known; a Deemed");
    assert_eq!(stands(r#"{"d": true, "b": true}"#), "b Known; a Deemed", "presumed as well");
    assert_eq!(stands(r#"{"d": true, "b": false}"#), "d Known; a Presumed", "a deeming that would change nothing is idle");
    assert_eq!(used(r#"{"d": true, "b": false}"#), "a true");
    assert_eq!(used(r#"{"d": true, "b": true}"#), "a false", "the deeming says the same whatever is presumed");
}

/// Each ground gives the same verdict with its facts alone.
#[test]
fn a_ground_holds_what_the_deeming_asked() {
    let policy = pack(PACK);
    let verdict = |record: &str| possible(&evaluate(&ask(&policy, "plain"), record).unwrap());
    assert_eq!(verdict(r#"{"b": true}"#), "E", "the recorded value is not needed");
    assert_eq!(verdict(r#"{"a": false, "b": false}"#), "I");
    assert_eq!(verdict(r#"{"a": false}"#), "EI", "that it is not deemed is needed");
}

#[test]
fn a_rebuttable_presumption_says_who_has_to_rebut_it() {
    let text = r#"
record Case
  a: yes/no
  b: yes/no
presume a is yes when b "presumed"
  burden on "the State"
question q for Case "s"
requirement r of q "requirement"
  met when a
"#;
    let policy: Policy = pack(text);
    let page = evaluate(&ask(&policy, "q"), r#"{"b": true}"#).unwrap().explain();
    assert_eq!(page.presumptions[0].burden.as_deref(), Some("the State"));
    assert!(page.to_string().contains("It is for the State to show otherwise."), "{page}");
}

/// A question that is asked on a record that the case holds, and of which no such record can be.
#[test]
fn deemings_that_contradict_each_other_on_a_record_that_the_case_holds() {
    let policy = pack(
        r#"
choice Color: red, blue
record Person "person"
  color: Color
  x: yes/no
  y: yes/no
record Case
  z: yes/no
  head: Person
  people: list of Person
deem color is red when x "red" in fits
deem color is blue when y "blue" in fits
question fits for Person "fits"
requirement r of fits "requirement"
  met when color is red
question again for Person "asks on"
requirement r of again "requirement"
  met when fits is eligible
question single for Case "one record"
requirement r of single "requirement"
  met when z or fits for head is eligible
question deep for Case "through another question"
requirement r of deep "requirement"
  met when z or again for head is eligible
reading wide "how wide"
  option widely "widely"
  option narrowly "narrowly"
question either for Case "one record, under one reading"
requirement r of either "requirement"
  met when (wide is narrowly and z) or (wide is widely and fits for head is eligible)
question among for Case "some element"
requirement r of among "requirement"
  met when some p in people where (fits for p is eligible)
"#,
    );
    check(
        &policy,
        r#"
        both certain [deem, asks]                   | single | {"z": false, "head": {"x": true, "y": true}} | reject | |
        through another question [deem, asks]       | deep | {"z": false, "head": {"x": true, "y": true}} | reject | |
        another fact may decide [deem, asks]        | single | {"head": {"x": true, "y": true}} | E | r: open |
        another fact decides [deem, asks]           | single | {"z": true, "head": {"x": true, "y": true}} | E | r: met |
        only one certain [deem, asks]               | single | {"z": false, "head": {"x": true}} | E | r: met |
        under one reading, the other decides [deem, readings] | either | {"z": false, "head": {"x": true, "y": true}} | I | r: open |
        an element [deem, asks]                     | among | {"people": [{"x": false, "y": true}, {"x": true, "y": true}]} | reject | |
        another element decides [deem, asks]        | among | {"people": [{"x": true, "y": true}, {"x": true, "y": false}]} | E | r: met |
        another element is open [deem, asks]        | among | {"people": [{"x": true, "y": true}, {"x": true, "color": "blue"}]} | E | r: met |
        "#,
    );
    let refused =
        evaluate(&ask(&policy, "among"), r#"{"people": [{"x": false, "y": true}, {"x": true, "y": true}]}"#).unwrap_err();
    let VerdictError::Evaluate(EvaluateError::DeemedTwice { first, second, fact }) = &refused else { panic!("{refused}") };
    assert_eq!((&**first, &**second, fact.len()), ("red", "blue", 3));
}

/// The facts of a case are the same for all norms that judge it.
#[test]
fn the_day_of_the_question_decides_what_is_deemed() {
    let policy = pack(
        r#"
record Case
  a: yes/no
  b: yes/no
  filed: date
  done: date
deem a is yes when b "until 2010" in q
  in force until 2010-01-01
presume b is yes when done after 2000-01-01 "until 2010" in q
  in force until 2010-01-01
question q for Case "s"
  law as at filed
requirement r of q "requirement"
  law as at done
  met when a
"#,
    );
    check(
        &policy,
        r#"
        filed before, done after [deem, law as at] | q | {"filed": "2009-12-31", "done": "2015-01-01", "a": false, "b": true} | E | r: met |
        filed after, done before [deem, law as at] | q | {"filed": "2010-01-01", "done": "2005-01-01", "a": false, "b": true} | I | r: not_met |
        presumed before [presume, law as at]       | q | {"filed": "2009-12-31", "done": "2015-01-01", "a": false} | E | r: met |
        not presumed after [presume, law as at]    | q | {"filed": "2010-01-01", "done": "2005-01-01"} | EI | r: open | a
        filed either way [deem, law as at]         | q | {"done": "2005-01-01", "a": false, "b": true} | EI | r: open | filed
        "#,
    );
}

/// Where the question is not law nothing is deemed in it: not even two things that contradict each other.
#[test]
fn nothing_is_deemed_where_the_question_is_not_law() {
    let policy = pack(
        r#"
record Case
  a: yes/no
  b: yes/no
  filed: date
deem a is yes when b "yes" in q
deem a is no when b "no" in q
question q for Case "s"
  in force from 2010-01-01
  law as at filed
requirement r of q "requirement"
  met when a
question other for Case "asks it"
requirement r of other "requirement"
  met when q does not apply
"#,
    );
    check(
        &policy,
        r#"
        not law yet [deem, law]                | q | {"filed": "2009-12-31", "a": true, "b": true} | N | r: not_in_force |
        law [deem, law]                        | q | {"filed": "2010-01-01", "a": true, "b": true} | reject | |
        only where it is not law [deem, law]   | q | {"a": true, "b": true} | N | r: not_in_force |
        asked, not law yet [deem, law, asks]   | other | {"filed": "2009-12-31", "a": true, "b": true} | E | r: met |
        asked, law [deem, law, asks]           | other | {"filed": "2010-01-01", "a": true, "b": true} | reject | |
        "#,
    );
    let page = evaluate(&ask(&policy, "q"), r#"{"filed": "2009-12-31", "a": true, "b": true}"#).unwrap().explain();
    assert!(page.deemed.is_empty());
}

/// A reading under which two deemings contradict each other is none of this case.
#[test]
fn a_contradiction_under_one_reading_leaves_the_other() {
    let policy = pack(
        r#"
record Case
  a: yes/no
  b: yes/no
reading way "Which way is it?"
  option wide "wide"
  option narrow "narrow"
deem a is yes when way is wide "wide" in q
deem a is no when b "b" in q
question q for Case "s"
requirement r of q "requirement"
  met when a
"#,
    );
    check(
        &policy,
        r#"
        only one reading is possible [deem, readings] | q | {"b": true} | I | r: not_met |
        both are [deem, readings]                     | q | {"b": false, "a": false} | EI | r: open |
        fixed to it [deem, readings]                  | q under way is wide | {"b": true} | reject | |
        "#,
    );
}
