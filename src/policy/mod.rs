//! The checked policy: what everything after the checker reads. Immutable, cheap to share between threads.
//!
//! Read [`PolicyData`] first: plain tables, each thing known by its number. A checked policy holds no name that is not
//! resolved and no expression that is not typed; the expressions are in [`expr`], the values in [`value`].

pub mod calendar;
mod cases;
mod declared;
pub mod expr;
mod law;
mod time;
mod types;
pub mod value;

use std::sync::Arc;

use crate::logic::Date;
use crate::source::SourceFile;
pub use crate::syntax::tree::{
    AggregateKind, Authority, CountKind, Extreme, NormStatus, NoteStatus, PowerStatus, QuantifierKind, Unit, VerdictWord,
};
pub use calendar::{Calendar, Counting};
pub use cases::{Expectation, Test};
pub use declared::{DecisionRows, Define, DefineVersion, List, Parameter, Presumption, Reading, Standing, Table};
pub use expr::{Expr, ExprKind, Place, Root};
pub use law::{May, Norm, NormKind, NormVersion, Note, NoteVersion, Power, PowerVersion, Question, Report, ReportVersion};
pub use time::{Dated, InForce, InTime, Law, in_effect};
pub use types::{Assessment, Bounds, Constraint, Field, RecordType, Type};
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
