//! What norms may read beside facts, as text: parameters, readings, a calendar, a question about an element, defines, presumptions
//! and deemings. Read [`Phrases::prepare`] first.

use super::phrases::{Phrases, Sort};

/// Law that became known after its first day.
pub(super) const KNOWN_LATER: &str = "from 2004-01-31 until 2010-07-01 known from 2010-06-30";

impl Phrases<'_> {
    /// Parameters, lists, readings, defines and presumptions that the norms may read.
    pub(crate) fn prepare(&mut self, rules: &mut Vec<String>) {
        let mut put = |phrases: &mut Self, percent: usize, sort, name, text: &str| {
            if phrases.random.chance(percent) {
                rules.push(text.to_owned());
                phrases.named.push((sort, name));
            }
        };
        put(self, 25, Sort::Number, "limit", "parameter limit: number \"limit\"\n  from 2000-01-01: 3\n  from 2010-07-01: 2.5");
        put(
            self,
            15,
            Sort::Period,
            "span",
            "parameter span: period \"span\"\n  from 2000-01-01: 6 months\n  from 2010-07-01: 1 year and 1 day",
        );
        put(self, 12, Sort::Date, "cutoff", "parameter cutoff: date \"cutoff\"\n  from 2000-01-01: 2009-12-31");
        put(
            self,
            12,
            Sort::Money,
            "ceiling",
            "parameter ceiling: money in USD \"ceiling\"\n  from 2000-01-01: 100 USD\n  from 2010-07-01: 150 USD",
        );
        put(self, 12, Sort::List, "safe", "list safe of country \"safe\"\n  from 2000-01-01: DE\n  from 2010-07-01: DE, SV");
        for (percent, name, default) in [(15, "wide", ""), (12, "late", " default"), (10, "strict", " default")] {
            if self.random.chance(percent) {
                rules
                    .push(format!("reading {name} \"how\"\n  option widely \"widely\"{default}\n  option narrowly \"narrowly\""));
                self.readings.push(name);
            }
        }
        if self.named.iter().any(|(_, name)| *name == "limit") && self.random.chance(40) {
            let known = self.random.word(&["", " known from 2020-03-01"]);
            rules.push(format!("amends parameter limit\n  from 2012-02-29{known}: 4"));
        }
        if self.named.iter().any(|(_, name)| *name == "safe") && self.random.chance(40) {
            let known = self.random.word(&["", " known from 2020-03-01"]);
            rules.push(format!("amends list safe\n  from 2012-02-29{known}: US, SV"));
        }
        self.calendar(rules);
        if self.random.chance(20) {
            self.in_child = true;
            let grown = self.truth(1);
            self.in_child = false;
            rules.push(format!("define grown for Child: yes/no \"grown\"\n  as {grown}"));
            self.child_define = true;
        }
        if self.random.chance(20) {
            self.kid(rules);
        }
        self.defines(rules);
        self.presumptions(rules);
    }

    /// A question about an element, with a law of its own.
    fn kid(&mut self, rules: &mut Vec<String>) {
        self.kid = true;
        self.in_child = true;
        self.used.extend([("Child", "minor"), ("Case", "children")]);
        let law = if self.random.chance(40) {
            self.used.insert(("Child", "born"));
            "\n  law as at born"
        } else {
            ""
        };
        rules.push(format!("question kid for Child \"kid\"\n  in force from 2000-01-01{law}"));
        for version in ["until 2010-07-01", "from 2010-07-01"] {
            let condition = self.truth(1);
            rules.push(format!("requirement kid_r of kid \"r\"\n  in force {version}\n  met when {condition}"));
        }
        if self.random.chance(50) {
            let condition = self.truth(0);
            rules.push(format!("bar kid_b of kid \"b\"\n  in force from 2004-01-31\n  bars when {condition}"));
            let lifted = self.truth(0);
            rules.push(format!("exception kid_e to kid_b of kid \"e\"\n  when {lifted}"));
        }
        self.in_child = false;
    }

    /// A decision table.
    fn table(&mut self, rules: &mut Vec<String>) {
        if self.random.chance(30) {
            let n = self.fact("Case", "n");
            let a = self.fact("Case", "a");
            rules.push(format!(
                "define tier for Case: number \"tier\"\n  by table\n    | {n} | {a} | tier |\n    | less than 3 | yes | 1 |\n    \
                 | between 3 and 5 | yes | 2.5 |\n    | more than 5 | yes | 4 |\n    | - | no | 3 |\n  one match"
            ));
            return;
        }
        let all: [(&'static str, &[&str]); 6] = [
            ("color", &["red", "green, blue", "blue", "-"]),
            ("n", &["at least 5", "less than 3", "between 2 and 4", "4", "-"]),
            ("b", &["yes", "no", "-"]),
            ("tint", &["none", "red", "green, red", "-"]),
            ("release", &["before 2008-02-29", "on or after 2010-07-01", "-"]),
            ("home", &["DE", "SV, US", "-"]),
        ];
        let most = 1 + self.random.below(2);
        let columns = self.random.some(&all, most);
        for (name, _) in &columns {
            self.fact("Case", name);
        }
        let mut lines = vec![columns.iter().map(|(name, _)| format!("{name} | ")).collect::<String>() + "tier"];
        for value in ["1", "3", "2.5"].iter().take(1 + self.random.below(3)) {
            lines.push(columns.iter().map(|(_, cells)| format!("{} | ", self.random.of(cells))).collect::<String>() + value);
        }
        lines.push("- | ".repeat(columns.len()) + "4");
        let lines: String = lines.iter().map(|line| format!("\n    | {line} |")).collect();
        rules.push(format!("define tier for Case: number \"tier\"\n  by table{lines}\n  first match"));
    }

    fn calendar(&mut self, rules: &mut Vec<String>) {
        if self.random.chance(50) {
            return;
        }
        let mut lines = Vec::new();
        self.ages = self.random.chance(80);
        if self.ages {
            let by_reading = self.random.chance(25);
            lines.push(match self.random.below(2) {
                _ if by_reading => "leap birthdays by leap_day",
                0 => "leap birthdays on 1 March",
                _ => "leap birthdays on 28 February",
            });
            if by_reading {
                let default = self.random.word(&["", " default"]);
                rules.push(format!(
                    "reading leap_day \"when\"\n  option on_1_march \"March\"\n  option on_28_february \"February\"{default}"
                ));
            }
        }
        if !self.ages || self.random.chance(60) {
            self.months_by_reading = self.random.chance(15);
            lines.push(match self.random.below(3) {
                _ if self.months_by_reading => "months end by month_ends",
                0 => "months end on the last day",
                _ => "months run over",
            });
            if self.months_by_reading {
                rules.push("reading month_ends \"where\"\n  option last_day \"last\"\n  option run_over \"over\"".to_owned());
            }
        }
        rules.push(format!("calendar\n  {}", lines.join("\n  ")));
    }

    fn defines(&mut self, rules: &mut Vec<String>) {
        if self.random.chance(20) {
            let (first, condition, second) = (self.number(1), self.truth(1), self.number(0));
            let more = if self.random.chance(50) { format!("\n  is 4 when {}", self.truth(0)) } else { String::new() };
            rules.push(format!(
                "define level for Case: number \"level\"\n  is {first} when {condition}{more}\n  otherwise {second}"
            ));
            self.named.push((Sort::Number, "level"));
        }
        if self.random.chance(15) {
            self.used.insert(("Case", "end"));
            let (when, also, date) = (self.truth(0), self.truth(0), self.date(0));
            rules.push(format!(
                "define leaves for Case: date or none \"leaves\"\n  is end when {when}\n  is {date} when {also}\n  otherwise none"
            ));
            self.named.push((Sort::DateOrNone, "leaves"));
        }
        if self.random.chance(12) {
            self.table(rules);
            self.named.push((Sort::Number, "tier"));
        }
        let of_case = if self.kid { " for Case" } else { "" };
        if self.random.chance(15) {
            let date = self.date(1);
            rules.push(format!("define day_x{of_case}: date \"day\"\n  as {date}"));
            self.named.push((Sort::Date, "day_x"));
        }
        if self.random.chance(25) {
            if self.random.chance(55) {
                let second = self.random.word(&["from 2010-07-01", KNOWN_LATER]);
                let first = if second == KNOWN_LATER { "" } else { " until 2010-07-01" };
                for version in [&format!("in force from 2000-01-01{first}"), &format!("in force {second}")] {
                    let condition = self.truth(1);
                    rules.push(format!("define plain for Case: yes/no \"plain\"\n  {version}\n  as {condition}"));
                }
            } else {
                let condition = self.truth(1);
                rules.push(format!("define plain{of_case}: yes/no \"plain\"\n  as {condition}"));
            }
            self.named.push((Sort::Truth, "plain"));
        }
    }

    /// About facts that no other presumption reads, so that no circle arises.
    fn presumptions(&mut self, rules: &mut Vec<String>) {
        let before = self.named.clone();
        self.named.clear();
        let readings = std::mem::take(&mut self.readings);
        let all = [
            ("c", "yes"),
            ("color", "red"),
            ("color", "blue"),
            ("fine", "100 USD"),
            ("release", "2010-07-01"),
            ("home", "DE"),
            ("c", "yes"),
        ];
        for (field, value) in all {
            if !self.random.chance(7) {
                continue;
            }
            self.used.insert(("Case", field));
            let when = match self.random.below(4) {
                0 => self.fact("Case", "a"),
                1 => self.fact("Case", "b"),
                2 => format!("{} at least 4", self.fact("Case", "n")),
                _ if field == "home" => format!("{} is red", self.fact("Case", "color")),
                _ => format!("not {}", self.fact("Case", "a")),
            };
            let reach = match self.random.below(4) {
                0 => "\n  in q",
                _ if self.kid && self.inner => "\n  in inner",
                _ if self.kid => "\n  in q",
                _ => "",
            };
            let force = if self.random.chance(25) { "\n  in force from 2010-07-01" } else { "" };
            rules.push(format!("presume {field} is {value} when {when} \"presumed\"{reach}{force}"));
        }
        self.named = before;
        self.readings = readings;
    }

    /// About facts that no other deeming reads, save its own: as it is recorded.
    pub(crate) fn deemings(&mut self, rules: &mut Vec<String>) {
        let (inner, two_packs) = (self.inner, self.two_packs);
        let all = [
            ("c", "yes"),
            ("c", "no"),
            ("color", "green"),
            ("release", "2008-02-29"),
            ("n", "4"),
            ("home", "SV"),
            ("end", "none"),
            ("states", "{DE}"),
        ];
        for (field, value) in all {
            if !self.random.chance(5) {
                continue;
            }
            self.used.insert(("Case", field));
            let when = match self.random.below(6) {
                0 => self.fact("Case", "a"),
                1 => format!("not {}", self.fact("Case", "b")),
                2 => format!("{} more than 2", self.fact("Case", "m")),
                3 if field == "n" => "n more than 4".to_owned(),
                3 if field == "release" => "release before 2008-02-29".to_owned(),
                _ => format!("{} {} 2008-02-29", self.fact("Case", "filed"), self.random.word(&["before", "on or after"])),
            };
            let reach = match self.random.below(3) {
                0 if inner => "inner",
                1 if inner && !two_packs => "inner, q",
                _ => "q",
            };
            let force = if self.random.chance(25) { "\n  in force from 2010-07-01" } else { "" };
            rules.push(format!("deem {field} is {value} when {when} \"deemed\"\n  in {reach}{force}"));
        }
    }
}
