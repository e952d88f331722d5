//! A tall part is folded into columns, as many as a page is wide.
//!
//! It is cut between rows, where every edge goes straight down. An edge that is cut goes around: down to a lane below
//! its column, over to the gutter, up, and down into the next column where it would have gone on. Lanes lie within each
//! other like the rims of a bowl, so edges that go around cross no more than they did before.

use std::collections::BTreeSet;

use super::size::{self, MARGIN};
use super::{Laid, Spot, Step, Wire};
use crate::graph::EdgeKind;

/// A part that is taller than this is folded.
const TALL: i32 = 1500;
/// Between two lanes.
const LANE: i32 = 9;
/// Between a column and the lanes beside it.
const AWAY: i32 = 22;
/// Where more edges than this would go around, nothing is cut.
const MOST: usize = 9;

/// The part, folded if it is tall and the columns fit into the room.
pub(super) fn folded(laid: Laid, room: i32) -> Laid {
    let columns = (laid.height + TALL - 1) / TALL;
    for columns in (2..=columns).rev() {
        let cuts = cuts(&laid, columns);
        let fold = Fold::new(&laid, &cuts);
        if !cuts.is_empty() && fold.width() <= room {
            return fold.laid(laid);
        }
    }
    laid
}

/// A height at which a part is cut.
struct Cut {
    y: i32,
    /// Where edges go through it, from left to right. Edges that are together here, because they leave one corner, stay so.
    lanes: Vec<i32>,
}

/// The cuts for so many columns of about one height, each where few edges go.
fn cuts(laid: &Laid, columns: i32) -> Vec<Cut> {
    let goal = laid.height / columns;
    let near = |number: i32| {
        let near = laid.breaks.iter().filter(move |y| (**y - goal * number).abs() < goal / 2);
        let cuts = near.map(|y| Cut { y: *y, lanes: lanes(laid, *y) });
        cuts.filter(|cut| cut.lanes.len() <= MOST)
            .min_by_key(|cut| (cut.y - goal * number).abs() + 90 * cut.lanes.len() as i32 + arms(laid, cut.y))
    };
    (1..columns).filter_map(near).collect()
}

/// Where edges go through this height.
fn lanes(laid: &Laid, y: i32) -> Vec<i32> {
    let mut lanes: Vec<i32> = laid.wires.iter().filter_map(|wire| through(wire, y)).collect();
    lanes.sort_unstable();
    lanes.dedup();
    lanes
}

/// Where an edge goes through this height, if it does.
fn through(wire: &Wire, y: i32) -> Option<i32> {
    let steps = wire.pieces.iter().flat_map(|piece| piece.windows(2));
    let mut sides = steps.map(|pair| (pair[0].end(), pair[1].end()));
    sides.find(|(from, to)| from.1 <= y && to.1 > y).map(|(from, _)| from.0)
}

/// What it costs to part a decision from the names of its arms.
fn arms(laid: &Laid, y: i32) -> i32 {
    let parted = |wire: &&Wire| wire.label.as_ref().is_some_and(|label| wire.pieces[0][0].end().1 <= y && label.2 > y);
    60 * laid.wires.iter().filter(parted).count() as i32
}

/// Which ways around are drawn: after which column, where, and as what.
type Drawn = BTreeSet<(usize, i32, EdgeKind)>;

/// The columns and where they go.
struct Fold<'a> {
    cuts: &'a [Cut],
    columns: Vec<Column>,
}

/// What a column holds, and how far that moves.
struct Column {
    left: i32,
    right: i32,
    shift: (i32, i32),
}

