//! Writes the example records: `cargo run --example generate` renews `examples/cases.ndjson` and `examples/cases.csv`;
//! `cargo run --release --example generate -- --records 1000000 --out big.ndjson` writes that many clean records.
//!
//! All persons and cases are invented. The same program writes the same bytes, everywhere and always.

mod cases;
mod random;
mod record;
mod rejects;

use std::fs::{self, File};
use std::io::{BufWriter, Error, ErrorKind, Result, Write};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => {
            let lines = cases::committed();
            fs::write("examples/cases.ndjson", record::ndjson(&lines))?;
            fs::write("examples/cases.csv", record::csv(&lines))
        }
        ["--records", count, "--out", path] => {
            let count: u64 =
                count.parse().map_err(|_| Error::new(ErrorKind::InvalidInput, "`--records` takes a whole number"))?;
            let mut out = BufWriter::new(File::create(path)?);
            cases::clean(count, |case| writeln!(out, "{}", case.json()))?;
            out.flush()
        }
        _ => Err(Error::new(ErrorKind::InvalidInput, "use: generate [--records NUMBER --out FILE]")),
    }
}
