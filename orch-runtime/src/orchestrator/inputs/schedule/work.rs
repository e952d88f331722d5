//! The schedule's task: it waits for ticks, decides on them, and submits what was decided on.

use std::collections::VecDeque;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{Either, select};
use orch_core::store::{LetterKind, Recipient, StoreError};
use orch_core::{Durable, Timestamp};
use tokio::sync::broadcast::Receiver;
use tokio::time::timeout;

use super::record::{Known, Record};
use super::{Missed, Overlap, Schedule, Tick, Ticked};
use crate::orchestrator::inputs::cron::Cron;
use crate::orchestrator::inputs::handle::Running;
use crate::orchestrator::inputs::{ERRORS, End, Ending, FeedError, fatal, report};
use crate::orchestrator::submit::Submit;
use crate::orchestrator::{Origin, SubmitError};

/// The clock is looked at this often, because it may be set.
const LOOK: Duration = Duration::from_secs(10);

/// How many missed ticks are counted at a time.
const COUNTED: usize = 1000;

/// How many ticks may wait for the end of the run before.
const QUEUE: usize = 100;

impl<P: Durable> Schedule<P> {
    pub(super) async fn run(self, cron: Cron, running: Arc<Running<Ticked>>, mut ends: Receiver<End>) -> Ending {
        let (mut next, mut waits) = (None, false);
        loop {
            if waits || next.is_none_or(|next| next <= self.inner.clock.now()) {
                match self.look(&cron, &running).await {
                    Ok(Ok(known)) => {
                        next = cron.next(known.record.tick);
                        waits = !known.record.waiting.is_empty();
                        let mut summary = running.summary();
                        (summary.next, summary.waiting) = (next, known.record.waiting.len() as u64);
                    }
                    Ok(Err(ending)) => return ending,
                    Err(error) if self.inner.journal.failure().is_some() => return Ending::Failed(error),
                    Err(error) => {
                        tracing::warn!(%error, name = &*self.name, "a schedule could not be looked at");
                        waits = true;
                    }
                }
            }
            let until = next.map_or(LOOK, |next| next.since(self.inner.clock.now()));
            let most = if waits { self.inner.settings.poll } else { LOOK };
            let until = until.clamp(Duration::from_millis(1), most);
            let (stopped, woken) = (pin!(running.stopped()), pin!(timeout(until, self.an_end(&mut ends, waits))));
            if let Either::Left((ending, _)) = select(stopped, woken).await {
                return ending;
            }
        }
    }

    /// Ends when a run that ticks may wait for has ended.
    async fn an_end(&self, ends: &mut Receiver<End>, waits: bool) {
        let other = |end| matches!(end, Ok((pipeline, _)) if pipeline != P::blueprint().name);
        if !waits {
            return std::future::pending().await;
        }
        while other(ends.recv().await) {}
    }

    /// Decides on the ticks that are due, and submits what was decided on. Gives what is kept then, or why the schedule ends.
    async fn look(&self, cron: &Cron, running: &Running<Ticked>) -> Result<Result<Known, Ending>, StoreError> {
        loop {
            let mut known = self.known().await?;
            if let Some(ending) = self.submit(cron, running, &mut known).await? {
                return Ok(Err(ending));
            }
            let (record, left_out) = self.decide(cron, &known.record).await?;
            if !self.keep(&mut known, record).await? {
                continue;
            }
            {
                let mut summary = running.summary();
                summary.missed += left_out.missed;
                summary.skipped += left_out.skipped;
            }
            return Ok(match self.submit(cron, running, &mut known).await? {
                Some(ending) => Err(ending),
                None => Ok(known),
            });
        }
    }

    /// Which of the ticks that are due shall run.
    async fn decide(&self, cron: &Cron, before: &Record) -> Result<(Record, LeftOut), StoreError> {
        let now = self.inner.clock.now();
        let most = match self.missed {
            Missed::All { at_most } => COUNTED.max(at_most as usize),
            _ => COUNTED,
        };
        let due = cron.last(before.tick, now, most);
        let Some(last) = due.back().copied() else { return Ok((before.clone(), LeftOut::default())) };
        let (chosen, missed) = self.choose(due, now);
        let mut record = Record { tick: last, ..before.clone() };
        let mut skipped = 0;
        let goes = self.overlap == Overlap::Skip && self.goes(before.ran).await?;
        for tick in chosen {
            let leave_out = match self.overlap {
                Overlap::Allow | Overlap::Cancel => false,
                Overlap::Skip => goes || !record.waiting.is_empty(),
                Overlap::Queue => record.waiting.len() >= QUEUE,
            };
            match leave_out {
                true => skipped += 1,
                false => record.waiting.push_back(tick),
            }
        }
        Ok((record, LeftOut { missed, skipped }))
    }

