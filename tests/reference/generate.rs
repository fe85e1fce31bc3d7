//! Random packs, as text, and random records for them. Read [`Pack`] and [`pack`] first; conditions are in `phrases`.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Part, PartRec};
use super::items::KNOWN_LATER;
use super::phrases::Phrases;
use super::random::Random;
use super::value::{Ratio, V, day_text, parse_day};

/// A pack of random rules.
#[derive(Clone, Debug)]
pub(crate) struct Pack {
    /// The items, in order, each with its pack: 0 is the one that is asked, 1 the one that it uses.
    pub(crate) items: Vec<(usize, String)>,
    /// Every other item stands in a second file.
    pub(crate) two_files: bool,
    /// `today`
    pub(crate) today: String,
    /// The questions' names.
    pub(crate) questions: Vec<String>,
    /// Facts of the case that the rules read.
    pub(crate) facts: BTreeSet<String>,
    /// A reading and the option chosen for the run.
    pub(crate) chosen: BTreeMap<String, String>,
}

/// Days on which something happens, or nearly.
pub(crate) const DAYS: [&str; 16] = [
    "1999-12-31",
    "2000-01-01",
    "2000-02-29",
    "2004-01-31",
    "2008-02-29",
    "2009-02-28",
    "2009-12-31",
    "2010-06-30",
    "2010-07-01",
    "2010-07-02",
    "2010-08-31",
    "2012-02-29",
    "2019-08-31",
    "2020-02-29",
    "2020-03-01",
    "2021-01-01",
];

/// A fact: the record, its name, and its line.
const FACTS: [(&str, &str, &str); 30] = [
    ("Case", "a", "a: yes/no"),
    ("Case", "b", "b: yes/no"),
    ("Case", "c", "c: yes/no"),
    ("Case", "n", "n: whole number from 0 to 12"),
    ("Case", "m", "m: number"),
    ("Case", "filed", "filed: date"),
    ("Case", "release", "release: date from 2000-01-01 to 2024-12-31"),
    ("Case", "end", "end: date or none"),
    ("Case", "color", "color: Color"),
    ("Case", "tint", "tint: Color or none"),
    ("Case", "home", "home: country"),
    ("Case", "states", "states: set of country"),
    ("Case", "colors", "colors: set of Color"),
    ("Case", "fine", "fine: money in USD"),
    ("Case", "debt", "debt: money"),
    ("Case", "served", "served: period"),
    ("Case", "word", "word: text"),
    ("Case", "children", "children: list of Child"),
    ("Case", "sentence", "sentence: Sentence"),
    ("Case", "spouse_born", "spouse_born: date only when married"),
    ("Case", "married", "married: yes/no"),
    ("Case", "fit", "fit: yes/no assessment by \"the doctor\" standard \"fit for custody\""),
    ("Child", "born", "born: date"),
    ("Child", "minor", "minor: yes/no"),
    ("Child", "share", "share: number from 0 to 10"),
    ("Child", "left", "left: date or none"),
    ("Child", "paid", "paid: money in USD"),
    ("Child", "hue", "hue: Color"),
    ("Sentence", "long", "long: yes/no"),
    ("Sentence", "years", "years: whole number from 0 to 5"),
];

/// What no real record contradicts: the record, and the line, which reads these facts.
const CONSTRAINTS: [(&str, &[&str], &str); 4] = [
    ("Case", &["a", "n"], "constraint a or n at most 8 \"many only where a\""),
    ("Case", &["filed", "release"], "constraint filed on or before release \"first filed, then released\""),
    ("Child", &["minor", "share"], "constraint minor or share at most 3 \"small shares\""),
    ("Child", &["born", "left"], "constraint left is none or left on or after born \"born first\""),
];

const TABLE: &str = "table parties of Party \"parties\"
  | state | since      | until_day  |
  | DE    | 2000-01-01 |            |
  | SV    | 2008-02-29 | 2010-07-01 |";

impl Pack {
    /// All of it, for people.
    pub(crate) fn text(&self) -> String {
        let with_pack = |(pack, item): &(usize, String)| if *pack == 0 { item.clone() } else { format!("# in lib\n{item}") };
        self.items.iter().map(with_pack).collect::<Vec<_>>().join("\n\n")
    }
}

