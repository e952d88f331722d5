//! Compensation: what is kept while a run goes, and how one that failed is undone, change by change, in the reverse of
//! the order in which the changes ended.

use orch_blueprint::Kind;

use super::{Command, CommandKind, descend, is_keyed, keys_on_the_way};
use crate::saga::{self, Done, Known, NotUndone, Saga};
use crate::state::{Ending, Progress, Status};
use crate::{Apart, At, Failure, FrameState, Mark, Plan};

/// A change has ended well, or nobody knows how: it may have to be undone.
pub(super) fn keep(root: &mut dyn FrameState, plan: &Plan, at: &At, node: u16, outcome: Known) {
    let keys = if is_keyed(root, at) { keys_on_the_way(root, at) } else { Vec::new() };
    let detail = descend(root, at).and_then(|frame| frame.progress_mut().beside.detail_mut(plan.local(node)));
    let arguments = detail.and_then(|detail| detail.arguments.take()).map(Apart::into_inner).unwrap_or_default();
    let done = Done { at: at.clone(), node, keys, arguments, outcome };
    root.progress_mut().beside.saga_made().done.push(done);
}

/// The run is about to be stopped from outside: of changes under way nobody will know whether they happened.
pub(super) fn keep_lost(root: &mut dyn FrameState, plan: &Plan) {
    if !plan.compensates() {
        return;
    }
    let mut lost = Vec::new();
    find_lost(plan, root, 0, &At::ROOT, &mut lost);
    for (at, node) in lost {
        keep(root, plan, &at, node, Known::Nothing);
    }
}

/// In text order, then by item or round: they all end at once.
fn find_lost(plan: &Plan, frame: &dyn FrameState, id: u16, at: &At, lost: &mut Vec<(At, u16)>) {
    for (local, node) in plan.frame(id).nodes.iter().enumerate() {
        let progress = frame.progress();
        if progress.cells.is_empty() || !matches!(progress.status(local as u16), Status::Ready | Status::Running) {
            continue;
        }
        let started = progress.beside.detail(local as u16).is_some_and(|detail| detail.started > 0);
        match plan.node(*node).kind {
            Kind::Stage { .. } if started && plan.node(*node).undo().is_some() && !plan.winds_down(*node) => {
                lost.push((at.clone(), *node));
            }
            Kind::Open { frame: inner, .. } => {
                let Some(items) = frame.items(*node) else { continue };
                let (first, count) = items.span();
                for item in first..first + count {
                    if let Some(opened) = items.frame(item) {
                        find_lost(plan, opened, inner, &at.child(*node, item), lost);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The body has ended. A run that failed is undone first.
pub(super) fn conclude(root: &mut dyn FrameState, plan: &Plan, out: &mut Vec<Command>) {
    let progress = root.progress_mut();
    let failed = progress.beside.horizon().is_some_and(|horizon| matches!(horizon.ending, Ending::Failed(_)));
    if !failed {
        progress.beside.end_saga();
    }
    if let (true, Some(saga)) = (crate::sabotage::is("undo_forward"), progress.beside.saga_mut()) {
        saga.done.reverse();
    }
    go_on(root, plan, out);
}

/// Undoes the last change that is left, or finishes.
fn go_on(root: &mut dyn FrameState, plan: &Plan, out: &mut Vec<Command>) {
    let progress = root.progress_mut();
    let Some(saga) = progress.beside.saga_mut() else { return super::advance::finish(out) };
    if let Some(next) = saga.done.last() {
        let (at, node) = (next.at.clone(), next.node);
        mark(root, plan, &at, node, Status::Compensating);
        return out.push(Command { at, node, kind: CommandKind::Compensate { attempt: 1, retried: None } });
    }
    let failed = std::mem::take(&mut saga.failed);
    progress.beside.end_saga();
    if let (Some(failure), false) = (failure(progress), failed.is_empty()) {
        saga::tell(failure, failed);
    }
    super::advance::finish(out);
}

fn failure(progress: &mut Progress) -> Option<&mut Failure> {
    match &mut progress.beside.horizon_mut()?.ending {
        Ending::Failed(failure) => Some(failure),
        _ => None,
    }
}

/// What is outstanding while a run is being undone.
pub(super) fn outstanding(root: &dyn FrameState) -> Option<Command> {
    let saga = current(root)?;
    let Done { at, node, .. } = saga.done.last()?;
    Some(Command { at: at.clone(), node: *node, kind: attempt(saga) })
}

fn attempt(saga: &Saga) -> CommandKind {
    match &saga.again {
        None => CommandKind::Compensate { attempt: 1, retried: None },
        Some(again) => {
            CommandKind::Compensate { attempt: again.attempt + 1, retried: Some(Box::new((&**again).into())) }
        }
    }
}

/// What is being undone, if the run is.
pub(crate) fn current(root: &dyn FrameState) -> Option<&Saga> {
    let progress = root.progress();
    if progress.cells.is_empty() || progress.left > 0 { None } else { progress.beside.saga() }
}

/// Whether an event is of the change that is being undone.
pub(super) fn concerns(root: &dyn FrameState, at: &At, node: u16) -> bool {
    current(root).and_then(|saga| saga.done.last()).is_some_and(|done| done.node == node && done.at == *at)
}

/// Whether a mark is one of compensation.
pub(super) const fn is_of(mark: &Mark) -> bool {
    matches!(
        mark,
        Mark::Compensating { .. } | Mark::CompensationRetrying(_) | Mark::Compensated | Mark::CompensationFailed(_)
    )
}

/// Works off one event of the change that is being undone, already found legal.
pub(super) fn take(root: &mut dyn FrameState, plan: &Plan, mark: Mark, out: &mut Vec<Command>) {
    let path = current(root).and_then(|saga| saga.done.last()).map(|done| path(plan, done)).unwrap_or_default();
    let Some(saga) = root.progress_mut().beside.saga_mut() else { return };
    match mark {
        Mark::CompensationRetrying(again) => {
            saga.again = Some(again);
            out.extend(outstanding(root));
        }
        Mark::Compensated => end(root, plan, true, out),
        Mark::CompensationFailed(failure) => {
            saga.failed.push(NotUndone { stage: path, message: failure.into_inner().message });
            end(root, plan, false, out);
        }
        _ => {}
    }
}

/// The last change is undone, or never will be.
fn end(root: &mut dyn FrameState, plan: &Plan, undone: bool, out: &mut Vec<Command>) {
    let Some(saga) = root.progress_mut().beside.saga_mut() else { return };
    saga.again = None;
    let Some(done) = saga.done.pop() else { return };
    let status = match (undone, &done.outcome) {
        (true, _) => Status::Compensated,
        (false, Known::Output(_)) => Status::Succeeded,
        (false, Known::Nothing) => Status::Unknown,
    };
    mark(root, plan, &done.at, done.node, status);
    go_on(root, plan, out);
}

fn path(plan: &Plan, done: &Done) -> String {
    crate::path::render(plan.blueprint(), &done.at, &done.keys, done.node)
}

/// Shows in the change's own frame what becomes of it, if that is still there.
fn mark(root: &mut dyn FrameState, plan: &Plan, at: &At, node: u16, status: Status) {
    if let Some(frame) = descend(root, at)
        && let Some(cell) = frame.progress_mut().cells.get_mut(usize::from(plan.local(node)))
    {
        cell.status = status;
    }
}
