//! The binary, run: help, transcripts, streams, exit codes. `docs/command-line.md` is run too.

mod rejects;

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::documents::blocks;

pub(crate) const WHEREAS: &str = env!("CARGO_BIN_EXE_whereas");

/// An empty folder of its own.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The files that the documentation shows, in a folder of its own.
pub(crate) fn demo(name: &str) -> PathBuf {
    let folder = folder(name);
    for block in blocks(&fs::read_to_string("docs/command-line.md").unwrap()) {
        if let Some((_, path)) = block.kind.split_once(' ') {
            put(&folder, path, block.text.as_bytes());
        }
    }
    folder
}

pub(crate) fn put(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(WHEREAS);
    command.args(arguments).current_dir(folder).env_clear().env("NO_COLOR", "1");
    command
}

pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).stdin(Stdio::null()).output().unwrap()
}

pub(crate) fn run_with(folder: &Path, arguments: &[&str], stdin: &[u8]) -> Output {
    let mut child =
        command(folder, arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A run that ends early does not read everything.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    child.wait_with_output().unwrap()
}

/// How long a run took is no part of what it says.
fn without_seconds(text: &str) -> String {
    let line = |line: &str| match line.rsplit_once("; ") {
        Some((front, seconds)) if line.contains("; asked on ") && seconds.ends_with(" s") => format!("{front}; 0.00 s"),
        _ => line.to_owned(),
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

pub(crate) fn transcript(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|bytes| without_seconds(&String::from_utf8_lossy(bytes)));
    format!("exit: {}\n--- stdout\n{out}--- stderr\n{err}", output.status.code().unwrap())
}

fn snapshot(name: &str, output: &Output) {
    insta::assert_snapshot!(name, transcript(output));
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// A block of commands with what they print.
pub(crate) fn console(folder: &Path, block: &str) -> String {
    let path = format!("{}:/usr/bin:/bin", Path::new(WHEREAS).parent().unwrap().display());
    let mut text = String::new();
    for command in block.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("exec 2>&1; {command}")]).current_dir(folder);
        let done = shell.env_clear().env("PATH", &path).stdin(Stdio::null()).output().unwrap();
        let printed = String::from_utf8(done.stdout).unwrap();
        text.push_str(&format!("$ {command}\n{}", without_seconds(&printed)));
        if let Some(code) = done.status.code().filter(|code| *code != 0) {
            text.push_str(&format!("[exit code {code}]\n"));
        }
    }
    text
}

#[test]
fn the_documentation_shows_what_happens() {
    let written = fs::read_to_string("docs/command-line.md").unwrap();
    let folder = demo("documentation");
    let mut happens = written.clone();
    for block in blocks(&written).iter().filter(|block| block.kind == "console") {
        let fence = |text: &str| format!("```console\n{text}```");
        happens = happens.replace(&fence(block.text), &fence(&console(&folder, block.text)));
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write("docs/command-line.md", &happens).unwrap();
        return;
    }
    assert!(written == happens, "renew with UPDATE_DOCS=1:\n{happens}");
}

