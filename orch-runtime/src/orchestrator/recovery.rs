//! Taking up runs: those that were under way when a process ended, and parked ones that are woken.

use std::sync::Arc;

use futures_util::future::join_all;
use orch_core::engine::BoxFuture;
use orch_core::sabotage;
use orch_core::store::{
    Append, Claim, ClaimOf, Claimed, Entry, Letter, RunKey, RunStatus, StoreError, Then, Write, Written,
};
use orch_core::{Failure, FailureKind, Timestamp};
use tokio::sync::{OwnedSemaphorePermit, TryAcquireError};

use super::active::{Task, Watched};
use super::report::{Incompatible, StartReport};
use super::submit::unexpected;
use super::version::Version;
use super::{Inner, StartError, keeper};
use crate::driver::{Durable, Left, Past, Sharing};
use crate::journal::{Lost, RunLog};
use crate::launch::Ids;

/// How many runs are taken up at once.
const PAGE: u32 = 256;

/// How many events of a run are read at once.
const EVENTS: u32 = 10_000;

/// What became of one run that was taken.
pub(super) enum Taken {
    Resumed,
    Unfit(Incompatible),
    DeadLettered,
}

/// Enters the store, takes up all runs that nobody drives, and starts the keeper.
pub(super) async fn start(inner: &Arc<Inner>) -> Result<StartReport, StartError> {
    keeper::enter(inner).await?;
    inner.board.set(inner.journal.read(|store| store.pauses()).await?);
    // Before runs are taken up, so that what comes from now on is heard.
    inner.pass_over_letters().await?;
    let mut report = StartReport::default();
    take_all(inner).await?.into_iter().for_each(|taken| report.count(taken));
    report.look_around(inner).await?;
    keeper::start(inner);
    Ok(report)
}

impl Inner {
    /// A run fits none of the versions here. It is left alone until the next start.
    pub(super) fn unfit(&self, run: RunKey, pipeline: &str, id: &str, why: &str) {
        self.versions.note_unfit(run, why.to_owned());
        tracing::warn!(pipeline, id, why, "a run fits no version that is registered");
    }
}

/// Takes everything that nobody drives and drives it, page by page. The next page is claimed while the histories of the one before
/// are read. Gives what became of each.
async fn take_all(inner: &Arc<Inner>) -> Result<Vec<Taken>, StoreError> {
    let mut all = Vec::new();
    let mut claimed = claim(inner, inner.versions.claim(None), PAGE, 0).await?;
    while let Some(last) = claimed.last().map(|claimed| claimed.record.run) {
        // It is sent now, and answered while this page is read.
        let next = claim(inner, inner.versions.claim(Some(last)), PAGE, claimed.len());
        let scarce = inner.permits.available_permits() < claimed.len() + PAGE as usize;
        match drive_all(inner, claimed).await {
            Ok(taken) => all.extend(taken),
            Err(error) => {
                hand_back(inner, next.await.unwrap_or_default()).await;
                return Err(error);
            }
        }
        claimed = next.await?;
        if claimed.is_empty() && scarce {
            // Some of the page may have needed no place after all.
            claimed = claim(inner, inner.versions.claim(Some(last)), PAGE, 0).await?;
        }
    }
    Ok(all)
}

/// Takes runs for this process, as many as it may drive beside those `on_their_way`. It is under way from the moment of the call.
fn claim(
    inner: &Inner,
    of: ClaimOf,
    limit: u32,
    on_their_way: usize,
) -> impl Future<Output = Result<Vec<Claimed>, StoreError>> + Send + use<> {
    let free = inner.permits.available_permits().saturating_sub(on_their_way);
    let limit = limit.min(u32::try_from(free).unwrap_or(u32::MAX));
    let sent = (limit > 0 && !inner.is_stopping()).then(|| {
        let claim = Claim { process: inner.process.clone(), now: inner.clock.now(), of, limit };
        inner.journal.write(Write::Claim(Box::new(claim)))
    });
    async move {
        let Some(sent) = sent else { return Ok(Vec::new()) };
        match sent.await? {
            Ok(Written::Claimed(claimed)) => Ok(claimed),
            Err(_) => Ok(Vec::new()),
            Ok(other) => Err(unexpected(format!("{other:?}"))),
        }
    }
}

