//! The quotation marks of a CSV table, byte by byte: one that is never closed would make one cell of all rows behind it.
//! And its blank lines, which the reader of the table passes over, but which a spreadsheet counts as rows.

use std::collections::VecDeque;

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
    /// The last byte; before the first one a line's end.
    last: u8,
    /// Blank lines that nobody has asked for yet: how many follow one another, and the place behind the last of them.
    blank: VecDeque<(u64, u64)>,
    /// Since the last blank line only line ends were read.
    between: bool,
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
        let (last, blank, between) = (b'\n', VecDeque::new(), false);
        Quotes { separator, at: At::Start, read: 0, line: 1, opened: 1, last, blank, between }
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
        self.blank_line(byte);
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

    /// Counts the end of a line without anything in it. Line ends within quotation marks belong to a cell.
    fn blank_line(&mut self, byte: u8) {
        let ends = |byte: u8| matches!(byte, b'\r' | b'\n');
        let before = std::mem::replace(&mut self.last, byte);
        if !ends(byte) {
            self.between = false;
        } else if self.at == At::Start && ends(before) && (before, byte) != (b'\r', b'\n') {
            let here = self.read as u64;
            match self.blank.back_mut().filter(|_| self.between) {
                Some((count, behind)) => (*count, *behind) = (*count + 1, here),
                None => self.blank.push_back((1, here)),
            }
            self.between = true;
        }
    }

    /// How many blank lines lie before a place and were not asked for yet.
    pub(crate) fn blank_before(&mut self, place: u64) -> u64 {
        let mut count = 0;
        while let Some((lines, _)) = self.blank.pop_front_if(|(_, behind)| *behind <= place) {
            count += lines;
        }
        count
    }

    /// The line of a quotation mark that is not closed.
    pub(crate) fn open(&self) -> Option<u64> {
        (self.at == At::Quoted).then_some(self.opened)
    }
}
