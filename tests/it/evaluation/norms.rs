//! Requirements, bars, exceptions and the scope.

use super::check;
use super::compile::pack;

const FACTS: &str = r#"
record Case "case"
  a: yes/no
  b: yes/no
  c: yes/no
  d: yes/no
  f: yes/no
  g: yes/no
  h: yes/no
  s: yes/no
"#;

/// An exception, an exception to it, and an exception to that; a bar with an exception of its own.
#[test]
fn exceptions_to_exceptions() {
    let rules = r#"
question q for Case "question"
requirement r of q "requirement"
  met when a
exception e1 to r of q "first"
  when b
exception e2 to e1 of r of q "second"
  when c
exception e3 to e2 of e1 of r of q "third"
  when d
bar x of q "bar"
  bars when f
exception y to x of q "lifts the bar"
  when g
"#;
    check(
        &pack(&format!("{FACTS}{rules}")),
        r#"
        met and clear: nothing else matters [statuses]          | q | {"a": true, "f": false} | E | r: met, x: clear, e1: open | 
        neither met nor lifted [statuses]                        | q | {"a": false, "b": false, "f": false} | I | r: not_met, e1: does_not_hold, x: clear |
        waived [exception]                                       | q | {"a": false, "b": true, "c": false, "f": false} | E | r: waived, e1: holds, e2: does_not_hold |
        the exception is itself lifted [exception]               | q | {"a": false, "b": true, "c": true, "d": false, "f": false} | I | r: not_met, e1: does_not_hold, e2: holds, e3: does_not_hold |
        and restored by the third [exception]                    | q | {"a": false, "b": true, "c": true, "d": true, "f": false} | E | r: waived, e1: holds, e2: does_not_hold, e3: holds |
        the third holds, so the second does not matter [statuses] | q | {"a": false, "b": true, "d": true, "f": false} | E | r: waived, e1: holds, e2: does_not_hold, e3: holds |
        the third is unknown [statuses, missing]                 | q | {"a": false, "b": true, "c": true, "f": false} | EI | r: open, e1: open, e2: open, e3: open | d
        nothing is known of the exceptions [missing]             | q | {"a": false, "f": false} | EI | r: open | b, c, d
        an exception that can hold for another reason [missing]  | q | {"a": false, "f": false, "c": false} | EI | r: open, e2: does_not_hold | b
        lifted while the condition is open [statuses]            | q | {"b": true, "c": false, "f": false} | E | r: waived |
        met although an exception holds [statuses]               | q | {"a": true, "b": true, "c": false, "f": false} | E | r: met, e1: holds |
        the condition and the exception open [missing]           | q | {"c": false, "f": false} | EI | r: open | a, b
        the bar applies [statuses]                               | q | {"a": true, "f": true, "g": false} | I | r: met, x: applies, y: does_not_hold |
        the bar is lifted [statuses]                             | q | {"a": true, "f": true, "g": true} | E | x: lifted, y: holds |
        lifted while its condition is open [statuses]            | q | {"a": true, "g": true} | E | x: lifted |
        it bars unless lifted [missing]                          | q | {"a": true, "f": true} | EI | x: open | g
        nothing lifts it, if it bars [missing]                   | q | {"a": true, "g": false} | EI | x: open, y: does_not_hold | f
        nothing known of the bar [missing]                       | q | {"a": true} | EI | x: open | f, g
        a bar decides whatever the requirement [verdict]         | q | {"f": true, "g": false} | I | r: open, x: applies |
        two grounds [verdict]                                    | q | {"a": false, "b": false, "f": true, "g": false} | I | r: not_met, x: applies |
        clear although its exception holds [statuses]            | q | {"a": true, "f": false, "g": true} | E | x: clear, y: holds |
        a requirement fails, the bar is open [verdict]           | q | {"a": false, "b": false} | I | r: not_met, x: open |
        nothing known at all [verdict, missing]                  | q | {} | EI | r: open, x: open, e1: open | a, b, c, d, f, g
        "#,
    );
}

