//! Every construct of the language once, in flows that a person would write.
#![allow(missing_docs, unreachable_pub, reason = "a test has no users")]

use std::time::Duration;

use orch::{Classify, Failed, Gathered, Timestamp, agent, pipeline};
use orch_testing::replay::Replay;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error, Classify)]
pub enum Trouble {
    #[error("declined: {code}")]
    #[permanent]
    Declined { code: u32 },
    #[error("busy")]
    #[transient]
    Busy,
}

#[agent(pure)]
async fn add(a: u64, b: u64) -> u64 {
    a + b
}

#[agent(reads)]
async fn even(n: &u64) -> Result<u64, Trouble> {
    if n.is_multiple_of(2) { Ok(*n) } else { Err(Trouble::Declined { code: *n as u32 }) }
}

#[agent(idempotent)]
async fn store(n: u64) -> Result<String, Trouble> {
    if n == 13 { Err(Trouble::Declined { code: 13 }) } else { Ok(format!("stored {n}")) }
}

#[agent(idempotent)]
async fn keep(n: u64) -> u64 {
    n
}

#[agent(once)]
async fn ship(n: u64) -> u64 {
    assert!(n != 3, "lost on the way");
    n
}

#[agent(reads, retry(attempts = 3, backoff = none))]
async fn never(_n: u64) -> Result<u64, Trouble> {
    Err(Trouble::Busy)
}

#[agent(reads)]
async fn slow(n: u64) -> u64 {
    tokio::time::sleep(Duration::from_secs(n)).await;
    n
}

pipeline! {
    /// Nested stages, arithmetic, glue.
    pub Nested(n: u64) -> u64 {
        let base = n * 2;
        let sum = add(add(base, 1).named("inner").await? + 1, n).await?;
        let text = format!("{sum}");
        let back: u64 = text.parse()?;
        let unit = text.len() as u64;
        add(back, unit).named("last").await? + 1
    }

    /// What was lost on the way may have arrived, so nobody keeps it: whoever failed last says why.
    pub Degraded(n: u64) -> String {
        match even(&n).or_else_unknown(|_| ship(n)).or_else(|_| keep(n)).await {
            Ok(n) => format!("{n}"),
            Err(failed) => format!("{} {}", failed.stage, failed.error.is_some()),
        }
    }

    /// A failure as a value.
    pub Matched(n: u64) -> String {
        match store(n).await {
            Ok(text) => text,
            Err(Failed { error: Some(Trouble::Declined { code }), .. }) if code > 10 => {
                let n = u64::from(code) + 1;
                store(n).named("again").await?
            }
            Err(failed) => format!("failed: {}", failed.message),
        }
    }

    /// If, early return, statement constructs.
    pub Early(n: u64) -> String {
        if n > 100 {
            return "too much".to_string();
        }
        let half: u64 = if n.is_multiple_of(2) {
            even(&n).await? / 2
        } else {
            let more = n + 1;
            even(&more).await? / 2
        };
        if half == 4 {
            store(half).await?;
        }
        format!("half {half}")
    }

    /// Fan-out.
    pub Fan(list: Vec<u64>) -> Vec<u64> {
        for n in each(&list).concurrent(2) {
            let even = even(n).await?;
            add(even, 1).await?
        }
    }

    /// Tolerant fan-out with keys.
    pub Tolerant(list: Vec<u64>) -> Gathered<u64> {
        let good = for n in each(&list).tolerate(0.5).key(|n| format!("n{n}")) {
            even(n).await?
        };
        good
    }

    /// A plain `for` with carried state.
    pub Sum(list: Vec<u64>) -> u64 {
        let mut total: u64 = 0;
        for n in &list {
            let more = add(*n, 1).await?;
            total += more;
            if total > 100 {
                break;
            }
        }
        total
    }

    /// Rounds with carried notes.
    pub Rounds(start: u64) -> u64 {
        let mut best: u64 = start;
        let found = #[rounds(5)] loop {
            let next = add(best, 10).await?;
            if next > 30 {
                break next;
            }
            best = next;
        };
        found
    }

    /// Constructs without a stage in them are constructs all the same, wherever they stand.
    pub Stageless(list: Vec<u64>) -> u64 {
        let mut total: u64 = 0;
        for n in &list {
            let tripled: u64 = #[rounds(3)] loop {
                if *n < 50 {
                    break n * 3;
                }
            };
            let all: Vec<u64> = for m in each(&list) {
                m + n
            };
            total += tripled + all.len() as u64;
        }
        total
    }

    /// A race.
    pub Race(a: u64, b: u64) -> u64 {
        race(slow(a), slow(b).named("other").delay(300ms)).await?
    }

    /// Timers, signals.
    pub Waits(n: u64) -> String {
        sleep(1h).await;
        let verdict = signal::<String>("review").timeout(1h).await;
        match verdict {
            Ok(text) => format!("{n} {text}"),
            Err(failed) => format!("{n} {:?}", failed.kind),
        }
    }

    /// Until a point in time, which may have passed.
    pub Until(seconds: u64) -> u64 {
        let began = now().await;
        sleep_until(Timestamp::from_micros(1)).await;
        sleep_until(began + Duration::from_secs(seconds)).await;
        let ended = now().await;
        ended.since(began).as_secs()
    }

    /// Another pipeline as a stage.
    pub Outer(n: u64) -> u64 {
        let inner = Nested(n).await?;
        let at = now().await;
        let id = uuid().await;
        let chance = random().await;
        let fine = id.to_string().len() == 36 && chance < 1.0 && at.as_micros() > 0;
        if fine { inner } else { 0 }
    }

    /// Temporaries in arguments.
    pub Temporary(n: u64) -> u64 {
        even(&(n + 1)).await?
    }

    /// A stage of another pipeline that is tried again and fails.
    pub Stubborn(n: u64) -> u64 {
        Busy(n).await?
    }

    /// A stage that is tried again.
    pub Busy(n: u64) -> u64 {
        never(n).await?
    }

    /// Runs itself.
    #[depth(5)]
    pub Deep(n: u64) -> u64 {
        if n == 0 {
            return 0;
        }
        let below = Deep(n - 1).await?;
        below + 1
    }

    /// Unordered changes.
    pub Unordered(n: u64) -> String {
        #[unordered]
        {
            let _ = store(n).named("one").await?;
            let _ = store(n + 1).named("two").await?;
        }
        let checked = even(&n).await?;
        store(checked).named("three").after(&checked).await?
    }
}

