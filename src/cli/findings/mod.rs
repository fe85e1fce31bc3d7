//! Findings, shown to people and handed to machines.
//!
//! Read [`Finding`] first: the core's diagnostic with the files that it points into.

mod human;
mod machine;

use std::cell::OnceCell;
use std::collections::HashSet;
use std::io::{self, Write};
use std::rc::Rc;

use crate::check::Checked;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{LineColumn, Lines, SourceFile, Span};

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// With the lines of the rules, drawn.
    Human,
    /// Lines of text, nothing drawn: for screen readers and for copying.
    Plain,
    /// `whereas.findings/1`
    Json,
    /// SARIF 2.1.0, as code hosts and editors read it.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// A finding and the files of its compilation.
#[derive(Debug, Clone)]
pub(super) struct Finding<'a> {
    /// What was found.
    pub diagnostic: &'a Diagnostic,
    files: &'a [SourceFile],
    /// The lines of each file, once they are asked for.
    lines: Rc<[OnceCell<Lines>]>,
}

/// A stretch of a file for people.
#[derive(Debug)]
struct Place<'a> {
    file: &'a SourceFile,
    start: LineColumn,
    end: LineColumn,
}

impl<'a> Finding<'a> {
    fn file(&self, span: Span) -> Option<&'a SourceFile> {
        self.files.get(span.file.0 as usize)
    }

    /// The lines of a span's file.
    fn lines(&self, span: Span) -> Option<&Lines> {
        let file = self.file(span)?;
        Some(self.lines.get(span.file.0 as usize)?.get_or_init(|| Lines::new(file)))
    }

    /// Where a span is; none for a finding about no file.
    fn place(&self, span: Span) -> Option<Place<'a>> {
        let file = self.file(span)?;
        let lines = self.lines(span)?;
        Some(Place { file, start: lines.line_column(span.start), end: lines.line_column(span.end) })
    }

    fn severity(&self) -> &'static str {
        match self.diagnostic.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// The findings of several packs; one that two packs share stands once.
pub(super) fn of_packs(checked: &[Checked]) -> Vec<Finding<'_>> {
    let mut seen = HashSet::new();
    let all = checked.iter().flat_map(|checked| of_pack(&checked.diagnostics, &checked.files));
    let new = all.filter(|finding| {
        let span = finding.diagnostic.span();
        let path = finding.file(span).map(|file| &file.path);
        seen.insert((path, span.start, span.end, finding.diagnostic.code, &finding.diagnostic.message))
    });
    new.collect()
}

/// The findings of one pack.
pub(super) fn of_pack<'a>(diagnostics: &'a [Diagnostic], files: &'a [SourceFile]) -> impl Iterator<Item = Finding<'a>> {
    let lines: Rc<[OnceCell<Lines>]> = files.iter().map(|_| OnceCell::new()).collect();
    diagnostics.iter().map(move |diagnostic| Finding { diagnostic, files, lines: Rc::clone(&lines) })
}

/// Prints findings.
pub(super) fn write(out: &mut impl Write, found: &[Finding<'_>], format: Format, color: bool, width: usize) -> io::Result<()> {
    match format {
        Format::Human => found.iter().try_for_each(|finding| human::draw(out, finding, color, width)),
        Format::Plain => found.iter().try_for_each(|finding| human::plain(out, finding)),
        Format::Json => machine::json(out, found),
        Format::Sarif => machine::sarif(out, found),
        Format::Github => found.iter().try_for_each(|finding| machine::github(out, finding)),
    }
}
