//! `whereas ask`: an interview about one case.

mod json;
mod screen;

use std::io::{self, BufRead, Read, Write};

use super::asked::{self, Asking, Put, Putting, Reject, Which};
use super::exit::{Exit, Failure, say};
use super::explain;
use super::input::{Format, LONGEST, Raw};
use super::sink::Sink;
use super::terminal::Terminal;
use crate::api::{Verdict, VerdictError};
use crate::interview::Interview;
use crate::records::Data;
use crate::verdict::{Explanation, Level};

/// Asks for the facts of one case until its verdict cannot change
#[derive(Debug, clap::Args)]
#[command(before_help = "Example:\n  whereas ask rules/ets112 --question transfer --as-of 2025-02-04 -o case.json")]
pub(super) struct Arguments {
    #[command(flatten)]
    put: Putting,
    /// File with a record to begin with: .json or .ndjson; without it nothing is known
    #[arg(value_name = "DATA")]
    data: Option<String>,
    #[command(flatten)]
    which: Which,
    /// Format of the record: json, ndjson [default: by the extension]
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    from: Option<Format>,
    /// Writes the record to a file, as JSON
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,
    /// Asks and is answered in lines of JSON, for programs
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let (mut interview, case) = begin(arguments, terminal)?;
    let sink = arguments.output.as_deref().map(Sink::file).transpose()?;
    let mut lines = Lines { input: io::stdin().lock() };
    match arguments.json {
        true => json::hold(&mut interview, &mut lines)?,
        false => screen::hold(&mut interview, &mut lines)?,
    }
    let explained = |verdict: &Verdict| Explanation { case: case.clone(), ..verdict.explain() };
    let explanation = interview.verdict().map(explained);
    let mut out = io::stdout().lock();
    match arguments.json {
        true => json::last(&mut out, &interview, explanation.as_ref())?,
        false => {
            if let Some(explanation) = &explanation {
                out.write_all(explanation.page(Level::Grounds).as_bytes())?;
            }
            if sink.is_none() {
                writeln!(out, "\nThe record\n\n{}", interview.record())?;
            }
        }
    }
    out.flush()?;
    if let Some(mut sink) = sink {
        writeln!(sink, "{}", interview.record()).map_err(|error| sink.failure(&error))?;
        sink.finish()?;
    }
    if explanation.is_none() {
        let next = interview.next().map(|ask| ask.path).unwrap_or_default();
        say(&format!("error: there is no verdict without `{next}`, which is always known"));
        return Ok(Exit::Input);
    }
    Ok(Exit::Done)
}

/// The interview at its beginning, and the name of its case.
fn begin(arguments: &Arguments, terminal: &Terminal) -> Result<(Interview, Option<String>), Failure> {
    let Some(data) = &arguments.data else {
        if arguments.which.case.is_some() || arguments.which.row.is_some() {
            return Err(Failure::usage("no file is given in which the case stands").help("name it behind the pack"));
        }
        let Put { question, .. } = arguments.put.question(terminal)?;
        let interview = Interview::new(question).map_err(|error| Failure::new(Exit::Input, error.to_string()))?;
        return Ok((interview, None));
    };
    if data == "-" {
        return Err(Failure::usage("the answers come from stdin, so the record cannot").help("put the record into a file"));
    }
    if Format::choose(arguments.from, data, "--from")?.is_table() {
        return Err(Failure::usage(format!("`{data}` is a table, and an interview begins with a record of JSON"))
            .help("write the row as JSON; `whereas eval PACK DATA --to json` shows how it is written"));
    }
    let (asked, mut input) = Asking::of(arguments.put.clone(), data.clone(), arguments.from).open(terminal)?;
    if arguments.output.as_deref() == Some(data) {
        return Err(Failure::usage(format!("`{data}` would be written over what is read by the same run")));
    }
    explain::find(&arguments.which, &asked, &mut input, |raw, id, _| {
        let Raw::Json(text) = raw else { return Err(asked.read(raw).err().unwrap_or_default()) };
        let data = Data::parse(text).map_err(|error| vec![asked::reject(error.reason().code(), &error.to_string())])?;
        let interview = Interview::with_data(asked.question.clone(), data).map_err(rejects)?;
        Ok((interview, Some(id)))
    })
}

/// Why an interview cannot begin with a record.
fn rejects(error: VerdictError) -> Vec<Reject> {
    match error {
        VerdictError::Record(errors) => asked::rejects(errors),
        error => vec![asked::reject("no_verdict", &error.to_string())],
    }
}

/// Lines of stdin.
#[derive(Debug)]
struct Lines {
    input: io::StdinLock<'static>,
}

impl Lines {
    /// The next line without its end; none: there are no more.
    fn next(&mut self) -> Result<Option<String>, Failure> {
        let mut line = String::new();
        let read = self.input.by_ref().take(LONGEST).read_line(&mut line);
        let read = read.map_err(|error| Failure::new(Exit::Input, format!("the answers cannot be read: {error}")))?;
        Ok((read > 0).then(|| line.trim_end_matches(['\n', '\r']).to_owned()))
    }
}
