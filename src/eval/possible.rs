//! Sets of possible verdicts.

use crate::logic::Truth;
use crate::policy::VerdictWord;

/// The verdicts that some admissible completion of a record can have. `undetermined` is never in it: that is what several are.
#[derive(Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Possible(u8);

const ORDER: [VerdictWord; 3] = [VerdictWord::Eligible, VerdictWord::Ineligible, VerdictWord::NotApplicable];

impl Possible {
    fn bit(word: VerdictWord) -> u8 {
        match word {
            VerdictWord::Eligible => 1,
            VerdictWord::Ineligible => 2,
            VerdictWord::NotApplicable => 4,
            VerdictWord::Undetermined => 0,
        }
    }

    /// With one more.
    #[must_use]
    pub fn with(self, word: VerdictWord) -> Possible {
        Possible(self.0 | Possible::bit(word))
    }

    /// All of both.
    #[must_use]
    pub fn union(self, other: Possible) -> Possible {
        Possible(self.0 | other.0)
    }

    /// Those of both.
    #[must_use]
    pub fn both(self, other: Possible) -> Possible {
        Possible(self.0 & other.0)
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether a verdict is possible.
    #[must_use]
    pub fn contains(self, word: VerdictWord) -> bool {
        self.0 & Possible::bit(word) != 0
    }

    /// Whether it is that verdict: yes if no other is possible, no if that one is not.
    pub(super) fn is(self, word: VerdictWord) -> Truth {
        Truth::of(self.contains(word), self.only() != Some(word))
    }

    /// The verdict, if only one is possible.
    #[must_use]
    pub fn only(self) -> Option<VerdictWord> {
        let mut words = self.words();
        match (words.next(), words.next()) {
            (Some(word), None) => Some(word),
            _ => None,
        }
    }

    /// The verdict: the only possible one, else `undetermined`.
    #[must_use]
    pub fn verdict(self) -> VerdictWord {
        self.only().unwrap_or(VerdictWord::Undetermined)
    }

    /// The possible ones: eligible, ineligible, not applicable, in this order.
    pub fn words(self) -> impl Iterator<Item = VerdictWord> {
        ORDER.into_iter().filter(move |word| self.contains(*word))
    }
}

impl std::fmt::Debug for Possible {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.words()).finish()
    }
}
