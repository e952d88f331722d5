//! No edge crosses a box or a text, no two boxes overlap, everything is on the paper, and on a page it can be read.
#![allow(missing_docs, reason = "a test has no users")]

#[allow(unreachable_pub, reason = "several tests share it")]
mod flows;

#[path = "geometry/texts.rs"]
mod texts;

use std::sync::OnceLock;

use orch_artifacts::graph::{Edge, EdgeKind, Graph, Item, Part, Shape};
use orch_artifacts::layout::{Area, Layout, PAGE, Placed, Step, Wire};

fn is_frame(placed: &Placed) -> bool {
    matches!(placed.item.shape, Shape::Repeat(_) | Shape::Bundle)
}

fn holds(outer: Area, inner: Area) -> bool {
    outer.x <= inner.x && outer.y <= inner.y && inner.right() <= outer.right() && inner.bottom() <= outer.bottom()
}

fn overlap(a: Area, b: Area) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

/// The way as many short straight pieces.
fn points(wire: &Wire) -> Vec<(f64, f64)> {
    let mut points = Vec::new();
    let mut at = (0.0, 0.0);
    for step in wire.pieces.iter().flatten() {
        let (x, y) = (f64::from(step.end().0), f64::from(step.end().1));
        let parts = if matches!(step, Step::Move(..)) { 1 } else { 64 };
        for part in 1..=parts {
            let t = f64::from(part) / f64::from(parts);
            let u = 1.0 - t;
            points.push(match step {
                Step::Move(..) => (x, y),
                Step::Line(..) => (at.0 * u + x * t, at.1 * u + y * t),
                Step::Curve(..) => {
                    let middle = (at.1 + y) / 2.0;
                    let bend = |a: f64, b: f64, c: f64, d: f64| {
                        u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
                    };
                    (bend(at.0, at.0, x, x), bend(at.1, middle, middle, y))
                }
            });
        }
        at = (x, y);
    }
    points
}

/// All of them, made once.
fn layouts() -> &'static [(String, Layout)] {
    static MADE: OnceLock<Vec<(String, Layout)>> = OnceLock::new();
    MADE.get_or_init(|| {
        flows::many().into_iter().map(|(name, blueprint)| (name, Layout::new(&Graph::new(blueprint)))).collect()
    })
}

/// Where a way goes through an area; its rim does not count.
fn inside(way: &[(f64, f64)], area: Area) -> Option<(f64, f64)> {
    let (left, right) = (f64::from(area.x) + 0.5, f64::from(area.right()) - 0.5);
    let (top, bottom) = (f64::from(area.y) + 0.5, f64::from(area.bottom()) - 0.5);
    way.iter().copied().find(|(x, y)| *x > left && *x < right && *y > top && *y < bottom)
}

fn label(wire: &Wire) -> Option<Area> {
    let (text, x, y) = wire.label.as_ref()?;
    let w = texts::width(text, 10);
    Some(Area { x: x - w / 2, y: y - 6, w, h: 12 })
}

#[test]
fn no_edge_crosses_a_box_or_a_text() {
    for (name, layout) in layouts() {
        for wire in &layout.wires {
            let way = points(wire);
            let areas = layout
                .boxes
                .iter()
                .filter(|placed| !is_frame(placed) || (placed.item.id != wire.ends.0 && placed.item.id != wire.ends.1))
                .flat_map(|placed| [Some(placed.area), placed.undo].map(|area| (placed.item.id.as_str(), area)));
            let start = wire.pieces[0][0].end();
            for (id, area) in areas.filter_map(|(id, area)| Some((id, area?))) {
                // An edge inside a frame is in that frame's area all the way, which is no crossing.
                let home = Area { x: start.0, y: start.1, w: 0, h: 0 };
                if holds(area, home) && id != wire.ends.0 {
                    continue;
                }
                assert_eq!(inside(&way, area), None, "{name}: the edge {:?} crosses {id}", wire.ends);
            }
            for other in layout.wires.iter().filter_map(label) {
                assert_eq!(inside(&way, other), None, "{name}: the edge {:?} crosses a text", wire.ends);
            }
        }
    }
}

