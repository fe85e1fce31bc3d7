//! Questions and what decides them or stands beside them.

use super::{Clauses, Expr, Name, Path, Text, TypeExpr};

/// A verdict as a word of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the words of the language")]
pub enum VerdictWord {
    Eligible,
    Ineligible,
    Undetermined,
    NotApplicable,
}

/// `question NAME for RECORD "sentence"`
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The name.
    pub name: Name,
    /// The record type that it is about.
    pub record: Path,
    /// What an eligible verdict says.
    pub sentence: Text,
    /// `covers cases where EXPR`
    pub covers: Option<Expr>,
    /// `law as at EXPR`
    pub law_as_at: Option<Expr>,
    /// `advisory`
    pub advisory: bool,
    /// `says eligible "…", …`
    pub says: Vec<(VerdictWord, Text)>,
    /// Its clauses.
    pub clauses: Clauses,
}

/// Which norm.
#[derive(Debug, Clone, PartialEq)]
pub enum NormKind {
    /// `met when`
    Requirement,
    /// `bars when`
    Bar,
    /// `when`, with what it lifts.
    Exception(Targets),
}

/// A requirement, bar or exception.
#[derive(Debug, Clone, PartialEq)]
pub struct Norm {
    /// Which, and for an exception what it lifts.
    pub kind: NormKind,
    /// The name.
    pub name: Name,
    /// `of QUESTION`; none for an exception, whose targets name it.
    pub question: Option<Path>,
    /// In words.
    pub sentence: Text,
    /// `required when EXPR` (requirements only); none: always.
    pub required: Option<Expr>,
    /// The condition.
    pub condition: Expr,
    /// `law as at EXPR`: a clock of its own.
    pub law_as_at: Option<Expr>,
    /// Its clauses.
    pub clauses: Clauses,
}

/// What an exception lifts.
#[derive(Debug, Clone, PartialEq)]
pub enum Targets {
    /// `to a, b of Q`, `to EXCEPTION of RULE of QUESTION`: each a chain of names, the innermost norm first, the question last.
    /// `to a, b of Q` gives two chains that share `Q`.
    Named(Vec<Vec<Path>>),
    /// `to every requirement of Q except c` or `to every bar of Q`.
    Every {
        /// Bars, else requirements.
        bars: bool,
        /// The question.
        question: Path,
        /// Those left out.
        except: Vec<Name>,
    },
}

/// `power NAME of QUESTION "sentence"`
#[derive(Debug, Clone, PartialEq)]
pub struct Power {
    /// The name.
    pub name: Name,
    /// The question.
    pub question: Path,
    /// In words.
    pub sentence: Text,
    /// `held by "who"`
    pub held_by: Text,
    /// What it can do.
    pub may: May,
    /// `when EXPR`; none: in every case.
    pub when: Option<Expr>,
    /// `exercised when EXPR`
    pub exercised: Option<Expr>,
    /// `refused when EXPR`
    pub refused: Option<Expr>,
    /// Its clauses.
    pub clauses: Clauses,
}

/// What a power can do.
#[derive(Debug, Clone, PartialEq)]
pub enum May {
    /// `may lift RULE, RULE`
    Lift(Vec<Path>),
    /// `may refuse`
    Refuse,
}

/// `note NAME of QUESTION "sentence" shown when EXPR`
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// The name.
    pub name: Name,
    /// The question.
    pub question: Path,
    /// In words.
    pub sentence: Text,
    /// When it is shown.
    pub shown: Expr,
    /// Its clauses.
    pub clauses: Clauses,
}

/// `report NAME of QUESTION: TYPE "label" as EXPR`
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The name.
    pub name: Name,
    /// The question.
    pub question: Path,
    /// The type.
    pub ty: TypeExpr,
    /// The label.
    pub label: Option<Text>,
    /// The value.
    pub value: Expr,
    /// Its clauses.
    pub clauses: Clauses,
}

/// What a note or report asks of a norm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the words of the language")]
pub enum NormStatus {
    Met,
    NotMet,
    Waived,
    NotRequired,
    Clear,
    Lifted,
    Applies,
    Holds,
    DoesNotHold,
    Open,
    InForce,
    NotInForce,
}
