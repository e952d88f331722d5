//! Gathers what happens in a run into its report.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use orch_blueprint::{Blueprint, Kind};
use orch_core::pipeline::Transition;
use orch_core::{At, Failure, Mark, Plan, Timestamp, path, sabotage};

use super::critical::{self, Leaf};
use super::{Link, Reports, RunEnd, RunReport, StageKind, StageReport};
use crate::observe::{AttemptEnd, AttemptSeen, EventSeen, Observer, RunSeen, WaitSeen};

/// An observer that makes the report of one run, and of the pipelines that run as stages within it.
pub struct Collector {
    plan: &'static Plan,
    then: Option<Reports>,
    gathered: Mutex<Gathered>,
}

#[derive(Default)]
struct Gathered {
    stages: BTreeMap<String, StageReport>,
    /// The stages that have begun and not ended, by run, frame and node.
    open: BTreeMap<Place, Leaf>,
    /// What took time in the outermost run.
    leaves: Vec<Leaf>,
    report: Option<RunReport>,
    started: Option<(Arc<str>, Timestamp)>,
}

type Place = (Arc<str>, At, u16);

impl Collector {
    /// A collector for one run of the pipeline with this plan.
    pub fn new(plan: &'static Plan) -> Collector {
        Collector { plan, then: None, gathered: Mutex::default() }
    }

    /// Adds the report to these once the run has ended.
    pub fn then(mut self, reports: &Reports) -> Collector {
        self.then = Some(reports.clone());
        self
    }

    /// The run's report; an empty one before the run's end.
    pub fn report(&self) -> RunReport {
        let empty = || RunReport {
            run_id: "".into(),
            pipeline: self.plan.blueprint().name,
            started: Timestamp::EPOCH,
            ended: Timestamp::EPOCH,
            end: RunEnd::Dropped,
            stages: BTreeMap::new(),
            critical_path: Vec::new(),
        };
        self.lock().report.clone().unwrap_or_else(empty)
    }

    fn lock(&self) -> MutexGuard<'_, Gathered> {
        self.gathered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Observer for Collector {
    fn event(&self, event: &EventSeen<'_>) {
        let mut gathered = self.lock();
        let Some(node) = event.node else {
            if matches!(event.transition, Transition::RunStopped(_)) {
                gathered.give_up(&event.run, waits);
            }
            if matches!(event.transition, Transition::RunStarted) && event.run.scope.depth == 0 {
                gathered.started = Some((Arc::clone(&event.run.scope.id), event.run.time));
            }
            return;
        };
        if waits(event.run.blueprint, node) {
            gathered.wait(event, node);
        }
    }

    fn attempt_ended(&self, attempt: &AttemptSeen<'_>, end: &AttemptEnd<'_>) {
        // The report tells of the way to the run's end; undoing comes after that.
        if attempt.site.undo.is_none() {
            self.lock().attempt(attempt, end);
        }
    }

    fn wait_given_up(&self, wait: &WaitSeen<'_>) {
        let mut gathered = self.lock();
        let place = (Arc::clone(&wait.run.scope.id), wait.at.clone(), wait.node);
        if let Some(leaf) = gathered.open.remove(&place) {
            gathered.drop_open(&wait.run, leaf);
        }
    }

    fn run_ended(&self, run: &RunSeen<'_>, outcome: Option<Result<(), &Failure>>) {
        let mut gathered = self.lock();
        gathered.give_up(run, |_, _| true);
        if run.scope.depth > 0 {
            return;
        }
        let report = gathered.finish(self.plan, run, outcome);
        if let Some(reports) = &self.then {
            reports.add(&report);
        }
        gathered.report = Some(report);
    }
}

/// How a stage came to its end.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Succeeded,
    Failed,
    Cancelled,
}

impl Gathered {
    /// A timer or a signal: the whole time is waiting.
    fn wait(&mut self, event: &EventSeen<'_>, node: u16) {
        let place = (Arc::clone(&event.run.scope.id), event.at.clone(), node);
        let end = match event.transition {
            Transition::Mark(Mark::Waiting(_)) => {
                let leaf = Leaf::new(event.at.clone(), node, event.run.time);
                self.open.insert(place, leaf);
                return;
            }
            Transition::Mark(Mark::Failed(_)) | Transition::Failed { .. } => End::Failed,
            _ => End::Succeeded,
        };
        if let Some(mut leaf) = self.open.remove(&place) {
            leaf.waiting = event.run.time.since(leaf.ready);
            self.close(event.run, leaf, end);
        }
    }

