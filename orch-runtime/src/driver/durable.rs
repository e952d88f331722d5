//! What makes a driver durable: events are recorded, a change waits until the disk has what must be there before it, and a run
//! that only waits is given up until it is woken.
//!
//! The rule (see `docs/design/journal.md`): a change starts only when its own "attempt started", and so everything with a lower
//! number, is on disk; what is quiet runs ahead of the disk; a result is handed out, and a run parks, only when everything is
//! on disk.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use orch_blueprint::{Effect, Kind, Node, StageRef};
use orch_core::engine::BoxFuture;
use orch_core::store::{self, Entry, LetterKind, RunStatus, StoreError, Then, Waited};
use orch_core::{
    Ask, CodecError, Command, CommandKind, Failure, FailureKind, Machine, Mark, Pipeline, Recorded, Site, Status,
    Timestamp, Transition, path,
};

use super::{Beginning, Driver, Key, Left, Letter, Next, Went, is_change};
use crate::board::Board;
use crate::control::{Control, RecordedMail};
use crate::engine::{Embedded, Run};
use crate::journal::{Lost, RunLog};
use crate::known;
use crate::parked::Wait;
use crate::telemetry::spans;

/// A wait that ends sooner than this is waited for in the process; a run that waits longer is given up until then.
const PARKS_AFTER: Duration = Duration::from_secs(1);

/// One durable run, as the outermost pipeline and those within it share it.
pub(crate) struct Durable {
    pub(crate) log: Arc<RunLog>,
    /// The path of this pipeline's run: the outermost one's name, or the path of the stage as which it runs.
    pub(crate) scope: Arc<str>,
    pub(crate) shared: Arc<Sharing>,
}

/// What all pipelines of one durable run share.
pub(crate) struct Sharing {
    pub(crate) board: Arc<Board>,
    pub(crate) limits: Limited,
    /// When the run was accepted.
    pub(crate) started: Timestamp,
    /// How long it had worked before this process drove it.
    pub(crate) worked: Duration,
    /// Nothing more is started.
    pub(crate) releasing: AtomicBool,
    /// Why a pipeline within it does not fit this build, if one does not.
    pub(crate) unfit: OnceLock<String>,
    /// What was recorded of pipelines within it that were under way.
    pub(crate) recovered: Mutex<BTreeMap<String, Recovered>>,
    /// The present paths of what was recorded under another name.
    pub(crate) renamed: BTreeSet<String>,
}

/// What was recorded of a run beside the events of its outermost pipeline.
#[derive(Debug, Default)]
pub(crate) struct Past {
    /// Of pipelines within it, by their scopes.
    pub(crate) within: BTreeMap<String, Recovered>,
    /// The present paths of what was recorded under another name.
    pub(crate) renamed: BTreeSet<String>,
}

/// What one run may take up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limited {
    /// Bytes of one payload.
    pub(crate) payload: usize,
    /// Events in all.
    pub(crate) events: u64,
}

/// What was recorded of one pipeline within a run.
#[derive(Debug, Default)]
pub(crate) struct Recovered {
    pub(crate) events: Vec<Recorded>,
    pub(crate) started: Timestamp,
}

impl Sharing {
    /// The events of a pipeline within the run, once. When it began stays known: its limits count from there.
    fn recovered(&self, scope: &str) -> Option<Vec<Recorded>> {
        let mut all = self.recovered.lock().unwrap_or_else(PoisonError::into_inner);
        let events = std::mem::take(&mut all.get_mut(scope)?.events);
        (!events.is_empty()).then_some(events)
    }
}

impl Durable {
    /// The same run, seen by a pipeline within it that runs as this stage.
    pub(crate) fn within(&self, scope: String) -> Durable {
        Durable { log: Arc::clone(&self.log), scope: scope.into(), shared: Arc::clone(&self.shared) }
    }

    /// Whether the stage of this attempt was recorded under another name.
    pub(crate) fn is_renamed(&self, site: &Site) -> bool {
        let renamed = &self.shared.renamed;
        !renamed.is_empty() && renamed.contains(&path::named(site.blueprint, &self.scope, &site.at, site.node))
    }

