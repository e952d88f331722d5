//! What makes a driver durable: events are recorded, a change waits until the disk has what must be there before it, and a run
//! that only waits is given up until it is woken.
//!
//! The rule (see `docs/design/journal.md`): a change starts only when its own "attempt started", and so everything with a lower
//! number, is on disk; what is quiet runs ahead of the disk; a result is handed out, and a run parks, only when everything is
//! on disk.

mod accepted;
mod leaving;
mod letters;
mod recorder;
mod sharing;

use std::sync::atomic::Ordering;
use std::task::{Context, Poll};

use orch_blueprint::Effect;
use orch_core::engine::Retried;
use orch_core::store::Entry;
use orch_core::{
    Apart, Ask, At, CommandKind, Failure, FailureKind, Mark, Recorded, Status, Transition, path, sabotage,
};

use super::{AnyEvent, AnyValue, Beginning, Driver, Key, Left, Next, Went, is_change};
use crate::control::RecordedMail;
use crate::engine::Embedded;
use crate::known::agent_name;
use crate::telemetry::spans;

pub(crate) use accepted::Accepted;
use recorder::Paused;
pub(super) use recorder::{Held, Recorder, Recording};
pub(crate) use sharing::{Durable, Limited, Past, Sharing, scope_within};

/// How a run begins whose input is at hand: anew, or where it had come to.
pub(super) fn beginning(engine: &Embedded, input: AnyValue) -> Beginning {
    let recovered = engine.0.durable.as_ref().and_then(|durable| durable.shared.recovered(&durable.scope));
    match recovered {
        Some(events) => Beginning::After(events),
        None => Beginning::Fresh(input),
    }
}

impl Driver {
    /// Takes in a run as it was accepted. Whoever looks on is told now of what the machine was told then.
    pub(super) fn accept(&mut self, accepted: Accepted) {
        if self.engine().0.observer.is_some() {
            for event in accepted.events() {
                self.tell(&event);
                self.seq += 1;
            }
        }
        self.seq = accepted.count();
        let Accepted { mut commands, begun, .. } = accepted;
        self.queue.extend(|queued| queued.append(&mut commands));
        if let Some(recorder) = &mut self.recorder {
            // The first event is that the run began.
            recorder.begun = (1..).zip(begun).collect();
        }
    }

    /// Takes in what was recorded.
    pub(super) fn replay(&mut self, events: Vec<Recorded>) -> Result<(), String> {
        let mut past = Vec::new();
        for recorded in events {
            let (at, node) = (recorded.at.clone(), recorded.node);
            let event =
                self.flow.decode(&recorded).map_err(|error| format!("`{}`: {error}", self.full_path(&at, node)))?;
            self.seq += 1;
            past.clear();
            self.flow.apply(event, &mut past).map_err(|illegal| illegal.to_string())?;
        }
        Ok(())
    }

    /// The path of a node as journals keep it.
    fn full_path(&self, at: &At, node: Option<u16>) -> String {
        let scope = self.recorder.as_ref().map_or(self.blueprint().name, |recorder| &recorder.durable.scope);
        node.map_or_else(|| scope.to_owned(), |node| path::named(self.blueprint(), scope, at, node))
    }

    /// Queues what is outstanding. A run that was stopped tells the pipelines within it again, at once.
    pub(super) fn resume(&mut self) -> Went {
        let mut outstanding = self.flow.view().commands();
        for command in &mut outstanding {
            if let CommandKind::Start { attempt, retried } = &mut command.kind
                && sabotage::is("lose_attempt")
            {
                (*attempt, *retried) = (1, None);
            }
        }
        if sabotage::is("undo_lost") {
            outstanding.retain(|command| !matches!(command.kind, CommandKind::Compensate { .. }));
        }
        self.queue.extend(|commands| commands.extend(outstanding));
        if self.flow.view().stopped().is_some() { self.tell_stopped() } else { Ok(()) }
    }

    /// What was recorded of this pipeline, which runs within another, does not fit this build: the outermost run is told, and
    /// drops this one by leaving.
    pub(super) fn say_unfit(&self, why: String) {
        if let Some(recorder) = &self.recorder {
            let _ = recorder.durable.shared.unfit.set(why);
        }
        self.engine().0.root().control.send(crate::control::Mail::Recorded(RecordedMail::Abandon));
    }

