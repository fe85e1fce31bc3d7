//! Expressions: operands, and the flat lists of operators that `climb` makes a tree of.

use pest::iterators::Pair;

use super::climb::{self, Step};
use super::{Read, Reader, Rule};
use crate::logic::Rounding;
use crate::source::Span;
use crate::syntax::tree::{
    AggregateKind, CompareOp, CountKind, Expr, ExprKind, Extreme, Loop, NormStatus, QuantifierKind, Unit, VerdictWord,
};
use crate::syntax::{messages, words};

impl Reader<'_> {
    /// The `top` that a clause such as `met when EXPR` holds.
    pub(super) fn top_of(&self, pair: Pair<'_, Rule>) -> Read<Expr> {
        self.top(self.only(pair)?)
    }

    pub(super) fn top(&self, pair: Pair<'_, Rule>) -> Read<Expr> {
        let inner = self.only(pair)?;
        if inner.as_rule() == Rule::expr { self.expr(inner) } else { self.if_then(inner) }
    }

    fn if_then(&self, pair: Pair<'_, Rule>) -> Read<Expr> {
        let span = self.span(&pair);
        let mut parts = self.parts(pair);
        let mut next = || self.expr(parts.need()?).map(Box::new);
        Ok(Expr { kind: ExprKind::If(next()?, next()?, next()?), span })
    }

    pub(super) fn expr(&self, pair: Pair<'_, Rule>) -> Read<Expr> {
        let span = self.span(&pair);
        let steps = self.steps(pair)?;
        climb::climb(self, steps, span)
    }

    /// The flat list of an expression: `not`, operands, operators, in order.
    pub(super) fn steps(&self, pair: Pair<'_, Rule>) -> Read<Vec<Step>> {
        let mut steps = Vec::new();
        for part in pair.into_inner() {
            self.step(&mut steps, part)?;
        }
        Ok(steps)
    }

    // What recurses through brackets keeps its frame small: 200 levels must fit into the stack of any thread.
    pub(super) fn step(&self, steps: &mut Vec<Step>, part: Pair<'_, Rule>) -> Read<()> {
        match part.as_rule() {
            Rule::is_tail => self.is_tail(steps, part),
            Rule::logic_tail => self.logic_tail(steps, part),
            Rule::operator_tail => self.operator_tail(steps, part),
            Rule::rounded_tail => self.rounded_tail(steps, part),
            Rule::for_tail => self.for_tail(steps, part),
            Rule::kw_not | Rule::exists_tail | Rule::apply_tail | Rule::norm_tail => {
                steps.push(self.plain_step(&part));
                Ok(())
            }
            _ => self.push_operand(steps, part),
        }
    }

    fn plain_step(&self, part: &Pair<'_, Rule>) -> Step {
        let span = self.span(part);
        match part.as_rule() {
            Rule::kw_and => Step::And(span),
            Rule::kw_or => Step::Or(span),
            Rule::kw_not => Step::Not(span),
            Rule::exists_tail => Step::Exists(span),
            Rule::apply_tail if has(part, Rule::kw_hold) => Step::Norm(NormStatus::DoesNotHold, span),
            Rule::norm_tail if has(part, Rule::kw_holds) => Step::Norm(NormStatus::Holds, span),
            Rule::norm_tail => Step::Norm(NormStatus::Applies, span),
            _ => Step::Status(VerdictWord::NotApplicable, span),
        }
    }

    fn push_operand(&self, steps: &mut Vec<Step>, part: Pair<'_, Rule>) -> Read<()> {
        if part.as_rule() == Rule::quantity && lacks_and(steps) {
            return self.push_periods(steps, &part);
        }
        let operand = self.operand(part)?;
        steps.push(Step::Operand(operand));
        Ok(())
    }

    /// Of `between 6 months and 12 months` both limits: the literal takes the `and`, which is `between`'s.
    #[inline(never)]
    fn push_periods(&self, steps: &mut Vec<Step>, part: &Pair<'_, Rule>) -> Read<()> {
        let periods = self.periods_apart(part)?;
        if periods.len() < 2 {
            steps.push(Step::Operand(self.term(part.clone())?));
            return Ok(());
        }
        for (at, period) in periods.into_iter().enumerate() {
            if at > 0 {
                steps.push(Step::And(period.span));
            }
            steps.push(Step::Operand(period));
        }
        Ok(())
    }

    fn for_tail(&self, steps: &mut Vec<Step>, pair: Pair<'_, Rule>) -> Read<()> {
        let span = self.span(&pair);
        let place = self.path(&self.only(pair)?);
        steps.push(Step::For(place, span));
        Ok(())
    }

    fn logic_tail(&self, steps: &mut Vec<Step>, pair: Pair<'_, Rule>) -> Read<()> {
        for part in pair.into_inner() {
            if matches!(part.as_rule(), Rule::kw_and | Rule::kw_or | Rule::kw_not) {
                steps.push(self.plain_step(&part));
            } else {
                self.push_operand(steps, part)?;
            }
        }
        Ok(())
    }

    fn is_tail(&self, steps: &mut Vec<Step>, pair: Pair<'_, Rule>) -> Read<()> {
        let span = self.span(&pair);
        let mut negated = false;
        let mut from = false;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::kw_is | Rule::kw_one | Rule::kw_of => {}
                Rule::kw_not => negated = true,
                Rule::kw_from => from = true,
                Rule::status => steps.push(self.status(part, span)?),
                Rule::not_required => steps.push(Step::Norm(NormStatus::NotRequired, span)),
                Rule::norm_status => self.norm_status(steps, &part, negated, span),
                Rule::expr_list => steps.push(Step::OneOf(negated, self.expr_list(part)?, span)),
                _ => {
                    let operator = match (from, negated) {
                        (true, _) => Step::From(span),
                        (_, true) => Step::Compare(CompareOp::IsNot, span),
                        _ => Step::Compare(CompareOp::Is, span),
                    };
                    steps.push(operator);
                    self.push_operand(steps, part)?;
                }
            }
        }
        Ok(())
    }

    fn status(&self, pair: Pair<'_, Rule>, span: crate::source::Span) -> Read<Step> {
        let word = pair.into_inner().next().map(|word| word.as_rule());
        Ok(match word {
            Some(Rule::kw_eligible) => Step::Status(VerdictWord::Eligible, span),
            Some(Rule::kw_ineligible) => Step::Status(VerdictWord::Ineligible, span),
            Some(Rule::kw_undetermined) => Step::Status(VerdictWord::Undetermined, span),
            Some(Rule::kw_known) => Step::Known(true, span),
            _ => Step::Known(false, span),
        })
    }

    /// `is met` and the like; none is called `not waived`, so that is the opposite of `is waived`.
    fn norm_status(&self, steps: &mut Vec<Step>, pair: &Pair<'_, Rule>, negated: bool, span: Span) {
        let status = match (first_word(pair), negated) {
            (Some(Rule::kw_met), false) => NormStatus::Met,
            (Some(Rule::kw_met), true) => NormStatus::NotMet,
            (Some(Rule::kw_in), false) => NormStatus::InForce,
            (Some(Rule::kw_in), true) => NormStatus::NotInForce,
            (_, negated) => {
                let norm = steps.iter().enumerate().rev().find_map(|(at, step)| match step {
                    Step::Operand(norm) => Some((at, norm.span)),
                    _ => None,
                });
                norm.filter(|_| negated).into_iter().for_each(|(at, span)| steps.insert(at, Step::Not(span)));
                NormStatus::Waived
            }
        };
        steps.push(Step::Norm(status, span));
    }

    fn operator_tail(&self, steps: &mut Vec<Step>, pair: Pair<'_, Rule>) -> Read<()> {
        let mut inner = pair.into_inner();
        if let (Some(operator), Some(operand)) = (inner.next(), inner.next()) {
            steps.push(self.operator(operator));
            self.push_operand(steps, operand)?;
        }
        Ok(())
    }

    /// `rounded up to UNIT`
    fn rounded_tail(&self, steps: &mut Vec<Step>, pair: Pair<'_, Rule>) -> Read<()> {
        let span = self.span(&pair);
        let mut parts = self.parts(pair);
        let Some(rounding) = parts.when(Rule::rounding) else {
            return Err(messages::rounded_which_way(span, self.file.slice(span)));
        };
        let says = |sought: Rule| rounding.clone().into_inner().any(|word| word.as_rule() == sought);
        let how = match (says(Rule::kw_half), says(Rule::kw_up)) {
            (true, true) => Rounding::HalfUp,
            (true, false) => Rounding::HalfEven,
            (false, true) => Rounding::Up,
            (false, false) => Rounding::Down,
        };
        steps.push(Step::Rounded(how, Box::new(self.term(parts.need()?)?), span));
        Ok(())
    }

    fn operator(&self, pair: Pair<'_, Rule>) -> Step {
        use crate::syntax::tree::ArithOp;
        let span = self.span(&pair);
        let says = |sought: Rule| pair.clone().into_inner().any(|inner| inner.as_rule() == sought);
        let op = match (pair.as_rule(), pair.as_str()) {
            (Rule::kw_between, _) => return Step::Between(span),
            (Rule::kw_until, _) => return Step::Until(span),
            (Rule::kw_plus, _) | (Rule::op_sign, "+") => return Step::Arith(ArithOp::Plus, span),
            (Rule::kw_minus, _) | (Rule::op_sign, "-") => return Step::Arith(ArithOp::Minus, span),
            (Rule::op_sign, "*") => return Step::Arith(ArithOp::Times, span),
            (Rule::op_sign, "/") => return Step::Arith(ArithOp::DividedBy, span),
            (Rule::op_in, _) => CompareOp::In,
            (Rule::op_not_in, _) => CompareOp::NotIn,
            (Rule::op_only_in, _) => CompareOp::OnlyIn,
            (Rule::kw_overlaps, _) => CompareOp::Overlaps,
            (Rule::op_at, _) if says(Rule::kw_least) => CompareOp::AtLeast,
            (Rule::op_at, _) => CompareOp::AtMost,
            (Rule::op_on_or, _) if says(Rule::kw_before) => CompareOp::OnOrBefore,
            (Rule::op_on_or, _) => CompareOp::OnOrAfter,
            (Rule::kw_before, _) => CompareOp::Before,
            (Rule::kw_after, _) => CompareOp::After,
            (Rule::op_sign, ">=") => CompareOp::AtLeast,
            (Rule::op_sign, "<=") => CompareOp::AtMost,
            (Rule::op_less, _) | (Rule::op_sign, "<") => CompareOp::LessThan,
            _ => CompareOp::MoreThan,
        };
        Step::Compare(op, span)
    }

    /// Whatever stands between operators: brackets, constants, names, phrases such as `days from … to …`.
    pub(super) fn operand(&self, pair: Pair<'_, Rule>) -> Read<Expr> {
        match pair.as_rule() {
            Rule::group => self.group(pair),
            Rule::quantifier
            | Rule::count
            | Rule::pick
            | Rule::days_between
            | Rule::completed_between
            | Rule::age_of
            | Rule::days_of
            | Rule::number_of
            | Rule::aggregate
            | Rule::the_one
            | Rule::periods => self.phrase(pair),
            _ => self.term(pair),
        }
    }

    fn group(&self, pair: Pair<'_, Rule>) -> Read<Expr> {
        let span = self.span(&pair);
        let mut expr = self.top_of(pair)?;
        expr.span = span;
        Ok(expr)
    }

    fn phrase(&self, pair: Pair<'_, Rule>) -> Read<Expr> {
        let span = self.span(&pair);
        let kind = self.phrase_kind(pair)?;
        Ok(Expr { kind, span })
    }

    fn phrase_kind(&self, pair: Pair<'_, Rule>) -> Read<ExprKind> {
        match pair.as_rule() {
            Rule::quantifier => self.quantifier(pair),
            Rule::count => self.count(pair),
            Rule::pick => self.pick(pair),
            Rule::days_between => self.days_between(pair),
            Rule::completed_between => self.completed_between(pair),
            Rule::age_of => self.age_of(pair),
            Rule::number_of => self.number_of(pair),
            Rule::days_of => self.days_of(pair),
            Rule::the_one => self.the_one(pair),
            Rule::periods => self.periods(pair),
            _ => self.aggregate(pair),
        }
    }

    fn number_of(&self, pair: Pair<'_, Rule>) -> Read<ExprKind> {
        self.inner_loop(pair).map(ExprKind::NumberOf)
    }

    fn expr_list(&self, pair: Pair<'_, Rule>) -> Read<Vec<Expr>> {
        self.parts(pair).map(|part| self.top(part)).collect()
    }

    fn quantifier(&self, pair: Pair<'_, Rule>) -> Read<ExprKind> {
        let kind = match first_word(&pair) {
            Some(Rule::kw_some) => QuantifierKind::Some,
            Some(Rule::kw_no) => QuantifierKind::No,
            _ => QuantifierKind::Every,
        };
        self.inner_loop(pair).map(|elements| ExprKind::Quantifier(kind, elements))
    }

    /// The loop that a phrase ends with.
    fn inner_loop(&self, pair: Pair<'_, Rule>) -> Read<Box<Loop>> {
        let last = self.parts(pair).last();
        self.a_loop(last)
    }

    /// `loop_where`, `loop_satisfies`
    pub(super) fn a_loop(&self, pair: Option<Pair<'_, Rule>>) -> Read<Box<Loop>> {
        let Some(pair) = pair else { return Err(self.incomplete()) };
        let mut each = self.loop_head(&pair)?;
        if let Some(condition) = loop_part(&pair, 2) {
            self.loop_condition(&mut each, condition)?;
        }
        Ok(each)
    }

    // What nests is read in a function of its own, so that the frame of the head is gone by then.
    #[inline(never)]
    fn loop_condition(&self, each: &mut Loop, group: Pair<'_, Rule>) -> Read<()> {
        each.condition = Some(self.group(group)?);
        Ok(())
    }

    /// The bound name and the list.
    #[inline(never)]
    fn loop_head(&self, pair: &Pair<'_, Rule>) -> Read<Box<Loop>> {
        let (var, list) = loop_part(pair, 0).zip(loop_part(pair, 1)).ok_or_else(|| self.incomplete())?;
        Ok(Box::new(Loop { var: self.name(&var), list: self.operand(list)?, condition: None }))
    }

    pub(super) fn incomplete(&self) -> crate::diagnostic::Diagnostic {
        messages::unexpected(crate::syntax::split::span(self.file, self.base, self.base), "", "expression", &[])
    }

    fn count(&self, pair: Pair<'_, Rule>) -> Read<ExprKind> {
        let word = first_word(&pair);
        let span = self.span(&pair);
        let mut parts = self.parts(pair);
        let mut least = 0;
        if let Some(number) = parts.when(Rule::number) {
            let text = number.as_str().replace('_', "");
            least = text.parse().map_err(|_| messages::number_form(self.span(&number), number.as_str(), None))?;
        }
        let kind = match word {
            Some(Rule::kw_all) => CountKind::All,
            Some(Rule::kw_any) => CountKind::Any,
            Some(Rule::kw_none) => CountKind::None,
            _ => CountKind::AtLeast(least),
        };
        let list = parts.next().ok_or_else(|| messages::unexpected(span, "", "expression", &[]))?;
        Ok(ExprKind::Count(kind, self.expr_list(list)?))
    }

    fn pick(&self, pair: Pair<'_, Rule>) -> Read<ExprKind> {
        let extreme = match first_word(&pair) {
            Some(Rule::kw_earlier) => Extreme::Earliest,
            Some(Rule::kw_later) => Extreme::Latest,
            Some(Rule::kw_smaller) => Extreme::Smallest,
            _ => Extreme::Largest,
        };
        Ok(ExprKind::Pick(extreme, self.expr_list(self.only(pair)?)?))
    }

    fn days_between(&self, pair: Pair<'_, Rule>) -> Read<ExprKind> {
        let through = pair.clone().into_inner().any(|part| part.as_rule() == Rule::kw_through);
        let [from, to] = self.two_operands(pair)?;
        Ok(ExprKind::Days(through, from, to))
    }

    fn completed_between(&self, pair: Pair<'_, Rule>) -> Read<ExprKind> {
        let months = pair.clone().into_inner().any(|part| part.as_rule() == Rule::kw_months);
        let [from, to] = self.two_operands(pair)?;
        Ok(ExprKind::Completed(if months { Unit::Months } else { Unit::Years }, from, to))
    }

    fn age_of(&self, pair: Pair<'_, Rule>) -> Read<ExprKind> {
        let [born, on] = self.two_operands(pair)?;
        Ok(ExprKind::AgeOf(born, on))
    }

    /// The two ends of a stretch of time; `today` is a keyword and an operand at once.
    fn two_operands(&self, pair: Pair<'_, Rule>) -> Read<[Box<Expr>; 2]> {
        let span = self.span(&pair);
        let mut ends = pair.into_inner().filter(is_operand);
        let mut next = || {
            let end = ends.next().ok_or_else(|| messages::unexpected(span, "", "expression", &[]))?;
            self.operand(end).map(Box::new)
        };
        Ok([next()?, next()?])
    }

    fn aggregate(&self, pair: Pair<'_, Rule>) -> Read<ExprKind> {
        let kind = match first_word(&pair) {
            Some(Rule::kw_sum) => AggregateKind::Sum,
            Some(Rule::kw_earliest) => AggregateKind::Pick(Extreme::Earliest),
            Some(Rule::kw_latest) => AggregateKind::Pick(Extreme::Latest),
            Some(Rule::kw_smallest) => AggregateKind::Pick(Extreme::Smallest),
            _ => AggregateKind::Pick(Extreme::Largest),
        };
        let mut parts = pair.into_inner().filter(is_operand);
        let value = self.operand(parts.next().ok_or_else(|| self.incomplete())?)?;
        let elements = self.a_loop(parts.next())?;
        Ok(ExprKind::Aggregate(kind, Box::new(value), elements))
    }
}

/// Whether what comes next stands behind a `between` whose `and` has not come yet.
fn lacks_and(steps: &[Step]) -> bool {
    let behind = steps.iter().rev().find(|step| !matches!(step, Step::Operand(_) | Step::Arith(..) | Step::Rounded(..)));
    matches!(behind, Some(Step::Between(_)))
}

/// The name, the list (which may be `today`, a keyword and an operand at once) or the condition of a loop.
fn loop_part<'i>(pair: &Pair<'i, Rule>, at: usize) -> Option<Pair<'i, Rule>> {
    pair.clone().into_inner().filter(is_operand).nth(at)
}

fn has(pair: &Pair<'_, Rule>, sought: Rule) -> bool {
    pair.clone().into_inner().any(|part| part.as_rule() == sought)
}

fn first_word(pair: &Pair<'_, Rule>) -> Option<Rule> {
    pair.clone().into_inner().next().map(|word| word.as_rule())
}

pub(super) fn is_operand(pair: &Pair<'_, Rule>) -> bool {
    pair.as_rule() == Rule::kw_today || !words::is_keyword(pair.as_rule())
}