    /// When the run of this scope began, if that is recorded.
    pub(crate) fn began(&self, outermost: bool) -> Option<Timestamp> {
        if outermost {
            return Some(self.shared.started);
        }
        let recovered = self.shared.recovered.lock().unwrap_or_else(PoisonError::into_inner);
        recovered.get(&*self.scope).map(|recovered| recovered.started)
    }
}

/// A run as it was accepted: it has begun, and so have the changes that may start at once. All of that is recorded with its
/// acceptance, so the first change does not wait for the disk a second time.
pub(crate) struct Accepted<P: Pipeline> {
    machine: Machine<P>,
    commands: Vec<Command>,
    /// The changes that have begun.
    begun: Vec<Key>,
    events: u64,
}

impl<P: Pipeline> Accepted<P> {
    /// Begins a run, and gives what is to be recorded of that.
    ///
    /// # Errors
    /// If the input cannot be written.
    pub(crate) fn new(input: Arc<P::Input>, now: Timestamp, board: &Board) -> Result<(Self, Vec<Entry>), CodecError> {
        let (mut machine, mut commands) = (Machine::<P>::new(), Vec::new());
        let mut entries = Vec::with_capacity(2);
        let mut happen = |machine: &mut Machine<P>, event: P::Event, commands: &mut Vec<Command>| {
            let recorded = P::encode(&event)?;
            let entry = Entry::new(P::blueprint(), P::blueprint().name, &recorded, entries.len() as u64, now);
            entries.push(entry);
            let applied = machine.apply(event, commands);
            debug_assert!(applied.is_ok(), "a fresh run begins: {applied:?}");
            Ok::<(), CodecError>(())
        };
        happen(&mut machine, P::started(input), &mut commands)?;
        let mut begun = Vec::new();
        for Command { at, node, kind } in &commands {
            let stage = &P::blueprint().nodes[usize::from(*node)];
            let first = matches!(kind, CommandKind::Start { attempt: 1, .. }) && is_change(stage);
            if first && board.is_paused(P::blueprint().name, agent_name(stage)).is_none() {
                begun.push((at.clone(), *node));
            }
        }
        for (at, node) in &begun {
            // It commands nothing: the start itself was commanded before.
            happen(&mut machine, P::mark(at.clone(), *node, Mark::Started { attempt: 1 }), &mut Vec::new())?;
        }
        let events = entries.len() as u64;
        Ok((Accepted { machine, commands, begun, events }, entries))
    }
}

/// The name of the agent that runs as this stage, if it is one.
fn agent_name(stage: &Node) -> Option<&'static str> {
    match stage.kind {
        Kind::Stage { stage: StageRef::Agent(spec), .. } => Some(spec.name),
        _ => None,
    }
}

/// How a run begins whose input is at hand: anew, or where it had come to.
pub(super) fn beginning<P: Pipeline>(engine: &Embedded, input: P::Input) -> Beginning<P> {
    let recovered = engine.0.durable.as_ref().and_then(|durable| durable.shared.recovered(&durable.scope));
    match recovered {
        Some(events) => Beginning::After(events),
        None => Beginning::Fresh(Arc::new(input)),
    }
}

/// Writes down what happens in one pipeline of a durable run.
pub(super) struct Recorder {
    durable: Arc<Durable>,
    outermost: bool,
    /// Attempts at changes whose "started" is on its way to the disk, in order.
    held: VecDeque<(u64, Key, Ask)>,
    /// Changes whose start was recorded when the run was accepted.
    begun: Vec<Key>,
    /// Attempts at what is paused, and the version of the board at which it was.
    paused: Vec<(Key, u32, Ask)>,
    paused_at: u64,
    /// The answer to "it parks" or "it is handed back" is awaited.
    leaving: Option<Left>,
    /// Letters are being read.
    reading: Option<BoxFuture<Result<Vec<store::Letter>, StoreError>>>,
    /// They shall be read.
    look: bool,
    /// The last letter that was read.
    seen: u64,
    /// Why the run shall end, if a letter says so.
    cancelled: Option<String>,
}

/// What the recorder says to the driver.
pub(super) enum Recording<E> {
    /// It may go on.
    Free,
    /// This happened.
    Next(Next<E>),
    /// Nothing may happen now.
    Wait,
}

