//! Near misses of drafters: what the law says in other words, and signs and quotes where none belong.
//!
//! Read [`Stop::of_a_drafter`] first.

use super::super::build::Rule;
use super::super::scan::TokenKind;
use super::super::{messages, words};
use super::Stop;
use crate::diagnostic::Diagnostic;

/// How the law compares, and how the language does; a phrase stands before those that it contains.
const COMPARISONS: [(&str, &str); 47] = [
    ("greater than or equal to", "at least"),
    ("more than or equal to", "at least"),
    ("less than or equal to", "at most"),
    ("is not equal to", "is not"),
    ("is equal to", "is"),
    ("does not equal", "is not"),
    ("equals", "is"),
    ("does not exceed", "at most"),
    ("not exceeding", "at most"),
    ("exceeds", "more than"),
    ("exceeding", "more than"),
    ("in excess of", "more than"),
    ("not more than", "at most"),
    ("no more than", "at most"),
    ("not greater than", "at most"),
    ("no greater than", "at most"),
    ("not less than", "at least"),
    ("no less than", "at least"),
    ("not fewer than", "at least"),
    ("no fewer than", "at least"),
    ("not later than", "on or before"),
    ("no later than", "on or before"),
    ("not earlier than", "on or after"),
    ("no earlier than", "on or after"),
    ("is not before", "on or after"),
    ("is not after", "on or before"),
    ("not before", "on or after"),
    ("not after", "on or before"),
    ("greater than", "more than"),
    ("higher than", "more than"),
    ("fewer than", "less than"),
    ("lower than", "less than"),
    ("smaller than", "less than"),
    ("later than", "after"),
    ("earlier than", "before"),
    ("prior to", "before"),
    ("is at least", "at least"),
    ("is at most", "at most"),
    ("is more than", "more than"),
    ("is less than", "less than"),
    ("is on or before", "on or before"),
    ("is on or after", "on or after"),
    ("is before", "before"),
    ("is after", "after"),
    ("is between", "between"),
    ("is not in", "not in"),
    ("is in", "in"),
];

/// How the law measures: words that may also be names, so that they only count where an amount follows them.
const MEASURES: [(&str, &str); 5] =
    [("over", "more than"), ("above", "more than"), ("up to", "at most"), ("below", "less than"), ("under", "less than")];

/// What stands behind `or` and an amount: `5 years or more`.
const OR_MORE: [(&str, &str); 12] = [
    ("more", "at least"),
    ("over", "at least"),
    ("above", "at least"),
    ("greater", "at least"),
    ("longer", "at least"),
    ("less", "at most"),
    ("under", "at most"),
    ("below", "at most"),
    ("fewer", "at most"),
    ("shorter", "at most"),
    ("later", "on or after"),
    ("earlier", "on or before"),
];

/// Numbers that the law writes in words.
const IN_WORDS: [(&str, u32); 14] = [
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
];

const UNITS: [&str; 8] = ["day", "days", "week", "weeks", "month", "months", "year", "years"];

/// Words that begin a clause: where a place in the law written without quotes ends.
const CLAUSES: [&str; 9] = ["cites", "curable", "met", "bars", "when", "shown", "sensitive", "as", "from"];

