//! The derived facts that a norm reads: their citations, and the rows of decision tables that decided.
//!
//! Read [`Explainer::derived`] first.

use indexmap::IndexSet;

use super::explain::{Explainer, add_cites};
use super::facts::cites;
use super::norms::{Looked, read_parameters};
use super::record::{DerivedView, RowView};
use crate::policy::{DecisionRows, Define, Law, NormVersion, in_effect};

impl Explainer<'_> {
    /// The derived facts that a norm reads, as far as they have citations or a row of a table decided them.
    pub(super) fn derived(&self, versions: &[&NormVersion], laws: &IndexSet<Law>, looked: &Looked<'_>) -> Vec<DerivedView> {
        let (mut parameters, mut read) = (IndexSet::new(), IndexSet::new());
        versions
            .iter()
            .flat_map(|version| version.conditions())
            .for_each(|condition| read_parameters(self.policy, condition, &mut parameters, &mut read));
        let views = read.into_iter().filter_map(|id| {
            let define = self.policy.defines.get(id.index())?;
            let in_force: IndexSet<usize> = laws.iter().filter_map(|law| in_effect(&define.versions, *law)).collect();
            let (mut cited, mut rows) = (Vec::new(), Vec::new());
            for at in in_force {
                let Some(version) = define.versions.get(at) else { continue };
                add_cites(&mut cited, cites(self.policy, &version.cites));
                let decided = looked.rows.get(&(id, at)).into_iter().flatten();
                rows.extend(
                    version.rows.iter().flat_map(|table| decided.clone().filter_map(|row| self.row(define, table, *row))),
                );
            }
            let told = !cited.is_empty() || !rows.is_empty();
            told.then(|| DerivedView { name: define.name.to_string(), label: define.label.to_string(), rows, cites: cited })
        });
        views.collect()
    }

    /// `offence class: b; term: at least 5 years; supervision tier: intensive`
    fn row(&self, define: &Define, table: &DecisionRows, at: usize) -> Option<RowView> {
        let columns = table.columns.iter().map(|column| self.asks(*column).trim_matches(['‘', '’']).to_owned());
        let cells = columns.chain([define.label.to_string()]).zip(table.rows.get(at)?).map(|(column, cell)| match cell {
            Some(cell) => format!("{column}: {}", self.written(*cell)),
            None => format!("{column}: any"),
        });
        Some(RowView { row: at + 1, text: cells.collect::<Vec<_>>().join("; ") })
    }

    /// The words of the rules, as they are written.
    pub(super) fn written(&self, span: crate::source::Span) -> String {
        let file = self.policy.files.get(span.file.0 as usize);
        let words = file.map(|file| file.slice(span).split_whitespace().collect::<Vec<_>>().join(" "));
        words.unwrap_or_default()
    }
}
