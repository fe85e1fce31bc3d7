//! Packs as the command line names them.

use super::exit::{Exit, Failure};
use crate::check::{self, Checked};
use crate::fs::{self, ReadError};
use crate::testing;

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Failure {
        let message = error.to_string();
        match error {
            ReadError::NotAPack { .. } => Failure::usage(message).help("name the folder in which the `.whereas` files lie"),
            _ => Failure::usage(message),
        }
    }
}

/// Checks every pack that the paths stand for: a pack, or a folder of packs.
pub(super) fn check_all(paths: &[String]) -> Result<Vec<Checked>, Failure> {
    let mut checked = Vec::new();
    for path in paths {
        for pack in fs::packs_in(path)? {
            let files = fs::read_pack(&pack)?;
            checked.push(testing::with_gaps(check::check(&files.sources, &files.folder)));
        }
    }
    Ok(checked)
}

/// The page of a code, or what codes there are.
pub(super) fn page(code: &str) -> Result<&'static str, Failure> {
    use crate::diagnostic::{Code, nearest, page};
    if let Some(code) = Code::parse(code) {
        return Ok(page(code));
    }
    let near = nearest(&code.to_ascii_uppercase(), Code::ALL.iter().map(|code| code.as_str()));
    let help =
        near.first().map_or_else(|| "codes look like `E201` or `W001`".to_owned(), |near| format!("did you mean `{near}`?"));
    Err(Failure::new(Exit::Usage, format!("there is no finding `{code}`")).help(help))
}
