//! Many of a kind: fan-outs, loops, a race.

use orch::{Gathered, pipeline};

use super::chains::UNSURE;
use crate::agents::{look, pay, picky, ship};

pipeline! {
    /// A fan-out, two at a time.
    pub Fan(list: Vec<u64>) -> Vec<u64> {
        for n in each(list).concurrent(2) {
            let seen = look(n).await?;
            pay(seen).await?
        }
    }

    /// A fan-out of which some may fail. The keys are the places, so that paths are the same in journals and agents.
    pub Tolerant(list: Vec<u64>) -> Gathered<u64> {
        let good = for n in each(list).tolerate(0.5).key(|n| format!("{}", n % 10)) {
            picky(n).await?
        };
        good
    }

    /// A plain `for` with a sum.
    pub Total(list: Vec<u64>) -> u64 {
        let mut total: u64 = 0;
        for n in &list {
            let paid = pay(*n).await?;
            total += paid;
            if total > 1000 {
                break;
            }
        }
        total
    }

    /// Rounds that carry something on.
    pub Rounds(start: u64) -> u64 {
        let mut best: u64 = start;
        let found = #[rounds(8)] loop {
            let next = pay(best).await?;
            let seen = look(next).await?;
            if seen > start + 40 {
                break seen;
            }
            best = seen;
        };
        found
    }

    /// A race of two who would give the same.
    pub Race(n: u64) -> u64 {
        let first = race(look(n), look(n).named("other").delay(4ms)).await?;
        pay(first).await?
    }

    /// A `once` for each.
    pub Ships(list: Vec<u64>) -> Vec<String> {
        for n in each(list).concurrent(2) {
            let shipped: String = match ship(n).await {
                Ok(what) => what,
                Err(_) => UNSURE.to_string(),
            };
            shipped
        }
    }
}