impl<'a> Fold<'a> {
    fn new(laid: &Laid, cuts: &'a [Cut]) -> Fold<'a> {
        let columns = (0..=cuts.len()).map(|_| Column { left: i32::MAX, right: i32::MIN, shift: (0, 0) }).collect();
        let mut fold = Fold { cuts, columns };
        for spot in &laid.spots {
            fold.hold(spot.area.y + 1, spot.area.x, spot.undo.unwrap_or(spot.area).right());
        }
        for wire in &laid.wires {
            fold.hold_wire(wire);
        }
        let mut right = 0;
        for index in 0..fold.columns.len() {
            let before = index.checked_sub(1).map(|before| &cuts[before]);
            let gutter = before.map_or(0, |cut| 2 * AWAY + LANE * (cut.lanes.len() as i32 - 1));
            let down = before.map_or(0, |cut| LANE * cut.lanes.len() as i32 - cut.y);
            let column = &mut fold.columns[index];
            column.shift = (right + gutter - column.left, down);
            right = column.right + column.shift.0;
        }
        fold
    }

    fn width(&self) -> i32 {
        self.columns.last().map_or(0, |column| column.right + column.shift.0)
    }

    /// The column of what stands at this height.
    fn column(&self, y: i32) -> usize {
        self.cuts.iter().take_while(|cut| y > cut.y).count()
    }

    fn hold(&mut self, y: i32, left: i32, right: i32) {
        let index = self.column(y);
        let column = &mut self.columns[index];
        (column.left, column.right) = (column.left.min(left), column.right.max(right));
    }

    fn hold_wire(&mut self, wire: &Wire) {
        for pair in wire.pieces.iter().flat_map(|piece| piece.windows(2)) {
            let (from, to) = (pair[0].end(), pair[1].end());
            for column in self.column(from.1 + 1)..=self.column(to.1) {
                let column = &mut self.columns[column];
                column.left = column.left.min(from.0.min(to.0) - 6);
                column.right = column.right.max(from.0.max(to.0) + 6);
            }
        }
        if let Some((text, x, y)) = &wire.label {
            let half = size::label(text) / 2;
            self.hold(*y, x - half, x + half);
        }
    }

    /// Moves everything to its place.
    fn laid(&self, laid: Laid) -> Laid {
        let moved = |spot: Spot| {
            let (x, y) = self.columns[self.column(spot.area.y + 1)].shift;
            Spot { area: spot.area.moved(x, y), undo: spot.undo.map(|undo| undo.moved(x, y)), ..spot }
        };
        let spots: Vec<Spot> = laid.spots.into_iter().map(moved).collect();
        let mut drawn = BTreeSet::new();
        let wires: Vec<Wire> = laid.wires.into_iter().map(|wire| self.wire(wire, &mut drawn)).collect();
        let lowest = spots.iter().map(|spot| spot.area.bottom());
        let height = lowest.chain(wires.iter().flat_map(|wire| wire.pieces.iter().flatten().map(|step| step.end().1)));
        Laid { width: self.width(), height: height.max().unwrap_or(0), spots, wires, breaks: Vec::new() }
    }

    fn wire(&self, wire: Wire, drawn: &mut Drawn) -> Wire {
        let label = wire.label.map(|(text, x, y)| {
            let shift = self.columns[self.column(y)].shift;
            (text, x + shift.0, y + shift.1)
        });
        let pieces = wire.pieces.iter().map(|piece| self.piece(piece, wire.kind, drawn)).collect();
        Wire { pieces, label, ..wire }
    }

    fn piece(&self, piece: &[Step], kind: EdgeKind, drawn: &mut Drawn) -> Vec<Step> {
        let mut out = Vec::new();
        let mut column = self.column(piece[0].end().1);
        out.push(self.moved(column, piece[0]));
        for step in &piece[1..] {
            while column < self.column(step.end().1) {
                let x = out.last().map_or(0, |last: &Step| last.end().0) - self.columns[column].shift.0;
                if drawn.insert((column, x, kind)) {
                    out.extend(self.around(column, x));
                } else {
                    // Another edge of the same box is drawn here already: this one begins where they part.
                    out = vec![self.moved(column + 1, Step::Move(x, self.cuts[column].y))];
                }
                column += 1;
            }
            let step = self.moved(column, *step);
            // From the lane straight on: one line.
            match (out.last_mut(), step) {
                (Some(Step::Line(x, y)), Step::Line(new, to)) if *x == new => *y = to,
                _ => out.push(step),
            }
        }
        out
    }

    fn moved(&self, column: usize, step: Step) -> Step {
        let (x, y) = self.columns[column].shift;
        step.moved(x, y)
    }

    /// The way of an edge from the end of a column to the beginning of the next.
    fn around(&self, column: usize, x: i32) -> Vec<Step> {
        let (cut, from, to) = (&self.cuts[column], &self.columns[column], &self.columns[column + 1]);
        let lane = cut.lanes.iter().position(|lane| *lane == x).unwrap_or(0);
        let inside = LANE * (cut.lanes.len() - 1 - lane) as i32;
        let low = cut.y + from.shift.1 + MARGIN + inside;
        let gutter = from.right + from.shift.0 + AWAY + inside;
        let end = (x + to.shift.0, cut.y + to.shift.1);
        let corners = [(x + from.shift.0, low), (gutter, low), (gutter, inside), (end.0, inside), end];
        corners.into_iter().map(|(x, y)| Step::Line(x, y)).collect()
    }
}
