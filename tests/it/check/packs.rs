//! Packs over several files and folders.

use super::{check, checked, errors, with_source};
use whereas::check::uses;

const CASE: &str = "record Case\n  consent_given: yes/no\n  state: country\n";

#[test]
fn a_pack_of_two_files_sees_all_its_names() {
    let text = format!(
        "{CASE}\n# file: demo/question.whereas\nquestion transfer for Case \"s\"\n\nrequirement consent of transfer \"s\" met when consent_given\n"
    );
    assert_eq!(errors(&text), Vec::<&str>::new(), "{}", check(&text));
}

#[test]
fn used_packs_in_order_of_discovery_and_only_their_own_names() {
    let text = "use \"../b\"\nrecord Case\n  kind: Kind\n# file: b/b.whereas\nuse \"../c\"\nrecord B\n  kind: Kind\n# file: c/c.whereas\nchoice Kind: life\n";
    // `Kind` is visible in b, which uses c, not in demo, which uses b.
    insta::assert_snapshot!(with_source(text));
}

#[test]
fn packs_and_files_of_the_policy() {
    let text = "use \"../b\"\ntable parties of Party from \"p.csv\"\n# file: b/b.whereas\nrecord Party\n  state: country\n# file: demo/p.csv\nstate\nDE\n";
    let policy = checked(text).policy.expect("no errors");
    let paths: Vec<&str> = policy.files.iter().map(|file| &*file.path).collect();
    assert_eq!(paths, ["demo/demo.whereas", "b/b.whereas", "demo/p.csv"]);
    assert_eq!(policy.packs.iter().map(|pack| &*pack.name).collect::<Vec<_>>(), ["demo", "b"]);
    assert_eq!(policy.packs[0].files, [0, 2]);
    assert_eq!(policy.packs[1].files, [1]);
}

#[test]
fn the_digest_of_a_pack_changes_with_its_table() {
    let text = |cell: &str| {
        format!("record Party\n  state: country\ntable parties of Party from \"p.csv\"\n# file: demo/p.csv\nstate\n{cell}\n")
    };
    let digest = |text: &str| checked(text).policy.expect("no errors").packs[0].digest.clone();
    assert_eq!(digest(&text("DE")), digest(&text("DE")));
    assert_ne!(digest(&text("DE")), digest(&text("US")));
}

#[test]
fn qualifier_and_ambiguity() {
    let text = "use \"../a\"\nuse \"../b\" as other\nrecord Case\n  one: a.Kind\n  two: other.Kind\n  three: Kind\n# file: a/a.whereas\nchoice Kind: life\n# file: b/b.whereas\nchoice Kind: life\n";
    insta::assert_snapshot!(with_source(text));
}

#[test]
fn a_derived_fact_is_read_by_its_qualified_name() {
    let facts = "# file: facts/f.whereas\nrecord Member\n  a: yes/no\n\nrecord Case\n  a: yes/no\n  spouse: Member\n  family: list of Member\n";
    let pack = |name: &str| {
        format!(
            "# file: {name}/d.whereas\nuse \"../facts\"\ndefine bound for Member: yes/no \"b\" as a\n\ndefine bound for Case: yes/no \"b\" as a\n\ndefine alone_{name} for Case: yes/no \"c\" as a\n"
        )
    };
    let found = |condition: &str| {
        let text = format!(
            "use \"../old\"\nuse \"../two\" as other\nuse \"../facts\"\nquestion q for Case \"s\"\nrequirement r of q \"s\" met when {condition}\n{facts}{}{}",
            pack("old"),
            pack("two")
        );
        errors(&text).join(" ")
    };
    for (condition, codes) in [
        ("old.bound and other.bound", ""),
        ("old.alone_old and alone_two", ""),
        ("spouse.old.bound", ""),
        ("some m in family where (m.other.bound and m.a)", ""),
        ("bound", "E202"),
        ("spouse.bound", "E202"),
        ("some m in family where (m.bound)", "E202"),
        ("two.bound", "E200"),
        ("spouse.old.alone_old", "E200"),
        ("some m in family where (m.old.bound.a)", "E221"),
    ] {
        assert_eq!(found(condition), codes, "{condition}");
    }
}

/// The pack's own derived fact is meant by the bare name, and the other by the qualified old.
#[test]
fn a_derived_fact_of_the_own_pack_hides_no_qualified_one() {
    let text = "use \"../acts\"\nuse \"../facts\"\nquestion q for Case \"s\"\n\ndefine bound: yes/no \"b\" as acts.bound and a\n\nrequirement r of q \"s\" met when bound\n\n# file: acts/l.whereas\nuse \"../facts\"\ndefine bound for Case: yes/no \"b\" as a\n# file: facts/f.whereas\nrecord Case\n  a: yes/no\n";
    assert_eq!(errors(text), Vec::<&str>::new(), "{}", check(text));
}

#[test]
fn own_names_come_before_used_ones() {
    let text = "use \"../a\"\nchoice Kind: own\nrecord Case\n  kind: Kind\n# file: a/a.whereas\nchoice Kind: used\n";
    let policy = checked(text).policy.expect("no errors");
    assert_eq!(policy.records[0].fields[0].ty, whereas::policy::Type::Choice(whereas::policy::ChoiceId(0)));
}

#[test]
fn a_circle_of_three_packs_shows_every_step() {
    insta::assert_snapshot!(with_source(
        "use \"../b\"\n# file: b/b.whereas\nuse \"../c\"\n# file: c/c.whereas\nuse \"../demo\"\n"
    ));
}

#[test]
fn two_ways_to_one_pack_are_no_circle() {
    let text = "use \"../b\"\nuse \"../c\"\n# file: b/b.whereas\nuse \"../c\"\n# file: c/c.whereas\nchoice Kind: life\n";
    assert_eq!(errors(text), Vec::<&str>::new(), "{}", check(text));
}

#[test]
fn a_folder_without_rules() {
    let checked = whereas::check::check(&super::sources(""), "nowhere");
    assert!(checked.policy.is_none());
    assert_eq!(checked.diagnostics[0].code.as_str(), "E100");
}

#[test]
fn what_a_file_uses() {
    let text = "use \"../common\"\nuse \"sub/../../x\" as y\n";
    assert_eq!(uses("rules/ets112/a.whereas", text), ["rules/common", "rules/x"]);
}

#[test]
fn a_norm_of_anothers_question() {
    insta::assert_snapshot!(with_source(&format!(
        "use \"../base\"\n\nexception early to consent of transfer\n  \"s\"\n  when consent_given\n\n# file: base/base.whereas\n{CASE}\nquestion transfer for Case \"s\"\n\nrequirement consent of transfer \"s\"\n  met when consent_given\n"
    )));
}
