//! Waiting: timers short and parked, signals with and without a key, a cancellation.

use orch::pipeline;

use crate::agents::{look, pay};

pipeline! {
    /// A sleep in the process, and one that is parked.
    pub Naps(n: u64) -> u64 {
        let seen = look(n).await?;
        sleep(20ms).await;
        let paid = pay(seen).await?;
        sleep(1200ms).await;
        pay(paid).named("last").await?
    }

    /// Signals: two of one name, one with a key, one that never comes.
    pub Asking(n: u64) -> String {
        let paid = pay(n).await?;
        let first = signal::<u64>("go").await?;
        let second = signal::<u64>("go").await?;
        let keyed = signal::<u64>("keyed").key(format!("k{n}")).await?;
        let late = signal::<u64>("late").timeout(30ms).await;
        let came = match late {
            Ok(_) => "came",
            Err(_) => "late",
        };
        let last = pay(first * 100 + second * 10 + keyed).named("last").await?;
        format!("{paid} {last} {came}")
    }

    /// Is cancelled while it waits.
    pub Stoppable(n: u64) -> u64 {
        let paid = pay(n).await?;
        let never = signal::<u64>("never").await?;
        pay(paid + never).named("after").await?
    }
}
