//! What an effect forbids: racing changes, and calling twice what may be called once.

use super::Text;
use crate::order::pipeline_effect;
use crate::{Effect, Retry, StageRef};

const fn effect_of(stage: &StageRef) -> Effect {
    match stage {
        StageRef::Agent(spec) => spec.effect,
        StageRef::Pipeline(blueprint) => pipeline_effect(blueprint),
    }
}

/// Whether `.with(retry(…))` stands on what may be attempted once.
pub const fn retried_once(stage: &StageRef, retry: &Retry) -> Option<Text> {
    if !matches!(effect_of(stage), Effect::Once) || retry.attempts < 2 {
        return None;
    }
    let text =
        Text::new().and("`").and(stage.name()).and("` is `once`: a second attempt would change the world twice\n  ");
    Some(text.and("leave `retry` out and let the flow decide what a failure means (`.or_else(…)`), or make it `idempotent` if the other side knows idempotency keys\n  [orch::E11] docs/codes/E11.md"))
}

/// Whether `.with(compensate = …)` stands on what changes nothing.
pub const fn nothing_to_undo(stage: &StageRef) -> Option<Text> {
    let effect = effect_of(stage);
    if effect.is_change() {
        return None;
    }
    let text = Text::new().and("there is nothing to undo: `").and(stage.name()).and("` is `").and(Effect::word(effect));
    Some(text.and("`, which promises to change nothing\n  leave `compensate` out\n  [orch::E12] docs/codes/E12.md"))
}

/// Whether a racer changes the world.
pub const fn raced_change(stage: &StageRef) -> Option<Text> {
    let effect = effect_of(stage);
    if !effect.is_change() {
        return None;
    }
    let text = Text::new().and("`").and(stage.name()).and("` is `").and(Effect::word(effect));
    Some(text.and("`, and a race gives up all but one of its racers, so nobody would know what the others did\n  race only `pure` and `reads` agents, signals and timers\n  [orch::E11] docs/codes/E11.md"))
}
