//! Rows: each box stands below everything that leads to it, and edges over several rows get a point in each between.

use std::collections::BTreeSet;

use super::size::{self, LABEL, Size};
use super::wrap;
use crate::graph::{Edge, EdgeKind, Part};

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
    /// For each of them how many points after its box it shares with an earlier one.
    pub(super) shared: Vec<usize>,
    /// The pieces over which the flow goes on longest from a point where it divides: they want to be straight.
    pub(super) main: BTreeSet<(usize, usize)>,
    /// The pieces that carry nothing but order: the others say where boxes stand.
    pub(super) loose: BTreeSet<(usize, usize)>,
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

/// Cuts a part into rows, no wider than this if that can be.
pub(super) fn rows(part: &Part, sizes: &[Size], width: i32) -> Rows {
    let placed = wrap::ranks(part, sizes, width);
    let ranks = &placed.ranks;
    let deepest = ranks.iter().copied().max().unwrap_or(0);
    let mut rows = Rows {
        points: sizes.iter().map(point).collect(),
        rows: vec![Vec::new(); deepest + 1],
        below: vec![Vec::new(); sizes.len()],
        above: vec![Vec::new(); sizes.len()],
        ways: Vec::new(),
        shared: Vec::new(),
        main: BTreeSet::new(),
        loose: BTreeSet::new(),
    };
    for (index, rank) in ranks.iter().enumerate() {
        rows.rows[*rank].push(index);
    }
    for (index, edge) in part.edges.iter().enumerate() {
        let alike = (0..index).filter(|other| is_alike(&part.edges[*other], edge));
        let trunk = alike.max_by_key(|other| rows.ways[*other].len());
        rows.lead(edge, (ranks[edge.from], ranks[edge.to]), placed.name(edge), trunk);
    }
    rows.weigh(part);
    rows
}

/// Whether two edges say the same of one box, so that they may go together as far as they can.
pub(super) fn is_alike(a: &Edge, b: &Edge) -> bool {
    a.from == b.from && a.kind == b.kind && a.label.is_none() && b.label.is_none()
}

impl Rows {
    /// The width of everything.
    pub(super) fn width(&self) -> i32 {
        self.points.iter().map(|point| point.x + point.right).max().unwrap_or(0)
    }

    /// Leads an edge through the rows between its boxes: as far as it can along its trunk, an edge that is led already.
    /// Its label stands in the row `name`.
    fn lead(&mut self, edge: &Edge, (top, bottom): (usize, usize), name: usize, trunk: Option<usize>) {
        let label = edge.label.as_deref().map(size::label);
        let mut way = vec![edge.from];
        let trunk = trunk.map_or(&[][..], |trunk| &self.ways[trunk][1..self.ways[trunk].len() - 1]);
        way.extend(trunk.iter().take(bottom - top - 1));
        self.shared.push(way.len() - 1);
        for row in top + way.len()..bottom {
            let point = match label.filter(|_| row == name) {
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
        way.push(edge.to);
        for pair in way.windows(2) {
            if !self.below[pair[0]].contains(&pair[1]) {
                self.below[pair[0]].push(pair[1]);
                self.above[pair[1]].push(pair[0]);
            }
        }
        self.ways.push(way);
    }

    /// Finds what is loose, and what the flow's main way is where it divides.
    fn weigh(&mut self, part: &Part) {
        let (firm, loose): (Vec<_>, Vec<_>) =
            self.ways.iter().zip(&part.edges).partition(|(_, edge)| edge.kind != EdgeKind::Order);
        let pieces = |ways: Vec<(&Vec<usize>, &Edge)>| -> BTreeSet<(usize, usize)> {
            ways.iter().flat_map(|(way, _)| way.windows(2).map(|pair| (pair[0], pair[1]))).collect()
        };
        let firm = pieces(firm);
        self.loose = pieces(loose).difference(&firm).copied().collect();
        let mut longest = vec![0; self.points.len()];
        for point in self.rows.iter().rev().flatten() {
            let after = self.below[*point].iter().filter(|next| firm.contains(&(*point, **next)));
            let mut lengths: Vec<(usize, usize)> = after.map(|next| (longest[*next] + 1, *next)).collect();
            lengths.sort_unstable();
            match lengths[..] {
                [.., (second, _), (most, next)] if most > second + 1 => drop(self.main.insert((*point, next))),
                _ => {}
            }
            longest[*point] = lengths.last().map_or(0, |(length, _)| *length);
        }
    }
}

fn point(size: &Size) -> Point {
    Point { left: size.w / 2, right: size.full() - size.w / 2, h: size.h, is: Is::Box, x: 0 }
}
