//! Decision tables before any record is read: cases without a row, with two, and rows that are never reached.

use std::fmt::Write as _;

use super::check;

/// A table with its columns, and whatever else is declared.
fn table(heading_and_rows: &str, ending: &str) -> String {
    let mut text = String::from(
        "choice Kind: a, b, c\nchoice Tier: high, low\nrecord Case\n  kind: Kind\n  age: whole number from 0 to 20\n  count: whole number\n  \
         share: number\n  term: period\n  born: date from 2000-01-01 to 2009-12-31\n  state: country\n  name: text\n  fine: money in USD\n  \
         any_fine: money\n  ready: yes/no\n  end: date or none\n  low_age: whole number\n  high_age: whole number\n  kinds: set of Kind\n\
         define tier: Tier\n  by table\n",
    );
    for row in heading_and_rows.split(';') {
        writeln!(text, "    {}", row.trim()).unwrap();
    }
    writeln!(text, "  {ending} match").unwrap();
    text.push_str("question q for Case \"q\"\nrequirement r of q \"r\"\n  met when tier is high\n");
    text
}

/// What is found, but for tests, sources and whatever is unused.
fn found(heading_and_rows: &str, ending: &str) -> String {
    let all = check(&table(heading_and_rows, ending));
    let own = all.lines().filter_map(|line| line.strip_prefix("demo/demo.whereas:")?.split_once(' ').map(|(_, said)| said));
    let own = own.filter(|said| said.starts_with(['E', 'W']));
    let own = own.filter(|said| !["W001", "W003", "W004", "W051", "W054"].iter().any(|code| said.starts_with(code)));
    own.collect::<Vec<_>>().join("; ")
}

