//! Verdicts, written beside the cases that they are about.
//!
//! Read [`Output`] first. What the input says stays as it is; the columns of [`ADDED`] come behind it.

use std::io::{self, Write};

use super::columns::{ADDED, Cell, cells};
use super::sink::Sink;
use crate::cli::input::{Format, Raw};
use crate::policy::{PolicyData, RecordId, Type};
use crate::records::Data;
use crate::verdict::{Explanation, printable};

/// A case of the input with its verdict.
pub(super) struct Answered<'a> {
    /// What names the case.
    pub id: &'a str,
    /// As it stands in the input.
    pub raw: &'a Raw<'a>,
    /// Its data, if it is JSON.
    pub data: Option<&'a Data>,
    /// The verdict.
    pub explanation: &'a Explanation,
}

/// The output of a run.
#[derive(Debug)]
pub(super) struct Output {
    sink: Sink,
    shape: Shape,
    names: Vec<String>,
    header: Vec<String>,
    first: bool,
}

#[derive(Debug)]
enum Shape {
    /// An object on each line, or an array of them.
    Objects { array: bool },
    /// Whole explanation records instead.
    Explanations { array: bool },
    /// Rows that have the columns of the input.
    Rows { separator: u8 },
    /// Rows made of objects: a column for each fact, one for what names the case, one for unknown keys.
    RowsOfObjects { separator: u8, id: String, facts: Vec<(String, bool)> },
    /// Lines for people.
    Screen { width: usize },
}

/// The column for keys that no field has.
const OTHERS: &str = "other_keys";

impl Output {
    fn new(sink: Sink, shape: Shape, prefix: &str, header: &[String]) -> Output {
        let names = ADDED.iter().map(|name| format!("{prefix}{name}")).collect();
        Output { sink, shape, names, header: header.to_vec(), first: true }
    }

    /// Lines for people.
    pub(super) fn screen(sink: Sink, width: usize) -> Output {
        Output::new(sink, Shape::Screen { width }, "", &[])
    }

    /// Whole explanation records.
    pub(super) fn explanations(sink: Sink, format: Format) -> Output {
        Output::new(sink, Shape::Explanations { array: format == Format::Json }, "", &[])
    }

    /// Objects; `header`: the columns of the input, if it is a table.
    pub(super) fn objects(sink: Sink, format: Format, prefix: &str, header: &[String]) -> Output {
        Output::new(sink, Shape::Objects { array: format == Format::Json }, prefix, header)
    }

    /// Rows of a table, from rows.
    pub(super) fn rows(sink: Sink, format: Format, prefix: &str, header: &[String]) -> Output {
        Output::new(sink, Shape::Rows { separator: format.separator() }, prefix, header)
    }

    /// Rows of a table, from objects.
    pub(super) fn rows_of_objects(
        sink: Sink,
        format: Format,
        prefix: &str,
        id: &str,
        policy: &PolicyData,
        ty: RecordId,
    ) -> Output {
        let fields = policy.records.get(ty.index()).map(|ty| ty.fields.as_slice()).unwrap_or_default();
        let facts: Vec<(String, bool)> = fields.iter().map(|field| (field.name.to_string(), field.ty == Type::Text)).collect();
        let facts = facts.into_iter().filter(|(name, _)| name != id).collect();
        Output::new(sink, Shape::RowsOfObjects { separator: format.separator(), id: id.to_owned(), facts }, prefix, &[])
    }

    /// The names of the added columns.
    pub(super) fn added(&self) -> &[String] {
        match self.shape {
            Shape::Explanations { .. } | Shape::Screen { .. } => &[],
            _ => &self.names,
        }
    }

    /// Whether it wants whole explanations.
    pub(super) fn is_full(&self) -> bool {
        matches!(self.shape, Shape::Explanations { .. })
    }

    /// Writes one case.
    pub(super) fn write(&mut self, case: &Answered<'_>) -> io::Result<()> {
        if self.first {
            self.begin()?;
        }
        let first = std::mem::replace(&mut self.first, false);
        match &self.shape {
            Shape::Objects { array } => {
                let (before, after): (&[u8], &[u8]) = (between(*array, first), if *array { b"" } else { b"\n" });
                self.sink.write_all(before)?;
                self.object(case)?;
                self.sink.write_all(after)
            }
            Shape::Explanations { array } => {
                self.sink.write_all(between(*array, first))?;
                serde_json::to_writer(&mut self.sink, case.explanation)?;
                self.sink.write_all(if *array { b"" } else { b"\n" })
            }
            Shape::Rows { separator } => {
                let Raw::Cells(own) = case.raw else { return Ok(()) };
                let added = cells(case.explanation).map(Cell::into_text);
                row(&mut self.sink, *separator, own.iter().copied().chain(added.iter().map(String::as_str)))
            }
            Shape::RowsOfObjects { separator, facts, .. } => {
                let own = facts_in_cells(case, facts, &self.shape);
                let added = cells(case.explanation).map(Cell::into_text);
                row(&mut self.sink, *separator, own.iter().chain(&added).map(String::as_str))
            }
            Shape::Screen { width } => {
                let explanation = case.explanation;
                let line = screen_line(case.id, explanation.verdict.in_words(), &explanation.reasons(), *width);
                self.sink.write_all(line.as_bytes())
            }
        }
    }

