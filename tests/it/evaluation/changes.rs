//! What would change a verdict: each claim is true, no part of it is enough, and nothing else would do.

use whereas::policy::{Datum, Record};
use whereas::reason::{self, Budget, Changes};
use whereas::verdict::Level;
use whereas::{Outcome, Question};

use super::compile::pack;
use super::{ask, evaluate};

const PACK: &str = r#"
choice Kind: adult "an adult", child "a child"
record Offence
  punishable: yes/no "is punishable there"
record Case
  consent: yes/no "the person consents"
  gravely_ill: yes/no "the person is gravely ill"
  left: period "remaining sentence"
  paid: money in USD "amount paid" from 0 USD to 1000 USD
  began: date "first day of the sentence"
  born: date "day of birth" immutable
  resident: yes/no "the person is resident"
  kind: Kind "kind of person"
  guardian: yes/no "a guardian agrees" only when kind is child
  states: set of country "nationalities"
  offences: list of Offence "offences"
  constraint not consent or resident "who consents is resident"

question release for Case "The person may be released"
requirement willing of release "The person consents"
  met when consent or gravely_ill
requirement long of release "At least six months remain"
  met when left at least 6 months

question money for Case "The fee is paid"
requirement paid of money "A hundred dollars are paid"
  met when paid at least 100 USD

question aged for Case "The person is old enough and served long enough"
requirement old of aged "The person is of age"
  met when born plus 216 months on or before today
requirement served of aged "Six months are served"
  met when began plus 6 months on or before today

question both for Case "Neither of two bars stands"
bar child of both "A child"
  bars when kind is child
bar german of both "A national of Germany"
  bars when DE in states

question listed for Case "Each offence is punishable"
requirement each of listed "Each offence is punishable"
  met when every offence in offences satisfies (offence.punishable)

question presumed for Case "The person is taken to consent"
requirement willing of presumed "The person consents or is ill"
  met when gravely_ill or resident
presume resident is yes when not gravely_ill "A person is presumed to be resident" in presumed
"#;

fn told(question: &str, record: &str) -> Vec<String> {
    let policy = pack(PACK);
    let page = evaluate(&ask(&policy, question), record).unwrap().explain();
    let one = |change: &whereas::verdict::record::ChangeView| {
        let facts = change.facts.iter().map(|fact| {
            let apart = fact.difference.as_ref().map(|apart| format!(" ({apart})")).unwrap_or_default();
            format!("{}: {}{apart}; it is {}", fact.path, fact.to.join(", or "), fact.now)
        });
        format!("{}: {}", change.leads_to.as_str(), facts.collect::<Vec<_>>().join(" + "))
    };
    page.would_change.iter().map(one).collect()
}

