//! Exact numbers: decimals of at most 28 digits, and the quotients of such that do not come out even. A result is exact or there is none.

use std::cmp::Ordering;
use std::str::FromStr;

use rust_decimal::Decimal as Digits;

/// An exact number: a decimal of at most 28 digits, or a fraction of two whole numbers of at most 28 digits each. `+`, `-`, `*`, `/` and
/// comparisons are exact, or an error. A fraction is written as a decimal, cut at 28 digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// The decimal, or what stands above the line of a fraction.
    above: Digits,
    /// One, or what stands below the line: then both are whole, have no divisor in common, and are no decimal of 28 digits.
    below: Digits,
}

/// Why there is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// The text is no number.
    #[error("not a number")]
    NotANumber,
    /// More than 28 digits would be needed, of a fraction above or below its line.
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
    pub const ZERO: Decimal = Decimal::of(Digits::ZERO);
    /// One.
    pub const ONE: Decimal = Decimal::of(Digits::ONE);

    const fn of(digits: Digits) -> Decimal {
        Decimal { above: digits, below: Digits::ONE }
    }

    /// `mantissa / 10^scale`, if that has at most 28 digits.
    pub(super) fn new(mut mantissa: i128, mut scale: u32) -> Result<Decimal, DecimalError> {
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        if mantissa.abs() >= LIMIT {
            return Err(DecimalError::TooManyDigits);
        }
        Digits::try_from_i128_with_scale(mantissa, scale).map(Decimal::of).map_err(|_| DecimalError::TooManyDigits)
    }

    /// The digits as a whole number, and how many of them stand behind the point; none: a fraction.
    pub(super) fn digits(self) -> Option<(i128, u32)> {
        (self.below == Digits::ONE).then(|| (self.above.mantissa(), self.above.scale()))
    }

    /// As a fraction in lowest terms, the divisor above zero.
    pub(super) fn fraction(self) -> (i128, i128) {
        let (above, below) = (self.above.mantissa(), self.below.mantissa());
        match self.digits() {
            Some((_, scale)) if scale > 0 => {
                let tens = 10_i128.pow(scale);
                let common = divisor(above, tens);
                (above / common, tens / common)
            }
            _ => (above, below),
        }
    }

    /// A fraction, the divisor above zero.
    fn of_fraction(above: i128, below: i128) -> Result<Decimal, DecimalError> {
        let common = divisor(above, below);
        let (above, below) = (above / common, below / common);
        let ((rest, twos), fives) = (taken_out(below, 2), taken_out(below, 5).1);
        let scale = twos.max(fives);
        if taken_out(rest, 5).0 == 1 && scale <= 28 {
            let wider = 2_i128.pow(scale - twos) * 5_i128.pow(scale - fives);
            let decimal = above.checked_mul(wider).map(|mantissa| Decimal::new(mantissa, scale));
            if let Some(Ok(decimal)) = decimal {
                return Ok(decimal);
            }
        }
        if below == 1 || above.abs() >= LIMIT || below >= LIMIT {
            return Err(DecimalError::TooManyDigits);
        }
        let whole = |digits| Digits::try_from_i128_with_scale(digits, 0).map_err(|_| DecimalError::TooManyDigits);
        Ok(Decimal { above: whole(above)?, below: whole(below)? })
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

    /// Whether it can be written in digits: a fact can be no other number.
    #[must_use]
    pub fn is_decimal(self) -> bool {
        self.digits().is_some()
    }

    /// Whether it has no fraction.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.digits().is_some_and(|(_, scale)| scale == 0)
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.above.is_zero()
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.above.is_sign_negative() && !self.above.is_zero()
    }

    /// Its whole part as an integer, if it has no fraction and fits.
    #[must_use]
    pub fn to_i64(self) -> Option<i64> {
        if self.is_whole() { i64::try_from(self.above.mantissa()).ok() } else { None }
    }

    /// The sum.
    ///
    /// # Errors
    /// If it would need more than 28 digits.
    pub fn plus(self, other: Decimal) -> Result<Decimal, DecimalError> {
        if let (Some(one), Some(two)) = (self.digits(), other.digits()) {
            let scale = one.1.max(two.1);
            let sum = aligned(one, scale)?.checked_add(aligned(two, scale)?).ok_or(DecimalError::TooManyDigits)?;
            return Decimal::new(sum, scale);
        }
        let ((a, b), (c, d)) = (self.fraction(), other.fraction());
        let common = divisor(b, d);
        let sum = || a.checked_mul(d / common)?.checked_add(c.checked_mul(b / common)?);
        let sum = sum().zip((b / common).checked_mul(d)).ok_or(DecimalError::TooManyDigits)?;
        Decimal::of_fraction(sum.0, sum.1)
    }

    /// The difference.
    ///
    /// # Errors
    /// If it would need more than 28 digits.
    pub fn minus(self, other: Decimal) -> Result<Decimal, DecimalError> {
        self.plus(Decimal { above: -other.above, ..other })
    }

    /// The product.
    ///
    /// # Errors
    /// If it would need more than 28 digits.
    pub fn times(self, other: Decimal) -> Result<Decimal, DecimalError> {
        let (Some((mut a, one)), Some((mut b, two))) = (self.digits(), other.digits()) else {
            return product(self.fraction(), other.fraction());
        };
        if a == 0 || b == 0 {
            return Ok(Decimal::ZERO);
        }
        // Tens are taken out first: what then overflows has too many digits itself, not only on the way.
        let mut power = -i64::from(one) - i64::from(two);
        power += tens_out(&mut a, &mut b);
        let mantissa = a.checked_mul(b).ok_or(DecimalError::TooManyDigits)?;
        Decimal::scaled(mantissa, power)
    }

    /// The quotient: a fraction, where it does not come out even.
    ///
    /// # Errors
    /// If the divisor is zero, or the quotient would need more than 28 digits.
    pub fn divided_by(self, other: Decimal) -> Result<Decimal, DecimalError> {
        match other.fraction() {
            (0, _) => Err(DecimalError::DivisionByZero),
            (above, below) if above < 0 => product(self.fraction(), (-below, -above)),
            (above, below) => product(self.fraction(), (below, above)),
        }
    }

    /// A fraction as a decimal of 28 significant digits, half to even, and at most 28 places behind the point.
    fn cut(self) -> Result<Decimal, DecimalError> {
        let (above, below) = self.fraction();
        let (mut quotient, mut rest) = (above.abs() / below, above.abs() % below);
        let mut scale = 0;
        while rest != 0 && quotient < LIMIT / 10 && scale < 28 {
            rest *= 10;
            quotient = quotient * 10 + rest / below;
            rest %= below;
            scale += 1;
        }
        let twice = rest * 2;
        if twice > below || (twice == below && quotient % 2 == 1) {
            quotient += 1;
        }
        Decimal::new(if above < 0 { -quotient } else { quotient }, scale)
    }
}

