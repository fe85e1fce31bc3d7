//! The checked policy: what everything after the checker reads. Immutable, cheap to share between threads.
//!
//! Read [`PolicyData`] first: plain tables, each thing known by its number. A checked policy holds no name that is not
//! resolved and no expression that is not typed; the expressions are in [`expr`], the values in [`value`].

pub mod calendar;
pub mod expr;
pub mod value;

use std::sync::Arc;

use crate::logic::{Date, Decimal};
use crate::source::{SourceFile, Span};
pub use crate::syntax::tree::{
    AggregateKind, Authority, CountKind, Extreme, NormStatus, NoteStatus, PowerStatus, QuantifierKind, Unit, VerdictWord,
};
pub use calendar::{Calendar, Counting};
pub use expr::{Expr, ExprKind, Place, Root};
pub use value::{Currency, Datum, Provenance, Record, Scalar};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// As an index of its table.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )* };
}

ids! {
    /// A pack.
    PackId
    /// A source of law.
    SourceId
    /// A choice type.
    ChoiceId
    /// A record type.
    RecordId
    /// A list of values.
    ListId
    /// A table of rows.
    TableId
    /// A parameter.
    ParameterId
    /// A define.
    DefineId
    /// A reading.
    ReadingId
    /// A question.
    QuestionId
    /// A norm: requirement, bar or exception.
    NormId
}

impl RecordId {
    /// Not a declared type: a stretch of time that a loop over `periods of …` binds. Its facts are `first_day` and `last_day`.
    pub const STRETCH: RecordId = RecordId(u32::MAX);
    /// The facts of a stretch, by index.
    pub const STRETCH_FACTS: [&'static str; 2] = ["first_day", "last_day"];
}

/// Everything that the rules say.
#[derive(Debug)]
pub struct PolicyData {
    /// The files, rules first, then tables; spans point here.
    pub files: Vec<SourceFile>,
    /// The packs; the one that was asked for is the first.
    pub packs: Vec<Pack>,
    /// Sources of law.
    pub sources: Vec<Source>,
    /// Choice types.
    pub choices: Vec<Choice>,
    /// Record types.
    pub records: Vec<RecordType>,
    /// Lists.
    pub lists: Vec<List>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Parameters.
    pub parameters: Vec<Parameter>,
    /// Defines.
    pub defines: Vec<Define>,
    /// Presumptions and deemings, each reaching only the questions that it names.
    pub presumptions: Vec<Presumption>,
    /// Readings.
    pub readings: Vec<Reading>,
    /// Questions.
    pub questions: Vec<Question>,
    /// Norms of all questions, in order of file and position.
    pub norms: Vec<Norm>,
    /// Tests of all packs that were asked for.
    pub tests: Vec<Test>,
}

/// A folder of rule files.
#[derive(Debug)]
pub struct Pack {
    /// The folder's last name.
    pub name: Arc<str>,
    /// The folder.
    pub path: Arc<str>,
    /// SHA-256 over the digests of its files and tables, in order of path.
    pub digest: Arc<str>,
    /// Indices into `files`: rules and tables of this pack.
    pub files: Vec<usize>,
    /// How it counts.
    pub calendar: Calendar,
}

/// A text of law or another authority.
#[derive(Debug)]
pub struct Source {
    /// Its pack.
    pub pack: PackId,
    /// The identifier.
    pub name: Arc<str>,
    /// The title.
    pub title: Arc<str>,
    /// Its authority.
    pub authority: Option<Authority>,
    /// Where it can be read.
    pub at: Option<Arc<str>>,
    /// Its date.
    pub dated: Option<Date>,
}

/// `cites SOURCE "pinpoint"`
#[derive(Debug, Clone)]
pub struct Cite {
    /// The source.
    pub source: SourceId,
    /// The pinpoint.
    pub pinpoint: Option<Arc<str>>,
}

/// A name with its label.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// The name.
    pub name: Arc<str>,
    /// What pages print; the name with blanks for underscores where none was written.
    pub label: Arc<str>,
}

/// An enumerated type.
#[derive(Debug)]
pub struct Choice {
    /// Its pack.
    pub pack: PackId,
    /// The name.
    pub name: Arc<str>,
    /// The options; a value is an index here.
    pub options: Vec<Labelled>,
}

