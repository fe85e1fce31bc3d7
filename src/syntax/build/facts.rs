//! Records, and the examples and tests that fill them.

use pest::iterators::Pair;

use super::norms::verdict_word;
use super::{Read, Reader, Rule, value_of};
use crate::syntax::messages;
use crate::syntax::tree::{
    Assessment, Constraint, Entry, Example, Expectation, Field, Name, NoteStatus, Path, PowerStatus, Record, Test,
};

impl Reader<'_> {
    pub(super) fn record_item(&self, pair: Pair<'_, Rule>) -> Read<Record> {
        let mut parts = self.parts(pair);
        let name = self.name(&parts.need()?);
        let label = parts.when(Rule::string).map(|label| self.string(label));
        let mut record = Record { name, label, fields: Vec::new(), constraints: Vec::new() };
        for part in parts {
            match part.as_rule() {
                Rule::constraint => record.constraints.push(self.constraint(part)?),
                _ => record.fields.push(self.field(part)?),
            }
        }
        Ok(record)
    }

    fn constraint(&self, pair: Pair<'_, Rule>) -> Read<Constraint> {
        let span = self.span(&pair);
        let mut parts = self.parts(pair);
        Ok(Constraint { condition: self.top(parts.need()?)?, label: self.string(parts.need()?), span })
    }

    fn assessment(&self, pair: Pair<'_, Rule>) -> Read<Assessment> {
        let span = self.span(&pair);
        let mut parts = self.parts(pair);
        Ok(Assessment { by: self.string(parts.need()?), standard: parts.next().map(|text| self.string(text)), span })
    }

    fn field(&self, pair: Pair<'_, Rule>) -> Read<Field> {
        let mut parts = self.parts(pair);
        let name = parts.need()?;
        if name.as_str().contains('.') {
            return Err(messages::unexpected(self.span(&name), name.as_str(), "record", &["a name without dots"]));
        }
        let (name, ty) = (self.name(&name), self.type_expr(parts.need()?)?);
        let label = parts.when(Rule::string).map(|label| self.string(label));
        let (mut bounds, mut only_when, mut asked, mut decided_by) = (None, None, None, None);
        let (mut sensitive, mut always_known, mut immutable, mut assessment) = (None, None, None, None);
        for part in parts {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::bounds => {
                    let mut ends = self.parts(part);
                    let ends = (self.value(ends.need()?)?, self.value(ends.need()?)?);
                    self.once(&mut bounds, ends, span, "`from … to …`")?;
                }
                Rule::only_when => self.once(&mut only_when, self.top_of(part)?, span, "`only when`")?,
                Rule::sensitive => self.once(&mut sensitive, (), span, "`sensitive`")?,
                Rule::always_known => self.once(&mut always_known, (), span, "`always known`")?,
                Rule::immutable => self.once(&mut immutable, (), span, "`immutable`")?,
                Rule::assessment => self.once(&mut assessment, self.assessment(part)?, span, "`assessment by`")?,
                Rule::asked => self.once(&mut asked, self.string_of(part)?, span, "`asked`")?,
                _ => self.once(&mut decided_by, self.string_of(part)?, span, "`decided by`")?,
            }
        }
        Ok(Field {
            name,
            ty,
            label,
            bounds: value_of(bounds),
            only_when: value_of(only_when),
            sensitive: sensitive.is_some(),
            always_known: always_known.is_some(),
            immutable: immutable.is_some(),
            asked: value_of(asked),
            decided_by: value_of(decided_by),
            assessment: value_of(assessment),
        })
    }

    pub(super) fn example_item(&self, pair: Pair<'_, Rule>) -> Read<Example> {
        let mut parts = self.parts(pair);
        let (name, record) = (self.name(&parts.need()?), self.path(&parts.need()?));
        let base = parts.when(Rule::reference).map(|base| self.name(&base));
        let entries = parts.next().map(|entries| self.entries(entries)).transpose()?.unwrap_or_default();
        Ok(Example { name, record, base, entries })
    }

    pub(super) fn test_item(&self, pair: Pair<'_, Rule>) -> Read<Test> {
        let mut parts = self.parts(pair);
        let (name, question) = (self.string(parts.need()?), self.path(&parts.need()?));
        let asked_on = self.date(&parts.need()?)?;
        let under = match parts.when(Rule::under) {
            Some(under) => self.parts(under).map(|option| self.under_option(option)).collect::<Read<_>>()?,
            None => Vec::new(),
        };
        let (base, entries) = parts.when(Rule::given).map(|given| self.given(given)).transpose()?.unwrap_or_default();
        let mut expect = self.parts(parts.need()?);
        let verdict = expect.need()?;
        let verdict = (verdict_word(&verdict), self.span(&verdict));
        let expects = expect.map(|part| self.expectation(part)).collect::<Read<_>>()?;
        Ok(Test { name, question, asked_on, under, base, entries, verdict, expects })
    }

    fn under_option(&self, pair: Pair<'_, Rule>) -> Read<(Path, Name)> {
        let mut parts = self.parts(pair);
        Ok((self.path(&parts.need()?), self.name(&parts.need()?)))
    }

    fn given(&self, pair: Pair<'_, Rule>) -> Read<(Option<Path>, Vec<Entry>)> {
        let mut parts = self.parts(pair);
        let base = parts.when(Rule::reference).map(|base| self.path(&base));
        let entries = parts.next().map(|entries| self.entries(entries)).transpose()?.unwrap_or_default();
        Ok((base, entries))
    }

    fn expectation(&self, pair: Pair<'_, Rule>) -> Read<Expectation> {
        Ok(match pair.as_rule() {
            Rule::because => Expectation::Because(self.path_list(pair)),
            Rule::missing => {
                let at_least = pair.clone().into_inner().any(|part| part.as_rule() == Rule::at_least);
                Expectation::Missing { at_least, fields: self.path_list(pair) }
            }
            Rule::waived => {
                let mut parts = self.parts(pair);
                Expectation::Waived { norm: self.path(&parts.need()?), by: self.path(&parts.need()?) }
            }
            Rule::expect_power => self.power_expected(pair)?,
            Rule::expect_not_required => Expectation::NotRequired(self.path_list(pair)),
            Rule::expect_note => self.note_expected(pair)?,
            Rule::expect_report => {
                let mut parts = self.parts(pair);
                Expectation::Report(self.path(&parts.need()?), self.value(parts.need()?)?)
            }
            Rule::contested => Expectation::Contested(self.path_list(pair)),
            _ => Expectation::OpenBy(self.path_list(pair)),
        })
    }

    /// `note NAME`, `note NAME is not shown`, `note NAME may apply`
    fn note_expected(&self, pair: Pair<'_, Rule>) -> Read<Expectation> {
        let says = |sought: Rule| pair.clone().into_inner().any(|part| part.as_rule() == sought);
        let status = match (says(Rule::kw_not), says(Rule::kw_may)) {
            (true, _) => NoteStatus::NotShown,
            (_, true) => NoteStatus::MayApply,
            _ => NoteStatus::Shown,
        };
        Ok(Expectation::Note(self.path(&self.parts(pair).need()?), status))
    }

    /// `power NAME`, `power NAME is exercised`, `power NAME may be open`
    fn power_expected(&self, pair: Pair<'_, Rule>) -> Read<Expectation> {
        let says = |sought: Rule| pair.clone().into_inner().any(|part| part.as_rule() == sought);
        let (not, may) = (says(Rule::kw_not), says(Rule::kw_may));
        let mut parts = self.parts(pair);
        let name = self.path(&parts.need()?);
        let status = parts.next().and_then(|status| status.into_inner().next()).map(|word| word.as_rule());
        let status = match status {
            Some(Rule::kw_exercised) => PowerStatus::Exercised,
            Some(Rule::kw_refused) => PowerStatus::Refused,
            _ if not => PowerStatus::NotOpen,
            _ if may => PowerStatus::MayBeOpen,
            _ => PowerStatus::OpenTo,
        };
        Ok(Expectation::Power(name, status))
    }
}
