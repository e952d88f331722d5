//! A driver that trusts nothing: after every event it throws the machine away and builds it again.
//!
//! Each event is encoded and decoded. The machine is then rebuilt twice, from all recorded events and from the state as it
//! was saved before the event; both must give the same commands, the same state and the same stage arguments as the
//! machine that lived on. What may begin is given in the order in which the state holds it, and what is saved is written as
//! the same text, byte for byte. Which of several finished attempts comes first is drawn from a seed, and now and then everything
//! that is under way is dropped and started again from what is outstanding, as after a crash.
//!
//! What passes here can be driven by engines that replay commands (Temporal, Restate) and resumed by those that replay
//! events.

mod crowd;
mod limits;
mod machines;
mod place;
mod run;

use std::sync::Arc;

use orch_core::{Apart, CodecError, Command, Failure, Illegal, Pipeline, Recorded};
use orch_runtime::{Embedded, Launch, SeededClock, Supplies};
use serde_json::Value;

pub(crate) use place::Place;
pub(crate) use run::Run;

/// What differed, or could not be done, while a run was replayed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Divergence {
    /// A rebuilt machine gave other commands.
    #[error("event {event}: {how} gave other commands: {left:?} instead of {right:?}")]
    Commands {
        /// The number of the event, from 0.
        event: usize,
        /// How the machine was rebuilt.
        how: &'static str,
        /// What it gave.
        left: Vec<Command>,
        /// What the living machine gave.
        right: Vec<Command>,
    },
    /// What may begin was given in another order than that in which a state tells it after a restart.
    #[error("event {event}: its commands came as {given:?}, and the state holds them as {found:?}")]
    Order {
        /// The number of the event, from 0.
        event: usize,
        /// The commands in the order in which they were given.
        given: Vec<Command>,
        /// The same as they are found in the state.
        found: Vec<Command>,
    },
    /// One value was written as two texts, so that journals of the same run would differ.
    #[error("event {event}: the same was written as {first} and as {second}")]
    Text {
        /// The number of the event, from 0.
        event: usize,
        /// How it was written first.
        first: String,
        /// How it was written then.
        second: String,
    },
    /// A rebuilt machine has another state.
    #[error("event {event}: {how} gave another state:\n{left}\ninstead of\n{right}")]
    State {
        /// The number of the event, from 0.
        event: usize,
        /// How the machine was rebuilt.
        how: &'static str,
        /// What it is.
        left: Value,
        /// What the living machine's is.
        right: Value,
    },
    /// A stage was given other arguments than before.
    #[error("`{path}` was started with {before}, and after a replay its arguments are {now}")]
    Arguments {
        /// The stage.
        path: String,
        /// The arguments when it was started.
        before: Value,
        /// The arguments now.
        now: Value,
    },
    /// The machine refused an event.
    #[error("event {event}: {illegal}")]
    Illegal {
        /// The number of the event, from 0.
        event: usize,
        /// Why.
        illegal: Illegal,
    },
    /// A value cannot be saved.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// Nothing is outstanding and the run has not ended.
    #[error("the run is stuck after {events} events: {}", what.join("; "))]
    Stuck {
        /// How many there were.
        events: usize,
        /// What it waits for, each with its path.
        what: Vec<String>,
    },
}

/// A run that was replayed to its end.
#[derive(Debug)]
pub struct Replayed<O> {
    /// What it gave.
    pub result: Result<Arc<O>, Failure>,
    /// Everything that happened.
    pub events: Vec<Recorded>,
    /// The state at the end, as data; null if the pipeline is `#[ephemeral]`, whose machine is not rebuilt either.
    pub state: Value,
    /// What happened to the stages, signals and timers, in order.
    pub steps: Vec<Taken>,
}

/// Something that happened to a stage, a signal or a timer.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// Its path: `MarketData/quotes[17]/fetch`.
    pub path: String,
    /// What.
    pub how: How,
}

/// What happened to a stage, a signal or a timer.
#[derive(Debug, Clone, PartialEq)]
pub enum How {
    /// It ended well.
    Succeeded,
    /// An attempt failed, and another one follows.
    Retried(Apart<Failure>),
    /// It failed for good.
    Failed(Apart<Failure>),
    /// It was undone, because the run has failed.
    Undone,
    /// An attempt at undoing it failed, and another one follows.
    UndoRetried(Apart<Failure>),
    /// It could not be undone.
    NotUndone(Apart<Failure>),
}

/// How a run is replayed. See the [module](self).
#[derive(Debug, Clone)]
pub struct Replay {
    seed: u64,
    suspend_every: u64,
    signals: Vec<(String, Option<String>, Value)>,
}

impl Replay {
    /// With this seed for the order of completions, and a suspension after every seventh event or so.
    pub fn new(seed: u64) -> Replay {
        Replay { seed, suspend_every: 7, signals: Vec::new() }
    }

    /// With this seed.
    pub fn seed(mut self, seed: u64) -> Replay {
        self.seed = seed;
        self
    }

    pub(crate) fn signals(&self) -> Vec<place::Letter> {
        self.signals.clone()
    }

    pub(crate) fn seed_of(&self) -> u64 {
        self.seed
    }

    /// Suspends after one of so many events; 0 is never.
    pub fn suspend_every(mut self, events: u64) -> Replay {
        self.suspend_every = events;
        self
    }

    /// A signal that comes as soon as the run waits for it.
    pub fn signal(mut self, name: &str, payload: Value) -> Replay {
        self.signals.push((name.to_owned(), None, payload));
        self
    }

    /// A signal that comes as soon as the run waits for one with this key.
    pub fn signal_with_key(mut self, name: &str, key: &str, payload: Value) -> Replay {
        self.signals.push((name.to_owned(), Some(key.to_owned()), payload));
        self
    }

    /// Runs a pipeline to its end. Time is tokio's; pause it, and waits take none.
    ///
    /// # Errors
    /// The first thing that differs.
    pub async fn run<P: Pipeline, R: Supplies<P>>(
        self,
        launch: Launch<P, R>,
    ) -> Result<Replayed<P::Output>, Divergence> {
        let clock = Arc::new(SeededClock::new(self.seed));
        let (input, resources, engine) = launch.clock(clock.clone()).dismantle();
        let place = Place::root(P::blueprint(), self.signals.clone());
        let run = Run::<P, Embedded>::new(self, clock, engine, resources, place);
        run.finish(input).await
    }
}
