//! Decision diagrams: functions of variables with finitely many values, each function kept once.
//!
//! Read [`Diagrams`] first. A diagram is an answer ([`Node::Answer`]) or asks for the value of one variable; on every way down the
//! variables ascend, and no question is asked whose answer makes no difference. So two functions are the same if and only if their
//! diagrams are, and a variable matters if and only if the diagram asks for it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A diagram in its [`Diagrams`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Diagram(u32);

/// What a diagram begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Node<'d> {
    /// The same answer whatever the variables are.
    Answer(u8),
    /// A variable, and the diagram for each of its values.
    Ask(u32, &'d [Diagram]),
}

/// More nodes than the budget allows: nothing is known of the function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the cases are too many to tell apart")]
pub struct BudgetError;

/// A result, or the end of the budget.
pub type Budgeted<T> = Result<T, BudgetError>;

/// All diagrams of one piece of reasoning.
#[derive(Debug)]
pub struct Diagrams {
    nodes: Vec<(u32, Box<[Diagram]>)>,
    /// The answers below each node.
    below: Vec<Below>,
    known: Known<(u32, Box<[Diagram]>)>,
    /// How many nodes may still be made.
    budget: usize,
    /// How many combinations of diagrams may still be looked at: many may come to few nodes.
    looks: usize,
    /// How many nodes the budget was.
    allowed: usize,
}

/// What answers a function may give.
#[derive(Debug, Clone, Copy)]
struct Below {
    highest: u8,
    /// A bit for each answer, the last one for all from there on.
    bits: u64,
}

impl Below {
    fn answer(answer: u8) -> Below {
        Below { highest: answer, bits: 1 << answer.min(63) }
    }

    fn with(self, other: Below) -> Below {
        Below { highest: self.highest.max(other.highest), bits: self.bits | other.bits }
    }

    /// All of them; none: some are not told apart.
    fn answers(self) -> Option<BTreeSet<u8>> {
        (self.bits >> 63 == 0).then(|| (0..63).filter(|answer| self.bits & (1 << answer) != 0).collect())
    }
}

/// How many combinations of diagrams may be looked at for each node that may be made.
const LOOKS_PER_NODE: usize = 32;

/// Numbers from here on are nodes, below are answers.
const FIRST: u32 = 256;

/// Diagrams by what they were made of.
type Known<K> = HashMap<K, Diagram, BuildHasherDefault<Mixed>>;

/// Hashes numbers of nodes: fast, and the same on every machine. How many there are is limited, so nobody gains by collisions.
#[derive(Debug, Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0.rotate_left(5) ^ u64::from(number)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u32(u32::try_from(number).unwrap_or(u32::MAX));
    }
}

impl Diagrams {
    /// None yet; at most `budget` nodes will be made.
    #[must_use]
    pub fn new(budget: usize) -> Self {
        Diagrams {
            nodes: Vec::new(),
            below: Vec::new(),
            known: Known::default(),
            budget,
            looks: budget.saturating_mul(LOOKS_PER_NODE),
            allowed: budget,
        }
    }

    /// Gives a new budget of nodes.
    pub fn allow(&mut self, budget: usize) {
        (self.budget, self.looks, self.allowed) = (budget, budget.saturating_mul(LOOKS_PER_NODE), budget);
    }

    /// How many combinations of diagrams were looked at since the budget was given.
    #[must_use]
    pub fn looks(&self) -> usize {
        self.allowed.saturating_mul(LOOKS_PER_NODE).saturating_sub(self.looks)
    }

    /// The function that is `answer` everywhere.
    #[must_use]
    pub fn answer(answer: u8) -> Diagram {
        Diagram(u32::from(answer))
    }