impl Recorder {
    pub(super) fn of(run: &Run) -> Option<Box<Recorder>> {
        let durable = Arc::clone(run.durable.as_ref()?);
        let outermost = run.parent.is_none();
        Some(Box::new(Recorder {
            durable,
            outermost,
            held: VecDeque::new(),
            begun: Vec::new(),
            paused: Vec::new(),
            paused_at: 0,
            leaving: None,
            reading: None,
            look: false,
            seen: 0,
            cancelled: None,
        }))
    }

    /// Whether attempts wait for the disk or for the end of a pause: the run is at work then.
    pub(super) fn holds(&self) -> bool {
        !self.held.is_empty()
            || !self.paused.is_empty()
            || self.look
            || self.reading.is_some()
            || self.cancelled.is_some()
    }

    /// A node is given up.
    pub(super) fn forget(&mut self, key: &Key) {
        self.held.retain(|(_, held, _)| held != key);
        self.paused.retain(|(paused, ..)| paused != key);
    }

    fn log(&self) -> &Arc<RunLog> {
        &self.durable.log
    }

    /// Whether nothing more is started.
    pub(super) fn is_releasing(&self) -> bool {
        self.durable.shared.releasing.load(Ordering::Relaxed)
    }

    /// Whether the answer to "it leaves" is awaited.
    pub(super) fn is_leaving(&self) -> bool {
        self.leaving.is_some()
    }

    /// Whether letters shall be read, and nobody reads them yet.
    pub(super) fn shall_look(&self) -> bool {
        self.look && self.reading.is_none()
    }

    fn release(&self) {
        self.durable.shared.releasing.store(true, Ordering::Relaxed);
    }
}

impl<P: Pipeline> Driver<P> {
    /// Takes in a run as it was accepted.
    pub(super) fn accept(&mut self, accepted: Accepted<P>) {
        let Accepted { machine, mut commands, begun, events } = accepted;
        (self.machine, self.seq) = (machine, events);
        self.queue.extend(|queued| queued.append(&mut commands));
        if let Some(recorder) = &mut self.recorder {
            recorder.begun = begun;
        }
    }

    /// Takes in what was recorded.
    pub(super) fn replay(&mut self, events: Vec<Recorded>) -> Result<(), String> {
        let mut past = Vec::new();
        for recorded in events {
            let event = P::decode(recorded).map_err(|error| error.to_string())?;
            self.seq += 1;
            past.clear();
            self.machine.apply(event, &mut past).map_err(|illegal| illegal.to_string())?;
        }
        Ok(())
    }

    /// Queues what is outstanding.
    pub(super) fn resume(&mut self) {
        let outstanding = self.machine.commands();
        self.queue.extend(|commands| commands.extend(outstanding));
    }

    /// What was recorded of this pipeline, which runs within another, does not fit this build: the outermost run is told, and
    /// drops this one by leaving.
    pub(super) fn say_unfit(&self, why: String) {
        if let Some(recorder) = &self.recorder {
            let _ = recorder.durable.shared.unfit.set(why);
        }
        self.engine().0.root().control.send(crate::control::Mail::Recorded(RecordedMail::Abandon));
    }

    /// Records an event and hands it to the machine: first it is encoded, then applied, then it is on its way to the disk. What
    /// cannot be written ends the run instead of being lost.
    #[inline(never)]
    pub(super) fn apply_recorded(&mut self, event: P::Event, letter: Option<u64>) -> Went {
        let (entry, event) = match self.encode(&event, letter) {
            Ok(entry) => (entry, event),
            Err(failure) => {
                self.limits.lift();
                let stopped = P::stopped(failure);
                (self.encode(&stopped, letter)?, stopped)
            }
        };
        let moves = !matches!(P::transition(&event).2, Transition::Mark(Mark::Started { .. }));
        self.take_in(event)?;
        if let Some(recorder) = &self.recorder {
            recorder.log().record(entry, moves);
        }
        Ok(())
    }

