//! `calendar`: how a pack counts.

use pest::iterators::Pair;

use super::{Read, Reader, Rule, value_of};
use crate::logic::{LeapBirthday, MonthEnd};
use crate::syntax::messages;
use crate::syntax::tree::{Calendar, Clauses, Counted};

impl Reader<'_> {
    pub(super) fn calendar_item(&self, pair: Pair<'_, Rule>) -> Read<Calendar> {
        let whole = self.span(&pair);
        let (mut leap_birthdays, mut month_ends, mut clauses) = (None, None, Clauses::default());
        for part in self.parts(pair) {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::leap_birthdays => self.once(&mut leap_birthdays, self.leap_birthdays(part)?, span, "`leap birthdays`")?,
                Rule::month_ends => self.once(&mut month_ends, self.month_ends(part)?, span, "`months end`")?,
                _ => self.clause(&mut clauses, part)?,
            }
        }
        if leap_birthdays.is_none() && month_ends.is_none() {
            return Err(messages::empty_calendar(whole));
        }
        Ok(Calendar { leap_birthdays: value_of(leap_birthdays), month_ends: value_of(month_ends), clauses })
    }

    fn leap_birthdays(&self, pair: Pair<'_, Rule>) -> Read<Counted<LeapBirthday>> {
        let part = self.only(pair)?;
        Ok(match part.as_rule() {
            Rule::leap_day if part.as_str().starts_with("28") => Counted::As(LeapBirthday::LastOfFebruary),
            Rule::leap_day => Counted::As(LeapBirthday::FirstOfMarch),
            _ => Counted::By(self.path(&self.only(part)?)),
        })
    }

    fn month_ends(&self, pair: Pair<'_, Rule>) -> Read<Counted<MonthEnd>> {
        let part = self.only(pair)?;
        Ok(match part.as_rule() {
            Rule::last_day => Counted::As(MonthEnd::LastDay),
            Rule::run_over => Counted::As(MonthEnd::RunOver),
            _ => Counted::By(self.path(&self.only(part)?)),
        })
    }
}
