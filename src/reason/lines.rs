//! Where a number makes comparisons change: numbers as straight lines in one unknown number.
//!
//! Read [`Crossings`] first. All else put in, a number is a few straight lines in the unknown one (`smaller of` and branches have
//! several), so that comparisons change only where two lines cross.

use std::collections::BTreeSet;

use crate::eval::{Bound, Machine, Step};
use crate::logic::Decimal;
use crate::plan::{LoopNode, NumberId, NumberNode, Program, TruthId, TruthNode};

/// More lines than this for one number, and its crossings are not sought.
const MAX_LINES: usize = 64;

/// A number as a line: `slope` times the unknown one, and `base`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Line {
    slope: Decimal,
    base: Decimal,
}

/// Collects the values of one unknown number at which a truth may change.
pub(super) struct Crossings<'m, 'a, 'w> {
    machine: &'m mut Machine<'a>,
    program: &'a Program,
    /// The unknown number.
    way: &'w [Step],
    bound: Vec<Bound<'a>>,
    /// The values.
    pub(super) found: BTreeSet<Decimal>,
    /// There may be others: a product of the number with itself, too many lines.
    pub(super) others: bool,
}

impl<'m, 'a, 'w> Crossings<'m, 'a, 'w> {
    pub(super) fn new(machine: &'m mut Machine<'a>, program: &'a Program, way: &'w [Step], bound: &[Bound<'a>]) -> Self {
        Crossings { machine, program, way, bound: bound.to_vec(), found: BTreeSet::new(), others: false }
    }

    /// Collects those of a truth.
    pub(super) fn truth(&mut self, id: TruthId) {
        match self.program.truth(id) {
            TruthNode::Not(inner) => self.truth(*inner),
            TruthNode::And(parts) | TruthNode::Or(parts) | TruthNode::AtLeastOf(_, parts) => {
                parts.iter().for_each(|part| self.truth(*part));
            }
            TruthNode::If(a, b, c) => [a, b, c].into_iter().for_each(|part| self.truth(*part)),
            TruthNode::SameTruth(a, b) => [a, b].into_iter().for_each(|part| self.truth(*part)),
            TruthNode::SameNumber(left, right) | TruthNode::NumberOrder(_, left, right) => {
                let (left, right) = (self.lines(*left), self.lines(*right));
                self.cross(&left, &right);
            }
            TruthNode::Quantifier(_, each) => self.each(each, |_| ()),
            _ => {}
        }
    }

    fn cross(&mut self, left: &[Line], right: &[Line]) {
        for (one, other) in left.iter().flat_map(|one| right.iter().map(move |other| (one, other))) {
            let slope = one.slope.minus(other.slope);
            let base = other.base.minus(one.base);
            match (slope, base) {
                (Ok(slope), Ok(_)) if slope.is_zero() => {}
                (Ok(slope), Ok(base)) => match base.divided_by(slope) {
                    Ok(value) => {
                        self.found.insert(value);
                    }
                    Err(_) => self.others = true,
                },
                _ => self.others = true,
            }
        }
    }

    /// Visits the elements of a loop, their conditions included.
    fn each(&mut self, each: &'a LoopNode, mut visit: impl FnMut(&mut Self)) {
        let (known, further) = self.machine.members_under(each, &self.bound);
        let depth = self.bound.len();
        for member in known.into_iter().chain(further) {
            self.bound.push(member);
            self.truth(each.condition);
            visit(self);
            self.bound.truncate(depth);
        }
    }

    /// A number as lines.
    fn lines(&mut self, id: NumberId) -> Vec<Line> {
        if let Some(value) = self.machine.number_under(id, &self.bound).range.value() {
            return vec![Line { slope: Decimal::ZERO, base: value }];
        }
        let lines = match self.program.number(id) {
            NumberNode::Fact { spot, .. } if self.machine.way_under(spot, &self.bound).as_deref() == Some(self.way) => {
                Some(vec![Line { slope: Decimal::ONE, base: Decimal::ZERO }])
            }
            NumberNode::Plus(left, right) => self.pairs(*left, *right, |a, b| {
                Some(Line { slope: a.slope.plus(b.slope).ok()?, base: a.base.plus(b.base).ok()? })
            }),
            NumberNode::Minus(left, right) => self.pairs(*left, *right, |a, b| {
                Some(Line { slope: a.slope.minus(b.slope).ok()?, base: a.base.minus(b.base).ok()? })
            }),
            NumberNode::Times(left, right) => self.pairs(*left, *right, times),
            NumberNode::DividedBy(left, right) => self.pairs(*left, *right, |a, b| {
                let whole = b.slope.is_zero();
                let line = Line { slope: a.slope.divided_by(b.base).ok()?, base: a.base.divided_by(b.base).ok()? };
                whole.then_some(line)
            }),
            NumberNode::If(condition, yes, no) => {
                self.truth(*condition);
                let (mut yes, no) = (self.lines(*yes), self.lines(*no));
                yes.extend(no);
                Some(yes)
            }
            NumberNode::Pick(_, parts) => {
                let all: Vec<Line> = parts.iter().flat_map(|part| self.lines(*part)).collect();
                self.cross(&all, &all);
                Some(all)
            }
            NumberNode::Sum(value, each, _) => {
                let mut sums = vec![Line { slope: Decimal::ZERO, base: Decimal::ZERO }];
                self.each(each, |run| {
                    let lines = run.lines(*value);
                    let more = sums.iter().flat_map(|sum| lines.iter().filter_map(move |line| plus(*sum, *line)));
                    let more: Vec<Line> = more.collect();
                    sums.extend(more);
                    sums.dedup();
                    sums.truncate(MAX_LINES + 1);
                });
                Some(sums)
            }
            NumberNode::Aggregate(_, value, each) => {
                let mut all = Vec::new();
                self.each(each, |run| all.extend(run.lines(*value)));
                self.cross(&all.clone(), &all);
                Some(all)
            }
            NumberNode::Rounded(_, value, unit) => {
                let lines = self.lines(*value);
                match self.machine.number_under(*unit, &self.bound).range.value() {
                    Some(unit) => lines.iter().map(|line| around(*line, unit)).collect::<Option<Vec<_>>>().map(|all| all.concat()),
                    None => None,
                }
            }
            NumberNode::Count(each) => {
                self.each(each, |_| ());
                Some(Vec::new())
            }
            _ => Some(Vec::new()),
        };
        let lines = lines.filter(|lines| lines.len() <= MAX_LINES);
        self.others |= lines.is_none();
        lines.unwrap_or_default()
    }

    fn pairs(&mut self, left: NumberId, right: NumberId, combine: impl Fn(Line, Line) -> Option<Line>) -> Option<Vec<Line>> {
        let (left, right) = (self.lines(left), self.lines(right));
        left.iter().flat_map(|a| right.iter().map(|b| combine(*a, *b))).collect()
    }
}

fn plus(a: Line, b: Line) -> Option<Line> {
    Some(Line { slope: a.slope.plus(b.slope).ok()?, base: a.base.plus(b.base).ok()? })
}

fn times(a: Line, b: Line) -> Option<Line> {
    let (line, by) = if b.slope.is_zero() { (a, b.base) } else { (b, a.base) };
    let straight = a.slope.is_zero() || b.slope.is_zero();
    let line = Line { slope: line.slope.times(by).ok()?, base: line.base.times(by).ok()? };
    straight.then_some(line)
}

/// Where a rounded line can be: it moves from one multiple to the next on a multiple, or halfway between two.
fn around(line: Line, unit: Decimal) -> Option<Vec<Line>> {
    let half = unit.divided_by(Decimal::from(2)).ok()?;
    let minus = |by: Decimal| line.base.minus(by).ok();
    let plus = |by: Decimal| line.base.plus(by).ok();
    let bases = [Some(line.base), minus(unit), minus(half), plus(half), plus(unit)];
    bases.into_iter().map(|base| Some(Line { slope: line.slope, base: base? })).collect()
}
