//! A pipeline's fingerprint: what a recorded run rests on, as 16 bytes.
//!
//! Two builds of a pipeline with the same fingerprint move alike on the same events, and read the same values. It covers
//! **structure and contracts**:
//!
//! - names of the pipeline, its nodes and its arms; its input, its output and its signals, with types as they were written;
//! - frames with their kinds, nodes with their kinds, and everything between nodes: uses, `.after(…)`, guards, `?`,
//!   `#[unordered]`, races, fallbacks. The number of a loop's rounds is structure: the machine itself ends the loop by it;
//! - of each agent its name, effect, inputs, output and error, and the name of what compensates the stage;
//! - the pipelines within, in full where they are met first.
//!
//! It does not cover what may be tuned or moved while runs are under way: docs, files, lines and modules; timeouts, retries,
//! heartbeats, deadlines, SLOs, lengths of sleeps, placement, resources, depth,
//! amplification; nor `.was("…")`, which tells of another build.
//!
//! Types are text here. A struct that changes under the same name leaves the fingerprint as it is, and shows when its
//! values are read.

use core::fmt;
use core::str::FromStr;

use crate::{AgentSpec, Blueprint, Compensation, Frame, FrameKind, Kind, Node, Param, StageRef};

/// What two builds of a pipeline must share so that one goes on with the other's runs. Written as 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub [u8; 16]);

/// The fingerprint of a pipeline. It is the same in every process and on every platform.
pub fn of(blueprint: &Blueprint) -> Fingerprint {
    let mut text = Canonical { hash: Fnv::NEW, seen: Vec::new() };
    text.word("orch fingerprint 1");
    text.blueprint(blueprint);
    Fingerprint(text.hash.0.to_be_bytes())
}

impl Blueprint {
    /// What a recorded run of this pipeline rests on: see [`fingerprint`](crate::fingerprint).
    pub fn fingerprint(&self) -> Fingerprint {
        of(self)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is no fingerprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoFingerprint(String);

impl fmt::Display for NoFingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no fingerprint: 32 hexadecimal digits are expected", self.0)
    }
}

impl std::error::Error for NoFingerprint {}

impl FromStr for Fingerprint {
    type Err = NoFingerprint;

    fn from_str(text: &str) -> Result<Fingerprint, NoFingerprint> {
        let error = || NoFingerprint(text.to_owned());
        // `from_str_radix` alone would take a sign.
        if text.len() != 32 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(error());
        }
        u128::from_str_radix(text, 16).map(|bits| Fingerprint(bits.to_be_bytes())).map_err(|_| error())
    }
}

/// FNV-1a with 128 bits, by Glenn Fowler, Landon Curt Noll and Phong Vo (<http://www.isthe.com/chongo/tech/comp/fnv/>): a
/// hash that is ten lines, stands for ever, and is good enough where nobody tries to make two flows look the same.
struct Fnv(u128);

impl Fnv {
    const NEW: Fnv = Fnv(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(Fnv::PRIME);
        }
    }
}

/// Writes the canonical bytes: every text with its length, every list with its count, every choice with its number, so
/// that no two descriptions are the same bytes.
struct Canonical<'a> {
    hash: Fnv,
    seen: Vec<&'a Blueprint>,
}

impl<'a> Canonical<'a> {
    fn number(&mut self, number: impl Into<u64>) {
        self.hash.bytes(&number.into().to_le_bytes());
    }

    fn word(&mut self, word: &str) {
        self.number(word.len() as u64);
        self.hash.bytes(word.as_bytes());
    }

