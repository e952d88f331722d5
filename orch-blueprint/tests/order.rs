//! The order rule on small graphs, case by case.

use orch_blueprint::{
    AgentSpec, Blueprint, Effect, Frame, FrameKind, Guard, Kind, Node, Options, Overrides, StageRef, order,
};

static PURE: AgentSpec = AgentSpec::new("pure", Effect::Pure);
static READS: AgentSpec = AgentSpec::new("reads", Effect::Reads);
static PUT: AgentSpec = AgentSpec::new("put", Effect::Idempotent);
static SEND: AgentSpec = AgentSpec::new("send", Effect::Once);

/// A node that names nothing and ends nothing.
const fn node(kind: Kind) -> Node {
    Node {
        name: "n",
        frame: 0,
        kind,
        uses: &[],
        after: &[],
        guard: None,
        ends: false,
        unordered: 0,
        race: None,
        position: (0, 0),
    }
}

const fn stage(spec: &'static AgentSpec) -> Node {
    node(Kind::Stage { stage: StageRef::Agent(spec), with: Overrides::NONE, fallback: None, was: None })
}

const fn child(blueprint: &'static Blueprint) -> Node {
    node(Kind::Stage { stage: StageRef::Pipeline(blueprint), with: Overrides::NONE, fallback: None, was: None })
}

/// The same with `?`.
const fn ending(node: Node) -> Node {
    Node { ends: true, ..node }
}

const fn open(frame: u16) -> Node {
    node(Kind::Open { frame, tolerant: false })
}

const fn within(frame: u16, node: Node) -> Node {
    Node { frame, ..node }
}

const fn pipeline(nodes: &'static [Node], options: Options) -> Blueprint {
    Blueprint {
        name: "P",
        docs: "",
        module: "",
        file: "",
        line: 0,
        inputs: &[],
        output: "",
        options,
        frames: &[Frame { owner: None, kind: FrameKind::Body }],
        nodes,
        signals: &[],
    }
}

/// Whether the second of these waits for the first.
fn waits(nodes: &[Node]) -> bool {
    order::waits_for(nodes, 1, 0)
}

#[test]
fn quiet_stages_start_early() {
    for quiet in [&PURE, &READS] {
        assert!(!waits(&[stage(&PURE), stage(quiet)]));
        assert!(!waits(&[stage(&READS), stage(quiet)]));
        // Not even a `?` above holds them up.
        assert!(!waits(&[ending(stage(&READS)), ending(stage(quiet))]));
        assert!(!waits(&[ending(node(Kind::Value)), stage(quiet)]));
    }
}

#[test]
fn what_is_written_after_a_change_waits_for_it() {
    for change in [&PUT, &SEND] {
        for later in [&PURE, &READS, &PUT, &SEND] {
            assert!(waits(&[stage(change), stage(later)]), "{} after {}", later.name, change.name);
        }
        assert!(waits(&[stage(change), node(Kind::Value)]));
    }
}

#[test]
fn a_change_waits_for_what_could_end_the_run() {
    assert!(!waits(&[stage(&PURE), stage(&SEND)]));
    assert!(waits(&[ending(stage(&PURE)), stage(&SEND)]));
    assert!(waits(&[ending(node(Kind::Check)), stage(&SEND)]));
    assert!(waits(&[ending(node(Kind::Decide { arms: &[] })), stage(&SEND)]));
    // Plain Rust may panic, so an `assert!` holds without a `?`.
    for plain in [Kind::Value, Kind::Check, Kind::Decide { arms: &[] }, Kind::Join] {
        assert!(waits(&[node(plain), stage(&SEND)]));
        assert!(!waits(&[node(plain), stage(&READS)]));
    }
    assert!(!waits(&[node(Kind::Uuid), stage(&SEND)]));
}

#[test]
fn a_change_waits_for_what_looks_at_the_world_before_it() {
    assert!(waits(&[stage(&READS), stage(&SEND)]));
    assert!(waits(&[open(1), stage(&PUT), within(1, stage(&READS))]));
    assert!(!waits(&[stage(&PURE), stage(&PUT)]));
}

#[test]
fn names_and_after_and_decisions_are_waited_for() {
    assert!(waits(&[stage(&PURE), Node { uses: &[0], ..stage(&PURE) }]));
    assert!(waits(&[stage(&PURE), Node { after: &[0], ..stage(&PURE) }]));
    assert!(waits(&[
        node(Kind::Decide { arms: &["then", "else"] }),
        Node { guard: Some(Guard { node: 0, case: 1 }), ..stage(&PURE) },
    ]));
}

#[test]
fn nothing_overtakes_a_return_or_break() {
    for leaving in [Kind::Return { explicit: true }, Kind::Break, Kind::Continue] {
        assert!(waits(&[node(leaving), stage(&PURE)]));
    }
    assert!(!waits(&[node(Kind::Return { explicit: false }), stage(&PURE)]));
    // A loop with a `return` in it may leave for all; one with a `break` leaves but itself.
    assert!(waits(&[open(1), stage(&PURE), within(1, node(Kind::Return { explicit: true }))]));
    assert!(!waits(&[open(1), stage(&PURE), within(1, node(Kind::Break))]));
}

#[test]
fn nothing_overtakes_a_mark_in_time() {
    let marks = [Kind::Now, Kind::Sleep { time: None }, Kind::Signal { index: 0, timeout: None }];
    for mark in marks {
        assert!(waits(&[node(mark), stage(&PURE)]));
        assert!(waits(&[stage(&PURE), node(mark)]));
        assert!(waits(&[open(1), stage(&PURE), within(1, node(mark))]));
    }
    for none in [Kind::Uuid, Kind::Random] {
        assert!(!waits(&[node(none), stage(&PURE)]));
    }
}