#[test]
fn an_exception_to_several() {
    let rules = r#"
question q for Case "question"
requirement r1 of q "first"
  met when a
requirement r2 of q "second"
  met when b
requirement r3 of q "third"
  met when c
bar x of q "bar"
  bars when f
exception both to r1, r2 of q "lifts two"
  when d
exception notwithstanding to every requirement of q except r3 "notwithstanding"
  when h
exception never to every bar of q "lifts every bar"
  when g
"#;
    check(
        &pack(&format!("{FACTS}{rules}")),
        r#"
        lifts those that it names [exception]       | q | {"a": false, "b": false, "c": true, "d": true, "f": false} | E | r1: waived, r2: waived, r3: met, both: holds |
        and no other [exception]                    | q | {"a": false, "b": true, "c": false, "d": true, "f": false} | I | r1: waived, r2: met, r3: not_met |
        every requirement [exception]               | q | {"a": false, "b": false, "c": true, "d": false, "h": true, "f": false} | E | r1: waived, r2: waived, r3: met |
        except the one that is excepted [exception] | q | {"a": true, "b": true, "c": false, "d": false, "h": true, "f": false} | I | r1: met, r3: not_met |
        a bar is no requirement [exception]         | q | {"a": true, "b": true, "c": true, "h": true, "f": true, "g": false} | I | x: applies |
        every bar [exception]                       | q | {"a": true, "b": true, "c": true, "f": true, "g": true} | E | x: lifted |
        either would do [missing]                   | q | {"a": false, "b": true, "c": true, "f": false} | EI | r1: open, r2: met | d, h
        one is settled [missing]                    | q | {"a": false, "b": true, "c": true, "f": false, "d": false} | EI | r1: open, both: does_not_hold | h
        "#,
    );
}

/// The id of a norm is the same in whatever order the rules are written.
#[test]
fn ids_do_not_hang_on_the_order() {
    let bars = ["bar y of q \"y\"\n  bars when a\n", "bar x of q \"x\"\n  bars when b\n"];
    let exceptions = "exception all to every bar of q \"all\"\n  when c\nexception two to y, x of q \"two\"\n  when d\nexception lone to x of q \"lone\"\n  when f\nexception again to all of q \"again\"\n  when g\n";
    let ids = |rules: [&str; 3]| {
        let policy = pack(&format!("{FACTS}question q for Case \"q\"\n{}", rules.concat()));
        let page = super::evaluate(&super::ask(&policy, "q"), "{}").unwrap().explain();
        let mut ids: Vec<String> = page.norms.iter().map(|norm| norm.id.split_once('.').unwrap().1.to_owned()).collect();
        ids.sort();
        ids.dedup();
        ids
    };
    let [y, x] = bars;
    let all = ["q.all", "q.all.again", "q.two", "q.x", "q.x.lone", "q.y"];
    assert_eq!(ids([y, x, exceptions]), all);
    assert_eq!(ids([x, y, exceptions]), all);
    assert_eq!(ids([exceptions, x, y]), all);
}

/// Not applicable is possible unless S is yes, ineligible unless S or X is no, eligible unless S is no or X is yes.
#[test]
fn the_scope() {
    let rules = r#"
question q for Case "question"
  covers cases where s
requirement r of q "requirement"
  met when a
bar x of q "bar"
  bars when f
"#;
    check(
        &pack(&format!("{FACTS}{rules}")),
        r#"
        S yes, X no [verdict]                    | q | {"s": true, "a": true, "f": false} | E | r: met, x: clear |
        S yes, X yes [verdict]                   | q | {"s": true, "a": false, "f": false} | I | r: not_met |
        S yes, X yes by the bar [verdict]        | q | {"s": true, "a": true, "f": true} | I | x: applies |
        S yes, X open [verdict]                  | q | {"s": true, "f": false} | EI | r: open | a
        S no, X no [verdict]                     | q | {"s": false, "a": true, "f": false} | N | r: not_looked_at, x: not_looked_at |
        S no, X yes [verdict]                    | q | {"s": false, "a": false, "f": true} | N | r: not_looked_at, x: not_looked_at |
        S no, X open [verdict]                   | q | {"s": false} | N | r: not_looked_at, x: not_looked_at |
        S open, X no [verdict, missing]          | q | {"a": true, "f": false} | EN | r: met | s
        S open, X yes [verdict, missing]         | q | {"a": false, "f": false} | IN | r: not_met | s
        S open, X yes by the bar [verdict, missing]| q | {"f": true} | IN | x: applies | s
        S open, X open [verdict, missing]        | q | {"f": false} | EIN | r: open | a, s
        "#,
    );
}

/// A question without any norm for a case says not applicable, not eligible.
#[test]
fn a_scope_that_needs_several_facts() {
    let rules = r#"
question q for Case "question"
  covers cases where s and (a or b)
requirement r of q "requirement"
  met when c
"#;
    check(
        &pack(&format!("{FACTS}{rules}")),
        r#"
        one part fails [verdict]                | q | {"s": false, "c": true} | N | r: not_looked_at |
        the other part fails [verdict]          | q | {"a": false, "b": false} | N | r: not_looked_at |
        one of two is enough [verdict]          | q | {"s": true, "b": true, "c": true} | E | r: met |
        what is settled is not missing [missing] | q | {"s": true, "a": false, "c": true} | EN | r: met | b
        settled inside [missing]                | q | {"a": true, "c": false} | IN | r: not_met | s
        "#,
    );
}
