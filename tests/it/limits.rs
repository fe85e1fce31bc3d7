//! Rules as deep as the limits allow are read, checked, evaluated and explained on a small stack; a step deeper is a finding.

use std::fmt::Write as _;
use std::sync::Arc;

use whereas::diagnostic::Severity;
use whereas::eval::EvaluateError;
use whereas::policy::VerdictWord;
use whereas::reason::Budget;
use whereas::records::Data;
use whereas::verdict::Level;
use whereas::{Date, Policy, VerdictError};

use crate::check::{checked, sources};

/// What a new thread has on most systems.
const STACK: usize = 2 << 20;

const HEAD: &str = "record Case\n  count: whole number\n  ok: yes/no\n  people: list of Person\n\nrecord Person\n  age: whole number\n  \
                    friends: list of Person\n\nquestion q for Case \"q\"\n\n";

/// Checks a pack; if it compiles, evaluates and explains an empty record and one with facts. The codes of the errors.
fn through(text: &str) -> Vec<&'static str> {
    let text = format!("{HEAD}{text}");
    let run = move || {
        let found = checked(&text);
        let errors = found.diagnostics.iter().filter(|found| found.severity() == Severity::Error);
        let codes: Vec<&'static str> = errors.map(|found| found.code.as_str()).collect();
        if codes.is_empty() {
            let policy = Policy::compile(&sources(&text), "demo").unwrap();
            let question = policy.question("q").unwrap().as_of(Date::new(2025, 2, 4).unwrap());
            for record in [
                serde_json::json!({}),
                serde_json::json!({"count": 1, "ok": false, "people": [{"age": 3, "friends": [{"age": 4, "friends": []}]}]}),
            ] {
                let verdict = question.evaluate(&record).unwrap();
                assert!(!verdict.explain().page(Level::Full).is_empty());
                assert!(!serde_json::to_string(&verdict.explain()).unwrap().is_empty());
            }
        }
        codes
    };
    std::thread::Builder::new().stack_size(STACK).spawn(run).unwrap().join().unwrap()
}

fn norm(condition: &str) -> String {
    format!("requirement r of q \"r\"\n  met when {condition}\n")
}

/// Nested things, from the outside in.
fn nested(n: usize, open: &str, inner: &str, close: &str) -> String {
    format!("{}{inner}{}", open.repeat(n), close.repeat(n))
}

#[test]
fn brackets_in_brackets() {
    for (open, inner, close) in [
        ("(", "ok", ")"),
        ("(not ", "ok", ")"),
        ("(ok and (", "ok", "))"),
        ("(if ok then ok otherwise ", "ok", ")"),
        ("(if ", "ok", " then ok otherwise ok)"),
        ("(if ok then ", "ok", " otherwise ok)"),
    ] {
        let deep = open.matches('(').count();
        assert_eq!(through(&norm(&nested(200 / deep, open, inner, close))), [""; 0], "{open}");
        assert_eq!(through(&norm(&nested(200 / deep + 1, open, inner, close))), ["E002"], "{open}");
        assert_eq!(through(&norm(&nested(2_000, open, inner, close))), ["E002"], "{open}");
    }
    assert_eq!(through(&norm(&format!("{} at least 3", nested(200, "(count + ", "count", ")")))), [""; 0]);
    assert_eq!(through(&norm(&format!("{} at least 3", nested(199, "(", "count", " + 1)")))), [""; 0]);
}

#[test]
fn loops_in_loops() {
    let loops = |n: usize| -> String {
        let mut text = String::new();
        for at in 0..n {
            let list = if at == 0 { "people".to_owned() } else { format!("p{}.friends", at - 1) };
            write!(text, "some p{at} in {list} where (").unwrap();
        }
        format!("{text}ok{}", ")".repeat(n))
    };
    assert_eq!(through(&norm(&loops(200))), [""; 0]);
    assert_eq!(through(&norm(&loops(201))), ["E002"]);
}

/// Loops over one list multiply: the work is bounded, and what passes the bound gets no verdict.
#[test]
fn combinations_of_elements() {
    let loops: String = (0..40).map(|at| format!("some p{at} in people where (")).collect();
    let text = format!("{HEAD}{}", norm(&format!("{loops}p39.age more than 100{}", ")".repeat(40))));
    let policy = Policy::compile(&sources(&text), "demo").unwrap();
    let question = policy.question("q").unwrap().as_of(Date::new(2025, 2, 4).unwrap());
    let people = |count: usize| serde_json::json!({"people": vec![serde_json::json!({"age": 3}); count]});
    assert_eq!(question.evaluate(&people(1)).unwrap().outcome(), whereas::Outcome::Ineligible);
    let error = question.evaluate(&people(2)).unwrap_err();
    assert!(matches!(error, VerdictError::Evaluate(EvaluateError::TooManySteps)), "{error}");
}

