//! What is missing, contested, open or presumed, and what the reader must know besides.

use super::Page;
use super::norm::{author, fact_in_words};
use super::words::{capital, sentence};
use crate::verdict::record::{Explanation, MissingView, Outcome, PresumptionView, StandsInView};

impl Page<'_> {
    /// The missing facts, each with its question.
    pub(super) fn missing(&mut self) {
        if self.explanation.missing.is_empty() {
            return;
        }
        self.text.heading("What is missing");
        for (at, missing) in self.explanation.missing.iter().enumerate() {
            self.text.blank();
            self.text.item(&format!("{}.", at + 1), &sentence(&capital(&missing.label)));
            self.how_to_ask(missing);
        }
    }

    /// Unknown facts that change nothing, and what is not proven.
    pub(super) fn no_longer_matters(&mut self) {
        let explanation = self.explanation;
        if !explanation.no_longer_matters.is_empty() {
            self.text.heading(match explanation.verdict {
                Outcome::Undetermined => "What no longer matters",
                _ => "Regardless of",
            });
            self.text.blank();
            self.text.paragraph("These facts are unknown. Whatever they are, the result is the same.");
            for fact in &explanation.no_longer_matters {
                self.text.item("-", &sentence(&capital(&fact.label)));
            }
        }
        if let Some(why) = &explanation.not_proven {
            self.text.heading("Not proven");
            self.text.blank();
            self.text
                .paragraph(&sentence(&format!("It is not proven that each of the possible results can still be reached: {why}")));
        }
    }

    fn how_to_ask(&mut self, missing: &MissingView) {
        if let Some(asked) = &missing.asked {
            self.text.about("Ask:", asked);
        }
        self.text.about("Wanted:", &sentence(&capital(&missing.answer)));
        if !missing.options.is_empty() {
            let options: Vec<&str> = missing.options.iter().map(|option| &*option.label).collect();
            self.text.about("One of:", &options.join("; "));
        }
        if let Some(who) = &missing.decided_by {
            self.text.about("From:", &format!("{}, by a decision that is still to be taken.", capital(who)));
        }
        if let Some(assessment) = &missing.assessment {
            let standard = assessment.standard.as_ref().map(|standard| format!(", under the standard: {standard}"));
            let from = format!("{}, by an assessment{}", capital(&assessment.by), standard.unwrap_or_default());
            self.text.about("From:", &sentence(&from));
        }
        let mut margin = "Leads to:";
        for answer in &missing.answers {
            self.text.about(
                margin,
                &sentence(&format!("{}: {}", capital(&answer.answer), self.explanation.verdicts(&answer.leads_to))),
            );
            margin = "";
        }
        let mut margin = "Open:";
        for id in &missing.norms {
            let Some(norm) = self.norm_by_id(id).filter(|norm| self.explanation.keeps_open(norm)) else { continue };
            self.text.about(margin, &norm.quoted());
            margin = "";
        }
    }

    /// Readings of which another option would change the verdict.
    pub(super) fn contested(&mut self) {
        if self.explanation.contested.is_empty() {
            return;
        }
        self.text.heading("Contested: another reading of the law would change the result");
        for contested in &self.explanation.contested {
            self.text.blank();
            let under =
                format!("{}: the result would be {}", contested.otherwise(), self.explanation.verdicts(&contested.possible));
            for (at, switch) in contested.switches.iter().enumerate() {
                self.text.item(if at == 0 { "-" } else { "and" }, &switch.question);
                self.text.about("Read here:", &switch.chosen.label);
                if at + 1 == contested.switches.len() {
                    self.text.about("Otherwise:", &sentence(&under));
                }
                self.law(&switch.cites, switch.quote.as_deref());
            }
        }
        if self.explanation.contested_cut {
            self.text.paragraph("There may be others: not all combinations of readings were looked at.");
        }
    }

    /// Readings that nobody has fixed.
    pub(super) fn open_questions(&mut self) {
        if self.explanation.open_questions.is_empty() {
            return;
        }
        self.text.heading("Open questions of law");
        for open in &self.explanation.open_questions {
            self.text.blank();
            self.text.item("-", &open.question);
            for (option, possible) in &open.options {
                self.text.about("Answer:", &sentence(&format!("{}: {}", option.label, self.explanation.verdicts(possible))));
            }
            self.law(&open.cites, open.quote.as_deref());
        }
    }

    /// What stands for facts that nobody recorded.
    pub(super) fn presumptions(&mut self) {
        if self.explanation.presumptions.is_empty() {
            return;
        }
        self.text.heading("Presumed");
        for presumption in &self.explanation.presumptions {
            self.text.blank();
            self.text.item("-", &sentence(&presumption.sentence));
            self.text.about("Fact:", &fact_in_words(&presumption.fact));
            self.stands_in(&presumption.questions);
            self.text.about("Effect:", &effect(self.explanation, presumption));
            if let Some(burden) = &presumption.burden {
                self.text.about("Burden:", &sentence(&format!("It is for {burden} to show otherwise")));
            }
            self.sensitive(presumption.sensitive_because.as_ref());
            self.law(&presumption.cites, presumption.quote.as_deref());
        }
    }

    /// The questions in which something stands for a fact, unless that is this question alone.
    fn stands_in(&mut self, questions: &[StandsInView]) {
        let own = &self.explanation.question.id;
        if questions.iter().all(|question| question.question == *own) {
            return;
        }
        let mut margin = "Question:";
        for question in questions {
            let this = if question.question == *own { "This question: " } else { "Asked: " };
            self.text.about(margin, &format!("{this}{}", sentence(&question.sentence)));
            margin = "";
        }
    }

    /// Facts that are deemed to be something, whatever the record says.
    pub(super) fn deemed(&mut self) {
        if self.explanation.deemed.is_empty() {
            return;
        }
        self.text.heading("Deemed");
        for deemed in &self.explanation.deemed {
            self.text.blank();
            self.text.item("-", &sentence(&deemed.sentence));
            self.text.about("Fact:", &fact_in_words(&deemed.fact));
            self.stands_in(&deemed.questions);
            self.sensitive(deemed.sensitive_because.as_ref());
            self.law(&deemed.cites, deemed.quote.as_deref());
        }
    }

    /// Whose judgements the result rests on.
    pub(super) fn assessments(&mut self) {
        if self.explanation.assessments.is_empty() {
            return;
        }
        self.text.heading("Rests on assessments: judgements of persons, not facts");
        for fact in &self.explanation.assessments {
            self.text.item("-", &fact_in_words(fact));
            let Some(assessment) = &fact.assessment else { continue };
            if let Some(author) = author(fact) {
                self.text.about("Made by:", &sentence(&author));
            }
            self.text.about("By law:", &sentence(&format!("It is for {} to make it", assessment.by)));
            if let Some(standard) = &assessment.standard {
                self.text.about("Standard:", &sentence(&capital(standard)));
            }
        }
    }

    /// Assessments without author or date, or made later.
    pub(super) fn read_as_unknown(&mut self) {
        if self.explanation.read_as_unknown.is_empty() {
            return;
        }
        self.text.heading("Read as unknown");
        for unsigned in &self.explanation.read_as_unknown {
            self.text.item("-", &format!("{}: {}", capital(&unsigned.label), sentence(&unsigned.reason)));
        }
    }

    /// Why a sensitive fact may be used.
    fn sensitive(&mut self, because: Option<&String>) {
        if let Some(because) = because {
            self.text.about("Sensitive:", &format!("a sensitive fact is used because {}", sentence(because)));
        }
    }

    /// Notes: those that apply, then those that may.
    pub(super) fn notes(&mut self) {
        if self.explanation.notes.is_empty() {
            return;
        }
        self.text.heading("Notes");
        let notes = &self.explanation.notes;
        for note in notes.iter().filter(|note| note.certain).chain(notes.iter().filter(|note| !note.certain)) {
            let may = if note.certain { "" } else { "May apply, a fact is missing: " };
            self.text.item("-", &format!("{may}{}", sentence(&note.sentence)));
            self.sensitive(note.sensitive_because.as_ref());
            self.law(&note.cites, note.quote.as_deref());
        }
    }

    /// Values handed out.
    pub(super) fn reports(&mut self) {
        if self.explanation.reports.is_empty() {
            return;
        }
        self.text.heading("Values");
        for report in &self.explanation.reports {
            self.text.item("-", &format!("{}: {}", capital(&report.label), report.text));
            self.sensitive(report.sensitive_because.as_ref());
            self.law(&report.cites, None);
        }
    }
}

fn effect(explanation: &Explanation, presumption: &PresumptionView) -> String {
    if presumption.conflicting {
        return "Another presumption contradicts this one; the fact stays unknown.".to_owned();
    }
    if presumption.used {
        return format!(
            "The result rests on this. With the fact left open it could be {}.",
            explanation.verdicts(&presumption.left_open)
        );
    }
    "The result is the same without it.".to_owned()
}
