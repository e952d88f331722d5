//! Sums of rows. SQLite does not notice a bit that flips within a value; whoever reads a row does, by its sum.
//!
//! A sum is the CRC-32 (of IEEE 802.3) of all values of a row that are read back: it finds every flip of up to three bits in rows
//! of usual size, and every burst of up to 32 bits.

use rusqlite::types::ValueRef;

/// A sum in the making.
pub(crate) struct Sum(u32);

impl Sum {
    fn new() -> Sum {
        Sum(u32::MAX)
    }

    /// The sum of these values.
    pub(crate) fn of(values: &[ValueRef<'_>]) -> i64 {
        let mut sum = Sum::new();
        values.iter().for_each(|value| sum.add(*value));
        sum.value()
    }

    /// Whether this is the sum of these values. Earlier versions wrote it without a sign.
    pub(crate) fn is(sum: i64, values: &[ValueRef<'_>]) -> bool {
        sum as u32 == Sum::of(values) as u32
    }

    /// Adds a value: its type, its length, its bytes.
    fn add(&mut self, value: ValueRef<'_>) {
        match value {
            ValueRef::Null => self.bytes(&[0]),
            ValueRef::Integer(number) => {
                self.bytes(&[1]);
                self.bytes(&number.to_le_bytes());
            }
            ValueRef::Real(number) => {
                self.bytes(&[2]);
                self.bytes(&number.to_bits().to_le_bytes());
            }
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                self.bytes(&[3]);
                self.bytes(&(bytes.len() as u64).to_le_bytes());
                self.bytes(bytes);
            }
        }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = TABLE[usize::from((self.0 as u8) ^ byte)] ^ (self.0 >> 8);
        }
    }

    /// With a sign: SQLite keeps that in four bytes, and half of those without one in six.
    fn value(&self) -> i64 {
        i64::from((!self.0).cast_signed())
    }
}

/// Text, or nothing.
pub(crate) fn text(text: Option<&str>) -> ValueRef<'_> {
    text.map_or(ValueRef::Null, |text| ValueRef::Text(text.as_bytes()))
}

const TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut sum = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 };
            bit += 1;
        }
        table[byte] = sum;
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_crc_32_that_everybody_knows() {
        let mut sum = Sum::new();
        sum.bytes(b"123456789");
        assert_eq!(sum.value() as u32, 0xCBF4_3926);
    }
}
