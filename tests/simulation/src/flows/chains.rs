//! Stages one after another and side by side, fallbacks, recorded values, plain Rust that fails.

use orch::pipeline;

use crate::agents::{brittle, calc, fetch, fragile, look, pay, put, ship, watch};

pipeline! {
    /// Reads side by side, then changes in a row.
    pub Chain(n: u64) -> u64 {
        let a = look(n).await?;
        let b = fetch(&n).await?;
        let c = watch(n).await?;
        let paid = pay(a + b).await?;
        let after = look(paid).named("after").await?;
        let sum = calc(after, c).await?;
        let shipped = ship(sum).await?;
        put(shipped).await?
    }

    /// What each stage rests on is written far above it.
    pub Diamond(n: u64) -> u64 {
        let a = fetch(&n).await?;
        let b = look(n + 1).named("b").await?;
        let left = put(a).named("left").await?;
        let c = look(a + b).named("c").await?;
        let d = calc(b, n).named("d").await?;
        let right = put(left + c).named("right").await?;
        let e = calc(d, right).named("e").await?;
        pay(e).await?
    }

    /// Degradation paths, also after an unknown outcome.
    pub Fallbacks(n: u64) -> u64 {
        let seen = look(n).or_else(|_| fetch(&n)).or_else(|_| calc(n, 1)).await?;
        let paid = pay(seen).or_else(|_| put(n)).await?;
        let shipped = ship(paid).or_else_unknown(|_| put(paid).named("instead")).await;
        let n: u64 = match shipped {
            Ok(n) => n,
            Err(_) => 0,
        };
        let quiet = ship(n).named("second").or_else(|_| look(n).named("looks")).await?;
        put(quiet).named("last").await?
    }

    /// Plain Rust fails and panics; a recorded value is the same everywhere.
    pub Glue(n: u64) -> u64 {
        let a = look(n).await?;
        let checked: u64 = brittle(a)?;
        let paid = put(fragile(checked)).await?;
        let kept: u64 = fragile(paid);
        let id = uuid().await;
        let chance = random().await;
        let text = id.to_string().len() as u64;
        let b = calc(kept + text, if chance < 0.5 { 1 } else { 2 }).await?;
        let done = pay(brittle(b)?).await?;
        done + brittle(done)?
    }

    /// An order that was asked for, and one that was lifted.
    pub Unordered(n: u64) -> u64 {
        let a = look(n).await?;
        let b = look(n + 1).named("b").after(&a).await?;
        let sum: u64 = #[unordered] {
            let one = put(a).named("one").await?;
            let two = pay(b).named("two").await?;
            let three = ship(n).named("three").await?;
            one + two + three
        };
        let c = look(sum).named("c").await?;
        put(c).named("last").await?
    }
}
