//! Answers that are written by hand: as the cells of tables, and a little more freely where nothing can be mistaken.

use crate::policy::{Field, Type};
use crate::records::{self, Data, RecordError};
use crate::verdict::record::OptionView;

/// What an answer means as data.
pub(super) fn data(field: &Field, choices: &[OptionView], text: &str) -> Result<Data, RecordError> {
    let word = text.trim();
    let is_none = word.eq_ignore_ascii_case("none");
    match &field.ty {
        Type::Text | Type::Choice(_) if let Some(quoted) = quoted(word) => Ok(quoted),
        _ if is_none && field.none_allowed => Ok(Data::Text("none".to_owned())),
        Type::Set(_) if is_none => Ok(Data::Array(Vec::new())),
        Type::Text => Ok(Data::Text(word.to_owned())),
        Type::YesNo | Type::List(_) | Type::Record(_) if let Some(yes) = yes_or_no(word) => Ok(Data::Bool(yes)),
        Type::Number | Type::WholeNumber if let Ok(number @ Data::Number(_)) = Data::parse(word) => Ok(number),
        Type::Choice(_) => Ok(Data::Text(option(choices, word))),
        ty @ Type::Set(inner) if !word.starts_with(['[', '{']) => {
            let commas = if word.contains(';') { ';' } else { ',' };
            let members = word.split(commas).map(str::trim).map(|member| match **inner {
                Type::Choice(_) if member != "?" => option(choices, member),
                _ => member.to_owned(),
            });
            records::written(ty, &members.collect::<Vec<_>>().join("; "))
        }
        ty => records::written(ty, word),
    }
}

fn yes_or_no(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "yes" | "y" => Some(true),
        "no" | "n" => Some(false),
        _ => None,
    }
}

/// A text in quotation marks, which may be a word that has a meaning of its own.
fn quoted(word: &str) -> Option<Data> {
    let data = word.starts_with('"').then(|| Data::parse(word).ok()).flatten()?;
    matches!(data, Data::Text(_)).then_some(data)
}

/// The name of the option that is written as its name, its label or its number, from 1; else what is written.
fn option(choices: &[OptionView], word: &str) -> String {
    let by_number = word.parse::<usize>().ok().and_then(|number| choices.get(number.checked_sub(1)?));
    let by_label = || choices.iter().find(|option| option.label.eq_ignore_ascii_case(word));
    let by_name = choices.iter().find(|option| option.name == word);
    by_name.or(by_number).or_else(by_label).map_or_else(|| word.to_owned(), |option| option.name.clone())
}