#[test]
fn help_starts_with_an_example() {
    let folder = folder("help");
    for verb in ["", "ask", "check", "eval", "explain", "fmt", "test"] {
        let arguments: Vec<&str> = [verb, "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        let output = run(&folder, &arguments);
        assert!(output.stdout.starts_with(b"Example"));
        snapshot(&format!("help_{}", if verb.is_empty() { "all" } else { verb }), &output);
    }
}

#[test]
fn findings_in_each_format() {
    let folder = demo("findings");
    for format in ["human", "plain", "json", "sarif", "github"] {
        snapshot(&format!("check_{format}"), &run(&folder, &["check", "draft", "--format", format]));
    }
    assert_eq!(code(&run(&folder, &["check", "release"])), 0);
    // Outcomes that no test reaches are warnings.
    assert_eq!(code(&run(&folder, &["check", "release", "--warnings-as-errors"])), 1);
    let more = "test \"nothing is known\" of release asked on 2024-07-01\n  given consent: unknown\n  expect undetermined\n\n\
                test \"consent is refused\" of release asked on 2024-07-01\n  given base with consent: no\n  expect ineligible\n";
    put(&folder, "release/more.whereas", more.as_bytes());
    assert_eq!(code(&run(&folder, &["check", "release", "--warnings-as-errors"])), 0);
    put(&folder, "release/extra.whereas", b"list unused of country\n  from 2020-01-01: SV\n");
    assert!(transcript(&run(&folder, &["check", "."])).contains("3 packs: "));
    assert!(transcript(&run(&folder.join("release"), &["check", "."])).contains("../release/extra.whereas"));
    put(&folder, "more/a/a.whereas", b"use \"../shared\"\n");
    put(&folder, "more/b/b.whereas", b"use \"../shared\"\n");
    put(&folder, "more/shared/shared.whereas", b"record\n");
    let shared = transcript(&run(&folder, &["check", "more"]));
    assert!(shared.contains("3 packs: 1 error"), "{shared}");
    assert!(transcript(&run(&folder, &["check", "draft", "--color", "always"])).contains("\u{1b}["));
    assert!(transcript(&run(&folder, &["check", "--explain", "e217"])).contains("# E217"));
    assert_eq!(code(&run(&folder, &["check", "--explain", "E2177"])), 2);
}

#[test]
fn usage_errors_name_what_to_do() {
    let folder = demo("usage");
    let mut all = String::new();
    for arguments in [
        &["check"] as &[&str],
        &["check", "release/release.whereas"],
        &["check", "cases.csv"],
        &["check", "--explain", "E99"],
        &["eval", "release", "absent.csv"],
        &["eval", "release", "-"],
        &["eval", "release", "cases.txt"],
        &["eval", "release", "cases.xlsx"],
        &["eval", "release", "cases.csv", "-o", "out.xlsx"],
        &["eval", "release", "cases.ndjson", "--separator", ";"],
        &["eval", "release", "cases.csv", "--separator", "tab"],
        &["eval", "release", "cases.csv", "--question", "relase"],
        &["eval", "release", "cases.csv", "--as-of", "2025-02"],
        &["eval", "release", "cases.csv", "--as-of", "2025-02-04", "--reading", "end=early"],
        &["eval", "release", "cases.csv", "--as-of", "2025-02-04", "-o", "cases.csv"],
        &["eval", "release", "cases.csv", "--as-of", "2025-02-04", "-o", "absent/out.csv"],
        &["eval", "release", "cases.csv", "--as-of", "2025-02-04", "--level", "explanation", "--to", "csv"],
        &["explain", "release", "cases.csv", "--as-of", "2025-02-04", "--case", "999"],
        &["explain", "release", "cases.csv", "--as-of", "2025-02-04", "--case", "1"],
        &["explain", "release", "cases.csv", "--as-of", "2025-02-04", "--row", "99"],
        &["fmt"],
        &["fmt", "nowhere"],
        &["fmt", "cases.csv"],
        &["fmt", "-", "release"],
        &["format", "release"],
    ] {
        let output = run(&folder, arguments);
        all.push_str(&format!("$ whereas {}\n{}\n", arguments.join(" "), transcript(&output)));
        assert_eq!(code(&output), 2, "{arguments:?}");
    }
    insta::assert_snapshot!("usage", all);
}

#[test]
fn files_are_laid_out_in_place_and_only_if_nothing_else_is_asked() {
    let folder = demo("fmt");
    let read = |path: &str| fs::read_to_string(folder.join(path)).unwrap();
    let untidy = read("draft/draft.whereas");
    let check = run(&folder, &["fmt", "--check", "."]);
    assert_eq!((code(&check), String::from_utf8_lossy(&check.stdout).trim()), (1, "./draft/draft.whereas"));
    let diff = run(&folder, &["fmt", "--diff", "draft/draft.whereas"]);
    assert_eq!(code(&diff), 0);
    assert!(String::from_utf8_lossy(&diff.stdout).contains("\n-  met when agee >= 18\n"));
    assert_eq!(code(&run(&folder, &["fmt", "--check", "--diff", "draft"])), 1);
    assert_eq!(read("draft/draft.whereas"), untidy);
    assert_eq!(code(&run(&folder, &["fmt", "draft", "release"])), 0);
    let tidy = read("draft/draft.whereas");
    assert!(tidy.contains("agee at least 18"));
    assert_eq!(code(&run(&folder, &["fmt", "--check", "."])), 0);
    let from_stdin = run_with(&folder, &["fmt", "-"], format!("\u{FEFF}{}", untidy.replace('\n', "\r\n")).as_bytes());
    assert_eq!((code(&from_stdin), String::from_utf8_lossy(&from_stdin.stdout).into_owned()), (0, tidy));
    assert_eq!(code(&run_with(&folder, &["fmt", "--check", "-"], untidy.as_bytes())), 1);
}

#[test]
fn a_file_with_syntax_errors_is_left_alone_and_the_others_are_laid_out() {
    let folder = folder("fmt_errors");
    put(&folder, "pack/a.whereas", b"choice A:a,b\nbar b of q \"s\" bars when x == y\n");
    put(&folder, "pack/b.whereas", b"choice B:a,b\n");
    put(&folder, "pack/c.whereas", b"choice C:\xFFa\n");
    let output = run(&folder, &["fmt", "--check", "pack"]);
    assert_eq!(code(&output), 4);
    let output = run(&folder, &["fmt", "pack"]);
    insta::assert_snapshot!("fmt_errors", transcript(&output));
    assert_eq!(fs::read(folder.join("pack/a.whereas")).unwrap(), b"choice A:a,b\nbar b of q \"s\" bars when x == y\n");
    assert_eq!(fs::read(folder.join("pack/b.whereas")).unwrap(), b"choice B: a, b\n");
    assert_eq!(fs::read(folder.join("pack/c.whereas")).unwrap(), b"choice C:\xFFa\n");
    assert!(!folder.join("pack/b.whereas.part").exists());
}

#[test]
fn rules_that_do_not_compile() {
    let folder = demo("compile");
    let output = run(&folder, &["eval", "draft", "cases.csv"]);
    assert_eq!((code(&output), output.stdout.len()), (4, 0));
    assert!(String::from_utf8(output.stderr).unwrap().contains("agee"));
    assert_eq!(code(&run(&folder, &["explain", "draft", "cases.csv"])), 4);
    assert_eq!(code(&run(&folder, &["test", "draft"])), 4);
}

const DAY: [&str; 2] = ["--as-of", "2025-02-04"];

pub(crate) fn eval(folder: &Path, arguments: &[&str]) -> Output {
    run(folder, &[&["eval", "release"], arguments, &DAY].concat())
}

#[test]
fn a_run_leaves_output_rejects_and_manifest() {
    let folder = demo("eval");
    let output = eval(&folder, &["cases.csv", "-o", "out.ndjson", "--rejects", "rejects.csv"]);
    let mut files: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    assert_eq!(files, ["cases.csv", "draft", "licence", "out.ndjson", "out.ndjson.run.json", "rejects.csv", "release"]);
    let read = |path: &str| fs::read_to_string(folder.join(path)).unwrap();
    insta::assert_snapshot!(
        "eval",
        format!("{}\n--- out\n{}--- manifest\n{}", transcript(&output), read("out.ndjson"), read("out.ndjson.run.json"))
    );
    let first = (read("out.ndjson"), read("out.ndjson.run.json"), read("rejects.csv"));
    eval(&folder, &["cases.csv", "-o", "out.ndjson", "--rejects", "rejects.csv"]);
    assert!(first == (read("out.ndjson"), read("out.ndjson.run.json"), read("rejects.csv")), "same run, other bytes");
}

const OBJECTS: &str = r#"{"id":"007", "consent":true,"served_since":{"value":"2024-01","source":"file, p. 3"}}"#;

/// Two facts of which each may decide, one that changes nothing, and a product of two unknown numbers.
const MISSING: &str = r#"
source LAW "Test Law" authority regulation

record Case
  consent: yes/no "consent is given"
  resident: yes/no "the person is a resident"
  days: whole number "days served"
  price: number "price of a share"
  shares: number "number of shares"

question release for Case
  "The person may be released"
  cites LAW "s 1"

requirement consent of release
  "Consent is given"
  cites LAW "s 1"
  met when consent

requirement either of release
  "The person is a resident or is not"
  cites LAW "s 2"
  met when any of (resident, not resident)

requirement served of release
  "A hundred days are served"
  cites LAW "s 3"
  met when days at least 100

bar wealth of release
  "The shares are worth more than 1,000"
  cites LAW "s 4"
  bars when price * shares more than 1000
"#;

const INCOMPLETE: &str = r#"{"consent":true,"resident":true,"days":200,"price":1,"shares":1}
{"resident":true,"days":200,"price":1,"shares":1}
{"days":200,"price":1,"shares":1}
{"consent":true,"resident":false,"price":1,"shares":1}
{"price":1,"shares":1}
{"consent":true,"days":200,"shares":1}
{"consent":true,"days":200}
{"consent":false}
"#;

#[test]
fn columns_and_summary_tell_what_to_ask_for() {
    let folder = folder("asking");
    put(&folder, "p/p.whereas", MISSING.as_bytes());
    put(&folder, "in.ndjson", INCOMPLETE.as_bytes());
    let output = run(&folder, &["eval", "p", "in.ndjson", "--as-of", "2025-02-04", "-o", "out.ndjson"]);
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let mut told = transcript(&output);
    for line in read("out.ndjson").lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let columns = ["verdict", "missing", "ask_first", "no_longer_matters", "proven"].map(|name| row[name].to_string());
        told += &format!("{}\n", columns.join("  "));
    }
    let manifest: serde_json::Value = serde_json::from_str(&read("out.ndjson.run.json")).unwrap();
    insta::assert_snapshot!("asking", format!("{told}{}", manifest["counts"]["would_decide"]));
}

