//! Interviews: which question comes next, what may be answered, and that what they say is what their record says.

#[cfg(feature = "cli")]
mod transcripts;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use whereas::records::Data;
use whereas::{Ask, Interview, Outcome, Policy, Question, Sources, date};

pub(super) const RULES: &str = include_str!("rules.whereas");

fn question() -> Question {
    let mut sources = Sources::new();
    sources.add("release/release.whereas", RULES);
    Policy::compile(&sources, "release").unwrap().question("release").unwrap().as_of(date(2025, 2, 4))
}

/// An interview about a case of which a part is known.
fn of(record: Value) -> Interview {
    Interview::with_record(question(), &record).unwrap()
}

/// A case of which only what is named is open.
fn all_but(open: &[&str]) -> Interview {
    let signed = json!({"value": false, "by": "Dr. Roe", "recorded": "2025-01-02"});
    let mut record = json!({
        "home": "DE", "kind": "fixed", "end": "none", "began": "2020-01-01", "nationalities": ["DE"], "convictions": [],
        "appeal": "none", "dangerous": signed, "fine": 0, "remark": "none",
    });
    open.iter().for_each(|fact| assert!(record.as_object_mut().unwrap().remove(*fact).is_some()));
    of(record)
}

fn next(interview: &Interview) -> Ask {
    interview.next().unwrap()
}

fn refused(interview: &mut Interview, answer: Value) -> String {
    let (before, asked) = (interview.record().to_string(), next(interview).path);
    let error = interview.answer(&answer).unwrap_err().to_string();
    assert_eq!((interview.record().to_string(), next(interview).path), (before, asked), "a refused answer changes nothing");
    error
}

fn outcome(interview: &Interview) -> Outcome {
    interview.verdict().unwrap().outcome()
}

#[test]
fn what_is_always_known_is_asked_first_and_is_never_unknown() {
    let mut interview = Interview::new(question()).unwrap();
    let ask = next(&interview);
    assert_eq!((ask.path.as_str(), ask.may_be_unknown, ask.possible.len()), ("home", false, 0));
    assert!(interview.verdict().is_none());
    assert!(interview.answer_unknown().unwrap_err().to_string().contains("always known"));
    assert!(interview.answer(&Value::Null).is_err());
    interview.answer(&"US").unwrap();
    assert!(interview.next().is_none(), "no other fact matters any more");
    assert_eq!(outcome(&interview), Outcome::Ineligible);
    assert!(interview.answer(&true).unwrap_err().to_string().contains("nothing is asked"));
}

#[test]
fn a_question_says_what_it_takes() {
    let ask = next(&all_but(&["fine"]));
    assert_eq!((ask.path.as_str(), ask.ty.as_str(), ask.words()), ("fine", "whole number", "fine"));
    assert_eq!(ask.bounds.map(|bounds| (bounds.from, bounds.to)), Some(("0".into(), "1000".into())));
    assert_eq!(ask.norms.iter().map(|norm| norm.id.as_str()).collect::<Vec<_>>(), ["release.release.debt"]);
    assert_eq!(ask.possible, [Outcome::Eligible, Outcome::Ineligible]);
    assert!(!ask.may_be_none);
    let ask = next(&all_but(&["kind"]));
    assert_eq!(ask.words(), "What kind of sentence was imposed?");
    assert_eq!(ask.choices.iter().map(|option| option.name.as_str()).collect::<Vec<_>>(), ["fixed", "life", "measure"]);
    assert!(next(&all_but(&["end"])).may_be_none);
    let partly = Interview::with_record(question(), &{
        let mut record: Value = serde_json::from_str(&all_but(&["began"]).record().to_string()).unwrap();
        record["began"] = json!("2025");
        record
    });
    let ask = next(&partly.unwrap());
    assert_eq!((ask.path.as_str(), ask.known.as_deref()), ("began", Some("2025 (day and month unknown)")));
}

#[test]
fn unknown_is_not_asked_again_and_back_takes_it_back() {
    let mut interview = all_but(&["fine", "kind"]);
    let first = next(&interview).path;
    interview.answer_unknown().unwrap();
    let second = next(&interview).path;
    assert_ne!(first, second);
    interview.answer_unknown().unwrap();
    assert!(interview.next().is_none());
    assert_eq!((outcome(&interview), interview.answered()), (Outcome::Undetermined, 2));
    interview.back().unwrap();
    assert_eq!(next(&interview).path, second);
    interview.back().unwrap();
    assert_eq!(next(&interview).path, first);
    assert!(interview.back().unwrap_err().to_string().contains("first question"));
}

