//! Functions of async runtimes, which are known to be no agents (E04): most have a cousin in the flow that is recorded.

use quote::ToTokens;
use syn::Path;

use crate::diagnostics::Diagnostics;

const CRATES: &[&str] = &["tokio", "std", "async_std", "futures", "futures_util"];

/// For what awaits the first of several. A timer is no racer among stages: it gives no value.
pub(crate) const RACE: &str = "the first of several stages is `race(fetch(&x), ask(&x)).await?`, and the longest time of one is \
     `fetch(&x).with(timeout = 2s).await?`";

/// What the flow has instead.
const COUSINS: &[(&str, &str)] = &[
    ("sleep", "write `sleep(1h).await`: this timer outlives a restart"),
    ("sleep_until", "write `sleep_until(t).await`: this timer outlives a restart"),
    ("timeout", "write `.with(timeout = 2s)` behind the call of the stage"),
    ("join", "stages that only look already run side by side: write them one after another"),
    ("try_join", "stages that only look already run side by side: write them one after another"),
    ("join_all", "write `for x in each(list) { fetch(&x).await? }`"),
    ("try_join_all", "write `for x in each(list) { fetch(&x).await? }`"),
    ("select", RACE),
    ("select_all", RACE),
    ("spawn", "stages that only look already run side by side: write the stage itself"),
    ("spawn_blocking", "put `#[agent(…, blocking)]` on an `async fn` that does this, and call it by its name"),
];

/// Says so if the path leads to one.
pub(crate) fn refuse(path: &Path, diagnostics: &mut Diagnostics) {
    let (Some(first), Some(last)) = (path.segments.first(), path.segments.last()) else { return };
    if path.segments.len() == 1 {
        return;
    }
    let known = CRATES.iter().any(|name| first.ident == name);
    let ours = ["crate", "self", "super"].iter().any(|name| first.ident == name);
    if !known && (ours || last.ident != "sleep") {
        return;
    }
    let advice = COUSINS
        .iter()
        .find(|(name, _)| last.ident == name)
        .map_or("put `#[agent(…)]` on an `async fn` that does this, and call it by its name", |(_, advice)| advice);
    let words = path.to_token_stream().to_string().replace(' ', "");
    diagnostics.error("E04", path, format_args!("`{words}` is no agent, so a run could not resume it\n  {advice}"));
}