/// A random pack.
pub(crate) fn pack(random: &mut Random) -> Pack {
    let today = random.word(&["2009-06-15", "2010-06-30", "2010-07-01", "2020-02-29", "2021-03-01"]).to_owned();
    let mut phrases = Phrases::new(random);
    let mut rules: Vec<String> = Vec::new();
    let inner = phrases.random.chance(35);
    let two_packs = inner && phrases.random.chance(40);
    (phrases.inner, phrases.two_packs) = (inner, two_packs);
    phrases.prepare(&mut rules);
    phrases.deemings(&mut rules);
    let mut questions = Vec::new();
    if inner {
        question(&mut phrases, "inner", &mut rules);
        questions.push("inner".to_owned());
        phrases.questions.push("inner");
    }
    let before = rules.len();
    question(&mut phrases, "q", &mut rules);
    questions.push("q".to_owned());
    let chosen = if phrases.random.chance(25) { phrases.readings.clone() } else { Vec::new() };
    let chosen =
        chosen.into_iter().map(|name| (name.to_owned(), phrases.random.word(&["widely", "narrowly"]).to_owned())).collect();
    let mut items: Vec<(usize, String)> = facts_of(&mut phrases).into_iter().map(|item| (usize::from(two_packs), item)).collect();
    for (at, rule) in rules.into_iter().enumerate() {
        let used = two_packs && at < before && !rule.contains("\n  in q");
        let qualified = two_packs && at >= before && phrases.random.chance(50);
        items.push((usize::from(used), if qualified { with_pack(&rule) } else { rule }));
    }
    if two_packs {
        items.insert(0, (0, "use \"../lib\"".to_owned()));
        if phrases.ages {
            let lines = phrases.random.word(&["leap birthdays on 1 March", "leap birthdays on 28 February\n  months run over"]);
            items.push((0, format!("calendar\n  {lines}")));
        }
    }
    let facts = phrases.used.iter().filter(|(of, _)| *of == "Case").map(|(_, name)| (*name).to_owned()).collect();
    let two_files = phrases.random.chance(20);
    Pack { items, two_files, today, questions, facts, chosen }
}

/// The names of the other pack, qualified.
fn with_pack(rule: &str) -> String {
    let mut rule = rule.to_owned();
    for (name, before) in
        ["inner is ", "inner does ", "limit", "safe", "Color.blue"].iter().flat_map(|name| [(name, ' '), (name, '(')])
    {
        rule = rule.replace(&format!("{before}{name}"), &format!("{before}lib.{name}"));
    }
    rule
}

/// The choice, the records with the facts that are read, and the table.
fn facts_of(phrases: &mut Phrases<'_>) -> Vec<String> {
    let used = &phrases.used;
    let fits = |(of, facts, _): &&(&'static str, &[&'static str], &str)| facts.iter().all(|fact| used.contains(&(*of, *fact)));
    let constraints: Vec<(&str, &str)> = CONSTRAINTS.iter().filter(fits).map(|(of, _, line)| (*of, *line)).collect();
    let constraints = if phrases.random.chance(20) { constraints } else { Vec::new() };
    let mut items = vec!["choice Color: red \"red\", green \"green\", blue \"blue\"".to_owned()];
    for record in ["Child", "Sentence", "Case"] {
        let facts = FACTS.iter().filter(|(of, name, _)| *of == record && used.contains(&(*of, *name))).map(|fact| fact.2);
        let constraints = constraints.iter().filter(|(of, _)| *of == record).map(|(_, line)| *line);
        let lines: Vec<&str> = facts.chain(constraints).collect();
        match (record, lines.is_empty()) {
            ("Child", true) if used.contains(&("Case", "children")) => items.push("record Child\n  minor: yes/no".to_owned()),
            ("Case", true) => items.push("record Case\n  a: yes/no".to_owned()),
            (_, true) => {}
            (record, false) => items.push(format!("record {record}\n  {}", lines.join("\n  "))),
        }
    }
    if used.contains(&("Party", "table")) {
        items.push("record Party\n  state: country\n  since: date\n  until_day: date or none".to_owned());
        items.push(TABLE.to_owned());
    }
    items
}

