//! A secret is saved and never shown: everything that people look at is searched for it.
#![allow(missing_docs, unreachable_pub, reason = "a test has no users")]

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use futures_util::StreamExt;
use orch::store::{MemoryStore, RunFilter, Store};
use orch::{
    AttemptEnd, AttemptSeen, Class, Classify, EventSeen, Failed, Observer, Orchestrator, RunSeen, Secret, SeededClock,
    agent, codec, pipeline,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// In no text of the project but here.
const WORD: &str = "hunter2-7ec1";

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    user: String,
    token: Secret<String>,
    #[serde(flatten)]
    rest: BTreeMap<String, Secret<u64>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Proof {
    Password(Wrapped),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wrapped {
    password: Secret<String>,
}

/// An error that tells everything it knows.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize, Deserialize)]
#[error("{0} and {0:?} do not open it")]
pub struct Wrong(Secret<String>, bool);

impl Classify for Wrong {
    fn class(&self) -> Class {
        if self.1 { Class::Transient } else { Class::Permanent }
    }
    fn details(&self) -> Option<Value> {
        Some(json!({ "tried": self.0 }))
    }
}

#[agent(reads)]
async fn open(user: &str, proof: &Proof) -> Session {
    let Proof::Password(Wrapped { password }) = proof;
    tracing::info!(%password, ?proof, "opens");
    let rest = BTreeMap::from([("pin".to_owned(), Secret::new(71_717_171))]);
    Session { user: user.to_owned(), token: format!("{} for {user}", password.expose()).into(), rest }
}

#[agent(idempotent, retry(attempts = 2, backoff = none))]
async fn enter(session: &Session, cx: &orch::Context) -> Result<u64, Wrong> {
    Err(Wrong(session.token.clone(), cx.attempt() == 1))
}

#[agent(idempotent)]
async fn lock(failed: &Failed<Wrong>) -> Secret<String> {
    failed.error.as_ref().unwrap().0.clone()
}

#[agent(pure)]
async fn burst(word: &Secret<String>) -> u64 {
    panic!("{word} bursts")
}

pipeline! {
    pub SignIn(user: String, proof: Proof) -> Session {
        let session = open(&user, &proof).await?;
        let kept: Secret<String> = session.token.clone();
        let locked = enter(&session).or_else(|failed| spare(&failed)).await?;
        let _ = locked + kept.expose().len() as u64;
        session
    }
    pub Fails(user: String, proof: Proof) -> u64 {
        let session = open(&user, &proof).await?;
        enter(&session).await?
    }
    pub Bursts(word: Secret<String>) -> u64 {
        burst(&word).await?
    }
    pub Asks(user: String) -> Session {
        let word = signal::<Secret<String>>("word").await?;
        open(&user, &Proof::Password(Wrapped { password: word })).await?
    }
}

#[agent(idempotent)]
async fn spare(failed: &Failed<Wrong>) -> u64 {
    lock(failed).await.expose().len() as u64
}

/// Everything that anybody was told.
#[derive(Clone, Default)]
struct Told {
    lines: Arc<Mutex<Vec<String>>>,
    saved: Arc<Mutex<Vec<Value>>>,
}

impl Told {
    fn line(&self, line: impl Debug) {
        self.lines.lock().unwrap().push(format!("{line:?}"));
    }
}

impl Observer for Told {
    fn event(&self, event: &EventSeen<'_>) {
        self.line((event.path(), event.transition, event.shown().unwrap()));
        self.saved.lock().unwrap().push(serde_json::to_value(event.recorded().unwrap()).unwrap());
    }
    fn attempt_ended(&self, attempt: &AttemptSeen<'_>, end: &AttemptEnd<'_>) {
        self.line((attempt.site, end));
    }
    fn run_ended(&self, _: &RunSeen<'_>, outcome: Option<Result<(), &orch::Failure>>) {
        self.line(outcome);
    }
}

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push_str(&format!(" {}={value:?}", field.name()));
    }
}

