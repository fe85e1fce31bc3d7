//! Tables in rule files and beside them.

use super::{check, checked, errors, with_source};
use whereas::policy::{Datum, Scalar};

const PARTY: &str = "choice Basis: signed, acceded\nrecord Party\n  state: country\n  in_force: date\n  ended: date or none\n  basis: Basis\n  notice: period\n  langs: set of text\n  fee: money in USD\n  reserved: yes/no\n";

fn csv(rows: &str) -> String {
    format!("{PARTY}\ntable parties of Party from \"parties.csv\"\n# file: demo/parties.csv\n{rows}")
}

#[test]
fn every_type_of_cell() {
    let text = csv(
        "state,basis,in_force,ended,notice,langs,fee,reserved\nDE,signed,1992-02-01,,6 months,de; en,20.50 USD,yes\nUS,acceded,1985-07-01,2000-01-01,P1Y,{},5,no\n",
    );
    let policy = checked(&text).policy.unwrap_or_else(|| panic!("{}", check(&text)));
    let rows = &policy.tables[0].rows;
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].values[2], Datum::None);
    assert_eq!(rows[0].values[3], Datum::Scalar(Scalar::Option(0)));
    assert_eq!(rows[0].values[4], Datum::Period(whereas::Period::months(6)));
    assert!(matches!(&rows[0].values[5], Datum::Set(members, true) if members.len() == 2));
    assert_eq!(rows[1].values[4], Datum::Period(whereas::Period::months(12)));
    assert!(matches!(&rows[1].values[5], Datum::Set(members, true) if members.is_empty()));
    assert_eq!(rows[1].values[7], Datum::YesNo(false));
}

#[test]
fn wrong_cells_name_file_row_and_column() {
    insta::assert_snapshot!(with_source(&csv(
        "state,basis,in_force,ended,notice,langs,fee,reserved\nDEU,signd,1992-02,,six months,de,20 EUR,maybe\n,signed,1992-02-01,,P6M,de,1,yes\nDE,signed\n"
    )));
}

#[test]
fn a_heading_that_does_not_fit() {
    insta::assert_snapshot!(with_source(&csv("state,bassis,in_force,in_force\nDE,signed,1992-02-01,\n")));
}

#[test]
fn bom_crlf_and_quotes() {
    let text = "record Party\n  state: country\n  name: text\ntable parties of Party from \"p.csv\"\n# file: demo/p.csv\n\u{FEFF}state,name\r\nKR,\"Korea, Republic of\"\r\n";
    let policy = checked(text).policy.unwrap_or_else(|| panic!("{}", check(text)));
    assert_eq!(policy.tables[0].rows[0].values[1], Datum::Scalar(Scalar::Text("Korea, Republic of".into())));
}

#[test]
fn an_inline_table() {
    let text = "record Party\n  state: country\n  ended: date or none\ntable parties of Party\n  | state | ended      |\n  | DE    |            |\n  | US    | 2000-01-01 |\n";
    let policy = checked(text).policy.unwrap_or_else(|| panic!("{}", check(text)));
    assert_eq!(policy.tables[0].rows[0].values[1], Datum::None);
    assert_eq!(policy.tables[0].rows.len(), 2);
    let wrong = text.replace("DE    |", "      |");
    insta::assert_snapshot!(with_source(&wrong));
}

#[test]
fn a_table_without_its_file() {
    let text = "record Party\n  state: country\ntable parties of Party from \"../p.csv\"\n";
    assert_eq!(errors(text), ["E124"], "{}", check(text));
}

/// All rows behind a quotation mark that is not closed would be one cell: law that is missing without a word.
#[test]
fn a_quotation_mark_that_is_not_closed() {
    let text = "record Party\n  state: country\n  name: text\n\ntable parties of Party from \"parties.csv\"\n";
    let found = check(&format!("{text}# file: demo/parties.csv\nstate,name\nDE,\"Germany\nFR,France\n"));
    assert!(found.contains("the quotation mark in its line 2 is not closed"), "{found}");
}
