//! What is only policy, or only said, changes no verdict of law.

use std::collections::BTreeSet;

use whereas::eval::Possible;
use whereas::policy::{Authority, Cite, Datum, PolicyData, QuestionId, Record, RecordId, Scalar, Type};

use super::reach::{Reach, Walk};
use super::{CASES, fact, put};
use crate::rules::PACKS;

/// Whether something cites policies and statements and no law.
fn is_policy(data: &PolicyData, cites: &[Cite]) -> bool {
    let binds_nobody =
        |cite: &Cite| matches!(data.sources[cite.source.index()].authority, Some(Authority::Policy | Authority::Statement));
    !cites.is_empty() && cites.iter().all(binds_nobody)
}

/// The facts on which something rests that is law, and those on which something rests that is policy or was only said.
fn read_by(data: &PolicyData) -> [BTreeSet<(RecordId, usize)>; 2] {
    let [mut law, mut policy] = [Walk::new(data), Walk::new(data)];
    for (at, question) in (0..).zip(&data.questions) {
        let id = QuestionId(at);
        let norms = data.norms.iter().filter(|norm| norm.question == id);
        for version in norms.flat_map(|norm| &norm.versions) {
            let of_policy = question.advisory || is_policy(data, &version.cites);
            let walk = if of_policy { &mut policy } else { &mut law };
            version.conditions().for_each(|condition| walk.expr(id, condition));
        }
        for version in question.notes.iter().flat_map(|note| &note.versions) {
            // What notes of law read is no condition of a verdict.
            if is_policy(data, &version.cites) {
                policy.expr(id, &version.shown);
            }
        }
        let walk = if question.advisory { &mut policy } else { &mut law };
        walk.scope(id);
        walk.expr(id, &question.law_as_at);
    }
    [law, policy].map(|walk| walk.reach.facts)
}

#[test]
fn no_norm_of_law_rests_on_a_policy_or_a_statement() {
    for (pack, policy) in PACKS.iter() {
        let data = policy.data();
        for (at, question) in (0..).zip(&data.questions).filter(|(_, question)| !question.advisory) {
            let mut walk = Walk::new(data);
            walk.question(QuestionId(at));
            let Reach { questions, norms, .. } = walk.reach;
            for asked in questions {
                assert!(!data.questions[asked.index()].advisory, "{pack}.{}: asks what binds nobody", question.name);
            }
            for norm in norms.iter().map(|id| &data.norms[id.index()]) {
                for version in &norm.versions {
                    assert!(!is_policy(data, &version.cites), "{pack}.{}.{} is no law", question.name, norm.name);
                }
            }
        }
    }
}

/// Every value that is tried for a fact.
fn values(data: &PolicyData, ty: &Type) -> Vec<Datum> {
    let mut values = vec![Datum::Missing];
    match ty {
        Type::YesNo => values.extend([Datum::YesNo(true), Datum::YesNo(false)]),
        Type::Choice(choice) => {
            let options = (0..).zip(&data.choices[choice.index()].options);
            values.extend(options.map(|(at, _)| Datum::Scalar(Scalar::Option(at))));
        }
        _ => {}
    }
    values
}

/// The paths from a record to facts, through nested records.
fn paths(data: &PolicyData, record: RecordId, facts: &BTreeSet<(RecordId, usize)>) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    for (at, field) in data.records[record.index()].fields.iter().enumerate() {
        if let Type::Record(inner) = field.ty {
            found.extend(paths(data, inner, facts).into_iter().map(|path| [vec![at], path].concat()));
        } else if facts.contains(&(record, at)) {
            found.push(vec![at]);
        }
    }
    found
}

#[test]
fn a_fact_of_policy_alone_changes_no_verdict_of_law() {
    let mut tried = BTreeSet::new();
    for case in CASES.iter().filter(|case| !case.question.plan().question_data().advisory) {
        let [law, policy] = read_by(&case.data);
        let only: BTreeSet<_> = policy.difference(&law).copied().collect();
        let expected = case.question.possible(&case.record).unwrap();
        for path in paths(&case.data, case.record.ty, &only) {
            let name = fact(&case.data, &case.record, &path);
            for value in values(&case.data, type_at(&case.data, &case.record, &path)) {
                let mut record = case.record.clone();
                put(&case.data, &mut record, &path, value.clone());
                let found = case.question.possible(&record).unwrap();
                let is_admissible = found != Possible::default();
                assert!(!is_admissible || found == expected, "{}: `{name}` is {value:?}: {found:?}, not {expected:?}", case.name);
            }
            tried.insert(name);
        }
    }
    for name in ["danger.dangerous", "gang.alleged", "offence_alleged", "arrangement.fee_agreed"] {
        assert!(tried.contains(name), "`{name}` is not among the facts of policy alone: {tried:?}");
    }
}

fn type_at<'d>(data: &'d PolicyData, record: &Record, path: &[usize]) -> &'d Type {
    let mut record = record.ty;
    let mut found = &Type::YesNo;
    for field in path {
        found = &data.records[record.index()].fields[*field].ty;
        if let Type::Record(inner) = found {
            record = *inner;
        }
    }
    found
}
