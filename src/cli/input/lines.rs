//! NDJSON: an object on each line.

use std::io::{self, BufRead, BufReader, Read};

use super::{BUFFER, LONGEST, Raw, Stream, too_long, utf8};

#[derive(Debug)]
pub(super) struct Lines {
    from: BufReader<Stream>,
    line: Vec<u8>,
    row: u64,
}

impl Lines {
    pub(super) fn new(stream: Stream) -> Lines {
        Lines { from: BufReader::with_capacity(BUFFER, stream), line: Vec::new(), row: 0 }
    }

    pub(super) fn stream(&self) -> &Stream {
        self.from.get_ref()
    }

    /// The next line that is not blank.
    pub(super) fn next(&mut self) -> io::Result<Option<(u64, Raw<'_>)>> {
        loop {
            self.line.clear();
            if (&mut self.from).take(LONGEST + 1).read_until(b'\n', &mut self.line)? == 0 {
                return Ok(None);
            }
            self.row += 1;
            if self.line.len() as u64 > LONGEST && self.line.last() != Some(&b'\n') {
                self.line = Vec::new();
                self.from.skip_until(b'\n')?;
                return Ok(Some((self.row, too_long())));
            }
            if !self.line.trim_ascii().is_empty() {
                break;
            }
        }
        let line = self.line.trim_ascii();
        let line = if self.row == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
        Ok(Some((self.row, utf8(line))))
    }
}
