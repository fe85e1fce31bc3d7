//! Three truth values, as the set of answers that are still possible.

/// Yes, no, or open: strong Kleene.
///
/// ```
/// use whereas::Truth;
/// assert_eq!(Truth::OPEN.and(Truth::NO), Truth::NO);
/// assert_eq!(Truth::OPEN.or(Truth::YES), Truth::YES);
/// assert_eq!(Truth::OPEN.and(Truth::YES), Truth::OPEN);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Truth(u8);

impl Truth {
    /// Certainly yes.
    pub const YES: Truth = Truth(1);
    /// Certainly no.
    pub const NO: Truth = Truth(2);
    /// Either.
    pub const OPEN: Truth = Truth(3);

    /// From what may be. One of the two must be possible; neither is read as open.
    #[must_use]
    pub fn of(may_be_yes: bool, may_be_no: bool) -> Truth {
        match (may_be_yes, may_be_no) {
            (true, false) => Truth::YES,
            (false, true) => Truth::NO,
            _ => Truth::OPEN,
        }
    }

    /// A known answer.
    #[must_use]
    pub fn known(yes: bool) -> Truth {
        if yes { Truth::YES } else { Truth::NO }
    }

    /// Yes is possible.
    #[must_use]
    pub fn may_be_yes(self) -> bool {
        self.0 & 1 != 0
    }

    /// No is possible.
    #[must_use]
    pub fn may_be_no(self) -> bool {
        self.0 & 2 != 0
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        Truth::of(self.may_be_yes() && other.may_be_yes(), self.may_be_no() || other.may_be_no())
    }

    /// Either.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        Truth::of(self.may_be_yes() || other.may_be_yes(), self.may_be_no() && other.may_be_no())
    }

    /// What is possible in one case or in the other.
    #[must_use]
    pub fn join(self, other: Truth) -> Truth {
        Truth(self.0 | other.0)
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        Truth::of(self.may_be_no(), self.may_be_yes())
    }
}

impl std::fmt::Debug for Truth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match *self {
            Truth::YES => "yes",
            Truth::NO => "no",
            _ => "open",
        })
    }
}
