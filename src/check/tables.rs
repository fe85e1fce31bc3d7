//! Tables: reference rows, in the rule file or beside it as CSV, each cell read by its column's type.
//!
//! Reference data is complete: an empty cell of an `or none` column is none, of any other an error.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::Checker;
use super::data::Allowed;
use super::items::{At, Items};
use super::messages as say;
use super::names::{Def, number};
use super::resolve;
use crate::diagnostic::did_you_mean;
use crate::logic::{Country, Date, Decimal, Period};
use crate::policy::{self, Currency, Datum, Record, RecordId, Scalar, TableId, Type};
use crate::source::{FileId, Quotes, SourceFile, Span, digest, folder_of, join_path};
use crate::syntax::tree::{self, TableRow, TableRows};

/// A cell with its place.
struct Cell {
    text: String,
    span: Span,
}

/// A row as written, and how a person would name it.
struct Row {
    cells: Vec<Cell>,
    span: Span,
    /// "row 3", or with the name of the file
    name: String,
}

impl Checker<'_> {
    /// The tables with their rows.
    pub(super) fn tables(&mut self, items: &Items<'_>) -> Vec<policy::Table> {
        let mut tables = Vec::new();
        for (at, item) in items.tables.iter().enumerate() {
            let At { pack, node, .. } = *item;
            let Some(record) = self.names.tables.get(at).map(|table| table.what) else { continue };
            let before = self.out.len();
            let rows = self.plain_columns(node, record).then(|| self.rows(item)).flatten();
            let rows = rows.map(|rows| self.records_of(node, record, &rows)).unwrap_or_default();
            let (rows, row_spans): (Vec<Record>, Vec<Span>) = rows.into_iter().unzip();
            if self.out.len() > before {
                self.broken.insert(Def::Table(TableId(number(at))));
            }
            self.allow(&node.clauses, Allowed::CITES, "table");
            tables.push(policy::Table {
                pack,
                name: Arc::from(node.name.text.as_str()),
                label: resolve::label(&node.name, node.label.as_ref()),
                record,
                rows: Arc::from(rows),
                row_spans,
                cites: self.cites(pack, &node.clauses),
            });
        }
        tables
    }

    /// A cell holds one value or a set: no record and no list.
    fn plain_columns(&mut self, node: &tree::Table, record: RecordId) -> bool {
        let Some(ty) = self.names.records.get(record.index()) else { return false };
        let nested = ty.fields.iter().find(|field| matches!(field.ty, Type::Record(_) | Type::List(_)));
        let Some(nested) = nested else { return true };
        self.out.push(say::no_row_type(node.record.span, &ty.name, &nested.name, nested.span));
        false
    }

    /// The lines of a table, the heading first; none if its file cannot be read.
    fn rows(&mut self, item: &At<'_, tree::Table>) -> Option<Vec<Row>> {
        match &item.node.rows {
            TableRows::Inline(rows) => Some(rows.iter().enumerate().map(inline).collect()),
            TableRows::File(file) => self.file_rows(item, file),
        }
    }

    fn file_rows(&mut self, item: &At<'_, tree::Table>, file: &tree::Text) -> Option<Vec<Row>> {
        let beside = self.files.get(item.span.file.0 as usize).map(|rules| rules.path.clone())?;
        let path = join_path(folder_of(&beside), &file.text);
        let Some(bytes) = self.sources.get(&path).cloned() else {
            self.out.push(say::no_table_file(file, &path));
            return None;
        };
        let known = self.files.iter().position(|known| *known.path == *path);
        let id = FileId(number(known.unwrap_or(self.files.len())));
        if known.is_none() {
            let text = String::from_utf8_lossy(&bytes);
            self.files.push(SourceFile { id, path: Arc::from(path.as_str()), text: Arc::from(&*text), digest: digest(&bytes) });
        }
        if let Some(pack) = self.tables_of.get_mut(item.pack.index())
            && !pack.contains(&id)
        {
            pack.push(id);
        }
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => text,
            Err(error) => {
                self.out.push(say::not_utf8(id, &bytes, error.valid_up_to()));
                return None;
            }
        };
        let mut quotes = Quotes::new(b',');
        quotes.follow(&bytes);
        if let Some(line) = quotes.open() {
            self.out.push(say::broken_csv(file, &format!("the quotation mark in its line {line} is not closed")));
            return None;
        }
        match csv_rows(id, text, &file.text, &mut quotes) {
            Ok(rows) => Some(rows),
            Err(error) => {
                self.out.push(say::broken_csv(file, &error.to_string()));
                None
            }
        }
    }

    /// The rows as records of the type, and where they stand.
    fn records_of(&mut self, node: &tree::Table, record: RecordId, rows: &[Row]) -> Vec<(Record, Span)> {
        let Some((heading, body)) = rows.split_first() else {
            self.out.push(say::no_heading(&node.name));
            return Vec::new();
        };
        let Some(columns) = self.columns(node, record, heading) else { return Vec::new() };
        let mut records = Vec::new();
        for row in body {
            if row.cells.len() != columns.len() {
                self.out.push(say::cell_count(row.span, &row.name, row.cells.len(), columns.len()));
                continue;
            }
            let Some(ty) = self.names.records.get(record.index()) else { continue };
            let mut made = Record::unknown(record, ty.fields.len());
            for (cell, column) in row.cells.iter().zip(&columns) {
                let Some(field) = ty.fields.get(*column) else { continue };
                match read_cell(&self.names, cell.text.trim(), field) {
                    Ok(datum) => {
                        if let Some(slot) = made.values.get_mut(*column) {
                            *slot = datum;
                        }
                    }
                    Err(CellError::Empty) => self.out.push(say::empty_cell(cell.span, &row.name, &field.name)),
                    Err(CellError::Wrong { wanted, help }) => {
                        self.out.push(say::wrong_cell(cell.span, &row.name, &field.name, cell.text.trim(), &wanted, help));
                    }
                }
            }
            records.push((made, row.span));
        }
        records
    }

    /// The field of each column; none if the heading does not fit the record type.
    fn columns(&mut self, node: &tree::Table, record: RecordId, heading: &Row) -> Option<Vec<usize>> {
        let ty = self.names.records.get(record.index())?;
        let mut columns: Vec<usize> = Vec::new();
        let mut findings = Vec::new();
        let mut silent = false;
        for cell in &heading.cells {
            let name = cell.text.trim();
            match ty.fields.iter().position(|field| &*field.name == name) {
                Some(at) if columns.contains(&at) => findings.push(say::column_twice(cell.span, name)),
                Some(at) => columns.push(at),
                None if self.names.is_broken_field(record, name) => silent = true,
                None => {
                    let help = did_you_mean(name, ty.fields.iter().map(|field| &*field.name));
                    findings.push(say::unknown_column(cell.span, name, &ty.name, help));
                }
            }
        }
        if findings.is_empty() && !silent {
            let absent = ty.fields.iter().enumerate().filter(|(at, _)| !columns.contains(at));
            findings.extend(absent.map(|(_, field)| say::absent_column(heading.span, &node.name, &field.name, field.span)));
        }
        let sound = findings.is_empty() && !silent;
        self.out.extend(findings);
        sound.then_some(columns)
    }
}

