//! A stretch of a run along which there is one thing to do at a time and nobody looks on: most of a chain. The flow goes along it by
//! itself, so that not each command and each event passes through the driver.

use std::task::{Context, Poll};

use orch_core::engine::{AnyAttempt, event_of};
use orch_core::{Ask, At, Call, Command, CommandKind, Illegal, Mark, Pipeline};

use super::flow::Typed;
use super::{Driver, Key, Went};
use crate::engine::{Embedded, calmly, panicked};
use crate::telemetry::spans::AttemptSpans;

/// What a flow needs to go along a stretch.
pub(crate) struct Along<'a> {
    engine: &'a Embedded,
    /// What the machine commands: one thing where a stretch goes on.
    commands: &'a mut Vec<Command>,
    /// How many attempts may end before others get their turn.
    turn: &'a mut u32,
    /// How many events were applied.
    seq: &'a mut u64,
}

/// Where a stretch ends.
pub(crate) enum Halt {
    /// At what is the driver's to do: it is commanded and was not begun.
    Here,
    /// At this attempt, which waits. It was polled.
    Waits(Key, AnyAttempt),
}

impl Driver {
    /// Goes along a stretch, if one begins here.
    #[inline]
    pub(super) fn go_along(&mut self, cx: &mut Context<'_>) -> Went {
        let alone = self.queue.is_single() && self.attempts.is_empty();
        if !(alone && self.may_go_on() && self.engine().0.observer.is_none() && !AttemptSpans::are_wanted()) {
            return Ok(());
        }
        let (flow, engine) = (&mut self.flow, &self.close.engine);
        let (turn, seq) = (&mut self.turn, &mut self.seq);
        let halt = self.queue.lend(|commands| flow.go_along(&mut Along { engine, commands, turn, seq }, cx));
        match halt.map_err(|illegal| Box::new(self.illegal(&illegal)))? {
            Halt::Here => {}
            Halt::Waits(key, attempt) => self.attempts.insert_polled(key, attempt),
        }
        Ok(())
    }
}

impl Along<'_> {
    /// What has to be asked to do what is commanded; `None` if it is not one thing, or not for the flow itself to do.
    #[inline]
    fn ask(&self, is_marked: impl FnOnce(u16) -> bool) -> Option<Ask> {
        let [command] = self.commands.as_slice() else { return None };
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
        if !attempt.is_bare() {
            return Poll::Pending;
        }
        attempt.as_mut().surround(engine.surroundings(self.machine.view().site(at, node)));
        attempt.as_mut().poll_end(cx)
    }

    /// See [`Flow::go_along`](super::flow::Flow::go_along).
    pub(super) fn along(&mut self, along: &mut Along<'_>, cx: &mut Context<'_>) -> Result<Halt, Illegal> {
        loop {
            let Some(ask) = along.ask(|node| P::plan().is_marked(node)) else { return Ok(Halt::Here) };
            let Some(Command { at, node, .. }) = along.commands.pop() else { return Ok(Halt::Here) };
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
        }
    }
}
