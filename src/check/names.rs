//! What is declared, and what a name means where it stands.
//!
//! Read [`Names`] first: the declarations of all packs, known by number before any expression is typed. [`Names::lookup`] answers
//! what a path means in a pack: its own names before those of the packs that it uses, whose names are not passed on.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::logic::{Decimal, Period};
use crate::policy::{
    Calendar, Choice, ChoiceId, DefineId, ListId, NormId, NormKind, PackId, ParameterId, QuestionId, Reading, ReadingId,
    RecordId, RecordType, SourceId, TableId, Type,
};
use crate::source::Span;
use crate::syntax::tree;

/// Behind so many wrong names no near ones are looked for: each search takes as long as there are names.
const MOST_SEARCHES: usize = 200;

/// Something that a name can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Def {
    Source(SourceId),
    Choice(ChoiceId),
    Record(RecordId),
    List(ListId),
    Table(TableId),
    Parameter(ParameterId),
    Define(DefineId),
    Reading(ReadingId),
    Question(QuestionId),
    /// A requirement, bar or exception, whichever question it belongs to.
    Norm(NormId),
    /// An example, by its place in [`Names::examples`].
    Example(usize),
}

impl Def {
    /// What the language calls it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Def::Source(_) => "source",
            Def::Choice(_) => "choice",
            Def::Record(_) => "record",
            Def::List(_) => "list",
            Def::Table(_) => "table",
            Def::Parameter(_) => "parameter",
            Def::Define(_) => "define",
            Def::Reading(_) => "reading",
            Def::Question(_) => "question",
            Def::Norm(_) => "norm",
            Def::Example(_) => "example",
        }
    }
}

/// What a path means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lookup {
    /// One thing; the names of the path that it took.
    One { def: Def, used: usize },
    /// Nothing of that name.
    Unknown,
    /// Things of several used packs, by their qualified names.
    Ambiguous(Vec<String>),
    /// An item that could not be read or that is reported already: stay silent.
    Broken,
}

/// A pack and the names that it declares.
#[derive(Debug, Default)]
pub(super) struct PackNames {
    /// The folder's last name.
    pub name: Arc<str>,
    /// The packs that it uses, by qualifier; none where one could not be loaded.
    pub uses: Vec<(String, Option<PackId>)>,
    /// What it declares.
    pub defs: BTreeMap<String, Vec<Def>>,
    /// Names of items that are reported already.
    pub broken: BTreeSet<String>,
    /// A file could not be read at all: anything may be declared in it.
    pub opaque: bool,
    /// How it counts.
    pub calendar: Calendar,
}

/// The declaration of a list, table, parameter, define, question, source, norm or example, before any expression is typed.
#[derive(Debug)]
pub(super) struct Named<T> {
    pub pack: PackId,
    pub name: Arc<str>,
    /// Where the name is declared.
    pub span: Span,
    pub what: T,
}

/// What is known of a define before its body is typed.
#[derive(Debug)]
pub(super) struct DefineSignature {
    /// The record that it is a fact of.
    pub record: RecordId,
    pub ty: Type,
    pub or_none: bool,
}

/// What is known of a question before its expressions are typed.
#[derive(Debug)]
pub(super) struct QuestionSignature {
    /// The record that it is about.
    pub record: RecordId,
    pub advisory: bool,
}

/// The declarations of all packs.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub packs: Vec<PackNames>,
    /// The types, complete.
    pub choices: Vec<Choice>,
    /// Field types are resolved; `only_when` and `bounds` come later. Fields whose type is reported are not among them.
    pub records: Vec<RecordType>,
    /// Complete.
    pub readings: Vec<Reading>,
    pub sources: Vec<Named<()>>,
    /// With the type of the members.
    pub lists: Vec<Named<Type>>,
    /// With the type of a row.
    pub tables: Vec<Named<RecordId>>,
    pub parameters: Vec<Named<Type>>,
    /// The values of each parameter that is a period, under whatever law.
    pub periods: BTreeMap<ParameterId, Vec<Period>>,
    /// The values of each parameter that is a number or an amount of money, under whatever law.
    pub amounts: BTreeMap<ParameterId, Vec<Decimal>>,
    pub defines: Vec<Named<DefineSignature>>,
    pub questions: Vec<Named<QuestionSignature>>,
    /// With the question.
    pub norms: Vec<Named<QuestionId>>,
    pub norm_kinds: Vec<NormKind>,
    /// With the question.
    pub powers: Vec<Named<QuestionId>>,
    /// The norms of each question.
    pub norms_by_name: BTreeMap<QuestionId, BTreeMap<String, NormId>>,
    /// With the record type.
    pub examples: Vec<Named<RecordId>>,
    /// Where the choices, records and readings are declared.
    pub choice_spans: Vec<Span>,
    pub record_spans: Vec<Span>,
    pub reading_spans: Vec<Span>,
    /// How often near names were looked for.
    pub searches: Cell<usize>,
    /// Fields that were declared and are reported already.
    pub broken_fields: BTreeSet<(RecordId, String)>,
}

