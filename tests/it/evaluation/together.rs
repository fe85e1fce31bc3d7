//! Readings that change a verdict only together: what is told against running the question under every combination of options.

use std::collections::{BTreeMap, BTreeSet};

use whereas::verdict::record::ContestedView;
use whereas::{Explanation, Outcome, Policy, Question};

use super::compile::pack;
use super::{ask, evaluate};

const TWO_OF_THREE: &str = r#"
record Case "case"
  x: yes/no

reading first "Is it the first?"
  option yea "the first" default
  option nay "not the first"
reading second "Is it the second?"
  option yea "the second" default
  option nay "not the second"
reading third "Is it the third?"
  option yea "the third" default
  option nay "not the third"
reading idle "Does it matter?"
  option yea "it does" default
  option nay "it does not"

question q for Case "two of three readings must hold"
requirement r of q "requirement"
  met when x and (idle is yea or x) and at least 2 of (first is yea, second is yea, third is yea)

question four for Case "four readings must be departed from together"
requirement r of four "requirement"
  met when x or first is yea or second is yea or third is yea or idle is yea
"#;

fn told(page: &Explanation) -> Vec<String> {
    let view = |view: &ContestedView| {
        let switches: Vec<String> =
            view.switches.iter().map(|switch| format!("{} {}", switch.reading, switch.other.name)).collect();
        format!("{} {:?}", switches.join(", "), view.possible)
    };
    page.contested.iter().map(view).collect()
}

