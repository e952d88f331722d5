//! A state as data: the progress of each frame, and its typed slots by name.

use orch_blueprint::Kind;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::sync::Arc;

use crate::state::Progress;
use crate::{CodecError, FrameState, Plan, codec};

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

pub(super) fn save(plan: &Plan, state: &dyn FrameState, id: u16) -> Result<Value, CodecError> {
    let mut saved = SavedFrame { progress: state.progress().clone(), slots: Map::new(), items: Map::new() };
    let mut index = 0;
    while let Some((name, slot)) = state.slot(index) {
        if let Some(value) = slot.save()? {
            saved.slots.insert(name.into(), value);
        }
        index += 1;
    }
    for (node, inner) in openers(plan, id) {
        let Some(items) = state.items(node) else { continue };
        let (first, count) = items.span();
        if count == 0 && items.keys().is_none() {
            continue;
        }
        let frames = (first..first + count)
            .filter_map(|item| items.frame(item))
            .map(|frame| save(plan, frame, inner))
            .collect::<Result<_, _>>()?;
        let items = SavedItems { first, keys: items.keys().cloned(), frames };
        saved.items.insert(plan.node(node).name.into(), codec::encode_lossless(&items)?);
    }
    codec::encode_lossless(&saved)
}

pub(super) fn load(plan: &Plan, state: &mut dyn FrameState, id: u16, value: Value) -> Result<(), CodecError> {
    let SavedFrame { progress, mut slots, mut items } = codec::decode(&value)?;
    if !progress.cells.is_empty() && progress.cells.len() != plan.frame(id).nodes.len() {
        return Err(misfit(format!(
            "{} nodes were saved where the pipeline has {}",
            progress.cells.len(),
            plan.frame(id).nodes.len()
        )));
    }
    *state.progress_mut() = progress;
    let mut index = 0;
    while let Some((name, _)) = state.slot(index) {
        if let (Some(value), Some(slot)) = (slots.remove(name), state.slot_mut(index)) {
            slot.load(value)?;
        }
        index += 1;
    }
    if let Some((name, _)) = slots.into_iter().next() {
        return Err(misfit(format!("`{name}` was saved, and the pipeline has no place for it")));
    }
    for (node, inner) in openers(plan, id) {
        let Some(value) = items.remove(plan.node(node).name) else { continue };
        let SavedItems { first, keys, frames } = codec::decode(&value)?;
        let Some(open) = state.items_mut(node) else { continue };
        open.restart_at(first);
        open.load_keys(keys);
        for value in frames {
            let item = open.open(false);
            if let Some(frame) = open.frame_mut(item) {
                load(plan, frame, inner, value)?;
            }
        }
    }
    Ok(())
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
