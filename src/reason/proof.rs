//! Why a verdict is the same in every case: which norms give it together, and which of their parts in which case.
//!
//! Read [`Proof`] first. Of norms, parts and rules of admissible records as few are kept as give the verdict in all cases: the last
//! are dropped first.

use super::cells::{Cell, Subject, Variable};
use super::decide::{Decider, NO, YES, verdict_of};
use super::unfold::{Contradiction, FormulaId, LawFormula};
use crate::eval::Step;
use crate::logic::diagram::{Budgeted, Diagram, Diagrams, Node};
use crate::policy::{NormId, RecordId, VerdictWord};
use crate::source::Span;

/// Why every admissible completion has the same verdict.
#[derive(Debug, Clone, Default)]
pub struct Proof {
    /// What gives the verdict: each alone.
    pub grounds: Vec<ProvenGround>,
}

/// Norms that give the verdict together, whatever is unknown.
#[derive(Debug, Clone)]
pub struct ProvenGround {
    /// Requirements and bars; of a question that does not apply, none.
    pub norms: Vec<NormId>,
    /// Where it hangs on the case what gives the verdict.
    pub splits: Vec<Split>,
    /// The rules of admissible records without which it would not always be so.
    pub rests_on: Vec<RestsOn>,
}

/// Cases, one of which each completion is, and what decides in each.
#[derive(Debug, Clone)]
pub struct Split {
    /// The cases.
    pub cases: Vec<Case>,
    /// There are more.
    pub is_cut: bool,
}

/// A variable, and those of its values that make a case.
pub type Given = (Subject, Vec<Cell>);

/// A case, and what decides in it.
#[derive(Debug, Clone)]
pub struct Case {
    /// The answers that make it; of each variable several may.
    pub given: Vec<Given>,
    /// The norm that decides; none: the scope.
    pub norm: Option<NormId>,
    /// Its part.
    pub part: Part,
}

/// A part of a norm that suffices, or of the scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// What is known without telling cases apart.
    Known,
    /// A condition, or an operand of it, holds or does not.
    Condition {
        /// Where it stands.
        span: Span,
        /// It holds.
        holds: bool,
    },
    /// What it is required for does not hold.
    NotRequired,
    /// It is not law.
    NotInForce,
    /// An exception holds.
    Exception(NormId),
    /// No requirement or bar is law.
    NoLaw,
}

/// A rule of admissible records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Admissible {
    /// A constraint: of which type the which, and the record on which it was applied.
    Constraint(RecordId, usize, Vec<Step>),
    /// A fact that exists only under a condition.
    OnlyWhen(Vec<Step>),
}

/// A rule of admissible records that the verdict rests on.
#[derive(Debug, Clone)]
pub struct RestsOn {
    /// The rule.
    pub rule: Admissible,
    /// The facts that it looks at.
    pub facts: Vec<Vec<Step>>,
}

/// More cases than this are not told one by one.
const MOST_CASES: usize = 8;

/// Parts, each with the number of its law, its norm and its formula.
type Parts<'p> = Vec<(usize, (Option<NormId>, &'p Part, FormulaId))>;

/// A part with the norm that it is of, and where it holds.
struct Alternative {
    norm: Option<NormId>,
    part: Part,
    holds: Diagram,
}

