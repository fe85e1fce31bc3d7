//! A question that is asked, on the page: its answer, the norms of it that decided, and their facts.

use super::norm::fact_in_words;
use super::why::{governing, scope_in_words};
use super::words::{capital, citations, sentence, status};
use super::{Level, Page};
use crate::verdict::record::{AskedView, Knowledge, NormView, Outcome, ScopeStatus, StatusView};
use crate::verdict::words::quoted;

/// Of more questions than this that one norm asks, those of the elements of a list, the others are counted.
const MOST_ASKED: usize = 8;

impl<'a> Page<'a> {
    /// The questions that a norm or the scope asks.
    pub(super) fn asked(&mut self, asked: &'a [AskedView]) {
        self.asked_within(0, asked);
    }

    fn asked_within(&mut self, depth: usize, asked: &'a [AskedView]) {
        let listed = if self.level == Level::Full { asked.len() } else { MOST_ASKED };
        for (at, view) in asked.iter().take(listed).enumerate() {
            let name = if depth == 0 && at == 0 { "Asked:" } else { "" };
            let again = !self.told.insert(view.key());
            let above = if again { "; why stands above" } else { "" };
            let text = format!("{}{}{above}", answer(view), self.other_law(view));
            self.text.within(depth, name, &sentence(&text));
            if !again {
                self.reasons(depth + 1, view);
            }
        }
        if let Some(more) = asked.len().checked_sub(listed).filter(|more| *more > 0) {
            self.text.within(depth, "", &format!("And of {more} more."));
        }
    }

    /// What decided it, or keeps it open.
    fn reasons(&mut self, depth: usize, view: &'a AskedView) {
        let open = view.verdict == Outcome::Undetermined;
        let decides = |status| view.verdict == Outcome::NotApplicable || (open && status == ScopeStatus::Open);
        if let Some(scope) = view.scope.as_ref().filter(|scope| decides(scope.status)) {
            self.text.within(depth, "", &format!("- {}", scope_in_words(scope.status)));
            let facts = scope.facts.iter().filter(|fact| fact.knowledge != Knowledge::Reference);
            facts.for_each(|fact| self.text.within(depth + 1, "", &fact_in_words(fact)));
            self.asked_within(depth + 1, &scope.asked);
        }
        let mut source = None;
        for norm in &view.norms {
            let law = law(norm, &mut source);
            self.reason(depth, norm, &law, open);
        }
    }

    /// A norm in one line, its facts, and the questions that it asks in turn.
    fn reason(&mut self, depth: usize, norm: &'a NormView, law: &str, open: bool) {
        let became = match norm.status {
            StatusView::Open if !open => "Settled either way".to_owned(),
            became => status(norm.kind, became),
        };
        self.text.within(depth, "", &sentence(&format!("- {became}: {}{law}", norm.quoted())));
        let facts = norm.facts.iter().filter(|fact| fact.knowledge != Knowledge::Reference);
        facts.for_each(|fact| self.text.within(depth + 1, "", &fact_in_words(fact)));
        let fails = matches!(norm.status, StatusView::NotMet | StatusView::Applies);
        if let Some(curable) = norm.curable.as_ref().filter(|_| fails) {
            self.text.within(depth + 1, "", &format!("Cure: {}", sentence(&capital(curable))));
        }
        self.asked_within(depth + 1, &norm.asked);
    }

    /// The law as at another date than that of the question itself.
    fn other_law(&self, view: &AskedView) -> String {
        let own = &self.explanation.law_as_at;
        let same = (&own.from, &own.to) == (&view.law_as_at.from, &view.law_as_at.to);
        if same { String::new() } else { format!(", by the law as at {}", governing(&view.law_as_at)) }
    }
}

/// The citations in brackets; of the source that was cited just before only the places in it.
fn law(norm: &NormView, before: &mut Option<String>) -> String {
    let cites = norm.all_cites();
    let places: Option<Vec<&str>> = cites.iter().map(|cite| cite.pinpoint.as_deref()).collect();
    let source = cites.first().map(|first| &first.source).filter(|source| cites.iter().all(|cite| cite.source == **source));
    let text = match places.filter(|_| source.is_some() && source == before.as_ref()) {
        Some(places) => places.join("; "),
        None => citations(&cites).join("; "),
    };
    // Between questions that a norm asks in turn it would not be plain which source is meant.
    *before = source.filter(|_| norm.asked.is_empty()).cloned();
    if text.is_empty() { String::new() } else { format!(" ({text})") }
}

/// `“The person may be removed” (person 2): ineligible`; of an advisory question its own words.
fn answer(view: &AskedView) -> String {
    let of = view.of.as_ref().map_or_else(String::new, |of| format!(" ({of})"));
    if view.advisory {
        return format!("{}{of}", quoted(&view.says));
    }
    format!("{}{of}: {}", quoted(&view.sentence), view.verdict.in_words())
}
