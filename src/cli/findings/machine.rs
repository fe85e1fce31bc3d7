//! Findings for machines.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Finding, Place};
use crate::diagnostic::Code;

/// `whereas.findings/1`: one object.
pub(super) fn json(out: &mut impl Write, found: &[Finding<'_>]) -> io::Result<()> {
    let findings: Vec<Value> = found.iter().map(finding).collect();
    pretty(out, &json!({"format": "whereas.findings/1", "findings": findings}))
}

fn pretty(out: &mut impl Write, value: &Value) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

fn finding(finding: &Finding<'_>) -> Value {
    let found = finding.diagnostic;
    let labels = found.labels.iter().map(|label| json!({"place": place(finding.place(label.span)), "text": label.text}));
    json!({
        "code": found.code.as_str(),
        "severity": finding.severity(),
        "title": found.code.title(),
        "message": found.message,
        "place": place(finding.place(found.span())),
        "labels": labels.collect::<Vec<_>>(),
        "why": found.why,
        "help": found.help,
    })
}

fn place(place: Option<Place<'_>>) -> Value {
    place.map_or(Value::Null, |place| {
        json!({
            "path": &*place.file.path,
            "line": place.start.line,
            "column": place.start.column,
            "end_line": place.end.line,
            "end_column": place.end.column,
        })
    })
}

/// SARIF 2.1.0.
pub(super) fn sarif(out: &mut impl Write, found: &[Finding<'_>]) -> io::Result<()> {
    let mut codes: Vec<Code> = found.iter().map(|finding| finding.diagnostic.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules = codes.iter().map(|code| json!({"id": code.as_str(), "shortDescription": {"text": code.title()}}));
    let results = found.iter().map(|finding| {
        let found = finding.diagnostic;
        let locations: Vec<Value> = finding.place(found.span()).iter().map(location).collect();
        json!({
            "ruleId": found.code.as_str(),
            "level": finding.severity(),
            "message": {"text": text(finding)},
            "locations": locations,
        })
    });
    let driver = json!({
        "name": "whereas",
        "version": env!("CARGO_PKG_VERSION"),
        "rules": rules.collect::<Vec<_>>(),
    });
    let run = json!({
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results.collect::<Vec<_>>(),
    });
    let schema = "https://json.schemastore.org/sarif-2.1.0.json";
    pretty(out, &json!({"$schema": schema, "version": "2.1.0", "runs": [run]}))
}

fn location(place: &Place<'_>) -> Value {
    json!({"physicalLocation": {
        "artifactLocation": {"uri": &*place.file.path},
        "region": {
            "startLine": place.start.line,
            "startColumn": place.start.column,
            "endLine": place.end.line,
            "endColumn": place.end.column,
        },
    }})
}

/// The message with why and help, for formats that have one text.
fn text(finding: &Finding<'_>) -> String {
    let found = finding.diagnostic;
    let parts = [("why", &found.why), ("help", &found.help)];
    let parts = parts.iter().filter_map(|(word, text)| text.as_ref().map(|text| format!("\n{word}: {text}")));
    std::iter::once(found.message.clone()).chain(parts).collect()
}

/// A workflow command of GitHub Actions.
pub(super) fn github(out: &mut impl Write, finding: &Finding<'_>) -> io::Result<()> {
    let found = finding.diagnostic;
    write!(out, "::{} ", finding.severity())?;
    if let Some(place) = finding.place(found.span()) {
        let (start, end) = (place.start, place.end);
        write!(out, "file={},line={},col={},endLine={},", property(&place.file.path), start.line, start.column, end.line)?;
    }
    writeln!(out, "title={}::{}", property(found.code.as_str()), data(&text(finding)))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
