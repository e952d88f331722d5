//! Agents are functions with a contract beside them.
#![allow(missing_docs, reason = "nobody reads the docs of a test")]

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use orch::__private::blueprint::{Backoff, Compensation, Effect, Jitter, Placement, Retry, StageRef};
use orch::__private::{Agent, Provide, ResourceSet, Stage};
use orch::{Class, Classify, Context, Resources, agent, pipeline};

#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    pub price: u32,
}

#[derive(Debug, Clone)]
pub struct Venue {
    pub fee: u32,
}

#[derive(Debug, thiserror::Error, Classify)]
pub enum QuoteError {
    #[error("the venue timed out")]
    #[transient]
    TimedOut,
    #[error("the venue asks for {wait:?}")]
    #[transient(retry_after = wait)]
    SlowDown { wait: Duration },
    #[error("the venue asks for {0:?}")]
    #[transient(retry_after = 0)]
    Busy(Option<Duration>, u8),
    #[error("no such symbol: {0}")]
    #[permanent]
    UnknownSymbol(String),
    #[error("{} levels missing", missing.len())]
    #[partial]
    Short { missing: Vec<u8> },
}

pub mod quotes {
    use super::*;

    /// Fetches the quote.
    ///
    /// At the price of the tick.
    #[agent(
        reads,
        timeout = 2s,
        retry(attempts = 4, total = 30s, backoff = exponential(50ms, max = 2s), jitter = equal),
    )]
    pub async fn fetch_quote(tick: &Tick, #[resource] venue: &Venue, cx: &Context) -> Result<u32, QuoteError> {
        assert_eq!(cx.attempt(), 1);
        if tick.price == 0 {
            return Err(QuoteError::TimedOut);
        }
        Ok(tick.price + venue.fee)
    }
}

use quotes::fetch_quote as quote_of;

/// Every way to take an input.
#[agent(pure)]
async fn all_ways(
    owned: Tick,
    mut number: u8,
    text: &str,
    list: &[Tick],
    maybe: Option<&Tick>,
    maybe_text: Option<&str>,
    path: &Path,
) -> String {
    number += 1;
    format!("{} {number} {text} {} {maybe:?} {maybe_text:?} {}", owned.price, list.len(), path.display())
}

#[agent(idempotent, compensate = refund, heartbeat = 10s, timeout = none, spawn, name = "charge-card")]
async fn charge(tick: &Tick, amount: u32, cx: &Context) -> Result<String, QuoteError> {
    cx.heartbeat();
    Ok(format!("{} {amount}", tick.price))
}

#[agent(idempotent, compensate = nothing("it is the undoing"))]
async fn refund(_tick: &Tick, _amount: &u32, _receipt: Option<&String>) {}

const LIMIT: Duration = Duration::from_secs(3);
const ATTEMPTS: u32 = 5;

#[agent(once, timeout = Duration::from_secs(2 * LIMIT.as_secs()), blocking)]
async fn r#try() {}

#[agent(pure, timeout = LIMIT, retry(attempts = ATTEMPTS, backoff = none))]
async fn constants() -> u8 {
    1
}

/// Not `Clone`: handed over by value it is no trouble until someone lends it from data.
#[derive(Debug)]
struct Unique;

#[agent(pure)]
async fn takes_unique(_unique: Unique) {}

macro_rules! lending_agent {
    ($name:ident($($arg:ident: $ty:ty),*) -> $out:ty) => {
        #[agent(reads)]
        async fn $name($($arg: $ty,)* #[resource] venue: &Venue, _cx: &Context) -> $out {
            $(let _ = $arg;)*
            venue.fee
        }
    };
}

lending_agent!(lends(a: &u32, b: &str, c: Option<&u8>, d: &[Tick]) -> u32);

macro_rules! constant_agent {
    ($name:ident, $effect:ident, $timeout:expr, $value:expr, $ty:ty) => {
        #[agent($effect, timeout = $timeout)]
        async fn $name() -> $ty {
            $value
        }
    };
}

constant_agent!(from_a_macro, pure, 4s, 1, u8);

/// An error that the standard library already has a class for, and docs, lints and deprecation of the user's own.
#[agent(pure)]
#[deprecated = "for the test"]
#[allow(clippy::needless_pass_by_value)]
#[must_use = "for the test"]
pub async fn parse(text: String) -> Result<u8, std::num::ParseIntError> {
    text.parse()
}

#[cfg(any())]
#[agent(pure)]
async fn not_there(_x: NoSuchType) {}

#[agent(pure)]
#[cfg(any())]
async fn not_there_either(_x: NoSuchType) {}

