//! The scheduler: it polls the run until nothing can run, looks whether all is well, and then decides what happens next.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use orch_core::engine::BoxFuture;
use orch_core::{Clock, Failure, FailureKind, Pipeline, Timestamp};
use orch_runtime::{Cue, Handle, SeededClock};
use serde_json::Value;

use super::dice::Dice;
use super::scene::{Scene, State};
use super::weather::{Pick, Weather};

/// After so many steps a run is taken to have no end.
const ENDLESS: u32 = 20_000;

/// Longer than any timer: when nothing has happened for so long, nothing will.
const FOREVER: Duration = Duration::from_secs(30 * 365 * 86_400);

/// A signal that the scheduler may send: name, key, payload.
pub(super) type Letter = (String, Option<String>, Value);

/// One run under a scheduler.
pub(super) struct Drive<P: Pipeline> {
    pub(super) scene: Scene,
    pub(super) dice: Dice,
    pub(super) weather: Weather,
    pub(super) clock: Arc<SeededClock>,
    pub(super) handle: Handle<P>,
    pub(super) run: Option<BoxFuture<()>>,
    pub(super) woken: Arc<Woken>,
    pub(super) letters: Vec<Letter>,
    pub(super) steps: u32,
}

/// Whether the run was woken since it was polled.
#[derive(Default)]
pub(super) struct Woken {
    flag: AtomicBool,
    scheduler: Mutex<Option<Waker>>,
}

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.flag.store(true, Ordering::SeqCst);
        let scheduler = self.scheduler.lock().unwrap_or_else(PoisonError::into_inner).take();
        scheduler.into_iter().for_each(Waker::wake);
    }
}

impl Woken {
    /// Woken once, so that the run is polled a first time.
    pub(super) fn at_first() -> Arc<Woken> {
        Arc::new(Woken { flag: AtomicBool::new(true), scheduler: Mutex::default() })
    }

    fn listen(&self, waker: &Waker) -> bool {
        *self.scheduler.lock().unwrap_or_else(PoisonError::into_inner) = Some(waker.clone());
        self.flag.load(Ordering::SeqCst)
    }
}

impl<P: Pipeline> Drive<P> {
    /// Drives the run to its end, or to the first thing that is wrong.
    pub(super) async fn finish(&mut self) -> Result<(), String> {
        loop {
            self.settle().await;
            let now = self.clock.now();
            {
                let seen = &mut *self.scene.seen();
                match self.run {
                    Some(_) => seen.stand_still(now),
                    None => seen.close(),
                }
                if let Some(wrong) = &seen.wrong {
                    return Err(wrong.clone());
                }
            }
            if self.run.is_none() {
                return Ok(());
            }
            self.steps += 1;
            if self.steps > ENDLESS {
                return Err(format!("the run has not ended after {ENDLESS} steps"));
            }
            self.act().await?;
        }
    }

    /// Polls the run until nothing wakes it any more. Time stands still meanwhile.
    async fn settle(&mut self) {
        loop {
            // Also lets tasks run that agents have started, and gives each poll a budget of its own.
            tokio::task::yield_now().await;
            if !self.woken.flag.swap(false, Ordering::SeqCst) {
                return;
            }
            let waker = Waker::from(Arc::clone(&self.woken));
            let Some(run) = &mut self.run else { return };
            if run.as_mut().poll(&mut Context::from_waker(&waker)).is_ready() {
                self.run = None;
            }
        }
    }

    /// Decides what happens next.
    async fn act(&mut self) -> Result<(), String> {
        if self.weather.cancel_at == Some(self.steps) {
            self.say("cancels   the run");
            self.handle.cancel("as the scheduler likes");
            return Ok(());
        }
        let held: Vec<usize> = self.scene.seen().held().collect();
        if !self.letters.is_empty() && self.dice.permille(self.weather.signal) {
            return self.send();
        }
        if !held.is_empty() && self.dice.permille(self.weather.nudge) {
            let index = self.dice.one_of(&held);
            self.scene.nudge(index);
            return Ok(());
        }
        if held.is_empty() || self.dice.permille(self.weather.time) {
            let limit = match held.is_empty() {
                true => FOREVER,
                false => Duration::from_millis(self.dice.one_of(&[1, 3, 20, 150, 1_000, 20_000, 60_000])),
            };
            return self.wait(limit, held.is_empty()).await;
        }
        self.let_go(&held);
        Ok(())
    }

    fn say(&self, what: &str) {
        self.scene.seen().tell(self.clock.now(), what);
    }

    /// One of the calls that are held ends, or never will.
    fn let_go(&mut self, held: &[usize]) {
        let index = match self.weather.pick {
            Pick::Any => self.dice.one_of(held),
            Pick::First => held[0],
            Pick::Last => held[held.len() - 1],
        };
        let what = self.scene.seen().what(index).to_owned();
        if self.dice.permille(self.weather.hang) {
            self.say(&format!("hangs     {what}"));
            self.scene.seen().calls[index].state = State::Hung;
            return;
        }
        if self.dice.permille(self.weather.lose) {
            self.say(&format!("panics    {what}"));
            let mut failure = Failure::new(FailureKind::Panicked, "panicked: as the scheduler likes");
            failure.attempts = 1;
            return self.scene.cue(index, Cue::Lose(Box::new(failure)));
        }
        self.say(&format!("lets go   {what}"));
        self.scene.cue(index, Cue::Call);
    }

    fn send(&mut self) -> Result<(), String> {
        let index = self.dice.below(self.letters.len());
        let (name, key, payload) = self.letters.swap_remove(index);
        self.say(&format!("sends     the signal `{name}` {key:?}"));
        self.scene.seen().sent(&name, key.as_deref());
        // It is taken, or refused, at once.
        let sent = at_once(self.handle.signal(&name, key.as_deref(), payload));
        sent.unwrap_or(Ok(())).map_err(|error| format!("the signal `{name}` was refused: {error}"))
    }

    /// Lets time pass until something wakes the run, or this long. `idle`: nothing else is left to do.
    async fn wait(&mut self, limit: Duration, idle: bool) -> Result<(), String> {
        let from = self.clock.now();
        let mut sleep = pin!(tokio::time::sleep(limit));
        let woken = Arc::clone(&self.woken);
        let slept = std::future::poll_fn(|cx| {
            if woken.listen(cx.waker()) { Poll::Ready(false) } else { sleep.as_mut().poll(cx).map(|()| true) }
        })
        .await;
        let passed = self.clock.now().since(from);
        if !(slept && idle) {
            self.say(&format!("passes    {passed:?}"));
            return Ok(());
        }
        self.nothing_happens(from)
    }

    /// Nothing will ever happen by itself: the run waits for somebody, or it is stuck.
    fn nothing_happens(&mut self, since: Timestamp) -> Result<(), String> {
        if !self.letters.is_empty() {
            return self.send();
        }
        let seen = self.scene.seen();
        let waits = !seen.awaited().is_empty() || seen.is_hung();
        drop(seen);
        if !waits {
            return Err(format!("the run stands still for ever from {since} on, and waits for nothing"));
        }
        self.say("cancels   the run, which waits for what never comes");
        self.handle.cancel("nobody comes");
        Ok(())
    }
}

/// What a future gives that is ready at once.
fn at_once<F: Future>(future: F) -> Option<F::Output> {
    let mut future: Pin<&mut F> = pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(ready) => Some(ready),
        Poll::Pending => None,
    }
}
