//! Values of the reference interpreter, with arithmetic and a calendar of its own. Read [`V`] first.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use whereas::logic::Rounding;

/// A value. A fault is one too: it is what a calculation without a result gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum V {
    Fault,
    None,
    Bool(bool),
    Num(Ratio),
    Money(Ratio, String),
    /// The number of the day; 1970-01-01 is 0.
    Date(i64),
    /// Months and days.
    Period(i64, i64),
    /// A country, text or option.
    Code(String),
    Set(BTreeSet<String>),
    List(Rc<Vec<Rec>>),
    Rec(Rec),
}

/// A record of which everything is known.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Rec {
    pub(crate) ty: String,
    pub(crate) fields: BTreeMap<String, V>,
}

/// An exact fraction; the divisor is above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ratio(i128, i128);

impl Ratio {
    pub(crate) fn new(above: i128, below: i128) -> Self {
        let common = gcd(above.abs(), below.abs()).max(1) * below.signum();
        Ratio(above / common, below / common)
    }

    pub(crate) fn whole(n: i64) -> Self {
        Ratio(i128::from(n), 1)
    }

    /// Reads `-12.5`.
    pub(crate) fn parse(text: &str) -> Self {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let below = 10_i128.pow(u32::try_from(fraction.len()).unwrap());
        Ratio::new(format!("{whole}{fraction}").parse().unwrap(), below)
    }

    pub(crate) fn plus(self, other: Ratio) -> Ratio {
        Ratio::new(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
    }

    pub(crate) fn negated(self) -> Ratio {
        Ratio(-self.0, self.1)
    }

    pub(crate) fn times(self, other: Ratio) -> Ratio {
        Ratio::new(self.0 * other.0, self.1 * other.1)
    }

    /// None: a division by zero.
    pub(crate) fn over(self, other: Ratio) -> Option<Ratio> {
        (other.0 != 0).then(|| Ratio::new(self.0 * other.1, self.1 * other.0))
    }

    /// The multiple of a unit that stands for it.
    pub(crate) fn rounded(self, how: Rounding, unit: Ratio) -> Ratio {
        let count = Ratio::new(self.0 * unit.1, self.1 * unit.0);
        let below = count.0.div_euclid(count.1);
        let rest = Ratio::new(count.0 - below * count.1, count.1);
        let up = match how {
            Rounding::Up => rest.0 > 0,
            Rounding::Down => false,
            Rounding::HalfUp => rest >= Ratio(1, 2),
            Rounding::HalfEven => rest > Ratio(1, 2) || (rest == Ratio(1, 2) && below % 2 != 0),
        };
        Ratio(below + i128::from(up), 1).times(unit)
    }

    /// As data has it; the generator writes at most one digit behind the point.
    pub(crate) fn text(self) -> String {
        let tenths = self.0 * 10 / self.1;
        let sign = if tenths < 0 { "-" } else { "" };
        match tenths.abs() % 10 {
            0 => format!("{sign}{}", tenths.abs() / 10),
            rest => format!("{sign}{}.{rest}", tenths.abs() / 10),
        }
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.0 * other.1).cmp(&(other.0 * self.1))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn length(year: i64, month: i64) -> i64 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The number of a day: the days of the whole years before it, of the months before it, and its own.
pub(crate) fn day(year: i64, month: i64, day: i64) -> i64 {
    let before = year - 1;
    let years = before * 365 + before / 4 - before / 100 + before / 400;
    years + (1..month).map(|month| length(year, month)).sum::<i64>() + day - 719_163
}

/// Year, month and day.
pub(crate) fn civil(number: i64) -> (i64, i64, i64) {
    let mut year = 1970 + number.div_euclid(366);
    while day(year + 1, 1, 1) <= number {
        year += 1;
    }
    let mut month = 1;
    while month < 12 && day(year, month + 1, 1) <= number {
        month += 1;
    }
    (year, month, number - day(year, month, 1) + 1)
}

/// `2020-02-29`.
pub(crate) fn parse_day(text: &str) -> i64 {
    let parts: Vec<i64> = text.split('-').map(|part| part.parse().unwrap()).collect();
    day(parts[0], parts[1], parts[2])
}

pub(crate) fn day_text(number: i64) -> String {
    let (year, month, day) = civil(number);
    format!("{year:04}-{month:02}-{day:02}")
}

/// What becomes of a day that the month lacks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Months {
    /// It is the last day of the month.
    End,
    /// It runs over into the next.
    RunOver,
}

/// All months first, then days.
pub(crate) fn later(from: i64, months: i64, days: i64, ends: Months) -> i64 {
    let (year, month, of_month) = civil(from);
    let total = year * 12 + month - 1 + months;
    let (year, month) = (total.div_euclid(12), total.rem_euclid(12) + 1);
    let of_month = if ends == Months::End { of_month.min(length(year, month)) } else { of_month };
    day(year, month, of_month) + days
}

/// The largest number of units of so many months that, added to `from`, does not pass `to`.
pub(crate) fn completed(unit: i64, from: i64, to: i64, ends: Months) -> i64 {
    let mut count = (to - from) / (30 * unit);
    while later(from, count * unit, 0, ends) > to {
        count -= 1;
    }
    while later(from, (count + 1) * unit, 0, ends) <= to {
        count += 1;
    }
    count
}

/// What a test makes of the order of two periods, if that is the same from every starting day. The days tried are
/// followed by a leap year, by common years, and by a century without its leap day: all that periods of a few years can meet.
pub(crate) fn periods(left: (i64, i64), right: (i64, i64), test: impl Fn(Ordering) -> bool) -> Option<bool> {
    let mut answers = orders(left, right).into_iter().map(test);
    let first = answers.next()?;
    answers.all(|answer| answer == first).then_some(first)
}

type Lengths = ((i64, i64), (i64, i64));

fn orders(left: (i64, i64), right: (i64, i64)) -> Vec<Ordering> {
    thread_local!(static KNOWN: RefCell<HashMap<Lengths, Vec<Ordering>>> = RefCell::default());
    if let Some(known) = KNOWN.with_borrow(|known| known.get(&(left, right)).cloned()) {
        return known;
    }
    let mut found: Vec<Ordering> = Vec::new();
    for start in day(2095, 1, 1)..day(2099, 1, 1) {
        let end = |(months, days)| later(start, months, days, Months::End);
        let order = end(left).cmp(&end(right));
        if !found.contains(&order) {
            found.push(order);
        }
    }
    KNOWN.with_borrow_mut(|known| known.insert((left, right), found.clone()));
    found
}
