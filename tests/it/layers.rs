//! Data flows one way: a lower layer never imports a higher one.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers of `src/`, lowest first. Those of one line stand beside each other and do not import each other.
const LAYERS: &[&[&str]] = &[
    &["source"],
    &["diagnostic", "logic"],
    &["syntax"],
    &["policy"],
    &["check", "plan", "records"],
    &["eval"],
    &["reason"],
    &["verdict"],
    &["api", "audit"],
    &["interview", "testing"],
    &["fs"],
    &["cli"],
];

fn level(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
}

/// The modules of the crate that a text names as `crate::MODULE`.
fn imports(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let named = |rest: &str| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>();
    code.split("crate::").skip(1).map(named).collect()
}

#[test]
fn no_layer_imports_a_higher_one() {
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in files {
        let module = file.strip_prefix("src").unwrap().components().next().unwrap();
        let module = module.as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned();
        if module == "lib" || module == "main" {
            continue;
        }
        let own = level(&module).unwrap_or_else(|| panic!("`{module}` has no layer in this test"));
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.contains("crate::{"), "{}: this test does not read lists of modules", file.display());
        for import in imports(&text) {
            let Some(other) = level(&import) else { continue };
            seen += 1;
            if import != module && other >= own {
                wrong.push(format!("{} imports {import}", file.display()));
            }
        }
    }
    assert!(seen > 50, "the test reads no imports");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_one_module_knows_the_grammar_library() {
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        if text.contains("pest::") {
            assert!(file.starts_with("src/syntax"), "{} uses pest", file.display());
        }
    }
}

#[test]
fn the_core_reads_no_clock_file_or_network() {
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    for file in files {
        if file.starts_with("src/cli") || file.starts_with("src/fs.rs") || file.starts_with("src/main.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        for word in
            ["std::{", "std::fs", "std::net", "std::time", "std::thread", "std::env::", "std::process", "println!", "Utc::"]
        {
            assert!(!text.contains(word), "{} uses {word}", file.display());
        }
    }
}
