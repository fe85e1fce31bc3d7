//! `whereas explain`: the page of one case.

use std::io::{self, BufWriter, Write};

use super::asked::{Asked, Asking, Reject, Which};
use super::exit::{Exit, Failure, say};
use super::input::{Input, Raw};
use super::place;
use super::terminal::Terminal;
use crate::api::WhatIfError;
use crate::policy::VerdictWord;
use crate::verdict::{Explanation, Level as Page, WhatIf, WhyNot};

/// How many cases are named where none was chosen.
const NAMED: usize = 5;

/// Shows why a case has its verdict: the memo to file
#[derive(Debug, clap::Args)]
#[command(before_help = "Example:\n  whereas explain rules/ets112 examples/cases.ndjson --question transfer --as-of 2025-02-04 \
                   --case ETS112-0001")]
pub(super) struct Arguments {
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    which: Which,
    /// How much is shown: summary (the result and the dates), grounds (and why), full (every norm with everything)
    #[arg(long, value_enum, value_name = "LEVEL", hide_possible_values = true, default_value_t = Level::Grounds)]
    level: Level,
    /// What if a fact were otherwise; may be given several times. A value is written as in CSV, `unknown` leaves it open
    #[arg(long = "what-if", value_name = "FIELD=VALUE", value_parser = supposed, conflicts_with = "why_not")]
    what_if: Vec<(String, String)>,
    /// What stands between the case and that verdict: eligible, ineligible, not-applicable
    #[arg(long, value_enum, value_name = "VERDICT", hide_possible_values = true)]
    why_not: Option<Wanted>,
    /// How it is shown: human, json
    #[arg(long, value_enum, default_value_t = Format::Human, hide_possible_values = true)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Level {
    Summary,
    Grounds,
    Full,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Human,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Wanted {
    Eligible,
    Ineligible,
    NotApplicable,
}

fn supposed(text: &str) -> Result<(String, String), String> {
    let (path, value) = text.split_once('=').ok_or("write the fact, `=` and a value")?;
    Ok((path.trim().to_owned(), value.trim().to_owned()))
}

/// What is shown of a case.
enum Shown {
    Why(Box<Explanation>),
    WhatIf(Box<WhatIf>),
    WhyNot(Box<WhyNot>),
}

impl Shown {
    fn page(&self, level: Page) -> String {
        match self {
            Shown::Why(explanation) => explanation.page(level),
            Shown::WhatIf(compared) => compared.page(level),
            Shown::WhyNot(why_not) => why_not.page(level),
        }
    }

