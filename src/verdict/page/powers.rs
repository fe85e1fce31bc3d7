//! Powers: who may lift or refuse what, and whether it was done.

use super::Page;
use super::words::{capital, sentence};
use crate::verdict::record::{AskedView, Explanation, NormView, PowerStatusView, PowerView};

impl Page<'_> {
    /// Each power that is open or was used, with its holder, its law and its facts; then those of the questions that are asked.
    pub(super) fn powers(&mut self) {
        let explanation = self.explanation;
        let own: Vec<&PowerView> = explanation.powers_beside().collect();
        let asked = explanation.powers_of_asked();
        if own.is_empty() && asked.is_empty() {
            return;
        }
        self.text.heading("Powers beside the verdict, which they do not change");
        for power in own {
            self.power(power, &explanation.norms, None);
        }
        for (view, power) in asked {
            self.power(power, &view.norms, Some(view));
        }
    }

    /// A power, with the norms of its question, and that question if it is asked.
    fn power(&mut self, power: &PowerView, norms: &[NormView], asked: Option<&AskedView>) {
        self.text.blank();
        self.text.item("-", &sentence(&capital(&power.says)));
        if let Some(asked) = asked {
            let of = asked.of.as_ref().map_or_else(String::new, |of| format!(" ({of})"));
            self.text.about("Question:", &format!("Asked: {}{of}", sentence(&asked.sentence)));
        }
        self.text.about("Power:", &sentence(&power.sentence));
        self.text.about("Held by:", &sentence(&capital(&power.held_by)));
        self.law(&power.cites, power.quote.as_deref());
        if let Some(asks) = power.asks.as_ref().filter(|asks| !asks.is_empty()) {
            self.text.about("Given:", &format!("when {asks}"));
        }
        self.facts("Record:", &power.facts);
        self.effect(power, norms);
        if let Some(because) = power.sensitive_because.as_ref().filter(|_| power.facts.iter().any(|fact| fact.sensitive)) {
            self.text.about("Sensitive:", &format!("a sensitive fact is used because {}", sentence(because)));
        }
    }

    /// That there is nothing to lift, or that what is lifted is not all that stands against the person.
    fn effect(&mut self, power: &PowerView, norms: &[NormView]) {
        if power.lifts.is_some() && !power.touches {
            self.text.about("Here:", "Nothing that it may lift stands against the person.");
        }
        let mut margin = "Besides:";
        for norm in power.besides.iter().filter_map(|id| norms.iter().find(|norm| norm.id == *id)) {
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

    /// Those of the questions that the scope and the norms ask that decide or keep the verdict open, as far as they have to do with
    /// this case, each once.
    fn powers_of_asked(&self) -> Vec<(&AskedView, &PowerView)> {
        fn visit<'v>(asked: &'v [AskedView], found: &mut Vec<(&'v AskedView, &'v PowerView)>) {
            for view in asked {
                for power in view.powers.iter().filter(|power| power.touches) {
                    let same = |(other, known): &(&AskedView, &PowerView)| other.of == view.of && known.id == power.id;
                    if !found.iter().any(same) {
                        found.push((view, power));
                    }
                }
                view.scope.iter().for_each(|scope| visit(&scope.asked, found));
                view.norms.iter().for_each(|norm| visit(&norm.asked, found));
            }
        }
        let mut found = Vec::new();
        self.scope.iter().for_each(|scope| visit(&scope.asked, &mut found));
        let decides = |norm: &&NormView| self.in_a_ground(norm) || self.keeps_open(norm);
        self.norms.iter().filter(decides).for_each(|norm| visit(&norm.asked, &mut found));
        found
    }

    /// Those that are told in one breath with the verdict: they have to do with this case, and nothing else stands against the
    /// person.
    pub(in crate::verdict) fn powers_told(&self) -> impl Iterator<Item = &PowerView> {
        self.powers_beside().filter(|power| power.touches && power.besides.is_empty())
    }
}