    fn encode(&self, event: &P::Event, letter: Option<u64>) -> Result<Entry, Box<Failure>> {
        let run = &self.engine().0;
        let Some(durable) = &run.durable else { return Err(Box::new(self.broken("nothing records this run"))) };
        let (at, node, transition) = P::transition(event);
        let path = || node.map_or_else(|| P::blueprint().name.to_owned(), |node| self.machine.path(at, node));
        let refuse = |kind, why: String| Box::new(Failure::new(kind, why).at(path()));
        let recorded = P::encode(event).map_err(|error| refuse(FailureKind::Error, error.to_string()))?;
        let mut entry = Entry::new(P::blueprint(), &durable.scope, &recorded, 0, run.clock.now());
        entry.letter = letter;
        let size = entry.payload.as_ref().map_or(0, String::len);
        let Limited { payload, events } = durable.shared.limits;
        if matches!(transition, Transition::RunStopped(_)) {
            return Ok(entry);
        }
        if size > payload {
            let why =
                format!("what it gave has {size} bytes as JSON, and at most {payload} are recorded (`max_payload`)");
            return Err(refuse(FailureKind::Overloaded, why));
        }
        if durable.log.len() >= events {
            let why = format!("the run has {events} events, and no run may have more (`max_events`)");
            return Err(refuse(FailureKind::Overloaded, why));
        }
        Ok(entry)
    }

    /// Starts an attempt of a durable run.
    #[inline(never)]
    pub(super) fn start_recorded(&mut self, key: Key, attempt: u32, ask: Ask) -> Went {
        let stage = &P::blueprint().nodes[usize::from(key.1)];
        let Some(recorder) = &mut self.recorder else { return Ok(()) };
        // What is recorded as begun begins, also when the run is to be handed back: whoever takes it next could not tell.
        if let Some(index) = recorder.begun.iter().position(|begun| *begun == key) {
            recorder.begun.swap_remove(index);
            return self.ask(key, ask);
        }
        if recorder.is_releasing() {
            // It is outstanding, and will be for whoever takes the run.
            return Ok(());
        }
        if let Some(version) = recorder.durable.shared.board.is_paused(P::blueprint().name, agent_name(stage)) {
            recorder.paused.push((key, attempt, ask));
            recorder.paused_at = version;
            return Ok(());
        }
        if !is_change(stage) {
            spans::fallback(P::blueprint(), key.1);
            return self.ask(key, ask);
        }
        // An attempt that was recorded as started, and has no end, was cut off with its process.
        let interrupted = self.machine.status(&key.0, key.1) == Some(Status::Running);
        if interrupted && stage.agent_effect() == Some(Effect::Once) {
            return self.ask(key, Ask::Interrupted { attempt });
        }
        self.apply(P::mark(key.0.clone(), key.1, Mark::Started { attempt }))?;
        let Some(recorder) = &mut self.recorder else { return Ok(()) };
        let seq = recorder.log().len() - 1;
        recorder.held.push_back((seq, key, ask));
        recorder.log().flush();
        Ok(())
    }

    /// Takes a signal; its letter is taken with the event.
    pub(super) fn deliver(&mut self, key: Key, letter: Letter) -> Went {
        let Letter { payload, number } = letter;
        if number.is_none() {
            return self.ask(key, Ask::Deliver(payload));
        }
        let (state, engine, resources) = (self.machine.state(), self.engine(), &self.resources);
        let call = || P::call(state, &key.0, key.1, Ask::Deliver(payload), engine, resources);
        match crate::engine::calmly(call) {
            Ok(orch_core::Call::Now(event)) => self.apply_recorded(event, number),
            Ok(orch_core::Call::Later(_)) => Err(Box::new(self.broken("a signal was answered with a future"))),
            Err(said) => {
                let failure = crate::engine::panicked(&said).at(self.machine.path(&key.0, key.1));
                self.apply_recorded(P::mark(key.0, key.1, Mark::Failed(Box::new(failure))), number)
            }
        }
    }

    /// What the disk and the store have to say, before anything else happens.
    pub(super) fn poll_record(&mut self, cx: &mut Context<'_>) -> Recording<P::Event> {
        let Some(recorder) = &mut self.recorder else { return Recording::Free };
        if let Some(lost) = recorder.log().poll_lost(cx) {
            return if recorder.outermost { Recording::Next(Next::Leave(Left::Lost(lost))) } else { Recording::Wait };
        }
        if recorder.leaving.is_some() {
            return recorder.poll_leaving(cx);
        }
        if let Some((seq, key, ask)) = recorder.held.pop_front() {
            match recorder.log().poll_durable(seq, cx) {
                Poll::Ready(Ok(())) => return Recording::Next(Next::Go(key, ask)),
                _ => recorder.held.push_front((seq, key, ask)),
            }
        }
        if recorder.log().is_behind() && recorder.log().poll_durable(recorder.log().len() - 1, cx).is_pending() {
            recorder.log().flush();
            return Recording::Wait;
        }
        if let Some(next) = self.poll_paused(cx) {
            return next;
        }
        self.poll_letters(cx)
    }

