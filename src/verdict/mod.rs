//! Evaluation to verdict: the explanation record and its views.
//!
//! Read [`record::Explanation`] first.

mod beside;
mod explain;
mod facts;
pub mod record;
pub mod words;

pub use explain::{Detail, explain};
pub use record::{Explanation, Outcome};
