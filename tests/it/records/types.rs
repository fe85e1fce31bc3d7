//! The record types that these tests read: those of `docs/records.md`, and one with facts that are always known.

use std::sync::OnceLock;

use whereas::policy::{PolicyData, RecordId};
use whereas::records::Reader;
use whereas::{Sources, check};

use super::docs;

const STRICT: &str = "
record Strict
  number: whole number always known
  inner: Conviction
  outer: Conviction or none

record Hearing
  recorded: yes/no
  by: text
  source: text
  held: date

record Trial
  hearing: Hearing
";

/// The checked types.
pub(super) fn policy() -> &'static PolicyData {
    static POLICY: OnceLock<PolicyData> = OnceLock::new();
    POLICY.get_or_init(|| {
        let rules: String = docs::blocks("whereas").chain([STRICT]).collect();
        let mut sources = Sources::new();
        sources.add("page/page.whereas", rules.as_str());
        let checked = check::check(&sources, "page");
        checked.policy.unwrap_or_else(|| panic!("{:?}", checked.diagnostics))
    })
}

pub(super) fn reader_of(name: &str) -> Reader {
    let at = policy().records.iter().position(|record| *record.name == *name).unwrap();
    Reader::new(policy(), RecordId(u32::try_from(at).unwrap()))
}

pub(super) fn reader() -> Reader {
    reader_of("Case")
}
