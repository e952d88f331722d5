//! Drives one machine: obeys its commands in their order, hands it one event at a time, and waits for the next.

mod close;
mod crowd;
mod durable;
mod limits;
mod mailbox;
mod obey;
mod park;
mod queue;
mod restart;
mod timers;
mod undo;
mod wait;

use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use orch_blueprint::{Kind, Node, StageRef};
use orch_core::engine::BoxFuture;
use orch_core::store;
use orch_core::{At, Failure, FailureKind, Illegal, Machine, Pipeline, Recorded};
use tracing::Instrument;

use crate::engine::Embedded;
use crate::journal::Lost;
use crate::observe::EventSeen;
use crate::telemetry::spans;

use close::Close;
use crowd::Crowd;
pub(crate) use durable::{Accepted, Durable, Limited, Past, Sharing, scope_within};
use durable::{Held, Recorder, Recording};
use limits::Limits;
pub(crate) use mailbox::Letter;
use mailbox::Mailbox;
use queue::Queue;
use timers::Timers;

/// How many events are taken in a row before other tasks get their turn and the run's limits are looked at.
const TURN: u32 = 128;

/// A frame and a node: what a command is about.
pub(crate) type Key = (At, u16);

/// Runs a pipeline to its end.
pub(crate) async fn drive<P: Pipeline>(
    engine: Embedded,
    input: P::Input,
    resources: P::Resources,
) -> Result<Arc<P::Output>, Failure> {
    let begin = durable::beginning::<P>(&engine, input);
    match run::<P>(engine, begin, resources).await {
        Exit::Ended(outcome) => outcome,
        // Only the outermost run leaves early, and it drops this one.
        Exit::Left(_) => std::future::pending().await,
    }
}

/// Drives a run until there is nothing to drive any more.
pub(crate) async fn run<P: Pipeline>(
    engine: Embedded,
    begin: Beginning<P>,
    resources: P::Resources,
) -> Exit<P::Output> {
    let span = spans::run(&engine.0);
    let driver = Driver::<P>::new(engine, resources);
    if span.is_disabled() { driver.run(begin).await } else { driver.run(begin).instrument(span).await }
}

/// How a run begins.
pub(crate) enum Beginning<P: Pipeline> {
    /// With its input.
    Fresh(Arc<P::Input>),
    /// With what was recorded when it was accepted.
    Accepted(Box<Accepted<P>>),
    /// After these events.
    After(Vec<Recorded>),
    /// Where the machine stands.
    Restored {
        machine: Box<Machine<P>>,
        /// After so many events.
        events: u64,
        /// What it was sent and has not taken.
        letters: Vec<store::Letter>,
    },
}

/// Why a driver has stopped.
pub(crate) enum Exit<O> {
    /// The run is over.
    Ended(Result<Arc<O>, Failure>),
    /// It goes on elsewhere or at another time.
    Left(Left),
}

/// Why a run is not driven here any more although it has not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Left {
    /// It waits for signals and timers only.
    Parked,
    /// It was handed back.
    Released,
    /// Nothing more of it can be recorded here.
    Lost(Lost),
    /// What was recorded of a pipeline within it does not fit this build.
    Unfit(String),
}

/// The run's task.
struct Driver<P: Pipeline> {
    machine: Machine<P>,
    resources: P::Resources,
    queue: Queue,
    attempts: Crowd<P::Event>,
    timers: Timers,
    signals: Mailbox,
    limits: Limits,
    turn: u32,
    seq: u64,
    finished: bool,
    /// The version of what parked pipelines within it said, if the run is parked itself.
    parked: Option<usize>,
    /// Writes down what happens, if the run is durable.
    recorder: Option<Box<Recorder>>,
    // Last: when this is dropped, all attempts are gone.
    close: Close,
}

/// Boxed, because it is returned once an event and nearly always `Ok`.
type Went = Result<(), Box<Failure>>;

/// What the run waits for.
enum Next<E> {
    Event(E),
    Timer(Key),
    Signal(Key, Letter),
    Stop(Box<Failure>),
    /// What had to be recorded before this is on disk.
    Go(Key, Held),
    Leave(Left),
}

impl<P: Pipeline> Driver<P> {
    /// Boxed: it is moved from future to future before it runs.
    fn new(engine: Embedded, resources: P::Resources) -> Box<Driver<P>> {
        let (limits, recorder) = (Limits::new(&engine.0), Recorder::of(&engine.0));
        Box::new(Driver {
            machine: Machine::new(),
            resources,
            queue: Queue::default(),
            attempts: Crowd::default(),
            timers: Timers::default(),
            signals: Mailbox::default(),
            limits,
            turn: TURN,
            seq: 0,
            finished: false,
            parked: None,
            recorder,
            close: Close { engine, told: false },
        })
    }

