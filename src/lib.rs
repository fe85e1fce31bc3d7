#![doc = include_str!("../README.md")]

mod api;
pub mod diagnostic;
#[cfg(feature = "fs")]
pub mod fs;
pub mod interview;
pub mod logic;
pub mod policy;
pub mod records;
pub mod source;
pub mod verdict;

// Public for the tests and benchmarks of this crate: whoever embeds the engine needs none of them, and they change with it.
#[doc(hidden)]
pub mod audit;
#[doc(hidden)]
pub mod check;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod eval;
#[doc(hidden)]
pub mod plan;
#[doc(hidden)]
pub mod reason;
#[doc(hidden)]
pub mod syntax;
#[doc(hidden)]
pub mod testing;

pub use api::{CompileError, Policy, Question, UnknownNameError, Verdict, VerdictError, WhatIfError};
pub use eval::{EvaluateError, Evaluation, Possible};
#[cfg(feature = "fs")]
pub use fs::LoadError;
pub use interview::{AnswerError, Ask, Interview};
pub use logic::{Date, Period, Truth, date};
pub use reason::{Budget, Settled, SupposeError};
pub use source::Sources;
pub use verdict::{Explanation, Outcome};

#[cfg(all(doctest, feature = "fs"))]
#[doc = include_str!("../docs/embedding.md")]
mod embedding {}
