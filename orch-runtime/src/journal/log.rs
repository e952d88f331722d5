//! What one run has to write, and how much of it is on disk.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll, Waker};

use orch_core::Timestamp;
use orch_core::sabotage;
use orch_core::store::{Answer, Append, Entry, Kind, Refused, RunKey, StoreError, Then};

use super::Journal;
use super::room::{Place, weight};
use super::sent::Sent;

/// A payload of at least so many bytes that follows on the same one is written as its number.
const WORTH_REPEATING: usize = 48;

/// The longest payload that is kept to be compared with the next.
const COMPARED: usize = 64 << 10;

/// Why nothing more of a run can be recorded here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Lost {
    /// Another process has taken the run over.
    #[error("{0}")]
    Refused(Refused),
    /// The journal has failed.
    #[error("{0}")]
    Store(StoreError),
}

/// The events of one run on their way to the disk. Pipelines within it write to the same log: one run, one order.
pub(crate) struct RunLog {
    journal: Journal,
    /// The run and its token, once it is accepted.
    key: OnceLock<(RunKey, u64)>,
    /// How many events are on disk: all that are numbered lower.
    durable: AtomicU64,
    /// When the last event was recorded, in microseconds.
    touched: AtomicI64,
    state: Mutex<State>,
}

struct State {
    /// The number of the next event.
    next: u64,
    /// The number of the event with which the present pass begins.
    origin: u64,
    /// Numbers of events that wait to be written, with each of which the run begins anew.
    restarts: Vec<u64>,
    /// The last value and its number, where it is worth comparing.
    last: Option<(u64, String)>,
    pending: Vec<Entry>,
    /// How much of the run waits for the disk, what is being written included, in bytes.
    bytes: usize,
    then: Option<Then>,
    /// The journal knows that there is something, or will find it when the run is accepted.
    enlisted: bool,
    /// Somebody waits for what will be found then.
    hurried: bool,
    /// What came of `then`, once it is known.
    done: Option<Result<(), Refused>>,
    lost: Option<Lost>,
    /// Crashes are to be counted anew with the next event that moves the run.
    crashed: bool,
    /// There was such an event.
    moved: bool,
    /// Who waits for the watermark or an answer.
    wakers: Vec<Waker>,
    /// Who wants to know when nothing more can be recorded.
    mourners: Vec<Waker>,
}

impl RunLog {
    /// The log of a run that was claimed with this token, which begins with the event `origin` and has those before `durable` on
    /// disk. `crashed`: a process has died over it since it last moved.
    pub(crate) fn new(journal: Journal, key: (RunKey, u64), origin: u64, durable: u64, crashed: bool) -> RunLog {
        RunLog { key: key.into(), durable: durable.into(), ..RunLog::after(journal, origin, durable, crashed) }
    }

    /// With the time of the last event that is on disk.
    pub(crate) fn touched(self, last: Timestamp) -> RunLog {
        RunLog { touched: last.as_micros().into(), ..self }
    }

    /// The log of a run that is on its way to the disk with so many events. What is recorded until it is accepted is written next.
    pub(crate) fn coming(journal: Journal, events: u64) -> RunLog {
        let mut log = RunLog::after(journal, 0, events, false);
        log.state.get_mut().unwrap_or_else(PoisonError::into_inner).enlisted = true;
        log
    }