#[test]
fn what_is_found_in_tables() {
    let rows = [
        // Options, yes and no.
        ("| kind | tier |; | a, b | high |; | c | low |", "one", ""),
        ("| kind | tier |; | a, b | high |", "one", "E157 no row fits this case: `kind` is c"),
        ("| kind | tier |; | a, b | high |; | not a | low |", "one", "E158 two rows fit this case: `kind` is b"),
        ("| kind | tier |; | a, b | high |; | not a | low |", "first", ""),
        ("| kind | tier |; | not a, b | high |; | not c | low |", "one", ""),
        ("| ready | tier |; | yes | high |; | no | low |", "one", ""),
        ("| ready | tier |; | yes | high |; | not yes | low |", "one", ""),
        ("| ready | tier |; | yes | high |", "first", "E157 no row fits this case: `ready` is no"),
        (
            "| ready | kind | tier |; | yes | - | high |; | - | a | low |",
            "first",
            "E157 no row fits this case: `ready` is no, `kind` is b",
        ),
        // Whole numbers: between 5 and 6 there is none; the bounds of the fact end the line.
        ("| age | tier |; | at most 5 | high |; | at least 6 | low |", "one", ""),
        ("| age | tier |; | at most 5 | high |; | more than 6 | low |", "one", "E157 no row fits this case: `age` is 6"),
        ("| age | tier |; | between 0 and 7 | high |; | between 8 and 20 | low |", "one", ""),
        (
            "| count | tier |; | between 0 and 7 | high |; | between 8 and 20 | low |",
            "one",
            "E157 no row fits this case: `count` is -1",
        ),
        (
            "| count | tier |; | at most 7 | high |; | between 8 and 20 | low |",
            "one",
            "E157 no row fits this case: `count` is 21",
        ),
        ("| age | tier |; | at most 5.5 | high |; | at least 5.5 | low |", "one", ""),
        (
            "| count | tier |; | less than 2.5 | high |; | more than 4.5 | low |",
            "one",
            "E157 no row fits this case: `count` is 3",
        ),
        (
            "| count | tier |; | less than 2.5 | high |; | more than 3.5 | low |",
            "one",
            "E157 no row fits this case: `count` is 3",
        ),
        ("| age | tier |; | less than 0.5 | high |; | more than 1.5 | low |", "first", "E157 no row fits this case: `age` is 1"),
        ("| age | tier |; | less than 2.5 | high |; | more than 2.5 | low |", "one", ""),
        ("| age | tier |; | less than 0.5 | high |; | more than 0.5 | low |", "first", ""),
        (
            "| count | tier |; | less than 2.5 | high |; | less than 1.5 | low |; | more than 2.5 | low |",
            "one",
            "E158 two rows fit this case: `count` is 1",
        ),
        (
            "| count | tier |; | more than 2.5 | high |; | more than 4.5 | low |; | less than 2.5 | low |",
            "one",
            "E158 two rows fit this case: `count` is 5",
        ),
        ("| count | tier |; | at most 2.1 | high |; | at least 2.9 | low |", "one", ""),
        // The bounds end the line at whole numbers too.
        ("| age | tier |; | at most 19.5 | high |; | at least 20 | low |", "one", ""),
        ("| age | tier |; | at most 19.5 | high |", "one", "E157 no row fits this case: `age` is 20"),
        ("| age | tier |; | at least 0.5 | high |", "one", "E157 no row fits this case: `age` is 0"),
        ("| age | tier |; | at most 20.5 | high |; | more than 20.5 | low |", "first", "W055 this row is never reached"),
        ("| age | tier |; | 1, 2 | high |; | more than 1 | low |; | 0 | low |", "one", "E158 two rows fit this case: `age` is 2"),
        ("| age | tier |; | at least 18 | high |; | at most 30 | low |; | 25 | low |", "first", "W055 this row is never reached"),
        ("| age | tier |; | at least 21 | high |; | - | low |", "first", "W055 this row is never reached"),
        // Numbers: between 5 and 6 there are some.
        ("| share | tier |; | at most 5 | high |; | at least 6 | low |", "one", "E157 no row fits this case: `share` is 5.5"),
        ("| share | tier |; | at most 5 | high |; | more than 5 | low |", "one", ""),
        ("| share | tier |; | less than 5 | high |; | more than 5 | low |", "one", "E157 no row fits this case: `share` is 5"),
        (
            "| share | tier |; | less than 5 | high |; | at least 5 | low |; | between 4 and 5 | low |",
            "one",
            "E158 two rows fit this case: `share` is 4",
        ),
        // Amounts.
        (
            "| fine | tier |; | at most 5 USD | high |; | more than 6 USD | low |",
            "one",
            "E157 no row fits this case: `fine` is 5.5 USD",
        ),
        (
            "| any_fine | tier |; | at most 5 USD | high |; | more than 5 USD | low |",
            "one",
            "E159 amounts of this column may be in several currencies",
        ),
        // Dates.
        ("| born | tier |; | before 2005-01-01 | high |; | on or after 2005-01-01 | low |", "one", ""),
        ("| born | tier |; | on or before 2004-12-31 | high |; | on or after 2005-01-01 | low |", "one", ""),
        (
            "| born | tier |; | before 2005-01-01 | high |; | after 2005-01-01 | low |",
            "one",
            "E157 no row fits this case: `born` is 2005-01-01",
        ),
        (
            "| born | tier |; | between 2000-01-01 and 2009-12-30 | high |; | before 2000-01-01 | low |; | - | low |",
            "first",
            "W055 this row is never reached",
        ),
        // Periods.
        (
            "| term | tier |; | less than 6 months | high |; | more than 1 year | low |",
            "one",
            "E157 no row fits this case: `term` is 6 months",
        ),
        (
            "| term | tier |; | at most 6 months | high |; | at least 1 year | low |",
            "one",
            "E157 no row fits this case: `term` is between 6 months and 1 year, neither included",
        ),
        (
            "| term | tier |; | less than 6 months | high |; | between 6 months and 12 months | low |; | more than 1 year | low |",
            "one",
            "",
        ),
        (
            "| term | tier |; | at most 6 months | high |; | more than 182 days | low |",
            "one",
            "E159 what fits this cell depends on other facts",
        ),
        // Countries and texts: the named ones and another.
        ("| state | tier |; | DE, FR | high |; | not DE, FR | low |", "one", ""),
        ("| state | tier |; | DE | high |; | not FR | low |", "first", "E157 no row fits this case: `state` is FR"),
        ("| state | tier |; | DE | high |; | FR | low |", "one", "E157 no row fits this case: `state` is any other"),
        ("| name | tier |; | \"x\" | high |; | not \"x\" | low |", "one", ""),
        // What may be none.
        ("| end | tier |; | exists | high |; | none | low |", "one", ""),
        (
            "| end | tier |; | before 2020-01-01 | high |; | on or after 2020-01-01 | low |",
            "one",
            "E157 no row fits this case: `end` is none",
        ),
        ("| end | tier |; | not 2020-01-01 | high |; | 2020-01-01 | low |; | not exists | low |", "one", "E001 "),
        ("| end | tier |; | not 2020-01-01 | high |; | 2020-01-01 | low |; | none | low |", "one", ""),
        ("| end | tier |; | not none | high |; | none | low |", "one", ""),
        // Other facts.
        ("| age | tier |; | at least low_age | high |; | less than low_age | low |", "one", ""),
        (
            "| age | tier |; | at least low_age | high |; | at most low_age | low |",
            "one",
            "E158 two rows fit this case: `age` is `low_age`",
        ),
        (
            "| age | tier |; | at least low_age | high |; | less than high_age | low |",
            "one",
            "E159 what fits this cell depends on other facts",
        ),
        ("| age | tier |; | at least low_age | high |; | less than high_age | low |; | - | low |", "first", ""),
        (
            "| age | tier |; | at least low_age | high |; | less than high_age | low |",
            "first",
            "E159 what fits this cell depends on other facts",
        ),
        ("| kinds | tier |; | {a} | high |; | - | low |", "first", ""),
        ("| kinds | tier |; | - | high |", "one", ""),
        ("| age | tier |; | between 1 and 2, 5 | high |; | - | low |", "first", "E001 "),
        ("| age | tier |; | yes | high |; | - | low |", "first", "E210 "),
        ("| age | tier |; | at least 5 | 3 |; | - | low |", "first", "E201 "),
        ("| age | tier |; | at least x | high |; | - | low |", "first", "E200 "),
        ("| ages | tier |; | at least 5 | high |; | at most 5 | high |; | - | low |", "first", "E200 "),
        ("| age | tier |; | at least 5 | high |; | none, 4 | low |", "first", "E030 "),
        ("| age | tier |; | none | high |; | - | low |", "first", "E234 "),
    ];
    let mut wrong = Vec::new();
    for (rows, ending, expected) in rows {
        let found = found(rows, ending);
        let as_expected =
            if expected.ends_with(' ') { found.starts_with(expected) && !found.contains("; ") } else { found == expected };
        if !as_expected {
            wrong.push(format!("{rows} {ending}\n  expected: {expected}\n  found:    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn tables_have_limits() {
    let many: Vec<String> = (0..201).map(|at| format!("| {at} | high |")).collect();
    assert!(
        found(&format!("| count | tier |; {}; | - | low |", many.join(";")), "first")
            .starts_with("E002 a decision table of more than 200 rows")
    );
    let columns = "kind | kind | kind | kind | kind | kind | kind | kind | kind | kind | kind | kind | kind | kind";
    let cells = ["a", "b", "-"].map(|cell| format!("| {} | high |", [cell; 14].join(" | ")));
    let rows = format!("| {columns} | tier |; {}", cells.join(";"));
    assert_eq!(found(&rows, "one"), "E159 the columns have too many kinds of cases together");
    assert_eq!(found(&rows, "first"), "", "the last row fits everything");
}
