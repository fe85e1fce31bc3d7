//! Facts, citations and comparisons for the record.

use super::record::{AssessmentView, CalendarView, CiteView, ComparisonView, FactView, Knowledge, RecordedView, UnsignedView};
use super::words;
use crate::eval::{Amount, Element, FEW_ROWS, FactRef, Fit, Sides, Step};
use crate::logic::{Date, Decimal, Interval, LeapBirthday, MonthEnd, Truth};
use crate::plan::Denomination;
use crate::policy::{Calendar, Cite, Counting, Datum, Field, PolicyData, Provenance, Record, RecordId, Standing, Type};
use crate::records::assessments::{is_later, made_on};

/// Citations with their sources.
pub(super) fn cites(policy: &PolicyData, cites: &[Cite]) -> Vec<CiteView> {
    let views = cites.iter().filter_map(|cite| {
        let source = policy.sources.get(cite.source.index())?;
        Some(CiteView {
            source: source.name.to_string(),
            title: source.title.to_string(),
            pinpoint: cite.pinpoint.as_ref().map(ToString::to_string),
            authority: source.authority.map(|authority| words::authority(authority).to_owned()),
            at: source.at.as_ref().map(ToString::to_string),
        })
    });
    views.collect()
}

/// How a pack counts, in the words of the rules; none where it does not say.
pub(super) fn calendar(policy: &PolicyData, calendar: &Calendar) -> Option<CalendarView> {
    fn line<T>(policy: &PolicyData, counting: &Counting<T>, way: impl Fn(&T) -> &'static str, begin: &str) -> String {
        match counting {
            Counting::As(fixed) => way(fixed).to_owned(),
            Counting::By { reading, .. } => {
                let name = policy.readings.get(reading.index()).map(|reading| &*reading.name).unwrap_or_default();
                format!("{begin} by {name}")
            }
        }
    }
    let birthdays = calendar.leap_birthdays.as_ref().map(|birthdays| {
        let way = |way: &LeapBirthday| match way {
            LeapBirthday::FirstOfMarch => "leap birthdays on 1 March",
            LeapBirthday::LastOfFebruary => "leap birthdays on 28 February",
        };
        line(policy, birthdays, way, "leap birthdays")
    });
    let ends = calendar.month_ends.as_ref().map(|ends| {
        let way = |way: &MonthEnd| match way {
            MonthEnd::LastDay => "months end on the last day",
            MonthEnd::RunOver => "months run over",
        };
        line(policy, ends, way, "months end")
    });
    let lines: Vec<String> = birthdays.into_iter().chain(ends).collect();
    (!lines.is_empty()).then(|| CalendarView { lines, cites: cites(policy, &calendar.cites) })
}

/// What a record says of a fact: its field, its value and where that comes from.
pub(super) struct Found<'a> {
    pub(super) field: Option<&'a Field>,
    pub(super) datum: &'a Datum,
    pub(super) provenance: Option<&'a Provenance>,
}

/// Follows the steps of a fact from a record.
pub(super) fn find<'a>(policy: &'a PolicyData, record: &'a Record, steps: &[Step]) -> Found<'a> {
    let mut found = Found { field: None, datum: &Datum::Missing, provenance: None };
    let mut at = Some(record);
    let mut ty = record.ty;
    let mut elements: &[Record] = &[];
    for step in steps {
        match step {
            Step::Field(index) => {
                let field = policy.records.get(ty.index()).and_then(|record| record.fields.get(*index));
                let datum = at.and_then(|record| record.values.get(*index)).unwrap_or(&Datum::Missing);
                found = Found { field, datum, provenance: at.and_then(|record| record.provenance.get(index)) };
                at = if let Datum::Record(inner) = datum { Some(inner) } else { None };
                elements = if let Datum::List(elements, _) = datum { elements } else { &[] };
                if let Some(Type::Record(next) | Type::List(next)) = field.map(|field| &field.ty) {
                    ty = *next;
                }
            }
            Step::Element(index) => at = elements.get(*index),
        }
    }
    found
}

