//! Retries that multiply through pipelines within pipelines.

use orch_blueprint::check::amplified;
use orch_blueprint::{AgentSpec, Blueprint, Effect, Frame, FrameKind, Kind, Node, Options, Overrides, Retry, StageRef};

const fn tried(name: &'static str, effect: Effect, attempts: u32) -> AgentSpec {
    AgentSpec { retry: Some(Retry::new(attempts)), ..AgentSpec::new(name, effect) }
}

static ASK: AgentSpec = tried("ask", Effect::Reads, 1);
static CHARGE: AgentSpec = tried("charge", Effect::Idempotent, 5);
static PAY: AgentSpec = tried("pay", Effect::Once, 1);
static STUBBORN: AgentSpec = tried("stubborn", Effect::Pure, 1000);

const fn stage(name: &'static str, stage: StageRef, attempts: u32) -> Node {
    let retry = if attempts > 0 { Some(Retry::new(attempts)) } else { None };
    let with = Overrides { retry, ..Overrides::NONE };
    Node::new(name, 0, Kind::Stage { stage, with, fallback: None, was: None }, &[], (0, 0))
}

const fn call(spec: &'static AgentSpec) -> Node {
    stage(spec.name, StageRef::Agent(spec), 0)
}

const fn run(blueprint: &'static Blueprint, attempts: u32) -> Node {
    stage(blueprint.name, StageRef::Pipeline(blueprint), attempts)
}

/// The same for one that leads back, whose description cannot be read while it is made.
const fn back(name: &'static str, blueprint: &'static Blueprint, attempts: u32) -> Node {
    stage(name, StageRef::Pipeline(blueprint), attempts)
}

const fn pipeline(name: &'static str, limit: Option<u32>, nodes: &'static [Node]) -> Blueprint {
    Blueprint {
        name,
        docs: "",
        module: "",
        file: "",
        line: 0,
        inputs: &[],
        output: "",
        options: Options { amplification: limit, ..Options::NONE },
        frames: &[Frame { owner: None, kind: FrameKind::Body }],
        nodes,
        signals: &[],
    }
}

/// The first line of what is said of each node.
fn said(blueprint: &'static Blueprint) -> Vec<String> {
    let nodes = 0..u16::try_from(blueprint.nodes.len()).unwrap();
    let texts = nodes.filter_map(|node| amplified(blueprint, node));
    texts.map(|text| text.as_str().lines().next().unwrap_or_default().to_owned()).collect()
}

static PAYMENT: Blueprint = pipeline("Payment", None, &[call(&ASK), call(&CHARGE)]);
static CHECKOUT: Blueprint = pipeline("Checkout", None, &[run(&PAYMENT, 4)]);
static MEANT: Blueprint = pipeline("Meant", Some(20), &[run(&PAYMENT, 4)]);

#[test]
fn the_product_is_shown_stage_by_stage() {
    let expected = "`Checkout` may attempt `charge` 4 × 5 = 20 times: `Payment` (4 attempts) runs `charge` (5 attempts); \
                    16 is the limit";
    assert_eq!(said(&CHECKOUT), [expected]);
    let text = amplified(&CHECKOUT, 0).unwrap();
    assert!(text.as_str().contains("write `#[amplification(20)]` above `Checkout`"), "{}", text.as_str());
}

#[test]
fn sixteen_is_allowed_and_so_is_any_number_at_one_level() {
    static FOUR: AgentSpec = tried("four", Effect::Reads, 4);
    static INNER: Blueprint = pipeline("Inner", None, &[call(&FOUR)]);
    static OUTER: Blueprint = pipeline("Outer", None, &[run(&INNER, 4)]);
    assert!(said(&OUTER).is_empty());
    static ALONE: Blueprint = pipeline("Alone", None, &[call(&STUBBORN)]);
    static ONCE: Blueprint = pipeline("Once", Some(2), &[run(&ALONE, 0), run(&ALONE, 1)]);
    assert!(said(&ALONE).is_empty() && said(&ONCE).is_empty());
    static ASKING: Blueprint = pipeline("Asking", None, &[call(&ASK)]);
    static AGAIN: Blueprint = pipeline("Again", Some(2), &[run(&ASKING, 1000)]);
    assert!(said(&AGAIN).is_empty());
}

#[test]
fn it_is_told_where_the_product_passes_the_limit_and_not_further_out() {
    static AROUND: Blueprint = pipeline("Around", None, &[run(&CHECKOUT, 0)]);
    static FURTHER: Blueprint = pipeline("Further", None, &[run(&CHECKOUT, 2)]);
    assert!(said(&AROUND).is_empty() && said(&FURTHER).is_empty());
}

