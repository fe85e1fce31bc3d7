//! The pages about the language: each block gives what it says.

use std::collections::BTreeSet;
use std::fs;

use super::{Block, blocks};
use crate::check::{check, codes, sources};
use whereas::records::Data;
use whereas::syntax::words;
use whereas::{Policy, date, testing};

/// Warnings that an example may have which shows one thing.
const BESIDE: [&str; 7] = ["W001", "W003", "W004", "W005", "W006", "W054", "W056"];

/// The text of a block with those that it names before it.
pub(super) fn whole(all: &[Block<'_>], block: &Block<'_>) -> String {
    let named = |name: &&str| all.iter().find(|other| other.name == Some(name)).unwrap_or_else(|| panic!("no block `{name}`"));
    let before: Vec<&str> = block.with.iter().map(|name| named(name).text).collect();
    let own = if block.kind == "whereas" { block.text } else { "" };
    format!("{}\n{own}", before.join("\n"))
}

fn is_error(code: &&&str) -> bool {
    code.starts_with('E')
}

/// What is wrong with a pack.
pub(super) fn pack(text: &str, expects: Option<&str>) -> Result<(), String> {
    let found = codes(text);
    let fits = match expects.and_then(|expects| expects.split_once('=')) {
        Some(("error", code)) => found.iter().filter(is_error).eq([&code]),
        Some(("warning", code)) => found.contains(&code) && !found.iter().any(|code| is_error(&code)),
        Some((other, _)) => return Err(format!("`{other}` is nothing that a block can expect")),
        None => found.iter().all(|code| BESIDE.contains(code)),
    };
    if !fits {
        return Err(check(text));
    }
    let Ok(policy) = Policy::compile(&sources(text), "demo") else { return Ok(()) };
    let run = testing::run(&policy, |_| true);
    let failed = run.tests.iter().filter(|test| !test.mismatches.is_empty());
    let failed: Vec<String> = failed.map(|test| format!("{}: {:?}", test.name, test.mismatches)).collect();
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n")) }
}

/// What is wrong with the records of a block.
fn verdicts(rules: &str, lines: &str) -> Result<(), String> {
    let policy = Policy::compile(&sources(rules), "demo").map_err(|error| error.to_string())?;
    let name = policy.questions().next().unwrap().to_owned();
    let question = policy.question(&name).unwrap().as_of(date(2025, 2, 4));
    let mut wrong = Vec::new();
    for line in lines.lines() {
        let end = line.rfind('}').unwrap() + 1;
        let (record, wanted) = (&line[..end], line[end..].trim());
        let read = question.reader().read(&Data::parse(record).unwrap());
        let verdict = read.ok().and_then(|read| question.evaluate_record(read.record).ok());
        let found = verdict.map_or("no verdict".to_owned(), |verdict| {
            let possible: Vec<&str> = verdict.possible().iter().map(|outcome| outcome.in_words()).collect();
            let outcome = verdict.outcome().in_words();
            if possible.len() == 1 { outcome.to_owned() } else { format!("{outcome}: {}", possible.join(" or ")) }
        });
        if found != wanted {
            wrong.push(format!("{record}: {found}"));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

fn run(path: &str) -> (usize, String) {
    let page = fs::read_to_string(path).unwrap();
    let all = blocks(&page);
    let mut wrong = String::new();
    for block in &all {
        let rules = whole(&all, block);
        let found = match block.kind {
            "whereas" => pack(&rules, block.expects),
            "verdicts" => verdicts(&rules, block.text),
            _ => Ok(()),
        };
        if let Err(found) = found {
            wrong.push_str(&format!("{path}:{}\n{found}\n", block.line));
        }
    }
    (all.len(), wrong)
}

#[test]
fn every_example_of_the_language_gives_what_it_says() {
    let (count, wrong) = run("docs/language.md");
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count > 0, "{count}");
}

#[test]
fn every_example_of_verdicts_gives_what_it_says() {
    let (count, wrong) = run("docs/verdicts.md");
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count > 10, "{count}");
}

#[test]
fn every_hard_case_is_decided_as_it_says() {
    let (count, wrong) = run("docs/exact.md");
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count > 5, "{count}");
}

#[test]
fn the_reserved_words_of_the_page_are_those_of_the_parser() {
    let page = fs::read_to_string("docs/language/names.md").unwrap();
    let listed = blocks(&page).into_iter().find(|block| block.name == Some("reserved")).unwrap();
    let listed: Vec<&str> = listed.text.split_whitespace().collect();
    let lists = [words::RESERVED, words::ITEMS, words::KEPT];
    let known: BTreeSet<&str> = lists.iter().flat_map(|list| list.iter().copied()).collect();
    assert_eq!(listed.join(" "), known.into_iter().collect::<Vec<_>>().join(" "));
}