/// The product of two fractions in lowest terms.
fn product((a, b): (i128, i128), (c, d): (i128, i128)) -> Result<Decimal, DecimalError> {
    let (one, two) = (divisor(a, d), divisor(c, b));
    let product = (a / one).checked_mul(c / two).zip((b / two).checked_mul(d / one));
    product.ok_or(DecimalError::TooManyDigits).and_then(|(above, below)| Decimal::of_fraction(above, below))
}

/// The greatest divisor that two numbers have in common, the second above zero.
fn divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b);
    while a != 0 {
        (a, b) = (b % a, a);
    }
    b
}

/// What is left of a number when a factor is taken out as often as it is in it, and how often that is.
fn taken_out(mut number: i128, factor: i128) -> (i128, u32) {
    let mut count = 0;
    while number % factor == 0 {
        number /= factor;
        count += 1;
    }
    (number, count)
}

/// The order of two fractions: by their whole parts, and of equal ones by what is left, turned round.
fn order((a, b): (i128, i128), (c, d): (i128, i128)) -> Ordering {
    let (rest, other) = (a.rem_euclid(b), c.rem_euclid(d));
    a.div_euclid(b).cmp(&c.div_euclid(d)).then_with(|| match (rest, other) {
        (0, _) | (_, 0) => rest.cmp(&other),
        _ => order((d, other), (b, rest)),
    })
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.digits(), other.digits()) {
            (Some(_), Some(_)) => self.above.cmp(&other.above),
            _ => order(self.fraction(), other.fraction()),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Default for Decimal {
    fn default() -> Self {
        Decimal::ZERO
    }
}

/// The mantissa at a larger scale.
fn aligned((mantissa, own): (i128, u32), scale: u32) -> Result<i128, DecimalError> {
    10_i128.checked_pow(scale - own).and_then(|factor| mantissa.checked_mul(factor)).ok_or(DecimalError::TooManyDigits)
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
        Decimal::of(Digits::from(value))
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
        match self.digits() {
            Some(_) => write!(f, "{}", self.above),
            None => write!(f, "{}", self.cut().map_err(|_| std::fmt::Error)?.above),
        }
    }
}

impl std::fmt::Debug for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.digits() {
            Some(_) => write!(f, "{}", self.above),
            None => write!(f, "{}/{}", self.above, self.below),
        }
    }
}
