//! What is outstanding, found by looking at a state: the commands after a restore.

use orch_blueprint::{Kind, StageRef};

use super::{Command, CommandKind, undo};
use crate::state::{Opened, Progress, Status};
use crate::{At, FrameState, Plan};

/// All outstanding commands in text order, then by item or round.
pub(super) fn commands(plan: &Plan, root: &dyn FrameState) -> Vec<Command> {
    let mut out = Vec::new();
    frame(plan, root, 0, &At::ROOT, &mut out);
    let progress = root.progress();
    if progress.stopped().is_some() {
        stop_children(plan, &mut out);
    }
    if !progress.cells.is_empty() && progress.left == 0 {
        match undo::outstanding(root) {
            Some(command) => out.push(command),
            None => super::advance::finish(&mut out),
        }
    }
    out
}

/// Of a run that was stopped only pipelines are outstanding that have something to undo. They begin where they were, and
/// are told again.
fn stop_children(plan: &Plan, out: &mut Vec<Command>) {
    let told = |started: Command| {
        let stop = plan.winds_down(started.node).then(|| Command { kind: CommandKind::StopChild, ..started.clone() });
        std::iter::once(started).chain(stop)
    };
    *out = std::mem::take(out).into_iter().flat_map(told).collect();
}

fn frame(plan: &Plan, state: &dyn FrameState, id: u16, at: &At, out: &mut Vec<Command>) {
    for (local, node) in plan.frame(id).nodes.iter().enumerate() {
        let status = state.progress().status(local as u16);
        if matches!(status, Status::Ready | Status::Running) {
            self::node(plan, state, (local as u16, *node), status, at, out);
        }
    }
}

fn node(
    plan: &Plan,
    state: &dyn FrameState,
    (local, node): (u16, u16),
    status: Status,
    at: &At,
    out: &mut Vec<Command>,
) {
    let mut push = |kind| out.push(Command { at: at.clone(), node, kind });
    let detail = state.progress().beside.detail(local);
    match plan.node(node).kind {
        Kind::Stage { stage, .. } => push(start(state.progress(), local, stage)),
        Kind::Sleep { .. } | Kind::Signal { .. } if status == Status::Running => {
            let Some(wait) = detail.and_then(|detail| detail.wait.as_ref()) else { return };
            if matches!(plan.node(node).kind, Kind::Signal { .. }) {
                push(CommandKind::AwaitSignal { key: wait.key.clone() });
            }
            if let Some(until) = wait.until {
                push(CommandKind::SetTimer { until });
            }
        }
        Kind::Open { frame: inner, .. } => {
            let open =
                detail.and_then(|detail| detail.opened.as_deref()).is_some_and(|opened: &Opened| opened.open > 0);
            if !open {
                return push(CommandKind::Evaluate);
            }
            let Some(items) = state.items(node) else { return };
            let (first, count) = items.span();
            for item in first..first + count {
                if let Some(opened) = items.frame(item) {
                    frame(plan, opened, inner, &at.child(node, item), out);
                }
            }
        }
        _ => push(CommandKind::Evaluate),
    }
}

fn start(progress: &Progress, local: u16, stage: StageRef) -> CommandKind {
    let detail = progress.beside.detail(local);
    if let Some(again) = detail.and_then(|detail| detail.again.as_ref()) {
        return CommandKind::again(again);
    }
    match stage {
        StageRef::Pipeline(_) => CommandKind::StartChild,
        StageRef::Agent(_) => CommandKind::FIRST,
    }
}
