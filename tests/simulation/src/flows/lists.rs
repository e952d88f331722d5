//! Many of a kind: fan-outs, a plain `for`, rounds, races.

use orch::{Gathered, pipeline};

use crate::agents::{calc, fetch, look, pay, put, ship};

pipeline! {
    /// A fan-out of reads and changes, two at a time.
    pub Fan(list: Vec<u64>) -> Vec<u64> {
        for n in each(list).concurrent(2) {
            let seen = look(n).await?;
            let more = fetch(&n).await?;
            pay(seen + more).await?
        }
    }

    /// All at once, with something behind it.
    pub Wide(list: Vec<u64>) -> u64 {
        let sums: Vec<u64> = for n in each(list) {
            let seen = look(n).await?;
            calc(seen, n).await?
        };
        let sum = sums.iter().sum::<u64>();
        let side = look(sum).named("side").await?;
        put(side).await?
    }

    /// Some may fail. Items have names.
    pub Tolerant(list: Vec<u64>) -> u64 {
        let good: Gathered<u64> = for n in each(list).concurrent(3).tolerate(0.4).key(|n| format!("k{n}")) {
            let seen = look(n).await?;
            if seen.is_multiple_of(5) {
                ship(seen).await?;
            }
            put(seen).await?
        };
        let left = good.values.len() as u64;
        put(left).named("last").await?
    }

    /// Nested, the inner one tolerant.
    pub Nested(list: Vec<u64>) -> u64 {
        let all: Vec<u64> = for n in each(&list).concurrent(2) {
            let inner: Gathered<u64> = for m in each(&list).tolerate(0.5).concurrent(2) {
                let seen = look(n + m).await?;
                calc(seen, *m).await?
            };
            put(inner.values.len() as u64).await?
        };
        all.len() as u64
    }

    /// A plain `for` that carries state, goes on and breaks.
    pub Total(list: Vec<u64>) -> u64 {
        let mut total: u64 = 0;
        for n in &list {
            let seen = look(*n).await?;
            if seen.is_multiple_of(4) {
                continue;
            }
            let paid = pay(seen).await?;
            total += paid;
            if total > 1500 {
                break;
            }
        }
        put(total).named("last").await?
    }

    /// Rounds that carry something on, may return, and may be used up.
    pub Rounds(start: u64) -> u64 {
        let mut best: u64 = start;
        let found: u64 = #[rounds(4)] loop {
            let next = fetch(&best).await?;
            let kept = put(next).await?;
            if kept > 900 {
                return kept;
            }
            if kept > 400 {
                break kept;
            }
            best = next;
        };
        pay(found).named("last").await?
    }

    /// Races of looks with delays: one that ends the run if all fail, and one that is looked at.
    pub Race(n: u64) -> u64 {
        let first = race(look(n), fetch(&n).delay(300ms), look(n + 1).named("third").delay(1s)).await?;
        let paid = pay(first).await?;
        let second = race(look(paid).named("again"), calc(paid, n).delay(20ms)).await;
        let n: u64 = second.clone().unwrap_or(0);
        put(n).named("last").await?
    }
}
