//! `whereas test`: the tests that stand in the rules, and what of the law they reach.

mod human;
mod machine;

use std::io::{self, BufWriter, Write};

use super::asked;
use super::exit::{Exit, Failure, say};
use super::terminal::Terminal;
use crate::fs;
use crate::testing::{self, TestRun};

/// Runs the tests of the rules, and says which outcomes of which norms they reach
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:\n  whereas test rules/ets112                    one pack\n  whereas test rules --threshold 100           \
                   each pack in a folder; every outcome must be reached"
)]
pub(super) struct Arguments {
    /// Folders of packs: each holds `.whereas` files, or folders that do
    #[arg(value_name = "PACK", required = true)]
    packs: Vec<String>,
    /// Only tests whose names contain the text; outcomes are then not counted
    #[arg(long, value_name = "TEXT", conflicts_with = "threshold")]
    filter: Option<String>,
    /// Exit code 1 if the tests reach less of the outcomes of norms
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    threshold: Option<u8>,
    /// How results are printed: human, json, junit
    #[arg(long, value_enum, default_value_t = Format::Human, hide_possible_values = true)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Human,
    Json,
    Junit,
}

/// The tests of one pack.
struct PackRun {
    pack: String,
    run: TestRun,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let mut runs = Vec::new();
    let filter = arguments.filter.as_deref();
    for path in &arguments.packs {
        for pack in fs::packs_in(path)? {
            let pack = pack.display().to_string();
            let policy = asked::load(&pack, terminal)?;
            let run = testing::run(&policy, |test| filter.is_none_or(|wanted| test.name.contains(wanted)));
            runs.push(PackRun { pack, run });
        }
    }
    let mut out = BufWriter::new(io::stdout().lock());
    match arguments.format {
        Format::Human => human::write(&mut out, &runs, filter.is_none())?,
        Format::Json => machine::json(&mut out, &runs)?,
        Format::Junit => machine::junit(&mut out, &runs)?,
    }
    out.flush()?;
    Ok(end(arguments, &runs))
}

fn end(arguments: &Arguments, runs: &[PackRun]) -> Exit {
    let sum = |count: fn(&TestRun) -> usize| runs.iter().map(|pack| count(&pack.run)).sum::<usize>();
    let (passed, failed) = (sum(TestRun::passed), sum(TestRun::failed));
    let (reached, outcomes) = (sum(TestRun::reached), sum(TestRun::outcomes));
    let coverage = match arguments.filter {
        None => format!("; {reached} of {outcomes} outcomes of norms reached"),
        Some(_) => String::new(),
    };
    say(&format!("{passed} passed, {failed} failed{coverage}"));
    if arguments.filter.is_some() && passed + failed == 0 {
        say("error: no test has a name that contains the text");
        return Exit::CheckFailed;
    }
    // As whole numbers: 99.9 % are not 100 %.
    let below = arguments.threshold.is_some_and(|percent| reached * 100 < outcomes * usize::from(percent));
    if below {
        say(&format!("error: the threshold is {} %", arguments.threshold.unwrap_or_default()));
    }
    if failed > 0 || below { Exit::CheckFailed } else { Exit::Done }
}
