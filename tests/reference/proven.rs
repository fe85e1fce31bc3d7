//! What stays *not proven*, and why. Read [`Cause`] first: a case is told by what it comes down to once all is left out that it
//! can do without.

use std::collections::BTreeSet;

use whereas::syntax::tree::{ArithOp, Expr, ExprKind, File, Inside, ItemKind, TypeKind};

use super::compare::{Compared, compile};
use super::facts::{Part, PartRec};
use super::generate::Pack;
use super::interpret::last;
use super::walk::{each_expr, walk};

/// What keeps a case from being proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cause {
    /// An unknown number is multiplied with another, or divides.
    Product,
    /// A list of which not all elements are known.
    List,
    /// Stretches or covered days that an unknown date begins or ends.
    Stretches,
    /// An unknown period that is added to or compared with more than a period that is named.
    Period,
    /// Two unknown countries or texts, or sets of them.
    Countries,
    /// More than three unknown dates.
    Dates,
    /// Several unknown numbers, or numbers and dates.
    Numbers,
    /// An unknown fact that is compared with something counted from itself.
    Itself,
    /// Something is deemed by an unknown fact.
    Deemed,
    /// An unknown date that may be none.
    DateOrNone,
    /// Two or three unknown dates.
    FewDates,
    /// None of these.
    Other,
}

/// Out of reach: what no linear arithmetic over known elements says.
pub(crate) const OUT_OF_REACH: [Cause; 2] = [Cause::Product, Cause::List];

/// Within reach, and not reached yet.
pub(crate) const NOT_YET: [Cause; 10] = [
    Cause::Stretches,
    Cause::Period,
    Cause::Countries,
    Cause::Dates,
    Cause::Numbers,
    Cause::Itself,
    Cause::Deemed,
    Cause::DateOrNone,
    Cause::FewDates,
    Cause::Other,
];

/// So many cases in a thousand may be not proven although they are within reach.
pub(crate) const IN_A_THOUSAND: usize = 5;

/// So many records with more known are asked to make a case small.
const TRIES: usize = 300;

/// A case that is not proven, made small.
pub(crate) struct Unproven {
    pub(crate) cause: Cause,
    pub(crate) pack: Pack,
    pub(crate) record: PartRec,
}

impl Compared {
    fn is_unproven(&self, question: &str, record: &PartRec) -> bool {
        let asked = self.ask(&self.question(question), record);
        asked.is_ok_and(|(_, verdict)| verdict.settled().is_some_and(|settled| settled.not_proven.is_some()))
    }
}

/// Why a case is not proven; `full` is the record with everything known.
pub(crate) fn why(pack: &Pack, question: &str, record: &PartRec, full: &PartRec) -> Unproven {
    let (mut pack, mut record) = (pack.clone(), record.clone());
    let mut compared = compile(&pack).unwrap();
    let mut tried = BTreeSet::new();
    // What is proven with one thing known is so with that and another.
    let news = |record: &PartRec, fuller: &PartRec| {
        format!("{:?}", fuller.iter().filter(|(name, part)| record.get(*name) != Some(*part)).collect::<Vec<_>>())
    };
    for _ in 0..TRIES {
        let Some(fuller) = more(&record, full).into_iter().find(|fuller| tried.insert(news(&record, fuller))) else { break };
        if compared.is_unproven(question, &fuller) {
            record = fuller;
        }
    }
    for at in (0..pack.items.len()).rev().filter(|at| !pack.items[*at].1.starts_with("question ")).collect::<Vec<_>>() {
        let mut fewer = pack.clone();
        fewer.items.remove(at);
        if let Ok(less) = compile(&fewer)
            && less.is_unproven(question, &record)
        {
            (pack, compared) = (fewer, less);
        }
    }
    Unproven { cause: Unknown { compared: &compared, record: &record }.cause(), pack, record }
}

/// The record with one thing more known, each in turn.
fn more(record: &PartRec, full: &PartRec) -> Vec<PartRec> {
    let mut all = Vec::new();
    for (name, whole) in full {
        let part = record.get(name).unwrap_or(&Part::Missing);
        let mut parts = vec![whole.clone()];
        match (part, whole) {
            (Part::Rec(inner), Part::Rec(whole)) => parts.extend(more(inner, whole).into_iter().map(Part::Rec)),
            (Part::List(elements, complete), Part::List(whole, _)) => {
                parts.extend((!complete).then(|| Part::List(elements.clone(), true)));
                for at in 0..elements.len() {
                    let fuller = whole.iter().flat_map(|whole| more(&elements[at], whole));
                    parts.extend(fuller.map(|element| {
                        let mut elements = elements.clone();
                        elements[at] = element;
                        Part::List(elements, *complete)
                    }));
                }
            }
            _ => {}
        }
        all.extend(parts.into_iter().filter(|new| new != part).map(|part| {
            let mut more = record.clone();
            more.insert(name.clone(), part);
            more
        }));
    }
    all
}

