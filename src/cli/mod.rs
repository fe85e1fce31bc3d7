//! The command line (feature `cli`): one file per verb.
//!
//! Read [`main`] first. Data goes to stdout, messages go to stderr; each exit code has one meaning (`exit.rs`). What a verb
//! does is described in `docs/command-line.md`, whose commands are run by tests.

mod ask;
mod check;
mod eval;
mod explain;
mod fmt;
mod test;

mod asked;
mod exit;
mod findings;
mod input;
mod packs;
mod place;
mod sink;
mod terminal;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use exit::{Exit, Failure};
use terminal::{Color, Terminal};

/// Eligibility under law, with reasons.
#[derive(Debug, Parser)]
#[command(
    name = "whereas",
    version,
    before_help = "Example:\n  whereas check rules/ets112",
    after_help = "Exit codes: 0 done, whatever the verdicts; 1 a check that was asked for failed; 2 wrong usage; 3 input data;\n\
                  4 the rules do not compile; 70 a bug; 130 interrupted.",
    max_term_width = 100
)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
    /// Colours: on a terminal unless NO_COLOR is set, always, or never
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto, hide_possible_values = true)]
    color: Color,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Ask(ask::Arguments),
    Check(check::Arguments),
    Eval(eval::Arguments),
    Explain(explain::Arguments),
    Fmt(fmt::Arguments),
    Test(test::Arguments),
}

/// Runs the command line of the process.
#[must_use]
pub fn main() -> ExitCode {
    exit::tell_bugs_apart();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(told) => {
            return match told.print() {
                // Where nobody listens there is nobody to tell.
                _ if told.use_stderr() => Exit::Usage.into(),
                Ok(()) => Exit::Done.into(),
                Err(error) => Failure::from(error).tell().into(),
            };
        }
    };
    let terminal = Terminal::new(arguments.color);
    let done = match &arguments.verb {
        Verb::Ask(arguments) => ask::run(arguments, &terminal),
        Verb::Check(arguments) => check::run(arguments, &terminal),
        Verb::Eval(arguments) => eval::run(arguments, &terminal),
        Verb::Explain(arguments) => explain::run(arguments, &terminal),
        Verb::Fmt(arguments) => fmt::run(arguments, &terminal),
        Verb::Test(arguments) => test::run(arguments, &terminal),
    };
    done.unwrap_or_else(Failure::tell).into()
}
