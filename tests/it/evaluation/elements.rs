//! Questions asked on elements, the one element, decision tables, periods, and days inside a period.

use super::conditions;

/// The facts that the conditions of `elements.cases` read.
const FACTS: &str = r#"
choice Color: red "red", green "green", blue "blue"

record Stay "stay"
  entered: date
  left: date or none
  bounded: date or none from 2020-01-01 to 2020-12-31

record Child "child"
  age: whole number from 0 to 30
  income: number from 0 to 100
  minor: yes/no
  color: Color
  colors: set of Color
  born: date
  term: period
  fine: money
  guardian_until: date or none
  stays: list of Stay

record Fee "fee"
  color: Color
  price: number
  since: date
  ended: date or none
  free: yes/no

table fees of Fee "fees"
  | color | price  | since      | ended      | free |
  | red   | 10     | 2000-01-01 |            | no   |
  | green | 20     | 2001-01-01 | 2010-01-01 | no   |
  | green | 25     | 2010-01-01 |            | yes  |

parameter length: period "length"
  from 1900-01-01: 1 year

record Case "case"
  children: list of Child
  first: Child
  guardian: Child or none
  color: Color
  colors: set of Color
  n: number
  arrived: date
  applied: date
  end: date or none
  stays: list of Stay
  base: date

question dependent for Child "The child is a dependent"
  in force from 1900-01-01
  covers cases where age less than 18
requirement poor of dependent "The child has no income"
  met when income at most 10

question divides for Child "A child whose income is divided"
  in force from 1900-01-01
requirement parts of divides "divided"
  met when 100 / income at least 5

define supported for Child: yes/no "is supported"
  as dependent is eligible
"#;

#[test]
fn conditions_about_elements_and_stretches() {
    conditions::check(FACTS, include_str!("elements.cases"));
}
