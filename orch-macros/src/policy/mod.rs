//! Options of agents and stages: durations, retries, timeouts, compensations. One parser for `#[agent(…)]` and
//! `.with(…)`, so that both read and refuse alike.

pub(crate) mod compensate;
pub(crate) mod entry;
pub(crate) mod literal;
pub(crate) mod retry;
pub(crate) mod table;

pub(crate) use orch_blueprint::nearest;
use proc_macro2::TokenStream;

use crate::agent::text;
use crate::diagnostics::Diagnostics;
use crate::pipeline::ir::With;
use entry::Entry;

/// A duration: a literal (`50ms 2s 5min 1h 7d`) or any const expression, as tokens of type `Duration`. Reports and gives
/// `None` if it is neither, or if it is zero.
pub(crate) fn duration(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Option<TokenStream> {
    literal::length(tokens, diagnostics).map(|length| length.tokens)
}

/// What stands in `.with(…)`.
pub(crate) fn with(tokens: TokenStream, diagnostics: &mut Diagnostics) -> With {
    let mut with = With { said: text::of(&tokens), ..With::default() };
    for entry in entry::list(tokens, diagnostics) {
        match entry.name.to_string().as_str() {
            "timeout" => with.timeout = stage_timeout(&entry, diagnostics),
            "retry" => {
                with.retry = retry::read(&entry, diagnostics).map(|retry| retry.tokens);
                with.retry_span = Some(entry.name.span());
            }
            "compensate" => {
                with.compensate = compensate::read(&entry, diagnostics);
                with.compensate_span = Some(entry.name.span());
            }
            _ => table::refuse_in_with(&entry, diagnostics),
        }
    }
    with
}

fn stage_timeout(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<TokenStream> {
    let value = entry.value("timeout = 2s", diagnostics)?;
    if value.to_string() == "none" {
        diagnostics.error(
            "E13",
            &value,
            "a stage cannot lift its agent's timeout: `timeout = none` stands on the agent, beside its `heartbeat`",
        );
        return None;
    }
    duration(value, diagnostics)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::ir::Compensate;

    fn read(source: &str) -> (With, String) {
        let mut diagnostics = Diagnostics::new();
        let with = with(source.parse().unwrap_or_default(), &mut diagnostics);
        (with, diagnostics.into_tokens().to_string())
    }

    #[test]
    fn what_a_stage_may_set() {
        let (read, errors) = read("timeout = 1s, retry(attempts = 2), compensate = billing::void");
        assert_eq!(errors, "");
        assert!(read.timeout.is_some() && read.retry.is_some());
        assert!(matches!(read.compensate, Some(Compensate::With(path)) if path.segments.len() == 2));
    }

    #[test]
    fn what_belongs_to_the_agent_is_sent_there() {
        for (source, part) in [
            ("heartbeat = 1s", "belongs to the agent"),
            ("timeout = none", "cannot lift"),
            ("retrys(attempts = 2)", "did you mean `retry`?"),
            ("timeout 2s", "is followed by"),
            ("compensate = nothing(\"\")", "a reason why"),
            ("hedge(after = 1s)", "not built"),
        ] {
            let (_, errors) = read(source);
            assert!(errors.contains(part), "{source}: {errors}");
            assert_eq!(errors.matches("compile_error").count(), 1, "{source}: {errors}");
        }
    }
}