#[test]
fn an_object_keeps_its_text() {
    let folder = demo("objects");
    let output = run_with(&folder, &[&["eval", "release", "-", "--from", "ndjson"], &DAY as &[_]].concat(), OBJECTS.as_bytes());
    let text = String::from_utf8(output.stdout).unwrap();
    let kept = OBJECTS.strip_suffix('}').unwrap();
    assert!(text.starts_with(&format!("{kept},\"verdict\":\"eligible\",")), "{text}");
    assert!(text.ends_with("\"asked_on\":\"2025-02-04\",\"law_as_at\":\"2025-02-04\"}\n"), "{text}");
}

#[test]
fn every_format_into_every_other() {
    let folder = demo("formats");
    let facts = "\"consent\":true,\"served_since\":\"2024-12-01\",\"gravely_ill\":false";
    put(&folder, "in.ndjson", format!("\u{feff}{{\"id\":\"a\",{facts}}}\n\n{{\"id\":\"b\",\"x\":[1, \"]}}\"]}}\n").as_bytes());
    put(
        &folder,
        "in.json",
        format!("\u{feff}[ {{\"id\":\"a\",\n {facts}}},\n{{\"id\":\"b\",\"x\":[1, \"]}}\"]}} ]\n").as_bytes(),
    );
    put(&folder, "one.json", format!("{{\"id\":\"a\",{facts}}}\n").as_bytes());
    let header = "id,consent,served_since,gravely_ill,x";
    let rows = format!("\u{feff}{header}\r\na,yes,2024-12-01,no,\r\nb,,,,\"[1, \"\"]\"\r\n");
    put(&folder, "in.csv", rows.as_bytes());
    put(&folder, "in.tsv", rows.replace(',', "\t").as_bytes());
    let mut all = String::new();
    for from in ["in.ndjson", "in.json", "one.json", "in.csv", "in.tsv"] {
        for to in ["ndjson", "json", "csv", "tsv"] {
            let output = eval(&folder, &[from, "--to", to]);
            assert_eq!(code(&output), 0, "{from} {to} {}", transcript(&output));
            let text = String::from_utf8(output.stdout).unwrap();
            if to == "json" {
                serde_json::from_str::<Vec<serde_json::Value>>(&text).unwrap();
            }
            if from.starts_with("in.") {
                all.push_str(&format!("--- {from} to {to}\n{text}"));
            }
        }
    }
    insta::assert_snapshot!("formats", all);
}

