//! The rule packs that come with the product: nothing to find in them.

use std::fs;

use whereas::diagnostic::Diagnostic;
use whereas::source::SourceFile;
use whereas::{Sources, check};

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

#[test]
fn checking_the_packs_finds_nothing() {
    for pack in ["rules/common", "rules/ets112"] {
        let checked = check::check(&sources(), pack);
        let findings: Vec<String> = checked.diagnostics.iter().map(|finding| in_words(finding, &checked.files)).collect();
        assert!(findings.is_empty(), "{pack}:\n{}", findings.join("\n"));
    }
}

fn in_words(finding: &Diagnostic, files: &[SourceFile]) -> String {
    let place = files.iter().find(|file| file.id == finding.span().file).map(|file| {
        let at = file.line_column(finding.span().start);
        format!("{}:{}:{}", file.path, at.line, at.column)
    });
    format!("{:?} {}: {} ({:?}; {:?})", finding.code, place.unwrap_or_default(), finding.message, finding.why, finding.help)
}
