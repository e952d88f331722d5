//! Flows as large as the drawing must bear.

use std::sync::OnceLock;

use orch_blueprint::{AgentSpec, Blueprint, Effect, Kind, Node, Param};

use super::build::*;
use super::constructs::{CHECK, LOAD, NOTIFY, PARSE, STORE};

static SOURCES: [&str; 16] = [
    "bloomberg",
    "reuters",
    "xetra",
    "nyse",
    "nasdaq",
    "lse",
    "euronext",
    "tsx",
    "asx",
    "hkex",
    "sgx",
    "jpx",
    "bse",
    "six",
    "omx",
    "bme",
];

/// Sixteen sources side by side, and four that go on by themselves.
pub static WIDE: Blueprint = {
    const NODE: Node = stage("", &LOAD, &[0]);
    static NODES: [Node; 24] = {
        let mut nodes = [NODE; 24];
        nodes[0] = stage("parse", &PARSE, &[]);
        let mut i = 0;
        while i < 16 {
            nodes[i + 1].name = SOURCES[i];
            i += 1;
        }
        nodes[17] = stage("rates", &LOAD, &[0]);
        nodes[18] = stage("convert", &PARSE, &[17]);
        nodes[19] = stage("holidays", &CHECK, &[0]);
        nodes[20] = stage("calendar", &PARSE, &[19, 17]);
        nodes[21] = stage("merge", &PARSE, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20]);
        nodes[22] = stage("store", &NOTIFY, &[21]);
        nodes[23] = returns(&[22]);
        nodes
    };
    pipeline("Consolidated", &[BODY], &NODES)
};

/// Sixty stages in a row.
pub fn sixty_chain() -> &'static Blueprint {
    static MADE: OnceLock<&'static Blueprint> = OnceLock::new();
    MADE.get_or_init(|| {
        let mut nodes: Vec<Node> = Vec::new();
        for number in 0..60u16 {
            let uses: &'static [u16] = if number == 0 { &[] } else { leak(vec![number - 1]) };
            let name: &'static str = Box::leak(format!("step_{number:02}").into_boxed_str());
            let spec = [&PARSE, &LOAD, &CHECK, &NOTIFY][usize::from(number % 4)];
            nodes.push(stage(name, spec, uses));
        }
        nodes.push(returns(&[59]));
        leak_pipeline("LongChain", nodes)
    })
}

/// Sixty stages as a team might have them after some years: blocks of reading, merging, deciding and storing.
pub fn sixty() -> &'static Blueprint {
    static MADE: OnceLock<&'static Blueprint> = OnceLock::new();
    MADE.get_or_init(|| {
        let mut nodes: Vec<Node> = Vec::new();
        let mut last: Vec<u16> = Vec::new();
        for block in 0..6u16 {
            let base = nodes.len() as u16;
            let spec = |name: &str, effect: Effect| -> &'static AgentSpec {
                Box::leak(Box::new(agent(Box::leak(name.to_owned().into_boxed_str()), effect)))
            };
            let name = |word: &str| -> &'static str { Box::leak(format!("{word}_{block}").into_boxed_str()) };
            nodes.push(stage(name("open"), spec("open", Effect::Reads), leak(last.clone())));
            for (index, word) in ["prices", "rates", "limits"].iter().enumerate() {
                nodes.push(stage(name(word), [&LOAD, &CHECK, &LOAD][index], leak(vec![base])));
            }
            nodes.push(stage(name("merge"), &PARSE, leak(vec![base + 1, base + 2, base + 3])));
            nodes.push(decide(name("match"), &["Fine", "Doubtful", "Bad"], leak(vec![base + 4])));
            nodes.push(when(base + 5, 0, stage(name("store"), &NOTIFY, leak(vec![base + 4]))));
            nodes.push(when(base + 5, 1, stage(name("verify"), &CHECK, leak(vec![base + 4]))));
            nodes.push(when(base + 5, 1, stage(name("store_verified"), &STORE, leak(vec![base + 7]))));
            nodes.push(when(base + 5, 2, stage(name("reject"), &NOTIFY, leak(vec![base + 1]))));
            nodes.push(join(name("record"), leak(vec![base + 5, base + 6, base + 8, base + 9])));
            nodes.push(stage(name("audit"), &LOAD, leak(vec![base + 2, base + 10])));
            last = vec![base + 10];
        }
        nodes.push(node("id", Kind::Uuid, &[]));
        let end = nodes.len() as u16;
        nodes.push(stage("publish", &NOTIFY, leak(vec![last[0], end - 1])));
        nodes.push(returns(leak(vec![end])));
        leak_pipeline("EndOfDay", nodes)
    })
}

/// A decision of fourteen arms, each with a way of its own: more than a page has room for side by side.
pub fn dispatch() -> &'static Blueprint {
    static MADE: OnceLock<&'static Blueprint> = OnceLock::new();
    static ARMS: [&str; 14] = [
        "Message::New(order)",
        "Message::Amend { id, .. }",
        "Message::Cancel(id)",
        "Message::Fill(fill)",
        "Message::PartialFill(fill)",
        "Message::Reject(reason)",
        "Message::Expire(id)",
        "Message::Halt(symbol)",
        "Message::Resume(symbol)",
        "Message::Dividend(notice)",
        "Message::Split { ratio, .. }",
        "Message::Correction(trade)",
        "Message::Heartbeat",
        "Message::Unknown(bytes)",
    ];
    MADE.get_or_init(|| {
        let mut nodes = vec![stage("decode", &PARSE, &[]), decide("match", &ARMS, &[0])];
        let mut last = vec![1];
        for case in (0..14u16).filter(|case| *case != 12) {
            for (step, agent) in [&LOAD, &CHECK, &STORE][..1 + usize::from(case) % 3].iter().enumerate() {
                let name: &'static str = Box::leak(format!("step_{case}_{step}").into_boxed_str());
                let before = if step == 0 { 0 } else { nodes.len() as u16 - 1 };
                nodes.push(when(1, case, stage(name, agent, leak(vec![before]))));
            }
            last.push(nodes.len() as u16 - 1);
        }
        nodes.push(join("outcome", leak(last)));
        let end = nodes.len() as u16;
        nodes.push(stage("acknowledge", &NOTIFY, leak(vec![end - 1])));
        nodes.push(returns(leak(vec![end])));
        leak_pipeline("Dispatch", nodes)
    })
}

fn leak(numbers: Vec<u16>) -> &'static [u16] {
    Box::leak(numbers.into_boxed_slice())
}

fn leak_pipeline(name: &'static str, nodes: Vec<Node>) -> &'static Blueprint {
    let inputs = &[Param { name: "day", ty: "Date" }];
    let nodes = Box::leak(nodes.into_boxed_slice());
    Box::leak(Box::new(Blueprint { inputs, ..pipeline(name, &[BODY], nodes) }))
}