impl Names {
    /// What a path means in a pack, among the things that are wanted there. A qualifier may stand first.
    pub(super) fn lookup(&self, pack: PackId, path: &tree::Path, wanted: impl Fn(&Def) -> bool) -> Lookup {
        let Some(own) = self.pack(pack) else { return Lookup::Unknown };
        let Some(first) = path.names.first() else { return Lookup::Unknown };
        let mut broken = own.hides(&first.text);
        if let Some(second) = path.names.get(1) {
            let qualified = self.qualified(pack, own, &first.text);
            if let Some(Some(there)) = qualified {
                if let Some(def) = there.find(&second.text, &wanted) {
                    return Lookup::One { def, used: 2 };
                }
                broken |= there.hides(&second.text);
            }
            broken |= matches!(qualified, Some(None));
        }
        if let Some(def) = own.find(&first.text, &wanted) {
            return Lookup::One { def, used: 1 };
        }
        let mut found: Vec<(String, Def)> = Vec::new();
        for (qualifier, used) in &own.uses {
            let Some(there) = used.and_then(|used| self.pack(used)) else {
                // Anything may be declared in a pack that could not be loaded.
                broken = true;
                continue;
            };
            broken |= there.hides(&first.text);
            if let Some(def) = there.find(&first.text, &wanted)
                && !found.iter().any(|(_, other)| *other == def)
            {
                found.push((format!("{qualifier}.{}", first.text), def));
            }
        }
        match found.as_slice() {
            [] if broken => Lookup::Broken,
            [] => Lookup::Unknown,
            [(_, def)] => Lookup::One { def: *def, used: 1 },
            _ => Lookup::Ambiguous(found.into_iter().map(|(name, _)| name).collect()),
        }
    }

    /// The pack that a qualifier names in another; `Some(None)` if that could not be loaded.
    fn qualified(&self, pack: PackId, own: &PackNames, qualifier: &str) -> Option<Option<&PackNames>> {
        if let Some((_, used)) = own.uses.iter().find(|(name, _)| name == qualifier) {
            return Some(used.and_then(|used| self.pack(used)));
        }
        (&*own.name == qualifier).then(|| self.pack(pack))
    }

    /// The names that can be written bare in a pack for the things that are wanted: for "did you mean".
    pub(super) fn visible(&self, pack: PackId, wanted: impl Fn(&Def) -> bool) -> Vec<&str> {
        let Some(own) = self.pack(pack).filter(|_| self.searches.get() < MOST_SEARCHES) else { return Vec::new() };
        self.searches.set(self.searches.get() + 1);
        let used = own.uses.iter().filter_map(|(_, used)| used.and_then(|used| self.pack(used)));
        std::iter::once(own)
            .chain(used)
            .flat_map(|names| names.defs.iter())
            .filter(|(_, defs)| defs.iter().any(&wanted))
            .map(|(name, _)| name.as_str())
            .collect()
    }

    /// The pack that declares such a thing, among all that were loaded: for the help where its name is not visible.
    pub(super) fn elsewhere(&self, name: &str, wanted: impl Fn(&Def) -> bool) -> Option<&str> {
        self.packs.iter().find(|pack| pack.find(name, &wanted).is_some()).map(|pack| &*pack.name)
    }

    /// A field of a record type, by name.
    pub(super) fn field(&self, record: RecordId, name: &str) -> Option<usize> {
        self.records.get(record.index())?.fields.iter().position(|field| &*field.name == name)
    }

    /// Whether a name is that of a define on a record type.
    pub(super) fn is_derived(&self, record: RecordId, name: &str) -> bool {
        self.defines.iter().any(|define| define.what.record == record && &*define.name == name)
    }

    /// Whether a field was declared but is reported already.
    pub(super) fn is_broken_field(&self, record: RecordId, name: &str) -> bool {
        self.broken_fields.contains(&(record, name.to_owned()))
    }

    /// Where a thing is declared.
    pub(super) fn span_of(&self, def: Def) -> Span {
        fn of<T>(named: &[Named<T>], at: usize) -> Option<Span> {
            named.get(at).map(|named| named.span)
        }
        let span = match def {
            Def::Source(id) => of(&self.sources, id.index()),
            Def::Choice(id) => self.choice_spans.get(id.index()).copied(),
            Def::Record(id) => self.record_spans.get(id.index()).copied(),
            Def::List(id) => of(&self.lists, id.index()),
            Def::Table(id) => of(&self.tables, id.index()),
            Def::Parameter(id) => of(&self.parameters, id.index()),
            Def::Define(id) => of(&self.defines, id.index()),
            Def::Reading(id) => self.reading_spans.get(id.index()).copied(),
            Def::Question(id) => of(&self.questions, id.index()),
            Def::Norm(id) => of(&self.norms, id.index()),
            Def::Example(at) => of(&self.examples, at),
        };
        span.unwrap_or_default()
    }

    /// A norm of a question, by name.
    pub(super) fn norm(&self, question: QuestionId, name: &str) -> Option<NormId> {
        self.norms_by_name.get(&question)?.get(name).copied()
    }

    /// Which kind of norm it is.
    pub(super) fn kind_of(&self, norm: NormId) -> Option<NormKind> {
        self.norm_kinds.get(norm.index()).copied()
    }

    /// The pack of that number.
    pub(super) fn pack(&self, pack: PackId) -> Option<&PackNames> {
        self.packs.get(pack.index())
    }
}

impl PackNames {
    /// Whether a name that is not found may belong to an item that is reported already.
    pub(super) fn hides(&self, name: &str) -> bool {
        self.opaque || self.broken.contains(name)
    }

    fn find(&self, name: &str, wanted: &impl Fn(&Def) -> bool) -> Option<Def> {
        self.defs.get(name)?.iter().copied().find(|def| wanted(def))
    }
}

/// A place in a table as the number of an id.
pub(super) fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
