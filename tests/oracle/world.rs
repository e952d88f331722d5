//! The world that scripted agents act on: it decides what each call comes to, and witnesses it.
//!
//! A decision depends on the case's seed and the stage's key alone, so a flow and its twin meet the same world, in
//! whatever order they come.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use orch::blueprint::Effect;

use crate::value::{Choice, Spot, Trouble};

/// How long calls of agents with a time limit may take.
pub const TIMEOUT: Duration = Duration::from_millis(12);

/// One call that was witnessed.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The stage's key.
    pub key: String,
    /// Which attempt.
    pub attempt: u32,
    /// A digest of each argument.
    pub args: Vec<u32>,
    /// What it does to the world.
    pub effect: Effect,
    /// When it began and ended, counted in witnessed moments; `u32::MAX` if it never ended.
    pub span: (u32, u32),
    /// In a twin: where it stands in parts that have no order, as (part, member).
    pub lanes: Vec<(u32, u32)>,
}

/// How one call is asked for.
pub struct Asked {
    /// The stage's key.
    pub key: String,
    /// Which attempt, from 1.
    pub attempt: u32,
    /// What it does to the world.
    pub effect: Effect,
    /// A digest of each argument.
    pub args: Vec<u32>,
    /// See [`Seen::lanes`].
    pub lanes: Vec<(u32, u32)>,
}

/// What a call comes to.
enum Fate {
    Done,
    Soft,
    Hard,
    Panic,
}

/// The world of one run.
pub struct World {
    seed: u64,
    /// Of a thousand stages, how many fail.
    failing: u64,
    moment: AtomicU32,
    /// Whether a fan-out failed, so that some of its items may not have been begun.
    cut: AtomicBool,
    log: Mutex<Vec<Seen>>,
}

impl World {
    pub fn new(seed: u64) -> World {
        let failing = [0, 20, 60, 150, 300][(hash(&[seed, 1]) % 5) as usize];
        World { seed, failing, moment: AtomicU32::new(0), cut: AtomicBool::new(false), log: Mutex::new(Vec::new()) }
    }

    /// What was witnessed.
    pub fn log(&self) -> Vec<Seen> {
        self.log.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
    }

    /// A fan-out failed.
    pub fn cut_short(&self) {
        self.cut.store(true, Ordering::SeqCst);
    }

    /// Whether one did.
    pub fn is_cut(&self) -> bool {
        self.cut.load(Ordering::SeqCst)
    }

    fn moment(&self) -> u32 {
        self.moment.fetch_add(1, Ordering::SeqCst)
    }

    /// What the signal of this name brings.
    pub fn letter(&self, name: &str) -> u32 {
        u32::made(hash(&[self.seed, 9, text(name)]))
    }

    /// Begins a call, and says how long it takes: never just as long as a [`TIMEOUT`].
    pub fn begin(&self, asked: &Asked) -> (usize, Duration) {
        let seen = Seen {
            key: asked.key.clone(),
            attempt: asked.attempt,
            args: asked.args.clone(),
            effect: asked.effect,
            span: (self.moment(), u32::MAX),
            lanes: asked.lanes.clone(),
        };
        let mut log = self.log.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        log.push(seen);
        let bits = hash(&[self.seed, 2, text(&asked.key), u64::from(asked.attempt)]);
        let time = Duration::from_millis(if bits.is_multiple_of(3) { 0 } else { bits % 23 });
        (log.len() - 1, if time == TIMEOUT { TIMEOUT + Duration::from_millis(1) } else { time })
    }

    /// Notes that a call is over, however it ended.
    pub fn over(&self, index: usize) {
        let moment = self.moment();
        self.log.lock().unwrap_or_else(|poisoned| poisoned.into_inner())[index].span.1 = moment;
    }

    /// Ends a call.
    pub fn end<T: Made>(&self, asked: &Asked, index: usize) -> Result<T, Trouble> {
        self.over(index);
        let bits = hash(&[self.seed, 3, text(&asked.key)]);
        match self.fate(asked) {
            Fate::Done => {
                let args = asked.args.iter().fold(0, |sum, arg| hash(&[sum, u64::from(*arg)]));
                Ok(T::made(hash(&[bits, args])))
            }
            Fate::Soft => Err(Trouble::Soft),
            Fate::Hard => Err(Trouble::Hard((bits % 7) as u32)),
            Fate::Panic => panic!("as scripted"),
        }
    }

    fn fate(&self, asked: &Asked) -> Fate {
        if let Some((race, member, members)) = racer(&asked.key) {
            let winner = hash(&[self.seed, 4, text(race)]) % (u64::from(members) * 3 + 1) / 3;
            return if winner == u64::from(member) { Fate::Done } else { Fate::Hard };
        }
        let bits = hash(&[self.seed, 5, text(&asked.key)]);
        if bits % 1000 >= self.failing {
            return Fate::Done;
        }
        match hash(&[bits, 6]) % 20 {
            0..=6 => Fate::Hard,
            7..=10 => Fate::Panic,
            // A panic that passes, and troubles that pass after an attempt or two.
            11 if asked.attempt == 1 => Fate::Panic,
            11 => Fate::Done,
            n if u64::from(asked.attempt) <= n % 4 => Fate::Soft,
            _ => Fate::Done,
        }
    }
}

/// `[1].s7r0of2` is member 0 of the race `[1].s7`, which has two.
fn racer(key: &str) -> Option<(&str, u32, u32)> {
    let (race, place) = key.rsplit_once('r')?;
    let (member, members) = place.split_once("of")?;
    Some((race, member.parse().ok()?, members.parse().ok()?))
}

/// Values that are made from chance.
pub trait Made {
    fn made(bits: u64) -> Self;
}

impl Made for u32 {
    fn made(bits: u64) -> u32 {
        (bits % 97) as u32
    }
}

impl Made for (u32, u32) {
    fn made(bits: u64) -> (u32, u32) {
        (u32::made(bits), u32::made(bits >> 9))
    }
}

impl Made for Spot {
    fn made(bits: u64) -> Spot {
        Spot { x: u32::made(bits), rest: Made::made(bits >> 7) }
    }
}

impl Made for String {
    fn made(bits: u64) -> String {
        let sign = if bits.is_multiple_of(5) { "x" } else { "" };
        format!("{sign}{}", bits % 89)
    }
}

impl Made for Vec<u32> {
    fn made(bits: u64) -> Vec<u32> {
        (0..bits % 5).map(|item| (item * 10 + (bits >> (item + 3)) % 10) as u32).collect()
    }
}

impl Made for Choice {
    fn made(bits: u64) -> Choice {
        let number = (bits >> 5) as u32 % 50;
        match bits % 3 {
            0 => Choice::Left(number),
            1 => Choice::Right { value: number },
            _ => Choice::Nothing,
        }
    }
}

/// Mixes numbers (the output function of splitmix64 over each).
pub fn hash(parts: &[u64]) -> u64 {
    parts.iter().fold(0x9E37_79B9_7F4A_7C15, |state, part| {
        let z = (state ^ part).wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    })
}

/// A text as a number (FNV-1a).
pub fn text(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}
