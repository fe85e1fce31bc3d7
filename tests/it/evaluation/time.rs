//! Law in time: repeal, amendments, law that became known later, norms with a clock of their own.

use whereas::Explanation;
use whereas::verdict::Level;

use super::compile::pack;
use super::{ask, check, evaluate};

/// Everything changes on days in the middle of a year, so that a year or a month may span several laws.
const PACK: &str = r#"
record Case "case"
  a: yes/no
  b: yes/no
  n: whole number
  state: country
  filed: date
  done: date
  bounded: date from 2010-03-01 to 2010-03-31

parameter limit: whole number "limit"
  from 2000-01-01: 10
  from 2010-07-01: 20
amends parameter limit
  from 2015-05-15: 30
list safe of country "safe States"
  from 2000-01-01: DE
amends list safe
  from 2010-07-01: DE, FR

define large for Case: yes/no "large"
  in force from 2000-01-01
  as n at least 100
amends define large for Case: yes/no
  in force from 2012-03-15
  as n at least 200

question q for Case "amended"
  in force from 2000-01-01
  law as at filed
requirement r of q "first version"
  met when a
amends requirement r of q "second version"
  in force from 2012-06-01
  met when b
amends requirement r of q "third version"
  in force from 2018-06-01 until 2020-06-01
  met when a and b
requirement size of q "at least the limit"
  met when n at least limit
bar old of q "repealed, and there again"
  in force from 2004-04-04
  repealed from 2006-06-06
  bars when b
bar old of q "again"
  in force from 2008-08-08
  repealed from 2016-06-16
  bars when a
exception listed to old of q "a safe State"
  when state in safe
amends exception listed to old of q "a safe State, and large"
  in force from 2014-04-14
  when state in safe and large

parameter fee: whole number "fee"
  from 2000-01-01: 5
  from 2010-01-10 known from 2010-09-09: 7
  from 2011-01-11: 9
  from 2011-05-05 known from 2012-02-02: 8
question later for Case "law that became known later"
  in force from 2000-01-01
  law as at filed
requirement paid of later "the fee"
  met when n at least fee
requirement v of later "first version"
  in force from 2000-01-01
  met when a
requirement v of later "with effect for a year and a half"
  in force from 2010-02-02 until 2011-08-08 known from 2011-03-03
  met when b
bar new of later "unknown before"
  in force from 2013-03-03 known from 2014-04-04
  bars when a
note changed of later "before"
  in force until 2010-02-02
  shown when a
note changed of later "the day is known"
  in force from 2010-02-02
  shown when a
report days of later: number "fee"
  in force until 2010-02-02
  as 1
amends report days of later: number "fee, later"
  in force from 2010-02-02
  as 2

question clocked for Case "norms with clocks of their own"
  in force from 2010-01-01
  law as at filed
requirement size of clocked "at least the limit of the day of the act"
  law as at done
  met when n at least limit
  in force from 2000-01-01
bar old of clocked "on the day of the act"
  law as at done
  in force from 2004-04-04 until 2006-06-06
  bars when b
exception listed to old of clocked "a safe State on the day of the question"
  when state in safe
requirement anyway of clocked "at the day of the question"
  met when n at least 0

question act for Case "only the day of the act"
  law as at filed
requirement r of act "first version"
  law as at done
  in force from 2004-04-04 until 2012-06-01
  met when a
requirement r of act "second version"
  law as at done
  in force from 2012-06-01
  met when b
exception e to r of act "on the day of the act too"
  law as at done plus 1 month
  in force from 2010-10-10
  when n at least limit

question asking for Case "asks a question whose law became known later"
  law as at filed
requirement r of asking "the answer"
  met when later is eligible

question unasked for Case "decided without the answer"
  law as at filed
requirement r of unasked "the answer, or a"
  met when a or later is eligible

question narrow for Case "a day within one law"
  law as at filed
requirement r of narrow "at least the limit"
  law as at bounded
  in force from 2000-01-01
  met when n at least limit
