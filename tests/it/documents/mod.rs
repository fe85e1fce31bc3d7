//! The examples of the documents, run; the words and links in them, checked.
//!
//! A block of a page says in its first line what it must give:
//!
//! - `whereas`: a pack without errors, and with no other warnings than that something is not cited, used or tested. Its tests pass.
//! - `whereas,error=E123`: a pack with this error and no other. `whereas,warning=W050`: a pack without errors, with this warning.
//! - `verdicts`: a line for each record of JSON, with what the one question of the pack answers on 4 February 2025: `eligible`,
//!   or `undetermined: eligible or ineligible`, or `no verdict`.
//!
//! A comment above a block gives it a name (`<!-- name: case -->`) or puts others before it (`<!-- with: case, law -->`).

mod examples;
mod language;
mod links;

use std::fs;
use std::path::{Path, PathBuf};

/// A block of code of a page.
pub(crate) struct Block<'a> {
    /// `whereas`, `json`, …: what stands behind the fence, to the comma.
    pub(crate) kind: &'a str,
    /// What stands behind the kind: `error=E123`.
    pub(crate) expects: Option<&'a str>,
    pub(crate) name: Option<&'a str>,
    /// The names of the blocks before it.
    pub(crate) with: Vec<&'a str>,
    pub(crate) text: &'a str,
    /// The line of the page at which it begins.
    pub(crate) line: usize,
}

/// The blocks of a page, in order.
pub(crate) fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut found: Vec<Block<'_>> = Vec::new();
    let mut open: Option<(Block<'_>, usize)> = None;
    let (mut name, mut with) = (None, Vec::new());
    let mut at = 0;
    for (number, line) in page.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => {
                let (block, from) = open.take().unwrap();
                found.push(Block { text: &page[from..start], ..block });
            }
            (None, Some(info)) => {
                let (kind, expects) = info.split_once(',').map_or((info, None), |(kind, expects)| (kind, Some(expects)));
                let block =
                    Block { kind, expects, name: name.take(), with: std::mem::take(&mut with), text: "", line: number + 1 };
                open = Some((block, at));
            }
            (Some(_), None) => {}
            (None, None) => match comment(line) {
                Some(("name", value)) => name = Some(value),
                Some(("with", value)) => with = value.split(',').map(str::trim).collect(),
                _ => {}
            },
        }
    }
    assert!(open.is_none(), "a block is not closed");
    assert!(name.is_none() && with.is_empty(), "a comment about a block has no block below it");
    found
}

/// The texts of the blocks of rules.
pub(crate) fn rules(page: &str) -> Vec<&str> {
    blocks(page).into_iter().filter(|block| block.kind == "whereas").map(|block| block.text).collect()
}

/// The key and value of a comment such as `<!-- with: case -->`.
fn comment(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.strip_prefix("<!--")?.strip_suffix("-->")?.split_once(':')?;
    Some((key.trim(), value.trim()))
}

/// The pages of the repository, by path, with their texts.
fn pages() -> Vec<(PathBuf, String)> {
    let mut paths: Vec<PathBuf> = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].iter().map(PathBuf::from).collect();
    paths.retain(|path| path.exists());
    markdown(Path::new("docs"), &mut paths);
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

fn markdown(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            markdown(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}
