//! Questions and norms on a complete record, and on all completions of one that is not. Read [`Interpreter::judge`] first.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use whereas::syntax::tree::{self, Expr, May, NormKind, NormStatus, PowerStatus, Targets, VerdictWord};

use super::facts::PartRec;
use super::interpret::{Env, Interpreter, Options, Placed, Term, Truth, and, day_of, in_force, last, not, or};
use super::value::{Rec, V};

/// A complete record as one completion has it.
pub(crate) struct Case<'r> {
    /// Everything.
    pub(crate) record: &'r Rec,
    /// One option of each reading.
    pub(crate) options: Options,
    /// Facts that the record at hand did not hold, with what is presumed of them, by question.
    pub(crate) presumed: &'r Presumed,
    /// The record at hand, for those who ask what is known.
    pub(crate) known: &'r PartRec,
}

/// What is presumed in which question under which law (the number of its epoch) and readings: facts with their values.
pub(crate) type Presumed = BTreeMap<(String, usize, Options), BTreeMap<String, V>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Status {
    NotInForce,
    NotLookedAt,
    NotRequired,
    Met,
    Waived,
    NotMet,
    Clear,
    Lifted,
    Applies,
    Holds,
    DoesNotHold,
    Open,
}

/// The answer of one question.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Judged {
    /// One verdict, or several where a fault leaves it open.
    pub(crate) possible: BTreeSet<Verdict>,
    /// The statuses by the norms' names.
    pub(crate) statuses: BTreeMap<String, Status>,
    /// Whether the case is covered.
    pub(crate) scope: Truth,
    /// What stands beside it.
    pub(crate) beside: Beside,
}

/// Notes, reports and powers, by name.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Beside {
    pub(crate) notes: BTreeMap<String, Truth>,
    pub(crate) reports: BTreeMap<String, Vec<V>>,
    pub(crate) powers: BTreeMap<String, PowerStatus>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Verdict {
    Eligible,
    Ineligible,
    NotApplicable,
}

