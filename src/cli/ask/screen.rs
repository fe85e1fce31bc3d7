//! An interview with a person. Questions are messages: they go to stderr, so that the page and the record have stdout for
//! themselves.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};

use super::Lines;
use crate::cli::exit::Failure;
use crate::interview::{Ask, Interview};
use crate::records::Data;
use crate::verdict::Outcome;
use crate::verdict::page_words::{Text, capital, citations, sentence};
use crate::verdict::printable;

/// Of the norms that need a fact, no more are named.
const MOST_NORMS: usize = 3;

/// What somebody said.
enum Said {
    Value(Data),
    Unknown,
    Back,
    /// It cannot be taken.
    Wrong(String),
    /// There are no more answers.
    End,
}

/// A part of an answer, or what was said instead.
type Part<T> = Result<Result<T, Said>, Failure>;

struct Screen<'a> {
    lines: &'a mut Lines,
    /// What is read does not appear by itself.
    echo: bool,
    possible: Vec<Outcome>,
    idle: BTreeSet<String>,
}

pub(super) fn hold(interview: &mut Interview, lines: &mut Lines) -> Result<(), Failure> {
    let echo = !io::stdin().is_terminal();
    let mut screen = Screen { lines, echo, possible: Vec::new(), idle: BTreeSet::new() };
    screen.opening(interview);
    while let Some(ask) = interview.next() {
        screen.progress(&ask);
        screen.show(interview.answered() + 1, &ask);
        loop {
            let taken = match screen.turn(interview, &ask)? {
                Said::Value(data) => interview.answer_data(data).map_err(|error| error.to_string()),
                Said::Unknown => interview.answer_unknown().map_err(|error| error.to_string()),
                Said::Back => interview.back().map_err(|error| error.to_string()),
                Said::Wrong(why) => Err(why),
                Said::End => {
                    tell("\nThe answers end here.\n");
                    return Ok(());
                }
            };
            match taken {
                Ok(()) => break,
                Err(why) => tell(&under(&capital(&sentence(&why)))),
            }
        }
    }
    tell(match interview.verdict() {
        // What is presumed is not asked for: who knows better answers for the fact.
        Some(verdict) if verdict.possible().len() == 1 && verdict.explain().presumptions.iter().any(|presumed| presumed.used) => {
            "\nDecided, as long as what is presumed is not rebutted; whatever else is true of the case, the verdict is the same.\n\n"
        }
        Some(verdict) if verdict.possible().len() == 1 => {
            "\nDecided: whatever else is true of the case, the verdict is the same.\n\n"
        }
        _ => "\nThere is nothing left to ask.\n\n",
    });
    Ok(())
}