#[test]
fn rejects_and_exit_codes() {
    let folder = demo("rejects");
    let long = format!("{{\"id\":\"{}\"}}", "x".repeat(17 << 20));
    let lines: [&[u8]; 7] = [
        b"{\"id\":\"1\",\"consent\":\"yes\"}",
        b"not json",
        b"{\"id\":\"\xff\"}",
        long.as_bytes(),
        b"{}",
        b"[]",
        b"{\"consent\":true}",
    ];
    put(&folder, "in.ndjson", &lines.join(&b"\n"[..]));
    let output = eval(&folder, &["in.ndjson", "--rejects", "rejects.csv"]);
    assert_eq!(code(&output), 0);
    assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), 2);
    insta::assert_snapshot!("rejects", fs::read_to_string(folder.join("rejects.csv")).unwrap());
    assert_eq!(code(&eval(&folder, &["in.ndjson", "--rejects", "rejects.csv", "--max-rejects", "5"])), 0);
    assert_eq!(code(&eval(&folder, &["in.ndjson", "--rejects", "rejects.csv", "--max-rejects", "4"])), 3);
    assert_eq!(code(&eval(&folder, &["in.ndjson", "--max-rejects", "5"])), 0);
    let output = eval(&folder, &["in.ndjson"]);
    assert_eq!(code(&output), 3);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("row 1, `consent`: wrong_type") && !told.contains("\"yes\""), "{told}");
    put(&folder, "ragged.csv", b"id,consent\n1,yes,no\n007,yes\n\xff,yes\n3\n");
    let output = eval(&folder, &["ragged.csv", "--rejects", "ragged_rejects.csv"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("\n007,yes,undetermined"));
    insta::assert_snapshot!("ragged", fs::read_to_string(folder.join("ragged_rejects.csv")).unwrap());
}

