//! What is asked for: a fact, in words and for machines.

use serde::Serialize;

use super::place;
use crate::api::{Question, Verdict};
use crate::eval::Step;
use crate::policy::{Bounds, Datum, Field, PolicyData, Type};
use crate::records::Data;
use crate::verdict::record::{
    AnswerView, AssessmentView, CiteView, Explanation, FactNameView, MissingView, OptionView, Outcome, WantedView,
};
use crate::verdict::words;

/// A fact to ask for. Its JSON is what `whereas ask --json` writes.
#[derive(Debug, Clone, Serialize)]
pub struct Ask {
    /// Its place in the record: `convictions[2].violent`.
    pub path: String,
    /// What it is called.
    pub label: String,
    /// The question in the words of the rules, if they have some.
    pub asked: Option<String>,
    /// Its type as the rules write it: `yes/no`, `date`, `set of country`; `choice` of one of the [`choices`](Ask::choices).
    #[serde(rename = "type")]
    pub ty: String,
    /// The options of a choice, or of the members of a set of them.
    pub choices: Vec<OptionView>,
    /// The least and the greatest value, where it has bounds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounds: Option<Bound>,
    /// It may be known that there is none: `"none"` is an answer.
    pub may_be_none: bool,
    /// It may be unknown. What is always known may not.
    pub may_be_unknown: bool,
    /// What is wanted of it.
    pub wanted: WantedView,
    /// What an answer is, in words.
    pub answer: String,
    /// What is known of it already, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<String>,
    /// What its answers lead to, where an answer alone leaves a possible verdict out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub leads_to: Vec<AnswerView>,
    /// Needs a legal basis.
    pub sensitive: bool,
    /// Who decides it, if it is a decision still to be taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// Whose judgement it is, if it is one: it counts only with its author and day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessment: Option<AssessmentView>,
    /// The norms that need it; empty where the scope or the governing date does.
    pub norms: Vec<AskedFor>,
    /// The verdicts that are still possible; empty before all facts are there that are always known.
    pub possible: Vec<Outcome>,
    /// The same in words, an advisory question's in its own.
    #[serde(skip)]
    pub so_far: String,
    /// Unknown facts whose answers change nothing any more.
    pub no_longer_matters: Vec<FactNameView>,
}

/// A norm that needs a fact.
#[derive(Debug, Clone, Serialize)]
pub struct AskedFor {
    /// Its id.
    pub id: String,
    /// What it says.
    pub sentence: String,
    /// Citations.
    pub cites: Vec<CiteView>,
}

/// The least and the greatest value, both included, as a record writes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bound {
    /// The least.
    pub from: String,
    /// The greatest.
    pub to: String,
}

/// The path of a fact of the question's record.
pub(super) fn path(question: &Question, steps: &[Step]) -> String {
    let plan = question.plan();
    words::path(&plan.policy, plan.question_data().record, steps)
}

impl Ask {
    pub(super) fn new(question: &Question, data: &Data, steps: Vec<Step>, verdict: Option<&Verdict>) -> Ask {
        let plan = question.plan();
        let (policy, record) = (&*plan.policy, plan.question_data().record);
        let path = words::path(policy, record, &steps);
        let explanation = verdict.map(Verdict::explain);
        let missing = explanation.as_ref().and_then(|all| all.missing.iter().find(|missing| missing.path == path));
        let field = place::field(policy, record, &steps);
        let members = place::slot(policy, record, &mut data.clone(), &steps).and_then(place::unwrapped).map(place::members);
        let datum = verdict.map_or(&Datum::Missing, |verdict| place::datum(verdict.record(), &steps));
        let known = field.filter(|_| *datum != Datum::Missing).map(|field| words::value(policy, &field.ty, datum));
        let may_be_none = match missing {
            Some(missing) => missing.may_be_none,
            None => field.is_some_and(|field| field.none_allowed),
        };
        Ask {
            label: words::label(policy, record, &steps),
            asked: field.and_then(|field| field.asked.as_ref()).map(ToString::to_string),
            ty: field.map(|field| type_in_words(policy, &field.ty)).unwrap_or_default(),
            choices: field.map(|field| choices(policy, &field.ty)).unwrap_or_default(),
            bounds: field.and_then(|field| field.bounds.as_ref()).map(bound),
            may_be_none,
            may_be_unknown: verdict.is_some(),
            wanted: missing.map_or(WantedView::Value, |missing| missing.wanted),
            answer: field
                .map(|field| answer(field, missing, members.map_or(0, |members| members.len()), may_be_none))
                .unwrap_or_default(),
            known: known.filter(|known| known != "unknown"),
            leads_to: missing.map(|missing| missing.answers.clone()).unwrap_or_default(),
            sensitive: field.is_some_and(|field| field.sensitive),
            decided_by: field.and_then(|field| field.decided_by.as_ref()).map(ToString::to_string),
            assessment: field.and_then(|field| field.assessment.as_ref()).map(|assessment| AssessmentView {
                by: assessment.by.to_string(),
                standard: assessment.standard.as_ref().map(ToString::to_string),
            }),
            norms: explanation.as_ref().zip(missing).map(|(all, missing)| asked_for(all, missing)).unwrap_or_default(),
            so_far: explanation.as_ref().map(verdicts_of).unwrap_or_default(),
            possible: explanation.as_ref().map(|explanation| explanation.possible.clone()).unwrap_or_default(),
            no_longer_matters: explanation.map(|explanation| explanation.no_longer_matters).unwrap_or_default(),
            path,
        }
    }