/// What the reference says of limits, to the element: 1,999 and as many times 1,999, and 2,000 more, are 4,000,000.
#[test]
fn elements_up_to_the_limit() {
    let text = "record Person\n  age: whole number\n\nrecord Case\n  people: list of Person\n  others: list of Person\n\n\
                question q for Case \"q\"\n\nrequirement r of q \"r\"\n  met when (some a in people where (some b in people where \
                (b.age more than 100))) or (some c in others where (c.age more than 100))\n";
    let policy = Policy::compile(&sources(text), "demo").unwrap();
    let question = policy.question("q").unwrap().as_of(Date::new(2025, 2, 4).unwrap());
    let record = |others: usize| {
        let people = |count: usize| vec![serde_json::json!({"age": 3}); count];
        let text = serde_json::json!({"people": people(1_999), "others": people(others)}).to_string();
        question.reader().read(&Data::parse(&text).unwrap()).unwrap().record
    };
    let verdict = question.evaluate_record(Arc::new(record(2_000))).unwrap();
    assert_eq!(verdict.outcome(), whereas::Outcome::Ineligible);
    let error = question.evaluate_record(Arc::new(record(2_001))).unwrap_err();
    assert!(matches!(error, VerdictError::Evaluate(EvaluateError::TooManySteps)), "{error}");
    // The fast way refuses no record, so it must not say what it did not look at.
    let by_intervals = question.clone().with_budget(Budget::NONE);
    let possible: Vec<_> = by_intervals.possible(&record(2_001)).unwrap().words().collect();
    assert_eq!(possible, [VerdictWord::Eligible, VerdictWord::Ineligible]);
}

/// Ten readings of two options are 1,024 combinations, of which each is looked at; with more each reading is unknown.
#[test]
fn combinations_of_readings() {
    let outcome = |options: &[usize]| {
        let mut text = "record Case\n  ok: yes/no\n\n".to_owned();
        let mut all = Vec::new();
        for (at, count) in options.iter().enumerate() {
            writeln!(text, "reading w{at} \"which\"").unwrap();
            (0..*count).for_each(|option| writeln!(text, "  option o{at}_{option} \"o\"").unwrap());
            let each: Vec<String> = (0..*count).map(|option| format!("w{at} is o{at}_{option}")).collect();
            all.push(format!("({})", each.join(" or ")));
        }
        write!(text, "question q for Case \"q\"\n\nrequirement r of q \"r\"\n  met when {}\n", all.join(" and ")).unwrap();
        let policy = Policy::compile(&sources(&text), "demo").unwrap();
        let question = policy.question("q").unwrap().as_of(Date::new(2025, 2, 4).unwrap()).with_budget(Budget::NONE);
        question.evaluate(&serde_json::json!({})).unwrap().outcome()
    };
    assert_eq!(outcome(&[2; 10]), whereas::Outcome::Eligible);
    assert_eq!(outcome(&[41, 5, 5]), whereas::Outcome::Undetermined, "1,025");
    assert_eq!(outcome(&[2; 11]), whereas::Outcome::Undetermined);
}

/// A question that is asked of each element has its steps counted with those of whoever asks.
#[test]
fn questions_in_loops() {
    let inner = "some a in people where (some b in people where (some c in people where (c.age more than 100)))";
    let rules = |condition: &str| {
        format!(
            "record Person\n  age: whole number\n\nrecord Group\n  people: list of Person\n\nrecord Case\n  groups: list of Group\n\n\
             question old for Group \"old\"\n\nrequirement r of old \"r\"\n  met when {inner}\n\n\
             question q for Case \"q\"\n\nrequirement r of q \"r\"\n  met when {condition}\n"
        )
    };
    let policy = Policy::compile(&sources(&rules("some g in groups where (old for g is eligible)")), "demo").unwrap();
    let question = policy.question("q").unwrap().as_of(Date::new(2025, 2, 4).unwrap());
    let groups = |count: usize| {
        let group = serde_json::json!({"people": vec![serde_json::json!({"age": 3}); 100]});
        question.evaluate(&serde_json::json!({"groups": vec![group; count]}))
    };
    assert_eq!(groups(3).unwrap().outcome(), whereas::Outcome::Ineligible);
    let error = groups(4).unwrap_err();
    assert!(matches!(error, VerdictError::Evaluate(EvaluateError::TooManySteps)), "{error}");
}

#[test]
fn rows_of_signs() {
    let signs = |sign: &str, n: usize| norm(&format!("count{} at least 3", format!(" {sign} count").repeat(n)));
    for sign in ["+", "-", "*"] {
        assert_eq!(through(&signs(sign, 500)), [""; 0], "{sign}");
        assert_eq!(through(&signs(sign, 5_000)), ["E002"], "{sign}");
    }
    assert_eq!(through(&norm(&format!("{}ok", "not ".repeat(500)))), [""; 0]);
    assert_eq!(through(&norm(&format!("ok{}", " and ok".repeat(5_000)))), [""; 0]);
    assert_eq!(through(&norm(&format!("{} at least 3", nested(199, "(count + ", "count + count + count", ")")))), [""; 0]);
}

