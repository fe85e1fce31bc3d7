//! Rounding to a unit: exact, and the same for amounts below zero as the words say.

use std::cmp::Ordering;

use super::{Decimal, DecimalError, Interval};

/// Which multiple of the unit stands for what lies between two. `up` is always towards the greater number, below zero too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// The next multiple that is not less: 2.1 and 2.9 give 3, −2.9 gives −2.
    Up,
    /// The next multiple that is not more: 2.9 gives 2, −2.1 gives −3.
    Down,
    /// The nearer multiple, of two equally near the greater: 2.5 gives 3, −2.5 gives −2.
    HalfUp,
    /// The nearer multiple, of two equally near the even one: 2.5 gives 2, 3.5 gives 4, −2.5 gives −2.
    HalfEven,
}

impl Decimal {
    /// Rounded to a multiple of a unit.
    ///
    /// # Errors
    /// If the unit is not above zero, or the multiple would need more than 28 digits.
    pub fn rounded(self, how: Rounding, unit: Decimal) -> Result<Decimal, DecimalError> {
        if unit <= Decimal::ZERO {
            return Err(DecimalError::DivisionByZero);
        }
        let (Some((digits, own)), Some((step, scale))) = (self.digits(), unit.digits()) else {
            let (above, below) = self.divided_by(unit)?.fraction();
            let (lower, rest) = (above.div_euclid(below), above.rem_euclid(below));
            return Decimal::new(how.multiple(lower, rest == 0, (2 * rest).cmp(&below)), 0)?.times(unit);
        };
        // At the unit's scale the number is `whole` and a rest of less than one.
        let power = |by: u32| 10_i128.checked_pow(by).ok_or(DecimalError::TooManyDigits);
        let finer = power(own.saturating_sub(scale))?;
        let coarser = power(scale.saturating_sub(own))?;
        let whole = digits.div_euclid(finer).checked_mul(coarser).ok_or(DecimalError::TooManyDigits)?;
        let rest = digits.rem_euclid(finer);
        let (lower, above) = (whole.div_euclid(step), whole.rem_euclid(step));
        // Twice what lies above the lower multiple, against the unit: first the whole parts, then the rest.
        let half = match step - 2 * above {
            0 => rest.cmp(&0),
            1 => (2 * rest).cmp(&finer),
            gap => 0.cmp(&gap),
        };
        let multiple = how.multiple(lower, above == 0 && rest == 0, half);
        multiple.checked_mul(step).ok_or(DecimalError::TooManyDigits).and_then(|digits| Decimal::new(digits, scale))
    }
}

impl Rounding {
    /// How many units stand for a number: those that are in it whole or one more. `half`: what is left against half a unit.
    fn multiple(self, lower: i128, exact: bool, half: Ordering) -> i128 {
        let up = match self {
            Rounding::Up => !exact,
            Rounding::Down => false,
            Rounding::HalfUp => half != Ordering::Less,
            Rounding::HalfEven => half == Ordering::Greater || (half == Ordering::Equal && lower % 2 != 0),
        };
        lower + i128::from(up)
    }
}

impl Interval<Decimal> {
    /// Rounded to a unit, which is known: a greater number is never rounded to a smaller multiple, so the ends say all.
    #[must_use]
    pub fn rounded(self, how: Rounding, unit: Self) -> Self {
        let fault = self.fault.or(unit.fault);
        let Some(step) = unit.value() else { return Interval { fault, ..Interval::UNKNOWN } };
        match self.value() {
            Some(value) if fault.is_none() => {
                value.rounded(how, step).map_or_else(|error| Interval::fault(error.into()), Interval::exact)
            }
            _ => {
                let end = |end: Option<Decimal>| end.and_then(|end| end.rounded(how, step).ok());
                Interval { low: end(self.low), high: end(self.high), fault }
            }
        }
    }
}
