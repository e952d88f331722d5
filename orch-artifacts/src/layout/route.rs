//! Heights, and the ways of edges. Within a row an edge goes straight down, beside all boxes of that row; between rows,
//! where no box is, it changes sides.

use super::rank::{Is, Rows};
use super::size::{LABEL, Size};
use super::{Area, Laid, Spot, Step, Wire, meets_in_the_middle, place};
use crate::graph::{Item, Part};

/// The last part of each gap, where edges go straight into their boxes: room for the arrow head.
const HEAD: i32 = 9;

/// The part with all its heights and ways.
pub(super) fn laid(part: &Part, sizes: Vec<Size>, rows: &Rows) -> Laid {
    let bands = bands(rows);
    let mut spots: Vec<Spot> = Vec::new();
    let mut row_of = vec![0; rows.points.len()];
    for (row, points) in rows.rows.iter().enumerate() {
        for point in points {
            row_of[*point] = row;
        }
    }
    for (index, size) in sizes.into_iter().enumerate() {
        let (point, (top, height)) = (&rows.points[index], bands[row_of[index]]);
        let area = Area { x: point.x - point.left, y: top + (height - size.h) / 2, w: size.w, h: size.h };
        spots.push(place::spot(area, size));
    }
    let ports = Ports::new(part, rows);
    let router = Router { part, rows, bands: &bands, row_of: &row_of, spots: &spots, ports: &ports };
    let wires = (0..part.edges.len()).map(|edge| router.wire(edge)).collect();
    let width = rows.width();
    let height = bands.last().map_or(0, |(top, height)| top + height);
    let breaks = bands.iter().map(|(top, height)| top + height).collect();
    Laid { width, height, spots, wires, breaks }
}

/// The top and the height of each row. The gap above a row grows with how far edges go sideways in it.
fn bands(rows: &Rows) -> Vec<(i32, i32)> {
    let mut bands: Vec<(i32, i32)> = Vec::new();
    let mut y = 0;
    for points in &rows.rows {
        if !bands.is_empty() {
            let far = points
                .iter()
                .flat_map(|to| rows.above[*to].iter().map(|from| (rows.points[*from].x - rows.points[*to].x).abs()));
            y += 22 + (far.max().unwrap_or(0) / 12).min(30);
        }
        let height = points.iter().map(|point| rows.points[*point].h).max().unwrap_or(0);
        bands.push((y, height));
        y += height;
    }
    bands
}

/// Where edges leave and enter their boxes, in pixels from the box's middle.
struct Ports {
    out: Vec<i32>,
    into: Vec<i32>,
}

impl Ports {
    fn new(part: &Part, rows: &Rows) -> Ports {
        let count = part.edges.len();
        let mut ports = Ports { out: vec![0; count], into: vec![0; count] };
        for (index, item) in part.boxes.iter().enumerate() {
            let (mut out, mut into) = (Vec::new(), Vec::new());
            for (edge, way) in rows.ways.iter().enumerate() {
                if way[0] == index && rows.shared[edge] == 0 {
                    out.push((rows.points[way[1]].x, edge));
                }
                if way[way.len() - 1] == index {
                    into.push((rows.points[way[way.len() - 2]].x, edge));
                }
            }
            let (middle, half) = (rows.points[index].x, rows.points[index].left);
            spread(item, middle, half, out, &mut ports.out);
            spread(item, middle, half, into, &mut ports.into);
        }
        ports
    }
}

/// Spreads the edges on one side of a box, in the order of where they come from or go to. A single edge that is almost
/// straight becomes straight.
fn spread(item: &Item, middle: i32, half: i32, mut edges: Vec<(i32, usize)>, ports: &mut [i32]) {
    edges.sort_unstable();
    if meets_in_the_middle(item.shape) || edges.is_empty() {
        return;
    }
    if let [(x, edge)] = edges[..] {
        let off = x - middle;
        ports[edge] = if off.abs() <= (half - 14).min(10) { off } else { 0 };
        return;
    }
    let room = (half * 6 / 5).min(18 * (edges.len() as i32 - 1));
    for (place, (_, edge)) in edges.iter().enumerate() {
        ports[*edge] = room * place as i32 / (edges.len() as i32 - 1) - room / 2;
    }
}

