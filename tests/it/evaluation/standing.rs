//! Presumptions and deemings of questions that are asked: which stand, in which question, and what would be without them.

use super::compile::pack;
use super::{ask, evaluate};
use whereas::{Explanation, Policy};

const PACK: &str = r#"
record Person "person"
  foundling: yes/no "was found abandoned"
  parent: yes/no "a parent is a citizen"
  other: yes/no "another fact"

record Case "case"
  foundling: yes/no "was found abandoned"
  parent: yes/no "a parent is a citizen"
  people: list of Person "people"
  first: Person or none "first person"
  head: Person "one person"
  deputy: Person "another person"

presume parent is yes when foundling "A foundling is presumed to have a citizen parent" in citizen, either
deem parent is yes when foundling "A foundling is deemed to have a citizen parent" in fictitious
presume parent is yes when foundling "A foundling among others is presumed to have a citizen parent" in of_person

presume other is yes when 1 is 1 "Whoever it is, this is presumed" in trusted
presume head.parent is yes when head.foundling "Of one it is presumed in the case too" in twofold

question citizen for Case "The person is a citizen"
requirement parent of citizen "A parent is a citizen"
  met when parent

question fictitious for Case "The person counts as a citizen"
requirement parent of fictitious "A parent is a citizen"
  met when parent

question permit for Case "The person needs a permit"
requirement alien of permit "The person is no citizen"
  met when citizen is ineligible

question deeper for Case "The person may apply"
requirement permit of deeper "The person needs no permit"
  met when permit is ineligible

question either for Case "Either way"
requirement either of either "The person or a parent is a citizen"
  met when parent or citizen is eligible

question registered for Case "The person is registered"
requirement unrecorded of registered "No parent is recorded"
  met when not parent
requirement counts of registered "The person counts as a citizen"
  met when fictitious is eligible

question of_person for Person "This person is a citizen"
requirement parent of of_person "A parent is a citizen"
  met when parent

question trusted for Person "This person is trusted"
requirement other of trusted "The other fact is so"
  met when other

question one_trusted for Case "One is trusted"
requirement head of one_trusted "One is trusted"
  met when trusted for head is eligible

question either_trusted for Case "One or the other is trusted"
requirement either of either_trusted "One or the other is trusted"
  met when trusted for head is eligible or trusted for deputy is eligible

question twofold for Case "A fact that two questions read, each by a way of its own"
requirement head of twofold "One is a citizen"
  met when head.parent or of_person for head is eligible

question anybody for Case "Somebody is a citizen"
requirement somebody of anybody "Somebody is a citizen"
  met when some p in people where (of_person for p is eligible)

question the_first for Case "The first person is a citizen"
requirement first of the_first "The first person is a citizen"
  met when first exists and of_person for first is eligible
"#;

fn explain(policy: &Policy, question: &str, record: &str) -> Explanation {
    evaluate(&ask(policy, question), record).unwrap().explain()
}

/// The presumptions as `fact used|idle: possible verdicts left open @ questions`, then the deemings as `fact is value @ questions`.
fn stand(page: &Explanation) -> String {
    let presumed = page.presumptions.iter().map(|view| {
        let used = if view.used { "used" } else { "idle" };
        let questions: Vec<&str> = view.questions.iter().map(|question| &*question.question).collect();
        format!("{} {used}: {:?} @ {}", view.fact.path, view.left_open, questions.join(", "))
    });
    let deemed = page.deemed.iter().map(|view| {
        let questions: Vec<&str> = view.questions.iter().map(|question| &*question.question).collect();
        format!("{} is {} @ {}", view.fact.path, view.fact.text, questions.join(", "))
    });
    presumed.chain(deemed).collect::<Vec<_>>().join("; ")
}

