//! The value of `uuid()`: a version 4 UUID (RFC 9562) from the engine's random bits, so that a seed gives the same one.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A UUID, written as `f81d4fae-7dec-41d0-a765-00a0c91e6bf6`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid(u128);

impl Uuid {
    /// A version 4 UUID of these random bits.
    pub(crate) const fn from_random(high: u64, low: u64) -> Uuid {
        let bits = ((high as u128) << 64) | low as u128;
        let version = (bits & !(0xf << 76)) | (4 << 76);
        Uuid((version & !(0b11 << 62)) | (0b10 << 62))
    }

    /// Its 128 bits.
    pub const fn as_u128(self) -> u128 {
        self.0
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.0;
        let part = |shift: u32, digits: u32| (n >> shift) & ((1u128 << (digits * 4)) - 1);
        write!(
            f,
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            part(96, 8),
            part(80, 4),
            part(64, 4),
            part(48, 4),
            part(0, 12)
        )
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is no UUID.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no UUID: 32 hexadecimal digits in groups of 8-4-4-4-12 are expected")]
pub struct NoUuid(String);

impl FromStr for Uuid {
    type Err = NoUuid;

    fn from_str(text: &str) -> Result<Uuid, NoUuid> {
        let error = || NoUuid(text.to_owned());
        let groups: Vec<&str> = text.split('-').collect();
        if !groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]) || !text.is_ascii() {
            return Err(error());
        }
        u128::from_str_radix(&groups.concat(), 16).map(Uuid).map_err(|_| error())
    }
}

impl Serialize for Uuid {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Uuid {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Uuid, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::Uuid;

    #[test]
    fn it_is_of_version_4_and_reads_back() {
        let uuid = Uuid::from_random(u64::MAX, 0);
        assert_eq!(uuid.to_string(), "ffffffff-ffff-4fff-8000-000000000000");
        assert_eq!(uuid.to_string().parse(), Ok(uuid));
        assert!("ffffffff-ffff-4fff-8000-00000000000".parse::<Uuid>().is_err());
    }
}