/// The type of a value. Whether it may be none is said beside it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// `yes/no`
    YesNo,
    /// `number`
    Number,
    /// `whole number`
    WholeNumber,
    /// `money`; fixed to a currency by `in`.
    Money(Option<Currency>),
    /// `date`
    Date,
    /// `period`
    Period,
    /// `text`
    Text,
    /// `country`
    Country,
    /// A choice type.
    Choice(ChoiceId),
    /// The options of a reading.
    Reading(ReadingId),
    /// `set of T`, T one of text, country, choice
    Set(Box<Type>),
    /// `list of RECORD`
    List(RecordId),
    /// A record.
    Record(RecordId),
}

/// The facts that a record may hold.
#[derive(Debug)]
pub struct RecordType {
    /// Its pack.
    pub pack: PackId,
    /// The name.
    pub name: Arc<str>,
    /// The label.
    pub label: Arc<str>,
    /// The fields; a place names them by index.
    pub fields: Vec<Field>,
    /// What no real record contradicts.
    pub constraints: Vec<Constraint>,
}

/// `constraint EXPR "label"`: what no real record contradicts.
#[derive(Debug)]
pub struct Constraint {
    /// The condition. Places in it have [`Root::Var`]`(0)`, the record that holds it.
    pub condition: Expr,
    /// In words.
    pub label: Arc<str>,
    /// Where it stands.
    pub span: Span,
}

/// One fact.
#[derive(Debug)]
pub struct Field {
    /// The name.
    pub name: Arc<str>,
    /// The label, or the name with blanks.
    pub label: Arc<str>,
    /// The type.
    pub ty: Type,
    /// May be known not to exist: `or none`, or `only when`.
    pub or_none: bool,
    /// `or none` was written: a record may say `"none"`.
    pub none_allowed: bool,
    /// Bounds, both included.
    pub bounds: Option<Bounds>,
    /// `only when`: elsewhere it is none. Places in it have [`Root::Var`]`(0)`, the record that holds the field.
    pub only_when: Option<Expr>,
    /// `sensitive`
    pub sensitive: bool,
    /// `always known`
    pub always_known: bool,
    /// `immutable`
    pub immutable: bool,
    /// `asked "…"`
    pub asked: Option<Arc<str>>,
    /// `decided by "…"`
    pub decided_by: Option<Arc<str>>,
    /// `assessment by "…"`: a person's judgement, which counts only with its author and date.
    pub assessment: Option<Assessment>,
    /// Where it is declared.
    pub span: Span,
}

/// `assessment by "who" standard "which"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// Who makes it.
    pub by: Arc<str>,
    /// Under which standard.
    pub standard: Option<Arc<str>>,
}

/// `from A to B`
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bounds {
    /// Of a number or an amount of money.
    Number(Decimal, Decimal),
    /// Of a date.
    Date(Date, Date),
}

/// A half-open stretch of days: `from` included, `until` not; none is open. And since when it is known to be law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct InForce {
    /// First day.
    pub from: Option<Date>,
    /// First day after it.
    pub until: Option<Date>,
    /// `known from`: enacted later, with effect for days before. Who asks before that day cannot know it.
    pub known_from: Option<Date>,
}

impl InForce {
    /// Whether a day lies in it.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether who asks on a day can know it.
    #[must_use]
    pub fn is_known_on(&self, today: Date) -> bool {
        self.known_from.is_none_or(|known| known <= today)
    }

    /// Whether it is law, looked at alone.
    #[must_use]
    pub fn holds_under(&self, law: Law) -> bool {
        self.is_known_on(law.known_on) && self.holds_on(law.day)
    }
}

/// The law of a day, as it is known on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Law {
    /// The day whose law is meant.
    pub day: Date,
    /// The day on which it is asked for.
    pub known_on: Date,
}

/// What is law for a stretch of time.
pub trait InTime {
    /// When.
    fn in_force(&self) -> InForce;
}

/// The version that is the law: of those in force on the day and known, the one that became known last. Versions that became
/// known together do not overlap.
pub fn in_effect<T: InTime>(versions: &[T], law: Law) -> Option<usize> {
    let holding = versions.iter().enumerate().filter(|(_, version)| version.in_force().holds_under(law));
    holding.max_by_key(|(_, version)| version.in_force().known_from).map(|(at, _)| at)
}

