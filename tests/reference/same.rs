//! The same law, said in another way: items and fields in another order, in two files, laid out again, under other names,
//! or with each requirement as the opposite bar. Records with their keys, members and elements the other way round.
//! Verdicts and statuses are the same.

use std::collections::{BTreeMap, BTreeSet};

use whereas::eval::Status;
use whereas::records::Data;
use whereas::source::{FileId, SourceFile, digest};
use whereas::syntax::print;
use whereas::syntax::tree::ItemKind;
use whereas::syntax::words;
use whereas::{Outcome, VerdictError};

use super::compare::{Compared, compile};
use super::facts::{Part, PartRec, data};
use super::generate::{Pack, complete, forgotten, pack};
use super::interpret::PACKS as PACK_NAMES;
use super::number;
use super::random::Random;
use super::value::V;

/// Packs of a run; if `WHEREAS_PACKS` is set, a tenth of that many: each is read six times.
const PACKS: u64 = 20;

/// What is compared: the possible verdicts, none if they are not proven, since what is out of reach said in one way may be within
/// it in another; and the norms' statuses.
type Said = Result<(Option<Vec<Outcome>>, BTreeMap<String, Status>), String>;

/// A pack that says the same, and what its names and statuses are called in the one that it was made of.
struct Twin {
    what: &'static str,
    pack: Pack,
    names: Names,
    mirrored: bool,
}

#[test]
fn the_same_law_said_in_another_way() {
    let (first, count) = (number("WHEREAS_SEED", 0), number("WHEREAS_PACKS", 10 * PACKS) / 10);
    let mut seen: BTreeMap<&str, u64> = BTreeMap::new();
    for seed in first..first + count {
        let mut random = Random::new(seed);
        let pack = pack(&mut random);
        let compared = compile(&pack).unwrap();
        let text = text(&pack);
        let records = records(&pack, &mut random);
        for twin in twins(&pack, &compared, &mut random) {
            let other = compile(&twin.pack)
                .unwrap_or_else(|error| panic!("seed {seed}, {}: {error}\n{}", twin.what, self::text(&twin.pack)));
            *seen.entry(twin.what).or_default() += 1;
            for (question, record) in
                pack.questions.iter().flat_map(|question| records.iter().map(move |record| (question, record)))
            {
                let before = said(&compared, question, &data(record).to_string());
                let renamed = data(&twin.names.record(record)).to_string();
                let after =
                    said(&other, &twin.names.of(question), &renamed).map(|(possible, statuses)| (possible, twin.back(statuses)));
                assert!(
                    agree(&before, &after),
                    "seed {seed}, {question} {}\n{text}\n\n{}\n{renamed}\n{before:?}\n{after:?}",
                    twin.what,
                    self::text(&twin.pack)
                );
            }
        }
        for (question, record) in pack.questions.iter().flat_map(|question| records.iter().map(move |record| (question, record)))
        {
            let (text, turned) = (data(record).to_string(), turned(&data(record)));
            let (before, after) = (said(&compared, question, &text), said(&compared, question, &turned));
            assert!(agree(&before, &after), "seed {seed}, {question}: {turned}\n{before:?}\n{after:?}");
        }
    }
    assert!(seen.values().all(|of| of * 4 > count), "too few can be said that way: {seen:?}");
}

/// Whether the same is said, as far as it is proven.
fn agree(before: &Said, after: &Said) -> bool {
    match (before, after) {
        (Ok((before, one)), Ok((after, other))) => one == other && (before.is_none() || after.is_none() || before == after),
        _ => before == after,
    }
}

/// All items.
fn text(pack: &Pack) -> String {
    pack.items.iter().map(|(_, item)| item.as_str()).collect::<Vec<_>>().join("\n\n")
}

/// The items, each made another.
fn each_item(pack: &Pack, mut other: impl FnMut(&str) -> String) -> Vec<(usize, String)> {
    pack.items.iter().map(|(of, item)| (*of, other(item))).collect()
}

/// Records in several states of knowledge.
fn records(pack: &Pack, random: &mut Random) -> Vec<PartRec> {
    let mut records = Vec::new();
    for _ in 0..2 {
        let full = complete(pack, random);
        let less = forgotten(&full, 35, random);
        records.push(forgotten(&less, 60, random));
        records.push(less);
        records.push(full);
    }
    records
}