struct Router<'a> {
    part: &'a Part,
    rows: &'a Rows,
    bands: &'a [(i32, i32)],
    row_of: &'a [usize],
    spots: &'a [Spot],
    ports: &'a Ports,
}

impl Router<'_> {
    fn wire(&self, index: usize) -> Wire {
        let (edge, way) = (&self.part.edges[index], &self.rows.ways[index]);
        let (from, to) = (&self.part.boxes[edge.from], &self.part.boxes[edge.to]);
        let into_point = meets_in_the_middle(to.shape) && to.title.is_empty() || to.shape == crate::graph::Shape::Join;
        let mut pen = Pen::default();
        let shared = self.rows.shared[index];
        let mut x = self.rows.points[way[shared]].x + self.ports.out[index];
        if shared == 0 {
            pen.begin(x, self.spots[edge.from].area.bottom());
            pen.down_to(self.bottom(way[0]));
        } else {
            pen.begin(x, self.bottom(way[shared]));
        }
        for point in &way[shared + 1..way.len() - 1] {
            let (top, bottom) = (self.bands[self.row_of[*point]].0, self.bottom(*point));
            x = self.rows.points[*point].x;
            pen.over_to(x, top);
            if self.rows.points[*point].is == Is::Label {
                pen.label(top + (bottom - top) / 2, edge.label.clone().unwrap_or_default());
            }
            pen.down_to(bottom);
        }
        let target = &self.spots[edge.to].area;
        let wanted = self.rows.points[edge.to].x + self.ports.into[index];
        // An edge that would bend by a hair goes straight on.
        let alone = self.rows.ways.iter().filter(|way| way[way.len() - 1] == edge.to).count() == 1;
        let straight = alone && (x - wanted).abs() <= 10 && (x - self.rows.points[edge.to].x).abs() < target.w / 2 - 12;
        let end = if straight && !meets_in_the_middle(to.shape) { x } else { wanted };
        pen.over_to(end, self.bands[self.row_of[edge.to]].0 - HEAD);
        pen.down_to(target.y);
        Wire {
            ends: (from.id.clone(), to.id.clone()),
            kind: edge.kind,
            pieces: pen.pieces,
            label: pen.label,
            into_point,
        }
    }

    fn bottom(&self, point: usize) -> i32 {
        let (top, height) = self.bands[self.row_of[point]];
        top + height
    }
}

/// Draws one way.
#[derive(Default)]
struct Pen {
    pieces: Vec<Vec<Step>>,
    label: Option<(String, i32, i32)>,
    x: i32,
    y: i32,
}

impl Pen {
    fn begin(&mut self, x: i32, y: i32) {
        self.pieces.push(vec![Step::Move(x, y)]);
        (self.x, self.y) = (x, y);
    }

    fn step(&mut self, step: Step) {
        (self.x, self.y) = step.end();
        if let Some(piece) = self.pieces.last_mut() {
            match (piece.last_mut(), step) {
                (Some(Step::Line(x, y)), Step::Line(new, to)) if *x == new => *y = to,
                _ => piece.push(step),
            }
        }
    }

    fn down_to(&mut self, y: i32) {
        if y != self.y {
            self.step(Step::Line(self.x, y));
        }
    }

    fn over_to(&mut self, x: i32, y: i32) {
        if x == self.x {
            self.down_to(y);
        } else {
            self.step(Step::Curve(x, y));
        }
    }

    /// Interrupts the way for a text.
    fn label(&mut self, middle: i32, text: String) {
        self.down_to(middle - LABEL / 2);
        self.label = Some((text, self.x, middle));
        self.begin(self.x, middle + LABEL / 2);
    }
}
