//! Evaluation -> explanation record. Everything is read off the evaluation; nothing is decided here.

use std::cell::{RefCell, RefMut};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use indexmap::IndexSet;

use super::aloud::asks;
use super::asked::{Outer, add_asked};
use super::facts::{self, calendar, cites};
use super::record::{
    AskedView, Basis, CiteView, Explanation, FORMAT, FactView, FileDigest, Ground, Knowledge, LaterLawView, LawAsAt, Outcome,
    PackView, QuestionView, ScopeStatus, ScopeView,
};
use super::words;
use crate::eval::{Asked, Evaluation, FactRef, Options, Possible, Status, Trace, World};
use crate::logic::{Date, Interval, Truth};
use crate::plan::{DateId, Plan};
use crate::policy::{Cite, Expr, ExprKind, Law, Norm, NormId, NormKind, PolicyData, Question, QuestionId, Record, VerdictWord};
use crate::reason::{Budget, Settled};

/// How much of the record is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Everything.
    Full,
    /// Everything but what would change it.
    Reasons,
    /// What the columns of a batch need: no facts, comparisons, parameters or basis.
    Columns,
}

/// What was asked.
#[derive(Debug, Clone, Copy)]
pub struct Inquiry<'a> {
    /// The plan of the question.
    pub plan: &'a Plan,
    /// The record.
    pub record: &'a Record,
    /// The day on which it was asked.
    pub today: Date,
    /// The options of readings.
    pub options: &'a Options,
    /// What telling cases apart may cost.
    pub budget: Budget,
}

/// The explanation of an evaluation, and of what was found case by case.
#[must_use]
pub fn explain(asked: Inquiry<'_>, evaluation: &Evaluation, settled: Option<&Settled>, detail: Detail) -> Explanation {
    Explainer::new(asked, evaluation, settled, detail).explanation()
}

pub(super) struct Explainer<'a> {
    pub(super) plan: &'a Plan,
    pub(super) policy: &'a PolicyData,
    pub(super) question: &'a Question,
    pub(super) record: &'a Record,
    pub(super) today: Date,
    pub(super) options: &'a Options,
    pub(super) evaluation: &'a Evaluation,
    pub(super) settled: Option<&'a Settled>,
    pub(super) budget: Budget,
    pub(super) detail: Detail,
    /// Of a question that is asked: what asks it.
    pub(super) outer: Option<Outer<'a>>,
    /// The plans of questions that are asked, with their powers.
    pub(super) plans: Rc<RefCell<HashMap<QuestionId, Option<Arc<Plan>>>>>,
    traces: RefCell<Option<Vec<(&'a World, Trace<'a>)>>>,
}

impl<'a> Explainer<'a> {
    pub(super) fn new(asked: Inquiry<'a>, evaluation: &'a Evaluation, settled: Option<&'a Settled>, detail: Detail) -> Self {
        let Inquiry { plan, record, today, options, budget } = asked;
        let (policy, question) = (&*plan.policy, plan.question_data());
        let (outer, plans, traces) = (None, Rc::default(), RefCell::new(None));
        Explainer { plan, policy, question, record, today, options, evaluation, settled, budget, detail, outer, plans, traces }
    }

