//! One flow a construct.

use std::time::Duration;

use orch_blueprint::{
    AgentSpec, Blueprint, Compensation, Deadline, Effect, FrameKind, Kind, Node, Options, Param, Signal, Slo,
};

use super::build::*;

pub static PARSE: AgentSpec = agent("parse", Effect::Pure);
pub static LOAD: AgentSpec = AgentSpec {
    docs: "Loads what is needed.\n\nFrom wherever it is.",
    timeout: Some(Duration::from_secs(2)),
    retry: Some(RETRY),
    ..agent("load", Effect::Reads)
};
pub static CHECK: AgentSpec = agent("check", Effect::Reads);
pub static REMOVE: AgentSpec = agent("remove", Effect::Idempotent);
pub static REFUND: AgentSpec = agent("refund", Effect::Idempotent);
pub static RELEASE: AgentSpec = agent("release", Effect::Idempotent);
pub static STORE: AgentSpec =
    AgentSpec { compensation: Compensation::With(&REMOVE), ..agent("store", Effect::Idempotent) };
pub static PAY: AgentSpec = AgentSpec { compensation: Compensation::With(&REFUND), ..agent("pay", Effect::Once) };
pub static RESERVE: AgentSpec =
    AgentSpec { compensation: Compensation::With(&RELEASE), ..agent("reserve", Effect::Idempotent) };
pub static NOTIFY: AgentSpec = AgentSpec {
    compensation: Compensation::Nothing("a mail cannot be called back"),
    ..agent("notify", Effect::Idempotent)
};

pub static CHAIN: Blueprint = pipeline(
    "Chain",
    &[BODY],
    &[
        stage("parse", &PARSE, &[]),
        stage("load", &LOAD, &[0]),
        stage("check", &CHECK, &[1]),
        stage("notify", &NOTIFY, &[2]),
        returns(&[3]),
    ],
);

pub static DIAMOND: Blueprint = pipeline(
    "Diamond",
    &[BODY],
    &[
        stage("parse", &PARSE, &[]),
        stage("left", &LOAD, &[0]),
        stage("right", &CHECK, &[0]),
        stage("merge", &PARSE, &[1, 2]),
        returns(&[3]),
    ],
);

const REVIEW: Node = Node {
    ends: true,
    ..node("Suspicious/review", Kind::Signal { index: 0, timeout: Some(Duration::from_secs(3600)) }, &[])
};

pub static MARKET_DATA: Blueprint = Blueprint {
    docs: "One trading day, from the raw line to the stored record.",
    inputs: &[Param { name: "line", ty: "Line" }],
    options: Options {
        deadline: Some(Deadline { after: Duration::from_secs(7200), guaranteed: false }),
        slo: Some(Slo { success: Some(0.999), p50: None, p95: None, p99: Some(Duration::from_millis(500)) }),
        ..Options::NONE
    },
    signals: &[Signal { name: "review", ty: "Verdict" }],
    ..pipeline(
        "MarketData",
        &[BODY],
        &[
            or_else("parse", &PARSE, &[], 1),
            when(0, 1, stage("repair", &CHECK, &[0])),
            join("bar", &[0, 1]),
            stage("enrich", &LOAD, &[2]),
            stage("detect", &CHECK, &[2]),
            stage("grade", &PARSE, &[2, 3, 4]),
            decide("match", &["Clean", "Suspicious"], &[5]),
            when(6, 0, stage("Clean/store", &NOTIFY, &[5])),
            when(6, 1, REVIEW),
            when(6, 1, stage("Suspicious/store_reviewed", &NOTIFY, &[5, 8])),
            join("value", &[6, 7, 9]),
            returns(&[10]),
        ],
    )
};

pub static NESTED: Blueprint = pipeline(
    "NestedBranches",
    &[BODY],
    &[
        stage("load", &LOAD, &[]),
        decide("if", &["then", "else"], &[0]),
        when(1, 0, node("then/return", Kind::Return { explicit: true }, &[])),
        decide("grade/match", &["Gold", "Silver", "Bronze", "Unknown"], &[0]),
        when(3, 0, stage("grade/Gold/greet", &NOTIFY, &[0])),
        when(3, 1, decide("grade/Silver/if", &["then", "else"], &[0])),
        when(5, 0, stage("grade/Silver/then/check", &CHECK, &[0])),
        when(5, 1, stage("grade/Silver/else/parse", &PARSE, &[0])),
        when(3, 1, join("grade/Silver/value", &[5, 6, 7])),
        when(3, 2, stage("grade/Bronze/store", &STORE, &[0])),
        when(3, 2, stage("grade/Bronze/notify", &NOTIFY, &[9])),
        join("grade", &[3, 4, 8, 10]),
        Node { ends: true, ..node("check", Kind::Check, &[11]) },
        stage("notify", &NOTIFY, &[11]),
        returns(&[13]),
    ],
);

