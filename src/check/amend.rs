//! Amendments: later versions of what stands elsewhere in the pack, put with the former ones.

use super::items::Collector;
use super::messages_of_time as say_time;
use super::names::Def;
use super::resolve::TypePlace;
use crate::policy::{QuestionId, Type};
use crate::source::Span;
use crate::syntax::tree::{self, Name};

impl<'t> Collector<'_, '_, 't> {
    pub(super) fn amended_list(&mut self, item: &'t tree::Item, node: &'t tree::List) {
        let list = |def: &Def| matches!(def, Def::List(_));
        let Some(Def::List(id)) = self.declared(&node.name, list) else {
            return self.nothing_to_amend(&node.name, "list", list);
        };
        let version = self.at(item, node);
        let ty = self.checker.names.lists.get(id.index()).map(|list| list.what.clone());
        if self.same_type(&node.name, node.ty.as_ref(), ty, TypePlace::Member, Def::List(id)) {
            self.items.lists.get_mut(id.index()).into_iter().for_each(|versions| versions.push(version));
        }
    }

    pub(super) fn amended_parameter(&mut self, item: &'t tree::Item, node: &'t tree::Parameter) {
        let parameter = |def: &Def| matches!(def, Def::Parameter(_));
        let Some(Def::Parameter(id)) = self.declared(&node.name, parameter) else {
            return self.nothing_to_amend(&node.name, "parameter", parameter);
        };
        let version = self.at(item, node);
        let ty = self.checker.names.parameters.get(id.index()).map(|parameter| parameter.what.clone());
        if self.same_type(&node.name, node.ty.as_ref(), ty, TypePlace::Parameter, Def::Parameter(id)) {
            self.items.parameters.get_mut(id.index()).into_iter().for_each(|versions| versions.push(version));
        }
    }

    /// A type as written; only an amendment may leave it out.
    pub(super) fn written_type(&mut self, ty: Option<&tree::TypeExpr>, place: TypePlace) -> Option<Type> {
        ty.and_then(|ty| self.checker.ty(self.pack, ty, place))
    }

    /// What the pack itself declares under a name.
    fn declared(&self, name: &Name, wanted: impl Fn(&Def) -> bool) -> Option<Def> {
        let own = self.checker.names.pack(self.pack)?;
        own.defs.get(&name.text)?.iter().copied().find(|def| wanted(def))
    }

    /// Whether an amendment that repeats the type says the same one.
    fn same_type(
        &mut self,
        name: &Name,
        written: Option<&tree::TypeExpr>,
        ty: Option<Type>,
        place: TypePlace,
        first: Def,
    ) -> bool {
        let Some(written) = written else { return true };
        let own = self.checker.ty(self.pack, written, place);
        if own.is_some() && own != ty {
            let first = self.checker.names.span_of(first);
            self.checker.out.push(say_time::versions_differ(name, "its type", first));
        }
        own.is_some() && own == ty
    }

    /// Reports an amendment of what the pack does not have, or has as another kind of thing.
    pub(super) fn nothing_to_amend(&mut self, name: &Name, word: &str, wanted: impl Fn(&Def) -> bool) {
        let names = &self.checker.names;
        let Some(own) = names.pack(self.pack).filter(|own| !own.hides(&name.text)) else { return };
        let other = own.defs.get(&name.text).and_then(|defs| defs.first());
        let finding = match other {
            Some(other) => say_time::amends_other_kind(name, word, other.word(), names.span_of(*other)),
            None => {
                let near = own.defs.iter().filter(|(_, defs)| defs.iter().any(&wanted)).map(|(name, _)| name.as_str());
                say_time::nothing_to_amend(name, word, near)
            }
        };
        self.checker.out.push(finding);
    }

    /// As [`Self::nothing_to_amend`], of what belongs to a question.
    pub(super) fn nothing_in_question(&mut self, name: &Name, question: QuestionId, word: &str) {
        if self.checker.names.pack(self.pack).is_some_and(|own| own.hides(&name.text)) {
            return;
        }
        let all = self.of_question(question);
        let finding = match all.iter().find(|(other, ..)| *other == name.text) {
            Some((_, other, first)) => say_time::amends_other_kind(name, word, other, *first),
            None => {
                say_time::nothing_to_amend(name, word, all.iter().filter(|(_, kind, _)| *kind == word).map(|(name, ..)| *name))
            }
        };
        self.checker.out.push(finding);
    }

    /// The norms, notes and reports of a question: name, kind, place.
    fn of_question(&self, question: QuestionId) -> Vec<(&'t str, &'static str, Span)> {
        let norms = self.items.norms.iter().zip(&self.checker.names.norms).filter(|(_, norm)| norm.what == question);
        let norms = norms.filter_map(|(versions, _)| versions.first());
        let norms = norms.map(|item| (&item.node.name, super::messages::norm_word(&item.node.kind)));
        let notes = self.items.notes.iter().filter(|(of, _)| *of == question);
        let notes = notes.filter_map(|(_, versions)| versions.first()).map(|item| (&item.node.name, "note"));
        let reports = self.items.reports.iter().filter(|(of, _)| *of == question);
        let reports = reports.filter_map(|(_, versions)| versions.first()).map(|item| (&item.node.name, "report"));
        norms.chain(notes).chain(reports).map(|(name, word)| (name.text.as_str(), word, name.span)).collect()
    }
}
