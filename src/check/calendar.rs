//! How each pack counts, and ages that a pack counts in two ways.
//!
//! Read [`Checker::calendars`] first.

use std::collections::BTreeSet;

use super::Checker;
use super::items::Items;
use super::law::Rules;
use super::messages_of_law as say;
use super::walk::direct;
use crate::logic::{LeapBirthday, MonthEnd};
use crate::policy::{Calendar, Counting, Expr, PackId, QuestionId, RecordId};
use crate::source::Span;
use crate::syntax::tree::{CALENDAR, Counted};

/// A way of counting by the name that the option of a reading must have.
type Ways<T> = [(&'static str, T); 2];

impl Checker<'_> {
    /// The calendars, before any expression is typed. One that is reported is kept as broken, so that what it would have
    /// said is missed nowhere.
    pub(super) fn calendars(&mut self, items: &Items<'_>) {
        for item in &items.calendars {
            self.allow(&item.node.clauses, super::data::Allowed::CITES, CALENDAR);
            let birthdays = [("on_1_march", LeapBirthday::FirstOfMarch), ("on_28_february", LeapBirthday::LastOfFebruary)];
            let ends = [("last_day", MonthEnd::LastDay), ("run_over", MonthEnd::RunOver)];
            let leap_birthdays = item.node.leap_birthdays.as_ref().map(|said| self.counting(item.pack, said, birthdays));
            let month_ends = item.node.month_ends.as_ref().map(|said| self.counting(item.pack, said, ends));
            let broken = leap_birthdays == Some(None) || month_ends == Some(None);
            let cites = self.cites(item.pack, &item.node.clauses);
            let Some(pack) = self.names.packs.get_mut(item.pack.index()) else { continue };
            pack.calendar = Calendar { leap_birthdays: leap_birthdays.flatten(), month_ends: month_ends.flatten(), cites };
            if broken {
                pack.broken.insert(CALENDAR.to_owned());
            }
        }
    }

    /// What a line says; none if that is reported.
    fn counting<T: Copy>(&mut self, pack: PackId, said: &Counted<T>, ways: Ways<T>) -> Option<Counting<T>> {
        let path = match said {
            Counted::As(way) => return Some(Counting::As(*way)),
            Counted::By(path) => path,
        };
        let id = self.reading(pack, path)?;
        let reading = self.names.readings.get(id.index())?;
        let [(first, then), (second, otherwise)] = ways;
        let at = |name: &str| reading.options.iter().position(|option| &*option.name == name);
        match (reading.options.len(), at(first), at(second)) {
            (2, Some(option), Some(_)) => {
                Some(Counting::By { reading: id, option: u16::try_from(option).ok()?, then, otherwise })
            }
            _ => {
                let declared = self.names.reading_spans.get(id.index()).copied().unwrap_or_default();
                self.out.push(say::other_options(path, declared, [first, second]));
                None
            }
        }
    }

    /// Warns where a date so many years after a fact is compared although the pack counts the ages of that fact.
    pub(super) fn ages(&mut self, rules: Rules<'_>) {
        let mut counted: BTreeSet<(PackId, (RecordId, usize))> = BTreeSet::new();
        let mut compared: Vec<(PackId, (RecordId, usize), Span)> = Vec::new();
        let mut look = |pack: PackId, expr: &Expr, case: Option<RecordId>, subject: Option<RecordId>| {
            let read = direct(&self.names, expr, case, subject);
            counted.extend(read.ages.into_iter().map(|field| (pack, field)));
            compared.extend(read.years_after.into_iter().map(|(field, span)| (pack, field, span)));
        };
        for record in (0..).map(RecordId).zip(&self.names.records) {
            let conditions = record.1.fields.iter().filter_map(|field| field.only_when.as_ref());
            conditions.for_each(|condition| look(record.1.pack, condition, None, Some(record.0)));
        }
        for define in rules.defines {
            define.versions.iter().for_each(|version| look(define.pack, &version.body, None, Some(define.record)));
        }
        for presumption in rules.presumptions {
            look(presumption.pack, &presumption.when, Some(presumption.record), None);
        }
        for question in rules.questions {
            let own = question.covers.iter().chain([&question.law_as_at]);
            let own = own.chain(question.notes.iter().flat_map(|note| &note.versions).map(|note| &note.shown));
            let own = own.chain(question.reports.iter().flat_map(|report| &report.versions).map(|report| &report.value));
            own.for_each(|expr| look(question.pack, expr, Some(question.record), None));
        }
        let record_of = |id: QuestionId| rules.questions.get(id.index()).map(|question| question.record);
        for norm in rules.norms {
            let own = norm.law_as_at.iter().chain(norm.versions.iter().map(|version| &version.condition));
            own.for_each(|expr| look(norm.pack, expr, record_of(norm.question), None));
        }
        let name = |(record, field): (RecordId, usize)| {
            let field = self.names.records.get(record.index()).and_then(|record| record.fields.get(field));
            field.map(|field| field.name.to_string()).unwrap_or_default()
        };
        let twice = compared.into_iter().filter(|(pack, field, _)| counted.contains(&(*pack, *field)));
        let found: Vec<_> = twice.map(|(_, field, span)| say::age_in_two_ways(&name(field), span)).collect();
        self.out.extend(found);
    }
}
