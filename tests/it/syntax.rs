//! The parser: what it reads, what it finds, and that nothing makes it panic.

use std::sync::Arc;

use whereas::diagnostic::Diagnostic;
use whereas::source::{FileId, SourceFile, digest};
use whereas::syntax::{parse, tree};

fn file(text: &str) -> SourceFile {
    SourceFile { id: FileId(0), path: Arc::from("test.whereas"), text: Arc::from(text), digest: digest(text.as_bytes()) }
}

fn read(text: &str) -> (tree::File, Vec<Diagnostic>) {
    parse(&file(text))
}

/// The findings as a person would want them in a snapshot.
fn shown(text: &str) -> String {
    use std::fmt::Write as _;
    let file = file(text);
    let (_, findings) = parse(&file);
    let mut out = String::new();
    for finding in findings {
        let at = file.line_column(finding.span().start);
        let _ = writeln!(out, "{}:{} `{}` {}: {}", at.line, at.column, file.slice(finding.span()), finding.code, finding.message);
        for (word, text) in [("why", &finding.why), ("help", &finding.help)] {
            if let Some(text) = text {
                let _ = writeln!(out, "  {word}: {text}");
            }
        }
    }
    out
}

#[test]
fn the_law_of_the_rules_folder_is_read_without_findings() {
    let mut files = 0;
    for folder in std::fs::read_dir("rules").unwrap() {
        for entry in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "whereas") {
                files += 1;
                assert_eq!(shown(&std::fs::read_to_string(&path).unwrap()), "", "{}", path.display());
            }
        }
    }
    assert!(files > 2);
}

/// Parts of words and texts, whose examples stand at what they make up. Those of keywords are the published list.
const OF_LETTERS: [&str; 7] = ["blank", "WHITESPACE", "COMMENT", "idc", "straight", "curly_end", "curly"];

