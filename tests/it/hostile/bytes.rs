//! Texts that are none, hide something, or are larger than anybody writes: in records, rules, tables of packs and arguments.

use std::path::Path;
use std::process::Output;

use crate::cli::{code, folder, put, run, run_with, transcript};

const RULES: &str = "record Case\n  a: yes/no\n  n: number\n  memo: text\n  state: country\n\nquestion q for Case \"q\"\n\n\
                     requirement r of q \"r\"\n  met when a or n at least 1\n";

fn pack(name: &str) -> std::path::PathBuf {
    let folder = folder(name);
    put(&folder, "p/p.whereas", RULES.as_bytes());
    folder
}

fn eval(folder: &Path, format: &str, bytes: &[u8]) -> Output {
    run_with(folder, &["eval", "p", "-", "--from", format, "--as-of", "2025-02-04"], bytes)
}

/// What is wrong is told with its row and place, the exit code is the documented one, and nothing that hides reaches the reader.
fn tells(output: &Output, exit: i32, says: &str) {
    let told = transcript(output);
    assert_eq!(code(output), exit, "{says}: {told:.2000}");
    assert!(told.contains(says), "{says}: {told:.2000}");
    let hides = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!told.contains(hides), "{says}: {told:?}");
}

#[test]
fn records_as_lines() {
    let folder = pack("bytes_lines");
    let digits = "7".repeat(10_000);
    let deep = format!("{{\"memo\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let cases: &[(&[u8], i32, &str)] = &[
        (b"{\"a\":\0true}", 3, "row 1: not_json"),
        (b"\0", 3, "row 1: not_json"),
        (b"{\"memo\":\"\xff\"}", 3, "row 1: not_utf8"),
        // A surrogate, as if it were a character.
        (b"{\"memo\":\"\xed\xa0\x80\"}", 3, "row 1: not_utf8"),
        (b"\xff\xfe{\0}\0", 3, "row 1: not_utf8"),
        (b"\xef\xbb\xbf{\"a\":true}\r\n\r\n{\"a\":true}\r\n", 0, "2 records: 2 eligible"),
        (br#"{"memo":"\ud800"}"#, 3, "row 1: not_json"),
        (br#"{"\udc00":1}"#, 3, "row 1: not_json"),
        (br#"{"a":true,"a":false}"#, 3, "row 1, `a`: duplicate_key"),
        (br#"{"a":true,"\u0061":false}"#, 3, "row 1, `a`: duplicate_key"),
        (br#"{"n":NaN}"#, 3, "row 1: not_json"),
        (br#"{"n":"NaN"}"#, 3, "row 1, `n`: not_a_number"),
        (br#"{"n":-Infinity}"#, 3, "row 1: not_json"),
        (br#"{"n":1e400}"#, 3, "row 1, `n`: too_many_digits"),
        (br#"{"n":1e-400}"#, 3, "row 1, `n`: too_many_digits"),
        (br#"{"n":1e99999999999999999999}"#, 3, "row 1, `n`: too_many_digits"),
        (br#"{"n":0e99999999999999999999}"#, 0, "1 undetermined"),
        (deep.as_bytes(), 3, "row 1: too_deep"),
        ("{\"memо\":1}".as_bytes(), 0, "the rules know no fact `memо`; the nearest is `memo`, but `о` (U+043E)"),
        ("{\"a\u{202e}\":true}".as_bytes(), 0, "the rules know no fact `a\u{fffd}`"),
        ("{\"state\":\"\u{202e}VS\"}".as_bytes(), 3, "row 1, `state`: "),
        ("{\"state\":\"ЅV\"}".as_bytes(), 3, "row 1, `state`: "),
    ];
    for (bytes, exit, says) in cases {
        tells(&eval(&folder, "ndjson", bytes), *exit, says);
    }
    for number in [format!("{{\"n\":{digits}}}"), format!("{{\"n\":\"0.{digits}\"}}"), format!("{{\"n\":1e{digits}}}")] {
        tells(&eval(&folder, "ndjson", number.as_bytes()), 3, "row 1, `n`: too_many_digits");
    }
}

#[test]
fn records_as_an_array() {
    let folder = pack("bytes_array");
    let deep = format!("[{}{}]", "[".repeat(100_000), "]".repeat(100_000));
    let cases: &[(&[u8], i32, &str)] = &[
        (b"\0", 3, "neither an array of records nor a record"),
        (b"\xff\xfe[\0]\0", 3, "neither an array of records nor a record"),
        (b"[{\"a\":\0true},{\"a\":true}]", 3, "row 1: not_json"),
        (b"[{\"memo\":\"\xff\"},{\"a\":true}]", 3, "row 1: not_utf8"),
        (b"\xef\xbb\xbf[\r\n{\"a\":true}\r\n]", 0, "1 eligible"),
        (b"\xef\xbb\xbf\xef\xbb\xbf[]", 3, "neither an array of records nor a record"),
        (br#"[{"a":true,"a":true}]"#, 3, "row 1, `a`: duplicate_key"),
        (deep.as_bytes(), 3, "row 1: too_deep"),
        (br#"[{"memo":"]},"},{"a":true}}]"#, 3, "neither `,` nor `]` follows"),
        (b"[\"", 3, "is the file cut off?"),
    ];
    for (bytes, exit, says) in cases {
        tells(&eval(&folder, "json", bytes), *exit, says);
    }
}

#[test]
fn records_as_a_table() {
    let folder = pack("bytes_table");
    let many: Vec<String> = (0..10_000).map(|at| format!("c{at}")).collect();
    let wide = format!("a,{}\nyes,{}\n", many.join(","), vec!["x"; 10_000].join(","));
    let twice = vec!["a"; 10_000].join(",");
    let ragged = format!("a\nyes{}\nyes\n", ",".repeat(10_000));
    let digits = format!("n\n{}\n", "7".repeat(10_000));
    let cases: &[(&[u8], i32, &str)] = &[
        (b"a\nyes\0\n", 3, "row 2, `a`: wrong_type"),
        (b"a\0\nyes\n", 0, "the rules know no fact `a\u{fffd}`"),
        (b"a,memo\nyes,\xff\n", 3, "row 2, `memo`: not_utf8"),
        (b"a,\xff\nyes,x\n", 3, "the header is no UTF-8"),
        (b"\xff\xfea\0\n\0", 3, "the header is no UTF-8"),
        (b"\xef\xbb\xbfa,n\r\nyes,1\r\n", 0, "1 eligible"),
        ("а\nyes\n".as_bytes(), 0, "the nearest is `a`, but `а` (U+0430)"),
        ("a\u{200f}\nyes\n".as_bytes(), 0, "the nearest is `a`, but"),
        (b"n\nNaN\n", 3, "row 2, `n`: not_a_number"),
        (b"n\n1e400\n", 3, "row 2, `n`: too_many_digits"),
        (digits.as_bytes(), 3, "row 2, `n`: too_many_digits"),
        (b"a,memo\nyes,a \"b\n", 0, "1 eligible"),
        (b"a,memo\nyes,\"a\" b\n", 0, "1 eligible"),
        (b"a,memo\nyes,\"a\nyes,b\n", 3, "the quotation mark in line 2 is not closed"),
        (wide.as_bytes(), 0, "1 eligible"),
        (twice.as_bytes(), 3, "`a`"),
        (ragged.as_bytes(), 3, "row 2: wrong_cell_count"),
    ];
    for (bytes, exit, says) in cases {
        tells(&eval(&folder, "csv", bytes), *exit, says);
    }
}

/// Each file stands beside sound rules: what is wrong is a finding that names it, with a code, and nothing is passed over.
#[test]
fn rules() {
    let digits = format!("parameter p: number \"p\"\n  from 2020-01-01: {}\n", "7".repeat(10_000));
    let deep = format!("requirement s of q \"s\"\n  met when {}a{}\n", "(".repeat(100_000), ")".repeat(100_000));
    let long = format!("requirement s of q \"s\"\n  met when {}zz\n", "a and ".repeat(10_000));
    let options: Vec<String> = (0..10_000).map(|at| format!("c{at}")).collect();
    let wide = format!("choice C: {}\n", options.join(", "));
    let cases: &[(&[u8], i32, &str)] = &[
        (b"record X\n  b: yes/no\0\n", 1, "E003: the character (U+0000)"),
        (b"\0", 1, "E003: the character (U+0000)"),
        (b"record X\n  b\x1b[2J: yes/no\n", 1, "E003: the character (U+001B)"),
        (b"record X\n  b\xff: yes/no\n", 1, "E103: byte 13 of the file, 0xFF, is not UTF-8"),
        (b"record X\n  b: yes/no \"\xed\xa0\x80\"\n", 1, "E103: "),
        (b"\xff\xfer\0e\0", 1, "E103: byte 1 of the file"),
        (b"\xef\xbb\xbfrecord X\r\n  b: yes/no\r\n", 0, "0 errors"),
        ("record X\n  b\u{202e}c: yes/no\n".as_bytes(), 1, "E003: the character (U+202E)"),
        ("record X\n  b: yes/no \"\u{202e}c\"\n".as_bytes(), 1, "E003: the character (U+202E)"),
        ("record X\n  b\u{200b}c: yes/no\n".as_bytes(), 1, "E003: the character (U+200B)"),
        ("record X\n  сonsent: yes/no\n".as_bytes(), 1, "E004: `сonsent` contains the letter `с` (U+0441)"),
        ("requirement s of q \"s\"\n  met when а\n".as_bytes(), 1, "E004: `а` contains the letter `а` (U+0430)"),
        (b"requirement s of q \"s\"\n  met when n at least NaN\n", 1, "E200: nothing here is called `NaN`"),
        (b"requirement s of q \"s\"\n  met when n at least 1e400\n", 1, "E008: `1e400`"),
        (digits.as_bytes(), 1, "E008: `7777"),
        (deep.as_bytes(), 1, "E002: "),
        (long.as_bytes(), 1, "E200: nothing here is called `zz`"),
        (wide.as_bytes(), 0, "0 errors"),
        (b"test \"t\" of q asked on 2025-01-01\n  given a: yes, a: no\n  expect eligible\n", 1, "`a`"),
    ];
    for (at, (bytes, exit, says)) in cases.iter().enumerate() {
        let folder = pack(&format!("bytes_rules_{at}"));
        put(&folder, "p/b.whereas", bytes);
        for format in ["plain", "human"] {
            let output = run(&folder, &["check", "p", "--format", format]);
            let shown = String::from_utf8_lossy(&output.stdout).into_owned();
            let says = if format == "plain" { *says } else { "" };
            tells(&output, *exit, says);
            assert!(shown.len() < 50_000, "{says}: {} bytes", shown.len());
            assert!(!shown.contains(['\u{1b}', '\0', '\u{202e}']), "{says}: {shown:?}");
        }
        let output = run(&folder, &["check", "p", "--format", "json"]);
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap();
        let untouched = run(&folder, &["fmt", "--check", "p/b.whereas"]);
        assert!([0, 1, 4].contains(&code(&untouched)), "{}", transcript(&untouched));
    }
}

#[test]
fn tables_of_packs() {
    let rules = "record Party\n  state: country\n  fee: number\n\ntable parties of Party \"parties\" from \"parties.csv\"\n";
    let wide = format!("state,fee{}\n", ",fee".repeat(10_000));
    let ragged = format!("state,fee\nSV,1{}\n", ",1".repeat(10_000));
    let digits = format!("state,fee\nSV,{}\n", "7".repeat(10_000));
    let cases: &[(&[u8], i32, &str)] = &[
        (b"\xef\xbb\xbfstate,fee\r\nSV,1\r\n", 0, "0 errors"),
        (b"state,fee\nSV,1\0\n", 1, "parties.csv:2"),
        (b"state,fee\nSV,\xff\n", 1, "E103: "),
        (b"\xff\xfes\0", 1, "E103: byte 1 of the file"),
        ("stаte,fee\nSV,1\n".as_bytes(), 1, "`stаte`"),
        ("state,fee\nSV\u{202e},1\n".as_bytes(), 1, "parties.csv:2"),
        (b"state,fee\n\n\r\n\nSV,NaN\n", 1, "row 5"),
        (b"state,fee\nSV,1e400\n", 1, "parties.csv:2"),
        (digits.as_bytes(), 1, "parties.csv:2"),
        (b"state,fee\nSV,\"1\nUS,2\n", 1, "the quotation mark in its line 2 is not closed"),
        (wide.as_bytes(), 1, "parties.csv:1"),
        (ragged.as_bytes(), 1, "parties.csv:2"),
        (b"", 1, "E"),
        (b"\n\n\n", 1, "E"),
    ];
    for (at, (bytes, exit, says)) in cases.iter().enumerate() {
        let folder = pack(&format!("bytes_tables_{at}"));
        put(&folder, "p/parties.whereas", rules.as_bytes());
        put(&folder, "p/parties.csv", bytes);
        for format in ["plain", "human"] {
            let output = run(&folder, &["check", "p", "--format", format]);
            tells(&output, *exit, if format == "plain" { says } else { "" });
            let shown = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(!shown.contains(['\u{1b}', '\0', '\u{202e}']), "{says}: {shown:?}");
        }
    }
}

#[test]
fn arguments() {
    let folder = pack("bytes_arguments");
    put(&folder, "in.ndjson", b"{\"a\":true}\n");
    let digits = "7".repeat(10_000);
    let cases: &[(&[&str], &str)] = &[
        (&["check", "p\u{1b}[2J"], "there is no `p\u{fffd}[2J`"),
        (&["check", "p\u{202e}"], "there is no `p\u{fffd}`"),
        (&["eval", "p", "in.ndjson", "--question", "ԛ"], "there is no question `ԛ`"),
        (&["eval", "p", "in.ndjson", "--as-of", &digits], "error: "),
        (&["eval", "p", "in.ndjson", "--as-of", "2025-02-30"], "error: "),
        (&["eval", "p", "in.ndjson", "--max-rejects", &digits], "error: "),
        (&["eval", "p", "in.ndjson", "--max-rejects", "NaN"], "error: "),
        (&["eval", "p", "in.ndjson", "--reading", "\u{202e}"], "error: "),
        (&["eval", "p", "in.csv", "--separator", "й"], "error: "),
        (&["explain", "p", "in.ndjson", "--row", "1e400"], "error: "),
    ];
    for (arguments, says) in cases {
        let output = run(&folder, arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", transcript(&output));
        assert!(transcript(&output).contains(says), "{arguments:?}: {}", transcript(&output));
    }
}
