//! row: 22
//! mistakes: 1
//! shows: A pipeline runs itself without a bound.
//! remedy: Put `#[depth(n)]` on it, or write `restart(…).await` last.

use orch::pipeline;

pipeline! {
    Countdown(n: u32) -> u32 {
        if n == 0 {
            return 0;
        }
        Countdown(n - 1).await?
    }
}

fn main() {}
