//! Quoted law against the operator that encodes it: rows written by hand.

use super::codes;

/// A condition beside quoted law: whether the two disagree.
fn disagree(quote: &str, kind: &str, condition: &str) -> bool {
    let when = match kind {
        "bar" => "bar r of q \"s\"\n  bars when",
        _ => "requirement r of q \"s\"\n  met when",
    };
    let text = format!(
        "record Case\n  age: whole number\n  debt: money in USD\n  share: number\n  received: date\n  release: date\n  term: period\n  \
         a: yes/no\n\nparameter shortest: period \"s\"\n  from 1990-01-01: 6 months\n\nquestion q for Case \"s\"\n  in force from \
         1990-01-01\n\n> {quote}\n{when} {condition}\n"
    );
    let found = codes(&text);
    assert!(!found.iter().any(|code| code.starts_with('E')), "{text}\n{found:?}");
    found.contains(&"W060")
}

#[test]
fn quotations_and_conditions_that_disagree() {
    for (quote, kind, condition) in [
        ("whose debt exceeds 500 dollars", "bar", "debt at least 500 USD"),
        ("whose debt exceeds 500 dollars", "requirement", "debt less than 500 USD"),
        ("whose debt does not exceed 500 dollars", "requirement", "debt less than 500 USD"),
        ("whose debt is more than 500 dollars", "bar", "not (debt less than 500 USD)"),
        ("a debt of 500 dollars or more", "bar", "debt more than 500 USD"),
        ("a debt of not less than 500 dollars", "bar", "debt more than 500 USD"),
        ("who is under 18 years", "bar", "age at most 18"),
        ("who is under the age of eighteen", "bar", "age at most 18"),
        ("persons aged eighteen or over", "requirement", "age more than 18"),
        ("persons of at least twenty-one years", "requirement", "age more than 21 and a"),
        ("at least six months of the sentence", "requirement", "release after received plus 6 months"),
        ("at least six months of the sentence", "requirement", "release after received plus shortest"),
        ("a term of more than two years", "requirement", "term at least 24 months"),
        ("within fourteen days of the judgment", "requirement", "received before release plus 14 days"),
        ("not later than 30 days after", "requirement", "received before release plus 30 days and a"),
        ("more than 20 per cent", "requirement", "share at least 0.2"),
        ("at least eighteen years", "requirement", "18 less than age"),
        ("up to 1,000 dollars", "requirement", "debt less than 1_000 USD"),
        ("within 30 days", "requirement", "release minus 30 days before received"),
        ("at least 30 days earlier", "requirement", "received before release minus 30 days"),
        ("at least 30 days earlier", "requirement", "release minus 30 days after received"),
        ("more than one year", "bar", "term at least 1 year"),
        ("within 30 days", "requirement", "days from received to release less than 30"),
    ] {
        // A phrase about days beside another is one too many: nothing is said.
        let silent = quote.ends_with("after");
        assert_eq!(disagree(quote, kind, condition), !silent, "{quote}: {condition}");
    }
}

#[test]
fn silence_where_they_agree_or_nobody_can_tell() {
    for (quote, kind, condition) in [
        // The law and its opposite.
        ("whose debt exceeds 500 dollars", "bar", "debt more than 500 USD"),
        ("whose debt exceeds 500 dollars", "requirement", "debt at most 500 USD"),
        ("whose debt exceeds 500 dollars", "requirement", "not (debt more than 500 USD)"),
        ("at least six months of the sentence", "bar", "release before received plus 6 months"),
        ("at least six months of the sentence", "requirement", "received plus 6 months on or before release"),
        ("at least eighteen years", "requirement", "18 at most age"),
        ("under eighteen years", "requirement", "age at least 18"),
        // Another number: the threshold may be written otherwise.
        ("more than seventeen years", "requirement", "age at least 18"),
        ("whose debt exceeds 500 dollars", "bar", "debt at least 500.01 USD"),
        ("at least two witnesses", "requirement", "age more than 17"),
        // No number, or none near.
        ("which exceeds the sum that the Minister fixes", "bar", "debt at least 500 USD"),
        (
            "whose debt exceeds what the court in its order or in a later one has fixed, 500 dollars",
            "bar",
            "debt at least 500 USD",
        ),
        // Two phrases, or two comparisons.
        ("at least 18 and less than 65 years", "requirement", "age more than 18"),
        ("who received more than 500 dollars before the judgment", "bar", "debt at least 500 USD"),
        ("at least 18 years", "requirement", "age more than 18 and age less than 65"),
        ("at least 18 years", "requirement", "age between 18 and 65"),
        // Nothing of the law on either side, or on both.
        ("more than 18 years", "requirement", "received on or after release"),
        ("more than 18 years", "requirement", "age + 18 at least 36 - 18"),
        // Days taken from a date turn the comparison round.
        ("at least 30 days earlier", "requirement", "release minus 30 days on or after received"),
        ("at least 30 days earlier", "requirement", "received on or before release minus 30 days"),
        ("within 30 days", "requirement", "release minus 30 days on or before received"),
        ("within 30 days", "requirement", "received on or after release minus 30 days"),
        // A value that is calculated with is not the number of the law.
        ("more than one year", "bar", "term at least 1 year and 1 day"),
        ("more than six months", "requirement", "received plus 6 months plus 1 day on or before release"),
        ("within six months", "requirement", "release before received plus 6 months plus 1 day"),
        ("within six months", "requirement", "release before received plus 6 months and 1 day"),
        ("at least 30", "requirement", "age at most share - 30"),
        ("at least 30", "requirement", "share - 30 at least age"),
        ("at least 30", "requirement", "share + 30 less than age"),
        ("more than two", "requirement", "age at least 2 * share"),
        // Both days counted: one more than the days between.
        ("at least 30 days", "requirement", "days from received through release more than 30"),
        // Words that compare elsewhere.
        ("under this Act, 18 years", "requirement", "age more than 18"),
        ("over the age of eighteen", "requirement", "age at least 18"),
        ("over the objections of 18 members", "requirement", "age at least 18"),
        // What turns a comparison round or joins it to others.
        ("more than 18 years", "requirement", "if a then age at least 18 otherwise a"),
        ("more than 18 years", "requirement", "at least 1 of (a, age at least 18)"),
    ] {
        assert!(!disagree(quote, kind, condition), "{quote}: {condition}");
    }
}
