//! Where dates, numbers and periods are cut: the values at which an atom changes its answer.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Cell, Subject, Variables, one};
use super::lines::Crossings;
use super::probe::Supposed;
use super::unfold::Asks;
use crate::eval::{Step, field_of, recorded};
use crate::logic::diagram::Budgeted;
use crate::logic::{Currency, Date, Decimal, Period, Rounding, Truth};
use crate::plan::{DateId, DateNode, Spot, TruthNode};
use crate::policy::{Bounds, Datum, Field, PolicyData, Record, Type};

/// Rounds of cutting: as many unknown dates and numbers may hang together, each compared with the next.
const ROUNDS: usize = 3;

/// Combinations of the values of other facts at which one is cut.
const COMBINATIONS: usize = 2_000;

/// Runs of one atom for the cuts of one date.
const HALVINGS: usize = 1_000;

/// The cuts of an ordered fact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Cuts {
    /// First days of stretches.
    days: BTreeSet<Date>,
    /// Values between which nothing changes.
    numbers: BTreeSet<Decimal>,
    /// Some atom compares it with another unknown one: the ends of its stretches count too.
    moves: bool,
}

impl Variables<'_, '_, '_> {
    /// Cuts dates, numbers and periods, round by round.
    pub(super) fn ordered(&mut self, policy: &PolicyData, record: &Record) -> Budgeted<()> {
        let facts: Vec<Vec<Step>> = self.ordered_facts(policy, record);
        let mut cuts: BTreeMap<Vec<Step>, Cuts> = facts.iter().map(|way| (way.clone(), Cuts::default())).collect();
        self.leave_tangles(policy, record, &facts);
        let atoms = self.atoms_of(&facts);
        for (_, ways) in atoms.iter().filter(|(_, ways)| ways.len() > 1) {
            ways.iter().filter_map(|way| cuts.get_mut(way).map(|cuts| cuts.moves = true)).for_each(drop);
        }
        // The ends of stretches of dates are days of their own; between two numbers there is always another.
        let is_date = |way: &[Step]| field_of(policy, record.ty, way).is_some_and(|field| field.ty == Type::Date);
        let moving = cuts.iter().filter(|(way, cuts)| cuts.moves && !is_date(way));
        self.cells.sampled = moving.map(|(way, _)| way.clone()).collect();
        let rounds = if cuts.values().any(|cuts| cuts.moves) { ROUNDS } else { 1 };
        for round in 0..rounds {
            let mut found = cuts.clone();
            // Only where several move with each other, a further round finds more.
            for (atom, ways) in atoms.iter().filter(|(_, ways)| round == 0 || ways.len() > 1) {
                for way in ways {
                    let into = found.entry(way.clone()).or_default();
                    self.cut(*atom, way, policy, record, into)?;
                }
            }
            for (way, found) in &found {
                let Some(field) = field_of(policy, record.ty, way) else { continue };
                let mut cells = self.stretches(field, recorded(record, way), found);
                if field.or_none && *recorded(record, way) == Datum::Missing {
                    cells.push(one(Datum::None));
                }
                self.cells.variables.insert(Subject::Fact(way.clone()), cells);
            }
            // In the first round the cells themselves are new.
            if round > 0 && found == cuts {
                break;
            }
            cuts = found;
        }
        Ok(())
    }

    /// The atoms that are taken apart and depend on ordered facts, with these.
    fn atoms_of(&self, facts: &[Vec<Step>]) -> Vec<(usize, Vec<Vec<Step>>)> {
        let atoms = self.probe.unfolded.atoms.iter().enumerate().filter(|(at, _)| !self.cells.free.contains(at));
        atoms
            .map(|(at, atom)| (at, atom.facts.keys().filter(|way| facts.contains(way)).cloned().collect::<Vec<_>>()))
            .filter(|(_, ways)| !ways.is_empty())
            .collect()
    }

    /// Gives up on atoms that tie more unknown dates and numbers together than can be told apart.
    fn leave_tangles(&mut self, policy: &PolicyData, record: &Record, facts: &[Vec<Step>]) {
        let atoms = self.atoms_of(facts);
        let tying: Vec<&(usize, Vec<Vec<Step>>)> = atoms.iter().filter(|(_, ways)| ways.len() > 1).collect();
        for (atom, ways) in &tying {
            let mut tied: BTreeSet<&Vec<Step>> = ways.iter().collect();
            loop {
                let before = tied.len();
                for (_, others) in &tying {
                    if others.iter().any(|way| tied.contains(way)) {
                        tied.extend(others);
                    }
                }
                if tied.len() == before {
                    break;
                }
            }
            let is_date = |way: &&Vec<Step>| field_of(policy, record.ty, way).is_some_and(|field| field.ty == Type::Date);
            let among = tying.iter().filter(|(_, others)| others.iter().any(|way| tied.contains(way))).count();
            // Dates are moved, never stretched: what ties two of them never crosses what else does. Lines of numbers do.
            let can_be_told = if tied.iter().all(is_date) { tied.len() <= ROUNDS } else { tied.len() <= 2 && among == 1 };
            if !can_be_told {
                self.set_free(*atom);
            }
        }
    }

    fn ordered_facts(&self, policy: &PolicyData, record: &Record) -> Vec<Vec<Step>> {
        let ways = self.cells.variables.keys().filter_map(|subject| match subject {
            Subject::Fact(way) => Some(way),
            _ => None,
        });
        let is_ordered = |way: &&Vec<Step>| {
            field_of(policy, record.ty, way).is_some_and(|field| {
                matches!(field.ty, Type::Date | Type::Number | Type::WholeNumber | Type::Money(_) | Type::Period)
            })
        };
        ways.filter(is_ordered).cloned().collect()
    }

    /// Cuts one fact where one atom changes, at every combination of the values of the atom's other facts.
    fn cut(&mut self, atom: usize, way: &[Step], policy: &PolicyData, record: &Record, into: &mut Cuts) -> Budgeted<()> {
        let unfolded = self.probe.unfolded;
        let (Some(found), Some(field)) = (unfolded.atoms.get(atom), field_of(policy, record.ty, way)) else { return Ok(()) };
        let others: Vec<Subject> = found
            .facts
            .keys()
            .filter(|other| other.as_slice() != way)
            .map(|other| Subject::Fact(other.clone()))
            .chain(found.readings.iter().map(|reading| Subject::Reading(*reading)))
            .collect();
        let Some(combinations) = self.combinations(&others) else {
            self.set_free(atom);
            return Ok(());
        };
        for supposed in combinations {
            match field.ty {
                Type::Date => {
                    let (low, high) = days(field, recorded(record, way));
                    let mut supposed = supposed;
                    supposed.facts.push((way.to_vec(), Datum::Date(low, high)));
                    if let Some(days) = self.plainly_cut(atom, way, &supposed) {
                        into.days.extend(days.into_iter().filter(|day| low < *day && *day <= high));
                        continue;
                    }
                    let asked = (atom, supposed.clone());
                    if let Some(days) = self.halved.get(&asked) {
                        into.days.extend(days);
                        continue;
                    }
                    let (mut days, mut halvings) = (BTreeSet::new(), HALVINGS);
                    self.halve(atom, way, &mut supposed, (low, high), &mut days, &mut halvings)?;
                    into.days.extend(&days);
                    self.halved.insert(asked, days);
                    if halvings == 0 {
                        self.set_free(atom);
                    }
                }
                Type::Period if self.is_plain(atom) => {}
                Type::Period => self.set_free(atom),
                _ => self.cross(atom, way, &supposed, into),
            }
        }
        Ok(())
    }

    /// Every combination of the values of variables; none if they are too many.
    fn combinations(&self, subjects: &[Subject]) -> Option<Vec<Supposed>> {
        let mut all = vec![Supposed::default()];
        for subject in subjects {
            let cells = self.cells.variables.get(subject)?;
            if all.len().saturating_mul(cells.len()) > COMBINATIONS {
                return None;
            }
            all = all.iter().flat_map(|supposed| cells.iter().map(move |cell| supposed.with(subject, &cell.value))).collect();
        }
        Some(all)
    }

    /// Where an atom that does no more than compare a date with a known day is cut; none: it does more, or there is no such day. The
    /// last fact that is supposed is the date, from the first to the last day on which it can be.
    fn plainly_cut(&self, atom: usize, way: &[Step], supposed: &Supposed) -> Option<Vec<Date>> {
        let unfolded = self.probe.unfolded;
        let found = unfolded.atoms.get(atom)?;
        let frame = unfolded.frames.get(found.frame)?;
        let options = supposed.options(unfolded.options);
        let mut machine = unfolded.machine(found.frame, &supposed.facts, &options)?;
        let mut is_it = |mut id: DateId| loop {
            match frame.program.date(id) {
                DateNode::If(condition, yes, no) => match machine.truth_under(*condition, &found.bound) {
                    Truth::YES => id = *yes,
                    Truth::NO => id = *no,
                    _ => return false,
                },
                DateNode::Fact(spot, _) => {
                    let is_presumed = |slot: &u32| frame.presumptions.iter().any(|other| other.slot == *slot);
                    let is_free =
                        !matches!(spot, Spot::Case(slot) | Spot::Undeemed(slot) | Spot::Recorded(slot) if is_presumed(slot));
                    return is_free && unfolded.way(found.frame, spot, &found.bound).as_deref() == Some(way);
                }
                _ => return false,
            }
        };
        let Asks::Truth(id) = found.asks else {
            return if let Asks::Before(date, day) = found.asks { is_it(date).then(|| vec![day]) } else { None };
        };
        let (order, left, right) = match frame.program.truth(id) {
            TruthNode::DateOrder(order, left, right) => (Some(*order), *left, *right),
            TruthNode::SameDate(left, right) => (None, *left, *right),
            _ => return None,
        };
        let other = match (is_it(left), is_it(right)) {
            (true, false) => right,
            (false, true) => left,
            _ => return None,
        };
        let day = machine.date_under(other, &found.bound);
        let day = day.low.filter(|_| day.low == day.high && day.fault.is_none())?;
        let next = Date::from_days(day.days() + 1)?;
        // What is said of the day itself is said of those before it, too, or of those beyond it.
        let beyond = if other == right { Ordering::Greater } else { Ordering::Less };
        Some(match order {
            None => vec![day, next],
            Some(order) => vec![if order.holds(Ordering::Equal) == order.holds(beyond) { day } else { next }],
        })
    }

    /// Halves a stretch of days until the atom has one answer on each part; answers the first and the last. The last fact that is
    /// supposed is the date.
    fn halve(
        &mut self,
        atom: usize,
        way: &[Step],
        supposed: &mut Supposed,
        (low, high): (Date, Date),
        cuts: &mut BTreeSet<Date>,
        halvings: &mut usize,
    ) -> Budgeted<(Truth, Truth)> {
        supposed.facts.last_mut().into_iter().for_each(|(_, value)| *value = Datum::Date(low, high));
        let (answer, may_fault) = self.probe.ask_with_faults(atom, supposed)?;
        *halvings = halvings.saturating_sub(self.probe.cost);
        let middle = Date::from_days(low.days() + (high.days() - low.days()) / 2);
        let after = middle.and_then(|middle| Date::from_days(middle.days() + 1));
        let (Some(middle), Some(after)) = (middle, after) else { return Ok((answer, answer)) };
        // A fault on some days is none on others: what stands for a stretch of days must be like all of them.
        let is_settled = match answer {
            Truth::OPEN => may_fault && !self.probe.rests_on(atom, supposed, way, (low, high)),
            _ => !may_fault,
        };
        if is_settled || low == high || *halvings == 0 {
            return Ok((answer, answer));
        }
        let left = self.halve(atom, way, supposed, (low, middle), cuts, halvings)?;
        let right = self.halve(atom, way, supposed, (after, high), cuts, halvings)?;
        if left.1 != right.0 {
            cuts.insert(after);
        }
        Ok((left.0, right.1))
    }

    fn cross(&mut self, atom: usize, way: &[Step], supposed: &Supposed, into: &mut Cuts) {
        let unfolded = self.probe.unfolded;
        let Some(found) = unfolded.atoms.get(atom) else { return };
        let options = supposed.options(unfolded.options);
        let Some(mut machine) = unfolded.machine(found.frame, &supposed.facts, &options) else { return };
        let Some(frame) = unfolded.frames.get(found.frame) else { return };
        // A question that is asked of a record within the case knows its facts from there.
        let Some(way) = way.strip_prefix(frame.prefix.as_slice()) else { return };
        let mut crossings = Crossings::new(&mut machine, frame.program, way, &found.bound);
        match found.asks {
            Asks::Truth(id) => crossings.truth(id),
            Asks::Before(id, _) => crossings.date(id),
            Asks::Code(id, _) => crossings.code(id),
            Asks::Further(_) | Asks::Free(_) => return,
        }
        let Crossings { found, others, .. } = crossings;
        into.numbers.extend(found);
        if others {
            self.set_free(atom);
        }
    }

    /// Whether an atom compares a period with one that is named, or with sums of those.
    fn is_plain(&self, atom: usize) -> bool {
        let unfolded = self.probe.unfolded;
        let Some(found) = unfolded.atoms.get(atom) else { return false };
        let Some(frame) = unfolded.frames.get(found.frame) else { return false };
        let Asks::Truth(id) = found.asks else { return false };
        found.facts.len() == 1 && matches!(frame.program.truth(id), TruthNode::SamePeriod(..) | TruthNode::PeriodOrder(..))
    }

    /// The cells between the cuts of a fact.
    fn stretches(&self, field: &Field, recorded: &Datum, cuts: &Cuts) -> Vec<Cell> {
        match &field.ty {
            Type::Date => day_cells(days(field, recorded), cuts),
            Type::Period => period_cells(&self.probe.unfolded.named.periods),
            Type::Money(None) => {
                let currencies = self.probe.unfolded.currencies();
                let of = |currency: Currency| number_cells(field, cuts, false, move |number| Datum::Money(number, currency));
                currencies.into_iter().flat_map(of).collect()
            }
            ty => {
                let value = |number: Decimal| match ty {
                    Type::Money(Some(currency)) => Datum::Money(number, *currency),
                    _ => Datum::Number(number),
                };
                number_cells(field, cuts, *ty == Type::WholeNumber, value)
            }
        }
    }
}

