//! Fan-outs, `for`s and loops: opening items and rounds, and what follows when one ends.

use orch_blueprint::FrameKind;

use super::advance::{Scope, open_frame};
use super::{CommandKind, descend_along};
use crate::failure::FailureKind;
use crate::plan::Spot;
use crate::state::{Ending, Opened, Status};
use crate::{Apart, At, Failure, FrameState, Step};

/// The node may begin. A loop opens its first round at once; the others compute their list first.
pub(super) fn ready(scope: &mut Scope<'_>, local: u16, frame: u16) {
    match scope.plan.blueprint().frames[usize::from(frame)].kind {
        FrameKind::Rounds(rounds) => begin(scope, local, rounds, Some(1), None),
        _ => scope.command(local, CommandKind::Evaluate),
    }
}

/// The list is there.
pub(super) fn opened(scope: &mut Scope<'_>, local: u16, count: u32, concurrent: Option<u32>, tolerate: Option<u32>) {
    let concurrent = match kind(scope, local) {
        FrameKind::Items => concurrent,
        _ => Some(1),
    };
    begin(scope, local, count, concurrent, tolerate);
}

fn begin(scope: &mut Scope<'_>, local: u16, count: u32, concurrent: Option<u32>, tolerate: Option<u32>) {
    scope.cell(local).status = Status::Running;
    scope.detail(local).opened = Some(Box::new(Opened {
        count,
        concurrent,
        tolerate,
        next: 0,
        open: 0,
        failures: Default::default(),
        limit: None,
        ending: None,
    }));
    go_on(scope, local);
}

/// One item or round has ended.
pub(super) fn ended(scope: &mut Scope<'_>, step: Step, ending: Ending, path: impl FnOnce() -> String) {
    let local = scope.plan.local(step.node());
    let kind = kind(scope, local);
    let state = state(scope, local);
    state.open -= 1;
    match (kind, ending) {
        (FrameKind::Items, Ending::Failed(failure)) => item_failed(scope, local, step.item(), failure),
        (_, Ending::Halted) | (FrameKind::Items, _) => {}
        (FrameKind::Rounds(rounds), Ending::Done | Ending::Continue) if step.item() + 1 >= rounds => {
            let message = format!("no `break` within {rounds} rounds");
            let failure = Failure::new(FailureKind::RoundsExhausted, message).at(path());
            conclude(state, Ending::Failed(Apart::new(failure)));
        }
        (_, Ending::Done | Ending::Continue) => {}
        (_, ending) => conclude(state, ending),
    }
    go_on(scope, local);
    scope.start_ready();
}

/// The frame at `at`, of the node at this place, has ended, and ended well. If it is an item, while others are open and none is to be opened, then that
/// there is one less is all that follows: it is done here, and the rest is spared.
pub(super) fn ends_among_others(spot: Spot, root: &mut dyn FrameState, at: &At) -> bool {
    let (Some(opener), Some((_, outer))) = (spot.opener.filter(|opener| opener.items), at.steps().split_last()) else {
        return false;
    };
    let Some(frame) = descend_along(root, outer) else { return false };
    let detail = frame.progress_mut().beside.detail_mut(opener.local);
    let Some(opened) = detail.and_then(|detail| detail.opened.as_deref_mut()) else { return false };
    opened.open -= 1;
    if opened.open > 0 && openable(opened) == 0 {
        return true;
    }
    opened.open += 1;
    false
}

/// How a `for` or a loop ends; one that was given up from outside stays so.
fn conclude(state: &mut Opened, ending: Ending) {
    if state.ending.is_none() {
        state.ending = Some(ending);
    }
}

/// More items have failed than tolerated: the one that is one too many, counted in the order of the list, ends it. Items
/// before that one go on, because they may move it further to the front.
fn item_failed(scope: &mut Scope<'_>, local: u16, item: u32, failure: Apart<Failure>) {
    let state = state(scope, local);
    state.failures.insert(item, failure);
    let Some(last) = state.failures.keys().nth(state.tolerate.unwrap_or(0) as usize).copied() else { return };
    state.limit = Some(last);
    halt_behind(scope, local, Some(last), false);
}

