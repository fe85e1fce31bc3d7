//! What is proven of rules before any record is read, against records of which everything is known. Read [`Claim`] first.
//!
//! That a condition always or never holds is looked at directly. A norm that never changes a verdict is left out, in that it always
//! passes or never lifts anything; so is a row of a decision table: then every verdict is the same.

use std::collections::{BTreeMap, BTreeSet};

use whereas::audit;
use whereas::diagnostic::{Code, Diagnostic};
use whereas::syntax::tree::{DefineBody, Expr, Item, ItemKind, Norm, NormKind};

use super::assumed::every_option;
use super::compare::{Compared, compile};
use super::facts::{Completions, PartRec};
use super::generate::{Pack, complete, pack};
use super::interpret::{Env, Interpreter, PACKS as PACK_NAMES, Truth};
use super::judge::{Case, Presumed, Verdict};
use super::number;
use super::random::Random;
use super::value::{Rec, parse_day};

/// Packs of a run, if the environment does not say otherwise.
const PACKS: u64 = 150;
/// Complete records of each pack.
const RECORDS: usize = 12;

/// What is claimed of an item.
enum What<'a> {
    /// A condition holds always, or never.
    Constant(&'a Expr, bool),
    /// A norm, or a row of a table, never changes a verdict: the text with something else there.
    Idle(Pack),
}

/// A finding, and what it claims.
pub(crate) struct Claim<'a> {
    pub(crate) code: Code,
    item: &'a Item,
    what: What<'a>,
    said: String,
}

/// The complete records on which claims are looked at, and the days on which they are asked.
pub(crate) struct Cases<'c> {
    pub(crate) records: &'c [Rec],
    pub(crate) days: &'c [&'static str],
}

/// What the audit finds.
pub(crate) fn claims(compared: &Compared) -> Vec<Claim<'_>> {
    let found = audit::findings(compared.policy.data(), audit::LIMIT, &[]);
    found.iter().filter_map(|finding| claim(compared, finding)).collect()
}

fn claim<'a>(compared: &'a Compared, finding: &Diagnostic) -> Option<Claim<'a>> {
    let file = &compared.policy.data().files[finding.span().file.0 as usize];
    let at = (0..compared.files.len()).find(|at| *file.path == *format!("{}/{at}.whereas", PACK_NAMES[compared.packs[*at]]))?;
    let span = finding.span();
    let within = |outer: whereas::source::Span| outer.start <= span.start && span.end <= outer.end;
    let item = compared.files[at].items.iter().find(|item| within(item.span)).unwrap();
    let always = finding.message.contains("every case");
    let is = |expr: &Expr| expr.span.start == span.start && expr.span.end == span.end;
    let text = |from: u32, to: u32, with: &str| {
        let before = &file.text[item.span.start as usize..from as usize];
        let after = &file.text[to as usize..item.span.end as usize];
        let (old, new) = (file.slice(item.span), format!("{before}{with}{after}"));
        let mut other = compared.pack.clone();
        let place = other.items.iter_mut().find(|(_, text)| text.ends_with(old)).unwrap();
        place.1 = place.1.replace(old, &new);
        other
    };
    let what = match (&item.kind, finding.code) {
        (ItemKind::Norm(norm), Code::W054) if is(&norm.condition) => What::Constant(&norm.condition, always),
        (ItemKind::Norm(norm), Code::W054) => What::Constant(norm.required.as_ref().filter(|required| is(required))?, always),
        (ItemKind::Question(question), Code::W054) => What::Constant(question.covers.as_ref().unwrap(), always),
        (ItemKind::Norm(norm), Code::W056 | Code::W059) => {
            let passes = if norm.kind == NormKind::Requirement { "yes" } else { "no" };
            What::Idle(text(norm.condition.span.start, norm.condition.span.end, passes))
        }
        (ItemKind::Define(define), Code::W061) => {
            let DefineBody::Table(table) = &define.body else { panic!("no table") };
            let row = table.rows.iter().find(|row| row.conditions.iter().flatten().any(&is))?;
            What::Idle(text(row.span.start, row.span.end, ""))
        }
        (_, code) => panic!("{code} of {}", file.slice(item.span)),
    };
    Some(Claim { code: finding.code, item, what, said: format!("{}: {}", finding.message, file.slice(span)) })
}

impl Claim<'_> {
    /// Whether it is so on all of the records; how often it could have been otherwise.
    pub(crate) fn check(&self, compared: &Compared, cases: &Cases<'_>) -> Result<usize, String> {
        let other = match &self.what {
            What::Constant(..) => None,
            // What is left may not compile, as where a clause speaks of a fact that nothing reads any more.
            What::Idle(other) => match compile(other) {
                Ok(other) => Some(other),
                Err(_) => return Ok(0),
            },
        };
        let mut looked = 0;
        for day in cases.days {
            let interpreter = Interpreter::new(&compared.files, &compared.packs, parse_day(day));
            let without = other.as_ref().map(|other| Interpreter::new(&other.files, &other.packs, parse_day(day)));
            for record in cases.records {
                let wrong = match (&self.what, &without) {
                    (What::Constant(expr, value), _) => truths(&interpreter, compared, self.item, expr, record)
                        .into_iter()
                        .inspect(|_| looked += 1)
                        .any(|truth| truth == Some(!value)),
                    (What::Idle(_), Some(without)) => {
                        looked += 1;
                        // Whether a verdict hangs on a fault is left out of account.
                        let both = verdicts(&interpreter, compared, record).into_iter().zip(verdicts(without, compared, record));
                        both.flat_map(|(with, without)| with.zip(without))
                            .any(|(with, without)| with != without && with.len() == 1 && without.len() == 1)
                    }
                    (What::Idle(_), None) => false,
                };
                if wrong {
                    return Err(format!("{:?} {}\nis not so on {day} of {:?}", self.code, self.said, record.fields));
                }
            }
        }
        Ok(looked)
    }
}