#[test]
fn boxes_keep_apart_or_lie_within() {
    for (name, layout) in layouts() {
        for (index, a) in layout.boxes.iter().enumerate() {
            for b in &layout.boxes[index + 1..] {
                let within = is_frame(a) && holds(a.area, b.area);
                assert!(within || !overlap(a.area, b.area), "{name}: {} and {} overlap", a.item.id, b.item.id);
                if let Some(undo) = a.undo {
                    assert!(!overlap(undo, b.area), "{name}: the compensation of {} overlaps {}", a.item.id, b.item.id);
                }
            }
        }
    }
}

#[test]
fn everything_is_on_the_paper() {
    for (name, layout) in layouts() {
        let paper = Area { x: 0, y: 0, w: layout.width, h: layout.height };
        for placed in &layout.boxes {
            assert!(holds(paper, placed.undo.unwrap_or(placed.area)), "{name}: {}", placed.item.id);
        }
        for (x, y) in layout.wires.iter().flat_map(points) {
            let on = x >= 0.0 && y >= 0.0 && x <= f64::from(layout.width) && y <= f64::from(layout.height);
            assert!(on, "{name}: {x} {y}");
        }
    }
}

#[test]
fn labels_keep_apart() {
    for (name, layout) in layouts() {
        let labels: Vec<Area> = layout.wires.iter().filter_map(label).collect();
        for (index, a) in labels.iter().enumerate() {
            assert!(labels[index + 1..].iter().all(|b| !overlap(*a, *b)), "{name}: labels overlap at {a:?}");
            let boxes = layout.boxes.iter().filter(|placed| !is_frame(placed));
            let mut areas = boxes.flat_map(|placed| [Some(placed.area), placed.undo]).flatten();
            assert!(areas.all(|area| !overlap(*a, area)), "{name}: {a:?}");
        }
    }
}

#[test]
fn every_drawing_fits_a_page() {
    for (name, layout) in layouts() {
        // A generated flow may have more edges side by side than a page has room for.
        let most = if name.starts_with("seed") { PAGE * 21 / 20 } else { PAGE + 24 };
        assert!(layout.width <= most, "{name}: {}", layout.width);
    }
}

/// A tall flow is folded: sixty stages with branches take no more than two pages below each other.
#[test]
fn sixty_stages_are_folded() {
    for (name, layout) in layouts().iter().filter(|(name, _)| name.starts_with("sixty")) {
        assert!(layout.height < 2 * PAGE, "{name}: {}", layout.height);
    }
}

/// More names lead to one box than a row holds: no row is wide enough, wherever the box stands.
#[test]
fn many_names_before_one_box_end_the_search_for_room() {
    let item = |id: usize, shape| Item {
        id: format!("n{id}"),
        title: "match".into(),
        detail: String::new(),
        hover: String::new(),
        shape,
        ends: false,
        undo: None,
        link: None,
        inner: None,
    };
    let decisions = (1..=12).map(|id| item(id, Shape::Decision));
    let boxes = [item(0, Shape::Start)].into_iter().chain(decisions).chain([item(13, Shape::Return)]).collect();
    let edge = |from, to, label| Edge { from, to, kind: EdgeKind::Branch, label };
    let arm = |from| [edge(0, from, None), edge(from, 13, Some("Some(rate) if rate > limit".into()))];
    let mut edges: Vec<Edge> = (1..=12).flat_map(arm).collect();
    edges.sort_by_key(|edge| edge.to);
    let graph = Graph { name: "Fan", summary: String::new(), body: Part { boxes, edges } };
    assert_eq!(Layout::new(&graph).wires.len(), 24);
}
