//! The formatter: it changes the layout and nothing else, whatever a file looks like.

mod mess;
mod random;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::documents::blocks;
use whereas::source::{FileId, SourceFile, digest};
use whereas::syntax::{PrintError, parse, print, tree};

fn file(text: &str) -> SourceFile {
    SourceFile { id: FileId(0), path: Arc::from("test.whereas"), text: Arc::from(text), digest: digest(text.as_bytes()) }
}

fn printed(text: &str) -> String {
    print(&file(text)).unwrap_or_else(|error| panic!("{error}: {error:?}\n{text}"))
}

/// A tree without its places: what a file says.
fn said(tree: &tree::File) -> String {
    let whole = format!("{:?}", tree.items);
    let mut parts = whole.split("Span { file: FileId(0), start: ");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once('}').unwrap().1)
}

fn comments(tree: &tree::File) -> Vec<&str> {
    tree.comments.iter().map(|comment| comment.text.as_str()).collect()
}

/// The lines of quoted law, byte for byte.
fn quoted(text: &str) -> Vec<&str> {
    text.trim_start_matches('\u{FEFF}').split(['\n', '\r']).filter(|line| line.starts_with('>')).collect()
}

/// What holds of every file: laid out it says the same, keeps comments and quoted law, and stays as it is when laid out again.
fn holds(text: &str) -> Result<(), String> {
    let (before, findings) = parse(&file(text));
    if !findings.is_empty() {
        return match print(&file(text)) {
            Err(PrintError::Syntax(told)) if told == findings => Ok(()),
            other => Err(format!("a file with errors gives {other:?}")),
        };
    }
    let once = print(&file(text)).map_err(|error| format!("{error:?}"))?;
    let (after, findings) = parse(&file(&once));
    let fails = |what: &str| Err(format!("{what}\n--- before\n{text}\n--- after\n{once}"));
    if !findings.is_empty() {
        return fails(&format!("{findings:?}"));
    }
    if said(&before) != said(&after) {
        return fails("it says something else");
    }
    if comments(&before) != comments(&after) {
        return fails("comments differ");
    }
    if quoted(text) != quoted(&once) {
        return fails("quoted law differs");
    }
    if once.contains(['\r', '\u{FEFF}']) || once.contains("\n\n\n") || once.ends_with("\n\n") || once.starts_with('\n') {
        return fails("blanks are left");
    }
    if !once.is_empty() && !once.ends_with('\n') {
        return fails("the last line does not end");
    }
    let twice = printed(&once);
    if twice == once { Ok(()) } else { Err(format!("laid out twice:\n{once}\n---\n{twice}")) }
}

/// Rule files, examples of the documentation, and a file with every item.
fn corpus() -> Vec<(String, String)> {
    let mut found = vec![("syntax_items".to_owned(), include_str!("../syntax_items.whereas").to_owned())];
    let mut folders = vec![Path::new("rules").to_owned(), Path::new("docs").to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.display().to_string();
            match path.extension().and_then(|end| end.to_str()) {
                _ if path.is_dir() => folders.push(path),
                Some("whereas") => found.push((name, fs::read_to_string(&path).unwrap())),
                Some("md") => {
                    let page = fs::read_to_string(&path).unwrap();
                    let rules = blocks(&page).into_iter().filter(|block| block.kind.starts_with("whereas"));
                    found.extend(rules.map(|block| (name.clone(), block.text.to_owned())));
                }
                _ => {}
            }
        }
    }
    assert!(found.len() > 200, "{} texts are few", found.len());
    found.sort();
    found
}

#[test]
fn every_file_and_example_says_the_same_when_it_is_laid_out() {
    for (name, text) in corpus() {
        holds(&text).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
    }
}

#[test]
fn whatever_the_blanks_and_comments_the_file_says_the_same() {
    let mut readable = 0;
    for (name, text) in corpus() {
        for seed in 0..if text.len() > 4_000 { 1 } else { 4 } {
            let messy = mess::messed(&text, seed);
            readable += usize::from(parse(&file(&messy)).1.is_empty());
            holds(&messy).unwrap_or_else(|wrong| panic!("{name}, seed {seed}: {wrong}"));
        }
    }
    assert!(readable > 500, "only {readable} files could be read");
}

#[test]
fn conditions_of_any_shape_say_the_same() {
    let (mut chance, mut readable) = (mess::Chance(1), 0);
    for round in 0..600 {
        let condition = random::condition(&mut chance, round % 4);
        let item = ["bar b of q \"s\" bars when", "define d: yes/no is yes when", "presume f is yes when"][round % 3];
        let after = ["", " otherwise no", " \"s\""][round % 3];
        let text = format!("{item} {condition}{after}\n");
        let text = if round % 2 == 0 { mess::messed(&text, round as u64) } else { text };
        readable += usize::from(parse(&file(&text)).1.is_empty());
        holds(&text).unwrap_or_else(|wrong| panic!("{wrong}"));
    }
    assert!(readable > 400, "only {readable} conditions could be read");
}

#[test]
fn the_blanks_of_a_file_do_not_matter() {
    let text = include_str!("../syntax_items.whereas");
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let dense: String = lines.map(|line| format!("{line}\n")).collect();
    assert_eq!(printed(&dense), printed(&dense.replace("  ", "\t \u{A0} ").replace('\n', "\r\n")));
    assert_eq!(printed(&format!("\u{FEFF}{dense}")), printed(&dense));
}

#[test]
fn layout() {
    let cases = include_str!("layout.cases");
    let laid_out = cases.split("\n====\n").map(|case| {
        let before = case.split("\n----\n").next().unwrap().trim_end_matches('\n');
        let after = print(&file(before)).unwrap_or_else(|error| format!("{error}\n"));
        holds(before).unwrap_or_else(|wrong| panic!("{wrong}"));
        format!("{before}\n----\n{after}")
    });
    let laid_out = laid_out.collect::<Vec<_>>().join("\n====\n");
    if std::env::var_os("UPDATE_CASES").is_some() {
        fs::write("tests/it/print/layout.cases", &laid_out).unwrap();
        return;
    }
    assert!(laid_out == cases, "renew with UPDATE_CASES=1:\n{laid_out}");
}

#[test]
fn the_law_of_the_rules_folder_is_laid_out() {
    for (name, text) in corpus().iter().filter(|(name, _)| name.starts_with("rules")) {
        assert!(printed(text) == *text, "`whereas fmt rules` would change {name}");
    }
}

#[test]
fn brackets_as_deep_as_they_may_be() {
    let depth = 150;
    let inside = |open: &str, close: &str| {
        let condition = format!("{}a{}", open.repeat(depth), close.repeat(depth));
        format!("bar b of q \"s\" bars when {condition}\n")
    };
    for text in [inside("(b and ", ")"), inside("(not ", ")"), inside("any of (b, ", ")"), inside("((", "))")] {
        holds(&text).unwrap_or_else(|wrong| panic!("{wrong}"));
    }
}

#[test]
fn a_long_chain_takes_linear_time_and_an_empty_file_stays_empty() {
    let chain = vec!["a"; 8_000].join(" and ");
    let text = printed(&format!("bar b of q \"s\" bars when {chain}"));
    assert_eq!(text.lines().count(), 8_002);
    assert_eq!(printed(""), "");
    assert_eq!(printed("\n \n"), "");
    assert_eq!(printed("\n\n# only\n\n\n# comments"), "# only\n\n# comments\n");
}
