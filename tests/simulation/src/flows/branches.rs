//! Decisions: `if`, `match`, failures as values, early ends.

use orch::{Failed, pipeline};

use crate::agents::{Trouble, calc, fetch, look, pay, put, ship};

pipeline! {
    pub Branches(n: u64) -> u64 {
        let a = look(n).await?;
        let b = fetch(&n).await?;
        if a.is_multiple_of(3) {
            put(a).named("thirds").await?;
        }
        let c: u64 = if b.is_multiple_of(2) {
            let half = calc(b, 2).named("half").await?;
            pay(half).named("even").await?
        } else {
            look(b).named("odd").await?
        };
        if c > 900 {
            return c;
        }
        let d: u64 = match c % 4 {
            0 => put(c).named("zero").await?,
            1 if a > 500 => {
                let more = look(c).named("more").await?;
                if more > 800 {
                    return more;
                }
                put(more).named("one").await?
            }
            _ => calc(c, b).named("other").await?,
        };
        pay(d).named("last").await?
    }

    pub Outcomes(n: u64) -> String {
        let first = pay(n).await;
        let seen = look(n).await;
        let text: String = match first {
            Ok(paid) => {
                let shipped = ship(paid).await;
                format!("{paid} {}", shipped.is_ok())
            }
            Err(Failed { error: Some(Trouble::Refused(why)), .. }) if why > 3 => {
                let again = put(why).named("again").await?;
                format!("again {again}")
            }
            Err(failed) => {
                let noted = put(failed.message.len() as u64).named("note").await?;
                format!("noted {noted}")
            }
        };
        let last = put(text.len() as u64).named("last").await?;
        format!("{text} {} {last}", seen.is_ok())
    }
}
