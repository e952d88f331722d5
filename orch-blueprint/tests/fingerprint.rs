//! What the fingerprint of a pipeline covers, and what it leaves out.
#![allow(missing_docs, reason = "nobody reads the docs of a test")]

use std::time::Duration;

use orch_blueprint::{
    AgentSpec, Blueprint, Compensation, Deadline, Effect, Fallback, Fingerprint, Frame, FrameKind, Guard, Kind, Node,
    Options, Overrides, Param, Placement, Retry, Signal, Slo, StageRef,
};

const FORGET: AgentSpec = AgentSpec {
    module: "shop",
    file: "shop.rs",
    line: 9,
    output: "()",
    ..AgentSpec::new("forget", Effect::Idempotent)
};

const AGENT: AgentSpec = AgentSpec {
    name: "fetch",
    docs: "Fetches.",
    module: "shop",
    file: "shop.rs",
    line: 3,
    effect: Effect::Idempotent,
    inputs: &[Param { name: "symbol", ty: "&str" }],
    resources: &[],
    output: "Quote",
    error: Some("QuoteError"),
    timeout: Some(Duration::from_secs(2)),
    heartbeat: None,
    retry: None,
    placement: Placement::Inline,
    compensation: Compensation::With(&FORGET),
};

const CHILD: Blueprint = Blueprint {
    name: "Child",
    docs: "",
    module: "shop",
    file: "shop.rs",
    line: 90,
    inputs: &[],
    output: "u8",
    options: Options::NONE,
    frames: &[Frame { owner: None, kind: FrameKind::Body }],
    nodes: &[Node::new("return", 0, Kind::Return { explicit: false }, &[], (91, 1))],
    signals: &[],
};

/// A flow with one of everything. Its fixtures are changed one by one.
fn nodes() -> Vec<Node> {
    vec![
        Node::new("fetch", 0, stage(AGENT), &[], (1, 1)).ends(),
        Node::new("last", 0, Kind::stage(StageRef::Agent(&AGENT)), &[], (1, 9)).guard(0, 1),
        Node::new("chain", 0, Kind::Join, &[0, 1], (1, 1)),
        Node::new("each", 0, Kind::Open { frame: 1, tolerant: false }, &[2], (2, 1)),
        Node::new("within", 1, Kind::stage(StageRef::Pipeline(leaked(CHILD))), &[], (3, 1)).unordered(1),
        Node::new("if", 0, Kind::Decide { arms: &["then", "else"] }, &[2], (4, 1)),
        Node::new("then/sleep", 0, Kind::Sleep { time: Some(Duration::from_secs(1)) }, &[], (5, 1)).guard(5, 0),
        Node::new("left", 0, Kind::Value, &[], (6, 1)).race(9),
        Node::new("right", 0, Kind::Check, &[], (6, 9)).race(9),
        Node::new("first", 0, Kind::Race { members: &[7, 8] }, &[], (6, 1)).after(&[2]),
        Node::new("review", 0, Kind::Signal { index: 0, timeout: None }, &[], (7, 1)),
        Node::new("return", 0, Kind::Return { explicit: false }, &[9], (8, 1)),
    ]
}

fn stage(agent: AgentSpec) -> Kind {
    let fallback = Some(Fallback { node: 1, even_unknown: false });
    Kind::Stage { stage: StageRef::Agent(leaked(agent)), with: Overrides::NONE, fallback, was: None }
}

fn leaked<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn flow() -> Blueprint {
    with_nodes(|_| ())
}

fn with_nodes(change: impl FnOnce(&mut Vec<Node>)) -> Blueprint {
    let mut nodes = nodes();
    change(&mut nodes);
    Blueprint {
        name: "Shop",
        docs: "Sells.",
        module: "shop",
        file: "shop.rs",
        line: 1,
        inputs: &[Param { name: "symbol", ty: "String" }],
        output: "Receipt",
        options: Options::NONE,
        frames: &[Frame { owner: None, kind: FrameKind::Body }, Frame { owner: Some(3), kind: FrameKind::Rounds(3) }],
        nodes: nodes.leak(),
        signals: &[Signal { name: "review", ty: "Verdict" }],
    }
}

fn with_agent(change: impl FnOnce(&mut AgentSpec)) -> Blueprint {
    let mut agent = AGENT;
    change(&mut agent);
    with_nodes(|nodes| nodes[0].kind = stage(agent))
}

fn with_child(change: impl FnOnce(&mut Blueprint)) -> Blueprint {
    let mut child = CHILD;
    change(&mut child);
    with_nodes(|nodes| nodes[4].kind = Kind::stage(StageRef::Pipeline(leaked(child))))
}