    /// The question to ask: in the words of the rules, else what the fact is called.
    #[must_use]
    pub fn words(&self) -> &str {
        self.asked.as_deref().unwrap_or(&self.label)
    }

    /// Whether it asks for another member of a list.
    #[must_use]
    pub fn is_list(&self) -> bool {
        self.ty.starts_with("list of ")
    }
}

/// The possible verdicts in words.
fn verdicts_of(explanation: &Explanation) -> String {
    explanation.verdicts(&explanation.possible)
}

fn asked_for(explanation: &Explanation, missing: &MissingView) -> Vec<AskedFor> {
    let norms = missing.norms.iter().filter_map(|id| explanation.norms.iter().find(|norm| norm.id == *id));
    let view = |norm: &crate::verdict::record::NormView| AskedFor {
        id: norm.id.clone(),
        sentence: norm.sentence.clone(),
        cites: norm.cites.clone(),
    };
    norms.map(view).collect()
}

/// What an answer is, in words.
fn answer(field: &Field, missing: Option<&MissingView>, members: usize, may_be_none: bool) -> String {
    let whole = match (&field.ty, members) {
        (Type::List(_), 0) => "yes if there is one, no if there is none",
        (Type::List(_), 1) => "yes if there is another, no if this one is all",
        (Type::List(_), count) => &format!("yes if there is another, no if these {count} are all"),
        (Type::Record(_), _) => "yes if there is one",
        (Type::YesNo, _) => "yes or no",
        (Type::Number, _) => "a number",
        (Type::WholeNumber, _) => "a whole number",
        (Type::Money(Some(currency)), _) => &format!("an amount in {}", currency.code()),
        (Type::Money(None), _) => "an amount and its currency, such as 20000 USD",
        (Type::Date, _) if missing.is_some_and(|missing| missing.wanted == WantedView::Day) => {
            "the exact day; only a part of the date is known"
        }
        (Type::Date, _) => "a day such as 2025-02-03, or the month or year that is known",
        (Type::Period, _) => "a period such as P6M or P180D",
        (Type::Text, _) => "a text",
        (Type::Country, _) => "the code of a country, such as SV",
        (Type::Choice(_) | Type::Reading(_), _) => "one of these",
        (Type::Set(inner), _) => match **inner {
            Type::Country => "all of them, as codes of countries such as SV, US",
            Type::Choice(_) => "all of these that fit",
            _ => "all of them",
        },
    };
    let or_none = if may_be_none { ", or none" } else { "" };
    format!("{whole}{or_none}")
}

/// A type as the rules write it.
fn type_in_words(policy: &PolicyData, ty: &Type) -> String {
    let record = |id: &crate::policy::RecordId| policy.records.get(id.index()).map_or("", |ty| &ty.name);
    match ty {
        Type::YesNo => "yes/no".to_owned(),
        Type::Number => "number".to_owned(),
        Type::WholeNumber => "whole number".to_owned(),
        Type::Money(Some(currency)) => format!("money in {}", currency.code()),
        Type::Money(None) => "money".to_owned(),
        Type::Date => "date".to_owned(),
        Type::Period => "period".to_owned(),
        Type::Text => "text".to_owned(),
        Type::Country => "country".to_owned(),
        Type::Choice(_) | Type::Reading(_) => "choice".to_owned(),
        Type::Set(inner) => format!("set of {}", type_in_words(policy, inner)),
        Type::List(id) => format!("list of {}", record(id)),
        Type::Record(id) => format!("record {}", record(id)),
    }
}

pub(super) fn choices(policy: &PolicyData, ty: &Type) -> Vec<OptionView> {
    let options = match ty {
        Type::Set(inner) => return choices(policy, inner),
        Type::Choice(id) => policy.choices.get(id.index()).map(|choice| choice.options.as_slice()),
        _ => None,
    };
    let view = |option: &crate::policy::Labelled| OptionView { name: option.name.to_string(), label: option.label.to_string() };
    options.unwrap_or_default().iter().map(view).collect()
}

fn bound(bounds: &Bounds) -> Bound {
    match bounds {
        Bounds::Number(from, to) => Bound { from: from.to_string(), to: to.to_string() },
        Bounds::Date(from, to) => Bound { from: from.to_string(), to: to.to_string() },
    }
}