impl<'u, 'a> Decider<'_, 'u, 'a> {
    /// Why the verdict is the only one.
    pub(super) fn prove(&mut self, verdict: Diagram, word: VerdictWord) -> Budgeted<Proof> {
        let grounds = match word {
            VerdictWord::Ineligible => self.failing(verdict)?,
            VerdictWord::Eligible => self.standing(verdict)?,
            _ => self.outside(verdict)?,
        };
        Ok(Proof { grounds })
    }

    /// Each rule that fails in every case; or as few as needed, of which one fails in each.
    fn failing(&mut self, verdict: Diagram) -> Budgeted<Vec<ProvenGround>> {
        let mut fails: Vec<(NormId, Diagram)> = Vec::new();
        for (at, law) in self.laws().iter().enumerate() {
            let governs = self.governs(at)?;
            for rule in &law.rules {
                let here = self.truth(rule.fails)?;
                let here = self.both(governs, here)?;
                let before = fails.iter().position(|(norm, _)| *norm == rule.norm);
                match before.and_then(|at| fails.get_mut(at)) {
                    Some((_, elsewhere)) => *elsewhere = self.either(*elsewhere, here)?,
                    None => fails.push((rule.norm, here)),
                }
            }
        }
        let mut grounds = Vec::new();
        for (norm, holds) in &fails {
            if self.cover(verdict, &[*holds])? {
                grounds.push(vec![*norm]);
            }
        }
        if grounds.is_empty() {
            let kept = self.needed(verdict, &fails.iter().map(|(_, holds)| *holds).collect::<Vec<_>>())?;
            grounds.push(kept.into_iter().filter_map(|at| fails.get(at)).map(|(norm, _)| *norm).collect());
        }
        let mut proven = Vec::with_capacity(grounds.len());
        for norms in grounds {
            let mut parts = Vec::new();
            for (at, law) in self.laws().iter().enumerate() {
                for rule in law.rules.iter().filter(|rule| norms.contains(&rule.norm)) {
                    let of_rule = rule.failing.iter().map(|(part, formula)| (Some(rule.norm), part, *formula));
                    parts.extend(of_rule.map(|part| (at, part)));
                }
            }
            let splits = self.split(verdict, parts)?.into_iter().collect();
            let mut claim = Diagrams::answer(NO);
            for (_, holds) in fails.iter().filter(|(norm, _)| norms.contains(norm)) {
                claim = self.either(claim, *holds)?;
            }
            let rests_on = self.rests_on(VerdictWord::Ineligible, claim)?;
            proven.push(ProvenGround { norms, splits, rests_on });
        }
        Ok(proven)
    }

    /// All rules; of each that was open, what lets it stand.
    fn standing(&mut self, verdict: Diagram) -> Budgeted<Vec<ProvenGround>> {
        let mut norms: Vec<NormId> = Vec::new();
        for rule in self.laws().iter().flat_map(|law| &law.rules) {
            if !norms.contains(&rule.norm) {
                norms.push(rule.norm);
            }
        }
        let mut splits = Vec::new();
        for norm in &norms {
            let mut parts = Vec::new();
            for (at, law) in self.laws().iter().enumerate() {
                for rule in law.rules.iter().filter(|rule| rule.norm == *norm) {
                    let of_rule = rule.standing.iter().map(|(part, formula)| (Some(*norm), part, *formula));
                    parts.extend(of_rule.map(|part| (at, part)));
                }
            }
            splits.extend(self.split(verdict, parts)?);
        }
        let rests_on = self.rests_on(VerdictWord::Eligible, Diagrams::answer(YES))?;
        Ok(vec![ProvenGround { norms, splits, rests_on }])
    }

    fn outside(&mut self, verdict: Diagram) -> Budgeted<Vec<ProvenGround>> {
        let laws = self.laws().iter().enumerate();
        let parts = laws.flat_map(|(at, law)| law.outside.iter().map(move |(part, formula)| (at, (None, part, *formula))));
        let splits = self.split(verdict, parts.collect())?.into_iter().collect();
        let rests_on = self.rests_on(VerdictWord::NotApplicable, Diagrams::answer(YES))?;
        Ok(vec![ProvenGround { norms: Vec::new(), splits, rests_on }])
    }

    /// The cases that tell which part decides; none if the same does in all, or if something is not told apart.
    fn split(&mut self, verdict: Diagram, parts: Parts<'_>) -> Budgeted<Option<Split>> {
        let mut alternatives = Vec::new();
        for (law, (norm, part, formula)) in parts {
            let (governs, holds) = (self.governs(law)?, self.truth(formula)?);
            let holds = self.both(governs, holds)?;
            if holds != Diagrams::answer(NO) {
                alternatives.push(Alternative { norm, part: part.clone(), holds });
            }
        }
        let holds: Vec<Diagram> = alternatives.iter().map(|alternative| alternative.holds).collect();
        if !self.cover(verdict, &holds)? {
            return Ok(None);
        }
        let kept = self.needed(verdict, &holds)?;
        // The answers from here on are the numbers of the parts kept.
        const NONE: u8 = u8::MAX;
        let mut decides = Diagrams::answer(NONE);
        for (number, at) in (0..NONE).zip(&kept).rev() {
            let Some(alternative) = alternatives.get(*at) else { continue };
            decides =
                self.diagrams.map([decides, alternative.holds], &|[before, holds]| if holds == YES { number } else { before })?;
        }
        // Where no part decides no case is: that need not be told, nor which other cases are none.
        let mut split = Split { cases: Vec::new(), is_cut: false };
        let mut paths = Paths { diagrams: &self.diagrams, variables: &self.variables, given: Vec::new(), none: NONE };
        let told = paths.walk(decides, &mut |given, number| {
            let Some(alternative) = kept.get(usize::from(number)).and_then(|at| alternatives.get(*at)) else { return };
            if split.cases.len() == MOST_CASES {
                split.is_cut = true;
                return;
            }
            let Alternative { norm, part, .. } = alternative;
            split.cases.push(Case { given: given.to_vec(), norm: *norm, part: part.clone() });
        });
        Ok(Some(split).filter(|split| told && split.cases.len() > 1))
    }

    /// Which of several functions are needed so that one of them holds in every case.
    fn needed(&mut self, verdict: Diagram, holds: &[Diagram]) -> Budgeted<Vec<usize>> {
        let mut kept: Vec<usize> = (0..holds.len()).collect();
        for at in (0..holds.len()).rev() {
            let others: Vec<usize> = kept.iter().copied().filter(|other| *other != at).collect();
            let left: Vec<Diagram> = others.iter().filter_map(|at| holds.get(*at)).copied().collect();
            if !others.is_empty() && self.cover(verdict, &left)? {
                kept = others;
            }
        }
        Ok(kept)
    }

    /// Whether one of several functions holds in every admissible case.
    fn cover(&mut self, verdict: Diagram, holds: &[Diagram]) -> Budgeted<bool> {
        let mut any = Diagrams::answer(NO);
        for holds in holds {
            any = self.either(any, *holds)?;
        }
        let open = |[verdict, any]: [u8; 2]| u8::from(verdict_of(verdict).is_some() && any != YES);
        let left = self.diagrams.map([verdict, any], &open)?;
        Ok(left == Diagrams::answer(NO))
    }

    fn both(&mut self, one: Diagram, other: Diagram) -> Budgeted<Diagram> {
        self.diagrams.map([one, other], &|[one, other]| u8::from(one == YES && other == YES))
    }

    fn either(&mut self, one: Diagram, other: Diagram) -> Budgeted<Diagram> {
        self.diagrams.map([one, other], &|[one, other]| u8::from(one == YES || other == YES))
    }

    fn laws(&self) -> &'u [LawFormula] {
        self.unfolded().questions.first().map(|question| question.laws.as_slice()).unwrap_or_default()
    }

    /// Where a law of the question governs.
    fn governs(&mut self, at: usize) -> Budgeted<Diagram> {
        let ends = [at.checked_sub(1), Some(at)].map(|at| at.and_then(|at| self.laws().get(at)).and_then(|law| law.before_end));
        let [before, until] = [(ends[0], NO), (ends[1], YES)];
        let before = before.0.map_or(Ok(Diagrams::answer(before.1)), |formula| self.truth(formula))?;
        let until = until.0.map_or(Ok(Diagrams::answer(until.1)), |formula| self.truth(formula))?;
        self.diagrams.map([before, until], &|[before, until]| u8::from(before != YES && until == YES))
    }

    /// The rules of admissible records that are needed so that the verdict is that one and a claim holds, with the facts that they
    /// look at.
    fn rests_on(&mut self, word: VerdictWord, claim: Diagram) -> Budgeted<Vec<RestsOn>> {
        let unfolded = self.unfolded();
        let question = self.question(0)?;
        let mut kept: Vec<(&Contradiction, Diagram)> = Vec::new();
        for contradiction in &unfolded.contradicts {
            let diagram = self.truth(contradiction.formula)?;
            if diagram != Diagrams::answer(NO) {
                kept.push((contradiction, diagram));
            }
        }
        for at in (0..kept.len()).rev() {
            let mut contradicted = Diagrams::answer(NO);
            for (_, diagram) in kept.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, kept)| kept) {
                contradicted = self.either(contradicted, *diagram)?;
            }
            let others = self.diagrams.map([contradicted, question, claim], &|[contradicted, verdict, claim]| {
                let fits = |found| found == word && claim == YES;
                u8::from(contradicted != YES && !verdict_of(verdict).is_none_or(fits))
            })?;
            if others == Diagrams::answer(NO) {
                kept.remove(at);
            }
        }
        let rests_on =
            |contradiction: &Contradiction| RestsOn { rule: contradiction.rule.clone(), facts: unfolded.facts_of(contradiction) };
        Ok(kept.into_iter().map(|(contradiction, _)| rests_on(contradiction)).collect())
    }
}

