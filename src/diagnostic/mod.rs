//! Findings about rules: code, severity, place, what is wrong, why, what to write instead.
//!
//! Read [`Diagnostic`] first. Rendering belongs to the command line; the pages of the codes are in `docs/findings/`.

mod codes;
mod suggest;

pub use codes::{Code, page};
pub use suggest::{did_you_mean, nearest};

use crate::source::Span;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The rules do not compile.
    Error,
    /// The rules compile; a careful author would look.
    Warning,
}

/// A place with a word about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there; may be empty.
    pub text: String,
}

/// One finding. Message texts are lower case, without a final stop, with the author's own words in backticks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code, `E…` for errors and `W…` for warnings.
    pub code: Code,
    /// What is wrong, one line.
    pub message: String,
    /// The main place first, then places that belong to it.
    pub labels: Vec<Label>,
    /// Why it matters, in words of law rather than of compilers.
    pub why: Option<String>,
    /// What to write instead.
    pub help: Option<String>,
}

/// The most characters of a text of a finding. What is longer repeats a word that nobody wrote by hand.
const LONGEST: usize = 2_000;

fn short(text: impl Into<String>) -> String {
    let mut text = text.into();
    if let Some((at, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(at);
        text.push('…');
    }
    text
}

impl Diagnostic {
    /// A finding at a place.
    #[must_use]
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, message: short(message), labels: vec![Label { span, text: String::new() }], why: None, help: None }
    }

    /// Puts words on the main place.
    #[must_use]
    pub fn at(mut self, text: impl Into<String>) -> Self {
        if let Some(label) = self.labels.first_mut() {
            label.text = short(text);
        }
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn and(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: short(text) });
        self
    }

    /// Says why.
    #[must_use]
    pub fn why(mut self, text: impl Into<String>) -> Self {
        self.why = Some(short(text));
        self
    }

    /// Says what to write instead.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(short(text));
        self
    }

    /// Adds help if there is any.
    #[must_use]
    pub fn maybe_help(self, text: Option<String>) -> Self {
        match text {
            Some(text) => self.help(text),
            None => self,
        }
    }

    /// Error or warning.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The main place.
    #[must_use]
    pub fn span(&self) -> Span {
        self.labels.first().map(|label| label.span).unwrap_or_default()
    }
}
