//! Examples and tests: records written in the rules, and what is expected of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Checker;
use super::items::{At, Items};
use super::messages as say;
use super::names::{Def, Names};
use super::resolve::TypePlace;
use crate::policy::{self, Bounds, Datum, PackId, QuestionId, ReadingId, Record, RecordId, VerdictWord};
use crate::source::Span;
use crate::syntax::tree;

/// A fact of a record by its fields, and its value.
type Fact = (Vec<usize>, Datum);

impl Checker<'_> {
    /// The records of all examples; none where one is wrong.
    pub(super) fn examples(&mut self, items: &Items<'_>) -> Vec<Option<Record>> {
        let facts: Vec<Option<Vec<Fact>>> = items
            .examples
            .iter()
            .enumerate()
            .map(|(at, item)| {
                let record = self.names.examples.get(at).map(|example| example.what)?;
                self.entries(item.pack, record, &item.node.entries)
            })
            .collect();
        let bases: Vec<Option<Option<usize>>> = (0..items.examples.len()).map(|at| self.base_of(items, at)).collect();
        (0..items.examples.len()).map(|at| self.example(items, &facts, &bases, at)).collect()
    }

    /// The example that another begins with; the outer none: it is wrong.
    fn base_of(&mut self, items: &Items<'_>, at: usize) -> Option<Option<usize>> {
        let item = items.examples.get(at)?;
        let Some(name) = &item.node.base else { return Some(None) };
        let record = self.names.examples.get(at)?.what;
        let path = tree::Path { names: vec![name.clone()], span: name.span };
        self.example_named(item.pack, &path, record).map(Some)
    }

    fn example_named(&mut self, pack: PackId, path: &tree::Path, record: RecordId) -> Option<usize> {
        let Def::Example(at) = self.resolve(pack, path, "example", |def| matches!(def, Def::Example(_)))? else { return None };
        let example = self.names.examples.get(at)?;
        if example.what != record {
            let type_name = |id: RecordId| self.names.records.get(id.index()).map(|ty| ty.name.to_string()).unwrap_or_default();
            let finding = say::other_record(path, &type_name(example.what), &type_name(record), example.span);
            self.out.push(finding);
            return None;
        }
        Some(at)
    }

    fn example(
        &mut self,
        items: &Items<'_>,
        facts: &[Option<Vec<Fact>>],
        bases: &[Option<Option<usize>>],
        at: usize,
    ) -> Option<Record> {
        let mut chain = vec![at];
        let mut last = at;
        while let Some(base) = *bases.get(last)?.as_ref()? {
            if let Some(start) = chain.iter().position(|seen| *seen == base) {
                let circle: Vec<&tree::Name> =
                    chain.iter().skip(start).filter_map(|at| items.examples.get(*at)).map(|item| &item.node.name).collect();
                // Each member finds the circle; the first of it reports.
                if start == 0 && chain.iter().min() == Some(&at) {
                    let steps: Vec<_> = circle.iter().map(|name| (name.text.clone(), name.span)).collect();
                    self.out.push(say::circle("example", &steps));
                }
                return None;
            }
            chain.push(base);
            last = base;
        }
        let ty = self.names.examples.get(at)?.what;
        let mut record = Record::unknown(ty, self.names.records.get(ty.index())?.fields.len());
        for example in chain.iter().rev() {
            for (path, datum) in facts.get(*example)?.as_ref()? {
                set(&self.names, &mut record, path, datum.clone());
            }
        }
        Some(record)
    }

    /// The facts of entries, typed; none if one is wrong.
    fn entries(&mut self, pack: PackId, record: RecordId, entries: &[tree::Entry]) -> Option<Vec<Fact>> {
        let mut facts: Vec<Fact> = Vec::new();
        let mut sound = true;
        for entry in entries {
            let Some((path, ty, or_none)) = self.fact_path(record, &entry.field) else {
                sound = false;
                continue;
            };
            if facts.iter().any(|(other, _)| *other == path) {
                self.out.push(say::fact_twice(&entry.field));
                sound = false;
                continue;
            }
            let Some(datum) = self.constant(pack, &entry.value, &ty, or_none, true) else {
                sound = false;
                continue;
            };
            if let Some(bounds) = self.bounds_of(record, &path)
                && outside(bounds, &datum)
            {
                let finding = say::outside_bounds(entry.value.span, &entry.field, bounds);
                self.out.push(finding);
                sound = false;
            }
            facts.push((path, datum));
        }
        sound.then_some(facts)
    }

    fn bounds_of(&self, record: RecordId, path: &[usize]) -> Option<&Bounds> {
        let (last, way) = path.split_last()?;
        let mut at = record;
        for field in way {
            let policy::Type::Record(next) = self.names.records.get(at.index())?.fields.get(*field)?.ty else { return None };
            at = next;
        }
        self.names.records.get(at.index())?.fields.get(*last)?.bounds.as_ref()
    }

    /// The tests of the pack that was asked for; those of used packs are checked and left out.
    pub(super) fn tests(&mut self, items: &Items<'_>, examples: &[Option<Record>], norms: &[policy::Norm]) -> Vec<policy::Test> {
        let mut tests = Vec::new();
        let mut names: BTreeMap<(PackId, &str), Span> = BTreeMap::new();
        for item in &items.tests {
            let tree::Text { text, span } = &item.node.name;
            if let Some(first) = names.get(&(item.pack, text.as_str())) {
                let name = tree::Name { text: text.clone(), span: *span };
                self.out.push(say::duplicate(&name, "test", *first));
            }
            names.entry((item.pack, text.as_str())).or_insert(*span);
            let test = self.test(items, item, examples, norms);
            tests.extend(test.filter(|test| test.pack == PackId(0)));
        }
        tests
    }

    fn test(
        &mut self,
        items: &Items<'_>,
        item: &At<'_, tree::Test>,
        examples: &[Option<Record>],
        norms: &[policy::Norm],
    ) -> Option<policy::Test> {
        let At { pack, node, .. } = *item;
        let question = self.question(pack, &node.question);
        let under: Vec<(ReadingId, usize)> =
            node.under.iter().filter_map(|(path, option)| self.option_of(pack, path, option)).collect();
        let question = question?;
        let record = self.names.questions.get(question.index())?.what.record;
        let base = match &node.base {
            Some(path) => self.example_named(pack, path, record).and_then(|at| examples.get(at).cloned().flatten()),
            None => Some(Record::unknown(record, self.names.records.get(record.index())?.fields.len())),
        };
        let facts = self.entries(pack, record, &node.entries);
        self.grounds_expected(node);
        let wanted = node.expects.len();
        let expects: Vec<policy::Expectation> =
            node.expects.iter().filter_map(|expect| self.expectation(items, pack, (question, record), expect, norms)).collect();
        let mut given = base?;
        for (path, datum) in facts? {
            set(&self.names, &mut given, &path, datum);
        }
        (expects.len() == wanted && under.len() == node.under.len()).then(|| policy::Test {
            pack,
            name: Arc::from(node.name.text.as_str()),
            question,
            asked_on: node.asked_on.date,
            under,
            given,
            verdict: node.verdict.0,
            expects,
            span: node.name.span,
        })
    }

    /// Grounds can be expected only of a verdict that has some.
    fn grounds_expected(&mut self, node: &tree::Test) {
        let verdict = node.verdict.0;
        let because = node.expects.iter().find_map(|expect| match expect {
            tree::Expectation::Because(paths) => paths.first(),
            _ => None,
        });
        if let Some(path) = because.filter(|_| matches!(verdict, VerdictWord::Undetermined | VerdictWord::NotApplicable)) {
            self.out.push(say::without_grounds(path.span, verdict));
        }
    }

    fn option_of(&mut self, pack: PackId, path: &tree::Path, option: &tree::Name) -> Option<(ReadingId, usize)> {
        let id = self.reading(pack, path)?;
        let reading = self.names.readings.get(id.index())?;
        let at = reading.options.iter().position(|known| *known.name == option.text);
        if at.is_none() {
            let finding = say::unknown_option(option, &reading.name, reading.options.iter().map(|option| &*option.name));
            self.out.push(finding);
        }
        Some((id, at?))
    }

    fn expectation(
        &mut self,
        items: &Items<'_>,
        pack: PackId,
        (question, record): (QuestionId, RecordId),
        expect: &tree::Expectation,
        norms: &[policy::Norm],
    ) -> Option<policy::Expectation> {
        match expect {
            tree::Expectation::Because(paths) => {
                let found: Vec<_> =
                    paths.iter().filter_map(|path| self.norm_named(question, path.names.last()?, "norm")).collect();
                (found.len() == paths.len()).then_some(policy::Expectation::Because(found))
            }
            tree::Expectation::Missing { at_least, fields } => {
                let found: Vec<_> =
                    fields.iter().filter_map(|path| self.fact_path(record, path)).map(|(path, ..)| path).collect();
                (found.len() == fields.len()).then_some(policy::Expectation::Missing { at_least: *at_least, fields: found })
            }
            tree::Expectation::Waived { norm, by } => self.waiver_expected(question, norm, by, norms),
            tree::Expectation::Power(path, status) => {
                let powers = self.names.powers.iter().filter(|power| power.what == question).map(|power| power.name.to_string());
                let powers: Vec<String> = powers.collect();
                let at = self.place_of(pack, path, "power", powers.iter().map(String::as_str).collect());
                at.map(|at| policy::Expectation::Power(at, *status))
            }
            tree::Expectation::NotRequired(paths) => {
                let found: Vec<_> =
                    paths.iter().filter_map(|path| self.norm_named(question, path.names.last()?, "requirement")).collect();
                (found.len() == paths.len()).then_some(policy::Expectation::NotRequired(found))
            }
            tree::Expectation::Note(path, status) => {
                let notes = items.notes.iter().filter(|(of, _)| *of == question).filter_map(|(_, versions)| versions.first());
                let notes = notes.map(|note| note.node.name.text.as_str());
                self.place_of(pack, path, "note", notes.collect()).map(|at| policy::Expectation::Note(at, *status))
            }
            tree::Expectation::Report(path, value) => self.report_expected(items, pack, question, (path, value)),
            tree::Expectation::Contested(paths) => {
                let found: Vec<_> = paths.iter().filter_map(|path| self.reading(pack, path)).collect();
                (found.len() == paths.len()).then_some(policy::Expectation::Contested(found))
            }
            tree::Expectation::OpenBy(paths) => {
                let found: Vec<_> = paths.iter().filter_map(|path| self.reading(pack, path)).collect();
                (found.len() == paths.len()).then_some(policy::Expectation::OpenBy(found))
            }
        }
    }

    /// `waived NORM by EXCEPTION`
    fn waiver_expected(
        &mut self,
        question: QuestionId,
        norm: &tree::Path,
        by: &tree::Path,
        norms: &[policy::Norm],
    ) -> Option<policy::Expectation> {
        let lifted = self.norm_named(question, norm.names.last()?, "norm");
        let by_id = self.norm_named(question, by.names.last()?, "exception");
        let (lifted, by_id) = (lifted?, by_id?);
        if !norms.get(by_id.index()).is_some_and(|exception| exception.lifts.contains(&lifted)) {
            self.out.push(say::no_exception_to(by, norm));
            return None;
        }
        Some(policy::Expectation::Waived { norm: lifted, by: by_id })
    }

    /// `report NAME is VALUE`
    fn report_expected(
        &mut self,
        items: &Items<'_>,
        pack: PackId,
        question: QuestionId,
        (path, value): (&tree::Path, &tree::Expr),
    ) -> Option<policy::Expectation> {
        let reports =
            items.reports.iter().filter(|(of, _)| *of == question).filter_map(|(_, versions)| versions.first().copied());
        let reports: Vec<At<'_, tree::Report>> = reports.collect();
        let names = reports.iter().map(|report| report.node.name.text.as_str()).collect();
        let at = self.place_of(pack, path, "report", names)?;
        let report = reports.get(at)?;
        // A type that cannot be resolved is reported where the report stands.
        let before = self.out.len();
        let ty = self.ty(report.pack, &report.node.ty, TypePlace::Report);
        self.out.truncate(before);
        let datum = self.constant(pack, value, &ty?, report.node.ty.or_none, true)?;
        Some(policy::Expectation::Report(at, datum))
    }

    /// The place of a note or report among those of the question.
    fn place_of(&mut self, pack: PackId, path: &tree::Path, word: &str, names: Vec<&str>) -> Option<usize> {
        let name = path.names.last()?;
        if let Some(at) = names.iter().position(|known| *known == name.text) {
            return Some(at);
        }
        if !self.names.pack(pack).is_some_and(|own| own.hides(&name.text)) {
            self.out.push(say::unknown(path, word, None, names));
        }
        None
    }
}

/// Sets a fact, making the records on the way to it.
fn set(names: &Names, record: &mut Record, path: &[usize], datum: Datum) {
    let Some((field, rest)) = path.split_first() else { return };
    let ty = names.records.get(record.ty.index()).and_then(|ty| ty.fields.get(*field)).map(|field| &field.ty);
    let Some(slot) = record.values.get_mut(*field) else { return };
    if rest.is_empty() {
        *slot = datum;
        return;
    }
    if !matches!(slot, Datum::Record(_))
        && let Some(policy::Type::Record(id)) = ty
    {
        let fields = names.records.get(id.index()).map_or(0, |ty| ty.fields.len());
        *slot = Datum::Record(Box::new(Record::unknown(*id, fields)));
    }
    if let Datum::Record(inner) = slot {
        set(names, inner, rest, datum);
    }
}

/// Whether no value that a datum allows lies within bounds.
fn outside(bounds: &Bounds, datum: &Datum) -> bool {
    match (bounds, datum) {
        (Bounds::Number(low, high), Datum::Number(value) | Datum::Money(value, _)) => value < low || value > high,
        (Bounds::Date(low, high), Datum::Date(first, last)) => last < low || first > high,
        _ => false,
    }
}
