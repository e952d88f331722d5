//! Short words for long tables.

use std::time::Duration;

use orch_blueprint::{
    AgentSpec, Backoff, Blueprint, Effect, Fallback, Frame, FrameKind, Guard, Jitter, Kind, Node, Options, Overrides,
    Param, Retry, StageRef,
};

pub const BODY: Frame = Frame { owner: None, kind: FrameKind::Body };

pub const fn frame(owner: u16, kind: FrameKind) -> Frame {
    Frame { owner: Some(owner), kind }
}

pub const fn agent(name: &'static str, effect: Effect) -> AgentSpec {
    AgentSpec {
        module: "flows",
        file: "tests/flows/mod.rs",
        line: 1,
        inputs: &[Param { name: "input", ty: "&Input" }],
        output: "Output",
        error: Some("Trouble"),
        timeout: Some(Duration::from_secs(30)),
        ..AgentSpec::new(name, effect)
    }
}

pub const RETRY: Retry = Retry {
    attempts: 4,
    total: None,
    backoff: Backoff::Exponential { base: Duration::from_millis(50), max: Duration::from_secs(2) },
    jitter: Jitter::Full,
};

pub const fn pipeline(name: &'static str, frames: &'static [Frame], nodes: &'static [Node]) -> Blueprint {
    Blueprint {
        name,
        docs: "",
        module: "flows",
        file: "tests/flows/mod.rs",
        line: 1,
        inputs: &[Param { name: "order", ty: "Order" }],
        output: "Receipt",
        options: Options::NONE,
        frames,
        nodes,
        signals: &[],
    }
}

pub const fn node(name: &'static str, kind: Kind, uses: &'static [u16]) -> Node {
    Node {
        name,
        frame: 0,
        kind,
        uses,
        after: &[],
        guard: None,
        ends: false,
        unordered: 0,
        race: None,
        position: (1, 1),
    }
}

/// A use of an agent with `?`.
pub const fn stage(name: &'static str, spec: &'static AgentSpec, uses: &'static [u16]) -> Node {
    let kind = Kind::Stage { stage: StageRef::Agent(spec), with: Overrides::NONE, fallback: None, was: None };
    Node { ends: true, ..node(name, kind, uses) }
}

/// A use of an agent with `.or_else(…)`.
pub const fn or_else(name: &'static str, spec: &'static AgentSpec, uses: &'static [u16], fallback: u16) -> Node {
    let fallback = Some(Fallback { node: fallback, even_unknown: false });
    let kind = Kind::Stage { stage: StageRef::Agent(spec), with: Overrides::NONE, fallback, was: None };
    node(name, kind, uses)
}

pub const fn runs(name: &'static str, inner: &'static Blueprint, uses: &'static [u16]) -> Node {
    let kind = Kind::Stage { stage: StageRef::Pipeline(inner), with: Overrides::NONE, fallback: None, was: None };
    Node { ends: true, ..node(name, kind, uses) }
}

pub const fn decide(name: &'static str, arms: &'static [&'static str], uses: &'static [u16]) -> Node {
    node(name, Kind::Decide { arms }, uses)
}

pub const fn join(name: &'static str, uses: &'static [u16]) -> Node {
    node(name, Kind::Join, uses)
}

pub const fn returns(uses: &'static [u16]) -> Node {
    node("return", Kind::Return { explicit: false }, uses)
}

pub const fn within(frame: u16, node: Node) -> Node {
    Node { frame, ..node }
}

pub const fn when(decision: u16, case: u16, inner: Node) -> Node {
    Node { guard: Some(Guard { node: decision, case }), ..inner }
}
