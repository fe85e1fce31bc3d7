//! `whereas ask`, as it looks: for people and for programs.

use std::fs;
use std::path::PathBuf;

use crate::cli::{code, folder, put, run_with, transcript};

const AS_OF: [&str; 2] = ["--as-of", "2025-02-04"];

fn demo(name: &str) -> PathBuf {
    let folder = folder(&format!("ask_{name}"));
    put(&folder, "release/release.whereas", super::RULES.as_bytes());
    folder
}

fn ask(folder: &std::path::Path, arguments: &[&str], answers: &[&str]) -> std::process::Output {
    let arguments = [&["ask", "release"], &AS_OF as &[&str], arguments].concat();
    run_with(folder, &arguments, answers.iter().map(|answer| format!("{answer}\n")).collect::<String>().as_bytes())
}

#[test]
fn for_people() {
    let folder = demo("people");
    let answers = [
        "unknown",
        "UK",
        "DE",
        "back",
        "DE",
        "4",
        "fixed",
        "none",
        "2020",
        "FR, DE",
        "maybe",
        "yes",
        "no",
        "back",
        "no",
        "Dr. Roe",
        "2025-01-02",
        "",
        "1200",
        "20",
        "unknown",
        "none",
        "yes",
        "2024-06",
        "yes",
        "A",
        "no",
        "no",
    ];
    let done = ask(&folder, &["-o", "case.json"], &answers);
    insta::assert_snapshot!("people", transcript(&done));
    let record = fs::read_to_string(folder.join("case.json")).unwrap();
    insta::assert_snapshot!("people_record", record);
    // What was written can be taken up again, and explained.
    let again = ask(&folder, &["case.json"], &["none"]);
    insta::assert_snapshot!("people_again", String::from_utf8(again.stderr).unwrap());
    let explained = run_with(&folder, &["explain", "release", "case.json", AS_OF[0], AS_OF[1]], b"");
    assert_eq!(code(&explained), 0);
}

#[test]
fn for_programs() {
    let folder = demo("programs");
    let answers = [
        r#"{"unknown": true}"#,
        r#"{"answer": "DE"}"#,
        "yes",
        r#"{"answer": "banishment"}"#,
        r#"{"back": true}"#,
        r#"{"answer": "FR"}"#,
        r#"{"answer": "fixed", "back": true}"#,
        r#"{"answer": "life"}"#,
    ];
    let done = ask(&folder, &["--json"], &answers);
    assert_eq!((code(&done), done.stderr.len()), (0, 0));
    let lines = String::from_utf8(done.stdout).unwrap();
    let mut told: Vec<String> = lines.lines().map(str::to_owned).collect();
    assert_eq!(told.len(), answers.len() + 1, "a line for each answer, and the last");
    let last = told.pop().unwrap();
    let last: serde_json::Value = serde_json::from_str(&last).unwrap();
    assert_eq!(last["explanation"]["verdict"], last["verdict"]);
    told.push(format!("{} {} {}", last["verdict"], last["possible"], last["record"]));
    insta::assert_snapshot!("programs", told.join("\n"));
}

#[test]
fn over_rules_of_law() {
    let folder = folder("ask_law");
    let rules = std::env::current_dir().unwrap().join("rules/ets112");
    let answers = "GB\n2024-08\nunknown\nyes\nno\n";
    let pack = rules.to_str().unwrap();
    let done = run_with(&folder, &["ask", pack, "--question", "transfer", AS_OF[0], AS_OF[1]], answers.as_bytes());
    assert_eq!(code(&done), 0);
    insta::assert_snapshot!("law", String::from_utf8(done.stderr).unwrap());
    let page = String::from_utf8(done.stdout).unwrap();
    assert!(page.contains("The record\n\n{\"sending_state\": \"GB\", \"request_received\": \"2024-08\""), "{page}");
}

#[test]
fn what_cannot_be_asked() {
    let folder = demo("wrong");
    put(&folder, "cases.ndjson", b"{\"id\": \"1\", \"home\": \"DE\"}\n{\"id\": \"2\", \"home\": \"UK\"}\n{\"id\": \"3\"}\n");
    put(&folder, "cases.csv", b"id,home\n1,DE\n");
    let mut all = String::new();
    for (arguments, exit) in [
        (&["-"] as &[&str], 2),
        (&["cases.csv"], 2),
        (&["absent.json"], 2),
        (&["cases.ndjson"], 2),
        (&["cases.ndjson", "--case", "9"], 2),
        (&["cases.ndjson", "--case", "2"], 3),
        (&["cases.ndjson", "--case", "3", "-o", "cases.ndjson"], 2),
        (&["--case", "3"], 2),
        (&["-o", "absent/case.json"], 2),
        // Without what is always known there is no verdict, but the record is written.
        (&["cases.ndjson", "--case", "3", "-o", "case.json"], 3),
        (&["cases.ndjson", "--case", "3", "--json"], 3),
    ] {
        let done = ask(&folder, arguments, &[]);
        all.push_str(&format!("$ whereas ask release {}\n{}\n", arguments.join(" "), transcript(&done)));
        assert_eq!(code(&done), exit, "{arguments:?}\n{}", transcript(&done));
    }
    assert_eq!(fs::read_to_string(folder.join("case.json")).unwrap(), "{\"id\": \"3\"}\n");
    insta::assert_snapshot!("wrong", all);
}
