//! row: 19
//! mistakes: 1
//! shows: An agent fails with a type that is no `Classify`.
//! remedy: Add `#[derive(orch::Classify)]` and a class on each variant.

use orch::agent;

#[derive(Debug)]
pub struct Plain;

impl std::fmt::Display for Plain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("plain")
    }
}

#[agent(pure)]
async fn parse(_line: &str) -> Result<u8, Plain> {
    Ok(1)
}

fn main() {}
