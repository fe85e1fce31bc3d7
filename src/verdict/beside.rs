//! What stands beside the verdict: missing facts, readings, notes and reports.

use std::sync::Arc;

use indexmap::IndexSet;

use super::explain::{Explainer, add_cites, outcomes};
use super::facts;
use super::record::{
    AnswerView, ContestedView, FactNameView, MissingView, NoteView, OpenQuestionView, OptionView, ReadingView, ReportView,
    SwitchView, WantedView,
};
use super::words;
use crate::eval::{self, AnyValue, EvaluateError, Missing, Possible, Step, Wanted};
use crate::logic::{Date, Truth};
use crate::policy::{
    Datum, Field, Labelled, NormId, Note, NoteVersion, Reading, ReadingId, Report, ReportVersion, Type, VerdictWord,
};
use crate::reason::{self, Answer, Budget, Choice, MissingFact, NotProven, Readings, Switch, Switches};

/// What a report is in the worlds that differ about it: whether there is such a value, and the value.
type Values = Vec<(Truth, AnyValue)>;

impl Explainer<'_> {
    pub(super) fn missing(&self) -> Vec<MissingView> {
        if self.evaluation.possible.only().is_some() {
            return Vec::new();
        }
        let open = if self.full() { self.left_open() } else { Vec::new() };
        let missing = self.settled.map(|settled| settled.missing.as_slice()).unwrap_or_default();
        missing.iter().map(|missing| self.missing_view(missing, &open)).collect()
    }

    /// The unknown facts that change nothing.
    pub(super) fn no_longer_matters(&self) -> Vec<FactNameView> {
        let idle = self.settled.map(|settled| settled.idle.as_slice()).unwrap_or_default();
        let (policy, ty) = (self.policy, self.record.ty);
        let named =
            |steps: &Vec<Step>| FactNameView { path: words::path(policy, ty, steps), label: words::label(policy, ty, steps) };
        idle.iter().map(named).collect()
    }

    fn missing_view(&self, missing: &MissingFact, open: &[(NormId, Missing)]) -> MissingView {
        let (steps, wanted) = (missing.fact.as_slice(), missing.wanted);
        let field = facts::find(self.policy, self.record, steps).field;
        let may_be_none = self.may_be_none(steps, field);
        let options = match field.map(|field| &field.ty) {
            Some(Type::Choice(choice)) => self.policy.choices.get(choice.index()).map(|choice| choice.options.as_slice()),
            _ => None,
        };
        MissingView {
            path: words::path(self.policy, self.record.ty, steps),
            label: words::label(self.policy, self.record.ty, steps),
            wanted: match wanted {
                Wanted::WhetherAny => WantedView::WhetherAny,
                Wanted::Day => WantedView::Day,
                Wanted::Members => WantedView::Members,
                Wanted::Value => WantedView::Value,
            },
            answer: answer(field, wanted, may_be_none),
            may_be_none,
            asked: field.and_then(|field| field.asked.as_ref()).map(ToString::to_string),
            decided_by: field.and_then(|field| field.decided_by.as_ref()).map(ToString::to_string),
            assessment: field.and_then(facts::assessment),
            options: options.unwrap_or_default().iter().map(option_view).collect(),
            answers: missing.answers.iter().filter_map(|answer| self.answer_view(field?, answer)).collect(),
            decides: missing.decides,
            norms: self.left_open_by(steps, open),
        }
    }

    /// Whether an unknown fact may be none: it may by its type, and no rule of records says otherwise of this one.
    fn may_be_none(&self, steps: &[Step], field: Option<&Field>) -> bool {
        let allowed = field.is_some_and(|field| field.none_allowed);
        if !allowed || !self.full() {
            return allowed;
        }
        let mut without = self.record.clone();
        reason::put(&mut without, steps, Datum::None);
        let evaluated = eval::evaluate(self.plan, &without, self.today, self.options);
        !matches!(evaluated, Err(EvaluateError::Contradicts { .. } | EvaluateError::NotAdmissible { .. }))
    }

    fn answer_view(&self, field: &Field, answer: &Answer) -> Option<AnswerView> {
        let in_words = words::cells(self.policy, &field.ty, &answer.cells)?;
        Some(AnswerView { answer: in_words, leads_to: outcomes(answer.leads_to) })
    }

    /// The norms that are open in some world, and what keeps them open.
    fn left_open(&self) -> Vec<(NormId, Missing)> {
        let mut open = Vec::new();
        for (world, trace) in self.traces().iter_mut() {
            let Some(epoch) = trace.epoch() else { continue };
            for (planned, outcome) in epoch.norms.iter().zip(&world.norms) {
                if outcome.effect != Truth::OPEN {
                    continue;
                }
                trace.missing.clear();
                trace.norm_keeps_open(planned);
                open.push((planned.norm, std::mem::take(&mut trace.missing)));
            }
        }
        open
    }

    /// The norms that a missing fact leaves open.
    fn left_open_by(&self, steps: &[Step], open: &[(NormId, Missing)]) -> Vec<String> {
        let mut norms = Vec::new();
        for (norm, missing) in open {
            if missing.contains_key(steps) && !norms.contains(norm) {
                norms.push(*norm);
            }
        }
        self.norm_ids(&norms)
    }

    /// The case under the readings that its question depends on.
    pub(super) fn under_readings(&self) -> Readings<'_> {
        // Where the cases are too many under the options that are chosen, they are so under all.
        let too_many = self.settled.is_some_and(|settled| settled.not_proven == Some(NotProven::Budget));
        let budget = if too_many { Budget::NONE } else { self.budget };
        Readings::new(self.plan, self.record, self.today, self.options, budget, self.evaluation.possible)
    }

    fn chosen(&self, reading: ReadingId) -> Option<usize> {
        self.options.get(reading.index()).copied().flatten().map(usize::from)
    }

    fn plan_readings(&self) -> impl Iterator<Item = (ReadingId, &Reading)> {
        self.plan.readings.iter().filter_map(|id| Some((*id, self.policy.readings.get(id.index())?)))
    }

    /// The smallest sets of readings that, read otherwise, change the possible verdicts, and whether there may be others.
    pub(super) fn contested(&self, readings: &Readings<'_>) -> (Vec<ContestedView>, bool) {
        let Switches { found, cut } = readings.switches();
        let view = |switch: Switch| ContestedView {
            switches: switch.to.iter().filter_map(|to| self.switch_view(*to)).collect(),
            possible: outcomes(switch.possible),
        };
        (found.into_iter().map(view).collect(), cut)
    }

    fn switch_view(&self, (id, other): Choice) -> Option<SwitchView> {
        let reading = self.policy.readings.get(id.index())?;
        Some(SwitchView {
            reading: format!("{}.{}", self.pack_name(reading.pack), reading.name),
            question: reading.question.to_string(),
            chosen: option_view(reading.options.get(self.chosen(id)?)?),
            other: option_view(reading.options.get(usize::from(other))?),
            cites: self.cited(&reading.cites),
            quote: self.quoted(reading.quote.as_ref()),
        })
    }

    /// Open readings whose options differ in the possible verdicts.
    pub(super) fn open_questions(&self, readings: &Readings<'_>) -> Vec<OpenQuestionView> {
        let mut open = Vec::new();
        for (id, reading) in self.plan_readings().filter(|(id, _)| self.chosen(*id).is_none()) {
            let options = (0..reading.options.len()).filter_map(|at| u16::try_from(at).ok());
            let under: Vec<Possible> = options.map(|option| readings.with((id, option))).collect();
            if under.iter().all(|possible| Some(possible) == under.first()) {
                continue;
            }
            open.push(OpenQuestionView {
                reading: format!("{}.{}", self.pack_name(reading.pack), reading.name),
                question: reading.question.to_string(),
                options: reading.options.iter().map(option_view).zip(under.into_iter().map(outcomes)).collect(),
                cites: self.cited(&reading.cites),
                quote: self.quoted(reading.quote.as_ref()),
            });
        }
        open
    }

    pub(super) fn readings(&self) -> Vec<ReadingView> {
        let views = self.plan_readings().map(|(id, reading)| ReadingView {
            reading: format!("{}.{}", self.pack_name(reading.pack), reading.name),
            question: reading.question.to_string(),
            option: self.chosen(id).and_then(|at| reading.options.get(at)).map(option_view),
            default: self.chosen(id).is_some() && self.chosen(id) == reading.default,
        });
        views.collect()
    }

    pub(super) fn notes(&self) -> Vec<NoteView> {
        // By note: what it is over all worlds in which its question is law, and the versions that may be shown. Where the note is
        // not law, it is not shown.
        let mut found: Vec<(Option<Truth>, IndexSet<usize>)> = vec![(None, IndexSet::new()); self.question.notes.len()];
        for (_, trace) in self.traces().iter_mut() {
            let Some(epoch) = trace.epoch().filter(|epoch| epoch.in_force) else { continue };
            for (at, (truth, versions)) in found.iter_mut().enumerate() {
                let planned = epoch.notes.iter().find(|(index, ..)| *index == at);
                let holds = planned.map_or(Truth::NO, |(_, _, condition)| trace.machine().holds(*condition));
                versions.extend(planned.filter(|_| holds.may_be_yes()).map(|(_, version, _)| *version));
                *truth = Some(truth.map_or(holds, |truth| truth.join(holds)));
            }
        }
        let found = self.question.notes.iter().zip(found).filter(|(_, (_, versions))| !versions.is_empty());
        found.map(|(note, (truth, versions))| self.note(note, &versions, truth == Some(Truth::YES))).collect()
    }

    /// A note in the words of the version that is law; of each that may be.
    fn note(&self, note: &Note, versions: &IndexSet<usize>, certain: bool) -> NoteView {
        let versions: Vec<&NoteVersion> = versions.iter().filter_map(|at| note.versions.get(*at)).collect();
        let mut cites = Vec::new();
        versions.iter().for_each(|version| add_cites(&mut cites, self.cited(&version.cites)));
        let sentences: IndexSet<&str> = versions.iter().map(|version| &*version.sentence).collect();
        NoteView {
            id: format!("{}.{}", self.question_id(), note.name),
            sentence: sentences.into_iter().collect::<Vec<_>>().join("; or: "),
            certain,
            sensitive_because: text(versions.iter().find_map(|version| version.sensitive_because.as_ref())),
            cites,
            quote: self.quoted(versions.first().and_then(|version| version.quote.as_ref())),
        }
    }

    /// Reports: a value that all worlds share, or what is known of it. Where the question does not apply, nothing is handed out.
    pub(super) fn reports(&self) -> Vec<ReportView> {
        if self.evaluation.possible.verdict() == VerdictWord::NotApplicable {
            return Vec::new();
        }
        let mut found: Vec<(IndexSet<usize>, Values)> = vec![Default::default(); self.question.reports.len()];
        for (_, trace) in self.traces().iter_mut() {
            for (at, version, node) in trace.epoch().map(|epoch| epoch.reports.as_slice()).unwrap_or_default() {
                let value = (trace.machine().holds(node.exists), trace.machine().value(node.value));
                let Some((versions, values)) = found.get_mut(*at) else { continue };
                versions.insert(*version);
                if !values.contains(&value) {
                    values.push(value);
                }
            }
        }
        let found = self.question.reports.iter().zip(found);
        found.filter_map(|(report, (versions, values))| self.report(report, &versions, &values)).collect()
    }

    fn report(&self, report: &Report, versions: &IndexSet<usize>, values: &[(Truth, AnyValue)]) -> Option<ReportView> {
        let ty = &report.ty;
        let (value, text) = match values {
            [] => return None,
            [(Truth::NO, _)] => (serde_json::json!("none"), "none".to_owned()),
            [(Truth::YES, value)] => match value.known() {
                Some(datum) => (words::json_value(self.policy, ty, &datum), words::value(self.policy, ty, &datum)),
                None => (serde_json::Value::Null, partly(value)),
            },
            _ => (serde_json::Value::Null, "unknown".to_owned()),
        };
        let id = format!("{}.{}", self.question_id(), report.name);
        let versions: Vec<&ReportVersion> = versions.iter().filter_map(|at| report.versions.get(*at)).collect();
        let mut cites = Vec::new();
        versions.iter().for_each(|version| add_cites(&mut cites, self.cited(&version.cites)));
        let labels: IndexSet<&str> = versions.iter().map(|version| &*version.label).collect();
        let sensitive_because = self::text(versions.iter().find_map(|version| version.sensitive_because.as_ref()));
        Some(ReportView { id, label: labels.into_iter().collect::<Vec<_>>().join(" or "), value, text, sensitive_because, cites })
    }
}

