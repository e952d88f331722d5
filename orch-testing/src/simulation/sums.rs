//! The run's report against what the scheduler counted itself. Both ways: what was seen must be told, and what is told must have
//! been seen.
//!
//! Not looked at: how latencies are spread, and which stages were on the critical path.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use orch_blueprint::{Blueprint, Kind};
use orch_core::{At, Mark, Timestamp, Transition};
use orch_runtime::{AttemptEnd, AttemptSeen, EventSeen, RunReport, StageReport};

use super::story::Story;

/// What was counted of one stage, all items, rounds and runs together.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Count {
    succeeded: u64,
    failed: u64,
    cancelled: u64,
    retried: u64,
    /// Backoff and delay; of timers and signals all of it.
    waiting: Duration,
    working: Duration,
}

impl Count {
    fn told(stage: &StageReport) -> Count {
        Count {
            succeeded: stage.successes,
            failed: stage.failures,
            cancelled: stage.cancelled,
            retried: stage.retries,
            waiting: stage.waiting,
            working: stage.working,
        }
    }
}

/// What was counted of agents, pipelines within the run, timers and signals, by the names that reports give them.
#[derive(Debug, Default)]
pub(super) struct Sums {
    counts: BTreeMap<String, Count>,
    /// When the attempts began that are under way.
    begun: BTreeMap<(Arc<str>, At, u16), Timestamp>,
}

impl Sums {
    fn count(&mut self, blueprint: &'static Blueprint, node: u16) -> &mut Count {
        self.counts.entry(name(blueprint, node)).or_default()
    }

    /// The journal was told this of a stage.
    pub(super) fn event(&mut self, event: &EventSeen<'_>, story: Option<&Story>) {
        let (blueprint, Some(node)) = (event.run.blueprint, event.node) else { return };
        if !is_counted(blueprint, node) {
            return;
        }
        let unattempted = story.filter(|story| story.ends_unattempted(event.at, node, event.transition));
        let count = self.count(blueprint, node);
        match event.transition {
            // Its failure is that of the stop: it was given up, if it had begun at all.
            _ if unattempted.is_some() => {
                count.cancelled += u64::from(unattempted.is_some_and(|story| story.has_attempted(event.at, node)));
            }
            Transition::Succeeded | Transition::Mark(Mark::Fired | Mark::Passed) => count.succeeded += 1,
            Transition::Failed { .. } | Transition::Mark(Mark::Failed(_)) => count.failed += 1,
            Transition::Mark(Mark::Retrying(_)) => count.retried += 1,
            _ => {}
        }
    }

    /// An attempt begins.
    pub(super) fn begins(&mut self, attempt: &AttemptSeen<'_>) {
        if attempt.site.undo.is_none() {
            self.begun.insert(place(attempt), attempt.run.time);
        }
    }

    /// An attempt has ended, or was given up.
    pub(super) fn ends(&mut self, attempt: &AttemptSeen<'_>, end: &AttemptEnd<'_>, story: Option<&Story>) {
        let (site, run) = (attempt.site, &attempt.run);
        if site.undo.is_some() {
            return;
        }
        let begun = self.begun.remove(&place(attempt));
        // One that was given up before it began has waited until now.
        let started = begun.unwrap_or(run.time);
        let waited = story.map_or(Duration::ZERO, |story| story.waited(&site.at, site.node, started));
        // Of what began, the story knows whether it came to an end.
        let unbegun = begun.is_none() && story.is_some_and(|story| !story.has_attempted(&site.at, site.node));
        let count = self.count(run.blueprint, site.node);
        count.working += run.time.since(started);
        count.waiting += waited;
        count.cancelled += u64::from(unbegun && matches!(end, AttemptEnd::Cancelled));
    }

    /// It waited for so long.
    pub(super) fn waited(&mut self, blueprint: &'static Blueprint, node: u16, time: Duration) {
        self.count(blueprint, node).waiting += time;
    }

    /// The run is over, and this had begun and came to no end.
    pub(super) fn given_up(&mut self, blueprint: &'static Blueprint, node: u16) {
        self.count(blueprint, node).cancelled += 1;
    }

    /// Whether the report says the same, and nothing else.
    pub(super) fn agree(&self, report: &RunReport) -> Result<(), String> {
        let names: BTreeSet<&String> = self.counts.keys().chain(report.stages.keys()).collect();
        for name in names {
            let (counted, stage) = (self.counts.get(name).copied().unwrap_or_default(), report.stages.get(name));
            let told = stage.map(Count::told).unwrap_or_default();
            if told != counted {
                return Err(format!("the report says {told:?} of {name}, and the scheduler counted {counted:?}"));
            }
            let Some(stage) = stage else { continue };
            if stage.count != stage.successes + stage.failures + stage.cancelled {
                return Err(format!("the report's sums of {name} do not agree: {stage:?}"));
            }
            if stage.count + stage.retries == 0 {
                return Err(format!("the report has a line for {name}, of which nothing was seen"));
            }
            if stage.latency.count() != stage.successes + stage.failures {
                return Err(format!("the report's latencies of {name} are not those of its ends: {stage:?}"));
            }
        }
        Ok(())
    }
}

