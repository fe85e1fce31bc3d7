//! An explanation in one line a column: the cells of a spreadsheet.

use super::page::{citation, scope_in_words, status};
use super::record::{Explanation, FactView, NormKindView, NormView, Outcome, RecordedView, ScopeStatus, StatusView};

impl Explanation {
    /// What became of the norms that decide, each with its sentence; for an undetermined verdict those that are open.
    #[must_use]
    pub fn reasons(&self) -> String {
        let scope = self.scope.as_ref().map(|scope| {
            let settled = self.settled_scope(scope.status);
            settled.unwrap_or_else(|| scope_in_words(scope.status).trim_end_matches('.').to_owned())
        });
        let decides = match self.verdict {
            Outcome::NotApplicable => true,
            Outcome::Undetermined => self.scope.as_ref().is_some_and(|scope| scope.status == ScopeStatus::Open),
            Outcome::Eligible | Outcome::Ineligible => false,
        };
        let scope = scope.filter(|_| decides);
        let norms = self.deciding().map(|norm| {
            let open = norm.status == StatusView::Open && self.verdict != Outcome::Undetermined;
            let became = if open { "Settled either way".to_owned() } else { status(norm.kind, norm.status) };
            format!("{became}: {}", norm.quoted())
        });
        join(scope.into_iter().chain(norms))
    }

    /// Why, in as few words as a line of a terminal has: how many norms stand for the person, or those that do not, or what is
    /// missing.
    #[must_use]
    pub fn in_short(&self) -> String {
        let powers = self.powers_told().map(|power| power.says.clone());
        join(std::iter::once(self.why_in_short()).chain(powers))
    }

    fn why_in_short(&self) -> String {
        match self.verdict {
            Outcome::Eligible => self.all_stand(),
            Outcome::Ineligible => self.what_fails(),
            Outcome::Undetermined => self.what_is_missing(),
            Outcome::NotApplicable => match self.scope.as_ref().map(|scope| scope.status) {
                Some(ScopeStatus::NotInForce) => "not law on the date".to_owned(),
                _ => "not covered".to_owned(),
            },
        }
    }

    fn all_stand(&self) -> String {
        let of = |kind| self.deciding().filter(move |norm| norm.kind == kind);
        let count = of(NormKindView::Requirement).count();
        let required = |norm: &&NormView| norm.status != StatusView::NotRequired;
        let (all, count) = (count, of(NormKindView::Requirement).filter(required).count());
        let met = of(NormKindView::Requirement).filter(required).all(|norm| norm.status == StatusView::Met);
        let met = if met { "met" } else { "met or waived" };
        let requirements = match count {
            0 if all > 0 => Some("nothing is required in this case".to_owned()),
            0 => None,
            1 => Some(format!("the requirement is {met}")),
            2 => Some(format!("both requirements {met}")),
            count => Some(format!("all {count} requirements {met}")),
        };
        let clear = of(NormKindView::Bar).all(|norm| norm.status == StatusView::Clear);
        let bars = if clear { "no bar applies" } else { "no bar applies without being lifted" };
        let bars = of(NormKindView::Bar).next().map(|_| bars.to_owned());
        join(requirements.into_iter().chain(bars))
    }

    fn what_fails(&self) -> String {
        let groups = ["not met", "barred", "settled either way"];
        let group = |norm: &NormView| match norm.status {
            StatusView::NotMet => "not met",
            StatusView::Applies => "barred",
            _ => "settled either way",
        };
        let failing = groups.into_iter().filter_map(|name| {
            let sentences = self.deciding().filter(|norm| group(norm) == name).map(|norm| norm.quoted());
            let sentences = join(sentences);
            (!sentences.is_empty()).then(|| format!("{name}: {sentences}"))
        });
        join(failing)
    }

    fn what_is_missing(&self) -> String {
        let list = |name: &str, items: Vec<&str>| (!items.is_empty()).then(|| format!("{name}: {}", items.join("; ")));
        let missing = list("missing", self.missing.iter().map(|missing| &*missing.label).collect());
        let open = list("open question of law", self.open_questions.iter().map(|open| &*open.question).collect());
        let told = join(missing.into_iter().chain(open));
        if told.is_empty() { self.reasons() } else { told }
    }

    /// The citations of these norms, each once.
    #[must_use]
    pub fn citations(&self) -> String {
        let scope = self.question.cites.iter().filter(|_| self.verdict == Outcome::NotApplicable);
        let cites = scope.chain(self.deciding().flat_map(|norm| &norm.cites)).map(|cite| citation(cite).replace('\u{a0}', " "));
        let mut each_once: Vec<String> = Vec::new();
        for cite in cites {
            if !each_once.contains(&cite) {
                each_once.push(cite);
            }
        }
        join(each_once)
    }

