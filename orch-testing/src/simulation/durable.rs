//! The scheduler of a durable run: it also decides when something comes to the disk, when the process dies, and what was on its way
//! to the disk then.

use std::collections::BTreeSet;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use orch_blueprint::{Blueprint, Kind, StageRef};
use orch_core::store::{LetterKind, MemoryStore, Store};
use orch_core::{Clock, Durable, ResourceSet, Timestamp};
use orch_runtime::Launch;

use super::disk::{ID, now};
use super::hand::{Hand, Letter};
use super::idle::Idle;
use super::life::{LOOKS, Life, Outcome};
use super::story::Slack;
use super::weather::Crashes;

/// Longer than any timer of the flows that are simulated: when nothing has happened for so long, nothing will.
const FOREVER: Duration = Duration::from_secs(3 * 3600);

/// One durable run under a scheduler.
pub(super) struct Durably<P: Durable, F> {
    hand: Hand,
    idle: Idle,
    store: MemoryStore,
    crashes: Crashes,
    /// What a process begins with.
    make: F,
    life: Option<Life<P>>,
    lives: u32,
    /// Signals that were sent and are not known to be on disk.
    sent: Vec<Letter>,
    since: Timestamp,
}

impl<P, A, F> Durably<P, F>
where
    P: Durable,
    P::Resources: ResourceSet<A>,
    A: Send + 'static,
    F: Fn() -> (Launch<P>, A),
{
    pub(super) fn new(hand: Hand, idle: Idle, store: MemoryStore, crashes: Crashes, make: F) -> Self {
        let since = hand.clock.now();
        Durably { hand, idle, store, crashes, make, life: None, lives: 0, sent: Vec::new(), since }
    }

    /// Drives the run to its end, or to the first thing that is wrong.
    pub(super) async fn finish(&mut self) -> Result<Outcome<P>, String> {
        self.begin_life();
        loop {
            self.idle.reached().await;
            self.look()?;
            let ended = self.life.as_ref().and_then(Life::outcome);
            if let Some(outcome) = ended {
                return Ok(outcome);
            }
            self.hand.step()?;
            self.act().await?;
        }
    }

    /// Gives how the run ended to a process that has not seen it.
    pub(super) async fn ask_again(&mut self) -> Result<Outcome<P>, String> {
        self.hand.say("asks      another process how it ended");
        self.end_life().await?;
        self.begin_life();
        for _ in 0..100 {
            self.idle.reached().await;
            if let Some(outcome) = self.life.as_ref().and_then(Life::outcome) {
                return Ok(outcome);
            }
            if !self.write() {
                self.idle.later().await;
            }
        }
        Err("the run has ended, and another process does not learn how".to_owned())
    }

    pub(super) fn steps(&self) -> u32 {
        self.hand.steps
    }

    fn begin_life(&mut self) {
        self.lives += 1;
        let (launch, app) = (self.make)();
        let world = (&self.store, &self.hand.clock, &self.hand.scene);
        self.life = Some(Life::begin(self.lives, world, launch, app));
    }

    fn is_writing(&self) -> bool {
        self.life.as_ref().is_none_or(|life| life.writes.is_waiting())
    }

    /// Whether all is well, now that nothing can run.
    fn look(&mut self) -> Result<(), String> {
        let (now, unsettled) = (self.hand.clock.now(), self.is_writing() || !self.has_run());
        if unsettled {
            self.since = now;
        }
        let seen = &mut *self.hand.scene.seen();
        let paused = seen.paused();
        seen.allow(Slack { unsettled, late: LOOKS, since: self.since, paused });
        seen.stand_still(now);
        seen.keeps_promises(unsettled);
        let refused = self.life.as_ref().and_then(Life::refused);
        match refused.or_else(|| seen.wrong.clone()) {
            Some(wrong) => Err(wrong),
            None => Ok(()),
        }
    }

    fn has_run(&self) -> bool {
        self.life.as_ref().is_some_and(Life::has_run)
    }

    /// Decides what happens next.
    async fn act(&mut self) -> Result<(), String> {
        if self.crashes.at.remove(&self.hand.steps) {
            return self.crash().await;
        }
        if self.hand.weather.cancel_at.is_some_and(|step| step <= self.hand.steps) && self.has_run() {
            self.hand.weather.cancel_at = None;
            self.cancel("as the scheduler likes");
            return Ok(());
        }
        let held: Vec<usize> = self.hand.scene.seen().held().collect();
        if !self.hand.letters.is_empty() && self.has_run() && self.hand.dice.permille(self.hand.weather.signal) {
            self.send();
            return Ok(());
        }
        let may_pause = self.has_run() && !self.hand.scene.seen().is_pausing();
        if may_pause && self.hand.dice.permille(self.crashes.pause) {
            self.pause();
            return Ok(());
        }
        if !held.is_empty() && self.hand.dice.permille(self.hand.weather.nudge) {
            let index = self.hand.dice.one_of(&held);
            self.hand.scene.nudge(index);
            return Ok(());
        }
        if (held.is_empty() || self.hand.dice.permille(self.crashes.disk)) && self.write() {
            return Ok(());
        }
        if held.is_empty() {
            return self.wait_for_something().await;
        }
        if self.hand.dice.permille(self.hand.weather.time) {
            let limit = self.hand.a_while();
            self.wait(limit).await;
            return Ok(());
        }
        self.hand.let_go(&held);
        Ok(())
    }

    /// The disk comes further, if it has anything to do.
    fn write(&mut self) -> bool {
        let Some(life) = &self.life else { return false };
        if life.writes.end() {
            return true;
        }
        let begun = life.writes.begin();
        if begun && self.hand.dice.permille(500) {
            life.writes.end();
        }
        begun
    }

    fn cancel(&mut self, reason: &'static str) {
        self.hand.say("cancels   the run");
        self.life.iter_mut().for_each(|life| life.cancel(reason));
    }

    fn send(&mut self) {
        let index = self.hand.dice.below(self.hand.letters.len());
        let letter = self.hand.letters.swap_remove(index);
        self.hand.say(&format!("sends     the signal `{}` {:?}", letter.0, letter.1));
        self.sent.push(letter.clone());
        self.life.iter_mut().for_each(|life| life.send(letter.clone()));
    }

    /// Pauses an agent, or lets the one that is paused go on.
    fn pause(&mut self) {
        let paused = self.hand.scene.seen().paused();
        let agents: Vec<&'static str> = agents(P::blueprint()).into_iter().collect();
        let (agent, pauses) = match paused {
            Some(agent) => (agent, false),
            None if agents.is_empty() => return,
            None => (self.hand.dice.one_of(&agents), true),
        };
        self.hand.say(&format!("{} the agent `{agent}`", if pauses { "pauses   " } else { "resumes  " }));
        self.hand.scene.seen().ask_pause(agent);
        self.life.iter_mut().for_each(|life| life.pause(agent, pauses));
    }

    /// The process dies. What was on its way to the disk is there or is not, and nobody was told.
    async fn crash(&mut self) -> Result<(), String> {
        if let Some(life) = &self.life {
            let kept = life.writes.is_waiting() && self.hand.dice.permille(500);
            self.hand.say(if kept { "dies      after what was written came to the disk" } else { "dies" });
            if kept {
                // What is under way, and what has gathered behind it.
                let _ = life.writes.end() && self.hand.dice.permille(500) && !life.writes.begin();
                let _ = life.writes.begin() && life.writes.end();
            }
        }
        self.end_life().await?;
        let down = self.hand.dice.one_of(&[0, 0, 10, 5_000, 90_000]);
        if down > 0 {
            self.wait(Duration::from_millis(down)).await;
        }
        self.begin_life();
        Ok(())
    }

    async fn end_life(&mut self) -> Result<(), String> {
        self.life.take().into_iter().for_each(Life::end);
        self.idle.reached().await;
        self.store.crash();
        self.hand.scene.seen().crash()?;
        self.since = self.hand.clock.now();
        let paused = now(self.store.pauses());
        self.hand.scene.seen().recover_pause(!paused.is_empty());
        let lost = self.lost_letters();
        self.hand.letters.extend(lost);
        Ok(())
    }

    /// Signals that were sent, and that nobody promised to keep: those that did not come to the disk are sent again.
    fn lost_letters(&mut self) -> Vec<Letter> {
        let run = now(self.store.find(P::blueprint().name, ID));
        let there = run.map_or_else(Vec::new, |run| now(self.store.letters(run.run, 0)));
        let promised = &self.hand.scene.seen().disk_promised();
        let mut kept: Vec<(String, Option<String>)> = there
            .into_iter()
            .filter_map(|letter| match letter.kind {
                LetterKind::Signal { name, key, .. } => Some((name, key)),
                LetterKind::Cancel => None,
            })
            .collect();
        let mut promised = promised.clone();
        let mut lost = Vec::new();
        for letter in std::mem::take(&mut self.sent) {
            let named = (letter.0.clone(), letter.1.clone());
            let known = promised.get_mut(&named).filter(|left| **left > 0).map(|left| *left -= 1);
            let there = kept.iter().position(|kept| *kept == named).map(|index| kept.swap_remove(index));
            match known.is_some() || there.is_some() {
                true => self.sent.push(letter),
                false => lost.push(letter),
            }
        }
        lost
    }

    /// Lets time pass to the next timer, at most so long. Gives whether all of it has passed.
    async fn wait(&mut self, limit: Duration) -> bool {
        let mut sleep = pin!(tokio::time::sleep(limit));
        let mut later = pin!(self.idle.later());
        std::future::poll_fn(|cx| {
            if sleep.as_mut().poll(cx).is_ready() {
                return Poll::Ready(true);
            }
            later.as_mut().poll(cx).map(|()| false)
        })
        .await
    }

    /// Nothing else is left to do: lets time pass until something happens.
    async fn wait_for_something(&mut self) -> Result<(), String> {
        let (begun, happened) = (self.hand.clock.now(), self.hand.scene.seen().trace.len());
        loop {
            let passed = self.hand.clock.now().since(begun);
            if passed >= FOREVER {
                return self.nothing_happens(begun);
            }
            self.wait(FOREVER - passed).await;
            // The process looks for what is due, which it writes down.
            self.idle.reached().await;
            while self.write() {
                self.idle.reached().await;
            }
            if self.hand.scene.seen().trace.len() != happened {
                let passed = self.hand.clock.now().since(begun);
                self.hand.say(&format!("passes    {passed:?}"));
                return Ok(());
            }
            self.look()?;
        }
    }

    /// Nothing will ever happen by itself: somebody is waited for, or the run is stuck.
    fn nothing_happens(&mut self, since: Timestamp) -> Result<(), String> {
        if self.hand.scene.seen().paused().is_some() {
            self.pause();
            return Ok(());
        }
        if !self.hand.letters.is_empty() {
            self.send();
            return Ok(());
        }
        let waits = {
            let seen = self.hand.scene.seen();
            !seen.awaited().is_empty() || seen.is_hung()
        };
        if !waits {
            return Err(format!("the run stands still for ever from {since} on, and waits for nothing"));
        }
        self.cancel("nobody comes");
        Ok(())
    }
}

/// The agents of a pipeline and of those within it, with what undoes them.
fn agents(blueprint: &'static Blueprint) -> BTreeSet<&'static str> {
    let (mut names, mut seen) = (BTreeSet::new(), vec![blueprint]);
    let mut next = 0;
    while let Some(blueprint) = seen.get(next).copied() {
        next += 1;
        for node in blueprint.nodes {
            names.extend(node.undo().map(|undo| undo.name));
            match node.kind {
                Kind::Stage { stage: StageRef::Agent(spec), .. } => {
                    names.insert(spec.name);
                }
                Kind::Stage { stage: StageRef::Pipeline(inner), .. }
                    if !seen.iter().any(|seen| std::ptr::eq(*seen, inner)) =>
                {
                    seen.push(inner);
                }
                _ => {}
            }
        }
    }
    names
}