/// The days that an unknown or partial date may be.
fn days(field: &Field, recorded: &Datum) -> (Date, Date) {
    let (low, high) = match field.bounds {
        Some(Bounds::Date(low, high)) => (low, high),
        _ => (Date::MIN, Date::MAX),
    };
    match recorded {
        Datum::Date(first, last) => (low.max(*first), high.min(*last)),
        _ => (low, high),
    }
}

fn day_cells((low, high): (Date, Date), cuts: &Cuts) -> Vec<Cell> {
    let starts = [low].into_iter().chain(cuts.days.iter().copied().filter(|day| *day > low && *day <= high));
    let starts: BTreeSet<Date> = if cuts.moves { with_ends(starts, (low, high)) } else { starts.collect() };
    let ends = starts.iter().skip(1).filter_map(|next| Date::from_days(next.days() - 1)).chain([high]);
    let cell = |(start, end): (&Date, Date)| Cell {
        value: stands_for(*start, end),
        stretch: Some((Some(Datum::Date(*start, *start)), Some(Datum::Date(end, end)))),
        another: false,
    };
    starts.iter().zip(ends).map(cell).collect()
}

/// The day that stands for a stretch: the first; but before the earliest day there is none to count back to.
fn stands_for(start: Date, end: Date) -> Datum {
    let day = if start == Date::MIN { end } else { start };
    Datum::Date(day, day)
}

