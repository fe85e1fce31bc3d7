//! Makes a failing case small: items and facts are dropped as long as it still fails.

use super::compare::{Compared, compile};
use super::facts::{Part, PartRec, data};
use super::generate::Pack;

/// A check that failed, asked again of a smaller case.
pub(crate) type Check<'c> = &'c dyn Fn(&Compared, &PartRec) -> Result<(), String>;

/// The smallest case found, for people.
pub(crate) fn shrunk(pack: &Pack, record: &PartRec, check: Check<'_>) -> String {
    let (mut pack, mut record) = (pack.clone(), record.clone());
    let fails = |pack: &Pack, record: &PartRec| compile(pack).ok().and_then(|compared| check(&compared, record).err());
    let mut difference = fails(&pack, &record).unwrap_or_default();
    loop {
        let fewer = (0..pack.items.len()).rev().filter(|at| !pack.items[*at].1.starts_with("question ")).map(|at| {
            let mut fewer = pack.clone();
            fewer.items.remove(at);
            (fewer, record.clone())
        });
        let less = smaller(&record).into_iter().map(|less| (pack.clone(), less));
        let found = fewer.chain(less).find_map(|(pack, record)| Some((fails(&pack, &record)?, pack, record)));
        let Some((still, next_pack, next_record)) = found else { break };
        (difference, pack, record) = (still, next_pack, next_record);
    }
    format!("{}\n\n{}\n{difference}", pack.text(), data(&record))
}

/// The record with one thing less, each in turn.
fn smaller(record: &PartRec) -> Vec<PartRec> {
    let mut all = Vec::new();
    for (name, part) in record.iter().filter(|(_, part)| **part != Part::Missing) {
        let mut less = record.clone();
        less.remove(name);
        all.push(less);
        let parts: Vec<Part> = match part {
            Part::List(elements, complete) => (0..elements.len())
                .map(|at| {
                    let mut fewer = elements.clone();
                    fewer.remove(at);
                    Part::List(fewer, *complete)
                })
                .collect(),
            Part::Rec(inner) => smaller(inner).into_iter().map(Part::Rec).collect(),
            _ => Vec::new(),
        };
        all.extend(parts.into_iter().map(|part| {
            let mut less = record.clone();
            less.insert(name.clone(), part);
            less
        }));
    }
    all
}
