//! One norm on the page: its sentence, the law, what the law asks, what the record says.

use indexmap::IndexMap;

use super::why::governing;
use super::words::{capital, citation, citations, comparison, day, paragraphs, sentence};
use super::{Level, Page};
use crate::policy::Provenance;
use crate::verdict::record::{CiteView, FactView, Knowledge, NormKindView, NormView, RecordedView, StatusView, VersionView};
use crate::verdict::words::quoted;

/// More rows of a table, or elements that decide, than this are counted rather than listed, unless everything is asked for.
const MOST_ROWS: usize = 4;

impl<'a> Page<'a> {
    /// The norm with everything that a reader needs to check it.
    pub(super) fn norm(&mut self, mark: &str, norm: &'a NormView) {
        let head = format!("{}: {}", self.status_in_words(norm), norm.quoted());
        self.text.item(mark, &head);
        if norm.versions.is_empty() {
            self.law(&norm.cites, norm.quote.as_deref());
        }
        if norm.status == StatusView::NotInForce {
            self.own_clock(norm);
            if norm.law_as_at.is_some() {
                self.facts("Record:", &norm.facts);
            }
            self.in_force(norm);
            self.names_of(norm);
            return;
        }
        if norm.versions.is_empty() {
            self.test(norm.required_when.as_ref(), &norm.asks);
        }
        norm.versions.iter().for_each(|version| self.version(version));
        self.own_clock(norm);
        self.facts("Record:", &norm.facts);
        self.asked(&norm.asked);
        self.comparisons(norm);
        self.parameters(norm);
        self.terms(norm);
        self.because_of_exceptions(norm);
        let fails = matches!(norm.status, StatusView::NotMet | StatusView::Applies);
        if let Some(curable) = norm.curable.as_ref().filter(|_| fails) {
            self.text.about("Cure:", &sentence(&capital(curable)));
        }
        if let Some(because) = norm.sensitive_because.as_ref().filter(|_| norm.every_fact().any(|fact| fact.sensitive)) {
            self.text.about("Sensitive:", &format!("a sensitive fact is used because {}", sentence(because)));
        }
        if self.level == Level::Full || (norm.status == StatusView::Open && norm.in_force.is_none()) {
            self.in_force(norm);
        }
        self.names_of(norm);
    }

    /// When it is asked for, and what the law asks.
    fn test(&mut self, required: Option<&String>, asks: &str) {
        if let Some(required) = required.filter(|required| !required.is_empty()) {
            self.text.about("Required:", &format!("when {required}"));
        }
        if !asks.is_empty() {
            self.text.about("Test:", asks);
        }
    }

    /// One of several versions that may be law: its dates, what it says, the law and what the law asks.
    fn version(&mut self, version: &VersionView) {
        let stretch = stretch(version.in_force_from.as_ref(), version.in_force_until.as_ref(), version.known_from.as_ref());
        let dates = stretch.map_or_else(String::new, |stretch| format!("In force {stretch}: "));
        self.text.about("Version:", &format!("{dates}{}", quoted(&version.sentence)));
        self.law(&version.cites, version.quote.as_deref());
        self.test(version.required_when.as_ref(), &version.asks);
    }

    /// Citations, then the quoted law.
    pub(super) fn law(&mut self, cites: &[CiteView], quote: Option<&str>) {
        let mut margin = "Law:";
        for cite in citations(cites) {
            self.text.about(margin, &cite);
            margin = "";
        }
        let paragraphs = quote.map(paragraphs).unwrap_or_default();
        let last = paragraphs.len();
        let marked = quote.is_some_and(is_marked);
        for (at, paragraph) in paragraphs.iter().enumerate() {
            let open = if at == 0 && !marked { "“" } else { "" };
            let close = if at + 1 == last && !marked { "”" } else { "" };
            self.text.about(margin, &format!("{open}{paragraph}{close}"));
            margin = "";
        }
    }

    /// What the record says; rows of tables after it.
    pub(super) fn facts(&mut self, margin: &str, facts: &[FactView]) {
        let mut margin = margin;
        for fact in facts.iter().filter(|fact| fact.knowledge != Knowledge::Reference) {
            self.text.fact(margin, &fact_in_words(fact));
            margin = "";
        }
        self.rows(facts);
    }

    /// The rows of tables that decided, and which rows of a table fit of which none decided alone.
    fn rows(&mut self, facts: &[FactView]) {
        let rows = rows(facts);
        let listed = rows.len() <= MOST_ROWS || self.level == Level::Full;
        let mut margin = "Table:";
        for (row, cells) in rows.iter().filter(|_| listed) {
            self.text.fact(margin, &format!("{}: {}", capital(row), cells.join("; ")));
            margin = "";
        }
        if !listed {
            self.text.about(margin, &format!("{} rows of the tables of the rules", rows.len()));
        }
    }

