//! The file of rejects: which records have no verdict, and why. Their values are personal data and go nowhere else.

use std::collections::BTreeMap;
use std::io;

use crate::cli::asked::Reject;
use crate::cli::exit::Failure;
use crate::cli::sink::Sink;

/// How many rejects are named on stderr where no file takes them.
const NAMED: usize = 5;

/// The rejects of a run.
#[derive(Debug)]
pub(super) struct Rejects {
    file: Option<csv::Writer<Sink>>,
    path: Option<String>,
    /// Records without a verdict.
    pub records: u64,
    /// How often each reason came up.
    pub reasons: BTreeMap<&'static str, u64>,
    first: Vec<String>,
}

impl Rejects {
    /// `separator`: what stands between two cells of the file.
    pub(super) fn new(path: Option<&str>, separator: u8) -> Result<Rejects, Failure> {
        let mut rejects =
            Rejects { file: None, path: path.map(str::to_owned), records: 0, reasons: BTreeMap::new(), first: Vec::new() };
        if let Some(path) = path {
            rejects.file = Some(csv::WriterBuilder::new().delimiter(separator).from_writer(Sink::file(path)?));
            rejects.line(["row", "id", "column", "value", "reason", "message"])?;
        }
        Ok(rejects)
    }

    fn line(&mut self, cells: [&str; 6]) -> Result<(), Failure> {
        let Some(file) = &mut self.file else { return Ok(()) };
        file.write_record(cells).map_err(|error| {
            let name = format!("`{}`", self.path.as_deref().unwrap_or_default());
            Failure::output(&name, &io::Error::from(error))
        })
    }

    /// Takes a record: a line for each of its errors.
    pub(super) fn take(&mut self, row: u64, id: &str, errors: &[Reject]) -> Result<(), Failure> {
        self.records += 1;
        for error in errors {
            *self.reasons.entry(error.reason).or_default() += 1;
            if self.first.len() < NAMED {
                let column = if error.column.is_empty() { String::new() } else { format!(", `{}`", error.column) };
                self.first.push(format!("row {row}{column}: {}", error.reason));
            }
            self.line([&row.to_string(), id, &error.column, &error.value, error.reason, &error.message])?;
        }
        Ok(())
    }

    /// The first of them, by place and reason only.
    pub(super) fn first(&self) -> &[String] {
        &self.first
    }

    pub(super) fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// Writes the rest.
    pub(super) fn finish(&mut self) -> Result<(), Failure> {
        let Some(file) = self.file.take() else { return Ok(()) };
        match file.into_inner() {
            Ok(sink) => sink.finish(),
            Err(error) => Err(Failure::output(&format!("`{}`", self.path.as_deref().unwrap_or_default()), error.error())),
        }
    }
}