"#;

#[test]
fn amendments_and_repeals() {
    check(
        &pack(PACK),
        r#"
        the first version [amends]                  | q | {"filed": "2012-05-31", "a": true, "b": false, "n": 20, "state": "BR"} | I | r: met, old: applies |
        before any bar [repeal]                     | q | {"filed": "2004-04-03", "a": true, "b": true, "n": 10} | E | r: met, old: not_in_force |
        the first stretch of the bar [repeal]       | q | {"filed": "2006-06-05", "a": true, "b": true, "n": 10, "state": "BR"} | I | old: applies |
        repealed from that day on [repeal]          | q | {"filed": "2006-06-06", "a": true, "b": true, "n": 10} | E | old: not_in_force |
        the last day of the hole [repeal]           | q | {"filed": "2008-08-07", "a": true, "b": true, "n": 10} | E | old: not_in_force |
        back again, in other words [repeal]         | q | {"filed": "2008-08-08", "a": true, "b": false, "n": 10, "state": "BR"} | I | old: applies |
        repealed for good [repeal]                  | q | {"filed": "2016-06-16", "a": false, "b": true, "n": 30} | E | r: met, old: not_in_force |
        the amendment ends the former version [amends] | q | {"filed": "2012-06-01", "a": true, "b": false, "n": 20} | I | r: not_met |
        and is law [amends]                         | q | {"filed": "2012-06-01", "a": false, "b": true, "n": 20} | E | r: met |
        the third version [amends]                  | q | {"filed": "2018-06-01", "a": false, "b": true, "n": 30} | I | r: not_met |
        ends, and nothing comes after it [amends]   | q | {"filed": "2020-06-01", "a": false, "b": false, "n": 30} | E | r: not_in_force, size: met |
        the amended parameter before [amends]       | q | {"filed": "2015-05-14", "a": false, "b": true, "n": 20} | E | size: met |
        and after [amends]                          | q | {"filed": "2015-05-15", "a": false, "b": true, "n": 29} | I | size: not_met |
        its own values before the amendment [amends] | q | {"filed": "2010-06-30", "a": true, "n": 10, "state": "DE"} | E | size: met |
        the amended list before [amends]            | q | {"filed": "2010-06-30", "a": true, "n": 10, "state": "FR"} | I | old: applies, listed: does_not_hold |
        and after [amends]                          | q | {"filed": "2010-07-01", "a": true, "n": 20, "state": "FR"} | E | old: lifted, listed: holds |
        the amended exception reads an amended define [amends] | q | {"filed": "2014-04-14", "a": true, "b": true, "n": 199, "state": "FR"} | I | listed: does_not_hold |
        which now asks for more [amends]            | q | {"filed": "2014-04-14", "a": true, "b": true, "n": 200, "state": "FR"} | E | listed: holds |
        a month that spans a repeal [repeal, missing] | q | {"filed": "2006-06", "a": true, "b": true, "n": 10, "state": "BR"} | EI | old: open | filed (day)
        a month that spans an amendment [amends, missing] | q | {"filed": "2012-06", "a": false, "n": 20} | EI | r: open | b
        the amendment asks for another fact [amends, missing] | q | {"filed": "2012-05", "a": true, "n": 200, "state": "FR"} | E | r: met |
        "#,
    );
}

