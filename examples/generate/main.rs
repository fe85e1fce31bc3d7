//! Writes the example records: `cargo run --example generate` renews `examples/cases.ndjson` and `examples/cases.csv`;
//! `cargo run --release --example generate -- --records 1000000 --out big.ndjson` writes that many clean records, with
//! `--missing 10` before `--out` of each fact ten in a hundred unknown.
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
        ["--records", count, "--out", path] => many(count, "0", path),
        ["--records", count, "--missing", missing, "--out", path] => many(count, missing, path),
        _ => Err(Error::new(ErrorKind::InvalidInput, "use: generate [--records NUMBER [--missing PERCENT] --out FILE]")),
    }
}

/// Writes so many records.
fn many(count: &str, missing: &str, path: &str) -> Result<()> {
    let wrong = |_| Error::new(ErrorKind::InvalidInput, "`--records` and `--missing` take a whole number");
    let (count, missing) = (count.parse().map_err(wrong)?, missing.parse().map_err(wrong)?);
    let mut out = BufWriter::new(File::create(path)?);
    cases::clean(count, missing, |case| writeln!(out, "{}", case.json()))?;
    out.flush()
}