    fn after(journal: Journal, origin: u64, next: u64, crashed: bool) -> RunLog {
        let state = State {
            next,
            origin,
            restarts: Vec::new(),
            last: None,
            pending: Vec::new(),
            bytes: 0,
            then: None,
            enlisted: false,
            hurried: false,
            done: None,
            lost: None,
            crashed,
            moved: false,
            wakers: Vec::new(),
            mourners: Vec::new(),
        };
        RunLog {
            journal,
            key: OnceLock::new(),
            durable: AtomicU64::new(0),
            touched: i64::MIN.into(),
            state: Mutex::new(state),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The run; none until it is accepted.
    pub(crate) fn run(&self) -> Option<RunKey> {
        self.key.get().map(|(run, _)| *run)
    }

    pub(crate) fn journal(&self) -> &Journal {
        &self.journal
    }

    /// When the last event was recorded, here or before.
    pub(crate) fn last_event(&self) -> Timestamp {
        Timestamp::from_micros(self.touched.load(Ordering::Relaxed))
    }

    /// How many events there are, on disk or on their way.
    pub(crate) fn len(&self) -> u64 {
        self.state().next
    }

    /// How many events there are of the present pass.
    pub(crate) fn len_of_pass(&self) -> u64 {
        let state = self.state();
        state.next - state.origin
    }

    /// The run begins anew with the next event that is recorded.
    pub(crate) fn restart(&self) {
        let mut state = self.state();
        state.origin = state.next;
        let next = state.next;
        state.restarts.push(next);
        // A pass can be read without those before it.
        state.last = None;
    }

    /// Records an event, and gives its number. It reaches the disk soon; see [`RunLog::flush`]. `moves`: the run has come further
    /// with it.
    pub(crate) fn record(self: &Arc<Self>, mut entry: Entry, moves: bool) -> u64 {
        self.touched.store(entry.time.as_micros(), Ordering::Relaxed);
        let mut state = self.state();
        let seq = state.next;
        entry.seq = seq;
        state.next += 1;
        if state.lost.is_some() {
            // Its driver will be told when it asks.
            return seq;
        }
        state.shorten(&mut entry);
        let bytes = weight(&entry);
        state.bytes += bytes;
        self.journal.shared.room.take(bytes);
        if moves && state.crashed {
            state.crashed = false;
            state.moved = true;
        }
        state.pending.push(entry);
        self.enlist(state, false);
        seq
    }

    /// Says what becomes of the run with what was recorded so far. Its answer comes with [`RunLog::poll_done`].
    pub(crate) fn then(self: &Arc<Self>, then: Then) {
        let mut state = self.state();
        state.then = Some(then);
        state.done = None;
        self.enlist(state, true);
    }

    /// Asks that everything that was recorded so far be written now.
    pub(crate) fn flush(&self) {
        let mut state = self.state();
        if self.key.get().is_none() {
            state.hurried = true;
        } else if self.durable.load(Ordering::Acquire) < state.next {
            drop(state);
            self.journal.shared.urge();
        }
    }

    fn enlist(self: &Arc<Self>, mut state: MutexGuard<'_, State>, urgent: bool) {
        if self.key.get().is_none() {
            state.hurried |= urgent;
            return;
        }
        let known = std::mem::replace(&mut state.enlisted, true);
        drop(state);
        match (known, urgent) {
            (false, urgent) => self.journal.shared.enlist(Arc::clone(self), urgent),
            (true, true) => self.journal.shared.urge(),
            (true, false) => {}
        }
    }

    /// Whether the event of this number is on disk.
    pub(crate) fn has(&self, seq: u64) -> bool {
        seq < self.durable.load(Ordering::Acquire)
    }

    /// Ready when the event of this number is on disk.
    pub(crate) fn poll_durable(&self, seq: u64, cx: &Context<'_>) -> Poll<Result<(), Lost>> {
        if self.has(seq) {
            return Poll::Ready(Ok(()));
        }
        let mut state = self.state();
        if let Some(lost) = &state.lost {
            return Poll::Ready(Err(lost.clone()));
        }
        // Looked at once more under the lock: whoever publishes takes it before they wake.
        if self.has(seq) {
            return Poll::Ready(Ok(()));
        }
        listen(&mut state.wakers, cx.waker());
        Poll::Pending
    }

    /// Ready with what came of the last [`RunLog::then`].
    pub(crate) fn poll_done(&self, cx: &Context<'_>) -> Poll<Result<Result<(), Refused>, Lost>> {
        let mut state = self.state();
        if let Some(lost) = &state.lost {
            return Poll::Ready(Err(lost.clone()));
        }
        match state.done.take() {
            Some(done) => Poll::Ready(Ok(done)),
            None => {
                listen(&mut state.wakers, cx.waker());
                Poll::Pending
            }
        }
    }

    /// Why nothing more can be recorded, if nothing can; otherwise asks to be told.
    pub(crate) fn poll_lost(&self, cx: &Context<'_>) -> Option<Lost> {
        let mut state = self.state();
        if state.lost.is_none() {
            listen(&mut state.mourners, cx.waker());
        }
        state.lost.clone()
    }

    /// Ready unless so much waits for the disk, of this run or of all, that the run has to wait for it too.
    pub(crate) fn poll_room(&self, place: &mut Place, cx: &Context<'_>) -> Poll<()> {
        let room = &self.journal.shared.room;
        // What is the run's own is part of all: most of the time one look is enough.
        if room.taken() <= room.share() {
            return Poll::Ready(());
        }
        if room.poll(place, cx).is_ready() && self.poll_share(room.share(), cx).is_ready() {
            return Poll::Ready(());
        }
        self.journal.shared.urge();
        Poll::Pending
    }

    /// Ready unless more than this waits for the disk of this run alone.
    fn poll_share(&self, share: usize, cx: &Context<'_>) -> Poll<()> {
        let mut state = self.state();
        if state.bytes <= share || state.lost.is_some() {
            return Poll::Ready(());
        }
        listen(&mut state.wakers, cx.waker());
        Poll::Pending
    }

    /// The run is accepted, and these are on disk of which it began. What was recorded since is next. Called by the journal.
    pub(super) fn accepted(self: &Arc<Self>, key: (RunKey, u64), events: u64) {
        let mut state = self.state();
        // Under the lock: whoever records, or asks for the disk, sees it before or after all of this.
        let _ = self.key.set(key);
        self.durable.fetch_max(events, Ordering::AcqRel);
        state.enlisted = false;
        state.wake();
        if !state.pending.is_empty() || state.then.is_some() {
            let hurried = state.hurried;
            self.enlist(state, hurried);
        }
    }

    /// What is to be written. Called by the journal.
    pub(super) fn take(&self) -> Vec<Append> {
        let Some((run, token)) = self.key.get().copied() else { return Vec::new() };
        let mut state = self.state();
        state.enlisted = false;
        if state.lost.is_some() || (state.pending.is_empty() && state.then.is_none()) {
            return Vec::new();
        }
        let mut events = std::mem::take(&mut state.pending);
        if sabotage::is("drop_last") && events.len() > 1 {
            events.pop();
        }
        let mut before = Vec::new();
        for restart in std::mem::take(&mut state.restarts) {
            let Some(index) = events.iter().position(|entry| entry.seq == restart) else { continue };
            let rest = events.split_off(index + 1);
            let pass = std::mem::replace(&mut events, rest);
            before.push(Append { run, token, events: pass, then: Then::Restart });
        }
        let goes_on = if std::mem::take(&mut state.moved) { Then::Moved } else { Then::GoOn };
        let append = |events, then| Append { run, token, events, then };
        match state.then.take() {
            None if events.is_empty() && goes_on == Then::GoOn => {}
            None => before.push(append(events, goes_on)),
            // Parking may be refused, and the events must not be refused with it.
            Some(then) if !events.is_empty() && (goes_on == Then::Moved || matches!(then, Then::Park { .. })) => {
                before.extend([append(events, goes_on), append(Vec::new(), then)]);
            }
            Some(then) => before.push(append(events, then)),
        }
        before
    }

    /// What came of it. Called by the journal.
    pub(super) fn publish(&self, sent: Sent, answer: Answer) {
        let mut state = self.state();
        state.bytes -= sent.bytes;
        let mut free = sent.bytes;
        match answer {
            Ok(_) => {
                self.durable.fetch_max(sent.upto, Ordering::AcqRel);
                if sent.then {
                    state.done = Some(Ok(()));
                }
            }
            Err(Refused::Mail) => state.done = Some(Err(Refused::Mail)),
            Err(refused) => free += state.lose(Lost::Refused(refused)),
        }
        self.journal.shared.room.give_back(free);
        state.wake();
    }

    /// The journal has failed, before or while it wrote what was sent.
    pub(super) fn fail(&self, error: &StoreError, sent: Option<Sent>) {
        let mut state = self.state();
        let being_written = sent.map_or(0, |sent| sent.bytes);
        state.bytes -= being_written;
        let free = being_written + state.lose(Lost::Store(error.clone()));
        self.journal.shared.room.give_back(free);
        state.wake();
    }
}

impl State {
    /// A value that is the one before is written as its number.
    fn shorten(&mut self, entry: &mut Entry) {
        let worth = |payload: &&String| (WORTH_REPEATING..=COMPARED).contains(&payload.len());
        let Some(payload) = entry.payload.as_ref().filter(worth) else { return };
        if entry.kind != Kind::Succeeded {
            return;
        }
        match &self.last {
            Some((number, last)) if last == payload => {
                (entry.kind, entry.payload) = (Kind::Repeated, Some(number.to_string()));
            }
            _ => self.last = Some((entry.seq, payload.clone())),
        }
    }

    /// Nothing more can be recorded. Gives how much waited for the disk in vain.
    fn lose(&mut self, why: Lost) -> usize {
        self.lost.get_or_insert(why);
        let waited = std::mem::take(&mut self.pending).iter().map(weight).sum();
        self.bytes -= waited;
        waited
    }

    fn wake(&mut self) {
        self.wakers.drain(..).for_each(Waker::wake);
        if self.lost.is_some() {
            self.mourners.drain(..).for_each(Waker::wake);
        }
    }
}

fn listen(wakers: &mut Vec<Waker>, waker: &Waker) {
    if !wakers.iter().any(|known| known.will_wake(waker)) {
        wakers.push(waker.clone());
    }
}
