//! A stretch of a run that nobody looks on at: what the machine commands is done by the flow itself, in the order of the commands,
//! so that not each command and each event passes through the driver. An attempt is polled as soon as it is made; one that waits
//! gets a place in the crowd, and the stretch goes on behind it.

use std::task::{Context, Poll};

use orch_core::engine::{AnyAttempt, event_of};
use orch_core::{Ask, Call, Command, CommandKind, Failure, Illegal, Mark, Pipeline};

use super::around::{around, poll};
use super::crowd::Crowd;
use super::flow::{Flow, Typed};
use super::queue::Queue;
use super::{Driver, Key};
use crate::engine::{Embedded, calmly, panicked};
use crate::telemetry::spans::AttemptSpans;

/// What a flow needs to go along a stretch.
pub(crate) struct Along<'a> {
    engine: &'a Embedded,
    /// What the machine commands.
    queue: &'a mut Queue,
    /// Where those go who wait.
    attempts: &'a mut Crowd,
    /// How many attempts may end before others get their turn.
    turn: &'a mut u32,
    /// How many events were applied.
    seq: &'a mut u64,
}

impl Driver {
    /// Whether nobody has to be told of what happens on the way.
    #[inline]
    fn goes_unwatched(&self) -> bool {
        self.recorder.is_none() && self.engine().0.observer.is_none() && !AttemptSpans::are_wanted()
    }

    /// Goes along a stretch, if one begins here. `false`: others get their turn before what is left.
    #[inline]
    pub(super) fn go_along(&mut self, cx: &mut Context<'_>) -> Result<bool, Box<Failure>> {
        if self.queue.is_empty() || !self.goes_unwatched() {
            return Ok(true);
        }
        if self.may_go_on() && self.attempts.takes_newcomers() {
            let (flow, engine) = (&mut self.flow, &self.close.engine);
            let (queue, attempts) = (&mut self.queue, &mut self.attempts);
            let (turn, seq) = (&mut self.turn, &mut self.seq);
            let gone = flow.go_along(&mut Along { engine, queue, attempts, turn, seq }, cx);
            gone.map_err(|illegal| Box::new(self.illegal(&illegal)))?;
        }
        Ok(self.turn > 0)
    }
}

impl Along<'_> {
    /// What has to be asked to do what is commanded next; `None` if that is not for the flow itself to do.
    #[inline]
    fn ask(&self, is_marked: impl FnOnce(u16) -> bool) -> Option<Ask> {
        let command = self.queue.front()?;
        match command.kind {
            CommandKind::Evaluate => Some(Ask::Evaluate),
            CommandKind::Start { attempt: 1, retried: None } | CommandKind::StartChild => {
                let may = *self.turn > 0 && !self.engine.0.control.has_news() && !is_marked(command.node);
                may.then_some(Ask::AtOnce)
            }
            _ => None,
        }
    }

    /// Whether there is nothing to do but one attempt: it needs no waker of its own.
    fn is_alone(&self) -> bool {
        self.attempts.is_empty() && self.queue.is_empty()
    }

    fn poll(&mut self, flow: &dyn Flow, key: &Key, attempt: &mut AnyAttempt, cx: &mut Context<'_>) -> Poll<()> {
        let around = around(flow, self.engine);
        if self.is_alone() {
            return poll(attempt, key, &around, cx);
        }
        poll(attempt, key, &around, &mut Context::from_waker(self.attempts.next_waker()))
    }

    /// It waits.
    fn keep(&mut self, key: Key, attempt: AnyAttempt) {
        match self.is_alone() {
            true => self.attempts.insert_polled(key, attempt),
            false => self.attempts.insert_waiting(key, attempt),
        }
    }
}

impl<P: Pipeline> Typed<P> {
    /// See [`Flow::go_along`](super::flow::Flow::go_along).
    pub(super) fn along(&mut self, along: &mut Along<'_>, cx: &mut Context<'_>) -> Result<(), Illegal> {
        while let Some(ask) = along.ask(|node| P::plan().is_marked(node)) {
            let Some(Command { at, node, .. }) = along.queue.next() else { return Ok(()) };
            // The code of an attempt runs guarded.
            let evaluates = matches!(ask, Ask::Evaluate);
            let call = || self.ask(&at, node, ask, along.engine);
            match if evaluates { calmly(call) } else { Ok(call()) } {
                Ok(Call::Now(event)) => {
                    *along.turn -= u32::from(!evaluates);
                    along.queue.extend(|commands| self.machine.apply(event, commands))?;
                }
                Ok(Call::Later(attempt)) => {
                    let (key, mut attempt) = ((at, node), attempt.any);
                    if along.poll(self, &key, &mut attempt, cx).is_pending() {
                        along.keep(key, attempt);
                        continue;
                    }
                    *along.turn -= 1;
                    let (bare, event) = (attempt.is_bare(), event_of(&mut attempt));
                    along.queue.extend(|commands| match bare {
                        // What is bare to its end has ended well.
                        true => self.machine.succeed((&key.0, node), event, commands),
                        false => self.machine.apply_from(event, commands),
                    })?;
                }
                Err(said) => {
                    let failure = panicked(&said).at(self.machine.path(&at, node));
                    let event = P::mark(at, node, Mark::Failed(Box::new(failure)));
                    along.queue.extend(|commands| self.machine.apply(event, commands))?;
                }
            }
            *along.seq += 1;
        }
        Ok(())
    }
}
