//! Packs of the tests, compiled.

use whereas::diagnostic::Severity;
use whereas::{Policy, Sources};

/// Compiles a pack of one file.
pub(crate) fn pack(text: &str) -> Policy {
    let mut sources = Sources::new();
    sources.add("p/p.whereas", text);
    match Policy::compile(&sources, "p") {
        Ok(policy) => policy,
        Err(error) => {
            let found = error.diagnostics().iter().filter(|found| found.severity() == Severity::Error).map(|found| {
                let place = error.files().iter().find(|file| file.id == found.span().file);
                let line = place.map_or("", |file| {
                    let at = file.line_column(found.span().start);
                    text.lines().nth(at.line.saturating_sub(1) as usize).unwrap_or("")
                });
                format!("{:?} {}: {line}", found.code, found.message)
            });
            panic!("the pack does not compile:\n{}", found.collect::<Vec<_>>().join("\n"))
        }
    }
}
