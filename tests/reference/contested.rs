//! Contested readings: what the page says of another option against the completions judged under it.

use std::collections::{BTreeMap, BTreeSet};

use whereas::syntax::tree;
use whereas::verdict::record::ContestedView;
use whereas::{Explanation, Outcome};

use super::assumed::{options, presumed};
use super::compare::{Answer, Compared, Mine, verdict};
use super::facts::PartRec;
use super::interpret::{Interpreter, Options};
use super::judge::{Case, Verdict};
use super::value::Rec;

/// A reading and another option than the one that is fixed.
type Switch = (String, String);

impl Compared {
    /// What every set of fixed readings gives, read otherwise: the verdicts that the page names of it, else those of the run. Of sets
    /// that contain one that the page names it says nothing.
    pub(crate) fn contested(
        &self,
        name: &str,
        (interpreter, known, records): (&Interpreter<'_>, &PartRec, &[Rec]),
        (answer, page, mine): (&Answer, &Explanation, &Mine),
    ) -> Result<(), String> {
        let mut views: BTreeMap<BTreeSet<Switch>, BTreeSet<Verdict>> =
            page.contested.iter().map(|view| (switches(view), named(&view.possible))).collect();
        let told: Vec<BTreeSet<Switch>> = views.keys().cloned().collect();
        if let Some(twice) = told.iter().find(|one| told.iter().any(|other| other.is_subset(one) && other != *one)) {
            return Err(format!("the page names {twice:?} although fewer readings suffice"));
        }
        for set in self.sets(interpreter) {
            let view = views.remove(&set);
            let by_fewer = told.iter().any(|other| other.is_subset(&set) && *other != set);
            if by_fewer || (view.is_none() && page.contested_cut && set.len() > 1) {
                continue;
            }
            if view.as_ref().is_some_and(|possible| *possible == answer.possible) {
                return Err(format!("{set:?} changes nothing, but the page says that it is contested"));
            }
            let mut chosen = self.pack.chosen.clone();
            chosen.extend(set.iter().cloned());
            let Some(found) = verdicts(interpreter, name, known, records, &chosen) else { continue };
            let said = view.unwrap_or(answer.possible.clone());
            let exact = mine.exact && !mine.blurred && !mine.faulted;
            if !found.is_subset(&said) || (exact && found != said) {
                return Err(format!("under {set:?} {found:?} is possible, the page says {said:?}"));
            }
        }
        if views.is_empty() { Ok(()) } else { Err(format!("the page names switches that are none: {views:?}")) }
    }

    /// All sets of up to three fixed readings with other options.
    fn sets(&self, interpreter: &Interpreter<'_>) -> Vec<BTreeSet<Switch>> {
        let mut sets = vec![BTreeSet::new()];
        for item in &interpreter.items {
            let tree::ItemKind::Reading(reading) = item.kind else { continue };
            let fixed = self.pack.chosen.get(&reading.name.text).cloned();
            let default = || reading.options.iter().find(|option| option.default).map(|option| option.name.text.clone());
            let Some(fixed) = fixed.or_else(default) else { continue };
            let others = reading.options.iter().map(|option| &option.name.text).filter(|other| **other != fixed);
            let more: Vec<BTreeSet<Switch>> = others
                .flat_map(|other| {
                    let switch = (reading.name.text.clone(), other.clone());
                    sets.iter().map(move |set| set.iter().cloned().chain([switch.clone()]).collect())
                })
                .collect();
            sets.extend(more);
        }
        sets.retain(|set| (1..=3).contains(&set.len()));
        sets
    }
}

fn switches(view: &ContestedView) -> BTreeSet<Switch> {
    let last = |id: &str| id.rsplit('.').next().unwrap_or_default().to_owned();
    view.switches.iter().map(|switch| (last(&switch.reading), switch.other.name.clone())).collect()
}

fn named(outcomes: &[Outcome]) -> BTreeSet<Verdict> {
    outcomes.iter().copied().map(verdict).collect()
}

/// The verdicts of the completions under other options; none: a fault, or a completion that contradicts itself.
fn verdicts(
    interpreter: &Interpreter<'_>,
    name: &str,
    known: &PartRec,
    records: &[Rec],
    chosen: &Options,
) -> Option<BTreeSet<Verdict>> {
    let readings = options(interpreter, chosen);
    let presumed = presumed(interpreter, known, records, &readings);
    interpreter.faulted.set(false);
    interpreter.blurred.set(false);
    interpreter.contradicted.set(false);
    let cases = records.iter().flat_map(|record| readings.iter().map(move |options| (record, options)));
    let found: BTreeSet<Verdict> = cases
        .flat_map(|(record, options)| {
            interpreter.judge(name, &Case { record, options: options.clone(), presumed: &presumed, known }).possible
        })
        .collect();
    (!interpreter.faulted.get() && !interpreter.blurred.get() && !interpreter.contradicted.get()).then_some(found)
}
