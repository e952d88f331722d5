//! row: 22
//! mistakes: 1
//! shows: Two pipelines run each other.
//! remedy: Let one run itself, with `#[depth(n)]`, or write `#[rounds(n)] loop`.

use orch::pipeline;

pipeline! {
    Ping(n: u32) -> u32 {
        if n == 0 {
            return 0;
        }
        Pong(n - 1).await?
    }

    Pong(n: u32) -> u32 {
        Ping(n).await?
    }
}

fn main() {}