impl Screen<'_> {
    fn opening(&self, interview: &Interview) {
        let question = interview.question();
        let mut text = Text::default();
        text.opening(&sentence(&question.plan().question_data().sentence));
        if let Some(today) = question.today() {
            text.opening(&format!("Asked on {}.", today.in_words()));
        }
        text.blank();
        text.opening(
            "Answer each question, or write `unknown`; `back` takes the last answer back. The end of the input (Ctrl-D) ends \
             the interview with what is known.",
        );
        tell(&text.finish());
    }

    /// What is decided so far, where that has changed.
    fn progress(&mut self, ask: &Ask) {
        let mut text = Text::default();
        let is_new = ask.possible != self.possible && !ask.possible.is_empty();
        if is_new {
            self.possible.clone_from(&ask.possible);
            text.opening(&sentence(&format!("Possible: {}", ask.so_far)));
        }
        let idle: BTreeSet<String> = ask.no_longer_matters.iter().map(|fact| fact.label.clone()).collect();
        let new: Vec<&str> = idle.difference(&self.idle).map(String::as_str).collect();
        if !new.is_empty() {
            text.opening(&sentence(&format!("No longer matters: {}", new.join("; "))));
        }
        self.idle = idle;
        let text = text.finish();
        if !text.trim().is_empty() {
            tell(&format!("\n{text}"));
        }
    }

    fn show(&self, number: usize, ask: &Ask) {
        let mut text = Text::default();
        text.item(&format!("{number}."), &sentence(&capital(ask.words())));
        if ask.asked.is_some() && ask.path.contains('[') {
            text.about("About:", &sentence(&capital(&ask.label)));
        }
        if let Some(known) = &ask.known {
            text.about("Known:", &sentence(&capital(known)));
        }
        let bounds = ask.bounds.as_ref().map(|bounds| format!(", from {} to {}", bounds.from, bounds.to));
        text.about("Answer:", &sentence(&capital(&format!("{}{}", ask.answer, bounds.unwrap_or_default()))));
        for (number, option) in ask.choices.iter().enumerate() {
            text.about("", &format!("{} {}", number + 1, option.label));
        }
        if let Some(who) = &ask.decided_by {
            text.about("From:", &format!("{}, by a decision that is still to be taken.", capital(who)));
        }
        if let Some(assessment) = &ask.assessment {
            let standard = assessment.standard.as_ref().map(|standard| format!(", under the standard: {standard}"));
            text.about(
                "From:",
                &sentence(&format!("{}, by an assessment{}", capital(&assessment.by), standard.unwrap_or_default())),
            );
        }
        needed_for(&mut text, ask);
        tell(&format!("\n{}", text.finish()));
    }

    /// What is said to a question.
    fn turn(&mut self, interview: &Interview, ask: &Ask) -> Result<Said, Failure> {
        let Some(line) = self.read()? else { return Ok(Said::End) };
        if let Some(said) = command(&line) {
            return Ok(said);
        }
        match interview.data_of(&line) {
            Ok(value) => Ok(self.besides(ask, value)?.unwrap_or_else(|said| said)),
            Err(error) => Ok(Said::Wrong(error.to_string())),
        }
    }

    /// The value with what must be said besides: whether the members of a set are all, and who made an assessment when.
    fn besides(&mut self, ask: &Ask, mut value: Data) -> Part<Said> {
        if let Data::Array(members) = &value
            && ask.ty.starts_with("set of ")
            && !members.is_empty()
        {
            match self.follow("Are these all? (yes or no)", yes_or_no)? {
                Ok(true) => {}
                Ok(false) => value = object([("items", value), ("complete", Data::Bool(false))]),
                Err(said) => return Ok(Err(said)),
            }
        }
        if ask.assessment.is_none() || matches!(&value, Data::Object(entries) if entries.iter().any(|(key, _)| key == "value")) {
            return Ok(Ok(Said::Value(value)));
        }
        let by = match self.follow("Who made this assessment?", some)? {
            Ok(by) => by,
            Err(said) => return Ok(Err(said)),
        };
        Ok(self
            .follow("On which day? (such as 2025-02-03)", some)?
            .map(|recorded| Said::Value(object([("value", value), ("by", by), ("recorded", recorded)]))))
    }

    /// Asks for a part of an answer until it can be taken. `back` leads to the whole answer again.
    fn follow<T>(&mut self, ask: &str, read: impl Fn(&str) -> Result<T, &'static str>) -> Part<T> {
        loop {
            tell(&under(ask));
            let Some(line) = self.read()? else { return Ok(Err(Said::End)) };
            match command(&line) {
                Some(Said::Back) => return Ok(Err(Said::Wrong("answer again".to_owned()))),
                Some(Said::Unknown) => return Ok(Err(Said::Unknown)),
                _ => {}
            }
            match read(line.trim()) {
                Ok(part) => return Ok(Ok(part)),
                Err(why) => tell(&under(&sentence(&capital(why)))),
            }
        }
    }

    /// A line of the answers.
    fn read(&mut self) -> Result<Option<String>, Failure> {
        tell("> ");
        let line = self.lines.next()?;
        if self.echo {
            tell(&format!("{}\n", printable(line.as_deref().unwrap_or_default())));
        }
        Ok(line)
    }
}

/// The norms that need a fact.
fn needed_for(text: &mut Text, ask: &Ask) {
    let mut margin = "For:";
    for norm in ask.norms.iter().take(MOST_NORMS) {
        let law = citations(&norm.cites);
        let law = if law.is_empty() { String::new() } else { format!(" ({})", law.join("; ")) };
        text.about(margin, &sentence(&format!("“{}”{law}", norm.sentence.trim_end_matches('.'))));
        margin = "";
    }
    if let Some(more) = ask.norms.len().checked_sub(MOST_NORMS).filter(|more| *more > 0) {
        text.about("", &format!("and {more} more"));
    }
}

/// A word that is no value.
fn command(line: &str) -> Option<Said> {
    match line.trim().to_lowercase().as_str() {
        "unknown" => Some(Said::Unknown),
        "back" => Some(Said::Back),
        "" => Some(Said::Wrong("write an answer, `unknown` or `back`".to_owned())),
        _ => None,
    }
}

fn yes_or_no(line: &str) -> Result<bool, &'static str> {
    match line.to_lowercase().as_str() {
        "yes" | "y" => Ok(true),
        "no" | "n" => Ok(false),
        _ => Err("write `yes` or `no`"),
    }
}

fn some(line: &str) -> Result<Data, &'static str> {
    if line.is_empty() { Err("write it, or `back`") } else { Ok(Data::Text(line.to_owned())) }
}

fn object<const N: usize>(entries: [(&str, Data); N]) -> Data {
    Data::Object(entries.map(|(key, value)| (key.to_owned(), value)).to_vec())
}

fn under(line: &str) -> String {
    let mut text = Text::default();
    text.under(line);
    text.finish()
}

/// Onto stderr. That nobody can read it changes nothing.
fn tell(text: &str) {
    let mut messages = io::stderr().lock();
    let _ = messages.write_all(text.as_bytes());
    let _ = messages.flush();
}
