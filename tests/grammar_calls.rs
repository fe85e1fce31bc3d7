//! Reading takes linear time: counted in calls of grammar rules, not in seconds.
//!
//! The limit of calls is process-wide in pest, so this test has a process, and in it one thread, of its own: the smallest
//! limit under which a text is read is the number of calls that reading it takes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use std::num::NonZeroUsize;
use std::sync::Arc;

use whereas::source::{FileId, SourceFile, digest};
use whereas::syntax::parse;

fn is_read(text: &str, calls: usize) -> bool {
    pest::set_call_limit(NonZeroUsize::new(calls));
    let file = SourceFile { id: FileId(0), path: Arc::from("a"), text: Arc::from(text), digest: digest(b"") };
    let (tree, findings) = parse(&file);
    findings.is_empty() && tree.items.len() == 1
}

/// The number of calls that one item takes.
fn calls(text: &str) -> usize {
    assert!(is_read(text, usize::MAX), "{text}");
    let (mut low, mut high) = (0, 1);
    while !is_read(text, high) {
        low = high;
        high *= 2;
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if is_read(text, middle) { high = middle } else { low = middle }
    }
    high
}

fn condition(text: &str) -> String {
    format!("requirement r of q \"sentence\" met when {text}")
}

#[test]
fn twice_the_text_takes_at_most_twice_the_calls() {
    type Make = fn(usize) -> String;
    let forms: [(&str, Make); 12] = [
        ("brackets", |n| condition(&format!("{}a{}", "(".repeat(n), ")".repeat(n)))),
        ("brackets with sums", |n| condition(&format!("{}a{}", "(b + ".repeat(n), ")".repeat(n)))),
        ("brackets first", |n| condition(&format!("{}a{}", "(".repeat(n), " is b)".repeat(n)))),
        ("lists", |n| condition(&format!("{}a{}", "all of (".repeat(n), ", b)".repeat(n)))),
        ("quantifiers", |n| condition(&format!("{}a{}", "no x in l where (".repeat(n), ")".repeat(n)))),
        ("sums over lists", |n| condition(&format!("{}a{}", "sum of (".repeat(n), ") for x in l".repeat(n)))),
        ("days", |n| condition(&format!("{}a{}", "days from (".repeat(n), ") to b".repeat(n)))),
        ("conditions", |n| condition(&format!("{}a{}", "(if ".repeat(n), " then b otherwise c)".repeat(n)))),
        ("row of and", |n| condition(&format!("a{}", " and not a.b at least 1 year and 1 day".repeat(n)))),
        ("cases", |n| format!("define d: K {} otherwise a", "is b when c is d ".repeat(n))),
        ("values", |n| format!("example e of R a: {}b{}", "[{a: ".repeat(n / 2), "}]".repeat(n / 2))),
        ("rows", |n| format!("table t of R\n{}", "| a | \"b\" | c # d\n".replace("# d", "|").repeat(n))),
    ];
    for (name, make) in forms {
        let (once, twice) = (calls(&make(50)), calls(&make(100)));
        // One call more for what stands around.
        assert!(twice <= 2 * once + 1, "{name}: {once} calls for 50, {twice} for 100");
    }
}