#[test]
fn what_a_pipeline_within_means_is_not_meant_by_the_one_around_it() {
    static AROUND: Blueprint = pipeline("Around", None, &[run(&MEANT, 0), run(&MEANT, 1)]);
    assert!(said(&MEANT).is_empty() && said(&AROUND).is_empty());
    static FURTHER: Blueprint = pipeline("Further", None, &[run(&MEANT, 2)]);
    let expected = "`Further` may attempt `charge` 2 × 4 × 5 = 40 times: `Meant` (2 attempts) runs `Payment` (4 attempts), \
                    which runs `charge` (5 attempts); 16 is the limit";
    assert_eq!(said(&FURTHER), [expected]);
    static ALLOWED: Blueprint = pipeline("Allowed", Some(40), &[run(&MEANT, 2)]);
    assert!(said(&ALLOWED).is_empty());
}

#[test]
fn a_number_that_is_written_is_kept_also_where_nothing_is_added() {
    static STRICT: Blueprint = pipeline("Strict", Some(19), &[run(&MEANT, 0)]);
    let expected = "`Strict` may attempt `charge` 4 × 5 = 20 times: `Meant` (once) runs `Payment` (4 attempts), which runs \
                    `charge` (5 attempts); `#[amplification(19)]` is the limit";
    assert_eq!(said(&STRICT), [expected]);
    static TIGHT: Blueprint = pipeline("Tight", Some(9), &[run(&PAYMENT, 2)]);
    static AROUND: Blueprint = pipeline("Around", None, &[run(&TIGHT, 2)]);
    assert_eq!(said(&TIGHT).len(), 1);
    assert!(said(&AROUND).is_empty(), "twenty attempts are told of in `Tight`, which allows nine");
}

#[test]
fn of_several_paths_the_worst_is_told_and_the_shortest_of_those() {
    static TEN: AgentSpec = tried("ten", Effect::Reads, 10);
    static INNER: Blueprint = pipeline("Inner", None, &[call(&CHARGE), call(&TEN), run(&PAYMENT, 2)]);
    static OUTER: Blueprint = pipeline("Outer", None, &[run(&INNER, 3), run(&PAYMENT, 2), run(&PAYMENT, 4)]);
    let told = said(&OUTER);
    assert_eq!(told.len(), 2, "each retry that multiplies past the limit is told of: {told:?}");
    assert!(told[0].starts_with("`Outer` may attempt `ten` 3 × 10 = 30 times"), "{}", told[0]);
    assert!(told[1].starts_with("`Outer` may attempt `charge` 4 × 5 = 20 times"), "{}", told[1]);
}

#[test]
fn what_must_not_be_retried_is_told_of_by_itself() {
    static PAYING: Blueprint = pipeline("Paying", None, &[call(&PAY), call(&CHARGE)]);
    static OUTER: Blueprint = pipeline("Outer", None, &[run(&PAYING, 4)]);
    assert!(said(&OUTER).is_empty());
    static DEEP: Blueprint = Blueprint {
        options: Options { depth: Some(50), ..Options::NONE },
        ..pipeline("Deep", None, &[back("Deep", &DEEP, 3), call(&CHARGE)])
    };
    static AROUND: Blueprint = pipeline("Around", None, &[run(&DEEP, 4)]);
    assert!(said(&DEEP).is_empty() && said(&AROUND).is_empty());
    static WITHIN: Blueprint = Blueprint {
        options: Options { depth: Some(50), ..Options::NONE },
        ..pipeline("Within", None, &[back("Within", &WITHIN, 0), run(&PAYMENT, 4)])
    };
    assert_eq!(said(&WITHIN).len(), 1, "what it runs besides itself is asked");
}

#[test]
fn circles_and_great_products_come_to_an_end() {
    static PING: Blueprint = pipeline("Ping", Some(1), &[back("Pong", &PONG, 4), back("Pong", &PONG, 4)]);
    static PONG: Blueprint = pipeline("Pong", Some(1), &[back("Ping", &PING, 5), back("Ping", &PING, 5), call(&ASK)]);
    assert!(said(&PING).is_empty() && said(&PONG).is_empty());
    static FIRST: Blueprint = pipeline("First", Some(u32::MAX), &[call(&STUBBORN)]);
    static SECOND: Blueprint = pipeline("Second", Some(u32::MAX), &[run(&FIRST, 1000)]);
    static THIRD: Blueprint = pipeline("Third", None, &[run(&SECOND, 1000)]);
    let text = amplified(&THIRD, 0).unwrap();
    let first = "`Third` may attempt `stubborn` 1000 × 1000 × 1000 times, which is more than a million: `Second` (1000";
    assert!(text.as_str().starts_with(first) && !text.as_str().contains("if it is meant"), "{}", text.as_str());
}
