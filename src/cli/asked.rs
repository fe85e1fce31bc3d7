//! What `eval` and `explain` have in common: a question of a pack, and the cases of a file.
//!
//! Read [`Asking`] first.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::exit::{Exit, Failure, say};
use super::findings::{self, Format as FindingFormat};
use super::input::{Format, Input, Raw};
use super::terminal::Terminal;
use crate::api::{Policy, Question, Verdict, VerdictError};
use crate::diagnostic::did_you_mean;
use crate::eval::{EvaluateError, FactRef, Step};
use crate::fs::LoadError;
use crate::logic::{Date, Fault};
use crate::policy::{Datum, PolicyData, Record, RecordId, Type};
use crate::records::{Columns, Data, ReadRecord, Reader, RecordError};
use crate::verdict::words;

/// Which question is asked.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Putting {
    /// Folder of the pack
    #[arg(value_name = "PACK")]
    pub pack: String,
    /// The question; may be left out where the pack has one
    #[arg(long, value_name = "NAME")]
    question: Option<String>,
    /// The day on which the question is asked, `today` in the rules [default: the current date, UTC]
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Fixes how a passage is read; may be given several times
    #[arg(long = "reading", value_name = "NAME=OPTION", value_parser = pair)]
    pub readings: Vec<(String, String)>,
}

/// Which question is asked of which records.
#[derive(Debug, clap::Args)]
pub(super) struct Asking {
    #[command(flatten)]
    pub put: Putting,
    /// File of the records, `-` for stdin: .json, .ndjson, .csv or .tsv
    #[arg(value_name = "DATA")]
    pub data: String,
    /// The column or key that names a case; a case without it is named by its row
    #[arg(long, value_name = "FIELD", default_value = "id")]
    pub id: String,
    /// Format of the records: json, ndjson, csv, tsv [default: by the extension]
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    from: Option<Format>,
    /// What stands between the cells of CSV, in and out, such as ';' [default: a comma]
    #[arg(long, value_name = "CHAR", value_parser = separator)]
    pub separator: Option<char>,
}

/// Which record of a file is meant.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Which {
    /// The case, as the file names it
    #[arg(long, value_name = "ID", conflicts_with = "row")]
    pub case: Option<String>,
    /// The case, by its row: the line of NDJSON, the place in an array, the row of a table with the header as row 1
    #[arg(long, value_name = "N")]
    pub row: Option<u64>,
}

fn day(text: &str) -> Result<Date, String> {
    let (first, last) = Date::parse_partial(text).map_err(|error| format!("{error}; write it as 2025-02-04"))?;
    if first == last { Ok(first) } else { Err("the day is missing; write it as 2025-02-04".to_owned()) }
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, option) = text.split_once('=').ok_or("write the reading, `=` and one of its options")?;
    Ok((name.trim().to_owned(), option.trim().to_owned()))
}

fn separator(text: &str) -> Result<char, String> {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some('\t'), None) => Err("a table with tabs is TSV: `--from tsv`".to_owned()),
        (Some(one), None) if one.is_ascii_graphic() && one != '"' && !one.is_ascii_alphanumeric() => Ok(one),
        _ => Err("it is one sign, such as `;`".to_owned()),
    }
}

/// The current date of the machine's clock, in UTC. Only the command line has a clock.
fn current_date() -> Result<Date, Failure> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map(|since| since.as_secs()).unwrap_or_default();
    let epoch = Date::new(1970, 1, 1).map(Date::days);
    let days = epoch.zip(i32::try_from(seconds / 86_400).ok()).and_then(|(epoch, days)| epoch.checked_add(days));
    let today = days.and_then(Date::from_days);
    today.ok_or_else(|| Failure::usage("the clock of this machine shows no date").help("give the date: `--as-of 2025-02-04`"))
}

/// A question, ready for cases.
#[derive(Debug)]
pub(super) struct Asked {
    pub policy: Policy,
    pub question: Question,
    /// The question's name.
    pub name: String,
    pub today: Date,
    pub format: Format,
    reader: Reader,
    columns: Option<Columns>,
    /// The key that names a case.
    pub id: String,
    /// The column that names a case.
    id_at: Option<usize>,
}

/// Why a case has no verdict: one line of the file of rejects.
#[derive(Debug)]
pub(super) struct Reject {
    pub column: String,
    pub value: String,
    pub reason: &'static str,
    pub message: String,
}

