//! The first block, the grounds, the exceptions looked at, and the other norms.

use indexmap::IndexSet;

use super::norm::author;
use super::words::{citations, day, sentence};
use super::{Level, Page};
use crate::verdict::record::{
    Ground, LaterLawView, LawAsAt, NormKindView, NormView, Outcome, ScopeStatus, ScopeView, SplitView, StatusView,
};
use crate::verdict::words::quoted;

/// A date whose law applies, and what it is.
pub(super) fn governing(law: &LawAsAt) -> String {
    let days = match (&law.from, &law.to) {
        (Some(from), Some(to)) if from == to => day(from),
        (Some(from), Some(to)) => format!("between {} and {}", day(from), day(to)),
        (Some(from), None) => format!("{} or later", day(from)),
        (None, Some(to)) => format!("{} or earlier", day(to)),
        (None, None) => "not known".to_owned(),
    };
    match &*law.asks {
        "" => days,
        "today" => format!("{days}, the day asked"),
        asks => format!("{days} ({})", without_brackets(asks).trim_matches(['‘', '’'])),
    }
}

/// Without the brackets around the whole.
fn without_brackets(text: &str) -> &str {
    let inner = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    let closes_early = |inner: &str| {
        let mut depth = 0;
        inner.chars().any(|c| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth < 0
        })
    };
    inner.filter(|inner| !closes_early(inner)).unwrap_or(text)
}

/// `“rate” (from 9 September 2010)`
fn later_in_words(later: &LaterLawView) -> String {
    format!("{} (from {})", quoted(&later.label), day(&later.known_from))
}

impl<'a> Page<'a> {
    /// The result in the question's own words, then what was asked, of which case, when and under which law.
    pub(super) fn result(&mut self) {
        let explanation = self.explanation;
        self.text.opening(&sentence(&explanation.says));
        self.text.blank();
        let powers = explanation.powers_told().map(|power| power.says.clone());
        let (name, verdict) = match explanation.question.own_words.get(&explanation.verdict) {
            Some(own) => ("Answer:", own.clone()),
            None => ("Verdict:", explanation.verdict.in_words().to_owned()),
        };
        let verdict: Vec<String> = std::iter::once(verdict).chain(powers).collect();
        self.text.entry(name, &verdict.join("; "));
        if explanation.verdict == Outcome::Undetermined {
            self.text.entry("Possible:", &explanation.verdicts(&explanation.possible));
        }
        self.text.entry("Question:", &sentence(&explanation.question.sentence));
        for cite in citations(&explanation.question.cites) {
            self.text.entry("", &cite);
        }
        if explanation.question.advisory {
            self.text.entry("", "This question reports a statement or policy that binds nobody.");
        }
        if let Some(case) = &explanation.case {
            self.text.entry("Case:", case);
        }
        self.text.entry("Asked on:", &day(&explanation.asked_on));
        let law = &explanation.law_as_at;
        self.text.entry("Law as at:", &governing(law));
        if let Some(known) = &law.known_on {
            let later: Vec<String> = law.became_known.iter().map(later_in_words).collect();
            let later = later.join("; ");
            self.text
                .entry("", &format!("as known on {}; this became known after the day to which it applies: {later}", day(known)));
        }
    }

    /// The grounds; for an undetermined verdict the norms that cannot be decided yet.
    pub(super) fn why(&mut self) {
        let explanation = self.explanation;
        if explanation.verdict == Outcome::Undetermined {
            self.why_open();
            return;
        }
        let count = explanation.grounds.len();
        if count == 0 {
            return;
        }
        self.text.heading("Why");
        if count > 1 {
            self.text.paragraph(&format!("There are {count} grounds. Each of them gives this result alone."));
        }
        let mut number = 0;
        for (at, ground) in explanation.grounds.iter().enumerate() {
            if count > 1 {
                self.text.blank();
                self.text.paragraph(&format!("Ground {} of {count}", at + 1));
            }
            self.ground(ground, &mut number);
        }
    }