fn on_one_line(page: &Explanation) -> String {
    page.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the norm of a question consulted, in the words of the JSON.
fn facts(page: &Explanation, norm: &str) -> String {
    let norm = page.norms.iter().find(|view| view.id.ends_with(norm)).unwrap();
    let facts = norm.every_fact().map(|fact| {
        let stands_in = fact.stands_in.as_ref().map(|asked| format!(" in {}", asked.question)).unwrap_or_default();
        format!("{} {:?} {}{stands_in}", fact.path, fact.knowledge, fact.text)
    });
    facts.collect::<Vec<_>>().join("; ")
}

#[test]
fn a_presumption_of_a_question_asked_stands_on_the_page() {
    let policy = pack(PACK);
    let page = explain(&policy, "permit", r#"{"foundling": true}"#);
    assert_eq!(stand(&page), "parent used: [Eligible, Ineligible] @ p.citizen");
    assert_eq!(facts(&page, "alien"), "foundling Known yes; parent Presumed yes in p.citizen");
    let text = on_one_line(&page);
    assert!(
        text.contains("A parent is a citizen: yes (presumed in the question “The person is a citizen”, not recorded)"),
        "{text}"
    );
    assert!(text.contains("Asked: The person is a citizen."), "{text}");
    assert_eq!(
        page.rests_on(),
        "A foundling is presumed to have a citizen parent (with the fact left open: eligible or ineligible)"
    );
    let nothing = explain(&policy, "permit", r#"{"foundling": false}"#);
    assert_eq!(stand(&nothing), "");
    assert_eq!(stand(&explain(&policy, "permit", r#"{"foundling": true, "parent": false}"#)), "", "what is recorded prevails");
    assert_eq!(stand(&explain(&policy, "deeper", r#"{"foundling": true}"#)), "parent used: [Eligible, Ineligible] @ p.citizen");
}

/// The columns of a batch name it too.
#[test]
fn the_columns_say_what_stands_in_questions_asked() {
    let verdict = evaluate(&ask(&pack(PACK), "permit"), r#"{"foundling": true}"#).unwrap();
    assert_eq!(verdict.columns().rests_on(), verdict.explain().rests_on());
    let verdict = evaluate(&ask(&pack(PACK), "anybody"), r#"{"people": [{"parent": false}, {"foundling": true}]}"#).unwrap();
    assert_eq!(verdict.columns().rests_on(), verdict.explain().rests_on());
    assert!(verdict.columns().rests_on().contains("(people 2: a parent is a citizen; with the fact left open: "));
}

/// The fact is left open wherever it is read: neither the question nor the one that it asks decides alone.
#[test]
fn without_a_presumption_the_fact_is_open_in_every_question() {
    let page = explain(&pack(PACK), "either", r#"{"foundling": true}"#);
    assert_eq!(stand(&page), "parent used: [Eligible, Ineligible] @ p.either, p.citizen");
    assert!(page.to_string().contains("This question: Either way."), "{page}");
}

#[test]
fn a_fact_deemed_in_a_question_asked_is_shown_as_deemed_there() {
    let page = explain(&pack(PACK), "registered", r#"{"foundling": true, "parent": false}"#);
    assert_eq!(stand(&page), "parent is yes @ p.fictitious");
    assert_eq!(facts(&page, "unrecorded"), "parent Known no", "the question itself reads it as it is recorded");
    assert_eq!(facts(&page, "counts"), "foundling Known yes; parent Deemed yes in p.fictitious");
    let text = on_one_line(&page);
    let said = "yes (deemed to be so in the question “The person counts as a citizen”; recorded: no)";
    assert!(text.contains(said), "{text}");
    assert_eq!(page.rests_on(), "A foundling is deemed to have a citizen parent (recorded: no)");
}

#[test]
fn what_stands_on_an_element_names_the_element() {
    let policy = pack(PACK);
    let page = explain(&policy, "anybody", r#"{"people": [{"parent": false}, {"foundling": true}]}"#);
    assert_eq!(stand(&page), "people[1].parent used: [Eligible, Ineligible] @ p.of_person");
    // The other of two is left as it is.
    let two = explain(&policy, "anybody", r#"{"people": [{"parent": true}, {"parent": false, "foundling": true}]}"#);
    assert_eq!(stand(&two), "");
    let both = explain(&policy, "anybody", r#"{"people": [{"foundling": true}, {"foundling": true}]}"#);
    assert_eq!(stand(&both), "people[0].parent idle: [Eligible] @ p.of_person; people[1].parent idle: [Eligible] @ p.of_person");
    let page = explain(&policy, "the_first", r#"{"first": {"foundling": true}}"#);
    assert_eq!(stand(&page), "first.parent used: [Eligible, Ineligible] @ p.of_person");
}

/// A record of which the case says nothing is left open as one that holds nothing is: others, of which something is known, are not.
#[test]
fn what_stands_on_a_record_of_which_nothing_is_known() {
    let policy = pack(PACK);
    let page = explain(&policy, "one_trusted", "{}");
    assert_eq!(stand(&page), "head.other used: [Eligible, Ineligible] @ p.trusted");
    let page = explain(&policy, "either_trusted", r#"{"deputy": {"foundling": true}}"#);
    assert_eq!(stand(&page), "head.other idle: [Eligible] @ p.trusted; deputy.other idle: [Eligible] @ p.trusted");
}

/// One fact, read from the case and from the record inside it: without its presumptions it is open to both.
#[test]
fn a_fact_that_is_read_in_two_ways_is_left_open_in_both() {
    let page = explain(&pack(PACK), "twofold", r#"{"head": {"foundling": true}}"#);
    let open = "head.parent used: [Eligible, Ineligible] @ p";
    assert_eq!(stand(&page), format!("{open}.twofold; {open}.of_person"));
}
