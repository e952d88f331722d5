//! The run's own limits: the deadline is wall clock and always running; the work limit stands still while the run only
//! waits for timers and signals.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use orch_blueprint::Blueprint;
use orch_core::{Failure, FailureKind};
use tokio::time::{Instant, Sleep, sleep_until};

/// The limits in force.
pub(super) struct Limits(Option<Box<Set>>);

struct Set {
    deadline: Option<(Duration, Pin<Box<Sleep>>)>,
    work: Option<Work>,
}

struct Work {
    limit: Duration,
    /// What was used up before the clock began to run the last time.
    used: Duration,
    /// When the clock began to run, if it runs.
    since: Option<Instant>,
    sleep: Pin<Box<Sleep>>,
}

impl Limits {
    /// Those of a pipeline, from now on.
    pub(super) fn new(blueprint: &Blueprint) -> Limits {
        let options = &blueprint.options;
        if options.deadline.is_none() && options.work_limit.is_none() {
            return Limits::none();
        }
        let now = Instant::now();
        // A time that cannot be told is never reached.
        let sleep = |after| now.checked_add(after).map(|at| Box::pin(sleep_until(at)));
        Limits(Some(Box::new(Set {
            deadline: options.deadline.and_then(|deadline| Some((deadline.after, sleep(deadline.after)?))),
            work: options
                .work_limit
                .and_then(|limit| Some(Work { limit, used: Duration::ZERO, since: Some(now), sleep: sleep(limit)? })),
        })))
    }

    /// No limits.
    pub(super) fn none() -> Limits {
        Limits(None)
    }

    /// Ready with the failure of the run when a limit is reached. `working`: an attempt is outstanding.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, working: bool) -> Poll<Failure> {
        let Some(set) = &mut self.0 else { return Poll::Pending };
        if let Some((after, sleep)) = &mut set.deadline
            && sleep.as_mut().poll(cx).is_ready()
        {
            return Poll::Ready(exceeded(format!("the run took longer than its deadline of {after:?}")));
        }
        match &mut set.work {
            Some(work) => work.poll(cx, working),
            None => Poll::Pending,
        }
    }
}

impl Work {
    fn poll(&mut self, cx: &mut Context<'_>, working: bool) -> Poll<Failure> {
        match (working, self.since) {
            (false, Some(since)) => {
                self.used += since.elapsed();
                self.since = None;
            }
            (true, None) => {
                let now = Instant::now();
                self.since = Some(now);
                self.sleep.as_mut().reset(now + self.limit.saturating_sub(self.used));
            }
            _ => {}
        }
        if self.since.is_some() && self.sleep.as_mut().poll(cx).is_ready() {
            return Poll::Ready(exceeded(format!("the run worked longer than its limit of {:?}", self.limit)));
        }
        Poll::Pending
    }
}

fn exceeded(message: String) -> Failure {
    Failure::new(FailureKind::DeadlineExceeded, message)
}
