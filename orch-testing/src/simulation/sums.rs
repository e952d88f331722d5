//! The run's report against what the scheduler counted itself.

use std::collections::BTreeMap;
use std::time::Duration;

use orch_blueprint::{Blueprint, Kind, StageRef};
use orch_core::{Mark, Transition};
use orch_runtime::RunReport;

/// What was counted of one stage, all items, rounds and runs together.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Count {
    succeeded: u64,
    failed: u64,
    retried: u64,
    /// Backoff and delay; of timers and signals all of it.
    waiting: Duration,
    working: Duration,
}

/// What was counted of agents, timers and signals, by the names that reports give them.
#[derive(Debug, Default)]
pub(super) struct Sums(BTreeMap<String, Count>);

impl Sums {
    /// The journal was told this of a stage.
    pub(super) fn event(&mut self, blueprint: &'static Blueprint, node: u16, transition: Transition<'_>) {
        if !is_counted(blueprint, node) {
            return;
        }
        let count = self.0.entry(name(blueprint, node)).or_default();
        match transition {
            Transition::Succeeded | Transition::Mark(Mark::Fired) => count.succeeded += 1,
            Transition::Failed { .. } | Transition::Mark(Mark::Failed(_)) => count.failed += 1,
            Transition::Mark(Mark::Retrying(_)) => count.retried += 1,
            _ => {}
        }
    }

    /// A call of a stage took this long.
    pub(super) fn worked(&mut self, blueprint: &'static Blueprint, node: u16, time: Duration) {
        self.0.entry(name(blueprint, node)).or_default().working += time;
    }

    /// It waited for so long.
    pub(super) fn waited(&mut self, blueprint: &'static Blueprint, node: u16, time: Duration) {
        self.0.entry(name(blueprint, node)).or_default().waiting += time;
    }

    /// Whether the report says the same.
    pub(super) fn agree(&self, report: &RunReport) -> Result<(), String> {
        for (name, counted) in &self.0 {
            let told = report.stages.get(name).map_or_else(Count::default, |stage| Count {
                succeeded: stage.successes,
                failed: stage.failures,
                retried: stage.retries,
                waiting: stage.waiting,
                working: stage.working,
            });
            if told != *counted {
                return Err(format!("the report says {told:?} of {name}, and the scheduler counted {counted:?}"));
            }
        }
        let sum = |stage: &orch_runtime::StageReport| stage.successes + stage.failures + stage.cancelled;
        match report.stages.iter().find(|(_, stage)| stage.count != sum(stage)) {
            Some((name, stage)) => Err(format!("the report's sums of {name} do not agree: {stage:?}")),
            None => Ok(()),
        }
    }
}

fn is_counted(blueprint: &Blueprint, node: u16) -> bool {
    let kind = blueprint.nodes[usize::from(node)].kind;
    matches!(kind, Kind::Stage { stage: StageRef::Agent(_), .. } | Kind::Sleep { .. } | Kind::Signal { .. })
}

/// `MarketData/quotes/fetch`: the path of a node without items and rounds.
fn name(blueprint: &Blueprint, node: u16) -> String {
    let this = &blueprint.nodes[usize::from(node)];
    match blueprint.frames[usize::from(this.frame)].owner {
        Some(owner) => format!("{}/{}", name(blueprint, owner), this.name),
        None => format!("{}/{}", blueprint.name, this.name),
    }
}