/// Loads a policy; where the rules do not compile, the findings are told on stderr.
pub(super) fn load(pack: &str, terminal: &Terminal) -> Result<Policy, Failure> {
    match Policy::load(pack) {
        Ok(policy) => Ok(policy),
        Err(LoadError::Read(error)) => Err(error.into()),
        Err(LoadError::Compile(error)) => {
            let found: Vec<_> = findings::of_pack(error.diagnostics(), error.files()).collect();
            let mut messages = std::io::stderr().lock();
            let (color, width) = (terminal.color_of_messages, terminal.width);
            // That nobody can read it changes nothing.
            let _ = findings::write(&mut messages, &found, FindingFormat::Human, color, width);
            drop(messages);
            say(&format!("error: the rules of `{pack}` do not compile"));
            Err(Failure::Told(Exit::Rules))
        }
    }
}

/// A question that is put.
#[derive(Debug)]
pub(super) struct Put {
    pub policy: Policy,
    pub question: Question,
    /// The question's name.
    pub name: String,
    pub today: Date,
}

impl Putting {
    /// Loads the pack and finds the question.
    pub(super) fn question(&self, terminal: &Terminal) -> Result<Put, Failure> {
        let policy = load(&self.pack, terminal)?;
        let name = self.name(&policy)?;
        let today = self.as_of.map_or_else(current_date, Ok)?;
        let unknown = |error: crate::UnknownNameError| Failure::usage(error.to_string());
        let mut question = policy.question(&name).map_err(unknown)?.as_of(today);
        for (reading, option) in &self.readings {
            question = question.with_reading(reading, option).map_err(unknown)?;
        }
        Ok(Put { policy, question, name, today })
    }

    fn name(&self, policy: &Policy) -> Result<String, Failure> {
        let names: Vec<&str> = policy.questions().collect();
        match (&self.question, names.as_slice()) {
            (Some(name), _) => Ok(name.clone()),
            (None, [only]) => Ok((*only).to_owned()),
            (None, []) => Err(Failure::usage(format!("the pack `{}` asks no question", self.pack))),
            (None, names) => {
                Err(Failure::usage(format!("the pack `{}` asks several questions: {}", self.pack, names.join(", ")))
                    .help("say which: `--question NAME`"))
            }
        }
    }
}

impl Asking {
    /// The records of a file, and what is asked of them.
    pub(super) fn of(put: Putting, data: String, from: Option<Format>) -> Asking {
        Asking { put, data, id: "id".to_owned(), from, separator: None }
    }

    /// Loads the pack, finds the question, opens the file.
    pub(super) fn open(&self, terminal: &Terminal) -> Result<(Asked, Input), Failure> {
        let format = Format::choose(self.from, &self.data, "--from")?;
        if self.separator.is_some() && format != Format::Csv {
            let text = format!("`--separator` is for CSV, and `{}` is read as {}", self.data, format.name());
            return Err(Failure::usage(text).help("say `--from csv`, or leave it out"));
        }
        let Put { policy, question, name, today } = self.put.question(terminal)?;
        let reader = Reader::new(policy.data(), question.plan().question_data().record).with_id(&self.id);
        let input = Input::open(&self.data, format, self.separator_of(format))?;
        let columns = match input.header() {
            Some(header) => {
                Some(reader.columns(header.iter().map(String::as_str)).map_err(|errors| header_failure(&input, &errors))?)
            }
            None => None,
        };
        let clean = |name: &String| name.trim_start_matches('\u{feff}').trim() == self.id;
        let id_at = input.header().and_then(|header| header.iter().position(clean));
        if id_at.is_none()
            && self.id != "id"
            && let Some(header) = input.header()
        {
            return Err(no_id(&input, &self.id, header));
        }
        let id = self.id.clone();
        Ok((Asked { policy, question, name, today, format, reader, columns, id, id_at }, input))
    }

    /// What stands between two cells of a table, read or written.
    pub(super) fn separator_of(&self, format: Format) -> u8 {
        let chosen = self.separator.filter(|_| format == Format::Csv).and_then(|separator| u8::try_from(separator).ok());
        chosen.unwrap_or(format.separator())
    }
}

/// A column that was asked for by name, and is not there, would leave each case without its name.
fn no_id(input: &Input, id: &str, header: &[String]) -> Failure {
    let failure = Failure::usage(format!("{} has no column `{id}` that could name the cases", input.name()));
    match did_you_mean(id, header.iter().map(|name| name.trim_start_matches('\u{feff}').trim())) {
        Some(help) => failure.help(help),
        None => failure,
    }
}

