//! Timers among racers. A timer gives `()`, and so does who races with it.

use std::time::Duration;

use orch::pipeline;

use crate::agents::{look, pay, put, stroll};

pipeline! {
    /// The clock against an agent, against several and a person, against a person alone: first in the text, in the middle, last.
    pub Clocks(n: u64) -> u64 {
        let seen = look(n).await?;
        race(sleep(2s), stroll(seen)).await?;
        let paid = pay(seen).await?;
        race(stroll(paid).named("late").delay(500ms), sleep(3s), stroll(n).named("other"), signal::<()>("come")).await?;
        let more = look(paid).named("more").await?;
        race(signal::<()>("come"), sleep(10min)).await?;
        put(more).await?
    }

    /// Two clocks, one of which may have passed; then one that is looked at as a value.
    pub Hands(n: u64) -> u64 {
        let at = now().await;
        race(sleep(1min), sleep_until(at + Duration::from_secs(n % 4 * 40))).await?;
        let paid = pay(n).await?;
        let strolled = race(stroll(paid), sleep(700ms)).await;
        let n: u64 = match strolled {
            Ok(()) => look(paid).named("well").await?,
            Err(failed) => failed.message.len() as u64,
        };
        put(n).named("last").await?
    }

    /// In each item of a fan-out, and in each round.
    pub Timed(list: Vec<u64>) -> u64 {
        let all: Vec<u64> = for n in each(list).concurrent(2) {
            race(stroll(n), sleep(1500ms)).await?;
            pay(n).await?
        };
        let mut left: u64 = all.len() as u64;
        #[rounds(4)]
        loop {
            race(sleep(800ms), stroll(left).named("round"), signal::<()>("come")).await?;
            if left == 0 { break; }
            left = left - 1;
        }
        put(all.iter().sum::<u64>()).named("last").await?
    }
}
