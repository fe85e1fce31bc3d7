//! The pages of the codes, and the table of what is found.

use std::collections::BTreeSet;

use super::{check, checked, codes, with_source};
use crate::documents::rules;
use whereas::diagnostic::{Code, Severity, page};

#[test]
fn every_page_shows_its_finding_and_its_repair() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let text = page(*code);
        if !text.starts_with(&format!("# {code}: {}\n", code.title())) {
            wrong.push(format!("{code}: the page does not begin with its code and title"));
        }
        let blocks = rules(text);
        let [bad, good] = blocks.as_slice() else {
            wrong.push(format!("{code}: {} blocks", blocks.len()));
            continue;
        };
        let found = codes(bad);
        if !found.contains(&code.as_str()) {
            wrong.push(format!("{code}: the first block gives {found:?}\n{}", check(bad)));
        }
        let others: Vec<&&str> = found.iter().filter(|other| other.starts_with('E') && **other != code.as_str()).collect();
        if !others.is_empty() {
            wrong.push(format!("{code}: the first block also gives {others:?}\n{}", check(bad)));
        }
        let repaired = checked(good);
        let failed = repaired.diagnostics.iter().any(|finding| finding.severity() == Severity::Error);
        if failed || codes(good).contains(&code.as_str()) {
            wrong.push(format!("{code}: the second block gives\n{}", check(good)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What triggers each code, with all that is said about it.
#[test]
fn every_code_in_its_words() {
    for code in Code::ALL {
        insta::assert_snapshot!(format!("page_{code}"), with_source(rules(page(*code))[0]));
    }
}

/// The rows of the table: what is found, and its codes.
fn table() -> Vec<(String, Vec<String>)> {
    let text = include_str!("../../../docs/findings/README.md");
    let rows =
        text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| ---") && !line.starts_with("| What is "));
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [what, codes] = cells.as_slice() else { panic!("not a row of two cells: {line}") };
        ((*what).to_owned(), codes.split(", ").map(str::to_owned).collect())
    };
    rows.map(row).collect()
}

#[test]
fn the_table_names_every_code_and_no_other() {
    let known: BTreeSet<String> = Code::ALL.iter().map(|code| code.as_str().to_owned()).collect();
    let named: BTreeSet<String> = table().into_iter().flat_map(|(_, codes)| codes).collect();
    let absent: Vec<&String> = known.difference(&named).collect();
    let strange: Vec<&String> = named.difference(&known).collect();
    assert!(absent.is_empty(), "not in docs/findings/README.md: {absent:?}");
    assert!(strange.is_empty(), "in docs/findings/README.md, but no code: {strange:?}");
}

#[test]
fn every_sentence_of_the_reference_and_every_near_miss_has_a_row() {
    let rows: Vec<String> = table().into_iter().map(|(what, _)| what).collect();
    let wanted = [
        "unknown names",
        "types",
        "periods",
        "currencies",
        "duplicate names",
        "a bare name that could be two things",
        "overlapping versions",
        "missing versions",
        "a circle of `use`",
        "a circle of `define`, `presume`, questions",
        "a test that cannot be typed",
        "a `sensitive` field read by a norm that does not say why it may be",
        "a binding norm that reads an advisory question",
        "a norm without citation",
        "a binding norm that cites only `policy`, `guidance` or `statement`",
        "an unused item",
        "`every` over a list that may be empty",
        "a question without a test",
        "a norm without a test for each of its outcomes",
        "a norm without a test at its threshold",
        "near miss: `=`",
        "near miss: `&&`",
        "near miss: `<=` for dates",
        "near miss: `\"given\"` for a choice",
        "near miss: `SLV`",
        "near miss: `UK`",
        "near miss: a misspelt name",
        "near miss: `and` beside `or`",
        "near miss: `is one of a, b`",
    ];
    let absent: Vec<&&str> = wanted.iter().filter(|wanted| !rows.iter().any(|row| row == **wanted)).collect();
    assert!(absent.is_empty(), "not in docs/findings/README.md: {absent:?}");
}

#[test]
fn near_misses_have_findings_of_their_own() {
    let head = "choice Kind: given, refused\n\nrecord Case\n  a: yes/no\n  b: yes/no\n  consent: Kind\n  state: country\n  day: date\n  count: number\n\nquestion q for Case \"s\"\n\n";
    for (condition, code) in [
        ("consent = given", "E010"),
        ("a && b", "E011"),
        ("day <= 2025-02-03", "E207"),
        ("count before 5", "E208"),
        ("consent is \"given\"", "E205"),
        ("state is SLV", "E203"),
        ("state is UK", "E203"),
        ("consnt is given", "E200"),
        ("a and b or a", "E012"),
        ("consent is one of given, refused", "E014"),
        ("1 less than count less than 5", "E013"),
        ("if a then b else a", "E015"),
        ("day is 03.02.2025", "E007"),
        ("count is 1.000,50", "E008"),
    ] {
        let text = format!("{head}requirement r of q \"s\"\n  met when {condition}\n");
        assert_eq!(super::errors(&text), [code], "{condition}\n{}", check(&text));
    }
}
