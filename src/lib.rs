#![doc = include_str!("../README.md")]

mod api;
pub mod audit;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod eval;
#[cfg(feature = "fs")]
pub mod fs;
pub mod interview;
pub mod logic;
pub mod plan;
pub mod policy;
pub mod reason;
pub mod records;
pub mod source;
pub mod syntax;
pub mod testing;
pub mod verdict;

pub use api::{CompileError, Policy, Question, UnknownNameError, Verdict, VerdictError, WhatIfError};
#[cfg(feature = "fs")]
pub use fs::LoadError;
pub use interview::{AnswerError, Ask, Interview};
pub use logic::{Date, Period, Truth, date};
pub use source::Sources;
pub use verdict::{Explanation, Outcome};

#[cfg(all(doctest, feature = "fs"))]
#[doc = include_str!("../docs/embedding.md")]
mod embedding {}
