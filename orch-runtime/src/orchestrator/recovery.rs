//! Taking up runs: those that were under way when a process ended, and parked ones that are woken.

use std::collections::BTreeMap;
use std::sync::Arc;

use orch_core::engine::BoxFuture;
use orch_core::sabotage;
use orch_core::store::{
    Append, Claim, ClaimOf, Claimed, Entry, Letter, Process, RunFilter, RunKey, RunStatus, StoreError, Then, Write,
    Written,
};
use orch_core::{Failure, FailureKind, Timestamp};
use tokio::sync::OwnedSemaphorePermit;

use super::active::{Task, Watched};
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

/// What became of the runs that were under way when an orchestrator started.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StartReport {
    /// These go on.
    pub resumed: u64,
    /// These wait for timers and signals.
    pub parked: u64,
    /// These fit no pipeline that is registered here. They were left as they are, for a process that they fit.
    pub incompatible: Vec<Incompatible>,
    /// These are driven by other processes.
    pub held: BTreeMap<Process, u64>,
    /// Over these, processes died again and again: they were dead-lettered.
    pub dead_lettered: u64,
    /// These are taken up as soon as others end: as many as allowed are under way.
    pub waiting: u64,
}

/// A run that fits no pipeline that is registered here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incompatible {
    /// The name of its pipeline.
    pub pipeline: String,
    /// Its id.
    pub id: String,
    /// What does not fit, with stage and field.
    pub why: String,
}

/// What became of one run that was taken.
enum Taken {
    Resumed,
    Unfit(Incompatible),
    DeadLettered,
}

/// Enters the store, takes up all runs that nobody drives, and starts the keeper.
pub(super) async fn start(inner: &Arc<Inner>) -> Result<StartReport, StartError> {
    keeper::enter(inner).await?;
    inner.board.set(inner.journal.read(|store| store.pauses()).await?);
    let mut report = StartReport::default();
    let mut after = None;
    loop {
        let of = inner.versions.claim(after);
        let (taken, last) = take(inner, of, PAGE).await?;
        let Some(last) = last else { break };
        after = Some(last);
        taken.into_iter().for_each(|taken| report.count(taken));
    }
    report.look_around(inner).await?;
    keeper::start(inner);
    Ok(report)
}

impl StartReport {
    fn count(&mut self, taken: Taken) {
        match taken {
            Taken::Resumed => self.resumed += 1,
            Taken::Unfit(unfit) => self.incompatible.push(unfit),
            Taken::DeadLettered => self.dead_lettered += 1,
        }
    }

    /// Counts the runs that were not taken.
    async fn look_around(&mut self, inner: &Inner) -> Result<(), StoreError> {
        let mut filter = RunFilter { status: vec![RunStatus::Running, RunStatus::Parked], ..RunFilter::default() };
        loop {
            let asked = filter.clone();
            let page = inner.journal.read(move |store| Box::pin(async move { store.runs(&asked).await })).await?;
            for run in &page {
                match &run.owner {
                    Some(owner) if *owner != inner.process => *self.held.entry(owner.clone()).or_default() += 1,
                    None if run.status == RunStatus::Parked => self.parked += 1,
                    None if inner.permits.available_permits() == 0 && !inner.versions.is_unfit(run.run) => {
                        self.waiting += 1
                    }
                    _ => {}
                }
            }
            match page.last() {
                Some(last) if page.len() == filter.limit as usize => filter.after = Some(last.run),
                _ => return Ok(()),
            }
        }
    }
}

/// Takes runs and drives them. Gives what became of each, and the number of the last one; none if there was none to take.
async fn take(inner: &Arc<Inner>, of: ClaimOf, limit: u32) -> Result<(Vec<Taken>, Option<RunKey>), StoreError> {
    let free = u32::try_from(inner.permits.available_permits()).unwrap_or(u32::MAX);
    let limit = limit.min(free);
    if limit == 0 || inner.is_stopping() {
        return Ok((Vec::new(), None));
    }
    let claim = Claim { process: inner.process.clone(), now: inner.clock.now(), of, limit };
    let claimed = match inner.journal.write(Write::Claim(Box::new(claim))).await? {
        Ok(Written::Claimed(claimed)) => claimed,
        Err(_) => Vec::new(),
        Ok(other) => return Err(unexpected(format!("{other:?}"))),
    };
    let last = claimed.last().map(|claimed| claimed.record.run);
    let histories = read_all(inner, claimed.iter().map(|claimed| (claimed.record.run, claimed.record.origin))).await;
    let histories = match histories {
        Ok(histories) => histories,
        Err(error) => {
            hand_back(inner, claimed).await;
            return Err(error);
        }
    };
    let mut taken = Vec::with_capacity(claimed.len());
    for (claimed, history) in claimed.into_iter().zip(histories) {
        let permit = Arc::clone(&inner.permits).acquire_owned().await.ok();
        taken.push(resume(inner, claimed, history, permit).await);
    }
    Ok((taken, last))
}

