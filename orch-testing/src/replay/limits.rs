//! What ends a run from outside: its own limits, and that nothing can happen in it any more.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use orch_blueprint::Blueprint;
use orch_core::{Failure, FailureKind};
use tokio::time::{Instant, Sleep, sleep, sleep_until};

/// How long nothing must happen to be sure that nothing will. Paused time jumps to the next timer, so this one is reached
/// when there is no other.
const FOREVER: Duration = Duration::from_secs(25 * 365 * 86_400);

/// A run that runs deeper gives up earlier, because it knows best what hangs.
const A_LEVEL: Duration = Duration::from_secs(86_400);

/// The limits of a run.
pub(super) struct Limits {
    deadline: Option<(Duration, Pin<Box<Sleep>>)>,
    work: Option<Work>,
    forever: Pin<Box<Sleep>>,
}

/// How long a run may work; waiting for timers and signals is no work.
struct Work {
    limit: Duration,
    used: Duration,
    since: Option<Instant>,
    sleep: Pin<Box<Sleep>>,
}

/// A limit that was reached.
pub(super) enum Reached {
    /// The run fails with this.
    Limit(Failure),
    /// Nothing can happen any more.
    Forever,
}

impl Limits {
    /// Those of a pipeline that runs within so many others, from now on.
    pub(super) fn new(blueprint: &Blueprint, depth: usize) -> Limits {
        let options = &blueprint.options;
        let work = |limit| Work { limit, used: Duration::ZERO, since: None, sleep: Box::pin(sleep(limit)) };
        Limits {
            deadline: options.deadline.map(|deadline| (deadline.after, Box::pin(sleep(deadline.after)))),
            work: options.work_limit.map(work),
            forever: Box::pin(sleep(FOREVER - A_LEVEL * u32::try_from(depth).unwrap_or(1_000).min(1_000))),
        }
    }

    /// From now on only the end of all things.
    pub(super) fn lift(&mut self) {
        (self.deadline, self.work) = (None, None);
    }

    /// Whether something else than an event can end the run.
    pub(super) fn any(&self) -> bool {
        self.deadline.is_some() || self.work.is_some()
    }

    /// Ready when a limit is reached. `working`: an attempt is under way.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, working: bool) -> Poll<Reached> {
        if let Some((after, sleep)) = &mut self.deadline
            && sleep.as_mut().poll(cx).is_ready()
        {
            return Poll::Ready(exceeded(format!("the run took longer than its deadline of {after:?}")));
        }
        if let Some(work) = &mut self.work
            && work.poll(cx, working).is_ready()
        {
            return Poll::Ready(exceeded(format!("the run worked longer than its limit of {:?}", work.limit)));
        }
        self.forever.as_mut().poll(cx).map(|()| Reached::Forever)
    }
}

impl Work {
    fn poll(&mut self, cx: &mut Context<'_>, working: bool) -> Poll<()> {
        match (working, self.since) {
            (false, Some(since)) => {
                self.used += since.elapsed();
                self.since = None;
            }
            (true, None) => {
                let now = Instant::now();
                self.since = Some(now);
                self.sleep = Box::pin(sleep_until(now + self.limit.saturating_sub(self.used)));
            }
            _ => {}
        }
        if self.since.is_some() { self.sleep.as_mut().poll(cx) } else { Poll::Pending }
    }
}

fn exceeded(message: String) -> Reached {
    Reached::Limit(Failure::new(FailureKind::DeadlineExceeded, message))
}
