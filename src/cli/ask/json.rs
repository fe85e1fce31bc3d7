//! An interview in lines of JSON: a question goes out, an answer comes in.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::value::RawValue;

use super::Lines;
use crate::cli::exit::Failure;
use crate::interview::{Ask, Interview};
use crate::records::Data;
use crate::verdict::{Explanation, Outcome};

/// The version of the lines.
const FORMAT: &str = "whereas.ask/1";

/// A question.
#[derive(Serialize)]
struct Line<'a> {
    format: &'static str,
    /// Why the last answer was not taken; the same is asked again.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    #[serde(flatten)]
    ask: &'a Ask,
}

/// The last line.
#[derive(Serialize)]
struct Last<'a> {
    format: &'static str,
    /// None: facts are absent that are always known.
    verdict: Option<Outcome>,
    possible: &'a [Outcome],
    record: Box<RawValue>,
    explanation: Option<&'a Explanation>,
}

pub(super) fn hold(interview: &mut Interview, lines: &mut Lines) -> Result<(), Failure> {
    let mut error: Option<String> = None;
    while let Some(ask) = interview.next() {
        write(&mut io::stdout().lock(), &Line { format: FORMAT, error: error.as_deref(), ask: &ask })?;
        let Some(line) = lines.next()? else { break };
        error = answer(interview, &line).err();
    }
    Ok(())
}

pub(super) fn last(out: &mut impl Write, interview: &Interview, explanation: Option<&Explanation>) -> Result<(), Failure> {
    let record = RawValue::from_string(interview.record().to_string()).map_err(io::Error::from)?;
    let verdict = explanation.map(|explanation| explanation.verdict);
    let possible = explanation.map(|explanation| explanation.possible.as_slice()).unwrap_or_default();
    write(out, &Last { format: FORMAT, verdict, possible, record, explanation })
}

fn write(out: &mut impl Write, line: &impl Serialize) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, line).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(out.flush()?)
}

/// Takes an answer, or says why not.
fn answer(interview: &mut Interview, line: &str) -> Result<(), String> {
    let data = Data::parse(line).map_err(|error| error.to_string())?;
    let one = data.entries().and_then(|entries| if let [one] = entries { Some(one) } else { None });
    let taken = match one.map(|(key, value)| (key.as_str(), value)) {
        Some(("answer", value)) => interview.answer_data(value.clone()),
        Some(("unknown", Data::Bool(true))) => interview.answer_unknown(),
        Some(("back", Data::Bool(true))) => interview.back(),
        _ => return Err("an answer is `{\"answer\": …}`, `{\"unknown\": true}` or `{\"back\": true}`".to_owned()),
    };
    taken.map_err(|error| error.to_string())
}