    fn ground(&mut self, ground: &Ground, number: &mut usize) {
        if let Some(scope) = self.explanation.scope.as_ref().filter(|_| ground.scope) {
            self.numbered(number, |page, mark| page.scope(mark, scope));
        }
        for split in ground.splits.iter().filter(|split| split.norm.is_none()) {
            self.text.blank();
            self.text.paragraph("What is not known tells cases apart, and one of them is so:");
            self.cases("", split);
        }
        let norms: Vec<&NormView> = ground.norms.iter().filter_map(|id| self.norm_by_id(id)).collect();
        // What is said of the exceptions to a failing norm has a section of its own.
        let own_section = self.explanation.verdict == Outcome::Ineligible;
        for norm in norms.into_iter().filter(|norm| !(own_section && norm.kind == NormKindView::Exception)) {
            self.numbered(number, |page, mark| {
                page.norm(mark, norm);
                ground
                    .splits
                    .iter()
                    .filter(|split| split.norm.as_ref() == Some(&norm.id))
                    .for_each(|split| page.cases("Cases:", split));
            });
        }
        for rule in &ground.rests_on {
            self.numbered(number, |page, mark| {
                page.text.item(mark, &format!("Every record obeys: {}", quoted(&rule.says)));
                page.facts("Record:", &rule.facts);
            });
        }
    }

    /// The cases that tell which part decides.
    fn cases(&mut self, margin: &str, split: &SplitView) {
        let mut margin = margin;
        for case in &split.cases {
            let given = case.given.iter().map(|given| format!("{}: {}", given.label, given.answer));
            let given: Vec<String> = given.collect();
            self.text.fact(margin, &sentence(&format!("If {}, then {}", given.join(", and "), case.because)));
            margin = "";
        }
        if split.cut {
            self.text.about(margin, "And there are more cases.");
        }
    }

    fn numbered(&mut self, number: &mut usize, write: impl FnOnce(&mut Self, &str)) {
        *number += 1;
        self.text.blank();
        write(self, &format!("{number}."));
    }

    fn scope(&mut self, mark: &str, scope: &'a ScopeView) {
        let settled = self.explanation.settled_scope(scope.status).map(|settled| sentence(&settled));
        self.text.item(mark, settled.as_deref().unwrap_or(scope_in_words(scope.status)));
        if scope.status != ScopeStatus::NotInForce {
            if let Some(asks) = &scope.asks {
                self.text.about("Test:", asks);
            }
            self.facts("Record:", &scope.facts);
            self.asked(&scope.asked);
        }
        let explanation = self.explanation;
        if scope.status != ScopeStatus::Covered {
            self.law(&explanation.question.cites, explanation.question.quote.as_deref());
        }
    }

    fn why_open(&mut self) {
        let explanation = self.explanation;
        let scope = explanation.scope.as_ref().filter(|scope| scope.status == ScopeStatus::Open);
        let open: Vec<&NormView> = explanation.norms.iter().filter(|norm| explanation.keeps_open(norm)).collect();
        if scope.is_none() && open.is_empty() {
            return;
        }
        self.text.heading("Why it cannot be decided yet");
        let mut number = 0;
        if let Some(scope) = scope {
            self.numbered(&mut number, |page, mark| page.scope(mark, scope));
        }
        for norm in open {
            self.numbered(&mut number, |page, mark| page.norm(mark, norm));
        }
    }

    /// Of each norm that stands against the person: the exceptions, and why each does not help.
    pub(super) fn exceptions_looked_at(&mut self) {
        let looked_at = self.failed_exceptions();
        if looked_at.is_empty() {
            return;
        }
        self.text.heading("Exceptions looked at");
        for exception in looked_at {
            self.text.blank();
            self.norm("-", exception);
        }
    }

