//! Word after word onto lines, with the comments between them.
//!
//! Read [`Lines::to`] first. A break is asked for before the word that will begin the line; comments between two words stay
//! between them, whatever breaks.

use super::WIDTH;
use super::words::{Note, Word};

/// Lines that are being written.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    words: Vec<Word<'a>>,
    /// Characters up to each word, on one line.
    ends: Vec<usize>,
    /// How many breaks that cannot be left out stand before each word.
    forced: Vec<usize>,
    out: String,
    /// Characters on the line.
    column: usize,
    /// The line ends with a comment.
    commented: bool,
    /// Where the line begins.
    pub(super) margin: usize,
    /// Where a line goes on that only a comment broke.
    pub(super) hang: usize,
    next: usize,
    pending: Option<Break>,
}

/// A break before the next word.
#[derive(Debug, Clone, Copy)]
struct Break {
    column: usize,
    /// One blank line before it stays.
    keeps_blank: bool,
}

impl<'a> Lines<'a> {
    pub(super) fn new(words: Vec<Word<'a>>) -> Lines<'a> {
        let (mut end, mut count) = (0, 0);
        let (mut ends, mut forced) = (vec![0], vec![0]);
        for word in &words {
            end += width(word) + usize::from(!word.glued);
            count += usize::from(!word.notes.is_empty() || word.piece);
            ends.push(end);
            forced.push(count);
        }
        Lines { words, ends, forced, out: String::new(), column: 0, commented: false, margin: 0, hang: 4, next: 0, pending: None }
    }

    /// A word.
    pub(super) fn word(&self, at: usize) -> Option<&Word<'a>> {
        self.words.get(at)
    }

    /// The word that stands at a byte, or the next one.
    pub(super) fn index(&self, byte: usize) -> usize {
        self.words.partition_point(|word| word.start < byte)
    }

    /// Takes the comma behind the word before `at` away.
    pub(super) fn drop_comma(&mut self, at: usize) {
        if let Some(word) = at.checked_sub(1).and_then(|before| self.words.get_mut(before)) {
            word.comma = false;
        }
    }

    /// Writes another text for a word: a row of a table with its cells in columns.
    pub(super) fn replace(&mut self, at: usize, text: String) {
        if let Some(word) = self.words.get_mut(at) {
            word.text = text.into();
        }
    }

    /// Breaks before the next word.
    pub(super) fn break_at(&mut self, column: usize) {
        self.pending = Some(Break { column, keeps_blank: false });
    }

    /// Breaks before the next word; one blank line of the author's stays.
    pub(super) fn break_apart(&mut self, column: usize) {
        self.pending = Some(Break { column, keeps_blank: true });
    }

    /// The column at which the next word will stand.
    pub(super) fn next_column(&self) -> usize {
        let blank = usize::from(self.words.get(self.next).is_some_and(|word| !word.glued));
        self.pending.map_or(self.column + blank, |pending| pending.column)
    }

    /// Whether the words up to `end`, and the brackets that close behind them, fit on the line.
    pub(super) fn fits(&self, end: usize) -> bool {
        let closing = self.words.iter().skip(end).take_while(|word| word.glued).count();
        let (first, last) = (self.next, (end + closing).max(self.next + 1));
        let between = |list: &[usize]| list.get(last).zip(list.get(first + 1)).map_or(0, |(end, start)| end - start);
        // What breaks before the first word breaks nothing behind it.
        let width = self.words.get(first).map_or(0, width) + between(&self.ends);
        between(&self.forced) == 0 && self.next_column() + width <= WIDTH
    }

    /// Writes the words up to `end`, not included.
    pub(super) fn to(&mut self, end: usize) {
        while self.next < end.min(self.words.len()) {
            self.write_next();
        }
    }

    fn write_next(&mut self) {
        let Some(word) = self.words.get_mut(self.next) else { return };
        let notes = std::mem::take(&mut word.notes);
        let (text, comma) = (std::mem::take(&mut word.text), word.comma);
        let (glued, blank, piece) = (word.glued, word.blank, word.piece);
        for note in &notes {
            self.note(note);
        }
        if !notes.is_empty() || piece {
            let column = self.hang;
            self.pending.get_or_insert(Break { column, keeps_blank: false });
        }
        match self.pending.take() {
            Some(pending) => self.begin_line(pending.column, pending.keeps_blank && blank),
            None if !glued && self.next > 0 => self.push(" "),
            None => {}
        }
        self.push(&text);
        if comma {
            self.push(",");
        }
        self.next += 1;
    }

    /// A comment behind the last word: on its line, or on one of its own.
    pub(super) fn note(&mut self, note: &Note<'_>) {
        if note.alone || self.commented {
            let pending = self.pending.unwrap_or(Break { column: self.hang, keeps_blank: false });
            self.begin_line(pending.column, pending.keeps_blank && note.blank);
        } else {
            self.push(" ");
        }
        self.push(note.text);
        self.commented = true;
    }

    fn begin_line(&mut self, column: usize, blank: bool) {
        self.out.push_str(if blank { "\n\n" } else { "\n" });
        self.out.extend(std::iter::repeat_n(' ', column));
        (self.column, self.margin) = (column, column);
        self.commented = false;
    }

    fn push(&mut self, text: &str) {
        self.out.push_str(text);
        self.column += text.chars().count();
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.out
    }
}

fn width(word: &Word<'_>) -> usize {
    word.text.chars().count() + usize::from(word.comma)
}
