//! Random conditions and values, as text. Read [`Phrases`] first.

use std::collections::BTreeSet;

use super::generate::DAYS;
use super::random::Random;

/// Writes conditions, and remembers which facts they read.
pub(crate) struct Phrases<'r> {
    pub(crate) random: &'r mut Random,
    /// Record and field.
    pub(crate) used: BTreeSet<(&'static str, &'static str)>,
    /// Questions that may be asked: those written before.
    pub(crate) questions: Vec<&'static str>,
    pub(crate) readings: Vec<&'static str>,
    /// There is a question before the last one, and it may stand in another pack.
    pub(crate) inner: bool,
    pub(crate) two_packs: bool,
    /// There is a question about an element.
    pub(super) kid: bool,
    /// The pack says when a birthday is: ages can be counted.
    pub(crate) ages: bool,
    /// The calendar leaves the ends of months to a reading, which cannot pick the law.
    pub(super) months_by_reading: bool,
    /// What the pack says of its own: names by sort.
    pub(super) named: Vec<(Sort, &'static str)>,
    pub(super) child_define: bool,
    /// Elements bound by loops: the name, and whether of the table.
    bound: Vec<(&'static str, bool)>,
    /// The element's own facts are read without a dot (in its define).
    pub(super) in_child: bool,
}

/// What a name of the pack is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Truth,
    Number,
    Date,
    DateOrNone,
    Period,
    Money,
    List,
}

impl<'r> Phrases<'r> {
    pub(crate) fn new(random: &'r mut Random) -> Self {
        Phrases {
            random,
            used: BTreeSet::new(),
            questions: Vec::new(),
            readings: Vec::new(),
            inner: false,
            two_packs: false,
            kid: false,
            ages: false,
            months_by_reading: false,
            named: Vec::new(),
            child_define: false,
            bound: Vec::new(),
            in_child: false,
        }
    }

    pub(crate) fn fact(&mut self, record: &'static str, name: &'static str) -> String {
        self.used.insert((record, name));
        if record == "Sentence" {
            self.used.insert(("Case", "sentence"));
            return format!("sentence.{name}");
        }
        name.to_owned()
    }

    /// A fact of the element at hand, if there is one.
    fn of_child(&mut self, name: &'static str) -> Option<String> {
        if self.in_child {
            self.used.insert(("Child", name));
            return Some(name.to_owned());
        }
        let (var, table) = *self.bound.last()?;
        (!table && self.random.chance(75)).then(|| {
            self.used.insert(("Child", name));
            format!("{var}.{name}")
        })
    }

    fn of_row(&mut self, name: &str) -> Option<String> {
        let (var, table) = *self.bound.last()?;
        (table && self.random.chance(75)).then(|| format!("{var}.{name}"))
    }

    fn own(&mut self, sort: Sort) -> Option<String> {
        let names: Vec<&str> = self.named.iter().filter(|(of, _)| *of == sort).map(|(_, name)| *name).collect();
        // A define of an element reads nothing but the element and what the law fixes.
        let fits = |name: &&str| !self.in_child || !["level", "tier", "leaves", "day_x", "plain"].contains(name);
        let names: Vec<&str> = names.into_iter().filter(fits).collect();
        (!names.is_empty() && self.random.chance(45)).then(|| (*self.random.of(&names)).to_owned())
    }

    /// A day that picks the law: facts and `today` only.
    pub(crate) fn governing(&mut self) -> String {
        match self.random.below(5) {
            0..=2 => self.fact("Case", "filed"),
            3 if !self.months_by_reading => format!("{} plus 1 month", self.fact("Case", "filed")),
            _ => {
                let end = self.fact("Case", "end");
                format!("if {end} exists then {end} otherwise {}", self.fact("Case", "filed"))
            }
        }
    }

    /// A condition that notes may ask.
    pub(crate) fn ignorance(&mut self) -> String {
        match self.random.below(4) {
            0 => format!("{} is unknown", self.fact("Case", "a")),
            1 => format!("{} is known", self.fact("Case", "m")),
            2 => format!("not ({} is known)", self.fact("Case", "filed")),
            _ => format!("({} is unknown and {})", self.fact("Case", "m"), self.truth(0)),
        }
    }

