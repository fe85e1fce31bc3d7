//! The records that can be read: invented cases, each kind in several variants.
//!
//! Read [`KINDS`] first: a kind takes a random case that meets every condition and changes what it is about.

use std::io::Result;

use chrono::{Days, Months, NaiveDate};

use super::random::Random;
use super::record::{Case, Line, Value};
use super::rejects;

/// Rounds of all kinds in the committed files.
const ROUNDS: u32 = 5;
const SEED: u64 = 112;

/// Parties to both treaties from 2010 on, whose dates were checked, none of them Ireland.
const PARTIES: &[&str] =
    &["BE", "BG", "CY", "DE", "DK", "EE", "FI", "FR", "GB", "GE", "GR", "HR", "IS", "LI", "LT", "LU", "LV", "MD", "MT"];
/// Parties to the Convention alone.
const CONVENTION_ONLY: &[&str] = &["AU", "BS", "CA", "CL", "CR", "EC", "IL", "JP", "MX", "US"];
/// Not parties.
const OUTSIDE: &[&str] = &["SV", "GT", "CO", "MC"];
const SOURCES: &[&str] = &[
    "judgment of the Court of Testville, 2019-05-03, p. 3",
    "register of the Ministry of Invention",
    "statement of the person, 2024-11-30",
    "letter of the Embassy of Nowhere, no. 17",
];
const REMARKS: &[&str] =
    &["file is thin", "ask the prison again", "see also \"blue\" folder, box 4", "translated; check", "interview postponed"];

type Kind = fn(&mut Case, &mut Random);