fn text(text: Option<&Arc<str>>) -> Option<String> {
    text.map(ToString::to_string)
}

/// What is known of a value that is not known to the end.
fn partly(value: &AnyValue) -> String {
    match value {
        AnyValue::Number(amount) => facts::amounts(amount),
        AnyValue::Date(Some(low), Some(high)) => words::date(*low, *high),
        AnyValue::Date(low, high) => words::between(*low, *high, Date::in_words, ["or later", "or earlier"]),
        _ => "unknown".to_owned(),
    }
}

/// What an answer about a missing fact is.
fn answer(field: Option<&Field>, wanted: Wanted, may_be_none: bool) -> String {
    let whole = match wanted {
        Wanted::WhetherAny => return "whether there is one at all".to_owned(),
        Wanted::Day => return "the exact day; only a part of the date is known".to_owned(),
        Wanted::Members => return "whether there are others, and which".to_owned(),
        Wanted::Value => match field.map(|field| &field.ty) {
            None | Some(Type::YesNo) => "yes or no",
            Some(Type::Number) => "the number",
            Some(Type::WholeNumber) => "the whole number",
            Some(Type::Money(Some(currency))) => &format!("the amount in {}", currency.code()),
            Some(Type::Money(None)) => "the amount and its currency",
            Some(Type::Date) => "the day",
            Some(Type::Period) => "the period, in months or days",
            Some(Type::Text) => "the text",
            Some(Type::Country) => "the country",
            Some(Type::Choice(_) | Type::Reading(_)) => "which of these it is",
            Some(Type::Set(_) | Type::List(_)) => "which there are, and whether these are all",
            Some(Type::Record(_)) => "what it is",
        },
    };
    let or_none = if may_be_none { ", or that there is none" } else { "" };
    format!("{whole}{or_none}")
}

fn option_view(option: &Labelled) -> OptionView {
    OptionView { name: option.name.to_string(), label: option.label.to_string() }
}
