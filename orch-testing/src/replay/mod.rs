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

use std::collections::VecDeque;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::{Context, Poll};

use orch_blueprint::{Kind, StageRef, order};
use orch_core::engine::Retried;
use orch_core::{
    Ask, At, Call, Clock, CodecError, Command, CommandKind, Failure, FailureKind, Illegal, Mark, Pipeline,
};
use orch_core::{Engine, Recorded, Transition, private};
use orch_runtime::{Embedded, Launch, SeededClock, Supplies};
use serde_json::Value;

use crowd::Crowd;
use limits::{Limits, Reached};
use machines::Machines;
pub(crate) use place::Place;

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
    Retried(Box<Failure>),
    /// It failed for good.
    Failed(Box<Failure>),
    /// It was undone, because the run has failed.
    Undone,
    /// An attempt at undoing it failed, and another one follows.
    UndoRetried(Box<Failure>),
    /// It could not be undone.
    NotUndone(Box<Failure>),
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

/// A run under way.
pub(crate) struct Run<P: Pipeline, E> {
    replay: Replay,
    chance: Arc<SeededClock>,
    engine: E,
    resources: P::Resources,
    machines: Machines<P>,
    /// What happened before the run began anew.
    past: Vec<Recorded>,
    queue: VecDeque<Command>,
    crowd: Crowd<P::Event>,
    /// Signals that are waited for.
    awaited: Vec<(At, u16, Option<String>)>,
    place: Place,
    limits: Limits,
}

/// What a run waits for.
enum Next<E> {
    Crowd(crowd::Next<E>),
    Limit(Reached),
}

impl<P: Pipeline, E: Engine> Run<P, E> {
    /// A run with this engine, whose clock is `clock`.
    pub(crate) fn new(
        replay: Replay,
        clock: Arc<SeededClock>,
        engine: E,
        resources: P::Resources,
        place: Place,
    ) -> Self {
        Run {
            replay,
            chance: clock,
            engine,
            resources,
            machines: Machines::new(),
            past: Vec::new(),
            queue: VecDeque::new(),
            crowd: Crowd::new(),
            awaited: Vec::new(),
            limits: Limits::new(P::blueprint(), place.depth()),
            place,
        }
    }

    pub(crate) async fn finish(mut self, input: P::Input) -> Result<Replayed<P::Output>, Divergence> {
        self.apply(P::started(Arc::new(input)))?;
        loop {
            while let Some(command) = self.queue.pop_front() {
                self.obey(command)?;
            }
            if let Some(input) = self.machines.living().restart() {
                self.begin_anew(input)?;
                continue;
            }
            if let Some(result) = self.machines.living().outcome() {
                let state = match P::blueprint().options.ephemeral {
                    true => Value::Null,
                    false => self.machines.living().save()?,
                };
                let mut events = self.past;
                events.extend(self.machines.into_events());
                return Ok(Replayed { result, events, state, steps: self.place.steps() });
            }
            if self.replay.suspend_every > 0 && self.chance.random().is_multiple_of(self.replay.suspend_every) {
                self.suspend();
                continue;
            }
            if self.deliver()? {
                continue;
            }
            // Whoever runs this one as a stage may still give it up.
            if self.crowd.is_empty() && !self.limits.any() && self.place.depth() == 0 {
                return Err(self.stuck());
            }
            match poll_fn(|cx| self.poll(cx)).await {
                Next::Crowd(crowd::Next::Event(event)) => self.apply(event)?,
                Next::Crowd(crowd::Next::Timer(at, node)) => self.fire(at, node)?,
                Next::Limit(Reached::Limit(failure)) => self.stop(failure)?,
                Next::Limit(Reached::Forever) => return Err(self.stuck()),
            }
        }
    }

