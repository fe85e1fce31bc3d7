//! The status of a norm, which notes and reports may ask for.
//!
//! Read [`Checker::norm_is`] first.

use super::Mode;
use super::infer::{Checker, negated};
use super::messages;
use super::types::sure;
use crate::check::messages::unknown_in_question;
use crate::check::names::{Def, Lookup};
use crate::policy::{Expr, ExprKind, NormId, NormKind, NormStatus, QuestionId, Type, VerdictWord};
use crate::source::Span;
use crate::syntax::tree::{self, Path};

impl Checker<'_, '_> {
    /// The question whose note or report this is.
    pub(super) fn viewed(&self) -> Option<QuestionId> {
        match self.scope.mode {
            Mode::View(question) => Some(question),
            _ => None,
        }
    }

    /// `consent is met`
    pub(super) fn norm_is(&mut self, path: &Path, status: NormStatus, span: Span) -> Option<Expr> {
        let Some(question) = self.viewed() else { return self.fail(messages::asks_status(span)) };
        let norm = self.norm(question, path)?;
        let kind = self.scope.names.kind_of(norm)?;
        if !statuses(kind).contains(&status) {
            let names: Vec<&str> = statuses(kind).iter().map(|status| words(*status)).collect();
            return self.fail(messages::status_of_another(path, kind, words(status), &names, span));
        }
        Some(sure(ExprKind::NormIs(norm, status), Type::YesNo, span))
    }

    /// `serving is lifted`, where `serving` is a norm: none if it is a comparison with an option.
    pub(super) fn status_by_name(&mut self, left: &tree::Expr, right: &tree::Expr, span: Span) -> Option<Option<Expr>> {
        let (tree::ExprKind::Path(path), tree::ExprKind::Path(word)) = (&left.kind, &right.kind) else { return None };
        let [word] = word.names.as_slice() else { return None };
        let status = match word.text.as_str() {
            "clear" => NormStatus::Clear,
            "lifted" => NormStatus::Lifted,
            "open" => NormStatus::Open,
            _ => return None,
        };
        let fact = self.has_option(left, &word.text);
        if !self.may_be_norm(path) {
            return None;
        }
        match fact {
            Some(true) if self.viewed().is_some() => Some(self.fail(messages::fact_or_norm(path, &word.text, span))),
            Some(true) => None,
            Some(false) if self.viewed().is_none() => None,
            _ => Some(self.norm_is(path, status, span)),
        }
    }

    /// `serving does not apply`, where `serving` is a norm rather than a question: the opposite of `serving applies`.
    pub(super) fn bar_that_does_not_apply(&mut self, path: &Path, verdict: VerdictWord, span: Span) -> Option<Option<Expr>> {
        let names = self.scope.names;
        let question = names.lookup(self.scope.pack, path, |def| matches!(def, Def::Question(_))) != Lookup::Unknown;
        if verdict != VerdictWord::NotApplicable || question || !self.may_be_norm(path) {
            return None;
        }
        Some(self.norm_is(path, NormStatus::Applies, span).map(negated))
    }

    /// Whether the name is that of a norm: of the question at hand, or where no norm may be asked about, of any.
    fn may_be_norm(&self, path: &Path) -> bool {
        let names = self.scope.names;
        match (self.viewed(), path.names.as_slice()) {
            (Some(question), [name]) => names.norm(question, &name.text).is_some(),
            (Some(_), _) => false,
            (None, _) => matches!(
                names.lookup(self.scope.pack, path, |def| matches!(def, Def::Norm(_))),
                Lookup::One { used, .. } if used == path.names.len()
            ),
        }
    }

    /// Whether an expression is a value with an option of that name; none: it is no value at all.
    fn has_option(&mut self, expr: &tree::Expr, option: &str) -> Option<bool> {
        let before = self.out.len();
        let typed = self.infer(expr, None);
        self.out.truncate(before);
        let options = match typed?.ty {
            Type::Choice(id) => self.scope.names.choices.get(id.index()).map(|choice| choice.options.as_slice()),
            Type::Reading(id) => self.scope.names.readings.get(id.index()).map(|reading| reading.options.as_slice()),
            _ => None,
        };
        Some(options.unwrap_or_default().iter().any(|known| *known.name == *option))
    }

    fn norm(&mut self, question: QuestionId, path: &Path) -> Option<NormId> {
        let names = self.scope.names;
        let name = path.names.last()?;
        if let Some(norm) = names.norm(question, &name.text).filter(|_| path.names.len() == 1) {
            return Some(norm);
        }
        if names.pack(self.scope.pack).is_some_and(|pack| pack.hides(&name.text)) {
            return None;
        }
        let near = names.norms.iter().filter(|norm| norm.what == question).map(|norm| &*norm.name);
        let of = names.questions.get(question.index())?;
        let whole = tree::Name { text: messages::text(path), span: path.span };
        self.fail(unknown_in_question(&whole, "norm", &of.name, near))
    }
}

/// The statuses that a kind of norm can have.
fn statuses(kind: NormKind) -> &'static [NormStatus] {
    use NormStatus as S;
    match kind {
        NormKind::Requirement => &[S::Met, S::NotMet, S::Waived, S::NotRequired, S::Open, S::InForce, S::NotInForce],
        NormKind::Bar => &[S::Clear, S::Lifted, S::Applies, S::Open, S::InForce, S::NotInForce],
        NormKind::Exception => &[S::Holds, S::DoesNotHold, S::Open, S::InForce, S::NotInForce],
    }
}

fn words(status: NormStatus) -> &'static str {
    match status {
        NormStatus::Met => "is met",
        NormStatus::NotMet => "is not met",
        NormStatus::Waived => "is waived",
        NormStatus::NotRequired => "is not required",
        NormStatus::Clear => "is clear",
        NormStatus::Lifted => "is lifted",
        NormStatus::Applies => "applies",
        NormStatus::Holds => "holds",
        NormStatus::DoesNotHold => "does not hold",
        NormStatus::Open => "is open",
        NormStatus::InForce => "is in force",
        NormStatus::NotInForce => "is not in force",
    }
}