/// The type of the record that holds the fact to which steps lead.
pub(super) fn holder(policy: &PolicyData, record: RecordId, steps: &[Step]) -> Option<RecordId> {
    let (_, before) = steps.split_last()?;
    let mut ty = record;
    for step in before {
        if let Step::Field(index) = step {
            match policy.records.get(ty.index())?.fields.get(*index)?.ty {
                Type::Record(next) | Type::List(next) => ty = next,
                _ => return None,
            }
        }
    }
    Some(ty)
}

/// A value that stands for a fact.
pub(super) type Stands<'a> = (Standing, &'a Datum);

/// A fact of the case record as a page shows it.
pub(super) fn case_fact(policy: &PolicyData, record: &Record, steps: &[Step], stands: Option<Stands<'_>>) -> FactView {
    let found = find(policy, record, steps);
    let ty = found.field.map_or(&Type::YesNo, |field| &field.ty);
    let (datum, knowledge, recorded) = match (found.datum, stands) {
        (recorded, Some((Standing::Deemed, deemed))) => {
            (deemed, Knowledge::Deemed, Some(recorded_view(policy, ty, recorded, &found)))
        }
        (Datum::Missing, Some((Standing::Presumed, presumed))) => (presumed, Knowledge::Presumed, None),
        (datum, _) => (datum, knowledge(datum), None),
    };
    // What the law puts in the place of a fact is nobody's judgement, and comes from no file.
    let own = Some(&found).filter(|_| !matches!(knowledge, Knowledge::Presumed | Knowledge::Deemed));
    FactView {
        path: words::path(policy, record.ty, steps),
        label: words::label(policy, record.ty, steps),
        knowledge,
        value: words::json_value(policy, ty, datum),
        text: words::value(policy, ty, datum),
        provenance: own.and_then(|own| own.provenance).cloned(),
        place: None,
        sensitive: found.field.is_some_and(|field| field.sensitive),
        recorded,
        stands_in: None,
        assessment: own.and_then(|own| own.field).and_then(assessment),
    }
}

/// What a record says of a fact that is deemed to be something.
fn recorded_view(policy: &PolicyData, ty: &Type, datum: &Datum, found: &Found<'_>) -> RecordedView {
    let known = Some(found).filter(|_| *datum != Datum::Missing);
    RecordedView {
        value: words::json_value(policy, ty, datum),
        text: words::value(policy, ty, datum),
        provenance: known.and_then(|found| found.provenance).cloned(),
        assessment: known.and_then(|found| found.field).and_then(assessment),
    }
}

/// Whose judgement a fact is.
pub(super) fn assessment(field: &Field) -> Option<AssessmentView> {
    let assessment = field.assessment.as_ref()?;
    Some(AssessmentView { by: assessment.by.to_string(), standard: assessment.standard.as_ref().map(ToString::to_string) })
}

/// The assessments of a record that count as unknown: of them only where they come from is left, as far as the record says.
pub(super) fn unsigned(policy: &PolicyData, record: &Record, today: Date) -> Vec<UnsignedView> {
    let mut found = Vec::new();
    if policy.records.iter().flat_map(|ty| &ty.fields).any(|field| field.assessment.is_some()) {
        unsigned_in(policy, record, today, &mut Vec::new(), &mut found);
    }
    let view = |(steps, reason): (Vec<Step>, String)| UnsignedView {
        path: words::path(policy, record.ty, &steps),
        label: words::label(policy, record.ty, &steps),
        reason,
    };
    found.into_iter().map(view).collect()
}

/// Why an assessment that the record holds counts as unknown.
fn why_unknown(from: &Provenance, today: Date) -> Option<String> {
    let by = from.by.as_ref().filter(|by| !by.trim().is_empty());
    let lacks = match (by, &from.recorded) {
        _ if is_later(from, today) => {
            let recorded = from.recorded.as_ref().and_then(|day| Date::parse_partial(day.trim()).ok());
            let recorded = recorded.map(|(first, last)| words::date(first, last)).unwrap_or_default();
            return Some(format!(
                "an assessment counts from the day on which it was made; this one was recorded later than the day asked: {recorded}"
            ));
        }
        _ if made_on(from).is_some() => return None,
        (None, None) => "who made it and when",
        (None, Some(_)) => "who made it",
        (Some(_), _) => "on which day it was made",
    };
    Some(format!("an assessment counts only with its author and date; the record does not say {lacks}"))
}

