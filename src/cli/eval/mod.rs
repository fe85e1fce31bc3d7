//! `whereas eval`: a verdict for each record of a file.
//!
//! Read [`run`] first: records come and go in batches ([`batch`]), in the order of the input.

mod batch;
mod columns;
mod encode;
mod manifest;
mod output;
mod rejects;
mod tally;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::asked::{Asked, Asking};
use super::exit::{Exit, Failure, say};
use super::input::{Format, Input};
use super::sink::{Sink, is_device, is_stdout, with_suffix};
use super::terminal::Terminal;
use encode::Encoder;
use manifest::Manifest;
use output::Output;
use rejects::Rejects;
use tally::{Tally, grouped};

/// The most names of unknown columns that are told.
const MOST_UNKNOWN: usize = 100;

/// Gives each record of a file a verdict with its reasons
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example:\n  whereas eval rules/ets112 examples/cases.ndjson --question transfer --as-of 2025-02-04 \
                   -o verdicts.csv --rejects rejects.csv",
    after_help = "Without -o a table is shown on a terminal; else NDJSON goes to stdout, or CSV if the records are CSV.\n\
                  Beside OUT stands OUT.run.json: what went in, what came out, how to repeat it.\n\
                  Records that cannot be read get no verdict; they end the run with exit code 3 unless --rejects takes them."
)]
pub(super) struct Arguments {
    #[command(flatten)]
    asking: Asking,
    /// Where verdicts go: .ndjson, .json, .csv or .tsv, `-` for stdout
    #[arg(short = 'o', long = "output", value_name = "OUT")]
    output: Option<String>,
    /// Format of the verdicts: json, ndjson, csv, tsv [default: by the extension]
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    to: Option<Format>,
    /// Where records without a verdict go, with row, column, value and reason (CSV)
    #[arg(long, value_name = "FILE")]
    rejects: Option<String>,
    /// With more of them the run ends with exit code 3 [default: any number with --rejects, else 0]
    #[arg(long, value_name = "N")]
    max_rejects: Option<u64>,
    /// What is written of a case: verdict (the record with its columns), explanation (everything, not as a table)
    #[arg(long, value_enum, value_name = "LEVEL", hide_possible_values = true, default_value_t = Level::Verdict)]
    level: Level,
    /// Put before the names of the added columns
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    prefix: String,
}

/// What is written of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Level {
    Verdict,
    Explanation,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let to_file = arguments.output.as_deref().filter(|path| *path != "-");
    let output_format = match (arguments.to, arguments.output.as_deref()) {
        (None, None) => None,
        (to, path) => Some(Format::choose(to, path.unwrap_or("-"), "--to")?),
    };
    let (asked, mut input) = arguments.asking.open(terminal)?;
    not_over(&asked, &arguments.asking.data, to_file, arguments.rejects.as_deref())?;
    if to_file.is_none() && is_stdout(Path::new(&arguments.asking.data)) {
        let text = format!("the verdicts would be added to `{}` while it is read, without an end", arguments.asking.data);
        return Err(Failure::usage(text).help("write them to another file"));
    }
    let screen = output_format.is_none() && terminal.output && arguments.level == Level::Verdict;
    let format = output_format.unwrap_or(match asked.format.is_table() && arguments.level == Level::Verdict {
        true => asked.format,
        false => Format::Ndjson,
    });
    if arguments.level == Level::Explanation && format.is_table() {
        return Err(Failure::usage("an explanation has no place in the cells of a table").help("write it as JSON: `--to ndjson`"));
    }
    let sink = to_file.map_or_else(|| Ok(Sink::stdout()), Sink::file)?;
    let encoder = encoder(arguments, &asked, &input, screen.then_some(terminal.width), format);
    let mut output = Output::new(sink, encoder);
    no_clash_of_header(&output.encoder, &asked, input.header())?;
    let mut rejects = Rejects::new(arguments.rejects.as_deref(), arguments.asking.separator_of(Format::Csv))?;
    let mut tally = Tally::new(terminal.messages && !(terminal.output && to_file.is_none()));
    let mut unknown: BTreeSet<String> = asked.unknown_columns().map(str::to_owned).collect();
    batch::each_case(&asked, &mut input, &mut output, &mut rejects, &mut tally, &mut unknown)?;
    output.finish()?;
    rejects.finish()?;
    if let Some(output) = to_file.filter(|path| !is_device(Path::new(path))) {
        let level = if arguments.level == Level::Verdict { "verdict" } else { "explanation" };
        let (asking, prefix) = (&arguments.asking, &*arguments.prefix);
        let (asked, input, tally, rejects) = (&asked, &input, &tally, &rejects);
        Manifest { asking, asked, input, output, format, level, prefix, tally, rejects }.write()?;
    }
    tally.tell(rejects.records, &asked.today.to_string());
    tell_empty(input.empty_rows());
    tell_unknown(&asked, &arguments.asking.id, &unknown);
    Ok(end(arguments, &rejects))
}

