//! Quoted law against the operator that encodes it: `exceeds` beside `at least`.
//!
//! Read [`Side`] first. Only where the quotation has one phrase that compares and the condition one comparison with a value of the
//! law, and both speak of the same number, is anything said: silence is no proof.

use super::Checker;
use super::items::Items;
use super::law::Rules;
use super::messages_of_law as say_law;
use crate::logic::{Decimal, Period};
use crate::policy::expr::Order;
use crate::policy::{Datum, Expr, ExprKind, QuantifierKind, Type};
use crate::syntax::tree;

/// Where the threshold itself belongs. `more than` and `at most` part below and above in the same place, `at least` and `less
/// than` in another: whether the law or the condition says the one or its opposite makes no difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// With what lies below it: more than, at most.
    Below,
    /// With what lies above it: at least, less than.
    Above,
}

/// Where the number of a phrase stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    /// In one of the next words: `exceeds the sum of 500 dollars`.
    Behind,
    /// In the next word, or the phrase is not about numbers: `under 18`, not `under this Act`.
    Next,
    /// In one of the words before: `six months or more`.
    Before,
}

/// How the law compares; a phrase stands before those that it contains. Without a side: it may compare, and nobody can say how.
const PHRASES: &[(&str, Option<Side>, Number)] = &[
    ("not exceeding", Some(Side::Below), Number::Behind),
    ("not exceed", Some(Side::Below), Number::Behind),
    ("exceeding", Some(Side::Below), Number::Behind),
    ("exceeded", Some(Side::Below), Number::Behind),
    ("exceeds", Some(Side::Below), Number::Behind),
    ("exceed", Some(Side::Below), Number::Behind),
    ("more than", Some(Side::Below), Number::Behind),
    ("greater than", Some(Side::Below), Number::Behind),
    ("longer than", Some(Side::Below), Number::Behind),
    ("higher than", Some(Side::Below), Number::Behind),
    ("older than", Some(Side::Below), Number::Behind),
    ("at most", Some(Side::Below), Number::Behind),
    ("up to", Some(Side::Below), Number::Behind),
    ("not later than", Some(Side::Below), Number::Behind),
    ("no later than", Some(Side::Below), Number::Behind),
    ("within", Some(Side::Below), Number::Next),
    ("over the age", None, Number::Behind),
    ("over", Some(Side::Below), Number::Next),
    ("or less", Some(Side::Below), Number::Before),
    ("or fewer", Some(Side::Below), Number::Before),
    ("or under", Some(Side::Below), Number::Before),
    ("at least", Some(Side::Above), Number::Behind),
    ("less than", Some(Side::Above), Number::Behind),
    ("fewer than", Some(Side::Above), Number::Behind),
    ("lower than", Some(Side::Above), Number::Behind),
    ("shorter than", Some(Side::Above), Number::Behind),
    ("younger than", Some(Side::Above), Number::Behind),
    ("below the age of", Some(Side::Above), Number::Behind),
    ("below", Some(Side::Above), Number::Next),
    ("under the age of", Some(Side::Above), Number::Behind),
    ("under", Some(Side::Above), Number::Next),
    ("not earlier than", Some(Side::Above), Number::Behind),
    ("no earlier than", Some(Side::Above), Number::Behind),
    ("or more", Some(Side::Above), Number::Before),
    ("or over", Some(Side::Above), Number::Before),
    ("or above", Some(Side::Above), Number::Before),
    ("or older", Some(Side::Above), Number::Before),
    ("or longer", Some(Side::Above), Number::Before),
    ("on or before", None, Number::Behind),
    ("on or after", None, Number::Behind),
    ("before", None, Number::Behind),
    ("after", None, Number::Behind),
    ("prior to", None, Number::Behind),
    ("later than", None, Number::Behind),
    ("earlier than", None, Number::Behind),
    ("between", None, Number::Behind),
    ("until", None, Number::Behind),
];

/// How far from its phrase a number may stand, in words.
const NEAR: usize = 5;

