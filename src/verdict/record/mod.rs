//! The explanation record: one record per case, of which every page, column and answer is a view.
//!
//! Its JSON is versioned ([`FORMAT`]); the schema is `docs/verdict.schema.json`. Node ids are `pack.question.norm` and, for an
//! exception to a single norm, `pack.question.norm.exception`. Texts are for people and may change; ids, codes and values are for machines.

mod asked;
mod beside;
mod change;
mod compare;
mod facts;
mod norms;
mod proof;

use std::collections::BTreeMap;

use serde::Serialize;

pub use asked::AskedView;
pub use beside::{
    ContestedView, DeemedView, NoteView, OpenQuestionView, PowerStatusView, PowerView, PresumptionView, ReportView, SwitchView,
};
pub use change::{ChangeView, ChangedFactView, NormChangeView};
pub use compare::{SupposedView, WHAT_IF, WHY_NOT, WhatIf, WhyNot};
pub use facts::{
    AnswerView, AssessmentView, FactNameView, FactView, Knowledge, MissingView, OptionView, RecordedView, StandsInView,
    UnsignedView, WantedView,
};
pub use norms::{ComparisonView, DerivedView, NormKindView, NormView, ParameterView, RowView, StatusView, VersionView};
pub use proof::{CaseView, GivenView, RestsOnView, SplitView};

/// The version of the record.
pub const FORMAT: &str = "whereas.verdict/1";

/// A verdict, as machines read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the words of the language")]
pub enum Outcome {
    Eligible,
    Ineligible,
    Undetermined,
    NotApplicable,
}

/// Everything about one verdict.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// [`FORMAT`]
    pub format: &'static str,
    /// The case's id, if the caller named one.
    pub case: Option<String>,
    /// The verdict.
    pub verdict: Outcome,
    /// The verdict in the question's own words, one sentence.
    pub says: String,
    /// The possible verdicts; one unless undetermined.
    pub possible: Vec<Outcome>,
    /// The question.
    pub question: QuestionView,
    /// The day on which it was asked (ISO).
    pub asked_on: String,
    /// The governing date.
    pub law_as_at: LawAsAt,
    /// Whether the case is covered; none where the question covers everything.
    pub scope: Option<ScopeView>,
    /// The grounds: each gives the verdict alone. Empty for an undetermined verdict.
    pub grounds: Vec<Ground>,
    /// Ids of the norms that keep an undetermined verdict open, each followed by the open exceptions to it.
    pub undecided: Vec<String>,
    /// Every norm of the question, requirements and bars in order, each followed by its exceptions.
    pub norms: Vec<NormView>,
    /// Missing facts, for an undetermined verdict, the one to ask for first.
    pub missing: Vec<MissingView>,
    /// Unknown facts that open conditions ask for and whose answers change nothing: the verdict is the same whatever they are.
    pub no_longer_matters: Vec<FactNameView>,
    /// The smallest changes of recorded facts that would give another verdict.
    pub would_change: Vec<ChangeView>,
    /// There may be others than these: the search for them ended early.
    pub would_change_cut: bool,
    /// Where no change of recorded facts suffices: the lists and sets that the verdict rests on and that may have more members than
    /// are recorded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub would_change_more: Vec<FactNameView>,
    /// Each possible verdict is that of some admissible completion of the record.
    pub proven: bool,
    /// Why that is not proven.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_proven: Option<String>,
    /// Readings of which another option would change the verdict.
    pub contested: Vec<ContestedView>,
    /// There may be others, of more readings at once.
    pub contested_cut: bool,
    /// Readings without a default that leave the verdict open.
    pub open_questions: Vec<OpenQuestionView>,
    /// Presumptions that stand for facts.
    pub presumptions: Vec<PresumptionView>,
    /// Powers that were law, open or not.
    pub powers: Vec<PowerView>,
    /// Facts that are deemed to be something, whatever the record says.
    pub deemed: Vec<DeemedView>,
    /// The assessments that the verdict rests on: judgements of persons, not facts.
    pub assessments: Vec<FactView>,
    /// Assessments of the record that count as unknown, because it does not say who made them and when,
    /// or because they were made after the day asked.
    pub read_as_unknown: Vec<UnsignedView>,
    /// Notes that are shown or may apply.
    pub notes: Vec<NoteView>,
    /// Values handed out.
    pub reports: Vec<ReportView>,
    /// What it rests on and how to repeat it.
    pub basis: Basis,
    /// The closing words, a sentence each.
    pub closing: Vec<String>,
}

