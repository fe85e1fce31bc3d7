//! CSV and TSV: a header, then a row for each record.

use std::io;

use csv::{ByteRecord, ReaderBuilder};

use super::{BUFFER, Raw, Stream, Unreadable, not_utf8};

#[derive(Debug)]
pub(super) struct Rows {
    from: csv::Reader<Stream>,
    header: Vec<String>,
    cells: ByteRecord,
    row: u64,
    empty: u64,
}

impl Rows {
    /// Reads the header.
    pub(super) fn new(mut stream: Stream, separator: u8) -> io::Result<Rows> {
        stream.one_record();
        stream.table(separator);
        let mut builder = ReaderBuilder::new();
        let builder = builder.has_headers(false).flexible(true).delimiter(separator).buffer_capacity(BUFFER);
        let mut from = builder.from_reader(stream);
        let mut cells = ByteRecord::new();
        from.read_byte_record(&mut cells)?;
        let header: Result<Vec<String>, _> = cells.iter().map(|cell| std::str::from_utf8(cell).map(str::to_owned)).collect();
        let header = header.map_err(|_| invalid("the header is no UTF-8; save the file with the encoding UTF-8"))?;
        match header.as_slice() {
            [] => return Err(invalid("there is no header: the first row names the facts")),
            [only] => {
                if let Some(advice) = other_separator(only) {
                    return Err(invalid(advice));
                }
            }
            _ => {}
        }
        let mut rows = Rows { from, header, cells, row: 1, empty: 0 };
        rows.skip_blank_lines();
        Ok(rows)
    }

    /// Blank lines are rows to a spreadsheet: those behind them keep their numbers.
    fn skip_blank_lines(&mut self) {
        let place = self.from.position().byte();
        let lines = self.from.get_mut().blank_lines_before(place);
        self.row += lines;
        self.empty += lines;
    }

    pub(super) fn header(&self) -> &[String] {
        &self.header
    }

    pub(super) fn stream(&self) -> &Stream {
        self.from.get_ref()
    }

    /// Rows without anything in them, as spreadsheets leave them behind.
    pub(super) fn empty(&self) -> u64 {
        self.empty
    }

    /// The next row that is not empty.
    pub(super) fn next(&mut self) -> io::Result<Option<(u64, Raw<'_>)>> {
        loop {
            self.from.get_mut().one_record();
            if !self.from.read_byte_record(&mut self.cells)? {
                return Ok(None);
            }
            self.skip_blank_lines();
            self.row += 1;
            if self.cells.iter().any(|cell| !cell.trim_ascii().is_empty()) {
                break;
            }
            self.empty += 1;
        }
        let cells: Result<Vec<&str>, _> = self.cells.iter().map(std::str::from_utf8).collect();
        Ok(Some((self.row, cells.map_or_else(|_| Raw::Unreadable(self.not_utf8()), Raw::Cells))))
    }

    /// Which cell is no text, and the others.
    fn not_utf8(&self) -> Unreadable {
        let wrong = |cell: &[u8]| std::str::from_utf8(cell).err();
        let at = self.cells.iter().zip(0..).find_map(|(cell, at): (_, usize)| Some((at, wrong(cell)?.valid_up_to())));
        let (column, byte) = at.unwrap_or_default();
        let cells = self.cells.iter().map(|cell| String::from_utf8(cell.to_vec()).unwrap_or_default()).collect();
        let column = self.header.get(column).cloned().unwrap_or_default();
        Unreadable { column, cells, ..not_utf8(&format!("byte {} of the cell", byte + 1)) }
    }
}

/// What to say of a header that is one cell, but holds what may separate cells.
fn other_separator(header: &str) -> Option<&'static str> {
    match header.chars().find(|c| matches!(c, ';' | '\t' | ','))? {
        ';' => Some("its cells are separated by semicolons; say so: `--from csv --separator ';'`"),
        '\t' => Some("its cells are separated by tabs; say so: `--from tsv`"),
        _ => Some("its cells are separated by commas; say so: `--from csv`, without `--separator`"),
    }
}

fn invalid(text: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, text)
}