impl Subscriber for Told {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields(String::new());
        span.record(&mut fields);
        self.line(fields.0);
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut fields = Fields(String::new());
        values.record(&mut fields);
        self.line(fields.0);
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(String::new());
        event.record(&mut fields);
        self.line(fields.0);
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

fn proof() -> Proof {
    Proof::Password(Wrapped { password: WORD.to_owned().into() })
}

fn state_shown(told: &Told, state: Value) {
    let state: SignInState = serde_json::from_value(state).unwrap();
    assert_eq!(state.kept.value().unwrap().expose(), "hunter2-7ec1 for ada", "the state keeps it");
    told.line(&state);
    told.line(format!("{state:#?}"));
    told.line(codec::shown(|| serde_json::to_string(&state).unwrap()));
}

async fn runs(told: &Told) {
    let reports = orch::Reports::new();
    let launch = || SignIn("ada".into(), proof()).observer(Arc::new(told.clone())).report(&reports).keep_events();
    let run = launch().start();
    let events = run.events();
    let session = run.result().await.unwrap();
    assert_eq!(session.token.expose(), "hunter2-7ec1 for ada");
    told.line((&session, &run, events.collect::<Vec<_>>().await));

    let (failed, report) = Fails("ada".into(), proof()).observer(Arc::new(told.clone())).run_with_report().await;
    let failure = failed.unwrap_err();
    assert_eq!(failure.details, Some(json!({ "tried": "[secret]" })));
    told.line((failure.to_string(), serde_json::to_string(&failure).unwrap(), &failure));
    told.line((report.to_string(), &report, reports.get().to_string(), reports.get()));

    let burst = Bursts(Secret::new(WORD.to_owned())).observer(Arc::new(told.clone())).run().await.unwrap_err();
    told.line((burst.to_string(), burst));

    let replayed = orch_testing::replay::Replay::new(3).run(SignIn("ada".into(), proof())).await.unwrap();
    told.line(replayed.result.unwrap());
    state_shown(told, replayed.state);
    let started = <SignIn as orch::Pipeline>::started(Arc::new(("ada".into(), proof())));
    told.line(format!("{started:#?}"));
}

async fn start(store: &Arc<MemoryStore>, told: &Told) -> Orchestrator {
    let builder = Orchestrator::builder().shared_store(Arc::clone(store) as Arc<dyn Store>).inline_writes();
    let builder = builder.clock(Arc::new(SeededClock::new(1))).observer(Arc::new(told.clone()));
    let builder = builder.register::<SignIn>().register::<Fails>().register::<Bursts>().register::<Asks>();
    let (orchestrator, report) = builder.start_with_report().await.unwrap();
    told.line(report);
    orchestrator
}

/// The same, kept in a store: what it says of runs, and what operators are told, over the end of a process.
async fn durable_runs(told: &Told) {
    let store = Arc::new(MemoryStore::new());
    let first = start(&store, told).await;
    let done = first.submit(SignIn("ada".into(), proof())).id("done").await.unwrap();
    told.line((done.result().await.unwrap(), done.state().await.unwrap(), &done));
    let failed = first.submit(Fails("ada".into(), proof())).id("failed").await.unwrap();
    told.line((failed.result().await.unwrap_err(), failed.state().await.unwrap()));
    let burst = first.submit(Bursts(Secret::new(WORD.to_owned()))).id("burst").await.unwrap();
    told.line(burst.result().await.unwrap_err());
    let other = first.submit(Bursts(Secret::new("another".to_owned()))).id("burst").await.unwrap_err();
    told.line((other.to_string(), other));
    let asks = first.submit(Asks("ada".into())).id("asks").await.unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let wrong = asks.signal("word", None, json!([WORD])).await.unwrap_err();
    told.line((wrong.to_string(), wrong));
    asks.word(Secret::new(WORD.to_owned())).await.unwrap();
    told.line((asks.result().await.unwrap(), asks.state().await.unwrap()));
    first.kill();
    store.crash();
    let second = start(&store, told).await;
    let failed = second.attach::<Fails>("failed").await.unwrap().result().await.unwrap_err();
    assert_eq!(failed.details, Some(json!({ "tried": "[secret]" })));
    told.line((failed.to_string(), failed));
    told.line((second.attach::<Asks>("asks").await.unwrap().state().await.unwrap(), second.health().await));
    told.line(second.runs(RunFilter::default()).await.unwrap());
}

#[test]
fn a_secret_is_in_no_text_and_in_the_journal() {
    let told = Told::default();
    tracing::subscriber::with_default(told.clone(), || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        runtime.block_on(runs(&told));
        runtime.block_on(durable_runs(&told));
    });
    let lines = told.lines.lock().unwrap();
    assert!(lines.len() > 50 && lines.iter().any(|line| line.contains("[secret]")), "much was told: {}", lines.len());
    for line in lines.iter() {
        assert!(!line.contains(WORD) && !line.contains("71717171"), "{line}");
    }
    let saved = told.saved.lock().unwrap();
    let saved = saved.iter().filter(|event| event.to_string().contains(WORD)).count();
    assert!(saved >= 4, "input, output and a typed `let` are saved: {saved}");
}

#[test]
fn what_cannot_be_written_or_read_does_not_tell_the_secret() {
    let deep = BTreeMap::from([(WORD.to_owned(), f64::NAN)]);
    let error = codec::encode(&vec![Secret::new(deep)]).unwrap_err().to_string();
    assert!(error.contains("at `[0]`: the secret") && !error.contains(WORD), "{error}");
    let error = codec::decode::<Secret<u64>>(&json!(WORD)).unwrap_err().to_string();
    assert!(error.contains("in place of a secret") && !error.contains(WORD), "{error}");
    let error = codec::decode::<Vec<Secret<bool>>>(&json!([71_717_171])).unwrap_err().to_string();
    assert!(!error.contains("71717171"), "{error}");
}

#[test]
fn a_secret_reads_back_and_is_shown_as_one_word() {
    let secret = Secret::new(WORD.to_owned());
    let saved = codec::encode(&secret).unwrap();
    assert_eq!(saved, json!(WORD));
    assert_eq!(codec::decode::<Secret<String>>(&saved), Ok(secret.clone()));
    assert_eq!(format!("{secret} {secret:?}"), "[secret] [secret]");
    assert_eq!(codec::shown(|| codec::encode(&secret)), Ok(json!("[secret]")));
    assert_eq!(codec::encode(&secret), Ok(json!(WORD)), "only what is shown is masked");
    let caught = std::panic::catch_unwind(|| codec::shown(|| panic!("within")));
    assert!(caught.is_err() && codec::encode(&secret) == Ok(json!(WORD)), "also after a panic");
}
