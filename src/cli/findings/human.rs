//! Findings for people: drawn with the lines of the rules, or as plain text.

use std::fmt;
use std::io::{self, Write};

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents,
    ThemeCharacters, ThemeStyles,
};

use super::Finding;
use crate::diagnostic::{Label, Severity};
use crate::source::SourceFile;
use crate::verdict::{printable, speaks};

/// Longer lines are not drawn, and only a part of them is shown (bytes).
const LONGEST: usize = 1_000;
/// How much of a long line is shown (characters).
const PART: usize = 100;

/// A finding as miette draws it: one file with its labels. Labels in other files are related drawings.
#[derive(Debug)]
struct Drawn {
    head: String,
    code: Option<&'static str>,
    severity: miette::Severity,
    help: Option<String>,
    source: Option<Window>,
    labels: Vec<LabeledSpan>,
    related: Vec<Drawn>,
}

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.head)
    }
}

impl std::error::Error for Drawn {}

impl miette::Diagnostic for Drawn {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        let related = self.related.iter().map(|related| related as &dyn miette::Diagnostic);
        (!self.related.is_empty()).then(|| Box::new(related) as Box<dyn Iterator<Item = _>>)
    }
}

impl Drawn {
    fn new(finding: &Finding<'_>) -> Drawn {
        let found = finding.diagnostic;
        let main = finding.file(found.span());
        let is_main = |label: &&Label| label.span.file == found.span().file;
        let others = found.labels.iter().filter(|label| !is_main(label));
        Drawn {
            head: printable(&found.message),
            code: Some(found.code.as_str()),
            severity: match found.severity() {
                Severity::Error => miette::Severity::Error,
                Severity::Warning => miette::Severity::Warning,
            },
            help: found.help.as_deref().map(still),
            source: window(finding, found.labels.iter().filter(is_main)),
            labels: main.map_or_else(Vec::new, |file| found.labels.iter().filter(is_main).map(|own| label(own, file)).collect()),
            related: others.filter_map(|other| Drawn::elsewhere(finding, other)).collect(),
        }
    }

    fn has_long_lines(&self) -> bool {
        let own = self.source.iter().flat_map(|source| source.text.lines()).any(|line| line.len() > LONGEST);
        own || self.related.iter().any(Drawn::has_long_lines)
    }

    fn elsewhere(finding: &Finding<'_>, other: &Label) -> Option<Drawn> {
        let file = finding.file(other.span)?;
        let head = if other.text.is_empty() { "this belongs to it".to_owned() } else { printable(&other.text) };
        let labels = vec![label(other, file)];
        let severity = miette::Severity::Advice;
        Some(Drawn {
            head,
            code: None,
            severity,
            help: None,
            source: window(finding, [other].into_iter()),
            labels,
            related: Vec::new(),
        })
    }
}

/// The lines of a file around some labels, so that no finding carries the whole file.
#[derive(Debug)]
struct Window {
    path: String,
    text: String,
    /// The byte and the line, from 0, at which it begins in the file.
    start: usize,
    line: usize,
}

fn window<'a>(finding: &Finding<'_>, labels: impl Iterator<Item = &'a Label> + Clone) -> Option<Window> {
    let first = labels.clone().min_by_key(|label| label.span.start)?.span;
    let last = labels.max_by_key(|label| label.span.end)?.span;
    let (file, lines) = (finding.file(first)?, finding.lines(first)?);
    // A line more than is drawn on either side.
    let from = (lines.line_column(first.start).line as usize).saturating_sub(2).max(1);
    let to = lines.line_column(last.end.max(last.start)).line as usize + 3;
    let start = lines.start(from);
    let text = still(file.text.get(start..lines.start(to)).unwrap_or_default());
    Some(Window { path: file.path.to_string(), text, start, line: from - 1 })
}

/// The text with others of as many bytes for the characters that speak to a terminal or turn the direction of writing: what
/// stands in a rule must not change what the reader sees of it.
fn still(text: &str) -> String {
    let other = |c: char| match c.len_utf8() {
        1 => '?',
        2 => '¿',
        _ => char::REPLACEMENT_CHARACTER,
    };
    text.chars().map(|c| if speaks(c) && !matches!(c, '\n' | '\t') { other(c) } else { c }).collect()
}

/// The part of a line around a column, from 1.
fn around(line: &str, column: usize) -> String {
    if line.len() <= LONGEST {
        return printable(line.trim());
    }
    let before = column.saturating_sub(PART / 2);
    let part: String = line.chars().skip(before).take(PART).collect();
    let dots = |yes| if yes { "…" } else { "" };
    format!("{}{}{}", dots(before > 0), printable(part.trim()), dots(line.chars().nth(before + PART).is_some()))
}

impl SourceCode for Window {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let within = SourceSpan::new(span.offset().saturating_sub(self.start).into(), span.len());
        let read = self.text.read_span(&within, lines_before, lines_after)?;
        let place = SourceSpan::new((read.span().offset() + self.start).into(), read.span().len());
        let (line, column, count) = (read.line() + self.line, read.column(), read.line_count());
        Ok(Box::new(MietteSpanContents::new_named(self.path.clone(), read.data(), place, line, column, count)))
    }
}

/// A label within its file: a finding at the end of a text points at its last place.
fn label(label: &Label, file: &SourceFile) -> LabeledSpan {
    let end = file.text.len();
    let start = (label.span.start as usize).min(end);
    let length = (label.span.end as usize).clamp(start, end) - start;
    LabeledSpan::new((!label.text.is_empty()).then(|| printable(&label.text)), start, length)
}

/// Draws a finding.
pub(super) fn draw(out: &mut impl Write, finding: &Finding<'_>, color: bool, width: usize) -> io::Result<()> {
    let drawn = Drawn::new(finding);
    if drawn.has_long_lines() {
        return plain(out, finding);
    }
    let styles = if color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    let theme = GraphicalTheme { characters: ThemeCharacters::unicode(), styles };
    let mut handler = GraphicalReportHandler::new_themed(theme).with_links(false).with_width(width).with_context_lines(1);
    if let Some(why) = &finding.diagnostic.why {
        handler = handler.with_footer(format!("why: {}", still(why)));
    }
    let mut text = String::new();
    handler.render_report(&mut text, &drawn).map_err(io::Error::other)?;
    writeln!(out, "{}\n", text.trim_matches('\n'))
}

/// A finding as lines of text.
pub(super) fn plain(out: &mut impl Write, finding: &Finding<'_>) -> io::Result<()> {
    let found = finding.diagnostic;
    if let Some(place) = finding.place(found.span()) {
        write!(out, "{}:{}:{}: ", place.file.path, place.start.line, place.start.column)?;
    }
    writeln!(out, "{} {}: {}", finding.severity(), found.code, printable(&found.message))?;
    if let Some(place) = finding.place(found.span()) {
        let line = finding.lines(found.span()).map_or("", |lines| lines.line(place.start.line as usize));
        writeln!(out, "  line {}: {}", place.start.line, around(line, place.start.column as usize))?;
    }
    for (at, label) in found.labels.iter().enumerate().filter(|(_, label)| !label.text.is_empty()) {
        let place = finding.place(label.span).filter(|_| at > 0);
        let place = place.map(|place| format!("{}:{}:{}: ", place.file.path, place.start.line, place.start.column));
        writeln!(out, "  {}{}", place.unwrap_or_default(), printable(&label.text))?;
    }
    for (word, text) in [("why", &found.why), ("help", &found.help)] {
        if let Some(text) = text {
            writeln!(out, "  {word}: {}", still(text))?;
        }
    }
    writeln!(out)
}
