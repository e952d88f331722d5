//! Waiting for time and for others: timers, signals, limits of the run.

use std::time::Duration;

use orch::pipeline;

use crate::agents::{fetch, look, pay, put};

pipeline! {
    pub Naps(n: u64) -> u64 {
        let seen = look(n).await?;
        sleep(20ms).await;
        let paid = pay(seen).await?;
        sleep(1h).await;
        let at = now().await;
        sleep_until(at + Duration::from_secs(n % 100 * 40)).await;
        let last = look(paid).named("last").await?;
        put(last + at.as_micros() as u64 % 2).await?
    }

    pub Asking(n: u64) -> u64 {
        let paid = pay(n).await?;
        let first = signal::<u64>("go").await?;
        let seen = look(first).await?;
        let second = signal::<u64>("go").await?;
        let keyed = signal::<u64>("keyed").key(format!("k{}", n % 3)).timeout(2h).await?;
        let late = signal::<u64>("late").timeout(30s).await;
        let came: u64 = match late {
            Ok(n) => n,
            Err(_) => 0,
        };
        put(paid + seen + second + keyed + came).await?
    }

    /// Whoever comes first: an agent, a person, another agent that begins later. (The clock races in `clocks`.)
    pub First(n: u64) -> u64 {
        let seen = look(n).await?;
        let chosen = race(look(seen).named("agent"), signal::<u64>("person"), look(n).named("slow").delay(5s)).await?;
        put(chosen).await?
    }

    #[deadline(6s)]
    pub Deadline(n: u64) -> u64 {
        let seen = fetch(&n).await?;
        let paid = pay(seen).await?;
        let more = look(paid).named("more").await?;
        put(more).await?
    }

    #[work_limit(4s)]
    pub Limited(n: u64) -> u64 {
        let seen = look(n).await?;
        sleep(1min).await;
        let paid = pay(seen).await?;
        let word = signal::<u64>("word").timeout(10min).await;
        let n: u64 = word.clone().unwrap_or(paid);
        let more = fetch(&n).await?;
        put(more).await?
    }
}