    /// Starts what is paused no more.
    fn poll_paused(&mut self, cx: &Context<'_>) -> Option<Recording<P::Event>> {
        let recorder = self.recorder.as_mut().filter(|recorder| !recorder.paused.is_empty())?;
        if recorder.durable.shared.board.listen(recorder.paused_at, cx.waker()) {
            return None;
        }
        for (key, attempt, ask) in std::mem::take(&mut recorder.paused) {
            if let Err(failure) = self.start_recorded(key, attempt, ask) {
                return Some(Recording::Next(Next::Stop(failure)));
            }
        }
        cx.waker().wake_by_ref();
        None
    }

    /// Reads the letters that lie at the run.
    fn poll_letters(&mut self, cx: &mut Context<'_>) -> Recording<P::Event> {
        let Some(mut recorder) = self.recorder.as_mut() else { return Recording::Free };
        if let Some(reason) = recorder.cancelled.take() {
            return Recording::Next(Next::Stop(Box::new(Failure::new(FailureKind::Cancelled, reason))));
        }
        loop {
            if std::mem::take(&mut recorder.look) && recorder.reading.is_none() {
                let (journal, run, seen) = (recorder.log().journal().clone(), recorder.log().run(), recorder.seen);
                recorder.reading =
                    Some(Box::pin(async move { journal.read(move |store| store.letters(run, seen)).await }));
            }
            let Some(reading) = &mut recorder.reading else { return Recording::Free };
            let Poll::Ready(read) = reading.as_mut().poll(cx) else { return Recording::Free };
            recorder.reading = None;
            let letters = match read {
                Ok(letters) => letters,
                Err(error) => return Recording::Next(Next::Leave(Left::Lost(Lost::Store(error)))),
            };
            let again = recorder.look;
            self.put_letters(letters);
            let Some(still) = self.recorder.as_mut() else { return Recording::Free };
            if let Some(reason) = still.cancelled.take() {
                return Recording::Next(Next::Stop(Box::new(Failure::new(FailureKind::Cancelled, reason))));
            }
            if !again {
                return Recording::Free;
            }
            recorder = still;
        }
    }

    /// Why the run shall end, if a letter said so.
    pub(super) fn take_cancelled(&mut self) -> Option<Failure> {
        let reason = self.recorder.as_mut()?.cancelled.take()?;
        Some(Failure::new(FailureKind::Cancelled, reason))
    }

    /// Puts letters where they are waited for.
    pub(super) fn put_letters(&mut self, letters: Vec<store::Letter>) {
        let Some(recorder) = &mut self.recorder else { return };
        recorder.seen = letters.last().map_or(recorder.seen, |letter| letter.number);
        let control = &self.close.engine.0.control;
        for letter in letters {
            if let Some(reason) = put::<P>(control, &mut self.signals, letter) {
                recorder.cancelled.get_or_insert(reason);
            }
        }
    }

    /// What the orchestrator says.
    pub(super) fn read_recorded(&mut self, mail: RecordedMail) -> Option<Next<P::Event>> {
        let recorder = self.recorder.as_mut()?;
        match mail {
            RecordedMail::Look => recorder.look = true,
            RecordedMail::Release => recorder.release(),
            RecordedMail::Abandon => {
                self.attempts = Default::default();
                recorder.held.clear();
                recorder.paused.clear();
                recorder.release();
                recorder.leave(Left::Released, Then::Release { worked_micros: self.limits.worked_micros() });
            }
        }
        None
    }