fn said(compared: &Compared, question: &str, record: &str) -> Said {
    let question = compared.question(question);
    let read =
        question.reader().read(&Data::parse(record).unwrap()).unwrap_or_else(|errors| panic!("{record}: {errors:?}")).record;
    let verdict = question.evaluate_record(read).map_err(|error| match error {
        // Only which error it is: places and names are others.
        VerdictError::Evaluate(error) => format!("{error:?}").split([' ', '{']).next().unwrap_or_default().to_owned(),
        error => panic!("{error}"),
    })?;
    let norms = &compared.policy.data().norms;
    let statuses = verdict.evaluation().statuses.iter().map(|(id, status)| (norms[id.index()].name.to_string(), *status));
    let proven = verdict.settled().is_none_or(|settled| settled.not_proven.is_none());
    Ok((proven.then(|| verdict.possible()), statuses.collect()))
}

impl Twin {
    /// Names and statuses as the pack says them that the twin was made of.
    fn back(&self, statuses: BTreeMap<String, Status>) -> BTreeMap<String, Status> {
        let name = |name: String| self.names.0.iter().find(|(_, new)| **new == name).map_or(name.clone(), |(old, _)| old.clone());
        let status = |status| if self.mirrored { mirrored(status) } else { status };
        statuses.into_iter().map(|(of, is)| (name(of), status(is))).collect()
    }
}

/// A text as a file of rules.
fn file(text: &str) -> SourceFile {
    SourceFile { id: FileId(0), path: "p.whereas".into(), text: text.into(), digest: digest(text.as_bytes()) }
}

fn mirrored(status: Status) -> Status {
    match status {
        Status::Met => Status::Clear,
        Status::Clear => Status::Met,
        Status::Waived => Status::Lifted,
        Status::Lifted => Status::Waived,
        Status::NotMet => Status::Applies,
        Status::Applies => Status::NotMet,
        other => other,
    }
}

fn twins(pack: &Pack, compared: &Compared, random: &mut Random) -> Vec<Twin> {
    let same = |what, items: Vec<(usize, String)>, two_files| Twin {
        what,
        pack: Pack { items, two_files, ..pack.clone() },
        names: Names(BTreeMap::new()),
        mirrored: false,
    };
    let shuffled = random.some_order(&pack.items);
    let fields = each_item(pack, |item| if item.starts_with("record ") { other_order(item, random) } else { item.to_owned() });
    // `print` compares the trees before it hands a text over.
    let laid_out = each_item(pack, |item| print(&file(item)).unwrap());
    let names = Names::of_pack(pack, compared);
    let mut all = vec![
        same("with its fields in another order", fields, pack.two_files),
        same("laid out anew", laid_out, false),
        same("with its items in another order", shuffled.clone(), false),
        same("in two files", shuffled, true),
        Twin { what: "under other names", pack: names.pack(pack), names, mirrored: false },
    ];
    let mirrored = pack.items.iter().map(|(of, item)| Some((*of, mirror(item)?)));
    if let Some(items) = mirrored.collect::<Option<Vec<(usize, String)>>>() {
        all.push(Twin { mirrored: true, ..same("with requirements as bars, bars as requirements", items, pack.two_files) });
    }
    all
}

/// A record type with its lines in another order.
fn other_order(item: &str, random: &mut Random) -> String {
    let (head, lines) = item.split_once('\n').unwrap_or((item, ""));
    let lines: Vec<&str> = lines.lines().collect();
    std::iter::once(head).chain(random.some_order(&lines)).collect::<Vec<_>>().join("\n")
}

/// The item with requirements as bars and bars as requirements; none if it says what the other cannot say.
fn mirror(item: &str) -> Option<String> {
    let (tree, _) = whereas::syntax::parse(&file(item));
    if tree.items.first()?.amends.is_some() {
        return None;
    }
    let norm = match &tree.items.first()?.kind {
        ItemKind::Norm(norm) => norm,
        // What stands beside the verdict may ask for the status of a requirement or a bar.
        ItemKind::Note(_) | ItemKind::Report(_) => return Some(String::new()),
        _ => return Some(item.to_owned()),
    };
    let span = norm.condition.span;
    let (before, rest) = item.split_at(span.start as usize);
    let (condition, after) = rest.split_at((span.end - span.start) as usize);
    if norm.required.is_some() {
        return None;
    }
    if let Some(head) = before.strip_prefix("requirement ") {
        let head = head.strip_suffix("met when ")?;
        return Some(format!("bar {head}bars when not ({condition}){after}"));
    }
    if let Some(head) = before.strip_prefix("bar ") {
        let head = head.strip_suffix("bars when ")?;
        return Some(format!("requirement {head}met when not ({condition}){after}"));
    }
    let swapped = before.replace("every requirement of", "every * of").replace("every bar of", "every requirement of");
    Some(format!("{}{condition}{after}", swapped.replace("every * of", "every bar of")))
}

