//! What `tracing` is told: one span a run, a stage and an attempt, with the ids that join them to the rest of a system.
#![allow(missing_docs, unreachable_pub, reason = "a test has no users")]

use std::fmt::Debug;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use orch::{Classify, agent, pipeline};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

#[derive(Debug, thiserror::Error, Classify)]
#[error("busy")]
#[transient]
pub struct Busy;

#[agent(reads, retry(attempts = 2, backoff = none))]
async fn look(n: u64, cx: &orch::Context) -> Result<u64, Busy> {
    if cx.attempt() == 1 { Err(Busy) } else { Ok(n) }
}

pipeline! {
    pub Looks(n: u64) -> u64 {
        look(n).await?
    }
}

/// Keeps every span as `name{field=value, …}`.
#[derive(Clone, Default)]
struct Kept {
    spans: Arc<Mutex<Vec<String>>>,
    next: Arc<AtomicU64>,
}

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push_str(&format!(" {}={value:?}", field.name()));
    }
}

impl Subscriber for Kept {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields(span.metadata().name().to_owned());
        span.record(&mut fields);
        self.spans.lock().unwrap().push(fields.0);
        Id::from_u64(self.next.fetch_add(1, Ordering::Relaxed) + 1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[test]
fn a_run_its_stages_and_their_attempts_are_spans() {
    let kept = Kept::default();
    let told = tracing::subscriber::with_default(kept.clone(), || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        runtime.block_on(Looks(7).id("run-1").correlation("order-9").run())
    });
    assert_eq!(told.unwrap(), 7);
    let spans = kept.spans.lock().unwrap().clone();
    let named = |name: &str| spans.iter().filter(|span| span.split(' ').next() == Some(name)).count();
    assert_eq!((named("run"), named("stage"), named("attempt")), (1, 1, 2), "{spans:#?}");
    for span in spans.iter().filter(|span| ["run", "stage", "attempt"].contains(&span.split(' ').next().unwrap_or("")))
    {
        assert!(span.contains("run-1") && span.contains("order-9"), "{span}");
    }
}
