//! Drives one machine: obeys its commands in their order, hands it one event at a time, and waits for the next.

mod crowd;
mod durable;
mod limits;
mod mailbox;
mod queue;
mod restart;
mod timers;
mod undo;

use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use orch_blueprint::{Kind, Node, StageRef};
use orch_core::engine::BoxFuture;
use orch_core::store;
use orch_core::{
    Ask, At, Call, Command, CommandKind, Failure, FailureKind, Illegal, Machine, Mark, Pipeline, Recorded,
};
use tracing::Instrument;

use crate::control::Mail;
use crate::engine::{Embedded, calmly, panicked};
use crate::journal::Lost;
use crate::observe::EventSeen;
use crate::parked::Wait;
use crate::telemetry::spans;

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
    fn new(engine: Embedded, resources: P::Resources) -> Driver<P> {
        let (limits, recorder) = (Limits::new(&engine.0), Recorder::of(&engine.0));
        Driver {
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
        }
    }

    async fn run(mut self, begin: Beginning<P>) -> Exit<P::Output> {
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
                // Before anything is started that lies behind.
                if let Some(failure) = self.take_cancelled() {
                    self.take(Next::Stop(Box::new(failure)))?;
                }
            }
        }
        self.obey()?;
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
        while !self.finished {
            let next = ready!(self.poll(cx));
            self.unpark();
            if let Next::Leave(left) = next {
                return Poll::Ready(Ok(Some(left)));
            }
            self.take(next)?;
            self.obey()?;
        }
        Poll::Ready(Ok(None))
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
        if self.engine().0.observer().is_some() {
            self.tell(&event);
        }
        self.seq += 1;
        let machine = &mut self.machine;
        let applied = self.queue.extend(|commands| machine.apply(event, commands));
        applied.map_err(|illegal| Box::new(self.illegal(&illegal)))
    }

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

    /// Works off all commands.
    #[inline]
    fn obey(&mut self) -> Went {
        while let Some(command) = self.queue.next() {
            self.execute(command)?;
        }
        Ok(())
    }

    #[inline]
    fn execute(&mut self, command: Command) -> Went {
        let Command { at, node, kind } = command;
        match kind {
            CommandKind::Evaluate => return self.ask((at, node), Ask::Evaluate),
            CommandKind::Start { attempt, retried } => {
                return self.start((at, node), attempt, Ask::Attempt { attempt, retried });
            }
            CommandKind::StartChild => return self.start((at, node), 1, Ask::FIRST),
            CommandKind::Cancel => self.cancel(&(at, node)),
            CommandKind::StopChild => self.stop_child(&at, node),
            CommandKind::Compensate { attempt, retried } => return self.undo((at, node), attempt, retried),
            CommandKind::SetTimer { until } => self.timers.set((at, node), until),
            CommandKind::ClearTimer => self.timers.clear(&(at, node)),
            CommandKind::AwaitSignal { key } => {
                if let Kind::Signal { index: signal, .. } = P::blueprint().nodes[usize::from(node)].kind {
                    let name = P::blueprint().signals[usize::from(signal)].name;
                    self.signals.wait((at, node), name, key);
                }
            }
            CommandKind::Finish => self.finished = true,
        }
        Ok(())
    }

    /// Starts an attempt; at a change this is recorded before the world can be touched.
    #[inline]
    fn start(&mut self, key: Key, attempt: u32, ask: Ask) -> Went {
        if self.recorder.is_some() {
            return self.start_recorded(key, attempt, ask);
        }
        if attempt == 1 {
            spans::fallback(P::blueprint(), key.1);
        }
        if let Some(mark) = self.machine.starting(&key.0, key.1, attempt, &self.resources) {
            let started = matches!(mark, Mark::Started { .. });
            self.apply(P::mark(key.0.clone(), key.1, mark))?;
            if !started {
                return Ok(());
            }
        }
        self.ask(key, ask)
    }

    /// Calls user code, and takes the event or keeps the future.
    #[inline]
    fn ask(&mut self, (at, node): Key, ask: Ask) -> Went {
        let attempt = matches!(ask, Ask::Attempt { .. } | Ask::Interrupted { .. });
        let (state, engine, resources) = (self.machine.state(), self.engine(), &self.resources);
        let call = || P::call(state, &at, node, ask, engine, resources);
        // The code of an attempt runs, guarded, in its future.
        match if attempt { Ok(call()) } else { calmly(call) } {
            Ok(Call::Now(event)) => self.apply(event),
            Ok(Call::Later(future)) => {
                self.attempts.insert((at, node), future);
                Ok(())
            }
            Err(said) => {
                let failure = panicked(&said).at(self.machine.path(&at, node));
                self.apply(P::mark(at, node, Mark::Failed(Box::new(failure))))
            }
        }
    }

    fn cancel(&mut self, key: &Key) {
        self.attempts.remove(key);
        self.timers.clear(key);
        self.signals.forget(key);
        if let Some(recorder) = &mut self.recorder {
            recorder.forget(key);
        }
    }

    /// Waits for the next thing. Mail comes first, so that nothing is started after a cancellation was seen.
    #[inline]
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Next<P::Event>> {
        loop {
            match self.poll_record(cx) {
                Recording::Free => {}
                Recording::Next(next) => return Poll::Ready(next),
                Recording::Wait => return Poll::Pending,
            }
            if let Some(next) = self.read_mail() {
                return Poll::Ready(next);
            }
            if self.recorder.as_ref().is_some_and(|recorder| recorder.is_leaving() || recorder.shall_look()) {
                continue;
            }
            if self.turn == 0 {
                self.turn = TURN;
                cx.waker().wake_by_ref();
                return self.limits.poll(cx, !self.attempts.is_empty()).map(|failure| Next::Stop(Box::new(failure)));
            }
            if let Poll::Ready(event) = self.attempts.poll(cx) {
                self.turn -= 1;
                return Poll::Ready(Next::Event(event));
            }
            if let Poll::Ready(key) = self.timers.poll(cx, &*self.close.engine.0.clock) {
                return Poll::Ready(Next::Timer(key));
            }
            if let Poll::Ready(failure) = self.limits.poll(cx, !self.attempts.is_empty()) {
                return Poll::Ready(Next::Stop(Box::new(failure)));
            }
            if let Some((key, payload)) = self.read_post(cx) {
                return Poll::Ready(Next::Signal(key, payload));
            }
            if self.engine().0.control.listen(cx.waker()) {
                self.park();
                if self.may_leave() {
                    continue;
                }
                return Poll::Pending;
            }
        }
    }

    /// A signal from outside for a pipeline within the run, if this is one that waits for it.
    fn read_post(&mut self, cx: &Context<'_>) -> Option<(Key, Letter)> {
        let run = &self.close.engine.0;
        run.parent.as_ref()?;
        let root = run.root();
        // What the outermost pipeline knows is for that one.
        let theirs = |name: &str| !root.blueprint.signals.iter().any(|signal| signal.name == name);
        self.signals
            .deliver_from(|name, key| theirs(name).then(|| root.control.post.take(name, key, cx.waker())).flatten())
    }

    /// Says that the run waits for signals and timers only, itself or in pipelines within it, to whoever asked.
    fn park(&mut self) {
        let run = &self.close.engine.0;
        if self.recorder.is_none() && !run.root().control.parking.is_watched() {
            return;
        }
        let version = run.control.within.version();
        let releasing = self.recorder.as_ref().is_some_and(|recorder| recorder.is_releasing());
        let waits =
            releasing || self.signals.waits().next().is_some() || !self.timers.is_empty() || !self.attempts.is_empty();
        if self.is_working() || !waits {
            return self.unpark();
        }
        if self.parked != Some(version) {
            self.parked = Some(version);
            let waits = self.waits();
            self.say(waits);
        }
    }

    /// Whether anything goes on here but waiting for signals and timers.
    fn is_working(&self) -> bool {
        let held = self.recorder.as_ref().is_some_and(|recorder| recorder.holds());
        held || self.attempts.len() > self.engine().0.control.within.count()
    }

    fn waits(&self) -> Vec<Wait> {
        let run = &self.engine().0;
        let signals: Vec<_> = self.signals.waits().collect();
        let waited = |key: &Key| signals.iter().any(|(node, ..)| *node == key);
        let timers = self.timers.keys().filter(|key| !waited(key)).map(|key| (key, None, None));
        let all = signals.iter().map(|(node, name, key)| (*node, Some(*name), *key)).chain(timers);
        let wait = |(node, signal, key): (&Key, Option<&'static str>, Option<&String>)| Wait {
            path: run.full_path(self.machine.path(&node.0, node.1)),
            signal,
            key: key.cloned(),
            until: self.timers.until(node),
        };
        let mut waits: Vec<Wait> = all.map(wait).chain(run.control.within.waits()).collect();
        if waits.is_empty() {
            // It waits to be handed back.
            let path = run.full_path(P::blueprint().name.to_owned());
            waits.push(Wait { path, signal: None, key: None, until: None });
        }
        waits
    }

    fn say(&self, waits: Vec<Wait>) {
        self.engine().0.say_parked(waits);
    }

    #[inline]
    fn unpark(&mut self) {
        if self.parked.take().is_some() {
            self.say(Vec::new());
        }
    }

    #[inline]
    fn read_mail(&mut self) -> Option<Next<P::Event>> {
        while let Some(mail) = self.engine().0.control.receive() {
            match mail {
                Mail::Cancel(reason) => {
                    return Some(Next::Stop(Box::new(Failure::new(FailureKind::Cancelled, reason))));
                }
                Mail::Signal { name, key, letter } => self.signals.put(name, key, letter),
                Mail::Recorded(mail) => {
                    if let Some(next) = self.read_recorded(mail) {
                        return Some(next);
                    }
                }
            }
        }
        self.signals.deliver().map(|(key, letter)| Next::Signal(key, letter))
    }

    #[inline]
    fn take(&mut self, next: Next<P::Event>) -> Went {
        match next {
            Next::Event(event) => self.apply(event),
            Next::Signal(key, letter) => self.deliver(key, letter),
            Next::Timer(key) => match P::blueprint().nodes[usize::from(key.1)].kind {
                Kind::Signal { .. } => {
                    self.signals.forget(&key);
                    self.ask(key, Ask::Expire)
                }
                _ => self.apply(P::mark(key.0, key.1, Mark::Fired)),
            },
            // A run that is being undone ends with the failure that ended it.
            Next::Stop(_) if self.machine.is_compensating() => Ok(()),
            Next::Stop(failure) => {
                self.limits.lift();
                self.apply(P::stopped(Box::new(failure.at(P::blueprint().name))))
            }
            Next::Go(key, Held::Attempt(ask)) => self.ask(key, ask),
            Next::Go(key, Held::Undo { attempt, retried }) => self.call_undo(key, attempt, retried),
            Next::Leave(_) => Ok(()),
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

/// Closes the run towards the outside, also when its future is dropped on the way.
struct Close {
    engine: Embedded,
    told: bool,
}

impl Close {
    fn tell(&mut self, outcome: Result<(), &Failure>) {
        self.told = true;
        if let Some(observer) = self.engine.0.observer() {
            observer.run_ended(&self.engine.0.seen(), Some(outcome));
        }
        spans::run_ended(outcome);
    }
}

impl Drop for Close {
    fn drop(&mut self) {
        let run = &self.engine.0;
        run.say_parked(Vec::new());
        run.control.token.raise();
        run.control.end();
        if let (false, Some(observer)) = (self.told, run.observer()) {
            observer.run_ended(&run.seen(), None);
        }
    }
}

/// The future of a run, where its type must not be seen: a pipeline may run itself.
pub(crate) fn boxed<P: Pipeline>(
    engine: Embedded,
    input: P::Input,
    resources: P::Resources,
) -> BoxFuture<Result<Arc<P::Output>, Failure>> {
    Box::pin(drive::<P>(engine, input, resources))
}
