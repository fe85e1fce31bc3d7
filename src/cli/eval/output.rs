//! The output of a run: what has been encoded, in order, with what stands around it.

use std::io::{self, Write};

use super::encode::Encoder;
use crate::cli::exit::Failure;
use crate::cli::sink::Sink;

/// The output of a run.
#[derive(Debug)]
pub(super) struct Output {
    sink: Sink,
    /// How its cases are written.
    pub encoder: Encoder,
    empty: bool,
}

impl Output {
    pub(super) fn new(sink: Sink, encoder: Encoder) -> Output {
        Output { sink, encoder, empty: true }
    }

    /// Writes one case, encoded.
    pub(super) fn write(&mut self, case: &[u8]) -> Result<(), Failure> {
        let written = self.before().and_then(|()| self.sink.write_all(case));
        written.map_err(|error| self.sink.failure(&error))
    }

    fn before(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.empty, false) {
            return self.sink.write_all(self.encoder.between());
        }
        let begin = self.encoder.begin()?;
        self.sink.write_all(&begin)
    }

    /// Writes the end.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        let begin = if self.empty { self.encoder.begin() } else { Ok(Vec::new()) };
        let written = begin.and_then(|begin| {
            self.sink.write_all(&begin)?;
            self.sink.write_all(self.encoder.end(self.empty))
        });
        written.map_err(|error| self.sink.failure(&error))?;
        self.sink.finish()
    }
}