    fn attempt(&mut self, attempt: &AttemptSeen<'_>, end: &AttemptEnd<'_>) {
        let (site, now) = (attempt.site, attempt.run.time);
        let place = (Arc::clone(&attempt.run.scope.id), site.at.clone(), site.node);
        let fresh = || Leaf::new(site.at.clone(), site.node, attempt.ready);
        let mut leaf = self.open.remove(&place).unwrap_or_else(fresh);
        let started = attempt.started.unwrap_or(now);
        let told = !sabotage::is("forgotten_wait") || site.attempt == 1;
        leaf.waiting += if told { started.since(attempt.ready) } else { Duration::ZERO };
        leaf.working += now.since(started);
        match end {
            AttemptEnd::Retrying(_) => {
                let told = u64::from(!sabotage::is("forgotten_retry"));
                self.stage(attempt.run.blueprint, site.node).retries += told;
                self.open.insert(place, leaf);
            }
            AttemptEnd::Succeeded => self.close(attempt.run, leaf, End::Succeeded),
            AttemptEnd::Failed { .. } => self.close(attempt.run, leaf, End::Failed),
            AttemptEnd::Cancelled => self.close(attempt.run, leaf, End::Cancelled),
        }
    }

    /// A stage has come to its end.
    fn close(&mut self, run: RunSeen<'_>, mut leaf: Leaf, end: End) {
        leaf.end = run.time;
        let stage = self.stage(run.blueprint, leaf.node);
        stage.count += 1;
        stage.waiting += leaf.waiting;
        stage.working += leaf.working;
        match end {
            End::Succeeded => stage.successes += 1,
            End::Failed => stage.failures += 1,
            End::Cancelled => stage.cancelled += 1,
        }
        if end != End::Cancelled {
            stage.latency.record(leaf.end.since(leaf.ready));
            if run.scope.depth == 0 {
                self.leaves.push(leaf);
            }
        }
    }

    /// What a run leaves open of this when it ends, or is stopped, is cancelled.
    fn give_up(&mut self, run: &RunSeen<'_>, which: impl Fn(&Blueprint, u16) -> bool) {
        let of_run = |place: &Place| place.0 == run.scope.id && which(run.blueprint, place.2);
        let places: Vec<Place> = self.open.keys().filter(|place| of_run(place)).cloned().collect();
        for leaf in places.iter().filter_map(|place| self.open.remove(place)).collect::<Vec<_>>() {
            self.drop_open(run, leaf);
        }
    }

    /// Something that has begun and not ended is not wanted any more.
    fn drop_open(&mut self, run: &RunSeen<'_>, mut leaf: Leaf) {
        if waits(run.blueprint, leaf.node) {
            leaf.waiting = run.time.since(leaf.ready);
        }
        self.close(*run, leaf, End::Cancelled);
    }

    fn finish(&mut self, plan: &Plan, run: &RunSeen<'_>, outcome: Option<Result<(), &Failure>>) -> RunReport {
        let critical_path = critical::path(plan, std::mem::take(&mut self.leaves)).into_iter().map(|leaf| {
            let stage = self.stage(run.blueprint, leaf.node);
            stage.critical += leaf.waiting + leaf.working;
            let (waiting, working) = (leaf.waiting, leaf.working);
            let path = path::render(run.blueprint, &leaf.at, &[], leaf.node);
            Link { stage: name(run.blueprint, leaf.node), path, waiting, working }
        });
        let critical_path = critical_path.collect();
        let started = self.started.take().map_or(run.time, |(_, started)| started);
        RunReport {
            run_id: Arc::clone(&run.scope.id),
            pipeline: run.blueprint.name,
            started,
            ended: run.time,
            end: match outcome {
                Some(Ok(())) => RunEnd::Succeeded,
                Some(Err(failure)) => RunEnd::Failed(failure.kind),
                None => RunEnd::Dropped,
            },
            stages: std::mem::take(&mut self.stages),
            critical_path,
        }
    }

    fn stage(&mut self, blueprint: &'static Blueprint, node: u16) -> &mut StageReport {
        let kind = StageKind::of(&blueprint.nodes[usize::from(node)]).unwrap_or(StageKind::Agent);
        self.stages.entry(name(blueprint, node)).or_insert_with(|| StageReport::new(kind))
    }
}

/// Whether a node is a timer or a signal.
fn waits(blueprint: &Blueprint, node: u16) -> bool {
    matches!(blueprint.nodes[usize::from(node)].kind, Kind::Sleep { .. } | Kind::Signal { .. })
}

/// The path of a node without items and rounds: `MarketData/quotes/fetch`.
fn name(blueprint: &Blueprint, node: u16) -> String {
    let mut names = vec![blueprint.nodes[usize::from(node)].name];
    let mut frame = blueprint.nodes[usize::from(node)].frame;
    while let Some(owner) = blueprint.frames[usize::from(frame)].owner {
        names.push(blueprint.nodes[usize::from(owner)].name);
        frame = blueprint.nodes[usize::from(owner)].frame;
    }
    names.push(blueprint.name);
    names.reverse();
    names.join("/")
}

impl Leaf {
    fn new(at: At, node: u16, ready: Timestamp) -> Leaf {
        Leaf { at, node, ready, end: ready, waiting: Duration::ZERO, working: Duration::ZERO }
    }
}
