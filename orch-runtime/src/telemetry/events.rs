//! The events of a run as a stream that people and tools read.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_util::Stream;
use orch_core::{Recorded, Timestamp};

use crate::feed::{Feed, Listening};
use crate::observe::{EventSeen, Observer};

/// One event.
#[derive(Debug, Clone)]
pub struct Event {
    /// The run, which is another one for the events of a pipeline that runs as a stage.
    pub run: Arc<str>,
    /// Its number within the run, from 0.
    pub seq: u64,
    /// When.
    pub time: Timestamp,
    /// Where: the path of the node, or the pipeline's name.
    pub path: String,
    /// What happened, in words: `started`, `succeeded`, `attempt failed`.
    pub what: &'static str,
    /// The event as journals keep it, but with `[secret]` in place of each secret; none if the pipeline is `#[ephemeral]`.
    pub recorded: Option<Arc<Recorded>>,
}

/// Events as they happen. It ends with the run.
#[derive(Debug)]
pub struct Events(Listening<Event>);

impl Events {
    /// How many events were lost because this reader was more than [`LAG_LIMIT`](crate::LAG_LIMIT) behind.
    pub fn lost(&self) -> u64 {
        self.0.lost()
    }
}

impl Stream for Events {
    type Item = Event;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Event>> {
        Pin::new(&mut self.0).poll_next(cx)
    }
}

/// Hands events to those who listen.
#[derive(Debug)]
pub(crate) struct Log(Feed<Event>);

impl Log {
    pub(crate) fn new(keep: bool) -> Log {
        Log(Feed::new(keep))
    }

    pub(crate) fn listen(&self) -> Events {
        Events(self.0.listen())
    }

    pub(crate) fn close(&self) {
        self.0.close();
    }
}

impl Observer for Log {
    fn is_idle(&self) -> bool {
        !self.0.is_listened()
    }

    fn event(&self, event: &EventSeen<'_>) {
        if self.is_idle() {
            return;
        }
        self.0.put(Event {
            run: Arc::clone(&event.run.scope.id),
            seq: event.seq,
            time: event.run.time,
            path: event.path(),
            what: event.transition.word(),
            recorded: event.shown().ok().map(Arc::new),
        });
    }
}
