//! Stretches of time: `periods of P from D to E`, and `days of L from a to b inside P`.
//!
//! Read [`Stretches`] first.

use super::machine::{Bound, Machine, Origin};
use super::periods::MaybePeriod;
use super::values::advanced;
use crate::logic::{Date, Decimal, Interval, MonthEnd, Period, Truth};
use crate::plan::{DateId, DaysNode, PeriodId};
use crate::policy::Counting;

/// No calendar has more periods than days.
const MOST: usize = 3_652_059;

/// Stretches of one length, one behind the other: those that certainly end in time, and whether there may be more.
#[derive(Clone, Copy)]
pub(super) struct Stretches {
    from: Interval<Date>,
    to: Interval<Date>,
    /// The length and where months end, if that is known.
    every: Option<(Period, MonthEnd)>,
    /// How many there certainly are.
    pub(super) certain: usize,
    /// How many there may be; none: as many as the calendar has.
    possible: Option<usize>,
}

impl Stretches {
    /// Where the stretch of that number begins.
    fn start(&self, at: usize) -> Option<Interval<Date>> {
        let (every, end) = self.every?;
        Some(advanced(self.from, MaybePeriod::known(times(every, at)?), end))
    }

    /// How many certainly, or possibly, have ended in time: the larger the number, the later the end.
    fn count(&self, certainly: bool) -> Option<usize> {
        let _ = self.every?;
        let by = if certainly { self.to.low } else { self.to.high }?;
        let ended = |at: usize| {
            let start = self.start(at).and_then(|start| if certainly { start.high } else { start.low });
            start.is_some_and(|start| start <= by)
        };
        if certainly { self.from.high } else { self.from.low }?;
        let (mut least, mut beyond) = (0, MOST);
        while least + 1 < beyond {
            let middle = least.midpoint(beyond);
            if ended(middle) {
                least = middle;
            } else {
                beyond = middle;
            }
        }
        Some(least)
    }
}

impl<'a> Machine<'a> {
    /// The stretches between two dates.
    pub(super) fn stretches(&mut self, every: PeriodId, ends: Counting<MonthEnd>, from: DateId, to: DateId) -> Stretches {
        let (every, from, to) = (self.period(every).value, self.date(from), self.date(to));
        self.faulted |= from.fault.is_some() || to.fault.is_some();
        let end = match ends {
            Counting::As(end) => Some(end),
            Counting::By { reading, option, then, otherwise } => {
                self.option(reading).map(|chosen| if chosen == option { then } else { otherwise })
            }
        };
        let mut stretches = Stretches { from, to, every: every.zip(end), certain: 0, possible: None };
        stretches.certain = stretches.count(true).unwrap_or_default();
        stretches.possible = stretches.count(false);
        stretches
    }

    /// The stretch of that number, which certainly is one.
    pub(super) fn stretch(&self, stretches: &Stretches, at: usize) -> Option<Bound<'a>> {
        let (first, next) = (stretches.start(at)?, stretches.start(at.checked_add(1)?)?);
        Some(self.bound_stretch(first, advanced(next, MaybePeriod::known(Period::days(-1)), MonthEnd::LastDay)))
    }

    /// A stretch that may be there: it begins behind those that certainly are, and ends in time.
    pub(super) fn further_stretch(&self, stretches: &Stretches) -> Option<Bound<'a>> {
        if stretches.possible == Some(stretches.certain) {
            return None;
        }
        let before = |date: Option<Date>| date.and_then(|date| Date::from_days(date.days() - 1));
        let start = |at: Option<usize>| at.and_then(|at| stretches.start(at));
        let next = start(Some(stretches.certain));
        let last = start(stretches.possible.and_then(|possible| possible.checked_sub(1)));
        let end = before(stretches.to.high);
        let first = Interval {
            low: next.map_or(stretches.from.low, |next| next.low),
            high: last.map_or(end, |last| last.high),
            fault: None,
        };
        let low = start(stretches.certain.checked_add(1)).map_or(first.low, |after| before(after.low));
        Some(self.bound_stretch(first, Interval { low, high: end, fault: None }))
    }

    fn bound_stretch(&self, first: Interval<Date>, last: Interval<Date>) -> Bound<'a> {
        // A stretch has no facts of a record: what it has is asked of its origin.
        Bound { record: self.record, origin: Origin::Stretch(first, last) }
    }

    /// An end of the stretch that is bound at a level.
    pub(super) fn edge(&self, level: u32, last: bool) -> Interval<Date> {
        match self.bound.get(level as usize).map(|bound| bound.origin) {
            Some(Origin::Stretch(first, _)) if !last => first,
            Some(Origin::Stretch(_, last)) => last,
            _ => Interval::UNKNOWN,
        }
    }

    /// How many days the stretches of the elements cover together: at least those that they certainly cover, at most those that
    /// they may.
    pub(super) fn days_of(&mut self, days: &'a DaysNode) -> Interval<Decimal> {
        let (first, end) = (self.date(days.inside.0), self.date(days.inside.1));
        if let Some(fault) = first.fault.or(end.fault) {
            return Interval::fault(fault);
        }
        let window = Stretch::new(first, end, days.inside_through);
        let (mut core, mut widest) = (Vec::new(), Vec::new());
        self.each_member(&days.each, |machine, certain| {
            let first = machine.date(days.from);
            let stretch = match machine.truth(days.ends) {
                Truth::NO => Stretch::new(first, Interval::exact(Date::MAX), true),
                ends => {
                    let end = machine.date(days.to);
                    // Without an end it is longer than with any.
                    let end = if ends == Truth::YES { end } else { Interval { high: None, ..end } };
                    Stretch::new(first, end, days.through)
                }
            };
            if certain {
                core.push(common(stretch.core, window.core));
            }
            widest.push(common(stretch.widest, window.widest));
            true
        });
        Interval::between(Decimal::from(covered(core)), Decimal::from(covered(widest)))
    }
}

/// The days that certainly lie in a stretch, and those that may: the first, and one behind the last.
struct Stretch {
    core: (i32, i32),
    widest: (i32, i32),
}

impl Stretch {
    fn new(first: Interval<Date>, end: Interval<Date>, through: bool) -> Stretch {
        let behind = |date: Date| date.days().saturating_add(i32::from(through));
        let (least, most) = (Date::MIN.days(), Date::MAX.days() + 1);
        let at = |date: Option<Date>, open: i32| date.map_or(open, Date::days);
        Stretch {
            core: (at(first.high, most), end.low.map_or(least, behind)),
            widest: (at(first.low, least), end.high.map_or(most, behind)),
        }
    }
}

fn common(one: (i32, i32), other: (i32, i32)) -> (i32, i32) {
    (one.0.max(other.0), one.1.min(other.1))
}

/// The days of stretches, each counted once.
fn covered(mut stretches: Vec<(i32, i32)>) -> i64 {
    stretches.sort_unstable();
    let (mut days, mut up_to) = (0, i32::MIN);
    for (first, end) in stretches {
        let first = first.max(up_to);
        if first < end {
            days += i64::from(end) - i64::from(first);
            up_to = end;
        }
    }
    days
}

fn times(period: Period, count: usize) -> Option<Period> {
    let count = i32::try_from(count).ok()?;
    let period = Period { months: period.months.checked_mul(count)?, days: period.days.checked_mul(count)? };
    period.checked().ok()
}
