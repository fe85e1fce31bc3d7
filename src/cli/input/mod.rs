//! Records of a file, one after another, without holding the file.
//!
//! Read [`Input`] first. What cannot be read as a record is handed on as [`Raw::Unreadable`]: it becomes a reject, and the
//! run goes on.

mod json;
mod lines;
mod rows;
mod stream;

use std::path::Path;

use super::exit::{Exit, Failure};
use json::Array;
use lines::Lines;
use rows::Rows;
pub(super) use stream::Stream;

/// The longest record that is read, in bytes.
pub(super) const LONGEST: u64 = 16 << 20;
/// How much is read at once, in bytes.
const BUFFER: usize = 1 << 16;

/// A file format of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// An array of objects, or one object.
    Json,
    /// An object on each line.
    Ndjson,
    /// A table with a header, cells separated by commas.
    Csv,
    /// A table with a header, cells separated by tabs.
    Tsv,
}

impl Format {
    /// The format that a file's extension names.
    pub(super) fn of(path: &str) -> Option<Format> {
        match Path::new(path).extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "json" => Some(Format::Json),
            "ndjson" | "jsonl" => Some(Format::Ndjson),
            "csv" => Some(Format::Csv),
            "tsv" => Some(Format::Tsv),
            _ => None,
        }
    }

    /// The format of a file, by what was asked for or by its extension.
    pub(super) fn choose(asked: Option<Format>, path: &str, option: &str) -> Result<Format, Failure> {
        asked.or_else(|| Format::of(path)).ok_or_else(|| no_format(path, option))
    }

    /// As the command line and the manifest name it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Ndjson => "ndjson",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
        }
    }

    /// Rows and columns rather than objects.
    pub(super) fn is_table(self) -> bool {
        matches!(self, Format::Csv | Format::Tsv)
    }

    /// What stands between two cells.
    pub(super) fn separator(self) -> u8 {
        if self == Format::Tsv { b'\t' } else { b',' }
    }
}

/// A file whose format its name does not say, or a workbook, which is none of them.
fn no_format(path: &str, option: &str) -> Failure {
    let known = "the formats are json, ndjson, csv and tsv";
    let extension = Path::new(path).extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let failure = || Failure::usage(format!("the extension of `{path}` names no format; {known}"));
    match (extension.to_ascii_lowercase().as_str(), option) {
        _ if path == "-" => {
            Failure::usage(format!("of `-` nobody knows the format; {known}")).help(format!("say it: `{option} ndjson`"))
        }
        ("xlsx" | "xls" | "xlsm" | "xlsb" | "ods", "--from") => {
            Failure::usage(format!("`{path}` is a workbook, which cannot be read"))
                .help("save its sheet as CSV, with the encoding UTF-8")
        }
        ("xlsx" | "xls" | "xlsm" | "xlsb" | "ods", _) => {
            Failure::usage(format!("`{path}` would be a workbook, which cannot be written")).help("write a table: `-o FILE.csv`")
        }
        ("txt", "--from") => {
            failure().help("of a table whose cells are separated by tabs: `--from tsv`; by something else: `--from csv`")
        }
        _ => failure().help(format!("say the format: `{option} csv`")),
    }
}

/// A record as it stands in the input.
#[derive(Debug)]
pub(super) enum Raw<'a> {
    /// JSON text.
    Json(&'a str),
    /// The cells of a row.
    Cells(Vec<&'a str>),
    /// No text at all, or too long.
    Unreadable(Unreadable),
}

/// What stands where a record should be, and is none.
#[derive(Debug, Clone)]
pub(super) struct Unreadable {
    pub reason: &'static str,
    pub message: String,
    /// Of a row: the column of the cell at fault.
    pub column: String,
    /// Of a row: its cells, as far as they can be read.
    pub cells: Vec<String>,
}

/// The records of a file.
#[derive(Debug)]
pub(super) struct Input {
    name: String,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Lines(Lines),
    Array(Array),
    Rows(Rows),
}

impl Input {
    /// Opens a file, or stdin for `-`; `separator`: what stands between two cells.
    pub(super) fn open(path: &str, format: Format, separator: u8) -> Result<Input, Failure> {
        let stream = Stream::open(path)?;
        let name = if path == "-" { "stdin".to_owned() } else { format!("`{path}`") };
        let kind = match format {
            Format::Ndjson => Kind::Lines(Lines::new(stream)),
            Format::Json => Kind::Array(Array::new(stream)),
            Format::Csv | Format::Tsv => Kind::Rows(Rows::new(stream, separator).map_err(|error| broken(&name, &error))?),
        };
        Ok(Input { name, kind })
    }

    /// The file as messages name it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The columns of a table.
    pub(super) fn header(&self) -> Option<&[String]> {
        match &self.kind {
            Kind::Rows(rows) => Some(rows.header()),
            _ => None,
        }
    }

    /// The next record with its row: the line of NDJSON, the place in an array from 1, the row of a table with the header as
    /// row 1.
    pub(super) fn next(&mut self) -> Result<Option<(u64, Raw<'_>)>, Failure> {
        let next = match &mut self.kind {
            Kind::Lines(lines) => lines.next(),
            Kind::Array(array) => array.next(),
            Kind::Rows(rows) => rows.next(),
        };
        next.map_err(|error| broken(&self.name, &error))
    }

    /// How many rows of a table were passed over because all their cells are empty.
    pub(super) fn empty_rows(&self) -> u64 {
        if let Kind::Rows(rows) = &self.kind { rows.empty() } else { 0 }
    }

    /// The bytes that were read.
    pub(super) fn stream(&self) -> &Stream {
        match &self.kind {
            Kind::Lines(lines) => lines.stream(),
            Kind::Array(array) => array.stream(),
            Kind::Rows(rows) => rows.stream(),
        }
    }
}

/// A file that cannot be read on: what comes after the place is lost.
fn broken(name: &str, error: &std::io::Error) -> Failure {
    Failure::new(Exit::Input, format!("{name} cannot be read: {error}"))
}

/// The text of a record, or why there is none.
fn utf8(bytes: &[u8]) -> Raw<'_> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Raw::Json(text),
        Err(error) => Raw::Unreadable(not_utf8(&format!("byte {}", error.valid_up_to() + 1))),
    }
}

fn not_utf8(place: &str) -> Unreadable {
    unreadable("not_utf8", format!("{place} is no UTF-8; save the file with the encoding UTF-8"))
}

fn too_long() -> Raw<'static> {
    Raw::Unreadable(unreadable("too_large", format!("the record is longer than {} MiB", LONGEST >> 20)))
}

fn unreadable(reason: &'static str, message: String) -> Unreadable {
    Unreadable { reason, message, column: String::new(), cells: Vec::new() }
}