    async fn run(mut self: Box<Self>, begin: Beginning<P>) -> Exit<P::Output> {
        let went = match self.go(begin).await {
            Ok(Some(left)) => return Exit::Left(left),
            Ok(None) => Ok(()),
            Err(failure) => Err(*failure),
        };
        let outcome = went.and_then(|()| {
            let never = || self.broken("the run finished without an outcome");
            self.machine.outcome().unwrap_or_else(|| Err(never()))
        });
        if let Err(left) = self.record_end(outcome.as_ref().map(drop)).await {
            return Exit::Left(left);
        }
        self.close.tell(outcome.as_ref().map(drop));
        // The state goes with the driver; what is left of the output is the caller's alone.
        drop(self);
        Exit::Ended(outcome)
    }

    async fn go(&mut self, begin: Beginning<P>) -> Result<Option<Left>, Box<Failure>> {
        match begin {
            Beginning::Fresh(input) => self.apply(P::started(input))?,
            Beginning::Accepted(accepted) => self.accept(*accepted),
            Beginning::After(events) => {
                if let Err(why) = self.replay(events) {
                    self.say_unfit(why);
                    return std::future::pending().await;
                }
                self.resume();
            }
            Beginning::Restored { machine, events, letters } => {
                (self.machine, self.seq) = (*machine, events);
                self.resume();
                self.put_letters(letters);
                // Before anything is started that lies behind. A run that had come to its end is over, and one that begins anew
                // hears of it then.
                let goes_on = self.machine.outcome().is_none() && self.machine.restart().is_none();
                if goes_on && let Some(failure) = self.take_cancelled() {
                    self.take(Next::Stop(Box::new(failure)))?;
                }
            }
        }
        loop {
            if let Some(left) = poll_fn(|cx| self.advance(cx)).await? {
                return Ok(Some(left));
            }
            let Some(input) = self.machine.restart() else { return Ok(None) };
            self.begin_anew(input).await?;
        }
    }

    /// Takes what has happened, until there is nothing more to take. All of it in one place: an event is handed on by
    /// reference to where it lies, not from future to future.
    fn advance(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Left>, Box<Failure>>> {
        self.attempts.forget_polled();
        loop {
            self.obey(cx)?;
            if self.finished {
                return Poll::Ready(Ok(None));
            }
            let next = ready!(self.poll(cx));
            self.unpark();
            if let Next::Leave(left) = next {
                return Poll::Ready(Ok(Some(left)));
            }
            self.take(next)?;
        }
    }

    #[inline]
    fn engine(&self) -> &Embedded {
        &self.close.engine
    }

    /// Hands one event to the machine and queues what it commands. If the run is durable it is recorded.
    #[inline]
    fn apply(&mut self, event: P::Event) -> Went {
        if self.recorder.is_some() {
            return self.apply_recorded(event, None);
        }
        self.take_in(event)
    }

    #[inline]
    fn take_in(&mut self, event: P::Event) -> Went {
        if self.engine().0.observer.is_some() {
            self.tell(&event);
        }
        self.seq += 1;
        let machine = &mut self.machine;
        let applied = self.queue.extend(|commands| machine.apply(event, commands));
        applied.map_err(|illegal| Box::new(self.illegal(&illegal)))
    }

    #[cold]
    fn tell(&self, event: &P::Event) {
        let run = &self.engine().0;
        let (at, node, transition) = P::transition(event);
        let encode = || P::encode(event);
        let path = || node.map_or_else(|| P::blueprint().name.to_owned(), |node| self.machine.path(at, node));
        if let Some(observer) = run.observer() {
            let (run, seq) = (run.seen(), self.seq);
            observer.event(&EventSeen { run, seq, at, node, transition, encode: &encode, path: &path });
        }
    }

    fn illegal(&self, illegal: &Illegal) -> Failure {
        debug_assert!(false, "broken invariant: {illegal}");
        self.broken(&illegal.to_string())
    }

    fn broken(&self, what: &str) -> Failure {
        Failure::new(FailureKind::Incompatible, format!("broken invariant: {what}")).at(P::blueprint().name)
    }
}

/// Whether an attempt at this is recorded before it starts.
fn is_change(stage: &Node) -> bool {
    debug_assert!(matches!(stage.kind, Kind::Stage { stage: StageRef::Agent(_) | StageRef::Pipeline(_), .. }));
    stage.agent_effect().is_some_and(|effect| effect.is_change())
}

/// The future of a run, where its type must not be seen: a pipeline may run itself.
pub(crate) fn boxed<P: Pipeline>(
    engine: Embedded,
    input: P::Input,
    resources: P::Resources,
) -> BoxFuture<Result<Arc<P::Output>, Failure>> {
    Box::pin(drive::<P>(engine, input, resources))
}
