//! Random records: never a panic, always the same answer.

use proptest::prelude::*;
use whereas::records::Data;

use super::types;

/// Names of fields, words with a meaning, dirt.
fn word() -> impl Strategy<Value = String> {
    let known = [
        "consent",
        "age",
        "share",
        "fine",
        "costs",
        "release_date",
        "birth_date",
        "term",
        "note",
        "state",
        "kind",
        "sentence",
        "convictions",
        "nationalities",
        "kinds",
        "court",
        "value",
        "items",
        "complete",
        "amount",
        "currency",
        "source",
        "id",
        "none",
        "SV",
        "UK",
        "life",
        "2025-02-03",
        "2025-02",
        "03/04/2025",
        "P6M",
        "20000 USD",
        "0.1",
        "1e400",
        "?",
        "{}",
        "SV; ?",
    ];
    prop_oneof![4 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => ".{0,12}"]
}

fn data() -> impl Strategy<Value = Data> {
    let leaf = prop_oneof![
        Just(Data::Null),
        any::<bool>().prop_map(Data::Bool),
        "-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,30})?([eE]-?[0-9]{1,4})?".prop_map(Data::Number),
        word().prop_map(Data::Text),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Data::Array),
            prop::collection::vec((word(), inner), 0..6).prop_map(Data::Object),
        ]
    })
}

fn record() -> impl Strategy<Value = Vec<(String, Data)>> {
    prop::collection::vec((word(), data()), 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn reading_never_panics_and_is_the_same_twice(entries in record()) {
        let data = Data::Object(entries);
        let reader = types::reader();
        prop_assert_eq!(reader.read(&data), types::reader().read(&data));
    }

    #[test]
    fn shuffled_keys_give_the_same_record((entries, shuffled) in record().prop_flat_map(|entries| (Just(entries.clone()), Just(entries).prop_shuffle()))) {
        let reader = types::reader();
        let (one, other) = (reader.read(&Data::Object(entries)), reader.read(&Data::Object(shuffled)));
        match (one, other) {
            (Ok(one), Ok(other)) => prop_assert_eq!(one.record, other.record),
            (one, other) => prop_assert_eq!(one.is_err(), other.is_err()),
        }
    }

    #[test]
    fn what_is_written_is_read_back(entries in record()) {
        let data = Data::Object(entries);
        prop_assert_eq!(Data::parse(&data.to_string()), Ok(data));
    }

    #[test]
    fn any_text_is_data_or_an_error(text in "\\PC{0,60}", json in "[\\[\\]{}\",:0-9a-z\\\\ \n.eE-]{0,60}") {
        for text in [text, json] {
            if let Err(error) = Data::parse(&text) {
                prop_assert!(!error.message().is_empty());
            }
        }
    }

    #[test]
    fn any_cell_is_a_value_or_an_error(cells in prop::collection::vec(word(), 8)) {
        let reader = types::reader();
        let header = ["consent", "fine", "birth_date", "nationalities", "convictions", "sentence.kind", "note", "note.source"];
        let columns = reader.columns(header).unwrap();
        let read = || reader.read_cells(&columns, cells.iter().map(String::as_str));
        prop_assert_eq!(read(), read());
    }
}
