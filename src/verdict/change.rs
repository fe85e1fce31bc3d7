//! What would change the verdict, in words.
//!
//! Read [`Explainer::would_change`] first. What is offered was found and evaluated by [`reason::changes`].

use indexmap::IndexSet;

use super::explain::Detail;
use super::explain::Explainer;
use super::norms::status_view;
use super::page::citation;
use super::record::{ChangeView, ChangedFactView, FactNameView, Ground, NormChangeView};
use super::words;
use crate::eval::{Evaluation, FactRef, Status, Step, field_of, recorded};
use crate::logic::{Date, Decimal};
use crate::policy::{Bounds, Datum, Field, PolicyData, Record, Scalar, Type, VerdictWord};
use crate::reason::{self, Cell, Change, ChangedFact, Changes, To};

/// What would change a verdict, and what cannot.
pub(super) struct WouldChange {
    pub(super) ways: Vec<ChangeView>,
    pub(super) cut: bool,
    looked: bool,
}

impl WouldChange {
    /// All sets of facts were looked at, and none would change the verdict.
    pub(super) fn nothing_suffices(&self) -> bool {
        self.looked && !self.cut && self.ways.is_empty()
    }
}

impl Explainer<'_> {
    /// The smallest changes of a decided case; none where only the reasons are asked for.
    pub(super) fn would_change(&self) -> WouldChange {
        let Some(verdict) = self.evaluation.possible.only().filter(|_| self.detail == Detail::Full) else {
            return WouldChange { ways: Vec::new(), cut: false, looked: false };
        };
        let (record, options) = (self.record, self.options);
        let Changes { ways, cut, .. } = reason::changes(self.plan, record, self.today, options, verdict, None, self.budget);
        WouldChange { ways: ways.iter().filter_map(|way| self.change_view(way)).collect(), cut, looked: true }
    }

    /// The lists and sets that grounds rest on, as far as they may have more members than are recorded.
    pub(super) fn may_have_more(&self, grounds: &[Ground]) -> Vec<FactNameView> {
        let (policy, ty) = (self.policy, self.record.ty);
        let (found, _) = self.deciding(grounds, &[]);
        // A fact lies within the records and lists that the steps to it lead through.
        let within = |way: &[Step]| (1..=way.len()).filter_map(|length| Some(way.get(..length)?.to_vec())).collect::<Vec<_>>();
        let ways: IndexSet<Vec<Step>> = found.iter().filter_map(FactRef::of_case).flat_map(within).collect();
        let is_incomplete = |way: &[Step]| {
            let is_fact = matches!(way.last(), Some(Step::Field(_)));
            is_fact && matches!(recorded(self.record, way), Datum::List(_, false) | Datum::Set(_, false))
        };
        let incomplete = ways.iter().filter(|way| is_incomplete(way));
        incomplete.map(|way| FactNameView { path: words::path(policy, ty, way), label: words::label(policy, ty, way) }).collect()
    }

    /// One change in words; none where no words tell the values.
    pub(super) fn change_view(&self, change: &Change) -> Option<ChangeView> {
        let facts: Option<Vec<ChangedFactView>> =
            change.facts.iter().map(|fact| self.changed_fact(fact, &change.record)).collect();
        let norms = self.norm_changes(&change.evaluation);
        Some(ChangeView {
            facts: facts?,
            leads_to: change.verdict.into(),
            rebuts: change.facts.iter().any(|fact| fact.presumed),
            law: self.law_of(&norms, change.verdict),
            norms,
        })
    }

    /// The norms that become something else, first those that fail now or then.
    pub(super) fn norm_changes(&self, after: &Evaluation) -> Vec<NormChangeView> {
        let fails = |status: Option<&Status>| matches!(status, Some(Status::NotMet | Status::Applies));
        let mut found: Vec<(bool, NormChangeView)> = Vec::new();
        for (id, norm) in self.in_order() {
            let (was, is) = (self.evaluation.statuses.get(&id), after.statuses.get(&id));
            let (before, now) = (was.copied().unwrap_or(Status::NotInForce), is.copied().unwrap_or(Status::NotInForce));
            let (Some(name), Some(version)) = (self.norm_id(id), norm.versions.first()) else { continue };
            if before == now {
                continue;
            }
            let sentence = self.sentence(id).unwrap_or_else(|| words::quoted(&version.sentence));
            let view = NormChangeView {
                id: name.clone(),
                sentence,
                before: status_view(before),
                after: status_view(now),
                cites: self.cited(&version.cites),
            };
            found.push((fails(was) != fails(is), view));
        }
        found.sort_by_key(|(decides, _)| !decides);
        found.into_iter().map(|(_, view)| view).collect()
    }

    /// The law that makes the difference, in one line.
    fn law_of(&self, norms: &[NormChangeView], verdict: VerdictWord) -> String {
        let applies = |word| word == VerdictWord::NotApplicable;
        if applies(verdict) || self.evaluation.possible.only().is_some_and(applies) {
            let cite = self.question.cites.first().map(std::slice::from_ref).map(|cite| self.cited(cite)).unwrap_or_default();
            let law = cite.first().map(|cite| format!(" ({})", citation(cite))).unwrap_or_default();
            return format!("whether the question applies: {}{law}", words::quoted(&self.question.sentence));
        }
        let Some(norm) = norms.first() else { return words::quoted(&self.question.sentence) };
        let law = norm.cites.first().map(|cite| format!(" ({})", citation(cite))).unwrap_or_default();
        format!("{}{law}", norm.sentence)
    }

    fn changed_fact(&self, fact: &ChangedFact, after: &Record) -> Option<ChangedFactView> {
        let (policy, ty) = (self.policy, self.record.ty);
        let field = field_of(policy, ty, &fact.fact)?;
        let (was, example) = (recorded(self.record, &fact.fact), recorded(after, &fact.fact));
        let to = match &fact.to {
            To::Values(runs) => {
                let all: Option<Vec<Vec<String>>> = runs.iter().map(|run| alternatives(policy, field, run)).collect();
                all?.concat()
            }
            To::Members(all) => self.members(&field.ty, all),
        };
        let now = match was {
            Datum::Missing if fact.presumed => self.presumed_in_words(fact, &field.ty),
            was => words::value(policy, &field.ty, was),
        };
        let difference = match &fact.to {
            To::Values(runs) => difference(was, runs),
            To::Members(_) => None,
        };
        Some(ChangedFactView {
            path: words::path(policy, ty, &fact.fact),
            label: words::label(policy, ty, &fact.fact),
            now,
            to,
            difference,
            presumed: fact.presumed,
            example: words::json_value(policy, &field.ty, example),
        })
    }

    fn presumed_in_words(&self, fact: &ChangedFact, ty: &Type) -> String {
        let standing = self.standing();
        let stands = standing.iter().find(|stands| stands.fact() == fact.fact);
        stands.map_or_else(|| "presumed".to_owned(), |stands| words::value(self.policy, ty, stands.value()))
    }

    /// `with France (FR)`, `without Germany (DE)`
    fn members(&self, ty: &Type, all: &[Vec<(Scalar, bool)>]) -> Vec<String> {
        let inner = if let Type::Set(inner) = ty { inner } else { ty };
        let one = |(member, there): &(Scalar, bool)| {
            let word = if *there { "with" } else { "without" };
            format!("{word} {}", words::scalar(self.policy, inner, member))
        };
        let ways = all.iter().map(|flips| flips.iter().map(one).collect::<Vec<_>>().join(" and "));
        ways.collect()
    }
}