impl Checker<'_> {
    /// Norms whose quoted law puts the threshold on the other side.
    pub(super) fn quoted_operators(&mut self, items: &Items<'_>, rules: Rules<'_>) {
        let mut found = Vec::new();
        for item in items.norms.iter().flatten().filter(|item| !item.quotes.is_empty()) {
            let version = rules.norms.iter().flat_map(|norm| &norm.versions).find(|version| version.span == item.node.name.span);
            let Some(version) = version else { continue };
            let Some((phrase, side, number)) = quoted(item.quotes) else { continue };
            let Some(comparison) = only_comparison(version.conditions(), rules) else { continue };
            if comparison.side == side || !comparison.numbers.contains(&number) {
                continue;
            }
            let quote = item.quotes.iter().map(|line| line.span).reduce(crate::source::Span::to).unwrap_or_default();
            let (says, instead) = comparison.words();
            found.push(say_law::quote_disagrees(comparison.at, quote, phrase, says, instead));
        }
        self.out.extend(found);
    }
}

/// The one phrase of a quotation that compares, its side and its number.
fn quoted(lines: &[tree::Text]) -> Option<(&'static str, Side, Decimal)> {
    let text: Vec<String> = lines.iter().map(|line| line.text.to_lowercase()).collect();
    let text = text.join(" ");
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let mut found: Vec<(&'static str, Option<Side>, Option<Decimal>)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let rest = words.get(at..).unwrap_or_default();
        let here = PHRASES.iter().find(|(phrase, ..)| {
            let mut sought = phrase.split(' ');
            let length = phrase.split(' ').count();
            rest.len() >= length && rest.iter().zip(sought.by_ref()).all(|(word, sought)| *word == sought)
        });
        let Some((phrase, side, place)) = here else {
            at += 1;
            continue;
        };
        let end = at + phrase.split(' ').count();
        let number = match place {
            Number::Behind => words.iter().skip(end).take(NEAR).find_map(|word| number(word)),
            Number::Next => words.get(end).and_then(|word| number(word)),
            Number::Before => words.iter().take(at).rev().take(NEAR).find_map(|word| number(word)),
        };
        if number.is_some() || *place != Number::Next {
            found.push((phrase, *side, number));
        }
        at = end;
    }
    match found.as_slice() {
        [(phrase, Some(side), Some(number))] => Some((phrase, *side, *number)),
        _ => None,
    }
}

/// A number in digits or as a word.
fn number(word: &str) -> Option<Decimal> {
    const WORDS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let place = |list: &[&str], word: &str| list.iter().position(|known| *known == word).and_then(|at| i64::try_from(at).ok());
    if let Some((tens, ones)) = word.split_once('-') {
        return Some(Decimal::from(place(&TENS, tens)? * 10 + 20 + place(&WORDS, ones)?));
    }
    if let Some(found) = place(&WORDS, word) {
        return Some(Decimal::from(found));
    }
    if let Some(tens) = place(&TENS, word) {
        return Some(Decimal::from(tens * 10 + 20));
    }
    word.replace(',', "").parse().ok()
}

/// A comparison with a value of the law.
struct Comparison {
    side: Side,
    order: Order,
    of_dates: bool,
    at: crate::source::Span,
    /// The numbers of that value.
    numbers: Vec<Decimal>,
}

impl Comparison {
    /// How the condition says it, and how it would agree.
    fn words(&self) -> (&'static str, &'static str) {
        match (self.order, self.of_dates) {
            (Order::Less, false) => ("less than", "at most"),
            (Order::AtMost, false) => ("at most", "less than"),
            (Order::AtLeast, false) => ("at least", "more than"),
            (Order::More, false) => ("more than", "at least"),
            (Order::Less, true) => ("before", "on or before"),
            (Order::AtMost, true) => ("on or before", "before"),
            (Order::AtLeast, true) => ("on or after", "after"),
            (Order::More, true) => ("after", "on or after"),
        }
    }
}

/// The comparison of conditions, if there is one and no more; a stretch of time, a count of conditions or a loop that turns it
/// round is more than one.
fn only_comparison<'e>(conditions: impl Iterator<Item = &'e Expr>, rules: Rules<'_>) -> Option<Comparison> {
    let mut found: Vec<Option<Comparison>> = Vec::new();
    conditions.for_each(|condition| collect(condition, rules, &mut found));
    match found.len() {
        1 => found.pop().flatten(),
        _ => None,
    }
}

