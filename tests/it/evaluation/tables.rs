//! Decision tables: which row decides, and what is left open where facts are unknown.

use super::check;
use super::compile::pack;

#[test]
fn the_first_row_that_fits_and_the_one_row() {
    let policy = pack(
        r#"
choice Offence: violent, drugs, property
choice Tier: high, medium, low

record Case "case"
  offence: Offence
  term: period
  age: whole number from 0 to 120
  limit: whole number
  minor: yes/no
  state: country
  fine: money in USD or none
  served: date
  high_limit: whole number or none

define tier: Tier "tier"
  by table
    | offence         | term                | tier   |
    | violent         | at least 12 months  | high   |
    | violent         | less than 12 months | medium |
    | drugs, property | more than 5 years   | medium |
    | -               | -                   | low    |
  first match

define band: Tier "band"
  by table
    | age              | minor | band   |
    | between 18 and 64 | -    | medium |
    | less than 18     | yes   | low    |
    | less than 18     | no    | high   |
    | at least 65      | -     | low    |
  one match

define fined: Tier "fined"
  by table
    | fine              | fined  |
    | none              | low    |
    | at least 1000 USD | high   |
    | less than 1000 USD | medium |
  first match

define owed: money in USD or none "owed"
  by table
    | fine   | minor | owed    |
    | exists | no    | fine    |
    | exists | yes   | 10 USD  |
    | none   | -     | none    |
  one match

define place: Tier "place"
  by table
    | state      | served                           | place  |
    | DE, FR     | on or after 2020-01-01           | high   |
    | not DE, FR | -                                | low    |
    | -          | before 2020-01-01                | medium |
  first match

define relative: Tier "relative"
  by table
    | age            | relative |
    | at least limit | high     |
    | less than limit | low     |
  one match

define sum: Tier "sum"
  by table
    | age + limit       | minor | sum  |
    | more than 10 + 10 | -     | high |
    | -                 | no    | low  |
    | -                 | -     | medium |
  first match

question tiers for Case "a high tier"
requirement r of tiers "r"
  met when tier is high
question bands for Case "the band is low"
requirement r of bands "r"
  met when band is low
question not_high for Case "the band is not high"
requirement r of not_high "r"
  met when band is not high
question fines for Case "fined high"
requirement r of fines "r"
  met when fined is high
question owes for Case "more is owed than 50 USD"
requirement r of owes "r"
  met when owed exists and owed more than 50 USD
question places for Case "place is high"
requirement r of places "r"
  met when place is high
question relatives for Case "relative is high"
requirement r of relatives "r"
  met when relative is high
question sums for Case "sum is high"
requirement r of sums "r"
  met when sum is high
question lows for Case "tier is low"
requirement r of lows "r"
  met when tier is low
"#,
    );
    check(
        &policy,
        r#"
        the first row [define]                       | tiers | {"offence": "violent", "term": "P12M"} | E | r: met |
        the second row [define]                      | tiers | {"offence": "violent", "term": "P11M"} | I | r: not_met |
        the rest [define]                            | lows | {"offence": "drugs", "term": "P5Y"} | E | r: met |
        the third row, its second value [define]     | lows | {"offence": "property", "term": "P6Y"} | I | r: not_met |
        one column unknown [intervals]               | tiers | {"offence": "violent"} | EI | r: open | term
        rows that may be first differ [intervals]    | lows | {"offence": "drugs"} | EI | r: open | term
        rows that differ, none of them high [intervals]    | tiers | {"offence": "drugs"} | I | r: not_met |
        they agree [intervals]                       | tiers | {"offence": "drugs", "term": "P6M"} | I | r: not_met |
        the other column unknown [intervals]         | tiers | {"term": "P2Y"} | EI | r: open | offence
        nothing known [intervals]                    | tiers | {} | EI | r: open | offence, term
        rows that may be first differ [intervals]    | lows | {"term": "P2M"} | EI | r: open | offence
        rows that differ, none of them high [intervals]    | tiers | {"term": "P2M"} | I | r: not_met |
        the one row [define]                         | bands | {"age": 70} | E | r: met |
        the one row by two columns [define]          | bands | {"age": 17, "minor": true} | E | r: met |
        the other [define]                           | bands | {"age": 17, "minor": false} | I | r: not_met |
        a bound of the row [define]                  | bands | {"age": 18} | I | r: not_met |
        a bound of the row [define]                  | bands | {"age": 64} | I | r: not_met |
        a column that does not matter [intervals]    | not_high | {"age": 30} | E | r: met |
        a column that matters [intervals]            | not_high | {"age": 3} | EI | r: open | minor
        every row that may fit agrees [intervals]    | bands | {"minor": true, "age": 12} | E | r: met |
        rows that may fit differ [intervals]         | not_high | {"minor": true} | E | r: met |
        none [define]                                | fines | {"fine": "none"} | I | r: not_met |
        a value [define]                             | fines | {"fine": "1000 USD"} | E | r: met |
        the last row [define]                        | fines | {"fine": "999 USD"} | I | r: not_met |
        unknown, perhaps none [intervals]            | fines | {} | EI | r: open | fine
        a value that is a fact [define]              | owes | {"fine": "60 USD", "minor": false} | E | r: met |
        it exists, the value is another [define]     | owes | {"fine": "60 USD", "minor": true} | I | r: not_met |
        it does not exist [define]                   | owes | {"fine": "none"} | I | r: not_met |
        one of several countries [define]            | places | {"state": "FR", "served": "2020-01-01"} | E | r: met |
        none of them [define]                        | places | {"state": "SV"} | I | r: not_met |
        one of them, before [define]                 | places | {"state": "DE", "served": "2019"} | I | r: not_met |
        partial, across [intervals]                  | places | {"state": "DE", "served": "2019-12"} | I | r: not_met |
        unknown country [intervals]                  | places | {"served": "2021-01-01"} | EI | r: open | state
        compared with a fact [define]                | relatives | {"age": 5, "limit": 5} | E | r: met |
        compared with a fact [define]                | relatives | {"age": 4, "limit": 5} | I | r: not_met |
        compared with an unknown fact [intervals]    | relatives | {"age": 4} | EI | r: open | limit
        a sum in the heading and in a cell [define]  | sums | {"age": 11, "limit": 10} | E | r: met |
        a sum in the heading and in a cell [define]  | sums | {"age": 10, "limit": 10, "minor": false} | I | r: not_met |
        whatever the row further below [intervals]   | sums | {"age": 10, "limit": 10} | I | r: not_met |
        "#,
    );
}
