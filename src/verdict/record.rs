//! The explanation record: one record per case, of which every page, column and answer is a view.
//!
//! Its JSON is versioned ([`FORMAT`]); the schema is `docs/verdict.schema.json`. Node ids are `pack.question.norm` and, for an
//! exception to a single norm, `pack.question.norm.exception`. Texts are for people and may change; ids, codes and values are for machines.

use serde::Serialize;

use crate::policy::Provenance;

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
    /// Missing facts, for an undetermined verdict.
    pub missing: Vec<MissingView>,
    /// Readings of which another option would change the verdict.
    pub contested: Vec<ContestedView>,
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
    /// Citations.
    pub cites: Vec<CiteView>,
    /// The quoted law.
    pub quote: Option<String>,
}

/// A citation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
    /// What it is, in the words of the rules: `‘day of receipt of the request’`, `today`.
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
}

/// A set of norms that gives the verdict alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ground {
    /// Ids of norms, rules before their exceptions.
    pub norms: Vec<String>,
    /// The scope is (part of) the ground.
    pub scope: bool,
}

/// A requirement, bar or exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the words of the language")]
pub enum NormKindView {
    Requirement,
    Bar,
    Exception,
}

/// What became of a norm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the words of the language")]
pub enum StatusView {
    NotInForce,
    NotLookedAt,
    NotRequired,
    Met,
    Waived,
    NotMet,
    Clear,
    Lifted,
    Applies,
    Holds,
    DoesNotHold,
    Open,
}

/// A norm and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct NormView {
    /// `pack.question.norm` or `pack.question.norm.exception`
    pub id: String,
    /// Requirement, bar or exception.
    pub kind: NormKindView,
    /// What became of it.
    pub status: StatusView,
    /// In words: the positive statement of the test.
    pub sentence: String,
    /// What the law asks, in the words of the rules, with names replaced by what things are called.
    pub asks: String,
    /// Of a requirement that is asked for in some cases only: in which, in the words of the rules.
    pub required_when: Option<String>,
    /// Whether it is required; none: open or not looked at. Yes for all that do not say when.
    pub required: Option<bool>,
    /// Whether its own condition holds; none: open or not looked at.
    pub condition: Option<bool>,
    /// The facts that it consulted.
    pub facts: Vec<FactView>,
    /// Comparisons whose sides are known, or known in part.
    pub comparisons: Vec<ComparisonView>,
    /// The parameters that it reads, with their values on the governing date.
    pub parameters: Vec<ParameterView>,
    /// The derived facts that it reads, as far as they have citations of their own or a row of a table decided them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub derived: Vec<DerivedView>,
    /// Citations.
    pub cites: Vec<CiteView>,
    /// The quoted law, lines joined by a newline.
    pub quote: Option<String>,
    /// What would cure it.
    pub curable: Option<String>,
    /// Why a sensitive fact may be used.
    pub sensitive_because: Option<String>,
    /// It rests on somebody's assessment.
    pub rests_on_assessment: bool,
    /// First day in force (ISO).
    pub in_force_from: Option<String>,
    /// First day no longer in force (ISO).
    pub in_force_until: Option<String>,
    /// The day on which it became known, if that is later than its first day (ISO).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_from: Option<String>,
    /// The date whose law it is, if it has a clock of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub law_as_at: Option<LawAsAt>,
    /// Ids of what an exception lifts.
    pub lifts: Vec<String>,
    /// Ids of its exceptions.
    pub exceptions: Vec<String>,
}

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

/// A comparison whose sides are known, or of which the record says between what they lie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparisonView {
    /// In the words of the rules.
    pub asks: String,
    /// The left side in words.
    pub left: String,
    /// The right side in words.
    pub right: String,
    /// Whether it holds; none: open.
    pub holds: Option<bool>,
    /// How far the left side is from the right: `51 days before`, `0.5 more`; none if they are the same or known in part.
    pub difference: Option<String>,
    /// The element of a list, or the period of time, that decided by this comparison; none: it is not about one of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}

/// A parameter with its value.
#[derive(Debug, Clone, Serialize)]
pub struct ParameterView {
    /// The name.
    pub name: String,
    /// The label.
    pub label: String,
    /// The value in words.
    pub text: String,
    /// Citations.
    pub cites: Vec<CiteView>,
}

/// A derived fact that a norm reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DerivedView {
    /// The name.
    pub name: String,
    /// The label.
    pub label: String,
    /// The row of its decision table that decided; several: those that may.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<RowView>,
    /// Citations.
    pub cites: Vec<CiteView>,
}

/// A row of a decision table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowView {
    /// Its number, the first below the heading being 1.
    pub row: usize,
    /// Its cells as they are written, each after what its column looks at.
    pub text: String,
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
    /// Ids of the norms that it leaves open.
    pub norms: Vec<String>,
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

/// A reading whose switch changes the verdict.
#[derive(Debug, Clone, Serialize)]
pub struct ContestedView {
    /// `pack.reading`
    pub reading: String,
    /// What is open.
    pub question: String,
    /// The option in this run.
    pub chosen: OptionView,
    /// The other option.
    pub other: OptionView,
    /// The possible verdicts under it.
    pub possible: Vec<Outcome>,
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
