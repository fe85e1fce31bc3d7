//! What a test expects against what the rules give.

use std::collections::BTreeSet;

use super::Mismatch;
use crate::api::{Question, Verdict};
use crate::eval::{Status, Step};
use crate::policy::{Datum, Expectation, NormId, NormKind, NoteStatus, PolicyData, PowerStatus, ReadingId, Test};
use crate::verdict::record::PowerStatusView;
use crate::verdict::{Explanation, Outcome, words};

/// Everything that is not as expected.
pub(super) fn compare(
    data: &PolicyData,
    test: &Test,
    question: &Question,
    verdict: &Verdict,
    explanation: &Explanation,
) -> Vec<Mismatch> {
    let compare = Compare { data, test, question, verdict, explanation };
    let expected = Outcome::from(test.verdict);
    let verdict = (expected != explanation.verdict)
        .then(|| mismatch("verdict", verdict_words(expected), verdict_words(explanation.verdict)));
    verdict.into_iter().chain(test.expects.iter().filter_map(|expect| compare.expectation(expect))).collect()
}

pub(super) fn verdict_words(outcome: Outcome) -> String {
    outcome.in_words().to_owned()
}

fn mismatch(about: &'static str, expected: String, found: String) -> Mismatch {
    Mismatch { about, expected, found }
}

struct Compare<'a> {
    data: &'a PolicyData,
    test: &'a Test,
    question: &'a Question,
    verdict: &'a Verdict,
    explanation: &'a Explanation,
}

