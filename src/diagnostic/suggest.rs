//! "Did you mean": only near names, at most three.

/// The names that are looked through for one word.
const MOST_NAMES: usize = 2_000;

/// The names within a third of the word's length (by edits), nearest first, at most three.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let length = word.chars().count();
    let limit = (length / 3).max(1);
    let mut near: Vec<(usize, &str)> = names
        .into_iter()
        // Beyond that a search costs more than it helps, once for each wrong name.
        .take(MOST_NAMES)
        // Names of another length or of other letters are far away without counting edits.
        .filter(|name| *name != word && name.chars().count().abs_diff(length) <= limit && letters_apart(word, name) <= 2 * limit)
        .map(|name| (edits(word, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

/// The help text of an unknown name, if any name is near.
pub fn did_you_mean<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let near = nearest(word, names);
    if near.is_empty() {
        return None;
    }
    let quoted: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
    Some(format!("did you mean {}?", quoted.join(" or ")))
}

/// How many letters stand in one word more than in the other: an edit changes that by two at most.
fn letters_apart(a: &str, b: &str) -> usize {
    let mut letters = [0_isize; 32];
    for (word, by) in [(a, 1), (b, -1)] {
        for letter in word.chars() {
            if let Some(count) = letters.get_mut(letter as usize % 32) {
                *count += by;
            }
        }
    }
    letters.iter().map(|count| count.unsigned_abs()).sum()
}

/// Edits (insert, delete, replace, swap of neighbours) from one word to the other.
fn edits(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, cb) in b.iter().enumerate() {
            let at = |row: &[usize], k: usize| row.get(k).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&last, j) + usize::from(ca != cb)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            if i > 0 && j > 0 && a.get(i - 1) == Some(cb) && b.get(j - 1) == Some(ca) {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}
