//! What verdicts promise beside being right: knowledge adds no possible verdict, each ground gives the verdict alone.

use std::collections::BTreeSet;

use whereas::verdict::record::{FactView, Ground, Knowledge};
use whereas::{Explanation, Verdict};

use super::compare::{Compared, Mine};
use super::facts::{Part, PartRec, data, told};
use super::judge::Verdict as Of;
use super::value::{Rec, V};

impl Compared {
    /// `more` is `less` with knowledge added: no verdict becomes possible that was not, unless a fact is learnt that a
    /// presumption is about.
    pub(crate) fn monotone(&self, name: &str, less: &PartRec, more: &PartRec) -> Result<(), String> {
        let missing = |record: &PartRec, field: &str| record.get(field).is_none_or(|part| *part == Part::Missing);
        let mut presumable = self.pack.items.iter().filter_map(|(_, item)| item.strip_prefix("presume ")?.split(' ').next());
        if presumable.any(|field| missing(less, field) && !missing(more, field)) {
            return Ok(());
        }
        let question = self.question(name);
        let (Ok((before, _)), Ok((after, _))) = (self.ask(&question, less), self.ask(&question, more)) else { return Ok(()) };
        if after.possible.is_subset(&before.possible) {
            return Ok(());
        }
        Err(format!(
            "knowledge adds a possible verdict: {:?} of this record, {:?} of\n{}",
            before.possible,
            after.possible,
            data(more)
        ))
    }

    /// Facts that are not listed as missing may stay unknown together: with those that are, as some completion has them, the verdict
    /// is that of the completion. Not so where something is presumed or deemed, or hangs on a fault.
    pub(crate) fn enough(
        &self,
        name: &str,
        known: &PartRec,
        page: &Explanation,
        mine: &Mine,
        records: &[Rec],
    ) -> Result<(), String> {
        let stands = self.pack.items.iter().any(|(_, item)| item.starts_with("presume ") || item.starts_with("deem "));
        let tied = self.files.iter().any(|file| {
            let text = format!("{file:?}").to_lowercase();
            text.contains("constraint") || text.contains("only_when: some")
        });
        if stands || mine.faulted || mine.blurred || page.missing.is_empty() {
            return Ok(());
        }
        let roots: BTreeSet<&str> = page.missing.iter().filter_map(|fact| fact.path.split(['.', '[']).next()).collect();
        for (at, record) in records.iter().enumerate().take(4) {
            let of_this = mine.judged.iter().filter(|(of, ..)| *of == at);
            let expected: BTreeSet<Of> = of_this.flat_map(|(_, _, judged)| judged.possible.iter().copied()).collect();
            let mut filled = known.clone();
            filled.extend(roots.iter().map(|root| ((*root).to_owned(), self.told(root, &record.fields[*root]))));
            let found = self.ask(&self.question(name), &filled).map(|(found, _)| found.possible);
            // Facts that a constraint ties together decide each other: none of them alone is found to matter.
            if !tied && !expected.is_empty() && found.as_ref().is_ok_and(|found| *found != expected) {
                return Err(format!("{roots:?} are not all that is missing: {found:?}, not {expected:?}, of {}", data(&filled)));
            }
        }
        Ok(())
    }

    pub(crate) fn told(&self, field: &str, value: &V) -> Part {
        match told(value) {
            Part::Known(value) if field == "fit" => Part::Assessed(value, true),
            // Where it cannot exist, data leaves it out.
            Part::Known(V::None) if field == "spouse_born" => Part::Missing,
            part => part,
        }
    }

    /// The facts of each ground and of the scope, all else unknown, give the same verdict.
    pub(crate) fn sufficient(&self, name: &str, record: &PartRec) -> Result<(), String> {
        let question = self.question(name);
        let Ok((answer, verdict)) = self.ask(&question, record) else { return Ok(()) };
        // Where cases were told apart, a fault in another norm may be what leaves a case out.
        if answer.possible.len() != 1 || verdict.settled().is_some() {
            return Ok(());
        }
        for (norms, facts) in grounds(&verdict) {
            // What is presumed stands on facts of its own.
            if facts.iter().any(|fact| matches!(fact.knowledge, Knowledge::Presumed)) {
                continue;
            }
            let paths: BTreeSet<&str> = facts.iter().map(|fact| fact.path.as_str()).collect();
            let alone = only(record, "", &paths);
            let found = self.ask(&question, &alone).map(|(found, _)| found.possible);
            if found.as_ref() != Ok(&answer.possible) {
                return Err(format!(
                    "{norms:?} is no ground of {:?}: {found:?} of {} ({paths:?})",
                    answer.possible,
                    data(&alone)
                ));
            }
        }
        Ok(())
    }
}

/// The norms of each ground with their facts, those of the scope and of the governing date.
fn grounds(verdict: &Verdict) -> Vec<(Vec<String>, Vec<FactView>)> {
    let page = verdict.explain();
    let around = page.scope.iter().flat_map(|scope| scope.every_fact()).chain(&page.law_as_at.facts);
    let around: Vec<FactView> = around.cloned().collect();
    let facts = |norms: &[String]| -> Vec<FactView> {
        let of_norms = page.norms.iter().filter(|norm| norms.contains(&norm.id)).flat_map(|norm| norm.every_fact().cloned());
        of_norms.chain(around.iter().cloned()).collect()
    };
    let rests_on = |ground: &Ground| ground.rests_on.iter().flat_map(|rule| rule.facts.clone()).collect::<Vec<_>>();
    page.grounds.iter().map(|ground| (ground.norms.clone(), [facts(&ground.norms), rests_on(ground)].concat())).collect()
}

/// The record with the facts of these paths alone.
fn only(record: &PartRec, before: &str, paths: &BTreeSet<&str>) -> PartRec {
    let mut kept = PartRec::new();
    for (name, part) in record {
        let path = format!("{before}{name}");
        let part = match part {
            Part::Rec(inner) => Part::Rec(only(inner, &format!("{path}."), paths)),
            Part::List(elements, complete) => {
                let complete = *complete && paths.contains(path.as_str());
                if !complete && !paths.iter().any(|known| known.starts_with(&path)) {
                    continue;
                }
                let each = elements.iter().enumerate();
                Part::List(each.map(|(at, element)| only(element, &format!("{path}[{at}]."), paths)).collect(), complete)
            }
            part if paths.contains(path.as_str()) => part.clone(),
            _ => continue,
        };
        kept.insert(name.clone(), part);
    }
    kept
}
