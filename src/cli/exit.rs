//! How a run ends: exit codes, and failures with their words.

use std::io::{self, Write};
use std::process::ExitCode;

use crate::verdict::printable;

/// The exit codes, one meaning each. An interrupted run ends by its signal, which shells show as 130.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// Done, whatever the verdicts.
    Done = 0,
    /// A check that was asked for failed.
    CheckFailed = 1,
    /// Wrong usage, or an output that cannot be written.
    Usage = 2,
    /// Input data.
    Input = 3,
    /// The rules do not compile.
    Rules = 4,
    /// A bug.
    Bug = 70,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Why a run cannot go on.
#[derive(Debug)]
pub(super) enum Failure {
    /// Whoever read the output has gone, having seen enough.
    ClosedPipe,
    /// Everything is told already.
    Told(Exit),
    /// To be told.
    Untold {
        /// How to end.
        exit: Exit,
        /// What is wrong.
        message: String,
        /// What to do next.
        help: Option<String>,
    },
}

impl Failure {
    pub(super) fn new(exit: Exit, message: impl Into<String>) -> Failure {
        Failure::Untold { exit, message: message.into(), help: None }
    }

    pub(super) fn usage(message: impl Into<String>) -> Failure {
        Failure::new(Exit::Usage, message)
    }

    /// Says what to do next.
    pub(super) fn help(self, text: impl Into<String>) -> Failure {
        match self {
            Failure::Untold { exit, message, .. } => Failure::Untold { exit, message, help: Some(text.into()) },
            other => other,
        }
    }

    /// An output that cannot be written.
    pub(super) fn output(name: &str, error: &io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::ClosedPipe,
            _ => Failure::usage(format!("{name} cannot be written: {error}")),
        }
    }

    /// Tells it on stderr.
    pub(super) fn tell(self) -> Exit {
        match self {
            Failure::ClosedPipe => Exit::Done,
            Failure::Told(exit) => exit,
            Failure::Untold { exit, message, help } => {
                say(&format!("error: {message}"));
                if let Some(help) = help {
                    say(&format!("  help: {help}"));
                }
                exit
            }
        }
    }
}

/// What was written to stdout, if it could be.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::output("the output", &error)
    }
}

/// A line on stderr. That nobody can read it changes nothing.
pub(super) fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{}", printable(line));
}

/// A panic is a bug: it says where, never with what data, and ends with its own code.
pub(super) fn tell_bugs_apart() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!(" at {}:{}", place.file(), place.line())).unwrap_or_default();
        say(&format!("error: this is a bug of whereas {}{place}", env!("CARGO_PKG_VERSION")));
        say("  help: please report it with the rules, and with an invented record that shows it, never with a person's data");
        std::process::exit(i32::from(Exit::Bug as u8));
    }));
}