fn encoder(arguments: &Arguments, asked: &Asked, input: &Input, screen: Option<usize>, format: Format) -> Encoder {
    let prefix = &arguments.prefix;
    if let Some(width) = screen {
        return Encoder::screen(width);
    }
    if arguments.level == Level::Explanation {
        return Encoder::explanations(format);
    }
    match (format.is_table(), input.header()) {
        (false, header) => Encoder::objects(format, prefix, header.unwrap_or_default()),
        (true, Some(header)) => Encoder::rows(arguments.asking.separator_of(format), prefix, header),
        (true, None) => Encoder::rows_of_objects(format, prefix, &arguments.asking.id, asked.policy.data(), asked.record_type()),
    }
}

/// Says how many rows of a table say nothing of any case.
fn tell_empty(rows: u64) {
    match rows {
        0 => {}
        1 => say("note: 1 row is empty and was skipped"),
        rows => say(&format!("note: {} rows are empty and were skipped", grouped(rows))),
    }
}

/// Names what no field has.
fn tell_unknown(asked: &Asked, id: &str, unknown: &BTreeSet<String>) {
    let mut names = unknown.iter().filter(|name| *name != id);
    names.by_ref().take(MOST_UNKNOWN).for_each(|name| say(&asked.about_unknown(name)));
    if names.next().is_some() {
        say("note: there are more of them");
    }
}

/// An output must not be written over the rules, the input or another output: none of them could be had again.
fn not_over(asked: &Asked, input: &str, output: Option<&str>, rejects: Option<&str>) -> Result<(), Failure> {
    let rules = asked.policy.data().files.iter().map(|file| &*file.path);
    let mut taken: Vec<PathBuf> = rules.chain([input]).filter_map(|path| on_disk(Path::new(path))).collect();
    for path in [output, rejects].into_iter().flatten().map(Path::new).filter(|path| !is_device(path)) {
        let mut all = vec![path.to_owned(), with_suffix(path, ".part")];
        if output.is_some_and(|output| path == Path::new(output)) {
            all.push(with_suffix(path, ".run.json"));
        }
        for written in all {
            let Some(place) = on_disk(&written) else { continue };
            if taken.contains(&place) {
                let text = format!("`{}` would be written over what is read or written by the same run", written.display());
                return Err(Failure::usage(text));
            }
            taken.push(place);
        }
    }
    Ok(())
}

/// Where a path is on the disk, even if nothing is there yet.
fn on_disk(path: &Path) -> Option<PathBuf> {
    let folder = || path.parent().map(|folder| if folder == Path::new("") { Path::new(".") } else { folder });
    path.canonicalize().ok().or_else(|| Some(folder()?.canonicalize().ok()?.join(path.file_name()?)))
}

/// No added column may have the name of a column that is there.
fn no_clash_of_header(encoder: &Encoder, asked: &Asked, header: Option<&[String]>) -> Result<(), Failure> {
    let fields = asked.policy.data().records.get(asked.record_type().index()).map(|ty| ty.fields.as_slice());
    let fields = fields.unwrap_or_default().iter().map(|field| &*field.name);
    let columns = header.unwrap_or_default().iter().map(|name| name.trim_start_matches('\u{feff}').trim());
    let mut names = fields.chain(columns);
    names.find(|name| encoder.added().iter().any(|added| added == name)).map_or(Ok(()), |name| Err(clash(name)))
}

fn clash(name: &str) -> Failure {
    Failure::usage(format!("the records have a column `{name}` already, which eval would add"))
        .help("put something before the names of the added columns: `--prefix out_`")
}

/// Says what became of records without a verdict.
fn end(arguments: &Arguments, rejects: &Rejects) -> Exit {
    if rejects.records == 0 {
        return Exit::Done;
    }
    let count = grouped(rejects.records);
    let records = if rejects.records == 1 { "record" } else { "records" };
    if let Some(path) = rejects.path() {
        say(&format!("{count} {records} without a verdict: see `{path}`"));
    } else {
        rejects.first().iter().for_each(|line| say(&format!("  {line}")));
    }
    let most = arguments.max_rejects.unwrap_or(if rejects.path().is_some() { u64::MAX } else { 0 });
    if rejects.records <= most {
        return Exit::Done;
    }
    say(&format!("error: {count} {records} could not be read and got no verdict"));
    if rejects.path().is_none() {
        say("  help: `--rejects rejects.csv` says of each which value is wrong and what to write instead");
    }
    Exit::Input
}
