//! The examples of `docs/records.md`, against the types of the page.

use whereas::records::Data;

use super::types;
use crate::documents;

const PAGE: &str = include_str!("../../../docs/records.md");

pub(super) fn blocks(kind: &str) -> impl Iterator<Item = &'static str> {
    documents::blocks(PAGE).into_iter().filter(move |block| block.kind == kind).map(|block| block.text)
}

#[test]
fn json_is_read() {
    let reader = types::reader();
    let lines: Vec<&str> = blocks("json").flat_map(str::lines).collect();
    assert_eq!(lines.len(), 6);
    for line in lines {
        let read = reader.read(&Data::parse(line).unwrap()).unwrap_or_else(|errors| panic!("{line}: {errors:?}"));
        assert!(read.unknown_fields.is_empty(), "{line}");
    }
}

#[test]
fn refusals_have_their_codes() {
    let reader = types::reader();
    let lines: Vec<&str> = blocks("refused").flat_map(str::lines).collect();
    assert!(lines.len() > 20);
    for line in lines {
        let (text, code) = line.rsplit_once(' ').unwrap();
        let codes: Vec<&str> = match Data::parse(text.trim_end()) {
            Ok(data) => reader.read(&data).unwrap_err().iter().map(|error| error.reason().code()).collect(),
            Err(error) => vec![error.reason().code()],
        };
        assert_eq!(codes, [code], "{line}");
    }
}

#[test]
fn tables_are_read() {
    let reader = types::reader();
    for block in blocks("csv") {
        let mut rows = csv::ReaderBuilder::new().from_reader(block.as_bytes());
        let columns = reader.columns(rows.headers().unwrap().iter()).unwrap();
        assert!(columns.unknown().is_empty());
        let mut ids = Vec::new();
        for row in rows.records() {
            ids.extend(reader.read_cells(&columns, row.unwrap().iter()).unwrap().id);
        }
        assert_eq!(ids, ["007", "008", "009"]);
    }
}
