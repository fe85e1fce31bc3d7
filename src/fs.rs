//! Packs from a disk (feature `fs`): the rule files and tables of a folder and of the packs that it uses.
//!
//! Read [`read_pack`] first. Paths stay as they were given, so every finding and every basis names a file as its author does.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::api::{CompileError, Policy};
use crate::check;
use crate::source::{Sources, join_path};

/// The most bytes of a rule file or table: the limit of [`crate::syntax::Limits`].
const MOST_BYTES: u64 = 64 << 20;

/// A pack as it lies on the disk, with all packs that it uses.
#[derive(Debug, Clone)]
pub struct PackFiles {
    /// The rule files and tables.
    pub sources: Sources,
    /// The folder of the pack, as the sources know it.
    pub folder: String,
}

/// Why a folder cannot be read as a pack.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is nothing at the path.
    #[error("there is no `{path}`")]
    Absent {
        /// The path as given.
        path: String,
    },
    /// One file of a pack was named: a pack is a folder, and what another file of it amends counts.
    #[error("`{path}` is one file of a pack, and only the whole pack has a meaning; name its folder `{folder}`")]
    OneFile {
        /// The path as given.
        path: String,
        /// Its folder.
        folder: String,
    },
    /// It is no folder that holds rule files.
    #[error("`{path}` is no pack: a pack is a folder in which files lie that end with `.whereas`")]
    NotAPack {
        /// The path as given.
        path: String,
    },
    /// A link makes one folder two packs.
    #[error("`{path}` and `{other}` are the same folder; name it by one path, or its rules would count twice")]
    TwoPaths {
        /// One path.
        path: String,
        /// The other.
        other: String,
    },
    /// A file name that finding and basis could not name, so that its rules might be passed over.
    #[error("`{path}` cannot be named: its name holds `\\` or is no UTF-8; rename it")]
    Unnameable {
        /// The path as given.
        path: String,
    },
    /// A pipe or device, which holds other bytes each time it is read.
    #[error("`{path}` is no file but a pipe or device, and its rules would be passed over; remove it")]
    NoFile {
        /// The path as given.
        path: String,
    },
    /// A table beyond what one file may hold.
    #[error("`{path}` is larger than {mebibytes} MiB, which is more than a table may hold")]
    TooLarge {
        /// The path as given.
        path: String,
        /// The limit.
        mebibytes: u64,
    },
    /// A file or folder cannot be read.
    #[error("`{path}` cannot be read: {error}")]
    Io {
        /// The path as given.
        path: String,
        /// What the system says.
        #[source]
        error: std::io::Error,
    },
}

/// Why a folder gives no policy.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Its rules do not compile.
    #[error(transparent)]
    Compile(#[from] CompileError),
}

impl Policy {
    /// Reads and compiles the pack of a folder, with the packs that it uses.
    ///
    /// # Errors
    /// If the folder cannot be read, or any file has an error; all findings are in it.
    pub fn load(folder: impl AsRef<Path>) -> Result<Policy, LoadError> {
        let files = read_pack(folder)?;
        Ok(Policy::compile(&files.sources, &files.folder)?)
    }
}

/// Reads the pack of a folder, and all packs that it uses. A used folder that does not exist is left to the checker.
///
/// # Errors
/// If the path is no folder with rule files, or something in it cannot be read.
pub fn read_pack(folder: impl AsRef<Path>) -> Result<PackFiles, ReadError> {
    let given = folder.as_ref();
    let path = given.display().to_string();
    if !given.exists() {
        return Err(ReadError::Absent { path });
    }
    if !given.is_dir() && given.extension().is_none_or(|extension| extension != "whereas") {
        return Err(ReadError::NotAPack { path });
    }
    if !given.is_dir() {
        let parent = given.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        return Err(ReadError::OneFile { path, folder: parent.display().to_string() });
    }
    let folder = named(given);
    let mut reader = FolderReader { sources: Sources::new(), seen: BTreeMap::new() };
    let mut waiting = vec![folder.clone()];
    while let Some(next) = waiting.pop() {
        waiting.extend(reader.folder(&next)?);
    }
    if reader.sources.pack_files(&folder).is_empty() {
        return Err(ReadError::NotAPack { path });
    }
    Ok(PackFiles { sources: reader.sources, folder })
}

