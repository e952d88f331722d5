//! When a run is driven here no more: it parks, is handed back, or ends.

use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use orch_core::store::{self, RunStatus, Then, Waited};
use orch_core::{Failure, FailureKind, sabotage};

use super::super::{Driver, Left, Next};
use super::{Recorder, Recording};
use crate::control::RecordedMail;
use crate::journal::Lost;
use crate::parked::Wait;

/// A wait that ends sooner than this is waited for in the process; a run that waits longer is given up until then.
const PARKS_AFTER: Duration = Duration::from_secs(1);

impl Driver {
    /// What the orchestrator says.
    pub(in crate::driver) fn read_recorded(&mut self, mail: RecordedMail) -> Option<Next> {
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
    pub(in crate::driver) fn may_leave(&mut self) -> bool {
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
        let seen = if sabotage::is("park_unseen") { u64::MAX } else { recorder.seen };
        let waits = waits.into_iter().map(Waited::from).collect();
        // A letter that it does not want wakes it, and it waits as before: since it last moved.
        let time = recorder.log().last_event().min(now);
        self.leave(Left::Parked, Then::Park { wake, waits, seen, time, worked_micros })
    }

    fn leave(&mut self, left: Left, then: Then) -> bool {
        if let Some(recorder) = &mut self.recorder {
            recorder.leave(left, then);
        }
        true
    }

    /// Records the end of the run, and waits until that is on disk.
    pub(in crate::driver) async fn record_end(&mut self, outcome: Result<(), &Failure>) -> Result<(), Left> {
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

    pub(super) fn poll_leaving(&mut self, cx: &Context<'_>) -> Recording {
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

impl From<Wait> for Waited {
    fn from(wait: Wait) -> Waited {
        Waited { path: wait.path, signal: wait.signal.map(str::to_owned), key: wait.key, until: wait.until }
    }
}