/// A value of the law with its dates.
#[derive(Debug)]
pub struct Dated<T> {
    /// When.
    pub in_force: InForce,
    /// The value.
    pub value: T,
    /// Where the value of a parameter stands; of a list its first day.
    pub span: Span,
    /// Citations.
    pub cites: Vec<Cite>,
}

impl<T> InTime for Dated<T> {
    fn in_force(&self) -> InForce {
        self.in_force
    }
}

macro_rules! in_time {
    ($($version:ident)*) => { $(
        impl InTime for $version {
            fn in_force(&self) -> InForce {
                self.in_force
            }
        }
    )* };
}

in_time! { DefineVersion NormVersion PowerVersion NoteVersion ReportVersion }

/// A named set of values with dated versions.
#[derive(Debug)]
pub struct List {
    /// Its pack.
    pub pack: PackId,
    /// The name.
    pub name: Arc<str>,
    /// The label.
    pub label: Arc<str>,
    /// The members' type.
    pub ty: Type,
    /// Ascending by date.
    pub versions: Vec<Dated<Vec<Scalar>>>,
}

/// Reference rows: complete, every empty cell none.
#[derive(Debug)]
pub struct Table {
    /// Its pack.
    pub pack: PackId,
    /// The name.
    pub name: Arc<str>,
    /// The label.
    pub label: Arc<str>,
    /// The rows' type.
    pub record: RecordId,
    /// The rows.
    pub rows: Arc<[Record]>,
    /// Where each row stands.
    pub row_spans: Vec<Span>,
    /// Citations.
    pub cites: Vec<Cite>,
}

/// A value of the law.
#[derive(Debug)]
pub struct Parameter {
    /// Its pack.
    pub pack: PackId,
    /// The name.
    pub name: Arc<str>,
    /// The label.
    pub label: Arc<str>,
    /// The type.
    pub ty: Type,
    /// Ascending by date.
    pub versions: Vec<Dated<Datum>>,
}

/// A derived fact.
#[derive(Debug)]
pub struct Define {
    /// Its pack.
    pub pack: PackId,
    /// The record type that it is a fact of. In its bodies that record is [`Root::Var`]`(0)`.
    pub record: RecordId,
    /// The name.
    pub name: Arc<str>,
    /// The label.
    pub label: Arc<str>,
    /// The type.
    pub ty: Type,
    /// May be none.
    pub or_none: bool,
    /// Ascending.
    pub versions: Vec<DefineVersion>,
}

/// A version of a define.
#[derive(Debug)]
pub struct DefineVersion {
    /// When.
    pub in_force: InForce,
    /// `as EXPR`; lines of `is … when …` and rows of a decision table become nested `if`s.
    pub body: Expr,
    /// The rows of `by table`, as they are written.
    pub rows: Option<DecisionRows>,
    /// Citations.
    pub cites: Vec<Cite>,
}

/// Where the words of a decision table stand.
#[derive(Debug)]
pub struct DecisionRows {
    /// What each column but the last looks at.
    pub columns: Vec<Span>,
    /// The cells of each row, the value last; none: any value.
    pub rows: Vec<Vec<Option<Span>>>,
    /// When the last row fits by itself; none: always.
    pub last: Option<Expr>,
}

impl DefineVersion {
    /// The conditions of the rows of a decision table but the last, which decides where none of them holds.
    pub fn row_conditions(&self) -> impl Iterator<Item = &Expr> {
        let mut rest = &self.body;
        let count = self.rows.as_ref().map_or(0, |table| table.rows.len().saturating_sub(1));
        (0..count).map_while(move |_| match &rest.kind {
            ExprKind::If(condition, _, otherwise) => {
                rest = otherwise;
                Some(&**condition)
            }
            _ => None,
        })
    }
}

/// How a value stands for a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// `presume`: where the record does not hold the fact.
    Presumed,
    /// `deem`: whatever the record holds.
    Deemed,
}

