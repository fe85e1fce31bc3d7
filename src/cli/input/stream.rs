//! The bytes of a file or of stdin: counted, digested, and never too many at once.

use std::fs::File;
use std::io::{self, Read};

use sha2::{Digest, Sha256};

use super::{BUFFER, LONGEST};
use crate::cli::exit::Failure;
use crate::source::Quotes;

/// A source of bytes that knows what was read of it.
pub(in crate::cli) struct Stream {
    from: Box<dyn Read>,
    digest: Sha256,
    /// Bytes read so far.
    pub read: u64,
    /// Bytes in all, if known.
    pub size: Option<u64>,
    /// Bytes that may still be read before the reader must have made a record of them.
    allowed: u64,
    /// The quotation marks of a table.
    quotes: Option<Quotes>,
}

impl Stream {
    pub(super) fn open(path: &str) -> Result<Stream, Failure> {
        let (from, size): (Box<dyn Read>, _) = if path == "-" {
            (Box::new(io::stdin()), None)
        } else {
            let told = |error: io::Error| match error.kind() {
                io::ErrorKind::NotFound => Failure::usage(format!("there is no `{path}`")),
                _ => Failure::usage(format!("`{path}` cannot be read: {error}")),
            };
            let file = File::open(path).map_err(told)?;
            let about = file.metadata().map_err(told)?;
            if about.is_dir() {
                return Err(Failure::usage(format!("`{path}` is a folder, not a file of records")));
            }
            (Box::new(file), about.is_file().then_some(about.len()))
        };
        Ok(Stream { from, digest: Sha256::new(), read: 0, size, allowed: u64::MAX, quotes: None })
    }

    /// From here on one more record may be read, however it is divided.
    pub(super) fn one_record(&mut self) {
        self.allowed = LONGEST + BUFFER as u64;
    }

    /// It is a table; a quotation mark that is never closed is an error at the end.
    pub(super) fn table(&mut self, separator: u8) {
        self.quotes = Some(Quotes::new(separator));
    }

    /// Blank lines of a table before a place that were not asked for yet.
    pub(super) fn blank_lines_before(&mut self, place: u64) -> u64 {
        self.quotes.as_mut().map_or(0, |quotes| quotes.blank_before(place))
    }

    /// SHA-256 of what was read, in hexadecimal.
    pub(in crate::cli) fn digest(&self) -> String {
        self.digest.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.allowed == 0 {
            let text = format!("a record is longer than {} MiB; is a quotation mark not closed?", LONGEST >> 20);
            return Err(io::Error::new(io::ErrorKind::InvalidData, text));
        }
        let count = self.from.read(buffer)?;
        let bytes = buffer.get(..count).unwrap_or_default();
        self.digest.update(bytes);
        if let Some(quotes) = &mut self.quotes {
            quotes.follow(bytes);
            if let Some(line) = quotes.open().filter(|_| count == 0) {
                let text = format!("the quotation mark in line {line} is not closed");
                return Err(io::Error::new(io::ErrorKind::InvalidData, text));
            }
        }
        self.read += count as u64;
        self.allowed = self.allowed.saturating_sub(count as u64);
        Ok(count)
    }
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stream").field("read", &self.read).finish_non_exhaustive()
    }
}