    /// A condition, in brackets where it needs them.
    pub(crate) fn truth(&mut self, depth: usize) -> String {
        if depth == 0 || self.random.chance(30) {
            return self.simple(depth);
        }
        match self.random.below(9) {
            0 | 1 => format!("({} and {})", self.truth(depth - 1), self.truth(depth - 1)),
            2 | 3 => format!("({} or {})", self.truth(depth - 1), self.truth(depth - 1)),
            4 => format!("not ({})", self.truth(depth - 1)),
            5 => {
                let kind = self.random.word(&["all of", "any of", "none of"]);
                format!("{kind} ({}, {})", self.truth(depth - 1), self.truth(depth - 1))
            }
            6 => format!("at least 2 of ({}, {}, {})", self.truth(depth - 1), self.truth(depth - 1), self.truth(0)),
            7 => format!("(if {} then {} otherwise {})", self.truth(depth - 1), self.truth(depth - 1), self.truth(0)),
            _ => self.quantifier(depth - 1),
        }
    }

    fn simple(&mut self, depth: usize) -> String {
        // Several readings matter together only where each is asked for.
        match self.random.below(13 + self.readings.len().saturating_sub(1)) {
            0 | 1 => self.yes_no(),
            2 | 3 => self.compared_numbers(depth),
            4 | 5 => self.compared_dates(depth),
            6 => self.compared_periods(),
            7 => self.compared_money(depth),
            8 => self.options(),
            9 => self.countries(),
            10 => self.maybe(),
            11 | 13.. if !self.in_child => {
                let reading = if self.readings.is_empty() { None } else { Some(*self.random.of(&self.readings)) };
                match reading {
                    Some(reading) => format!(
                        "{reading} {} {}",
                        self.random.word(&["is", "is", "is not"]),
                        self.random.word(&["widely", "narrowly"])
                    ),
                    None => self.asked(),
                }
            }
            _ => self.asked(),
        }
    }

    fn asked(&mut self) -> String {
        if self.in_child || self.questions.is_empty() || !self.bound.is_empty() {
            return self.yes_no();
        }
        format!("inner {}", self.random.word(&["is eligible", "is ineligible", "does not apply"]))
    }

    fn yes_no(&mut self) -> String {
        if let Some(minor) = self.of_child("minor") {
            let grown = self.child_define && self.random.chance(50);
            let kid = self.kid && self.random.chance(50);
            return match self.bound.last() {
                Some((var, false)) if kid => {
                    format!("kid for {var} {}", self.random.word(&["is eligible", "is ineligible", "does not apply"]))
                }
                Some((var, false)) if grown => format!("{var}.grown"),
                _ => minor,
            };
        }
        if let Some(own) = self.own(Sort::Truth) {
            return own;
        }
        match self.random.below(8) {
            0 => format!("{} is {}", self.fact("Case", "a"), self.fact("Case", "b")),
            1 => format!("{} is not {}", self.fact("Case", "b"), self.fact("Case", "c")),
            2 => self.fact("Sentence", "long"),
            3 => self.fact("Case", "b"),
            4 => self.fact("Case", "c"),
            5 => self.random.word(&["yes", "no"]).to_owned(),
            _ => self.fact("Case", "a"),
        }
    }

    fn compared_numbers(&mut self, depth: usize) -> String {
        let left = self.number(depth.min(1));
        let low = self.random.word(&["2", "3", "4"]);
        match self.random.below(8) {
            0 => format!("{left} between {low} and {}", self.random.word(&["4", "5.5", "10"])),
            1 => format!("{left} is one of (1, {low}, 10)"),
            2 if !self.in_child => {
                let below = self.fact("Case", "m");
                let above = self.fact("Case", "n");
                let quotient = match self.random.below(4) {
                    0 => format!("{above} / {below} * 3"),
                    1 => format!("{above} / 3 + {above} / {below}"),
                    2 => format!("({above} / {below} * 3 rounded {} to 1)", self.rounding()),
                    _ => format!("{above} / {below}"),
                };
                format!("{quotient} {} {}", self.random.word(&["at least", "more than", "is"]), self.random.word(&["2", "2 / 3"]))
            }
            _ => {
                let right = if self.random.chance(60) { low.to_owned() } else { self.number(0) };
                format!("{left} {} {right}", self.random.word(&["at least", "at most", "more than", "less than", "is", "is not"]))
            }
        }
    }