/// Drives what was claimed. What cannot be read just now is handed back, and so is what there is no place for: others may have
/// taken it since, and nobody renews the lease of a process that waits here.
async fn drive_all(inner: &Arc<Inner>, claimed: Vec<Claimed>) -> Result<Vec<Taken>, StoreError> {
    let histories = read_all(inner, claimed.iter().map(|claimed| (claimed.record.run, claimed.record.origin))).await;
    let histories = match histories {
        Ok(histories) => histories,
        Err(error) => {
            hand_back(inner, claimed).await;
            return Err(error);
        }
    };
    let (mut taken, mut late) = (Vec::with_capacity(claimed.len()), Vec::new());
    for (claimed, history) in claimed.into_iter().zip(histories) {
        match Arc::clone(&inner.permits).try_acquire_owned() {
            Err(TryAcquireError::NoPermits) => late.push(claimed),
            permit => taken.push(resume(inner, claimed, history, permit.ok()).await),
        }
    }
    hand_back(inner, late).await;
    Ok(taken)
}

/// What cannot be driven now is left to whoever comes next, this process included.
async fn hand_back(inner: &Inner, claimed: Vec<Claimed>) {
    let released = claimed.into_iter().map(|Claimed { record, .. }| {
        let then = Then::Release { worked_micros: record.worked_micros };
        let release = Append { run: record.run, token: record.token, events: Vec::new(), then };
        inner.journal.write(Write::Append(Box::new(release)))
    });
    // All are sent before the first is waited for, so they share the disk.
    let _ = join_all(released).await;
}

/// Takes up one run that somebody asked for, if it can be taken.
pub(super) async fn take_one(inner: &Arc<Inner>, run: RunKey) -> Result<bool, StoreError> {
    let claimed = claim(inner, ClaimOf::Run(run), 1, 0).await?;
    Ok(!drive_all(inner, claimed).await?.is_empty())
}

/// Takes up whatever should be driven and is not.
pub(super) async fn take_due(inner: &Arc<Inner>) -> Result<(), StoreError> {
    take_all(inner).await.map(drop)
}

async fn resume(
    inner: &Arc<Inner>,
    claimed: Claimed,
    (entries, letters): History,
    permit: Option<OwnedSemaphorePermit>,
) -> Taken {
    let record = claimed.record;
    let (run, events) = (record.run, entries.last().map_or(record.origin, |last| last.seq + 1));
    let started = entries.first().map_or(record.created, |first| first.time);
    let touched = entries.last().map_or(record.created, |last| last.time);
    let log = |then| Append { run, token: record.token, events: Vec::new(), then };
    if record.crashes > inner.settings.crash_limit {
        let failure = Failure::new(FailureKind::Interrupted, died_over_it(record.crashes)).at(&*record.pipeline);
        let (time, worked_micros) = (inner.clock.now(), record.worked_micros);
        let failure = serde_json::to_string(&failure).ok();
        let then = Then::End { status: RunStatus::DeadLettered, failure, time, worked_micros };
        let _ = inner.journal.write(Write::Append(Box::new(log(then)))).await;
        return Taken::DeadLettered;
    }
    let opened = match inner.versions.is_unfit(run) {
        true => Err("it was found not to fit before".to_owned()),
        false => inner.versions.open(&record.pipeline, &record.fingerprint, entries),
    };
    let opened = match opened {
        Ok(opened) => opened,
        Err(why) => {
            let then = Then::Release { worked_micros: record.worked_micros };
            let _ = inner.journal.write(Write::Append(Box::new(log(then)))).await;
            inner.unfit(run, &record.pipeline, &record.id, &why);
            return Taken::Unfit(Incompatible { pipeline: record.pipeline, id: record.id, why });
        }
    };
    let key = (run, record.token);
    let log = RunLog::new(inner.journal.clone(), key, record.origin, events, record.crashes > 0).touched(touched);
    let durable = inner.durable(&record.pipeline, log, (started, record.worked_micros), opened.past);
    if opened.version.fingerprint() != record.fingerprint {
        durable.log.then(Then::Adopt { fingerprint: opened.version.fingerprint().to_owned() });
    }
    let (pipeline, id) = (opened.version.blueprint().name, Arc::<str>::from(record.id));
    let ids =
        Ids { id: Some(Arc::clone(&id)), correlation: Some(record.correlation.into()), pass: record.origin, depth: 0 };
    let task = Task::default();
    inner.active.enter(
        run,
        permit,
        &task,
        Watched { pipeline, id, durable: Arc::clone(&durable), since: inner.clock.now() },
    );
    let driving = (opened.drive)(run, letters, ids, Arc::clone(&durable), inner);
    let (whole, version) = (Arc::clone(inner), opened.version);
    inner.active.spawn(&task, async move { whole.drive(version, durable, driving).await });
    Taken::Resumed
}

