//! Packs and their files, from the folder that was asked for through `use`.
//!
//! Read [`Loaded`] first. A pack that was met before is not read again; a circle is reported with all its steps.

use std::sync::Arc;

use super::messages as say;
use crate::diagnostic::{Diagnostic, Severity};
use crate::policy::PackId;
use crate::source::{FileId, SourceFile, Sources, Span, digest, folder_of, join_path};
use crate::syntax::{self, tree};

/// The packs of one compilation, the one that was asked for first.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    /// Rule files; tables are added behind them when they are read.
    pub files: Vec<SourceFile>,
    pub packs: Vec<LoadedPack>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A pack as it was read.
#[derive(Debug)]
pub(super) struct LoadedPack {
    /// The folder's last name.
    pub name: Arc<str>,
    /// The folder.
    pub path: Arc<str>,
    /// What could be read of its files.
    pub trees: Vec<tree::File>,
    /// The packs that it uses, by qualifier; none where one could not be loaded.
    pub uses: Vec<(String, Option<PackId>)>,
    /// A file could not be read at all: anything may be declared in it.
    pub opaque: bool,
}

/// The folders that a file's text uses, as paths from where its own path starts.
#[must_use]
pub fn uses(path: &str, text: &str) -> Vec<String> {
    let file = SourceFile { id: FileId(0), path: Arc::from(path), text: Arc::from(text), digest: Arc::from("") };
    let (tree, _) = syntax::parse(&file);
    uses_of(&tree).map(|used| join_path(folder_of(path), &used.path.text)).collect()
}

fn uses_of(tree: &tree::File) -> impl Iterator<Item = &tree::Use> {
    tree.items.iter().filter_map(|item| match &item.kind {
        tree::ItemKind::Use(used) => Some(used),
        _ => None,
    })
}

/// Reads a pack and all that it uses.
pub(super) fn load(sources: &Sources, folder: &str) -> Loaded {
    let mut loader = Loader { sources, loaded: Loaded::default(), way: Vec::new() };
    let folder = join_path(".", folder);
    if loader.sources.pack_files(&folder).is_empty() {
        loader.loaded.diagnostics.push(say::no_such_pack(Span::default(), &folder));
    } else {
        loader.pack(&folder);
    }
    loader.loaded
}

struct Loader<'a> {
    sources: &'a Sources,
    loaded: Loaded,
    /// The packs that are being read, with the `use` that led on from each.
    way: Vec<(PackId, Span)>,
}

impl Loader<'_> {
    fn pack(&mut self, folder: &str) -> PackId {
        let id = PackId(u32::try_from(self.loaded.packs.len()).unwrap_or(u32::MAX));
        let name = folder.rsplit('/').next().unwrap_or(folder);
        self.loaded.packs.push(LoadedPack {
            name: Arc::from(name),
            path: Arc::from(folder),
            trees: Vec::new(),
            uses: Vec::new(),
            opaque: false,
        });
        let mut trees = Vec::new();
        let mut opaque = false;
        for path in self.sources.pack_files(folder) {
            let (tree, readable) = self.file(path);
            opaque |= !readable;
            trees.push(tree);
        }
        let uses = self.used_packs(id, folder, &trees);
        if let Some(pack) = self.loaded.packs.get_mut(id.index()) {
            pack.trees = trees;
            pack.uses = uses;
            pack.opaque = opaque;
        }
        id
    }

    /// The tree of a file; `false` if nothing of it could be read.
    fn file(&mut self, path: &str) -> (tree::File, bool) {
        let id = FileId(u32::try_from(self.loaded.files.len()).unwrap_or(u32::MAX));
        let bytes: &[u8] = self.sources.get(path).map_or(&[], |bytes| bytes);
        let text = String::from_utf8_lossy(bytes);
        let file = SourceFile { id, path: Arc::from(path), text: Arc::from(&*text), digest: digest(bytes) };
        let read = match std::str::from_utf8(bytes) {
            Ok(_) => {
                let (tree, findings) = syntax::parse(&file);
                let failed = findings.iter().any(|finding| finding.severity() == Severity::Error);
                let readable = !(failed && tree.items.is_empty() && tree.broken.is_empty());
                self.loaded.diagnostics.extend(findings);
                (tree, readable)
            }
            Err(error) => {
                self.loaded.diagnostics.push(say::not_utf8(id, bytes, error.valid_up_to()));
                (tree::File { id, items: Vec::new(), comments: Vec::new(), broken: Vec::new() }, false)
            }
        };
        self.loaded.files.push(file);
        read
    }

    fn used_packs(&mut self, id: PackId, folder: &str, trees: &[tree::File]) -> Vec<(String, Option<PackId>)> {
        let own = folder.rsplit('/').next().unwrap_or(folder);
        let mut uses: Vec<(String, String, Span, Option<PackId>)> = Vec::new();
        for used in trees.iter().flat_map(uses_of) {
            let target = join_path(folder, &used.path.text);
            let qualifier = match &used.alias {
                Some(alias) => alias.text.clone(),
                None => target.rsplit('/').next().unwrap_or(&target).to_owned(),
            };
            let span = used.path.span;
            if uses.iter().any(|(name, path, ..)| *name == qualifier && *path == target) {
                continue;
            }
            let clash = uses.iter().find(|(name, ..)| *name == qualifier).map(|(_, path, first, _)| (path.clone(), Some(*first)));
            let clash = clash.or_else(|| (qualifier == own && target != folder).then(|| (folder.to_owned(), None)));
            if let Some((other, first)) = clash {
                let at = used.alias.as_ref().map_or(span, |alias| alias.span);
                self.loaded.diagnostics.push(say::same_qualifier(at, &qualifier, &other, first));
                continue;
            }
            let pack = self.used_pack(id, &target, span);
            uses.push((qualifier, target, span, pack));
        }
        uses.into_iter().map(|(qualifier, _, _, pack)| (qualifier, pack)).collect()
    }

    fn used_pack(&mut self, id: PackId, target: &str, span: Span) -> Option<PackId> {
        let known = self.loaded.packs.iter().position(|pack| &*pack.path == target);
        if let Some(at) = known {
            let found = PackId(u32::try_from(at).unwrap_or(u32::MAX));
            let start = if found == id { Some(self.way.len()) } else { self.way.iter().position(|(pack, _)| *pack == found) };
            let Some(start) = start else { return Some(found) };
            let steps: Vec<(PackId, Span)> = self.way.iter().skip(start).copied().chain([(id, span)]).collect();
            let named: Vec<(Arc<str>, Span)> =
                steps.iter().filter_map(|(pack, at)| Some((self.loaded.packs.get(pack.index())?.name.clone(), *at))).collect();
            self.loaded.diagnostics.push(say::circle_of_packs(&named));
            return None;
        }
        if self.sources.pack_files(target).is_empty() {
            self.loaded.diagnostics.push(say::no_such_pack(span, target));
            return None;
        }
        self.way.push((id, span));
        let pack = self.pack(target);
        self.way.pop();
        Some(pack)
    }
}
