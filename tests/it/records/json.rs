//! Records in JSON.

use whereas::policy::Datum;
use whereas::records::{Data, Limits, Reason};

use super::types;
use super::{outcome, table};

#[test]
fn values() {
    let outcomes = table(
        r#"
        {}
        {"consent": true, "age": 41, "share": "0.35", "note": "Zoë", "state": "SLV", "kind": "life"}
        {"consent": null, "age": "41", "share": 1E-3, "state": "SV", "term": "P1Y1D"}
        {"share": 0.1000000000000000055511151231}
        {"fine": 20000, "costs": "12.50 EUR"}
        {"fine": {"amount": "20000", "currency": "USD"}, "costs": {"currency": "CHF", "amount": 1}}
        {"birth_date": "1980-02-29", "release_date": "none"}
        {"birth_date": "1980-02", "release_date": "2031"}
        {"note": "none", "alias": "none"}
        {"nationalities": ["US", "SLV", "SV"], "kinds": ["life", "fixed"], "names": ["b", "a", "b"]}
        {"nationalities": []}
        {"nationalities": {"items": ["SV"], "complete": false}, "kinds": {"items": ["life"]}}
        {"nationalities": ["NA"], "state": "XK"}
        {"sentence": {"kind": "fixed", "end": "none"}, "appeal": "none"}
        {"convictions": [{"court": "A", "violent": false}, {"court": "B", "sentence": {"ordered": "P6M"}}]}
        {"convictions": {"items": [], "complete": false}}
        {"id": "007", "share": {"value": 1, "source": "judgment of 2020-01-10, p. 3", "recorded": "2025-01-02", "by": "A. B."}}
        {"nationalities": {"value": {"items": ["SV"], "complete": false}, "source": "passport"}, "id": 7}
        {"sentence": {"value": {"kind": {"value": "life", "source": "p. 3"}}, "by": "registry"}, "age": {"value": null, "source": "asked"}}
        {"consnet": true, "sentence.kind": "life", "row": {"a": 1, "a": 2}, "Age": 4}
        "#,
    );
    insta::assert_snapshot!(outcomes);
}

#[test]
fn refusals() {
    let outcomes = table(
        r#"
        []
        "SV"
        {"consent": "yes", "age": true, "share": [], "note": 12, "state": 840, "kind": 1, "birth_date": 2020, "term": 6}
        {"consent": 1}
        {"consent": "", "age": "n/a", "birth_date": "unknown", "state": "?", "kind": "", "note": " "}
        {"age": 41.5, "share": "1,000"}
        {"age": 121}
        {"age": -1, "share": "20%"}
        {"share": 0.12345678901234567890123456789}
        {"share": 1e400, "age": "1.000,50"}
        {"fine": "20000 EUR", "costs": 20000}
        {"fine": "20000", "costs": "20000 usd"}
        {"fine": "20,000 USD", "costs": "5 BTC"}
        {"costs": {"amount": 1}}
        {"costs": {"amount": 1, "currency": "USD", "unit": "cents"}}
        {"costs": {"amount": 1, "amount": 2, "currency": "USD"}}
        {"birth_date": "03/04/1980", "release_date": "25/12/2025"}
        {"birth_date": "06/04/95", "release_date": "2025/2/3"}
        {"birth_date": "19800229", "release_date": "3.4.2025"}
        {"birth_date": "1980-02-30", "release_date": "2025-02-03T23:30:00-06:00"}
        {"birth_date": "0000-01-01", "release_date": "2025-02-03Z"}
        {"birth_date": "1899-12-31", "release_date": "soon"}
        {"birth_date": "1899", "release_date": "31/31/2025"}
        {"birth_date": "none", "sentence": "none"}
        {"term": "6 months", "sentence": {"ordered": "1 year and 1 day"}}
        {"term": "PT24H", "sentence": {"ordered": "P99999Y"}}
        {"state": "UK", "nationalities": ["XXA", "XXX", "GBN", "sv", "SU", "QQ"]}
        {"state": "El Salvador", "nationalities": ["Sal.", "", "El"]}
        {"kind": "Life", "kinds": ["for life", "lief", "determinate"]}
        {"nationalities": "SV", "names": {"items": "a"}, "kinds": {"complete": false}}
        {"nationalities": [null, {"value": "SV"}], "names": {"items": ["a"], "complete": "no", "more": 1}}
        {"sentence": {"knid": "life", "colour": "red"}, "convictions": [{"court": "A", "Violent": true}]}
        {"convictions": [{"court": "A"}, {}, null, 3, {"court": ""}, {"court": null}]}
        {"age": 1, "age": 2, "x": 1, "x": 2, "sentence": {"kind": "life", "kind": "fixed"}}
        {"age": {"source": "p. 3"}}
        {"age": {"value": 1, "sourec": "p. 3", "by": 12, "value": 2}}
        {"age": {"years": 3}}
        "#,
    );
    insta::assert_snapshot!(outcomes);
}

