//! Questions, norms, powers, notes and reports.

use pest::iterators::Pair;

use super::{Read, Reader, Rule, value_of};
use crate::syntax::messages;
use crate::syntax::tree::{Clauses, May, Norm, NormKind, Note, Path, Power, Question, Report, Targets, VerdictWord};

impl Reader<'_> {
    pub(super) fn question_item(&self, pair: Pair<'_, Rule>) -> Read<Question> {
        let mut parts = self.parts(pair);
        let (name, record, sentence) = (self.name(&parts.need()?), self.path(&parts.need()?), self.string(parts.need()?));
        let (mut covers, mut law_as_at, mut advisory, mut says, mut clauses) = (None, None, None, None, Clauses::default());
        for part in parts {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::covers => self.once(&mut covers, self.top_of(part)?, span, "`covers cases where`")?,
                Rule::law_as_at => self.once(&mut law_as_at, self.top_of(part)?, span, "`law as at`")?,
                Rule::advisory => self.once(&mut advisory, (), span, "`advisory`")?,
                Rule::says => {
                    let phrases = self.parts(part).map(|say| self.say(say)).collect::<Read<Vec<_>>>()?;
                    self.once(&mut says, phrases, span, "`says`")?;
                }
                _ => self.clause(&mut clauses, part)?,
            }
        }
        Ok(Question {
            name,
            record,
            sentence,
            covers: value_of(covers),
            law_as_at: value_of(law_as_at),
            advisory: advisory.is_some(),
            says: value_of(says).unwrap_or_default(),
            clauses,
        })
    }

    fn say(&self, pair: Pair<'_, Rule>) -> Read<(VerdictWord, crate::syntax::tree::Text)> {
        let mut parts = self.parts(pair);
        Ok((verdict_word(&parts.need()?), self.string(parts.need()?)))
    }

    /// `requirement_item`, `bar_item`
    pub(super) fn requirement_or_bar(&self, pair: Pair<'_, Rule>) -> Read<Norm> {
        let whole = self.span(&pair);
        let (kind, word, part_word) = match pair.as_rule() {
            Rule::bar_item => (NormKind::Bar, "bar", "`bars when`"),
            _ => (NormKind::Requirement, "requirement", "`met when`"),
        };
        let mut parts = self.parts(pair);
        let (name, question) = (self.name(&parts.need()?), self.path(&parts.need()?));
        let sentence = self.string(parts.need()?);
        let (mut condition, mut required, mut law_as_at, mut clauses) = (None, None, None, Clauses::default());
        for part in parts {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::law_as_at => self.once(&mut law_as_at, self.top_of(part)?, span, "`law as at`")?,
                Rule::met_when | Rule::bars_when => self.once(&mut condition, self.top_of(part)?, span, part_word)?,
                Rule::required_when => self.once(&mut required, self.top_of(part)?, span, "`required when`")?,
                _ => self.clause(&mut clauses, part)?,
            }
        }
        let condition = value_of(condition)
            .ok_or_else(|| messages::part_missing(whole, word, &name.text, "condition", &format!("{part_word} …")))?;
        let (required, law_as_at) = (value_of(required), value_of(law_as_at));
        Ok(Norm { kind, name, question: Some(question), sentence, required, condition, law_as_at, clauses })
    }

    pub(super) fn exception_item(&self, pair: Pair<'_, Rule>) -> Read<Norm> {
        let whole = self.span(&pair);
        let mut parts = self.parts(pair);
        let name = self.name(&parts.need()?);
        let target = parts.need()?;
        let targets =
            if target.as_rule() == Rule::every_target { self.every_target(target)? } else { self.named_targets(target)? };
        let sentence = self.string(parts.need()?);
        let (mut condition, mut law_as_at, mut clauses) = (None, None, Clauses::default());
        for part in parts {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::law_as_at => self.once(&mut law_as_at, self.top_of(part)?, span, "`law as at`")?,
                Rule::plain_when => self.once(&mut condition, self.top_of(part)?, span, "`when`")?,
                _ => self.clause(&mut clauses, part)?,
            }
        }
        let condition =
            value_of(condition).ok_or_else(|| messages::part_missing(whole, "exception", &name.text, "condition", "`when …`"))?;
        let (kind, law_as_at) = (NormKind::Exception(targets), value_of(law_as_at));
        Ok(Norm { kind, name, question: None, sentence, required: None, condition, law_as_at, clauses })
    }

    /// `a, b of Q`, `e of r of Q`: a chain for each name before the first `of`.
    fn named_targets(&self, pair: Pair<'_, Rule>) -> Read<Targets> {
        let (mut firsts, mut chain): (Vec<Path>, Vec<Path>) = (Vec::new(), Vec::new());
        for part in self.parts(pair) {
            match part.as_rule() {
                Rule::of_path => chain.push(self.path(&self.only(part)?)),
                _ => firsts.push(self.path(&part)),
            }
        }
        Ok(Targets::Named(
            firsts.into_iter().map(|first| std::iter::once(first).chain(chain.iter().cloned()).collect()).collect(),
        ))
    }

    fn every_target(&self, pair: Pair<'_, Rule>) -> Read<Targets> {
        let bars = pair.clone().into_inner().any(|part| part.as_rule() == Rule::kw_bar);
        let except = self.names(pair.clone());
        Ok(Targets::Every { bars, question: self.path(&self.only(pair)?), except })
    }

    pub(super) fn power_item(&self, pair: Pair<'_, Rule>) -> Read<Power> {
        let whole = self.span(&pair);
        let mut parts = self.parts(pair);
        let (name, question) = (self.name(&parts.need()?), self.path(&parts.need()?));
        let sentence = self.string(parts.need()?);
        let (mut held_by, mut may, mut when, mut exercised, mut refused) = (None, None, None, None, None);
        let mut clauses = Clauses::default();
        for part in parts {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::held_by => self.once(&mut held_by, self.string_of(part)?, span, "`held by`")?,
                Rule::may_do => self.once(&mut may, self.may(part), span, "what it may do")?,
                Rule::plain_when => self.once(&mut when, self.top_of(part)?, span, "`when`")?,
                Rule::exercised_when => self.once(&mut exercised, self.top_of(part)?, span, "`exercised when`")?,
                Rule::refused_when => self.once(&mut refused, self.top_of(part)?, span, "`refused when`")?,
                _ => self.clause(&mut clauses, part)?,
            }
        }
        let missing = |part: &str, write: &str| messages::part_missing(whole, "power", &name.text, part, write);
        let held_by = value_of(held_by).ok_or_else(|| missing("holder", "`held by \"…\"`"))?;
        let may = value_of(may).ok_or_else(|| missing("effect", "`may lift …` or `may refuse`"))?;
        let [when, exercised, refused] = [when, exercised, refused].map(value_of);
        Ok(Power { name, question, sentence, held_by, may, when, exercised, refused, clauses })
    }

    fn may(&self, pair: Pair<'_, Rule>) -> May {
        let refuse = pair.clone().into_inner().any(|part| part.as_rule() == Rule::kw_refuse);
        if refuse { May::Refuse } else { May::Lift(self.path_list(pair)) }
    }

    pub(super) fn note_item(&self, pair: Pair<'_, Rule>) -> Read<Note> {
        let whole = self.span(&pair);
        let mut parts = self.parts(pair);
        let (name, question) = (self.name(&parts.need()?), self.path(&parts.need()?));
        let sentence = self.string(parts.need()?);
        let (mut shown, mut clauses) = (None, Clauses::default());
        for part in parts {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::shown_when => self.once(&mut shown, self.top_of(part)?, span, "`shown when`")?,
                _ => self.clause(&mut clauses, part)?,
            }
        }
        let shown =
            value_of(shown).ok_or_else(|| messages::part_missing(whole, "note", &name.text, "condition", "`shown when …`"))?;
        Ok(Note { name, question, sentence, shown, clauses })
    }

    pub(super) fn report_item(&self, pair: Pair<'_, Rule>) -> Read<Report> {
        let whole = self.span(&pair);
        let mut parts = self.parts(pair);
        let (name, question) = (self.name(&parts.need()?), self.path(&parts.need()?));
        let ty = self.type_expr(parts.need()?)?;
        let label = parts.when(Rule::string).map(|label| self.string(label));
        let (mut value, mut clauses) = (None, Clauses::default());
        for part in parts {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::as_expr => self.once(&mut value, self.top_of(part)?, span, "`as`")?,
                _ => self.clause(&mut clauses, part)?,
            }
        }
        let value = value_of(value).ok_or_else(|| messages::part_missing(whole, "report", &name.text, "value", "`as …`"))?;
        Ok(Report { name, question, ty, label, value, clauses })
    }
}

pub(super) fn verdict_word(pair: &Pair<'_, Rule>) -> VerdictWord {
    match pair.clone().into_inner().next().map(|word| word.as_rule()) {
        Some(Rule::kw_eligible) => VerdictWord::Eligible,
        Some(Rule::kw_ineligible) => VerdictWord::Ineligible,
        Some(Rule::kw_undetermined) => VerdictWord::Undetermined,
        _ => VerdictWord::NotApplicable,
    }
}
