use orch::{Context, agent};

pub struct Tick;
pub struct Bar;
pub struct Venue;

/// Called as flows call it.
#[agent(reads)]
async fn fetch_quote(_tick: &Tick, #[resource] _venue: &Venue, _cx: &Context) {}

fn main() {
    fetch_quote::__call(&Bar);
    fetch_quote::__call();
}