#[orch::flow]
pub async fn SecondDoor(n: u64) -> u64 {
    let one = add(n, 1).await?;
    add(one, 1).named("again").await?
}

macro_rules! replays {
    ($($launch:expr),* $(,)?) => {$(
        let plain = $launch.run().await;
        for seed in 0..10 {
            let replayed = Replay::new(seed).signal("review", "fine".into()).run($launch).await.unwrap();
            let result = replayed.result.map(|output| (*output).clone());
            assert_eq!(result, plain, "seed {seed}");
        }
    )*};
}

#[tokio::test(start_paused = true)]
async fn constructs_give_what_their_text_says() {
    assert_eq!(Nested(3).run().await.unwrap(), 14);
    assert_eq!(Matched(1).run().await.unwrap(), "stored 1");
    assert_eq!(Matched(13).run().await.unwrap(), "stored 14");
    assert_eq!(Degraded(5).run().await.unwrap(), "5");
    assert_eq!(Degraded(3).run().await.unwrap(), "Degraded/ship false", "its own error is not of the type of the last");
    assert_eq!(Early(101).run().await.unwrap(), "too much");
    assert_eq!(Early(8).run().await.unwrap(), "half 4");
    assert_eq!(Early(7).run().await.unwrap(), "half 4");
    assert_eq!(Early(10).run().await.unwrap(), "half 5");
    assert_eq!(Fan(vec![2, 4, 6]).run().await.unwrap(), [3, 5, 7]);
    let failure = Fan(vec![2, 5, 7]).run().await.unwrap_err();
    assert_eq!((failure.stage.as_str(), failure.message.as_str()), ("Fan/n[1]/even", "declined: 5"));
    let gathered = Tolerant(vec![2, 5, 4]).run().await.unwrap();
    assert_eq!(gathered.values, [("n2".to_string(), 2), ("n4".to_string(), 4)]);
    assert_eq!(gathered.failures[0].0, "n5");
    assert_eq!(gathered.failures[0].1.stage, "Tolerant/good[n5]/even");
    assert!(Tolerant(vec![1, 3, 4]).run().await.is_err());
    assert_eq!(Sum(vec![1, 2, 3]).run().await.unwrap(), 9);
    assert_eq!(Sum(vec![100, 2, 3]).run().await.unwrap(), 101);
    assert_eq!(Rounds(1).run().await.unwrap(), 31);
    assert!(Rounds(0).run().await.is_ok());
    assert_eq!(Stageless(vec![1, 2]).run().await.unwrap(), 13);
    assert_eq!(Stageless(vec![1, 60]).run().await.unwrap_err().kind, orch::FailureKind::RoundsExhausted);
    assert_eq!(Race(5, 1).run().await.unwrap(), 1);
    assert_eq!(Race(1, 5).run().await.unwrap(), 1);
    assert_eq!(Outer(3).run().await.unwrap(), 14);
    assert_eq!(Temporary(3).run().await.unwrap(), 4);
    let failure = Stubborn(1).run().await.unwrap_err();
    assert_eq!((failure.stage.as_str(), failure.attempts), ("Busy/never", 3));
    assert_eq!(Deep(4).run().await.unwrap(), 4);
    assert!(Deep(9).run().await.is_err());
    assert_eq!(Unordered(4).run().await.unwrap(), "stored 4");
    assert_eq!(SecondDoor(4).run().await.unwrap(), 6);
}

#[tokio::test(start_paused = true)]
async fn a_signal_comes_or_does_not() {
    let run = Waits(7).start();
    run.review("good".into()).await.unwrap();
    assert_eq!(*run.result().await.unwrap(), "7 good");
    assert_eq!(Waits(7).run().await.unwrap(), "7 TimedOut");
}

#[tokio::test(start_paused = true)]
async fn a_timer_may_be_set_to_a_point_in_time() {
    let began = tokio::time::Instant::now();
    assert_eq!(Until(90).run().await.unwrap(), 90);
    assert_eq!(began.elapsed().as_secs(), 90, "what has passed is not waited for");
}

#[tokio::test(start_paused = true)]
async fn constructs_replay() {
    replays!(
        Nested(3),
        Matched(1),
        Matched(13),
        Early(101),
        Early(8),
        Early(7),
        Fan(vec![2, 4, 6]),
        Fan(vec![2, 5, 7]),
        Tolerant(vec![2, 5, 4]),
        Sum(vec![1, 2, 3]),
        Sum(vec![100, 2]),
        Rounds(1),
        Until(7),
        Race(5, 1),
        Outer(3),
        Deep(4),
        Unordered(4),
        SecondDoor(4),
    );
}
