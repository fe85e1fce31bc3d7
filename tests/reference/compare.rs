//! One pack and one record, through the evaluator and through the reference interpreter. Read [`Compared`] first.

use std::collections::{BTreeMap, BTreeSet};

use whereas::diagnostic::Severity;
use whereas::eval;
use whereas::policy::QuestionId;
use whereas::records::Data;
use whereas::source::{FileId, SourceFile, digest};
use whereas::syntax::tree;
use whereas::{Policy, Question, Sources, VerdictError};

use super::assumed::{options, presumed};
use super::facts::{Completions, PartRec, data};
use super::generate::Pack;
use super::interpret::{Interpreter, Options, PACKS};
use super::judge::{Case, Judged, Status, Verdict};
use super::random::Random;
use super::value::parse_day;

/// How many completions of a record are tried.
const COMPLETIONS: usize = 48;

/// A pack as both read it.
pub(crate) struct Compared {
    pub(crate) policy: Policy,
    pub(crate) files: Vec<tree::File>,
    /// The pack of each file.
    pub(crate) packs: Vec<usize>,
    pub(crate) pack: Pack,
}

/// What the evaluator says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    pub(crate) possible: BTreeSet<Verdict>,
    pub(crate) statuses: BTreeMap<String, Status>,
}

/// Why it says nothing: the name of the error.
pub(crate) type Refused = String;

/// How a comparison went.
#[derive(Debug, Default, Clone)]
pub(crate) struct Tally {
    pub(crate) compared: usize,
    /// Everything known, and both exactly the same.
    pub(crate) exact: usize,
    /// Not everything known, all combinations enumerated, and the same possible verdicts.
    pub(crate) as_precise: usize,
    /// The same, with more possible verdicts than the enumeration knows.
    pub(crate) left_open: usize,
    pub(crate) refused: usize,
    /// Not proven that each possible verdict is that of some completion.
    pub(crate) unproven: usize,
    /// Verdicts and statuses that occurred.
    pub(crate) seen: BTreeSet<String>,
}

impl Tally {
    pub(crate) fn add(&mut self, other: &Tally) {
        self.compared += other.compared;
        self.exact += other.exact;
        self.as_precise += other.as_precise;
        self.left_open += other.left_open;
        self.refused += other.refused;
        self.unproven += other.unproven;
        self.seen.extend(other.seen.iter().cloned());
    }
}

/// A policy of the pack's files.
pub(crate) fn compile(pack: &Pack) -> Result<Compared, String> {
    let texts = texts(pack);
    let mut sources = Sources::new();
    let (mut files, mut packs) = (Vec::new(), Vec::new());
    for (at, (pack, text)) in texts.iter().enumerate() {
        packs.push(*pack);
        let path = format!("{}/{at}.whereas", PACKS[*pack]);
        sources.add(&path, text);
        let id = FileId(u32::try_from(at).unwrap());
        let file = SourceFile { id, path: path.into(), text: text.as_str().into(), digest: digest(text.as_bytes()) };
        let (tree, findings) = whereas::syntax::parse(&file);
        if let Some(finding) = findings.first() {
            return Err(format!("{:?} {}", finding.code, finding.message));
        }
        files.push(tree);
    }
    match Policy::compile(&sources, "p") {
        Ok(policy) => Ok(Compared { policy, files, packs, pack: pack.clone() }),
        Err(error) => {
            let errors = error.diagnostics().iter().filter(|found| found.severity() == Severity::Error);
            let lines = errors.map(|found| {
                let place =
                    error.files().iter().find(|file| file.id == found.span().file).map_or("", |file| file.slice(found.span()));
                format!("{:?} {}: {place}", found.code, found.message)
            });
            Err(lines.collect::<Vec<_>>().join("\n"))
        }
    }
}

/// The files, each with its pack.
fn texts(pack: &Pack) -> Vec<(usize, String)> {
    let mut texts: BTreeMap<(usize, usize), String> = BTreeMap::new();
    for (at, (of, item)) in pack.items.iter().enumerate() {
        let file = if pack.two_files { at % 2 } else { 0 };
        texts.entry((*of, file)).or_default().push_str(&format!("{item}\n\n"));
    }
    texts.into_iter().map(|((of, _), text)| (of, text)).collect()
}

impl Compared {
    pub(crate) fn question(&self, name: &str) -> Question {
        let at = self.policy.data().questions.iter().position(|question| *question.name == *name).unwrap();
        let question = self.policy.question_by_id(QuestionId(u32::try_from(at).unwrap())).unwrap();
        let question = question.as_of(self.pack.today.parse().unwrap());
        // A question has only the readings that it depends on.
        self.pack
            .chosen
            .iter()
            .fold(question, |question, (reading, option)| question.clone().with_reading(reading, option).unwrap_or(question))
    }