    /// Exceptions to failing norms, next to each what undoes it; those that cannot be decided yet stand among the open norms.
    fn failed_exceptions(&self) -> Vec<&'a NormView> {
        let fails = |norm: &&NormView| matches!(norm.status, StatusView::NotMet | StatusView::Applies);
        let mut found: Vec<&NormView> = Vec::new();
        let mut next: Vec<&String> =
            self.explanation.norms.iter().filter(fails).flat_map(|norm| &norm.exceptions).rev().collect();
        while let Some(exception) = next.pop().and_then(|id| self.norm_by_id(id)) {
            let known = found.iter().any(|other| other.id == exception.id);
            if !known && !self.explanation.keeps_open(exception) {
                found.push(exception);
                // One whose own condition fails needs nothing that undoes it.
                let may_hold = exception.condition != Some(false);
                let undoes =
                    |norm: &NormView| may_hold && (norm.status == StatusView::Holds || self.explanation.in_a_ground(norm));
                next.extend(exception.exceptions.iter().rev().filter(|id| self.norm_by_id(id).is_some_and(undoes)));
            }
        }
        found
    }

    /// Everything that has not been said yet: one line each, or in full.
    pub(super) fn other_norms(&mut self) {
        let explanation = self.explanation;
        let failed: Vec<&str> = self.failed_exceptions().iter().map(|norm| &*norm.id).collect();
        let undetermined = explanation.verdict == Outcome::Undetermined;
        let said =
            |norm: &&NormView| failed.contains(&&*norm.id) || explanation.keeps_open(norm) || explanation.in_a_ground(norm);
        let others: Vec<&NormView> = explanation.norms.iter().filter(|norm| !said(norm)).collect();
        let scope_said = explanation.grounds.iter().any(|ground| ground.scope);
        let scope = explanation.scope.as_ref().filter(|scope| !scope_said && scope.status != ScopeStatus::Open);
        let without_law = scope_said && others.iter().all(|norm| norm.status == StatusView::NotInForce);
        if (others.is_empty() && scope.is_none()) || (without_law && self.level < Level::Full) {
            return;
        }
        self.text.heading(if undetermined { "What is settled" } else { "Other conditions" });
        if self.level < Level::Full && others.iter().all(|norm| norm.status == StatusView::NotLookedAt) && !others.is_empty() {
            self.text.paragraph("The requirements, bars and exceptions were not looked at.");
            return;
        }
        if let Some(scope) = scope {
            if self.level == Level::Full {
                self.scope("-", scope);
            } else {
                self.text.item("-", scope_in_words(scope.status));
            }
        }
        for norm in others {
            if self.level == Level::Full {
                self.text.blank();
                self.norm("-", norm);
            } else {
                let line = self.one_line(norm);
                self.text.item("-", &line);
            }
        }
    }

    fn one_line(&self, norm: &NormView) -> String {
        let cites = citations(&norm.all_cites());
        let cites = if cites.is_empty() { String::new() } else { format!(" ({})", cites.join("; ")) };
        let line = sentence(&format!("{}: {}{cites}", self.status_in_words(norm), norm.quoted()));
        let authors: IndexSet<String> = norm.every_fact().filter_map(author).collect();
        if authors.is_empty() {
            return line;
        }
        let authors: Vec<String> = authors.into_iter().collect();
        let stop = if line.ends_with('”') { "." } else { "" };
        format!("{line}{stop} {}", sentence(&format!("It rests on an assessment by {}", authors.join("; and by "))))
    }
}

pub(in crate::verdict) fn scope_in_words(status: ScopeStatus) -> &'static str {
    match status {
        ScopeStatus::Covered => "The question covers this case.",
        ScopeStatus::NotCovered => "The question does not cover this case.",
        ScopeStatus::NotInForce => "No requirement or bar of the question was law on the governing date.",
        ScopeStatus::Open => "Whether the question covers this case cannot be decided yet.",
    }
}
