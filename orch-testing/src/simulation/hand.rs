//! What a scheduler does to the calls of agents, however the run is driven.

use std::sync::Arc;
use std::time::Duration;

use orch_core::{Apart, Clock, Failure, FailureKind};
use orch_runtime::{Cue, SeededClock};
use serde_json::Value;

use super::dice::Dice;
use super::scene::{Scene, State};
use super::weather::{Pick, Weather};

/// After so many steps a run is taken to have no end.
const ENDLESS: u32 = 20_000;

/// A signal that the scheduler may send: name, key, payload.
pub(super) type Letter = (String, Option<String>, Value);

/// What a scheduler has at hand.
pub(super) struct Hand {
    pub(super) scene: Scene,
    pub(super) dice: Dice,
    pub(super) weather: Weather,
    pub(super) clock: Arc<SeededClock>,
    pub(super) letters: Vec<Letter>,
    pub(super) steps: u32,
}

impl Hand {
    /// One more decision.
    pub(super) fn step(&mut self) -> Result<(), String> {
        self.steps += 1;
        match self.steps > ENDLESS {
            true => Err(format!("the run has not ended after {ENDLESS} steps")),
            false => Ok(()),
        }
    }

    pub(super) fn say(&self, what: &str) {
        self.scene.seen().tell(self.clock.now(), what);
    }

    /// How long time passes although calls are held.
    pub(super) fn a_while(&mut self) -> Duration {
        Duration::from_millis(self.dice.one_of(&[1, 3, 20, 150, 1_000, 20_000, 60_000]))
    }

    /// One of the calls that are held ends, or never will.
    pub(super) fn let_go(&mut self, held: &[usize]) {
        let index = match self.weather.pick {
            Pick::Any => self.dice.one_of(held),
            Pick::First => held[0],
            Pick::Last => held[held.len() - 1],
        };
        let what = self.scene.seen().what(index).to_owned();
        if self.dice.permille(self.weather.hang) {
            self.say(&format!("hangs     {what}"));
            self.scene.seen().calls[index].state = State::Hung;
            return;
        }
        if self.dice.permille(self.weather.lose) {
            self.say(&format!("panics    {what}"));
            let mut failure = Failure::new(FailureKind::Panicked, "panicked: as the scheduler likes");
            failure.attempts = 1;
            return self.scene.cue(index, Cue::Lose(Apart::new(failure)));
        }
        self.say(&format!("lets go   {what}"));
        self.scene.cue(index, Cue::Call);
    }
}
