//! Packs made for measuring: so many norms over facts of which so many are unknown.
//!
//! A case is thought of first, which meets every requirement and no bar; the conditions are written around it. A record is that case
//! with facts forgotten, so that the verdict hangs on them.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};
use whereas::policy::Record;
use whereas::{Policy, Question, Sources, date};

/// Numbers, the same on every machine (SplitMix64).
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap() % end
    }
}

/// A fact of the case.
#[derive(Clone, Copy)]
enum Fact {
    YesNo(bool),
    Number(usize),
    /// The year, and the month.
    Date(usize, usize),
}

impl Fact {
    fn value(self) -> Value {
        match self {
            Fact::YesNo(value) => json!(value),
            Fact::Number(value) => json!(value),
            Fact::Date(year, month) => json!(format!("{year}-{month:02}-15")),
        }
    }

    /// A comparison of it that is so in the case, or not.
    fn atom(self, at: usize, holds: bool, draw: &mut Draw) -> String {
        match self {
            Fact::YesNo(value) if value == holds => format!("f{at}"),
            Fact::YesNo(_) => format!("not f{at}"),
            Fact::Number(value) if holds => format!("f{at} at least {}", draw.below(value + 1)),
            Fact::Number(value) => format!("f{at} more than {}", value + draw.below(20)),
            Fact::Date(year, month) if holds => format!("f{at} on or after {}-{month:02}-01", year - draw.below(5)),
            Fact::Date(year, month) => format!("f{at} before {}-{month:02}-01", year - draw.below(5)),
        }
    }
}

/// A question of so many norms, and records of which so many facts are unknown.
pub(crate) fn question(norms: usize, unknown: usize, records: usize) -> (Question, Vec<Record>) {
    let mut draw = Draw(u64::try_from(norms * 1_000 + unknown).unwrap());
    let facts: Vec<Fact> = (0..unknown + 10)
        .map(|at| match at % 4 {
            0 | 1 => Fact::YesNo(draw.below(2) == 0),
            2 => Fact::Number(draw.below(100)),
            _ => Fact::Date(2010 + draw.below(10), 1 + draw.below(12)),
        })
        .collect();
    let mut sources = Sources::default();
    sources.add("p/p.whereas", text(norms, &facts, &mut draw));
    let policy = Policy::compile(&sources, "p").unwrap();
    let question = policy.question("q").unwrap().as_of(date(2025, 2, 4));
    let records = (0..records).map(|_| {
        let mut known: Map<String, Value> = facts.iter().enumerate().map(|(at, fact)| (format!("f{at}"), fact.value())).collect();
        while known.len() > facts.len() - unknown {
            known.remove(&format!("f{}", draw.below(facts.len())));
        }
        question.read(&Value::Object(known)).unwrap().record
    });
    let records = records.collect();
    (question, records)
}

fn text(norms: usize, facts: &[Fact], draw: &mut Draw) -> String {
    let mut text = "record Case \"case\"\n".to_owned();
    for (at, fact) in facts.iter().enumerate() {
        let ty = match fact {
            Fact::YesNo(_) => "yes/no",
            Fact::Number(_) => "whole number from 0 to 200",
            Fact::Date(..) => "date",
        };
        writeln!(text, "  f{at}: {ty}").unwrap();
    }
    text += "\nquestion q for Case \"question\"\n";
    let (mut next, mut bars) = (0, Vec::new());
    for norm in 0..norms {
        let mut clauses = Vec::new();
        // A requirement holds in the case, a bar does not; an exception may.
        let kind = norm % 5;
        for clause in 0..2.max(facts.len() * 6 / (norms * 10)) {
            let mut atom = |holds: bool| {
                next = (next + 1) % facts.len();
                facts.get(next).copied().unwrap_or(Fact::YesNo(true)).atom(next, holds, draw)
            };
            let (one, other) = (atom(kind < 3 || clause > 0), atom(clause % 2 == 0));
            let together = if kind < 3 || clause > 0 { "or" } else { "and" };
            clauses.push(format!("({one} {together} {other})"));
        }
        let condition = clauses.join(" and ");
        match (kind, bars.last()) {
            (4, Some(bar)) => writeln!(text, "exception e{norm} to {bar} of q \"exception {norm}\"\n  when {condition}").unwrap(),
            (3 | 4, _) => {
                writeln!(text, "bar b{norm} of q \"bar {norm}\"\n  bars when {condition}").unwrap();
                bars.push(format!("b{norm}"));
            }
            _ => writeln!(text, "requirement r{norm} of q \"requirement {norm}\"\n  met when {condition}").unwrap(),
        }
    }
    text
}