fn collect(expr: &Expr, rules: Rules<'_>, found: &mut Vec<Option<Comparison>>) {
    match &expr.kind {
        ExprKind::Compare(order, left, right) => found.push(comparison(*order, left, right, expr.span, rules)),
        ExprKind::FromUntil(..) | ExprKind::AtLeastOf(..) | ExprKind::If(..) | ExprKind::Define(..) => found.push(None),
        ExprKind::Quantifier(QuantifierKind::No | QuantifierKind::Every, _) => found.push(None),
        _ => {}
    }
    expr.for_each_part(&mut |part| collect(part, rules, found));
}

/// None where it cannot be said which side is the law's, or whether its number is the one that the law names.
fn comparison(order: Order, left: &Expr, right: &Expr, at: crate::source::Span, rules: Rules<'_>) -> Option<Comparison> {
    let of_law = match (has_value(left), has_value(right)) {
        (false, true) => of_law(right, rules)?,
        // `18 at most age` says `age at least 18`.
        (true, false) => of_law(left, rules)?.turned(),
        _ => return None,
    };
    let side = match order {
        Order::More | Order::AtMost => Side::Below,
        Order::AtLeast | Order::Less => Side::Above,
    };
    let side = match (of_law.turned, side) {
        (false, side) => side,
        (true, Side::Below) => Side::Above,
        (true, Side::Above) => Side::Below,
    };
    Some(Comparison { side, order, of_dates: left.ty == Type::Date, at, numbers: of_law.numbers })
}

/// Whether an expression holds a value of the law, or counts so that the number of the law is another.
fn has_value(expr: &Expr) -> bool {
    let mut found =
        matches!(expr.kind, ExprKind::Number(_) | ExprKind::Period(_) | ExprKind::Parameter(_) | ExprKind::Days(true, ..));
    expr.for_each_part(&mut |part| found |= has_value(part));
    found
}

/// The law's side of a comparison.
struct OfLaw {
    numbers: Vec<Decimal>,
    /// The less the other side is, the more is what the law measures: it stands at the left, or is taken from a date.
    turned: bool,
}

impl OfLaw {
    fn turned(self) -> Self {
        OfLaw { turned: !self.turned, ..self }
    }
}

/// The one value that a side of a comparison is, or that it lies behind or before a date. Nothing where it is calculated with:
/// the number of the law may then be another.
fn of_law(expr: &Expr, rules: Rules<'_>) -> Option<OfLaw> {
    match &expr.kind {
        ExprKind::DatePlus(_, date, period) if !has_value(date) => of_law(period, rules),
        ExprKind::DateMinus(date, period) if !has_value(date) => Some(of_law(period, rules)?.turned()),
        ExprKind::Number(number) => Some(OfLaw { numbers: of_number(*number), turned: false }),
        ExprKind::Period(period) => Some(OfLaw { numbers: of_period(*period), turned: false }),
        ExprKind::Parameter(id) => {
            let versions = rules.parameters.get(id.index()).map(|parameter| parameter.versions.as_slice()).unwrap_or_default();
            let of_value = |value: &Datum| match value {
                Datum::Number(number) | Datum::Money(number, _) => of_number(*number),
                Datum::Period(period) => of_period(*period),
                _ => Vec::new(),
            };
            Some(OfLaw { numbers: versions.iter().flat_map(|version| of_value(&version.value)).collect(), turned: false })
        }
        _ => None,
    }
}

/// As the law writes it: 0.2 may be 20 per cent.
fn of_number(number: Decimal) -> Vec<Decimal> {
    std::iter::once(number).chain(number.times(Decimal::from(100))).collect()
}

/// Months as months and years, days as days and weeks; months and days together are no number of the law.
fn of_period(period: Period) -> Vec<Decimal> {
    if period.months != 0 && period.days != 0 {
        return Vec::new();
    }
    let with = |count: i32, many: i32| {
        let larger = (count % many == 0).then_some(count / many);
        [Some(count), larger].into_iter().flatten().filter(|count| *count != 0)
    };
    with(period.months, 12).chain(with(period.days, 7)).map(|count| Decimal::from(i64::from(count))).collect()
}