fn unsigned_in(policy: &PolicyData, record: &Record, today: Date, path: &mut Vec<Step>, found: &mut Vec<(Vec<Step>, String)>) {
    let fields = policy.records.get(record.ty.index()).map(|ty| ty.fields.as_slice()).unwrap_or_default();
    for (at, (field, datum)) in fields.iter().zip(&record.values).enumerate() {
        path.push(Step::Field(at));
        match datum {
            Datum::Missing if field.assessment.is_some() => {
                let reason = record.provenance.get(&at).and_then(|from| why_unknown(from, today));
                found.extend(reason.map(|reason| (path.clone(), reason)));
            }
            Datum::Record(inner) => unsigned_in(policy, inner, today, path, found),
            Datum::List(elements, _) => {
                for (number, element) in elements.iter().enumerate() {
                    path.push(Step::Element(number));
                    unsigned_in(policy, element, today, path, found);
                    path.pop();
                }
            }
            _ => {}
        }
        path.pop();
    }
}

/// Which of the rows of a table fit: `none of its 6 rows fits`, `rows 1 and 4 of its 6 may fit`.
fn fit_in_words(fit: &Fit, count: usize) -> String {
    let rows = |rows: &[usize]| {
        let numbers: Vec<String> = rows.iter().map(|row| (row + 1).to_string()).collect();
        match numbers.as_slice() {
            [one] => format!("row {one}"),
            [before @ .., last] if numbers.len() <= FEW_ROWS => format!("rows {} and {last}", before.join(", ")),
            many => format!("{} rows", many.len()),
        }
    };
    let verb = if fit.certainly.len() == 1 { "fits" } else { "fit" };
    match (&*fit.certainly, &*fit.perhaps) {
        ([], []) => format!("none of its {count} rows fits"),
        (certainly, []) if certainly.len() == count && count > 1 => format!("all its {count} rows fit"),
        (certainly, []) => format!("{} of its {count} {verb}", rows(certainly)),
        ([], perhaps) => format!("{} of its {count} may fit", rows(perhaps)),
        (certainly, perhaps) => format!("{} of its {count} {verb}, {} may", rows(certainly), rows(perhaps)),
    }
}

/// A fact of the rules' tables: a row that decided, or the table in which none did alone.
pub(super) fn table_fact(policy: &PolicyData, fact: &FactRef) -> Option<FactView> {
    let (table, row, steps, fit) = match fact {
        FactRef::Case(_) | FactRef::Stood(..) => return None,
        FactRef::Row(table, row, steps) => (table, Some(*row), steps.as_slice(), &Fit::default()),
        FactRef::Table(table, fit) => (table, None, &[] as &[Step], fit),
    };
    let table = policy.tables.get(table.index())?;
    let (path, label, value, text) = match row.and_then(|row| Some((row, table.rows.get(row)?))) {
        Some((row, record)) => {
            let found = find(policy, record, steps);
            let ty = found.field.map_or(&Type::YesNo, |field| &field.ty);
            (
                format!("{}[{row}].{}", table.name, words::path(policy, table.record, steps)),
                format!("{}, row {}: {}", table.label, row + 1, words::label(policy, table.record, steps)),
                words::json_value(policy, ty, found.datum),
                words::value(policy, ty, found.datum),
            )
        }
        None => {
            let count = table.rows.len();
            let value = serde_json::json!({"count": count, "fit": fit.certainly, "may_fit": fit.perhaps});
            (table.name.to_string(), table.label.to_string(), value, fit_in_words(fit, count))
        }
    };
    Some(FactView {
        path,
        label,
        knowledge: Knowledge::Reference,
        value,
        text,
        provenance: None,
        place: None,
        sensitive: false,
        recorded: None,
        stands_in: None,
        assessment: None,
    })
}

