//! Pipelines written by hand: numbers flow through them, and every test says in a script what its agents do.

#![allow(dead_code, unreachable_pub, reason = "each test file uses a part of it")]

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use orch_blueprint::{
    AgentSpec, Blueprint, Effect, Frame, FrameKind, Kind, Node, Options, Overrides, Signal, StageRef,
};
use orch_core::engine::{Answers, Asked, BoxFuture, Wants};
use orch_core::event::RunEvent;
use orch_core::private;
use orch_core::{
    AnyItems, Apart, Ask, At, Call, Class, Classify, CodecError, Context, Engine, Failure, Fault, FrameState, Mark,
    NodeEvent, Outcome, Pipeline, Plan, Progress, Recorded, ResourceSet, Saved, SignalPort, Slot, Stage, Transition,
    Visitor,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A pipeline written by hand.
pub trait Hand: Send + Sync + 'static {
    fn blueprint() -> &'static Blueprint;
    fn plan() -> &'static Plan;

    /// What its pipelines as stages do.
    fn nested<E: Engine>(_: E, _: i64, _: Script, _: Context) -> BoxFuture<Gives> {
        unreachable!("it has none")
    }
}

/// `flow!(Name { options } [ nodes ])`.
#[macro_export]
macro_rules! flow {
    ($name:ident, $nodes:expr) => {
        $crate::flow!($name, orch_blueprint::Options::NONE, $nodes);
    };
    ($name:ident, $options:expr, $nodes:expr) => {
        struct $name;

        impl $crate::common::Hand for $name {
            fn blueprint() -> &'static orch_blueprint::Blueprint {
                static NODES: &[orch_blueprint::Node] = &$nodes;
                static BLUEPRINT: orch_blueprint::Blueprint = orch_blueprint::Blueprint {
                    nodes: NODES,
                    options: $options,
                    ..$crate::common::blueprint(stringify!($name))
                };
                &BLUEPRINT
            }

            fn plan() -> &'static orch_core::Plan {
                static PLAN: std::sync::OnceLock<orch_core::Plan> = std::sync::OnceLock::new();
                PLAN.get_or_init(|| orch_core::Plan::new(Self::blueprint()))
            }
        }
    };
}

pub const fn blueprint(name: &'static str) -> Blueprint {
    Blueprint {
        name,
        docs: "",
        module: "",
        file: "",
        line: 1,
        inputs: &[],
        output: "i64",
        options: Options::NONE,
        frames: &[Frame { owner: None, kind: FrameKind::Body }],
        nodes: &[],
        signals: &[Signal { name: "go", ty: "i64" }],
    }
}

/// An agent without policies.
pub const fn agent(name: &'static str, effect: Effect) -> AgentSpec {
    AgentSpec { line: 1, output: "i64", error: Some("Broken"), ..AgentSpec::new(name, effect) }
}

pub const fn stage(name: &'static str, spec: &'static AgentSpec, uses: &'static [u16]) -> Node {
    let stage = StageRef::Agent(spec);
    node(name, Kind::Stage { stage, with: Overrides::NONE, fallback: None, was: None }, uses)
}

pub const fn node(name: &'static str, kind: Kind, uses: &'static [u16]) -> Node {
    Node { name, frame: 0, kind, uses, after: &[], guard: None, ends: true, unordered: 0, race: None, position: (1, 1) }
}

/// The sum of what it uses.
pub const fn returns(uses: &'static [u16]) -> Node {
    Node { ends: false, ..node("return", Kind::Return { explicit: false }, uses) }
}

/// What agents fail with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Broken {
    pub message: String,
    pub class: Class,
    pub retry_after: Option<Duration>,
}

impl Classify for Broken {
    fn class(&self) -> Class {
        self.class
    }

    fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }
}

pub fn broken(class: Class) -> Fault<Broken> {
    Fault::Own(Broken { message: format!("a {} fault", class.word()), class, retry_after: None })
}

pub type Gives = Result<i64, Fault<Broken>>;