/// What the records are about.
const KINDS: &[Kind] = &[
    // Everything met.
    |_, _| {},
    |case, random| {
        case.put("sentence_kind", random.pick(&["indeterminate", "life", "measure"]));
        case.put("release_date", "none");
    },
    on_the_last_day,
    |case, _| alpha_3(case),
    |case, random| {
        case.put("receiving_state", random.pick(CONVENTION_ONLY));
        national_of_receiving_state(case);
    },
    notes,
    // Nationality.
    |case, random| case.set("nationalities", Value::countries(&[random.pick(CONVENTION_ONLY)])),
    |case, _| case.set("nationalities", Value::countries(&[])),
    |case, _| case.forget("nationalities"),
    |case, random| case.set("nationalities", Value::Countries(vec![random.pick(CONVENTION_ONLY).to_owned()], false)),
    |case, _| {
        let both = [case.text_of("receiving_state").to_owned(), case.text_of("sending_state").to_owned()];
        case.set("nationalities", Value::Countries(both.to_vec(), true));
    },
    |case, random| {
        define_nationals_more_widely(case, random);
    },
    // Final judgment.
    |case, _| case.no("judgment_final"),
    |case, _| case.forget("judgment_final"),
    // Remainder.
    |case, random| release_after(case, random.below(5), random.below(25)),
    |case, random| {
        release_after(case, random.below(5), random.below(25));
        case.yes("exceptional_agreement");
    },
    |case, random| {
        release_after(case, random.below(5), random.below(25));
        case.forget("exceptional_agreement");
    },
    |case, _| case.forget("release_date"),
    |case, _| {
        let month = day(case, "request_received").and_then(|received| received.checked_add_months(Months::new(6)));
        put_day(case, "request_received", day(case, "request_received").and_then(|d| d.checked_add_days(Days::new(9))));
        case.put("release_date", month.map_or(String::new(), |day| day.to_string().chars().take(7).collect()));
    },
    |case, _| {
        release_after(case, 6, 5);
        let month = case.text_of("request_received").chars().take(7).collect::<String>();
        case.put("request_received", month);
    },
    |case, _| {
        let year = case.text_of("release_date").chars().take(4).collect::<String>();
        case.put("release_date", year);
    },
    |case, random| {
        let early = day(case, "request_received").and_then(|d| d.checked_add_days(Days::new(30 + u64::from(random.below(120)))));
        put_day(case, "earliest_release_date", early);
    },
    |case, _| misspell_release_date(case),
    |case, _| {
        case.put("sentence_kind", "measure");
        case.put("release_date", "none");
    },
    // Consent.
    |case, _| case.no("consent_given"),
    |case, _| case.forget("consent_given"),
    |case, _| {
        case.no("consent_given");
        case.yes("consent_withdrawn");
    },
    |case, _| representative(case, Some(true)),
    |case, _| representative(case, Some(false)),
    |case, _| representative(case, None),
    |case, _| case.forget("representative.necessary"),
    // Double criminality.
    |case, _| case.set("offences", Value::Offences(vec![Some(true), Some(false)], true)),
    |case, random| {
        let unknown = vec![None; random.below(2) as usize];
        case.set("offences", Value::Offences([vec![Some(true), None], unknown].concat(), true));
    },
    |case, random| case.set("offences", Value::Offences(vec![Some(true); 1 + random.below(3) as usize], false)),
    |case, _| case.forget("offences"),
    // Agreement of the States.
    |case, _| case.no("decisions.sending_state_agrees"),
    |case, _| {
        case.forget("decisions.sending_state_agrees");
        case.no("decisions.receiving_state_agrees");
    },
    |case, _| case.forget("decisions.receiving_state_agrees"),
    |case, _| {
        case.forget("decisions.sending_state_agrees");
        case.forget("decisions.receiving_state_agrees");
    },
    // Several conditions at once.
    |case, random| {
        case.no("judgment_final");
        case.no("consent_given");
        release_after(case, random.below(5), random.below(25));
    },
    |case, _| {
        case.forget("judgment_final");
        case.forget("consent_given");
        case.forget("fled");
        case.forget("expulsion_order");
    },
    sparse,
    // Flight.
    |case, _| fled(case),
    |case, _| {
        fled(case);
        case.put("requested_by", "administering_state");
    },
    |case, _| {
        fled(case);
        case.forget("requested_by");
    },
    |case, _| {
        fled(case);
        case.forget("fled");
    },
    |case, random| {
        case.put("sending_state", random.pick(CONVENTION_ONLY));
        fled(case);
    },
    // Expulsion.
    |case, _| expelled(case, Some(true)),
    |case, _| expelled(case, Some(false)),
    |case, _| expelled(case, None),
    |case, _| {
        expelled(case, Some(true));
        case.forget("expulsion_order");
    },
    |case, _| {
        case.put("receiving_state", "IE");
        national_of_receiving_state(case);
        expelled(case, Some(true));
    },
    |case, _| {
        expelled(case, Some(true));
        case.forget("receiving_state");
    },
    before_the_protocol,
    before_the_protocol_expelled,
    // Outside the Convention, or perhaps.
    |case, random| {
        case.put("receiving_state", random.pick(OUTSIDE));
        national_of_receiving_state(case);
    },
    |case, random| case.put("sending_state", random.pick(OUTSIDE)),
    before_the_convention,
    |case, _| case.put("sentence_kind", "non_custodial"),
    |case, _| case.forget("sentence_kind"),
    |case, _| case.forget("receiving_state"),
    |case, random| {
        case.put("receiving_state", random.pick(&["BR", "BR", "GH"]));
        let year = if case.text_of("receiving_state") == "BR" { "2023" } else { "2019" };
        national_of_receiving_state(case);
        case.put("request_received", year);
        case.put("release_date", format!("2026-0{}-11", 1 + random.below(9)));
    },
    |case, random| {
        case.forget("request_received");
        case.put("release_date", format!("203{}-04-30", random.below(10)));
    },
    // What lists of parties and declarations do not settle, settled by the record.
    |case, random| {
        define_nationals_more_widely(case, random);
        case.set("national_by_declaration", Value::YesNo(random.chance(50)));
    },
    |case, random| {
        case.put("sending_state", random.pick(CONVENTION_ONLY));
        fled(case);
        case.no("protocol_in_force");
    },
    |case, random| {
        case.put("sending_state", "BE");
        case.put("receiving_state", random.pick(&["DE", "FR", "GB"]));
        national_of_receiving_state(case);
        expelled(case, Some(true));
        case.put("residence_at_arrest", "BE");
    },
];

