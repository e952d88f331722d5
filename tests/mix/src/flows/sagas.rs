//! Failing after something was done, and beginning anew. What can be undone is a stage whose name begins with `take`.

use orch::pipeline;

use crate::agents::{give, judge, look, mail, take, take_hard, take_once};

pipeline! {
    /// Fails after changes of all sorts: undone at once, with an effort, not at all, though nobody knows, in a list.
    pub Saga(n: u64) -> u64 {
        let a = take(n).named("take_a").await?;
        mail(a).await?;
        let b = take_hard(a).named("take_b").await?;
        let _ = take_once(b).await;
        for k in each::<u64>(vec![b, b + 1, b + 2]).concurrent(2) {
            take(k).await?
        };
        judge(5 * b + 3).await?
    }

    /// Undoes itself when it fails, and is undone by whoever runs it otherwise.
    pub Part(n: u64) -> u64 {
        let x = take(n).named("take_x").await?;
        let y = take(x).named("take_y").await?;
        judge(y).await?
    }

    /// Its second part fails, so its first is undone.
    pub Trip(n: u64) -> u64 {
        let one = Part(5 * n).named("take_one").with(compensate = give).await?;
        let two = Part(one + 3).named("take_two").with(compensate = give).await?;
        one + two
    }

    /// Begins anew twice, and then fails: what the last pass did is undone, and nothing before.
    pub Anew(n: u64) -> u64 {
        let a = take(n).named("take_a").await?;
        let seen = look(a).await?;
        let b = take(seen).named("take_b").await?;
        match n % 100 / 40 {
            0 => restart(n + 40).await,
            1 => restart(n + 40).await,
            _ => judge(5 * b + 3).await?,
        }
    }
}
