//! `whereas check`: every finding of every file.

use std::io::{self, BufWriter, Write};

use super::exit::{Exit, Failure, say};
use super::findings::{self, Format};
use super::packs;
use super::terminal::Terminal;
use crate::diagnostic::Severity;

/// Looks for errors in the rules, before any record is read
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:\n  whereas check rules/ets112           one pack\n  whereas check rules                  \
                   each pack in a folder\n  whereas check --explain E217         what a finding means")]
pub(super) struct Arguments {
    /// Folders of packs: each holds `.whereas` files, or folders that do
    #[arg(value_name = "PACK", required_unless_present = "explain")]
    packs: Vec<String>,
    /// Print the page of a finding: what it means, an example, what to write instead
    #[arg(long, value_name = "CODE", conflicts_with = "packs")]
    explain: Option<String>,
    /// How findings are printed: human, plain (no drawing), json, sarif, github
    #[arg(long, value_enum, default_value_t = Format::Human, hide_possible_values = true)]
    format: Format,
    /// Warnings end with exit code 1, as errors do
    #[arg(long)]
    warnings_as_errors: bool,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    if let Some(code) = &arguments.explain {
        out.write_all(packs::page(code)?.as_bytes())?;
        out.flush()?;
        return Ok(Exit::Done);
    }
    let checked = packs::check_all(&arguments.packs)?;
    let found = findings::of_packs(&checked);
    findings::write(&mut out, &found, arguments.format, terminal.color, terminal.width)?;
    out.flush()?;
    let count = |severity| found.iter().filter(|finding| finding.diagnostic.severity() == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    say(&format!("{}: {}, {}", counted(checked.len(), "pack"), counted(errors, "error"), counted(warnings, "warning")));
    let failed = errors > 0 || (arguments.warnings_as_errors && warnings > 0);
    Ok(if failed { Exit::CheckFailed } else { Exit::Done })
}

/// `1 error`, `2 errors`.
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