/// What cannot be driven now is left to whoever comes next, this process included.
async fn hand_back(inner: &Inner, claimed: Vec<Claimed>) {
    for Claimed { record, .. } in claimed {
        let then = Then::Release { worked_micros: record.worked_micros };
        let release = Append { run: record.run, token: record.token, events: Vec::new(), then };
        let _ = inner.journal.write(Write::Append(Box::new(release))).await;
    }
}

/// Takes up one run that somebody asked for, if it can be taken.
pub(super) async fn take_one(inner: &Arc<Inner>, run: RunKey) -> Result<bool, StoreError> {
    let (taken, _) = take(inner, ClaimOf::Run(run), 1).await?;
    Ok(!taken.is_empty())
}

/// Takes up whatever should be driven and is not. Gives how many were taken.
pub(super) async fn take_due(inner: &Arc<Inner>) -> Result<usize, StoreError> {
    let (mut count, mut after) = (0, None);
    loop {
        let of = inner.versions.claim(after);
        let (taken, last) = take(inner, of, PAGE).await?;
        count += taken.len();
        match last {
            Some(last) => after = Some(last),
            None => return Ok(count),
        }
    }
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
    let opened = match inner.versions.is_unfit(run) {
        true => Err("it was found not to fit before".to_owned()),
        false => inner.versions.open(&record.pipeline, &record.fingerprint, entries),
    };
    let log = |then| Append { run, token: record.token, events: Vec::new(), then };
    if record.crashes > inner.settings.crash_limit {
        let failure = Failure::new(FailureKind::Interrupted, died_over_it(record.crashes)).at(&*record.pipeline);
        let (time, worked_micros) = (inner.clock.now(), record.worked_micros);
        let failure = serde_json::to_string(&failure).ok();
        let then = Then::End { status: RunStatus::DeadLettered, failure, time, worked_micros };
        let _ = inner.journal.write(Write::Append(Box::new(log(then)))).await;
        return Taken::DeadLettered;
    }
    let opened = match opened {
        Ok(opened) => opened,
        Err(why) => {
            let then = Then::Release { worked_micros: record.worked_micros };
            let _ = inner.journal.write(Write::Append(Box::new(log(then)))).await;
            inner.versions.note_unfit(run, why.clone());
            tracing::warn!(pipeline = record.pipeline, id = record.id, why, "a run fits no version that is registered");
            return Taken::Unfit(Incompatible { pipeline: record.pipeline, id: record.id, why });
        }
    };
    let stand = Stand {
        run,
        token: record.token,
        origin: record.origin,
        events,
        crashed: record.crashes > 0,
        started,
        worked_micros: record.worked_micros,
    };
    let durable = inner.durable(&record.pipeline, &stand, opened.past);
    if opened.version.fingerprint() != record.fingerprint {
        durable.log.then(Then::Adopt { fingerprint: opened.version.fingerprint().to_owned() });
    }
    let ids = Ids { id: record.id.into(), correlation: record.correlation.into(), pass: record.origin, depth: 0 };
    let (pipeline, id, log) = (opened.version.blueprint().name, Arc::clone(&ids.id), Arc::clone(&durable.log));
    let task = Task::default();
    inner.active.enter(run, permit, &task, Watched { pipeline, id, log, since: inner.clock.now() });
    let driving = (opened.drive)(letters, ids, Arc::clone(&durable), inner);
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
    if sabotage::is("replay_order") && entries.len() > 2 {
        let last = entries.len() - 1;
        entries.swap(last, last - 1);
    }
    Ok(entries)
}

/// Where a run stands that is driven from now on.
pub(super) struct Stand {
    pub(super) run: RunKey,
    pub(super) token: u64,
    /// The event with which its present history begins.
    pub(super) origin: u64,
    /// How many events are recorded.
    pub(super) events: u64,
    /// A process has died over it since it last moved.
    pub(super) crashed: bool,
    /// When it began.
    pub(super) started: Timestamp,
    /// How long it has worked.
    pub(super) worked_micros: u64,
}

impl Inner {
    /// What makes a run durable. `past`: what was recorded beside its own events.
    pub(super) fn durable(&self, pipeline: &str, stand: &Stand, past: Past) -> Arc<Durable> {
        let Stand { run, token, origin, events, crashed, started, worked_micros } = *stand;
        let log = Arc::new(RunLog::new(self.journal.clone(), (run, token), origin, events, crashed));
        let shared = Sharing {
            board: Arc::clone(&self.board),
            limits: self.settings.limits,
            started: started.as_micros().into(),
            worked: worked_micros.into(),
            releasing: self.is_stopping().into(),
            unfit: Default::default(),
            recovered: past.within.into(),
            renamed: past.renamed,
        };
        Arc::new(Durable { log, scope: pipeline.into(), shared: Arc::new(shared) })
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
        self.left(&*version, &durable, left).await;
    }

    /// A run is driven no more.
    async fn left(&self, version: &dyn Version, durable: &Durable, left: Option<Left>) {
        let run = durable.log.run();
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
