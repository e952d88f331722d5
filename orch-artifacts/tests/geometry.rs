//! No edge crosses a box, no two boxes overlap, and everything is on the paper.
#![allow(missing_docs, reason = "a test has no users")]

#[allow(unreachable_pub, reason = "several tests share it")]
mod flows;

use orch_artifacts::graph::Graph;
use orch_artifacts::layout::{Area, Layout, Placed, Step, Wire};

fn is_frame(placed: &Placed) -> bool {
    use orch_artifacts::graph::Shape;
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

fn layouts() -> Vec<(&'static str, Layout)> {
    flows::all().into_iter().map(|(name, blueprint)| (name, Layout::new(&Graph::new(blueprint)))).collect()
}

#[test]
fn no_edge_crosses_a_box() {
    for (name, layout) in layouts() {
        for wire in &layout.wires {
            let areas: Vec<(&str, Area)> = layout
                .boxes
                .iter()
                .filter(|placed| !is_frame(placed) || (placed.item.id != wire.ends.0 && placed.item.id != wire.ends.1))
                .flat_map(|placed| {
                    [Some(placed.area), placed.undo].into_iter().flatten().map(|area| (placed.item.id.as_str(), area))
                })
                .collect();
            let start = wire.pieces[0][0].end();
            for (id, area) in areas {
                // An edge inside a frame is in that frame's area all the way, which is no crossing.
                let home = Area { x: start.0, y: start.1, w: 0, h: 0 };
                if holds(area, home) && id != wire.ends.0 {
                    continue;
                }
                for (x, y) in points(wire) {
                    let inside = x > f64::from(area.x) + 0.5
                        && x < f64::from(area.right()) - 0.5
                        && y > f64::from(area.y) + 0.5
                        && y < f64::from(area.bottom()) - 0.5;
                    assert!(!inside, "{name}: the edge {:?} crosses {id} at {x} {y}", wire.ends);
                }
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
        let labels: Vec<Area> = layout
            .wires
            .iter()
            .filter_map(|wire| wire.label.as_ref())
            .map(|(text, x, y)| {
                let w = text.chars().count() as i32 * 6;
                Area { x: x - w / 2, y: y - 6, w, h: 12 }
            })
            .collect();
        for (index, a) in labels.iter().enumerate() {
            assert!(labels[index + 1..].iter().all(|b| !overlap(*a, *b)), "{name}: labels overlap at {a:?}");
            assert!(layout.boxes.iter().all(|placed| is_frame(placed) || !overlap(*a, placed.area)), "{name}: {a:?}");
        }
    }
}
