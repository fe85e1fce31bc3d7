//! What a developer embeds: a [`Policy`] compiled from rules, a [`Question`] of it, the [`Verdict`] on a record.

use std::sync::Arc;

use crate::check::{self, Checked};
use crate::diagnostic::{Diagnostic, Severity, did_you_mean};
use crate::eval::{self, EvaluateError, Evaluation, Possible};
use crate::logic::Date;
use crate::plan::Plan;
use crate::policy::{PolicyData, QuestionId, ReadingId, Record, RecordId, VerdictWord};
use crate::reason::{self, Budget, Settled, SupposeError, suppose};
use crate::records::{Data, DataError, ReadRecord, Reader, RecordError, assessments};
use crate::source::{SourceFile, Sources};
use crate::verdict::{self, Detail, Explanation, Outcome, WhatIf, WhyNot};

/// Compiled rules. Cheap to clone, shared between threads.
#[derive(Debug, Clone)]
pub struct Policy {
    data: Arc<PolicyData>,
    warnings: Arc<[Diagnostic]>,
}

/// The rules do not compile: every finding of every file.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the rules do not compile ({}); {}", self.count(), self.first())]
pub struct CompileError {
    diagnostics: Vec<Diagnostic>,
    files: Vec<SourceFile>,
}

impl CompileError {
    /// All findings, sorted by place.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The files that the findings point to.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|found| found.severity() == Severity::Error)
    }

    fn count(&self) -> String {
        match self.errors().count() {
            1 => "1 error".to_owned(),
            count => format!("{count} errors"),
        }
    }

    /// The first error as `path:line:column: CODE message`.
    fn first(&self) -> String {
        let Some(found) = self.errors().next() else { return String::new() };
        let file = self.files.get(found.span().file.0 as usize);
        let place = file.map(|file| (file, file.line_column(found.span().start)));
        let place = place.map(|(file, at)| format!("{}:{}:{}: ", file.path, at.line, at.column)).unwrap_or_default();
        format!("{place}{} {}", found.code, found.message)
    }
}

/// A pack has no such question, or no such reading or option; or the question does not read that reading.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct UnknownNameError {
    message: String,
}

impl From<PolicyData> for Policy {
    /// A policy that has been checked, without its warnings.
    fn from(data: PolicyData) -> Self {
        Policy { data: Arc::new(data), warnings: Arc::new([]) }
    }
}

impl Policy {
    /// Compiles the pack in a folder of the sources, with the packs that it uses.
    ///
    /// # Errors
    /// If any file has an error; all findings are in it.
    pub fn compile(sources: &Sources, folder: &str) -> Result<Policy, CompileError> {
        let Checked { policy, files, diagnostics } = check::check(sources, folder);
        match policy {
            Some(data) => {
                let policy = Policy { data: Arc::new(data), warnings: diagnostics.into() };
                let diagnostics = policy.contradicted_rows();
                if diagnostics.is_empty() { Ok(policy) } else { Err(CompileError { diagnostics, files }) }
            }
            None => Err(CompileError { diagnostics, files }),
        }
    }

    /// A finding for each row of a table that contradicts what its record says of every real record; what checking alone cannot
    /// tell.
    pub(crate) fn contradicted_rows(&self) -> Vec<Diagnostic> {
        let constrained = |record: RecordId| self.data.records.get(record.index()).is_some_and(|ty| !ty.constraints.is_empty());
        if self.data.questions.is_empty() || !self.data.tables.iter().any(|table| constrained(table.record)) {
            return Vec::new();
        }
        Plan::new(&self.data, QuestionId(0)).map(|plan| eval::contradicted_rows(&plan)).unwrap_or_default()
    }

    /// Everything that the rules say.
    #[must_use]
    pub fn data(&self) -> &Arc<PolicyData> {
        &self.data
    }

    /// Everything that the rules say, without the policy around it.
    #[must_use]
    pub fn into_data(self) -> Arc<PolicyData> {
        self.data
    }

    /// What a careful author would look at.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// The names of the questions of the pack that was asked for.
    pub fn questions(&self) -> impl Iterator<Item = &str> {
        self.own_questions().map(|(_, name)| name)
    }

