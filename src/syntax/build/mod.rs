//! One item's text to its node of the tree. The functions bear the names of the grammar's rules.
//!
//! Read [`Reader::item`] first. What pest returns has the shape of the grammar; where a child is sought that the grammar
//! promises, [`Parts`] answers with a finding rather than a panic.

mod calendar;
mod climb;
mod exprs;
mod facts;
mod items;
mod norms;
mod phrases;
mod tables;
mod terms;

use pest::Parser as _;
use pest::iterators::{Pair, Pairs};

use super::scan::Token;
use super::tree::{Clauses, DateAt, Item, Name, Path, Text};
use super::{messages, near, split, words};
use crate::diagnostic::Diagnostic;
use crate::logic::Date;
use crate::source::{SourceFile, Span};

pub(super) use grammar::{Grammar, Rule};
pub(super) use terms::apart;

/// The parser that pest makes of the grammar.
#[allow(missing_docs, unreachable_pub, reason = "pest writes this code")]
mod grammar {
    /// The grammar.
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/whereas.pest"]
    pub struct Grammar;
}

/// What could be read, or the one finding of the item.
pub(super) type Read<T> = Result<T, Diagnostic>;

/// An item's text, and where in its file it stands.
pub(super) struct Reader<'a> {
    pub(super) file: &'a SourceFile,
    /// The item's first byte.
    pub(super) base: usize,
    /// The item's text.
    pub(super) text: &'a str,
    /// Its tokens.
    pub(super) tokens: &'a [Token],
}

/// The children of a pair, keywords left out.
pub(super) struct Parts<'i> {
    pairs: Pairs<'i, Rule>,
    whole: Span,
}

impl<'i> Iterator for Parts<'i> {
    type Item = Pair<'i, Rule>;

    fn next(&mut self) -> Option<Self::Item> {
        self.pairs.by_ref().find(|pair| !words::is_keyword(pair.as_rule()) && pair.as_rule() != Rule::EOI)
    }
}

impl<'i> Parts<'i> {
    /// The next child, which the grammar promises.
    fn need(&mut self) -> Read<Pair<'i, Rule>> {
        let whole = self.whole;
        self.next().ok_or_else(|| messages::unexpected(whole, "", "item", &[]))
    }

    /// The next child if it is of that rule.
    fn when(&mut self, rule: Rule) -> Option<Pair<'i, Rule>> {
        let found = self.pairs.clone().find(|pair| !words::is_keyword(pair.as_rule()))?;
        if found.as_rule() == rule { self.next() } else { None }
    }
}

