//! Good ends that are plain: they mean that others wait for one less, and nothing else. Nearly all events are of this kind.

use super::legal::has_begun;
use super::{Command, CommandKind};
use crate::plan::{After, Begin, Spot};
use crate::state::{Cell, Progress, Status};
use crate::{At, Plan};

/// A node ends well, and that means nothing but that others wait for one less. Gives how many nodes are not settled.
#[inline]
pub(super) fn succeed(plan: &Plan, spot: Spot, progress: &mut Progress, at: &At, out: &mut Vec<Command>) -> u16 {
    progress.left -= 1;
    let cells: &mut [Cell] = &mut progress.cells;
    cells[usize::from(spot.local)].status = Status::Succeeded;
    for after in plan.after(spot) {
        let cell = &mut cells[usize::from(after.local)];
        cell.pending = cell.pending.saturating_sub(1);
        if cell.pending == 0 && cell.status == Status::Waiting {
            cell.status = Status::Ready;
            command_start(after, at, out);
        }
    }
    progress.left
}

/// Says that this may begin, which opens no loop.
#[inline]
pub(super) fn command_start(start: &After, at: &At, out: &mut Vec<Command>) {
    command(out, || Command {
        at: at.clone(),
        node: start.node,
        kind: match start.begin {
            Begin::Agent => CommandKind::FIRST,
            Begin::Pipeline => CommandKind::StartChild,
            Begin::Evaluation | Begin::Frame(_) => CommandKind::Evaluate,
        },
    });
}

/// Says a command that is put together where it belongs: one that is pushed is put together first and copied, and every event waits for that.
#[inline]
pub(super) fn command(out: &mut Vec<Command>, make: impl FnOnce() -> Command) {
    out.extend(std::iter::once_with(make));
}

/// The same as [`succeed`], if it is legal and one agent may begin then, and that is all that follows: gives its node. `None`: nothing has
/// changed.
#[inline]
pub(super) fn succeed_to_one(spot: &Spot, progress: &mut Progress) -> Option<u16> {
    let only = spot.only?;
    let cells: &mut [Cell] = &mut progress.cells;
    let [this, next] = cells.get_disjoint_mut([usize::from(spot.local), usize::from(only.local)]).ok()?;
    if !has_begun(this.status) || next.pending != 1 || next.status != Status::Waiting {
        return None;
    }
    this.status = Status::Succeeded;
    (next.pending, next.status) = (0, Status::Ready);
    progress.left -= 1;
    Some(only.node)
}
