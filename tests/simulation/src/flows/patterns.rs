//! Decisions by patterns, a flow that `#[flow]` declares, agents in tasks of their own, and values that nobody can write down.

use orch::{flow, pipeline};

use crate::agents::{Sight, behold, calc, look, paint, pay, put, roam, send, ship, stroll};

/// Some numbers have a half.
fn half(n: u64) -> Option<u64> {
    n.is_multiple_of(2).then_some(n / 2)
}

pipeline! {
    /// `let … else` and `if let`, with stages in what they look at and in what they do.
    pub Patterns(n: u64) -> u64 {
        let seen = look(n).await?;
        let Some(part) = half(seen) else {
            let odd = put(seen).named("odd").await?;
            return odd;
        };
        let Ok(paid) = pay(part).await else {
            let noted = put(part).named("noted").await?;
            return noted;
        };
        if let Some(more) = half(paid) {
            ship(more).await?;
        }
        let sum: u64 = if let Ok(more) = look(paid).named("more").await {
            calc(more, paid).await?
        } else {
            put(paid).named("instead").await?
        };
        put(sum).named("last").await?
    }

    /// The same in items and steps, where they go on or break.
    pub Picked(list: Vec<u64>) -> u64 {
        let all: Vec<u64> = for n in each(&list).concurrent(2) {
            let seen = look(*n).await?;
            if let Some(part) = half(seen) {
                pay(part).await?
            } else {
                calc(seen, 1).await?
            }
        };
        let mut total: u64 = all.len() as u64;
        for n in &list {
            let Some(part) = half(n + total) else { continue };
            let Ok(paid) = put(part).named("step").await else { break };
            total += paid;
        }
        put(total).named("last").await?
    }

    /// Agents in tasks of their own: side by side, in a race, in a list.
    pub Roaming(n: u64) -> u64 {
        let a = roam(n).await?;
        let b = roam(n + 1).named("b").await?;
        let sent = send(a + b).await?;
        let first = race(roam(sent).named("far"), look(sent).named("near")).await?;
        let all: Vec<u64> = for k in each::<u64>(vec![1, 2, 3]).concurrent(2) {
            let seen = roam(first + k).await?;
            send(seen).await?
        };
        put(all.iter().sum::<u64>()).named("last").await?
    }

    /// In memory only: what agents give here cannot be recorded.
    #[ephemeral]
    pub Seeing(n: u64) -> u64 {
        let sight = behold(n).await?;
        let other = behold(n + 1).named("other").await?;
        let painted = paint(&sight).or_else(|_| behold(n).named("again")).await?;
        race(stroll(n), sleep(900ms)).await?;
        let all: Vec<Sight> = for k in each::<u64>(vec![1, 2]) {
            behold(painted.0 + k).await?
        };
        let last = paint(&other).named("last").await?;
        all.len() as u64 + last.0
    }
}

/// Through the second door.
#[flow]
pub async fn Declared(n: u64) -> u64 {
    let a = look(n).await?;
    let b = look(n + 1).named("b").await?;
    let paid = pay(a + b).await?;
    let kept: u64 = if paid.is_multiple_of(3) { put(paid).named("thirds").await? } else { paid };
    ship(kept).await?
}
