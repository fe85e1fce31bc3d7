//! What stands beside a verdict: notes, reports and powers of the page against those of all completions.

use std::collections::BTreeSet;

use serde_json::Value;
use whereas::Explanation;
use whereas::syntax::tree::PowerStatus;
use whereas::verdict::record::PowerStatusView;

use super::compare::Mine;
use super::judge::Beside;
use super::value::{Ratio, V};

/// What occurred, in the words of coverage.
pub(crate) fn seen(page: &Explanation) -> BTreeSet<String> {
    let powers = page.powers.iter().map(|power| format!("power-{:?}", status(power.status)));
    let notes = page.notes.iter().map(|note| if note.certain { "note-shown" } else { "note-perhaps" }.to_owned());
    let reports =
        page.reports.iter().map(|report| if report.value.is_null() { "report-unknown" } else { "report-value" }.to_owned());
    powers.chain(notes).chain(reports).collect()
}

impl Mine {
    /// Of a complete record all is the same. Of another nothing is said that one of its completions belies; what asks for
    /// statuses and open questions is about the record as it is.
    pub(crate) fn beside(&self, page: &Explanation) -> Result<(), String> {
        if self.faulted || self.blurred || self.judged.is_empty() {
            return Ok(());
        }
        let all: Vec<&Beside> = self.judged.iter().map(|(_, _, judged)| &judged.beside).collect();
        self.notes(page, &all)?;
        self.reports(page, &all)?;
        self.powers(page, &all)
    }

    fn notes(&self, page: &Explanation, all: &[&Beside]) -> Result<(), String> {
        let names: BTreeSet<&String> = all.iter().flat_map(|beside| beside.notes.keys()).collect();
        for name in names.into_iter().filter(|name| self.exact || !name.ends_with("_status")) {
            let said = page.notes.iter().find(|note| last(&note.id) == name).map(|note| note.certain);
            let truths: BTreeSet<Option<bool>> = all.iter().filter_map(|beside| beside.notes.get(name)).copied().collect();
            let right = match said {
                Some(true) => truths == BTreeSet::from([Some(true)]),
                None => truths == BTreeSet::from([Some(false)]),
                Some(false) => !self.exact || truths.len() > 1 || truths.contains(&None),
            };
            if !right {
                return Err(format!("{name} is {truths:?}, the evaluator says {said:?}"));
            }
        }
        Ok(())
    }

    fn reports(&self, page: &Explanation, all: &[&Beside]) -> Result<(), String> {
        for report in &page.reports {
            let values: Vec<&Vec<V>> = all.iter().filter_map(|beside| beside.reports.get(last(&report.id))).collect();
            let number = match &report.value {
                Value::Null => None,
                Value::String(text) => Some(Ratio::parse(text)),
                number => Some(Ratio::parse(&number.to_string())),
            };
            let right = match number {
                // A completion in which it has no value at all, as the largest of nothing has none, is left out of account.
                Some(number) => values.iter().all(|value| **value == [V::Num(number)] || (!self.exact && **value == [V::Fault])),
                None => !self.exact || values.iter().any(|value| *value != values[0] || value.len() > 1 || value[0] == V::Fault),
            };
            if !right {
                return Err(format!("{} is {values:?}, the evaluator says {:?}", report.id, report.value));
            }
        }
        Ok(())
    }

    fn powers(&self, page: &Explanation, all: &[&Beside]) -> Result<(), String> {
        let names: BTreeSet<&String> = all.iter().flat_map(|beside| beside.powers.keys()).collect();
        for name in names {
            let found: BTreeSet<String> = all
                .iter()
                .map(|beside| beside.powers.get(name).map_or("none".to_owned(), |status| format!("{status:?}")))
                .collect();
            let said = page.powers.iter().find(|power| last(&power.id) == name).map(|power| status(power.status));
            let not_law = found.contains("none");
            let found: BTreeSet<String> = found.into_iter().filter(|status| status != "none").collect();
            let decided = ["Exercised", "Refused"].map(str::to_owned);
            let within = |also: PowerStatus| found.iter().all(|found| *found == format!("{also:?}") || decided.contains(found));
            let right = match said {
                None => not_law,
                Some(PowerStatus::MayBeOpen) => !self.exact || found.len() > 1 || found.contains("MayBeOpen"),
                Some(said) if self.exact || said == PowerStatus::Exercised => found == BTreeSet::from([format!("{said:?}")]),
                Some(said) => within(said),
            };
            if !right {
                return Err(format!("{name} is {found:?}, the evaluator says {said:?}"));
            }
        }
        Ok(())
    }
}

fn last(id: &str) -> &str {
    id.rsplit('.').next().unwrap_or(id)
}

fn status(status: PowerStatusView) -> PowerStatus {
    match status {
        PowerStatusView::OpenTo => PowerStatus::OpenTo,
        PowerStatusView::MayBeOpen => PowerStatus::MayBeOpen,
        PowerStatusView::NotOpen => PowerStatus::NotOpen,
        PowerStatusView::Exercised => PowerStatus::Exercised,
        PowerStatusView::Refused => PowerStatus::Refused,
    }
}
