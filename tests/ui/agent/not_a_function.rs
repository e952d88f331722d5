//! row: 0
//! mistakes: 2
//! shows: `#[agent]` stands on something that is no free async function.
//! remedy: Put it on an `async fn` with a body, outside of traits and `impl`s.

use orch::agent;

#[agent(pure)]
struct Quote;

trait Fetch {
    #[agent(pure)]
    async fn fetch();
}

fn main() {
    let _ = Quote;
}