#[test]
fn texts_that_are_no_json() {
    let outcomes = table(
        r#"
        {"age": NaN}
        {"age": -Infinity}
        {"age": None}
        {"consent": True}
        {'age': 1}
        {"age": 01}
        {"age": +1}
        {"age": 1,}
        {"age": 1
        {"age": 1} {"age": 2}
        {"note": "\ud83d"}
        {"é": "\udc00x", "note": 1}
        {"\ud800": 1}
        {"note": "\x"}
        {"age" 1}
        nul
        "#,
    );
    insta::assert_snapshot!(outcomes);
    let control = Data::parse("{\n\n  \"note\": \"a\tb\"}").unwrap_err();
    assert_eq!((control.reason(), control.position().0), (Reason::NotJson, 3));
    assert_eq!(Data::parse("").unwrap_err().to_string(), "line 1, column 1: there is no record here: the text is empty");
}

#[test]
fn always_known_facts() {
    let reader = types::reader_of("Strict");
    let mut text = String::new();
    for input in [
        r#"{"number": 1, "inner": {"court": "A"}}"#,
        r#"{"number": 1, "inner": {"court": "A"}, "outer": {}}"#,
        "{}",
        r#"{"number": "x", "inner": {}}"#,
    ] {
        let read = reader.read(&Data::parse(input).unwrap());
        text += &format!("{input}\n  {}\n", outcome(&reader, read));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn text_is_normalised() {
    let reader = types::reader();
    let read = |text: &str| reader.read(&Data::parse(text).unwrap()).unwrap().record;
    assert_eq!(read(r#"{"note": "Zoe\u0308"}"#), read(r#"{"note": "Zo\u00eb"}"#));
    assert_eq!(read("\u{feff}{\"note\": \"a\"}"), read(r#"{"note": "a"}"#));
    assert_eq!(read(r#"{"note": "\ud83d\ude00"}"#), read(r#"{"note": "😀"}"#));
}

#[test]
fn limits_are_counts() {
    let limits = Limits { bytes: 40, depth: 3, values: 6 };
    let reason = |text: &str| Data::parse_within(text, &limits).map_err(|error| (error.reason(), error.position()));
    assert!(reason("[[[1]]]").is_ok());
    assert_eq!(reason("[[[[]]]]"), Err((Reason::TooDeep, (1, 4))));
    assert!(reason("[1,2,3,4,5]").is_ok());
    assert_eq!(reason("[1,2,3,4,5,6]"), Err((Reason::TooManyValues, (1, 12))));
    assert!(reason(&" ".repeat(41)).is_err_and(|(reason, _)| reason == Reason::TooLarge));
    let deep = "[".repeat(1_000_000);
    assert!(Data::parse(&deep).is_err());
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(Data::parse(&deep).unwrap_err().reason(), Reason::TooDeep);
}

#[test]
fn numbers_keep_their_text() {
    for text in ["1.50", "-0", "1E400", "0.1000000000000000055511151231257827", "123456789012345678901234567890"] {
        assert_eq!(Data::parse(text), Ok(Data::Number(text.to_owned())));
    }
    let long = "7".repeat(10_000);
    assert_eq!(Data::parse(&long), Ok(Data::Number(long)));
}

#[test]
fn anything_that_serialises() {
    #[derive(serde::Serialize)]
    struct Case<'a> {
        share: f64,
        age: u128,
        note: Option<&'a str>,
        nationalities: Vec<&'a str>,
    }
    let case = Case { share: 0.1, age: 41, note: None, nationalities: vec!["SV"] };
    let read = types::reader().read(&Data::from_serialize(&case).unwrap()).unwrap();
    let value = serde_json::json!({"nationalities": ["SV"], "age": 41, "share": "0.1"});
    assert_eq!(read.record, types::reader().read(&Data::from_serialize(&value).unwrap()).unwrap().record);
    assert_eq!(read.record.values[2], Datum::Number("0.1".parse().unwrap()));
    let pairs = std::collections::BTreeMap::from([((1, 2), 3)]);
    assert_eq!(Data::from_serialize(&pairs).unwrap_err().reason(), Reason::NotJson);
}

#[test]
fn a_record_tells_at_most_a_hundred_errors() {
    let many = format!(r#"{{"convictions": [{}]}}"#, vec!["1"; 500].join(","));
    let errors = types::reader().read(&Data::parse(&many).unwrap()).unwrap_err();
    assert_eq!(errors.len(), 100);
}

/// A binary float holds 15 digits as they were written; what has more may have lost some before it reached us.
#[test]
fn a_float_that_may_have_lost_digits_is_refused() {
    let value: serde_json::Value = serde_json::from_str(r#"{"share": 0.12345678901234567}"#).unwrap();
    assert_eq!(Data::from_serialize(&value).unwrap_err().reason(), Reason::InexactNumber);
    let nested = serde_json::json!({"sentence": [{"share": 1e22 + 0.5}], "share": 12_345_678_901_234_567.0_f64 / 8.0});
    assert_eq!(Data::from_serialize(&nested).unwrap_err().reason(), Reason::InexactNumber);
    for exact in [serde_json::json!({"share": 0.1}), serde_json::json!({"share": 123_456_789.012_345_f64})] {
        Data::from_serialize(&exact).unwrap();
    }
    Data::from_serialize(&serde_json::json!({"share": 12_345_678_901_234_567_890_u64})).unwrap();
    Data::parse(r#"{"share": 0.12345678901234567}"#).unwrap();
}

/// A fact may be called as a part of where a value comes from is called.
#[test]
fn a_nested_record_with_facts_that_are_called_source_recorded_or_by() {
    let reader = types::reader_of("Trial");
    let read = |text: &str| match reader.read(&Data::parse(text).unwrap()) {
        Ok(read) => super::shown(&read.record),
        Err(errors) => errors.iter().map(|error| format!("{} {:?}", error.place(), error.reason())).collect(),
    };
    for (text, expected) in [
        (r#"{"hearing": {"recorded": true, "held": "2025-02-03"}}"#, "{hearing: {recorded: yes, held: 2025-02-03}}"),
        (r#"{"hearing": {"by": "A. B."}}"#, r#"{hearing: {by: "A. B."}}"#),
        (r#"{"hearing": {"source": "p. 3"}}"#, r#"{hearing: {source: "p. 3"}}"#),
        (
            r#"{"hearing": {"recorded": {"value": false, "recorded": "2025-01-02"}}}"#,
            r#"{hearing: {recorded: no <{"recorded":"2025-01-02"}>}}"#,
        ),
        (
            r#"{"hearing": {"value": {"recorded": true}, "recorded": "2025-01-02"}}"#,
            r#"{hearing: {recorded: yes} <{"recorded":"2025-01-02"}>}"#,
        ),
        (r#"{"hearing": {"held": {"recorded": "2025-01-02"}}}"#, "hearing.held WrongType"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
    let columns = reader.columns(["hearing.recorded", "hearing.recorded.by"]).unwrap();
    let row = reader.read_cells(&columns, ["yes", "C. D."]).unwrap();
    assert_eq!(super::shown(&row.record), r#"{hearing: {recorded: yes <{"by":"C. D."}>}}"#);
}