#[test]
fn unordered_lifts_the_order_among_changes_of_one_block() {
    let unordered = |block, node| Node { unordered: block, ..node };
    assert!(!waits(&[unordered(1, ending(stage(&PUT))), unordered(1, stage(&SEND))]));
    assert!(waits(&[unordered(1, stage(&PUT)), unordered(2, stage(&SEND))]));
    assert!(waits(&[unordered(1, stage(&PUT)), stage(&SEND)]));
    // Only among changes: a check in the block still stands before the money.
    assert!(waits(&[unordered(1, ending(stage(&READS))), unordered(1, stage(&SEND))]));
    assert!(waits(&[unordered(1, stage(&PUT)), unordered(1, stage(&READS))]));
}

#[test]
fn racers_do_not_wait_for_each_other() {
    let racer = |node| Node { race: Some(2), ..node };
    assert!(!waits(&[racer(node(Kind::Sleep { time: None })), racer(stage(&READS))]));
    assert!(waits(&[racer(node(Kind::Sleep { time: None })), stage(&READS)]));
}

#[test]
fn what_is_inside_counts_outside() {
    assert!(waits(&[open(1), stage(&PURE), within(1, stage(&PUT))]));
    assert!(waits(&[open(1), stage(&PURE), within(1, open(2)), within(2, stage(&PUT))]));
    assert!(waits(&[open(1), stage(&SEND), within(1, ending(stage(&PURE)))]));
    assert!(!waits(&[open(1), stage(&READS), within(1, stage(&PURE))]));
}

#[test]
fn pipelines_count_by_their_stages() {
    static QUIET: Blueprint = pipeline(&[stage(&PURE)], Options::NONE);
    static CHANGING: Blueprint = pipeline(&[stage(&PUT)], Options::NONE);
    static OUTER: Blueprint = pipeline(&[child(&CHANGING)], Options::NONE);
    static SLEEPING: Blueprint = pipeline(&[node(Kind::Sleep { time: None })], Options::NONE);
    static DEEP: Blueprint = pipeline(&[stage(&PURE)], Options { depth: Some(3), ..Options::NONE });
    assert!(!waits(&[child(&QUIET), stage(&PURE)]));
    assert!(waits(&[child(&CHANGING), stage(&PURE)]));
    assert!(waits(&[child(&OUTER), stage(&PURE)]));
    assert!(waits(&[child(&SLEEPING), stage(&PURE)]));
    // One that runs itself is not followed: it is taken for a change.
    assert!(waits(&[child(&DEEP), stage(&PURE)]));
    assert_eq!(order::pipeline_effect(&OUTER), Effect::Idempotent);
}

/// Each of these was missed: with the line of the rule taken away, nothing else here failed.
#[test]
fn what_may_end_or_leave_says_so() {
    assert!(order::can_end(&[node(Kind::Return { explicit: true })], 0));
    assert!(order::can_end(&[ending(node(Kind::Return { explicit: false }))], 0));
    assert!(!order::can_end(&[node(Kind::Return { explicit: false })], 0));
    assert!(order::can_end(&[node(Kind::Restart)], 0));
    assert!(order::can_end(&[ending(open(1))], 0));
    assert!(order::can_end(&[open(1), within(1, ending(stage(&PURE)))], 0));
    assert!(!order::can_end(&[open(1), within(1, stage(&PURE))], 0));
    assert!(order::leaves(&[node(Kind::Restart)], 0));
    assert!(order::leaves(&[open(1), within(1, node(Kind::Restart))], 0));
    let deep = [open(1), within(1, open(2)), within(2, node(Kind::Return { explicit: true }))];
    assert!(order::leaves(&deep, 0));
    // The list of a fan-out is plain Rust, which may panic.
    assert!(waits(&[open(1), stage(&SEND), within(1, stage(&PURE))]));
}

#[test]
fn what_begins_anew_or_runs_itself_is_taken_for_a_change() {
    static DEEP: Blueprint = pipeline(&[stage(&PURE)], Options { depth: Some(3), ..Options::NONE });
    assert_eq!(order::effect_of(&[node(Kind::Restart)], 0), Effect::Idempotent);
    assert_eq!(order::pipeline_effect(&DEEP), Effect::Once);
    assert!(order::is_barrier(&[child(&DEEP)], 0));
}

#[test]
fn a_name_is_found_wherever_it_stands_in_a_list() {
    let names = [stage(&PURE), stage(&PURE), stage(&PURE), Node { uses: &[0, 1], ..stage(&PURE) }];
    let waits: Vec<bool> = (0..3).map(|earlier| order::waits_for(&names, 3, earlier)).collect();
    assert_eq!(waits, [true, true, false]);
}

#[test]
fn pipelines_that_run_each_other_without_a_depth_are_followed_to_an_end() {
    static ONE: Blueprint = pipeline(&[child(&TWO)], Options::NONE);
    static TWO: Blueprint = pipeline(&[child(&ONE)], Options::NONE);
    assert_eq!(order::pipeline_effect(&ONE), Effect::Once, "nobody knows, so it is taken for the strongest");
    assert!(order::is_barrier(&[child(&TWO)], 0));
}

#[test]
fn the_rule_holds_in_constants() {
    const NODES: &[Node] = &[ending(stage(&PURE)), stage(&PUT)];
    const WAITS: bool = order::waits_for(NODES, 1, 0);
    assert_eq!((WAITS, order::effect_of(NODES, 1)), (true, Effect::Idempotent));
}