#[test]
fn files_that_break_off() {
    let folder = demo("broken");
    for (name, text) in [
        ("cut.json", "[{\"consent\": true}, {\"consent\": tr"),
        ("open.json", "[{\"consent\": true}"),
        ("two.json", "{\"consent\": true}\n{\"consent\": true}"),
        ("text.json", "consent"),
        ("empty.json", ""),
        ("empty.csv", ""),
        ("semicolons.csv", "id;consent\n1;yes\n"),
        ("twice.csv", "consent,consent\nyes,no\n"),
    ] {
        put(&folder, name, text.as_bytes());
        let output = eval(&folder, &[name, "-o", "out.csv"]);
        assert_eq!(code(&output), 3, "{name}: {}", transcript(&output));
        assert!(!folder.join("out.csv.part").exists());
        if name != "cut.json" {
            assert!(!folder.join("out.csv").exists(), "{name}");
        }
        let _ = fs::remove_file(folder.join("out.csv"));
    }
}

/// What spreadsheets export: semicolons, empty rows, a header in capitals, `Yes`.
#[test]
fn tables_of_spreadsheets() {
    let folder = demo("spreadsheet");
    put(&folder, "in.csv", b"ID;consent;note\r\n1;yes;a,b\r\n;;\r\n2;Yes;\r\n; ;\r\n");
    let output = eval(&folder, &["in.csv", "--separator", ";", "-o", "out.csv", "--rejects", "rejects.csv"]);
    assert_eq!(code(&output), 0, "{}", transcript(&output));
    let read = |path: &str| fs::read_to_string(folder.join(path)).unwrap();
    insta::assert_snapshot!("spreadsheet", format!("{}\n{}\n{}", transcript(&output), read("out.csv"), read("rejects.csv")));
    let manifest: serde_json::Value = serde_json::from_str(&read("out.csv.run.json")).unwrap();
    assert_eq!((&manifest["counts"]["empty_rows"], &manifest["options"]["separator"]), (&2.into(), &";".into()));
    let told = |arguments: &[&str]| transcript(&eval(&folder, arguments));
    assert!(told(&["in.csv"]).contains("say so: `--from csv --separator ';'`"));
    put(&folder, "tabs.csv", b"id\tconsent\n1\tyes\n");
    assert!(told(&["tabs.csv"]).contains("say so: `--from tsv`"));
    assert!(told(&["cases.csv", "--separator", ";"]).contains("without `--separator`"));
}

