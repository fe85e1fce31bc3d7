//! The norms of an explanation: what each says, what became of it, and what it looked at.
//!
//! Read [`Explainer::norms`] first.

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};

use super::asked::add_asked;
use super::explain::{Explainer, add_cites};
use super::facts::{self, cites};
use super::record::{CiteView, ComparisonView, Ground, LawAsAt, NormKindView, NormView, ParameterView, StatusView, VersionView};
use super::words;
use crate::eval::{Asked, FactRef, NormOutcome, Sides, Status, Step, Trace};
use crate::logic::{Date, Decimal, Interval, Truth};
use crate::plan::{Epoch, NumberNode, TruthId, TruthNode};
use crate::policy::{
    Datum, DefineId, Expr, ExprKind, Law, Norm, NormId, NormKind, NormVersion, ParameterId, PolicyData, in_effect,
};
use crate::source::Span;

/// What the worlds of an evaluation looked at for one condition.
#[derive(Default)]
pub(super) struct Looked<'a> {
    facts: IndexSet<FactRef>,
    asked: Vec<Asked<'a>>,
    comparisons: Vec<ComparisonView>,
    /// The rows of decision tables that decide or may, by derived fact and version.
    pub(super) rows: IndexMap<(DefineId, usize), IndexSet<usize>>,
}

impl<'a> Explainer<'a> {
    /// All norms; for the columns of a batch, and of a question that is asked, only those that decide or keep the verdict open.
    pub(super) fn norms(&self, grounds: &[Ground], undecided: &[String]) -> Vec<NormView> {
        let all = self.full() && self.outer.is_none();
        let told = |id: &String| all || undecided.contains(id) || grounds.iter().any(|ground| ground.norms.contains(id));
        let mut looked = self.looked(&told);
        let mut views = Vec::new();
        for (id, norm) in self.in_order() {
            let Some(node) = self.norm_id(id) else { continue };
            if told(node) {
                views.push(self.norm_view(id, node, norm, looked.swap_remove(&id).unwrap_or_default()));
            }
        }
        views
    }

