//! Syntax trees to the checked policy: packs, names, types, versions, and what careful authors would look at.
//!
//! Read [`Checked`] first.

mod expr;
mod names;

use crate::diagnostic::Diagnostic;
use crate::policy::PolicyData;
use crate::source::SourceFile;

/// What checking gives: the policy if there is no error, and every finding of every file.
#[derive(Debug)]
pub struct Checked {
    /// The policy; none if there is an error.
    pub policy: Option<PolicyData>,
    /// The files that the findings point into.
    pub files: Vec<SourceFile>,
    /// All findings, by file, place and code.
    pub diagnostics: Vec<Diagnostic>,
}
