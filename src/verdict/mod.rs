//! Evaluation to verdict: the explanation record and its views.
//!
//! Read [`record::Explanation`] first.

mod aloud;
mod asked;
mod beside;
mod change;
mod columns;
mod compare;
mod derived;
mod explain;
mod facts;
mod grounds;
mod later;
mod norms;
mod page;
mod powers;
mod proof;
pub mod record;
mod standing;
pub mod words;

pub use compare::{compared, why_not};
pub use explain::{Detail, Inquiry, explain};
pub use page::Level;
pub use record::{Explanation, Outcome, WhatIf, WhyNot};

#[cfg(feature = "cli")]
pub(crate) use page::{for_screens as page_words, printable, speaks};