    /// Records an event and hands it to the machine: first it is encoded, then applied, then it is on its way to the disk. What
    /// cannot be written ends the run instead of being lost.
    #[inline(never)]
    pub(super) fn apply_recorded(&mut self, event: AnyEvent, letter: Option<u64>) -> Went {
        let (entry, event) = match self.encode(&event, letter) {
            Ok(entry) => (entry, event),
            Err(failure) => {
                self.limits.lift();
                let stopped = AnyEvent::Stopped(failure);
                (self.encode(&stopped, letter)?, stopped)
            }
        };
        let started = |mark: &Mark| matches!(mark, Mark::Started { .. } | Mark::Compensating { .. });
        let moves = !matches!(self.flow.transition(&event).2, Transition::Mark(mark) if started(mark));
        self.take_in(event)?;
        if let Some(recorder) = &self.recorder {
            recorder.log().record(entry, moves);
        }
        Ok(())
    }

    fn encode(&self, event: &AnyEvent, letter: Option<u64>) -> Result<Entry, Apart<Failure>> {
        let run = &self.engine().0;
        let Some(durable) = &run.durable else { return Err(Apart::new(self.broken("nothing records this run"))) };
        let (at, node, transition) = self.flow.transition(event);
        let path = || node.map_or_else(|| self.blueprint().name.to_owned(), |node| self.flow.view().path(at, node));
        let refuse = |kind, why: String| Apart::new(Failure::new(kind, why).at(path()));
        let recorded = self.flow.encode(event).map_err(|error| refuse(FailureKind::Error, error.to_string()))?;
        let mut entry = Entry::new(self.blueprint(), &durable.scope, &recorded, 0, run.clock.now());
        entry.letter = letter;
        let size = entry.payload.as_ref().map_or(0, String::len);
        let Limited { payload, events } = durable.shared.limits;
        let ends = || matches!(transition, Transition::RunStopped(_)) || self.flow.view().stopped().is_some();
        if (size <= payload && durable.log.len_of_pass() < events) || ends() {
            return Ok(entry);
        }
        if size > payload {
            let why =
                format!("what it gave has {size} bytes as JSON, and at most {payload} are recorded (`max_payload`)");
            return Err(refuse(FailureKind::Overloaded, why));
        }
        let why = format!("the run has {events} events, and no run may have more (`max_events`)");
        Err(refuse(FailureKind::Overloaded, why))
    }

    /// Starts an attempt of a durable run.
    #[inline(never)]
    pub(super) fn start_recorded(&mut self, key: Key, attempt: u32, ask: Ask) -> Went {
        let blueprint = self.blueprint();
        let stage = &blueprint.nodes[usize::from(key.1)];
        let Some(recorder) = &mut self.recorder else { return Ok(()) };
        // What is recorded as begun begins, also when the run is to be handed back: whoever takes it next could not tell.
        if let Some(index) = recorder.begun.iter().position(|(_, begun)| *begun == key) {
            let (seq, _) = recorder.begun.swap_remove(index);
            if recorder.log().has(seq) {
                return self.ask(key, ask);
            }
            self.hold_until(seq, key, Held::Attempt(ask));
            return Ok(());
        }
        if recorder.is_releasing() {
            // It is outstanding, and will be for whoever takes the run.
            return Ok(());
        }
        if let Some(version) = recorder.durable.shared.board.is_paused(blueprint.name, agent_name(stage)) {
            let held = recorder.durable.hold_back(blueprint, &key.0, key.1);
            recorder.paused.push((key, Paused::Attempt(attempt, ask), held));
            recorder.paused_at = version;
            return Ok(());
        }
        if attempt == 1 {
            spans::fallback(self.blueprint(), key.1);
        }
        // An attempt that was recorded as started, and has no end, was cut off with its process.
        let interrupted = self.flow.view().status(&key.0, key.1) == Some(Status::Running);
        if interrupted && stage.agent_effect() == Some(Effect::Once) && !sabotage::is("once_again") {
            return self.ask(key, Ask::Interrupted { attempt });
        }
        let Some(mark) = self.flow.starting((&key.0, key.1), attempt) else {
            return self.ask(key, ask);
        };
        let started = matches!(mark, Mark::Started { .. });
        self.apply(AnyEvent::Mark(key.0.clone(), key.1, mark))?;
        match started {
            // A pipeline within waits for the disk itself, where it changes something.
            true if is_change(stage) => self.hold(key, Held::Attempt(ask)),
            true => return self.ask(key, ask),
            false => {}
        }
        Ok(())
    }

