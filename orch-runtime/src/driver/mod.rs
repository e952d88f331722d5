//! Drives one machine: obeys its commands in their order, hands it one event at a time, and waits for the next.

mod along;
mod around;
mod close;
mod crowd;
mod durable;
mod flow;
mod keyed;
mod limits;
mod mailbox;
mod obey;
mod park;
mod queue;
mod restart;
mod start;
mod timers;
mod undo;
mod wait;
mod whole;

use std::future::poll_fn;
use std::task::{Context, Poll, ready};

use orch_blueprint::{Blueprint, Kind, Node, StageRef};
use orch_core::engine::BoxFuture;
use orch_core::store;
use orch_core::{Apart, At, Failure, Illegal, Recorded};
use tracing::Instrument;

use crate::engine::Embedded;
use crate::journal::Lost;
use crate::observe::EventSeen;
use crate::telemetry::spans;

use close::Close;
use crowd::Crowd;
pub(crate) use durable::{Accepted, Durable, Limited, Past, Sharing, scope_within};
use durable::{Held, Recorder, Recording};
use flow::AnyEvent;
pub(crate) use flow::{AnyOutcome, AnyValue, Codec, Flow, ended_well, flow, fresh, typed};
use limits::Limits;
pub(crate) use mailbox::Letter;
use mailbox::Mailbox;
use queue::Queue;
use start::Start;
use timers::Timers;
pub(crate) use whole::Whole;

/// How many events are taken in a row before other tasks get their turn and the run's limits are looked at.
const TURN: u32 = 128;

/// A frame and a node: what a command is about.
pub(crate) type Key = (At, u16);

/// Runs a pipeline to its end.
pub(crate) async fn drive(engine: Embedded, flow: Box<dyn Flow>, input: AnyValue) -> AnyOutcome {
    let begin = durable::beginning(&engine, input);
    match Driver::drive(engine, flow, begin).await {
        Exit::Ended(outcome) => outcome,
        // Only the outermost run leaves early, and it drops this one.
        Exit::Left(_) => std::future::pending().await,
    }
}

/// Drives a run until there is nothing to drive any more.
pub(crate) fn run(engine: Embedded, flow: Box<dyn Flow>, begin: Beginning) -> BoxFuture<Exit> {
    Box::pin(Driver::drive(engine, flow, begin))
}

/// How a run begins.
pub(crate) enum Beginning {
    /// With its input.
    Fresh(AnyValue),
    /// With what was recorded when it was accepted.
    Accepted(Box<Accepted>),
    /// After these events.
    After(Vec<Recorded>),
    /// Where the machine stands.
    Restored {
        /// After so many events.
        events: u64,
        /// What it was sent and has not taken.
        letters: Vec<store::Letter>,
    },
}

/// Why a driver has stopped.
pub(crate) enum Exit {
    /// The run is over.
    Ended(AnyOutcome),
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
struct Driver {
    flow: Box<dyn Flow>,
    queue: Queue,
    attempts: Crowd,
    timers: Timers,
    signals: Mailbox,
    limits: Limits,
    turn: u32,
    /// A timer was due at the end of the last turn.
    timers_first: bool,
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
type Went = Result<(), Apart<Failure>>;

/// How far a run goes without waiting: to its end, or to where it is left.
type Advanced = Result<Option<Left>, Apart<Failure>>;

/// What the run waits for.
enum Next {
    Event(AnyEvent),
    Timer(Key),
    Signal(Key, Letter),
    Stop(Apart<Failure>),
    /// What had to be recorded before this is on disk.
    Go(Key, Held),
    Leave(Left),
}

impl Driver {
    fn new(engine: Embedded, flow: Box<dyn Flow>) -> Driver {
        Driver::of(Start::new(engine, flow))
    }

    /// Of a run that has come so far without one.
    fn of(start: Start) -> Driver {
        let Start { flow, queue, attempts, turn, seq, close } = start;
        let run = &close.engine.0;
        Driver {
            limits: Limits::new(run),
            recorder: Recorder::of(run),
            flow,
            queue,
            attempts,
            timers: Timers::default(),
            signals: Mailbox::default(),
            turn,
            timers_first: false,
            seq,
            finished: false,
            parked: None,
            close,
        }
    }

    async fn drive(engine: Embedded, flow: Box<dyn Flow>, begin: Beginning) -> Exit {
        let span = spans::run(&engine.0);
        // Boxed: it is moved from future to future before it runs.
        let driver = Box::new(Driver::new(engine, flow));
        if span.is_disabled() { driver.run(begin).await } else { driver.run(begin).instrument(span).await }
    }

    async fn run(mut self: Box<Self>, begin: Beginning) -> Exit {
        match self.begin(begin).await {
            Ok(()) => self.go_on(Poll::Pending).await,
            Err(failure) => self.go_on(Poll::Ready(Err(failure))).await,
        }
    }

