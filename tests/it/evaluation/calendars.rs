//! The calendar of a pack: each way of counting, left to a reading, and whose calendar counts.

use super::compile::pack;
use super::readings::law_open;
use super::{ask, check, evaluate, possible};
use whereas::{Policy, Sources};

const FACTS: &str = r#"
record Case "case"
  born: date
  begun: date
  term: period
  day: date
  from_15_january: date from 2023-01-15 to 2023-02-01
  to_5_february: date from 2023-01-31 to 2023-02-05
  either_day: date from 2023-01-31 to 2023-02-01

question age for Case "age"
requirement r of age "is 18"
  met when age of born on day at least 18

question months for Case "months"
requirement r of months "a month has passed"
  met when completed months from begun to day at least 1

question years for Case "years"
requirement r of years "a year has passed"
  met when completed years from begun to day at least 1

question ends for Case "ends"
requirement r of ends "the term is over"
  met when day on or after begun plus term

question month for Case "month"
requirement r of month "one month on is the day"
  met when begun plus 1 month is day

question month_and_day for Case "months first, then days"
requirement r of month_and_day "a month and a day on is the day"
  met when begun plus 1 day plus 1 month is day

question days for Case "days"
requirement r of days "thirty days on is the day"
  met when begun plus 30 days is day

question late_from_15 for Case "late, begun on a day about the turn of the month"
requirement r of late_from_15 "a month on it is later than the day"
  met when from_15_january plus 1 month after day

question late_to_5 for Case "late, begun on a day about the turn of the month"
requirement r of late_to_5 "a month on it is later than the day"
  met when to_5_february plus 1 month after day

question late_either for Case "late, begun on a day about the turn of the month"
requirement r of late_either "a month on it is later than the day"
  met when either_day plus 1 month after day

question late for Case "late"
requirement r of late "a month on it is later than the day"
  met when begun plus 1 month after day
"#;

fn with(calendar: &str) -> Policy {
    pack(&format!("calendar\n  {calendar}\n{FACTS}"))
}

#[test]
fn leap_birthdays_on_28_february() {
    check(
        &with("leap birthdays on 28 February"),
        r#"
        on the 28th of a common year [calendar]         | age | {"born": "2004-02-29", "day": "2022-02-28"} | E | r: met |
        not on the 27th [calendar]                      | age | {"born": "2004-02-29", "day": "2022-02-27"} | I | r: not_met |
        in a leap year on the 29th [calendar]           | age | {"born": "2006-02-28", "day": "2024-02-28"} | E | r: met |
        whichever day of February [intervals]           | age | {"born": "2004-02", "day": "2022-02-28"} | E | r: met |
        the 29th is a day too young [intervals]         | age | {"born": "2004-02", "day": "2022-02-27"} | EI | r: open | born (day)
        "#,
    );
}

#[test]
fn months_that_run_over() {
    check(
        &with("months run over\n  leap birthdays on 1 March"),
        r#"
        31 January and a month [calendar]               | month | {"begun": "2025-01-31", "day": "2025-03-03"} | E | r: met |
        in a leap year [calendar]                       | month | {"begun": "2024-01-31", "day": "2024-03-02"} | E | r: met |
        a day that the month has [calendar]             | month | {"begun": "2025-01-28", "day": "2025-02-28"} | E | r: met |
        30 days are no month [calendar]                 | days  | {"begun": "2025-01-31", "day": "2025-03-02"} | E | r: met |
        months first, then days [calendar]              | month_and_day | {"begun": "2025-01-31", "day": "2025-03-04"} | E | r: met |
        not yet a month [calendar]                      | months | {"begun": "2025-01-31", "day": "2025-03-02"} | I | r: not_met |
        now a month [calendar]                          | months | {"begun": "2025-01-31", "day": "2025-03-03"} | E | r: met |
        a year from 29 February [calendar]              | years | {"begun": "2024-02-29", "day": "2025-02-28"} | I | r: not_met |
        is over on 1 March [calendar]                   | years | {"begun": "2024-02-29", "day": "2025-03-01"} | E | r: met |
        a term of the record [calendar]                 | ends  | {"begun": "2025-08-31", "term": "P6M", "day": "2026-03-02"} | I | r: not_met |
        a term of the record, over [calendar]           | ends  | {"begun": "2025-08-31", "term": "P6M", "day": "2026-03-03"} | E | r: met |
        "#,
    );
}

