//! Drives one machine: obeys its commands in their order, hands it one event at a time, and waits for the next.

mod crowd;
mod limits;
mod mailbox;
mod queue;
mod restart;
mod timers;
mod undo;

use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use orch_blueprint::{Kind, StageRef};
use orch_core::engine::BoxFuture;
use orch_core::{Ask, At, Call, Command, CommandKind, Failure, FailureKind, Illegal, Machine, Mark, Pipeline};
use serde_json::Value;
use tracing::Instrument;

use crate::control::Mail;
use crate::engine::{Embedded, calmly, panicked};
use crate::observe::EventSeen;
use crate::parked::Wait;
use crate::telemetry::spans;

use crowd::Crowd;
use limits::Limits;
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
    let span = spans::run(&engine.0);
    let driver = Driver::<P>::new(engine, resources);
    if span.is_disabled() { driver.run(input).await } else { driver.run(input).instrument(span).await }
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
    // Last: when this is dropped, all attempts are gone.
    close: Close,
}

/// Boxed, because it is returned once an event and nearly always `Ok`.
type Went = Result<(), Box<Failure>>;

/// What the run waits for.
enum Next<E> {
    Event(E),
    Timer(Key),
    Signal(Key, Value),
    Stop(Box<Failure>),
}

impl<P: Pipeline> Driver<P> {
    fn new(engine: Embedded, resources: P::Resources) -> Driver<P> {
        Driver {
            machine: Machine::new(),
            resources,
            queue: Queue::default(),
            attempts: Crowd::default(),
            timers: Timers::default(),
            signals: Mailbox::default(),
            limits: Limits::new(engine.0.blueprint),
            turn: TURN,
            seq: 0,
            finished: false,
            parked: None,
            close: Close { engine, told: false },
        }
    }

    async fn run(mut self, input: P::Input) -> Result<Arc<P::Output>, Failure> {
        let went = self.go(input).await;
        let outcome = went.map_err(|failure| *failure).and_then(|()| {
            let never = || self.broken("the run finished without an outcome");
            self.machine.outcome().unwrap_or_else(|| Err(never()))
        });
        self.close.tell(outcome.as_ref().map(drop));
        // The state goes with the driver; what is left of the output is the caller's alone.
        drop(self);
        outcome
    }

    async fn go(&mut self, input: P::Input) -> Went {
        self.apply(P::started(Arc::new(input)))?;
        self.obey()?;
        poll_fn(|cx| self.advance(cx)).await?;
        while let Some(input) = self.machine.restart() {
            self.begin_anew(input).await?;
            poll_fn(|cx| self.advance(cx)).await?;
        }
        Ok(())
    }

    /// Takes what has happened, until there is nothing more to take. All of it in one place: an event is handed on by
    /// reference to where it lies, not from future to future.
    fn advance(&mut self, cx: &mut Context<'_>) -> Poll<Went> {
        while !self.finished {
            let next = ready!(self.poll(cx));
            self.unpark();
            self.take(next)?;
            self.obey()?;
        }
        Poll::Ready(Ok(()))
    }

    #[inline]
    fn engine(&self) -> &Embedded {
        &self.close.engine
    }

    /// Hands one event to the machine and queues what it commands.
    #[inline]
    fn apply(&mut self, event: P::Event) -> Went {
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
        let stage = &P::blueprint().nodes[usize::from(key.1)];
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
        debug_assert!(matches!(stage.kind, Kind::Stage { stage: StageRef::Agent(_) | StageRef::Pipeline(_), .. }));
        self.ask(key, ask)
    }

    /// Calls user code, and takes the event or keeps the future.
    #[inline]
    fn ask(&mut self, (at, node): Key, ask: Ask) -> Went {
        let attempt = matches!(ask, Ask::Attempt { .. });
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
    }

    /// Waits for the next thing. Mail comes first, so that nothing is started after a cancellation was seen.
    #[inline]
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Next<P::Event>> {
        loop {
            if let Some(next) = self.read_mail() {
                return Poll::Ready(next);
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
                return Poll::Pending;
            }
        }
    }

    /// A signal from outside for a pipeline within the run, if this is one that waits for it.
    fn read_post(&mut self, cx: &Context<'_>) -> Option<(Key, Value)> {
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
        if !run.root().control.parking.is_watched() {
            return;
        }
        let (working, version) = (self.attempts.len() - run.control.within.count(), run.control.within.version());
        let waits = self.signals.waits().next().is_some() || !self.timers.is_empty() || !self.attempts.is_empty();
        if working > 0 || !waits {
            return self.unpark();
        }
        if self.parked != Some(version) {
            self.parked = Some(version);
            let waits = self.waits();
            self.say(waits);
        }
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
        all.map(wait).chain(run.control.within.waits()).collect()
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
                Mail::Signal { name, key, payload } => self.signals.put(name, key, payload),
            }
        }
        self.signals.deliver().map(|(key, payload)| Next::Signal(key, payload))
    }

    #[inline]
    fn take(&mut self, next: Next<P::Event>) -> Went {
        match next {
            Next::Event(event) => self.apply(event),
            Next::Signal(key, payload) => self.ask(key, Ask::Deliver(payload)),
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
                self.limits = Limits::none();
                self.apply(P::stopped(Box::new(failure.at(P::blueprint().name))))
            }
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
