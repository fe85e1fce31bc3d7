//! What would change a verdict, against all other values of all sets of up to three facts.

use std::collections::BTreeSet;

use whereas::Verdict;
use whereas::policy::VerdictWord;
use whereas::reason::{self, Budget, Change, Changes, LARGEST, To};

use super::super::compare::Compared;
use super::super::judge::Verdict as Of;
use super::table::{self, Known, Table, WORDS, only, with, word};

/// A set of facts, and the verdict that some change of all of them leads to.
type Way = (BTreeSet<usize>, Of);

/// For a decided record: the smallest sets whose change gives another verdict.
pub(super) fn of_any_verdict(table: &Table, compared: &Compared, question: &str, known: &Known) -> Result<(), String> {
    compare(table, compared, question, known, None)
}

/// The same, towards one verdict.
pub(super) fn towards_each_verdict(table: &Table, compared: &Compared, question: &str, known: &Known) -> Result<(), String> {
    WORDS.iter().try_for_each(|word| compare(table, compared, question, known, Some(*word)))
}

fn compare(table: &Table, compared: &Compared, question: &str, known: &Known, towards: Option<Of>) -> Result<(), String> {
    let Some(now) = only(table.possible(known)).filter(|now| Some(*now) != towards) else { return Ok(()) };
    // What is recorded of a fact that may not exist says something of the fact on which it hangs: a change of the one is none of it.
    let hangs = |fact: &table::Fact| fact.needs.is_some_and(|needs| known[needs] == 0);
    if table.facts.iter().zip(known).any(|(fact, value)| *value != 0 && hangs(fact)) {
        return Ok(());
    }
    let asked = compared.ask(&compared.question(question), &table.record(known));
    let Ok((_, verdict)) = asked else { return Err(format!("refused: {asked:?}")) };
    let Changes { ways, cut, .. } = changes(compared, question, &verdict, now, towards);
    let mut found: BTreeSet<Way> = BTreeSet::new();
    for way in &ways {
        found.insert(told(table, compared, known, way)?);
    }
    let expected = smallest(table, known, now, towards);
    let extra: Vec<&Way> = found.difference(&expected).collect();
    // What a recorded fact says of an unknown one, by a constraint alone, is not looked for.
    let bounded = cut || (table.is_tied(compared) && known.contains(&0));
    let absent: Vec<&Way> = expected.difference(&found).filter(|_| !bounded).collect();
    if extra.is_empty() && absent.is_empty() {
        return Ok(());
    }
    let names = |ways: Vec<&Way>| {
        let name = |fact: &usize| table.facts[*fact].name.as_str();
        let one = |(facts, verdict): &Way| format!("{} → {verdict:?}", facts.iter().map(name).collect::<Vec<_>>().join(" + "));
        ways.into_iter().map(one).collect::<Vec<_>>()
    };
    Err(format!("it is {now:?}, towards {towards:?}: too much is {:?}, absent {:?}", names(extra), names(absent)))
}

fn changes(compared: &Compared, question: &str, verdict: &Verdict, now: Of, towards: Option<Of>) -> Changes {
    let question = compared.question(question);
    let (today, towards) = (question.today().unwrap(), towards.map(word));
    let now: VerdictWord = word(now);
    reason::changes(question.plan(), verdict.record(), today, question.options(), now, towards, Budget::default())
}

/// The facts of one way, each of which is really changed; every combination of the values told leads to its verdict.
fn told(table: &Table, compared: &Compared, known: &Known, way: &Change) -> Result<Way, String> {
    let mut changed: Vec<Known> = vec![known.clone()];
    let mut facts = BTreeSet::new();
    for fact in &way.facts {
        let at = table.fact(compared, &fact.fact);
        let To::Values(runs) = &fact.to else { return Err("a set of members of a fact that is none".to_owned()) };
        let values: BTreeSet<usize> = runs.iter().flatten().map(|cell| table.value(at, &cell.value)).collect();
        if table.facts[at].immutable || known[at] == 0 || values.contains(&known[at]) || values.is_empty() {
            return Err(format!("{} cannot be changed to {:?}", table.facts[at].name, fact.to));
        }
        facts.insert(at);
        changed = changed.iter().flat_map(|known| values.iter().map(|value| with(known, at, *value))).collect();
    }
    let verdict = WORDS.into_iter().find(|verdict| word(*verdict) == way.verdict).unwrap();
    match changed.iter().find(|known| only(table.possible(known)) != Some(verdict)) {
        Some(false_one) => Err(format!("{verdict:?} is claimed of {}: {:#b}", table.text(false_one), table.possible(false_one))),
        None => Ok((facts, verdict)),
    }
}

/// The sets of recorded facts that can be changed so that another verdict is the only one, and of which no part can.
fn smallest(table: &Table, known: &Known, now: Of, towards: Option<Of>) -> BTreeSet<Way> {
    let changeable: Vec<usize> =
        (0..table.facts.len()).filter(|fact| known[*fact] != 0 && !table.facts[*fact].immutable).collect();
    let mut found: BTreeSet<Way> = BTreeSet::new();
    for size in 1..=LARGEST {
        let mut of_size: BTreeSet<Way> = BTreeSet::new();
        for set in sets(&changeable, size) {
            if found.iter().any(|(smaller, _)| smaller.is_subset(&set)) {
                continue;
            }
            let others = set.iter().fold(vec![known.clone()], |all, fact| {
                let values: Vec<usize> = (1..=table.facts[*fact].values.len()).filter(|value| *value != known[*fact]).collect();
                all.iter().flat_map(|other| values.iter().map(|value| with(other, *fact, *value))).collect()
            });
            let verdicts = others.iter().filter_map(|other| only(table.possible(other)));
            of_size.extend(
                verdicts
                    .filter(|word| *word != now && towards.is_none_or(|wanted| wanted == *word))
                    .map(|word| (set.clone(), word)),
            );
        }
        found.extend(of_size);
    }
    found
}

fn sets(of: &[usize], size: usize) -> Vec<BTreeSet<usize>> {
    if size == 0 {
        return vec![BTreeSet::new()];
    }
    let Some((first, rest)) = of.split_first() else { return Vec::new() };
    let with_first = sets(rest, size - 1).into_iter().map(|mut set| {
        set.insert(*first);
        set
    });
    with_first.chain(sets(rest, size)).collect()
}
