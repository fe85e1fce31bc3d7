//! Lines: headings, hanging indents, wrapping at 100 columns.

/// A line is no longer than this.
const WIDTH: usize = 100;
/// What stands in the margin of a norm: `Compared:`.
const MARGIN: usize = 5;
/// Where the text beside it begins.
const COLUMN: usize = 16;

/// A text that grows line by line.
#[derive(Default)]
pub(crate) struct Text {
    out: String,
}

impl Text {
    /// A heading, on a line of its own.
    pub(crate) fn heading(&mut self, title: &str) {
        self.blank();
        self.wrapped(0, 0, title);
        self.blank();
    }

    /// An empty line, never two.
    pub(crate) fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// A paragraph of the first block.
    pub(crate) fn opening(&mut self, text: &str) {
        self.wrapped(0, 0, text);
    }

    /// A line of the first block: `Asked on:  4 February 2025`.
    pub(crate) fn entry(&mut self, name: &str, text: &str) {
        self.beside(0, 12, name, text);
    }

    /// A paragraph under a heading.
    pub(crate) fn paragraph(&mut self, text: &str) {
        self.wrapped(2, 2, text);
    }

    /// A list item under a heading: `1. text` or `- text`.
    pub(crate) fn item(&mut self, mark: &str, text: &str) {
        self.wrapped(2, 3 + mark.chars().count(), &format!("{mark} {text}"));
    }

    /// A line that belongs to the list item above.
    pub(crate) fn under(&mut self, text: &str) {
        self.wrapped(MARGIN, MARGIN + 2, text);
    }

    /// A line about an item with a word in the margin; without a word it continues the one above.
    pub(crate) fn about(&mut self, name: &str, text: &str) {
        self.beside(MARGIN, COLUMN, name, text);
    }

    /// A fact of an item: as [`Text::about`], further lines of the same fact a little deeper.
    pub(crate) fn fact(&mut self, name: &str, text: &str) {
        self.wrapped(MARGIN, COLUMN + 2, &margined(MARGIN, COLUMN, name, text));
    }

    /// A line of something that an item tells of, so many steps deeper.
    pub(super) fn within(&mut self, depth: usize, name: &str, text: &str) {
        let column = COLUMN + 2 * depth;
        self.wrapped(MARGIN, column + 2, &margined(MARGIN, column, name, text));
    }

    /// The whole text, one newline at its end.
    pub(crate) fn finish(self) -> String {
        format!("{}\n", self.out.trim_end())
    }

    fn beside(&mut self, margin: usize, column: usize, name: &str, text: &str) {
        self.wrapped(margin, column, &margined(margin, column, name, text));
    }

    /// Breaks at blanks; a no-break space holds its words together and is written as a blank.
    fn wrapped(&mut self, first: usize, hang: usize, text: &str) {
        let mut line = " ".repeat(first);
        let mut length = first;
        let mut empty = true;
        for word in printable(text).split(' ') {
            let long = word.chars().count();
            if !empty && length + 1 + long > WIDTH {
                self.push_line(&line);
                line = " ".repeat(hang);
                length = hang;
                empty = true;
            }
            if !empty {
                line.push(' ');
                length += 1;
            }
            line.push_str(word);
            length += long;
            empty = line.trim().is_empty();
        }
        self.push_line(&line);
    }

    fn push_line(&mut self, line: &str) {
        self.out.push_str(line.replace('\u{a0}', " ").trim_end());
        self.out.push('\n');
    }
}

/// The text without what would begin a line, turn the direction of writing or speak to a terminal: a value of a record may hold
/// anything, and must not look like a part of the page.
pub(crate) fn printable(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\r' | '\t' => ' ',
        c if speaks(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.chars().map(shown).collect()
}

/// Whether a character speaks to a terminal or turns the direction of writing.
pub(crate) fn speaks(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `name` and as many fixed blanks as bring `text` to the column.
fn margined(margin: usize, column: usize, name: &str, text: &str) -> String {
    let room = column.saturating_sub(margin);
    let name = name.replace(' ', "\u{a0}");
    let blanks = room.saturating_sub(name.chars().count());
    format!("{name}{}{text}", "\u{a0}".repeat(blanks))
}
