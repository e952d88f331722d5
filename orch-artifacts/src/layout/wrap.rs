//! Which row each box stands in: below everything that leads to it, and further down where a row would be too wide.

use super::rank::is_alike;
use super::size::{self, BESIDE, BETWEEN, Size};
use crate::graph::{Edge, Part};

/// The row of each box.
pub(super) struct Ranks {
    pub(super) ranks: Vec<usize>,
    /// Which boxes had to give way.
    pub(super) pushed: Vec<bool>,
}

impl Ranks {
    /// The row in which the name of an edge stands: with the decision, or with the box that had to give way.
    pub(super) fn name(&self, edge: &Edge) -> usize {
        if self.pushed[edge.to] { self.ranks[edge.to] - 1 } else { self.ranks[edge.from] + 1 }
    }
}

/// The rows, none wider than this but those of a single box.
pub(super) fn ranks(part: &Part, sizes: &[Size], width: i32) -> Ranks {
    let mut into = vec![Vec::new(); part.boxes.len()];
    for edge in &part.edges {
        into[edge.to].push(edge);
    }
    let mut least = vec![0; part.boxes.len()];
    loop {
        let ranks = longest(&into, &least);
        let ranks = Ranks { ranks, pushed: least.iter().map(|least| *least > 0).collect() };
        let deepest = ranks.ranks.iter().copied().max().unwrap_or(0);
        let beyond = (0..=deepest).map(|row| too_many(part, sizes, &ranks, row, width));
        let Some(beyond) = beyond.into_iter().find(|beyond| !beyond.is_empty()) else { return ranks };
        for index in beyond {
            // Two rows, because the names of arms take one of their own.
            least[index] = ranks.ranks[index] + 2;
        }
    }
}

/// The longest way to each box, but at least what is given; an edge with a label takes two rows.
fn longest(into: &[Vec<&Edge>], least: &[usize]) -> Vec<usize> {
    let mut ranks = least.to_vec();
    for (index, edges) in into.iter().enumerate() {
        let lowest = edges.iter().map(|edge| ranks[edge.from] + length(edge.label.is_some())).max();
        ranks[index] = ranks[index].max(lowest.unwrap_or(0));
    }
    ranks
}

fn length(labelled: bool) -> usize {
    if labelled { 2 } else { 1 }
}

/// The boxes that are beyond the width of a row, themselves or their names: those that come last in the text. The first
/// stays in any case, with all names that lead to it: so each box comes to rest below those before it.
fn too_many(part: &Part, sizes: &[Size], ranks: &Ranks, row: usize, width: i32) -> Vec<usize> {
    let names = part.edges.iter().filter(|edge| ranks.name(edge) == row);
    let names = names.filter_map(|edge| Some((edge.to, size::label(edge.label.as_deref()?) + BESIDE)));
    let boxes = (0..part.boxes.len()).filter(|index| ranks.ranks[*index] == row);
    let boxes = boxes.map(|index| (index, sizes[index].full() + BETWEEN));
    let mut all: Vec<(usize, i32)> = boxes.chain(names).collect();
    all.sort_unstable();
    let mut used = (BESIDE + 4) * passing(part, ranks, row);
    let mut beyond = Vec::new();
    let first = all.first().map(|(index, _)| *index);
    for (index, size) in all {
        used += size;
        if used > width && first != Some(index) {
            beyond.push(index);
        }
    }
    beyond
}

/// How many edges pass a row without a name in it; those that go together count once.
fn passing(part: &Part, ranks: &Ranks, row: usize) -> i32 {
    let named = |edge: &Edge| edge.label.is_some() && ranks.name(edge) == row;
    let passes = |edge: &&Edge| ranks.ranks[edge.from] < row && row < ranks.ranks[edge.to] && !named(edge);
    let mut ways: Vec<&Edge> = Vec::new();
    for edge in part.edges.iter().filter(passes) {
        if !ways.iter().any(|other| is_alike(other, edge)) {
            ways.push(edge);
        }
    }
    ways.len() as i32
}