    fn json(&self, out: impl Write) -> serde_json::Result<()> {
        match self {
            Shown::Why(explanation) => serde_json::to_writer_pretty(out, explanation),
            Shown::WhatIf(compared) => serde_json::to_writer_pretty(out, compared),
            Shown::WhyNot(why_not) => serde_json::to_writer_pretty(out, why_not),
        }
    }
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let (asked, mut input) = arguments.asking.open(terminal)?;
    let file = input.name().to_owned();
    let explain = |raw: &Raw<'_>, id, row| explain(arguments, &asked, raw, id, &file, row);
    let shown = find(&arguments.which, &asked, &mut input, explain)?.map_err(|error| Failure::usage(error.to_string()))?;
    let mut out = BufWriter::new(io::stdout().lock());
    match arguments.format {
        Format::Human => {
            let level = match arguments.level {
                Level::Summary => Page::Summary,
                Level::Grounds => Page::Grounds,
                Level::Full => Page::Full,
            };
            out.write_all(shown.page(level).as_bytes())?;
        }
        Format::Json => {
            shown.json(&mut out).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// What is made of the case that was asked for, or of the only one.
pub(super) fn find<T>(
    which: &Which,
    asked: &Asked,
    input: &mut Input,
    make: impl Fn(&Raw<'_>, String, u64) -> Result<T, Vec<Reject>>,
) -> Result<T, Failure> {
    let name = input.name().to_owned();
    let mut found: Option<Result<T, (u64, Vec<Reject>)>> = None;
    let mut fitting: Vec<(u64, String)> = Vec::new();
    let mut near: Option<String> = None;
    while let Some((row, raw)) = input.next()? {
        let id = asked.id_of(&raw);
        let id = if id.is_empty() { row.to_string() } else { id };
        let fits = match (&which.case, which.row) {
            (Some(case), _) => *case == id,
            (None, Some(wanted)) => wanted == row,
            (None, None) => true,
        };
        if !fits {
            let is_near = which.case.as_ref().is_some_and(|case| core(case).eq_ignore_ascii_case(core(&id)));
            near = near.or(is_near.then_some(id));
            continue;
        }
        fitting.push((row, id.clone()));
        if found.is_none() {
            found = Some(make(&raw, id, row).map_err(|errors| (row, errors)));
        }
        // A second record of the same name may stand anywhere.
        if which.row.is_some() || fitting.len() > NAMED {
            break;
        }
    }
    match found {
        None => Err(absent(which, &asked.id, &name, near)),
        Some(_) if fitting.len() > 1 => Err(several(which, &name, &fitting)),
        Some(Ok(made)) => Ok(made),
        Some(Err((row, errors))) => Err(no_verdict(&name, row, &errors)),
    }
}

/// More than one case fits.
fn several(which: &Which, file: &str, fitting: &[(u64, String)]) -> Failure {
    let list = |names: Vec<String>| {
        let more = if names.len() > NAMED { ", …" } else { "" };
        format!("{}{more}", names.into_iter().take(NAMED).collect::<Vec<_>>().join(", "))
    };
    let first = fitting.first().map_or("ID", |(_, id)| id);
    match &which.case {
        Some(case) => {
            let rows = list(fitting.iter().map(|(row, _)| row.to_string()).collect());
            Failure::usage(format!("{file} holds several cases `{case}`, in rows {rows}")).help("say which: `--row N`")
        }
        None => {
            let ids = list(fitting.iter().map(|(_, id)| id.clone()).collect());
            Failure::usage(format!("{file} holds several cases: {ids}"))
                .help(format!("say which: `--case {first}`, or `--row N`"))
        }
    }
}

/// What is shown of a case; an error of what is supposed of it.
type Supposing = Result<Shown, WhatIfError>;

fn explain(
    arguments: &Arguments,
    asked: &Asked,
    raw: &Raw<'_>,
    id: String,
    file: &str,
    row: u64,
) -> Result<Supposing, Vec<Reject>> {
    let (read, _) = asked.read(raw)?;
    let verdict = asked.verdict(read.record)?.of_case(id);
    let say_where = |explanation: &mut Explanation| place::say_where(explanation, file, row, matches!(raw, Raw::Cells(_)));
    if let Some(wanted) = arguments.why_not {
        let mut why_not = verdict.why_not(match wanted {
            Wanted::Eligible => VerdictWord::Eligible,
            Wanted::Ineligible => VerdictWord::Ineligible,
            Wanted::NotApplicable => VerdictWord::NotApplicable,
        });
        say_where(&mut why_not.verdict);
        return Ok(Ok(Shown::WhyNot(Box::new(why_not))));
    }
    if arguments.what_if.is_empty() {
        let mut explanation = verdict.explain();
        say_where(&mut explanation);
        return Ok(Ok(Shown::Why(Box::new(explanation))));
    }
    let facts = arguments.what_if.iter().map(|(path, value)| (path.as_str(), value.as_str()));
    Ok(verdict.what_if(facts).map(|mut compared| {
        say_where(&mut compared.before);
        Shown::WhatIf(Box::new(compared))
    }))
}

/// A case that cannot be read: whoever asks for it may see what is in it.
fn no_verdict(file: &str, row: u64, errors: &[Reject]) -> Failure {
    say(&format!("error: the record in {file}, row {row}, has no verdict"));
    for error in errors {
        let column = if error.column.is_empty() { String::new() } else { format!("`{}`: ", error.column) };
        say(&format!("  {column}{}", error.message));
    }
    Failure::Told(Exit::Input)
}

/// A name of a case without what spreadsheets take away or add: leading zeros and blanks.
fn core(name: &str) -> &str {
    name.trim().trim_start_matches('0')
}

fn absent(which: &Which, id: &str, file: &str, near: Option<String>) -> Failure {
    match (&which.case, which.row) {
        (Some(case), _) if let Some(near) = near => {
            Failure::usage(format!("{file} holds no case `{case}`")).help(format!("did you mean `{near}`?"))
        }
        (Some(case), _) => Failure::usage(format!("{file} holds no case `{case}`"))
            .help(format!("cases are named by `{id}`, or by their row; `--id FIELD` names another column")),
        (None, Some(row)) => Failure::usage(format!("{file} has no record in row {row}")),
        (None, None) => Failure::new(Exit::Input, format!("{file} holds no case")),
    }
}
