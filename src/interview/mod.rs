//! An interview: which fact to ask for next, what was answered, and what is decided so far. It does no input and no output.
//!
//! Read [`Interview`] first. The answers are kept as the data of a record, and after each of them that record is read and
//! evaluated like any other: what the interview says is what the record says. A fact is asked for once (`ask`); where its
//! answer goes is found by its steps (`place`).

mod ask;
mod error;
mod place;
mod written;

use std::collections::BTreeSet;

pub use ask::{Ask, AskedFor, Bound};
pub use error::AnswerError;

use crate::api::{Question, Verdict, VerdictError};
use crate::eval::Step;
use crate::policy::{Datum, Field, Type};
use crate::records::{Data, Reason};

/// Asks for the facts of one case, the one that decides soonest first, until the verdict cannot change.
///
/// ```
/// use whereas::{Interview, Outcome, Policy, Sources, date};
///
/// let mut sources = Sources::new();
/// sources.add("release/release.whereas", r#"
/// record Case
///   consent: yes/no "the person consents"
///     asked "Does the person consent?"
///   served_since: date "first day of the sentence"
/// question release for Case "The person may be released"
/// requirement consent of release "The person consents"
///   met when consent
/// requirement served of release "Six months of the sentence are served"
///   met when served_since plus 6 months on or before today
/// "#);
/// let question = Policy::compile(&sources, "release")?.question("release")?.as_of(date(2025, 2, 4));
///
/// let mut interview = Interview::new(question)?;
/// let ask = interview.next().unwrap();
/// assert_eq!((ask.path.as_str(), ask.words()), ("consent", "Does the person consent?"));
/// interview.answer(&true)?;
/// assert_eq!(interview.next().unwrap().path, "served_since");
/// assert!(interview.answer(&"03/04/2024").is_err()); // which of two days? It is asked again
/// interview.back()?;
/// interview.answer(&false)?;
/// assert!(interview.next().is_none()); // whatever the day is, the verdict is the same
/// assert_eq!(interview.verdict().unwrap().outcome(), Outcome::Ineligible);
/// assert_eq!(interview.record().to_string(), r#"{"consent": false}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Interview {
    question: Question,
    state: State,
    /// What was so before each answer.
    past: Vec<State>,
}

/// What is known at one moment.
#[derive(Debug, Clone)]
struct State {
    data: Data,
    /// The facts that are not asked for again.
    done: BTreeSet<Vec<Step>>,
    /// The fact, or the element, that was spoken of last.
    last: Vec<Step>,
    found: Found,
}

/// What the record says.
#[derive(Debug, Clone)]
enum Found {
    /// Nothing before these facts are there, which are always known.
    Owed(Vec<Vec<Step>>),
    Verdict(Verdict),
}

impl Interview {
    /// An interview about a case of which nothing is known.
    ///
    /// # Errors
    /// If no day was given on which the question is asked.
    pub fn new(question: Question) -> Result<Interview, VerdictError> {
        Interview::with_data(question, Data::Object(Vec::new()))
    }

    /// An interview about a case of which a part is known: any `Serialize` type, or a `serde_json::Value`.
    ///
    /// # Errors
    /// If the record cannot be read, has no verdict, or no day was given. Facts that are always known may be absent: they
    /// are asked for first.
    pub fn with_record(question: Question, record: &(impl serde::Serialize + ?Sized)) -> Result<Interview, VerdictError> {
        Interview::with_data(question, Data::from_serialize(record)?)
    }

    /// As [`Interview::with_record`], with the record as data.
    ///
    /// # Errors
    /// As [`Interview::with_record`].
    pub fn with_data(question: Question, data: Data) -> Result<Interview, VerdictError> {
        question.today().ok_or(VerdictError::NoDate)?;
        let found = find(&question, &data)?;
        let state = State { data, done: BTreeSet::new(), last: Vec::new(), found };
        Ok(Interview { question, state, past: Vec::new() })
    }

    /// The next fact to ask for; none: the verdict cannot change any more, or there is nothing left to ask.
    #[must_use]
    pub fn next(&self) -> Option<Ask> {
        let steps = self.open()?;
        Some(Ask::new(&self.question, &self.state.data, steps, self.verdict()))
    }

