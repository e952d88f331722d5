//! The legend: what occurs in the drawing, and nothing else.

use std::fmt::Write;

use orch_blueprint::{Effect, FrameKind};

use super::{paint, shape};
use crate::graph::{EdgeKind, Graph, Shape};
use crate::layout::{Area, MARGIN};
use crate::text::columns;

/// The height of a row.
const ROW: i32 = 24;
/// The room for a sample.
const SAMPLE: i32 = 34;

/// Between two columns.
const GAP: i32 = 22;

/// The samples and their places.
pub(super) struct Legend {
    pub(super) width: i32,
    pub(super) height: i32,
    entries: Vec<(Entry, i32, i32)>,
}

#[derive(Clone, Copy)]
enum Sign {
    Shape(Shape),
    Line(EdgeKind),
    Undo,
    Ends,
}

#[derive(Clone, Copy)]
struct Entry {
    sign: Sign,
    words: &'static str,
}

impl Legend {
    /// What occurs in the graph, in as many columns as fit into this width.
    pub(super) fn new(graph: &Graph, width: i32) -> Legend {
        let entries = entries_of(graph);
        let sizes: Vec<i32> = entries.iter().map(Entry::width).collect();
        let columns = columns_within(&sizes, width - 2 * MARGIN);
        let lefts = lefts(&columns);
        let places = entries.into_iter().enumerate().map(|(index, entry)| {
            let (row, column) = (index / columns.len(), index % columns.len());
            (entry, MARGIN + lefts[column], MARGIN + ROW * row as i32)
        });
        let rows = sizes.len().div_ceil(columns.len()) as i32;
        let full = lefts.last().unwrap_or(&0) + columns.last().unwrap_or(&0);
        Legend { width: full + 2 * MARGIN, height: MARGIN + ROW * rows + MARGIN / 2, entries: places.collect() }
    }

    /// Paints it below a drawing of this width.
    pub(super) fn paint(&self, top: i32, width: i32, lines: &mut Vec<String>) {
        lines.push(format!("<path class=\"wire order\" d=\"M{MARGIN} {top}H{}\"/>", width - MARGIN));
        for (entry, x, y) in &self.entries {
            let y = top + y;
            let mut out = String::new();
            sample(entry.sign, *x, y, &mut out);
            let _ = write!(
                out,
                "<text class=\"at-left soft\" x=\"{}\" y=\"{}\">{}</text></g>",
                x + SAMPLE + 8,
                y + 9,
                entry.words
            );
            lines.push(out);
        }
    }
}

impl Entry {
    fn width(&self) -> i32 {
        SAMPLE + 8 + columns(self.words) * 61 / 10 + 1
    }
}

/// The widths of the columns, row by row filled: as many as fit, so that samples stand below each other.
fn columns_within(sizes: &[i32], width: i32) -> Vec<i32> {
    let columns = |count: usize| -> Vec<i32> {
        (0..count).map(|column| sizes.iter().skip(column).step_by(count).copied().max().unwrap_or(0)).collect()
    };
    let fits = |columns: &Vec<i32>| columns.iter().sum::<i32>() + GAP * (columns.len() as i32 - 1) <= width;
    (1..=sizes.len()).rev().map(columns).find(fits).unwrap_or_else(|| columns(1))
}

/// Where the columns begin.
fn lefts(columns: &[i32]) -> Vec<i32> {
    let before = |count: usize| columns[..count].iter().map(|width| width + GAP).sum();
    (0..columns.len()).map(before).collect()
}

fn sample(sign: Sign, x: i32, y: i32, out: &mut String) {
    let area = Area { x, y, w: SAMPLE - 2, h: 18 };
    match sign {
        Sign::Shape(kind) => {
            let _ = write!(out, "<g class=\"{}\">", shape::class(kind));
            small(kind, area, out);
        }
        Sign::Line(kind) => {
            let (line, middle) = (paint::line_class(kind), y + 9);
            let _ = write!(out, "<g><path class=\"wire{line}\" d=\"M{x} {middle}H{}\"/>", x + SAMPLE - 6);
            let head = paint::head(kind, 0, 0);
            let _ = write!(out, "<g transform=\"translate({} {middle}) rotate(-90)\">{head}</g>", x + SAMPLE - 2);
        }
        Sign::Undo => {
            let (middle, end) = (y + 9, x + 16);
            let _ =
                write!(out, "<g><path class=\"wire undoes\" d=\"M{x} {middle}H{end}\"/>{}", paint::hook(end, middle));
            let _ = write!(
                out,
                "<rect class=\"line undoes\" x=\"{end}\" y=\"{}\" width=\"{}\" height=\"14\" rx=\"4\"/>",
                y + 2,
                SAMPLE - 18
            );
        }
        Sign::Ends => {
            let _ = write!(out, "<g><text class=\"title\" x=\"{}\" y=\"{}\">?</text>", x + SAMPLE / 2, y + 9);
        }
    }
}

