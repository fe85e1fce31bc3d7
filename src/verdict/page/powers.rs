//! Powers: who may lift or refuse what, and whether it was done.

use super::Page;
use super::words::{capital, sentence};
use crate::verdict::record::{Explanation, PowerStatusView, PowerView};

impl Page<'_> {
    /// Each power that is open or was used, with its holder, its law and its facts.
    pub(super) fn powers(&mut self) {
        let mut shown = self.explanation.powers_beside().peekable();
        if shown.peek().is_none() {
            return;
        }
        self.text.heading("Powers beside the verdict, which they do not change");
        for power in shown {
            self.text.blank();
            self.text.item("-", &sentence(&capital(&power.says)));
            self.text.about("Power:", &sentence(&power.sentence));
            self.text.about("Held by:", &sentence(&capital(&power.held_by)));
            self.law(&power.cites, power.quote.as_deref());
            if let Some(asks) = power.asks.as_ref().filter(|asks| !asks.is_empty()) {
                self.text.about("Given:", &format!("when {asks}"));
            }
            self.facts("Record:", &power.facts);
            self.effect(power);
            if let Some(because) = power.sensitive_because.as_ref().filter(|_| power.facts.iter().any(|fact| fact.sensitive)) {
                self.text.about("Sensitive:", &format!("a sensitive fact is used because {}", sentence(because)));
            }
        }
    }
}

impl Page<'_> {
    /// That there is nothing to lift, or that what is lifted is not all that stands against the person.
    fn effect(&mut self, power: &PowerView) {
        if power.lifts.is_some() && !power.touches {
            self.text.about("Here:", "Nothing that it may lift stands against the person.");
        }
        let mut margin = "Besides:";
        for id in &power.besides {
            let Some(norm) = self.norm_by_id(id) else { continue };
            let text = format!("{}: {}, whatever becomes of this power.", self.status_in_words(norm), norm.quoted());
            self.text.about(margin, &text);
            margin = "";
        }
    }
}

impl Explanation {
    /// The powers that stand beside the verdict: open, perhaps open, or used.
    pub(in crate::verdict) fn powers_beside(&self) -> impl Iterator<Item = &PowerView> {
        self.powers.iter().filter(|power| power.status != PowerStatusView::NotOpen)
    }

    /// Those that are told in one breath with the verdict: they have to do with this case, and nothing else stands against the
    /// person.
    pub(in crate::verdict) fn powers_told(&self) -> impl Iterator<Item = &PowerView> {
        self.powers_beside().filter(|power| power.touches && power.besides.is_empty())
    }
}
