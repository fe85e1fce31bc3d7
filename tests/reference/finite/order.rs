//! How many questions an interview asks that follows the order of the missing facts, against the best that any order can do.

use std::collections::HashMap;

use serde_json::Value;
use whereas::Interview;

use super::super::compare::Compared;
use super::super::facts::data;
use super::super::random::Random;
use super::table::{Known, Table};

/// Questions asked: in all complete records together, and in the worst of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) together: u64,
    pub(super) worst: u64,
}

impl Asked {
    pub(super) fn plus(self, other: Asked) -> Asked {
        Asked { together: self.together + other.together, worst: self.worst + other.worst }
    }

    /// One question, and then what its answers lead to.
    fn once(table: &Table, known: &Known, answers: impl IntoIterator<Item = Asked>) -> Asked {
        answers.into_iter().fold(Asked { together: u64::from(table.completions(known)), worst: 1 }, |sum, answer| Asked {
            together: sum.together + answer.together,
            worst: sum.worst.max(answer.worst + 1),
        })
    }
}

/// By the order of the engine. It asks for no fact that does not matter, and ends where no further answer can change anything.
pub(super) fn by_the_order(table: &Table, compared: &Compared, question: &str, known: &Known) -> Result<Asked, String> {
    let asked = compared.ask(&compared.question(question), &table.record(known));
    let Ok((_, verdict)) = asked else { return Err(format!("{asked:?} of {}", table.text(known))) };
    let first = verdict.settled().and_then(|settled| settled.missing.first());
    let Some(first) = first else {
        let ended = table.is_settled(known) || verdict.possible().len() == 1;
        return if ended { Ok(Asked::default()) } else { Err(format!("nothing is asked any more: {}", table.text(known))) };
    };
    let fact = table.fact(compared, &first.fact);
    if known[fact] != 0 || !matters(table, compared, question, known, fact) {
        return Err(format!("{} is asked for, which does not matter: {}", table.facts[fact].name, table.text(known)));
    }
    let answers: Result<Vec<Asked>, String> =
        table.answered(known, fact).iter().map(|answered| by_the_order(table, compared, question, answered)).collect();
    Ok(Asked::once(table, known, answers?))
}

/// An answer can leave a verdict out, perhaps only once it is known how the law is to be read.
fn matters(table: &Table, compared: &Compared, question: &str, known: &Known, fact: usize) -> bool {
    let under = || Table::of_each_reading(compared, question);
    table.missing(known).contains(&fact) || under().iter().any(|table| table.missing(known).contains(&fact))
}

/// The fewest questions: in all complete records together, and in the worst of them, each by an order of its own.
pub(super) fn at_best(table: &Table, known: &Known, found: &mut HashMap<Known, Asked>) -> Asked {
    if table.is_settled(known) {
        return Asked::default();
    }
    if let Some(asked) = found.get(known) {
        return *asked;
    }
    let each = table.unknown(known).into_iter().map(|fact| {
        let answers: Vec<Asked> = table.answered(known, fact).iter().map(|answered| at_best(table, answered, found)).collect();
        Asked::once(table, known, answers)
    });
    let each: Vec<Asked> = each.collect();
    let together = each.iter().map(|asked| asked.together).min().unwrap();
    let best = Asked { together, worst: each.iter().map(|asked| asked.worst).min().unwrap() };
    found.insert(known.clone(), best);
    best
}

/// An interview about one complete record: it asks no fact twice and none that does not matter, and ends with what the record says.
pub(super) fn interview(table: &Table, compared: &Compared, question: &str, whole: &Known) -> Result<usize, String> {
    let mut interview = Interview::new(compared.question(question)).unwrap();
    let mut known: Known = vec![0; whole.len()];
    let answers: Value = data(&table.record(whole));
    let mut count = 0;
    while let Some(ask) = interview.next() {
        let fact = table.facts.iter().position(|fact| fact.name == ask.path).unwrap();
        if known[fact] != 0 || !matters(table, compared, question, &known, fact) {
            return Err(format!("{} is asked for after {}", ask.path, table.text(&known)));
        }
        known[fact] = whole[fact];
        let answer = answers.get(&ask.path).cloned().unwrap_or_else(|| "none".into());
        interview.answer(&answer).map_err(|error| format!("{}: {error}", ask.path))?;
        count += 1;
    }
    let ended = interview.verdict().unwrap().evaluation().possible;
    let ended = super::table::words(ended);
    if ended == table.possible(&known) && (table.is_settled(&known) || ended.count_ones() == 1) {
        Ok(count)
    } else {
        Err(format!("the interview ends with {ended:#b} after {}", table.text(&known)))
    }
}

/// Some complete record.
pub(super) fn whole(table: &Table, random: &mut Random) -> Option<Known> {
    let mut known: Known = vec![0; table.facts.len()];
    for fact in 0..table.facts.len() {
        let answered = table.answered(&known, fact);
        if answered.is_empty() {
            return None;
        }
        known = random.of(&answered).clone();
    }
    Some(known)
}