/// A rebuttable presumption or a legal fiction: a value that stands for a fact.
#[derive(Debug)]
pub struct Presumption {
    /// Which of the two.
    pub standing: Standing,
    /// Its pack.
    pub pack: PackId,
    /// The record type of the questions that it reaches.
    pub record: RecordId,
    /// The fact, from that record; no list in between.
    pub field: Vec<usize>,
    /// What stands for it (a constant).
    pub value: Expr,
    /// When. Places start at [`Root::Case`].
    pub when: Expr,
    /// In words.
    pub sentence: Arc<str>,
    /// `burden on "…"`: who has to show otherwise.
    pub burden: Option<Arc<str>>,
    /// `sensitive fact used because "…"`
    pub sensitive_because: Option<Arc<str>>,
    /// `rests on assessment`
    pub rests_on_assessment: bool,
    /// The questions that it reaches.
    pub questions: Vec<QuestionId>,
    /// When it is law.
    pub in_force: InForce,
    /// Citations.
    pub cites: Vec<Cite>,
    /// The quoted law.
    pub quote: Option<Arc<str>>,
}

/// A passage that can be read in more than one way.
#[derive(Debug)]
pub struct Reading {
    /// Its pack.
    pub pack: PackId,
    /// The name.
    pub name: Arc<str>,
    /// What is open.
    pub question: Arc<str>,
    /// The options.
    pub options: Vec<Labelled>,
    /// The default, an index of `options`; none: open.
    pub default: Option<usize>,
    /// Citations.
    pub cites: Vec<Cite>,
    /// The quoted law.
    pub quote: Option<Arc<str>>,
}

/// What a pack answers.
#[derive(Debug)]
pub struct Question {
    /// Its pack.
    pub pack: PackId,
    /// The name.
    pub name: Arc<str>,
    /// The record type that it is about.
    pub record: RecordId,
    /// What an eligible verdict says.
    pub sentence: Arc<str>,
    /// `covers cases where`
    pub covers: Option<Expr>,
    /// The governing date; `today` if nothing was written.
    pub law_as_at: Expr,
    /// Reports a statement or policy that binds nobody.
    pub advisory: bool,
    /// A phrase for each verdict that has one.
    pub says: Vec<(VerdictWord, Arc<str>)>,
    /// When.
    pub in_force: InForce,
    /// Citations.
    pub cites: Vec<Cite>,
    /// The quoted law.
    pub quote: Option<Arc<str>>,
    /// Its requirements and bars, in order of file and position.
    pub rules: Vec<NormId>,
    /// Its powers.
    pub powers: Vec<Power>,
    /// Its notes.
    pub notes: Vec<Note>,
    /// Its reports.
    pub reports: Vec<Report>,
    /// Where it stands.
    pub span: Span,
}

/// Which norm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NormKind {
    /// A condition that must be met.
    Requirement,
    /// A condition that excludes.
    Bar,
    /// Lifts other norms.
    Exception,
}

/// A requirement, bar or exception with its versions.
#[derive(Debug)]
pub struct Norm {
    /// Its pack.
    pub pack: PackId,
    /// The question that it belongs to.
    pub question: QuestionId,
    /// Which.
    pub kind: NormKind,
    /// The name.
    pub name: Arc<str>,
    /// Ascending.
    pub versions: Vec<NormVersion>,
    /// A clock of its own: the date whose law it is. None: the governing date of its question.
    pub law_as_at: Option<Expr>,
    /// The exceptions that lift it, in order of file and position.
    pub exceptions: Vec<NormId>,
    /// For an exception: what it lifts.
    pub lifts: Vec<NormId>,
}

/// A version of a norm.
#[derive(Debug)]
pub struct NormVersion {
    /// When; within the question's, if it has no clock of its own.
    pub in_force: InForce,
    /// In words.
    pub sentence: Arc<str>,
    /// `required when`; none: always, or no requirement.
    pub required: Option<Expr>,
    /// The condition.
    pub condition: Expr,
    /// Citations.
    pub cites: Vec<Cite>,
    /// The quoted law, lines joined by `\n`.
    pub quote: Option<Arc<str>>,
    /// `curable "…"`
    pub curable: Option<Arc<str>>,
    /// `sensitive fact used because "…"`
    pub sensitive_because: Option<Arc<str>>,
    /// `rests on assessment`
    pub rests_on_assessment: bool,
    /// Where it stands.
    pub span: Span,
}

impl NormVersion {
    /// What decides it: when it is required, and its condition.
    pub fn conditions(&self) -> impl Iterator<Item = &Expr> {
        self.required.iter().chain([&self.condition])
    }
}

/// Discretion that stands beside the verdict, with its versions.
#[derive(Debug)]
pub struct Power {
    /// The name.
    pub name: Arc<str>,
    /// Ascending.
    pub versions: Vec<PowerVersion>,
}

