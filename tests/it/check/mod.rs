//! Checking packs: what is found, where, and in which words.
//!
//! A text is one file, `demo/demo.whereas`; a line `# file: other/other.whereas` begins another. `�` stands for a byte that is no
//! UTF-8.

mod calendar;
mod cascades;
mod chaos;
mod decisions;
mod findings;
mod items;
mod law;
mod packs;
mod powers;
mod proofs;
mod quotes;
mod tables;
mod time;
mod versions;

use std::fmt::Write as _;

use whereas::Sources;
use whereas::check::{Checked, check as check_sources};
use whereas::diagnostic::{Diagnostic, Severity};
use whereas::source::SourceFile;
use whereas::testing;

/// The files of a text.
pub(crate) fn sources(text: &str) -> Sources {
    let mut files: Vec<(String, String)> = vec![("demo/demo.whereas".to_owned(), String::new())];
    for line in text.lines() {
        match line.strip_prefix("# file: ") {
            Some(path) => files.push((path.to_owned(), String::new())),
            None => {
                let (_, file) = files.last_mut().unwrap();
                file.push_str(line);
                file.push('\n');
            }
        }
    }
    let mut sources = Sources::new();
    for (path, text) in files {
        let mut bytes = Vec::new();
        for part in text.split_inclusive('\u{FFFD}') {
            match part.strip_suffix('\u{FFFD}') {
                Some(before) => {
                    bytes.extend_from_slice(before.as_bytes());
                    bytes.push(0xE9);
                }
                None => bytes.extend_from_slice(part.as_bytes()),
            }
        }
        sources.add(path, bytes);
    }
    sources
}

/// Checks the pack `demo` of a text.
pub(crate) fn checked(text: &str) -> Checked {
    testing::with_gaps(check_sources(&sources(text), "demo"))
}

/// The findings of a text, in plain words.
pub(crate) fn check(text: &str) -> String {
    let checked = checked(text);
    let mut out = String::new();
    for finding in &checked.diagnostics {
        render(&checked.files, finding, &mut out);
    }
    if out.is_empty() { "no findings\n".to_owned() } else { out }
}

/// The text and its findings together, for snapshots. Beside errors, missing citations and tests are left out.
pub(crate) fn with_source(text: &str) -> String {
    let checked = checked(text);
    let failed = checked.policy.is_none();
    let mut out = String::new();
    for finding in
        checked.diagnostics.iter().filter(|finding| !failed || !["W001", "W004", "W005", "W006"].contains(&finding.code.as_str()))
    {
        render(&checked.files, finding, &mut out);
    }
    format!("{}\n----\n{out}", text.trim_end())
}

/// The codes that are found, each once, in order.
pub(crate) fn codes(text: &str) -> Vec<&'static str> {
    let mut codes: Vec<&str> = checked(text).diagnostics.iter().map(|finding| finding.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// The codes of errors that are found, each as often as it is.
pub(crate) fn errors(text: &str) -> Vec<&'static str> {
    let checked = checked(text);
    let errors = checked.diagnostics.iter().filter(|finding| finding.severity() == Severity::Error);
    errors.map(|finding| finding.code.as_str()).collect()
}

fn render(files: &[SourceFile], finding: &Diagnostic, out: &mut String) {
    let place = |span: whereas::source::Span| match files.get(span.file.0 as usize) {
        Some(file) => {
            let at = file.line_column(span.start);
            format!("{}:{}:{}", file.path, at.line, at.column)
        }
        None => "-".to_owned(),
    };
    writeln!(out, "{} {} {}", place(finding.span()), finding.code, finding.message).unwrap();
    for (at, label) in finding.labels.iter().enumerate() {
        match (at, label.text.as_str()) {
            (0, "") => {}
            (0, text) => writeln!(out, "  here: {text}").unwrap(),
            (_, text) => writeln!(out, "  {}: {text}", place(label.span)).unwrap(),
        }
    }
    for (word, text) in [("why", &finding.why), ("help", &finding.help)] {
        if let Some(text) = text {
            writeln!(out, "  {word}: {text}").unwrap();
        }
    }
}