fn header_failure(input: &Input, errors: &[RecordError]) -> Failure {
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    Failure::new(Exit::Input, format!("the header of {} cannot be read: {}", input.name(), told.join("; ")))
}

impl Asked {
    /// The columns of a table that no field has.
    pub(super) fn unknown_columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().flat_map(|columns| columns.unknown()).map(|unknown| &*unknown.name)
    }

    /// What to say of a column that no field has.
    pub(super) fn about_unknown(&self, name: &str) -> String {
        if self.id_at.is_none() && name.eq_ignore_ascii_case(&self.id) {
            return match self.columns {
                Some(_) => format!("note: no column `{}` names the cases, their rows do; did you mean `--id {name}`?", self.id),
                None => format!("note: the rules know no fact `{name}`; if it names the cases, say `--id {name}`"),
            };
        }
        let near = self.reader.unknown_field(name).nearest;
        let near = near.map(|near| format!("; the nearest is `{near}`{}", other_letter(name))).unwrap_or_default();
        format!("note: the rules know no fact `{name}`{near}")
    }

    /// What names a case that could not be read, as far as that can be told.
    pub(super) fn id_of(&self, raw: &Raw<'_>) -> String {
        let id = match raw {
            Raw::Json(text) => Data::parse(text).ok().and_then(|data| {
                let found = data.entries()?.iter().find(|(key, _)| *key == self.id);
                found.map(|(_, value)| value.to_string())
            }),
            Raw::Cells(cells) => self.id_at.and_then(|at| cells.get(at)).map(|cell| (*cell).to_owned()),
            Raw::Unreadable(found) => self.id_at.and_then(|at| found.cells.get(at)).cloned(),
        };
        id.unwrap_or_default()
    }

    pub(super) fn record_type(&self) -> RecordId {
        self.question.plan().question_data().record
    }

    /// Reads a case; its data too, if it is JSON.
    pub(super) fn read(&self, raw: &Raw<'_>) -> Result<(ReadRecord, Option<Data>), Vec<Reject>> {
        match (raw, &self.columns) {
            (Raw::Json(text), _) => {
                let data = Data::parse(text).map_err(|error| {
                    let message = error.to_string();
                    vec![Reject { column: String::new(), value: String::new(), reason: error.reason().code(), message }]
                })?;
                let read = self.reader.read(&data).map_err(rejects)?;
                Ok((read, Some(data)))
            }
            (Raw::Cells(cells), Some(columns)) => {
                Ok((self.reader.read_cells(columns, cells.iter().copied()).map_err(rejects)?, None))
            }
            (Raw::Cells(_), None) => Err(vec![reject("not_a_row", "a row without a header")]),
            (Raw::Unreadable(found), _) => {
                let column = found.column.trim_start_matches('\u{feff}').trim().to_owned();
                Err(vec![Reject { column, ..reject(found.reason, &found.message) }])
            }
        }
    }

    /// The verdict on a case.
    pub(super) fn verdict(&self, record: Record) -> Result<Verdict, Vec<Reject>> {
        let record = Arc::new(record);
        self.question.evaluate_record(record.clone()).map_err(|error| vec![self.no_verdict(&record, &error)])
    }

    fn no_verdict(&self, record: &Record, error: &VerdictError) -> Reject {
        let policy = self.policy.data();
        let path = |steps: &[_]| words::path(policy, self.record_type(), steps);
        let message = error.to_string();
        match error {
            VerdictError::Evaluate(EvaluateError::NotAdmissible { fact }) => {
                let value = value_at(policy, record, fact).unwrap_or_default();
                Reject { column: path(fact), value, reason: "cannot_exist", message }
            }
            VerdictError::Evaluate(EvaluateError::Contradicts { facts, .. }) => {
                let column = facts.iter().map(|fact| path(fact)).collect::<Vec<_>>().join("; ");
                let value = facts.iter().map(|fact| unless_sensitive(policy, record, fact)).collect::<Vec<_>>().join("; ");
                Reject { column, value, reason: "contradicts_constraint", message }
            }
            VerdictError::Evaluate(EvaluateError::DeemedTwice { fact, .. }) => {
                Reject { column: path(fact), value: unless_sensitive(policy, record, fact), reason: "deemed_twice", message }
            }
            VerdictError::Evaluate(EvaluateError::Fault { fault, span, facts }) => {
                let of_case = || facts.iter().filter_map(FactRef::of_case);
                let column = of_case().map(path).collect::<Vec<_>>().join("; ");
                let value = of_case().map(|steps| unless_sensitive(policy, record, steps)).collect::<Vec<_>>().join("; ");
                let message = not_one_row(policy, record, *fault, facts).unwrap_or(message);
                let place = policy.files.get(span.file.0 as usize).map(|file| (file, file.line_column(span.start)));
                let place = place.map(|(file, at)| format!(" ({}:{}:{})", file.path, at.line, at.column)).unwrap_or_default();
                Reject { column, value, reason: "fault", message: format!("{message}{place}") }
            }
            VerdictError::Evaluate(EvaluateError::NoCompletion) => reject("contradicts_itself", &message),
            VerdictError::Evaluate(EvaluateError::TooManySteps) => reject("too_many_steps", &message),
            _ => reject("no_verdict", &message),
        }
    }
}

