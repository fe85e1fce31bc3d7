//! Files as the compiler sees them: bytes under a path, spans, lines.
//!
//! Read [`Sources`] first: whoever embeds the engine hands it texts and tables as bytes, and nothing below reads a disk.
//!
//! ```
//! use whereas::Sources;
//! let mut sources = Sources::new();
//! sources.add("rules/demo/demo.whereas", "choice kind: a \"first\", b \"second\"");
//! assert_eq!(sources.paths().collect::<Vec<_>>(), ["rules/demo/demo.whereas"]);
//! ```

mod quotes;

use std::sync::Arc;

use indexmap::IndexMap;
use sha2::{Digest, Sha256};

pub(crate) use quotes::Quotes;

/// The number of a file within one compilation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FileId(pub u32);

/// A stretch of bytes of one file: `start` included, `end` not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The smallest span of one file that holds both.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A place for people: lines and columns from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Rule files and tables, by path with `/` between folders. What a pack is follows from the folders.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: IndexMap<String, Arc<[u8]>>,
}

impl Sources {
    /// No files yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file; one of the same path is replaced. The path is cleaned (`a/../b` is `b`).
    pub fn add(&mut self, path: impl AsRef<str>, bytes: impl AsRef<[u8]>) {
        self.files.insert(clean_path(path.as_ref()), Arc::from(bytes.as_ref()));
    }

    /// The bytes of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Arc<[u8]>> {
        self.files.get(path)
    }

    /// All paths, in the order of adding.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The `.whereas` files that lie directly in a folder, sorted by path: a pack.
    #[must_use]
    pub fn pack_files(&self, folder: &str) -> Vec<&str> {
        let mut files: Vec<&str> = self.paths().filter(|path| path.ends_with(".whereas") && folder_of(path) == folder).collect();
        files.sort_unstable();
        files
    }
}

/// One file of a compilation, with its text.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its number.
    pub id: FileId,
    /// The path as given.
    pub path: Arc<str>,
    /// The text, a byte order mark included.
    pub text: Arc<str>,
    /// SHA-256 of the bytes, in hexadecimal.
    pub digest: Arc<str>,
}

impl SourceFile {
    /// The text of a span, empty where the span is not of this file.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// Line and column of a byte.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let before = self.text.get(..offset as usize).unwrap_or(&self.text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before.get(start..).unwrap_or_default().chars().count();
        LineColumn { line: count(line + 1), column: count(column + 1) }
    }
}

/// Where the lines of a file begin: for many places of one file, each of which [`SourceFile::line_column`] would count anew.
#[derive(Debug, Clone)]
pub struct Lines {
    text: Arc<str>,
    starts: Vec<usize>,
}

impl Lines {
    /// The lines of a file.
    #[must_use]
    pub fn new(file: &SourceFile) -> Lines {
        let behind = file.text.match_indices('\n').map(|(at, _)| at + 1);
        Lines { text: file.text.clone(), starts: std::iter::once(0).chain(behind).collect() }
    }

    /// Line and column of a byte, as [`SourceFile::line_column`] counts them.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let offset = if self.text.is_char_boundary(offset as usize) { offset as usize } else { self.text.len() };
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.start(line);
        let column = self.text.get(start..offset).unwrap_or_default().chars().count();
        LineColumn { line: count(line), column: count(column + 1) }
    }

    /// The byte at which a line begins, from 1; the end of the text behind the last.
    #[must_use]
    pub fn start(&self, line: usize) -> usize {
        self.starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }

    /// The text of a line, from 1, without its end.
    #[must_use]
    pub fn line(&self, line: usize) -> &str {
        self.text.get(self.start(line)..self.start(line + 1)).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// SHA-256 in hexadecimal.
#[must_use]
pub fn digest(bytes: &[u8]) -> Arc<str> {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        hex.push_str(&format!("{byte:02x}"));
    }
    Arc::from(hex)
}

/// The folder of a path, `.` if there is none.
#[must_use]
pub fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or(".", |(folder, _)| folder)
}

/// Resolves `relative` against a folder: `("rules/ets112", "../common")` is `rules/common`.
#[must_use]
pub fn join_path(folder: &str, relative: &str) -> String {
    if relative.starts_with('/') { clean_path(relative) } else { clean_path(&format!("{folder}/{relative}")) }
}

fn clean_path(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let root = if path.starts_with('/') { "/" } else { "" };
    let joined = parts.join("/");
    if joined.is_empty() && root.is_empty() { ".".to_owned() } else { format!("{root}{joined}") }
}
