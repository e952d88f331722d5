//! Boxes between the same neighbours are gathered into one frame, so that a wide flow stays readable: the arrows in and
//! out are drawn once.

use super::{Edge, EdgeKind, Item, Part, Shape};

/// So many boxes of one row are still told apart at a glance.
const FEW: usize = 5;

/// The part with its bundles made.
pub(super) fn bundled(part: Part) -> Part {
    let groups = groups(&part);
    if groups.is_empty() {
        return part;
    }
    // Where each box goes: its new place, or the place of its bundle.
    let mut place = vec![0; part.boxes.len()];
    let mut boxes: Vec<Item> = Vec::new();
    for (index, item) in part.boxes.iter().enumerate() {
        match groups.iter().find(|group| group.contains(&index)) {
            Some(group) if group[0] == index => {
                place[index] = boxes.len();
                boxes.push(bundle(&part, group));
            }
            Some(group) => place[index] = place[group[0]],
            None => {
                place[index] = boxes.len();
                boxes.push(item.clone());
            }
        }
    }
    let mut edges: Vec<Edge> = Vec::new();
    for edge in part.edges {
        let edge = Edge { from: place[edge.from], to: place[edge.to], ..edge };
        if !edges.contains(&edge) {
            edges.push(edge);
        }
    }
    Part { boxes, edges }
}

/// The neighbours of a box: who comes before it and after it, and why.
type Neighbours = (Vec<(usize, EdgeKind)>, Vec<(usize, EdgeKind)>);

fn groups(part: &Part) -> Vec<Vec<usize>> {
    let mut groups: Vec<(Neighbours, Vec<usize>)> = Vec::new();
    for (index, item) in part.boxes.iter().enumerate() {
        let Some(neighbours) = plain_neighbours(part, index).filter(|_| fits(item)) else { continue };
        match groups.iter_mut().find(|(key, _)| *key == neighbours) {
            Some((_, group)) => group.push(index),
            None => groups.push((neighbours, vec![index])),
        }
    }
    groups.into_iter().map(|(_, group)| group).filter(|group| group.len() > FEW).collect()
}

/// Whether a box may stand in a bundle: it is small and nothing hangs on it.
fn fits(item: &Item) -> bool {
    matches!(item.shape, Shape::Agent(_) | Shape::Pipeline(_) | Shape::Value | Shape::Check) && item.undo.is_none()
}

/// The neighbours, unless an arrow with words leads to or from them.
fn plain_neighbours(part: &Part, index: usize) -> Option<Neighbours> {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for edge in part.edges.iter().filter(|edge| edge.from == index || edge.to == index) {
        if edge.label.is_some() {
            return None;
        }
        if edge.to == index { before.push((edge.from, edge.kind)) } else { after.push((edge.to, edge.kind)) }
    }
    Some((before, after))
}

fn bundle(part: &Part, group: &[usize]) -> Item {
    let boxes: Vec<Item> = group.iter().map(|index| part.boxes[*index].clone()).collect();
    Item {
        id: format!("b{}", boxes[0].id.trim_start_matches('n')),
        title: format!("{} side by side", boxes.len()),
        detail: String::new(),
        hover: format!("{} boxes between the same neighbours", boxes.len()),
        shape: Shape::Bundle,
        ends: false,
        undo: None,
        link: None,
        inner: Some(Part { boxes, edges: Vec::new() }),
    }
}
