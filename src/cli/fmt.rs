//! `whereas fmt`: rule files in the one layout.

use std::fs;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use similar::TextDiff;

use super::exit::{Exit, Failure, say};
use super::findings::{self, Format};
use super::sink::Sink;
use super::terminal::Terminal;
use crate::check::not_utf8;
use crate::diagnostic::Diagnostic;
use crate::fs::packs_in;
use crate::source::{FileId, SourceFile, digest};
use crate::syntax::{PrintError, print};

/// Lays rule files out: one layout for all, words for signs, comments and quoted law as they are
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:\n  whereas fmt rules                    every file of every pack, in place\n  whereas fmt --check rules            \
                   exit code 1 if a file would change\n  whereas fmt --diff rules/ets112      show what would change\n  \
                   whereas fmt - < draft.whereas        from stdin to stdout"
)]
pub(super) struct Arguments {
    /// Rule files, packs or folders of packs; `-` for stdin
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<String>,
    /// Write nothing; name the files that would change, and end with exit code 1 if there are any
    #[arg(long)]
    check: bool,
    /// Write nothing; show what would change
    #[arg(long)]
    diff: bool,
}

/// How many files of each kind there were.
#[derive(Debug, Default)]
struct Tally {
    files: usize,
    changed: usize,
    unreadable: usize,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut tally = Tally::default();
    // All are found before the first is written.
    let files = arguments.paths.iter().map(|path| files_of(path)).collect::<Result<Vec<_>, Failure>>()?;
    let from_stdin = arguments.paths.iter().any(|path| path == "-");
    if from_stdin && arguments.paths.len() > 1 {
        return Err(Failure::usage("`-` stands alone: what comes from stdin goes to stdout"));
    }
    for path in files.into_iter().flatten() {
        tally.files += 1;
        match laid_out(&path)? {
            Ok((before, after)) => {
                let changed = before != after.as_bytes();
                tally.changed += usize::from(changed);
                hand_over(&mut out, arguments, &path, &before, &after)?;
            }
            Err(found) => {
                tally.unreadable += 1;
                tell(&found, terminal);
            }
        }
    }
    out.flush()?;
    if !from_stdin {
        say(&tally.line(arguments.check || arguments.diff));
    }
    Ok(match (tally.unreadable, arguments.check && tally.changed > 0) {
        (1.., _) => Exit::Rules,
        (_, true) => Exit::CheckFailed,
        _ => Exit::Done,
    })
}

/// The rule files that a path stands for.
fn files_of(path: &str) -> Result<Vec<PathBuf>, Failure> {
    let given = Path::new(path);
    if path == "-" {
        return Ok(vec![given.to_owned()]);
    }
    if !given.exists() {
        return Err(Failure::usage(format!("there is no `{path}`")));
    }
    if !given.is_dir() {
        return if is_rules(given) {
            Ok(vec![given.to_owned()])
        } else {
            Err(Failure::usage(format!("`{path}` is no rule file: those end with `.whereas`")))
        };
    }
    let mut files = Vec::new();
    for pack in packs_in(given)? {
        let unreadable = |error: io::Error| Failure::usage(format!("`{}` cannot be read: {error}", pack.display()));
        for entry in fs::read_dir(&pack).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if is_rules(&path) && path.is_file() {
                files.push(path);
            }
        }
    }
    files.sort();
    files.dedup();
    if files.is_empty() { Err(Failure::usage(format!("no `.whereas` files lie in `{path}`"))) } else { Ok(files) }
}

fn is_rules(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "whereas")
}

/// More is not read of stdin: beyond the limit of a rule file it is a finding anyway.
const MOST_BYTES: u64 = (64 << 20) + 1;

/// Findings with the file that they point into.
struct Found {
    findings: Vec<Diagnostic>,
    file: SourceFile,
}

/// The bytes of a file, and its text laid out; or why it has no layout.
fn laid_out(path: &Path) -> Result<Result<(Vec<u8>, String), Found>, Failure> {
    let name = if path == Path::new("-") { "stdin".to_owned() } else { path.display().to_string() };
    let unreadable = |error: io::Error| Failure::usage(format!("`{name}` cannot be read: {error}"));
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(MOST_BYTES).read_to_end(&mut bytes).map_err(unreadable)?;
    } else if path.is_file() {
        bytes = fs::read(path).map_err(unreadable)?;
    } else {
        return Err(Failure::usage(format!("`{name}` is no file")));
    }
    let text = String::from_utf8_lossy(&bytes);
    let file = SourceFile { id: FileId(0), path: Arc::from(&*name), text: Arc::from(&*text), digest: digest(&bytes) };
    if let Err(error) = std::str::from_utf8(&bytes) {
        let findings = vec![not_utf8(file.id, &bytes, error.valid_up_to())];
        return Ok(Err(Found { findings, file }));
    }
    match print(&file) {
        Ok(after) => Ok(Ok((bytes, after))),
        Err(PrintError::Syntax(findings)) => Ok(Err(Found { findings, file })),
        Err(error @ PrintError::Changed) => Err(Failure::new(Exit::Bug, format!("this is a bug: `{name}`: {error}"))
            .help("the file is as it was; please report it with the file")),
    }
}

/// Writes the file, or shows what would change.
fn hand_over(out: &mut impl Write, arguments: &Arguments, path: &Path, before: &[u8], after: &str) -> Result<(), Failure> {
    let name = path.display();
    let changed = before != after.as_bytes();
    if arguments.diff && changed {
        let before = String::from_utf8_lossy(before);
        let diff = TextDiff::from_lines(&*before, after);
        write!(out, "{}", diff.unified_diff().header(&format!("{name}"), &format!("{name} laid out")))?;
    } else if arguments.check && changed {
        writeln!(out, "{name}")?;
    } else if path == Path::new("-") && !arguments.check && !arguments.diff {
        out.write_all(after.as_bytes())?;
    } else if changed {
        let mut sink = Sink::file(&name.to_string())?;
        sink.write_all(after.as_bytes()).map_err(|error| sink.failure(&error))?;
        sink.finish()?;
    }
    Ok(())
}

/// Tells findings on stderr.
fn tell(found: &Found, terminal: &Terminal) {
    let files = std::slice::from_ref(&found.file);
    let findings: Vec<_> = findings::of_pack(&found.findings, files).collect();
    let mut messages = io::stderr().lock();
    // That nobody can read it changes nothing.
    let _ = findings::write(&mut messages, &findings, Format::Human, terminal.color_of_messages, terminal.width);
}

impl Tally {
    fn line(&self, only_shown: bool) -> String {
        let files = if self.files == 1 { "1 file".to_owned() } else { format!("{} files", self.files) };
        let changed = if only_shown { "would change" } else { "laid out anew" };
        let as_it_is = self.files - self.changed - self.unreadable;
        let line = format!("{files}: {} {changed}, {as_it_is} as it should be", self.changed);
        if self.unreadable > 0 { format!("{line}, {} with errors and left alone", self.unreadable) } else { line }
    }
}