impl Compare<'_> {
    fn expectation(&self, expect: &Expectation) -> Option<Mismatch> {
        match expect {
            Expectation::Because(norms) => self.because(norms),
            Expectation::Missing { at_least, fields } => self.missing(*at_least, fields),
            Expectation::Waived { norm, by } => self.waived(*norm, *by),
            Expectation::Power(at, status) => self.power(*at, *status),
            Expectation::NotRequired(norms) => self.not_required(norms),
            Expectation::Note(at, status) => self.note(*at, *status),
            Expectation::Report(at, value) => self.report(*at, value),
            Expectation::Contested(readings) => self.contested(readings),
            Expectation::OpenBy(readings) => self.open_by(readings),
        }
    }

    fn norm_name(&self, id: NormId) -> &str {
        self.data.norms.get(id.index()).map_or("", |norm| &norm.name)
    }

    /// The requirements and bars of all grounds, exactly; an exception of them may be named too.
    fn because(&self, wanted: &[NormId]) -> Option<Mismatch> {
        let grounds = || self.explanation.grounds.iter().flat_map(|ground| &ground.norms);
        let in_grounds: BTreeSet<&str> = grounds().map(|id| last(id)).collect();
        let is_exception = |name: &&str| {
            self.data
                .norms
                .iter()
                .any(|norm| *norm.name == **name && norm.kind == NormKind::Exception && self.of_question(norm.question))
        };
        let lifting = self.lifting(wanted);
        let wanted: BTreeSet<&str> = wanted.iter().map(|id| self.norm_name(*id)).collect();
        let rules: BTreeSet<&str> = in_grounds.iter().copied().filter(|name| !is_exception(name)).collect();
        let wanted_rules: BTreeSet<&str> = wanted.iter().copied().filter(|name| !is_exception(name)).collect();
        let fits = rules == wanted_rules && wanted.is_subset(&in_grounds);
        (!fits).then(|| mismatch("because", list(wanted), format!("{}{lifting}", list(rules))))
    }

    /// What is said of an exception expected among the grounds: what it lifts has an expectation of its own.
    fn lifting(&self, wanted: &[NormId]) -> String {
        let lifts = wanted.iter().find_map(|id| {
            let lifted = self.data.norms.get(id.index())?.lifts.first()?;
            Some((self.norm_name(*lifted), self.norm_name(*id)))
        });
        lifts.map_or_else(String::new, |(norm, by)| format!("; that an exception lifts is expected as `waived {norm} by {by}`"))
    }

    fn of_question(&self, question: crate::policy::QuestionId) -> bool {
        question == self.test.question
    }

    fn missing(&self, at_least: bool, fields: &[Vec<usize>]) -> Option<Mismatch> {
        let path = |steps: &[Step]| words::path(self.data, self.test.given.ty, steps);
        let found = self.verdict.settled().map(|settled| settled.missing.as_slice()).unwrap_or_default();
        // A test names facts of the case; what is missing inside a list counts as the list.
        let of_case = |steps: &Vec<Step>| {
            let fields: Vec<Step> = steps.iter().take_while(|step| matches!(step, Step::Field(_))).copied().collect();
            path(&fields)
        };
        let found: BTreeSet<String> = found.iter().map(|missing| of_case(&missing.fact)).collect();
        let fields = fields.iter().map(|fields| fields.iter().copied().map(Step::Field).collect::<Vec<_>>());
        let wanted: BTreeSet<String> = fields.map(|steps| path(&steps)).collect();
        let fits = if at_least { wanted.is_subset(&found) } else { wanted == found };
        let expected = if at_least { format!("at least {}", list(&wanted)) } else { list(&wanted) };
        (!fits).then(|| mismatch("missing", expected, list(&found)))
    }

    fn waived(&self, norm: NormId, by: NormId) -> Option<Mismatch> {
        let status = |id: NormId| self.verdict.evaluation().statuses.get(&id).copied();
        let lifted = match self.data.norms.get(norm.index()).map(|norm| norm.kind) {
            Some(NormKind::Exception) => matches!(status(norm), Some(Status::DoesNotHold)),
            _ => matches!(status(norm), Some(Status::Waived | Status::Lifted)),
        };
        let (norm_name, by_name) = (self.norm_name(norm), self.norm_name(by));
        let found = || match (lifted, status(by)) {
            (false, _) => format!("`{norm_name}` {}", status_words(status(norm))),
            (true, by) => format!("`{by_name}` {}", status_words(by)),
        };
        let fits = lifted && status(by) == Some(Status::Holds);
        (!fits).then(|| mismatch("waived", format!("`{norm_name}` by `{by_name}`"), found()))
    }

    fn power(&self, at: usize, status: PowerStatus) -> Option<Mismatch> {
        let name = self.question.plan().question_data().powers.get(at).map_or("", |power| &power.name);
        let found = self.explanation.powers.iter().find(|power| last(&power.id) == name).map(|power| power.status);
        let wanted = PowerStatusView::from(status);
        let said = |status: PowerStatusView| format!("{name} {}", status.in_words());
        let found_words = || found.map_or_else(|| format!("{name} is not in force"), said);
        (found != Some(wanted)).then(|| mismatch("power", said(wanted), found_words()))
    }

    fn not_required(&self, norms: &[NormId]) -> Option<Mismatch> {
        let status = |id: &NormId| self.verdict.evaluation().statuses.get(id).copied();
        let other = norms.iter().find(|id| status(id) != Some(Status::NotRequired))?;
        let name = self.norm_name(*other);
        Some(mismatch("not required", name.to_owned(), format!("`{name}` {}", status_words(status(other)))))
    }

    fn note(&self, at: usize, wanted: NoteStatus) -> Option<Mismatch> {
        let name = self.question.plan().question_data().notes.get(at).map_or("", |note| &note.name);
        let found = match self.explanation.notes.iter().find(|note| last(&note.id) == name) {
            Some(note) if note.certain => NoteStatus::Shown,
            Some(_) => NoteStatus::MayApply,
            None => NoteStatus::NotShown,
        };
        let said = |status: NoteStatus| match status {
            NoteStatus::Shown => format!("{name} is shown"),
            NoteStatus::MayApply => format!("{name} may apply"),
            NoteStatus::NotShown => format!("{name} is not shown"),
        };
        (found != wanted).then(|| mismatch("note", said(wanted), said(found)))
    }

    fn report(&self, at: usize, value: &Datum) -> Option<Mismatch> {
        let report = self.question.plan().question_data().reports.get(at)?;
        let wanted = words::json_value(self.data, &report.ty, value);
        let found = self.explanation.reports.iter().find(|found| *last(&found.id) == *report.name);
        let about = |found: String| {
            let expected = words::value(self.data, &report.ty, value);
            mismatch("report", format!("{} is {expected}", report.name), found)
        };
        match found {
            Some(found) if found.value == wanted => None,
            Some(found) => Some(about(found.text.clone())),
            None if self.explanation.verdict == Outcome::NotApplicable => {
                Some(about("no report, since the question does not apply".to_owned()))
            }
            None => Some(about("no such report under this law".to_owned())),
        }
    }

    fn contested(&self, readings: &[ReadingId]) -> Option<Mismatch> {
        let switches = self.explanation.contested.iter().flat_map(|contested| &contested.switches);
        let found = switches.map(|switch| switch.reading.clone()).collect();
        self.readings("contested by", readings, &found)
    }

    /// The readings without a default that keep the verdict open. That facts are missing besides is expected in words of its own.
    fn open_by(&self, readings: &[ReadingId]) -> Option<Mismatch> {
        let found = self.explanation.open_questions.iter().map(|open| open.reading.clone()).collect();
        let facts = || {
            let said = self.test.expects.iter().any(|expect| matches!(expect, Expectation::Missing { .. }));
            if said { None } else { self.missing(false, &[]) }
        };
        self.readings("open by", readings, &found).or_else(facts)
    }

    fn readings(&self, about: &'static str, readings: &[ReadingId], found: &BTreeSet<String>) -> Option<Mismatch> {
        let name = |id: &ReadingId| {
            let reading = self.data.readings.get(id.index())?;
            let pack = self.data.packs.get(reading.pack.index())?;
            Some(format!("{}.{}", pack.name, reading.name))
        };
        let wanted: BTreeSet<String> = readings.iter().filter_map(name).collect();
        (wanted != *found).then(|| mismatch(about, list(&wanted), list(found)))
    }
}

/// The name at the end of an id.
fn last(id: &str) -> &str {
    id.rsplit('.').next().unwrap_or(id)
}

fn list<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| name.as_ref().to_owned()).collect();
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}

pub(super) fn status_words(status: Option<Status>) -> &'static str {
    match status {
        None | Some(Status::NotInForce) => "is not in force",
        Some(Status::NotLookedAt) => "is not looked at",
        Some(Status::NotRequired) => "is not required",
        Some(Status::Met) => "is met",
        Some(Status::Waived) => "is waived",
        Some(Status::NotMet) => "is not met",
        Some(Status::Clear) => "does not bar",
        Some(Status::Lifted) => "is lifted",
        Some(Status::Applies) => "bars",
        Some(Status::Holds) => "holds",
        Some(Status::DoesNotHold) => "does not hold",
        Some(Status::Open) => "cannot be decided yet",
    }
}
