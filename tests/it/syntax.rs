//! The parser: what it reads, what it finds, and that nothing makes it panic.

use std::sync::Arc;

use whereas::diagnostic::Diagnostic;
use whereas::source::{FileId, SourceFile, digest};
use whereas::syntax::{parse, tree};

fn file(text: &str) -> SourceFile {
    SourceFile { id: FileId(0), path: Arc::from("test.whereas"), text: Arc::from(text), digest: digest(text.as_bytes()) }
}

fn read(text: &str) -> (tree::File, Vec<Diagnostic>) {
    parse(&file(text))
}

/// The findings as a person would want them in a snapshot.
fn shown(text: &str) -> String {
    use std::fmt::Write as _;
    let file = file(text);
    let (_, findings) = parse(&file);
    let mut out = String::new();
    for finding in findings {
        let at = file.line_column(finding.span().start);
        let _ = writeln!(out, "{}:{} `{}` {}: {}", at.line, at.column, file.slice(finding.span()), finding.code, finding.message);
        for (word, text) in [("why", &finding.why), ("help", &finding.help)] {
            if let Some(text) = text {
                let _ = writeln!(out, "  {word}: {text}");
            }
        }
    }
    out
}

#[test]
fn the_law_of_the_rules_folder_is_read_without_findings() {
    let mut files = 0;
    for folder in std::fs::read_dir("rules").unwrap() {
        for entry in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "whereas") {
                files += 1;
                assert_eq!(shown(&std::fs::read_to_string(&path).unwrap()), "", "{}", path.display());
            }
        }
    }
    assert!(files > 2);
}

#[test]
fn each_rule_of_the_grammar_takes_and_refuses_its_examples() {
    let grammar = include_str!("../../grammar/whereas.pest");
    let mut examples: Vec<(bool, &str)> = Vec::new();
    let mut wrong: Vec<String> = Vec::new();
    for line in grammar.lines() {
        if let Some(example) = line.strip_prefix("//# accept: ") {
            examples.push((true, example));
        } else if let Some(example) = line.strip_prefix("//# reject: ") {
            examples.push((false, example));
        } else if let Some((rule, body)) = line.split_once('=').filter(|_| !line.starts_with([' ', '/'])) {
            let rule = rule.trim();
            for (accept, example) in examples.drain(..) {
                let (text, after) = example.split_once('¦').unwrap_or((example, ""));
                if whereas::syntax::grammar_takes(rule, text, after) != Some(accept) {
                    wrong.push(format!("{rule}: {} {example}", if accept { "accept" } else { "reject" }));
                }
            }
            let _ = body;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