    /// The ticks that are on time, and those of the others that are made up for; and how many are not.
    fn choose(&self, mut due: VecDeque<Timestamp>, now: Timestamp) -> (VecDeque<Timestamp>, u64) {
        let late = due.iter().filter(|tick| now.since(**tick) > self.late).count();
        let made_up = match self.missed {
            Missed::Skip => 0,
            Missed::Once => late.min(1),
            Missed::All { at_most } => late.min(at_most as usize),
        };
        due.drain(..late - made_up);
        (due, (late - made_up) as u64)
    }

    /// Submits the ticks that wait, as far as they need not wait for a run.
    async fn submit(
        &self,
        cron: &Cron,
        running: &Running<Ticked>,
        known: &mut Known,
    ) -> Result<Option<Ending>, StoreError> {
        while let Some(tick) = known.record.waiting.front().copied() {
            let before = known.record.ran.filter(|ran| *ran != tick);
            if matches!(self.overlap, Overlap::Queue | Overlap::Cancel) && self.goes(before).await? {
                if self.overlap == Overlap::Queue {
                    return Ok(None);
                }
                self.cancel(before, tick).await?;
            }
            let came = match self.place(cron, running, tick).await {
                Ok(None) => return Ok(running.is_stopped()),
                Ok(Some(new)) => Ok(new),
                Err(error) => Err(error),
            };
            if let Some(ending) = came.as_ref().err().and_then(|error| fatal(&error.error)) {
                return Ok(Some(ending));
            }
            let mut record = known.record.clone();
            record.waiting.pop_front();
            record.ran = if came.is_ok() { Some(tick) } else { record.ran };
            self.count(running, came);
            if !self.keep(known, record).await? {
                *known = self.known().await?;
            }
        }
        Ok(None)
    }

    /// Whether the run of the tick is new; nothing if the schedule was stopped before there was room for it.
    async fn place(&self, cron: &Cron, running: &Running<Ticked>, tick: Timestamp) -> Result<Option<bool>, FeedError> {
        let id: Arc<str> = self.id(tick).into();
        let launch = (self.work)(Tick { name: Arc::clone(&self.name), time: tick, local: cron.local(tick) });
        match Submit::new(&self.inner, launch).id(Arc::clone(&id)).place_unless(running.stopped()).await {
            Ok(placed) => Ok(placed.map(|(_, new)| new)),
            Err(SubmitError::OtherInput { .. } | SubmitError::Erased { .. }) => Ok(Some(false)),
            Err(error) => Err(FeedError { id, error }),
        }
    }

    fn id(&self, tick: Timestamp) -> String {
        format!("{}@{tick}", self.name)
    }

    /// Whether the run of this tick has not ended.
    async fn goes(&self, tick: Option<Timestamp>) -> Result<bool, StoreError> {
        let Some(tick) = tick else { return Ok(false) };
        let (pipeline, id) = (P::blueprint().name, self.id(tick));
        let find = self.inner.journal.read(move |store| Box::pin(async move { store.find(pipeline, &id).await }));
        Ok(find.await?.is_some_and(|run| !run.status.has_ended()))
    }

    async fn cancel(&self, before: Option<Timestamp>, tick: Timestamp) -> Result<(), StoreError> {
        let Some(before) = before else { return Ok(()) };
        let to = Recipient::Named { pipeline: P::blueprint().name.to_owned(), id: self.id(before) };
        let origin =
            Origin::of(format!("schedule {}", self.name)).because(format!("the tick of {tick} takes its place"));
        match self.inner.post(to, LetterKind::Cancel, origin).await {
            // It has ended already.
            Ok(_) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn count(&self, running: &Running<Ticked>, came: Result<bool, FeedError>) {
        if let Err(error) = &came {
            report(error, self.on_error.as_ref());
        }
        let mut summary = running.summary();
        match came {
            Ok(true) => summary.submitted += 1,
            Ok(false) => summary.repeated += 1,
            Err(error) => {
                summary.failed += 1;
                if summary.errors.len() < ERRORS {
                    summary.errors.push(error);
                }
            }
        }
    }
}

/// How many ticks will not run.
#[derive(Default)]
struct LeftOut {
    missed: u64,
    skipped: u64,
}