    fn own_questions(&self) -> impl Iterator<Item = (QuestionId, &str)> {
        let numbered = self.data.questions.iter().zip(0..);
        numbered.filter(|(question, _)| question.pack.index() == 0).map(|(question, at)| (QuestionId(at), &*question.name))
    }

    /// A question of the pack, by name.
    ///
    /// # Errors
    /// If the pack has no question of that name.
    pub fn question(&self, name: &str) -> Result<Question, UnknownNameError> {
        let found = self.own_questions().find(|(_, own)| *own == name).and_then(|(id, _)| self.question_by_id(id));
        found.ok_or_else(|| unknown("question", name, self.questions()))
    }

    /// A question by number.
    #[must_use]
    pub fn question_by_id(&self, id: QuestionId) -> Option<Question> {
        let plan = Plan::new(&self.data, id)?;
        let options = self.data.readings.iter().map(|reading| reading.default.and_then(|at| u16::try_from(at).ok())).collect();
        let record = plan.question_data().record;
        let reader = Arc::new(Reader::new(&self.data, record));
        Some(Question { plan, reader, today: None, options, budget: Budget::default() })
    }
}

fn unknown<'a>(what: &'static str, name: &str, known: impl Iterator<Item = &'a str>) -> UnknownNameError {
    let known: Vec<&str> = known.collect();
    let hint = did_you_mean(name, known.iter().copied()).unwrap_or_else(|| format!("there is {}", known.join(", ")));
    let hint = if known.is_empty() { String::new() } else { format!(": {hint}") };
    UnknownNameError { message: format!("there is no {what} `{name}`{hint}") }
}

/// A question of a policy, ready to be asked. Cheap to clone, shared between threads.
#[derive(Debug, Clone)]
pub struct Question {
    plan: Arc<Plan>,
    reader: Arc<Reader>,
    today: Option<Date>,
    options: Arc<[Option<u16>]>,
    budget: Budget,
}

/// Why a record gets no verdict.
#[derive(Debug, thiserror::Error)]
pub enum VerdictError {
    /// No day was given on which the question is asked ([`Question::as_of`]): the engine has no clock.
    #[error("no day was given on which the question is asked")]
    NoDate,
    /// The record is no data at all.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The record does not fit its type.
    #[error("the record cannot be read: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Record(Vec<RecordError>),
    /// The record is read, but has no verdict.
    #[error(transparent)]
    Evaluate(#[from] EvaluateError),
}

impl Question {
    /// The day on which the question is asked: `today` in the rules.
    #[must_use]
    pub fn as_of(mut self, today: Date) -> Question {
        self.today = Some(today);
        self
    }

    /// The day on which it is asked, if one was given.
    #[must_use]
    pub fn today(&self) -> Option<Date> {
        self.today
    }

    /// Fixes a reading to one of its options, by name (`pack.reading` where two packs have one of the name).
    ///
    /// # Errors
    /// If there is no such reading or option, or the question does not read the reading.
    pub fn with_reading(mut self, reading: &str, option: &str) -> Result<Question, UnknownNameError> {
        let policy = &self.plan.policy;
        let named = |id: &ReadingId| policy.readings.get(id.index());
        let is_meant = |found: &crate::policy::Reading| {
            let pack = policy.packs.get(found.pack.index()).map_or("", |pack| &pack.name);
            *found.name == *reading || reading.split_once('.') == Some((pack, &found.name))
        };
        let found = self.plan.readings.iter().find(|id| named(id).is_some_and(is_meant));
        let found = *found.ok_or_else(|| self.unread(reading, policy.readings.iter().any(is_meant)))?;
        let options = named(&found).map(|reading| reading.options.as_slice()).unwrap_or_default();
        let at = options.iter().position(|known| *known.name == *option);
        let at = at.ok_or_else(|| unknown("option", option, options.iter().map(|option| &*option.name)))?;
        let mut chosen = self.options.to_vec();
        if let Some(slot) = chosen.get_mut(found.index()) {
            *slot = u16::try_from(at).ok();
        }
        self.options = chosen.into();
        Ok(self)
    }

