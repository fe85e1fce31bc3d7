//! The texts of all findings about expressions: [`names`], [`types`], [`places`] where not everything may be said.

mod names;
mod places;
mod types;

pub(super) use names::*;
pub(super) use places::*;
pub(super) use types::*;

use super::types::words;
use crate::check::names::Names;
use crate::policy::{RecordId, Type};
use crate::syntax::tree::Path;

pub(super) fn text(path: &Path) -> String {
    let names: Vec<&str> = path.names.iter().map(|name| name.text.as_str()).collect();
    names.join(".")
}

fn record_name(names: &Names, id: RecordId) -> String {
    words(names, &Type::Record(id))
}

fn option_of(names: &Names, ty: &Type) -> String {
    match ty {
        Type::Reading(id) => names.readings.get(id.index()).map(|reading| reading.name.to_string()).unwrap_or_default(),
        _ => words(names, ty),
    }
}

fn article(word: &str) -> String {
    if word.starts_with("a ") || word.starts_with("another ") {
        word.to_owned()
    } else if word.starts_with(['a', 'e', 'i', 'o', 'u']) {
        format!("an {word}")
    } else {
        format!("a {word}")
    }
}

fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

fn any(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(" or ")
}
