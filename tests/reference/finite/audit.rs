//! What is proven of rules, against every complete record.

use std::collections::BTreeMap;

use whereas::diagnostic::Code;

use super::super::audited::{Cases, claims, conditions, truths};
use super::super::compare::Compared;
use super::super::interpret::Interpreter;
use super::super::value::{Rec, parse_day};
use super::table::Table;

/// A day under each law.
const DAYS: [&str; 3] = ["2000-01-01", "2005-01-01", "2010-07-01"];

/// What the audit found, and what it did not: silence is no proof.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) claims: BTreeMap<Code, usize>,
    /// Conditions that are the same in every record, and of how many of them nothing is claimed.
    pub(super) constant: usize,
    pub(super) silent: usize,
}

/// Each claim is so of every record.
pub(super) fn audit(compared: &Compared, found: &mut Found) -> Result<(), String> {
    let records: Vec<Rec> = Table::new(compared, "q").whole_records();
    if records.is_empty() {
        return Ok(());
    }
    let claims = claims(compared);
    for claim in &claims {
        claim.check(compared, &Cases { records: &records, days: &DAYS })?;
        *found.claims.entry(claim.code).or_default() += 1;
    }
    for (item, expr) in conditions(compared) {
        let mut truths_found = Vec::new();
        for day in DAYS {
            let interpreter = Interpreter::new(&compared.files, &compared.packs, parse_day(day));
            truths_found.extend(records.iter().flat_map(|record| truths(&interpreter, compared, item, expr, record)));
        }
        let constant = truths_found.windows(2).all(|two| two[0] == two[1]) && !truths_found.is_empty();
        found.constant += usize::from(constant);
        found.silent += usize::from(constant && !claims.iter().any(|claim| claim.is_about(expr)));
    }
    Ok(())
}
