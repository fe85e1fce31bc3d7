//! The tables that stand beside the rules: from the criteria of the law, and from the statements of the report, to the rules.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use whereas::Policy;
use whereas::policy::{PackId, QuestionId};

use crate::rules::PACKS;

/// The ids of all that a pack says, as the tables write them: `pack.question.norm`, `pack.define`, ….
fn items(policy: &Policy) -> BTreeSet<String> {
    let data = policy.data();
    let pack = |id: PackId| &data.packs[id.index()].name;
    let mut found = BTreeSet::new();
    for (at, question) in (0..).zip(&data.questions) {
        let id = format!("{}.{}", pack(question.pack), question.name);
        found.extend(policy.question_by_id(QuestionId(at)).unwrap().plan().ids.values().cloned());
        let powers = question.powers.iter().map(|power| &power.name);
        let notes = question.notes.iter().map(|note| &note.name);
        let reports = question.reports.iter().map(|report| &report.name);
        found.extend(powers.chain(notes).chain(reports).map(|name| format!("{id}.{name}")));
        found.insert(id);
    }
    let defines = data.defines.iter().map(|item| (item.pack, &item.name));
    let tables = data.tables.iter().map(|item| (item.pack, &item.name));
    let parameters = data.parameters.iter().map(|item| (item.pack, &item.name));
    let readings = data.readings.iter().map(|item| (item.pack, &item.name));
    let lists = data.lists.iter().map(|item| (item.pack, &item.name));
    let named = defines.chain(tables).chain(parameters).chain(readings).chain(lists);
    found.extend(named.map(|(owner, name)| format!("{}.{name}", pack(owner))));
    found
}

/// The comments of the rules of a pack, a line each.
fn comments(pack: &str) -> String {
    let mut found = String::new();
    for file in fs::read_dir(Path::new("rules").join(pack)).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "whereas") {
            let text = fs::read_to_string(path).unwrap();
            let lines = text.lines().filter_map(|line| line.trim_start().strip_prefix('#'));
            lines.for_each(|line| found.extend([line, "\n"]));
        }
    }
    found
}

/// Whether a text holds an identifier, not only as a part of a longer one: `1(1)` does not stand in `1(1)(a)` or in `9.1(1)`.
fn holds(text: &str, identifier: &str) -> bool {
    text.match_indices(identifier).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + identifier.len()..].chars().next();
        !before.is_some_and(|c| c.is_alphanumeric() || "_(/.-".contains(c))
            && !after.is_some_and(|c| c.is_alphanumeric() || "_(′".contains(c))
    })
}

/// Words of a text that are ids of the pack: `ets112.transfer.effects`.
fn ids_in<'t>(text: &'t str, pack: &str) -> Vec<&'t str> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).map(|word| word.trim_end_matches('.'));
    words.filter(|word| word.split_once('.').is_some_and(|(first, _)| first == pack)).collect()
}

#[test]
fn each_criterion_names_an_item_or_a_reason_and_stands_in_a_comment() {
    for (pack, policy) in PACKS.iter().filter(|(pack, _)| pack != "common") {
        let (items, comments) = (items(policy), comments(pack));
        let mut table = csv::Reader::from_path(format!("rules/{pack}/criteria.csv")).unwrap();
        assert_eq!(table.headers().unwrap(), vec!["criterion", "item", "reason"], "{pack}");
        let mut rows = 0;
        for row in table.records().map(Result::unwrap) {
            let (criterion, item, reason) = (&row[0], &row[1], &row[2]);
            assert!(item.is_empty() || items.contains(item), "{pack}: {criterion} names `{item}`, and there is no such item");
            assert!(!item.is_empty() || !reason.is_empty(), "{pack}: {criterion} has neither an item nor a reason");
            for named in ids_in(reason, pack) {
                assert!(items.contains(named), "{pack}: the reason of {criterion} names `{named}`, and there is no such item");
            }
            assert!(holds(&comments, criterion), "{pack}: no comment names {criterion}");
            rows += 1;
        }
        assert!(rows >= 5, "{pack}: {rows} criteria");
    }
}

/// Without this the test above would let a wrong id pass as a part of a right one.
#[test]
fn an_identifier_is_found_whole() {
    assert!(holds("D1. To be verified", "D1") && holds("A1.d, A1.d′: neither", "A1.d′"));
    assert!(!holds("D10", "D1") && !holds("BNA 1(1)(a)", "BNA 1(1)") && !holds("A1.d′", "A1.d") && !holds("AMB-1", "1"));
    assert_eq!(ids_in("notes offer.own.a, b and c.own.", "offer"), ["offer.own.a"]);
}

/// The table of docs/offer.md: statement, words, rules, reasons.
fn statements() -> Vec<Vec<String>> {
    let page = fs::read_to_string("docs/offer.md").unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| S"));
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

fn code(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

#[test]
fn each_statement_of_the_report_names_a_rule_or_a_reason() {
    let (_, offer) = PACKS.iter().find(|(pack, _)| pack == "offer").unwrap();
    let items = items(offer);
    let is_item = |name: &str| {
        let short = [format!("offer.{name}"), format!("offer.reported_offer.{name}")];
        items.contains(name) || (!name.contains('.') && short.iter().any(|full| items.contains(full)))
    };
    let mut named = BTreeSet::new();
    for row in statements() {
        let [statement, words, rules, why] = row.as_slice() else { panic!("{row:?}") };
        assert!(!words.is_empty(), "{statement}: without the words of the report");
        assert!(!rules.is_empty() || !why.is_empty(), "{statement}: neither a rule nor a reason");
        for name in code(rules).chain(code(why)) {
            assert!(is_item(name), "{statement} names `{name}`, and there is no such rule");
        }
        named.insert(statement.trim_start_matches('S').parse::<u32>().unwrap());
    }
    assert_eq!(named, (1..=19).collect(), "each statement of the report has its row");
}

#[test]
fn each_condition_of_the_offer_rests_on_a_statement_of_the_report() {
    let page = fs::read_to_string("docs/offer.md").unwrap();
    let (_, offer) = PACKS.iter().find(|(pack, _)| pack == "offer").unwrap();
    for (at, _) in (0..).zip(&offer.data().questions) {
        for id in offer.question_by_id(QuestionId(at)).unwrap().plan().ids.values() {
            assert!(page.contains(&format!("`{id}`")), "no statement of docs/offer.md stands behind `{id}`");
        }
    }
}
