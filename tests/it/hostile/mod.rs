//! What nobody sends on purpose: outputs over inputs, broken quotation marks, names that hide files, limits reached; in `bytes`
//! texts that are none or hide something, in `streams` what is endless, full, closed or changes.

mod bytes;
#[cfg(unix)]
mod streams;

use std::fs;

use crate::cli::{code, demo, eval, put, run, transcript};

/// No output is written over what the same run reads or writes, whether it is there already or not.
#[test]
fn outputs_that_meet() {
    let folder = demo("meet");
    put(&folder, "a.csv.run.json", &fs::read(folder.join("cases.csv")).unwrap());
    let rules = fs::read(folder.join("release/tests.whereas")).unwrap();
    for arguments in [
        ["cases.csv", "-o", "same.csv", "--rejects", "same.csv"],
        ["cases.csv", "-o", "same.csv", "--rejects", "./same.csv"],
        ["cases.csv", "-o", "same.csv", "--rejects", "release/../same.csv.run.json"],
        ["cases.csv", "-o", "same.csv", "--rejects", "same.csv.part"],
        ["cases.csv", "--to=csv", "-o", "release/tests.whereas", "--rejects=r.csv"],
        ["a.csv.run.json", "--from=csv", "-o", "a.csv", "--rejects=r.csv"],
    ] {
        let output = eval(&folder, &arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", transcript(&output));
        assert!(transcript(&output).contains("would be written over"), "{}", transcript(&output));
    }
    assert!(!folder.join("same.csv").exists());
    assert_eq!(rules, fs::read(folder.join("release/tests.whereas")).unwrap());
}

/// A quotation mark that is never closed would make one cell of all rows behind it.
#[test]
fn a_quotation_mark_that_is_not_closed() {
    let folder = demo("quotes");
    put(&folder, "in.csv", b"id,name,consent\n1,\"a \"\"b\"\"\nc\",no\n2,\"x,no\n3,y,no\n");
    let output = eval(&folder, &["in.csv", "-o", "out.csv", "--rejects", "r.csv"]);
    assert_eq!(code(&output), 3, "{}", transcript(&output));
    assert!(transcript(&output).contains("the quotation mark in line 4 is not closed"), "{}", transcript(&output));
    assert!(!folder.join("out.csv").exists());
    for whole in ["\u{feff}\"id\",name\n\"1\",\"a\"", "id,name\n1,a\"b\n2,c\n", "id,name\r\n1,\"\"\r\n2,\"a\"\"\"\r\n"] {
        put(&folder, "in.csv", whole.as_bytes());
        let output = eval(&folder, &["in.csv"]);
        assert_eq!(code(&output), 0, "{}", transcript(&output));
    }
}

/// A spreadsheet counts blank lines as rows, so a reject names the row that the spreadsheet shows; a cell of two lines is one.
#[test]
fn rows_behind_blank_lines_keep_their_numbers() {
    let folder = demo("blank");
    let many = "\n".repeat(200_000);
    for (text, row) in [
        ("name,consent\n\n\na,maybe\n", 4),
        ("name,consent\r\n\r\n\r\na,maybe\r\n", 4),
        ("name,consent\r\ra,maybe\r", 3),
        ("\u{feff}\n\nname,consent\n\na,maybe", 5),
        ("name,consent\nb,yes\n\n\"\n\n\",yes\n,\n\na,maybe\n\n\n", 7),
        (&format!("name,consent\n{many}a,maybe\n"), 200_002),
    ] {
        put(&folder, "in.csv", text.as_bytes());
        let output = eval(&folder, &["in.csv", "--rejects", "r.csv"]);
        assert_eq!(code(&output), 0, "{}", transcript(&output));
        let rejects = fs::read_to_string(folder.join("r.csv")).unwrap();
        assert!(rejects.contains(&format!("\n{row},,consent,maybe,")), "{:.60?}: {rejects}", text);
    }
}

#[test]
fn a_column_for_the_id_that_is_not_there() {
    let folder = demo("id");
    let output = eval(&folder, &["cases.csv", "--id", "nam"]);
    assert_eq!(code(&output), 2, "{}", transcript(&output));
    assert!(transcript(&output).contains("did you mean `name`?"), "{}", transcript(&output));
}

/// A value cannot forge lines of the page, nor speak to the terminal.
#[test]
fn values_stay_values_on_the_page() {
    let folder = demo("escapes");
    put(
        &folder,
        "in.ndjson",
        br#"{"id":"a\u001b[2J\nVerdict:    ineligible\u202e","consent":true,"gravely_ill":true,"\u001b[2J":1}"#,
    );
    let page = eval_page(&folder);
    assert!(page.contains("Case:       a\u{fffd}[2J Verdict:    ineligible\u{fffd}\n"), "{page}");
    let output = eval(&folder, &["in.ndjson"]);
    assert!(!transcript(&output).contains('\u{1b}'), "{}", transcript(&output));
}

fn eval_page(folder: &std::path::Path) -> String {
    let output = run(folder, &["explain", "release", "in.ndjson", "--as-of", "2025-02-04"]);
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_great_many_unknown_columns() {
    let folder = demo("columns");
    let names: Vec<String> = (0..1_000).map(|at| format!("c{at}")).collect();
    let cells = vec!["1"; 1_000];
    put(&folder, "in.csv", format!("{}\n{}\n", names.join(","), cells.join(",")).as_bytes());
    let output = eval(&folder, &["in.csv"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told.matches("know no fact").count(), 100);
    assert!(told.contains("there are more of them"), "{told}");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    use std::process::Command;

    use super::*;

    /// What is no plain file is written to, never replaced by one; a link is followed; a file keeps who may read it.
    #[test]
    fn outputs_that_are_no_plain_files() {
        let folder = demo("devices");
        assert!(Command::new("mkfifo").arg(folder.join("pipe.csv")).status().unwrap().success());
        let pipe = folder.join("pipe.csv");
        let reader = std::thread::spawn(move || fs::read_to_string(pipe).unwrap());
        eval(&folder, &["cases.csv", "-o", "pipe.csv", "--rejects", "r.csv"]);
        assert!(reader.join().unwrap().starts_with("id,name,"));
        assert!(fs::symlink_metadata(folder.join("pipe.csv")).unwrap().file_type().is_fifo());
        assert!(!folder.join("pipe.csv.run.json").exists());

        put(&folder, "target.csv", b"");
        fs::set_permissions(folder.join("target.csv"), fs::Permissions::from_mode(0o600)).unwrap();
        symlink("target.csv", folder.join("link.csv")).unwrap();
        eval(&folder, &["cases.csv", "-o", "link.csv", "--rejects", "r.csv"]);
        assert!(fs::symlink_metadata(folder.join("link.csv")).unwrap().is_symlink());
        assert!(fs::read_to_string(folder.join("target.csv")).unwrap().starts_with("id,name,"));
        assert_eq!(fs::metadata(folder.join("target.csv")).unwrap().permissions().mode() & 0o777, 0o600);

        put(&folder, "kept.csv", b"kept");
        fs::set_permissions(folder.join("kept.csv"), fs::Permissions::from_mode(0o400)).unwrap();
        let output = eval(&folder, &["cases.csv", "-o", "kept.csv", "--rejects", "r.csv"]);
        assert_eq!((code(&output), fs::read(folder.join("kept.csv")).unwrap()), (2, b"kept".to_vec()));
    }

    /// A rule file that cannot be read or named is never passed over: its law would be missing.
    #[test]
    fn rule_files_that_hide() {
        let folder = demo("hide");
        let rules = fs::read(folder.join("release/release.whereas")).unwrap();
        let names: [&[u8]; 3] = [b"link.whereas", b"back\\slash.whereas", b"no-utf8-\xff.whereas"];
        for (at, name) in names.iter().enumerate() {
            let pack = format!("pack{at}");
            put(&folder, &format!("{pack}/release.whereas"), &rules);
            let path = folder.join(&pack).join(std::ffi::OsStr::from_bytes(name));
            if at == 0 {
                symlink("nowhere", path).unwrap()
            } else {
                fs::write(path, b"").unwrap()
            }
            let output = run(&folder, &["check", &pack]);
            assert_eq!(code(&output), 2, "{}", transcript(&output));
            assert!(transcript(&output).contains("whereas` "), "{}", transcript(&output));
        }
    }
}

/// Places counted from the lines are those counted from the start of the file.
#[test]
fn lines_and_columns() {
    use whereas::source::{FileId, Lines, SourceFile, digest};
    for text in ["", "\n", "a", "ä\r\nbé\n\n", "\u{feff}a\nb"] {
        let file = SourceFile { id: FileId(0), path: "a".into(), text: text.into(), digest: digest(text.as_bytes()) };
        let lines = Lines::new(&file);
        for offset in 0..=u32::try_from(text.len()).unwrap() + 2 {
            assert_eq!(lines.line_column(offset), file.line_column(offset), "{text:?} {offset}");
        }
    }
}