    /// Answers what [`next`](Interview::next) asks: the value as a record writes it, `"none"` where there may be none, `null`
    /// if it is unknown. To whether a list has another member the answer may be `true`, which adds one of which nothing is
    /// known yet, or `false`: these are all; to whether there is a record, likewise.
    ///
    /// # Errors
    /// If the answer cannot be read, contradicts what was said before, or nothing is asked. Nothing has changed then.
    pub fn answer(&mut self, value: &(impl serde::Serialize + ?Sized)) -> Result<(), AnswerError> {
        self.answer_data(Data::from_serialize(value)?)
    }

    /// As [`Interview::answer`], with the answer as data.
    ///
    /// # Errors
    /// As [`Interview::answer`].
    pub fn answer_data(&mut self, value: Data) -> Result<(), AnswerError> {
        if value == Data::Null {
            return self.answer_unknown();
        }
        let steps = self.open().ok_or(AnswerError::NothingAsked)?;
        let mut state = State { last: steps.clone(), ..self.state.clone() };
        let (slot, field) = self.slot(&mut state.data, &steps).ok_or(AnswerError::NothingAsked)?;
        let is_assessment = field.assessment.is_some();
        match (&field.ty, value) {
            (Type::List(_), Data::Bool(more)) => {
                let place = place::unwrapped(slot).ok_or(AnswerError::NothingAsked)?;
                let mut members = place::members(place);
                if more {
                    state.last.push(Step::Element(members.len()));
                    members.push(Data::Object(Vec::new()));
                }
                *place = if more { place::incomplete(members) } else { Data::Array(members) };
            }
            (Type::Record(_), Data::Bool(true)) => *slot = Data::Object(Vec::new()),
            (Type::Record(_), Data::Bool(false)) => *slot = Data::Text("none".to_owned()),
            (_, value) => *slot = value,
        }
        if state.last == steps {
            state.done.insert(steps.clone());
        }
        state.found = find(&self.question, &state.data).map_err(|error| self.refused(&steps, error))?;
        if let Found::Verdict(verdict) = &state.found
            && is_assessment
            && *place::datum(verdict.record(), &steps) == Datum::Missing
        {
            return Err(self.unsigned(verdict, &steps));
        }
        self.past.push(std::mem::replace(&mut self.state, state));
        Ok(())
    }

    /// Says that what is asked for is unknown. It is not asked for again.
    ///
    /// # Errors
    /// If the fact is always known, or nothing is asked.
    pub fn answer_unknown(&mut self) -> Result<(), AnswerError> {
        let steps = self.open().ok_or(AnswerError::NothingAsked)?;
        if matches!(self.state.found, Found::Owed(_)) {
            return Err(AnswerError::AlwaysKnown);
        }
        let mut state = State { last: steps.clone(), ..self.state.clone() };
        state.done.insert(steps);
        self.past.push(std::mem::replace(&mut self.state, state));
        Ok(())
    }

    /// What an answer that is written by hand means as data: `yes`, `20000 USD`, `SV, US`, the label of an option or its number.
    /// A text, or the name of an option, may stand in quotation marks.
    ///
    /// # Errors
    /// If it is written otherwise, or nothing is asked.
    pub fn data_of(&self, text: &str) -> Result<Data, AnswerError> {
        let steps = self.open().ok_or(AnswerError::NothingAsked)?;
        let plan = self.question.plan();
        let field = place::field(&plan.policy, plan.question_data().record, &steps).ok_or(AnswerError::NothingAsked)?;
        let choices = ask::choices(&plan.policy, &field.ty);
        written::data(field, &choices, text).map_err(|error| AnswerError::Written(error.message().to_owned()))
    }

    /// Takes the last answer back.
    ///
    /// # Errors
    /// If there is none.
    pub fn back(&mut self) -> Result<(), AnswerError> {
        self.state = self.past.pop().ok_or(AnswerError::NothingBefore)?;
        Ok(())
    }

