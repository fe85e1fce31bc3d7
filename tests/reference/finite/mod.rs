//! Brute force: random packs over a few facts, each yes or no or one of a few options. Every record is told, with all that it may
//! turn out to be, so that the exact layer is held not to some completions but to all of them: which verdicts are possible, which
//! facts are missing, what would change a verdict, how many questions an interview asks, what is proven of rules.
//!
//! Read [`table::Table`] first. `rules` writes the packs; `missing`, `changes`, `order` and `audit` compare.

mod audit;
mod changes;
mod missing;
mod order;
mod rules;
mod table;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::compare::{Compared, compile};
use super::facts::PartRec;
use super::generate::Pack;
use super::number;
use super::random::Random;
use super::shrink::shrunk;
use order::Asked;
use table::{Known, Table};

/// Packs of a run, if the environment does not say otherwise.
const PACKS: u64 = 150;
/// Records of a question.
const RECORDS: usize = 5;

/// Something that must be so of each record.
type Check = fn(&Table, &Compared, &str, &Known) -> Result<(), String>;

/// The packs of a run.
static PACKS_OF_RUN: LazyLock<Vec<(u64, Pack)>> = LazyLock::new(|| {
    let (first, count) = (number("WHEREAS_SEED", 0), number("WHEREAS_PACKS", PACKS));
    (first..first + count).map(|seed| (seed, rules::pack(&mut Random::new(seed)))).collect()
});

/// Looks at records of every pack: one of which nothing is known, and some of which more or less is.
fn each_record(check: Check) {
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let of = |worker: usize| PACKS_OF_RUN.iter().skip(worker).step_by(workers);
    let failures: Vec<String> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..workers)
            .map(|worker| {
                scope.spawn(move || of(worker).filter_map(|(seed, pack)| of_pack(*seed, pack, check)).take(3).collect())
            })
            .collect();
        running.into_iter().flat_map(|running| -> Vec<String> { running.join().unwrap() }).collect()
    });
    assert!(failures.is_empty(), "{}", failures.join("\n\n----\n\n"));
}

fn of_pack(seed: u64, pack: &Pack, check: Check) -> Option<String> {
    let compared = compile(pack).unwrap_or_else(|error| panic!("seed {seed}: {error}\n{}", pack.text()));
    let mut random = Random::new(seed + 1_000_000);
    pack.questions.iter().find_map(|question| {
        let table = Table::new(&compared, question);
        let records = (0..RECORDS).map(|at| some_record(&table, [0, 40, 60, 80, 100][at], &mut random)).collect::<Vec<_>>();
        records.iter().find_map(|known| {
            let again = |compared: &Compared, record: &PartRec| {
                let table = Table::new(compared, question);
                check(&table, compared, question, &table.of_record(record))
            };
            check(&table, &compared, question, known).err()?;
            Some(format!("seed {seed}, {question}\n{}", shrunk(pack, &table.record(known), &again)))
        })
    })
}

/// A record of which so many of a hundred facts are known.
fn some_record(table: &Table, percent: usize, random: &mut Random) -> Known {
    let value = |fact: &table::Fact, random: &mut Random| {
        if random.chance(percent) { 1 + random.below(fact.values.len()) } else { 0 }
    };
    // A few that contradict a constraint are looked at too.
    let mut known: Known = Vec::new();
    for _ in 0..4 {
        known = table.facts.iter().map(|fact| value(fact, random)).collect();
        // That it cannot exist is told by leaving it out.
        let hidden = table.facts.iter().enumerate().filter(|(_, fact)| fact.needs.is_some());
        for (at, fact) in hidden {
            if known[at] > 0 && fact.is_left_out(&fact.values[known[at] - 1]) {
                known[at] = 0;
            }
        }
        if table.possible(&known) != 0 {
            break;
        }
    }
    known
}

#[test]
fn the_possible_verdicts_are_those_of_all_completions() {
    each_record(missing::possible);
}

#[test]
fn the_missing_facts_are_those_whose_answers_can_leave_a_verdict_out() {
    each_record(missing::missing);
}

#[test]
fn what_each_answer_leads_to_is_so() {
    each_record(missing::answers);
}

#[test]
fn what_would_change_a_verdict_is_all_that_would() {
    each_record(changes::of_any_verdict);
}

#[test]
fn what_stands_between_a_record_and_a_verdict_is_all_that_does() {
    each_record(changes::towards_each_verdict);
}

/// The order is greedy: it is not always the best, and is held here to what it was when this was written.
#[test]
fn an_interview_asks_little_more_than_the_best_order_would() {
    let (mut by_the_order, mut at_best, mut worse, mut held) = (Asked::default(), Asked::default(), 0, 0);
    for (seed, pack) in PACKS_OF_RUN.iter() {
        let compared = compile(pack).unwrap();
        let table = Table::new(&compared, "q");
        let nothing: Known = vec![0; table.facts.len()];
        // Of what may not exist an answer cannot say so, before it is known whether it can.
        if table.facts.iter().any(|fact| fact.needs.is_some() && !fact.or_none) {
            continue;
        }
        let Some(whole) = order::whole(&table, &mut Random::new(*seed)) else { continue };
        let wrong = |error: String| -> Asked { panic!("seed {seed}: {error}\n{}", pack.text()) };
        let asked = order::by_the_order(&table, &compared, "q", &nothing).unwrap_or_else(wrong);
        let best = order::at_best(&table, &nothing, &mut HashMap::new());
        assert!(best.together <= asked.together && best.worst <= asked.worst);
        worse += usize::from(best.together < asked.together);
        by_the_order = by_the_order.plus(asked);
        at_best = at_best.plus(best);
        order::interview(&table, &compared, "q", &whole).unwrap_or_else(|error| panic!("seed {seed}: {error}\n{}", pack.text()));
        held += 1;
    }
    println!("{held} interviews, {worse} with another order at best: {by_the_order:?}, at best {at_best:?}");
    assert!(by_the_order.together * 100 <= at_best.together * 105, "{by_the_order:?}, at best {at_best:?}");
}

#[test]
fn what_is_proven_of_rules_is_so_of_every_record() {
    let mut found = audit::Found::default();
    for (seed, pack) in PACKS_OF_RUN.iter() {
        let compared = compile(pack).unwrap();
        audit::audit(&compared, &mut found).unwrap_or_else(|wrong| panic!("seed {seed}: {wrong}\n{}", pack.text()));
    }
    println!("{found:?}");
    assert_eq!(found.claims.len(), 4, "{found:?}");
    // Where a condition asks another question, constraints are left out of account.
    assert!(found.silent * 10 <= found.constant, "{found:?}");
}
