//! Intervals: all that is known of an unknown number, date or period is the ends between which it lies.

use super::{Date, Decimal, DecimalError, Truth};

/// Why a computation has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Fault {
    /// A division by zero.
    #[error("a division by zero")]
    DivisionByZero,
    /// A number of more than 28 digits.
    #[error("a number of more than 28 digits")]
    TooManyDigits,
    /// A date or period outside the calendar.
    #[error("a date or period outside the years 1 to 9999")]
    OutOfCalendar,
    /// Two currencies in one computation.
    #[error("amounts in two currencies")]
    MixedCurrency,
    /// Two periods that compare differently from different starting dates.
    #[error("two periods of which neither is always the longer (months differ in length)")]
    PeriodsNotComparable,
    /// The largest or smallest of nothing.
    #[error("no element to choose from")]
    NoRow,
    /// So many elements meet a condition that exactly one must meet.
    #[error("{} where there must be exactly one", elements(*.0))]
    NotOne(u32),
}

fn elements(count: u32) -> String {
    if count == 0 { "no element".to_owned() } else { format!("{count} elements") }
}

impl From<DecimalError> for Fault {
    fn from(error: DecimalError) -> Self {
        match error {
            DecimalError::DivisionByZero => Fault::DivisionByZero,
            DecimalError::NotANumber | DecimalError::TooManyDigits => Fault::TooManyDigits,
        }
    }
}

/// A closed interval; a missing end is open. A fault that rests on known values alone is carried along: it counts as unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval<T> {
    /// The least value, if there is one.
    pub low: Option<T>,
    /// The greatest value, if there is one.
    pub high: Option<T>,
    /// Why there is no value at all.
    pub fault: Option<Fault>,
}

impl<T: Copy + Ord> Interval<T> {
    /// Nothing is known.
    pub const UNKNOWN: Self = Interval { low: None, high: None, fault: None };

    /// One value.
    pub fn exact(value: T) -> Self {
        Interval { low: Some(value), high: Some(value), fault: None }
    }

    /// Between two values.
    pub fn between(low: T, high: T) -> Self {
        Interval { low: Some(low), high: Some(high), fault: None }
    }

    /// No value.
    pub fn fault(fault: Fault) -> Self {
        Interval { low: None, high: None, fault: Some(fault) }
    }

    /// The value, if it is known.
    pub fn value(&self) -> Option<T> {
        if self.low == self.high { self.low } else { None }
    }

    /// Whether an end is known.
    pub fn is_bounded(&self) -> bool {
        self.low.is_some() || self.high.is_some()
    }

    /// Everything that lies in one or the other.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Interval {
            low: both(self.low, other.low, T::min),
            high: both(self.high, other.high, T::max),
            fault: self.fault.or(other.fault),
        }
    }

    /// The smaller of the two.
    #[must_use]
    pub fn smaller(self, other: Self) -> Self {
        let high = either(self.high, other.high, T::min);
        Interval { low: both(self.low, other.low, T::min), high, fault: self.fault.or(other.fault) }
    }

    /// The larger of the two.
    #[must_use]
    pub fn larger(self, other: Self) -> Self {
        let low = either(self.low, other.low, T::max);
        Interval { low, high: both(self.high, other.high, T::max), fault: self.fault.or(other.fault) }
    }

    /// Below the other.
    pub fn less(&self, other: &Self) -> Truth {
        Truth::of(
            !matches!((self.low, other.high), (Some(a), Some(b)) if a >= b),
            !matches!((self.high, other.low), (Some(a), Some(b)) if a < b),
        )
    }

    /// Below the other or the same.
    pub fn at_most(&self, other: &Self) -> Truth {
        !other.less(self)
    }

    /// The same.
    pub fn same(&self, other: &Self) -> Truth {
        if self.less(other) == Truth::YES || other.less(self) == Truth::YES {
            return Truth::NO;
        }
        match (self.value(), other.value()) {
            (Some(a), Some(b)) => Truth::known(a == b),
            _ => Truth::OPEN,
        }
    }
}

/// Combines two ends that are both needed.
fn both<T>(a: Option<T>, b: Option<T>, combine: impl Fn(T, T) -> T) -> Option<T> {
    Some(combine(a?, b?))
}

/// Combines two ends of which one is enough.
fn either<T>(a: Option<T>, b: Option<T>, combine: impl Fn(T, T) -> T) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(combine(a, b)),
        (a, b) => a.or(b),
    }
}

impl Interval<Date> {
    /// A date known to the day, month or year.
    pub fn of(first: Date, last: Date) -> Self {
        Interval::between(first, last)
    }
}