/// The ways down a diagram.
struct Paths<'d> {
    diagrams: &'d Diagrams,
    variables: &'d [Variable],
    given: Vec<Given>,
    /// The answer of what is no case.
    none: u8,
}

impl Paths<'_> {
    /// Shows each way with its answer; no if a variable on one is not an unknown fact or reading.
    fn walk(&mut self, diagram: Diagram, see: &mut dyn FnMut(&[Given], u8)) -> bool {
        let (number, below) = match self.diagrams.node(diagram) {
            Node::Answer(answer) => {
                if answer != self.none {
                    see(&self.given, answer);
                }
                return true;
            }
            Node::Ask(number, below) => (number, below),
        };
        let Some(Variable { subject, cells }) = self.variables.get(number as usize) else { return false };
        if matches!(subject, Subject::Free(_)) {
            return false;
        }
        let mut ways: Vec<(Diagram, Vec<Cell>)> = Vec::new();
        for (cell, below) in cells.iter().zip(below) {
            match ways.iter_mut().find(|(other, _)| other == below) {
                Some((_, together)) => together.push(cell.clone()),
                None => ways.push((*below, vec![cell.clone()])),
            }
        }
        ways.retain(|(below, _)| *below != Diagrams::answer(self.none));
        let splits = ways.len() > 1;
        for (below, together) in ways {
            self.given.extend(splits.then(|| (subject.clone(), together)));
            let told = self.walk(below, see);
            self.given.truncate(self.given.len() - usize::from(splits));
            if !told {
                return false;
            }
        }
        true
    }
}