    fn compared_dates(&mut self, depth: usize) -> String {
        let left = self.date(depth.min(1));
        match self.random.below(7) {
            0 => format!("{left} between 2008-02-29 and {}", self.random.word(&["2010-07-01", "2020-02-29"])),
            1 => match self.of_row("since") {
                Some(since) => format!("{left} is from {since} until {}", since.replace("since", "until_day")),
                None => format!("{left} is from {} until {}", self.random.word(&["2000-02-29", "2009-12-31"]), self.open_end()),
            },
            2 => format!("{left} {} {}", self.random.word(&["is", "is not"]), self.date(0)),
            _ => format!("{left} {} {}", self.random.word(&["before", "after", "on or before", "on or after"]), self.date(0)),
        }
    }

    fn open_end(&mut self) -> String {
        match self.of_child("left") {
            Some(left) => left,
            None if self.in_child => "2010-07-01".to_owned(),
            None => self.fact("Case", "end"),
        }
    }

    fn compared_periods(&mut self) -> String {
        if self.in_child {
            return self.yes_no();
        }
        let served = self.fact("Case", "served");
        let left = match self.random.below(5) {
            0 => format!("smaller of ({served}, 1 year)"),
            1 => format!("{served} plus 30 days"),
            2 => format!("{served} minus 1 month"),
            3 => format!("larger of ({served}, 6 months)"),
            _ => served,
        };
        let right = self
            .own(Sort::Period)
            .unwrap_or_else(|| self.random.word(&["6 months", "1 year", "180 days", "2 * 6 months"]).to_owned());
        format!("{left} {} {right}", self.random.word(&["at least", "at most", "more than", "less than", "is"]))
    }

    fn compared_money(&mut self, depth: usize) -> String {
        if self.in_child {
            return format!("{} at least 100 USD", self.of_child("paid").unwrap());
        }
        let fine = self.fact("Case", "fine");
        let left = match self.random.below(10) {
            9 => format!("({fine} * 0.35 rounded {} to {})", self.rounding(), self.random.word(&["1 USD", "10 USD", "0.50 USD"])),
            0 => format!("{fine} * {}", self.number(0)),
            1 => format!("{fine} + 50 USD"),
            2 => format!("{fine} - 20 USD"),
            3 => format!("larger of ({fine}, {})", self.fact("Case", "debt")),
            4 => self.fact("Case", "debt"),
            5 if depth > 0 && self.bound.len() < 2 => {
                let (var, condition) = self.looped();
                let kind = self.random.word(&["sum", "sum", "largest", "smallest"]);
                self.used.insert(("Child", "paid"));
                format!("{kind} of {var}.paid for {var} in children{condition}")
            }
            _ => fine,
        };
        let right = self.own(Sort::Money).unwrap_or_else(|| self.random.word(&["100 USD", "150 USD", "200 USD"]).to_owned());
        format!("{left} {} {right}", self.random.word(&["at least", "at most", "more than", "less than", "is not"]))
    }

    fn options(&mut self) -> String {
        if self.random.chance(15) && !self.in_child {
            let word = self.fact("Case", "word");
            return format!("{word} {} \"word\"", self.random.word(&["is", "is not"]));
        }
        if self.random.chance(25) && !self.in_child {
            let colors = self.fact("Case", "colors");
            return format!("{colors} {} {{red, green}}", self.random.word(&["overlaps", "only in", "is", "is not"]));
        }
        let color = match self.of_child("hue") {
            Some(hue) => hue,
            None => self.fact("Case", "color"),
        };
        match self.random.below(6) {
            0 => format!("{color} is not blue"),
            1 => format!("{color} is one of (red, green)"),
            2 => format!("{color} is not one of (red, blue)"),
            3 => format!("{color} {} {{red, blue}}", self.random.word(&["in", "not in"])),
            _ => format!("{color} is {}", self.random.word(&["red", "green", "Color.blue"])),
        }
    }

    fn countries(&mut self) -> String {
        if self.in_child {
            return self.yes_no();
        }
        if let Some(state) = self.of_row("state") {
            return match self.random.below(3) {
                0 => format!("{state} in {}", self.fact("Case", "states")),
                1 => format!("{state} is not {}", self.fact("Case", "home")),
                _ => format!("{state} is {}", self.fact("Case", "home")),
            };
        }
        let (home, states) = (self.fact("Case", "home"), self.fact("Case", "states"));
        match self.random.below(9) {
            0 => format!("{home} is SV"),
            1 => format!("{home} in {states}"),
            2 => format!("{home} not in {states}"),
            3 => format!("DE in {states}"),
            4 => format!("{states} overlaps {{DE, US}}"),
            5 => format!("{states} only in {{SV, US}}"),
            6 => format!("{states} {} {{DE}}", self.random.word(&["is", "is not"])),
            7 => format!("{states} overlaps {{{home}, SV}}"),
            _ => match self.own(Sort::List) {
                Some(list) => format!("{home} {} {list}", self.random.word(&["in", "not in"])),
                None => format!("{home} is not one of (DE, SV)"),
            },
        }
    }

