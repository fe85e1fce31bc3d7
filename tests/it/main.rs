//! The integration tests, one crate: a module per area.

// Clippy knows the functions with `#[test]`, not the helpers that they call.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod calendar;
mod check;
#[cfg(feature = "cli")]
mod cli;
mod documents;
mod evaluation;
mod examples;
mod expressions;
#[cfg(feature = "cli")]
mod hostile;
mod intervals;
mod interview;
mod law;
mod layers;
mod library;
mod limits;
mod logic;
mod pages;
mod print;
#[cfg(feature = "cli")]
mod readme;
mod records;
mod rules;
mod small_worlds;
mod syntax;
mod testing;
