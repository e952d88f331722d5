//! What the scheduler sees of a run, and how it holds the calls of agents: an observer of the real driver.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use orch_blueprint::Kind;
use orch_core::{At, Failure, Recorded, Timestamp, Transition, path};
use orch_runtime::{AttemptEnd, AttemptSeen, Cue, EventSeen, Hold, Observer, RunSeen};

use super::disk::{Disk, Named};
use super::story::{Slack, Story};
use super::sums::Sums;

/// Shared by the scheduler, the observer and the calls that are held.
#[derive(Clone)]
pub(super) struct Scene(Arc<Mutex<Seen>>);

/// Everything that was seen.
pub(super) struct Seen {
    began: Timestamp,
    pub(super) stories: BTreeMap<Arc<str>, Story>,
    slack: Slack,
    /// The signal that the event at hand has taken.
    pub(super) took: Option<Named>,
    /// Of a durable run.
    pub(super) disk: Option<Disk>,
    pub(super) calls: Vec<Call>,
    /// How many signals were sent and not taken yet, by name and key.
    pub(super) letters: BTreeMap<Named, u32>,
    pub(super) events: Vec<Recorded>,
    pub(super) sums: Sums,
    pass: u64,
    pub(super) trace: String,
    /// The first thing that was wrong.
    pub(super) wrong: Option<String>,
}

/// One call of an agent.
pub(super) struct Call {
    run: Arc<str>,
    at: At,
    node: u16,
    undoes: bool,
    what: String,
    began: Timestamp,
    timeout: Option<Duration>,
    pub(super) state: State,
    waker: Option<Waker>,
}

/// Where a call stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum State {
    /// It is held.
    Held,
    /// It is held, and the scheduler never lets it go: its timeout does, or the end of its run.
    Hung,
    /// The scheduler has let it go, and nobody has polled it since.
    Cued(Cue),
    /// The agent works.
    Working,
    /// It has ended, or was dropped.
    Over,
}

impl Scene {
    pub(super) fn new(began: Timestamp) -> Scene {
        Scene(Arc::new(Mutex::new(Seen {
            began,
            stories: BTreeMap::new(),
            slack: Slack::NONE,
            took: None,
            disk: None,
            calls: Vec::new(),
            letters: BTreeMap::new(),
            events: Vec::new(),
            sums: Sums::default(),
            pass: 0,
            trace: String::new(),
            wrong: None,
        })))
    }

    pub(super) fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a held call go.
    pub(super) fn cue(&self, index: usize, cue: Cue) {
        let call = &mut self.seen().calls[index];
        call.state = State::Cued(cue);
        let waker = call.waker.clone();
        waker.into_iter().for_each(Waker::wake);
    }

    /// Wakes a held call for nothing.
    pub(super) fn nudge(&self, index: usize) {
        let waker = self.seen().calls[index].waker.clone();
        waker.into_iter().for_each(Waker::wake);
    }
}

impl Seen {
    pub(super) fn tell(&mut self, now: Timestamp, what: &str) {
        let millis = now.since(self.began).as_micros() as f64 / 1000.0;
        let _ = writeln!(self.trace, "{millis:>12} ms  {what}");
    }

    pub(super) fn check(&mut self, went: Result<(), String>) {
        if let Err(wrong) = went {
            self.trace.push_str(&format!("                 !! {wrong}\n"));
            self.wrong.get_or_insert(wrong);
        }
    }

    /// The calls that can be let go.
    pub(super) fn held(&self) -> impl Iterator<Item = usize> {
        self.calls.iter().enumerate().filter(|(_, call)| call.state == State::Held).map(|(index, _)| index)
    }

    pub(super) fn is_hung(&self) -> bool {
        self.calls.iter().any(|call| call.state == State::Hung)
    }

    pub(super) fn what(&self, index: usize) -> &str {
        &self.calls[index].what
    }

    pub(super) fn sent(&mut self, name: &str, key: Option<&str>) {
        *self.letters.entry((name.to_owned(), key.map(Into::into))).or_default() += 1;
    }

    /// The signals that are waited for and were not sent.
    pub(super) fn awaited(&self) -> Vec<(&'static str, Option<String>)> {
        // A run within another that nobody drives any more waits only if that is parked too.
        let parked = self.stories.values().next().is_some_and(Story::is_asleep);
        let waits = self.stories.values().filter(|story| parked || !story.is_asleep());
        waits.flat_map(Story::awaited).collect()
    }

    /// Everything that must hold whenever nothing can run any more.
    pub(super) fn stand_still(&mut self, now: Timestamp) {
        let wrong = self.stands_still(now);
        self.check(wrong);
    }