#[test]
fn a_threshold_is_exact() {
    assert_eq!(
        told("money", r#"{"paid": {"amount": 70, "currency": "USD"}}"#),
        ["eligible: paid: 100 USD or more (30 USD more); it is 70 USD"]
    );
    assert_eq!(
        told("money", r#"{"paid": {"amount": 100, "currency": "USD"}}"#),
        ["ineligible: paid: 0 USD or more, less than 100 USD; it is 100 USD"]
    );
    let left = r#"{"consent": true, "resident": true, "left": "P4M11D"}"#;
    assert_eq!(told("release", left), ["eligible: left: 6 months or more; it is 4 months and 11 days"]);
}

#[test]
fn what_nobody_can_change_is_not_told() {
    let record = r#"{"born": "2000-01-01", "began": "2024-12-01"}"#;
    assert_eq!(told("aged", record), ["eligible: began: 2024-07-01 or before (153 days earlier); it is 1 December 2024"]);
    assert!(told("aged", r#"{"born": "2010-01-01", "began": "2024-01-01"}"#).is_empty());
}

#[test]
fn two_grounds_are_changed_together_and_one_alone_loses_it() {
    let both = r#"{"kind": "child", "guardian": true, "states": ["DE", "FR"]}"#;
    // A child's guardian cannot be recorded of an adult: that changes with it.
    assert_eq!(
        told("both", both),
        ["eligible: kind: an adult; it is a child + states: without Germany (DE); it is Germany (DE), France (FR) \
          + guardian: none; it is yes"]
    );
    let clear = r#"{"kind": "adult", "states": ["FR"]}"#;
    assert_eq!(
        told("both", clear),
        ["ineligible: kind: a child; it is an adult", "ineligible: states: with Germany (DE); it is France (FR)"]
    );
}

#[test]
fn what_contradicts_a_constraint_is_not_told() {
    let record = r#"{"consent": false, "gravely_ill": false, "resident": false, "left": "P1Y"}"#;
    assert_eq!(
        told("release", record),
        ["eligible: gravely_ill: yes; it is no", "eligible: consent: yes; it is no + resident: yes; it is no"]
    );
}

#[test]
fn facts_of_elements_change_and_presumptions_are_rebutted_apart() {
    let record = r#"{"offences": [{"punishable": true}, {"punishable": false}]}"#;
    assert_eq!(told("listed", record), ["eligible: offences[1].punishable: yes; it is no"]);
    let policy = pack(PACK);
    let page = evaluate(&ask(&policy, "presumed"), r#"{"gravely_ill": false}"#).unwrap().explain();
    assert_eq!(page.would_change.iter().map(|way| way.rebuts).collect::<Vec<_>>(), [true]);
    assert!(page.page(Level::Grounds).contains("if a presumption were rebutted\n"));
    assert!(evaluate(&ask(&policy, "presumed"), r#"{"gravely_ill": false}"#).unwrap().columns().would_change.is_empty());
}

#[test]
fn what_a_constraint_on_two_facts_asks_for_changes_with_them() {
    let policy = pack(
        "record Case\n  a: yes/no\n  c: yes/no\n  b: yes/no\n  kind: yes/no\n  constraint c or not kind \"c where kind\"\n\
         question q for Case \"s\"\nrequirement r of q \"s\"\n  met when if c then b otherwise a\n",
    );
    let record = r#"{"a": false, "b": false, "c": true, "kind": true}"#;
    let page = evaluate(&ask(&policy, "q"), record).unwrap().explain();
    let facts = |way: &whereas::verdict::record::ChangeView| way.facts.iter().map(|fact| fact.path.clone()).collect::<Vec<_>>();
    assert_eq!(page.would_change.iter().map(facts).collect::<Vec<_>>(), [vec!["b"], vec!["c", "a", "kind"]]);
}

#[test]
fn towards_one_verdict_a_part_may_lead_to_another() {
    let policy = pack(
        "record Case\n  covered: yes/no\n  barred: yes/no\nquestion q for Case \"s\"\n  covers cases where covered\n\
         bar r of q \"s\"\n  bars when barred\n",
    );
    let verdict = evaluate(&ask(&policy, "q"), r#"{"covered": false, "barred": true}"#).unwrap();
    let why_not = verdict.why_not(whereas::policy::VerdictWord::Eligible);
    assert_eq!(why_not.would_change.iter().map(|way| way.facts.len()).collect::<Vec<_>>(), [2]);
}

/// Each claim holds, no part of it changes the verdict, none contains another.
fn check(question: &Question, record: &Record) -> usize {
    let today = question.today().unwrap();
    let Ok(verdict) = question.evaluate_record(record.clone()) else { return 0 };
    let [only] = verdict.evaluation().possible.words().collect::<Vec<_>>()[..] else { return 0 };
    let record = verdict.record();
    let plan = question.plan();
    let Changes { ways, .. } = reason::changes(plan, record, today, question.options(), only, None, Budget::default());
    for way in &ways {
        let after = question.evaluate_record(way.record.clone()).unwrap();
        assert_eq!(after.outcome(), Outcome::from(way.verdict));
        assert_ne!(way.verdict, only);
        for fact in &way.facts {
            let fields =
                (1..=fact.fact.len()).filter_map(|length| whereas::eval::field_of(&plan.policy, record.ty, &fact.fact[..length]));
            assert!(!fields.into_iter().any(|field| field.immutable));
            assert_ne!(whereas::eval::recorded(&way.record, &fact.fact), &Datum::Missing);
            let mut less = way.record.clone();
            reason::put(&mut less, &fact.fact, whereas::eval::recorded(record, &fact.fact).clone());
            let less = question.evaluate_record(less).ok().map(|verdict| verdict.evaluation().possible);
            assert!(less.and_then(|possible| possible.only()).is_none_or(|word| word == only), "{:?} is not needed", fact.fact);
        }
    }
    for (at, one) in ways.iter().enumerate() {
        for other in ways.iter().skip(at + 1).filter(|other| other.verdict == one.verdict) {
            assert!(!one.facts.iter().all(|fact| other.facts.iter().any(|other| other.fact == fact.fact)));
        }
    }
    ways.len()
}

#[test]
fn over_the_example_records_each_claim_is_true_and_no_part_of_it_is_enough() {
    let mut told = 0;
    for (pack, file, name, step) in [
        ("rules/ets112", "examples/cases.ndjson", "transfer", 29),
        ("rules/oas_a57", "examples/oas_a57.ndjson", "transfer", 7),
        ("rules/uk_rpa1984", "examples/uk_rpa1984.ndjson", "transfer", 7),
    ] {
        let policy = whereas::Policy::load(pack).unwrap();
        let name = policy.questions().find(|own| *own == name).or_else(|| policy.questions().next()).unwrap().to_owned();
        let question = policy.question(&name).unwrap().as_of(whereas::date(2025, 2, 4));
        for line in std::fs::read_to_string(file).unwrap().lines().step_by(step).take(6) {
            let data = whereas::records::Data::parse(line).unwrap();
            let Ok(read) = question.reader().read(&data) else { continue };
            told += check(&question, &read.record);
        }
    }
    assert!(told > 20, "{told}");
}

#[test]
fn what_if_and_why_not() {
    let policy = pack(PACK);
    let verdict = evaluate(&ask(&policy, "money"), r#"{"paid": {"amount": 70, "currency": "USD"}}"#).unwrap();
    let compared = verdict.what_if([("paid", "100 USD")]).unwrap();
    assert_eq!((compared.before.verdict, compared.after.verdict), (Outcome::Ineligible, Outcome::Eligible));
    assert_eq!(compared.norms.len(), 1);
    assert_eq!(verdict.what_if([("paid", "unknown")]).unwrap().after.verdict, Outcome::Undetermined);
    assert!(verdict.what_if([("payd", "1 USD")]).unwrap_err().to_string().contains("did you mean `paid`"));
    assert!(verdict.what_if([("paid", "much")]).is_err());
    let listed = evaluate(&ask(&policy, "listed"), r#"{"offences": [{"punishable": false}]}"#).unwrap();
    assert_eq!(listed.what_if([("offences[0].punishable", "yes")]).unwrap().after.verdict, Outcome::Eligible);
    let why_not = verdict.why_not(whereas::policy::VerdictWord::Eligible);
    assert_eq!(why_not.would_change.len(), 1);
    assert!(why_not.page(Level::Grounds).contains("What would make it eligible"));
    let young = evaluate(&ask(&policy, "aged"), r#"{"born": "2010-01-01", "began": "2024-01-01"}"#).unwrap();
    let why_not = young.why_not(whereas::policy::VerdictWord::Eligible);
    assert_eq!(why_not.immutable.iter().map(|fact| &*fact.path).collect::<Vec<_>>(), ["born"]);
    assert!(why_not.page(Level::Grounds).contains("What cannot be changed"));
}
