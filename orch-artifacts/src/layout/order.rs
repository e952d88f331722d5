//! The order within rows, so that few edges cross: each point goes where its neighbours are, row after row, down and up
//! again, and the best order seen is kept.

use super::rank::Rows;

const SWEEPS: usize = 12;

/// Orders the rows.
pub(super) fn settle(rows: &mut Rows) {
    let (mut best, mut least) = (rows.rows.clone(), crossings(rows));
    for sweep in 0..SWEEPS {
        if least == 0 {
            break;
        }
        let count = rows.rows.len();
        for step in 1..count {
            let row = if sweep % 2 == 0 { step } else { count - 1 - step };
            by_neighbours(rows, row, sweep % 2 == 0);
        }
        swap_neighbours(rows);
        let now = crossings(rows);
        if now < least {
            (best, least) = (rows.rows.clone(), now);
        }
    }
    rows.rows = best;
}

/// The place of each point in its row.
fn places(rows: &Rows) -> Vec<usize> {
    let mut places = vec![0; rows.points.len()];
    for row in &rows.rows {
        for (place, point) in row.iter().enumerate() {
            places[*point] = place;
        }
    }
    places
}

/// Sorts a row by the mean place of the neighbours above or below. Who has none keeps its place.
fn by_neighbours(rows: &mut Rows, row: usize, above: bool) {
    let places = places(rows);
    let sides = if above { &rows.above } else { &rows.below };
    // Means as fractions over one denominator, so that nothing depends on rounding.
    let mean = |point: usize| {
        let near = &sides[point];
        if near.is_empty() {
            return None;
        }
        Some(near.iter().map(|near| places[*near] * 5040).sum::<usize>() / near.len())
    };
    let old = rows.rows[row].clone();
    let mut moving: Vec<(usize, usize)> = old.iter().filter_map(|point| Some((mean(*point)?, *point))).collect();
    moving.sort_by_key(|(mean, _)| *mean);
    let mut moving = moving.into_iter().map(|(_, point)| point);
    rows.rows[row] = old
        .into_iter()
        .map(|point| if mean(point).is_some() { moving.next().unwrap_or(point) } else { point })
        .collect();
}

/// Exchanges neighbours in a row where that saves a crossing.
fn swap_neighbours(rows: &mut Rows) {
    let mut places = places(rows);
    for row in 0..rows.rows.len() {
        for index in 1..rows.rows[row].len() {
            let (a, b) = (rows.rows[row][index - 1], rows.rows[row][index]);
            let count = |a, b| pair(&rows.above, &places, a, b) + pair(&rows.below, &places, a, b);
            if count(b, a) < count(a, b) {
                rows.rows[row].swap(index - 1, index);
                places.swap(a, b);
            }
        }
    }
}

/// How many edges cross if `a` stands left of `b`.
fn pair(sides: &[Vec<usize>], places: &[usize], a: usize, b: usize) -> usize {
    sides[a].iter().map(|x| sides[b].iter().filter(|y| places[**y] < places[*x]).count()).sum()
}

/// How many edges cross.
pub(super) fn crossings(rows: &Rows) -> usize {
    let places = places(rows);
    let in_row = |row: &Vec<usize>| -> usize {
        let pairs = (0..row.len()).flat_map(|a| (a + 1..row.len()).map(move |b| (a, b)));
        pairs.map(|(a, b)| pair(&rows.below, &places, row[a], row[b])).sum()
    };
    rows.rows.iter().map(in_row).sum()
}