    /// A value that may be none, with what holds then.
    fn maybe(&mut self) -> String {
        let value = match self.of_child("left") {
            Some(left) => left,
            None if self.in_child => return self.yes_no(),
            None => match (self.random.below(4), self.own(Sort::DateOrNone)) {
                (_, Some(leaves)) => leaves,
                (0, _) => {
                    self.used.insert(("Case", "married"));
                    self.fact("Case", "spouse_born")
                }
                (1, _) => {
                    let tint = self.fact("Case", "tint");
                    return match self.random.below(3) {
                        0 => format!("({tint} exists and {tint} is red)"),
                        1 => format!("({tint} is none or {tint} is not green)"),
                        _ => format!("{tint} is none"),
                    };
                }
                _ => self.fact("Case", "end"),
            },
        };
        let other = self.date(0);
        let op = self.random.word(&["before", "after", "on or after"]);
        match self.random.below(6) {
            0 => format!("({value} is none or {value} {op} {other})"),
            1 => format!("{value} exists"),
            2 => format!("{value} is none"),
            3 => format!("(if {value} exists then {value} {op} {other} otherwise {})", self.yes_no()),
            _ => format!("({value} exists and {value} {op} {other})"),
        }
    }

    /// Binds an element for its condition: the name, and the condition with `where`.
    fn looped(&mut self) -> (&'static str, String) {
        self.used.insert(("Case", "children"));
        let var = ["x", "y"][self.bound.len()];
        self.bound.push((var, false));
        let condition = if self.random.chance(30) { String::new() } else { format!(" where ({})", self.truth(0)) };
        self.bound.pop();
        (var, condition)
    }

    fn quantifier(&mut self, depth: usize) -> String {
        if self.in_child || self.bound.len() >= 2 {
            return self.simple(depth);
        }
        if self.random.chance(15) {
            return self.stretches();
        }
        let var = ["x", "y"][self.bound.len()];
        let table = self.random.chance(30);
        self.used.insert(if table { ("Party", "table") } else { ("Case", "children") });
        self.bound.push((var, table));
        let condition = self.truth(depth.min(1));
        self.bound.pop();
        let list = if table { "parties" } else { "children" };
        match self.random.below(4) {
            0 => format!("no {var} in {list} where ({condition})"),
            1 => format!("every {var} in {list} satisfies ({condition})"),
            2 if self.random.chance(25) => format!("some {var} in {list}"),
            _ => format!("some {var} in {list} where ({condition})"),
        }
    }

    /// A condition on stretches of time.
    fn stretches(&mut self) -> String {
        let every = self.random.word(&["1 year", "6 months", "400 days", "1 year and 1 day"]);
        let from = self.fact("Case", "release");
        let to = self.random.word(&["today", "2012-02-29", "filed"]);
        if to == "filed" {
            self.fact("Case", "filed");
        }
        let condition = match self.random.below(3) {
            0 => format!("z.first_day {} {}", self.random.word(&["before", "on or after"]), self.random.word(&DAYS[1..14])),
            1 => format!("z.last_day {} {}", self.random.word(&["after", "is not"]), self.fact("Case", "filed")),
            _ => format!("{} {} 30", self.days_of("z"), self.random.word(&["at least", "less than"])),
        };
        let periods = format!("z in periods of {every} from {from} to {to}");
        match self.random.below(4) {
            0 => format!("no {periods} where ({condition})"),
            1 => format!("every {periods} satisfies ({condition})"),
            2 => format!("number of {periods} where ({condition}) {} 2", self.random.word(&["at least", "is"])),
            _ => format!("some {periods} where ({condition})"),
        }
    }

    /// How many days elements or rows cover.
    fn days_of(&mut self, inside: &str) -> String {
        let word = self.random.word(&["to", "through"]);
        if self.random.chance(40) {
            self.used.insert(("Party", "table"));
            return format!("days of parties from since {word} until_day inside {inside}");
        }
        self.used.extend([("Case", "children"), ("Child", "born"), ("Child", "left")]);
        format!("days of children from born {word} left inside {inside}")
    }

