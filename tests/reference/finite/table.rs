//! The verdicts of every record of a pack, complete or not. Read [`Table`] first.

use std::collections::BTreeSet;

use whereas::eval::{Possible, Step};
use whereas::policy::{Datum, Scalar, VerdictWord};
use whereas::syntax::tree::{ExprKind, TypeKind};

use super::super::assumed::options;
use super::super::compare::Compared;
use super::super::facts::{Completions, Part, PartRec};
use super::super::interpret::{Interpreter, Options, last};
use super::super::judge::{Case, Presumed, Verdict};
use super::super::value::{Rec, V, parse_day};

/// What is known of a record: of each fact 0 if it is unknown, else the number of its value, from 1 on.
pub(super) type Known = Vec<usize>;

/// A set of verdicts, by bits in the order of [`WORDS`]; none: there is no such record.
pub(super) type Words = u8;

pub(super) const WORDS: [Verdict; 3] = [Verdict::Eligible, Verdict::Ineligible, Verdict::NotApplicable];

/// A fact with all its values.
pub(super) struct Fact {
    pub(super) name: String,
    pub(super) values: Vec<V>,
    pub(super) immutable: bool,
    /// It exists only where that fact is yes.
    pub(super) needs: Option<usize>,
    /// That there is none can be said of it.
    pub(super) or_none: bool,
}

impl Fact {
    /// The value is that there is none, which is said by leaving the fact out.
    pub(super) fn is_left_out(&self, value: &V) -> bool {
        !self.or_none && *value == V::None
    }
}

/// The possible verdicts of every record, as the reference interpreter gives them to complete ones.
pub(super) struct Table {
    pub(super) facts: Vec<Fact>,
    possible: Vec<Words>,
    /// How many complete records each may be.
    completions: Vec<u32>,
    /// Whether all complete records that it may be have the same possible verdicts.
    settled: Vec<bool>,
}

impl Table {
    pub(super) fn new(compared: &Compared, question: &str) -> Table {
        Table::under(compared, question, &compared.pack.chosen)
    }

    /// With some readings fixed.
    fn under(compared: &Compared, question: &str, fixed: &Options) -> Table {
        let interpreter = Interpreter::new(&compared.files, &compared.packs, parse_day(&compared.pack.today));
        let facts = facts(&interpreter);
        let size = facts.iter().map(|fact| fact.values.len() + 1).product();
        let mut table = Table { facts, possible: vec![0; size], completions: vec![0; size], settled: vec![true; size] };
        // What is known of more stands behind.
        for index in (0..size).rev() {
            let known = table.known(index);
            match known.iter().position(|value| *value == 0) {
                None => {
                    table.possible[index] = judged(&interpreter, (compared, question, fixed), &table.facts, &known);
                    table.completions[index] = u32::from(table.possible[index] != 0);
                }
                Some(fact) => table.unite(index, fact),
            }
        }
        table
    }

    /// The tables under each reading of what is open.
    pub(super) fn of_each_reading(compared: &Compared, question: &str) -> Vec<Table> {
        let interpreter = Interpreter::new(&compared.files, &compared.packs, parse_day(&compared.pack.today));
        let readings = options(&interpreter, &compared.pack.chosen);
        readings.into_iter().map(|reading| Table::under(compared, question, &reading)).collect()
    }

    /// Of a record of which a fact is unknown: what the records say that have some value of it.
    fn unite(&mut self, index: usize, fact: usize) {
        let step: usize = self.facts[..fact].iter().map(|fact| fact.values.len() + 1).product();
        let parts: Vec<usize> = (1..=self.facts[fact].values.len()).map(|value| index + value * step).collect();
        let parts: Vec<usize> = parts.into_iter().filter(|part| self.possible[*part] != 0).collect();
        self.possible[index] = parts.iter().fold(0, |words, part| words | self.possible[*part]);
        self.completions[index] = parts.iter().map(|part| self.completions[*part]).sum();
        self.settled[index] = parts.iter().all(|part| self.settled[*part] && self.possible[*part] == self.possible[index]);
    }

    fn index(&self, known: &Known) -> usize {
        let sized = self.facts.iter().zip(known).rev();
        sized.fold(0, |index, (fact, value)| index * (fact.values.len() + 1) + value)
    }