    /// Records an attempt at undoing a change, which then waits for the disk.
    pub(super) fn undo_recorded(&mut self, key: Key, attempt: u32, retried: Option<Box<Retried>>) -> Went {
        let blueprint = self.blueprint();
        let Some(recorder) = &mut self.recorder else { return Ok(()) };
        if recorder.is_releasing() {
            return Ok(());
        }
        let undo = blueprint.nodes[usize::from(key.1)].undo().map(|spec| spec.name);
        if let Some(version) = recorder.durable.shared.board.is_paused(blueprint.name, undo) {
            let held = recorder.durable.hold_back(blueprint, &key.0, key.1);
            recorder.paused.push((key, Paused::Undo(attempt, retried), held));
            recorder.paused_at = version;
            return Ok(());
        }
        self.apply(AnyEvent::Mark(key.0.clone(), key.1, Mark::Compensating { attempt }))?;
        self.hold(key, Held::Undo { attempt, retried });
        Ok(())
    }

    /// What was recorded last must be on disk before this.
    fn hold(&mut self, key: Key, held: Held) {
        let last = self.recorder.as_ref().map_or(0, |recorder| recorder.log().len() - 1);
        self.hold_until(last, key, held);
    }

    /// This event must be on disk before this.
    fn hold_until(&mut self, seq: u64, key: Key, held: Held) {
        if let Some(recorder) = &mut self.recorder {
            let seq = if sabotage::is("early_start") { seq.saturating_sub(1) } else { seq };
            recorder.held.push_back((seq, key, held));
            recorder.log().flush();
        }
    }

    /// The run begins anew with the next event.
    pub(super) fn record_restart(&mut self) {
        let now = self.engine().0.clock.now();
        let Some(recorder) = &self.recorder else { return };
        let shared = &recorder.durable.shared;
        if !recorder.outermost {
            return shared.forget(&recorder.durable.scope);
        }
        shared.started.store(now.as_micros(), Ordering::Relaxed);
        shared.worked.store(0, Ordering::Relaxed);
        recorder.log().restart();
    }

    /// What the disk and the store have to say, before anything else happens.
    pub(super) fn poll_record(&mut self, cx: &mut Context<'_>) -> Recording {
        let Some(recorder) = &mut self.recorder else { return Recording::Free };
        if let Some(lost) = recorder.log().poll_lost(cx) {
            return if recorder.outermost { Recording::Next(Next::Leave(Left::Lost(lost))) } else { Recording::Wait };
        }
        if recorder.leaving.is_some() {
            match recorder.poll_leaving(cx) {
                // There are letters, and they are read right now: nobody would ask again.
                Recording::Free => {}
                done => return done,
            }
        }
        if let Some((seq, key, ask)) = recorder.held.pop_front() {
            match recorder.log().poll_durable(seq, cx) {
                Poll::Ready(Ok(())) => return Recording::Next(Next::Go(key, ask)),
                _ => recorder.held.push_front((seq, key, ask)),
            }
        }
        if recorder.poll_room(cx).is_pending() {
            return Recording::Wait;
        }
        if let Some(next) = self.poll_paused(cx) {
            return next;
        }
        self.poll_letters(cx)
    }

    /// Starts what is paused no more.
    fn poll_paused(&mut self, cx: &Context<'_>) -> Option<Recording> {
        self.recorder.as_ref().filter(|recorder| !recorder.paused.is_empty())?;
        // The pause may have ended when the run was stopped: what it held back does not begin then.
        if let Some(next) = self.read_mail() {
            return Some(Recording::Next(next));
        }
        let recorder = self.recorder.as_mut()?;
        if recorder.durable.shared.board.listen(recorder.paused_at, cx.waker()) {
            return None;
        }
        for (key, paused, _held) in std::mem::take(&mut recorder.paused) {
            let went = match paused {
                Paused::Attempt(attempt, ask) => self.start_recorded(key, attempt, ask),
                Paused::Undo(attempt, retried) => self.undo_recorded(key, attempt, retried),
            };
            if let Err(failure) = went {
                return Some(Recording::Next(Next::Stop(failure)));
            }
        }
        cx.waker().wake_by_ref();
        None
    }
}
