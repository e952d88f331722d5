//! The values that generated flows work on, and the plain functions that their glue calls.

use orch::{Classify, Failed, FailureKind, Gathered};
use serde::{Deserialize, Serialize};

/// What agents fail with.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Classify, Serialize, Deserialize)]
pub enum Trouble {
    #[error("soft")]
    #[transient]
    Soft,
    #[error("hard {0}")]
    #[permanent]
    Hard(u32),
}

/// What glue fails with.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Classify)]
#[error("glue {0}")]
#[permanent]
pub struct Stuck(pub u32);

/// Something to match on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Choice {
    Left(u32),
    Right { value: u32 },
    Nothing,
}

/// Something to take apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    pub x: u32,
    pub rest: (u32, u32),
}

/// Everything comes down to a number.
pub trait Digest {
    fn digest(&self) -> u32;
}

impl Digest for u32 {
    fn digest(&self) -> u32 {
        *self
    }
}

impl Digest for str {
    fn digest(&self) -> u32 {
        crate::world::text(self) as u32 % 1009
    }
}

impl Digest for String {
    fn digest(&self) -> u32 {
        self.as_str().digest()
    }
}

impl Digest for [u32] {
    fn digest(&self) -> u32 {
        fold(self)
    }
}

impl Digest for Vec<u32> {
    fn digest(&self) -> u32 {
        fold(self)
    }
}

impl Digest for Choice {
    fn digest(&self) -> u32 {
        match self {
            Choice::Left(number) => number * 3,
            Choice::Right { value } => value * 3 + 1,
            Choice::Nothing => 2,
        }
    }
}

impl Digest for Failed<Trouble> {
    fn digest(&self) -> u32 {
        let error = match &self.error {
            None => 0,
            Some(Trouble::Soft) => 1,
            Some(Trouble::Hard(number)) => number + 2,
        };
        error * 4 + u32::from(self.kind == FailureKind::Panicked) + self.attempts * 100
    }
}

impl Digest for Result<u32, Failed<Trouble>> {
    fn digest(&self) -> u32 {
        match self {
            Ok(number) => number * 2,
            Err(failed) => failed.digest() * 2 + 1,
        }
    }
}

impl Digest for Gathered<u32> {
    fn digest(&self) -> u32 {
        let values = self.values.iter().map(|(key, value)| key.digest() ^ value);
        let failures = self.failures.iter().map(|(key, failure)| key.digest() ^ failure.message.digest());
        fold(&values.chain([u32::MAX]).chain(failures).collect::<Vec<_>>())
    }
}

/// Mixes numbers into one below 1000.
pub fn fold(numbers: &[u32]) -> u32 {
    let parts: Vec<u64> = numbers.iter().map(|number| u64::from(*number)).collect();
    (crate::world::hash(&parts) % 1000) as u32
}

/// Glue that fails now and then.
pub fn glue(number: u32, salt: u32) -> Result<u32, Stuck> {
    match fold(&[number, salt]) {
        mixed if mixed % 9 == 0 => Err(Stuck(salt)),
        mixed => Ok(mixed),
    }
}

/// Glue that panics now and then.
pub fn brittle(number: u32, salt: u32) -> u32 {
    match fold(&[number, salt, 1]) {
        mixed if mixed % 11 == 0 => panic!("as scripted"),
        mixed => mixed,
    }
}
