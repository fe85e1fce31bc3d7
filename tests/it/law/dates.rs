//! On the day on which law enters into force, only what that law governs changes.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use whereas::eval::Status;
use whereas::policy::{Datum, InTime, Law, NormId, PolicyData, QuestionId, Record, Type, in_effect};
use whereas::{Date, Question, Truth};

use super::reach::{Reach, Walk};
use super::{CASES, Case, put};

/// What of the law differs between two days, as it is known on each.
struct Change<'d> {
    data: &'d PolicyData,
    before: Law,
    after: Law,
}

impl Change<'_> {
    fn of<T: InTime>(&self, versions: &[T]) -> bool {
        in_effect(versions, self.before) != in_effect(versions, self.after)
    }

    fn touches(&self, reach: &Reach) -> bool {
        let data = self.data;
        let of_question = |id: &QuestionId| {
            let in_force = data.questions[id.index()].in_force;
            in_force.holds_under(self.before) != in_force.holds_under(self.after)
        };
        let of_presumption = |at: &usize| {
            let in_force = data.presumptions[*at].in_force;
            in_force.holds_under(self.before) != in_force.holds_under(self.after)
        };
        reach.norms.iter().any(|id| self.of(&data.norms[id.index()].versions))
            || reach.defines.iter().any(|id| self.of(&data.defines[id.index()].versions))
            || reach.parameters.iter().any(|id| self.of(&data.parameters[id.index()].versions))
            || reach.lists.iter().any(|id| self.of(&data.lists[id.index()].versions))
            || reach.questions.iter().any(of_question)
            || reach.presumptions.iter().any(of_presumption)
    }
}

/// What sets the governing date of a question.
struct Clock {
    reach: Reach,
    /// Facts of the case, by path.
    facts: Vec<Vec<usize>>,
}

fn clock(question: &Question) -> Clock {
    let plan = question.plan();
    let mut walk = Walk::new(&plan.policy);
    walk.expr(plan.question, &plan.question_data().law_as_at);
    let reach = walk.reach;
    let paths = plan.slots.iter().filter(|path| {
        let mut record = plan.question_data().record;
        let mut last = None;
        for field in *path {
            last = Some((record, *field));
            if let Type::Record(inner) = plan.policy.records[record.index()].fields[*field].ty {
                record = inner;
            }
        }
        last.is_some_and(|(record, field)| {
            reach.facts.contains(&(record, field)) && plan.policy.records[record.index()].fields[field].ty == Type::Date
        })
    });
    Clock { facts: paths.cloned().collect(), reach }
}

/// The scope and the status of each norm if the governing date is that day; none if that cannot be.
fn statuses(case: &Case, clock: &Clock, day: Date) -> Option<(Truth, IndexMap<NormId, Status>)> {
    let mut record: Record = case.record.clone();
    for path in &clock.facts {
        put(&case.data, &mut record, path, Datum::Date(day, day));
    }
    let question = if clock.reach.today { case.question.clone().as_of(day) } else { case.question.clone() };
    let verdict = question.evaluate_record(record).ok()?;
    let evaluation = verdict.evaluation();
    let governing = (evaluation.governing.low, evaluation.governing.high);
    (governing == (Some(day), Some(day))).then(|| (evaluation.scope, evaluation.statuses.clone()))
}

/// The norms of a question that do not look at the day that is moved, with what they look at.
fn blind(question: &Question, clock: &Clock) -> Vec<(NormId, Reach)> {
    let plan = question.plan();
    let norms = (0..).map(NormId).zip(&plan.policy.norms).filter(|(_, norm)| norm.question == plan.question);
    let reached = norms.map(|(id, _)| {
        let mut walk = Walk::new(&plan.policy);
        walk.norm(id);
        walk.reach.questions.insert(plan.question);
        (id, walk.reach)
    });
    let sees = |reach: &Reach| (clock.reach.today && reach.today) || !reach.facts.is_disjoint(&clock.reach.facts);
    reached.filter(|(_, reach)| !sees(reach)).collect()
}

/// The days on which anything changes that a question reads.
fn entries_into_force(question: &Question) -> BTreeSet<Date> {
    let epochs = question.plan().eras.iter().flat_map(|era| &era.epochs);
    epochs.map(|epoch| epoch.from).filter(|day| *day > whereas::date(1900, 1, 1)).collect()
}

#[test]
fn what_entered_into_force_changes_nothing_but_what_it_governs() {
    let mut kept: BTreeMap<&str, u32> = BTreeMap::new();
    let mut changed = 0;
    let mut by_question: BTreeMap<(&str, QuestionId), Vec<&Case>> = BTreeMap::new();
    for case in CASES.iter() {
        by_question.entry((case.pack(), case.question.plan().question)).or_default().push(case);
    }
    for ((pack, _), cases) in &by_question {
        let question = &cases[0].question;
        let clock = clock(question);
        let blind = blind(question, &clock);
        let entries = entries_into_force(question).into_iter().flat_map(|day| cases.iter().map(move |case| (day, case)));
        for (day, case) in entries {
            let eve = Date::from_days(day.days() - 1).unwrap();
            let law = |day: Date| Law { day, known_on: if clock.reach.today { day } else { case.question.today().unwrap() } };
            let change = Change { data: &case.data, before: law(eve), after: law(day) };
            let (Some(before), Some(after)) = (statuses(case, &clock, eve), statuses(case, &clock, day)) else { continue };
            changed += u32::from(before != after);
            // Where the question begins or ceases to cover the case, its norms begin or cease to be looked at.
            for (norm, _) in blind.iter().filter(|(_, reach)| before.0 == after.0 && !change.touches(reach)) {
                let id = &question.plan().ids[norm];
                assert_eq!(before.1.get(norm), after.1.get(norm), "{}: {id} on {eve} and on {day}", case.name);
                *kept.entry(pack).or_default() += 1;
            }
        }
    }
    assert!(kept.len() >= 7 && kept.values().all(|count| *count > 10) && changed > 50, "{kept:?}, {changed} changed");
}