    /// Goes on with machines to which nothing has happened.
    fn begin_anew(&mut self, input: Arc<P::Input>) -> Result<(), Divergence> {
        self.past.extend(std::mem::replace(&mut self.machines, Machines::new()).into_events());
        self.limits = Limits::new(P::blueprint(), self.place.depth());
        self.engine = self.engine.anew();
        self.apply(P::started(input))
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Next<P::Event>> {
        if let Some(failure) = self.place.stopped(cx) {
            return Poll::Ready(Next::Limit(Reached::Limit(failure)));
        }
        if let Poll::Ready(next) = self.crowd.poll(cx, &*self.chance) {
            return Poll::Ready(Next::Crowd(next));
        }
        let working = self.crowd.attempts().next().is_some();
        self.limits.poll(cx, working).map(Next::Limit)
    }

    fn stop(&mut self, failure: Failure) -> Result<(), Divergence> {
        self.limits.lift();
        if self.machines.living().is_compensating() {
            return Ok(());
        }
        self.apply(P::stopped(Box::new(failure.at(P::blueprint().name))))
    }

    /// Nothing can happen any more: what is it that does not?
    fn stuck(&self) -> Divergence {
        let path = |at: &At, node: u16| self.place.full(&self.machines.living().path(at, node));
        let signals = self.awaited.iter().map(|(at, node, key)| {
            let with = key.as_ref().map_or_else(String::new, |key| format!(" with the key `{key}`"));
            let name = self.signal_at(*node).unwrap_or_default();
            format!("{} waits for the signal `{name}`{with}, which nobody sends", path(at, *node))
        });
        let attempts = self.crowd.attempts().map(|(at, node)| format!("{} never ends", path(at, node)));
        Divergence::Stuck { events: self.machines.count(), what: signals.chain(attempts).collect() }
    }

    /// The name of the signal for which a node waits.
    fn signal_at(&self, node: u16) -> Option<&'static str> {
        let Kind::Signal { index, .. } = P::blueprint().nodes[usize::from(node)].kind else { return None };
        Some(P::blueprint().signals[usize::from(index)].name)
    }

    fn apply(&mut self, event: P::Event) -> Result<(), Divergence> {
        self.note(&event);
        let commands = self.machines.apply(event, &self.engine, &self.resources)?;
        for command in commands {
            // What is taken back needs not be started.
            if command.kind == CommandKind::Cancel {
                self.queue.retain(|other| (&other.at, other.node) != (&command.at, command.node));
            }
            self.queue.push_back(command);
        }
        Ok(())
    }

    /// Keeps what a test may want to look at.
    fn note(&mut self, event: &P::Event) {
        let (at, node, transition) = P::transition(event);
        let Some(node) = node else { return };
        let kind = &P::blueprint().nodes[usize::from(node)].kind;
        if !matches!(kind, Kind::Stage { .. } | Kind::Signal { .. } | Kind::Sleep { .. }) {
            return;
        }
        let how = match transition {
            Transition::Succeeded | Transition::Mark(Mark::Fired) => How::Succeeded,
            Transition::Failed { failure, .. } => How::Failed(Box::new(failure.clone())),
            Transition::Mark(Mark::Failed(failure)) => How::Failed(failure.clone()),
            Transition::Mark(Mark::Retrying(again)) => How::Retried(Box::new(again.failure.clone())),
            Transition::Mark(Mark::Compensated) => How::Undone,
            Transition::Mark(Mark::CompensationRetrying(again)) => How::UndoRetried(Box::new(again.failure.clone())),
            Transition::Mark(Mark::CompensationFailed(failure)) => How::NotUndone(failure.clone()),
            _ => return,
        };
        self.place.note(Taken { path: self.place.full(&self.machines.living().path(at, node)), how });
    }

