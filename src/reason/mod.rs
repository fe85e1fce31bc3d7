//! The exact layer: whether the completions of a record really lead to different verdicts, and which facts decide it.
//!
//! Read [`Exact`] first. What the evaluation left open is unfolded into a formula over the smallest parts that are yes or no
//! (`unfold`); each unknown fact gets finitely many values that tell its cases apart (`cells`, `cuts`, `lines`); what a part is at
//! these values the evaluator says (`probe`); and a decision diagram puts the verdicts of all combinations together (`decide`).

mod admission;
mod cells;
mod change;
mod claims;
mod cuts;
mod decide;
mod lines;
mod missing;
mod probe;
mod proof;
mod readings;
mod sides;
mod suppose;
mod unfold;
mod witness;

pub use cells::{Cell, Subject, Variable};
pub use change::{Change, ChangedFact, Changes, LARGEST, To, changes, put};
pub use claims::{Claim, RulePart, RuleProof, prove};
pub use missing::{Answer, MissingFact, Settled, possible, settle};
pub use proof::{Admissible, Case, Given, Part, Proof, ProvenGround, RestsOn, Split};
pub use readings::{Choice, Readings, Switch, Switches};
pub use suppose::{SupposeError, suppose};

use std::collections::BTreeSet;

use crate::eval::{Options, Possible, Step};
use crate::logic::Date;
use crate::logic::diagram::{BudgetError, Budgeted, Diagram, Diagrams};
use crate::plan::Plan;
use crate::policy::Record;
use cells::Variables;
use decide::{Decider, verdict_of};
use probe::Probe;
use unfold::Unfolded;

/// How much reasoning one record may cost, in counts that are the same on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Runs of parts of the rules with supposed values; one that loops over many elements counts as several.
    pub runs: usize,
    /// Nodes of the decision diagram.
    pub nodes: usize,
}

impl Budget {
    /// None: what is left open stays open.
    pub const NONE: Budget = Budget { runs: 0, nodes: 0 };
}

impl Default for Budget {
    fn default() -> Self {
        Budget { runs: 20_000, nodes: 100_000 }
    }
}

/// The verdicts of all completions of a record.
#[derive(Debug)]
pub struct Exact {
    /// The unknown facts, open readings and parts that are not taken apart.
    pub variables: Vec<Variable>,
    /// All diagrams.
    pub diagrams: Diagrams,
    /// The verdict for each combination of values.
    pub verdict: Diagram,
    /// The possible verdicts.
    pub possible: Possible,
    /// Those of them that do not hang on parts which are not taken apart: there is an admissible completion with each.
    pub shown: Possible,
    /// The verdict hangs on such parts.
    pub untold: Option<Untold>,
    /// Facts that may come to be presumed once others are known.
    pub presumed: Vec<Presumed>,
    /// Numbers whose values stand for themselves alone, since others are compared with them.
    pub sampled: BTreeSet<Vec<Step>>,
    /// Why the verdict is the only one that is possible; none: it is not, or the budget does not allow to say.
    pub proof: Option<Proof>,
    /// How many runs it took.
    pub runs: usize,
}

/// A fact that may come to be presumed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presumed {
    /// The fact.
    pub fact: Vec<Step>,
    /// The unknown facts on which that hangs.
    pub hangs_on: Vec<Vec<Step>>,
}

/// The parts of the rules that are not taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untold {
    /// Why they are not.
    pub why: NotProven,
    /// The facts that they rest on, those on which most of them do first.
    pub facts: Vec<Vec<Step>>,
}

/// What the exact layer cannot take apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotProven {
    /// A comparison of unknown numbers that is no straight line, or of more than a few at once.
    Arithmetic,
    /// A list of which not all members are known.
    Members,
    /// The cases are more than the budget allows.
    Budget,
}

/// Finds the verdicts of all completions.
///
/// # Errors
/// If the budget is used up.
pub fn exact(plan: &Plan, record: &Record, today: Date, options: &Options, budget: Budget) -> Budgeted<Exact> {
    told_apart(plan, record, today, options, budget, |mut decider, verdict| {
        let words = decider.diagrams.answers(verdict).into_iter().filter_map(verdict_of);
        let possible = words.fold(Possible::default(), Possible::with);
        let proof = possible.only().and_then(|word| decider.prove(verdict, word).ok());
        let shown = decider.shown(verdict);
        let untold = decider.untold(verdict);
        let presumed = decider.presumptions();
        let runs = budget.runs.saturating_sub(decider.runs_left());
        let Decider { diagrams, variables, cells, .. } = decider;
        Exact { variables, diagrams, verdict, possible, shown, untold, presumed, sampled: cells.sampled, proof, runs }
    })
}

/// What can be read off the diagram of the verdicts of all completions.
fn told_apart<T>(
    plan: &Plan,
    record: &Record,
    today: Date,
    options: &Options,
    budget: Budget,
    read: impl FnOnce(Decider<'_, '_, '_>, Diagram) -> T,
) -> Budgeted<T> {
    if budget == Budget::NONE {
        return Err(BudgetError);
    }
    let unfolded = Unfolded::new(plan, record, today, options, budget.nodes);
    if unfolded.is_cut {
        return Err(BudgetError);
    }
    let mut probe = Probe { unfolded: &unfolded, left: budget.runs, cost: 0 };
    let cells = Variables::find(&mut probe, &plan.policy, record)?;
    let mut decider = Decider::new(&mut probe, cells, budget.nodes);
    let verdict = decider.admissible()?;
    Ok(read(decider, verdict))
}
