//! Records in the cells of a table.

use std::fmt::Write as _;

use whereas::records::Data;

use super::outcome;
use super::types;

/// A table as its rows, the header first; cells end at `|`.
fn rows(text: &str) -> String {
    let reader = types::reader();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let header = lines.next().unwrap();
    let mut out = format!("{header}\n");
    let columns = match reader.columns(header.split('|').map(str::trim)) {
        Ok(columns) => columns,
        Err(errors) => {
            for error in errors {
                let _ = writeln!(out, "  {} | {} | {}", error.place(), error.reason().code(), error.message());
            }
            return out;
        }
    };
    for unknown in columns.unknown() {
        let _ = writeln!(out, "  no field `{}`, nearest {:?}", unknown.name, unknown.nearest);
    }
    for line in lines {
        let read = reader.read_cells(&columns, line.split('|').map(str::trim));
        let _ = writeln!(out, "{line}\n  {}", outcome(&reader, read));
    }
    out
}

#[test]
fn cells_are_read_like_json() {
    let tables = [
        "id | consent | age | share | nationalities | sentence.kind | sentence.end
         007 | yes | 41 | 0.35 | SV; US | life | none
         8 | false | | | SV; ? | | 2031-05
         9 | TRUE | 1 | 1E-3 | {} | fixed |
         10 | Y | x | 1,5 | SV;;US | Life | soon
         11 | n/a | 130 | | ? | | 03/04/2025
         12 | no",
        "fine | costs | birth_date | birth_date.source | birth_date.recorded | birth_date.by | note | alias
         20000 | 5 EUR | 1980 | passport | 2025-01-02 | A. B. | none | none
         20000 USD | 5 | | passport | | | {x} | a; b
         {\"amount\": 1, \"currency\": \"USD\"} | | {\"value\": \"1980-02\", \"source\": \"p. 3\"} | | | | |",
        "convictions | sentence | nationalities | names
         [{\"court\": \"A\"}] | {\"kind\": \"life\"} | [\"SV\"] | a; b
         {\"items\": [], \"complete\": false} | | {\"items\": [\"SV\"], \"complete\": false} | [\"a;b\", \"c\"]
         [{\"court\": NaN}] | life | [ | none
         [{}] | {\"colour\": 1} | UK; ES | a; a",
        "fine | costs | birth_date
         1,100 | 1,100 | 45123
         $1100 | €1.100,50 | 4512
         1.100,5 | 12,50 | 45123.5
         £1,234,567.89 | 1'100 | 99999
         1,10,0 | 1,100 EUR | 01234
         1100$ | 1100 |",
        "age | agee | sentence.knid | sentence.kind.source | convictions.court | note.source.by | Note",
        "age | age | sentence | sentence.kind | x | x | note.source | note.source",
    ];
    let outcomes = tables.map(rows).join("\n");
    insta::assert_snapshot!(outcomes);
}

#[test]
fn always_known_facts_in_cells() {
    let reader = types::reader_of("Strict");
    let columns = reader.columns(["number", "inner.court", "outer.court", "outer.violent"]).unwrap();
    let mut text = String::new();
    for cells in [["1", "A", "", ""], ["1", "A", "", "yes"], ["", "", "", ""], ["x", "", "B", ""]] {
        let _ = writeln!(text, "{cells:?}\n  {}", outcome(&reader, reader.read_cells(&columns, cells)));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_row_and_an_object_give_the_same_record() {
    let reader = types::reader();
    let columns = reader.columns(["sentence.kind", "nationalities", "fine", "note", "note.source", "id"]).unwrap();
    let row = reader.read_cells(&columns, ["life", "SLV; US; ?", "20000.00", " a ", "p. 3", "007"]).unwrap();
    let object = r#"{"id": "007", "sentence": {"kind": "life"}, "note": {"value": " a ", "source": "p. 3"},
                     "nationalities": {"items": ["US", "SV"], "complete": false}, "fine": "20000 USD"}"#;
    assert_eq!(row, reader.read(&Data::parse(object).unwrap()).unwrap());
}