    fn obey(&mut self, command: Command) -> Result<(), Divergence> {
        let Command { at, node, kind } = command;
        match kind {
            CommandKind::Evaluate => self.ask(at, node, Ask::Evaluate),
            CommandKind::Start { attempt, retried } => self.start(at, node, Ask::Attempt { attempt, retried }, attempt),
            CommandKind::StartChild => self.start(at, node, Ask::FIRST, 1),
            CommandKind::Cancel => {
                self.crowd.remove(&at, node);
                self.awaited.retain(|(other, number, _)| (other, *number) != (&at, node));
                Ok(())
            }
            CommandKind::SetTimer { until } => {
                let wait = until.since(self.chance.now());
                self.crowd.timer(at, node, wait);
                Ok(())
            }
            CommandKind::ClearTimer => {
                self.crowd.remove(&at, node);
                Ok(())
            }
            CommandKind::AwaitSignal { key } => {
                self.awaited.push((at, node, key));
                Ok(())
            }
            CommandKind::StopChild => {
                if let Some(failure) = self.machines.living().stopped() {
                    self.engine.stop_child(&self.machines.living().path(&at, node), failure);
                }
                Ok(())
            }
            CommandKind::Compensate { attempt, retried } => self.undo(at, node, attempt, retried),
            CommandKind::Finish => Ok(()),
        }
    }

    fn start(&mut self, at: At, node: u16, ask: Ask, attempt: u32) -> Result<(), Divergence> {
        self.machines.remember_arguments(&at, node, &self.engine, &self.resources)?;
        let mark = self.machines.living().starting((&at, node), attempt, &self.engine, &self.resources);
        if let Some(mark) = mark.filter(|_| self.machines.living().is_ready(&at, node)) {
            let started = matches!(mark, Mark::Started { .. });
            self.apply(P::mark(at.clone(), node, mark))?;
            if !started {
                return Ok(());
            }
        }
        self.ask(at, node, ask)
    }

    fn ask(&mut self, at: At, node: u16, ask: Ask) -> Result<(), Divergence> {
        let state = self.machines.living().state();
        let call = || P::call(state, &at, node, ask, &self.engine, &self.resources);
        match catch_unwind(AssertUnwindSafe(call)) {
            Ok(Call::Now(event)) => self.apply(event),
            Ok(Call::Later(attempt)) => {
                self.crowd.attempt(at, node, attempt);
                Ok(())
            }
            Err(panic) => {
                let message = format!("panicked: {}", private::panic_message(&*panic));
                let failure = Failure::new(FailureKind::Panicked, message).at(self.machines.living().path(&at, node));
                self.apply(P::mark(at, node, Mark::Failed(Box::new(failure))))
            }
        }
    }

    fn undo(&mut self, at: At, node: u16, attempt: u32, retried: Option<Box<Retried>>) -> Result<(), Divergence> {
        self.limits.lift();
        self.apply(P::mark(at.clone(), node, Mark::Compensating { attempt }))?;
        let state = self.machines.living().state();
        let attempt = P::compensate(state, (&at, node), (attempt, retried), &self.engine, &self.resources);
        self.crowd.attempt(at, node, attempt);
        Ok(())
    }

    fn fire(&mut self, at: At, node: u16) -> Result<(), Divergence> {
        self.awaited.retain(|(other, number, _)| (other, *number) != (&at, node));
        match P::blueprint().nodes[usize::from(node)].kind {
            Kind::Signal { .. } => self.ask(at, node, Ask::Expire),
            _ => self.apply(P::mark(at, node, Mark::Fired)),
        }
    }

    /// Delivers a signal that is there and waited for.
    fn deliver(&mut self) -> Result<bool, Divergence> {
        for index in 0..self.awaited.len() {
            let (_, node, key) = &self.awaited[index];
            let Some(name) = self.signal_at(*node) else { continue };
            if let Some(payload) = self.place.take(name, key.as_ref()) {
                let (at, node, _) = self.awaited.remove(index);
                self.ask(at, node, Ask::Deliver(payload))?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Drops everything that is under way and starts it again. A change under way is left alone: dropping it would leave
    /// its outcome unknown.
    fn suspend(&mut self) {
        let nodes = P::blueprint().nodes;
        let changes = |_: &At, node: u16| {
            let child = matches!(nodes[usize::from(node)].kind, Kind::Stage { stage: StageRef::Pipeline(_), .. });
            child || order::is_change(nodes, node)
        };
        self.crowd.drop_all_but(changes);
        self.awaited.clear();
        let crowd = &self.crowd;
        let outstanding = self.machines.living().commands();
        self.queue.extend(outstanding.into_iter().filter(|command| !crowd.holds(&command.at, command.node)));
    }
}
