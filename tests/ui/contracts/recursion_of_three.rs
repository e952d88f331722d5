//! row: 22
//! mistakes: 1
//! shows: Three pipelines run each other in a circle.
//! remedy: Break the circle, or let one run itself with `#[depth(n)]`.

use orch::pipeline;

pipeline! {
    First(n: u32) -> u32 {
        Second(n).await?
    }

    Second(n: u32) -> u32 {
        Third(n).await?
    }

    Third(n: u32) -> u32 {
        First(n).await?
    }

    Outside(n: u32) -> u32 {
        First(n).await?
    }
}

fn main() {}
