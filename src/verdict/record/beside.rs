//! What stands beside a verdict in the record: readings, what stands for facts, powers, notes, reports.

use serde::Serialize;

use super::{CiteView, FactView, OptionView, Outcome, StandsInView};

/// Readings that, read otherwise, would change the verdict: a smallest set of them.
#[derive(Debug, Clone, Serialize)]
pub struct ContestedView {
    /// What would be read otherwise.
    pub switches: Vec<SwitchView>,
    /// The possible verdicts then.
    pub possible: Vec<Outcome>,
}

impl ContestedView {
    /// The other options, in words.
    #[must_use]
    pub fn otherwise(&self) -> String {
        let labels: Vec<&str> = self.switches.iter().map(|switch| &*switch.other.label).collect();
        labels.join(", and ")
    }
}

/// A reading with another option than that of this run.
#[derive(Debug, Clone, Serialize)]
pub struct SwitchView {
    /// `pack.reading`
    pub reading: String,
    /// What is open.
    pub question: String,
    /// The option in this run.
    pub chosen: OptionView,
    /// The other option.
    pub other: OptionView,
    /// Citations.
    pub cites: Vec<CiteView>,
    /// The quoted law.
    pub quote: Option<String>,
}

/// A reading without a default.
#[derive(Debug, Clone, Serialize)]
pub struct OpenQuestionView {
    /// `pack.reading`
    pub reading: String,
    /// What is open.
    pub question: String,
    /// Each option with the possible verdicts under it.
    pub options: Vec<(OptionView, Vec<Outcome>)>,
    /// Citations.
    pub cites: Vec<CiteView>,
    /// The quoted law.
    pub quote: Option<String>,
}

/// A presumption that stands for a fact.
#[derive(Debug, Clone, Serialize)]
pub struct PresumptionView {
    /// In words.
    pub sentence: String,
    /// The fact, with what is presumed.
    pub fact: FactView,
    /// The questions in which it stands: this one, or one that it asks.
    pub questions: Vec<StandsInView>,
    /// The verdict rests on it: with the fact left open other verdicts are possible.
    pub used: bool,
    /// Contradicted by another presumption, so that the fact stays unknown.
    pub conflicting: bool,
    /// The possible verdicts with the fact left open.
    pub left_open: Vec<Outcome>,
    /// Who has to show otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub burden: Option<String>,
    /// Why a sensitive fact may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitive_because: Option<String>,
    /// Citations.
    pub cites: Vec<CiteView>,
    /// The quoted law.
    pub quote: Option<String>,
}

/// A fact that is deemed to be something.
#[derive(Debug, Clone, Serialize)]
pub struct DeemedView {
    /// In words.
    pub sentence: String,
    /// The fact, as it is deemed to be and as it is recorded.
    pub fact: FactView,
    /// The questions in which it is: this one, or one that it asks.
    pub questions: Vec<StandsInView>,
    /// Why a sensitive fact may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitive_because: Option<String>,
    /// Citations.
    pub cites: Vec<CiteView>,
    /// The quoted law.
    pub quote: Option<String>,
}

/// What became of a power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum PowerStatusView {
    OpenTo,
    MayBeOpen,
    NotOpen,
    Exercised,
    Refused,
}

/// Discretion that stands beside the verdict.
#[derive(Debug, Clone, Serialize)]
pub struct PowerView {
    /// `pack.question.power`
    pub id: String,
    /// What became of it.
    pub status: PowerStatusView,
    /// What stands beside the verdict, in words: `the Attorney General may lift the bar`.
    pub says: String,
    /// In words: the power.
    pub sentence: String,
    /// Who holds it.
    pub held_by: String,
    /// Ids of the requirements and bars that it may lift; none: it may refuse.
    pub lifts: Option<Vec<String>>,
    /// It has to do with this case: there is something to lift, or it was lifted, or somebody to refuse.
    pub touches: bool,
    /// Ids of the requirements and bars that stand against the person whether or not it is used.
    pub besides: Vec<String>,
    /// When it is given, in the words of the rules; none: in every case.
    pub asks: Option<String>,
    /// The facts that its status rests on.
    pub facts: Vec<FactView>,
    /// Citations.
    pub cites: Vec<CiteView>,
    /// The quoted law.
    pub quote: Option<String>,
    /// Why a sensitive fact may be used.
    pub sensitive_because: Option<String>,
}

/// A note to the reader.
#[derive(Debug, Clone, Serialize)]
pub struct NoteView {
    /// `pack.question.note`
    pub id: String,
    /// In words.
    pub sentence: String,
    /// Shown; otherwise it may apply.
    pub certain: bool,
    /// Why a sensitive fact may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitive_because: Option<String>,
    /// Citations.
    pub cites: Vec<CiteView>,
    /// The quoted law.
    pub quote: Option<String>,
}

/// A value handed out with the verdict.
#[derive(Debug, Clone, Serialize)]
pub struct ReportView {
    /// `pack.question.report`
    pub id: String,
    /// What it is called.
    pub label: String,
    /// The value as JSON data has it; null if unknown.
    pub value: serde_json::Value,
    /// In words; an interval where only that is known.
    pub text: String,
    /// Why a sensitive fact may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitive_because: Option<String>,
    /// Citations.
    pub cites: Vec<CiteView>,
}
