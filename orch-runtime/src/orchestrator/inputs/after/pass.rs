//! One look at the ends that were not dealt with yet.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream;
use orch_core::Durable;
use orch_core::store::{Refused, RunFilter, RunKey, RunRecord, StoreError, Write};

use super::cursor::Cursor;
use super::{After, Ended, Followed};
use crate::orchestrator::SubmitError;
use crate::orchestrator::inputs::handle::Running;
use crate::orchestrator::inputs::{ERRORS, Ending, FeedError, fatal, report};
use crate::orchestrator::outcome::Outcome;
use crate::orchestrator::recovery::read_events;
use crate::orchestrator::submit::Submit;
use crate::orchestrator::version::Registered;

/// How many ends are dealt with between two writes of the cursor.
const PAGE: u32 = 256;

/// How many runs are submitted at once.
const AHEAD: usize = 16;

/// The longest id of a run that is put into the id of another whole, in bytes.
const LONGEST: usize = 400;

/// What came of one end.
enum Came {
    Submitted,
    Repeated,
    Unwanted,
    Unreadable,
    Failed(FeedError),
    /// The link was stopped before there was room for what follows.
    Stopped,
}

impl<A: Durable, B: Durable> After<A, B> {
    /// Deals with runs that have ended: all that are there, or those of them that are `hinted` at. Gives why the link shall end,
    /// if it shall.
    pub(super) async fn pass(
        &self,
        running: &Running<Followed>,
        hinted: Option<BTreeSet<RunKey>>,
    ) -> Result<Option<Ending>, StoreError> {
        loop {
            let recorded = self.recorded().await?;
            // Somebody has removed it: nothing is known to be dealt with, and ids keep runs from being submitted twice.
            let mut cursor =
                recorded.as_deref().map_or(Ok(Cursor::default()), |text| Cursor::read(&self.name, text))?;
            let (todo, more) = self.look(&mut cursor, hinted.as_ref()).await?;
            let dealt_with = !todo.is_empty();
            let ending = self.deal(running, &mut cursor, todo).await?;
            // New runs that have not ended are found again as cheaply.
            if dealt_with || more {
                let write = Write::Fact { name: self.fact(), expect: Some(recorded), value: Some(cursor.text()) };
                if let Err(Refused::Changed) = self.inner.journal.write(write).await? {
                    continue;
                }
            }
            let ending = ending.or_else(|| running.is_stopped());
            if ending.is_some() || !more {
                return Ok(ending);
            }
        }
    }

    /// Moves the cursor over runs it has not seen. Gives those that have ended, and whether there are more.
    async fn look(
        &self,
        cursor: &mut Cursor,
        hinted: Option<&BTreeSet<RunKey>>,
    ) -> Result<(Vec<RunRecord>, bool), StoreError> {
        let wanted = |run: &&RunKey| hinted.is_none_or(|hinted| hinted.contains(run));
        let open: Vec<RunKey> = cursor.open.iter().filter(wanted).copied().collect();
        let filter = RunFilter {
            pipeline: Some(A::blueprint().name.to_owned()),
            after: Some(RunKey(cursor.high)),
            limit: PAGE,
            ..RunFilter::default()
        };
        let read = self.inner.journal.read(move |store| {
            Box::pin(async move {
                let (mut ended, mut gone) = (Vec::new(), Vec::new());
                for run in open {
                    match store.run(run).await? {
                        Some(record) if !record.status.has_ended() => {}
                        Some(record) => ended.push(record),
                        None => gone.push(run),
                    }
                    if ended.len() == PAGE as usize {
                        break;
                    }
                }
                Ok((ended, gone, store.runs(&filter).await?))
            })
        });
        let (mut ended, gone, new) = read.await?;
        gone.iter().for_each(|run| {
            cursor.open.remove(run);
        });
        let more = new.len() == PAGE as usize || ended.len() == PAGE as usize;
        cursor.high = new.last().map_or(cursor.high, |last| last.run.0);
        // Each is open until it was dealt with.
        cursor.open.extend(new.iter().map(|run| run.run));
        ended.extend(new.into_iter().filter(|run| run.status.has_ended()));
        Ok((ended, more))
    }

