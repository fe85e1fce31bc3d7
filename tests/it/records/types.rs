//! Record types to read, built by hand.

use std::sync::Arc;

use whereas::date;
use whereas::logic::{Currency, Decimal};
use whereas::policy::{Bounds, Choice, ChoiceId, Field, Labelled, PackId, RecordId, RecordType, Type};
use whereas::records::Reader;
use whereas::source::Span;

pub(super) struct Types {
    pub(super) records: Vec<RecordType>,
    pub(super) choices: Vec<Choice>,
}

fn field(name: &str, ty: Type) -> Field {
    Field {
        name: Arc::from(name),
        label: Arc::from(name),
        ty,
        or_none: false,
        none_allowed: false,
        bounds: None,
        only_when: None,
        sensitive: false,
        always_known: false,
        immutable: false,
        asked: None,
        decided_by: None,
        span: Span::default(),
    }
}

fn or_none(name: &str, ty: Type) -> Field {
    Field { or_none: true, none_allowed: true, ..field(name, ty) }
}

fn record(name: &str, fields: Vec<Field>) -> RecordType {
    RecordType { pack: PackId(0), name: Arc::from(name), label: Arc::from(name), fields }
}

fn choice(name: &str, options: &[(&str, &str)]) -> Choice {
    let options = options.iter().map(|(name, label)| Labelled { name: Arc::from(*name), label: Arc::from(*label) }).collect();
    Choice { pack: PackId(0), name: Arc::from(name), options }
}

impl Types {
    pub(super) fn new() -> Types {
        let kinds = Type::Choice(ChoiceId(0));
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        let case = vec![
            field("consent", Type::YesNo),
            Field { bounds: Some(Bounds::Number(number("0"), number("120"))), ..field("age", Type::WholeNumber) },
            field("share", Type::Number),
            field("fine", Type::Money(Currency::from_code("USD"))),
            field("costs", Type::Money(None)),
            or_none("release_date", Type::Date),
            Field { bounds: Some(Bounds::Date(date(1900, 1, 1), date(2100, 12, 31))), ..field("birth_date", Type::Date) },
            field("term", Type::Period),
            field("note", Type::Text),
            or_none("alias", Type::Text),
            field("state", Type::Country),
            field("kind", kinds.clone()),
            field("nationalities", Type::Set(Box::new(Type::Country))),
            field("kinds", Type::Set(Box::new(kinds))),
            field("names", Type::Set(Box::new(Type::Text))),
            field("sentence", Type::Record(RecordId(1))),
            or_none("appeal", Type::Record(RecordId(1))),
            field("convictions", Type::List(RecordId(2))),
        ];
        let sentence = vec![field("kind", Type::Choice(ChoiceId(0))), field("ordered", Type::Period), or_none("end", Type::Date)];
        let conviction = vec![
            Field { always_known: true, ..field("court", Type::Text) },
            field("violent", Type::YesNo),
            field("sentence", Type::Record(RecordId(1))),
        ];
        let strict = vec![
            Field { always_known: true, ..field("number", Type::WholeNumber) },
            field("inner", Type::Record(RecordId(2))),
            or_none("outer", Type::Record(RecordId(2))),
        ];
        Types {
            records: vec![
                record("Case", case),
                record("Sentence", sentence),
                record("Conviction", conviction),
                record("Strict", strict),
            ],
            choices: vec![choice(
                "Kind",
                &[("fixed", "for a fixed time"), ("life", "for life"), ("indeterminate", "indeterminate")],
            )],
        }
    }

    pub(super) fn reader(&self) -> Reader {
        self.reader_of(RecordId(0))
    }

    pub(super) fn reader_of(&self, ty: RecordId) -> Reader {
        Reader::of_types(&self.records, &self.choices, ty)
    }
}
