//! The way from the body to a frame: the frames on it, and the names of its items.

use crate::{At, FrameState, Step};

/// The names of the items on the way to a frame, one entry a step.
pub(crate) fn keys_on_the_way(root: &dyn FrameState, at: &At) -> Vec<Option<String>> {
    let mut frame = Some(root);
    at.steps()
        .iter()
        .map(|step| {
            let items = frame?.items(step.node())?;
            frame = items.frame(step.item());
            items.keys()?.get(step.item() as usize).cloned()
        })
        .collect()
}

/// Whether one of the items on the way to a frame has a name.
pub(crate) fn is_keyed(root: &dyn FrameState, at: &At) -> bool {
    let mut frame = root;
    at.steps().iter().any(|step| {
        let Some(items) = frame.items(step.node()) else { return false };
        if let Some(inner) = items.frame(step.item()) {
            frame = inner;
        }
        items.keys().is_some()
    })
}

/// The frame at the end of the way.
#[inline]
pub(super) fn descend<'a>(root: &'a mut dyn FrameState, at: &At) -> Option<&'a mut dyn FrameState> {
    descend_along(root, at.steps())
}

/// The frame at the end of these steps.
#[inline]
pub(super) fn descend_along<'a>(root: &'a mut dyn FrameState, steps: &[Step]) -> Option<&'a mut dyn FrameState> {
    let mut frame = root;
    for step in steps {
        frame = frame.items_mut(step.node())?.frame_mut(step.item())?;
    }
    Some(frame)
}

/// The frame at the end of the way, to be looked at.
#[inline]
pub(super) fn look<'a>(root: &'a dyn FrameState, at: &At) -> Option<&'a dyn FrameState> {
    let mut frame = root;
    for step in at.steps() {
        frame = frame.items(step.node())?.frame(step.item())?;
    }
    Some(frame)
}