#[test]
fn two_readings_that_change_it_only_together() {
    let policy = pack(TWO_OF_THREE);
    let page = evaluate(&ask(&policy, "q"), r#"{"x": true}"#).unwrap().explain();
    let pairs = [
        "p.first nay, p.second nay [Ineligible]",
        "p.first nay, p.third nay [Ineligible]",
        "p.second nay, p.third nay [Ineligible]",
    ];
    assert_eq!(told(&page), pairs);
    assert!(!page.contested_cut);
    let text = page.to_string();
    let paragraph = text.split("law would change the result\n\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let lines = [
        "  - Is it the first?",
        "     Read here: the first",
        "  and Is it the second?",
        "     Read here: the second",
        "     Otherwise: not the first, and not the second: the result would be ineligible.",
    ];
    assert_eq!(paragraph.lines().map(str::trim).collect::<Vec<_>>(), lines.map(str::trim));
    let page = evaluate(&ask(&policy, "q under first is nay"), "{}").unwrap().explain();
    assert_eq!(
        told(&page),
        ["p.second nay [Ineligible]", "p.third nay [Ineligible]"],
        "whatever x is; with one as well it is as before"
    );
    let page = evaluate(&ask(&policy, "q"), r#"{"x": false}"#).unwrap().explain();
    assert_eq!((told(&page).len(), page.contested_cut), (0, false), "nothing depends on readings");
}

#[test]
fn sets_of_more_than_three_are_left_out_and_said_to_be() {
    let policy = pack(TWO_OF_THREE);
    let page = evaluate(&ask(&policy, "four"), r#"{"x": false}"#).unwrap().explain();
    assert_eq!((told(&page).len(), page.contested_cut), (0, true));
    let page = evaluate(&ask(&policy, "four under first is nay"), r#"{"x": false}"#).unwrap().explain();
    assert_eq!(told(&page), ["p.second nay, p.third nay, p.idle nay [Ineligible]"]);
    assert!(!page.contested_cut);
}

/// Draws numbers, the same on every machine.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn condition(&mut self, depth: usize) -> String {
        let reading = self.below(5);
        match self.below(if depth == 0 { 5 } else { 10 }) {
            0 | 1 => format!("r{reading} is o{}", self.below(options(reading))),
            2 => format!("r{reading} is not o{}", self.below(options(reading))),
            3 => ["a", "b"][self.below(2)].to_owned(),
            4 => format!("n at least {}", 1 + self.below(9)),
            5 => format!("n less than (if r{reading} is o0 then {} otherwise {})", 1 + self.below(9), 1 + self.below(9)),
            6 | 7 => format!("({} and {})", self.condition(depth - 1), self.condition(depth - 1)),
            8 => format!("({} or {})", self.condition(depth - 1), self.condition(depth - 1)),
            _ => format!("(if r{reading} is o1 then {} otherwise {})", self.condition(depth - 1), self.condition(depth - 1)),
        }
    }

    fn pack(&mut self) -> String {
        let mut text = "record Case \"case\"\n  a: yes/no\n  b: yes/no\n  n: whole number from 0 to 10\n\n".to_owned();
        for reading in 0..5 {
            text += &format!("reading r{reading} \"reading {reading}\"\n");
            for option in 0..options(reading) {
                // The last one is left open.
                let default = if option == 0 && reading < 4 { " default" } else { "" };
                text += &format!("  option o{option} \"option {option}\"{default}\n");
            }
        }
        text += "\nquestion q for Case \"question\"\n";
        let scope = if self.below(3) == 0 { format!("  covers cases where {}\n", self.condition(1)) } else { String::new() };
        text + &format!(
            "{scope}requirement r of q \"requirement\"\n  met when {}\nbar z of q \"bar\"\n  bars when {}\nexception e to z of q \"exception\"\n  \
             when {}\n",
            self.condition(3),
            self.condition(2),
            self.condition(2)
        )
    }

    fn record(&mut self) -> String {
        let mut facts = Vec::new();
        for name in ["a", "b"] {
            facts.extend((self.below(2) == 0).then(|| format!("\"{name}\": {}", self.below(2) == 0)));
        }
        facts.extend((self.below(2) == 0).then(|| format!("\"n\": {}", self.below(11))));
        format!("{{{}}}", facts.join(", "))
    }
}

/// Two options, or three.
fn options(reading: usize) -> usize {
    if reading == 2 { 3 } else { 2 }
}

type Options = Vec<usize>;
/// Readings with other options, and what is possible then.
type Switched = (BTreeSet<(String, String)>, BTreeSet<Outcome>);

#[test]
fn what_is_told_is_what_running_under_each_combination_gives() {
    let mut draw = Draw(20_261_124);
    let (mut pairs, mut open) = (0, 0);
    for _ in 0..40 {
        let text = draw.pack();
        let policy = pack(&text);
        for _ in 0..4 {
            let record = draw.record();
            let page = evaluate(&ask(&policy, "q"), &record).unwrap().explain();
            let by = by_combination(&policy, &record);
            let (sets, larger) = smallest(&by);
            let mut found: Vec<Switched> = page.contested.iter().map(switched).collect();
            found.sort();
            assert_eq!(found, sets, "{record}\n{text}");
            assert_eq!(page.contested_cut, larger, "{record}\n{text}");
            pairs += sets.iter().filter(|(set, _)| set.len() > 1).count();
            for question in &page.open_questions {
                open += 1;
                for (option, possible) in &question.options {
                    let policy = ask(&policy, &format!("q under r4 is {}", option.name));
                    let under = outcomes(&policy, &record);
                    assert_eq!(possible.iter().copied().collect::<BTreeSet<_>>(), under, "{record}\n{text}");
                }
            }
        }
    }
    assert!(pairs > 10 && open > 10, "{pairs} sets of several readings, {open} open questions");
}

fn switched(view: &ContestedView) -> Switched {
    let switches = view.switches.iter().map(|switch| (switch.reading.clone(), switch.other.name.clone()));
    (switches.collect(), view.possible.iter().copied().collect())
}

fn outcomes(question: &Question, record: &str) -> BTreeSet<Outcome> {
    evaluate(question, record).unwrap().possible().into_iter().collect()
}

/// The possible verdicts under each combination of the readings that have a default.
fn by_combination(policy: &Policy, record: &str) -> BTreeMap<Options, BTreeSet<Outcome>> {
    let mut combinations: Vec<Options> = vec![Vec::new()];
    for reading in 0..4 {
        let more = |chosen: &Options| {
            let chosen = chosen.clone();
            (0..options(reading)).map(move |option| chosen.iter().copied().chain([option]).collect())
        };
        combinations = combinations.iter().flat_map(more).collect();
    }
    let under = |chosen: Options| {
        let question = chosen.iter().enumerate().fold(ask(policy, "q"), |question, (reading, option)| {
            // A question has only the readings that it depends on.
            question.clone().with_reading(&format!("r{reading}"), &format!("o{option}")).unwrap_or(question)
        });
        let outcomes = outcomes(&question, record);
        (chosen, outcomes)
    };
    combinations.into_iter().map(under).collect()
}

/// The smallest sets of up to three readings that change what is possible as it is read, and whether there are larger ones.
fn smallest(by: &BTreeMap<Options, BTreeSet<Outcome>>) -> (Vec<Switched>, bool) {
    let now = &by[&vec![0; 4]];
    let set = |chosen: &Options| {
        let switched = chosen.iter().enumerate().filter(|(_, option)| **option != 0);
        switched.map(|(reading, option)| (format!("p.r{reading}"), format!("o{option}"))).collect::<BTreeSet<_>>()
    };
    let changing: Vec<_> =
        by.iter().filter(|(_, possible)| *possible != now).map(|(chosen, possible)| (set(chosen), possible)).collect();
    let is_smallest = |one: &BTreeSet<_>| !changing.iter().any(|(other, _)| other.is_subset(one) && other != one);
    let smallest = changing.iter().filter(|(set, _)| is_smallest(set));
    let (told, larger): (Vec<_>, Vec<_>) = smallest.partition(|(set, _)| set.len() <= 3);
    let mut told: Vec<Switched> = told.into_iter().map(|(set, possible)| (set.clone(), (*possible).clone())).collect();
    told.sort();
    (told, !larger.is_empty())
}
