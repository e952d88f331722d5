//! A state as a value of serde, as text for people, and as a JSON schema: library code over the table of its slots.

use std::fmt;

use orch_blueprint::{FrameKind, Kind};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::save;
use crate::{CodecError, FrameState, Pipeline, Plan, codec};

/// The state of a run as data: typed slots by name, and how far each node has come.
///
/// # Errors
/// If the pipeline is `#[ephemeral]` or a value cannot be written.
pub fn save_state<P: Pipeline>(state: &P::State) -> Result<Value, CodecError> {
    if P::blueprint().options.ephemeral {
        return Err(CodecError::Ephemeral);
    }
    save::save((P::plan(), P::slots), state, 0)
}

/// The state of a run from data.
///
/// # Errors
/// If what was saved does not fit this build of the pipeline.
pub fn load_state<P: Pipeline>(saved: Value) -> Result<P::State, CodecError> {
    let mut state = P::State::default();
    save::load((P::plan(), P::slots_mut), &mut state, 0, saved)?;
    Ok(state)
}

/// `Serialize` of a state, called by generated code.
///
/// # Errors
/// As [`save_state`].
pub fn serialize<P: Pipeline, S: Serializer>(state: &P::State, serializer: S) -> Result<S::Ok, S::Error> {
    save_state::<P>(state).map_err(serde::ser::Error::custom)?.serialize(serializer)
}

/// `Deserialize` of a state, called by generated code.
///
/// # Errors
/// As [`load_state`].
pub fn deserialize<'de, P: Pipeline, D: Deserializer<'de>>(deserializer: D) -> Result<P::State, D::Error> {
    load_state::<P>(Value::deserialize(deserializer)?).map_err(serde::de::Error::custom)
}

/// `Debug` of a state, called by generated code: the status of each node, and the slots that are filled. Secrets are
/// masked.
///
/// # Errors
/// As the formatter's.
pub fn debug<P: Pipeline>(state: &P::State, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut out = f.debug_struct(P::blueprint().name);
    debug_frame((P::plan(), P::slots), state, 0, &mut out);
    out.finish()
}

fn debug_frame(
    (plan, slots): (&Plan, save::Slots),
    state: &dyn FrameState,
    id: u16,
    out: &mut fmt::DebugStruct<'_, '_>,
) {
    let progress = state.progress();
    if progress.cells.is_empty() {
        return;
    }
    for (local, node) in plan.frame(id).nodes.iter().enumerate() {
        out.field(plan.node(*node).name, &progress.status(local as u16));
    }
    for (name, slot) in save::each_of(slots(state)) {
        match codec::shown(|| slot.save()) {
            Ok(Some(value)) => out.field(&format!("{name} ="), &value),
            Ok(None) => out,
            Err(error) => out.field(&format!("{name} ="), &error),
        };
    }
}

/// The JSON schema of a saved state. Each slot is described by its Rust type, and by that type's own schema where it has
/// one (`schemars::JsonSchema`, with the feature `schema`).
pub fn schema<P: Pipeline>() -> Value {
    let mut schema = frame_schema((P::plan(), P::slots), &P::State::default(), 0);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(format!("the saved state of {}", P::blueprint().name));
    schema
}

fn frame_schema((plan, slots): (&Plan, save::Slots), state: &dyn FrameState, id: u16) -> Value {
    let slots_of_frame = slots(state);
    let mut described = Map::new();
    for (index, (name, slot)) in save::each_of(slots_of_frame).enumerate() {
        let schema = slots_of_frame.and_then(|slots| slots.schema(index));
        let mut schema = schema.unwrap_or_else(|| json!({}));
        schema["description"] = json!(slot.type_name());
        described.insert(name.into(), schema);
    }
    let mut items = Map::new();
    for node in &plan.frame(id).nodes {
        let Kind::Open { frame, .. } = plan.node(*node).kind else { continue };
        let what = match plan.blueprint().frames[usize::from(frame)].kind {
            FrameKind::Rounds(_) => "rounds",
            _ => "items",
        };
        let Some(inner) = state.items(*node).map(|items| items.empty()) else { continue };
        let frames = json!({ "type": "array", "items": frame_schema((plan, slots), &*inner, frame) });
        items.insert(
            plan.node(*node).name.into(),
            json!({ "type": "object", "description": what, "properties": { "frames": frames } }),
        );
    }
    json!({
        "type": "object",
        "required": ["progress"],
        "properties": {
            "progress": { "type": "object" },
            "slots": { "type": "object", "properties": described, "additionalProperties": false },
            "items": { "type": "object", "properties": items, "additionalProperties": false },
        },
    })
}
