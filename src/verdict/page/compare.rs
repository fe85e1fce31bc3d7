//! The pages of “what if” and “why not”.

use std::collections::HashSet;

use super::layout::Text;
use super::words::{capital, citation, sentence, status};
use super::{Level, Page};
use crate::verdict::record::{ChangeView, Explanation, NormKindView, Outcome, WhatIf, WhyNot};

fn page(explanation: &Explanation, level: Level) -> Page<'_> {
    Page { explanation, level, text: Text::default(), told: HashSet::new() }
}

impl WhatIf {
    /// The page: what is supposed, the result before and after, what changes in the reasons; then the page as it would be.
    #[must_use]
    pub fn page(&self, level: Level) -> String {
        let mut page = page(&self.before, level);
        page.text.opening("What if?");
        page.text.heading("Supposed");
        for fact in &self.supposed {
            page.text.item("-", &sentence(&format!("{}: {}; it is {}", capital(&fact.label), fact.supposed, fact.now)));
        }
        page.text.heading("The result");
        let result = |of: &Explanation| format!("{}: {}", capital(&of.told(of.verdict)), sentence(&of.says));
        page.text.about("As it is:", &result(&self.before));
        page.text.about("Then:", &result(&self.after));
        page.text.heading("What changes in the reasons");
        if self.norms.is_empty() {
            page.text.paragraph("Nothing: each rule stands as it is.");
        }
        for norm in &self.norms {
            page.text.item("-", &norm.sentence);
            let kind = page.norm_by_id(&norm.id).map_or(NormKindView::Requirement, |norm| norm.kind);
            page.text.about("As it is:", &sentence(&status(kind, norm.before)));
            page.text.about("Then:", &sentence(&status(kind, norm.after)));
            if let Some(cite) = norm.cites.first() {
                page.text.about("Law:", &sentence(&citation(cite)));
            }
        }
        page.text.heading("The page as it would be");
        format!("{}\n{}", page.text.finish(), self.after.page(level))
    }
}

impl WhyNot {
    /// The page: what stands in the way, what is missing, the smallest changes that lead there, what cannot be changed.
    #[must_use]
    pub fn page(&self, level: Level) -> String {
        let verdict = &self.verdict;
        let mut page = page(verdict, level);
        page.text.opening(&format!("Why not {}?", verdict.told(self.wanted)));
        page.text.blank();
        page.result();
        if verdict.verdict == self.wanted {
            page.text.blank();
            page.text.opening("Nothing stands in the way: that is the result.");
            return page.text.finish();
        }
        let undetermined = verdict.verdict == Outcome::Undetermined;
        if undetermined && !verdict.possible.contains(&self.wanted) {
            page.text.blank();
            page.text.opening("Whatever the missing facts are, that cannot be the result.");
        }
        page.why();
        page.exceptions_looked_at();
        page.missing();
        let title = format!("What would make it {}", verdict.told(self.wanted));
        let (rebutting, others): (Vec<&ChangeView>, Vec<&ChangeView>) = self.would_change.iter().partition(|way| way.rebuts);
        page.changes(&title, &others, self.would_change_cut);
        page.changes(&format!("{title} if a presumption were rebutted"), &rebutting, self.would_change_cut);
        if self.would_change.is_empty() && !undetermined {
            page.text.heading(&title);
            let cut = if self.would_change_cut { " that was looked at" } else { "" };
            page.text.paragraph(&format!("No change of up to three recorded facts{cut} leads there."));
        }
        if !self.immutable.is_empty() {
            page.text.heading("What cannot be changed");
            for fact in &self.immutable {
                page.text.item("-", &sentence(&capital(&fact.label)));
            }
        }
        page.closing();
        page.text.finish()
    }
}