/// What a condition is on a complete record, in each question that reads it and under each reading, where its item is law.
pub(crate) fn truths<'a>(
    interpreter: &Interpreter<'a>,
    compared: &Compared,
    item: &'a Item,
    expr: &'a Expr,
    record: &Rec,
) -> Vec<Truth> {
    let (presumed, nothing) = (Presumed::new(), PartRec::new());
    let mut found = Vec::new();
    for options in every_option(interpreter) {
        let case = Case { record, options, presumed: &presumed, known: &nothing };
        for question in &compared.pack.questions {
            interpreter.contradicted.set(false);
            let law = interpreter.law(question, &case);
            let settled = interpreter.settled(question, law, &case);
            let pack = interpreter.pack_of(question);
            let env = Env { subject: &settled, case: &case, vars: Vec::new(), law, pack, outcome: None };
            let is_law = |norm: &Norm| {
                let version = interpreter.version(&norm.name.text, question, &env);
                version.filter(|(version, _)| std::ptr::eq(*version, norm)).map(|(_, law)| law)
            };
            let law = match &item.kind {
                ItemKind::Norm(norm) => is_law(norm),
                ItemKind::Question(of) => (of.name.text == *question && interpreter.is_law(&of.clauses, law)).then_some(law),
                _ => None,
            };
            let Some(law) = law else { continue };
            let truth = interpreter.truth(expr, &Env { law, ..env });
            found.extend((!interpreter.contradicted.get()).then_some(truth));
        }
    }
    found
}

/// The possible verdicts of every question under every reading.
fn verdicts(interpreter: &Interpreter<'_>, compared: &Compared, record: &Rec) -> Vec<Option<BTreeSet<Verdict>>> {
    let (presumed, nothing) = (Presumed::new(), PartRec::new());
    let mut all = Vec::new();
    for options in every_option(interpreter) {
        for question in &compared.pack.questions {
            interpreter.contradicted.set(false);
            let case = Case { record, options: options.clone(), presumed: &presumed, known: &nothing };
            let possible = interpreter.judge(question, &case).possible;
            all.push((!interpreter.contradicted.get()).then_some(possible));
        }
    }
    all
}

/// The items that have a condition of their own, with it.
pub(crate) fn conditions(compared: &Compared) -> impl Iterator<Item = (&Item, &Expr)> {
    compared.files.iter().flat_map(|file| &file.items).filter_map(|item| match &item.kind {
        ItemKind::Norm(norm) => Some((item, &norm.condition)),
        ItemKind::Question(question) => question.covers.as_ref().map(|covers| (item, covers)),
        _ => None,
    })
}

impl Claim<'_> {
    /// It is about that condition.
    pub(crate) fn is_about(&self, expr: &Expr) -> bool {
        matches!(self.what, What::Constant(found, _) if std::ptr::eq(found, expr))
    }
}

/// Complete records: some that are likely, some with values near the constants of the rules.
fn records(compared: &Compared, random: &mut Random) -> Vec<Rec> {
    let interpreter = Interpreter::new(&compared.files, &compared.packs, parse_day(&compared.pack.today));
    let completions = Completions::new(&interpreter, &compared.files, RECORDS);
    let mut records = completions.of("Case", &PartRec::new(), random).0;
    for _ in 0..RECORDS {
        let likely = complete(&compared.pack, random);
        records.extend(completions.of("Case", &likely, random).0.into_iter().take(1));
    }
    records
}

#[test]
fn what_is_proven_of_random_packs_is_so_on_every_record() {
    let (first, count) = (number("WHEREAS_SEED", 0), number("WHEREAS_PACKS", PACKS));
    let (mut found, mut looked): (BTreeMap<Code, usize>, usize) = (BTreeMap::new(), 0);
    for seed in first..first + count {
        let mut random = Random::new(seed);
        let pack = pack(&mut random);
        let compared = compile(&pack).unwrap();
        let records = records(&compared, &mut random);
        let cases = Cases { records: &records, days: &["2005-03-01", "2010-07-01", "2020-02-29"] };
        for claim in claims(&compared) {
            *found.entry(claim.code).or_default() += 1;
            looked += claim.check(&compared, &cases).unwrap_or_else(|wrong| panic!("seed {seed}: {wrong}\n{}", pack.text()));
        }
    }
    println!("{found:?}, looked at {looked} times");
    assert!(found.len() > 2 && looked > 1000, "{found:?}, {looked}");
}