fn with_overrides(with: Overrides, was: Option<&'static str>) -> Blueprint {
    with_nodes(|nodes| match &mut nodes[0].kind {
        Kind::Stage { with: old, was: name, .. } => (*old, *name) = (with, was),
        other => panic!("{other:?} is no stage"),
    })
}

/// The flow with one field changed.
macro_rules! flow {
    ($($change:tt)*) => { Blueprint { $($change)*, ..flow() } };
}

#[test]
fn what_may_be_tuned_or_moved_is_not_covered() {
    let second = Some(Duration::from_secs(1));
    let slo = Slo { success: Some(0.9), p50: second, p95: None, p99: None };
    let deadline = Some(Deadline { after: Duration::from_secs(9), guaranteed: true });
    let (saga, ephemeral, depth, amplification) = (true, true, Some(2), Some(20));
    let options = Options { deadline, work_limit: second, slo: Some(slo), saga, ephemeral, depth, amplification };
    let same = [
        ("docs", flow!(docs: "Buys.")),
        ("place", flow!(module: "bank", file: "bank.rs", line: 77)),
        ("options", flow!(options)),
        ("position", with_nodes(|nodes| nodes.iter_mut().for_each(|node| node.position = (99, 9)))),
        ("agent's docs", with_agent(|it| (it.docs, it.module, it.file, it.line) = ("", "", "", 0))),
        ("timeout", with_agent(|it| (it.timeout, it.heartbeat) = (None, second))),
        ("retry", with_agent(|it| it.retry = Some(Retry::new(4)))),
        ("placement", with_agent(|it| it.placement = Placement::Spawned)),
        ("resources", with_agent(|it| it.resources = &[Param { name: "venue", ty: "&Venue" }])),
        (
            "overrides",
            with_overrides(Overrides { timeout: second, retry: Some(Retry::new(2)), ..Overrides::NONE }, None),
        ),
        ("was", with_overrides(Overrides::NONE, Some("get"))),
        ("the same undo", with_overrides(undo("forget"), None)),
        ("sleep", with_nodes(|nodes| nodes[6].kind = Kind::Sleep { time: None })),
        ("signal's timeout", with_nodes(|nodes| nodes[10].kind = Kind::Signal { index: 0, timeout: second })),
        ("child's docs", with_child(|it| (it.docs, it.options, it.line) = ("Plays.", options, 4))),
    ];
    for (what, changed) in same {
        assert_eq!(changed.fingerprint(), flow().fingerprint(), "{what}");
    }
}

fn undo(name: &'static str) -> Overrides {
    let undo = AgentSpec { name, ..FORGET };
    Overrides { compensation: Compensation::With(leaked(undo)), ..Overrides::NONE }
}

