//! Syntax trees to the checked policy: packs, names, types, versions, and what careful authors would look at.
//!
//! Read [`check`] first: it loads the packs, declares what they hold (`items.rs`), types it, and looks at the whole. Every
//! finding of every file comes in one run; nothing that names a broken or unknown thing is reported on top.
//!
//! ```
//! use whereas::{Sources, check};
//! let mut sources = Sources::new();
//! sources.add("demo/demo.whereas", "");
//! let checked = check::check(&sources, "demo");
//! assert!(checked.policy.is_some());
//! ```

mod amend;
mod calendar;
mod cases;
mod circles;
mod data;
mod decisions;
mod depth;
mod expr;
mod facts;
mod items;
mod law;
mod lints;
mod load;
mod messages;
mod messages_of_law;
mod messages_of_time;
mod names;
mod norms;
mod powers;
mod quotes;
mod resolve;
mod tables;
mod versions;
mod walk;

use std::collections::BTreeSet;
use std::sync::Arc;

/// For who lays out a file: the finding is the same.
#[cfg(feature = "cli")]
pub(crate) use messages::not_utf8;

use expr::{Expected, Mode, Scope};
use items::Items;
use law::Rules;
use names::{Def, Names};

use crate::diagnostic::{Diagnostic, Severity};
use crate::policy::{self, Datum, Pack, PackId, PolicyData, RecordId, Root, Type};
use crate::source::{FileId, SourceFile, Sources, digest};
use crate::syntax::tree;

pub use load::uses;

/// What checking gives: the policy if there is no error, and every finding of every file.
#[derive(Debug)]
pub struct Checked {
    /// The policy; none if there is an error.
    pub policy: Option<PolicyData>,
    /// The files that the findings point into.
    pub files: Vec<SourceFile>,
    /// All findings, by file, place and code.
    pub diagnostics: Vec<Diagnostic>,
}

impl Checked {
    /// Puts the findings in order, each once.
    pub fn sort(&mut self) {
        let path = |finding: &Diagnostic| self.files.get(finding.span().file.0 as usize).map(|file| file.path.clone());
        self.diagnostics.sort_by_cached_key(|finding| (path(finding), finding.span(), finding.code, finding.message.clone()));
        self.diagnostics.dedup();
    }
}

/// Checks the pack of a folder, with all packs that it uses.
#[must_use]
pub fn check(sources: &Sources, pack_folder: &str) -> Checked {
    let mut loaded = load::load(sources, pack_folder);
    let mut checker = Checker {
        sources,
        tables_of: vec![Vec::new(); loaded.packs.len()],
        files: std::mem::take(&mut loaded.files),
        names: Names::default(),
        broken: BTreeSet::new(),
        out: std::mem::take(&mut loaded.diagnostics),
    };
    let items = items::collect(&mut checker, &loaded);
    let policy = checker.policy(&items);
    checker.finish(policy, &loaded)
}

/// The state of a check.
struct Checker<'s> {
    sources: &'s Sources,
    files: Vec<SourceFile>,
    /// The table files of each pack.
    tables_of: Vec<Vec<FileId>>,
    names: Names,
    /// Declared things whose content is reported already.
    broken: BTreeSet<Def>,
    out: Vec<Diagnostic>,
}