    fn known(&self, mut index: usize) -> Known {
        let digit = |fact: &Fact| {
            let digit = index % (fact.values.len() + 1);
            index /= fact.values.len() + 1;
            digit
        };
        self.facts.iter().map(digit).collect()
    }

    pub(super) fn possible(&self, known: &Known) -> Words {
        self.possible[self.index(known)]
    }

    pub(super) fn completions(&self, known: &Known) -> u32 {
        self.completions[self.index(known)]
    }

    /// No further fact can leave a possible verdict out.
    pub(super) fn is_settled(&self, known: &Known) -> bool {
        self.settled[self.index(known)]
    }

    pub(super) fn unknown(&self, known: &Known) -> Vec<usize> {
        (0..self.facts.len()).filter(|fact| known[*fact] == 0).collect()
    }

    /// The record with each value of a fact, as far as there is such a record.
    pub(super) fn answered(&self, known: &Known, fact: usize) -> Vec<Known> {
        let all = (1..=self.facts[fact].values.len()).map(|value| with(known, fact, value));
        all.filter(|known| self.possible(known) != 0).collect()
    }

    /// Every record that says what this one says of these facts unknown, and perhaps more.
    pub(super) fn with_answers(&self, known: &Known, facts: &[usize]) -> Vec<Known> {
        facts.iter().fold(vec![known.clone()], |all, fact| {
            all.iter().flat_map(|known| std::iter::once(known.clone()).chain(self.answered(known, *fact))).collect()
        })
    }

    /// The facts that the language calls missing: learning one, after some answers about others, leaves a possible verdict out.
    pub(super) fn missing(&self, known: &Known) -> BTreeSet<usize> {
        self.missing_where(known, |_, _| true)
    }

    /// Those of them that matter where it is known whether they can exist. By existing, what exists only under a condition tells
    /// that the condition holds; that alone is no reason to ask for it.
    pub(super) fn missing_where_they_exist(&self, known: &Known) -> BTreeSet<usize> {
        self.missing_where(known, |fact, known| self.facts[fact].needs.is_none_or(|needs| known[needs] != 0))
    }

    fn missing_where(&self, known: &Known, looks: impl Fn(usize, &Known) -> bool) -> BTreeSet<usize> {
        let unknown = self.unknown(known);
        let matters = |fact: &usize| {
            let others: Vec<usize> = unknown.iter().copied().filter(|other| other != fact).collect();
            self.with_answers(known, &others)
                .iter()
                .filter(|known| looks(*fact, known))
                .any(|known| self.answered(known, *fact).iter().any(|answered| self.possible(answered) != self.possible(known)))
        };
        unknown.iter().copied().filter(matters).collect()
    }

    /// What a fact can be hangs on others: what is learnt of one may say something of another.
    pub(super) fn is_tied(&self, compared: &Compared) -> bool {
        self.facts.iter().any(|fact| fact.needs.is_some()) || compared.pack.text().contains("  constraint ")
    }

    /// As data has it.
    pub(super) fn record(&self, known: &Known) -> PartRec {
        let parts = self.facts.iter().zip(known).filter(|(_, value)| **value > 0).filter_map(|(fact, value)| {
            let value = &fact.values[value - 1];
            // Where it cannot exist, data leaves it out.
            let left_out = fact.is_left_out(value);
            (!left_out).then(|| (fact.name.clone(), Part::Known(value.clone())))
        });
        parts.collect()
    }

    /// What is known of a record.
    pub(super) fn of_record(&self, record: &PartRec) -> Known {
        let value = |fact: &Fact| match record.get(&fact.name) {
            Some(Part::Known(value)) => fact.values.iter().position(|other| other == value).unwrap() + 1,
            _ => 0,
        };
        self.facts.iter().map(value).collect()
    }

    /// The fact at a place, and the number of its value.
    pub(super) fn fact(&self, compared: &Compared, way: &[Step]) -> usize {
        let [Step::Field(at)] = way else { panic!("a fact of the case, not {way:?}") };
        let data = compared.policy.data();
        let record = data.records.iter().find(|record| *record.name == *"Case").unwrap();
        self.facts.iter().position(|fact| *fact.name == *record.fields[*at].name).unwrap()
    }

