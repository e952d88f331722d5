//! Pages about pipelines, to be committed or published: the drawing of each, its stages with contracts, effects and the
//! policies in force, its transitions, failure and compensation paths, signals and timers, and the worst-case time.
//!
//! ```text
//! cargo run --example state_machine_docs --features docs -- target/state_machines
//! ```
//!
//! Nothing runs: a page is made from the blueprint, which is a `static`.
#![allow(
    missing_docs,
    unreachable_pub,
    dead_code,
    reason = "an example is read, not linked, and this one runs no flow"
)]

#[path = "../market_data/agents/mod.rs"]
pub mod agents;
#[path = "../market_data/bar.rs"]
pub mod bar;
#[path = "../market_data/flow.rs"]
pub mod flow;
#[path = "../market_data/output.rs"]
pub mod output;
#[path = "../market_data/reader.rs"]
pub mod reader;
pub mod shop;

use std::io;

use flow::MarketData;
use shop::{Basket, Checkout, Confirmation};

fn main() -> io::Result<()> {
    let dir = std::env::args().nth(1).unwrap_or_else(|| "target/state_machines".into());
    let pipelines = [MarketData::blueprint(), Basket::blueprint(), Checkout::blueprint(), Confirmation::blueprint()];
    orch::docs::write(&dir, &pipelines)?;
    println!("{} pages, and an index that leads to them: {dir}/index.md", pipelines.len());
    Ok(())
}
