//! Random packs over few facts, each of which is yes or no, or one of a few options. Read [`pack`] first.

use std::collections::{BTreeMap, BTreeSet};

use super::super::generate::Pack;
use super::super::random::Random;

/// Facts with their lines, and how conditions may read them.
const FACTS: [(&str, &str, &[&str]); 8] = [
    ("a", "a: yes/no", &["a", "not a"]),
    ("b", "b: yes/no", &["b", "not b"]),
    ("c", "c: yes/no", &["c", "c", "not c"]),
    ("e", "e: yes/no immutable", &["e", "not e"]),
    ("kind", "kind: Kind", &["kind is x", "kind is y", "kind is not z", "kind is one of (x, z)"]),
    (
        "other",
        "other: Kind or none",
        &["other is none", "other exists", "(other exists and other is x)", "(other is none or other is not y)"],
    ),
    ("d", "d: yes/no only when a", &["(d exists and d)", "(d is none or d)"]),
    ("f", "f: yes/no or none only when b", &["(f exists and f)", "f is none"]),
];

/// At most so many facts, so that all combinations can be told.
const MOST: usize = 5;

struct Writer<'r> {
    random: &'r mut Random,
    facts: Vec<usize>,
    /// What conditions may read besides.
    named: Vec<&'static str>,
    items: Vec<String>,
}

/// A random pack; the question `q` comes last.
pub(super) fn pack(random: &mut Random) -> Pack {
    let most = MOST - random.below(3);
    let mut facts = random.some(&[0, 1, 2, 3, 4, 5], most);
    // A fact that exists only where another is yes needs that one.
    for (fact, needs) in [(6, 0), (7, 1)] {
        if facts.contains(&needs) && facts.len() < MOST && random.chance(30) {
            facts.push(fact);
        }
    }
    let mut writer = Writer { random, facts, named: Vec::new(), items: Vec::new() };
    let mut questions = Vec::new();
    writer.before();
    if writer.random.chance(25) {
        writer.question("inner");
        questions.push("inner".to_owned());
        writer.named.extend(["inner is eligible", "inner is ineligible", "inner does not apply"]);
    }
    writer.question("q");
    questions.push("q".to_owned());
    let record = writer.record();
    let mut items = vec!["choice Kind: x \"x\", y \"y\", z \"z\"".to_owned(), record];
    items.append(&mut writer.items);
    let facts = writer.facts.iter().map(|fact| FACTS[*fact].0.to_owned()).collect::<BTreeSet<String>>();
    Pack {
        items: items.into_iter().map(|item| (0, item)).collect(),
        two_files: false,
        today: "2010-07-01".to_owned(),
        questions,
        facts,
        chosen: BTreeMap::new(),
    }
}

impl Writer<'_> {
    fn record(&mut self) -> String {
        let mut lines: Vec<String> = self.facts.iter().map(|fact| FACTS[*fact].1.to_owned()).collect();
        let (named, constraints) = (std::mem::take(&mut self.named), [0, 0, 0, 1, 1, 2]);
        for at in 0..*self.random.of(&constraints) {
            lines.push(format!("constraint {} \"constraint {at}\"", self.truth(1)));
        }
        self.named = named;
        format!("record Case\n  {}", lines.join("\n  "))
    }

    /// Readings, defines and what is deemed.
    fn before(&mut self) {
        if self.random.chance(15) {
            let default = self.random.word(&["", "", " default"]);
            self.items.push(format!("reading wide \"how\"\n  option widely \"widely\"{default}\n  option narrowly \"narrowly\""));
            self.named.push("wide is widely");
        }
        if self.random.chance(20) {
            let condition = self.truth(2);
            self.items.push(format!("define plain: yes/no \"plain\"\n  as {condition}"));
            self.named.push("plain");
        }
        if self.facts.contains(&0) && self.facts.contains(&4) && self.random.chance(20) {
            let mut rows = String::new();
            for value in ["x", "y", "z"].iter().take(1 + self.random.below(3)) {
                let (a, kind) = (self.random.word(&["yes", "no", "-"]), self.random.word(&["x", "x, y", "z", "-"]));
                rows.push_str(&format!("\n    | {a} | {kind} | {value} |"));
            }
            self.items.push(format!(
                "define tier: Kind \"tier\"\n  by table\n    | a | kind | tier |{rows}\n    | - | - | x |\n  first match"
            ));
            self.named.extend(["tier is x", "tier is not y"]);
        }
        if self.facts.contains(&1) && self.facts.contains(&2) && self.random.chance(12) {
            let value = self.random.word(&["yes", "no"]);
            self.items.push(format!("deem b is {value} when c \"deemed\"\n  in q"));
        }
    }

    fn question(&mut self, name: &str) {
        let scope = if self.random.chance(30) { format!("\n  covers cases where {}", self.truth(1)) } else { String::new() };
        self.items.push(format!("question {name} for Case \"the question\"{scope}"));
        let rules = 1 + self.random.below(3);
        for at in 0..rules {
            let (kind, verb) = *self.random.of(&[("requirement", "met when"), ("bar", "bars when")]);
            let required = kind == "requirement" && self.random.chance(15);
            let required = if required { format!("\n  required when {}", self.truth(0)) } else { String::new() };
            self.norm(&format!("{kind} {name}_r{at} of {name} \"a rule\""), &format!("{required}\n  {verb}"));
        }
        for at in 0..self.random.below(3) {
            let rule = self.random.below(rules);
            let target = match self.random.below(3) {
                0 if at > 0 => format!("{name}_e0"),
                _ => format!("{name}_r{rule} of {name}"),
            };
            // What lifts the first exception has to say of which rule.
            let target = if target.contains(" of ") { target } else { format!("{target} of {} of {name}", self.lifted(name)) };
            self.norm(&format!("exception {name}_e{at} to {target} \"an exception\""), "\n  when");
        }
    }

    /// The rule that the first exception of a question lifts.
    fn lifted(&self, name: &str) -> String {
        let head = format!("exception {name}_e0 to ");
        let first = self.items.iter().find_map(|item| item.strip_prefix(&head)).unwrap();
        first.split(' ').next().unwrap().to_owned()
    }

    /// A norm in one version, or in two.
    fn norm(&mut self, head: &str, verb: &str) {
        let versions: &[&str] = match self.random.below(12) {
            0 => &["\n  in force until 2010-07-01", "\n  in force from 2010-07-01"],
            1 => &["\n  in force from 2004-01-31"],
            _ => &[""],
        };
        for version in versions {
            let condition = self.truth(2);
            self.items.push(format!("{head}{version}{verb} {condition}"));
        }
    }

    /// A condition, in brackets where it needs them.
    fn truth(&mut self, depth: usize) -> String {
        if depth == 0 || self.random.chance(25) {
            return self.simple();
        }
        match self.random.below(8) {
            0..=2 => format!("({} and {})", self.truth(depth - 1), self.truth(depth - 1)),
            3 | 4 => format!("({} or {})", self.truth(depth - 1), self.truth(depth - 1)),
            5 => format!("not ({})", self.truth(depth - 1)),
            6 => format!("at least 2 of ({}, {}, {})", self.truth(depth - 1), self.truth(depth - 1), self.truth(0)),
            _ => format!("(if {} then {} otherwise {})", self.truth(depth - 1), self.truth(depth - 1), self.truth(0)),
        }
    }

    fn simple(&mut self) -> String {
        if !self.named.is_empty() && self.random.chance(25) {
            return (*self.random.of(&self.named)).to_owned();
        }
        let fact = *self.random.of(&self.facts);
        self.random.word(FACTS[fact].2).to_owned()
    }
}
