//! Texts, countries, options and sets of them, as far as they are known. Read [`Machine::code`] first.

use std::borrow::Cow;

use super::machine::{KnownSet, Machine};
use crate::logic::Truth;
use crate::plan::{CodeId, CodeNode, SetId, SetNode};
use crate::policy::{Datum, Scalar};

impl<'a> Machine<'a> {
    /// A text, country or option, if it is known.
    pub(super) fn code(&mut self, id: CodeId) -> Option<Cow<'a, Scalar>> {
        match self.program.code(id) {
            CodeNode::Known(value) => Some(Cow::Borrowed(value)),
            CodeNode::Fact(spot) => match self.fact(spot) {
                Datum::Scalar(value) => Some(Cow::Borrowed(value)),
                _ => None,
            },
            CodeNode::Reading(reading) => self.option(*reading).map(|option| Cow::Owned(Scalar::Option(option))),
            CodeNode::If(..) | CodeNode::TheOne(_) | CodeNode::Undefined => self.code_if_any(id).flatten(),
        }
    }

    pub(super) fn code_if_any(&mut self, id: CodeId) -> Option<Option<Cow<'a, Scalar>>> {
        match self.program.code(id) {
            CodeNode::Undefined => None,
            CodeNode::TheOne(one) => self.one_code(one),
            CodeNode::Fact(spot) if *self.fact(spot) == Datum::None => None,
            CodeNode::If(condition, yes, no) => {
                let join = |yes: Option<_>, no: Option<_>| yes.filter(|yes| no.as_ref() == Some(yes));
                self.branch(*condition, |run| run.code_if_any(*yes), |run| run.code_if_any(*no), join)
            }
            _ => Some(self.code(id)),
        }
    }

    /// The codes that a choice between branches may come to; none: any.
    pub(super) fn codes(&mut self, id: CodeId) -> Option<Vec<Cow<'a, Scalar>>> {
        if let CodeNode::If(condition, yes, no) = self.program.code(id) {
            let join = |yes: Option<Vec<_>>, no: Option<Vec<_>>| Some([yes?, no?].concat());
            return self.branch(*condition, |run| run.codes_if_any(*yes), |run| run.codes_if_any(*no), join).flatten();
        }
        self.code(id).map(|code| vec![code])
    }

    fn codes_if_any(&mut self, id: CodeId) -> Option<Option<Vec<Cow<'a, Scalar>>>> {
        match self.program.code(id) {
            CodeNode::If(..) => Some(self.codes(id)),
            _ => self.code_if_any(id).map(|code| code.map(|code| vec![code])),
        }
    }

    /// A set as far as it is known; none if nothing is.
    pub(super) fn set(&mut self, id: SetId) -> Option<KnownSet<'a>> {
        match self.program.set(id) {
            SetNode::Known(members) => Some(KnownSet { members: Cow::Borrowed(members), complete: true }),
            SetNode::Fact(spot) => match self.fact(spot) {
                Datum::Set(members, complete) => Some(KnownSet { members: Cow::Borrowed(members), complete: *complete }),
                _ => Some(KnownSet { members: Cow::Borrowed(&[]), complete: false }),
            },
            SetNode::Of(codes) => {
                let found: Vec<Option<Scalar>> = codes.iter().map(|code| self.code(*code).map(Cow::into_owned)).collect();
                let complete = found.iter().all(Option::is_some);
                let mut members: Vec<Scalar> = found.into_iter().flatten().collect();
                members.sort();
                members.dedup();
                Some(KnownSet { members: Cow::Owned(members), complete })
            }
            SetNode::If(condition, yes, no) => match self.truth(*condition) {
                Truth::YES => self.set(*yes),
                Truth::NO => self.set(*no),
                _ => {
                    let (yes, no) = (self.set(*yes)?, self.set(*no)?);
                    Some(join_sets(yes, no))
                }
            },
            SetNode::TheOne(one) => self.one_set(one),
            SetNode::Undefined => None,
        }
    }
}

/// What two sets have in common, as far as that is known.
pub(super) fn join_sets<'a>(one: KnownSet<'a>, other: KnownSet<'a>) -> KnownSet<'a> {
    let same = one.complete && other.complete && one.members == other.members;
    let shared = one.members.iter().filter(|member| other.members.contains(member)).cloned().collect();
    KnownSet { members: Cow::Owned(shared), complete: same }
}
