//! Where bytes go: stdout, or a file that appears whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::cli::exit::Failure;

/// Bytes written on the way to a file or stdout. A file is written beside its place and moved there at the end.
#[derive(Debug)]
pub(super) struct Sink {
    to: To,
    name: String,
}

#[derive(Debug)]
enum To {
    Stdout(BufWriter<io::Stdout>),
    /// A pipe or device: written to as it stands.
    Device(BufWriter<File>),
    File {
        writer: Option<BufWriter<File>>,
        part: PathBuf,
        path: PathBuf,
    },
}

impl Sink {
    pub(super) fn stdout() -> Sink {
        Sink { to: To::Stdout(BufWriter::with_capacity(1 << 16, io::stdout())), name: "the output".to_owned() }
    }

    pub(super) fn file(path: &str) -> Result<Sink, Failure> {
        let name = format!("`{path}`");
        let path = PathBuf::from(path);
        if path.is_dir() {
            return Err(Failure::usage(format!("{name} is a folder, not a file")));
        }
        let failure = |error| Failure::output(&name, &error);
        if is_device(&path) {
            let file = File::options().write(true).open(&path).map_err(failure)?;
            return Ok(Sink { to: To::Device(BufWriter::with_capacity(1 << 16, file)), name });
        }
        // A link is followed: what it leads to is the file that was meant.
        let path = path.canonicalize().unwrap_or(path);
        let permissions = fs::metadata(&path).ok().map(|about| about.permissions());
        if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
            return Err(Failure::usage(format!("{name} is write-protected")));
        }
        let part = with_suffix(&path, ".part");
        let file = File::create(&part).map_err(failure)?;
        if let Some(permissions) = permissions {
            fs::set_permissions(&part, permissions).map_err(failure)?;
        }
        let writer = Some(BufWriter::with_capacity(1 << 16, file));
        Ok(Sink { to: To::File { writer, part, path }, name })
    }

    /// What went wrong with it, in words.
    pub(super) fn failure(&self, error: &io::Error) -> Failure {
        Failure::output(&self.name, error)
    }

    /// Writes the rest; a file gets its name.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        self.finish_io().map_err(|error| self.failure(&error))
    }

    fn finish_io(&mut self) -> io::Result<()> {
        self.flush()?;
        if let To::File { writer, part, path } = &mut self.to {
            drop(writer.take());
            fs::rename(part, path)?;
        }
        Ok(())
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            To::Stdout(out) => out.write(bytes),
            To::Device(out) => out.write(bytes),
            To::File { writer, .. } => writer.as_mut().map_or(Ok(0), |writer| writer.write(bytes)),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Stdout(out) => out.flush(),
            To::Device(out) => out.flush(),
            To::File { writer, .. } => writer.as_mut().map_or(Ok(()), Write::flush),
        }
    }
}

impl Drop for Sink {
    /// A run that failed leaves no half file.
    fn drop(&mut self) {
        if let To::File { writer, part, .. } = &mut self.to
            && writer.take().is_some()
        {
            // If it cannot be removed there is nothing better to do.
            let _ = fs::remove_file(part);
        }
    }
}

/// Whether something is there that is neither file nor folder: a pipe or a device, which no file may replace.
pub(super) fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir())
}

/// Whether stdout leads into that file.
#[cfg(unix)]
pub(super) fn is_stdout(path: &Path) -> bool {
    use std::os::fd::AsFd;
    use std::os::unix::fs::MetadataExt;
    let stdout = io::stdout().as_fd().try_clone_to_owned().and_then(|stdout| File::from(stdout).metadata());
    let same = |stdout: fs::Metadata, file: fs::Metadata| (stdout.dev(), stdout.ino()) == (file.dev(), file.ino());
    stdout.and_then(|stdout| Ok(stdout.is_file() && same(stdout, fs::metadata(path)?))).unwrap_or(false)
}

/// Elsewhere the system does not say.
#[cfg(not(unix))]
pub(super) fn is_stdout(_: &Path) -> bool {
    false
}

/// A file name with something behind its extension.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