impl<'a> Interpreter<'a> {
    pub(crate) fn question(&self, name: &str) -> &'a tree::Question {
        self.question_at(name).1
    }

    /// A question and its pack.
    fn question_at(&self, name: &str) -> (usize, &'a tree::Question) {
        let found = self.items.iter().find_map(|item| match item.kind {
            tree::ItemKind::Question(question) if question.name.text == name => Some((item.pack, &**question)),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("no question {name}"))
    }

    fn norms(&self) -> impl Iterator<Item = &'a tree::Norm> {
        self.items.iter().filter_map(|item| match item.kind {
            tree::ItemKind::Norm(norm) => Some(&**norm),
            _ => None,
        })
    }

    /// The requirements and bars of a question, versions apart.
    fn rules(&self, question: &str) -> impl Iterator<Item = &'a tree::Norm> {
        self.norms().filter(move |norm| norm.question.as_ref().is_some_and(|path| last(path) == question))
    }

    /// The names of what an exception lifts, if it is one of that question.
    fn lifts(&self, norm: &'a tree::Norm, question: &str) -> Vec<String> {
        match &norm.kind {
            NormKind::Exception(Targets::Named(chains)) => {
                let ours = chains.iter().filter(|chain| last(&chain[chain.len() - 1]) == question);
                ours.map(|chain| last(&chain[0]).to_owned()).collect()
            }
            NormKind::Exception(Targets::Every { bars, question: of, except }) if last(of) == question => {
                let kind = if *bars { NormKind::Bar } else { NormKind::Requirement };
                let names = self.rules(question).filter(|rule| rule.kind == kind).map(|rule| rule.name.text.clone());
                names.filter(|name| !except.iter().any(|left_out| left_out.text == *name)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The governing date: facts as they are, nothing presumed.
    pub(crate) fn law(&self, question: &str, case: &Case<'_>) -> i64 {
        let (pack, question) = self.question_at(question);
        question.law_as_at.as_ref().map_or(self.today, |expr| self.day(expr, case, pack))
    }

    /// A day that picks the law: facts as they are, nothing presumed or deemed.
    fn day(&self, expr: &'a Expr, case: &Case<'_>, pack: usize) -> i64 {
        let env = Env { subject: case.record, case, vars: Vec::new(), law: self.today, pack, outcome: None };
        match self.values(expr, &env).as_slice() {
            [V::Date(day)] => *day,
            other => panic!("a governing date, not {other:?}"),
        }
    }

    /// Which law a day falls under.
    pub(crate) fn epoch(&self, day: i64) -> usize {
        self.changes.iter().filter(|change| **change <= day).count()
    }

    /// The answer of a question on a complete record, with what stands beside it.
    pub(crate) fn judge(&self, name: &str, case: &Case<'_>) -> Judged {
        let mut judged = self.answer(name, case);
        judged.beside = self.beside(name, case, &judged);
        judged
    }

    /// The answer alone.
    fn answer(&self, name: &str, case: &Case<'_>) -> Judged {
        let (pack, question) = self.question_at(name);
        let law = self.law(name, case);
        let record = self.settled(name, law, case);
        let env = Env { subject: &record, case, vars: Vec::new(), law, pack, outcome: None };
        let scope = if self.is_law(&question.clauses, law)
            && self.rules(name).any(|rule| self.version(&rule.name.text, name, &env).is_some())
        {
            question.covers.as_ref().map_or(Some(true), |covers| self.truth(covers, &env))
        } else {
            Some(false)
        };
        let mut judging = Judging { interpreter: self, question: name, env: &env, scope, statuses: BTreeMap::new() };
        let mut fails = Some(false);
        let rules: BTreeSet<&str> = self.rules(name).map(|rule| rule.name.text.as_str()).collect();
        for rule in rules {
            fails = or([fails, judging.norm(rule).fails]);
        }
        for norm in self.norms().filter(|norm| !self.lifts(norm, name).is_empty()) {
            judging.norm(&norm.name.text);
        }
        let statuses = judging.statuses.iter().map(|(name, outcome)| (name.clone(), outcome.status)).collect();
        let mut possible = BTreeSet::new();
        if scope != Some(true) {
            possible.insert(Verdict::NotApplicable);
        }
        if scope != Some(false) && fails != Some(false) {
            possible.insert(Verdict::Ineligible);
        }
        if scope != Some(false) && fails != Some(true) {
            possible.insert(Verdict::Eligible);
        }
        Judged { possible, statuses, scope, beside: Beside::default() }
    }

    /// Whether what has no other version is law.
    pub(crate) fn is_law(&self, clauses: &tree::Clauses, law: i64) -> bool {
        in_force(vec![(Term::of(clauses, false), ())], law, self.today).is_some()
    }

    /// The version of a norm that is law, with its day: that of the question, which must be law too, or that of its own clock.
    pub(crate) fn version(&self, name: &str, question: &str, env: &Env<'_>) -> Option<(&'a tree::Norm, i64)> {
        let is_ours = |norm: &tree::Norm| {
            let rule = norm.question.as_ref().is_some_and(|path| last(path) == question);
            norm.name.text == name && (rule || !self.lifts(norm, question).is_empty())
        };
        let all = self.items.iter().filter_map(|item| match item.kind {
            tree::ItemKind::Norm(norm) if is_ours(norm) => Some((Term::of(&norm.clauses, item.amends), &**norm)),
            _ => None,
        });
        let versions: Vec<(Term, &tree::Norm)> = all.collect();
        if !self.is_law(&self.question(question).clauses, env.law) {
            return None;
        }
        let day = match versions.iter().find_map(|(_, norm)| norm.law_as_at.as_ref()) {
            Some(clock) => self.day(clock, env.case, env.pack),
            None => env.law,
        };
        in_force(versions, day, self.today).map(|norm| (norm, day))
    }

    /// Notes, reports and powers of a question that are law, read off its answer.
    fn beside(&self, name: &str, case: &Case<'_>, judged: &Judged) -> Beside {
        let (pack, question) = self.question_at(name);
        let law = self.law(name, case);
        let record = self.settled(name, law, case);
        let env = Env { subject: &record, case, vars: Vec::new(), law, pack, outcome: Some(judged) };
        let is_law = self.is_law(&question.clauses, law);
        let notes = self.versions(|item| match item {
            tree::ItemKind::Note(note) if last(&note.question) == name => Some((&*note.name.text, &note.clauses, note)),
            _ => None,
        });
        let reports = self.versions(|item| match item {
            tree::ItemKind::Report(report) if last(&report.question) == name => {
                Some((&*report.name.text, &report.clauses, report))
            }
            _ => None,
        });
        let powers = self.versions(|item| match item {
            tree::ItemKind::Power(power) if last(&power.question) == name => Some((&*power.name.text, &power.clauses, &**power)),
            _ => None,
        });
        let mut beside = Beside::default();
        for (name, versions) in notes {
            let note = in_force(versions, law, self.today).filter(|_| is_law);
            let shown = note.map_or(Some(false), |note| self.truth(&note.shown, &env));
            beside.notes.extend(is_law.then(|| (name.to_owned(), shown)));
        }
        for (name, versions) in reports {
            let report = in_force(versions, law, self.today).filter(|_| is_law);
            beside.reports.extend(report.map(|report| (name.to_owned(), self.values(&report.value, &env))));
        }
        for (name, versions) in powers {
            let power = in_force(versions, law, self.today).filter(|_| is_law);
            beside.powers.extend(power.map(|power| (name.to_owned(), self.power(power, &env, judged))));
        }
        beside
    }

    /// What stands beside questions, by name.
    fn versions<T>(
        &self,
        pick: impl Fn(&'a tree::ItemKind) -> Option<(&'a str, &'a tree::Clauses, T)>,
    ) -> BTreeMap<&'a str, Vec<(Term, T)>> {
        let mut versions: BTreeMap<&str, Vec<(Term, T)>> = BTreeMap::new();
        for item in &self.items {
            if let Some((name, clauses, what)) = pick(item.kind) {
                versions.entry(name).or_default().push((Term::of(clauses, item.amends), what));
            }
        }
        versions
    }

    /// What became of a power.
    fn power(&self, power: &'a tree::Power, env: &Env<'_>, judged: &Judged) -> PowerStatus {
        let is_yes = |condition: &'a Option<Expr>| condition.as_ref().is_some_and(|one| self.truth(one, env) == Some(true));
        if is_yes(&power.exercised) {
            return PowerStatus::Exercised;
        }
        if is_yes(&power.refused) {
            return PowerStatus::Refused;
        }
        let something = match &power.may {
            May::Refuse => Self::is_verdict(&judged.possible, Verdict::Eligible),
            May::Lift(rules) => {
                let fails = rules.iter().map(|rule| match judged.statuses.get(last(rule)) {
                    Some(Status::NotMet | Status::Applies) => Some(true),
                    Some(Status::Open) => None,
                    _ => Some(false),
                });
                and([judged.scope, or(fails)])
            }
        };
        match and([power.when.as_ref().map_or(Some(true), |when| self.truth(when, env)), something]) {
            Some(true) => PowerStatus::OpenTo,
            Some(false) => PowerStatus::NotOpen,
            None => PowerStatus::MayBeOpen,
        }
    }

    /// Whether a norm of the question that is answered has a status.
    pub(crate) fn norm_is(norm: &str, status: NormStatus, env: &Env<'_>) -> Truth {
        let found = env.outcome.unwrap().statuses[norm];
        let is = |wanted: Status| if found == Status::Open { None } else { Some(found == wanted) };
        match status {
            NormStatus::Met => is(Status::Met),
            NormStatus::NotMet => is(Status::NotMet),
            NormStatus::Waived => is(Status::Waived),
            NormStatus::NotRequired => is(Status::NotRequired),
            NormStatus::Clear => is(Status::Clear),
            NormStatus::Lifted => is(Status::Lifted),
            NormStatus::Applies => is(Status::Applies),
            NormStatus::Holds => is(Status::Holds),
            NormStatus::DoesNotHold => is(Status::DoesNotHold),
            NormStatus::Open => Some(found == Status::Open),
            NormStatus::InForce => Some(found != Status::NotInForce),
            NormStatus::NotInForce => Some(found == Status::NotInForce),
        }
    }

    fn is_verdict(possible: &BTreeSet<Verdict>, wanted: Verdict) -> Truth {
        match possible.contains(&wanted) {
            false => Some(false),
            true if possible.len() == 1 => Some(true),
            true => None,
        }
    }

    /// The record with what is presumed in a question under a law, and over that what is deemed.
    pub(crate) fn settled<'r>(&self, question: &str, law: i64, case: &Case<'r>) -> Cow<'r, Rec> {
        let deemings: Vec<&tree::Deem> =
            self.deemings(question).into_iter().filter(|deeming| self.is_law(&deeming.clauses, law)).collect();
        // Where the question is not law, nothing is deemed in it.
        let deemings = if self.is_law(&self.question(question).clauses, law) { deemings } else { Vec::new() };
        if case.presumed.is_empty() && deemings.is_empty() {
            return Cow::Borrowed(case.record);
        }
        let mut present = case.record.clone();
        let presumed = case.presumed.get(&(question.to_owned(), self.epoch(law), case.options.clone()));
        present.fields.extend(presumed.into_iter().flatten().map(|(field, value)| (field.clone(), value.clone())));
        let mut settled = present.clone();
        // One deeming may read what another deems: as often as there are deemings, each time from what is present.
        for round in 0..deemings.len() {
            let mut next = present.clone();
            let mut said: BTreeMap<&str, V> = BTreeMap::new();
            for deeming in &deemings {
                let field = last(&deeming.field);
                // It reads its own fact as it is recorded.
                let mut subject = settled.clone();
                subject.fields.insert(field.to_owned(), case.record.fields[field].clone());
                let env = Env { subject: &subject, case, vars: Vec::new(), law, pack: self.pack_of(question), outcome: None };
                let value = self.values(&deeming.value, &env).pop().unwrap();
                let value = match self.truth(&deeming.when, &env) {
                    Some(true) => value,
                    Some(false) => continue,
                    None if present.fields[field] == value => continue,
                    None => V::Fault,
                };
                let other = said.insert(field, value.clone()).is_some_and(|other| other != value);
                if other && round + 1 == deemings.len() {
                    self.contradicted.set(true);
                }
                next.fields.insert(field.to_owned(), value);
            }
            settled = next;
        }
        Cow::Owned(settled)
    }

    /// An answer of another question, on the same record or on one that it holds.
    pub(crate) fn asks(&self, question: &str, on: Option<&'a tree::Path>, word: VerdictWord, env: &Env<'_>) -> Truth {
        let possible = match on.map(|on| self.named(on, env).pop()) {
            None => self.answer(question, env.case).possible,
            Some(Some(V::Rec(record))) => {
                let case = Case {
                    record: &record,
                    options: env.case.options.clone(),
                    presumed: &Presumed::new(),
                    known: env.case.known,
                };
                self.answer(question, &case).possible
            }
            Some(other) => panic!("a question is asked of a record, not of {other:?}"),
        };
        match word {
            VerdictWord::Eligible => Self::is_verdict(&possible, Verdict::Eligible),
            VerdictWord::Ineligible => Self::is_verdict(&possible, Verdict::Ineligible),
            VerdictWord::NotApplicable => Self::is_verdict(&possible, Verdict::NotApplicable),
            VerdictWord::Undetermined => Some(possible.len() > 1),
        }
    }

    /// The presumptions that reach a question: those of its pack, unless they name others.
    pub(crate) fn presumptions(&self, question: &str) -> Vec<&'a tree::Presume> {
        let (pack, _) = self.question_at(question);
        let all = self.items.iter().filter(|item| item.pack == pack).filter_map(|item| match item.kind {
            tree::ItemKind::Presume(presume) => Some(presume),
            _ => None,
        });
        let reaches = |presume: &&tree::Presume| {
            presume.questions.is_empty() || presume.questions.iter().any(|path| last(path) == question)
        };
        all.filter(reaches).collect()
    }

    /// The deemings that reach a question.
    fn deemings(&self, question: &str) -> Vec<&'a tree::Deem> {
        let (pack, _) = self.question_at(question);
        let all = self.items.iter().filter(|item| item.pack == pack).filter_map(|item| match item.kind {
            tree::ItemKind::Deem(deem) if deem.questions.iter().any(|path| last(path) == question) => Some(deem),
            _ => None,
        });
        all.collect()
    }

    /// The pack in which a question stands.
    pub(crate) fn pack_of(&self, question: &str) -> usize {
        self.question_at(question).0
    }
}

