//! Which law: versions, dates in force, governing dates that are unknown or partly known.

use super::check;
use super::compile::pack;

/// Everything changes on days in the middle of a year, so that a year or a month may span two or three laws.
const PACK: &str = r#"
record Case "case"
  a: yes/no
  b: yes/no
  n: whole number
  m: whole number
  state: country
  filed: date
  bounded: date from 2010-08-01 to 2010-08-31

parameter limit: whole number "limit"
  from 2000-01-01: 10
  from 2010-07-01: 20
  from 2010-10-01: 30

list safe of country "safe States"
  from 2000-01-01: DE
  from 2010-07-01: DE, FR

define large for Case: yes/no "large"
  in force from 2000-01-01 until 2014-03-15
  as m at least 100
define large for Case: yes/no "large"
  in force from 2014-03-15
  as m at least 200

question q for Case "question"
  in force from 2000-01-01 until 2030-01-01
  law as at filed
requirement size of q "at least the limit"
  met when n at least limit
requirement listed of q "a safe State"
  met when state in safe
bar old of q "a bar of its time"
  in force from 2005-05-10 until 2015-06-15
  bars when b

question versions for Case "versions of a norm"
  in force from 2000-01-01
  law as at filed
requirement v of versions "first version"
  in force until 2012-06-01
  met when a
requirement v of versions "second version"
  in force from 2012-06-01
  met when b
exception e to v of versions "attaches to the name"
  when n at least 1000

question derived for Case "versions of a definition"
  in force from 2000-01-01
  law as at filed
requirement r of derived "large"
  met when large

question current for Case "the law of the day on which it is asked"
  in force from 2000-01-01
requirement r of current "at least the limit"
  met when n at least limit

question late for Case "a question whose only norm is younger"
  in force from 2000-01-01
  law as at filed
requirement r of late "requirement"
  in force from 2005-01-01
  met when a

question reckoned for Case "the law of a day that is reckoned"
  in force from 2000-01-01
  law as at filed plus 1 month
requirement r of reckoned "at least the limit"
  met when n at least limit

question picked for Case "a date within one law"
  in force from 2000-01-01
  law as at bounded
requirement r of picked "at least the limit"
  met when n at least limit
"#;

#[test]
fn the_law_of_the_governing_date() {
    check(
        &pack(PACK),
        r#"
        the day before the question is in force [law]  | q | {"filed": "1999-12-31", "n": 99, "state": "DE", "b": false} | N | size: not_in_force, listed: not_in_force |
        the day on which it enters into force [law]    | q | {"filed": "2000-01-01", "n": 10, "state": "DE"} | E | size: met, listed: met, old: not_in_force |
        the first limit [law]                          | q | {"filed": "2010-06-30", "n": 10, "state": "DE", "b": false} | E | size: met |
        the second from its day on [law]               | q | {"filed": "2010-07-01", "n": 10, "state": "DE", "b": false} | I | size: not_met |
        the list of the day [law]                      | q | {"filed": "2010-06-30", "n": 10, "state": "FR", "b": false} | I | listed: not_met |
        the list of the next day [law]                 | q | {"filed": "2010-07-01", "n": 20, "state": "FR", "b": false} | E | listed: met |
        the day before a bar is in force [law]         | q | {"filed": "2005-05-09", "n": 10, "state": "DE", "b": true} | E | old: not_in_force |
        the first day of the bar [law]                 | q | {"filed": "2005-05-10", "n": 10, "state": "DE", "b": true} | I | old: applies |
        the last day of the bar [law]                  | q | {"filed": "2015-06-14", "n": 30, "state": "DE", "b": true} | I | old: applies |
        `until` does not count [law]                   | q | {"filed": "2015-06-15", "n": 30, "state": "DE", "b": true} | E | old: not_in_force |
        the last day of the question [law]             | q | {"filed": "2029-12-31", "n": 30, "state": "DE"} | E | size: met |
        the day after [law]                            | q | {"filed": "2030-01-01", "n": 30, "state": "DE"} | N | size: not_in_force |
        facts do not matter where no law is [law]      | q | {"filed": "1950"} | N | size: not_in_force |
        the day of asking does not matter here [law]   | q on 1990-01-01 | {"filed": "2010-06-30", "n": 10, "state": "DE", "b": false} | E | size: met |
        the day of asking is the governing date [law]  | current on 1999-12-31 | {"n": 99} | N | r: not_in_force |
        from its first day [law]                       | current on 2000-01-01 | {"n": 10} | E | r: met |
        and later under the later law [law]            | current on 2010-10-01 | {"n": 29} | I | r: not_met |
        no norm of the question is in force yet [law]  | late | {"filed": "2004-12-31", "a": true} | N | r: not_in_force |
        then one is [law]                              | late | {"filed": "2005-01-01", "a": false} | I | r: not_met |
        the first version of a norm [law]              | versions | {"filed": "2012-05-31", "a": true, "b": false, "n": 0} | E | v: met |
        the second [law]                               | versions | {"filed": "2012-06-01", "a": true, "b": false, "n": 0} | I | v: not_met |
        an exception attaches to the name [exception]  | versions | {"filed": "2012-06-01", "b": false, "n": 1000} | E | v: waived, e: holds |
        to whichever version [exception]               | versions | {"filed": "2012-05-31", "a": false, "n": 1000} | E | v: waived, e: holds |
        the first version of a definition [define]     | derived | {"filed": "2014-03-14", "m": 100} | E | r: met |
        the second [define]                            | derived | {"filed": "2014-03-15", "m": 100} | I | r: not_met |
        a day that is reckoned [law]                   | reckoned | {"filed": "2010-05-31", "n": 10} | E | r: met |
        a day later [law]                              | reckoned | {"filed": "2010-06-01", "n": 10} | I | r: not_met |
        "#,
    );
}