/// Each stretch as its first day, its last day, and what lies between.
fn with_ends(starts: impl Iterator<Item = Date>, (low, high): (Date, Date)) -> BTreeSet<Date> {
    let mut all: BTreeSet<Date> = BTreeSet::new();
    for start in starts {
        let around = [-1, 0, 1].into_iter().filter_map(|step| Date::from_days(start.days() + step));
        all.extend(around.filter(|day| low <= *day && *day <= high));
    }
    all.insert(high);
    all
}

fn number_cells(field: &Field, cuts: &Cuts, whole: bool, value: impl Fn(Decimal) -> Datum) -> Vec<Cell> {
    let (low, high) = match field.bounds {
        Some(Bounds::Number(low, high)) => (Some(low), Some(high)),
        _ => (None, None),
    };
    let inside = |number: &Decimal| low.is_none_or(|low| low <= *number) && high.is_none_or(|high| *number <= high);
    let points: BTreeSet<Decimal> = cuts.numbers.iter().copied().chain(low).chain(high).filter(inside).collect();
    let step = Decimal::ONE;
    let mut cells: Vec<Cell> = Vec::new();
    let mut put = |number: Decimal, from: Option<Decimal>, to: Option<Decimal>| {
        let stretch = (from.map(&value), to.map(&value));
        cells.push(Cell { value: value(number), stretch: Some(stretch), another: false });
    };
    let first = points.first().copied();
    let below = first.map_or(Some(Decimal::ZERO), |first| first.minus(step).ok());
    if let Some(below) = below.filter(|below| inside(below)) {
        put(rounded(below, whole), None, first);
    }
    for (at, point) in points.iter().enumerate() {
        if !whole || point.is_whole() {
            put(*point, Some(*point), Some(*point));
        }
        let next = points.iter().nth(at + 1).copied();
        let above = match next {
            Some(next) => between(*point, next, whole),
            None => point.plus(step).ok().map(|above| rounded(above, whole)),
        };
        if let Some(above) = above.filter(|above| inside(above)) {
            put(above, Some(*point), next);
        }
    }
    cells
}