/// A shape without words, small.
fn small(kind: Shape, area: Area, out: &mut String) {
    match kind {
        Shape::Join => {
            let _ =
                write!(out, "<circle class=\"solid\" cx=\"{}\" cy=\"{}\" r=\"5\"/>", area.x + area.w / 2, area.y + 9);
        }
        Shape::Race => {
            let (right, bottom) = (area.right(), area.bottom());
            let _ = write!(
                out,
                "<path class=\"box\" d=\"M{} {}H{right}L{} {bottom}H{}Z\"/>",
                area.x,
                area.y,
                right - 8,
                area.x + 8
            );
        }
        Shape::Signal | Shape::Timer => {
            let (Area { x, y, .. }, right, bottom) = (area, area.right(), area.bottom());
            let notch = if kind == Shape::Signal { (x, x, right - 8) } else { (x + 8, x, right) };
            let flat = if kind == Shape::Signal { right } else { right - 8 };
            let _ = write!(
                out,
                "<path class=\"box tint\" d=\"M{0} {y}H{flat}L{2} {3}L{flat} {bottom}H{0}L{1} {3}Z\"/>",
                notch.0,
                notch.1,
                notch.2,
                y + 9
            );
        }
        Shape::Repeat(FrameKind::Items) => {
            let Area { x, y, .. } = area;
            let _ = write!(
                out,
                "<rect class=\"frame\" x=\"{x}\" y=\"{y}\" width=\"28\" height=\"14\" rx=\"4\"/><path class=\"wire order\" d=\"M{} {}v4H{}V{}h-4\"/>",
                x + 4,
                y + 14,
                x + 32,
                y + 4
            );
        }
        Shape::Repeat(FrameKind::Rounds(_) | FrameKind::Sequence) => {
            let _ = write!(
                out,
                "<rect class=\"frame\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\"/>",
                area.x, area.y, area.w, area.h
            );
            let (line, top, low) = (area.right() - 8, area.y + 4, area.bottom() - 4);
            let _ = write!(
                out,
                "<path class=\"open\" d=\"M{} {low}Q{line} {low} {line} {}V{top}M{} {}L{line} {top}L{} {}\"/>",
                line - 6,
                low - 4,
                line - 3,
                top + 4,
                line + 3,
                top + 4
            );
        }
        _ => shape::outline(kind, area, out),
    }
}

/// Which shapes an entry stands for, the one that is shown, and its words.
type Sample = (fn(Shape) -> bool, Shape, &'static str);

fn entries_of(graph: &Graph) -> Vec<Entry> {
    let (boxes, edges) = (graph.boxes(), graph.edges());
    let has = |wanted: fn(Shape) -> bool| boxes.iter().any(|item| wanted(item.shape));
    let mut entries = Vec::new();
    let mut add = |sign, words| entries.push(Entry { sign, words });
    let effects = [
        (Effect::Pure, "pure: touches nothing"),
        (Effect::Reads, "reads the world"),
        (Effect::Idempotent, "changes it once a key"),
        (Effect::Once, "changes it each time"),
    ];
    for (effect, words) in effects {
        let has_effect = |shape| matches!(shape, Shape::Agent(Some(own)) | Shape::Pipeline(Some(own)) if own == effect);
        if boxes.iter().any(|item| has_effect(item.shape)) {
            add(Sign::Shape(Shape::Agent(Some(effect))), words);
        }
    }
    let shapes: [Sample; 12] = [
        (|shape| shape == Shape::Agent(None), Shape::Agent(None), "agent"),
        (|shape| matches!(shape, Shape::Pipeline(_)), Shape::Pipeline(None), "another pipeline"),
        (|shape| shape == Shape::Value, Shape::Value, "recorded value"),
        (|shape| shape == Shape::Check, Shape::Check, "plain Rust"),
        (|shape| shape == Shape::Decision, Shape::Decision, "decision"),
        (|shape| shape == Shape::Join, Shape::Join, "ways meet"),
        (|shape| shape == Shape::Race, Shape::Race, "first success wins"),
        (|shape| shape == Shape::Signal, Shape::Signal, "waits for a signal"),
        (|shape| shape == Shape::Timer, Shape::Timer, "waits for a time"),
        (|shape| shape == Shape::Repeat(FrameKind::Items), Shape::Repeat(FrameKind::Items), "each item, side by side"),
        (
            |shape| matches!(shape, Shape::Repeat(FrameKind::Sequence | FrameKind::Rounds(_))),
            Shape::Repeat(FrameKind::Sequence),
            "one after another",
        ),
        (|shape| shape == Shape::Leave, Shape::Leave, "leaves the loop or starts anew"),
    ];
    for (wanted, shape, words) in shapes {
        if has(wanted) {
            add(Sign::Shape(shape), words);
        }
    }
    let lines = [
        (EdgeKind::Value, "value"),
        (EdgeKind::Order, "order only"),
        (EdgeKind::Fallback, "on failure"),
        (EdgeKind::Wait, "after or before a wait"),
    ];
    for (kind, words) in lines {
        let plain = |other: EdgeKind| other == kind || (kind == EdgeKind::Value && other == EdgeKind::Branch);
        if edges.iter().any(|(_, edge)| plain(edge.kind)) {
            add(Sign::Line(kind), words);
        }
    }
    if boxes.iter().any(|item| item.undo.is_some()) {
        add(Sign::Undo, "is undone by");
    }
    if boxes.iter().any(|item| item.ends) {
        add(Sign::Ends, "its failure ends the run");
    }
    entries
}
