//! What a run fixes before a record is judged: options of readings, and what is presumed. Read [`presumed`] first.

use std::collections::BTreeMap;

use whereas::syntax::tree;

use super::facts::{Part, PartRec};
use super::interpret::{Env, Interpreter, Options, Truth, last};
use super::judge::{Case, Presumed};
use super::value::{Rec, V};

/// What a presumption says, and whether its condition holds, by completion.
type Standing = (V, Vec<Truth>);

/// One option of each reading: all combinations. A default or a choice on the command line fixes a reading.
pub(crate) fn options(interpreter: &Interpreter<'_>, fixed: &Options) -> Vec<Options> {
    let mut combinations = vec![Options::new()];
    for item in &interpreter.items {
        let tree::ItemKind::Reading(reading) = item.kind else { continue };
        let default = reading.options.iter().find(|option| option.default).map(|option| option.name.text.clone());
        let chosen = fixed.get(&reading.name.text).cloned().or(default);
        let names =
            chosen.map_or_else(|| reading.options.iter().map(|option| option.name.text.clone()).collect(), |one| vec![one]);
        let with = |combination: &Options, name: &String| {
            let mut combination = combination.clone();
            combination.insert(reading.name.text.clone(), name.clone());
            combination
        };
        combinations = combinations.iter().flat_map(|known| names.iter().map(move |name| with(known, name))).collect();
    }
    combinations
}

/// One option of each reading, whether it has a default or not: all combinations.
pub(crate) fn every_option(interpreter: &Interpreter<'_>) -> Vec<Options> {
    let mut combinations = vec![Options::new()];
    for item in &interpreter.items {
        let tree::ItemKind::Reading(reading) = item.kind else { continue };
        let with = |combination: &Options, name: &String| {
            let mut combination = combination.clone();
            combination.insert(reading.name.text.clone(), name.clone());
            combination
        };
        let names = || reading.options.iter().map(|option| &option.name.text);
        combinations = combinations.iter().flat_map(|known| names().map(move |name| with(known, name))).collect();
    }
    combinations
}

/// What is presumed: of a fact that the record does not hold, where the condition of a presumption is yes in every
/// completion under the same law and readings, and no other that may stand says otherwise.
pub(crate) fn presumed(interpreter: &Interpreter<'_>, known: &PartRec, records: &[Rec], readings: &[Options]) -> Presumed {
    let of_case = |kind: &tree::ItemKind| match kind {
        tree::ItemKind::Question(question) if last(&question.record) == "Case" => Some(question.name.text.clone()),
        _ => None,
    };
    let questions: Vec<String> = interpreter.items.iter().filter_map(|item| of_case(item.kind)).collect();
    let mut presumed = Presumed::new();
    let rounds = questions.iter().map(|question| interpreter.presumptions(question).len()).max().unwrap_or(0);
    // A presumption may read a fact that another presumes: as often as there are presumptions, from scratch.
    for _ in 0..rounds {
        let mut next = Presumed::new();
        for question in &questions {
            for options in readings {
                round(interpreter, question, known, (records, options), &presumed, &mut next);
            }
        }
        presumed = next;
    }
    presumed
}

fn round(
    interpreter: &Interpreter<'_>,
    question: &str,
    known: &PartRec,
    (records, options): (&[Rec], &Options),
    before: &Presumed,
    next: &mut Presumed,
) {
    let mut standing: BTreeMap<(usize, String), Vec<Standing>> = BTreeMap::new();
    for presume in interpreter.presumptions(question) {
        let field = last(&presume.field).to_owned();
        if known.get(&field).is_some_and(|part| *part != Part::Missing) {
            continue;
        }
        let mut truths: BTreeMap<usize, Standing> = BTreeMap::new();
        for record in records {
            let case = Case { record, options: options.clone(), presumed: before, known };
            let law = interpreter.law(question, &case);
            if !interpreter.is_law(&presume.clauses, law) {
                continue;
            }
            let epoch = interpreter.epoch(law);
            let settled = interpreter.settled(question, law, &case);
            let env =
                Env { subject: &settled, case: &case, vars: Vec::new(), law, pack: interpreter.pack_of(question), outcome: None };
            let value = interpreter.values(&presume.value, &env).pop().unwrap();
            truths.entry(epoch).or_insert((value, Vec::new())).1.push(interpreter.truth(&presume.when, &env));
        }
        for (epoch, truth) in truths {
            standing.entry((epoch, field.clone())).or_default().push(truth);
        }
    }
    for ((epoch, field), standing) in standing {
        let may = standing.iter().filter(|(_, truths)| truths.iter().any(|truth| *truth != Some(false)));
        let stands = standing.iter().find(|(_, truths)| truths.iter().all(|truth| *truth == Some(true)));
        if let Some((value, _)) = stands
            && may.clone().all(|(other, _)| other == value)
        {
            next.entry((question.to_owned(), epoch, options.clone())).or_default().insert(field, value.clone());
        }
    }
}