/// Bytes that nobody meant as records become rejects; a quotation mark that is never closed does not fill the memory.
#[test]
fn hostile_bytes() {
    let folder = demo("hostile");
    let deep = "[".repeat(100_000);
    let objects = "{\"a\":".repeat(100_000);
    let lines = [&*deep, &*objects, "\0\0", "{\"consent\":1e400}", "{\"id\":\"x\"", "\"", "]", "{\"id\":1}{\"id\":2}"];
    put(&folder, "in.ndjson", lines.join("\n").as_bytes());
    let output = eval(&folder, &["in.ndjson", "--rejects", "rejects.csv"]);
    assert_eq!((code(&output), output.stdout.len()), (0, 0), "{}", transcript(&output));
    assert_eq!(fs::read_to_string(folder.join("rejects.csv")).unwrap().lines().count(), lines.len() + 1);
    let open = format!("id,consent\n\"1,yes\n{}", "x".repeat(40 << 20));
    put(&folder, "open.csv", open.as_bytes());
    let output = eval(&folder, &["open.csv"]);
    assert_eq!(code(&output), 3);
    assert!(transcript(&output).contains("is a quotation mark not closed?"));
}

#[test]
fn a_column_that_is_there_already() {
    let folder = demo("clash");
    put(&folder, "in.csv", b"id,notes\n1,mine\n");
    put(&folder, "in.ndjson", b"{\"id\":1,\"verdict\":\"mine\"}\n");
    for (file, name) in [("in.csv", "`notes`"), ("in.ndjson", "`verdict`")] {
        let output = eval(&folder, &[file]);
        assert_eq!(code(&output), 2);
        assert!(String::from_utf8(output.stderr).unwrap().contains(name));
        let output = eval(&folder, &[file, "--prefix", "w_"]);
        assert_eq!(code(&output), 0);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("mine") && text.contains("w_verdict"), "{text}");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = demo("pipe");
    put(&folder, "many.ndjson", "{\"consent\":true}\n".repeat(20_000).as_bytes());
    let arguments = [&["eval", "release", "many.ndjson"], &DAY as &[_]].concat();
    let mut child = command(&folder, &arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 64];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), String::from_utf8(output.stderr).unwrap()), (0, String::new()));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let folder = demo("full");
    put(&folder, "many.ndjson", "{\"consent\":true}\n".repeat(1_000).as_bytes());
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let arguments = [&["eval", "release", "many.ndjson"], &DAY as &[_]].concat();
    let output = command(&folder, &arguments).stdout(full).output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(String::from_utf8(output.stderr).unwrap().contains("the output cannot be written"));
}

#[test]
fn pages_of_a_case() {
    let folder = demo("explain");
    let explain = |arguments: &[&str]| run(&folder, &[&["explain", "release", "cases.csv"], arguments, &DAY].concat());
    for (name, level) in [("summary", "summary"), ("full", "full")] {
        snapshot(&format!("explain_{name}"), &explain(&["--row", "3", "--level", level]));
    }
    let json = explain(&["--case", "001", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(value["case"], "001");
    assert_eq!(value["norms"][0]["facts"][0]["place"], "`cases.csv`, row 2, column `consent`");
    snapshot("explain_reject", &explain(&["--case", "004"]));
    let full = eval(&folder, &["cases.csv", "--level", "explanation", "--max-rejects", "1"]);
    let line = String::from_utf8(full.stdout).unwrap().lines().next().unwrap().to_owned();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&line).unwrap(), value);
}

#[test]
fn a_name_that_two_cases_bear() {
    let folder = demo("twice");
    put(&folder, "in.csv", b"id,consent\n1,yes\n2,no\n1,no\n");
    let explain = |arguments: &[&str]| run(&folder, &[&["explain", "release", "in.csv"], arguments, &DAY].concat());
    assert!(transcript(&explain(&["--case", "1"])).contains("in rows 2, 4"));
    assert!(transcript(&explain(&["--row", "4"])).contains("Case:       1\n"));
    assert_eq!(code(&explain(&["--case", "2"])), 0);
}

