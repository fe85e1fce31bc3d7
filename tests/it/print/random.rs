//! Conditions of any shape, as text.

use super::mess::Chance;

/// A condition with brackets up to `depth` deep.
pub(super) fn condition(chance: &mut Chance, depth: usize) -> String {
    let join = [" and ", " or "][chance.below(2)];
    let operands: Vec<String> = (0..=chance.below(4)).map(|_| truth(chance, depth)).collect();
    operands.join(join)
}

fn truth(chance: &mut Chance, depth: usize) -> String {
    let sign =
        [" at least ", ">=", "<", " is ", " is not ", " on or before ", " before ", " not in ", " overlaps "][chance.below(9)];
    match chance.below(if depth == 0 { 5 } else { 12 }) {
        0 => name(chance),
        1 => format!("{} exists", name(chance)),
        2 => format!("{} is eligible", name(chance)),
        3 => format!("{}{sign}{}", sum(chance, 0), sum(chance, 0)),
        4 => format!("{} is one of ({}, DE, \"a b\")", name(chance), name(chance)),
        5 => format!("not {}", truth(chance, depth - 1)),
        6 => format!("({})", condition(chance, depth - 1)),
        7 => format!("{} between {} and {}", name(chance), sum(chance, depth - 1), sum(chance, depth - 1)),
        8 => format!("{} is from {} until {}", name(chance), sum(chance, depth - 1), sum(chance, depth - 1)),
        9 => format!("some x in {} where ({})", name(chance), condition(chance, depth - 1)),
        10 => format!("at least 2 of ({}, {})", condition(chance, depth - 1), condition(chance, depth - 1)),
        _ => {
            let [a, b, c] = [(); 3].map(|()| condition(chance, depth - 1));
            format!("(if {a} then {b} otherwise {c})")
        }
    }
}

fn sum(chance: &mut Chance, depth: usize) -> String {
    let first = term(chance, depth);
    (0..chance.below(3)).fold(first, |sum, _| {
        let sign = ["+", " - ", " plus ", " minus ", "*", "/"][chance.below(6)];
        format!("{sum}{sign}{}", term(chance, depth))
    })
}

fn term(chance: &mut Chance, depth: usize) -> String {
    match chance.below(if depth == 0 { 7 } else { 9 }) {
        0..=2 => name(chance),
        3 => "6 months".to_owned(),
        4 => "2025-02-03".to_owned(),
        5 => "-1_000.5".to_owned(),
        6 => "today".to_owned(),
        7 => format!("({})", sum(chance, depth - 1)),
        _ => format!("earlier of ({}, days from a to {})", sum(chance, depth - 1), name(chance)),
    }
}

fn name(chance: &mut Chance) -> String {
    ["a", "fact", "party.state", "a_fact_with_a_long_name", "days", "decisions.of_the_two_states"][chance.below(6)].to_owned()
}
