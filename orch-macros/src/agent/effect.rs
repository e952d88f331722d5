//! The effect: the first word of every `#[agent(…)]`, and what it allows.

use orch_blueprint::Effect;

/// One row of the table of effects, read by the parser, by the messages and by rustdoc.
pub(crate) struct Row {
    pub(crate) effect: Effect,
    pub(crate) promise: &'static str,
    pub(crate) may: &'static str,
}

/// The table.
pub(crate) const TABLE: [Row; 4] = [
    Row {
        effect: Effect::Pure,
        promise: "same input, same output, touches nothing",
        may: "it may be retried, cached, recomputed and run early",
    },
    Row {
        effect: Effect::Reads,
        promise: "looks at the world, changes nothing",
        may: "it may be retried, run early, and cached for a time",
    },
    Row {
        effect: Effect::Idempotent,
        promise: "changes the world; the same idempotency key changes it once",
        may: "it may be retried and resumed with that key",
    },
    Row {
        effect: Effect::Once,
        promise: "changes the world; a repeat would change it twice",
        may: "it is attempted once and never repeated after an unknown outcome",
    },
];

/// The effect of this name.
pub(crate) fn named(word: &str) -> Option<Effect> {
    TABLE.iter().map(|row| row.effect).find(|effect| effect.word() == word)
}

/// The words.
pub(crate) fn words() -> [&'static str; 4] {
    TABLE.each_ref().map(|row| row.effect.word())
}

/// The row of an effect.
pub(crate) fn row(effect: Effect) -> &'static Row {
    &TABLE[effect as usize]
}

/// The table in four lines, for messages.
pub(crate) fn table() -> String {
    let lines = TABLE.iter().map(|row| format!("  {:<11} {}", row.effect.word(), row.promise));
    lines.collect::<Vec<_>>().join("\n")
}

/// Why an option does not go with an effect (row 11 of what is refused); `None` if it does.
pub(crate) fn conflict(effect: Effect, option: &str, has_ttl: bool) -> Option<&'static str> {
    match (effect, option) {
        (Effect::Once, "retry") => Some(
            "`once` promises that a repeat would change the world twice, so it cannot be given `retry`; \
             if the other side knows an idempotency key, write `idempotent` and pass it `cx.idempotency_key()`",
        ),
        (Effect::Once, "hedge") => {
            Some("`once` promises that a repeat would change the world twice, so it cannot be given `hedge`")
        }
        (Effect::Once | Effect::Idempotent, "cache") => {
            Some("it changes the world: a cached answer would leave the change undone, so it cannot be given `cache`")
        }
        (Effect::Reads, "cache") if !has_ttl => {
            Some("the world that it looks at changes: a `cache` of what was read needs a `ttl`, as `cache(ttl = 5min)`")
        }
        _ => None,
    }
}
