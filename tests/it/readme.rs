//! The README, run: its commands do what it says, its transcript is what they print.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::cli::{WHEREAS, console, folder};
use crate::documents::blocks;

/// A folder with the rules and examples of the repository.
fn clone(name: &str) -> std::path::PathBuf {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            let target = to.join(path.file_name().unwrap());
            if path.is_dir() {
                copy(&path, &target);
            } else {
                fs::copy(&path, &target).unwrap();
            }
        }
    }
    let folder = folder(name);
    copy(Path::new("rules"), &folder.join("rules"));
    copy(Path::new("examples"), &folder.join("examples"));
    folder
}

const CARGO: &str = "cargo run --release -- ";

#[test]
fn the_first_command_gives_each_record_a_verdict_or_a_reject() {
    let readme = fs::read_to_string("README.md").unwrap();
    let commands = blocks(&readme).into_iter().filter(|block| block.kind == "sh").map(|block| block.text);
    let commands: Vec<&str> = commands.collect();
    assert_eq!(commands.len(), 2, "the README has two commands: its job, and the tests");
    assert_eq!(commands[1], "cargo test\n");
    let arguments: Vec<&str> = commands[0].strip_prefix(CARGO).unwrap().split_whitespace().collect();
    let folder = clone("readme_command");
    let done = Command::new(WHEREAS).args(&arguments).current_dir(&folder).stdin(Stdio::null()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let verdicts = String::from_utf8(done.stdout).unwrap().lines().count();
    let rejects = csv::Reader::from_path(folder.join("rejects.csv")).unwrap().into_records();
    let rows: std::collections::BTreeSet<String> = rejects.map(|row| row.unwrap()[0].to_owned()).collect();
    assert_eq!(verdicts + rows.len(), fs::read_to_string("examples/cases.ndjson").unwrap().lines().count());
    assert!(readme.contains(&format!("each of the {} synthetic records", verdicts + rows.len())));
}

#[test]
fn its_transcript_is_what_happens() {
    let written = fs::read_to_string("README.md").unwrap();
    let folder = clone("readme_transcript");
    let mut happens = written.clone();
    for block in blocks(&written).iter().filter(|block| block.kind == "console") {
        let fence = |text: &str| format!("```console\n{text}```");
        let printed = console(&folder, &block.text.replace(CARGO, "whereas "));
        let printed = ["$ ", "| "]
            .iter()
            .fold(printed, |printed, before| printed.replace(&format!("{before}whereas "), &format!("{before}{CARGO}")));
        happens = happens.replace(&fence(block.text), &fence(&printed));
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write("README.md", &happens).unwrap();
        return;
    }
    assert!(written == happens, "renew with UPDATE_DOCS=1:\n{happens}");
}

#[test]
fn its_rules_are_those_of_the_language() {
    let readme = fs::read_to_string("README.md").unwrap();
    let excerpt = blocks(&readme).into_iter().find(|block| block.kind == "whereas").unwrap().text;
    let file = whereas::source::SourceFile {
        id: whereas::source::FileId(0),
        path: "README.md".into(),
        digest: whereas::source::digest(excerpt.as_bytes()),
        text: excerpt.into(),
    };
    let (tree, findings) = whereas::syntax::parse(&file);
    assert_eq!((tree.items.len(), findings.len()), (2, 0));
}