fn inline((at, row): (usize, &TableRow)) -> Row {
    let cells = row.cells.iter().map(|cell| Cell { text: cell.text.clone(), span: cell.span }).collect();
    Row { cells, span: row.span, name: format!("row {at}") }
}

fn csv_rows(id: FileId, text: &str, name: &str, blank: &mut Quotes) -> Result<Vec<Row>, csv::Error> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let skipped = text.len() - body.len();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(body.as_bytes());
    let mut rows: Vec<Row> = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut row = 0;
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX).saturating_add(skipped);
        if !reader.read_record(&mut record)? {
            break;
        }
        let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX).saturating_add(skipped);
        let line = text.get(start..end).unwrap_or_default();
        let start = start + (line.len() - line.trim_start().len());
        let span = Span { file: id, start: number(start), end: number(start + line.trim().len()) };
        let cells = record.iter().map(|cell| Cell { text: cell.to_owned(), span }).collect();
        // As a spreadsheet counts: the heading is row 1, and a blank line is a row.
        row += 1 + blank.blank_before(end as u64);
        rows.push(Row { cells, span, name: format!("`{name}`, row {row}") });
    }
    Ok(rows)
}

enum CellError {
    Empty,
    Wrong { wanted: String, help: Option<String> },
}

fn read_cell(names: &super::names::Names, text: &str, field: &policy::Field) -> Result<Datum, CellError> {
    if text.is_empty() || text == "none" && field.or_none {
        return if field.or_none { Ok(Datum::None) } else { Err(CellError::Empty) };
    }
    read_value(names, text, &field.ty)
}