    fn list<T>(&mut self, list: &'a [T], each: impl Fn(&mut Self, &'a T)) {
        self.number(list.len() as u64);
        list.iter().for_each(|item| each(self, item));
    }

    fn optional<T>(&mut self, value: Option<T>, some: impl Fn(&mut Self, T)) {
        self.number(value.is_some());
        value.into_iter().for_each(|value| some(self, value));
    }

    fn indices(&mut self, indices: &'a [u16]) {
        self.list(indices, |to, index| to.number(*index));
    }

    /// A pipeline in full, or the name and number of one that was met before: pipelines may run themselves.
    fn blueprint(&mut self, blueprint: &'a Blueprint) {
        // Statics may be copied by a linker or merged by a compiler; where a pipeline stands tells which one it is.
        let place = |it: &Blueprint| (it.name, it.module, it.file, it.line);
        let met = self.seen.iter().position(|seen| place(seen) == place(blueprint));
        self.word(blueprint.name);
        self.optional(met, |to, met| to.number(met as u64));
        if met.is_none() {
            self.seen.push(blueprint);
            self.contents(blueprint);
        }
    }

    fn contents(&mut self, blueprint: &'a Blueprint) {
        self.list(blueprint.inputs, Self::param);
        self.word(blueprint.output);
        self.list(blueprint.signals, |to, signal| {
            to.word(signal.name);
            to.word(signal.ty);
        });
        self.list(blueprint.frames, Self::frame);
        self.list(blueprint.nodes, Self::node);
    }

    fn param(&mut self, param: &Param) {
        self.word(param.name);
        self.word(param.ty);
    }

    fn frame(&mut self, frame: &Frame) {
        self.optional(frame.owner, |to, owner| to.number(owner));
        match frame.kind {
            FrameKind::Body => self.number(0u8),
            FrameKind::Items => self.number(1u8),
            FrameKind::Sequence => self.number(2u8),
            FrameKind::Rounds(rounds) => {
                self.number(3u8);
                self.number(rounds);
            }
        }
    }

    fn node(&mut self, node: &'a Node) {
        // Every field is named here, so that a new one is decided upon.
        let Node { name, frame, ref kind, uses, after, guard, ends, unordered, race, position: _ } = *node;
        self.word(name);
        self.number(frame);
        self.indices(uses);
        self.indices(after);
        self.optional(guard, |to, guard| {
            to.number(guard.node);
            to.number(guard.case);
        });
        self.number(ends);
        self.number(unordered);
        self.optional(race, |to, race| to.number(race));
        self.kind(node, kind);
    }

    fn kind(&mut self, node: &Node, kind: &'a Kind) {
        self.number(number_of(kind));
        match *kind {
            Kind::Stage { ref stage, with: _, fallback, was: _ } => {
                self.stage(stage);
                self.optional(fallback, |to, fallback| {
                    to.number(fallback.node);
                    to.number(fallback.even_unknown);
                });
                self.compensation(node.compensation());
            }
            Kind::Decide { arms } => self.list(arms, |to, arm| to.word(arm)),
            Kind::Race { members } => self.indices(members),
            Kind::Open { frame, tolerant } => {
                self.number(frame);
                self.number(tolerant);
            }
            Kind::Signal { index, timeout: _ } => self.number(index),
            Kind::Return { explicit } => self.number(explicit),
            Kind::Sleep { time: _ }
            | Kind::Value
            | Kind::Check
            | Kind::Join
            | Kind::Now
            | Kind::Uuid
            | Kind::Random
            | Kind::Break
            | Kind::Continue
            | Kind::Restart => {}
        }
    }

    fn stage(&mut self, stage: &'a StageRef) {
        match stage {
            StageRef::Agent(agent) => {
                self.number(0u8);
                self.agent(agent);
            }
            StageRef::Pipeline(pipeline) => {
                self.number(1u8);
                self.blueprint(pipeline);
            }
        }
    }

    fn agent(&mut self, agent: &'a AgentSpec) {
        self.word(agent.name);
        self.word(agent.effect.word());
        self.list(agent.inputs, Self::param);
        self.word(agent.output);
        self.optional(agent.error, |to, error| to.word(error));
    }

    fn compensation(&mut self, compensation: Compensation) {
        match compensation {
            Compensation::Unstated => self.number(0u8),
            // Why nothing undoes it is for readers.
            Compensation::Nothing(_) => self.number(1u8),
            Compensation::With(undo) => {
                self.number(2u8);
                self.word(undo.name);
            }
        }
    }
}

/// A kind's number. It never changes: fingerprints are kept with runs.
const fn number_of(kind: &Kind) -> u8 {
    match kind {
        Kind::Stage { .. } => 0,
        Kind::Value => 1,
        Kind::Check => 2,
        Kind::Decide { .. } => 3,
        Kind::Join => 4,
        Kind::Race { .. } => 5,
        Kind::Open { .. } => 6,
        Kind::Sleep { .. } => 7,
        Kind::Signal { .. } => 8,
        Kind::Now => 9,
        Kind::Uuid => 10,
        Kind::Random => 11,
        Kind::Return { .. } => 12,
        Kind::Break => 13,
        Kind::Continue => 14,
        Kind::Restart => 15,
    }
}

#[cfg(test)]
mod tests {
    use super::Fnv;

    fn hash(text: &str) -> u128 {
        let mut hash = Fnv::NEW;
        hash.bytes(text.as_bytes());
        hash.0
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(hash(""), 0x6c62272e07bb014262b821756295c58d);
        assert_eq!(hash("a"), 0xd228cb696f1a8caf78912b704e4a8964);
        assert_eq!(hash("foobar"), 0x343e1662793c64bf6f0d3597ba446f18);
    }
}
