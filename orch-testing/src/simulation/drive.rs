//! The scheduler: it polls the run until nothing can run, looks whether all is well, and then decides what happens next.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use orch_core::engine::BoxFuture;
use orch_core::{Clock, Pipeline, Timestamp};
use orch_runtime::Handle;

use super::hand::Hand;

/// Longer than any timer: when nothing has happened for so long, nothing will.
const FOREVER: Duration = Duration::from_secs(30 * 365 * 86_400);

/// One run under a scheduler.
pub(super) struct Drive<P: Pipeline> {
    pub(super) hand: Hand,
    pub(super) handle: Handle<P>,
    pub(super) run: Option<BoxFuture<()>>,
    pub(super) woken: Arc<Woken>,
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
            let now = self.hand.clock.now();
            {
                let seen = &mut *self.hand.scene.seen();
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
            self.hand.step()?;
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
        if self.hand.weather.cancel_at == Some(self.hand.steps) {
            self.hand.say("cancels   the run");
            self.handle.cancel("as the scheduler likes");
            return Ok(());
        }
        let held: Vec<usize> = self.hand.scene.seen().held().collect();
        if !self.hand.letters.is_empty() && self.hand.dice.permille(self.hand.weather.signal) {
            return self.send();
        }
        if !held.is_empty() && self.hand.dice.permille(self.hand.weather.nudge) {
            let index = self.hand.dice.one_of(&held);
            self.hand.scene.nudge(index);
            return Ok(());
        }
        if held.is_empty() || self.hand.dice.permille(self.hand.weather.time) {
            let limit = match held.is_empty() {
                true => FOREVER,
                false => self.hand.a_while(),
            };
            return self.wait(limit, held.is_empty()).await;
        }
        self.hand.let_go(&held);
        Ok(())
    }

    fn send(&mut self) -> Result<(), String> {
        let index = self.hand.dice.below(self.hand.letters.len());
        let (name, key, payload) = self.hand.letters.swap_remove(index);
        self.hand.say(&format!("sends     the signal `{name}` {key:?}"));
        self.hand.scene.seen().sent(&name, key.as_deref());
        // It is taken, or refused, at once.
        let sent = at_once(self.handle.signal(&name, key.as_deref(), payload));
        sent.unwrap_or(Ok(())).map_err(|error| format!("the signal `{name}` was refused: {error}"))
    }

    /// Lets time pass until something wakes the run, or this long. `idle`: nothing else is left to do.
    async fn wait(&mut self, limit: Duration, idle: bool) -> Result<(), String> {
        let from = self.hand.clock.now();
        let mut sleep = pin!(tokio::time::sleep(limit));
        let woken = Arc::clone(&self.woken);
        let slept = std::future::poll_fn(|cx| {
            if woken.listen(cx.waker()) { Poll::Ready(false) } else { sleep.as_mut().poll(cx).map(|()| true) }
        })
        .await;
        let passed = self.hand.clock.now().since(from);
        if !(slept && idle) {
            self.hand.say(&format!("passes    {passed:?}"));
            return Ok(());
        }
        self.nothing_happens(from)
    }

    /// Nothing will ever happen by itself: the run waits for somebody, or it is stuck.
    fn nothing_happens(&mut self, since: Timestamp) -> Result<(), String> {
        if !self.hand.letters.is_empty() {
            return self.send();
        }
        let seen = self.hand.scene.seen();
        let waits = !seen.awaited().is_empty() || seen.is_hung();
        drop(seen);
        if !waits {
            return Err(format!("the run stands still for ever from {since} on, and waits for nothing"));
        }
        self.hand.say("cancels   the run, which waits for what never comes");
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