    fn comparisons(&mut self, norm: &NormView) {
        let mut margin = "Compared:";
        let mut elements = 0;
        for compared in &norm.comparisons {
            elements += usize::from(compared.of.is_some());
            if compared.of.is_some() && elements > MOST_ROWS && self.level < Level::Full {
                continue;
            }
            let of = compared.of.as_ref().map_or_else(String::new, |of| format!(" ({of})"));
            let found = sentence(&format!("{}{of}", capital(&comparison(compared))));
            let alone = norm.comparisons.iter().all(|other| other.asks == compared.asks) || compared.asks == norm.asks;
            let asked = if alone { String::new() } else { format!(" (Of the test: {}.)", compared.asks) };
            self.text.about(margin, &format!("{found}{asked}"));
            margin = "";
        }
        if let Some(more) = elements.checked_sub(MOST_ROWS).filter(|more| *more > 0 && self.level < Level::Full) {
            self.text.about(margin, &format!("And {more} more that decide by themselves."));
        }
    }

    fn parameters(&mut self, norm: &NormView) {
        let mut margin = "By law:";
        let own = norm.all_cites();
        for parameter in &norm.parameters {
            let cites: Vec<String> = parameter.cites.iter().filter(|cite| !own.contains(cite)).map(citation).collect();
            let cites = if cites.is_empty() { String::new() } else { format!(" ({})", cites.join("; ")) };
            self.text.about(margin, &format!("{}: {}{cites}", capital(&parameter.label), parameter.text));
            margin = "";
        }
    }

    /// The terms of its test that are derived: by which law besides its own, and by which row of a table. They stand in quotes, as in
    /// the test: a term without them would read as if it were so.
    fn terms(&mut self, norm: &NormView) {
        let mut by_law: IndexMap<String, Vec<String>> = IndexMap::new();
        let mut margin = "Terms:";
        let own = norm.all_cites();
        for derived in &norm.derived {
            let cites: Vec<CiteView> = derived.cites.iter().filter(|cite| !own.contains(cite)).cloned().collect();
            let law = citations(&cites).join("; ");
            let behind = if law.is_empty() { String::new() } else { format!(" ({law})") };
            let term = format!("‘{}’", derived.label);
            match &*derived.rows {
                [] => {
                    if !law.is_empty() {
                        by_law.entry(law).or_default().push(term);
                    }
                    continue;
                }
                [row] => self.text.fact(margin, &format!("{term}, by row {} of its table: {}{behind}", row.row, row.text)),
                rows => {
                    self.text.about(margin, &format!("{term}{behind}, by one of these rows of its table:"));
                    rows.iter().for_each(|row| self.text.fact("", &format!("Row {}: {}", row.row, row.text)));
                }
            }
            margin = "";
        }
        for (law, terms) in by_law {
            self.text.fact(margin, &format!("{} ({law})", terms.join(", ")));
            margin = "";
        }
    }

    /// What exceptions, and whether it is required at all, have to do with it, where the norm's own condition would say
    /// otherwise: an exception whose condition is fulfilled does not hold, or a norm whose condition is decided is open all the same.
    fn because_of_exceptions(&mut self, norm: &NormView) {
        let (exceptions, said) = match (norm.status, norm.kind, norm.condition) {
            (StatusView::DoesNotHold, _, Some(true)) => (StatusView::Holds, "Its own condition is fulfilled, but this holds"),
            (StatusView::DoesNotHold, _, None) => (StatusView::Holds, "Its own condition may be fulfilled, but this holds"),
            (StatusView::Waived, ..) => (StatusView::Holds, "Its own condition is not fulfilled, but an exception holds"),
            (StatusView::Lifted, ..) => (StatusView::Holds, "Its own condition is fulfilled, but an exception holds"),
            (StatusView::Open, NormKindView::Requirement, Some(false)) => {
                (StatusView::Open, "Its own condition is not fulfilled; it hangs on the exception")
            }
            (StatusView::Open, _, Some(true)) => (StatusView::Open, "Its own condition is fulfilled; it hangs on the exception"),
            _ => return,
        };
        if norm.status == StatusView::Open && norm.required_when.is_some() && norm.required.is_none() {
            self.text.about("Why:", "Its own condition is not fulfilled; whether it is required in this case is open.");
        }
        for id in &norm.exceptions {
            if let Some(exception) = self.norm_by_id(id).filter(|exception| exception.status == exceptions) {
                self.text.about("Why:", &format!("{said}: {}", exception.quoted()));
            }
        }
    }

    /// The date whose law it is, if that is another than the question's.
    fn own_clock(&mut self, norm: &NormView) {
        if let Some(law) = &norm.law_as_at {
            self.text.about("Law as at:", &governing(law));
        }
    }

    /// When it was law, and that this is open where it hangs on the day; the versions that may be law have said when they are.
    fn in_force(&mut self, norm: &NormView) {
        let open = norm.in_force.is_none() && norm.status != StatusView::NotInForce;
        if !norm.versions.is_empty() {
            if open {
                self.text.about("In force:", "whether any of them was law on the governing date is not settled");
            }
            return;
        }
        let stretch = stretch(norm.in_force_from.as_ref(), norm.in_force_until.as_ref(), norm.known_from.as_ref());
        let Some(stretch) = stretch else { return };
        let open = if open { "; whether it was law on the governing date is not settled" } else { "" };
        self.text.about("In force:", &format!("{stretch}{open}"));
    }