#[tokio::test]
async fn agents_are_functions() {
    let (tick, venue, cx) = (Tick { price: 7 }, Venue { fee: 1 }, Context::for_test());
    assert_eq!(quote_of(&tick, &venue, &cx).await.ok(), Some(8));
    let text = all_ways(tick.clone(), 1, "t", &[], Some(&tick), None, Path::new("/x")).await;
    assert_eq!(text, "7 2 t 0 Some(Tick { price: 7 }) None /x");
    refund(&tick, &1, None).await;
    r#try().await;
    takes_unique(Unique).await;
}

#[test]
fn the_contract_is_data() {
    let spec = quote_of::SPEC;
    assert_eq!(spec.name, "fetch_quote");
    assert_eq!(spec.docs, "Fetches the quote.\n\nAt the price of the tick.");
    assert_eq!((spec.module, spec.file), ("agents::quotes", "tests/agents.rs"));
    assert_eq!(usize::try_from(spec.line).ok(), line_of("pub async fn fetch_quote("));
    assert_eq!(spec.effect, Effect::Reads);
    let inputs: Vec<_> = spec.inputs.iter().map(|param| (param.name, param.ty)).collect();
    assert_eq!(inputs, [("tick", "&Tick")]);
    assert_eq!((spec.resources[0].name, spec.resources[0].ty), ("venue", "Venue"));
    assert_eq!((spec.output, spec.error), ("u32", Some("QuoteError")));
    assert_eq!(spec.timeout, Some(Duration::from_secs(2)));
    let (base, max) = (Duration::from_millis(50), Duration::from_secs(2));
    let retry = Retry {
        attempts: 4,
        total: Some(Duration::from_secs(30)),
        backoff: Backoff::Exponential { base, max },
        jitter: Jitter::Equal,
    };
    assert_eq!(spec.retry, Some(retry));
    assert_eq!(spec.compensation, Compensation::Unstated);
}