/// The packs that a path stands for: itself if rule files lie in it, else each folder in it that holds some, sorted.
///
/// # Errors
/// If neither is so, or the folder cannot be read.
pub fn packs_in(path: impl AsRef<Path>) -> Result<Vec<PathBuf>, ReadError> {
    let path = path.as_ref();
    if !path.is_dir() || holds_rules(path)? {
        return Ok(vec![path.to_owned()]);
    }
    let mut packs = Vec::new();
    for entry in entries(path)? {
        if entry.is_dir() && holds_rules(&entry)? {
            packs.push(entry);
        }
    }
    if packs.is_empty() { Err(ReadError::NotAPack { path: path.display().to_string() }) } else { Ok(packs) }
}

/// The path as the sources know it. A folder that is given as `.` or `..` gets its name, which the pack's name comes from.
fn named(path: &Path) -> String {
    let clean = join_path(".", &path.display().to_string());
    if clean != "." && !clean.ends_with("..") {
        return clean;
    }
    let whole = path.canonicalize().ok();
    match whole.as_deref().and_then(Path::file_name) {
        Some(name) => join_path(&clean, &format!("../{}", name.display())),
        None => clean,
    }
}

fn io(path: &Path, error: std::io::Error) -> ReadError {
    ReadError::Io { path: path.display().to_string(), error }
}

/// What lies in a folder, sorted.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let read = std::fs::read_dir(folder).map_err(|error| io(folder, error))?;
    let mut paths = Vec::new();
    for entry in read {
        paths.push(entry.map_err(|error| io(folder, error))?.path());
    }
    paths.sort();
    Ok(paths)
}

/// Anything of that extension but a folder; a link that leads nowhere too, or its rules would be passed over.
fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|extension| extension == wanted) && !path.is_dir()
}

/// The bytes of a file; of one beyond the limit so many that the reader sees it.
fn bytes_of(path: &Path) -> Result<Vec<u8>, ReadError> {
    let about = std::fs::metadata(path).map_err(|error| io(path, error))?;
    if !about.is_file() {
        return Err(ReadError::NoFile { path: path.display().to_string() });
    }
    let file = std::fs::File::open(path).map_err(|error| io(path, error))?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|error| io(path, error))?;
    Ok(bytes)
}

fn holds_rules(folder: &Path) -> Result<bool, ReadError> {
    Ok(entries(folder)?.iter().any(|path| has_extension(path, "whereas")))
}

struct FolderReader {
    sources: Sources,
    /// The folders that were read: the path under which, by what it is on the disk.
    seen: BTreeMap<PathBuf, String>,
}

impl FolderReader {
    /// Reads a folder's rules and tables; the folders that its rules use.
    fn folder(&mut self, folder: &str) -> Result<Vec<String>, ReadError> {
        let path = Path::new(folder);
        // What a `use` names need not be there; the checker says so at its place.
        let Ok(real) = path.canonicalize() else { return Ok(Vec::new()) };
        if let Some(other) = self.seen.get(&real) {
            let same = other == folder;
            let two = || ReadError::TwoPaths { path: folder.to_owned(), other: other.clone() };
            return if same { Ok(Vec::new()) } else { Err(two()) };
        }
        self.seen.insert(real, folder.to_owned());
        let mut used = Vec::new();
        if !path.is_dir() {
            return Ok(used);
        }
        for entry in entries(path)? {
            let rules = has_extension(&entry, "whereas");
            if !rules && !has_extension(&entry, "csv") {
                continue;
            }
            let name = entry.file_name().and_then(|name| name.to_str()).filter(|name| !name.contains('\\'));
            let Some(name) = name else {
                return Err(ReadError::Unnameable { path: entry.display().to_string() });
            };
            let bytes = bytes_of(&entry)?;
            if !rules && bytes.len() as u64 > MOST_BYTES {
                return Err(ReadError::TooLarge { path: entry.display().to_string(), mebibytes: MOST_BYTES >> 20 });
            }
            let file = join_path(folder, name);
            if rules {
                used.extend(check::uses(&file, &String::from_utf8_lossy(&bytes)));
            }
            self.sources.add(&file, bytes);
        }
        Ok(used)
    }
}
