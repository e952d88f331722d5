//! A tall body is folded into columns, where a single edge leads from one part to the next.

use super::size::MARGIN;
use super::{Laid, Step};

/// A body that is taller than this is folded.
const TALL: i32 = 1500;
/// Between columns; the edge to the next column goes here.
const GUTTER: i32 = 56;

/// The body, folded if it is tall and can be cut.
pub(super) fn folded(laid: Laid) -> Laid {
    if laid.height <= TALL {
        return laid;
    }
    let columns = (laid.height + TALL - 1) / TALL;
    let goal = laid.height / columns;
    let cuts = cuts(&laid, goal);
    if cuts.is_empty() { laid } else { fold(laid, &cuts) }
}

/// Where one edge alone, going straight down, leads from one box to another; the places nearest to what is wanted.
fn cuts(laid: &Laid, goal: i32) -> Vec<(i32, usize)> {
    let mut found = Vec::new();
    let mut bottom = goal;
    while bottom < laid.height - goal / 2 {
        let near = laid.wires.iter().enumerate().filter_map(|(index, wire)| {
            let [piece] = &wire.pieces[..] else { return None };
            let (&[Step::Move(_, top), Step::Line(_, end)] | &[Step::Move(_, top), _, Step::Line(_, end)]) = &piece[..]
            else {
                return None;
            };
            let cut = (top + end) / 2;
            is_free(laid, index, cut, end).then_some((cut, index))
        });
        let last = found.last().map_or(0, |(cut, _): &(i32, usize)| *cut);
        let fits = |cut: i32| cut > last + goal / 2 && cut < last + goal * 3 / 2 && cut < laid.height - goal / 3;
        let best = near.filter(|(cut, _)| fits(*cut)).min_by_key(|(cut, _)| (cut - bottom).abs());
        let Some(best) = best else { break };
        found.push(best);
        bottom = best.0 + goal;
    }
    found
}

/// Whether nothing but this wire lies at this height.
fn is_free(laid: &Laid, wire: usize, cut: i32, end: i32) -> bool {
    let boxed = laid.spots.iter().any(|spot| spot.area.y < end - 1 && spot.area.bottom() > cut);
    let crossed = laid.wires.iter().enumerate().any(|(index, other)| {
        let heights = other.pieces.iter().flatten().map(|step| step.end().1);
        let (top, low) = (heights.clone().min().unwrap_or(0), heights.max().unwrap_or(0));
        index != wire && top < end && low > cut
    });
    !boxed && !crossed
}

/// Moves what lies below each cut into a column of its own.
fn fold(mut laid: Laid, cuts: &[(i32, usize)]) -> Laid {
    let ends: Vec<i32> = cuts.iter().map(|(cut, _)| *cut).chain([laid.height]).collect();
    let column = |y: i32| ends.iter().take_while(|end| y > **end).count();
    // The extent of each column, and where its contents begin.
    let mut extents = vec![(i32::MAX, 0, i32::MAX); ends.len()];
    for spot in &laid.spots {
        let extent = &mut extents[column(spot.area.y + 1)];
        let right = spot.undo.unwrap_or(spot.area).right();
        *extent = (extent.0.min(spot.area.x), extent.1.max(right), extent.2.min(spot.area.y));
    }
    for wire in &laid.wires {
        for (x, y) in wire.pieces.iter().flatten().map(|step| step.end()) {
            let extent = &mut extents[column(y)];
            extent.0 = extent.0.min(x - 6);
            extent.1 = extent.1.max(x + 6);
        }
        if let Some((text, x, y)) = &wire.label {
            let (extent, half) = (&mut extents[column(*y)], super::size::label(text) / 2);
            extent.0 = extent.0.min(x - half);
            extent.1 = extent.1.max(x + half);
        }
    }
    let (mut shifts, mut lefts) = (Vec::new(), Vec::new());
    let mut left = 0;
    for (index, (low, high, top)) in extents.iter().enumerate() {
        shifts.push((left - low, if index == 0 { 0 } else { 2 * MARGIN - top }));
        lefts.push(left);
        left += high - low + GUTTER;
    }
    move_all(&mut laid, &shifts, &lefts, cuts, column);
    laid.width = left - GUTTER;
    let lowest = laid.spots.iter().map(|spot| spot.area.bottom()).max().unwrap_or(0);
    laid.height = lowest + 2 * MARGIN;
    laid
}

fn move_all(
    laid: &mut Laid,
    shifts: &[(i32, i32)],
    lefts: &[i32],
    cuts: &[(i32, usize)],
    column: impl Fn(i32) -> usize,
) {
    for spot in &mut laid.spots {
        let (x, y) = shifts[column(spot.area.y + 1)];
        spot.area = spot.area.moved(x, y);
        spot.undo = spot.undo.map(|undo| undo.moved(x, y));
    }
    let lowest = laid.spots.iter().map(|spot| spot.area.bottom()).max().unwrap_or(0);
    for (index, wire) in laid.wires.iter_mut().enumerate() {
        let (first, last) = (wire.pieces[0][0].end(), last_of(wire));
        if let Some(cut) = cuts.iter().position(|(_, cut)| *cut == index) {
            let (from, to) = (shifts[cut], shifts[cut + 1]);
            let gutter = lefts[cut + 1] - GUTTER / 2;
            wire.pieces = vec![around(
                (first.0 + from.0, first.1 + from.1),
                (last.0 + to.0, last.1 + to.1),
                gutter,
                lowest + MARGIN,
            )];
        } else {
            let (x, y) = shifts[column(last.1)];
            *wire = wire.moved(x, y);
        }
    }
}

fn last_of(wire: &super::Wire) -> (i32, i32) {
    wire.pieces.last().and_then(|piece| piece.last()).map_or((0, 0), |step| step.end())
}

/// Down, to the gutter, up, and down into the next column.
fn around(from: (i32, i32), to: (i32, i32), gutter: i32, low: i32) -> Vec<Step> {
    let high = to.1 - MARGIN - 4;
    let corners = [(from.0, low), (gutter, low), (gutter, high), (to.0, high), to];
    std::iter::once(Step::Move(from.0, from.1)).chain(corners.into_iter().map(|(x, y)| Step::Line(x, y))).collect()
}
