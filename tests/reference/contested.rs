//! Contested readings: what the page says of another option against the completions judged under it.

use std::collections::BTreeSet;

use whereas::syntax::tree;
use whereas::{Explanation, Outcome};

use super::assumed::{options, presumed};
use super::compare::{Answer, Compared, Mine, verdict};
use super::facts::PartRec;
use super::interpret::{Interpreter, Options};
use super::judge::{Case, Verdict};
use super::value::Rec;

impl Compared {
    /// Of every reading that is fixed, what each other option gives: the verdicts that the page names, else those of the run.
    pub(crate) fn contested(
        &self,
        name: &str,
        (interpreter, known, records): (&Interpreter<'_>, &PartRec, &[Rec]),
        (answer, page, mine): (&Answer, &Explanation, &Mine),
    ) -> Result<(), String> {
        for item in &interpreter.items {
            let tree::ItemKind::Reading(reading) = item.kind else { continue };
            let fixed = self.pack.chosen.get(&reading.name.text).cloned();
            let default = || reading.options.iter().find(|option| option.default).map(|option| option.name.text.clone());
            let Some(fixed) = fixed.or_else(default) else { continue };
            for other in reading.options.iter().map(|option| &option.name.text).filter(|other| **other != fixed) {
                let mut chosen = self.pack.chosen.clone();
                chosen.insert(reading.name.text.clone(), other.clone());
                let Some(found) = verdicts(interpreter, name, known, records, &chosen) else { continue };
                let is_ours = |id: &str| id.rsplit('.').next() == Some(&reading.name.text);
                let view = page.contested.iter().find(|view| is_ours(&view.reading) && view.other.name == *other);
                let said = view.map_or(answer.possible.clone(), |view| named(&view.possible));
                let exact = mine.exact && !mine.blurred && !mine.faulted;
                if !found.is_subset(&said) || (exact && found != said) {
                    return Err(format!("under {other} of {} {found:?} is possible, the page says {said:?}", reading.name.text));
                }
                if view.is_some() && said == answer.possible {
                    return Err(format!("{} changes nothing, but the page says that it is contested", reading.name.text));
                }
            }
        }
        Ok(())
    }
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