#[test]
fn options_have_their_values() {
    assert_eq!(all_ways::SPEC.timeout, Some(Duration::from_secs(30)));
    assert_eq!((charge::SPEC.name, charge::SPEC.timeout), ("charge-card", None));
    assert_eq!(charge::SPEC.heartbeat, Some(Duration::from_secs(10)));
    assert_eq!(charge::SPEC.placement, Placement::Spawned);
    assert_eq!(charge::SPEC.compensation, Compensation::With(&refund::SPEC));
    assert_eq!(refund::SPEC.compensation, Compensation::Nothing("it is the undoing"));
    assert_eq!((r#try::SPEC.name, r#try::SPEC.placement), ("try", Placement::Blocking));
    assert_eq!((r#try::SPEC.effect, r#try::SPEC.timeout), (Effect::Once, Some(Duration::from_secs(6))));
    let retry = Retry { backoff: Backoff::None, ..Retry::new(5) };
    assert_eq!((constants::SPEC.timeout, constants::SPEC.retry), (Some(LIMIT), Some(retry)));
}

#[tokio::test]
async fn agents_may_come_from_macros_and_live_in_functions() {
    #[agent(reads)]
    async fn local(number: &u8) -> u8 {
        *number
    }
    assert_eq!((local::SPEC.name, local(&1).await), ("local", 1));
    assert_eq!(from_a_macro::SPEC.timeout, Some(Duration::from_secs(4)));
    assert_eq!(from_a_macro().await, 1);
    let inputs: Vec<_> = lends::SPEC.inputs.iter().map(|param| param.ty).collect();
    assert_eq!(inputs, ["&u32", "&str", "Option<&u8>", "&[Tick]"]);
    assert_eq!(lends(&1, "t", None, &[], &Venue { fee: 3 }, &Context::for_test()).await, 3);
}

#[test]
fn the_description_fits_a_static() {
    static STAGE: StageRef = charge::__stage();
    assert_eq!(STAGE.name(), charge::describe().name());
}

#[test]
fn arguments_are_lent_from_owned_ones() {
    let tick = Tick { price: 7 };
    let owned = (tick.clone(), 3, "t".to_owned(), vec![tick.clone()], Some(tick.clone()), None, "/x".into());
    let (first, number, text, list, maybe, maybe_text, path) = all_ways::lend(&owned);
    assert_eq!((first, number, text, list.len()), (tick.clone(), 3, "t", 1));
    assert_eq!((maybe, maybe_text, path), (Some(&tick), None, Path::new("/x")));
    let (called, ..) = all_ways::__call(tick.clone(), 1, &owned.2, &owned.3, None, None, &owned.6);
    assert_eq!(called, tick);
}

#[test]
fn errors_have_classes() {
    let wait = Duration::from_millis(5);
    let cases = [
        (QuoteError::TimedOut, Class::Transient, None, "timed_out"),
        (QuoteError::SlowDown { wait }, Class::Transient, Some(wait), "slow_down"),
        (QuoteError::Busy(Some(wait), 0), Class::Transient, Some(wait), "busy"),
        (QuoteError::UnknownSymbol("X".into()), Class::Permanent, None, "unknown_symbol"),
        (QuoteError::Short { missing: vec![1] }, Class::Partial, None, "short"),
    ];
    for (error, class, after, name) in cases {
        assert_eq!((error.class(), error.retry_after(), error.variant()), (class, after, name));
    }
    assert_eq!(quote_of::failure_of(&QuoteError::TimedOut).class, Class::Transient);
}

#[derive(Debug, thiserror::Error, Classify)]
#[error("{inner}")]
#[transient(retry_after = after)]
struct Wrapped<T>
where
    T: std::fmt::Display,
{
    inner: T,
    after: Duration,
}

#[test]
fn a_struct_has_one_class() {
    let error = Wrapped { inner: 1, after: Duration::from_secs(1) };
    assert_eq!((error.class(), error.retry_after()), (Class::Transient, Some(Duration::from_secs(1))));
}

trait Draw: Send + Sync {}

impl Draw for Venue {}

#[derive(Resources)]
struct App {
    venue: Arc<Venue>,
    limit: u32,
    canvas: Arc<dyn Draw>,
    #[resources(skip)]
    _spare: Arc<Venue>,
}

#[agent(reads)]
async fn draws(#[resource] canvas: &Arc<dyn Draw>, #[resource] _: &u32) -> usize {
    Arc::strong_count(canvas)
}

#[test]
fn an_application_provides_its_fields() {
    let venue = Arc::new(Venue { fee: 2 });
    let app = App { venue: venue.clone(), limit: 9, canvas: venue.clone(), _spare: venue.clone() };
    assert!(Arc::ptr_eq(&venue, &Provide::<Venue>::provide(&app)));
    assert_eq!(*Provide::<u32>::provide(&app), 9);
    let resources = <<draws as Stage>::Resources as ResourceSet<App>>::collect(&app);
    assert_eq!(*resources.1, 9);
}

/// The line of this file that has the text.
fn line_of(text: &str) -> Option<usize> {
    include_str!("agents.rs").lines().position(|line| line.contains(text)).map(|index| index + 1)
}

#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, thiserror::Error, Classify)]
#[error("refused {0}")]
#[permanent]
pub struct Refused(u64);

/// The task and the thread in which a call finds itself.
fn place() -> (String, String) {
    let task = tokio::task::try_id().map_or_else(|| "none".to_owned(), |id| id.to_string());
    (task, format!("{:?}", std::thread::current().id()))
}

#[agent(reads)]
async fn inline() -> (String, String) {
    place()
}

#[agent(reads, spawn)]
async fn spawned() -> (String, String) {
    place()
}

#[agent(reads, blocking)]
async fn blocking() -> (String, String) {
    place()
}

#[agent(reads, spawn)]
async fn refuses(n: u64) -> Result<u64, Refused> {
    Err(Refused(n))
}

#[agent(reads, blocking)]
async fn panics(n: u64) -> u64 {
    panic!("at {n}")
}

type Place = (String, String);

pipeline! {
    pub Places() -> Vec<Place> {
        let here = inline().await?;
        let task = spawned().await?;
        let pool = blocking().await?;
        vec![here, task, pool]
    }

    pub Looks(n: u64) -> String {
        match refuses(n).await {
            Ok(_) => "done".to_owned(),
            Err(failed) => format!("{:?}", failed.error),
        }
    }

    pub Panics(n: u64) -> u64 {
        panics(n).await?
    }
}

#[tokio::test]
async fn an_agent_is_called_where_its_contract_says() {
    let places = tokio::spawn(async { (place(), Places().run().await.expect("it ends well")) }).await.expect("it ends");
    let (own, [here, task, pool]) = (places.0, <[Place; 3]>::try_from(places.1).expect("three"));
    assert_eq!(here, own, "in the run's own task");
    assert_ne!(task.0, own.0, "in a task of its own");
    assert_eq!(task.1, own.1, "the runtime of the test has one thread");
    assert_ne!(pool.1, own.1, "on a thread of the pool");
}

#[tokio::test]
async fn what_ends_elsewhere_is_told_here() {
    assert_eq!(Looks(7).run().await.expect("it ends well"), "Some(Refused(7))");
    let failure = Panics(3).run().await.expect_err("it panics");
    assert_eq!((failure.message.as_str(), failure.attempts), ("panicked: at 3", 1));
}
