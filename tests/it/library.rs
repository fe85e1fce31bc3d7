//! What those who embed the engine rely on.

use whereas::{CompileError, Outcome, Policy, Question, Sources, Verdict, VerdictError, date};

const RULES: &str = r#"
record Case
  consent: yes/no "the person consents"
  age: whole number "age in years" from 0 to 120

question release for Case "The person may be released"
requirement consent of release "The person consents"
  met when consent
bar minor of release "The person is a minor"
  bars when age less than 18
"#;

fn question() -> Question {
    let mut sources = Sources::new();
    sources.add("demo/demo.whereas", RULES);
    Policy::compile(&sources, "demo").unwrap().question("release").unwrap().as_of(date(2025, 2, 4))
}

#[test]
fn what_is_shared_between_threads() {
    fn shared<T: Send + Sync + Clone + 'static>() {}
    shared::<Policy>();
    shared::<Question>();
    shared::<Verdict>();
    let question = question();
    let answers = std::thread::scope(|scope| {
        let asked = (0..4).map(|_| scope.spawn(|| question.evaluate(&serde_json::json!({"consent": true, "age": 30})).unwrap()));
        let asked: Vec<_> = asked.collect();
        asked.into_iter().map(|answer| answer.join().unwrap().explain().to_string()).collect::<Vec<_>>()
    });
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

#[test]
fn any_serializable_type_is_a_record() {
    #[derive(serde::Serialize)]
    struct Case {
        consent: Option<bool>,
        age: u8,
    }
    let outcome = |consent, age| question().evaluate(&Case { consent, age }).unwrap().outcome();
    assert_eq!(outcome(Some(true), 30), Outcome::Eligible);
    assert_eq!(outcome(None, 30), Outcome::Undetermined);
    assert_eq!(outcome(None, 17), Outcome::Ineligible);
}

#[test]
fn errors_are_typed() {
    let wrong = question().evaluate(&serde_json::json!({"age": 130})).unwrap_err();
    assert!(matches!(&wrong, VerdictError::Record(errors) if errors[0].place() == "age"), "{wrong}");
    let mut sources = Sources::new();
    sources.add("demo/demo.whereas", RULES);
    let policy = Policy::compile(&sources, "demo").unwrap();
    let undated = policy.question("release").unwrap();
    assert!(matches!(undated.evaluate(&serde_json::json!({})), Err(VerdictError::NoDate)));
    let unknown = policy.question("relase").unwrap_err();
    assert_eq!(unknown.to_string(), "there is no question `relase`: did you mean `release`?");
    sources.add("demo/demo.whereas", RULES.replace("met when consent", "met when consnt"));
    let error: CompileError = Policy::compile(&sources, "demo").unwrap_err();
    assert_eq!(error.diagnostics().iter().filter(|found| found.code.as_str() == "E200").count(), 1, "{error}");
}

/// A reading that is declared, but that the question does not read, is no unknown name.
#[test]
fn readings_that_a_question_does_not_read() {
    let reading = |name: &str| {
        format!(
            "\nreading {name} \"What is meant?\"\n  option narrow \"the narrow sense\"\n  option wide \"the wide sense\" default\n"
        )
    };
    let mut sources = Sources::new();
    let rules = RULES.replace("age less than 18", "age less than (if sense is wide then 18 otherwise 21)");
    sources.add("demo/demo.whereas", format!("{rules}{}{}", reading("sense"), reading("other")));
    let question = Policy::compile(&sources, "demo").unwrap().question("release").unwrap();
    let said =
        |name: &str, option: &str| question.clone().with_reading(name, option).map(|_| ()).map_err(|error| error.to_string());
    assert_eq!(said("sense", "narrow"), Ok(()));
    assert_eq!(said("demo.sense", "narrow"), Ok(()));
    let unread = "the question `release` does not read the reading `other`, so that no option of it can change the verdict";
    assert_eq!(said("other", "narrow").unwrap_err(), unread);
    assert_eq!(said("demo.other", "narrow").unwrap_err(), unread.replace("`other`", "`demo.other`"));
    assert_eq!(said("sens", "narrow").unwrap_err(), "there is no reading `sens`: did you mean `sense`?");
    assert_eq!(said("sense", "narow").unwrap_err(), "there is no option `narow`: did you mean `narrow`?");
}

/// In which order the files of a pack are handed over changes nothing at all.
#[test]
fn order_of_files() {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for folder in ["rules/common", "rules/ets112"] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            files.push((path.to_str().unwrap().to_owned(), std::fs::read(&path).unwrap()));
        }
    }
    files.sort();
    let page = |files: &mut dyn Iterator<Item = &(String, Vec<u8>)>| {
        let mut sources = Sources::new();
        files.for_each(|(path, bytes)| sources.add(path, bytes));
        let policy = Policy::compile(&sources, "rules/ets112").unwrap();
        let question = policy.question("transfer").unwrap().as_of(date(2025, 2, 4));
        let record = serde_json::json!({"sending_state": "GB", "receiving_state": "DE", "nationalities": ["FR"]});
        serde_json::to_string(&question.evaluate(&record).unwrap().explain()).unwrap()
    };
    assert_eq!(page(&mut files.iter()), page(&mut files.iter().rev()));
}
