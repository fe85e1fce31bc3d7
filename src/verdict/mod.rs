//! Evaluation to verdict: the explanation record and its views.
//!
//! Read [`record::Explanation`] first.

pub mod record;
pub mod words;

pub use record::{Explanation, Outcome};
