//! Where in the input a fact stands, for the explanation.

use crate::verdict::Explanation;
use crate::verdict::record::{FactView, Knowledge, NormView, ScopeView};

/// Says of each fact of the record where it stands: file, row and, in a table, column.
pub(super) fn say_where(explanation: &mut Explanation, file: &str, row: u64, is_table: bool) {
    let scope = explanation.scope.iter_mut().flat_map(ScopeView::every_fact_mut);
    let norms = explanation.norms.iter_mut().flat_map(NormView::every_fact_mut);
    let assessments = explanation.assessments.iter_mut();
    for fact in explanation.law_as_at.facts.iter_mut().chain(scope).chain(norms).chain(assessments) {
        if matches!(fact.knowledge, Knowledge::Known | Knowledge::PartlyKnown | Knowledge::None) {
            fact.place = Some(place(fact, file, row, is_table));
        }
    }
}

fn place(fact: &FactView, file: &str, row: u64, is_table: bool) -> String {
    match is_table {
        true => format!("{file}, row {row}, column `{}`", fact.path.split('[').next().unwrap_or_default()),
        false => format!("{file}, row {row}, `{}`", fact.path),
    }
}
