//! Why an answer is not taken.

use crate::api::VerdictError;
use crate::records::{DataError, RecordError};

/// Why an answer is not taken. Nothing has changed then, and the same is asked again.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// Nothing is asked any more.
    #[error("nothing is asked any more")]
    NothingAsked,
    /// There is no answer to take back.
    #[error("this is the first question: there is no answer to take back")]
    NothingBefore,
    /// It cannot be unknown.
    #[error("this fact is always known: without it there is no verdict")]
    AlwaysKnown,
    /// The answer is no data at all.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The answer is none for this fact.
    #[error("{}", told(.path, .errors))]
    Record {
        /// The fact that was asked for.
        path: String,
        /// All that is wrong.
        errors: Vec<RecordError>,
    },
    /// The answer is written in a way that says nothing.
    #[error("{0}")]
    Written(String),
    /// The record would have no verdict with it.
    #[error("with this answer there is no verdict: {0}")]
    Verdict(VerdictError),
    /// An assessment that would count as unknown.
    #[error("{0}")]
    Unsigned(String),
}

/// What is said of an assessment of which nobody says who made it.
pub(super) fn unsigned() -> String {
    "an assessment counts only with its author and date".to_owned()
}

/// The errors; only those of other facts, or of parts of this one, say where they are.
fn told(path: &str, errors: &[RecordError]) -> String {
    let told = errors.iter().map(|error| match error.place() == path {
        true => error.message().to_owned(),
        false => error.to_string(),
    });
    told.collect::<Vec<_>>().join("; ")
}