fn rounded(number: Decimal, whole: bool) -> Decimal {
    if whole { floor(number) } else { number }
}

fn floor(number: Decimal) -> Decimal {
    number.rounded(Rounding::Down, Decimal::ONE).unwrap_or(number)
}

/// A number between two others; none if no whole one lies there and whole ones are asked for.
fn between(low: Decimal, high: Decimal, whole: bool) -> Option<Decimal> {
    if whole {
        let next = floor(low).plus(Decimal::ONE).ok()?;
        return (next < high).then_some(next);
    }
    let middle = low.plus(high).ok()?.divided_by(Decimal::from(2)).ok()?;
    (low < middle && middle < high).then_some(middle)
}

fn period_cells(named: &BTreeSet<(i32, i32)>) -> Vec<Cell> {
    let zero = BTreeSet::from([(0, 0)]);
    let mut all: BTreeSet<(i32, i32)> = BTreeSet::new();
    // A period may be compared with one that is added to it or taken from it.
    for (one, other) in named.iter().chain(&zero).flat_map(|one| named.iter().chain(&zero).map(move |other| (one, other))) {
        for sign in [-1, 1] {
            let (months, days) = (one.0 + sign * other.0, one.1 + sign * other.1);
            all.extend([(months, days - 1), (months, days), (months, days + 1)]);
        }
    }
    let not_below = |(months, days): &(i32, i32)| *months >= 0 && *days >= 0;
    let cell = |(months, days)| one(Datum::Period(Period { months, days }));
    all.into_iter().filter(not_below).map(cell).collect()
}
