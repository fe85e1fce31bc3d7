//! Evaluation -> explanation record. Everything is read off the evaluation; nothing is decided here.

use std::cell::{RefCell, RefMut};
use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};

use super::aloud::asks;
use super::facts::{self, calendar, cites};
use super::record::{
    Basis, CiteView, ComparisonView, Explanation, FORMAT, FactView, FileDigest, Ground, Knowledge, LaterLawView, LawAsAt,
    NormKindView, NormView, Outcome, PackView, ParameterView, QuestionView, ScopeStatus, ScopeView, StatusView,
};
use super::words;
use crate::eval::{Evaluation, FactRef, NormOutcome, Options, Possible, Sides, Status, Step, Trace, World};
use crate::logic::{Date, Interval, Truth};
use crate::plan::{Epoch, NumberNode, Plan, TruthId, TruthNode};
use crate::policy::{
    Cite, Datum, DefineId, Expr, ExprKind, Law, Norm, NormId, NormKind, NormVersion, ParameterId, PolicyData, Question, Record,
    VerdictWord, in_effect,
};

/// How much of the record is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Everything.
    Full,
    /// What the columns of a batch need: no facts, comparisons, parameters or basis.
    Columns,
}

/// The explanation of an evaluation.
#[must_use]
pub fn explain(
    plan: &Plan,
    record: &Record,
    today: Date,
    options: &Options,
    evaluation: &Evaluation,
    detail: Detail,
) -> Explanation {
    let policy = &*plan.policy;
    let explainer = Explainer {
        plan,
        policy,
        question: plan.question_data(),
        record,
        today,
        options,
        evaluation,
        detail,
        traces: RefCell::new(None),
    };
    explainer.explanation()
}

pub(super) struct Explainer<'a> {
    pub(super) plan: &'a Plan,
    pub(super) policy: &'a PolicyData,
    pub(super) question: &'a Question,
    pub(super) record: &'a Record,
    pub(super) today: Date,
    pub(super) options: &'a Options,
    pub(super) evaluation: &'a Evaluation,
    pub(super) detail: Detail,
    traces: RefCell<Option<Vec<(&'a World, Trace<'a>)>>>,
}

/// What the worlds of an evaluation looked at for one condition.
#[derive(Default)]
pub(super) struct Looked {
    facts: IndexSet<FactRef>,
    comparisons: Vec<ComparisonView>,
    /// The rows of decision tables that decide or may, by derived fact and version.
    pub(super) rows: IndexMap<(DefineId, usize), IndexSet<usize>>,
}

impl<'a> Explainer<'a> {
    fn explanation(&self) -> Explanation {
        let verdict = self.evaluation.possible.verdict();
        let standing = self.standing();
        let (grounds, undecided) = (self.grounds(verdict), self.undecided());
        let norms = self.norms(&grounds, &undecided);
        let powers = self.powers(&grounds, &undecided);
        let assessments = self.assessments(&grounds, &undecided);
        let became_known = self.became_known(&grounds, &undecided, &standing);
        Explanation {
            format: FORMAT,
            case: None,
            verdict: verdict.into(),
            says: self.says(verdict),
            possible: outcomes(self.evaluation.possible),
            question: QuestionView {
                id: self.question_id(),
                sentence: self.question.sentence.to_string(),
                advisory: self.question.advisory,
                cites: cites(self.policy, &self.question.cites),
                quote: self.quoted(self.question.quote.as_ref()),
            },
            asked_on: self.today.to_string(),
            law_as_at: self.law_as_at(became_known),
            scope: self.scope(),
            grounds,
            undecided,
            norms,
            missing: self.missing(),
            contested: self.contested(),
            open_questions: self.open_questions(),
            presumptions: self.presumptions(&standing),
            powers,
            deemed: self.deemed(&standing),
            assessments,
            read_as_unknown: facts::unsigned(self.policy, self.record, self.today),
            notes: self.notes(),
            reports: self.reports(),
            basis: self.basis(),
            closing: closing(),
        }
    }

