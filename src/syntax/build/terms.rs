//! Constants and names.

use pest::iterators::Pair;

use super::{Read, Reader, Rule};
use crate::logic::{Date, Decimal, Period};
use crate::source::Span;
use crate::syntax::messages;
use crate::syntax::tree::{Entry, Expr, ExprKind, Name};

impl Reader<'_> {
    pub(super) fn value(&self, pair: Pair<'_, Rule>) -> Read<Expr> {
        let span = self.span(&pair);
        // A value may be a single keyword such as `yes`, which `only` would pass over.
        let inner = pair.into_inner().next().ok_or_else(|| messages::unexpected(span, "", "item", &["a value"]))?;
        self.term(inner)
    }

    /// A constant or a name.
    pub(super) fn term(&self, pair: Pair<'_, Rule>) -> Read<Expr> {
        let span = self.span(&pair);
        let kind = match pair.as_rule() {
            Rule::date | Rule::month_date => {
                let days = Date::parse_partial(pair.as_str()).map_err(|_| messages::no_such_day(span, pair.as_str()))?;
                ExprKind::Date(days.0, days.1)
            }
            Rule::quantity => self.quantity(pair)?,
            Rule::string => ExprKind::Text(self.string(pair).text),
            Rule::kw_yes => ExprKind::YesNo(true),
            Rule::kw_no => ExprKind::YesNo(false),
            Rule::kw_none => ExprKind::None,
            Rule::kw_unknown => ExprKind::Unknown,
            Rule::kw_today => ExprKind::Today,
            Rule::braces => self.braces(pair)?,
            Rule::brackets => self.brackets(pair)?,
            _ => ExprKind::Path(self.path(&pair)),
        };
        Ok(Expr { kind, span })
    }

    fn brackets(&self, pair: Pair<'_, Rule>) -> Read<ExprKind> {
        Ok(ExprKind::List(self.parts(pair).map(|part| self.value(part)).collect::<Read<_>>()?))
    }

    fn braces(&self, pair: Pair<'_, Rule>) -> Read<ExprKind> {
        let mut parts = self.parts(pair);
        match parts.when(Rule::entries) {
            Some(entries) => Ok(ExprKind::RecordLiteral(self.entries(entries)?)),
            None => Ok(ExprKind::Set(parts.map(|part| self.value(part)).collect::<Read<_>>()?)),
        }
    }

    pub(super) fn entries(&self, pair: Pair<'_, Rule>) -> Read<Vec<Entry>> {
        self.parts(pair).map(|part| self.entry(part)).collect()
    }

    fn entry(&self, pair: Pair<'_, Rule>) -> Read<Entry> {
        let mut parts = self.parts(pair);
        Ok(Entry { field: self.path(&parts.need()?), value: self.value(parts.need()?)? })
    }

    fn quantity(&self, pair: Pair<'_, Rule>) -> Read<ExprKind> {
        let span = self.span(&pair);
        let text = pair.as_str();
        let too_large = || messages::too_many_digits(span, text);
        let mut parts = self.parts(pair);
        let number = parts.need()?;
        let value = self.number(&number)?;
        let Some(next) = parts.next() else { return Ok(ExprKind::Number(value)) };
        if next.as_rule() == Rule::currency {
            return Ok(ExprKind::Money(value, Name { text: next.as_str().to_owned(), span: self.span(&next) }));
        }
        let mut sum = self.period(&number, value, next.as_str())?;
        while let (Some(number), Some(unit)) = (parts.next(), parts.next()) {
            let more = self.period(&number, self.number(&number)?, unit.as_str())?;
            sum = sum.plus(more).map_err(|_| too_large())?;
        }
        Ok(ExprKind::Period(sum))
    }

    /// The periods of a literal that stand apart, where a `between` wants two.
    pub(super) fn periods_apart(&self, pair: &Pair<'_, Rule>) -> Read<Vec<Expr>> {
        let read = |parts: Vec<(Pair<'_, Rule>, Pair<'_, Rule>)>| {
            let spans = parts.iter().map(|(number, unit)| self.span(number).to(self.span(unit)));
            let span = spans.reduce(Span::to).unwrap_or_default();
            let mut sum = Period::days(0);
            for (number, unit) in &parts {
                let more = self.period(number, self.number(number)?, unit.as_str())?;
                sum = sum.plus(more).map_err(|_| messages::too_many_digits(span, self.file.slice(span)))?;
            }
            Ok(Expr { kind: ExprKind::Period(sum), span })
        };
        apart(pair).into_iter().map(read).collect()
    }

    /// `20%` is 0.2.
    fn number(&self, pair: &Pair<'_, Rule>) -> Read<Decimal> {
        let text = pair.as_str();
        let too_large = || messages::too_many_digits(self.span(pair), text);
        let digits = text.replace('_', "");
        let (digits, percent) = digits.strip_suffix('%').map_or((digits.as_str(), false), |digits| (digits, true));
        let number: Decimal = digits.parse().map_err(|_| too_large())?;
        if percent { number.divided_by(Decimal::from(100)).map_err(|_| too_large()) } else { Ok(number) }
    }

    fn period(&self, pair: &Pair<'_, Rule>, number: Decimal, unit: &str) -> Read<Period> {
        let span = self.span(pair);
        let Some(whole) = number.to_i64().filter(|_| !pair.as_str().contains(['.', '%'])) else {
            return Err(messages::whole_period(span, pair.as_str(), unit));
        };
        let count = i32::try_from(whole).map_err(|_| messages::too_many_digits(span, pair.as_str()))?;
        let (factor, months) = match unit {
            "day" | "days" => (1, false),
            "week" | "weeks" => (7, false),
            "month" | "months" => (1, true),
            _ => (12, true),
        };
        count
            .checked_mul(factor)
            .map(|count| if months { Period::months(count) } else { Period::days(count) })
            .and_then(|period| period.checked().ok())
            .ok_or_else(|| messages::too_many_digits(span, pair.as_str()))
    }
}

/// The periods that a literal falls into if each part of one must be smaller than the part before it, and no more of it than makes
/// up one of those: `6 months and 12 months` are two, as are `1 year and 18 months`; `1 year and 1 day` is one.
pub(in crate::syntax) fn apart<'i>(quantity: &Pair<'i, Rule>) -> Vec<Vec<(Pair<'i, Rule>, Pair<'i, Rule>)>> {
    let mut words = quantity.clone().into_inner().filter(|part| matches!(part.as_rule(), Rule::number | Rule::unit));
    let mut periods: Vec<Vec<(Pair<'i, Rule>, Pair<'i, Rule>)>> = Vec::new();
    while let (Some(number), Some(unit)) = (words.next(), words.next()) {
        let last = periods.last_mut().filter(|parts| {
            let most = parts.last().and_then(|(_, former)| most_behind(former.as_str(), unit.as_str()));
            most.is_some_and(|most| number.as_str().parse().is_ok_and(|count: u32| count <= most))
        });
        match last {
            Some(parts) => parts.push((number, unit)),
            None => periods.push(vec![(number, unit)]),
        }
    }
    periods
}

/// How many of a unit one writes behind a greater one.
fn most_behind(former: &str, unit: &str) -> Option<u32> {
    let stem = |unit: &str| unit.chars().next();
    match (stem(former)?, stem(unit)?) {
        ('y', 'm') => Some(11),
        ('y', 'w') => Some(52),
        ('y', 'd') => Some(365),
        ('m', 'w') => Some(4),
        ('m', 'd') => Some(31),
        ('w', 'd') => Some(6),
        _ => None,
    }
}
