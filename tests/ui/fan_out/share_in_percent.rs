//! row: 24
//! mistakes: 1
//! shows: A share in the body of a flow is written in percent.
//! remedy: Write `0.2`: the body is Rust.

use orch::{agent, pipeline};
#[agent(pure)]
async fn double(n: u64) -> u64 { n * 2 }
pipeline! {
    pub Doubles(list: Vec<u64>) -> u64 {
        let doubles = for n in each(list).tolerate(20%) {
            double(n).await?
        };
        doubles.values.len() as u64
    }
}
fn main() {}
