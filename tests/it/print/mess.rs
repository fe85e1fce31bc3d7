//! A file with other blanks, line ends and comments, which says the same.

/// Numbers that look like chance and are the same in every run.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
}

/// Puts other blanks where blanks stand, and comments among them; `seed` says which.
pub(super) fn messed(text: &str, seed: u64) -> String {
    let mut chance = Chance(seed.wrapping_mul(77) + text.len() as u64);
    let mut out = String::new();
    let end = ["\n", "\r\n", "\r"][chance.below(3)];
    let mut rest = text;
    let mut comments = 0;
    while let Some(first) = rest.chars().next() {
        let fresh = out.is_empty() || out.ends_with(['\n', '\r']);
        let line = rest.find('\n').unwrap_or(rest.len());
        let length = match first {
            '>' if fresh => line,
            '|' if out.trim_end_matches([' ', '\t']).ends_with(['\n', '\r']) => rest[..line].rfind('|').unwrap() + 1,
            '#' => line,
            '"' => rest[1..].find(['"', '\n']).map_or(rest.len(), |at| at + 2),
            '“' | '„' => rest.find(['”', '\n']).map_or(rest.len(), |at| at + rest[at..].chars().next().unwrap().len_utf8()),
            c if c.is_whitespace() => {
                let length = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
                out.push_str(&blanks(&mut chance, &rest[..length], &rest[length..], &out, end, &mut comments));
                rest = &rest[length..];
                continue;
            }
            c => c.len_utf8(),
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out
}

/// Other blanks for these, between what stands before and behind them.
fn blanks(chance: &mut Chance, now: &str, after: &str, before: &str, end: &str, comments: &mut usize) -> String {
    let last = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let commented = last.contains('#') || last.starts_with('>');
    let at_margin = now.ends_with('\n') || after.is_empty();
    let mut new = match chance.below(12) {
        0 => format!("{end}{end}{end} \t"),
        1..=3 => format!("{end}    "),
        4 => "\t\u{A0} ".to_owned(),
        5 => {
            *comments += 1;
            format!(" # aside {comments}{end}   ")
        }
        6 => {
            *comments += 2;
            format!("{end}# margin {} {end}{end}   # inside {comments}{end}  ", *comments - 1)
        }
        _ => " ".to_owned(),
    };
    let breaks = commented || at_margin || after.starts_with('|') || last.trim_start().starts_with('|');
    if breaks && !new.starts_with(end) && (commented || !new.starts_with(" #")) {
        new.insert_str(0, end);
    }
    if at_margin {
        new.truncate(new.trim_end_matches([' ', '\t', '\u{A0}']).len());
        if !new.ends_with(['\n', '\r']) {
            new.push_str(end);
        }
    }
    new
}