    /// Goes on to the end. The run was advanced already and has come so far.
    async fn go_on(mut self: Box<Self>, first: Poll<Advanced>) -> Exit {
        let went = match self.advance_all(first).await {
            Ok(Some(left)) => return Exit::Left(left),
            Ok(None) => Ok(()),
            Err(failure) => Err(failure),
        };
        let outcome = self.outcome(went);
        if let Err(left) = self.record_end(ended_well(&outcome)).await {
            return Exit::Left(left);
        }
        Exit::Ended(self.tell_end(outcome))
    }

    /// The end of a run that is not recorded.
    fn end(mut self, went: Went) -> AnyOutcome {
        let outcome = self.outcome(went);
        self.tell_end(outcome)
    }

    fn outcome(&mut self, went: Went) -> AnyOutcome {
        went.and_then(|()| start::outcome(&mut *self.flow))
    }

    /// The state goes with the driver; what is left of the output is the caller's alone.
    fn tell_end(mut self, outcome: AnyOutcome) -> AnyOutcome {
        self.close.tell(ended_well(&outcome));
        outcome
    }

    async fn begin(&mut self, begin: Beginning) -> Went {
        match begin {
            Beginning::Fresh(input) => self.apply(AnyEvent::Started(input))?,
            Beginning::Accepted(accepted) => self.accept(*accepted),
            Beginning::After(events) => {
                if let Err(why) = self.replay(events) {
                    self.say_unfit(why);
                    return std::future::pending().await;
                }
                self.resume()?;
                // The run around it may have told it to end.
                self.hear()?;
            }
            Beginning::Restored { events, letters } => {
                self.seq = events;
                self.resume()?;
                self.put_letters(letters);
                // Before anything is started that lies behind.
                if self.may_be_stopped()
                    && let Some(failure) = self.take_cancelled()
                {
                    self.take(Next::Stop(Apart::new(failure)))?;
                }
            }
        }
        Ok(())
    }

    async fn advance_all(&mut self, first: Poll<Advanced>) -> Advanced {
        let mut first = Some(first);
        loop {
            let advanced = match first.take() {
                Some(Poll::Ready(advanced)) => advanced,
                _ => poll_fn(|cx| self.advance(cx)).await,
            };
            if let Some(left) = advanced? {
                return Ok(Some(left));
            }
            let Some(input) = self.flow.restart() else { return Ok(None) };
            self.begin_anew(input).await?;
        }
    }

    /// Takes what has happened, until there is nothing more to take. All of it in one place: an event is handed on by
    /// reference to where it lies, not from future to future.
    fn advance(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Left>, Apart<Failure>>> {
        self.attempts.forget_polled();
        self.advance_further(cx)
    }

    /// The same in the turn of the run's task in which it was advanced before.
    fn advance_further(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Left>, Apart<Failure>>> {
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

    fn blueprint(&self) -> &'static Blueprint {
        self.close.engine.0.blueprint
    }

    #[inline]
    fn engine(&self) -> &Embedded {
        &self.close.engine
    }

    /// Hands one event to the machine and queues what it commands. If the run is durable it is recorded.
    #[inline]
    fn apply(&mut self, event: AnyEvent) -> Went {
        if self.recorder.is_some() {
            return self.apply_recorded(event, None);
        }
        self.take_in(event)
    }

    #[inline]
    fn take_in(&mut self, event: AnyEvent) -> Went {
        if self.engine().0.observer.is_some() {
            self.tell(&event);
        }
        self.seq += 1;
        let flow = &mut self.flow;
        let applied = self.queue.extend(|commands| flow.apply(event, commands));
        applied.map_err(|illegal| Apart::new(self.illegal(&illegal)))
    }

    #[cold]
    fn tell(&self, event: &AnyEvent) {
        let run = &self.engine().0;
        let (at, node, transition) = self.flow.transition(event);
        let encode = || self.flow.encode(event);
        let path = || node.map_or_else(|| self.blueprint().name.to_owned(), |node| self.flow.view().path(at, node));
        if let Some(observer) = run.observer() {
            let (run, seq) = (run.seen(), self.seq);
            observer.event(&EventSeen { run, seq, at, node, transition, encode: &encode, path: &path });
        }
    }

    fn illegal(&self, illegal: &Illegal) -> Failure {
        start::illegal(self.blueprint(), illegal)
    }

    fn broken(&self, what: &str) -> Failure {
        start::broken(self.blueprint(), what)
    }
}

/// Whether an attempt at this is recorded before it starts.
fn is_change(stage: &Node) -> bool {
    debug_assert!(matches!(stage.kind, Kind::Stage { stage: StageRef::Agent(_) | StageRef::Pipeline(_), .. }));
    stage.agent_effect().is_some_and(|effect| effect.is_change())
}
