//! From text to a bar.

use orch::{Failed, agent};

use super::super::bar::{Bar, ParseError};
use super::super::reader::Line;

/// Reads a line as it should be.
#[agent(pure, timeout = 1s)]
pub async fn parse(line: &Line) -> Result<Bar, ParseError> {
    Bar::read(&line.text)
}

/// Mends what can be mended without guessing: separators, spaces, swapped columns, a missing adjclose. The bar keeps what
/// was wrong with its line.
#[agent(pure, timeout = 1s)]
pub async fn repair(line: &Line, failed: &Failed<ParseError>) -> Result<Bar, ParseError> {
    let bar = Bar::mend(&line.text)?;
    Ok(Bar { complaint: Some(failed.message.clone()), ..bar })
}
