//! A state as data: the progress of each frame, and its typed slots by name.

use orch_blueprint::Kind;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::sync::Arc;

use crate::state::Progress;
use crate::{AnySlot, CodecError, FrameSlots, FrameState, Plan, codec};

/// One frame instance, saved.
#[derive(Serialize, Deserialize)]
struct SavedFrame {
    progress: Progress,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    slots: Map<String, Value>,
    /// By the name of the node that opened them.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    items: Map<String, Value>,
}

/// What one node opened, saved.
#[derive(Serialize, Deserialize)]
struct SavedItems {
    first: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    keys: Option<Arc<[String]>>,
    frames: Vec<Value>,
}

/// See [`Pipeline::slots`](crate::Pipeline::slots).
pub(super) type Slots = fn(&dyn FrameState) -> Option<&dyn FrameSlots>;

/// See [`Pipeline::slots_mut`](crate::Pipeline::slots_mut).
pub(super) type SlotsMut = fn(&mut dyn FrameState) -> Option<&mut dyn FrameSlots>;

/// The slots of a frame with their names.
pub(super) fn each_of(slots: Option<&dyn FrameSlots>) -> impl Iterator<Item = (&'static str, &dyn AnySlot)> {
    (0..).map_while(move |index| slots?.slot(index))
}

pub(super) fn save((plan, slots): (&Plan, Slots), state: &dyn FrameState, id: u16) -> Result<Value, CodecError> {
    let mut saved = SavedFrame { progress: state.progress().clone(), slots: Map::new(), items: Map::new() };
    for (name, slot) in each_of(slots(state)) {
        if let Some(value) = slot.save()? {
            saved.slots.insert(name.into(), value);
        }
    }
    for (node, inner) in openers(plan, id) {
        let Some(items) = state.items(node) else { continue };
        let (first, count) = items.span();
        if count == 0 && items.keys().is_none() {
            continue;
        }
        let frames = (first..first + count)
            .filter_map(|item| items.frame(item))
            .map(|frame| save((plan, slots), frame, inner))
            .collect::<Result<_, _>>()?;
        let items = SavedItems { first, keys: items.keys().cloned(), frames };
        saved.items.insert(plan.node(node).name.into(), codec::encode_lossless(&items)?);
    }
    codec::encode_lossless(&saved)
}

pub(super) fn load(
    (plan, slots_of): (&Plan, SlotsMut),
    state: &mut dyn FrameState,
    id: u16,
    value: Value,
) -> Result<(), CodecError> {
    let SavedFrame { progress, slots, mut items } = codec::decode(&value)?;
    if !progress.cells.is_empty() && progress.cells.len() != plan.frame(id).nodes.len() {
        return Err(misfit(format!(
            "{} nodes were saved where the pipeline has {}",
            progress.cells.len(),
            plan.frame(id).nodes.len()
        )));
    }
    *state.progress_mut() = progress;
    load_slots(slots_of(state), slots)?;
    for (node, inner) in openers(plan, id) {
        let Some(value) = items.remove(plan.node(node).name) else { continue };
        let SavedItems { first, keys, frames } = codec::decode(&value)?;
        let Some(open) = state.items_mut(node) else { continue };
        open.restart_at(first);
        open.load_keys(keys);
        for value in frames {
            let item = open.open(1, false);
            if let Some(frame) = open.frame_mut(item) {
                load((plan, slots_of), frame, inner, value)?;
            }
        }
    }
    Ok(())
}

fn load_slots(slots: Option<&mut dyn FrameSlots>, mut saved: Map<String, Value>) -> Result<(), CodecError> {
    if let Some(slots) = slots {
        for index in 0.. {
            let Some((name, _)) = slots.slot(index) else { break };
            if let (Some(value), Some(slot)) = (saved.remove(name), slots.slot_mut(index)) {
                slot.load(&value)?;
            }
        }
    }
    match saved.into_iter().next() {
        Some((name, _)) => Err(misfit(format!("`{name}` was saved, and the pipeline has no place for it"))),
        None => Ok(()),
    }
}

/// The nodes of a frame that open frames, and which.
fn openers(plan: &Plan, id: u16) -> impl Iterator<Item = (u16, u16)> + '_ {
    plan.frame(id).nodes.iter().filter_map(|node| match plan.node(*node).kind {
        Kind::Open { frame, .. } => Some((*node, frame)),
        _ => None,
    })
}

fn misfit(why: String) -> CodecError {
    CodecError::Read { ty: "state", why }
}
