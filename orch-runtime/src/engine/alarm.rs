//! Timeout and heartbeat of one attempt. Timers are made when the agent waits for the first time: most never do.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use orch_blueprint::Placement;
use orch_core::context::AttemptScope;
use orch_core::engine::BoxFuture;
use orch_core::{Class, Failure, FailureKind, Site, Timestamp};
use tokio::time::{Instant, Sleep, sleep_until};

use super::Embedded;
use crate::cancel::Token;

/// An attempt that is cancelled by itself, or watched for its heartbeat.
#[derive(Debug)]
pub(super) struct Pulse {
    pub(super) token: Token,
    start: Instant,
    /// Nanoseconds from the start to the last sign of life.
    last: AtomicU64,
}

impl Pulse {
    pub(super) fn new() -> Pulse {
        Pulse { token: Token::default(), start: Instant::now(), last: AtomicU64::new(0) }
    }

    fn last(&self) -> Instant {
        self.start + Duration::from_nanos(self.last.load(Ordering::Relaxed))
    }
}

impl AttemptScope for Pulse {
    fn heartbeat(&self) {
        let nanos = u64::try_from(self.start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.last.store(nanos, Ordering::Relaxed);
    }

    fn is_cancelled(&self) -> bool {
        self.token.is_raised()
    }

    fn cancelled(&self) -> BoxFuture<()> {
        self.token.raised()
    }
}

impl Pulse {
    /// An attempt is given a scope of its own only where it outlives its future, or is listened to.
    #[inline]
    pub(super) fn of(site: &Site) -> Option<Arc<Pulse>> {
        let spec = site.agent()?;
        let wanted = spec.heartbeat.is_some() || !matches!(spec.placement, Placement::Inline);
        wanted.then(|| Arc::new(Pulse::new()))
    }
}

/// Rings when an attempt has taken too long, or was silent too long. Raises the attempt's token when it is dropped:
/// whoever still works for an attempt that is gone learns of it.
pub(super) struct Alarm {
    /// When the attempt did, if somebody asks; without it the time counts from its first wait.
    pub(super) started: Option<Timestamp>,
    pulse: Option<Arc<Pulse>>,
    timers: Option<Box<Timers>>,
}

struct Timers {
    timeout: Option<(Duration, Pin<Box<Sleep>>)>,
    heartbeat: Option<(Duration, Pin<Box<Sleep>>)>,
}

impl Alarm {
    #[inline]
    pub(super) fn new(started: Option<Timestamp>, pulse: Option<Arc<Pulse>>) -> Alarm {
        Alarm { started, pulse, timers: None }
    }

    pub(super) fn pulse(&self) -> Option<&Arc<Pulse>> {
        self.pulse.as_ref()
    }

    /// Ready with the failure when it rings.
    #[inline(never)]
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, site: &Site, engine: &Embedded) -> Poll<Failure> {
        let timers = match &mut self.timers {
            Some(timers) => timers,
            none => {
                let passed = self.started.map_or(Duration::ZERO, |started| engine.0.clock.now().since(started));
                none.insert(Box::new(Timers::of(site, passed, self.pulse.as_deref())))
            }
        };
        timers.poll(cx, self.pulse.as_deref())
    }
}

impl Drop for Alarm {
    #[inline]
    fn drop(&mut self) {
        if let Some(pulse) = &self.pulse {
            pulse.token.raise();
        }
    }
}

impl Timers {
    /// `passed`: what the attempt has used up before it waited for the first time.
    fn of(site: &Site, passed: Duration, pulse: Option<&Pulse>) -> Timers {
        let heartbeat = site.agent().and_then(|spec| spec.heartbeat);
        // A time that cannot be told is never reached.
        let after = |from: Instant, by| from.checked_add(by).map(|at| Box::pin(sleep_until(at)));
        Timers {
            timeout: site
                .timeout()
                .and_then(|timeout| Some((timeout, after(Instant::now(), timeout.saturating_sub(passed))?))),
            heartbeat: heartbeat.zip(pulse).and_then(|(silence, pulse)| Some((silence, after(pulse.last(), silence)?))),
        }
    }

    fn poll(&mut self, cx: &mut Context<'_>, pulse: Option<&Pulse>) -> Poll<Failure> {
        if let Some((timeout, sleep)) = &mut self.timeout
            && sleep.as_mut().poll(cx).is_ready()
        {
            return Poll::Ready(timed_out(format!("took longer than {timeout:?}")));
        }
        let (Some((silence, sleep)), Some(pulse)) = (&mut self.heartbeat, pulse) else {
            return Poll::Pending;
        };
        loop {
            ready!(sleep.as_mut().poll(cx));
            let due = pulse.last() + *silence;
            if due <= Instant::now() {
                return Poll::Ready(timed_out(format!("gave no heartbeat for {silence:?}")));
            }
            sleep.as_mut().reset(due);
        }
    }
}

fn timed_out(message: String) -> Failure {
    Failure::new(FailureKind::TimedOut, message).with_class(Class::Transient)
}
