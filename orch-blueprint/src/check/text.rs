//! Text that is put together while constants are evaluated.

use core::time::Duration;

const ROOM: usize = 4096;

/// A message with room for 4 KiB; what does not fit is left out.
pub struct Text {
    bytes: [u8; ROOM],
    len: usize,
}

impl Text {
    /// No text yet.
    pub const fn new() -> Text {
        Text { bytes: [0; ROOM], len: 0 }
    }

    /// The text.
    pub const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "a message that was cut off",
        }
    }

    /// The text and `more`.
    pub const fn and(mut self, more: &str) -> Text {
        let more = more.as_bytes();
        if self.len + more.len() > ROOM {
            return self;
        }
        let mut i = 0;
        while i < more.len() {
            self.bytes[self.len] = more[i];
            self.len += 1;
            i += 1;
        }
        self
    }

    /// The text and a number.
    pub const fn number(self, number: u64) -> Text {
        let this = if number >= 10 { self.number(number / 10) } else { self };
        let digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
        this.and(digits[(number % 10) as usize])
    }

    /// The text and a duration, in the largest unit that tells it exactly, as users write it.
    pub const fn time(self, time: Duration) -> Text {
        let micros = time.as_micros() as u64;
        let units: [(u64, &str); 6] = [
            (86_400_000_000, "d"),
            (3_600_000_000, "h"),
            (60_000_000, "min"),
            (1_000_000, "s"),
            (1_000, "ms"),
            (1, "us"),
        ];
        let mut i = 0;
        while i < units.len() {
            let (unit, name) = units[i];
            if micros >= unit && micros.is_multiple_of(unit) {
                return self.number(micros / unit).and(name);
            }
            i += 1;
        }
        self.and("0s")
    }
}

impl Default for Text {
    fn default() -> Self {
        Text::new()
    }
}

#[cfg(test)]
mod tests {
    use super::Text;
    use core::time::Duration;

    #[test]
    fn it_is_put_together() {
        const TEXT: Text = Text::new().and("took ").time(Duration::from_millis(1500)).and(" of ").number(120);
        assert_eq!(TEXT.as_str(), "took 1500ms of 120");
        assert_eq!(Text::new().time(Duration::from_secs(7200)).as_str(), "2h");
        assert_eq!(Text::new().time(Duration::ZERO).as_str(), "0s");
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        let long = "x".repeat(4000);
        assert_eq!(Text::new().and(&long).and(&long).as_str(), long);
    }
}
