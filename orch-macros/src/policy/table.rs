//! The options that there are: one row each, read by the parser and by its messages.

use super::entry::Entry;
use super::nearest;
use crate::diagnostics::Diagnostics;

/// What `#[agent(…)]` takes behind the effect.
pub(crate) const OF_AGENTS: [&str; 7] = ["timeout", "retry", "heartbeat", "blocking", "spawn", "name", "compensate"];

/// What `.with(…)` takes.
const OF_STAGES: [&str; 3] = ["timeout", "retry", "compensate"];

/// What the language knows and this version does not do.
const UNBUILT: [&str; 13] = [
    "breaker",
    "bulkhead",
    "rate_limit",
    "cache",
    "hedge",
    "queue",
    "batch",
    "key",
    "cost",
    "budget",
    "adaptive",
    "group",
    "total_timeout",
];

/// Reports an option that no agent has.
pub(crate) fn refuse_in_agent(option: &Entry, diagnostics: &mut Diagnostics) {
    refuse(option, "agents", &OF_AGENTS, diagnostics);
}

/// Reports an option that no stage has.
pub(crate) fn refuse_in_with(option: &Entry, diagnostics: &mut Diagnostics) {
    let name = option.name.to_string();
    if OF_AGENTS.contains(&name.as_str()) {
        let message = format!("`{name}` belongs to the agent: write it in its `#[agent(…)]`");
        diagnostics.error("E24", &option.name, message);
        return;
    }
    refuse(option, "stages", &OF_STAGES, diagnostics);
}

/// Reports an option that is part of the language and not built.
pub(crate) fn refuse_unbuilt<T>(name: &str, option: &Entry, diagnostics: &mut Diagnostics) -> Option<T> {
    diagnostics.error("E24", &option.name, format_args!("`{name}` is not built in this version"));
    None
}

fn refuse(option: &Entry, whose: &str, known: &[&str], diagnostics: &mut Diagnostics) {
    let name = option.name.to_string();
    if is_unbuilt(&name) {
        return refuse_unbuilt::<()>(&name, option, diagnostics).unwrap_or_default();
    }
    let hint = match name.as_str() {
        "retries" => "did you mean `retry(attempts = 4)`? the first call counts".to_owned(),
        "attempts" => "did you mean `retry(attempts = 4)`?".to_owned(),
        other => nearest::hint(other, "there are", known),
    };
    diagnostics.error("E24", &option.name, format_args!("`{name}` is no option of {whose}; {hint}"));
}

/// Whether the language knows this option and this version does not do it.
pub(crate) fn is_unbuilt(name: &str) -> bool {
    UNBUILT.contains(&name)
}