    fn stands_still(&mut self, now: Timestamp) -> Result<(), String> {
        self.tell_within();
        for call in self.calls.iter().filter(|call| call.state != State::Over) {
            let complain = |what: &str| Err(format!("{}: {what}", call.what));
            if let State::Cued(_) = call.state {
                return complain("it was woken, and nobody polled it");
            }
            let Some(story) = self.stories.get(&call.run) else { return complain("nobody knows its run") };
            if story.has_ended() {
                return complain("it goes on after the end of its run");
            }
            if let (false, Err(why)) = (call.undoes, story.is_wanted(&call.at, call.node)) {
                return complain(&format!("it goes on although {why}"));
            }
            let late = |timeout| call.began.saturating_add(timeout).saturating_add(Duration::from_millis(2)) < now;
            if call.timeout.is_some_and(late) {
                return complain("it goes on after its timeout");
            }
        }
        let driven = |(n, story): &(usize, &mut Story)| *n == 0 || !story.is_asleep();
        let mut driven = self.stories.values_mut().enumerate().filter(driven);
        driven.try_for_each(|(_, story)| story.stands_still(now))?;
        self.count_waits(now);
        if self.slack.unsettled {
            return Ok(());
        }
        for (name, key) in self.awaited() {
            if self.letters.get(&(name.to_owned(), key.clone())).is_some_and(|left| *left > 0) {
                return Err(format!("the signal `{name}` {key:?} was sent and is waited for, and nobody takes it"));
            }
        }
        Ok(())
    }

    /// Everything that must hold when the run is over.
    pub(super) fn close(&mut self) {
        let open = self.calls.iter().find(|call| call.state != State::Over);
        let wrong = open.map_or(Ok(()), |call| Err(format!("{}: it goes on after the end of the run", call.what)));
        self.check(wrong);
        let open = self
            .stories
            .iter()
            .find(|(_, story)| !story.has_ended() && !story.is_asleep())
            .map(|(run, _)| Arc::clone(run));
        self.check(open.map_or(Ok(()), |run| Err(format!("{run} has not ended, and the run around it has"))));
    }

    /// Timers and signals that are over, or that nobody wants any more.
    fn count_waits(&mut self, now: Timestamp) {
        for story in self.stories.values_mut() {
            for (node, time) in story.waits_over(now, false) {
                self.sums.waited(story.blueprint(), node, time);
            }
        }
    }

    /// What is not asked from now on.
    pub(super) fn allow(&mut self, slack: Slack) {
        self.slack = slack;
        self.stories.values_mut().for_each(|story| story.allow(slack));
    }

    /// The story of a run, begun if nobody told of it yet.
    pub(super) fn story(&mut self, run: &RunSeen<'_>) -> &mut Story {
        let (slack, stopped) = (self.slack, self.is_stopped_around(&run.scope.id));
        let story = self.stories.entry(Arc::clone(&run.scope.id)).or_insert_with(|| {
            let mut fresh = Story::new(run.blueprint, run.scope, run.time);
            fresh.allow(slack);
            fresh
        });
        story.take_up();
        story.stop_around(stopped);
        story
    }

    fn take_letter(&mut self, name: &str, key: Option<String>) {
        if let Some(left) = self.letters.get_mut(&(name.to_owned(), key.clone()))
            && *left > 0
        {
            *left -= 1;
            self.took = Some((name.to_owned(), key));
            return;
        }
        self.check(Err(format!("the signal `{name}` {key:?} was taken, and nobody sent it")));
    }
}

/// `Orders/order#2`, and before it the run where it is one within a run.
fn named(run: &RunSeen<'_>, path: String) -> String {
    if run.scope.depth == 0 { path } else { format!("[{}] {path}", run.scope.id) }
}

impl Observer for Scene {
    fn event(&self, event: &EventSeen<'_>) {
        let seen = &mut *self.seen();
        let (run, now) = (&event.run, event.run.time);
        seen.tell(now, &format!("event     {} {}", named(run, event.path()), word(&event.transition)));
        let number = seen.disk.as_mut().map(|disk| disk.number(event));
        let story = seen.story(run);
        let went = story.event(run.scope, event.at, event.node, event.transition, now);
        let key = event.node.and_then(|node| story.waited_key(event.at, node));
        if let (Some(number), Some(node)) = (number, event.node) {
            story.announce(event.at, node, event.transition, number);
        }
        seen.check(went);
        if let (Some(node), Transition::Succeeded) = (event.node, event.transition)
            && let Kind::Signal { index, .. } = run.blueprint.nodes[usize::from(node)].kind
        {
            seen.take_letter(run.blueprint.signals[usize::from(index)].name, key);
        }
        seen.sums.event(event, seen.stories.get(&run.scope.id));
        seen.remember(event);
        if seen.disk.is_none() && run.scope.depth == 0 && !run.blueprint.options.ephemeral {
            if seen.pass != run.scope.pass {
                seen.pass = run.scope.pass;
                seen.events.clear();
            }
            match event.recorded() {
                Ok(recorded) => seen.events.push(recorded),
                Err(error) => seen.check(Err(error.to_string())),
            }
        }
    }