#[test]
fn law_that_became_known_later() {
    check(
        &pack(PACK),
        r#"
        asked before it is known [known from]        | later on 2010-09-08 | {"filed": "2010-01-10", "n": 5, "a": true} | E | paid: met |
        asked on the day on which it is [known from] | later on 2010-09-09 | {"filed": "2010-01-10", "n": 5, "a": true} | I | paid: not_met |
        with effect from its first day [known from]  | later on 2010-09-09 | {"filed": "2010-01-09", "n": 5, "a": true} | E | paid: met |
        a later value ends it [known from]           | later on 2011-02-02 | {"filed": "2011-01-11", "n": 8, "a": true} | I | paid: not_met |
        until then it goes on [known from]           | later on 2011-02-02 | {"filed": "2011-01-10", "n": 7, "a": true} | E | paid: met |
        not yet known, the earlier one goes on [known from] | later on 2010-09-08 | {"filed": "2011-01-10", "n": 5, "a": true} | E | paid: met |
        a second one, before it is known [known from] | later on 2012-02-01 | {"filed": "2011-05-05", "n": 8, "b": true} | I | paid: not_met |
        and after [known from]                       | later on 2012-02-02 | {"filed": "2011-05-05", "n": 8, "b": true} | E | paid: met |
        the norm as it was known [known from]        | later on 2011-03-02 | {"filed": "2010-02-02", "n": 9, "a": true, "b": false} | E | v: met |
        the later law prevails [known from]          | later on 2011-03-03 | {"filed": "2010-02-02", "n": 9, "a": true, "b": false} | I | v: not_met |
        not before its first day [known from]        | later on 2011-03-03 | {"filed": "2010-02-01", "n": 9, "a": true, "b": false} | E | v: met |
        behind it the earlier is law again [known from] | later on 2011-09-09 | {"filed": "2011-08-08", "n": 9, "a": true, "b": false} | E | v: met |
        its last day [known from]                    | later on 2011-09-09 | {"filed": "2011-08-07", "n": 9, "a": true, "b": false} | I | v: not_met |
        a bar that nobody could know [known from]    | later on 2014-04-03 | {"filed": "2013-03-03", "n": 9, "a": true} | E | new: not_in_force |
        and that reaches back [known from]           | later on 2014-04-04 | {"filed": "2013-03-03", "n": 9, "a": true} | I | new: applies |
        a month that spans its first day [known from, missing] | later on 2014-04-04 | {"filed": "2013-03", "n": 9, "a": true} | EI | new: open | filed (day)
        the same month before it is known [known from] | later on 2014-04-03 | {"filed": "2013-03", "n": 9, "a": true} | E | new: not_in_force |
        a fact of the version that prevails [known from, missing] | later on 2011-03-03 | {"filed": "2010-03-03", "n": 9} | EI | v: open | b
        "#,
    );
}

