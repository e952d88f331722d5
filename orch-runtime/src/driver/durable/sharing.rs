//! One durable run, as the outermost pipeline and those within it share it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::Poll;
use std::time::Duration;

use orch_blueprint::Blueprint;
use orch_core::{At, Recorded, Site, Timestamp, path, sabotage};

use crate::board::Board;
use crate::journal::RunLog;

/// One durable run, as the outermost pipeline and those within it share it.
pub(crate) struct Durable {
    pub(crate) log: Arc<RunLog>,
    /// The path of this pipeline's run: the outermost one's name, or the path of the stage as which it runs.
    pub(crate) scope: Arc<str>,
    pub(crate) shared: Arc<Sharing>,
}

/// What all pipelines of one durable run share.
pub(crate) struct Sharing {
    pub(crate) board: Arc<Board>,
    pub(crate) limits: Limited,
    /// When the run began, or began anew the last time, in microseconds.
    pub(crate) started: AtomicI64,
    /// How long it had worked before this process drove it, in microseconds.
    pub(crate) worked: AtomicU64,
    /// Nothing more is started.
    pub(crate) releasing: AtomicBool,
    /// The paths of the stages that a pause holds back, each with how many times it does.
    pub(crate) held: Mutex<BTreeMap<String, u32>>,
    /// Why a pipeline within it does not fit this build, if one does not.
    pub(crate) unfit: OnceLock<String>,
    /// What was recorded of pipelines within it that were under way.
    pub(crate) recovered: Mutex<BTreeMap<String, Recovered>>,
    /// The present paths of what was recorded under another name.
    pub(crate) renamed: BTreeSet<String>,
}

/// What was recorded of a run beside the events of its outermost pipeline.
#[derive(Debug, Default)]
pub(crate) struct Past {
    /// Of pipelines within it, by their scopes.
    pub(crate) within: BTreeMap<String, Recovered>,
    /// The present paths of what was recorded under another name.
    pub(crate) renamed: BTreeSet<String>,
}

/// What one run may take up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limited {
    /// Bytes of one payload.
    pub(crate) payload: usize,
    /// Events in all.
    pub(crate) events: u64,
}

/// What was recorded of one pipeline within a run.
#[derive(Debug, Default)]
pub(crate) struct Recovered {
    pub(crate) events: Vec<Recorded>,
    pub(crate) started: Timestamp,
    /// The number of the event with which it began anew the last time; 0 if it never did.
    pub(crate) pass: u64,
}

impl Sharing {
    fn held(&self) -> MutexGuard<'_, BTreeMap<String, u32>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The paths of the stages that a pause holds back, in order.
    pub(crate) fn held_back(&self) -> Vec<String> {
        self.held().keys().cloned().collect()
    }

    /// The events of a pipeline within the run, once. When it began stays known: its limits count from there.
    pub(super) fn recovered(&self, scope: &str) -> Option<Vec<Recorded>> {
        let mut all = self.recovered.lock().unwrap_or_else(PoisonError::into_inner);
        let events = std::mem::take(&mut all.get_mut(scope)?.events);
        (!events.is_empty()).then_some(events)
    }

    /// Whether there are events of it that were not taken.
    pub(super) fn has_recovered(&self, scope: &str) -> bool {
        let all = self.recovered.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(scope).is_some_and(|recovered| !recovered.events.is_empty())
    }

    /// A pipeline within the run begins anew: what was known of the pass before is past.
    pub(super) fn forget(&self, scope: &str) {
        self.recovered.lock().unwrap_or_else(PoisonError::into_inner).remove(scope);
    }
}

/// A stage that a pause holds back, as long as it is kept.
pub(super) struct HeldBack {
    shared: Arc<Sharing>,
    path: String,
}

impl Drop for HeldBack {
    fn drop(&mut self) {
        let mut held = self.shared.held();
        if let Some(times) = held.get_mut(&self.path) {
            *times -= 1;
            if *times == 0 {
                held.remove(&self.path);
            }
        }
    }
}

impl Durable {
    /// A pause holds this stage back.
    pub(super) fn hold_back(&self, blueprint: &'static Blueprint, at: &At, node: u16) -> HeldBack {
        let path = path::named(blueprint, &self.scope, at, node);
        *self.shared.held().entry(path.clone()).or_default() += 1;
        HeldBack { shared: Arc::clone(&self.shared), path }
    }

    /// Ends when no pause holds the agent of this attempt back, whose time has come.
    pub(crate) async fn resumed(&self, blueprint: &'static Blueprint, site: &Site) {
        if sabotage::is("unheard_pause") {
            return;
        }
        let board = &self.shared.board;
        let agent = site.agent().map(|spec| spec.name);
        while let Some(version) = board.is_paused(blueprint.name, agent) {
            let _held = self.hold_back(blueprint, &site.at, site.node);
            std::future::poll_fn(|cx| match board.listen(version, cx.waker()) {
                true => Poll::Pending,
                false => Poll::Ready(()),
            })
            .await;
        }
    }

    /// The same run, seen by a pipeline within it that runs as this stage.
    pub(crate) fn within(&self, scope: String) -> Durable {
        Durable { log: Arc::clone(&self.log), scope: scope.into(), shared: Arc::clone(&self.shared) }
    }

    /// Whether stages were recorded under other names.
    pub(crate) fn has_renamed(&self) -> bool {
        !self.shared.renamed.is_empty()
    }

    /// Whether the stage of this attempt was recorded under another name.
    pub(crate) fn is_renamed(&self, site: &Site) -> bool {
        let renamed = &self.shared.renamed;
        !renamed.is_empty() && renamed.contains(&path::named(site.blueprint, &self.scope, &site.at, site.node))
    }

    /// When the run of this scope began, if that is recorded.
    pub(crate) fn began(&self, outermost: bool) -> Option<Timestamp> {
        if outermost {
            return Some(Timestamp::from_micros(self.shared.started.load(Ordering::Relaxed)));
        }
        self.recovered(|recovered| recovered.started)
    }

    /// Which pass of this pipeline was under way, if that is recorded.
    pub(crate) fn pass(&self) -> u64 {
        self.recovered(|recovered| recovered.pass).unwrap_or_default()
    }

    /// How long the run had worked before this process drove it.
    pub(crate) fn worked(&self) -> Duration {
        Duration::from_micros(self.shared.worked.load(Ordering::Relaxed))
    }

    fn recovered<T>(&self, look: impl FnOnce(&Recovered) -> T) -> Option<T> {
        self.shared.recovered.lock().unwrap_or_else(PoisonError::into_inner).get(&*self.scope).map(look)
    }
}

/// The scope of a pipeline that runs as a stage.
pub(crate) fn scope_within(parent: &Durable, cx: &orch_core::Context) -> Option<String> {
    let site = cx.site()?;
    let stage = path::named(site.blueprint, &parent.scope, &site.at, site.node);
    Some(path::scope_of(&stage, site.attempt))
}