/// The lines of the committed files: each kind in each round, broken records strewn in.
pub(crate) fn committed() -> Vec<Line> {
    let mut random = Random::new(SEED);
    let kinds = u32::try_from(KINDS.len()).unwrap_or(0);
    let mut broken = rejects::all(&mut random).into_iter();
    let mut lines: Vec<Line> = Vec::new();
    for at in 0..ROUNDS * kinds {
        lines.push(Line { case: numbered(at, &mut random), broken_json: None, stray_cell: false });
        if at % 3 == 2 {
            lines.extend(broken.next());
        }
    }
    lines.extend(broken);
    for (at, line) in lines.iter_mut().enumerate() {
        line.case.put("id", format!("ETS112-{:04}", at + 1));
        line.case.put("name", format!("Test Person {:03}", at + 1));
        rejects::break_line(line);
    }
    lines
}

/// What every record holds.
const ALWAYS_KNOWN: &[&str] = &["id", "name", "sending_state"];

/// So many records, one after the other, none of them broken; of each fact that may be unknown, so many of a hundred are forgotten.
pub(crate) fn clean(count: u64, missing: u32, mut each: impl FnMut(&Case) -> Result<()>) -> Result<()> {
    let mut random = Random::new(SEED);
    let mut forgetful = Random::new(SEED);
    let kinds = u64::try_from(KINDS.len()).unwrap_or(1);
    for at in 0..count {
        let mut case = numbered(u32::try_from(at % kinds).unwrap_or(0), &mut random);
        case.put("id", format!("ETS112-{:09}", at + 1));
        case.put("name", format!("Test Person {:03}", at + 1));
        case.forget_some(|fact| !ALWAYS_KNOWN.contains(&fact) && forgetful.chance(missing));
        each(&case)?;
    }
    Ok(())
}

fn numbered(at: u32, random: &mut Random) -> Case {
    let mut case = random_case(random);
    if let Some(kind) = KINDS.iter().cycle().nth(at as usize) {
        kind(&mut case, random);
    }
    case
}

/// A case that meets every condition of the Convention and none of the Protocol.
pub(crate) fn random_case(random: &mut Random) -> Case {
    let mut case = Case::default();
    case.put("id", "");
    case.put("name", "");
    let sending = random.pick(PARTIES);
    let mut receiving = random.pick(PARTIES);
    while receiving == sending {
        receiving = random.pick(PARTIES);
    }
    case.put("sending_state", sending);
    case.put("receiving_state", receiving);
    let other = random.chance(20).then(|| random.pick(CONVENTION_ONLY));
    case.set("nationalities", Value::Countries([receiving].into_iter().chain(other).map(str::to_owned).collect(), true));
    case.put("requested_by", "sentencing_state");
    // No later than the 20th, so that some days may be added within the month.
    let received = NaiveDate::from_ymd_opt(2010, 1, 1 + random.below(20))
        .and_then(|day| day.checked_add_months(Months::new(random.below(180))));
    put_day(&mut case, "request_received", received);
    case.yes("judgment_final");
    case.put("sentence_kind", "determinate");
    release_after(&mut case, 7 + random.below(120), random.below(28));
    case.put("earliest_release_date", "none");
    case.set("offences", Value::Offences(vec![Some(true); 1 + random.below(3) as usize], true));
    case.yes("consent_given");
    case.no("representative.necessary");
    case.no("exceptional_agreement");
    case.yes("decisions.sending_state_agrees");
    case.yes("decisions.receiving_state_agrees");
    case.no("fled");
    case.no("expulsion_order");
    for seldom in ["consent_withdrawn", "extradition_requested", "pending_charges", "ill_treatment_alleged"] {
        if random.chance(70) {
            case.set(seldom, Value::YesNo(random.chance(10)));
        }
    }
    for fact in ["release_date", "nationalities", "consent_given", "request_received"] {
        if random.chance(20) {
            case.from(fact, random.pick(SOURCES));
        }
    }
    if random.chance(25) {
        case.put("remarks", random.pick(REMARKS));
    }
    case
}

/// The release, so many months and days after receipt.
fn release_after(case: &mut Case, months: u32, days: u32) {
    let release = day(case, "request_received")
        .and_then(|received| received.checked_add_months(Months::new(months)))
        .and_then(|day| day.checked_add_days(Days::new(u64::from(days))));
    put_day(case, "release_date", release);
}