    pub(super) fn value(&self, fact: usize, datum: &Datum) -> usize {
        let found = match datum {
            Datum::YesNo(yes) => V::Bool(*yes),
            Datum::None => V::None,
            Datum::Scalar(Scalar::Option(at)) => V::Code(["x", "y", "z"][*at as usize].to_owned()),
            other => panic!("no value: {other:?}"),
        };
        self.facts[fact].values.iter().position(|value| *value == found).unwrap() + 1
    }

    /// All complete records.
    pub(super) fn whole_records(&self) -> Vec<Rec> {
        let all = (0..self.possible.len()).filter(|index| self.possible[*index] != 0).map(|index| self.known(index));
        all.filter(|known| !known.contains(&0)).map(|known| whole(&self.facts, &known)).collect()
    }

    /// A record for people.
    pub(super) fn text(&self, known: &Known) -> String {
        super::super::facts::data(&self.record(known)).to_string()
    }
}

pub(super) fn with(known: &Known, fact: usize, value: usize) -> Known {
    let mut known = known.clone();
    known[fact] = value;
    known
}

/// The only verdict of a set.
pub(super) fn only(words: Words) -> Option<Verdict> {
    (words.count_ones() == 1).then(|| WORDS[words.trailing_zeros() as usize])
}

pub(super) fn words(possible: Possible) -> Words {
    let bits = [VerdictWord::Eligible, VerdictWord::Ineligible, VerdictWord::NotApplicable].into_iter().enumerate();
    bits.map(|(bit, word)| Words::from(possible.contains(word)) << bit).sum()
}

pub(super) fn word(verdict: Verdict) -> VerdictWord {
    match verdict {
        Verdict::Eligible => VerdictWord::Eligible,
        Verdict::Ineligible => VerdictWord::Ineligible,
        Verdict::NotApplicable => VerdictWord::NotApplicable,
    }
}

fn facts(interpreter: &Interpreter<'_>) -> Vec<Fact> {
    let fields = &interpreter.record_type("Case").fields;
    let fact = |field: &whereas::syntax::tree::Field| {
        let mut values = match &field.ty.kind {
            TypeKind::YesNo => vec![V::Bool(true), V::Bool(false)],
            TypeKind::Named(path) => {
                let options = &interpreter.choice(last(path)).unwrap().options;
                options.iter().map(|option| V::Code(option.name.text.clone())).collect()
            }
            other => panic!("no fact of few values: {other:?}"),
        };
        let needs = field.only_when.as_ref().map(|condition| match &condition.kind {
            ExprKind::Path(path) => fields.iter().position(|field| field.name.text == last(path)).unwrap(),
            other => panic!("not a fact: {other:?}"),
        });
        values.extend((field.ty.or_none || needs.is_some()).then_some(V::None));
        Fact { name: field.name.text.clone(), values, immutable: field.immutable, needs, or_none: field.ty.or_none }
    };
    fields.iter().map(fact).collect()
}

fn whole(facts: &[Fact], known: &Known) -> Rec {
    let fields = facts.iter().zip(known).map(|(fact, value)| (fact.name.clone(), fact.values[value - 1].clone())).collect();
    Rec { ty: "Case".to_owned(), fields }
}

/// The verdicts of a complete record under all readings that are open.
fn judged(
    interpreter: &Interpreter<'_>,
    (compared, question, fixed): (&Compared, &str, &Options),
    facts: &[Fact],
    known: &Known,
) -> Words {
    let record = whole(facts, known);
    if Completions::new(interpreter, &compared.files, 1).is_admissible(&record) != Some(true) {
        return 0;
    }
    let (presumed, nothing) = (Presumed::new(), PartRec::new());
    let readings = options(interpreter, fixed);
    readings.into_iter().fold(0, |words, options| {
        let case = Case { record: &record, options, presumed: &presumed, known: &nothing };
        let possible = interpreter.judge(question, &case).possible;
        assert!(possible.len() == 1 && !interpreter.contradicted.get(), "of a complete record {possible:?}");
        possible.iter().fold(words, |words, verdict| words | 1 << WORDS.iter().position(|word| word == verdict).unwrap())
    })
}
