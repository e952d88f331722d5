//! How large everything is. Widths follow from the number of characters: the font has a fixed width.

use orch_blueprint::FrameKind;

use super::Laid;
use crate::graph::{Item, Shape};
use crate::text::columns;

/// The margin around the drawing.
pub const MARGIN: i32 = 12;
/// The head of a frame, where its title stands.
pub const HEAD: i32 = 34;
/// The room between the frame and what is inside it.
pub(super) const PAD: i32 = 16;
/// The room for the way back of a loop.
const BACK: i32 = 16;
/// Between boxes of one row.
pub(super) const BETWEEN: i32 = 26;
/// Between an edge and its neighbour in a row.
pub(super) const BESIDE: i32 = 14;
/// The height of a label's row.
pub(super) const LABEL: i32 = 16;
/// Between a box and the box that undoes it.
pub(super) const ASIDE: i32 = 30;
/// The height of the box of a compensation.
pub(super) const UNDO: i32 = 24;

/// The size of a box, and what is inside.
pub(super) struct Size {
    pub(super) w: i32,
    pub(super) h: i32,
    /// The width of the box that undoes it.
    pub(super) undo: Option<i32>,
    pub(super) inner: Option<Laid>,
}

impl Size {
    /// The width with the box that undoes it.
    pub(super) fn full(&self) -> i32 {
        self.w + self.undo.map_or(0, |undo| ASIDE + undo)
    }
}

/// The width that is left within a frame.
pub(super) fn within(room: i32) -> i32 {
    room - 2 * PAD - BACK
}

/// The size of a box with this content.
pub(super) fn of(item: &Item, inner: Option<Laid>) -> Size {
    let lines = wide(&item.title, 73).max(wide(&item.detail, 61));
    let tall = if item.detail.is_empty() { 30 } else { 42 };
    let (w, h) = match item.shape {
        Shape::Join => (10, 10),
        Shape::Decision => (lines * 14 / 10 + 24, 46),
        Shape::Repeat(_) | Shape::Bundle => {
            let head = wide(&item.title, 73) + wide(&item.detail, 61) + 54;
            let (w, h) = inner.as_ref().map_or((0, 0), |laid| (laid.width, laid.height));
            // The way back of a loop runs beside what is repeated.
            let back =
                if matches!(item.shape, Shape::Repeat(FrameKind::Rounds(_) | FrameKind::Sequence)) { BACK } else { 0 };
            (head.max(w + 2 * PAD + back), h + HEAD + PAD)
        }
        Shape::Signal | Shape::Timer => (lines + if item.ends { 86 } else { 62 }, tall),
        Shape::Race => (lines + 44, tall),
        Shape::Pipeline(_) if item.ends => (lines + 58, tall),
        _ => (lines + if item.ends { 46 } else { 28 }, tall),
    };
    Size {
        w: even(w.max(if item.shape == Shape::Join { 10 } else { 64 })),
        h,
        undo: item.undo.map(|undo| label(undo) + 26),
        inner,
    }
}

/// The width of a label.
pub(super) fn label(text: &str) -> i32 {
    wide(text, 61) + 8
}

/// The width of a text whose characters are so many tenths of a pixel wide.
fn wide(text: &str, tenths: i32) -> i32 {
    (columns(text) * tenths + 9) / 10
}

fn even(width: i32) -> i32 {
    width + width % 2
}
