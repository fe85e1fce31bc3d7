//! What a page promises: that a change of facts gives the verdict that it claims, that facts no longer matter, that no ground
//! contains another.

use std::collections::BTreeSet;

use serde_json::Value;
use whereas::Explanation;
use whereas::verdict::record::ChangeView;

use super::assumed::{options, presumed};
use super::compare::{Answer, Compared, Mine, verdict};
use super::facts::{Completions, Part, PartRec, data};
use super::interpret::Interpreter;
use super::judge::{Case, Verdict};
use super::random::Random;
use super::value::{Ratio, Rec, V, parse_day};

/// Completions of a changed record that are tried.
const COMPLETIONS: usize = 24;

/// So many ways of a record are looked at.
const WAYS: usize = 4;

impl Compared {
    /// Each change gives the verdict that it claims, and none of its parts gives another than there is.
    pub(crate) fn changes(&self, name: &str, record: &PartRec, random: &mut Random) -> Result<(), String> {
        let Ok((answer, verdict)) = self.ask(&self.question(name), record) else { return Ok(()) };
        if answer.possible.len() != 1 {
            return Ok(());
        }
        verdict.explain().would_change.iter().take(WAYS).try_for_each(|way| self.change(name, record, way, &answer, random))
    }

    fn change(&self, name: &str, record: &PartRec, way: &ChangeView, now: &Answer, random: &mut Random) -> Result<(), String> {
        let changed = |left_out: Option<usize>| {
            let mut changed = record.clone();
            let kept = way.facts.iter().enumerate().filter(|(at, _)| Some(*at) != left_out);
            kept.for_each(|(_, fact)| put(&mut changed, &fact.path, &value(&fact.example)));
            changed
        };
        let (whole, claimed) = (changed(None), BTreeSet::from([verdict(way.leads_to)]));
        let found = self.verdicts(name, &whole, random);
        if found.as_ref().is_some_and(|(found, _)| !found.is_subset(&claimed)) || claimed == now.possible {
            return Err(format!("{claimed:?} is claimed, {found:?} is so of {}", data(&whole)));
        }
        for at in (0..way.facts.len()).filter(|_| way.facts.len() > 1) {
            let part = changed(Some(at));
            let found = self.verdicts(name, &part, random);
            if let Some((found, true)) = &found
                && found.len() == 1
                && *found != now.possible
            {
                return Err(format!("{} need not change: {found:?} is so of {}", way.facts[at].path, data(&part)));
            }
        }
        Ok(())
    }

    /// The verdicts of the completions that are tried, and whether these are all combinations; none: a fault, or no completion.
    fn verdicts(&self, name: &str, known: &PartRec, random: &mut Random) -> Option<(BTreeSet<Verdict>, bool)> {
        let interpreter = Interpreter::new(&self.files, &self.packs, parse_day(&self.pack.today));
        let (records, all) = Completions::new(&interpreter, &self.files, COMPLETIONS).of("Case", known, random);
        let readings = options(&interpreter, &self.pack.chosen);
        let presumed = presumed(&interpreter, known, &records, &readings);
        interpreter.faulted.set(false);
        interpreter.blurred.set(false);
        interpreter.contradicted.set(false);
        let cases = records.iter().flat_map(|record| readings.iter().map(move |options| (record, options)));
        let judge = |(record, options): (&Rec, &_)| {
            interpreter.judge(name, &Case { record, options: Clone::clone(options), presumed: &presumed, known }).possible
        };
        let found: BTreeSet<Verdict> = cases.flat_map(judge).collect();
        let clear = !interpreter.faulted.get() && !interpreter.blurred.get() && !interpreter.contradicted.get();
        (clear && !found.is_empty()).then_some((found, all))
    }

