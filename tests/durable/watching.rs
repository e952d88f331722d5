//! Observers of durable runs: they are told what is recorded, from the first event on.

use std::sync::{Arc, Mutex};

use orch::{EventSeen, Failure, Observer, RunSeen, pipeline};

use crate::agents::pay;
use crate::kit::{builder, settle};
use crate::operating::new;

pipeline! {
    /// Its first stage begins when it is accepted.
    pub Approved(n: u64) -> u64 {
        let paid = pay(n).await?;
        let more = signal::<u64>("more").await?;
        pay(paid + more).named("rest").await?
    }
}

/// What an observer was told.
#[derive(Default)]
struct Told {
    events: Mutex<Vec<(u64, String)>>,
    ends: Mutex<Vec<Option<bool>>>,
}

impl Observer for Told {
    fn event(&self, event: &EventSeen<'_>) {
        let recorded = event.recorded().expect("it can be written");
        let what = serde_json::to_value(&recorded).expect("it can be written")["what"].to_string();
        self.events.lock().unwrap().push((event.seq, format!("{} {what}", event.path())));
    }

    fn run_ended(&self, _: &RunSeen<'_>, outcome: Option<Result<(), &Failure>>) {
        self.ends.lock().unwrap().push(outcome.map(|outcome| outcome.is_ok()));
    }
}

#[tokio::test(start_paused = true)]
async fn an_observer_is_told_every_event_that_is_recorded_in_its_order() {
    let (store, app) = new();
    let told = Arc::new(Told::default());
    let orchestrator =
        builder(&store, &app).observer(Arc::clone(&told) as _).register::<Approved>().start().await.unwrap();
    let run = orchestrator.submit(Approved(1)).id("a").await.unwrap();
    settle().await;
    assert_eq!(*told.ends.lock().unwrap(), [None], "it waits for its signal, and is driven by nobody");
    run.more(2).await.unwrap();
    run.result().await.unwrap();
    let told_events = told.events.lock().unwrap().clone();
    let history = orchestrator.history(run.key()).await.unwrap();
    let places: Vec<_> = told_events.iter().map(|(seq, what)| (*seq, what.split(' ').next().unwrap())).collect();
    let recorded: Vec<_> = history.iter().map(|entry| (entry.seq, &*entry.path)).collect();
    assert_eq!(places, recorded);
    assert_eq!(told_events[0].1, r#"Approved {"run_started":[1]}"#);
    assert_eq!(told_events[1].1, r#"Approved/pay {"mark":{"started":{"attempt":1}}}"#);
    assert_eq!(*told.ends.lock().unwrap(), [None, Some(true)]);
}
