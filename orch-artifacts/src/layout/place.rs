//! Sideways places: every point is drawn towards its neighbours, and rows keep their order and distances. Within a row
//! that is a regression under an order, which pooling solves exactly.

use super::rank::{Is, Rows};
use super::size::{BESIDE, BETWEEN, PAD, Size};
use super::{Area, Laid, Spot};
use crate::graph::Part;

const SWEEPS: usize = 40;

/// Sets the place of every point.
pub(super) fn settle(rows: &mut Rows) {
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
            pull(rows, row, side, &mut x);
        }
    }
    straighten(rows, &mut x);
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
fn pull(rows: &Rows, row: usize, side: Side, x: &mut [f64]) {
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
    let places = pooled(&wanted);
    for (point, (place, (_, _, offset))) in points.iter().zip(places.iter().zip(&wanted)) {
        x[*point] = place + offset;
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
fn pull_of(rows: &Rows, upper: usize, lower: usize) -> f64 {
    match (rows.points[upper].is, rows.points[lower].is) {
        (Is::Box, Is::Box) => 1.0,
        (Is::Label, _) => 6.0,
        (_, Is::Label) => 1.0,
        (Is::Passing, Is::Passing) => 8.0,
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

/// Where each point stands: its row and its place in it.
struct Spots(Vec<(usize, usize)>);

impl Spots {
    fn new(rows: &Rows) -> Spots {
        let mut spots = vec![(0, 0); rows.points.len()];
        for (row, points) in rows.rows.iter().enumerate() {
            for (place, point) in points.iter().enumerate() {
                spots[*point] = (row, place);
            }
        }
        Spots(spots)
    }

    /// Whether a point can stand there without its neighbours moving.
    fn fits(&self, rows: &Rows, x: &[f64], point: usize, goal: f64) -> bool {
        let (row, place) = self.0[point];
        let points = &rows.rows[row];
        let free_left = place == 0 || x[points[place - 1]] + distance(rows, points[place - 1], point) <= goal;
        let free_right = points.get(place + 1).is_none_or(|next| goal <= x[*next] - distance(rows, point, *next));
        free_left && free_right
    }
}

/// Makes straight what is almost straight: the points of a long edge, and boxes that lead to each other alone.
fn straighten(rows: &Rows, x: &mut [f64]) {
    let spots = Spots::new(rows);
    for way in &rows.ways {
        let between = &way[1..way.len() - 1];
        if between.is_empty() {
            continue;
        }
        let mean = between.iter().map(|point| x[*point]).sum::<f64>() / between.len() as f64;
        let goals = [x[way[way.len() - 1]], x[way[0]], mean, x[between[0]], x[between[between.len() - 1]]];
        let fits = |goal: f64, x: &[f64]| between.iter().all(|point| spots.fits(rows, x, *point, goal));
        // Near the mean only: a straight line is not worth a detour.
        if let Some(goal) = goals.into_iter().find(|goal| (goal - mean).abs() < 60.0 && fits(*goal, x)) {
            for point in between {
                x[*point] = goal;
            }
        }
    }
    for row in &rows.rows {
        for point in row {
            if let [above] = rows.above[*point][..]
                && rows.below[above].len() == 1
                && (x[above] - x[*point]).abs() < 30.0
                && spots.fits(rows, x, *point, x[above])
            {
                x[*point] = x[above];
            }
        }
    }
}

/// Boxes without edges among them stand in a grid.
pub(super) fn grid(part: &Part, sizes: Vec<Size>) -> Laid {
    let columns = match part.boxes.len() {
        0..=3 => part.boxes.len(),
        4 => 2,
        5..=12 => 3,
        _ => 4,
    };
    let gap = PAD;
    let widths: Vec<i32> = (0..columns)
        .map(|column| sizes.iter().skip(column).step_by(columns).map(full_width).max().unwrap_or(0))
        .collect();
    let mut spots = Vec::new();
    let (mut y, mut row_height, mut height) = (0, 0, 0);
    for (index, size) in sizes.into_iter().enumerate() {
        let column = index % columns;
        if column == 0 && index > 0 {
            y += row_height + gap;
            row_height = 0;
        }
        let x = widths[..column].iter().sum::<i32>() + gap * column as i32;
        let area = Area { x: x + (widths[column] - full_width(&size)) / 2, y, w: size.w, h: size.h };
        row_height = row_height.max(size.h);
        height = height.max(area.bottom());
        spots.push(spot(area, size));
    }
    let width = widths.iter().sum::<i32>() + gap * (columns as i32 - 1);
    Laid { width, height, spots, wires: Vec::new() }
}

fn full_width(size: &Size) -> i32 {
    size.w + size.undo.map_or(0, |undo| super::size::ASIDE + undo)
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