#[test]
fn each_rule_of_the_grammar_takes_and_refuses_its_examples() {
    let grammar = include_str!("../../grammar/whereas.pest");
    let mut examples: Vec<(bool, &str)> = Vec::new();
    let mut wrong: Vec<String> = Vec::new();
    for line in grammar.lines() {
        if let Some(example) = line.strip_prefix("//# accept: ") {
            examples.push((true, example));
        } else if let Some(example) = line.strip_prefix("//# reject: ") {
            examples.push((false, example));
        } else if let Some((rule, _)) = line.split_once('=').filter(|_| !line.starts_with([' ', '/'])) {
            let rule = rule.trim();
            let both = [true, false].iter().all(|wanted| examples.iter().any(|(accept, _)| accept == wanted));
            if !both && !rule.starts_with("kw_") && !OF_LETTERS.contains(&rule) {
                wrong.push(format!("{rule}: an example that it takes, and one that it refuses"));
            }
            for (accept, example) in examples.drain(..) {
                let (text, after) = example.split_once('¦').unwrap_or((example, ""));
                if whereas::syntax::grammar_takes(rule, text, after) != Some(accept) {
                    wrong.push(format!("{rule}: {} {example}", if accept { "accept" } else { "reject" }));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_page_of_a_syntax_finding_triggers_it_alone_and_is_mended() {
    use std::fmt::Write as _;
    use whereas::diagnostic::{Code, page};
    let mut out = String::new();
    for code in Code::ALL.iter().filter(|code| code.as_str().starts_with("E0")) {
        let blocks = crate::documents::rules(page(*code));
        assert_eq!(blocks.len(), 2, "{code}");
        let codes: Vec<Code> = read(blocks[0]).1.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [*code], "{code}: {}", shown(blocks[0]));
        assert_eq!(shown(blocks[1]), "", "{code}");
        let _ = writeln!(out, "{}", shown(blocks[0]));
    }
    insta::assert_snapshot!(out);
}

/// Wraps a condition into an item of its own.
fn condition(text: &str) -> String {
    format!("requirement r of q\n  \"sentence\"\n  met when {text}\n")
}

#[test]
fn near_misses() {
    use std::fmt::Write as _;
    let conditions = [
        "a == b",
        "a != b",
        "a <> b",
        "a => b",
        "a ≥ b",
        "a || b",
        "!a",
        "a & b",
        "a and b or c and not d",
        "(a or b and c) and d",
        "a is b is c",
        "a exists exists",
        "a is one of b, c",
        "a is not one of b",
        "all of a, b",
        "if a then b else c",
        "if a then b",
        "a – b",
        "a-b",
        "a -5",
        "d is 2025–02–03",
        "d is 03.02.2025",
        "d is 2025-13-01",
        "d is 2025-02-30",
        "n is 20 000",
        "n is 1,000",
        "n is 1,5",
        "n is 007",
        "p is 6months",
        "p is 1.5 months",
        "n is 99999999999999999999999999999",
        "a is 'b'",
        "a is “b",
        "(a",
        "a)",
        "(a]",
        "a and",
        "a or or b",
        "known before today",
        "not power",
        "a at 5",
        "a between 1 or 2",
        "a is from b",
        "d from e",
        "some x in l (x.a)",
        "every x in l where (x.a)",
        "no x of l",
        "at least two of (a, b)",
        "5 is eligible",
        "a is b cites",
        "deem",
        "x rounded up",
        "age of d on e",
        "a\u{202E} is b",
        "a is \"x\u{202E}y\"",
        "a \u{0} b",
        "a \u{FFFD} b",
        "nаme is b",
        "a $ b",
        "a is known unknown",
        "a then b",
        "a .b",
        "a..b",
        "a is not in b",
        "days from a",
        "number of children",
        "sum of x.f",
        "a is none of b",
        "a is 5 %",
        "not",
        "",
        "a is USD 5",
        "a is 5 usd",
        "{a",
        "a is {b: }",
        "when a",
        "met when a",
        "a not more than 3",
        "a is greater than 3",
        "a no later than b",
        "a is at least 3",
        "a is between 3 and 5",
        "each x in l satisfies (x.a)",
        "any x in l where (x.a)",
        "a greater than or equal to 3",
        "a is not equal to b",
        "a within 6 months of c.release and b",
        "a within b",
        "a unless b",
        "a AND b",
        "NOT a",
        "a, and b",
        "a.",
        "a or b,",
        "a after 1 January 2015",
        "a after 1st of March, 2015",
        "a is March 2, 2015",
        "a before 31 February 2015",
        "a is 1/7/2022",
        "a is 25/12/2022",
        "a is 2022/7/1",
        "a is 1/2/3",
        "a 5 or more",
        "a is 5 years or more and b",
        "a at least 1 year and 6 months or longer",
        "a is limit or more",
        "a is 100 USD or less",
        "a is 2024-01-01 or later",
        "a over 5",
        "a is over 5",
        "a up to 5 years",
        "a is up to 5 years",
        "a is under 5",
        "a exceeding 5",
        "a in excess of 5",
        "a is either b or c",
        "a at least b rounded up to",
        "some p in periods of one year from b to c satisfies (d)",
        "a at least six months",
        "a is b plus a year",
        "a more than one",
        "either a or b",
        "d at least 18 years before today",
        "d less than 1 year before today and a",
        "d more than 3 days after e plus 1 day",
        "d at most 6 months before e.f",
        "d at most 6 before e",
    ];
    let items = [
        "requirement r of q met when a",
        "requirement of q r \"s\" met when a",
        "requirement r q \"s\" met when a",
        "requirment r of q \"s\"",
        "requirement r of q \"s\"",
        "requirement r of q \"s\" met a",
        "requirement r of q \"s\" when met a",
        "requirement r of q \"s\" force in from 2020-01-01 met when a",
        "requirement r of q \"s\" met when a in force from 2020",
        "requirement r of q \"s\" met when a met when b",
        "bar b of q \"s\" met when a",
        "exception e of r \"s\" when a",
        "exception e to r \"s\" when a",
        "note n of q shown when a",
        "question q \"s\"",
        "question q for R",
        "question q for R \"s\" law as on d",
        "deem f is v when a \"s\"",
        "deem f is d plus 1 day when a \"s\" in q",
        "presume f is d plus 3 days \"s\"",
        "presume f is d plus 3 days when a \"s\"",
        "bar b of q \"s\" bars when if a then b",
        "bar b of q \"s\" bars when a and (if b then c)",
        "power p of q \"s\"",
        "choice K a, b",
        "choice K: a \"x\" b \"y\"",
        "choice when: a",
        "record R\n  a yes/no",
        "record R\n  a: yes",
        "record R\n  a: set of set of country",
        "record R\n  a: date or nothing",
        "record R\n  a: number from 0",
        "record R\n  a: date assessment by \"who\"",
        "parameter p: period from 2020-01-01 6 months",
        "parameter p: period from 2020-01-01: 6 months, 1 year",
        "define d: yes/no",
        "define d: K is a when b",
        "define d: K by table",
        "presume f when a \"s\"",
        "presume f is v when a",
        "reading r option a",
        "table t of R",
        "table t of R\n  | a | b",
        "list l of country from 2020-01-01:",
        "test \"t\" of q given a: 1 expect eligible",
        "test \"t\" of q asked on 2025-02-04 given a: 1",
        "test \"t\" of q asked on 2025-02-04 given a 1 expect eligible",
        "test \"t\" of q asked on 2025-02-04 given a: 1 expect yes",
        "example e of R a: b + c",
        "use common",
        "source S",
        "source S \"t\" authority custom",
        "  requirement r of q \"s\" met when a",
        "foo bar",
        "> quoted only",
        "choice K: a\n  requirement r of q \"s\" met when a",
        "report r of q \"s\" as a",
        "define d: yes/no \"d\" by table\n  | a | d |\n  | 5 years or more | yes |\n  one match",
        "define d: yes/no \"d\" by table\n  | a | d |\n  | over 1 year | yes |\n  one match",
        "define d: yes/no \"d\" by table\n  | a | d |\n  | up to 1 year | yes |\n  one match",
        "define d: yes/no \"d\" by table\n  | a | d |\n  | exceeding 1 year and 6 months | yes |\n  one match",
        "define d: yes/no \"d\" by table\n  | a | d |\n  | 1 year or less | yes |\n  one match",
        "calendar\n  leap birthdays on 1 March\n  months run over 5",
        "example one of R a: 1\n\ntest \"t\" of q asked on 2025-02-04 given one expect eligible\n\ntest \"u\" of q asked on 2025-02-04 given one with a: 2 expect eligible\n\nexample other of R with one a: 3",
        "test \"t\" of q asked on 02/03/2024 given a: 1 expect eligible",
        "test \"t\" of q asked on 2025-02-04 given a: 1/3/2024 expect eligible",
        "test \"t\" of q asked on 2025-02-04 given \"base\" expect eligible",
        "test \"t\" of q asked on 2025-02-04 \"given\" base expect eligible",
        "test \"t\" of q given a: 1 expect eligible",
        "test \"t\" of q asked on: 2025-02-04 given a: 1 expect eligible",
        "test \"t\" of q asked on 2025-02-04 given a: 1 expect: eligible",
        "test \"t\" of q asked on 2025-02-04 given: a: 1 expect eligible",
        "parameter p: number from 1/7/2022: 5",
        "parameter p: number from 1 July 2022: 5",
        "requirement r of q \"s\" met when: a",
        "requirement r of q \"s\" met when a cites PA s. 7(2)\n  in force from 2020-01-01",
        "requirement r of q \"s\" cites PA 7 met when a",
        "requirement good conduct of parole \"s\" met when a",
        "requirement \"Good conduct\" of parole \"s\" met when a",
        "question parole for R \"s\"\nrequirement conduct \"s\" met when a",
        "record R\n  a: yes/no\n  good conduct: yes/no",
        "record Parole case \"s\"\n  a: yes/no",
        "record R\n  a: optional date \"s\"",
        "record R\n  a: date \"s\" or none",
        "record R\n  a: whole number from 0 to 120 \"age\"",
        "record R\n  a: number \"n\" from 0",
        "> The release is decided by the\ngovernor of the prison",
        "> The release is decided by the\nquestion that the governor asks",
        "> The release\nrequirment r of q \"s\"",
    ];
    let mut out = String::new();
    for text in conditions.iter().map(|text| condition(text)).chain(items.iter().map(|text| (*text).to_owned())) {
        let _ = writeln!(out, "{text}\n---\n{}", shown(&text));
    }
    insta::assert_snapshot!(out);
}

/// The condition of a requirement, with its structure in brackets.
fn structure(text: &str) -> String {
    let (file, findings) = read(&condition(text));
    assert_eq!(shown(&condition(text)), "");
    assert!(findings.is_empty());
    match &file.items[0].kind {
        tree::ItemKind::Norm(norm) => expr(&norm.condition),
        _ => panic!("a requirement"),
    }
}

fn exprs(list: &[tree::Expr]) -> String {
    list.iter().map(expr).collect::<Vec<_>>().join(", ")
}

fn a_loop(l: &tree::Loop) -> String {
    format!("{} in {} where {}", l.var.text, expr(&l.list), l.condition.as_ref().map_or("-".to_owned(), expr))
}

fn expr(e: &tree::Expr) -> String {
    use tree::ExprKind as K;
    match &e.kind {
        K::Path(path) => path.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join("."),
        K::Number(number) => number.to_string(),
        K::Money(number, currency) => format!("{number} {}", currency.text),
        K::Date(first, last) if first == last => first.to_string(),
        K::Date(first, last) => format!("{first}..{last}"),
        K::Period(period) => period.to_string(),
        K::Text(text) => format!("{text:?}"),
        K::YesNo(yes) => yes.to_string(),
        K::Set(list) => format!("{{{}}}", exprs(list)),
        K::Not(a) => format!("(not {})", expr(a)),
        K::And(list) => format!("(and {})", exprs(list)),
        K::Or(list) => format!("(or {})", exprs(list)),
        K::If(a, b, c) => format!("(if {}, {}, {})", expr(a), expr(b), expr(c)),
        K::Count(kind, list) => format!("({kind:?} {})", exprs(list)),
        K::Compare(op, a, b) => format!("({op:?} {}, {})", expr(a), expr(b)),
        K::Arith(op, a, b) => format!("({op:?} {}, {})", expr(a), expr(b)),
        K::Between(a, b, c) => format!("(between {}, {}, {})", expr(a), expr(b), expr(c)),
        K::FromUntil(a, b, c) => format!("(from {}, {}, {})", expr(a), expr(b), expr(c)),
        K::OneOf(not, a, list) => format!("(one of {not} {}: {})", expr(a), exprs(list)),
        K::Exists(yes, a) => format!("(exists {yes} {})", expr(a)),
        K::Known(yes, a) => format!("(known {yes} {})", expr(a)),
        K::Asks(path, None, verdict) => format!("(asks {} {verdict:?})", path.names[0].text),
        K::Asks(path, Some(on), verdict) => format!("(asks {} on {} {verdict:?})", path.names[0].text, on.names[0].text),
        K::TheOne(value, l) => format!("(the {} of {})", expr(value), a_loop(l)),
        K::Periods(every, from, to) => format!("(periods {} {} {})", expr(every), expr(from), expr(to)),
        K::DaysOf(days) => {
            let name = |path: &tree::Path| path.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".");
            let inside = match &days.inside {
                tree::Inside::Period(path) => name(path),
                tree::Inside::Dates(through, from, to) => format!("({through} {} {})", expr(from), expr(to)),
            };
            format!("(days of {} {} {} {} in {inside})", expr(&days.list), name(&days.from), days.through, name(&days.to))
        }
        K::Days(through, a, b) => format!("(days {through} {}, {})", expr(a), expr(b)),
        K::Completed(unit, a, b) => format!("(completed {unit:?} {}, {})", expr(a), expr(b)),
        K::AgeOf(a, b) => format!("(age {}, {})", expr(a), expr(b)),
        K::Rounded(how, a, b) => format!("(rounded {how:?} {}, {})", expr(a), expr(b)),
        K::Pick(extreme, list) => format!("({extreme:?} {})", exprs(list)),
        K::Quantifier(kind, l) => format!("({kind:?} {})", a_loop(l)),
        K::NumberOf(l) => format!("(number of {})", a_loop(l)),
        K::Aggregate(kind, a, l) => format!("({kind:?} {} for {})", expr(a), a_loop(l)),
        other => format!("{other:?}"),
    }
}

#[test]
fn precedence_and_forms() {
    let forms = [
        "a and b and not c",
        "not a is b",
        "not not a",
        "a or b or (c and d)",
        "a plus b * c - d / e at least 5",
        "a - b - c is d",
        "a between 1 and 2 and b",
        "a is from b plus 3 days until c and d",
        "a * b / 3 rounded up to 5 at least c rounded half even to 0.01 EUR",
        "a + (b / 3 rounded half up to step) + c * d",
        "(a + b) rounded down to 1 is c",
        "age of a.born on today at least 18 and age of (b) on c less than age",
        "a is not b",
        "a is none or b is not none",
        "a exists and b",
        "q is eligible or q is ineligible",
        "q for x.y is eligible and not q for z does not apply",
        "the fee.due of r in fees where (r.size is size) plus 1",
        "number of y in periods of 1 year and 6 months from (a plus 3 days) to today at least 2",
        "some y in periods of p from a to b where (days of stays from entered to left.on inside y at most 10)",
        "days of x.stays from entered through left inside (today minus 180 days through today) * 2",
        "the is 1 and periods is match",
        "ets112.transfer does not apply",
        "f is known and g is unknown",
        "a is one of (b, c) and d",
        "a is not one of (b, c)",
        "a in l and b not in m",
        "a only in b",
        "a overlaps {SV, US}",
        "a on or before b",
        "a on or after b plus 6 months",
        "a >= b",
        "a <= b and c < d and e > f",
        "if a then b otherwise c",
        "(if a then b otherwise c) is d",
        "all of (a, b or c)",
        "none of (a, b)",
        "at least 2 of (a, b, c)",
        "a at least 2",
        "a at least 1 year and 1 day and b",
        "a is 2 weeks",
        "some x in l where (x.a and b)",
        "no x in l",
        "every x in l satisfies (x.a)",
        "number of x in l where (x.a) at least 2",
        "sum of x.f for x in l where (x.a) at most 20_000 USD",
        "latest of x.d for x in l before today",
        "earlier of (a, b) after c",
        "days from a to b at most 90",
        "days from a through today plus 1 is 3",
        "completed years from a to b at least 18",
        "a is no and b is yes",
        "a is no in force from 2020-01-01",
        "a is 20%",
        "a is -5",
        "a is 2025-02-03",
        "a is \"x\" \"y\"",
        "a is “x”",
        "party.in.force is party.state",
        "days is 5 and number is 6",
        "(((a)))",
    ];
    let all: Vec<String> = forms.iter().map(|form| format!("{form}\n    {}", structure(form))).collect();
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn between_takes_the_and_of_two_periods() {
    let same = [
        ("p between 6 months and 12 months", "p between (6 months) and (12 months)"),
        ("p between 6 months and 1 year", "p between (6 months) and (1 year)"),
        ("p between 1 year and 18 months", "p between (1 year) and (18 months)"),
        ("p between 30 days and 2 weeks and 1 day", "p between (30 days) and (2 weeks and 1 day)"),
        ("p between 1 month and 40 days", "p between (1 month) and (40 days)"),
        ("p between 1 week and 7 days", "p between (1 week) and (7 days)"),
        ("p between 1 year and 1 day and 2 years", "p between (1 year and 1 day) and (2 years)"),
        ("p between 1 year and 1 month and 2 years", "p between (1 year and 1 month) and (2 years)"),
        ("p between 1 year and 1 day and limit", "p between (1 year and 1 day) and limit"),
        ("p between limit and 1 year and 1 day", "p between limit and (1 year and 1 day)"),
        ("p between limit plus 6 months and 12 months", "p between limit plus (6 months) and (12 months)"),
        ("p between 6 months and 12 months and ready", "p between (6 months) and (12 months) and ready"),
        ("p between 6 months and 12 months plus 1 day and ready", "p between (6 months) and (12 months) plus 1 day and ready"),
        ("p at least 1 year and 1 day", "p at least (1 year and 1 day)"),
        ("a between b and c and p at least 1 month and 40 days", "a between b and c and p at least (1 month and 40 days)"),
    ];
    for (form, in_brackets) in same {
        assert_eq!(structure(form), structure(in_brackets), "{form}");
    }
    for form in ["p between 1 year and 6 months", "p between 1 month and 31 days", "p between 6 months"] {
        let found = shown(&format!("requirement r of q \"s\" met when {form}\n"));
        assert!(found.contains("E001: `between` without `and`") && found.contains("in brackets"), "{found}");
    }
}

#[test]
fn all_items_make_the_tree_that_they_say() {
    let text = include_str!("syntax_items.whereas");
    assert_eq!(shown(text), "");
    insta::assert_snapshot!(without_places(&format!("{:#?}", read(text).0)));
}

/// A tree's debug form without its spans.
fn without_places(debug: &str) -> String {
    let mut out = String::new();
    let mut skipped_indent: Option<&str> = None;
    for line in debug.lines() {
        let indent = &line[..line.len() - line.trim_start().len()];
        match skipped_indent {
            Some(at) if at == indent => skipped_indent = None,
            Some(_) => {}
            None if line.trim_start().ends_with("Span {") => skipped_indent = Some(indent),
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

#[test]
fn one_broken_item_hides_no_other() {
    let text = "choice A: a\n\nrequirement broken of q \"s\" met when a ==\n\n> law\n# why\nbar b of q \"s\"\n  bars when c\n\nbar d of q \"s\" bars when (\nchoice B: b # end\n";
    let (file, findings) = read(text);
    assert_eq!(file.items.len(), 3);
    assert_eq!(file.broken, ["broken", "d"]);
    assert_eq!(findings.len(), 2);
    assert_eq!(file.items[1].quotes[0].text, "law");
    assert_eq!(file.comments.iter().map(|comment| comment.text.as_str()).collect::<Vec<_>>(), ["why", "end"]);
    assert_eq!(
        text.get(file.items[1].span.start as usize..file.items[1].span.end as usize),
        Some("bar b of q \"s\"\n  bars when c")
    );
}

#[test]
fn word_processors_are_understood() {
    let text = "\u{FEFF}choice A: a “first”,\r\n\u{A0}\u{A0}b „second”\r\n\r\n> quoted\r\nchoice B: c\r\n";
    assert_eq!(shown(text), "");
    assert_eq!(read(text).0.items[1].quotes[0].text, "quoted");
}

#[test]
fn keyword_rules_and_the_published_list_agree() {
    use whereas::syntax::words;
    let grammar = include_str!("../../grammar/whereas.pest");
    let quoted = |text: &str| text.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let start = grammar.find("reserved = @{").unwrap();
    let list = &grammar[start..start + grammar[start..].find('}').unwrap()];
    let mut reserved = quoted(list);
    for (n, word) in reserved.iter().enumerate() {
        assert!(reserved[..n].iter().all(|before| !word.starts_with(before.as_str())), "`{word}` stands behind its beginning");
    }
    let mut published: Vec<String> =
        [words::RESERVED, words::ITEMS, words::KEPT].concat().into_iter().map(str::to_owned).collect();
    reserved.sort();
    published.sort();
    assert_eq!(reserved, published);
    let mut keywords: Vec<String> = Vec::new();
    for line in grammar.lines().filter(|line| line.starts_with("kw_") && !line.starts_with("kw_end ")) {
        let (rule, body) = line.split_once('=').unwrap();
        let word = quoted(body).concat();
        // `kw_end` is where every keyword ends.
        assert_eq!(rule.trim(), if word == "end" { "kw_ending".to_owned() } else { format!("kw_{word}") });
        assert!(body.ends_with("~ kw_end }"), "{line}");
        keywords.push(word);
    }
    let mut all: Vec<String> = [words::RESERVED, words::ITEMS, words::IN_PLACE].concat().into_iter().map(str::to_owned).collect();
    keywords.sort();
    all.sort();
    assert_eq!(keywords, all);
}

#[test]
fn deep_nesting_is_read_and_deeper_is_a_finding() {
    let nested = |n: usize, open: &str, close: &str| condition(&format!("{}a{}", open.repeat(n), close.repeat(n)));
    for (open, close) in [("(", ")"), ("(1 + ", ")"), ("not (b or ", ")"), ("all of (", ", c)"), ("some x in l where (", ")")] {
        assert_eq!(shown(&nested(200, open, close)), "", "{open}");
        assert!(shown(&nested(201, open, close)).contains("E002"), "{open}");
        assert!(shown(&nested(100_000, open, close)).contains("E002"), "{open}");
    }
    let values = |n: usize| format!("example e of R a: {}b{}", "[{x: ".repeat(n), "}]".repeat(n));
    assert_eq!(shown(&values(100)), "");
    assert!(shown(&values(1000)).contains("E002"));
    for row in [" + a", " - a", " * a"] {
        assert_eq!(shown(&condition(&format!("a{}", row.repeat(400)))), "");
        assert!(shown(&condition(&format!("a{}", row.repeat(100_000)))).contains("E002"));
    }
    assert!(shown(&condition(&format!("{} a", "not ".repeat(100_000)))).contains("E002"));
    assert_eq!(shown(&condition(&format!("a{}", " and a".repeat(10_000)))), "");
}

#[test]
fn limits_are_findings_of_their_own() {
    use whereas::syntax::{Limits, parse_within};
    let text = "choice A: a\nchoice B: b\n";
    let codes =
        |limits: Limits| parse_within(&file(text), &limits).1.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>();
    assert_eq!(codes(Limits::default()), Vec::<&str>::new());
    assert_eq!(codes(Limits { bytes: 10, ..Limits::default() }), ["E002"]);
    assert_eq!(codes(Limits { items: 1, ..Limits::default() }), ["E002"]);
    assert_eq!(codes(Limits { tokens: 3, ..Limits::default() }), ["E002", "E002"]);
}

mod hostile {
    use proptest::prelude::*;

    use super::read;

    fn twice(text: &str) {
        let first = read(text);
        assert_eq!(first, read(text));
        for finding in &first.1 {
            for label in &finding.labels {
                let span = label.span;
                assert!(text.get(span.start as usize..span.end as usize).is_some(), "{finding:?}");
            }
        }
    }

    fn token() -> impl Strategy<Value = String> {
        let words: Vec<&'static str> =
            [whereas::syntax::words::RESERVED, whereas::syntax::words::ITEMS, whereas::syntax::words::IN_PLACE].concat();
        prop_oneof![
            4 => proptest::sample::select(words).prop_map(str::to_owned),
            3 => proptest::sample::select(vec!["a", "b.c", "Case", "SV", "x:", "6 months", "2025-02-03", "2025-02", "20_000 USD", "1,5", "\"t\"", "“t”", "\"open"]).prop_map(str::to_owned),
            2 => proptest::sample::select(vec!["(", ")", "{", "}", "[", "]", ",", ":", ".", "+", "- ", "*", "/", ">=", "<", "==", "|", "#", "\n", "\n> ", "\nbar ", "\ntable t of r\n|", "\u{A0}", "\r", "\u{FEFF}", "é", "–"]).prop_map(str::to_owned),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            twice(&String::from_utf8_lossy(&bytes));
        }

        #[test]
        fn random_characters_never_panic(text in "\\PC{0,100}") {
            twice(&text);
        }

        #[test]
        fn random_tokens_never_panic(tokens in proptest::collection::vec(token(), 0..60)) {
            twice(&tokens.join(" "));
        }

        #[test]
        fn cut_law_never_panics(at in 0usize..4000, length in 0usize..40) {
            let text = include_str!("syntax_items.whereas");
            let chars: Vec<char> = text.chars().collect();
            let at = at % chars.len();
            let cut: String = chars[..at].iter().chain(chars.get(at + length..).unwrap_or_default()).collect();
            twice(&cut);
        }
    }
}