/// That not exactly one row of a table fits, and what was sought: `no row of the table “fees” fits, where exactly one must, …`.
fn not_one_row(policy: &PolicyData, record: &Record, fault: Fault, facts: &[FactRef]) -> Option<String> {
    let Fault::NotOne(count) = fault else { return None };
    let table = facts.iter().find_map(|fact| if let FactRef::Table(table, _) = fact { Some(table) } else { None })?;
    let table = &policy.tables.get(table.index())?.label;
    let rows = if count == 0 { "no row".to_owned() } else { format!("{count} rows") };
    let verb = if count == 0 { "fits" } else { "fit" };
    let sought = facts.iter().filter_map(FactRef::of_case).map(|steps| {
        let label = words::label(policy, record.ty, steps);
        format!("{label}: {}", unless_sensitive(policy, record, steps))
    });
    let sought = sought.collect::<Vec<_>>().join("; ");
    let sought = if sought.is_empty() { sought } else { format!("; sought with {sought}") };
    Some(format!("{rows} of the table “{table}” {verb}, where exactly one must, and the verdict hangs on it{sought}"))
}

/// What a record says of a fact, in words; of a sensitive one only that it is left out.
fn unless_sensitive(policy: &PolicyData, record: &Record, fact: &[Step]) -> String {
    if is_sensitive(policy, record.ty, fact) {
        return "(sensitive)".to_owned();
    }
    value_at(policy, record, fact).unwrap_or_default()
}

/// Whether a fact, or one that it lies in, is sensitive.
fn is_sensitive(policy: &PolicyData, ty: RecordId, fact: &[Step]) -> bool {
    let Some((first, rest)) = fact.split_first() else { return false };
    let Step::Field(at) = first else { return is_sensitive(policy, ty, rest) };
    let Some(field) = policy.records.get(ty.index()).and_then(|ty| ty.fields.get(*at)) else { return false };
    field.sensitive || matches!(&field.ty, Type::Record(next) | Type::List(next) if is_sensitive(policy, *next, rest))
}

/// What a record says of a fact, in words.
fn value_at(policy: &PolicyData, record: &Record, steps: &[Step]) -> Option<String> {
    let (first, rest) = steps.split_first()?;
    let Step::Field(at) = first else { return None };
    let datum = record.values.get(*at)?;
    match (datum, rest) {
        (Datum::Record(inner), [_, ..]) => value_at(policy, inner, rest),
        (Datum::List(elements, _), [Step::Element(at), rest @ ..]) if !rest.is_empty() => {
            value_at(policy, elements.get(*at)?, rest)
        }
        _ => {
            let field = policy.records.get(record.ty.index())?.fields.get(*at)?;
            Some(words::value(policy, &field.ty, datum))
        }
    }
}

pub(super) fn reject(reason: &'static str, message: &str) -> Reject {
    Reject { column: String::new(), value: String::new(), reason, message: message.to_owned() }
}

pub(super) fn rejects(errors: Vec<RecordError>) -> Vec<Reject> {
    let reject = |error: &RecordError| Reject {
        column: error.place().to_owned(),
        value: error.value().to_owned(),
        reason: error.reason().code(),
        message: error.message().to_owned(),
    };
    errors.iter().map(reject).collect()
}

/// Names the letter that may only look like one of the letters that names are written with.
fn other_letter(name: &str) -> String {
    let other = name.chars().find(|c| !c.is_ascii());
    other.map(|c| format!(", but `{c}` (U+{:04X}) is none of the letters a to z", u32::from(c))).unwrap_or_default()
}
