//! Parked runs: who waits for signals or timers only gives up its place, and can be answered.
#![allow(missing_docs, reason = "nobody reads the docs of a test")]

use std::time::Duration;

use futures_util::{StreamExt, stream};
use orch::{Handle, Stopped, agent, pipeline};
use tokio::time::Instant;

/// Takes its time.
#[agent(pure)]
async fn work(n: u32) -> u32 {
    tokio::time::sleep(Duration::from_secs(1)).await;
    n
}

pipeline! {
    /// Odd numbers need an answer.
    pub Asking(n: u32) -> u32 {
        let done = work(n).await?;
        if done % 2 == 1 {
            signal::<u32>("answer").timeout(1h).await?
        } else {
            done
        }
    }
}

pipeline! {
    /// Waits for one thing after the other.
    pub Waiting(who: String) -> u32 {
        let paid = signal::<u32>("paid").key(who.clone()).await?;
        let seen = signal::<u32>("seen").timeout(5s).await?;
        sleep(20s).await;
        paid + seen
    }
}

#[tokio::test(start_paused = true)]
async fn parked_runs_give_up_their_place() {
    let start = Instant::now();
    let runs = orch::stream(|n: u32| Asking(n).id(format!("run {n}"))).concurrent(2);
    let mut runs = runs.run_until_parked(stream::iter(0..20)).boxed();
    let (mut ended, mut parked) = (Vec::new(), Vec::new());
    while let Some(run) = runs.next().await {
        match run {
            Stopped::Ended(run) => {
                assert_eq!(run.id.as_ref(), format!("run {}", run.index));
                ended.push(run.result.expect("no failure"));
            }
            Stopped::Parked(run) => parked.push(run),
        }
    }
    assert_eq!((ended.len(), parked.len()), (10, 10));
    assert_eq!(start.elapsed().as_secs(), 10, "two at a time, and nobody is waited for");

    for (number, run) in parked.into_iter().enumerate() {
        let [wait] = run.waits().try_into().expect("one");
        assert_eq!((wait.path.as_str(), wait.signal, wait.key), ("Asking/then/answer", Some("answer"), None));
        assert!(wait.until.is_some());
        run.answer(number as u32).await.expect("it waits");
        assert_eq!(run.result().await.map(|n| *n), Ok(number as u32));
        assert_eq!(run.waits(), []);
    }
}

#[tokio::test(start_paused = true)]
async fn a_handle_tells_what_its_run_waits_for() {
    let run = Waiting("ada".into()).start();
    assert_eq!(run.waits(), [], "it has not begun");
    run.stopped().await;
    assert_eq!(what(&run), [("Waiting/paid", Some("paid"), Some("ada"), false)].map(owned));

    run.paid_for("bob", 7).await.expect("it runs");
    run.paid_for("ada", 1).await.expect("it runs");
    tokio::task::yield_now().await;
    run.stopped().await;
    assert_eq!(what(&run), [("Waiting/seen", Some("seen"), None, true)].map(owned));

    run.seen(2).await.expect("it runs");
    tokio::task::yield_now().await;
    run.stopped().await;
    assert_eq!(what(&run), [("Waiting/sleep", None, None, true)].map(owned));
    assert_eq!(run.into_result().await, Ok(3));
}

type What<T> = (T, Option<&'static str>, Option<T>, bool);

fn what(run: &Handle<Waiting>) -> Vec<What<String>> {
    run.waits().into_iter().map(|wait| (wait.path, wait.signal, wait.key, wait.until.is_some())).collect()
}

fn owned((path, signal, key, limited): What<&str>) -> What<String> {
    (path.into(), signal, key.map(Into::into), limited)
}

pipeline! {
    /// Waits with a key, without one, and both ways.
    pub Ways(who: String) -> u32 {
        let plain = signal::<u32>("plain").await?;
        let keyed = signal::<u32>("keyed").key(who.clone()).await?;
        let both = signal::<u32>("both").await?;
        let again = signal::<u32>("both").key(who).await?;
        plain + keyed + both + again
    }
}

/// Stands in where a run has no method of this name.
trait Missing {
    fn keyed(&self) -> bool {
        true
    }
    fn plain_for(&self) -> bool {
        true
    }
}

impl Missing for WaysSignals {}

#[tokio::test(start_paused = true)]
async fn a_signal_has_the_methods_that_reach_somebody() {
    let run = Ways("ada".into()).start();
    assert!(run.keyed() && run.plain_for(), "both would send into the void");
    run.plain(1).await.expect("it runs");
    run.keyed_for("ada", 10).await.expect("it runs");
    run.both(100).await.expect("it runs");
    run.both_for("ada", 1000).await.expect("it runs");
    assert_eq!(run.into_result().await, Ok(1111));
}

pipeline! {
    /// Waits within: for each of a list.
    pub Askers(list: Vec<u32>) -> Vec<u32> {
        let asked = for n in each(list) {
            Asks(n).await?
        };
        let last = signal::<u32>("last").await?;
        asked.iter().map(|n| n + last).collect::<Vec<u32>>()
    }

    pub Asks(n: u32) -> u32 {
        let more = signal::<u32>("more").key(format!("{n}")).await?;
        n + more
    }

    pub Deeper(list: Vec<u32>) -> Vec<u32> {
        sleep(1s).await;
        Askers(list).named("askers").await?
    }
}

#[tokio::test(start_paused = true)]
async fn signals_of_pipelines_within_are_seen_and_sent() {
    let run = Askers(vec![1, 2]).start();
    run.stopped().await;
    let waits = |run: &Handle<Askers>| run.waits().into_iter().map(|wait| wait.path).collect::<Vec<_>>();
    assert_eq!(waits(&run), ["Askers/asked[0]/Asks/more", "Askers/asked[1]/Asks/more"]);
    run.signal("more", Some("2"), 20.into()).await.expect("a pipeline within knows it");
    tokio::time::sleep(Duration::from_millis(1)).await;
    assert_eq!(waits(&run), ["Askers/asked[0]/Asks/more"]);
    run.signal("more", Some("1"), 10.into()).await.expect("a pipeline within knows it");
    tokio::time::sleep(Duration::from_millis(1)).await;
    assert_eq!(waits(&run), ["Askers/last"]);
    run.last(100).await.expect("it waits");
    assert_eq!(run.into_result().await, Ok(vec![111, 122]));
}

#[tokio::test(start_paused = true)]
async fn signals_are_kept_for_pipelines_that_start_later() {
    let run = Deeper(vec![1]).start();
    run.signal("more", Some("1"), 10.into()).await.expect("a pipeline within knows it");
    let wrong = run.signal("more", Some("1"), "ten".into()).await.expect_err("it is no number");
    assert!(matches!(wrong, orch::SignalError::Payload(_)), "{wrong}");
    let unknown = run.signal("mroe", None, 10.into()).await.expect_err("nobody knows it");
    assert_eq!(unknown.to_string(), "there is no signal `mroe`; the pipeline knows `last`, `more`");
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(run.waits()[0].path, "Deeper/askers/last");
    run.signal("last", None, 1.into()).await.expect("a pipeline within knows it");
    assert_eq!(run.result().await.map(|list| list.to_vec()), Ok(vec![12]));
    assert!(run.signal("more", None, 1.into()).await.is_err(), "it has ended");
}