/// Gives up the open items behind `after`; all of them without it.
fn halt_behind(scope: &mut Scope<'_>, local: u16, after: Option<u32>, force: bool) {
    let node = scope.node(local);
    let Some(frame_id) = scope.plan.opens(node) else { return };
    let Some(items) = scope.frame.items_mut(node) else { return };
    let (first, count) = items.span();
    let mut ended = 0;
    for item in first..first + count {
        let Some(frame) = items.frame_mut(item) else { continue };
        let open = frame.progress().left > 0;
        if open && after.is_none_or(|after| item > after) {
            let at = scope.at.child(node, item);
            Scope::new(scope.plan, frame_id, frame, &at, scope.out).halt(Ending::Halted, force);
            ended += u32::from(items.frame_mut(item).is_some_and(|frame| frame.progress().left == 0));
        }
    }
    state(scope, local).open -= ended;
}

/// The node is not wanted any more: no further item opens, the open ones are given up.
pub(super) fn give_up(scope: &mut Scope<'_>, local: u16, force: bool) {
    if state(scope, local).open == 0 {
        // Its items have all ended and their value is being computed.
        scope.command(local, CommandKind::Cancel);
    }
    state(scope, local).ending = Some(Ending::Halted);
    halt_behind(scope, local, None, force);
    if state(scope, local).open == 0 {
        scope.settle(local, Status::Cancelled);
    }
}

/// Opens what may be open; if nothing is and nothing will be, the node ends.
fn go_on(scope: &mut Scope<'_>, local: u16) {
    let more = openable(state(scope, local));
    if more > 0 {
        make_room(scope, local, more);
        open(scope, local, more);
    }
    let state = state(scope, local);
    if state.open > 0 {
        return;
    }
    if let Some(failed) = state.limit {
        let failure = state.failures[&failed].clone();
        return scope.fail(local, failure, false, false);
    }
    match state.ending.clone() {
        None | Some(Ending::Break) => scope.command(local, CommandKind::Evaluate),
        Some(Ending::Failed(failure)) => scope.fail(local, failure, false, false),
        Some(Ending::Halted) => scope.settle(local, Status::Cancelled),
        Some(ending) => {
            scope.settle(local, Status::Succeeded);
            scope.end_at(local, ending);
        }
    }
}

/// For the items that are about to be opened: at once, where they are many.
fn make_room(scope: &mut Scope<'_>, local: u16, more: u32) {
    /// How many frames, and how many commands, are made room for ahead of time.
    const AHEAD: u32 = 1024;
    if more < 2 || state(scope, local).open > 0 || kind(scope, local) != FrameKind::Items {
        return;
    }
    let (node, more) = (scope.node(local), more.min(AHEAD));
    if let Some(items) = scope.frame.items_mut(node) {
        items.reserve(more);
        scope.out.reserve(more as usize);
    }
}

/// How many items or rounds may be opened now.
fn openable(state: &Opened) -> u32 {
    if state.ending.is_some() {
        return 0;
    }
    let left = state.limit.unwrap_or(u32::MAX).min(state.count).saturating_sub(state.next);
    state.concurrent.map_or(left, |most| most.saturating_sub(state.open).min(left))
}

/// Opens the next ones.
fn open(scope: &mut Scope<'_>, local: u16, more: u32) {
    let node = scope.node(local);
    let forget = kind(scope, local) != FrameKind::Items;
    let state = state(scope, local);
    state.next += more;
    state.open += more;
    let Some(frame_id) = scope.plan.opens(node) else { return };
    let Some(items) = scope.frame.items_mut(node) else { return };
    let first = items.open(more, forget);
    for item in first..first + more {
        let Some(frame) = items.frame_mut(item) else { return };
        open_frame(scope.plan, frame_id, frame, &scope.at.child(node, item), scope.out);
    }
}

fn kind(scope: &Scope<'_>, local: u16) -> FrameKind {
    let frame = scope.plan.opens(scope.node(local)).unwrap_or_default();
    scope.plan.blueprint().frames[usize::from(frame)].kind
}

fn state<'s>(scope: &'s mut Scope<'_>, local: u16) -> &'s mut Opened {
    scope.detail(local).opened.as_deref_mut().expect("a running fan-out or loop has been opened")
}
