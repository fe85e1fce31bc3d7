//! Possible verdicts, missing facts and their answers, against all completions.

use std::collections::BTreeSet;

use whereas::Verdict;
use whereas::policy::Datum;

use super::super::compare::Compared;
use super::table::{Known, Table, only, with, words};

/// What the engine says of a record that is no contradiction.
fn asked(table: &Table, compared: &Compared, question: &str, known: &Known) -> Result<Option<Verdict>, String> {
    let expected = table.possible(known);
    match compared.ask(&compared.question(question), &table.record(known)) {
        Err(_) if expected == 0 => Ok(None),
        Err(refused) => Err(format!("refused: {refused}")),
        // Constraints that only together leave no completion are seen where the verdict hangs on their facts.
        Ok(_) if expected == 0 => Ok(None),
        Ok((_, verdict)) => Ok(Some(verdict)),
    }
}

/// The possible verdicts are those of all completions, and that is proven.
pub(super) fn possible(table: &Table, compared: &Compared, question: &str, known: &Known) -> Result<(), String> {
    let Some(verdict) = asked(table, compared, question, known)? else { return Ok(()) };
    if verdict.settled().is_some_and(|settled| settled.not_proven.is_some()) {
        return Err("not proven".to_owned());
    }
    let (found, expected) = (words(verdict.evaluation().possible), table.possible(known));
    if found == expected { Ok(()) } else { Err(format!("{expected:#b} is possible, not {found:#b}")) }
}

/// The missing facts are those that the language calls so; any values of the others together change nothing.
pub(super) fn missing(table: &Table, compared: &Compared, question: &str, known: &Known) -> Result<(), String> {
    let Some(verdict) = asked(table, compared, question, known)? else { return Ok(()) };
    let (missing, idle): (BTreeSet<usize>, BTreeSet<usize>) = match verdict.settled() {
        None => Default::default(),
        Some(settled) => (
            settled.missing.iter().map(|missing| table.fact(compared, &missing.fact)).collect(),
            settled.idle.iter().map(|idle| table.fact(compared, idle)).collect(),
        ),
    };
    let names = |facts: &BTreeSet<usize>| facts.iter().map(|fact| table.facts[*fact].name.clone()).collect::<Vec<_>>();
    let is_open = only(table.possible(known)).is_none();
    let expected = if is_open { table.missing_where_they_exist(known) } else { BTreeSet::new() };
    let at_most = if is_open { table.missing(known) } else { BTreeSet::new() };
    // Under one reading of an open question of law a fact may matter that does not while the question is open.
    let read = || Table::of_each_reading(compared, question).into_iter().flat_map(|table| table.missing(known));
    let most: BTreeSet<usize> = at_most.into_iter().chain(read()).collect();
    if !missing.is_subset(&most) || !expected.is_subset(&missing) {
        return Err(format!("{:?} are missing, not {:?}", names(&expected), names(&missing)));
    }
    if idle.iter().any(|fact| missing.contains(fact) || known[*fact] != 0) {
        return Err(format!("{:?} no longer matter, though known or missing", names(&idle)));
    }
    let idle: Vec<usize> = idle.into_iter().collect();
    let changed = table.with_answers(known, &idle).into_iter().find(|filled| table.possible(filled) != table.possible(known));
    if let Some(filled) = changed {
        return Err(format!("what no longer matters changes the possible verdicts: {}", table.text(&filled)));
    }
    let listed: Vec<usize> = missing.iter().copied().collect();
    let filled = table.with_answers(known, &listed).into_iter().filter(|filled| listed.iter().all(|fact| filled[*fact] != 0));
    let mut open = filled.filter(|filled| only(table.possible(filled)).is_none() && !table.is_settled(filled));
    if let Some(open) = open.next() {
        return Err(format!("{:?} are not all that is missing: {}", names(&missing), table.text(&open)));
    }
    Ok(())
}

/// Each answer that is told leads where it says, and all that lead elsewhere are told; one that decides, decides.
pub(super) fn answers(table: &Table, compared: &Compared, question: &str, known: &Known) -> Result<(), String> {
    let Some(verdict) = asked(table, compared, question, known)? else { return Ok(()) };
    for missing in verdict.settled().iter().flat_map(|settled| &settled.missing) {
        let fact = table.fact(compared, &missing.fact);
        let name = &table.facts[fact].name;
        let answered = table.answered(known, fact);
        let decides = answered.iter().all(|answered| only(table.possible(answered)).is_some());
        if missing.decides != decides {
            return Err(format!("{name} decides: {decides}, not {}", missing.decides));
        }
        let mut told = BTreeSet::new();
        for (datum, leads_to) in missing.answers.iter().flat_map(|answer| {
            answer.cells.iter().map(|cell| (&cell.value, words(answer.leads_to))).collect::<Vec<(&Datum, u8)>>()
        }) {
            let value = table.value(fact, datum);
            told.insert(value);
            let expected = table.possible(&with(known, fact, value));
            if expected != leads_to {
                return Err(format!("{name} as {datum:?} leads to {expected:#b}, not {leads_to:#b}"));
            }
        }
        let leads_to: BTreeSet<u8> = answered.iter().map(|answered| table.possible(answered)).collect();
        let all: BTreeSet<usize> = answered.iter().map(|answered| answered[fact]).collect();
        if leads_to.len() > 1 && told != all {
            return Err(format!("of the answers {all:?} about {name} only {told:?} are told"));
        }
    }
    Ok(())
}
