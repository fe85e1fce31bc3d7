//! Exact decimals of at most 28 digits: a result is exact or there is none.

use std::str::FromStr;

use rust_decimal::Decimal as Digits;

/// An exact decimal number of at most 28 digits, none of them lost: `+`, `-`, `*` are exact or an error.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Decimal(Digits);

/// Why there is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// The text is no number.
    #[error("not a number")]
    NotANumber,
    /// More than 28 digits would be needed.
    #[error("more than 28 digits")]
    TooManyDigits,
    /// A division by zero.
    #[error("division by zero")]
    DivisionByZero,
}

/// The largest mantissa is below this.
const LIMIT: i128 = 10_i128.pow(28);

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal = Decimal(Digits::ZERO);
    /// One.
    pub const ONE: Decimal = Decimal(Digits::ONE);

    /// `mantissa / 10^scale`, if that has at most 28 digits.
    pub(super) fn new(mut mantissa: i128, mut scale: u32) -> Result<Decimal, DecimalError> {
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        if mantissa.abs() >= LIMIT {
            return Err(DecimalError::TooManyDigits);
        }
        Digits::try_from_i128_with_scale(mantissa, scale).map(Decimal).map_err(|_| DecimalError::TooManyDigits)
    }

    /// The digits as a whole number, and how many of them stand behind the point.
    pub(super) fn digits(self) -> (i128, u32) {
        (self.0.mantissa(), self.0.scale())
    }

    /// `mantissa * 10^power`, if that has at most 28 digits.
    fn scaled(mantissa: i128, power: i64) -> Result<Decimal, DecimalError> {
        match u32::try_from(-power) {
            Ok(scale) if scale <= 28 => Decimal::new(mantissa, scale),
            Ok(_) => Err(DecimalError::TooManyDigits),
            Err(_) => u32::try_from(power)
                .ok()
                .and_then(|power| 10_i128.checked_pow(power))
                .and_then(|factor| mantissa.checked_mul(factor))
                .ok_or(DecimalError::TooManyDigits)
                .and_then(|mantissa| Decimal::new(mantissa, 0)),
        }
    }

    /// Whether it has no fraction.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.0.scale() == 0
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// Its whole part as an integer, if it has no fraction and fits.
    #[must_use]
    pub fn to_i64(self) -> Option<i64> {
        if self.is_whole() { i64::try_from(self.0.mantissa()).ok() } else { None }
    }

    /// The sum.
    ///
    /// # Errors
    /// If it would need more than 28 digits.
    pub fn plus(self, other: Decimal) -> Result<Decimal, DecimalError> {
        let scale = self.0.scale().max(other.0.scale());
        let sum = aligned(self, scale)?.checked_add(aligned(other, scale)?).ok_or(DecimalError::TooManyDigits)?;
        Decimal::new(sum, scale)
    }

    /// The difference.
    ///
    /// # Errors
    /// If it would need more than 28 digits.
    pub fn minus(self, other: Decimal) -> Result<Decimal, DecimalError> {
        self.plus(Decimal(-other.0))
    }

    /// The product.
    ///
    /// # Errors
    /// If it would need more than 28 digits.
    pub fn times(self, other: Decimal) -> Result<Decimal, DecimalError> {
        let (mut a, mut b) = (self.0.mantissa(), other.0.mantissa());
        if a == 0 || b == 0 {
            return Ok(Decimal::ZERO);
        }
        // Tens are taken out first: what then overflows has too many digits itself, not only on the way.
        let mut power = -i64::from(self.0.scale()) - i64::from(other.0.scale());
        power += tens_out(&mut a, &mut b);
        let mantissa = a.checked_mul(b).ok_or(DecimalError::TooManyDigits)?;
        Decimal::scaled(mantissa, power)
    }

    /// The quotient to 28 significant digits, half to even; never more than 28 places behind the point.
    ///
    /// # Errors
    /// If the divisor is zero or the quotient is too large.
    pub fn divided_by(self, other: Decimal) -> Result<Decimal, DecimalError> {
        if other.is_zero() {
            return Err(DecimalError::DivisionByZero);
        }
        let negative = self.is_negative() != other.is_negative();
        let divisor = other.0.mantissa().abs();
        let mut rest = self.0.mantissa().abs();
        let mut quotient = rest / divisor;
        rest %= divisor;
        // The scale of the quotient so far; below zero while the divisor's own scale is not yet used up.
        let mut scale = i64::from(self.0.scale()) - i64::from(other.0.scale());
        while (rest != 0 || scale < 0) && quotient < LIMIT / 10 && scale < 28 {
            rest *= 10;
            quotient = quotient * 10 + rest / divisor;
            rest %= divisor;
            scale += 1;
        }
        let twice = rest * 2;
        if twice > divisor || (twice == divisor && quotient % 2 == 1) {
            quotient += 1;
        }
        let scale = u32::try_from(scale).map_err(|_| DecimalError::TooManyDigits)?;
        Decimal::new(if negative { -quotient } else { quotient }, scale)
    }
}

/// The mantissa at a larger scale.
fn aligned(number: Decimal, scale: u32) -> Result<i128, DecimalError> {
    10_i128
        .checked_pow(scale - number.0.scale())
        .and_then(|factor| number.0.mantissa().checked_mul(factor))
        .ok_or(DecimalError::TooManyDigits)
}

/// Takes the tens out of a product of two factors that are not zero, and says how many.
fn tens_out(a: &mut i128, b: &mut i128) -> i64 {
    let mut tens = 0;
    for divisors in [(10, 1), (1, 10), (2, 5), (5, 2)] {
        while *a % divisors.0 == 0 && *b % divisors.1 == 0 {
            *a /= divisors.0;
            *b /= divisors.1;
            tens += 1;
        }
    }
    tens
}

/// The exponent of a number in a text, held within what no number of 28 digits reaches.
fn exponent_of(text: &str) -> Result<i64, DecimalError> {
    const FAR: i64 = 1_000_000_000_000;
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DecimalError::NotANumber);
    }
    let exponent = digits.parse::<i64>().map_or(FAR, |exponent| exponent.min(FAR));
    Ok(if text.starts_with('-') { -exponent } else { exponent })
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Decimal(Digits::from(value))
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    /// Reads `-12.50` and, as JSON has it, `1.5e3`; no blanks, no separators. The form is that of JSON, but `007` is read.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (number, exponent) = match text.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, exponent_of(exponent)?),
            None => (text, 0),
        };
        let (negative, digits) = match number.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, number),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(whole) || !is_digits(fraction) {
            return Err(DecimalError::NotANumber);
        }
        let fraction = fraction.trim_end_matches('0');
        let all = format!("{whole}{fraction}");
        let significant = all.trim_start_matches('0');
        if significant.is_empty() {
            return Ok(Decimal::ZERO);
        }
        let kept = significant.trim_end_matches('0');
        if kept.len() > 28 {
            return Err(DecimalError::TooManyDigits);
        }
        let dropped = i64::try_from(significant.len() - kept.len()).map_err(|_| DecimalError::TooManyDigits)?;
        let places = i64::try_from(fraction.len()).map_err(|_| DecimalError::TooManyDigits)?;
        let power = exponent + dropped - places;
        let mut mantissa: i128 = kept.parse().map_err(|_| DecimalError::NotANumber)?;
        if negative {
            mantissa = -mantissa;
        }
        Decimal::scaled(mantissa, power)
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl std::fmt::Debug for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}
