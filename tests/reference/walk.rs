//! Walks over the expressions of rules, for constants and for coverage.

use whereas::syntax::tree::{DefineBody, Expr, ExprKind, File, Inside, ItemKind, Loop};

/// Every expression of every item, outer ones first.
pub(crate) fn each_expr<'a>(files: &'a [File], visit: &mut dyn FnMut(&'a Expr)) {
    for item in files.iter().flat_map(|file| &file.items) {
        match &item.kind {
            ItemKind::Record(record) => {
                record.constraints.iter().for_each(|constraint| walk(&constraint.condition, visit));
                for field in &record.fields {
                    field.only_when.iter().for_each(|expr| walk(expr, visit));
                    if let Some((low, high)) = &field.bounds {
                        walk(low, visit);
                        walk(high, visit);
                    }
                }
            }
            ItemKind::List(list) => list.versions.iter().flat_map(|version| &version.values).for_each(|expr| walk(expr, visit)),
            ItemKind::Parameter(parameter) => parameter.versions.iter().for_each(|version| walk(&version.value, visit)),
            ItemKind::Define(define) => match &define.body {
                DefineBody::As(expr) => walk(expr, visit),
                DefineBody::Cases { cases, otherwise } => {
                    for (value, condition) in cases {
                        walk(value, visit);
                        walk(condition, visit);
                    }
                    walk(otherwise, visit);
                }
                DefineBody::Table(table) => {
                    for row in &table.rows {
                        row.conditions.iter().flatten().for_each(|expr| walk(expr, visit));
                        walk(&row.value, visit);
                    }
                }
            },
            ItemKind::Presume(presume) => {
                walk(&presume.value, visit);
                walk(&presume.when, visit);
            }
            ItemKind::Deem(deem) => {
                walk(&deem.value, visit);
                walk(&deem.when, visit);
            }
            ItemKind::Question(question) => {
                question.covers.iter().for_each(|expr| walk(expr, visit));
                question.law_as_at.iter().for_each(|expr| walk(expr, visit));
            }
            ItemKind::Norm(norm) => {
                norm.required.iter().for_each(|expr| walk(expr, visit));
                walk(&norm.condition, visit);
            }
            ItemKind::Power(power) => {
                [&power.when, &power.exercised, &power.refused].into_iter().flatten().for_each(|expr| walk(expr, visit));
            }
            ItemKind::Note(note) => walk(&note.shown, visit),
            ItemKind::Report(report) => walk(&report.value, visit),
            _ => {}
        }
    }
}

/// An expression and all within it, outer ones first.
pub(crate) fn walk<'a>(expr: &'a Expr, visit: &mut dyn FnMut(&'a Expr)) {
    visit(expr);
    match &expr.kind {
        ExprKind::Set(all) | ExprKind::And(all) | ExprKind::Or(all) | ExprKind::Count(_, all) | ExprKind::Pick(_, all) => {
            all.iter().for_each(|one| walk(one, visit));
        }
        ExprKind::Not(one) | ExprKind::Exists(_, one) | ExprKind::Known(_, one) => walk(one, visit),
        ExprKind::If(a, b, c) | ExprKind::Between(a, b, c) | ExprKind::FromUntil(a, b, c) => {
            [a, b, c].into_iter().for_each(|one| walk(one, visit));
        }
        ExprKind::Compare(_, a, b)
        | ExprKind::Arith(_, a, b)
        | ExprKind::Days(_, a, b)
        | ExprKind::Completed(_, a, b)
        | ExprKind::AgeOf(a, b)
        | ExprKind::Rounded(_, a, b) => {
            [a, b].into_iter().for_each(|one| walk(one, visit));
        }
        ExprKind::OneOf(_, one, all) => {
            walk(one, visit);
            all.iter().for_each(|one| walk(one, visit));
        }
        ExprKind::Periods(a, b, c) => [a, b, c].into_iter().for_each(|one| walk(one, visit)),
        ExprKind::DaysOf(days) => {
            walk(&days.list, visit);
            if let Inside::Dates(_, from, to) = &days.inside {
                walk(from, visit);
                walk(to, visit);
            }
        }
        ExprKind::Quantifier(_, each) | ExprKind::NumberOf(each) => walk_loop(each, visit),
        ExprKind::Aggregate(_, value, each) | ExprKind::TheOne(value, each) => {
            walk(value, visit);
            walk_loop(each, visit);
        }
        _ => {}
    }
}

fn walk_loop<'a>(each: &'a Loop, visit: &mut dyn FnMut(&'a Expr)) {
    walk(&each.list, visit);
    each.condition.iter().for_each(|expr| walk(expr, visit));
}