    /// What the evaluator says; `Err` for a record that gets no verdict.
    pub(crate) fn ask(&self, question: &Question, record: &PartRec) -> Result<(Answer, whereas::Verdict), Refused> {
        let text = data(record).to_string();
        let read = question.reader().read(&Data::parse(&text).unwrap());
        let read = read.unwrap_or_else(|errors| panic!("the record is refused: {text}\n{errors:?}")).record;
        let fast = question.possible(&read).unwrap();
        let verdict = match question.evaluate_record(read) {
            Ok(verdict) => verdict,
            Err(VerdictError::Evaluate(error)) => {
                return Err(format!("{error:?}").split([' ', '{']).next().unwrap_or_default().to_owned());
            }
            Err(error) => panic!("{error}"),
        };
        let evaluation = verdict.evaluation();
        assert_eq!(fast, evaluation.possible, "the fast way differs");
        let norms = &self.policy.data().norms;
        let statuses =
            evaluation.statuses.iter().map(|(id, found)| (norms[id.index()].name.to_string(), status(*found))).collect();
        let possible = verdict.possible().into_iter().map(self::verdict).collect();
        Ok((Answer { possible, statuses }, verdict))
    }

    /// Compares one record; `Err` says how the two differ.
    pub(crate) fn compare(&self, name: &str, known: &PartRec, random: &mut Random, tally: &mut Tally) -> Result<(), String> {
        let interpreter = Interpreter::new(&self.files, &self.packs, parse_day(&self.pack.today));
        let completions = Completions::new(&interpreter, &self.files, COMPLETIONS);
        let (records, all) = completions.of("Case", known, random);
        let exact = records.len() <= 1 && completions.is_complete("Case", known);
        let readings = options(&interpreter, &self.pack.chosen);
        let presumed = presumed(&interpreter, known, &records, &readings);
        interpreter.faulted.set(false);
        interpreter.blurred.set(false);
        let mut judged: Vec<(usize, Options, Judged)> = Vec::new();
        for (at, record) in records.iter().enumerate() {
            for options in &readings {
                let case = Case { record, options: options.clone(), presumed: &presumed, known };
                interpreter.contradicted.set(false);
                let found = interpreter.judge(name, &case);
                if !interpreter.contradicted.get() {
                    judged.push((at, options.clone(), found));
                }
            }
        }
        let mine = Mine { judged, exact, all, faulted: interpreter.faulted.get(), blurred: interpreter.blurred.get() };
        tally.compared += 1;
        let asked = self.ask(&self.question(name), known);
        let page = asked.as_ref().ok().map(|(_, verdict)| verdict.explain());
        let settled = asked.as_ref().ok().and_then(|(_, verdict)| verdict.settled());
        tally.unproven += usize::from(settled.is_some_and(|settled| settled.not_proven.is_some()));
        let answer = asked.map(|(answer, _)| answer);
        for outcome in answer.iter().flat_map(|answer| &answer.possible) {
            tally.seen.insert(format!("verdict-{outcome:?}"));
        }
        for status in answer.iter().flat_map(|answer| answer.statuses.values()) {
            tally.seen.insert(format!("status-{status:?}"));
        }
        tally.seen.extend(answer.as_ref().err().map(|refused| format!("refused-{refused}")));
        tally.seen.extend(answer.iter().any(|answer| answer.possible.len() > 1).then(|| "undetermined".to_owned()));
        tally.seen.extend(page.iter().flat_map(super::beside::seen));
        tally.seen.extend(page.iter().any(|page| !page.contested.is_empty()).then(|| "contested".to_owned()));
        let with = match (&answer, &page) {
            (Ok(answer), Some(page)) => mine
                .beside(page)
                .and_then(|()| self.enough(name, known, page, &mine, &records))
                .and_then(|()| self.promises(name, known, (answer, page, &mine), &records))
                .and_then(|()| self.contested(name, (&interpreter, known, &records), (answer, page, &mine))),
            _ => Ok(()),
        };
        mine.against(answer, tally).and(with).map_err(|difference| {
            let first =
                mine.judged.first().map(|(at, options, judged)| format!("{:?} {options:?}\n    {judged:?}", records[*at].fields));
            format!("{difference}\n  first completion of {}: {}", mine.judged.len(), first.unwrap_or_default())
        })
    }
}

/// What the reference interpreter says of a record.
pub(crate) struct Mine {
    pub(crate) judged: Vec<(usize, Options, Judged)>,
    /// Nothing is unknown.
    pub(crate) exact: bool,
    /// All combinations were enumerated.
    all: bool,
    pub(crate) faulted: bool,
    pub(crate) blurred: bool,
}