    fn attempt_started(&self, attempt: &AttemptSeen<'_>) {
        let seen = &mut *self.seen();
        let (site, run) = (attempt.site, &attempt.run);
        seen.tell(run.time, &format!("begins    {}", told(attempt)));
        seen.sums.begins(attempt);
        let announced = seen.is_announced(attempt);
        seen.check(announced);
        let story = seen.story(run);
        let went = match site.undo {
            Some(_) => story.undo_attempt(&site.at, site.node, site.attempt),
            None => story.attempt(&site.at, site.node, site.attempt),
        };
        seen.check(went);
    }

    fn hold(&self, attempt: &AttemptSeen<'_>) -> Option<Box<dyn Hold>> {
        let seen = &mut *self.seen();
        let (site, run) = (attempt.site, &attempt.run);
        seen.calls.push(Call {
            run: Arc::clone(&run.scope.id),
            at: site.at.clone(),
            node: site.node,
            undoes: site.undo.is_some(),
            what: told(attempt),
            began: run.time,
            timeout: site.timeout(),
            state: State::Held,
            waker: None,
        });
        Some(Box::new(Held { scene: self.clone(), call: seen.calls.len() - 1 }))
    }

    fn attempt_ended(&self, attempt: &AttemptSeen<'_>, end: &AttemptEnd<'_>) {
        let seen = &mut *self.seen();
        let (site, run) = (attempt.site, &attempt.run);
        let how = match end {
            AttemptEnd::Succeeded => "well".to_owned(),
            AttemptEnd::Retrying(again) => format!("and is tried again in {:?}: {}", again.wait, again.failure),
            AttemptEnd::Failed { failure, unknown: false } => format!("in failure: {failure}"),
            AttemptEnd::Failed { failure, unknown: true } => format!("nobody knows how: {failure}"),
            AttemptEnd::Cancelled => "dropped".to_owned(),
        };
        seen.tell(run.time, &format!("ends      {} {how}", told(attempt)));
        let place = (&run.scope.id, &site.at, site.node, site.undo.is_some());
        let same =
            |call: &&mut Call| (&call.run, &call.at, call.node, call.undoes) == place && call.state != State::Over;
        let call = seen.calls.iter_mut().rev().find(same);
        if let Some(call) = call {
            call.state = State::Over;
        }
        seen.sums.ends(attempt, end, seen.stories.get(&run.scope.id));
    }

    fn run_ended(&self, run: &RunSeen<'_>, outcome: Option<Result<(), &Failure>>) {
        let seen = &mut *self.seen();
        let how = match outcome {
            None => "was dropped".to_owned(),
            Some(Ok(())) => "ended well".to_owned(),
            Some(Err(failure)) => format!("failed: {failure}"),
        };
        seen.tell(run.time, &format!("run       {} {how}", run.scope.id));
        let Some(story) = seen.stories.get_mut(&run.scope.id) else { return };
        if let (Some(_), None) = (&seen.disk, outcome) {
            // It goes on at another time, or in another process.
            return story.put_down();
        }
        for (node, time) in story.waits_over(run.time, true) {
            seen.sums.waited(run.blueprint, node, time);
        }
        for node in story.given_up() {
            seen.sums.given_up(run.blueprint, node);
        }
        let went = story.end(outcome);
        seen.check(went);
    }
}

fn told(attempt: &AttemptSeen<'_>) -> String {
    let (site, undo) = (attempt.site, if attempt.site.undo.is_some() { " (undo)" } else { "" });
    format!("{} #{}{undo}", named(&attempt.run, path::of_site(site)), site.attempt)
}

fn word(transition: &Transition<'_>) -> String {
    match transition {
        Transition::Failed { failure, .. } => format!("failed: {failure}"),
        Transition::RunStopped(failure) => format!("is stopped: {failure}"),
        other => other.word().to_owned(),
    }
}

/// A call that is held.
struct Held {
    scene: Scene,
    call: usize,
}

impl Hold for Held {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Cue> {
        let call = &mut self.scene.seen().calls[self.call];
        if let State::Cued(cue) = &call.state {
            let cue = cue.clone();
            call.state = State::Working;
            return Poll::Ready(cue);
        }
        call.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let call = &mut self.scene.seen().calls[self.call];
        if call.state != State::Working {
            call.state = State::Over;
        }
    }
}