    /// Whether the run begins to leave just now: it only waits, or it was told to.
    pub(super) fn may_leave(&mut self) -> bool {
        let working = self.is_working();
        let Some(recorder) = &self.recorder else { return false };
        if working || !recorder.outermost || recorder.leaving.is_some() || self.finished {
            return false;
        }
        let worked_micros = self.limits.worked_micros();
        if recorder.is_releasing() {
            let then = Then::Release { worked_micros };
            return self.leave(Left::Released, then);
        }
        let waits = self.waits();
        let now = self.engine().0.clock.now();
        let soon = now.saturating_add(PARKS_AFTER);
        let deadline = self.engine().0.deadline;
        let wake = waits.iter().filter_map(|wait| wait.until).chain(deadline).min();
        if waits.is_empty() || wake.is_some_and(|wake| wake < soon) {
            return false;
        }
        let Some(recorder) = &self.recorder else { return false };
        let seen = recorder.seen;
        let waits = waits.into_iter().map(Waited::from).collect();
        self.leave(Left::Parked, Then::Park { wake, waits, seen, time: now, worked_micros })
    }

    fn leave(&mut self, left: Left, then: Then) -> bool {
        if let Some(recorder) = &mut self.recorder {
            recorder.leave(left, then);
        }
        true
    }

    /// Records the end of the run, and waits until that is on disk.
    pub(super) async fn record_end(&mut self, outcome: Result<(), &Failure>) -> Result<(), Left> {
        let Some(recorder) = self.recorder.as_mut().filter(|recorder| recorder.outermost) else { return Ok(()) };
        let status = match outcome {
            Ok(()) => RunStatus::Succeeded,
            Err(failure) if failure.kind == FailureKind::Cancelled => RunStatus::Cancelled,
            Err(_) => RunStatus::Failed,
        };
        let failure = outcome.err().and_then(|failure| serde_json::to_string(failure).ok());
        let (time, worked_micros) = (self.close.engine.0.clock.now(), self.limits.worked_micros());
        recorder.log().then(Then::End { status, failure, time, worked_micros });
        let log = Arc::clone(recorder.log());
        match std::future::poll_fn(|cx| log.poll_done(cx)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(refused)) => Err(Left::Lost(Lost::Refused(refused))),
            Err(lost) => Err(Left::Lost(lost)),
        }
    }
}

impl Recorder {
    fn leave(&mut self, left: Left, then: Then) {
        self.leaving = Some(left);
        self.log().then(then);
    }

    fn poll_leaving<E>(&mut self, cx: &Context<'_>) -> Recording<E> {
        let Poll::Ready(done) = self.log().poll_done(cx) else { return Recording::Wait };
        let left = self.leaving.take();
        match (done, left) {
            (Ok(Ok(())), Some(left)) => {
                let unfit = self.durable.shared.unfit.get().cloned().map(Left::Unfit);
                Recording::Next(Next::Leave(unfit.unwrap_or(left)))
            }
            (Ok(Err(store::Refused::Mail)), _) => {
                self.look = true;
                Recording::Free
            }
            (Ok(Err(refused)), _) => Recording::Next(Next::Leave(Left::Lost(Lost::Refused(refused)))),
            (Err(lost), _) => Recording::Next(Next::Leave(Left::Lost(lost))),
            (Ok(Ok(())), None) => Recording::Free,
        }
    }
}

/// Puts a letter where it is waited for; a cancellation gives its reason.
fn put<P: Pipeline>(control: &Control, signals: &mut super::Mailbox, letter: store::Letter) -> Option<String> {
    match letter.kind {
        LetterKind::Cancel => Some(letter.reason.unwrap_or_else(|| "cancelled".to_owned())),
        LetterKind::Signal { name, key, payload } => {
            let payload = serde_json::from_str(&payload).unwrap_or(serde_json::Value::Null);
            let arrived = Letter { payload, number: Some(letter.number) };
            if let Some(own) = known::own(P::blueprint(), &name) {
                signals.put(own, key, arrived);
            } else if let Some(within) = known::within(P::blueprint(), &name) {
                control.post.put(within, key, arrived);
            }
            None
        }
    }
}

impl From<Wait> for Waited {
    fn from(wait: Wait) -> Waited {
        Waited { path: wait.path, signal: wait.signal.map(str::to_owned), key: wait.key, until: wait.until }
    }
}

/// The scope of a pipeline that runs as a stage.
pub(crate) fn scope_within(parent: &Durable, cx: &orch_core::Context) -> Option<String> {
    let site = cx.site()?;
    let stage = path::named(site.blueprint, &parent.scope, &site.at, site.node);
    Some(path::scope_of(&stage, site.attempt))
}