    pub(super) fn explanation(&self) -> Explanation {
        let verdict = self.evaluation.possible.verdict();
        let standing = self.standing();
        let (grounds, undecided) = (self.grounds(verdict), self.undecided());
        let norms = self.norms(&grounds, &undecided);
        let powers = self.powers(&grounds, &undecided);
        let assessments = self.assessments(&grounds, &undecided);
        let would_change = self.would_change();
        let would_change_more = if would_change.nothing_suffices() { self.may_have_more(&grounds) } else { Vec::new() };
        let became_known = self.became_known(&grounds, &undecided, &standing);
        let readings = self.under_readings();
        let (contested, contested_cut) = self.contested(&readings);
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
                own_words: self.own_words(),
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
            no_longer_matters: self.no_longer_matters(),
            would_change: would_change.ways,
            would_change_cut: would_change.cut,
            would_change_more,
            proven: self.settled.is_none_or(|settled| settled.not_proven.is_none()),
            not_proven: self.settled.and_then(|settled| settled.not_proven).map(|why| words::not_proven(why).to_owned()),
            contested,
            contested_cut,
            open_questions: self.open_questions(&readings),
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

    pub(super) fn says(&self, verdict: VerdictWord) -> String {
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

    /// The words of an advisory question for its verdicts.
    fn own_words(&self) -> BTreeMap<Outcome, String> {
        let says = self.question.says.iter().filter(|_| self.question.advisory);
        says.map(|(word, phrase)| (Outcome::from(*word), phrase.to_string())).collect()
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
        self.detail != Detail::Columns
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

    pub(super) fn law_as_at(&self, became_known: Vec<LaterLawView>) -> LawAsAt {
        let facts = if self.full() {
            let found = Trace::governing_facts(self.plan, self.record, self.today, self.options);
            found.iter().filter_map(|fact| self.fact(fact)).collect()
        } else {
            Vec::new()
        };
        let known_on = Some(self.today.to_string()).filter(|_| !became_known.is_empty());
        LawAsAt {
            facts,
            known_on,
            became_known,
            ..self.clock(self.evaluation.governing, &self.question.law_as_at, self.plan.governing.1)
        }
    }

    /// A date whose law applies: the governing date, or that of a norm's own clock.
    pub(super) fn clock(&self, date: Interval<Date>, law_as_at: &Expr, planned: DateId) -> LawAsAt {
        let taken = Trace::branches_taken(self.plan, self.record, self.today, self.options, planned);
        let law_as_at = taken.iter().fold(law_as_at, |expr, first| match &expr.kind {
            ExprKind::If(_, yes, no) => {
                if *first {
                    yes
                } else {
                    no
                }
            }
            _ => expr,
        });
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

    pub(super) fn scope(&self) -> Option<ScopeView> {
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
        let (facts, asked) = self.scope_facts(status);
        Some(ScopeView { status, asks: covers.map(|covers| self.asks(covers.span)), facts, asked })
    }

    /// The facts that the scope consulted, those of clocks of norms included by which no rule is certainly law.
    fn scope_facts(&self, status: ScopeStatus) -> (Vec<FactView>, Vec<AskedView>) {
        let (mut facts, mut asked): (_, Vec<Asked<'_>>) = (IndexSet::new(), Vec::new());
        if !self.full() {
            return (Vec::new(), Vec::new());
        }
        for (world, trace) in self.traces().iter_mut() {
            let Some(epoch) = trace.epoch() else { continue };
            let scope = epoch.scope.filter(|_| status != ScopeStatus::NotInForce);
            add_asked(&mut asked, trace.apart(|trace| scope.into_iter().for_each(|scope| trace.consulted(scope))));
            let rules = || epoch.norms.iter().zip(&world.norms).filter(|(norm, _)| norm.kind != NormKind::Exception);
            if world.scope != Truth::YES && !rules().any(|(_, outcome)| outcome.in_force == Truth::YES) {
                rules().for_each(|(norm, _)| trace.consulted_clock(norm));
            }
            facts.append(&mut trace.facts);
            trace.forget_comparisons();
        }
        (self.facts(&facts), self.asked(&asked))
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

    /// The assessments that the scope and the norms consulted that decide or keep the verdict open, as far as they are known.
    fn assessments(&self, grounds: &[Ground], undecided: &[String]) -> Vec<FactView> {
        if !self.policy.records.iter().flat_map(|ty| &ty.fields).any(|field| field.assessment.is_some()) {
            return Vec::new();
        }
        let (mut found, asked) = self.deciding(grounds, undecided);
        found.retain(|fact| fact.of_case().is_some());
        let known = |fact: &FactView| fact.assessment.is_some() && fact.knowledge != Knowledge::Unknown;
        let mut views: Vec<FactView> = self.facts(&found).into_iter().filter(known).collect();
        for asked in &asked {
            let of_asked = self.ask(asked, |asked| asked.assessments(&asked.grounds_of_answer(), &asked.undecided()));
            for view in of_asked {
                if !views.iter().any(|other| other.path == view.path) {
                    views.push(view);
                }
            }
        }
        views
    }

    /// The facts as a page shows them, presumed and deemed values in their place.
    pub(super) fn facts(&self, facts: &IndexSet<FactRef>) -> Vec<FactView> {
        facts.iter().filter_map(|fact| self.fact(fact)).collect()
    }

    fn fact(&self, fact: &FactRef) -> Option<FactView> {
        let outer = self.outer();
        let fact = &fact.clone().within(outer.at.as_ref())?;
        match fact {
            FactRef::Case(steps) => Some(facts::case_fact(self.policy, outer.case, steps, None)),
            FactRef::Stood(steps, stood) => {
                let stands_in = Some(stood.question).filter(|question| *question != outer.question);
                let value = Some((stood.standing, &stood.value));
                let fact = facts::case_fact(self.policy, outer.case, steps, value);
                Some(FactView { stands_in: stands_in.and_then(|question| self.stands_in(question)), ..fact })
            }
            FactRef::Row(..) | FactRef::Table(..) => facts::table_fact(self.policy, fact),
        }
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

fn closing() -> Vec<String> {
    vec![
        "Computed by applying these rules to this record; it is no score and no prediction.".to_owned(),
        "A verdict is not a decision: deciding is for the people whom the law names.".to_owned(),
    ]
}