fn read_value(names: &super::names::Names, text: &str, ty: &Type) -> Result<Datum, CellError> {
    let wrong = |wanted: &str| CellError::Wrong { wanted: wanted.to_owned(), help: None };
    match ty {
        Type::YesNo => match text {
            "yes" | "true" => Ok(Datum::YesNo(true)),
            "no" | "false" => Ok(Datum::YesNo(false)),
            _ => Err(wanted_value("`yes` or `no`")),
        },
        Type::Number => number_of(text).map(Datum::Number).ok_or_else(|| wrong("a number")),
        Type::WholeNumber => match number_of(text) {
            Some(number) if number.is_whole() => Ok(Datum::Number(number)),
            _ => Err(wrong("a whole number")),
        },
        Type::Money(currency) => money(text, *currency).ok_or_else(|| wrong("an amount such as `20_000 USD`")),
        Type::Date => match text.parse::<Date>() {
            Ok(date) => Ok(Datum::Date(date, date)),
            Err(_) => Err(wrong("a date such as `2025-02-03`")),
        },
        Type::Period => match period(text) {
            Some(period) => Ok(Datum::Period(period)),
            None => Err(wrong("a period such as `6 months` or `P6M`")),
        },
        Type::Set(member) => {
            let inner = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
            let mut members = Vec::new();
            for part in inner.split([';', ',']).map(str::trim).filter(|part| !part.is_empty()) {
                members.push(scalar(names, part, member)?);
            }
            members.sort_unstable();
            members.dedup();
            Ok(Datum::Set(members, true))
        }
        _ => scalar(names, text, ty).map(Datum::Scalar),
    }
}

fn wanted_value(wanted: &str) -> CellError {
    CellError::Wrong { wanted: wanted.to_owned(), help: None }
}

fn scalar(names: &super::names::Names, text: &str, ty: &Type) -> Result<Scalar, CellError> {
    match ty {
        Type::Text => Ok(Scalar::Text(Arc::from(text.nfc().collect::<String>()))),
        Type::Country => Country::from_alpha2(text).map(Scalar::Country).ok_or_else(|| {
            let alpha3 = Country::from_alpha3(text).map(|country| format!("write `{}`", country.alpha2()));
            let help = alpha3.or_else(|| Country::advice(text).map(str::to_owned));
            CellError::Wrong { wanted: "a country by its two letters of ISO 3166-1".to_owned(), help }
        }),
        Type::Choice(id) => {
            let options = names.choices.get(id.index()).map(|choice| choice.options.as_slice()).unwrap_or_default();
            match options.iter().position(|option| &*option.name == text) {
                Some(at) => Ok(Scalar::Option(u16::try_from(at).unwrap_or(u16::MAX))),
                None => {
                    let known: Vec<String> = options.iter().map(|option| format!("`{}`", option.name)).collect();
                    let help = did_you_mean(text, options.iter().map(|option| &*option.name));
                    Err(CellError::Wrong { wanted: format!("one of {}", known.join(", ")), help })
                }
            }
        }
        _ => Err(wanted_value("one value")),
    }
}

fn number_of(text: &str) -> Option<Decimal> {
    let (digits, percent) = text.strip_suffix('%').map_or((text, false), |digits| (digits, true));
    let number: Decimal = digits.trim().replace('_', "").parse().ok()?;
    if percent { number.divided_by(Decimal::from(100)).ok() } else { Some(number) }
}

fn money(text: &str, fixed: Option<Currency>) -> Option<Datum> {
    let (amount, currency) = match text.rsplit_once(' ') {
        Some((amount, code)) => (amount, Currency::from_code(code)?),
        None => (text, fixed?),
    };
    let fits = fixed.is_none_or(|fixed| fixed == currency);
    number_of(amount).filter(|_| fits).map(|amount| Datum::Money(amount, currency))
}

/// `P1Y6M`, or `1 year and 6 months`.
fn period(text: &str) -> Option<Period> {
    if let Ok(period) = text.parse() {
        return Some(period);
    }
    let mut words = text.split_whitespace().filter(|word| *word != "and");
    let mut sum = Period::default();
    while let Some(count) = words.next() {
        let count: i32 = count.replace('_', "").parse().ok()?;
        let part = match words.next()? {
            "year" | "years" => Period::months(count.checked_mul(12)?),
            "month" | "months" => Period::months(count),
            "week" | "weeks" => Period::days(count.checked_mul(7)?),
            "day" | "days" => Period::days(count),
            _ => return None,
        };
        sum = sum.plus(part).ok()?;
    }
    (!text.is_empty()).then_some(sum)
}