    /// The presumptions that the verdict rests on, with what it could be without them; what is deemed, and beside it what is
    /// recorded; the assessments, and whose they are.
    #[must_use]
    pub fn rests_on(&self) -> String {
        let used = self.presumptions.iter().filter(|presumption| presumption.used);
        let presumed = used.map(|used| {
            format!("{} ({}with the fact left open: {})", used.sentence, element(&used.fact), self.verdicts(&used.left_open))
        });
        let deemed = self.deemed.iter().map(|deemed| {
            let recorded = deemed.fact.recorded.as_ref().map_or_else(|| "unknown".to_owned(), recorded);
            format!("{} ({}recorded: {recorded})", deemed.sentence, element(&deemed.fact))
        });
        let assessed = self.assessments.iter().map(|fact| {
            let by = fact.provenance.as_ref().and_then(|from| from.by.as_deref());
            let by = by.or(fact.assessment.as_ref().map(|assessment| &*assessment.by)).unwrap_or_default();
            format!("assessment of {}: {}", by, fact.label)
        });
        join(presumed.chain(deemed).chain(assessed))
    }

    /// The open questions of law, with the possible verdicts under each answer.
    #[must_use]
    pub fn open_questions_text(&self) -> String {
        join(self.open_questions.iter().map(|open| {
            let options = open.options.iter().map(|(option, possible)| format!("{}: {}", option.label, self.verdicts(possible)));
            format!("{} ({})", open.question, options.collect::<Vec<_>>().join(" / "))
        }))
    }

    /// The readings of which another option would change the verdict.
    #[must_use]
    pub fn contested_text(&self) -> String {
        join(self.contested.iter().map(|contested| {
            let here = contested.switches.iter().map(|switch| format!("{} Read here: {}.", switch.question, switch.chosen.label));
            let here: Vec<String> = here.collect();
            format!("{} If {}: {}", here.join(" "), contested.otherwise(), self.verdicts(&contested.possible))
        }))
    }

    /// The powers that stand beside the verdict, with what stands against the person besides.
    #[must_use]
    pub fn powers_text(&self) -> String {
        join(self.powers_beside().map(|power| {
            let besides = power.besides.iter().filter_map(|id| self.norms.iter().find(|norm| norm.id == *id));
            let besides: Vec<String> = besides.map(|norm| norm.quoted()).collect();
            let nothing = power.lifts.is_some() && !power.touches;
            match (nothing, &*besides) {
                (true, _) => format!("{} (nothing that it may lift stands against the person)", power.says),
                (false, []) => power.says.clone(),
                (false, _) => format!("{} (besides, against the person: {})", power.says, besides.join(", ")),
            }
        }))
    }

    /// The notes that apply, then those that may.
    #[must_use]
    pub fn notes_text(&self) -> String {
        let certain = self.notes.iter().filter(|note| note.certain).map(|note| note.sentence.clone());
        let perhaps = self.notes.iter().filter(|note| !note.certain).map(|note| format!("may apply: {}", note.sentence));
        join(certain.chain(perhaps))
    }

    /// The values handed out.
    #[must_use]
    pub fn reports_text(&self) -> String {
        join(self.reports.iter().map(|report| format!("{}: {}", report.label, report.text)))
    }

    /// The norms that decide: the failing ones, or those that stand with the exceptions that hold; for an undetermined
    /// verdict those that are open.
    fn deciding(&self) -> impl Iterator<Item = &NormView> {
        self.norms.iter().filter(|norm| match self.verdict {
            Outcome::Undetermined => self.keeps_open(norm),
            Outcome::Ineligible => self.in_a_ground(norm) && norm.kind != NormKindView::Exception,
            Outcome::Eligible | Outcome::NotApplicable => self.in_a_ground(norm) && norm.status != StatusView::DoesNotHold,
        })
    }
}

/// What is recorded of a fact that is deemed to be something: `yes`, `yes, assessment of Dr. Roe`.
fn recorded(recorded: &RecordedView) -> String {
    let by = recorded.assessment.as_ref().and(recorded.provenance.as_ref()).and_then(|from| from.by.as_deref());
    by.map_or_else(|| recorded.text.clone(), |by| format!("{}, assessment of {by}", recorded.text))
}

/// Of an element of a list, which it is: `person 2: was found abandoned; `.
fn element(fact: &FactView) -> String {
    if fact.path.contains('[') { format!("{}; ", fact.label) } else { String::new() }
}

fn join(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().collect::<Vec<_>>().join("; ")
}