    /// A number.
    pub(crate) fn number(&mut self, depth: usize) -> String {
        if depth == 0 || self.random.chance(30) {
            if let Some(share) = self.of_child("share") {
                return share;
            }
            if self.in_child {
                return "2".to_owned();
            }
            if let Some(own) = self.own(Sort::Number) {
                return own;
            }
            return match self.random.below(4) {
                0 => self.fact("Case", "m"),
                1 => self.fact("Sentence", "years"),
                _ => self.fact("Case", "n"),
            };
        }
        match self.random.below(16) {
            13 if !self.in_child => {
                let (from, to) = (self.date(0), self.date(0));
                let inside = format!("({from} {} {to})", self.random.word(&["to", "through"]));
                self.days_of(&inside)
            }
            14 if !self.in_child && self.bound.len() < 2 => {
                let (var, condition) = self.looped();
                self.used.insert(("Child", "share"));
                let condition = if condition.is_empty() { format!(" where ({var}.share more than 2)") } else { condition };
                format!("the share of {var} in children{condition}")
            }
            10 if self.ages => format!("age of {} on {}", self.date(0), self.date(0)),
            11 | 12 => {
                format!("({} * 0.5 rounded {} to {})", self.number(0), self.rounding(), self.random.word(&["1", "0.5", "3"]))
            }
            0 => format!("({} {} {})", self.number(depth - 1), self.random.word(&["+", "-", "*"]), self.number(0)),
            1 => format!("days from {} {} {}", self.date(0), self.random.word(&["to", "through"]), self.date(0)),
            2 => format!("completed {} from {} to {}", self.random.word(&["years", "months"]), self.date(0), self.date(0)),
            3 => format!("(if {} then {} otherwise {})", self.truth(0), self.number(0), self.number(0)),
            4 => format!("{} of ({}, {})", self.random.word(&["smaller", "larger"]), self.number(depth - 1), self.number(0)),
            5 | 6 if !self.in_child && self.bound.len() < 2 => {
                let (var, condition) = self.looped();
                format!("number of {var} in children{condition}")
            }
            7 | 8 if !self.in_child && self.bound.len() < 2 => {
                let (var, condition) = self.looped();
                self.used.insert(("Child", "share"));
                let kind = self.random.word(&["sum", "largest", "smallest"]);
                format!("{kind} of {var}.share for {var} in children{condition}")
            }
            _ => format!("{} * 2", self.number(0)),
        }
    }

    fn rounding(&mut self) -> &'static str {
        self.random.word(&["up", "down", "half up", "half even"])
    }

    /// A date, without blanks at depth 0.
    pub(super) fn date(&mut self, depth: usize) -> String {
        if depth == 0 || self.random.chance(30) {
            if let Some(born) = self.of_child("born") {
                return born;
            }
            if let Some(own) = self.own(Sort::Date) {
                return own;
            }
            return match self.random.below(5) {
                0 => "today".to_owned(),
                1 => self.random.word(&DAYS[1..14]).to_owned(),
                _ if self.in_child => "2010-07-01".to_owned(),
                2 => self.fact("Case", "release"),
                _ => self.fact("Case", "filed"),
            };
        }
        let (one, other) = (self.date(0), self.date(0));
        match self.random.below(9) {
            0 | 1 => {
                format!("{one} plus {}", self.random.word(&["6 months", "1 month", "1 year", "30 days", "1 year and 1 day"]))
            }
            2 => format!("{one} plus 1 month minus 1 day"),
            3 => format!("{one} minus 10 days"),
            4 => match self.own(Sort::Period) {
                Some(span) => format!("{one} plus {span}"),
                None => format!("{one} plus 1 month plus 10 days plus 1 month"),
            },
            5 => format!("(if {} then {one} otherwise {other})", self.truth(0)),
            7 if !self.in_child && self.bound.is_empty() => {
                self.used.insert(("Party", "table"));
                format!("the since of x in parties where (x.state is {})", self.fact("Case", "home"))
            }
            6 if !self.in_child && self.bound.len() < 2 => {
                let (var, condition) = self.looped();
                self.used.insert(("Child", "born"));
                format!("{} of {var}.born for {var} in children{condition}", self.random.word(&["earliest", "latest"]))
            }
            _ => format!("{} of ({one}, {other})", self.random.word(&["earlier", "later"])),
        }
    }
}