/// The question that was asked.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionView {
    /// `pack.question`
    pub id: String,
    /// What an eligible verdict says.
    pub sentence: String,
    /// Reports a statement or policy that binds nobody.
    pub advisory: bool,
    /// Of an advisory question: its own words for the verdicts, which stand for them wherever people read.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub own_words: BTreeMap<Outcome, String>,
    /// Citations.
    pub cites: Vec<CiteView>,
    /// The quoted law.
    pub quote: Option<String>,
}

/// A citation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct CiteView {
    /// The source's identifier.
    pub source: String,
    /// Its title.
    pub title: String,
    /// Article, paragraph, page.
    pub pinpoint: Option<String>,
    /// treaty, statute, …
    pub authority: Option<String>,
    /// Where it can be read.
    pub at: Option<String>,
}

/// The governing date: a day, or the days between which it lies (an end may be unknown).
#[derive(Debug, Clone, Serialize)]
pub struct LawAsAt {
    /// First day that it may be (ISO).
    pub from: Option<String>,
    /// Last day that it may be (ISO); equal to `from` if it is known.
    pub to: Option<String>,
    /// What it is, in the words of the rules: `‘day of receipt of the request’`, `today`. Of one that is another day in other cases,
    /// that of this case, if it is known which.
    pub asks: String,
    /// The facts that it rests on; those of a norm's own clock stand with the norm's.
    pub facts: Vec<FactView>,
    /// The day on which the law is known as it is applied, where a part of what the verdict rests on became known later than the
    /// day to which it applies (ISO).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_on: Option<String>,
    /// What of it became known later.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub became_known: Vec<LaterLawView>,
}

/// A version of the law that became known later than the day to which it applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LaterLawView {
    /// What it is.
    pub kind: LaterKindView,
    /// Its id or name; empty where it has none.
    pub name: String,
    /// What it is called, or what it says.
    pub label: String,
    /// The first day on which it is known (ISO).
    pub known_from: String,
}

/// What can become known later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum LaterKindView {
    Question,
    Norm,
    Parameter,
    List,
    Definition,
    Presumption,
    Deeming,
}

/// Whether a case is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum ScopeStatus {
    Covered,
    NotCovered,
    /// No requirement or bar was law on the governing date.
    NotInForce,
    Open,
}

/// The scope.
#[derive(Debug, Clone, Serialize)]
pub struct ScopeView {
    /// Whether the case is covered.
    pub status: ScopeStatus,
    /// The condition as in [`NormView::asks`]; none where there is none.
    pub asks: Option<String>,
    /// The facts that were looked at.
    pub facts: Vec<FactView>,
    /// The questions that it asks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<AskedView>,
}

/// A set of norms that gives the verdict alone.
#[derive(Debug, Clone, Serialize)]
pub struct Ground {
    /// Ids of norms, rules before their exceptions.
    pub norms: Vec<String>,
    /// The scope is (part of) the ground.
    pub scope: bool,
    /// Where it hangs on the case what gives the verdict: the cases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub splits: Vec<SplitView>,
    /// The rules that every record obeys, without which there would be other cases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rests_on: Vec<RestsOnView>,
}

/// What a verdict rests on and how to repeat it.
#[derive(Debug, Clone, Serialize)]
pub struct Basis {
    /// The engine and its version.
    pub engine: String,
    /// The packs with their files.
    pub packs: Vec<PackView>,
    /// The readings in this run.
    pub readings: Vec<ReadingView>,
}

/// A pack with its digest.
#[derive(Debug, Clone, Serialize)]
pub struct PackView {
    /// The folder's name.
    pub name: String,
    /// Over all its files.
    pub digest: String,
    /// Rule files and tables.
    pub files: Vec<FileDigest>,
    /// How it counts, if it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarView>,
}

/// How a pack counts.
#[derive(Debug, Clone, Serialize)]
pub struct CalendarView {
    /// In the words of the rules: `leap birthdays on 1 March`.
    pub lines: Vec<String>,
    /// Citations.
    pub cites: Vec<CiteView>,
}

/// A file with its digest.
#[derive(Debug, Clone, Serialize)]
pub struct FileDigest {
    /// The path as given.
    pub path: String,
    /// SHA-256, hexadecimal.
    pub digest: String,
}

/// A reading as it was fixed in the run.
#[derive(Debug, Clone, Serialize)]
pub struct ReadingView {
    /// `pack.reading`
    pub reading: String,
    /// What is open.
    pub question: String,
    /// The option; none: left open.
    pub option: Option<OptionView>,
    /// It is the default of the rules.
    pub default: bool,
}
