//! How a pack counts: what its `calendar` says, and where that is left to a reading.

use super::{Cite, ReadingId};
use crate::logic::{LeapBirthday, MonthEnd};

/// The calendar of a pack; one that says nothing where the pack has none.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// When whoever was born on 29 February has a birthday; none: the pack counts no ages.
    pub leap_birthdays: Option<Counting<LeapBirthday>>,
    /// Where months end; none: on the last day.
    pub month_ends: Option<Counting<MonthEnd>>,
    /// Citations.
    pub cites: Vec<Cite>,
}

/// A way of counting that is fixed, or left to a reading of two options.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counting<T> {
    /// In this way.
    As(T),
    /// As a reading has it.
    By {
        /// The reading.
        reading: ReadingId,
        /// An option of it.
        option: u16,
        /// The way if the reading is that option.
        then: T,
        /// The way if it is the other.
        otherwise: T,
    },
}

impl<T: Default> Default for Counting<T> {
    fn default() -> Self {
        Counting::As(T::default())
    }
}

impl<T> Counting<T> {
    /// The same, in terms of something else.
    pub fn map<U>(self, to: impl Fn(T) -> U) -> Counting<U> {
        match self {
            Counting::As(way) => Counting::As(to(way)),
            Counting::By { reading, option, then, otherwise } => {
                Counting::By { reading, option, then: to(then), otherwise: to(otherwise) }
            }
        }
    }

    /// The reading that it is left to.
    pub fn reading(&self) -> Option<ReadingId> {
        match self {
            Counting::As(_) => None,
            Counting::By { reading, .. } => Some(*reading),
        }
    }
}