    fn says(&self, verdict: VerdictWord) -> String {
        if let Some((_, phrase)) = self.question.says.iter().find(|(word, _)| *word == verdict) {
            return phrase.to_string();
        }
        let sentence = words::quoted(&self.question.sentence);
        match verdict {
            VerdictWord::Eligible => self.question.sentence.trim_end_matches('.').to_owned(),
            VerdictWord::Ineligible => format!("Not met: {sentence}"),
            VerdictWord::Undetermined => format!("It cannot be decided yet: {sentence}"),
            VerdictWord::NotApplicable => format!("The question does not apply to this case: {sentence}"),
        }
    }

    pub(super) fn question_id(&self) -> String {
        format!("{}.{}", self.pack_name(self.question.pack), self.question.name)
    }

    pub(super) fn pack_name(&self, pack: crate::policy::PackId) -> &str {
        self.policy.packs.get(pack.index()).map_or("", |pack| &pack.name)
    }

    /// The stable id of a norm.
    pub(super) fn norm_id(&self, id: NormId) -> Option<&'a String> {
        self.plan.ids.get(&id)
    }

    pub(super) fn norm_ids<'i>(&self, ids: impl IntoIterator<Item = &'i NormId>) -> Vec<String> {
        ids.into_iter().filter_map(|id| self.norm_id(*id).cloned()).collect()
    }

    pub(super) fn norm(&self, id: NormId) -> Option<&'a Norm> {
        self.policy.norms.get(id.index())
    }

    pub(super) fn full(&self) -> bool {
        self.detail == Detail::Full
    }

    /// A condition in words; columns have none.
    pub(super) fn asks(&self, span: crate::source::Span) -> String {
        if self.full() { asks(self.policy, self.question.record, span) } else { String::new() }
    }

    /// The walks through the worlds, made once: what one of them has computed serves the next question about its world.
    pub(super) fn traces(&self) -> RefMut<'_, Vec<(&'a World, Trace<'a>)>> {
        RefMut::map(self.traces.borrow_mut(), |traces| {
            traces.get_or_insert_with(|| {
                let new = |world| (world, Trace::new(self.plan, self.record, self.today, world));
                self.evaluation.worlds.iter().map(new).collect()
            })
        })
    }

    /// Citations beside the verdict, which no column of a batch prints.
    pub(super) fn cited(&self, list: &[Cite]) -> Vec<CiteView> {
        if self.full() { cites(self.policy, list) } else { Vec::new() }
    }

    /// Quoted law, which no column of a batch prints.
    pub(super) fn quoted(&self, quote: Option<&Arc<str>>) -> Option<String> {
        quote.filter(|_| self.full()).map(ToString::to_string)
    }

    fn law_as_at(&self, became_known: Vec<LaterLawView>) -> LawAsAt {
        let facts = if self.full() {
            let found = Trace::governing_facts(self.plan, self.record, self.today, self.options);
            found.iter().filter_map(|fact| self.fact(fact)).collect()
        } else {
            Vec::new()
        };
        let known_on = Some(self.today.to_string()).filter(|_| !became_known.is_empty());
        LawAsAt { facts, known_on, became_known, ..self.clock(self.evaluation.governing, &self.question.law_as_at) }
    }

    /// A date whose law applies: the governing date, or that of a norm's own clock.
    fn clock(&self, date: Interval<Date>, law_as_at: &Expr) -> LawAsAt {
        LawAsAt {
            from: date.low.map(|date| date.to_string()),
            to: date.high.map(|date| date.to_string()),
            asks: match law_as_at.kind {
                ExprKind::Today => "today".to_owned(),
                _ => self.asks(law_as_at.span),
            },
            facts: Vec::new(),
            known_on: None,
            became_known: Vec::new(),
        }
    }

    /// The law that applies in a world.
    pub(super) fn law(&self, world: &World) -> Law {
        Law { day: world.law_from, known_on: self.today }
    }

    fn scope(&self) -> Option<ScopeView> {
        let in_force = |world: &World| world.norms.iter().any(|norm| norm.status != Status::NotInForce);
        let status = match self.evaluation.scope {
            Truth::YES => ScopeStatus::Covered,
            Truth::NO if !self.evaluation.worlds.iter().any(in_force) => ScopeStatus::NotInForce,
            Truth::NO => ScopeStatus::NotCovered,
            _ => ScopeStatus::Open,
        };
        if self.question.covers.is_none() && status == ScopeStatus::Covered {
            return None;
        }
        let covers = self.question.covers.as_ref();
        Some(ScopeView { status, asks: covers.map(|covers| self.asks(covers.span)), facts: self.scope_facts(status) })
    }

    /// The facts that the scope consulted, those of clocks of norms included by which no rule is certainly law.
    fn scope_facts(&self, status: ScopeStatus) -> Vec<FactView> {
        let mut facts = IndexSet::new();
        if !self.full() {
            return Vec::new();
        }
        for (world, trace) in self.traces().iter_mut() {
            let Some(epoch) = trace.epoch() else { continue };
            epoch.scope.into_iter().filter(|_| status != ScopeStatus::NotInForce).for_each(|scope| trace.consulted(scope));
            let rules = || epoch.norms.iter().zip(&world.norms).filter(|(norm, _)| norm.kind != NormKind::Exception);
            if world.scope != Truth::YES && !rules().any(|(_, outcome)| outcome.in_force == Truth::YES) {
                rules().for_each(|(norm, _)| trace.consulted_clock(norm));
            }
            facts.append(&mut trace.facts);
            trace.forget_comparisons();
        }
        self.facts(&facts)
    }

    /// Requirements and bars in order, each followed by its exceptions, each norm once.
    pub(super) fn in_order(&self) -> impl Iterator<Item = (NormId, &'a Norm)> {
        fn visit(policy: &PolicyData, id: NormId, order: &mut IndexSet<NormId>) {
            if order.insert(id) {
                for exception in policy.norms.get(id.index()).iter().flat_map(|norm| &norm.exceptions) {
                    visit(policy, *exception, order);
                }
            }
        }
        let mut order = IndexSet::new();
        self.question.rules.iter().for_each(|rule| visit(self.policy, *rule, &mut order));
        order.into_iter().filter_map(|id| Some((id, self.norm(id)?)))
    }

    /// All norms; for the columns of a batch only those that decide or keep the verdict open.
    fn norms(&self, grounds: &[Ground], undecided: &[String]) -> Vec<NormView> {
        let mut looked = self.looked();
        let named = |id: &String| undecided.contains(id) || grounds.iter().any(|ground| ground.norms.contains(id));
        let mut views = Vec::new();
        for (id, norm) in self.in_order() {
            let Some(node) = self.norm_id(id) else { continue };
            if self.full() || named(node) {
                views.push(self.norm_view(id, node, norm, looked.swap_remove(&id).unwrap_or_default()));
            }
        }
        views
    }

    /// What each norm's condition consulted, over all worlds.
    fn looked(&self) -> IndexMap<NormId, Looked> {
        let mut looked: IndexMap<NormId, Looked> = IndexMap::new();
        if !self.full() {
            return looked;
        }
        for (world, trace) in self.traces().iter_mut() {
            let Some(epoch) = trace.epoch() else { continue };
            for planned in &epoch.norms {
                if world.scope == Truth::NO {
                    // Only what its own date shows: it may be why nothing is covered.
                    trace.consulted_clock(planned);
                } else {
                    trace.consulted_norm(planned);
                }
                let found = looked.entry(planned.norm).or_default();
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
        let mut view = facts::comparison(self.asks(program.span(comparison)), sides, holds);
        if let TruthNode::NumberOrder(_, left, right) | TruthNode::SameNumber(left, right) = program.truth(comparison) {
            for (id, text) in [(left, &mut view.left), (right, &mut view.right)] {
                if matches!(program.number(*id), NumberNode::Days { .. } | NumberNode::DaysOf(_)) {
                    text.push_str(if text == "1" { " day" } else { " days" });
                }
            }
        }
        view
    }

    /// Whether the record says something of every fact that a comparison reads: else only the bounds of its type would be shown.
    fn is_recorded(&self, trace: &mut Trace<'_>, comparison: TruthId) -> bool {
        trace.consulted(comparison);
        trace.forget_comparisons();
        let facts = std::mem::take(&mut trace.facts);
        let missing = |steps: &[Step]| *facts::find(self.policy, self.record, steps).datum == Datum::Missing;
        !facts.iter().filter_map(FactRef::of_case).any(missing)
    }

    fn norm_view(&self, id: NormId, node: &str, norm: &'a Norm, looked: Looked) -> NormView {
        let status = self.evaluation.statuses.get(&id).copied().unwrap_or(Status::NotInForce);
        let outcomes = || self.evaluation.worlds.iter().flat_map(|world| world.norms.iter().filter(|outcome| outcome.norm == id));
        let shown = self.shown(id, norm);
        let looked_at = !matches!(status, Status::NotInForce | Status::NotLookedAt);
        let over_worlds = |of: fn(&NormOutcome) -> Truth| {
            let found = outcomes().map(of).reduce(Truth::join).filter(|_| looked_at);
            found.filter(|truth| *truth != Truth::OPEN).map(|truth| truth == Truth::YES)
        };
        let parameters = match shown {
            Some(version) if self.full() && looked_at => self.parameters(version, &self.laws_of(id)),
            _ => Vec::new(),
        };
        let derived = match shown {
            Some(version) if self.full() && looked_at => self.derived(version, &self.laws_of(id), &looked),
            _ => Vec::new(),
        };
        let text = |text: Option<&Arc<str>>| text.map(ToString::to_string);
        NormView {
            id: node.to_owned(),
            kind: match norm.kind {
                NormKind::Requirement => NormKindView::Requirement,
                NormKind::Bar => NormKindView::Bar,
                NormKind::Exception => NormKindView::Exception,
            },
            status: status_view(status),
            sentence: shown.map(|version| version.sentence.to_string()).unwrap_or_default(),
            asks: shown.map(|version| self.asks(version.condition.span)).unwrap_or_default(),
            required_when: shown.and_then(|version| version.required.as_ref()).map(|required| self.asks(required.span)),
            required: over_worlds(|outcome| outcome.required),
            condition: over_worlds(|outcome| outcome.condition),
            facts: self.facts(&looked.facts),
            comparisons: looked.comparisons,
            parameters,
            derived,
            cites: shown.map(|version| cites(self.policy, &version.cites)).unwrap_or_default(),
            quote: self.quoted(shown.and_then(|version| version.quote.as_ref())),
            curable: text(shown.and_then(|version| version.curable.as_ref())),
            sensitive_because: text(shown.and_then(|version| version.sensitive_because.as_ref())),
            rests_on_assessment: shown.is_some_and(|version| version.rests_on_assessment),
            in_force_from: shown.and_then(|version| version.in_force.from).map(|date| date.to_string()),
            in_force_until: shown.and_then(|version| version.in_force.until).map(|date| date.to_string()),
            known_from: shown.and_then(|version| version.in_force.known_from).map(|date| date.to_string()),
            law_as_at: norm.law_as_at.as_ref().and_then(|clock| Some(self.clock(self.own_date(id)?, clock))),
            lifts: self.norm_ids(&norm.lifts),
            exceptions: self.norm_ids(&norm.exceptions),
        }
    }

    /// The version of a norm that is told: one that was law, else the first.
    fn shown(&self, id: NormId, norm: &'a Norm) -> Option<&'a NormVersion> {
        let mut outcomes = self.evaluation.worlds.iter().flat_map(|world| &world.norms).filter(|outcome| outcome.norm == id);
        let version = outcomes.find_map(|outcome| outcome.version);
        version.and_then(|at| norm.versions.get(at)).or(norm.versions.first())
    }

    /// The sentence of a norm.
    pub(super) fn sentence(&self, id: NormId) -> Option<&'a str> {
        Some(&*self.shown(id, self.norm(id)?)?.sentence)
    }

    /// The assessments that the scope and the norms consulted that decide or keep the verdict open, as far as they are known.
    fn assessments(&self, grounds: &[Ground], undecided: &[String]) -> Vec<FactView> {
        let mut found: IndexSet<FactRef> = IndexSet::new();
        if !self.policy.records.iter().flat_map(|ty| &ty.fields).any(|field| field.assessment.is_some()) {
            return Vec::new();
        }
        let named = |id: &String| undecided.contains(id) || grounds.iter().any(|ground| ground.norms.contains(id));
        for (world, trace) in self.traces().iter_mut() {
            let Some(epoch) = trace.epoch() else { continue };
            let norms = epoch.norms.iter().filter(|norm| world.scope != Truth::NO && self.norm_id(norm.norm).is_some_and(named));
            epoch.scope.into_iter().for_each(|scope| trace.consulted(scope));
            norms.for_each(|norm| trace.consulted_norm(norm));
            found.append(&mut trace.facts);
            trace.forget_comparisons();
        }
        found.retain(|fact| fact.of_case().is_some());
        let known = |fact: &FactView| fact.assessment.is_some() && fact.knowledge != Knowledge::Unknown;
        self.facts(&found).into_iter().filter(known).collect()
    }

    /// The facts as a page shows them, presumed and deemed values in their place.
    pub(super) fn facts(&self, facts: &IndexSet<FactRef>) -> Vec<FactView> {
        facts.iter().filter_map(|fact| self.fact(fact)).collect()
    }

    fn fact(&self, fact: &FactRef) -> Option<FactView> {
        match fact {
            FactRef::Case(steps) => Some(facts::case_fact(self.policy, self.record, steps, None)),
            FactRef::Stood(steps, stood) => {
                let stands_in = Some(stood.question).filter(|question| *question != self.plan.question);
                let value = Some((stood.standing, &stood.value));
                let fact = facts::case_fact(self.policy, self.record, steps, value);
                Some(FactView { stands_in: stands_in.and_then(|question| self.stands_in(question)), ..fact })
            }
            FactRef::Row(..) | FactRef::Table(..) => facts::table_fact(self.policy, fact),
        }
    }

    /// What is known of the date of a norm's own clock.
    pub(super) fn own_date(&self, id: NormId) -> Option<Interval<Date>> {
        let world = self.evaluation.worlds.first()?;
        let planned = self.plan.epoch(self.law(world))?.norms.iter().find(|planned| planned.norm == id)?;
        world.clocks.get(planned.clock?).copied()
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
    fn parameters(&self, version: &NormVersion, laws: &IndexSet<Law>) -> Vec<ParameterView> {
        let mut found = IndexSet::new();
        let mut seen = IndexSet::new();
        version.conditions().for_each(|condition| read_parameters(self.policy, condition, &mut found, &mut seen));
        let views = found.into_iter().filter_map(|id| {
            let parameter = self.policy.parameters.get(id.index())?;
            let versions = laws.iter().filter_map(|law| parameter.versions.get(in_effect(&parameter.versions, *law)?));
            let mut values: IndexSet<String> = IndexSet::new();
            let mut cited: Vec<CiteView> = Vec::new();
            for version in versions {
                values.insert(words::value(self.policy, &parameter.ty, &version.value));
                add_cites(&mut cited, cites(self.policy, &version.cites));
            }
            let (text, cites) = (values.into_iter().collect::<Vec<_>>().join(" or "), cited);
            Some(ParameterView { name: parameter.name.to_string(), label: parameter.label.to_string(), text, cites })
        });
        views.collect()
    }

    fn basis(&self) -> Basis {
        let engine = concat!("whereas ", env!("CARGO_PKG_VERSION")).to_owned();
        if !self.full() {
            return Basis { engine, packs: Vec::new(), readings: Vec::new() };
        }
        let packs = self.policy.packs.iter().map(|pack| PackView {
            name: pack.name.to_string(),
            digest: pack.digest.to_string(),
            calendar: calendar(self.policy, &pack.calendar),
            files: pack
                .files
                .iter()
                .filter_map(|at| self.policy.files.get(*at))
                .map(|file| FileDigest { path: file.path.to_string(), digest: file.digest.to_string() })
                .collect(),
        });
        Basis { engine, packs: packs.collect(), readings: self.readings() }
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

/// Adds citations, each once.
pub(super) fn add_cites(all: &mut Vec<CiteView>, cites: Vec<CiteView>) {
    for cite in cites {
        if !all.contains(&cite) {
            all.push(cite);
        }
    }
}

/// The possible verdicts as machines read them.
pub(super) fn outcomes(possible: Possible) -> Vec<Outcome> {
    possible.words().map(Outcome::from).collect()
}

fn status_view(status: Status) -> StatusView {
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

fn closing() -> Vec<String> {
    vec![
        "Computed by applying these rules to this record; it is no score and no prediction.".to_owned(),
        "A verdict is not a decision: deciding is for the people whom the law names.".to_owned(),
    ]
}
