//! The worst case along the critical path.

use std::time::Duration;

use orch_blueprint::check::{critical_path, worst_case};
use orch_blueprint::{Blueprint, Frame, FrameKind, Guard, Kind, Node, Options, order};

const fn sleep(seconds: u64, after: &'static [u16], guard: Option<Guard>) -> Node {
    Node {
        name: "sleep",
        frame: 0,
        kind: Kind::Sleep { time: Some(Duration::from_secs(seconds)) },
        uses: &[],
        after,
        guard,
        ends: false,
        unordered: 0,
        race: None,
        position: (1, 1),
    }
}

const fn arm(case: u16) -> Option<Guard> {
    Some(Guard { node: 1, case })
}

/// A second, then one of two arms, then three seconds more.
static BRANCHES: Blueprint = Blueprint {
    name: "Branches",
    docs: "",
    module: "",
    file: "",
    line: 1,
    inputs: &[],
    output: "()",
    options: Options::NONE,
    frames: &[Frame { owner: None, kind: FrameKind::Body }],
    nodes: &[
        sleep(1, &[], None),
        Node { kind: Kind::Decide { arms: &["then", "else"] }, ..sleep(0, &[], None) },
        sleep(10, &[], arm(0)),
        sleep(20, &[], arm(1)),
        sleep(5, &[], arm(1)),
        sleep(3, &[], None),
    ],
    signals: &[],
};

#[test]
fn arms_that_exclude_each_other_do_not_add_up() {
    assert_eq!(worst_case(&BRANCHES), Ok(Duration::from_secs(1 + 20 + 5 + 3)));
    let path = critical_path(&BRANCHES).unwrap();
    assert_eq!(path.iter().map(|(node, _)| *node).collect::<Vec<_>>(), [0, 3, 4, 5]);
}

#[test]
fn arms_exclude_each_other_and_nothing_else() {
    let exclude = |a, b| order::exclude(BRANCHES.nodes, a, b);
    assert!(exclude(2, 3) && exclude(4, 2));
    assert!(!exclude(3, 4) && !exclude(2, 5) && !exclude(1, 2));
}

#[test]
fn what_has_no_longest_time_is_named() {
    static OPEN: Blueprint = Blueprint {
        nodes: &[sleep(1, &[], None), Node { kind: Kind::Sleep { time: None }, ..sleep(0, &[], None) }],
        ..BRANCHES
    };
    assert_eq!(worst_case(&OPEN), Err(1));
    assert_eq!(critical_path(&OPEN), None);
}