    /// Submits what follows on these.
    async fn deal(
        &self,
        running: &Running<Followed>,
        cursor: &mut Cursor,
        todo: Vec<RunRecord>,
    ) -> Result<Option<Ending>, StoreError> {
        let mut ending = None;
        let mut dealing = stream::iter(todo).map(|record| self.one(running, record)).buffer_unordered(AHEAD).boxed();
        while let Some((run, came)) = dealing.next().await {
            match came? {
                Came::Failed(FeedError { error, .. }) if fatal(&error).is_some() => ending = fatal(&error),
                Came::Stopped => ending = running.is_stopped(),
                came => {
                    cursor.open.remove(&run);
                    self.count(running, came);
                }
            }
        }
        Ok(ending)
    }

    async fn one(&self, running: &Running<Followed>, record: RunRecord) -> (RunKey, Result<Came, StoreError>) {
        let run = record.run;
        (run, self.follow(running, record).await)
    }

    async fn follow(&self, running: &Running<Followed>, record: RunRecord) -> Result<Came, StoreError> {
        let id: Arc<str> = follower(&self.name, &record).into();
        let ended = match self.ended(record).await? {
            Ok(ended) => ended,
            Err(why) => {
                tracing::warn!(name = self.name, %id, why, "the end of a run cannot be read, and is passed over");
                return Ok(Came::Unreadable);
            }
        };
        let correlation: Arc<str> = ended.correlation.as_str().into();
        let Some(launch) = (self.follow)(ended) else { return Ok(Came::Unwanted) };
        let submit = Submit::new(&self.inner, launch).id(Arc::clone(&id)).belonging_to(correlation);
        Ok(match submit.place_unless(running.stopped()).await {
            Ok(None) => Came::Stopped,
            Ok(Some((_, true))) => Came::Submitted,
            Ok(Some((_, false))) | Err(SubmitError::OtherInput { .. } | SubmitError::Erased { .. }) => Came::Repeated,
            Err(error) => Came::Failed(FeedError { id, error }),
        })
    }

    /// The end of a run, with its types; or why it cannot be read.
    async fn ended(&self, record: RunRecord) -> Result<Result<Ended<A>, String>, StoreError> {
        let outcome = match self.outcome(&record).await? {
            Ok(outcome) => outcome,
            Err(why) => return Ok(Err(why)),
        };
        let RunRecord { id, run, correlation, status, ended, created, .. } = record;
        Ok(Ok(Ended { id, run, correlation, status, ended: ended.unwrap_or(created), outcome }))
    }

    async fn outcome(&self, record: &RunRecord) -> Result<Result<Outcome<A>, String>, StoreError> {
        if let Some(failure) = record.failure.as_deref().and_then(|failure| serde_json::from_str(failure).ok()) {
            return Ok(Ok(Err(failure)));
        }
        if record.erased {
            return Ok(Err("its payloads were erased".to_owned()));
        }
        let (run, origin) = (record.run, record.origin);
        let read = self.inner.journal.read(move |store| Box::pin(read_events(store, run, origin)));
        let outcome = Registered::<A>::outcome(read.await?);
        Ok(outcome.and_then(|outcome| outcome.ok_or_else(|| "its history does not say how it ended".to_owned())))
    }

    fn count(&self, running: &Running<Followed>, came: Came) {
        if let Came::Failed(error) = &came {
            report(error, self.on_error.as_ref());
        }
        let mut summary = running.summary();
        match came {
            Came::Submitted => summary.submitted += 1,
            Came::Repeated => summary.repeated += 1,
            Came::Stopped => {}
            Came::Unwanted => summary.unwanted += 1,
            Came::Unreadable => summary.unreadable += 1,
            Came::Failed(error) => {
                summary.failed += 1;
                if summary.errors.len() < ERRORS {
                    summary.errors.push(error);
                }
            }
        }
    }
}

/// The id of the run that follows. That of a run with a very long id has its number in it instead of the end of the id.
fn follower(name: &str, record: &RunRecord) -> String {
    let id = &record.id;
    if id.len() <= LONGEST {
        return format!("{name}:{id}");
    }
    let cut = id.floor_char_boundary(LONGEST);
    format!("{name}:{}#{}", &id[..cut], record.run)
}