    /// Writes the end.
    pub(super) fn finish(mut self) -> Result<(), crate::cli::exit::Failure> {
        let done = self.end();
        done.map_err(|error| self.sink.failure(&error))?;
        self.sink.finish()
    }

    /// What went wrong in [`Output::write`], in words.
    pub(super) fn failure(&self, error: &io::Error) -> crate::cli::exit::Failure {
        self.sink.failure(error)
    }

    fn begin(&mut self) -> io::Result<()> {
        let added = self.names.iter().map(String::as_str);
        match &self.shape {
            Shape::Objects { array } | Shape::Explanations { array } => self.sink.write_all(if *array { b"[\n" } else { b"" }),
            Shape::Rows { separator } => {
                let own = self.header.iter().map(|name| name.trim_start_matches('\u{feff}'));
                row(&mut self.sink, *separator, own.chain(added))
            }
            Shape::RowsOfObjects { separator, id, facts } => {
                let own = std::iter::once(id.as_str()).chain(facts.iter().map(|(name, _)| name.as_str())).chain([OTHERS]);
                row(&mut self.sink, *separator, own.chain(added))
            }
            Shape::Screen { width } => self.sink.write_all(screen_line("case", "verdict", "reasons", *width).as_bytes()),
        }
    }

    fn end(&mut self) -> io::Result<()> {
        if self.first {
            self.begin()?;
        }
        match self.shape {
            Shape::Objects { array: true } | Shape::Explanations { array: true } => {
                self.sink.write_all(if self.first { b"]\n" } else { b"\n]\n" })
            }
            _ => Ok(()),
        }
    }

    /// An object of the input with the added members behind its own.
    fn object(&mut self, case: &Answered<'_>) -> io::Result<()> {
        let mut separate = match case.raw {
            Raw::Json(text) => {
                let open = text.trim_end().strip_suffix('}').unwrap_or(text).trim_end();
                // Line ends between members would end the record.
                for part in open.split(['\n', '\r']) {
                    self.sink.write_all(part.as_bytes())?;
                }
                case.data.and_then(Data::entries).is_some_and(|entries| !entries.is_empty())
            }
            Raw::Cells(own) => {
                for (at, (name, cell)) in self.header.iter().zip(own).enumerate() {
                    self.sink.write_all(if at == 0 { b"{" } else { b"," })?;
                    serde_json::to_writer(&mut self.sink, name.trim_start_matches('\u{feff}'))?;
                    self.sink.write_all(b":")?;
                    serde_json::to_writer(&mut self.sink, cell)?;
                }
                true
            }
            Raw::Unreadable(..) => return Ok(()),
        };
        for (name, cell) in self.names.iter().zip(cells(case.explanation)) {
            self.sink.write_all(if separate { b"," } else { b"" })?;
            separate = true;
            serde_json::to_writer(&mut self.sink, name)?;
            self.sink.write_all(b":")?;
            cell.json(&mut self.sink)?;
        }
        self.sink.write_all(b"}")
    }
}

/// What stands before a record.
fn between(array: bool, first: bool) -> &'static [u8] {
    if array && !first { b",\n" } else { b"" }
}

/// A row of a table.
fn row<'a>(out: &mut impl Write, separator: u8, cells: impl Iterator<Item = &'a str>) -> io::Result<()> {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.write_all(&[separator])?;
        }
        let quoted = cell.bytes().any(|byte| matches!(byte, b'"' | b'\n' | b'\r') || byte == separator);
        if quoted {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\n")
}

/// The cells of a case that is an object: what names it, its facts, and what no field has.
fn facts_in_cells(case: &Answered<'_>, facts: &[(String, bool)], shape: &Shape) -> Vec<String> {
    let entries = case.data.and_then(Data::entries).unwrap_or_default();
    let mut row = vec![case.id.to_owned()];
    for (name, is_text) in facts {
        let value = entries.iter().find(|(key, _)| key == name).map(|(_, value)| value);
        row.push(value.map(|value| fact_cell(value, *is_text)).unwrap_or_default());
    }
    let Shape::RowsOfObjects { id, .. } = shape else { return row };
    let others = entries.iter().filter(|(key, _)| key != id && !facts.iter().any(|(name, _)| name == key));
    let others: Vec<(String, Data)> = others.cloned().collect();
    row.push(if others.is_empty() { String::new() } else { Data::Object(others).to_string() });
    row
}

/// A value as `docs/records.md` writes it in a cell.
fn fact_cell(value: &Data, is_text: bool) -> String {
    match value {
        Data::Null => String::new(),
        Data::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Data::Object(entries) if is_text => {
            let inner = entries.iter().find(|(key, _)| key == "value");
            inner.map(|(_, value)| fact_cell(value, false)).unwrap_or_default()
        }
        other => other.to_string(),
    }
}

/// A line for people, cut at the edge of the terminal.
fn screen_line(id: &str, verdict: &str, reasons: &str, width: usize) -> String {
    let line = printable(&format!("{id:<16}  {verdict:<14}  {reasons}"));
    let line = line.trim_end();
    match line.char_indices().nth(width) {
        None => format!("{line}\n"),
        Some(_) => {
            let cut: String = line.chars().take(width.saturating_sub(1)).collect();
            format!("{}…\n", cut.trim_end())
        }
    }
}