    /// That the question reads no such reading; `declared`: there is one of the name.
    fn unread(&self, reading: &str, declared: bool) -> UnknownNameError {
        let question = &self.plan.question_data().name;
        if declared {
            let message = format!(
                "the question `{question}` does not read the reading `{reading}`, so that no option of it can change the verdict"
            );
            return UnknownNameError { message };
        }
        let names = self.plan.readings.iter().filter_map(|id| self.plan.policy.readings.get(id.index()));
        unknown("reading", reading, names.map(|reading| &*reading.name))
    }

    /// Limits how much telling cases apart may cost. A case that reaches the limit is left as open as it was, and says so.
    #[must_use]
    pub fn with_budget(mut self, budget: Budget) -> Question {
        self.budget = budget;
        self
    }

    /// The options of readings, by number; none: open.
    #[must_use]
    pub fn options(&self) -> &eval::Options {
        &self.options
    }

    /// The plan of the question.
    #[must_use]
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// The possible verdicts on a checked record, nothing else: the fast way. Unlike [`Question::evaluate_record`] it refuses no
    /// record, neither one that contradicts itself nor one whose verdict hangs on a fault.
    ///
    /// # Errors
    /// If no day was given.
    pub fn possible(&self, record: &Record) -> Result<Possible, VerdictError> {
        let today = self.today.ok_or(VerdictError::NoDate)?;
        let known = assessments::known_on(&self.plan.policy, record, today);
        Ok(reason::possible(&self.plan, known.as_ref().unwrap_or(record), today, &self.options, self.budget))
    }

    /// The reader of the question's records.
    #[must_use]
    pub fn reader(&self) -> &Arc<Reader> {
        &self.reader
    }

    /// Checks a record against its type: any `Serialize` type, or a `serde_json::Value`.
    ///
    /// # Errors
    /// If the record cannot be read; every fault of it is named.
    pub fn read(&self, record: &(impl serde::Serialize + ?Sized)) -> Result<ReadRecord, VerdictError> {
        let data = Data::from_serialize(record)?;
        self.reader.read(&data).map_err(VerdictError::Record)
    }

    /// The verdict on a record: any `Serialize` type, or a `serde_json::Value`. A key `id` names the case. Keys that no
    /// field has are left out of account; [`Question::read`] tells which they are.
    ///
    /// # Errors
    /// If the record cannot be read, has no verdict, or no day was given.
    pub fn evaluate(&self, record: &(impl serde::Serialize + ?Sized)) -> Result<Verdict, VerdictError> {
        let ReadRecord { record, id, .. } = self.read(record)?;
        let verdict = self.evaluate_record(record)?;
        Ok(match id {
            Some(id) => verdict.of_case(id),
            None => verdict,
        })
    }