    /// How many answers were taken.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.past.len()
    }

    /// The question that is to be decided.
    #[must_use]
    pub fn question(&self) -> &Question {
        &self.question
    }

    /// The record so far, as the answers wrote it.
    #[must_use]
    pub fn record(&self) -> &Data {
        &self.state.data
    }

    /// The verdict so far; none before all facts are there that are always known.
    #[must_use]
    pub fn verdict(&self) -> Option<&Verdict> {
        match &self.state.found {
            Found::Owed(_) => None,
            Found::Verdict(verdict) => Some(verdict),
        }
    }

    /// The fact to ask for: facts of the element that was spoken of last come together; else the first. Whether there is a record
    /// comes before what is in it.
    fn open(&self) -> Option<Vec<Step>> {
        let open: Vec<&Vec<Step>> = match &self.state.found {
            Found::Owed(owed) => owed.iter().collect(),
            Found::Verdict(verdict) => {
                let missing = verdict.settled()?.missing.iter().map(|missing| &missing.fact);
                missing.filter(|fact| !self.state.done.contains(*fact) && !self.lies_in_unknown(verdict, fact)).collect()
            }
        };
        let last = self.state.last.as_slice();
        let elements = last.iter().enumerate().rev().filter(|(_, step)| matches!(step, Step::Element(_)));
        let mut around = elements.filter_map(|(at, _)| last.get(..=at));
        let near = around.find_map(|element| open.iter().find(|fact| fact.starts_with(element)));
        let found = near.or(open.first())?;
        let holds = |fact: &Vec<Step>| found.starts_with(fact) && !matches!(found.get(fact.len()), Some(Step::Element(_)));
        let outer = open.iter().filter(|fact| holds(fact)).min_by_key(|fact| fact.len());
        outer.map(|fact| (*fact).clone())
    }

    /// Whether a fact lies in a record of which it was said that nobody knows whether there is one.
    fn lies_in_unknown(&self, verdict: &Verdict, fact: &[Step]) -> bool {
        let mut outer = (1..fact.len()).filter_map(|length| fact.get(..length));
        outer.any(|outer| self.state.done.contains(outer) && *place::datum(verdict.record(), outer) == Datum::Missing)
    }

    /// Where the value of a fact stands, and what the fact is.
    fn slot<'a>(&self, data: &'a mut Data, steps: &[Step]) -> Option<(&'a mut Data, &Field)> {
        let plan = self.question.plan();
        let (policy, ty) = (&plan.policy, plan.question_data().record);
        Some((place::slot(policy, ty, data, steps)?, place::field(policy, ty, steps)?))
    }

    fn refused(&self, steps: &[Step], error: VerdictError) -> AnswerError {
        let path = ask::path(&self.question, steps);
        match error {
            VerdictError::Record(errors) => AnswerError::Record { path, errors },
            VerdictError::Data(error) => AnswerError::Data(error),
            error => AnswerError::Verdict(error),
        }
    }

    /// Why an assessment counts as unknown.
    fn unsigned(&self, verdict: &Verdict, steps: &[Step]) -> AnswerError {
        let path = ask::path(&self.question, steps);
        let found = verdict.reasons().read_as_unknown.into_iter().find(|unsigned| unsigned.path == path);
        AnswerError::Unsigned(found.map(|unsigned| unsigned.reason).unwrap_or_else(error::unsigned))
    }
}

/// What a record says; that facts are absent that are always known is no error.
fn find(question: &Question, data: &Data) -> Result<Found, VerdictError> {
    let read = match question.reader().read(data) {
        Ok(read) => read,
        Err(errors) => {
            let plan = question.plan();
            let is_owed = |error: &crate::records::RecordError| error.reason() == Reason::AlwaysKnownMissing;
            let steps = errors.iter().filter(|error| is_owed(error));
            let owed: Vec<Vec<Step>> =
                steps.filter_map(|error| place::steps(&plan.policy, plan.question_data().record, error.place())).collect();
            return if owed.len() == errors.len() { Ok(Found::Owed(owed)) } else { Err(VerdictError::Record(errors)) };
        }
    };
    let verdict = question.evaluate_record(read.record)?;
    Ok(Found::Verdict(match read.id {
        Some(id) => verdict.of_case(id),
        None => verdict,
    }))
}
