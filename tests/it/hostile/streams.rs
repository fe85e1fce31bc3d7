//! What has no end, is full, is closed by whoever read it, leads in a circle, or changes while it is read.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use whereas::source::digest;

use crate::cli::{WHEREAS, code, command, demo, eval, put, run, transcript};

/// Address space of a run, in KiB: a run that held its input would pass it.
const MEMORY: &str = "600000";

const DAY: [&str; 2] = ["--as-of", "2025-02-04"];

/// `whereas eval` of stdin, with bounded memory.
fn bounded(folder: &Path, arguments: &[&str]) -> Child {
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -v $0; exec \"$@\"", MEMORY, WHEREAS, "eval", "release", "-"]).args(DAY).args(arguments);
    shell.current_dir(folder).env_clear().env("MALLOC_ARENA_MAX", "1");
    shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Sends a text, then a block so many times, then another text.
fn sent(mut child: Child, before: &str, block: &[u8], times: usize, after: &str) -> Output {
    let mut stdin = child.stdin.take().unwrap();
    let mut send = || -> std::io::Result<()> {
        stdin.write_all(before.as_bytes())?;
        (0..times).try_for_each(|_| stdin.write_all(block))?;
        stdin.write_all(after.as_bytes())
    };
    // A run that ends early does not read everything.
    let _ = send();
    drop(stdin);
    child.wait_with_output().unwrap()
}

/// A line of 100 MB: it gets no verdict, and the lines around it do.
#[test]
fn a_line_of_a_hundred_megabytes() {
    let folder = demo("long_line");
    let block = vec![b'x'; 1 << 20];
    let output =
        sent(bounded(&folder, &["--from", "ndjson"]), "{\"consent\":true}\n{\"id\":\"", &block, 100, "\"}\n{\"consent\":true}\n");
    assert_eq!(code(&output), 3, "{}", transcript(&output));
    assert!(transcript(&output).contains("row 2: too_large"), "{:.2000}", transcript(&output));
    assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), 2);
}

/// In a table and in an array too: past the longest record nothing more is kept.
#[test]
fn records_without_an_end() {
    let folder = demo("endless");
    let block = vec![b'x'; 1 << 20];
    for (format, before, after, says) in [
        ("csv", "id,consent\n1,", "\n", "a record is longer than 16 MiB"),
        ("csv", "id,consent\n1,\"", "", "a record is longer than 16 MiB"),
        ("csv", "", "", "a record is longer than 16 MiB"),
        ("json", "[{\"id\":\"", "\"}]", "row 1: too_large"),
        ("json", "{\"id\":\"", "", "row 1: too_large"),
    ] {
        let output = sent(bounded(&folder, &["--from", format]), before, &block, 24, after);
        assert_eq!(code(&output), 3, "{before}: {:.2000}", transcript(&output));
        assert!(transcript(&output).contains(says), "{before}: {:.2000}", transcript(&output));
    }
    // Blank lines are no record, and brackets are counted, not gone into.
    let output = sent(bounded(&folder, &["--from", "ndjson"]), "", &vec![b'\n'; 1 << 20], 24, "{\"consent\":true}\n");
    assert_eq!(code(&output), 0, "{}", transcript(&output));
    let output = sent(bounded(&folder, &["--from", "json"]), "", &vec![b'['; 1 << 20], 24, "");
    assert_eq!(code(&output), 3, "{}", transcript(&output));
}

/// `/dev/full` takes no byte: whatever is lost of an output is told, and ends with the code for it.
#[test]
fn a_full_disk() {
    let folder = demo("full");
    for arguments in [
        &["check", "release"] as &[&str],
        &["check", "release", "--format", "json"],
        &["check", "--explain", "E001"],
        &["test", "release"],
        &["test", "release", "--format", "junit"],
        &["fmt", "--diff", "draft"],
        &["explain", "release", "cases.csv", "--case", "001", "--as-of", "2025-02-04"],
        &["eval", "release", "cases.csv", "--as-of", "2025-02-04"],
        &["eval", "release", "cases.csv", "--as-of", "2025-02-04", "--to", "json"],
        &["--help"],
        &["eval", "--help"],
        &["--version"],
    ] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = command(&folder, arguments).stdin(Stdio::null()).stdout(full).output().unwrap();
        assert_eq!(code(&output), 2, "{arguments:?}: {}", transcript(&output));
        assert!(transcript(&output).contains("the output cannot be written"), "{arguments:?}: {}", transcript(&output));
    }
    for arguments in [["-o", "/dev/full", "--to=csv", "--rejects=r.csv"], ["-o", "out.csv", "--to=csv", "--rejects=/dev/full"]] {
        let output = eval(&folder, &[&["cases.csv"], &arguments as &[&str]].concat());
        assert_eq!(code(&output), 2, "{arguments:?}: {}", transcript(&output));
        assert!(transcript(&output).contains("`/dev/full` cannot be written"), "{arguments:?}: {}", transcript(&output));
    }
    // Messages that nobody can read change nothing.
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = command(&folder, &["eval", "release", "cases.csv", "--as-of", "2025-02-04"]).stderr(full).output().unwrap();
    assert_eq!(code(&output), 3);
}

