//! A case with its verdict as bytes: rows, objects, explanations, lines for people.
//!
//! Read [`Encoder`] first. What the input says stays as it is; the columns of [`ADDED`] come behind it.

use std::io::{self, Write};

use super::columns::{ADDED, Cell, cells};
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

/// How cases are written. Shared by the threads of a run.
#[derive(Debug)]
pub(super) struct Encoder {
    shape: Shape,
    names: Vec<String>,
    header: Vec<String>,
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

impl Encoder {
    fn new(shape: Shape, prefix: &str, header: &[String]) -> Encoder {
        let names = ADDED.iter().map(|name| format!("{prefix}{name}")).collect();
        Encoder { shape, names, header: header.to_vec() }
    }

    /// Lines for people.
    pub(super) fn screen(width: usize) -> Encoder {
        Encoder::new(Shape::Screen { width }, "", &[])
    }

    /// Whole explanation records.
    pub(super) fn explanations(format: Format) -> Encoder {
        Encoder::new(Shape::Explanations { array: format == Format::Json }, "", &[])
    }

    /// Objects; `header`: the columns of the input, if it is a table.
    pub(super) fn objects(format: Format, prefix: &str, header: &[String]) -> Encoder {
        Encoder::new(Shape::Objects { array: format == Format::Json }, prefix, header)
    }

    /// Rows of a table, from rows.
    pub(super) fn rows(separator: u8, prefix: &str, header: &[String]) -> Encoder {
        Encoder::new(Shape::Rows { separator }, prefix, header)
    }

    /// Rows of a table, from objects.
    pub(super) fn rows_of_objects(format: Format, prefix: &str, id: &str, policy: &PolicyData, ty: RecordId) -> Encoder {
        let fields = policy.records.get(ty.index()).map(|ty| ty.fields.as_slice()).unwrap_or_default();
        let facts: Vec<(String, bool)> = fields.iter().map(|field| (field.name.to_string(), field.ty == Type::Text)).collect();
        let facts = facts.into_iter().filter(|(name, _)| name != id).collect();
        Encoder::new(Shape::RowsOfObjects { separator: format.separator(), id: id.to_owned(), facts }, prefix, &[])
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

    /// Writes one case; what stands between two of them is [`Encoder::between`].
    pub(super) fn write(&self, out: &mut Vec<u8>, case: &Answered<'_>) -> io::Result<()> {
        match &self.shape {
            Shape::Objects { array } => {
                self.object(out, case)?;
                out.write_all(if *array { b"" } else { b"\n" })
            }
            Shape::Explanations { array } => {
                serde_json::to_writer(&mut *out, case.explanation)?;
                out.write_all(if *array { b"" } else { b"\n" })
            }
            Shape::Rows { separator } => {
                let Raw::Cells(own) = case.raw else { return Ok(()) };
                let added = cells(case.explanation).map(Cell::into_text);
                row(out, *separator, own.iter().copied().chain(added.iter().map(String::as_str)))
            }
            Shape::RowsOfObjects { separator, facts, .. } => {
                let own = facts_in_cells(case, facts, &self.shape);
                let added = cells(case.explanation).map(Cell::into_text);
                row(out, *separator, own.iter().chain(&added).map(String::as_str))
            }
            Shape::Screen { width } => {
                let explanation = case.explanation;
                let (verdict, why) = if explanation.question.own_words.is_empty() {
                    (explanation.verdict.in_words(), explanation.in_short())
                } else {
                    ("", format!("{}; {}", explanation.says, explanation.in_short()))
                };
                let line = screen_line(case.id, verdict, &why, *width);
                out.write_all(line.as_bytes())
            }
        }
    }

    /// What stands before the first case.
    pub(super) fn begin(&self) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        let added = self.names.iter().map(String::as_str);
        match &self.shape {
            Shape::Objects { array } | Shape::Explanations { array } => out.write_all(if *array { b"[\n" } else { b"" })?,
            Shape::Rows { separator } => {
                let own = self.header.iter().map(|name| name.trim_start_matches('\u{feff}'));
                row(&mut out, *separator, own.chain(added))?;
            }
            Shape::RowsOfObjects { separator, id, facts } => {
                let own = std::iter::once(id.as_str()).chain(facts.iter().map(|(name, _)| name.as_str())).chain([OTHERS]);
                row(&mut out, *separator, own.chain(added))?;
            }
            Shape::Screen { width } => out.write_all(screen_line("case", "verdict", "why", *width).as_bytes())?,
        }
        Ok(out)
    }

    /// What stands between two cases.
    pub(super) fn between(&self) -> &'static [u8] {
        if self.is_array() { b",\n" } else { b"" }
    }

    /// What stands behind the last case.
    pub(super) fn end(&self, empty: bool) -> &'static [u8] {
        match (self.is_array(), empty) {
            (false, _) => b"",
            (true, true) => b"]\n",
            (true, false) => b"\n]\n",
        }
    }

    fn is_array(&self) -> bool {
        matches!(self.shape, Shape::Objects { array: true } | Shape::Explanations { array: true })
    }

    /// An object of the input with the added members behind its own.
    fn object(&self, out: &mut Vec<u8>, case: &Answered<'_>) -> io::Result<()> {
        let mut separate = match case.raw {
            Raw::Json(text) => {
                let open = text.trim_end().strip_suffix('}').unwrap_or(text).trim_end();
                // Line ends between members would end the record.
                for part in open.split(['\n', '\r']) {
                    out.write_all(part.as_bytes())?;
                }
                case.data.and_then(Data::entries).is_some_and(|entries| !entries.is_empty())
            }
            Raw::Cells(own) => {
                for (at, (name, cell)) in self.header.iter().zip(own).enumerate() {
                    out.write_all(if at == 0 { b"{" } else { b"," })?;
                    serde_json::to_writer(&mut *out, name.trim_start_matches('\u{feff}'))?;
                    out.write_all(b":")?;
                    serde_json::to_writer(&mut *out, cell)?;
                }
                true
            }
            Raw::Unreadable(..) => return Ok(()),
        };
        for (name, cell) in self.names.iter().zip(cells(case.explanation)) {
            out.write_all(if separate { b"," } else { b"" })?;
            separate = true;
            serde_json::to_writer(&mut *out, name)?;
            out.write_all(b":")?;
            cell.json(out)?;
        }
        out.write_all(b"}")
    }
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
