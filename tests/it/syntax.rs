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

/// The blocks of a findings page: what triggers it, and the same mended.
fn blocks(page: &str) -> Vec<&str> {
    page.split("```whereas\n").skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn each_page_of_a_syntax_finding_triggers_it_alone_and_is_mended() {
    use std::fmt::Write as _;
    use whereas::diagnostic::{Code, page};
    let mut out = String::new();
    for code in Code::ALL.iter().filter(|code| code.as_str().starts_with("E0")) {
        let blocks = blocks(page(*code));
        assert_eq!(blocks.len(), 2, "{code}");
        let codes: Vec<Code> = read(blocks[0]).1.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [*code], "{code}: {}", shown(blocks[0]));
        assert_eq!(shown(blocks[1]), "", "{code}");
        let _ = writeln!(out, "{}", shown(blocks[0]));
    }
    insta::assert_snapshot!(out);
}

/// Wraps a condition into an item of its own.
fn condition(text: &str) -> String {
    format!("requirement r of q\n  \"sentence\"\n  met when {text}\n")
}

#[test]
fn near_misses() {
    use std::fmt::Write as _;
    let conditions = [
        "a == b",
        "a != b",
        "a <> b",
        "a => b",
        "a ≥ b",
        "a || b",
        "!a",
        "a & b",
        "a and b or c and not d",
        "(a or b and c) and d",
        "a is b is c",
        "a exists exists",
        "a is one of b, c",
        "a is not one of b",
        "all of a, b",
        "if a then b else c",
        "if a then b",
        "a – b",
        "a-b",
        "a -5",
        "d is 2025–02–03",
        "d is 03.02.2025",
        "d is 2025-13-01",
        "d is 2025-02-30",
        "n is 20 000",
        "n is 1,000",
        "n is 1,5",
        "n is 007",
        "p is 6months",
        "p is 1.5 months",
        "n is 99999999999999999999999999999",
        "a is 'b'",
        "a is “b",
        "(a",
        "a)",
        "(a]",
        "a and",
        "a or or b",
        "a at 5",
        "a between 1 or 2",
        "a is from b",
        "d from e",
        "some x in l (x.a)",
        "every x in l where (x.a)",
        "no x of l",
        "at least two of (a, b)",
        "5 is eligible",
        "a is b cites",
        "deem",
        "x rounded up",
        "age of d on e",
        "a\u{202E} is b",
        "a is \"x\u{202E}y\"",
        "a \u{0} b",
        "a \u{FFFD} b",
        "nаme is b",
        "a $ b",
        "a is known unknown",
        "a then b",
        "a .b",
        "a..b",
        "a is not in b",
        "days from a",
        "number of children",
        "sum of x.f",
        "a is none of b",
        "a is 5 %",
        "not",
        "",
        "a is USD 5",
        "a is 5 usd",
        "{a",
        "a is {b: }",
        "when a",
        "met when a",
    ];
    let items = [
        "requirement r of q met when a",
        "requirement of q r \"s\" met when a",
        "requirement r q \"s\" met when a",
        "requirment r of q \"s\"",
        "requirement r of q \"s\"",
        "requirement r of q \"s\" met a",
        "requirement r of q \"s\" when met a",
        "requirement r of q \"s\" force in from 2020-01-01 met when a",
        "requirement r of q \"s\" met when a in force from 2020",
        "requirement r of q \"s\" met when a met when b",
        "bar b of q \"s\" met when a",
        "exception e of r \"s\" when a",
        "exception e to r \"s\" when a",
        "note n of q shown when a",
        "question q \"s\"",
        "question q for R",
        "question q for R \"s\" law as on d",
        "deem f is v when a \"s\"",
        "power p of q \"s\"",
        "choice K a, b",
        "choice K: a \"x\" b \"y\"",
        "choice when: a",
        "record R\n  a yes/no",
        "record R\n  a: yes",
        "record R\n  a: set of set of country",
        "record R\n  a: date or nothing",
        "record R\n  a: number from 0",
        "record R\n  a: date assessment by \"who\"",
        "parameter p: period from 2020-01-01 6 months",
        "parameter p: period from 2020-01-01: 6 months, 1 year",
        "define d: yes/no",
        "define d: K is a when b",
        "define d: K by table",
        "presume f when a \"s\"",
        "presume f is v when a",
        "reading r option a",
        "table t of R",
        "table t of R\n  | a | b",
        "list l of country from 2020-01-01:",
        "test \"t\" of q given a: 1 expect eligible",
        "test \"t\" of q asked on 2025-02-04 given a: 1",
        "test \"t\" of q asked on 2025-02-04 given a 1 expect eligible",
        "test \"t\" of q asked on 2025-02-04 given a: 1 expect yes",
        "example e of R a: b + c",
        "use common",
        "source S",
        "source S \"t\" authority custom",
        "  requirement r of q \"s\" met when a",
        "foo bar",
        "> quoted only",
        "choice K: a\n  requirement r of q \"s\" met when a",
        "report r of q \"s\" as a",
    ];
    let mut out = String::new();
    for text in conditions.iter().map(|text| condition(text)).chain(items.iter().map(|text| (*text).to_owned())) {
        let _ = writeln!(out, "{text}\n---\n{}", shown(&text));
    }
    insta::assert_snapshot!(out);
}