type Act = dyn Fn(&'static str, i64, Context) -> BoxFuture<Gives> + Send + Sync;

/// What the agents of a test do: by their node's name, with the sum of the values they use.
#[derive(Clone)]
pub struct Script(Arc<Act>);

impl Script {
    pub fn new<F: Future<Output = Gives> + Send + 'static>(
        act: impl Fn(&'static str, i64, Context) -> F + Send + Sync + 'static,
    ) -> Script {
        Script(Arc::new(move |name, value, cx| Box::pin(act(name, value, cx))))
    }
}

impl ResourceSet<Script> for Script {
    fn collect(app: &Script) -> Script {
        app.clone()
    }
}

/// The pipeline of a [`Hand`].
pub struct Of<H>(PhantomData<H>);

#[derive(Default)]
pub struct State {
    input: Slot<i64>,
    slots: Vec<Slot<i64>>,
    progress: Progress,
}

impl State {
    fn sum(&self, uses: &[u16]) -> i64 {
        match uses {
            [] => *self.input.get(),
            uses => uses.iter().filter_map(|node| self.slots[usize::from(*node)].value()).sum(),
        }
    }
}

impl FrameState for State {
    fn progress(&self) -> &Progress {
        &self.progress
    }
    fn progress_mut(&mut self) -> &mut Progress {
        &mut self.progress
    }
    fn items(&self, _: u16) -> Option<&dyn AnyItems> {
        None
    }
    fn items_mut(&mut self, _: u16) -> Option<&mut dyn AnyItems> {
        None
    }
}

pub enum Event {
    Run(RunEvent<i64>),
    Node(u16, NodeEvent<i64, i64>),
    Mark(u16, Mark),
}

pub struct Signals(SignalPort);

impl From<SignalPort> for Signals {
    fn from(port: SignalPort) -> Signals {
        Signals(port)
    }
}

impl Signals {
    pub fn go(&self, value: i64) -> orch_core::Sending {
        self.0.send("go", None, &value)
    }
}

impl<H: Hand> Pipeline for Of<H> {
    type Input = i64;
    type Output = i64;
    type State = State;
    type Event = Event;
    type Resources = Script;
    type Signals = Signals;

    fn blueprint() -> &'static Blueprint {
        H::blueprint()
    }

    fn plan() -> &'static Plan {
        H::plan()
    }

    fn started(input: Arc<i64>) -> Event {
        Event::Run(RunEvent::Started(input))
    }

    fn stopped(failure: Apart<Failure>) -> Event {
        Event::Run(RunEvent::Stopped(failure))
    }

    fn mark(_: At, node: u16, mark: Mark) -> Event {
        Event::Mark(node, mark)
    }

    fn transition(event: &Event) -> (&At, Option<u16>, Transition<'_>) {
        match event {
            Event::Run(event) => (&At::ROOT, None, event.transition()),
            Event::Node(node, event) => (&At::ROOT, Some(*node), event.transition(false)),
            Event::Mark(node, mark) => (&At::ROOT, Some(*node), Transition::Mark(mark)),
        }
    }

    fn store(state: &mut State, event: Event) {
        match event {
            Event::Run(RunEvent::Started(input)) => {
                state.input.set(input);
                state.slots.resize_with(H::blueprint().nodes.len(), Slot::default);
            }
            Event::Node(node, event) => event.store(&mut state.slots[usize::from(node)]),
            _ => {}
        }
    }

    fn output(state: &State) -> &Slot<i64> {
        state.slots.last().expect("a run that has begun has slots")
    }

    fn output_mut(state: &mut State) -> &mut Slot<i64> {
        state.slots.last_mut().expect("a run that has begun has slots")
    }

    fn call<E: Engine>(state: &State, at: &At, node: u16, ask: &Ask, engine: &E, script: &Script) -> Call<Event> {
        let this = &H::blueprint().nodes[usize::from(node)];
        let value = state.sum(this.uses);
        let wait = |until| Call::Now(Event::Mark(node, Mark::waiting(until, None)));
        match (this.kind, &ask) {
            (Kind::Stage { stage: StageRef::Pipeline(_), .. }, _) => {
                let script = script.clone();
                let asked = Asked::new::<Self>((state, at), node, ask);
                let (opening, given) = engine.open(&asked, Wants::of::<Step>());
                let call =
                    async move { H::nested(given.engine().clone(), value, script, given.context().clone()).await };
                engine.attempt::<Step, _, _>((&asked, opening), Ended(node), call)
            }
            (Kind::Stage { .. }, _) => {
                // `delay` of a racer: told by the node's name, for the tests of delays.
                let delay = this.name.strip_suffix("_later").map(|_| Duration::from_secs(10));
                let script = script.clone();
                let asked = Asked::new::<Self>((state, at), node, ask);
                let asked = delay.map_or(asked, |delay| asked.after(delay));
                let (opening, given) = engine.open(&asked, Wants::of::<Step>());
                let call = async move { (script.0)(this.name, value, given.context().clone()).await };
                engine.attempt::<Step, _, _>((&asked, opening), Ended(node), call)
            }
            (Kind::Sleep { time }, _) => wait(time.map(|time| engine.now().saturating_add(time))),
            (Kind::Signal { .. }, Ask::Deliver(payload)) => match private::signal_payload(payload) {
                Ok(value) => Call::Now(Event::Node(node, NodeEvent::Succeeded(Arc::new(value)))),
                Err(failure) => Call::Now(Event::Mark(node, Mark::Failed(failure))),
            },
            (Kind::Signal { .. }, Ask::Expire) => {
                let failure = private::signal_expired(H::blueprint(), state, at, node);
                let (value, error) = (None, None);
                Call::Now(Event::Node(node, NodeEvent::failed(failure, false, value, error)))
            }
            (Kind::Signal { timeout, .. }, _) => wait(timeout.map(|time| engine.now().saturating_add(time))),
            _ if this.name == "panics" => panic!("in plain Rust"),
            _ => Call::Now(Event::Node(node, NodeEvent::Succeeded(Arc::new(value)))),
        }
    }

    fn encode(event: &Event) -> Result<Recorded, CodecError> {
        match event {
            Event::Run(event) => event.encode(),
            Event::Node(node, event) => event.encode(&At::ROOT, *node),
            Event::Mark(node, mark) => Ok(Recorded::mark(&At::ROOT, *node, mark)),
        }
    }

    fn decode(_: &Recorded) -> Result<Event, CodecError> {
        Err(CodecError::Ephemeral)
    }

    fn visit<V: Visitor>(visitor: &mut V) {
        visitor.stage::<Step>();
        visitor.signal::<i64>("go");
    }
}