    /// What each norm's condition consulted, over all worlds.
    fn looked(&self, told: &dyn Fn(&String) -> bool) -> IndexMap<NormId, Looked<'a>> {
        let mut looked: IndexMap<NormId, Looked<'a>> = IndexMap::new();
        if !self.full() {
            return looked;
        }
        for (world, trace) in self.traces().iter_mut() {
            let Some(epoch) = trace.epoch() else { continue };
            for planned in epoch.norms.iter().filter(|planned| self.norm_id(planned.norm).is_some_and(told)) {
                let asked = trace.apart(|trace| {
                    if world.scope == Truth::NO {
                        // Only what its own date shows: it may be why nothing is covered.
                        trace.consulted_clock(planned);
                    } else {
                        trace.consulted_norm(planned);
                    }
                });
                let found = looked.entry(planned.norm).or_default();
                add_asked(&mut found.asked, asked);
                found.facts.append(&mut trace.facts);
                for comparison in std::mem::take(&mut trace.comparisons) {
                    let Some(sides) = trace.machine().sides(comparison) else { continue };
                    if !sides.are_known() && !self.is_recorded(trace, comparison) {
                        continue;
                    }
                    let holds = trace.machine().holds(comparison);
                    add(&mut found.comparisons, self.comparison(epoch, comparison, &sides, holds));
                }
                for table in &epoch.tables {
                    let rows = trace.deciding_rows(table);
                    found.rows.entry((table.define, table.version)).or_default().extend(rows);
                }
                trace.branched.clear();
                for inside in std::mem::take(&mut trace.inside) {
                    let of: Vec<String> = inside.of.iter().map(|of| facts::element(self.policy, self.record.ty, of)).collect();
                    let view = self.comparison(epoch, inside.comparison, &inside.sides, inside.holds);
                    add(&mut found.comparisons, ComparisonView { of: Some(of.join(", ")), ..view });
                }
            }
        }
        looked
    }

    fn comparison(&self, epoch: &Epoch, comparison: TruthId, sides: &Sides, holds: Truth) -> ComparisonView {
        let program = &epoch.program;
        let span = program.span(comparison);
        let mut view = facts::comparison(self.asks(span), sides, holds, &|value| self.is_percentage(span, value));
        if let TruthNode::NumberOrder(_, left, right) | TruthNode::SameNumber(left, right) = program.truth(comparison) {
            for (id, text) in [(left, &mut view.left), (right, &mut view.right)] {
                if matches!(program.number(*id), NumberNode::Days { .. } | NumberNode::DaysOf(_)) {
                    text.push_str(if text == "1" { " day" } else { " days" });
                }
            }
        }
        view
    }

    /// Whether a value is written as a percentage in a condition, or by a parameter that it names.
    fn is_percentage(&self, span: Span, value: Decimal) -> bool {
        let text = self.written(span);
        let named = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '%');
        text.split(|c| !named(c)).any(|word| {
            let parameter = self.policy.parameters.iter().find(|own| word.rsplit('.').next() == Some(&*own.name));
            let versions = parameter.iter().flat_map(|parameter| &parameter.versions);
            let mut by_law = versions.filter(|version| self.written(version.span).ends_with('%'));
            by_law.any(|version| version.value == Datum::Number(value))
                || word.strip_suffix('%').is_some_and(|digits| {
                    let number = digits.replace('_', "").parse::<Decimal>().ok();
                    number.is_some() && number == value.times(Decimal::from(100)).ok()
                })
        })
    }

    /// Whether the record says something of every fact that a comparison reads: else only the bounds of its type would be shown.
    fn is_recorded(&self, trace: &mut Trace<'_>, comparison: TruthId) -> bool {
        trace.consulted(comparison);
        trace.forget_comparisons();
        let facts = std::mem::take(&mut trace.facts);
        let missing = |steps: &[Step]| *facts::find(self.policy, self.record, steps).datum == Datum::Missing;
        !facts.iter().filter_map(FactRef::of_case).any(missing)
    }

    fn norm_view(&self, id: NormId, node: &str, norm: &'a Norm, looked: Looked<'_>) -> NormView {
        let status = self.evaluation.statuses.get(&id).copied().unwrap_or(Status::NotInForce);
        let looked_at = !matches!(status, Status::NotInForce | Status::NotLookedAt);
        let over_worlds = |of: fn(&NormOutcome) -> Truth| self.outcomes(id).map(of).reduce(Truth::join).and_then(settled);
        let versions = self.versions(id, norm);
        let shown = versions.first().copied();
        let (parameters, derived) = if self.full() && looked_at {
            let laws = self.laws_of(id);
            (self.parameters(&versions, &laws), self.derived(&versions, &laws, &looked))
        } else {
            (Vec::new(), Vec::new())
        };
        let VersionView { sentence, asks, required_when, cites, quote, in_force_from, in_force_until, known_from } =
            shown.map(|version| self.version_view(version)).unwrap_or_default();
        let views =
            if versions.len() > 1 { versions.iter().map(|version| self.version_view(version)).collect() } else { Vec::new() };
        NormView {
            id: node.to_owned(),
            kind: match norm.kind {
                NormKind::Requirement => NormKindView::Requirement,
                NormKind::Bar => NormKindView::Bar,
                NormKind::Exception => NormKindView::Exception,
            },
            status: status_view(status),
            sentence,
            asks,
            required_when,
            required: over_worlds(|outcome| outcome.required).filter(|_| looked_at),
            condition: over_worlds(|outcome| outcome.condition).filter(|_| looked_at),
            facts: self.facts(&looked.facts),
            asked: self.asked(&looked.asked),
            comparisons: looked.comparisons,
            parameters,
            derived,
            cites,
            quote,
            curable: texts(&versions, |version| version.curable.as_ref()),
            sensitive_because: texts(&versions, |version| version.sensitive_because.as_ref()),
            rests_on_assessment: versions.iter().any(|version| version.rests_on_assessment),
            in_force: over_worlds(|outcome| outcome.in_force),
            in_force_from,
            in_force_until,
            known_from,
            versions: views,
            law_as_at: norm.law_as_at.as_ref().and_then(|clock| self.own_clock(id, clock)),
            lifts: self.norm_ids(&norm.lifts),
            exceptions: self.norm_ids(&norm.exceptions),
        }
    }

    fn version_view(&self, version: &NormVersion) -> VersionView {
        let day = |date: Option<Date>| date.map(|date| date.to_string());
        VersionView {
            sentence: version.sentence.to_string(),
            asks: self.asks(version.condition.span),
            required_when: version.required.as_ref().map(|required| self.asks(required.span)),
            cites: cites(self.policy, &version.cites),
            quote: self.quoted(version.quote.as_ref()),
            in_force_from: day(version.in_force.from),
            in_force_until: day(version.in_force.until),
            known_from: day(version.in_force.known_from),
        }
    }

    fn outcomes(&self, id: NormId) -> impl Iterator<Item = &'a NormOutcome> {
        self.evaluation.worlds.iter().flat_map(|world| &world.norms).filter(move |outcome| outcome.norm == id)
    }

    /// The versions of a norm that may be law, by their dates; the first of all where none is.
    fn versions(&self, id: NormId, norm: &'a Norm) -> Vec<&'a NormVersion> {
        let mut law: BTreeSet<usize> = BTreeSet::new();
        for world in &self.evaluation.worlds {
            let epoch = self.plan.epoch(self.law(world));
            let planned = epoch.and_then(|epoch| epoch.norms.iter().find(|planned| planned.norm == id));
            let laws = planned.map_or(&[][..], |planned| planned.laws(&world.clocks));
            law.extend(laws.iter().filter_map(|law| law.condition).map(|(version, _)| version));
        }
        let versions: Vec<&NormVersion> = law.into_iter().filter_map(|at| norm.versions.get(at)).collect();
        if versions.is_empty() { norm.versions.first().into_iter().collect() } else { versions }
    }

    /// The sentence of a norm; several that may be law are told one after the other.
    pub(super) fn sentence(&self, id: NormId) -> Option<String> {
        let versions = self.versions(id, self.norm(id)?);
        Some(words::quoted_all(versions.iter().map(|version| &*version.sentence)))
    }

    /// What is known of the date of a norm's own clock.
    pub(super) fn own_date(&self, id: NormId) -> Option<Interval<Date>> {
        self.evaluation.worlds.first()?.clocks.get(self.own_index(id)?).copied()
    }

    fn own_clock(&self, id: NormId, clock: &Expr) -> Option<LawAsAt> {
        Some(self.clock(self.own_date(id)?, clock, *self.plan.clocks.get(self.own_index(id)?)?))
    }

    /// Which of the clocks of the plan is a norm's own.
    fn own_index(&self, id: NormId) -> Option<usize> {
        let world = self.evaluation.worlds.first()?;
        self.plan.epoch(self.law(world))?.norms.iter().find(|planned| planned.norm == id)?.clock
    }

    /// The laws that a norm can fall under.
    pub(super) fn laws_of(&self, id: NormId) -> IndexSet<Law> {
        let mut laws = IndexSet::new();
        for world in &self.evaluation.worlds {
            let law = self.law(world);
            let epoch = self.plan.epoch(law);
            let planned = epoch.and_then(|epoch| epoch.norms.iter().find(|planned| planned.norm == id));
            match planned.filter(|planned| planned.clock.is_some()) {
                Some(planned) => {
                    let own = planned.laws(&world.clocks).iter().filter(|own| own.condition.is_some());
                    laws.extend(own.map(|own| Law { day: own.from, ..law }));
                }
                None => {
                    laws.insert(law);
                }
            }
        }
        laws
    }

    /// The parameters that a norm reads, with their values under the laws that apply.
    fn parameters(&self, versions: &[&NormVersion], laws: &IndexSet<Law>) -> Vec<ParameterView> {
        let mut found = IndexSet::new();
        let mut seen = IndexSet::new();
        versions
            .iter()
            .flat_map(|version| version.conditions())
            .for_each(|condition| read_parameters(self.policy, condition, &mut found, &mut seen));
        let views = found.into_iter().filter_map(|id| {
            let parameter = self.policy.parameters.get(id.index())?;
            let versions = laws.iter().filter_map(|law| parameter.versions.get(in_effect(&parameter.versions, *law)?));
            let mut values: IndexSet<String> = IndexSet::new();
            let mut cited: Vec<CiteView> = Vec::new();
            for version in versions {
                values.insert(match version.value {
                    Datum::Number(value) if self.written(version.span).ends_with('%') => words::percentage(value),
                    _ => words::value(self.policy, &parameter.ty, &version.value),
                });
                add_cites(&mut cited, cites(self.policy, &version.cites));
            }
            let (text, cites) = (values.into_iter().collect::<Vec<_>>().join(" or "), cited);
            Some(ParameterView { name: parameter.name.to_string(), label: parameter.label.to_string(), text, cites })
        });
        views.collect()
    }
}

