//! The rule packs that come with the product: nothing to find in them.

use std::fs;
use std::sync::LazyLock;

use whereas::diagnostic::Diagnostic;
use whereas::source::SourceFile;
use whereas::{Policy, Sources};

/// All rule files and tables, by path.
pub(crate) fn sources() -> Sources {
    let mut sources = Sources::new();
    for pack in fs::read_dir("rules").unwrap() {
        for file in fs::read_dir(pack.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "whereas" || extension == "csv") {
                sources.add(path.to_str().unwrap().replace('\\', "/"), fs::read(&path).unwrap());
            }
        }
    }
    sources
}

/// The folders under `rules/`, in order of name: a new pack is held to all of this without a word.
pub(crate) fn folders() -> Vec<String> {
    let folders = fs::read_dir("rules").unwrap().map(|pack| pack.unwrap().path().to_str().unwrap().replace('\\', "/"));
    let mut folders: Vec<String> = folders.collect();
    folders.sort();
    folders
}

/// Every pack, compiled, by its name.
pub(crate) static PACKS: LazyLock<Vec<(String, Policy)>> = LazyLock::new(|| {
    let sources = sources();
    let compiled = folders().into_iter().map(|folder| {
        let policy = Policy::compile(&sources, &folder);
        let policy = policy.unwrap_or_else(|error| panic!("{folder}:\n{}", in_words(error.diagnostics(), error.files())));
        (folder.trim_start_matches("rules/").to_owned(), policy)
    });
    compiled.collect()
});

#[test]
fn checking_the_packs_finds_nothing() {
    assert!(PACKS.len() >= 11);
    for (name, policy) in PACKS.iter() {
        assert!(policy.warnings().is_empty(), "{name}:\n{}", in_words(policy.warnings(), &policy.data().files));
    }
}

fn in_words(findings: &[Diagnostic], files: &[SourceFile]) -> String {
    let lines: Vec<String> = findings.iter().map(|finding| line(finding, files)).collect();
    lines.join("\n")
}

fn line(finding: &Diagnostic, files: &[SourceFile]) -> String {
    let place = files.iter().find(|file| file.id == finding.span().file).map(|file| {
        let at = file.line_column(finding.span().start);
        format!("{}:{}:{}", file.path, at.line, at.column)
    });
    format!("{:?} {}: {} ({:?}; {:?})", finding.code, place.unwrap_or_default(), finding.message, finding.why, finding.help)
}
