//! The texts of all findings about decision tables.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(super) fn too_many_rows(span: Span, most: usize) -> Diagnostic {
    Diagnostic::new(Code::E002, span, format!("a decision table of more than {most} rows"))
        .why("nobody can see which of so many rows comes first")
        .help("put the values into a `table`, or divide the define")
}

pub(super) fn gap(last: Span, case: &str) -> Diagnostic {
    Diagnostic::new(Code::E157, last, format!("no row fits this case: {case}"))
        .why("what is defined has a value in every case")
        .help("add a row for it; a last row of `-` fits what no other does")
}

pub(super) fn overlap(second: Span, first: Span, case: &str) -> Diagnostic {
    Diagnostic::new(Code::E158, second, format!("two rows fit this case: {case}"))
        .and(first, "this row fits it too")
        .why("with `one match` the table says that each case fits one row")
        .help("narrow one of the rows, or write `first match` if the first that fits decides")
}

pub(super) fn not_gone_through(span: Span, one: bool, large: bool) -> Diagnostic {
    let message =
        if large { "the columns have too many kinds of cases together" } else { "what fits this cell depends on other facts" };
    let finding = Diagnostic::new(Code::E159, span, message);
    if one {
        finding
            .why("with `one match` every kind of case is gone through, so that no two rows fit one and some row fits each")
            .help("compare with values, or write `first match` and a last row of `-`")
    } else {
        finding
            .why("without a last row of `-` every kind of case is gone through, so that some row fits each")
            .help("add a last row of `-`")
    }
}

pub(super) fn several_currencies(span: Span) -> Diagnostic {
    Diagnostic::new(Code::E159, span, "amounts of this column may be in several currencies")
        .why("whether some row fits each case cannot be gone through: an amount in another currency fits none of these cells")
        .help("declare the fact with its currency, as in `money in USD`, or write `first match` and a last row of `-`")
}

pub(super) fn never_reached(row: Span) -> Diagnostic {
    Diagnostic::new(Code::W055, row, "this row is never reached")
        .why("every case that fits it fits a row above, which decides")
        .help("move it up, or leave it out")
}