/// Whoever reads the output has seen enough: the run ends, however long the input is, and that is no error.
#[test]
fn a_closed_pipe() {
    let folder = demo("closed");
    let mut child = bounded(&folder, &["--from", "ndjson"]);
    let mut stdin = child.stdin.take().unwrap();
    let endless = std::thread::spawn(move || while stdin.write_all(b"{\"consent\":true}\n{\"consent\":false}\n").is_ok() {});
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 100]).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    endless.join().unwrap();
    assert_eq!((code(&output), String::from_utf8_lossy(&output.stderr).into_owned()), (0, String::new()));
    for arguments in [&["check", "release"] as &[&str], &["test", "release"], &["--help"], &["fmt", "--diff", "draft"]] {
        let mut child = command(&folder, arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        assert_eq!(code(&child.wait_with_output().unwrap()), 0, "{arguments:?}");
    }
}

/// Links lead a folder into itself: packs lie directly in a folder, so there is nothing to go round in.
#[test]
fn folders_in_a_circle() {
    let folder = demo("circles");
    symlink(".", folder.join("release/again")).unwrap();
    symlink("..", folder.join("release/up")).unwrap();
    symlink("one", folder.join("other")).unwrap();
    symlink("other", folder.join("one")).unwrap();
    assert_eq!(code(&run(&folder, &["check", "release"])), 0);
    assert_eq!(code(&run(&folder, &["fmt", "--check", "release"])), 0);
    assert_eq!(code(&run(&folder, &["test", "release/up/release"])), 0);
    assert_eq!(code(&run(&folder, &["check", "one"])), 2);
    assert_eq!(code(&eval(&folder, &["one"])), 2);
    symlink("round.whereas", folder.join("release/round.whereas")).unwrap();
    let output = run(&folder, &["check", "release"]);
    assert_eq!(code(&output), 2, "{}", transcript(&output));
    assert!(transcript(&output).contains("round.whereas` cannot be read"), "{}", transcript(&output));
}

/// A pipe or device among the rules has no end, or other bytes each time: it is refused, neither waited for nor passed over.
#[test]
fn rules_that_are_no_files() {
    for (name, device) in [("a.whereas", true), ("a.csv", true), ("a.whereas", false)] {
        let folder = demo("no_files");
        let path = folder.join("release").join(name);
        if device {
            symlink("/dev/zero", &path).unwrap();
        } else {
            assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        }
        for arguments in [["check", "release"], ["test", "release"]] {
            let output = run(&folder, &arguments);
            assert_eq!(code(&output), 2, "{name}: {}", transcript(&output));
            assert!(transcript(&output).contains(&format!("{name}` is no file")), "{}", transcript(&output));
        }
        if name == "a.whereas" {
            assert_eq!(code(&run(&folder, &["fmt", "--check", &format!("release/{name}")])), 2);
        }
    }
}

/// Files beyond the limit, of holes that take no room on the disk.
#[test]
fn rule_files_and_tables_that_are_too_large() {
    let folder = demo("too_large");
    put(&folder, "release/huge.csv", b"");
    File::options().write(true).open(folder.join("release/huge.csv")).unwrap().set_len(10 << 30).unwrap();
    let output = run(&folder, &["check", "release"]);
    assert_eq!(code(&output), 2, "{}", transcript(&output));
    assert!(transcript(&output).contains("is larger than 64 MiB"), "{}", transcript(&output));
    fs::remove_file(folder.join("release/huge.csv")).unwrap();
    put(&folder, "release/huge.whereas", b"");
    File::options().write(true).open(folder.join("release/huge.whereas")).unwrap().set_len(10 << 30).unwrap();
    let output = run(&folder, &["check", "release", "--format", "plain"]);
    assert_eq!(code(&output), 1, "{:.2000}", transcript(&output));
    assert!(transcript(&output).contains("E002: more than 67108864 bytes in one file"), "{:.2000}", transcript(&output));
}

/// What went in is what was read: the manifest's digest is that of the very bytes, though the file can be read only once.
#[test]
fn an_input_that_can_be_read_only_once() {
    let folder = demo("once");
    let pipe = folder.join("in.ndjson");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let text = "{\"consent\":true}\n".repeat(1_000);
    let bytes = text.clone();
    let writer = std::thread::spawn(move || fs::write(pipe, bytes).unwrap());
    let output = eval(&folder, &["in.ndjson", "-o", "out.ndjson"]);
    writer.join().unwrap();
    assert_eq!(code(&output), 0, "{}", transcript(&output));
    let manifest = fs::read_to_string(folder.join("out.ndjson.run.json")).unwrap();
    assert!(manifest.contains(&digest(text.as_bytes()).to_string()), "{manifest}");
}

/// A file that grows by its own verdicts would never end.
#[test]
fn verdicts_into_the_file_that_is_read() {
    let folder = demo("itself");
    put(&folder, "in.ndjson", "{\"consent\":true}\n".repeat(10_000).as_bytes());
    let stdout = File::options().append(true).open(folder.join("in.ndjson")).unwrap();
    let mut arguments = vec!["eval", "release", "in.ndjson"];
    arguments.extend(DAY);
    let output = command(&folder, &arguments).stdout(stdout).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(code(&output), 2, "{}", transcript(&output));
    assert!(transcript(&output).contains("while it is read"), "{}", transcript(&output));
    assert_eq!(fs::read(folder.join("in.ndjson")).unwrap().len(), 170_000);
}
