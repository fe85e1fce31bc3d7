//! A condition read aloud: the words of the rules, each name replaced by what the thing is called.

use std::collections::HashMap;

use crate::policy::{Labelled, PolicyData, Question, RecordId, Type, VerdictWord};
use crate::source::Span;

/// The text of a stretch of rules about a record on one line, comments left out. A name that has a label becomes the label
/// in single quotation marks, any other has blanks for its underscores.
pub(super) fn asks(policy: &PolicyData, record: RecordId, span: Span) -> String {
    let Some(file) = policy.files.get(span.file.0 as usize) else { return String::new() };
    let text = without_comments(file.slice(span));
    let tokens = tokens(&text);
    let reader = Reader { policy, record, bound: bound(policy, record, &tokens) };
    let words: Vec<&str> = tokens.iter().filter(|token| !token.trim().is_empty()).copied().collect();
    let answers = answers(policy, span, &words);
    let mut before = ["", ""];
    let mut word = 0;
    let mut blanks = "";
    let read = tokens.iter().map(|token| {
        if token.trim().is_empty() {
            blanks = *token;
            return String::new();
        }
        let blanks = std::mem::take(&mut blanks);
        let answer = answers.get(&word);
        word += 1;
        if let Some(answer) = answer {
            let [_, last] = before;
            before = [last, token];
            return answer.as_ref().map_or_else(String::new, |answer| format!("{blanks}{answer}"));
        }
        let phrase = in_phrase(before, token, words.get(word).copied().unwrap_or_default());
        let [_, last] = before;
        before = [last, token];
        if phrase { format!("{blanks}{token}") } else { format!("{blanks}{}", reader.aloud(token)) }
    });
    read.collect()
}

/// What is read for the words that ask for the answer of a question, by their places; none: nothing, it is said already. The name of
/// the question is read as its sentence: `‘The person may be removed’ is eligible`; that of an advisory one with what is asked as its
/// own words for it.
fn answers(policy: &PolicyData, span: Span, words: &[&str]) -> HashMap<usize, Option<String>> {
    let mut found = HashMap::new();
    for (at, name) in words.iter().enumerate() {
        let Some(question) = question(policy, span, name) else { continue };
        let after = if words.get(at + 1) == Some(&"for") { at + 3 } else { at + 1 };
        let (verdict, length) = match words.get(after..).unwrap_or_default() {
            ["is", "eligible", ..] => (VerdictWord::Eligible, 2),
            ["is", "ineligible", ..] => (VerdictWord::Ineligible, 2),
            ["is", "undetermined", ..] => (VerdictWord::Undetermined, 2),
            ["does", "not", "apply", ..] => (VerdictWord::NotApplicable, 3),
            _ => continue,
        };
        let own = question.says.iter().find(|(word, _)| question.advisory && *word == verdict);
        if let Some((_, own)) = own {
            found.insert(at, Some(format!("‘{own}’")));
            found.extend((after..after + length).map(|word| (word, None)));
        } else {
            found.insert(at, Some(format!("‘{}’", question.sentence)));
        }
    }
    found
}

/// A question by its name, of the pack that is named or of that of the rules at hand.
fn question<'a>(policy: &'a PolicyData, span: Span, name: &str) -> Option<&'a Question> {
    let (pack, name) = name.rsplit_once('.').map_or((None, name), |(pack, name)| (Some(pack), name));
    let of_pack = |question: &&Question| {
        let own = policy.packs.get(question.pack.index());
        own.is_some_and(|own| pack.map_or_else(|| own.files.contains(&(span.file.0 as usize)), |pack| *own.name == *pack))
    };
    policy.questions.iter().filter(|question| *question.name == *name).find(of_pack)
}

/// Whether a word belongs to a phrase such as `age of` or `rounded half up`, though a fact may be called by it elsewhere.
fn in_phrase(before: [&str; 2], word: &str, after: &str) -> bool {
    match (before, word, after) {
        ([_, "rounded"], ..) | (["rounded", "half"], ..) => true,
        ([_, "completed"], "months" | "years", "from") | (_, "completed", "months" | "years") | (_, "days", "from") => true,
        (_, word, "of") => [
            "age", "number", "sum", "earliest", "latest", "smallest", "largest", "earlier", "later", "smaller", "larger", "all",
            "any", "days", "periods",
        ]
        .contains(&word),
        _ => false,
    }
}

fn without_comments(text: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    for line in text.lines() {
        let mut quoted = false;
        let is_comment = |c: char, quoted: &mut bool| {
            *quoted ^= matches!(c, '"' | '“' | '”');
            c == '#' && !*quoted
        };
        let end = line.find(|c| is_comment(c, &mut quoted)).unwrap_or(line.len());
        words.extend(line.get(..end).unwrap_or(line).split_whitespace());
    }
    words.join(" ").replace("( ", "(").replace(" )", ")")
}

