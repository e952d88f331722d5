//! Where everything goes: a layered layout, worked out for each part on its own.
//!
//! A part is cut into rows by the longest way from its first box (`rank`), none wider than a page (`wrap`); rows are
//! ordered so that few edges cross (`order`), and boxes are moved sideways towards their neighbours (`place`). An edge over
//! several rows goes through a point of its own in each row between, for which room is kept, and it changes sides only
//! between rows, where no box is: so no edge crosses a box (`route`). A part that is tall is folded into columns (`fold`).
//! A frame is laid out first and is then one large box in the part around it.

mod fold;
mod order;
mod place;
mod rank;
mod route;
mod size;
mod wrap;

use crate::graph::{EdgeKind, Graph, Item, Part, Shape};

pub use size::{HEAD, MARGIN};

/// The width of a page on which the smallest text can still be read: what is wider is wrapped or folded if it can be.
pub const PAGE: i32 = 1200;

/// A drawing with all its places, in pixels from the top left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// The boxes, a frame before what is inside it.
    pub boxes: Vec<Placed>,
    /// The edges.
    pub wires: Vec<Wire>,
}

/// A box and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// The box.
    pub item: Item,
    /// Its place.
    pub area: Area,
    /// Where the box that undoes it stands.
    pub undo: Option<Area>,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// Left.
    pub x: i32,
    /// Top.
    pub y: i32,
    /// Width.
    pub w: i32,
    /// Height.
    pub h: i32,
}

/// An edge and its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Wire {
    /// The ids of its boxes.
    pub ends: (String, String),
    /// What it means.
    pub kind: EdgeKind,
    /// The way, in pieces: a label interrupts it.
    pub pieces: Vec<Vec<Step>>,
    /// What is written on it, and the middle of the text.
    pub label: Option<(String, i32, i32)>,
    /// Whether its end is a mere point, at which an arrow head would hide everything.
    pub into_point: bool,
}

/// One step of a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The way begins here.
    Move(i32, i32),
    /// Straight on to here.
    Line(i32, i32),
    /// A curve to here that leaves and comes in upright.
    Curve(i32, i32),
}

impl Layout {
    /// Lays out a graph.
    pub fn new(graph: &Graph) -> Layout {
        let laid = part(&graph.body, PAGE);
        let mut layout = Layout {
            width: laid.width + 2 * MARGIN,
            height: laid.height + 2 * MARGIN,
            boxes: Vec::new(),
            wires: Vec::new(),
        };
        layout.take(&graph.body, &laid, MARGIN, MARGIN);
        layout
    }

    /// Puts a part at its place.
    fn take(&mut self, part: &Part, laid: &Laid, x: i32, y: i32) {
        for (item, spot) in part.boxes.iter().zip(&laid.spots) {
            let area = spot.area.moved(x, y);
            let bare = Item { inner: None, ..item.clone() };
            self.boxes.push(Placed { item: bare, area, undo: spot.undo.map(|undo| undo.moved(x, y)) });
            if let (Some(inner), Some(content)) = (&item.inner, &spot.inner) {
                self.take(inner, content, area.x + (area.w - content.width) / 2, area.y + HEAD);
            }
        }
        self.wires.extend(laid.wires.iter().map(|wire| wire.moved(x, y)));
    }
}

/// A part that is laid out.
struct Laid {
    width: i32,
    height: i32,
    spots: Vec<Spot>,
    wires: Vec<Wire>,
    /// The heights between rows, at which every edge goes straight down.
    breaks: Vec<i32>,
}

/// The place of a box within its part.
#[derive(Default)]
struct Spot {
    area: Area,
    undo: Option<Area>,
    inner: Option<Laid>,
}

/// A part on a page that has so much room. Where edges beside a frame need some of it, the frame is made narrower.
fn part(part: &Part, room: i32) -> Laid {
    let first = within(part, room, 0);
    let beyond = first.width - room;
    if beyond <= 0 || part.boxes.iter().all(|item| item.inner.is_none()) {
        return first;
    }
    let second = within(part, room, beyond);
    if second.width < first.width { second } else { first }
}

/// A part whose frames leave this much of the room to others.
fn within(part: &Part, room: i32, beside: i32) -> Laid {
    let inner = size::within(room) - beside;
    let laid = part.boxes.iter().map(|item| (item, item.inner.as_ref().map(|part| self::part(part, inner))));
    let sizes: Vec<size::Size> = laid.map(|(item, laid)| size::of(item, laid)).collect();
    if !part.boxes.is_empty() && part.edges.is_empty() {
        return place::grid(part, sizes, room);
    }
    let mut rows = rank::rows(part, &sizes, room);
    order::settle(&mut rows);
    place::settle(&mut rows, room);
    fold::folded(route::laid(part, sizes, &rows), room)
}

impl Area {
    fn moved(self, x: i32, y: i32) -> Area {
        Area { x: self.x + x, y: self.y + y, ..self }
    }

    /// Its right edge.
    pub fn right(self) -> i32 {
        self.x + self.w
    }

    /// Its lower edge.
    pub fn bottom(self) -> i32 {
        self.y + self.h
    }
}

impl Step {
    /// Where it ends.
    pub fn end(self) -> (i32, i32) {
        match self {
            Step::Move(x, y) | Step::Line(x, y) | Step::Curve(x, y) => (x, y),
        }
    }

    fn moved(self, dx: i32, dy: i32) -> Step {
        match self {
            Step::Move(x, y) => Step::Move(x + dx, y + dy),
            Step::Line(x, y) => Step::Line(x + dx, y + dy),
            Step::Curve(x, y) => Step::Curve(x + dx, y + dy),
        }
    }
}

impl Wire {
    fn moved(&self, x: i32, y: i32) -> Wire {
        let pieces = self.pieces.iter().map(|piece| piece.iter().map(|step| step.moved(x, y)).collect()).collect();
        let label = self.label.as_ref().map(|(text, at_x, at_y)| (text.clone(), at_x + x, at_y + y));
        Wire { pieces, label, ..self.clone() }
    }
}

/// Whether edges meet in the middle of a box's edge, because its outline has a corner there.
fn meets_in_the_middle(shape: Shape) -> bool {
    matches!(shape, Shape::Decision | Shape::Join)
}
