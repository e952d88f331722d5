//! Every construct survives the end of its process after each of its events.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use orch::store::{Kind, RunKey};
use orch::{Launch, RunHandle};
use orch_core::{Durable, ResourceSet};
use serde_json::{Value, json};

use crate::flows::*;
use crate::kit::{App, Mortal, World, app, builder, events, settle};

/// A signal that is sent right after the run was submitted.
type Sent = (&'static str, Option<&'static str>, Value);

/// What one run came to.
struct Life<O> {
    output: Arc<O>,
    world: Arc<World>,
    appends: usize,
    killed: bool,
    /// The paths of what had succeeded when the process died.
    recorded: BTreeSet<String>,
    /// How many calls there were until then.
    before: usize,
}

/// Runs it to its end, and lets its process die once, after so many appends.
async fn live<P, R>(make: &impl Fn() -> Launch<P, R>, sent: &[Sent], death: Option<(usize, bool)>) -> Life<P::Output>
where
    P: Durable,
    P::Resources: ResourceSet<App>,
{
    let (store, app) = (Arc::new(Mortal::default()), app());
    let start = async || builder(&store, &app).poll_every(Duration::from_secs(1)).register::<P>().start().await;
    let first = start().await.expect("it starts");
    let run = first.submit(make()).id("a").await.expect("it is taken");
    for (name, key, payload) in sent {
        run.signal(name, *key, payload.clone()).await.expect("it takes signals");
    }
    if let Some((after, answers)) = death {
        store.dies_after(after, answers);
    }
    let ended = tokio::select! {
        ended = run.result() => Some(ended),
        () = async { while !store.is_dead() { settle().await; } } => None,
    };
    if !store.is_dead() {
        let output = ended.expect("it lives").expect("it ends well");
        let (appends, recorded) = (store.appends(), succeeded(&store, run.key()).await);
        return Life { output, world: app.world, appends, killed: false, recorded, before: 0 };
    }
    settle().await;
    first.kill();
    store.revive();
    let recorded = succeeded(&store, run.key()).await;
    let before = app.world.calls().len();
    drop((first, run));
    let second = start().await.expect("it starts again");
    let run: RunHandle<P> = second.attach("a").await.expect("it is there");
    let output = run.result().await.unwrap_or_else(|failure| panic!("after {death:?}: {failure:?}"));
    Life { output, world: app.world, appends: store.appends(), killed: true, recorded, before }
}

/// The paths of what is recorded to have succeeded.
async fn succeeded(store: &Mortal, run: RunKey) -> BTreeSet<String> {
    let past = events(store, run).await.into_iter();
    past.filter(|event| event.kind == Kind::Succeeded).map(|event| event.path).collect()
}

/// The path that a journal keeps for what was called under this key: pipelines go by the stages as which they run.
fn path_of(key: &str) -> String {
    let rest = key.strip_prefix('a').expect("it is the run's id");
    let steps = rest[1..].split(['/', ':']).enumerate();
    let is_pipeline = |step: &str| ["Inner", "Middle"].contains(&step);
    let steps: Vec<&str> = steps.filter(|(n, step)| *n == 0 || !is_pipeline(step)).map(|(_, step)| step).collect();
    steps.join("/").replace('(', "[").replace(')', "]")
}

/// Lets the process die after each append, answered or not, and compares with a run that nothing happened to.
async fn survives<P, R>(make: impl Fn() -> Launch<P, R>, sent: &[Sent], strict: bool)
where
    P: Durable,
    P::Resources: ResourceSet<App>,
    P::Output: PartialEq + Debug,
{
    let whole = live(&make, sent, None).await;
    let last = whole.world.calls().last().map(|call| path_of(&call.key)).expect("something is called");
    assert!(!strict || whole.recorded.contains(&last), "`{last}` is not among {:?}", whole.recorded);
    for answers in [true, false] {
        for after in 0..=whole.appends {
            let life = live(&make, sent, Some((after, answers))).await;
            let at = format!("after append {after} of {}, answered: {answers}", whole.appends);
            assert_eq!(life.output, whole.output, "{at}");
            assert_eq!(life.world.attempts(), whole.world.attempts(), "{at}");
            if !life.killed || !strict {
                continue;
            }
            assert_eq!(life.world.args(), whole.world.args(), "{at}");
            for call in &life.world.calls()[life.before..] {
                let path = path_of(&call.key);
                assert!(!life.recorded.contains(&path), "{at}: `{path}` is recorded and was called again");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_chain() {
    survives(|| Chain(3), &[], true).await;
}

#[tokio::test(start_paused = true)]
async fn branches() {
    survives(|| Branches(3), &[], true).await;
    survives(|| Branches(7), &[], true).await;
}

#[tokio::test(start_paused = true)]
async fn fallbacks() {
    survives(|| Fallbacks(0), &[], true).await;
}

#[tokio::test(start_paused = true)]
async fn retries_keep_their_counter() {
    survives(|| Retries(4), &[], true).await;
}

#[tokio::test(start_paused = true)]
async fn items_in_turn() {
    survives(|| InTurn(vec![1, 2, 3, 4]), &[], true).await;
}

#[tokio::test(start_paused = true)]
async fn keyed_items() {
    survives(|| Fan(vec![0, 1, 2, 3]), &[], true).await;
}

#[tokio::test(start_paused = true)]
async fn rounds_with_what_they_carry() {
    survives(|| Rounds(2), &[], true).await;
}

#[tokio::test(start_paused = true)]
async fn a_race_keeps_its_winner() {
    survives(|| Race(1), &[], true).await;
}

#[tokio::test(start_paused = true)]
async fn pipelines_within_pipelines() {
    survives(|| Outer(3), &[], true).await;
}

#[tokio::test(start_paused = true)]
async fn a_pipeline_that_is_tried_again() {
    survives(|| Stubborn(3), &[], false).await;
}

#[tokio::test(start_paused = true)]
async fn plain_rust_with_a_type_and_recorded_builtins() {
    survives(|| Glue(3), &[], false).await;
    survives(|| Builtins(3), &[], false).await;
}

#[tokio::test(start_paused = true)]
async fn timers() {
    survives(|| Timers(3), &[], true).await;
}

#[tokio::test(start_paused = true)]
async fn signals() {
    let sent = [("one", None, json!(1)), ("two", Some("k"), json!(20))];
    survives(|| Signals(3), &sent, true).await;
}

#[tokio::test(start_paused = true)]
async fn changes_without_an_order() {
    survives(|| Unordered(3), &[], true).await;
}
