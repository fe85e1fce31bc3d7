//! The language reference (`docs/language/`): a page for each word, its example run, its findings named rightly, all in the index.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{blocks, examples};
use whereas::diagnostic::Code;

/// Pages that are about many words: they have no form.
const ESSAYS: [&str; 6] = ["README", "glossary", "limits", "names", "reading-law", "unknown"];

/// The parts of a page about a word, in order.
const PARTS: [&str; 3] = ["## How it is written", "## What it means", "## Findings"];

/// The pages by name, with their texts.
fn pages() -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = fs::read_dir("docs/language").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let named = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    paths.iter().map(|path| (named(path), fs::read_to_string(path).unwrap())).collect()
}

fn index() -> String {
    fs::read_to_string("docs/language/README.md").unwrap()
}

/// What the examples of a page do wrong.
fn examples_of(name: &str, page: &str) -> String {
    let all = blocks(page);
    let mut wrong = String::new();
    for block in all.iter().filter(|block| block.kind == "whereas") {
        let rules = examples::whole(&all, block);
        let tested = block.expects.is_some() || rules.lines().any(|line| line.starts_with("test "));
        let found = if tested { examples::pack(&rules, block.expects) } else { Err("no test".to_owned()) };
        if let Err(found) = found {
            wrong.push_str(&format!("{name}:{}\n{found}\n", block.line));
        }
    }
    wrong
}

#[test]
fn every_example_is_a_pack_whose_tests_pass() {
    let wrong: String = pages().iter().map(|(name, page)| examples_of(name, page)).collect();
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_page_of_a_word_has_the_form_and_an_example() {
    let mut wrong = Vec::new();
    for (name, page) in pages().iter().filter(|(name, _)| !ESSAYS.contains(&name.as_str())) {
        let places: Vec<Option<usize>> = PARTS.iter().map(|part| page.find(&format!("\n{part}\n"))).collect();
        let formed = page.starts_with("# ") && places.iter().all(Option::is_some) && places.is_sorted();
        if !formed {
            wrong.push(format!("{name}: its parts are {PARTS:?}"));
        }
        if !blocks(page).iter().any(|block| block.kind == "whereas" && block.expects.is_none()) {
            wrong.push(format!("{name}: no example"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_is_in_the_index() {
    let index = index();
    let absent: Vec<String> = pages().into_iter().map(|(name, _)| name).filter(|name| name != "README").collect();
    let absent: Vec<&String> = absent.iter().filter(|name| !index.contains(&format!("]({name}.md)"))).collect();
    assert!(absent.is_empty(), "{absent:?}");
}

#[test]
fn the_findings_of_a_page_have_their_titles() {
    let titles: BTreeSet<String> =
        Code::ALL.iter().map(|code| format!("- [{code}](../findings/{code}.md): {}", code.title())).collect();
    let mut wrong = Vec::new();
    let mut count = 0;
    for (name, page) in pages() {
        for line in page.lines().filter(|line| line.starts_with("- [") && line.contains("](../findings/")) {
            count += 1;
            if !titles.contains(line) {
                wrong.push(format!("{name}: {line}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 0);
}