/// An end of an interval of numbers on the extended line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Below,
    At(Decimal),
    Above,
}

impl End {
    fn sign(self) -> i8 {
        match self {
            End::Below => -1,
            End::Above => 1,
            End::At(value) if value.is_zero() => 0,
            End::At(value) if value.is_negative() => -1,
            End::At(_) => 1,
        }
    }

    fn infinite(sign: i8) -> End {
        match sign {
            0 => End::At(Decimal::ZERO),
            sign if sign < 0 => End::Below,
            _ => End::Above,
        }
    }

    fn value(self) -> Option<Decimal> {
        match self {
            End::At(value) => Some(value),
            _ => None,
        }
    }

    fn times(self, other: End) -> [End; 2] {
        let sign = self.sign() * other.sign();
        match (self, other) {
            (End::At(a), End::At(b)) => End::found(a.times(b), sign),
            _ => [End::infinite(sign); 2],
        }
    }

    /// Divided by an end; a zero end is approached from the side of `side`.
    fn divided_by(self, other: End, side: i8) -> [End; 2] {
        let sign = self.sign() * other.sign();
        match (self, other) {
            (End::At(a), End::At(b)) if !b.is_zero() => End::found(a.divided_by(b), sign),
            (_, End::At(b)) if b.is_zero() => [End::infinite(self.sign() * side); 2],
            (End::At(_), _) => [End::At(Decimal::ZERO); 2],
            _ => [End::infinite(sign); 2],
        }
    }

    /// Between what a result lies: a number of too many digits may be any of its sign.
    fn found(result: Result<Decimal, DecimalError>, sign: i8) -> [End; 2] {
        match result {
            Ok(value) => [End::At(value); 2],
            Err(_) if sign < 0 => [End::Below, End::At(Decimal::ZERO)],
            Err(_) => [End::At(Decimal::ZERO), End::Above],
        }
    }
}

impl Interval<Decimal> {
    fn ends(&self) -> (End, End) {
        (self.low.map_or(End::Below, End::At), self.high.map_or(End::Above, End::At))
    }

    fn from_ends(ends: &[[End; 2]], fault: Option<Fault>) -> Self {
        let low = ends.iter().map(|[low, _]| *low).min().and_then(End::value);
        let high = ends.iter().map(|[_, high]| *high).max().and_then(End::value);
        Interval { low, high, fault }
    }

    /// Both values, if both are known: then a result that does not exist is a fault of known values.
    fn known(&self, other: &Self) -> Option<(Decimal, Decimal)> {
        Some((self.value()?, other.value()?))
    }

    fn computed(result: Result<Decimal, DecimalError>) -> Self {
        result.map_or_else(|error| Interval::fault(error.into()), Interval::exact)
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let fault = self.fault.or(other.fault);
        match self.known(&other) {
            Some((a, b)) if fault.is_none() => Self::computed(a.plus(b)),
            _ => {
                let low = self.low.zip(other.low).and_then(|(a, b)| a.plus(b).ok());
                let high = self.high.zip(other.high).and_then(|(a, b)| a.plus(b).ok());
                Interval { low, high, fault }
            }
        }
    }

    /// The difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        let negated = |end: Option<Decimal>| end.and_then(|end| Decimal::ZERO.minus(end).ok());
        self.plus(Interval { low: negated(other.high), high: negated(other.low), fault: other.fault })
    }

    /// The product.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let fault = self.fault.or(other.fault);
        match self.known(&other) {
            Some((a, b)) if fault.is_none() => Self::computed(a.times(b)),
            _ => {
                let ((a, b), (c, d)) = (self.ends(), other.ends());
                Self::from_ends(&[a.times(c), a.times(d), b.times(c), b.times(d)], fault)
            }
        }
    }

    /// The quotient; where the divisor may be zero, that value is left out.
    #[must_use]
    pub fn divided_by(self, other: Self) -> Self {
        let fault = self.fault.or(other.fault);
        if let Some((a, b)) = self.known(&other).filter(|_| fault.is_none()) {
            return Self::computed(a.divided_by(b));
        }
        if other.value().is_some_and(Decimal::is_zero) {
            return Interval::fault(Fault::DivisionByZero);
        }
        let ((a, b), (c, d)) = (self.ends(), other.ends());
        if c.sign() < 0 && d.sign() > 0 {
            return Interval { low: None, high: None, fault };
        }
        let side = if d.sign() > 0 { 1 } else { -1 };
        let quotients = [a.divided_by(c, side), a.divided_by(d, side), b.divided_by(c, side), b.divided_by(d, side)];
        Self::from_ends(&quotients, fault)
    }
}
