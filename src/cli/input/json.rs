//! JSON: an array of objects, cut into its elements as it is read, or one object.

use std::io::{self, BufRead, BufReader};

use super::{BUFFER, LONGEST, Raw, Stream, too_long, utf8};

#[derive(Debug)]
pub(super) struct Array {
    from: BufReader<Stream>,
    element: Vec<u8>,
    row: u64,
    at: At,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Element,
    End,
}

/// Where in a value the reading is: a value ends where all brackets are closed.
#[derive(Debug, Default)]
struct Inside {
    depth: usize,
    text: bool,
    escape: bool,
}

/// What a byte means for the end of a value.
enum Step {
    Goes,
    /// The value ends with this byte.
    Last,
    /// The value ended before this byte.
    Over,
}

impl Inside {
    fn step(&mut self, byte: u8) -> Step {
        if self.text {
            match byte {
                _ if self.escape => self.escape = false,
                b'\\' => self.escape = true,
                b'"' => self.text = false,
                _ => {}
            }
            return Step::Goes;
        }
        match byte {
            b'"' => self.text = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' | b',' if self.depth == 0 => return Step::Over,
            b'}' | b']' => {
                self.depth -= 1;
                if self.depth == 0 {
                    return Step::Last;
                }
            }
            _ => {}
        }
        Step::Goes
    }
}

impl Array {
    pub(super) fn new(stream: Stream) -> Array {
        Array { from: BufReader::with_capacity(BUFFER, stream), element: Vec::new(), row: 0, at: At::Start }
    }

    pub(super) fn stream(&self) -> &Stream {
        self.from.get_ref()
    }

    pub(super) fn next(&mut self) -> io::Result<Option<(u64, Raw<'_>)>> {
        match self.at {
            At::Start => match self.peek()? {
                Some(b'[') => {
                    self.from.consume(1);
                    self.at = At::Element;
                    if self.peek()? == Some(b']') {
                        return self.close();
                    }
                }
                Some(b'{') => {
                    let whole = self.value()?;
                    self.end("after the record more follows; put records into `[…]`, or name the format: `--from ndjson`")?;
                    return Ok(Some(self.element(whole)));
                }
                Some(_) => return Err(invalid("it holds neither an array of records nor a record")),
                None => return Err(invalid("it is empty")),
            },
            At::Element => match self.peek()? {
                Some(b',') => self.from.consume(1),
                Some(b']') => return self.close(),
                Some(_) => return Err(invalid(&format!("after record {} neither `,` nor `]` follows", self.row))),
                None => return Err(invalid(&format!("after record {} the array is not closed; is the file cut off?", self.row))),
            },
            At::End => return Ok(None),
        }
        let whole = self.value()?;
        Ok(Some(self.element(whole)))
    }

    fn element(&mut self, whole: bool) -> (u64, Raw<'_>) {
        self.row += 1;
        (self.row, if whole { utf8(self.element.trim_ascii()) } else { too_long() })
    }

    fn close(&mut self) -> io::Result<Option<(u64, Raw<'_>)>> {
        self.from.consume(1);
        self.end("after the array more follows")?;
        Ok(None)
    }

    fn end(&mut self, otherwise: &str) -> io::Result<()> {
        self.at = At::End;
        if self.peek()?.is_some() { Err(invalid(otherwise)) } else { Ok(()) }
    }

    /// The next byte that is not blank, left where it is.
    fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            let buffer = self.from.fill_buf()?;
            if buffer.is_empty() {
                return Ok(None);
            }
            let mark = b"\xef\xbb\xbf";
            let blank = if self.at == At::Start && buffer.starts_with(mark) { mark.len() } else { 0 };
            let blanks = blank + buffer.iter().skip(blank).take_while(|byte| byte.is_ascii_whitespace()).count();
            let found = buffer.get(blanks).copied();
            self.from.consume(blanks);
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    /// Gathers the bytes of a value; `false` if they are too many.
    fn value(&mut self) -> io::Result<bool> {
        self.element.clear();
        let mut inside = Inside::default();
        let mut whole = true;
        loop {
            let buffer = self.from.fill_buf()?;
            if buffer.is_empty() {
                return Ok(whole);
            }
            let (mut used, mut over) = (0, false);
            for byte in buffer {
                match inside.step(*byte) {
                    Step::Goes => used += 1,
                    Step::Last => {
                        used += 1;
                        over = true;
                    }
                    Step::Over => over = true,
                }
                if over {
                    break;
                }
            }
            whole &= (self.element.len() + used) as u64 <= LONGEST;
            if whole {
                self.element.extend_from_slice(buffer.get(..used).unwrap_or_default());
            }
            self.from.consume(used);
            if over {
                return Ok(whole);
            }
        }
    }
}

fn invalid(text: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, text)
}