fn chain(n: usize, first: &str, step: impl Fn(&str) -> String, ty: &str) -> String {
    let mut text = format!("define d0 for Case: {ty} \"d\"\n  as {first}\n\n");
    for at in 1..n {
        write!(text, "define d{at} for Case: {ty} \"d\"\n  as {}\n\n", step(&format!("d{}", at - 1))).unwrap();
    }
    text
}

#[test]
fn chains_of_defines() {
    let sum = |n: usize| chain(n, "count", |d| format!("{d} + 1"), "number") + &norm(&format!("d{} at least 3", n - 1));
    let truth = |n: usize| chain(n, "ok", |d| format!("{d} or ok"), "yes/no") + &norm(&format!("d{}", n - 1));
    let bare = |n: usize| chain(n, "ok", str::to_owned, "yes/no") + &norm(&format!("d{}", n - 1));
    let ifs = |n: usize| chain(n, "ok", |d| format!("if {d} then ok otherwise {d}"), "yes/no") + &norm(&format!("d{}", n - 1));
    let loops =
        |n: usize| chain(n, "ok", |d| format!("some p{d} in people where ({d})"), "yes/no") + &norm(&format!("d{}", n - 1));
    let all: [(&str, &dyn Fn(usize) -> String); 5] =
        [("sum", &sum), ("truth", &truth), ("bare", &bare), ("if", &ifs), ("loops", &loops)];
    for (name, text) in all {
        for n in [100, 170] {
            let codes = through(&text(n));
            assert!(codes.iter().all(|code| *code == "E002"), "{name} {n}: {codes:?}");
        }
        assert_eq!(through(&text(600)).first(), Some(&"E002"), "{name}");
    }
}

#[test]
fn lines_of_cases() {
    let cases = |n: usize| {
        let lines: String = (0..n).map(|at| format!("  is {at} when count is {at} and ok\n")).collect();
        format!("define d for Case: number \"d\"\n{lines}  otherwise 3\n\n{}", norm("d at least 2"))
    };
    assert_eq!(through(&cases(200)), [""; 0]);
    assert_eq!(through(&cases(5_000)), ["E002"]);
}

/// Everything at once: the limits hold together, not only one by one.
#[test]
fn limits_together() {
    let mut text = chain(150, "count", |d| format!("{d} + 1"), "number");
    let lines: String = (0..199).map(|at| format!("  is {at} when count is {at}\n")).collect();
    write!(text, "define e for Case: number \"d\"\n{lines}  otherwise d149\n\n").unwrap();
    text += &norm(&format!("{} at least 3", nested(200, "(if ok then 1 otherwise ", "e", ")")));
    let codes = through(&text);
    assert!(codes.iter().all(|code| *code == "E002"), "{codes:?}");
}

/// A chain of exceptions to exceptions, and of questions that ask questions.
#[test]
fn norms_on_norms() {
    let mut text = norm("ok");
    let mut before = "r".to_owned();
    for at in 0..500 {
        write!(text, "\nexception e{at} to {before} of q \"e\"\n  when count is {at}\n").unwrap();
        before = format!("e{at}");
    }
    let codes = through(&text);
    assert!(codes.iter().all(|code| *code == "E002"), "{codes:?}");
    let mut text = "question q0 for Case \"q\"\n\nrequirement r of q0 \"r\"\n  met when ok\n\n".to_owned();
    for at in 1..300 {
        write!(text, "question q{at} for Case \"q\"\n\nrequirement r of q{at} \"r\"\n  met when q{} is eligible\n\n", at - 1)
            .unwrap();
    }
    let codes = through(&format!("{text}{}", norm("q299 is eligible")));
    assert!(codes.iter().all(|code| *code == "E002"), "{codes:?}");
}

/// Types within types.
#[test]
fn types_in_types() {
    let fields: String = (0..3_000).map(|at| format!("record R{at}\n  next: R{}\n\n", at + 1)).collect();
    let codes = through(&format!("{fields}record R3000\n  last: number\n\n{}", norm("ok")));
    assert!(codes.len() < 10, "{codes:?}");
    let path: String = (0..2_000).map(|_| ".next").collect();
    let codes = through(&format!("record Link\n  next: list of Link\n\n{}", norm(&format!("ok{path}"))));
    assert!(codes.len() < 10, "{codes:?}");
    let codes = through(&format!("define s for Case: {}number \"s\"\n  as count\n", "list of ".repeat(5_000)));
    assert!(!codes.is_empty());
    let codes = through(&format!("define s for Case: {}number \"s\"\n  as count\n", "set of ".repeat(5_000)));
    assert!(!codes.is_empty());
}