/// 31 January leads to 3 March, 1 February only to 1 March: the ends of what is known are not the ends of what can follow.
#[test]
fn months_that_run_over_from_dates_known_in_part() {
    check(
        &with("months run over\n  leap birthdays on 1 March"),
        r#"
        31 January leads furthest [intervals]           | late | {"begun": "2025-01", "day": "2025-03-02"} | EI | r: open | begun (day)
        no day leads further than it [intervals]        | late | {"begun": "2025-01", "day": "2025-03-03"} | I | r: not_met |
        each leads as far as 1 February [intervals]     | late | {"begun": "2025-01", "day": "2025-01-31"} | E | r: met |
        1 January leads least far [intervals]           | late | {"begun": "2025-01", "day": "2025-02-01"} | EI | r: open | begun (day)
        in a year December leads furthest [intervals]   | late | {"begun": "2025", "day": "2026-01-31"} | I | r: not_met |
        a month passed for 1 February [intervals]       | months | {"begun": "2025", "day": "2025-03-01"} | EI | r: open | begun (day)
        not since 31 January [intervals]                | months | {"begun": "2025-01", "day": "2025-03-02"} | EI | r: open | begun (day)
        since each day of January [intervals]           | months | {"begun": "2025-01", "day": "2025-03-03"} | E | r: met |
        a day known in part at the end too [intervals]  | months | {"begun": "2025-01", "day": "2025-03"} | EI | r: open | begun (day), day (day)
        unknown [intervals]                             | months | {"day": "2025-03-03"} | EI | r: open | begun
        up to 1 February: 31 January leads furthest [intervals] | late_from_15 | {"day": "2023-03-02"} | EI | r: open | from_15_january
        no further than it [intervals]                  | late_from_15 | {"day": "2023-03-03"} | I | r: not_met |
        from 31 January: 1 February leads least far [intervals] | late_to_5 | {"day": "2023-03-01"} | EI | r: open | to_5_february
        no less far than it [intervals]                 | late_to_5 | {"day": "2023-02-28"} | E | r: met |
        one of two days: the first leads further [intervals] | late_either | {"day": "2023-03-02"} | EI | r: open | either_day
        one of two days: the second less far [intervals] | late_either | {"day": "2023-03-01"} | EI | r: open | either_day
        the term unknown [intervals]                    | ends | {"begun": "2025-01", "day": "2025-03-03"} | EI | r: open | begun (day), term
        "#,
    );
}

const READINGS: &str = r#"leap birthdays by leap_birthday
  months end by month_end

reading leap_birthday "When has a person born on 29 February a birthday?"
  option on_28_february "on 28 February"
  option on_1_march "on 1 March"

reading month_end "What becomes of a day that the month lacks?"
  option run_over "it runs over" default
  option last_day "it becomes the last day"
"#;

#[test]
fn a_calendar_left_to_readings() {
    let policy = with(READINGS);
    check(
        &policy,
        r#"
        open, and it matters [readings]                 | age | {"born": "2004-02-29", "day": "2022-02-28"} | EI | r: open |
        open, the same under each [readings]            | age | {"born": "2004-02-29", "day": "2022-03-01"} | E | r: met |
        chosen [readings]                               | age under leap_birthday is on_28_february | {"born": "2004-02-29", "day": "2022-02-28"} | E | r: met |
        the other [readings]                            | age under leap_birthday is on_1_march | {"born": "2004-02-29", "day": "2022-02-28"} | I | r: not_met |
        by default [readings]                           | month | {"begun": "2025-01-31", "day": "2025-03-03"} | E | r: met |
        departed from [readings]                        | month under month_end is last_day | {"begun": "2025-01-31", "day": "2025-02-28"} | E | r: met |
        completed months by default [readings]          | months | {"begun": "2025-01-31", "day": "2025-02-28"} | I | r: not_met |
        completed months, departed from [readings]      | months under month_end is last_day | {"begun": "2025-01-31", "day": "2025-02-28"} | E | r: met |
        "#,
    );
    let says = |question: &str, record: &str| law_open(&policy, question, record);
    assert_eq!(
        says("age", r#"{"born": "2004-02-29", "day": "2022-02-28"}"#),
        "open: p.leap_birthday: on_28_february [Eligible], on_1_march [Ineligible]"
    );
    let month = r#"{"begun": "2025-01-31", "day": "2025-03-03"}"#;
    assert_eq!(says("month", month), "contested: p.month_end -> last_day [Ineligible]");
    assert_eq!(says("month", r#"{"begun": "2025-01-15", "day": "2025-02-15"}"#), "", "the month has such a day");
    assert_eq!(says("days", r#"{"begun": "2025-01-31", "day": "2025-03-02"}"#), "", "of days no month has an end");
}

/// A define that is read from another pack keeps counting as its own pack counts.
#[test]
fn the_calendar_of_the_pack_where_the_expression_stands() {
    let mut sources = Sources::new();
    sources.add(
        "inner/inner.whereas",
        "calendar\n  months run over\nrecord Case \"case\"\n  begun: date\n  day: date\n\
         define ended for Case: yes/no\n  as day on or after begun plus 1 month\n",
    );
    sources.add(
        "outer/outer.whereas",
        "use \"../inner\"\nquestion own for Case \"own\"\nrequirement r of own \"r\"\n  met when day on or after begun plus 1 month\n\
         question theirs for Case \"theirs\"\nrequirement r of theirs \"r\"\n  met when ended\n",
    );
    let policy = Policy::compile(&sources, "outer").unwrap();
    let verdict = |question: &str, day: &str| {
        let record = format!(r#"{{"begun": "2025-01-31", "day": "{day}"}}"#);
        possible(&evaluate(&ask(&policy, question), &record).unwrap())
    };
    assert_eq!((verdict("own", "2025-02-28"), verdict("theirs", "2025-02-28")), ("E".to_owned(), "I".to_owned()));
    assert_eq!((verdict("own", "2025-03-03"), verdict("theirs", "2025-03-03")), ("E".to_owned(), "E".to_owned()));
}
