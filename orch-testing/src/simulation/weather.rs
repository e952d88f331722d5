//! What a seed is like: how often calls hang or are lost, how fast time passes, who comes first.

use std::collections::BTreeSet;

use super::dice::Dice;

/// The shares are out of a thousand.
#[derive(Debug, Clone)]
pub(super) struct Weather {
    /// How often time passes although calls are held.
    pub(super) time: u32,
    /// How many calls never end by themselves.
    pub(super) hang: u32,
    /// How many calls are lost to a panic.
    pub(super) lose: u32,
    /// How often a call is woken for nothing.
    pub(super) nudge: u32,
    /// How often a signal is sent.
    pub(super) signal: u32,
    /// The step at which the run is cancelled.
    pub(super) cancel_at: Option<u32>,
    pub(super) pick: Pick,
}

/// What a seed is like for what is durable. The shares are out of a thousand.
#[derive(Debug, Clone)]
pub(super) struct Crashes {
    /// The steps at which the process dies.
    pub(super) at: BTreeSet<u32>,
    /// How often the disk comes further although calls are held.
    pub(super) disk: u32,
    /// How often an agent is paused, or goes on.
    pub(super) pause: u32,
}

impl Crashes {
    pub(super) fn of(dice: &mut Dice) -> Crashes {
        let most = dice.one_of(&[10, 40]);
        let count = dice.below(5);
        Crashes {
            at: (0..count).map(|_| 1 + dice.below(most) as u32).collect(),
            disk: dice.one_of(&[100, 400, 900]),
            pause: dice.one_of(&[0, 0, 30, 150]),
        }
    }
}

/// Which of the calls that are held ends next.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pick {
    Any,
    First,
    Last,
}

impl Weather {
    pub(super) fn of(dice: &mut Dice) -> Weather {
        Weather {
            time: dice.one_of(&[0, 20, 100, 400]),
            hang: dice.one_of(&[0, 0, 20, 100]),
            lose: dice.one_of(&[0, 0, 20, 80]),
            nudge: dice.one_of(&[0, 50]),
            signal: dice.one_of(&[20, 100, 500]),
            cancel_at: dice.permille(150).then(|| 1 + dice.below(30) as u32),
            pick: dice.one_of(&[Pick::Any, Pick::Any, Pick::Any, Pick::First, Pick::Last]),
        }
    }
}