/// A question with its norms, exceptions and notes.
fn question(phrases: &mut Phrases<'_>, name: &'static str, rules: &mut Vec<String>) {
    let mut clauses = String::new();
    if phrases.random.chance(35) {
        let day = phrases.governing();
        clauses.push_str(&format!("\n  law as at {day}"));
    }
    if phrases.random.chance(35) {
        let scope = phrases.truth(1);
        clauses.push_str(&format!("\n  covers cases where {scope}"));
    }
    // Nothing asks this one: what binds may not read what does not.
    if name == "q" && phrases.random.chance(10) {
        clauses.push_str(
            "\n  advisory\n  says eligible \"so\", ineligible \"not so\", undetermined \"open\", not applicable \"beside it\"",
        );
    }
    let until = if phrases.random.chance(20) { " until 2020-02-29" } else { "" };
    rules.push(format!("question {name} for Case \"the question\"\n  in force from 2000-01-01{until}{clauses}"));
    let count = 1 + phrases.random.below(3);
    let mut kinds: Vec<(String, bool)> = Vec::new();
    for index in 0..count {
        let bar = phrases.random.chance(45);
        let rule = format!("{name}_r{index}");
        let head = if bar {
            format!("bar {rule} of {name} \"a bar\"")
        } else {
            format!("requirement {rule} of {name} \"a requirement\"")
        };
        let verb = if bar { "bars when" } else { "met when" };
        norm(phrases, &head, verb, rules);
        kinds.push((rule, bar));
    }
    let lifting = exceptions(phrases, name, &kinds, rules);
    beside(phrases, name, &kinds, &lifting, rules);
}

