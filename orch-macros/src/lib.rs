//! The macros of orch. See the facade crate `orch` for how to use them.

mod agent;
mod checked;
mod closed;
mod depth;
mod derive;
mod diagnostics;
mod editor;
mod hygiene;
mod pipeline;
mod policy;
mod rustdoc;
mod show;
#[cfg(test)]
mod spoiled;

use proc_macro::TokenStream;

/// Makes an async function an agent: a stage that pipelines may use.
///
/// ```text
/// #[agent(reads, timeout = 2s, retry(attempts = 4, backoff = exponential(50ms, max = 2s), jitter = full))]
/// pub async fn fetch_quote(symbol: &str, #[resource] venue: &Venue, cx: &Context) -> Result<Quote, QuoteError> { … }
/// ```
///
/// The function stays as it was written and is called like any function. The first word is its effect: `pure`, `reads`,
/// `idempotent` or `once`. Parameters are owned types or references to owned types; `cx: &Context` and `#[resource]`
/// parameters are not passed by flows. It returns `T`, or `Result<T, E>` with `E: Classify`.
///
/// | option | meaning | default |
/// |---|---|---|
/// | `timeout = 2s` | the longest that one attempt may take; `none` needs a heartbeat | 30 s |
/// | `retry(attempts = 4, …)` | calls in all; `total = 30s`; `backoff = none`, `constant(d)`, `linear(d, max = d)`, `exponential(d, max = d)` or `fibonacci(d, max = d)`; `jitter = none`, `full`, `equal` or `decorrelated` | one attempt; exponential from 100 ms to 10 s, full jitter |
/// | `heartbeat = 10s` | the longest silence between two `cx.heartbeat()` | none |
/// | `spawn`, `blocking` | attempts run in a task of their own, or on the pool for blocking work | in the run's task |
/// | `name = "…"` | the name that journals keep | the function's |
/// | `compensate = undo`, `compensate = nothing("why")` | what undoes it when the run fails | not said |
///
/// Durations are `50ms 2s 5min 1h 7d` or any const expression of type `Duration`.
#[proc_macro_attribute]
pub fn agent(attribute: TokenStream, item: TokenStream) -> TokenStream {
    agent::expand(attribute.into(), item.into()).into()
}

/// Gives every variant of an error a class: `#[transient]`, `#[permanent]` or `#[partial]`.
///
/// `#[transient(retry_after = wait)]` names the field that says how long the other side asks to wait. A variant without a
/// class does not compile. The error needs `Display` (thiserror gives it).
#[proc_macro_derive(Classify, attributes(transient, permanent, partial))]
pub fn classify(item: TokenStream) -> TokenStream {
    derive::classify::expand(item.into()).into()
}

/// Lets an application's struct provide its fields to agents: `.resources(&app)`.
///
/// A field `Arc<T>` is shared; another field `T` is cloned. `#[resources(skip)]` leaves one out.
#[proc_macro_derive(Resources, attributes(resources))]
pub fn resources(item: TokenStream) -> TokenStream {
    derive::resources::expand(item.into()).into()
}

/// Declares pipelines: `Name(parameters) -> Output { body }`, as many as you like.
///
/// ```text
/// pipeline! {
///     /// One trading day, from the raw line to the stored record.
///     #[deadline(2h)]
///     pub MarketData(line: Line) -> Receipt {
///         let bar = parse(&line).or_else(|failed| repair(&line, &failed)).await?;
///         let indicators = enrich(&bar, &line.window).await?;
///         store(&bar, &indicators).await?
///     }
/// }
/// ```
///
/// The body is Rust; `.await` marks a stage. A run gives what the body would give if it ran from top to bottom; what nobody
/// could tell apart runs at the same time. For each pipeline it makes a function of its name that starts a run
/// (`MarketData(line).run().await`), the types `…State`, `…Event`, `…Signals` and `…Resources`, and `MarketData::blueprint()`.
/// The guide of the crate `orch` shows every construct.
#[proc_macro]
pub fn pipeline(input: TokenStream) -> TokenStream {
    pipeline::expand(input.into()).into()
}

/// Declares one pipeline as an async function, so that rustfmt formats its body: the second door beside [`pipeline!`].
///
/// ```text
/// #[flow]
/// #[deadline(2h)]
/// pub async fn MarketData(line: Line) -> Receipt { … }
/// ```
#[proc_macro_attribute]
pub fn flow(attribute: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::expand_function(attribute.into(), item.into()).into()
}
