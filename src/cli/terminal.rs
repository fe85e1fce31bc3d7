//! What the terminal can show.

use std::io::{self, IsTerminal};

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

/// The streams of the process, as far as they matter for how things are shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terminal {
    /// Colours on stdout.
    pub color: bool,
    /// Colours on stderr.
    pub color_of_messages: bool,
    /// Stdout is a terminal.
    pub output: bool,
    /// Stderr is a terminal.
    pub messages: bool,
    /// Characters on a line.
    pub width: usize,
}

impl Terminal {
    pub(super) fn new(color: Color) -> Terminal {
        let (output, messages) = (io::stdout().is_terminal(), io::stderr().is_terminal());
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let on = |terminal: bool| match color {
            Color::Auto => terminal && wanted,
            Color::Always => true,
            Color::Never => false,
        };
        let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let found = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let width = asked.or_else(found).unwrap_or(100).clamp(40, 200);
        Terminal { color: on(output), color_of_messages: on(messages), output, messages, width }
    }
}