    /// No ground contains another; and any values of the facts that are said to matter no longer leave the same verdicts possible.
    pub(crate) fn promises(
        &self,
        name: &str,
        known: &PartRec,
        (answer, page, mine): (&Answer, &Explanation, &Mine),
        records: &[Rec],
    ) -> Result<(), String> {
        let grounds: Vec<BTreeSet<&String>> = page.grounds.iter().map(|ground| ground.norms.iter().collect()).collect();
        let contained = |(at, one): (usize, &BTreeSet<&String>)| {
            grounds.iter().enumerate().any(|(other_at, other)| at != other_at && one.is_subset(other))
        };
        if grounds.iter().enumerate().any(contained) {
            return Err(format!("a ground contains another: {grounds:?}"));
        }
        let stands = self.pack.items.iter().any(|(_, item)| item.starts_with("presume ") || item.starts_with("deem "));
        if stands || mine.faulted || mine.blurred {
            return Ok(());
        }
        let root = |path: &str| path.split(['.', '[']).next().unwrap_or_default().to_owned();
        let missing: BTreeSet<String> = page.missing.iter().map(|fact| root(&fact.path)).collect();
        let idle: BTreeSet<String> =
            page.no_longer_matters.iter().map(|fact| root(&fact.path)).filter(|name| !missing.contains(name)).collect();
        for record in records.iter().take(4).filter(|_| !idle.is_empty()) {
            let mut filled = known.clone();
            filled.extend(idle.iter().map(|root| (root.clone(), self.told(root, &record.fields[root]))));
            let found = self.ask(&self.question(name), &filled).map(|(found, _)| found.possible);
            if found.as_ref().is_ok_and(|found| *found != answer.possible) {
                return Err(format!("{idle:?} matter: {found:?}, not {:?}, of {}", answer.possible, data(&filled)));
            }
        }
        Ok(())
    }
}

/// A value as a record writes it. What looks like a date is one: no text of the random packs does.
fn value(json: &Value) -> V {
    let text = match json {
        Value::Bool(yes) => return V::Bool(*yes),
        Value::Array(members) => {
            return V::Set(members.iter().filter_map(Value::as_str).map(str::to_owned).collect());
        }
        Value::Object(money) => {
            let part = |name: &str| money[name].as_str().map_or_else(|| money[name].to_string(), str::to_owned);
            return V::Money(Ratio::parse(&part("amount")), part("currency"));
        }
        Value::String(text) => text.clone(),
        number => number.to_string(),
    };
    let bytes = text.as_bytes();
    let number = text.trim_start_matches('-').replace('.', "");
    match &*text {
        "none" => V::None,
        _ if !number.is_empty() && number.chars().all(|sign| sign.is_ascii_digit()) => V::Num(Ratio::parse(&text)),
        _ if bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-' => V::Date(parse_day(&text)),
        _ if bytes.len() > 1 && bytes[0] == b'P' && bytes[1].is_ascii_digit() => period(&text),
        _ => V::Code(text),
    }
}

/// `P1Y6M2D`
fn period(text: &str) -> V {
    let (mut months, mut days, mut count) = (0, 0, String::new());
    for sign in text.chars().skip(1) {
        if sign.is_ascii_digit() {
            count.push(sign);
            continue;
        }
        let number: i64 = std::mem::take(&mut count).parse().unwrap();
        match sign {
            'Y' => months += 12 * number,
            'M' => months += number,
            'W' => days += 7 * number,
            _ => days += number,
        }
    }
    V::Period(months, days)
}

/// Puts a value in the place of a fact: `children[0].paid`.
fn put(record: &mut PartRec, path: &str, value: &V) {
    let (head, rest) = path.split_once('.').map_or((path, None), |(head, rest)| (head, Some(rest)));
    let (name, element) =
        head.strip_suffix(']').and_then(|head| head.split_once('[')).map_or((head, None), |(name, at)| (name, Some(at)));
    match (record.get_mut(name), element, rest) {
        (Some(Part::List(elements, _)), Some(at), Some(rest)) => put(&mut elements[at.parse::<usize>().unwrap()], rest, value),
        (Some(Part::Rec(inner)), None, Some(rest)) => put(inner, rest, value),
        (_, None, None) => {
            let part = match value {
                V::Set(members) => Part::Set(members.clone(), true),
                value if name == "fit" => Part::Assessed(value.clone(), true),
                // Where it cannot exist, data leaves it out.
                V::None if name == "spouse_born" => Part::Missing,
                value => Part::Known(value.clone()),
            };
            record.insert(name.to_owned(), part);
        }
        found => panic!("no place {path}: {found:?}"),
    }
}
