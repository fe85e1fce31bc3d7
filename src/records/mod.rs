//! From the data of a case to a checked record: JSON or the cells of a table in, [`Record`](crate::policy::Record) or every error out.
//!
//! Read [`Reader`] first. Nothing is guessed: what is not written as the type of its field asks is an error that says what
//! was expected, and no record with an error gets a verdict. The convention is described in `docs/records.md`.
//!
//! What takes the rules themselves to find out is left to the evaluation: a value where `only when` says that there is none,
//! and a contradicted constraint.

pub mod assessments;
mod data;
mod error;
mod message;
mod read;
mod table;
mod value;

pub use data::{Data, Limits};
pub use error::{DataError, Reason, RecordError};
pub use read::{ReadRecord, Reader, UnknownField};
pub use table::{Columns, written};
