//! The language reference (`docs/language/`): a page for each word, its example run, its findings named rightly, all in the index.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{blocks, examples};
use whereas::diagnostic::Code;
use whereas::source::{FileId, SourceFile};
use whereas::syntax::{self, print, words};

/// Pages that are about many words: they have no form.
const ESSAYS: [&str; 6] = ["README", "glossary", "limits", "names", "reading-law", "unknown"];

/// The parts of a page about a word, in order.
const PARTS: [&str; 3] = ["## How it is written", "## What it means", "## Findings"];

/// The forms of expression (`ExprKind`), each with a page whose example shows it.
const FORMS: [(&str, &str); 38] = [
    ("AgeOf", "age-of"),
    ("Aggregate", "aggregates"),
    ("And", "logic"),
    ("Arith", "arithmetic"),
    ("Asks", "ask-question"),
    ("Between", "between"),
    ("Compare", "comparison"),
    ("Completed", "dates-and-periods"),
    ("Count", "counting"),
    ("Date", "types"),
    ("Days", "dates-and-periods"),
    ("DaysOf", "days-of"),
    ("Exists", "exists"),
    ("FromUntil", "is-from-until"),
    ("If", "if"),
    ("Known", "is-known"),
    ("List", "types"),
    ("Money", "types"),
    ("None", "types"),
    ("NormIs", "report"),
    ("Not", "logic"),
    ("Number", "types"),
    ("NumberOf", "aggregates"),
    ("OneOf", "is-one-of"),
    ("Or", "logic"),
    ("Path", "names"),
    ("Period", "types"),
    ("Periods", "periods-of"),
    ("Pick", "earlier-of"),
    ("Quantifier", "quantifiers"),
    ("RecordLiteral", "quantifiers"),
    ("Rounded", "rounded"),
    ("Set", "sets"),
    ("Text", "types"),
    ("TheOne", "the-of"),
    ("Today", "today"),
    ("Unknown", "types"),
    ("YesNo", "types"),
];

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

/// The examples of a page that have no error.
fn rules(page: &str) -> impl Iterator<Item = &str> {
    blocks(page).into_iter().filter(|block| block.kind == "whereas" && block.expects.is_none()).map(|block| block.text)
}

/// The syntax tree of a text, written out.
fn tree_of(text: &str) -> String {
    format!("{:?}", syntax::parse(&file_of(text)).0)
}

fn file_of(text: &str) -> SourceFile {
    SourceFile { id: FileId(0), path: "page".into(), text: text.into(), digest: "".into() }
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

#[test]
fn every_item_has_a_page_that_shows_it() {
    let pages = pages();
    let shows = |word: &str| {
        let page = pages.iter().find(|(name, _)| name == word).map(|(_, page)| page);
        page.is_some_and(|page| {
            rules(page)
                .any(|text| text.lines().any(|line| line.split_whitespace().next() == Some(word) && !line.starts_with(' ')))
        })
    };
    let absent: Vec<&&str> = words::ITEMS.iter().filter(|word| !shows(word)).collect();
    assert!(absent.is_empty(), "no page, or none that shows it: {absent:?}");
}

#[test]
fn every_form_of_expression_has_a_page_that_shows_it() {
    let tree = fs::read_to_string("src/syntax/tree/expr.rs").unwrap();
    let forms = tree.split("pub enum ExprKind {").nth(1).and_then(|rest| rest.split("\n}").next()).unwrap();
    let forms = forms.lines().map(str::trim).filter(|line| line.starts_with(char::is_uppercase));
    let forms: BTreeSet<&str> = forms.map(|line| line.split(['(', ',', ' ']).next().unwrap()).collect();
    assert_eq!(FORMS.iter().map(|(form, _)| *form).collect::<BTreeSet<_>>(), forms);
    let pages = pages();
    let shows = |form: &str, page: &str| {
        let page = pages.iter().find(|(name, _)| name == page).map(|(_, page)| page);
        let ends = ["(", ",", " "].map(|end| format!("Expr {{ kind: {form}{end}"));
        page.is_some_and(|page| rules(page).map(tree_of).any(|tree| ends.iter().any(|end| tree.contains(end))))
    };
    let absent: Vec<_> = FORMS.iter().filter(|(form, page)| !shows(form, page)).collect();
    assert!(absent.is_empty(), "no page, or none that shows it: {absent:?}");
}

#[test]
fn the_index_names_every_word() {
    let index = index();
    let quoted: String = index.split('`').skip(1).step_by(2).collect::<Vec<_>>().join(" ");
    let named: BTreeSet<&str> = quoted.split(|sign: char| !sign.is_ascii_alphabetic()).collect();
    let all = [words::ITEMS, words::RESERVED, words::IN_PLACE].into_iter().flatten();
    let absent: Vec<&&str> = all.filter(|word| !named.contains(**word)).collect();
    assert!(absent.is_empty(), "{absent:?}");
}

#[test]
fn every_finding_is_on_the_page_of_a_word() {
    let all: String = pages().into_iter().map(|(_, page)| page).collect();
    let absent: Vec<&Code> = Code::ALL.iter().filter(|code| !all.contains(&format!("- [{code}]("))).collect();
    assert!(absent.is_empty(), "{absent:?}");
}

#[test]
fn every_example_is_laid_out() {
    let mut wrong = Vec::new();
    for (name, page) in pages() {
        for text in rules(&page).filter(|text| !text.contains("# file: ")) {
            if print(&file_of(text)).unwrap() != text {
                wrong.push(format!("{name}: {}", text.lines().next().unwrap_or_default()));
            }
        }
    }
    assert!(wrong.is_empty(), "run `whereas fmt` on them:\n{}", wrong.join("\n"));
}