    /// What a diagram begins with.
    #[must_use]
    pub fn node(&self, diagram: Diagram) -> Node<'_> {
        match diagram.0.checked_sub(FIRST).and_then(|at| self.nodes.get(at as usize)) {
            Some((variable, values)) => Node::Ask(*variable, values),
            None => Node::Answer(u8::try_from(diagram.0).unwrap_or(u8::MAX)),
        }
    }

    /// The function that asks for a variable first. The diagrams of its values ask only for later variables.
    ///
    /// # Errors
    /// If the budget is used up.
    pub fn ask(&mut self, variable: u32, values: Vec<Diagram>) -> Budgeted<Diagram> {
        match values.first() {
            Some(first) if values.iter().all(|value| value == first) => return Ok(*first),
            None => return Err(BudgetError),
            _ => {}
        }
        let key = (variable, values.into_boxed_slice());
        if let Some(known) = self.known.get(&key) {
            return Ok(*known);
        }
        let left = self.budget.checked_sub(1).ok_or(BudgetError)?;
        let number = u32::try_from(self.nodes.len()).ok().and_then(|at| at.checked_add(FIRST)).ok_or(BudgetError)?;
        self.budget = left;
        let below = key.1.iter().map(|value| self.below(*value)).reduce(Below::with);
        self.below.push(below.unwrap_or(Below::answer(u8::MAX)));
        self.nodes.push(key.clone());
        self.known.insert(key, Diagram(number));
        Ok(Diagram(number))
    }

    /// The function whose answer is `answer` of the answers of several.
    ///
    /// # Errors
    /// If the budget is used up.
    pub fn map<const N: usize>(&mut self, parts: [Diagram; N], answer: &impl Fn([u8; N]) -> u8) -> Budgeted<Diagram> {
        self.mapped(parts, answer, &mut Known::default())
    }

    fn mapped<const N: usize>(
        &mut self,
        parts: [Diagram; N],
        answer: &impl Fn([u8; N]) -> u8,
        done: &mut Known<[Diagram; N]>,
    ) -> Budgeted<Diagram> {
        if let Some(known) = self.short(parts, answer).or_else(|| done.get(&parts).copied()) {
            return Ok(known);
        }
        self.looks = self.looks.checked_sub(1).ok_or(BudgetError)?;
        let first = parts.iter().filter_map(|part| self.asks(*part)).min_by_key(|(variable, _)| *variable);
        let mapped = match first {
            None => Self::answer(answer(parts.map(|part| u8::try_from(part.0).unwrap_or(u8::MAX)))),
            Some((variable, count)) => {
                let mut values: Vec<Diagram> = Vec::with_capacity(count);
                let mut before = None;
                for value in 0..count {
                    // Values next to each other often come to the same.
                    let below = parts.map(|part| self.given(part, variable, value));
                    match values.last().copied().filter(|_| before == Some(below)) {
                        Some(same) => values.push(same),
                        None => values.push(self.mapped(below, answer, done)?),
                    }
                    before = Some(below);
                }
                self.ask(variable, values)?
            }
        };
        done.insert(parts, mapped);
        Ok(mapped)
    }

    /// Where one part alone is open: that part or one answer, if the answer is always the one or the other.
    fn short<const N: usize>(&self, parts: [Diagram; N], answer: &impl Fn([u8; N]) -> u8) -> Option<Diagram> {
        let mut open = parts.iter().enumerate().filter(|(_, part)| part.0 >= FIRST);
        let (Some((at, part)), None) = (open.next(), open.next()) else { return None };
        let given = |value: u8| {
            let mut known = parts.map(|part| u8::try_from(part.0).unwrap_or(u8::MAX));
            known.iter_mut().skip(at).take(1).for_each(|open| *open = value);
            answer(known)
        };
        let (first, highest) = (given(0), self.below(*part).highest);
        if (1..=highest).all(|value| given(value) == first) {
            return Some(Self::answer(first));
        }
        (0..=highest).all(|value| given(value) == value).then_some(*part)
    }

    /// The answers that a function may give.
    fn below(&self, diagram: Diagram) -> Below {
        let below = diagram.0.checked_sub(FIRST).and_then(|at| self.below.get(at as usize)).copied();
        below.unwrap_or_else(|| Below::answer(u8::try_from(diagram.0).unwrap_or(u8::MAX)))
    }

    fn asks(&self, diagram: Diagram) -> Option<(u32, usize)> {
        match self.node(diagram) {
            Node::Ask(variable, values) => Some((variable, values.len())),
            Node::Answer(_) => None,
        }
    }

    /// A diagram, given the value of a variable that stands at its top or not above it.
    fn given(&self, diagram: Diagram, variable: u32, value: usize) -> Diagram {
        match self.node(diagram) {
            Node::Ask(asked, values) if asked == variable => values.get(value).copied().unwrap_or(diagram),
            _ => diagram,
        }
    }

    /// The function where a variable has a value.
    ///
    /// # Errors
    /// If the budget is used up.
    pub fn fix(&mut self, diagram: Diagram, variable: u32, value: usize) -> Budgeted<Diagram> {
        self.fixed(diagram, variable, value, &mut Known::default())
    }

    fn fixed(&mut self, diagram: Diagram, variable: u32, value: usize, done: &mut Known<Diagram>) -> Budgeted<Diagram> {
        let (asked, values) = match self.node(diagram) {
            Node::Ask(asked, values) if asked == variable => return Ok(values.get(value).copied().unwrap_or(diagram)),
            Node::Ask(asked, values) if asked < variable => (asked, values.to_vec()),
            _ => return Ok(diagram),
        };
        if let Some(known) = done.get(&diagram) {
            return Ok(*known);
        }
        let below: Budgeted<Vec<Diagram>> = values.into_iter().map(|part| self.fixed(part, variable, value, done)).collect();
        let fixed = self.ask(asked, below?)?;
        done.insert(diagram, fixed);
        Ok(fixed)
    }

    /// The function of the variables that are kept, whose answer is `together` of the answers for all values of the others.
    ///
    /// # Errors
    /// If the budget is used up.
    pub fn over_others(
        &mut self,
        diagram: Diagram,
        is_kept: &impl Fn(u32) -> bool,
        together: &impl Fn(u8, u8) -> u8,
    ) -> Budgeted<Diagram> {
        self.over(diagram, is_kept, together, &mut Known::default())
    }

    fn over(
        &mut self,
        diagram: Diagram,
        is_kept: &impl Fn(u32) -> bool,
        together: &impl Fn(u8, u8) -> u8,
        done: &mut Known<Diagram>,
    ) -> Budgeted<Diagram> {
        let Node::Ask(variable, values) = self.node(diagram) else { return Ok(diagram) };
        if let Some(known) = done.get(&diagram) {
            return Ok(*known);
        }
        let values = values.to_vec();
        let below: Budgeted<Vec<Diagram>> = values.into_iter().map(|value| self.over(value, is_kept, together, done)).collect();
        let mut below = below?;
        let over = if is_kept(variable) {
            self.ask(variable, below)?
        } else {
            below.sort_unstable();
            below.dedup();
            let mut below = below.into_iter();
            let first = below.next().ok_or(BudgetError)?;
            below.try_fold(first, |all, next| self.map([all, next], &|[all, next]| together(all, next)))?
        };
        done.insert(diagram, over);
        Ok(over)
    }

    /// The answers that the function can give.
    #[must_use]
    pub fn answers(&self, diagram: Diagram) -> BTreeSet<u8> {
        self.below(diagram).answers().unwrap_or_else(|| self.answers_by(diagram, |_| true))
    }

    /// The answers that the function can give where only some variables are asked.
    #[must_use]
    pub fn answers_by(&self, diagram: Diagram, asks: impl Fn(u32) -> bool) -> BTreeSet<u8> {
        let mut answers = BTreeSet::new();
        self.visit(diagram, asks, &mut |node| {
            if let Node::Answer(answer) = node {
                answers.insert(answer);
            }
        });
        answers
    }

    /// For each value of a variable the answers that the function can give then: a bit for each, the last one for all from 63 on.
    /// One walk finds them for all values, and makes no diagram.
    #[must_use]
    pub fn answers_by_value(&self, diagram: Diagram, variable: u32, values: usize) -> Vec<u64> {
        let mut answers = vec![0; values];
        // What is not asked for holds whatever the value is.
        let mut whatever = 0;
        self.visit(diagram, |asked| asked < variable, &mut |node| match node {
            Node::Answer(answer) => whatever |= Below::answer(answer).bits,
            Node::Ask(asked, below) if asked == variable => {
                answers.iter_mut().zip(below).for_each(|(bits, below)| *bits |= self.below(*below).bits);
            }
            Node::Ask(asked, below) if asked > variable => {
                below.iter().for_each(|below| whatever |= self.below(*below).bits);
            }
            Node::Ask(..) => {}
        });
        answers.iter_mut().for_each(|bits| *bits |= whatever);
        answers
    }

    /// The variables that matter.
    #[must_use]
    pub fn variables(&self, diagram: Diagram) -> BTreeSet<u32> {
        let mut variables = BTreeSet::new();
        self.visit(diagram, |_| true, &mut |node| {
            if let Node::Ask(variable, _) = node {
                variables.insert(variable);
            }
        });
        variables
    }

    /// Visits every diagram below one, itself included, once; below those that ask other variables it does not look.
    fn visit<'d>(&'d self, diagram: Diagram, asks: impl Fn(u32) -> bool, see: &mut impl FnMut(Node<'d>)) {
        let mut seen = HashSet::with_hasher(BuildHasherDefault::<Mixed>::default());
        let mut open = vec![diagram];
        while let Some(next) = open.pop() {
            if seen.insert(next) {
                let node = self.node(next);
                see(node);
                if let Node::Ask(variable, values) = node
                    && asks(variable)
                {
                    open.extend(values.iter().filter(|value| !seen.contains(value)));
                }
            }
        }
    }
}