#[test]
fn answers_are_read_as_records_are() {
    let mut interview = all_but(&["fine"]);
    assert!(refused(&mut interview, json!(1001)).contains("1000"));
    assert!(refused(&mut interview, json!("none")).contains("none"));
    assert!(refused(&mut interview, json!(1.5)).contains("whole number"));
    interview.answer(&501).unwrap();
    assert_eq!(outcome(&interview), Outcome::Ineligible);
    let mut interview = all_but(&["end"]);
    interview.answer(&"none").unwrap();
    assert_eq!(outcome(&interview), Outcome::Eligible);
    let mut interview = all_but(&["end"]);
    assert!(refused(&mut interview, json!("2019-01-01")).contains("it begins before it ends"));
    // A part of a date is an answer; its day is not asked for again.
    let mut interview = all_but(&["began"]);
    interview.answer(&"2025").unwrap();
    assert!(interview.next().is_none());
    assert_eq!(outcome(&interview), Outcome::Undetermined);
}

#[test]
fn members_of_a_list_come_one_after_the_other_each_with_its_facts() {
    let mut interview = all_but(&["convictions"]);
    let ask = next(&interview);
    assert!(ask.is_list() && ask.answer.contains("yes if there is one"));
    interview.answer(&true).unwrap();
    assert_eq!(next(&interview).path, "convictions[0].court", "always known of each");
    interview.answer(&"A").unwrap();
    let ask = next(&interview);
    assert_eq!((ask.path.as_str(), ask.words()), ("convictions[0].violent", "Was it violent?"));
    interview.answer(&false).unwrap();
    let ask = next(&interview);
    assert_eq!(ask.path, "convictions");
    assert!(ask.answer.contains("this one is all"), "{}", ask.answer);
    interview.answer(&true).unwrap();
    interview.answer(&"B").unwrap();
    interview.answer_unknown().unwrap();
    interview.answer(&false).unwrap();
    assert!(interview.next().is_none());
    assert_eq!(outcome(&interview), Outcome::Undetermined);
    let convictions = r#""convictions": [{"court": "A", "violent": false}, {"court": "B"}]"#;
    assert!(interview.record().to_string().contains(convictions), "{}", interview.record());
    let mut interview = all_but(&["convictions"]);
    interview.answer(&false).unwrap();
    assert_eq!(outcome(&interview), Outcome::Eligible);
    let mut interview = all_but(&["convictions"]);
    interview.answer_unknown().unwrap();
    assert!(interview.next().is_none());
    let mut interview = all_but(&["convictions"]);
    interview.answer(&json!([{"court": "A", "violent": true}])).unwrap();
    assert_eq!(outcome(&interview), Outcome::Ineligible);
}

#[test]
fn records_and_sets() {
    let mut interview = all_but(&["appeal"]);
    assert_eq!(next(&interview).path, "appeal", "whether there is one comes before what it is");
    let mut unknown = interview.clone();
    unknown.answer_unknown().unwrap();
    assert!(unknown.next().is_none());
    interview.answer(&true).unwrap();
    assert_eq!(next(&interview).path, "appeal.lodged");
    interview.answer(&"2025-01-15").unwrap();
    assert_eq!(outcome(&interview), Outcome::Ineligible);
    let mut interview = all_but(&["appeal"]);
    interview.answer(&false).unwrap();
    assert_eq!(outcome(&interview), Outcome::Eligible);
    let mut interview = all_but(&["nationalities"]);
    interview.answer(&json!({"items": ["FR"], "complete": false})).unwrap();
    assert!(interview.next().is_none(), "what others there are was answered");
    assert_eq!(outcome(&interview), Outcome::Undetermined);
}

#[test]
fn an_assessment_needs_its_author_and_day() {
    let mut interview = all_but(&["dangerous"]);
    assert_eq!(next(&interview).assessment.unwrap().by, "the psychologist");
    assert!(refused(&mut interview, json!(false)).contains("author and date"));
    let later = json!({"value": false, "by": "Dr. Roe", "recorded": "2025-03-01"});
    assert!(refused(&mut interview, later).contains("later than the day asked"));
    interview.answer(&json!({"value": false, "by": "Dr. Roe", "recorded": "2025-01-02"})).unwrap();
    assert_eq!(outcome(&interview), Outcome::Eligible);
}