/// What only the rules can refuse: a value where there can be none, a calculation without a result.
#[test]
fn rejects_of_the_evaluation() {
    let folder = folder("evaluation");
    let rules = "record Case\n  kind: yes/no\n  end: date only when kind\n  a: number\n  b: number\n\
                 question q for Case \"It is so\"\n\
                 requirement r of q \"Enough\"\n  met when a / b at least 1 and end exists\n";
    put(&folder, "p/p.whereas", rules.as_bytes());
    put(&folder, "in.csv", b"kind,end,a,b\nno,2025-01-01,1,1\nyes,2025-01-01,1,0\nyes,2025-01-01,1,1\n");
    let output = run(&folder, &["eval", "p", "in.csv", "--as-of", "2025-02-04", "--rejects", "rejects.csv"]);
    assert_eq!(code(&output), 0, "{}", transcript(&output));
    insta::assert_snapshot!("rejects_of_the_evaluation", fs::read_to_string(folder.join("rejects.csv")).unwrap());
}

#[test]
fn tests_of_the_rules() {
    let folder = demo("tests");
    for format in ["human", "json", "junit"] {
        snapshot(&format!("test_{format}"), &run(&folder, &["test", "release", "--format", format]));
    }
    assert_eq!(code(&run(&folder, &["test", "release", "--threshold", "60"])), 0);
    assert_eq!(code(&run(&folder, &["test", "release", "--threshold", "100"])), 1);
    assert_eq!(code(&run(&folder, &["test", "release", "--filter", "gravely"])), 0);
    assert_eq!(code(&run(&folder, &["test", "release", "--filter", "nothing like it"])), 1);
    let wrong = "test \"wrong & <so>\" of release asked on 2024-06-30\n  given base\n  \
                 expect eligible because consent, missing consent, waived served by illness\n";
    put(&folder, "release/wrong.whereas", wrong.as_bytes());
    let failed = run(&folder, &["test", "release", "--filter", "wrong"]);
    assert_eq!(code(&failed), 1);
    snapshot("test_failed", &failed);
    snapshot("test_failed_junit", &run(&folder, &["test", "release", "--filter", "wrong", "--format", "junit"]));
}

#[cfg(unix)]
#[test]
fn a_link_in_a_circle_ends() {
    let folder = demo("links");
    put(&folder, "loop/loop.whereas", b"use \"again\"\n");
    std::os::unix::fs::symlink(folder.join("loop"), folder.join("loop/again")).unwrap();
    let output = run(&folder, &["check", "loop"]);
    assert_eq!(code(&output), 2);
    assert!(String::from_utf8(output.stderr).unwrap().contains("the same folder"));
}

const FICTIONS: &str = r#"record Case
  faith: text sensitive
  born: date
  convicted: date
  risk: yes/no assessment by "a doctor"
  counted: yes/no
  constraint born before convicted and (faith is not "none at all") "born before convicted, of some faith"

question q for Case "s"

deem counted is yes when risk "it counts" in q
  rests on assessment

deem counted is no when born before 1950-01-01 "it does not count" in q

requirement r of q "it counts"
  rests on assessment
  met when counted
"#;

#[test]
fn a_record_that_contradicts_itself_is_a_reject_without_its_sensitive_facts() {
    let folder = folder("fictions");
    put(&folder, "rules/q.whereas", FICTIONS.as_bytes());
    let rows = "born,convicted,faith,risk,risk.by,risk.recorded\n\
                1990-01-01,1980-01-01,none at all,,,\n\
                1940-01-01,1980-01-01,x,yes,Dr. Roe,2025-01-02\n\
                1990-01-01,2010-01-01,x,yes,,\n\
                1990-01-01,2010-01-01,x,yes,Dr. Roe,2025-01-02\n";
    put(&folder, "cases.csv", rows.as_bytes());
    let arguments = ["eval", "rules", "cases.csv", "--as-of", "2025-02-04", "-o", "out.ndjson", "--rejects", "rejects.csv"];
    let output = run(&folder, &arguments);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("1 assessment read as unknown, without author or date or made later"), "{told}");
    let rejects = fs::read_to_string(folder.join("rejects.csv")).unwrap();
    assert!(!rejects.contains("none at all"), "{rejects}");
    insta::assert_snapshot!(rejects);
    let verdicts = fs::read_to_string(folder.join("out.ndjson")).unwrap();
    assert!(verdicts.contains(r#""rests_on":"it counts (recorded: unknown); assessment of Dr. Roe: risk""#), "{verdicts}");
}