pub(super) fn read_parameters(
    policy: &PolicyData,
    expr: &Expr,
    found: &mut IndexSet<ParameterId>,
    seen: &mut IndexSet<DefineId>,
) {
    match &expr.kind {
        ExprKind::Parameter(parameter) => {
            found.insert(*parameter);
        }
        ExprKind::Define(define, _) if seen.insert(*define) => {
            for version in policy.defines.get(define.index()).iter().flat_map(|define| &define.versions) {
                read_parameters(policy, &version.body, found, seen);
            }
        }
        _ => {}
    }
    expr.for_each_part(&mut |part| read_parameters(policy, part, found, seen));
}

fn add(all: &mut Vec<ComparisonView>, view: ComparisonView) {
    if !all.contains(&view) {
        all.push(view);
    }
}

/// What is the same in every world.
fn settled(truth: Truth) -> Option<bool> {
    Some(truth == Truth::YES).filter(|_| truth != Truth::OPEN)
}

/// What the versions that may be law say, each once.
fn texts<'v>(versions: &[&'v NormVersion], of: fn(&'v NormVersion) -> Option<&'v Arc<str>>) -> Option<String> {
    let texts: IndexSet<&str> = versions.iter().filter_map(|version| of(version)).map(|text| &**text).collect();
    Some(texts.into_iter().collect::<Vec<_>>().join("; ")).filter(|text| !text.is_empty())
}

pub(super) fn status_view(status: Status) -> StatusView {
    match status {
        Status::NotInForce => StatusView::NotInForce,
        Status::NotLookedAt => StatusView::NotLookedAt,
        Status::NotRequired => StatusView::NotRequired,
        Status::Met => StatusView::Met,
        Status::Waived => StatusView::Waived,
        Status::NotMet => StatusView::NotMet,
        Status::Clear => StatusView::Clear,
        Status::Lifted => StatusView::Lifted,
        Status::Applies => StatusView::Applies,
        Status::Holds => StatusView::Holds,
        Status::DoesNotHold => StatusView::DoesNotHold,
        Status::Open => StatusView::Open,
    }
}
