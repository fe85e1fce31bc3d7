//! What would change the result.

use super::words::{capital, sentence};
use super::{Level, Page};
use crate::verdict::record::{ChangeView, ChangedFactView};

/// So many ways are on a page that is not told in full.
const FIRST: usize = 5;
/// So many of several values are named.
const FEW: usize = 4;

impl Page<'_> {
    /// The smallest changes, those that rebut a presumption under a heading of their own.
    pub(super) fn would_change(&mut self) {
        let (rebutting, others): (Vec<&ChangeView>, Vec<&ChangeView>) =
            self.explanation.would_change.iter().partition(|change| change.rebuts);
        let cut = self.explanation.would_change_cut;
        self.changes("What would change the result", &others, cut);
        self.changes("What would change the result if a presumption were rebutted", &rebutting, cut);
        self.nothing_recorded_suffices();
    }

    /// Where more than is recorded may belong to what the result rests on.
    fn nothing_recorded_suffices(&mut self) {
        let more: Vec<&str> = self.explanation.would_change_more.iter().map(|fact| &*fact.label).collect();
        if more.is_empty() {
            return;
        }
        self.text.heading("What would change the result");
        self.text.paragraph("Nothing that is recorded suffices to change it. There may be more than the record holds of:");
        more.into_iter().for_each(|label| self.text.item("-", &sentence(&capital(label))));
    }

    /// Ways, the first ones or all.
    pub(super) fn changes(&mut self, heading: &str, ways: &[&ChangeView], cut: bool) {
        if ways.is_empty() {
            return;
        }
        self.text.heading(heading);
        let told = if self.level == Level::Full { ways.len() } else { FIRST };
        for (at, change) in ways.iter().take(told).enumerate() {
            self.text.item(&format!("{}.", at + 1), &format!("{} if:", capital(&self.explanation.told(change.leads_to))));
            for fact in &change.facts {
                self.text.under(&sentence(&fact_in_words(fact)));
            }
            self.text.under(&sentence(&format!("By {}", change.law)));
        }
        let more = ways.len().saturating_sub(told);
        if more > 0 {
            self.text.paragraph(&format!("And {more} more, on the page in full."));
        }
        if cut {
            self.text.paragraph("There may be others: not all sets of facts were looked at.");
        }
    }
}

/// The first of several values, and how many there are besides.
fn one_of(values: &[String]) -> String {
    let first: Vec<&str> = values.iter().take(FEW).map(String::as_str).collect();
    let more = values.len().saturating_sub(first.len());
    let more = if more > 0 { format!(", or {more} others") } else { String::new() };
    format!("{}{more}", first.join(", or "))
}

/// `remaining sentence: 6 months or more; it is 4 months and 11 days (49 days later)`
pub(super) fn fact_in_words(fact: &ChangedFactView) -> String {
    let difference = fact.difference.as_ref().map(|difference| format!(" ({difference})")).unwrap_or_default();
    let now = if fact.presumed { "it is presumed to be" } else { "it is" };
    format!("{}: {}{difference}; {now} {}", fact.label, one_of(&fact.to), fact.now)
}
