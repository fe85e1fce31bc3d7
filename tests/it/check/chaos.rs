//! Rules that make no sense are refused, never a crash, and always in the same words.

use proptest::prelude::*;

use super::{check, errors};

/// Lines of items, right and wrong, that a random pack is made of.
const LINES: &[&str] = &[
    "use \"../demo\"",
    "use \"../other\" as other",
    "source LAW \"An Act\" authority statute",
    "choice Kind: life, term",
    "record Case",
    "record Part",
    "  a: yes/no",
    "  part: Part",
    "  whole: Case",
    "  kind: Kind or none",
    "  parts: list of Part",
    "  day: date only when a",
    "  amount: money in USD from 0 USD to 5 USD",
    "question q for Case \"s\"",
    "question p for Part \"s\"",
    "  in force from 1990-01-01 until 2000-01-01",
    "  in force until 1990-01-01",
    "  advisory",
    "  covers cases where p is eligible",
    "requirement r of q \"s\"",
    "  met when a and d",
    "bar r of q \"s\"",
    "  bars when q is eligible",
    "exception e to r of q \"s\"",
    "exception f to every requirement of q except r \"s\"",
    "exception e to f of e of q \"s\"",
    "  when some x in parts where (x.a)",
    "  when some x in rows where (x.a)",
    "  cites LAW \"1\"",
    "  curable \"c\"",
    "define d: yes/no \"s\"",
    "define d for Part: yes/no \"s\"",
    "  as d",
    "  as a",
    "  is yes when a is none",
    "  otherwise no",
    "presume a is yes when d \"s\"",
    "presume part.a is yes when part.d \"s\" in q",
    "parameter m: number \"s\"",
    "  from 1990-01-01: 5",
    "list l of country \"s\"",
    "  from 1990-01-01: DE, DE, US",
    "table rows of Part",
    "table rows of Part from \"rows.csv\"",
    "  | a | kind |",
    "  | yes | life |",
    "  | | none | 5 |",
    "reading way \"which?\"",
    "  option left \"l\" default",
    "  option right \"r\"",
    "note n of q \"s\" shown when way is left",
    "report v of q: number \"s\" as m",
    "example base of Case",
    "example more_facts of Case with base",
    "  a: yes, part.a: no, parts: [{a: yes}, unknown], kind: none",
    "test \"t\" of q asked on 2025-01-01",
    "  given base with a: unknown",
    "  expect eligible because r, waived r by e, missing at least a, note n, report v is 5",
    "# file: demo/rows.csv",
    "a,kind",
    "yes,life",
    "# file: other/other.whereas",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_packs_never_crash_and_always_give_the_same(lines in proptest::collection::vec(0..LINES.len(), 0..60)) {
        let text: Vec<&str> = lines.into_iter().map(|line| LINES[line]).collect();
        let text = text.join("\n");
        prop_assert_eq!(check(&text), check(&text));
    }
}

#[test]
fn a_chain_of_defines_has_a_limit() {
    let chain = |length: usize| {
        let mut text = "record Case\n  a: yes/no\n\ndefine d0 for Case: yes/no \"s\" as a\n".to_owned();
        for at in 1..=length {
            text.push_str(&format!("\ndefine d{at} for Case: yes/no \"s\" as d{}\n", at - 1));
        }
        text.push_str(&format!("\nquestion q for Case \"s\"\n\nrequirement r of q \"s\"\n  met when d{length}\n"));
        text
    };
    assert_eq!(errors(&chain(256)), Vec::<&str>::new());
    assert_eq!(errors(&chain(257)), ["E002"]);
    assert_eq!(errors(&chain(5000)), ["E002"]);
}

#[test]
fn a_circle_of_many_defines_is_one_finding() {
    let length = 2000;
    let mut text = "record Case\n  a: yes/no\n".to_owned();
    for at in 0..length {
        text.push_str(&format!("\ndefine d{at} for Case: yes/no \"s\" as d{}\n", (at + 1) % length));
    }
    assert_eq!(errors(&text), ["E131"]);
}
