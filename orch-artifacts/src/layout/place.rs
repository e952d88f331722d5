//! Sideways places: every point is drawn towards its neighbours, and rows keep their order and distances. Within a row
//! that is a regression under an order, which pooling solves exactly.

use super::rank::{Is, Rows};
use super::size::{BESIDE, BETWEEN, PAD, Size};
use super::{Area, Laid, Spot};
use crate::graph::Part;

const SWEEPS: usize = 40;

/// Sets the place of every point. Rows stand askew to each other, and so may be wider together than each: then they are
/// placed anew, all between the edges of the room.
pub(super) fn settle(rows: &mut Rows, room: i32) {
    place(rows, None);
    if rows.width() > room {
        place(rows, Some(f64::from(room)));
    }
}

fn place(rows: &mut Rows, room: Option<f64>) {
    let mut x = packed(rows);
    for sweep in 0..SWEEPS {
        let count = rows.rows.len();
        for step in 0..count {
            let row = if sweep % 2 == 0 { step } else { count - 1 - step };
            let side = match sweep {
                sweep if sweep >= SWEEPS - 8 => Side::Both,
                sweep if sweep % 2 == 0 => Side::Above,
                _ => Side::Below,
            };
            pull(rows, row, side, room, &mut x);
        }
    }
    straighten(rows, room, &mut x);
    let least = (0..x.len()).map(|point| x[point] - f64::from(rows.points[point].left)).fold(f64::INFINITY, f64::min);
    for (point, x) in rows.points.iter_mut().zip(&x) {
        point.x = (x - least).round() as i32;
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Above,
    Below,
    Both,
}

/// Every row pushed together.
fn packed(rows: &Rows) -> Vec<f64> {
    let mut x = vec![0.0; rows.points.len()];
    for row in &rows.rows {
        for pair in row.windows(2) {
            x[pair[1]] = x[pair[0]] + distance(rows, pair[0], pair[1]);
        }
    }
    x
}

/// The least distance between two neighbours of a row.
fn distance(rows: &Rows, a: usize, b: usize) -> f64 {
    let (a, b) = (&rows.points[a], &rows.points[b]);
    let between = if a.is == Is::Box && b.is == Is::Box { BETWEEN } else { BESIDE };
    f64::from(a.right + b.left + between)
}

/// Pulls a row towards its neighbours.
fn pull(rows: &Rows, row: usize, side: Side, room: Option<f64>, x: &mut [f64]) {
    let points = &rows.rows[row];
    let mut offset = 0.0;
    let mut wanted = Vec::with_capacity(points.len());
    for (index, point) in points.iter().enumerate() {
        if index > 0 {
            offset += distance(rows, points[index - 1], *point);
        }
        let (goal, weight) = goal(rows, *point, side, x);
        wanted.push((goal - offset, weight, offset));
    }
    // What is nearest to all that is wanted, cut off at both edges, is also nearest between the edges.
    let (first, last) = (&rows.points[points[0]], &rows.points[points[points.len() - 1]]);
    let least = room.map_or(f64::NEG_INFINITY, |_| f64::from(first.left));
    let most = room.map_or(f64::INFINITY, |room| room - f64::from(last.right) - offset);
    for (point, (place, (_, _, offset))) in points.iter().zip(pooled(&wanted).into_iter().zip(&wanted)) {
        x[*point] = place.min(most).max(least) + offset;
    }
}

/// Where a point wants to be, and how much.
fn goal(rows: &Rows, point: usize, side: Side, x: &[f64]) -> (f64, f64) {
    let above =
        rows.above[point].iter().filter(|_| side != Side::Below).map(|near| (*near, pull_of(rows, *near, point)));
    let below =
        rows.below[point].iter().filter(|_| side != Side::Above).map(|near| (*near, pull_of(rows, point, *near)));
    let (mut sum, mut weight) = (0.0, 0.0);
    for (near, pull) in above.chain(below) {
        sum += pull * x[near];
        weight += pull;
    }
    if weight == 0.0 { (x[point], 0.05) } else { (sum / weight, weight) }
}

/// Long edges want to be straight more than boxes want to be near, and a label wants to stand above what it leads to.
/// The main way wants to be straight; what only keeps an order comes after everything else.
fn pull_of(rows: &Rows, upper: usize, lower: usize) -> f64 {
    let piece = (upper, lower);
    match (rows.points[upper].is, rows.points[lower].is) {
        _ if rows.loose.contains(&piece) => 0.05,
        _ if rows.main.contains(&piece) => 20.0,
        (Is::Passing, Is::Passing) => 8.0,
        (Is::Box, Is::Box) => 1.0,
        (Is::Label, _) => 6.0,
        (_, Is::Label) => 1.0,
        _ => 2.0,
    }
}

/// The ascending sequence that is nearest to what is wanted: neighbours that would overtake each other share a place.
fn pooled(wanted: &[(f64, f64, f64)]) -> Vec<f64> {
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for (goal, weight, _) in wanted {
        let mut pool = (*goal, *weight, 1);
        while let Some(last) = pools.last()
            && last.0 >= pool.0
        {
            let weight = last.1 + pool.1;
            pool = ((last.0 * last.1 + pool.0 * pool.1) / weight, weight, last.2 + pool.2);
            pools.pop();
        }
        pools.push(pool);
    }
    pools.into_iter().flat_map(|(place, _, count)| std::iter::repeat_n(place, count)).collect()
}

/// Where each point stands: its row and its place in it; and how wide the page is.
struct Spots(Vec<(usize, usize)>, Option<f64>);

impl Spots {
    fn new(rows: &Rows, room: Option<f64>) -> Spots {
        let mut spots = vec![(0, 0); rows.points.len()];
        for (row, points) in rows.rows.iter().enumerate() {
            for (place, point) in points.iter().enumerate() {
                spots[*point] = (row, place);
            }
        }
        Spots(spots, room)
    }

    /// Between which places a point can stand without its neighbours moving.
    fn room(&self, rows: &Rows, x: &[f64], point: usize) -> (f64, f64) {
        let (row, place) = self.0[point];
        let points = &rows.rows[row];
        let left = place.checked_sub(1).map(|left| points[left]);
        let right = points.get(place + 1);
        let first = self.1.map_or(f64::NEG_INFINITY, |_| f64::from(rows.points[point].left));
        let last = self.1.map_or(f64::INFINITY, |room| room - f64::from(rows.points[point].right));
        (
            left.map_or(first, |left| x[left] + distance(rows, left, point)),
            right.map_or(last, |right| x[*right] - distance(rows, point, *right)),
        )
    }
}

/// Makes straight what is almost straight: the points of a long edge, and boxes that lead to each other alone.
fn straighten(rows: &Rows, room: Option<f64>, x: &mut [f64]) {
    let spots = Spots::new(rows, room);
    for (way, shared) in rows.ways.iter().zip(&rows.shared) {
        unbend(rows, &spots, &way[*shared..], x);
    }
    for row in &rows.rows {
        for point in row {
            if let [above] = rows.above[*point][..]
                && (rows.below[above].len() == 1 || rows.main.contains(&(above, *point)))
                && (x[above] - x[*point]).abs() < 30.0
                && holds(spots.room(rows, x, *point), x[above])
            {
                x[*point] = x[above];
            }
        }
    }
}

/// Leads an edge straight down through as many rows as have room below each other, and on with as few bends as can be.
fn unbend(rows: &Rows, spots: &Spots, way: &[usize], x: &mut [f64]) {
    let between = &way[1..way.len() - 1];
    let mut first = 0;
    while first < between.len() {
        let mut room = (f64::NEG_INFINITY, f64::INFINITY);
        let mut count = 0;
        for point in &between[first..] {
            let own = spots.room(rows, x, *point);
            let both = (room.0.max(own.0), room.1.min(own.1));
            if both.0 > both.1 {
                break;
            }
            (room, count) = (both, count + 1);
        }
        if count == 0 {
            // It is wedged in: there is nothing to choose.
            first += 1;
            continue;
        }
        let straight = &between[first..first + count];
        let mean = straight.iter().map(|point| x[*point]).sum::<f64>() / count as f64;
        let (from, to) = (x[way[0]], x[way[way.len() - 1]]);
        let ends = [(first + count == between.len(), to), (first == 0, from)];
        // Near the mean only: a straight line is not worth a detour.
        let near = |(at_end, goal): &(bool, f64)| *at_end && holds(room, *goal) && (goal - mean).abs() < 60.0;
        let goal = ends.into_iter().find(near).map_or(mean, |(_, goal)| goal);
        for point in straight {
            x[*point] = goal.clamp(room.0, room.1);
        }
        first += count;
    }
}

fn holds(room: (f64, f64), place: f64) -> bool {
    room.0 <= place && place <= room.1
}

/// Boxes without edges among them stand in a grid, no wider than this if that can be.
pub(super) fn grid(part: &Part, sizes: Vec<Size>, room: i32) -> Laid {
    let most = match part.boxes.len() {
        0..=3 => part.boxes.len(),
        4 => 2,
        5..=12 => 3,
        _ => 4,
    };
    let gap = PAD;
    let widths = |columns: usize| -> Vec<i32> {
        (0..columns)
            .map(|column| sizes.iter().skip(column).step_by(columns).map(Size::full).max().unwrap_or(0))
            .collect()
    };
    let full = |widths: &Vec<i32>| widths.iter().sum::<i32>() + gap * (widths.len() as i32 - 1);
    let widths = (1..=most).rev().map(widths).find(|widths| full(widths) <= room).unwrap_or_else(|| widths(1));
    let (columns, width) = (widths.len(), full(&widths));
    let mut spots = Vec::new();
    let (mut y, mut row_height, mut height) = (0, 0, 0);
    for (index, size) in sizes.into_iter().enumerate() {
        let column = index % columns;
        if column == 0 && index > 0 {
            y += row_height + gap;
            row_height = 0;
        }
        let x = widths[..column].iter().sum::<i32>() + gap * column as i32;
        let area = Area { x: x + (widths[column] - size.full()) / 2, y, w: size.w, h: size.h };
        row_height = row_height.max(size.h);
        height = height.max(area.bottom());
        spots.push(spot(area, size));
    }
    Laid { width, height, spots, wires: Vec::new(), breaks: Vec::new() }
}

/// A box at its place, with what belongs to it.
pub(super) fn spot(area: Area, size: Size) -> Spot {
    let undo = size.undo.map(|w| Area {
        x: area.right() + super::size::ASIDE,
        y: area.y + (area.h - super::size::UNDO) / 2,
        w,
        h: super::size::UNDO,
    });
    Spot { area, undo, inner: size.inner }
}