impl Reader<'_> {
    /// Reads the item.
    pub(super) fn item(&self, quotes: Vec<Text>) -> Read<Item> {
        let mut pairs = Grammar::parse(Rule::item, self.text).map_err(|error| near::explain(self, &error))?;
        let whole = split::span(self.file, self.base, self.base + self.text.len());
        let item = pairs.next().ok_or_else(|| messages::unexpected(whole, "", "item", &[]))?;
        let pair = self.parts(item).need()?;
        let span = self.span(&pair);
        if pair.as_rule() != Rule::amends_item {
            return Ok(Item { span, quotes, amends: None, kind: self.any_item(pair)? });
        }
        let word = pair.clone().into_inner().next().map(|word| self.span(&word));
        let kind = self.any_item(self.only(pair)?)?;
        Ok(Item { span, quotes, amends: Some(word.unwrap_or(span)), kind })
    }

    /// Where a pair stands. The grammar may have taken blanks and comments behind its last token: they are left out.
    fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let place = pair.as_span();
        let (start, end) = (self.base + place.start(), self.base + place.end());
        let last = self.tokens.partition_point(|token| token.start < end).checked_sub(1);
        let last = last.and_then(|last| self.tokens.get(last)).map_or(end, |token| token.end);
        split::span(self.file, start, end.min(last).max(start))
    }

    fn parts<'i>(&self, pair: Pair<'i, Rule>) -> Parts<'i> {
        Parts { whole: self.span(&pair), pairs: pair.into_inner() }
    }

    /// The pair's only child.
    fn only<'i>(&self, pair: Pair<'i, Rule>) -> Read<Pair<'i, Rule>> {
        self.parts(pair).need()
    }

    fn name(&self, pair: &Pair<'_, Rule>) -> Name {
        Name { text: pair.as_str().to_owned(), span: self.span(pair) }
    }

    /// `path`, `reference`, `field_path`
    fn path(&self, pair: &Pair<'_, Rule>) -> Path {
        let span = self.span(pair);
        let mut start = self.base + pair.as_span().start();
        let names = pair.as_str().split('.').map(|text| {
            let end = start + text.len();
            let name = Name { text: text.to_owned(), span: split::span(self.file, start, end) };
            start = end + 1;
            name
        });
        Path { names: names.collect(), span }
    }

    /// All paths among the children.
    fn path_list(&self, pair: Pair<'_, Rule>) -> Vec<Path> {
        self.parts(pair).filter(|child| child.as_rule() == Rule::path).map(|child| self.path(&child)).collect()
    }

    /// Texts that stand side by side are joined.
    fn string(&self, pair: Pair<'_, Rule>) -> Text {
        let mut text = String::new();
        let mut span: Option<Span> = None;
        for part in pair.clone().into_inner() {
            let mut inside = part.as_str().chars();
            inside.next();
            inside.next_back();
            text.push_str(inside.as_str());
            let place = self.span(&part);
            span = Some(span.map_or(place, |before| before.to(place)));
        }
        Text { text, span: span.unwrap_or_else(|| self.span(&pair)) }
    }

    /// The text that a clause such as `curable "…"` holds.
    fn string_of(&self, pair: Pair<'_, Rule>) -> Read<Text> {
        Ok(self.string(self.only(pair)?))
    }

    fn date(&self, pair: &Pair<'_, Rule>) -> Read<DateAt> {
        let span = self.span(pair);
        let date: Date = pair.as_str().parse().map_err(|_| messages::no_such_day(span, pair.as_str()))?;
        Ok(DateAt { date, span })
    }

    /// Sets a part that may stand once.
    fn once<T>(&self, slot: &mut Option<(T, Span)>, value: T, span: Span, part: &str) -> Read<()> {
        match slot {
            Some((_, first)) => Err(messages::part_twice(span, *first, part)),
            None => {
                *slot = Some((value, span));
                Ok(())
            }
        }
    }

    /// One of the clauses that items share.
    fn clause(&self, clauses: &mut Clauses, pair: Pair<'_, Rule>) -> Read<()> {
        let span = self.span(&pair);
        match pair.as_rule() {
            Rule::cites => clauses.cites.push(self.cites(pair)?),
            Rule::sensitive_because => {
                let text = self.string_of(pair)?;
                refuse_second(clauses.sensitive_because.as_ref().map(|first| first.span), span, "`sensitive fact used because`")?;
                clauses.sensitive_because = Some(text);
            }
            Rule::rests_on_assessment => {
                refuse_second(clauses.rests_on_assessment, span, "`rests on assessment`")?;
                clauses.rests_on_assessment = Some(span);
            }
            Rule::in_force => {
                refuse_second(clauses.in_force.as_ref().map(|first| first.span), span, "`in force`")?;
                clauses.in_force = Some(self.in_force(pair)?);
            }
            Rule::repealed_from => {
                let date = self.date(&self.only(pair)?)?;
                refuse_second(clauses.repealed_from.map(|first| first.span), span, "`repealed from`")?;
                clauses.repealed_from = Some(date);
            }
            _ => {
                let text = self.string_of(pair)?;
                refuse_second(clauses.curable.as_ref().map(|first| first.span), span, "`curable`")?;
                clauses.curable = Some(text);
            }
        }
        Ok(())
    }
}

fn refuse_second(first: Option<Span>, second: Span, part: &str) -> Read<()> {
    first.map_or(Ok(()), |first| Err(messages::part_twice(second, first, part)))
}

/// The value of a part that may stand once.
fn value_of<T>(slot: Option<(T, Span)>) -> Option<T> {
    slot.map(|(value, _)| value)
}