#[test]
fn clocks_of_norms() {
    check(
        &pack(PACK),
        r#"
        the limit of the day of the act [law as at]    | clocked | {"filed": "2020-01-01", "done": "2010-06-30", "n": 10} | E | size: met, old: not_in_force |
        a day later it is higher [law as at]           | clocked | {"filed": "2020-01-01", "done": "2010-07-01", "n": 19} | I | size: not_met |
        the day of the question does not matter [law as at] | clocked | {"filed": "2010-01-01", "done": "2015-05-15", "n": 29} | I | size: not_met |
        the question is not in force [law as at]       | clocked | {"filed": "2009-12-31", "done": "2005-01-01", "n": 99} | N | size: not_in_force |
        before the norm, though the question is in force [law as at] | clocked | {"filed": "2020-01-01", "done": "1999-12-31", "n": 1} | E | size: not_in_force, anyway: met |
        in force on its own clock only [law as at]     | clocked | {"filed": "2020-01-01", "done": "2005-01-01", "n": 10, "b": true, "state": "BR"} | I | old: applies |
        an exception keeps the question's date [law as at] | clocked | {"filed": "2020-01-01", "done": "2005-01-01", "n": 10, "b": true, "state": "FR"} | E | old: lifted, listed: holds |
        under which the list was shorter [law as at]   | clocked | {"filed": "2010-06-30", "done": "2005-01-01", "n": 10, "b": true, "state": "FR"} | I | old: applies, listed: does_not_hold |
        a month within one law [law as at]             | clocked | {"filed": "2020-01-01", "done": "2010-08", "n": 20} | E | size: met |
        a month that spans a change [law as at, missing] | clocked | {"filed": "2020-01-01", "done": "2010-07", "n": 20} | E | size: met |
        the year does, and the laws differ [law as at, missing] | clocked | {"filed": "2020-01-01", "done": "2010", "n": 15} | EI | size: open | done (day)
        laws that agree stand [law as at]              | clocked | {"filed": "2020-01-01", "done": "2010", "n": 20} | E | size: met |
        that it is not in force may agree too [law as at, missing] | clocked | {"filed": "2020-01-01", "done": "1999", "n": 10} | E | size: not_in_force |
        perhaps in force [law as at, missing]          | clocked | {"filed": "2020-01-01", "done": "2004", "n": 10, "b": true, "state": "BR"} | EI | old: open, size: met | done (day)
        perhaps in force, but clear [law as at]        | clocked | {"filed": "2020-01-01", "done": "2004", "n": 10, "b": false} | E | old: open |
        nothing known of the act [law as at, missing]  | clocked | {"filed": "2020-01-01", "n": 15, "b": false} | EI | size: open | done
        enough under every law [law as at]             | clocked | {"filed": "2020-01-01", "n": 30, "b": false} | E | size: open |
        both dates open [law as at, missing]           | clocked | {"n": 30, "b": false} | EN | | filed
        facts under one law only [law as at, missing]  | clocked | {"filed": "2020-01-01", "done": "2004", "n": 10} | EI | old: open | b, done (day), state
        the first version of its clock [law as at]     | act | {"filed": "2020-01-01", "done": "2012-05-31", "a": true, "b": false, "n": 0} | E | r: met |
        the second [law as at]                         | act | {"filed": "2000-01-01", "done": "2012-06-01", "a": true, "b": false, "n": 0} | I | r: not_met |
        the only rule is not in force [law as at]      | act | {"filed": "2020-01-01", "done": "2004-04-03", "a": true} | N | r: not_in_force |
        perhaps it is not [law as at, missing]         | act | {"filed": "2020-01-01", "done": "2004", "a": true} | EN | | done (day)
        perhaps it is not, and the fact is missing [law as at, missing] | act | {"filed": "2020-01-01", "done": "2004"} | EIN | r: open | a, done (day)
        an exception with another clock [law as at]    | act | {"filed": "2020-01-01", "done": "2010-09-10", "a": false, "n": 20} | E | r: waived, e: holds |
        not in force a day before [law as at]          | act | {"filed": "2020-01-01", "done": "2010-09-09", "a": false, "n": 20} | I | r: not_met, e: not_in_force |
        the clocks of both open [law as at, missing]   | act | {"filed": "2020-01-01", "done": "2010-09", "a": false, "n": 20} | EI | r: open, e: open | done (day)
        versions that agree [law as at]                | act | {"filed": "2020-01-01", "done": "2012", "a": true, "b": true, "n": 0} | E | r: met |
        the facts of either version [law as at, missing] | act | {"filed": "2020-01-01", "done": "2012", "a": true, "n": 0} | EI | r: open | b, done (day)
        a bounded clock leaves one law [law as at, intervals] | narrow | {"filed": "2020-01-01", "n": 10} | E | r: met |
        and one outcome [law as at, intervals]         | narrow | {"filed": "2020-01-01", "n": 9} | I | r: not_met |
        "#,
    );
}