/// Powers, notes and reports.
fn beside(phrases: &mut Phrases<'_>, name: &str, kinds: &[(String, bool)], lifting: &[String], rules: &mut Vec<String>) {
    if phrases.random.chance(20) {
        let lifts = if phrases.random.chance(50) {
            kinds[0].0.clone()
        } else {
            kinds.iter().map(|kind| kind.0.as_str()).collect::<Vec<_>>().join(", ")
        };
        let may = if phrases.random.chance(60) { format!("may lift {lifts}") } else { "may refuse".to_owned() };
        let mut text = format!("power {name}_p of {name} \"a power\"\n  held by \"the Minister\"\n  {may}");
        if phrases.random.chance(50) {
            text.push_str(&format!("\n  when {}", phrases.truth(1)));
        }
        for word in ["exercised", "refused"] {
            if phrases.random.chance(40) {
                text.push_str(&format!("\n  {word} when {}", phrases.truth(0)));
            }
        }
        match phrases.random.below(5) {
            0 => rules.push(text + "\n  in force from 2004-01-31"),
            1 => {
                let other = phrases.truth(0);
                rules.push(format!("power {name}_p of {name} \"a power\"\n  held by \"the King\"\n  {may}\n  when {other}"));
                rules.push(format!("{text}\n  in force {KNOWN_LATER}"));
            }
            _ => rules.push(text),
        }
    }
    if phrases.random.chance(25) {
        let (norm, words): (&str, &[&'static str]) = match phrases.random.below(3) {
            0 if !lifting.is_empty() => (&lifting[0], &["holds", "does not hold", "is open", "is in force"]),
            _ => match phrases.random.of(kinds) {
                (bar, true) => (bar, &["is clear", "is lifted", "applies", "is open", "is not in force", "is not lifted"]),
                (requirement, false) => (requirement, &["is met", "is not met", "is waived", "is open", "is in force"]),
            },
        };
        let mut shown = format!("{norm} {}", phrases.random.word(words));
        if !phrases.questions.is_empty() && phrases.random.chance(40) {
            shown = format!("({shown} or inner is undetermined)");
        }
        rules.push(format!("note {name}_status of {name} \"a note\"\n  shown when {shown}"));
    }
    if phrases.random.chance(25) {
        let shown = if phrases.random.chance(50) { phrases.truth(1) } else { phrases.ignorance() };
        rules.push(format!("note {name}_note of {name} \"a note\"\n  shown when {shown}"));
        if phrases.random.chance(20) {
            let shown = phrases.truth(0);
            rules.push(format!("note {name}_note of {name} \"a note\"\n  in force {KNOWN_LATER}\n  shown when {shown}"));
        }
    }
    if phrases.random.chance(10) {
        let value = phrases.number(1);
        rules.push(format!("report {name}_report of {name}: number \"a report\"\n  as {value}"));
    }
}

/// A norm in one version, or in two, or with an end.
fn norm(phrases: &mut Phrases<'_>, head: &str, verb: &str, rules: &mut Vec<String>) {
    let versions: &[&str] = match phrases.random.below(13) {
        10 => &["\n  repealed from 2010-07-01"],
        11 => &["\n  in force from 2000-01-01", "\n  in force from 2004-01-31 until 2010-07-01 known from 2010-06-30"],
        12 => &["\n  in force from 2000-01-01", "amends \n  in force from 2010-07-01"],
        0 | 1 => &["\n  in force until 2010-07-01", "\n  in force from 2010-07-01"],
        2 => &["\n  in force from 2010-07-01"],
        3 => &["\n  in force from 2004-01-31 until 2010-07-01"],
        _ => &[""],
    };
    let clock = if phrases.random.chance(8) { format!("\n  law as at {}", phrases.governing()) } else { String::new() };
    for version in versions {
        let (amends, version) = version.strip_prefix("amends ").map_or(("", *version), |version| ("amends ", version));
        // What a norm reads has values from 2000 on; its own clock may show an earlier day.
        let version = match (clock.is_empty(), version.contains("from 20")) {
            (false, true) if version.contains("repealed") => format!("\n  in force from 2000-01-01{version}"),
            (false, false) if version.contains("until") => version.replace("in force until", "in force from 2000-01-01 until"),
            (false, false) => "\n  in force from 2000-01-01".to_owned(),
            _ => version.to_owned(),
        };
        let mut condition = phrases.truth(2);
        if head.contains(" q \"") && phrases.random.chance(5) {
            let word = phrases.random.word(&["and", "or"]);
            condition = format!("({condition} {word} {})\n  rests on assessment", phrases.fact("Case", "fit"));
        }
        let required = if verb == "met when" && phrases.random.chance(15) {
            format!("\n  required when {}", phrases.truth(1))
        } else {
            String::new()
        };
        rules.push(format!("{amends}{head}{version}{clock}{required}\n  {verb} {condition}"));
    }
}

/// The names of the exceptions.
fn exceptions(phrases: &mut Phrases<'_>, question: &str, rules_of: &[(String, bool)], rules: &mut Vec<String>) -> Vec<String> {
    let mut known: Vec<(String, String)> = Vec::new();
    for index in 0..phrases.random.below(4) {
        let name = format!("{question}_e{index}");
        let target = match phrases.random.below(10) {
            0..=2 if !known.is_empty() => {
                let (exception, rule) = phrases.random.of(&known).clone();
                format!("{exception} of {rule} of {question}")
            }
            3 if rules_of.len() > 1 => {
                known.push((name.clone(), rules_of[0].0.clone()));
                format!("{}, {} of {question}", rules_of[0].0, rules_of[1].0)
            }
            4..=6 if phrases.random.chance(70) => {
                let (rule, bar) = phrases.random.of(rules_of).clone();
                let others: Vec<&str> = rules_of
                    .iter()
                    .filter(|(other, is_bar)| *other != rule && *is_bar == bar)
                    .map(|(name, _)| name.as_str())
                    .collect();
                let except = if others.is_empty() { String::new() } else { format!(" except {}", others.join(", ")) };
                let except = if phrases.random.chance(50) { except } else { String::new() };
                known.push((name.clone(), rule));
                format!("every {} of {question}{except}", if bar { "bar" } else { "requirement" })
            }
            _ => {
                let rule = phrases.random.of(rules_of).0.clone();
                known.push((name.clone(), rule.clone()));
                format!("{rule} of {question}")
            }
        };
        norm(phrases, &format!("exception {name} to {target} \"an exception\""), "when", rules);
    }
    known.into_iter().map(|(name, _)| name).collect()
}

/// A record of which everything that the rules read is known.
pub(crate) fn complete(pack: &Pack, random: &mut Random) -> PartRec {
    let text = pack.text();
    let fact = |name: &str, random: &mut Random| match name {
        "n" => Part::Known(V::Num(Ratio::whole(i64::try_from(random.below(13)).unwrap()))),
        "m" => Part::Known(V::Num(Ratio::parse(random.word(&["-1", "0", "2", "2.5", "3", "3.5", "10"])))),
        "sentence" => Part::Rec(of_record(&text, "Sentence", random)),
        "children" => Part::List((0..*random.of(&[0, 1, 1, 2, 2])).map(|_| of_record(&text, "Child", random)).collect(), true),
        name => scalar(name, random),
    };
    let mut record: PartRec = pack.facts.iter().map(|name| (name.clone(), fact(name, random))).collect();
    // Where it cannot exist, data leaves it out.
    if record.get("married") == Some(&Part::Known(V::Bool(false))) {
        record.remove("spouse_born");
    }
    record
}

/// An element: the facts that its record type has in that pack.
fn of_record(text: &str, record: &str, random: &mut Random) -> PartRec {
    let Some((_, rest)) = text.split_once(&format!("record {record}\n")) else { return PartRec::new() };
    let lines = rest.lines().take_while(|line| line.starts_with("  ")).filter(|line| !line.contains("constraint"));
    lines.map(|line| line.trim().split(':').next().unwrap()).map(|name| (name.to_owned(), scalar(name, random))).collect()
}

fn scalar(name: &str, random: &mut Random) -> Part {
    let date = |random: &mut Random| V::Date(parse_day(random.word(&DAYS)));
    let color = |random: &mut Random| V::Code(random.word(&["red", "green", "blue"]).to_owned());
    let members = |random: &mut Random, all: &[&str]| {
        let most = random.below(3);
        random.some(all, most).into_iter().map(str::to_owned).collect::<BTreeSet<String>>()
    };
    Part::Known(match name {
        "a" | "b" | "c" | "married" | "minor" | "long" => V::Bool(random.chance(50)),
        "filed" | "born" | "spouse_born" => date(random),
        "release" => V::Date(parse_day(random.word(&DAYS[1..]))),
        "end" | "left" => {
            if random.chance(25) {
                V::None
            } else {
                date(random)
            }
        }
        "fit" => return Part::Assessed(V::Bool(random.chance(50)), true),
        "color" | "hue" => color(random),
        "tint" => {
            if random.chance(30) {
                V::None
            } else {
                color(random)
            }
        }
        "home" => V::Code(random.word(&["DE", "SV", "US"]).to_owned()),
        "word" => V::Code(random.word(&["yes", "word", "Word"]).to_owned()),
        "states" => return Part::Set(members(random, &["DE", "SV", "US"]), true),
        "colors" => return Part::Set(members(random, &["red", "green", "blue"]), true),
        "share" => V::Num(Ratio::parse(random.word(&["0", "2", "2.5", "3", "10"]))),
        "years" => V::Num(Ratio::whole(i64::try_from(random.below(6)).unwrap())),
        "fine" | "paid" => V::Money(Ratio::parse(random.word(&["0", "2", "100", "100.5", "200"])), "USD".to_owned()),
        "debt" => V::Money(Ratio::parse(random.word(&["0", "100", "200"])), random.word(&["USD", "USD", "EUR"]).to_owned()),
        "served" => {
            let (months, days) = *random.of(&[(6, 0), (12, 0), (0, 365), (0, 180), (1, 1), (24, 0), (0, 0)]);
            V::Period(months, days)
        }
        other => panic!("a fact: {other}"),
    })
}

/// Takes knowledge away: facts, days and months of dates, members of sets and lists, facts of elements.
pub(crate) fn forgotten(record: &PartRec, percent: usize, random: &mut Random) -> PartRec {
    record
        .iter()
        .map(|(name, part)| (name.clone(), if random.chance(percent) { less(part, percent, random) } else { part.clone() }))
        .collect()
}

fn less(part: &Part, percent: usize, random: &mut Random) -> Part {
    if random.chance(45) {
        return Part::Missing;
    }
    match part {
        Part::Known(V::Date(day)) => {
            let text = day_text(*day);
            let (year, month) = (&text[..4], text[5..7].parse::<i64>().unwrap());
            if random.chance(50) {
                Part::Span(parse_day(&format!("{year}-01-01")), parse_day(&format!("{year}-12-31")), year.to_owned())
            } else {
                let first = parse_day(&format!("{}-01", &text[..7]));
                let last = super::value::later(first, 1, -1, super::value::Months::End);
                debug_assert!(super::value::civil(last).1 == month, "the same month");
                Part::Span(first, last, text[..7].to_owned())
            }
        }
        Part::Set(members, _) => Part::Set(members.iter().filter(|_| random.chance(50)).cloned().collect(), false),
        Part::List(elements, complete) => {
            let complete = *complete && random.chance(50);
            let kept: Vec<&PartRec> = elements.iter().filter(|_| complete || random.chance(60)).collect();
            Part::List(kept.into_iter().map(|element| forgotten(element, percent, random)).collect(), complete)
        }
        Part::Rec(inner) => Part::Rec(forgotten(inner, percent, random)),
        // Whose judgement it is, and when it was made, is left out: it is read as unknown.
        Part::Assessed(value, _) => Part::Assessed(value.clone(), false),
        _ => Part::Missing,
    }
}
