//! From places to elements.

use std::fmt::Write;

use super::shape;
use crate::graph::EdgeKind;
use crate::layout::{Layout, Placed, Step, Wire};
use crate::text::xml;

/// How round the corners of edges are.
const ROUND: i32 = 6;

/// Paints frames, edges and boxes, in this order.
pub(super) fn layout(layout: &Layout, class: &str, lines: &mut Vec<String>) {
    for placed in layout.boxes.iter().filter(|placed| shape::is_frame(placed.item.shape)) {
        lines.push(boxed(placed, class));
    }
    for wire in &layout.wires {
        lines.push(self::wire(wire));
    }
    for placed in layout.boxes.iter().filter(|placed| !shape::is_frame(placed.item.shape)) {
        lines.push(boxed(placed, class));
    }
}

/// A box with its words, and the box that undoes it.
fn boxed(placed: &Placed, class: &str) -> String {
    let item = &placed.item;
    let mut out = format!(
        "<g id=\"{class}-{}\" class=\"{}\"><title>{}</title>",
        item.id,
        shape::class(item.shape),
        xml(&item.hover)
    );
    shape::outline(item.shape, placed.area, &mut out);
    shape::words(item, placed.area, &mut out);
    if let (Some(area), Some(undo)) = (placed.undo, item.undo) {
        let middle = area.y + area.h / 2;
        let _ = write!(
            out,
            "<path class=\"wire undoes\" d=\"M{} {middle}H{}\"/>",
            placed.area.right() + shape::side(item.shape),
            area.x
        );
        out.push_str(&hook(area.x, middle));
        shape::undo(area, undo, &mut out);
    }
    out.push_str("</g>");
    out
}

/// The arrow head of a compensation, to the right.
pub(super) fn hook(x: i32, y: i32) -> String {
    format!("<path class=\"open\" d=\"M{} {}L{x} {y}L{} {}\"/>", x - 6, y - 4, x - 6, y + 4)
}

fn wire(wire: &Wire) -> String {
    let mut out = String::from("<g>");
    for piece in &wire.pieces {
        let _ = write!(out, "<path class=\"wire{}\" d=\"{}\"/>", line_class(wire.kind), way(piece));
    }
    if let Some((x, y)) =
        wire.pieces.last().and_then(|piece| piece.last()).map(|step| step.end()).filter(|_| !wire.into_point)
    {
        out.push_str(&head(wire.kind, x, y));
    }
    if let Some((label, x, y)) = &wire.label {
        let _ = write!(out, "<text class=\"word\" x=\"{x}\" y=\"{y}\">{}</text>", xml(label));
    }
    out.push_str("</g>");
    out
}

/// The class of an edge's line, with a space before it.
pub(super) fn line_class(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Value | EdgeKind::Branch => "",
        EdgeKind::Order => " order",
        EdgeKind::Fallback => " fallback",
        EdgeKind::Wait => " waits",
    }
}

/// An arrow head that points down: solid where a value goes, open where only the order counts.
pub(super) fn head(kind: EdgeKind, x: i32, y: i32) -> String {
    let (left, right, top) = (x - 4, x + 4, y - 7);
    match kind {
        EdgeKind::Order | EdgeKind::Wait => format!("<path class=\"open\" d=\"M{left} {top}L{x} {y}L{right} {top}\"/>"),
        _ => format!("<path class=\"solid\" d=\"M{left} {top}L{x} {y}L{right} {top}Z\"/>"),
    }
}

fn way(steps: &[Step]) -> String {
    let mut out = String::new();
    let mut at = (0, 0);
    for (index, step) in steps.iter().enumerate() {
        match *step {
            Step::Move(x, y) => {
                let _ = write!(out, "M{x} {y}");
            }
            Step::Line(x, y) => match steps.get(index + 1) {
                Some(Step::Line(next_x, next_y)) => corner(at, (x, y), (*next_x, *next_y), &mut out),
                _ => line(at, (x, y), &mut out),
            },
            Step::Curve(x, y) => {
                let middle = (at.1 + y) / 2;
                let _ = write!(out, "C{} {middle} {x} {middle} {x} {y}", at.0);
            }
        }
        at = step.end();
    }
    out
}

fn line(from: (i32, i32), (x, y): (i32, i32), out: &mut String) {
    let _ = if x == from.0 { write!(out, "V{y}") } else { write!(out, "L{x} {y}") };
}

/// A line to where the way turns at a right angle, and around the corner.
fn corner(from: (i32, i32), at: (i32, i32), to: (i32, i32), out: &mut String) {
    let near = |other: i32, at: i32| at + ((other - at) / 2).clamp(-ROUND, ROUND);
    let towards = |other: (i32, i32)| (near(other.0, at.0), near(other.1, at.1));
    let after = towards(to);
    line(from, towards(from), out);
    let _ = write!(out, "Q{} {} {} {}", at.0, at.1, after.0, after.1);
}
