//! Circles: what would have to be known before itself.

use super::Checker;
use super::items::Items;
use super::messages as say;
use super::names::{Def, number};
use super::walk::{Deep, direct};
use crate::policy::{self, DefineId, QuestionId, RecordId, Type};
use crate::source::Span;

/// The longest chain of defines, and of questions that ask others: far beyond any law, and safe for what walks it.
const MAX_CHAIN: usize = 256;

/// From each node to others, with the place that leads there.
type Edges = Vec<Vec<(usize, Span)>>;

impl Checker<'_> {
    /// Records that hold themselves, and facts that are asked for only when they are answered.
    pub(super) fn circles_of_records(&mut self) {
        let edges = self.names.records.iter().map(|record| {
            let nested = record.fields.iter().filter_map(|field| match field.ty {
                Type::Record(id) => Some((id.index(), field.span)),
                _ => None,
            });
            nested.collect()
        });
        let edges: Edges = edges.collect();
        let name = |at: usize| self.names.records.get(at).map(|record| record.name.to_string()).unwrap_or_default();
        let mut found: Vec<_> = circles(&edges).into_iter().map(|circle| say::circle("record", &named(circle, name))).collect();
        for (at, record) in self.names.records.iter().enumerate() {
            let conditions = record.fields.iter().map(|field| match &field.only_when {
                Some(condition) => {
                    let places = direct(&self.names, condition, None, Some(RecordId(number(at)))).places;
                    places.iter().filter_map(|(_, place, span)| Some((*place.path.first()?, *span))).collect()
                }
                None => Vec::new(),
            });
            let name = |at: usize| record.fields.get(at).map(|field| field.name.to_string()).unwrap_or_default();
            let circles = circles(&conditions.collect());
            found.extend(circles.into_iter().map(|circle| say::circle("fact", &named(circle, name))));
        }
        self.out.extend(found);
    }

    /// Circles among defines, presumptions, questions and exceptions.
    pub(super) fn circles_of_law(
        &mut self,
        items: &Items<'_>,
        defines: &[policy::Define],
        presumptions: &[policy::Presumption],
        questions: &[policy::Question],
        norms: &[policy::Norm],
    ) {
        let mut found = Vec::new();
        let edges: Edges = norms
            .iter()
            .enumerate()
            .map(|(at, norm)| {
                let span = items.norms.get(at).and_then(|versions| versions.first()).map(|item| item.node.name.span);
                norm.lifts.iter().map(|lifted| (lifted.index(), span.unwrap_or_default())).collect()
            })
            .collect();
        let name = |at: usize| norms.get(at).map(|norm| norm.name.to_string()).unwrap_or_default();
        found.extend(circles(&edges).into_iter().map(|circle| say::circle("exception", &named(circle, name))));

        let circles_of_presumptions = circles(&self.presumption_edges(defines, presumptions));
        let name = |at: usize| self.presumed_name(presumptions, at);
        let deems = |at: &usize| presumptions.get(*at).is_some_and(|other| other.standing == policy::Standing::Deemed);
        found.extend(circles_of_presumptions.into_iter().map(|circle| {
            let word = if circle.iter().any(|(at, _)| deems(at)) { "deeming" } else { "presumption" };
            say::circle(word, &named(circle, name))
        }));

        let edges = self.question_edges(defines, presumptions, questions, norms);
        let name = |at: usize| questions.get(at).map(|question| question.name.to_string()).unwrap_or_default();
        found.extend(circles(&edges).into_iter().map(|circle| say::circle("question", &named(circle, name))));
        let deep = heights(&edges).into_iter().position(|height| height > MAX_CHAIN && height < usize::MAX);
        found.extend(
            deep.and_then(|at| questions.get(at)).map(|of| say::chain_too_long("question", &of.name, of.span, MAX_CHAIN)),
        );
        self.out.extend(found);
    }

    /// Circles and overlong chains of defines. Those on one are emptied: what reads them is looked at without them.
    pub(super) fn circles_of_defines(&mut self, defines: &mut [policy::Define]) {
        let edges = defines.iter().map(|define| {
            let bodies = define.versions.iter().map(|version| direct(&self.names, &version.body, None, Some(define.record)));
            bodies.flat_map(|read| read.defines).map(|(id, _, span)| (id.index(), span)).collect()
        });
        let edges: Edges = edges.collect();
        let name = |at: usize| defines.get(at).map(|define| define.name.to_string()).unwrap_or_default();
        let circles = circles(&edges);
        let heights = heights(&edges);
        let long = heights.iter().position(|height| *height > MAX_CHAIN && *height < usize::MAX);
        let long = long.and_then(|at| defines.get(at).map(|of| (of.name.clone(), DefineId(number(at)))));
        let mut found: Vec<_> = circles.into_iter().map(|circle| say::circle("define", &named(circle, name))).collect();
        if let Some((name, id)) = long {
            found.push(say::chain_too_long("define", &name, self.names.span_of(Def::Define(id)), MAX_CHAIN));
        }
        for (at, define) in defines.iter_mut().enumerate() {
            if heights.get(at).is_some_and(|height| *height > MAX_CHAIN) {
                define.versions.clear();
                self.broken.insert(Def::Define(DefineId(number(at))));
            }
        }
        self.out.extend(found);
    }

    fn presumption_edges(&self, defines: &[policy::Define], presumptions: &[policy::Presumption]) -> Edges {
        let edges = presumptions.iter().map(|presumption| {
            let mut read = Deep::default();
            read.add(&self.names, defines, &presumption.when, presumption.record);
            if presumption.standing == policy::Standing::Deemed {
                // A deeming reads its own fact as it is recorded.
                read.facts.retain(|fact| !overlap(fact, &presumption.field));
            }
            let others = presumptions.iter().enumerate().filter(|(_, other)| {
                let shared = other.questions.iter().any(|question| presumption.questions.contains(question));
                other.record == presumption.record && shared && read.facts.iter().any(|fact| overlap(fact, &other.field))
            });
            others.map(|(at, _)| (at, presumption.when.span)).collect()
        });
        edges.collect()
    }

    /// The fact that a presumption is about, dotted.
    fn presumed_name(&self, presumptions: &[policy::Presumption], at: usize) -> String {
        let Some(presumption) = presumptions.get(at) else { return String::new() };
        let mut record = Some(presumption.record);
        let mut names: Vec<&str> = Vec::new();
        for index in &presumption.field {
            let Some(field) = record.and_then(|id| self.names.records.get(id.index())).and_then(|ty| ty.fields.get(*index))
            else {
                break;
            };
            names.push(&field.name);
            record = match field.ty {
                Type::Record(id) => Some(id),
                _ => None,
            };
        }
        names.join(".")
    }

    fn question_edges(
        &self,
        defines: &[policy::Define],
        presumptions: &[policy::Presumption],
        questions: &[policy::Question],
        norms: &[policy::Norm],
    ) -> Edges {
        let mut deep: Vec<Deep> = questions.iter().map(|_| Deep::default()).collect();
        let mut add = |question: QuestionId, expr: &policy::Expr| {
            if let (Some(deep), Some(of)) = (deep.get_mut(question.index()), questions.get(question.index())) {
                deep.add(&self.names, defines, expr, of.record);
            }
        };
        for (at, question) in questions.iter().enumerate() {
            let id = QuestionId(number(at));
            question.covers.iter().for_each(|covers| add(id, covers));
        }
        for norm in norms {
            let conditions = norm.versions.iter().flat_map(policy::NormVersion::conditions);
            conditions.for_each(|condition| add(norm.question, condition));
        }
        for presumption in presumptions {
            presumption.questions.iter().for_each(|question| add(*question, &presumption.when));
        }
        let edges =
            deep.into_iter().map(|deep| deep.questions.into_iter().map(|((id, _), via)| (id.index(), via.span)).collect());
        edges.collect()
    }
}

