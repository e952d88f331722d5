//! Flows that nobody wrote: each seed gives one, of every construct and of any size, and always the same.

use std::time::Duration;

use orch_blueprint::{AgentSpec, Blueprint, Frame, FrameKind, Guard, Kind, Node, Signal};

use super::build::*;
use super::constructs::{CHECK, LOAD, NOTIFY, PARSE, PAY, RESERVE, STORE};

static AGENTS: [&AgentSpec; 7] = [&PARSE, &LOAD, &CHECK, &NOTIFY, &PAY, &RESERVE, &STORE];
static WORDS: [&str; 10] =
    ["bar", "price", "limits", "counterparty", "x", "settlement_date", "注文", "fx", "reconcile", "net_asset_value"];
static ARMS: [&str; 8] = [
    "Clean",
    "Suspicious",
    "None | Err(_)",
    "Some(rate) if rate > limit",
    "_",
    "Rework",
    "Trade { side: Side::Buy, quantity, .. }",
    "Ok",
];

/// The flow of a seed, of at least so many nodes.
pub fn flow(seed: u64, least: usize) -> &'static Blueprint {
    let mut made = Made { state: seed, nodes: Vec::new(), frames: vec![BODY] };
    let mut seen = Vec::new();
    while made.nodes.len() < least {
        made.statement(0, Here { frame: 0, guard: None }, &mut seen);
    }
    made.add(Here { frame: 0, guard: None }, returns(leak(seen.into_iter().rev().take(2).collect())));
    let nodes = leak(made.nodes);
    let name = leak_text(format!("Generated{seed}"));
    let signals = &[Signal { name: "answer", ty: "Answer" }];
    Box::leak(Box::new(Blueprint { signals, ..pipeline(name, leak(made.frames), nodes) }))
}

struct Made {
    state: u64,
    nodes: Vec<Node>,
    frames: Vec<Frame>,
}

/// Where a statement stands.
#[derive(Clone, Copy)]
struct Here {
    frame: u16,
    guard: Option<Guard>,
}

impl Made {
    /// A number below `end`: SplitMix64.
    fn below(&mut self, end: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }

    fn add(&mut self, here: Here, node: Node) -> u16 {
        self.nodes.push(Node { frame: here.frame, guard: here.guard, ..node });
        self.nodes.len() as u16 - 1
    }

    fn next(&self) -> u16 {
        self.nodes.len() as u16
    }

    fn name(&mut self) -> &'static str {
        let (first, second) = (self.below(WORDS.len()), self.below(WORDS.len() * 2));
        let second = WORDS.get(second).map_or(String::new(), |word| format!("_{word}"));
        leak_text(format!("{}{second}", WORDS[first]))
    }

    fn agent(&mut self) -> &'static AgentSpec {
        AGENTS[self.below(AGENTS.len())]
    }

    /// What a statement uses of what it sees; mostly what was made last.
    fn uses(&mut self, seen: &[u16]) -> &'static [u16] {
        let mut uses: Vec<u16> = Vec::new();
        for _ in 0..self.below(4).min(seen.len()) {
            let back = if self.below(3) == 0 { self.below(seen.len()) } else { self.below(seen.len().min(3)) };
            uses.push(seen[seen.len() - 1 - back]);
        }
        uses.sort_unstable();
        uses.dedup();
        leak(uses)
    }

    fn statement(&mut self, depth: usize, here: Here, seen: &mut Vec<u16>) {
        let made = match self.below(if depth < 3 { 16 } else { 9 }) {
            0..=5 => self.stage(here, seen),
            6 => self.wait(here, seen),
            7 => {
                let (name, kind, uses) = (self.name(), [Kind::Value, Kind::Check][self.below(2)], self.uses(seen));
                self.add(here, Node { ends: matches!(kind, Kind::Check), ..node(name, kind, uses) })
            }
            8 | 9 => self.fallback(here, seen),
            10 => self.race(here, seen),
            11 => {
                for _ in 0..=self.below(10) {
                    let made = self.stage(here, seen);
                    seen.push(made);
                }
                return;
            }
            12 | 13 => self.frame(depth, here, seen),
            _ => self.decision(depth, here, seen),
        };
        seen.push(made);
    }

    fn stage(&mut self, here: Here, seen: &[u16]) -> u16 {
        let (name, agent, uses) = (self.name(), self.agent(), self.uses(seen));
        self.add(here, stage(name, agent, uses))
    }

    fn wait(&mut self, here: Here, seen: &[u16]) -> u16 {
        let kind = match self.below(2) {
            0 => Kind::Signal { index: 0, timeout: Some(Duration::from_secs(60)) },
            _ => Kind::Sleep { time: Some(Duration::from_secs(5)) },
        };
        let (name, uses) = (self.name(), self.uses(seen));
        self.add(here, Node { ends: true, ..node(name, kind, uses) })
    }

    fn fallback(&mut self, here: Here, seen: &[u16]) -> u16 {
        let (first, name, uses) = (self.next(), self.name(), self.uses(seen));
        let (agent, other) = (self.agent(), self.agent());
        self.add(here, or_else(name, agent, uses, first + 1));
        self.add(Here { guard: Some(Guard { node: first, case: 1 }), ..here }, stage("instead", other, uses));
        self.add(here, join(name, leak(vec![first, first + 1])))
    }

    fn race(&mut self, here: Here, seen: &[u16]) -> u16 {
        let (first, count) = (self.next(), 2 + self.below(3) as u16);
        let uses = self.uses(seen);
        for _ in 0..count {
            let (name, agent) = (self.name(), self.agent());
            self.add(here, Node { race: Some(first + count), ends: false, ..stage(name, agent, uses) });
        }
        let members = leak((first..first + count).collect());
        self.add(here, Node { ends: true, ..node("first", Kind::Race { members }, members) })
    }

    fn frame(&mut self, depth: usize, here: Here, seen: &[u16]) -> u16 {
        let kind = [FrameKind::Items, FrameKind::Sequence, FrameKind::Rounds(3)][self.below(3)];
        let (name, uses) = (self.name(), self.uses(seen));
        let inner = self.frames.len() as u16;
        let tolerant = self.below(2) == 0;
        let open = self.add(here, Node { ends: true, ..node(name, Kind::Open { frame: inner, tolerant }, uses) });
        self.frames.push(frame(open, kind));
        let mut seen = Vec::new();
        for _ in 0..=self.below(5) {
            self.statement(depth + 1, Here { frame: inner, guard: None }, &mut seen);
        }
        open
    }

    fn decision(&mut self, depth: usize, here: Here, seen: &[u16]) -> u16 {
        let count = if self.below(5) == 0 { 6 + self.below(8) } else { 2 + self.below(3) };
        let arms: Vec<&'static str> = (0..count).map(|_| ARMS[self.below(ARMS.len())]).collect();
        let uses = self.uses(seen);
        let decision = self.add(here, node("match", Kind::Decide { arms: leak(arms) }, uses));
        let mut last = vec![decision];
        for case in 0..count {
            let mut inside = seen.to_vec();
            for _ in 0..self.below(4) {
                let guard = Some(Guard { node: decision, case: case as u16 });
                self.statement(depth + 1, Here { guard, ..here }, &mut inside);
            }
            last.extend(inside.last().filter(|_| inside.len() > seen.len()));
        }
        let name = self.name();
        self.add(here, join(name, leak(last)))
    }
}

fn leak<T>(items: Vec<T>) -> &'static [T] {
    Box::leak(items.into_boxed_slice())
}

fn leak_text(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}
