//! What is known of a frame beside its cells. Of most frames nothing ever is, and there may be many of them: then it takes no room.

use std::collections::BTreeMap;

use crate::Apart;
use crate::apart::drops_apart;
use crate::saga::Saga;
use crate::state::{Detail, Horizon};

/// See the module.
#[derive(Debug, Clone, Default)]
pub(crate) struct Beside(Option<Apart<Facts>>);

/// What may be known.
#[derive(Debug, Clone, Default)]
struct Facts {
    /// Nothing behind this node happens any more.
    horizon: Option<Horizon>,
    /// What is known of few nodes beyond their status, by their numbers within the frame, ascending. (A map makes room for eleven at once.)
    details: Vec<(u16, Detail)>,
    /// What would have to be undone; in the body only.
    saga: Option<Saga>,
}

drops_apart!(Facts);

impl Beside {
    /// Of what was written.
    pub(crate) fn new(horizon: Option<Horizon>, details: BTreeMap<u16, Detail>, saga: Option<Saga>) -> Beside {
        let known = horizon.is_some() || !details.is_empty() || saga.is_some();
        Beside(known.then(|| Apart::new(Facts { horizon, details: details.into_iter().collect(), saga })))
    }

    /// As it is written.
    pub(crate) fn into_parts(self) -> (Option<Horizon>, BTreeMap<u16, Detail>, Option<Saga>) {
        let Facts { horizon, details, saga } = self.0.map(Apart::into_inner).unwrap_or_default();
        (horizon, details.into_iter().collect(), saga)
    }

    #[inline]
    pub(crate) fn horizon(&self) -> Option<&Horizon> {
        self.0.as_ref()?.horizon.as_ref()
    }

    pub(crate) fn horizon_mut(&mut self) -> Option<&mut Horizon> {
        self.0.as_mut()?.horizon.as_mut()
    }

    pub(crate) fn set_horizon(&mut self, horizon: Horizon) {
        self.made().horizon = Some(horizon);
    }

    /// What is known of a node.
    #[inline]
    pub(crate) fn detail(&self, local: u16) -> Option<&Detail> {
        let details = &self.0.as_ref()?.details;
        place(details, local).ok().map(|place| &details[place].1)
    }

    #[inline]
    pub(crate) fn detail_mut(&mut self, local: u16) -> Option<&mut Detail> {
        let details = &mut self.0.as_mut()?.details;
        place(details, local).ok().map(|place| &mut details[place].1)
    }

    /// That of a node, of which something will be known.
    #[inline]
    pub(crate) fn detail_of(&mut self, local: u16) -> &mut Detail {
        let details = &mut self.made().details;
        let place = place(details, local).unwrap_or_else(|place| {
            details.insert(place, (local, Detail::default()));
            place
        });
        &mut details[place].1
    }

    pub(crate) fn saga(&self) -> Option<&Saga> {
        self.0.as_ref()?.saga.as_ref()
    }

    #[inline]
    pub(crate) fn saga_mut(&mut self) -> Option<&mut Saga> {
        self.0.as_mut()?.saga.as_mut()
    }

    /// The same, to which something will be added.
    pub(crate) fn saga_made(&mut self) -> &mut Saga {
        self.made().saga.get_or_insert_default()
    }

    /// There is nothing more to undo.
    #[inline]
    pub(crate) fn end_saga(&mut self) {
        if let Some(facts) = &mut self.0 {
            facts.saga = None;
        }
    }

    fn details(&self) -> &[(u16, Detail)] {
        self.0.as_ref().map_or(&[], |facts| &facts.details)
    }

    fn made(&mut self) -> &mut Facts {
        self.0.get_or_insert_default()
    }
}

/// That nothing is known is the same as that it was never asked.
impl PartialEq for Beside {
    fn eq(&self, other: &Beside) -> bool {
        self.horizon() == other.horizon() && self.details() == other.details() && self.saga() == other.saga()
    }
}

/// Where a node's is, or where it would be.
#[inline]
fn place(details: &[(u16, Detail)], local: u16) -> Result<usize, usize> {
    details.binary_search_by_key(&local, |(local, _)| *local)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Ending;

    fn of_a_node(local: u16, started: u32) -> Beside {
        let mut beside = Beside::default();
        beside.detail_of(local).started = started;
        beside
    }

    #[test]
    fn two_are_the_same_if_the_same_is_known() {
        let mut ending = Beside::default();
        ending.set_horizon(Horizon { node: 1, ending: Ending::Done });
        let mut undoing = Beside::default();
        undoing.saga_made();
        let all = [Beside::default(), ending, of_a_node(0, 1), of_a_node(1, 1), of_a_node(1, 2), undoing];
        for (place, one) in all.iter().enumerate() {
            for (other_place, other) in all.iter().enumerate() {
                assert_eq!(one == other, place == other_place, "{one:?} and {other:?}");
            }
        }
    }

    #[test]
    fn nothing_is_known_again_and_takes_no_room_when_it_is_read() {
        let mut beside = Beside::default();
        beside.saga_made();
        beside.end_saga();
        assert_eq!(beside, Beside::default());
        let (horizon, details, saga) = beside.into_parts();
        assert!(Beside::new(horizon, details, saga).0.is_none());
    }

    #[test]
    fn what_is_known_of_nodes_is_found_in_whatever_order_it_came() {
        let mut beside = Beside::default();
        for local in [2, 0, 3, 1] {
            beside.detail_of(local).started = u32::from(local) + 1;
        }
        for local in 0..4 {
            assert_eq!(beside.detail(local).map(|detail| detail.started), Some(u32::from(local) + 1));
        }
        let (horizon, details, saga) = beside.clone().into_parts();
        assert_eq!(Beside::new(horizon, details, saga), beside);
    }
}
