//! Items that name things: packs, sources, types, lists, tables, parameters, definitions, presumptions, readings.

use pest::iterators::Pair;

use super::climb::{self, Step};
use super::{Read, Reader, Rule, value_of};
use crate::syntax::messages;
use crate::syntax::tree::{
    Authority, Choice, Cite, Clauses, CompareOp, DateAt, Deem, Define, DefineBody, InForce, ItemKind, Labelled, List,
    ListVersion, Name, Parameter, ParameterVersion, Path, Presume, Reading, Source, Table, TableRow, TableRows, Text, TypeExpr,
    TypeKind, Use,
};

impl Reader<'_> {
    pub(super) fn any_item(&self, pair: Pair<'_, Rule>) -> Read<ItemKind> {
        Ok(match pair.as_rule() {
            Rule::use_item => ItemKind::Use(self.use_item(pair)?),
            Rule::calendar_item => ItemKind::Calendar(self.calendar_item(pair)?),
            Rule::source_item => ItemKind::Source(self.source_item(pair)?),
            Rule::choice_item => ItemKind::Choice(self.choice_item(pair)?),
            Rule::record_item => ItemKind::Record(self.record_item(pair)?),
            Rule::list_item | Rule::amended_list => ItemKind::List(self.list_item(pair)?),
            Rule::table_item => ItemKind::Table(self.table_item(pair)?),
            Rule::parameter_item | Rule::amended_parameter => ItemKind::Parameter(self.parameter_item(pair)?),
            Rule::define_item => ItemKind::Define(self.define_item(pair)?),
            Rule::presume_item => ItemKind::Presume(self.presume_item(pair)?),
            Rule::deem_item => ItemKind::Deem(self.deem_item(pair)?),
            Rule::reading_item => ItemKind::Reading(self.reading_item(pair)?),
            Rule::question_item => ItemKind::Question(Box::new(self.question_item(pair)?)),
            Rule::requirement_item | Rule::bar_item => ItemKind::Norm(Box::new(self.requirement_or_bar(pair)?)),
            Rule::exception_item => ItemKind::Norm(Box::new(self.exception_item(pair)?)),
            Rule::power_item => ItemKind::Power(Box::new(self.power_item(pair)?)),
            Rule::note_item => ItemKind::Note(self.note_item(pair)?),
            Rule::report_item => ItemKind::Report(self.report_item(pair)?),
            Rule::example_item => ItemKind::Example(self.example_item(pair)?),
            _ => ItemKind::Test(Box::new(self.test_item(pair)?)),
        })
    }

    fn use_item(&self, pair: Pair<'_, Rule>) -> Read<Use> {
        let mut parts = self.parts(pair);
        let path = self.string(parts.need()?);
        Ok(Use { path, alias: parts.next().map(|name| self.name(&name)) })
    }

    fn source_item(&self, pair: Pair<'_, Rule>) -> Read<Source> {
        let mut parts = self.parts(pair);
        let (name, title) = (self.name(&parts.need()?), self.string(parts.need()?));
        let (mut authority, mut at, mut dated) = (None, None, None);
        for part in parts {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::authority => self.once(&mut authority, authority_word(self.only(part)?.as_str()), span, "`authority`")?,
                Rule::source_at => self.once(&mut at, self.string_of(part)?, span, "`at`")?,
                _ => self.once(&mut dated, self.date(&self.only(part)?)?, span, "`dated`")?,
            }
        }
        Ok(Source { name, title, authority: value_of(authority), at: value_of(at), dated: value_of(dated) })
    }

    fn choice_item(&self, pair: Pair<'_, Rule>) -> Read<Choice> {
        let mut parts = self.parts(pair);
        let name = self.name(&parts.need()?);
        Ok(Choice { name, options: parts.map(|part| self.labelled(part)).collect::<Read<_>>()? })
    }

    /// `labelled`, `option`
    fn labelled(&self, pair: Pair<'_, Rule>) -> Read<Labelled> {
        let default = pair.clone().into_inner().any(|part| part.as_rule() == Rule::kw_default);
        let mut parts = self.parts(pair);
        let name = self.name(&parts.need()?);
        Ok(Labelled { name, label: parts.next().map(|label| self.string(label)), default })
    }

    fn list_item(&self, pair: Pair<'_, Rule>) -> Read<List> {
        let mut parts = self.parts(pair);
        let name = self.name(&parts.need()?);
        let ty = parts.when(Rule::type_expr).map(|ty| self.type_expr(ty)).transpose()?;
        let label = parts.when(Rule::string).map(|label| self.string(label));
        let mut list = List { name, ty, label, versions: Vec::new(), clauses: Clauses::default() };
        for part in parts {
            if part.as_rule() == Rule::version {
                let mut version = self.parts(part);
                let from = self.date(&version.need()?)?;
                let known_from = self.known_from(&mut version)?;
                let values = version.map(|value| self.value(value)).collect::<Read<_>>()?;
                list.versions.push(ListVersion { from, known_from, values });
            } else {
                self.clause(&mut list.clauses, part)?;
            }
        }
        Ok(list)
    }

    fn table_item(&self, pair: Pair<'_, Rule>) -> Read<Table> {
        let whole = self.span(&pair);
        let mut parts = self.parts(pair);
        let (name, record) = (self.name(&parts.need()?), self.path(&parts.need()?));
        let label = parts.when(Rule::string).map(|label| self.string(label));
        let (mut file, mut rows, mut clauses) = (None, Vec::new(), Clauses::default());
        for part in parts {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::table_file => self.once(&mut file, self.string_of(part)?, span, "`from`")?,
                Rule::table_row => rows.push(self.table_row(part)),
                _ => self.clause(&mut clauses, part)?,
            }
        }
        let rows = match (file, rows.is_empty()) {
            (Some((file, _)), true) => TableRows::File(file),
            (None, false) => TableRows::Inline(rows),
            (None, true) => {
                return Err(messages::part_missing(
                    whole,
                    "table",
                    &name.text,
                    "rows",
                    "`from \"file.csv\"`, or lines of `| a | b |`",
                ));
            }
            (Some((_, span)), false) => {
                let first = rows.first().map(|row| row.span).unwrap_or_default();
                return Err(messages::part_twice(span, first, "what the rows are"));
            }
        };
        Ok(Table { name, record, label, rows, clauses })
    }

    fn table_row(&self, pair: Pair<'_, Rule>) -> TableRow {
        let span = self.span(&pair);
        TableRow { cells: self.parts(pair).map(|cell| self.cell(&cell)).collect(), span }
    }

    /// A cell's text, trimmed; quotes around the whole of it are taken off.
    fn cell(&self, pair: &Pair<'_, Rule>) -> Text {
        let text = pair.as_str().trim();
        let unquoted = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|inner| !inner.contains('"'));
        Text { text: unquoted.unwrap_or(text).to_owned(), span: self.span(pair) }
    }

    fn parameter_item(&self, pair: Pair<'_, Rule>) -> Read<Parameter> {
        let mut parts = self.parts(pair);
        let name = self.name(&parts.need()?);
        let ty = parts.when(Rule::type_expr).map(|ty| self.type_expr(ty)).transpose()?;
        let label = parts.when(Rule::string).map(|label| self.string(label));
        let mut parameter = Parameter { name, ty, label, versions: Vec::new(), clauses: Clauses::default() };
        for part in parts {
            if part.as_rule() == Rule::version {
                let mut version = self.parts(part);
                let (from, known_from) = (self.date(&version.need()?)?, self.known_from(&mut version)?);
                let value = self.value(version.need()?)?;
                if let Some(second) = version.next() {
                    return Err(messages::part_twice(self.span(&second), value.span, "the value of one version"));
                }
                parameter.versions.push(ParameterVersion { from, known_from, value });
            } else {
                self.clause(&mut parameter.clauses, part)?;
            }
        }
        Ok(parameter)
    }

    fn define_item(&self, pair: Pair<'_, Rule>) -> Read<Define> {
        let whole = self.span(&pair);
        let mut parts = self.parts(pair);
        let name = self.name(&parts.need()?);
        let record = parts.when(Rule::path).map(|record| self.path(&record));
        let ty = self.type_expr(parts.need()?)?;
        let label = parts.when(Rule::string).map(|label| self.string(label));
        let (mut body, mut clauses) = (None, Clauses::default());
        for part in parts {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::as_expr => self.once(&mut body, DefineBody::As(self.top_of(part)?), span, "what it is")?,
                Rule::define_cases => self.once(&mut body, self.define_cases(part)?, span, "what it is")?,
                Rule::by_table => self.once(&mut body, self.by_table(part, &name)?, span, "what it is")?,
                _ => self.clause(&mut clauses, part)?,
            }
        }
        let Some((body, _)) = body else {
            return Err(messages::part_missing(
                whole,
                "define",
                &name.text,
                "value",
                "`as …`, or lines of `is … when …` and a last `otherwise …`, or `by table`",
            ));
        };
        Ok(Define { name, record, ty, label, body, clauses })
    }

    /// `is V when C is V when C otherwise V`: what stands between two `when` is cut at its last `is`.
    fn define_cases(&self, pair: Pair<'_, Rule>) -> Read<DefineBody> {
        let whole = self.span(&pair);
        let mut lists: Vec<Pair<'_, Rule>> = self.parts(pair).collect();
        let last = lists.pop().ok_or_else(|| messages::unexpected(whole, "", "define", &[]))?;
        let otherwise = Box::new(self.expr(last)?);
        let last = lists.pop().ok_or_else(|| messages::unexpected(whole, "", "define", &[]))?;
        let mut lists = lists.into_iter();
        let first = lists.next().ok_or_else(|| messages::unexpected(whole, "", "define", &[]))?;
        let mut value = self.expr(first)?;
        let mut cases = Vec::new();
        for list in lists {
            let span = self.span(&list);
            let (condition, next) = cut_at_last_is(self.steps(list)?).ok_or_else(|| {
                messages::unexpected(span, self.file.slice(span), "define", &["`is VALUE when …`", "`otherwise VALUE`"])
            })?;
            cases.push((value, climb::climb(self, condition, span)?));
            value = climb::climb(self, next, span)?;
        }
        cases.push((value, self.expr(last)?));
        Ok(DefineBody::Cases { cases, otherwise })
    }

    fn presume_item(&self, pair: Pair<'_, Rule>) -> Read<Presume> {
        let mut parts = self.parts(pair);
        let field = self.path(&parts.need()?);
        let (value, when) = (self.value(parts.need()?)?, self.top(parts.need()?)?);
        let sentence = self.string(parts.need()?);
        let (mut questions, mut burden, mut clauses): (Option<(Vec<Path>, _)>, _, _) = (None, None, Clauses::default());
        for part in parts {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::presume_in => self.once(&mut questions, self.path_list(part), span, "`in`")?,
                Rule::burden_on => self.once(&mut burden, self.string_of(part)?, span, "`burden on`")?,
                _ => self.clause(&mut clauses, part)?,
            }
        }
        let (questions, burden) = (value_of(questions).unwrap_or_default(), value_of(burden));
        Ok(Presume { field, value, when, sentence, questions, burden, clauses })
    }

    fn deem_item(&self, pair: Pair<'_, Rule>) -> Read<Deem> {
        let whole = self.span(&pair);
        let mut parts = self.parts(pair);
        let field = self.path(&parts.need()?);
        let (value, when) = (self.value(parts.need()?)?, self.top(parts.need()?)?);
        let sentence = self.string(parts.need()?);
        let (mut questions, mut clauses): (Option<(Vec<Path>, _)>, _) = (None, Clauses::default());
        for part in parts {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::presume_in => self.once(&mut questions, self.path_list(part), span, "`in`")?,
                _ => self.clause(&mut clauses, part)?,
            }
        }
        let questions = value_of(questions).ok_or_else(|| messages::deem_where(whole))?;
        Ok(Deem { field, value, when, sentence, questions, clauses })
    }

    fn reading_item(&self, pair: Pair<'_, Rule>) -> Read<Reading> {
        let mut parts = self.parts(pair);
        let (name, question) = (self.name(&parts.need()?), self.string(parts.need()?));
        let mut reading = Reading { name, question, options: Vec::new(), clauses: Clauses::default() };
        for part in parts {
            match part.as_rule() {
                Rule::option => reading.options.push(self.labelled(part)?),
                _ => self.clause(&mut reading.clauses, part)?,
            }
        }
        Ok(reading)
    }

    pub(super) fn type_expr(&self, pair: Pair<'_, Rule>) -> Read<TypeExpr> {
        let span = self.span(&pair);
        let mut parts = self.parts(pair);
        let written = parts.need()?;
        let kind = match written.as_rule() {
            Rule::set_type => {
                let element = self.only(written)?;
                let span = self.span(&element);
                TypeKind::Set(Box::new(TypeExpr { kind: self.plain_type(element)?, or_none: false, span }))
            }
            _ => self.plain_type(written)?,
        };
        Ok(TypeExpr { kind, or_none: parts.next().is_some(), span })
    }

    fn plain_type(&self, pair: Pair<'_, Rule>) -> Read<TypeKind> {
        let span = self.span(&pair);
        let inner = pair.into_inner().next().ok_or_else(|| messages::unexpected(span, "", "item", &["a type"]))?;
        Ok(match inner.as_rule() {
            Rule::yes_no_type => TypeKind::YesNo,
            Rule::whole_type => TypeKind::WholeNumber,
            Rule::kw_number => TypeKind::Number,
            Rule::money_type => TypeKind::Money(self.parts(inner).next().map(|currency| self.name(&currency))),
            Rule::kw_date => TypeKind::Date,
            Rule::kw_period => TypeKind::Period,
            Rule::kw_text => TypeKind::Text,
            Rule::kw_country => TypeKind::Country,
            Rule::list_type => TypeKind::List(self.path(&self.only(inner)?)),
            _ => TypeKind::Named(self.path(&inner)),
        })
    }

    pub(super) fn cites(&self, pair: Pair<'_, Rule>) -> Read<Cite> {
        let mut parts = self.parts(pair);
        let source = self.path(&parts.need()?);
        Ok(Cite { source, pinpoint: parts.next().map(|pinpoint| self.string(pinpoint)) })
    }

    /// `known from DATE` of a dated value.
    fn known_from(&self, version: &mut super::Parts<'_>) -> Read<Option<DateAt>> {
        version.when(Rule::known_from).map(|known| self.date(&self.only(known)?)).transpose()
    }

    pub(super) fn in_force(&self, pair: Pair<'_, Rule>) -> Read<InForce> {
        let span = self.span(&pair);
        let mut force = InForce { from: None, until: None, known_from: None, span };
        for part in self.parts(pair) {
            match part.as_rule() {
                Rule::force_from => force.from = Some(self.date(&self.only(part)?)?),
                Rule::known_from => force.known_from = Some(self.date(&self.only(part)?)?),
                _ => force.until = Some(self.date(&self.only(part)?)?),
            }
        }
        Ok(force)
    }

    /// Names among the children.
    pub(super) fn names(&self, pair: Pair<'_, Rule>) -> Vec<Name> {
        self.parts(pair).filter(|part| part.as_rule() == Rule::name).map(|name| self.name(&name)).collect()
    }
}

/// `C is V`: condition and value. `is none` came as a comparison with `none`, so it is cut like any other.
fn cut_at_last_is(mut steps: Vec<Step>) -> Option<(Vec<Step>, Vec<Step>)> {
    let at = steps.iter().rposition(|step| matches!(step, Step::Compare(CompareOp::Is, _)))?;
    let value = steps.split_off(at + 1);
    steps.pop();
    let plain = value.iter().all(|step| !matches!(step, Step::And(_) | Step::Or(_) | Step::Not(_)));
    let only_value = value.first().is_some_and(|step| matches!(step, Step::Operand(_)));
    (plain && only_value && !steps.is_empty()).then_some((steps, value))
}

fn authority_word(word: &str) -> Authority {
    match word {
        "constitution" => Authority::Constitution,
        "treaty" => Authority::Treaty,
        "statute" => Authority::Statute,
        "regulation" => Authority::Regulation,
        "case" => Authority::Case,
        "policy" => Authority::Policy,
        "guidance" => Authority::Guidance,
        _ => Authority::Statement,
    }
}
