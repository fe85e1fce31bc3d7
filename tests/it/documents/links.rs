//! What the pages point to exists, and they speak of nothing outside the repository.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::pages;

/// Folders whose paths are checked where they stand in backticks.
const FOLDERS: [&str; 7] = ["src/", "docs/", "rules/", "tests/", "examples/", "grammar/", "benches/"];

/// Beginnings of paths on somebody's machine, and words about what is not there yet.
const OUTSIDE: [&str; 7] = ["/home/", "/Users/", "/root/", "/tmp/", "C:\\", "TODO", "oadmap"];

/// The text of a page without its blocks of code.
fn prose(page: &str) -> String {
    let mut inside = false;
    let mut prose = String::new();
    for line in page.lines() {
        if line.starts_with("```") {
            inside = !inside;
        } else if !inside {
            prose.push_str(line);
            prose.push('\n');
        }
    }
    prose
}

/// The targets of links: `[text](target)`.
fn targets(prose: &str) -> Vec<&str> {
    prose.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect()
}

/// The path without `.` and `..`; none if it leaves the repository.
fn within(path: &Path) -> Option<PathBuf> {
    let mut within = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir if !within.pop() => return None,
            Component::ParentDir | Component::CurDir => {}
            Component::Normal(name) => within.push(name),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(within)
}

/// The anchors of a page: its headings in lower case, blanks as hyphens, signs left out.
fn anchors(page: &str) -> Vec<String> {
    let headings = prose(page)
        .lines()
        .filter_map(|line| line.strip_prefix('#').map(|rest| rest.trim_start_matches('#').trim().to_owned()))
        .collect::<Vec<_>>();
    let anchor = |heading: &String| {
        let kept = heading.to_lowercase();
        let kept = kept.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'));
        kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
    };
    headings.iter().map(anchor).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (path, page) in pages() {
        for target in
            targets(&prose(&page)).into_iter().filter(|target| !target.contains("://") && !target.starts_with("mailto:"))
        {
            count += 1;
            let (file, anchor) = target.split_once('#').map_or((target, None), |(file, anchor)| (file, Some(anchor)));
            let folder = path.parent().unwrap_or(Path::new(""));
            let there = if file.is_empty() { Some(path.clone()) } else { within(&folder.join(file)) };
            let Some(there) = there.filter(|there| there.exists()) else {
                wrong.push(format!("{}: {target}", path.display()));
                continue;
            };
            let missing =
                anchor.filter(|anchor| !anchors(&fs::read_to_string(&there).unwrap()).iter().any(|known| known == anchor));
            wrong.extend(missing.map(|_| format!("{}: {target}: no such heading", path.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 10, "{count}");
}

#[test]
fn every_path_in_backticks_exists() {
    let mut wrong = Vec::new();
    for (path, page) in pages() {
        for named in
            prose(&page).split('`').skip(1).step_by(2).filter(|named| FOLDERS.iter().any(|folder| named.starts_with(folder)))
        {
            // `CODE` stands for the code of any finding.
            if !Path::new(&named.replace("CODE", "E001")).exists() {
                wrong.push(format!("{}: {named}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What stands behind each invariant is there: a file of tests, or a function of one.
#[test]
fn every_test_of_an_invariant_exists() {
    let page = fs::read_to_string("ARCHITECTURE.md").unwrap();
    let invariants = page.split("## Invariants").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap();
    let mut count = 0;
    for named in invariants.split('`').skip(1).step_by(2) {
        let Some((modules, test)) =
            named.rsplit_once("::").filter(|(_, test)| test.starts_with(char::is_lowercase) && test.contains('_'))
        else {
            continue;
        };
        count += 1;
        let path = format!("tests/it/{}", modules.replace("::", "/"));
        // A module may stand inside the file of the one around it.
        let around = modules.rsplit_once("::").map_or(modules, |(around, _)| around);
        let places =
            [format!("{path}.rs"), format!("{path}/mod.rs"), format!("tests/it/{around}.rs"), format!("tests/{modules}/main.rs")];
        let there = places.iter().any(|place| fs::read_to_string(place).is_ok_and(|text| text.contains(&format!("fn {test}("))));
        assert!(there, "{named}");
    }
    assert!(count > 10, "{count}");
}

#[test]
fn the_pages_speak_of_what_is_there() {
    let mut wrong = Vec::new();
    for (path, page) in pages() {
        let found = OUTSIDE.iter().filter(|word| page.contains(**word));
        wrong.extend(found.map(|word| format!("{}: {word}", path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