#[test]
fn the_verdict_says_which_law_and_as_known_when() {
    let policy = pack(PACK);
    let explain = |question: &str, record: &str| evaluate(&ask(&policy, question), record).unwrap().explain();
    let record = r#"{"filed": "2010-03-03", "n": 9, "a": true, "b": true}"#;
    let (before, after) = (explain("later on 2010-09-08", record), explain("later on 2010-09-09", record));
    assert_eq!((before.law_as_at.known_on.as_deref(), after.law_as_at.known_on.as_deref()), (None, Some("2010-09-09")));
    assert!(after.page(Level::Grounds).contains("as known on 9 September 2010"), "{}", after.page(Level::Grounds));
    assert!(!before.page(Level::Grounds).contains("as known on"));
    let changed = |page: &Explanation| page.notes.iter().map(|note| note.sentence.clone()).collect::<Vec<_>>();
    let fee =
        |page: &Explanation| page.reports.iter().map(|report| (report.label.clone(), report.text.clone())).collect::<Vec<_>>();
    let pair = |label: &str, text: &str| (label.to_owned(), text.to_owned());
    assert_eq!((changed(&after), fee(&after)), (vec!["the day is known".to_owned()], vec![pair("fee, later", "2")]));
    let month = explain("later on 2010-09-09", r#"{"filed": "2010-02", "n": 9, "a": true, "b": true}"#);
    assert_eq!(
        (changed(&month), fee(&month)),
        (vec!["before; or: the day is known".to_owned()], vec![pair("fee or fee, later", "unknown")])
    );

    // Named is what decided, and only where it is later than the day whose law it is.
    let later = |question: &str, record: &str| {
        let page = explain(question, record);
        assert_eq!(page.law_as_at.known_on.is_some(), !page.law_as_at.became_known.is_empty());
        let found = page.law_as_at.became_known.iter().map(|found| format!("{} from {}", found.label, found.known_from));
        found.collect::<Vec<_>>().join("; ")
    };
    assert_eq!(later("later on 2010-09-09", record), "fee from 2010-09-09");
    let text = after.page(Level::Grounds).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("became known after the day to which it applies: “fee” (from 9 September 2010)"), "{text}");
    assert_eq!(later("later on 2014-04-04", record), "fee from 2010-09-09; with effect for a year and a half from 2011-03-03");
    let idle = r#"{"filed": "2010-03-03", "n": 9, "a": true, "b": false}"#;
    assert_eq!(
        later("later on 2014-04-04", idle),
        "with effect for a year and a half from 2011-03-03",
        "the fee decides nothing"
    );
    let since = r#"{"filed": "2010-10-10", "n": 9, "a": true, "b": true}"#;
    assert_eq!(later("later on 2011-01-01", since), "", "known when it applied");
    let barred = r#"{"filed": "2013-03-03", "n": 9, "a": true}"#;
    assert_eq!(later("later on 2014-04-04", barred), "unknown before from 2014-04-04");
    let open = r#"{"filed": "2010-03-03", "n": 9}"#;
    assert_eq!(later("later on 2014-04-04", open), "with effect for a year and a half from 2011-03-03");

    // In questions that are asked too, by what decides there.
    assert_eq!(later("asking on 2010-09-09", record), "fee from 2010-09-09");
    assert_eq!(later("asking on 2014-04-04", record), "fee from 2010-09-09; with effect for a year and a half from 2011-03-03");
    assert_eq!(later("asking on 2014-04-04", barred), "unknown before from 2014-04-04");
    assert_eq!(later("asking on 2011-01-01", since), "", "known when it applied");
    let settled = r#"{"filed": "2010-03-03", "n": 1, "a": false, "b": true, "state": "DE"}"#;
    assert_eq!(
        later("asking on 2010-09-09", settled),
        "fee from 2010-09-09",
        "the answer is no, and the bar does not hang on it"
    );
    assert_eq!(later("unasked on 2014-04-04", barred), "", "the answer decides nothing");

    let page = explain("clocked", r#"{"filed": "2020-01-01", "done": "2010-07-01", "n": 25, "b": false}"#);
    let size = page.norms.iter().find(|norm| norm.id.ends_with("size")).unwrap();
    let law = size.law_as_at.as_ref().unwrap();
    assert_eq!((law.from.as_deref(), law.to.as_deref()), (Some("2010-07-01"), Some("2010-07-01")));
    assert_eq!(size.parameters.iter().map(|parameter| parameter.text.as_str()).collect::<Vec<_>>(), ["20"]);
    assert!(size.facts.iter().any(|fact| fact.path == "done"));
    assert!(page.page(Level::Grounds).contains("1 July 2010"), "{}", page.page(Level::Grounds));
    assert!(page.norms.iter().any(|norm| norm.id.ends_with("anyway") && norm.law_as_at.is_none()));
}