pub static ROUNDS: Blueprint = pipeline(
    "Announcement",
    &[BODY, frame(1, FrameKind::Rounds(5))],
    &[
        node("notes", Kind::Value, &[]),
        Node { ends: true, ..node("draft", Kind::Open { frame: 1, tolerant: false }, &[0]) },
        within(1, stage("write_draft", &PARSE, &[])),
        within(1, stage("review_draft", &CHECK, &[2])),
        within(1, decide("match", &["Approved", "Rework"], &[3])),
        within(1, when(4, 0, node("Approved/break", Kind::Break, &[2]))),
        within(1, when(4, 1, node("Rework/notes/set", Kind::Value, &[3]))),
        returns(&[1]),
    ],
);

pub static EACH: Blueprint = pipeline(
    "Basket",
    &[BODY, frame(1, FrameKind::Items), frame(5, FrameKind::Sequence), frame(6, FrameKind::Rounds(3))],
    &[
        stage("symbols", &LOAD, &[]),
        Node { ends: true, ..node("quotes", Kind::Open { frame: 1, tolerant: true }, &[0]) },
        within(1, or_else("fetch", &LOAD, &[], 3)),
        within(1, when(2, 1, stage("last_known", &CHECK, &[]))),
        within(1, join("quote", &[2, 3])),
        Node { ends: true, ..node("orders", Kind::Open { frame: 2, tolerant: false }, &[1]) },
        within(2, Node { ends: true, ..node("fill", Kind::Open { frame: 3, tolerant: false }, &[]) }),
        within(3, stage("place", &NOTIFY, &[])),
        within(3, node("sleep", Kind::Sleep { time: Some(Duration::from_secs(5)) }, &[])),
        within(3, stage("confirm", &CHECK, &[7])),
        within(3, node("break", Kind::Break, &[9])),
        within(2, stage("book", &STORE, &[6])),
        returns(&[5]),
    ],
);

pub static RACE: Blueprint = pipeline(
    "FirstQuote",
    &[BODY],
    &[
        stage("parse", &PARSE, &[]),
        Node { race: Some(4), ends: false, ..stage("primary", &LOAD, &[0]) },
        Node { race: Some(4), ends: false, ..stage("mirror", &LOAD, &[0]) },
        Node { race: Some(4), ..node("give_up", Kind::Sleep { time: Some(Duration::from_secs(3)) }, &[]) },
        Node { ends: true, ..node("quote", Kind::Race { members: &[1, 2, 3] }, &[1, 2, 3]) },
        returns(&[4]),
    ],
);

pub static OUTER: Blueprint = Blueprint {
    signals: &[Signal { name: "approve", ty: "Approval" }],
    ..pipeline(
        "Settlement",
        &[BODY],
        &[
            runs("MarketData", &MARKET_DATA, &[]),
            runs("pricing", &DIAMOND, &[0]),
            node("at", Kind::Now, &[]),
            node("id", Kind::Uuid, &[]),
            node("approve", Kind::Signal { index: 0, timeout: None }, &[]),
            node("sleep", Kind::Sleep { time: Some(Duration::from_secs(7200)) }, &[]),
            stage("store", &STORE, &[0, 1, 2, 3, 4]),
            node("restart", Kind::Restart, &[6]),
        ],
    )
};

pub static SAGA: Blueprint = Blueprint {
    docs: "Reserves, pays, ships; or undoes all of it.",
    options: Options { saga: true, ..Options::NONE },
    ..pipeline(
        "Checkout",
        &[BODY],
        &[
            stage("price", &LOAD, &[]),
            stage("reserve", &RESERVE, &[]),
            stage("pay", &PAY, &[0]),
            or_else("express", &STORE, &[1], 4),
            when(3, 1, stage("standard", &STORE, &[1])),
            join("parcel", &[3, 4]),
            stage("notify", &NOTIFY, &[2, 5]),
            returns(&[5, 6]),
        ],
    )
};

static STRANGE: AgentSpec = AgentSpec {
    docs: "A <b>bold</b> `agent` | with ]]> & \"marks\".",
    output: "Result<Vec<&'static str>, Box<dyn Error>>",
    ..agent("r#type<\"&'>", Effect::Once)
};

pub static ODD: Blueprint = Blueprint {
    docs: "</title><script>alert(1)</script> & \"quotes\" | pipes\\\n\nMore.",
    inputs: &[Param { name: "r#in", ty: "HashMap<&'a str, Vec<u8>>" }, Param { name: "注文", ty: "注文<'_>" }],
    output: "Option<Box<dyn Fn(&str) -> bool + Send>>",
    signals: &[Signal { name: "späte \"Antwort\"", ty: "Vec<&str>" }],
    ..pipeline(
        "Ünïcode<T>&\"Co\"",
        &[BODY],
        &[
            stage("r#match\"]; end", &STRANGE, &[]),
            node("späte \"Antwort\"", Kind::Signal { index: 0, timeout: Some(Duration::from_millis(1500)) }, &[]),
            decide("if a < b && c > d", &["Some(x) if x > \"0\"", "None | Err(_)", "{}[]()<>|`#;\\"], &[0]),
            when(2, 0, stage("注文/a_name_that_is_so_long_that_nobody_would_want_to_read_it_to_its_end", &PARSE, &[0])),
            when(2, 2, stage("end", &PARSE, &[0])),
            join("value", &[2, 3, 4]),
            returns(&[5]),
        ],
    )
};