fn place(attempt: &AttemptSeen<'_>) -> (Arc<str>, At, u16) {
    (Arc::clone(&attempt.run.scope.id), attempt.site.at.clone(), attempt.site.node)
}

fn is_counted(blueprint: &Blueprint, node: u16) -> bool {
    matches!(blueprint.nodes[usize::from(node)].kind, Kind::Stage { .. } | Kind::Sleep { .. } | Kind::Signal { .. })
}

/// `MarketData/quotes/fetch`: the path of a node without items and rounds.
fn name(blueprint: &Blueprint, node: u16) -> String {
    let this = &blueprint.nodes[usize::from(node)];
    match blueprint.frames[usize::from(this.frame)].owner {
        Some(owner) => format!("{}/{}", name(blueprint, owner), this.name),
        None => format!("{}/{}", blueprint.name, this.name),
    }
}

#[cfg(test)]
mod tests {
    use orch_runtime::{Histogram, RunEnd, StageKind};

    use super::*;

    const ONE: &str = "Flow/one";

    fn stage() -> StageReport {
        let mut latency = Histogram::default();
        latency.record(Duration::from_millis(5));
        StageReport {
            kind: StageKind::Agent,
            count: 2,
            successes: 1,
            failures: 0,
            cancelled: 1,
            retries: 3,
            latency,
            waiting: Duration::from_millis(2),
            working: Duration::from_millis(3),
            critical: Duration::ZERO,
        }
    }

    /// What the sums say to a report in which this was changed.
    fn told(plant: impl FnOnce(&mut BTreeMap<String, StageReport>)) -> String {
        let mut stages = BTreeMap::from([(ONE.to_owned(), stage())]);
        let counts =
            BTreeMap::from([(ONE.to_owned(), Count::told(&stage())), ("Flow/seen".to_owned(), Count::default())]);
        plant(&mut stages);
        let report = RunReport {
            run_id: "run".into(),
            pipeline: "Flow",
            started: Timestamp::EPOCH,
            ended: Timestamp::EPOCH,
            end: RunEnd::Succeeded,
            stages,
            critical_path: Vec::new(),
        };
        let sums = Sums { counts, begun: BTreeMap::new() };
        sums.agree(&report).err().unwrap_or_default()
    }

    fn of_one(plant: impl FnOnce(&mut StageReport)) -> String {
        told(|stages| plant(stages.get_mut(ONE).unwrap()))
    }

    #[test]
    fn a_report_that_says_what_was_seen_agrees() {
        assert_eq!(told(|_| {}), "");
    }

    #[test]
    fn a_stage_that_is_left_out_is_told() {
        assert!(told(|stages| drop(stages.remove(ONE))).contains("the report says"));
    }

    #[test]
    fn a_stage_that_is_invented_is_told() {
        let invented = told(|stages| drop(stages.insert("Flow/other".to_owned(), stage())));
        assert!(invented.contains("of Flow/other, and the scheduler counted Count { succeeded: 0"), "{invented}");
        let nothing = told(|stages| {
            let bare = StageReport { count: 0, successes: 0, cancelled: 0, retries: 0, ..stage() };
            let bare = StageReport { waiting: Duration::ZERO, working: Duration::ZERO, ..bare };
            stages.insert("Flow/other".to_owned(), bare);
        });
        assert!(nothing.contains("nothing was seen"), "{nothing}");
    }

    #[test]
    fn a_count_that_is_wrong_is_told() {
        let plants: [fn(&mut StageReport); 6] = [
            |stage| (stage.successes, stage.count) = (2, 3),
            |stage| (stage.failures, stage.count) = (1, 3),
            |stage| (stage.cancelled, stage.count) = (0, 1),
            |stage| stage.retries = 4,
            |stage| stage.waiting += Duration::from_millis(1),
            |stage| stage.working -= Duration::from_millis(1),
        ];
        for (n, plant) in plants.into_iter().enumerate() {
            assert!(of_one(plant).contains("the scheduler counted"), "{n}");
        }
        assert!(of_one(|stage| stage.count = 3).contains("do not agree"));
        assert!(of_one(|stage| stage.latency.record(Duration::ZERO)).contains("latencies"));
    }
}
