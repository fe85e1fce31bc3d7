//! What a verdict rests on, how to repeat it, and the closing words.

use super::Page;
use super::words::{citation, day, sentence};

/// So many digits of a digest tell two files apart on a page; the record has them all.
const DIGITS: usize = 12;

impl Page<'_> {
    /// Rules with their digests, the engine, the readings, how to repeat it.
    pub(super) fn basis(&mut self) {
        let explanation = self.explanation;
        let basis = &explanation.basis;
        self.text.heading("Basis");
        for pack in &basis.packs {
            self.text.item("-", &format!("Rules `{}`, digest {}", pack.name, digits(&pack.digest)));
            for file in &pack.files {
                self.text.under(&format!("{}, digest {}", file.path, digits(&file.digest)));
            }
            if let Some(calendar) = &pack.calendar {
                let cites: Vec<String> = calendar.cites.iter().map(citation).collect();
                let cites = if cites.is_empty() { String::new() } else { format!(" ({})", cites.join("; ")) };
                self.text.under(&format!("Calendar: {}{cites}", calendar.lines.join(", ")));
            }
        }
        for reading in &basis.readings {
            let option = reading.option.as_ref().map_or("left open", |option| &*option.label);
            let default = if reading.default { " (the default of the rules)" } else { "" };
            self.text.item("-", &format!("Reading `{}`: {} Read: {option}{default}.", reading.reading, reading.question));
        }
        self.text.item("-", &format!("Engine: {}", basis.engine));
        let asked = day(&explanation.asked_on);
        let readings = if basis.readings.is_empty() { "" } else { ", with the same readings" };
        let id = &explanation.question.id;
        let repeat = format!("To repeat it: ask `{id}` of the same record, under the same rules{readings}, as on {asked}");
        self.text.item("-", &sentence(&repeat));
    }

    /// The closing words.
    pub(super) fn closing(&mut self) {
        if self.explanation.closing.is_empty() {
            return;
        }
        self.text.heading("What this is");
        let closing: Vec<String> = self.explanation.closing.iter().map(|text| sentence(text)).collect();
        self.text.paragraph(&closing.join(" "));
    }
}

fn digits(digest: &str) -> String {
    digest.chars().take(DIGITS).collect()
}