#[test]
fn every_change_of_structure_or_contract_alters_it() {
    let node = |index: usize, change: fn(&mut Node)| with_nodes(|nodes| change(&mut nodes[index]));
    let kind = |index: usize, kind: Kind| with_nodes(|nodes| nodes[index].kind = kind);
    let body = Frame { owner: None, kind: FrameKind::Body };
    let changes = [
        ("name", flow!(name: "Store")),
        ("input's name", flow!(inputs: &[Param { name: "code", ty: "String" }])),
        ("input's type", flow!(inputs: &[Param { name: "symbol", ty: "u8" }])),
        ("no input", flow!(inputs: &[])),
        ("output", flow!(output: "Bill")),
        ("signal's name", flow!(signals: &[Signal { name: "audit", ty: "Verdict" }])),
        ("signal's type", flow!(signals: &[Signal { name: "review", ty: "u8" }])),
        ("rounds", flow!(frames: leaked([body, Frame { owner: Some(3), kind: FrameKind::Rounds(4) }]))),
        ("items", flow!(frames: leaked([body, Frame { owner: Some(3), kind: FrameKind::Items }]))),
        ("sequence", flow!(frames: leaked([body, Frame { owner: Some(3), kind: FrameKind::Sequence }]))),
        ("owner", flow!(frames: leaked([body, Frame { owner: Some(5), kind: FrameKind::Rounds(3) }]))),
        ("fewer nodes", with_nodes(|nodes| nodes.truncate(11))),
        ("order", with_nodes(|nodes| nodes.swap(7, 8))),
        ("node's name", node(0, |it| it.name = "get")),
        ("frame", node(7, |it| it.frame = 1)),
        ("uses", node(2, |it| it.uses = &[0])),
        ("after", node(9, |it| it.after = &[3])),
        ("uses as after", node(2, |it| (it.uses, it.after) = (&[], &[0, 1]))),
        ("guard's case", node(1, |it| it.guard = Some(Guard { node: 0, case: 0 }))),
        ("guard's node", node(6, |it| it.guard = Some(Guard { node: 0, case: 0 }))),
        ("no guard", node(1, |it| it.guard = None)),
        ("ends", node(0, |it| it.ends = false)),
        ("unordered", node(4, |it| it.unordered = 0)),
        ("race", node(7, |it| it.race = None)),
        ("kind", kind(7, Kind::Check)),
        ("arms", kind(5, Kind::Decide { arms: &["then", "then2"] })),
        ("more arms", kind(5, Kind::Decide { arms: &["then", "else", "if"] })),
        ("members", kind(9, Kind::Race { members: &[8, 7] })),
        ("tolerant", kind(3, Kind::Open { frame: 1, tolerant: true })),
        ("return", kind(11, Kind::Return { explicit: true })),
        ("no fallback", kind(0, Kind::stage(StageRef::Agent(&AGENT)))),
        ("agent's name", with_agent(|it| it.name = "get")),
        ("effect", with_agent(|it| it.effect = Effect::Once)),
        ("agent's input", with_agent(|it| it.inputs = &[Param { name: "symbol", ty: "&Symbol" }])),
        ("agent's output", with_agent(|it| it.output = "Option<Quote>")),
        ("agent's error", with_agent(|it| it.error = Some("Error"))),
        ("no error", with_agent(|it| it.error = None)),
        ("undo", with_agent(|it| it.compensation = undo("drop").compensation)),
        ("nothing undoes", with_agent(|it| it.compensation = Compensation::Nothing("it is free"))),
        ("unstated undo", with_agent(|it| it.compensation = Compensation::Unstated)),
        ("a stage's own undo", with_overrides(undo("drop_it"), None)),
        ("child's name", with_child(|it| it.name = "Kid")),
        ("child's output", with_child(|it| it.output = "u16")),
        ("child's nodes", with_child(|it| it.nodes = &[])),
        (
            "fallback",
            with_nodes(|nodes| match &mut nodes[0].kind {
                Kind::Stage { fallback, .. } => *fallback = Some(Fallback { node: 1, even_unknown: true }),
                _ => unreachable!("it is a stage"),
            }),
        ),
    ];
    let mut seen = vec![("the flow itself", flow().fingerprint())];
    for (what, changed) in changes {
        let print = changed.fingerprint();
        if let Some((other, _)) = seen.iter().find(|(_, seen)| *seen == print) {
            panic!("{what}: the fingerprint is that of: {other}");
        }
        seen.push((what, print));
    }
}

/// Fingerprints are kept with runs: if this one changes, every run in every journal is of another build.
#[test]
fn it_is_the_same_for_ever() {
    assert_eq!(flow().fingerprint().to_string(), "2ad3c2a8d491fc57b388ece30a39cd3a");
}

static SELF: Blueprint = Blueprint {
    name: "Again",
    nodes: &[Node::new("again", 0, Kind::stage(StageRef::Pipeline(&SELF)), &[], (1, 1))],
    ..CHILD
};

static TWICE: Blueprint = Blueprint {
    name: "Again",
    nodes: &[Node::new("again", 0, Kind::stage(StageRef::Pipeline(&ANOTHER)), &[], (1, 1))],
    ..CHILD
};

/// Of the same name in another module.
static ANOTHER: Blueprint = Blueprint { name: "Again", module: "bank", ..CHILD };

#[test]
fn a_pipeline_may_run_itself_or_one_of_its_name() {
    assert_eq!(SELF.fingerprint(), SELF.fingerprint());
    assert_ne!(SELF.fingerprint(), TWICE.fingerprint());
}

#[test]
fn it_is_written_as_32_digits_and_reads_back() {
    let print = Fingerprint([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255]);
    assert_eq!(print.to_string(), "000102030405060708090a0b0c0d0eff");
    assert_eq!(print.to_string().parse(), Ok(print));
    assert_eq!(print.to_string().to_uppercase().parse(), Ok(print));
    for wrong in
        ["", "+00102030405060708090a0b0c0d0eff", "0001", "000102030405060708090a0b0c0d0eff0", "ü".repeat(16).as_str()]
    {
        let error = wrong.parse::<Fingerprint>().expect_err(wrong);
        assert!(error.to_string().contains("32 hexadecimal digits"), "{error}");
    }
}