/// A version of a power.
#[derive(Debug)]
pub struct PowerVersion {
    /// When; within the question's.
    pub in_force: InForce,
    /// In words.
    pub sentence: Arc<str>,
    /// Who holds it.
    pub held_by: Arc<str>,
    /// What it can do.
    pub may: May,
    /// When it is given; none: in every case.
    pub when: Option<Expr>,
    /// When it was used.
    pub exercised: Option<Expr>,
    /// When its holder decided not to use it.
    pub refused: Option<Expr>,
    /// Citations.
    pub cites: Vec<Cite>,
    /// The quoted law.
    pub quote: Option<Arc<str>>,
    /// `sensitive fact used because "…"`
    pub sensitive_because: Option<Arc<str>>,
    /// `rests on assessment`
    pub rests_on_assessment: bool,
    /// Where it stands.
    pub span: Span,
}

impl PowerVersion {
    /// What it reads.
    pub fn conditions(&self) -> impl Iterator<Item = &Expr> {
        [&self.when, &self.exercised, &self.refused].into_iter().flatten()
    }
}

/// What a power can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum May {
    /// Lift one of these requirements and bars.
    Lift(Vec<NormId>),
    /// Refuse a person who is eligible.
    Refuse,
}

/// A warning to the reader, with its versions.
#[derive(Debug)]
pub struct Note {
    /// The name.
    pub name: Arc<str>,
    /// Ascending.
    pub versions: Vec<NoteVersion>,
}

/// A version of a note.
#[derive(Debug)]
pub struct NoteVersion {
    /// In words.
    pub sentence: Arc<str>,
    /// When it is shown.
    pub shown: Expr,
    /// `sensitive fact used because "…"`
    pub sensitive_because: Option<Arc<str>>,
    /// When.
    pub in_force: InForce,
    /// Citations.
    pub cites: Vec<Cite>,
    /// The quoted law.
    pub quote: Option<Arc<str>>,
}

/// A value handed out with the verdict, with its versions.
#[derive(Debug)]
pub struct Report {
    /// The name.
    pub name: Arc<str>,
    /// The type.
    pub ty: Type,
    /// Ascending.
    pub versions: Vec<ReportVersion>,
}

/// A version of a report.
#[derive(Debug)]
pub struct ReportVersion {
    /// The label.
    pub label: Arc<str>,
    /// The value; its type stands on it.
    pub value: Expr,
    /// `sensitive fact used because "…"`
    pub sensitive_because: Option<Arc<str>>,
    /// When.
    pub in_force: InForce,
    /// Citations.
    pub cites: Vec<Cite>,
}

/// A test of a question, typed.
#[derive(Debug)]
pub struct Test {
    /// Its pack.
    pub pack: PackId,
    /// What it stands for.
    pub name: Arc<str>,
    /// The question.
    pub question: QuestionId,
    /// `today`.
    pub asked_on: Date,
    /// Readings fixed.
    pub under: Vec<(ReadingId, usize)>,
    /// The record, examples merged in.
    pub given: Record,
    /// The verdict expected.
    pub verdict: VerdictWord,
    /// What else is expected.
    pub expects: Vec<Expectation>,
    /// Where it stands.
    pub span: Span,
}

/// One expectation behind the verdict.
#[derive(Debug)]
pub enum Expectation {
    /// The norms of all grounds, exactly.
    Because(Vec<NormId>),
    /// The missing facts.
    Missing {
        /// `at least`
        at_least: bool,
        /// The facts, from the case record.
        fields: Vec<Vec<usize>>,
    },
    /// A norm waived or lifted by an exception.
    Waived {
        /// The norm.
        norm: NormId,
        /// The exception.
        by: NormId,
    },
    /// The power of that index of the question has that status.
    Power(usize, PowerStatus),
    /// The requirements are not required.
    NotRequired(Vec<NormId>),
    /// The note of that index of the question is shown, or not, or may apply.
    Note(usize, NoteStatus),
    /// The report of that index has that value.
    Report(usize, Datum),
    /// The readings that it is contested by, exactly.
    Contested(Vec<ReadingId>),
    /// The readings that keep the verdict open, exactly; where no facts are expected to be missing, none are.
    OpenBy(Vec<ReadingId>),
}
