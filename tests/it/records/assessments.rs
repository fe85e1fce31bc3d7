//! Assessments: judgements that count only with their author and date.

use whereas::policy::Datum;
use whereas::records::{Data, Reader};
use whereas::{Policy, Sources};

const PACK: &str = "record Part
  risk: yes/no assessment by \"a doctor\"

record Case
  risk: yes/no \"risk\" assessment by \"the prison psychologist\" standard \"more likely than not\"
  certain: yes/no always known assessment by \"a doctor\"
  other: yes/no
  part: Part
  parts: list of Part

question q for Case \"s\"

requirement r of q \"there is no risk\"
  rests on assessment
  met when not risk

test \"a plain value is an author's\" of q asked on 2025-01-01
  given risk: no
  expect eligible because r
";

fn policy() -> Policy {
    let mut sources = Sources::new();
    sources.add("p/p.whereas", PACK);
    Policy::compile(&sources, "p").unwrap()
}

fn reader() -> Reader {
    let policy = policy();
    let record = policy.data().questions[0].record;
    Reader::new(policy.data(), record)
}

const SIGNED: &str = r#"{"value": true, "by": "Dr. Roe", "recorded": "2025-01-02"}"#;

/// What a record says of `risk`, with `certain` signed.
fn risk(value: &str) -> String {
    let record = format!(r#"{{"certain": {SIGNED}, "risk": {value}}}"#);
    match reader().read(&Data::parse(&record).unwrap()) {
        Err(errors) => errors.iter().map(|error| format!("{} {}", error.place(), error.reason().code())).collect(),
        Ok(read) => match (&read.record.values[0], read.record.provenance.contains_key(&0)) {
            (Datum::YesNo(yes), _) => yes.to_string(),
            (Datum::Missing, true) => "read as unknown".to_owned(),
            (Datum::Missing, false) => "unknown".to_owned(),
            other => panic!("{other:?}"),
        },
    }
}

#[test]
fn an_assessment_counts_with_author_and_date() {
    for (value, found) in [
        (SIGNED, "true"),
        (r#"{"value": false, "by": "Dr. Roe", "recorded": "2025-01"}"#, "false"),
        (r#"{"value": false, "by": "Dr. Roe", "recorded": "2025", "source": "file, p. 3"}"#, "false"),
        ("true", "read as unknown"),
        (r#"{"value": true}"#, "read as unknown"),
        (r#"{"value": true, "by": "Dr. Roe"}"#, "read as unknown"),
        (r#"{"value": true, "recorded": "2025-01-02"}"#, "read as unknown"),
        (r#"{"value": true, "by": " ", "recorded": "2025-01-02"}"#, "read as unknown"),
        (r#"{"value": true, "by": "Dr. Roe", "recorded": "yesterday"}"#, "read as unknown"),
        (r#"{"value": null, "by": "Dr. Roe"}"#, "unknown"),
        ("null", "unknown"),
        (r#""x""#, "risk wrong_type"),
    ] {
        assert_eq!(risk(value), found, "{value}");
    }
}

#[test]
fn an_assessment_that_is_always_known_is_signed() {
    let read = |record: &str| reader().read(&Data::parse(record).unwrap());
    let errors = read(r#"{"certain": true}"#).unwrap_err();
    assert_eq!(errors[0].to_string().split(':').next(), Some("`certain`"));
    assert_eq!(errors[0].reason().code(), "always_known_missing");
    assert!(read(&format!(r#"{{"certain": {SIGNED}}}"#)).is_ok());
}

#[test]
fn inside_records_and_lists() {
    let record = format!(
        r#"{{"certain": {SIGNED}, "part": {{"risk": true}}, "parts": [{{"risk": {SIGNED}}}, {{"risk": true}}], "other": true}}"#
    );
    let question = policy().question("q").unwrap().as_of("2025-01-05".parse().unwrap());
    let record: serde_json::Value = serde_json::from_str(&record).unwrap();
    let page = question.evaluate(&record).unwrap().explain();
    let unknown: Vec<&str> = page.read_as_unknown.iter().map(|view| view.path.as_str()).collect();
    assert_eq!(unknown, ["part.risk", "parts[1].risk"]);
    assert!(page.read_as_unknown[0].reason.ends_with("does not say who made it and when"));
}

#[test]
fn an_author_of_blanks_is_none() {
    let question = policy().question("q").unwrap().as_of("2025-01-05".parse().unwrap());
    let risk = r#"{"value": true, "by": " \t", "recorded": "2025-01-02"}"#;
    let record: serde_json::Value = serde_json::from_str(&format!(r#"{{"certain": {SIGNED}, "risk": {risk}}}"#)).unwrap();
    let page = question.evaluate(&record).unwrap().explain();
    let reasons: Vec<&str> = page.read_as_unknown.iter().map(|view| view.reason.as_str()).collect();
    assert_eq!(reasons.len(), 1);
    assert!(reasons[0].ends_with("the record does not say who made it"), "{reasons:?}");
}

/// What the law puts in the place of a judgement is nobody's.
#[test]
fn a_deemed_or_presumed_value_is_no_assessment() {
    let mut sources = Sources::new();
    let text = "record Case\n  danger: yes/no \"is dangerous\" assessment by \"the psychologist\"\n  minor: yes/no\n\nquestion q for Case \"s\"\n\nquestion p for Case \"s\"\n\ndeem danger is no when minor \"a minor is treated as not dangerous\"\n  in q\n\npresume danger is no when minor \"a minor is presumed not dangerous\"\n  in p\n\nbar b of q \"s\"\n  rests on assessment\n  bars when danger\n\nbar b of p \"s\"\n  rests on assessment\n  bars when danger\n";
    sources.add("p/p.whereas", text);
    let policy = Policy::compile(&sources, "p").unwrap();
    let page = |question: &str, record: serde_json::Value| {
        let question = policy.question(question).unwrap().as_of("2025-01-05".parse().unwrap());
        question.evaluate(&record).unwrap().explain()
    };
    let signed = serde_json::json!({"value": true, "by": "Dr. Roe", "recorded": "2024-05-01"});
    let unsigned = serde_json::json!({"value": true, "by": "Dr. Roe"});
    for (question, danger) in [("q", None), ("q", Some(&signed)), ("q", Some(&unsigned)), ("p", None), ("p", Some(&unsigned))] {
        let page = page(question, serde_json::json!({"minor": true, "danger": danger}));
        assert!(page.assessments.is_empty(), "{page}");
        assert!(!page.rests_on().contains("assessment of the psychologist"), "{}", page.rests_on());
        let facts = page.norms.iter().flat_map(|norm| &norm.facts).chain(page.deemed.iter().map(|view| &view.fact));
        let facts: Vec<_> = facts.chain(page.presumptions.iter().map(|view| &view.fact)).collect();
        assert!(facts.iter().filter(|fact| fact.path == "danger").count() >= 2);
        assert!(facts.iter().all(|fact| fact.path != "danger" || (fact.assessment.is_none() && fact.provenance.is_none())));
    }
    let beside = page("q", serde_json::json!({"minor": true, "danger": signed}));
    let recorded = "a minor is treated as not dangerous (recorded: yes, assessment of Dr. Roe)";
    assert_eq!(beside.rests_on(), recorded);
    let read = beside.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(read.contains("recorded: yes, an assessment [recorded 1 May 2024 by Dr. Roe])"), "{read}");
    let known = page("p", serde_json::json!({"minor": true, "danger": signed}));
    assert_eq!(known.rests_on(), "assessment of Dr. Roe: is dangerous");
}

#[test]
fn columns_hold_author_and_date() {
    let reader = reader();
    let header = [
        "certain.value",
        "certain.by",
        "certain.recorded",
        "risk",
        "risk.by",
        "risk.recorded",
        "part.risk",
        "part.risk.by",
        "part.risk.recorded",
    ];
    let columns = reader.columns(header).unwrap();
    assert!(columns.unknown().is_empty());
    let risk = |cells: [&str; 9]| {
        let read = reader.read_cells(&columns, cells).unwrap();
        let part = match &read.record.values[3] {
            Datum::Record(part) => part.values[0].clone(),
            other => other.clone(),
        };
        (read.record.values[0].clone(), part)
    };
    let (yes, no, unknown) = (Datum::YesNo(true), Datum::YesNo(false), Datum::Missing);
    let all = ["yes", "A", "2025-01-02", "yes", "A", "2025-01-02", "no", "B", "2025-01-03"];
    assert_eq!(risk(all), (yes.clone(), no.clone()));
    let mut no_author = all;
    no_author[4] = "";
    assert_eq!(risk(no_author), (unknown.clone(), no));
    let mut no_date = all;
    no_date[8] = "";
    assert_eq!(risk(no_date), (yes, unknown));
    assert!(reader.read_cells(&columns, ["yes", "", "", "", "", "", "", "", ""]).is_err(), "always known");
}

#[test]
fn a_verdict_says_whose_judgement_it_rests_on() {
    let question = policy().question("q").unwrap().as_of("2025-01-05".parse().unwrap());
    let page = |risk: &str| {
        let record: serde_json::Value = serde_json::from_str(&format!(r#"{{"certain": {SIGNED}, "risk": {risk}}}"#)).unwrap();
        question.evaluate(&record).unwrap().explain()
    };
    let signed = page(SIGNED);
    assert!(signed.norms[0].rests_on_assessment);
    assert_eq!(signed.rests_on(), "assessment of Dr. Roe: risk");
    insta::assert_snapshot!(format!("{signed}\n{}", page("true")));
    assert_eq!(whereas::testing::run(&policy(), |_| true).failed(), 0);
}

/// What was assessed after the day asked could not be known on it.
#[test]
fn an_assessment_counts_from_the_day_on_which_it_was_made() {
    let page = |recorded: &str| {
        let question = policy().question("q").unwrap().as_of("2025-01-05".parse().unwrap());
        let risk = format!(r#"{{"value": false, "by": "Dr. Roe", "recorded": "{recorded}"}}"#);
        let record =
            format!(r#"{{"certain": {SIGNED}, "risk": {risk}, "parts": [{{"risk": {risk}}}], "part": {{"risk": {risk}}}}}"#);
        let record: serde_json::Value = serde_json::from_str(&record).unwrap();
        let read = question.read(&record).unwrap().record;
        let verdict = question.evaluate(&record).unwrap();
        assert_eq!(question.possible(&read).unwrap().verdict(), verdict.evaluation().possible.verdict());
        verdict.explain()
    };
    for recorded in ["2025-01-05", "2025-01", "2025", "2024-12-31"] {
        let page = page(recorded);
        assert_eq!((page.verdict, page.read_as_unknown.len()), (whereas::Outcome::Eligible, 0), "{recorded}");
    }
    for recorded in ["2025-01-06", "2025-02", "2026"] {
        let page = page(recorded);
        let unknown: Vec<&str> = page.read_as_unknown.iter().map(|view| view.path.as_str()).collect();
        assert_eq!(unknown, ["risk", "part.risk", "parts[0].risk"], "{recorded}");
        assert_eq!(page.verdict, whereas::Outcome::Undetermined, "{recorded}");
        assert!(page.read_as_unknown[0].reason.contains("later than the day asked: "), "{:?}", page.read_as_unknown[0]);
    }
}

#[test]
fn the_author_stands_beside_whose_it_is_to_make() {
    let question = policy().question("q").unwrap().as_of("2025-01-05".parse().unwrap());
    let record = format!(r#"{{"certain": {SIGNED}, "risk": {SIGNED}}}"#);
    let record: serde_json::Value = serde_json::from_str(&record).unwrap();
    let page = question.evaluate(&record).unwrap().explain().to_string();
    assert!(page.contains("Made by:   Dr. Roe, recorded 2 January 2025."), "{page}");
    assert!(page.contains("By law:    It is for the prison psychologist to make it."), "{page}");
}