/// Names that the language gives: options of a calendar's reading, the days of a period, the status of a norm.
const FIXED: [&str; 8] = ["on_1_march", "on_28_february", "last_day", "run_over", "first_day", "clear", "lifted", "open"];

/// Other names for all names of a pack, in the opposite order of the alphabet.
struct Names(BTreeMap<String, String>);

impl Names {
    /// Whatever is no word of the language, no country or currency, and does not stand in quotes.
    fn of_pack(pack: &Pack, compared: &Compared) -> Names {
        let mut found = BTreeSet::new();
        each_word(&text(pack), |word| {
            let is_code = word.len() <= 3 && word.chars().all(|c| c.is_ascii_uppercase());
            let is_unit = ["day", "days", "week", "weeks", "month", "months", "year", "years"].contains(&word);
            if !FIXED.contains(&word)
                && !PACK_NAMES.contains(&word)
                && !words::is_reserved(word)
                && !words::IN_PLACE.contains(&word)
                && !is_code
                && !is_unit
            {
                found.insert(word.to_owned());
            }
            word.to_owned()
        });
        let count = found.len();
        let other = |(at, name): (usize, String)| {
            let first = if name.starts_with(char::is_uppercase) { "Name" } else { "name" };
            let other = format!("{first}_{:03}", count - at);
            (name, other)
        };
        let names = Names(found.into_iter().enumerate().map(other).collect());
        let options = compared.files.iter().flat_map(|file| &file.items).filter_map(|item| match &item.kind {
            ItemKind::Choice(choice) => Some(choice.options.iter().map(|option| &option.name.text)),
            _ => None,
        });
        assert!(options.flatten().all(|option| names.0.contains_key(option)), "an option is a name");
        names
    }

    fn of(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_else(|| name.to_owned())
    }

    fn pack(&self, pack: &Pack) -> Pack {
        Pack {
            items: each_item(pack, |item| each_word(item, |word| self.of(word))),
            questions: pack.questions.iter().map(|name| self.of(name)).collect(),
            facts: pack.facts.iter().map(|name| self.of(name)).collect(),
            chosen: pack.chosen.iter().map(|(reading, option)| (self.of(reading), self.of(option))).collect(),
            ..pack.clone()
        }
    }

    fn record(&self, record: &PartRec) -> PartRec {
        record.iter().map(|(name, part)| (self.of(name), self.part(name, part))).collect()
    }

    fn part(&self, of: &str, part: &Part) -> Part {
        match part {
            // A text is no name, whatever it says.
            Part::Known(V::Code(code)) if of != "word" => Part::Known(V::Code(self.of(code))),
            Part::Set(members, complete) => Part::Set(members.iter().map(|code| self.of(code)).collect(), *complete),
            Part::List(elements, complete) => {
                Part::List(elements.iter().map(|element| self.record(element)).collect(), *complete)
            }
            Part::Rec(inner) => Part::Rec(self.record(inner)),
            other => other.clone(),
        }
    }
}

/// Puts something else for each word of a text that does not stand in quotes.
fn each_word(text: &str, mut other: impl FnMut(&str) -> String) -> String {
    let mut put = String::new();
    for (at, part) in text.split('"').enumerate() {
        if at > 0 {
            put.push('"');
        }
        if at % 2 == 1 {
            put.push_str(part);
            continue;
        }
        let mut rest = part;
        while let Some(first) = rest.chars().next() {
            let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let length = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len()).max(first.len_utf8());
            let (word, behind) = rest.split_at(length);
            put.push_str(&if first.is_ascii_alphabetic() { other(word) } else { word.to_owned() });
            rest = behind;
        }
    }
    put
}

/// Keys, members and elements the other way round.
fn turned(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Array(items) => format!("[{}]", items.iter().rev().map(turned).collect::<Vec<_>>().join(",")),
        serde_json::Value::Object(fields) => {
            let fields = fields.iter().rev().map(|(key, value)| format!("{}:{}", serde_json::json!(key), turned(value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}
