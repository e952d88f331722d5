//! row: 19
//! mistakes: 1
//! shows: An agent fails with a text, which has no class.
//! remedy: Fail with an enum of your own that has `#[derive(Classify)]`.

use orch::agent;

#[agent(pure)]
async fn parse(_line: &str) -> Result<u8, String> {
    Ok(1)
}

fn main() {}
