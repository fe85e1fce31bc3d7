//! Where several laws are left: what is said of a norm is what they have in common.

use serde_json::Value;

use super::compile::pack;
use super::{ask, check, evaluate};

const PACK: &str = r#"
record Case "case"
  a: yes/no
  b: yes/no
  covered: yes/no
  end: date or none
  done: date
  filed: date

question needed for Case "a norm with a date of its own, required under one law only"
requirement other of needed "there is always one"
  met when b
requirement r of needed "required before 2010"
  law as at done
  in force until 2010-01-01
  required when a
  met when b
requirement r of needed "required of the others since"
  law as at done
  in force from 2010-01-01
  required when not a
  met when b

question turned for Case "a norm with a date of its own, that asks for another fact since 2010"
requirement r of turned "asks for one thing"
  law as at done
  in force until 2010-01-01
  met when a
requirement r of turned "asks for the opposite"
  law as at done
  in force from 2010-01-01
  met when not a
exception e to r of turned "lifts it under any law"
  when b

question ended for Case "a norm that a date of its own may leave without force"
requirement other of ended "there is always one"
  met when a
requirement r of ended "law since 2010"
  law as at done
  in force from 2010-01-01
  met when a
note is_law of ended "it is law"
  shown when r is in force
note is_no_law of ended "it is no law"
  shown when r is not in force

question filed_later for Case "a norm that is law since 2010"
  law as at filed
requirement other of filed_later "there is always one"
  met when a
requirement r of filed_later "law since 2010"
  in force from 2010-01-01
  required when a
  met when a

question wants for Case "asks for the value of a fact since 2010, before only whether there is one"
  law as at filed
requirement r of wants "there is an end"
  in force until 2010-01-01
  met when end exists
requirement r of wants "it comes soon"
  in force from 2010-01-01
  met when end exists and end before 2020-01-01
question wanting for Case "asks that question"
requirement r of wanting "requirement"
  met when wants is eligible

question dated for Case "a norm dated by the end, if there is one"
requirement there of dated "there is an end"
  met when end exists
requirement r of dated "asks for one thing"
  law as at if end exists then end otherwise filed
  in force until 2010-01-01
  met when a
requirement r of dated "asks for the opposite"
  law as at if end exists then end otherwise filed
  in force from 2010-01-01
  met when not a

define in_time for Case: yes/no "is in scope"
  as b
  in force until 2010-01-01
amends define in_time for Case: yes/no
  as covered
  in force from 2010-01-01
question ruled for Case "since 2010 all its rules are law by a date of their own"
  law as at filed
  covers cases where in_time
requirement first of ruled "law until 2010"
  in force until 2010-01-01
  met when a
requirement r of ruled "law since 2015"
  law as at done
  in force from 2015-01-01
  met when a
question ruling for Case "asks it"
requirement r of ruling "requirement"
  met when ruled does not apply

define in_scope for Case: yes/no "is in scope"
  as covered
  in force until 2010-01-01
amends define in_scope for Case: yes/no
  as not covered
  in force from 2010-01-01
question scoped for Case "a question that covers others since 2010"
  law as at filed
  covers cases where in_scope
requirement r of scoped "requirement"
  required when a
  met when a
"#;

/// The status of a norm, its condition, and whether it is required, as the data has them.
fn found(question: &str, record: &str) -> String {
    let page = evaluate(&ask(&pack(PACK), question), record).unwrap().explain();
    let view = serde_json::to_value(page.norms.iter().find(|norm| norm.id.ends_with(".r")).unwrap()).unwrap();
    let word = |of: &str| match view.get(of) {
        Some(Value::Bool(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
        Some(Value::String(text)) => text.clone(),
        _ => "open".to_owned(),
    };
    format!("{}, condition {}, required {}", word("status"), word("condition"), word("required"))
}

#[test]
fn what_laws_of_a_norm_do_not_have_in_common_is_open() {
    assert_eq!(found("needed", r#"{"a": true, "b": true}"#), "open, condition yes, required open");
    assert_eq!(found("needed", r#"{"a": true, "b": true, "done": "2009"}"#), "met, condition yes, required yes");
    assert_eq!(found("needed", r#"{"a": true, "b": true, "done": "2010"}"#), "not_required, condition yes, required no");
    assert_eq!(found("turned", r#"{"a": true, "b": true}"#), "open, condition open, required yes");
    assert_eq!(found("turned", r#"{"a": true, "b": true, "done": "2009"}"#), "met, condition yes, required yes");
}

#[test]
fn a_law_under_which_a_norm_is_not_looked_at_says_nothing_of_it() {
    assert_eq!(found("filed_later", r#"{"a": true}"#), "open, condition open, required open");
    assert_eq!(found("filed_later", r#"{"a": false}"#), "open, condition open, required open");
    assert_eq!(found("filed_later", r#"{"a": true, "filed": "2010"}"#), "met, condition yes, required yes");
    assert_eq!(found("scoped", r#"{"a": true, "covered": true}"#), "open, condition open, required open");
    assert_eq!(found("scoped", r#"{"a": false, "covered": true}"#), "open, condition open, required open");
    assert_eq!(found("scoped", r#"{"a": true, "covered": true, "filed": "2009"}"#), "met, condition yes, required yes");
}

#[test]
fn whether_a_norm_is_law_may_be_open() {
    let notes = |record: &str| {
        let page = evaluate(&ask(&pack(PACK), "ended"), record).unwrap().explain();
        let mark = |certain: bool| if certain { "" } else { "?" };
        let names = page.notes.iter().map(|note| format!("{}{}", note.id.rsplit('.').next().unwrap(), mark(note.certain)));
        names.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(notes(r#"{"a": true}"#), "is_law? is_no_law?");
    assert_eq!(notes(r#"{"a": true, "done": "2009"}"#), "is_no_law");
    assert_eq!(notes(r#"{"a": true, "done": "2010"}"#), "is_law");
}

#[test]
fn a_scope_that_laws_disagree_about_is_open() {
    let scope = |record: &str| {
        let page = evaluate(&ask(&pack(PACK), "scoped"), record).unwrap().explain();
        serde_json::to_value(page.scope.unwrap().status).unwrap().as_str().unwrap().to_owned()
    };
    let wanted = ["covered", "not_covered", "open"];
    let records =
        [r#""filed": "2009", "#, r#""filed": "2010", "#, ""].map(|day| format!(r#"{{{day}"a": true, "covered": true}}"#));
    assert_eq!(records.map(|record| scope(&record)), wanted);
}

#[test]
fn of_what_laws_want_of_a_fact_the_most_is_missing() {
    check(
        &pack(PACK),
        r#"
        either law leaves it open [law, missing]      | wants | {} | EI | r: open | end, filed
        whether there is one, under the first [missing] | wants | {"filed": "2009"} | EI | r: open | end (whether_any)
        the same, asked by another question [questions, missing] | wanting | {} | EI | r: open | end, filed
        the day of the law matters alone [missing]    | wants | {"end": "2021-01-01"} | EI | r: open | filed
        and asked by another question [questions, missing] | wanting | {"end": "2021-01-01"} | EI | r: open | filed
        of a norm's own date too [law as at, missing] | dated | {"filed": "2009-01-01", "a": true} | EI | r: open | end
        a date within one law is not missing [law as at, missing] | turned | {"done": "2009", "b": false} | EI | r: open | a
        a law that does not cover the case wants nothing [questions, missing] | ruling | {"covered": false} | EI | r: open | b, filed
        "#,
    );
}