    /// The id, and what an exception lifts: for who works with the rules.
    fn names_of(&mut self, norm: &NormView) {
        if self.level < Level::Full {
            return;
        }
        if norm.kind == NormKindView::Exception && !norm.lifts.is_empty() {
            self.text.about("Lifts:", &norm.lifts.join(", "));
        }
        self.text.about("Id:", &norm.id);
    }
}

/// Whether quoted law stands in quotation marks of its own from its first word to its last.
fn is_marked(quote: &str) -> bool {
    let inner = quote.trim().strip_prefix(['“', '"']).and_then(|inner| inner.strip_suffix(['”', '"']));
    inner.is_some_and(|inner| !inner.contains(['“', '”', '"']))
}

/// `from 1 July 2020 until 1 July 2024 (that day not included); known from 1 August 2020`; none: at all times, and always known.
fn stretch(from: Option<&String>, until: Option<&String>, known: Option<&String>) -> Option<String> {
    let text = match (from, until) {
        (Some(from), Some(until)) => format!("from {} until {} (that day not included)", day(from), day(until)),
        (Some(from), None) => format!("from {}", day(from)),
        (None, Some(until)) => format!("until {} (that day not included)", day(until)),
        (None, None) if known.is_some() => "at all times".to_owned(),
        (None, None) => return None,
    };
    Some(format!("{text}{}", known.map_or_else(String::new, |known| format!("; known from {}", day(known)))))
}

/// The cells of reference data by row (`Parties to the Convention, row 5`).
fn rows(facts: &[FactView]) -> IndexMap<&str, Vec<String>> {
    let mut rows: IndexMap<&str, Vec<String>> = IndexMap::new();
    for fact in facts.iter().filter(|fact| fact.knowledge == Knowledge::Reference) {
        let (row, cell) = match fact.label.split_once(": ") {
            Some((row, column)) => (row, format!("{column}: {}", fact.text)),
            None => (&*fact.label, fact.text.clone()),
        };
        rows.entry(row).or_default().push(cell);
    }
    rows
}

/// `Nationalities: Germany (DE) (passport, p. 2; row 7)`
pub(super) fn fact_in_words(fact: &FactView) -> String {
    let value = match fact.knowledge {
        Knowledge::Unknown => "not known".to_owned(),
        Knowledge::None => "there is none".to_owned(),
        Knowledge::Presumed => format!("{} (presumed{}, not recorded)", fact.text, in_question(fact)),
        Knowledge::Deemed => {
            let recorded = fact.recorded.as_ref().map_or_else(|| "unknown".to_owned(), recorded_in_words);
            format!("{} (deemed to be so{}; recorded: {recorded})", fact.text, in_question(fact))
        }
        Knowledge::Known | Knowledge::PartlyKnown if fact.assessment.is_some() => format!("{} (an assessment)", fact.text),
        Knowledge::Known | Knowledge::PartlyKnown | Knowledge::Reference => fact.text.clone(),
    };
    let from = fact.provenance.as_ref().map(provenance).into_iter().flatten();
    let from: Vec<String> = from.chain(fact.place.clone()).collect();
    let from = if from.is_empty() { String::new() } else { format!(" [{}]", from.join("; ")) };
    format!("{}: {value}{from}", capital(&fact.label))
}

/// `yes, an assessment [recorded 1 May 2024 by Dr. Roe]`
fn recorded_in_words(recorded: &RecordedView) -> String {
    let assessed = if recorded.assessment.is_some() { ", an assessment" } else { "" };
    let from = recorded.provenance.as_ref().map(provenance).filter(|from| !from.is_empty());
    let from = from.map_or_else(String::new, |from| format!(" [{}]", from.join("; ")));
    format!("{}{assessed}{from}", recorded.text)
}

/// Who made an assessment, and when: `Dr. Roe, recorded 2 January 2025`; none where it is no assessment or not the record's.
pub(super) fn author(fact: &FactView) -> Option<String> {
    let known = matches!(fact.knowledge, Knowledge::Known | Knowledge::PartlyKnown | Knowledge::None);
    let from = fact.provenance.as_ref().filter(|_| known && fact.assessment.is_some())?;
    let recorded = from.recorded.as_ref().map(|recorded| format!(", recorded {}", day(recorded))).unwrap_or_default();
    Some(format!("{}{recorded}", from.by.as_ref()?))
}

/// The question that is asked in which something stands for a fact: ` in the question “The person is a citizen”`.
fn in_question(fact: &FactView) -> String {
    fact.stands_in.as_ref().map_or_else(String::new, |asked| format!(" in the question “{}”", asked.sentence))
}

fn provenance(provenance: &Provenance) -> Vec<String> {
    let source = provenance.source.iter().map(ToString::to_string);
    let recorded = provenance.recorded.iter().map(|recorded| format!("recorded {}", day(recorded)));
    let by = provenance.by.iter().map(|by| format!("by {by}"));
    let recorded: Vec<String> = recorded.chain(by).collect();
    source.chain(Some(recorded.join(" ")).filter(|text| !text.is_empty())).collect()
}