    /// The verdict on a checked record.
    ///
    /// # Errors
    /// If the record has no verdict, or no day was given.
    pub fn evaluate_record(&self, record: impl Into<Arc<Record>>) -> Result<Verdict, VerdictError> {
        let today = self.today.ok_or(VerdictError::NoDate)?;
        let record = record.into();
        let record = assessments::known_on(&self.plan.policy, &record, today).map_or(record, Arc::new);
        let mut evaluation = eval::evaluate(&self.plan, &record, today, &self.options)?;
        let settled = reason::settle(&self.plan, &record, today, &self.options, &mut evaluation, self.budget);
        if evaluation.possible == Possible::default() {
            return Err(EvaluateError::NoCompletion.into());
        }
        let question = self.clone();
        Ok(Verdict { inner: Arc::new(Inner { question, today, record, evaluation, settled }), case: None })
    }
}

/// Why it cannot be said what would be if facts were otherwise.
#[derive(Debug, thiserror::Error)]
pub enum WhatIfError {
    /// A fact cannot be supposed.
    #[error(transparent)]
    Suppose(#[from] SupposeError),
    /// The record has no verdict then.
    #[error("with these facts there is no verdict: {0}")]
    Verdict(#[from] VerdictError),
}

/// What the rules say of one record. A verdict is not a decision. Cheap to clone, shared between threads.
#[derive(Debug, Clone)]
pub struct Verdict {
    inner: Arc<Inner>,
    case: Option<Arc<str>>,
}

#[derive(Debug)]
struct Inner {
    question: Question,
    today: Date,
    record: Arc<Record>,
    evaluation: Evaluation,
    /// What was found of it case by case, if it was left open.
    settled: Option<Settled>,
}

impl Verdict {
    /// Names the case that it is about, for its explanation.
    #[must_use]
    pub fn of_case(self, id: impl Into<Arc<str>>) -> Verdict {
        Verdict { case: Some(id.into()), ..self }
    }

    /// What names the case, if anything does.
    #[must_use]
    pub fn case(&self) -> Option<&str> {
        self.case.as_deref()
    }

    /// The verdict.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.inner.evaluation.possible.verdict().into()
    }

    /// The possible verdicts; one unless undetermined.
    #[must_use]
    pub fn possible(&self) -> Vec<Outcome> {
        self.inner.evaluation.possible.words().map(Outcome::from).collect()
    }

    /// Everything about it: reasons, facts, citations, what is missing.
    #[must_use]
    pub fn explain(&self) -> Explanation {
        self.explain_in(Detail::Full)
    }

    /// Everything but what would change it, which takes longest to find.
    #[must_use]
    pub fn reasons(&self) -> Explanation {
        self.explain_in(Detail::Reasons)
    }

    /// What the columns of a batch need of it.
    #[must_use]
    pub fn columns(&self) -> Explanation {
        self.explain_in(Detail::Columns)
    }

    fn explain_in(&self, detail: Detail) -> Explanation {
        let Inner { evaluation, settled, .. } = &*self.inner;
        let explanation = verdict::explain(self.asked(), evaluation, settled.as_ref(), detail);
        Explanation { case: self.case().map(str::to_owned), ..explanation }
    }

    fn asked(&self) -> verdict::Inquiry<'_> {
        let Inner { question, today, record, .. } = &*self.inner;
        verdict::Inquiry { plan: &question.plan, record, today: *today, options: &question.options, budget: question.budget }
    }

    /// The verdict beside the one on the same record with facts otherwise: pairs of a dotted path and a value, written as in a
    /// cell of a table; `unknown` leaves the fact open.
    ///
    /// # Errors
    /// If there is no such fact, a value does not fit it, or the record has no verdict then.
    pub fn what_if<'f>(&self, facts: impl IntoIterator<Item = (&'f str, &'f str)>) -> Result<WhatIf, WhatIfError> {
        let Inner { question, today, record, .. } = &*self.inner;
        let policy = &question.plan.policy;
        let mut then = Record::clone(record);
        let mut places = Vec::new();
        for (path, value) in facts {
            places.push(suppose(policy, &mut then, path, value, *today)?);
        }
        let after = question.evaluate_record(then.clone())?;
        let after = self.case().map_or(after.clone(), |case| after.of_case(case));
        Ok(verdict::compared(policy, (record, &then), &places, self.explain(), after.explain()))
    }

    /// What stands between the record and another verdict.
    #[must_use]
    pub fn why_not(&self, wanted: VerdictWord) -> WhyNot {
        let Inner { evaluation, settled, .. } = &*self.inner;
        let mut found = verdict::why_not(self.asked(), evaluation, settled.as_ref(), wanted);
        found.verdict.case = self.case().map(str::to_owned);
        found
    }

    /// The evaluation that it was read off.
    #[must_use]
    pub fn evaluation(&self) -> &Evaluation {
        &self.inner.evaluation
    }

    /// What was found case by case; none if the verdict was clear without.
    #[must_use]
    pub fn settled(&self) -> Option<&Settled> {
        self.inner.settled.as_ref()
    }

    /// The record.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.inner.record
    }
}

/// What a developer shares between threads and clones freely: it does not compile otherwise.
const _: () = {
    const fn is_shared<T: Clone + Send + Sync + 'static>() {}
    is_shared::<Policy>();
    is_shared::<Question>();
    is_shared::<Verdict>();
};