#[test]
fn answers_written_by_hand() {
    let written = |fact: &str, text: &str| all_but(&[fact]).data_of(text).map(|data| data.to_string());
    let is = |fact: &str, text: &str, data: &str| assert_eq!(written(fact, text).unwrap(), data, "{fact}: {text}");
    is("kind", "2", "life");
    is("kind", "For life", "life");
    is("kind", "measure", "measure");
    is("nationalities", "DE, FR", r#"["DE", "FR"]"#);
    is("nationalities", "DE; FR", r#"["DE", "FR"]"#);
    is("nationalities", "DE, ?", r#"{"items": ["DE"], "complete": false}"#);
    is("nationalities", "none", "[]");
    is("convictions", "Yes", "true");
    is("convictions", "[{\"court\": \"A\"}]", r#"[{"court": "A"}]"#);
    is("dangerous", "N", "false");
    is("end", "None", "none");
    is("fine", " 7 ", "7");
    is("remark", "\"none\"", "none");
    is("remark", "\"unknown\"", "unknown");
    assert!(written("dangerous", "perhaps").unwrap_err().to_string().contains("yes"));
}

#[test]
fn a_record_that_has_no_verdict_begins_no_interview() {
    assert!(Interview::with_record(question(), &json!({"home": "UK"})).is_err());
    assert!(Interview::with_record(question(), &json!({"home": "DE", "began": "2025-01-02", "end": "2025-01-01"})).is_err());
    let mut sources = Sources::new();
    sources.add("release/release.whereas", RULES);
    let undated = Policy::compile(&sources, "release").unwrap().question("release").unwrap();
    assert!(Interview::new(undated).is_err());
    // Keys that no field has, and what says where a value comes from, stay.
    let kept = of(json!({"id": "7", "value": 1, "home": {"value": "DE", "source": "file"}}));
    assert_eq!(kept.record().to_string(), r#"{"home": {"source": "file", "value": "DE"}, "id": "7", "value": 1}"#);
    assert_eq!(kept.verdict().unwrap().case(), Some("7"));
}

/// Pseudo-random numbers, the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }

    fn one_of<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    /// Some answer, right or wrong.
    fn answer(&mut self, ask: &Ask) -> Value {
        let inner = ask.ty.strip_prefix("set of ");
        let one = |dice: &mut Dice, ty: &str| match ty {
            "choice" => json!(dice.one_of(&ask.choices).name),
            "country" => json!(dice.one_of(&["DE", "FR", "US", "SV", "GB"])),
            "date" => json!(dice.one_of(&["2015-06-01", "2024-08", "2025", "2024-12-31", "2031-01-01"])),
            "period" => json!(dice.one_of(&["P3M", "P10Y", "P180D"])),
            "number" | "whole number" => json!(dice.one_of(&[0, 1, 20, 700])),
            "text" => json!(dice.one_of(&["A", "B"])),
            money if money.starts_with("money") => json!(dice.one_of(&["10 USD", "9000 USD"])),
            _ => json!(dice.below(3) == 0),
        };
        let value = match inner {
            Some(ty) => json!([one(self, ty), one(self, ty)]),
            None => one(self, &ask.ty),
        };
        match self.below(10) {
            0 if ask.may_be_none => json!("none"),
            _ if ask.assessment.is_some() => json!({"value": value, "by": "Dr. Roe", "recorded": "2024-01-02"}),
            _ => value,
        }
    }
}

/// Holds an interview with random answers, and looks at each step whether it says what its record says.
fn hold(question: &Question, seed: u64) -> Outcome {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut interview = Interview::new(question.clone()).unwrap();
    let mut asked = BTreeSet::new();
    for _ in 0..200 {
        let Some(ask) = interview.next() else { break };
        assert!(ask.is_list() || asked.insert(ask.path.clone()), "`{}` is asked twice", ask.path);
        let before = (interview.record().to_string(), interview.answered());
        let taken = dice.below(4) > 0 && interview.answer(&dice.answer(&ask)).is_ok();
        if !taken && interview.answer_unknown().is_err() {
            interview.answer(&"DE").or_else(|_| interview.answer(&"2024-01-02")).or_else(|_| interview.answer(&0)).unwrap();
        }
        let mut taken_back = interview.clone();
        taken_back.back().unwrap();
        assert_eq!((taken_back.record().to_string(), taken_back.answered()), before);
        assert_eq!(next(&taken_back).path, ask.path);
        let Some(verdict) = interview.verdict() else { continue };
        let read = question.reader().read(&Data::parse(&interview.record().to_string()).unwrap()).unwrap();
        let again = question.evaluate_record(read.record).unwrap();
        assert_eq!(again.possible(), verdict.possible(), "{}", interview.record());
    }
    assert!(interview.next().is_none(), "it comes to an end");
    let outcome = outcome(&interview);
    assert!(outcome != Outcome::Undetermined || interview.verdict().unwrap().possible().len() > 1);
    outcome
}

#[test]
fn what_an_interview_says_is_what_its_record_says() {
    let question = question();
    let outcomes: BTreeSet<Outcome> = (0..12).map(|seed| hold(&question, seed)).collect();
    assert_eq!(outcomes.len(), 2, "{outcomes:?}");
}
