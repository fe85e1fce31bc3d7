//! Computations without a result: rejected only where the verdict hangs on known values alone.

use super::compile::pack;
use super::{ask, check, evaluate};

#[test]
fn faults() {
    let policy = pack(
        r#"
record Payment "payment"
  paid: money
  counted: yes/no

record Case "case"
  payments: list of Payment
  a: yes/no
  b: yes/no
  s: yes/no
  n: number
  m: number
  fine: money
  filed: date

question q for Case "a requirement that divides"
  covers cases where s
requirement r of q "requirement"
  met when a or n / m more than 1
exception e to r of q "exception"
  when b

question barred for Case "a bar beside it"
requirement r of barred "divides"
  met when n / m more than 1
bar x of barred "bar"
  bars when b

question excepted for Case "an exception that divides"
requirement r of excepted "requirement"
  met when a
exception e to r of excepted "exception"
  when n / m more than 1

question timed for Case "a norm that divides while it is in force"
  law as at filed
requirement r of timed "requirement"
  in force from 2000-01-01
  met when a
requirement old of timed "divides"
  in force from 2000-01-01 until 2010-01-01
  met when n / m more than 1

question mixed for Case "two currencies"
requirement r of mixed "requirement"
  met when fine at least 100 USD

question scoped for Case "a scope that divides"
  covers cases where n / m more than 1
requirement r of scoped "requirement"
  met when a

question equal for Case "a quotient that is asked for exactly"
requirement r of equal "divides"
  met when n / m is 2

question equal_amounts for Case "two currencies, asked for exactly"
bar r of equal_amounts "bar"
  bars when fine is not 100 USD

question summed for Case "a sum that mixes currencies"
requirement r of summed "requirement"
  met when sum of p.paid for p in payments where (p.counted) at least 100 USD

question highest for Case "a choice among currencies"
requirement r of highest "requirement"
  met when largest of p.paid for p in payments where (p.counted) at least 100 USD
"#,
    );
    check(
        &policy,
        r#"
        division by a known zero [faults]                    | q | {"s": true, "a": false, "b": false, "n": 1, "m": 0} | reject | |
        in an operand that does not matter [faults]          | q | {"s": true, "a": true, "n": 1, "m": 0} | E | r: met |
        an exception holds: it does not matter [faults]      | q | {"s": true, "a": false, "b": true, "n": 1, "m": 0} | E | r: waived |
        the scope fails: it does not matter [faults]         | q | {"s": false, "a": false, "b": false, "n": 1, "m": 0} | N | r: not_looked_at |
        the divisor is unknown: open, no reject [faults]     | q | {"s": true, "a": false, "b": false, "n": 1} | EI | r: open | m
        a bar decides: it does not matter [faults]           | barred | {"b": true, "n": 1, "m": 0} | I | x: applies |
        no bar: the verdict hangs on it [faults]             | barred | {"b": false, "n": 1, "m": 0} | reject | |
        met without the exception [faults]                   | excepted | {"a": true, "n": 1, "m": 0} | E | r: met |
        not met: hangs on the exception [faults]             | excepted | {"a": false, "n": 1, "m": 0} | reject | |
        in a norm of the time [faults, law]                  | timed | {"filed": "2009-12-31", "a": true, "n": 1, "m": 0} | reject | |
        in a norm no longer in force [faults, law]           | timed | {"filed": "2010-01-01", "a": true, "n": 1, "m": 0} | E | old: not_in_force |
        two currencies [faults]                              | mixed | {"fine": "5 EUR"} | reject | |
        by zero, asked for exactly [faults]                  | equal | {"n": 1, "m": 0} | reject | |
        two currencies, asked for exactly [faults]           | equal_amounts | {"fine": "5 EUR"} | reject | |
        one currency [values]                                | mixed | {"fine": "500 USD"} | E | r: met |
        in the scope [faults]                                | scoped | {"a": true, "n": 1, "m": 0} | reject | |
        in the scope, with an unknown [faults]               | scoped | {"a": true, "n": 1} | EN | r: met | m
        a completion hangs on known values alone [faults]    | q | {"s": true, "b": false, "n": 1, "m": 0} | reject | |
        one currency counts [faults] | summed | {"payments": [{"paid": "100 USD", "counted": true}, {"paid": "5 EUR", "counted": false}]} | E | r: met |
        two currencies count [faults] | summed | {"payments": [{"paid": "100 USD", "counted": true}, {"paid": "5 EUR", "counted": true}]} | reject | |
        one currency counts [faults] | highest | {"payments": [{"paid": "100 USD", "counted": true}, {"paid": "5 EUR", "counted": false}]} | E | r: met |
        two currencies count [faults] | highest | {"payments": [{"paid": "100 USD", "counted": true}, {"paid": "5 EUR", "counted": true}]} | reject | |
        one covered completion hangs on it [faults]          | q | {"a": false, "b": false, "n": 1, "m": 0} | reject | |
        "#,
    );
    for question in ["summed", "highest"] {
        let record = r#"{"payments": [{"paid": "100 USD", "counted": true}, {"paid": "5 EUR"}]}"#;
        let verdict = evaluate(&ask(&policy, question), record);
        assert!(verdict.is_ok(), "whether the second currency counts is filled in: no reject");
    }
}
