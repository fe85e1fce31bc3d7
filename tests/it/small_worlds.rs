//! Small worlds, exhaustively: up to three yes/no facts, two norms, one exception and one exception to it, on every record
//! with each fact yes, no or unknown. The truth table is a few lines written from the language reference.
//!
//! Read [`World`] first, then [`World::by_the_reference`]; [`Wider`] is the same with what is required, deemed and left to discretion.

use std::collections::BTreeSet;

use whereas::eval::Status;
use whereas::verdict::record::PowerStatusView;

use crate::evaluation::compile;

/// Conditions: a fact, or its opposite.
const CONDITIONS: [&str; 4] = ["a", "b", "c", "not a"];

/// Two norms, what lifts the first of them (or both), and what undoes that.
#[derive(Clone, Copy)]
struct World {
    /// Whether each norm is a bar, and its condition.
    norms: [(bool, usize); 2],
    exception: Option<usize>,
    /// The exception is to both norms.
    to_both: bool,
    undoing: Option<usize>,
}

/// Yes, no, or unknown.
type Truth = Option<bool>;

fn and(a: Truth, b: Truth) -> Truth {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn not(a: Truth) -> Truth {
    a.map(|a| !a)
}

fn condition(at: usize, facts: [Truth; 3]) -> Truth {
    if at == 3 { not(facts[0]) } else { facts[at] }
}

impl World {
    /// The statuses of the two norms, of the exception and of what undoes it, and the possible verdicts (`E`, `I`).
    fn by_the_reference(&self, facts: [Truth; 3]) -> (Vec<Status>, BTreeSet<char>) {
        let undone = self.undoing.map_or(Some(false), |at| condition(at, facts));
        let holds = self.exception.map_or(Some(false), |at| and(condition(at, facts), not(undone)));
        let mut statuses = Vec::new();
        // X: a bar excludes, or a requirement is not satisfied.
        let mut none_fails = Some(true);
        for (index, (bar, at)) in self.norms.into_iter().enumerate() {
            let condition = condition(at, facts);
            let lifted = if index == 0 || self.to_both { holds } else { Some(false) };
            let against = if bar { condition } else { not(condition) };
            let fails = and(against, not(lifted));
            statuses.push(match (bar, against, lifted, fails) {
                (false, Some(false), _, _) => Status::Met,
                (true, Some(false), _, _) => Status::Clear,
                (false, _, Some(true), _) => Status::Waived,
                (true, _, Some(true), _) => Status::Lifted,
                (false, _, _, Some(true)) => Status::NotMet,
                (true, _, _, Some(true)) => Status::Applies,
                _ => Status::Open,
            });
            none_fails = and(none_fails, not(fails));
        }
        let of_exception =
            |holds: Truth| holds.map_or(Status::Open, |holds| if holds { Status::Holds } else { Status::DoesNotHold });
        statuses.extend(self.exception.map(|_| of_exception(holds)));
        statuses.extend(self.undoing.map(|_| of_exception(undone)));
        let eligible = (none_fails != Some(false)).then_some('E');
        let ineligible = (none_fails != Some(true)).then_some('I');
        (statuses, eligible.into_iter().chain(ineligible).collect())
    }

    /// The verdicts of all complete records that this one may be: none that the evaluator may leave out.
    fn by_completion(&self, facts: [Truth; 3]) -> BTreeSet<char> {
        match facts.iter().position(Option::is_none) {
            None => self.by_the_reference(facts).1,
            Some(at) => {
                let with = |value| {
                    let mut facts = facts;
                    facts[at] = Some(value);
                    self.by_completion(facts)
                };
                with(true).union(&with(false)).copied().collect()
            }
        }
    }

    fn text(&self, question: &str) -> String {
        let mut text = format!("question {question} for Case \"question\"\n");
        for (index, (bar, at)) in self.norms.iter().enumerate() {
            let (item, when) = if *bar { ("bar", "bars when") } else { ("requirement", "met when") };
            text.push_str(&format!("{item} n{index} of {question} \"norm\" {when} {}\n", CONDITIONS[*at]));
        }
        if let Some(at) = self.exception {
            let target = if self.to_both { "n0, n1" } else { "n0" };
            text.push_str(&format!("exception e to {target} of {question} \"exception\" when {}\n", CONDITIONS[at]));
        }
        if let Some(at) = self.undoing {
            text.push_str(&format!("exception u to e of n0 of {question} \"exception\" when {}\n", CONDITIONS[at]));
        }
        text
    }
}

/// All worlds of two kinds of norms.
fn worlds(bars: [bool; 2]) -> Vec<World> {
    let mut worlds = Vec::new();
    let some = || (0..CONDITIONS.len()).map(Some);
    for first in 0..CONDITIONS.len() {
        for second in 0..CONDITIONS.len() {
            let norms = [(bars[0], first), (bars[1], second)];
            worlds.push(World { norms, exception: None, to_both: false, undoing: None });
            for to_both in [false, true] {
                for exception in some() {
                    worlds.push(World { norms, exception, to_both, undoing: None });
                    worlds.extend(some().map(|undoing| World { norms, exception, to_both, undoing }));
                }
            }
        }
    }
    worlds
}

#[test]
fn every_small_world_is_as_the_reference_says() {
    let mut compared = 0;
    for bars in [[false, false], [false, true], [true, false], [true, true]] {
        let worlds = worlds(bars);
        let questions: Vec<String> = worlds.iter().enumerate().map(|(at, world)| world.text(&format!("q{at}"))).collect();
        let policy = compile::pack(&format!("record Case\n  a: yes/no\n  b: yes/no\n  c: yes/no\n\n{}", questions.join("\n")));
        for (at, world) in worlds.iter().enumerate() {
            let question = policy.question(&format!("q{at}")).unwrap().as_of(whereas::date(2025, 1, 1));
            for facts in all_facts() {
                check(&policy, &question, world, facts);
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 4 * 16 * (1 + 2 * 4 * (1 + 4)) * 27, "nothing was left out");
}

fn check(policy: &whereas::Policy, question: &whereas::Question, world: &World, facts: [Truth; 3]) {
    let record = record_of(facts);
    let verdict = question.evaluate(&record).unwrap();
    let possible: BTreeSet<char> = crate::evaluation::possible(&verdict).chars().collect();
    let (statuses, by_the_reference) = world.by_the_reference(facts);
    let norm = |name: &str| {
        let statuses = &verdict.evaluation().statuses;
        let found = statuses.iter().find(|(id, _)| *policy.data().norms[id.index()].name == *name);
        found.map(|(_, status)| *status)
    };
    let found: Vec<_> = ["n0", "n1", "e", "u"].into_iter().filter_map(norm).collect();
    let about = format!("{}{record:?}", world.text("q"));
    assert_eq!(found, statuses, "{about}");
    // A layer that proves more may say less is possible, but never less than is.
    assert!(possible.is_subset(&by_the_reference), "{about}: {possible:?}, at most {by_the_reference:?}");
    assert!(possible.is_superset(&world.by_completion(facts)), "{about}: {possible:?}");
}

/// A requirement that is asked for in some cases, what waives it, a fact that is deemed to be something, and two powers: one may lift
/// the requirement, the other may refuse.
#[derive(Clone, Copy)]
struct Wider {
    required: usize,
    met: usize,
    exception: Option<usize>,
    /// What `a` is deemed to be, and when.
    deemed: Option<(bool, usize)>,
}

impl Wider {
    fn all() -> Vec<Wider> {
        let each = 0..CONDITIONS.len();
        let deemings = || each.clone().flat_map(|when| [Some((true, when)), Some((false, when))]);
        let mut all = Vec::new();
        for required in each.clone() {
            for met in each.clone() {
                for exception in std::iter::once(None).chain(each.clone().map(Some)) {
                    let with = |deemed| Wider { required, met, exception, deemed };
                    all.extend(std::iter::once(None).chain(deemings()).map(with));
                }
            }
        }
        all
    }

    fn text(&self, question: &str) -> String {
        let mut text = format!("question {question} for Case \"question\"\n");
        let (required, met) = (CONDITIONS[self.required], CONDITIONS[self.met]);
        text.push_str(&format!("requirement r of {question} \"norm\" required when {required} met when {met}\n"));
        if let Some(at) = self.exception {
            text.push_str(&format!("exception e to r of {question} \"exception\" when {}\n", CONDITIONS[at]));
        }
        if let Some((value, when)) = self.deemed {
            let value = if value { "yes" } else { "no" };
            text.push_str(&format!("deem a is {value} when {} \"deemed\" in {question}\n", CONDITIONS[when]));
        }
        text.push_str(&format!("power p of {question} \"power\" held by \"M\" may lift r when b\n"));
        text.push_str(&format!("power s of {question} \"power\" held by \"M\" may refuse exercised when b refused when c\n"));
        text
    }

    /// The fact as the question reads it: a deeming that holds settles it, one that is open leaves it open, unless it would
    /// change nothing. The deeming itself reads what is recorded.
    fn settled(&self, facts: [Truth; 3]) -> [Truth; 3] {
        let [a, b, c] = facts;
        let a = match self.deemed.map(|(value, when)| (value, condition(when, facts))) {
            None | Some((_, Some(false))) => a,
            Some((value, Some(true))) => Some(value),
            Some((value, None)) => a.filter(|a| *a == value),
        };
        [a, b, c]
    }

    /// The status of the requirement, whether it fails, and what became of the powers.
    fn by_the_reference(&self, recorded: [Truth; 3]) -> (Status, Truth, [PowerStatusView; 2]) {
        let facts = self.settled(recorded);
        let (required, met) = (condition(self.required, facts), condition(self.met, facts));
        let waived = self.exception.map_or(Some(false), |at| condition(at, facts));
        let fails = and(required, and(not(met), not(waived)));
        let status = match (required, met, waived, fails) {
            (Some(false), ..) => Status::NotRequired,
            (_, Some(true), ..) => Status::Met,
            (_, _, Some(true), _) => Status::Waived,
            (.., Some(true)) => Status::NotMet,
            _ => Status::Open,
        };
        let open_to = |something: Truth| match something {
            Some(true) => PowerStatusView::OpenTo,
            Some(false) => PowerStatusView::NotOpen,
            None => PowerStatusView::MayBeOpen,
        };
        let lift = open_to(and(facts[1], fails));
        let refuse = match (facts[1], facts[2]) {
            (Some(true), _) => PowerStatusView::Exercised,
            (_, Some(true)) => PowerStatusView::Refused,
            _ => open_to(not(fails)),
        };
        (status, fails, [lift, refuse])
    }

    /// Whether the requirement may fail, and whether it may not, among all complete records that this one may be.
    fn by_completion(&self, facts: [Truth; 3]) -> BTreeSet<char> {
        match facts.iter().position(Option::is_none) {
            None => verdicts(self.by_the_reference(facts).1),
            Some(at) => {
                let with = |value| {
                    let mut facts = facts;
                    facts[at] = Some(value);
                    self.by_completion(facts)
                };
                with(true).union(&with(false)).copied().collect()
            }
        }
    }
}

fn verdicts(fails: Truth) -> BTreeSet<char> {
    let eligible = (fails != Some(true)).then_some('E');
    eligible.into_iter().chain((fails != Some(false)).then_some('I')).collect()
}

#[test]
fn what_is_required_deemed_and_left_to_discretion_is_as_the_reference_says() {
    let worlds = Wider::all();
    let mut compared = 0;
    for some in worlds.chunks(180) {
        let questions: Vec<String> = some.iter().enumerate().map(|(at, world)| world.text(&format!("q{at}"))).collect();
        let policy = compile::pack(&format!("record Case\n  a: yes/no\n  b: yes/no\n  c: yes/no\n\n{}", questions.join("\n")));
        for (at, world) in some.iter().enumerate() {
            let question = policy.question(&format!("q{at}")).unwrap().as_of(whereas::date(2025, 1, 1));
            for facts in all_facts() {
                let verdict = question.evaluate(&record_of(facts)).unwrap();
                let possible: BTreeSet<char> = crate::evaluation::possible(&verdict).chars().collect();
                let (status, fails, powers) = world.by_the_reference(facts);
                let about = format!("{}{facts:?}", world.text("q"));
                let statuses = &verdict.evaluation().statuses;
                let found = statuses.iter().find(|(id, _)| *policy.data().norms[id.index()].name == *"r");
                assert_eq!(found.map(|(_, status)| *status), Some(status), "{about}");
                let page = verdict.columns();
                let found: Vec<PowerStatusView> = page.powers.iter().map(|power| power.status).collect();
                assert_eq!(found, powers, "{about}");
                assert!(possible.is_subset(&verdicts(fails)), "{about}: {possible:?}");
                assert!(possible.is_superset(&world.by_completion(facts)), "{about}: {possible:?}");
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 4 * 4 * 5 * 9 * 27, "nothing was left out");
}

/// Every record: each fact yes, no or unknown.
fn all_facts() -> impl Iterator<Item = [Truth; 3]> {
    let truth = |record: usize, at: u32| [None, Some(false), Some(true)][record / 3_usize.pow(at) % 3];
    (0..27).map(move |record| [truth(record, 0), truth(record, 1), truth(record, 2)])
}

fn record_of(facts: [Truth; 3]) -> serde_json::Map<String, serde_json::Value> {
    let known = ["a", "b", "c"].into_iter().zip(facts).filter_map(|(name, fact)| Some((name, fact?)));
    known.map(|(name, fact)| (name.to_owned(), fact.into())).collect()
}
