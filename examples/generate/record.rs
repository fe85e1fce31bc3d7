//! One record as JSON and as a row of a spreadsheet.
//!
//! Read [`Case`] first. The spreadsheet: one column for each fact, nested facts with a dot (`representative.necessary`);
//! sets `DE; FR`, `DE; ?` if there may be more, `{}` if there are none; lists as JSON; `none` for what is known not to
//! exist; an empty cell for what is not known; `FACT.source` for where a value comes from.

use std::fmt::Write as _;

/// A value of a fact.
#[derive(Clone)]
pub(crate) enum Value {
    YesNo(bool),
    /// A date, country, choice, `none` or plain text.
    Text(String),
    /// A number, which a date column should not hold.
    Number(u32),
    /// Countries, and whether they are all.
    Countries(Vec<String>, bool),
    /// Acts, each punishable in the administering State or not known to be, and whether they are all.
    Offences(Vec<Option<bool>>, bool),
}

impl Value {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn countries(codes: &[&str]) -> Self {
        Self::Countries(codes.iter().map(ToString::to_string).collect(), true)
    }

    fn json(&self) -> String {
        match self {
            Self::YesNo(yes) => yes.to_string(),
            Self::Text(text) => quoted(text),
            Self::Number(number) => number.to_string(),
            Self::Countries(codes, complete) => list(codes.iter().map(|code| quoted(code)), *complete),
            Self::Offences(acts, complete) => {
                list(acts.iter().map(|act| act.map_or("{}".to_owned(), |yes| format!("{{\"punishable\":{yes}}}"))), *complete)
            }
        }
    }

    fn cell(&self) -> String {
        match self {
            Self::YesNo(true) => "yes".to_owned(),
            Self::YesNo(false) => "no".to_owned(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Countries(codes, true) if codes.is_empty() => "{}".to_owned(),
            Self::Countries(codes, true) => codes.join("; "),
            Self::Countries(codes, false) => codes.iter().map(String::as_str).chain(["?"]).collect::<Vec<_>>().join("; "),
            Self::Offences(..) => self.json(),
        }
    }
}

/// One record: facts in order, each with where it comes from.
#[derive(Clone, Default)]
pub(crate) struct Case {
    facts: Vec<(String, Value, Option<String>)>,
}

impl Case {
    pub(crate) fn set(&mut self, fact: &str, value: Value) {
        match self.facts.iter_mut().find(|known| known.0 == fact) {
            Some(known) => known.1 = value,
            None => self.facts.push((fact.to_owned(), value, None)),
        }
    }

    pub(crate) fn yes(&mut self, fact: &str) {
        self.set(fact, Value::YesNo(true));
    }

    pub(crate) fn no(&mut self, fact: &str) {
        self.set(fact, Value::YesNo(false));
    }

    pub(crate) fn put(&mut self, fact: &str, text: impl Into<String>) {
        self.set(fact, Value::text(text));
    }

    pub(crate) fn forget(&mut self, fact: &str) {
        self.facts.retain(|known| known.0 != fact);
    }

    /// Forgets the facts of which `is_forgotten` says so.
    pub(crate) fn forget_some(&mut self, mut is_forgotten: impl FnMut(&str) -> bool) {
        self.facts.retain(|known| !is_forgotten(&known.0));
    }

    pub(crate) fn from(&mut self, fact: &str, source: &str) {
        if let Some(known) = self.facts.iter_mut().find(|known| known.0 == fact) {
            known.2 = Some(source.to_owned());
        }
    }

    pub(crate) fn get(&self, fact: &str) -> Option<&Value> {
        self.facts.iter().find(|known| known.0 == fact).map(|known| &known.1)
    }

    /// The text of a fact that is one, else nothing.
    pub(crate) fn text_of(&self, fact: &str) -> &str {
        match self.get(fact) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// As one line of NDJSON; facts with a dot are nested.
    pub(crate) fn json(&self) -> String {
        let mut members: Vec<(&str, String)> = Vec::new();
        for (fact, value, source) in &self.facts {
            let json = match source {
                Some(source) => format!("{{\"value\":{},\"source\":{}}}", value.json(), quoted(source)),
                None => value.json(),
            };
            let Some((record, inner)) = fact.split_once('.') else {
                members.push((fact, json));
                continue;
            };
            let inner = format!("{}:{json}", quoted(inner));
            match members.iter_mut().find(|member| member.0 == record) {
                Some(member) => {
                    member.1.push(',');
                    member.1.push_str(&inner);
                }
                None => members.push((record, format!("{{{inner}"))),
            }
        }
        let nested = |name: &str| self.facts.iter().any(|fact| fact.0.split_once('.').is_some_and(|(record, _)| record == name));
        let members =
            members.into_iter().map(|(name, json)| format!("{}:{json}{}", quoted(name), if nested(name) { "}" } else { "" }));
        format!("{{{}}}", members.collect::<Vec<_>>().join(","))
    }
}

/// One line of the example files.
pub(crate) struct Line {
    pub(crate) case: Case,
    /// What stands in the NDJSON file instead of the record, if it is broken there.
    pub(crate) broken_json: Option<String>,
    /// A stray cell at the end of the row.
    pub(crate) stray_cell: bool,
}

/// The NDJSON file.
pub(crate) fn ndjson(lines: &[Line]) -> String {
    lines.iter().fold(String::new(), |mut out, line| {
        let json = line.broken_json.clone().unwrap_or_else(|| line.case.json());
        let _ = writeln!(out, "{json}");
        out
    })
}

/// The spreadsheet: the facts of all records in the order in which they first occur, then the sources.
pub(crate) fn csv(lines: &[Line]) -> String {
    let mut columns: Vec<&str> = Vec::new();
    let mut sources: Vec<String> = Vec::new();
    for (fact, _, source) in lines.iter().flat_map(|line| &line.case.facts) {
        if !columns.contains(&fact.as_str()) {
            columns.push(fact);
        }
        let column = format!("{fact}.source");
        if source.is_some() && !sources.contains(&column) {
            sources.push(column);
        }
    }
    let head: Vec<String> = columns.iter().map(ToString::to_string).chain(sources.iter().cloned()).collect();
    let mut out = row(&head);
    for line in lines {
        let known = |name: &str| line.case.facts.iter().find(|fact| fact.0 == name);
        let values = columns.iter().map(|name| known(name).map_or(String::new(), |fact| fact.1.cell()));
        let from = sources.iter().map(|column| {
            let name = column.strip_suffix(".source").unwrap_or(column);
            known(name).and_then(|fact| fact.2.clone()).unwrap_or_default()
        });
        let stray = line.stray_cell.then(|| "copied from the old register".to_owned());
        out.push_str(&row(&values.chain(from).chain(stray).collect::<Vec<_>>()));
    }
    out
}

fn row(cells: &[String]) -> String {
    let quoted = cells
        .iter()
        .map(|cell| if cell.contains([',', '"', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() });
    quoted.collect::<Vec<_>>().join(",") + "\n"
}

fn list(items: impl Iterator<Item = String>, complete: bool) -> String {
    let items = items.collect::<Vec<_>>().join(",");
    if complete { format!("[{items}]") } else { format!("{{\"items\":[{items}],\"complete\":false}}") }
}

/// As a JSON string; the texts hold no control characters.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
