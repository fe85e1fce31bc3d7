//! Facts in the record, known and missing.

use serde::Serialize;

use super::Outcome;
use crate::policy::Provenance;

/// How much is known of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Knowledge {
    Known,
    PartlyKnown,
    Unknown,
    None,
    Presumed,
    Deemed,
    /// From a table of the rules.
    Reference,
}

/// A fact as the record, a presumption or a table says it.
#[derive(Debug, Clone, Serialize)]
pub struct FactView {
    /// Dotted, elements from 0: `convictions[2].violent`; for a table `table[row].column`.
    pub path: String,
    /// What the fact is called.
    pub label: String,
    /// How much is known.
    pub knowledge: Knowledge,
    /// The value as JSON data has it; null if unknown.
    pub value: serde_json::Value,
    /// The value in words.
    pub text: String,
    /// Where the value comes from, in the words of the data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
    /// Where in the input it stands; given by who read the input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Needs a legal basis.
    pub sensitive: bool,
    /// What the record says of a fact that is deemed to be something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded: Option<RecordedView>,
    /// The question that is asked in which this stands for the fact, if it is not the question itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stands_in: Option<StandsInView>,
    /// Whose judgement it is, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessment: Option<AssessmentView>,
}

/// A question in which something stands for a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandsInView {
    /// `pack.question`
    pub question: String,
    /// What an eligible verdict of it says.
    pub sentence: String,
}

/// What the record says of a fact that is deemed to be something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordedView {
    /// The value as JSON data has it; null if unknown.
    pub value: serde_json::Value,
    /// The value in words.
    pub text: String,
    /// Where the value comes from, in the words of the data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
    /// Whose judgement it is, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessment: Option<AssessmentView>,
}

/// That a value is a person's judgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssessmentView {
    /// Who makes it, in the words of the rules; who made it stands in the provenance.
    pub by: String,
    /// Under which standard.
    pub standard: Option<String>,
}

/// An assessment of the record that counts as unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnsignedView {
    /// Its path.
    pub path: String,
    /// What it is called.
    pub label: String,
    /// Why it counts as unknown, in words.
    pub reason: String,
}

/// A fact that is missing.
#[derive(Debug, Clone, Serialize)]
pub struct MissingView {
    /// Its path.
    pub path: String,
    /// What it is called.
    pub label: String,
    /// What is wanted.
    pub wanted: WantedView,
    /// What an answer is, in words: `yes or no`, `the day, or that there is none`.
    pub answer: String,
    /// That there is none is an answer: the fact may be none, and nothing else in the record contradicts that.
    pub may_be_none: bool,
    /// The question to ask.
    pub asked: Option<String>,
    /// Who decides it, if it is a decision still to be taken.
    pub decided_by: Option<String>,
    /// Whose judgement it is, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessment: Option<AssessmentView>,
    /// The options of a choice, as machines write and people read them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionView>,
    /// What its answers lead to, where an answer alone decides or leaves a possible verdict out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<AnswerView>,
    /// Whatever the answer is, it decides the case alone.
    pub decides: bool,
    /// Ids of the norms that it leaves open.
    pub norms: Vec<String>,
}

/// Answers that lead to the same.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerView {
    /// The answers, in words: `yes`, `before 2025-09-01`, `6 or more`.
    pub answer: String,
    /// The verdicts that are possible then.
    pub leads_to: Vec<Outcome>,
}

/// A fact by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactNameView {
    /// Its path.
    pub path: String,
    /// What it is called.
    pub label: String,
}

/// What is wanted of a missing fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum WantedView {
    WhetherAny,
    Day,
    Members,
    Value,
}

/// An option of a choice or reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OptionView {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: String,
}
