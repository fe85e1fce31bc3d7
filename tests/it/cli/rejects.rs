//! What a reject says of a record whose verdict hangs on a table.

use std::fs;

use super::{folder, put, run};

const FEES: &str = r#"source LAW "Law of Testland"

record Fee
  size: whole number "persons"
  kind: text "kind"
  price: number "price"

table fees of Fee "fees"
  | size | kind  | price |
  | 1    | small | 10    |
  | 2    | small | 20    |
  | 2    | small | 25    |

record Case
  size: whole number "size of the household"
  faith: text "faith" sensitive
  paid: number "amount paid"
  other: number "another amount"

question q for Case "The fee is paid"
  cites LAW

requirement r of q "enough was paid"
  cites LAW
  sensitive fact used because "the fee depends on it"
  met when paid + other at least the price of f in fees where (f.size is size and f.kind is faith)
"#;

#[test]
fn a_row_that_is_not_there_is_told_with_its_table_and_what_was_sought() {
    let folder = folder("sought");
    put(&folder, "rules/q.whereas", FEES.as_bytes());
    put(&folder, "cases.csv", b"size,faith,paid,other\n4,small,10,1\n2,small,10,1\n1,small,10,1\n");
    let arguments = ["eval", "rules", "cases.csv", "--as-of", "2025-02-04", "-o", "out.ndjson", "--rejects", "rejects.csv"];
    run(&folder, &arguments);
    insta::assert_snapshot!(fs::read_to_string(folder.join("rejects.csv")).unwrap());
}