/// The days on which anything changes.
pub(crate) fn changes(items: &[Placed<'_>]) -> BTreeSet<i64> {
    let mut days = BTreeSet::new();
    for item in items {
        let clauses = match item.kind {
            tree::ItemKind::Question(question) => &question.clauses,
            tree::ItemKind::Norm(norm) => &norm.clauses,
            tree::ItemKind::Define(define) => &define.clauses,
            tree::ItemKind::Note(note) => &note.clauses,
            tree::ItemKind::Report(report) => &report.clauses,
            tree::ItemKind::Power(power) => &power.clauses,
            tree::ItemKind::Presume(presume) => &presume.clauses,
            tree::ItemKind::Deem(deem) => &deem.clauses,
            tree::ItemKind::Parameter(parameter) => {
                days.extend(parameter.versions.iter().map(|version| day_of(version.from.date)));
                &parameter.clauses
            }
            tree::ItemKind::List(list) => {
                days.extend(list.versions.iter().map(|version| day_of(version.from.date)));
                &list.clauses
            }
            _ => continue,
        };
        let ends = clauses.in_force.iter().flat_map(|force| force.from.iter().chain(&force.until)).chain(&clauses.repealed_from);
        days.extend(ends.map(|at| day_of(at.date)));
    }
    days
}

struct Judging<'j, 'a> {
    interpreter: &'j Interpreter<'a>,
    question: &'j str,
    env: &'j Env<'j>,
    scope: Truth,
    statuses: BTreeMap<String, Outcome>,
}

#[derive(Clone, Copy)]
struct Outcome {
    status: Status,
    /// Of an exception: it holds.
    holds: Truth,
    /// Of a rule: it is in force and not satisfied, or excludes.
    fails: Truth,
}

impl Judging<'_, '_> {
    fn norm(&mut self, name: &str) -> Outcome {
        if let Some(known) = self.statuses.get(name) {
            return *known;
        }
        let outcome = self.outcome(name);
        self.statuses.insert(name.to_owned(), outcome);
        outcome
    }

    fn outcome(&mut self, name: &str) -> Outcome {
        let interpreter = self.interpreter;
        let Some((norm, law)) = interpreter.version(name, self.question, self.env) else {
            return Outcome { status: Status::NotInForce, holds: Some(false), fails: Some(false) };
        };
        if self.scope == Some(false) {
            return Outcome { status: Status::NotLookedAt, holds: Some(false), fails: Some(false) };
        }
        let env = Env { law, ..self.env.clone() };
        let condition = interpreter.truth(&norm.condition, &env);
        let exceptions: BTreeSet<&str> = interpreter
            .norms()
            .filter(|norm| interpreter.lifts(norm, self.question).iter().any(|lifted| lifted == name))
            .map(|norm| norm.name.text.as_str())
            .collect();
        let lifted = or(exceptions.into_iter().map(|exception| self.norm(exception).holds).collect::<Vec<_>>());
        match norm.kind {
            NormKind::Exception(_) => {
                let holds = and([condition, not(lifted)]);
                let status = first([(holds == Some(true), Status::Holds), (holds == Some(false), Status::DoesNotHold)]);
                Outcome { status, holds, fails: Some(false) }
            }
            NormKind::Requirement => {
                let required = norm.required.as_ref().map_or(Some(true), |required| interpreter.truth(required, &env));
                let satisfied = or([not(required), condition, lifted]);
                let status = first([
                    (required == Some(false), Status::NotRequired),
                    (condition == Some(true), Status::Met),
                    (lifted == Some(true), Status::Waived),
                    (satisfied == Some(false), Status::NotMet),
                ]);
                Outcome { status, holds: Some(false), fails: not(satisfied) }
            }
            NormKind::Bar => {
                let excludes = and([condition, not(lifted)]);
                let status = first([
                    (condition == Some(false), Status::Clear),
                    (lifted == Some(true), Status::Lifted),
                    (excludes == Some(true), Status::Applies),
                ]);
                Outcome { status, holds: Some(false), fails: excludes }
            }
        }
    }
}

/// The first status that fits.
fn first<const N: usize>(statuses: [(bool, Status); N]) -> Status {
    statuses.into_iter().find(|(fits, _)| *fits).map_or(Status::Open, |(_, status)| status)
}
