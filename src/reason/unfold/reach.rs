//! What formulas hang on: their atoms, the variables that they ask, the facts behind them.

use std::collections::{BTreeSet, HashSet};

use indexmap::IndexSet;

use super::{Formula, FormulaId, Unfolded};
use crate::eval::Step;
use crate::reason::cells::Subject;

/// What some formulas hang on.
#[derive(Debug, Clone, Default)]
pub(in crate::reason) struct Reach {
    formulas: HashSet<FormulaId>,
    /// Their atoms.
    pub(in crate::reason) atoms: BTreeSet<usize>,
    /// Their variables.
    pub(in crate::reason) subjects: BTreeSet<usize>,
    /// The unknown facts of either, and lists of which not all elements are known, in the order in which they are met.
    pub(in crate::reason) facts: IndexSet<Vec<Step>>,
}

impl Reach {
    /// Adds what formulas hang on.
    pub(in crate::reason) fn add(&mut self, unfolded: &Unfolded<'_>, formulas: impl IntoIterator<Item = FormulaId>) {
        let mut open: Vec<FormulaId> = formulas.into_iter().collect();
        open.reverse();
        while let Some(next) = open.pop() {
            if !self.formulas.insert(next) {
                continue;
            }
            match unfolded.formula(next) {
                Some(Formula::Not(part)) => open.push(*part),
                Some(Formula::And(parts) | Formula::Or(parts) | Formula::AtLeastOf(_, parts)) => open.extend(parts.iter().rev()),
                Some(Formula::If(condition, yes, no)) => open.extend([no, yes, condition]),
                Some(Formula::Same(left, right)) => open.extend([right, left]),
                Some(Formula::Is(question, _)) => open.extend(unfolded.formulas_of(*question)),
                Some(Formula::Atom(atom)) => {
                    self.atoms.insert(*atom);
                    self.facts.extend(unfolded.facts_of_atom(*atom).cloned());
                }
                Some(Formula::Has(subject, _)) => {
                    self.subjects.insert(*subject);
                    if let Some(Subject::Fact(fact) | Subject::Member(fact, _)) = unfolded.subjects.get_index(*subject) {
                        self.facts.insert(fact.clone());
                    }
                }
                Some(Formula::Known(_)) | None => {}
            }
        }
    }

    /// Whether some fact is behind both.
    pub(in crate::reason) fn meets(&self, other: &Reach) -> bool {
        self.facts.iter().any(|fact| other.facts.contains(fact))
    }
}

impl Unfolded<'_> {
    /// The formulas of a question.
    pub(in crate::reason) fn formulas_of(&self, question: usize) -> Vec<FormulaId> {
        let laws = self.questions.get(question).into_iter().flat_map(|question| &question.laws);
        let mut formulas = Vec::new();
        for law in laws {
            formulas.extend(law.before_end);
            formulas.extend([law.scope, law.fails, law.contradicts]);
            formulas.extend(law.outside.iter().map(|(_, formula)| *formula));
            let rules = law.rules.iter().flat_map(|rule| rule.failing.iter().chain(&rule.standing));
            formulas.extend(rules.map(|(_, formula)| *formula));
        }
        formulas
    }

    /// Whether the verdict or what contradicts the record hangs on an atom.
    pub(in crate::reason) fn needs_atom(&self, atom: usize) -> bool {
        self.needed.as_ref().is_none_or(|needed| needed.atoms.contains(&atom))
    }

    /// The unknown facts of an atom; of what is asked of further elements the list.
    pub(in crate::reason) fn facts_of_atom(&self, atom: usize) -> impl Iterator<Item = &Vec<Step>> {
        let lists = self.further.iter().filter(move |(at, _)| *at == atom).filter_map(|(_, list)| list.as_ref());
        self.atoms.get(atom).into_iter().flat_map(|atom| atom.facts.keys()).chain(lists)
    }
}
