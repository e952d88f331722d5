//! A stretch of a run along which there is one thing to do at a time and nobody looks on: most of a chain. The flow goes along it by
//! itself, so that not each command and each event passes through the driver.

use std::task::{Context, Poll};

use orch_core::engine::{AnyAttempt, event_of};
use orch_core::{Ask, At, Call, Command, CommandKind, Failure, Illegal, Mark, Pipeline};

use super::flow::Typed;
use super::{Driver, Key};
use crate::engine::{Embedded, calmly, panicked};
use crate::telemetry::spans::AttemptSpans;

/// What a flow needs to go along a stretch.
pub(crate) struct Along<'a> {
    engine: &'a Embedded,
    /// What the machine commands. It is empty whenever something is done.
    commands: &'a mut Vec<Command>,
    /// How many attempts may end before others get their turn.
    turn: &'a mut u32,
    /// How many events were applied.
    seq: &'a mut u64,
}

/// Where a stretch ends.
pub(crate) enum Halt {
    /// This comes next, and the driver does it.
    At(Command),
    /// The machine has commanded several things, or nothing.
    Fork,
    /// This attempt waits. It was polled.
    Waits(Key, AnyAttempt),
}

impl Driver {
    /// Goes along a stretch that begins with this command, if it does begin one; gives the command that is left to do.
    #[inline]
    pub(super) fn go_along(&mut self, command: Command, cx: &mut Context<'_>) -> Result<Option<Command>, Box<Failure>> {
        let alone = self.queue.is_empty() && self.attempts.is_empty();
        let unseen = self.engine().0.observer.is_none() && !AttemptSpans::are_wanted();
        if !(alone && unseen && self.may_go_on()) {
            return Ok(Some(command));
        }
        let (flow, engine) = (&mut self.flow, &self.close.engine);
        let (turn, seq) = (&mut self.turn, &mut self.seq);
        let halt = self.queue.extend(|commands| flow.go_along(command, &mut Along { engine, commands, turn, seq }, cx));
        match halt.map_err(|illegal| Box::new(self.illegal(&illegal)))? {
            Halt::At(command) => return Ok(Some(command)),
            Halt::Fork => {}
            Halt::Waits(key, attempt) => self.attempts.insert_polled(key, attempt),
        }
        Ok(None)
    }
}

impl Along<'_> {
    /// What has to be asked to do this; `None` if that is not for the flow itself to do.
    #[inline]
    fn ask(&self, command: &Command, is_marked: impl FnOnce(u16) -> bool) -> Option<Ask> {
        match command.kind {
            CommandKind::Evaluate => Some(Ask::Evaluate),
            CommandKind::Start { attempt: 1, retried: None } | CommandKind::StartChild => {
                let may = *self.turn > 0 && !self.engine.0.control.has_news() && !is_marked(command.node);
                may.then_some(Ask::FIRST)
            }
            _ => None,
        }
    }
}

impl<P: Pipeline> Typed<P> {
    /// Gives an attempt that waits or has failed what surrounds it, if it was made bare.
    #[cold]
    fn surround(
        &self,
        attempt: &mut AnyAttempt,
        (at, node): (&At, u16),
        engine: &Embedded,
        cx: &mut Context<'_>,
    ) -> Poll<()> {
        match attempt.is_bare() {
            true => attempt.as_mut().surround(engine.surroundings(self.machine.view().site(at, node)), cx),
            false => Poll::Pending,
        }
    }

    /// See [`Flow::go_along`](super::flow::Flow::go_along).
    pub(super) fn along(
        &mut self,
        mut next: Command,
        along: &mut Along<'_>,
        cx: &mut Context<'_>,
    ) -> Result<Halt, Illegal> {
        loop {
            let Some(ask) = along.ask(&next, |node| P::plan().is_marked(node)) else { return Ok(Halt::At(next)) };
            let Command { at, node, .. } = next;
            // The code of an attempt runs, guarded, in its future.
            let guarded = matches!(ask, Ask::Evaluate);
            let call = || self.ask(&at, node, ask, along.engine);
            *along.seq += 1;
            match if guarded { calmly(call) } else { Ok(call()) } {
                Ok(Call::Now(event)) => self.machine.apply(event, along.commands)?,
                Ok(Call::Later(mut attempt)) => {
                    if attempt.any.as_mut().poll_end(cx).is_pending()
                        && self.surround(&mut attempt.any, (&at, node), along.engine, cx).is_pending()
                    {
                        *along.seq -= 1;
                        return Ok(Halt::Waits((at, node), attempt.any));
                    }
                    *along.turn -= 1;
                    // What is bare to its end has ended well.
                    match attempt.any.is_bare() {
                        true => self.machine.succeed((&at, node), event_of(&mut attempt.any), along.commands)?,
                        false => self.machine.apply_from(event_of(&mut attempt.any), along.commands)?,
                    }
                }
                Err(said) => {
                    let failure = panicked(&said).at(self.machine.path(&at, node));
                    self.machine.apply(P::mark(at, node, Mark::Failed(Box::new(failure))), along.commands)?;
                }
            }
            next = match along.commands.pop() {
                Some(only) if along.commands.is_empty() => only,
                Some(last) => {
                    along.commands.push(last);
                    return Ok(Halt::Fork);
                }
                None => return Ok(Halt::Fork),
            };
        }
    }
}
