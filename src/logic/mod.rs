//! Truth values, exact numbers, dates, periods, intervals: what the law counts with. Knows no policy.
//!
//! Read [`Truth`] first; then [`Decimal`], [`Date`], [`Period`].

mod calendar;
mod codes;
mod date;
mod decimal;
pub mod diagram;
mod interval;
mod period;
mod rounding;
mod truth;

pub use calendar::{LeapBirthday, MonthEnd};
pub use codes::{Country, Currency};
pub use date::{Date, DateError, date};
pub use decimal::{Decimal, DecimalError};
pub use interval::{Fault, Interval};
pub use period::{Period, PeriodError};
pub use rounding::Rounding;
pub use truth::Truth;
