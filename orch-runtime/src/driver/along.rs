//! A stretch of a run that nobody looks on at: what the machine commands is done by the flow itself, in the order of the commands,
//! so that not each command and each event passes through the driver. An attempt is polled as soon as it is made; one that waits
//! gets a place in the crowd, and the stretch goes on behind it.

use std::task::{Context, Poll};

use orch_core::engine::{AnyAttempt, event_of};
use orch_core::machine::GoodEnd;
use orch_core::{Apart, Ask, At, Call, Command, CommandKind, Failure, Illegal, Mark, Pipeline, Plan};

use super::around::{around, poll};
use super::crowd::Crowd;
use super::flow::{Flow, Typed};
use super::queue::Queue;
use super::{Driver, Key};
use crate::engine::{Embedded, calmly, panicked_at};
use crate::telemetry::spans::AttemptSpans;

/// What a flow needs to go along a stretch.
pub(crate) struct Along<'a> {
    pub(super) engine: &'a Embedded,
    /// What the machine commands.
    pub(super) queue: &'a mut Queue,
    /// Where those go who wait.
    pub(super) attempts: &'a mut Crowd,
    /// How many attempts may end before others get their turn.
    pub(super) turn: &'a mut u32,
    /// How many events were applied.
    pub(super) seq: &'a mut u64,
}

impl Driver {
    /// Whether nobody has to be told of what happens on the way.
    #[inline]
    fn goes_unwatched(&self) -> bool {
        self.recorder.is_none() && self.engine().0.observer.is_none() && !AttemptSpans::are_wanted()
    }

    /// Goes along a stretch, if one begins here. `false`: others get their turn before what is left.
    #[inline]
    pub(super) fn go_along(&mut self, cx: &mut Context<'_>) -> Result<bool, Apart<Failure>> {
        if self.queue.is_empty() || !self.goes_unwatched() {
            return Ok(true);
        }
        if self.may_go_on() && self.attempts.takes_newcomers() {
            let (flow, engine) = (&mut self.flow, &self.close.engine);
            let (queue, attempts) = (&mut self.queue, &mut self.attempts);
            let (turn, seq) = (&mut self.turn, &mut self.seq);
            let gone = flow.go_along(&mut Along { engine, queue, attempts, turn, seq }, cx);
            gone.map_err(|illegal| Apart::new(self.illegal(&illegal)))?;
        }
        Ok(self.turn > 0)
    }
}

/// What a flow does by itself.
enum Do {
    Evaluate,
    Attempt,
    /// See [`Ask::AtOnce`].
    AttemptAtOnce,
}