impl Mine {
    fn against(&self, answer: Result<Answer, Refused>, tally: &mut Tally) -> Result<(), String> {
        let answer = match answer {
            Ok(answer) => answer,
            Err(refused) => {
                tally.refused += 1;
                return self.refused(&refused);
            }
        };
        let hung = self.judged.iter().any(|(_, _, judged)| judged.possible.len() > 1);
        if self.judged.is_empty() && self.all {
            return match self.exact {
                true => Err(format!("the record contradicts itself, but the evaluator says {answer:?}")),
                // That no completion is admissible is for a later layer to see.
                false => Ok(()),
            };
        }
        if self.exact && !self.blurred {
            return self.exactly(&answer, hung, tally);
        }
        // A completion whose verdict hangs on a fault is no admissible one.
        for (_, options, judged) in self.judged.iter().filter(|(_, _, judged)| judged.possible.len() == 1) {
            if !judged.possible.is_subset(&answer.possible) {
                return Err(format!(
                    "{:?} is possible ({options:?}: {judged:?}), the evaluator says {answer:?}",
                    judged.possible
                ));
            }
            for (norm, status) in &judged.statuses {
                let said = answer.statuses.get(norm).copied();
                if !self.agrees(said, *status) {
                    return Err(format!("{norm} is {status:?} ({options:?}), the evaluator says {said:?}"));
                }
            }
        }
        let union: BTreeSet<Verdict> = self.judged.iter().flat_map(|(_, _, judged)| judged.possible.iter().copied()).collect();
        if self.all {
            *(if union == answer.possible { &mut tally.as_precise } else { &mut tally.left_open }) += 1;
        }
        Ok(())
    }

    /// Everything is known: verdict and statuses are the same.
    fn exactly(&self, answer: &Answer, hung: bool, tally: &mut Tally) -> Result<(), String> {
        if hung {
            return Err(format!("the verdict hangs on a fault, but the evaluator says {answer:?}"));
        }
        let mut expected = Answer { possible: BTreeSet::new(), statuses: BTreeMap::new() };
        for (_, _, judged) in &self.judged {
            expected.possible.extend(&judged.possible);
            for (norm, status) in &judged.statuses {
                let known = expected.statuses.entry(norm.clone()).or_insert(*status);
                if known != status {
                    *known = Status::Open;
                }
            }
        }
        if expected != *answer {
            return Err(format!("{expected:?}\n  is right, the evaluator says\n  {answer:?}"));
        }
        tally.exact += 1;
        Ok(())
    }

    fn refused(&self, refused: &str) -> Result<(), String> {
        let rightly = match refused {
            // With unknowns the fault may stand in a branch of which only a later layer knows that no completion takes it; and
            // of a value that hangs on a fault intervals know less than its outcomes.
            "Fault" => !self.exact || self.blurred || self.judged.iter().any(|(_, _, judged)| judged.possible.len() > 1),
            // Each hangs on a fault.
            "NoCompletion" => self.judged.iter().all(|(_, _, judged)| judged.possible.len() > 1),
            "NotAdmissible" | "Contradicts" | "DeemedTwice" => self.judged.is_empty(),
            _ => false,
        };
        if rightly { Ok(()) } else { Err(format!("refused: {refused}")) }
    }

    /// A definite status is that of every completion that is covered. Where an exception holds whatever the condition is,
    /// *waived* and *lifted* may turn out to be *met* and *clear*; what is met or waived may turn out not to be required.
    fn agrees(&self, said: Option<Status>, found: Status) -> bool {
        match (said, found) {
            (Some(Status::Open), _) => true,
            // Of a case that is not covered nothing hangs on it, whatever a norm's own clock shows.
            (Some(Status::NotLookedAt), Status::NotInForce) => true,
            (_, Status::NotLookedAt) => said != Some(Status::NotInForce),
            (Some(Status::Met | Status::Waived), Status::NotRequired) => true,
            (Some(Status::Waived), Status::Met) | (Some(Status::Lifted), Status::Clear) => true,
            // The same the other way round where the condition is a fault in some completions: the smallest of what may be
            // nothing is taken for that of something, which no verdict hangs on.
            (Some(Status::Met), Status::Waived) | (Some(Status::Clear), Status::Lifted) => self.faulted,
            (Some(Status::NotRequired), Status::Met | Status::Waived) => self.faulted,
            // Of a complete record only a fault leaves a norm open; what the evaluator says is so if there is none.
            (_, Status::Open) => self.faulted,
            (Some(said), found) => said == found,
            (None, _) => false,
        }
    }
}

/// One of the possible verdicts.
pub(crate) fn verdict(outcome: whereas::Outcome) -> Verdict {
    match outcome {
        whereas::Outcome::Eligible => Verdict::Eligible,
        whereas::Outcome::Ineligible => Verdict::Ineligible,
        whereas::Outcome::NotApplicable => Verdict::NotApplicable,
        whereas::Outcome::Undetermined => panic!("undetermined is several possible verdicts"),
    }
}

fn status(status: eval::Status) -> Status {
    match status {
        eval::Status::NotInForce => Status::NotInForce,
        eval::Status::NotLookedAt => Status::NotLookedAt,
        eval::Status::NotRequired => Status::NotRequired,
        eval::Status::Met => Status::Met,
        eval::Status::Waived => Status::Waived,
        eval::Status::NotMet => Status::NotMet,
        eval::Status::Clear => Status::Clear,
        eval::Status::Lifted => Status::Lifted,
        eval::Status::Applies => Status::Applies,
        eval::Status::Holds => Status::Holds,
        eval::Status::DoesNotHold => Status::DoesNotHold,
        eval::Status::Open => Status::Open,
    }
}