/// Whether one fact is the other or lies within it.
pub(super) fn overlap(one: &[usize], other: &[usize]) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

fn named(circle: Vec<(usize, Span)>, name: impl Fn(usize) -> String) -> Vec<(String, Span)> {
    circle.into_iter().map(|(at, span)| (name(at), span)).collect()
}

/// A shortest circle for each group of nodes that reach each other, in order of number: each step with the place that leads on.
fn circles(edges: &Edges) -> Vec<Vec<(usize, Span)>> {
    let mut open = trimmed(edges);
    let mut found = Vec::new();
    for start in 0..edges.len() {
        if !open.get(start).copied().unwrap_or(false) {
            continue;
        }
        if let Some(circle) = shortest(edges, &open, start) {
            for (at, _) in &circle {
                if let Some(slot) = open.get_mut(*at) {
                    *slot = false;
                }
            }
            found.push(circle);
        }
    }
    found
}

/// Which nodes are on a circle or lead to one.
fn trimmed(edges: &Edges) -> Vec<bool> {
    heights(edges).into_iter().map(|height| height == usize::MAX).collect()
}

/// The longest way from each node to its end: nodes that lead nowhere are taken away, again and again, and what is left leads
/// to a circle (`usize::MAX`).
fn heights(edges: &Edges) -> Vec<usize> {
    let mut left: Vec<usize> = edges.iter().map(Vec::len).collect();
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); edges.len()];
    for (from, to) in edges.iter().enumerate().flat_map(|(from, out)| out.iter().map(move |(to, _)| (from, *to))) {
        if let Some(list) = into.get_mut(to) {
            list.push(from);
        }
    }
    let mut heights = vec![usize::MAX; edges.len()];
    let mut ends: Vec<usize> = left.iter().enumerate().filter(|(_, left)| **left == 0).map(|(at, _)| at).collect();
    while let Some(end) = ends.pop() {
        let behind = edges.get(end).into_iter().flatten().filter_map(|(to, _)| heights.get(*to)).max();
        let height = behind.map_or(0, |height| height.saturating_add(1));
        if let Some(slot) = heights.get_mut(end) {
            *slot = height;
        }
        for from in into.get(end).into_iter().flatten() {
            if let Some(left) = left.get_mut(*from) {
                *left = left.saturating_sub(1);
                if *left == 0 {
                    ends.push(*from);
                }
            }
        }
    }
    heights
}

/// A shortest way from a node back to it, by nodes that are open.
fn shortest(edges: &Edges, open: &[bool], start: usize) -> Option<Vec<(usize, Span)>> {
    let mut came: Vec<Option<(usize, Span)>> = vec![None; edges.len()];
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for (to, span) in edges.get(at).into_iter().flatten() {
            if !open.get(*to).copied().unwrap_or(false) {
                continue;
            }
            if *to == start {
                let mut way = vec![(at, *span)];
                let mut node = at;
                while let Some((from, span)) = came.get(node).copied().flatten() {
                    way.push((from, span));
                    node = from;
                }
                way.reverse();
                return Some(way);
            }
            if let Some(slot) = came.get_mut(*to)
                && slot.is_none()
            {
                *slot = Some((at, *span));
                queue.push_back(*to);
            }
        }
    }
    None
}