fn knowledge(datum: &Datum) -> Knowledge {
    match datum {
        Datum::Missing => Knowledge::Unknown,
        Datum::None => Knowledge::None,
        Datum::Date(first, last) if first != last => Knowledge::PartlyKnown,
        Datum::Set(_, false) | Datum::List(_, false) => Knowledge::PartlyKnown,
        _ => Knowledge::Known,
    }
}

/// A comparison with its difference in units. With a percentage both sides are told as such.
pub(super) fn comparison(asks: String, sides: &Sides, holds: Truth, is_percentage: &dyn Fn(Decimal) -> bool) -> ComparisonView {
    let (left, right, difference) = match sides {
        Sides::Amounts(left, right) if in_percent([left, right], is_percentage) => {
            let hundred = |of: &Amount| Amount { range: of.range.times(Interval::exact(Decimal::from(100))), ..*of };
            let view = comparison(asks, &Sides::Amounts(hundred(left), hundred(right)), holds, &|_| false);
            let difference = view.difference.as_ref().and_then(|difference| difference.split_once(' '));
            let difference = difference.map(|(points, more)| format!("{points} percentage points {more}"));
            return ComparisonView { left: format!("{} %", view.left), right: format!("{} %", view.right), difference, ..view };
        }
        Sides::Dates(left, right) => {
            let known = left.value().zip(right.value());
            (days(*left), days(*right), known.and_then(|(left, right)| days_apart(left, right)))
        }
        Sides::Amounts(left, right) => {
            let known = left.range.value().zip(right.range.value());
            let difference = known.and_then(|(a, b)| {
                let (more, word) = if a > b { (a.minus(b).ok()?, "more") } else { (b.minus(a).ok()?, "less") };
                (!more.is_zero()).then(|| format!("{} {word}", amount(more, left.of)))
            });
            (amounts(left), amounts(right), difference)
        }
        Sides::Periods(left, right) => (left.in_words(), right.in_words(), None),
    };
    let holds = (holds != Truth::OPEN).then_some(holds == Truth::YES);
    ComparisonView { asks, left, right, holds, difference, of: None }
}

/// Whether two numbers without a unit are compared of which one is written as a percentage.
fn in_percent(sides: [&Amount; 2], is_percentage: &dyn Fn(Decimal) -> bool) -> bool {
    sides.iter().all(|side| side.of == Denomination::Plain)
        && sides.iter().filter_map(|side| side.range.value()).any(is_percentage)
}

/// The element at which something is compared: `convictions 3`, `from 1 March 2011 to 29 February 2012`.
pub(super) fn element(policy: &PolicyData, record: RecordId, element: &Element) -> String {
    match element {
        Element::Fact(steps) => words::label(policy, record, steps),
        Element::Stretch(first, last) => format!("from {} to {}", days(*first), days(*last)),
    }
}

fn days_apart(left: Date, right: Date) -> Option<String> {
    let days = left.days() - right.days();
    let unit = if days.abs() == 1 { "day" } else { "days" };
    let direction = if days < 0 { "before" } else { "after" };
    (days != 0).then(|| format!("{} {unit} {direction}", days.abs()))
}

/// `1 February 2025`, `between 1 and 31 January 2025`, `1 February 2025 or later`
fn days(range: Interval<Date>) -> String {
    match (range.low, range.high) {
        (Some(low), Some(high)) if low == high => low.in_words(),
        (Some(low), Some(high)) => {
            let ((year, month, day), (last_year, last_month, _)) = (low.parts(), high.parts());
            let one_month = (year, month) == (last_year, last_month);
            let first = if one_month { day.to_string() } else { low.in_words() };
            format!("between {first} and {}", high.in_words())
        }
        (low, high) => words::between(low, high, Date::in_words, ["or later", "or earlier"]),
    }
}

/// `100 USD`, `between 712 USD and 750 USD`, `0 USD or more`
pub(super) fn amounts(found: &Amount) -> String {
    let text = |value| amount(value, found.of);
    let ends = (found.range.low, found.range.high);
    found.range.value().map_or_else(|| words::between(ends.0, ends.1, text, ["or more", "or less"]), text)
}

fn amount(value: Decimal, of: Denomination) -> String {
    match of {
        Denomination::In(currency) => words::money(value, currency),
        _ => value.to_string(),
    }
}