#[test]
fn a_governing_date_that_is_not_known_to_the_day() {
    check(
        &pack(PACK),
        r#"
        a year within one law [law]                    | q | {"filed": "2003", "n": 10, "state": "DE"} | E | size: met |
        a month within one law [law]                   | q | {"filed": "2010-09", "n": 20, "state": "FR", "b": false} | E | size: met |
        a month that spans a change [law, missing]     | q | {"filed": "2005-05", "n": 10, "state": "DE", "b": true} | EI | old: open, size: met | filed (day)
        the change does not matter [law]               | q | {"filed": "2005-05", "n": 10, "state": "DE", "b": false} | E | size: met |
        three laws, the same under each [law]          | q | {"filed": "2010", "n": 30, "state": "DE", "b": false} | E | size: met, listed: met, old: clear |
        three laws, failing under each [law]           | q | {"filed": "2010", "n": 9, "state": "DE", "b": false} | I | size: not_met |
        three laws that differ [law, missing]          | q | {"filed": "2010", "n": 20, "state": "DE", "b": false} | EI | size: open, listed: met | filed (day)
        each law fails for another reason [law]        | q | {"filed": "2010", "n": 19, "state": "FR", "b": false} | I | size: open, listed: open |
        nothing known of the date [law, missing]       | q | {"n": 30, "state": "DE", "b": false} | EN | size: open | filed
        under no law can it succeed [law, missing]     | q | {"n": 5, "state": "DE", "b": false} | IN | | filed
        bounds leave one law [law, intervals]          | picked | {"n": 20} | E | r: met |
        bounds leave one law, not met [law, intervals] | picked | {"n": 19} | I | r: not_met |
        a fact is missing under one law [law, missing] | versions | {"filed": "2012", "a": true, "n": 0} | EI | v: open | b, filed (day)
        open under either, by other facts [law, missing] | versions | {"filed": "2012", "n": 0} | EI | v: open | a, b, filed (day)
        both versions met [law]                        | versions | {"filed": "2012", "a": true, "b": true} | E | v: met |
        one met, one not [law, missing]                | versions | {"filed": "2012-06", "b": true, "a": false, "n": 0} | E | v: met |
        the month before the change [law]              | versions | {"filed": "2012-05", "b": true, "a": false, "n": 0} | I | v: not_met |
        definitions that differ [define, law]          | derived | {"filed": "2014-03", "m": 150} | EI | r: open | filed (day)
        definitions that agree [define, law]           | derived | {"filed": "2014-03", "m": 200} | E | r: met |
        no law yet, perhaps [law, missing]             | late | {"filed": "2004", "a": true} | N | r: not_in_force |
        perhaps before the only norm [law, missing]    | late | {"a": true} | EN | | filed
        reckoned from a month [law]                    | reckoned | {"filed": "2010-05", "n": 10} | E | r: met |
        reckoned from a month across a change [law]    | reckoned | {"filed": "2010", "n": 10} | EI | r: open | filed (day)
        "#,
    );
}