/// The text in pieces: names and words, quoted texts, what stands between.
fn tokens(text: &str) -> Vec<&str> {
    let named = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' | '“' => {
                let inner = rest.get(first.len_utf8()..).unwrap_or_default();
                inner.find(['"', '”']).map_or(rest.len(), |end| end + first.len_utf8() + inner.get(end..).map_or(0, closing))
            }
            first if named(first) => rest.find(|c| !named(c)).unwrap_or(rest.len()),
            first => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        tokens.push(token);
        rest = after;
    }
    tokens
}

fn closing(rest: &str) -> usize {
    rest.chars().next().map_or(0, char::len_utf8)
}

/// The names that a condition gives to elements, with their record types: `party` of `some party in ets112_parties`.
fn bound<'a>(policy: &PolicyData, record: RecordId, tokens: &[&'a str]) -> Vec<(&'a str, RecordId)> {
    let words: Vec<&str> = tokens.iter().filter(|token| **token != " ").copied().collect();
    let named = words.iter().zip(words.iter().skip(1)).zip(words.iter().skip(2)).filter(|((_, word), _)| **word == "in");
    named.filter_map(|((name, _), list)| Some((*name, elements(policy, record, list)?))).collect()
}

/// The record type of the elements of a table or list.
fn elements(policy: &PolicyData, record: RecordId, name: &str) -> Option<RecordId> {
    if let Some((_, Type::List(element))) = field(policy, record, name) {
        return Some(*element);
    }
    policy.tables.iter().find(|table| *table.name == *name).map(|table| table.record)
}

struct Reader<'a> {
    policy: &'a PolicyData,
    record: RecordId,
    bound: Vec<(&'a str, RecordId)>,
}

impl<'a> Reader<'a> {
    fn aloud(&self, token: &str) -> String {
        if let Some(label) = self.option_of(token) {
            return format!("‘{label}’");
        }
        if !token.starts_with(|c: char| c.is_ascii_lowercase()) {
            return token.to_owned();
        }
        let element = token.split_once('.').and_then(|(name, path)| {
            let (_, record) = self.bound.iter().find(|(bound, _)| *bound == name)?;
            Some(format!("‘{}’ of {}", self.called(*record, path)?, name.replace('_', " ")))
        });
        element
            .or_else(|| self.called(self.record, token).map(|label| format!("‘{label}’")))
            .unwrap_or_else(|| token.replace('_', " "))
    }

    /// What a fact of a record, or another thing of the rules, is called.
    fn called(&self, record: RecordId, name: &str) -> Option<String> {
        if let Some((label, _)) = field(self.policy, record, name) {
            return Some(label);
        }
        let policy = self.policy;
        let define = policy.defines.iter().find(|define| define.record == record && *define.name == *name);
        let label = define.map(|define| &define.label);
        let label = label.or_else(|| policy.parameters.iter().find(|own| *own.name == *name).map(|own| &own.label));
        let label = label.or_else(|| policy.tables.iter().find(|own| *own.name == *name).map(|own| &own.label));
        let label = label.or_else(|| policy.lists.iter().find(|own| *own.name == *name).map(|own| &own.label));
        let label = label.or_else(|| policy.readings.iter().find(|own| *own.name == *name).map(|own| &own.question));
        label.map(ToString::to_string).or_else(|| self.option(name))
    }

    /// The label of an option that is named with its choice or reading: `Ground.immunity`, `pack.Ground.immunity`.
    fn option_of(&self, token: &str) -> Option<&'a str> {
        let (owner, name) = token.rsplit_once('.')?;
        let owner = owner.rsplit('.').next()?;
        let choice = self.policy.choices.iter().find(|choice| *choice.name == *owner).map(|choice| &choice.options);
        let options = choice.or_else(|| {
            let reading = self.policy.readings.iter().find(|reading| *reading.name == *owner);
            reading.map(|reading| &reading.options)
        });
        options?.iter().find(|option| *option.name == *name).map(|option| &*option.label)
    }

    /// The label of an option, if all options of this name are called the same.
    fn option(&self, name: &str) -> Option<String> {
        let choices = self.policy.choices.iter().flat_map(|choice| &choice.options);
        let readings = self.policy.readings.iter().flat_map(|reading| &reading.options);
        let mut labels = choices.chain(readings).filter(|option| *option.name == *name).map(|option: &Labelled| &option.label);
        let first = labels.next()?;
        labels.all(|label| label == first).then(|| first.to_string())
    }
}

/// The label and type of a fact, by its dotted path.
fn field<'a>(policy: &'a PolicyData, record: RecordId, path: &str) -> Option<(String, &'a Type)> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let found = policy.records.get(record.index())?.fields.iter().find(|field| *field.name == *name)?;
    match (rest, &found.ty) {
        (None, ty) => Some((found.label.to_string(), ty)),
        (Some(rest), Type::Record(inner)) => {
            let (label, ty) = field(policy, *inner, rest)?;
            Some((format!("{}: {label}", found.label), ty))
        }
        _ => None,
    }
}
