//! Flows with every construct once, each with a change in it.

use std::sync::atomic::{AtomicU64, Ordering};

use orch::{Failed, pipeline};

use crate::agents::{Trouble, add, flaky, invoice, look, pay, shaky, slow};

/// Another number each time: what is computed again is found out.
fn fresh() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::SeqCst)
}

pipeline! {
    pub Chain(n: u64) -> u64 {
        let seen = look(n).await?;
        let paid = pay(seen).await?;
        let again = pay(paid).named("again").await?;
        look(again).named("after").await?
    }

    pub Branches(n: u64) -> u64 {
        let seen = look(n).await?;
        if seen > 100 {
            return seen;
        }
        let paid: u64 = match seen {
            1..=4 => pay(seen).named("small").await?,
            _ => pay(seen + 100).named("large").await?,
        };
        if paid > 1 {
            invoice(paid).await?;
        }
        paid
    }

    pub Fallbacks(n: u64) -> u64 {
        let first = pay(n + 666_666).or_else(|_| invoice(n)).await?;
        let second = match pay(666_666).named("refused").await {
            Ok(paid) => paid,
            Err(Failed { error: Some(Trouble::No), .. }) => pay(first).named("second").await?,
            Err(_) => 0,
        };
        first + second
    }

    pub Retries(n: u64) -> u64 {
        let got = flaky(n).await?;
        pay(got).await?
    }

    pub InTurn(list: Vec<u64>) -> u64 {
        let mut total: u64 = 0;
        for n in &list {
            let seen = look(*n + total).await?;
            let paid = pay(seen).await?;
            total += paid;
            if total > 40 {
                break;
            }
        }
        pay(total).named("last").await?
    }

    pub Fan(list: Vec<u64>) -> Vec<u64> {
        let all = for n in each(&list).concurrent(2).key(|n| n.to_string()) {
            let seen = look(*n).await?;
            pay(seen).await?
        };
        all
    }

    pub Rounds(start: u64) -> u64 {
        let mut best: u64 = start;
        let mut note: Option<String> = None;
        let found = #[rounds(6)] loop {
            let paid = pay(best + note.as_ref().map_or(0, |note| note.len() as u64)).await?;
            let next = add(best, paid).await?;
            if next > 60 {
                break next;
            }
            best = next;
            note = Some(format!("after {next}"));
        };
        pay(found).named("last").await?
    }

    pub Race(n: u64) -> u64 {
        let winner = race(slow(n + 5).named("late"), slow(n).named("early")).await?;
        let paid = pay(winner).await?;
        paid + winner
    }

    pub Inner(n: u64) -> u64 {
        let seen = look(n).await?;
        pay(seen).await?
    }

    pub Middle(list: Vec<u64>) -> u64 {
        let all = for n in each(&list) {
            Inner(*n).await?
        };
        pay(all.iter().sum::<u64>()).await?
    }

    pub Outer(n: u64) -> u64 {
        let first = Inner(n).await?;
        let second = Middle(vec![first, n]).await?;
        pay(second).await?
    }

    pub Shaky(n: u64) -> u64 {
        let paid = pay(n).await?;
        let steady = shaky(paid).await?;
        pay(steady).named("then").await?
    }

    pub Stubborn(n: u64) -> u64 {
        let got = Shaky(n).with(retry(attempts = 5, backoff = constant(2s), jitter = none)).await?;
        pay(got).await?
    }

    pub Glue(n: u64) -> bool {
        let drawn: u64 = fresh();
        let first = pay(drawn + n * 0).await?;
        let second = pay(drawn).named("second").await?;
        first == second && first == drawn * 2
    }

    pub Builtins(n: u64) -> bool {
        let at = now().await;
        let id = uuid().await;
        let chance = random().await;
        let paid = pay(at.as_micros() as u64 + (chance * 1000.0) as u64 + n).await?;
        let text = id.to_string();
        let length = look(text.len() as u64).await?;
        paid == (at.as_micros() as u64 + (chance * 1000.0) as u64 + n) * 2 && length == 37
    }

    pub Timers(n: u64) -> u64 {
        let paid = pay(n).await?;
        sleep(2min).await;
        let again = pay(paid).named("again").await?;
        sleep(500ms).await;
        pay(again).named("last").await?
    }

    pub Signals(n: u64) -> u64 {
        let paid = pay(n).await?;
        let one = signal::<u64>("one").await?;
        let two = signal::<u64>("two").key("k".to_owned()).await?;
        let late = signal::<u64>("late").timeout(1min).await;
        let more: u64 = match late {
            Ok(more) => more,
            Err(_) => 1000,
        };
        pay(paid + one + two + more).named("last").await?
    }

    pub Unordered(n: u64) -> u64 {
        #[unordered]
        {
            let _ = pay(n).named("a").await?;
            let _ = pay(n + 1).named("b").await?;
        }
        pay(n + 2).named("last").await?
    }
}