fn on_the_last_day(case: &mut Case, random: &mut Random) {
    release_after(case, 6, 0);
    if random.chance(40) {
        let before = day(case, "release_date").and_then(|day| day.pred_opt());
        put_day(case, "release_date", before);
    }
}

fn national_of_receiving_state(case: &mut Case) {
    let code = case.text_of("receiving_state").to_owned();
    case.set("nationalities", Value::countries(&[&code]));
}

/// Three letters, as passports have them.
fn alpha_3(case: &mut Case) {
    let (sending, receiving) = if case.text_of("sending_state") == "GB" { ("GBR", "DEU") } else { ("FRA", "GBR") };
    case.put("sending_state", sending);
    case.put("receiving_state", receiving);
    national_of_receiving_state(case);
}

fn notes(case: &mut Case, random: &mut Random) {
    for fact in ["extradition_requested", "pending_charges", "ill_treatment_alleged"] {
        case.set(fact, Value::YesNo(random.chance(70)));
    }
}

fn misspell_release_date(case: &mut Case) {
    let date = case.text_of("release_date").to_owned();
    case.forget("release_date");
    case.put("relase_date", date);
}

fn representative(case: &mut Case, consents: Option<bool>) {
    case.yes("representative.necessary");
    case.forget("consent_given");
    if let Some(consents) = consents {
        case.set("representative.consents", Value::YesNo(consents));
    }
}

/// A register that knows next to nothing.
fn sparse(case: &mut Case, random: &mut Random) {
    for fact in [
        "judgment_final",
        "offences",
        "fled",
        "expulsion_order",
        "exceptional_agreement",
        "earliest_release_date",
        "requested_by",
    ] {
        case.forget(fact);
    }
    for fact in
        ["consent_given", "decisions.sending_state_agrees", "decisions.receiving_state_agrees", "representative.necessary"]
    {
        if random.chance(80) {
            case.forget(fact);
        }
    }
}

fn fled(case: &mut Case) {
    case.no("consent_given");
    case.yes("fled");
}

fn expelled(case: &mut Case, opinion: Option<bool>) {
    case.no("consent_given");
    case.yes("expulsion_order");
    if let Some(opinion) = opinion {
        case.set("opinion_considered", Value::YesNo(opinion));
    }
}

/// A person without nationality, and a State that may take in others than its nationals.
fn define_nationals_more_widely(case: &mut Case, random: &mut Random) {
    case.put("sending_state", "GE");
    case.put("receiving_state", random.pick(&["LV", "FI", "DK", "IS"]));
    case.set("nationalities", Value::countries(&[]));
}

/// Received when the Convention bound both States and the Protocol nobody.
fn before_the_protocol(case: &mut Case, random: &mut Random) {
    let months = random.below(24);
    case.put("sending_state", random.pick(&["GB", "DE", "FR"]));
    case.put("receiving_state", random.pick(&["DK", "FI", "GR"]));
    national_of_receiving_state(case);
    let received =
        NaiveDate::from_ymd_opt(1998, 1, 1 + random.below(20)).and_then(|day| day.checked_add_months(Months::new(months)));
    put_day(case, "request_received", received);
    release_after(case, 12 + random.below(60), 0);
    fled(case);
}

fn before_the_protocol_expelled(case: &mut Case, random: &mut Random) {
    before_the_protocol(case, random);
    case.no("fled");
    expelled(case, Some(random.chance(50)));
}

fn before_the_convention(case: &mut Case, random: &mut Random) {
    let received = NaiveDate::from_ymd_opt(1980, 3, 1 + random.below(28))
        .and_then(|day| day.checked_add_months(Months::new(random.below(60))));
    put_day(case, "request_received", received);
    release_after(case, 12 + random.below(60), 0);
}

fn day(case: &Case, fact: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(case.text_of(fact), "%Y-%m-%d").ok()
}

pub(crate) fn put_day(case: &mut Case, fact: &str, day: Option<NaiveDate>) {
    case.put(fact, day.map_or(String::new(), |day| day.to_string()));
}