impl Along<'_> {
    /// What is to be done next; `None` if that is not for the flow itself to do.
    #[inline]
    fn next(&self, plan: &Plan) -> Option<Do> {
        let command = self.queue.front()?;
        match command.kind {
            CommandKind::Evaluate => Some(Do::Evaluate),
            CommandKind::Start { attempt: 1, retried: None } | CommandKind::StartChild => {
                let direct = if plan.is_direct(command.node) { Do::AttemptAtOnce } else { Do::Attempt };
                self.may_begin(plan, command.node).then_some(direct)
            }
            _ => None,
        }
    }

    /// Whether an attempt may begin here. One that begins with a mark may not.
    #[inline]
    fn may_begin(&self, plan: &Plan, node: u16) -> bool {
        self.may_go_on() && !plan.is_marked(node)
    }

    /// Whether it is nobody else's turn.
    #[inline]
    fn may_go_on(&self) -> bool {
        *self.turn > 0 && !self.engine.0.control.has_news()
    }

    /// An agent of the body may begin, with nothing before its attempt, and there is nothing else to do.
    #[inline]
    fn goes_on_at(&mut self, node: u16) -> Option<u16> {
        if self.may_go_on() {
            return Some(node);
        }
        self.queue.extend(|commands| commands.push(Command { at: At::ROOT, node, kind: CommandKind::FIRST }));
        None
    }

    /// An attempt has ended, and this is its event.
    #[inline]
    fn count(&mut self) {
        *self.turn -= 1;
        *self.seq += 1;
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

/// How far an attempt has led: to the one that comes next, if that is all there is to do.
type Led = Result<Option<u16>, Apart<Illegal>>;

impl<P: Pipeline> Typed<P> {
    /// See [`Flow::go_along`](super::flow::Flow::go_along).
    #[inline]
    pub(super) fn along(&mut self, along: &mut Along<'_>, cx: &mut Context<'_>) -> Result<(), Apart<Illegal>> {
        while let Some(todo) = along.next(P::plan()) {
            let Some(Command { at, node, kind }) = along.queue.next() else { return Ok(()) };
            // There is nothing in it, and without it the command need not be put together anywhere.
            std::mem::forget(kind);
            let mut ask = match todo {
                Do::Evaluate => {
                    self.evaluate(at, node, along)?;
                    continue;
                }
                Do::Attempt => &Ask::FIRST,
                Do::AttemptAtOnce => &Ask::AtOnce,
            };
            let (mut at, mut node) = (&at, node);
            while let Some(next) = self.attempt(at, node, ask, along, cx)? {
                (at, node, ask) = (&At::ROOT, next, &Ask::AtOnce);
            }
        }
        Ok(())
    }

    #[inline]
    fn evaluate(&mut self, at: At, node: u16, along: &mut Along<'_>) -> Result<(), Apart<Illegal>> {
        let event = match calmly(|| self.ask(&at, node, &Ask::Evaluate, along.engine)) {
            Ok(Call::Now(event)) => event,
            Ok(Call::Done(done)) => done.event(at),
            Ok(Call::Later(attempt)) => {
                along.attempts.insert((at, node), attempt.any);
                return Ok(());
            }
            Err(said) => {
                let failure = panicked_at(&said, self.machine.path(&at, node));
                P::mark(at, node, Mark::Failed(failure))
            }
        };
        *along.seq += 1;
        along.queue.extend(|commands| self.machine.apply(event, commands))
    }

    /// The code of an attempt runs guarded.
    #[inline]
    fn attempt(&mut self, at: &At, node: u16, ask: &Ask, along: &mut Along<'_>, cx: &mut Context<'_>) -> Led {
        match self.ask(at, node, ask, along.engine) {
            Call::Done(mut done) => self.succeed(at, node, &mut done, along),
            Call::Now(event) => {
                along.count();
                along.queue.extend(|commands| self.machine.apply(event, commands))?;
                Ok(None)
            }
            Call::Later(attempt) => self.poll(at, node, attempt.any, along, cx),
        }
    }

    #[inline]
    fn poll(
        &mut self,
        at: &At,
        node: u16,
        mut attempt: AnyAttempt,
        along: &mut Along<'_>,
        cx: &mut Context<'_>,
    ) -> Led {
        let key = (at.clone(), node);
        if along.poll(self, &key, &mut attempt, cx).is_pending() {
            along.keep(key, attempt);
            return Ok(None);
        }
        if attempt.is_bare() {
            // To its end, so that is a good one.
            return self.succeed(at, node, event_of(&mut attempt), along);
        }
        along.count();
        let event = event_of(&mut attempt);
        along.queue.extend(|commands| self.machine.apply_from(event, commands))?;
        Ok(None)
    }

    #[inline]
    fn succeed(&mut self, at: &At, node: u16, end: &mut impl GoodEnd<P>, along: &mut Along<'_>) -> Led {
        along.count();
        if at.is_root()
            && along.queue.is_empty()
            && let Some(next) = self.machine.succeed_to_one(node, end)
        {
            return Ok(along.goes_on_at(next));
        }
        along.queue.extend(|commands| self.machine.succeed((at, node), end, commands))?;
        Ok(None)
    }
}
