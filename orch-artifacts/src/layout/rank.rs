//! Rows: each box stands below everything that leads to it, and edges over several rows get a point in each between.

use super::size::{self, LABEL, Size};
use crate::graph::Part;

/// A part cut into rows.
pub(super) struct Rows {
    /// Boxes first, in the order of the part; then the points of edges.
    pub(super) points: Vec<Point>,
    /// The points of each row from left to right.
    pub(super) rows: Vec<Vec<usize>>,
    /// The pieces of edges from each point to the row below.
    pub(super) below: Vec<Vec<usize>>,
    /// The same from below.
    pub(super) above: Vec<Vec<usize>>,
    /// For each edge of the part the points that it goes through, both boxes included.
    pub(super) ways: Vec<Vec<usize>>,
}

/// Something that takes room in a row.
pub(super) struct Point {
    /// Room to the left of where edges come and go.
    pub(super) left: i32,
    /// Room to the right of it.
    pub(super) right: i32,
    /// Height.
    pub(super) h: i32,
    /// What it is.
    pub(super) is: Is,
    /// Where edges come and go; set by `place`.
    pub(super) x: i32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    Box,
    Passing,
    Label,
}

/// Cuts a part into rows.
pub(super) fn rows(part: &Part, sizes: &[Size]) -> Rows {
    let ranks = ranks(part);
    let deepest = ranks.iter().copied().max().unwrap_or(0);
    let mut rows = Rows {
        points: sizes.iter().map(point).collect(),
        rows: vec![Vec::new(); deepest + 1],
        below: vec![Vec::new(); sizes.len()],
        above: vec![Vec::new(); sizes.len()],
        ways: Vec::new(),
    };
    for (index, rank) in ranks.iter().enumerate() {
        rows.rows[*rank].push(index);
    }
    for edge in &part.edges {
        let label = edge.label.as_deref().map(size::label);
        rows.lead(edge.from, edge.to, (ranks[edge.from], ranks[edge.to]), label);
    }
    rows
}

impl Rows {
    /// Leads an edge through the rows between its boxes. A label takes the first of them.
    fn lead(&mut self, from: usize, to: usize, (top, bottom): (usize, usize), mut label: Option<i32>) {
        let mut way = vec![from];
        for row in top + 1..bottom {
            let point = match label.take() {
                Some(width) => Point { left: width / 2, right: width / 2, h: LABEL, is: Is::Label, x: 0 },
                None => Point { left: 2, right: 2, h: 0, is: Is::Passing, x: 0 },
            };
            let new = self.points.len();
            self.points.push(point);
            self.below.push(Vec::new());
            self.above.push(Vec::new());
            self.rows[row].push(new);
            way.push(new);
        }
        way.push(to);
        for pair in way.windows(2) {
            self.below[pair[0]].push(pair[1]);
            self.above[pair[1]].push(pair[0]);
        }
        self.ways.push(way);
    }
}

fn point(size: &Size) -> Point {
    let aside = size.undo.map_or(0, |undo| size::ASIDE + undo);
    Point { left: size.w / 2, right: size.w / 2 + aside, h: size.h, is: Is::Box, x: 0 }
}

/// The longest way to each box; an edge with a label takes two rows.
fn ranks(part: &Part) -> Vec<usize> {
    let mut ranks = vec![0; part.boxes.len()];
    for (index, _) in part.boxes.iter().enumerate() {
        let lowest = part
            .edges
            .iter()
            .filter(|edge| edge.to == index)
            .map(|edge| ranks[edge.from] + length(edge.label.is_some()));
        ranks[index] = lowest.max().unwrap_or(0);
    }
    ranks
}

fn length(labelled: bool) -> usize {
    if labelled { 2 } else { 1 }
}
