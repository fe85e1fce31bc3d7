//! How deep rules go: whatever walks them after the checker goes as deep as they do, defines written out.
//!
//! Read [`Checker::deep_defines`] first.

use super::Checker;
use super::messages as say;
use super::names::{Def, number};
use super::walk::direct;
use crate::policy::{Define, DefineId, Expr, ExprKind};

/// The steps of one define, with those of the defines that it reads.
const MOST_STEPS: usize = 512;
/// The steps of one define, each define that it reads written out as often as it is read: twice in each of forty defines would be
/// more than any machine can follow.
const MOST_WRITTEN_OUT: u64 = 50_000;
/// Lines of `is … when …`: each stands inside the `otherwise` of the one before.
pub(super) const MOST_CASES: usize = 200;

impl Checker<'_> {
    /// Reports defines that build on others in too many steps. `true`: there are some, and nothing may walk them.
    pub(super) fn deep_defines(&mut self, defines: &[Define]) -> bool {
        let mut steps: Vec<usize> = defines.iter().map(own_steps).collect();
        let reads: Vec<Vec<usize>> = defines.iter().map(|define| self.read_by(define)).collect();
        let mut readers: Vec<Vec<usize>> = vec![Vec::new(); defines.len()];
        for (reader, read) in reads.iter().enumerate().flat_map(|(reader, reads)| reads.iter().map(move |read| (reader, *read))) {
            if let Some(readers) = readers.get_mut(read) {
                readers.push(reader);
            }
        }
        // From those that read no other, each after all that it reads; what is left is in a circle, or reads one.
        let mut open: Vec<usize> = reads.iter().map(Vec::len).collect();
        let mut ready: Vec<usize> = (0..defines.len()).filter(|at| open.get(*at) == Some(&0)).collect();
        let mut deep = false;
        let mut written_out: Vec<u64> = vec![0; defines.len()];
        while let Some(at) = ready.pop() {
            let here = steps.get(at).copied().unwrap_or_default();
            let all = defines.get(at).map_or(0, |define| written_out_steps(define, &written_out));
            let fine = |read: &usize| written_out.get(*read).is_none_or(|steps| *steps <= MOST_WRITTEN_OUT);
            if all > MOST_WRITTEN_OUT && reads.get(at).is_some_and(|reads| reads.iter().all(fine)) {
                let span = self.names.span_of(Def::Define(DefineId(number(at))));
                self.out.push(say::too_often(span, MOST_WRITTEN_OUT));
                deep = true;
            }
            if let Some(slot) = written_out.get_mut(at) {
                *slot = all;
            }
            for reader in readers.get(at).into_iter().flatten() {
                let own = defines.get(*reader).map_or(0, own_steps);
                if let Some(slot) = steps.get_mut(*reader) {
                    let before = *slot;
                    *slot = before.max(here + own);
                    if before <= MOST_STEPS && *slot > MOST_STEPS && here <= MOST_STEPS {
                        let span = self.names.span_of(Def::Define(DefineId(number(*reader))));
                        self.out.push(say::too_deep(span, MOST_STEPS));
                        deep = true;
                    }
                }
                if let Some(left) = open.get_mut(*reader) {
                    *left = left.saturating_sub(1);
                    if *left == 0 {
                        ready.push(*reader);
                    }
                }
            }
        }
        deep
    }

    fn read_by(&self, define: &Define) -> Vec<usize> {
        let bodies = define.versions.iter().map(|version| direct(&self.names, &version.body, None, Some(define.record)));
        bodies.flat_map(|read| read.defines).map(|(id, ..)| id.index()).collect()
    }
}

fn own_steps(define: &Define) -> usize {
    define.versions.iter().map(|version| steps(&version.body)).max().unwrap_or_default()
}

fn written_out_steps(define: &Define, of_defines: &[u64]) -> u64 {
    fn of(expr: &Expr, of_defines: &[u64]) -> u64 {
        let read = if let ExprKind::Define(id, _) = &expr.kind { of_defines.get(id.index()).copied() } else { None };
        let mut all = read.unwrap_or_default().saturating_add(1);
        expr.for_each_part(&mut |part| all = all.saturating_add(of(part, of_defines)));
        all
    }
    define.versions.iter().map(|version| of(&version.body, of_defines)).max().unwrap_or_default()
}

fn steps(expr: &Expr) -> usize {
    let mut most = 0;
    expr.for_each_part(&mut |part| most = most.max(steps(part)));
    1 + most
}
