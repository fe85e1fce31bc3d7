//! The manifest of a run: what went in, what came out, how to repeat it. No clock: the same run gives the same bytes.

use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};

use super::rejects::Rejects;
use super::tally::Tally;
use crate::cli::asked::{Asked, Asking};
use crate::cli::exit::Failure;
use crate::cli::input::{Format, Input};
use crate::cli::sink::{Sink, with_suffix};
use crate::policy::PolicyData;

/// What is written about a run.
pub(super) struct Manifest<'a> {
    pub asking: &'a Asking,
    pub asked: &'a Asked,
    pub input: &'a Input,
    pub output: &'a str,
    pub format: Format,
    pub level: &'a str,
    pub prefix: &'a str,
    pub tally: &'a Tally,
    pub rejects: &'a Rejects,
}

impl Manifest<'_> {
    /// Writes it beside the output.
    pub(super) fn write(&self) -> Result<(), Failure> {
        let path = with_suffix(Path::new(self.output), ".run.json");
        let mut sink = Sink::file(&path.display().to_string())?;
        let text = serde_json::to_string_pretty(&self.json()).map_err(|error| sink.failure(&error.into()))?;
        writeln!(sink, "{text}").map_err(|error| sink.failure(&error))?;
        sink.finish()
    }

    fn json(&self) -> Value {
        let stream = self.input.stream();
        let verdicts: serde_json::Map<String, Value> =
            self.tally.verdicts().map(|(verdict, count)| (verdict.as_str().to_owned(), json!(count))).collect();
        let would_decide: serde_json::Map<String, Value> =
            self.tally.would_decide().into_iter().map(|(fact, count)| (fact.path.clone(), json!(count))).collect();
        let readings: serde_json::Map<String, Value> =
            self.asking.put.readings.iter().map(|(name, option)| (name.clone(), json!(option))).collect();
        json!({
            "format": "whereas.run/1",
            "engine": concat!("whereas ", env!("CARGO_PKG_VERSION")),
            "question": self.asked.name,
            "asked_on": self.asked.today.to_string(),
            "packs": packs(self.asked.policy.data()),
            "input": {
                "path": self.asking.data,
                "format": self.asked.format.name(),
                "bytes": stream.read,
                "sha256": stream.digest(),
            },
            "output": {"path": self.output, "format": self.format.name()},
            "options": {
                "id": self.asking.id,
                "level": self.level,
                "prefix": self.prefix,
                "readings": readings,
                "rejects": self.rejects.path(),
                "separator": self.asking.separator,
            },
            "counts": {
                "records": self.tally.records,
                "empty_rows": self.input.empty_rows(),
                "verdicts": verdicts,
                "would_decide": would_decide,
                "without_verdict": self.rejects.records,
                "reasons": self.rejects.reasons,
            },
        })
    }
}

fn packs(policy: &PolicyData) -> Vec<Value> {
    let packs = policy.packs.iter().map(|pack| {
        let files = pack.files.iter().filter_map(|at| policy.files.get(*at));
        let files: Vec<Value> = files.map(|file| json!({"path": &*file.path, "sha256": &*file.digest})).collect();
        json!({"name": &*pack.name, "path": &*pack.path, "sha256": &*pack.digest, "files": files})
    });
    packs.collect()
}