impl Stop<'_> {
    /// What a drafter meant.
    pub(super) fn of_a_drafter(&self) -> Option<Diagnostic> {
        self.colon_behind_clause()
            .or_else(|| self.bare_place())
            .or_else(|| self.type_in_pieces())
            .or_else(|| self.name_of_words())
            .or_else(|| self.question_not_named())
            .or_else(|| self.one_bound())
            .or_else(|| self.or_more())
            .or_else(|| self.comparison())
            .or_else(|| self.measure())
            .or_else(|| self.computed_value())
            .or_else(|| self.either())
            .or_else(|| self.either_or())
            .or_else(|| self.if_without_otherwise())
            .or_else(|| self.within())
            .or_else(|| self.number_in_words())
            .or_else(|| self.unless())
            .or_else(|| self.each_or_any())
            .or_else(|| self.capitals())
            .or_else(|| self.needless_sign())
            .or_else(|| self.quoted_name())
    }

    fn kind(&self, n: usize) -> Option<TokenKind> {
        self.tokens.get(n).map(|token| token.kind)
    }

    /// The author's words from one token to another, on one line.
    fn text(&self, first: usize, last: usize) -> String {
        let place = self.tokens.get(first).zip(self.tokens.get(last));
        let text = place.and_then(|(first, last)| self.reader.file.text.get(first.start..last.end)).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether a token is the last of its line.
    fn ends_line(&self, n: usize) -> bool {
        let between = self.tokens.get(n).zip(self.tokens.get(n + 1));
        between.is_none_or(|(one, next)| {
            self.reader.file.text.get(one.end..next.start).is_none_or(|blanks| blanks.contains(['\n', '\r']))
        })
    }

    /// Whether a token is a word that could be (part of) a name.
    fn is_plain_word(&self, n: usize) -> bool {
        self.is_word(n) && !words::is_reserved(self.word(n))
    }

    /// The last token of the name, with its dots, that begins at a token.
    fn end_of_path(&self, mut n: usize) -> usize {
        while self.word(n + 1) == "." && self.is_word(n + 2) {
            n += 2;
        }
        n
    }

    /// `met when: …`, `expect: …`
    fn colon_behind_clause(&self) -> Option<Diagnostic> {
        let wanted = |n: usize| self.is_word(n) && words::is_reserved(self.word(n)) && self.word(n + 1) == ":";
        let behind = self.at.checked_sub(2).filter(|n| matches!(self.word(*n), "expect" | "because" | "missing") && wanted(*n));
        let given = || (self.word(self.at) == "given" && self.word(self.at + 1) == ":").then_some(self.at);
        let here = || (self.at > 0 && !matches!(self.item(), "record" | "choice") && wanted(self.at)).then_some(self.at);
        let last = behind.or_else(given).or_else(here)?;
        let phrase = last.checked_sub(1).filter(|n| *n > 0 && self.is_word(*n) && words::is_reserved(self.word(*n)));
        let first = phrase.filter(|n| !self.ends_line(*n)).unwrap_or(last);
        Some(messages::colon_behind_clause(self.span(last + 1, last + 1), &self.text(first, last)))
    }

    /// `cites PA s. 7(2)`
    fn bare_place(&self) -> Option<Diagnostic> {
        let cites = (self.at.saturating_sub(6)..self.at).rev().find(|n| self.word(*n) == "cites")?;
        let fits = self.end_of_path(cites + 1) + 1 == self.at && !self.ends_line(self.at - 1);
        if !fits || !(self.is_plain_word(self.at) || self.kind(self.at) == Some(TokenKind::Number)) {
            return None;
        }
        let mut last = self.at;
        while !self.ends_line(last) && !CLAUSES.contains(&self.word(last + 1)) && self.kind(last + 1) != Some(TokenKind::Text) {
            last += 1;
        }
        Some(messages::place_without_quotes(self.span(self.at, last), &self.text(cites, self.at - 1), &self.text(self.at, last)))
    }

    /// `optional date`, `date "label" or none`, `whole number from 0 to 120 "label"`
    fn type_in_pieces(&self) -> Option<Diagnostic> {
        if !matches!(self.item(), "record" | "define" | "report") {
            return None;
        }
        let colon = (0..self.at).rev().find(|n| self.word(*n) == ":")?;
        let label = (colon..self.at).find(|n| self.kind(*n) == Some(TokenKind::Text));
        if self.before(2) == ":" && matches!(self.before(1), "optional" | "nullable" | "maybe" | "possibly") {
            let mut last = self.at;
            while !self.ends_line(last) && self.kind(last + 1) != Some(TokenKind::Text) {
                last += 1;
            }
            let ty = self.text(self.at, last);
            return Some(messages::none_of_type(self.span(self.at - 1, last), &self.text(self.at - 1, last), &ty));
        }
        if self.word(self.at) == "or" && self.word(self.at + 1) == "none" && label == self.at.checked_sub(1) {
            let ty = self.text(colon + 1, self.at.checked_sub(2)?);
            return Some(messages::none_of_type(self.span(self.at, self.at + 1), "or none", &ty));
        }
        let text = self.kind(self.at) == Some(TokenKind::Text);
        let bounds =
            (colon + 2..self.at).find(|n| matches!(self.word(*n), "from" | "only" | "sensitive" | "always" | "immutable"))?;
        (self.item() == "record" && text && label.is_none()).then(|| {
            let (ty, label) = (self.text(colon + 1, bounds - 1), self.word(self.at));
            messages::label_behind_type(self.span(self.at, self.at), &format!("{ty} {label} {}", self.text(bounds, self.at - 1)))
        })
    }

    /// `requirement good conduct of parole`, `good conduct: yes/no`
    fn name_of_words(&self) -> Option<Diagnostic> {
        let header = self.at == 2 && self.is_plain_word(1);
        let field = self.item() == "record" && self.at > 1 && self.ends_line(self.at - 1);
        let first = if field { self.at } else { 1 };
        let last = (first..first + 6).take_while(|n| self.is_plain_word(*n)).last().filter(|last| *last > first)?;
        let ends = match (self.item(), self.word(last + 1)) {
            _ if field => self.word(last + 1) == ":",
            ("record" | "source" | "reading", _) => header && self.kind(last + 1) == Some(TokenKind::Text),
            (_, next) => header && matches!(next, "of" | "for" | "to" | ":"),
        };
        let said = self.text(first, last);
        ends.then(|| messages::name_of_words(self.span(first, last), &said, &said.replace(' ', "_")))
    }

    /// `requirement conduct "…"`
    fn question_not_named(&self) -> Option<Diagnostic> {
        let norm = matches!(self.item(), "requirement" | "bar" | "power" | "note" | "report");
        if !norm || self.at != 2 || !self.expected.contains(&Rule::of_path) && !self.expected.contains(&Rule::kw_of) {
            return None;
        }
        let mut questions =
            self.reader.file.text.lines().filter_map(|line| line.strip_prefix("question ")?.split_whitespace().next());
        let question = match (questions.next(), questions.next()) {
            _ if self.is_plain_word(2) => self.word(2),
            (Some(only), None) => only,
            _ => "QUESTION",
        };
        Some(messages::of_which_question(self.span(0, 1), self.item(), self.word(1), question))
    }

    /// `from 0` without `to`
    fn one_bound(&self) -> Option<Diagnostic> {
        let wanted = self.item() == "record" && self.expected.contains(&Rule::kw_to);
        let from = (self.at.saturating_sub(4)..self.at).rev().find(|n| self.word(*n) == "from").filter(|_| wanted)?;
        let lower = self.text(from, self.at - 1);
        let upper = if lower.matches('-').count() == 2 { "2099-12-31" } else { "999" };
        Some(messages::one_bound(self.span(from, self.at - 1), &lower, upper))
    }

    /// `not more than`
    fn comparison(&self) -> Option<Diagnostic> {
        let first = self.at.saturating_sub(5);
        (first..=self.at).find_map(|from| {
            COMPARISONS.iter().find_map(|(said, right)| {
                let length = said.split(' ').count();
                let fits = said.split(' ').enumerate().all(|(n, word)| self.word(from + n) == word);
                let near = from + length + 1 >= self.at;
                let (first, last) = (from - usize::from(self.is_before(from)), from + length - 1);
                (fits && near).then(|| messages::other_comparison(self.span(first, last), &self.text(first, last), right))
            })
        })
    }

    /// `5 years or more`
    fn or_more(&self) -> Option<Diagnostic> {
        let or = (self.at.saturating_sub(1)..self.at + 6).find(|n| self.word(*n) == "or")?;
        let (_, right) = OR_MORE.iter().find(|(word, _)| self.word(or + 1) == *word)?;
        let ends = self.ends_line(or + 1) || matches!(self.word(or + 2), "and" | "or" | ")" | ",") || self.is_word(or + 2);
        let mut first = or.checked_sub(1).filter(|_| ends && self.word(or + 2) != "than")?;
        let amount = |n: usize| self.kind(n) == Some(TokenKind::Number);
        if !amount(first) && first.checked_sub(1).is_some_and(amount) {
            first -= 1;
        }
        while first.checked_sub(3).is_some_and(|n| amount(n) && self.word(n + 2) == "and") {
            first -= 3;
        }
        let right = format!("{right} {}", self.text(first, or - 1));
        let first = first - usize::from(self.is_before(first));
        let fits = first <= self.at && self.word(or - 1) != "is";
        fits.then(|| messages::other_comparison(self.span(first, or + 1), &self.text(first, or + 1), &right))
    }

    /// `over 5 years`, which stands where a comparison is wanted: alone in a cell, or behind a value.
    fn measure(&self) -> Option<Diagnostic> {
        if matches!(self.item(), "calendar" | "test" | "example") {
            return None;
        }
        (self.at.saturating_sub(1)..=self.at).find_map(|from| {
            let (said, right) =
                MEASURES.iter().find(|(said, _)| said.split(' ').enumerate().all(|(n, word)| self.word(from + n) == word))?;
            let last = from + said.split(' ').count() - 1;
            let amount = self.kind(last + 1) == Some(TokenKind::Number) || self.is_plain_word(last + 1);
            let compares = from == self.at && from > 0 || from == 0 || self.is_before(from);
            let first = from - usize::from(self.is_before(from));
            (amount && compares).then(|| messages::other_comparison(self.span(first, last), &self.text(first, last), right))
        })
    }

    /// `is either a or b`
    fn either(&self) -> Option<Diagnostic> {
        let from = self.at.checked_sub(1).filter(|n| self.word(*n) == "either" && self.is_before(*n))?;
        let (one, other) = (self.end_of_path(self.at), self.at + 2);
        let pair = one == self.at && self.word(self.at + 1) == "or" && self.is_word(other);
        let right =
            if pair { format!("is one of ({}, {})", self.word(self.at), self.word(other)) } else { "is one of (…)".to_owned() };
        Some(messages::other_comparison(self.span(from - 1, from), "is either", &right))
    }

    /// `presume received is posted plus 3 days`
    fn computed_value(&self) -> Option<Diagnostic> {
        let presumes = self.item() == "presume";
        let computes = matches!(self.word(self.at), "plus" | "minus" | "*" | "/") && (presumes || self.item() == "deem");
        let is = (2..self.at).find(|n| self.word(*n) == "is").filter(|_| computes)?;
        let mut last = self.at;
        while self.word(last + 1) != "when" && self.kind(last + 1).is_some_and(|kind| kind != TokenKind::Text) {
            last += 1;
        }
        let (fact, value) = (self.text(1, is - 1), self.text(is + 1, last));
        Some(messages::computed_value(self.span(is + 1, last), presumes, &fact, &value))
    }

    /// `met when either a or b`
    fn either_or(&self) -> Option<Diagnostic> {
        let at = self.at.checked_sub(1).filter(|n| self.word(*n) == "either" && !self.is_before(*n))?;
        let or = (self.at..self.tokens.len()).any(|n| self.word(n) == "or");
        or.then(|| messages::needless_either(self.span(at, at)))
    }

    /// `met when if a then b`
    fn if_without_otherwise(&self) -> Option<Diagnostic> {
        let wanted = self.expected.contains(&Rule::kw_otherwise);
        let then = (1..self.at).rev().find(|n| self.word(*n) == "then").filter(|_| wanted)?;
        let first = (0..then).rev().find(|n| self.word(*n) == "if")?;
        let (when, what) = (self.text(first + 1, then - 1), self.text(then + 1, self.at - 1));
        let behind_met_when = first.checked_sub(2).is_some_and(|n| self.word(n) == "met" && self.word(n + 1) == "when");
        let whole = self.item() == "requirement" && behind_met_when;
        Some(messages::if_without_otherwise(self.span(first, self.at - 1), &when, &what, whole))
    }

    /// `one year`
    fn number_in_words(&self) -> Option<Diagnostic> {
        (self.at.saturating_sub(1)..=self.at).find_map(|first| {
            let unit = Some(self.word(first + 1)).filter(|unit| UNITS.contains(unit))?;
            let number = IN_WORDS.iter().find(|(words, _)| *words == self.word(first)).map(|(_, number)| number)?;
            Some(messages::number_in_words(
                self.span(first, first + 1),
                &self.text(first, first + 1),
                &format!("{number} {unit}"),
            ))
        })
    }

    /// Whether `is` stands before a token: a comparison needs none.
    fn is_before(&self, n: usize) -> bool {
        n.checked_sub(1).is_some_and(|before| self.word(before) == "is")
    }

    /// `within 6 months of release`
    fn within(&self) -> Option<Diagnostic> {
        let from = (self.at.saturating_sub(1)..=self.at).find(|n| self.word(*n) == "within")?;
        let link = (from + 2..from + 8).find(|n| matches!(self.word(*n), "of" | "after" | "from"));
        let (period, day, last) = match link.filter(|link| self.is_word(link + 1)) {
            Some(link) => {
                let end = self.end_of_path(link + 1);
                (self.text(from + 1, link - 1), self.text(link + 1, end), end)
            }
            None => ("PERIOD".to_owned(), "DAY".to_owned(), from),
        };
        Some(messages::within(self.span(from, last), &self.text(from, last), &period, &day))
    }

    /// `unless …`
    fn unless(&self) -> Option<Diagnostic> {
        let at = (self.at.saturating_sub(1)..=self.at).find(|n| matches!(self.word(*n), "unless" | "except"))?;
        let help = match self.item() {
            "requirement" | "bar" if self.word(2) == "of" => {
                let question = self.text(3, self.end_of_path(3));
                format!(
                    "write an item of its own: `exception NAME to {} of {question}`, with its sentence and `when …`",
                    self.word(1)
                )
            }
            _ => "write `and not (…)`".to_owned(),
        };
        Some(messages::unless(self.span(at, at), self.word(at), help))
    }

    /// `each x in children`, `any x in children`
    fn each_or_any(&self) -> Option<Diagnostic> {
        let word = self.before(1);
        let every = format!("every {} in … satisfies (…)", self.word(self.at));
        let some = format!("some {} in … where (…)", self.word(self.at));
        let help = match word {
            "each" | "all" => format!("write `{every}`"),
            "any" => format!("write `{some}` if one is enough, `{every}` if all must be so"),
            _ => return None,
        };
        let loops = self.is_plain_word(self.at) && self.word(self.at + 1) == "in";
        loops.then(|| messages::other_quantifier(self.span(self.at - 1, self.at + 1), word, help))
    }

    /// `AND`
    fn capitals(&self) -> Option<Diagnostic> {
        let joins = |n: &usize| matches!(self.word(*n), "AND" | "OR" | "NOT" | "And" | "Or" | "Not" | "IS" | "IN");
        let here = |n: &usize| {
            let word = self.word(*n);
            let lower = word.to_ascii_lowercase();
            self.is_word(*n) && lower != word && words::is_reserved(&lower) && !words::ITEMS.contains(&lower.as_str())
        };
        let at = self.at.checked_sub(1).filter(joins).or_else(|| Some(self.at).filter(here))?;
        Some(messages::small_letters(self.span(at, at), self.word(at)))
    }

    /// `a, and b`; a stop at the end.
    fn needless_sign(&self) -> Option<Diagnostic> {
        let sign = self.word(self.at);
        if !matches!(sign, "," | ".") {
            return None;
        }
        let count = |sign: &str| (0..self.at).filter(|n| self.word(*n) == sign).count();
        let joins = matches!(self.word(self.at + 1), "and" | "or");
        let ends = self.ends_line(self.at) && count("(") == count(")");
        (joins || ends).then(|| messages::needless_sign(self.span(self.at, self.at), sign, joins))
    }

    /// `given "base"`, `"given" base`, `requirement "Good conduct" of parole`
    fn quoted_name(&self) -> Option<Diagnostic> {
        if self.kind(self.at) != Some(TokenKind::Text) {
            return None;
        }
        let inside = self.word(self.at).trim_matches(['"', '“', '”', '„']);
        let keyword = inside.split(' ').all(|word| words::is_reserved(word) || words::IN_PLACE.contains(&word));
        let names = [Rule::name, Rule::path, Rule::reference, Rule::of_path, Rule::field_path];
        let named = self.expected.iter().any(|rule| names.contains(rule));
        let letters = inside.starts_with(|c: char| c.is_ascii_alphabetic())
            && inside.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ' ' | '.'));
        if !letters || !(keyword || named) {
            return None;
        }
        let name = match self.item() {
            _ if keyword || !inside.contains(' ') => inside.to_owned(),
            "record" | "choice" | "source" => inside.replace(' ', "_"),
            _ => inside.replace(' ', "_").to_ascii_lowercase(),
        };
        Some(messages::without_quotes(self.span(self.at, self.at), inside, &name))
    }
}
