//! The records that cannot be read: what people and other programs write into such files.

use super::cases::random_case;
use super::random::Random;
use super::record::{Case, Line, Value};

/// Records of each kind.
const EACH: u32 = 3;

type Fault = fn(&mut Case, &mut Random);

/// What is wrong with them.
const FAULTS: &[Fault] = &[
    // Codes that are none, or not of States.
    |case, _| case.put("sending_state", "UK"),
    |case, _| case.put("receiving_state", "EL"),
    |case, _| case.set("nationalities", Value::countries(&["XXA"])),
    |case, _| case.set("nationalities", Value::countries(&["XXX"])),
    |case, random| case.put("receiving_state", random.pick(&["Germany", "Allemagne", "Deutschland"])),
    |case, random| case.set("nationalities", Value::countries(&[random.pick(&["YU", "SU", "DD"])])),
    // Dates that are none, or more or less than a date.
    |case, random| case.put("release_date", random.pick(&["03/04/2025", "11/12/2026", "05.06.2027"])),
    |case, random| {
        case.put("request_received", random.pick(&["2024-03-01T23:30:00Z", "2023-11-05T08:15:00-06:00", "2024-07-19 14:05"]))
    },
    |case, random| case.put("release_date", random.pick(&["2025-02-30", "2027-04-31", "2026-13-01"])),
    |case, random| case.set("release_date", Value::Number(45_000 + random.below(900))),
    |case, _| case.put("release_date", "9999-12-31"),
    |case, _| case.put("request_received", "1900-01-01"),
    |case, _| case.put("request_received", "none"),
    |case, random| case.put("request_received", random.pick(&["last week", "spring 2024", "tba"])),
    // Words that the choice does not have.
    |case, random| case.put("sentence_kind", random.pick(&["fixed term", "determined", "LIFE"])),
    |case, random| case.put("requested_by", random.pick(&["prisoner", "sending_state", "embassy"])),
    |case, random| case.put("consent_given", random.pick(&["maybe", "orally", "see file"])),
    // What people write for what they do not know.
    |case, random| case.put("judgment_final", random.pick(&["unknown", "n/a", "?"])),
    |case, _| case.put("receiving_state", ""),
    // Records of another form.
    |case, _| case.forget("sending_state"),
    |case, _| case.yes("representative.necesary"),
    |case, random| case.put("offences", random.pick(&["theft", "fraud, twice", "arson"])),
];

/// Marks of the faults that are of the line rather than of a value.
const CUT_OFF: &str = "cut off";
const TWICE: &str = "twice";

/// All of them, in an order that mixes the kinds.
pub(crate) fn all(random: &mut Random) -> Vec<Line> {
    let mut lines = Vec::new();
    for _ in 0..EACH {
        for fault in FAULTS {
            let mut case = random_case(random);
            fault(&mut case, random);
            lines.push(Line { case, broken_json: None, stray_cell: false });
        }
        for mark in [CUT_OFF, TWICE] {
            let case = random_case(random);
            lines.push(Line { case, broken_json: Some(mark.to_owned()), stray_cell: mark == CUT_OFF });
        }
    }
    lines
}

/// Breaks the lines that are marked so, now that they have their numbers.
pub(crate) fn break_line(line: &mut Line) {
    let json = line.case.json();
    let broken = match line.broken_json.as_deref() {
        Some(CUT_OFF) => json.chars().take(json.chars().count() / 2).collect(),
        Some(TWICE) => format!("{},\"receiving_state\":\"FR\"}}", json.strip_suffix('}').unwrap_or(&json)),
        _ => return,
    };
    line.broken_json = Some(broken);
}
