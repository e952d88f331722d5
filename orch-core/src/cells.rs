//! How far the nodes of one frame have come. Items and rounds have few nodes: their cells lie in the frame itself.

use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Serialize};

use crate::state::Cell;

/// How many cells lie in the frame itself: as many as take no more room than where they would lie otherwise.
const FEW: usize = 4;

/// One cell a node, by its number within the frame.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "Vec<Cell>", into = "Vec<Cell>")]
pub(crate) enum Cells {
    Few(u8, [Cell; FEW]),
    Many(Vec<Cell>),
}

impl Default for Cells {
    fn default() -> Cells {
        Cells::Few(0, Default::default())
    }
}

impl Cells {
    /// Becomes the same as these, where it is: a frame that opens is copied from its plan, once.
    #[inline]
    pub(crate) fn open(&mut self, opening: &Cells) {
        match (self, opening) {
            (Cells::Few(count, cells), Cells::Few(opening_count, opening)) => {
                (*count, *cells) = (*opening_count, *opening);
            }
            (this, opening) => *this = opening.clone(),
        }
    }
}

impl Deref for Cells {
    type Target = [Cell];

    #[inline]
    fn deref(&self) -> &[Cell] {
        match self {
            Cells::Few(count, cells) => cells.get(..usize::from(*count)).unwrap_or_default(),
            Cells::Many(cells) => cells,
        }
    }
}

impl DerefMut for Cells {
    #[inline]
    fn deref_mut(&mut self) -> &mut [Cell] {
        match self {
            Cells::Few(count, cells) => cells.get_mut(..usize::from(*count)).unwrap_or_default(),
            Cells::Many(cells) => cells,
        }
    }
}

impl PartialEq for Cells {
    fn eq(&self, other: &Cells) -> bool {
        **self == **other
    }
}

impl From<Vec<Cell>> for Cells {
    fn from(cells: Vec<Cell>) -> Cells {
        if cells.len() > FEW {
            return Cells::Many(cells);
        }
        let mut few = [Cell::default(); FEW];
        few.iter_mut().zip(&cells).for_each(|(place, cell)| *place = *cell);
        Cells::Few(cells.len() as u8, few)
    }
}

impl From<Cells> for Vec<Cell> {
    fn from(cells: Cells) -> Vec<Cell> {
        cells.to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_are_the_same_to_whoever_looks() {
        for count in 0..2 * FEW as u16 {
            let pending: Vec<u16> = (0..count).collect();
            let cell = |pending: &u16| Cell { pending: *pending, ..Cell::default() };
            let mut cells = Cells::from(pending.iter().map(cell).collect::<Vec<_>>());
            assert_eq!(cells.iter().map(|cell| cell.pending).collect::<Vec<_>>(), pending);
            cells.iter_mut().for_each(|cell| cell.case = cell.pending);
            let text = serde_json::to_string(&cells).expect("cells can be written");
            assert_eq!(text, serde_json::to_string(&cells.to_vec()).expect("so can a list"), "it is written as a list");
            assert_eq!(serde_json::from_str::<Cells>(&text).expect("it reads back"), cells);
        }
    }
}
