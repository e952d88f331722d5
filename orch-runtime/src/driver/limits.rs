//! The run's own limits: the deadline is wall clock and always running; the work limit stands still while the run only
//! waits for timers and signals.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::engine::Run;
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
    lifted: bool,
    /// What was used up before the clock began to run the last time.
    used: Duration,
    /// When the clock began to run, if it runs.
    since: Option<Instant>,
    sleep: Pin<Box<Sleep>>,
}

impl Limits {
    /// Those of a run, from now on. What a durable run has used up before counts.
    pub(super) fn new(run: &Run) -> Limits {
        let options = &run.blueprint.options;
        if options.deadline.is_none() && options.work_limit.is_none() {
            return Limits::none();
        }
        let now = Instant::now();
        let outermost = run.parent().is_none();
        let durable = run.durable.as_ref();
        let since = durable.and_then(|durable| durable.began(outermost)).map(|began| run.clock.now().since(began));
        let gone = since.unwrap_or_default();
        let used = durable.filter(|_| outermost).map_or(Duration::ZERO, |durable| durable.worked());
        // A time that cannot be told is never reached.
        let sleep = |after| now.checked_add(after).map(|at| Box::pin(sleep_until(at)));
        Limits(Some(Box::new(Set {
            deadline: options
                .deadline
                .and_then(|deadline| Some((deadline.after, sleep(deadline.after.saturating_sub(gone))?))),
            work: options.work_limit.and_then(|limit| {
                Some(Work { limit, lifted: false, used, since: Some(now), sleep: sleep(limit.saturating_sub(used))? })
            }),
        })))
    }

    /// No limits.
    fn none() -> Limits {
        Limits(None)
    }

    /// They hold no more: the run is ending. What it works is still counted.
    pub(super) fn lift(&mut self) {
        if let Some(set) = &mut self.0 {
            set.deadline = None;
            set.work.iter_mut().for_each(|work| work.lifted = true);
        }
    }

    /// How long the run has worked in all, in microseconds; 0 if nobody limits that.
    pub(super) fn worked_micros(&self) -> u64 {
        let work = self.0.as_ref().and_then(|set| set.work.as_ref());
        let worked = work.map(|work| work.used + work.since.map_or(Duration::ZERO, |since| since.elapsed()));
        u64::try_from(worked.unwrap_or_default().as_micros()).unwrap_or(u64::MAX)
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
        if self.since.is_some() && !self.lifted && self.sleep.as_mut().poll(cx).is_ready() {
            return Poll::Ready(exceeded(format!("the run worked longer than its limit of {:?}", self.limit)));
        }
        Poll::Pending
    }
}

fn exceeded(message: String) -> Failure {
    Failure::new(FailureKind::DeadlineExceeded, message)
}