fn died_over_it(crashes: u32) -> String {
    format!("{crashes} processes in a row died while they drove the run, and it came no further")
}

/// What is there of a run: its events, and the letters that it has not taken.
type History = (Vec<Entry>, Vec<Letter>);

/// What is there of runs, each from its origin on.
async fn read_all(inner: &Inner, runs: impl Iterator<Item = (RunKey, u64)>) -> Result<Vec<History>, StoreError> {
    let runs: Vec<(RunKey, u64)> = runs.collect();
    inner
        .journal
        .read(move |store| {
            Box::pin(async move {
                let mut all = Vec::with_capacity(runs.len());
                for (run, origin) in runs {
                    all.push((read_events(store, run, origin).await?, store.letters(run, 0).await?));
                }
                Ok(all)
            })
        })
        .await
}

/// The events of a run from this number on.
pub(super) async fn read_events(
    store: &dyn orch_core::store::Store,
    run: RunKey,
    origin: u64,
) -> Result<Vec<Entry>, StoreError> {
    let mut entries = store.events(run, origin, EVENTS).await?;
    while entries.len() % EVENTS as usize == 0 {
        let Some(last) = entries.last() else { break };
        let more = store.events(run, last.seq + 1, EVENTS).await?;
        if more.is_empty() {
            break;
        }
        entries.extend(more);
    }
    if sabotage::is("forget_last") && entries.len() > 1 {
        entries.pop();
    }
    if sabotage::is("replay_order") && entries.len() > 2 {
        let last = entries.len() - 1;
        entries.swap(last, last - 1);
    }
    Ok(entries)
}

impl Inner {
    /// What makes a run durable that began then and has worked so long. `past`: what was recorded beside its own events.
    pub(super) fn durable(
        &self,
        pipeline: &str,
        log: RunLog,
        (started, worked_micros): (Timestamp, u64),
        past: Past,
    ) -> Arc<Durable> {
        let shared = Sharing {
            board: Arc::clone(&self.board),
            limits: self.settings.limits,
            started: started.as_micros().into(),
            worked: worked_micros.into(),
            releasing: self.is_stopping().into(),
            held: Default::default(),
            unfit: Default::default(),
            recovered: past.within.into(),
            renamed: past.renamed,
        };
        Arc::new(Durable { log: Arc::new(log), scope: pipeline.into(), shared: Arc::new(shared) })
    }
}

impl Inner {
    /// Drives a run to where it stops.
    pub(super) async fn drive(
        &self,
        version: Arc<dyn Version>,
        durable: Arc<Durable>,
        driving: BoxFuture<Option<Left>>,
    ) {
        let left = driving.await;
        if let Some(run) = durable.log.run() {
            self.left(&*version, run, left).await;
        }
    }

    /// A run is driven no more.
    async fn left(&self, version: &dyn Version, run: RunKey, left: Option<Left>) {
        match left {
            Some(Left::Lost(Lost::Store(error))) => {
                version.give_up(run, FailureKind::Interrupted, &format!("nothing more can be recorded: {error}"));
            }
            Some(Left::Lost(Lost::Refused(refused))) => {
                tracing::warn!(%run, %refused, "a run is driven elsewhere");
            }
            Some(Left::Unfit(why)) => {
                tracing::warn!(%run, why, "a run fits no version that is registered");
                self.versions.note_unfit(run, why);
            }
            Some(Left::Parked | Left::Released) => {}
            None => self.inputs.ended(version.blueprint().name, run),
        }
        if self.active.leave(run) {
            self.active.nudge(run);
        }
        self.bell.notify_one();
    }
}
