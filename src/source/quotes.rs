//! The quotation marks of a CSV table, byte by byte: one that is never closed would make one cell of all rows behind it.

/// Where in a table the reading is. Read [`Quotes::open`] at the end.
#[derive(Debug)]
pub(crate) struct Quotes {
    separator: u8,
    at: At,
    /// Bytes read, as far as they count for the mark of the byte order.
    read: usize,
    /// The line, and that of the last quotation mark that opened a cell.
    line: u64,
    opened: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Bare,
    Quoted,
    /// Behind a quotation mark within quotation marks: the end, or one of a pair.
    Mark,
}

impl Quotes {
    /// At the start of a table.
    pub(crate) fn new(separator: u8) -> Quotes {
        Quotes { separator, at: At::Start, read: 0, line: 1, opened: 1 }
    }

    /// Goes on over bytes.
    pub(crate) fn follow(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let mark = b"\xef\xbb\xbf".get(self.read).is_some_and(|mark| mark == byte);
            self.read = self.read.saturating_add(1);
            if !mark {
                self.step(*byte);
            }
        }
    }

    fn step(&mut self, byte: u8) {
        self.line += u64::from(byte == b'\n');
        self.at = match (self.at, byte) {
            (At::Quoted, b'"') => At::Mark,
            (At::Quoted, _) | (At::Mark, b'"') => At::Quoted,
            (_, b'\n' | b'\r') => At::Start,
            (_, byte) if byte == self.separator => At::Start,
            (At::Start, b'"') => {
                self.opened = self.line;
                At::Quoted
            }
            _ => At::Bare,
        };
    }

    /// The line of a quotation mark that is not closed.
    pub(crate) fn open(&self) -> Option<u64> {
        (self.at == At::Quoted).then_some(self.opened)
    }
}