impl Checker<'_> {
    /// Types everything and looks at the whole; the tables of the policy, complete only if there is no error.
    fn policy(&mut self, items: &Items<'_>) -> PolicyData {
        self.calendars(items);
        let in_force = self.question_intervals(items);
        self.field_conditions(items);
        self.unreadable_facts(items);
        self.circles_of_records();
        let lists = self.lists(items);
        let parameters = self.parameters(items);
        let tables = self.tables(items);
        let mut defines = self.defines(items);
        self.circles_of_defines(&mut defines);
        let presumptions = self.presumptions(items, &in_force);
        let questions = self.questions(items, &in_force);
        let norms = self.norms(items, &in_force);
        self.readings(items);
        let examples = self.examples(items);
        let tests = self.tests(items, &examples, &norms);
        let rules = Rules {
            lists: &lists,
            parameters: &parameters,
            defines: &defines,
            presumptions: &presumptions,
            questions: &questions,
            norms: &norms,
        };
        if !self.deep_defines(&defines) {
            self.circles_of_law(items, &defines, &presumptions, &questions, &norms);
            self.law(items, rules);
            self.quoted_operators(items, rules);
        }
        self.ages(rules);
        self.citations(items);
        self.citations_of_powers(items);
        self.untested(items);
        if !self.failed() {
            self.unused(items, rules);
        }
        PolicyData {
            files: Vec::new(),
            packs: Vec::new(),
            sources: sources(items),
            choices: Vec::new(),
            records: Vec::new(),
            lists,
            tables,
            parameters,
            defines,
            presumptions,
            readings: Vec::new(),
            questions,
            norms,
            tests,
        }
    }

    fn readings(&mut self, items: &Items<'_>) {
        for (at, item) in items.readings.iter().enumerate() {
            self.allow(&item.node.clauses, data::Allowed::CITES, "reading");
            let cites = self.cites(item.pack, &item.node.clauses);
            if let Some(reading) = self.names.readings.get_mut(at) {
                reading.cites = cites;
            }
        }
    }

    fn failed(&self) -> bool {
        self.out.iter().any(|finding| finding.severity() == Severity::Error)
    }

    fn finish(self, mut policy: PolicyData, loaded: &load::Loaded) -> Checked {
        let failed = self.failed();
        policy.packs = self.packs(loaded);
        policy.choices = self.names.choices;
        policy.records = self.names.records;
        policy.readings = self.names.readings;
        policy.files = self.files.clone();
        let mut checked = Checked { policy: (!failed).then_some(policy), files: self.files, diagnostics: self.out };
        checked.sort();
        checked
    }

    fn packs(&self, loaded: &load::Loaded) -> Vec<Pack> {
        let packs = loaded.packs.iter().zip(&self.tables_of).zip(&self.names.packs);
        let packs = packs.map(|((pack, tables), names)| {
            let rules = pack.trees.iter().map(|tree| tree.id.0 as usize);
            let files: Vec<usize> = rules.chain(tables.iter().map(|id| id.0 as usize)).collect();
            let mut named: Vec<&SourceFile> = files.iter().filter_map(|at| self.files.get(*at)).collect();
            named.sort_by(|a, b| a.path.cmp(&b.path));
            let digests: String = named.iter().map(|file| &*file.digest).collect();
            let (name, path) = (pack.name.clone(), pack.path.clone());
            Pack { name, path, digest: digest(digests.as_bytes()), files, calendar: names.calendar.clone() }
        });
        packs.collect()
    }

    /// Types an expression of an item.
    fn expr(
        &mut self,
        pack: PackId,
        subject: Option<(RecordId, Root)>,
        mode: Mode,
        expr: &tree::Expr,
        expected: &Expected,
    ) -> Option<policy::Expr> {
        let scope = Scope { names: &self.names, files: &self.files, pack, subject, mode };
        expr::check_expr(&scope, expr, expected, None, &mut self.out)
    }

    /// Types the condition of a norm, which only matters where another holds: what that settles to exist may be used.
    fn expr_given(
        &mut self,
        pack: PackId,
        subject: Option<(RecordId, Root)>,
        mode: Mode,
        expr: &tree::Expr,
        given: Option<&policy::Expr>,
    ) -> Option<policy::Expr> {
        let scope = Scope { names: &self.names, files: &self.files, pack, subject, mode };
        expr::check_expr(&scope, expr, &norms::YES_NO, given, &mut self.out)
    }

    /// Reads a constant of an item; `data`: as examples and tests write it.
    fn constant(&mut self, pack: PackId, expr: &tree::Expr, ty: &Type, or_none: bool, data: bool) -> Option<Datum> {
        let scope = Scope { names: &self.names, files: &self.files, pack, subject: None, mode: Mode::Constant };
        expr::constant(&scope, expr, ty, or_none, data, &mut self.out)
    }
}

fn sources(items: &Items<'_>) -> Vec<policy::Source> {
    let sources = items.sources.iter().map(|item| policy::Source {
        pack: item.pack,
        name: Arc::from(item.node.name.text.as_str()),
        title: Arc::from(item.node.title.text.as_str()),
        authority: item.node.authority,
        at: resolve::text(item.node.at.as_ref()),
        dated: item.node.dated.map(|at| at.date),
    });
    sources.collect()
}