/// The agent of all stages, as a type.
pub struct Step;

static STEP: AgentSpec = AgentSpec { timeout: Some(Duration::from_secs(5)), ..agent("step", Effect::Idempotent) };

impl Stage for Step {
    type Args<'a> = (&'static str, i64);
    type Owned = (String, i64);
    type Output = i64;
    type Error = Broken;
    type Resources = Script;

    fn describe() -> StageRef {
        StageRef::Agent(&STEP)
    }

    fn lend(owned: &(String, i64)) -> (&'static str, i64) {
        ("step", owned.1)
    }

    fn encode(_: &Self::Args<'_>) -> Result<Value, Failure> {
        Ok(Value::Null)
    }

    fn failure_of(error: &Broken) -> Failure {
        Failure::of(error)
    }

    fn invoke<'a, E: Engine>(
        (name, value): (&'static str, i64),
        cx: &'a Context,
        script: &'a Script,
        _: &'a E,
    ) -> impl Future<Output: orch_core::OrFault<i64, Broken>> + Send + 'a {
        (script.0)(name, value, cx.clone())
    }
}

fn _saved<T: Saved>() {}

/// The end of an attempt at this node, as an event.
#[derive(Clone, Copy)]
struct Ended(u16);

impl Answers for Ended {
    type Output = i64;
    type Kept = i64;
    type Error = Broken;
    type Event = Event;

    fn keep(output: i64) -> i64 {
        output
    }

    fn answer(self, _: At, outcome: Outcome<i64, Broken>) -> Event {
        match outcome {
            Outcome::Done(output) => Event::Node(self.0, NodeEvent::Succeeded(Arc::new(output))),
            Outcome::Again(again) => Event::Mark(self.0, Mark::Retrying(again)),
            Outcome::Failed { failure, unknown, .. } => {
                Event::Node(self.0, NodeEvent::failed(failure, unknown, None, None))
            }
        }
    }

    fn failure_of(self, error: &Broken) -> Failure {
        Failure::of(error)
    }
}