/// The values of one run: each by itself, or what lies between two, without an end that is only the bound of the fact.
fn alternatives(policy: &PolicyData, field: &Field, run: &[Cell]) -> Option<Vec<String>> {
    if run.iter().all(|cell| cell.stretch.is_none()) {
        let mut each: Vec<String> = Vec::new();
        for cell in run {
            let word = words::cells(policy, &field.ty, std::slice::from_ref(cell))?;
            if !each.contains(&word) {
                each.push(word);
            }
        }
        return Some(each);
    }
    let mut run = run.to_vec();
    let highest = |end: &Option<Datum>| match (end, &field.bounds) {
        (Some(Datum::Number(end) | Datum::Money(end, _)), Some(Bounds::Number(_, high))) => end == high,
        (Some(Datum::Date(end, _)), Some(Bounds::Date(_, high))) => Some(*end) == Some(*high),
        _ => false,
    };
    let several = run.len() > 1;
    if let Some((_, end)) = run.last_mut().filter(|_| several).and_then(|cell| cell.stretch.as_mut())
        && highest(end)
    {
        *end = None;
    }
    words::cells(policy, &field.ty, &run).map(|text| vec![text])
}

/// How far a value is from the nearest of others.
fn difference(was: &Datum, runs: &[Vec<Cell>]) -> Option<String> {
    let ends = runs.iter().filter_map(|run| Some((run.first()?.stretch.as_ref()?, run.last()?.stretch.as_ref()?)));
    let ends: Vec<(&Option<Datum>, &Option<Datum>)> = ends.map(|((first, _), (_, last))| (first, last)).collect();
    match was {
        Datum::Date(day, _) => {
            let date = |end: &Option<Datum>| match end {
                Some(Datum::Date(day, _)) if *day != Date::MIN && *day != Date::MAX => Some(*day),
                _ => None,
            };
            let apart = ends.iter().flat_map(|(first, last)| [date(first), date(last)]).flatten();
            let days = apart.map(|end| end.days() - day.days()).min_by_key(|days| days.abs()).filter(|days| *days != 0)?;
            let unit = if days.abs() == 1 { "day" } else { "days" };
            Some(format!("{} {unit} {}", days.abs(), if days < 0 { "earlier" } else { "later" }))
        }
        Datum::Number(now) => {
            let number = |end: &Option<Datum>| if let Some(Datum::Number(number)) = end { Some(*number) } else { None };
            let apart = ends.iter().flat_map(|(first, last)| [number(first), number(last)]).flatten();
            nearest(*now, apart, |number| number.to_string())
        }
        Datum::Money(now, currency) => {
            let amount = |end: &Option<Datum>| match end {
                Some(Datum::Money(amount, of)) if of == currency => Some(*amount),
                _ => None,
            };
            let apart = ends.iter().flat_map(|(first, last)| [amount(first), amount(last)]).flatten();
            nearest(*now, apart, |amount| words::money(amount, *currency))
        }
        _ => None,
    }
}

/// `3 more`
fn nearest(now: Decimal, ends: impl Iterator<Item = Decimal>, words: impl Fn(Decimal) -> String) -> Option<String> {
    let apart = ends.filter_map(|end| end.minus(now).ok());
    let more = |by: &Decimal| *by > Decimal::ZERO;
    let size = |by: &Decimal| if more(by) { Some(*by) } else { Decimal::ZERO.minus(*by).ok() };
    // Where what is wanted begins right beside it, there is no difference to tell.
    let by = apart.min_by_key(size).filter(|by| *by != Decimal::ZERO)?;
    Some(format!("{} {}", words(size(&by)?), if more(&by) { "more" } else { "less" }))
}
