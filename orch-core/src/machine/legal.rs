//! Which events a state can take. Checked before anything is stored, so that a refused event changes nothing.

use orch_blueprint::{FrameKind, Kind};

use super::{Illegal, keys_on_the_way, look, undo};
use crate::pipeline::Transition;
use crate::plan::Spot;
use crate::state::{Progress, Status};
use crate::{Apart, At, FrameState, Mark, Plan};

/// Checks one event.
pub(super) fn check(
    plan: &Plan,
    root: &dyn FrameState,
    at: &At,
    node: Option<u16>,
    transition: Transition<'_>,
) -> Result<(), Apart<Illegal>> {
    let Some(node) = node else { return check_run(plan, root, transition) };
    let illegal = |status: &str| {
        Apart::new(Illegal {
            path: crate::path::render(plan.blueprint(), at, &keys_on_the_way(root, at), node),
            status: status.into(),
            event: transition.word().into(),
        })
    };
    if usize::from(node) >= plan.blueprint().nodes.len() {
        return Err(Apart::new(Illegal {
            path: format!("node {node}"),
            status: "unknown".into(),
            event: transition.word().into(),
        }));
    }
    if let Transition::Mark(mark) = transition
        && undo::is_of(mark)
    {
        return if undo::concerns(root, at, node) { Ok(()) } else { Err(illegal("not being undone")) };
    }
    let frame = look(root, at).ok_or_else(|| illegal("not open"))?;
    if frame.progress().cells.is_empty() || !belongs(plan, at, node) {
        return Err(illegal("not open"));
    }
    let status = frame.progress().status(plan.local(node));
    if has_begun(status) && fits(plan, node, status, transition) { Ok(()) } else { Err(illegal(status_word(status))) }
}

#[inline]
pub(super) fn has_begun(status: Status) -> bool {
    matches!(status, Status::Ready | Status::Running)
}

/// Whether a good end of this node, which is plain, is legal in the body that has come this far.
#[inline]
pub(super) fn plainly(progress: &Progress, spot: Spot) -> bool {
    spot.frame == 0 && has_begun(progress.status(spot.local))
}

/// The same in the frame that `at` leads to, which is not the body.
#[inline]
pub(super) fn plainly_within(progress: &Progress, at: &At, spot: Spot) -> bool {
    let opener = at.steps().last().map(|step| step.node());
    opener == spot.opener.map(|opener| opener.node) && has_begun(progress.status(spot.local))
}

fn check_run(plan: &Plan, root: &dyn FrameState, transition: Transition<'_>) -> Result<(), Apart<Illegal>> {
    let begun = !root.progress().cells.is_empty();
    let ended = begun && root.progress().left == 0;
    let fits = match transition {
        Transition::RunStarted => !begun,
        _ => begun && !ended,
    };
    let status = if undo::current(root).is_some() {
        "being undone"
    } else if ended {
        "ended"
    } else if begun {
        "running"
    } else {
        "not started"
    };
    if fits {
        return Ok(());
    }
    Err(Apart::new(Illegal {
        path: plan.blueprint().name.into(),
        status: status.into(),
        event: transition.word().into(),
    }))
}

/// Whether the node is one of the frame that the way leads to.
fn belongs(plan: &Plan, at: &At, node: u16) -> bool {
    let frame = at.steps().last().map_or(Some(0), |step| plan.opens(step.node()));
    frame == Some(plan.node(node).frame)
}

/// Whether a node of this kind can take the event at all.
fn fits(plan: &Plan, node: u16, status: Status, transition: Transition<'_>) -> bool {
    let kind = &plan.node(node).kind;
    match transition {
        Transition::RunStarted | Transition::RunStopped(_) => false,
        Transition::Mark(Mark::Started { .. } | Mark::Retrying(_)) => matches!(kind, Kind::Stage { .. }),
        Transition::Mark(Mark::Decided(case)) => {
            matches!(kind, Kind::Decide { arms } if usize::from(*case) < arms.len())
        }
        Transition::Mark(Mark::Passed) => {
            matches!(kind, Kind::Check | Kind::Break | Kind::Continue | Kind::Open { .. })
        }
        Transition::Mark(Mark::Failed(_)) => true,
        Transition::Mark(
            Mark::Compensating { .. } | Mark::CompensationRetrying(_) | Mark::Compensated | Mark::CompensationFailed(_),
        ) => false,
        Transition::Mark(Mark::Waiting(_)) => {
            matches!(kind, Kind::Sleep { .. } | Kind::Signal { .. }) && status == Status::Ready
        }
        Transition::Mark(Mark::Fired) => matches!(kind, Kind::Sleep { .. }) && status == Status::Running,
        Transition::Succeeded => {
            !matches!(kind, Kind::Decide { .. } | Kind::Check | Kind::Continue | Kind::Sleep { .. })
        }
        Transition::Failed { .. } => {
            matches!(kind, Kind::Stage { .. } | Kind::Signal { .. } | Kind::Race { .. } | Kind::Join)
        }
        Transition::Opened { .. } => {
            let rounds = plan.opens(node).map(|frame| plan.blueprint().frames[usize::from(frame)].kind);
            rounds.is_some_and(|kind| !matches!(kind, FrameKind::Rounds(_))) && status == Status::Ready
        }
    }
}

fn status_word(status: Status) -> &'static str {
    match status {
        Status::Waiting => "waiting",
        Status::Ready => "ready",
        Status::Running => "running",
        Status::Succeeded => "succeeded",
        Status::Failed => "failed",
        Status::Skipped => "skipped",
        Status::Cancelled => "cancelled",
        Status::Unknown => "unknown",
        Status::Compensating => "compensating",
        Status::Compensated => "compensated",
    }
}