/// What is unknown in a case, to the eye.
struct Unknown<'u> {
    compared: &'u Compared,
    record: &'u PartRec,
}

impl Unknown<'_> {
    fn cause(&self) -> Cause {
        let mut found = BTreeSet::new();
        let mut unknown: BTreeSet<String> = BTreeSet::new();
        each_expr(&self.compared.files, &mut |expr| {
            self.unknown_in(expr, &mut unknown);
            found.extend(self.of_expr(expr));
        });
        let count = |kinds: fn(&TypeKind) -> bool| unknown.iter().filter(|name| self.kind(name).is_some_and(kinds)).count();
        let codes = count(|kind| matches!(kind, TypeKind::Country | TypeKind::Text | TypeKind::Set(_)));
        let dates = count(|kind| matches!(kind, TypeKind::Date));
        let numbers = count(|kind| matches!(kind, TypeKind::Number | TypeKind::WholeNumber | TypeKind::Money(_)));
        let lists = unknown.iter().any(|name| matches!(self.kind(name), Some(TypeKind::List(_))));
        let further = [
            (lists, Cause::List),
            (count(|kind| matches!(kind, TypeKind::Period)) > 0, Cause::Period),
            (codes > 1, Cause::Countries),
            (dates > 3, Cause::Dates),
            (numbers > 1 || (numbers > 0 && dates > 0), Cause::Numbers),
            (["end", "left", "spouse_born"].iter().any(|name| unknown.contains(*name)), Cause::DateOrNone),
            (self.compared.pack.items.iter().any(|(_, item)| item.starts_with("deem ")), Cause::Deemed),
            (dates > 1, Cause::FewDates),
        ];
        found.extend(further.into_iter().filter(|(is, _)| *is).map(|(_, cause)| cause));
        found.first().copied().unwrap_or(Cause::Other)
    }

    /// The causes that an expression shows by itself.
    fn of_expr(&self, expr: &Expr) -> Option<Cause> {
        let named = |expr: &Expr| {
            let mut unknown = BTreeSet::new();
            walk(expr, &mut |inner| self.unknown_in(inner, &mut unknown));
            unknown
        };
        let unknown = |expr: &Expr| !named(expr).is_empty();
        match &expr.kind {
            ExprKind::Arith(ArithOp::Times, left, right) => (unknown(left) && unknown(right)).then_some(Cause::Product),
            ExprKind::Arith(ArithOp::DividedBy, _, right) => unknown(right).then_some(Cause::Product),
            ExprKind::Periods(_, from, to) => (unknown(from) || unknown(to)).then_some(Cause::Stretches),
            ExprKind::DaysOf(days) => match &days.inside {
                Inside::Dates(_, from, to) => (unknown(from) || unknown(to)).then_some(Cause::Stretches),
                Inside::Period(_) => None,
            },
            ExprKind::Compare(_, left, right) | ExprKind::Completed(_, left, right) | ExprKind::Days(_, left, right) => {
                (!named(left).is_disjoint(&named(right))).then_some(Cause::Itself)
            }
            _ => None,
        }
    }

    /// The unknown facts that an expression names, itself or through what is defined.
    fn unknown_in(&self, expr: &Expr, into: &mut BTreeSet<String>) {
        let ExprKind::Path(path) = &expr.kind else { return };
        let name = last(path);
        if self.kind(name).is_some() {
            if is_unknown(self.record, name) {
                into.insert(name.to_owned());
            }
            return;
        }
        let defined = self.compared.files.iter().flat_map(|file| &file.items);
        for define in defined.filter(|item| matches!(&item.kind, ItemKind::Define(define) if define.name.text == *name)) {
            let file = File { items: vec![define.clone()], ..self.compared.files[0].clone() };
            each_expr(&[file], &mut |inner| self.unknown_in(inner, into));
        }
    }

    /// The type of a fact of that name.
    fn kind(&self, name: &str) -> Option<&TypeKind> {
        let items = self.compared.files.iter().flat_map(|file| &file.items);
        let records = items.filter_map(|item| if let ItemKind::Record(record) = &item.kind { Some(record) } else { None });
        records.flat_map(|record| &record.fields).find(|field| field.name.text == name).map(|field| &field.ty.kind)
    }
}

/// Whether a fact of that name is not wholly known: of the case, of its sentence, or of an element.
fn is_unknown(record: &PartRec, name: &str) -> bool {
    let of = |record: &PartRec| {
        let part = record.get(name).unwrap_or(&Part::Missing);
        matches!(part, Part::Missing | Part::Span(..) | Part::Set(_, false) | Part::List(_, false) | Part::Assessed(_, false))
    };
    match name {
        "long" | "years" => !matches!(record.get("sentence"), Some(Part::Rec(sentence)) if !of(sentence)),
        "born" | "minor" | "share" | "left" | "paid" | "hue" => match record.get("children") {
            Some(Part::List(elements, complete)) => !complete || elements.iter().any(of),
            _ => true,
        },
        _ => of(record),
    }
}
